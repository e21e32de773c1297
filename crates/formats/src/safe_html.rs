//! A mail's HTML, fit to be shown inside a page of the application.

use crate::markup;
use ammonia::{Builder, UrlRelative};
use std::collections::{HashMap, HashSet};

/// Browsers stop here as well; building deeper trees takes too long.
const MAX_DEPTH: usize = 256;
const MAX_BYTES: usize = 4 << 20;

/// Text and simple layout only: no script, style sheet, form, frame, remote
/// picture or address of the application. Links go to `http`, `https`, `mailto`
/// and `tel` only, open a new window and tell nothing of where they came from.
/// Pictures stay only as `data:` of raster formats. What is too deep or too
/// large is shown as plain text.
pub fn sanitise(html: &str) -> String {
    if html.len() > MAX_BYTES || !markup::is_cheap_tree(html, MAX_DEPTH) {
        return as_text(html);
    }
    crate::contain::contain(|| builder().clean(html).to_string()).unwrap_or_else(|_| as_text(html))
}

fn as_text(html: &str) -> String {
    let text = markup::html_to_text(&html[..html.floor_char_boundary(MAX_BYTES)]);
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    format!("<pre>{text}</pre>")
}

/// What a mail may be made of.
const TAGS: &[&str] = &[
    "a",
    "abbr",
    "b",
    "blockquote",
    "br",
    "caption",
    "center",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "li",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "tt",
    "u",
    "ul",
];

fn builder() -> Builder<'static> {
    let mut builder = Builder::empty();
    builder
        .tags(TAGS.iter().copied().collect())
        .clean_content_tags(HashSet::from([
            "script", "style", "title", "noscript", "template", "iframe", "object", "svg", "math", "textarea", "select",
        ]))
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href"])),
            ("img", HashSet::from(["src", "alt", "width", "height"])),
            ("td", HashSet::from(["colspan", "rowspan", "align", "valign"])),
            ("th", HashSet::from(["colspan", "rowspan", "align", "valign"])),
            ("ol", HashSet::from(["start", "type"])),
            ("font", HashSet::from(["color"])),
        ]))
        .generic_attributes(HashSet::from(["title", "lang", "dir"]))
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel", "data"]))
        .url_relative(UrlRelative::Deny)
        .link_rel(Some("noopener noreferrer nofollow"))
        .set_tag_attribute_values(HashMap::from([("a", HashMap::from([("target", "_blank")]))]))
        .attribute_filter(|element, attribute, value| match (element, attribute) {
            ("img", "src") => is_picture(value).then(|| value.into()),
            ("a", "href") => (!has_scheme(value, "data:")).then(|| value.into()),
            _ => Some(value.into()),
        });
    builder
}

/// Picture data can't load anything; SVG could, so it isn't one of them.
fn is_picture(url: &str) -> bool {
    ["png", "jpeg", "jpg", "gif", "webp", "bmp"].iter().any(|format| has_scheme(url, &format!("data:image/{format};base64,")))
}

fn has_scheme(url: &str, start: &str) -> bool {
    let url: String = url.chars().filter(|c| !c.is_whitespace() && !c.is_control()).take(64).collect();
    url.to_ascii_lowercase().starts_with(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_runs_loads_or_posts() {
        let hostile = "<html><head><style>@import 'http://x'</style><base href='http://x'>\
            <meta http-equiv=refresh content='0;url=http://x'><link rel=stylesheet href=http://x>\
            </head><body onload=a() style='background:url(http://x)' background=http://x>\
            <script>a()</script><img src=http://x/1.gif onerror=a()><img src='data:image/svg+xml;base64,AA=='>\
            <form action=/delete><input name=a><button>go</button></form><iframe src=http://x></iframe>\
            <a href='javascript:a()'>j</a><a href=' java\nscript:a()'>k</a><a href='/delete'>r</a>\
            <a href='data:text/html,x'>d</a><svg><script>a()</script></svg><object data=x></object>\
            <div id=main class=menu name=x>text</div><video src=http://x></video>";
        let safe = sanitise(hostile);
        for bad in [
            "script",
            "http",
            "style",
            "onload",
            "onerror",
            "form",
            "input",
            "button",
            "iframe",
            "/delete",
            "data:",
            "svg",
            "object",
            "id=",
            "class",
            "background",
            "meta",
            "name=",
            "@import",
        ] {
            assert!(!safe.contains(bad), "{bad} in {safe}");
        }
        assert!(safe.contains("text") && safe.contains("go"));
    }

    #[test]
    fn layout_links_and_inline_pictures_stay() {
        let safe = sanitise(
            "<p>Hej <b>du</b> <a href='https://x.example/'>der</a>\
            <img src='data:image/png;base64,AAAA' alt=b></p>",
        );
        assert!(safe.contains("<b>du</b>"), "{safe}");
        assert!(safe.contains("target=\"_blank\"") && safe.contains("noreferrer"), "{safe}");
        assert!(safe.contains("data:image/png;base64,AAAA"), "{safe}");
    }

    #[test]
    fn deep_html_becomes_text() {
        let deep = format!("{}&lt;b&gt;", "<div>".repeat(100_000));
        assert_eq!(sanitise(&deep), "<pre>&lt;b&gt;</pre>");
    }
}
