//! Whether a template is in use, and deleting one that no case was made from.

use super::{TemplateEvent, open};
use crate::journal::done;
use axum::extract::Path;
use base::event::On;
use base::web::{Ctx, Fields, Page};
use base::{Error, Result, acl, args};
use texts::templates as t;

/// POST /admin/templates/{id}/active
pub async fn activate(ctx: Ctx, Path(id): Path<i64>, fields: Fields) -> Result<Page> {
    let on = fields.read().flag("active");
    let back = format!("/admin/templates/{id}");
    let mut uow = ctx.write().await?;
    let old = open(&mut uow, id, fields.version).await?;
    if old.active == on {
        return Ok(Page::to(&back));
    }
    let event = TemplateEvent::Changed { field: "active".into(), old: old.active.to_string(), new: on.to_string() };
    let now = uow.now();
    let sql = "UPDATE template SET active = $1, changed = $2, version = version + 1 WHERE id = $3";
    uow.record(&event, On::thing("template", id), sql, &args![on, now, id]).await?;
    uow.commit().await?;
    Ok(done(&back, if on { t::activated(ctx.lang) } else { t::deactivated(ctx.lang) }))
}

/// POST /admin/templates/{id}/delete
pub async fn delete(ctx: Ctx, Path(id): Path<i64>, fields: Fields) -> Result<Page> {
    remove(&ctx, id, &fields).await?;
    Ok(done("/admin/templates", t::deleted(ctx.lang)))
}

/// DELETE /api/v1/templates/{id}
pub async fn api_delete(ctx: Ctx, Path(id): Path<i64>, fields: Fields) -> Result<Page> {
    remove(&ctx, id, &fields).await?;
    Ok(Page::nothing())
}

async fn remove(ctx: &Ctx, id: i64, fields: &Fields) -> Result<()> {
    let mut uow = ctx.write().await?;
    let old = open(&mut uow, id, fields.version).await?;
    let used: Option<(i64,)> = uow.maybe("SELECT c.template_id FROM my_filed_case c WHERE c.template_id = $1 LIMIT 1", &args![id]).await?;
    if used.is_some() {
        return Err(Error::refused(t::delete_used));
    }
    for table in ["template_access", "template_creator", "template_key", "template_document_type", "template_document"] {
        uow.also(&format!("DELETE FROM {table} WHERE template_id = $1"), &args![id]).await?;
    }
    // The folders go in one statement: those below with those above.
    uow.also("DELETE FROM template_folder WHERE template_id = $1", &args![id]).await?;
    let event = TemplateEvent::Deleted { name: old.name };
    uow.record(&event, On::thing("template", id), "DELETE FROM template WHERE id = $1", &args![id]).await?;
    acl::rescope(&mut uow, None).await?;
    uow.commit().await
}
