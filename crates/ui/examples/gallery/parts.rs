//! Every part in its states.

use ui::{
    BarGroup, Bars, Button, Card, Comment, Confirm, Entry, FileKind, Icon, Markup, MenuItem, Node, Notice, PageHead, Stage, State, Step,
    StepState, Tone, Versus, cards, change, chart, checklist, chip, day, deleted, drop_zone, empty_tight, figures, file_icon, group, html,
    icon, inserted, late, menu_of, page_narrow, person, progress_failed, progress_said, segmented_links, state, steps, tag, thread, tree,
    versus, waiting,
};

fn specimen(id: &str, title: &str, body: &Markup) -> Markup {
    html! { section.specimen aria-labelledby=(id) { h2 id=(id) { (title) } (body) } }
}

fn buttons() -> Markup {
    let items = [
        MenuItem::link("Åbn", "#k").icon(Icon::External).key("↵"),
        MenuItem::button("Gør endelig").icon(Icon::StateFinal).unavailable("hvorfor"),
        MenuItem::button("Slet").icon(Icon::Trash).danger().attr("data-dialog", "slet"),
    ];
    html! {
        div.row {
            (Button::new("Primær").primary().icon(Icon::Plus)) (Button::new("Rolig").icon(Icon::Task))
            (Button::new("Uden ramme").plain()) (Button::new("Slet").danger().dialog("slet"))
            (Button::new("Slået fra").disabled(true)) (Button::new("Kan ikke nu").unavailable("hvorfor"))
            (Button::new("Send").menu("send")) (menu_of("send", &items))
            (Button::new("Flere").icon_only(Icon::More)) (Button::new("Trykket").pressed(true).icon(Icon::Star))
            (Button::new("Gemmer").attr("aria-busy", "true"))
            (segmented_links("Visning", &[("Liste", Some(Icon::List), "#k", true), ("Tavle", Some(Icon::Board), "#t", false)]))
        }
        p.small.muted id="hvorfor" { "Dokumentet er tjekket ud." }
        (Confirm { id: "slet", title: "Slet 3 dokumenter?", text: "De kan hentes tilbage i 30 dage.", action: "/slet", csrf: "t", cancel: "Annullér", go: "Slet 3 dokumenter", danger: true, fields: &[("id", "1")] })
    }
}

fn states() -> Markup {
    html! {
        div.row.gap-20 {
            (state(State::Active, "Aktiv")) (state(State::Draft, "Kladde")) (state(State::Final, "Endelig"))
            (state(State::Running, "I gang")) (state(State::Waiting, "Venter")) (state(State::Failed, "Mislykkedes"))
            (late("20. feb.", "overskredet"))
        }
        div.row { (chip(State::Active, "Aktiv")) (chip(State::Draft, "Kladde")) (chip(State::Locked, "Begrænset")) (tag("asbest")) (person("PØ", "Peter Ørum")) (group("EA", "Ejendomme")) }
        div.row.gap-20 { @for (kind, name) in [(FileKind::Pdf, "PDF"), (FileKind::Text, "Word"), (FileKind::Sheet, "Excel"), (FileKind::Mail, "E-mail"), (FileKind::Other, "Fil")] { (file_icon(kind, name)) } }
        div.row { @for one in Icon::ALL { (icon(*one)) } }
    }
}

fn messages() -> Markup {
    let tones = [Tone::Plain, Tone::Info, Tone::Success, Tone::Warning, Tone::Danger];
    html! {
        div.columns {
            div.stack { @for tone in tones { (Notice::new(tone, "4 opgaver er åbne").more("Luk dem, eller luk sagen alligevel.")) } }
            div.stack {
                (progress_said("Eksporterer 3.214 sager", "62 %", Some(62))) (progress_failed("Stoppet", 38)) (waiting("Laver forhåndsvisning."))
                (steps("3 af 5", &[StepState::Done, StepState::Late, StepState::Now, StepState::Later]))
                (drop_zone("Slip filer her, eller", "vælg filer"))
                (empty_tight("Ingen dokumenter endnu", "Slip filer her.", Button::new("Tilføj dokument")))
            }
        }
    }
}

fn tree_of() -> Markup {
    tree(
        "Journalnøgler",
        &[
            Node::new(1, "Børn og unge", "#t3").code("3").count("711", "sager").branch(true),
            Node::new(2, "Dagtilbud", "#t31").code("3.1").count("74", "sager"),
            Node::new(2, "Skoler", "#t32").code("3.2").selected(true).add("Opret sag her (n)", "/form.html"),
            Node::new(1, "Social og sundhed", "#t4").code("4").count("634", "sager").lazy("/tree/4"),
            Node::new(1, "Telefoni", "#t5").code("5").closed("lukket"),
        ],
    )
}

fn words() -> Markup {
    let entry = Entry {
        time: "08.15",
        datetime: "2026-02-24T08:15:00+01:00",
        icon: Icon::Calendar,
        what: html! { b { "Mette Rahbek" } " ændrede fristen" },
        change: Some(change(Some("20. feb. 2026"), Some("2. mar. 2026"))),
        quote: Some("Efter aftale"),
        through: Some("Word"),
        privileged: false,
    };
    let comment = Comment {
        id: "k1",
        initials: "PØ",
        name: "Peter Ørum",
        datetime: "2026-02-24T10:02:00+01:00",
        exact: "24. feb. 2026 10.02",
        when: "i dag 10.02",
        said: html! { "Jeg tjekker ind igen før frokost." },
        actions: None,
    };
    html! { (day("d1", "I dag", &[entry])) (thread(&[comment])) }
}

fn numbers() -> Markup {
    let groups = [
        BarGroup { name: "jan", values: &[42, 31] },
        BarGroup { name: "feb", values: &[38, 44] },
        BarGroup { name: "mar", values: &[17, 9] },
    ];
    let bars = Bars {
        label: "Oprettede og lukkede sager",
        axis: "Måned",
        series: &["Oprettet", "Lukket"],
        groups: &groups,
        as_table: "Vis som tabel",
    };
    let figures = figures(&[("48", "åbne sager"), ("7", "opgaver")]);
    let one = Card {
        id: "c1",
        title: "Tal",
        count: None,
        all: Some(("Vis alle", "#c")),
        settings: None,
        body: html! { (figures) (chart(&bars)) },
    };
    let two = Card {
        id: "c2",
        title: "Kom i gang",
        count: Some("1"),
        all: None,
        settings: None,
        body: checklist(&[
            Step { title: "Organisationen har fået navn", text: "Lindholt Kommune", stage: Stage::Done("Gjort i dag") },
            Step {
                title: "Inviter kollegerne",
                text: "Hent dem fra jeres katalog.",
                stage: Stage::Next(html! { (Button::new("Tilføj brugere").primary()) }),
            },
        ]),
    };
    cards(one, two)
}

fn clash() -> Markup {
    let field = Versus {
        name: "frist",
        label: "Frist",
        mine: inserted("9. mar. 2026"),
        theirs: html! { (deleted("9. mar.")) " " (inserted("2. mar. 2026")) },
        keep_mine: true,
    };
    versus("Dine og Sørens rettelser", ["Felt", "Dit", "Søren Bækgaard, 10.14"], &[field])
}

pub fn main() -> Markup {
    page_narrow(html! {
        (PageHead::new("Alle dele, alle tilstande").lede("Det, siderne er bygget af."))
        (specimen("k", "Knapper", &buttons()))
        (specimen("c", "Tilstande", &states()))
        (specimen("b", "Beskeder", &messages()))
        (specimen("t", "Træ", &tree_of()))
        (specimen("h", "Historik", &words()))
        (specimen("n", "Kort og diagram", &numbers()))
        (specimen("x", "To har rettet samtidig", &clash()))
    })
}
