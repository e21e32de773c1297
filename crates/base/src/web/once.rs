//! Links that work once, kept as hashes.

use crate::args;
use crate::error::Result;
use crate::reader::Reader;
use crate::secret;
use crate::uow::Uow;
use jiff::{SignedDuration, Timestamp};

/// Makes a link's secret, good for some hours; earlier ones for the same purpose and user end.
pub async fn make(uow: &mut Uow, purpose: &str, user: Option<i64>, hours: i64) -> Result<String> {
    let (text, hash) = secret::new(uow.ids());
    let now = uow.now();
    let expires = now.checked_add(SignedDuration::from_hours(hours)).unwrap_or(now);
    uow.also("DELETE FROM one_time WHERE purpose = $1 AND user_id IS NOT DISTINCT FROM $2", &args![purpose, user]).await?;
    uow.also(
        "INSERT INTO one_time (hash, purpose, user_id, created, expires) VALUES ($1, $2, $3, $4, $5)",
        &args![hash, purpose, user, now, expires],
    )
    .await?;
    Ok(text)
}

/// Whether a link would still work; the user it is for, if for one.
pub async fn look(reader: &Reader, now: Timestamp, purpose: &str, text: &str) -> Result<Option<Option<i64>>> {
    let found: Option<(Option<i64>,)> = reader
        .maybe("SELECT user_id FROM one_time WHERE hash = $1 AND purpose = $2 AND expires > $3", &args![secret::hash(text), purpose, now])
        .await?;
    Ok(found.map(|(user,)| user))
}

/// Uses a link up; none when it doesn't work (any more).
pub async fn take(uow: &mut Uow, purpose: &str, text: &str) -> Result<Option<Option<i64>>> {
    let now = uow.now();
    let found: Option<(Option<i64>,)> = uow
        .maybe("SELECT user_id FROM one_time WHERE hash = $1 AND purpose = $2 AND expires > $3", &args![secret::hash(text), purpose, now])
        .await?;
    // The row goes once: of two at the same time the second finds nothing to delete.
    if uow.also("DELETE FROM one_time WHERE hash = $1", &args![secret::hash(text)]).await? == 0 {
        return Ok(None);
    }
    Ok(found.map(|(user,)| user))
}
