//! Closing, resting and reopening. Closing shows first what is open, then ends all editing in one step.

use super::page::{CaseTab, CaseView, frame, view};
use super::{AnyState, Case, CaseEvent, Status};
use crate::documents;
use axum::extract::Path;
use axum::http::StatusCode;
use base::event::On;
use base::permission::Permission;
use base::uow::{Level, Manage};
use base::web::{Ctx, Fields, Json, Page};
use base::{Error, Result, Uow, Uuid, acl, args};
use serde::Serialize;
use texts::cases as t;
use ui::{Button, Field, Form, Markup, html};

async fn move_to(uow: &mut Uow, case: &Case, to: Status, reason: &str) -> Result<()> {
    let (now, actor) = (uow.now(), uow.actor().id);
    let closed = (to == Status::Closed).then_some(now);
    uow.record(
        &CaseEvent::StatusChanged { old: case.status, new: to as i64, reason: reason.to_owned() },
        On::case(case.id),
        "UPDATE cases SET status = $1, closed_at = $2, closed_by = $3, changed = $4, changed_by = $5, version = version + 1 WHERE id = $6",
        &args![to as i64, closed, closed.map(|_| actor), now, actor, case.id],
    )
    .await?;
    acl::relist(uow, case.id).await
}

/// POST /cases/{id}/passive
pub async fn passive(ctx: Ctx, Path(id): Path<Uuid>, fields: Fields) -> Result<Page> {
    rest(&ctx, id, Status::Passive, fields.version).await
}

/// POST /cases/{id}/active
pub async fn active(ctx: Ctx, Path(id): Path<Uuid>, fields: Fields) -> Result<Page> {
    rest(&ctx, id, Status::Active, fields.version).await
}

async fn rest(ctx: &Ctx, id: Uuid, to: Status, version: Option<i64>) -> Result<Page> {
    let mut uow = ctx.write().await?;
    let open = uow.open::<Case, Manage>(id, version).await?;
    if open.row.status != to as i64 {
        move_to(&mut uow, &open.row, to, "").await?;
        uow.commit().await?;
    }
    let (said, back) = if to == Status::Passive { (t::is_passive(ctx.lang), "active") } else { (t::is_active(ctx.lang), "passive") };
    let toast = crate::shell::toast_undo(said, t::undo(ctx.lang), &format!("/cases/{id}/{back}"));
    Ok(Page::to(&format!("/cases/{id}")).toast(&toast))
}

/// What stands in the way of closing.
async fn drafts(ctx: &Ctx, id: Uuid) -> Result<Vec<(Uuid, String)>> {
    ctx.reader
        .all("SELECT d.id, d.title FROM my_document d WHERE d.case_id = $1 AND d.status = 0 ORDER BY d.title_key, d.id", &args![id])
        .await
}

async fn finalises(ctx: &Ctx, case: &CaseView) -> Result<bool> {
    let (yes,): (bool,) = ctx.reader.one("SELECT finalise_on_close FROM template WHERE id = $1", &args![case.template_id]).await?;
    Ok(yes)
}

/// GET /cases/{id}/close
pub async fn page(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Page> {
    let case = view(&ctx, id).await?;
    match case.needs(Level::Manage) {
        Err(Error::Refused(why)) => return Ok(already(&ctx, &case, &why.text(ctx.lang))),
        other => other?,
    }
    let lang = ctx.lang;
    let open = drafts(&ctx, id).await?;
    let finalises = finalises(&ctx, &case).await?;
    let n = i64::try_from(open.len()).unwrap_or(0);
    let left = n > 0 && !finalises;
    let anyway = left && ctx.actor.may(Permission::CasesCloseAnyway);
    let back = format!("/cases/{id}");
    let cancel = Button::link(texts::base::cancel(lang), &back);
    let close = Button::submit(t::close_case(lang));
    let content = html! {
        div.readable.stack {
            h2 { (t::close_title(lang)) }
            p { (t::close_what(lang)) }
            @if open.is_empty() { p { (t::close_ready(lang)) } }
            @else {
                p id="close-drafts" { @if finalises { (t::close_finalises(lang, n)) } @else { (t::close_drafts(lang, n)) } }
                ul.lines {
                    @for (document, title) in open.iter().take(50) { li { span.grow { a href={ "/documents/" (document) } { (title) } } } }
                    @if n > 50 { li { (t::and_more(lang, n - 50)) } }
                }
            }
            (Form::new(&format!("/cases/{id}/close"), &ctx.csrf).version(&case.version.to_string()).body(html! {
                @if anyway { (ui::Check::new("anyway", "true", t::close_anyway(lang), false)) }
                @if left {
                    @let unavailable = Button::new(t::close_case(lang)).unavailable("close-drafts");
                    (ui::form_foot(html! { (finalising(&ctx, n)) @if anyway { (close) } @else { (unavailable) } }, cancel, None))
                } @else { (ui::form_foot(close.primary(), cancel, None)) }
            }))
            @if left { (question(&ctx, &case, n)) }
        }
    };
    Ok(frame(&ctx, &case, CaseTab::Case, html! {}, content))
}

/// From a tab that was open while somebody else closed it.
fn already(ctx: &Ctx, case: &CaseView, why: &str) -> Page {
    let back = format!("/cases/{}", case.id);
    let content = html! { div.readable.stack { p { (why) } div.row { (Button::link(t::to_case(ctx.lang), &back)) } } };
    frame(ctx, case, CaseTab::Case, html! {}, content).status(StatusCode::CONFLICT)
}

/// Makes the drafts final and closes. Who couldn't undo it is asked by a dialog; without script this page is the question.
fn finalising(ctx: &Ctx, n: i64) -> Markup {
    let label = t::close_final(ctx.lang, n);
    let submit = Button::submit(&label).primary().attr("name", "finalise").attr("value", "true");
    if documents::final_is_asked(ctx) {
        html! { (Button::new(&label).primary().dialog("close-final")) noscript { (submit) } }
    } else {
        html! { (submit) }
    }
}

fn question(ctx: &Ctx, case: &CaseView, n: i64) -> Markup {
    let lang = ctx.lang;
    let (action, version) = (format!("/cases/{}/close", case.id), case.version.to_string());
    html! {
        @if documents::final_is_asked(ctx) {
            (ui::Confirm {
                id: "close-final", title: &t::close_final_ask(lang, n), text: t::close_final_sure(lang), action: &action, csrf: &ctx.csrf,
                cancel: texts::base::cancel(lang), go: &t::close_final(lang, n), danger: false, fields: &[("version", &version), ("finalise", "true")],
            })
        }
    }
}

/// POST /cases/{id}/close
pub async fn submit(ctx: Ctx, Path(id): Path<Uuid>, fields: Fields) -> Result<Page> {
    close(&ctx, id, &fields).await?;
    Ok(Page::to(&format!("/cases/{id}")).toast(&crate::shell::toast(t::is_closed_now(ctx.lang))))
}

/// Closes: finalises the drafts if the template says so or the actor does, ends editing.
async fn close(ctx: &Ctx, id: Uuid, fields: &Fields) -> Result<()> {
    let case = view(ctx, id).await?;
    let finalises = finalises(ctx, &case).await?;
    let anyway = fields.read().flag("anyway") && ctx.actor.may(Permission::CasesCloseAnyway);
    let finalise = fields.read().flag("finalise");
    let mut uow = ctx.write().await?;
    let open = uow.open::<Case, Manage>(id, fields.version).await?;
    // A limited document that this actor doesn't see is a draft all the same: the system counts and seals it.
    let left = documents::drafts_of(&mut uow, id).await?;
    if !left.is_empty() {
        if finalises {
            documents::finalise_all(&mut uow, id).await?;
        } else if finalise {
            if !documents::finalise_seen(&mut uow, &left).await? {
                return Err(Error::refused(t::close_hidden));
            }
        } else if !anyway {
            let n = i64::try_from(left.len()).unwrap_or(0);
            return Err(Error::refused(move |lang| t::close_drafts(lang, n)));
        }
    }
    move_to(&mut uow, &open.row, Status::Closed, "").await?;
    uow.commit().await?;
    // What became final gets its PDF/A.
    ctx.house().wake.notify_one();
    Ok(())
}

/// GET /cases/{id}/reopen
pub async fn reopen_page(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Page> {
    let case = view(&ctx, id).await?;
    reopen_form(&ctx, &case, "", None)
}

fn reopen_form(ctx: &Ctx, case: &CaseView, reason: &str, error: Option<&str>) -> Result<Page> {
    if !case.manages() || case.status != Status::Closed as i64 {
        return Err(Error::Forbidden);
    }
    let lang = ctx.lang;
    let back = format!("/cases/{}", case.id);
    let content = html! {
        div.readable {
            (Form::new(&format!("/cases/{}/reopen", case.id), &ctx.csrf).version(&case.version.to_string()).attr("novalidate", "").body(html! {
                h2 { (t::reopen_title(lang)) }
                p { (t::reopen_what(lang)) }
                (Field::text("reason", t::reason(lang), reason).error(error).flag("autofocus", true).attr("maxlength", "300"))
                (ui::form_foot(Button::submit(t::reopen(lang)).primary(), Button::link(texts::base::cancel(lang), &back), None))
            }))
        }
    };
    Ok(frame(ctx, case, CaseTab::Case, html! {}, content))
}

/// POST /cases/{id}/reopen
pub async fn reopen(ctx: Ctx, Path(id): Path<Uuid>, fields: Fields) -> Result<Page> {
    match open_again(&ctx, id, &fields).await {
        Ok(()) => Ok(Page::to(&format!("/cases/{id}")).toast(&crate::shell::toast(t::is_reopened(ctx.lang)))),
        Err(Error::Invalid(faults)) => {
            let case = view(&ctx, id).await?;
            let said = faults.first().map(|f| f.say.text(ctx.lang));
            Ok(reopen_form(&ctx, &case, fields.get("reason"), said.as_deref())?.status(StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other),
    }
}

async fn open_again(ctx: &Ctx, id: Uuid, fields: &Fields) -> Result<()> {
    ctx.need(Permission::CasesReopen)?;
    let mut read = fields.read();
    let reason = read.text("reason", 3..=300);
    let mut uow = ctx.write().await?;
    let open = uow.open::<AnyState, Manage>(id, fields.version).await?;
    read.done()?;
    if open.row.0.status != Status::Closed as i64 {
        return Err(Error::refused(t::not_closed));
    }
    move_to(&mut uow, &open.row.0, Status::Active, &reason).await?;
    uow.commit().await
}

#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = CaseStatus)]
pub struct Now {
    id: Uuid,
    status: &'static str,
}

/// PUT /api/v1/cases/{id}/status: `{"status": "passive"}`, `"closed"`, `"active"` (a closed one needs `reason`).
pub async fn api(ctx: Ctx, Path(id): Path<Uuid>, fields: Fields) -> Result<Json<Now>> {
    let case = view(&ctx, id).await?;
    match Status::parse(fields.get("status")) {
        Some(Status::Closed) => close(&ctx, id, &fields).await?,
        Some(Status::Active) if case.status == Status::Closed as i64 => open_again(&ctx, id, &fields).await?,
        Some(to @ (Status::Active | Status::Passive)) => rest(&ctx, id, to, fields.version).await.map(drop)?,
        _ => return Err(Error::field("status", texts::base::fault_choice)),
    }
    let case = view(&ctx, id).await?;
    Ok(Json::ok(Now { id, status: Status::of(case.status).word() }).version(case.version))
}
