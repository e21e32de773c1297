//! The tests of the whole program, one binary.

mod journal;
mod plans_world;
mod templates;
