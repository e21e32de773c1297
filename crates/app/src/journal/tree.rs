//! A plan's whole tree in a change: what is done to it is written at the end, codes following places.

use super::Key;
use base::{Error, Result, Uow, Uuid, args, collate};
use std::collections::{HashMap, HashSet};
use texts::journal as t;

/// The deepest a key may lie: its code must still sort by its key.
const DEEPEST: u8 = 24;

/// The tree of one plan, locked against other changes of it.
pub struct Tree {
    pub plan: Uuid,
    keys: HashMap<Uuid, Key>,
    below: HashMap<Option<Uuid>, Vec<Uuid>>,
    stored: HashMap<Uuid, Key>,
    gone: Vec<Uuid>,
}

impl Tree {
    /// Locks the plan and reads its keys.
    pub async fn lock(uow: &mut Uow, plan: Uuid) -> Result<Tree> {
        uow.one::<(Uuid,)>("SELECT id FROM plan WHERE id = $1 {lock}", &args![plan]).await?;
        let all: Vec<Key> =
            uow.all(&format!("SELECT {} FROM journal_key k WHERE k.plan_id = $1 ORDER BY k.position, k.id", Key::COLUMNS), &args![plan]).await?;
        let mut below: HashMap<Option<Uuid>, Vec<Uuid>> = HashMap::new();
        for key in &all {
            below.entry(key.parent_id).or_default().push(key.id);
        }
        let keys: HashMap<Uuid, Key> = all.into_iter().map(|k| (k.id, k)).collect();
        Ok(Tree { plan, stored: keys.clone(), keys, below, gone: vec![] })
    }

    /// Locks the plan that a key stands in; a version that was named must be the key's own.
    pub async fn of_key(uow: &mut Uow, key: Uuid, version: Option<i64>) -> Result<(Tree, Key)> {
        let (plan,): (Uuid,) = uow.one("SELECT plan_id FROM journal_key WHERE id = $1", &args![key]).await?;
        let tree = Tree::lock(uow, plan).await?;
        let key = tree.get(key).ok_or(Error::NotFound)?.clone();
        if version.is_some_and(|v| v != key.version) {
            return Err(Error::Conflict);
        }
        Ok((tree, key))
    }

    /// A key of this plan.
    pub fn get(&self, id: Uuid) -> Option<&Key> {
        self.keys.get(&id)
    }

    /// A key to be changed.
    pub fn get_mut(&mut self, id: Uuid) -> Option<&mut Key> {
        self.keys.get_mut(&id)
    }

    /// The keys right below one, in order; none: those at the top.
    pub fn children(&self, parent: Option<Uuid>) -> &[Uuid] {
        self.below.get(&parent).map_or(&[], Vec::as_slice)
    }

    /// A key and all below it, as the tree is read.
    pub fn subtree(&self, top: Uuid) -> Vec<Uuid> {
        let (mut found, mut open) = (vec![], vec![top]);
        while let Some(next) = open.pop() {
            found.push(next);
            open.extend(self.children(Some(next)).iter().rev());
        }
        found
    }

    /// A key's place among its siblings, from 0.
    pub fn place(&self, key: &Key) -> usize {
        self.children(key.parent_id).iter().position(|id| *id == key.id).unwrap_or(0)
    }

    /// Every key by its code.
    pub fn by_code(&self) -> HashMap<String, Uuid> {
        self.keys.values().map(|k| (k.code.clone(), k.id)).collect()
    }

    /// Puts in a new key below another, at a place counted from 0.
    pub fn insert(&mut self, key: Key, at: usize) {
        let siblings = self.below.entry(key.parent_id).or_default();
        siblings.insert(at.min(siblings.len()), key.id);
        self.keys.insert(key.id, key);
    }

    /// Moves a key with all below it. Refused below itself.
    pub fn move_to(&mut self, id: Uuid, parent: Option<Uuid>, at: usize) -> Result<()> {
        if parent.is_some_and(|p| self.subtree(id).contains(&p)) {
            return Err(Error::field("target", t::move_into_itself));
        }
        let old = self.keys.get(&id).ok_or(Error::NotFound)?.parent_id;
        if let Some(siblings) = self.below.get_mut(&old) {
            siblings.retain(|s| *s != id);
        }
        let siblings = self.below.entry(parent).or_default();
        siblings.insert(at.min(siblings.len()), id);
        if let Some(key) = self.keys.get_mut(&id) {
            key.parent_id = parent;
        }
        Ok(())
    }

    /// Takes a key out for good.
    pub fn remove(&mut self, id: Uuid) {
        if let Some(key) = self.keys.remove(&id) {
            if let Some(siblings) = self.below.get_mut(&key.parent_id) {
                siblings.retain(|s| *s != id);
            }
            self.gone.push(id);
        }
    }

    /// Gives every key the code of its place. Returns how many got another.
    pub fn number(&mut self) -> Result<usize> {
        let mut changed = 0;
        let mut open: Vec<(Option<Uuid>, String)> = vec![(None, String::new())];
        while let Some((parent, prefix)) = open.pop() {
            for (at, id) in self.below.get(&parent).cloned().unwrap_or_default().into_iter().enumerate() {
                let children = self.below.get(&Some(id)).map_or(0, Vec::len);
                let Some(key) = self.keys.get_mut(&id) else { continue };
                let code = format!("{prefix}{}", at + 1);
                changed += usize::from(!key.code.is_empty() && key.code != code);
                key.code = code;
                key.position = i64::try_from(at + 1).unwrap_or(i64::MAX);
                key.children = i64::try_from(children).unwrap_or(i64::MAX);
                if key.level() > DEEPEST {
                    return Err(Error::refused(|lang| t::too_deep(lang, i64::from(DEEPEST))));
                }
                open.push((Some(id), format!("{}.", key.code)));
            }
        }
        Ok(changed)
    }

    /// Writes what differs from what was read. The events are the caller's.
    pub async fn write(mut self, uow: &mut Uow) -> Result<()> {
        self.number()?;
        let tops: Vec<Uuid> = self.children(None).to_vec();
        let mut done = HashSet::new();
        for id in tops.into_iter().flat_map(|top| self.subtree(top)) {
            let Some(key) = self.keys.get(&id).filter(|_| done.insert(id)) else { continue };
            match self.stored.get(&id) {
                None => insert(uow, key).await?,
                Some(old) if old != key => update(uow, old, key).await?,
                Some(_) => {}
            }
        }
        for id in &self.gone {
            uow.also("DELETE FROM journal_key WHERE id = $1", &args![*id]).await?;
        }
        Ok(())
    }
}

/// What the search box and the pickers look in.
fn search_key(key: &Key) -> String {
    collate::fold(&format!("{} {} {}", key.code, key.title, key.keywords))
}

async fn insert(uow: &mut Uow, key: &Key) -> Result<()> {
    uow.also(
        "INSERT INTO journal_key (id, plan_id, parent_id, position, code, code_key, title, description, keywords, search_key, closed, children)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        &args![
            key.id, key.plan_id, key.parent_id, key.position, key.code.as_str(), collate::key(&key.code), key.title.as_str(), key.description.as_str(),
            key.keywords.as_str(), search_key(key), key.closed, key.children,
        ],
    )
    .await
    .map(drop)
}

/// A key that only got another number keeps its version: nobody's edit of it is in the way.
async fn update(uow: &mut Uow, old: &Key, key: &Key) -> Result<()> {
    let numbered = Key { position: old.position, code: old.code.clone(), children: old.children, ..key.clone() };
    uow.also(
        "UPDATE journal_key SET parent_id = $1, position = $2, code = $3, code_key = $4, title = $5, description = $6, keywords = $7, search_key = $8,
           closed = $9, children = $10, version = version + $11 WHERE id = $12",
        &args![
            key.parent_id, key.position, key.code.as_str(), collate::key(&key.code), key.title.as_str(), key.description.as_str(), key.keywords.as_str(),
            search_key(key), key.closed, key.children, i64::from(numbered != *old), key.id,
        ],
    )
    .await
    .map(drop)
}
