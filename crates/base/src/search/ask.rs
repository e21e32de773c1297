//! Asking the index: the words, the narrowing, and always the scopes of who asks.

use super::analyze::{normal, pieces, stems};
use super::counts::{Counted, Counts};
use super::index::{Index, words_of};
use super::syntax::{Clause, Query};
use crate::error::{Error, Result};
use std::collections::HashMap;
use tantivy::collector::{Count, TopDocs};
use tantivy::query::{AllQuery, BooleanQuery, BoostQuery, FuzzyTermQuery, Occur, PhraseQuery, Query as Ask, TermQuery, TermSetQuery};
use tantivy::schema::{Field, IndexRecordOption, Value};
use tantivy::{DocAddress, Order, Searcher, TantivyDocument, Term};
use uuid::Uuid;

/// Stands in the limits of every limited document; nobody's scope.
pub(super) const LIMITED: u64 = u64::MAX;

/// A limited document is seen through a template's list only by those whom the list lets manage:
/// the list's number is then kept above this.
pub const MANAGING: u64 = 1 << 40;

/// What the search is narrowed to.
#[derive(Debug, Clone, Default)]
pub struct Narrow {
    pub kind: Option<u64>,
    pub case: Option<Uuid>,
    pub types: Vec<u64>,
    pub statuses: Vec<u64>,
    pub years: Vec<u64>,
}

/// A search.
#[derive(Debug, Clone)]
pub struct Asked<'a> {
    pub query: &'a Query,
    /// The scopes of who asks.
    pub scopes: &'a [u64],
    /// Every case may be read; limited documents still need a scope.
    pub read_all: bool,
    pub narrow: &'a Narrow,
    /// Cases and documents of which the index knows that it doesn't know how they are: never found.
    pub without: &'a [Uuid],
    pub newest: bool,
    pub offset: usize,
    pub limit: usize,
    /// Let one or two letters be wrong.
    pub forgiving: bool,
}

/// A hit, before it is read through the reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    pub kind: u64,
    pub id: Uuid,
}

/// What was found.
#[derive(Debug, Default)]
pub struct Found {
    pub hits: Vec<Hit>,
    pub total: usize,
    /// By kind, without regard to the narrowing by kind.
    pub kinds: HashMap<u64, u64>,
    pub types: HashMap<u64, u64>,
    pub statuses: HashMap<u64, u64>,
    pub years: HashMap<u64, u64>,
    /// Nothing had the words as they are: these have words like them.
    pub forgiven: bool,
}

/// What a count leaves out of the narrowing.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Facet {
    Kind,
    Type,
    Year,
}

/// The scope by which those who may read every case see what isn't limited.
pub const OPEN: u64 = 0;

impl Index {
    /// Searches.
    pub fn ask(&self, asked: &Asked<'_>) -> Result<Found> {
        self.asking(|searcher| self.answer(searcher, asked))
    }

    fn answer(&self, searcher: &Searcher, asked: &Asked<'_>) -> Result<Found> {
        let words = self.words(asked);
        let narrow = self.narrowed(asked, &words, None);
        // Each facet is counted without its own choice, so that another can be added to it.
        let [kinds, ..] = counted(searcher, &self.narrowed(asked, &words, Some(Facet::Kind)))?;
        let [_, types, _, _] = counted(searcher, &self.narrowed(asked, &words, Some(Facet::Type)))?;
        let [_, _, _, years] = counted(searcher, &self.narrowed(asked, &words, Some(Facet::Year)))?;
        let [_, _, statuses, _] = counted(searcher, &narrow)?;
        let total = searcher.search(&narrow, &Count).map_err(Error::internal)?;
        let top = TopDocs::with_limit(asked.limit.max(1)).and_offset(asked.offset);
        let places: Vec<DocAddress> = if asked.newest {
            let found = searcher.search(&narrow, &top.order_by_u64_field("changed", Order::Desc)).map_err(Error::internal)?;
            found.into_iter().map(|(_, at)| at).collect()
        } else {
            let found = searcher.search(&narrow, &top.order_by_score()).map_err(Error::internal)?;
            found.into_iter().map(|(_, at)| at).collect()
        };
        let hits = places.into_iter().map(|at| self.hit(searcher, at)).collect::<Result<_>>()?;
        Ok(Found { hits, total, kinds, types, statuses, years, forgiven: asked.forgiving && total > 0 })
    }

    fn hit(&self, searcher: &Searcher, at: DocAddress) -> Result<Hit> {
        let doc: TantivyDocument = searcher.doc(at).map_err(Error::internal)?;
        let id = doc.get_first(self.fields.id).and_then(|v| v.as_str()).and_then(|t| Uuid::parse_str(t).ok());
        let kind = doc.get_first(self.fields.kind).and_then(|v| v.as_u64());
        match (kind, id) {
            (Some(kind), Some(id)) => Ok(Hit { kind, id }),
            _ => Err(Error::internal("a hit without an id")),
        }
    }

    fn narrowed(&self, asked: &Asked<'_>, words: &BooleanQuery, without: Option<Facet>) -> BooleanQuery {
        let f = self.fields;
        let mut all: Vec<(Occur, Box<dyn Ask>)> = vec![(Occur::Must, Box::new(words.clone()))];
        let mut scopes: Vec<u64> = asked.scopes.to_vec();
        if asked.read_all {
            scopes.push(OPEN);
        }
        let set = |field: Field, values: &[u64]| -> Box<dyn Ask> {
            let terms = values.iter().map(|v| Term::from_field_u64(field, *v));
            Box::new(BoostQuery::new(Box::new(TermSetQuery::new(terms)), 0.0))
        };
        all.push((Occur::Must, set(f.scopes, &scopes)));
        // A limited document asks for the case and for a place among those it is limited to.
        let outside: Vec<(Occur, Box<dyn Ask>)> =
            vec![(Occur::Must, set(f.limits, &[LIMITED])), (Occur::MustNot, set(f.limits, asked.scopes))];
        all.push((Occur::MustNot, Box::new(BooleanQuery::new(outside))));
        if !asked.without.is_empty() {
            let ids = asked.without.iter().map(|id| Term::from_field_text(f.id, &id.simple().to_string()));
            all.push((Occur::MustNot, Box::new(TermSetQuery::new(ids))));
        }
        let n = asked.narrow;
        if let Some(kind) = n.kind.filter(|_| without != Some(Facet::Kind)) {
            all.push((Occur::Must, set(f.kind, &[kind])));
        }
        if let Some(case) = n.case {
            let term = Term::from_field_text(f.case, &case.simple().to_string());
            all.push((Occur::Must, Box::new(BoostQuery::new(Box::new(TermQuery::new(term, IndexRecordOption::Basic)), 0.0))));
        }
        let facets = [(f.type_id, &n.types, Some(Facet::Type)), (f.status, &n.statuses, None), (f.year, &n.years, Some(Facet::Year))];
        for (field, values, facet) in facets {
            if !values.is_empty() && (facet.is_none() || facet != without) {
                all.push((Occur::Must, set(field, values)));
            }
        }
        BooleanQuery::new(all)
    }

    fn words(&self, asked: &Asked<'_>) -> BooleanQuery {
        let mut all: Vec<(Occur, Box<dyn Ask>)> = Vec::new();
        for clause in &asked.query.clauses {
            match clause {
                Clause::Not(inner) => all.push((Occur::MustNot, self.clause(inner, false))),
                clause => all.push((Occur::Must, self.clause(clause, asked.forgiving))),
            }
        }
        if asked.query.is_empty() {
            all.push((Occur::Must, Box::new(AllQuery)));
        }
        BooleanQuery::new(all)
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
        Box::new(BoostQuery::new(Box::new(FuzzyTermQuery::new_prefix(Term::from_field_text(field, text), 0, true)), boost))
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

fn counted(searcher: &Searcher, query: &BooleanQuery) -> Result<Counted> {
    searcher.search(query, &Counts).map_err(Error::internal)
}
