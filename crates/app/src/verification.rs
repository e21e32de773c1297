//! `ringbind verify`: the history's chain recomputed by code of its own, every stored file held
//! against its hash, every final document against its seal.

use base::web::{Ctx, House};
use base::{Actor, Result, Timestamp, Uuid, Via, args, follow};
use std::process::ExitCode;
use std::sync::Arc;
use verify::{Checker, Link};

const BATCH: i64 = 5000;

base::row! {
    struct Row {
        position: i64, event_seq: i64, hash: Vec<u8>, id: Uuid, at: Timestamp, actor: Option<i64>, actor_name: String, via: String, address: String,
        request: String, kind: String, object: String, object_id: String, case_id: Option<Uuid>, document_id: Option<Uuid>, salt: Option<Vec<u8>>,
        data: String, commitment: Vec<u8>,
    }
}

impl Row {
    fn link(self) -> Link {
        Link {
            position: self.position,
            event_seq: self.event_seq,
            hash: self.hash,
            id: self.id.into_bytes(),
            at: self.at.as_microsecond(),
            actor: self.actor,
            actor_name: self.actor_name,
            via: self.via,
            address: self.address,
            request: self.request,
            kind: self.kind,
            object: self.object,
            object_id: self.object_id,
            case_id: self.case_id.map(Uuid::into_bytes),
            document_id: self.document_id.map(Uuid::into_bytes),
            salt: self.salt,
            data: self.data,
            commitment: self.commitment,
        }
    }
}

/// Checks everything; the first fault of each kind is named and the command fails.
pub async fn run(house: &Arc<House>) -> Result<ExitCode> {
    let ctx = Ctx::new(house.clone(), Actor::system("verify", Via::Cli));
    follow::chain(&house.db).await?;
    let sound = [chain(&ctx).await?, files(&ctx).await?, seals(&ctx).await?];
    Ok(if sound.iter().all(|s| *s) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn chain(ctx: &Ctx) -> Result<bool> {
    let mut checker = Checker::new();
    let mut position = 0;
    loop {
        let rows: Vec<Row> = ctx
            .reader
            .all(
                "SELECT c.position, c.event_seq, c.hash, e.id, e.at, e.actor, e.actor_name, e.via, e.address, e.request, e.kind, e.object, e.object_id,
                   e.case_id, e.document_id, e.salt, e.data, e.commitment
                 FROM event_chain c CROSS JOIN my_any_event e WHERE c.position > $1 AND e.seq = c.event_seq ORDER BY c.position LIMIT $2",
                &args![position, BATCH],
            )
            .await?;
        let Some(last) = rows.last().map(|r| r.position) else { break };
        for row in rows {
            if let Err(fault) = checker.push(&row.link()) {
                println!("history: {fault}");
                return Ok(false);
            }
        }
        position = last;
    }
    let (events, links): (i64, i64) =
        ctx.reader.one("SELECT (SELECT count(*) FROM my_any_event e) AS events, (SELECT count(*) FROM event_chain) AS links", &[]).await?;
    match checker.finish(None) {
        Ok(summary) if summary.events == links && links <= events => {
            let head: String = summary.hash.iter().map(|b| format!("{b:02x}")).collect();
            println!("history: {} events, whole; head {head}", summary.events);
            Ok(true)
        }
        Ok(summary) => {
            println!(
                "history: {} links in the chain, but {} of them stand by an event and there are {events} events",
                links, summary.events
            );
            Ok(false)
        }
        Err(fault) => {
            println!("history: {fault}");
            Ok(false)
        }
    }
}

/// Every file that a version, a rendition, a template or an upload names is there and has the content of its name.
async fn files(ctx: &Ctx) -> Result<bool> {
    let all: Vec<([u8; 32],)> = ctx
        .reader
        .all(
            "SELECT blob FROM my_any_version v UNION SELECT blob FROM rendition WHERE blob IS NOT NULL UNION SELECT blob FROM template_document
               UNION SELECT blob FROM upload WHERE blob IS NOT NULL",
            &[],
        )
        .await?;
    let mut bad = 0;
    for (hash,) in &all {
        let whole = match ctx.blobs().get(hash, u64::MAX).await {
            Ok(bytes) => verify::check_file(bytes.as_ref(), hash).is_ok(),
            Err(_) => false,
        };
        if !whole {
            bad += 1;
            println!("file: {} is missing or has another content", base::blob::hex(hash));
        }
    }
    println!("files: {} checked, {bad} wrong", all.len());
    Ok(bad == 0)
}

/// Every final document has the seal that its fields and files give.
async fn seals(ctx: &Ctx) -> Result<bool> {
    let all: Vec<(Uuid, String, [u8; 32])> =
        ctx.reader.all("SELECT d.id, d.title, d.seal FROM my_document d WHERE d.status = 1 AND d.seal IS NOT NULL", &[]).await?;
    let mut bad = 0;
    for (id, title, seal) in &all {
        if crate::documents::seal_of(ctx, *id).await? != *seal {
            bad += 1;
            println!("document: {id} »{title}« is not what was made final");
        }
    }
    println!("final documents: {} checked, {bad} wrong", all.len());
    Ok(bad == 0)
}
