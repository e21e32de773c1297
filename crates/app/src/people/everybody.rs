//! The group of everybody, where the organisation still has it: the house's own people join when they
//! are made or become so, and leave when they are so no longer.

use super::{PeopleEvent, keep};
use base::event::On;
use base::{Result, Uow, args};

/// The group's number and whether a user stands in it.
async fn group(uow: &mut Uow, user: i64) -> Result<Option<(i64, bool)>> {
    let found: Option<(String,)> = uow.maybe("SELECT value FROM setting WHERE key = 'organisation.everybody'", &[]).await?;
    let Some(group) = found.and_then(|(id,)| id.parse::<i64>().ok()) else { return Ok(None) };
    uow.maybe(
        "SELECT g.id, EXISTS (SELECT 1 FROM group_member m WHERE m.group_id = g.id AND m.member = $2) AS inside FROM groups g WHERE g.id = $1",
        &args![group, user],
    )
    .await
}

async fn name(uow: &mut Uow, user: i64) -> Result<String> {
    Ok(uow.one::<(String,)>("SELECT name FROM users WHERE id = $1", &args![user]).await?.0)
}

/// Puts a user in. His scopes are made anew by the caller.
pub async fn join(uow: &mut Uow, user: i64) -> Result<()> {
    let Some((group, false)) = group(uow, user).await? else { return Ok(()) };
    // Whoever is in it has its roles.
    keep::above(uow, group).await?;
    let name = name(uow, user).await?;
    uow.record(
        &PeopleEvent::MemberAdded { member: user, name },
        On::thing("group", group),
        "INSERT INTO group_member (group_id, member) VALUES ($1, $2)",
        &args![group, user],
    )
    .await
}

/// Takes a user out. His scopes are made anew by the caller.
pub async fn leave(uow: &mut Uow, user: i64) -> Result<()> {
    let Some((group, true)) = group(uow, user).await? else { return Ok(()) };
    let name = name(uow, user).await?;
    uow.record(
        &PeopleEvent::MemberRemoved { member: user, name },
        On::thing("group", group),
        "DELETE FROM group_member WHERE group_id = $1 AND member = $2",
        &args![group, user],
    )
    .await
}
