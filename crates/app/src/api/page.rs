//! The page to try the API on: operations by part, a form for each, sent by the script with the session.

use super::document::{headers, needs, tag_name};
use super::operation::{Kind, Operation, Raw, Tag, Value};
use crate::shell::{self, Nav};
use base::web::{Ctx, Need, Page};
use base::{Lang, Result};
use maud::{Markup, html};
use texts::api as t;
use ui::{Button, Icon, Notice, PageHead, Tone};

/// GET /api
pub async fn page(ctx: Ctx) -> Result<Page> {
    let lang = ctx.lang;
    let operations = super::operations();
    let routes = crate::routes();
    let tools = html! {
        (Button::link(t::to_tokens(lang), "/account/tokens").icon(Icon::Key))
        (Button::link(t::to_document(lang), "/api/v1/openapi.json"))
    };
    let main = html! {
        (PageHead::new(t::title(lang)).lede(t::lede(lang)).actions(tools))
        noscript { (Notice::new(Tone::Info, t::no_script(lang))) }
        nav.api-parts aria-label=(t::contents(lang)) {
            ul.row { @for tag in Tag::ALL { li { a href={ "#api-" (anchor(tag)) } { (tag_name(lang, tag)) } } } }
        }
        @for tag in Tag::ALL {
            section.part aria-labelledby={ "api-" (anchor(tag)) } {
                (ui::section_head(&format!("api-{}", anchor(tag)), tag_name(lang, tag), None, ""))
                @for operation in operations.iter().filter(|o| o.tag == tag) {
                    (one(lang, operation, operation.route(&routes).map_or(Need::SignedIn, |r| r.need)))
                }
            }
        }
        (answer(lang))
    };
    Ok(shell::page(&ctx, Nav::Elsewhere, t::title(lang), ui::page(main)))
}

fn anchor(tag: Tag) -> &'static str {
    match tag {
        Tag::Cases => "cases",
        Tag::Documents => "documents",
        Tag::Files => "files",
        Tag::Search => "search",
        Tag::Plans => "plans",
        Tag::Templates => "templates",
        Tag::People => "people",
        Tag::Api => "api",
    }
}

fn one(lang: Lang, operation: &Operation, need: Need) -> Markup {
    let parts = [
        (t::part_path(lang), "path", operation.path_values()),
        (t::part_query(lang), "query", operation.query.clone()),
        (t::part_headers(lang), "header", headers(operation)),
        (t::part_body(lang), "body", operation.body.clone()),
    ];
    html! {
        details.api-call id=(operation.id) {
            summary {
                span.api-method data-changes[!operation.safe()] { (operation.method) }
                code { (operation.path) }
                span.api-says { (( operation.says)(lang)) }
            }
            form data-api data-method=(operation.method) data-path=(operation.path) novalidate {
                @if let Some(needed) = needs(lang, operation, need) { p.muted.small { (needed) } }
                @for (title, place, values) in &parts {
                    @if !values.is_empty() {
                        fieldset { legend { (title) } div.api-values { @for value in values { (field(lang, operation, place, value)) } } }
                    }
                }
                @if operation.raw == Raw::BytesIn { (file(lang, operation)) }
                div { (Button::submit(t::send(lang))) }
            }
            div.api-answer role="status" {}
        }
    }
}

fn field(lang: Lang, operation: &Operation, place: &str, value: &Value) -> Markup {
    let id = format!("{}-{place}-{}", operation.id, value.name);
    let help = format!("{id}-help");
    let (kind, hint) = kind(lang, value);
    html! {
        div.field {
            label for=(id) { code { (value.name) } @if value.needed { " " span.optional { (t::required(lang)) } } }
            @if value.many {
                textarea.textarea.low id=(id) name=(value.name) data-in=(place) data-kind=(kind) data-many aria-describedby=(help) spellcheck="false" {}
            } @else if matches!(value.kind, Kind::Flag | Kind::Words(_)) {
                select.select id=(id) name=(value.name) data-in=(place) data-kind=(kind) aria-describedby=(help) { (choices(lang, value)) }
            } @else {
                input.input id=(id) name=(value.name) data-in=(place) data-kind=(kind) aria-describedby=(help) autocomplete="off" spellcheck="false";
            }
            p.help id=(help) { ((value.says)(lang)) @if let Some(hint) = hint { " · " (hint) } @if value.many { " · " (t::one_a_line(lang)) } }
        }
    }
}

fn choices(lang: Lang, value: &Value) -> Markup {
    html! {
        option value="" { (t::choose_nothing(lang)) }
        @match value.kind {
            Kind::Words(words) => { @for word in words { option value=(word) { (word) } } }
            _ => { option value="true" { (t::yes(lang)) } option value="false" { (t::no(lang)) } }
        }
    }
}

/// The kind as the script reads it, and as people do.
fn kind(lang: Lang, value: &Value) -> (&'static str, Option<String>) {
    match value.kind {
        Kind::Text(most) => ("text", Some(t::at_most(lang, texts::Number(lang, i64::try_from(most).unwrap_or(i64::MAX))))),
        Kind::Int => ("int", Some(t::kind_int(lang).to_owned())),
        Kind::Id => ("text", Some(t::kind_id(lang).to_owned())),
        Kind::Date => ("text", Some(t::kind_date(lang).to_owned())),
        Kind::Flag => ("flag", None),
        Kind::Words(words) => ("text", value.many.then(|| words.join(", "))),
    }
}

fn file(lang: Lang, operation: &Operation) -> Markup {
    let id = format!("{}-file", operation.id);
    let help = format!("{id}-help");
    html! {
        div.field {
            label for=(id) { (t::file(lang)) }
            input.input type="file" id=(id) data-bytes aria-describedby=(help);
            p.help id=(help) { (t::file_help(lang)) }
        }
    }
}

/// What the script fills in and puts below the form.
fn answer(lang: Lang) -> Markup {
    let block = |title: &str, class: &str| {
        html! { h3 { (title) } pre.api-text tabindex="0" role="region" aria-label=(title) { code class=(class) {} } }
    };
    html! {
        script src=(ui::assets::API_SCRIPT) type="module" {}
        template id="api-answer" data-failed=(t::failed(lang)) data-empty=(t::empty_body(lang)) {
            (block(t::request(lang), "api-request"))
            h3 { (t::answer(lang)) }
            p.api-status {}
            (block(t::answer_headers(lang), "api-headers"))
            (block(t::answer_body(lang), "api-body"))
            p.api-save hidden { a class="button small" { (ui::icon(Icon::Download)) (t::save_file(lang)) } }
        }
    }
}
