//! However much of the index somebody sees, a search finds the same of it, and ranks it the same: his scopes may lead the
//! search or be looked at on the way.

use base::Uuid;
use base::search::{Asked, Change, Entry, Index, Narrow, OPEN, Query, stems};
use std::cmp::Reverse;
use std::collections::BTreeMap;

const THINGS: u64 = 300;
const WORDS: [&str; 14] = [
    "bygge",
    "byggesag",
    "byggetilladelse",
    "byggeriet",
    "søen",
    "sø",
    "vej",
    "vejen",
    "asbestsanering",
    "asbest",
    "referat",
    "mødet",
    "skole",
    "skolebyggeri",
];
/// Everybody's scope, and those that see a sixtieth, a sixth and half of it.
const ALL: u64 = 1;
const PARTS: [(u64, u64); 3] = [(7, 60), (8, 6), (1 << 20, 2)];

fn thing(n: u64) -> Entry {
    let mut chance = 0x9e37_79b9_7f4a_7c15_u64.wrapping_mul(n + 1);
    let mut word = || {
        chance ^= chance << 13;
        chance ^= chance >> 7;
        chance ^= chance << 17;
        WORDS[(chance % WORDS.len() as u64) as usize]
    };
    let mut words = |n: usize| (0..n).map(|_| word()).collect::<Vec<_>>().join(" ");
    Entry {
        kind: n % 2,
        id: Uuid::from_u128(u128::from(n) + 1),
        case: Uuid::from_u128(u128::from(n / 10) + 1),
        scopes: [ALL, OPEN].into_iter().chain(PARTS.iter().filter(|(_, of)| n % of == 1).map(|(scope, _)| *scope)).collect(),
        limits: n.is_multiple_of(13).then(|| vec![ALL, 7, 8]),
        title: words(3),
        numbers: vec![format!("2026-{n:04}"), format!("2026{n:04}")],
        text: words(12),
        type_id: n % 5,
        status: n % 3,
        owner: 1,
        year: 2020 + n % 4,
        changed: 1_000 + n,
    }
}

#[test]
fn a_search_is_the_same_for_every_width() {
    let folder = tempfile::tempdir().expect("a folder");
    let index = Index::at(folder.path());
    let things: BTreeMap<Uuid, Entry> = (0..THINGS).map(thing).map(|entry| (entry.id, entry)).collect();
    // In several segments.
    let all: Vec<Change> = things.values().cloned().map(|entry| Change::Put(Box::new(entry))).collect();
    for (at, some) in all.chunks(97).enumerate() {
        index.write(some, at as i64 + 1, "").expect("written");
    }
    let asked = [
        "",
        "byggesag",
        "bygge*",
        "b*",
        "vejen asbest",
        "\"bygge vej\"",
        "title:skole",
        "sø OR referat",
        "skole -vej",
        "nummer:2026-00*",
        "2026-0067",
        "byggetiladelse",
        "xyz",
        "\"sø",
    ];
    let mut found_some = 0;
    for text in asked {
        for forgiving in [false, true] {
            for newest in [false, true] {
                for narrow in [
                    Narrow::default(),
                    Narrow { types: vec![1, 2], years: vec![2021], ..Narrow::default() },
                    Narrow { statuses: vec![1], ..Narrow::default() },
                ] {
                    let query = Query::parse(text);
                    let ask = |scope: u64, query: &Query| {
                        let scopes = [scope];
                        let asked =
                            Asked { query, scopes: &scopes, read_all: false, narrow: &narrow, without: &[], newest, most: 1000, forgiving };
                        index.ask(&asked).expect("answered")
                    };
                    for query in [query.clone(), query.typing()] {
                        let whole = ask(ALL, &query);
                        for (scope, _) in PARTS {
                            let part = ask(scope, &query);
                            for kind in [0, 1] {
                                let sees = |id: &Uuid| {
                                    let thing = &things[id];
                                    thing.scopes.contains(&scope) && thing.limits.as_ref().is_none_or(|l| l.contains(&scope))
                                };
                                let expected: Vec<_> = whole.of(kind).hits.iter().filter(|hit| sees(&hit.id)).collect();
                                let found: Vec<_> = part.of(kind).hits.iter().collect();
                                assert_eq!(found, expected, "»{text}« by {scope}, forgiving {forgiving}, newest {newest}, {narrow:?}");
                                assert_eq!(part.of(kind).total, expected.len(), "»{text}« by {scope}");
                                found_some += expected.len();
                            }
                        }
                    }
                }
            }
        }
    }
    assert!(found_some > 5_000, "{found_some}");
}

/// Where a thing has a word that is being typed, the best place first; as people are told.
fn place(thing: &Entry, word: &str) -> Option<u32> {
    let begins = |text: &str| text.split(' ').any(|one| one.starts_with(word));
    let stem = |text: &str| stems(text).into_iter().map(|(.., stem)| stem).collect::<Vec<_>>();
    let places = [
        thing.numbers.iter().any(|number| number == word),
        thing.numbers.iter().any(|number| number.starts_with(word)),
        stem(&thing.title).contains(&stem(word)[0]),
        begins(&thing.title),
        begins(&thing.text),
    ];
    (0..).zip(places).find_map(|(at, has)| has.then_some(at))
}

#[test]
fn suggestions_are_the_newest_of_the_best_place_for_every_width() {
    let folder = tempfile::tempdir().expect("a folder");
    let index = Index::at(folder.path());
    let mut things: BTreeMap<Uuid, Entry> = (0..3_000).map(thing).map(|entry| (entry.id, entry)).collect();
    let all: Vec<Change> = things.values().cloned().map(|entry| Change::Put(Box::new(entry))).collect();
    // A great segment and some small ones, too few to be merged, as what was merged doesn't stand in the order of time; something is
    // taken out again.
    let (great, small) = all.split_at(2_700);
    index.write(great, 1, "").expect("written");
    for some in small.chunks(100) {
        index.write(some, 2, "").expect("written");
    }
    let gone: Vec<Uuid> = things.keys().copied().filter(|id| id.as_u128() % 7 == 3).collect();
    index.write(&gone.iter().map(|id| Change::Remove(*id)).collect::<Vec<_>>(), 3, "").expect("written");
    things.retain(|id, _| !gone.contains(id));
    let without: Vec<Uuid> = things.keys().copied().filter(|id| id.as_u128() % 11 == 5).collect();
    let mut found_some = 0;
    for word in ["b", "bygge", "byggesag", "byggesager", "skoleb", "sø", "referat", "20260042", "202600", "xyz"] {
        let query = Query::parse(word).typing();
        for (scope, read_all) in [(ALL, false), (7, false), (8, false), (1 << 20, false), (8, true)] {
            for (most, case) in [(1, None), (5, None), (400, None), (5, Some(things[&Uuid::from_u128(51)].case))] {
                let narrow = Narrow { case, ..Narrow::default() };
                let scopes = [scope];
                let asked = Asked {
                    query: &query,
                    scopes: &scopes,
                    read_all,
                    narrow: &narrow,
                    without: &without,
                    newest: false,
                    most,
                    forgiving: false,
                };
                let found = index.suggest(&asked).expect("answered");
                for (kind, hits) in (0..).zip(found) {
                    let sees = |thing: &Entry| {
                        let by_case = read_all || thing.scopes.contains(&scope);
                        by_case && thing.limits.as_ref().is_none_or(|l| l.contains(&scope)) && !without.contains(&thing.id)
                    };
                    let mut expected: Vec<_> = things
                        .values()
                        .filter(|thing| thing.kind == kind && sees(thing) && case.is_none_or(|case| case == thing.case))
                        .filter_map(|thing| Some((place(thing, word)?, Reverse(thing.changed), thing.id)))
                        .collect();
                    expected.sort_unstable();
                    let expected: Vec<Uuid> = expected.into_iter().take(most).map(|(.., id)| id).collect();
                    found_some += expected.len();
                    assert_eq!(
                        hits.iter().map(|hit| hit.id).collect::<Vec<_>>(),
                        expected,
                        "»{word}« by {scope} {read_all}, {most} of {kind}, {case:?}"
                    );
                }
            }
        }
    }
    assert!(found_some > 5_000, "{found_some}");
}
