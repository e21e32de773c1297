//! Documents on a desk: pages as pictures, and their thumbnails.

use crate::icon::{Icon, icon};
use maud::{Markup, Render, html};

/// A page of a document, as a picture.
#[derive(Clone, Copy, Debug)]
pub struct Sheet<'a> {
    pub src: &'a str,
    /// »Side 1: dato, deltagere og tid«
    pub label: &'a str,
    /// In points, so that nothing moves when it comes.
    pub width: u32,
    pub height: u32,
}

impl Render for Sheet<'_> {
    fn render(&self) -> Markup {
        html! { img.sheet src=(self.src) alt=(self.label) width=(self.width) height=(self.height) loading="lazy" decoding="async"; }
    }
}

/// The pane at the right of a list.
#[derive(Clone, Debug)]
pub struct PreviewPane<'a> {
    /// »Forhåndsvisning«
    pub label: &'a str,
    pub icon: Markup,
    pub title: &'a str,
    /// Small plain icon buttons: open, download.
    pub tools: Markup,
    /// »Luk forhåndsvisning«
    pub close: &'a str,
    /// »Dokumentets sider«
    pub pages: &'a str,
    /// Sheets, or a notice or text where there are none.
    pub content: Markup,
    /// »Side 1 af 3«, and what else.
    pub foot: Option<Markup>,
}

impl Render for PreviewPane<'_> {
    fn render(&self) -> Markup {
        html! {
            section.preview.aside.stay id="preview" aria-label=(self.label) {
                header {
                    (self.icon)
                    h2 title=(self.title) { (self.title) }
                    (self.tools)
                    button.button.plain.small.icon-only type="button" data-preview-close aria-label=(self.close) title=(self.close) { (icon(Icon::Close)) }
                }
                (desk(self.pages, &self.content, false))
                @if let Some(foot) = &self.foot { footer { (foot) } }
            }
        }
    }
}

/// Where the pane will be, before anything is chosen.
#[must_use]
pub fn preview_place() -> Markup {
    html! { section id="preview" hidden {} }
}

/// What the pages lie on.
#[must_use]
pub fn desk(label: &str, content: &Markup, large: bool) -> Markup {
    html! { div class=(if large { "desk large" } else { "desk" }) tabindex="0" role="region" aria-label=(label) { (content) } }
}

/// A thumbnail that goes to its page.
#[derive(Clone, Copy, Debug)]
pub struct Thumb<'a> {
    pub href: &'a str,
    pub src: &'a str,
    pub nr: u32,
    pub current: bool,
}

/// `nav` names them all, `page` is read before each number.
#[must_use]
pub fn thumbs(nav: &str, page: &str, thumbs: &[Thumb<'_>]) -> Markup {
    html! {
        nav.thumbs aria-label=(nav) {
            @for thumb in thumbs {
                a href=(thumb.href) aria-current=[thumb.current.then_some("page")] {
                    img.sheet src=(thumb.src) alt="" loading="lazy" decoding="async";
                    span { span.sr { (page) " " } (thumb.nr) }
                }
            }
        }
    }
}

/// A document's own page: tools, thumbnails left, pages at full width.
#[must_use]
pub fn reader(label: &str, tools: impl Render, thumbs: impl Render, desk: impl Render) -> Markup {
    html! {
        section.preview.stay id="pages" aria-label=(label) {
            header { (tools) }
            div.reader { (thumbs) (desk) }
        }
    }
}
