//! The Debian packages that the whole suite needs, installed when missing.

use crate::step::{command, output, run};
use std::path::Path;

/// A package, or another name it has in another release of Debian; and a program that proves
/// that it isn't needed, wherever that came from.
struct Package {
    names: &'static [&'static str],
    program: Option<&'static str>,
}

const fn named(name: &'static [&'static str]) -> Package {
    Package { names: name, program: None }
}

const fn program(name: &'static [&'static str], program: &'static str) -> Package {
    Package { names: name, program: Some(program) }
}

const PACKAGES: &[Package] = &[
    named(&["postgresql"]),
    named(&["python3-venv"]),
    program(&["chromium"], "/usr/bin/chromium"),
    named(&["libreoffice-writer-nogui", "libreoffice-writer"]),
    named(&["libreoffice-calc-nogui", "libreoffice-calc"]),
    named(&["libreoffice-impress-nogui", "libreoffice-impress"]),
    program(&["tesseract-ocr"], "/usr/bin/tesseract"),
    named(&["tesseract-ocr-dan"]),
    program(&["poppler-utils"], "/usr/bin/pdftoppm"),
    named(&["fonts-dejavu-core"]),
    named(&["fonts-liberation2", "fonts-liberation"]),
    program(&["bubblewrap"], "/usr/bin/bwrap"),
    program(&["g++"], "/usr/bin/g++"),
];

/// Installs what is missing; does nothing, and asks for no rights, when all is there.
pub fn install() -> Result<(), String> {
    let missing: Vec<&Package> = PACKAGES.iter().filter(|p| !present(p)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    run("apt-get update", &mut apt(&["update"])?)?;
    let names: Vec<&str> = missing.iter().map(|p| p.names.iter().copied().find(|n| known(n)).unwrap_or(p.names[0])).collect();
    let mut words = vec!["install", "-y", "--no-install-recommends"];
    words.extend(&names);
    run(&format!("apt-get install {}", names.join(" ")), &mut apt(&words)?)
}

fn present(package: &Package) -> bool {
    package.program.is_some_and(|p| Path::new(p).exists()) || package.names.iter().any(|n| installed(n))
}

fn installed(name: &str) -> bool {
    output(&mut command("dpkg-query", &["-W", "-f=${db:Status-Status}", name])).is_ok_and(|status| status == "installed")
}

fn known(name: &str) -> bool {
    output(&mut command("apt-cache", &["show", "--no-all-versions", name])).is_ok_and(|said| !said.trim().is_empty())
}

/// apt-get, as root or through sudo.
fn apt(arguments: &[&str]) -> Result<std::process::Command, String> {
    let root = is_root()?;
    let mut command = command(if root { "env" } else { "sudo" }, &["DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]);
    command.args(arguments);
    Ok(command)
}

/// Whether we run as root.
pub fn is_root() -> Result<bool, String> {
    Ok(output(&mut command("id", &["-u"]))?.trim() == "0")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_stands_for_its_package() {
        assert!(present(&program(&["no-such-package-at-all"], "/bin/sh")));
        assert!(!present(&program(&["no-such-package-at-all"], "/no/such/program")));
    }
}
