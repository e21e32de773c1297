//! The program under measurement: started in an empty folder on a free port, and ended.

use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

pub type Fallible<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// A running program; ended when dropped.
pub struct Server {
    child: Child,
    pub url: String,
    folder: PathBuf,
    keep: bool,
}

impl Server {
    /// Starts it with flags and waits until it answers; gives how long that took.
    pub fn start(folder: PathBuf, flags: &[&str]) -> Fallible<(Server, Duration)> {
        Server::start_under(&[], folder, flags)
    }

    /// The same, run by another program that is given with its own flags.
    pub fn start_under(by: &[&str], folder: PathBuf, flags: &[&str]) -> Fallible<(Server, Duration)> {
        let program = std::env::var("BENCH_PROGRAM").unwrap_or_else(|_| "target/release/ringbind".into());
        std::fs::create_dir_all(&folder)?;
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let at = format!("127.0.0.1:{port}");
        let log = std::fs::File::create(folder.join("log"))?;
        let began = Instant::now();
        let words: Vec<&str> = by.iter().copied().chain([program.as_str(), "serve"]).collect();
        let child = Command::new(words[0])
            .args(&words[1..])
            .args(flags)
            .args(["--listen", &at, "--data"])
            .arg(folder.join("data"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .map_err(|e| format!("{program}: {e}; `cargo build --release` makes it"))?;
        let server = Server { child, url: format!("http://{at}"), folder, keep: false };
        while ureq::get(format!("{}/health/ready", server.url)).call().is_err() {
            if began.elapsed() > Duration::from_secs(300) {
                return Err("the program doesn't answer".into());
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        Ok((server, began.elapsed()))
    }

    /// Its database, while it runs.
    pub fn database(&self) -> PathBuf {
        self.folder.join("data/ringbind.db")
    }

    /// The number of its process.
    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// Its folder stays when it ends.
    pub fn keep(&mut self) {
        self.keep = true;
    }

    /// Ends it and leaves its folder for another start.
    pub fn leave(mut self) -> PathBuf {
        self.keep();
        self.folder.clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself; the folder is in the system's place for passing things.
        let _ = self.child.kill();
        let _ = self.child.wait();
        if !self.keep {
            let _ = std::fs::remove_dir_all(&self.folder);
        }
    }
}

/// A folder of this run's own.
pub fn folder(what: &str) -> PathBuf {
    std::env::temp_dir().join(format!("ringbind-bench-{}-{what}", std::process::id()))
}

/// Starting: into an empty folder, again, and with the demo organisation.
pub fn starts() -> Fallible<()> {
    let (server, first) = Server::start(folder("start"), &[])?;
    let place = server.leave();
    let mut again = Vec::new();
    for _ in 0..10 {
        let (server, took) = Server::start(place.clone(), &[])?;
        again.push(took);
        server.leave();
    }
    std::fs::remove_dir_all(&place)?;
    let (_server, demo) = Server::start(folder("demo"), &["--demo"])?;
    crate::told("first start", vec![first]);
    crate::told("start again", again);
    crate::told("first start with the demo organisation", vec![demo]);
    Ok(())
}
