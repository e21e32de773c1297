//! A form with errors, and the page to sign in.

use ui::{
    Bare, Button, Check, Choice, Field, Form, FormError, Icon, Markup, PageHead, Picked, Picker, avatar_large, crumbs, error_box,
    error_summary, form_foot, hint, html, icon, page, radios, two,
};

use crate::shell::{WORDS, head};

fn picker(chosen: &'static [Picked<'static>], several: bool) -> Picker<'static> {
    Picker {
        source: "/people",
        chosen,
        several,
        placeholder: "Navn, CVR eller e-mail",
        remove: "Fjern",
        nothing: "Ingen passer",
        icon: Some(Icon::Building),
        action: None,
    }
}

fn fields() -> Markup {
    const TEMPLATES: [Choice<'_>; 2] =
        [Choice { value: "byg", label: "Byggesag", chosen: true }, Choice { value: "std", label: "Standardsag", chosen: false }];
    const SEEN: [Choice<'_>; 2] =
        [Choice { value: "alle", label: "Alle med adgang", chosen: true }, Choice { value: "mig", label: "Kun mig", chosen: false }];
    html! {
        (Field::select("skabelon", "Skabelon", &TEMPLATES).help("Mapper, adgang og arbejdsplan følger med skabelonen."))
        (Field::text("titel", "Titel", "Ombygning af fysiklokale, \"Engdalskolen\"").attr("autocomplete", "off"))
        (Field::picker("part", "Primær part", picker(&[], false)).error(Some("Vælg en primær part.")))
        (Field::picker("medlem", "Medlemmer", picker(&[Picked { value: "1", label: "Peter Ørum" }], true)).optional("(valgfri)"))
        (two(Field::date("begyndt", "Begyndt", "24. feb. 2026"), Field::date("slut", "Ventet slut", "7. aug. 2025").optional("(valgfri)").error(Some("Datoen skal ligge efter 24. feb. 2026."))))
        (Field::textarea("tekst", "Beskrivelse", "Fysiklokalet i fløj B skal have nye borde.", 3).optional("(valgfri)"))
        (radios("ser", "Hvem kan se noten?", &SEEN, None))
        (Check::new("mail", "1", "Daglig e-mail", true).switch())
        (Check::new("endelig", "1", "Gør dokumenter endelige", false).more("når sagen lukkes"))
        (form_foot(Button::submit("Opret sag").primary(), Button::link("Annullér", "/case-list.html"), Some("Kladden er gemt 10.21")))
    }
}

pub fn main() -> Markup {
    let errors = [
        FormError { field: "part", message: "Vælg en primær part" },
        FormError { field: "slut", message: "Ventet slut skal ligge efter begyndt" },
    ];
    page(html! {
        (crumbs("Brødkrummer", &[("Sager", Some("/case-list.html")), ("Opret sag", None)]))
        (PageHead::new("Opret sag"))
        div.columns.formpage {
            (Form::new("/opret", "t").guard().attr("id", "ny").body(html! {
                (error_summary("Sagen er ikke oprettet endnu. Ret to felter:", &errors))
                (fields())
            }))
            div.stack.gap-20 { (hint("Sagen får ingen journalnøgle", "Vælg en nøgle, eller gå videre uden.")) }
        }
    })
}

pub fn sign_in() -> Markup {
    Bare {
        head: head("Log ind"),
        words: WORDS,
        corner: html! { a.quiet.small href="?sprog=en" lang="en" { "English" } },
        ways: html! {
            (Form::new("/log-ind", "t").body(html! {
                div { h1 { "Log ind" } p.muted { "Lindholt Kommune" } }
                (error_box("logfejl", "Navn og adgangskode passer ikke sammen.", "Prøv igen, eller få en ny adgangskode."))
                (Field::text("bruger", "Brugernavn eller e-mail", "mette.rahbek").attr("autocomplete", "username"))
                (Field::password("kode", "Adgangskode").attr("autocomplete", "current-password").attr("aria-invalid", "true").attr("aria-describedby", "logfejl"))
                div.row.between { (Check::new("husk", "1", "Husk mig på denne maskine", false)) a.small href="/glemt" { "Glemt adgangskode?" } }
                (Button::submit("Log ind").primary())
            }))
            section aria-labelledby="demo" {
                h2 id="demo" { "Prøv som en af disse" }
                p.small.muted { "Dette er en demo med opfundne sager. Alt nulstilles hver nat." }
                ul.lines {
                    li { (avatar_large("MR")) span.grow { a.quiet.medium href="/start" { "Mette Rahbek" } span.meta { "Sagsbehandler i Ejendomme og Anlæg" } } (icon(Icon::Right)) }
                }
            }
        },
        foot: html! { a.quiet href="/tilgaengelighed" { "Tilgængelighed" } span { "Version 1.0" } },
    }
    .page()
}
