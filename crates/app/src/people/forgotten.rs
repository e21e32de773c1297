//! A forgotten password: a mail with a link that works once. What is answered never tells whether
//! there is such an account.

use super::{PeopleEvent, ended, password, sign_in, tokens};
use crate::{mail, shell};
use axum::http::StatusCode;
use base::error::Fault;
use base::event::On;
use base::web::{Ctx, Fields, Page, attempt, once, session};
use base::{Error, Lang, Result, args, collate};
use maud::{Markup, html};
use texts::people as t;
use ui::{Button, Field, Form};

const PURPOSE: &str = "password";

/// GET /forgotten
pub async fn ask_page(ctx: Ctx, fields: Fields) -> Result<Page> {
    Ok(shell::bare(&ctx, t::forgotten(ctx.lang), ask_form(&ctx, &fields, None)))
}

base::row! {
    struct Account { id: i64, email: String, name: String, lang: String }
}

/// POST /forgotten
pub async fn ask(ctx: Ctx, fields: Fields) -> Result<Page> {
    let account = collate::fold(fields.get("account"));
    if account.trim().is_empty() {
        let form = ask_form(&ctx, &fields, Some(t::account_empty(ctx.lang)));
        return Ok(shell::bare(&ctx, t::forgotten_error(ctx.lang), form).status(StatusCode::UNPROCESSABLE_ENTITY));
    }
    if attempt::wait(ctx.house(), &format!("forgotten {account}"), &ctx.actor.address).await? == 0 {
        attempt::failed(ctx.house(), &format!("forgotten {account}"), &ctx.actor.address).await?;
        let found: Option<Account> = ctx
            .reader
            .maybe("SELECT id, email, name, lang FROM users WHERE active AND (user_name_key = $1 OR email_key = $1)", &args![account])
            .await?;
        if let Some(found) = found {
            send(&ctx, &found).await?;
        }
    }
    let lang = ctx.lang;
    let (title, help) = if mail::reaches(&ctx) {
        (t::forgotten_sent(lang), t::forgotten_sent_help(lang))
    } else {
        (t::forgotten_no_mail(lang), t::forgotten_no_mail_help(lang))
    };
    Ok(shell::bare(&ctx, title, html! { div { h1 { (title) } p { (help) } p { a href="/sign-in" { (t::to_sign_in(lang)) } } } }))
}

async fn send(ctx: &Ctx, found: &Account) -> Result<()> {
    let lang = Lang::parse(&found.lang).unwrap_or_default();
    let mut uow = ctx.write_as_system("forgotten password").await?;
    let text = once::make(&mut uow, PURPOSE, Some(found.id), 2).await?;
    let link = format!("{}/password?key={text}", ctx.house().public_url);
    mail::enqueue(&mut uow, &found.email, t::forgotten_subject(lang), &t::forgotten_mail(lang, &link, &found.name)).await?;
    uow.note(&PeopleEvent::PasswordAsked {}, On::thing("user", found.id)).await?;
    uow.commit().await?;
    ctx.house().wake.notify_one();
    Ok(())
}

/// GET /password
pub async fn choose_page(ctx: Ctx, fields: Fields) -> Result<Page> {
    match choose_form(&ctx, &fields, &[]).await {
        Ok(form) => Ok(shell::bare(&ctx, t::choose_password(ctx.lang), form)),
        Err(Error::NotFound) => Ok(ended::page(&ctx)),
        Err(other) => Err(other),
    }
}

/// POST /password
pub async fn choose(ctx: Ctx, fields: Fields) -> Result<Page> {
    match set(&ctx, &fields).await {
        Ok(user_name) => Ok(sign_in::again(t::password_saved(ctx.lang), &user_name)),
        Err(Error::Invalid(faults)) => {
            let form = choose_form(&ctx, &fields, &faults).await?;
            Ok(shell::bare(&ctx, t::choose_password_error(ctx.lang), form).status(StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(Error::NotFound) => Ok(ended::page(&ctx)),
        Err(other) => Err(other),
    }
}

/// Whom a link is for that still works.
async fn whose(ctx: &Ctx, fields: &Fields) -> Result<i64> {
    once::look(&ctx.reader, ctx.now, PURPOSE, fields.get("key")).await?.flatten().ok_or(Error::NotFound)
}

/// Sets the password; gives the name to sign in with.
async fn set(ctx: &Ctx, fields: &Fields) -> Result<String> {
    let user = whose(ctx, fields).await?;
    let (user_name, name): (String, String) = ctx.reader.one("SELECT user_name, name FROM users WHERE id = $1", &args![user]).await?;
    let mut read = fields.read();
    let mut own: Vec<&str> = name.split(' ').collect();
    own.push(&user_name);
    let text = password::read(&mut read, fields.get("password"), &own);
    read.done()?;
    let hash = password::hash(&text).await?;
    let mut uow = ctx.write_as_system("forgotten password").await?;
    once::take(&mut uow, PURPOSE, fields.get("key")).await?.ok_or(Error::NotFound)?;
    session::end_others(&mut uow, user, None).await?;
    // Whoever knew the old password may have made some.
    tokens::end_all(&mut uow, user).await?;
    uow.record(
        &PeopleEvent::PasswordSet {},
        On::thing("user", user),
        "UPDATE users SET password = $1 WHERE id = $2 AND active",
        &args![hash, user],
    )
    .await?;
    uow.commit().await?;
    Ok(user_name)
}

fn ask_form(ctx: &Ctx, fields: &Fields, error: Option<&str>) -> Markup {
    let lang = ctx.lang;
    let (help, go) = if mail::reaches(ctx) {
        (t::forgotten_help(lang), t::send_link(lang))
    } else {
        (t::forgotten_help_no_mail(lang), t::ask_for_link(lang))
    };
    html! {
        (Form::new("/forgotten", "").body(html! {
            div { h1 { (t::forgotten(lang)) } p.muted { (help) } }
            (Field::text("account", t::account(lang), fields.get("account")).error(error).attr("autocomplete", "username").flag("autofocus", true).flag("required", true))
            (Button::submit(go).primary())
            p { a href="/sign-in" { (t::to_sign_in(lang)) } }
        }))
    }
}

async fn choose_form(ctx: &Ctx, fields: &Fields, faults: &[Fault]) -> Result<Markup> {
    let lang = ctx.lang;
    let tokens = tokens::count(&ctx.reader, whose(ctx, fields).await?).await?;
    let said = faults.first().map(|f| f.say.text(lang));
    Ok(html! {
        (Form::new("/password", "").attr("novalidate", "").body(html! {
            h1 { (t::choose_password(lang)) }
            @if tokens > 0 { p.muted { (t::reset_ends(lang, tokens)) } }
            input type="hidden" name="key" value=(fields.get("key"));
            (Field::password("password", t::new_password(lang)).error(said.as_deref()).help(t::password_help(lang)).attr("autocomplete", "new-password").flag("autofocus", true))
            (Button::submit(t::save_password(lang)).primary())
        }))
    })
}
