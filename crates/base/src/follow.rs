//! What follows the log: the hash chain, in commit order, and everybody who reads along by a cursor.

use crate::args;
use crate::db::{Db, Dialect, GREW};
use crate::error::Result;
use crate::event::{Link, link};
use jiff::Timestamp;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Notify, watch};
use uuid::Uuid;

/// Wakes the followers of this process after a commit.
#[derive(Clone, Default)]
pub struct Nudge(Arc<Notify>);

impl Nudge {
    /// Something was committed.
    pub fn now(&self) {
        self.0.notify_one();
    }

    async fn wait(&self, at_most: Duration) {
        let _ = tokio::time::timeout(at_most, self.0.notified()).await;
    }
}

crate::row! {
    /// An event as followers read it; `position` is its place in the chain.
    #[derive(Debug, Clone)]
    pub struct Logged {
        pub position: i64,
        pub seq: i64,
        pub id: Uuid,
        pub at: Timestamp,
        pub actor: Option<i64>,
        pub kind: String,
        pub object: String,
        pub object_id: String,
        pub case_id: Option<Uuid>,
        pub document_id: Option<Uuid>,
        pub data: String,
    }
}

crate::row! {
    struct Unchained {
        seq: i64, id: Uuid, at: Timestamp, actor: Option<i64>, actor_name: String, via: String, address: String, request: String,
        kind: String, object: String, object_id: String, case_id: Option<Uuid>, document_id: Option<Uuid>, commitment: Vec<u8>,
    }
}

/// Appends to the chain what was committed since; returns the chain's newest position.
pub async fn chain(db: &Db) -> Result<i64> {
    loop {
        let (position, more) = chain_some(db).await?;
        if !more {
            return Ok(position);
        }
    }
}

async fn chain_some(db: &Db) -> Result<(i64, bool)> {
    const MOST: usize = 1000;
    let newest =
        "SELECT c.position, c.hash, e.tx, e.seq FROM event_chain c JOIN event e ON e.seq = c.event_seq ORDER BY c.position DESC LIMIT 1";
    // SQLite would read every event of the transaction 0, which all of them have there, to find those after a number.
    let news = match db.dialect() {
        Dialect::Sqlite => {
            "SELECT seq, id, at, actor, actor_name, via, address, request, kind, object, object_id, case_id, document_id, commitment
             FROM event WHERE $1 >= 0 AND seq > $2 ORDER BY seq LIMIT 1000"
        }
        Dialect::Pg => {
            "SELECT seq, id, at, actor, actor_name, via, address, request, kind, object, object_id, case_id, document_id, commitment
             FROM event WHERE (tx, seq) > ($1, $2) AND {done} ORDER BY tx, seq LIMIT 1000"
        }
    };
    // Look before taking the writer's place: most of the time there is nothing to do.
    let last: Option<(i64, Vec<u8>, i64, i64)> = db.maybe(newest, &[]).await?;
    let (position, _, tx, seq) = last.clone().unwrap_or_default();
    if db.rows(&news.replace("1000", "1"), &args![tx, seq]).await?.is_empty() {
        return Ok((position, false));
    }
    let mut write = db.begin().await?;
    if db.dialect() == Dialect::Pg {
        write.run("SELECT pg_advisory_xact_lock(7219364012)", &[]).await?;
    }
    let last: Option<(i64, Vec<u8>, i64, i64)> = write.maybe(newest, &[]).await?;
    let (mut position, mut hash, tx, seq) = last.unwrap_or_default();
    let found: Vec<Unchained> = write.all(news, &args![tx, seq]).await?;
    for event in &found {
        hash = link(&hash, &event.link()).to_vec();
        position += 1;
        write
            .run("INSERT INTO event_chain (position, event_seq, hash) VALUES ($1, $2, $3)", &args![position, event.seq, hash.clone()])
            .await?;
    }
    if !found.is_empty() && db.dialect() == Dialect::Pg {
        write.batch(GREW).await?;
    }
    write.commit().await?;
    Ok((position, found.len() == MOST))
}

impl Unchained {
    fn link(&self) -> Link<'_> {
        Link {
            id: self.id,
            at: self.at.as_microsecond(),
            actor: self.actor,
            texts: [&self.actor_name, &self.via, &self.address, &self.request, &self.kind, &self.object, &self.object_id],
            case: self.case_id,
            document: self.document_id,
            commitment: &self.commitment,
        }
    }
}

/// The events after a position, oldest first, at most `limit`.
pub async fn after(db: &Db, position: i64, limit: i64) -> Result<Vec<Logged>> {
    let sql = match db.dialect() {
        Dialect::Sqlite => {
            "SELECT c.position, e.seq, e.id, e.at, e.actor, e.kind, e.object, e.object_id, e.case_id, e.document_id, e.data
             FROM event_chain c CROSS JOIN event e WHERE c.position > $1 AND e.seq = c.event_seq ORDER BY c.position LIMIT $2"
        }
        // It guesses that a third of everything comes after a position.
        Dialect::Pg => {
            "SELECT c.position, e.seq, e.id, e.at, e.actor, e.kind, e.object, e.object_id, e.case_id, e.document_id, e.data
             FROM (SELECT position, event_seq FROM event_chain WHERE position > $1 ORDER BY position LIMIT $2) c
             CROSS JOIN LATERAL (SELECT * FROM event n WHERE n.seq = c.event_seq OFFSET 0) e ORDER BY c.position"
        }
    };
    db.all(sql, &args![position, limit]).await
}

/// The newest events, at most `limit`, that a follower at `position` hasn't read, those that aren't chained yet among
/// them (their position is 0).
pub async fn unread(db: &Db, position: i64, limit: i64) -> Result<Vec<Logged>> {
    let last: Option<(i64, i64)> =
        db.maybe("SELECT e.tx, e.seq FROM event_chain c JOIN event e ON e.seq = c.event_seq ORDER BY c.position DESC LIMIT 1", &[]).await?;
    let (tx, seq) = last.unwrap_or_default();
    let sql = match db.dialect() {
        Dialect::Sqlite => {
            "SELECT * FROM (
               SELECT c.position, e.seq, e.id, e.at, e.actor, e.kind, e.object, e.object_id, e.case_id, e.document_id, e.data
                 FROM event_chain c CROSS JOIN event e WHERE c.position > $1 AND e.seq = c.event_seq
               UNION ALL
               SELECT 0, e.seq, e.id, e.at, e.actor, e.kind, e.object, e.object_id, e.case_id, e.document_id, e.data
                 FROM event e WHERE $2 >= 0 AND e.seq > $3) news ORDER BY seq DESC LIMIT $4"
        }
        // Each part by its own order and with its own end, so that it is read by an index even where most is guessed to follow.
        Dialect::Pg => {
            "SELECT * FROM (
               (SELECT c.position, e.seq, e.id, e.at, e.actor, e.kind, e.object, e.object_id, e.case_id, e.document_id, e.data
                 FROM (SELECT position, event_seq FROM event_chain WHERE position > $1 ORDER BY position DESC LIMIT $4) c
                 CROSS JOIN LATERAL (SELECT * FROM event n WHERE n.seq = c.event_seq OFFSET 0) e)
               UNION ALL
               (SELECT 0, e.seq, e.id, e.at, e.actor, e.kind, e.object, e.object_id, e.case_id, e.document_id, e.data
                 FROM event e WHERE (e.tx, e.seq) > ($2, $3) ORDER BY e.tx DESC, e.seq DESC LIMIT $4)) news ORDER BY seq DESC LIMIT $4"
        }
    };
    db.all(sql, &args![position, tx, seq, limit]).await
}

/// Whether an event stands in the log that the chain doesn't hold yet, and the chain's newest position.
pub async fn head(db: &Db) -> Result<(i64, bool)> {
    let sql = match db.dialect() {
        Dialect::Sqlite => {
            "SELECT coalesce((SELECT max(position) FROM event_chain), 0) AS position,
               coalesce((SELECT max(seq) FROM event), 0) > coalesce((SELECT max(event_seq) FROM event_chain), 0) AS more"
        }
        // Numbers are given out before transactions end: the newest in the chain isn't the greatest.
        Dialect::Pg => {
            "SELECT coalesce((SELECT max(position) FROM event_chain), 0) AS position,
               (SELECT 1 FROM event e WHERE (e.tx, e.seq) > (
                   coalesce((SELECT n.tx FROM event_chain c JOIN event n ON n.seq = c.event_seq ORDER BY c.position DESC LIMIT 1), 0),
                   coalesce((SELECT c.event_seq FROM event_chain c ORDER BY c.position DESC LIMIT 1), 0))
                 ORDER BY e.tx, e.seq LIMIT 1) IS NOT NULL AS more"
        }
    };
    Ok(db.maybe(sql, &[]).await?.unwrap_or_default())
}

/// Chains until told to stop, and tells everybody who watches how far the chain has come.
pub async fn run(db: Db, nudge: Nudge, grown: watch::Sender<i64>, mut stop: watch::Receiver<bool>) {
    loop {
        match chain(&db).await {
            Ok(position) => {
                grown.send_if_modified(|old| std::mem::replace(old, position) != position);
            }
            Err(error) => tracing::error!(%error, "chain"),
        }
        tokio::select! {
            () = nudge.wait(Duration::from_secs(1)) => {}
            _ = stop.changed() => return,
        }
        // Writers come in bursts; one transaction then chains them together.
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Hears of what other nodes chained, until told to stop; without it their events are found a second later.
pub async fn listen(db: Db, nudge: Nudge, mut stop: watch::Receiver<bool>) {
    loop {
        tokio::select! {
            ended = db.listen(|| nudge.now()) => {
                if let Err(error) = ended {
                    tracing::debug!(%error, "listening to the other nodes");
                }
            }
            _ = stop.changed() => return,
        }
        tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(5)) => {}
            _ = stop.changed() => return,
        }
    }
}
