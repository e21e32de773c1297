//! A document type's place in the list, whether it is in use, and which is the default.

use super::{TypeEvent, open};
use crate::journal::done;
use axum::extract::Path;
use base::event::On;
use base::web::{Ctx, Fields, Page};
use base::{Error, Result, args};
use texts::types as t;

/// POST /admin/document-types/{id}/order
pub async fn order(ctx: Ctx, Path(id): Path<i64>, fields: Fields) -> Result<Page> {
    let mut read = fields.read();
    let to = read.choice("to", &["up", "down"]);
    read.done()?;
    let mut uow = ctx.write().await?;
    let mut types: Vec<(i64, i64)> = uow.all("SELECT id, position FROM document_type ORDER BY position, id {lock}", &[]).await?;
    let at = types.iter().position(|(one, _)| *one == id).ok_or(Error::NotFound)?;
    let new = if to == "up" { at.saturating_sub(1) } else { (at + 1).min(types.len() - 1) };
    if new == at {
        return Ok(Page::to("/admin/document-types"));
    }
    let moved = types.remove(at);
    types.insert(new, moved);
    for (n, (one, position)) in types.iter().enumerate() {
        let place = i64::try_from(n + 1).unwrap_or(i64::MAX);
        if *position != place {
            uow.also("UPDATE document_type SET position = $1 WHERE id = $2", &args![place, *one]).await?;
        }
    }
    let event = TypeEvent::Changed { field: "position".into(), old: (at + 1).to_string(), new: (new + 1).to_string() };
    uow.note(&event, On::thing("document_type", id)).await?;
    uow.commit().await?;
    Ok(Page::to("/admin/document-types"))
}

/// POST /admin/document-types/{id}/active
pub async fn activate(ctx: Ctx, Path(id): Path<i64>, fields: Fields) -> Result<Page> {
    let on = fields.read().flag("active");
    set_active(&ctx, id, on, fields.version).await?;
    Ok(done("/admin/document-types", if on { t::activated(ctx.lang) } else { t::deactivated(ctx.lang) }))
}

/// Puts a type into use or out of it; never the default out of it.
pub(super) async fn set_active(ctx: &Ctx, id: i64, on: bool, version: Option<i64>) -> Result<()> {
    let mut uow = ctx.write().await?;
    let one = open(&mut uow, id, version).await?;
    if one.active == on {
        return Ok(());
    }
    if one.is_default {
        return Err(Error::refused(t::default_stays));
    }
    let event = TypeEvent::Changed { field: "active".into(), old: one.active.to_string(), new: on.to_string() };
    let sql = "UPDATE document_type SET active = $1, version = version + 1 WHERE id = $2";
    uow.record(&event, On::thing("document_type", id), sql, &args![on, id]).await?;
    uow.commit().await
}

/// POST /admin/document-types/{id}/default
pub async fn make_default(ctx: Ctx, Path(id): Path<i64>) -> Result<Page> {
    set_default(&ctx, id).await?;
    Ok(done("/admin/document-types", t::saved(ctx.lang)))
}

/// Makes a type in use the default, and the one before it no longer.
pub(super) async fn set_default(ctx: &Ctx, id: i64) -> Result<()> {
    let mut uow = ctx.write().await?;
    let types: Vec<(i64, String, bool)> = uow.all("SELECT id, title_da, is_default FROM document_type ORDER BY id {lock}", &[]).await?;
    let one = open(&mut uow, id, None).await?;
    if one.is_default {
        return Ok(());
    }
    if !one.active {
        return Err(Error::refused(t::default_active));
    }
    let before = types.iter().find(|(.., default)| *default).map(|(_, title, _)| title.clone()).unwrap_or_default();
    uow.also("UPDATE document_type SET is_default = FALSE WHERE is_default", &[]).await?;
    let event = TypeEvent::Changed { field: "default".into(), old: before, new: one.title_da };
    let sql = "UPDATE document_type SET is_default = TRUE, version = version + 1 WHERE id = $1";
    uow.record(&event, On::thing("document_type", id), sql, &args![id]).await?;
    uow.commit().await
}
