//! Puts the house together and serves it until told to stop.

use crate::config::Config;
use crate::jobs::Runner;
use crate::node::Node;
use crate::stop::{Stages, Stop};
use crate::{leftovers, metrics, router, shell};
use base::blob::Blobs;
use base::follow::{self, Nudge};
use base::job::{self, Workers};
use base::list::census;
use base::search::Index;
use base::web::{House, Limits, upload};
use base::{Clock, Db, Error, Ids, Result};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;
use tracing_subscriber::EnvFilter;

/// What the application adds to the house.
pub struct More {
    pub config: Config,
    /// The search index of this node.
    pub index: Arc<Index>,
    /// This node is about to stop: whoever shares out requests gives it none.
    pub leaving: AtomicBool,
}

/// Structured logs: text for people, JSON for machines.
pub fn start_log(config: &Config) {
    let filter = EnvFilter::try_from_env("RINGBIND_LOG_FILTER").unwrap_or_else(|_| EnvFilter::new("info,tantivy=warn"));
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let started = if config.log == "json" { builder.json().try_init() } else { builder.try_init() };
    if let Err(error) = started {
        eprintln!("ringbind: log: {error}");
    }
}

/// What doesn't keep the log from being changed, looked at before a start makes it anew.
pub async fn guards(config: &Config) -> Result<Vec<String>> {
    let file = config.data.join("ringbind.db");
    if config.database.is_empty() && !file.exists() {
        return Ok(vec![]);
    }
    let db = if config.database.is_empty() { Db::sqlite(&file)? } else { Db::postgres(&config.database, 2)? };
    db.guards().await
}

/// Opens database and stores as the settings say, tables brought up to date.
pub async fn open(config: &Config, demo: bool) -> Result<Arc<House>> {
    open_with(config, demo, Clock::system(), Ids::random()).await
}

/// The same with a clock and a source of ids, for tests and the demo.
pub async fn open_with(config: &Config, demo: bool, clock: Clock, ids: Ids) -> Result<Arc<House>> {
    std::fs::create_dir_all(&config.data)?;
    let db = if config.database.is_empty() {
        Db::sqlite(&config.data.join("ringbind.db"))?
    } else {
        Db::postgres(&config.database, config.connections)?
    };
    db.migrate().await?;
    let reader = base::Reader::new(db.clone(), Arc::new(base::Actor::system("start", base::Via::Cli)));
    let named = reader.maybe::<(i64,)>("SELECT 1 FROM blob LIMIT 1", &[]).await?.is_some();
    let blobs = match config.files.s3().map_err(Error::internal)? {
        Some(s3) => Blobs::shared(s3.open()?, db.clone(), named),
        None => Blobs::folder(&config.data.join("files"), named)?,
    };
    let staging = config.data.join("staging");
    std::fs::create_dir_all(&staging)?;
    let (_, grown) = watch::channel(0);
    let house = Arc::new(House {
        db,
        blobs,
        clock,
        ids,
        nudge: Nudge::default(),
        grown,
        wake: Arc::new(Notify::new()),
        staging,
        limits: Limits { upload: config.upload_limit, idle: config.idle_minutes * 60 },
        base_path: String::new(),
        secure: config.public_url.starts_with("https://"),
        public_url: if config.public_url.is_empty() {
            format!("http://{}", config.listen)
        } else {
            config.public_url.trim_end_matches('/').to_owned()
        },
        behind_proxy: config.behind_proxy,
        demo,
        error_page: shell::error_page,
        counted: metrics::counted,
        more: Arc::new(More {
            config: config.clone(),
            index: Arc::new(Index::at(&config.data.join("index"))),
            leaving: AtomicBool::new(false),
        }),
    });
    crate::settings::seed(&house).await?;
    Ok(house)
}

/// Opens; waits for a database elsewhere that doesn't answer yet.
async fn opened(config: &Config, demo: bool) -> Result<Arc<House>> {
    loop {
        match open(config, demo).await {
            Err(error @ (Error::Unavailable(_) | Error::Busy)) if !config.database.is_empty() => {
                tracing::error!(%error, "waiting for the database");
                tokio::time::sleep(Duration::from_secs(2)).await;
            }
            opened => return opened,
        }
    }
}

/// Serves until a signal; requests under way are finished, jobs given back.
pub async fn serve(config: Config, demo: bool) -> Result<()> {
    std::fs::create_dir_all(&config.data)?;
    let node = Node::take(&config.data, &Ids::random())?;
    let house = opened(&config, demo).await?;
    if demo {
        crate::demo::load(&house, crate::demo::Extent::Whole).await?;
    }
    if let Err(error) = house.blobs.present().await {
        tracing::error!(%error, "the files are not there");
    }
    upload::clear(&house).await?;
    let listener = TcpListener::bind(&config.listen).await.map_err(|e| Error::internal(format!("{}: {e}", config.listen)))?;
    let (stop, stages) = Stop::new();
    let (grown, growth) = watch::channel(0);
    let index = house.more.downcast_ref::<More>().map(|m| m.index.clone()).ok_or_else(|| Error::internal("no index"))?;
    let feeding = tokio::spawn(crate::search::feed(house.clone(), index, growth.clone(), stages.ended.clone()));
    tokio::spawn(census::run(house.db.clone(), growth, stages.ended.clone()));
    let chain = tokio::spawn(follow::run(house.db.clone(), house.nudge.clone(), grown, stages.ended.clone()));
    tokio::spawn(follow::listen(house.db.clone(), house.nudge.clone(), stages.ended.clone()));
    job::take_back(&house.db, &house.clock, &node.name).await?;
    let working = work(&house, &node, &stages);
    tokio::spawn(leftovers::order(house.clone(), stages.leaving.clone()));
    crate::people::announce(&house).await?;
    eprintln!("Ringbind: {}", house.public_url);
    stop.answer(&house, listener).await?;
    feeding.await.map_err(Error::internal)?;
    for worker in working {
        worker.await.map_err(Error::internal)?;
    }
    chain.await.map_err(Error::internal)
}

/// The workers of this node, which take nothing new once it is about to stop.
fn work(house: &Arc<House>, node: &Node, stages: &Stages) -> Vec<JoinHandle<()>> {
    let begin = |most| {
        let workers = Arc::new(Workers {
            db: house.db.clone(),
            clock: house.clock.clone(),
            name: format!("{}-{}", node.name, Workers::name(&house.ids)),
            handler: Arc::new(Runner(house.clone())),
            wake: house.wake.clone(),
            most,
        });
        tokio::spawn(workers.run(stages.leaving.clone()))
    };
    [job::IMPORTED, job::IMPORTED, job::SLOW].map(begin).into()
}

/// The whole application as a service, with every route behind its need.
pub fn app(house: &Arc<House>) -> axum::Router {
    router::router(house)
}

/// Does at once what runs beside the requests: the jobs that are due, then what follows the log.
pub async fn settle(house: &Arc<House>) -> Result<()> {
    let workers = Workers {
        db: house.db.clone(),
        clock: house.clock.clone(),
        name: Workers::name(&house.ids),
        handler: Arc::new(Runner(house.clone())),
        wake: house.wake.clone(),
        most: job::SLOW,
    };
    while workers.run_one().await? {}
    catch_up(house).await
}

/// Brings chain, census and search index up to what was committed.
pub async fn catch_up(house: &Arc<House>) -> Result<()> {
    // On PostgreSQL the chain waits for every transaction that began before.
    follow::chain(&house.db).await?;
    while follow::head(&house.db).await?.1 {
        tokio::time::sleep(Duration::from_millis(5)).await;
        follow::chain(&house.db).await?;
    }
    census::catch_up(&house.db).await?;
    let index = house.more.downcast_ref::<More>().map(|m| m.index.clone()).ok_or_else(|| Error::internal("no index"))?;
    crate::search::catch_up(house, &index).await
}
