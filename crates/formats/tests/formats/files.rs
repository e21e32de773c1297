//! Small files of each kind, made here.

use std::io::{Cursor, Write};
use zip::{ZipWriter, write::SimpleFileOptions};

pub fn zipped(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn types(main: &str) -> Vec<u8> {
    format!(
        "<Types><Override PartName='/x' ContentType='application/vnd.openxmlformats-officedocument.\
         {main}.main+xml'/></Types>"
    )
    .into_bytes()
}

pub fn docx(body: &str) -> Vec<u8> {
    let document = format!("<w:document xmlns:w='w'><w:body>{body}</w:body></w:document>");
    zipped(&[
        ("[Content_Types].xml", &types("wordprocessingml.document")),
        ("word/document.xml", document.as_bytes()),
        (
            "word/_rels/document.xml.rels",
            b"<Relationships><Relationship Id='r1' Type='x/header' Target='header1.xml'/>\
              <Relationship Id='r2' Type='x/header' TargetMode='External' Target='http://x'/>\
              </Relationships>",
        ),
        ("word/header1.xml", "<w:hdr><w:p><w:r><w:t>Sidehoved</w:t></w:r></w:p></w:hdr>".as_bytes()),
    ])
}

pub fn simple_docx() -> Vec<u8> {
    docx(
        "<w:p><w:r><w:t>Rød</w:t><w:tab/><w:t>grød &amp; fløde</w:t></w:r></w:p>\
         <w:p><w:del><w:r><w:delText>slettet</w:delText></w:r></w:del><w:r><w:instrText>PAGE\
         </w:instrText><w:t>Ærø</w:t></w:r></w:p>",
    )
}

pub fn xlsx() -> Vec<u8> {
    zipped(&[
        ("[Content_Types].xml", &types("spreadsheetml.sheet")),
        (
            "xl/workbook.xml",
            b"<workbook xmlns:r='r'><sheets><sheet name='Ark B' r:id='r2'/>\
              <sheet name='Ark A' r:id='r1'/></sheets></workbook>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            b"<R><Relationship Id='r1' Type='x/worksheet' Target='worksheets/s1.xml'/>\
              <Relationship Id='r2' Type='x/worksheet' Target='/xl/worksheets/s2.xml'/>\
              <Relationship Id='r3' Type='x/sharedStrings' Target='sharedStrings.xml'/>\
              <Relationship Id='r4' Type='x/styles' Target='styles.xml'/></R>",
        ),
        ("xl/sharedStrings.xml", "<sst><si><t>Søren</t></si><si><r><t>Å</t></r><r><t>se</t></r></si></sst>".as_bytes()),
        ("xl/styles.xml", b"<s><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/></cellXfs></s>"),
        ("xl/worksheets/s1.xml", b"<w><row><c t='s'><v>1</v></c><c s='1'><v>45292</v></c><c t='s'><v>99</v></c></row></w>"),
        (
            "xl/worksheets/s2.xml",
            b"<w><row><c t='s'><v>0</v></c><c><v>1.5</v></c></row><row><c t='inlineStr'><is><t>x</t>\
              </is></c><c t='b'><v>1</v></c></row></w>",
        ),
    ])
}

pub fn pptx() -> Vec<u8> {
    let slide = |text: &str| format!("<p:sld><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:sld>");
    zipped(&[
        ("[Content_Types].xml", &types("presentationml.presentation")),
        (
            "ppt/presentation.xml",
            b"<p xmlns:r='r'><p:sldIdLst><p:sldId id='1' r:id='r2'/><p:sldId id='2' r:id='r1'/>\
              </p:sldIdLst></p>",
        ),
        (
            "ppt/_rels/presentation.xml.rels",
            b"<R><Relationship Id='r1' Type='x/slide' Target='slides/slide1.xml'/>\
              <Relationship Id='r2' Type='x/slide' Target='slides/slide2.xml'/></R>",
        ),
        ("ppt/slides/slide1.xml", slide("Anden").as_bytes()),
        ("ppt/slides/slide2.xml", slide("Første").as_bytes()),
        ("ppt/slides/_rels/slide2.xml.rels", b"<R><Relationship Id='n' Type='x/notesSlide' Target='../notesSlides/n.xml'/></R>"),
        ("ppt/notesSlides/n.xml", slide("Note").as_bytes()),
    ])
}

pub fn odf(kind: &str, body: &str) -> Vec<u8> {
    let mime = format!("application/vnd.oasis.opendocument.{kind}");
    let content = format!("<office:document-content><office:body>{body}</office:body></office:document-content>");
    zipped(&[("mimetype", mime.as_bytes()), ("content.xml", content.as_bytes())])
}

pub fn ods() -> Vec<u8> {
    let sheet = |name: &str, text: &str| {
        format!(
            "<table:table table:name='{name}'><table:table-row><table:table-cell><text:p>{text}\
             </text:p></table:table-cell><table:table-cell table:number-columns-repeated='16000'/>\
             <table:table-cell><text:p>2</text:p></table:table-cell></table:table-row></table:table>"
        )
    };
    let body = format!("<office:spreadsheet>{}{}</office:spreadsheet>", sheet("Ark1", "Søren"), sheet("Ark2", "Åse"));
    odf("spreadsheet", &body)
}

/// A PDF of one page for each content stream, in Helvetica with WinAnsi codes.
pub fn pdf(contents: &[&[u8]]) -> Vec<u8> {
    let font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>";
    pdf_with_font(contents, font, &[])
}

/// Objects: 1 catalogue, 2 pages, 3 font, then `extra`, then a page and a stream each.
pub fn pdf_with_font(contents: &[&[u8]], font: &str, extra: &[Vec<u8>]) -> Vec<u8> {
    let first = 4 + extra.len();
    let page_number = |i: usize| first + 2 * i;
    let kids: Vec<String> = (0..contents.len()).map(|i| format!("{} 0 R", page_number(i))).collect();
    let mut objects: Vec<Vec<u8>> = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        format!("<</Type/Pages/Count {}/Kids[{}]>>", kids.len(), kids.join(" ")).into_bytes(),
        font.as_bytes().to_vec(),
    ];
    objects.extend_from_slice(extra);
    for (i, content) in contents.iter().enumerate() {
        let page = format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents {} 0 R/Resources<</Font<</F1 \
             3 0 R>>/XObject<</X 4 0 R>>>>>>",
            page_number(i) + 1
        );
        objects.push(page.into_bytes());
        objects.push(stream("", content));
    }
    assemble(&objects)
}

pub fn stream(dictionary: &str, bytes: &[u8]) -> Vec<u8> {
    let head = format!("<<{dictionary}/Length {}>>stream\n", bytes.len());
    [head.as_bytes(), bytes, b"\nendstream"].concat()
}

fn assemble(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut offsets = Vec::new();
    for (i, object) in objects.iter().enumerate() {
        offsets.push(out.len());
        out.extend(format!("{} 0 obj\n", i + 1).into_bytes());
        out.extend_from_slice(object);
        out.extend_from_slice(b"\nendobj\n");
    }
    let table = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).into_bytes());
    for offset in offsets {
        out.extend(format!("{offset:010} 00000 n \n").into_bytes());
    }
    let size = objects.len() + 1;
    out.extend(format!("trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF").into_bytes());
    out
}

pub const EML: &str = "From: =?utf-8?q?S=C3=B8ren_=C3=85se?= <soren@example.dk>\r\n\
To: \"Byggesag\" <byg@example.dk>, b@example.dk\r\nCc: c@example.dk\r\n\
Subject: =?iso-8859-1?Q?Ans=F8gning?=\r\nDate: Fri, 5 Jan 2024 10:11:12 +0100\r\n\
Message-ID: <1@example.dk>\r\nIn-Reply-To: <0@example.dk>\r\nMIME-Version: 1.0\r\n\
Content-Type: multipart/mixed; boundary=outer\r\n\r\n--outer\r\n\
Content-Type: multipart/alternative; boundary=inner\r\n\r\n--inner\r\n\
Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
K=E6re kommune\r\n--inner\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Kære <b>kommune</b></p>\r\n\
--inner--\r\n--outer\r\nContent-Type: application/pdf; name=\"plan.pdf\"\r\n\
Content-Disposition: attachment; filename*=utf-8''pl%C3%A5n%2Fa.pdf\r\n\
Content-Transfer-Encoding: base64\r\n\r\nJVBERi0xLjc=\r\n--outer\r\n\
Content-Type: message/rfc822\r\n\r\nFrom: x@example.dk\r\nSubject: Indre\r\n\r\nIndre tekst\r\n\
--outer--\r\n";

/// An Outlook message with a recipient and an attachment.
pub fn msg() -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    let utf16 = |s: &str| s.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let row = |tag: u16, kind: u16, value: u64| {
        let mut row = Vec::new();
        row.extend(kind.to_le_bytes());
        row.extend(tag.to_le_bytes());
        row.extend(6_u32.to_le_bytes());
        row.extend(value.to_le_bytes());
        row
    };
    file.create_storage("/__recip_version1.0_#00000000").unwrap();
    file.create_storage("/__attach_version1.0_#00000000").unwrap();
    let sent = (1_704_445_872 + 11_644_473_600_u64) * 10_000_000;
    let streams: Vec<(&str, Vec<u8>)> = vec![
        ("/__properties_version1.0", [vec![0; 32], row(0x39, 0x40, sent), row(0x3ffd, 3, 1252)].concat()),
        ("/__substg1.0_0037001F", utf16("Ansøgning")),
        ("/__substg1.0_0C1A001F", utf16("Søren")),
        ("/__substg1.0_0C1F001F", utf16("/O=EXCHANGE/CN=SOREN")),
        ("/__substg1.0_5D01001F", utf16("soren@example.dk")),
        ("/__substg1.0_1035001F", utf16("<1@example.dk>")),
        ("/__substg1.0_1000001E", b"K\xe6re kommune\r\n".to_vec()),
        ("/__substg1.0_10130102", "<p>Kære</p>".as_bytes().to_vec()),
        ("/__recip_version1.0_#00000000/__properties_version1.0", [vec![0; 8], row(0xc15, 3, 2)].concat()),
        ("/__recip_version1.0_#00000000/__substg1.0_3001001F", utf16("Byg")),
        ("/__recip_version1.0_#00000000/__substg1.0_39FE001F", utf16("byg@example.dk")),
        ("/__attach_version1.0_#00000000/__properties_version1.0", [vec![0; 8], row(0x3705, 3, 1)].concat()),
        ("/__attach_version1.0_#00000000/__substg1.0_3707001F", utf16("..\\plån.pdf")),
        ("/__attach_version1.0_#00000000/__substg1.0_370E001F", utf16("application/PDF")),
        ("/__attach_version1.0_#00000000/__substg1.0_37010102", b"%PDF".to_vec()),
    ];
    for (path, bytes) in streams {
        file.create_stream(path).unwrap().write_all(&bytes).unwrap();
    }
    file.into_inner().into_inner()
}

pub fn encoded(width: u32, height: u32, format: image::ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    image::DynamicImage::new_rgb8(width, height).write_to(&mut out, format).unwrap();
    out.into_inner()
}
