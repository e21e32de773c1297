//! The store goes and comes back, or is another than it was.

use crate::cluster::{Cluster, at, beside, bucket, case, files, s3, template};
use crate::http::{Answer, Caller};
use crate::program::{Place, Program, until};
use crate::told::tables;
use crate::way::Way;
use serde_json::json;

/// A node whose store is reached by a way that can be closed.
fn house() -> Option<(Place, Program, Caller, Way)> {
    let mut place = Place::postgres()?;
    let name = place.database.as_ref().expect("a name").replace('_', "-");
    bucket("PUT", &format!("/{name}")).is(200);
    let way = Way::new(&s3().to_string());
    files(&mut place, &format!("s3://{name}"), &format!("http://{}", way.at));
    let program = place.start();
    let caller = place.first(&program);
    Some((place, program, caller, way))
}

#[track_caller]
fn says(answer: &Answer, status: u16, code: &str) {
    assert_eq!(answer.status, status, "{}", answer.text());
    assert_eq!(answer.json()["code"], code);
}

#[test]
fn the_store_goes_and_comes_back() {
    let Some((place, mut program, mut caller, mut way)) = house() else { return };
    let (id, _) = case(&caller, template(&caller), "Sag med filer");
    let url = format!("/api/v1/cases/{id}/uploads");
    let announce = |caller: &Caller, name: &str, size: usize| {
        caller.announce(&url, name, size).expect("an answer").is(201).header("location").to_owned()
    };
    let before = announce(&caller, "Før.txt", 6);
    let made = caller.patch(&before, 0, b"Foer.\n").expect("an answer").is(200).json();
    let found = caller.get(&format!("/api/v1/documents/{}", made["id"].as_str().expect("an id"))).expect("an answer").is(200).json();
    let content = format!("/api/v1/versions/{}/content", found["main_version"].as_str().expect("a version"));
    for round in 0..2 {
        let text = format!("Imens {round}\n");
        let meanwhile = announce(&caller, &format!("Imens {round}.txt"), text.len());
        way.close();
        says(&caller.patch(&meanwhile, 0, text.as_bytes()).expect("an answer"), 503, "unavailable");
        says(&caller.get(&content).expect("an answer"), 503, "unavailable");
        let page = caller.get(&format!("/documents/{}/download", made["id"].as_str().expect("an id"))).expect("an answer");
        assert!(page.status == 503 && page.text().contains("utilgængeligt") || page.status == 404, "{}", page.text());
        // All that needs no file goes on.
        caller.get("/cases").expect("an answer").is(200);
        caller.json("POST", "/api/v1/cases", &json!({ "template": template(&caller), "title": "Imens" })).expect("an answer").is(201);
        if round == 1 {
            // Started while the store is away.
            program.stop();
            program = place.start();
            caller.at = program.at;
            says(&caller.get(&content).expect("an answer"), 503, "unavailable");
        }
        way.open();
        until("it is there again", || caller.get(&content).is_ok_and(|answer| answer.status == 200));
        assert_eq!(caller.offset(&meanwhile).expect("an answer"), Some(0));
        caller.patch(&meanwhile, 0, text.as_bytes()).expect("an answer").is(200);
    }
    tables(&place);
    place.verify();
    assert!(!place.log().contains("zqhemmelig"), "the log tells the secret");
    let checked = place.run(&["config", "check"]);
    let said = String::from_utf8_lossy(&checked.stdout).into_owned();
    assert!(checked.status.success() && said.contains("files.store = \"s3://") && !said.contains("zqhemmelig"), "{said}");
}

#[test]
fn another_store_is_not_taken_for_an_empty_one() {
    let Some((cluster, adam)) = Cluster::start(1) else { return };
    let (id, _) = case(&adam, template(&adam), "Sag med filer");
    let url = format!("/api/v1/cases/{id}/uploads");
    let announced = adam.announce(&url, "Notat.txt", 6).expect("an answer").is(201);
    adam.patch(announced.header("location"), 0, b"Notat\n").expect("an answer").is(200);
    for (n, store) in [format!("s3://{}/another/prefix", cluster.bucket), format!("s3://{}-no", cluster.bucket)].iter().enumerate() {
        let mut other = beside(&cluster.first);
        files(&mut other, store, &format!("http://{}", s3()));
        let program = other.start();
        let there = at(&adam, program.at);
        let text = format!("Andet {n}\n");
        let place = there.announce(&url, &format!("Andet {n}.txt"), text.len()).expect("an answer").is(201).header("location").to_owned();
        says(&there.patch(&place, 0, text.as_bytes()).expect("an answer"), 503, "unavailable");
        assert!(other.log().contains("the files are not there"), "{}", other.log());
        // Where the files are, it goes through.
        adam.patch(&place, 0, text.as_bytes()).expect("an answer").is(200);
    }
    assert!(cluster.objects().iter().all(|name| name.starts_with("the/files/")));
    cluster.first.verify();
}
