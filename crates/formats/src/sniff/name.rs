//! Names of files that came from outside.

/// Longest name made by [`clean_name`], in characters.
const MAX_CHARS: usize = 200;

/// Extensions that Windows, macOS or Linux run, or that steer what is run.
static RUNS: &[&str] = &[
    "ade",
    "adp",
    "apk",
    "app",
    "appinstaller",
    "application",
    "appref-ms",
    "appx",
    "bash",
    "bat",
    "chm",
    "class",
    "cmd",
    "com",
    "command",
    "cpl",
    "deb",
    "desktop",
    "diagcab",
    "dll",
    "dmg",
    "elf",
    "exe",
    "gadget",
    "hlp",
    "hta",
    "inf",
    "ins",
    "iso",
    "isp",
    "jar",
    "jnlp",
    "js",
    "jse",
    "lnk",
    "mde",
    "mjs",
    "msc",
    "msh",
    "msi",
    "msix",
    "msp",
    "mst",
    "nsh",
    "ocx",
    "pif",
    "pkg",
    "pl",
    "ps1",
    "ps1xml",
    "ps2",
    "psc1",
    "psd1",
    "psm1",
    "py",
    "pyc",
    "pyw",
    "rb",
    "reg",
    "rpm",
    "run",
    "scf",
    "scr",
    "sct",
    "settingcontent-ms",
    "sh",
    "shb",
    "shs",
    "sys",
    "url",
    "vb",
    "vbe",
    "vbs",
    "vhd",
    "vhdx",
    "website",
    "ws",
    "wsc",
    "wsf",
    "wsh",
    "xll",
];

/// Device names of Windows; a file must not be called so, with any extension.
static DEVICES: &[&str] = &[
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2", "lpt3", "lpt4",
    "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// A name safe to show and to offer for download: the last path part, without
/// control characters, direction marks and characters file systems forbid, not
/// a device name, at most 200 characters (the extension is kept), never empty.
pub fn clean_name(raw: &str) -> String {
    let last = raw.rsplit(['/', '\\']).find(|part| !part.trim().is_empty()).unwrap_or("");
    let shown: String = last.chars().filter(|c| !is_hidden(*c)).map(allowed).collect();
    let words = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    let trimmed = words.trim_matches(|c: char| c == '.' || c.is_whitespace());
    if trimmed.is_empty() {
        return "file".into();
    }
    let stem = trimmed.split('.').next().unwrap_or("").trim_end().to_ascii_lowercase();
    let named = if DEVICES.contains(&stem.as_str()) { format!("_{trimmed}") } else { trimmed.to_string() };
    shorten(&named)
}

/// A title to propose for a document: the cleaned name without its extension,
/// underscores as spaces.
pub fn title_from_name(name: &str) -> String {
    let name = clean_name(name);
    let stem = match extension(&name) {
        Some(ext) => &name[..name.len() - ext.len() - 1],
        None => &name,
    };
    let title = stem.replace('_', " ").split_whitespace().collect::<Vec<_>>().join(" ");
    if title.is_empty() { name } else { title }
}

/// In lower case; only what looks like one: 1–20 letters, digits or `-`, not digits alone.
pub(super) fn extension(name: &str) -> Option<String> {
    let (stem, ext) = name.rsplit_once('.')?;
    let fits = !stem.is_empty()
        && (1..=20).contains(&ext.len())
        && ext.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        && ext.bytes().any(|b| b.is_ascii_alphabetic());
    fits.then(|| ext.to_ascii_lowercase())
}

pub(super) fn may_run(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    lower.rsplit_once('.').is_some_and(|(_, ext)| RUNS.contains(&ext.trim()))
}

fn is_hidden(c: char) -> bool {
    c.is_control() && !c.is_whitespace()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
}

fn allowed(c: char) -> char {
    match c {
        '<' | '>' | ':' | '"' | '|' | '?' | '*' => '_',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

fn shorten(name: &str) -> String {
    if name.chars().count() <= MAX_CHARS {
        return name.to_string();
    }
    let ext = extension(name).map(|e| name[name.len() - e.len() - 1..].to_string());
    let ext = ext.unwrap_or_default();
    let stem: String = name.chars().take(MAX_CHARS - ext.len()).collect();
    format!("{}{ext}", stem.trim_end_matches(['.', ' ']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cleans() {
        for (raw, clean) in [
            ("Ansøgning æøå.pdf", "Ansøgning æøå.pdf"),
            ("..\\..\\etc/passwd", "passwd"),
            ("C:\\temp\\a.txt", "a.txt"),
            ("a\u{202e}gpj.exe", "agpj.exe"),
            ("a\0b\r\nc\t.txt", "ab c .txt"),
            ("what?.txt", "what_.txt"),
            ("con.txt", "_con.txt"),
            ("LPT1", "_LPT1"),
            ("note.txt. . ", "note.txt"),
            ("...", "file"),
            ("", "file"),
            ("/", "file"),
            (".gitignore", "gitignore"),
        ] {
            assert_eq!(clean_name(raw), clean, "{raw:?}");
        }
    }

    #[test]
    fn shortens_and_keeps_the_extension() {
        let long = clean_name(&format!("{}.docx", "ø".repeat(500)));
        assert_eq!(long.chars().count(), 200);
        assert!(long.ends_with("ø.docx"));
        assert_eq!(clean_name(&long), long);
        assert_eq!(clean_name(&"a.".repeat(300)).chars().count(), 199);
    }

    #[test]
    fn titles() {
        assert_eq!(title_from_name("Svar_til__borger.docx"), "Svar til borger");
        assert_eq!(title_from_name("Ref. 12.5"), "Ref. 12.5");
        assert_eq!(title_from_name("_.pdf"), "_.pdf");
    }
}
