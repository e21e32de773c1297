//! Fills the `{slots}` of titles and texts.

use super::chance::Chance;
use super::content::{Content, User};
use super::days;
use jiff::civil::Date;

/// What a text is written about, by whom and when.
#[derive(Debug, Clone)]
pub struct Scene<'a> {
    pub title: &'a str,
    pub number: &'a str,
    pub company: Option<&'a str>,
    pub author: Option<&'a User>,
    pub day: Date,
}

/// A pattern with its slots filled; begins with a capital.
pub fn fill(content: &Content, chance: &mut Chance, pattern: &str, scene: &Scene<'_>) -> String {
    capital(&filled(content, chance, pattern, scene, 0))
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn filled(content: &Content, chance: &mut Chance, pattern: &str, scene: &Scene<'_>, depth: u8) -> String {
    let mut out = String::with_capacity(pattern.len() + 16);
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else { break };
        out.push_str(before);
        let value = match made(content, chance, name, scene) {
            Some(value) => value,
            None => content.slots.get(name).map(|all| chance.text(all).to_owned()).unwrap_or_default(),
        };
        if value.contains('{') && depth < 4 {
            out.push_str(&filled(content, chance, &value, scene, depth + 1));
        } else {
            out.push_str(&value);
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

fn made(content: &Content, chance: &mut Chance, name: &str, scene: &Scene<'_>) -> Option<String> {
    let author = scene.author;
    Some(match name {
        "case_title" => scene.title.to_owned(),
        "case_number" => scene.number.to_owned(),
        "date" => days::words(days::later(scene.day, -chance.between(1, 40))),
        "due" => days::words(days::working(days::later(scene.day, chance.between(7, 35)))),
        "address" => format!("{} {}", content.slots.get("street").map(|all| chance.text(all)).unwrap_or_default(), chance.between(1, 96)),
        "amount" => grouped(chance.between(12, 1900) * 250),
        "number" => chance.between(2, 19).to_string(),
        "year" => scene.day.year().to_string(),
        "school_year" => {
            let first = if scene.day.month() >= 8 { scene.day.year() } else { scene.day.year() - 1 };
            format!("{first}/{:02}", (first + 1) % 100)
        }
        "company" => scene.company?.to_owned(),
        "colleague" => {
            let handlers: Vec<&User> =
                content.users.iter().filter(|u| u.handles() && author.is_none_or(|a| a.user_name != u.user_name)).collect();
            chance.one(&handlers).map(|u| u.name()).unwrap_or_default()
        }
        "author" => author?.name(),
        "author_title" => author?.title.clone(),
        "author_department" => author?.department.clone(),
        _ => return None,
    })
}

/// "1.845.000".
pub fn grouped(amount: i64) -> String {
    let out = texts::Number(base::Lang::Da, amount.saturating_abs()).to_string();
    if amount < 0 { format!("–{out}") } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_danish() {
        assert_eq!([grouped(7), grouped(148_500), grouped(-1_250_000)], ["7", "148.500", "–1.250.000"]);
    }
}
