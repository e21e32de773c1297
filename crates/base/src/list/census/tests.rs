//! The census against counting one by one.

use super::*;

/// Numbers without a pattern, the same each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: i64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % end as u64) as i64
    }

    fn base(&mut self) -> i64 {
        if self.below(6) == 0 { 0 } else { 100 + self.below(5) }
    }

    fn stand(&mut self, ordinal: u32) -> Stand {
        let sort = (self.below(5) > 0).then(|| Sort { base: self.base(), status: self.below(3), type_id: self.below(4) });
        let places = (0..self.below(4)).map(|_| 1 + self.below(12)).collect();
        Stand { ordinal, sort, places, text: format!("sag {} {}", self.below(9), ordinal) }
    }

    fn whose(&mut self) -> Whose {
        if self.below(5) == 0 {
            return Whose::All;
        }
        Whose::Under((0..self.below(6)).map(|_| if self.below(2) == 0 { 100 + self.below(5) } else { 1 + self.below(12) }).collect())
    }
}

#[test]
fn it_counts_what_one_by_one_would_be_counted() {
    let mut chance = Chance(7);
    let mut state = State::default();
    let mut all: HashMap<u32, Stand> = HashMap::new();
    for _ in 0..4000 {
        let ordinal = chance.below(400) as u32;
        let stand = chance.stand(ordinal);
        state.put(&stand);
        all.insert(ordinal, stand);
        if chance.below(10) > 0 {
            continue;
        }
        let (status, kind) = (chance.below(4), chance.below(5));
        let wanted = |s: i64, t: i64| (status == 3 || s == status) && (kind == 4 || t == kind);
        let question = Question { whose: chance.whose(), wanted: &wanted };
        // Some have changed since, and are told apart.
        let mut now = all.clone();
        let changed: Vec<u32> = (0..chance.below(3)).map(|_| chance.below(410) as u32).collect();
        for ordinal in &changed {
            now.insert(*ordinal, chance.stand(*ordinal));
        }
        let apart: Vec<Stand> = now.values().filter(|stand| changed.contains(&stand.ordinal)).cloned().collect();
        let meant: Vec<&Stand> = now.values().filter(|stand| question.means(stand)).collect();
        assert_eq!(state.count(&question, &apart), meant.len() as i64);
        let piece = ["sag", " 3", "7 1", "nowhere"][chance.below(4) as usize];
        let mut expected: Vec<u32> = meant.iter().filter(|stand| stand.text.contains(piece)).map(|stand| stand.ordinal).collect();
        let mut holding = state.holding(&question, &apart, piece, 1000);
        expected.sort_unstable();
        holding.some.sort_unstable();
        assert_eq!((holding.n, holding.some), (expected.len() as i64, expected), "{piece}");
    }
}

#[test]
fn nobody_and_nothing() {
    let state = State::default();
    let question = Question { whose: Whose::Under(vec![]), wanted: &|_, _| true };
    assert_eq!(state.count(&question, &[]), 0);
    let unknown = Stand { ordinal: 9, sort: None, places: vec![1], text: String::new() };
    assert_eq!(state.count(&question, &[unknown]), 0);
    assert_eq!(state.holding(&question, &[], "", 5).n, 0);
}
