//! What the census reads from the tables.

use super::{NOWHERE, Sort, Stand, State};
use crate::args;
use crate::db::Db;
use crate::error::Result;
use crate::val::Val;
use std::collections::HashMap;
use uuid::Uuid;

/// Cases that are read at once.
const TOGETHER: i64 = 2000;

crate::row! {
    struct Counted {
        case_id: Uuid, ordinal: i64, find_key: String, base: Option<i64>, status: Option<i64>, type_id: Option<i64>,
    }
}

impl Counted {
    fn stand(self, places: Vec<i64>) -> Stand {
        let sort = match (self.base, self.status, self.type_id) {
            (Some(base), Some(status), Some(type_id)) => Some(Sort { base, status, type_id }),
            _ => None,
        };
        Stand { ordinal: u32::try_from(self.ordinal).unwrap_or(NOWHERE), sort, places, text: self.find_key }
    }
}

/// How cases stand now; nothing when one of them isn't there.
pub(super) async fn stands(db: &Db, cases: &[Uuid]) -> Result<Option<Vec<Stand>>> {
    let mut all = Vec::with_capacity(cases.len());
    for some in cases.chunks(MARKS) {
        let (marks, args) = marks(some);
        let counted: Vec<Counted> = db
            .all(
                &format!(
                    "SELECT c.id AS case_id, c.ordinal, c.find_key, b.base, b.status, b.type_id FROM cases c LEFT JOIN case_base b ON b.case_id = c.id WHERE c.id IN ({marks})"
                ),
                &args,
            )
            .await?;
        let placed: Vec<(Uuid, i64)> =
            db.all(&format!("SELECT s.case_id, s.scope FROM case_scope s WHERE s.case_id IN ({marks})"), &args).await?;
        if counted.len() < some.len() {
            return Ok(None);
        }
        all.extend(joined(counted, placed));
    }
    Ok(Some(all))
}

/// Cases that a statement names.
const MARKS: usize = 64;

/// The marks and values that name cases: one, or as many as there may be, so that there are only two statements.
fn marks(cases: &[Uuid]) -> (String, Vec<Val>) {
    let n = if cases.len() > 1 { MARKS } else { 1 };
    let marks: Vec<String> = (1..=n).map(|at| format!("${at}")).collect();
    let last = cases.last().copied().unwrap_or_default();
    let args = cases.iter().copied().chain(std::iter::repeat(last)).take(n).map(Val::from).collect();
    (marks.join(", "), args)
}

fn joined(counted: Vec<Counted>, placed: Vec<(Uuid, i64)>) -> Vec<Stand> {
    let mut places: HashMap<Uuid, Vec<i64>> = HashMap::new();
    for (case, scope) in placed {
        places.entry(case).or_default().push(scope);
    }
    let stand = |c: Counted| {
        let mut places = places.remove(&c.case_id).unwrap_or_default();
        // By its template's list it counts as such.
        places.retain(|place| Some(*place) != c.base);
        c.stand(places)
    };
    counted.into_iter().map(stand).collect()
}

/// Every case, at a position of the chain or later.
pub(super) async fn everything(db: &Db, position: i64) -> Result<State> {
    let mut state = State { position, ..State::default() };
    let mut from = -1;
    loop {
        let counted: Vec<Counted> = db
            .all(
                "SELECT c.id AS case_id, c.ordinal, c.find_key, b.base, b.status, b.type_id FROM (SELECT id, ordinal, find_key FROM cases WHERE ordinal > $1 ORDER BY ordinal LIMIT $2) c
                   LEFT JOIN case_base b ON b.case_id = c.id ORDER BY c.ordinal",
                &args![from, TOGETHER],
            )
            .await?;
        let Some(last) = counted.last().map(|c| c.ordinal) else { return Ok(state) };
        let placed: Vec<(Uuid, i64)> = db
            .all(
                "SELECT s.case_id, s.scope FROM cases c CROSS JOIN case_scope s WHERE c.ordinal > $1 AND c.ordinal <= $2 AND s.case_id = c.id",
                &args![from, last],
            )
            .await?;
        joined(counted, placed).iter().for_each(|stand| state.put(stand));
        from = last;
        tokio::task::yield_now().await;
    }
}
