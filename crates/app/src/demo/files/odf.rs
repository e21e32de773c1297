//! OpenDocument texts.

use super::body::{Block, Body, Paper, escape};
use super::zipped::zipped;

const NAMES: &str = r#"xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3""#;
const STYLES: &str = r##"<office:automatic-styles><style:style style:name="Sender" style:family="paragraph"><style:text-properties fo:font-weight="bold" fo:font-size="14pt" fo:color="#1f4e5f"/></style:style><style:style style:name="Small" style:family="paragraph"><style:paragraph-properties fo:margin-bottom="0.4cm" fo:border-bottom="0.5pt solid #1f4e5f"/><style:text-properties fo:font-size="9pt"/></style:style><style:style style:name="Title" style:family="paragraph"><style:paragraph-properties fo:margin-top="0.4cm" fo:margin-bottom="0.3cm"/><style:text-properties fo:font-weight="bold" fo:font-size="18pt"/></style:style><style:style style:name="Heading" style:family="paragraph"><style:paragraph-properties fo:margin-top="0.4cm" fo:margin-bottom="0.1cm"/><style:text-properties fo:font-weight="bold" fo:font-size="13pt"/></style:style><style:style style:name="Body" style:family="paragraph"><style:paragraph-properties fo:margin-bottom="0.25cm"/></style:style></office:automatic-styles>"##;

/// A package of a kind (`text`, `spreadsheet`) around its content.
pub fn package(kind: &str, paper: &Paper, styles: &str, content: &str) -> Vec<u8> {
    let mime = format!("application/vnd.oasis.opendocument.{kind}");
    let content = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMES}>{styles}<office:body>{content}</office:body></office:document-content>"#
    );
    let meta = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><office:document-meta {NAMES}><office:meta><dc:title>{}</dc:title><meta:initial-creator>{}</meta:initial-creator><dc:language>da-DK</dc:language></office:meta></office:document-meta>"#,
        escape(&paper.title),
        escape(&paper.author)
    );
    let manifest = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:media-type="{mime}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/><manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/></manifest:manifest>"#
    );
    zipped(&[
        ("mimetype", mime.as_bytes()),
        ("content.xml", content.as_bytes()),
        ("meta.xml", meta.as_bytes()),
        ("META-INF/manifest.xml", manifest.as_bytes()),
    ])
}

/// An OpenDocument text with letterhead.
pub fn odt(paper: &Paper, body: &Body) -> Vec<u8> {
    let mut content = format!(
        r#"<office:text><text:p text:style-name="Sender">{}</text:p><text:p text:style-name="Small">{}  ·  {}</text:p>"#,
        escape(&paper.sender),
        escape(&paper.beneath),
        escape(&paper.reference())
    );
    for block in &body.0 {
        content.push_str(&one(block));
    }
    content.push_str("</office:text>");
    package("text", paper, STYLES, &content)
}

fn lines(text: &str) -> String {
    escape(text).replace('\n', "<text:line-break/>")
}

fn one(block: &Block) -> String {
    match block {
        Block::Title(t) => format!(r#"<text:h text:style-name="Title" text:outline-level="1">{}</text:h>"#, lines(t)),
        Block::Heading(t) => format!(r#"<text:h text:style-name="Heading" text:outline-level="2">{}</text:h>"#, lines(t)),
        Block::Paragraph(t) | Block::Quoted(t) => format!(r#"<text:p text:style-name="Body">{}</text:p>"#, lines(t)),
        Block::Item(t) => format!("<text:list><text:list-item><text:p>{}</text:p></text:list-item></text:list>", lines(t)),
        Block::Table(rows) => {
            let columns = rows.iter().map(Vec::len).max().unwrap_or(1).max(1);
            let mut out = format!(r#"<table:table><table:table-column table:number-columns-repeated="{columns}"/>"#);
            for row in rows {
                out.push_str("<table:table-row>");
                for column in 0..columns {
                    let text = row.get(column).map(String::as_str).unwrap_or_default();
                    out.push_str(&format!("<table:table-cell><text:p>{}</text:p></table:table-cell>", lines(text)));
                }
                out.push_str("</table:table-row>");
            }
            out.push_str(r#"</table:table><text:p text:style-name="Body"/>"#);
            out
        }
    }
}
