//! The few real differences between the two databases.
//!
//! | token | PostgreSQL | SQLite |
//! | --- | --- | --- |
//! | `$1` | `$1` | `?1` (SQLite numbers `$1` by appearance) |
//! | `{lock}` | `FOR UPDATE` | nothing: one writer at a time |
//! | `{stay}` | `FOR SHARE`: the row stays as it is until the end | nothing |
//! | `{skip}` | `FOR UPDATE SKIP LOCKED` | nothing |
//! | `{tx}` | the transaction's number | 0: rows already stand in commit order |
//! | `{done}` | only what every older transaction has finished before | always true |
//! | `{each}` | `OFFSET 0`: asked for each row, never of all rows that the actor may see, which grow with the house | nothing: it never does otherwise |
//! | `{identity}` | an identity column | `INTEGER PRIMARY KEY AUTOINCREMENT` |
//! | `{clustered}` | nothing | `WITHOUT ROWID` |

use parking_lot::RwLock;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

/// Which database it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dialect {
    Sqlite,
    Pg,
}

/// Statements by database and text.
type Known = HashMap<(Dialect, String), Arc<str>>;

static KNOWN: LazyLock<RwLock<Known>> = LazyLock::new(RwLock::default);

/// The statement in the words of one database; remembered, since statements are constants.
pub(super) fn translate(dialect: Dialect, sql: &str) -> Arc<str> {
    if dialect == Dialect::Pg && !sql.contains('{') {
        return Arc::from(sql);
    }
    let key = (dialect, sql.to_owned());
    if let Some(known) = KNOWN.read().get(&key) {
        return known.clone();
    }
    let text: Arc<str> = Arc::from(replace(dialect, sql));
    let mut known = KNOWN.write();
    if known.len() < 20_000 {
        known.insert(key, text.clone());
    }
    text
}

/// Replaces the tokens. Not remembered: for migrations.
pub(super) fn replace(dialect: Dialect, sql: &str) -> String {
    let tokens: [(&str, &str); 8] = match dialect {
        Dialect::Pg => [
            ("{lock}", "FOR UPDATE"),
            ("{stay}", "FOR SHARE"),
            ("{skip}", "FOR UPDATE SKIP LOCKED"),
            ("{tx}", "pg_current_xact_id()::text::bigint"),
            ("{done}", "tx < pg_snapshot_xmin(pg_current_snapshot())::text::bigint"),
            ("{each}", "OFFSET 0"),
            ("{identity}", "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY"),
            ("{clustered}", ""),
        ],
        Dialect::Sqlite => [
            ("{lock}", ""),
            ("{stay}", ""),
            ("{skip}", ""),
            ("{tx}", "0"),
            ("{done}", "TRUE"),
            ("{each}", ""),
            ("{identity}", "INTEGER PRIMARY KEY AUTOINCREMENT"),
            ("{clustered}", " WITHOUT ROWID"),
        ],
    };
    let mut text = sql.to_owned();
    for (token, meaning) in tokens {
        if text.contains(token) {
            text = text.replace(token, meaning);
        }
    }
    if dialect == Dialect::Sqlite { text.replace('$', "?") } else { text }
}

/// The lines of a file of statements that are for one database: a line `--pg` or `--sqlite` begins
/// what only that one gets, `--both` ends it.
pub(super) fn lines_for(dialect: Dialect, sql: &str) -> String {
    let mut wanted = true;
    let mut out = String::new();
    for line in sql.lines() {
        match line.trim() {
            "--both" => wanted = true,
            "--pg" => wanted = dialect == Dialect::Pg,
            "--sqlite" => wanted = dialect == Dialect::Sqlite,
            _ if wanted => {
                out.push_str(line);
                out.push('\n');
            }
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens() {
        let sql = "SELECT a FROM b WHERE c = $1 {lock}";
        assert_eq!(&*translate(Dialect::Pg, sql), "SELECT a FROM b WHERE c = $1 FOR UPDATE");
        assert_eq!(&*translate(Dialect::Sqlite, sql), "SELECT a FROM b WHERE c = ?1 ");
    }
}
