//! The unit of work: the only way to write. A change is spelled together with its event, in one
//! transaction; committing without an event, or dropping the unit, changes nothing.

use crate::acl::{self, Counted};
use crate::actor::Actor;
use crate::args;
use crate::bulk::Author;
use crate::clock::{Clock, Ids};
use crate::db::{Db, Dialect, Tx};
use crate::error::{Error, Result};
use crate::event::{Event, On, commitment};
use crate::follow::Nudge;
use crate::reader::expand;
use crate::row::FromRow;
use crate::val::Val;
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::marker::PhantomData;
use std::sync::Arc;
use uuid::Uuid;

/// A transaction of an actor.
pub struct Uow {
    pub(crate) tx: Tx,
    pub(crate) actor: Arc<Actor>,
    clock: Clock,
    ids: Ids,
    nudge: Nudge,
    events: usize,
    /// What changed in how many cases count where. Written at the end and in order: many units add to the same sums.
    counts: BTreeMap<Counted, i64>,
}

/// A level of access, each including the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    Read = 1,
    Write = 2,
    Manage = 3,
}

impl Level {
    /// All, lowest first.
    pub const ALL: [Level; 3] = [Level::Read, Level::Write, Level::Manage];

    /// From the number in the database.
    pub fn of(number: i64) -> Option<Level> {
        Level::ALL.into_iter().find(|l| *l as i64 == number)
    }

    /// The word used in addresses, forms and the API.
    pub fn word(self) -> &'static str {
        match self {
            Level::Read => "read",
            Level::Write => "write",
            Level::Manage => "manage",
        }
    }

    /// From the word.
    pub fn parse(word: &str) -> Option<Level> {
        Level::ALL.into_iter().find(|l| l.word() == word)
    }
}

/// A right as a type, so that a capability can ask for it in its signature.
pub trait Right: Send {
    const LEVEL: Level;
}
/// The right to write.
pub struct Edit;
/// The right to manage.
pub struct Manage;
impl Right for Edit {
    const LEVEL: Level = Level::Write;
}
impl Right for Manage {
    const LEVEL: Level = Level::Manage;
}

/// Something that is written to only after the right, the version and the state were looked at.
pub trait Guarded: FromRow {
    /// Locks the case by which it is seen, found by `$1` among what the actor sees, and gives its id; ends in `{lock}`.
    const CASE: &'static str;
    /// Finds it by `$1` among what the actor sees, with its level; ends in `{lock}`.
    const FIND: &'static str;
    /// The case by which it is seen.
    fn case(&self) -> Uuid;
    /// The actor's level on it.
    fn level(&self) -> i64;
    /// Its version now.
    fn version(&self) -> i64;
    /// Refuses what its state doesn't allow (a closed case, a final document).
    fn allows(&self, level: Level) -> Result<()>;
}

/// A thing of type `T`, opened with right `R`: made by `Uow::open` only.
pub struct Open<T, R> {
    pub row: T,
    right: PhantomData<R>,
}

impl Uow {
    /// Begins. Only `Ctx` and jobs call this.
    pub async fn begin(db: &Db, actor: Arc<Actor>, clock: Clock, ids: Ids, nudge: Nudge) -> Result<Uow> {
        if actor.read_only {
            return Err(Error::Forbidden);
        }
        Ok(Uow { tx: db.begin().await?, actor, clock, ids, nudge, events: 0, counts: BTreeMap::new() })
    }

    /// Who acts.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// The time of the change.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// A new id.
    pub fn id(&self) -> Uuid {
        self.ids.uuid(&self.clock)
    }

    /// The source of secrets.
    pub fn ids(&self) -> &Ids {
        &self.ids
    }

    /// The database's kind.
    pub fn dialect(&self) -> Dialect {
        self.tx.dialect()
    }

    /// Opens a thing for writing: seen, allowed, unchanged since `version` (when given), locked.
    pub async fn open<T: Guarded, R: Right>(&mut self, id: Uuid, version: Option<i64>) -> Result<Open<T, R>> {
        let row: T = self.found(&self.actor.clone(), id).await?;
        if row.level() < R::LEVEL as i64 {
            return Err(Error::Forbidden);
        }
        row.allows(R::LEVEL)?;
        if version.is_some_and(|v| v != row.version()) {
            return Err(Error::Conflict);
        }
        Ok(Open { row, right: PhantomData })
    }

    /// Locks the case first and looks afterwards: whoever waited sees the rights and the state that he waited for,
    /// and every change takes its locks in the same order.
    async fn found<T: Guarded>(&mut self, actor: &Actor, id: Uuid) -> Result<T> {
        let asked = args![id];
        let (lock, with) = expand(T::CASE, &asked, actor);
        let (find, args) = expand(T::FIND, &asked, actor);
        // Once more if it went to another case in between.
        for _ in 0..3 {
            let locked: Option<(Uuid,)> = match self.tx.dialect() {
                Dialect::Sqlite => None,
                Dialect::Pg => Some(self.tx.maybe(&lock, &with).await?.ok_or(Error::NotFound)?),
            };
            let row: T = self.tx.maybe(&find, &args).await?.ok_or(Error::NotFound)?;
            if locked.is_none_or(|(case,)| case == row.case()) {
                return Ok(row);
            }
        }
        Err(Error::Busy)
    }

    /// All rows that the actor may see, in this transaction.
    pub async fn all<T: FromRow>(&mut self, sql: &str, args: &[Val]) -> Result<Vec<T>> {
        let (sql, args) = expand(sql, args, &self.actor);
        self.tx.all(&sql, &args).await
    }

    /// The only row, if there is one.
    pub async fn maybe<T: FromRow>(&mut self, sql: &str, args: &[Val]) -> Result<Option<T>> {
        let (sql, args) = expand(sql, args, &self.actor);
        self.tx.maybe(&sql, &args).await
    }

    /// The only row; missing and hidden are one answer.
    pub async fn one<T: FromRow>(&mut self, sql: &str, args: &[Val]) -> Result<T> {
        self.maybe(sql, args).await?.ok_or(Error::NotFound)
    }

    /// One row as the system sees it, for rules that must count what this actor doesn't see. What
    /// is read so must not reach him.
    pub async fn as_system<T: FromRow>(&mut self, sql: &str, args: &[Val]) -> Result<T> {
        self.all_as_system(sql, args).await?.pop().ok_or(Error::NotFound)
    }

    /// All rows as the system sees them; the same caution.
    pub async fn all_as_system<T: FromRow>(&mut self, sql: &str, args: &[Val]) -> Result<Vec<T>> {
        let system = Actor::system("rule", self.actor.via);
        let (sql, args) = expand(sql, args, &system);
        self.tx.all(&sql, &args).await
    }

    /// Opens a thing by a rule of the system, such as the closing of its case.
    pub async fn open_as_system<T: Guarded, R: Right>(&mut self, id: Uuid) -> Result<Open<T, R>> {
        let row: T = self.found(&Actor::system("rule", self.actor.via), id).await?;
        row.allows(R::LEVEL)?;
        Ok(Open { row, right: PhantomData })
    }

    /// A change and its event. No row changed means that somebody else was there first.
    pub async fn record(&mut self, event: &impl Event, on: On, sql: &str, args: &[Val]) -> Result<()> {
        if self.tx.run(sql, args).await? == 0 {
            return Err(Error::Conflict);
        }
        self.note(event, on).await
    }

    /// An event with no row of its own: a sign-in, a privileged look, a change written by `also`.
    pub async fn note(&mut self, event: &impl Event, on: On) -> Result<()> {
        let by = Author { id: self.actor.id, name: self.actor.name.clone() };
        let args = self.event_row(&by, self.now(), event, on)?;
        self.events += 1;
        self.tx
            .run(
                "INSERT INTO event (tx, id, at, actor, actor_name, via, address, request, kind, object, object_id, case_id, document_id, salt, data, commitment)
                 VALUES ({tx}, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
                &args,
            )
            .await
            .map(drop)
    }

    /// The table of events as many are written at once: `tx` first, then what `event_row` gives.
    pub(crate) const EVENT: &str = "event (tx, id, at, actor, actor_name, via, address, request, kind, object, object_id, case_id, document_id, salt, data, commitment)";
    /// How many values `event_row` gives.
    pub(crate) const EVENT_WIDTH: usize = 15;

    /// The values of an event's row, with its commitment.
    pub(crate) fn event_row(&self, by: &Author, at: Timestamp, event: &impl Event, on: On) -> Result<[Val; Uow::EVENT_WIDTH]> {
        let mut value = serde_json::to_value(event)?;
        let kind = match value.as_object_mut().and_then(|o| o.remove("kind")) {
            Some(serde_json::Value::String(kind)) => kind,
            _ => return Err(Error::internal("an event without a kind")),
        };
        let data = value.to_string();
        let salt: [u8; 16] = self.ids.bytes();
        let actor = if by.id == 0 { None } else { Some(by.id) };
        Ok(args![
            self.id(),
            at,
            actor,
            by.name.as_str(),
            self.actor.via.word(),
            self.actor.address.as_str(),
            self.actor.request.as_str(),
            kind,
            on.object,
            on.id,
            on.case,
            on.document,
            salt.as_slice(),
            data.as_str(),
            commitment(&salt, &data),
        ])
    }

    /// So many events were written beside `note`.
    pub(crate) fn told(&mut self, events: usize) {
        self.events += events;
    }

    /// A further statement of a change that has its event in this unit. Returns the rows changed.
    pub async fn also(&mut self, sql: &str, args: &[Val]) -> Result<u64> {
        self.tx.run(sql, args).await
    }

    /// So many cases more (or fewer) count there.
    pub(crate) fn count(&mut self, place: Counted, n: i64) {
        *self.counts.entry(place).or_default() += n;
    }

    /// The next number of a running series, without gaps: it is given back if the unit rolls back.
    pub async fn next(&mut self, series: &str) -> Result<i64> {
        let (n,): (i64,) = self
            .tx
            .maybe(
                "INSERT INTO counter (name, value) VALUES ($1, 1)
                 ON CONFLICT (name) DO UPDATE SET value = counter.value + 1 RETURNING value",
                &args![series],
            )
            .await?
            .ok_or_else(|| Error::internal("a counter without a value"))?;
        Ok(n)
    }

    /// Ends well: everything stands, durably. Without an event nothing does.
    pub async fn commit(mut self) -> Result<()> {
        if self.events == 0 {
            return Err(Error::internal("a change without an event"));
        }
        let counts = std::mem::take(&mut self.counts);
        acl::write_counts(&mut self, counts).await?;
        self.tx.commit().await?;
        self.nudge.now();
        Ok(())
    }
}
