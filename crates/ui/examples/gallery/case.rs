//! A case: documents with folders, uploads, facts.

use ui::{
    Button, Cell, Cols, Column, Element, Fact, FactEditing, FileKind, Icon, Kind, Line, Markup, Order, PageHead, Row, State, StepState,
    Tab, Table, Title, UploadWords, Uploads, checked_out, chip, cols, drop_line, facts, facts_area, facts_details, file_icon, html, icon,
    lines, page, preview_place, section_head, star, state, steps, tabs,
};

const WORDS: UploadWords<'_> = UploadWords {
    running: "Lægger {n} {fil|filer} op",
    finished: "{n} {fil|filer} er lagt op",
    failures: "{n} mislykkedes",
    waiting: "Venter",
    sent: "{done} af {size}",
    ready: "{size} · klar",
    lost: "Forbindelsen røg",
    failed: "Mislykkedes",
    duplicate: "Findes allerede",
    cancel: "Annullér",
    cancel_all: "Annullér alle",
    retry: "Prøv igen",
    show: "Vis",
    add_anyway: "Tilføj alligevel",
    skip: "Spring over",
    close: "Luk",
    pasted: "Indsat billede",
    file: "Fil",
};

fn documents() -> Markup {
    let columns = [
        Column::new(Kind::Title, "Titel").sort("?sort=titel", None),
        Column::new(Kind::Short, "Type").leaves(2),
        Column::new(Kind::Short, "Status").leaves(1),
        Column::new(Kind::When, "Ændret").leaves(1).sort("?sort=aendret", Some(Order::Descending)),
    ];
    let folder = |name: &'static str, label: &'static str| {
        let title = Title::new(name, "#mappe").folder(false, label, "/folder").cell();
        Row::new(vec![title, Cell::empty(), Cell::empty(), Cell::dim("9 dokumenter")])
            .tick("bulk", name, label, false)
            .attr("data-folder", name)
    };
    let document = |name: &'static str, kind, label, status, marks: Markup| {
        let title = Title::new(name, "#dok").icon(file_icon(kind, label)).marks(marks).below(html! { "Rapport · 24. feb." });
        Row::new(vec![title.cell(), Cell::dim("Rapport"), Cell::new(status), Cell::dim("24. feb. 09.54")])
            .tick("bulk", name, name, false)
            .preview("/preview?id=d")
    };
    let out = checked_out("PØ", "Tjekket ud af Peter Ørum", "Tjekket ud i dag 09.58");
    let rows = vec![
        folder("Tegninger", "Mappen Tegninger"),
        folder("Byggemøder", "Mappen Byggemøder"),
        document("Referat af byggemøde nr. 7", FileKind::Text, "Word", state(State::Draft, "Kladde"), out),
        document("Budget, rev. 4", FileKind::Sheet, "Excel", state(State::Final, "Endelig"), html! {}),
        document("Miljøscreening", FileKind::Pdf, "PDF", state(State::Final, "Endelig"), html! {}),
    ];
    html! { (Table::new("Dokumenter, nyeste øverst", &columns, rows).bleed().ticks("Vælg alle dokumenter").attr("data-list", "")) }
}

pub fn deadline(date: &str) -> Markup {
    html! { (Fact::new("Frist", date).edit("/fact/edit", "Ret frist: ")) }
}

pub fn deadline_editing() -> Markup {
    let control = Element::new("input").attr("class", "input").attr("id", "frist").attr("name", "frist").attr("value", "2. mar. 2026");
    html! {
        (FactEditing {
            label: "Frist",
            field: "frist",
            control: control.void(),
            action: "/fact",
            cancel_url: "/fact",
            csrf: "t",
            version: Some("3"),
            error: None,
            save: "Gem",
            cancel: "Annullér",
        })
    }
}

fn side() -> Markup {
    html! {
        aside.aside.pane aria-label="Oplysninger" {
            (facts_area("Arbejdsplan", Some("2 af 4"), html! {}, steps("2 af 4 opgaver udført", &[StepState::Done, StepState::Done, StepState::Now, StepState::Later])))
            (facts_area("Oplysninger", None, html! {}, facts(&[
                Fact::new("Status", state(State::Active, "Aktiv")).edit("/fact/edit", "Ret status: "),
                Fact::new("Frist", "2. mar. 2026").edit("/fact/edit", "Ret frist: "),
                Fact::new("Arkivnr.", "6.4/3822"),
                Fact::new("Beskrivelse", "Tilføj").edit("/fact/edit", "Ret beskrivelse: ").unset(),
                Fact::new("Dato", "Regnes ud, når sagen lukkes").why("Fra skabelonen Byggesag"),
            ])))
            (facts_details("Byggeri", Some("1"), true, facts(&[Fact::new("Matrikel", "12 bk, Søndervang")])))
        }
    }
}

pub fn main() -> Markup {
    let uploads = Uploads { url: "/uploads", folder: None, stage: None, words: WORDS };
    let reference = Line {
        icon: Some(icon(Icon::Link)),
        href: Some("#ref"),
        text: "Brandsynsrapport, opfølgning",
        meta: Some("Vedrører · 20260116-4093"),
        end: None,
    };
    let documents = html! {
        (section_head("docs", "Dokumenter", Some("31"), Button::new("Ny mappe").plain().small().icon(Icon::Folder)))
        (uploads.rows("up"))
        (documents())
        (drop_line("Slip filer eller mapper hvor som helst på listen, eller på en mappe.", "Vælg filer"))
        section aria-labelledby="ref" { (section_head("ref", "Referencer", Some("1"), html! {})) (lines(&[reference])) }
    };
    page(html! {
        (PageHead::new("Ombygning af naturfagslokaler på Søndervangskolen")
            .star(star("/favorit", true, "Favorit"))
            .chips(chip(State::Active, "Aktiv"))
            .meta(html! { span.num { "20250915-3822" } a.quiet href="#n" { "6.4 Skolebygninger" } span { "Ejer Mette Rahbek" } })
            .actions(html! {
                (Button::new("Tilføj dokument").primary().icon(Icon::Plus).attr("data-key", "n"))
                (Button::new("Ny opgave").icon(Icon::Task))
                (Button::new("Flere handlinger").icon_only(Icon::More))
            }))
        (tabs("Sagens faner", &[Tab { href: "#s", label: "Sag", count: None, current: true }, Tab { href: "#b", label: "Beskeder", count: Some("2"), current: false }]))
        (cols(Cols::Case, html! {
            section.pane aria-labelledby="docs" { (uploads.zone(documents)) }
            (preview_place())
            (side())
        }))
    })
}
