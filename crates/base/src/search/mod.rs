//! The search index of this node: fed from the log, holding for each thing the scopes that see it.
//! It can be lost and made again; a hit is always read once more through the reader.

mod analyze;
mod ask;
mod excerpt;
mod fill;
mod first;
mod index;
mod standing;
mod syntax;
mod walk;
mod words;

pub use analyze::stems;
pub use ask::{Asked, Found, Hit, MANAGING, Narrow, OPEN, Part};
pub use excerpt::{Excerpt, Wanted, excerpt};
pub use fill::Filling;
pub use index::{Change, Entry, Index};
pub use syntax::{Clause, Query};
