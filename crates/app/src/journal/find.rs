//! Reading keys: those right below one, those a search finds, and the way down to a key.

use super::Key;
use base::permission::Permission;
use base::web::{Ctx, Fields, Json};
use base::{Reader, Result, Uuid, Val, args, collate, marks};
use std::collections::HashMap;

/// The keys right below some keys (none: those at the top), in the tree's order.
pub async fn children(reader: &Reader, plan: Uuid, parents: &[Uuid]) -> Result<Vec<Key>> {
    let columns = Key::COLUMNS;
    if parents.is_empty() {
        let sql = format!("SELECT {columns} FROM journal_key k WHERE k.plan_id = $1 AND k.parent_id IS NULL ORDER BY k.position, k.id");
        return reader.all(&sql, &args![plan]).await;
    }
    let values: Vec<Val> = parents.iter().map(|p| Val::Uuid(*p)).collect();
    // The plan is compared here: named in the statement, it would lead SQLite through the whole plan's index.
    let sql = format!("SELECT {columns} FROM journal_key k WHERE k.parent_id IN ({}) ORDER BY k.code_key, k.id", marks(1, parents.len()));
    let mut found: Vec<Key> = reader.all(&sql, &values).await?;
    found.retain(|k| k.plan_id == plan);
    Ok(found)
}

/// What a plan shows with some branches open: the keys in the order the tree is read.
pub async fn shown(reader: &Reader, plan: Uuid, open: &[Uuid]) -> Result<Vec<Key>> {
    let mut ordered = children(reader, plan, &[]).await?;
    if open.is_empty() {
        return Ok(ordered);
    }
    let mut below: HashMap<Option<Uuid>, Vec<Key>> = HashMap::new();
    for key in children(reader, plan, open).await? {
        below.entry(key.parent_id).or_default().push(key);
    }
    let mut stack: Vec<Key> = ordered.drain(..).rev().collect();
    while let Some(key) = stack.pop() {
        stack.extend(below.remove(&Some(key.id)).unwrap_or_default().into_iter().rev());
        ordered.push(key);
    }
    Ok(ordered)
}

/// The keys above a key, from the top down.
pub async fn above(reader: &Reader, key: Uuid) -> Result<Vec<(Uuid, String)>> {
    reader
        .all(
            "WITH RECURSIVE up (id, parent_id, label, n) AS (
               SELECT k.id, k.parent_id, k.code || ' ' || k.title, 0 FROM journal_key k WHERE k.id = $1
               UNION ALL SELECT k.id, k.parent_id, k.code || ' ' || k.title, up.n + 1 FROM up JOIN journal_key k ON k.id = up.parent_id)
             SELECT id, label FROM up WHERE n > 0 ORDER BY n DESC",
            &args![key],
        )
        .await
}

/// The titles above each of some keys, as `Børn og unge › Skoler`.
pub async fn paths(reader: &Reader, keys: &[Uuid]) -> Result<HashMap<Uuid, String>> {
    let mut paths: HashMap<Uuid, String> = HashMap::new();
    if keys.is_empty() {
        return Ok(paths);
    }
    let values: Vec<Val> = keys.iter().map(|k| Val::Uuid(*k)).collect();
    let sql = format!(
        "WITH RECURSIVE up (leaf, parent_id, title, n) AS (
           SELECT k.id, k.parent_id, k.title, 0 FROM journal_key k WHERE k.id IN ({})
           UNION ALL SELECT up.leaf, k.parent_id, k.title, up.n + 1 FROM up JOIN journal_key k ON k.id = up.parent_id)
         SELECT leaf, title FROM up WHERE n > 0 ORDER BY n DESC",
        marks(1, keys.len())
    );
    for (leaf, title) in reader.all::<(Uuid, String)>(&sql, &values).await? {
        let path = paths.entry(leaf).or_default();
        if !path.is_empty() {
            path.push_str(" › ");
        }
        path.push_str(&title);
    }
    Ok(paths)
}

/// The conditions on `k` that every word of a search is found; arguments are added to `values`.
pub(super) fn words(q: &str, values: &mut Vec<Val>) -> String {
    let folded = collate::fold(q);
    let mut text = String::new();
    for word in folded.split_whitespace().take(8) {
        let word: String = word.chars().take(60).collect::<String>().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        values.push(Val::Text(format!("%{word}%")));
        text.push_str(&format!(" AND k.search_key LIKE ${} ESCAPE '\\'", values.len()));
    }
    text
}

/// The keys of a plan that a search finds, those whose code begins with it first.
pub async fn search(reader: &Reader, plan: Uuid, q: &str, most: i64) -> Result<Vec<Key>> {
    let mut values = args![plan, format!("{}%", collate::fold(q).replace(['%', '_', '\\'], ""))].to_vec();
    let found = words(q, &mut values);
    let sql = format!(
        "SELECT {} FROM journal_key k WHERE k.plan_id = $1{found} ORDER BY CASE WHEN k.code LIKE $2 THEN 0 ELSE 1 END, k.code_key, k.id LIMIT {most}",
        Key::COLUMNS
    );
    reader.all(&sql, &values).await
}

/// GET /api/v1/plans/{plan}/keys?parent=&q=
pub async fn api_keys(ctx: Ctx, axum::extract::Path(plan): axum::extract::Path<Uuid>, fields: Fields) -> Result<Json<Vec<Key>>> {
    let found = super::plan_of(&ctx.reader, plan).await?;
    if !found.active && !ctx.actor.may(Permission::Plans) {
        return Err(base::Error::NotFound);
    }
    let mut read = fields.read();
    let parent = read.id("parent");
    let q = read.text("q", 0..=200);
    read.done()?;
    let keys =
        if q.is_empty() { children(&ctx.reader, plan, parent.as_slice()).await? } else { search(&ctx.reader, plan, &q, 100).await? };
    Ok(Json::ok(keys))
}
