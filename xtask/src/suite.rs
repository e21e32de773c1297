//! What is run, in which order.

use crate::count::{self, Count};
use crate::servers::{self, Servers};
use crate::step::{self, cargo, run, watch};
use crate::{browser, packages};

/// The proofs, which take longer than one waits before a commit.
const PROOFS: [&str; 14] = [
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
    "thousands_that_say",
    "who_is_slow",
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
    let servers = Servers::start()?;
    let count = rust_tests("Rust tests on SQLite and PostgreSQL", Some(&servers), &[]);
    servers.end();
    count
}

fn in_browser() -> Result<Count, String> {
    let demo = browser::demo(browser::program()?)?;
    let count = demo.journeys();
    demo.end();
    count
}

/// On SQLite alone where there are no servers.
fn rust_tests(name: &str, servers: Option<&Servers>, without: &[&str]) -> Result<Count, String> {
    let nextest = step::output(&mut cargo(&["nextest", "--version"])).is_ok();
    let mut command = if nextest {
        cargo(&["nextest", "run", "--workspace", "--no-fail-fast"])
    } else {
        cargo(&["test", "--workspace", "--no-fail-fast"])
    };
    if !without.is_empty() {
        command.arg("--").args(without.iter().flat_map(|name| ["--skip", name]));
    }
    match servers {
        Some(servers) => servers.name_to(&mut command),
        None => servers::without(&mut command),
    }
    let (printed, good) = watch(name, &mut command)?;
    Ok(count::read(&printed).with_end(good))
}

fn told(count: Count) -> Result<(), String> {
    println!("{}", count.line());
    if count.failed == 0 { Ok(()) } else { Err(String::new()) }
}
