//! The program's own description of its API, held against the program by Schemathesis: whatever is sent, no error of the
//! program's, and no answer that isn't described.

use crate::program::Place;
use std::process::Command;

/// Where the suite has put Schemathesis.
const PROGRAM: &str = "RINGBIND_TEST_SCHEMATHESIS";
/// What is left out: by these it would lock itself out; and a file's bytes, which it can't make.
const OUT: &str = "/(users|roles|tokens|sessions)|/uploads/";

fn hold(place: &Place) {
    let Ok(schemathesis) = std::env::var(PROGRAM) else {
        assert!(crate::program::server().is_none(), "the suite names Schemathesis in {PROGRAM}");
        return;
    };
    let asked = |name: &str, usual: &str| std::env::var(name).unwrap_or_else(|_| usual.to_owned());
    let (examples, longest, seed) =
        (asked("RINGBIND_PROVE_EXAMPLES", "2"), asked("RINGBIND_PROVE_LONGEST", "30"), asked("RINGBIND_SEED", "20261129"));
    eprintln!("RINGBIND_SEED={seed}");
    let program = place.start();
    let adam = place.first(&program);
    let scratch = tempfile::tempdir().expect("a folder");
    let output = Command::new(schemathesis)
        .arg("run")
        .arg(format!("http://{}/api/v1/openapi.json", program.at))
        .args(["--checks", "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"])
        .args(["--exclude-path-regex", OUT, "--phases", "examples,coverage,fuzzing", "--no-shrink", "--warnings", "off", "--workers", "1"])
        .args(["--max-examples", &examples, "--max-time", &longest, "--seed", &seed, "--continue-on-failure"])
        .args(["-H", &format!("cookie:{}", adam.cookie), "-H", "sec-fetch-site:same-origin"])
        .env("NO_COLOR", "1")
        .current_dir(scratch.path())
        .output()
        .expect("Schemathesis runs");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}\n{}", String::from_utf8_lossy(&output.stderr));
    // It was let in.
    assert_eq!(adam.get("/api/v1/cases").expect("an answer").status, 200, "the session ended on the way");
    eprintln!("{}", said.lines().rev().take(25).collect::<Vec<_>>().into_iter().rev().collect::<Vec<_>>().join("\n"));
    drop(program);
    place.verify();
}

#[test]
fn no_answer_of_the_api_is_undescribed_on_sqlite() {
    hold(&Place::sqlite());
}

#[test]
fn no_answer_of_the_api_is_undescribed_on_postgres() {
    if let Some(place) = Place::postgres() {
        hold(&place);
    }
}
