//! Files by the hash of their content: stored once, never changed, and durable before any row names them.

mod leftover;
mod s3;
mod shared;

pub use leftover::unused;
pub use s3::S3;

use crate::db::Db;
use crate::error::{Error, Result};
use bytes::Bytes;
use futures_util::StreamExt;
use futures_util::stream::BoxStream;
use jiff::Timestamp;
use object_store::local::LocalFileSystem;
use object_store::path::Path as Key;
use object_store::{GetOptions, GetRange, ObjectStore, ObjectStoreExt, WriteMultipart};
use shared::Shared;
use std::collections::HashMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::io::AsyncReadExt;
use tokio::sync::Mutex;
use tokio::time::Instant;

/// The BLAKE3 hash of a content.
pub type Hash = [u8; 32];

/// Stands in a folder or store of files, so that one that isn't mounted, or is another, isn't taken for an empty one.
const MARK: &str = "ringbind-files";
/// What is at most so large goes to a store in one request.
const SMALL: u64 = 5 << 20;

/// Where files are kept.
#[derive(Clone)]
pub struct Blobs {
    store: Arc<dyn ObjectStore>,
    /// The folder of a local store: what we write there is synced to the disk.
    local: Option<PathBuf>,
    /// What nodes must know of each other where they share a store.
    shared: Option<Arc<Shared>>,
    /// Using again what is there, and removing it, exclude each other.
    gate: Arc<Mutex<()>>,
    /// What no row named when it was last looked at, since when, and as it was then.
    unnamed: Arc<Mutex<HashMap<Hash, (Instant, Timestamp)>>>,
}

impl Blobs {
    /// A folder on this machine. Where rows name files already, an empty folder is one that is missing: until it is
    /// back, nothing is stored or found.
    pub fn folder(folder: &Path, named: bool) -> Result<Blobs> {
        std::fs::create_dir_all(folder)?;
        let empty = std::fs::read_dir(folder)?.next().is_none();
        if empty && named {
            tracing::error!(folder = %folder.display(), "the folder of files is empty, though there are files");
        } else if !folder.join(MARK).exists() {
            std::fs::write(folder.join(MARK), "")?;
        }
        let store = LocalFileSystem::new_with_prefix(folder).map_err(Error::internal)?;
        Ok(Blobs { store: Arc::new(store), local: Some(folder.to_owned()), shared: None, gate: Arc::default(), unnamed: Arc::default() })
    }

    /// An object store that the nodes of a database share. Where rows name files already, one without our mark is
    /// another: nothing is stored there or found.
    pub fn shared(store: Arc<dyn ObjectStore>, db: Db, named: bool) -> Blobs {
        let shared = Some(Arc::new(Shared::new(db, named)));
        Blobs { store, local: None, shared, gate: Arc::default(), unnamed: Arc::default() }
    }

    /// Where uploads are staged besides, if the nodes share a store.
    pub(crate) fn shared_store(&self) -> Option<&Arc<dyn ObjectStore>> {
        self.shared.as_ref().map(|_| &self.store)
    }

    /// Whether the files are where they were: else what is wrong.
    pub async fn present(&self) -> Result<()> {
        if let Some(shared) = &self.shared {
            return shared.present(&self.store).await;
        }
        match &self.local {
            Some(folder) if !tokio::fs::try_exists(folder.join(MARK)).await.unwrap_or(false) => {
                Err(Error::unavailable(format!("the folder of files is not there: {}", folder.display())))
            }
            _ => Ok(()),
        }
    }

    /// Whether the content is there whole; it then counts as new, so that nobody removes it before a row names it.
    async fn again(&self, key: &Key, size: u64) -> Result<bool> {
        let _alone = if self.local.is_some() { Some(self.gate.lock().await) } else { None };
        let meta = match self.store.head(key).await {
            Ok(meta) if meta.size == size => meta,
            _ => return Ok(false),
        };
        let Some(folder) = &self.local else { return Ok(shared::fresh(&meta)) };
        let file = folder.join(key.as_ref());
        let touch = move || std::fs::File::options().append(true).open(file)?.set_modified(touched());
        match tokio::task::spawn_blocking(touch).await.map_err(Error::internal)? {
            // Another node that shares the folder removed it.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(false),
            done => done?,
        }
        self.sync(key).await?;
        Ok(true)
    }

    /// Stores a file from disk under the hash of its content, in constant memory.
    pub async fn put_file(&self, file: &Path) -> Result<(Hash, u64)> {
        let (hash, size) = hash_file(file).await?;
        if size <= SMALL {
            return Ok((self.put(tokio::fs::read(file).await?).await?, size));
        }
        let key = key(&hash);
        self.present().await?;
        for _ in 0..shared::TIMES {
            if !self.again(&key, size).await? {
                self.write(&key, file, size).await?;
            }
            if self.stays(&hash).await? {
                return Ok((hash, size));
            }
        }
        Err(Error::Busy)
    }

    async fn write(&self, key: &Key, file: &Path, size: u64) -> Result<()> {
        let mut upload = WriteMultipart::new(self.store.put_multipart(key).await.map_err(unstored)?);
        let mut from = tokio::fs::File::open(file).await?;
        let mut buffer = vec![0; 1 << 20];
        loop {
            let n = from.read(&mut buffer).await?;
            if n == 0 {
                break;
            }
            if let Err(error) = upload.wait_for_capacity(4).await {
                // A store keeps the parts of what isn't ended, and bills them.
                let _ = upload.abort().await;
                return Err(unstored(error));
            }
            upload.write(&buffer[..n]);
        }
        if let Err(error) = upload.finish().await {
            // A store that takes long to put the parts together is asked again, and then knows them no more.
            let there = self.store.head(key).await.is_ok_and(|meta| meta.size == size);
            if !there {
                return Err(unstored(error));
            }
        }
        self.sync(key).await
    }

    /// Stores bytes under the hash of their content.
    pub async fn put(&self, bytes: impl Into<Bytes>) -> Result<Hash> {
        let bytes = bytes.into();
        let hash = *blake3::hash(&bytes).as_bytes();
        let key = key(&hash);
        self.present().await?;
        for _ in 0..shared::TIMES {
            if !self.again(&key, bytes.len() as u64).await? {
                self.store.put(&key, bytes.clone().into()).await.map_err(unstored)?;
                self.sync(&key).await?;
            }
            if self.stays(&hash).await? {
                return Ok(hash);
            }
        }
        Err(Error::Busy)
    }

    /// Whether no other node is removing what was just stored, or found.
    async fn stays(&self, hash: &Hash) -> Result<bool> {
        match &self.shared {
            Some(shared) => shared.stays(&self.store, hash).await,
            None => Ok(true),
        }
    }

    /// A local file and its folder are on the disk before the row that names them.
    async fn sync(&self, key: &Key) -> Result<()> {
        let Some(folder) = &self.local else { return Ok(()) };
        let file = folder.join(key.as_ref());
        tokio::task::spawn_blocking(move || {
            std::fs::File::open(&file)?.sync_all()?;
            for folder in file.ancestors().skip(1).take(3) {
                std::fs::File::open(folder)?.sync_all()?;
            }
            Ok::<(), std::io::Error>(())
        })
        .await
        .map_err(Error::internal)??;
        // Gone meanwhile: what was written then lies where the folder isn't.
        self.present().await
    }

    /// The whole content, for what is known to be small enough: at most `limit` bytes.
    pub async fn get(&self, hash: &Hash, limit: u64) -> Result<Bytes> {
        self.present().await?;
        let found = self.store.get(&key(hash)).await.map_err(missing)?;
        if found.meta.size > limit {
            return Err(Error::TooLarge);
        }
        found.bytes().await.map_err(missing)
    }

    /// A range of the content as a stream.
    pub async fn stream(&self, hash: &Hash, range: Range<u64>) -> Result<BoxStream<'static, std::io::Result<Bytes>>> {
        if range.is_empty() {
            return Ok(futures_util::stream::empty().boxed());
        }
        self.present().await?;
        let options = GetOptions { range: Some(GetRange::Bounded(range)), ..GetOptions::default() };
        let found = self.store.get_opts(&key(hash), options).await.map_err(missing)?;
        Ok(found.into_stream().map(|part| part.map_err(std::io::Error::other)).boxed())
    }

    /// Gives a content piece by piece, from its beginning to its end, to whoever takes it; in constant memory.
    pub async fn each_piece<T: Send + 'static>(&self, hash: &Hash, mut taker: T, take: fn(&mut T, &[u8])) -> Result<T> {
        if let Some(folder) = &self.local {
            let file = folder.join(key(hash).as_ref());
            let read = move || {
                let mut file = std::fs::File::open(file)?;
                let mut buffer = vec![0; 256 << 10];
                loop {
                    match std::io::Read::read(&mut file, &mut buffer) {
                        Ok(0) => return Ok::<T, std::io::Error>(taker),
                        Ok(n) => take(&mut taker, &buffer[..n]),
                        Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                        Err(error) => return Err(error),
                    }
                }
            };
            return Ok(tokio::task::spawn_blocking(read).await.map_err(Error::internal)??);
        }
        let mut parts = self.store.get(&key(hash)).await.map_err(missing)?.into_stream();
        while let Some(part) = parts.next().await {
            take(&mut taker, &part.map_err(missing)?);
        }
        Ok(taker)
    }

    /// Copies a content to a file on this machine, for a converter.
    pub async fn fetch(&self, hash: &Hash, to: &Path) -> Result<()> {
        self.present().await?;
        let found = self.store.get(&key(hash)).await.map_err(missing)?;
        let mut parts = found.into_stream();
        let mut file = tokio::fs::File::create(to).await?;
        while let Some(part) = parts.next().await {
            tokio::io::AsyncWriteExt::write_all(&mut file, &part.map_err(missing)?).await?;
        }
        file.sync_all().await?;
        Ok(())
    }

    /// Whether the content is there, whole by its size.
    pub async fn holds(&self, hash: &Hash, size: u64) -> Result<bool> {
        self.present().await?;
        match self.store.head(&key(hash)).await {
            Ok(meta) => Ok(meta.size == size),
            Err(object_store::Error::NotFound { .. }) => Ok(false),
            Err(error) => Err(fault(error)),
        }
    }

    /// Removes a content that no row names any more.
    pub async fn remove(&self, hash: &Hash) -> Result<()> {
        match self.store.delete(&key(hash)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(fault(error)),
        }
    }
}

/// The hash and size of a file on disk.
pub async fn hash_file(file: &Path) -> Result<(Hash, u64)> {
    let file = file.to_owned();
    tokio::task::spawn_blocking(move || {
        let mut hasher = blake3::Hasher::new();
        let size = std::io::copy(&mut std::fs::File::open(&file)?, &mut hasher)?;
        Ok((*hasher.finalize().as_bytes(), size))
    })
    .await
    .map_err(Error::internal)?
}

fn key(hash: &Hash) -> Key {
    let hex = blake3::Hash::from_bytes(*hash).to_hex();
    Key::from(format!("{}/{}/{hex}", &hex[..2], &hex[2..4]))
}

#[expect(clippy::disallowed_methods, reason = "a file's time is the machine's, as that of a file just written")]
fn touched() -> std::time::SystemTime {
    std::time::SystemTime::now()
}

pub(crate) fn missing(error: object_store::Error) -> Error {
    match fault(error) {
        Error::Internal(cause) => Error::internal(format!("a stored file can't be read: {cause}")),
        Error::Unavailable(cause) => Error::unavailable(format!("a stored file can't be read: {cause}")),
        other => other,
    }
}

/// Where nothing can be stored under a name, what it would lie in is missing.
pub(crate) fn unstored(error: object_store::Error) -> Error {
    if matches!(error, object_store::Error::NotFound { .. }) { Error::unavailable(error) } else { fault(error) }
}

/// A store that doesn't answer, and a disk that is full, are told apart from what is wrong with one file.
pub(crate) fn fault(error: object_store::Error) -> Error {
    if matches!(error, object_store::Error::NotFound { .. }) {
        return Error::internal(error);
    }
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(&error);
    while let Some(this) = cause {
        if this.downcast_ref::<std::io::Error>().is_some_and(crate::error::full) {
            return Error::Full(error.into());
        }
        cause = this.source();
    }
    Error::unavailable(error)
}

/// A hash as text.
pub fn hex(hash: &Hash) -> String {
    blake3::Hash::from_bytes(*hash).to_hex().to_string()
}

/// A hash from text.
pub fn unhex(text: &str) -> Option<Hash> {
    blake3::Hash::from_hex(text).ok().map(|h| *h.as_bytes())
}
