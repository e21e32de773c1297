//! Settings of an installation: a TOML file, then the environment, then flags. Unknown keys are errors.

use base::blob::S3;
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
    /// Connections to PostgreSQL, at most.
    pub connections: usize,
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
    /// Seconds from the signal to stop until nobody is listened to any more.
    pub drain: u64,
    pub files: Files,
    pub smtp: Smtp,
}

/// Where files are kept; without a store, in the folder `files` below `data`.
#[derive(Debug, Clone, Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub struct Files {
    /// `s3://bucket/prefix`.
    pub store: String,
    /// The store's address; empty for Amazon's.
    pub endpoint: String,
    pub region: String,
    pub access_key: String,
    pub secret_key: String,
    /// The store may be spoken to without TLS.
    pub allow_http: bool,
}

impl Files {
    /// The store, if one is set; or what is wrong with it.
    pub fn s3(&self) -> Result<Option<S3>, String> {
        if self.store.is_empty() {
            let others = [("endpoint", &self.endpoint), ("access_key", &self.access_key), ("secret_key", &self.secret_key)];
            return match others.iter().find(|(_, value)| !value.is_empty()) {
                Some((key, _)) => Err(format!("files.{key} is set without files.store")),
                None => Ok(None),
            };
        }
        let (bucket, prefix) = S3::place(&self.store).ok_or("files.store: s3://bucket or s3://bucket/prefix is expected")?;
        match self.endpoint.split_once("://") {
            None if self.endpoint.is_empty() => {}
            Some(("https", _)) => {}
            Some(("http", _)) if self.allow_http => {}
            Some(("http", _)) => return Err("files.endpoint: without TLS only where files.allow_http is true".to_owned()),
            _ => return Err("files.endpoint: https://host or http://host is expected".to_owned()),
        }
        if self.access_key.is_empty() != self.secret_key.is_empty() {
            return Err("files.access_key and files.secret_key are set together".to_owned());
        }
        Ok(Some(S3 {
            bucket: bucket.to_owned(),
            prefix: prefix.to_owned(),
            endpoint: self.endpoint.trim_end_matches('/').to_owned(),
            region: self.region.clone(),
            access_key: self.access_key.clone(),
            secret_key: self.secret_key.clone(),
            allow_http: self.allow_http,
        }))
    }
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
            connections: 24,
            public_url: String::new(),
            behind_proxy: false,
            log: "text".into(),
            upload_limit: 2 << 30,
            idle_minutes: 720,
            search_patience: 1500,
            client_timeout: 60,
            drain: 0,
            files: Files::default(),
            smtp: Smtp::default(),
        }
    }
}

/// Every key with what it is for, in the order of `config check`.
pub const KEYS: &[(&str, &str)] = &[
    ("listen", "address and port to listen on"),
    ("data", "folder for the embedded database, files, search index and mail"),
    ("database", "postgres://… for PostgreSQL; empty for the embedded database"),
    ("connections", "connections to PostgreSQL, at most; each node has so many of its own"),
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
    ("drain", "seconds from the signal to stop until nobody is listened to: more than the proxy takes to see that /health/ready says no"),
    ("files.store", "s3://bucket/prefix for a store that several nodes share; empty: the folder files below data"),
    ("files.endpoint", "https://host:port of the store; empty for Amazon's"),
    ("files.region", "its region; empty: us-east-1"),
    ("files.access_key", "who we are there; empty: what AWS_… in the environment or the machine's role gives"),
    ("files.secret_key", "the secret that belongs to it"),
    ("files.allow_http", "true where the store is spoken to without TLS"),
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
        if let Some(key) =
            name.strip_prefix("RINGBIND_").filter(|k| !matches!(*k, "CONFIG" | "LOG_FILTER" | "TEST_PG" | "TEST_S3" | "TEST_KEEP"))
        {
            let key = key.to_lowercase().replace("__", ".");
            set(&mut table, &key, &value).map_err(|e| format!("{name}: {e}"))?;
        }
    }
    for (key, value) in flags {
        set(&mut table, key, value)?;
    }
    let config: Config = table.try_into().map_err(|e: toml::de::Error| e.message().to_owned())?;
    config.files.s3()?;
    Ok(config)
}

/// What a key is set to, as `config check` shows it: never a secret.
pub fn value(config: &Config, key: &str) -> String {
    let hidden = |secret: &str| if secret.is_empty() { String::new() } else { "(set)".to_owned() };
    match key {
        "listen" => config.listen.clone(),
        "data" => config.data.display().to_string(),
        "database" if config.database.is_empty() => "(embedded)".into(),
        "database" => "(set)".into(),
        "connections" => config.connections.to_string(),
        "public_url" => config.public_url.clone(),
        "behind_proxy" => config.behind_proxy.to_string(),
        "log" => config.log.clone(),
        "upload_limit" => config.upload_limit.to_string(),
        "idle_minutes" => config.idle_minutes.to_string(),
        "search_patience" => config.search_patience.to_string(),
        "client_timeout" => config.client_timeout.to_string(),
        "drain" => config.drain.to_string(),
        "files.store" => config.files.store.clone(),
        "files.endpoint" => config.files.endpoint.clone(),
        "files.region" => config.files.region.clone(),
        "files.access_key" => config.files.access_key.clone(),
        "files.secret_key" => hidden(&config.files.secret_key),
        "files.allow_http" => config.files.allow_http.to_string(),
        "smtp.host" => config.smtp.host.clone(),
        "smtp.port" => config.smtp.port.to_string(),
        "smtp.security" => config.smtp.security.clone(),
        "smtp.user" => config.smtp.user.clone(),
        "smtp.password" => hidden(&config.smtp.password),
        "smtp.from" => config.smtp.from.clone(),
        _ => String::new(),
    }
}

fn set(table: &mut toml::Table, key: &str, value: &str) -> Result<(), String> {
    if !KEYS.iter().any(|(known, _)| *known == key) {
        return Err(format!("unknown key {key}"));
    }
    let typed = match key {
        "behind_proxy" | "files.allow_http" => toml::Value::Boolean(value.parse().map_err(|_| "true or false is expected")?),
        "connections" | "upload_limit" | "idle_minutes" | "search_patience" | "client_timeout" | "drain" | "smtp.port" => {
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

    fn with(env: &[(&str, &str)]) -> Result<Config, String> {
        load(None, env.iter().map(|(name, value)| (format!("RINGBIND_{name}"), (*value).to_owned())), &[])
    }

    #[test]
    fn a_store_is_set_whole_or_refused() {
        let key = [("FILES__ACCESS_KEY", "who"), ("FILES__SECRET_KEY", "hush")];
        let mut all =
            vec![("FILES__STORE", "s3://files/a/b"), ("FILES__ENDPOINT", "http://127.0.0.1:9000/"), ("FILES__ALLOW_HTTP", "true")];
        all.extend(key);
        let config = with(&all).expect("valid");
        let s3 = config.files.s3().expect("valid").expect("set");
        assert_eq!((s3.bucket.as_str(), s3.prefix.as_str(), s3.endpoint.as_str()), ("files", "a/b", "http://127.0.0.1:9000"));
        assert!(KEYS.iter().all(|(key, _)| !value(&config, key).contains("hush")));
        for (wrong, said) in [
            (vec![("FILES__STORE", "files")], "files.store: s3://"),
            (vec![("FILES__STORE", "s3://files"), ("FILES__ENDPOINT", "http://127.0.0.1:9000")], "files.allow_http"),
            (vec![("FILES__STORE", "s3://files"), ("FILES__ENDPOINT", "127.0.0.1")], "files.endpoint"),
            (vec![("FILES__STORE", "s3://files"), key[0]], "together"),
            (vec![key[1]], "without files.store"),
            (vec![("FILES__BUCKET", "files")], "unknown key files.bucket"),
        ] {
            let error = with(&wrong).expect_err("refused");
            assert!(error.contains(said), "{error}");
        }
    }

    #[test]
    fn every_key_can_be_set_and_is_shown() {
        for (key, _) in KEYS.iter().filter(|(key, _)| !key.starts_with("files.") && *key != "database") {
            let to = if with(&[(&key.replace('.', "__").to_uppercase(), "7")]).is_ok() { "7" } else { "true" };
            let config = with(&[(&key.replace('.', "__").to_uppercase(), to)]).unwrap_or_else(|e| panic!("{key}: {e}"));
            assert!([to, "(set)"].contains(&value(&config, key).as_str()), "{key}");
        }
    }
}
