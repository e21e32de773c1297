//! Spreadsheets: xlsx, ods and csv. Every table of the text is a sheet; numbers are numbers, with sums.

use super::body::{Body, Paper, escape, number};
use super::office::core;
use super::zipped::zipped;

type Rows = Vec<Vec<String>>;

/// The sheets of a text: its tables, or its lines where it has none.
fn sheets(paper: &Paper, body: &Body) -> Vec<(String, Rows)> {
    let mut sheets: Vec<(String, Rows)> = body.tables().enumerate().map(|(at, rows)| (format!("Ark {}", at + 1), rows.clone())).collect();
    if sheets.is_empty() {
        let lines = body.plain().lines().filter(|l| !l.is_empty()).map(|l| vec![l.to_owned()]).collect();
        sheets.push(("Ark 1".into(), lines));
    }
    let about = [
        ("Titel", &paper.title),
        ("Afsender", &paper.sender),
        ("Afdeling", &paper.beneath),
        ("Sag", &paper.case_number),
        ("Dato", &paper.date),
        ("Udarbejdet af", &paper.author),
    ];
    sheets.push(("Om".into(), about.into_iter().filter(|(_, v)| !v.is_empty()).map(|(k, v)| vec![k.to_owned(), v.clone()]).collect()));
    sheets
}

fn letter(column: usize) -> char {
    char::from(b'A' + u8::try_from(column.min(25)).unwrap_or(25))
}

/// The columns that hold an amount in every row below the head, from the third row on: worth a sum.
fn summed(rows: &Rows) -> Vec<usize> {
    let columns = rows.first().map_or(0, Vec::len);
    if rows.len() < 4 {
        return vec![];
    }
    (1..columns).filter(|c| rows[1..].iter().all(|r| r.get(*c).is_some_and(|t| number(t).is_some()))).collect()
}

fn total(rows: &Rows, column: usize) -> f64 {
    rows[1..].iter().filter_map(|r| r.get(column).and_then(|t| number(t))).sum()
}

/// An Excel workbook.
pub fn xlsx(paper: &Paper, body: &Body) -> Vec<u8> {
    let sheets = sheets(paper, body);
    let mut types = String::from(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>"#,
    );
    let mut listed = String::new();
    let mut links = String::from(
        r#"<Relationship Id="rId0" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>"#,
    );
    let mut parts: Vec<(String, String)> = Vec::new();
    for (at, (name, rows)) in sheets.iter().enumerate() {
        let n = at + 1;
        types.push_str(&format!(r#"<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>"#));
        listed.push_str(&format!(r#"<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>"#));
        links.push_str(&format!(r#"<Relationship Id="rId{n}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet{n}.xml"/>"#));
        parts.push((format!("xl/worksheets/sheet{n}.xml"), sheet(rows)));
    }
    types.push_str("</Types>");
    let workbook = format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>{listed}</sheets></workbook>"#
    );
    let links = format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>"#
    );
    let core = core(paper);
    let mut entries: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", ROOT.as_bytes()),
        ("docProps/core.xml", core.as_bytes()),
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", links.as_bytes()),
        ("xl/styles.xml", STYLES.as_bytes()),
    ];
    entries.extend(parts.iter().map(|(name, part)| (name.as_str(), part.as_bytes())));
    zipped(&entries)
}

const ROOT: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>"#;
const STYLES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFDDE8EC"/></patternFill></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1"/><xf numFmtId="3" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="3" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>"#;

fn sheet(rows: &Rows) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(1);
    let wide = |c: usize| rows.iter().filter_map(|r| r.get(c)).map(|t| t.chars().count()).max().unwrap_or(8).clamp(8, 60) + 2;
    let cols: String = (0..columns).map(|c| format!(r#"<col min="{0}" max="{0}" width="{1}" customWidth="1"/>"#, c + 1, wide(c))).collect();
    let mut data = String::new();
    for (at, row) in rows.iter().enumerate() {
        data.push_str(&format!(r#"<row r="{}">"#, at + 1));
        for (c, text) in row.iter().enumerate() {
            let place = format!("{}{}", letter(c), at + 1);
            let head = at == 0 && columns > 2;
            match number(text).filter(|_| !head) {
                Some(n) => data.push_str(&format!(r#"<c r="{place}" s="2"><v>{n}</v></c>"#)),
                None => data.push_str(&format!(
                    r#"<c r="{place}" s="{}" t="inlineStr"><is><t xml:space="preserve">{}</t></is></c>"#,
                    i32::from(head),
                    escape(text)
                )),
            }
        }
        data.push_str("</row>");
    }
    let sums = summed(rows);
    if !sums.is_empty() {
        let n = rows.len() + 1;
        data.push_str(&format!(r#"<row r="{n}"><c r="A{n}" s="3" t="inlineStr"><is><t>I alt</t></is></c>"#));
        for c in sums {
            data.push_str(&format!(r#"<c r="{0}{n}" s="3"><f>SUM({0}2:{0}{1})</f><v>{2}</v></c>"#, letter(c), rows.len(), total(rows, c)));
        }
        data.push_str("</row>");
    }
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cols>{cols}</cols><sheetData>{data}</sheetData></worksheet>"#
    )
}

/// An OpenDocument spreadsheet.
pub fn ods(paper: &Paper, body: &Body) -> Vec<u8> {
    let mut tables = String::new();
    for (name, rows) in sheets(paper, body) {
        tables.push_str(&format!(r#"<table:table table:name="{name}">"#));
        for row in &rows {
            tables.push_str("<table:table-row>");
            for text in row {
                let shown = escape(text);
                match number(text) {
                    Some(n) => tables.push_str(&format!(
                        r#"<table:table-cell office:value-type="float" office:value="{n}"><text:p>{shown}</text:p></table:table-cell>"#
                    )),
                    None => tables
                        .push_str(&format!(r#"<table:table-cell office:value-type="string"><text:p>{shown}</text:p></table:table-cell>"#)),
                }
            }
            tables.push_str("</table:table-row>");
        }
        tables.push_str("</table:table>");
    }
    super::odf::package("spreadsheet", paper, "", &format!("<office:spreadsheet>{tables}</office:spreadsheet>"))
}

/// A semicolon-separated list in UTF-8 with a mark, as Danish Excel opens it.
pub fn csv(body: &Body) -> Vec<u8> {
    let mut out = String::from("\u{feff}");
    let (_, rows) = sheets(&Paper::default(), body).into_iter().next().unwrap_or_default();
    for row in rows {
        let cells: Vec<String> =
            row.iter().map(|c| if c.contains([';', '"', '\n']) { format!("\"{}\"", c.replace('"', "\"\"")) } else { c.clone() }).collect();
        out.push_str(&cells.join(";"));
        out.push_str("\r\n");
    }
    out.into_bytes()
}
