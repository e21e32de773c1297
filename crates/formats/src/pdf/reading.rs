//! Interprets pages for their text, and to weigh what drawing them would cost.
//! The interpreter can only be stopped from inside a callback, by unwinding.

use super::{PdfError, prescan};
use crate::Limits;
use hayro::hayro_interpret::font::{Glyph, GlyphRun};
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache, InterpreterSettings, SoftMask,
    TransformExt, interpret_page,
};
use hayro::hayro_syntax::object::{Array, Stream};
use hayro::hayro_syntax::page::Page;
use hayro::kurbo::{Affine, BezPath, Point, Rect};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

/// Glyph widths and outlines are in thousandths of the font size.
const UNITS_PER_EM: f64 = 1000.0;

/// Unwinds out of the interpreter; not a panic, no message is printed.
struct Spent;

pub(super) fn texts(pages: &[Page<'_>], limits: &Limits) -> Result<(Vec<String>, bool), PdfError> {
    let cache = InterpreterCache::new();
    let mut left = limits.pdf_operations;
    let mut room = limits.text_bytes;
    let mut out = Vec::new();
    for page in pages.iter().take(limits.pages) {
        let mut reader = Reader::new(left, limits.pixels, room);
        let outcome = interpret(page, &cache, &mut reader, limits)?;
        let text = reader.finish();
        room = room.saturating_sub(text.len());
        left = reader.left;
        out.push(text);
        if outcome == Outcome::Stopped || room == 0 {
            return Ok((out, true));
        }
    }
    let cut = out.len() < pages.len();
    Ok((out, cut))
}

/// Fails if the page takes more operations or larger pictures than allowed.
pub(super) fn weigh(page: &Page<'_>, limits: &Limits) -> Result<(), PdfError> {
    let mut reader = Reader::new(limits.pdf_operations, limits.pixels, usize::MAX);
    match interpret(page, &InterpreterCache::new(), &mut reader, limits)? {
        Outcome::Done if !reader.large_picture => Ok(()),
        _ => Err(PdfError::TooLarge),
    }
}

#[derive(PartialEq)]
enum Outcome {
    Done,
    Stopped,
}

fn interpret<'a>(page: &Page<'a>, cache: &InterpreterCache<'a>, reader: &mut Reader, limits: &Limits) -> Result<Outcome, PdfError> {
    content_fits(page, limits)?;
    let (width, height) = page.render_dimensions();
    let bounds = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let transform = page.initial_transform(true).to_kurbo();
    let work = || {
        let settings = InterpreterSettings::default();
        let mut context = Context::new(transform, bounds, cache, page.xref(), settings);
        interpret_page(page, &mut context, reader);
    };
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(()) => Ok(Outcome::Done),
        Err(cause) if cause.is::<Spent>() => Ok(Outcome::Stopped),
        Err(_) => Err(PdfError::Broken("a page can't be interpreted")),
    }
}

/// A page's content may be many streams, which are joined in memory.
fn content_fits(page: &Page<'_>, limits: &Limits) -> Result<(), PdfError> {
    let mut left = limits.inflated_bytes;
    let Some(streams) = page.raw().get::<Array<'_>>("Contents") else {
        return Ok(());
    };
    for stream in streams.iter::<Stream<'_>>() {
        left -= prescan::inflated(&stream.raw_data(), left)?;
    }
    Ok(())
}

struct Reader {
    text: String,
    room: usize,
    left: u64,
    pixels: u64,
    large_picture: bool,
    last: Option<Last>,
    last_run: Option<(Point, usize)>,
}

/// Where the last glyph stood.
struct Last {
    start: Point,
    end: Point,
    size: f64,
}

impl Reader {
    fn new(left: u64, pixels: u64, room: usize) -> Self {
        Self { text: String::new(), room, left, pixels, large_picture: false, last: None, last_run: None }
    }

    fn finish(&mut self) -> String {
        let lines = self.text.lines().map(str::trim_end);
        lines.collect::<Vec<_>>().join("\n").trim().to_string()
    }

    fn spend(&mut self, amount: u64) {
        self.left = self.left.saturating_sub(amount);
        if self.left == 0 || self.text.len() >= self.room {
            resume_unwind(Box::new(Spent));
        }
    }

    fn glyph(&mut self, glyph: &Glyph<'_>, transform: Affine) {
        let advance = match glyph {
            Glyph::Outline(g) => g.advance_width(),
            Glyph::Type3(g) => g.advance_width(),
        };
        let advance = f64::from(advance.unwrap_or(0.0));
        let [a, b, c, d, _, _] = transform.as_coeffs();
        let start = transform * Point::ZERO;
        let end = transform * Point::new(advance, 0.0);
        let size = c.hypot(d) * UNITS_PER_EM;
        let direction = a.hypot(b);
        if !(size.is_finite() && size > 0.0 && direction > 0.0) {
            return;
        }
        let now = Last { start, end, size };
        let gap = self.last.as_ref().map(|last| gap(last, &now, (a / direction, b / direction)));
        let same_place = self.last.as_ref().is_some_and(|l| (l.start - start).hypot() < 0.05 * size);
        let mut buffer = [0; 4];
        let unicode = glyph.as_unicode();
        let text: &str = match &unicode {
            Some(BfString::Char(c)) => c.encode_utf8(&mut buffer),
            Some(BfString::String(s)) => s,
            None => "",
        };
        // Bold by printing twice.
        if same_place && !text.is_empty() && self.text.ends_with(text) {
            return;
        }
        if let Some(gap) = gap.flatten().filter(|_| !self.text.is_empty())
            && !self.text.ends_with(['\n', gap])
        {
            self.text.push(gap);
        }
        text.chars().for_each(|c| self.push(c));
        self.last = Some(now);
    }

    fn push(&mut self, c: char) {
        match c {
            '\u{fb00}' => self.text.push_str("ff"),
            '\u{fb01}' => self.text.push_str("fi"),
            '\u{fb02}' => self.text.push_str("fl"),
            '\u{fb03}' => self.text.push_str("ffi"),
            '\u{fb04}' => self.text.push_str("ffl"),
            '\u{ad}' | '\0' | '\u{fffd}' => {}
            c if c.is_whitespace() || c == '\u{a0}' => {
                if !self.text.ends_with([' ', '\n']) {
                    self.text.push(' ');
                }
            }
            c if c.is_control() => {}
            c => self.text.push(c),
        }
    }
}

/// What stands between two glyphs, by where they are.
fn gap(last: &Last, now: &Last, (x, y): (f64, f64)) -> Option<char> {
    let step = now.start - last.end;
    let along = step.x * x + step.y * y;
    let across = (step.y * x - step.x * y).abs();
    let size = last.size.max(now.size);
    if across > 0.5 * size {
        Some('\n')
    } else if along > 0.18 * size || along < -size {
        Some(' ')
    } else {
        None
    }
}

impl<'a> Device<'a> for Reader {
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {
        self.spend(1);
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.spend(1);
    }

    fn push_clip_rect(&mut self, _: &Rect) {
        self.spend(1);
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.spend(10);
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        self.spend(1 + run.glyphs().len() as u64);
        let Some(first) = run.glyphs().first() else {
            return;
        };
        // Text that is filled and stroked comes twice.
        let key = (props.transform * first.transform() * Point::ZERO, run.glyphs().len());
        if self.last_run.replace(key) == Some(key) {
            return;
        }
        for glyph in run.glyphs() {
            self.glyph(glyph, props.transform * glyph.transform());
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, _: ImageDrawProps<'a>) {
        let pixels = u64::from(image.width()) * u64::from(image.height());
        self.large_picture |= pixels > self.pixels;
        self.spend(10);
    }

    fn draw_rect(&mut self, _: &Rect, _: DrawProps<'a>, _: &DrawMode) {
        self.spend(1);
    }

    fn pop_clip(&mut self) {
        self.spend(1);
    }

    fn pop_transparency_group(&mut self) {
        self.spend(1);
    }
}
