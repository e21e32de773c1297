//! Random houses over time, and everything they answer, held against an oracle that is written from spec 1.5.
//!
//! A fault names its seed: `RINGBIND_SEED=n cargo nextest run -p ringbind oracle` plays it again. For a long run
//! `RINGBIND_PROVE_SECONDS=1800` goes on with fresh seeds for as long.

mod acts;
mod asks;
mod dice;
mod truth;

pub use dice::Dice;

use crate::world::World;
use acts::Play;
use asks::{Asker, Ids};
use base::{Clock, Dialect};
use truth::Truth;

/// What a run tried.
#[derive(Default)]
struct Tally {
    acts: usize,
    refused: usize,
    asked: usize,
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// Asks everything as some people; every one of them in a long run.
async fn ask(play: &mut Play, lagging: bool, wide: bool) -> usize {
    let truth = Truth::read(&play.w).await;
    let ids = Ids::read(play, &truth).await;
    let mut awake = truth.awake();
    let few = if wide { awake.len() } else { 3 };
    while awake.len() > few {
        let at = play.dice.below(awake.len());
        awake.swap_remove(at);
    }
    let start = play.dice.below(7);
    let (mut asked, mut wrong) = (0, Vec::new());
    for user in awake {
        let mut asker = Asker::new(play, &truth, &ids, user, lagging);
        asker.lists().await;
        asker.search().await;
        asker.pages().await;
        let every = if wide { 2 } else { 6 };
        for case in truth.cases.values().skip(start % every).step_by(every) {
            asker.case(case).await;
        }
        for document in truth.documents.values().skip(start % every).step_by(every) {
            asker.document(document).await;
        }
        asked += asker.asked;
        wrong.append(&mut asker.wrong);
    }
    if !wrong.is_empty() {
        let shown: Vec<String> = wrong.iter().take(12).cloned().collect();
        let done = play.done.iter().rev().take(60).rev().cloned().collect::<Vec<_>>().join("\n  ");
        panic!("{} faults, the first of them:\n{}\nafter\n  {done}", wrong.len(), shown.join("\n"));
    }
    asked
}

/// A house from its seed: things happen, and are asked about while the index lags and when it has followed.
async fn round(w: World, seed: u64, times: usize, acts: usize, wide: bool) -> Tally {
    let mut tally = Tally::default();
    let mut play = Play::new(w, seed);
    play.settle_in().await;
    play.w.settle().await;
    for _ in 0..times {
        for _ in 0..acts {
            play.act().await;
        }
        tally.asked += ask(&mut play, true, false).await;
        play.w.settle().await;
        tally.asked += ask(&mut play, false, wide).await;
    }
    tally.acts = play.done.len();
    tally.refused = play.refused;
    play.w.end().await;
    tally
}

async fn prove(dialect: Dialect, seeds: &[u64]) {
    if let Some(seconds) = number("RINGBIND_PROVE_SECONDS") {
        let clock = Clock::system();
        let end = clock.now().as_second() + i64::try_from(seconds).expect("fits");
        let mut seed = number("RINGBIND_SEED").unwrap_or_else(|| u64::try_from(clock.now().as_millisecond()).expect("after 1970"));
        let mut sum = Tally::default();
        let mut houses = 0;
        while clock.now().as_second() < end {
            println!("seed {seed}");
            let Some(w) = World::seeded(dialect, seed).await else { return };
            let tally = round(w, seed, 2, 60, true).await;
            (sum.acts, sum.refused, sum.asked) = (sum.acts + tally.acts, sum.refused + tally.refused, sum.asked + tally.asked);
            (houses, seed) = (houses + 1, seed + 1);
        }
        println!("{dialect:?}: {houses} houses, {} acts ({} refused), {} answers, no fault", sum.acts, sum.refused, sum.asked);
        return;
    }
    let own = number("RINGBIND_SEED");
    for seed in own.as_ref().map_or(seeds, std::slice::from_ref) {
        println!("seed {seed}");
        let Some(w) = World::seeded(dialect, *seed).await else { return };
        let tally = round(w, *seed, 2, 40, own.is_some()).await;
        println!("{} acts, {} of them refused; {} answers", tally.acts, tally.refused, tally.asked);
        assert!(tally.acts > 80 && tally.refused > 5 && tally.asked > 300, "something was tried");
    }
}

#[tokio::test]
async fn random_houses_on_sqlite_tell_nobody_what_he_may_not_know() {
    prove(Dialect::Sqlite, &[1, 2]).await;
}

#[tokio::test]
async fn random_houses_on_postgres_tell_nobody_what_he_may_not_know() {
    prove(Dialect::Pg, &[3]).await;
}
