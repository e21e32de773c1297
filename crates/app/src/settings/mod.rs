//! The organisation's settings, and what a new organisation has from the start.

mod seed;

use base::Result;
use base::web::Ctx;

pub use seed::{SetupEvent, seed};

/// A setting's value; its default where nobody has set it.
pub async fn get(ctx: &Ctx, key: &str) -> Result<String> {
    let found: Option<(String,)> = ctx.reader.maybe("SELECT value FROM setting WHERE key = $1", &base::args![key]).await?;
    Ok(found.map_or_else(|| default(key).to_owned(), |(value,)| value))
}

/// The defaults of general settings (spec 9.2).
pub fn default(key: &str) -> &'static str {
    match key {
        "organisation.name" => "Ringbind",
        "numbers.case" => "{yyyy}{mm}{dd}-{seq}",
        "numbers.archive" => "{key}/{seq}",
        _ => "",
    }
}
