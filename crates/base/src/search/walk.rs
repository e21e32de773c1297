//! One walk over all that has the words: what who asks may see of it is counted for every facet, and the best is kept.

use super::ask::{Asked, LIMITED, OPEN};
use super::standing::{Facets, Standing, Standings};
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
    order: Order,
    most: usize,
    standings: Standings,
}

/// What comes first.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// What fits best.
    Fit,
    Newest,
    /// What has it at the better place, which is the score; of equals the newest.
    Place,
}

/// The weight of what was found at a place.
pub(super) fn by_place(rank: u8, changed: u64) -> u64 {
    u64::from(rank) << 56 | changed.min((1 << 56) - 1)
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
    pub fn of(asked: &Asked<'_>, order: Order, standings: Standings) -> Arc<Walk> {
        Arc::new(Walk {
            mine: Mine::of(asked.scopes),
            read_all: asked.read_all,
            types: asked.narrow.types.clone(),
            years: asked.narrow.years.clone(),
            order,
            most: asked.most,
            standings,
        })
    }

    /// How the things of a segment stand.
    pub fn standing(&self, segment: &SegmentReader) -> tantivy::Result<Arc<Standing>> {
        self.standings.of(segment)
    }

    /// Whether who asks may see things of a way: by a scope of their case, or because he reads every case; and, where
    /// they are limited, by a scope of those that they are limited to.
    pub fn sees(&self, (scopes, limits): (&[u64], Option<&[u64]>)) -> bool {
        let case = scopes.iter().any(|s| (self.read_all && *s == OPEN) || self.mine.has(*s));
        case && limits.is_none_or(|limits| limits.iter().any(|limit| *limit != LIMITED && self.mine.has(*limit)))
    }

    fn of_type(&self, facets: Facets) -> bool {
        self.types.is_empty() || self.types.contains(&facets.type_id)
    }

    fn of_year(&self, facets: Facets) -> bool {
        self.years.is_empty() || self.years.contains(&facets.year)
    }
}

/// The walk through all segments.
pub(super) struct Walking(pub Arc<Walk>);

/// The walk through one.
pub(super) struct Segment {
    walk: Arc<Walk>,
    ordinal: SegmentOrdinal,
    standing: Arc<Standing>,
    /// Whether things of each way are seen, as far as it was asked.
    sights: Vec<Option<bool>>,
    /// Of each sort: whether it is wanted, and how many were seen.
    sorts: Vec<(bool, u64)>,
    /// Read when it counts which are the newest.
    changed: Option<Column<u64>>,
    tallies: [Tally; KINDS],
}

impl Collector for Walking {
    type Fruit = [Tally; KINDS];
    type Child = Segment;

    fn for_segment(&self, ordinal: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<Segment> {
        let walk = self.0.clone();
        let standing = walk.standing(segment)?;
        let changed = (walk.order != Order::Fit).then(|| segment.fast_fields().u64("changed")).transpose()?;
        let sorts = standing.facets.iter().map(|facets| (walk.of_type(*facets) && walk.of_year(*facets), 0)).collect();
        Ok(Segment { sights: vec![None; standing.ways()], sorts, walk, ordinal, standing, changed, tallies: Default::default() })
    }

    fn requires_scoring(&self) -> bool {
        self.0.order != Order::Newest && self.0.most > 0
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

impl SegmentCollector for Segment {
    type Fruit = [Tally; KINDS];

    fn collect(&mut self, doc: DocId, score: Score) {
        let (who, what) = self.standing.of(doc);
        let (walk, standing) = (&*self.walk, &*self.standing);
        if !*self.sights[who as usize].get_or_insert_with(|| walk.sees(standing.way(who))) {
            return;
        }
        let (wanted, n) = &mut self.sorts[what as usize];
        *n += 1;
        if *wanted && let Some(tally) = self.tallies.get_mut(standing.facets[what as usize].kind as usize) {
            // Scores are never negative, so that their bits are in their order.
            let changed = self.changed.as_ref().and_then(|changed| changed.first(doc)).unwrap_or_default();
            let weight = match walk.order {
                Order::Fit => u64::from(score.max(0.0).to_bits()),
                Order::Newest => changed,
                // The scores of places are small whole numbers.
                Order::Place => by_place(score as u8, changed),
            };
            tally.keep((weight, Reverse(DocAddress::new(self.ordinal, doc))), walk.most);
        }
    }

    fn harvest(mut self) -> [Tally; KINDS] {
        for (facets, (_, n)) in self.standing.facets.iter().zip(&self.sorts).filter(|(_, (_, n))| *n > 0) {
            let Some(tally) = self.tallies.get_mut(facets.kind as usize) else { continue };
            let (of_type, of_year) = (self.walk.of_type(*facets), self.walk.of_year(*facets));
            // Each facet is counted without its own choice, so that another can be added to it.
            if of_year {
                tally.types.add(facets.type_id, *n);
            }
            if of_type {
                tally.years.add(facets.year, *n);
            }
            if of_type && of_year {
                tally.total += n;
                tally.statuses.add(facets.status, *n);
            }
        }
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
