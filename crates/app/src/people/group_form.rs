//! Making a group, changing its name and description, deleting it when nothing hangs on it.

use super::group::{self, Group};
use super::{Change, PeopleEvent, first, groups, keep, uses};
use crate::admin::{Frame, Said, done};
use axum::extract::Path;
use axum::http::StatusCode;
use base::error::Fault;
use base::event::On;
use base::web::{Ctx, Fields, Json, Page, Read};
use base::{Error, Result, acl, args, collate};
use maud::{Markup, html};
use texts::people as t;
use ui::{Button, Field, Form};

struct Input {
    name: String,
    description: String,
    email: String,
}

impl Input {
    fn read(read: &mut Read<'_>) -> Input {
        Input { name: read.text("name", 1..=100), description: read.text("description", 0..=300), email: read.email("email", false) }
    }
}

/// GET /admin/groups/new
pub async fn new_page(ctx: Ctx, fields: Fields) -> Result<Page> {
    Ok(Frame::new(groups::HERE, t::new_group(ctx.lang)).page(&ctx, form(&ctx, None, &fields, &[])))
}

/// POST /admin/groups/new
pub async fn create(ctx: Ctx, fields: Fields) -> Result<Page> {
    match make(&ctx, &fields).await {
        Ok(id) => Ok(done(&format!("{}/{id}", groups::HERE), t::group_made(ctx.lang))),
        Err(Error::Invalid(faults)) => {
            let form = form(&ctx, None, &fields, &faults);
            Ok(Frame::new(groups::HERE, t::new_group(ctx.lang))
                .titled(&ctx, t::new_group_error(ctx.lang), form)
                .status(StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other),
    }
}

/// POST /api/v1/groups
pub async fn api_create(ctx: Ctx, fields: Fields) -> Result<Json<Group>> {
    let id = make(&ctx, &fields).await?;
    Ok(Json::created(group::find(&ctx.reader, &id.to_string()).await?, format!("/api/v1/groups/{id}")))
}

async fn make(ctx: &Ctx, fields: &Fields) -> Result<i64> {
    let mut read = fields.read();
    let input = Input::read(&mut read);
    read.done()?;
    let mut uow = ctx.write().await?;
    let id = acl::new_scope(&mut uow).await?;
    let now = uow.now();
    uow.record(
        &PeopleEvent::GroupCreated { name: input.name.clone() },
        On::thing("group", id),
        "INSERT INTO groups (id, name, name_key, description, email, created, changed) VALUES ($1, $2, $3, $4, $5, $6, $6)",
        &args![id, input.name.as_str(), collate::key(&input.name), input.description, input.email, now],
    )
    .await
    .map_err(first::taken)?;
    uow.commit().await?;
    Ok(id)
}

/// GET /admin/groups/{id}/edit
pub async fn edit_page(ctx: Ctx, Path(id): Path<String>) -> Result<Page> {
    let group = group::find(&ctx.reader, &id).await?;
    let form = form(&ctx, Some(&group), &filled(&Fields::default(), &group), &[]);
    Ok(Frame::new(groups::HERE, t::edit_group(ctx.lang)).under(&group.name, &format!("{}/{id}", groups::HERE)).page(&ctx, form))
}

fn filled(fields: &Fields, group: &Group) -> Fields {
    fields.clone().preset("name", &group.name).preset("description", &group.description).preset("email", &group.email)
}

/// POST /admin/groups/{id}/edit
pub async fn edit(ctx: Ctx, Path(id): Path<String>, fields: Fields) -> Result<Page> {
    let lang = ctx.lang;
    match change(&ctx, &id, &fields).await {
        Ok(()) => Ok(done(&format!("{}/{id}", groups::HERE), t::group_saved(lang))),
        Err(Error::Invalid(faults)) => {
            let group = group::find(&ctx.reader, &id).await?;
            let link = format!("{}/{id}", groups::HERE);
            let form = form(&ctx, Some(&group), &fields, &faults);
            let frame = Frame::new(groups::HERE, t::edit_group(lang)).under(&group.name, &link);
            Ok(frame.titled(&ctx, t::edit_group_error(lang), form).status(StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other),
    }
}

/// PATCH /api/v1/groups/{id}
pub async fn api_edit(ctx: Ctx, Path(id): Path<String>, fields: Fields) -> Result<Json<Group>> {
    let group = group::find(&ctx.reader, &id).await?;
    change(&ctx, &id, &filled(&fields, &group)).await?;
    group::api(ctx, Path(id)).await
}

async fn change(ctx: &Ctx, id: &str, fields: &Fields) -> Result<()> {
    let old = group::find(&ctx.reader, id).await?;
    group::own(&old)?;
    let mut read = fields.read();
    let input = Input::read(&mut read);
    read.done()?;
    let changes = Change::among(&[
        ("name", &old.name, &input.name),
        ("description", &old.description, &input.description),
        ("email", &old.email, &input.email),
    ]);
    let version = fields.version.unwrap_or(old.version);
    if changes.is_empty() {
        return if version == old.version { Ok(()) } else { Err(Error::Conflict) };
    }
    let mut uow = ctx.write().await?;
    let now = uow.now();
    uow.record(
        &PeopleEvent::GroupChanged { changes },
        On::thing("group", old.id),
        "UPDATE groups SET name = $1, name_key = $2, description = $3, email = $4, changed = $5, version = version + 1 WHERE id = $6 AND version = $7",
        &args![input.name.as_str(), collate::key(&input.name), input.description, input.email, now, old.id, version],
    )
    .await
    .map_err(first::taken)?;
    if input.name != old.name {
        acl::relist_named(&mut uow, old.id).await?;
    }
    uow.commit().await
}

/// POST /admin/groups/{id}/delete
pub async fn delete(ctx: Ctx, Path(id): Path<String>) -> Result<Page> {
    remove(&ctx, &id).await?;
    Ok(done(groups::HERE, t::group_deleted(ctx.lang)))
}

/// DELETE /api/v1/groups/{id}
pub async fn api_delete(ctx: Ctx, Path(id): Path<String>) -> Result<Page> {
    remove(&ctx, &id).await?;
    Ok(Page::nothing())
}

async fn remove(ctx: &Ctx, id: &str) -> Result<()> {
    let group = group::find(&ctx.reader, id).await?;
    group::own(&group)?;
    let mut uow = ctx.write().await?;
    // Whoever is giving it a role or putting it on a list ends first, and is counted.
    keep::begin(&mut uow).await?;
    uow.one::<(i64,)>("SELECT id FROM groups WHERE id = $1 {lock}", &args![group.id]).await?;
    if uses::now(&mut uow, group.id).await?.any() {
        return Err(Error::refused(t::group_in_use));
    }
    // The row that everybody joins when he is made.
    uow.also("DELETE FROM setting WHERE key = 'organisation.everybody' AND value = $1", &args![group.id.to_string()]).await?;
    uow.record(
        &PeopleEvent::GroupDeleted { name: group.name },
        On::thing("group", group.id),
        "DELETE FROM groups WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM group_member m WHERE m.group_id = $1 OR m.member = $1)
           AND NOT EXISTS (SELECT 1 FROM role_given r WHERE r.principal = $1)
           AND NOT EXISTS (SELECT 1 FROM cases c WHERE c.owner = $1)
           AND NOT EXISTS (SELECT 1 FROM case_member c WHERE c.principal = $1)
           AND NOT EXISTS (SELECT 1 FROM document_access d WHERE d.principal = $1)
           AND NOT EXISTS (SELECT 1 FROM template t WHERE t.default_owner = $1)
           AND NOT EXISTS (SELECT 1 FROM template_access t WHERE t.principal = $1)
           AND NOT EXISTS (SELECT 1 FROM template_creator t WHERE t.principal = $1)",
        &args![group.id],
    )
    .await?;
    uow.commit().await
}

fn form(ctx: &Ctx, group: Option<&Group>, fields: &Fields, faults: &[Fault]) -> Markup {
    let lang = ctx.lang;
    let said = Said::new(lang, faults);
    let (action, back) = match group {
        Some(group) => (format!("{}/{}/edit", groups::HERE, group.id), format!("{}/{}", groups::HERE, group.id)),
        None => (format!("{}/new", groups::HERE), groups::HERE.to_owned()),
    };
    let version = group.map(|g| g.version.to_string());
    let mut draw = Form::new(&action, &ctx.csrf).guard();
    if let Some(version) = &version {
        draw = draw.version(if fields.has("version") { fields.get("version") } else { version });
    }
    draw.body(html! {
        (said.summary(lang))
        (Field::text("name", t::name(lang), fields.get("name")).error(said.at("name")))
        (Field::text("description", t::description(lang), fields.get("description")).optional(t::optional(lang)).error(said.at("description")).help(t::description_help(lang)))
        (Field::input("email", "email", t::shared_email(lang), fields.get("email")).optional(t::optional(lang)).error(said.at("email")))
        (ui::form_foot(
            Button::submit(if group.is_some() { texts::base::save(lang) } else { t::create_group(lang) }).primary(),
            Button::link(texts::base::cancel(lang), &back).plain(), None,
        ))
    })
}
