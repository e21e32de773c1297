//! What people of each width must see, worked out from what was planned, without asking the house.

use super::org::{Org, PASSWORD};
use super::people::WIDTHS;
use super::plan::CasePlan;
use super::words::{COMMON, MIDDLE, RARE};
use super::{Options, Shares};
use crate::server::Fallible;
use base::list::{EMPTY, time_key};
use base::{Timestamp, Uuid, collate};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// The words that are looked for, and in this order counted.
const WORDS: [&str; 3] = [COMMON, MIDDLE, RARE];
/// Rows of a page.
const PAGE: usize = 50;

/// What is known of a case that was written.
pub struct Seen {
    id: Uuid,
    title: String,
    number: String,
    status: i64,
    type_id: i64,
    owner: i64,
    changed: Timestamp,
    deadline: Option<String>,
    /// Which widths see it, a bit each.
    widths: u8,
    first: Option<Uuid>,
    documents: usize,
    words: [usize; 3],
}

impl Seen {
    pub fn of(org: &Org, plan: &CasePlan, id: Uuid, number: &str, documents: Vec<Uuid>) -> Seen {
        let mut widths = 0;
        for (at, looker) in org.lookers.iter().enumerate() {
            let listed = !plan.restricted && looker.templates.contains(&plan.template);
            let member = plan.members.iter().any(|(who, _)| who.id == looker.user.id || looker.chain.contains(who));
            if listed || member || plan.owner.id == looker.user.id {
                widths |= 1 << at;
            }
        }
        let texts = || plan.papers.iter().map(|(_, _, paper)| paper.text.as_str());
        Seen {
            id,
            title: plan.title.clone(),
            number: number.to_owned(),
            status: plan.status,
            type_id: org.templates[plan.template].type_id,
            owner: plan.owner.id,
            changed: plan.changed,
            deadline: plan.deadline.clone(),
            widths,
            first: documents.first().copied(),
            documents: documents.len(),
            words: WORDS.map(|word| texts().filter(|text| text.split_whitespace().any(|w| w == word)).count()),
        }
    }
}

/// A list that is asked for, how many it must hold, and its rows.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct List {
    pub name: String,
    pub path: String,
    pub total: usize,
    pub rows: Vec<Uuid>,
}

/// A word, and in how many documents it must be found.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Search {
    pub word: String,
    pub total: usize,
}

/// Somebody of a width, and what he must see.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Looking {
    pub width: String,
    pub user_name: String,
    pub password: String,
    pub cases: usize,
    pub lists: Vec<List>,
    pub searches: Vec<Search>,
    /// Cases and documents spread over what he sees.
    pub some_cases: Vec<Uuid>,
    pub some_documents: Vec<Uuid>,
    /// Open cases that he owns.
    pub own: Vec<Uuid>,
}

/// All that is known.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Truth {
    pub cases: usize,
    pub documents: usize,
    pub seed: u64,
    /// The case with many documents, and how many.
    pub big: Option<(Uuid, usize)>,
    pub lookers: Vec<Looking>,
}

impl Truth {
    pub fn of(options: &Options, org: &Org, seen: &[Seen], documents: usize) -> Truth {
        let big = Shares::new(options.cases, options.documents).big();
        let big = seen.get(big).filter(|_| options.corpus.is_none()).map(|case| (case.id, case.documents));
        let lookers = (0..WIDTHS.len()).map(|at| looking(org, at, seen)).collect();
        Truth { cases: seen.len(), documents, seed: options.seed, big, lookers }
    }

    pub fn write(&self, to: &Path) -> Fallible<()> {
        Ok(std::fs::write(to, serde_json::to_vec_pretty(self)?)?)
    }

    pub fn read(from: &Path) -> Fallible<Truth> {
        Ok(serde_json::from_slice(&std::fs::read(from).map_err(|e| format!("{}: {e}", from.display()))?)?)
    }
}

/// As many as wanted, spread evenly.
fn spread<T: Copy>(all: &[T], n: usize) -> Vec<T> {
    (0..n.min(all.len())).map(|at| all[at * all.len() / n.min(all.len())]).collect()
}

fn looking(org: &Org, at: usize, seen: &[Seen]) -> Looking {
    let mine: Vec<&Seen> = seen.iter().filter(|case| case.widths >> at & 1 == 1).collect();
    let user = &org.lookers[at].user;
    let ids: Vec<Uuid> = mine.iter().map(|case| case.id).collect();
    let documents: Vec<Uuid> = mine.iter().filter_map(|case| case.first).collect();
    Looking {
        width: WIDTHS[at].label.to_owned(),
        user_name: WIDTHS[at].user_name.to_owned(),
        password: PASSWORD.to_owned(),
        cases: mine.len(),
        lists: lists(&mine, user.id),
        searches: (0..WORDS.len())
            .map(|n| Search { word: WORDS[n].to_owned(), total: mine.iter().map(|case| case.words[n]).sum() })
            .collect(),
        some_cases: spread(&ids, 200),
        some_documents: spread(&documents, 200),
        own: mine.iter().filter(|case| case.owner == user.id && case.status == 0).map(|case| case.id).collect(),
    }
}

/// Where a row stands in a list: the value that sorts, then the id.
type Place = (Vec<u8>, Uuid);

fn by_change(case: &Seen) -> Place {
    (time_key(case.changed), case.id)
}

fn by_title(case: &Seen) -> Place {
    (collate::key(&case.title), case.id)
}

fn by_deadline(case: &Seen) -> Place {
    (case.deadline.as_ref().map_or(EMPTY.to_vec(), |day| day.as_bytes().to_vec()), case.id)
}

fn list(name: &str, path: &str, mine: &[&Seen], keep: impl Fn(&Seen) -> bool, place: fn(&Seen) -> Place, down: bool, deep: bool) -> List {
    let mut found: Vec<Place> = mine.iter().filter(|case| keep(case)).map(|case| place(case)).collect();
    found.sort_unstable();
    if down {
        found.reverse();
    }
    let from = if deep { found.len() / 2 } else { 0 };
    let mut path = path.to_owned();
    if let Some((value, id)) = from.checked_sub(1).and_then(|before| found.get(before)) {
        let hex: String = value.iter().map(|b| format!("{b:02x}")).collect();
        path.push_str(&format!("&after={hex}.{}&at={from}", id.simple()));
    }
    let rows = found.iter().skip(from).take(PAGE).map(|(_, id)| *id).collect();
    List { name: name.to_owned(), path, total: found.len(), rows }
}

fn lists(mine: &[&Seen], me: i64) -> Vec<List> {
    let (any, active) = (|_: &Seen| true, |case: &Seen| case.status == 0);
    let kind = mine.first().map_or(1, |case| case.type_id);
    // A piece of a number, as somebody types what he remembers of it.
    let piece = mine.last().map_or("1".to_owned(), |case| case.number[2..].to_owned());
    let changed = "view=all&sort=changed&dir=desc&size=50";
    vec![
        list("active, newest first", &format!("/cases?{changed}"), mine, active, by_change, true, false),
        list("every status, newest first", &format!("/cases?{changed}&status="), mine, any, by_change, true, false),
        list("by title", "/cases?view=all&sort=title&dir=asc&size=50&status=", mine, any, by_title, false, false),
        list("by title, a page in the middle", "/cases?view=all&sort=title&dir=asc&size=50&status=", mine, any, by_title, false, true),
        list("active, by deadline", "/cases?view=all&sort=deadline&dir=asc&size=50", mine, active, by_deadline, false, false),
        list("of one type", &format!("/cases?{changed}&status=&type={kind}"), mine, |c| c.type_id == kind, by_change, true, false),
        list("my own", "/cases?view=mine&sort=changed&dir=desc&size=50", mine, |c| active(c) && c.owner == me, by_change, true, false),
        list(
            "with a piece of a number",
            &format!("/cases?{changed}&status=&q={piece}"),
            mine,
            |c| c.number.contains(&piece),
            by_change,
            true,
            false,
        ),
    ]
}
