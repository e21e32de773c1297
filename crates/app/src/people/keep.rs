//! There is always somebody who can let others in: the last active user with the rights to keep
//! both users and roles is neither disabled nor loses them.

use super::permission_name;
use base::permission::Permission;
use base::{Error, Result, Uow, acl, args};
use texts::people as t;

const ADMINISTRATOR: &str =
    "SELECT u.id FROM users u WHERE u.active AND EXISTS (SELECT 1 FROM user_scope s CROSS JOIN role_given g CROSS JOIN role_permission p
     WHERE s.user_id = u.id AND s.level = 0 AND g.principal = s.scope AND p.role_id = g.role_id AND p.permission = $1)
   AND EXISTS (SELECT 1 FROM user_scope s CROSS JOIN role_given g CROSS JOIN role_permission p
     WHERE s.user_id = u.id AND s.level = 0 AND g.principal = s.scope AND p.role_id = g.role_id AND p.permission = $2) LIMIT 1";

/// Whether there was an administrator before a change of rights. Looked at before the change; such
/// changes wait for each other from here on.
pub struct Keeping(bool);

/// Begins a change of rights.
pub async fn begin(uow: &mut Uow) -> Result<Keeping> {
    acl::lock(uow).await?;
    Ok(Keeping(somebody(uow).await?))
}

impl Keeping {
    /// Ends the change: refused if it left nobody.
    pub async fn check(self, uow: &mut Uow) -> Result<()> {
        if self.0 && !somebody(uow).await? { Err(Error::refused(t::last_administrator)) } else { Ok(()) }
    }
}

async fn somebody(uow: &mut Uow) -> Result<bool> {
    let found: Option<(i64,)> = uow.maybe(ADMINISTRATOR, &args![Permission::Users.key(), Permission::Roles.key()]).await?;
    Ok(found.is_some())
}

/// Refuses to let one who may not give rights reach, through somebody or through a group, a privileged
/// permission that he hasn't himself: by taking over the account, or by choosing who is in the group.
pub async fn above(uow: &mut Uow, principal: i64) -> Result<()> {
    if uow.actor().may(Permission::Roles) {
        return Ok(());
    }
    // A group counts with all groups it stands in.
    let found: Vec<(String,)> = uow
        .all(
            "WITH RECURSIVE up (id) AS (SELECT CAST($1 AS BIGINT) UNION SELECT m.group_id FROM group_member m JOIN up ON m.member = up.id)
             SELECT DISTINCT p.permission FROM up JOIN role_given g ON g.principal = up.id JOIN role_permission p ON p.role_id = g.role_id",
            &args![principal],
        )
        .await?;
    let given: Vec<Permission> = found.iter().filter_map(|(key,)| Permission::parse(key)).collect();
    let lacking = Permission::ALL.iter().find(|p| p.privileged() && given.contains(p) && !uow.actor().may(**p));
    match lacking {
        Some(permission) => Err(Error::refused(|lang| t::above_you(lang, permission_name(lang, *permission)))),
        None => Ok(()),
    }
}
