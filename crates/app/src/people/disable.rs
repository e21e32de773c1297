//! Disabling a user, with what he owns handed over in the same step, and letting him in again.

use super::choose::{At, chosen};
use super::user::{self, User};
use super::user_form::people_picker;
use super::{PeopleEvent, keep, tokens, users};
use crate::admin::{Frame, Said, done};
use crate::cases::CaseEvent;
use axum::extract::Path;
use axum::http::StatusCode;
use base::error::Fault;
use base::event::On;
use base::permission::Permission;
use base::web::{Ctx, Fields, Json, Page, session};
use base::{Actor, Error, Result, Uow, Uuid, Via, acl, args};
use maud::{Markup, html};
use texts::people as t;
use ui::{Button, Field, Form, Notice, Tone};

/// What a user owns, seen with the system's eyes: who disables need not have access to it.
async fn owned(ctx: &Ctx, user: i64) -> Result<Vec<(Uuid,)>> {
    Ctx::new(ctx.house().clone(), Actor::system("hand over", Via::Web))
        .reader
        .all("SELECT c.id FROM my_case c WHERE c.owner = $1 UNION ALL SELECT d.id FROM my_trashed_case d WHERE d.owner = $1", &args![user])
        .await
}

/// GET /admin/users/{id}/disable
pub async fn page(ctx: Ctx, Path(id): Path<String>) -> Result<Page> {
    draw(&ctx, &user::find(&ctx.reader, &id).await?, &[]).await
}

/// POST /admin/users/{id}/disable
pub async fn submit(ctx: Ctx, Path(id): Path<String>, fields: Fields) -> Result<Page> {
    match disable(&ctx, &id, &fields).await {
        Ok(()) => Ok(done(&format!("{}/{id}", users::HERE), t::user_disabled(ctx.lang))),
        Err(Error::Invalid(faults)) => {
            let user = user::find(&ctx.reader, &id).await?;
            Ok(draw(&ctx, &user, &faults).await?.status(StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other),
    }
}

/// POST /api/v1/users/{id}/disable: `to` names who takes over.
pub async fn api(ctx: Ctx, Path(id): Path<String>, fields: Fields) -> Result<Json<User>> {
    disable(&ctx, &id, &fields).await?;
    user::api(ctx, Path(id)).await
}

async fn disable(ctx: &Ctx, id: &str, fields: &Fields) -> Result<()> {
    let user = user::find(&ctx.reader, id).await?;
    if user.id == ctx.actor.id {
        return Err(Error::refused(t::not_yourself));
    }
    let mut read = fields.read();
    let to = read.int("to", 1..=i64::MAX);
    if to == Some(user.id) {
        read.fault("to", t::hand_to_another);
    }
    let cases = owned(ctx, user.id).await?;
    let handing = to.is_some() && !cases.is_empty();
    if handing {
        ctx.need(Permission::UsersHandover)?;
    }
    read.done()?;
    let mut uow = ctx.write().await?;
    keep::above(&mut uow, user.id).await?;
    let keeping = keep::begin(&mut uow).await?;
    let mut handed = 0;
    if let Some(to) = to.filter(|_| handing) {
        let name = chosen(&mut uow, to, At("to", t::nobody_there)).await?.name;
        for (case,) in cases {
            handed += hand_over(&mut uow, case, (user.id, &user.name), (to, &name)).await?;
        }
    }
    close(&mut uow, &user, handed, to).await?;
    keeping.check(&mut uow).await?;
    uow.commit().await
}

/// Gives one case to its new owner, as number and name; 0 when somebody else took it meanwhile.
async fn hand_over(uow: &mut Uow, case: Uuid, from: (i64, &str), to: (i64, &str)) -> Result<i64> {
    let (now, by) = (uow.now(), uow.actor().id);
    let n = uow
        .also(
            "UPDATE cases SET owner = $1, changed = $2, changed_by = $3, version = version + 1 WHERE id = $4 AND owner = $5",
            &args![to.0, now, by, case, from.0],
        )
        .await?;
    if n == 0 {
        return Ok(0);
    }
    let event = CaseEvent::Changed { field: "owner".into(), old: from.1.to_owned(), new: to.1.to_owned(), owner: Some(to.0) };
    uow.note(&event, On::case(case)).await?;
    acl::relist(uow, case).await?;
    Ok(1)
}

/// The account is shut: sessions, tokens and links end with it.
async fn close(uow: &mut Uow, user: &User, handed: i64, to: Option<i64>) -> Result<()> {
    let now = uow.now();
    uow.record(
        &PeopleEvent::Disabled { handed, to: to.filter(|_| handed > 0) },
        On::thing("user", user.id),
        "UPDATE users SET active = FALSE, changed = $1, version = version + 1 WHERE id = $2 AND active",
        &args![now, user.id],
    )
    .await?;
    session::end_others(uow, user.id, None).await?;
    tokens::end_all(uow, user.id).await?;
    uow.also("DELETE FROM one_time WHERE user_id = $1", &args![user.id]).await.map(drop)
}

/// POST /admin/users/{id}/enable
pub async fn enable(ctx: Ctx, Path(id): Path<String>) -> Result<Page> {
    let id = user::number(&id)?;
    open_again(&ctx, id).await?;
    Ok(done(&format!("{}/{id}", users::HERE), t::user_enabled(ctx.lang)))
}

/// POST /api/v1/users/{id}/enable
pub async fn api_enable(ctx: Ctx, Path(id): Path<String>) -> Result<Json<User>> {
    open_again(&ctx, user::number(&id)?).await?;
    user::api(ctx, Path(id)).await
}

async fn open_again(ctx: &Ctx, id: i64) -> Result<()> {
    user::find(&ctx.reader, &id.to_string()).await?;
    let mut uow = ctx.write().await?;
    keep::above(&mut uow, id).await?;
    let now = uow.now();
    uow.record(
        &PeopleEvent::Enabled {},
        On::thing("user", id),
        "UPDATE users SET active = TRUE, changed = $1, version = version + 1 WHERE id = $2 AND NOT active",
        &args![now, id],
    )
    .await?;
    uow.commit().await
}

async fn draw(ctx: &Ctx, user: &User, faults: &[Fault]) -> Result<Page> {
    let lang = ctx.lang;
    let said = Said::new(lang, faults);
    let link = format!("{}/{}", users::HERE, user.id);
    let count = i64::try_from(owned(ctx, user.id).await?.len()).unwrap_or(i64::MAX);
    let title = t::disable_title(lang, &user.name);
    let content: Markup = Form::new(&format!("{link}/disable"), &ctx.csrf).body(html! {
        (said.summary(lang))
        p { (t::disable_text(lang)) }
        @if count > 0 {
            (Notice::new(Tone::Warning, t::owns_cases(lang, count)).more(t::owns_cases_more(lang)))
            @if ctx.actor.may(Permission::UsersHandover) {
                (Field::picker("to", t::hand_over_to(lang), people_picker(lang, "/pick/people?groups=1", &[]))
                    .optional(t::optional(lang)).error(said.at("to")).help(t::hand_over_help(lang)))
            }
        } @else { p.muted { (t::owns_nothing(lang)) } }
        (ui::form_foot(
            Button::submit(t::disable(lang)).danger(),
            Button::link(texts::base::cancel(lang), &link).plain(), None,
        ))
    });
    let window = if faults.is_empty() { title.clone() } else { t::disable_error(lang, &user.name) };
    Ok(Frame::new(users::HERE, &title).under(&user.name, &link).titled(ctx, &window, content))
}
