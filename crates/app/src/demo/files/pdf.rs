//! PDF: text pages in Helvetica, and a page that is only a scanned picture.

use super::body::{Body, Paper};
use super::layout::{HEIGHT, Mark, WIDTH, pages};
use super::scan::Scan;
use pdf_writer::{Content, Filter, Finish, Name, Pdf, Rect, Ref, Str, TextStr};

/// Widths of Helvetica's letters from the space on, in thousandths of the size.
const ASCII: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278,
    278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722,
    667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556,
    556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

fn width(c: char) -> u16 {
    let at = (c as usize).checked_sub(32);
    match at.and_then(|at| ASCII.get(at)) {
        Some(w) => *w,
        None => match c {
            'æ' => 889,
            'Æ' | '—' | '…' => 1000,
            'Ø' => 778,
            'ø' => 611,
            'Å' | 'Ä' => 667,
            '•' => 350,
            '²' | '³' | '·' | '’' | '“' | '”' => 333,
            '°' => 400,
            '½' => 834,
            _ => 556,
        },
    }
}

/// The width of a text in Helvetica; the bold is about a fifteenth wider.
pub fn measure(text: &str, size: f32, bold: bool) -> f32 {
    let units: u32 = text.chars().map(|c| u32::from(width(c))).sum();
    units as f32 / 1000.0 * size * if bold { 1.07 } else { 1.0 }
}

/// The bytes of a text in WinAnsi, the letters that PDF's own fonts have.
fn win_ansi(text: &str) -> Vec<u8> {
    text.chars()
        .map(|c| match c {
            '€' => 0x80,
            '…' => 0x85,
            '‘' => 0x91,
            '’' => 0x92,
            '“' => 0x93,
            '”' => 0x94,
            '•' => 0x95,
            '–' | '−' => 0x96,
            '—' => 0x97,
            c => u8::try_from(u32::from(c)).unwrap_or(b'?'),
        })
        .collect()
}

/// A PDF of as many pages as the text takes.
pub fn pdf(paper: &Paper, body: &Body) -> Vec<u8> {
    let pages = pages(paper, body, measure);
    let (mut pdf, tree) = begin(paper);
    let (regular, bold) = (Ref::new(4), Ref::new(5));
    for (id, name) in [(regular, "Helvetica"), (bold, "Helvetica-Bold")] {
        pdf.type1_font(id).base_font(Name(name.as_bytes())).encoding_predefined(Name(b"WinAnsiEncoding"));
    }
    let mut next = (10..).map(Ref::new);
    let mut kids = Vec::with_capacity(pages.len());
    for marks in &pages {
        let (Some(page_id), Some(content_id)) = (next.next(), next.next()) else { break };
        let mut page = pdf.page(page_id);
        page.media_box(Rect::new(0.0, 0.0, WIDTH, HEIGHT)).parent(tree).contents(content_id);
        page.resources().fonts().pair(Name(b"R"), regular).pair(Name(b"B"), bold);
        page.finish();
        pdf.stream(content_id, &drawn(marks));
        kids.push(page_id);
    }
    end(pdf, tree, &kids)
}

fn begin(paper: &Paper) -> (Pdf, Ref) {
    let mut pdf = Pdf::new();
    let tree = Ref::new(2);
    pdf.catalog(Ref::new(1)).pages(tree).lang(TextStr("da-DK"));
    pdf.document_info(Ref::new(3)).title(TextStr(&paper.title)).author(TextStr(&paper.author));
    (pdf, tree)
}

fn end(mut pdf: Pdf, tree: Ref, kids: &[Ref]) -> Vec<u8> {
    pdf.pages(tree).kids(kids.iter().copied()).count(i32::try_from(kids.len()).unwrap_or(i32::MAX));
    pdf.finish()
}

fn drawn(marks: &[Mark]) -> Vec<u8> {
    let mut content = Content::new();
    for mark in marks {
        match mark {
            Mark::Text { x, y, size, bold, text } => {
                content.begin_text();
                content.set_font(Name(if *bold { b"B" } else { b"R" }), *size);
                content.next_line(*x, HEIGHT - y);
                content.show(Str(&win_ansi(text)));
                content.end_text();
            }
            Mark::Rule { x, y, width } => {
                content.set_line_width(0.6).move_to(*x, HEIGHT - y).line_to(x + width, HEIGHT - y).stroke();
            }
        }
    }
    content.finish().into_vec()
}

/// A PDF of scanned pages: pictures without text, as a scanner makes them.
pub fn scanned_pdf(paper: &Paper, scans: &[Scan]) -> Vec<u8> {
    let (mut pdf, tree) = begin(paper);
    let mut next = (10..).map(Ref::new);
    let mut kids = Vec::with_capacity(scans.len());
    for scan in scans {
        let (Some(page_id), Some(content_id), Some(image_id)) = (next.next(), next.next(), next.next()) else { break };
        let mut page = pdf.page(page_id);
        page.media_box(Rect::new(0.0, 0.0, WIDTH, HEIGHT)).parent(tree).contents(content_id);
        page.resources().x_objects().pair(Name(b"Im"), image_id);
        page.finish();
        let mut content = Content::new();
        content.save_state().transform([WIDTH, 0.0, 0.0, HEIGHT, 0.0, 0.0]).x_object(Name(b"Im")).restore_state();
        pdf.stream(content_id, &content.finish());
        let packed = scan.packed();
        let (wide, high) = (i32::from(scan.width), i32::from(scan.height));
        let mut image = pdf.image_xobject(image_id, &packed);
        image.width(wide).height(high).bits_per_component(1);
        image.filter(Filter::CcittFaxDecode);
        image.color_space().device_gray();
        image.decode_parms().k(-1).columns(wide).rows(high);
        image.finish();
        kids.push(page_id);
    }
    end(pdf, tree, &kids)
}
