//! The story in steps: who does what and when, for all cases at once, in the order of time.

use super::chance::Chance;
use super::content::Content;
use super::days;
use super::plan::CasePlan;
use base::Timestamp;
use jiff::SignedDuration;
use jiff::civil::Date;

/// What somebody does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    Create,
    Document(usize),
    /// A further version of a document: its place among the versions.
    Version(usize, usize),
    Finalise(usize),
    Rest,
    Close,
    Favour,
}

/// One thing that happens on a case.
#[derive(Debug, Clone)]
pub struct Step {
    pub at: Timestamp,
    pub case: usize,
    pub who: String,
    pub act: Act,
    /// Nothing more happens to the case.
    pub last: bool,
}

struct Teller<'a> {
    content: &'a Content,
    case: &'a CasePlan,
    at: usize,
    today: Date,
    chance: Chance,
    steps: Vec<Step>,
}

/// All steps, oldest first.
pub fn steps(content: &Content, cases: &[CasePlan], today: Date) -> Vec<Step> {
    let mut all: Vec<Step> = Vec::new();
    for (at, case) in cases.iter().enumerate() {
        let seed = case.title.bytes().fold(17u64, |sum, b| sum.wrapping_mul(131).wrapping_add(b.into()));
        let teller = Teller { content, case, at, today, chance: Chance::new(seed), steps: Vec::new() };
        all.extend(teller.tell());
    }
    // Steps of one moment stay in the order in which they were told.
    all.sort_by_key(|step| step.at);
    all
}

impl Teller<'_> {
    fn tell(mut self) -> Vec<Step> {
        let minute = self.chance.between(7 * 60 + 30, 8 * 60 + 50);
        let created = days::moment(self.case.created, minute, &mut self.chance);
        let creator = self.case.creator.clone();
        self.step(created, &creator, Act::Create);
        for n in 0..self.case.documents.len() {
            self.document(n);
        }
        if self.case.passive {
            let latest = self.steps.iter().map(|s| s.at).max().unwrap_or(created);
            let wait = self.chance.between(10, 40);
            self.step(after(latest, wait), &creator, Act::Rest);
        }
        if let Some(day) = self.case.closed {
            let minute = self.chance.between(15 * 60 + 20, 16 * 60);
            let at = days::moment(day, minute, &mut self.chance);
            self.step(at, &creator, Act::Close);
        }
        self.steps.sort_by_key(|step| step.at);
        if let Some(last) = self.steps.last_mut() {
            last.last = true;
        }
        // A mark is no change of the case.
        for user in &self.case.favourite_of {
            let at = after(created, self.chance.between(20, 55));
            self.steps.push(Step { at, case: self.at, who: user.clone(), act: Act::Favour, last: false });
        }
        self.steps
    }

    fn step(&mut self, at: Timestamp, who: &str, act: Act) {
        self.steps.push(Step { at, case: self.at, who: who.to_owned(), act, last: false });
    }

    fn document(&mut self, n: usize) {
        let document = &self.case.documents[n];
        let earliest = self.sent(n).unwrap_or(9 * 60) + 12;
        let minute = self.chance.between(earliest, earliest.max(13 * 60 + 30)) + i64::try_from(n).unwrap_or(0) % 12;
        let mut at = days::moment(document.day, minute, &mut self.chance);
        self.step(at, &document.by, Act::Document(n));
        let mut day = document.day;
        for version in 1..document.versions.len() {
            let next = days::working(days::later(day, 1));
            at = if next < self.limit() {
                day = next;
                let minute = self.chance.between(9 * 60, 14 * 60);
                days::moment(day, minute, &mut self.chance)
            } else {
                after(at, 14)
            };
            self.step(at, &document.by, Act::Version(n, version));
        }
        if document.is_final {
            let wait = if document.direction == "incoming" { self.chance.between(2, 9) } else { self.chance.between(6, 45) };
            self.step(after(at, wait), &document.by, Act::Finalise(n));
        }
    }

    /// When a written mail was sent, in minutes of its day: it can't be journalised before.
    fn sent(&self, n: usize) -> Option<i64> {
        let id = self.case.documents[n].text.as_ref()?;
        let time = self.content.texts.iter().find(|t| t.id == *id)?.date?.time?;
        Some(i64::from(time.hour) * 60 + i64::from(time.minute))
    }

    fn limit(&self) -> Date {
        self.case.closed.unwrap_or(self.today)
    }
}

fn after(at: Timestamp, minutes: i64) -> Timestamp {
    at.checked_add(SignedDuration::from_mins(minutes)).unwrap_or(at)
}
