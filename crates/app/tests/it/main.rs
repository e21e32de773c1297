//! Tests of the application through its router, on both databases.

mod access;
mod api;
mod cases;
mod clock;
mod demo;
mod documents;
mod finalise;
mod hidden;
mod history;
mod hostile;
mod jobs;
mod journal;
mod leftovers;
mod lists;
mod meanwhile;
mod oracle;
mod people;
mod places;
mod plans;
mod plans_world;
mod search;
mod shared_store;
mod statements;
mod tamper;
mod templates;
mod world;
