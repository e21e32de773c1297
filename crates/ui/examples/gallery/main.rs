//! Writes pages made of the parts, with everything they load, to a folder:
//! `cargo run -p ui --example gallery -- target/gallery`. They are looked at
//! in a browser, in light, dark and narrow.

mod case;
mod forms;
mod list;
mod parts;
mod shell;

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let out = std::env::args().nth(1).map_or_else(|| PathBuf::from("target/gallery"), PathBuf::from);
    fs::create_dir_all(out.join("assets"))?;
    for (url, asset) in ui::assets::all() {
        fs::write(out.join(url.trim_start_matches('/')), asset.bytes)?;
    }
    write(&out, "gallery.html", &shell::page("Alle dele", &parts::main(), false).0)?;
    write(&out, "contrast.html", &shell::themed("Alle dele", &parts::main(), ui::Theme::Contrast).0)?;
    write(&out, "case-list.html", &shell::page("Sager", &list::main(), true).0)?;
    write(&out, "case.html", &shell::page("Ombygning", &case::main(), true).0)?;
    write(&out, "form.html", &shell::page("Fejl: Opret sag", &forms::main(), true).0)?;
    write(&out, "sign-in.html", &forms::sign_in().0)?;
    write(&out, "fact.html", &case::deadline("9. mar. 2026").0)?;
    write(&out, "fact-edit.html", &case::deadline_editing().0)?;
    let toast = ui::Toast { text: "Fristen er ændret", failed: false, undo: Some(("Fortryd", "/undo")) };
    write(&out, "toast.txt", &toast.header())
}

fn write(out: &Path, name: &str, content: &str) -> Result<(), Box<dyn Error>> {
    Ok(fs::write(out.join(name), content)?)
}
