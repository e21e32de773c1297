//! A key's title, description and keywords.

use super::add::words;
use super::tree::Tree;
use super::{Frame, JournalEvent, Key, Said, done, faults, key_of, plan_of};
use axum::extract::Path;
use axum::http::StatusCode;
use base::error::Fault;
use base::event::On;
use base::web::{Ctx, Fields, Json, Page};
use base::{Error, Result, Uuid};
use maud::html;
use texts::journal as t;
use ui::{Button, Form};

/// GET /admin/keys/{key}/edit
pub async fn page(ctx: Ctx, Path(key): Path<Uuid>) -> Result<Page> {
    let key = key_of(&ctx.reader, key).await?;
    let now = Fields::of(&[("title", &key.title), ("description", &key.description), ("keywords", &key.keywords)]);
    form(&ctx, &key, key.version, &now, &[]).await
}

/// POST /admin/keys/{key}/edit
pub async fn save(ctx: Ctx, Path(id): Path<Uuid>, fields: Fields) -> Result<Page> {
    match change(&ctx, id, &fields).await {
        Ok(key) => Ok(done(&format!("/admin/plans/{}?key={id}", key.plan_id), &t::saved(ctx.lang, key.label()))),
        Err(error) => {
            let faults = faults(error)?;
            let key = key_of(&ctx.reader, id).await?;
            let version = fields.version.unwrap_or(key.version);
            Ok(form(&ctx, &key, version, &fields, &faults).await?.status(StatusCode::UNPROCESSABLE_ENTITY))
        }
    }
}

/// GET /api/v1/keys/{key}
pub async fn api_get(ctx: Ctx, Path(key): Path<Uuid>) -> Result<Json<Key>> {
    let key = key_of(&ctx.reader, key).await?;
    if !plan_of(&ctx.reader, key.plan_id).await?.active && !ctx.actor.may(base::permission::Permission::Plans) {
        return Err(Error::NotFound);
    }
    let version = key.version;
    Ok(Json::ok(key).version(version))
}

/// PATCH /api/v1/keys/{key}
pub async fn api_save(ctx: Ctx, Path(id): Path<Uuid>, fields: Fields) -> Result<Json<Key>> {
    let key = key_of(&ctx.reader, id).await?;
    let fields = fields.preset("title", &key.title).preset("description", &key.description).preset("keywords", &key.keywords);
    change(&ctx, id, &fields).await?;
    let key = key_of(&ctx.reader, id).await?;
    let version = key.version;
    Ok(Json::ok(key).version(version))
}

async fn change(ctx: &Ctx, id: Uuid, fields: &Fields) -> Result<Key> {
    let mut read = fields.read();
    let title = read.text("title", 1..=200);
    let description = read.long_text("description", 0..=4000);
    let keywords = read.text("keywords", 0..=500);
    read.done()?;
    let mut uow = ctx.write().await?;
    let (mut tree, old) = Tree::of_key(&mut uow, id, fields.version).await?;
    let new = Key { title, description, keywords, ..old.clone() };
    if new == old {
        return Ok(old);
    }
    note(&mut uow, &old, &new).await?;
    if let Some(key) = tree.get_mut(id) {
        *key = new.clone();
    }
    tree.write(&mut uow).await?;
    uow.commit().await?;
    Ok(new)
}

/// An event for each thing that differs.
pub(super) async fn note(uow: &mut base::Uow, old: &Key, new: &Key) -> Result<()> {
    let words = |k: &Key| [("title", k.title.clone()), ("description", k.description.clone()), ("keywords", k.keywords.clone()), ("closed", k.closed.to_string())];
    for ((field, old_value), (_, new_value)) in words(old).into_iter().zip(words(new)) {
        if old_value != new_value {
            let event = JournalEvent::KeyChanged { field: field.into(), old: old_value, new: new_value };
            uow.note(&event, On::thing("journal_key", new.id)).await?;
        }
    }
    Ok(())
}

async fn form(ctx: &Ctx, key: &Key, version: i64, fields: &Fields, faults: &[Fault]) -> Result<Page> {
    let lang = ctx.lang;
    let plan = plan_of(&ctx.reader, key.plan_id).await?;
    let said = Said::new(lang, faults);
    let (title, back, plan_href) = (key.label(), format!("/admin/plans/{}?key={}", plan.id, key.id), format!("/admin/plans/{}", plan.id));
    let content = html! {
        (said.summary(lang))
        (Form::new(&format!("/admin/keys/{}/edit", key.id), &ctx.csrf).version(&version.to_string()).guard().body(html! {
            (words(ctx, [fields.get("title"), fields.get("description"), fields.get("keywords")], &said))
            (ui::form_foot(Button::submit(texts::base::save(lang)).primary(), Button::link(texts::base::cancel(lang), &back), None))
        }))
    };
    let window = if faults.is_empty() { title.clone() } else { t::error_title(lang, &title) };
    Ok(Frame::new("/admin/plans", &title).under(t::plans(lang), "/admin/plans").under(&plan.name, &plan_href).titled(ctx, &window, content))
}
