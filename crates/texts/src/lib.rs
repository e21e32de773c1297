//! Every word on the screens, in Danish and English.
//!
//! `locales/{da,en}/<slice>.ftl` become the module `<slice>` with one typed function a message;
//! a message that one language lacks, or whose arguments differ, stops the build.

mod lang;

pub use lang::{Lang, Number};

include!(concat!(env!("OUT_DIR"), "/texts.rs"));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn danish_plural_and_number() {
        assert_eq!(base::documents(Lang::Da, 1), "1 dokument");
        assert_eq!(base::documents(Lang::Da, 3214), "3.214 dokumenter");
        assert_eq!(base::documents(Lang::En, 3214), "3,214 documents");
    }

    #[test]
    fn plain_text_is_static() {
        let text: &'static str = base::save(Lang::Da);
        assert_eq!(text, "Gem");
    }
}
