//! A document type's titles, and what else can be done with it.

use super::{DocumentType, TypeEvent, open};
use crate::journal::{Change, Frame, Said, changes, done, draw_changes, faults};
use axum::extract::Path;
use axum::http::StatusCode;
use base::error::Fault;
use base::event::On;
use base::web::{Ctx, Fields, Json, Page};
use base::{Error, Result, args, collate};
use maud::{Markup, html};
use texts::types as t;
use ui::{Button, Field, Form, Icon, State};

/// GET /admin/document-types/{id}
pub async fn page(ctx: Ctx, Path(id): Path<i64>) -> Result<Page> {
    let one = one(&ctx, id).await?;
    let now = Fields::of(&[("title_da", &one.title_da), ("title_en", &one.title_en)]);
    form(&ctx, &one, one.version, &now, &[]).await
}

/// POST /admin/document-types/{id}
pub async fn save(ctx: Ctx, Path(id): Path<i64>, fields: Fields) -> Result<Page> {
    match change(&ctx, id, &fields).await {
        Ok(()) => Ok(done("/admin/document-types", t::saved(ctx.lang))),
        Err(error) => {
            let faults = faults(error)?;
            let one = one(&ctx, id).await?;
            form(&ctx, &one, fields.version.unwrap_or(one.version), &fields, &faults)
                .await
                .map(|p| p.status(StatusCode::UNPROCESSABLE_ENTITY))
        }
    }
}

/// PATCH /api/v1/document-types/{id}
pub async fn api_save(ctx: Ctx, Path(id): Path<i64>, fields: Fields) -> Result<Json<DocumentType>> {
    let now = one(&ctx, id).await?;
    change(&ctx, id, &fields.clone().preset("title_da", &now.title_da).preset("title_en", &now.title_en)).await?;
    if fields.has("active") {
        super::state::set_active(&ctx, id, fields.read().flag("active"), None).await?;
    }
    if fields.read().flag("is_default") {
        super::state::set_default(&ctx, id).await?;
    }
    let now = one(&ctx, id).await?;
    let version = now.version;
    Ok(Json::ok(now).version(version))
}

/// A type by its id.
async fn one(ctx: &Ctx, id: i64) -> Result<DocumentType> {
    ctx.reader.one(&format!("SELECT {} FROM document_type d WHERE d.id = $1", DocumentType::COLUMNS), &args![id]).await
}

/// Refuses a title that another type has.
pub(super) fn unique(types: &[DocumentType], id: i64, da: &str, en: &str) -> Result<()> {
    let same = |a: &str, b: &str| collate::fold(a) == collate::fold(b);
    let others = || types.iter().filter(|t| t.id != id);
    if others().any(|t| same(&t.title_da, da)) {
        return Err(Error::field("title_da", t::taken));
    }
    if others().any(|t| same(&t.title_en, en)) { Err(Error::field("title_en", t::taken)) } else { Ok(()) }
}

async fn change(ctx: &Ctx, id: i64, fields: &Fields) -> Result<()> {
    let mut read = fields.read();
    let (da, en) = (read.text("title_da", 1..=100), read.text("title_en", 1..=100));
    read.done()?;
    let mut uow = ctx.write().await?;
    let old = open(&mut uow, id, fields.version).await?;
    unique(&uow.all(&format!("SELECT {} FROM document_type d ORDER BY d.id", DocumentType::COLUMNS), &[]).await?, id, &da, &en)?;
    let mut differs = false;
    for (field, was, is) in [("title_da", &old.title_da, &da), ("title_en", &old.title_en, &en)] {
        if was != is {
            differs = true;
            let event = TypeEvent::Changed { field: field.into(), old: was.clone(), new: is.clone() };
            uow.note(&event, On::thing("document_type", id)).await?;
        }
    }
    if !differs {
        return Ok(());
    }
    uow.also("UPDATE document_type SET title_da = $1, title_en = $2, version = version + 1 WHERE id = $3", &args![da, en, id]).await?;
    uow.commit().await
}

async fn form(ctx: &Ctx, one: &DocumentType, version: i64, fields: &Fields, faults: &[Fault]) -> Result<Page> {
    let lang = ctx.lang;
    let said = Said::new(lang, faults);
    let log = changes(ctx, "my_document_type_event", "document_type", &one.id.to_string()).await?;
    let used = super::remove::used(&ctx.reader, one.id).await?;
    let content = html! {
        (said.summary(lang))
        (Form::new(&format!("/admin/document-types/{}", one.id), &ctx.csrf).version(&version.to_string()).guard().body(html! {
            (ui::two(
                Field::text("title_da", t::title_da(lang), fields.get("title_da")).error(said.at("title_da")).attr("maxlength", "100"),
                Field::text("title_en", t::title_en(lang), fields.get("title_en")).error(said.at("title_en")).attr("maxlength", "100"),
            ))
            (ui::form_foot(Button::submit(texts::base::save(lang)).primary(), Button::link(texts::base::cancel(lang), "/admin/document-types"), None))
        }))
        (actions(ctx, one, used))
        (draw_changes(ctx, &log, |c| words(ctx, c)))
    };
    let title = one.title(lang);
    let window = if faults.is_empty() { title.to_owned() } else { t::error_title(lang, title) };
    let chip = if one.active { ui::chip(State::Active, t::active(lang)) } else { ui::chip(State::Passive, t::inactive(lang)) };
    let frame = Frame::new("/admin/document-types", title).chips(chip).lede(t::lede_one(lang));
    Ok(frame.under(t::types(lang), "/admin/document-types").titled(ctx, &window, content))
}

fn actions(ctx: &Ctx, one: &DocumentType, used: bool) -> Markup {
    let lang = ctx.lang;
    let href = |what: &str| format!("/admin/document-types/{}/{what}", one.id);
    html! {
        section.part aria-labelledby="use" {
            (ui::section_head("use", t::in_use(lang), None, ""))
            p.muted { (if one.is_default { t::is_default(lang) } else if one.shipped { t::is_shipped(lang) } else if used { t::is_used(lang) } else { t::is_unused(lang) }) }
            div.row.wrap {
                @if !one.is_default && one.active {
                    form method="post" action=(href("default")) { (ui::csrf(&ctx.csrf)) (Button::submit(t::make_default(lang)).icon(Icon::Check).small()) }
                }
                @if !one.is_default {
                    form method="post" action=(href("active")) {
                        (ui::csrf(&ctx.csrf))
                        input type="hidden" name="active" value=(if one.active { "" } else { "true" });
                        (Button::submit(if one.active { t::deactivate(lang) } else { t::activate(lang) }).small())
                    }
                }
                @if !one.shipped && !used && !one.is_default { (Button::new(t::delete(lang)).icon(Icon::Trash).small().dialog("delete-type")) }
            }
            @if !one.shipped && !used && !one.is_default {
                (ui::Confirm {
                    id: "delete-type", title: &t::delete_title(lang, one.title(lang)), text: t::delete_text(lang), action: &href("delete"), csrf: &ctx.csrf,
                    cancel: texts::base::cancel(lang), go: t::delete(lang), danger: true, fields: &[],
                })
            }
        }
    }
}

fn words(ctx: &Ctx, change: &Change) -> String {
    let lang = ctx.lang;
    match (change.kind.as_str(), change.text("field"), change.text("new")) {
        ("document_type.created", ..) => t::did_create(lang).to_owned(),
        (_, "active", "true") => t::did_activate(lang).to_owned(),
        (_, "active", _) => t::did_deactivate(lang).to_owned(),
        (_, "default", _) => t::did_default(lang).to_owned(),
        (_, "position", new) => t::did_order(lang, new, change.text("old")),
        (_, field, new) => t::did_change(lang, field, new, change.text("old")),
    }
}
