//! The tables: rows of the spec beside their targets, and every width by itself.

use super::measure::Measured;
use super::scale::House;
use super::{CASE, DOCUMENT, LISTS, OFTEN, RARELY, SAVE, SUGGEST, UPLOAD};
use std::fmt::Write;

/// A row's target: p50 and p99 in milliseconds for one user, answers a second for eight.
const TARGETS: [(&str, f64, f64, f64); 8] = [
    (LISTS, 1.5, 6.0, 3000.0),
    (CASE, 3.0, 12.0, 1500.0),
    (DOCUMENT, 2.0, 10.0, 2500.0),
    (OFTEN, 5.0, 20.0, 800.0),
    (RARELY, 2.0, 10.0, 2000.0),
    (SUGGEST, 2.0, 8.0, 2000.0),
    (SAVE, 3.0, 15.0, 1500.0),
    (UPLOAD, 6.0, 25.0, 300.0),
];

/// Kilobytes as megabytes.
pub fn megabytes(kilobytes: u64) -> u64 {
    kilobytes / 1024
}

/// The house itself beside its targets.
pub fn house(house: &House) -> String {
    let (loading, start) = (house.loading.as_secs_f64(), house.start.as_secs_f64());
    let at = |bytes: u64| bytes / 1024 / 1024;
    format!(
        "| what | target | measured |\n| --- | --- | --- |\n\
         | import, searchable at the end | 8,000 documents/s | {:.0}/s ({loading:.0} s){} |\n\
         | from start to the first answer | 0.3 s | {start:.2} s{} |\n\
         | memory (PSS), idle / after all of this | 60 / 150 MB | {} / {} MB{} |\n\
         | database / index | | {} / {} MB |\n",
        house.rate,
        missed(house.rate < 8000.0),
        missed(start > 0.3),
        megabytes(house.idle),
        megabytes(house.busy),
        missed(megabytes(house.idle) > 60 || megabytes(house.busy) > 150),
        at(house.database),
        at(house.index),
    )
}

fn missed(missed: bool) -> &'static str {
    if missed { " — **missed**" } else { "" }
}

/// The slowest of a number.
fn most(all: &[&Measured], of: impl Fn(&Measured) -> f64) -> f64 {
    all.iter().map(|m| of(m)).fold(0.0, f64::max)
}

/// Each row of the spec with the best and the worst of all widths.
pub fn rows(all: &[Measured]) -> String {
    let mut out = String::from(
        "| work | target: one user, p50 / p99 | p50, best – worst width | worst p99 | target: 8 connections | least/s | bytes (packed), most | missed |\n| --- | --- | --- | --- | --- | --- | --- | --- |\n",
    );
    for (row, p50, p99, rate) in TARGETS {
        let mine: Vec<&Measured> = all.iter().filter(|m| m.row == row).collect();
        if mine.is_empty() {
            continue;
        }
        let best = mine.iter().map(|m| m.alone.p50).fold(f64::INFINITY, f64::min);
        let (slow, slowest) = (most(&mine, |m| m.alone.p50), most(&mine, |m| m.alone.p99));
        let least = mine.iter().map(|m| m.eight.rate).fold(f64::INFINITY, f64::min);
        let (bytes, packed) = (mine.iter().map(|m| m.bytes).max().unwrap_or(0), mine.iter().map(|m| m.packed).max().unwrap_or(0));
        let faults: Vec<&str> = [(slow > p50, "p50"), (slowest > p99, "p99"), (least < rate, "rate")]
            .into_iter()
            .filter_map(|(missed, name)| missed.then_some(name))
            .collect();
        let faults = if faults.is_empty() { "—".to_owned() } else { format!("**{}**", faults.join(", ")) };
        let _ = writeln!(
            out,
            "| {row} | {p50} / {p99} ms | {best:.1} – {slow:.1} ms | {slowest:.1} ms | {rate:.0}/s | {least:.0}/s | {bytes} ({packed}) | {faults} |"
        );
    }
    out
}

/// Every kind of work for every width.
pub fn details(all: &[Measured]) -> String {
    let mut out = String::from(
        "| work | width | p50 | p95 | p99 | 8 at once: p50 | p99 | a second |\n| --- | --- | --- | --- | --- | --- | --- | --- |\n",
    );
    for m in all {
        let (a, e) = (m.alone, m.eight);
        let _ = writeln!(
            out,
            "| {} | {} | {:.1} | {:.1} | {:.1} | {:.1} | {:.1} | {:.0} |",
            m.work, m.width, a.p50, a.p95, a.p99, e.p50, e.p99, e.rate
        );
    }
    out
}
