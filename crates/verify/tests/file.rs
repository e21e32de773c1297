//! Stored files against the hash that names them.

use std::io::{Error, Read};
use verify::{FileFault, check_file};

/// A reader that hands out its content in odd pieces.
struct Drip<'a>(&'a [u8]);

impl Read for Drip<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let n = self.0.len().min(into.len()).min(777);
        into[..n].copy_from_slice(&self.0[..n]);
        self.0 = &self.0[n..];
        Ok(n)
    }
}

struct Broken;

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        Err(Error::other("bad sector"))
    }
}

#[test]
fn a_whole_file_passes_and_a_flipped_bit_is_found() {
    let mut content: Vec<u8> = (0..300_000_u32).map(|n| n.to_le_bytes()[0]).collect();
    let hash = *blake3::hash(&content).as_bytes();
    check_file(Drip(&content), &hash).expect("whole");
    content[299_999] ^= 1;
    let flipped = *blake3::hash(&content).as_bytes();
    assert!(matches!(check_file(Drip(&content), &hash), Err(FileFault::Content { found }) if found == flipped));
    assert!(matches!(check_file(Drip(&content[..299_999]), &hash), Err(FileFault::Content { .. })), "cut short");
}

#[test]
fn an_unreadable_file_is_told_apart() {
    let fault = check_file(Broken, &[0; 32]).expect_err("unreadable");
    assert_eq!(fault.to_string(), "can't be read: bad sector");
    assert_eq!(std::error::Error::source(&fault).map(ToString::to_string).as_deref(), Some("bad sector"));
}
