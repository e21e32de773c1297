//! Filling an index in bulk, for imports: many entries, one commit.

use super::index::{Entry, Index, WRITING};
use crate::error::{Error, Result};
use std::sync::Arc;
use tantivy::IndexWriter;

/// Threads and memory while an index is filled.
const THREADS: usize = 2;
const MEMORY: usize = 300_000_000;

/// An index that is being filled. Dropping it leaves the index as it was.
pub struct Filling {
    index: Arc<Index>,
    writer: Option<IndexWriter>,
}

impl Index {
    /// Begins to fill the index with things that it doesn't hold yet. Until the end nothing else can be written to it.
    pub fn fill(self: &Arc<Index>) -> Result<Filling> {
        let mut place = self.writer.lock();
        // The folder is locked by its writer.
        drop(place.take().ok_or(Error::Busy)?);
        let mut filling = Filling { index: self.clone(), writer: None };
        drop(place);
        filling.writer = Some(self.index.writer_with_num_threads(THREADS, MEMORY).map_err(Error::internal)?);
        Ok(filling)
    }
}

impl Filling {
    /// Adds a thing; waits while too many are on their way.
    pub fn add(&self, entry: &Entry) -> Result<()> {
        let writer = self.writer.as_ref().ok_or_else(|| Error::internal("an index that isn't filled any more"))?;
        writer.add_document(self.index.document(entry)).map(drop).map_err(Error::internal)
    }

    /// Ends: everything is found, and the position in the chain stands, when this returns.
    pub fn finish(mut self, position: i64) -> Result<()> {
        let mut writer = self.writer.take().ok_or_else(|| Error::internal("an index that isn't filled any more"))?;
        let mut commit = writer.prepare_commit().map_err(Error::internal)?;
        commit.set_payload(&position.to_string());
        commit.commit().map_err(Error::internal)?;
        writer.wait_merging_threads().map_err(Error::internal)?;
        self.index.reader.reload().map_err(Error::internal)
    }
}

impl Drop for Filling {
    fn drop(&mut self) {
        drop(self.writer.take());
        match self.index.index.writer_with_num_threads(1, WRITING) {
            Ok(writer) => *self.index.writer.lock() = Some(writer),
            Err(error) => tracing::error!(%error, "the search index can't be written to until the next start"),
        }
    }
}
