//! Danish order as bytes: æ, ø, å last, aa as å, and digits by their number. Stored beside the text,
//! so that both databases sort alike and an index serves.

use icu_collator::options::CollatorOptions;
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences};
use std::sync::OnceLock;

fn collator() -> &'static CollatorBorrowed<'static> {
    static COLLATOR: OnceLock<CollatorBorrowed<'static>> = OnceLock::new();
    COLLATOR.get_or_init(|| {
        let mut prefs = CollatorPreferences::from(icu_locale_core::locale!("da"));
        prefs.numeric_ordering = Some(CollationNumericOrdering::True);
        Collator::try_new(prefs, CollatorOptions::default()).expect("Danish is compiled in")
    })
}

/// The sort key of a text, at most 200 bytes: texts alike for longer are told apart by their ids.
pub fn key(text: &str) -> Vec<u8> {
    let mut key = Vec::with_capacity(text.len() * 2);
    let end = text.char_indices().nth(120).map_or(text.len(), |(at, _)| at);
    // A vector takes every byte.
    let _ = collator().write_sort_key_to(&text[..end], &mut key);
    key.truncate(200);
    key
}

/// What is compared for uniqueness and look-up without regard to case.
pub fn fold(text: &str) -> String {
    text.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn danish_order() {
        let mut names = ["Østerby", "Aabenraa", "Ærø", "Zebra", "Ål", "anders", "Sag 10", "Sag 9"];
        names.sort_by_key(|n| key(n));
        assert_eq!(names, ["anders", "Sag 9", "Sag 10", "Zebra", "Ærø", "Østerby", "Aabenraa", "Ål"]);
    }
}
