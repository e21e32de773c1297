//! Stored files: named by the hash of their content.

use crate::fault::FileFault;
use std::io::{ErrorKind, Read};

/// Reads a file to its end, in constant memory, and compares its content with the hash that names it.
pub fn check_file(mut reader: impl Read, hash: &[u8; 32]) -> Result<(), FileFault> {
    let mut hasher = blake3::Hasher::new();
    let mut buffer = vec![0; 128 * 1024];
    loop {
        match reader.read(&mut buffer) {
            Ok(0) => break,
            Ok(n) => hasher.update(&buffer[..n]),
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(FileFault::Unreadable(error)),
        };
    }
    let found = *hasher.finalize().as_bytes();
    if found == *hash { Ok(()) } else { Err(FileFault::Content { found }) }
}
