//! Who gets what answer: every route, asked by everybody, held against a table that people read.

pub mod fill;

use crate::world::World;
use base::web::Route;
use fill::{before, body, fill};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

/// Who asks, in the order of the table.
const WHO: [&str; 9] = ["nobody", "dora", "carl", "bo", "anna", "rita", "adam", "gus", "token"];

const HEAD: &str = "# The answers of every route. Hidden is 404, as missing; 303 of nobody leads to the sign-in page.
# Made anew with RINGBIND_BLESS=1 cargo test -p ringbind --test it access; read each line that changed.
";

fn file() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/it/access.txt")
}

fn line(route: &Route, answers: &[u16]) -> String {
    let name = format!("{} {}", route.method, route.path);
    let answers: Vec<String> = answers.iter().map(u16::to_string).collect();
    format!("{name:<62} {}", answers.join("  "))
}

/// The table as it stands: the name of each route and its answers.
fn table() -> BTreeMap<String, Vec<u16>> {
    let text = std::fs::read_to_string(file()).expect("the table");
    let lines = text.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty() && !l.starts_with(' '));
    lines
        .map(|line| {
            let words: Vec<&str> = line.split_whitespace().collect();
            let answers = words[2..].iter().map(|n| n.parse().expect("a status")).collect();
            (format!("{} {}", words[0], words[1]), answers)
        })
        .collect()
}

async fn prepared(world: World, route: &Route) -> World {
    for (method, path, form) in before(route, &world.known) {
        let pairs: Vec<(&str, &str)> = form.iter().map(|(n, v)| (*n, v.as_str())).collect();
        let answer = if method == "POST" { world.post("anna", &path, &pairs).await } else { world.put("anna", &path, &pairs).await };
        assert!(answer.status.as_u16() < 400, "{path}: {} {}", answer.status, answer.text());
    }
    world
}

/// One request; what was refused must have changed nothing.
async fn answer(world: &World, route: &Route, who: &str) -> u16 {
    let path = fill(route.path, &world.known);
    let events = world.events().await;
    let answer = match body(route, &world.known) {
        fill::Body::Form(pairs) => {
            let pairs: Vec<(&str, &str)> = pairs.iter().map(|(n, v)| (*n, v.as_str())).collect();
            if route.method == "GET" { world.get(who, &path).await } else { world.form_of(who, route.method, &path, &pairs).await }
        }
        fill::Body::File => world.announce(who, &path, "Ny.txt", 12, &[]).await,
        fill::Body::Part => world.patch(who, &path, 11, b" og enden").await,
    };
    let status = answer.status.as_u16();
    assert!(status < 500, "{} {path} as {who}: {status} {}", route.method, answer.text());
    if status >= 400 && route.path != "/sign-in" {
        assert_eq!(world.events().await, events, "{} {path} as {who}: refused with {status}, yet something happened", route.method);
    }
    // Whoever sees a case by a privilege alone leaves a mark with whatever is shown of it.
    let shows = ["/cases/{id}", "/documents/{id}", "/versions/{id}"].iter().any(|part| route.path.contains(part));
    if who == "rita" && route.method == "GET" && status == 200 && shows {
        assert!(world.events_of("case.privileged_look").await > 0, "{path} leaves no mark");
    }
    status
}

#[tokio::test]
async fn every_route_answers_as_the_table_says() {
    let origin = World::sqlite().await;
    let mut made = String::from(HEAD);
    writeln!(made, "# {:<60} {}", "", WHO.join(" ")).expect("written");
    let mut found = BTreeMap::new();
    for route in ringbind::routes() {
        let mut world = None;
        let mut answers = Vec::new();
        for who in WHO {
            let here = match world.take() {
                Some(world) => world,
                None => prepared(origin.again(), &route).await,
            };
            let status = answer(&here, &route, who).await;
            answers.push(status);
            // What was done, was done to this copy.
            if route.path != "/sign-in" && (status >= 400 || route.method == "GET" || (status == 303 && who == "nobody")) {
                world = Some(here);
            }
        }
        writeln!(made, "{}", line(&route, &answers)).expect("written");
        found.insert(format!("{} {}", route.method, route.path), answers);
    }
    if std::env::var_os("RINGBIND_BLESS").is_some() {
        std::fs::write(file(), made).expect("written");
    }
    let told = table();
    let mut wrong = Vec::new();
    for (route, answers) in &found {
        match told.get(route) {
            None => wrong.push(format!("{route}: no line, found {answers:?}")),
            Some(line) if line != answers => wrong.push(format!("{route}: told {line:?}, found {answers:?}")),
            Some(_) => {}
        }
    }
    wrong.extend(told.keys().filter(|route| !found.contains_key(*route)).map(|route| format!("{route}: a line without a route")));
    assert!(wrong.is_empty(), "{WHO:?}\n{}", wrong.join("\n"));
}

/// What is read or refused is so on the other database, too.
#[tokio::test]
async fn postgres_answers_alike() {
    let Some(world) = World::postgres().await else { return };
    let told = table();
    let mut wrong = Vec::new();
    for route in ringbind::routes() {
        let name = format!("{} {}", route.method, route.path);
        let line = told.get(&name).unwrap_or_else(|| panic!("no line for {name}"));
        // Here all ask one server, so that wrong passwords are slowed down.
        if !before(&route, &world.known).is_empty() || route.path == "/sign-in" {
            continue;
        }
        for (who, told) in WHO.iter().zip(line).filter(|(_, told)| **told >= 400 || route.method == "GET") {
            let found = answer(&world, &route, who).await;
            if found != *told {
                wrong.push(format!("{name} as {who}: told {told}, found {found}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    world.end().await;
}
