//! The list of cases, with a preview at the right.

use ui::{
    Bulk, Button, Cell, Choice, Cols, Column, FilterMenu, FilterText, Icon, Kind, Markup, Order, PageHead, PageSize, Pager, Row, Tab,
    Table, Title, cols, empty, filter_choices, filters, html, list_foot, lock, menu, menu_heading, menu_tick, preview_place, star, tabs,
    unassigned,
};

const CASES: [(&str, &str, &str, &str); 6] = [
    ("Ombygning af naturfagslokaler på Søndervangskolen", "20250915-3822", "Mette Rahbek", "24. feb. 09.54"),
    ("Regnskab 2025, afslutning og revision", "20251103-3970", "Mette Rahbek", "24. feb. 09.12"),
    ("Klage over afgørelse om skolebefordring, 4. klasse", "20260129-4121", "Amina Demir", "24. feb. 08.47"),
    ("Lejeaftale for Hovedgaden 14, stuen", "20240816-2907", "Lone Vestergaard Krog", "23. feb. 16.05"),
    (
        "Udbud af rengøring på skoler og i daginstitutioner 2026–2030, herunder vinduespolering og måtteservice",
        "20251117-4008",
        "Lone Vestergaard Krog",
        "23. feb. 15.48",
    ),
    ("Tilsyn med legepladser 2026", "20260105-4066", "", "23. feb. 14.20"),
];

fn columns() -> [Column<'static>; 6] {
    [
        Column::new(Kind::Star, "Favorit").leaves(1),
        Column::new(Kind::Title, "Titel").sort("?sort=titel", None),
        Column::new(Kind::Nr, "Nr.").leaves(1).sort("?sort=nr", None),
        Column::new(Kind::Person, "Ejer").leaves(2).sort("?sort=ejer", None),
        Column::new(Kind::When, "Ændret").leaves(1).sort("?sort=aendret", Some(Order::Descending)),
        Column::new(Kind::Short, "Kassation").leaves(4).end().sort("?sort=kassation", None),
    ]
}

fn rows() -> Vec<Row<'static>> {
    CASES
        .iter()
        .enumerate()
        .map(|(nr, (title, number, owner, changed))| {
            let mut name = Title::new(title, "/case.html").below(html! { (owner) " · " (changed) });
            if nr == 2 {
                name = name.marks(lock("Begrænset adgang"));
            }
            let owner = if owner.is_empty() {
                Cell::new(unassigned("Ejendomme og Anlæg", "ikke tildelt", "Ikke tildelt"))
            } else {
                Cell::new(owner)
            };
            let favourite = star("/favorit", nr == 0, &format!("Favorit: {title}"));
            let cells = vec![Cell::tick(favourite), name.cell(), Cell::dim(number), owner, Cell::dim(changed), Cell::dim("2031")];
            Row::new(cells).tick("bulk", number, title, false).preview(&format!("/preview?id={nr}"))
        })
        .collect()
}

fn above() -> Markup {
    html! {
        (PageHead::new("Sager").actions(Button::link("Opret sag", "/form.html").primary().icon(Icon::Plus).attr("data-key", "n")))
        (tabs("Visninger", &[
            Tab { href: "?", label: "Alle sager", count: Some("3.214"), current: true },
            Tab { href: "?mine", label: "Mine", count: Some("48"), current: false },
            Tab { href: "?ikke", label: "Ikke tildelte", count: Some("6"), current: false },
        ]))
        (filters("Filtre", html! {
            (FilterText { action: "/case-list.html", kept: &[], name: "q", value: "", label: "Filtrér på tekst", target: "#cases", also: None })
            (FilterMenu { id: "f-status", label: "Status", value: Some("Aktiv"), keep: false, body: filter_choices(&[("Aktiv", "?s=a", true), ("Lukket", "?s=l", false)]) })
            (FilterMenu { id: "f-type", label: "Type", value: None, keep: false, body: filter_choices(&[("Byggesag", "?t=b", false)]) })
        }, html! {
            (Button::new("Kolonner").plain().small().icon(Icon::Columns).attr("popovertarget", "cols"))
            (menu("cols", &html! { (menu_heading("Vis kolonner")) (menu_tick("c", "nr", "Nr.", true)) (menu_tick("c", "ejer", "Ejer", true)) }))
            (Button::link("Eksportér", "/eksport").plain().small().icon(Icon::Download))
        }))
    }
}

fn foot() -> Markup {
    let small = |label, icon| Button::submit(label).plain().small().icon(icon).attr("formaction", "/samlet");
    let bulk = Bulk {
        form: "bulk",
        csrf: "t",
        counted: "{n} valgt",
        actions: html! { (small("Skift ejer", Icon::User)) (small("Slet", Icon::Trash)) },
        clear: "Fravælg",
    };
    let sizes = [Choice { value: "50", label: "50 pr. side", chosen: true }, Choice { value: "100", label: "100 pr. side", chosen: false }];
    let size = PageSize { action: "/case-list.html", kept: &[("sort", "titel")], name: "n", label: "Rækker pr. side", choices: &sizes };
    let pager = Pager {
        range: "1–50 af 3.214",
        previous: None,
        next: Some("?side=2"),
        previous_label: "Forrige side",
        next_label: "Næste side",
        size: Some(size),
    };
    list_foot("Handlinger for valgte sager", Some(&bulk), &pager)
}

pub fn main() -> Markup {
    let columns = columns();
    let table = Table::new("Sager, sorteret efter senest ændret", &columns, rows()).list().ticks("Vælg alle på siden");
    let page = html! {
        div.page {
            (above())
            div id="cases" { (table) }
            @if CASES.is_empty() { (empty("Ingen sager", "Opret den første.", Button::link("Opret sag", "/form.html"))) }
            (foot())
        }
        (preview_place())
    };
    cols(Cols::List, page)
}
