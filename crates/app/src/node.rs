//! Which program this is: one at a time serves a data folder, and it knows the jobs again that it held when it ended.

use base::{Error, Ids, Result};
use std::fs::{File, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;

/// The right to serve a data folder, held until it is dropped or the process ends.
pub struct Node {
    pub name: String,
    _held: File,
}

impl Node {
    /// Takes the folder, which no other process serves; it keeps the name it got first.
    pub fn take(data: &Path, ids: &Ids) -> Result<Node> {
        let mut file = File::options().read(true).write(true).create(true).truncate(false).open(data.join("node"))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(Error::internal(format!("another ringbind serves {}", data.display()))),
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
        let mut name = String::new();
        file.read_to_string(&mut name)?;
        if name.len() != 16 || !name.bytes().all(|b| b.is_ascii_hexdigit()) {
            name = ids.bytes::<8>().iter().map(|b| format!("{b:02x}")).collect();
            file.set_len(0)?;
            file.rewind()?;
            file.write_all(name.as_bytes())?;
            file.sync_all()?;
        }
        Ok(Node { name, _held: file })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_served_once_and_keeps_its_name() {
        let folder = tempfile::tempdir().expect("a folder");
        let first = Node::take(folder.path(), &Ids::seeded(1)).expect("free");
        let refused = Node::take(folder.path(), &Ids::seeded(2)).err().expect("taken");
        assert!(refused.to_string().contains("another ringbind"), "{refused}");
        let name = first.name.clone();
        drop(first);
        assert_eq!(Node::take(folder.path(), &Ids::seeded(3)).expect("free again").name, name);
        // Killed while it wrote the name.
        std::fs::write(folder.path().join("node"), "ab").expect("written");
        assert_eq!(Node::take(folder.path(), &Ids::seeded(4)).expect("free again").name.len(), 16);
    }
}
