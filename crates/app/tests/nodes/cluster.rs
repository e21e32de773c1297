//! A database, a bucket, and nodes on them.

use crate::http::{Answer, Caller};
use crate::program::{PASSWORD, Place, Program, block};
use serde_json::json;
use std::net::SocketAddr;
use std::process::Command;

/// The address of the S3 server; where there is PostgreSQL, it must be there.
pub fn s3() -> SocketAddr {
    let address = std::env::var("RINGBIND_TEST_S3").expect("RINGBIND_TEST_S3 names no S3 server, such as http://127.0.0.1:5000");
    address.trim_start_matches("http://").trim_end_matches('/').parse().expect("an address and a port")
}

/// Asks the S3 server, which believes everybody.
pub fn bucket(method: &str, path: &str) -> Answer {
    Caller { at: s3(), cookie: String::new() }.send(method, path, &[], b"").expect("an answer of the S3 server")
}

/// Nodes that came and went, and what they share.
pub struct Cluster {
    /// The first node's, which owns the database.
    pub first: Place,
    pub nodes: Vec<Node>,
    pub bucket: String,
}

/// A node: its place and its program.
pub struct Node {
    pub place: Option<Place>,
    pub program: Program,
}

/// The settings of a node whose files are in a bucket.
pub fn files(place: &mut Place, store: &str, endpoint: &str) {
    let settings = [
        ("FILES__STORE", store),
        ("FILES__ENDPOINT", endpoint),
        ("FILES__REGION", "eu-north-1"),
        ("FILES__ACCESS_KEY", "anybody"),
        ("FILES__SECRET_KEY", "zqhemmelig"),
        ("FILES__ALLOW_HTTP", "true"),
        ("CONNECTIONS", "12"),
        ("DRAIN", "1"),
    ];
    place.settings.extend(settings.map(|(name, value)| (format!("RINGBIND_{name}"), value.to_owned())));
}

/// Another data folder with the same database and settings.
pub fn beside(place: &Place) -> Place {
    let mut new = Place::sqlite();
    new.database.clone_from(&place.database);
    new.settings.clone_from(&place.settings);
    new.lent = true;
    new
}

impl Cluster {
    /// So many nodes, started at once on an empty database; none where there is no server.
    pub fn start(nodes: usize) -> Option<(Cluster, Caller)> {
        let mut first = Place::postgres()?;
        let bucket = first.database.as_ref().expect("a name").replace('_', "-");
        self::bucket("PUT", &format!("/{bucket}")).is(200);
        files(&mut first, &format!("s3://{bucket}/the/files"), &format!("http://{}", s3()));
        let others: Vec<Place> = (1..nodes).map(|_| beside(&first)).collect();
        let mut all: Vec<Program> = std::iter::once(&first).chain(&others).map(|place| place.spawn(None, &[])).collect();
        let places = std::iter::once(&first).chain(&others);
        places.zip(&mut all).for_each(|(place, program)| assert!(program.ready(), "a node ended:\n{}", place.log()));
        let caller = enter(&first, &others, &all[0]);
        let places = std::iter::once(None).chain(others.into_iter().map(Some));
        let nodes = places.zip(all).map(|(place, program)| Node { place, program }).collect();
        Some((Cluster { first, nodes, bucket }, caller))
    }

    /// The places of all nodes that run.
    pub fn place(&self, node: usize) -> &Place {
        self.nodes[node].place.as_ref().unwrap_or(&self.first)
    }

    pub fn at(&self, node: usize) -> SocketAddr {
        self.nodes[node].program.at
    }

    /// The names of all objects.
    pub fn objects(&self) -> Vec<String> {
        let (mut names, mut after) = (Vec::new(), String::new());
        loop {
            let path = format!("/{}?list-type=2&start-after={}", self.bucket, crate::http::encode(&after));
            let text = bucket("GET", &path).is(200).text();
            let page: Vec<String> =
                text.split("<Key>").skip(1).filter_map(|rest| rest.split_once("</Key>")).map(|(name, _)| name.to_owned()).collect();
            let Some(last) = page.last() else { return names };
            after.clone_from(last);
            names.extend(page);
        }
    }
}

/// The first administrator: of the links that the nodes printed, the last made works.
fn enter(first: &Place, others: &[Place], program: &Program) -> Caller {
    let nobody = Caller { at: program.at, cookie: String::new() };
    for place in std::iter::once(first).chain(others) {
        let log = place.log();
        let Some(key) = log.rsplit("/welcome?key=").next().and_then(|rest| rest.split_whitespace().next()) else { continue };
        let person = [("organisation", "Nordby"), ("first_name", "Adam"), ("last_name", "Admin"), ("user_name", "adam")];
        let more = [("email", "adam@nordby.example"), ("password", PASSWORD), ("key", key)];
        let answer = nobody.form("/welcome", &[person.as_slice(), &more].concat()).expect("an answer");
        if let Some(cookie) = answer.cookie("rb_session") {
            return Caller { at: program.at, cookie };
        }
    }
    panic!("no link works");
}

/// The same person at another node.
pub fn at(caller: &Caller, at: SocketAddr) -> Caller {
    Caller { at, cookie: caller.cookie.clone() }
}

/// Signs in at a node.
pub fn sign_in(at: SocketAddr, account: &str) -> Caller {
    let nobody = Caller { at, cookie: String::new() };
    let answer = nobody.form("/sign-in", &[("account", account), ("password", PASSWORD)]).expect("an answer").is(303);
    Caller { at, cookie: answer.cookie("rb_session").expect("a session") }
}

/// The template that is there from the start.
pub fn template(caller: &Caller) -> i64 {
    let templates = caller.get("/api/v1/templates").expect("an answer").is(200).json();
    let first = templates.as_array().or_else(|| templates["items"].as_array()).and_then(|all| all.first()).expect("a template");
    first["id"].as_i64().expect("an id")
}

/// A case; its id and number.
pub fn case(caller: &Caller, template: i64, title: &str) -> (String, String) {
    let made = caller.json("POST", "/api/v1/cases", &json!({ "template": template, "title": title })).expect("an answer").is(201).json();
    let text = |name: &str| made[name].as_str().expect("a text").to_owned();
    (text("id"), text("number"))
}

/// A colleague who may do what everybody may, with a password; his id.
pub fn colleague(place: &Place, caller: &Caller) -> i64 {
    let made = place.run(&["user", "create", "bo", "bo@nordby.example", "Bo", "Bæk"]);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let said = String::from_utf8_lossy(&made.stdout).into_owned();
    let key = said.rsplit("key=").next().and_then(|rest| rest.split_whitespace().next()).expect("a link");
    let nobody = Caller { at: caller.at, cookie: String::new() };
    let answer = nobody.form("/password", &[("password", PASSWORD), ("key", key)]).expect("an answer");
    assert!(matches!(answer.status, 200 | 303), "{}", answer.text());
    let found: (i64,) = block(place.reader().one("SELECT id FROM users WHERE user_name = 'bo'", &[])).expect("a user");
    found.0
}

/// SIGTERM.
pub fn ask_to_stop(program: &Program) {
    let sent = Command::new("kill").args(["-TERM", &program.child.id().to_string()]).status().expect("kill");
    assert!(sent.success(), "no such process");
}

/// Waits until it has ended, well.
pub fn ended(program: &mut Program) {
    assert!(program.child.wait().expect("a child").success(), "it ended badly");
}

/// The most memory that it had in use so far, in bytes.
pub fn most_memory(program: &Program) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", program.child.id())).expect("a process");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a line");
    line.trim().trim_end_matches(" kB").parse::<u64>().expect("a number") * 1024
}
