//! Files made to exhaust or fool a reader.

use crate::files::{docx, odf, pdf, pdf_with_font, stream, zipped};
use flate2::{Compression, write::ZlibEncoder};
use formats::Limits;
use formats::mail::{MailError, parse_eml};
use formats::pdf::{PdfError, page_count, render_page};
use formats::sniff::{Kind, Sniffed, sniff_reader};
use formats::text::{ExtractError, Extracted, extract};
use std::io::{Cursor, Write};

fn read(kind: Kind, data: &[u8]) -> Result<Extracted, ExtractError> {
    extract(&Sniffed::of(kind), data, &Limits::default())
}

fn pack(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn zip_bombs_are_too_large() {
    let bomb = vec![b' '; 8 << 20];
    let data = zipped(&[("word/document.xml", &bomb)]);
    assert_eq!(read(Kind::Docx, &data), Err(ExtractError::TooLarge));
    let many: Vec<String> = (0..50).map(|i| format!("{i}")).collect();
    let entries: Vec<(&str, &[u8])> = many.iter().map(|n| (n.as_str(), &b""[..])).collect();
    let limits = Limits { entries: 49, ..Limits::default() };
    let refused = extract(&Sniffed::of(Kind::Odt), &zipped(&entries), &limits);
    assert_eq!(refused, Err(ExtractError::TooLarge));
}

#[test]
fn deep_xml_is_too_large_and_entities_stay_small() {
    assert_eq!(read(Kind::Docx, &docx(&"<a>".repeat(100_000))), Err(ExtractError::TooLarge));
    let mut bomb = String::from("<!DOCTYPE x [<!ENTITY a0 'ha'>");
    for i in 1..30 {
        bomb += &format!("<!ENTITY a{i} '&a{};&a{};'>", i - 1, i - 1);
    }
    bomb += "<!ENTITY f SYSTEM 'file:///etc/passwd'>]><x>slut &a29;&f;</x>";
    assert_eq!(read(Kind::Xml, bomb.as_bytes()).unwrap().pages, ["slut"]);
    let body = "<office:text><text:p><text:s text:c='4000000000'/>x</text:p></office:text>";
    assert!(read(Kind::Odt, &odf("text", body)).unwrap().pages[0].len() < 200);
}

#[test]
fn cut_files_are_broken() {
    let data = crate::files::simple_docx();
    for len in [0, 10, data.len() / 2, data.len() - 10] {
        let error = read(Kind::Docx, &data[..len]).unwrap_err();
        assert!(matches!(error, ExtractError::Broken(_)), "{len}: {error:?}");
    }
    assert!(matches!(read(Kind::Pdf, b"%PDF-1.7\n%%EOF"), Err(ExtractError::Broken(_))));
    assert!(matches!(read(Kind::Msg, b"\xd0\xcf\x11\xe0"), Err(ExtractError::Broken(_))));
    assert!(matches!(read(Kind::Eml, b"\0\0\0"), Err(ExtractError::Broken(_))));
}

#[test]
fn mails_in_mails_a_thousand_deep_are_refused() {
    let deep = "Content-Type: message/rfc822\n\n".repeat(1000) + "Subject: x\n\nx";
    assert_eq!(parse_eml(deep.as_bytes(), &Limits::default()), Err(MailError::TooLarge));
    let shallow = String::from("Subject: y\n") + &"Content-Type: message/rfc822\n\n".repeat(100) + "Subject: x\n\nx";
    assert_eq!(parse_eml(shallow.as_bytes(), &Limits::default()).unwrap().subject, "y");
    let parts =
        String::from("Subject: y\nContent-Type: multipart/mixed; boundary=b\n\n") + &"--b\nContent-Type: text/plain\n\nx\n".repeat(1000);
    assert_eq!(parse_eml(parts.as_bytes(), &Limits::default()), Err(MailError::TooLarge));
}

#[test]
fn packed_mails_in_mails_are_not_unpacked_twice() {
    let deep = "Content-Type: message/rfc822\n\n".repeat(50_000);
    let packed: String = {
        // Quoted-printable leaves this text as it is.
        deep.replace('=', "=3D")
    };
    let hidden = packed.replace("rfc822", "=72fc822");
    let mail = format!("Subject: y\nContent-Type: message/rfc822\nContent-Transfer-Encoding: quoted-printable\n\n{hidden}");
    let read = parse_eml(mail.as_bytes(), &Limits::default()).unwrap();
    assert_eq!(read.attachments.len(), 1);
    assert_eq!(read.attachments[0].data.len(), deep.len());
}

#[test]
fn pdf_bombs_are_too_large() {
    let limits = Limits { inflated_bytes: 1 << 20, ..Limits::default() };
    let bomb = pack(&vec![b' '; 4 << 20]);
    let font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>";
    let data = pdf_with_font(&[b""], font, &[stream("/Filter/FlateDecode", &bomb)]);
    assert_eq!(page_count(&data, &limits), Err(PdfError::TooLarge));
    let twice = stream("/Filter[/FlateDecode/FlateDecode]", &pack(&bomb));
    let data = pdf_with_font(&[b""], font, &[twice]);
    assert_eq!(page_count(&data, &limits), Err(PdfError::TooLarge));
}

#[test]
fn pdf_forms_that_draw_each_other_end() {
    let font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>";
    let form = |next: usize| {
        let head = format!("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X {next} 0 R>>>>");
        stream(&head, "/X Do ".repeat(10).as_bytes())
    };
    let forms: Vec<Vec<u8>> = (0..12).map(|i| form(5 + i)).collect();
    let limits = Limits { pdf_operations: 20_000, ..Limits::default() };
    let data = pdf_with_font(&[b"/X Do"], font, &forms);
    assert_eq!(render_page(&data, 0, 10, &limits), Err(PdfError::TooLarge));
    let text = extract(&Sniffed::of(Kind::Pdf), &data, &limits);
    assert_eq!(text, Err(ExtractError::NoText));
    let own = pdf_with_font(&[b"/X Do"], font, &[form(4)]);
    assert!(
        render_page(&own, 0, 10, &limits).is_ok_and(|png| png.starts_with(b"\x89PNG"))
            || render_page(&own, 0, 10, &limits) == Err(PdfError::TooLarge)
    );
}

#[test]
fn pictures_of_pages_stay_in_bounds() {
    let data = pdf(&[b"0 0 9 9 re f"]);
    let limits = Limits::default();
    assert_eq!(render_page(&data, 0, 100_000, &limits), Err(PdfError::TooLarge));
    assert!(render_page(&data, 0, 0, &limits).is_err());
    let few = Limits { pixels: 100, ..Limits::default() };
    assert_eq!(render_page(&data, 0, 100, &few), Err(PdfError::TooLarge));
}

#[test]
fn a_zip_named_otherwise_lies() {
    let data = zipped(&[("a.txt", b"x")]);
    for name in ["a.docx", "a.pdf", "a.png", "a.msg", "a.txt"] {
        assert!(sniff_reader(&mut Cursor::new(&data), name).unwrap().lying, "{name}");
    }
    assert!(!sniff_reader(&mut Cursor::new(&data), "a.zip").unwrap().lying);
}
