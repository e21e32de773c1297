//! Whether the triggers that keep the log append-only stand as the schema says.

use super::dialect;
use super::{Db, Dialect, Tx};
use crate::error::Result;

const SCHEMA: &str = include_str!("../../../../schema/event_guard.sql");

/// On PostgreSQL: trigger, table, when it fires.
const TRIGGERS: [(&str, &str, &str); 4] = [
    ("event_guard", "event", "BEFORE DELETE OR UPDATE"),
    ("event_guard_all", "event", "BEFORE TRUNCATE"),
    ("event_chain_guard", "event_chain", "BEFORE DELETE OR UPDATE"),
    ("event_chain_guard_all", "event_chain", "BEFORE TRUNCATE"),
];

/// A line for each that is missing, switched off or another.
pub(super) async fn missing(db: &Db) -> Result<Vec<String>> {
    match db.dialect() {
        Dialect::Sqlite => sqlite(db).await,
        Dialect::Pg => postgres(db).await,
    }
}

fn words(sql: &str) -> String {
    sql.replace("IF NOT EXISTS", "").split_whitespace().collect::<Vec<_>>().join(" ").trim_end_matches(';').to_owned()
}

fn said(name: &str) -> String {
    format!("guard: the trigger {name}, which keeps the log from being changed, is missing or another")
}

async fn sqlite(db: &Db) -> Result<Vec<String>> {
    let stand: Vec<(String,)> = db.all("SELECT sql FROM sqlite_master WHERE type = 'trigger'", &[]).await?;
    let stand: Vec<String> = stand.iter().map(|(sql,)| words(sql)).collect();
    let wanted = dialect::lines_for(Dialect::Sqlite, SCHEMA);
    let all = wanted.lines().map(words).filter(|line| line.starts_with("CREATE TRIGGER"));
    Ok(all.filter(|line| !stand.contains(line)).map(|line| said(line.split(' ').nth(2).unwrap_or_default())).collect())
}

const STANDING: &str =
    "SELECT t.tgname::text AS name, c.relname::text AS of, t.tgenabled::text AS enabled, pg_get_triggerdef(t.oid) AS def, p.prosrc AS does
     FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
     WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace";

/// Name, table, whether it is on, definition, what it does.
type Standing = (String, String, String, String, String);

fn stands(stand: &[Standing], (name, of, fires): &(&str, &str, &str)) -> bool {
    stand.iter().any(|(n, table, enabled, def, does)| {
        n == name && table == of && enabled == "O" && def.contains(fires) && does.contains("RAISE EXCEPTION 'the log is append-only'")
    })
}

async fn postgres(db: &Db) -> Result<Vec<String>> {
    let stand: Vec<Standing> = db.all(STANDING, &[]).await?;
    Ok(TRIGGERS.iter().filter(|one| !stands(&stand, one)).map(|(name, ..)| said(name)).collect())
}

/// Whether all triggers stand, as a transaction on PostgreSQL sees them: these and the one that holds keys.
pub(super) async fn stand(tx: &mut Tx) -> Result<bool> {
    let stand: Vec<Standing> = tx.all(STANDING, &[]).await?;
    let held = stand.iter().any(|(name, of, enabled, ..)| name == "key_held" && of == "cases" && enabled == "O");
    Ok(held && TRIGGERS.iter().all(|one| stands(&stand, one)))
}
