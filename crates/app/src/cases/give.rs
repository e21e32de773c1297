//! Giving a case another owner. The one before isn't shut out of his own case by it.

use super::{Case, CaseEvent, members, name_of, restrict};
use crate::people;
use base::event::On;
use base::uow::{Level, Manage, Open};
use base::web::Ctx;
use base::{Error, Result, Uow, acl, args};
use texts::cases as t;

/// The owner before, who stays a member.
pub struct Stays {
    principal: i64,
    name: String,
}

impl Stays {
    /// As the toast says it, to himself or to who gave his case away.
    pub fn said(&self, ctx: &Ctx) -> String {
        if self.principal == ctx.actor.id { t::given_you_stay(ctx.lang).to_owned() } else { t::given_stays(ctx.lang, self.name.as_str()) }
    }
}

/// Gives the case another owner.
pub async fn give(uow: &mut Uow, open: &Open<Case, Manage>, value: &str) -> Result<Option<Stays>> {
    let case = &open.row;
    let new: i64 = value.trim().parse().map_err(|_| Error::field("value", t::choose_owner))?;
    people::chosen(uow, new, people::At("value", t::choose_owner)).await?;
    let stays = shut_out(uow, case, new).await?;
    if case.restricted && stays.is_none() && !restrict::managed_by_other(uow, case.id, Some(new)).await? {
        return Err(Error::field("value", t::nobody_left));
    }
    let (now, actor) = (uow.now(), uow.actor().id);
    let (old_name, new_name) = (name_of(uow, case.owner).await?, name_of(uow, new).await?);
    uow.record(
        &CaseEvent::Changed { field: "owner".into(), old: old_name, new: new_name, owner: Some(new) },
        On::case(case.id),
        "UPDATE cases SET owner = $1, changed = $2, changed_by = $3, version = version + 1 WHERE id = $4",
        &args![new, now, actor, case.id],
    )
    .await?;
    if let Some(one) = &stays {
        members::give(uow, case.id, one.principal, Level::Manage as i64).await?;
    }
    acl::relist(uow, case.id).await?;
    Ok(stays)
}

/// The owner before, when he is a person in use who would see the case by no other scope than as its owner.
async fn shut_out(uow: &mut Uow, case: &Case, new: i64) -> Result<Option<Stays>> {
    let found: Option<(String,)> = uow
        .maybe(
            "SELECT u.name FROM users u WHERE u.id = $1 AND u.active AND NOT EXISTS (
               SELECT 1 FROM user_scope y WHERE y.user_id = u.id AND (y.scope = $2
                 OR y.scope IN (SELECT m.principal FROM my_member m WHERE m.case_id = $3)
                 OR (y.scope <> u.id AND y.scope IN (SELECT s.scope FROM my_case_scope s WHERE s.case_id = $3))))",
            &args![case.owner, new, case.id],
        )
        .await?;
    Ok(found.map(|(name,)| Stays { principal: case.owner, name }))
}
