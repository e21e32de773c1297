//! SQLite through rusqlite (decision 0002). Reads run on the calling thread, from a stack of idle
//! connections; there is one writer, taken in turn.

use crate::error::{Error, Result};
use crate::row::Row;
use crate::val::Val;
use jiff::Timestamp;
use parking_lot::Mutex;
use rusqlite::config::DbConfig;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Mutex as AsyncMutex, OwnedMutexGuard};

#[derive(Clone)]
pub(super) struct Sqlite(Arc<Inner>);

struct Inner {
    file: PathBuf,
    idle: Mutex<Vec<Connection>>,
    writer: Arc<AsyncMutex<Connection>>,
}

pub(crate) struct Write {
    conn: OwnedMutexGuard<Connection>,
    open: bool,
}

/// A connection that sees one moment, until it is dropped.
pub(super) struct Held(Connection);

impl Held {
    pub(super) fn rows(&self, sql: &str, args: &[Val]) -> Result<Vec<Row>> {
        rows(&self.0, sql, args)
    }
}

fn connect(file: &Path, write: bool) -> Result<Connection> {
    let flags = if write { OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE } else { OpenFlags::SQLITE_OPEN_READ_WRITE };
    let conn = Connection::open_with_flags(file, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX).map_err(fault)?;
    conn.busy_timeout(Duration::from_secs(10)).map_err(fault)?;
    conn.set_prepared_statement_cache_capacity(512);
    // Else a statement whose plan looked at a value is planned anew at each use: ten times the work of a look-up.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map_err(fault)?;
    conn.execute_batch(if write {
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;"
    } else {
        "PRAGMA query_only = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -4000;"
    })
    .map_err(fault)?;
    Ok(conn)
}

impl Sqlite {
    pub(super) fn open(file: &Path) -> Result<Sqlite> {
        let writer = connect(file, true)?;
        Ok(Sqlite(Arc::new(Inner { file: file.to_owned(), idle: Mutex::default(), writer: Arc::new(AsyncMutex::new(writer)) })))
    }

    fn reading<T>(&self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let idle = self.0.idle.lock().pop();
        let conn = match idle {
            Some(conn) => conn,
            None => connect(&self.0.file, false)?,
        };
        let done = work(&conn);
        self.0.idle.lock().push(conn);
        done
    }

    pub(super) fn rows(&self, sql: &str, args: &[Val]) -> Result<Vec<Row>> {
        self.reading(|conn| rows(conn, sql, args))
    }

    pub(super) fn hold(&self) -> Result<Held> {
        let conn = connect(&self.0.file, false)?;
        // The moment is that of the first look.
        conn.execute_batch("BEGIN; SELECT count(*) FROM sqlite_schema").map_err(fault)?;
        Ok(Held(conn))
    }

    pub(super) fn prepare(&self, sql: &str) -> Result<()> {
        self.reading(|conn| conn.prepare(sql).map(drop).map_err(|e| Error::internal(format!("{e}: {sql}"))))
    }

    pub(super) fn steps(&self, sql: &str, args: &[Val]) -> Result<i64> {
        self.reading(|conn| {
            let mut stmt = conn.prepare(sql).map_err(fault)?;
            bind(&mut stmt, args)?;
            let mut found = stmt.raw_query();
            while found.next().map_err(fault)?.is_some() {}
            drop(found);
            Ok(stmt.get_status(rusqlite::StatementStatus::VmStep).into())
        })
    }

    pub(super) async fn expect_much(&self) -> Result<()> {
        self.0.writer.lock().await.execute_batch("PRAGMA cache_size = -800000").map_err(fault)
    }

    pub(super) async fn begin(&self) -> Result<Write> {
        let conn = self.0.writer.clone().lock_owned().await;
        conn.execute_batch("BEGIN IMMEDIATE").map_err(fault)?;
        Ok(Write { conn, open: true })
    }
}

impl Write {
    pub(super) fn rows(&mut self, sql: &str, args: &[Val]) -> Result<Vec<Row>> {
        rows(&self.conn, sql, args)
    }

    pub(super) fn run(&mut self, sql: &str, args: &[Val]) -> Result<u64> {
        let mut stmt = self.conn.prepare_cached(sql).map_err(fault)?;
        bind(&mut stmt, args)?;
        stmt.raw_execute().map(|n| n as u64).map_err(fault)
    }

    pub(super) fn batch(&mut self, sql: &str) -> Result<()> {
        self.conn.execute_batch(sql).map_err(fault)
    }

    pub(super) fn commit(mut self) -> Result<()> {
        self.conn.execute_batch("COMMIT").map_err(fault)?;
        self.open = false;
        Ok(())
    }
}

impl Drop for Write {
    fn drop(&mut self) {
        if self.open
            && let Err(error) = self.conn.execute_batch("ROLLBACK")
        {
            tracing::error!(%error, "roll back");
        }
    }
}

fn rows(conn: &Connection, sql: &str, args: &[Val]) -> Result<Vec<Row>> {
    let mut stmt = conn.prepare_cached(sql).map_err(fault)?;
    let names: Arc<[String]> = stmt.column_names().map(str::to_owned).collect();
    bind(&mut stmt, args)?;
    let mut found = stmt.raw_query();
    let began = tracing::enabled!(target: "statements", tracing::Level::TRACE).then(tokio::time::Instant::now);
    let mut rows = Vec::new();
    while let Some(row) = found.next().map_err(fault)? {
        let vals = (0..names.len()).map(|at| row.get_ref(at).map(val)).collect::<Result<_, _>>().map_err(fault)?;
        rows.push(Row { names: names.clone(), vals });
    }
    if let Some(began) = began {
        drop(found);
        let steps = stmt.reset_status(rusqlite::StatementStatus::VmStep);
        tracing::trace!(target: "statements", micros = began.elapsed().as_micros(), steps, rows = rows.len(), sql);
    }
    Ok(rows)
}

fn bind(stmt: &mut rusqlite::Statement<'_>, args: &[Val]) -> Result<()> {
    for (at, arg) in args.iter().enumerate() {
        stmt.raw_bind_parameter(at + 1, Bound(arg)).map_err(fault)?;
    }
    Ok(())
}

struct Bound<'a>(&'a Val);

impl rusqlite::ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self.0 {
            Val::Null => ValueRef::Null,
            Val::Bool(v) => ValueRef::Integer((*v).into()),
            Val::Int(v) => ValueRef::Integer(*v),
            Val::Real(v) => ValueRef::Real(*v),
            Val::Text(v) => ValueRef::Text(v.as_bytes()),
            Val::Bytes(v) => ValueRef::Blob(v),
            Val::Uuid(v) => ValueRef::Blob(v.as_bytes()),
            Val::Time(v) => ValueRef::Integer(Timestamp::as_microsecond(*v)),
        }))
    }
}

fn val(found: ValueRef<'_>) -> Val {
    match found {
        ValueRef::Null => Val::Null,
        ValueRef::Integer(v) => Val::Int(v),
        ValueRef::Real(v) => Val::Real(v),
        ValueRef::Text(v) => Val::Text(String::from_utf8_lossy(v).into_owned()),
        ValueRef::Blob(v) => Val::Bytes(v.to_vec()),
    }
}

fn fault(error: rusqlite::Error) -> Error {
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Error::Busy,
        Some(ErrorCode::ConstraintViolation) => {
            let text = error.to_string();
            let rule = text.strip_prefix("UNIQUE constraint failed: ").map(|r| r.replace('.', "_"));
            super::breach(rule, error)
        }
        Some(ErrorCode::DiskFull) => Error::Full(error.into()),
        // Writing beyond a quota or a limit on files.
        Some(ErrorCode::SystemIoFailure) if error.sqlite_extended_error_code() == Some(rusqlite::ffi::SQLITE_IOERR_WRITE) => {
            Error::Full(error.into())
        }
        Some(ErrorCode::SystemIoFailure | ErrorCode::CannotOpen | ErrorCode::ReadOnly) => Error::unavailable(error),
        _ => Error::internal(error),
    }
}
