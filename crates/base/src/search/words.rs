//! The words of a search, as the index is asked for them.

use super::analyze::{normal, pieces, stems};
use super::first::{Place, ranks};
use super::index::{Fields, words_of};
use super::syntax::{Clause, Query};
use std::collections::BTreeSet;
use std::ops::Bound;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, FuzzyTermQuery, Occur, PhraseQuery, Query as Ask, RangeQuery,
    TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, Term};

/// The most words of one beginning that are looked up each for itself.
const FEW: usize = 100;

/// What comes after all that begin so: nothing that is written in a word comes after the greatest letter there is.
pub(super) fn past(field: Field, text: &str) -> Term {
    Term::from_field_text(field, &format!("{text}{}", char::MAX))
}

/// What words become.
pub(super) struct Words<'a> {
    pub fields: Fields,
    pub searcher: &'a Searcher,
    /// A few things are looked up in what has the words, so that what has them must not be gathered first.
    pub seeking: bool,
}

impl Words<'_> {
    /// What has all the words, and none of those that must not be there.
    pub fn of(&self, query: &Query, forgiving: bool) -> BooleanQuery {
        let mut all: Vec<(Occur, Box<dyn Ask>)> = Vec::new();
        for clause in &query.clauses {
            match clause {
                Clause::Not(inner) => all.push((Occur::MustNot, self.clause(inner, false))),
                clause => all.push((Occur::Must, self.clause(clause, forgiving))),
            }
        }
        if query.is_empty() {
            all.push((Occur::Must, Box::new(AllQuery)));
        }
        BooleanQuery::new(all)
    }

    /// What has a word at one of these places; its score is the rank of the best of them.
    pub fn at(&self, places: &[Place]) -> Box<dyn Ask> {
        let each = |(place, rank): (&Place, u8)| -> Box<dyn Ask> {
            if place.open {
                return self.begins(place.field, &place.text, rank.into());
            }
            let word = TermQuery::new(Term::from_field_text(place.field, &place.text), IndexRecordOption::Basic);
            Box::new(ConstScoreQuery::new(Box::new(word), rank.into()))
        };
        Box::new(DisjunctionMaxQuery::new(places.iter().zip(ranks(places)).map(each).collect()))
    }

    fn clause(&self, clause: &Clause, forgiving: bool) -> Box<dyn Ask> {
        match clause {
            Clause::Word(word) => self.word(word, forgiving),
            Clause::Prefix(word) => self.prefix(word),
            Clause::Phrase(text) => self.any(vec![
                self.phrase(self.fields.title, text, 3.0),
                self.phrase(self.fields.text, text, 1.0),
                self.number(text, false),
            ]),
            Clause::Title(text) => self.phrase(self.fields.title, text, 3.0),
            Clause::Number(text, open) => self.number(text, *open),
            Clause::Any(all) => self.any(all.iter().map(|c| self.clause(c, forgiving)).collect()),
            Clause::Not(inner) => self.clause(inner, false),
        }
    }

    fn any(&self, all: Vec<Box<dyn Ask>>) -> Box<dyn Ask> {
        Box::new(BooleanQuery::new(all.into_iter().map(|q| (Occur::Should, q)).collect()))
    }

    fn term(&self, field: Field, text: &str, boost: f32) -> Box<dyn Ask> {
        Box::new(BoostQuery::new(Box::new(TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::WithFreqs)), boost))
    }

    fn word(&self, word: &str, forgiving: bool) -> Box<dyn Ask> {
        let f = self.fields;
        let plain = normal(word);
        let stem = stems(word).into_iter().next().map_or_else(|| plain.clone(), |(.., stem)| stem);
        let mut all = vec![self.term(f.title, &stem, 4.0), self.term(f.text, &stem, 1.0), self.number(word, false)];
        let inside = pieces(&plain);
        if !inside.is_empty() {
            let terms = inside.iter().map(|p| (Occur::Must, self.term(f.pieces, p, 0.3))).collect();
            all.push(Box::new(BooleanQuery::new(terms)));
        }
        if plain.chars().count() >= 4 {
            all.push(self.begins(f.words, &plain, 0.5));
        }
        if forgiving && plain.chars().count() >= 4 {
            let distance = if plain.chars().count() >= 8 { 2 } else { 1 };
            all.push(Box::new(BoostQuery::new(Box::new(FuzzyTermQuery::new(Term::from_field_text(f.words, &plain), distance, true)), 0.2)));
        }
        self.any(all)
    }

    fn begins(&self, field: Field, text: &str, boost: f32) -> Box<dyn Ask> {
        let from = Term::from_field_text(field, text);
        let to = past(field, text);
        let words: Box<dyn Ask> = match self.seeking.then(|| self.between(field, &from, &to)).flatten() {
            Some(terms) => {
                let each = |term| -> Box<dyn Ask> {
                    Box::new(ConstScoreQuery::new(Box::new(TermQuery::new(term, IndexRecordOption::Basic)), 1.0))
                };
                // The greatest of their scores, as the range gives one for all of them.
                Box::new(DisjunctionMaxQuery::new(terms.into_iter().map(each).collect()))
            }
            None => Box::new(RangeQuery::new(Bound::Included(from), Bound::Excluded(to))),
        };
        Box::new(BoostQuery::new(words, boost))
    }

    /// The terms that there are from one to another, if they are few.
    fn between(&self, field: Field, from: &Term, to: &Term) -> Option<Vec<Term>> {
        let mut found = BTreeSet::new();
        for segment in self.searcher.segment_readers() {
            let inverted = segment.inverted_index(field).ok()?;
            let bounds = inverted.terms().range().ge(from.serialized_value_bytes()).lt(to.serialized_value_bytes());
            let mut stream = bounds.into_stream().ok()?;
            while stream.advance() {
                found.insert(stream.key().to_vec());
                if found.len() > FEW {
                    return None;
                }
            }
        }
        found.iter().map(|bytes| std::str::from_utf8(bytes).ok().map(|text| Term::from_field_text(field, text))).collect()
    }

    fn prefix(&self, word: &str) -> Box<dyn Ask> {
        let f = self.fields;
        let plain = normal(word);
        let stem = stems(word).into_iter().next().map_or_else(|| plain.clone(), |(.., stem)| stem);
        self.any(vec![self.term(f.title, &stem, 4.0), self.begins(f.words, &plain, 1.0), self.begins(f.numbers, &plain, 6.0)])
    }

    fn number(&self, text: &str, open: bool) -> Box<dyn Ask> {
        let plain = normal(text);
        if open { self.begins(self.fields.numbers, &plain, 6.0) } else { self.term(self.fields.numbers, &plain, 10.0) }
    }

    fn phrase(&self, field: Field, text: &str, boost: f32) -> Box<dyn Ask> {
        let terms: Vec<Term> = stems(text).into_iter().map(|(.., stem)| Term::from_field_text(field, &stem)).collect();
        match terms.len() {
            0 => Box::new(BooleanQuery::new(vec![])),
            1 => self.term(field, &words_of(&stems(text)[0].2).concat(), boost),
            _ => Box::new(BoostQuery::new(Box::new(PhraseQuery::new(terms)), boost)),
        }
    }
}
