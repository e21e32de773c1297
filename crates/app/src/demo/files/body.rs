//! The small markup of the demo's texts, and the paper it is printed on.

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    Title(String),
    Heading(String),
    Paragraph(String),
    Item(String),
    Table(Vec<Vec<String>>),
    /// A line of an earlier mail.
    Quoted(String),
}

/// A text in parts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Body(pub Vec<Block>);

/// Who writes, about which case and when: the head of a letter.
#[derive(Debug, Clone, Default)]
pub struct Paper {
    pub sender: String,
    /// Department or address below the sender's name.
    pub beneath: String,
    pub author: String,
    pub case_number: String,
    /// In words: "19. februar 2026".
    pub date: String,
    pub title: String,
}

impl Paper {
    /// The line at the right of the head: case and date.
    pub fn reference(&self) -> String {
        let parts: Vec<&str> = [self.date.as_str(), self.case_number.as_str()].into_iter().filter(|p| !p.is_empty()).collect();
        parts.join("  ·  ")
    }
}

impl Body {
    /// Reads the markup: `# `, `## `, `- `, `| a | b |`, `> `, paragraphs between blank lines.
    pub fn parse(text: &str) -> Body {
        let mut blocks = Vec::new();
        let mut open = String::new();
        for line in text.lines().map(str::trim_end) {
            let special = ["# ", "## ", "- ", "| ", "> "].iter().any(|mark| line.starts_with(mark)) || line == ">";
            if (special || line.is_empty()) && !open.is_empty() {
                blocks.push(Block::Paragraph(std::mem::take(&mut open)));
            }
            if special {
                Body::mark(&mut blocks, line);
            } else if !line.is_empty() {
                if !open.is_empty() {
                    open.push('\n');
                }
                open.push_str(line);
            } else if matches!(blocks.last(), Some(Block::Table(rows)) if !rows.is_empty()) {
                blocks.push(Block::Table(Vec::new()));
            }
        }
        if !open.is_empty() {
            blocks.push(Block::Paragraph(open));
        }
        blocks.retain(|b| !matches!(b, Block::Table(rows) if rows.is_empty()));
        Body(blocks)
    }

    fn mark(blocks: &mut Vec<Block>, line: &str) {
        if let Some(rest) = line.strip_prefix("# ") {
            blocks.push(Block::Title(rest.to_owned()));
        } else if let Some(rest) = line.strip_prefix("## ") {
            blocks.push(Block::Heading(rest.to_owned()));
        } else if let Some(rest) = line.strip_prefix("- ") {
            blocks.push(Block::Item(rest.to_owned()));
        } else if let Some(rest) = line.strip_prefix('>') {
            blocks.push(Block::Quoted(rest.trim().to_owned()));
        } else {
            let row: Vec<String> = line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect();
            match blocks.last_mut() {
                Some(Block::Table(rows)) => rows.push(row),
                _ => blocks.push(Block::Table(vec![row])),
            }
        }
    }

    /// The tables, each with its rows.
    pub fn tables(&self) -> impl Iterator<Item = &Vec<Vec<String>>> {
        self.0.iter().filter_map(|b| if let Block::Table(rows) = b { Some(rows) } else { None })
    }

    /// As plain text: mails, notes.
    pub fn plain(&self) -> String {
        let mut out = String::new();
        let mut quoting = false;
        for block in &self.0 {
            let quoted = matches!(block, Block::Quoted(_));
            if quoting && !quoted {
                out.push('\n');
            }
            quoting = quoted;
            match block {
                Block::Title(t) => out.push_str(&format!("{t}\n{}\n\n", "=".repeat(t.chars().count()))),
                Block::Heading(t) => out.push_str(&format!("{t}\n")),
                Block::Paragraph(t) => out.push_str(&format!("{t}\n\n")),
                Block::Item(t) => out.push_str(&format!("- {t}\n")),
                Block::Table(rows) => {
                    for row in rows {
                        out.push_str(&format!("{}\n", row.join("\t")));
                    }
                    out.push('\n');
                }
                Block::Quoted(t) => out.push_str(&format!("> {t}\n")),
            }
        }
        out.trim_end().to_owned()
    }
}

/// A number as Danes write it ("–22.750", "1.845.000", "3,5"); none for words, dates, times, case numbers.
pub fn number(text: &str) -> Option<f64> {
    let text = text.trim().trim_end_matches("kr.").trim().replace(['–', '−'], "-");
    let digits = text.strip_prefix('-').unwrap_or(&text);
    let plain = !digits.is_empty()
        && digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',');
    let (whole, rest) = digits.split_once(',').unwrap_or((digits, ""));
    let grouped = whole.split('.').skip(1).all(|group| group.len() == 3);
    if !plain || !grouped || rest.contains([',', '.']) || text.ends_with(['.', ',']) {
        return None;
    }
    text.replace('.', "").replace(',', ".").parse().ok()
}

/// Text that may stand in XML and HTML.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
