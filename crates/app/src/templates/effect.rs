//! What a change of a template's access does: who gains, who loses, on how many cases.

use super::Listed;
use base::{Reader, Result, Uow, acl, args};
use std::collections::{BTreeSet, HashMap};

/// The effect of a change of access.
#[derive(Debug, Clone, Default)]
pub struct Effect {
    /// People who get access they hadn't, and those who lose what they had; each with id and name.
    pub gained: Vec<(i64, String)>,
    pub lost: Vec<(i64, String)>,
    /// People who keep access at a higher or a lower level.
    pub raised: Vec<(i64, String)>,
    pub lowered: Vec<(i64, String)>,
    /// Cases that follow the template's list, and those that are restricted.
    pub cases: i64,
    pub restricted: i64,
}

/// Works out the effect for active people, through groups of any depth.
pub async fn of(reader: &Reader, template: i64, old: &[Listed], new: &[Listed]) -> Result<Effect> {
    let users: Vec<(i64, String)> =
        reader.all("SELECT u.id, u.name FROM users u WHERE u.active AND u.kind <> 'guest' ORDER BY u.name_key, u.id", &[]).await?;
    let pairs: Vec<(i64, i64)> = reader.all("SELECT member, group_id FROM group_member", &[]).await?;
    let mut parents: HashMap<i64, Vec<i64>> = HashMap::new();
    for (member, group) in pairs {
        parents.entry(member).or_default().push(group);
    }
    let level =
        |list: &[Listed], mine: &BTreeSet<i64>| list.iter().filter(|l| mine.contains(&l.principal)).map(|l| l.level).max().unwrap_or(0);
    let (cases, restricted): (i64, i64) = reader
        .one(
            "SELECT count(*), CAST(coalesce(sum(CASE WHEN c.restricted THEN 1 ELSE 0 END), 0) AS BIGINT) FROM my_filed_case c
             WHERE c.template_id = $1 AND c.deleted_at IS NULL",
            &args![template],
        )
        .await?;
    let mut effect = Effect { cases: cases - restricted, restricted, ..Effect::default() };
    for (id, name) in users {
        let mine = acl::closure(id, &parents);
        let (was, is) = (level(old, &mine), level(new, &mine));
        match (was, is) {
            _ if was == is => {}
            (0, _) => effect.gained.push((id, name)),
            (_, 0) => effect.lost.push((id, name)),
            _ if is > was => effect.raised.push((id, name)),
            _ => effect.lowered.push((id, name)),
        }
    }
    Ok(effect)
}

/// The users whose scopes a change touches: those of whom or of whose groups a line differs.
pub async fn concerned(uow: &mut Uow, old: &[Listed], new: &[Listed]) -> Result<Vec<i64>> {
    let line = |l: &Listed| (l.principal, l.level);
    let (was, is): (BTreeSet<_>, BTreeSet<_>) = (old.iter().map(line).collect(), new.iter().map(line).collect());
    let principals: BTreeSet<i64> = was.symmetric_difference(&is).map(|(principal, _)| *principal).collect();
    let mut users = BTreeSet::new();
    for principal in principals {
        let found: Vec<(i64,)> = uow
            .all(
                "WITH RECURSIVE down (id) AS (SELECT CAST($1 AS BIGINT) UNION SELECT m.member FROM down d JOIN group_member m ON m.group_id = d.id)
                 SELECT u.id FROM users u JOIN down d ON d.id = u.id",
                &args![principal],
            )
            .await?;
        users.extend(found.into_iter().map(|(id,)| id));
    }
    Ok(users.into_iter().collect())
}
