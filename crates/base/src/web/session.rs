//! Sessions in the database: a secret in a cookie, its hash as the key.

use crate::args;
use crate::clock::Clock;
use crate::db::Db;
use crate::error::Result;
use crate::secret;
use crate::uow::Uow;
use crate::web::Ctx;
use jiff::{SignedDuration, Timestamp};

/// The cookie's name.
pub const COOKIE: &str = "rb_session";

crate::row! {
    /// A session as its user sees it.
    #[derive(Debug, Clone)]
    pub struct Session { pub id: Vec<u8>, pub created: Timestamp, pub seen: Timestamp, pub address: String, pub agent: String }
}

/// Begins a session in the unit of work of a sign-in; returns the secret for the cookie.
pub async fn begin(uow: &mut Uow, user: i64, agent: &str) -> Result<String> {
    let (text, hash) = secret::new(uow.ids());
    let agent: String = agent.chars().filter(|c| !c.is_control()).take(200).collect();
    let (now, address) = (uow.now(), uow.actor().address.clone());
    uow.also(
        "INSERT INTO session (id, user_id, created, seen, address, agent) VALUES ($1, $2, $3, $3, $4, $5)",
        &args![hash, user, now, address, agent],
    )
    .await?;
    Ok(text)
}

/// Ends all sessions of a user but one, in the unit of work that gives the reason.
pub async fn end_others(uow: &mut Uow, user: i64, but: Option<[u8; 32]>) -> Result<u64> {
    uow.also("DELETE FROM session WHERE user_id = $1 AND id <> $2", &args![user, but.unwrap_or_default()]).await
}

/// The user of a session that isn't idle for too long; notes that it was seen, at most every five minutes.
pub(crate) async fn user(db: &Db, clock: &Clock, idle: i64, text: &str) -> Result<Option<(i64, [u8; 32])>> {
    let hash = secret::hash(text);
    let now = clock.now();
    let found: Option<(i64, Timestamp)> = db.maybe("SELECT user_id, seen FROM session WHERE id = $1", &args![hash]).await?;
    let Some((user, seen)) = found else { return Ok(None) };
    let age = now.duration_since(seen);
    if age > SignedDuration::from_secs(idle) {
        return Ok(None);
    }
    // Seen by a clock that was ahead, it would live too long.
    if age.abs() > SignedDuration::from_mins(5)
        && let Err(error) = db.run("UPDATE session SET seen = $1 WHERE id = $2", &args![now, hash]).await
    {
        // Where nothing can be written, reading goes on.
        tracing::warn!(%error, "note that a session was seen");
    }
    Ok(Some((user, hash)))
}

impl Ctx {
    /// The user's own sessions, newest first; true marks the one in use.
    pub async fn sessions(&self) -> Result<Vec<(Session, bool)>> {
        let all: Vec<Session> = self
            .house
            .db
            .all("SELECT id, created, seen, address, agent FROM session WHERE user_id = $1 ORDER BY seen DESC", &args![self.actor.id])
            .await?;
        Ok(all
            .into_iter()
            .map(|s| {
                let mine = self.session.is_some_and(|id| s.id == id);
                (s, mine)
            })
            .collect())
    }

    /// The session's id hash.
    pub fn session_id(&self) -> Option<[u8; 32]> {
        self.session
    }
}

/// The cookie that carries a session; empty text ends it.
pub fn cookie(text: &str, secure: bool) -> String {
    let age = if text.is_empty() { "; Max-Age=0" } else { "" };
    format!("{COOKIE}={text}; Path=/; HttpOnly; SameSite=Lax{}{age}", if secure { "; Secure" } else { "" })
}
