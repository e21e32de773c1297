//! What is run, in which order.

use crate::count::{self, Count};
use crate::step::{self, cargo, run, watch};
use crate::{browser, packages, postgres, s3};
use std::process::Command;

/// Where the tests find PostgreSQL; without it they run on SQLite alone.
pub const PG: &str = "RINGBIND_TEST_PG";
/// Where the tests of several nodes find an S3 server; where there is PostgreSQL, they must.
pub const S3: &str = "RINGBIND_TEST_S3";

/// The proofs, which take longer than one waits before a commit.
const PROOFS: [&str; 12] = [
    "random_houses",
    "killed_",
    "of_tampering",
    "nothing_that_is_sent",
    "out_of_sight",
    "the_files_go",
    "a_file_that_can_t",
    "an_index_that_is",
    "a_small_house_is",
    "twenty_thousand_keys",
    "that_draw_each_other",
    "the_written_cases",
];

/// A part of the suite: its count, or why it couldn't be run.
type Part = fn() -> Result<Count, String>;

/// What is to be run before a commit; without anything to be installed.
pub fn check() -> Result<(), String> {
    let began = step::now();
    run("format", &mut cargo(&["fmt", "--all", "--check"]))?;
    run("clippy", &mut cargo(&["clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"]))?;
    let count = rust_tests("tests on SQLite, without the proofs", None, &PROOFS)?;
    println!("check took {} s", began.elapsed().as_secs());
    told(count)
}

/// Everything, on both databases and in the browser. The count is the last line that is printed.
pub fn test() -> Result<(), String> {
    let began = step::now();
    let parts: [(&str, Part); 2] = [("Rust tests", on_both), ("browser journeys", in_browser)];
    let prepared = prepare();
    let mut count = Count::default();
    for (name, part) in parts {
        let done = prepared.clone().and_then(|()| part());
        count = count.and(done.unwrap_or_else(|error| {
            eprintln!("{name}: {error}");
            Count::default().with_end(false)
        }));
    }
    println!("the suite took {} min {:02} s", began.elapsed().as_secs() / 60, began.elapsed().as_secs() % 60);
    told(count)
}

/// docs/screenshots/ from the demo organisation.
pub fn screenshots() -> Result<(), String> {
    prepare()?;
    let demo = browser::demo(browser::program()?)?;
    let done = demo.screenshots();
    demo.end();
    done
}

fn prepare() -> Result<(), String> {
    packages::install()?;
    browser::packages()
}

fn on_both() -> Result<Count, String> {
    let postgres = step::timed("start of PostgreSQL", postgres::start)?;
    let s3 = step::timed("start of the S3 server", s3::start)?;
    let count = rust_tests("Rust tests on SQLite and PostgreSQL", Some((&postgres.address, &s3.address)), &[]);
    s3.end();
    postgres.end();
    count
}

fn in_browser() -> Result<Count, String> {
    let demo = browser::demo(browser::program()?)?;
    let count = demo.journeys();
    demo.end();
    count
}

/// With the addresses of the servers, if there are any.
fn rust_tests(name: &str, servers: Option<(&str, &str)>, without: &[&str]) -> Result<Count, String> {
    let nextest = step::output(&mut cargo(&["nextest", "--version"])).is_ok();
    let mut command = if nextest {
        cargo(&["nextest", "run", "--workspace", "--no-fail-fast"])
    } else {
        cargo(&["test", "--workspace", "--no-fail-fast"])
    };
    if !without.is_empty() {
        command.arg("--").args(without.iter().flat_map(|name| ["--skip", name]));
    }
    let (printed, good) = watch(name, with_servers(&mut command, servers))?;
    Ok(count::read(&printed).with_end(good))
}

fn with_servers<'a>(command: &'a mut Command, servers: Option<(&str, &str)>) -> &'a mut Command {
    match servers {
        Some((postgres, s3)) => command.env(PG, postgres).env(S3, s3),
        None => command.env_remove(PG).env_remove(S3),
    }
}

fn told(count: Count) -> Result<(), String> {
    println!("{}", count.line());
    if count.failed == 0 { Ok(()) } else { Err(String::new()) }
}
