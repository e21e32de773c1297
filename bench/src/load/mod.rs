//! Loads a house of any size through the real tables, events, lists and index: skewed as life is, the same for the
//! same seed, with people of five widths, and with what they must see written beside it.

mod chance;
mod org;
mod paper;
mod people;
mod plan;
mod truth;
mod words;
mod write;

#[cfg(test)]
mod tests;

use crate::server::Fallible;
use base::bulk::Import;
use base::web::{Ctx, House};
use base::{Actor, Clock, Ids, Timestamp, Uow, Via, args, follow};
use org::Org;
use paper::{Shares, Source};
use plan::{CasePlan, Making};
use ringbind::serve::More;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};
use std::time::{Duration, Instant};
use write::Writing;

pub use truth::{Looking, Truth};
pub use words::{COMMON, RARE};

/// Departments of a corpus.
const DEPARTMENTS: usize = 50;
/// Documents in one transaction.
const TOGETHER: usize = 40_000;
/// When the last that is loaded happened, at the latest.
const TODAY: &str = "2026-09-01T08:00:00Z";

/// What is loaded, and where to.
#[derive(Debug, Clone)]
pub struct Options {
    pub data: PathBuf,
    pub database: String,
    pub cases: usize,
    pub documents: usize,
    pub users: usize,
    pub groups: usize,
    pub seed: u64,
    pub corpus: Option<String>,
}

/// What was loaded, and how long each part took.
#[derive(Debug, Clone, Default)]
pub struct Loaded {
    pub cases: usize,
    pub documents: usize,
    /// Until everything stood in the database, with its history chained; and until all of it was found.
    pub written: Duration,
    pub found: Duration,
    pub truth: PathBuf,
}

impl Loaded {
    /// Documents a second, all of them being found at the end.
    pub fn rate(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "millions")]
        let n = self.documents as f64;
        n / self.found.as_secs_f64().max(0.001)
    }
}

/// `bench load`: loads by flags and tells how quick it was.
pub fn run(words: &[&str]) -> Fallible<()> {
    let loaded = load_now(&crate::flags::options(words)?)?;
    println!(
        "{} cases, {} documents: written after {:.1} s, found after {:.1} s, {:.0} documents a second; {}",
        loaded.cases,
        loaded.documents,
        loaded.written.as_secs_f64(),
        loaded.found.as_secs_f64(),
        loaded.rate(),
        loaded.truth.display()
    );
    Ok(())
}

/// Loads, and waits for it.
pub fn load_now(options: &Options) -> Fallible<Loaded> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(load(options))
}

/// Opens the house in its folder.
async fn open(options: &Options) -> Fallible<Arc<House>> {
    let flags = [("data", options.data.display().to_string()), ("database", options.database.clone())];
    let config = ringbind::config::load(None, std::iter::empty(), &flags)?;
    let clock = Clock::frozen(TODAY.parse::<Timestamp>()?);
    Ok(ringbind::serve::open_with(&config, false, clock, Ids::seeded(options.seed)).await?)
}

/// Loads into an empty house.
pub async fn load(options: &Options) -> Fallible<Loaded> {
    let house = open(options).await?;
    let ctx = Ctx::new(house.clone(), Actor::system("bench", Via::Cli));
    if ctx.reader.maybe::<(i64,)>("SELECT id FROM users LIMIT 1", &[]).await?.is_some() {
        return Err("there is somebody in this house: load into an empty folder or database".into());
    }
    house.db.expect_much().await?;
    let began = Instant::now();
    let org = Arc::new(org::set_up(&ctx, options).await?);
    let index = house.more.downcast_ref::<More>().map(|m| m.index.clone()).ok_or("no index")?;
    ringbind::serve::catch_up(&house).await?;
    let filling = index.fill()?;
    let coming = planned(options.clone(), org.clone())?;
    let mut writing = Writing { org: &org, clock: house.clock.clone(), ids: house.ids.clone(), filling: &filling, given: HashMap::new() };
    let mut seen = Vec::new();
    let mut documents = 0;
    for plans in coming {
        let mut import = Import::new(ctx.write().await?);
        for plan in plans? {
            documents += plan.papers.len();
            seen.push(writing.case(&mut import, &plan)?);
        }
        house.clock.set(TODAY.parse()?);
        series(import.uow(), &org, &writing.given, seen.len()).await?;
        import.commit().await?;
        follow::chain(&house.db).await?;
        if documents % (TOGETHER * 5) < TOGETHER {
            eprintln!("{documents} documents, {:.0} s", began.elapsed().as_secs_f64());
        }
    }
    let head = follow::chain(&house.db).await?;
    let written = began.elapsed();
    drop(writing);
    filling.finish(head, &ringbind::search::mark(&ctx, head).await?)?;
    let found = began.elapsed();
    let truth = options.data.join("truth.json");
    Truth::of(options, &org, &seen, documents).write(&truth)?;
    Ok(Loaded { cases: seen.len(), documents, written, found, truth })
}

/// Makes the cases beside the writing, some thousand documents at a time.
fn planned(options: Options, org: Arc<Org>) -> Fallible<Receiver<Fallible<Vec<CasePlan>>>> {
    let mut source = Source::open(&options)?;
    let big = options.corpus.is_none().then(|| Shares::new(options.cases, options.documents).big());
    let making = Making { seed: options.seed, cases: options.cases, big };
    let (send, coming) = sync_channel(2);
    std::thread::spawn(move || {
        let (mut plans, mut n, mut papers) = (Vec::new(), 0, 0);
        loop {
            let bundle = match source.next(n) {
                Ok(Some(bundle)) => bundle,
                Ok(None) => break,
                Err(error) => return drop(send.send(Err(error))),
            };
            papers += bundle.papers.len();
            plans.push(making.case(&org, n, bundle));
            n += 1;
            if papers >= TOGETHER {
                papers = 0;
                // Nobody reads on when writing failed.
                if send.send(Ok(std::mem::take(&mut plans))).is_err() {
                    return;
                }
            }
        }
        let _ = send.send(Ok(plans));
    });
    Ok(coming)
}

/// The series of numbers go on after those that were given.
async fn series(uow: &mut Uow, org: &Org, given: &HashMap<usize, i64>, cases: usize) -> base::Result<()> {
    let mut now: Vec<(String, i64)> = given.iter().map(|(key, n)| (format!("archive {}", org.keys[*key].code), *n)).collect();
    let cases = i64::try_from(cases).unwrap_or(i64::MAX);
    now.extend([("case".to_owned(), cases), ("case ordinal".to_owned(), cases)]);
    for (name, value) in now {
        let sql = "INSERT INTO counter (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
        uow.also(sql, &args![name, value]).await?;
    }
    Ok(())
}
