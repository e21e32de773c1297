//! Ringbind: the program. A slice is a folder, a capability a file; the router has a line a route.

pub mod admin;
pub mod api;
pub mod cases;
pub mod cli;
pub mod config;
mod converter;
pub mod demo;
pub mod documents;
pub mod history;
mod jobs;
pub mod journal;
pub mod leftovers;
mod listen;
mod mail;
mod metrics;
mod node;
pub mod people;
mod router;
pub mod search;
pub mod serve;
pub mod settings;
mod shell;
pub mod start;
mod stop;
pub mod templates;
mod trash;
pub mod types;
pub mod verification;

pub use router::routes;
