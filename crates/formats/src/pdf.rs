//! PDF: pages, their sizes, a picture of one, and the drawing of text for
//! [`crate::text`].

mod prescan;
mod reading;

use crate::{Limits, contain::contain};
use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings};

/// Why a PDF can't be read or drawn.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PdfError {
    #[error("the PDF is protected by a password")]
    Protected,
    #[error("the PDF is broken: {0}")]
    Broken(&'static str),
    #[error("the PDF is too large or too complex")]
    TooLarge,
    #[error("the PDF has no page {0}")]
    NoPage(usize),
}

/// The size of a page as shown (rotation applied), in points of 1/72 inch.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PageSize {
    pub width: f32,
    pub height: f32,
}

/// Widest and highest picture drawn, a bound of the renderer.
const MAX_SIDE: f32 = 16_000.0;

/// The number of pages; 0 never occurs, a PDF without pages is broken.
pub fn page_count(data: &[u8], limits: &Limits) -> Result<usize, PdfError> {
    with_pdf(data, limits, |pdf| Ok(pdf.pages().len()))
}

/// The sizes of all pages (at most [`Limits::pages`]) in order.
pub fn page_sizes(data: &[u8], limits: &Limits) -> Result<Vec<PageSize>, PdfError> {
    with_pdf(data, limits, |pdf| {
        let pages = pdf.pages().iter().take(limits.pages);
        let size = pages.map(|page| {
            let (width, height) = page.render_dimensions();
            PageSize { width, height }
        });
        Ok(size.collect())
    })
}

/// A PNG of one page (counted from 0), `width_px` wide, on white.
pub fn render_page(data: &[u8], page_index: usize, width_px: u32, limits: &Limits) -> Result<Vec<u8>, PdfError> {
    with_pdf(data, limits, |pdf| {
        let page = pdf.pages().get(page_index).ok_or(PdfError::NoPage(page_index))?;
        // The renderer can't be stopped, so a dry run counts the work first.
        reading::weigh(page, limits)?;
        let (width, height) = page.render_dimensions();
        let scale = width_px.max(1) as f32 / width;
        let (out_width, out_height) = (width * scale, height * scale);
        let area = f64::from(out_width) * f64::from(out_height);
        let fits = out_width <= MAX_SIDE && (1.0..=MAX_SIDE).contains(&out_height);
        if !fits || area > limits.pixels as f64 {
            return Err(PdfError::TooLarge);
        }
        let settings = PixmapSettings {
            // The renderer cuts fractions off: aim at the middle of the last pixel.
            x_scale: scale * (1.0 + 0.5 / out_width),
            y_scale: scale,
            bg_color: WHITE,
        };
        let interpreter = InterpreterSettings::default();
        let render = RenderSettings::default();
        let cache = RenderCache::new();
        hayro::render(page, &cache, &interpreter, &render, &settings).into_png().map_err(|_| PdfError::Broken("drawing failed"))
    })
}

/// The text of each page, and whether some was cut.
pub(crate) fn texts(data: &[u8], limits: &Limits) -> Result<(Vec<String>, bool), PdfError> {
    with_pdf(data, limits, |pdf| reading::texts(pdf.pages(), limits))
}

fn with_pdf<T: Send>(data: &[u8], limits: &Limits, work: impl FnOnce(&Pdf) -> Result<T, PdfError> + Send) -> Result<T, PdfError> {
    if !limits.accepts(data) {
        return Err(PdfError::TooLarge);
    }
    let run = || {
        prescan::check(data, limits)?;
        let pdf = Pdf::new(data.to_vec()).map_err(|error| match error {
            LoadPdfError::Decryption(DecryptionError::PasswordProtected) => PdfError::Protected,
            LoadPdfError::Decryption(_) => PdfError::Broken("unknown encryption"),
            LoadPdfError::Invalid => PdfError::Broken("no readable structure"),
        })?;
        if pdf.pages().is_empty() {
            return Err(PdfError::Broken("no pages"));
        }
        work(&pdf)
    };
    contain(run).unwrap_or(Err(PdfError::Broken("the reader gave up")))
}
