//! Open Document texts, spreadsheets, presentations and drawings.

use super::{ExtractError, Pages};
use crate::Limits;
use crate::archive::Archive;
use crate::xml::{Node, walk};

pub(super) fn pages(data: &[u8], limits: &Limits) -> Result<Pages, ExtractError> {
    let mut archive = Archive::open(data, limits)?;
    if let Some(manifest) = archive.read_optional("META-INF/manifest.xml")?
        && memchr::memmem::find(&manifest, b"encryption-data").is_some()
    {
        return Err(ExtractError::Protected);
    }
    let mut reader = Reader::default();
    walk(&archive.read("content.xml")?, limits.depth, |node| {
        reader.node(&node);
        reader.bytes <= limits.text_bytes && reader.pages.len() <= limits.pages
    })?;
    let truncated = reader.bytes > limits.text_bytes || reader.pages.len() > limits.pages;
    reader.end_page();
    Ok((reader.pages, truncated))
}

#[derive(Default)]
struct Reader {
    pages: Vec<String>,
    current: String,
    /// All text so far.
    bytes: usize,
    in_body: bool,
    /// Paragraphs around; text outside of them is no content.
    paragraphs: usize,
    /// Depth inside of deleted text.
    deleted: usize,
    cells: usize,
    sheets: bool,
}

impl Reader {
    fn node(&mut self, node: &Node<'_>) {
        match node {
            Node::Open("body", _) => self.in_body = true,
            Node::Close("body") => self.in_body = false,
            _ if !self.in_body => {}
            Node::Open("tracked-changes", _) => self.deleted += 1,
            Node::Close("tracked-changes") => self.deleted = self.deleted.saturating_sub(1),
            _ if self.deleted > 0 => {}
            Node::Open(name, attributes) => {
                let count = (*name == "s").then(|| attributes.get("c")).flatten();
                let spaces = count.and_then(|c| c.parse().ok()).unwrap_or(1_usize);
                let title = (self.sheets && *name == "table").then(|| attributes.get("name")).flatten();
                self.open(name, spaces, title);
            }
            Node::Close(name) => self.close(name),
            Node::Text(text) if self.paragraphs > 0 => self.push(text),
            Node::Text(_) => {}
        }
    }

    fn open(&mut self, name: &str, spaces: usize, title: Option<String>) {
        match name {
            "p" | "h" => self.paragraphs += 1,
            "tab" => self.push("\t"),
            "line-break" => self.push("\n"),
            "s" => self.push(&" ".repeat(spaces.min(100))),
            // In presentations; in text documents pages are only laid out later.
            "page" => self.end_page(),
            "spreadsheet" => self.sheets = true,
            "table" => {
                if let Some(title) = title {
                    self.push(&title);
                    self.push("\n");
                }
            }
            "table-cell" => self.cells += 1,
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "p" | "h" => {
                self.paragraphs = self.paragraphs.saturating_sub(1);
                self.push(if self.cells > 0 { " " } else { "\n" });
            }
            "table-cell" => {
                self.cells = self.cells.saturating_sub(1);
                if self.current.ends_with(' ') {
                    self.current.pop();
                    self.push("\t");
                }
            }
            "table-row" => self.push("\n"),
            // A sheet is a page; a table in a text isn't.
            "table" if self.sheets && self.cells == 0 => self.end_page(),
            _ => {}
        }
    }

    fn push(&mut self, text: &str) {
        self.bytes += text.len();
        self.current.push_str(text);
    }

    fn end_page(&mut self) {
        let text = std::mem::take(&mut self.current);
        let lines: Vec<_> = text.lines().map(|l| l.trim_matches(['\t', ' '])).collect();
        let page = lines.join("\n").trim().to_string();
        if !page.is_empty() {
            self.pages.push(page);
        }
    }
}
