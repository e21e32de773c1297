//! Tables as text: reading what spreadsheets and registers write, and writing
//! what a Danish Excel opens.

use crate::{Limits, encoding};

/// A table as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The column names, trimmed; `None` if the first row is data already.
    pub header: Option<Vec<String>>,
    pub rows: Vec<Row>,
    /// Rows that can't be used; they are not in `rows`.
    pub errors: Vec<RowError>,
    pub delimiter: char,
    /// There were more rows than [`Limits::rows`].
    pub truncated: bool,
}

/// A row of data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The line of the file it begins on, counted from 1.
    pub line: u64,
    /// As many as the header (or first row) has; missing ones at the end are empty.
    pub cells: Vec<String>,
}

/// A row with more cells than there are columns.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line} has {found} cells, expected {expected}")]
pub struct RowError {
    pub line: u64,
    pub expected: usize,
    pub found: usize,
}

/// Why nothing can be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CsvError {
    #[error("the table is empty")]
    Empty,
    #[error("the table is too large")]
    TooLarge,
    #[error("the file is not text")]
    NotText,
}

const DELIMITERS: [u8; 3] = [b';', b',', b'\t'];

/// Reads a table; finds encoding, delimiter and whether there is a header.
/// Empty lines are passed over.
pub fn read(data: &[u8], limits: &Limits) -> Result<Table, CsvError> {
    if !limits.accepts(data) {
        return Err(CsvError::TooLarge);
    }
    let text = encoding::decode(data);
    if text.contains('\0') {
        return Err(CsvError::NotText);
    }
    let (text, said) = declared_delimiter(&text);
    let delimiter = said.unwrap_or_else(|| guess_delimiter(text));
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let mut lines = Lines { text: text.as_bytes(), at: 0, line: 1 + u64::from(said.is_some()) };
    let mut table = Table { header: None, rows: Vec::new(), errors: Vec::new(), delimiter: char::from(delimiter), truncated: false };
    for record in reader.records() {
        let record = record.map_err(|_| CsvError::NotText)?;
        let line = lines.of(record.position().map_or(0, csv::Position::byte));
        let cells: Vec<String> = record.iter().map(|cell| cell.trim().to_string()).collect();
        if cells.iter().all(String::is_empty) {
            continue;
        }
        if table.rows.len() + table.errors.len() >= limits.rows {
            table.truncated = true;
            break;
        }
        table.rows.push(Row { line, cells });
    }
    take_header(&mut table)?;
    Ok(table)
}

/// Writes a table for Danish Excel: `;`, CRLF, UTF-8 with a mark. A cell that
/// a spreadsheet would take for a formula gets an apostrophe in front.
pub fn write<R, C>(rows: impl IntoIterator<Item = R>) -> Vec<u8>
where
    R: IntoIterator<Item = C>,
    C: AsRef<str>,
{
    let mut writer =
        csv::WriterBuilder::new().delimiter(b';').terminator(csv::Terminator::CRLF).flexible(true).from_writer(b"\xef\xbb\xbf".to_vec());
    for row in rows {
        let cells: Vec<String> = row.into_iter().map(|cell| guarded(cell.as_ref())).collect();
        // Writing to memory doesn't fail.
        let _ = writer.write_record(&cells);
    }
    writer.into_inner().unwrap_or_default()
}

/// Numbers may begin with a sign; all else that begins like a formula is text.
fn guarded(cell: &str) -> String {
    let formula = cell.trim_start().starts_with(['=', '+', '-', '@']) || cell.starts_with(['\t', '\r']);
    let number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let signed = cell.strip_prefix(['-', '+']);
    let is_number = signed.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()) && rest.chars().all(number));
    if formula && !is_number { format!("'{cell}") } else { cell.to_string() }
}

/// Counts lines; the CSV reader's own count goes wrong at CRLF and empty lines.
struct Lines<'a> {
    text: &'a [u8],
    at: usize,
    line: u64,
}

impl Lines<'_> {
    /// The line of the record that begins at or after this byte. Only forwards.
    fn of(&mut self, byte: u64) -> u64 {
        let start = usize::try_from(byte).unwrap_or(usize::MAX);
        while let Some(byte) = self.text.get(self.at) {
            if self.at >= start && !matches!(byte, b'\r' | b'\n') {
                break;
            }
            self.line += u64::from(*byte == b'\n');
            self.at += 1;
        }
        self.line
    }
}

/// Excel's own first line `sep=;`.
fn declared_delimiter(text: &str) -> (&str, Option<u8>) {
    let Some(rest) = text.strip_prefix("sep=") else {
        return (text, None);
    };
    match (rest.bytes().next(), rest.find('\n')) {
        (Some(said), Some(end)) if end <= 2 && said.is_ascii() => (&rest[end + 1..], Some(said)),
        _ => (text, None),
    }
}

/// The delimiter that splits the first lines into the most columns, evenly.
fn guess_delimiter(text: &str) -> u8 {
    let score = |delimiter: &u8| {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(*delimiter).from_reader(text.as_bytes());
        let widths: Vec<usize> = reader.records().take(20).flatten().map(|r| r.len()).filter(|n| *n > 1).collect();
        let first = widths.first().copied().unwrap_or(0);
        let alike = widths.iter().filter(|n| **n == first).count();
        // Decimal commas make uneven rows: evenness counts before width.
        (alike, first)
    };
    // The last of equals wins, so the most likely one comes last.
    let best = DELIMITERS.iter().rev().max_by_key(|d| score(d));
    best.copied().unwrap_or(b';')
}

fn take_header(table: &mut Table) -> Result<(), CsvError> {
    let first = table.rows.first().ok_or(CsvError::Empty)?;
    let mut width = first.cells.len();
    if is_header(&first.cells) {
        let mut header = table.rows.remove(0).cells;
        while header.last().is_some_and(String::is_empty) {
            header.pop();
        }
        width = header.len();
        table.header = Some(header);
    }
    for mut row in std::mem::take(&mut table.rows) {
        while row.cells.len() > width && row.cells.last().is_some_and(String::is_empty) {
            row.cells.pop();
        }
        if row.cells.len() > width {
            let found = row.cells.len();
            table.errors.push(RowError { line: row.line, expected: width, found });
        } else {
            row.cells.resize(width, String::new());
            table.rows.push(row);
        }
    }
    Ok(())
}

/// Names of columns are different from each other and hold letters, no values.
fn is_header(cells: &[String]) -> bool {
    let named = cells.iter().filter(|c| !c.is_empty());
    let name = |c: &&String| c.chars().any(char::is_alphabetic) && !c.contains('@') && c.len() < 100;
    let mut seen: Vec<String> = named.clone().map(|c| c.to_lowercase()).collect();
    let all = seen.len();
    seen.sort();
    seen.dedup();
    all > 0 && seen.len() == all && named.clone().all(|c| name(&c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_ok(data: &[u8]) -> Table {
        read(data, &Limits::default()).unwrap()
    }

    #[test]
    fn danish_excel_in_windows_1252() {
        let table = read_ok(b"Navn;Bel\xf8b\r\nS\xf8ren;1,5\r\n\r\n\"\xc5se;\nB\";2,25\r\nx\r\n");
        assert_eq!(table.header.unwrap(), ["Navn", "Beløb"]);
        let lines: Vec<u64> = table.rows.iter().map(|r| r.line).collect();
        assert_eq!(lines, [2, 4, 6]);
        assert_eq!(table.rows[1].cells, ["Åse;\nB", "2,25"]);
        assert_eq!(table.rows[2].cells, ["x", ""]);
        assert_eq!(table.delimiter, ';');
    }

    #[test]
    fn other_delimiters_and_no_header() {
        assert_eq!(read_ok(b"a,b\n1,2\n").rows[0].cells, ["1", "2"]);
        assert_eq!(read_ok(b"a\tb\n1,5\t2\n").rows[0].cells, ["1,5", "2"]);
        let bare = read_ok(b"1;2\n3;4\n");
        assert!(bare.header.is_none() && bare.rows.len() == 2);
        let said = read_ok(b"sep=,\na,b;c\n1,2\n");
        assert_eq!((said.header.unwrap()[1].as_str(), said.rows[0].line), ("b;c", 3));
        assert_eq!(read_ok("\u{feff}navn\nsø\n".as_bytes()).header.unwrap(), ["navn"]);
    }

    #[test]
    fn wide_rows_are_errors_by_line() {
        let table = read_ok(b"a;b\n1;2;3\n1;2;;\n");
        assert_eq!(table.errors, [RowError { line: 2, expected: 2, found: 3 }]);
        assert_eq!(table.rows.len(), 1);
    }

    #[test]
    fn limits_and_refusals() {
        assert_eq!(read(b"\n\n", &Limits::default()), Err(CsvError::Empty));
        assert_eq!(read(b"a;\0b\x01", &Limits::default()), Err(CsvError::NotText));
        let limits = Limits { rows: 2, ..Limits::default() };
        let table = read(b"a;b\n1;2\n3;4\n", &limits).unwrap();
        assert!(table.truncated && table.rows.len() == 1);
    }

    #[test]
    fn written_tables_open_in_excel_and_run_nothing() {
        let bytes = write([vec!["Navn", "æ;\"ø\""], vec!["=1+1", "-2,5"], vec!["-a", "@x"]]);
        let text = String::from_utf8(bytes.clone()).unwrap();
        assert_eq!(text, "\u{feff}Navn;\"æ;\"\"ø\"\"\"\r\n'=1+1;-2,5\r\n'-a;'@x\r\n");
        assert_eq!(read_ok(&bytes).rows[0].cells, ["'=1+1", "-2,5"]);
    }
}
