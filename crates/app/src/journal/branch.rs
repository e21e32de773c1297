//! The tree as everybody reads it: its branches, how many cases each key holds for the reader, and
//! which branches he left open.

use super::{Key, find, plan_of};
use axum::extract::Path;
use base::permission::Permission;
use base::web::{Ctx, Fields, Page};
use base::{Error, Reader, Result, Uuid, Val};
use maud::Markup;
use std::collections::{HashMap, HashSet};
use texts::journal as t;
use ui::Node;

/// As many open branches as are remembered.
const MOST: usize = 60;

/// GET /journal/{plan}/keys?parent=
pub async fn children(ctx: Ctx, Path(plan): Path<Uuid>, fields: Fields) -> Result<Page> {
    let mut read = fields.read();
    let parent = read.id("parent");
    read.done()?;
    if !plan_of(&ctx.reader, plan).await?.active {
        return Err(Error::NotFound);
    }
    let keys = find::children(&ctx.reader, plan, &[parent.ok_or(Error::NotFound)?]).await?;
    let items = items(&ctx, &keys, &[], None, true).await?;
    Ok(Page::html(ui::tree_children(&nodes(&ctx, &items))))
}

/// POST /journal/{plan}/open: a branch was opened or closed.
pub async fn remember(ctx: Ctx, Path(plan): Path<Uuid>, fields: Fields) -> Result<Page> {
    let mut read = fields.read();
    let (key, on) = (read.id("key"), read.flag("open"));
    read.done()?;
    let key = key.ok_or(Error::NotFound)?;
    let mut open = opened(&ctx, plan).await?;
    open.retain(|k| *k != key);
    if on {
        open.push(key);
    }
    let first = open.len().saturating_sub(MOST);
    let kept: Vec<String> = open[first..].iter().map(Uuid::to_string).collect();
    ctx.remember(&format!("journal.open.{plan}"), &kept.join(" ")).await?;
    Ok(Page::nothing())
}

/// The branches that the reader left open.
pub async fn opened(ctx: &Ctx, plan: Uuid) -> Result<Vec<Uuid>> {
    let kept = ctx.pref(&format!("journal.open.{plan}")).await?.unwrap_or_default();
    Ok(kept.split(' ').filter_map(|k| Uuid::parse_str(k).ok()).collect())
}

/// How many cases the reader sees at each of some keys or anywhere below.
pub async fn counts(reader: &Reader, keys: &[Uuid]) -> Result<HashMap<Uuid, i64>> {
    if keys.is_empty() {
        return Ok(HashMap::new());
    }
    let values: Vec<Val> = keys.iter().map(|k| Val::Uuid(*k)).collect();
    let sql = format!(
        "WITH RECURSIVE below (top, id, held) AS (
           SELECT k.id, k.id, k.held FROM journal_key k WHERE k.id IN ({})
           UNION ALL SELECT b.top, k.id, k.held FROM below b CROSS JOIN journal_key k WHERE k.parent_id = b.id)
         SELECT b.top, count(*) FROM below b CROSS JOIN my_case c WHERE b.held AND c.key_id = b.id GROUP BY b.top",
        base::marks(1, keys.len())
    );
    Ok(reader.all::<(Uuid, i64)>(&sql, &values).await?.into_iter().collect())
}

/// A key with what its item of the tree needs.
pub struct Item {
    key: Key,
    href: String,
    children: String,
    add: Option<String>,
    count: String,
    said: String,
    open: bool,
    chosen: bool,
    nested: bool,
}

/// The keys made ready for drawing.
pub async fn items(ctx: &Ctx, keys: &[Key], open: &[Uuid], chosen: Option<Uuid>, nested: bool) -> Result<Vec<Item>> {
    let ids: Vec<Uuid> = keys.iter().map(|k| k.id).collect();
    let counts = counts(&ctx.reader, &ids).await?;
    let open: HashSet<Uuid> = open.iter().copied().collect();
    let may = ctx.actor.may(Permission::CasesCreate);
    Ok(keys
        .iter()
        .map(|key| Item {
            href: format!("/journal?key={}", key.id),
            children: format!("/journal/{}/keys?parent={}", key.plan_id, key.id),
            add: (may && key.children == 0 && !key.closed).then(|| format!("/cases/new?key={}", key.id)),
            count: texts::Number(ctx.lang, counts.get(&key.id).copied().unwrap_or(0)).to_string(),
            said: t::cases_word(ctx.lang, counts.get(&key.id).copied().unwrap_or(0)),
            open: open.contains(&key.id),
            chosen: chosen == Some(key.id),
            nested,
            key: key.clone(),
        })
        .collect())
}

/// The items of the tree.
pub fn nodes<'a>(ctx: &Ctx, items: &'a [Item]) -> Vec<Node<'a>> {
    let lang = ctx.lang;
    items
        .iter()
        .map(|item| {
            let key = &item.key;
            let level = if item.nested { key.level() } else { 1 };
            let mut node = Node::new(level, &key.title, &item.href).code(&key.code).selected(item.chosen);
            if item.count != "0" {
                node = node.count(&item.count, &item.said);
            }
            if item.nested && key.children > 0 {
                node = if item.open { node.branch(true) } else { node.lazy(&item.children) };
                node = node.attr("data-remember", &format!("/journal/{}/open?key={}", key.plan_id, key.id));
            }
            if key.closed {
                node = node.closed(t::closed(lang));
            }
            match &item.add {
                Some(href) => node.add(t::create_here_key(lang), href),
                None => node,
            }
        })
        .collect()
}

/// The tree, or what stands in its place.
pub fn draw(ctx: &Ctx, items: &[Item]) -> Markup {
    ui::tree(t::keys(ctx.lang), &nodes(ctx, items))
}
