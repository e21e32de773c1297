//! Word and PowerPoint documents (Office Open XML).

use super::{ExtractError, Pages, relations};
use crate::Limits;
use crate::archive::Archive;
use crate::xml::{Node, walk};

pub(super) fn document(data: &[u8], limits: &Limits) -> Result<Pages, ExtractError> {
    let mut archive = Archive::open(data, limits)?;
    let main = relations::main_part(&mut archive, "word/document.xml", limits.depth)?;
    let mut text = Vec::new();
    text.push(part_text(&archive.read(&main)?, limits)?);
    let extras = ["header", "footer", "footnotes", "endnotes", "comments"];
    for relation in relations::of(&mut archive, &main, limits.depth)? {
        if extras.contains(&relation.kind.as_str())
            && let Some(bytes) = archive.read_optional(&relation.target)?
        {
            let extra = part_text(&bytes, limits)?;
            // First, even and default headers are mostly the same.
            if !extra.is_empty() && !text.contains(&extra) {
                text.push(extra);
            }
        }
    }
    Ok((vec![text.join("\n\n")], false))
}

pub(super) fn slides(data: &[u8], limits: &Limits) -> Result<Pages, ExtractError> {
    let mut archive = Archive::open(data, limits)?;
    let main = relations::main_part(&mut archive, "ppt/presentation.xml", limits.depth)?;
    let slides = relations::listed(&mut archive, &main, "sldId", limits.depth)?;
    let truncated = slides.len() > limits.pages;
    let mut pages = Vec::new();
    for (_, path) in slides.into_iter().take(limits.pages) {
        let mut text = part_text(&archive.read(&path)?, limits)?;
        for relation in relations::of(&mut archive, &path, limits.depth)? {
            if relation.kind == "notesSlide"
                && let Some(bytes) = archive.read_optional(&relation.target)?
            {
                text.push_str("\n\n");
                text.push_str(&part_text(&bytes, limits)?);
            }
        }
        pages.push(text.trim().to_string());
    }
    Ok((pages, truncated))
}

/// The text of a part: `t` elements of `w:` and `a:` runs, by paragraphs.
fn part_text(bytes: &[u8], limits: &Limits) -> Result<String, ExtractError> {
    let mut out = String::new();
    let mut in_text = false;
    // Depth inside an alternative for old programs, which repeats the text.
    let mut fallback = 0_usize;
    walk(bytes, limits.depth, |node| {
        match node {
            Node::Open("Fallback", _) => fallback += 1,
            Node::Close("Fallback") => fallback = fallback.saturating_sub(1),
            _ if fallback > 0 => {}
            Node::Open("t", _) => in_text = true,
            Node::Close("t") => in_text = false,
            Node::Text(text) if in_text => out.push_str(text),
            Node::Open("tab", _) => out.push('\t'),
            Node::Open("br" | "cr", _) => out.push('\n'),
            Node::Open("noBreakHyphen", _) => out.push('-'),
            Node::Close("p") => out.push('\n'),
            // The paragraph in a cell has ended its line already.
            Node::Close("tc") => {
                let kept = out.trim_end_matches('\n').len();
                out.truncate(kept);
                out.push('\t');
            }
            Node::Close("tr") => out.push('\n'),
            _ => {}
        }
        out.len() <= limits.text_bytes
    })?;
    let lines: Vec<_> = out.lines().map(|l| l.trim_matches(['\t', ' '])).collect();
    Ok(lines.join("\n").trim().to_string())
}
