//! The database as it was at one moment, read by one connection in one transaction that writes nothing.

use super::{Dialect, pg, sqlite};
use crate::error::Result;
use crate::row::Row;
use crate::val::Val;
use std::sync::Arc;
use tokio::sync::Mutex;

#[derive(Clone)]
pub(super) struct Moment {
    dialect: Dialect,
    held: Arc<Mutex<Held>>,
}

pub(super) enum Held {
    Sqlite(sqlite::Held),
    Pg(pg::Write),
}

impl Moment {
    pub fn of(held: Held) -> Moment {
        let dialect = match held {
            Held::Sqlite(_) => Dialect::Sqlite,
            Held::Pg(_) => Dialect::Pg,
        };
        Moment { dialect, held: Arc::new(Mutex::new(held)) }
    }

    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    pub async fn rows(&self, sql: &str, args: &[Val]) -> Result<Vec<Row>> {
        match &mut *self.held.lock().await {
            Held::Sqlite(held) => held.rows(sql, args),
            Held::Pg(held) => held.rows(sql, args).await,
        }
    }
}
