//! Measures the built program from outside, over HTTP. Never part of the suite: figures depend on the machine.
//!
//! `cargo build --release && cargo run --release -p bench -- found`

#![expect(clippy::disallowed_methods, reason = "what is measured here is the real time")]

mod client;
mod drive;
mod flags;
mod found;
mod hidden;
mod instructions;
mod load;
mod server;
mod verified;

use std::process::ExitCode;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let done = match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["start"] => server::starts(),
        ["load", rest @ ..] => load::run(rest),
        ["drive", rest @ ..] => drive::run(rest),
        ["scale", rest @ ..] => drive::scale(rest),
        ["instructions"] => instructions::run(),
        ["hidden", rest @ ..] => hidden::run(rest),
        ["verify", rest @ ..] => verified::run(rest),
        ["found"] => found::run(200),
        ["found", n] if n.parse::<usize>().is_ok() => found::run(n.parse().unwrap_or(200)),
        _ => {
            eprintln!(
                "bench load --data DIR [--database URL] [--cases N] [--documents M] [--users U] [--groups G] [--seed S] [--corpus FILE]: loads a house of a size\nbench drive --url URL --truth FILE [--process N] [--writing no]: measures it\nbench scale --cases N,N… [--documents EACH] [--keep FOLDER]: loads, starts and measures houses of several sizes\nbench hidden --url URL --truth FILE [--calls N]: whether the clock tells what is hidden from what is missing\nbench verify --data DIR [--files N] [--megabytes M]: how quick verify is\nbench instructions: what the ten most used requests take, by Valgrind\nbench start: how long the program takes to answer after it was started\nbench found [FILES]: how long after a file was put on a case it is found by a word inside"
            );
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// What a bench says of many times: the middle, the slow end and the slowest, in milliseconds.
fn told(what: &str, mut times: Vec<std::time::Duration>) {
    times.sort();
    let at = |share: f64| {
        let last = times.len().saturating_sub(1);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a place in a short list")]
        let place = (last as f64 * share).round() as usize;
        times.get(place).map_or(0.0, |t| t.as_secs_f64() * 1000.0)
    };
    println!("{what}: n {} · p50 {:.0} ms · p95 {:.0} ms · p99 {:.0} ms · max {:.0} ms", times.len(), at(0.5), at(0.95), at(0.99), at(1.0));
}
