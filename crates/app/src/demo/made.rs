//! Cases made from patterns: five years of an organisation's work.

use super::chance::Chance;
use super::content::{Content, Pattern, PatternTitle, Template, User};
use super::days;
use super::made_documents;
use super::plan::{CasePlan, Principal, level, principal, under};
use super::words::{Scene, fill};
use jiff::civil::Date;
use std::collections::HashSet;

/// How far back the made cases go.
const DAYS: i64 = 5 * 365;

/// How often each kind of case comes, of a hundred.
const SHARE: &[(&str, u64)] = &[
    ("byggesag", 24),
    ("elevsag", 11),
    ("personalesag", 14),
    ("oekonomisag", 12),
    ("kontrakt", 12),
    ("klagesag", 8),
    ("aktindsigt", 6),
    ("standardsag", 13),
];

/// So many cases with about so many documents in all, the newest made a day before `today`.
pub fn cases(content: &Content, n: usize, documents: usize, today: Date) -> Vec<CasePlan> {
    let mut taken: HashSet<String> = content.cases.iter().map(|c| c.title.clone()).collect();
    let mut cases: Vec<CasePlan> = (0..n).filter_map(|at| case(content, at, n, today, &mut taken)).collect();
    let per_case = made_documents::shares(cases.len(), documents);
    for (at, (case, wanted)) in cases.iter_mut().zip(per_case).enumerate() {
        made_documents::fill_case(content, case, wanted, today, Chance::new(700_000 + at as u64));
    }
    cases
}

fn pattern<'a>(content: &'a Content, chance: &mut Chance) -> Option<&'a Pattern> {
    let mut roll = chance.next() % 100;
    let key = SHARE
        .iter()
        .find(|(_, share)| {
            if roll < *share {
                true
            } else {
                roll -= share;
                false
            }
        })
        .map(|(key, _)| *key)?;
    content.patterns.iter().find(|p| p.template == key)
}

fn case(content: &Content, at: usize, n: usize, today: Date, taken: &mut HashSet<String>) -> Option<CasePlan> {
    let mut chance = Chance::new(10_000 + at as u64);
    let pattern = pattern(content, &mut chance)?;
    let template = content.template(&pattern.template)?;
    // A little more every year.
    let part = ((at as f64 + 0.5) / n as f64).powf(0.85);
    let ago = (-DAYS + (part * (DAYS - 3) as f64) as i64 + chance.between(-8, 8)).clamp(-DAYS, -3);
    let created = days::working(days::later(today, ago));
    let (titled, title) = title(content, pattern, created, &mut chance, taken)?;
    let handlers = content.handlers(&titled.owners);
    let person = *chance.one(&handlers)?;
    let group = template.default_owner != "creator" && chance.percent(12);
    let owner = if group { Principal::Group(template.default_owner.clone()) } else { Principal::User(person.user_name.clone()) };
    let closed = closed(template, created, today, &mut chance);
    let open = closed.is_none();
    let deadline = match template.deadline_days {
        Some(days) => Some(days::working(days::later(created, days))),
        None if open && chance.percent(45) => Some(days::working(days::later(today, chance.between(-9, 110)))),
        None if !open && chance.percent(30) => closed.map(|day| days::later(day, chance.between(-5, 30))),
        None => None,
    };
    Some(CasePlan {
        seq: None,
        number: String::new(),
        title,
        template: template.key.clone(),
        key: titled.key.clone(),
        owner,
        creator: person.user_name.clone(),
        members: members(content, titled, person, group, &mut chance),
        company: chance.percent(60).then(|| content.slots.get("company").map(|all| chance.text(all).to_owned())).flatten(),
        restricted: titled.restricted.or(pattern.restricted).unwrap_or_else(|| chance.percent(often(template))),
        passive: open && chance.percent(7),
        created,
        closed,
        closing_reason: chance.text(&content.comments.closing_reasons).to_owned(),
        deadline,
        expected_end: (open && chance.percent(20)).then(|| days::later(today, chance.between(20, 300))),
        favourite_of: if open && chance.percent(8) { vec![person.user_name.clone()] } else { vec![] },
        description: chance
            .text(if chance.clone().percent(60) { &pattern.descriptions } else { &content.comments.case_descriptions })
            .to_owned(),
        folders: template.folders.clone(),
        // The topic waits here until the documents are made.
        documents: vec![made_documents::topic_holder(&titled.topic)],
    })
}

/// A title that no other case has, if one can be found.
fn title<'a>(
    content: &Content,
    pattern: &'a Pattern,
    day: Date,
    chance: &mut Chance,
    taken: &mut HashSet<String>,
) -> Option<(&'a PatternTitle, String)> {
    let scene = Scene { title: "", number: "", company: None, author: None, day };
    let mut found = None;
    for _ in 0..12 {
        let titled = chance.one(&pattern.titles)?;
        let title = fill(content, chance, &titled.title, &scene);
        let fresh = taken.insert(title.clone());
        found = Some((titled, title));
        if fresh {
            break;
        }
    }
    found
}

fn often(template: &Template) -> u64 {
    match template.restricted.as_str() {
        "never" => 0,
        "sometimes" => 7,
        "often" => 45,
        _ => 100,
    }
}

/// Older cases are mostly closed.
fn closed(template: &Template, created: Date, today: Date, chance: &mut Chance) -> Option<Date> {
    let age = days::between(created, today);
    // What has a deadline by law is done about then.
    if let Some(days) = template.deadline_days.filter(|_| age > 12) {
        let day = days::working(days::later(created, chance.between(2, days)));
        return (day < today).then_some(day);
    }
    let share = match age {
        900.. => 92,
        400.. => 74,
        150.. => 34,
        _ => 8,
    };
    let after = chance.between(20, 380.min(age.max(21)));
    let day = days::working(days::later(created, after));
    (chance.percent(share) && day < today).then_some(day)
}

fn members(content: &Content, titled: &PatternTitle, owner: &User, group: bool, chance: &mut Chance) -> Vec<(Principal, i64)> {
    let mut members: Vec<(Principal, i64)> = Vec::new();
    let mut add = |who: Principal, level: i64| {
        if who != Principal::User(owner.user_name.clone()) && members.iter().all(|(m, _)| *m != who) {
            members.push((who, level));
        }
    };
    for sharing in content.sharing.iter().filter(|s| under(&titled.key, &s.key)) {
        if chance.percent(sharing.percent)
            && let Some(who) = principal(content, &sharing.who)
        {
            add(who, level(&sharing.who.level));
        }
    }
    let colleagues = content.handlers(&titled.owners);
    for colleague in chance.some(&colleagues, 2) {
        if chance.percent(30) {
            add(Principal::User(colleague.user_name.clone()), 2);
        }
    }
    if group {
        members.push((Principal::User(owner.user_name.clone()), 2));
    }
    members
}
