//! What every capability stands on: the two databases behind one layer, reading and writing
//! through an actor, the log, jobs, files, the search index, and the web kit.

pub mod acl;
pub mod actor;
pub mod blob;
pub mod bulk;
pub mod clock;
pub mod collate;
pub mod date;
pub mod db;
pub mod error;
pub mod event;
pub mod follow;
pub mod job;
pub mod list;
pub mod permission;
pub mod reader;
pub mod row;
pub mod search;
pub mod secret;
pub mod uow;
pub mod val;
pub mod web;

pub use actor::{Actor, Via};
pub use clock::{Clock, Ids};
pub use db::{Db, Dialect};
pub use error::{Error, Result};
pub use jiff::{SignedDuration, Timestamp};
pub use reader::Reader;
pub use row::{FromRow, Row};
pub use texts::Lang;
pub use uow::Uow;
pub use uuid::Uuid;
pub use val::{Val, marks};
