//! How quick `ringbind verify` is: events a second of a house that is loaded, and bytes a second of large files beside reading them plainly.

use crate::client::Client;
use crate::flags::Flags;
use crate::load::{Options, load_now};
use crate::server::{Fallible, Server};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Somebody who may write on some cases.
const WHO: usize = 0;

/// `bench verify --data DIR [--files N] [--megabytes M]`
pub fn run(words: &[&str]) -> Fallible<()> {
    let flags = Flags::read(words, &["data", "files", "megabytes"])?;
    let (took, said) = verified(Path::new(&flags.needed("data")?))?;
    let events: f64 = number_after(&said, "history: ").ok_or("no number of events")?;
    println!("{events:.0} events with their rights: {:.2} s, {:.0} a second", took.as_secs_f64(), events / took.as_secs_f64());
    let (files, megabytes) = (flags.number("files", 20)?, flags.number("megabytes", 100)?);
    if files > 0 { large(files, megabytes) } else { Ok(()) }
}

/// Puts large files into a small house and checks them.
fn large(files: usize, megabytes: usize) -> Fallible<()> {
    let folder = std::env::temp_dir().join(format!("ringbind-verify-{}", std::process::id()));
    let data = folder.join("data");
    std::fs::create_dir_all(&data)?;
    let options =
        Options { data: data.clone(), database: String::new(), cases: 20, documents: 100, users: 30, groups: 10, seed: 42, corpus: None };
    let truth = crate::load::Truth::read(&load_now(&options)?.truth)?;
    let (server, _) = Server::start(folder.clone(), &[])?;
    let looker = truth.lookers.get(WHO).ok_or("nobody")?;
    let client = Client::enter(&server.url, &looker.user_name, &looker.password)?;
    let case = looker.own.first().ok_or("no case of his own")?.to_string();
    let mut content = vec![0_u8; megabytes << 20];
    let mut chance = 0x9e37_79b9_7f4a_7c15_u64;
    let began = Instant::now();
    for n in 0..files {
        for piece in content.chunks_exact_mut(8) {
            chance ^= chance << 13;
            chance ^= chance >> 7;
            chance ^= chance << 17;
            piece.copy_from_slice(&chance.to_le_bytes());
        }
        client.upload(&case, &format!("maaling-{n}.bin"), &content)?;
    }
    let uploading = began.elapsed();
    let folder = server.leave();
    let bytes = (files * megabytes) as u64;
    forget_what_was_read();
    let began = Instant::now();
    let read = read_all(&data.join("files"))?;
    let plainly = began.elapsed();
    forget_what_was_read();
    let (checking, said) = verified(&data)?;
    if !said.contains("files: ") || said.contains("file: ") {
        return Err(said.into());
    }
    std::fs::remove_dir_all(folder)?;
    let rate = |took: Duration| read as f64 / f64::from(1 << 20) / took.as_secs_f64();
    println!(
        "{files} files, {bytes} MB: uploaded at {:.0} MB/s; read plainly at {:.0} MB/s; verified at {:.0} MB/s",
        bytes as f64 / uploading.as_secs_f64(),
        rate(plainly),
        rate(checking)
    );
    Ok(())
}

/// What the system keeps of files that were read goes, where one may ask for that.
fn forget_what_was_read() {
    let _ = Command::new("sync").status();
    if std::fs::write("/proc/sys/vm/drop_caches", "3").is_err() {
        println!("what was read stays in memory: only the administrator may let it go");
    }
}

fn read_all(folder: &Path) -> Fallible<u64> {
    let mut open: Vec<PathBuf> = vec![folder.to_owned()];
    let mut bytes = 0;
    while let Some(at) = open.pop() {
        if at.is_dir() {
            open.extend(std::fs::read_dir(&at)?.map(|entry| entry.map(|e| e.path())).collect::<Result<Vec<_>, _>>()?);
        } else {
            bytes += std::io::copy(&mut std::fs::File::open(&at)?, &mut std::io::sink())?;
        }
    }
    Ok(bytes)
}

/// Runs it; a fault is an error.
fn verified(data: &Path) -> Fallible<(Duration, String)> {
    let program = std::env::var("BENCH_PROGRAM").unwrap_or_else(|_| "target/release/ringbind".into());
    let began = Instant::now();
    let output = Command::new(&program).arg("verify").arg("--data").arg(data).stdin(Stdio::null()).output()?;
    let took = began.elapsed();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.success() { Ok((took, said)) } else { Err(format!("{said}{}", String::from_utf8_lossy(&output.stderr)).into()) }
}

fn number_after(text: &str, words: &str) -> Option<f64> {
    text.split(words).nth(1)?.split_whitespace().next()?.parse().ok()
}
