//! The whole page: head, top bar, menu, and what scripts need to find.

use crate::assets::{FAVICON, HTMX, SCRIPTS, STYLES};
use crate::icon::{Icon, icon, icon_large, mark};
use crate::menu::{MenuItem, menu};
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// htmx with nothing that a strict content policy forbids, and no moment in which a form stands there that isn't its yet.
const HTMX_CONFIG: &str = r#"{"includeIndicatorStyles":false,"allowEval":false,"selfRequestsOnly":true,"historyCacheSize":0,"refreshOnHistoryMiss":true,"scrollBehavior":"instant","defaultSettleDelay":0,"responseHandling":[{"code":"204","swap":false},{"code":"[23]..","swap":true},{"code":"409|422","swap":true},{"code":"[45]..","swap":false,"error":true}]}"#;

/// How the page looks to this person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the machine is set.
    #[default]
    Machine,
    Light,
    Dark,
    Contrast,
}

impl Theme {
    /// The value of `data-theme`, none when the machine decides.
    #[must_use]
    pub const fn name(self) -> Option<&'static str> {
        match self {
            Self::Machine => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
            Self::Contrast => Some("contrast"),
        }
    }
}

/// What the document says about itself.
#[derive(Clone, Copy, Debug)]
pub struct Head<'a> {
    pub lang: &'a str,
    pub theme: Theme,
    /// The page's own; begins »Fejl:« after a refused form.
    pub title: &'a str,
    /// The system's name, after the page's.
    pub product: &'a str,
    pub csrf: &'a str,
    /// Address of an organisation's own style sheet (accent and logo).
    pub style: Option<&'a str>,
}

/// A place in the main menu.
#[derive(Clone, Copy, Debug)]
pub struct NavItem<'a> {
    pub label: &'a str,
    pub href: &'a str,
    pub icon: Icon,
    pub current: bool,
    /// A figure and the word read after it.
    pub badge: Option<(&'a str, &'a str)>,
    /// The letter that after `g` goes here.
    pub key: Option<&'a str>,
    /// Left out where the menu is at the foot of the screen.
    pub wide_only: bool,
}

/// The search box; within a case it searches there.
#[derive(Clone, Copy, Debug)]
pub struct SearchBox<'a> {
    pub action: &'a str,
    /// »Søg i alt«, »Søg i denne sag«
    pub label: &'a str,
    pub value: &'a str,
    /// Answers with options for what has been written so far.
    pub suggest: &'a str,
    /// Name and value that narrow the search.
    pub scope: Option<(&'a str, &'a str)>,
}

/// Who is signed in, and their own menu.
#[derive(Clone, Debug)]
pub struct UserMenu<'a> {
    pub initials: &'a str,
    pub name: &'a str,
    pub role: &'a str,
    /// »brugermenu for Mette Rahbek«, read after the initials.
    pub label: &'a str,
    /// In groups, a line between.
    pub items: Vec<Vec<MenuItem<'a>>>,
}

/// Notifications.
#[derive(Clone, Copy, Debug)]
pub struct Bell<'a> {
    pub href: &'a str,
    /// »Notifikationer, 5 ulæste«
    pub label: &'a str,
    pub unread: Option<&'a str>,
}

/// Words scripts need, and the shell's own.
#[derive(Clone, Copy, Debug)]
pub struct ShellWords<'a> {
    /// »Gå til indhold«
    pub skip: &'a str,
    /// »Hovedmenu«
    pub main_menu: &'a str,
    /// »Luk«
    pub close: &'a str,
    /// »Meddelelser«, names the region of toasts.
    pub messages: &'a str,
    /// »Du har ikke gemt. Vil du forlade siden?«
    pub unsaved: &'a str,
    /// »Vælg en fra listen, eller tøm feltet.«
    pub unpicked: &'a str,
    /// »Det lykkedes ikke. Prøv igen.«
    pub failed: &'a str,
    /// »Der er ingen forbindelse. Prøv igen om lidt.«
    pub offline: &'a str,
}

/// A page for somebody signed in.
#[derive(Clone, Debug)]
pub struct Shell<'a> {
    pub head: Head<'a>,
    pub words: ShellWords<'a>,
    /// Address of the start page.
    pub home: &'a str,
    pub sign_in: &'a str,
    /// Single keys may be turned off by who writes by voice or brushes keys.
    pub keys: bool,
    pub nav: &'a [NavItem<'a>],
    pub search: SearchBox<'a>,
    /// Left out where there are no notifications.
    pub bell: Option<Bell<'a>>,
    pub user: UserMenu<'a>,
    /// [`crate::sysbar`]
    pub system: Option<Markup>,
    /// What stands in `main`, mostly [`crate::page`].
    pub main: Markup,
    /// [`crate::palette`], [`crate::shortcuts`], dialogs and templates.
    pub after: Markup,
}

impl Shell<'_> {
    /// The whole document.
    #[must_use]
    pub fn page(&self) -> Markup {
        let body = html! {
            a.skip href="#main" { (self.words.skip) }
            (self.topbar())
            @if let Some(system) = &self.system { (system) }
            main id="main" tabindex="-1" { (self.main) }
            (toasts(self.words.messages, self.words.close))
            (self.after)
        };
        document(&self.head, &self.words, Some(self), &body)
    }

    fn topbar(&self) -> Markup {
        html! {
            header.topbar {
                a.brand href=(self.home) aria-label=(self.head.product) { (mark()) span { (self.head.product) } }
                nav.mainnav aria-label=(self.words.main_menu) { ul { @for item in self.nav { (nav_item(item)) } } }
                (search_box(&self.search))
                @if let Some(bell) = self.bell {
                    a.button.plain.icon-only.bell href=(bell.href) aria-label=(bell.label) title=(bell.label) {
                        (icon_large(Icon::Bell))
                        span id="bell-count" { @if let Some(unread) = bell.unread { span.badge.new { (unread) } } }
                    }
                }
                (user_menu(&self.user))
            }
        }
    }
}

fn nav_item(item: &NavItem<'_>) -> Markup {
    html! {
        li class=[item.wide_only.then_some("wide-only")] {
            a href=(item.href) aria-current=[item.current.then_some("page")] data-go=[item.key] {
                (icon(item.icon)) (item.label)
                @if let Some((figure, said)) = item.badge { " " span.badge { (figure) span.sr { " " (said) } } }
            }
        }
    }
}

fn search_box(search: &SearchBox<'_>) -> Markup {
    html! {
        form.topsearch role="search" action=(search.action) data-suggest=(search.suggest) {
            (icon(Icon::Search))
            @if let Some((name, value)) = search.scope { input type="hidden" name=(name) value=(value); }
            input type="search" name="q" value=(search.value) role="combobox" aria-label=(search.label) placeholder=(search.label)
                aria-expanded="false" aria-controls="suggestions" aria-autocomplete="list" autocomplete="off" data-key="/";
            kbd aria-hidden="true" { "/" }
            div.menu.options id="suggestions" role="listbox" aria-label=(search.label) hidden {}
        }
    }
}

fn user_menu(user: &UserMenu<'_>) -> Markup {
    let items = html! {
        p.who { b { (user.name) } small { (user.role) } }
        @for group in &user.items { hr; @for item in group { (item) } }
    };
    html! {
        button.usermenu type="button" popovertarget="usermenu" aria-label={ (user.initials) ", " (user.label) } {
            (crate::chip::avatar(user.initials)) (icon(Icon::Down))
        }
        (menu("usermenu", &items))
    }
}

/// Where toasts appear.
fn toasts(label: &str, close: &str) -> Markup {
    html! {
        div.toasts id="toasts" role="region" aria-label=(label) {
            div.toastlines role="status" aria-live="polite" {}
            template {
                div.toast {
                    (icon(Icon::StateFinal))
                    p {}
                    button.button.plain.small type="button" data-undo { (icon(Icon::Undo)) span {} }
                    button.button.plain.small.icon-only type="button" data-close aria-label=(close) { (icon(Icon::Close)) }
                }
            }
        }
    }
}

/// A page for somebody who isn't signed in: only the mark, a way, a foot.
#[derive(Clone, Debug)]
pub struct Bare<'a> {
    pub head: Head<'a>,
    pub words: ShellWords<'a>,
    /// At the top right: the other languages.
    pub corner: Markup,
    /// Form and what stands beside it.
    pub ways: Markup,
    pub foot: Markup,
}

impl Bare<'_> {
    #[must_use]
    pub fn page(&self) -> Markup {
        let body = html! {
            main id="main" tabindex="-1" {
                div.signin {
                    header.row.between { span.brand { (mark()) (self.head.product) } (self.corner) }
                    div.ways { (self.ways) }
                    footer.small.muted.row { (self.foot) }
                }
            }
            (toasts(self.words.messages, self.words.close))
        };
        document(&self.head, &self.words, None, &body)
    }
}

fn document(head: &Head<'_>, words: &ShellWords<'_>, shell: Option<&Shell<'_>>, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(head.lang) data-theme=[head.theme.name()] {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover";
                title { (head.title) " · " (head.product) }
                meta name="color-scheme" content="light dark";
                meta name="csrf" content=(head.csrf);
                meta name="htmx-config" content=(HTMX_CONFIG);
                link rel="icon" href=(FAVICON) type="image/svg+xml";
                link rel="stylesheet" href=(STYLES);
                @if let Some(style) = head.style { link rel="stylesheet" href=(style); }
                script src=(HTMX) defer {}
                script src=(SCRIPTS) type="module" {}
            }
            body data-unsaved=(words.unsaved) data-unpicked=(words.unpicked) data-failed=(words.failed) data-offline=(words.offline) data-sign-in=[shell.map(|s| s.sign_in)]
                data-user=[shell.map(|s| s.user.name)] data-keys=[shell.filter(|s| !s.keys).map(|_| "off")] {
                (body)
            }
        }
    }
}

/// Parts to swap elsewhere than the target, sent along with a fragment: each
/// is an id and its new content.
#[must_use]
pub fn out_of_band(parts: &[(&str, Markup)]) -> Markup {
    html! { @for (id, content) in parts { div id=(id) hx-swap-oob="innerHTML" { (content) } } }
}

/// A fragment with the title of the page it makes.
#[must_use]
pub fn titled(title: &str, product: &str, fragment: &Markup) -> Markup {
    html! { title { (title) " · " (product) } (PreEscaped(&fragment.0)) }
}
