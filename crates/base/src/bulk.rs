//! Writing by the thousand, for imports: the rows, events and lists that one by one would have made, gathered and
//! written in statements of many rows. An import tells history in the names and at the times of those who made it.

use crate::acl;
use crate::error::Result;
use crate::event::{Event, On};
use crate::uow::Uow;
use crate::val::Val;
use jiff::Timestamp;
use uuid::Uuid;

/// Rows that one statement writes.
const TOGETHER: usize = 40;
/// Statements for what doesn't fill one: few, so that each is prepared once.
const FEWER: [usize; 2] = [8, 1];

/// In whose name something is told: the number and name of a user, or 0 and a reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    pub id: i64,
    pub name: String,
}

/// Rows of one table, waiting.
struct Table {
    into: &'static str,
    width: usize,
    rows: Vec<Val>,
    statements: [String; 3],
}

/// A unit of work of an import. Tables are written in the order in which they were first named, so a row is named
/// after those that it refers to. Dropping it changes nothing.
pub struct Import {
    uow: Uow,
    tables: Vec<Table>,
    events: Vec<Val>,
    cases: Vec<Uuid>,
}

/// `INSERT INTO … VALUES` for so many rows; `first` begins each of them.
fn statement(into: &str, first: &str, width: usize, rows: usize) -> String {
    let mut sql = format!("INSERT INTO {into} VALUES ");
    for row in 0..rows {
        sql.push_str(if row == 0 { "(" } else { ", (" });
        sql.push_str(first);
        for at in 0..width {
            sql.push_str(if at == 0 { "$" } else { ", $" });
            sql.push_str(&(row * width + at + 1).to_string());
        }
        sql.push(')');
    }
    sql
}

fn statements(into: &str, first: &str, width: usize) -> [String; 3] {
    [TOGETHER, FEWER[0], FEWER[1]].map(|rows| statement(into, first, width, rows))
}

/// Writes rows of `width` values, as many as possible at once.
pub(crate) async fn write(uow: &mut Uow, statements: &[String; 3], width: usize, rows: &[Val]) -> Result<()> {
    let mut rest = rows;
    for (sql, rows) in statements.iter().zip([TOGETHER, FEWER[0], FEWER[1]]) {
        while rest.len() >= rows * width {
            let (now, after) = rest.split_at(rows * width);
            uow.also(sql, now).await?;
            rest = after;
        }
    }
    Ok(())
}

/// Rows of one table that are written at once, by an upkeep that has gathered them.
pub(crate) async fn insert(uow: &mut Uow, into: &str, width: usize, rows: &[Val]) -> Result<()> {
    write(uow, &statements(into, "", width), width, rows).await
}

impl Import {
    /// Begins with a unit of work of who imports.
    pub fn new(uow: Uow) -> Import {
        Import { uow, tables: vec![], events: vec![], cases: vec![] }
    }

    /// The unit, for what is written one by one.
    pub fn uow(&mut self) -> &mut Uow {
        &mut self.uow
    }

    /// A row of a table; `into` is its name with the columns, such as `folder (id, name)`.
    pub fn row(&mut self, into: &'static str, row: impl IntoIterator<Item = Val>) {
        let at = self.tables.iter().position(|t| t.into == into).unwrap_or_else(|| {
            self.tables.push(Table { into, width: 0, rows: vec![], statements: Default::default() });
            self.tables.len() - 1
        });
        let table = &mut self.tables[at];
        table.rows.extend(row);
        if table.width == 0 {
            table.width = table.rows.len();
            table.statements = statements(into, "", table.width);
        }
    }

    /// An event of who did it, when; by what way and from where is that of who imports.
    pub fn event(&mut self, by: &Author, at: Timestamp, event: &impl Event, on: On) -> Result<()> {
        self.events.extend(self.uow.event_row(by, at, event, on)?);
        Ok(())
    }

    /// A new case, to be listed when the unit ends.
    pub fn list(&mut self, case: Uuid) {
        self.cases.push(case);
    }

    /// Writes what was gathered, lists the cases, and ends well: everything stands, durably.
    pub async fn commit(mut self) -> Result<()> {
        for table in &self.tables {
            write(&mut self.uow, &table.statements, table.width, &table.rows).await?;
        }
        let events = statements(Uow::EVENT, "{tx}, ", Uow::EVENT_WIDTH);
        write(&mut self.uow, &events, Uow::EVENT_WIDTH, &self.events).await?;
        self.uow.told(self.events.len() / Uow::EVENT_WIDTH);
        acl::list_new(&mut self.uow, &self.cases).await?;
        self.uow.commit().await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_number_their_values() {
        assert_eq!(statement("t (a, b)", "", 2, 2), "INSERT INTO t (a, b) VALUES ($1, $2), ($3, $4)");
        assert_eq!(statement("t (x, a)", "{tx}, ", 1, 1), "INSERT INTO t (x, a) VALUES ({tx}, $1)");
    }
}
