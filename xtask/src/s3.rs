//! A throw-away S3 server for the tests of several nodes: moto from PyPI, in a Python environment of its own.

use crate::python;
use crate::step::command;
use crate::throwaway::{self, Server};
use std::path::Path;

/// A running server.
pub struct S3 {
    server: Server,
    /// `http://127.0.0.1:port`.
    pub address: String,
}

/// Installs it, where that wasn't done, and starts it.
pub fn start() -> Result<S3, String> {
    let programs = python::programs("moto")?;
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
