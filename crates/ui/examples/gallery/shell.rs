//! The frame around each page.

use ui::{
    Bell, Head, Icon, KeyGroup, Markup, MenuItem, NavItem, Palette, SearchBox, Shell, ShellWords, SystemTone, Theme, UserMenu, html,
    palette, shortcuts, sysbar,
};

pub const WORDS: ShellWords<'_> = ShellWords {
    skip: "Gå til indhold",
    main_menu: "Hovedmenu",
    close: "Luk",
    messages: "Meddelelser",
    unpicked: "Vælg en fra listen, eller tøm feltet.",
    unsaved: "Det, du har skrevet, er ikke gemt. Vil du kassere det?",
    failed: "Det lykkedes ikke. Prøv igen.",
    offline: "Der er ingen forbindelse. Prøv igen om lidt.",
};

pub fn head(title: &str) -> Head<'_> {
    Head { lang: "da", theme: Theme::Machine, title, product: "Ringbind", csrf: "prøve-token", style: None }
}

const fn nav(label: &'static str, href: &'static str, icon: Icon, key: &'static str) -> NavItem<'static> {
    NavItem { label, href, icon, current: false, badge: None, key: Some(key), wide_only: false }
}

fn places() -> Vec<NavItem<'static>> {
    vec![
        nav("Min side", "/start", Icon::Home, "h"),
        NavItem { current: true, ..nav("Sager", "/case-list.html", Icon::Binder, "s") },
        nav("Kontakter", "/kontakter", Icon::Users, "k"),
        nav("Dokumenter", "/dokumenter", Icon::Page, "d"),
        NavItem { badge: Some(("7", "åbne")), ..nav("Opgaver", "/opgaver", Icon::Task, "o") },
        NavItem { wide_only: true, ..nav("Samarbejdsforum", "/rum", Icon::Room, "r") },
    ]
}

fn user() -> UserMenu<'static> {
    let item = |label, href, icon| MenuItem::link(label, href).icon(icon);
    UserMenu {
        initials: "MR",
        name: "Mette Rahbek",
        role: "Fuldmægtig, Ejendomme og Anlæg",
        label: "brugermenu for Mette Rahbek",
        items: vec![
            vec![
                item("Min profil", "/profil", Icon::User),
                item("Fravær", "/fravaer", Icon::Calendar),
                MenuItem::button("Tema: mørkt").icon(Icon::Moon).attr("data-set-theme", "dark"),
                MenuItem::button("Hjælp til taster").icon(Icon::Help).key("?").attr("data-dialog", "shortcuts"),
            ],
            vec![item("Administration", "/admin", Icon::Settings), item("Log ud", "/sign-in.html", Icon::Logout)],
        ],
    }
}

fn after() -> Markup {
    let keys = [KeyGroup {
        title: "Overalt",
        keys: &[(&["/"], "søg"), (&["Ctrl", "K"], "gå til eller gør"), (&["g", "s"], "sager"), (&["?"], "alle taster")],
    }];
    html! {
        (palette(&Palette {
            label: "Gå til eller gør",
            hits: "Forslag",
            source: "/suggest",
            commands: "Gør",
            places: "Gå til",
            nothing: "Intet fundet",
            hints: ["vælg", "åbn", "ny fane", "alle taster"],
        }))
        (shortcuts("Taster", "Luk", &keys))
    }
}

pub fn page(title: &str, main: &Markup, plain: bool) -> Markup {
    let system = (!plain).then(|| sysbar(SystemTone::News, "Systembesked", "Ringbind opdateres torsdag kl. 20.00.", Some(("Luk", "/luk"))));
    frame(head(title), main, system)
}

pub fn themed(title: &str, main: &Markup, theme: Theme) -> Markup {
    frame(Head { theme, ..head(title) }, main, None)
}

fn frame(head: Head<'_>, main: &Markup, system: Option<Markup>) -> Markup {
    let places = places();
    Shell {
        head,
        words: WORDS,
        home: "/start",
        sign_in: "/sign-in.html",
        keys: true,
        nav: &places,
        search: SearchBox { action: "/soeg", label: "Søg i alt", value: "", suggest: "/suggest", scope: None },
        bell: Some(Bell { href: "/nyt", label: "Notifikationer, 5 ulæste", unread: Some("5") }),
        user: user(),
        system,
        main: main.clone(),
        after: after(),
    }
    .page()
}
