//! Cases.

use base::web::Routes;

/// The slice's routes.
pub fn routes() -> Routes {
    vec![]
}
