//! Passwords: what is good enough, and how they are kept.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use base::web::Read;
use base::{Error, Result};
use std::sync::OnceLock;
use texts::people as t;

/// Words that many passwords are made of.
const COMMON: &[&str] = &[
    "password",
    "adgangskode",
    "kodeord",
    "qwerty",
    "asdfgh",
    "zxcvbn",
    "123456",
    "abcdef",
    "velkommen",
    "welcome",
    "sommer",
    "vinter",
    "danmark",
    "iloveyou",
    "letmein",
    "administrator",
    "ringbind",
    "hemmelig",
    "1q2w3e",
    "fodbold",
    "kommune",
];

/// Reads a new password: at least 12 characters, not among the commonly used, not made of the person's own names.
pub fn read(read: &mut Read<'_>, text: &str, own: &[&str]) -> String {
    let n = text.chars().count();
    if n < 12 {
        read.fault("password", t::password_short);
    } else if n > 200 {
        read.fault("password", t::password_long);
    } else if common(text, own) {
        read.fault("password", t::password_common);
    }
    text.to_owned()
}

fn common(text: &str, own: &[&str]) -> bool {
    let lower = text.to_lowercase();
    let mut rest = lower.clone();
    for word in COMMON.iter().copied().chain(own.iter().copied()).filter(|w| w.chars().count() > 2) {
        rest = rest.replace(&word.to_lowercase(), "");
    }
    let letters: std::collections::BTreeSet<char> = lower.chars().collect();
    let steps = lower.chars().zip(lower.chars().skip(1)).filter(|(a, b)| (*b as i64 - *a as i64).abs() <= 1).count();
    // What is left besides common words must itself be more than a year or a mark.
    letters.len() < 5 || rest.chars().count() < 8 || steps + 4 > lower.chars().count()
}

/// The hash that is kept (Argon2id). Takes its time, so it runs beside the others.
pub async fn hash(text: &str) -> Result<String> {
    let text = text.to_owned();
    tokio::task::spawn_blocking(move || {
        Argon2::default().hash_password(text.as_bytes()).map(|h| h.to_string()).map_err(|e| Error::internal(e.to_string()))
    })
    .await
    .map_err(Error::internal)?
}

/// Whether the password is the one kept. Without a kept one the same work is done, for nothing.
pub async fn matches(text: &str, kept: Option<&str>) -> Result<bool> {
    static NOTHING: OnceLock<String> = OnceLock::new();
    let (text, kept) = (text.to_owned(), kept.map(str::to_owned));
    tokio::task::spawn_blocking(move || {
        let real = kept.is_some();
        let kept = kept.unwrap_or_else(|| {
            NOTHING.get_or_init(|| Argon2::default().hash_password(b"nobody has this").map(|h| h.to_string()).unwrap_or_default()).clone()
        });
        let right = PasswordHash::new(&kept).is_ok_and(|hash| Argon2::default().verify_password(text.as_bytes(), &hash).is_ok());
        real && right
    })
    .await
    .map_err(Error::internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_ones_are_refused() {
        for bad in ["password1234", "aaaaaaaaaaaaaa", "Sommer2026!!", "abcdefghijklmnop", "mette.rahbek1", "123456123456"] {
            assert!(common(bad, &["mette.rahbek"]), "{bad}");
        }
        for good in ["grøn cykel ved havet", "T7-kvist-Bord-91", "correct horse battery"] {
            assert!(!common(good, &["mette.rahbek"]), "{good}");
        }
    }
}
