//! Tests of the application through its router, on both databases.

mod access;
mod cases;
mod documents;
mod hidden;
mod history;
mod jobs;
mod lists;
mod people;
mod plans;
mod search;
mod statements;
mod world;
