//! Users and groups on a template's lists: their names, and what the picker offers.

use super::Listed;
use base::{Reader, Result, Uow, args};

const PEOPLE: &str = "SELECT u.id, u.name, u.name_key, 0 AS kind, u.title AS about, u.active FROM users u
  UNION ALL SELECT g.id, g.name, g.name_key, 1, g.description, g.active FROM groups g";

/// The name of a user or group.
pub async fn name(reader: &Reader, id: i64) -> Result<Option<String>> {
    let found: Option<(String,)> = reader.maybe(&format!("SELECT p.name FROM ({PEOPLE}) p WHERE p.id = $1"), &args![id]).await?;
    Ok(found.map(|(n,)| n))
}

fn access_sql() -> String {
    format!(
        "SELECT a.principal, p.name, a.level FROM template_access a JOIN ({PEOPLE}) p ON p.id = a.principal WHERE a.template_id = $1 ORDER BY a.level DESC, p.name_key, p.id"
    )
}

fn creators_sql() -> String {
    format!(
        "SELECT a.principal, p.name, 0 AS level FROM template_creator a JOIN ({PEOPLE}) p ON p.id = a.principal WHERE a.template_id = $1 ORDER BY p.name_key, p.id"
    )
}

fn listed(rows: Vec<(i64, String, i64)>) -> Vec<Listed> {
    rows.into_iter().map(|(principal, name, level)| Listed { principal, name, level }).collect()
}

/// Who a template gives access, and at which level.
pub async fn access(reader: &Reader, template: i64) -> Result<Vec<Listed>> {
    reader.all(&access_sql(), &args![template]).await.map(listed)
}

/// Who may make cases from a template.
pub async fn creators(reader: &Reader, template: i64) -> Result<Vec<Listed>> {
    reader.all(&creators_sql(), &args![template]).await.map(listed)
}

/// Both lists, in a change.
pub async fn lists(uow: &mut Uow, template: i64) -> Result<(Vec<Listed>, Vec<Listed>)> {
    let access = uow.all(&access_sql(), &args![template]).await.map(listed)?;
    let creators = uow.all(&creators_sql(), &args![template]).await.map(listed)?;
    Ok((access, creators))
}
