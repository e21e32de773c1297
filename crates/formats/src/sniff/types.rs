//! The table of formats.

/// Coarse group of formats, as the reader of a list thinks of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Family {
    Pdf,
    Text,
    Sheet,
    Slides,
    Image,
    Mail,
    Audio,
    Video,
    Archive,
    Drawing,
    Web,
    Other,
}

macro_rules! formats {
    ($($kind:ident, $family:ident, $media:literal, [$($ext:literal),+];)+) => {
        /// A file format.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Kind { $(#[doc = $media] $kind),+ }

        pub(super) static TABLE: &[Row] = &[$(Row {
            kind: Kind::$kind,
            family: Family::$family,
            media_type: $media,
            extensions: &[$($ext),+],
        }),+];
    };
}

pub(super) struct Row {
    pub kind: Kind,
    pub family: Family,
    pub media_type: &'static str,
    /// The usual one first.
    pub extensions: &'static [&'static str],
}

formats! {
    Unknown, Other, "application/octet-stream", ["bin"];
    Executable, Other, "application/x-msdownload", ["exe", "dll", "com", "scr"];
    Pdf, Pdf, "application/pdf", ["pdf"];
    Docx, Text, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ["docx"];
    Docm, Text, "application/vnd.ms-word.document.macroEnabled.12", ["docm", "dotm"];
    Dotx, Text, "application/vnd.openxmlformats-officedocument.wordprocessingml.template", ["dotx"];
    Doc, Text, "application/msword", ["doc", "dot"];
    Odt, Text, "application/vnd.oasis.opendocument.text", ["odt", "ott"];
    Rtf, Text, "application/rtf", ["rtf"];
    Text, Text, "text/plain", ["txt", "text", "log"];
    Markdown, Text, "text/markdown", ["md", "markdown"];
    Epub, Text, "application/epub+zip", ["epub"];
    Xlsx, Sheet, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ["xlsx"];
    Xlsm, Sheet, "application/vnd.ms-excel.sheet.macroEnabled.12", ["xlsm", "xltm"];
    Xltx, Sheet, "application/vnd.openxmlformats-officedocument.spreadsheetml.template", ["xltx"];
    Xlsb, Sheet, "application/vnd.ms-excel.sheet.binary.macroEnabled.12", ["xlsb"];
    Xls, Sheet, "application/vnd.ms-excel", ["xls", "xlt"];
    Ods, Sheet, "application/vnd.oasis.opendocument.spreadsheet", ["ods", "ots"];
    Csv, Sheet, "text/csv", ["csv"];
    Tsv, Sheet, "text/tab-separated-values", ["tsv", "tab"];
    Pptx, Slides, "application/vnd.openxmlformats-officedocument.presentationml.presentation", ["pptx"];
    Pptm, Slides, "application/vnd.ms-powerpoint.presentation.macroEnabled.12", ["pptm"];
    Ppsx, Slides, "application/vnd.openxmlformats-officedocument.presentationml.slideshow", ["ppsx", "potx"];
    Ppt, Slides, "application/vnd.ms-powerpoint", ["ppt", "pps", "pot"];
    Odp, Slides, "application/vnd.oasis.opendocument.presentation", ["odp", "otp"];
    Png, Image, "image/png", ["png"];
    Jpeg, Image, "image/jpeg", ["jpg", "jpeg", "jpe", "jfif"];
    Gif, Image, "image/gif", ["gif"];
    Webp, Image, "image/webp", ["webp"];
    Tiff, Image, "image/tiff", ["tif", "tiff"];
    Bmp, Image, "image/bmp", ["bmp", "dib"];
    Ico, Image, "image/vnd.microsoft.icon", ["ico"];
    Heic, Image, "image/heic", ["heic", "heif"];
    Avif, Image, "image/avif", ["avif"];
    Psd, Image, "image/vnd.adobe.photoshop", ["psd"];
    Eml, Mail, "message/rfc822", ["eml", "mht", "mhtml"];
    Msg, Mail, "application/vnd.ms-outlook", ["msg", "oft"];
    Mp3, Audio, "audio/mpeg", ["mp3"];
    Wav, Audio, "audio/wav", ["wav"];
    Ogg, Audio, "audio/ogg", ["ogg", "oga", "opus"];
    Flac, Audio, "audio/flac", ["flac"];
    M4a, Audio, "audio/mp4", ["m4a"];
    Aac, Audio, "audio/aac", ["aac"];
    Amr, Audio, "audio/amr", ["amr"];
    Mp4, Video, "video/mp4", ["mp4", "m4v"];
    Mov, Video, "video/quicktime", ["mov", "qt"];
    Avi, Video, "video/x-msvideo", ["avi"];
    Mkv, Video, "video/x-matroska", ["mkv"];
    Webm, Video, "video/webm", ["webm"];
    Asf, Video, "video/x-ms-asf", ["wmv", "asf", "wma"];
    Mpeg, Video, "video/mpeg", ["mpg", "mpeg"];
    ThreeGp, Video, "video/3gpp", ["3gp"];
    Zip, Archive, "application/zip", ["zip"];
    SevenZip, Archive, "application/x-7z-compressed", ["7z"];
    Rar, Archive, "application/vnd.rar", ["rar"];
    Gzip, Archive, "application/gzip", ["gz", "tgz"];
    Bzip2, Archive, "application/x-bzip2", ["bz2"];
    Xz, Archive, "application/x-xz", ["xz"];
    Zstd, Archive, "application/zstd", ["zst"];
    Tar, Archive, "application/x-tar", ["tar"];
    Dwg, Drawing, "image/vnd.dwg", ["dwg"];
    Dxf, Drawing, "image/vnd.dxf", ["dxf"];
    Svg, Drawing, "image/svg+xml", ["svg"];
    Odg, Drawing, "application/vnd.oasis.opendocument.graphics", ["odg", "otg"];
    Vsdx, Drawing, "application/vnd.ms-visio.drawing.main+xml", ["vsdx", "vsdm"];
    Vsd, Drawing, "application/vnd.visio", ["vsd"];
    PostScript, Drawing, "application/postscript", ["ps", "eps", "ai"];
    Html, Web, "text/html", ["html", "htm", "xhtml"];
    Xml, Web, "application/xml", ["xml", "xsd", "xsl", "gml", "kml"];
    Json, Web, "application/json", ["json", "geojson"];
    Css, Web, "text/css", ["css"];
    Calendar, Other, "text/calendar", ["ics"];
    Vcard, Other, "text/vcard", ["vcf"];
    Ole, Other, "application/x-ole-storage", ["ole"];
    Mpp, Other, "application/vnd.ms-project", ["mpp"];
    SignedMail, Other, "application/pkcs7-mime", ["p7m", "p7s", "p7c"];
    Certificate, Other, "application/x-x509-ca-cert", ["cer", "crt", "pem"];
    Sqlite, Other, "application/vnd.sqlite3", ["sqlite", "db"];
}

pub(super) fn row(kind: Kind) -> &'static Row {
    TABLE.iter().find(|r| r.kind == kind).unwrap_or(&TABLE[0])
}

pub(super) fn by_extension(extension: &str) -> Option<&'static Row> {
    TABLE.iter().skip(1).find(|r| r.extensions.contains(&extension))
}

/// Formats that are text without a mark that could be recognised for certain.
pub(super) fn is_textual(kind: Kind) -> bool {
    use Kind::{Calendar, Certificate, Css, Csv, Dxf, Eml, Html, Json, Markdown, PostScript};
    use Kind::{Svg, Text, Tsv, Vcard, Xml};
    matches!(kind, Text | Markdown | Csv | Tsv | Eml | Html | Xml | Json | Css | Calendar | Vcard | Svg | Dxf | Certificate | PostScript)
}

pub(super) fn is_zip(kind: Kind) -> bool {
    use Kind::{Docm, Docx, Dotx, Epub, Odg, Odp, Ods, Odt, Ppsx, Pptm, Pptx, Vsdx, Xlsb, Xlsm};
    use Kind::{Xlsx, Xltx, Zip};
    matches!(kind, Zip | Docx | Docm | Dotx | Xlsx | Xlsm | Xltx | Xlsb | Pptx | Pptm | Ppsx | Odt | Ods | Odp | Odg | Epub | Vsdx)
}

pub(super) fn is_ole(kind: Kind) -> bool {
    use Kind::{Doc, Mpp, Msg, Ole, Ppt, Vsd, Xls};
    matches!(kind, Ole | Doc | Xls | Ppt | Msg | Vsd | Mpp)
}

/// Binary formats without a mark at their start.
pub(super) fn is_unmarked(kind: Kind) -> bool {
    matches!(kind, Kind::Mp3 | Kind::Aac | Kind::SignedMail | Kind::Certificate | Kind::Mpeg)
}

/// Formats that honest programs mix up in names; no lie.
pub(super) fn near(named: Kind, is: Kind) -> bool {
    use Kind::{Avif, Heic, Html, M4a, Mkv, Mov, Mp4, Text, ThreeGp, Webm, Xml};
    let one_of = |group: &[Kind]| group.contains(&named) && group.contains(&is);
    one_of(&[Mp4, Mov, M4a, ThreeGp])
        || one_of(&[Mkv, Webm])
        || one_of(&[Heic, Avif])
        || one_of(&[Xml, Html, Kind::Svg])
        || one_of(&[Kind::Docx, Kind::Dotx, Kind::Docm])
        || one_of(&[Kind::Xlsx, Kind::Xltx, Kind::Xlsm])
        || one_of(&[Kind::Pptx, Kind::Ppsx, Kind::Pptm])
        || (is == Text && is_textual(named))
        || (named == Text && is_textual(is))
        || (named, is) == (Kind::Doc, Kind::Rtf)
}
