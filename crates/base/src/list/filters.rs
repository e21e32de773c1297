//! What a list is filtered by, in SQL.

use super::{Field, Filter, number_key};
use crate::db::Dialect;
use crate::reader::Reader;
use crate::val::Val;

/// How many cases the actor sees by an own place alone: his places, each with each template by which its cases are seen
/// (found by leaping from one to the next), and of these what isn't on a list of his.
pub(super) fn in_places(wanted: &str, dialect: Dialect) -> String {
    const BASE: i64 = Field::BASE.0;
    let base = number_of("p.base", dialect);
    format!(
        "WITH RECURSIVE place (scope, base) AS (
           SELECT u.scope, (SELECT k.value FROM case_key k WHERE k.scope = u.scope AND k.field = {BASE} ORDER BY k.value LIMIT 1) FROM user_scope u WHERE u.user_id = {{me}} AND u.level = 0
           UNION ALL
           SELECT p.scope, (SELECT k.value FROM case_key k WHERE k.scope = p.scope AND k.field = {BASE} AND k.value > p.base ORDER BY k.value LIMIT 1) FROM place p WHERE p.base IS NOT NULL)
         SELECT count(DISTINCT k.case_id) FROM place p CROSS JOIN case_key k
         WHERE NOT EXISTS (SELECT 1 FROM user_scope m WHERE m.user_id = {{me}} AND m.scope = {base}) AND k.scope = p.scope AND k.field = {BASE} AND k.value = p.base {wanted}"
    )
}

/// A number that stands in digits in a column of bytes; nothing stays nothing.
pub fn number_of(column: &str, dialect: Dialect) -> String {
    match dialect {
        Dialect::Sqlite => format!("CAST(CAST({column} AS TEXT) AS INTEGER)"),
        Dialect::Pg => format!("CAST(convert_from({column}, 'UTF8') AS BIGINT)"),
    }
}

/// A piece of a statement, and the values it names.
#[derive(Default)]
pub(super) struct Parts {
    pub args: Vec<Val>,
    pub text: String,
}

impl Parts {
    pub fn arg(&mut self, val: impl Into<Val>) -> String {
        self.args.push(val.into());
        format!("${}", self.args.len())
    }

    fn one_of<V: Into<Val>>(&mut self, column: &str, vals: impl IntoIterator<Item = V>) -> String {
        let marks: Vec<String> = vals.into_iter().map(|v| self.arg(v)).collect();
        if marks.is_empty() { "FALSE".into() } else { format!("{column} IN ({})", marks.join(", ")) }
    }
}

/// The conditions on `k`, a row of `case_key`.
pub(super) fn conditions(parts: &mut Parts, filters: &[Filter], lead: Option<usize>, dialect: Dialect) {
    for (at, filter) in filters.iter().enumerate() {
        if lead == Some(at) {
            continue;
        }
        let text = match filter {
            Filter::Status(_) | Filter::Type(_) => plain(parts, filter, "k"),
            Filter::Is(field, all) => {
                let values = parts.one_of("f.value", all.iter().cloned());
                format!(
                    "EXISTS (SELECT 1 FROM case_key f WHERE f.scope = k.scope AND f.field = {} AND {values} AND f.case_id = k.case_id)",
                    field.0
                )
            }
            Filter::Owned(all) => {
                let values = parts.one_of("f.value", all.iter().copied().map(number_key));
                format!(
                    "EXISTS (SELECT 1 FROM case_key f WHERE f.scope = k.scope AND f.field = {} AND {values} AND f.case_id = k.case_id)",
                    Field::OWNER_ID.0
                )
            }
            Filter::Between(field, from, to) => {
                let from = from.as_ref().map(|v| format!(" AND f.value >= {}", parts.arg(v.clone()))).unwrap_or_default();
                let to = to.as_ref().map(|v| format!(" AND f.value < {}", parts.arg(v.clone()))).unwrap_or_default();
                format!(
                    "EXISTS (SELECT 1 FROM case_key f WHERE f.case_id = k.case_id AND f.field = {} AND f.scope = k.scope{from}{to})",
                    field.0
                )
            }
            Filter::Text(text) => {
                let holds = holds(parts, text, dialect);
                format!(
                    "EXISTS (SELECT 1 FROM case_key f WHERE f.case_id = k.case_id AND f.field = {} AND f.scope = k.scope AND {holds})",
                    Field::FIND.0
                )
            }
            Filter::Favourite => {
                "EXISTS (SELECT 1 FROM favourite v WHERE v.user_id = {me} AND v.object = 'case' AND v.object_id = k.case_id)".into()
            }
        };
        parts.text.push_str(" AND ");
        parts.text.push_str(&text);
    }
}

/// A condition that every row of `case_key` tells of its case.
fn plain(parts: &mut Parts, filter: &Filter, key: &str) -> String {
    match filter {
        Filter::Status(all) => parts.one_of(&format!("{key}.status"), all.iter().copied()),
        Filter::Type(all) => parts.one_of(&format!("{key}.type_id"), all.iter().copied()),
        _ => "TRUE".into(),
    }
}

/// The cases that a leading filter and the plain ones name, each once, as a statement with the column `case_id`.
pub(super) fn led(parts: &mut Parts, filters: &[Filter], at: usize, reader: &Reader) -> Option<String> {
    let (all, dialect) = (reader.actor.reads_all(), reader.dialect());
    let (distinct, rows) = match &filters[at] {
        Filter::Favourite => {
            return Some("SELECT v.object_id AS case_id FROM favourite v WHERE v.user_id = {me} AND v.object = 'case'".into());
        }
        Filter::Owned(owners) => ("", owned(parts, owners, dialect)),
        Filter::Is(field, values) => {
            let values = parts.one_of("f.value", values.iter().cloned());
            ("DISTINCT ", format!("{}case_key f WHERE {} AND f.field = {} AND {values}", from_scopes(all), scopes("f", all), field.0))
        }
        Filter::Text(text) => {
            let holds = holds(parts, text, dialect);
            ("DISTINCT ", format!("{}case_key f WHERE {} AND f.field = {} AND {holds}", from_scopes(all), scopes("f", all), Field::FIND.0))
        }
        _ => return None,
    };
    let others = filters.iter().enumerate().filter(|(other, f)| *other != at && f.is_plain());
    let others: String = others.map(|(_, f)| format!(" AND {}", plain(parts, f, "f"))).collect();
    Some(format!("SELECT {distinct}f.case_id FROM {rows}{others}"))
}

/// The cases of these ordinals, as a statement with the column `case_id`.
pub(super) fn ordinals(parts: &mut Parts, cases: &[u32], dialect: Dialect) -> String {
    let list: Vec<String> = cases.iter().map(u32::to_string).collect();
    match dialect {
        Dialect::Sqlite => {
            let list = parts.arg(format!("[{}]", list.join(",")));
            format!("SELECT c.id AS case_id FROM json_each({list}) o CROSS JOIN cases c WHERE c.ordinal = o.value")
        }
        Dialect::Pg => {
            let list = parts.arg(format!("{{{}}}", list.join(",")));
            format!("SELECT c.id AS case_id FROM cases c WHERE c.ordinal = ANY (CAST(CAST({list} AS TEXT) AS BIGINT[]))")
        }
    }
}

/// Whether a piece of a text stands in `f.value`.
fn holds(parts: &mut Parts, text: &str, dialect: Dialect) -> String {
    let text = parts.arg(text.as_bytes().to_vec());
    match dialect {
        Dialect::Sqlite => format!("instr(f.value, {text}) > 0"),
        Dialect::Pg => format!("position({text} IN f.value) > 0"),
    }
}

/// The cases that stand under their owners, one of the actor's own places each, as rows of `case_key`, `f`.
fn owned(parts: &mut Parts, owners: &[i64], dialect: Dialect) -> String {
    let own = parts.one_of("u.scope", owners.iter().copied());
    format!(
        "user_scope u CROSS JOIN case_key f WHERE u.user_id = {{me}} AND u.level = 0 AND {own} AND f.scope = u.scope AND f.field = {} AND f.value = {}",
        Field::OWNER_ID.0,
        key_of("u.scope", dialect)
    )
}

/// [`number_key`] of a scope, in SQL.
fn key_of(column: &str, dialect: Dialect) -> String {
    match dialect {
        Dialect::Sqlite => format!("unhex(printf('80%014X', {column}))"),
        Dialect::Pg => format!("decode('80' || lpad(to_hex({column}), 14, '0'), 'hex')"),
    }
}

fn from_scopes(all: bool) -> &'static str {
    if all { "" } else { "user_scope u CROSS JOIN " }
}

pub(super) fn scopes(table: &str, all: bool) -> String {
    if all { format!("{table}.scope = 0") } else { format!("u.user_id = {{me}} AND {table}.scope = u.scope") }
}
