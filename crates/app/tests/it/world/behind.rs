//! What one does who keeps the database and the files, behind the program's back.

use super::{World, address};
use base::{Dialect, Val};
use std::path::PathBuf;

const GUARDS: &str = include_str!("../../../../../schema/event_guard.sql");

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

fn literal(value: &Val, dialect: Dialect) -> String {
    let pg = dialect == Dialect::Pg;
    match value {
        Val::Null => "NULL".into(),
        Val::Bool(v) => if *v { "TRUE" } else { "FALSE" }.into(),
        Val::Int(v) => v.to_string(),
        Val::Real(v) => v.to_string(),
        Val::Text(v) => format!("'{}'", v.replace('\'', "''")),
        Val::Bytes(v) if pg => format!("'\\x{}'::bytea", hex(v)),
        Val::Bytes(v) => format!("X'{}'", hex(v)),
        Val::Uuid(v) if pg => format!("'{v}'::uuid"),
        Val::Uuid(v) => format!("X'{}'", v.simple()),
        Val::Time(v) if pg => format!("'{v}'::timestamptz"),
        Val::Time(v) => v.as_microsecond().to_string(),
    }
}

impl World {
    fn dialect(&self) -> Dialect {
        self.house.db.dialect()
    }

    /// Statements as they are, in one transaction.
    pub async fn raw(&self, sql: &str) {
        match &self.database {
            Some(name) => {
                let (client, connection) = tokio_postgres::connect(&address(name), tokio_postgres::NoTls).await.expect("a connection");
                let talking = tokio::spawn(connection);
                client.batch_execute(sql).await.unwrap_or_else(|e| panic!("{sql}: {e:?}"));
                drop(client);
                talking.await.expect("ended").expect("ended well");
            }
            None => {
                let db = rusqlite::Connection::open(self.folder.join("ringbind.db")).expect("opened");
                db.busy_timeout(std::time::Duration::from_secs(20)).expect("set");
                db.execute_batch(&format!("PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE; {sql}; COMMIT;"))
                    .unwrap_or_else(|e| panic!("{sql}: {e}"));
            }
        }
    }

    /// Statements with what keeps the log taken away and put back.
    pub async fn unbound(&self, all: &[(&str, Vec<Val>)]) {
        let pg = self.dialect() == Dialect::Pg;
        let mut sql = String::new();
        for table in ["event", "event_chain"] {
            if pg {
                sql.push_str(&format!("ALTER TABLE {table} DISABLE TRIGGER USER;\n"));
            } else {
                ["update", "delete"].iter().for_each(|what| sql.push_str(&format!("DROP TRIGGER {table}_no_{what};\n")));
            }
        }
        for (one, args) in all {
            let mut one = one.replace("{over}", if pg { "OVERRIDING SYSTEM VALUE" } else { "" });
            for (n, value) in args.iter().enumerate().rev() {
                one = one.replace(&format!("${}", n + 1), &literal(value, self.dialect()));
            }
            sql.push_str(&one);
            sql.push_str(";\n");
        }
        if pg {
            ["event", "event_chain"].iter().for_each(|table| sql.push_str(&format!("ALTER TABLE {table} ENABLE TRIGGER USER;\n")));
        } else {
            sql.push_str(GUARDS.split_once("--sqlite").expect("a part of its own").1);
        }
        self.raw(&sql).await;
    }

    /// Where a stored file lies.
    pub fn file_of(&self, hex: &str) -> PathBuf {
        self.folder.join("files").join(&hex[..2]).join(&hex[2..4]).join(hex)
    }
}
