//! Scanned pages: text drawn as dots, black on white, packed as fax machines and scanners do (CCITT group 4).

use super::body::{Body, Paper};
use super::layout::{HEIGHT, Mark, WIDTH, pages};
use embedded_graphics::Drawable;
use embedded_graphics::Pixel;
use embedded_graphics::draw_target::DrawTarget;
use embedded_graphics::geometry::{OriginDimensions, Point, Size};
use embedded_graphics::mono_font::MonoTextStyle;
use embedded_graphics::mono_font::iso_8859_1::FONT_10X20;
use embedded_graphics::pixelcolor::BinaryColor;
use embedded_graphics::text::Text;
use fax::{Color, VecWriter, encoder::Encoder};

/// Dots an inch.
pub const DPI: u32 = 200;
/// Dots of a letter's width at its scale, in points: 10 letters an inch, as typewriters have.
const LETTER: f32 = 7.2;

/// A page of black and white dots.
pub struct Scan {
    pub width: u16,
    pub height: u16,
    dots: Vec<bool>,
}

fn scale(size: f32) -> u32 {
    if size > 16.0 { 3 } else { 2 }
}

fn measure(text: &str, size: f32, _: bool) -> f32 {
    text.chars().count() as f32 * LETTER * scale(size) as f32 / 2.0
}

/// The pages of a text as a scanner sees them; `seed` moves the dust and the slant.
pub fn scans(paper: &Paper, body: &Body, seed: u64) -> Vec<Scan> {
    pages(paper, body, measure).iter().enumerate().map(|(at, marks)| Scan::of(marks, seed.wrapping_add(at as u64 * 7919))).collect()
}

impl Scan {
    fn of(marks: &[Mark], seed: u64) -> Scan {
        let (width, height) = (points(WIDTH), points(HEIGHT));
        let mut scan = Scan {
            width: u16::try_from(width).unwrap_or(u16::MAX),
            height: u16::try_from(height).unwrap_or(u16::MAX),
            dots: vec![false; (width * height) as usize],
        };
        let slant = (seed % 7) as i32 - 3;
        for mark in marks {
            match mark {
                Mark::Text { x, y, size, bold, text } => scan.write(*x, *y, scale(*size), *bold, text, slant),
                Mark::Rule { x, y, width } => {
                    let (left, y, wide) = (points(*x), points(*y), points(*width));
                    for at in 0..wide {
                        let lean = at as i32 * slant / 600;
                        scan.dot((left + at) as i32, y as i32 + lean);
                        scan.dot((left + at) as i32, y as i32 + 1 + lean);
                    }
                }
            }
        }
        scan.dust(seed);
        scan
    }

    fn dot(&mut self, x: i32, y: i32) {
        let (Ok(x), Ok(y)) = (usize::try_from(x), usize::try_from(y)) else { return };
        let width = usize::from(self.width);
        if x < width
            && let Some(dot) = self.dots.get_mut(y * width + x)
        {
            *dot = true;
        }
    }

    fn write(&mut self, x: f32, y: f32, scale: u32, bold: bool, text: &str, slant: i32) {
        let text: String = text
            .chars()
            .map(|c| match c {
                '–' | '−' | '—' => '-',
                '•' => '·',
                '’' => '\'',
                '“' | '”' => '"',
                '…' => '.',
                c => c,
            })
            .collect();
        let mut pen = Pen { scan: self, x: points(x) as i32, y: points(y) as i32, scale: scale as i32, bold, slant };
        let style = MonoTextStyle::new(&FONT_10X20, BinaryColor::On);
        // Drawing on a scan does not fail.
        let _ = Text::new(&text, Point::zero(), style).draw(&mut pen);
    }

    /// Specks, always the same for a seed.
    fn dust(&mut self, seed: u64) {
        let mut state = seed | 1;
        for _ in 0..60 {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            let (x, y) = ((state >> 33) as u32 % u32::from(self.width), (state >> 13) as u32 % u32::from(self.height));
            self.dot(x as i32, y as i32);
        }
    }

    /// The dots as a group 4 fax, most significant bit first.
    pub fn packed(&self) -> Vec<u8> {
        let mut encoder = Encoder::new(VecWriter::new());
        for line in self.dots.chunks(usize::from(self.width)) {
            // What is white to the end need not be walked. A vector takes every bit.
            let inked = line.iter().rposition(|dot| *dot).map_or(0, |last| (last + 2).min(line.len()));
            let _ = encoder.encode_line(line[..inked].iter().map(|dot| if *dot { Color::Black } else { Color::White }), self.width);
        }
        encoder.finish().map(VecWriter::finish).unwrap_or_default()
    }
}

fn points(value: f32) -> u32 {
    (value / 72.0 * DPI as f32) as u32
}

/// Draws letters enlarged, leaning a little.
struct Pen<'a> {
    scan: &'a mut Scan,
    x: i32,
    y: i32,
    scale: i32,
    bold: bool,
    slant: i32,
}

impl OriginDimensions for Pen<'_> {
    fn size(&self) -> Size {
        Size::new(u32::from(self.scan.width), u32::from(self.scan.height))
    }
}

impl DrawTarget for Pen<'_> {
    type Color = BinaryColor;
    type Error = std::convert::Infallible;

    fn draw_iter<I: IntoIterator<Item = Pixel<BinaryColor>>>(&mut self, pixels: I) -> Result<(), Self::Error> {
        for Pixel(at, color) in pixels {
            if color.is_on() {
                let x = self.x + at.x * self.scale;
                let y = self.y + at.y * self.scale + x * self.slant / 600;
                for dx in 0..self.scale + i32::from(self.bold) {
                    for dy in 0..self.scale {
                        self.scan.dot(x + dx, y + dy);
                    }
                }
            }
        }
        Ok(())
    }
}

/// A TIFF file of scanned pages.
pub fn tiff(scans: &[Scan]) -> Vec<u8> {
    let mut out = b"II*\0".to_vec();
    let mut link = out.len();
    out.extend([0; 4]);
    for scan in scans {
        let packed = scan.packed();
        let start = long(out.len());
        out.extend(&packed);
        let resolution = long(out.len());
        out.extend(DPI.to_le_bytes());
        out.extend(1u32.to_le_bytes());
        if out.len() % 2 == 1 {
            out.push(0);
        }
        let directory = long(out.len());
        out[link..link + 4].copy_from_slice(&directory.to_le_bytes());
        // Tag, type (3 short, 4 long, 5 rational), value: black on white, one strip of a group 4 fax.
        let entries: [(u16, u16, u32); 12] = [
            (256, 4, scan.width.into()),
            (257, 4, scan.height.into()),
            (258, 3, 1),
            (259, 3, 4),
            (262, 3, 0),
            (273, 4, start),
            (277, 3, 1),
            (278, 4, scan.height.into()),
            (279, 4, long(packed.len())),
            (282, 5, resolution),
            (283, 5, resolution),
            (296, 3, 2),
        ];
        out.extend(12u16.to_le_bytes());
        for (tag, kind, value) in entries {
            out.extend(tag.to_le_bytes());
            out.extend(kind.to_le_bytes());
            out.extend(1u32.to_le_bytes());
            out.extend(value.to_le_bytes());
        }
        link = out.len();
        out.extend([0; 4]);
    }
    out
}

fn long(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
