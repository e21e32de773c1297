//! Contents that no row names: what a program leaves over that ends between storing a file and writing its row.

use super::{Blobs, Hash, fault, key};
use crate::error::{Error, Result};
use futures_util::TryStreamExt;
use jiff::Timestamp;
use object_store::{ObjectMeta, ObjectStoreExt};
use std::collections::HashMap;
use std::path::Path;
use std::time::Duration;
use tokio::time::Instant;

/// A content of the store, and when it was last stored or used again.
pub type Kept = (Hash, Timestamp);

fn kept(meta: &ObjectMeta) -> Option<Kept> {
    let hash = super::unhex(meta.location.filename()?)?;
    Some((hash, Timestamp::from_microsecond(meta.last_modified.timestamp_micros()).ok()?))
}

impl Blobs {
    /// The contents that nobody stored or used again since a moment.
    pub async fn older(&self, before: Timestamp) -> Result<Vec<Kept>> {
        self.present().await?;
        let all = self.store.list(None).try_filter_map(|meta| async move { Ok(kept(&meta).filter(|(_, at)| *at < before)) });
        all.try_collect().await.map_err(fault)
    }

    /// Removes contents that `older` gave and that no row names, if it was so the time before too, at least `apart`
    /// ago: a clock that jumps makes nothing old. What was used again meanwhile stays. Returns how many went.
    pub async fn remove_unnamed(&self, unnamed: &[Kept], apart: Duration) -> Result<usize> {
        let now = Instant::now();
        let due: Vec<Kept> = {
            let mut known = self.unnamed.lock().await;
            let since = |(hash, at): &Kept| known.get(hash).filter(|(_, then)| then == at).map(|(since, _)| *since);
            let due = unnamed.iter().filter(|one| since(one).is_some_and(|since| now.duration_since(since) >= apart)).copied().collect();
            let next: HashMap<_, _> = unnamed.iter().map(|one| (one.0, (since(one).unwrap_or(now), one.1))).collect();
            *known = next;
            due
        };
        let mut gone = 0;
        if let Some(shared) = &self.shared {
            shared.forget().await?;
            for (hash, at) in due {
                let as_it_was = |meta: &ObjectMeta| kept(meta).is_some_and(|(_, then)| then == at);
                gone += usize::from(shared.remove(&self.store, &hash, as_it_was).await?);
            }
            return Ok(gone);
        }
        for (hash, at) in due {
            let _alone = self.gate.lock().await;
            let meta = match self.store.head(&key(&hash)).await {
                Err(object_store::Error::NotFound { .. }) => continue,
                meta => meta.map_err(fault)?,
            };
            if kept(&meta).is_some_and(|(_, then)| then == at) {
                self.remove(&hash).await?;
                gone += 1;
            }
        }
        Ok(gone)
    }

    /// Removes pieces of files whose storing was broken off before a moment. Returns how many went.
    pub async fn remove_pieces(&self, before: Timestamp) -> Result<usize> {
        self.present().await?;
        let Some(folder) = self.local.clone() else { return Ok(0) };
        tokio::task::spawn_blocking(move || pieces(&folder, before, 2)).await.map_err(Error::internal)?
    }
}

/// A folder store writes `hash#1` and gives it its name when it is whole.
fn pieces(folder: &Path, before: Timestamp, deep: usize) -> Result<usize> {
    let mut gone = 0;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        if kind.is_dir() && deep > 0 {
            gone += pieces(&entry.path(), before, deep - 1)?;
        } else if kind.is_file() && entry.file_name().to_string_lossy().contains('#') && unused(&entry, before)? {
            std::fs::remove_file(entry.path())?;
            gone += 1;
        }
    }
    Ok(gone)
}

/// Whether nobody wrote to a file since a moment.
pub fn unused(entry: &std::fs::DirEntry, before: Timestamp) -> Result<bool> {
    let changed = Timestamp::try_from(entry.metadata()?.modified()?).map_err(Error::internal)?;
    Ok(changed < before)
}
