//! Stored files against the hash that names them.

use verify::{FileChecker, FileFault};

fn check(content: &[u8], hash: &[u8; 32]) -> Result<(), FileFault> {
    let mut checker = FileChecker::new();
    content.chunks(777).for_each(|piece| checker.push(piece));
    checker.finish(hash)
}

#[test]
fn a_whole_file_passes_and_a_flipped_bit_is_found() {
    let mut content: Vec<u8> = (0..300_000_u32).map(|n| n.to_le_bytes()[0]).collect();
    let hash = *blake3::hash(&content).as_bytes();
    check(&content, &hash).expect("whole");
    content[299_999] ^= 1;
    let flipped = *blake3::hash(&content).as_bytes();
    let fault = check(&content, &hash).expect_err("a flipped bit");
    assert_eq!(fault, FileFault { found: flipped });
    assert!(fault.to_string().starts_with("has the hash "));
    assert!(check(&content[..299_999], &hash).is_err(), "cut short");
    assert!(check(&[], &hash).is_err(), "empty");
}
