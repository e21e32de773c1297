//! One walk over all that has the words: what who asks may see of it is counted for every facet, and the best is kept.

use super::ask::{Asked, LIMITED, OPEN};
use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};
use std::sync::Arc;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

/// How many kinds there are: cases and documents.
pub(super) const KINDS: usize = 2;

/// What is walked for; shared by the segments.
pub(super) struct Walk {
    mine: Mine,
    read_all: bool,
    types: Vec<u64>,
    years: Vec<u64>,
    newest: bool,
    most: usize,
}

/// The scopes of who asks. Each is looked for millions of times.
struct Mine {
    /// A bit for each number below [`SMALL`].
    small: Vec<u64>,
    /// Sorted.
    others: Vec<u64>,
}

impl Mine {
    fn of(scopes: &[u64]) -> Mine {
        let mut mine = Mine { small: vec![], others: scopes.iter().copied().filter(|s| *s >= SMALL).collect() };
        mine.others.sort_unstable();
        for scope in scopes.iter().filter(|s| **s < SMALL) {
            let at = (scope / 64) as usize;
            if at >= mine.small.len() {
                mine.small.resize(at + 1, 0);
            }
            mine.small[at] |= 1 << (scope % 64);
        }
        mine
    }

    fn has(&self, scope: u64) -> bool {
        if scope < SMALL {
            return self.small.get((scope / 64) as usize).is_some_and(|bits| bits >> (scope % 64) & 1 == 1);
        }
        self.others.binary_search(&scope).is_ok()
    }
}

/// How well something fits (or when it was changed), and where it stands; the first of equals is the better one.
type Place = (u64, Reverse<DocAddress>);

/// What was found of one kind.
#[derive(Default)]
pub(super) struct Tally {
    /// At most as many as were wanted; the worst is at the top.
    best: BinaryHeap<Reverse<Place>>,
    pub total: u64,
    pub types: Count,
    pub statuses: Count,
    pub years: Count,
}

/// How often each value occurs. Values are mostly small numbers.
#[derive(Default)]
pub(super) struct Count {
    small: Vec<u64>,
    others: HashMap<u64, u64>,
}

/// Values below this stand in a row of their own.
const SMALL: u64 = 1 << 14;

impl Count {
    fn add(&mut self, value: u64, n: u64) {
        if value >= SMALL {
            *self.others.entry(value).or_default() += n;
            return;
        }
        let at = value as usize;
        if at >= self.small.len() {
            self.small.resize(at + 1, 0);
        }
        self.small[at] += n;
    }

    pub fn all(&self) -> impl Iterator<Item = (u64, u64)> + '_ {
        let small = (0..).zip(&self.small).filter(|(_, n)| **n > 0);
        small.chain(self.others.iter().map(|(value, n)| (*value, n))).map(|(value, n)| (value, *n))
    }
}

impl Tally {
    fn keep(&mut self, place: Place, most: usize) {
        if self.best.len() < most {
            self.best.push(Reverse(place));
        } else if let Some(mut worst) = self.best.peek_mut()
            && worst.0 < place
        {
            *worst = Reverse(place);
        }
    }

    fn join(&mut self, other: Tally, most: usize) {
        self.total += other.total;
        for (into, from) in [(&mut self.types, &other.types), (&mut self.statuses, &other.statuses), (&mut self.years, &other.years)] {
            from.all().for_each(|(value, n)| into.add(value, n));
        }
        other.best.into_iter().for_each(|Reverse(place)| self.keep(place, most));
    }

    /// The best first, each with its weight.
    pub fn best(&self) -> Vec<(u64, DocAddress)> {
        let mut all: Vec<Place> = self.best.iter().map(|Reverse(place)| *place).collect();
        all.sort_unstable_by_key(|place| Reverse(*place));
        all.into_iter().map(|(weight, Reverse(at))| (weight, at)).collect()
    }
}

impl Walk {
    pub fn of(asked: &Asked<'_>) -> Arc<Walk> {
        Arc::new(Walk {
            mine: Mine::of(asked.scopes),
            read_all: asked.read_all,
            types: asked.narrow.types.clone(),
            years: asked.narrow.years.clone(),
            newest: asked.newest,
            most: asked.most,
        })
    }
}

/// The walk through all segments.
pub(super) struct Walking(pub Arc<Walk>);

/// The walk through one.
pub(super) struct Segment {
    walk: Arc<Walk>,
    ordinal: SegmentOrdinal,
    columns: Columns,
    tallies: [Tally; KINDS],
}

struct Columns {
    kind: Column<u64>,
    scopes: Column<u64>,
    limits: Option<Column<u64>>,
    type_id: Column<u64>,
    status: Column<u64>,
    year: Column<u64>,
    changed: Column<u64>,
}

impl Collector for Walking {
    type Fruit = [Tally; KINDS];
    type Child = Segment;

    fn for_segment(&self, ordinal: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<Segment> {
        let fast = segment.fast_fields();
        let columns = Columns {
            kind: fast.u64("kind")?,
            scopes: fast.u64("scopes")?,
            limits: fast.column_opt("limits")?,
            type_id: fast.u64("type_id")?,
            status: fast.u64("status")?,
            year: fast.u64("year")?,
            changed: fast.u64("changed")?,
        };
        Ok(Segment { walk: self.0.clone(), ordinal, columns, tallies: Default::default() })
    }

    fn requires_scoring(&self) -> bool {
        !self.0.newest && self.0.most > 0
    }

    fn merge_fruits(&self, segments: Vec<[Tally; KINDS]>) -> tantivy::Result<[Tally; KINDS]> {
        let mut all: [Tally; KINDS] = Default::default();
        for segment in segments {
            for (into, from) in all.iter_mut().zip(segment) {
                into.join(from, self.0.most);
            }
        }
        Ok(all)
    }
}

impl Segment {
    /// Whether who asks may see this: by a scope of its case, or because he reads every case; and, where it is
    /// limited, by a scope of those that it is limited to.
    fn seen(&self, doc: DocId) -> bool {
        let walk = &*self.walk;
        let case = self.columns.scopes.values_for_doc(doc).any(|s| (walk.read_all && s == OPEN) || walk.mine.has(s));
        let Some(limits) = self.columns.limits.as_ref().filter(|_| case) else { return case };
        let mut limited = false;
        for limit in limits.values_for_doc(doc) {
            if limit != LIMITED && walk.mine.has(limit) {
                return true;
            }
            limited = true;
        }
        !limited
    }
}

impl SegmentCollector for Segment {
    type Fruit = [Tally; KINDS];

    fn collect(&mut self, doc: DocId, score: Score) {
        if !self.seen(doc) {
            return;
        }
        let c = &self.columns;
        let read = |column: &Column<u64>| column.first(doc).unwrap_or_default();
        let (type_id, year) = (read(&c.type_id), read(&c.year));
        let of_type = self.walk.types.is_empty() || self.walk.types.contains(&type_id);
        let of_year = self.walk.years.is_empty() || self.walk.years.contains(&year);
        let Some(tally) = self.tallies.get_mut(read(&c.kind) as usize) else { return };
        // Each facet is counted without its own choice, so that another can be added to it.
        if of_year {
            tally.types.add(type_id, 1);
        }
        if of_type {
            tally.years.add(year, 1);
        }
        if of_type && of_year {
            tally.total += 1;
            tally.statuses.add(read(&c.status), 1);
            // Scores are never negative, so that their bits are in their order.
            let weight = if self.walk.newest { read(&c.changed) } else { u64::from(score.max(0.0).to_bits()) };
            tally.keep((weight, Reverse(DocAddress::new(self.ordinal, doc))), self.walk.most);
        }
    }

    fn harvest(self) -> [Tally; KINDS] {
        self.tallies
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_are_found_small_and_great() {
        let mine = Mine::of(&[3, 64, 16_383, 16_384, 1 << 40, u64::MAX - 1]);
        assert!([3, 64, 16_383, 16_384, 1 << 40, u64::MAX - 1].into_iter().all(|s| mine.has(s)));
        assert!([0, 2, 4, 63, 65, 16_382, 16_385, (1 << 40) + 3, LIMITED].into_iter().all(|s| !mine.has(s)));
        assert!(!Mine::of(&[]).has(0));
    }
}
