//! Feeds the index from the log: each event names what must be read again.

use super::entry::{self, CaseFacts, DocumentFacts, number};
use crate::documents;
use base::follow::{self, Logged};
use base::search::{Change, Index, MANAGING};
use base::web::{Ctx, House};
use base::{Actor, Result, Uuid, Via, args};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// Events read at once.
const BATCH: i64 = 2000;

/// Follows until told to stop.
pub async fn follow(house: Arc<House>, index: Arc<Index>, mut grown: watch::Receiver<i64>, mut stop: watch::Receiver<bool>) {
    let ctx = Ctx::new(house, Actor::system("search index", Via::Job));
    sound(&index).await;
    let mut position = kept(&ctx, &index, 0).await;
    loop {
        // Where much is written there is always more to read: a stop doesn't wait for the end of it.
        let read = tokio::select! {
            read = read_on(&ctx, &index, position) => read,
            _ = stop.changed() => return,
        };
        match read {
            Ok(now) if now > position => {
                position = now;
                continue;
            }
            Ok(_) => {}
            Err(error) => {
                tracing::error!(%error, "search index");
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
        }
        position = kept(&ctx, &index, position).await;
        tokio::select! {
            _ = grown.changed() => {}
            () = tokio::time::sleep(Duration::from_secs(2)) => {}
            _ = stop.changed() => return,
        }
    }
}

/// Begins anew if a file of the index isn't as it was written.
async fn sound(index: &Arc<Index>) {
    let index = index.clone();
    let looked = tokio::task::spawn_blocking(move || {
        if index.damaged() {
            tracing::warn!("the search index is damaged and begins anew");
            if let Err(error) = index.begin_anew() {
                tracing::error!(%error, "search index");
            }
        }
    });
    if let Err(error) = looked.await {
        tracing::error!(%error, "search index");
    }
}

/// From where to read on: where the index stands, if it is still the one that was written.
async fn kept(ctx: &Ctx, index: &Arc<Index>, position: i64) -> i64 {
    if index.doubted() {
        sound(index).await;
        index.reopen();
    }
    if index.read_to().0 < position {
        // Somebody took the folder away.
        index.reopen();
    }
    let (reached, known) = index.read_to();
    // An older database was put back: the index has read what isn't there.
    if reached > 0 && mark(ctx, reached).await.is_ok_and(|there| there != known) {
        tracing::warn!("the search index was made from another database and begins anew");
        if let Err(error) = index.begin_anew() {
            tracing::error!(%error, "search index");
        }
    }
    index.position()
}

/// Tells a place in the chain from the same place in another.
pub async fn mark(ctx: &Ctx, position: i64) -> Result<String> {
    let found: Option<([u8; 32],)> = ctx.reader.maybe("SELECT hash FROM event_chain WHERE position = $1", &args![position]).await?;
    Ok(found.map(|(hash,)| base::blob::hex(&hash)).unwrap_or_default())
}

/// Brings an index up to what the chain holds.
pub async fn catch_up(house: &Arc<House>, index: &Arc<Index>) -> Result<()> {
    let ctx = Ctx::new(house.clone(), Actor::system("search index", Via::Job));
    let mut position = index.position();
    loop {
        let now = read_on(&ctx, index, position).await?;
        if now == position {
            return Ok(());
        }
        position = now;
    }
}

/// Reads the next events and writes what they changed; returns the position reached.
async fn read_on(ctx: &Ctx, index: &Arc<Index>, position: i64) -> Result<i64> {
    let events = follow::after(&ctx.house().db, position, BATCH).await?;
    let Some(last) = events.last().map(|e| e.position) else { return Ok(position) };
    let (cases, documents) = concerned(ctx, &events).await?;
    let mut changes = Vec::with_capacity(cases.len() + documents.len());
    for id in cases {
        changes.push(case(ctx, id).await?);
    }
    for id in documents {
        changes.push(document(ctx, id).await?);
    }
    let index = index.clone();
    let mark = mark(ctx, last).await?;
    let written = tokio::task::spawn_blocking(move || index.write(&changes, last, &mark).inspect_err(|_| index.reopen()));
    written.await.map_err(base::Error::internal)??;
    Ok(last)
}

/// What changed since the index last read: the newest such changes.
pub async fn unread(ctx: &Ctx, index: &Index) -> Result<Vec<Uuid>> {
    const MOST: i64 = 10_000;
    let system = Ctx::new(ctx.house().clone(), Actor::system("search index", Via::Job));
    let events = follow::unread(&ctx.house().db, index.position(), MOST).await?;
    let (cases, documents) = concerned(&system, &events).await?;
    Ok(cases.into_iter().chain(documents).collect())
}

/// The cases and documents that the events concern; when who sees a case changed, all its documents.
async fn concerned(ctx: &Ctx, events: &[Logged]) -> Result<(BTreeSet<Uuid>, BTreeSet<Uuid>)> {
    let (mut cases, mut documents, mut whole) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for event in events {
        if let Some(id) = event.document_id {
            documents.insert(id);
        } else if let Some(id) = event.case_id {
            cases.insert(id);
            if touches_all(event) {
                whole.insert(id);
            }
        }
    }
    for id in whole {
        let all: Vec<(Uuid,)> = ctx.reader.all("SELECT d.id FROM my_any_document d WHERE d.case_id = $1", &args![id]).await?;
        documents.extend(all.into_iter().map(|(id,)| id));
    }
    Ok((cases, documents))
}

fn touches_all(event: &Logged) -> bool {
    event.kind.starts_with("case.member")
        || matches!(event.kind.as_str(), "case.restricted" | "case.deleted" | "case.restored")
        || event.kind == "case.changed" && (event.data.contains("\"owner\"") || event.data.contains("\"template\""))
}

async fn members(ctx: &Ctx, case: Uuid) -> Result<Vec<(i64, i64)>> {
    ctx.reader.all("SELECT m.principal, m.level FROM my_member m WHERE m.case_id = $1", &args![case]).await
}

async fn read_case(ctx: &Ctx, id: Uuid) -> Result<Option<CaseFacts>> {
    ctx.reader
        .maybe(
            "SELECT c.number, c.archive_number, c.title, c.description, c.status, c.owner, coalesce(u.name, g.name, '') AS owner_name, c.type_id, c.template_id,
               c.restricted, coalesce(k.code || ' ' || k.title, '') AS key_name, c.changed, c.created
             FROM my_case c LEFT JOIN users u ON u.id = c.owner LEFT JOIN groups g ON g.id = c.owner LEFT JOIN journal_key k ON k.id = c.key_id WHERE c.id = $1",
            &args![id],
        )
        .await
}

async fn case(ctx: &Ctx, id: Uuid) -> Result<Change> {
    let Some(c) = read_case(ctx, id).await? else { return Ok(Change::Remove(id)) };
    Ok(Change::Put(Box::new(entry::of_case(id, c, &members(ctx, id).await?))))
}

async fn document(ctx: &Ctx, id: Uuid) -> Result<Change> {
    let found: Option<DocumentFacts> = ctx
        .reader
        .maybe(
            "SELECT d.case_id, d.title, d.description, d.status, d.type_id, d.handler, d.limited, d.sender, d.receivers, d.main_version, d.changed, d.created
             FROM my_document d WHERE d.id = $1",
            &args![id],
        )
        .await?;
    let Some(d) = found else { return Ok(Change::Remove(id)) };
    let Some(c) = read_case(ctx, d.case_id).await? else { return Ok(Change::Remove(id)) };
    let members = members(ctx, d.case_id).await?;
    let limits = if d.limited { Some(limits(ctx, id, &c, &members).await?) } else { None };
    let text = text(ctx, id, &d).await?;
    Ok(Change::Put(Box::new(entry::of_document(id, d, &c, &members, limits, text))))
}

/// To whom a document is limited: those who manage the case, and those named.
async fn limits(ctx: &Ctx, id: Uuid, c: &CaseFacts, members: &[(i64, i64)]) -> Result<Vec<u64>> {
    let mut scopes = vec![number(c.owner)];
    scopes.extend(members.iter().filter(|(_, level)| *level >= 3).map(|(principal, _)| number(*principal)));
    if !c.restricted {
        scopes.push(MANAGING + number(c.template_id));
    }
    let named: Vec<(i64,)> = ctx.reader.all("SELECT a.principal FROM my_document_access a WHERE a.document_id = $1", &args![id]).await?;
    scopes.extend(named.into_iter().map(|(principal,)| number(principal)));
    Ok(scopes)
}

/// Everything that can be read in a document: its registration and the text of its files.
async fn text(ctx: &Ctx, id: Uuid, d: &DocumentFacts) -> Result<String> {
    const LONGEST: usize = 5_000_000;
    let mut text = entry::registration(d);
    let files: Vec<([u8; 32], String)> = ctx
        .reader
        .all(
            "SELECT v.blob, v.name FROM my_version v WHERE v.document_id = $1 AND (v.id = $2
               OR v.id IN (SELECT a.current_version FROM my_attachment a WHERE a.document_id = $1))",
            &args![id, d.main_version],
        )
        .await?;
    for (blob, name) in files {
        text.push_str(&name);
        text.push('\n');
        let pages = match documents::pages_of(ctx, &blob).await {
            Ok(pages) => pages,
            // One text that is lost doesn't keep everything else from being found.
            Err(base::Error::Internal(cause)) => {
                tracing::error!(document = %id, %cause, "search index: a text can't be read");
                continue;
            }
            Err(error) => return Err(error),
        };
        for page in pages {
            if text.len() + page.len() > LONGEST {
                return Ok(text);
            }
            text.push_str(&page);
            text.push('\n');
        }
    }
    Ok(text)
}
