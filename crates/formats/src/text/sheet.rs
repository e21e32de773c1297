//! Excel workbooks (Office Open XML): a page for each sheet, a line for each
//! row, values as stored, dates as dates.

use super::{ExtractError, Pages, relations};
use crate::Limits;
use crate::archive::Archive;
use crate::xml::{Attributes, Node, walk};
use jiff::{ToSpan, civil};

pub(super) fn sheets(data: &[u8], limits: &Limits) -> Result<Pages, ExtractError> {
    let mut archive = Archive::open(data, limits)?;
    let main = relations::main_part(&mut archive, "xl/workbook.xml", limits.depth)?;
    let parts = relations::of(&mut archive, &main, limits.depth)?;
    let mut part = |kind: &str| -> Result<Vec<u8>, ExtractError> {
        let path = parts.iter().find(|r| r.kind == kind).map(|r| r.target.as_str());
        Ok(archive.read_optional(path.unwrap_or_default())?.unwrap_or_default())
    };
    let strings = shared_strings(&part("sharedStrings")?, limits)?;
    let dates = date_styles(&part("styles")?, limits)?;
    let listed = relations::listed(&mut archive, &main, "sheet", limits.depth)?;
    let mut truncated = listed.len() > limits.pages;
    let mut pages = Vec::new();
    let mut room = limits.text_bytes;
    for (name, path) in listed.into_iter().take(limits.pages) {
        let reader = SheetReader { strings: &strings, dates: &dates, out: name, ..Default::default() };
        let text = reader.read(&archive.read(&path)?, limits, room)?;
        truncated |= text.len() > room;
        room = room.saturating_sub(text.len());
        pages.push(text);
    }
    Ok((pages, truncated))
}

fn shared_strings(bytes: &[u8], limits: &Limits) -> Result<Vec<String>, ExtractError> {
    let mut all = Vec::new();
    let mut current = String::new();
    let (mut in_text, mut phonetic) = (false, false);
    walk(bytes, limits.depth, |node| {
        match node {
            Node::Open("t", _) => in_text = !phonetic,
            Node::Close("t") => in_text = false,
            Node::Open("rPh", _) => phonetic = true,
            Node::Close("rPh") => phonetic = false,
            Node::Text(text) if in_text => current.push_str(text),
            Node::Close("si") => all.push(std::mem::take(&mut current)),
            _ => {}
        }
        true
    })?;
    Ok(all)
}

/// For each cell style, whether it shows a number as a date.
fn date_styles(bytes: &[u8], limits: &Limits) -> Result<Vec<bool>, ExtractError> {
    let mut own = Vec::new();
    let mut styles = Vec::new();
    let mut in_cells = false;
    let number = |a: Attributes<'_>| a.get("numFmtId").and_then(|n| n.parse::<u32>().ok());
    walk(bytes, limits.depth, |node| {
        match node {
            Node::Open("numFmt", a) if is_date_format(&a.get("formatCode").unwrap_or_default()) => {
                own.extend(number(a));
            }
            Node::Open("cellXfs", _) => in_cells = true,
            Node::Close("cellXfs") => in_cells = false,
            Node::Open("xf", a) if in_cells => {
                let id = number(a).unwrap_or(0);
                styles.push(matches!(id, 14..=17 | 22 | 27..=31 | 36 | 50..=58) || own.contains(&id));
            }
            _ => {}
        }
        true
    })?;
    Ok(styles)
}

/// Has a day or year outside quotes and brackets.
fn is_date_format(code: &str) -> bool {
    let (mut quoted, mut bracket) = (false, false);
    code.chars().any(|c| {
        match c {
            '"' => quoted = !quoted,
            '[' => bracket = true,
            ']' => bracket = false,
            _ => {}
        }
        !quoted && !bracket && matches!(c, 'd' | 'y' | 'D' | 'Y' | 'å')
    })
}

#[derive(Default)]
struct SheetReader<'a> {
    strings: &'a [String],
    dates: &'a [bool],
    out: String,
    cell_type: String,
    is_date: bool,
    value: String,
    in_value: bool,
    first: bool,
}

impl SheetReader<'_> {
    fn read(mut self, bytes: &[u8], limits: &Limits, room: usize) -> Result<String, ExtractError> {
        walk(bytes, limits.depth, |node| {
            self.node(&node);
            self.out.len() <= room
        })?;
        Ok(self.out)
    }

    fn node(&mut self, node: &Node<'_>) {
        match node {
            Node::Open("row", _) => self.first = true,
            Node::Open("c", attributes) => {
                self.cell_type = attributes.get("t").unwrap_or_default();
                let style = attributes.get("s").and_then(|s| s.parse::<usize>().ok());
                self.is_date = style.and_then(|s| self.dates.get(s)) == Some(&true);
                self.value.clear();
            }
            Node::Open("v" | "t", _) => self.in_value = true,
            Node::Close("v" | "t") => self.in_value = false,
            Node::Text(text) if self.in_value => self.value.push_str(text),
            Node::Close("c") => self.end_cell(),
            _ => {}
        }
    }

    fn end_cell(&mut self) {
        let shared;
        let shown = match self.cell_type.as_str() {
            "s" => {
                let index = self.value.trim().parse::<usize>().ok();
                index.and_then(|i| self.strings.get(i)).map_or("", String::as_str)
            }
            "b" => {
                if self.value.trim() == "1" {
                    "TRUE"
                } else {
                    "FALSE"
                }
            }
            "" | "n" if self.is_date => {
                shared = date(&self.value).unwrap_or_else(|| self.value.clone());
                &shared
            }
            _ => &self.value,
        };
        if shown.is_empty() {
            return;
        }
        self.out.push(if self.first { '\n' } else { '\t' });
        self.first = false;
        self.out.push_str(shown);
    }
}

/// Days since 1899-12-30, as a day of the calendar.
fn date(serial: &str) -> Option<String> {
    let days = serial.trim().parse::<f64>().ok()?;
    if !(1.0..2_958_466.0).contains(&days) {
        return None;
    }
    let day = civil::date(1899, 12, 30).checked_add((days as i64).days()).ok()?;
    Some(day.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates() {
        assert_eq!(date("45292").as_deref(), Some("2024-01-01"));
        assert_eq!(date("45292.75").as_deref(), Some("2024-01-01"));
        assert_eq!(date("1e99"), None);
        assert!(is_date_format("dd-mm-yyyy") && !is_date_format("#,##0 \"day\"[Red]"));
    }
}
