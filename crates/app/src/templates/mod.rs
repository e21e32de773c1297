//! Case templates: what a kind of case is made from.

mod offer;

use base::web::Routes;

pub use offer::{Brings, Maker, Offer, StandardDocument, brings, key_allowed, maker, offered, standard_documents, standard_folders};

/// The slice's routes.
pub fn routes() -> Routes {
    vec![]
}
