//! Tests of the application through its router, on both databases.

mod demo;
mod people;
