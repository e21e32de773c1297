//! Lists of cases: one page in the order of any field, by merging the actor's scopes, each already
//! in order in `case_key`. A page touches about as many rows as it shows, whatever the actor sees.

pub mod census;
mod filters;
mod keys;

pub use filters::number_of;

use crate::error::Result;
use crate::reader::{Reader, expand_own};
use crate::row::{FromRow, Row};
use crate::val::Val;
use filters::{Parts, conditions, in_places, led};
use jiff::Timestamp;
use keys::{DENSE, Lead, Way, keys, source, stretches};
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

    /// Whether a plain filter leaves a case of this status and type.
    fn keeps(&self, status: i64, type_id: i64) -> bool {
        match self {
            Filter::Status(all) => all.contains(&status),
            Filter::Type(all) => all.contains(&type_id),
            _ => true,
        }
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

/// What was found out about a list's filters before it is read.
#[derive(Default)]
struct Plan {
    lead: Option<Lead>,
    /// How many cases all of them leave, where that was seen on the way.
    n: Option<i64>,
}

async fn plan(reader: &Reader, filters: &[Filter]) -> Result<Plan> {
    let user = (!reader.actor.reads_all()).then_some(reader.actor.id);
    let wanted = |status, type_id| filters.iter().all(|f| f.keeps(status, type_id));
    for (at, filter) in filters.iter().enumerate() {
        let alone = filters.iter().enumerate().all(|(other, f)| other == at || f.is_plain());
        if let Filter::Text(text) = filter {
            let most = usize::try_from(FEW).unwrap_or_default();
            if let Some(found) = reader.db.census.holding(&reader.db, user, &wanted, text, most).await? {
                let lead = (found.n < FEW).then_some(Lead { at, cases: Some(found.some) });
                if lead.is_some() || alone {
                    return Ok(Plan { lead, n: alone.then_some(found.n) });
                }
                continue;
            }
        }
        let mut parts = Parts::default();
        let Some(sql) = led(&mut parts, filters, at, reader) else { continue };
        let lead = Some(Lead { at, cases: None });
        if matches!(filter, Filter::Favourite) {
            return Ok(Plan { lead, n: None });
        }
        let n = number(reader, &format!("SELECT count(*) FROM ({sql} LIMIT {FEW}) few"), &parts.args).await?;
        if n < FEW {
            return Ok(Plan { lead, n: alone.then_some(n) });
        }
    }
    Ok(Plan::default())
}

async fn number(reader: &Reader, sql: &str, args: &[Val]) -> Result<i64> {
    let found = run(reader, sql, args).await?.first_mut().map(<(i64,)>::from_row).transpose()?;
    Ok(found.unwrap_or_default().0)
}

async fn run(reader: &Reader, sql: &str, args: &[Val]) -> Result<Vec<Row>> {
    let (sql, args) = expand_own(sql, args, &reader.actor);
    reader.db.rows(&sql, &args).await
}

/// A page, and the exact number of cases that its filters leave. `columns` and `joins` say what is read of each case, `c`.
pub async fn find<T: FromRow>(reader: &Reader, want: &Want, columns: &str, joins: &str) -> Result<(Page<T>, i64)> {
    let plan = plan(reader, &want.filters).await?;
    let total = counted(reader, &want.filters, &plan).await?;
    if total == 0 {
        return Ok((Page { rows: vec![], places: vec![], more: false }, 0));
    }
    Ok((read(reader, want, way(reader, want, &plan, total), columns, joins).await?, total))
}

/// A page alone.
pub async fn page<T: FromRow>(reader: &Reader, want: &Want, columns: &str, joins: &str) -> Result<Page<T>> {
    let plan = plan(reader, &want.filters).await?;
    read(reader, want, way(reader, want, &plan, 0), columns, joins).await
}

/// The number alone.
pub async fn total(reader: &Reader, filters: &[Filter]) -> Result<i64> {
    // What is counted whole needs no leader.
    let planless = whole(filters).is_some_and(|at| matches!(filters[at], Filter::Owned(_)));
    let plan = if planless { Plan::default() } else { plan(reader, filters).await? };
    counted(reader, filters, &plan).await
}

/// How a page of so many cases is found best.
fn way<'a>(reader: &Reader, want: &Want, plan: &'a Plan, total: i64) -> Way<'a> {
    if let Some(lead) = &plan.lead {
        return Way::Led(lead);
    }
    let plain = want.filters.iter().all(Filter::is_plain);
    let wanted = |status, type_id| want.filters.iter().all(|f| f.keeps(status, type_id));
    let dense = plain && total > want.size && reader.db.census.all(&wanted).is_some_and(|all| total >= all / DENSE);
    if dense { Way::Walked } else { Way::Merged }
}

async fn read<T: FromRow>(reader: &Reader, want: &Want, way: Way<'_>, columns: &str, joins: &str) -> Result<Page<T>> {
    let order = if want.descending != want.back { " DESC" } else { "" };
    let mut found = Vec::new();
    for stretch in stretches(want) {
        let left = want.size + 1 - i64::try_from(found.len()).unwrap_or(i64::MAX);
        if left <= 0 {
            break;
        }
        let rows = async |way| {
            let parts = keys(reader, want, way, stretch, left);
            let sql = format!(
                "WITH p AS MATERIALIZED ({}) SELECT p.value AS place_value, p.case_id AS place_id, {columns} FROM p CROSS JOIN cases c {joins}
                 WHERE c.id = p.case_id ORDER BY p.value{order}, p.case_id{order}",
                parts.text
            );
            run(reader, &sql, &parts.args).await
        };
        let mut some = rows(way).await?;
        // Just here he sees little, or it is the end of the list.
        if matches!(way, Way::Walked) && i64::try_from(some.len()).is_ok_and(|n| n < left) {
            some = rows(Way::Merged).await?;
        }
        found.extend(some);
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

async fn counted(reader: &Reader, filters: &[Filter], plan: &Plan) -> Result<i64> {
    if let Some(n) = plan.n {
        return Ok(n);
    }
    let all = reader.actor.reads_all();
    if !all && filters.iter().all(Filter::is_plain) {
        let wanted = |status, type_id| filters.iter().all(|f| f.keeps(status, type_id));
        if let Some(n) = reader.db.census.total(&reader.db, reader.actor.id, &wanted).await? {
            return Ok(n);
        }
    }
    let mut parts = Parts::default();
    if let Some(at) = whole(filters)
        && let Some(source) = led(&mut parts, filters, at, reader)
    {
        return number(reader, &format!("SELECT count(*) FROM ({source}) x"), &parts.args).await;
    }
    let source = plan.lead.as_ref().and_then(|lead| source(&mut parts, filters, lead, reader));
    conditions(&mut parts, filters, plan.lead.as_ref().map(|lead| lead.at), reader.dialect());
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
    let plan = plan(reader, &want.filters).await?;
    let way = plan.lead.as_ref().map_or(Way::Merged, Way::Led);
    let mut sum = None;
    for stretch in stretches(want) {
        let parts = keys(reader, want, way, stretch, want.size + 1);
        let (sql, args) = expand_own(&parts.text, &parts.args, &reader.actor);
        sum = reader.db.steps(&sql, &args)?.map(|n| n + sum.unwrap_or(0));
    }
    Ok(sum)
}
