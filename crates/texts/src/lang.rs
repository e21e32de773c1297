use std::fmt;

/// The languages of the screens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    #[default]
    Da,
    En,
}

impl Lang {
    pub const ALL: [Lang; 2] = [Lang::Da, Lang::En];

    /// The BCP 47 tag, as in `<html lang>` and in the database.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::Da => "da",
            Lang::En => "en",
        }
    }

    /// Reads a tag such as `da`, `da-DK` or `en-GB`; none for other languages.
    pub fn parse(tag: &str) -> Option<Lang> {
        match tag.split(['-', '_']).next()?.to_ascii_lowercase().as_str() {
            "da" => Some(Lang::Da),
            "en" => Some(Lang::En),
            _ => None,
        }
    }

    /// The first language of an `Accept-Language` header that we speak; else Danish.
    pub fn negotiate(accept: &str) -> Lang {
        accept.split(',').find_map(|part| Lang::parse(part.split(';').next()?.trim())).unwrap_or_default()
    }
}

/// A whole number as the language writes it: `3.214` in Danish, `3,214` in English.
pub struct Number(pub Lang, pub i64);

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = match self.0 {
            Lang::Da => '.',
            Lang::En => ',',
        };
        let digits = self.1.unsigned_abs().to_string();
        if self.1 < 0 {
            f.write_str("\u{2212}")?;
        }
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                write!(f, "{mark}")?;
            }
            write!(f, "{digit}")?;
        }
        Ok(())
    }
}
