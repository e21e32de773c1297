//! A PostgreSQL cluster of our own, for one run of the suite: fast, since it may be lost.

use crate::packages::is_root;
use crate::step::{command, output};
use crate::throwaway::{self, Server};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The cluster; gone when dropped.
pub struct Postgres {
    server: Server,
    /// Where it is: `postgres://…`
    pub address: String,
}

/// Makes and starts it.
pub fn start() -> Result<Postgres, String> {
    let programs = programs()?;
    let folder = throwaway::folder("postgres")?;
    let started = start_in(&programs, &folder);
    if started.is_err() {
        // What is left of a cluster that never ran.
        std::fs::remove_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    }
    started
}

fn start_in(programs: &Path, folder: &Path) -> Result<Postgres, String> {
    let place = folder.join("data");
    let data = place.display().to_string();
    if is_root()? {
        output(command("chown", &["postgres:"]).arg(folder))?;
    }
    let make = ["-D", &data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions"];
    output(&mut as_postgres(&programs.join("initdb"), &make)?)?;
    let port = throwaway::port()?.to_string();
    let mut words = vec!["-D", &data, "-h", "127.0.0.1", "-p", &port];
    let settings = [
        "unix_socket_directories=",
        "fsync=off",
        "synchronous_commit=off",
        "full_page_writes=off",
        "max_connections=200",
        "shared_buffers=128MB",
    ];
    for setting in settings {
        words.extend(["-c", setting]);
    }
    let mut server = Server::start(folder, &as_postgres(&programs.join("postgres"), &words)?)?;
    let ready = programs.join("pg_isready").display().to_string();
    server.wait("PostgreSQL", folder, || output(&mut command(&ready, &["-h", "127.0.0.1", "-p", &port, "-U", "postgres"])).is_ok())?;
    Ok(Postgres { server, address: format!("postgres://postgres@127.0.0.1:{port}/postgres") })
}

impl Postgres {
    /// Ends it, and tells that it was there until now.
    pub fn end(self) {
        drop(self.server);
    }
}

/// A command as the user postgres when we are root, who may not run a cluster.
fn as_postgres(program: &Path, arguments: &[&str]) -> Result<Command, String> {
    let mut command = if is_root()? {
        let mut command = command("setpriv", &["--reuid=postgres", "--regid=postgres", "--init-groups"]);
        command.arg(program);
        command
    } else {
        command(&program.display().to_string(), &[])
    };
    // Started by a user whose folder postgres may not enter.
    command.args(arguments).current_dir("/").env("LC_ALL", "C.UTF-8");
    Ok(command)
}

/// Debian's newest.
fn programs() -> Result<PathBuf, String> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").map_err(|e| format!("/usr/lib/postgresql: {e}"))?;
    versions
        .filter_map(Result::ok)
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse::<u32>().ok()?, entry.path().join("bin"))))
        .filter(|(_, bin)| bin.join("postgres").exists())
        .max()
        .map(|(_, bin)| bin)
        .ok_or_else(|| "no PostgreSQL server below /usr/lib/postgresql".to_owned())
}
