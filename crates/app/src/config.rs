//! Settings of an installation: a TOML file, then the environment, then flags. Unknown keys are errors.

use serde::Deserialize;
use std::path::{Path, PathBuf};

/// What an operator may set; the comments are what `ringbind config check` prints.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Address and port to listen on.
    pub listen: String,
    /// The folder for the embedded database, files, index and mail.
    pub data: PathBuf,
    /// `postgres://…` for PostgreSQL; empty for the embedded database.
    pub database: String,
    /// The address people use, as it begins links in mails.
    pub public_url: String,
    /// Behind a reverse proxy of yours: X-Forwarded-For names the client.
    pub behind_proxy: bool,
    /// `text` or `json`.
    pub log: String,
    /// The largest upload, in bytes.
    pub upload_limit: u64,
    /// Minutes without use after which a session ends.
    pub idle_minutes: i64,
    /// Milliseconds that a search waits for the index to hold what was just saved.
    pub search_patience: u64,
    /// Seconds that a client may take for the head of a request and between two pieces of its body.
    pub client_timeout: u64,
    pub smtp: Smtp,
}

/// Outgoing mail; without a host, mails are written to the folder `mail` below `data`.
#[derive(Debug, Clone, Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub struct Smtp {
    pub host: String,
    pub port: u16,
    /// `none`, `starttls` or `tls`.
    pub security: String,
    pub user: String,
    pub password: String,
    /// The sender of the system's mails.
    pub from: String,
}

impl Default for Config {
    fn default() -> Config {
        Config {
            listen: "127.0.0.1:8080".into(),
            data: "data".into(),
            database: String::new(),
            public_url: String::new(),
            behind_proxy: false,
            log: "text".into(),
            upload_limit: 2 << 30,
            idle_minutes: 720,
            search_patience: 1500,
            client_timeout: 60,
            smtp: Smtp::default(),
        }
    }
}

/// Every key with what it is for, in the order of `config check`.
pub const KEYS: &[(&str, &str)] = &[
    ("listen", "address and port to listen on"),
    ("data", "folder for the embedded database, files, search index and mail"),
    ("database", "postgres://… for PostgreSQL; empty for the embedded database"),
    ("public_url", "the address people use; begins the links in mails"),
    ("behind_proxy", "true behind a reverse proxy of yours that sets X-Forwarded-For"),
    ("log", "text or json"),
    ("upload_limit", "the largest upload, in bytes"),
    ("idle_minutes", "minutes without use after which a session ends"),
    ("search_patience", "milliseconds that a search waits for the index to hold what was just saved"),
    (
        "client_timeout",
        "seconds that a client may take for the head of a request and between two pieces of its body; so long an unused connection is kept",
    ),
    ("smtp.host", "mail server; empty: mails are written to the folder mail below data"),
    ("smtp.port", "its port"),
    ("smtp.security", "none, starttls or tls"),
    ("smtp.user", "user name, if it asks for one"),
    ("smtp.password", "password"),
    ("smtp.from", "sender of the system's mails"),
];

/// Reads the file (if there is one), the environment `RINGBIND_…` (`RINGBIND_SMTP__HOST` for `smtp.host`)
/// and flags given as key and value.
pub fn load(file: Option<&Path>, env: impl Iterator<Item = (String, String)>, flags: &[(&str, String)]) -> Result<Config, String> {
    let mut table = match file {
        Some(path) => std::fs::read_to_string(path)
            .map_err(|e| format!("{}: {e}", path.display()))?
            .parse::<toml::Table>()
            .map_err(|e| format!("{}: {e}", path.display()))?,
        None => toml::Table::new(),
    };
    for (name, value) in env {
        if let Some(key) = name.strip_prefix("RINGBIND_").filter(|k| !matches!(*k, "CONFIG" | "LOG_FILTER" | "TEST_PG" | "TEST_KEEP")) {
            let key = key.to_lowercase().replace("__", ".");
            set(&mut table, &key, &value).map_err(|e| format!("{name}: {e}"))?;
        }
    }
    for (key, value) in flags {
        set(&mut table, key, value)?;
    }
    table.try_into().map_err(|e: toml::de::Error| e.message().to_owned())
}

fn set(table: &mut toml::Table, key: &str, value: &str) -> Result<(), String> {
    if !KEYS.iter().any(|(known, _)| *known == key) {
        return Err(format!("unknown key {key}"));
    }
    let typed = match key {
        "behind_proxy" => toml::Value::Boolean(value.parse().map_err(|_| "true or false is expected")?),
        "upload_limit" | "idle_minutes" | "search_patience" | "client_timeout" | "smtp.port" => {
            toml::Value::Integer(value.parse().map_err(|_| "a number is expected")?)
        }
        _ => toml::Value::String(value.to_owned()),
    };
    match key.split_once('.') {
        None => drop(table.insert(key.to_owned(), typed)),
        Some((section, key)) => {
            let inner = table.entry(section).or_insert_with(|| toml::Value::Table(toml::Table::new()));
            inner.as_table_mut().ok_or("a section is expected")?.insert(key.to_owned(), typed);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_win_over_the_environment() {
        let env = [("RINGBIND_LISTEN".to_owned(), "127.0.0.1:1".to_owned()), ("RINGBIND_SMTP__PORT".to_owned(), "25".to_owned())];
        let config = load(None, env.into_iter(), &[("listen", "127.0.0.1:2".into())]).expect("valid");
        assert_eq!((config.listen.as_str(), config.smtp.port), ("127.0.0.1:2", 25));
    }

    #[test]
    fn unknown_keys_are_refused() {
        let env = [("RINGBIND_LISTNE".to_owned(), "x".to_owned())];
        assert_eq!(load(None, env.into_iter(), &[]).expect_err("refused"), "RINGBIND_LISTNE: unknown key listne");
        let file = std::env::temp_dir().join(format!("ringbind-config-{}.toml", std::process::id()));
        std::fs::write(&file, "lisen = \"x\"").expect("written");
        assert!(load(Some(&file), std::iter::empty(), &[]).expect_err("refused").contains("unknown field"));
        std::fs::remove_file(&file).expect("removed");
    }
}
