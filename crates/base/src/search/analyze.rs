//! Danish words as the index knows them: lower case, `aa` as å, `ae` as æ, `oe` as ø; stemmed or as they are.

use tantivy::tokenizer::{Language, Stemmer, TextAnalyzer, Token, TokenStream, Tokenizer};

/// The longest word that is kept.
const LONGEST: usize = 80;

#[derive(Clone)]
pub(super) struct Words;

pub(super) struct Stream {
    tokens: Vec<Token>,
    at: usize,
}

impl Tokenizer for Words {
    type TokenStream<'a> = Stream;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream {
        Stream { tokens: split(text), at: 0 }
    }
}

impl TokenStream for Stream {
    fn advance(&mut self) -> bool {
        self.at += 1;
        self.at <= self.tokens.len()
    }

    fn token(&self) -> &Token {
        &self.tokens[self.at - 1]
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.tokens[self.at - 1]
    }
}

/// The words of a text with their places.
pub(super) fn split(text: &str) -> Vec<Token> {
    let word = |(position, (from, to)): (usize, (usize, usize))| Token {
        offset_from: from,
        offset_to: to,
        position,
        text: normal(&text[from..to]),
        position_length: 1,
    };
    places(text).enumerate().map(word).collect()
}

/// Where the words of a text stand, in bytes.
pub(super) fn places(text: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    let mut start = None;
    text.char_indices().chain([(text.len(), ' ')]).filter_map(move |(at, c)| match (start, c.is_alphanumeric()) {
        (None, true) => {
            start = Some(at);
            None
        }
        (Some(from), false) => {
            start = None;
            Some((from, at)).filter(|(from, at)| at - from <= LONGEST)
        }
        _ => None,
    })
}

/// A word without regard to case and to the two ways of writing æ, ø and å.
pub(super) fn normal(word: &str) -> String {
    let mut out = String::new();
    normal_into(word, &mut out);
    out
}

/// The same into a buffer, which it empties first.
pub(super) fn normal_into(word: &str, out: &mut String) {
    out.clear();
    if word.is_ascii() {
        out.push_str(word);
        out.make_ascii_lowercase();
    } else {
        word.chars().for_each(|c| out.extend(c.to_lowercase()));
    }
    let double = |pair: &[u8]| matches!(pair, b"aa" | b"ae" | b"oe");
    if !out.is_ascii() || out.as_bytes().windows(2).any(double) {
        *out = out.replace("aa", "å").replace("ae", "æ").replace("oe", "ø").replace('ö', "ø").replace('ä', "æ");
    }
}

/// Stemmed, for what words mean.
pub(super) fn stemming() -> TextAnalyzer {
    TextAnalyzer::builder(Words).filter(Stemmer::new(Language::Danish)).build()
}

/// As they are, for prefixes and typing errors.
pub(super) fn plain() -> TextAnalyzer {
    TextAnalyzer::builder(Words).build()
}

/// The stems of a text with their places, as excerpts are marked by.
pub fn stems(text: &str) -> Vec<(usize, usize, String)> {
    let mut analyzer = stemming();
    let mut stream = analyzer.token_stream(text);
    let mut out = Vec::new();
    while let Some(token) = stream.next() {
        out.push((token.offset_from, token.offset_to, token.text.clone()));
    }
    out
}

/// The pieces of five letters of a long word, by which it is found inside compounds.
pub(super) fn pieces(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    letters.windows(5).map(|w| w.iter().collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn danish_forms_meet() {
        let stem = |word: &str| stems(word)[0].2.clone();
        assert_eq!(stem("Aabenraa"), stem("Åbenrå"));
        assert_eq!(stem("byggemødet"), stem("byggemøder"));
        assert_eq!(stem("skolerne"), stem("skole"));
        assert_eq!(split("K-204 Punktudsug, rev. B").len(), 5);
    }
}
