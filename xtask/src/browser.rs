//! The browser's part: npm packages, the program under test, Playwright.

use crate::count::{self, Count};
use crate::step::{self, cargo, command, run, watch};
use crate::throwaway::{self, Server};
use std::path::PathBuf;
use std::process::Command;

/// Installs browser/'s packages, when the lock isn't the one that was installed.
pub fn packages() -> Result<(), String> {
    let folder = step::root().join("browser");
    let lock = std::fs::read(folder.join("package-lock.json")).map_err(|e| format!("browser/package-lock.json: {e}"))?;
    let stamp = folder.join("node_modules/.installed-lock");
    if std::fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    run("npm ci in browser/", command("npm", &["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(&folder))?;
    std::fs::write(&stamp, lock).map_err(|e| format!("{}: {e}", stamp.display()))
}

/// Builds the program as the tests build it, so that nothing is built twice, and tells where it is.
pub fn program() -> Result<PathBuf, String> {
    run("build of ringbind", &mut cargo(&["test", "--quiet", "--workspace", "--test", "shape", "--no-run"]))?;
    // Beside ourselves: both are of the profile for development.
    let program = std::env::current_exe().map_err(|e| e.to_string())?.with_file_name("ringbind");
    if program.exists() { Ok(program) } else { Err(format!("{} was not built", program.display())) }
}

/// The program with the demo organisation, on a free port; gone when dropped.
pub struct Demo {
    server: Server,
    program: PathBuf,
    address: String,
}

/// Starts it.
pub fn demo(program: PathBuf) -> Result<Demo, String> {
    let folder = throwaway::folder("demo")?;
    let port = throwaway::port()?;
    let mut command = Command::new(&program);
    command.args(["serve", "--demo", "--listen", &format!("127.0.0.1:{port}"), "--data"]).arg(folder.join("data"));
    let server = step::timed("start of the demo organisation", || {
        let mut server = Server::start(&folder, &command)?;
        server.wait("ringbind", &folder, || throwaway::answers(port, "/health/ready"))?;
        Ok(server)
    })?;
    Ok(Demo { server, program, address: format!("http://127.0.0.1:{port}") })
}

impl Demo {
    /// A command of browser/ that knows where the demo and the program are.
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = command("node", arguments);
        command.current_dir(step::root().join("browser")).env("JOURNEY_DEMO_URL", &self.address).env("JOURNEY_PROGRAM", &self.program);
        command
    }

    /// The journeys, counted.
    pub fn journeys(&self) -> Result<Count, String> {
        let (printed, good) = watch("browser journeys", &mut self.command(&["node_modules/@playwright/test/cli.js", "test"]))?;
        Ok(count::read(&printed).with_end(good))
    }

    /// The pictures of the documentation.
    pub fn screenshots(&self) -> Result<(), String> {
        run("screenshots", &mut self.command(&["screenshots.mjs"]))
    }

    /// Ends it.
    pub fn end(self) {
        drop(self.server);
    }
}
