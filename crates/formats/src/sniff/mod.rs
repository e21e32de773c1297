//! What a file is: by its content first, its name only breaks ties.

mod container;
mod magic;
mod name;
mod text;
mod types;

pub use container::sniff_reader;
pub use name::{clean_name, title_from_name};
pub use types::{Family, Kind};

use name::{extension, may_run};

/// How many leading bytes [`sniff`] can make use of.
pub const HEAD_BYTES: usize = 64 << 10;

/// The answer of [`sniff`] and [`sniff_reader`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sniffed {
    /// The format; [`Kind::Unknown`] if neither content nor name tells.
    pub kind: Kind,
    /// Media type, `application/octet-stream` if unknown.
    pub media_type: &'static str,
    /// Usual extension in lower case without dot, `bin` if unknown.
    pub extension: &'static str,
    /// Coarse group, for the icon.
    pub family: Family,
    /// The name's extension promises another format than the content is.
    pub lying: bool,
    /// A program or script by content or by name; must never be taken in.
    pub executable: bool,
}

impl Sniffed {
    /// The description of a kind taken as given, without content or name.
    pub fn of(kind: Kind) -> Self {
        let row = types::row(kind);
        Self {
            kind,
            media_type: row.media_type,
            extension: row.extensions[0],
            family: row.family,
            lying: false,
            executable: kind == Kind::Executable,
        }
    }
}

/// What the content says before the name is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Content {
    /// Certain.
    Is(Kind),
    /// Readable text of no recognisable format; the name chooses among text formats.
    PlainText,
    /// A zip of which only the head was seen; the name chooses among zip formats.
    SomeZip,
    /// An OLE2 container of which only the head was seen.
    SomeOle,
    /// No bytes at all.
    Empty,
    /// Binary without a known mark; the name may choose a format without marks.
    Unmarked,
}

/// Tells a file's format from its first bytes ([`HEAD_BYTES`] are enough) and
/// name. For zip and OLE2 containers [`sniff_reader`] knows more.
pub fn sniff(head: &[u8], name: &str) -> Sniffed {
    judge(magic::content(head), name)
}

fn judge(content: Content, name: &str) -> Sniffed {
    let name = clean_name(name);
    let extension = extension(&name);
    let named = extension.as_deref().and_then(types::by_extension);
    let kind = choose(content, named.map(|row| row.kind));
    let mut sniffed = Sniffed::of(kind);
    sniffed.lying = content != Content::Empty && named.is_some_and(|row| row.kind != kind && !types::near(row.kind, kind));
    sniffed.executable |= may_run(&name);
    sniffed
}

fn choose(content: Content, named: Option<Kind>) -> Kind {
    let named_as = |group: fn(Kind) -> bool| named.filter(|k| group(*k));
    match content {
        Content::Is(kind) => kind,
        Content::PlainText => named_as(types::is_textual).unwrap_or(Kind::Text),
        Content::SomeZip => named_as(types::is_zip).unwrap_or(Kind::Zip),
        Content::SomeOle => named_as(types::is_ole).unwrap_or(Kind::Ole),
        Content::Empty => named.unwrap_or(Kind::Unknown),
        Content::Unmarked => named_as(types::is_unmarked).unwrap_or(Kind::Unknown),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_beats_name() {
        let pdf = sniff(b"%PDF-1.7\n", "photo.jpg");
        assert_eq!((pdf.kind, pdf.media_type, pdf.lying), (Kind::Pdf, "application/pdf", true));
        let honest = sniff(b"%PDF-1.7\n", "Plan.PDF");
        assert!(!honest.lying && honest.family == Family::Pdf);
        assert!(!sniff(b"%PDF-1.7\n", "plan.2024").lying);
        assert!(sniff(b"just words", "scan.png").lying);
        assert!(sniff(&[0, 1, 2, 3, 0xff, 0xfe, 0], "scan.pdf").lying);
    }

    #[test]
    fn name_breaks_ties() {
        assert_eq!(sniff(b"a;b\n1;2\n", "x.csv").kind, Kind::Csv);
        assert_eq!(sniff(b"a;b\n1;2\n", "x").kind, Kind::Text);
        assert_eq!(sniff(b"# Title\n", "x.md").media_type, "text/markdown");
        assert_eq!(sniff(b"PK\x03\x04rest", "x.docx").kind, Kind::Docx);
        assert_eq!(sniff(b"PK\x03\x04rest", "x.pdf").kind, Kind::Zip);
        let empty = sniff(b"", "x.txt");
        assert!(empty.kind == Kind::Text && !empty.lying);
    }

    #[test]
    fn programs_are_seen_by_content_and_by_name() {
        for head in [&b"MZ\x90\0"[..], b"\x7fELF\x02", b"#!/bin/sh\n", b"\xcf\xfa\xed\xfe\x07"] {
            let seen = sniff(head, "letter.pdf");
            assert!(seen.executable && seen.lying, "{head:?}");
        }
        for name in ["a.bat", "a.CMD", "a.js", "a.vbs", "a.ps1", "a.lnk", "a.hta", "a.exe. . "] {
            assert!(sniff(b"text", name).executable, "{name}");
        }
        assert!(sniff(b"text", "cod\u{202e}txt.exe").executable);
        assert!(!sniff(b"text", "notes.txt").executable);
        assert!(!sniff(b"MZ is a code for Mozambique in lists", "x.txt").executable);
    }
}
