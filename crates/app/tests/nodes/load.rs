//! Nodes that are killed, added and restarted while people work: nobody sees more than one request that he sends again.

use crate::clients::{Client, Dice};
use crate::cluster::{Cluster, Node, ask_to_stop, beside, colleague, ended, template};
use crate::http::Caller;
use crate::program::until;
use crate::proxy::Proxy;
use crate::told::{seed, tables};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

/// People who work at the same time.
const PEOPLE: usize = 4;

fn rounds(few: usize) -> usize {
    std::env::var("RINGBIND_PROVE_ROUNDS").ok().and_then(|n| n.parse().ok()).unwrap_or(few)
}

/// What the people did, and how often one of them wasn't answered.
#[derive(Default)]
struct Tally {
    stop: AtomicBool,
    done: [AtomicUsize; PEOPLE],
    lost: [AtomicUsize; PEOPLE],
}

impl Tally {
    fn all(&self) -> (usize, usize) {
        let sum = |of: &[AtomicUsize]| of.iter().map(|n| n.load(Ordering::SeqCst)).sum();
        (sum(&self.done), sum(&self.lost))
    }

    /// Waits until everybody has done so much more.
    fn everybody(&self, more: usize) {
        let before: Vec<usize> = self.done.iter().map(|n| n.load(Ordering::SeqCst)).collect();
        until("everybody works on", || self.done.iter().zip(&before).all(|(now, then)| now.load(Ordering::SeqCst) >= then + more));
    }
}

/// Whoever fails lets nobody wait for him.
struct Bell<'a>(&'a Tally);

impl Drop for Bell<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.stop.store(true, Ordering::SeqCst);
            for n in &self.0.done {
                n.fetch_add(1 << 30, Ordering::SeqCst);
            }
        }
    }
}

fn people(cluster: &Cluster, adam: &Caller, seed: u64) -> Vec<Client> {
    let (template, bo) = (template(adam), colleague(cluster.place(0), adam));
    (0..PEOPLE).map(|who| Client::new(who, seed, template, bo)).collect()
}

/// Works until told to stop. Who isn't answered looks, after a moment, what of it was done, and sends the rest again:
/// that must be answered.
fn work(who: usize, client: &mut Client, caller: &Caller, tally: &Tally) {
    let _bell = Bell(tally);
    while !tally.stop.load(Ordering::SeqCst) {
        if client.step(caller).is_err() {
            tally.lost[who].fetch_add(1, Ordering::SeqCst);
            std::thread::sleep(Duration::from_millis(300));
            client.hold(caller, false);
        }
        tally.done[who].fetch_add(1, Ordering::SeqCst);
        // People look at what they did; without a pause the machine would be busy with nothing else.
        std::thread::sleep(Duration::from_millis(80));
    }
}

/// Does something with the nodes while people work; returns what they did and lost.
fn meanwhile(clients: &mut [Client], caller: &Caller, act: impl FnOnce(&Tally)) -> (usize, usize) {
    let tally = Tally::default();
    std::thread::scope(|scope| {
        for (who, client) in clients.iter_mut().enumerate() {
            let tally = &tally;
            scope.spawn(move || work(who, client, caller, tally));
        }
        tally.everybody(2);
        act(&tally);
        tally.stop.store(true, Ordering::SeqCst);
    });
    tally.all()
}

/// What was told is there, whole, and the files are in the store.
fn hold(cluster: &Cluster, clients: &mut [Client], caller: &Caller) {
    std::thread::scope(|scope| clients.iter_mut().for_each(|client| drop(scope.spawn(|| client.hold(caller, true)))));
    tables(&cluster.first);
    clients.iter_mut().for_each(|client| client.searched(caller, 3));
    cluster.first.verify();
    assert!(cluster.objects().iter().all(|name| name.starts_with("the/files/")));
}

#[test]
fn nodes_are_killed_and_added_under_load() {
    let Some((mut cluster, adam)) = Cluster::start(3) else { return };
    let (seed, rounds) = (seed(), rounds(2));
    println!("RINGBIND_SEED={seed}");
    let mut dice = Dice(seed);
    let proxy = Proxy::start(cluster.nodes.iter().map(|node| node.program.at));
    let caller = Caller { at: proxy.at, cookie: adam.cookie.clone() };
    let mut clients = people(&cluster, &adam, seed);
    let (done, lost) = meanwhile(&mut clients, &caller, |tally| {
        for round in 0..rounds {
            let before = tally.all().1;
            let node = dice.below(cluster.nodes.len());
            std::thread::sleep(Duration::from_millis(dice.below(300) as u64));
            cluster.nodes[node].program.stop();
            tally.everybody(2);
            // Each of them had one request under way at the most.
            let lost = tally.all().1 - before;
            assert!(lost <= PEOPLE, "{lost} requests were lost by one kill");
            proxy.forget(cluster.at(node));
            match round % 2 {
                0 => again(&mut cluster, node),
                _ => replace(&mut cluster, node, &proxy),
            }
            proxy.add(cluster.nodes.last().expect("a node").program.at);
            tally.everybody(1);
        }
    });
    println!("{rounds} nodes killed; {done} things done; {lost} requests sent again by who wasn't answered");
    hold(&cluster, &mut clients, &caller);
}

/// The killed node comes back as it was; it stands last then.
fn again(cluster: &mut Cluster, node: usize) {
    let mut node = cluster.nodes.remove(node);
    node.program = node.place.as_ref().unwrap_or(&cluster.first).start();
    cluster.nodes.push(node);
}

/// The killed node comes back, one leaves in good order, and one with an empty folder is added.
fn replace(cluster: &mut Cluster, node: usize, proxy: &Proxy) {
    again(cluster, node);
    proxy.add(cluster.nodes.last().expect("a node").program.at);
    // Whose place is the first's keeps the database.
    let leaving = usize::from(cluster.nodes[0].place.is_none());
    ask_to_stop(&cluster.nodes[leaving].program);
    ended(&mut cluster.nodes[leaving].program);
    proxy.forget(cluster.at(leaving));
    cluster.nodes.remove(leaving);
    let place = beside(&cluster.first);
    let program = place.start();
    cluster.nodes.push(Node { place: Some(place), program });
}

#[test]
fn a_rolling_restart_fails_nobody() {
    let Some((mut cluster, adam)) = Cluster::start(3) else { return };
    let (seed, rounds) = (seed(), rounds(1));
    println!("RINGBIND_SEED={seed}");
    let proxy = Proxy::start(cluster.nodes.iter().map(|node| node.program.at));
    let caller = Caller { at: proxy.at, cookie: adam.cookie.clone() };
    let mut clients = people(&cluster, &adam, seed);
    let (done, lost) = meanwhile(&mut clients, &caller, |tally| {
        for _ in 0..3 * rounds.div_ceil(3) {
            ask_to_stop(&cluster.nodes[0].program);
            ended(&mut cluster.nodes[0].program);
            proxy.forget(cluster.at(0));
            again(&mut cluster, 0);
            proxy.add(cluster.at(2));
            tally.everybody(1);
        }
    });
    let (passed, again, failed) = proxy.told();
    println!(
        "{} nodes restarted; {done} things done; {passed} requests passed, {again} of them tried twice, {failed} failed",
        3 * rounds.div_ceil(3)
    );
    assert_eq!((lost, failed), (0, 0));
    hold(&cluster, &mut clients, &caller);
}

/// A line that is kept open is ended by an answer that says so, not in the middle of a question.
#[test]
fn a_kept_line_is_ended_in_good_order() {
    let Some((mut cluster, adam)) = Cluster::start(1) else { return };
    let mut line = TcpStream::connect(cluster.at(0)).expect("a connection");
    let mut ask = || {
        let head = format!("GET /health/live HTTP/1.1\r\nhost: x\r\ncookie: {}\r\n\r\n", adam.cookie);
        line.write_all(head.as_bytes()).expect("sent");
        let mut answer = Vec::new();
        while !answer.ends_with(b"live") {
            let mut byte = [0];
            line.read_exact(&mut byte).expect("an answer");
            answer.push(byte[0]);
        }
        String::from_utf8_lossy(&answer).to_lowercase()
    };
    assert!(!ask().contains("connection: close"));
    ask_to_stop(&cluster.nodes[0].program);
    until("it says so", || adam.get("/health/ready").is_ok_and(|answer| answer.status == 503));
    // It leaves, and answers on.
    adam.get("/cases").expect("an answer").is(200);
    assert!(ask().contains("connection: close"));
    ended(&mut cluster.nodes[0].program);
}
