//! Secrets that are shown once and kept as hashes.

use crate::clock::Ids;

const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// A new secret of 32 letters and digits (160 bits), and the hash that is kept of it.
pub fn new(ids: &Ids) -> (String, [u8; 32]) {
    let bytes: [u8; 32] = ids.bytes();
    let text: String = bytes.iter().map(|b| char::from(ALPHABET[usize::from(b % 32)])).collect();
    let hash = hash(&text);
    (text, hash)
}

/// The hash under which a secret is looked up.
pub fn hash(secret: &str) -> [u8; 32] {
    *blake3::hash(secret.as_bytes()).as_bytes()
}
