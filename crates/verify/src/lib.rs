//! The history's chain and the stored files, checked again by code that shares nothing with what
//! writes them: a mistake there is not repeated here.
//!
//! An event's data stands behind a commitment, `BLAKE3("ringbind event data v1"; salt, data)`. The
//! chain covers the commitment, so that data may be anonymised without breaking it:
//! `hash = BLAKE3("ringbind event chain v1"; previous hash, id, time, actor, seven texts, case,
//! document, commitment)`, each part preceded by its length in eight bytes, little-endian. What is
//! absent, and the hash before the first, is empty.

mod chain;
mod fault;
mod file;
mod rights;
mod scopes;
mod seen;

pub use chain::{Checker, Head, Link, Summary};
pub use fault::{Fault, FileFault, Why};
pub use file::FileChecker;
pub use rights::{Place, RightFault, Rights, Told};
pub use scopes::{Scope, case_scopes, user_scopes};
