//! Where documents come from: invented, or the lines of a corpus that other systems are measured with too.

use super::Options;
use super::chance::Chance;
use super::words::Words;
use crate::server::Fallible;
use jiff::Timestamp;
use serde::Deserialize;
use std::collections::VecDeque;
use std::fs::File;
use std::io::{BufRead, BufReader, Lines};
use std::path::Path;

/// A document before it stands on a case.
#[derive(Debug, Clone)]
pub struct Paper {
    pub title: String,
    pub text: String,
    pub date: Option<Timestamp>,
}

/// The papers of one case, and the department that they belong to.
pub struct Bundle {
    pub department: Option<usize>,
    pub papers: Vec<Paper>,
}

/// Gives the papers of each case, in order.
pub enum Source {
    Invented { words: Words, seed: u64, shares: Shares },
    Corpus { lines: Lines<BufReader<File>>, waiting: Vec<VecDeque<Paper>>, each: usize },
}

#[derive(Deserialize)]
struct Line {
    title: String,
    text: String,
    date: Timestamp,
    dept: usize,
}

/// How many documents each case has: most few, some many, one two hundred.
pub struct Shares {
    cases: usize,
    documents: usize,
}

const WEIGHTS: [usize; 10] = [4, 1, 12, 2, 6, 40, 3, 8, 5, 19];

impl Shares {
    pub fn new(cases: usize, documents: usize) -> Shares {
        Shares { cases, documents }
    }

    /// The place of the case with many documents.
    pub fn big(&self) -> usize {
        self.cases / 2
    }

    /// How many it has.
    fn many(&self) -> usize {
        (self.documents / 4).min(200)
    }

    /// The numbers of the documents of a case: from, to.
    pub fn of(&self, case: usize) -> (usize, usize) {
        (self.before(case), self.before(case + 1))
    }

    /// The documents of all cases before one.
    fn before(&self, case: usize) -> usize {
        let sum = |n: usize| n / 10 * 100 + WEIGHTS[..n % 10].iter().sum::<usize>();
        let whole = sum(self.cases).max(1);
        let plain = (self.documents - self.many()) * sum(case) / whole;
        plain + if case > self.big() { self.many() } else { 0 }
    }
}

impl Source {
    pub fn open(options: &Options) -> Fallible<Source> {
        Ok(match &options.corpus {
            Some(file) => Source::Corpus {
                lines: BufReader::new(File::open(Path::new(file))?).lines(),
                waiting: (0..super::DEPARTMENTS).map(|_| VecDeque::new()).collect(),
                each: (options.documents / options.cases.max(1)).max(1),
            },
            None => Source::Invented {
                words: Words::new(options.seed),
                seed: options.seed,
                shares: Shares::new(options.cases, options.documents),
            },
        })
    }

    /// The papers of the next case; none when all are given.
    pub fn next(&mut self, case: usize) -> Fallible<Option<Bundle>> {
        match self {
            Source::Invented { words, seed, shares } => {
                if case >= shares.cases {
                    return Ok(None);
                }
                let (from, to) = shares.of(case);
                let papers = (from..to).map(|n| {
                    let mut chance = Chance::new(*seed, 2, n as u64);
                    Paper { title: words.title(&mut chance), text: words.text(n, &mut chance), date: None }
                });
                Ok(Some(Bundle { department: None, papers: papers.collect() }))
            }
            Source::Corpus { lines, waiting, each } => {
                for line in lines.by_ref() {
                    let line: Line = serde_json::from_str(&line?)?;
                    let Some(pile) = waiting.get_mut(line.dept) else { continue };
                    pile.push_back(Paper { title: line.title, text: line.text, date: Some(line.date) });
                    if pile.len() >= *each {
                        return Ok(Some(Bundle { department: Some(line.dept), papers: pile.drain(..).collect() }));
                    }
                }
                let rest = waiting.iter().position(|pile| !pile.is_empty());
                Ok(rest.map(|at| Bundle { department: Some(at), papers: waiting[at].drain(..).collect() }))
            }
        }
    }
}
