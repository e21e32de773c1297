//! API tokens of one's own: named, narrowed, with an end date, shown once.

use super::{PeopleEvent, profile};
use crate::admin::{Said, done};
use axum::extract::Path;
use axum::http::StatusCode;
use base::error::Fault;
use base::event::On;
use base::web::{Ctx, Fields, Json, Page};
use base::{Error, Reader, Result, Timestamp, Uow, Uuid, Via, args, date, secret};
use jiff::ToSpan;
use maud::{Markup, html};
use serde::Serialize;
use texts::people as t;
use ui::{Button, Check, Field, Form, Icon, Notice, State, Tone};

const HERE: &str = "/account/tokens";

base::row! {
    /// A token, without its secret.
    #[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
    pub struct Token { pub id: Uuid, pub name: String, pub scopes: String, pub created: Timestamp, pub expires: Timestamp, pub last_used: Option<Timestamp>, pub last_address: String }
}

async fn own(ctx: &Ctx) -> Result<Vec<Token>> {
    ctx.reader
        .all(
            "SELECT id, name, scopes, created, expires, last_used, last_address FROM token WHERE user_id = $1 ORDER BY created DESC",
            &args![ctx.actor.id],
        )
        .await
}

/// GET /api/v1/tokens
pub async fn api(ctx: Ctx) -> Result<Json<Vec<Token>>> {
    Ok(Json::ok(own(&ctx).await?))
}

/// GET /account/tokens
pub async fn page(ctx: Ctx, fields: Fields) -> Result<Page> {
    let in_90_days = date::today(ctx.now).saturating_add(90.days());
    let fields = fields.preset("expires", &date::date(ctx.lang, in_90_days)).preset("scope", "read");
    let content = draw(&ctx, &fields, &[], None).await?;
    Ok(profile::frame(&ctx, HERE, "", content))
}

/// POST /account/tokens
pub async fn create(ctx: Ctx, fields: Fields) -> Result<Page> {
    match make(&ctx, &fields).await {
        // Shown in the answer itself: there is no other time it can be seen.
        Ok(text) => Ok(profile::frame(&ctx, HERE, "", draw(&ctx, &Fields::default(), &[], Some(&text)).await?)),
        Err(Error::Invalid(faults)) => {
            let content = draw(&ctx, &fields, &faults, None).await?;
            Ok(profile::frame(&ctx, HERE, t::tokens_error(ctx.lang), content).status(StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other),
    }
}

async fn make(ctx: &Ctx, fields: &Fields) -> Result<String> {
    // A token can't make another, which could then do more or live longer.
    if ctx.actor.via != Via::Web {
        return Err(Error::Forbidden);
    }
    let mut read = fields.read();
    let name = read.text("name", 1..=100);
    let expires = read.date("expires");
    let mut scopes: Vec<&str> = ["read", "write", "admin"].into_iter().filter(|s| fields.all("scope").any(|f| f == *s)).collect();
    if !scopes.contains(&"read") {
        scopes.insert(0, "read");
    }
    if scopes.contains(&"admin") && !ctx.actor.permissions.administers() {
        read.fault("scope", t::token_no_admin);
    }
    let today = date::today(ctx.now);
    match expires {
        Some(day) if day <= today => read.fault("expires", t::token_past),
        Some(day) if day > today.saturating_add(1.year()) => read.fault("expires", t::token_too_long),
        None if !read.faulty() => read.fault("expires", texts::base::fault_date),
        _ => {}
    }
    read.done()?;
    let day = expires.ok_or_else(|| Error::field("expires", texts::base::fault_date))?;
    let end = date::start_of(day.saturating_add(1.day()));
    let mut uow = ctx.write().await?;
    let (text, hash) = secret::new(uow.ids());
    let (id, now, scopes) = (uow.id(), uow.now(), scopes.join(" "));
    uow.record(
        &PeopleEvent::TokenMade { name: name.clone(), scopes: scopes.clone(), expires: day.to_string() },
        On::thing("token", id),
        "INSERT INTO token (id, user_id, name, hash, scopes, created, expires) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        &args![id, ctx.actor.id, name, hash, scopes, now, end],
    )
    .await?;
    uow.commit().await?;
    Ok(text)
}

/// POST /account/tokens/{id}/revoke
pub async fn revoke(ctx: Ctx, Path(id): Path<String>) -> Result<Page> {
    end(&ctx, &id).await?;
    Ok(done(HERE, t::token_revoked(ctx.lang)))
}

/// DELETE /api/v1/tokens/{id}
pub async fn api_revoke(ctx: Ctx, Path(id): Path<String>) -> Result<Page> {
    end(&ctx, &id).await?;
    Ok(Page::nothing())
}

async fn end(ctx: &Ctx, id: &str) -> Result<()> {
    let id = Uuid::parse_str(id).map_err(|_| Error::NotFound)?;
    let token = own(ctx).await?.into_iter().find(|token| token.id == id).ok_or(Error::NotFound)?;
    let mut uow = ctx.write().await?;
    uow.record(
        &PeopleEvent::TokenRevoked { name: token.name },
        On::thing("token", id),
        "DELETE FROM token WHERE id = $1 AND user_id = $2",
        &args![id, ctx.actor.id],
    )
    .await?;
    uow.commit().await
}

/// Ends all tokens of a user, in the unit of work that gives the reason.
pub(super) async fn end_all(uow: &mut Uow, user: i64) -> Result<()> {
    let all: Vec<(Uuid, String)> = uow.all("SELECT id, name FROM token WHERE user_id = $1 ORDER BY created, id", &args![user]).await?;
    for (id, name) in all {
        uow.record(&PeopleEvent::TokenRevoked { name }, On::thing("token", id), "DELETE FROM token WHERE id = $1", &args![id]).await?;
    }
    Ok(())
}

/// How many tokens a user has.
pub(super) async fn count(reader: &Reader, user: i64) -> Result<i64> {
    Ok(reader.one::<(i64,)>("SELECT count(*) FROM token WHERE user_id = $1", &args![user]).await?.0)
}

fn scope_words(ctx: &Ctx, scopes: &str) -> String {
    let word = |scope: &str| match scope {
        "write" => t::scope_write(ctx.lang),
        "admin" => t::scope_admin(ctx.lang),
        _ => t::scope_read(ctx.lang),
    };
    scopes.split(' ').map(word).collect::<Vec<_>>().join(", ")
}

async fn draw(ctx: &Ctx, fields: &Fields, faults: &[Fault], made: Option<&str>) -> Result<Markup> {
    let lang = ctx.lang;
    let all = own(ctx).await?;
    Ok(html! {
        p.muted { (t::tokens_help(lang)) " " a href="/api" { (texts::api::lede_link(lang)) } }
        @if let Some(text) = made {
            (Notice::new(Tone::Success, html! { (t::token_made(lang)) " " code { (text) } }).more(t::token_made_more(lang)))
        }
        @if all.is_empty() { p { (t::no_tokens(lang)) } }
        ul.lines { @for token in &all { (line(ctx, token)) } }
        section.part aria-labelledby="new-token" {
            (ui::section_head("new-token", t::new_token(lang), None, ""))
            (form(ctx, fields, faults))
        }
    })
}

fn line(ctx: &Ctx, token: &Token) -> Markup {
    let lang = ctx.lang;
    let used = token.last_used.map_or_else(
        || t::token_never_used(lang).to_owned(),
        |at| t::token_used(lang, &token.last_address, date::relative(lang, ctx.now, at)),
    );
    let last = date::local(token.expires).date().saturating_sub(1.day());
    html! {
        li {
            (ui::icon(Icon::Key))
            span.grow {
                (token.name)
                span.meta { (scope_words(ctx, &token.scopes)) " · " (t::token_until(lang, date::date(lang, last))) " · " (used) }
            }
            @if token.expires <= ctx.now { (ui::state(State::Late, t::token_expired(lang))) }
            form method="post" action={ (HERE) "/" (token.id) "/revoke" } {
                (ui::csrf(&ctx.csrf))
                (Button::submit(t::revoke(lang)).small().attr("aria-label", &t::revoke_token(lang, &token.name)))
            }
        }
    }
}

fn form(ctx: &Ctx, fields: &Fields, faults: &[Fault]) -> Markup {
    let lang = ctx.lang;
    let said = Said::new(lang, faults);
    let has = |scope: &str| fields.all("scope").any(|f| f == scope);
    let mut scopes = vec![
        Check::new("scope", "read", t::scope_read(lang), true).more(t::scope_read_help(lang)).disabled(true),
        Check::new("scope", "write", t::scope_write(lang), has("write")).more(t::scope_write_help(lang)),
    ];
    if ctx.actor.permissions.administers() {
        scopes.push(Check::new("scope", "admin", t::scope_admin(lang), has("admin")).more(t::scope_admin_help(lang)));
    }
    Form::new(HERE, &ctx.csrf).body(html! {
        (said.summary(lang))
        (Field::text("name", t::name(lang), fields.get("name")).error(said.at("name")).help(t::token_name_help(lang)).attr("autocomplete", "off"))
        (ui::checks(t::scopes(lang), &scopes))
        (Field::date("expires", t::token_expires(lang), fields.get("expires")).error(said.at("expires")).help(t::token_expires_help(lang)))
        (ui::form_foot(Button::submit(t::create_token(lang)).primary(), "", None))
    })
}
