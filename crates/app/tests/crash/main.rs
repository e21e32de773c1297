//! The real program killed in the middle of its work, and what it stands on taken away from it.

mod clients;
mod disk;
mod faults;
mod gone;
mod http;
mod kills;
mod program;
mod told;
mod way;
