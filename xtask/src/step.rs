//! Steps: a command with a name, its duration printed, its output shown and, where wanted, kept.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The repository's root.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_path_buf).unwrap_or_default()
}

/// A clock for durations.
#[expect(clippy::disallowed_methods, reason = "steps of the tooling are timed; no test depends on it")]
pub fn now() -> Instant {
    Instant::now()
}

/// A command that runs in the root.
pub fn command(program: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(root());
    command
}

/// cargo, as it was called.
pub fn cargo(arguments: &[&str]) -> Command {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    command(&cargo, arguments)
}

/// Does something under a name and prints how long it took.
pub fn timed<T>(name: &str, work: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    println!("── {name}");
    let began = now();
    let done = work();
    println!("── {name}: {} in {}", if done.is_ok() { "done" } else { "failed" }, spell(began.elapsed()));
    done
}

/// Runs a command to its end; failing is an error.
pub fn run(name: &str, command: &mut Command) -> Result<(), String> {
    timed(name, || {
        let status = command.status().map_err(|e| format!("{name}: {e}"))?;
        if status.success() { Ok(()) } else { Err(format!("{name}: {status}")) }
    })
}

/// Runs a command, shows what it prints as it comes, and gives it back with whether it ended well.
pub fn watch(name: &str, command: &mut Command) -> Result<(String, bool), String> {
    timed(name, || {
        let (reader, writer) = std::io::pipe().map_err(|e| format!("{name}: {e}"))?;
        let errors = writer.try_clone().map_err(|e| format!("{name}: {e}"))?;
        let mut child = command.stdin(Stdio::null()).stdout(writer).stderr(errors).spawn().map_err(|e| format!("{name}: {e}"))?;
        // The command holds the pipe's other end; it must be let go of for the reading to end.
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let kept = show(BufReader::new(reader)).map_err(|e| format!("{name}: {e}"))?;
        let status = child.wait().map_err(|e| format!("{name}: {e}"))?;
        Ok((kept, status.success()))
    })
}

fn show(mut from: impl BufRead) -> std::io::Result<String> {
    let mut kept = String::new();
    let mut line = Vec::new();
    let mut out = std::io::stdout();
    while from.read_until(b'\n', &mut line)? > 0 {
        out.write_all(&line)?;
        kept.push_str(&String::from_utf8_lossy(&line));
        line.clear();
    }
    out.flush()?;
    Ok(kept)
}

/// What a command prints, if it ends well.
pub fn output(command: &mut Command) -> Result<String, String> {
    let name = format!("{command:?}");
    let output = command.stdin(Stdio::null()).output().map_err(|e| format!("{name}: {e}"))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(format!("{name}: {}\n{}", output.status, String::from_utf8_lossy(&output.stderr)))
    }
}

fn spell(took: Duration) -> String {
    let seconds = took.as_secs_f64();
    if seconds < 60.0 { format!("{seconds:.1} s") } else { format!("{} min {:02} s", took.as_secs() / 60, took.as_secs() % 60) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_streams_are_kept_and_failure_is_told() {
        let (kept, good) = watch("words", &mut command("sh", &["-c", "echo one; echo two >&2; exit 3"])).expect("started");
        assert_eq!((kept.as_str(), good), ("one\ntwo\n", false));
        assert!(output(&mut command("sh", &["-c", "echo why >&2; exit 1"])).expect_err("failed").contains("why"));
    }

    #[test]
    fn durations_read_well() {
        assert_eq!(spell(Duration::from_millis(1540)), "1.5 s");
        assert_eq!(spell(Duration::from_secs(125)), "2 min 05 s");
    }
}
