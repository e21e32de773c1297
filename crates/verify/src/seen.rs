//! Numbers that were seen, kept as ranges: event numbers run nearly without gaps, so that a chain
//! of any length needs next to no memory.

use std::collections::BTreeMap;

#[derive(Debug, Default)]
pub(crate) struct Seen(BTreeMap<i64, i64>);

impl Seen {
    /// Notes a number; false if it was there.
    pub fn insert(&mut self, n: i64) -> bool {
        let before = self.0.range(..=n).next_back().map(|(start, end)| (*start, *end));
        if before.is_some_and(|(_, end)| end >= n) {
            return false;
        }
        let start = before.filter(|(_, end)| end.checked_add(1) == Some(n)).map_or(n, |(start, _)| start);
        let end = n.checked_add(1).and_then(|next| self.0.remove(&next)).unwrap_or(n);
        self.0.insert(start, end);
        true
    }

    #[cfg(test)]
    fn ranges(&self) -> Vec<(i64, i64)> {
        self.0.iter().map(|(start, end)| (*start, *end)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_grow_together() {
        let mut seen = Seen::default();
        for n in [1, 2, 5, 7, 6, 3] {
            assert!(seen.insert(n), "{n} is new");
        }
        assert_eq!(seen.ranges(), [(1, 3), (5, 7)]);
        assert!(seen.insert(4));
        assert_eq!(seen.ranges(), [(1, 7)]);
        for n in 1..=7 {
            assert!(!seen.insert(n), "{n} was there");
        }
    }

    #[test]
    fn the_ends_of_the_numbers_hold() {
        let mut seen = Seen::default();
        assert!(seen.insert(i64::MAX) && seen.insert(i64::MIN) && seen.insert(i64::MAX - 1));
        assert!(!seen.insert(i64::MAX) && !seen.insert(i64::MIN));
    }
}
