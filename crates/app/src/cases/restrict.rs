//! Restricting access: the template's list no longer applies to this one case.

use super::{Case, CaseEvent};
use axum::extract::Path;
use base::event::On;
use base::uow::Manage;
use base::web::{Ctx, Fields, Json, Page};
use base::{Error, Result, Uow, Uuid, acl, args};
use serde::Serialize;
use texts::cases as t;

/// POST /cases/{id}/restrict
pub async fn submit(ctx: Ctx, Path(id): Path<Uuid>, fields: Fields) -> Result<Page> {
    set(&ctx, id, &fields).await?;
    Ok(Page::to(&format!("/cases/{id}/members")))
}

#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = CaseRestricted)]
pub struct Done {
    id: Uuid,
    restricted: bool,
}

/// PUT /api/v1/cases/{id}/restricted
pub async fn api(ctx: Ctx, Path(id): Path<Uuid>, fields: Fields) -> Result<Json<Done>> {
    let restricted = set(&ctx, id, &fields).await?;
    // Who restricted it may not see it any more.
    let version = super::page::view(&ctx, id).await.ok().map(|case| case.version);
    let answer = Json::ok(Done { id, restricted });
    Ok(match version {
        Some(version) => answer.version(version),
        None => answer,
    })
}

async fn set(ctx: &Ctx, id: Uuid, fields: &Fields) -> Result<bool> {
    let on = fields.read().flag("on");
    let mut uow = ctx.write().await?;
    let open = uow.open::<Case, Manage>(id, fields.version).await?;
    if open.row.restricted == on {
        return Ok(on);
    }
    if on && !managed_by_other(&mut uow, id, None).await? {
        return Err(Error::refused(t::nobody_left));
    }
    let (now, actor) = (uow.now(), uow.actor().id);
    uow.record(
        &CaseEvent::Restricted { on },
        On::case(id),
        "UPDATE cases SET restricted = $1, changed = $2, changed_by = $3, version = version + 1 WHERE id = $4",
        &args![on, now, actor, id],
    )
    .await?;
    acl::relist(&mut uow, id).await?;
    uow.commit().await?;
    Ok(on)
}

/// Whether somebody with manage remains without the template: an owner or member who is an active
/// user, or a group that one is in. `owner` stands for the owner to be.
pub async fn managed_by_other(uow: &mut Uow, case: Uuid, owner: Option<i64>) -> Result<bool> {
    let found: Option<(i64,)> = uow
        .maybe(
            "SELECT u.id FROM users u CROSS JOIN user_scope s WHERE u.active AND s.user_id = u.id AND s.level = 0
               AND (s.scope IN (SELECT m.principal FROM my_member m WHERE m.case_id = $1 AND m.level = 3)
                 OR s.scope = coalesce($2, (SELECT c.owner FROM my_case c WHERE c.id = $1))) LIMIT 1",
            &args![case, owner],
        )
        .await?;
    Ok(found.is_some())
}
