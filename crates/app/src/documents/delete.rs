//! Deleting to the trash, and restoring.

use super::page::DocumentView;
use super::{DRAFT, Document, DocumentEvent, touch_case};
use axum::extract::Path;
use base::event::On;
use base::permission::Permission;
use base::uow::Edit;
use base::web::{Ctx, Fields, Json, Page};
use base::{Error, Result, Uow, Uuid, args};
use texts::documents as t;

/// POST /documents/{id}/delete
pub async fn submit(ctx: Ctx, Path(id): Path<Uuid>, fields: Fields) -> Result<Page> {
    let mut uow = ctx.write().await?;
    let document = uow.open::<Document, Edit>(id, fields.version).await?.row;
    delete(&mut uow, &ctx, &document).await?;
    uow.commit().await?;
    let toast =
        crate::shell::toast_undo(&t::deleted(ctx.lang, &document.title), texts::cases::undo(ctx.lang), &format!("/documents/{id}/restore"));
    Ok(Page::to(&format!("/cases/{}", document.case_id)).toast(&toast))
}

/// DELETE /api/v1/documents/{id}
pub async fn api(ctx: Ctx, Path(id): Path<Uuid>, fields: Fields) -> Result<Page> {
    submit(ctx, Path(id), fields).await?;
    Ok(Page::nothing())
}

/// Drafts go by who made them, others' with permission, finals only with `retention.delete_final`.
pub async fn delete(uow: &mut Uow, ctx: &Ctx, document: &Document) -> Result<()> {
    if document.status != DRAFT && !ctx.actor.may(Permission::RetentionDeleteFinal) {
        let title = document.title.clone();
        return Err(Error::refused(move |lang| t::final_not_deleted(lang, &title)));
    }
    if document.status == DRAFT && document.created_by != ctx.actor.id && !ctx.actor.may(Permission::DocumentsDeleteOthersDrafts) {
        let title = document.title.clone();
        return Err(Error::refused(move |lang| t::not_yours(lang, &title)));
    }
    let (now, actor) = (uow.now(), uow.actor().id);
    uow.record(
        &DocumentEvent::Deleted { title: document.title.clone() },
        On::document(document.case_id, document.id),
        "UPDATE document SET deleted_at = $1, deleted_by = $2, version = version + 1 WHERE id = $3 AND deleted_at IS NULL",
        &args![now, actor, document.id],
    )
    .await?;
    touch_case(uow, document.case_id, document.limited).await
}

base::row! {
    struct Trashed { case_id: Uuid, title: String, level: i64, deleted_by: Option<i64>, folder_id: Option<Uuid>, limited: bool }
}

/// POST /documents/{id}/restore
pub async fn restore(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Page> {
    put_back(&ctx, id).await?;
    Ok(Page::to(&format!("/documents/{id}")).toast(&crate::shell::toast(t::restored(ctx.lang))))
}

/// POST /api/v1/documents/{id}/restore
pub async fn api_restore(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Json<DocumentView>> {
    put_back(&ctx, id).await?;
    super::page::api(ctx, Path(id)).await
}

/// Back where it was; to the top if its folder is gone.
async fn put_back(ctx: &Ctx, id: Uuid) -> Result<()> {
    let mut uow = ctx.write().await?;
    let document: Trashed = uow
        .one(
            "SELECT d.case_id, d.title, d.level, d.deleted_by, d.folder_id, d.limited FROM my_trashed_document d WHERE d.id = $1",
            &args![id],
        )
        .await?;
    if document.level < 2 || !(document.deleted_by == Some(ctx.actor.id) || ctx.actor.may(Permission::TrashAll)) {
        return Err(Error::NotFound);
    }
    uow.open::<crate::cases::Case, Edit>(document.case_id, None).await?;
    let folder: Option<(Uuid,)> = uow.maybe("SELECT f.id FROM my_folder f WHERE f.id = $1", &args![document.folder_id]).await?;
    uow.record(
        &DocumentEvent::Restored { title: document.title },
        On::document(document.case_id, id),
        "UPDATE document SET deleted_at = NULL, deleted_by = NULL, folder_id = $1, version = version + 1 WHERE id = $2 AND deleted_at IS NOT NULL",
        &args![folder.map(|(f,)| f), id],
    )
    .await?;
    touch_case(&mut uow, document.case_id, document.limited).await?;
    uow.commit().await
}
