//! Programs from PyPI, each in an environment of its own below `target`, of versions that a list in `xtask` names.

use crate::step::{self, command, run};
use std::path::PathBuf;

/// The folder of the programs of `xtask/NAME.txt`; installed where that wasn't done for this list.
pub fn programs(name: &str) -> Result<PathBuf, String> {
    let list = step::root().join(format!("xtask/{name}.txt"));
    let wanted = std::fs::read(&list).map_err(|e| format!("{}: {e}", list.display()))?;
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| step::root().join("target"), PathBuf::from);
    let folder = target.join(name);
    let (programs, stamp) = (folder.join("bin"), folder.join("installed"));
    if std::fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(programs);
    }
    run(&format!("Python environment for {name}"), &mut command("python3", &["-m", "venv", "--clear", &folder.display().to_string()]))?;
    let pip = programs.join("pip").display().to_string();
    let words = ["install", "--quiet", "--disable-pip-version-check", "--no-input", "--requirement", &list.display().to_string()];
    run(&format!("packages of {name}"), &mut command(&pip, &words))?;
    std::fs::write(&stamp, wanted).map_err(|e| format!("{}: {e}", stamp.display()))?;
    Ok(programs)
}
