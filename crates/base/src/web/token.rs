//! Personal tokens: whose a request is that brings one. Its use from another address than the time
//! before stands in the security log.

use crate::actor::{Actor, Via};
use crate::args;
use crate::error::{Error, Result};
use crate::event::{Event, On};
use crate::secret;
use crate::uow::Uow;
use crate::web::House;
use jiff::Timestamp;
use serde::Serialize;
use std::sync::Arc;
use uuid::Uuid;

/// How it is written; the people's slice reads it.
#[derive(Serialize)]
#[serde(tag = "kind")]
enum TokenEvent<'a> {
    #[serde(rename = "token.used_from")]
    UsedFrom { name: &'a str, address: &'a str, before: &'a str },
}

impl Event for TokenEvent<'_> {}

crate::row! {
    struct Token { id: Uuid, user_id: i64, name: String, scopes: String, last_address: String, last_used: Option<Timestamp> }
}

/// The actor of a token that hasn't run out; `dress` gives him the request's address and number.
pub(super) async fn actor(house: &House, text: &str, dress: impl FnOnce(Actor) -> Actor) -> Result<Option<Actor>> {
    let now = house.clock.now();
    let found: Option<Token> = house
        .db
        .maybe(
            "SELECT id, user_id, name, scopes, last_address, last_used FROM token WHERE hash = $1 AND expires > $2",
            &args![secret::hash(text), now],
        )
        .await?;
    let Some(token) = found else { return Ok(None) };
    let Some(mut actor) = Actor::user(&house.db, token.user_id, Via::Api).await?.map(dress) else { return Ok(None) };
    if token.last_address != actor.address {
        moved(house, &token, &actor).await?;
    } else if token.last_used.is_none_or(|at| now.duration_since(at).as_secs().abs() > 300)
        && let Err(error) = house.db.run("UPDATE token SET last_used = $1 WHERE id = $2", &args![now, token.id]).await
    {
        // Where nothing can be written, reading goes on.
        tracing::warn!(%error, "note that a token was used");
    }
    let has = |scope: &str| token.scopes.split(' ').any(|s| s == scope);
    actor.read_only = !has("write");
    if !has("admin") {
        actor.permissions = actor.permissions.without_administration();
    }
    Ok(Some(actor))
}

/// Notes the new address and tells the log, together.
async fn moved(house: &House, token: &Token, actor: &Actor) -> Result<()> {
    let address = actor.address.as_str();
    let mut uow = Uow::begin(&house.db, Arc::new(actor.clone()), house.clock.clone(), house.ids.clone(), house.nudge.clone()).await?;
    let now = uow.now();
    let told = uow
        .record(
            &TokenEvent::UsedFrom { name: &token.name, address, before: &token.last_address },
            On::thing("token", token.id),
            "UPDATE token SET last_used = $1, last_address = $2 WHERE id = $3 AND last_address = $4",
            &args![now, address, token.id, token.last_address.as_str()],
        )
        .await;
    match told {
        Ok(()) => uow.commit().await,
        // Of several requests at once one tells it.
        Err(Error::Conflict) => Ok(()),
        Err(other) => Err(other),
    }
}
