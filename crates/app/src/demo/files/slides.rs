//! Presentations: a slide for the title and one for each heading.

use super::body::{Block, Body, Paper, escape};
use super::office::core;
use super::zipped::zipped;

const NAMES: &str = r#"xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main""#;
const LINK: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const TREE: &str = r#"<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>"#;
const THEME: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Kommune"><a:themeElements><a:clrScheme name="Kommune"><a:dk1><a:srgbClr val="1A1A1A"/></a:dk1><a:lt1><a:srgbClr val="FFFFFF"/></a:lt1><a:dk2><a:srgbClr val="1F4E5F"/></a:dk2><a:lt2><a:srgbClr val="EEF3F5"/></a:lt2><a:accent1><a:srgbClr val="1F4E5F"/></a:accent1><a:accent2><a:srgbClr val="B5542B"/></a:accent2><a:accent3><a:srgbClr val="5B7F3A"/></a:accent3><a:accent4><a:srgbClr val="8A6D1F"/></a:accent4><a:accent5><a:srgbClr val="5A4A7F"/></a:accent5><a:accent6><a:srgbClr val="7A7A7A"/></a:accent6><a:hlink><a:srgbClr val="0B5CAD"/></a:hlink><a:folHlink><a:srgbClr val="5A4A7F"/></a:folHlink></a:clrScheme><a:fontScheme name="Kommune"><a:majorFont><a:latin typeface="Calibri"/><a:ea typeface=""/><a:cs typeface=""/></a:majorFont><a:minorFont><a:latin typeface="Calibri"/><a:ea typeface=""/><a:cs typeface=""/></a:minorFont></a:fontScheme><a:fmtScheme name="Kommune"><a:fillStyleLst><a:solidFill><a:schemeClr val="phClr"/></a:solidFill><a:solidFill><a:schemeClr val="phClr"/></a:solidFill><a:solidFill><a:schemeClr val="phClr"/></a:solidFill></a:fillStyleLst><a:lnStyleLst><a:ln w="6350"><a:solidFill><a:schemeClr val="phClr"/></a:solidFill></a:ln><a:ln w="12700"><a:solidFill><a:schemeClr val="phClr"/></a:solidFill></a:ln><a:ln w="19050"><a:solidFill><a:schemeClr val="phClr"/></a:solidFill></a:ln></a:lnStyleLst><a:effectStyleLst><a:effectStyle><a:effectLst/></a:effectStyle><a:effectStyle><a:effectLst/></a:effectStyle><a:effectStyle><a:effectLst/></a:effectStyle></a:effectStyleLst><a:bgFillStyleLst><a:solidFill><a:schemeClr val="phClr"/></a:solidFill><a:solidFill><a:schemeClr val="phClr"/></a:solidFill><a:solidFill><a:schemeClr val="phClr"/></a:solidFill></a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"#;

/// A PowerPoint presentation.
pub fn pptx(paper: &Paper, body: &Body) -> Vec<u8> {
    let slides = split(paper, body);
    let n = slides.len();
    let mut types = String::from(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/ppt/presentation.xml" ContentType="application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"/><Override PartName="/ppt/slideMasters/slideMaster1.xml" ContentType="application/vnd.openxmlformats-officedocument.presentationml.slideMaster+xml"/><Override PartName="/ppt/slideLayouts/slideLayout1.xml" ContentType="application/vnd.openxmlformats-officedocument.presentationml.slideLayout+xml"/><Override PartName="/ppt/theme/theme1.xml" ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>"#,
    );
    let (mut ids, mut links) = (String::new(), relation("rIdM", "slideMaster", "slideMasters/slideMaster1.xml"));
    let mut parts: Vec<(String, String)> = Vec::new();
    for (at, (title, lines)) in slides.iter().enumerate() {
        let k = at + 1;
        types.push_str(&format!(r#"<Override PartName="/ppt/slides/slide{k}.xml" ContentType="application/vnd.openxmlformats-officedocument.presentationml.slide+xml"/>"#));
        ids.push_str(&format!(r#"<p:sldId id="{}" r:id="rId{k}"/>"#, 255 + k));
        links.push_str(&relation(&format!("rId{k}"), "slide", &format!("slides/slide{k}.xml")));
        parts.push((format!("ppt/slides/slide{k}.xml"), slide(paper, title, lines, k, n)));
        parts.push((
            format!("ppt/slides/_rels/slide{k}.xml.rels"),
            relations(&relation("rId1", "slideLayout", "../slideLayouts/slideLayout1.xml")),
        ));
    }
    types.push_str("</Types>");
    let presentation = format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><p:presentation {NAMES}><p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rIdM"/></p:sldMasterIdLst><p:sldIdLst>{ids}</p:sldIdLst><p:sldSz cx="12192000" cy="6858000"/><p:notesSz cx="6858000" cy="9144000"/></p:presentation>"#
    );
    let root = relations(&format!(
        r#"<Relationship Id="rId1" Type="{LINK}/officeDocument" Target="ppt/presentation.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>"#
    ));
    parts.push(("ppt/presentation.xml".into(), presentation));
    parts.push(("ppt/_rels/presentation.xml.rels".into(), relations(&links)));
    parts.push(("docProps/core.xml".into(), core(paper)));
    parts.extend(frame());
    let mut entries: Vec<(&str, &[u8])> =
        vec![("[Content_Types].xml", types.as_bytes()), ("_rels/.rels", root.as_bytes()), ("ppt/theme/theme1.xml", THEME.as_bytes())];
    entries.extend(parts.iter().map(|(name, part)| (name.as_str(), part.as_bytes())));
    zipped(&entries)
}

/// The master and the one layout.
fn frame() -> Vec<(String, String)> {
    let master = format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><p:sldMaster {NAMES}><p:cSld><p:bg><p:bgPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:effectLst/></p:bgPr></p:bg><p:spTree>{TREE}</p:spTree></p:cSld><p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/><p:sldLayoutIdLst><p:sldLayoutId id="2147483649" r:id="rId1"/></p:sldLayoutIdLst></p:sldMaster>"#
    );
    let layout = format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><p:sldLayout {NAMES} type="blank"><p:cSld name="Tom"><p:spTree>{TREE}</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"#
    );
    let below = relation("rId1", "slideLayout", "../slideLayouts/slideLayout1.xml") + &relation("rId2", "theme", "../theme/theme1.xml");
    vec![
        ("ppt/slideMasters/slideMaster1.xml".into(), master),
        ("ppt/slideMasters/_rels/slideMaster1.xml.rels".into(), relations(&below)),
        ("ppt/slideLayouts/slideLayout1.xml".into(), layout),
        (
            "ppt/slideLayouts/_rels/slideLayout1.xml.rels".into(),
            relations(&relation("rId1", "slideMaster", "../slideMasters/slideMaster1.xml")),
        ),
    ]
}

fn relation(id: &str, kind: &str, target: &str) -> String {
    format!(r#"<Relationship Id="{id}" Type="{LINK}/{kind}" Target="{target}"/>"#)
}

fn relations(inner: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>"#
    )
}

/// A title and the lines under it, at most seven a slide.
fn split(paper: &Paper, body: &Body) -> Vec<(String, Vec<String>)> {
    let mut slides: Vec<(String, Vec<String>)> =
        vec![(paper.title.clone(), vec![paper.sender.clone(), paper.beneath.clone(), paper.date.clone()])];
    for block in &body.0 {
        let lines: Vec<String> = match block {
            Block::Title(t) => {
                slides[0].0.clone_from(t);
                continue;
            }
            Block::Heading(t) => {
                slides.push((t.clone(), vec![]));
                continue;
            }
            Block::Paragraph(t) | Block::Item(t) | Block::Quoted(t) => vec![t.replace('\n', " ")],
            Block::Table(rows) => rows.iter().map(|r| r.join("  ·  ")).collect(),
        };
        for line in lines {
            if slides.len() == 1 || slides.last().is_some_and(|(_, l)| l.len() >= 7) {
                let title = slides.last().map(|(t, _)| t.clone()).unwrap_or_default();
                slides.push((title, vec![]));
            }
            if let Some((_, last)) = slides.last_mut() {
                last.push(line);
            }
        }
    }
    slides
}

fn slide(paper: &Paper, title: &str, lines: &[String], k: usize, n: usize) -> String {
    let (size, top) = if k == 1 { (4000, 2200000) } else { (3000, 500000) };
    let texts: String = lines
        .iter()
        .filter(|l| !l.is_empty())
        .map(|l| format!(r#"<a:p><a:pPr><a:spcAft><a:spcPts val="900"/></a:spcAft></a:pPr><a:r><a:rPr lang="da-DK" sz="1800"/><a:t>{}</a:t></a:r></a:p>"#, escape(l)))
        .collect();
    let shapes = shape(
        2,
        "Titel",
        top,
        1100000,
        &format!(
            r#"<a:p><a:r><a:rPr lang="da-DK" sz="{size}" b="1"><a:solidFill><a:srgbClr val="1F4E5F"/></a:solidFill></a:rPr><a:t>{}</a:t></a:r></a:p>"#,
            escape(title)
        ),
    ) + &shape(
        3,
        "Indhold",
        top + 1300000,
        if k == 1 { 1800000 } else { 4300000 },
        &format!("{texts}<a:p><a:endParaRPr lang=\"da-DK\"/></a:p>"),
    ) + &shape(
        4,
        "Sidefod",
        6350000,
        350000,
        &format!(r#"<a:p><a:r><a:rPr lang="da-DK" sz="1100"/><a:t>{}  ·  {k}/{n}</a:t></a:r></a:p>"#, escape(&paper.reference())),
    );
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><p:sld {NAMES}><p:cSld><p:spTree>{TREE}{shapes}</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>"#
    )
}

fn shape(id: u32, name: &str, y: u32, height: u32, text: &str) -> String {
    format!(
        r#"<p:sp><p:nvSpPr><p:cNvPr id="{id}" name="{name}"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="800000" y="{y}"/><a:ext cx="10600000" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr wrap="square"><a:normAutofit/></a:bodyPr><a:lstStyle/>{text}</p:txBody></p:sp>"#
    )
}
