//! Changing one's own password: the old one is asked for, other sessions end, and so do tokens unless
//! one wants to keep them.

use super::{PeopleEvent, password, profile, tokens};
use crate::admin::{Said, done};
use axum::http::StatusCode;
use base::error::Fault;
use base::event::On;
use base::web::{Ctx, Fields, Page, attempt, session};
use base::{Error, Result, args};
use maud::{Markup, html};
use texts::people as t;
use ui::{Button, Check, Field, Form};

const HERE: &str = "/account/password";

/// GET /account/password
pub async fn page(ctx: Ctx) -> Result<Page> {
    let content = draw(&ctx, true, &[]).await?;
    Ok(profile::frame(&ctx, HERE, "", content))
}

/// POST /account/password
pub async fn change(ctx: Ctx, fields: Fields) -> Result<Page> {
    match set(&ctx, &fields).await {
        Ok(()) => Ok(done(HERE, t::password_changed(ctx.lang))),
        Err(Error::Invalid(faults)) => {
            let content = draw(&ctx, fields.read().flag("tokens"), &faults).await?;
            Ok(profile::frame(&ctx, HERE, t::password_error(ctx.lang), content).status(StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other),
    }
}

async fn set(ctx: &Ctx, fields: &Fields) -> Result<()> {
    let me = ctx.actor.id;
    let (kept, user_name, name): (Option<String>, String, String) =
        ctx.reader.one("SELECT password, user_name, name FROM users WHERE id = $1", &args![me]).await?;
    // Guessing here is slowed down as it is when signing in.
    let account = format!("own {me}");
    let wait = attempt::wait(ctx.house(), &account, &ctx.actor.address).await?;
    if wait > 0 {
        return Err(Error::field("old", move |lang| t::wait(lang, wait)));
    }
    let mut read = fields.read();
    let own: Vec<&str> = name.split(' ').chain([user_name.as_str()]).collect();
    let text = password::read(&mut read, fields.get("password"), &own);
    if !password::matches(fields.get("old"), kept.as_deref()).await? {
        attempt::failed(ctx.house(), &account, &ctx.actor.address).await?;
        read.fault("old", t::old_password_wrong);
    }
    let ends = read.flag("tokens");
    read.done()?;
    attempt::succeeded(ctx.house(), &account, &ctx.actor.address).await?;
    let hash = password::hash(&text).await?;
    let mut uow = ctx.write().await?;
    session::end_others(&mut uow, me, ctx.session_id()).await?;
    uow.also("DELETE FROM one_time WHERE user_id = $1", &args![me]).await?;
    if ends {
        tokens::end_all(&mut uow, me).await?;
    }
    uow.record(
        &PeopleEvent::PasswordChanged {},
        On::thing("user", me),
        "UPDATE users SET password = $1 WHERE id = $2 AND active",
        &args![hash, me],
    )
    .await?;
    uow.commit().await
}

async fn draw(ctx: &Ctx, ends: bool, faults: &[Fault]) -> Result<Markup> {
    let lang = ctx.lang;
    let said = Said::new(lang, faults);
    let tokens = tokens::count(&ctx.reader, ctx.actor.id).await?;
    Ok(Form::new(HERE, &ctx.csrf).body(html! {
        (said.summary(lang))
        p.muted { (t::password_change_help(lang)) }
        (Field::password("old", t::old_password(lang)).error(said.at("old")).attr("autocomplete", "current-password"))
        (Field::password("password", t::new_password(lang)).error(said.at("password")).help(t::password_help(lang)).attr("autocomplete", "new-password"))
        @if tokens > 0 { (Check::new("tokens", "true", t::end_tokens(lang), ends).more(&t::end_tokens_help(lang, tokens))) }
        (ui::form_foot(Button::submit(t::save_password(lang)).primary(), "", None))
    }))
}
