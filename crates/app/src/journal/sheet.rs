//! A plan as a table: code, title, description, keywords, closed.

use base::{Error, Lang, Result};
use formats::{Limits, csv};
use std::collections::{HashMap, HashSet};
use texts::journal as t;

/// The columns, in the order they are written.
pub const COLUMNS: [&str; 5] = ["code", "title", "description", "keywords", "closed"];

/// A row of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub line: u64,
    pub code: String,
    pub title: String,
    pub description: String,
    pub keywords: String,
    pub closed: bool,
}

/// What is wrong with a row, by its line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    pub line: u64,
    pub what: What,
}

/// What can be wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    Cells,
    Code(String),
    Twice(String),
    NoParent(String),
    Gap(String),
    NoTitle,
    Long,
    Closed(String),
    HoldsCases(String),
    ClosedAbove(String),
}

impl What {
    /// In words.
    pub fn text(&self, lang: Lang) -> String {
        match self {
            What::Cells => t::row_cells(lang).to_owned(),
            What::Code(code) => t::row_code(lang, code),
            What::Twice(code) => t::row_twice(lang, code),
            What::NoParent(code) => t::row_no_parent(lang, code),
            What::Gap(code) => t::row_gap(lang, code),
            What::NoTitle => t::row_no_title(lang).to_owned(),
            What::Long => t::row_long(lang).to_owned(),
            What::Closed(word) => t::row_closed(lang, word),
            What::HoldsCases(code) => t::row_holds_cases(lang, code),
            What::ClosedAbove(code) => t::row_closed_above(lang, code),
        }
    }
}

/// Reads a table. The rows come back in the tree's order, with what is wrong with single rows.
pub fn read(text: &str) -> Result<(Vec<Line>, Vec<Wrong>)> {
    let limits = Limits { rows: 50_000, ..Limits::default() };
    let table = csv::read(text.as_bytes(), &limits).map_err(|_| Error::field("csv", t::csv_unreadable))?;
    if table.truncated {
        return Err(Error::field("csv", t::csv_too_long));
    }
    let header: Vec<String> = table.header.unwrap_or_default().iter().map(|h| h.trim().to_lowercase()).collect();
    let at: HashMap<&str, usize> = COLUMNS.iter().filter_map(|c| header.iter().position(|h| h == c || Some(h.as_str()) == danish(c)).map(|at| (*c, at))).collect();
    if !at.contains_key("code") || !at.contains_key("title") {
        return Err(Error::field("csv", t::csv_columns));
    }
    let mut wrong: Vec<Wrong> = table.errors.iter().map(|e| Wrong { line: e.line, what: What::Cells }).collect();
    let mut lines = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        let cell = |name: &str| at.get(name).and_then(|n| row.cells.get(*n)).map_or("", |c| c.trim());
        match one(row.line, cell) {
            Ok(line) => lines.push(line),
            Err(what) => wrong.push(Wrong { line: row.line, what }),
        }
    }
    lines.sort_by_key(|l| numbers(&l.code).unwrap_or_default());
    wrong.extend(places(&lines));
    wrong.sort_by_key(|w| w.line);
    Ok((lines, wrong))
}

fn danish(column: &str) -> Option<&'static str> {
    match column {
        "code" => Some("kode"),
        "title" => Some("titel"),
        "description" => Some("beskrivelse"),
        "keywords" => Some("stikord"),
        "closed" => Some("lukket"),
        _ => None,
    }
}

fn one<'a>(line: u64, cell: impl Fn(&str) -> &'a str) -> std::result::Result<Line, What> {
    let (code, title) = (cell("code").trim_end_matches('.'), cell("title"));
    if numbers(code).is_none() {
        return Err(What::Code(code.chars().take(40).collect()));
    }
    if title.is_empty() {
        return Err(What::NoTitle);
    }
    // A cell that Excel would take for a formula was written with an apostrophe in front.
    let plain = |text: &str| text.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@'])).unwrap_or(text).replace("\r\n", "\n");
    let clean = |text: &str| plain(text).chars().filter(|c| !c.is_control() || *c == '\n').collect::<String>();
    let (title, description, keywords) = (clean(title).replace('\n', " "), clean(cell("description")), clean(cell("keywords")).replace('\n', " "));
    if title.chars().count() > 200 || description.chars().count() > 4000 || keywords.chars().count() > 500 {
        return Err(What::Long);
    }
    let closed = match cell("closed").to_lowercase().as_str() {
        "" | "0" | "nej" | "no" | "false" | "falsk" => false,
        "1" | "ja" | "yes" | "true" | "sand" | "x" => true,
        other => return Err(What::Closed(other.chars().take(40).collect())),
    };
    Ok(Line { line, code: code.to_owned(), title, description, keywords, closed })
}

/// The numbers that a code is made of; none where it isn't made of whole numbers from 1.
pub fn numbers(code: &str) -> Option<Vec<u32>> {
    let numbers: Option<Vec<u32>> = code.split('.').map(|n| n.parse().ok().filter(|m: &u32| *m > 0 && m.to_string() == n)).collect();
    numbers.filter(|n| n.len() <= 24)
}

/// The code above; none at the top.
pub fn parent(code: &str) -> Option<&str> {
    code.rsplit_once('.').map(|(above, _)| above)
}

/// Rows whose code stands twice, or below one that isn't there.
fn places(lines: &[Line]) -> Vec<Wrong> {
    let all: HashSet<&str> = lines.iter().map(|l| l.code.as_str()).collect();
    let closed: HashSet<&str> = lines.iter().filter(|l| l.closed).map(|l| l.code.as_str()).collect();
    let mut seen = HashSet::new();
    let mut wrong = Vec::new();
    for line in lines {
        let above = parent(&line.code);
        let what = if !seen.insert(line.code.as_str()) {
            What::Twice(line.code.clone())
        } else if let Some(above) = above.filter(|a| !all.contains(a)) {
            What::NoParent(above.to_owned())
        } else if let Some(above) = above.filter(|a| closed.contains(a) && !line.closed) {
            What::ClosedAbove(above.to_owned())
        } else {
            continue;
        };
        wrong.push(Wrong { line: line.line, what });
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_their_faults() {
        let (lines, wrong) = read("code;title;closed\n2;To\n1;En\n1.1;En en;ja\n1.1;Igen\n3.1;Løs\nx;Y\n4;\n").expect("readable");
        assert_eq!(lines.iter().map(|l| l.code.as_str()).collect::<Vec<_>>(), ["1", "1.1", "1.1", "2", "3.1"]);
        assert!(lines[1].closed);
        assert_eq!(
            wrong,
            [
                Wrong { line: 5, what: What::Twice("1.1".into()) },
                Wrong { line: 6, what: What::NoParent("3".into()) },
                Wrong { line: 7, what: What::Code("x".into()) },
                Wrong { line: 8, what: What::NoTitle },
            ]
        );
        assert!(read("a;b\n1;2\n").is_err() && read("").is_err());
        assert_eq!(numbers("02.1"), None);
    }
}
