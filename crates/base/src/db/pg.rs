//! PostgreSQL through tokio-postgres, pooled; statements are prepared once a connection.

use super::tls::Tls;
use crate::error::{Error, Result};
use crate::row::Row;
use crate::val::Val;
use bytes::{BufMut, BytesMut};
use deadpool::managed::QueueMode;
use deadpool_postgres::{
    ClientWrapper, Hook, HookError, Manager, ManagerConfig, Object, Pool, PoolError, RecyclingMethod, Runtime, TimeoutType,
};
use jiff::Timestamp;
use postgres_types::{FromSql, IsNull, ToSql, Type};
use std::sync::Arc;
use std::time::Duration;
use tokio_postgres::error::SqlState;
use tokio_postgres::{Config, NoTls};
use uuid::Uuid;

/// How long a new connection may take.
const PATIENCE: Duration = Duration::from_secs(5);
/// 2000-01-01 in microseconds since 1970: where PostgreSQL counts from.
const EPOCH: i64 = 946_684_800_000_000;

/// Statements are planned once for each connection and not at each use, and never compiled: ours take less time than
/// either (decision 0017).
const PLANNED_ONCE: &str = "SET plan_cache_mode = force_generic_plan; SET jit = off; ";

/// A node that vanishes with its machine holds no lock for longer than this: said to the server on each new connection.
const IF_WE_VANISH: &str = "SET idle_in_transaction_session_timeout = '5min'; SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 3";

#[derive(Clone)]
pub(super) struct Pg {
    pool: Pool,
    config: Arc<Config>,
    tls: Tls,
}

pub(crate) struct Write {
    conn: Option<Object>,
}

impl Pg {
    pub(super) fn open(address: &str, connections: usize) -> Result<Pg> {
        let mut config: Config = address.parse().map_err(fault)?;
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(PATIENCE);
        }
        if config.get_tcp_user_timeout().is_none() {
            config.tcp_user_timeout(Duration::from_secs(30));
        }
        let tls = Tls::of(&mut config)?;
        let fast = ManagerConfig { recycling_method: RecyclingMethod::Fast };
        let manager = match tls.clone() {
            Tls::Plain => Manager::from_config(config.clone(), NoTls, fast),
            Tls::Checked(tls) => Manager::from_config(config.clone(), tls, fast),
        };
        let pool = Pool::builder(manager).max_size(connections).runtime(Runtime::Tokio1).wait_timeout(Some(Duration::from_secs(30)));
        let said = Hook::async_fn(|conn: &mut ClientWrapper, _| {
            Box::pin(async move { conn.batch_execute(&[PLANNED_ONCE, IF_WE_VANISH].concat()).await.map_err(HookError::Backend) })
        });
        // The one that was used last has planned its statements already.
        let pool = pool.queue_mode(QueueMode::Lifo).create_timeout(Some(PATIENCE)).post_create(said).build().map_err(Error::internal)?;
        Ok(Pg { pool, config: Arc::new(config), tls })
    }

    /// What a further connection is made with.
    pub(super) fn line(&self) -> (&Config, Tls) {
        (&self.config, self.tls.clone())
    }

    async fn conn(&self) -> Result<Object> {
        self.pool.get().await.map_err(|error| match error {
            // All are in use; the server may well be there.
            PoolError::Timeout(TimeoutType::Wait) => Error::Busy,
            error => Error::unavailable(error),
        })
    }

    pub(super) async fn rows(&self, sql: &str, args: &[Val]) -> Result<Vec<Row>> {
        rows(&self.conn().await?, sql, args).await
    }

    pub(super) async fn prepare(&self, sql: &str) -> Result<()> {
        let conn = self.conn().await?;
        conn.prepare(sql).await.map(drop).map_err(|e| Error::internal(format!("{e:?}: {sql}")))
    }

    /// A transaction that sees one moment.
    pub(super) async fn hold(&self) -> Result<Write> {
        self.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SELECT 1").await
    }

    pub(super) async fn begin(&self) -> Result<Write> {
        self.begin_with("BEGIN").await
    }

    async fn begin_with(&self, sql: &str) -> Result<Write> {
        // Who goes away while it begins leaves no connection behind that is in a transaction.
        let begun = Write { conn: Some(self.conn().await?) };
        begun.conn()?.batch_execute(sql).await.map_err(fault)?;
        Ok(begun)
    }
}

impl Write {
    fn conn(&self) -> Result<&Object> {
        self.conn.as_ref().ok_or_else(|| Error::internal("the transaction is over"))
    }

    pub(super) async fn rows(&mut self, sql: &str, args: &[Val]) -> Result<Vec<Row>> {
        rows(self.conn()?, sql, args).await
    }

    pub(super) async fn run(&mut self, sql: &str, args: &[Val]) -> Result<u64> {
        let conn = self.conn()?;
        let stmt = conn.prepare_cached(sql).await.map_err(|e| named(e, sql))?;
        conn.execute_raw(&stmt, args).await.map_err(|e| named(e, sql))
    }

    pub(super) async fn batch(&mut self, sql: &str) -> Result<()> {
        self.conn()?.batch_execute(sql).await.map_err(fault)
    }

    pub(super) async fn commit(mut self) -> Result<()> {
        let conn = self.conn()?;
        conn.batch_execute("COMMIT").await.map_err(fault)?;
        self.conn = None;
        Ok(())
    }
}

impl Drop for Write {
    /// A connection goes back to the pool only with its transaction over.
    fn drop(&mut self) {
        let Some(conn) = self.conn.take() else { return };
        match tokio::runtime::Handle::try_current() {
            Ok(runtime) => drop(runtime.spawn(async move {
                if conn.batch_execute("ROLLBACK").await.is_err() {
                    drop(Object::take(conn));
                }
            })),
            Err(_) => drop(Object::take(conn)),
        }
    }
}

async fn rows(conn: &Object, sql: &str, args: &[Val]) -> Result<Vec<Row>> {
    use futures_util::TryStreamExt;
    let stmt = conn.prepare_cached(sql).await.map_err(|e| named(e, sql))?;
    let names: Arc<[String]> = stmt.columns().iter().map(|c| c.name().to_owned()).collect();
    let found = conn.query_raw(&stmt, args).await.map_err(|e| named(e, sql))?;
    let found: Vec<tokio_postgres::Row> = found.try_collect().await.map_err(|e| named(e, sql))?;
    found
        .iter()
        .map(|row| {
            let vals = (0..names.len())
                .map(|at| row.try_get::<_, Option<Val>>(at).map(|v| v.unwrap_or(Val::Null)))
                .collect::<Result<_, _>>()
                .map_err(|e| named(e, sql))?;
            Ok(Row { names: names.clone(), vals })
        })
        .collect()
}

type Cause = Box<dyn std::error::Error + Sync + Send>;

impl ToSql for Val {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Cause> {
        match self {
            Val::Null => return Ok(IsNull::Yes),
            Val::Bool(v) => out.put_u8((*v).into()),
            Val::Int(v) => match *ty {
                Type::INT2 => out.put_i16(i16::try_from(*v)?),
                Type::INT4 => out.put_i32(i32::try_from(*v)?),
                Type::INT8 => out.put_i64(*v),
                _ => return Err(format!("a whole number for {ty}").into()),
            },
            Val::Real(v) => out.put_f64(*v),
            Val::Text(v) => out.put_slice(v.as_bytes()),
            Val::Bytes(v) => out.put_slice(v),
            Val::Uuid(v) => out.put_slice(v.as_bytes()),
            Val::Time(v) => out.put_i64(v.as_microsecond() - EPOCH),
        }
        Ok(IsNull::No)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    fn to_sql_checked(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Cause> {
        let fits = match self {
            Val::Null | Val::Int(_) => true,
            Val::Bool(_) => *ty == Type::BOOL,
            Val::Real(_) => *ty == Type::FLOAT8,
            Val::Text(_) => matches!(*ty, Type::TEXT | Type::VARCHAR | Type::NAME | Type::BPCHAR),
            Val::Bytes(_) => *ty == Type::BYTEA,
            Val::Uuid(_) => *ty == Type::UUID,
            Val::Time(_) => *ty == Type::TIMESTAMPTZ,
        };
        if fits { self.to_sql(ty, out) } else { Err(format!("{self:?} for {ty}").into()) }
    }
}

impl<'a> FromSql<'a> for Val {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Val, Cause> {
        Ok(match *ty {
            Type::BOOL => Val::Bool(raw.first() == Some(&1)),
            Type::INT2 => Val::Int(i16::from_be_bytes(raw.try_into()?).into()),
            Type::INT4 => Val::Int(i32::from_be_bytes(raw.try_into()?).into()),
            Type::INT8 => Val::Int(i64::from_be_bytes(raw.try_into()?)),
            Type::FLOAT8 => Val::Real(f64::from_be_bytes(raw.try_into()?)),
            Type::BYTEA => Val::Bytes(raw.to_vec()),
            Type::UUID => Val::Uuid(Uuid::from_slice(raw)?),
            Type::TIMESTAMPTZ => Val::Time(Timestamp::from_microsecond(i64::from_be_bytes(raw.try_into()?) + EPOCH)?),
            _ => Val::Text(std::str::from_utf8(raw)?.to_owned()),
        })
    }

    fn accepts(ty: &Type) -> bool {
        matches!(
            *ty,
            Type::BOOL
                | Type::INT2
                | Type::INT4
                | Type::INT8
                | Type::FLOAT8
                | Type::BYTEA
                | Type::UUID
                | Type::TIMESTAMPTZ
                | Type::TEXT
                | Type::VARCHAR
                | Type::NAME
                | Type::BPCHAR
        )
    }
}

fn named(error: tokio_postgres::Error, sql: &str) -> Error {
    match fault(error) {
        Error::Internal(cause) => Error::internal(format!("{cause}: {sql}")),
        Error::Unavailable(cause) => Error::unavailable(format!("{cause}: {sql}")),
        Error::Full(cause) => Error::Full(format!("{cause}: {sql}").into()),
        other => other,
    }
}

pub(super) fn fault(error: tokio_postgres::Error) -> Error {
    let Some(db) = error.as_db_error() else {
        let gone = error.is_closed() || std::error::Error::source(&error).is_some_and(|cause| cause.is::<std::io::Error>());
        return if gone { Error::unavailable(format!("{error:?}")) } else { Error::internal(format!("{error:?}")) };
    };
    match *db.code() {
        SqlState::UNIQUE_VIOLATION => super::breach(db.constraint().map(str::to_owned), db.to_string()),
        SqlState::T_R_SERIALIZATION_FAILURE | SqlState::T_R_DEADLOCK_DETECTED | SqlState::LOCK_NOT_AVAILABLE => Error::Busy,
        SqlState::DISK_FULL => Error::Full(error.into()),
        // Stopping, starting, a standby, or no connection left.
        SqlState::ADMIN_SHUTDOWN
        | SqlState::CRASH_SHUTDOWN
        | SqlState::CANNOT_CONNECT_NOW
        | SqlState::TOO_MANY_CONNECTIONS
        | SqlState::READ_ONLY_SQL_TRANSACTION => Error::unavailable(error),
        _ => Error::internal(format!("{error:?}")),
    }
}
