//! Titles and texts of invented words, some much more common than others; three words stand in known shares of them.

use super::chance::Chance;
use std::collections::HashSet;

/// In a fifth of the documents.
pub const COMMON: &str = "byggetilladelse";
/// In one of a hundred.
pub const MIDDLE: &str = "partshoering";
/// In five of ten thousand.
pub const RARE: &str = "zebrafinke";

const SYLLABLES: &str = "an ar be bo da de en er fa fo ga ge gi ha he hi in ka ke ko la le li lo ma me mi mo na ne ni no om op or pa pe po ra re ri ro sa se si so sk st ta te ti to tr ud un va ve vi vo yd";

/// The words there are.
pub struct Words {
    all: Vec<String>,
    sums: Vec<u64>,
}

impl Words {
    pub fn new(seed: u64) -> Words {
        let syllables: Vec<&str> = SYLLABLES.split(' ').collect();
        let mut chance = Chance::new(seed, 1, 0);
        let (mut all, mut seen) = (Vec::new(), HashSet::new());
        while all.len() < 20_000 {
            let n = 2 + chance.below(4);
            let word: String = (0..n).map(|_| syllables[chance.below(syllables.len())]).collect();
            if ![COMMON, MIDDLE, RARE].contains(&word.as_str()) && seen.insert(word.clone()) {
                all.push(word);
            }
        }
        let mut sum = 0;
        let sums = (1..=all.len() as u64).map(|n| {
            sum += 1_000_000_000 / n;
            sum
        });
        let sums = sums.collect();
        Words { all, sums }
    }

    /// A title of a few words.
    pub fn title(&self, chance: &mut Chance) -> String {
        let n = 3 + chance.below(5);
        let words: Vec<&str> = (0..n).map(|_| self.all[chance.below(4000)].as_str()).collect();
        let title = words.join(" ");
        let (first, rest) = title.split_at(1);
        format!("{}{rest}", first.to_uppercase())
    }

    /// The text of the document with a number.
    pub fn text(&self, n: usize, chance: &mut Chance) -> String {
        let length = 40 + chance.below(80);
        let mut words: Vec<&str> = (0..length).map(|_| self.all[chance.weighted(&self.sums)].as_str()).collect();
        let known = [((n / 50).is_multiple_of(5), COMMON), ((n / 50) % 100 == 7, MIDDLE), (n % 2000 == 2, RARE)];
        for (_, word) in known.into_iter().filter(|(stands, _)| *stands) {
            words.insert(chance.below(words.len()), word);
        }
        words.join(" ")
    }
}
