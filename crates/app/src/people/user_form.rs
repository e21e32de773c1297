//! Making a user, and changing one.

use super::user::{self, User};
use super::{Change, PeopleEvent, everybody, first, keep, kind, link, role_choice, users};
use crate::admin::{Frame, Said, done};
use crate::mail;
use axum::extract::Path;
use axum::http::StatusCode;
use base::error::Fault;
use base::event::On;
use base::web::{Ctx, Fields, Json, Page, Read};
use base::{Error, Result, acl, args, collate};
use maud::{Markup, html};
use texts::people as t;
use ui::{Button, Check, Choice, Field, Form, Icon, Picked, Picker};

/// What a form or a program says of a user.
struct Input {
    person: first::Person,
    initials: String,
    title: String,
    department: String,
    manager: Option<i64>,
    phone: String,
    mobile: String,
    lang: &'static str,
    kind: &'static str,
}

impl Input {
    fn read(read: &mut Read<'_>) -> Input {
        Input {
            person: first::Person::read(read),
            initials: read.text("initials", 0..=8),
            title: read.text("title", 0..=100),
            department: read.text("department", 0..=100),
            manager: read.int("manager", 1..=i64::MAX),
            phone: read.text("phone", 0..=40),
            mobile: read.text("mobile", 0..=40),
            lang: read.choice("lang", &["da", "en"]),
            kind: read.choice("kind", &users::KINDS),
        }
    }

    fn name(&self) -> String {
        format!("{} {}", self.person.first_name, self.person.last_name)
    }

    fn initials(&self) -> String {
        if self.initials.is_empty() { first::initials(&self.person.first_name, &self.person.last_name) } else { self.initials.clone() }
    }

    /// What differs from how he is kept.
    fn changes(&self, old: &User) -> Vec<Change> {
        let number = |id: Option<i64>| id.map(|id| id.to_string()).unwrap_or_default();
        let pairs = [
            ("user_name", &old.user_name, &self.person.user_name),
            ("email", &old.email, &self.person.email),
            ("first_name", &old.first_name, &self.person.first_name),
            ("last_name", &old.last_name, &self.person.last_name),
            ("initials", &old.initials, &self.initials()),
            ("title", &old.title, &self.title),
            ("department", &old.department, &self.department),
            ("manager", &number(old.manager), &number(self.manager)),
            ("phone", &old.phone, &self.phone),
            ("mobile", &old.mobile, &self.mobile),
            ("lang", &old.lang, &self.lang.to_owned()),
            ("kind", &old.kind, &self.kind.to_owned()),
        ];
        Change::among(&pairs)
    }
}

/// GET /admin/users/new
pub async fn new_page(ctx: Ctx, fields: Fields) -> Result<Page> {
    let fields = fields.preset("link", "true");
    let form = form(&ctx, None, &fields, &[]).await?;
    Ok(Frame::new(users::HERE, t::new_user(ctx.lang)).page(&ctx, form))
}

/// POST /admin/users/new
pub async fn create(ctx: Ctx, fields: Fields) -> Result<Page> {
    match make(&ctx, &fields).await {
        Ok((id, None)) => Ok(done(&format!("{}/{id}", users::HERE), t::user_made(ctx.lang))),
        Ok((id, Some(link))) => user::with_link(&ctx, id, &link::shown(&ctx, t::user_made_with_link(ctx.lang), &link)).await,
        Err(Error::Invalid(faults)) => {
            let form = form(&ctx, None, &fields, &faults).await?;
            Ok(Frame::new(users::HERE, t::new_user(ctx.lang))
                .titled(&ctx, t::new_user_error(ctx.lang), form)
                .status(StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other),
    }
}

/// POST /api/v1/users
pub async fn api_create(ctx: Ctx, fields: Fields) -> Result<Json<User>> {
    if fields.read().flag("link") && !mail::reaches(&ctx) {
        return Err(Error::field("link", t::link_by_hand));
    }
    let id = make(&ctx, &fields).await?.0.to_string();
    Ok(Json::created(user::find(&ctx.reader, &id).await?, format!("/api/v1/users/{id}")))
}

/// Makes the user; with a link to pass on, if one was wanted and can't be sent.
async fn make(ctx: &Ctx, fields: &Fields) -> Result<(i64, Option<String>)> {
    let mut read = fields.read();
    let input = Input::read(&mut read);
    let send = read.flag("link");
    let roles = role_choice::read(ctx, &mut read).await?;
    check_manager(ctx, &mut read, input.manager, None).await?;
    read.done()?;
    let mut uow = ctx.write().await?;
    let id = first::insert(&mut uow, &input.person, input.kind, None, input.lang).await?;
    uow.also(
        "UPDATE users SET initials = $1, title = $2, department = $3, manager = $4, phone = $5, mobile = $6 WHERE id = $7",
        &args![
            input.initials(),
            input.title.as_str(),
            input.department.as_str(),
            input.manager,
            input.phone.as_str(),
            input.mobile.as_str(),
            id,
        ],
    )
    .await?;
    if input.kind == users::INTERNAL {
        everybody::join(&mut uow, id).await?;
    }
    role_choice::give(&mut uow, id, &roles).await?;
    acl::rescope(&mut uow, Some(&[id])).await?;
    let link = if send { link::make(ctx, &mut uow, id).await? } else { None };
    uow.commit().await?;
    ctx.house().wake.notify_one();
    Ok((id, link))
}

async fn check_manager(ctx: &Ctx, read: &mut Read<'_>, manager: Option<i64>, own: Option<i64>) -> Result<()> {
    let Some(manager) = manager else { return Ok(()) };
    if Some(manager) == own {
        read.fault("manager", t::own_manager);
    } else if ctx.reader.maybe::<(i64,)>("SELECT id FROM users WHERE id = $1", &args![manager]).await?.is_none() {
        read.fault("manager", texts::base::fault_choice);
    }
    Ok(())
}

/// GET /admin/users/{id}/edit
pub async fn edit_page(ctx: Ctx, Path(id): Path<String>) -> Result<Page> {
    let user = user::find(&ctx.reader, &id).await?;
    let form = form(&ctx, Some(&user), &filled(&Fields::default(), &user), &[]).await?;
    Ok(frame(&user, t::edit_user(ctx.lang), &format!("{}/{}", users::HERE, user.id), |f| f.page(&ctx, form)))
}

fn frame(user: &User, title: &str, link: &str, draw: impl FnOnce(Frame<'_>) -> Page) -> Page {
    draw(Frame::new(users::HERE, title).under(&user.name, link))
}

/// POST /admin/users/{id}/edit
pub async fn edit(ctx: Ctx, Path(id): Path<String>, fields: Fields) -> Result<Page> {
    let lang = ctx.lang;
    match change(&ctx, &id, &fields).await {
        Ok(()) => Ok(done(&format!("{}/{id}", users::HERE), t::user_saved(lang))),
        Err(Error::Invalid(faults)) => {
            let user = user::find(&ctx.reader, &id).await?;
            let form = form(&ctx, Some(&user), &fields, &faults).await?;
            let link = format!("{}/{}", users::HERE, user.id);
            Ok(frame(&user, t::edit_user(lang), &link, |f| f.titled(&ctx, t::edit_user_error(lang), form))
                .status(StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other),
    }
}

/// PATCH /api/v1/users/{id}: what isn't sent stays.
pub async fn api_edit(ctx: Ctx, Path(id): Path<String>, fields: Fields) -> Result<Json<User>> {
    let user = user::find(&ctx.reader, &id).await?;
    change(&ctx, &id, &filled(&fields, &user)).await?;
    user::api(ctx, Path(id)).await
}

/// The fields with the kept values where nothing was sent.
fn filled(fields: &Fields, user: &User) -> Fields {
    let manager = user.manager.map(|id| id.to_string()).unwrap_or_default();
    let mut fields = fields.clone();
    for (name, value) in [
        ("user_name", &user.user_name),
        ("email", &user.email),
        ("first_name", &user.first_name),
        ("last_name", &user.last_name),
        ("initials", &user.initials),
        ("title", &user.title),
        ("department", &user.department),
        ("manager", &manager),
        ("phone", &user.phone),
        ("mobile", &user.mobile),
        ("lang", &user.lang),
        ("kind", &user.kind),
    ] {
        fields = fields.preset(name, value);
    }
    fields
}

async fn change(ctx: &Ctx, id: &str, fields: &Fields) -> Result<()> {
    let old = user::find(&ctx.reader, id).await?;
    if old.source != "manual" {
        return Err(Error::refused(move |lang| t::from_directory(lang, &old.source)));
    }
    let mut read = fields.read();
    let input = Input::read(&mut read);
    check_manager(ctx, &mut read, input.manager, Some(old.id)).await?;
    read.done()?;
    let changes = input.changes(&old);
    let version = fields.version.unwrap_or(old.version);
    if changes.is_empty() {
        return if version == old.version { Ok(()) } else { Err(Error::Conflict) };
    }
    let mut uow = ctx.write().await?;
    keep::above(&mut uow, old.id).await?;
    let keeping = if input.kind == old.kind { None } else { Some(keep::begin(&mut uow).await?) };
    let (now, name, person) = (uow.now(), input.name(), &input.person);
    uow.record(
        &PeopleEvent::Changed { changes },
        On::thing("user", old.id),
        "UPDATE users SET user_name = $1, user_name_key = $2, email = $3, email_key = $4, first_name = $5, last_name = $6, name = $7, name_key = $8,
           initials = $9, title = $10, department = $11, manager = $12, phone = $13, mobile = $14, lang = $15, kind = $16, changed = $17, version = version + 1
         WHERE id = $18 AND version = $19",
        &args![
            person.user_name.as_str(), collate::fold(&person.user_name), person.email.as_str(), collate::fold(&person.email),
            person.first_name.as_str(), person.last_name.as_str(), name.as_str(), collate::key(&name), input.initials(), input.title.as_str(),
            input.department.as_str(), input.manager, input.phone.as_str(), input.mobile.as_str(), input.lang, input.kind, now, old.id, version,
        ],
    )
    .await
    .map_err(first::taken)?;
    if let Some(keeping) = keeping {
        kind::changed(&mut uow, old.id, &old.kind, input.kind, keeping).await?;
    }
    if name != old.name {
        acl::relist_named(&mut uow, old.id).await?;
    }
    uow.commit().await
}

async fn form(ctx: &Ctx, user: Option<&User>, fields: &Fields, faults: &[Fault]) -> Result<Markup> {
    let lang = ctx.lang;
    let said = Said::new(lang, faults);
    let field = |name: &'static str, label: &'static str| Field::text(name, label, fields.get(name)).error(said.at(name));
    let free = |name: &'static str, label: &'static str| field(name, label).optional(t::optional(lang));
    let languages = [("da", "Dansk"), ("en", "English")].map(|(value, label)| Choice { value, label, chosen: fields.get("lang") == value });
    let kinds = users::KINDS.map(|kind| Choice { value: kind, label: users::kind_name(lang, kind), chosen: fields.get("kind") == kind });
    let manager = fields.get("manager");
    let manager_name: Option<(String,)> = match manager.parse::<i64>() {
        Ok(id) => ctx.reader.maybe("SELECT name FROM users WHERE id = $1", &args![id]).await?,
        Err(_) => None,
    };
    let chosen: Vec<Picked<'_>> = manager_name.iter().map(|(label,)| Picked { value: manager, label }).collect();
    let picker = people_picker(lang, "/pick/people", &chosen);
    let (action, back) = match user {
        Some(user) => (format!("{}/{}/edit", users::HERE, user.id), format!("{}/{}", users::HERE, user.id)),
        None => (format!("{}/new", users::HERE), users::HERE.to_owned()),
    };
    let link = if mail::reaches(ctx) {
        (t::send_password_link(lang), t::send_password_link_help(lang))
    } else {
        (t::make_password_link(lang), t::make_password_link_help(lang))
    };
    let kind = Field::select("kind", t::kind(lang), &kinds).error(said.at("kind")).help(t::kind_help(lang));
    let version = user.map(|u| u.version.to_string());
    let mut draw = Form::new(&action, &ctx.csrf).guard();
    if let Some(version) = &version {
        draw = draw.version(if fields.has("version") { fields.get("version") } else { version });
    }
    Ok(draw.body(html! {
        (said.summary(lang))
        (ui::two(field("first_name", t::first_name(lang)), field("last_name", t::last_name(lang))))
        (ui::two(field("user_name", t::user_name(lang)).attr("autocomplete", "off"), free("initials", t::initials(lang)).short()))
        (Field::input("email", "email", t::email(lang), fields.get("email")).error(said.at("email")))
        (ui::two(free("title", t::job_title(lang)), free("department", t::department(lang))))
        (Field::picker("manager", t::manager(lang), picker).optional(t::optional(lang)).error(said.at("manager")))
        input type="hidden" name="manager" value="";
        (ui::two(free("phone", t::phone(lang)), free("mobile", t::mobile(lang))))
        (ui::two(
            Field::select("lang", t::language(lang), &languages).error(said.at("lang")),
            if user.is_none() { role_choice::leading(ctx, kind) } else { kind },
        ))
        @if user.is_none() {
            (role_choice::part(ctx, fields, &said).await?)
            (Check::new("link", "true", link.0, fields.get("link") == "true").more(link.1))
        }
        (ui::form_foot(
            Button::submit(if user.is_some() { texts::base::save(lang) } else { t::create_user(lang) }).primary(),
            Button::link(texts::base::cancel(lang), &back).plain(), None,
        ))
    }))
}

/// A picker of one person (or group, by its source).
pub(super) fn people_picker<'a>(lang: base::Lang, source: &'a str, chosen: &'a [Picked<'a>]) -> Picker<'a> {
    Picker {
        source,
        chosen,
        several: false,
        placeholder: t::write_a_name(lang),
        remove: t::remove(lang),
        nothing: t::nobody_found(lang),
        icon: Some(Icon::User),
        action: None,
    }
}
