//! The words after a command: `--name value`.

use crate::load::Options;
use crate::server::Fallible;
use std::collections::HashMap;
use std::path::PathBuf;

/// What was given.
pub struct Flags(HashMap<String, String>);

impl Flags {
    /// Reads them; a name that isn't among those known is an error.
    pub fn read(words: &[&str], known: &[&str]) -> Fallible<Flags> {
        let mut found = HashMap::new();
        for pair in words.chunks(2) {
            let (name, value) = match pair {
                [name, value] => (name.strip_prefix("--").unwrap_or_default(), value),
                _ => return Err(format!("{}: a value is missing", pair[0]).into()),
            };
            if !known.contains(&name) {
                return Err(format!("{}: one of {}", pair[0], known.join(", ")).into());
            }
            found.insert(name.to_owned(), (*value).to_owned());
        }
        Ok(Flags(found))
    }

    /// A text, if it was given.
    pub fn text(&self, name: &str) -> Option<String> {
        self.0.get(name).cloned()
    }

    /// A text that must be given.
    pub fn needed(&self, name: &str) -> Fallible<String> {
        self.text(name).ok_or_else(|| format!("--{name} is missing").into())
    }

    /// A number, or what stands for it.
    pub fn number(&self, name: &str, otherwise: usize) -> Fallible<usize> {
        match self.0.get(name) {
            Some(text) => text.parse().map_err(|_| format!("--{name} {text}: a whole number").into()),
            None => Ok(otherwise),
        }
    }
}

/// The flags of `load`.
pub const LOAD: &[&str] = &["data", "database", "cases", "documents", "users", "groups", "seed", "corpus"];

/// What to load by the flags.
pub fn options(words: &[&str]) -> Fallible<Options> {
    let flags = Flags::read(words, LOAD)?;
    let cases = flags.number("cases", 1000)?.max(10);
    Ok(Options {
        data: PathBuf::from(flags.needed("data")?),
        database: flags.text("database").unwrap_or_default(),
        cases,
        documents: flags.number("documents", cases * 10)?,
        users: flags.number("users", 2000)?.max(1),
        groups: flags.number("groups", 300)?.max(4),
        seed: flags.number("seed", 42)? as u64,
        corpus: flags.text("corpus"),
    })
}
