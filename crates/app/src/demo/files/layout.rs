//! Breaks a text into lines and pages, for whatever draws them: PDF or a scanner's dots.

use super::body::{Block, Body, Paper, number};

/// What stands on a page, in points from the upper left corner of an A4 sheet.
#[derive(Debug, Clone)]
pub enum Mark {
    Text { x: f32, y: f32, size: f32, bold: bool, text: String },
    Rule { x: f32, y: f32, width: f32 },
}

pub const WIDTH: f32 = 595.0;
pub const HEIGHT: f32 = 842.0;
const LEFT: f32 = 62.0;
const RIGHT: f32 = 533.0;
const TOP: f32 = 118.0;
const BOTTOM: f32 = 785.0;

/// The width of a text in points, at a size.
pub type Measure = fn(&str, f32, bool) -> f32;

struct Setter<'a> {
    paper: &'a Paper,
    measure: Measure,
    pages: Vec<Vec<Mark>>,
    y: f32,
}

/// The pages of a text with the sender's head on each.
pub fn pages(paper: &Paper, body: &Body, measure: Measure) -> Vec<Vec<Mark>> {
    let mut setter = Setter { paper, measure, pages: Vec::new(), y: 0.0 };
    setter.page();
    for block in &body.0 {
        setter.block(block);
    }
    let n = setter.pages.len();
    for (at, page) in setter.pages.iter_mut().enumerate() {
        let text = format!("Side {} af {n}", at + 1);
        let x = RIGHT - measure(&text, 8.0, false);
        page.push(Mark::Text { x, y: 815.0, size: 8.0, bold: false, text });
    }
    setter.pages
}

impl Setter<'_> {
    fn page(&mut self) {
        self.pages.push(Vec::new());
        let (paper, measure) = (self.paper, self.measure);
        self.put(LEFT, 56.0, 15.0, true, &paper.sender);
        self.put(LEFT, 72.0, 9.0, false, &paper.beneath);
        let reference = paper.reference();
        let x = RIGHT - measure(&reference, 9.0, false);
        // A scanner's letters are wide: the reference goes below, where it would touch the sender.
        let y = if x > LEFT + measure(&paper.beneath, 9.0, false) + 12.0 { 72.0 } else { 90.0 };
        self.put(x, y, 9.0, false, &reference);
        self.rule(96.0);
        self.y = TOP;
    }

    fn put(&mut self, x: f32, y: f32, size: f32, bold: bool, text: &str) {
        if let Some(page) = self.pages.last_mut().filter(|_| !text.is_empty()) {
            page.push(Mark::Text { x, y, size, bold, text: text.to_owned() });
        }
    }

    fn rule(&mut self, y: f32) {
        if let Some(page) = self.pages.last_mut() {
            page.push(Mark::Rule { x: LEFT, y, width: RIGHT - LEFT });
        }
    }

    /// Goes down; a new page when the room is used up.
    fn down(&mut self, by: f32, keep: f32) {
        if self.y + by + keep > BOTTOM {
            self.page();
        }
        self.y += by;
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Title(t) => self.text(t, LEFT, 18.0, true, 26.0, 60.0),
            Block::Heading(t) => {
                self.y += 6.0;
                self.text(t, LEFT, 12.5, true, 20.0, 40.0);
            }
            Block::Paragraph(t) => self.text(t, LEFT, 10.5, false, 15.0, 0.0),
            Block::Quoted(t) => self.text(t, LEFT + 18.0, 10.0, false, 14.0, 0.0),
            Block::Item(t) => {
                self.down(0.0, 15.0);
                let y = self.y + 15.0;
                self.put(LEFT + 6.0, y, 10.5, false, "•");
                self.text(t, LEFT + 20.0, 10.5, false, 15.0, 0.0);
                self.y -= 5.0;
            }
            Block::Table(rows) => self.table(rows),
        }
    }

    fn text(&mut self, text: &str, left: f32, size: f32, bold: bool, step: f32, keep: f32) {
        let lines: Vec<String> = text.split('\n').flat_map(|l| self.broken(l, RIGHT - left, size, bold)).collect();
        for line in lines {
            self.down(step, keep);
            let y = self.y;
            self.put(left, y, size, bold, &line);
        }
        self.y += step * 0.45;
    }

    /// The lines of a paragraph that fit a width.
    fn broken(&self, text: &str, width: f32, size: f32, bold: bool) -> Vec<String> {
        let mut lines: Vec<String> = vec![String::new()];
        for word in text.split(' ').filter(|w| !w.is_empty()) {
            let last = lines.len() - 1;
            let longer = if lines[last].is_empty() { word.to_owned() } else { format!("{} {word}", lines[last]) };
            if lines[last].is_empty() || (self.measure)(&longer, size, bold) <= width {
                lines[last] = longer;
            } else {
                lines.push(word.to_owned());
            }
        }
        lines
    }

    fn table(&mut self, rows: &[Vec<String>]) {
        let columns = rows.iter().map(Vec::len).max().unwrap_or(1).max(1);
        let lefts = self.columns(rows, columns);
        let measure = self.measure;
        self.y += 4.0;
        for (at, row) in rows.iter().enumerate() {
            let bold = |c: usize| if columns > 2 { at == 0 } else { c == 0 };
            let cells: Vec<Vec<String>> = (0..columns)
                .map(|c| self.broken(row.get(c).map(String::as_str).unwrap_or_default(), lefts[c + 1] - lefts[c] - 8.0, 9.5, bold(c)))
                .collect();
            let height = cells.iter().map(Vec::len).max().unwrap_or(1) as f32 * 13.0;
            self.down(0.0, height + 8.0);
            for (c, cell) in cells.iter().enumerate() {
                for (line, text) in cell.iter().enumerate() {
                    let right = lefts[c + 1] - 8.0 - measure(text, 9.5, bold(c));
                    let x = if number(text).is_some() && c > 0 { right } else { lefts[c] };
                    let y = self.y + 13.0 * (line + 1) as f32;
                    let heavy = bold(c);
                    self.put(x, y, 9.5, heavy, text);
                }
            }
            self.y += height + 5.0;
            let y = self.y;
            self.rule(y);
        }
        self.y += 10.0;
    }

    /// Where columns begin: as wide as their longest text asks for, in proportion.
    fn columns(&self, rows: &[Vec<String>], columns: usize) -> Vec<f32> {
        let wide = |c: usize| rows.iter().filter_map(|r| r.get(c)).map(|t| (self.measure)(t, 9.5, true).min(240.0)).fold(40.0, f32::max);
        let all: f32 = (0..columns).map(wide).sum();
        let mut lefts = vec![LEFT];
        for c in 0..columns {
            lefts.push(lefts[c] + wide(c) / all * (RIGHT - LEFT));
        }
        lefts
    }
}
