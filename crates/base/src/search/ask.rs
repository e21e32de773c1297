//! Asking the index: the words, the narrowing, and always the scopes of who asks.

use super::first::{first, places};
use super::index::Index;
use super::standing::Standings;
use super::syntax::Query;
use super::walk::{KINDS, Order, Tally, Walk, Walking};
use super::words::Words;
use crate::error::{Error, Result};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use tantivy::query::{BooleanQuery, BoostQuery, Occur, Query as Ask, TermQuery, TermSetQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, Searcher, Term};
use uuid::Uuid;

/// Stands in the limits of every limited document; nobody's scope.
pub(super) const LIMITED: u64 = u64::MAX;

/// A limited document is seen through a template's list only by those whom the list lets manage:
/// the list's number is then kept above this.
pub const MANAGING: u64 = 1 << 40;

/// How much of the index somebody sees.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Width {
    /// Quicker looked up one by one than found on a walk over all that has the words.
    Little,
    /// Quicker gathered before the walk than looked at on it.
    Part,
    Most,
}

/// Who sees less than one of so many things sees little, or a part.
const LITTLE: u64 = 20;
const PART: u64 = 3;
/// Who sees less than one of so many things waits less for his own to be looked up than for five of them to be met.
const SELDOM: u64 = 500;

/// What the search is narrowed to.
#[derive(Debug, Clone, Default)]
pub struct Narrow {
    pub kind: Option<u64>,
    pub case: Option<Uuid>,
    pub types: Vec<u64>,
    pub statuses: Vec<u64>,
    pub years: Vec<u64>,
}

impl Narrow {
    fn is_narrow(&self) -> bool {
        self.kind.is_some() || self.case.is_some() || [&self.types, &self.statuses, &self.years].into_iter().any(|some| !some.is_empty())
    }
}

/// A search.
#[derive(Debug, Clone)]
pub struct Asked<'a> {
    pub query: &'a Query,
    /// The scopes of who asks.
    pub scopes: &'a [u64],
    /// Every case may be read; limited documents still need a scope.
    pub read_all: bool,
    /// The kind is not narrowed here: both are counted, and the best of each are kept.
    pub narrow: &'a Narrow,
    /// Cases and documents of which the index knows that it doesn't know how they are: never found.
    pub without: &'a [Uuid],
    pub newest: bool,
    /// How many of each kind are wanted.
    pub most: usize,
    /// Let one or two letters be wrong.
    pub forgiving: bool,
}

/// A hit, before it is read through the reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    pub kind: u64,
    pub id: Uuid,
    /// How well it fits, or when it was changed: greater comes first.
    pub weight: u64,
}

/// What was found of one kind.
#[derive(Debug, Default)]
pub struct Part {
    /// The best first, as many as were wanted.
    pub hits: Vec<Hit>,
    pub total: usize,
    /// How many there are of each, without regard to the narrowing by it.
    pub types: HashMap<u64, u64>,
    pub years: HashMap<u64, u64>,
    pub statuses: HashMap<u64, u64>,
}

/// What was found.
#[derive(Debug, Default)]
pub struct Found {
    pub cases: Part,
    pub documents: Part,
    /// Nothing had the words as they are: these have words like them.
    pub forgiven: bool,
}

impl Found {
    /// What was found of a kind.
    pub fn of(&self, kind: u64) -> &Part {
        if kind == 0 { &self.cases } else { &self.documents }
    }

    /// A page of the hits of one kind or of both.
    pub fn hits(&self, kind: Option<u64>, offset: usize, limit: usize) -> Vec<Hit> {
        let parts = [&self.cases, &self.documents].into_iter().zip(0..).filter(|(_, k)| kind.is_none_or(|kind| kind == *k));
        let mut all: Vec<Hit> = parts.flat_map(|(part, _)| part.hits.iter().cloned()).collect();
        all.sort_by_key(|hit| std::cmp::Reverse(hit.weight));
        all.into_iter().skip(offset).take(limit).collect()
    }

    /// How many there are of one kind or of both.
    pub fn total(&self, kind: Option<u64>) -> usize {
        kind.map_or(self.cases.total + self.documents.total, |kind| self.of(kind).total)
    }
}

/// The scope by which those who may read every case see what isn't limited.
pub const OPEN: u64 = 0;

impl Index {
    /// Searches.
    pub fn ask(&self, asked: &Asked<'_>) -> Result<Found> {
        self.asking(|searcher, standings| self.answer(searcher, standings, asked))
    }

    fn answer(&self, searcher: &Searcher, standings: &Standings, asked: &Asked<'_>) -> Result<Found> {
        let width = self.width(searcher, asked)?;
        let words = Words { fields: self.fields, searcher, seeking: width == Width::Little };
        let order = if asked.newest { Order::Newest } else { Order::Fit };
        let walk = Walk::of(asked, order, standings.clone());
        let query = self.narrowed(asked, width, Box::new(words.of(asked.query, asked.forgiving)));
        let [cases, documents] = searcher.search(&query, &Walking(walk)).map_err(Error::internal)?;
        let (cases, documents) = (part(searcher, 0, &cases)?, part(searcher, 1, &documents)?);
        let forgiven = asked.forgiving && cases.total + documents.total > 0;
        Ok(Found { cases, documents, forgiven })
    }

    /// The best of each kind while somebody is typing. How many there are isn't counted.
    pub fn suggest(&self, asked: &Asked<'_>) -> Result<[Vec<Hit>; KINDS]> {
        let Some(word) = asked.query.beginning() else {
            return self.ask(asked).map(|found| [found.cases.hits, found.documents.hits]);
        };
        let places = places(self.fields, word);
        self.asking(|searcher, standings| {
            let walk = Walk::of(asked, Order::Place, standings.clone());
            let seldom = !asked.read_all && self.seen(searcher, asked.scopes)? < searcher.num_docs() / SELDOM;
            let [cases, documents] = if seldom || asked.narrow.is_narrow() {
                let width = self.width(searcher, asked)?;
                let words = Words { fields: self.fields, searcher, seeking: width == Width::Little };
                let query = self.narrowed(asked, width, words.at(&places));
                searcher.search(&query, &Walking(walk)).map_err(Error::internal)?.map(|tally| tally.best())
            } else {
                first(searcher, &walk, asked, &places).map_err(Error::internal)?
            };
            Ok([hits(searcher, 0, cases)?, hits(searcher, 1, documents)?])
        })
    }

    /// What the words and the narrowing leave. Of this the walk takes what who asks may see; when there are no words,
    /// or when he sees a part only, his scopes lead, so that not everything is walked.
    fn narrowed(&self, asked: &Asked<'_>, width: Width, words: Box<dyn Ask>) -> BooleanQuery {
        let f = self.fields;
        let mut all: Vec<(Occur, Box<dyn Ask>)> = vec![(Occur::Must, words)];
        let set = |field: Field, values: &[u64]| -> Box<dyn Ask> {
            let terms = values.iter().map(|v| Term::from_field_u64(field, *v));
            Box::new(BoostQuery::new(Box::new(TermSetQuery::new(terms)), 0.0))
        };
        if width != Width::Most || (asked.query.is_empty() && !asked.read_all) {
            all.push((Occur::Must, set(f.scopes, asked.scopes)));
        }
        if !asked.without.is_empty() {
            let ids = asked.without.iter().map(|id| Term::from_field_text(f.id, &id.simple().to_string()));
            all.push((Occur::MustNot, Box::new(TermSetQuery::new(ids))));
        }
        if let Some(case) = asked.narrow.case {
            let term = Term::from_field_text(f.case, &case.simple().to_string());
            all.push((Occur::Must, Box::new(BoostQuery::new(Box::new(TermQuery::new(term, IndexRecordOption::Basic)), 0.0))));
        }
        if !asked.narrow.statuses.is_empty() {
            all.push((Occur::Must, set(f.status, &asked.narrow.statuses)));
        }
        BooleanQuery::new(all)
    }

    /// How much of the index somebody sees.
    fn width(&self, searcher: &Searcher, asked: &Asked<'_>) -> Result<Width> {
        if asked.read_all {
            return Ok(Width::Most);
        }
        let (n, all) = (self.seen(searcher, asked.scopes)?, searcher.num_docs());
        Ok(match n {
            n if n > all / PART => Width::Most,
            n if n > all / LITTLE => Width::Part,
            _ => Width::Little,
        })
    }

    /// About how many things stand under these scopes, counted as far as it matters.
    fn seen(&self, searcher: &Searcher, scopes: &[u64]) -> Result<u64> {
        let most = searcher.num_docs() / PART;
        let mut n = 0;
        for scope in scopes {
            n += searcher.doc_freq(&Term::from_field_u64(self.fields.scopes, *scope)).map_err(Error::internal)?;
            if n > most {
                break;
            }
        }
        Ok(n)
    }
}

/// Reads which things were found.
fn hits(searcher: &Searcher, kind: u64, best: Vec<(u64, DocAddress)>) -> Result<Vec<Hit>> {
    let mut columns = HashMap::new();
    let mut read = |(weight, at): (u64, DocAddress)| {
        let (high, low) = match columns.entry(at.segment_ord) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(free) => {
                let fast = searcher.segment_reader(at.segment_ord).fast_fields();
                free.insert((fast.u64("id_high").map_err(Error::internal)?, fast.u64("id_low").map_err(Error::internal)?))
            }
        };
        let (Some(high), Some(low)) = (high.first(at.doc_id), low.first(at.doc_id)) else {
            return Err(Error::internal("a hit without an id"));
        };
        Ok(Hit { kind, id: Uuid::from_u64_pair(high, low), weight })
    };
    best.into_iter().map(&mut read).collect()
}

fn part(searcher: &Searcher, kind: u64, tally: &Tally) -> Result<Part> {
    Ok(Part {
        hits: hits(searcher, kind, tally.best())?,
        total: usize::try_from(tally.total).unwrap_or(usize::MAX),
        types: tally.types.all().collect(),
        years: tally.years.all().collect(),
        statuses: tally.statuses.all().collect(),
    })
}
