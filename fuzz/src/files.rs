//! Targets: the parsers of `formats`.

use formats::sniff::{Kind, Sniffed, clean_name, sniff_reader, title_from_name};
use formats::text::extract;
use formats::{Limits, csv as table, image as picture, mail, pdf as pages, safe_html};
use std::io::{Cursor, Write};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// Small, so that a run tells of faults and not of patience.
fn limits() -> Limits {
    Limits { inflated_bytes: 1 << 20, pdf_operations: 5_000, pixels: 250_000, text_bytes: 1 << 16, ..Limits::default() }
}

/// The first byte chooses one of `all`.
fn choose<'d, T: Copy>(data: &'d [u8], all: &[T]) -> Option<(T, &'d [u8])> {
    let (first, rest) = data.split_first()?;
    Some((all[usize::from(*first) % all.len()], rest))
}

fn read(kind: Kind, data: &[u8]) {
    let limits = limits();
    if let Ok(found) = extract(&Sniffed::of(kind), data, &limits) {
        assert!(found.pages.iter().map(String::len).sum::<usize>() <= limits.text_bytes);
    }
}

/// The text of a file of a kind.
pub fn text(data: &[u8]) {
    use Kind::{Csv, Docx, Eml, Html, Markdown, Msg, Odp, Ods, Odt, Pdf, Pptx, Rtf, Text, Xlsx, Xml};
    let all = [Rtf, Html, Text, Xml, Csv, Markdown, Eml, Docx, Xlsx, Pptx, Odt, Ods, Odp, Msg, Pdf];
    if let Some((kind, rest)) = choose(data, &all) {
        read(kind, rest);
    }
}

/// XML in its place in an office file: the packing would hide it from the fuzzer. NUL divides it into the file's parts.
pub fn office(data: &[u8]) {
    let all: [(Kind, &[&str]); 4] = [
        (Kind::Docx, &["word/document.xml", "word/_rels/document.xml.rels", "word/header1.xml"]),
        (Kind::Xlsx, &["xl/worksheets/s1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"]),
        (
            Kind::Pptx,
            &["ppt/slides/slide1.xml", "ppt/presentation.xml", "ppt/_rels/presentation.xml.rels", "ppt/slides/_rels/slide1.xml.rels"],
        ),
        (Kind::Ods, &["content.xml"]),
    ];
    let Some(((kind, names), rest)) = choose(data, &all) else { return };
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, part) in names.iter().zip(rest.split(|byte| *byte == 0)) {
        if zip.start_file(*name, stored).and_then(|()| Ok(zip.write_all(part)?)).is_err() {
            return;
        }
    }
    if let Ok(file) = zip.finish() {
        read(kind, &file.into_inner());
    }
}

/// What a file is, and what its name becomes. The name stands before the first NUL.
pub fn sniff(data: &[u8]) {
    let at = data.iter().position(|byte| *byte == 0).unwrap_or(0);
    let raw = String::from_utf8_lossy(&data[..at]);
    let Ok(seen) = sniff_reader(&mut Cursor::new(&data[at..]), &raw) else { return };
    assert!(!seen.media_type.is_empty() && !seen.extension.is_empty());
    let name = clean_name(&raw);
    assert!(!name.is_empty() && name.chars().count() <= 201 && !name.contains(['/', '\\', '\0']));
    assert_eq!(clean_name(&name), name);
    assert!(!title_from_name(&name).is_empty());
}

/// A mail.
pub fn eml(data: &[u8]) {
    if let Ok(mail) = mail::parse_eml(data, &limits()) {
        assert!(mail.attachments.iter().all(|a| !a.name.is_empty()));
    }
}

/// A mail of Outlook's.
pub fn msg(data: &[u8]) {
    if let Ok(mail) = mail::parse_msg(data, &limits()) {
        assert!(mail.attachments.iter().all(|a| !a.name.is_empty()));
    }
}

/// Pages, their text and a picture.
pub fn pdf(data: &[u8]) {
    let limits = limits();
    let _ = pages::page_count(data, &limits);
    let _ = pages::page_sizes(data, &limits);
    read(Kind::Pdf, data);
    if let Ok(png) = pages::render_page(data, 0, 20, &limits) {
        assert!(png.starts_with(b"\x89PNG"));
    }
}

/// A picture made small.
pub fn image(data: &[u8]) {
    if let Ok(small) = picture::thumbnail(data, 5, 5, &limits()) {
        assert!(small.starts_with(b"\xff\xd8") || small.starts_with(b"\x89PNG"));
    }
}

/// What is left of strangers' HTML: no tag that runs, no attribute that does.
pub fn html(data: &[u8]) {
    let safe = safe_html::sanitise(&String::from_utf8_lossy(data));
    // In text `<` is escaped, so each one left begins a tag.
    for tag in safe.split('<').skip(1) {
        let name: String = tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        assert!(
            !["script", "style", "svg", "math", "iframe", "object", "embed", "form", "input", "base", "link", "meta"]
                .contains(&name.as_str()),
            "{safe}"
        );
        for (name, value) in attributes(tag) {
            assert!(!name.starts_with("on") && !["style", "src", "srcset", "srcdoc", "formaction"].contains(&name), "{safe}");
            assert!(name != "href" || !value.trim_start().to_ascii_lowercase().starts_with("javascript"), "{safe}");
        }
    }
}

/// A tag's attributes, as a serialiser writes them: `name="value"`, with each quotation mark of a value escaped.
fn attributes(tag: &str) -> Vec<(&str, &str)> {
    let mut quoted = false;
    let end = tag.find(|c| {
        quoted ^= c == '"';
        c == '>' && !quoted
    });
    let parts: Vec<&str> = tag[..end.unwrap_or(tag.len())].split('"').collect();
    parts.chunks_exact(2).filter_map(|pair| Some((pair[0].strip_suffix('=')?.split_ascii_whitespace().next_back()?, pair[1]))).collect()
}

/// A table in text.
pub fn csv(data: &[u8]) {
    if let Ok(table) = table::read(data, &limits()) {
        let width = table.header.as_ref().or(table.rows.first().map(|r| &r.cells)).map(Vec::len);
        assert!(table.rows.iter().all(|r| Some(r.cells.len()) == width));
        table::write(table.rows.iter().map(|r| &r.cells));
    }
}
