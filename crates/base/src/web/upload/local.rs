//! Uploads staged as files of this machine.

use super::{Came, Upload, Whole};
use crate::args;
use crate::error::{Error, Result};
use crate::web::Ctx;
use axum::body::Body;
use futures_util::StreamExt;
use parking_lot::Mutex;
use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::LazyLock;
use tokio::io::{AsyncSeekExt, AsyncWriteExt};
use uuid::Uuid;

/// Uploads that are being written by this process, the only one that has their files.
static BUSY: LazyLock<Mutex<HashSet<Uuid>>> = LazyLock::new(Mutex::default);

/// The right to write to an upload, one at a time.
pub(super) struct Hold(Uuid);

impl Hold {
    pub(super) fn take(id: Uuid) -> Result<Hold> {
        if BUSY.lock().insert(id) { Ok(Hold(id)) } else { Err(Error::Busy) }
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        BUSY.lock().remove(&self.0);
    }
}

fn file(ctx: &Ctx, id: Uuid) -> PathBuf {
    ctx.house.staging.join(id.simple().to_string())
}

pub(super) async fn begin(ctx: &Ctx, id: Uuid) -> Result<()> {
    tokio::fs::File::create(file(ctx, id)).await?;
    Ok(())
}

pub(super) async fn append(ctx: &Ctx, mut upload: Upload, body: Body) -> Result<Came> {
    let mut to = tokio::fs::OpenOptions::new().write(true).open(file(ctx, upload.id)).await.map_err(|_| Error::NotFound)?;
    let start = u64::try_from(upload.received).map_err(|_| Error::Conflict)?;
    to.set_len(start).await?;
    to.seek(std::io::SeekFrom::Start(start)).await?;
    let mut parts = body.into_data_stream();
    let mut broken = false;
    while let Some(part) = parts.next().await {
        let Ok(part) = part else {
            broken = true;
            break;
        };
        upload.received += i64::try_from(part.len()).unwrap_or(i64::MAX);
        if upload.received > upload.size {
            return Err(Error::TooLarge);
        }
        to.write_all(&part).await?;
    }
    to.flush().await?;
    to.sync_data().await?;
    ctx.house.db.run("UPDATE upload SET received = $1 WHERE id = $2", &args![upload.received, upload.id]).await?;
    if broken { Err(Error::Busy) } else { Ok(Came { upload, whole: None }) }
}

pub(super) fn whole(ctx: &Ctx, id: Uuid) -> Whole {
    Whole { file: file(ctx, id), copy: false }
}

pub(super) async fn remove(ctx: &Ctx, id: Uuid) {
    // Gone already is as good.
    let _ = tokio::fs::remove_file(file(ctx, id)).await;
}
