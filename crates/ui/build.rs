//! Gathers what the browser needs: styles and scripts bundled, htmx, icons.
//! Every file gets its content's hash in its name, so that it can be cached
//! for ever, and is embedded twice: as it is, and gzipped.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use flate2::Compression;
use flate2::write::GzEncoder;

type Fallible<T> = Result<T, Box<dyn Error>>;

/// Logical name, constant, content type.
const FILES: [(&str, &str, &str); 6] = [
    ("ringbind.css", "STYLES", "text/css; charset=utf-8"),
    ("app.js", "SCRIPTS", "text/javascript; charset=utf-8"),
    ("api.js", "API_SCRIPT", "text/javascript; charset=utf-8"),
    ("htmx.js", "HTMX", "text/javascript; charset=utf-8"),
    ("icons.svg", "ICONS", "image/svg+xml"),
    ("favicon.svg", "FAVICON", "image/svg+xml"),
];

fn main() -> Fallible<()> {
    let here = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    let assets = here.join("../../assets");
    for watched in ["build.rs", "package.json", "package-lock.json"] {
        println!("cargo::rerun-if-changed={}", here.join(watched).display());
    }
    println!("cargo::rerun-if-changed={}", assets.display());

    install(&here)?;
    bundle(&here, &assets.join("css/ringbind.css"), &out.join("ringbind.css"))?;
    bundle(&here, &assets.join("js/app.js"), &out.join("app.js"))?;
    bundle(&here, &assets.join("js/api.js"), &out.join("api.js"))?;
    copy(&here.join("node_modules/htmx.org/dist/htmx.min.js"), &out.join("htmx.js"))?;
    let icons = fs::read_to_string(assets.join("icons.svg"))?;
    fs::write(out.join("icons.svg"), squeeze(&icons))?;
    let favicon = fs::read_to_string(assets.join("favicon.svg"))?;
    fs::write(out.join("favicon.svg"), squeeze(&favicon))?;

    fs::write(out.join("embedded.rs"), embed(&out)?)?;
    fs::write(out.join("icons.rs"), icon_names(&icons)?)?;
    Ok(())
}

/// Runs npm only when the lock is not the one that was installed.
fn install(here: &Path) -> Fallible<()> {
    let lock = fs::read(here.join("package-lock.json"))?;
    let stamp = here.join("node_modules/.installed-lock");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    run(Command::new(npm).args(["ci", "--ignore-scripts"]).current_dir(here))?;
    fs::write(stamp, lock)?;
    Ok(())
}

fn bundle(here: &Path, entry: &Path, to: &Path) -> Fallible<()> {
    run(Command::new("node")
        .arg("node_modules/esbuild/bin/esbuild")
        .arg(entry)
        .args(["--bundle", "--minify", "--format=esm", "--target=esnext"])
        .args(["--charset=utf8", "--legal-comments=none", "--log-level=warning"])
        .arg(format!("--outfile={}", to.display()))
        .current_dir(here))
}

fn run(command: &mut Command) -> Fallible<()> {
    let output = command.output().map_err(|e| format!("{command:?} can't be started ({e}); node and npm are needed to build"))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    Err(format!("{command:?} failed:\n{said}").into())
}

fn copy(from: &Path, to: &Path) -> Fallible<()> {
    fs::copy(from, to).map_err(|e| format!("{}: {e}", from.display()))?;
    Ok(())
}

fn squeeze(svg: &str) -> String {
    svg.lines().map(str::trim).collect()
}

/// The table of embedded files, and a constant address for each.
fn embed(out: &Path) -> Fallible<String> {
    let mut consts = String::new();
    let mut table = String::from("static EMBEDDED: &[Embedded] = &[\n");
    for (name, constant, content_type) in FILES {
        let bytes = fs::read(out.join(name))?;
        let mut hasher = DefaultHasher::new();
        bytes.hash(&mut hasher);
        let hash = format!("{:016x}", hasher.finish());
        let (stem, extension) = name.split_once('.').ok_or("a file without extension")?;
        let hashed = format!("{stem}-{hash}.{extension}");
        let zipped = format!("{name}.gz");
        fs::write(out.join(&zipped), gzip(&bytes)?)?;
        writeln!(consts, "/// Address of `{name}`.\npub const {constant}: &str = \"/assets/{hashed}\";")?;
        writeln!(
            table,
            "Embedded {{ name: {name:?}, url: {constant}, asset: Asset {{ \
             bytes: include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{name}\")), \
             gzip: include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{zipped}\")), \
             content_type: {content_type:?}, etag: \"\\\"{hash}\\\"\" }} }},"
        )?;
    }
    Ok(format!("{consts}{table}];\n"))
}

fn gzip(bytes: &[u8]) -> Fallible<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

/// One variant for each symbol, so that a misspelt icon doesn't compile.
fn icon_names(svg: &str) -> Fallible<String> {
    let mut variants = String::new();
    let mut arms = String::new();
    let mut list = String::new();
    for part in svg.split("<symbol id=\"i-").skip(1) {
        let name = part.split('"').next().ok_or("a symbol without a name")?;
        let variant = match name.split_once('-') {
            Some(("s", rest)) => format!("State{}", capital(rest)),
            Some(("f", rest)) => format!("File{}", capital(rest)),
            _ => capital(name),
        };
        writeln!(variants, "    /// `i-{name}`\n    {variant},")?;
        writeln!(arms, "            Self::{variant} => {name:?},")?;
        write!(list, "Self::{variant}, ")?;
    }
    Ok(format!(
        "/// The icon set, as drawn in `assets/icons.svg`.\n\
         #[derive(Clone, Copy, Debug, PartialEq, Eq)]\npub enum Icon {{\n{variants}}}\n\n\
         impl Icon {{\n    /// All of them.\n    pub const ALL: &[Self] = &[{list}];\n\n\
         \x20   /// The symbol's name, without `i-`.\n    #[must_use]\n    pub const fn name(self) -> &'static str {{\n\
         \x20       match self {{\n{arms}        }}\n    }}\n}}\n"
    ))
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
