//! What hangs on a user or a group: where it stands, and what it owns. Counted with the system's eyes,
//! for who keeps groups need not have access to the cases; and with the trash, from which things come back.

use base::web::Ctx;
use base::{Actor, Result, Uow, Via, args};

base::row! {
    /// How often a user or group is used, and for what.
    #[derive(Debug, Clone, Default)]
    pub struct Uses { pub members: i64, pub groups: i64, pub roles: i64, pub templates: i64, pub cases: i64, pub shared: i64 }
}

impl Uses {
    /// Whether anything hangs on it.
    pub fn any(&self) -> bool {
        self.members + self.groups + self.roles > 0 || self.has_access()
    }

    /// Whether it has a part in cases: as an owner, a member, on a template or a document.
    pub fn has_access(&self) -> bool {
        self.templates + self.cases + self.shared > 0
    }
}

const USES: &str = "SELECT (SELECT count(*) FROM group_member m WHERE m.group_id = $1) AS members,
   (SELECT count(*) FROM group_member m WHERE m.member = $1) AS groups,
   (SELECT count(*) FROM role_given r WHERE r.principal = $1) AS roles,
   (SELECT count(*) FROM template x WHERE x.default_owner = $1 OR EXISTS (SELECT 1 FROM template_access a WHERE a.template_id = x.id AND a.principal = $1)
      OR EXISTS (SELECT 1 FROM template_creator a WHERE a.template_id = x.id AND a.principal = $1)) AS templates,
   (SELECT count(*) FROM my_case c WHERE c.owner = $1) + (SELECT count(*) FROM my_trashed_case d WHERE d.owner = $1) AS cases,
   (SELECT count(*) FROM my_any_member n WHERE n.principal = $1) + (SELECT count(*) FROM my_any_access o WHERE o.principal = $1) AS shared";

/// For a page.
pub async fn of(ctx: &Ctx, id: i64) -> Result<Uses> {
    Ctx::new(ctx.house().clone(), Actor::system("uses", Via::Web)).reader.one(USES, &args![id]).await
}

/// For a change, in its transaction.
pub async fn now(uow: &mut Uow, id: i64) -> Result<Uses> {
    uow.as_system(USES, &args![id]).await
}
