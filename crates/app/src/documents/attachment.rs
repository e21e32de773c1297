//! Further files that belong to a document.

use super::insert::{NewFile, write_version};
use super::{Document, DocumentEvent, touch};
use axum::extract::Path;
use base::event::On;
use base::uow::Edit;
use base::web::{Ctx, Fields, Page};
use base::{Result, Uow, Uuid, args};

/// Adds a file to a draft.
pub async fn add(ctx: &Ctx, document: Uuid, version: Option<i64>, file: &NewFile) -> Result<Uuid> {
    let mut uow = ctx.write().await?;
    let open = uow.open::<Document, Edit>(document, version).await?;
    open.row.draft()?;
    write(&mut uow, open.row.case_id, document, file).await?;
    touch(&mut uow, &open.row).await?;
    uow.commit().await?;
    Ok(document)
}

/// Writes an attachment in a unit that has opened the document or just made it.
pub async fn write(uow: &mut Uow, case: Uuid, document: Uuid, file: &NewFile) -> Result<()> {
    let (id, version) = (uow.id(), uow.id());
    let (last,): (i64,) =
        uow.one("SELECT coalesce(max(a.position), 0) FROM my_attachment a WHERE a.document_id = $1", &args![document]).await?;
    uow.record(
        &DocumentEvent::AttachmentAdded { file: file.name.clone(), size: file.size },
        On::document(case, document),
        "INSERT INTO attachment (id, document_id, position, current_version) VALUES ($1, $2, $3, $4)",
        &args![id, document, last + 1, version],
    )
    .await?;
    write_version(uow, version, document, Some(id), 1, file, "").await
}

/// POST /documents/{id}/attachments/{attachment}/remove
pub async fn remove(ctx: Ctx, Path((id, attachment)): Path<(Uuid, Uuid)>, fields: Fields) -> Result<Page> {
    take(&ctx, id, attachment, fields.version).await?;
    Ok(Page::to(&format!("/documents/{id}")))
}

/// DELETE /api/v1/documents/{id}/attachments/{attachment}
pub async fn api_remove(ctx: Ctx, Path((id, attachment)): Path<(Uuid, Uuid)>, fields: Fields) -> Result<Page> {
    take(&ctx, id, attachment, fields.version).await?;
    Ok(Page::nothing())
}

async fn take(ctx: &Ctx, id: Uuid, attachment: Uuid, version: Option<i64>) -> Result<()> {
    let mut uow = ctx.write().await?;
    let open = uow.open::<Document, Edit>(id, version).await?;
    open.row.draft()?;
    let (file,): (String,) = uow
        .one(
            "SELECT v.name FROM my_attachment a JOIN my_version v ON v.id = a.current_version WHERE a.id = $1 AND a.document_id = $2",
            &args![attachment, id],
        )
        .await?;
    let now = uow.now();
    uow.record(
        &DocumentEvent::AttachmentRemoved { file },
        On::document(open.row.case_id, id),
        "UPDATE attachment SET deleted_at = $1 WHERE id = $2",
        &args![now, attachment],
    )
    .await?;
    touch(&mut uow, &open.row).await?;
    uow.commit().await
}
