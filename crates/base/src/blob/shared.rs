//! What several nodes must know of each other in a store that they share: that it is the right one, and what one of
//! them is removing while another stores it anew.
//!
//! Who stores a content, or finds it there and young, looks afterwards whether it is named in `blob_leaving`. Who
//! removes names it there first, and only then looks whether it is still as old as it was. So one of the two always
//! sees the other. The name stays for a day after the removal, for whoever stored in between.

use super::{Hash, MARK, fault, key, unstored};
use crate::args;
use crate::clock::Clock;
use crate::db::Db;
use crate::error::{Error, Result};
use jiff::{SignedDuration, Timestamp};
use object_store::path::Path as Key;
use object_store::{ObjectMeta, ObjectStore, ObjectStoreExt};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::time::Instant;

/// How often something is stored that is removed again and again.
pub(super) const TIMES: usize = 3;
/// What was stored since is let be by every node, however its clock goes: stored again, it need not be sent again.
const YOUNG: SignedDuration = SignedDuration::from_hours(12);
/// How long a removal takes at most; one that began before is over, or its node is gone.
const REMOVAL: SignedDuration = SignedDuration::from_mins(10);
/// A node that was held up for so long since it named what it removes removes nothing.
const HELD_UP: Duration = Duration::from_secs(30);
/// How long it is remembered that a content was removed.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(24);

/// The nodes' common knowledge.
pub(super) struct Shared {
    db: Db,
    /// Rows named files when this node started.
    named: bool,
    /// The store was seen to be ours.
    seen: AtomicBool,
}

/// The machine's time, as the store's is.
fn now() -> Timestamp {
    Clock::system().now()
}

/// Whether a content was stored not long ago.
pub(super) fn fresh(meta: &ObjectMeta) -> bool {
    let stored = Timestamp::from_microsecond(meta.last_modified.timestamp_micros()).unwrap_or(Timestamp::MIN);
    now().duration_since(stored) < YOUNG
}

impl Shared {
    pub(super) fn new(db: Db, named: bool) -> Shared {
        Shared { db, named, seen: AtomicBool::new(false) }
    }

    /// The store holds our mark, or gets it where there are no files yet. Looked at until it was seen once.
    pub(super) async fn present(&self, store: &Arc<dyn ObjectStore>) -> Result<()> {
        if self.seen.load(Ordering::Relaxed) {
            return Ok(());
        }
        let mark = Key::from(MARK);
        match store.head(&mark).await {
            Ok(_) => {}
            Err(object_store::Error::NotFound { .. }) if self.named => {
                return Err(Error::unavailable("the store of files holds none of ours, though there are files"));
            }
            Err(object_store::Error::NotFound { .. }) => drop(store.put(&mark, Vec::new().into()).await.map_err(unstored)?),
            Err(error) => return Err(fault(error)),
        }
        self.seen.store(true, Ordering::Relaxed);
        Ok(())
    }

    /// Whether a content that was just stored, or found young, stays: nobody removes it, or it is there all the same.
    pub(super) async fn stays(&self, store: &Arc<dyn ObjectStore>, hash: &Hash) -> Result<bool> {
        for _ in 0..50 {
            let leaving: Option<(Timestamp, bool)> =
                self.db.maybe("SELECT since, gone FROM blob_leaving WHERE hash = $1", &args![*hash]).await?;
            let Some((since, gone)) = leaving else { return Ok(true) };
            if gone || now().duration_since(since) > REMOVAL {
                return match store.head(&key(hash)).await {
                    Ok(_) => Ok(true),
                    Err(object_store::Error::NotFound { .. }) => Ok(false),
                    Err(error) => Err(fault(error)),
                };
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Err(Error::Busy)
    }

    /// Removes a content if it is still as `old` says. Returns whether it went.
    pub(super) async fn remove(&self, store: &Arc<dyn ObjectStore>, hash: &Hash, old: impl Fn(&ObjectMeta) -> bool) -> Result<bool> {
        let begun = Instant::now();
        let over = now().checked_sub(REMOVAL).unwrap_or(Timestamp::MIN);
        let named = self
            .db
            .run(
                "INSERT INTO blob_leaving (hash, since, gone) VALUES ($1, $2, FALSE)
                 ON CONFLICT (hash) DO UPDATE SET since = excluded.since, gone = FALSE WHERE blob_leaving.gone OR blob_leaving.since < $3",
                &args![*hash, now(), over],
            )
            .await?;
        if named == 0 {
            return Ok(false);
        }
        let goes = match store.head(&key(hash)).await {
            Ok(meta) => old(&meta) && begun.elapsed() < HELD_UP,
            Err(object_store::Error::NotFound { .. }) => false,
            Err(error) => return Err(fault(error)),
        };
        if !goes {
            self.db.run("DELETE FROM blob_leaving WHERE hash = $1", &args![*hash]).await?;
            return Ok(false);
        }
        match store.delete(&key(hash)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => {}
            Err(error) => return Err(fault(error)),
        }
        self.db.run("UPDATE blob_leaving SET since = $1, gone = TRUE WHERE hash = $2", &args![now(), *hash]).await?;
        Ok(true)
    }

    /// Forgets the removals of before.
    pub(super) async fn forget(&self) -> Result<()> {
        let before = now().checked_sub(REMEMBERED).unwrap_or(Timestamp::MIN);
        self.db.run("DELETE FROM blob_leaving WHERE since < $1", &args![before]).await.map(drop)
    }
}
