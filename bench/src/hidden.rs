//! Whether the clock tells what the answers don't: that something is there which one may not see.
//!
//! Somebody who sees little asks for what is hidden from him and for what doesn't exist, in turns and in an order left to
//! chance. Were one of them slower, its times would rank higher (Mann and Whitney's test). Two sets of ids that don't exist
//! are ranked against each other in the same way: so much does chance alone.

use crate::client::Client;
use crate::flags::Flags;
use crate::load::Truth;
use crate::server::Fallible;
use base::Uuid;
use std::path::Path;
use std::time::{Duration, Instant};

/// What can be asked for by an id, of cases and of documents.
const CASES: [&str; 6] =
    ["/cases/{}", "/cases/{}/history", "/cases/{}/members", "/cases/{}/close", "/api/v1/cases/{}", "/api/v1/cases/{}/documents"];
const DOCUMENTS: [&str; 5] =
    ["/documents/{}", "/documents/{}/preview", "/documents/{}/place", "/documents/{}/pdfa", "/api/v1/documents/{}/versions"];
/// Ids of each sort that are asked for in turn.
const IDS: usize = 40;
/// Times rank so much apart (in standard deviations) once in 15,000 times by chance alone.
const FAR: f64 = 4.0;

/// `bench hidden --url URL --truth FILE [--calls N]`
pub fn run(words: &[&str]) -> Fallible<()> {
    let flags = Flags::read(words, &["url", "truth", "calls"])?;
    let truth = Truth::read(Path::new(&flags.needed("truth")?))?;
    let calls = flags.number("calls", 2000)?;
    let (narrow, wide) = (truth.lookers.first().ok_or("nobody")?, truth.lookers.last().ok_or("nobody")?);
    let client = Client::enter(&flags.needed("url")?, &narrow.user_name, &narrow.password)?;
    let mut told = 0;
    println!("| asked for | hidden, p50 | missing, p50 | apart by | chance alone |\n| --- | --- | --- | --- | --- |");
    for (paths, ids) in [(CASES.as_slice(), &wide.some_cases), (&DOCUMENTS, &wide.some_documents)] {
        let hidden = hidden(&client, paths[0], ids)?;
        for path in paths {
            let [there, missing, other] = times(&client, path, &hidden, calls)?;
            let (apart, chance) = (apart(&there, &missing), apart(&other, &missing));
            told += usize::from(apart.abs() > FAR);
            println!("| {path} | {:.0} µs | {:.0} µs | {apart:+.1} | {chance:+.1} |", middle(there), middle(missing));
        }
    }
    if told == 0 { Ok(()) } else { Err(format!("{told} answers can be told apart by their times").into()) }
}

/// Ids that are there and that this person doesn't see.
fn hidden(client: &Client, path: &str, ids: &[Uuid]) -> Fallible<Vec<Uuid>> {
    let mut found = Vec::new();
    for id in ids {
        if found.len() < IDS && client.get(&path.replace("{}", &id.to_string()))?.status() == 404 {
            found.push(*id);
        }
    }
    if found.len() < 5 { Err("too little is hidden from this person".into()) } else { Ok(found) }
}

/// An id beside one that is there, which isn't.
fn beside(id: Uuid, by: u64) -> Uuid {
    let (high, low) = id.as_u64_pair();
    Uuid::from_u64_pair(high, low ^ (by << 8 | 0x5a))
}

/// How long the answers took: for what is hidden, for what is missing, and for other things that are missing.
fn times(client: &Client, path: &str, hidden: &[Uuid], calls: usize) -> Fallible<[Vec<Duration>; 3]> {
    let mut times = [const { Vec::new() }; 3];
    let mut chance = 88_172_645_463_325_252_u64;
    for n in 0..calls + 20 {
        let id = hidden[n % hidden.len()];
        // One of the six orders.
        chance ^= chance << 13;
        chance ^= chance >> 7;
        chance ^= chance << 17;
        let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
        for sort in orders[(chance % 6) as usize] {
            let id = [id, beside(id, 1), beside(id, 2)][sort];
            let path = path.replace("{}", &id.to_string());
            let began = Instant::now();
            let mut answer = client.get(&path)?;
            answer.body_mut().read_to_vec()?;
            let took = began.elapsed();
            if answer.status() != 404 {
                return Err(format!("{path}: {}", answer.status()).into());
            }
            if n >= 20 {
                times[sort].push(took);
            }
        }
    }
    Ok(times)
}

/// How far the ranks of the first lie above those of the second, in standard deviations.
#[expect(clippy::cast_precision_loss, reason = "a few thousand")]
fn apart(first: &[Duration], second: &[Duration]) -> f64 {
    let mut all: Vec<(Duration, bool)> = first.iter().map(|t| (*t, true)).chain(second.iter().map(|t| (*t, false))).collect();
    all.sort_unstable();
    let ranks: f64 = all.iter().zip(1..).filter(|((_, mine), _)| *mine).map(|(_, rank)| f64::from(rank)).sum();
    let (n, m) = (first.len() as f64, second.len() as f64);
    let above = ranks - n * (n + 1.0) / 2.0;
    (above - n * m / 2.0) / (n * m * (n + m + 1.0) / 12.0).sqrt()
}

fn middle(mut times: Vec<Duration>) -> f64 {
    times.sort_unstable();
    times.get(times.len() / 2).map_or(0.0, |t| t.as_secs_f64() * 1_000_000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_slower_stands_apart() {
        let times = |add: u64| (0..2000u64).map(|n| Duration::from_micros(300 + n * 7919 % 101 + add)).collect::<Vec<_>>();
        assert!(apart(&times(0), &times(0)).abs() < 1.0);
        assert!(apart(&times(10), &times(0)) > FAR);
        assert!(apart(&times(0), &times(10)) < -FAR);
    }
}
