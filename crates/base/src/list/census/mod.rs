//! What lists ask of all cases at once, kept in memory: under which users and groups each stands, as sets of ordinals,
//! by which template's list, status and type it counts, and its title and numbers. It follows the log; what it hasn't
//! read when it is asked is read then, so that it tells what the tables tell.

mod read;
mod texts;

use crate::args;
use crate::db::Db;
use crate::error::Result;
use crate::follow::{self, Logged};
use parking_lot::RwLock;
use read::{everything, stands};
use roaring::{MultiOps, RoaringBitmap};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use std::time::Duration;
use texts::Texts;
use tokio::sync::watch;
use uuid::Uuid;

/// Events that are read at once.
const BATCH: i64 = 2000;
/// Where so many events are unread, the tables are asked instead.
const UNREAD: i64 = 100;
/// Who sees less than one of so many cases asks the tables for a piece of a text: they read only his.
const LITTLE: i64 = 50;
/// Stands for a case that counts nowhere: it is in the trash, or never was.
const NOWHERE: u32 = u32::MAX;

/// What this process knows of its database; nothing at first.
#[derive(Clone, Default)]
pub struct Census(Arc<RwLock<Option<State>>>);

/// By what a case counts: its template's list (0: restricted), status, type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Sort {
    base: i64,
    status: i64,
    type_id: i64,
}

#[derive(Default)]
struct State {
    /// How far the chain was read.
    position: i64,
    /// The sorts there are, and how many cases are of each.
    sorts: Vec<(Sort, i64)>,
    numbers: HashMap<Sort, u32>,
    /// The sorts that a template's list shows.
    bases: HashMap<i64, Vec<u32>>,
    /// The sort of each case, by its ordinal.
    of: Vec<u32>,
    /// The cases under each user and group.
    places: HashMap<i64, RoaringBitmap>,
    texts: Texts,
}

/// A case as the tables have it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Stand {
    ordinal: u32,
    sort: Option<Sort>,
    places: Vec<i64>,
    text: String,
}

/// Whose cases are meant.
enum Whose {
    All,
    /// Those under these scopes.
    Under(Vec<i64>),
}

/// Which cases are meant.
struct Question<'a> {
    whose: Whose,
    /// By status and type.
    wanted: &'a (dyn Fn(i64, i64) -> bool + Sync),
}

/// What is known of the cases of a sort.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sight {
    /// They aren't wanted.
    No,
    /// Each that stands in one of one's places.
    ByPlace,
    Yes,
}

impl Question<'_> {
    fn sight(&self, sort: Sort) -> Sight {
        match &self.whose {
            _ if !(self.wanted)(sort.status, sort.type_id) => Sight::No,
            Whose::Under(scopes) if !scopes.contains(&sort.base) => Sight::ByPlace,
            _ => Sight::Yes,
        }
    }

    /// Whether a case that stands so is meant.
    fn means(&self, stand: &Stand) -> bool {
        match stand.sort.map_or(Sight::No, |sort| self.sight(sort)) {
            Sight::No => false,
            Sight::Yes => true,
            Sight::ByPlace => matches!(&self.whose, Whose::Under(scopes) if stand.places.iter().any(|place| scopes.contains(place))),
        }
    }
}

/// The cases whose texts hold a piece.
pub(super) struct Holding {
    pub n: i64,
    /// Their ordinals, as many as were asked for.
    pub some: Vec<u32>,
}

impl State {
    fn number(&mut self, sort: Sort) -> u32 {
        let next = u32::try_from(self.sorts.len()).unwrap_or(NOWHERE);
        let (sorts, bases) = (&mut self.sorts, &mut self.bases);
        *self.numbers.entry(sort).or_insert_with(|| {
            sorts.push((sort, 0));
            bases.entry(sort.base).or_default().push(next);
            next
        })
    }

    /// A case stands so from now on.
    fn put(&mut self, stand: &Stand) {
        let at = stand.ordinal as usize;
        if at >= self.of.len() {
            self.of.resize(at + 1, NOWHERE);
        }
        let was = self.of[at];
        if was != NOWHERE {
            self.sorts[was as usize].1 -= 1;
            for place in self.places.values_mut() {
                place.remove(stand.ordinal);
            }
        }
        self.of[at] = match stand.sort {
            None => NOWHERE,
            Some(sort) => {
                let number = self.number(sort);
                self.sorts[number as usize].1 += 1;
                for place in &stand.places {
                    self.places.entry(*place).or_default().insert(stand.ordinal);
                }
                number
            }
        };
        self.texts.put(stand.ordinal, stand.sort.map(|_| stand.text.as_str()));
    }

    /// What is known of each sort, and how many cases are meant because of theirs.
    fn sights(&self, question: &Question<'_>) -> (Vec<Sight>, i64) {
        let (found, rest) = match &question.whose {
            Whose::All => (vec![], Sight::Yes),
            Whose::Under(scopes) => (scopes.iter().filter_map(|scope| self.bases.get(scope)).flatten().copied().collect(), Sight::ByPlace),
        };
        let wanted = |sort: Sort| (question.wanted)(sort.status, sort.type_id);
        let mut sights: Vec<Sight> = self.sorts.iter().map(|(sort, n)| if *n > 0 && wanted(*sort) { rest } else { Sight::No }).collect();
        for number in found {
            let sight = &mut sights[number as usize];
            if *sight != Sight::No {
                *sight = Sight::Yes;
            }
        }
        let n = sights.iter().zip(&self.sorts).filter(|(sight, _)| **sight == Sight::Yes).map(|(_, (_, n))| n).sum();
        (sights, n)
    }

    /// All cases in one's places, if that may matter.
    fn placed(&self, question: &Question<'_>, sights: &[Sight]) -> RoaringBitmap {
        match &question.whose {
            Whose::Under(scopes) if sights.contains(&Sight::ByPlace) => scopes.iter().filter_map(|scope| self.places.get(scope)).union(),
            _ => RoaringBitmap::new(),
        }
    }

    fn sight(&self, sights: &[Sight], ordinal: u32) -> Sight {
        self.of.get(ordinal as usize).and_then(|sort| sights.get(*sort as usize)).copied().unwrap_or(Sight::No)
    }

    /// Whether a case is meant.
    fn means(&self, sights: &[Sight], placed: &RoaringBitmap, ordinal: u32) -> bool {
        match self.sight(sights, ordinal) {
            Sight::No => false,
            Sight::Yes => true,
            Sight::ByPlace => placed.contains(ordinal),
        }
    }

    /// How many cases are meant; those that are told apart count as they are told.
    fn count(&self, question: &Question<'_>, apart: &[Stand]) -> i64 {
        let (sights, mut total) = self.sights(question);
        let placed = self.placed(question, &sights);
        total += placed.iter().map(|ordinal| i64::from(self.sight(&sights, ordinal) == Sight::ByPlace)).sum::<i64>();
        for stand in apart {
            total += i64::from(question.means(stand)) - i64::from(self.means(&sights, &placed, stand.ordinal));
        }
        total
    }

    /// Those of them whose texts hold a piece.
    fn holding(&self, question: &Question<'_>, apart: &[Stand], piece: &str, most: usize) -> Holding {
        let (sights, _) = self.sights(question);
        let placed = self.placed(question, &sights);
        let mut all = Holding { n: 0, some: vec![] };
        let mut found = |ordinal: u32| {
            all.n += 1;
            if all.some.len() < most {
                all.some.push(ordinal);
            }
        };
        for stand in apart.iter().filter(|stand| question.means(stand) && stand.text.contains(piece)) {
            found(stand.ordinal);
        }
        self.texts.holding(piece, |ordinal| {
            if self.means(&sights, &placed, ordinal) && !apart.iter().any(|stand| stand.ordinal == ordinal) {
                found(ordinal);
            }
        });
        all
    }
}

impl Census {
    /// How many cases somebody sees of those that are wanted, by status and type; nothing when it doesn't know.
    pub(super) async fn total(&self, db: &Db, user: i64, wanted: &(dyn Fn(i64, i64) -> bool + Sync)) -> Result<Option<i64>> {
        let Some(apart) = self.unread(db).await? else { return Ok(None) };
        let question = Question { whose: under(db, user).await?, wanted };
        Ok(self.read(|state| state.count(&question, &apart)))
    }

    /// About how many cases there are of those that are wanted.
    pub(super) fn all(&self, wanted: &(dyn Fn(i64, i64) -> bool + Sync)) -> Option<i64> {
        self.read(|state| state.sights(&Question { whose: Whose::All, wanted }).1)
    }

    /// Those of them whose title or numbers hold a piece of a text; `user` is nobody for who sees all. Nothing when it
    /// doesn't know, or where the tables tell it sooner.
    pub(super) async fn holding(
        &self,
        db: &Db,
        user: Option<i64>,
        wanted: &(dyn Fn(i64, i64) -> bool + Sync),
        piece: &str,
        most: usize,
    ) -> Result<Option<Holding>> {
        let Some(apart) = self.unread(db).await? else { return Ok(None) };
        let whose = match user {
            Some(user) => under(db, user).await?,
            None => Whose::All,
        };
        let question = Question { whose, wanted };
        let found = self.read(|state| {
            let all = state.sights(&Question { whose: Whose::All, wanted }).1;
            let much = state.texts.whole() && state.count(&question, &apart) >= all / LITTLE;
            much.then(|| state.holding(&question, &apart, piece, most))
        });
        Ok(found.flatten())
    }

    /// How the cases stand whose events it hasn't read; nothing when it doesn't know.
    async fn unread(&self, db: &Db) -> Result<Option<Vec<Stand>>> {
        let Some(position) = self.read(|state| state.position) else { return Ok(None) };
        let unread = follow::unread(db, position, UNREAD).await?;
        if i64::try_from(unread.len()).is_ok_and(|n| n >= UNREAD) {
            return Ok(None);
        }
        stands(db, &concerned(&unread)).await
    }

    fn read<T>(&self, of: impl FnOnce(&State) -> T) -> Option<T> {
        self.0.read().as_ref().map(of)
    }

    fn write<T>(&self, with: impl FnOnce(&mut Option<State>) -> T) -> T {
        with(&mut self.0.write())
    }
}

/// The scopes of a user as they are now. Asked after what is unread: a right that was taken away isn't among them.
async fn under(db: &Db, user: i64) -> Result<Whose> {
    let scopes: Vec<(i64,)> = db.all("SELECT scope FROM user_scope WHERE user_id = $1", &args![user]).await?;
    Ok(Whose::Under(scopes.into_iter().map(|(scope,)| scope).collect()))
}

/// Follows until told to stop.
pub async fn run(db: Db, mut grown: watch::Receiver<i64>, mut stop: watch::Receiver<bool>) {
    loop {
        let done = tokio::select! {
            done = catch_up(&db) => done,
            _ = stop.changed() => return,
        };
        if let Err(error) = done {
            tracing::error!(%error, "census");
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
        tokio::select! {
            _ = grown.changed() => {}
            () = tokio::time::sleep(Duration::from_secs(2)) => {}
            _ = stop.changed() => return,
        }
    }
}

/// Reads what the chain holds, or everything, the first time.
pub async fn catch_up(db: &Db) -> Result<()> {
    let census = &db.census;
    loop {
        let head: Option<(i64,)> = db.maybe("SELECT coalesce(max(position), 0) FROM event_chain", &[]).await?;
        let head = head.unwrap_or_default().0;
        // An older database was put back.
        let known = census.read(|state| state.position).filter(|position| *position <= head);
        let Some(position) = known else {
            let state = everything(db, head).await?;
            census.write(|known| *known = Some(state));
            continue;
        };
        if position == head {
            return Ok(());
        }
        let events = follow::after(db, position, BATCH).await?;
        let Some(last) = events.last().map(|event| event.position) else { return Ok(()) };
        let stands = stands(db, &concerned(&events)).await?;
        census.write(|known| match (known.as_mut(), stands) {
            (Some(state), Some(stands)) => {
                stands.iter().for_each(|stand| state.put(stand));
                state.position = last;
            }
            // A case is gone altogether.
            _ => *known = None,
        });
    }
}

fn concerned(events: &[Logged]) -> Vec<Uuid> {
    let cases: BTreeSet<Uuid> = events.iter().filter_map(|event| event.case_id).collect();
    cases.into_iter().collect()
}

#[cfg(test)]
mod tests;
