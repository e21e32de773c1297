//! The database goes and comes back.

use crate::faults::{House, says};
use crate::program::{Place, block, on_server, until};
use crate::told::tables;
use crate::way::Way;
use std::sync::atomic::{AtomicBool, Ordering};

#[test]
fn the_database_refuses_and_comes_back() {
    let Some(mut place) = Place::postgres() else { return };
    let address = place.address().expect("an address");
    let host = address.split_once('@').and_then(|(_, rest)| rest.split_once('/')).expect("a host").0.to_owned();
    let mut way = Way::new(&host);
    place.through(address.replace(&host, &way.at.to_string()));
    let mut house = House::new(place);
    let data = b"Sendt, mens databasen var der.\n";
    let upload = house.announce("Notat.txt", data.len());
    for round in 0..3 {
        way.close();
        let page = house.get("/cases");
        assert_eq!(page.status, 503, "{}", page.text());
        assert!(page.text().contains("utilgængeligt") && page.text().contains("<html"), "{}", page.text());
        says(&house.get("/api/v1/cases"), 503, "unavailable");
        says(&house.create(&format!("Sag zqimens {round}")), 503, "unavailable");
        says(&house.caller.patch(&upload, 0, data).expect("an answer"), 503, "unavailable");
        house.get("/health/ready").is(503);
        house.get("/health/live").is(200);
        way.open();
        until("it is ready again", || house.get("/health/ready").status == 200);
        house.create(&format!("Sag zqbagefter{round}")).is(201);
        house.found(&format!("zqbagefter{round}"));
    }
    assert_eq!(house.get("/api/v1/cases?q=zqimens").is(200).json()["total"], 0);
    house.caller.patch(&upload, 0, data).expect("an answer").is(200);
    // Started before its database, it waits for it.
    house.stop();
    way.close();
    let mut waiting = house.place.spawn(None, &[]);
    until("it waits", || house.place.log().contains("waiting for the database"));
    way.open();
    assert!(waiting.ready(), "it ended");
    house.caller.at = waiting.at;
    house.found("zqbagefter0");
    tables(&house.place);
    house.place.verify();
}

#[test]
fn connections_end_in_the_middle() {
    let Some(place) = Place::postgres() else { return };
    let house = House::new(place);
    let name = house.place.address().and_then(|a| a.rsplit_once('/').map(|(_, name)| name.to_owned())).expect("a database");
    let sql = format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
    let stop = AtomicBool::new(false);
    let (made, unsure) = std::thread::scope(|scope| {
        let working: Vec<_> = (0..4)
            .map(|who| {
                let (house, stop) = (&house, &stop);
                scope.spawn(move || {
                    let (mut made, mut unsure) = (0, 0);
                    while !stop.load(Ordering::Relaxed) {
                        let answer = house.create(&format!("Sag zqafbrudt {who}"));
                        match answer.status {
                            201 => made += 1,
                            _ => {
                                says(&answer, 503, "unavailable");
                                unsure += 1;
                            }
                        }
                    }
                    (made, unsure)
                })
            })
            .collect();
        for _ in 0..25 {
            on_server(&sql);
            std::thread::sleep(std::time::Duration::from_millis(60));
        }
        stop.store(true, Ordering::Relaxed);
        working.into_iter().map(|w| w.join().expect("worked")).fold((0, 0), |(a, b), (c, d)| (a + c, b + d))
    });
    // Whether a unit was made whose connection ended while it was made, only the database knows.
    let reader = house.place.reader();
    let there: (i64,) = block(reader.one("SELECT count(*) FROM cases WHERE title LIKE 'Sag zqafbrudt%'", &[])).expect("read");
    assert!((made..=made + unsure).contains(&there.0), "{made} answered, {unsure} unsure, {} there", there.0);
    house.create("Sag zqbagefter").is(201);
    house.found("zqbagefter");
    tables(&house.place);
    house.place.verify();
}
