//! Work in the background: taken up again, tried again, ended, and never begun when its unit was given up.

use crate::world::{World, both, well};
use base::event::On;
use base::job::{Handler, Hold, Job, Order, Workers};
use base::{Error, Result, args};
use ringbind::people::PeopleEvent;
use serde_json::json;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// Counts its runs, and fails while `failing` is above them.
struct Counting {
    runs: AtomicU32,
    failing: u32,
}

impl Handler for Counting {
    fn run<'a>(&'a self, _: &'a Job, hold: &'a Hold) -> Pin<Box<dyn Future<Output = Result<()>> + Send + 'a>> {
        Box::pin(async move {
            let run = self.runs.fetch_add(1, Ordering::Relaxed) + 1;
            hold.progress(1, 2).await?;
            if run <= self.failing { Err(Error::internal("the printer is on fire")) } else { Ok(()) }
        })
    }
}

fn workers(w: &World, name: &str, failing: u32) -> (Workers, Arc<Counting>) {
    let handler = Arc::new(Counting { runs: AtomicU32::new(0), failing });
    let house = &w.house;
    let workers = Workers {
        db: house.db.clone(),
        clock: house.clock.clone(),
        name: name.to_owned(),
        handler: handler.clone(),
        wake: house.wake.clone(),
        most: base::job::SLOW,
    };
    (workers, handler)
}

async fn order(w: &World, only_one: Option<&str>, attempts: i64, commit: bool) {
    let mut uow = w.uow().await;
    let order = Order {
        kind: "test",
        payload: json!({ "n": 1 }),
        only_one: only_one.map(str::to_owned),
        max_attempts: attempts,
        priority: base::job::QUICK,
    };
    well(uow.enqueue(order).await);
    well(uow.note(&PeopleEvent::LinkMade {}, On::thing("organisation", 1)).await);
    if commit {
        well(uow.commit().await);
    }
}

/// State, attempts and error of the newest job.
async fn state(w: &World) -> (String, i64, String) {
    w.one("SELECT state, attempts, error FROM job WHERE kind = 'test' ORDER BY created DESC, id DESC LIMIT 1", &[]).await
}

#[tokio::test]
async fn a_job_whose_worker_is_gone_is_taken_up_again() {
    both(async |w| {
        order(w, None, 3, true).await;
        let (lost, _) = workers(w, "lost", 0);
        let (other, handler) = workers(w, "other", 0);
        assert!(well(lost.claim().await).is_some());
        assert!(!well(other.run_one().await), "it is held");
        w.later(59);
        assert!(!well(other.run_one().await), "still");
        w.later(2);
        assert!(well(other.run_one().await));
        assert_eq!((handler.runs.load(Ordering::Relaxed), state(w).await), (1, ("done".into(), 2, String::new())));
        assert!(!well(other.run_one().await), "done is done");
    })
    .await;
}

#[tokio::test]
async fn what_fails_is_tried_again_and_then_failed() {
    both(async |w| {
        order(w, Some("once"), 3, true).await;
        let (workers, handler) = workers(w, "one", 9);
        for attempt in 1..=3 {
            assert!(well(workers.run_one().await), "attempt {attempt}");
            assert!(!well(workers.run_one().await), "not at once");
            let (state, attempts, error) = state(w).await;
            assert_eq!((state.as_str(), attempts), (if attempt < 3 { "waiting" } else { "failed" }, attempt));
            assert!(error.contains("on fire"));
            w.later(60);
        }
        assert!(!well(workers.run_one().await), "given up");
        assert_eq!(handler.runs.load(Ordering::Relaxed), 3);
        order(w, Some("once"), 3, true).await;
        assert_eq!(w.one::<(i64,)>("SELECT count(*) FROM job WHERE kind = 'test'", &[]).await.0, 2, "its name is free again");
    })
    .await;
}

/// Fails a number of times for want of what the program stands on.
struct Wanting(AtomicU32);

impl Handler for Wanting {
    fn run<'a>(&'a self, _: &'a Job, _: &'a Hold) -> Pin<Box<dyn Future<Output = Result<()>> + Send + 'a>> {
        let left = self.0.fetch_sub(1, Ordering::Relaxed);
        Box::pin(async move { if left > 0 { Err(Error::unavailable("the files are away")) } else { Ok(()) } })
    }
}

#[tokio::test]
async fn what_the_machine_lacks_costs_no_attempt() {
    both(async |w| {
        order(w, None, 2, true).await;
        let (mut workers, _) = workers(w, "one", 0);
        workers.handler = Arc::new(Wanting(AtomicU32::new(20)));
        for time in 1..=20 {
            assert!(well(workers.run_one().await), "time {time}");
            assert_eq!((state(w).await.0.as_str(), state(w).await.1), ("waiting", 0));
            assert!(!well(workers.run_one().await), "not at once");
            w.later(11);
        }
        assert!(well(workers.run_one().await));
        assert_eq!(state(w).await, ("done".into(), 1, String::new()));
    })
    .await;
}

/// Says which jobs it was told of as lost.
#[derive(Default)]
struct Losing(AtomicU32);

impl Handler for Losing {
    fn run<'a>(&'a self, _: &'a Job, _: &'a Hold) -> Pin<Box<dyn Future<Output = Result<()>> + Send + 'a>> {
        Box::pin(async { Ok(()) })
    }

    fn lost<'a>(&'a self, _: &'a Job) -> Pin<Box<dyn Future<Output = Result<()>> + Send + 'a>> {
        self.0.fetch_add(1, Ordering::Relaxed);
        Box::pin(async { Ok(()) })
    }
}

#[tokio::test]
async fn the_jobs_of_a_process_that_ended_are_taken_up_at_once() {
    both(async |w| {
        order(w, None, 2, true).await;
        let (mut before, _) = workers(w, "aaaa-1", 0);
        let losing = Arc::new(Losing::default());
        before.handler = losing.clone();
        let (after, handler) = workers(w, "aaaa-2", 0);
        assert!(well(before.claim().await).is_some());
        let back = |node: &'static str| base::job::take_back(&w.house.db, &w.house.clock, node);
        assert_eq!(well(back("bbbb").await), 0, "another node's are let be");
        assert_eq!(well(back("aaaa").await), 1);
        assert!(well(after.claim().await).is_some());
        assert_eq!(state(w).await.1, 2, "the attempt counts");
        // The second was the last.
        assert_eq!(well(back("aaaa").await), 1);
        assert!(well(before.claim().await).is_none());
        assert_eq!((state(w).await.0.as_str(), losing.0.load(Ordering::Relaxed)), ("failed", 1));
        assert_eq!(handler.runs.load(Ordering::Relaxed), 0);
    })
    .await;
}

#[tokio::test]
async fn a_job_that_kills_its_workers_ends() {
    both(async |w| {
        order(w, None, 2, true).await;
        for name in ["a", "b"] {
            let (dying, _) = workers(w, name, 0);
            assert!(well(dying.claim().await).is_some());
            w.later(61);
        }
        let (other, handler) = workers(w, "c", 0);
        while well(other.run_one().await) {}
        assert_eq!(handler.runs.load(Ordering::Relaxed), 0, "as often as it may be tried, and no more");
        assert_eq!(state(w).await.0, "failed");
    })
    .await;
}

#[tokio::test]
async fn a_cancelled_job_ends() {
    both(async |w| {
        order(w, Some("once"), 3, true).await;
        let mut uow = w.uow().await;
        well(uow.also("UPDATE job SET cancel = TRUE WHERE kind = 'test'", &[]).await);
        well(uow.note(&PeopleEvent::LinkMade {}, On::thing("organisation", 1)).await);
        well(uow.commit().await);
        let (workers, _) = workers(w, "one", 0);
        while well(workers.run_one().await) {}
        assert_eq!(state(w).await.0, "cancelled");
        w.later(600);
        assert!(!well(workers.run_one().await));
        order(w, Some("once"), 3, true).await;
        assert_eq!(w.one::<(i64,)>("SELECT count(*) FROM job WHERE kind = 'test'", &[]).await.0, 2, "its name is free again");
    })
    .await;
}

#[tokio::test]
async fn nothing_is_enqueued_by_a_unit_that_was_given_up() {
    both(async |w| {
        let events = w.events().await;
        order(w, None, 3, false).await;
        let (n,): (i64,) = w.one("SELECT count(*) FROM job WHERE kind = 'test'", &args![]).await;
        assert_eq!((n, w.events().await), (0, events));
        order(w, Some("x"), 3, true).await;
        order(w, Some("x"), 3, true).await;
        assert_eq!(w.one::<(i64,)>("SELECT count(*) FROM job WHERE kind = 'test'", &[]).await.0, 1, "one of a name");
    })
    .await;
}
