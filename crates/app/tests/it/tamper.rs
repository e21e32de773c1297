//! The log convicts whoever tampers with it: the database is edited behind the program's back, as one who keeps it
//! could, and `verify` must name the place. Every mutation on a copy of its own.
//!
//! `RINGBIND_SEED=n` plays a run again; `RINGBIND_PROVE_MUTATIONS=500` tries as many, and 100 untouched copies.

mod edits;

use crate::oracle::Dice;
use crate::world::World;
use edits::{EDITS, Edit, Wrong};
use verify::Head;

fn number(name: &str) -> Option<usize> {
    std::env::var(name).ok()?.parse().ok()
}

/// A house in which something of each kind has happened, and its head as it was exported.
async fn lived_in(w: &World) -> Head {
    let k = &w.known;
    let [_, middle, inner] = k.groups;
    for (principal, level) in [(k.user("dora"), "write"), (middle, "read")] {
        let member = serde_json::json!({ "principal": principal, "level": level });
        w.json("anna", "POST", &format!("/api/v1/cases/{}/members", k.case), &member).await.is(200);
    }
    w.json("anna", "PATCH", &format!("/api/v1/cases/{}", k.case), &serde_json::json!({ "owner": inner.to_string() })).await.is(200);
    w.post("anna", &format!("/cases/{}/facts/deadline", k.restricted), &[("value", "2026-09-01")]).await.is(200);
    w.settle().await;
    let report = ringbind::verification::check(&w.house, &[]).await.expect("checked");
    assert_eq!(report.faults, Vec::<String>::new(), "untouched");
    let head = report.said.iter().find_map(|line| line.split("head ").nth(1)).expect("a head");
    ringbind::verification::parse_head(head).expect("reads")
}

async fn faults(w: &World, head: Head) -> Vec<String> {
    ringbind::verification::check(&w.house, &[head]).await.expect("checked").faults
}

/// Whether one of the faults names the place.
fn convicts(faults: &[String], wrong: &Wrong) -> bool {
    faults.iter().any(|fault| wrong.iter().all(|word| fault.contains(word.as_str())))
}

async fn tried(w: &World, head: Head, edit: &Edit, dice: &mut Dice) -> bool {
    let Some(wrong) = (edit.does)(w, dice).await else { return false };
    let faults = faults(w, head).await;
    assert!(convicts(&faults, &wrong), "{}: {wrong:?} isn't named in {faults:#?}", edit.name);
    true
}

#[tokio::test]
async fn each_way_of_tampering_is_named() {
    let origin = World::sqlite().await;
    let head = lived_in(&origin).await;
    let seed = number("RINGBIND_SEED").unwrap_or(1) as u64;
    let times = number("RINGBIND_PROVE_MUTATIONS");
    let rounds = times.map_or(2, |n| n.div_ceil(EDITS.len()));
    println!("seed {seed}");
    let mut dice = Dice::new(seed);
    let (mut done, mut untouched) = (0, 0);
    for round in 0..rounds {
        for edit in EDITS {
            let w = origin.same().await;
            let did = tried(&w, head, edit, &mut dice).await;
            assert!(did || round > 0, "{} found nothing to edit", edit.name);
            done += usize::from(did);
        }
    }
    for _ in 0..if times.is_some() { 100 } else { 3 } {
        assert_eq!(faults(&origin.same().await, head).await, Vec::<String>::new(), "untouched");
        untouched += 1;
    }
    println!("{done} mutations of {} kinds, each named; {untouched} untouched copies, none accused", EDITS.len());
    assert!(done >= EDITS.len());
}

/// The same on the other database, one copy edited and mended again and again in transactions that are never kept.
#[tokio::test]
async fn each_way_of_tampering_is_named_on_postgres() {
    let seed = number("RINGBIND_SEED").unwrap_or(2) as u64;
    let mut dice = Dice::new(seed);
    for edit in EDITS {
        let Some(w) = World::postgres().await else { return };
        let head = lived_in(&w).await;
        assert!(tried(&w, head, edit, &mut dice).await, "{} found nothing to edit", edit.name);
        w.end().await;
    }
}
