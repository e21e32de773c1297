//! HTML to text, token by token, without a tree; and a measure of nesting to
//! refuse what would make tree builders slow.

use html5ever::tokenizer::{
    BufferQueue, CharacterTokens, Tag, TagKind, TagToken, Token, TokenSink, TokenSinkResult,
    Tokenizer, TokenizerOpts, states::RawKind,
};
use std::cell::RefCell;

/// The readable text of an HTML document or fragment: no script, style, head
/// or comment; a line for each block, a tab between table cells.
pub(crate) fn html_to_text(html: &str) -> String {
    let sink = run(html);
    sink.out.into_inner().text.trim().to_string()
}

/// The deepest nesting of elements that tags in this HTML can make.
pub(crate) fn html_depth(html: &str) -> usize {
    run(html).out.into_inner().deepest
}

/// The encoding an HTML file declares for itself.
pub(crate) fn declared_charset(head: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&head[..head.len().min(2048)]).to_ascii_lowercase();
    let (_, rest) = head.split_once("charset=")?;
    let label = rest.trim_start_matches(['"', '\'', ' ']);
    let end = label.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':')));
    Some(label[..end.unwrap_or(label.len())].to_string())
}

fn run(html: &str) -> Sink {
    let tokenizer = Tokenizer::new(Sink::default(), TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(html.into());
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    tokenizer.sink
}

#[derive(Default)]
struct Sink {
    out: RefCell<Out>,
}

#[derive(Default)]
struct Out {
    text: String,
    /// Inside this element nothing is readable.
    hidden: Option<String>,
    pre: usize,
    depth: usize,
    deepest: usize,
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut out = self.out.borrow_mut();
        match token {
            CharacterTokens(text) => out.push(&text),
            TagToken(tag) => {
                out.tag(&tag);
                if tag.kind == TagKind::StartTag {
                    return raw_content(&tag.name);
                }
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// As the tree builder would: what follows these tags isn't markup.
fn raw_content(name: &str) -> TokenSinkResult<()> {
    match name {
        "script" => TokenSinkResult::RawData(RawKind::ScriptData),
        "style" | "xmp" | "iframe" | "noembed" | "noframes" => {
            TokenSinkResult::RawData(RawKind::Rawtext)
        }
        "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
        _ => TokenSinkResult::Continue,
    }
}

impl Out {
    fn tag(&mut self, tag: &Tag) {
        let (name, opens) = (&*tag.name, tag.kind == TagKind::StartTag);
        if opens && !is_void(name) {
            self.depth += 1;
            self.deepest = self.deepest.max(self.depth);
        } else if !opens {
            self.depth = self.depth.saturating_sub(1);
        }
        if let Some(hidden) = &self.hidden {
            if !opens && hidden == name {
                self.hidden = None;
            }
            return;
        }
        if opens
            && matches!(
                name,
                "script" | "style" | "title" | "template" | "iframe" | "noframes"
            )
        {
            self.hidden = Some(name.to_string());
        }
        self.layout(name, opens);
    }

    fn layout(&mut self, name: &str, opens: bool) {
        match name {
            "br" => self.text.push('\n'),
            "td" | "th" if !opens => self.text.push('\t'),
            "li" if opens => {
                self.break_line();
                self.text.push_str("- ");
            }
            "pre" | "textarea" => {
                self.pre = if opens {
                    self.pre + 1
                } else {
                    self.pre.saturating_sub(1)
                };
                self.break_line();
            }
            "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "table" | "ul" | "ol"
            | "blockquote"
                if !opens =>
            {
                self.break_line();
                self.blank_line();
            }
            _ if is_block(name) => self.break_line(),
            _ => {}
        }
    }

    fn push(&mut self, text: &str) {
        if self.hidden.is_some() {
            return;
        }
        if self.pre > 0 {
            self.text.push_str(text);
            return;
        }
        for c in text.chars() {
            let space = c.is_whitespace() || c == '\u{a0}';
            if !space {
                self.text.push(c);
            } else if !self.text.is_empty() && !self.text.ends_with([' ', '\n', '\t']) {
                self.text.push(' ');
            }
        }
    }

    fn break_line(&mut self) {
        let kept = self.text.trim_end_matches([' ', '\t']).len();
        self.text.truncate(kept);
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    fn blank_line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }
}

fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "source"
            | "track"
            | "wbr"
    )
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "dd"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hr"
            | "li"
            | "main"
            | "nav"
            | "ol"
            | "option"
            | "p"
            | "section"
            | "table"
            | "tbody"
            | "tr"
            | "ul"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_words_and_lines_and_drops_the_rest() {
        let html = "<html><head><title>T</title><style>p{}</style></head><body><!-- c -->\
            <p>R&oslash;d  gr&#248;d</p><script>if (a<b) alert('</p>')</script><div>med\nfl\
            <b>ø</b>de</div>1<br>2<ul><li>x<li>y</ul><table><tr><td>a<td>b</td></tr></table>";
        let text = html_to_text(html);
        assert!(
            text.starts_with("Rød grød\n\nmed fløde\n1\n2\n- x\n- y\n"),
            "{text:?}"
        );
        assert!(!text.contains("alert") && !text.contains("p{}") && !text.contains('T'));
    }

    #[test]
    fn preformatted_text_keeps_its_spaces() {
        assert_eq!(html_to_text("<pre>a  b\n c</pre>"), "a  b\n c");
    }

    #[test]
    fn depth_and_charset() {
        assert_eq!(html_depth("<p><b>x</b><br></p><i>"), 2);
        assert_eq!(html_depth(&"<div>".repeat(3000)), 3000);
        assert_eq!(
            declared_charset(b"<meta charset=\"ISO-8859-1\">").unwrap(),
            "iso-8859-1"
        );
        assert_eq!(declared_charset(b"<p>"), None);
    }
}
