//! Filling an index in bulk, for imports: many entries, one commit.

use super::index::{Entry, Index, Opened, fault};
use crate::error::Result;
use std::sync::Arc;
use tantivy::IndexWriter;

/// Threads and memory while an index is filled.
const THREADS: usize = 2;
const MEMORY: usize = 300_000_000;

/// An index that is being filled. Dropping it leaves the index as it was.
pub struct Filling {
    index: Arc<Index>,
    opened: Arc<Opened>,
    writer: IndexWriter,
}

impl Index {
    /// Begins to fill the index with things that it doesn't hold yet. Until the end nothing else can be written to it.
    pub fn fill(self: &Arc<Index>) -> Result<Filling> {
        let opened = self.opened()?;
        // The folder is locked by its writer.
        drop(self.writer.lock().take());
        let writer = opened.index.writer_with_num_threads(THREADS, MEMORY).map_err(fault)?;
        Ok(Filling { index: self.clone(), opened, writer })
    }
}

impl Filling {
    /// Adds a thing; waits while too many are on their way.
    pub fn add(&self, entry: &Entry) -> Result<()> {
        self.writer.add_document(self.index.document(entry)).map(drop).map_err(fault)
    }

    /// Ends: everything is found, and the position in the chain stands with its mark, when this returns.
    pub fn finish(mut self, position: i64, mark: &str) -> Result<()> {
        let mut commit = self.writer.prepare_commit().map_err(fault)?;
        commit.set_payload(&format!("{position} {mark}"));
        commit.commit().map_err(fault)?;
        self.writer.wait_merging_threads().map_err(fault)?;
        self.opened.found_to(position)
    }
}
