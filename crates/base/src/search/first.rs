//! The first few things that fit while somebody is typing: such as have it in a number before such as have it in their
//! title, those before such as have it in a text; of equals the newest. Who sees much is told without a look at all
//! that has the word: each segment is read from its end, where the newest stands, and no further than needed.

use super::analyze::{normal, stems};
use super::ask::Asked;
use super::index::Fields;
use super::standing::Standing;
use super::walk::{KINDS, Walk, by_place};
use super::words::past;
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;
use tantivy::columnar::Column;
use tantivy::postings::TermInfo;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, DocId, DocSet, InvertedIndexReader, Searcher, SegmentOrdinal, SegmentReader, Term};

/// So many words of one beginning are looked up together, in the order of the alphabet: beyond them that order comes
/// before what is newer.
const TOGETHER: usize = 128;
/// The things of a segment that are looked at first, and how many times as many each time after that.
const NEWEST: DocId = 2048;
const MORE: DocId = 8;

/// Where a word may stand.
pub(super) struct Place {
    pub field: Field,
    pub text: String,
    /// The word may go on.
    pub open: bool,
}

/// The ranks of places: the best has the greatest.
pub(super) fn ranks(places: &[Place]) -> impl Iterator<Item = u8> {
    (1..=u8::try_from(places.len()).unwrap_or(u8::MAX)).rev()
}

/// Where a word that is being typed may stand, the best place first.
pub(super) fn places(f: Fields, word: &str) -> Vec<Place> {
    let plain = normal(word);
    let stem = stems(word).into_iter().next().map_or_else(|| plain.clone(), |(.., stem)| stem);
    let place = |field, text: &str, open| Place { field, text: text.to_owned(), open };
    vec![
        place(f.numbers, &plain, false),
        place(f.numbers, &plain, true),
        place(f.title, &stem, false),
        place(f.heads, &plain, true),
        place(f.words, &plain, true),
    ]
}

/// What is looked for, and what was found of each kind with its weight, the best first.
struct First<'a> {
    walk: &'a Walk,
    most: usize,
    best: [Vec<(u64, DocAddress)>; KINDS],
    /// Never found.
    without: HashSet<(u64, u64)>,
}

/// The best of each kind with their weights, the best first.
pub(super) fn first(
    searcher: &Searcher,
    walk: &Walk,
    asked: &Asked<'_>,
    places: &[Place],
) -> tantivy::Result<[Vec<(u64, DocAddress)>; KINDS]> {
    let without = asked.without.iter().map(|id| id.as_u64_pair()).collect();
    let mut first = First { walk, most: asked.most, best: Default::default(), without };
    for (place, rank) in places.iter().zip(ranks(places)) {
        let mut found: [Vec<(u64, DocAddress)>; KINDS] = Default::default();
        for (ordinal, segment) in (0..).zip(searcher.segment_readers()) {
            for (into, docs) in found.iter_mut().zip(Part::read(&first, ordinal, segment, place)?) {
                into.extend(docs.into_iter().map(|(changed, doc)| (by_place(rank, changed), DocAddress::new(ordinal, doc))));
            }
        }
        for (into, mut from) in first.best.iter_mut().zip(found) {
            from.sort_unstable_by_key(|(weight, at)| (Reverse(*weight), *at));
            into.extend(from);
            into.truncate(asked.most);
        }
        if first.best.iter().all(|best| best.len() >= asked.most) {
            break;
        }
    }
    Ok(first.best)
}

/// One segment at one place.
struct Part<'a> {
    first: &'a First<'a>,
    ordinal: SegmentOrdinal,
    segment: &'a SegmentReader,
    standing: Arc<Standing>,
    /// Both halves of each thing's id.
    ids: (Column<u64>, Column<u64>),
    words: Arc<InvertedIndexReader>,
    changed: Column<u64>,
    /// The newest that have the word there and weren't found at a better place, with the time of their last change.
    found: Newest,
}

type Newest = [BTreeSet<(u64, DocId)>; KINDS];

impl<'a> Part<'a> {
    fn read(first: &'a First<'a>, ordinal: SegmentOrdinal, segment: &'a SegmentReader, place: &Place) -> tantivy::Result<Newest> {
        let fast = segment.fast_fields();
        let ids = (fast.u64("id_high")?, fast.u64("id_low")?);
        let (standing, words) = (first.walk.standing(segment)?, segment.inverted_index(place.field)?);
        let changed = fast.u64("changed")?;
        let mut part = Part { first, ordinal, segment, standing, ids, words, changed, found: Default::default() };
        let from = Term::from_field_text(place.field, &place.text);
        if place.open {
            part.begins(&from, &past(place.field, &place.text))?;
        } else if let Some(word) = part.words.get_term_info(&from)? {
            part.gather(&[word])?;
        }
        Ok(part.found)
    }

    fn begins(&mut self, from: &Term, to: &Term) -> tantivy::Result<()> {
        let words = self.words.clone();
        let mut stream = words.terms().range().ge(from.serialized_value_bytes()).lt(to.serialized_value_bytes()).into_stream()?;
        let mut together = Vec::new();
        loop {
            let more = stream.advance();
            if more {
                together.push(stream.value().clone());
            }
            if together.len() == TOGETHER || !more {
                self.gather(&together)?;
                together.clear();
            }
            if !more || self.enough() {
                return Ok(());
            }
        }
    }

    /// Looks through what has one of these words, from the end of the segment.
    fn gather(&mut self, words: &[TermInfo]) -> tantivy::Result<()> {
        // What is little is read at once.
        let all: u64 = words.iter().map(|word| u64::from(word.doc_freq)).sum();
        let (mut end, mut span) = (self.segment.max_doc(), if all < NEWEST.into() { DocId::MAX } else { NEWEST });
        while end > 0 && !self.enough() {
            let start = end.saturating_sub(span);
            for word in words {
                let mut docs = self.words.read_postings_from_terminfo(word, IndexRecordOption::Basic)?;
                let mut doc = if docs.doc() < start { docs.seek(start) } else { docs.doc() };
                while doc < end {
                    self.take(doc);
                    doc = docs.advance();
                }
            }
            (end, span) = (start, span.saturating_mul(MORE));
        }
        Ok(())
    }

    fn enough(&self) -> bool {
        self.first.best.iter().zip(&self.found).all(|(best, found)| best.len() + found.len() >= self.first.most)
    }

    /// Takes a thing, if who asks sees it and none that is as good is newer.
    fn take(&mut self, doc: DocId) {
        let (who, what) = self.standing.of(doc);
        let kind = self.standing.facets[what as usize].kind as usize;
        let (Some(best), Some(found)) = (self.first.best.get(kind), self.found.get_mut(kind)) else { return };
        let room = self.first.most.saturating_sub(best.len());
        let this = (self.changed.first(doc).unwrap_or_default(), doc);
        if room == 0 || (found.len() >= room && found.first().is_some_and(|oldest| *oldest > this)) {
            return;
        }
        let id = || Some((self.ids.0.first(doc)?, self.ids.1.first(doc)?));
        let known = best.iter().any(|(_, at)| *at == DocAddress::new(self.ordinal, doc));
        let alive = self.segment.alive_bitset().is_none_or(|alive| alive.is_alive(doc));
        if known || !alive || !self.first.walk.sees(self.standing.way(who)) || id().is_none_or(|id| self.first.without.contains(&id)) {
            return;
        }
        found.insert(this);
        if found.len() > room {
            found.pop_first();
        }
    }
}
