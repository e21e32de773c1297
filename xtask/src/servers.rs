//! What the tests stand on besides the program: throw-away servers and a tool, each named in the environment.

use crate::postgres::{self, Postgres};
use crate::s3::{self, S3};
use crate::{python, step};
use std::process::Command;

/// Where the tests find them. Without PostgreSQL they run on SQLite alone; with it, the others must be there, too.
const NAMES: [&str; 3] = ["RINGBIND_TEST_PG", "RINGBIND_TEST_S3", "RINGBIND_TEST_SCHEMATHESIS"];

pub struct Servers {
    postgres: Postgres,
    s3: S3,
    schemathesis: String,
}

impl Servers {
    /// Installs and starts them.
    pub fn start() -> Result<Servers, String> {
        let schemathesis = python::programs("schemathesis")?.join("schemathesis").display().to_string();
        let postgres = step::timed("start of PostgreSQL", postgres::start)?;
        let s3 = step::timed("start of the S3 server", s3::start)?;
        Ok(Servers { postgres, s3, schemathesis })
    }

    /// Tells a command where they are.
    pub fn name_to(&self, command: &mut Command) {
        command.envs(NAMES.into_iter().zip([&self.postgres.address, &self.s3.address, &self.schemathesis]));
    }

    /// Ends them.
    pub fn end(self) {
        self.s3.end();
        self.postgres.end();
    }
}

/// Keeps a command from finding any.
pub fn without(command: &mut Command) {
    for name in NAMES {
        command.env_remove(name);
    }
}
