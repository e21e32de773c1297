//! Chance that is the same for the same seed, on every machine.

/// A stream of numbers.
#[derive(Debug, Clone)]
pub struct Chance(u64);

impl Chance {
    /// The stream of one thing (`n`) of a kind (`what`).
    pub fn new(seed: u64, what: u64, n: u64) -> Chance {
        let mut chance = Chance(seed ^ what.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        chance.0 = chance.next().wrapping_add(n.wrapping_mul(0xd1b5_4a32_d192_ed03));
        chance
    }

    /// The next number.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A place among `n`; 0 where there is none.
    pub fn below(&mut self, n: usize) -> usize {
        let n = n.max(1) as u64;
        usize::try_from((u128::from(self.next()) * u128::from(n)) >> 64).unwrap_or(0)
    }

    /// So often of a hundred times.
    pub fn percent(&mut self, of: usize) -> bool {
        self.below(100) < of
    }

    /// A place by weights that were added up.
    pub fn weighted(&mut self, sums: &[u64]) -> usize {
        let most = sums.last().copied().unwrap_or(1);
        let at = self.below(usize::try_from(most).unwrap_or(usize::MAX)) as u64;
        sums.partition_point(|sum| *sum <= at).min(sums.len().saturating_sub(1))
    }
}
