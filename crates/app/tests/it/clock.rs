//! A clock that jumps, forwards and back: nothing is lost, nothing waits for a day that is long in coming.

use crate::world::{World, both, well};
use base::job::{Handler, Hold, Job, Order, Workers};
use base::{Error, Result, Timestamp, args};
use ringbind::people::PeopleEvent;
use serde_json::json;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

const YEAR: i64 = 365 * 86_400;

/// Does nothing, and well; or fails.
struct Plain(bool);

impl Handler for Plain {
    fn run<'a>(&'a self, _: &'a Job, _: &'a Hold) -> Pin<Box<dyn Future<Output = Result<()>> + Send + 'a>> {
        Box::pin(async { if self.0 { Ok(()) } else { Err(Error::Busy) } })
    }
}

fn workers(w: &World, name: &str, well: bool) -> Workers {
    let house = &w.house;
    Workers {
        db: house.db.clone(),
        clock: house.clock.clone(),
        name: name.into(),
        handler: Arc::new(Plain(well)),
        wake: house.wake.clone(),
        most: base::job::SLOW,
    }
}

async fn order(w: &World) {
    let mut uow = w.uow().await;
    let order = Order { kind: "test", payload: json!({}), only_one: None, max_attempts: 9, priority: base::job::QUICK };
    well(uow.enqueue(order).await);
    well(uow.note(&PeopleEvent::LinkMade {}, base::event::On::thing("organisation", 1)).await);
    well(uow.commit().await);
}

async fn state(w: &World) -> String {
    w.one::<(String,)>("SELECT state FROM job WHERE kind = 'test' ORDER BY id DESC LIMIT 1", &[]).await.0
}

#[tokio::test]
async fn jobs_don_t_wait_for_a_time_that_was_wrong() {
    both(async |w| {
        // Held under a lease of next year by a worker that is gone.
        order(w).await;
        w.later(YEAR);
        assert!(well(workers(w, "ahead", true).claim().await).is_some());
        w.later(-YEAR);
        assert!(well(workers(w, "after", true).run_one().await));
        assert_eq!(state(w).await, "done");
        // To be tried again next year.
        order(w).await;
        w.later(YEAR);
        assert!(well(workers(w, "ahead", false).run_one().await));
        w.later(-YEAR);
        assert!(well(workers(w, "after", true).run_one().await));
        assert_eq!(state(w).await, "done");
        // Ordered next year.
        w.later(YEAR);
        order(w).await;
        w.later(-YEAR);
        assert!(well(workers(w, "after", true).run_one().await));
        // Clocks a little apart take nothing from each other.
        order(w).await;
        w.later(120);
        assert!(well(workers(w, "ahead", true).claim().await).is_some());
        w.later(-120);
        assert!(!well(workers(w, "after", true).run_one().await));
    })
    .await;
}

#[tokio::test]
async fn a_pause_for_guessing_ends() {
    both(async |w| {
        w.later(YEAR);
        let guess = [("account", "anna"), ("password", "forkert")];
        for _ in 0..6 {
            w.post("nobody", "/sign-in", &guess).await.is(422);
        }
        w.post("nobody", "/sign-in", &guess).await.is(429);
        w.later(-YEAR);
        w.post("nobody", "/sign-in", &guess).await.is(422);
    })
    .await;
}

#[tokio::test]
async fn a_session_lives_no_longer_and_comes_back() {
    both(async |w| {
        // Idle for a year by a wrong clock, it is there again by the right one.
        w.later(YEAR);
        w.get("anna", "/api/v1/cases").await.is(401);
        w.later(-YEAR);
        w.get("anna", "/api/v1/cases").await.is(200);
        // Seen in the future, it counts from now.
        w.later(6 * 3600);
        w.get("anna", "/api/v1/cases").await.is(200);
        w.later(-6 * 3600);
        w.get("anna", "/api/v1/cases").await.is(200);
        let (latest,): (Timestamp,) = w.one("SELECT max(seen) FROM session", &[]).await;
        assert!(latest <= w.house.clock.now(), "{latest}");
    })
    .await;
}

#[tokio::test]
async fn work_goes_on_whatever_the_clock_says() {
    both(async |w| {
        let mut made = Vec::new();
        let place = w.announce("bo", &format!("/cases/{}/uploads", w.known.case), "notat.txt", 10, &[]).await.is(201).to();
        w.patch("bo", &place, 0, b"hello").await.is(204);
        for jump in [3600, -2 * YEAR, 5, 2 * YEAR, -3600] {
            w.later(jump);
            // Sessions end by a wrong clock; this is about what is done in one.
            let mut uow = w.uow().await;
            well(uow.also("UPDATE session SET seen = $1", &args![w.house.clock.now()]).await);
            well(uow.note(&PeopleEvent::LinkMade {}, base::event::On::thing("organisation", 1)).await);
            well(uow.commit().await);
            let title = format!("Sag ved {jump}");
            let case = w.json("anna", "POST", "/api/v1/cases", &json!({ "template": w.known.road_template, "title": title })).await.is(201);
            made.push((case.id(), case.json()["number"].as_str().expect("a number").to_owned()));
        }
        w.patch("bo", &place, 5, b"world").await.is(200);
        w.settle().await;
        for (id, number) in &made {
            assert_eq!(w.get("anna", &format!("/api/v1/cases/{id}")).await.is(200).json()["number"], number.as_str());
        }
        let numbers: std::collections::BTreeSet<&String> = made.iter().map(|(_, number)| number).collect();
        assert_eq!(numbers.len(), made.len(), "each its own number");
        let (events, links): (i64, i64) = w.one("SELECT (SELECT count(*) FROM event), (SELECT count(*) FROM event_chain)", &args![]).await;
        assert_eq!(events, links, "all in the chain");
        let (late,): (i64,) = w.one("SELECT count(*) FROM job WHERE state <> 'done'", &[]).await;
        assert_eq!(late, 0);
    })
    .await;
}
