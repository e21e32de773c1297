//! Counts of all that matches, by kind, type, status and year: facets, in one walk.

use std::collections::HashMap;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

/// The fields that are counted.
pub(super) const COUNTED: [&str; 4] = ["kind", "type_id", "status", "year"];

pub(super) struct Counts;

/// For each counted field its values and how often they occur.
pub(super) type Counted = [HashMap<u64, u64>; 4];

pub(super) struct Segment {
    columns: [Column<u64>; 4],
    counted: Counted,
}

impl Collector for Counts {
    type Fruit = Counted;
    type Child = Segment;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<Segment> {
        let [a, b, c, d] = COUNTED;
        let column = |name: &str| segment.fast_fields().u64(name);
        Ok(Segment { columns: [column(a)?, column(b)?, column(c)?, column(d)?], counted: Counted::default() })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<Counted>) -> tantivy::Result<Counted> {
        let mut all = Counted::default();
        for segment in segments {
            for (into, from) in all.iter_mut().zip(segment) {
                for (value, n) in from {
                    *into.entry(value).or_default() += n;
                }
            }
        }
        Ok(all)
    }
}

impl SegmentCollector for Segment {
    type Fruit = Counted;

    fn collect(&mut self, doc: DocId, _: Score) {
        for (column, counted) in self.columns.iter().zip(&mut self.counted) {
            if let Some(value) = column.first(doc) {
                *counted.entry(value).or_default() += 1;
            }
        }
    }

    fn harvest(self) -> Counted {
        self.counted
    }
}
