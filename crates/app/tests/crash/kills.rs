//! `kill -9` at random moments: what was answered is there, nothing is half made, everything is taken up again.
//!
//! `RINGBIND_PROVE_KILLS=1000` kills that often; `RINGBIND_SEED` plays a run again.

use crate::clients::{Client, Dice};
use crate::http::Caller;
use crate::program::{Place, Program, until};
use crate::told::{seed, tables};
use serde_json::json;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// People who work at the same time.
const PEOPLE: usize = 4;
/// Kills of one house, so that holding everything stays quick.
const OF_ONE: usize = 40;

fn wanted(few: usize) -> usize {
    std::env::var("RINGBIND_PROVE_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(few)
}

fn people(place: &Place, seed: u64) -> (Program, Caller, Vec<Client>) {
    let program = place.start();
    let caller = place.first(&program);
    let person = json!({ "user_name": "bo", "email": "bo@nordby.example", "first_name": "Bo", "last_name": "Bæk" });
    let bo = caller.json("POST", "/api/v1/users", &person).expect("an answer").is(201).json();
    let templates = caller.get("/api/v1/templates").expect("an answer").is(200).json();
    let first = templates.as_array().or_else(|| templates["items"].as_array()).and_then(|all| all.first()).expect("a template");
    let (template, bo) = (first["id"].as_i64().expect("an id"), bo["id"].as_i64().expect("an id"));
    (program, caller, (0..PEOPLE).map(|who| Client::new(who, seed, template, bo)).collect())
}

/// Kills it while they work, or while it begins. Returns how much was done.
fn kill(place: &Place, program: Program, caller: &Caller, clients: &mut [Client], dice: &mut Dice) -> usize {
    if dice.below(6) == 0 {
        program.kill();
        let again = place.spawn(None, &[]);
        std::thread::sleep(Duration::from_millis(dice.below(250) as u64));
        again.kill();
        return 0;
    }
    // So many things were answered, and then a moment.
    let (enough, pause) = (dice.below(16), Duration::from_micros(dice.below(60_000) as u64));
    let done = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        clients.iter_mut().for_each(|client| drop(scope.spawn(|| client.work(caller, &done))));
        until("they work", || done.load(Ordering::Relaxed) >= enough);
        std::thread::sleep(pause);
        program.kill();
    });
    done.into_inner()
}

fn house(place: &Place, seed: u64, kills: usize) {
    let mut dice = Dice(seed);
    let (mut program, mut caller, mut clients) = people(place, seed);
    let mut done = 0;
    for round in 1..=kills {
        done += kill(place, program, &caller, &mut clients, &mut dice);
        if round % 5 == 0 {
            place.verify();
        }
        program = place.start();
        caller.at = program.at;
        clients.iter_mut().for_each(|client| client.hold(&caller, false));
    }
    clients.iter_mut().for_each(|client| client.hold(&caller, true));
    tables(place);
    clients.iter_mut().for_each(|client| client.searched(&caller, 3));
    place.verify();
    let (cases, documents) = clients.iter().fold((0, 0), |(a, b), c| (a + c.cases.len(), b + c.documents.len()));
    println!("killed {kills} times; {done} things done; {cases} cases, {documents} documents");
}

fn prove(place: impl Fn() -> Place, few: usize) {
    let (seed, mut left) = (seed(), wanted(few));
    println!("RINGBIND_SEED={seed}");
    for n in 0.. {
        let kills = left.min(OF_ONE);
        if kills == 0 {
            return;
        }
        house(&place(), seed.wrapping_add(n * 7919), kills);
        left -= kills;
    }
}

#[test]
fn killed_at_work_on_sqlite() {
    prove(Place::sqlite, 5);
}

#[test]
fn killed_at_work_on_postgresql() {
    if Place::postgres().is_some() {
        prove(|| Place::postgres().expect("a server"), 4);
    }
}

/// Killed before the first start is through, as early and as late as it gets; then it starts as if nothing was.
fn begin(place: &Place, dice: &mut Dice, kills: usize) {
    for _ in 0..kills {
        let (before, so_far) = (place.log().len(), dice.below(12));
        let program = place.spawn(None, &[]);
        // So many files of tables were run, or all that were left.
        until("it begins", || place.log()[before..].matches("migrated").count() >= so_far || program.answers());
        std::thread::sleep(Duration::from_micros(dice.below(20_000) as u64));
        program.kill();
    }
    let program = place.start();
    let caller = place.first(&program);
    caller.get("/cases").expect("an answer").is(200);
    caller.get("/api/v1/templates").expect("an answer").is(200);
    place.verify();
}

#[test]
fn killed_while_the_tables_are_made() {
    let seed = seed();
    println!("RINGBIND_SEED={seed}");
    let mut dice = Dice(seed);
    for _ in 0..wanted(3).div_ceil(3) {
        begin(&Place::sqlite(), &mut dice, 3);
        if let Some(place) = Place::postgres() {
            begin(&place, &mut dice, 3);
        }
    }
}
