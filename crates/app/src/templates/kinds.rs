//! The document types of a template's cases, the default, and what closing does to drafts.

use super::{TemplateEvent, open, template_of};
use crate::journal::{Frame, Said, done, faults};
use axum::extract::Path;
use axum::http::StatusCode;
use base::error::Fault;
use base::event::On;
use base::web::{Ctx, Fields, Page};
use base::{Error, Reader, Result, Uow, args};
use maud::html;
use texts::templates as t;
use ui::{Button, Check, Choice, Field, Form};

const ALLOWED: &str = "SELECT type_id FROM template_document_type WHERE template_id = $1 ORDER BY type_id";

/// The types allowed; none: all.
pub(super) async fn allowed(reader: &Reader, template: i64) -> Result<Vec<i64>> {
    let found: Vec<(i64,)> = reader.all(ALLOWED, &args![template]).await?;
    Ok(found.into_iter().map(|(id,)| id).collect())
}

/// GET /admin/templates/{id}/types
pub async fn page(ctx: Ctx, Path(id): Path<i64>) -> Result<Page> {
    draw(&ctx, id, &[]).await
}

/// POST /admin/templates/{id}/types
pub async fn save(ctx: Ctx, Path(id): Path<i64>, fields: Fields) -> Result<Page> {
    match change(&ctx, id, &fields).await {
        Ok(()) => Ok(done(&format!("/admin/templates/{id}"), t::saved(ctx.lang))),
        Err(error) => draw(&ctx, id, &faults(error)?).await.map(|p| p.status(StatusCode::UNPROCESSABLE_ENTITY)),
    }
}

async fn change(ctx: &Ctx, id: i64, fields: &Fields) -> Result<()> {
    let mut read = fields.read();
    let (mut wanted, default, finalise) = (read.ints("types"), read.int("default", 1..=i64::MAX), read.flag("finalise_on_close"));
    if default.is_some_and(|d| !wanted.is_empty() && !wanted.contains(&d)) {
        read.fault("default", t::default_type_outside);
    }
    read.done()?;
    wanted.sort_unstable();
    let mut uow = ctx.write().await?;
    let old = open(&mut uow, id, fields.version).await?;
    let types: Vec<(i64, String)> = uow.all("SELECT id, title_da FROM document_type ORDER BY position, id", &[]).await?;
    if wanted.iter().chain(default.iter()).any(|w| !types.iter().any(|(id, _)| id == w)) {
        return Err(Error::field("types", texts::base::fault_choice));
    }
    let have: Vec<(i64,)> = uow.all(ALLOWED, &args![id]).await?;
    let have: Vec<i64> = have.into_iter().map(|(id,)| id).collect();
    let names = |ids: &[i64]| types.iter().filter(|(id, _)| ids.contains(id)).map(|(_, name)| name.as_str()).collect::<Vec<_>>().join(", ");
    let pairs = [
        ("document_types", names(&have), names(&wanted)),
        ("default_document_type", names(old.default_document_type.as_slice()), names(default.as_slice())),
        ("finalise_on_close", old.finalise_on_close.to_string(), finalise.to_string()),
    ];
    let differing = pairs.into_iter().filter(|(_, old, new)| old != new);
    let events: Vec<_> = differing.map(|(field, old, new)| TemplateEvent::Changed { field: field.into(), old, new }).collect();
    if events.is_empty() {
        return Ok(());
    }
    write(&mut uow, id, &wanted).await?;
    let now = uow.now();
    uow.also(
        "UPDATE template SET default_document_type = $1, finalise_on_close = $2, changed = $3, version = version + 1 WHERE id = $4",
        &args![default, finalise, now, id],
    )
    .await?;
    for event in &events {
        uow.note(event, On::thing("template", id)).await?;
    }
    uow.commit().await
}

async fn write(uow: &mut Uow, id: i64, wanted: &[i64]) -> Result<()> {
    uow.also("DELETE FROM template_document_type WHERE template_id = $1", &args![id]).await?;
    for kind in wanted {
        uow.also("INSERT INTO template_document_type (template_id, type_id) VALUES ($1, $2)", &args![id, *kind]).await?;
    }
    Ok(())
}

async fn draw(ctx: &Ctx, id: i64, faults: &[Fault]) -> Result<Page> {
    let lang = ctx.lang;
    let template = template_of(&ctx.reader, id).await?;
    let said = Said::new(lang, faults);
    let (types, allowed) = (crate::types::all(&ctx.reader).await?, allowed(&ctx.reader, id).await?);
    let shown: Vec<(String, &str, bool)> = types
        .iter()
        .filter(|d| d.active || allowed.contains(&d.id))
        .map(|d| (d.id.to_string(), d.title(lang), allowed.contains(&d.id)))
        .collect();
    let checks: Vec<Check<'_>> = shown.iter().map(|(value, label, on)| Check::new("types", value, label, *on)).collect();
    let default = template.default_document_type.map(|d| d.to_string()).unwrap_or_default();
    let mut defaults = vec![Choice { value: "", label: t::no_default(lang), chosen: default.is_empty() }];
    defaults.extend(shown.iter().map(|(value, label, _)| Choice { value, label, chosen: *value == default }));
    let href = format!("/admin/templates/{id}");
    let content = html! {
        (said.summary(lang))
        (Form::new(&format!("{href}/types"), &ctx.csrf).version(&template.version.to_string()).guard().body(html! {
            div id="types" { (ui::checks(t::allowed_types(lang), &checks)) p.help { (t::allowed_types_help(lang)) } }
            (Field::select("default", t::default_type(lang), &defaults).short().error(said.at("default")))
            (Check::new("finalise_on_close", "true", t::finalise(lang), template.finalise_on_close).more(t::finalise_help(lang)))
            (ui::form_foot(Button::submit(texts::base::save(lang)).primary(), Button::link(texts::base::cancel(lang), &href), None))
        }))
    };
    let title = t::documents(lang);
    let window = if faults.is_empty() { title.to_owned() } else { t::error_title(lang, title) };
    Ok(Frame::new("/admin/templates", title)
        .under(t::templates(lang), "/admin/templates")
        .under(&template.name, &href)
        .titled(ctx, &window, content))
}
