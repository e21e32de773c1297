//! Makes real files of all the kinds an organisation has, from short texts. Pure: the same text makes the same file.

mod body;
mod layout;
mod mail;
mod odf;
mod office;
mod pdf;
mod picture;
mod plain;
mod scan;
mod sheet;
mod slides;
mod zipped;

pub use body::{Body, Paper};
pub use mail::{Enclosed, Mail};

/// What can be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Make {
    Docx,
    Xlsx,
    Pptx,
    Odt,
    Ods,
    Pdf,
    ScannedPdf,
    Eml,
    Msg,
    Rtf,
    Html,
    Txt,
    Csv,
    Png,
    Jpg,
    TiffScan,
}

impl Make {
    /// By the word that the content files use.
    pub fn parse(word: &str) -> Option<Make> {
        Some(match word {
            "docx" => Make::Docx,
            "xlsx" => Make::Xlsx,
            "pptx" => Make::Pptx,
            "odt" => Make::Odt,
            "ods" => Make::Ods,
            "pdf" => Make::Pdf,
            "pdf-scan" => Make::ScannedPdf,
            "eml" => Make::Eml,
            "msg" => Make::Msg,
            "rtf" => Make::Rtf,
            "html" => Make::Html,
            "txt" => Make::Txt,
            "csv" => Make::Csv,
            "png" => Make::Png,
            "jpg" => Make::Jpg,
            "tiff-scan" => Make::TiffScan,
            _ => return None,
        })
    }

    /// The ending of its file's name.
    pub fn ending(self) -> &'static str {
        match self {
            Make::Docx => "docx",
            Make::Xlsx => "xlsx",
            Make::Pptx => "pptx",
            Make::Odt => "odt",
            Make::Ods => "ods",
            Make::Pdf | Make::ScannedPdf => "pdf",
            Make::Eml => "eml",
            Make::Msg => "msg",
            Make::Rtf => "rtf",
            Make::Html => "html",
            Make::Txt => "txt",
            Make::Csv => "csv",
            Make::Png => "png",
            Make::Jpg => "jpg",
            Make::TiffScan => "tif",
        }
    }

    /// Whether it is a mail, which has senders and receivers instead of a head.
    pub fn is_mail(self) -> bool {
        matches!(self, Make::Eml | Make::Msg)
    }
}

/// Makes a file. A mail needs its `mail`; without one it is made as text. `seed` varies pictures and scans.
pub fn make(kind: Make, paper: &Paper, body: &Body, mail: Option<&Mail>, seed: u64) -> Vec<u8> {
    match kind {
        Make::Docx => office::docx(paper, body),
        Make::Xlsx => sheet::xlsx(paper, body),
        Make::Pptx => slides::pptx(paper, body),
        Make::Odt => odf::odt(paper, body),
        Make::Ods => sheet::ods(paper, body),
        Make::Pdf => pdf::pdf(paper, body),
        Make::ScannedPdf => pdf::scanned_pdf(paper, &scan::scans(paper, body, seed)),
        Make::Eml => mail.and_then(mail::eml).unwrap_or_else(|| plain::txt(paper, body)),
        Make::Msg => mail.and_then(|m| mail::msg(m).ok()).unwrap_or_else(|| plain::txt(paper, body)),
        Make::Rtf => plain::rtf(paper, body),
        Make::Html => plain::html(paper, body),
        Make::Txt => plain::txt(paper, body),
        Make::Csv => sheet::csv(body),
        Make::Png => drawn(paper, seed).png(),
        Make::Jpg => drawn(paper, seed).jpeg(),
        Make::TiffScan => scan::tiff(&scan::scans(paper, body, seed)),
    }
}

/// A map, a plan or a photograph, as the title says.
fn drawn(paper: &Paper, seed: u64) -> picture::Picture {
    let title = paper.title.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|w| title.contains(w));
    if says(&["kort", "distrikt", "rute", "skolevej"]) {
        picture::map(&paper.title, &paper.reference(), seed)
    } else if says(&["plan", "tegning", "indretning", "facade", "snit", "skitse", "k-2"]) {
        picture::plan(&paper.title, &paper.reference(), seed)
    } else {
        picture::photo(&paper.title, &paper.date, seed)
    }
}
