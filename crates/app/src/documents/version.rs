//! A new version of a main file; older ones stay, unchanged.

use super::insert::{NewFile, write_version};
use super::{Document, DocumentEvent, touch};
use axum::extract::Path;
use base::event::On;
use base::uow::Edit;
use base::web::{Ctx, Fields, Json, Page};
use base::{Error, Result, Timestamp, Uuid, args};
use serde::Serialize;
use texts::documents as t;

/// Adds a version that becomes the current one.
pub async fn add(ctx: &Ctx, document: Uuid, version: Option<i64>, file: &NewFile, comment: &str) -> Result<Uuid> {
    let mut uow = ctx.write().await?;
    let open = uow.open::<Document, Edit>(document, version).await?;
    open.row.draft()?;
    let (last,): (i64,) = uow
        .one("SELECT coalesce(max(v.no), 0) FROM my_version v WHERE v.document_id = $1 AND v.attachment_id IS NULL", &args![document])
        .await?;
    let id = uow.id();
    write_version(&mut uow, id, document, None, last + 1, file, comment).await?;
    let event = DocumentEvent::VersionAdded { no: last + 1, file: file.name.clone(), size: file.size, comment: comment.to_owned() };
    let on = On::document(open.row.case_id, document);
    uow.record(&event, on, "UPDATE document SET main_version = $1 WHERE id = $2", &args![id, document]).await?;
    touch(&mut uow, &open.row).await?;
    uow.commit().await?;
    ctx.house().wake.notify_one();
    Ok(document)
}

base::row! {
    struct Old { blob: [u8; 32], name: String, media_type: String, family: String, size: i64, no: i64, attachment_id: Option<Uuid> }
}

/// POST /documents/{id}/versions/{version}/current
pub async fn make_current(ctx: Ctx, Path((id, version)): Path<(Uuid, Uuid)>, fields: Fields) -> Result<Page> {
    again(&ctx, id, version, fields.version).await?;
    Ok(Page::to(&format!("/documents/{id}")).toast(&crate::shell::toast(t::version_current(ctx.lang))))
}

/// POST /api/v1/documents/{id}/versions/{version}/current
pub async fn api_current(ctx: Ctx, Path((id, version)): Path<(Uuid, Uuid)>, fields: Fields) -> Result<Json<Versions>> {
    again(&ctx, id, version, fields.version).await?;
    api(ctx, Path(id)).await
}

/// An older version again, as a new one.
async fn again(ctx: &Ctx, id: Uuid, version: Uuid, known: Option<i64>) -> Result<()> {
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
    let file = NewFile { blob: old.blob, name: old.name, media_type: old.media_type, family: old.family, size: old.size, upload: None };
    add(ctx, id, known, &file, &t::made_current(ctx.lang, old.no)).await.map(drop)
}

base::row! {
    /// A stored state of the main file, or of an attachment where one is named.
    #[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
    #[schema(as = FileVersion)]
    pub struct Version {
        id: Uuid,
        no: i64,
        attachment_id: Option<Uuid>,
        name: String,
        media_type: String,
        size: i64,
        comment: String,
        created: Timestamp,
        created_by_name: String,
        current: bool,
    }
}

#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = FileVersions)]
pub struct Versions {
    versions: Vec<Version>,
}

/// GET /api/v1/documents/{id}/versions: the main file's, newest first, then those of the attachments.
pub async fn api(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Json<Versions>> {
    let document = super::page::view(&ctx, id).await?;
    crate::cases::looked(&ctx, document.case_id).await?;
    let versions = ctx
        .reader
        .all(
            "SELECT v.id, v.no, v.attachment_id, v.name, v.media_type, v.size, v.comment, v.created, coalesce(u.name, '') AS created_by_name,
               CASE WHEN v.attachment_id IS NULL THEN v.id = d.main_version ELSE v.id = a.current_version END AS current
             FROM my_document d JOIN my_version v ON v.document_id = d.id LEFT JOIN my_attachment a ON a.id = v.attachment_id
             LEFT JOIN users u ON u.id = v.created_by
             WHERE d.id = $1 AND (v.attachment_id IS NULL OR a.id IS NOT NULL)
             ORDER BY coalesce(a.position, 0), v.no DESC, v.id",
            &args![id],
        )
        .await?;
    Ok(Json::ok(Versions { versions }).version(document.version))
}
