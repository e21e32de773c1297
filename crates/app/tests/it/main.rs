//! Tests of the application through its router, on both databases.

mod api;
mod demo;
mod journal;
mod people;
mod plans_world;
mod templates;
