//! The real program killed in the middle of its work, what it stands on taken away from it, and clients that don't behave.

mod clients;
mod described;
mod disk;
mod faults;
mod gone;
mod http;
mod kills;
mod program;
mod told;
mod way;
mod wire;
