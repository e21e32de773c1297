//! Uploads staged in pieces in the store that the nodes share, so that any of them goes on where another stopped.
//!
//! Who sends last holds the upload: a piece counts only if its sender still holds it when it is stored, in the same
//! transaction that moves the upload on. A node that is cut off adds nothing to what another goes on with.

use super::{Came, Upload, Whole};
use crate::args;
use crate::blob;
use crate::error::{Error, Result};
use crate::web::{Ctx, unique};
use axum::body::Body;
use bytes::{Bytes, BytesMut};
use futures_util::{StreamExt, TryStreamExt};
use jiff::Timestamp;
use object_store::path::Path as Key;
use object_store::{ObjectStore, ObjectStoreExt};
use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;
use tokio::fs::File;
use tokio::io::AsyncWriteExt;
use uuid::Uuid;

/// What the pieces' names begin with.
const FOLDER: &str = "staging";
/// A piece: what a browser sends at once. So much of an upload under way is in memory, and no more.
const PIECE: usize = 8 << 20;

type Store = Arc<dyn ObjectStore>;

fn key(id: Uuid, name: &str) -> Key {
    Key::from(format!("{FOLDER}/{}/{name}", id.simple()))
}

/// The upload of which a staged object is a piece.
fn upload_of(key: &Key) -> Option<Uuid> {
    let id = key.parts().nth(1)?;
    Uuid::try_parse(id.as_ref()).ok()
}

/// Bytes that come on one request.
struct Line<'a> {
    ctx: &'a Ctx,
    store: Store,
    upload: Upload,
    holder: Uuid,
    buffer: BytesMut,
}

impl Line<'_> {
    async fn take(&mut self, part: &Bytes) -> Result<()> {
        self.buffer.extend_from_slice(part);
        if self.buffer.len() < PIECE { Ok(()) } else { self.flush().await }
    }

    /// Stores what has come as a piece; the upload then stands behind it.
    async fn flush(&mut self) -> Result<()> {
        if self.buffer.is_empty() {
            return Ok(());
        }
        let bytes = self.buffer.split().freeze();
        let (start, size) = (self.upload.received, i64::try_from(bytes.len()).map_err(Error::internal)?);
        let name = format!("{start:016x}-{}", self.holder.simple());
        let key = key(self.upload.id, &name);
        self.store.put(&key, bytes.into()).await.map_err(blob::unstored)?;
        let mut tx = self.ctx.house.db.begin().await?;
        let held = tx
            .run("UPDATE upload SET received = $1 WHERE id = $2 AND holder = $3", &args![start + size, self.upload.id, self.holder])
            .await?;
        if held == 0 {
            drop(tx);
            // Swept later if it stays.
            let _ = self.store.delete(&key).await;
            return Err(Error::Busy);
        }
        tx.run(
            "INSERT INTO upload_piece (upload_id, start, size, name) VALUES ($1, $2, $3, $4)",
            &args![self.upload.id, start, size, name],
        )
        .await?;
        tx.commit().await?;
        self.upload.received = start + size;
        Ok(())
    }
}

/// A file of this machine's for a copy.
fn copy(ctx: &Ctx, id: Uuid) -> PathBuf {
    ctx.house.staging.join(format!("{}-{}", id.simple(), unique(ctx)))
}

pub(super) async fn append(ctx: &Ctx, store: Store, upload: Upload, body: Body) -> Result<Came> {
    ctx.house.blobs.present().await?;
    let holder = ctx.house.ids.uuid(&ctx.house.clock);
    let claimed = ctx
        .house
        .db
        .run("UPDATE upload SET holder = $1 WHERE id = $2 AND received = $3", &args![holder, upload.id, upload.received])
        .await?;
    if claimed == 0 {
        return Err(Error::Conflict);
    }
    // What comes from the first byte to the last on one request is kept here too, and needn't be fetched back.
    let mut beside = match upload.received {
        0 => {
            let file = copy(ctx, upload.id);
            Some((File::create(&file).await?, Whole { file, copy: true }))
        }
        _ => None,
    };
    let mut line = Line { ctx, store, upload, holder, buffer: BytesMut::new() };
    let (mut parts, mut came, mut broken) = (body.into_data_stream(), line.upload.received, false);
    while let Some(part) = parts.next().await {
        let Ok(part) = part else {
            broken = true;
            break;
        };
        came += i64::try_from(part.len()).unwrap_or(i64::MAX);
        if came > line.upload.size {
            return Err(Error::TooLarge);
        }
        if let Some((file, _)) = &mut beside {
            file.write_all(&part).await?;
        }
        line.take(&part).await?;
    }
    let all = came == line.upload.size;
    // Small and here from first to last, it needs no staging: who isn't answered sends it again.
    if broken || !all || line.upload.received > 0 || beside.is_none() {
        line.flush().await?;
    }
    if broken {
        return Err(Error::Busy);
    }
    let mut upload = line.upload;
    upload.received = came;
    let whole = match beside {
        Some((mut file, whole)) if all => {
            file.flush().await?;
            Some(Arc::new(whole))
        }
        _ => None,
    };
    Ok(Came { upload, whole })
}

/// A copy of all the pieces, or of the content where it is stored already.
pub(super) async fn whole(ctx: &Ctx, store: &Store, upload: &Upload) -> Result<Whole> {
    let whole = Whole { file: copy(ctx, upload.id), copy: true };
    if let Some(hash) = upload.blob {
        ctx.house.blobs.fetch(&hash, &whole.file).await?;
        return Ok(whole);
    }
    let pieces: Vec<(i64, i64, String)> =
        ctx.house.db.all("SELECT start, size, name FROM upload_piece WHERE upload_id = $1 ORDER BY start", &args![upload.id]).await?;
    let mut file = File::create(&whole.file).await?;
    let mut at = 0;
    for (start, size, name) in pieces {
        if start != at {
            return Err(Error::internal(format!("a piece of the upload {} is missing at {at}", upload.id)));
        }
        let mut parts = store.get(&key(upload.id, &name)).await.map_err(blob::missing)?.into_stream();
        while let Some(part) = parts.next().await {
            file.write_all(&part.map_err(blob::missing)?).await?;
        }
        at += size;
    }
    file.flush().await?;
    let there = file.metadata().await?.len();
    if at != upload.size || i64::try_from(there).ok() != Some(upload.size) {
        return Err(Error::internal(format!("the upload {} has {there} bytes instead of {}", upload.id, upload.size)));
    }
    Ok(whole)
}

/// Removes the pieces of an upload, without keeping anybody waiting. What stays is swept.
pub(super) async fn remove(ctx: &Ctx, store: &Store, id: Uuid) {
    let names: Result<Vec<(String,)>> = ctx.house.db.all("SELECT name FROM upload_piece WHERE upload_id = $1", &args![id]).await;
    let Ok(names) = names else { return };
    if names.is_empty() {
        return;
    }
    let (db, store) = (ctx.house.db.clone(), store.clone());
    tokio::spawn(async move {
        for (name,) in &names {
            let _ = store.delete(&key(id, name)).await;
        }
        if let Err(error) = db.run("DELETE FROM upload_piece WHERE upload_id = $1", &args![id]).await {
            tracing::warn!(%error, "forget the pieces of an upload");
        }
    });
}

/// Removes pieces older than a moment whose upload is gone. Returns how many went.
pub(super) async fn sweep(ctx: &Ctx, store: &Store, before: Timestamp) -> Result<usize> {
    let folder = Key::from(FOLDER);
    let old = |at: i64| Timestamp::from_microsecond(at).is_ok_and(|at| at < before);
    // First the pieces, then the rows.
    let listed = store.list(Some(&folder)).try_filter(|meta| std::future::ready(old(meta.last_modified.timestamp_micros())));
    let listed: Vec<Key> = listed.map_ok(|meta| meta.location).try_collect().await.map_err(blob::fault)?;
    let rows: Vec<(Uuid,)> = ctx.house.db.all("SELECT id FROM upload", &[]).await?;
    let rows: HashSet<Uuid> = rows.into_iter().map(|(id,)| id).collect();
    let mut gone = 0;
    for key in listed.iter().filter(|key| upload_of(key).is_none_or(|id| !rows.contains(&id))) {
        store.delete(key).await.map_err(blob::fault)?;
        gone += 1;
    }
    let lost = "DELETE FROM upload_piece WHERE NOT EXISTS (SELECT 1 FROM upload u WHERE u.id = upload_piece.upload_id)";
    ctx.house.db.run(lost, &[]).await?;
    Ok(gone)
}
