//! Files on their way in: resumable, streamed to where they are staged, stored under their hash when whole.
//! The row is the user's own scratch until a capability makes something of it.
//!
//! With a folder of files they are staged as files of this machine (`local`); where nodes share a store, in pieces
//! there (`shared`), so that any of them goes on.

mod local;
mod shared;

use crate::args;
use crate::blob::Hash;
use crate::error::{Error, Result};
use crate::val::Val;
use crate::web::{Ctx, House};
use axum::body::Body;
use std::collections::HashSet;
use std::fs::File;
use std::io::ErrorKind;
use std::path::PathBuf;
use std::sync::Arc;
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

/// An upload to which bytes were added.
pub struct Came {
    pub upload: Upload,
    /// What came in one go, at hand on this machine.
    whole: Option<Arc<Whole>>,
}

/// The whole of an upload as a file on this machine.
pub struct Whole {
    file: PathBuf,
    /// A copy of what is staged elsewhere, gone when it is dropped.
    copy: bool,
}

impl Whole {
    /// Opens it for reading.
    pub fn open(&self) -> Result<File> {
        File::open(&self.file).map_err(|error| if error.kind() == ErrorKind::NotFound { Error::NotFound } else { error.into() })
    }
}

impl Drop for Whole {
    fn drop(&mut self) {
        if self.copy {
            // Gone already is as good; what stays is swept.
            let _ = std::fs::remove_file(&self.file);
        }
    }
}

/// Announces a file; its bytes come later.
pub async fn create(ctx: &Ctx, new: &Announced<'_>) -> Result<Uuid> {
    if u64::try_from(new.size).map_err(|_| Error::TooLarge)? > ctx.house.limits.upload {
        return Err(Error::TooLarge);
    }
    let id = ctx.house.ids.uuid(&ctx.house.clock);
    if ctx.house.blobs.shared_store().is_none() {
        local::begin(ctx, id).await?;
    }
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

/// How far it came, for one who goes on from there: who may still be sending it elsewhere adds nothing more.
pub async fn reached(ctx: &Ctx, id: Uuid) -> Result<Upload> {
    if ctx.house.blobs.shared_store().is_some() {
        let args = args![id, ctx.actor.id];
        ctx.house.db.run("UPDATE upload SET holder = NULL WHERE id = $1 AND user_id = $2 AND holder IS NOT NULL", &args).await?;
    }
    find(ctx, id).await
}

/// Appends bytes at an offset, which must be where the upload stands. A stream that breaks off leaves what came.
pub async fn append(ctx: &Ctx, id: Uuid, offset: i64, body: Body) -> Result<Came> {
    let store = ctx.house.blobs.shared_store().cloned();
    let _hold = if store.is_none() { Some(local::Hold::take(id)?) } else { None };
    let upload = find(ctx, id).await?;
    if offset != upload.received {
        return Err(Error::Conflict);
    }
    // Whoever doesn't know whether his last bytes came sends none.
    if upload.received == upload.size && upload.blob.is_some() {
        return Ok(Came { upload, whole: None });
    }
    match store {
        Some(store) => shared::append(ctx, store, upload, body).await,
        None => local::append(ctx, upload, body).await,
    }
}

/// All of an upload that has come, as a file: for telling what it is, and for storing it.
pub async fn whole(ctx: &Ctx, came: &Came) -> Result<Arc<Whole>> {
    match (&came.whole, ctx.house.blobs.shared_store()) {
        (Some(whole), _) => Ok(whole.clone()),
        (None, Some(store)) => shared::whole(ctx, store, &came.upload).await.map(Arc::new),
        (None, None) => Ok(Arc::new(local::whole(ctx, came.upload.id))),
    }
}

/// Stores a whole upload under its hash. The row and what is staged stay until it is used: a program that is killed
/// in between finishes when it is asked again.
pub async fn store(ctx: &Ctx, came: &Upload, whole: &Whole, media_type: &str, family: &str) -> Result<Hash> {
    let (hash, size) = ctx.house.blobs.put_file(&whole.file).await?;
    if i64::try_from(size).ok() != Some(came.size) {
        return Err(Error::Conflict);
    }
    ctx.house
        .db
        .run(
            "UPDATE upload SET blob = $1, media_type = $2, family = $3, received = size WHERE id = $4",
            &args![hash, media_type, family, came.id],
        )
        .await?;
    Ok(hash)
}

/// Its row names the content or is gone: what is staged isn't needed any more.
pub async fn spent(ctx: &Ctx, id: Uuid) {
    match ctx.house.blobs.shared_store() {
        Some(store) => shared::remove(ctx, store, id).await,
        None => local::remove(ctx, id).await,
    }
}

/// Gives an upload up.
pub async fn give_up(ctx: &Ctx, id: Uuid) -> Result<()> {
    find(ctx, id).await?;
    ctx.house.db.run("DELETE FROM upload WHERE id = $1", &args![id]).await?;
    spent(ctx, id).await;
    Ok(())
}

/// Gives up what nobody came back for since a moment.
pub async fn sweep(ctx: &Ctx, before: jiff::Timestamp) -> Result<usize> {
    let old: Vec<(Uuid,)> = ctx.house.db.all("SELECT id FROM upload WHERE created < $1", &[Val::from(before)]).await?;
    for (id,) in &old {
        ctx.house.db.run("DELETE FROM upload WHERE id = $1", &args![*id]).await?;
        spent(ctx, *id).await;
    }
    Ok(old.len())
}

/// Removes what is staged since before a moment without an upload's row: a file whose row was never written or is
/// gone, and what a converter left. Returns how many went.
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
    if let Some(store) = ctx.house.blobs.shared_store() {
        gone += shared::sweep(ctx, store, before).await?;
    }
    Ok(gone)
}

/// Where uploads are staged elsewhere, what lies in this machine's folder is of a program that ended; but for pictures,
/// which may be used again.
pub async fn clear(house: &House) -> Result<()> {
    if house.blobs.shared_store().is_none() {
        return Ok(());
    }
    let mut entries = tokio::fs::read_dir(&house.staging).await?;
    while let Some(entry) = entries.next_entry().await? {
        if entry.file_type().await?.is_file() {
            tokio::fs::remove_file(entry.path()).await?;
        } else if entry.file_name() != "cache" {
            tokio::fs::remove_dir_all(entry.path()).await?;
        }
    }
    Ok(())
}
