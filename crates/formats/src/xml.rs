//! A walk over XML within a depth, without a tree. Document types are skipped
//! and entities beyond XML's own five are dropped, so nothing can expand.

use quick_xml::{Reader, XmlVersion, events::BytesStart, events::Event};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum XmlError {
    Broken,
    TooDeep,
}

/// What a walk meets; names without prefix.
pub(crate) enum Node<'a> {
    Open(&'a str, Attributes<'a>),
    Close(&'a str),
    Text(&'a str),
}

#[derive(Clone, Copy)]
pub(crate) struct Attributes<'a>(&'a BytesStart<'a>);

impl Attributes<'_> {
    /// By local name; the first of that name.
    pub fn get(self, name: &str) -> Option<String> {
        self.find(|key| key.rsplit(':').next() == Some(name))
    }

    /// By name with its prefix as written.
    pub fn get_prefixed(self, name: &str) -> Option<String> {
        self.find(|key| key == name)
    }

    fn find(self, is: impl Fn(&str) -> bool) -> Option<String> {
        let mut all = self.0.attributes();
        let found = all.with_checks(false).flatten().find(|a| is(a.key.0))?;
        found.normalized_value(XmlVersion::Explicit1_0).ok().map(|v| v.into_owned())
    }
}

/// Calls `visit` for each node until it answers `false`. Elements without
/// content are opened and closed.
pub(crate) fn walk(bytes: &[u8], max_depth: usize, mut visit: impl FnMut(Node<'_>) -> bool) -> Result<(), XmlError> {
    let text = crate::encoding::decode(bytes);
    let mut reader = Reader::from_str(&text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut depth = 0_usize;
    loop {
        let event = reader.read_event().map_err(|_| XmlError::Broken)?;
        match event {
            Event::Start(_) => {
                depth += 1;
                if depth > max_depth {
                    return Err(XmlError::TooDeep);
                }
            }
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::Eof if depth > 0 => return Err(XmlError::Broken),
            Event::Eof => return Ok(()),
            _ => {}
        }
        if !pass_on(&event, &mut visit) {
            return Ok(());
        }
    }
}

fn pass_on(event: &Event<'_>, visit: &mut impl FnMut(Node<'_>) -> bool) -> bool {
    match event {
        Event::Start(tag) => visit(Node::Open(tag.local_name().into_inner(), Attributes(tag))),
        Event::Empty(tag) => {
            let name = tag.local_name().into_inner();
            visit(Node::Open(name, Attributes(tag))) && visit(Node::Close(name))
        }
        Event::End(tag) => visit(Node::Close(tag.local_name().into_inner())),
        Event::Text(text) => visit(Node::Text(&text.xml10_content())),
        Event::CData(text) => visit(Node::Text(&text.xml10_content())),
        Event::GeneralRef(name) => match entity(name) {
            Some(c) => visit(Node::Text(c.encode_utf8(&mut [0; 4]))),
            None => true,
        },
        _ => true,
    }
}

fn entity(name: &quick_xml::events::BytesRef<'_>) -> Option<char> {
    if let Ok(Some(c)) = name.resolve_char_ref() {
        return Some(c);
    }
    match &*name.xml10_content() {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(xml: &str) -> Result<String, XmlError> {
        let mut out = String::new();
        walk(xml.as_bytes(), 50, |node| {
            if let Node::Text(t) = node {
                out.push_str(t);
            }
            true
        })?;
        Ok(out)
    }

    #[test]
    fn own_entities_count_and_others_vanish() {
        assert_eq!(text("<a>R&#248;d &amp; bl&#xe5; &hej;<![CDATA[<]]></a>").unwrap(), "Rød & blå <");
        let bomb = "<!DOCTYPE a [<!ENTITY b 'x'><!ENTITY c '&b;&b;'><!ENTITY f SYSTEM \
            'file:///etc/passwd'>]><a>-&c;&f;-</a>";
        assert_eq!(text(bomb).unwrap(), "--");
    }

    #[test]
    fn depth_and_truncation_are_errors() {
        assert_eq!(text(&"<a>".repeat(51)), Err(XmlError::TooDeep));
        assert_eq!(text("<a><b>cut"), Err(XmlError::Broken));
        assert_eq!(text("<a><b x='"), Err(XmlError::Broken));
    }

    #[test]
    fn attributes_by_local_and_full_name() {
        let mut seen = vec![];
        walk(b"<s id='1' r:id='&lt;2'/>", 5, |node| {
            if let Node::Open(_, attributes) = node {
                seen.extend([attributes.get("id"), attributes.get_prefixed("r:id")]);
            }
            true
        })
        .unwrap();
        assert_eq!(seen, [Some("1".to_string()), Some("<2".to_string())]);
    }
}
