//! The first administrator: a link printed at the first start, that works once.

use super::users::INTERNAL;
use super::{PeopleEvent, ended, everybody, password, sign_in};
use crate::shell;
use axum::http::{HeaderMap, StatusCode, header};
use base::error::Fault;
use base::event::On;
use base::web::{Ctx, Fields, House, Page, once};
use base::{Actor, Error, Result, Uow, Via, acl, args, collate};
use maud::{Markup, html};
use std::collections::BTreeSet;
use std::sync::Arc;
use texts::people as t;
use ui::{Button, Field, Form, FormError};

const PURPOSE: &str = "first";

/// Prints the link while there is nobody who could sign in.
pub async fn announce(house: &Arc<House>) -> Result<()> {
    let ctx = Ctx::new(house.clone(), Actor::system("first start", Via::Cli));
    if somebody(&ctx).await? {
        return Ok(());
    }
    let mut uow = ctx.write().await?;
    let text = once::make(&mut uow, PURPOSE, None, 48).await?;
    uow.note(&PeopleEvent::LinkMade {}, On::thing("organisation", 1)).await?;
    uow.commit().await?;
    eprintln!("\n  {}\n  {}/welcome?key={text}\n", t::first_link(base::Lang::Da), house.public_url);
    Ok(())
}

async fn somebody(ctx: &Ctx) -> Result<bool> {
    Ok(ctx.reader.maybe::<(i64,)>("SELECT id FROM users WHERE active LIMIT 1", &[]).await?.is_some())
}

/// GET /welcome
pub async fn page(ctx: Ctx, fields: Fields) -> Result<Page> {
    if once::look(&ctx.reader, ctx.now, PURPOSE, fields.get("key")).await?.is_none() {
        return Ok(ended::page(&ctx));
    }
    Ok(shell::bare(&ctx, t::welcome(ctx.lang), form(&ctx, &fields, &[])))
}

/// POST /welcome
pub async fn create(ctx: Ctx, headers: HeaderMap, fields: Fields) -> Result<Page> {
    // Before the fields: nobody mends them for a link that doesn't work.
    if once::look(&ctx.reader, ctx.now, PURPOSE, fields.get("key")).await?.is_none() {
        return Ok(ended::page(&ctx));
    }
    match make(&ctx, &fields).await {
        Ok(user) => {
            let agent = headers.get(header::USER_AGENT).and_then(|v| v.to_str().ok()).unwrap_or_default();
            Ok(Page::to("/").header(header::SET_COOKIE, &sign_in::begin(&ctx, user, agent).await?))
        }
        Err(Error::Invalid(faults)) => {
            Ok(shell::bare(&ctx, t::welcome_error(ctx.lang), form(&ctx, &fields, &faults)).status(StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(Error::NotFound) => Ok(ended::page(&ctx)),
        Err(other) => Err(other),
    }
}

async fn make(ctx: &Ctx, fields: &Fields) -> Result<i64> {
    let mut read = fields.read();
    let organisation = read.text("organisation", 1..=100);
    let person = Person::read(&mut read);
    let password =
        password::read(&mut read, fields.get("password"), &[&person.user_name, &person.first_name, &person.last_name, &organisation]);
    read.done()?;
    let hash = password::hash(&password).await?;
    let mut uow = ctx.write_as_system("first start").await?;
    once::take(&mut uow, PURPOSE, fields.get("key")).await?.ok_or(Error::NotFound)?;
    let user = insert(&mut uow, &person, INTERNAL, Some(&hash), ctx.lang.tag()).await?;
    for role in ["organisation_administrator", "system_administrator", "caseworker"] {
        give_role(&mut uow, user, role).await?;
    }
    everybody::join(&mut uow, user).await?;
    acl::rescope(&mut uow, None).await?;
    let now = uow.now();
    uow.record(
        &PeopleEvent::Named { old: String::new(), new: organisation.clone() },
        On::thing("organisation", 1),
        "INSERT INTO setting (key, value, changed, changed_by) VALUES ('organisation.name', $1, $2, $3)
         ON CONFLICT (key) DO UPDATE SET value = excluded.value, changed = excluded.changed, changed_by = excluded.changed_by",
        &args![organisation, now, user],
    )
    .await?;
    uow.commit().await?;
    Ok(user)
}

/// Who is made.
pub(super) struct Person {
    pub user_name: String,
    pub email: String,
    pub first_name: String,
    pub last_name: String,
}

impl Person {
    pub(super) fn read(read: &mut base::web::Read<'_>) -> Person {
        Person {
            user_name: read.text("user_name", 2..=100),
            email: read.email("email", true),
            first_name: read.text("first_name", 1..=100),
            last_name: read.text("last_name", 1..=100),
        }
    }
}

/// Writes a new user.
pub(super) async fn insert(uow: &mut Uow, person: &Person, kind: &str, password: Option<&str>, lang: &str) -> Result<i64> {
    let id = acl::new_scope(uow).await?;
    let name = format!("{} {}", person.first_name, person.last_name);
    let initials = initials(&person.first_name, &person.last_name);
    let now = uow.now();
    uow.record(
        &PeopleEvent::Created { user_name: person.user_name.clone(), name: name.clone(), email: person.email.clone(), account_kind: kind.to_owned() },
        On::thing("user", id),
        "INSERT INTO users (id, user_name, user_name_key, email, email_key, first_name, last_name, name, name_key, initials, lang, kind, password, created, changed)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $14)",
        &args![
            id, person.user_name.as_str(), collate::fold(&person.user_name), person.email.as_str(), collate::fold(&person.email),
            person.first_name.as_str(), person.last_name.as_str(), name.as_str(), collate::key(&name), initials, lang, kind, password, now,
        ],
    )
    .await
    .map_err(taken)?;
    Ok(id)
}

/// The first letters of a name.
pub(super) fn initials(first_name: &str, last_name: &str) -> String {
    [first_name, last_name].iter().filter_map(|n| n.chars().next()).flat_map(char::to_uppercase).collect()
}

/// A name or address that somebody else has, as a fault at its field.
pub(super) fn taken(error: Error) -> Error {
    error.taken_at("users_user_name", "user_name", t::user_name_taken).taken_at("users_email", "email", t::email_taken).taken_at(
        "groups_name",
        "name",
        t::group_name_taken,
    )
}

/// Gives a shipped role by its key.
async fn give_role(uow: &mut Uow, user: i64, key: &str) -> Result<()> {
    let found: Option<(i64,)> = uow.maybe("SELECT id FROM role WHERE key = $1", &args![key]).await?;
    let (role,) = found.ok_or_else(|| Error::field("role", t::no_such_role))?;
    uow.record(
        &PeopleEvent::RoleGiven { role, key: key.to_owned() },
        On::thing("user", user),
        "INSERT INTO role_given (role_id, principal) VALUES ($1, $2)",
        &args![role, user],
    )
    .await
}

/// `ringbind user create`: makes a user and returns the link for choosing a password.
pub async fn create_by_operator(house: &Arc<House>, fields: &[(&str, String)], roles: &[String]) -> Result<String> {
    let ctx = Ctx::new(house.clone(), Actor::system("operator", Via::Cli));
    let pairs: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let fields = Fields::of(&pairs);
    let mut read = fields.read();
    let person = Person::read(&mut read);
    read.done()?;
    let mut uow = ctx.write().await?;
    let user = insert(&mut uow, &person, INTERNAL, None, "da").await?;
    for role in roles.iter().collect::<BTreeSet<_>>() {
        give_role(&mut uow, user, role).await?;
    }
    everybody::join(&mut uow, user).await?;
    acl::rescope(&mut uow, Some(&[user])).await?;
    let text = once::make(&mut uow, "password", Some(user), 48).await?;
    uow.commit().await?;
    Ok(format!("{}/password?key={text}", house.public_url))
}

fn form(ctx: &Ctx, fields: &Fields, faults: &[Fault]) -> Markup {
    let lang = ctx.lang;
    let said: Vec<(String, String)> = faults.iter().map(|f| (f.field.clone(), f.say.text(lang))).collect();
    let error = |name: &str| said.iter().find(|(field, _)| field == name).map(|(_, text)| text.as_str());
    let errors: Vec<FormError<'_>> = said.iter().map(|(field, message)| FormError { field, message }).collect();
    html! {
        (Form::new("/welcome", "").attr("novalidate", "").body(html! {
            div { h1 { (t::welcome(lang)) } p.muted { (t::welcome_help(lang)) } }
            @if !errors.is_empty() { (ui::error_summary(texts::base::invalid(lang), &errors)) }
            input type="hidden" name="key" value=(fields.get("key"));
            (Field::text("organisation", t::organisation(lang), fields.get("organisation")).error(error("organisation")).help(t::organisation_help(lang)).flag("autofocus", errors.is_empty()))
            (ui::two(
                Field::text("first_name", t::first_name(lang), fields.get("first_name")).error(error("first_name")).attr("autocomplete", "given-name"),
                Field::text("last_name", t::last_name(lang), fields.get("last_name")).error(error("last_name")).attr("autocomplete", "family-name"),
            ))
            (Field::input("email", "email", t::email(lang), fields.get("email")).error(error("email")).attr("autocomplete", "email"))
            (Field::text("user_name", t::user_name(lang), fields.get("user_name")).error(error("user_name")).attr("autocomplete", "username"))
            (Field::password("password", t::password(lang)).error(error("password")).help(t::password_help(lang)).attr("autocomplete", "new-password"))
            (Button::submit(t::begin(lang)).primary())
        }))
    }
}
