//! Making a role, its name, who has it, and deleting it when nobody has.

use super::roles::{self, HERE, Role};
use super::user_form::people_picker;
use super::{PeopleEvent, change_log, user};
use crate::admin::{Frame, Said, done};
use axum::extract::Path;
use axum::http::StatusCode;
use base::error::Fault;
use base::event::On;
use base::permission::Permission;
use base::web::{Ctx, Fields, Json, Page};
use base::{Error, Result, Uow, args};
use maud::{Markup, html};
use texts::people as t;
use ui::{Button, Choice, Confirm, Field, Form, Icon, Line, MenuItem, Notice, State, Tone};

/// GET /admin/roles/new
pub async fn new_page(ctx: Ctx, fields: Fields) -> Result<Page> {
    let form = form(&ctx, None, &fields, &[]).await?;
    Ok(Frame::new(HERE, t::new_role(ctx.lang)).page(&ctx, form))
}

/// POST /admin/roles/new
pub async fn create(ctx: Ctx, fields: Fields) -> Result<Page> {
    match make(&ctx, &fields).await {
        Ok(_) => Ok(done(HERE, t::role_made(ctx.lang))),
        Err(Error::Invalid(faults)) => {
            let form = form(&ctx, None, &fields, &faults).await?;
            Ok(Frame::new(HERE, t::new_role(ctx.lang))
                .titled(&ctx, t::new_role_error(ctx.lang), form)
                .status(StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other),
    }
}

/// POST /api/v1/roles
pub async fn api_create(ctx: Ctx, fields: Fields) -> Result<Json<Role>> {
    let id = make(&ctx, &fields).await?;
    Ok(Json::created(find(&ctx, id).await?, format!("/api/v1/roles/{id}")))
}

async fn find(ctx: &Ctx, id: i64) -> Result<Role> {
    roles::all(&ctx.reader).await?.into_iter().find(|r| r.id == id).ok_or(Error::NotFound)
}

/// Reads both names; refuses those another role has.
async fn names(ctx: &Ctx, fields: &Fields, own: Option<i64>) -> Result<(String, String)> {
    let mut read = fields.read();
    let (da, en) = (read.text("name_da", 1..=60), read.text("name_en", 1..=60));
    let others: Vec<Role> = roles::all(&ctx.reader).await?.into_iter().filter(|r| Some(r.id) != own).collect();
    let same = |a: &str, b: &str| base::collate::fold(a) == base::collate::fold(b);
    if others.iter().any(|r| same(&r.name_da, &da)) {
        read.fault("name_da", t::role_name_taken);
    }
    if others.iter().any(|r| same(&r.name_en, &en)) {
        read.fault("name_en", t::role_name_taken);
    }
    read.done()?;
    Ok((da, en))
}

async fn make(ctx: &Ctx, fields: &Fields) -> Result<i64> {
    let (da, en) = names(ctx, fields, None).await?;
    let mut read = fields.read();
    let from = read.int("like", 1..=i64::MAX);
    read.done()?;
    let mut uow = ctx.write().await?;
    let permissions = match from {
        Some(from) => permissions_of(&mut uow, from).await?,
        None => vec![],
    };
    let id = uow.next("role").await?;
    uow.record(
        &PeopleEvent::RoleCreated { name: da.clone(), permissions: permissions.clone() },
        On::thing("role", id),
        "INSERT INTO role (id, key, name_da, name_en) VALUES ($1, $2, $3, $4)",
        &args![id, format!("role_{id}"), da, en],
    )
    .await?;
    for permission in permissions {
        uow.also("INSERT INTO role_permission (role_id, permission) VALUES ($1, $2)", &args![id, permission]).await?;
    }
    uow.commit().await?;
    Ok(id)
}

/// What a role may that another begins with.
async fn permissions_of(uow: &mut Uow, role: i64) -> Result<Vec<String>> {
    uow.maybe::<(i64,)>("SELECT id FROM role WHERE id = $1", &args![role])
        .await?
        .ok_or_else(|| Error::field("like", texts::base::fault_choice))?;
    let all: Vec<(String,)> = uow.all("SELECT permission FROM role_permission WHERE role_id = $1", &args![role]).await?;
    let given: Vec<String> = all.into_iter().map(|(key,)| key).collect();
    // In the order of the matrix; what this program doesn't know isn't handed on.
    Ok(Permission::ALL.iter().map(|p| p.key().to_owned()).filter(|key| given.contains(key)).collect())
}

/// POST /admin/roles/{id}
pub async fn rename(ctx: Ctx, Path(id): Path<String>, fields: Fields) -> Result<Page> {
    let role = find(&ctx, user::number(&id)?).await?;
    match write_name(&ctx, &role, &fields).await {
        Ok(()) => Ok(done(&format!("{HERE}/{id}"), t::role_saved(ctx.lang))),
        Err(Error::Invalid(faults)) => {
            let content = one(&ctx, &role, &fields, &faults).await?;
            Ok(Frame::new(HERE, role.name(ctx.lang))
                .titled(&ctx, t::role_error(ctx.lang), content)
                .status(StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other),
    }
}

async fn write_name(ctx: &Ctx, role: &Role, fields: &Fields) -> Result<()> {
    let (da, en) = names(ctx, fields, Some(role.id)).await?;
    if (&da, &en) == (&role.name_da, &role.name_en) {
        return Ok(());
    }
    let mut uow = ctx.write().await?;
    uow.record(
        &PeopleEvent::RoleRenamed { old: role.name_da.clone(), new: da.clone() },
        On::thing("role", role.id),
        "UPDATE role SET name_da = $1, name_en = $2, version = version + 1 WHERE id = $3 AND version = $4",
        &args![da, en, role.id, fields.version.unwrap_or(role.version)],
    )
    .await?;
    uow.commit().await
}

/// POST /admin/roles/{id}/delete
pub async fn delete(ctx: Ctx, Path(id): Path<String>) -> Result<Page> {
    remove(&ctx, user::number(&id)?).await?;
    Ok(done(HERE, t::role_deleted(ctx.lang)))
}

/// DELETE /api/v1/roles/{id}
pub async fn api_delete(ctx: Ctx, Path(id): Path<String>) -> Result<Page> {
    remove(&ctx, user::number(&id)?).await?;
    Ok(Page::nothing())
}

async fn remove(ctx: &Ctx, id: i64) -> Result<()> {
    let role = find(ctx, id).await?;
    let mut uow = ctx.write().await?;
    uow.also("DELETE FROM role_permission WHERE role_id = $1", &args![id]).await?;
    let given: Option<(i64,)> = uow.maybe("SELECT principal FROM role_given WHERE role_id = $1 LIMIT 1", &args![id]).await?;
    if given.is_some() || role.shipped {
        return Err(Error::refused(if role.shipped { t::role_shipped } else { t::role_in_use }));
    }
    uow.record(&PeopleEvent::RoleDeleted { name: role.name_da }, On::thing("role", id), "DELETE FROM role WHERE id = $1", &args![id])
        .await?;
    uow.commit().await
}

/// GET /admin/roles/{id}
pub async fn page(ctx: Ctx, Path(id): Path<String>) -> Result<Page> {
    let lang = ctx.lang;
    let role = find(&ctx, user::number(&id)?).await?;
    let fields = Fields::default().preset("name_da", &role.name_da).preset("name_en", &role.name_en);
    let content = one(&ctx, &role, &fields, &[]).await?;
    let delete = html! {
        @if !role.shipped {
            (Button::new(t::more_actions(lang)).icon_only(Icon::More).menu("more"))
            (ui::menu_of("more", &[MenuItem::button(t::delete_role(lang)).icon(Icon::Trash).danger().attr("data-dialog", "delete-role")]))
        }
    };
    Ok(Frame::new(HERE, role.name(lang)).actions(delete).page(&ctx, content))
}

base::row! {
    struct Holder { id: i64, name: String, is_group: bool, active: bool }
}

async fn one(ctx: &Ctx, role: &Role, fields: &Fields, faults: &[Fault]) -> Result<Markup> {
    let lang = ctx.lang;
    let holders: Vec<Holder> = ctx
        .reader
        .all(
            "SELECT u.id, u.name, FALSE AS is_group, u.active FROM role_given r JOIN users u ON u.id = r.principal WHERE r.role_id = $1
             UNION ALL SELECT g.id, g.name, TRUE AS is_group, g.active FROM role_given r JOIN groups g ON g.id = r.principal WHERE r.role_id = $1",
            &args![role.id],
        )
        .await?;
    Ok(html! {
        @if role.shipped { div.around { (Notice::new(Tone::Plain, t::role_shipped(lang))) } }
        div.columns {
            section.part aria-labelledby="holders" { (ui::section_head("holders", t::who_has_it(lang), Some(&holders.len().to_string()), "")) (who_has(ctx, role, holders)) }
            section.part aria-labelledby="role-name" { (ui::section_head("role-name", t::name(lang), None, "")) (form(ctx, Some(role), fields, faults).await?) }
        }
        (change_log::section(ctx, "role", Some(role.id)).await?)
        @if !role.shipped {
            (Confirm {
                id: "delete-role",
                title: &t::delete_role_title(lang, role.name(lang)),
                text: t::delete_role_text(lang),
                action: &format!("{HERE}/{}/delete", role.id),
                csrf: &ctx.csrf,
                cancel: texts::base::cancel(lang),
                go: t::delete_role(lang),
                danger: true,
                fields: &[],
            })
        }
    })
}

fn who_has(ctx: &Ctx, role: &Role, mut holders: Vec<Holder>) -> Markup {
    let lang = ctx.lang;
    holders.sort_by_key(|h| (!h.is_group, base::collate::key(&h.name)));
    let links: Vec<String> = holders.iter().map(|h| format!("/admin/{}/{}", if h.is_group { "groups" } else { "users" }, h.id)).collect();
    let lines: Vec<Line<'_>> = holders
        .iter()
        .zip(&links)
        .map(|(holder, link)| Line {
            icon: Some(ui::icon(if holder.is_group { Icon::Users } else { Icon::User })),
            href: Some(link),
            text: &holder.name,
            meta: None,
            end: Some(html! {
                @if !holder.active { (ui::state(State::Closed, t::disabled(lang))) }
                form method="post" action={ (HERE) "/" (role.id) "/take" } {
                    (ui::csrf(&ctx.csrf))
                    input type="hidden" name="principal" value=(holder.id);
                    input type="hidden" name="back" value="role";
                    (Button::submit(&t::take_role_from(lang, &holder.name)).plain().small().icon_only(Icon::Close))
                }
            }),
        })
        .collect();
    html! {
        @if holders.is_empty() { p.muted { (t::role_unused(lang)) } }
        (ui::lines(&lines))
        form.form.around method="post" action={ (HERE) "/give" } {
            (ui::csrf(&ctx.csrf))
            input type="hidden" name="role" value=(role.id);
            input type="hidden" name="back" value="role";
            (Field::picker("principal", t::give_to(lang), people_picker(lang, "/pick/people?groups=1", &[])))
            div { (Button::submit(t::give_role(lang))) }
        }
    }
}

async fn form(ctx: &Ctx, role: Option<&Role>, fields: &Fields, faults: &[Fault]) -> Result<Markup> {
    let lang = ctx.lang;
    let said = Said::new(lang, faults);
    let action = role.map_or_else(|| format!("{HERE}/new"), |role| format!("{HERE}/{}", role.id));
    let version = role.map(|r| r.version.to_string());
    let mut draw = Form::new(&action, &ctx.csrf).guard();
    if let Some(version) = &version {
        draw = draw.version(version);
    }
    let all = roles::all(&ctx.reader).await?;
    let ids: Vec<String> = all.iter().map(|r| r.id.to_string()).collect();
    let none = Choice { value: "", label: t::like_none(lang), chosen: true };
    let like: Vec<Choice<'_>> = std::iter::once(none)
        .chain(all.iter().zip(&ids).map(|(r, id)| Choice { value: id, label: r.name(lang), chosen: fields.get("like") == id }))
        .collect();
    Ok(draw.body(html! {
        (said.summary(lang))
        (Field::text("name_da", t::name_in_danish(lang), fields.get("name_da")).error(said.at("name_da")))
        (Field::text("name_en", t::name_in_english(lang), fields.get("name_en")).error(said.at("name_en")))
        @if role.is_none() { (Field::select("like", t::like(lang), &like).help(t::like_help(lang)).error(said.at("like"))) }
        (ui::form_foot(
            Button::submit(if role.is_some() { texts::base::save(lang) } else { t::create_role(lang) }).primary(),
            html! { @if role.is_none() { (Button::link(texts::base::cancel(lang), HERE).plain()) } }, None,
        ))
    }))
}
