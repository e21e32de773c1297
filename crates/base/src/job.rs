//! Work in the background: enqueued in the unit of work that wants it, claimed by any node, tried
//! again with growing pauses, taken up again when the node that had it is gone.

use crate::args;
use crate::clock::{Clock, Ids};
use crate::db::Db;
use crate::error::{Error, Result};
use crate::uow::Uow;
use jiff::{SignedDuration, Timestamp};
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Notify, watch};
use uuid::Uuid;

/// How long a claim holds without a sign of life.
const LEASE: SignedDuration = SignedDuration::from_secs(60);
/// The longest pause before another attempt is two to this, in seconds.
const LONGEST: i64 = 12;
/// The pause of a job for which the database, the files or room on the disk was missing.
const PUT_OFF: SignedDuration = SignedDuration::from_secs(10);
/// How far the clocks of nodes may be from each other. A lease or a pause that ends later than one that was given
/// now would, and this besides, was given by a clock that was wrong.
const ASTRAY: SignedDuration = SignedDuration::from_secs(300);

crate::row! {
    /// A job as its worker gets it.
    #[derive(Debug, Clone)]
    pub struct Job {
        pub id: Uuid,
        pub kind: String,
        pub payload: String,
        pub attempts: i64,
        pub max_attempts: i64,
        pub created_by: Option<i64>,
    }
}

/// What is to be done.
pub struct Order<'a> {
    pub kind: &'a str,
    pub payload: serde_json::Value,
    /// At most one waiting or running job with this name.
    pub only_one: Option<String>,
    pub max_attempts: i64,
    /// `QUICK` for what somebody waits for, `SLOW` for what takes seconds of a machine.
    pub priority: i64,
}

/// What somebody waits for: mails, the text of a file.
pub const QUICK: i64 = 0;
/// As quick, but brought in by the thousand: after what somebody waits for.
pub const IMPORTED: i64 = 1;
/// What a person looks at now, but takes a converter.
pub const WANTED: i64 = 2;
/// What may take its time.
pub const SLOW: i64 = 5;

/// Runs the kinds of jobs it knows.
pub trait Handler: Send + Sync + 'static {
    /// Does the work; an error is tried again until the attempts are used up.
    fn run<'a>(&'a self, job: &'a Job, hold: &'a Hold) -> Pin<Box<dyn Future<Output = Result<()>> + Send + 'a>>;

    /// Its last attempt took the worker down: says so where somebody waits for it.
    fn lost<'a>(&'a self, job: &'a Job) -> Pin<Box<dyn Future<Output = Result<()>> + Send + 'a>> {
        let _ = job;
        Box::pin(async { Ok(()) })
    }
}

impl Uow {
    /// Enqueues a job that exists only if this unit commits.
    pub async fn enqueue(&mut self, order: Order<'_>) -> Result<()> {
        let by = if self.actor.id == 0 { None } else { Some(self.actor.id) };
        let args =
            args![self.id(), order.kind, order.payload.to_string(), order.only_one, self.now(), order.max_attempts, by, order.priority];
        self.also(INSERT, &args).await.map(drop)
    }
}

const INSERT: &str = "INSERT INTO job (id, kind, payload, only_one, state, run_at, max_attempts, created, created_by, priority)
    VALUES ($1, $2, $3, $4, 'waiting', $5, $6, $5, $7, $8) ON CONFLICT DO NOTHING";

/// Enqueues what the program itself wants done, with no change of anybody's beside it.
pub async fn enqueue(db: &Db, clock: &Clock, ids: &Ids, order: Order<'_>) -> Result<()> {
    let (id, payload) = (ids.uuid(clock), order.payload.to_string());
    let args = args![id, order.kind, payload, order.only_one, clock.now(), order.max_attempts, None::<i64>, order.priority];
    db.run(INSERT, &args).await.map(drop)
}

/// Ends the leases of the workers of a node, whose names begin with it: its process is gone. Returns how many.
pub async fn take_back(db: &Db, clock: &Clock, node: &str) -> Result<u64> {
    let over = clock.now().checked_sub(SignedDuration::from_secs(1)).unwrap_or_default();
    db.run("UPDATE job SET lease = $1 WHERE state = 'running' AND worker LIKE $2", &args![over, format!("{node}-%")]).await
}

/// A worker's hold on its job.
pub struct Hold {
    db: Db,
    clock: Clock,
    job: Uuid,
    worker: String,
}

impl Hold {
    /// Notes how far it is and that the worker lives; an error if the job was cancelled or taken away.
    pub async fn progress(&self, done: i64, total: i64) -> Result<()> {
        let lease = later(self.clock.now(), LEASE);
        let n = self
            .db
            .run(
                "UPDATE job SET done = $1, total = $2, lease = $3 WHERE id = $4 AND worker = $5 AND state = 'running' AND NOT cancel",
                &args![done, total, lease, self.job, self.worker.as_str()],
            )
            .await?;
        if n == 0 { Err(Error::Conflict) } else { Ok(()) }
    }

    /// Renews the lease; an error when another worker has the job by now.
    async fn alive(&self) -> Result<()> {
        let lease = later(self.clock.now(), LEASE);
        let sql = "UPDATE job SET lease = $1 WHERE id = $2 AND worker = $3 AND state = 'running'";
        match self.db.run(sql, &args![lease, self.job, self.worker.as_str()]).await? {
            0 => Err(Error::Conflict),
            _ => Ok(()),
        }
    }
}

fn later(from: Timestamp, by: SignedDuration) -> Timestamp {
    from.checked_add(by).unwrap_or(from)
}

/// The workers of one process.
pub struct Workers {
    pub db: Db,
    pub clock: Clock,
    pub name: String,
    pub handler: Arc<dyn Handler>,
    pub wake: Arc<Notify>,
    /// Takes only jobs up to this priority, so that quick ones never wait for slow ones.
    pub most: i64,
}

impl Workers {
    /// A name for this process's claims.
    pub fn name(ids: &Ids) -> String {
        ids.bytes::<8>().iter().map(|b| format!("{b:02x}")).collect()
    }

    /// Claims the next job that is due: waiting, or running under a lease that ran out.
    pub async fn claim(&self) -> Result<Option<Job>> {
        let now = self.clock.now();
        self.bury(now).await?;
        let due = "SELECT id FROM job WHERE ((state = 'waiting' AND (run_at <= $1 OR run_at > $3)) OR (state = 'running' AND (lease < $1 OR lease > $4) AND attempts < max_attempts)) AND priority <= $2 ORDER BY priority, run_at, id LIMIT 1 {skip}";
        let pause = SignedDuration::from_secs(2_i64.pow(LONGEST as u32));
        let (no_pause, no_lease) = (later(later(now, pause), ASTRAY), later(later(now, LEASE), ASTRAY));
        if self.db.rows(&due.replace("{skip}", ""), &args![now, self.most, no_pause, no_lease]).await?.is_empty() {
            return Ok(None);
        }
        let mut tx = self.db.begin().await?;
        let claimed = tx
            .maybe(
                &format!(
                    "UPDATE job SET state = 'running', worker = $5, lease = $6, attempts = attempts + 1 WHERE id = ({due})
                     RETURNING id, kind, payload, attempts, max_attempts, created_by"
                ),
                &args![now, self.most, no_pause, no_lease, self.name.as_str(), later(now, LEASE)],
            )
            .await?;
        tx.commit().await?;
        Ok(claimed)
    }

    /// Ends jobs whose last attempt took its worker down with it.
    async fn bury(&self, now: Timestamp) -> Result<()> {
        let lost = "state = 'running' AND (lease < $1 OR lease > $2) AND attempts >= max_attempts";
        let no_lease = later(later(now, LEASE), ASTRAY);
        let sql = format!("SELECT id, kind, payload, attempts, max_attempts, created_by FROM job WHERE {lost} LIMIT 20");
        for job in self.db.all::<Job>(&sql, &args![now, no_lease]).await? {
            self.handler.lost(&job).await?;
            let sql = format!(
                "UPDATE job SET state = CASE WHEN cancel THEN 'cancelled' ELSE 'failed' END, error = 'the worker was lost', finished = $1, worker = NULL, lease = NULL, only_one = NULL WHERE {lost} AND id = $3"
            );
            self.db.run(&sql, &args![now, no_lease, job.id]).await?;
        }
        Ok(())
    }

    /// Runs one job that is due; false when there is none.
    pub async fn run_one(&self) -> Result<bool> {
        let Some(job) = self.claim().await? else { return Ok(false) };
        let hold = Hold { db: self.db.clone(), clock: self.clock.clone(), job: job.id, worker: self.name.clone() };
        let done = {
            let mut work = self.handler.run(&job, &hold);
            loop {
                tokio::select! {
                    done = &mut work => break done,
                    () = tokio::time::sleep(Duration::from_secs(15)) => hold.alive().await?,
                }
            }
        };
        self.finish(&job, done).await?;
        Ok(true)
    }

    async fn finish(&self, job: &Job, done: Result<()>) -> Result<()> {
        let now = self.clock.now();
        let (mut state, mut attempts) = ("waiting", job.attempts);
        let (error, run_at) = match done {
            Ok(()) => {
                state = "done";
                (String::new(), now)
            }
            // Nothing of the job's: it is tried until that is well again.
            Err(error) if error.passes() => {
                tracing::warn!(job = %job.id, kind = job.kind, %error, "job put off");
                attempts -= 1;
                (error.to_string(), later(now, PUT_OFF))
            }
            Err(error) if job.attempts >= job.max_attempts => {
                tracing::error!(job = %job.id, kind = job.kind, %error, "job failed for good");
                state = "failed";
                (error.to_string(), now)
            }
            Err(error) => {
                tracing::warn!(job = %job.id, kind = job.kind, %error, "job failed, to be tried again");
                let pause = SignedDuration::from_secs(2_i64.pow(job.attempts.clamp(0, LONGEST) as u32));
                (error.to_string(), later(now, pause))
            }
        };
        self.db
            .run(
                "UPDATE job SET state = CASE WHEN cancel THEN 'cancelled' ELSE $1 END, error = $2, run_at = $3, finished = $4, attempts = $7, worker = NULL, lease = NULL,
                   only_one = CASE WHEN $1 = 'waiting' AND NOT cancel THEN only_one END WHERE id = $5 AND worker = $6",
                &args![state, error, run_at, now, job.id, self.name.as_str(), attempts],
            )
            .await
            .map(drop)
    }

    /// Works until told to stop; a job under way is then given back.
    pub async fn run(self: Arc<Self>, mut stop: watch::Receiver<bool>) {
        loop {
            tokio::select! {
                ran = self.run_one() => match ran {
                    Ok(true) => continue,
                    Ok(false) => {}
                    Err(error) => tracing::error!(%error, "jobs"),
                },
                _ = stop.changed() => break,
            }
            tokio::select! {
                () = self.wake.notified() => {}
                () = tokio::time::sleep(Duration::from_millis(500)) => {}
                _ = stop.changed() => break,
            }
        }
        let given_back = "UPDATE job SET state = 'waiting', worker = NULL, lease = NULL, attempts = attempts - 1 WHERE worker = $1 AND state = 'running'";
        if let Err(error) = self.db.run(given_back, &args![self.name.as_str()]).await {
            tracing::error!(%error, "give jobs back");
        }
    }
}
