//! Writes the first corpus: small files of each kind, made here. `cargo run --example seeds` from this folder.

#[path = "../../crates/formats/tests/formats/files.rs"]
mod made;

fn main() -> std::io::Result<()> {
    let put = |target: &str, name: &str, parts: &[&[u8]]| {
        let folder = std::path::Path::new("corpus").join(target);
        std::fs::create_dir_all(&folder)?;
        std::fs::write(folder.join(name), parts.concat())
    };
    let rtf = br"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset238 A;}}\uc1 a\'f8\u248?{\b x}\bin2 ab\par}";
    let html = "<html><style>a</style><p style=x onclick=y>x&oslash;<table><tr><td>a<pre> b</pre><!-- c --><script>1</script>\
        <svg><a href=javascript:x>b</a></svg><img src=http://x><a href=\"https://x/\">l</a>";
    let xml = "<?xml version='1.0'?><a b='c'>&#248;<![CDATA[x]]><!-- d --></a>";
    let csv = "Navn;Beløb\r\n\"Sø\"\"ren\";1,5\r\n\r\n=x;2;3\n";
    let content = b"q 1 0 0 1 5 5 cm BT /F1 12 Tf 20 150 Td (Hej) Tj ET 0 0 9 9 re W n /X Do Q";
    let form = made::stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]", b"0 0 5 5 re f");
    let font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>";
    let pdf = made::pdf_with_font(&[content], font, &[form]);
    let kinds: [(u8, &str, &[u8]); 15] = [
        (0, "rtf", rtf),
        (1, "html", html.as_bytes()),
        (2, "text", "søen; \u{feff}\r\n\u{202e}".as_bytes()),
        (3, "xml", xml.as_bytes()),
        (4, "csv", csv.as_bytes()),
        (5, "markdown", "# Sø\n\n* a\n* [b](c)\n".as_bytes()),
        (6, "eml", made::EML.as_bytes()),
        (7, "docx", &made::simple_docx()),
        (8, "xlsx", &made::xlsx()),
        (9, "pptx", &made::pptx()),
        (10, "odt", &made::odf("text", "<office:text><text:h>Sø</text:h><text:p>a<text:s text:c='3'/>b</text:p></office:text>")),
        (11, "ods", &made::ods()),
        (12, "odp", &made::odf("presentation", "<draw:page><draw:frame><text:p>Sø</text:p></draw:frame></draw:page>")),
        (13, "msg", &made::msg()),
        (14, "pdf", &pdf),
    ];
    for (kind, name, bytes) in kinds {
        put("text", name, &[&[kind], bytes])?;
        put("sniff", name, &[b"a.", name.as_bytes(), b"\0", bytes])?;
    }
    put("sniff", "name", &["Ansøgning\u{202e}/..\\con. .txt\0".as_bytes()])?;
    let office: [(u8, &str, &str); 4] = [
        (
            0,
            "docx",
            "<w:document><w:body><w:p><w:r><w:t>x</w:t><w:tab/></w:r><w:del><w:delText>y</w:delText></w:del></w:p></w:body></w:document>\0\
             <Relationships><Relationship Id='r1' Type='x/header' Target='header1.xml'/></Relationships>\0<w:hdr><w:p><w:r><w:t>S</w:t></w:r></w:p></w:hdr>",
        ),
        (
            1,
            "xlsx",
            "<w><row r='1'><c t='s' r='A1'><v>1</v></c><c s='1'><v>45292</v></c><c t='inlineStr'><is><t>x</t></is></c><c t='b'><v>1</v></c></row></w>\0\
             <sst><si><t>S</t></si><si><r><t>A</t></r></si></sst>\0<s><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/></cellXfs></s>\0\
             <workbook xmlns:r='r'><sheets><sheet name='Ark A' r:id='r1'/></sheets></workbook>\0\
             <R><Relationship Id='r1' Type='x/worksheet' Target='worksheets/s1.xml'/></R>",
        ),
        (
            2,
            "pptx",
            "<p:sld><a:p><a:r><a:t>S</a:t></a:r></a:p></p:sld>\0<p xmlns:r='r'><p:sldIdLst><p:sldId id='1' r:id='r2'/></p:sldIdLst></p>\0\
             <R><Relationship Id='r2' Type='x/slide' Target='slides/slide1.xml'/></R>\0<R><Relationship Id='n' Type='x/notesSlide' Target='../n.xml'/></R>",
        ),
        (
            3,
            "ods",
            "<o:document-content><o:spreadsheet><table:table table:name='A'><table:table-row table:number-rows-repeated='3'><table:table-cell>\
             <text:p>x</text:p></table:table-cell><table:table-cell table:number-columns-repeated='16000'/></table:table-row></table:table></o:spreadsheet></o:document-content>",
        ),
    ];
    for (kind, name, text) in office {
        put("office", name, &[&[kind], text.as_bytes()])?;
    }
    put("eml", "mail", &[made::EML.as_bytes()])?;
    put("msg", "mail", &[&made::msg()])?;
    put("pdf", "page", &[&pdf])?;
    use image::ImageFormat::{Bmp, Gif, Jpeg, Png, Tiff, WebP};
    for format in [Png, Jpeg, Gif, WebP, Tiff, Bmp] {
        put("image", format.extensions_str()[0], &[&made::encoded(9, 7, format)])?;
    }
    put("html", "page", &[html.as_bytes()])?;
    put("csv", "table", &[csv.as_bytes()])?;
    put("search", "all", &["\"en sætning\" -ikke a OR b begynd* nummer:2021* titel:ord\0Her står en sætning om en begyndelse.".as_bytes()])?;
    put("fields", "form", &["title=S%C3%B8en&day=1%2F12&day=i+dag&id=00000000-0000-0000-0000-000000000007&n=7&version=3&m=a%40b.dk".as_bytes()])?;
    put("fields", "json", &[br#"{"title":"S\u00f8","n":[1,2.5],"flag":true,"none":null}"#])?;
    let filter = "view=mine&q=%C3%A5&status=closed&status=&owner=7&type=2&key=00000000-0000-0000-0000-000000000007&sort=title&dir=desc&size=15\
        &due_before=2026-03-01&changed_after=1.2.2026&after=00ff.00000000000000000000000000000007&at=3";
    put("filters", "list", &[filter.as_bytes()])
}
