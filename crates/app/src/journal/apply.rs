//! What a table would change in a plan, and doing it. Dry run and change are the same steps.

use super::sheet::{self, Line, What, Wrong};
use super::tree::Tree;
use super::{JournalEvent, Key, edit, rehome};
use base::event::On;
use base::{Error, Result, Uow, Uuid};
use std::collections::{HashMap, HashSet};

/// What a table would change.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// Code and title.
    pub added: Vec<(String, String)>,
    /// Code, what it is, what it becomes.
    pub changed: Vec<(String, String, String)>,
    pub closed: Vec<(String, String)>,
    pub wrong: Vec<Wrong>,
}

impl Plan {
    /// Whether nothing would change.
    pub fn nothing(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.closed.is_empty()
    }
}

/// Looks at what the rows would change, and, where nothing is wrong, makes the change in `uow`.
pub async fn apply(uow: &mut Uow, plan: Uuid, lines: &[Line], wrong: Vec<Wrong>) -> Result<Plan> {
    let mut tree = Tree::lock(uow, plan).await?;
    let mut found = Plan { wrong, ..Plan::default() };
    let mut codes = tree.by_code();
    let named: HashSet<&str> = lines.iter().map(|l| l.code.as_str()).collect();
    let old_codes: HashMap<Uuid, String> = codes.iter().map(|(c, id)| (*id, c.clone())).collect();
    for line in lines {
        match codes.get(&line.code).copied() {
            Some(id) => change(uow, &mut tree, id, line, &mut found).await?,
            None => add(uow, &mut tree, &mut codes, line, &mut found).await?,
        }
    }
    let missing: Vec<(String, Uuid)> = old_codes.into_iter().filter(|(_, c)| !named.contains(c.as_str())).map(|(id, c)| (c, id)).collect();
    close(uow, &mut tree, missing, &mut found).await?;
    if found.wrong.is_empty() && !found.nothing() {
        let event = JournalEvent::PlanImported { added: found.added.len(), changed: found.changed.len(), closed: found.closed.len() };
        uow.note(&event, On::thing("plan", plan)).await?;
        tree.write(uow).await?;
    }
    found.wrong.sort_by_key(|w| w.line);
    found.wrong.dedup();
    Ok(found)
}

async fn change(uow: &mut Uow, tree: &mut Tree, id: Uuid, line: &Line, found: &mut Plan) -> Result<()> {
    let key = tree.get_mut(id).ok_or(Error::NotFound)?;
    let new = Key {
        title: line.title.clone(),
        description: line.description.clone(),
        keywords: line.keywords.clone(),
        closed: line.closed,
        ..key.clone()
    };
    if *key == new {
        return Ok(());
    }
    let old = std::mem::replace(key, new.clone());
    edit::note(uow, &old, &new).await?;
    let said = |k: &Key| {
        [k.title.as_str(), k.description.as_str(), k.keywords.as_str()]
            .iter()
            .filter(|s| !s.is_empty())
            .copied()
            .collect::<Vec<_>>()
            .join(" · ")
    };
    if !old.closed && new.closed && said(&old) == said(&new) {
        found.closed.push((old.code, new.title));
    } else {
        found.changed.push((old.code.clone(), said(&old), said(&new)));
    }
    Ok(())
}

async fn add(uow: &mut Uow, tree: &mut Tree, codes: &mut HashMap<String, Uuid>, line: &Line, found: &mut Plan) -> Result<()> {
    let parent = sheet::parent(&line.code).and_then(|above| codes.get(above).copied());
    // A missing parent is already noted as wrong; the row can't be placed.
    if sheet::parent(&line.code).is_some() && parent.is_none() {
        return Ok(());
    }
    let siblings = tree.children(parent).len();
    let number = sheet::numbers(&line.code).and_then(|n| n.last().copied()).unwrap_or(0);
    if usize::try_from(number).ok() != Some(siblings + 1) {
        found.wrong.push(Wrong { line: line.line, what: What::Gap(line.code.clone()) });
    }
    if let Some(above) = parent.and_then(|p| tree.get(p)).filter(|a| a.children == 0).cloned()
        && siblings == 0
        && rehome::any(uow, above.id).await?
    {
        found.wrong.push(Wrong { line: line.line, what: What::HoldsCases(above.code.clone()) });
    }
    let id = uow.id();
    let words = [line.title.clone(), line.description.clone(), line.keywords.clone()];
    let key = Key { code: line.code.clone(), closed: line.closed, ..Key::fresh(id, tree.plan, parent, words) };
    uow.note(&key.created(), On::thing("journal_key", id)).await?;
    tree.insert(key, usize::MAX);
    codes.insert(line.code.clone(), id);
    found.added.push((line.code.clone(), line.title.clone()));
    Ok(())
}

/// Keys that the table doesn't name are closed, never deleted.
async fn close(uow: &mut Uow, tree: &mut Tree, mut missing: Vec<(String, Uuid)>, found: &mut Plan) -> Result<()> {
    missing.sort_by_key(|(code, _)| sheet::numbers(code).unwrap_or_default());
    for (code, id) in missing {
        let Some(key) = tree.get_mut(id).filter(|k| !k.closed) else { continue };
        let old = key.clone();
        key.closed = true;
        let new = key.clone();
        edit::note(uow, &old, &new).await?;
        found.closed.push((code, old.title));
    }
    Ok(())
}
