//! Signing in with name and password.

use super::{PeopleEvent, password};
use crate::{settings, shell};
use axum::http::{StatusCode, header};
use base::event::On;
use base::web::{Ctx, Fields, Page, attempt, is_own, session};
use base::{Result, args, collate};
use maud::{Markup, html};
use texts::people as t;
use ui::{Button, Field, Form, Notice, Tone};

base::row! {
    struct Account { id: i64, password: Option<String> }
}

/// GET /sign-in
pub async fn page(ctx: Ctx, fields: Fields) -> Result<Page> {
    if ctx.actor.signed_in() {
        return Ok(Page::to(back(fields.get("to"))));
    }
    let (said, fields) = match done(&ctx) {
        Some((said, account)) => (html! { (Notice::new(Tone::Success, said)) }, fields.preset("account", &account)),
        None => (html! {}, fields),
    };
    Ok(shell::bare(&ctx, t::sign_in(ctx.lang), form(&ctx, &fields, None, &said).await?))
}

/// To the sign-in page, which says what was done and has the name filled in. Both go by the cookie that
/// is read once: an address would say them again, and to others.
pub(super) fn again(said: &str, account: &str) -> Page {
    Page::to("/sign-in").toast(&serde_json::json!({ "toast": { "text": said }, "account": account }).to_string())
}

/// What `again` sent on.
fn done(ctx: &Ctx) -> Option<(String, String)> {
    let sent: serde_json::Value = serde_json::from_str(ctx.flash.as_deref()?).ok()?;
    Some((sent["toast"]["text"].as_str()?.to_owned(), sent["account"].as_str()?.to_owned()))
}

/// POST /sign-in
pub async fn sign_in(ctx: Ctx, headers: axum::http::HeaderMap, fields: Fields) -> Result<Page> {
    let account = collate::fold(fields.get("account"));
    let waiting = attempt::wait(ctx.house(), &account, &ctx.actor.address).await?;
    if waiting > 0 {
        let said = t::wait(ctx.lang, waiting);
        return Ok(shell::bare(&ctx, t::sign_in(ctx.lang), form(&ctx, &fields, Some(&said), &html! {}).await?)
            .status(StatusCode::TOO_MANY_REQUESTS));
    }
    let found: Option<Account> = ctx
        .reader
        .maybe("SELECT id, password FROM users WHERE active AND (user_name_key = $1 OR email_key = $1)", &args![account.as_str()])
        .await?;
    let kept = found.as_ref().and_then(|a| a.password.as_deref());
    let right = password::matches(fields.get("password"), kept).await?;
    let Some(found) = found.filter(|_| right) else {
        attempt::failed(ctx.house(), &account, &ctx.actor.address).await?;
        let mut uow = ctx.write_as_system("sign-in").await?;
        uow.note(&PeopleEvent::SignInFailed { account: account.chars().take(100).collect() }, On::thing("sign-in", "")).await?;
        uow.commit().await?;
        let said = t::wrong(ctx.lang);
        return Ok(shell::bare(&ctx, t::sign_in_error(ctx.lang), form(&ctx, &fields, Some(said), &html! {}).await?)
            .status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    attempt::succeeded(ctx.house(), &account, &ctx.actor.address).await?;
    let agent = headers.get(header::USER_AGENT).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let cookie = begin(&ctx, found.id, agent).await?;
    Ok(Page::to(back(fields.get("to"))).header(header::SET_COOKIE, &cookie))
}

/// Begins a session for a user whose proof was seen; returns the cookie.
pub(super) async fn begin(ctx: &Ctx, user: i64, agent: &str) -> Result<String> {
    let mut uow = ctx.write_as_system("sign-in").await?;
    let text = session::begin(&mut uow, user, agent).await?;
    let now = uow.now();
    uow.record(
        &PeopleEvent::SignedIn { agent: agent.chars().take(200).collect() },
        On::thing("user", user),
        "UPDATE users SET last_sign_in = $1 WHERE id = $2",
        &args![now, user],
    )
    .await?;
    uow.commit().await?;
    Ok(session::cookie(&text, ctx.house().secure))
}

/// Where to go after signing in: only a path of our own.
fn back(to: &str) -> &str {
    if is_own(to) { to } else { "/" }
}

/// The form, with what went wrong with a try or what was done before it.
async fn form(ctx: &Ctx, fields: &Fields, said: Option<&str>, done: &Markup) -> Result<Markup> {
    let lang = ctx.lang;
    let organisation = settings::get(ctx, "organisation.name").await?;
    let people = if ctx.house().demo {
        demo_people(ctx).await?
    } else {
        html! {}
    };
    Ok(html! {
        (Form::new("/sign-in", "").attr("novalidate", "").body(html! {
            div { h1 { (t::sign_in(lang)) } p.muted { (organisation) } }
            (done)
            @if let Some(said) = said { (ui::error_box("sign-in-error", said, t::wrong_help(lang))) }
            input type="hidden" name="to" value=(fields.get("to"));
            (Field::text("account", t::account(lang), fields.get("account")).attr("autocomplete", "username").flag("autofocus", said.is_none() && fields.get("account").is_empty()))
            (Field::password("password", t::password(lang)).attr("autocomplete", "current-password").flag("autofocus", said.is_none() && !fields.get("account").is_empty()))
            div.row.between { span {} a.small href="/forgotten" { (t::forgotten(lang)) } }
            (Button::submit(t::sign_in(lang)).primary())
        }))
        (people)
    })
}

base::row! {
    struct Person { user_name: String, name: String, initials: String, about: String }
}

/// In a demo one may be anybody of these, with one click.
async fn demo_people(ctx: &Ctx) -> Result<Markup> {
    let lang = ctx.lang;
    let people: Vec<Person> = ctx
        .reader
        .all(
            "SELECT u.user_name, u.name, u.initials, s.value AS about FROM setting s JOIN users u ON s.key = 'demo.about.' || $1 || '.' || u.user_name
             WHERE u.active ORDER BY u.id",
            &args![lang.tag()],
        )
        .await?;
    let password = settings::get(ctx, "demo.password").await?;
    Ok(html! {
        section aria-labelledby="demo" {
            h2 id="demo" { (t::demo(lang)) }
            p.small.muted { (t::demo_help(lang)) }
            ul.lines {
                @for person in &people {
                    li {
                        (ui::chip::avatar_large(&person.initials))
                        form.grow method="post" action="/sign-in" {
                            input type="hidden" name="account" value=(person.user_name);
                            input type="hidden" name="password" value=(password);
                            button.aslink.medium type="submit" { (person.name) }
                            span.meta { (person.about) }
                        }
                        (ui::icon(ui::Icon::Right))
                    }
                }
            }
        }
    })
}
