//! The chain, link by link, and what the events tell of rights on the way.

use super::Report;
use base::web::Ctx;
use base::{Dialect, Error, Result, Timestamp, Uuid, args};
use verify::{Checker, Head, Link, Rights, Told};

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

/// Reads the whole chain; returns the rights that it tells of.
pub async fn check(ctx: &Ctx, heads: &[Head], report: &mut Report) -> Result<Rights> {
    let mut checker = Checker::with_heads(heads.iter().copied());
    let mut rights = Rights::new();
    // The next rows are read while these are checked.
    let mut next = tokio::spawn(rows(ctx.clone(), 0));
    loop {
        let rows = next.await.map_err(Error::internal)??;
        let Some(last) = rows.last().map(|r| r.position) else { break };
        next = tokio::spawn(self::rows(ctx.clone(), last));
        for row in rows {
            let link = row.link();
            if let Err(fault) = checker.push(&link) {
                report.fault(format!("history: {fault}"));
                return Ok(rights);
            }
            rights.tell(&Told {
                position: link.position,
                kind: &link.kind,
                object_id: &link.object_id,
                case: link.case_id,
                document: link.document_id,
                data: &link.data,
            });
        }
    }
    match checker.finish(None) {
        Ok(summary) => {
            let head: String = summary.hash.iter().map(|b| format!("{b:02x}")).collect();
            report.said.push(format!("history: {} events; head {}:{head}", summary.events, summary.events));
            // Nothing is anonymised by this version, so that a salt which is gone hides a change.
            if let Some(position) = summary.first_anonymised {
                report.fault(format!("history: position {position}: the event's salt is gone, and nothing tells of it"));
            }
            outside(ctx, summary.events, report).await?;
            unchained(ctx, summary.events, &mut rights).await?;
        }
        Err(fault) => report.fault(format!("history: {fault}")),
    }
    Ok(rights)
}

base::row! {
    struct Late { kind: String, object_id: String, case_id: Option<Uuid>, document_id: Option<Uuid>, data: String }
}

/// What happened and doesn't stand in the chain yet: as long as something older is under way on PostgreSQL, nothing is
/// put into it.
async fn unchained(ctx: &Ctx, events: i64, rights: &mut Rights) -> Result<()> {
    let newest = "(SELECT c.event_seq FROM event_chain c ORDER BY c.position DESC LIMIT 1)";
    let later = match ctx.reader.dialect() {
        Dialect::Sqlite => format!("e.seq > coalesce({newest}, 0)"),
        Dialect::Pg => {
            format!("(e.tx, e.seq) > (coalesce((SELECT l.tx FROM my_any_event l WHERE l.seq = {newest}), 0), coalesce({newest}, 0))")
        }
    };
    let late: Vec<Late> = ctx
        .reader
        .all(
            &format!("SELECT e.kind, e.object_id, e.case_id, e.document_id, e.data FROM my_any_event e WHERE {later} ORDER BY e.tx, e.seq"),
            &[],
        )
        .await?;
    for (event, position) in late.iter().zip(events + 1..) {
        let (case, document) = (event.case_id.map(Uuid::into_bytes), event.document_id.map(Uuid::into_bytes));
        rights.tell(&Told { position, kind: &event.kind, object_id: &event.object_id, case, document, data: &event.data });
    }
    Ok(())
}

async fn rows(ctx: Ctx, after: i64) -> Result<Vec<Row>> {
    ctx.reader
        .all(
            "SELECT c.position, c.event_seq, c.hash, e.id, e.at, e.actor, e.actor_name, e.via, e.address, e.request, e.kind, e.object, e.object_id,
               e.case_id, e.document_id, e.salt, e.data, e.commitment
             FROM event_chain c CROSS JOIN my_any_event e WHERE c.position > $1 AND e.seq = c.event_seq ORDER BY c.position LIMIT $2",
            &args![after, BATCH],
        )
        .await
}

/// Links without an event, and events that the chain has passed by.
async fn outside(ctx: &Ctx, events: i64, report: &mut Report) -> Result<()> {
    let (links,): (i64,) = ctx.reader.one("SELECT count(*) FROM event_chain", &[]).await?;
    if links != events {
        report.fault(format!("history: position {}: the chain goes on for {} links without an event", events + 1, links - events));
    }
    let passed: Option<(i64,)> = ctx
        .reader
        .maybe(
            "SELECT e.seq FROM my_any_event e JOIN (SELECT l.tx, l.seq FROM event_chain c JOIN my_any_event l ON l.seq = c.event_seq
               ORDER BY c.position DESC LIMIT 1) last ON (e.tx, e.seq) < (last.tx, last.seq)
             WHERE NOT EXISTS (SELECT 1 FROM event_chain c WHERE c.event_seq = e.seq) ORDER BY e.seq LIMIT 1",
            &[],
        )
        .await?;
    if let Some((seq,)) = passed {
        report.fault(format!("history: event {seq} stands outside the chain"));
    }
    Ok(())
}
