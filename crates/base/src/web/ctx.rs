//! A request as a capability sees it: who asks, in which language, and ways to read and to write.

use crate::actor::Actor;
use crate::blob::Blobs;
use crate::clock::{Clock, Ids};
use crate::error::{Error, Result};
use crate::permission::Permission;
use crate::reader::Reader;
use crate::uow::Uow;
use crate::web::House;
use crate::{args, date};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use jiff::Timestamp;
use std::sync::Arc;
use texts::Lang;

/// Everything a capability needs; cheap to clone.
#[derive(Clone)]
pub struct Ctx {
    pub actor: Arc<Actor>,
    pub reader: Reader,
    pub lang: Lang,
    pub now: Timestamp,
    /// Ties forms to the session.
    pub csrf: String,
    /// The path and query that were asked for.
    pub uri: String,
    /// The page of ours that the request came from, as a path.
    pub from: Option<String>,
    /// A toast of the request before, as the JSON that `Page::toast` was given.
    pub flash: Option<String>,
    /// The session's id hash, when there is one.
    pub(crate) session: Option<[u8; 32]>,
    pub(crate) house: Arc<House>,
}

impl Ctx {
    /// For a request, a job or a test.
    pub fn new(house: Arc<House>, actor: Actor) -> Ctx {
        let actor = Arc::new(actor);
        Ctx {
            reader: Reader::new(house.db.clone(), actor.clone()),
            lang: actor.lang,
            now: house.clock.now(),
            csrf: String::new(),
            uri: String::new(),
            from: None,
            flash: None,
            session: None,
            actor,
            house,
        }
    }

    /// The same, reading everything as it is at this moment.
    pub async fn at_one_moment(&self) -> Result<Ctx> {
        Ok(Ctx { reader: Reader::new(self.house.db.moment().await?, self.actor.clone()), ..self.clone() })
    }

    /// Begins a unit of work.
    pub async fn write(&self) -> Result<Uow> {
        let house = &self.house;
        Uow::begin(&house.db, self.actor.clone(), house.clock.clone(), house.ids.clone(), house.nudge.clone()).await
    }

    /// Begins a unit of work as the system, for what a person may cause without being one yet
    /// (a sign-in) or what is done in his name by the rules.
    pub async fn write_as_system(&self, reason: &str) -> Result<Uow> {
        let house = &self.house;
        let mut actor = Actor::system(reason, self.actor.via);
        actor.address.clone_from(&self.actor.address);
        actor.request.clone_from(&self.actor.request);
        Uow::begin(&house.db, Arc::new(actor), house.clock.clone(), house.ids.clone(), house.nudge.clone()).await
    }

    /// Begins a unit that only notes a reading: for a token that may only read, too.
    pub async fn write_logging(&self) -> Result<Uow> {
        let house = &self.house;
        let mut actor = (*self.actor).clone();
        actor.read_only = false;
        Uow::begin(&house.db, Arc::new(actor), house.clock.clone(), house.ids.clone(), house.nudge.clone()).await
    }

    /// Refuses who lacks a permission.
    pub fn need(&self, permission: Permission) -> Result<()> {
        if self.actor.may(permission) { Ok(()) } else { Err(Error::Forbidden) }
    }

    pub fn blobs(&self) -> &Blobs {
        &self.house.blobs
    }

    pub fn clock(&self) -> &Clock {
        &self.house.clock
    }

    pub fn ids(&self) -> &Ids {
        &self.house.ids
    }

    pub fn house(&self) -> &Arc<House> {
        &self.house
    }

    /// What only the application knows.
    pub fn more<T: 'static + Send + Sync>(&self) -> &T {
        self.house.more.downcast_ref().expect("the application's own part")
    }

    /// A date and time in lists.
    pub fn when(&self, at: Timestamp) -> String {
        date::list_time(self.lang, self.now, at)
    }

    /// The value of a preference of this user.
    pub async fn pref(&self, key: &str) -> Result<Option<String>> {
        let found: Option<(String,)> =
            self.house.db.maybe("SELECT value FROM pref WHERE user_id = $1 AND key = $2", &args![self.actor.id, key]).await?;
        Ok(found.map(|(value,)| value))
    }

    /// Remembers how this user likes to see things. Not part of the record: no event.
    pub async fn remember(&self, key: &str, value: &str) -> Result<()> {
        if !self.actor.signed_in() || self.pref(key).await?.as_deref() == Some(value) {
            return Ok(());
        }
        self.house
            .db
            .run(
                "INSERT INTO pref (user_id, key, value) VALUES ($1, $2, $3) ON CONFLICT (user_id, key) DO UPDATE SET value = excluded.value",
                &args![self.actor.id, key, value],
            )
            .await
            .map(drop)
    }
}

impl<S: Sync> FromRequestParts<S> for Ctx {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Ctx> {
        parts.extensions.get::<Ctx>().cloned().ok_or_else(|| Error::internal("a route without a need"))
    }
}

/// A word that no other call gives, for names of scratch files.
pub fn unique(ctx: &Ctx) -> String {
    ctx.house.ids.bytes::<8>().iter().map(|b| format!("{b:02x}")).collect()
}
