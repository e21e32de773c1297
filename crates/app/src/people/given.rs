//! Giving a role to a user or a group, and taking it back.

use super::{PeopleEvent, keep, roles, user};
use crate::admin::done;
use axum::extract::Path;
use base::event::On;
use base::web::{Ctx, Fields, Page, Read};
use base::{Error, Result, Uow, args};
use texts::people as t;

/// A number that must be there.
fn wanted(read: &mut Read<'_>, name: &str) -> i64 {
    let found = read.int(name, 1..=i64::MAX);
    if found.is_none() && !read.faulty() {
        read.fault(name, texts::base::fault_choice);
    }
    found.unwrap_or(0)
}

/// POST /admin/roles/give
pub async fn give(ctx: Ctx, fields: Fields) -> Result<Page> {
    let mut read = fields.read();
    let role = wanted(&mut read, "role");
    let principal = wanted(&mut read, "principal");
    read.done()?;
    let back = give_to(&ctx, role, principal).await?;
    Ok(done(if fields.get("back") == "role" { format!("{}/{role}", roles::HERE) } else { back }.as_str(), t::role_given(ctx.lang)))
}

/// POST /admin/roles/{id}/take
pub async fn take(ctx: Ctx, Path(role): Path<String>, fields: Fields) -> Result<Page> {
    let role = user::number(&role)?;
    let mut read = fields.read();
    let principal = wanted(&mut read, "principal");
    read.done()?;
    let back = take_from(&ctx, role, principal).await?;
    Ok(done(if fields.get("back") == "role" { format!("{}/{role}", roles::HERE) } else { back }.as_str(), t::role_taken(ctx.lang)))
}

/// PUT /api/v1/roles/{id}/given/{principal}
pub async fn api_give(ctx: Ctx, Path((role, principal)): Path<(String, String)>) -> Result<Page> {
    give_to(&ctx, user::number(&role)?, user::number(&principal)?).await?;
    Ok(Page::nothing())
}

/// DELETE /api/v1/roles/{id}/given/{principal}
pub async fn api_take(ctx: Ctx, Path((role, principal)): Path<(String, String)>) -> Result<Page> {
    take_from(&ctx, user::number(&role)?, user::number(&principal)?).await?;
    Ok(Page::nothing())
}

/// What a principal is, and his page.
async fn who(uow: &mut Uow, principal: i64) -> Result<(&'static str, String)> {
    let (group,): (bool,) = uow
        .maybe(
            "SELECT FALSE AS is_group FROM users WHERE id = $1 UNION ALL SELECT TRUE AS is_group FROM groups WHERE id = $1",
            &args![principal],
        )
        .await?
        .ok_or_else(|| Error::field("principal", t::nobody_there))?;
    Ok(if group { ("group", format!("/admin/groups/{principal}")) } else { ("user", format!("/admin/users/{principal}")) })
}

async fn give_to(ctx: &Ctx, role: i64, principal: i64) -> Result<String> {
    let mut uow = ctx.write().await?;
    keep::begin(&mut uow).await?;
    let (what, page) = who(&mut uow, principal).await?;
    let given: Option<(i64,)> =
        uow.maybe("SELECT role_id FROM role_given WHERE role_id = $1 AND principal = $2", &args![role, principal]).await?;
    if given.is_some() {
        return Ok(page);
    }
    write(&mut uow, role, what, principal).await?;
    uow.commit().await?;
    Ok(page)
}

/// The role to one who hasn't it, in the unit of work of whoever has reason to.
pub(super) async fn write(uow: &mut Uow, role: i64, what: &'static str, principal: i64) -> Result<()> {
    let (key,): (String,) = uow.one("SELECT key FROM role WHERE id = $1", &args![role]).await?;
    uow.record(
        &PeopleEvent::RoleGiven { role, key },
        On::thing(what, principal),
        "INSERT INTO role_given (role_id, principal) VALUES ($1, $2)",
        &args![role, principal],
    )
    .await
}

async fn take_from(ctx: &Ctx, role: i64, principal: i64) -> Result<String> {
    let mut uow = ctx.write().await?;
    let (what, page) = who(&mut uow, principal).await?;
    let (key,): (String,) = uow.one("SELECT key FROM role WHERE id = $1", &args![role]).await?;
    let keeping = keep::begin(&mut uow).await?;
    uow.record(
        &PeopleEvent::RoleTaken { role, key },
        On::thing(what, principal),
        "DELETE FROM role_given WHERE role_id = $1 AND principal = $2",
        &args![role, principal],
    )
    .await?;
    keeping.check(&mut uow).await?;
    uow.commit().await?;
    Ok(page)
}
