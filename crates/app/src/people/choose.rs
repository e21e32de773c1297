//! Whom an actor may choose for a part in a case, a document or a template; and whose names a number
//! in an address or a form gives back. Whom he doesn't know is as if he weren't there. A guest never
//! sees a case, so that nobody can choose one.

use base::error::Say;
use base::{Error, Lang, Reader, Result, Uow, args};
use texts::people as t;

/// The house's own people know everybody; somebody from outside knows himself, his groups, and who
/// stands on the cases that he sees.
const KNOWS: &str = "SELECT u.id FROM users u WHERE u.id = $1 AND (u.id = $2 OR u.kind IN ('internal', 'service'))
  UNION ALL SELECT s.scope FROM user_scope s WHERE s.user_id = $1 AND s.scope = $2 AND s.level = 0
  UNION ALL SELECT c.owner FROM my_case c WHERE c.owner = $2
  UNION ALL SELECT m.principal FROM my_member m JOIN my_case c ON c.id = m.case_id WHERE m.principal = $2 LIMIT 1";

const IN_USE: &str = "SELECT u.name, FALSE AS is_group, u.kind = 'guest' AS guest FROM users u WHERE u.id = $1 AND u.active
  UNION ALL SELECT g.name, TRUE AS is_group, FALSE AS guest FROM groups g WHERE g.id = $1 AND g.active";

base::row! {
    /// A user or group in use.
    #[derive(Debug, Clone)]
    pub struct Chosen { pub name: String, pub is_group: bool, guest: bool }
}

/// A field, and what is said there of somebody who can't be chosen.
#[derive(Clone, Copy)]
pub struct At(pub &'static str, pub fn(Lang) -> &'static str);

impl At {
    fn fault(self) -> Error {
        Error::Invalid(vec![base::error::Fault { field: self.0.to_owned(), say: Say::new(self.1) }])
    }

    fn judge(self, found: Option<Chosen>) -> Result<Chosen> {
        match found {
            Some(Chosen { name, guest: true, .. }) => Err(Error::field(self.0, move |lang| t::guest_no_part(lang, &name))),
            Some(chosen) => Ok(chosen),
            None => Err(self.fault()),
        }
    }
}

/// Somebody whom the actor chooses now.
pub async fn chosen(uow: &mut Uow, id: i64, at: At) -> Result<Chosen> {
    let me = uow.actor().id;
    if me != 0 && uow.maybe::<(i64,)>(KNOWS, &args![me, id]).await?.is_none() {
        return Err(at.fault());
    }
    usable(uow, id, at).await
}

/// Somebody who stands there already, or whom a rule proposes: known or not.
pub async fn usable(uow: &mut Uow, id: i64, at: At) -> Result<Chosen> {
    // He is neither disabled, deleted nor made a guest while this is written.
    for row in ["SELECT u.id FROM users u WHERE u.id = $1 {stay}", "SELECT g.id FROM groups g WHERE g.id = $1 {stay}"] {
        uow.maybe::<(i64,)>(row, &args![id]).await?;
    }
    let found = uow.maybe(IN_USE, &args![id]).await?;
    at.judge(found)
}

/// Somebody whom the actor is about to choose: for a page that asks again before it is done.
pub async fn choosing(reader: &Reader, id: i64, at: At) -> Result<Chosen> {
    if !knows(reader, id).await? {
        return Err(at.fault());
    }
    at.judge(reader.maybe(IN_USE, &args![id]).await?)
}

/// Whether the reader's actor knows a user or group.
async fn knows(reader: &Reader, id: i64) -> Result<bool> {
    let me = reader.actor().id;
    Ok(me == 0 || reader.maybe::<(i64,)>(KNOWS, &args![me, id]).await?.is_some())
}

/// The name behind a number that came from outside, where the actor knows whose it is.
pub async fn known_name(reader: &Reader, id: i64) -> Result<Option<String>> {
    if knows(reader, id).await? { name(reader, id).await } else { Ok(None) }
}

/// The name of an active user, or of a group.
pub async fn name(reader: &Reader, id: i64) -> Result<Option<String>> {
    let found: Option<(String,)> =
        reader.maybe("SELECT name FROM users WHERE id = $1 AND active UNION ALL SELECT name FROM groups WHERE id = $1", &args![id]).await?;
    Ok(found.map(|(name,)| name))
}
