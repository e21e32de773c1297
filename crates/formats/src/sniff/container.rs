//! Looks into zip and OLE2 directories, where several formats share a mark.

use super::{Content, HEAD_BYTES, Kind, Sniffed, judge, magic};
use crate::contain::contain;
use std::io::{self, Read, Seek, SeekFrom};

/// Largest `mimetype` or `[Content_Types].xml` looked at.
const SMALL_ENTRY: u64 = 256 << 10;

/// As [`super::sniff`], with a look into zip and OLE2 directories. Reads from
/// the start of `reader` wherever it stands; fails only if reading does.
pub fn sniff_reader<R: Read + Seek + Send>(reader: &mut R, name: &str) -> io::Result<Sniffed> {
    reader.seek(SeekFrom::Start(0))?;
    let mut head = Vec::with_capacity(HEAD_BYTES);
    reader.by_ref().take(HEAD_BYTES as u64).read_to_end(&mut head)?;
    let content = match magic::content(&head) {
        found @ (Content::SomeZip | Content::SomeOle) => {
            reader.seek(SeekFrom::Start(0))?;
            let zip = found == Content::SomeZip;
            let kind = contain(|| if zip { zip_kind(reader) } else { ole_kind(reader) });
            kind.ok().flatten().map_or(found, Content::Is)
        }
        other => other,
    };
    Ok(judge(content, name))
}

fn zip_kind<R: Read + Seek>(reader: &mut R) -> Option<Kind> {
    let mut zip = zip::ZipArchive::new(reader).ok()?;
    if let Some(kind) = small(&mut zip, "mimetype").and_then(|text| declared(text.trim())) {
        return Some(kind);
    }
    if let Some(types) = small(&mut zip, "[Content_Types].xml") {
        return Some(ooxml(&types).unwrap_or(Kind::Zip));
    }
    // A Java program, whatever it is called.
    let manifest = zip.index_for_name("META-INF/MANIFEST.MF").is_some();
    let class = |n: &[u8]| n.ends_with(b".class") || n.ends_with(b".dex");
    let program = manifest && zip.file_names_raw().any(class);
    Some(if program { Kind::Executable } else { Kind::Zip })
}

fn small<R: Read + Seek>(zip: &mut zip::ZipArchive<R>, name: &str) -> Option<String> {
    let mut bytes = Vec::new();
    zip.by_name(name).ok()?.take(SMALL_ENTRY).read_to_end(&mut bytes).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// Open document and EPUB containers name themselves, variants with a suffix.
fn declared(media_type: &str) -> Option<Kind> {
    let suffixes = ["-template", "-web", "-master"];
    let base = suffixes.iter().find_map(|s| media_type.strip_suffix(s)).unwrap_or(media_type);
    [Kind::Odt, Kind::Ods, Kind::Odp, Kind::Odg, Kind::Epub].into_iter().find(|kind| Sniffed::of(*kind).media_type == base)
}

/// By the content type of the main part.
fn ooxml(types: &str) -> Option<Kind> {
    let table = [
        ("wordprocessingml.document.main", Kind::Docx),
        ("ms-word.document.macroEnabled.main", Kind::Docm),
        ("ms-word.template.macroEnabledTemplate.main", Kind::Docm),
        ("wordprocessingml.template.main", Kind::Dotx),
        ("ms-excel.sheet.binary.macroEnabled.main", Kind::Xlsb),
        ("spreadsheetml.sheet.main", Kind::Xlsx),
        ("ms-excel.sheet.macroEnabled.main", Kind::Xlsm),
        ("ms-excel.template.macroEnabled.main", Kind::Xlsm),
        ("spreadsheetml.template.main", Kind::Xltx),
        ("presentationml.presentation.main", Kind::Pptx),
        ("ms-powerpoint.presentation.macroEnabled.main", Kind::Pptm),
        ("presentationml.slideshow.main", Kind::Ppsx),
        ("presentationml.template.main", Kind::Ppsx),
        ("ms-visio.drawing.main", Kind::Vsdx),
        ("ms-visio.drawing.macroEnabled.main", Kind::Vsdx),
    ];
    table.into_iter().find(|(mark, _)| types.contains(mark)).map(|(_, kind)| kind)
}

fn ole_kind<R: Read + Seek>(reader: &mut R) -> Option<Kind> {
    let file = cfb::CompoundFile::open(reader).ok()?;
    let table = [
        ("/__properties_version1.0", Kind::Msg),
        ("/WordDocument", Kind::Doc),
        ("/Workbook", Kind::Xls),
        ("/Book", Kind::Xls),
        ("/PowerPoint Document", Kind::Ppt),
        ("/VisioDocument", Kind::Vsd),
        ("/Props14", Kind::Mpp),
    ];
    if let Some((_, kind)) = table.into_iter().find(|(path, _)| file.exists(path)) {
        return Some(kind);
    }
    // The class of Windows installer packages.
    let installer = file.root_entry().clsid().to_string().starts_with("000c1084-");
    // An encrypted office file doesn't say which one it is: the name may.
    (!file.exists("/EncryptedPackage")).then_some(if installer { Kind::Executable } else { Kind::Ole })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, Write};
    use zip::{ZipWriter, write::SimpleFileOptions};

    fn zipped(entries: &[(&str, &str)]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in entries {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn ole(stream: &str) -> Vec<u8> {
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        file.create_stream(stream).unwrap().write_all(b"x").unwrap();
        file.into_inner().into_inner()
    }

    fn seen(bytes: Vec<u8>, name: &str) -> Sniffed {
        sniff_reader(&mut Cursor::new(bytes), name).unwrap()
    }

    #[test]
    fn zip_formats_are_told_apart() {
        let main = |t: &str| format!("<Types><Override ContentType='application/{t}.main+xml'/>");
        let docx = zipped(&[("[Content_Types].xml", &main("vnd.openxmlformats-officedocument.wordprocessingml.document"))]);
        assert_eq!(seen(docx.clone(), "x.docx").kind, Kind::Docx);
        let renamed = seen(docx, "x.xlsx");
        assert!(renamed.kind == Kind::Docx && renamed.lying);
        let odt = zipped(&[("mimetype", "application/vnd.oasis.opendocument.text")]);
        assert_eq!(seen(odt, "x").kind, Kind::Odt);
        let plain = seen(zipped(&[("a.txt", "hi")]), "x.docx");
        assert!(plain.kind == Kind::Zip && plain.lying);
        let jar = zipped(&[("META-INF/MANIFEST.MF", ""), ("A.class", "")]);
        assert!(seen(jar, "x.zip").executable);
        assert_eq!(seen(b"PK\x03\x04 cut".to_vec(), "x.pptx").kind, Kind::Pptx);
    }

    #[test]
    fn ole_formats_are_told_apart() {
        assert_eq!(seen(ole("/WordDocument"), "x.doc").kind, Kind::Doc);
        assert_eq!(seen(ole("/Workbook"), "x.xls").kind, Kind::Xls);
        assert_eq!(seen(ole("/__properties_version1.0"), "x.msg").kind, Kind::Msg);
        let lie = seen(ole("/Other"), "x.doc");
        assert!(lie.kind == Kind::Ole && lie.lying);
        assert_eq!(seen(magic::OLE.to_vec(), "x.ppt").kind, Kind::Ppt);
    }
}
