//! `bench scale`: houses of several sizes, each loaded, started and measured, and a table of it all.

use super::{drive, tell};
use crate::flags::{Flags, options};
use crate::load::{Truth, load_now};
use crate::server::{Fallible, Server, folder};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What was measured of a house besides its answers.
pub struct House {
    pub cases: usize,
    pub documents: usize,
    pub rate: f64,
    pub loading: Duration,
    pub start: Duration,
    /// Kilobytes, shared ones by their part: just started, and after all was measured.
    pub idle: u64,
    pub busy: u64,
    /// Bytes.
    pub database: u64,
    pub index: u64,
}

/// Runs it by flags: `--cases 10000,100000`, how many `--documents` each has, `--seed`; `--keep FOLDER` to leave the
/// houses there, as they are before anything is written into them by the measurement.
pub fn run(words: &[&str]) -> Fallible<()> {
    let flags = Flags::read(words, &["cases", "documents", "seed", "database", "keep"])?;
    let each = flags.number("documents", 10)?;
    let seed = flags.number("seed", 42)?.to_string();
    let database = flags.text("database").unwrap_or_default();
    let mut all = Vec::new();
    for cases in flags.needed("cases")?.split(',') {
        let cases: usize = cases.trim().parse().map_err(|_| format!("--cases {cases}: whole numbers with commas"))?;
        let name = format!("scale-{cases}");
        let place = flags.text("keep").map_or_else(|| folder(&name), |kept| PathBuf::from(kept).join(&name));
        let data = place.join("data").display().to_string();
        let (n, m) = (cases.to_string(), (cases * each).to_string());
        let loading = options(&["--data", &data, "--database", &database, "--cases", &n, "--documents", &m, "--seed", &seed])?;
        let loaded = load_now(&loading)?;
        let truth = Truth::read(&loaded.truth)?;
        let into: &[&str] = if database.is_empty() { &[] } else { &["--database", &database] };
        let (mut server, start) = Server::start(place.clone(), into)?;
        let kept = flags.text("keep").is_some();
        if kept {
            server.keep();
        }
        std::thread::sleep(Duration::from_secs(3));
        let idle = memory(server.process())?;
        let measured = drive(&server.url, &truth, !kept);
        let busy = memory(server.process())?;
        let house = House {
            cases: loaded.cases,
            documents: loaded.documents,
            rate: loaded.rate(),
            loading: loaded.found,
            start,
            idle,
            busy,
            database: size(&place.join("data/ringbind.db")) + size(&place.join("data/ringbind.db-wal")),
            index: size(&place.join("data/index")),
        };
        let measured = measured.inspect_err(|_| eprintln!("{}", tell::house(&house)))?;
        println!("## {} cases, {} documents\n\n{}\n{}", house.cases, house.documents, tell::house(&house), tell::rows(&measured));
        all.push((house, measured));
    }
    for (house, measured) in &all {
        println!("## By width: {} cases\n\n{}", house.cases, tell::details(measured));
    }
    Ok(())
}

/// What a process holds of memory, its part of what is shared counted; in kilobytes.
pub fn memory(process: u32) -> Fallible<u64> {
    let text = std::fs::read_to_string(format!("/proc/{process}/smaps_rollup"))?;
    let line = text.lines().find(|line| line.starts_with("Pss:")).ok_or("no Pss")?;
    Ok(line.split_whitespace().nth(1).ok_or("no number")?.parse()?)
}

/// The bytes of a file, or of all files in a folder.
fn size(path: &Path) -> u64 {
    match std::fs::read_dir(path) {
        Ok(entries) => entries.flatten().map(|entry| size(&entry.path())).sum(),
        Err(_) => std::fs::metadata(path).map_or(0, |meta| meta.len()),
    }
}
