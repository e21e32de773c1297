//! Roles by permissions: the matrix, saved at once, with the effect shown first.

use super::effect::{self, Effect};
use super::{PeopleEvent, change_log, keep, user};
use crate::admin::{Frame, done};
use base::error::Error;
use base::event::On;
use base::permission::Permission;
use base::web::{Ctx, Fields, Json, Page};
use base::{Lang, Reader, Result, args};
use maud::{Markup, html};
use serde::Serialize;
use std::collections::{BTreeSet, HashMap};
use texts::people as t;
use ui::{Button, Icon};

pub(super) const HERE: &str = "/admin/roles";

base::row! {
    /// A role.
    #[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
    pub struct Role { pub id: i64, pub key: String, pub name_da: String, pub name_en: String, pub shipped: bool, pub version: i64 }
}

impl Role {
    /// Its name in a language.
    pub fn name(&self, lang: Lang) -> &str {
        pick(lang, &self.name_da, &self.name_en)
    }
}

/// The name in the reader's language; the other where that is empty.
pub(super) fn pick<'a>(lang: Lang, da: &'a str, en: &'a str) -> &'a str {
    match lang {
        Lang::En if !en.is_empty() => en,
        _ => da,
    }
}

/// All roles, the shipped ones first.
pub(super) async fn all(reader: &Reader) -> Result<Vec<Role>> {
    reader.all("SELECT id, key, name_da, name_en, shipped, version FROM role ORDER BY id", &[]).await
}

/// What roles may, by their ids.
pub(super) type Ticks = HashMap<i64, BTreeSet<Permission>>;

pub(super) async fn ticks(reader: &Reader) -> Result<Ticks> {
    let pairs: Vec<(i64, String)> = reader.all("SELECT role_id, permission FROM role_permission", &[]).await?;
    let mut ticks = Ticks::new();
    for (role, permission) in pairs {
        ticks.entry(role).or_default().extend(Permission::parse(&permission));
    }
    Ok(ticks)
}

/// A role with what it may, for the API.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = RoleWithPermissions)]
pub struct WithPermissions {
    #[serde(flatten)]
    pub role: Role,
    pub permissions: Vec<&'static str>,
}

/// GET /api/v1/roles
pub async fn api(ctx: Ctx) -> Result<Json<Vec<WithPermissions>>> {
    let ticks = ticks(&ctx.reader).await?;
    let with = |role: Role| WithPermissions { permissions: ticks.get(&role.id).into_iter().flatten().map(|p| p.key()).collect(), role };
    Ok(Json::ok(all(&ctx.reader).await?.into_iter().map(with).collect()))
}

/// GET /admin/roles
pub async fn page(ctx: Ctx) -> Result<Page> {
    let roles = all(&ctx.reader).await?;
    let now = ticks(&ctx.reader).await?;
    Ok(draw(&ctx, &roles, &now, &now, None, &change_log::section(&ctx, "role", None).await?))
}

/// POST /admin/roles: first shows what would change, and saves when that was seen.
pub async fn save(ctx: Ctx, fields: Fields) -> Result<Page> {
    let roles = all(&ctx.reader).await?;
    let old = ticks(&ctx.reader).await?;
    let new = sent(&roles, &fields)?;
    if fields.get("confirm") != "true" {
        let effect = effect::of(&ctx.reader, &roles, &old, &new).await?;
        return Ok(draw(&ctx, &roles, &old, &new, Some(&effect), &html! {}));
    }
    for role in &roles {
        let version = fields.get(&format!("version-{}", role.id)).parse::<i64>();
        if version.is_ok_and(|v| v != role.version) {
            return Err(Error::Conflict);
        }
    }
    write(&ctx, &roles, &old, &new).await?;
    Ok(done(HERE, t::roles_saved(ctx.lang)))
}

/// POST /admin/roles/effect: what the ticks would change, in the foot of the page.
pub async fn effect(ctx: Ctx, fields: Fields) -> Result<Page> {
    let roles = all(&ctx.reader).await?;
    let old = ticks(&ctx.reader).await?;
    let new = sent(&roles, &fields)?;
    let effect = effect::of(&ctx.reader, &roles, &old, &new).await?;
    Ok(Page::html(foot(&ctx, Some(&effect))))
}

/// The ticks of a form: names `r<id>`, values the permissions.
fn sent(roles: &[Role], fields: &Fields) -> Result<Ticks> {
    let mut ticks = Ticks::new();
    for role in roles {
        let name = format!("r{}", role.id);
        for key in fields.all(&name) {
            let permission = Permission::parse(key).ok_or_else(|| Error::field("", texts::base::fault_choice))?;
            ticks.entry(role.id).or_default().insert(permission);
        }
    }
    Ok(ticks)
}

/// PATCH /api/v1/roles/{id}: `permissions` replaces what the role may.
pub async fn api_save(ctx: Ctx, axum::extract::Path(id): axum::extract::Path<String>, fields: Fields) -> Result<Page> {
    let id = user::number(&id)?;
    let roles = all(&ctx.reader).await?;
    let role = roles.iter().find(|r| r.id == id).ok_or(Error::NotFound)?;
    if fields.version.is_some_and(|v| v != role.version) {
        return Err(Error::Conflict);
    }
    let old = ticks(&ctx.reader).await?;
    let mut new = old.clone();
    let mut wanted = BTreeSet::new();
    for key in fields.all("permissions") {
        wanted.insert(Permission::parse(key).ok_or_else(|| Error::field("permissions", texts::base::fault_choice))?);
    }
    new.insert(id, wanted);
    write(&ctx, &roles, &old, &new).await?;
    Ok(Page::nothing())
}

async fn write(ctx: &Ctx, roles: &[Role], old: &Ticks, new: &Ticks) -> Result<()> {
    let none = BTreeSet::new();
    let mut uow = ctx.write().await?;
    let keeping = keep::begin(&mut uow).await?;
    let mut any = false;
    for role in roles {
        let (before, after) = (old.get(&role.id).unwrap_or(&none), new.get(&role.id).unwrap_or(&none));
        let added: Vec<&str> = after.difference(before).map(|p| p.key()).collect();
        let removed: Vec<&str> = before.difference(after).map(|p| p.key()).collect();
        if added.is_empty() && removed.is_empty() {
            continue;
        }
        any = true;
        for permission in &added {
            uow.also(
                "INSERT INTO role_permission (role_id, permission) VALUES ($1, $2) ON CONFLICT DO NOTHING",
                &args![role.id, *permission],
            )
            .await?;
        }
        for permission in &removed {
            uow.also("DELETE FROM role_permission WHERE role_id = $1 AND permission = $2", &args![role.id, *permission]).await?;
        }
        let own = |keys: &[&str]| keys.iter().map(|k| (*k).to_owned()).collect();
        uow.record(
            &PeopleEvent::RoleChanged { name: role.name_da.clone(), added: own(&added), removed: own(&removed) },
            On::thing("role", role.id),
            "UPDATE role SET version = version + 1 WHERE id = $1 AND version = $2",
            &args![role.id, role.version],
        )
        .await?;
    }
    if !any {
        return Ok(());
    }
    keeping.check(&mut uow).await?;
    uow.commit().await
}

fn draw(ctx: &Ctx, roles: &[Role], old: &Ticks, new: &Ticks, effect: Option<&Effect>, log: &Markup) -> Page {
    let lang = ctx.lang;
    let new_role = Button::link(t::new_role(lang), "/admin/roles/new").primary().icon(Icon::Plus);
    let content = html! {
        form method="post" action=(HERE) hx-post="/admin/roles/effect" hx-trigger="change from:find table" hx-target="#effect" hx-swap="innerHTML" {
            (ui::csrf(&ctx.csrf))
            @for role in roles { input type="hidden" name={ "version-" (role.id) } value=(role.version); }
            (super::matrix::table(lang, roles, old, new))
            div.listfoot role="region" aria-label=(t::unsaved_changes(lang)) { div.row.grow id="effect" aria-live="polite" { (foot(ctx, effect)) } }
        }
        (log)
    };
    let title = texts::admin::roles(lang);
    Frame::new(HERE, title).lede(texts::admin::roles_why(lang)).actions(html! { (new_role) }).page(ctx, content)
}

/// How much isn't saved, whom it meets, and the button for it.
fn foot(ctx: &Ctx, effect: Option<&Effect>) -> Markup {
    let lang = ctx.lang;
    html! {
        @match effect {
            Some(effect) if effect.changes > 0 => {
                span.medium { (t::changes_unsaved(lang, effect.changes)) }
                span.muted { (effect.words(lang)) }
                span.push {}
                (Button::link(t::undo_changes(lang), HERE).small())
                button.button.primary.small type="submit" name="confirm" value="true" { (t::save_roles(lang)) }
            }
            _ => { span.muted { (t::no_changes(lang)) } span.push {} (Button::submit(t::show_effect(lang)).small()) }
        }
    }
}
