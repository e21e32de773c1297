//! What each case is, before it is written: made of the seed and its number alone.

use super::chance::Chance;
use super::org::Org;
use super::paper::{Bundle, Paper};
use super::people::{OWN, WIDTHS, comes};
use base::bulk::Author;
use jiff::{SignedDuration, Timestamp};

/// When the first case is made, and how long cases go on being made, in seconds.
const BEGIN: i64 = 1_420_102_800;
const SPAN: i64 = 11 * 365 * 86_400;

/// A case as it will stand.
pub struct CasePlan {
    pub n: usize,
    pub title: String,
    pub template: usize,
    pub key: usize,
    pub restricted: bool,
    pub creator: Author,
    pub owner: Author,
    pub members: Vec<(Author, i64)>,
    pub created: Timestamp,
    /// When the last document came, or the case was closed.
    pub changed: Timestamp,
    pub closed: Option<Timestamp>,
    pub status: i64,
    pub deadline: Option<String>,
    pub papers: Vec<(Timestamp, i64, Paper)>,
}

/// What decides how cases come out.
pub struct Making {
    pub seed: u64,
    pub cases: usize,
    /// The one with many documents, which all five see.
    pub big: Option<usize>,
}

fn later(at: Timestamp, seconds: i64) -> Timestamp {
    at.checked_add(SignedDuration::from_secs(seconds)).unwrap_or(at)
}

impl Making {
    /// The case with a number, with its papers.
    pub fn case(&self, org: &Org, n: usize, bundle: Bundle) -> CasePlan {
        let mut chance = Chance::new(self.seed, 4, n as u64);
        let big = self.big == Some(n);
        let template = bundle.department.unwrap_or_else(|| chance.weighted(&org.sums));
        let creator = org.users[chance.below(org.users.len())].clone();
        let team = org.teams[chance.below(org.teams.len())].clone();
        let mut owner = if chance.percent(8) { team.clone() } else { creator.clone() };
        let restricted = big || (bundle.department.is_none() && n % 5 == 4);
        let mut members = Vec::new();
        if restricted {
            members.push((team, 2));
            let more = (0..chance.below(4)).map(|_| (org.users[chance.below(org.users.len())].clone(), 1 + chance.below(3) as i64));
            members.extend(more.collect::<Vec<_>>());
            let (at, of) = (n / 5, self.cases / 5);
            for (wide, looker) in WIDTHS.iter().zip(&org.lookers) {
                if big || comes(wide, at, of) {
                    members.push((looker.group(at).clone(), 2));
                }
            }
            if let Some(own) = (0..WIDTHS.len()).find(|w| !big && owns(*w, at, of)) {
                owner = org.lookers[own].user.clone();
            }
        }
        members.sort_by_key(|(who, _)| who.id);
        members.dedup_by_key(|(who, _)| who.id);
        members.retain(|(who, _)| who.id != owner.id);
        let dated = bundle.papers.first().and_then(|paper| paper.date);
        let created = dated.unwrap_or_else(|| self.created(n, &mut chance));
        let papers = papers(bundle.papers, created, &mut chance);
        let last = papers.iter().map(|(at, ..)| *at).max().unwrap_or(created);
        let old = n * 10 < self.cases * 8;
        let own = WIDTHS.iter().zip(&org.lookers).any(|(_, l)| l.user.id == owner.id) || big;
        let status = match (own, old) {
            (true, _) => 0,
            (false, true) if chance.percent(85) => 2,
            _ => i64::from(chance.percent(10)),
        };
        let closed = (status == 2).then(|| later(last, 3600 + chance.below(40 * 86_400) as i64));
        let deadline = (status == 0 && chance.percent(30))
            .then(|| base::date::local(later(created, 86_400 * (30 + chance.below(400) as i64))).date().to_string());
        let title = papers.first().map_or_else(|| format!("Sag {n}"), |(_, _, paper)| format!("{} sag {n}", paper.title));
        CasePlan {
            n,
            title,
            template,
            key: chance.below(org.keys.len()),
            restricted,
            creator,
            owner,
            members,
            created,
            changed: closed.unwrap_or(last),
            closed,
            status,
            deadline,
            papers,
        }
    }

    fn created(&self, n: usize, chance: &mut Chance) -> Timestamp {
        let at = BEGIN + SPAN / self.cases.max(1) as i64 * n as i64;
        Timestamp::from_microsecond(at * 1_000_000 + chance.below(1_000_000) as i64).unwrap_or(Timestamp::UNIX_EPOCH)
    }
}

/// Whether somebody of a width owns the case that is the `at`th of `of` with a list of its own: every other of the last
/// that come to him.
fn owns(width: usize, at: usize, of: usize) -> bool {
    let wide = &WIDTHS[width];
    let apart = match wide.one_of {
        0 => (of / super::people::FEW).max(1),
        one_of => one_of,
    };
    comes(wide, at, of) && at + apart * OWN >= of && (at / apart + width / 4).is_multiple_of(2)
}

/// Spread over the months after the case was made; a corpus knows their days.
fn papers(papers: Vec<Paper>, created: Timestamp, chance: &mut Chance) -> Vec<(Timestamp, i64, Paper)> {
    let mut at = created;
    papers
        .into_iter()
        .map(|paper| {
            at = paper.date.unwrap_or_else(|| later(at, 60 + chance.below(5 * 86_400) as i64));
            (at, 1 + chance.below(16) as i64, paper)
        })
        .collect()
}

/// The documents of a case with their numbers on it.
pub fn papers_of(plan: &CasePlan) -> impl Iterator<Item = (i64, &(Timestamp, i64, Paper))> {
    (1..).zip(&plan.papers)
}
