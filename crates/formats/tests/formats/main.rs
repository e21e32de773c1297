//! The crate from outside: whole files in, and hostile ones.

mod files;
mod hostile;
mod mutations;
mod reading;
