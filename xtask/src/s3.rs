//! A throw-away S3 server for the tests of several nodes: moto from PyPI, in a Python environment of its own.

use crate::step::{self, command, run};
use crate::throwaway::{self, Server};
use std::path::{Path, PathBuf};

/// A running server.
pub struct S3 {
    server: Server,
    /// `http://127.0.0.1:port`.
    pub address: String,
}

/// Installs it, where that wasn't done for this list of packages, and starts it.
pub fn start() -> Result<S3, String> {
    let programs = install()?;
    let folder = throwaway::folder("s3")?;
    match at(&programs, &folder) {
        Ok(s3) => Ok(s3),
        Err(error) => {
            // Nothing runs there; the folder may be left for the system to clear.
            let _ = std::fs::remove_dir_all(&folder);
            Err(error)
        }
    }
}

fn at(programs: &Path, folder: &Path) -> Result<S3, String> {
    let port = throwaway::port()?;
    let server = programs.join("moto_server").display().to_string();
    let mut server = Server::start(folder, &command(&server, &["-H", "127.0.0.1", "-p", &port.to_string()]))?;
    server.wait("the S3 server", folder, || throwaway::answers(port, "/"))?;
    Ok(S3 { server, address: format!("http://127.0.0.1:{port}") })
}

impl S3 {
    /// Ends it.
    pub fn end(self) {
        drop(self.server);
    }
}

/// The folder of its programs.
fn install() -> Result<PathBuf, String> {
    let list = step::root().join("xtask/moto.txt");
    let wanted = std::fs::read(&list).map_err(|e| format!("xtask/moto.txt: {e}"))?;
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| step::root().join("target"), PathBuf::from);
    let (folder, programs) = (target.join("moto"), target.join("moto/bin"));
    let stamp = folder.join("installed");
    if std::fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(programs);
    }
    run("Python environment for the S3 server", &mut command("python3", &["-m", "venv", "--clear", &folder.display().to_string()]))?;
    let pip = programs.join("pip").display().to_string();
    let words = ["install", "--quiet", "--disable-pip-version-check", "--no-input", "--requirement", &list.display().to_string()];
    run("packages of the S3 server", &mut command(&pip, &words))?;
    std::fs::write(&stamp, wanted).map_err(|e| format!("{}: {e}", stamp.display()))?;
    Ok(programs)
}
