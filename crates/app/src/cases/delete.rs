//! Putting a case into the trash with everything under it, and taking it out again.

use super::page::{CaseTab, CaseView, frame, view};
use super::{AnyState, CaseEvent, Status};
use axum::extract::Path;
use base::event::On;
use base::permission::Permission;
use base::uow::{Level, Manage};
use base::web::{Ctx, Fields, Json, Page};
use base::{Error, Result, Uuid, acl, args};
use texts::cases as t;
use ui::{Button, Form, html};

/// GET /cases/{id}/delete
pub async fn page(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Page> {
    let case = view(&ctx, id).await?;
    if !case.manages() {
        return Err(Error::Forbidden);
    }
    let lang = ctx.lang;
    let back = format!("/cases/{id}");
    let content = html! {
        div.readable {
            (Form::new(&format!("/cases/{id}/delete"), &ctx.csrf).version(&case.version.to_string()).body(html! {
                h2 { (t::delete_title(lang)) }
                p { (t::delete_what(lang, case.documents)) }
                (ui::form_foot(Button::submit(t::delete_case(lang)).danger(), Button::link(texts::base::cancel(lang), &back), None))
            }))
        }
    };
    Ok(frame(&ctx, &case, CaseTab::Case, html! {}, content))
}

/// POST /cases/{id}/delete
pub async fn submit(ctx: Ctx, Path(id): Path<Uuid>, fields: Fields) -> Result<Page> {
    let number = trash(&ctx, id, fields.version).await?;
    let toast = crate::shell::toast_undo(&t::is_deleted(ctx.lang, &number), t::undo(ctx.lang), &format!("/cases/{id}/restore"));
    Ok(Page::to("/cases").toast(&toast))
}

/// DELETE /api/v1/cases/{id}
pub async fn api(ctx: Ctx, Path(id): Path<Uuid>, fields: Fields) -> Result<Page> {
    trash(&ctx, id, fields.version).await?;
    Ok(Page::nothing())
}

/// Puts the case into the trash; its number.
async fn trash(ctx: &Ctx, id: Uuid, version: Option<i64>) -> Result<String> {
    ctx.need(Permission::CasesDelete)?;
    let mut uow = ctx.write().await?;
    let open = uow.open::<AnyState, Manage>(id, version).await?;
    let case = &open.row.0;
    let finals: Option<(Uuid,)> =
        uow.maybe("SELECT d.id FROM my_document d WHERE d.case_id = $1 AND d.status = 1 LIMIT 1", &args![id]).await?;
    if (case.status >= Status::Closed as i64 || finals.is_some()) && !ctx.actor.may(Permission::RetentionDeleteFinal) {
        return Err(Error::refused(t::delete_final));
    }
    let (now, actor) = (uow.now(), uow.actor().id);
    uow.record(
        &CaseEvent::Deleted { number: case.number.clone(), title: case.title.clone() },
        On::case(id),
        "UPDATE cases SET deleted_at = $1, deleted_by = $2, version = version + 1 WHERE id = $3 AND deleted_at IS NULL",
        &args![now, actor, id],
    )
    .await?;
    acl::relist(&mut uow, id).await?;
    uow.commit().await?;
    Ok(open.row.0.number)
}

base::row! {
    struct Trashed { number: String, title: String, level: i64, deleted_by: Option<i64> }
}

/// POST /cases/{id}/restore
pub async fn restore(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Page> {
    put_back(&ctx, id).await?;
    Ok(Page::to(&format!("/cases/{id}")).toast(&crate::shell::toast(t::is_restored(ctx.lang))))
}

/// POST /api/v1/cases/{id}/restore
pub async fn api_restore(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Json<CaseView>> {
    put_back(&ctx, id).await?;
    super::page::api(ctx, Path(id)).await
}

/// Who deleted it, or who keeps the trash, puts it back where it was.
async fn put_back(ctx: &Ctx, id: Uuid) -> Result<()> {
    let mut uow = ctx.write().await?;
    let case: Trashed =
        uow.one("SELECT c.number, c.title, c.level, c.deleted_by FROM my_trashed_case c WHERE c.id = $1 {lock}", &args![id]).await?;
    let may = case.level >= Level::Manage as i64 && (case.deleted_by == Some(ctx.actor.id) || ctx.actor.may(Permission::TrashAll));
    if !may {
        return Err(Error::NotFound);
    }
    uow.record(
        &CaseEvent::Restored { number: case.number, title: case.title },
        On::case(id),
        "UPDATE cases SET deleted_at = NULL, deleted_by = NULL, version = version + 1 WHERE id = $1 AND deleted_at IS NOT NULL",
        &args![id],
    )
    .await?;
    acl::relist(&mut uow, id).await?;
    uow.commit().await
}
