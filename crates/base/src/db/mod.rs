//! The two databases behind one layer. Opened once, in `main`; capabilities never see it.
//!
//! SQL is written once, with `$1` arguments. What really differs stands as a token, see `dialect`.

mod dialect;
mod guards;
mod listen;
mod migrate;
mod moment;
mod pg;
mod sqlite;
mod tls;

pub use dialect::Dialect;
pub(crate) use listen::GREW;

use crate::error::{Error, Result};
use crate::list::census::Census;
use crate::row::{FromRow, Row};
use crate::val::Val;
use std::path::Path;

/// A database: SQLite in a folder of ours, or PostgreSQL elsewhere. Cheap to clone.
#[derive(Clone)]
pub struct Db {
    kind: Kind,
    /// What this process remembers of it.
    pub(crate) census: Census,
}

#[derive(Clone)]
enum Kind {
    Sqlite(sqlite::Sqlite),
    Pg(pg::Pg),
    Moment(moment::Moment),
}

/// A transaction that writes. Dropping it rolls back.
#[expect(clippy::large_enum_variant, reason = "one lives at a time, on the stack of its request")]
pub(crate) enum Tx {
    Sqlite(sqlite::Write),
    Pg(pg::Write),
}

impl Db {
    fn of(kind: Kind) -> Db {
        Db { kind, census: Census::default() }
    }

    /// Opens (and makes, if need be) an SQLite database file. It belongs to this process alone.
    pub fn sqlite(file: &Path) -> Result<Db> {
        Ok(Db::of(Kind::Sqlite(sqlite::Sqlite::open(file)?)))
    }

    /// Connects to PostgreSQL by an address such as `postgres://user@host/name`; encrypted with `?sslmode=require`.
    pub fn postgres(address: &str, connections: usize) -> Result<Db> {
        Ok(Db::of(Kind::Pg(pg::Pg::open(address, connections)?)))
    }

    /// Which of the two it is.
    pub fn dialect(&self) -> Dialect {
        match &self.kind {
            Kind::Sqlite(_) => Dialect::Sqlite,
            Kind::Pg(_) => Dialect::Pg,
            Kind::Moment(moment) => moment.dialect(),
        }
    }

    /// The database as it is at this moment, to be read only: whatever is read of it belongs together, however the
    /// house works on. Not to be kept for long, as it keeps what was replaced since from being cleared away.
    pub async fn moment(&self) -> Result<Db> {
        let moment = match &self.kind {
            Kind::Sqlite(db) => moment::Moment::of(moment::Held::Sqlite(db.hold()?)),
            Kind::Pg(db) => moment::Moment::of(moment::Held::Pg(db.hold().await?)),
            Kind::Moment(moment) => moment.clone(),
        };
        Ok(Db::of(Kind::Moment(moment)))
    }

    /// Brings the tables up to date under a lock, then rebuilds triggers.
    pub async fn migrate(&self) -> Result<()> {
        migrate::run(self).await
    }

    /// What should keep the log from being changed and doesn't: a line each.
    pub async fn guards(&self) -> Result<Vec<String>> {
        guards::missing(self).await
    }

    /// Makes room in memory for an import, which writes all over the indexes. Until the process ends.
    pub async fn expect_much(&self) -> Result<()> {
        match &self.kind {
            Kind::Sqlite(db) => db.expect_much().await,
            Kind::Pg(_) | Kind::Moment(_) => Ok(()),
        }
    }

    /// Calls `heard` whenever a node of this database says that the log grew, until the connection for it ends. Only
    /// a nudge: what isn't heard is found by looking. Never heard on SQLite, which has one process.
    pub async fn listen(&self, heard: impl Fn() + Send) -> Result<()> {
        match &self.kind {
            Kind::Sqlite(_) | Kind::Moment(_) => std::future::pending().await,
            Kind::Pg(db) => db.listen(heard).await,
        }
    }

    /// Whether it answers.
    pub async fn ping(&self) -> Result<()> {
        self.rows("SELECT 1", &[]).await.map(drop)
    }

    /// Reads outside any actor: for the parts of `base` that stand under the actors.
    pub(crate) async fn rows(&self, sql: &str, args: &[Val]) -> Result<Vec<Row>> {
        let sql = dialect::translate(self.dialect(), sql);
        match &self.kind {
            Kind::Sqlite(db) => db.rows(&sql, args),
            Kind::Pg(db) => db.rows(&sql, args).await,
            Kind::Moment(moment) => moment.rows(&sql, args).await,
        }
    }

    /// The rows of a statement, read into a type.
    pub(crate) async fn all<T: FromRow>(&self, sql: &str, args: &[Val]) -> Result<Vec<T>> {
        self.rows(sql, args).await?.iter_mut().map(T::from_row).collect()
    }

    /// The only row, if there is one.
    pub(crate) async fn maybe<T: FromRow>(&self, sql: &str, args: &[Val]) -> Result<Option<T>> {
        self.rows(sql, args).await?.first_mut().map(T::from_row).transpose()
    }

    /// One statement that writes what isn't part of the record: sessions, throttles, jobs, cursors.
    /// Returns the number of rows.
    pub(crate) async fn run(&self, sql: &str, args: &[Val]) -> Result<u64> {
        let mut tx = self.begin().await?;
        let n = tx.run(sql, args).await?;
        tx.commit().await?;
        Ok(n)
    }

    pub(crate) async fn begin(&self) -> Result<Tx> {
        Ok(match &self.kind {
            Kind::Sqlite(db) => Tx::Sqlite(db.begin().await?),
            Kind::Pg(db) => Tx::Pg(db.begin().await?),
            Kind::Moment(_) => return Err(Error::internal("a moment that is over isn't written to")),
        })
    }

    /// Prepares a statement without running it: the suite does so with every statement there is.
    pub async fn prepare(&self, sql: &str) -> Result<()> {
        let sql = dialect::translate(self.dialect(), sql);
        match &self.kind {
            Kind::Sqlite(db) => db.prepare(&sql),
            Kind::Pg(db) => db.prepare(&sql).await,
            Kind::Moment(_) => Ok(()),
        }
    }

    /// The work that a statement takes, in steps of SQLite's machine; none on PostgreSQL.
    pub fn steps(&self, sql: &str, args: &[Val]) -> Result<Option<i64>> {
        let sql = dialect::translate(self.dialect(), sql);
        match &self.kind {
            Kind::Sqlite(db) => db.steps(&sql, args).map(Some),
            Kind::Pg(_) | Kind::Moment(_) => Ok(None),
        }
    }
}

impl Tx {
    pub(crate) fn dialect(&self) -> Dialect {
        match self {
            Tx::Sqlite(_) => Dialect::Sqlite,
            Tx::Pg(_) => Dialect::Pg,
        }
    }

    pub(crate) async fn rows(&mut self, sql: &str, args: &[Val]) -> Result<Vec<Row>> {
        let sql = dialect::translate(self.dialect(), sql);
        match self {
            Tx::Sqlite(tx) => tx.rows(&sql, args),
            Tx::Pg(tx) => tx.rows(&sql, args).await,
        }
    }

    pub(crate) async fn all<T: FromRow>(&mut self, sql: &str, args: &[Val]) -> Result<Vec<T>> {
        self.rows(sql, args).await?.iter_mut().map(T::from_row).collect()
    }

    pub(crate) async fn maybe<T: FromRow>(&mut self, sql: &str, args: &[Val]) -> Result<Option<T>> {
        self.rows(sql, args).await?.first_mut().map(T::from_row).transpose()
    }

    pub(crate) async fn run(&mut self, sql: &str, args: &[Val]) -> Result<u64> {
        let sql = dialect::translate(self.dialect(), sql);
        match self {
            Tx::Sqlite(tx) => tx.run(&sql, args),
            Tx::Pg(tx) => tx.run(&sql, args).await,
        }
    }

    /// Several statements without arguments, as migrations have them.
    pub(crate) async fn batch(&mut self, sql: &str) -> Result<()> {
        match self {
            Tx::Sqlite(tx) => tx.batch(sql),
            Tx::Pg(tx) => tx.batch(sql).await,
        }
    }

    pub(crate) async fn commit(self) -> Result<()> {
        match self {
            Tx::Sqlite(tx) => tx.commit(),
            Tx::Pg(tx) => tx.commit().await,
        }
    }
}

/// The breach of a uniqueness rule, or something internal.
fn breach(rule: Option<String>, other: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    rule.map_or_else(|| Error::internal(other), Error::Taken)
}
