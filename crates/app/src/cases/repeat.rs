//! The same call twice makes one case: `Idempotency-Key`, kept for a day for each user.

use super::create::Created;
use axum::http::HeaderMap;
use base::web::{Ctx, Fields};
use base::{Error, Result, Timestamp, Uow, Uuid, args};
use jiff::SignedDuration;
use texts::cases as t;

/// The header.
const NAME: &str = "idempotency-key";

/// A key with the fingerprint of what it was sent with.
pub struct Key {
    key: String,
    fingerprint: [u8; 32],
}

impl Key {
    /// The call's key, when it has one: up to 255 printable characters.
    pub fn of(headers: &HeaderMap, fields: &Fields) -> Result<Option<Key>> {
        let Some(value) = headers.get(NAME) else { return Ok(None) };
        let key = value.to_str().unwrap_or_default().trim();
        if key.is_empty() || key.len() > 255 {
            return Err(Error::field(NAME, t::repeat_key));
        }
        let mut hasher = blake3::Hasher::new();
        for part in fields.pairs().flat_map(|(name, value)| [name, value]) {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
        Ok(Some(Key { key: key.to_owned(), fingerprint: *hasher.finalize().as_bytes() }))
    }

    /// What the key made before; refused where it was sent with something else.
    pub async fn made(&self, ctx: &Ctx) -> Result<Option<Created>> {
        let found: Option<(Uuid, String, [u8; 32])> = ctx
            .reader
            .maybe(
                "SELECT case_id, number, fingerprint FROM idempotency WHERE user_id = $1 AND key = $2 AND created > $3",
                &args![ctx.actor.id, self.key.as_str(), a_day_before(ctx.now)],
            )
            .await?;
        match found {
            Some((_, _, fingerprint)) if fingerprint != self.fingerprint => Err(Error::field(NAME, t::repeat_other)),
            Some((id, number, _)) => Ok(Some(Created { id, number })),
            None => Ok(None),
        }
    }

    /// Keeps what was made in the unit that makes it. A conflict where the same key was quicker.
    pub async fn keep(&self, uow: &mut Uow, made: &Created) -> Result<()> {
        let (now, user) = (uow.now(), uow.actor().id);
        uow.also("DELETE FROM idempotency WHERE created <= $1", &args![a_day_before(now)]).await?;
        let kept = uow
            .also(
                "INSERT INTO idempotency (user_id, key, fingerprint, case_id, number, created) VALUES ($1, $2, $3, $4, $5, $6)
                 ON CONFLICT (user_id, key) DO NOTHING",
                &args![user, self.key.as_str(), self.fingerprint, made.id, made.number.as_str(), now],
            )
            .await?;
        if kept == 1 { Ok(()) } else { Err(Error::Conflict) }
    }
}

fn a_day_before(now: Timestamp) -> Timestamp {
    now.checked_sub(SignedDuration::from_hours(24)).unwrap_or(now)
}
