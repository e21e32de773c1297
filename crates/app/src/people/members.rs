//! Members of groups: users and groups, nested to any depth but never in a circle.

use super::{PeopleEvent, group, groups, keep, user};
use crate::admin::done;
use axum::extract::Path;
use base::event::On;
use base::web::{Ctx, Fields, Page};
use base::{Error, Result, Uow, acl, args};
use std::collections::{BTreeSet, HashMap, VecDeque};
use texts::people as t;

/// POST /admin/groups/{id}/members
pub async fn add(ctx: Ctx, Path(id): Path<String>, fields: Fields) -> Result<Page> {
    let mut read = fields.read();
    let members = read.ints("member");
    if members.is_empty() {
        read.fault("member", texts::base::fault_choice);
    }
    read.done()?;
    join(&ctx, &id, &members).await?;
    Ok(done(&format!("{}/{id}", groups::HERE), t::members_added(ctx.lang)))
}

/// PUT /api/v1/groups/{id}/members/{member}
pub async fn api_add(ctx: Ctx, Path((id, member)): Path<(String, String)>) -> Result<Page> {
    join(&ctx, &id, &[user::number(&member)?]).await?;
    Ok(Page::nothing())
}

async fn join(ctx: &Ctx, id: &str, members: &[i64]) -> Result<()> {
    let group = group::find(&ctx.reader, id).await?;
    group::own(&group)?;
    let mut uow = ctx.write().await?;
    // Whoever puts people into a group gives them its roles.
    keep::begin(&mut uow).await?;
    uow.one::<(i64,)>("SELECT id FROM groups WHERE id = $1", &args![group.id]).await?;
    keep::above(&mut uow, group.id).await?;
    let mut any = false;
    for member in members {
        let name = named(&mut uow, *member).await?;
        refuse_circle(&mut uow, group.id, *member).await?;
        let there: Option<(i64,)> =
            uow.maybe("SELECT member FROM group_member WHERE group_id = $1 AND member = $2", &args![group.id, *member]).await?;
        if there.is_none() {
            any = true;
            uow.record(
                &PeopleEvent::MemberAdded { member: *member, name },
                On::thing("group", group.id),
                "INSERT INTO group_member (group_id, member) VALUES ($1, $2)",
                &args![group.id, *member],
            )
            .await?;
        }
    }
    if !any {
        return Ok(());
    }
    let users = users_below(&mut uow, members).await?;
    acl::rescope(&mut uow, Some(&users)).await?;
    uow.commit().await
}

async fn named(uow: &mut Uow, member: i64) -> Result<String> {
    let found: Option<(String,)> = uow
        .maybe("SELECT name FROM users WHERE id = $1 AND active UNION ALL SELECT name FROM groups WHERE id = $1 AND active", &args![member])
        .await?;
    found.map(|(name,)| name).ok_or_else(|| Error::field("member", t::nobody_there))
}

/// Refuses a member that holds the group itself, and names the way round.
async fn refuse_circle(uow: &mut Uow, group: i64, member: i64) -> Result<()> {
    let pairs: Vec<(i64, i64)> = uow.all("SELECT m.group_id, m.member FROM group_member m JOIN groups g ON g.id = m.member", &[]).await?;
    let Some(way) = way_down(&pairs, member, group) else { return Ok(()) };
    let names: HashMap<i64, String> = uow.all::<(i64, String)>("SELECT id, name FROM groups", &[]).await?.into_iter().collect();
    let round: Vec<&str> = std::iter::once(&group).chain(&way).filter_map(|id| names.get(id).map(String::as_str)).collect();
    let round = round.join(" → ");
    Err(Error::refused(move |lang| t::circle(lang, &round)))
}

/// The shortest way from a group down to another through its members, both ends included.
fn way_down(pairs: &[(i64, i64)], from: i64, to: i64) -> Option<Vec<i64>> {
    let mut before: HashMap<i64, i64> = HashMap::from([(from, from)]);
    let mut open = VecDeque::from([from]);
    while let Some(here) = open.pop_front() {
        if here == to {
            let mut way = vec![to];
            while let Some(last) = way.last().copied().filter(|last| *last != from) {
                way.push(before[&last]);
            }
            way.reverse();
            return Some(way);
        }
        for (_, member) in pairs.iter().filter(|(group, _)| *group == here) {
            if !before.contains_key(member) {
                before.insert(*member, here);
                open.push_back(*member);
            }
        }
    }
    None
}

/// The users that stand in these, at any depth, and those of them that are users themselves.
async fn users_below(uow: &mut Uow, starts: &[i64]) -> Result<Vec<i64>> {
    let pairs: Vec<(i64, i64)> = uow.all("SELECT member, group_id FROM group_member", &[]).await?;
    let mut below: HashMap<i64, Vec<i64>> = HashMap::new();
    for (member, group) in pairs {
        below.entry(group).or_default().push(member);
    }
    let all: BTreeSet<i64> = starts.iter().flat_map(|start| acl::closure(*start, &below)).collect();
    Ok(all.into_iter().collect())
}

/// POST /admin/groups/{id}/members/remove
pub async fn remove(ctx: Ctx, Path(id): Path<String>, fields: Fields) -> Result<Page> {
    let mut read = fields.read();
    let member = read.int("member", 1..=i64::MAX).unwrap_or(0);
    read.done()?;
    leave(&ctx, &id, member).await?;
    Ok(done(&format!("{}/{id}", groups::HERE), t::member_removed(ctx.lang)))
}

/// DELETE /api/v1/groups/{id}/members/{member}
pub async fn api_remove(ctx: Ctx, Path((id, member)): Path<(String, String)>) -> Result<Page> {
    leave(&ctx, &id, user::number(&member)?).await?;
    Ok(Page::nothing())
}

async fn leave(ctx: &Ctx, id: &str, member: i64) -> Result<()> {
    let group = group::find(&ctx.reader, id).await?;
    group::own(&group)?;
    let mut uow = ctx.write().await?;
    keep::above(&mut uow, group.id).await?;
    let keeping = keep::begin(&mut uow).await?;
    let (name,): (String,) =
        uow.one("SELECT name FROM users WHERE id = $1 UNION ALL SELECT name FROM groups WHERE id = $1", &args![member]).await?;
    uow.record(
        &PeopleEvent::MemberRemoved { member, name },
        On::thing("group", group.id),
        "DELETE FROM group_member WHERE group_id = $1 AND member = $2",
        &args![group.id, member],
    )
    .await?;
    let users = users_below(&mut uow, &[member]).await?;
    acl::rescope(&mut uow, Some(&users)).await?;
    keeping.check(&mut uow).await?;
    uow.commit().await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_round_is_named() {
        let pairs = [(1, 2), (2, 3), (1, 4), (4, 3)];
        assert_eq!(way_down(&pairs, 1, 3), Some(vec![1, 2, 3]));
        assert_eq!(way_down(&pairs, 3, 1), None);
        assert_eq!(way_down(&pairs, 5, 5), Some(vec![5]));
    }
}
