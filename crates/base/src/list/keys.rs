//! How a page of a list is found: the statement that names its cases.

use super::filters::{Parts, conditions, led, ordinals, scopes};
use super::{EMPTY, Filter, Want};
use crate::db::Dialect;
use crate::reader::{Reader, by_scope};

/// A filter that names so few cases that they are sorted, instead of the sort order being walked.
pub(super) struct Lead {
    pub at: usize,
    /// The ordinals of its cases, where they are known.
    pub cases: Option<Vec<u32>>,
}

/// The cases of a leading filter, as a statement with the column `case_id`.
pub(super) fn source(parts: &mut Parts, filters: &[Filter], lead: &Lead, reader: &Reader) -> Option<String> {
    match &lead.cases {
        Some(cases) => Some(ordinals(parts, cases, reader.dialect())),
        None => led(parts, filters, lead.at, reader),
    }
}

/// A part of a list's order that is one range of the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stretch {
    Whole,
    Filled,
    Empty,
}

/// The stretches that a page may be in, in the order of reading, and whether the cursor stands in them. Downwards the
/// index gives what is empty first; so what is filled is read before it.
pub(super) fn stretches(want: &Want) -> Vec<(Stretch, bool)> {
    if !want.descending || !want.sort.may_be_empty() {
        return vec![(Stretch::Whole, true)];
    }
    let order = if want.back { [Stretch::Empty, Stretch::Filled] } else { [Stretch::Filled, Stretch::Empty] };
    let at = want.cursor.as_ref().map(|(value, _)| if value == EMPTY { Stretch::Empty } else { Stretch::Filled });
    order.into_iter().skip_while(|s| at.is_some_and(|at| at != *s)).map(|s| (s, at == Some(s))).collect()
}

/// How a page is found.
#[derive(Clone, Copy)]
pub(super) enum Way<'a> {
    /// The actor's scopes are merged, each in order already.
    Merged,
    /// All cases are walked in order and looked at, [`PATIENCE`] times as many as are wanted at most: quicker than
    /// many scopes for who sees most of them.
    Walked,
    /// The cases that a filter names are sorted.
    Led(&'a Lead),
}

/// Who sees one of so many cases finds a page on a walk.
pub(super) const DENSE: i64 = 3;
const PATIENCE: i64 = 5;

/// The statement that finds cases of a page in a stretch, at most `limit`: columns `value`, `case_id`.
pub(super) fn keys(reader: &Reader, want: &Want, way: Way<'_>, (stretch, from): (Stretch, bool), limit: i64) -> Parts {
    let (dialect, all) = (reader.dialect(), reader.actor.reads_all());
    let lead = if let Way::Led(lead) = way { Some(lead) } else { None };
    let mut parts = Parts::default();
    let down = want.descending != want.back;
    let (order, than) = if down { (" DESC", "<") } else { ("", ">") };
    let source = lead.and_then(|lead| source(&mut parts, &want.filters, lead, reader));
    conditions(&mut parts, &want.filters, lead.map(|lead| lead.at), dialect);
    match stretch {
        Stretch::Whole => {}
        Stretch::Filled => {
            let empty = parts.arg(EMPTY.to_vec());
            parts.text.push_str(&format!(" AND k.value < {empty}"));
        }
        Stretch::Empty => {
            let empty = parts.arg(EMPTY.to_vec());
            parts.text.push_str(&format!(" AND k.value = {empty}"));
        }
    }
    if let Some((value, id)) = want.cursor.as_ref().filter(|_| from) {
        let (value, id) = (parts.arg(value.clone()), parts.arg(*id));
        parts.text.push_str(&format!(" AND (k.value, k.case_id) {than} ({value}, {id})"));
    }
    let wanted = parts.text.clone();
    let field = want.sort.0;
    let ordered = format!("ORDER BY k.value{order}, k.case_id{order} LIMIT {limit}");
    parts.text = match (source, all, dialect) {
        (Some(source), ..) => {
            let join = if all { "" } else { " CROSS JOIN user_scope u" };
            format!(
                "SELECT DISTINCT k.value, k.case_id FROM ({source}) d CROSS JOIN case_key k{join} WHERE k.case_id = d.case_id AND k.field = {field} AND {} {wanted} {ordered}",
                scopes("k", all)
            )
        }
        (None, true, _) => format!("SELECT k.value, k.case_id FROM case_key k WHERE k.scope = 0 AND k.field = {field} {wanted} {ordered}"),
        (None, false, _) if matches!(way, Way::Walked) => format!(
            "SELECT k.value, k.case_id FROM (SELECT k.value, k.case_id FROM case_key k WHERE k.scope = 0 AND k.field = {field} {wanted}
               ORDER BY k.value{order}, k.case_id{order} LIMIT {}) k
             WHERE {} {ordered}",
            limit * PATIENCE,
            by_scope("k.case_id")
        ),
        // With the same columns in DISTINCT and ORDER BY, SQLite would gather every row in one tree; a third one
        // lets it sort beside, and leave a scope as soon as the page is full of better rows.
        (None, false, Dialect::Sqlite) => format!(
            "SELECT DISTINCT k.value, k.case_id, k.status FROM user_scope u CROSS JOIN case_key k WHERE u.user_id = {{me}} AND k.scope = u.scope AND k.field = {field} {wanted} {ordered}"
        ),
        (None, false, Dialect::Pg) => format!(
            "SELECT DISTINCT x.value, x.case_id FROM user_scope u CROSS JOIN LATERAL (SELECT k.value, k.case_id FROM case_key k
               WHERE k.scope = u.scope AND k.field = {field} {wanted} {ordered}) x WHERE u.user_id = {{me}} ORDER BY 1{order}, 2{order} LIMIT {limit}"
        ),
    };
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::list::Field;
    use uuid::Uuid;

    #[test]
    fn what_is_empty_comes_last_downwards_too() {
        use Stretch::{Empty, Filled, Whole};
        let want = |sort, descending, cursor: Option<&[u8]>, back| {
            let cursor = cursor.map(|value| (value.to_vec(), Uuid::nil()));
            stretches(&Want { sort, descending, filters: vec![], cursor, back, size: 15 })
        };
        let day: Option<&[u8]> = Some(b"2026-02-24");
        assert_eq!(want(Field::TITLE, true, day, false), [(Whole, true)]);
        assert_eq!(want(Field::DEADLINE, false, day, true), [(Whole, true)]);
        assert_eq!(want(Field::DEADLINE, true, None, false), [(Filled, false), (Empty, false)]);
        assert_eq!(want(Field::DEADLINE, true, day, false), [(Filled, true), (Empty, false)]);
        assert_eq!(want(Field::DEADLINE, true, Some(EMPTY), false), [(Empty, true)]);
        assert_eq!(want(Field::DEADLINE, true, day, true), [(Filled, true)]);
        assert_eq!(want(Field::DEADLINE, true, Some(EMPTY), true), [(Empty, true), (Filled, false)]);
    }
}
