//! Deleting a document type of the organisation's own that nothing has.

use super::{TypeEvent, open};
use crate::journal::done;
use axum::extract::Path;
use base::event::On;
use base::web::{Ctx, Fields, Page};
use base::{Error, Reader, Result, args};
use texts::types as t;

const USED: &str = "SELECT d.type_id FROM my_used_document_type d WHERE d.type_id = $1
  UNION SELECT s.type_id FROM template_document s WHERE s.type_id = $1
  UNION SELECT a.type_id FROM template_document_type a WHERE a.type_id = $1
  UNION SELECT t.default_document_type FROM template t WHERE t.default_document_type = $1";

/// Whether any document or template has the type.
pub(super) async fn used(reader: &Reader, id: i64) -> Result<bool> {
    Ok(reader.maybe::<(i64,)>(USED, &args![id]).await?.is_some())
}

/// POST /admin/document-types/{id}/delete
pub async fn save(ctx: Ctx, Path(id): Path<i64>, fields: Fields) -> Result<Page> {
    delete(&ctx, id, &fields).await?;
    Ok(done("/admin/document-types", t::deleted(ctx.lang)))
}

/// DELETE /api/v1/document-types/{id}
pub async fn api_delete(ctx: Ctx, Path(id): Path<i64>, fields: Fields) -> Result<Page> {
    delete(&ctx, id, &fields).await?;
    Ok(Page::nothing())
}

async fn delete(ctx: &Ctx, id: i64, fields: &Fields) -> Result<()> {
    let mut uow = ctx.write().await?;
    let one = open(&mut uow, id, fields.version).await?;
    if one.shipped {
        return Err(Error::refused(t::is_shipped));
    }
    if one.is_default {
        return Err(Error::refused(t::default_stays));
    }
    if uow.maybe::<(i64,)>(USED, &args![id]).await?.is_some() {
        return Err(Error::refused(t::is_used));
    }
    let event = TypeEvent::Deleted { title_da: one.title_da, title_en: one.title_en };
    uow.record(&event, On::thing("document_type", id), "DELETE FROM document_type WHERE id = $1", &args![id]).await?;
    uow.commit().await
}
