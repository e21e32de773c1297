//! Stored files: named by the hash of their content.

use crate::fault::FileFault;

/// Takes a file's content piece by piece, in constant memory, and compares it with the hash that names it.
#[derive(Debug, Default)]
pub struct FileChecker(blake3::Hasher);

impl FileChecker {
    /// At the beginning of a file.
    pub fn new() -> FileChecker {
        FileChecker::default()
    }

    /// The next bytes.
    pub fn push(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The end of the file.
    pub fn finish(self, hash: &[u8; 32]) -> Result<(), FileFault> {
        let found = *self.0.finalize().as_bytes();
        if found == *hash { Ok(()) } else { Err(FileFault { found }) }
    }
}
