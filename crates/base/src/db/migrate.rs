//! Forward only, each in a transaction, under a lock; a file that changed since it ran is refused.

use super::{Db, Dialect, Tx, dialect, guards};
use crate::args;
use crate::error::{Error, Result};

struct File {
    name: &'static str,
    sql: &'static str,
}

macro_rules! files {
    ($folder:literal: $($name:literal),* $(,)?) => {
        &[$(File { name: $name, sql: include_str!(concat!("../../../../", $folder, "/", $name)) }),*]
    };
}

const MIGRATIONS: &[File] = files!("migrations":
    "0001_people.sql",
    "0002_log.sql",
    "0003_plans_and_templates.sql",
    "0004_cases.sql",
    "0005_documents.sql",
    "0006_security_log.sql",
    "0007_journal.sql",
    "0008_api.sql",
    "0009_log_by_time.sql",
    "0010_case_counts.sql",
    "0011_several_nodes.sql",
    "0012_case_places.sql",
);

/// Stands among the migrations for all of them.
const TRIGGERS: &str = "triggers";

const SCHEMA: &[File] = files!("schema": "event_guard.sql", "key_held.sql");

pub(super) async fn run(db: &Db) -> Result<()> {
    let mut tx = db.begin().await?;
    if db.dialect() == Dialect::Pg {
        tx.batch("SELECT pg_advisory_xact_lock(7219364011)").await?;
    }
    tx.batch("CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY, hash TEXT NOT NULL)").await?;
    let done: Vec<(String, String)> = tx.all("SELECT name, hash FROM migration ORDER BY name", &[]).await?;
    for file in MIGRATIONS {
        let hash = blake3::hash(file.sql.as_bytes()).to_hex().to_string();
        match done.iter().find(|(name, _)| name == file.name) {
            Some((_, then)) if *then == hash => {}
            Some(_) => return Err(Error::internal(format!("{} is not the file that ran here before", file.name))),
            None => {
                let sql = dialect::lines_for(db.dialect(), file.sql);
                tx.batch(&dialect::replace(db.dialect(), &sql)).await?;
                tx.run("INSERT INTO migration (name, hash) VALUES ($1, $2)", &args![file.name, hash]).await?;
                tracing::info!(name = file.name, "migrated");
            }
        }
    }
    if let Some((name, _)) = done.iter().find(|(name, _)| name != TRIGGERS && MIGRATIONS.iter().all(|file| file.name != name)) {
        return Err(Error::internal(format!("the database is newer than this program: {name}")));
    }
    triggers(db, &mut tx, &done).await?;
    tx.commit().await
}

/// Makes the triggers anew; not where they stand as this program makes them, since that would keep everybody from the
/// tables for a moment, while other nodes work.
async fn triggers(db: &Db, tx: &mut Tx, done: &[(String, String)]) -> Result<()> {
    let hash = SCHEMA.iter().fold(blake3::Hasher::new(), |mut all, file| {
        all.update(file.sql.as_bytes());
        all
    });
    let hash = hash.finalize().to_hex().to_string();
    let same = done.iter().any(|(name, then)| name == TRIGGERS && *then == hash);
    if same && db.dialect() == Dialect::Pg && guards::stand(tx).await? {
        return Ok(());
    }
    for file in SCHEMA {
        tx.batch(&dialect::lines_for(db.dialect(), file.sql)).await?;
    }
    let sql = "INSERT INTO migration (name, hash) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET hash = excluded.hash";
    tx.run(sql, &args![TRIGGERS, hash]).await.map(drop)
}
