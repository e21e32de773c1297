//! The people who look: of five widths, through groups nested four deep, without an administrator's rights.

use base::bulk::Author;

/// How deep groups nest.
pub const DEEP: usize = 4;

/// A width: a name, and which share of the lists and of the cases with lists of their own.
pub struct Wide {
    pub user_name: &'static str,
    pub label: &'static str,
    /// Of a million templates' cases.
    pub share: u64,
    /// One of so many cases with lists of their own; 0: so few that they can be counted.
    pub one_of: usize,
}

/// The five.
pub const WIDTHS: [Wide; 5] = [
    Wide { user_name: "tolv", label: "12 cases", share: 0, one_of: 0 },
    Wide { user_name: "promille", label: "0.1 %", share: 1_000, one_of: 1000 },
    Wide { user_name: "procent", label: "1 %", share: 10_000, one_of: 100 },
    Wide { user_name: "tiendedel", label: "10 %", share: 100_000, one_of: 10 },
    Wide { user_name: "alle", label: "all", share: u64::MAX, one_of: 1 },
];

/// How many cases with lists of their own the narrowest sees, besides the one with many documents.
pub const FEW: usize = 11;
/// Of the cases that come to one by a list of its own, so many are his.
pub const OWN: usize = 8;

/// Somebody of a width, as he stands in the house.
#[derive(Debug, Clone)]
pub struct Looker {
    pub user: Author,
    /// The groups, from the widest to the one that he is in.
    pub chain: Vec<Author>,
    /// The templates on whose lists one of the groups stands.
    pub templates: Vec<usize>,
}

impl Looker {
    /// The group through which he comes to the thing with a number.
    pub fn group(&self, n: usize) -> &Author {
        &self.chain[n % self.chain.len()]
    }
}

/// The templates that together hold about a share of all cases, the largest that fit first.
pub fn chosen(weights: &[u64], share: u64) -> Vec<usize> {
    let sum: u64 = weights.iter().sum();
    let most = if share == u64::MAX { u64::MAX } else { sum / 1_000_000 * share };
    let mut taken = 0;
    let mut found = Vec::new();
    for (at, weight) in weights.iter().enumerate() {
        if taken + weight <= most {
            taken += weight;
            found.push(at);
        }
    }
    found
}

/// Whether a width comes to the case that is the `n`th of `of` with a list of its own.
pub fn comes(wide: &Wide, n: usize, of: usize) -> bool {
    match wide.one_of {
        0 => {
            let apart = (of / FEW).max(1);
            n.is_multiple_of(apart) && n / apart < FEW
        }
        1 => true,
        one_of => n % one_of == one_of / 2,
    }
}
