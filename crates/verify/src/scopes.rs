//! The scopes by which lists and searches are cut, made again from the rights that stand in the tables.

use crate::rights::Place;
use std::collections::{BTreeMap, BTreeSet};

/// Whose scope it is (a user's number, a case's id), the scope, its level.
pub type Scope<T> = (T, i64, i64);

/// What the users' scopes must be: himself, his groups through any depth, and the templates on whose lists one of
/// these stands, at the highest level there. A guest has none.
pub fn user_scopes(stands: &BTreeMap<Place, i64>, users: &[i64]) -> BTreeSet<Scope<i64>> {
    let mut above: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    let mut listed: BTreeMap<i64, Vec<(i64, i64)>> = BTreeMap::new();
    for (place, value) in stands {
        match place {
            Place::Within(group, member) => above.entry(*member).or_default().push(*group),
            Place::Access(template, who) => listed.entry(*who).or_default().push((*template, *value)),
            _ => {}
        }
    }
    let mut all = BTreeSet::new();
    for user in users.iter().filter(|user| !stands.contains_key(&Place::Guest(**user))) {
        let mut mine = BTreeSet::from([*user]);
        let mut open = vec![*user];
        while let Some(one) = open.pop() {
            for group in above.get(&one).into_iter().flatten() {
                if mine.insert(*group) {
                    open.push(*group);
                }
            }
        }
        let mut templates: BTreeMap<i64, i64> = BTreeMap::new();
        for (template, level) in mine.iter().filter_map(|one| listed.get(one)).flatten() {
            let highest = templates.entry(*template).or_default();
            *highest = (*highest).max(*level);
        }
        all.extend(mine.into_iter().map(|scope| (*user, scope, 0)));
        all.extend(templates.into_iter().map(|(template, level)| (*user, template, level)));
    }
    all
}

/// What the cases' scopes must be: owner and members with their levels, and the template, whose level is the list's.
pub fn case_scopes(stands: &BTreeMap<Place, i64>) -> BTreeSet<Scope<[u8; 16]>> {
    let mut all: BTreeMap<([u8; 16], i64), i64> = BTreeMap::new();
    for (place, value) in stands {
        if let Place::Member(case, who) = place {
            all.insert((*case, *who), *value);
        }
    }
    for (place, value) in stands {
        match place {
            Place::Owner(case) => drop(all.insert((*case, *value), 3)),
            Place::Template(case) if !stands.contains_key(&Place::Restricted(*case)) => drop(all.insert((*case, *value), 0)),
            _ => {}
        }
    }
    all.into_iter().map(|((case, scope), level)| (case, scope, level)).collect()
}
