//! The web kit: a request becomes a `Ctx`, a capability answers with a `Page` or JSON, the edge turns
//! errors into pages or problem documents.

pub mod attempt;
mod ctx;
mod described;
mod edge;
mod fields;
mod guard;
mod house;
pub mod once;
mod pack;
mod page;
pub mod session;
mod token;
pub mod upload;

pub use ctx::{Ctx, unique};
pub use described::{Answer, Described, Handler, Tell, tell};
pub use edge::{edge, problem_of};
pub use fields::{Fields, Read, parse_date};
pub use guard::{Need, Route, Routes, router};
pub use house::{ErrorPage, House, Limits};
pub use page::{Duplicate, Json, Page, Problem, ProblemField, is_own};
