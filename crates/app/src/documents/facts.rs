//! The registration of a document, each fact changed where it stands while it is a draft.

use super::page::{DocumentView, view};
use super::{Document, DocumentEvent, checked_type, touch};
use crate::cases::{Case, CaseView, case_view};
use crate::people;
use axum::extract::Path;
use axum::http::StatusCode;
use base::event::On;
use base::uow::{Edit, Open};
use base::web::{Ctx, Fields, Json, Page};
use base::{Error, Lang, Result, Uow, Uuid, args, collate, date};
use serde::Serialize;
use texts::documents as t;
use ui::{Fact, FactEditing, Icon, Markup, Picked, Picker, html};

const NAMES: &[&str] = &["title", "type", "direction", "handler", "letter_date", "sender", "receivers", "description"];

fn label(lang: Lang, name: &str) -> &'static str {
    match name {
        "title" => t::title(lang),
        "type" => t::field_type(lang),
        "direction" => t::field_direction(lang),
        "handler" => t::field_handler(lang),
        "letter_date" => t::field_letter_date(lang),
        "sender" => t::field_sender(lang),
        "receivers" => t::field_receivers(lang),
        _ => texts::cases::description(lang),
    }
}

/// The direction in words.
pub fn direction(lang: Lang, word: &str) -> &'static str {
    match word {
        "incoming" => t::incoming(lang),
        "outgoing" => t::outgoing(lang),
        _ => t::internal(lang),
    }
}

fn shown(ctx: &Ctx, d: &DocumentView, name: &str) -> String {
    match name {
        "title" => d.title.clone(),
        "type" => d.type_name(ctx).to_owned(),
        "direction" => direction(ctx.lang, &d.direction).to_owned(),
        "handler" => d.handler_name.clone(),
        "letter_date" => d.letter_date.as_deref().and_then(|d| d.parse().ok()).map(|d| date::date(ctx.lang, d)).unwrap_or_default(),
        "sender" => d.sender.clone(),
        "receivers" => d.receivers.clone(),
        _ => d.description.clone(),
    }
}

/// The value as the form sends it.
fn raw(d: &DocumentView, name: &str) -> String {
    match name {
        "title" => d.title.clone(),
        "type" => d.type_id.to_string(),
        "direction" => d.direction.clone(),
        "handler" => d.handler.to_string(),
        "letter_date" => d.letter_date.clone().unwrap_or_default(),
        "sender" => d.sender.clone(),
        "receivers" => d.receivers.clone(),
        _ => d.description.clone(),
    }
}

fn fact(ctx: &Ctx, d: &DocumentView, case: &CaseView, name: &str) -> Markup {
    let lang = ctx.lang;
    let value = shown(ctx, d, name);
    let may = d.may_edit(case);
    if value.is_empty() && !may {
        return html! {};
    }
    let url = format!("/documents/{}/facts/{name}", d.id);
    let said = texts::cases::change(lang, label(lang, name));
    let fact = if value.is_empty() {
        Fact::new(label(lang, name), texts::cases::add(lang)).unset()
    } else {
        Fact::new(label(lang, name), value.as_str())
    };
    if may {
        html! { (fact.edit(&url, &said)) }
    } else {
        html! { (fact) }
    }
}

/// The registration at the right of the page.
pub fn area(ctx: &Ctx, d: &DocumentView, case: &CaseView) -> Markup {
    let lang = ctx.lang;
    let folder = if d.folder_name.is_empty() { t::top(lang) } else { &d.folder_name };
    html! {
        section.facts-area {
            h2 { (t::registration(lang)) }
            dl.facts {
                @for name in NAMES { (fact(ctx, d, case, name)) }
                (Fact::new(t::folder(lang), folder))
                (Fact::new(texts::cases::col_created(lang), t::made_by(lang, date::exact(lang, d.created), &d.created_by_name).as_str()))
            }
        }
    }
}

/// GET /documents/{id}/facts/{name}
pub async fn edit(ctx: Ctx, Path((id, name)): Path<(Uuid, String)>, fields: Fields) -> Result<Page> {
    let name = *NAMES.iter().find(|n| **n == name).ok_or(Error::NotFound)?;
    let document = view(&ctx, id).await?;
    let case = case_view(&ctx, document.case_id).await?;
    crate::cases::looked(&ctx, case.id).await?;
    if fields.has("plain") || !document.may_edit(&case) {
        return Ok(Page::html(fact(&ctx, &document, &case, name)));
    }
    let value = shown(&ctx, &document, name);
    Ok(Page::html(field(&ctx, &document, &case, name, &value, None).await?))
}

async fn field(ctx: &Ctx, d: &DocumentView, case: &CaseView, name: &str, value: &str, error: Option<&str>) -> Result<Markup> {
    let lang = ctx.lang;
    let id = format!("fact-{name}");
    let invalid = error.map(|_| "true");
    let handler = d.handler.to_string();
    let control = match name {
        "type" => {
            let types = types(ctx, case).await?;
            html! { select.select id=(id) name="value" { @for (type_id, title) in &types { option value=(type_id) selected[*type_id == d.type_id] { (title) } } } }
        }
        "direction" => html! {
            select.select id=(id) name="value" {
                @for word in ["internal", "incoming", "outgoing"] { option value=(word) selected[word == d.direction] { (direction(lang, word)) } }
            }
        },
        "handler" => {
            let chosen = [Picked { value: &handler, label: &d.handler_name }];
            let picker = Picker {
                source: "/pick/people",
                chosen: &chosen,
                several: false,
                placeholder: "",
                remove: texts::cases::remove(lang),
                nothing: texts::shell::nothing_found(lang),
                icon: Some(Icon::User),
                action: None,
            };
            html! { (ui::Field::picker("value", label(lang, name), picker).id(&id).hidden_label()) }
        }
        "description" => html! { textarea.textarea.low id=(id) name="value" maxlength="10000" aria-invalid=[invalid] { (value) } },
        _ => html! { input.input id=(id) name="value" value=(value) maxlength="300" autocomplete="off" aria-invalid=[invalid]; },
    };
    let control = html! { input type="hidden" name="was" value=(raw(d, name)); (control) };
    let action = format!("/documents/{}/facts/{name}", d.id);
    let cancel = format!("{action}?plain=1");
    let version = d.version.to_string();
    Ok(html! {
        (FactEditing {
            label: label(lang, name), field: &id, control, action: &action, cancel_url: &cancel, csrf: &ctx.csrf,
            version: Some(&version), error, save: texts::base::save(lang), cancel: texts::base::cancel(lang),
        })
    })
}

/// The types that the case's template allows.
pub async fn types(ctx: &Ctx, case: &CaseView) -> Result<Vec<(i64, String)>> {
    let title = if ctx.lang == Lang::Da { "t.title_da" } else { "t.title_en" };
    ctx.reader
        .all(
            &format!(
                "SELECT t.id, {title} AS title FROM document_type t WHERE t.active AND (NOT EXISTS (SELECT 1 FROM template_document_type a WHERE a.template_id = $1)
                   OR EXISTS (SELECT 1 FROM template_document_type a WHERE a.template_id = $1 AND a.type_id = t.id)) ORDER BY t.position, t.id"
            ),
            &args![case.template_id],
        )
        .await
}

/// POST /documents/{id}/facts/{name}
pub async fn save(ctx: Ctx, Path((id, name)): Path<(Uuid, String)>, fields: Fields) -> Result<Page> {
    let name = *NAMES.iter().find(|n| **n == name).ok_or(Error::NotFound)?;
    let was = fields.has("was").then(|| fields.get("was"));
    let done = change(&ctx, id, &[(name, fields.get("value"))], fields.version, was).await;
    let document = view(&ctx, id).await?;
    let case = case_view(&ctx, document.case_id).await?;
    match done {
        Ok(()) => Ok(Page::html(fact(&ctx, &document, &case, name)).toast(&crate::shell::toast(texts::cases::saved(ctx.lang)))),
        Err(Error::Invalid(faults)) => {
            let said = faults.first().map(|f| f.say.text(ctx.lang));
            Ok(Page::html(field(&ctx, &document, &case, name, fields.get("value"), said.as_deref()).await?)
                .status(StatusCode::UNPROCESSABLE_ENTITY))
        }
        // What was typed stays in the field, whatever the rule.
        Err(Error::Refused(why)) => {
            let said = why.text(ctx.lang);
            Ok(Page::html(field(&ctx, &document, &case, name, fields.get("value"), Some(&said)).await?).status(StatusCode::CONFLICT))
        }
        Err(Error::Conflict) => {
            let theirs = texts::cases::changed_meanwhile(ctx.lang, &document.changed_by_name, shown(&ctx, &document, name));
            Ok(Page::html(field(&ctx, &document, &case, name, fields.get("value"), Some(&theirs)).await?).status(StatusCode::CONFLICT))
        }
        Err(other) => Err(other),
    }
}

#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = DocumentChanged)]
pub struct Changed {
    id: Uuid,
    version: i64,
}

/// PATCH /api/v1/documents/{id}: any of the facts by their names, all or none.
pub async fn api(ctx: Ctx, Path(id): Path<Uuid>, fields: Fields) -> Result<Json<Changed>> {
    let all: Vec<(&str, &str)> = NAMES.iter().filter(|n| fields.has(n)).map(|n| (*n, fields.get(n))).collect();
    change(&ctx, id, &all, fields.version, None).await?;
    let document = view(&ctx, id).await?;
    Ok(Json::ok(Changed { id, version: document.version }).version(document.version))
}

base::row! {
    struct Stored { title: String, type_id: i64, direction: String, handler: i64, letter_date: Option<String>, sender: String, receivers: String, description: String }
}

impl Stored {
    fn value(self, name: &str) -> String {
        match name {
            "title" => self.title,
            "type" => self.type_id.to_string(),
            "direction" => self.direction,
            "handler" => self.handler.to_string(),
            "letter_date" => self.letter_date.unwrap_or_default(),
            "sender" => self.sender,
            "receivers" => self.receivers,
            _ => self.description,
        }
    }
}

/// Opens the document for a change. That others changed something else since the form was drawn is no conflict, as
/// long as the only fact of this change is what it was there.
async fn open(uow: &mut Uow, id: Uuid, version: Option<i64>, all: &[(&str, &str)], was: Option<&str>) -> Result<Open<Document, Edit>> {
    match (uow.open::<Document, Edit>(id, version).await, was, all) {
        (Err(Error::Conflict), Some(was), [(name, _)]) => {
            let open = uow.open::<Document, Edit>(id, None).await?;
            let sql = "SELECT d.title, d.type_id, d.direction, d.handler, d.letter_date, d.sender, d.receivers, d.description FROM my_document d WHERE d.id = $1";
            let now = uow.one::<Stored>(sql, &args![id]).await?.value(name);
            if now == was.replace("\r\n", "\n") { Ok(open) } else { Err(Error::Conflict) }
        }
        (opened, ..) => opened,
    }
}

/// Changes several facts, all or none of them.
async fn change(ctx: &Ctx, id: Uuid, all: &[(&str, &str)], version: Option<i64>, was: Option<&str>) -> Result<()> {
    let mut uow = ctx.write().await?;
    let mut open = open(&mut uow, id, version, all, was).await?;
    open.row.draft()?;
    for (at, (name, value)) in all.iter().enumerate() {
        if at > 0 {
            open = uow.open::<Document, Edit>(id, None).await?;
        }
        write(&mut uow, &open, name, value).await.map_err(|error| error.at(name))?;
    }
    if all.is_empty() { Ok(()) } else { uow.commit().await }
}

base::row! {
    struct Old { title: String, type_name: String, direction: String, handler_name: String, letter_date: Option<String>, sender: String, receivers: String, description: String }
}

/// The column, what it gets, and how the log says it.
async fn read(uow: &mut Uow, document: &Document, name: &str, value: &str) -> Result<(&'static str, base::Val, String)> {
    let fields = Fields::of(&[("value", value)]).on(date::today(uow.now()));
    let mut read = fields.read();
    let out = match name {
        "title" => {
            let v = read.text("value", 1..=300);
            ("title", v.clone().into(), v)
        }
        "type" => {
            let case: Case = uow.one(&format!("SELECT {} FROM my_case c WHERE c.id = $1", Case::COLUMNS), &args![document.case_id]).await?;
            let id = checked_type(uow, &case, value.trim().parse().unwrap_or(-1), "")
                .await
                .map_err(|_| Error::field("value", t::type_not_allowed))?;
            let (title,): (String,) = uow.one("SELECT title_da FROM document_type WHERE id = $1", &args![id]).await?;
            ("type_id", id.into(), title)
        }
        "direction" => {
            let v = read.choice("value", &["internal", "incoming", "outgoing"]);
            ("direction", v.into(), v.to_owned())
        }
        "handler" => {
            let id: i64 = value.trim().parse().map_err(|_| Error::field("value", t::choose_handler))?;
            let at = people::At("value", t::choose_handler);
            let who = if id == document.handler { people::usable(uow, id, at).await? } else { people::chosen(uow, id, at).await? };
            if who.is_group {
                return Err(Error::field("value", t::choose_handler));
            }
            ("handler", id.into(), who.name)
        }
        "letter_date" => {
            let v = read.date("value");
            let text = v.map(|d| d.to_string());
            ("letter_date", text.clone().into(), text.unwrap_or_default())
        }
        "sender" => {
            let v = read.text("value", 0..=300);
            ("sender", v.clone().into(), v)
        }
        "receivers" => {
            let v = read.text("value", 0..=2000);
            ("receivers", v.clone().into(), v)
        }
        _ => {
            let v = read.long_text("value", 0..=10_000);
            ("description", v.clone().into(), v)
        }
    };
    read.done()?;
    Ok(out)
}

async fn write(uow: &mut Uow, open: &Open<Document, Edit>, name: &str, value: &str) -> Result<()> {
    let document = &open.row;
    let (column, stored, new) = read(uow, document, name, value).await?;
    let old: Old = uow
        .one(
            "SELECT d.title, t.title_da AS type_name, d.direction, coalesce(u.name, '') AS handler_name, d.letter_date, d.sender, d.receivers, d.description
             FROM my_document d JOIN document_type t ON t.id = d.type_id LEFT JOIN users u ON u.id = d.handler WHERE d.id = $1",
            &args![document.id],
        )
        .await?;
    let old = match name {
        "title" => old.title,
        "type" => old.type_name,
        "direction" => old.direction,
        "handler" => old.handler_name,
        "letter_date" => old.letter_date.unwrap_or_default(),
        "sender" => old.sender,
        "receivers" => old.receivers,
        _ => old.description,
    };
    let title = if name == "title" { &new } else { &document.title };
    let key = collate::key(title);
    uow.record(
        &DocumentEvent::Changed { field: name.to_owned(), old, new: new.clone() },
        On::document(document.case_id, document.id),
        &format!("UPDATE document SET {column} = $1, title_key = $2 WHERE id = $3"),
        &[stored, key.into(), document.id.into()],
    )
    .await?;
    touch(uow, document).await
}
