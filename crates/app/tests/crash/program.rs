//! The real program on a data folder of a test's own: started, killed, started again.

use crate::http::{Answer, Caller};
use base::{Actor, Db, Reader, Via};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use tempfile::TempDir;

static NUMBER: AtomicU32 = AtomicU32::new(1);

/// A data folder and a database.
pub struct Place {
    folder: TempDir,
    pub database: Option<String>,
    /// The database is another place's too, which ends it.
    pub lent: bool,
    /// Further settings, by their names in the environment.
    pub settings: Vec<(String, String)>,
    /// Another address under which the program reaches it.
    through: Option<String>,
}

/// The address of the server for tests on PostgreSQL.
pub fn server() -> Option<String> {
    std::env::var("RINGBIND_TEST_PG").ok().filter(|s| !s.is_empty())
}

/// Waits for something to end.
pub fn block<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(future)
}

/// Says something to the database server.
pub fn on_server(sql: &str) {
    block(async {
        let address = server().expect("a server");
        let (client, connection) = tokio_postgres::connect(&address, tokio_postgres::NoTls).await.expect("a connection");
        let talking = tokio::spawn(connection);
        client.batch_execute(sql).await.unwrap_or_else(|e| panic!("{sql}: {e}"));
        drop(client);
        talking.await.expect("ended").expect("ended well");
    });
}

impl Place {
    /// On SQLite.
    pub fn sqlite() -> Place {
        let folder = tempfile::Builder::new().prefix("crash-").tempdir().expect("a folder");
        Place { folder, database: None, lent: false, settings: vec![], through: None }
    }

    /// On PostgreSQL, where a server is named.
    pub fn postgres() -> Option<Place> {
        server()?;
        let name = format!("ringbind_crash_{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
        on_server(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        on_server(&format!("CREATE DATABASE {name}"));
        let mut place = Place::sqlite();
        place.database = Some(name);
        Some(place)
    }

    /// The data folder.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// The database's address.
    pub fn address(&self) -> Option<String> {
        let server = server()?;
        let (before, _) = server.rsplit_once('/')?;
        self.database.as_ref().map(|name| format!("{before}/{name}"))
    }

    /// The program reaches its database under another address from now on.
    pub fn through(&mut self, address: String) {
        self.through = Some(address);
    }

    /// What the program said.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }

    /// The program with this place's settings, by way of another program where one is given.
    fn command(&self, by: Option<&str>) -> Command {
        // Another build of it, such as one for release, may be proved.
        let program = std::env::var("RINGBIND_PROVE_PROGRAM").unwrap_or_else(|_| env!("CARGO_BIN_EXE_ringbind").to_owned());
        let mut command = match by {
            Some(script) => {
                let mut shell = Command::new("sh");
                shell.args(["-c", script, &program]);
                shell
            }
            None => Command::new(program),
        };
        command.arg("--data").arg(self.data());
        if let Some(address) = self.through.clone().or_else(|| self.address()) {
            command.args(["--database", &address]);
        }
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("RINGBIND_")) {
            command.env_remove(name);
        }
        command
            .env("RINGBIND_SEARCH_PATIENCE", "50")
            .envs(self.settings.iter().cloned())
            .current_dir(self.folder.path())
            .stdin(Stdio::null());
        command
    }

    /// Starts it without waiting.
    pub fn spawn(&self, by: Option<&str>, more: &[&str]) -> Program {
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|l| l.local_addr()).expect("a port").port();
        let at = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let log = std::fs::File::options().create(true).append(true).open(self.folder.path().join("log")).expect("a log");
        let mut command = self.command(by);
        let child = command.args(["--listen", &at.to_string()]).args(more).stdout(Stdio::null()).stderr(log).spawn().expect("started");
        Program { child, at }
    }

    /// Starts it and waits until it answers.
    pub fn start(&self) -> Program {
        self.start_by(None, &[])
    }

    /// The same by way of a shell's script, which ends in `exec "$0" "$@"`.
    pub fn start_by(&self, by: Option<&str>, more: &[&str]) -> Program {
        for _ in 0..5 {
            let mut program = self.spawn(by, more);
            if program.ready() {
                return program;
            }
            assert!(self.log().contains("Address already in use"), "the program doesn't start:\n{}", self.log());
        }
        panic!("no free port");
    }

    /// A command of the program's, run to its end.
    pub fn run(&self, args: &[&str]) -> Output {
        self.command(None).args(args).output().expect("run")
    }

    /// `ringbind verify`, which must find nothing.
    pub fn verify(&self) {
        let output = self.run(&["verify"]);
        assert!(output.status.success(), "{}\n{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    }

    /// Reads the database beside the program.
    pub fn reader(&self) -> Reader {
        let db = match self.address() {
            Some(address) => Db::postgres(&address, 1),
            None => Db::sqlite(&self.data().join("ringbind.db")),
        };
        Reader::new(db.expect("opened"), Arc::new(Actor::system("test", Via::Cli)))
    }

    /// The first administrator, by the link that the start printed.
    pub fn first(&self, program: &Program) -> Caller {
        let log = self.log();
        let key = log.rsplit("/welcome?key=").next().and_then(|rest| rest.split_whitespace().next()).expect("a link").to_owned();
        let nobody = Caller { at: program.at, cookie: String::new() };
        let person = [("organisation", "Nordby"), ("first_name", "Adam"), ("last_name", "Admin"), ("user_name", "adam")];
        let more = [("email", "adam@nordby.example"), ("password", PASSWORD), ("key", &key)];
        let answer: Answer = nobody.form("/welcome", &[person.as_slice(), &more].concat()).expect("an answer").is(303);
        Caller { at: program.at, cookie: answer.cookie("rb_session").expect("a session") }
    }
}

/// Of the first administrator.
pub const PASSWORD: &str = "korrekt hest batteri klemme";

impl Drop for Place {
    fn drop(&mut self) {
        if let Some(name) = self.database.as_ref().filter(|_| !self.lent) {
            on_server(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        }
        if std::thread::panicking() {
            eprintln!("--- what the program said last\n{}", tail(&self.log()));
        }
    }
}

fn tail(log: &str) -> String {
    let lines: Vec<&str> = log.lines().filter(|l| !l.contains(" http:")).collect();
    lines[lines.len().saturating_sub(60)..].join("\n")
}

/// A running program; killed when dropped.
pub struct Program {
    pub child: Child,
    pub at: SocketAddr,
}

impl Program {
    /// Waits until it answers; false if it ended instead.
    pub fn ready(&mut self) -> bool {
        loop {
            if self.answers() {
                return true;
            }
            if self.child.try_wait().expect("a child").is_some() {
                return false;
            }
            std::thread::sleep(Duration::from_millis(3));
        }
    }

    /// Whether it is ready.
    pub fn answers(&self) -> bool {
        let nobody = Caller { at: self.at, cookie: String::new() };
        nobody.get("/health/ready").is_ok_and(|answer| answer.status == 200)
    }

    /// The number of its process.
    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// SIGKILL, now.
    pub fn kill(mut self) {
        self.stop();
    }

    /// The same, to be replaced by another.
    pub fn stop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Waits until something holds; whoever waits in vain for ten minutes fails.
#[track_caller]
pub fn until(what: &str, mut holds: impl FnMut() -> bool) {
    for n in 0..20_000 {
        if holds() {
            return;
        }
        std::thread::sleep(Duration::from_millis(if n < 100 { 2 } else { 30 }));
    }
    panic!("in vain: {what}");
}
