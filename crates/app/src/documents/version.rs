//! A new version of a main file or of an attachment; older ones stay, unchanged.

use super::insert::{NewFile, write_version};
use super::{Document, DocumentEvent, touch};
use axum::extract::Path;
use base::event::On;
use base::uow::Edit;
use base::web::{Ctx, Fields, Page};
use base::{Error, Result, Uuid, args};
use texts::documents as t;

/// Adds a version that becomes the current one.
pub async fn add(ctx: &Ctx, document: Uuid, attachment: Option<Uuid>, file: &NewFile, comment: &str) -> Result<Uuid> {
    let mut uow = ctx.write().await?;
    let open = uow.open::<Document, Edit>(document, None).await?;
    open.row.draft()?;
    let (last,): (i64,) = uow
        .one(
            "SELECT coalesce(max(v.no), 0) FROM my_version v WHERE v.document_id = $1 AND v.attachment_id IS NOT DISTINCT FROM $2",
            &args![document, attachment],
        )
        .await?;
    let id = uow.id();
    write_version(&mut uow, id, document, attachment, last + 1, file, comment).await?;
    let event = DocumentEvent::VersionAdded { no: last + 1, file: file.name.clone(), size: file.size, comment: comment.to_owned() };
    let on = On::document(open.row.case_id, document);
    match attachment {
        None => uow.record(&event, on, "UPDATE document SET main_version = $1 WHERE id = $2", &args![id, document]).await?,
        Some(attachment) => uow.record(&event, on, "UPDATE attachment SET current_version = $1 WHERE id = $2", &args![id, attachment]).await?,
    }
    touch(&mut uow, &open.row).await?;
    uow.commit().await?;
    ctx.house().wake.notify_one();
    Ok(document)
}

base::row! {
    struct Old { blob: [u8; 32], name: String, media_type: String, family: String, size: i64, no: i64, attachment_id: Option<Uuid> }
}

/// POST /documents/{id}/versions/{version}/current: an older version again, as a new one.
pub async fn make_current(ctx: Ctx, Path((id, version)): Path<(Uuid, Uuid)>, _fields: Fields) -> Result<Page> {
    let old: Old = ctx
        .reader
        .one(
            "SELECT v.blob, v.name, v.media_type, v.family, v.size, v.no, v.attachment_id FROM my_version v WHERE v.id = $1 AND v.document_id = $2",
            &args![version, id],
        )
        .await?;
    if old.attachment_id.is_some() {
        return Err(Error::NotFound);
    }
    let file = NewFile { blob: old.blob, name: old.name, media_type: old.media_type, family: old.family, size: old.size };
    add(&ctx, id, None, &file, &t::made_current(ctx.lang, old.no)).await?;
    Ok(Page::to(&format!("/documents/{id}")).toast(&crate::shell::toast(t::version_current(ctx.lang))))
}
