//! Fuzzing by coverage: `cargo fuzz` on the targets in `fuzz/`, one after the other. It works on a stable compiler, as no sanitizer is
//! wanted: what is looked for is panics, endless work and answers that break a target's own rules.

use crate::step::{command, run, watch};
use std::path::Path;

/// The tool, at one version.
const TOOL: &str = "0.13.2";
/// The targets, and whether they take the whole program to build.
const TARGETS: [(&str, bool); 12] = [
    ("text", false),
    ("office", false),
    ("sniff", false),
    ("eml", false),
    ("msg", false),
    ("pdf", false),
    ("image", false),
    ("html", false),
    ("csv", false),
    ("search", true),
    ("fields", true),
    ("filters", true),
];
/// Seconds for each target: two hours for all.
const EACH: u64 = 600;

/// Runs all targets; the names of those that fell. `RINGBIND_PROVE_SECONDS` says how long each runs.
pub fn all() -> Result<Vec<String>, String> {
    let tools = std::env::current_dir().map_err(|e| e.to_string())?.join("target/tools");
    if !tools.join("bin/cargo-fuzz").exists() {
        let root = tools.display().to_string();
        run("cargo-fuzz", &mut command("cargo", &["install", "cargo-fuzz", "--version", TOOL, "--locked", "--root", &root]))?;
    }
    let seconds = std::env::var("RINGBIND_PROVE_SECONDS").ok().and_then(|s| s.parse().ok()).unwrap_or(EACH);
    let path = format!("{}:{}", tools.join("bin").display(), std::env::var("PATH").unwrap_or_default());
    let mut fallen = Vec::new();
    for (target, house) in TARGETS {
        // What is found first goes into a folder that isn't kept; the kept corpus is read besides.
        let (found, kept) = (format!("fuzz/found/{target}"), format!("fuzz/corpus/{target}"));
        std::fs::create_dir_all(Path::new(&found)).map_err(|e| e.to_string())?;
        let mut words = vec!["fuzz", "run", "--sanitizer", "none"];
        if house {
            words.extend(["--features", "house"]);
        }
        let (time, memory) = (format!("-max_total_time={seconds}"), "-rss_limit_mb=3000");
        words.extend([target, &found, &kept, "--", &time, "-timeout=25", memory, "-print_final_stats=1"]);
        if !watch(&format!("fuzz {target}"), command("cargo", &words).env("PATH", &path))?.1 {
            fallen.push(format!("fuzz {target}"));
        }
    }
    Ok(fallen)
}
