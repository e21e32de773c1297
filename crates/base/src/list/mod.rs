//! Lists of cases: one page in the order of any field, by merging the actor's scopes, each already
//! in order in `case_key`. A page touches about as many rows as it shows, whatever the actor sees.

mod filters;

pub use filters::number_of;

use crate::db::Dialect;
use crate::error::Result;
use crate::reader::{Reader, expand_own};
use crate::row::{FromRow, Row};
use crate::val::Val;
use filters::{Parts, conditions, in_places, led, scopes};
use jiff::Timestamp;
use uuid::Uuid;

/// What a list can be sorted by and filtered on: built-in columns below 100, own fields from there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Field(pub i64);

impl Field {
    pub const CHANGED: Field = Field(1);
    pub const TITLE: Field = Field(2);
    pub const NUMBER: Field = Field(3);
    pub const CREATED: Field = Field(4);
    pub const STATUS: Field = Field(5);
    pub const TYPE: Field = Field(6);
    pub const OWNER: Field = Field(7);
    pub const DEADLINE: Field = Field(8);
    pub const ARCHIVE_NUMBER: Field = Field(9);
    pub const CHANGED_BY: Field = Field(10);
    pub const CLOSED: Field = Field(11);
    pub const OWNER_ID: Field = Field(20);
    pub const TEMPLATE_ID: Field = Field(21);
    pub const KEY_ID: Field = Field(22);
    /// By which template's list the case is seen, under each user or group that sees it besides (migration 0012).
    pub(crate) const BASE: Field = Field(23);
    /// Title and numbers, folded: what a piece of a text is looked for in (migration 0012).
    pub const FIND: Field = Field(24);

    /// Whether there may be nothing in it, which a list then shows last, in either direction.
    fn may_be_empty(self) -> bool {
        matches!(self, Field::DEADLINE | Field::ARCHIVE_NUMBER | Field::CLOSED)
    }
}

/// Stands for nothing in a field that is sorted by: greater than every value there is.
pub const EMPTY: &[u8] = &[0xff];

/// A time as a value that sorts.
pub fn time_key(at: Timestamp) -> Vec<u8> {
    number_key(at.as_microsecond())
}

/// A number as a value that sorts.
pub fn number_key(n: i64) -> Vec<u8> {
    ((n as u64) ^ (1 << 63)).to_be_bytes().to_vec()
}

/// Which cases of those that the actor sees.
#[derive(Debug, Clone)]
pub enum Filter {
    Status(Vec<i64>),
    Type(Vec<i64>),
    /// One of these values of a field.
    Is(Field, Vec<Vec<u8>>),
    /// Owned by one of these, each the actor himself or a group of his: such a case stands under its owner.
    Owned(Vec<i64>),
    /// From (inclusive) to (exclusive).
    Between(Field, Option<Vec<u8>>, Option<Vec<u8>>),
    /// Part of title, number or archive number, folded.
    Text(String),
    /// Marked by the actor as a favourite.
    Favourite,
}

impl Filter {
    /// Whether every row of a list says it of its case.
    fn is_plain(&self) -> bool {
        matches!(self, Filter::Status(_) | Filter::Type(_))
    }
}

/// A page that is wanted.
#[derive(Debug, Clone)]
pub struct Want {
    pub sort: Field,
    pub descending: bool,
    pub filters: Vec<Filter>,
    /// The last row before the page (or the first after it, when `back`).
    pub cursor: Option<(Vec<u8>, Uuid)>,
    pub back: bool,
    pub size: i64,
}

/// A page of rows, each with its place.
pub struct Page<T> {
    pub rows: Vec<T>,
    pub places: Vec<(Vec<u8>, Uuid)>,
    /// Whether rows follow (in the direction that was read).
    pub more: bool,
}

/// How many rows a filter may leave for it to lead instead of the sort order.
const FEW: i64 = 2000;

/// A filter that names so few cases that they are sorted, instead of the sort order being walked.
#[derive(Clone, Copy)]
struct Lead {
    at: usize,
    /// How many cases it and the plain filters leave, where that was counted.
    n: Option<i64>,
}

async fn leader(reader: &Reader, filters: &[Filter]) -> Result<Option<Lead>> {
    for (at, filter) in filters.iter().enumerate() {
        let mut parts = Parts::default();
        let Some(sql) = led(&mut parts, filters, at, reader) else { continue };
        if matches!(filter, Filter::Favourite) {
            return Ok(Some(Lead { at, n: None }));
        }
        let n = number(reader, &format!("SELECT count(*) FROM ({sql} LIMIT {FEW}) few"), &parts.args).await?;
        if n < FEW {
            return Ok(Some(Lead { at, n: Some(n) }));
        }
    }
    Ok(None)
}

async fn number(reader: &Reader, sql: &str, args: &[Val]) -> Result<i64> {
    let found = run(reader, sql, args).await?.first_mut().map(<(i64,)>::from_row).transpose()?;
    Ok(found.unwrap_or_default().0)
}

async fn run(reader: &Reader, sql: &str, args: &[Val]) -> Result<Vec<Row>> {
    let (sql, args) = expand_own(sql, args, &reader.actor);
    reader.db.rows(&sql, &args).await
}

/// A part of a list's order that is one range of the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stretch {
    Whole,
    Filled,
    Empty,
}

/// The stretches that a page may be in, in the order of reading, and whether the cursor stands in them. Downwards the
/// index gives what is empty first; so what is filled is read before it.
fn stretches(want: &Want) -> Vec<(Stretch, bool)> {
    if !want.descending || !want.sort.may_be_empty() {
        return vec![(Stretch::Whole, true)];
    }
    let order = if want.back { [Stretch::Empty, Stretch::Filled] } else { [Stretch::Filled, Stretch::Empty] };
    let at = want.cursor.as_ref().map(|(value, _)| if value == EMPTY { Stretch::Empty } else { Stretch::Filled });
    order.into_iter().skip_while(|s| at.is_some_and(|at| at != *s)).map(|s| (s, at == Some(s))).collect()
}

/// The statement that finds cases of a page in a stretch, at most `limit`: columns `value`, `case_id`.
fn keys(reader: &Reader, want: &Want, lead: Option<Lead>, (stretch, from): (Stretch, bool), limit: i64) -> Parts {
    let (dialect, all) = (reader.dialect(), reader.actor.reads_all());
    let mut parts = Parts::default();
    let down = want.descending != want.back;
    let (order, than) = if down { (" DESC", "<") } else { ("", ">") };
    let source = lead.and_then(|lead| led(&mut parts, &want.filters, lead.at, reader));
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

/// A page, and the exact number of cases that its filters leave. `columns` and `joins` say what is read of each case, `c`.
pub async fn find<T: FromRow>(reader: &Reader, want: &Want, columns: &str, joins: &str) -> Result<(Page<T>, i64)> {
    let lead = leader(reader, &want.filters).await?;
    let total = counted(reader, &want.filters, lead).await?;
    let page =
        if total == 0 { Page { rows: vec![], places: vec![], more: false } } else { read(reader, want, lead, columns, joins).await? };
    Ok((page, total))
}

/// A page alone.
pub async fn page<T: FromRow>(reader: &Reader, want: &Want, columns: &str, joins: &str) -> Result<Page<T>> {
    let lead = leader(reader, &want.filters).await?;
    read(reader, want, lead, columns, joins).await
}

/// The number alone.
pub async fn total(reader: &Reader, filters: &[Filter]) -> Result<i64> {
    // What is counted whole needs no leader.
    let lead = if whole(filters).is_some() { None } else { leader(reader, filters).await? };
    counted(reader, filters, lead).await
}

async fn read<T: FromRow>(reader: &Reader, want: &Want, lead: Option<Lead>, columns: &str, joins: &str) -> Result<Page<T>> {
    let order = if want.descending != want.back { " DESC" } else { "" };
    let mut found = Vec::new();
    for stretch in stretches(want) {
        let left = want.size + 1 - i64::try_from(found.len()).unwrap_or(i64::MAX);
        if left <= 0 {
            break;
        }
        let parts = keys(reader, want, lead, stretch, left);
        let sql = format!(
            "WITH p AS MATERIALIZED ({}) SELECT p.value AS place_value, p.case_id AS place_id, {columns} FROM p CROSS JOIN cases c {joins}
             WHERE c.id = p.case_id ORDER BY p.value{order}, p.case_id{order}",
            parts.text
        );
        found.extend(run(reader, &sql, &parts.args).await?);
    }
    let size = usize::try_from(want.size).unwrap_or(0);
    let more = found.len() > size;
    found.truncate(size);
    if want.back {
        found.reverse();
    }
    let mut page = Page { rows: Vec::with_capacity(size), places: Vec::with_capacity(size), more };
    for mut row in found {
        page.places.push((row.take("place_value")?, row.take("place_id")?));
        page.rows.push(T::from_row(&mut row)?);
    }
    Ok(page)
}

/// The filter whose cases are counted by themselves, the others being plain.
fn whole(filters: &[Filter]) -> Option<usize> {
    let mut found = filters.iter().enumerate().filter(|(_, f)| !f.is_plain());
    let (at, filter) = found.next()?;
    (found.next().is_none() && matches!(filter, Filter::Owned(_) | Filter::Text(_))).then_some(at)
}

async fn counted(reader: &Reader, filters: &[Filter], lead: Option<Lead>) -> Result<i64> {
    let all = reader.actor.reads_all();
    let plain = |at: usize| filters.iter().enumerate().all(|(other, f)| other == at || f.is_plain());
    if let Some(Lead { n: Some(n), .. }) = lead.filter(|lead| plain(lead.at)) {
        return Ok(n);
    }
    let mut parts = Parts::default();
    if let Some(at) = whole(filters)
        && let Some(source) = led(&mut parts, filters, at, reader)
    {
        return number(reader, &format!("SELECT count(*) FROM ({source}) x"), &parts.args).await;
    }
    let source = lead.and_then(|lead| led(&mut parts, filters, lead.at, reader));
    conditions(&mut parts, filters, lead.map(|lead| lead.at), reader.dialect());
    let (field, wanted) = (Field::CHANGED.0, &parts.text);
    let sql = match (source, all) {
        (_, true) if filters.iter().all(Filter::is_plain) => {
            format!("SELECT coalesce(CAST(sum(k.n) AS BIGINT), 0) FROM scope_count k WHERE TRUE {wanted}")
        }
        // What the lists of templates show is summed up; what is seen by an own place alone is counted.
        (_, false) if filters.iter().all(Filter::is_plain) => format!(
            "SELECT coalesce((SELECT CAST(sum(k.n) AS BIGINT) FROM user_scope u CROSS JOIN scope_count k WHERE u.user_id = {{me}} AND k.scope = u.scope {wanted}), 0)
              + ({})",
            in_places(wanted, reader.dialect())
        ),
        (Some(source), true) => format!(
            "SELECT count(DISTINCT k.case_id) FROM ({source}) d CROSS JOIN case_key k WHERE k.case_id = d.case_id AND k.scope = 0 AND k.field = {field} {wanted}"
        ),
        (Some(source), false) => format!(
            "SELECT count(DISTINCT k.case_id) FROM ({source}) d CROSS JOIN case_key k CROSS JOIN user_scope u
             WHERE k.case_id = d.case_id AND k.field = {field} AND u.user_id = {{me}} AND k.scope = u.scope {wanted}"
        ),
        (None, true) => format!("SELECT count(*) FROM case_key k WHERE k.scope = 0 AND k.field = {field} {wanted}"),
        (None, false) => format!(
            "SELECT count(DISTINCT k.case_id) FROM user_scope u CROSS JOIN case_key k WHERE u.user_id = {{me}} AND k.scope = u.scope AND k.field = {field} {wanted}"
        ),
    };
    number(reader, &sql, &parts.args).await
}

/// The work of finding a page, in SQLite's steps: held by a test, since the plan depends on the planner.
pub async fn steps(reader: &Reader, want: &Want) -> Result<Option<i64>> {
    let lead = leader(reader, &want.filters).await?;
    let mut sum = None;
    for stretch in stretches(want) {
        let parts = keys(reader, want, lead, stretch, want.size + 1);
        let (sql, args) = expand_own(&parts.text, &parts.args, &reader.actor);
        sum = reader.db.steps(&sql, &args)?.map(|n| n + sum.unwrap_or(0));
    }
    Ok(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

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
