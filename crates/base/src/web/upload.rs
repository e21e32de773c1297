//! Files on their way in: resumable, streamed to a staging file, stored under their hash when whole.
//! The row is the user's own scratch until a capability makes something of it.

use crate::args;
use crate::blob::Hash;
use crate::error::{Error, Result};
use crate::val::Val;
use crate::web::Ctx;
use axum::body::Body;
use futures_util::StreamExt;
use parking_lot::Mutex;
use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::LazyLock;
use tokio::io::{AsyncSeekExt, AsyncWriteExt};
use uuid::Uuid;

/// What is announced.
pub struct Announced<'a> {
    /// What it will be used for: `stage` (a form), `case` (a document at once) …
    pub purpose: &'a str,
    /// The id of what it is for, such as the case's.
    pub target: &'a str,
    pub size: i64,
    pub name: &'a str,
    /// The folders it lay in, `a/b`, when a whole folder was dropped.
    pub folder_path: &'a str,
    /// What the purpose needs later, as JSON.
    pub details: &'a str,
}

crate::row! {
    /// An upload of the actor's.
    #[derive(Debug, Clone)]
    pub struct Upload {
        pub id: Uuid,
        pub purpose: String,
        pub target: String,
        pub size: i64,
        pub received: i64,
        pub name: String,
        pub folder_path: String,
        pub details: String,
        /// Where its content is stored, once it is.
        pub blob: Option<[u8; 32]>,
    }
}

/// Uploads that are being written by this process.
static BUSY: LazyLock<Mutex<HashSet<Uuid>>> = LazyLock::new(Mutex::default);

struct Hold(Uuid);

impl Hold {
    fn take(id: Uuid) -> Result<Hold> {
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

/// Announces a file; its bytes come later.
pub async fn create(ctx: &Ctx, new: &Announced<'_>) -> Result<Uuid> {
    if u64::try_from(new.size).map_err(|_| Error::TooLarge)? > ctx.house.limits.upload {
        return Err(Error::TooLarge);
    }
    let id = ctx.house.ids.uuid(&ctx.house.clock);
    tokio::fs::File::create(file(ctx, id)).await?;
    ctx.house
        .db
        .run(
            "INSERT INTO upload (id, user_id, purpose, target, size, name, folder_path, details, created) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            &args![id, ctx.actor.id, new.purpose, new.target, new.size, new.name, new.folder_path, new.details, ctx.house.clock.now()],
        )
        .await?;
    Ok(id)
}

/// The actor's own upload.
pub async fn find(ctx: &Ctx, id: Uuid) -> Result<Upload> {
    ctx.house
        .db
        .maybe(
            "SELECT id, purpose, target, size, received, name, folder_path, details, blob FROM upload WHERE id = $1 AND user_id = $2",
            &args![id, ctx.actor.id],
        )
        .await?
        .ok_or(Error::NotFound)
}

/// Appends bytes at an offset, which must be where the upload stands. A stream that breaks off leaves what came.
pub async fn append(ctx: &Ctx, id: Uuid, offset: i64, body: Body) -> Result<Upload> {
    let _hold = Hold::take(id)?;
    let mut upload = find(ctx, id).await?;
    if offset != upload.received {
        return Err(Error::Conflict);
    }
    // Whoever doesn't know whether his last bytes came sends none.
    if upload.received == upload.size && upload.blob.is_some() {
        return Ok(upload);
    }
    let mut to = tokio::fs::OpenOptions::new().write(true).open(file(ctx, id)).await.map_err(|_| Error::NotFound)?;
    let start = u64::try_from(offset).map_err(|_| Error::Conflict)?;
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
    ctx.house.db.run("UPDATE upload SET received = $1 WHERE id = $2", &args![upload.received, id]).await?;
    if broken { Err(Error::Busy) } else { Ok(upload) }
}

/// The first bytes of an upload, for telling what it is; and the whole as a file.
pub async fn staged(ctx: &Ctx, id: Uuid) -> Result<std::fs::File> {
    Ok(tokio::fs::File::open(file(ctx, id)).await.map_err(|_| Error::NotFound)?.into_std().await)
}

/// Stores a whole upload under its hash. The row and the staging file stay until it is used: a program that is
/// killed in between finishes when it is asked again.
pub async fn store(ctx: &Ctx, upload: &Upload, media_type: &str, family: &str) -> Result<Hash> {
    if upload.received != upload.size {
        return Err(Error::Conflict);
    }
    let (hash, _) = ctx.house.blobs.put_file(&file(ctx, upload.id)).await?;
    ctx.house
        .db
        .run("UPDATE upload SET blob = $1, media_type = $2, family = $3 WHERE id = $4", &args![hash, media_type, family, upload.id])
        .await?;
    Ok(hash)
}

/// Its row names the content or is gone: the staging file isn't needed any more.
pub async fn spent(ctx: &Ctx, id: Uuid) {
    remove_file(ctx, id).await;
}

/// Gives an upload up.
pub async fn give_up(ctx: &Ctx, id: Uuid) -> Result<()> {
    find(ctx, id).await?;
    ctx.house.db.run("DELETE FROM upload WHERE id = $1", &args![id]).await?;
    remove_file(ctx, id).await;
    Ok(())
}

/// Gives up what nobody came back for since a moment.
pub async fn sweep(ctx: &Ctx, before: jiff::Timestamp) -> Result<usize> {
    let old: Vec<(Uuid,)> = ctx.house.db.all("SELECT id FROM upload WHERE created < $1", &[Val::from(before)]).await?;
    for (id,) in &old {
        ctx.house.db.run("DELETE FROM upload WHERE id = $1", &args![*id]).await?;
        remove_file(ctx, *id).await;
    }
    Ok(old.len())
}

/// Removes what lies in the staging folder since before a moment without an upload's row: a file whose row was never
/// written or is gone, and what a converter left. Returns how many went.
pub async fn sweep_files(ctx: &Ctx, before: jiff::Timestamp) -> Result<usize> {
    let staging = ctx.house.staging.clone();
    let listed = move || {
        let mut old = Vec::new();
        for entry in std::fs::read_dir(staging)? {
            let entry = entry?;
            if crate::blob::unused(&entry, before)? {
                old.push(entry.path());
            }
        }
        Ok::<_, Error>(old)
    };
    // First the files, then the rows.
    let old = tokio::task::spawn_blocking(listed).await.map_err(Error::internal)??;
    let rows: Vec<(Uuid,)> = ctx.house.db.all("SELECT id FROM upload", &[]).await?;
    let rows: HashSet<String> = rows.into_iter().map(|(id,)| id.simple().to_string()).collect();
    let mut gone = 0;
    for path in old.iter().filter(|p| p.file_name().and_then(|n| n.to_str()).is_none_or(|name| !rows.contains(name))) {
        if path.is_dir() {
            tokio::fs::remove_dir_all(path).await?
        } else {
            tokio::fs::remove_file(path).await?
        }
        gone += 1;
    }
    Ok(gone)
}

async fn remove_file(ctx: &Ctx, id: Uuid) {
    // Gone already is as good.
    let _ = tokio::fs::remove_file(file(ctx, id)).await;
}
