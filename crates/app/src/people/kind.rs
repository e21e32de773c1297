//! A user's kind changes: who belongs to the house is in the group of everybody, and a guest has no part
//! in cases.

use super::users::{GUEST, INTERNAL};
use super::{everybody, keep, uses};
use base::{Error, Result, Uow, acl};
use texts::people as t;

/// What follows from another kind, after the account says it. `keeping` was begun before.
pub async fn changed(uow: &mut Uow, user: i64, old: &str, new: &str, keeping: keep::Keeping) -> Result<()> {
    if new == GUEST && uses::now(uow, user).await?.has_access() {
        return Err(Error::field("kind", t::guest_has_access));
    }
    if old == INTERNAL {
        everybody::leave(uow, user).await?;
    }
    if new == INTERNAL {
        everybody::join(uow, user).await?;
    }
    acl::rescope(uow, Some(&[user])).await?;
    keeping.check(uow).await
}
