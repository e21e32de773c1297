//! The relations between parts of an Office Open XML container.

use super::ExtractError;
use crate::archive::Archive;
use crate::xml::{Node, walk};

pub(super) struct Relation {
    pub id: String,
    /// The last word of the type, `slide`, `worksheet`, `notesSlide` …
    pub kind: String,
    /// Path of the other part in the container.
    pub target: String,
}

/// The relations of the part at `path`; none if it has no such part.
pub(super) fn of(archive: &mut Archive<'_>, path: &str, depth: usize) -> Result<Vec<Relation>, ExtractError> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let rels = format!("{folder}/_rels/{name}.rels");
    let mut found = Vec::new();
    let Some(bytes) = archive.read_optional(rels.trim_start_matches('/'))? else {
        return Ok(found);
    };
    walk(&bytes, depth, |node| {
        if let Node::Open("Relationship", attributes) = node
            && attributes.get("TargetMode").as_deref() != Some("External")
            && let (Some(id), Some(target)) = (attributes.get("Id"), attributes.get("Target"))
        {
            let kind = attributes.get("Type").unwrap_or_default();
            let kind = kind.rsplit('/').next().unwrap_or_default().to_string();
            found.push(Relation { id, kind, target: resolve(folder, &target) });
        }
        true
    })?;
    Ok(found)
}

/// The main part, which the container's own relations name.
pub(super) fn main_part(archive: &mut Archive<'_>, usual: &str, depth: usize) -> Result<String, ExtractError> {
    if archive.has(usual) {
        return Ok(usual.to_string());
    }
    let all = of(archive, "", depth)?;
    let main = all.into_iter().find(|r| r.kind == "officeDocument");
    main.map(|r| r.target).ok_or_else(|| super::broken("it has no main part"))
}

/// Paths of the parts that `list` (an element of the part at `path`, with an
/// `r:id`) refers to, in their order.
pub(super) fn listed(archive: &mut Archive<'_>, path: &str, list: &str, depth: usize) -> Result<Vec<(String, String)>, ExtractError> {
    let relations = of(archive, path, depth)?;
    let mut found = Vec::new();
    walk(&archive.read(path)?, depth, |node| {
        if let Node::Open(name, attributes) = node
            && name == list
            && let Some(id) = attributes.get_prefixed("r:id")
            && let Some(relation) = relations.iter().find(|r| r.id == id)
        {
            let name = attributes.get_prefixed("name").unwrap_or_default();
            found.push((name, relation.target.clone()));
        }
        true
    })?;
    Ok(found)
}

fn resolve(folder: &str, target: &str) -> String {
    let mut parts: Vec<&str> = match target.starts_with('/') {
        true => vec![],
        false => folder.split('/').filter(|p| !p.is_empty()).collect(),
    };
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets() {
        assert_eq!(resolve("ppt/slides", "../notesSlides/n1.xml"), "ppt/notesSlides/n1.xml");
        assert_eq!(resolve("xl", "/xl/worksheets/s.xml"), "xl/worksheets/s.xml");
        assert_eq!(resolve("a", "../../../etc"), "etc");
    }
}
