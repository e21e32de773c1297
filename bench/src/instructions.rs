//! How many instructions the ten most used requests take, by Valgrind: a measure that the machine's mood doesn't change,
//! so that a step back is seen in a review (`bench/INSTRUCTIONS.md`).

use crate::client::Client;
use crate::flags::options;
use crate::load::{COMMON, Looking, Truth, load_now};
use crate::server::{Fallible, Server, folder};
use serde_json::json;
use std::fmt::Write;
use std::path::Path;
use std::process::Command;

/// Of each request; the first ones, which fill caches, aren't counted.
const BEFORE: usize = 5;
const COUNTED: usize = 10;

type Ask = dyn Fn(&Client, usize) -> Fallible<()>;

/// One of the ten.
struct Asked {
    what: &'static str,
    ask: Box<Ask>,
}

fn page(what: &'static str, path: String) -> Asked {
    Asked { what, ask: Box::new(move |client, _| client.page(&path).map(drop)) }
}

fn ten(truth: &Truth, looker: &Looking) -> Fallible<Vec<Asked>> {
    let (big, _) = truth.big.ok_or("no case with many documents")?;
    let case = *looker.some_cases.first().ok_or("no case")?;
    let document = *looker.some_documents.first().ok_or("no document")?;
    let own = *looker.own.first().ok_or("no case of his own")?;
    let mut all = vec![
        page("start page", "/".into()),
        page("cases, newest first", "/cases?view=all&status=&sort=changed&dir=desc".into()),
        page("cases by title", "/cases?view=all&status=&sort=title&dir=asc".into()),
        page("case", format!("/cases/{case}")),
        page("case with 200 documents", format!("/cases/{big}")),
        page("document", format!("/documents/{document}")),
        page("preview of a document", format!("/documents/{document}/preview")),
        page("search", format!("/search?q={COMMON}")),
        page("suggestions", format!("/search/suggest?q={}", &COMMON[..6])),
    ];
    let save = move |client: &Client, n: usize| client.patch(&format!("/api/v1/cases/{own}"), &json!({ "title": format!("Ny titel {n}") }));
    all.push(Asked { what: "change of a title", ask: Box::new(save) });
    Ok(all)
}

/// `bench instructions`: loads a house of 1,000 cases, runs the program under Valgrind and counts.
pub fn run() -> Fallible<()> {
    let place = folder("instructions");
    let data = place.join("data").display().to_string();
    let loaded = load_now(&options(&["--data", &data, "--cases", "1000", "--documents", "10000", "--seed", "42"])?)?;
    let truth = Truth::read(&loaded.truth)?;
    // Who sees a tenth of them.
    let looker = truth.lookers.iter().find(|l| l.width.starts_with("10")).ok_or("nobody of that width")?;
    let out = place.join("callgrind");
    let file = format!("--callgrind-out-file={}", out.display());
    let (server, _) = Server::start_under(&["valgrind", "--tool=callgrind", "--quiet", &file], place.clone(), &[])?;
    let client = Client::enter(&server.url, &looker.user_name, &looker.password)?;
    let mut table = String::from("| request | thousand instructions |\n| --- | --- |\n");
    for (at, asked) in ten(&truth, looker)?.iter().enumerate() {
        (0..BEFORE).try_for_each(|n| (asked.ask)(&client, n))?;
        control("--zero", server.process())?;
        (BEFORE..BEFORE + COUNTED).try_for_each(|n| (asked.ask)(&client, n))?;
        control("--dump", server.process())?;
        let counted = counted(&out, at + 1)? / COUNTED as u64 / 1000;
        writeln!(table, "| {} | {counted} |", asked.what)?;
        eprintln!("{}: {counted}", asked.what);
    }
    print!("{table}");
    Ok(())
}

fn control(what: &str, process: u32) -> Fallible<()> {
    let done = Command::new("callgrind_control").args([what, &process.to_string()]).output()?;
    if done.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&done.stderr).into_owned().into()) }
}

/// What the dump of a number counted, in all threads.
fn counted(out: &Path, number: usize) -> Fallible<u64> {
    let file = format!("{}.{number}", out.display());
    let text = std::fs::read_to_string(&file).map_err(|e| format!("{file}: {e}"))?;
    let line = text.lines().rev().find_map(|line| line.strip_prefix("totals: ").or_else(|| line.strip_prefix("summary: ")));
    Ok(line.and_then(|n| n.split_whitespace().next()).ok_or("a dump without a sum")?.parse()?)
}
