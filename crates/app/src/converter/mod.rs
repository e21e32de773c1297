//! Programs of others that turn files into PDF or read pictures: run in a jail without network, with
//! nothing to see but their own folder, within limits of time, memory and size.

use base::{Error, Result};
use formats::Limits;
use formats::sniff::{Family, Kind, Sniffed};
use std::path::Path;
use std::process::Stdio;
use std::sync::OnceLock;
use std::time::Duration;
use tokio::process::Command;

/// What came of a conversion.
pub enum Convert {
    Made(Vec<u8>),
    /// It can't be made here, and why, in a word that the page translates.
    Unable(&'static str),
}

/// Pages of a scan that are read at most.
const OCR_PAGES: i64 = 60;

fn has(program: &'static str) -> bool {
    static PATHS: OnceLock<Vec<std::path::PathBuf>> = OnceLock::new();
    let paths = PATHS.get_or_init(|| std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()).collect());
    paths.iter().any(|dir| dir.join(program).exists())
}

/// A command in the jail: read-only system, `folder` its only place to write, no network, no other processes.
fn jailed(folder: &Path, program: &str) -> Command {
    let mut command = Command::new("bwrap");
    command.args(["--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL"]);
    for part in [
        "/usr",
        "/lib",
        "/lib64",
        "/bin",
        "/sbin",
        "/etc/fonts",
        "/etc/libreoffice",
        "/etc/alternatives",
        "/var/cache/fontconfig",
        "/var/lib/libreoffice",
        "/var/spool/libreoffice",
    ] {
        command.args(["--ro-bind-try", part, part]);
    }
    // LibreOffice asks who runs it, and must find somebody: nobody.
    command.args(["--uid", "65534", "--gid", "65534", "--ro-bind"]).arg(folder.join("passwd")).arg("/etc/passwd");
    command.args(["--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"]);
    command.arg("--bind").arg(folder).arg("/job").args([
        "--chdir",
        "/job",
        "--clearenv",
        "--setenv",
        "HOME",
        "/job",
        "--setenv",
        "PATH",
        "/usr/bin:/bin",
    ]);
    command.args(["--setenv", "LANG", "C.UTF-8", "--setenv", "OMP_THREAD_LIMIT", "1", "--"]);
    // 4 GB of address space (LibreOffice reserves much), 90 s of processor, files of 1 GB.
    command.args(["nice", "-n", "15", "prlimit", "--as=4294967296", "--cpu=90", "--fsize=1073741824", "--", program]);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).kill_on_drop(true);
    command
}

async fn ended(mut command: Command) -> Result<Option<Vec<u8>>> {
    match tokio::time::timeout(Duration::from_secs(180), command.output()).await {
        Ok(output) => {
            let output = output?;
            Ok(output.status.success().then_some(output.stdout))
        }
        Err(_) => Ok(None),
    }
}

/// The filter that LibreOffice opens a file's family with.
fn filter(kind: &Sniffed) -> Option<&'static str> {
    match kind.family {
        Family::Text | Family::Web => Some("writer_pdf_Export"),
        Family::Sheet => Some("calc_pdf_Export"),
        Family::Slides => Some("impress_pdf_Export"),
        _ => None,
    }
}

/// A PDF (or PDF/A-2b) of an office file, a text or a picture.
pub async fn to_pdf(staging: &Path, kind: &Sniffed, data: &[u8], archive: bool) -> Result<Convert> {
    let (filter, extension, data) = match (filter(kind), kind.family) {
        (Some(filter), _) => (filter, kind.extension, data.to_vec()),
        // A picture is kept in a flat OpenDocument text of one page.
        (None, Family::Image) if archive => match picture_page(data) {
            Some(page) => ("writer_pdf_Export", "fodt", page),
            None => return Ok(Convert::Unable("no renderer")),
        },
        _ => return Ok(Convert::Unable("no renderer")),
    };
    if !has("soffice") || !has("bwrap") {
        return Ok(Convert::Unable("not installed"));
    }
    let folder = Scratch::new(staging)?;
    let name = format!("in.{extension}");
    tokio::fs::write(folder.path().join(&name), data).await?;
    let form = if archive {
        format!("pdf:{filter}:{{\"SelectPdfVersion\":{{\"type\":\"long\",\"value\":\"2\"}}}}")
    } else {
        format!("pdf:{filter}")
    };
    let mut command = jailed(folder.path(), "soffice");
    command.args(["--headless", "--norestore", "--nolockcheck", "--convert-to", &form, "--outdir", "/job/out", &format!("/job/{name}")]);
    ended(command).await?;
    match tokio::fs::read(folder.path().join("out/in.pdf")).await {
        Ok(made) => Ok(Convert::Made(made)),
        Err(_) => Err(Error::internal("the converter made nothing of the file")),
    }
}

/// One picture on one page, as LibreOffice reads it.
fn picture_page(data: &[u8]) -> Option<Vec<u8>> {
    let picture = formats::image::thumbnail(data, 2400, 2400, &Limits::default()).ok()?;
    let mut text = String::from(
        r#"<?xml version="1.0" encoding="UTF-8"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text><text:p><draw:frame text:anchor-type="as-char" svg:width="16cm" style:rel-height="scale" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"><draw:image><office:binary-data>"#,
    );
    text.push_str(&base64(&picture));
    text.push_str("</office:binary-data></draw:image></draw:frame></text:p></office:text></office:body></office:document>");
    Some(text.into_bytes())
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len() * 4 / 3 + 4);
    for part in bytes.chunks(3) {
        let n = u32::from(part[0]) << 16 | u32::from(*part.get(1).unwrap_or(&0)) << 8 | u32::from(*part.get(2).unwrap_or(&0));
        for at in 0..4 {
            let digit = if at <= part.len() { char::from(DIGITS[(n >> (18 - 6 * at) & 63) as usize]) } else { '=' };
            out.push(digit);
        }
    }
    out
}

/// The text of a picture or of a scanned PDF, by Tesseract in Danish and English; empty where it isn't installed.
pub async fn read_pictures(kind: &Sniffed, data: &[u8], pages: i64) -> Result<Vec<String>> {
    if !has("tesseract") || !has("bwrap") {
        return Ok(vec![]);
    }
    match kind.family {
        Family::Image if kind.kind != Kind::Svg => {
            let picture = data.to_vec();
            Ok(vec![read_picture(move || formats::image::thumbnail(&picture, 4000, 4000, &Limits::default()).ok()).await?])
        }
        Family::Pdf => {
            let mut texts = Vec::new();
            for page in 0..pages.min(OCR_PAGES) {
                let (data, page) = (data.to_vec(), usize::try_from(page).unwrap_or(0));
                texts.push(read_picture(move || formats::pdf::render_page(&data, page, 2000, &Limits::default()).ok()).await?);
            }
            Ok(texts)
        }
        _ => Ok(vec![]),
    }
}

async fn read_picture(draw: impl FnOnce() -> Option<Vec<u8>> + Send + 'static) -> Result<String> {
    let Some(picture) = tokio::task::spawn_blocking(draw).await.map_err(Error::internal)? else { return Ok(String::new()) };
    let folder = Scratch::new(&std::env::temp_dir())?;
    tokio::fs::write(folder.path().join("in"), picture).await?;
    let mut command = jailed(folder.path(), "tesseract");
    command.args(["/job/in", "stdout", "-l", "dan+eng", "--psm", "3"]);
    Ok(ended(command).await?.map(|text| String::from_utf8_lossy(&text).into_owned()).unwrap_or_default())
}

/// A folder of its own for one run; it goes with its contents.
struct Scratch(std::path::PathBuf);

impl Scratch {
    fn new(below: &Path) -> Result<Scratch> {
        use std::sync::atomic::{AtomicU64, Ordering};
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let path = std::path::absolute(below)?.join(format!("convert-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed)));
        std::fs::create_dir_all(path.join("out"))?;
        std::fs::write(path.join("passwd"), "nobody:x:65534:65534:nobody:/job:/bin/false\n")?;
        Ok(Scratch(path))
    }

    fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.0) {
            tracing::warn!(%error, "a scratch folder stays");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_as_others_write_it() {
        assert_eq!(base64(b"Ringbind"), "UmluZ2JpbmQ=");
        assert_eq!(base64(b"abc"), "YWJj");
        assert_eq!(base64(b"a"), "YQ==");
    }
}
