//! Three nodes are one house: what is done at one holds at the others.

use crate::cluster::{Cluster, at, case, colleague, sign_in, template};
use crate::http::Caller;
use crate::program::{block, until};
use base::args;
use serde_json::json;
use std::collections::HashSet;
use std::time::{Duration, SystemTime};

#[test]
fn three_nodes_are_one_house() {
    let Some((cluster, adam)) = Cluster::start(3) else { return };
    let template = template(&adam);
    sessions(&cluster, &adam);
    numbers(&cluster, &adam, template);
    rights(&cluster, &adam, template);
    guesses(&cluster);
    let slowest = found(&cluster, &adam, template);
    assert!(slowest < Duration::from_secs(2), "{slowest:?}");
    jobs(&cluster, &adam, template);
    cluster.first.verify();
    println!("found at every node within {} ms of being saved at another", slowest.as_millis());
}

/// Begun at one node, a session is good at all, and ended at one it is ended at all.
fn sessions(cluster: &Cluster, adam: &Caller) {
    let mine = sign_in(cluster.at(1), "adam");
    for node in 0..3 {
        at(adam, cluster.at(node)).get("/").expect("an answer").is(200);
        at(&mine, cluster.at(node)).get("/").expect("an answer").is(200);
    }
    at(&mine, cluster.at(2)).form("/sign-out", &[]).expect("an answer").is(303);
    for node in 0..3 {
        at(&mine, cluster.at(node)).get("/cases").expect("an answer").is(303);
        at(adam, cluster.at(node)).get("/cases").expect("an answer").is(200);
    }
}

/// Cases made at three nodes at once have each a number of its own, without gaps.
fn numbers(cluster: &Cluster, adam: &Caller, template: i64) {
    const EACH: usize = 12;
    let numbers: Vec<String> = std::thread::scope(|scope| {
        let making: Vec<_> = (0..6)
            .map(|who| {
                let caller = at(adam, cluster.at(who % 3));
                scope.spawn(move || (0..EACH).map(|n| case(&caller, template, &format!("Sag {who} {n}")).1).collect::<Vec<_>>())
            })
            .collect();
        making.into_iter().flat_map(|one| one.join().expect("made")).collect()
    });
    assert_eq!(numbers.iter().collect::<HashSet<_>>().len(), 6 * EACH, "{numbers:?}");
    let reader = cluster.first.reader();
    let (count, last): (i64, i64) = block(reader.one("SELECT count(*), max(ordinal) FROM cases", &[])).expect("read");
    assert_eq!((count, last), (6 * EACH as i64, 6 * EACH as i64));
}

/// A right that is given or taken at one node holds at the others' next request, for pages, search and files.
fn rights(cluster: &Cluster, adam: &Caller, template: i64) {
    let bo = colleague(cluster.place(0), adam);
    let bos = sign_in(cluster.at(2), "bo");
    let (id, _) = case(adam, template, "Sag zqfortrolig");
    let page = format!("/api/v1/cases/{id}");
    let hits = |node: usize| {
        let found = at(&bos, cluster.at(node)).get("/api/v1/search?kind=case&q=zqfortrolig").expect("an answer").is(200).json();
        found["items"].as_array().map_or(0, Vec::len)
    };
    for round in 0..3 {
        let (here, there) = (at(adam, cluster.at(round)), at(&bos, cluster.at((round + 1) % 3)));
        there.get(&page).expect("an answer").is(404);
        here.json("POST", &format!("{page}/members"), &json!({ "principal": bo, "level": "read" })).expect("an answer").is(200);
        there.get(&page).expect("an answer").is(200);
        until("he finds it", || hits((round + 1) % 3) == 1);
        here.json("DELETE", &format!("{page}/members/{bo}"), &json!({})).expect("an answer").is(204);
        for node in 0..3 {
            at(&bos, cluster.at(node)).get(&page).expect("an answer").is(404);
            assert_eq!(hits(node), 0, "at {node}, round {round}");
        }
    }
}

/// Wrong passwords are counted by all together.
fn guesses(cluster: &Cluster) {
    let guess = |node: usize| {
        let nobody = Caller { at: cluster.at(node), cookie: String::new() };
        nobody.form("/sign-in", &[("account", "ukendt"), ("password", "gættet forkert her")]).expect("an answer").is(422);
    };
    std::thread::scope(|scope| (0..12).for_each(|n| drop(scope.spawn(move || guess(n % 3)))));
    let reader = cluster.first.reader();
    let counted: (i64,) = block(reader.one("SELECT max(failures) FROM throttle WHERE key LIKE 'ukendt %'", &args![])).expect("read");
    assert!(counted.0 > 5, "{}", counted.0);
}

#[expect(clippy::disallowed_methods, reason = "how long it takes until it is found is what is measured")]
fn now() -> SystemTime {
    SystemTime::now()
}

/// What is saved at one node is found at every other soon after. Returns the longest that it took.
fn found(cluster: &Cluster, adam: &Caller, template: i64) -> Duration {
    let mut slowest = Duration::ZERO;
    for round in 0..6 {
        let word = format!("zqfindes{round}");
        case(&at(adam, cluster.at(round % 3)), template, &format!("Sag {word}"));
        let began = now();
        for node in 0..3 {
            let caller = at(adam, cluster.at(node));
            until(&format!("{word} is found at {node}"), || {
                let found = caller.get(&format!("/api/v1/search?kind=case&q={word}")).expect("an answer").is(200).json();
                found["items"].as_array().is_some_and(|all| all.len() == 1)
            });
        }
        slowest = slowest.max(began.elapsed().expect("a clock that goes on"));
    }
    slowest
}

/// Every job runs once, whichever node takes it.
fn jobs(cluster: &Cluster, adam: &Caller, template: i64) {
    let (id, _) = case(adam, template, "Sag med filer");
    std::thread::scope(|scope| {
        for node in 0..3 {
            let (caller, id) = (at(adam, cluster.at(node)), &id);
            scope.spawn(move || {
                for n in 0..5 {
                    let text = format!("Om zqtekst{node}x{n}.\n");
                    let url = format!("/api/v1/cases/{id}/uploads");
                    let place = caller.announce(&url, &format!("Notat {node} {n}.txt"), text.len()).expect("an answer").is(201);
                    caller.patch(place.header("location"), 0, text.as_bytes()).expect("an answer").is(200);
                }
            });
        }
    });
    let reader = cluster.first.reader();
    let count = |sql: &str| block(reader.one::<(i64,)>(sql, &args![])).unwrap_or_else(|e| panic!("{sql}: {e}")).0;
    until("the jobs end", || count("SELECT count(*) FROM job WHERE state <> 'done'") == 0);
    assert_eq!(count("SELECT count(*) FROM job WHERE kind = 'document.text'"), 15);
    assert_eq!(count("SELECT count(*) FROM job WHERE attempts <> 1"), 0);
    let read = "SELECT count(*) FROM (SELECT document_id FROM event WHERE kind = 'document.text_read' GROUP BY document_id HAVING count(*) = 1) once";
    assert_eq!(count(read), 15);
}
