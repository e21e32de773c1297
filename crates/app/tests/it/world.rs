//! One small organisation on a frozen clock, made once for each kind of database through the real
//! capabilities, and copied for each test.

mod ask;
mod behind;
mod build;

pub use ask::{Answer, encode, form};
pub use build::{Known, PDF};

use axum::Router;
use base::blob::Blobs;
use base::web::{Ctx, House};
use base::{Actor, Clock, Db, Dialect, FromRow, Ids, Reader, Result, Timestamp, Uow, Uuid, Val, Via, args};
use ringbind::config::Config;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use tokio::sync::OnceCell;

/// When the world begins.
const MORNING: &str = "2026-02-24T08:00:00Z";

/// An organisation of a test's own.
pub struct World {
    pub house: Arc<House>,
    pub known: Known,
    app: Router,
    folder: PathBuf,
    /// The search index is this world's alone.
    own_index: bool,
    /// Its database on the server, which goes with it.
    database: Option<String>,
}

/// The made world, from which tests copy.
struct Made {
    folder: PathBuf,
    database: Option<String>,
    known: Known,
}

static SQLITE: OnceCell<Made> = OnceCell::const_new();
static POSTGRES: OnceCell<Made> = OnceCell::const_new();
static NUMBER: AtomicU32 = AtomicU32::new(1);

fn number() -> u32 {
    NUMBER.fetch_add(1, Ordering::Relaxed)
}

/// The address of the server for tests on PostgreSQL.
fn server() -> Option<String> {
    std::env::var("RINGBIND_TEST_PG").ok().filter(|s| !s.is_empty())
}

fn place(what: &str) -> PathBuf {
    // Memory is quicker than a disk that syncs, where there is some.
    let memory = Path::new("/dev/shm");
    let base = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
    base.join(format!("ringbind-it-{}-{what}", std::process::id()))
}

async fn on_server(sql: &str) {
    let address = server().expect("a server");
    let (client, connection) = tokio_postgres::connect(&address, tokio_postgres::NoTls).await.expect("a connection");
    let talking = tokio::spawn(connection);
    client.batch_execute(sql).await.unwrap_or_else(|e| panic!("{sql}: {e}"));
    drop(client);
    talking.await.expect("ended").expect("ended well");
}

fn address(database: &str) -> String {
    let server = server().expect("a server");
    let (before, _) = server.rsplit_once('/').expect("a database in the address");
    format!("{before}/{database}")
}

impl Made {
    /// The one of this kind of database; none where no server is named.
    async fn of(dialect: Dialect) -> Option<&'static Made> {
        Some(match dialect {
            Dialect::Sqlite => SQLITE.get_or_init(|| Made::new(dialect)).await,
            Dialect::Pg => {
                server()?;
                POSTGRES.get_or_init(|| Made::new(dialect)).await
            }
        })
    }

    async fn new(dialect: Dialect) -> Made {
        let what = if dialect == Dialect::Pg { "pg" } else { "sqlite" };
        let folder = place(what);
        if folder.exists() {
            std::fs::remove_dir_all(&folder).expect("removed");
        }
        let database = (dialect == Dialect::Pg).then(|| format!("ringbind_it_{}", std::process::id()));
        if let Some(name) = &database {
            on_server(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
            on_server(&format!("CREATE DATABASE {name}")).await;
        }
        let clock = Clock::frozen(MORNING.parse().expect("a time"));
        let mut world = World::open(folder.clone(), database.clone(), Known::default(), clock, Ids::seeded(1)).await;
        world.build().await;
        let known = world.known.clone();
        world.folder = PathBuf::new();
        world.database = None;
        drop(world);
        if let Some(name) = &database {
            on_server(&format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")).await;
        }
        Made { folder, database, known }
    }

    async fn copy(&self) -> World {
        let n = number();
        self.copy_with(n, Ids::seeded(1000 + u64::from(n))).await
    }

    async fn copy_with(&self, n: u32, ids: Ids) -> World {
        let folder = place(&n.to_string());
        copy_folder(&self.folder, &folder);
        let database = self.database.as_ref().map(|from| (from, format!("{from}_{n}")));
        if let Some((from, to)) = &database {
            on_server(&format!("DROP DATABASE IF EXISTS {to} WITH (FORCE)")).await;
            on_server(&format!("CREATE DATABASE {to} TEMPLATE {from}")).await;
        }
        let clock = Clock::frozen(self.known.now);
        World::open(folder, database.map(|(_, to)| to), self.known.clone(), clock, ids).await
    }
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.file_type().expect("a type").is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("copied");
        }
    }
}

impl World {
    async fn open(folder: PathBuf, database: Option<String>, known: Known, clock: Clock, ids: Ids) -> World {
        // Nobody reads on for the index beside the tests.
        let search_patience = 20;
        let database_address = database.as_deref().map(address).unwrap_or_default();
        let config = Config { data: folder.clone(), database: database_address, search_patience, ..Config::default() };
        let house = ringbind::serve::open_with(&config, false, clock, ids).await.expect("opened");
        let app = ringbind::serve::app(&house);
        World { house, known, app, folder, own_index: true, database }
    }

    /// A copy on SQLite.
    pub async fn sqlite() -> World {
        Made::of(Dialect::Sqlite).await.expect("always there").copy().await
    }

    /// A copy on PostgreSQL, where a server is named.
    pub async fn postgres() -> Option<World> {
        Some(Made::of(Dialect::Pg).await?.copy().await)
    }

    /// A copy whose ids follow from a seed, so that what happens in it can be played again; none where no server is named.
    pub async fn seeded(dialect: Dialect, seed: u64) -> Option<World> {
        Some(Made::of(dialect).await?.copy_with(number(), Ids::seeded(seed)).await)
    }

    /// All of it as it stands now, on SQLite.
    pub async fn same(&self) -> World {
        let folder = place(&number().to_string());
        copy_folder(&self.folder, &folder);
        World::open(folder, None, self.known.clone(), Clock::frozen(self.house.clock.now()), Ids::seeded(3)).await
    }

    /// The database alone anew, everything beside it shared: for tests that need many copies. SQLite only.
    pub fn again(&self) -> World {
        let n = number();
        let from = &SQLITE.get().expect("a made world").folder;
        let folder = place(&n.to_string());
        copy_folder(&from.join("staging"), &folder.join("staging"));
        for name in ["ringbind.db", "ringbind.db-wal"].into_iter().filter(|name| from.join(name).exists()) {
            std::fs::copy(from.join(name), folder.join(name)).expect("copied");
        }
        let db = Db::sqlite(&folder.join("ringbind.db")).expect("opened");
        self.other(db, self.house.blobs.clone(), Ids::seeded(1000 + u64::from(n)), folder)
    }

    /// The same with its files in another place.
    pub fn with_files(&self, blobs: Blobs) -> World {
        let folder = place(&number().to_string());
        std::fs::create_dir_all(folder.join("staging")).expect("a folder");
        self.other(self.house.db.clone(), blobs, Ids::seeded(1000 + u64::from(number())), folder)
    }

    fn other(&self, db: Db, blobs: Blobs, ids: Ids, folder: PathBuf) -> World {
        let old = &self.house;
        let house = Arc::new(House {
            db,
            blobs,
            clock: Clock::frozen(self.known.now),
            ids,
            nudge: old.nudge.clone(),
            grown: old.grown.clone(),
            wake: old.wake.clone(),
            staging: folder.join("staging"),
            limits: old.limits.clone(),
            base_path: old.base_path.clone(),
            secure: old.secure,
            public_url: old.public_url.clone(),
            behind_proxy: old.behind_proxy,
            demo: old.demo,
            error_page: old.error_page,
            counted: old.counted,
            more: old.more.clone(),
        });
        World { app: ringbind::serve::app(&house), house, known: self.known.clone(), folder, own_index: false, database: None }
    }

    /// Gives the database on the server back.
    pub async fn end(mut self) {
        if let Some(name) = self.database.take() {
            on_server(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
        }
    }

    /// The unrestricted view of the system.
    pub fn reader(&self) -> Reader {
        Reader::new(self.house.db.clone(), Arc::new(Actor::system("test", Via::Cli)))
    }

    /// A row as the system sees it.
    pub async fn one<T: FromRow>(&self, sql: &str, args: &[Val]) -> T {
        self.reader().one(sql, args).await.unwrap_or_else(|e| panic!("{sql}: {e}"))
    }

    /// Rows as the system sees them.
    pub async fn all<T: FromRow>(&self, sql: &str, args: &[Val]) -> Vec<T> {
        self.reader().all(sql, args).await.unwrap_or_else(|e| panic!("{sql}: {e}"))
    }

    /// The number of events, which no refusal may raise.
    pub async fn events(&self) -> i64 {
        self.one::<(i64,)>("SELECT count(*) FROM event", &[]).await.0
    }

    /// The number of events of a kind.
    pub async fn events_of(&self, kind: &str) -> i64 {
        self.one::<(i64,)>("SELECT count(*) FROM event WHERE kind = $1", &args![kind]).await.0
    }

    /// The newest event's kind and data.
    pub async fn last_event(&self) -> (String, serde_json::Value) {
        let (kind, data): (String, String) = self.one("SELECT kind, data FROM event ORDER BY seq DESC LIMIT 1", &[]).await;
        (kind, serde_json::from_str(&data).expect("JSON"))
    }

    /// A unit of work of the system.
    pub async fn uow(&self) -> Uow {
        Ctx::new(self.house.clone(), Actor::system("test", Via::Cli)).write().await.expect("begun")
    }

    /// Jobs, chain and index, done now.
    pub async fn settle(&self) {
        ringbind::serve::settle(&self.house).await.expect("settled");
    }

    /// Some time passes.
    pub fn later(&self, seconds: i64) -> Timestamp {
        self.house.clock.advance(seconds);
        self.house.clock.now()
    }

    /// The version of a case.
    pub async fn version(&self, case: Uuid) -> i64 {
        self.one::<(i64,)>("SELECT version FROM cases WHERE id = $1", &args![case]).await.0
    }
}

impl Drop for World {
    fn drop(&mut self) {
        if !self.folder.as_os_str().is_empty() {
            // What can't be removed is in the system's folder for passing things.
            let _ = std::fs::remove_dir_all(&self.folder);
        }
    }
}

/// Runs a test on SQLite, and on PostgreSQL where a server is named.
pub async fn both(test: impl AsyncFn(&World)) {
    test(&World::sqlite().await).await;
    if let Some(world) = World::postgres().await {
        test(&world).await;
        world.end().await;
    }
}

/// A result that must be well.
pub fn well<T>(result: Result<T>) -> T {
    result.unwrap_or_else(|e| panic!("{e}"))
}
