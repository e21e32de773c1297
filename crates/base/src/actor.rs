//! Who reads or changes: a user in a session or by a token, or the system itself with a reason.

use crate::args;
use crate::db::Db;
use crate::error::Result;
use crate::permission::{Permission, Permissions};
use texts::Lang;

/// Through what the actor acts; stands with every event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Via {
    Web,
    Api,
    Job,
    Cli,
}

impl Via {
    /// The word in the log.
    pub fn word(self) -> &'static str {
        match self {
            Via::Web => "web",
            Via::Api => "api",
            Via::Job => "job",
            Via::Cli => "cli",
        }
    }
}

/// An actor. There is no reading or writing without one.
#[derive(Debug, Clone)]
pub struct Actor {
    /// The user's scope number; 0 for the system and for nobody.
    pub id: i64,
    pub name: String,
    pub initials: String,
    pub title: String,
    pub lang: Lang,
    pub theme: String,
    pub permissions: Permissions,
    pub via: Via,
    pub address: String,
    pub request: String,
    /// A token that may only read.
    pub read_only: bool,
    pub(crate) system: bool,
}

crate::row! {
    struct Loaded { id: i64, name: String, initials: String, title: String, lang: String, theme: String, permissions: Option<String> }
}

impl Actor {
    /// The system, acting for a reason that the log keeps as its name.
    pub fn system(reason: &str, via: Via) -> Actor {
        Actor {
            id: 0,
            name: reason.to_owned(),
            initials: String::new(),
            title: String::new(),
            lang: Lang::Da,
            theme: String::new(),
            permissions: Permissions::all(),
            via,
            address: String::new(),
            request: String::new(),
            read_only: false,
            system: true,
        }
    }

    /// Somebody who hasn't signed in: sees nothing, may do nothing.
    pub fn nobody(lang: Lang) -> Actor {
        Actor { system: false, permissions: Permissions::default(), lang, ..Actor::system("", Via::Web) }
    }

    /// Loads an active user with the permissions of all his roles; none if missing or disabled.
    pub async fn user(db: &Db, id: i64, via: Via) -> Result<Option<Actor>> {
        let found: Option<Loaded> = db
            .maybe(
                "SELECT u.id, u.name, u.initials, u.title, u.lang, u.theme, (SELECT string_agg(p.permission, ' ')
                   FROM user_scope s CROSS JOIN role_given g CROSS JOIN role_permission p
                   WHERE s.user_id = u.id AND s.level = 0 AND g.principal = s.scope AND p.role_id = g.role_id) AS permissions
                 FROM users u WHERE u.id = $1 AND u.active",
                &args![id],
            )
            .await?;
        Ok(found.map(|u| Actor {
            id: u.id,
            name: u.name,
            initials: u.initials,
            title: u.title,
            lang: Lang::parse(&u.lang).unwrap_or_default(),
            theme: u.theme,
            permissions: u.permissions.unwrap_or_default().split(' ').filter_map(Permission::parse).collect(),
            via,
            address: String::new(),
            request: String::new(),
            read_only: false,
            system: false,
        }))
    }

    /// Whether a role gives the permission.
    pub fn may(&self, permission: Permission) -> bool {
        self.permissions.has(permission)
    }

    /// Whether every case may be read (rule 4 of access).
    pub fn reads_all(&self) -> bool {
        self.may(Permission::CasesReadAll)
    }

    /// Whether somebody is there at all.
    pub fn signed_in(&self) -> bool {
        self.id != 0
    }
}
