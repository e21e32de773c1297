//! Reading of zip containers within limits: entries, inflated bytes in total,
//! ratio by entry. Declared sizes are never believed.

use crate::Limits;
use std::io::{Cursor, Read};
use zip::{ZipArchive, result::ZipError};

const RATIO_FREE_BYTES: u64 = 1 << 20;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ArchiveError {
    Broken,
    Missing,
    Encrypted,
    TooLarge,
}

pub(crate) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    budget: u64,
    ratio: u64,
}

impl<'a> Archive<'a> {
    pub fn open(data: &'a [u8], limits: &Limits) -> Result<Self, ArchiveError> {
        let zip = ZipArchive::new(Cursor::new(data)).map_err(|_| ArchiveError::Broken)?;
        if zip.len() > limits.entries {
            return Err(ArchiveError::TooLarge);
        }
        Ok(Self { zip, budget: limits.inflated_bytes, ratio: limits.ratio })
    }

    pub fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// The whole entry; the bytes count against the archive's budget.
    pub fn read(&mut self, name: &str) -> Result<Vec<u8>, ArchiveError> {
        let mut entry = self.zip.by_name(name).map_err(|e| match e {
            ZipError::FileNotFound => ArchiveError::Missing,
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => ArchiveError::Encrypted,
            _ => ArchiveError::Broken,
        })?;
        let stored = entry.compressed_size().max(1);
        let most = stored.saturating_mul(self.ratio).max(RATIO_FREE_BYTES).min(self.budget);
        let mut out = Vec::new();
        let read = (&mut entry).take(most.saturating_add(1)).read_to_end(&mut out);
        if out.len() as u64 > most {
            return Err(ArchiveError::TooLarge);
        }
        read.map_err(|_| ArchiveError::Broken)?;
        self.budget -= out.len() as u64;
        Ok(out)
    }

    /// As [`Archive::read`], with nothing for an entry that isn't there.
    pub fn read_optional(&mut self, name: &str) -> Result<Option<Vec<u8>>, ArchiveError> {
        match self.read(name) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(ArchiveError::Missing) => Ok(None),
            Err(e) => Err(e),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use zip::{ZipWriter, write::SimpleFileOptions};

    fn zipped(name: &str, bytes: &[u8]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn reads_an_entry_and_misses_another() {
        let data = zipped("a.xml", b"<a/>");
        let mut archive = Archive::open(&data, &Limits::default()).unwrap();
        assert!(archive.has("a.xml") && !archive.has("b.xml"));
        assert_eq!(archive.read("a.xml").unwrap(), b"<a/>");
        assert_eq!(archive.read("b.xml"), Err(ArchiveError::Missing));
        assert_eq!(archive.read_optional("b.xml"), Ok(None));
    }

    #[test]
    fn a_bomb_is_refused_by_ratio_and_by_budget() {
        let data = zipped("a.xml", &vec![0; 4 << 20]);
        let mut archive = Archive::open(&data, &Limits::default()).unwrap();
        assert_eq!(archive.read("a.xml"), Err(ArchiveError::TooLarge));
        let small = Limits { inflated_bytes: 1000, ..Limits::default() };
        let data = zipped("a.xml", &[7; 1001]);
        assert_eq!(Archive::open(&data, &small).unwrap().read("a.xml"), Err(ArchiveError::TooLarge));
    }
}
