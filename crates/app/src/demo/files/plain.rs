//! Text, web pages and rich text.

use super::body::{Block, Body, Paper, escape};

/// Plain text in UTF-8, with lines as Windows ends them.
pub fn txt(paper: &Paper, body: &Body) -> Vec<u8> {
    let mut out = String::new();
    for line in [&paper.sender, &paper.beneath, &paper.reference()].into_iter().filter(|l| !l.is_empty()) {
        out.push_str(line);
        out.push('\n');
    }
    out.push('\n');
    out.push_str(&body.plain());
    out.push('\n');
    out.replace('\n', "\r\n").into_bytes()
}

/// A web page that needs nothing from elsewhere.
pub fn html(paper: &Paper, body: &Body) -> Vec<u8> {
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"da\">\n<head>\n<meta charset=\"utf-8\">\n<title>{}</title>\n<style>body{{font:16px/1.5 Calibri,Arial,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem}}header{{border-bottom:1px solid #1f4e5f;color:#1f4e5f}}table{{border-collapse:collapse}}td,th{{border-bottom:1px solid #ccc;padding:.25rem .75rem .25rem 0;text-align:left}}</style>\n</head>\n<body>\n<header><strong>{}</strong> {}<br>{}</header>\n",
        escape(&paper.title),
        escape(&paper.sender),
        escape(&paper.beneath),
        escape(&paper.reference())
    );
    let mut listing = false;
    for block in &body.0 {
        let item = matches!(block, Block::Item(_));
        if item != listing {
            out.push_str(if item { "<ul>\n" } else { "</ul>\n" });
            listing = item;
        }
        out.push_str(&tagged(block));
    }
    if listing {
        out.push_str("</ul>\n");
    }
    out.push_str("</body>\n</html>\n");
    out.into_bytes()
}

fn tagged(block: &Block) -> String {
    let text = |t: &str| escape(t).replace('\n', "<br>");
    match block {
        Block::Title(t) => format!("<h1>{}</h1>\n", text(t)),
        Block::Heading(t) => format!("<h2>{}</h2>\n", text(t)),
        Block::Paragraph(t) => format!("<p>{}</p>\n", text(t)),
        Block::Quoted(t) => format!("<blockquote>{}</blockquote>\n", text(t)),
        Block::Item(t) => format!("<li>{}</li>\n", text(t)),
        Block::Table(rows) => {
            let cell = |c: &String| format!("<td>{}</td>", text(c));
            let rows: String = rows.iter().map(|r| format!("<tr>{}</tr>\n", r.iter().map(cell).collect::<String>())).collect();
            format!("<table>\n{rows}</table>\n")
        }
    }
}

/// Rich text in Windows' western letters.
pub fn rtf(paper: &Paper, body: &Body) -> Vec<u8> {
    let mut out = String::from(
        "{\\rtf1\\ansi\\ansicpg1252\\deff0\\deflang1030{\\fonttbl{\\f0\\fswiss\\fcharset0 Arial;}}{\\colortbl;\\red31\\green78\\blue95;}\\paperw11906\\paperh16838\\margl1300\\margr1300\\f0\\fs21\n",
    );
    out.push_str(&format!("{{\\pard\\b\\cf1\\fs28 {}\\par}}\n", rtf_text(&paper.sender)));
    out.push_str(&format!("{{\\pard\\sa360\\fs18 {}  {}\\par}}\n", rtf_text(&paper.beneath), rtf_text(&paper.reference())));
    for block in &body.0 {
        out.push_str(&match block {
            Block::Title(t) => format!("{{\\pard\\sa200\\b\\fs34 {}\\par}}\n", rtf_text(t)),
            Block::Heading(t) => format!("{{\\pard\\sb200\\sa60\\b\\fs25 {}\\par}}\n", rtf_text(t)),
            Block::Paragraph(t) => format!("{{\\pard\\sa140 {}\\par}}\n", rtf_text(t)),
            Block::Quoted(t) => format!("{{\\pard\\li400 {}\\par}}\n", rtf_text(t)),
            Block::Item(t) => format!("{{\\pard\\fi-280\\li500\\sa40 \\bullet\\tab {}\\par}}\n", rtf_text(t)),
            Block::Table(rows) => rows.iter().map(|row| rtf_row(row)).collect(),
        });
    }
    out.push('}');
    out.into_bytes()
}

fn rtf_row(row: &[String]) -> String {
    let width = 9300 / row.len().max(1);
    let edges: String = (1..=row.len()).map(|n| format!("\\clbrdrb\\brdrs\\cellx{}", n * width)).collect();
    let cells: String = row.iter().map(|c| format!("{}\\cell ", rtf_text(c))).collect();
    format!("{{\\trowd\\trgaph80{edges}\\pard\\intbl {cells}\\row}}\n")
}

fn rtf_text(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\\' | '{' | '}' => out.extend(['\\', c]),
            '\n' => out.push_str("\\line "),
            c if c.is_ascii() => out.push(c),
            c if u32::from(c) <= 0xff => out.push_str(&format!("\\'{:02x}", u32::from(c))),
            c => out.push_str(&format!("\\u{}?", u32::from(c))),
        }
    }
    out
}
