//! Pictures: a plan of rooms, and a photograph as good as one can be that nobody took.

use embedded_graphics::Drawable;
use embedded_graphics::Pixel;
use embedded_graphics::draw_target::DrawTarget;
use embedded_graphics::geometry::{OriginDimensions, Point, Size};
use embedded_graphics::mono_font::MonoTextStyle;
use embedded_graphics::mono_font::iso_8859_1::{FONT_8X13, FONT_10X20};
use embedded_graphics::pixelcolor::{Rgb888, RgbColor};
use embedded_graphics::primitives::{Circle, Line, Primitive, PrimitiveStyle, Rectangle};
use embedded_graphics::text::Text;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};

/// A picture's dots in rows, three bytes each.
pub struct Picture {
    width: u32,
    height: u32,
    dots: Vec<u8>,
    state: u64,
}

impl OriginDimensions for Picture {
    fn size(&self) -> Size {
        Size::new(self.width, self.height)
    }
}

impl DrawTarget for Picture {
    type Color = Rgb888;
    type Error = std::convert::Infallible;

    fn draw_iter<I: IntoIterator<Item = Pixel<Rgb888>>>(&mut self, pixels: I) -> Result<(), Self::Error> {
        for Pixel(at, color) in pixels {
            if let (Ok(x), Ok(y)) = (u32::try_from(at.x), u32::try_from(at.y))
                && x < self.width
                && y < self.height
            {
                let place = ((y * self.width + x) * 3) as usize;
                self.dots[place..place + 3].copy_from_slice(&[color.r(), color.g(), color.b()]);
            }
        }
        Ok(())
    }
}

const INK: Rgb888 = Rgb888::new(30, 30, 40);

impl Picture {
    fn new(width: u32, height: u32, seed: u64) -> Picture {
        Picture { width, height, dots: vec![255; (width * height * 3) as usize], state: seed.wrapping_mul(2862933555777941757) | 1 }
    }

    /// A number below `n`, always the same row of them for a seed.
    fn any(&mut self, n: i32) -> i32 {
        self.state = self.state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        ((self.state >> 33) % u64::from(n.max(1).unsigned_abs())) as i32
    }

    fn fill(&mut self, x: i32, y: i32, width: i32, height: i32, color: Rgb888) {
        let size = Size::new(width.max(0).unsigned_abs(), height.max(0).unsigned_abs());
        // Drawing on a picture does not fail, here and below.
        let _ = Rectangle::new(Point::new(x, y), size).into_styled(PrimitiveStyle::with_fill(color)).draw(self);
    }

    fn frame(&mut self, x: i32, y: i32, width: i32, height: i32, thick: u32) {
        let size = Size::new(width.unsigned_abs(), height.unsigned_abs());
        let _ = Rectangle::new(Point::new(x, y), size).into_styled(PrimitiveStyle::with_stroke(INK, thick)).draw(self);
    }

    fn line(&mut self, a: (i32, i32), b: (i32, i32), color: Rgb888, thick: u32) {
        let _ = Line::new(Point::new(a.0, a.1), Point::new(b.0, b.1)).into_styled(PrimitiveStyle::with_stroke(color, thick)).draw(self);
    }

    fn write(&mut self, x: i32, y: i32, large: bool, color: Rgb888, text: &str) {
        let text: String = text.chars().map(|c| if c == '–' { '-' } else { c }).collect();
        let style = MonoTextStyle::new(if large { &FONT_10X20 } else { &FONT_8X13 }, color);
        let _ = Text::new(&text, Point::new(x, y), style).draw(self);
    }

    /// As PNG.
    pub fn png(&self) -> Vec<u8> {
        let mut out = Vec::new();
        let encoder = PngEncoder::new_with_quality(&mut out, CompressionType::Fast, FilterType::Sub);
        // Writing to memory does not fail, nor does a picture of the right size.
        let _ = encoder.write_image(&self.dots, self.width, self.height, ExtendedColorType::Rgb8);
        out
    }

    /// As JPEG.
    pub fn jpeg(&self) -> Vec<u8> {
        let mut out = Vec::new();
        let _ = JpegEncoder::new_with_quality(&mut out, 78).write_image(&self.dots, self.width, self.height, ExtendedColorType::Rgb8);
        out
    }
}

/// A drawing of rooms with a title block.
pub fn plan(title: &str, reference: &str, seed: u64) -> Picture {
    let mut p = Picture::new(1000, 700, seed);
    let rooms = ["Lokale 1.12", "Lokale 1.14", "Lokale 1.15", "Depot 1.16", "Gang", "Kontor", "Teknik", "Garderobe", "Toilet", "Fællesrum"];
    p.frame(12, 12, 976, 676, 2);
    let split = 330 + p.any(60);
    let mut x = 50;
    while x < 900 {
        let width = (120 + p.any(130)).min(950 - x);
        for (top, height) in [(60, split - 110), (split, 520 - split)] {
            p.frame(x, top, width, height, 4);
            let door = x + 20 + p.any((width - 70).max(1));
            let at = if top == 60 { top + height - 2 } else { top };
            p.fill(door, at - 3, 36, 8, Rgb888::WHITE);
            p.line((door, at), (door + 24, at + if top == 60 { -26 } else { 26 }), INK, 1);
            let room = p.any(rooms.len() as i32) as usize;
            p.write(x + 12, top + height / 2, false, INK, rooms[room]);
            p.write(x + 12, top + height / 2 + 18, false, INK, &format!("{} m²", width * height / 900));
        }
        x += width;
    }
    p.write(60, split - 22, false, INK, "Gang");
    p.line((50, 545), (950, 545), INK, 1);
    for at in 0..=9 {
        p.line((50 + at * 100, 538), (50 + at * 100, 552), INK, 1);
    }
    p.write(60, 572, false, INK, "Mål 1:100");
    p.frame(560, 590, 420, 90, 2);
    p.write(575, 618, true, INK, &title.chars().take(39).collect::<String>());
    p.write(575, 645, false, INK, reference);
    p.write(575, 667, false, INK, "Mål i mm. Kontrolleres på stedet.");
    p
}

/// A map of streets around a marked place.
pub fn map(title: &str, reference: &str, seed: u64) -> Picture {
    let mut p = Picture::new(900, 640, seed);
    p.fill(0, 0, 900, 640, Rgb888::new(236, 240, 226));
    for _ in 0..9 {
        let (x, y, w, h) = (p.any(820), p.any(560), 60 + p.any(120), 40 + p.any(90));
        p.fill(x, y, w, h, Rgb888::new(205, 222, 190));
    }
    for _ in 0..4 {
        let (a, b) = ((0, p.any(640)), (900, p.any(640)));
        p.line(a, b, Rgb888::WHITE, 14);
        let (c, d) = ((p.any(900), 0), (p.any(900), 640));
        p.line(c, d, Rgb888::WHITE, 10);
    }
    let bends: Vec<(i32, i32)> = (0..10).map(|at| (at * 100, 300 + p.any(90))).collect();
    for pair in bends.windows(2) {
        p.line(pair[0], pair[1], Rgb888::new(120, 170, 205), 9);
    }
    for _ in 0..40 {
        let (x, y) = (p.any(880), p.any(600));
        p.fill(x, y, 18, 13, Rgb888::new(180, 150, 140));
    }
    let _ = Circle::new(Point::new(430, 280), 34).into_styled(PrimitiveStyle::with_stroke(Rgb888::new(190, 30, 30), 5)).draw(&mut p);
    p.fill(0, 590, 900, 50, Rgb888::WHITE);
    p.write(16, 612, true, INK, title);
    p.write(16, 632, false, INK, reference);
    p
}

/// A house under a sky, with the date that cameras print.
pub fn photo(caption: &str, date: &str, seed: u64) -> Picture {
    let mut p = Picture::new(800, 600, seed);
    let (r, g) = (150 + p.any(40), 180 + p.any(40));
    for y in 0..360 {
        let pale = |c: i32| u8::try_from((c + y / 6).min(245)).unwrap_or(245);
        p.fill(0, y, 800, 1, Rgb888::new(pale(r), pale(g), pale(215)));
    }
    for y in 360..600 {
        let dark = |c: i32| u8::try_from((c - (y - 360) / 5).max(20)).unwrap_or(20);
        p.fill(0, y, 800, 1, Rgb888::new(dark(120), dark(135), dark(95)));
    }
    let (left, wide, high) = (90 + p.any(120), 380 + p.any(160), 190 + p.any(60));
    let brick = Rgb888::new(150 + p.any(50) as u8, 80 + p.any(30) as u8, 60 + p.any(25) as u8);
    let top = 420 - high;
    p.fill(left, top, wide, high, brick);
    for row in 0..high / 12 {
        p.line((left, top + row * 12), (left + wide - 1, top + row * 12), Rgb888::new(185, 150, 135), 1);
    }
    for row in 0..90 {
        let half = (wide / 2 + 30) * row / 90;
        p.fill(left + wide / 2 - half, top - 90 + row, 2 * half, 1, Rgb888::new(70, 65, 70));
    }
    for at in 0..wide / 95 {
        let shade = 140 + p.any(70) as u8;
        p.fill(left + 25 + at * 95, top + 40, 55, 70, Rgb888::new(shade, shade, 200));
        p.frame(left + 25 + at * 95, top + 40, 55, 70, 3);
    }
    p.fill(left + wide / 2, 420 - 85, 46, 85, Rgb888::new(60, 80, 70));
    for _ in 0..2500 {
        let (x, y, n) = (p.any(800), 362 + p.any(236), 70 + p.any(70));
        p.fill(x, y, 2, 2, Rgb888::new(n as u8, n as u8, 60));
    }
    p.fill(0, 560, 800, 40, Rgb888::new(20, 20, 20));
    p.write(14, 586, true, Rgb888::WHITE, caption);
    let right = 790 - 10 * i32::try_from(date.chars().count()).unwrap_or(0);
    p.write(right, 546, true, Rgb888::new(255, 190, 60), date);
    p
}
