//! What is in whole files comes out.

use crate::files::{EML, docx, odf, ods, pdf, pdf_with_font, pptx, simple_docx, stream, xlsx};
use formats::Limits;
use formats::mail::{Mail, parse_eml, parse_msg};
use formats::sniff::{Kind, Sniffed, sniff_reader};
use formats::text::{ExtractError, extract};
use std::io::Cursor;

fn text(name: &str, data: &[u8]) -> Result<Vec<String>, ExtractError> {
    let kind = sniff_reader(&mut Cursor::new(data), name).unwrap();
    assert!(!kind.lying, "{name}: {kind:?}");
    extract(&kind, data, &Limits::default()).map(|e| e.pages)
}

#[test]
fn office_documents() {
    assert_eq!(text("a.docx", &simple_docx()).unwrap(), ["Rød\tgrød & fløde\nÆrø\n\nSidehoved"]);
    assert_eq!(text("a.xlsx", &xlsx()).unwrap(), ["Ark B\nSøren\t1.5\nx\tTRUE", "Ark A\nÅse\t2024-01-01"]);
    assert_eq!(text("a.pptx", &pptx()).unwrap(), ["Første\n\nNote", "Anden"]);
}

#[test]
fn open_documents() {
    let body = "<office:text><text:tracked-changes><text:p>slettet</text:p></text:tracked-changes>\
        <text:h>Over</text:h><text:p>Rød<text:s text:c='2'/>grød<text:line-break/>x</text:p></office:text>";
    assert_eq!(text("a.odt", &odf("text", body)).unwrap(), ["Over\nRød  grød\nx"]);
    assert_eq!(text("a.ods", &ods()).unwrap(), ["Ark1\nSøren\t2", "Ark2\nÅse\t2"]);
    let slides = "<draw:page><text:p>En</text:p></draw:page><draw:page><text:p>To</text:p></draw:page>";
    assert_eq!(text("a.odp", &odf("presentation", slides)).unwrap(), ["En", "To"]);
}

#[test]
fn encrypted_office_files_are_protected() {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream("/EncryptedPackage").unwrap();
    let data = file.into_inner().into_inner();
    let kind = sniff_reader(&mut Cursor::new(&data), "a.docx").unwrap();
    assert_eq!(extract(&kind, &data, &Limits::default()), Err(ExtractError::Protected));
    let manifest = b"<m><encryption-data/></m>";
    let data = crate::files::zipped(&[("META-INF/manifest.xml", manifest), ("content.xml", b"?")]);
    let odt = extract(&Sniffed::of(Kind::Odt), &data, &Limits::default());
    assert_eq!(odt, Err(ExtractError::Protected));
}

#[test]
fn pdf_text_with_danish_letters() {
    let one = b"BT /F1 12 Tf 20 150 Td (R\xf8d gr\xf8d) Tj 0 -20 Td [(p\xe5)-300(\xc6r\xf8)] TJ ET";
    let two = b"BT /F1 12 Tf 3 Tr 20 150 Td (Usynlig) Tj ET";
    assert_eq!(text("a.pdf", &pdf(&[one, two])).unwrap(), ["Rød grød\npå Ærø", "Usynlig"]);
    assert_eq!(text("a.pdf", &pdf(&[b"0 0 10 10 re f"])), Err(ExtractError::NoText));
}

#[test]
fn pdf_text_by_to_unicode() {
    let map = b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n\
        1 begincodespacerange <00> <FF> endcodespacerange\n\
        2 beginbfchar <01> <00D8> <02> <00660069> endbfchar\nendcmap end end";
    let font = "<</Type/Font/Subtype/TrueType/BaseFont/ABCDEF+X/FirstChar 1/LastChar 2/Widths[600 600]\
        /ToUnicode 4 0 R>>";
    let data = pdf_with_font(&[b"BT /F1 10 Tf 20 50 Td <0102> Tj ET"], font, &[stream("", map)]);
    assert_eq!(text("a.pdf", &data).unwrap(), ["Øfi"]);
}

#[test]
fn pdf_pages_are_measured_and_drawn() {
    let data = pdf(&[b"1 0 0 rg 0 0 300 200 re f", b"BT /F1 90 Tf 20 50 Td (X) Tj ET"]);
    let limits = Limits::default();
    assert_eq!(formats::pdf::page_count(&data, &limits), Ok(2));
    let sizes = formats::pdf::page_sizes(&data, &limits).unwrap();
    assert_eq!((sizes[0].width, sizes[0].height), (300.0, 200.0));
    for (page, width) in [(0, 150), (1, 97)] {
        let png = formats::pdf::render_page(&data, page, width, &limits).unwrap();
        let seen = image::load_from_memory(&png).unwrap().into_rgb8();
        assert_eq!(seen.width(), width);
        let dark = seen.pixels().filter(|p| p.0[1] < 100).count();
        assert!(dark > 100, "page {page} is blank");
    }
    assert_eq!(formats::pdf::render_page(&data, 2, 10, &limits), Err(formats::pdf::PdfError::NoPage(2)));
}

#[test]
fn internet_mail() {
    let mail = parse_eml(EML.as_bytes(), &Limits::default()).unwrap();
    assert_eq!(mail.subject, "Ansøgning");
    let from = mail.from.clone().unwrap();
    assert_eq!((from.name.as_str(), from.address.as_str()), ("Søren Åse", "soren@example.dk"));
    assert_eq!((mail.to.len(), mail.to[0].name.as_str(), mail.cc.len()), (2, "Byggesag", 1));
    assert_eq!(mail.date.unwrap().to_string(), "2024-01-05T09:11:12Z");
    assert_eq!(mail.message_id.as_deref(), Some("1@example.dk"));
    assert_eq!(mail.in_reply_to.as_deref(), Some("0@example.dk"));
    assert_eq!(mail.body_text, "Kære kommune");
    assert!(mail.body_html.as_deref().unwrap().contains("<b>kommune</b>"));
    let [plan, inner] = &mail.attachments[..] else { panic!("{:?}", mail.attachments) };
    assert_eq!((plan.name.as_str(), plan.media_type.as_str()), ("a.pdf", "application/pdf"));
    assert_eq!(plan.data, b"%PDF-1.7");
    assert_eq!((inner.name.as_str(), inner.media_type.as_str()), ("Indre.eml", "message/rfc822"));
    assert_eq!(parse_eml(&inner.data, &Limits::default()).unwrap().body_text, "Indre tekst");
}

#[test]
fn mail_with_only_html_and_a_packed_mail_inside() {
    let eml = "From: a@b.dk\nSubject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\
        Content-Type: text/html\n\n<p>Hej<script>x</script></p>\n--b\n\
        Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n\
        U3ViamVjdDogaW5kcmUKCmhlag==\n--b--\n";
    let mail = parse_eml(eml.as_bytes(), &Limits::default()).unwrap();
    assert_eq!(mail.body_text, "Hej");
    assert_eq!(mail.attachments[0].media_type, "message/rfc822");
    assert_eq!(mail.attachments[0].data, b"Subject: indre\n\nhej");
}

#[test]
fn outlook_mail() {
    let data = crate::files::msg();
    let mail: Mail = parse_msg(&data, &Limits::default()).unwrap();
    assert_eq!(mail.subject, "Ansøgning");
    assert_eq!(mail.from.as_ref().unwrap().address, "soren@example.dk");
    assert!(mail.to.is_empty());
    assert_eq!(mail.cc[0].address, "byg@example.dk");
    assert_eq!(mail.date.unwrap().to_string(), "2024-01-05T09:11:12Z");
    assert_eq!(mail.body_text, "Kære kommune");
    assert_eq!(mail.body_html.as_deref(), Some("<p>Kære</p>"));
    assert_eq!(mail.attachments[0].name, "plån.pdf");
    assert_eq!(mail.attachments[0].media_type, "application/pdf");
    assert!(text("a.msg", &data).unwrap()[0].contains("Søren soren@example.dk"));
}

#[test]
fn alternatives_for_old_programs_do_not_repeat_text() {
    let body = "<mc:AlternateContent><mc:Choice><w:p><w:t>En</w:t></w:p></mc:Choice><mc:Fallback>\
        <w:p><w:t>En</w:t></w:p></mc:Fallback></mc:AlternateContent>";
    assert_eq!(text("a.docx", &docx(body)).unwrap(), ["En\n\nSidehoved"]);
}
