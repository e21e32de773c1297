//! The pattern that a new case's title begins as: text with fields in braces.

use base::{Timestamp, date};

/// The fields a pattern may hold.
pub const FIELDS: [&str; 4] = ["template", "year", "date", "user.name"];

/// The first field of a pattern that isn't known, or a brace that isn't closed.
pub fn fault(pattern: &str) -> Option<String> {
    let mut rest = pattern;
    while let Some((_, after)) = rest.split_once('{') {
        match after.split_once('}') {
            Some((field, after)) if FIELDS.contains(&field) => rest = after,
            Some((field, _)) => return Some(format!("{{{field}}}")),
            None => return Some(format!("{{{after}")),
        }
    }
    None
}

/// The title that a pattern makes, today, for a user.
pub fn fill(pattern: &str, template: &str, lang: base::Lang, now: Timestamp, user: &str) -> String {
    let today = date::today(now);
    let values = [template.to_owned(), today.year().to_string(), date::date(lang, today), user.to_owned()];
    let mut out = String::new();
    let mut rest = pattern;
    // Values are put in once: a name with braces in it stays as it is.
    while let Some((text, after)) = rest.split_once('{') {
        out.push_str(text);
        let Some((field, next)) = after.split_once('}') else {
            out.push('{');
            rest = after;
            continue;
        };
        // What isn't known yet is left for the person to write.
        if let Some(at) = FIELDS.iter().position(|f| *f == field) {
            out.push_str(&values[at]);
        }
        rest = next;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns() {
        let now: Timestamp = "2026-02-24T09:21:00Z".parse().expect("a time");
        let made = fill("{template} {year}: {user.name}, {date} {x} {", "Byggesag", base::Lang::Da, now, "A {year}");
        assert_eq!(made, "Byggesag 2026: A {year}, 24. feb. 2026  {");
        assert_eq!(fault("{template} {date}"), None);
        assert_eq!(fault("{felt}").as_deref(), Some("{felt}"));
        assert_eq!(fault("{year").as_deref(), Some("{year"));
    }
}
