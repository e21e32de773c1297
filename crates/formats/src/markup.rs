//! HTML to text, token by token, without a tree; and a measure of nesting to
//! refuse what would make tree builders slow.

use html5ever::LocalName;
use html5ever::tokenizer::{
    BufferQueue, CharacterTokens, Tag, TagKind, TagToken, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts, states::RawKind,
};
use std::cell::RefCell;
use std::collections::HashMap;

/// The readable text of an HTML document or fragment: no script, style, head
/// or comment; a line for each block, a tab between table cells.
pub(crate) fn html_to_text(html: &str) -> String {
    let sink = run(html);
    sink.out.into_inner().text.trim().to_string()
}

/// Whether building a tree of this HTML is cheap: not too deep, and not too
/// many elements inside many others, which a tree builder may have to repeat.
pub(crate) fn is_cheap_tree(html: &str, max_depth: usize) -> bool {
    let out = run(html).out.into_inner();
    out.deepest <= max_depth && out.work <= TREE_WORK
}

/// Elements times the elements around them.
const TREE_WORK: usize = 10_000_000;

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
    /// Elements that are open, by name.
    open: HashMap<LocalName, usize>,
    depth: usize,
    deepest: usize,
    work: usize,
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
        "style" | "xmp" | "iframe" | "noembed" | "noframes" => TokenSinkResult::RawData(RawKind::Rawtext),
        "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
        _ => TokenSinkResult::Continue,
    }
}

impl Out {
    fn tag(&mut self, tag: &Tag) {
        let (name, opens) = (&*tag.name, tag.kind == TagKind::StartTag);
        self.nest(&tag.name, opens);
        if let Some(hidden) = &self.hidden {
            if !opens && hidden == name {
                self.hidden = None;
            }
            return;
        }
        if opens && matches!(name, "script" | "style" | "title" | "template" | "iframe" | "noframes") {
            self.hidden = Some(name.to_string());
        }
        self.layout(name, opens);
    }

    /// An end tag without its start tag closes nothing.
    fn nest(&mut self, name: &LocalName, opens: bool) {
        if opens {
            self.work = self.work.saturating_add(self.depth);
        }
        if is_void(name) || closes_itself(name) {
            return;
        }
        let open = self.open.entry(name.clone()).or_default();
        if opens {
            *open += 1;
            self.depth += 1;
            self.deepest = self.deepest.max(self.depth);
        } else if *open > 0 {
            *open -= 1;
            self.depth -= 1;
        }
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
                self.pre = if opens { self.pre + 1 } else { self.pre.saturating_sub(1) };
                self.break_line();
            }
            "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "table" | "ul" | "ol" | "blockquote" if !opens => {
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
    matches!(name, "area" | "base" | "br" | "col" | "embed" | "hr" | "img" | "input" | "link" | "meta" | "source" | "track" | "wbr")
}

/// Often left open, and closed by the next one: no nesting.
fn closes_itself(name: &str) -> bool {
    matches!(name, "p" | "li" | "td" | "th" | "tr" | "dt" | "dd" | "option" | "tbody" | "thead" | "tfoot")
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
        assert!(text.starts_with("Rød grød\n\nmed fløde\n1\n2\n- x\n- y\n"), "{text:?}");
        assert!(!text.contains("alert") && !text.contains("p{}") && !text.contains('T'));
    }

    #[test]
    fn preformatted_text_keeps_its_spaces() {
        assert_eq!(html_to_text("<pre>a  b\n c</pre>"), "a  b\n c");
    }

    #[test]
    fn cost_of_trees_and_charset() {
        assert!(is_cheap_tree("<p><b>x</b><br></p><i>", 2));
        assert!(is_cheap_tree(&"<p><li>".repeat(3000), 2));
        assert!(!is_cheap_tree(&"<div>".repeat(300), 256));
        assert!(!is_cheap_tree(&"<b></i>".repeat(300), 256));
        let repeated = "<b>".repeat(200) + &"<p>".repeat(100_000);
        assert!(!is_cheap_tree(&repeated, 256));
        assert_eq!(declared_charset(b"<meta charset=\"ISO-8859-1\">").unwrap(), "iso-8859-1");
        assert_eq!(declared_charset(b"<p>"), None);
    }
}
