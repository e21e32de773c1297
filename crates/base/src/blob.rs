//! Files by the hash of their content: stored once, never changed, and durable before any row names them.

use crate::error::{Error, Result};
use bytes::Bytes;
use futures_util::StreamExt;
use futures_util::stream::BoxStream;
use object_store::local::LocalFileSystem;
use object_store::path::Path as Key;
use object_store::{GetOptions, GetRange, ObjectStore, ObjectStoreExt, WriteMultipart};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::io::AsyncReadExt;

/// The BLAKE3 hash of a content.
pub type Hash = [u8; 32];

/// Where files are kept.
#[derive(Clone)]
pub struct Blobs {
    store: Arc<dyn ObjectStore>,
    /// The folder of a local store: what we write there is synced to the disk.
    local: Option<PathBuf>,
}

impl Blobs {
    /// A folder on this machine.
    pub fn folder(folder: &Path) -> Result<Blobs> {
        std::fs::create_dir_all(folder)?;
        let store = LocalFileSystem::new_with_prefix(folder).map_err(Error::internal)?;
        Ok(Blobs { store: Arc::new(store), local: Some(folder.to_owned()) })
    }

    /// Any object store that several nodes share.
    pub fn shared(store: Arc<dyn ObjectStore>) -> Blobs {
        Blobs { store, local: None }
    }

    /// Stores a file from disk under the hash of its content, in constant memory.
    pub async fn put_file(&self, file: &Path) -> Result<(Hash, u64)> {
        let (hash, size) = hash_file(file).await?;
        let key = key(&hash);
        if self.store.head(&key).await.is_ok_and(|meta| meta.size == size) {
            return Ok((hash, size));
        }
        let mut upload = WriteMultipart::new(self.store.put_multipart(&key).await.map_err(Error::internal)?);
        let mut from = tokio::fs::File::open(file).await?;
        let mut buffer = vec![0; 1 << 20];
        loop {
            let n = from.read(&mut buffer).await?;
            if n == 0 {
                break;
            }
            upload.wait_for_capacity(4).await.map_err(Error::internal)?;
            upload.write(&buffer[..n]);
        }
        upload.finish().await.map_err(Error::internal)?;
        self.sync(&key).await?;
        Ok((hash, size))
    }

    /// Stores bytes under the hash of their content.
    pub async fn put(&self, bytes: impl Into<Bytes>) -> Result<Hash> {
        let bytes = bytes.into();
        let hash = *blake3::hash(&bytes).as_bytes();
        let key = key(&hash);
        if self.store.head(&key).await.is_ok_and(|meta| meta.size == bytes.len() as u64) {
            return Ok(hash);
        }
        self.store.put(&key, bytes.into()).await.map_err(Error::internal)?;
        self.sync(&key).await?;
        Ok(hash)
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
        Ok(())
    }

    /// The whole content, for what is known to be small enough: at most `limit` bytes.
    pub async fn get(&self, hash: &Hash, limit: u64) -> Result<Bytes> {
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
        let options = GetOptions { range: Some(GetRange::Bounded(range)), ..GetOptions::default() };
        let found = self.store.get_opts(&key(hash), options).await.map_err(missing)?;
        Ok(found.into_stream().map(|part| part.map_err(std::io::Error::other)).boxed())
    }

    /// Copies a content to a file on this machine, for a converter.
    pub async fn fetch(&self, hash: &Hash, to: &Path) -> Result<()> {
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
        match self.store.head(&key(hash)).await {
            Ok(meta) => Ok(meta.size == size),
            Err(object_store::Error::NotFound { .. }) => Ok(false),
            Err(error) => Err(Error::internal(error)),
        }
    }

    /// Removes a content that no row names any more.
    pub async fn remove(&self, hash: &Hash) -> Result<()> {
        match self.store.delete(&key(hash)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(Error::internal(error)),
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

fn missing(error: object_store::Error) -> Error {
    Error::internal(format!("a stored file can't be read: {error}"))
}

/// A hash as text.
pub fn hex(hash: &Hash) -> String {
    blake3::Hash::from_bytes(*hash).to_hex().to_string()
}

/// A hash from text.
pub fn unhex(text: &str) -> Option<Hash> {
    blake3::Hash::from_hex(text).ok().map(|h| *h.as_bytes())
}
