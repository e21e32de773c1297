//! The text of a file, for search and preview.

mod odf;
mod office;
mod pdf;
mod relations;
mod rtf;
mod sheet;

use crate::archive::ArchiveError;
use crate::mail::{Mail, MailError, parse_eml, parse_msg};
use crate::sniff::{Kind, Sniffed};
use crate::xml::XmlError;
use crate::{Limits, contain::contain, encoding, markup};

pub(crate) use rtf::{to_text as rtf_to_text, wrapped_html};

/// The text found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extracted {
    /// One for each page (PDF), slide or sheet; a single one for all else.
    /// Lines end in `\n`, cells of a table are separated by tabs.
    pub pages: Vec<String>,
    /// There was more than [`Limits`] allow.
    pub truncated: bool,
}

/// Why there is no text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExtractError {
    /// A format without text or one that isn't read, or a scan.
    #[error("the file holds no text that can be read")]
    NoText,
    #[error("the file is protected by a password")]
    Protected,
    #[error("the file is broken: {0}")]
    Broken(String),
    #[error("the file is too large or unpacks too far")]
    TooLarge,
}

/// Reads the text of `data`, which is of the format that `kind` says.
pub fn extract(kind: &Sniffed, data: &[u8], limits: &Limits) -> Result<Extracted, ExtractError> {
    if !limits.accepts(data) {
        return Err(ExtractError::TooLarge);
    }
    let read = contain(|| dispatch(kind.kind, data, limits));
    let (pages, truncated) = read.map_err(|_| broken("the reader gave up"))??;
    let (pages, cut) = trim(pages, limits);
    if pages.iter().all(|page| page.trim().is_empty()) {
        return Err(ExtractError::NoText);
    }
    Ok(Extracted { pages, truncated: truncated || cut })
}

/// Pages, and whether some are missing.
type Pages = (Vec<String>, bool);

fn dispatch(kind: Kind, data: &[u8], limits: &Limits) -> Result<Pages, ExtractError> {
    let single = |text: String| Ok((vec![text], false));
    match kind {
        Kind::Pdf => pdf::pages(data, limits),
        Kind::Docx | Kind::Docm | Kind::Dotx => office::document(data, limits),
        Kind::Pptx | Kind::Pptm | Kind::Ppsx => office::slides(data, limits),
        Kind::Xlsx | Kind::Xlsm | Kind::Xltx => sheet::sheets(data, limits),
        Kind::Odt | Kind::Ods | Kind::Odp | Kind::Odg => odf::pages(data, limits),
        Kind::Eml => single(mail_text(&parse_eml(data, limits)?)),
        Kind::Msg => single(mail_text(&parse_msg(data, limits)?)),
        Kind::Rtf => single(rtf::to_text(data, limits)),
        Kind::Html => Ok(html_text(data, limits)),
        Kind::Xml | Kind::Svg => single(xml_text(data, limits)?),
        Kind::Text | Kind::Markdown | Kind::Csv | Kind::Tsv | Kind::Json | Kind::Calendar | Kind::Vcard => {
            single(encoding::decode(data).replace("\r\n", "\n"))
        }
        // The old office formats are not read, but encrypted new ones look like them.
        Kind::Doc | Kind::Xls | Kind::Ppt | Kind::Ole => Err(encrypted_office(data)),
        _ => Err(ExtractError::NoText),
    }
}

/// Of far more markup than text only the beginning is read.
fn html_text(data: &[u8], limits: &Limits) -> Pages {
    let most = limits.text_bytes.saturating_mul(4);
    let head = &data[..data.len().min(most)];
    let label = markup::declared_charset(head);
    let html = encoding::decode_labelled(head, label.as_deref());
    (vec![markup::html_to_text(&html)], head.len() < data.len())
}

fn encrypted_office(data: &[u8]) -> ExtractError {
    match cfb::CompoundFile::open(std::io::Cursor::new(data)) {
        Ok(file) if file.exists("/EncryptedPackage") => ExtractError::Protected,
        Ok(_) => ExtractError::NoText,
        Err(_) => broken("the container can't be read"),
    }
}

fn mail_text(mail: &Mail) -> String {
    let mut out = String::new();
    out.push_str(&mail.subject);
    let people = mail.from.iter().chain(&mail.to).chain(&mail.cc);
    for person in people {
        out.push('\n');
        out.push_str(&person.name);
        if !person.name.is_empty() && !person.address.is_empty() {
            out.push(' ');
        }
        out.push_str(&person.address);
    }
    out.push_str("\n\n");
    out.push_str(&mail.body_text);
    for attachment in &mail.attachments {
        out.push('\n');
        out.push_str(&attachment.name);
    }
    out.trim().to_string()
}

fn xml_text(data: &[u8], limits: &Limits) -> Result<String, ExtractError> {
    let mut out = String::new();
    crate::xml::walk(data, limits.depth, |node| {
        if let crate::xml::Node::Text(text) = node {
            out.push_str(text);
            out.push(' ');
        }
        out.len() <= limits.text_bytes
    })?;
    Ok(out.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Cuts what is beyond the limits of pages and bytes, at a character.
fn trim(mut pages: Vec<String>, limits: &Limits) -> Pages {
    let mut cut = pages.len() > limits.pages;
    pages.truncate(limits.pages);
    let mut room = limits.text_bytes;
    for page in &mut pages {
        if page.contains('\0') {
            *page = page.replace('\0', "");
        }
        let keep = page.floor_char_boundary(room);
        cut |= keep < page.len();
        page.truncate(keep);
        room -= keep;
    }
    (pages, cut)
}

fn broken(why: &str) -> ExtractError {
    ExtractError::Broken(why.into())
}

impl From<ArchiveError> for ExtractError {
    fn from(error: ArchiveError) -> Self {
        match error {
            ArchiveError::Broken => broken("the container can't be read"),
            ArchiveError::Missing => broken("a part is missing"),
            ArchiveError::Encrypted => Self::Protected,
            ArchiveError::TooLarge => Self::TooLarge,
        }
    }
}

impl From<XmlError> for ExtractError {
    fn from(error: XmlError) -> Self {
        match error {
            XmlError::Broken => broken("its XML can't be read"),
            XmlError::TooDeep => Self::TooLarge,
        }
    }
}

impl From<MailError> for ExtractError {
    fn from(error: MailError) -> Self {
        match error {
            MailError::TooLarge => Self::TooLarge,
            MailError::Broken(why) => Self::Broken(why),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(kind: Kind, data: &[u8]) -> Result<Extracted, ExtractError> {
        extract(&Sniffed::of(kind), data, &Limits::default())
    }

    #[test]
    fn plain_text_and_markup() {
        assert_eq!(text(Kind::Text, b"s\xf8\r\nx").unwrap().pages, ["sø\nx"]);
        let html = b"<meta charset=windows-1252><p>Bl\xe5b\xe6r</p>";
        assert_eq!(text(Kind::Html, html).unwrap().pages, ["Blåbær"]);
        assert_eq!(text(Kind::Xml, b"<a><b>x</b><b>y</b></a>").unwrap().pages, ["x y"]);
        assert_eq!(text(Kind::Text, b" \n"), Err(ExtractError::NoText));
        assert_eq!(text(Kind::Png, b"\x89PNG"), Err(ExtractError::NoText));
        assert!(matches!(text(Kind::Docx, b"PK"), Err(ExtractError::Broken(_))));
    }

    #[test]
    fn text_beyond_the_limit_is_cut_at_a_character() {
        let limits = Limits { text_bytes: 4, ..Limits::default() };
        let cut = extract(&Sniffed::of(Kind::Text), "abcøde".as_bytes(), &limits).unwrap();
        assert_eq!((cut.pages[0].as_str(), cut.truncated), ("abc", true));
        let small = Limits { input_bytes: 2, ..limits };
        let refused = extract(&Sniffed::of(Kind::Text), b"abc", &small);
        assert_eq!(refused, Err(ExtractError::TooLarge));
    }
}
