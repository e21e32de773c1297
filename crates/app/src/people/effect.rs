//! Whom a change of roles meets: how many people gain or lose which permission.

use super::roles::{Role, Ticks};
use base::permission::Permission;
use base::{Lang, Reader, Result};
use std::collections::{BTreeSet, HashMap};
use texts::people as t;

/// What would change.
pub struct Effect {
    /// Ticks that differ.
    pub changes: i64,
    /// Each permission with how many people gain and how many lose it.
    people: Vec<(Permission, i64, i64)>,
}

/// Counts people by the roles they have themselves or through groups.
pub async fn of(reader: &Reader, roles: &[Role], old: &Ticks, new: &Ticks) -> Result<Effect> {
    let none = BTreeSet::new();
    let changes =
        roles.iter().map(|r| old.get(&r.id).unwrap_or(&none).symmetric_difference(new.get(&r.id).unwrap_or(&none)).count()).sum::<usize>();
    let pairs: Vec<(i64, i64)> = reader
        .all(
            "SELECT DISTINCT s.user_id, g.role_id FROM user_scope s JOIN role_given g ON g.principal = s.scope JOIN users u ON u.id = s.user_id
             WHERE s.level = 0 AND u.active",
            &[],
        )
        .await?;
    let mut of_user: HashMap<i64, Vec<i64>> = HashMap::new();
    for (user, role) in pairs {
        of_user.entry(user).or_default().push(role);
    }
    let mut counts: HashMap<Permission, (i64, i64)> = HashMap::new();
    for roles in of_user.values() {
        let union = |ticks: &Ticks| -> BTreeSet<Permission> { roles.iter().filter_map(|r| ticks.get(r)).flatten().copied().collect() };
        let (before, after) = (union(old), union(new));
        after.difference(&before).for_each(|p| counts.entry(*p).or_default().0 += 1);
        before.difference(&after).for_each(|p| counts.entry(*p).or_default().1 += 1);
    }
    let mut people: Vec<(Permission, i64, i64)> = counts.into_iter().map(|(p, (gain, lose))| (p, gain, lose)).collect();
    people.sort_unstable();
    Ok(Effect { changes: i64::try_from(changes).unwrap_or(i64::MAX), people })
}

impl Effect {
    /// In words: who gains, who loses.
    pub fn words(&self, lang: Lang) -> String {
        let mut said: Vec<String> = Vec::new();
        for (permission, gain, lose) in &self.people {
            let name = super::permission_name(lang, *permission);
            if *gain > 0 {
                said.push(t::people_gain(lang, *gain, name));
            }
            if *lose > 0 {
                said.push(t::people_lose(lang, *lose, name));
            }
        }
        if self.people.is_empty() {
            said.push(t::nobody_met(lang).to_owned());
        } else if self.people.iter().all(|(_, _, lose)| *lose == 0) {
            said.push(t::nobody_loses(lang).to_owned());
        }
        said.join(" ")
    }
}
