//! The upkeep of who may see what, always in the transaction that changes it (see the design of lists).

use crate::args;
use crate::bulk;
use crate::collate;
use crate::error::Result;
use crate::list::{EMPTY, Field, number_key, time_key};
use crate::uow::Uow;
use crate::val::Val;
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use uuid::Uuid;

/// The scope under which those who may read every case find them.
pub const EVERYTHING: i64 = 0;

/// A new scope number, for a user, a group or a template.
pub async fn new_scope(uow: &mut Uow) -> Result<i64> {
    uow.next("scope").await
}

/// Changes of groups and of templates' lists wait for each other from here on. Called before what they change is read.
pub async fn lock(uow: &mut Uow) -> Result<()> {
    uow.tx.all::<(i64,)>("SELECT value FROM counter WHERE name = 'scope' {lock}", &[]).await.map(drop)
}

/// Makes the scopes of users anew: of those named, or of all. A user's scopes are himself, his
/// groups through any depth, and the templates on whose lists one of these stands. A guest has
/// none: he sees no case and has no permission, whatever groups, roles and lists he stands on.
pub async fn rescope(uow: &mut Uow, only: Option<&[i64]>) -> Result<()> {
    lock(uow).await?;
    let users: Vec<(i64, bool)> = uow.tx.all("SELECT id, kind = 'guest' AS guest FROM users ORDER BY id", &[]).await?;
    let pairs: Vec<(i64, i64)> = uow.tx.all("SELECT member, group_id FROM group_member", &[]).await?;
    let lists: Vec<(i64, i64, i64)> = uow.tx.all("SELECT principal, template_id, level FROM template_access", &[]).await?;
    let mut parents: HashMap<i64, Vec<i64>> = HashMap::new();
    for (member, group) in pairs {
        parents.entry(member).or_default().push(group);
    }
    let mut stands: HashMap<i64, Vec<(i64, i64)>> = HashMap::new();
    for (principal, template, level) in lists {
        stands.entry(principal).or_default().push((template, level));
    }
    for (user, guest) in users.into_iter().filter(|(id, _)| only.is_none_or(|o| o.contains(id))) {
        let mine = if guest { BTreeSet::new() } else { closure(user, &parents) };
        let mut wanted: HashMap<i64, i64> = mine.iter().map(|p| (*p, 0)).collect();
        for (template, level) in mine.iter().filter_map(|p| stands.get(p)).flatten() {
            let level = *level;
            wanted.entry(*template).and_modify(|l| *l = level.max(*l)).or_insert(level);
        }
        write_scopes(uow, user, &wanted).await?;
    }
    Ok(())
}

/// A principal and all groups above it.
pub fn closure(start: i64, parents: &HashMap<i64, Vec<i64>>) -> BTreeSet<i64> {
    let mut found = BTreeSet::from([start]);
    let mut open = vec![start];
    while let Some(next) = open.pop() {
        for parent in parents.get(&next).into_iter().flatten() {
            if found.insert(*parent) {
                open.push(*parent);
            }
        }
    }
    found
}

async fn write_scopes(uow: &mut Uow, user: i64, wanted: &HashMap<i64, i64>) -> Result<()> {
    let have: HashMap<i64, i64> =
        uow.tx.all::<(i64, i64)>("SELECT scope, level FROM user_scope WHERE user_id = $1", &args![user]).await?.into_iter().collect();
    for scope in have.keys().filter(|s| !wanted.contains_key(s)) {
        uow.also("DELETE FROM user_scope WHERE user_id = $1 AND scope = $2", &args![user, *scope]).await?;
    }
    for (scope, level) in wanted.iter().filter(|(scope, level)| have.get(scope) != Some(level)) {
        uow.also(
            "INSERT INTO user_scope (user_id, scope, level) VALUES ($1, $2, $3)
             ON CONFLICT (user_id, scope) DO UPDATE SET level = excluded.level",
            &args![user, *scope, *level],
        )
        .await?;
    }
    Ok(())
}

crate::row! {
    struct Listed {
        title: String, number: String, archive_number: String, find_key: String, status: i64, owner: i64, template_id: i64, type_id: i64,
        key_id: Option<Uuid>, deadline: Option<String>, created: Timestamp, changed: Timestamp, closed_at: Option<Timestamp>,
        restricted: bool, type_name: String, owner_name: String, changed_by_name: String, deleted_at: Option<Timestamp>,
    }
}

const LISTED: &str =
    "SELECT c.title, c.number, c.archive_number, c.find_key, c.status, c.owner, c.template_id, c.type_id, c.key_id, c.deadline,
    c.created, c.changed, c.closed_at, c.restricted, c.deleted_at, t.name AS type_name,
    coalesce(u.name, g.name, '') AS owner_name, coalesce(b.name, '') AS changed_by_name
  FROM cases c JOIN case_type t ON t.id = c.type_id LEFT JOIN users u ON u.id = c.owner LEFT JOIN groups g ON g.id = c.owner
  LEFT JOIN users b ON b.id = c.changed_by WHERE c.id = $1";

fn keys(c: &Listed) -> Vec<(Field, Vec<u8>)> {
    vec![
        (Field::CHANGED, time_key(c.changed)),
        (Field::TITLE, collate::key(&c.title)),
        (Field::NUMBER, collate::key(&c.number)),
        (Field::CREATED, time_key(c.created)),
        (Field::STATUS, number_key(c.status)),
        (Field::TYPE, collate::key(&c.type_name)),
        (Field::OWNER, collate::key(&c.owner_name)),
        (Field::DEADLINE, c.deadline.as_ref().map_or(EMPTY.to_vec(), |d| d.as_bytes().to_vec())),
        (Field::ARCHIVE_NUMBER, if c.archive_number.is_empty() { EMPTY.to_vec() } else { collate::key(&c.archive_number) }),
        (Field::CHANGED_BY, collate::key(&c.changed_by_name)),
        (Field::CLOSED, c.closed_at.map_or(EMPTY.to_vec(), time_key)),
        (Field::OWNER_ID, number_key(c.owner)),
        (Field::TEMPLATE_ID, number_key(c.template_id)),
        (Field::FIND, c.find_key.as_bytes().to_vec()),
        (Field::KEY_ID, c.key_id.map_or(vec![], |k| k.as_bytes().to_vec())),
    ]
}

/// The number of a base as it stands in the lists.
fn base_key(c: &Listed) -> Vec<u8> {
    base_of(c).to_string().into_bytes()
}

/// Who sees a case besides those on the list of its template.
fn is_own(scope: i64, c: &Listed) -> bool {
    scope != EVERYTHING && scope != c.template_id
}

/// Makes the rows anew by which a case is seen and listed, after anything of it changed. Only what
/// differs is written.
pub async fn relist(uow: &mut Uow, case: Uuid) -> Result<()> {
    // Who renames an owner holds no case yet, and must not write what another is just changing.
    uow.tx.all::<(Uuid,)>("SELECT id FROM cases WHERE id = $1 {lock}", &args![case]).await?;
    let Some(c) = uow.tx.maybe::<Listed>(LISTED, &args![case]).await? else { return Ok(()) };
    let scopes = scopes_of(uow, case, &c).await?;
    write_case_scopes(uow, case, &scopes).await?;
    let listed: Vec<i64> = if c.deleted_at.is_some() { vec![] } else { scopes.keys().copied().chain([EVERYTHING]).collect() };
    write_keys(uow, case, &c, &listed).await?;
    write_base(uow, case, &c).await
}

/// How a case counts in totals: base, status, type.
pub(crate) type Counted = (i64, i64, i64);

/// None in the trash.
fn counted(c: &Listed) -> Option<Counted> {
    c.deleted_at.is_none().then_some((base_of(c), c.status, c.type_id))
}

fn base_of(c: &Listed) -> i64 {
    if c.restricted { EVERYTHING } else { c.template_id }
}

/// Counts a case as it is now, and no longer as it was.
async fn write_base(uow: &mut Uow, case: Uuid, c: &Listed) -> Result<()> {
    let was: Option<Counted> = uow.tx.maybe("SELECT base, status, type_id FROM case_base WHERE case_id = $1", &args![case]).await?;
    let now = counted(c);
    if was == now {
        return Ok(());
    }
    match now {
        Some((base, status, kind)) => {
            let sql = "INSERT INTO case_base (case_id, base, status, type_id) VALUES ($1, $2, $3, $4)
                 ON CONFLICT (case_id) DO UPDATE SET base = excluded.base, status = excluded.status, type_id = excluded.type_id";
            uow.also(sql, &args![case, base, status, kind]).await?;
        }
        None => drop(uow.also("DELETE FROM case_base WHERE case_id = $1", &args![case]).await?),
    }
    was.into_iter().for_each(|was| uow.count(was, -1));
    now.into_iter().for_each(|now| uow.count(now, 1));
    Ok(())
}

/// Adds to the sums of a unit that ends.
pub(crate) async fn write_counts(uow: &mut Uow, counts: BTreeMap<Counted, i64>) -> Result<()> {
    for ((scope, status, kind), n) in counts.into_iter().filter(|(_, n)| *n != 0) {
        let sql = "INSERT INTO scope_count (scope, status, type_id, n) VALUES ($1, $2, $3, $4)
             ON CONFLICT (scope, status, type_id) DO UPDATE SET n = scope_count.n + excluded.n";
        uow.also(sql, &args![scope, status, kind, n]).await?;
    }
    Ok(())
}

/// Under which scopes a case is seen, and at which level.
async fn scopes_of(uow: &mut Uow, case: Uuid, c: &Listed) -> Result<HashMap<i64, i64>> {
    let members: Vec<(i64, i64)> = uow.tx.all("SELECT principal, level FROM case_member WHERE case_id = $1", &args![case]).await?;
    let mut scopes: HashMap<i64, i64> = members.into_iter().collect();
    scopes.insert(c.owner, 3);
    if !c.restricted {
        scopes.insert(c.template_id, 0);
    }
    Ok(scopes)
}

/// What `relist` writes, for new cases that aren't listed yet: together, and in the order of the index.
pub(crate) async fn list_new(uow: &mut Uow, cases: &[Uuid]) -> Result<()> {
    let (mut seen, mut listed, mut bases) = (Vec::new(), Vec::new(), Vec::new());
    for case in cases {
        let Some(c) = uow.tx.maybe::<Listed>(LISTED, &args![*case]).await? else { continue };
        let scopes = scopes_of(uow, *case, &c).await?;
        let (keys, own) =
            if c.deleted_at.is_some() { (vec![], vec![]) } else { (keys(&c), scopes.keys().copied().filter(|s| is_own(*s, &c)).collect()) };
        listed.extend(own.into_iter().map(|scope| (scope, Field::BASE.0, base_key(&c), *case, c.status, c.type_id)));
        for (field, value) in keys {
            listed.extend(
                scopes.keys().copied().chain([EVERYTHING]).map(|scope| (scope, field.0, value.clone(), *case, c.status, c.type_id)),
            );
        }
        seen.extend(scopes.into_iter().map(|(scope, level)| (*case, scope, level)));
        if let Some(now) = counted(&c) {
            bases.extend(args![*case, now.0, now.1, now.2]);
            uow.count(now, 1);
        }
    }
    bulk::insert(uow, "case_base (case_id, base, status, type_id)", 4, &bases).await?;
    listed.sort_unstable();
    let seen: Vec<Val> = seen.into_iter().flat_map(|(case, scope, level)| args![case, scope, level]).collect();
    bulk::insert(uow, "case_scope (case_id, scope, level)", 3, &seen).await?;
    let listed: Vec<Val> =
        listed.into_iter().flat_map(|(scope, field, value, case, status, kind)| args![scope, field, value, case, status, kind]).collect();
    bulk::insert(uow, "case_key (scope, field, value, case_id, status, type_id)", 6, &listed).await
}

async fn write_case_scopes(uow: &mut Uow, case: Uuid, wanted: &HashMap<i64, i64>) -> Result<()> {
    let have: HashMap<i64, i64> =
        uow.tx.all::<(i64, i64)>("SELECT scope, level FROM case_scope WHERE case_id = $1", &args![case]).await?.into_iter().collect();
    for scope in have.keys().filter(|s| !wanted.contains_key(s)) {
        uow.also("DELETE FROM case_scope WHERE case_id = $1 AND scope = $2", &args![case, *scope]).await?;
    }
    for (scope, level) in wanted.iter().filter(|(scope, level)| have.get(scope) != Some(level)) {
        uow.also(
            "INSERT INTO case_scope (case_id, scope, level) VALUES ($1, $2, $3)
             ON CONFLICT (case_id, scope) DO UPDATE SET level = excluded.level",
            &args![case, *scope, *level],
        )
        .await?;
    }
    Ok(())
}

crate::row! {
    struct Key { scope: i64, field: i64, value: Vec<u8>, status: i64, type_id: i64 }
}

async fn write_keys(uow: &mut Uow, case: Uuid, c: &Listed, scopes: &[i64]) -> Result<()> {
    let have: Vec<Key> =
        uow.tx.all("SELECT scope, field, value, status, type_id FROM case_key WHERE case_id = $1 AND field < 100", &args![case]).await?;
    let mut wanted: HashMap<(i64, i64), Vec<u8>> = HashMap::new();
    for (field, value) in keys(c) {
        for scope in scopes {
            wanted.insert((*scope, field.0), value.clone());
        }
    }
    wanted.extend(scopes.iter().filter(|s| is_own(**s, c)).map(|s| ((*s, Field::BASE.0), base_key(c))));
    for old in have {
        let place = (old.scope, old.field);
        if wanted.get(&place).is_some_and(|v| *v == old.value) && old.status == c.status && old.type_id == c.type_id {
            wanted.remove(&place);
        } else {
            uow.also(
                "DELETE FROM case_key WHERE scope = $1 AND field = $2 AND value = $3 AND case_id = $4",
                &args![old.scope, old.field, old.value, case],
            )
            .await?;
        }
    }
    for ((scope, field), value) in wanted {
        uow.also(
            "INSERT INTO case_key (scope, field, value, case_id, status, type_id) VALUES ($1, $2, $3, $4, $5, $6)",
            &args![scope, field, value, case, c.status, c.type_id],
        )
        .await?;
    }
    Ok(())
}

/// Lists anew every case that a principal owns or last changed: his name was changed.
pub async fn relist_named(uow: &mut Uow, principal: i64) -> Result<()> {
    let cases: Vec<(Uuid,)> = uow.tx.all("SELECT id FROM cases WHERE owner = $1 OR changed_by = $1 ORDER BY id", &args![principal]).await?;
    for (case,) in cases {
        relist(uow, case).await?;
    }
    Ok(())
}
