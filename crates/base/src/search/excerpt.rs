//! The piece of a text around what was searched for.

use super::analyze::{normal, normal_into, places, stems};
use std::collections::BTreeSet;

/// A piece of text: what stands in it, and which parts were searched for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// The page, counted from 1, when the text has pages.
    pub page: usize,
    pub text: String,
    /// Byte ranges of `text`.
    pub marks: Vec<(usize, usize)>,
}

/// How many different words a page has, which page, and where they stand.
type Best = (usize, usize, Vec<(usize, usize)>);

/// How much of the text is shown, in bytes before and after the first mark.
const BEFORE: usize = 60;
const AFTER: usize = 180;

/// The words that are looked for: as stems, and as what a longer word may hold.
pub struct Wanted {
    stems: Vec<String>,
    inside: Vec<String>,
}

impl Wanted {
    /// Made of what was searched for.
    pub fn of(words: &[&str]) -> Wanted {
        let inside = words.iter().flat_map(|w| w.split_whitespace()).map(normal).filter(|w| w.chars().count() >= 3);
        Wanted { stems: words.iter().flat_map(|w| stems(w)).map(|(.., stem)| stem).collect(), inside: inside.collect() }
    }

    /// Whether nothing is looked for.
    pub fn is_empty(&self) -> bool {
        self.stems.is_empty()
    }

    /// The stem of a word of a text, if it is one of these. A stem begins its word: Danish ones only lose their ends.
    fn met(&self, plain: &str) -> Option<String> {
        let begun = self.stems.iter().any(|stem| plain.starts_with(stem.as_str()));
        let held = self.inside.iter().any(|word| plain.contains(word.as_str()));
        if !begun && !held {
            return None;
        }
        let stem = stems(plain).into_iter().next().map_or_else(|| plain.to_owned(), |(.., stem)| stem);
        (held || self.stems.contains(&stem)).then_some(stem)
    }
}

/// The excerpt from the first page that has the most of the words; none where none of them stands.
pub fn excerpt(pages: &[String], wanted: &Wanted) -> Option<Excerpt> {
    if wanted.is_empty() {
        return None;
    }
    let mut best: Option<Best> = None;
    let mut plain = String::new();
    for (at, page) in pages.iter().enumerate().take(400) {
        let mut marks = Vec::new();
        let mut seen = BTreeSet::new();
        for (from, to) in places(page) {
            normal_into(&page[from..to], &mut plain);
            if let Some(stem) = wanted.met(&plain) {
                marks.push((from, to));
                seen.insert(stem);
            }
        }
        if !marks.is_empty() && best.as_ref().is_none_or(|(n, ..)| seen.len() > *n) {
            best = Some((seen.len(), at, marks));
        }
    }
    let (_, at, marks) = best?;
    Some(cut(&pages[at], at + 1, &marks))
}

fn cut(page: &str, number: usize, marks: &[(usize, usize)]) -> Excerpt {
    let first = marks.first().map_or(0, |(from, _)| *from);
    let start = edge(page, first.saturating_sub(BEFORE), false);
    let end = edge(page, (first + AFTER).min(page.len()), true);
    let mut text = String::new();
    let mut places = Vec::new();
    if start > 0 {
        text.push_str("… ");
    }
    let mut at = start;
    for (from, to) in marks.iter().filter(|(from, to)| *from >= start && *to <= end) {
        text.push_str(&one_line(&page[at..*from]));
        let begin = text.len();
        text.push_str(&page[*from..*to]);
        places.push((begin, text.len()));
        at = *to;
    }
    text.push_str(&one_line(&page[at..end]));
    if end < page.len() {
        text.push_str(" …");
    }
    Excerpt { page: number, text, marks: places }
}

/// The nearest end of a word.
fn edge(text: &str, at: usize, forward: bool) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    if at == 0 || at == text.len() {
        return at;
    }
    if forward {
        text[at..].find(char::is_whitespace).map_or(text.len(), |n| at + n)
    } else {
        // A space may be longer than one byte: no-break spaces are common.
        text[..at].char_indices().rfind(|(_, c)| c.is_whitespace()).map_or(0, |(n, c)| n + c.len_utf8())
    }
}

fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_with_the_words() {
        let pages = ["Intet her.".to_owned(), "Byggemødet om asbestsanering i fløj B\nholdes torsdag.".to_owned()];
        let found = excerpt(&pages, &Wanted::of(&["asbestsaneringen"])).expect("found");
        assert_eq!((found.page, &found.text[found.marks[0].0..found.marks[0].1]), (2, "asbestsanering"));
        assert!(excerpt(&pages, &Wanted::of(&["vandskade"])).is_none());
        assert!(excerpt(&pages, &Wanted::of(&["æø"])).is_none());
    }

    #[test]
    fn spaces_of_several_bytes_are_edges_too() {
        for space in [" ", "\u{a0}", "\u{1680}", "\u{3000}"] {
            let text = format!("{}{space}{} asbestsanering{space}{}", "x".repeat(90), "y".repeat(70), "z\u{a0}".repeat(120));
            let found = excerpt(&[text], &Wanted::of(&["asbestsanering"])).expect("found");
            assert_eq!(&found.text[found.marks[0].0..found.marks[0].1], "asbestsanering");
            assert!(found.text.starts_with("… y") && found.text.ends_with(" …"), "{}", found.text);
        }
    }
}
