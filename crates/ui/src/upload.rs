//! Where files are dropped, and the rows that tell how far they are.

use crate::icon::{FileKind, Icon, file_icon, icon};
use maud::{Markup, Render, html};

/// Words for the rows. `{n}`, `{done}`, `{size}` stand for figures, and
/// `{fil|filer}` for the word that goes with one and with other numbers.
#[derive(Clone, Copy, Debug)]
pub struct UploadWords<'a> {
    /// »Lægger {n} {fil|filer} op«
    pub running: &'a str,
    /// »{n} {fil|filer} er lagt op«
    pub finished: &'a str,
    /// »{n} mislykkedes«
    pub failures: &'a str,
    /// »Venter«
    pub waiting: &'a str,
    /// »{done} af {size}«
    pub sent: &'a str,
    /// »{size} · klar«
    pub ready: &'a str,
    /// »Forbindelsen røg«
    pub lost: &'a str,
    /// »Mislykkedes«
    pub failed: &'a str,
    /// »Findes allerede«
    pub duplicate: &'a str,
    pub cancel: &'a str,
    pub cancel_all: &'a str,
    pub retry: &'a str,
    pub show: &'a str,
    /// »Tilføj alligevel«
    pub add_anyway: &'a str,
    /// »Spring over«
    pub skip: &'a str,
    /// »Luk«
    pub close: &'a str,
    /// »Indsat billede«, the name of a pasted picture.
    pub pasted: &'a str,
    /// What file icons are called: »Fil«.
    pub file: &'a str,
}

/// A part of a page that takes files dropped anywhere on it.
#[derive(Clone, Debug)]
pub struct Uploads<'a> {
    /// Where uploads are created.
    pub url: &'a str,
    /// The folder they land in, if not dropped on a row with `data-folder`.
    pub folder: Option<&'a str>,
    /// On a form for something new: the form's id (or empty, when around the
    /// rows). Uploads go along as hidden inputs named `upload`.
    pub stage: Option<&'a str>,
    pub words: UploadWords<'a>,
}

impl Uploads<'_> {
    /// Around the content that takes files. The rows appear where the content
    /// has an element from [`upload_rows`].
    #[must_use]
    pub fn zone(&self, content: impl Render) -> Markup {
        html! {
            div.uploadzone data-upload=(self.url) data-upload-folder=[self.folder] data-upload-stage=[self.stage]
                data-upload-running=(self.words.running) data-upload-finished=(self.words.finished) data-upload-failures=(self.words.failures)
                data-upload-waiting=(self.words.waiting) data-upload-sent=(self.words.sent) data-upload-ready=(self.words.ready)
                data-upload-lost=(self.words.lost) data-upload-failed=(self.words.failed) data-upload-duplicate=(self.words.duplicate)
                data-upload-cancel=(self.words.cancel) data-upload-pasted=(self.words.pasted) {
                (content)
                (self.template())
            }
        }
    }

    fn template(&self) -> Markup {
        let small = |label: &str, what: &str| {
            html! { button.button.plain.small type="button" data-do=(what) hidden { (label) } }
        };
        html! {
            template data-upload-row {
                li {
                    @for kind in FileKind::ALL {
                        span data-kind=(kind.endings()) hidden { (file_icon(kind, self.words.file)) }
                    }
                    span.clip {}
                    progress.progress max="100" value="0" {}
                    span.said { (self.words.waiting) }
                    span.row.one {
                        a.button.plain.small data-do="show" hidden { (self.words.show) }
                        (small(self.words.add_anyway, "add"))
                        (small(self.words.skip, "skip"))
                        button.button.plain.small type="button" data-do="retry" hidden { (icon(Icon::Retry)) (self.words.retry) }
                        button.button.plain.small.icon-only type="button" data-do="cancel" { (icon(Icon::Close)) }
                    }
                }
            }
        }
    }

    /// Where the rows appear; hidden until there is one.
    #[must_use]
    pub fn rows(&self, id: &str) -> Markup {
        html! {
            section.uploads data-upload-rows aria-labelledby=(id) hidden {
                header {
                    h3 id=(id) { span role="status" {} }
                    span.push {}
                    button.button.plain.small type="button" data-do="cancel-all" { (self.words.cancel_all) }
                    button.button.plain.small type="button" data-do="close" hidden { (self.words.close) }
                }
                progress.progress data-upload-sum max="100" value="0" aria-labelledby=(id) {}
                ul.stack.gap-0 tabindex="0" aria-labelledby=(id) {}
            }
        }
    }
}

/// The line that says where to drop, with a way for those who don't drag.
/// `before` »Slip filer her, eller «, `choose` »vælg filer«.
#[must_use]
pub fn drop_zone(before: &str, choose: &str) -> Markup {
    html! { div.dropzone.around { (icon(Icon::Upload)) span { (before) " " (browse(choose)) } } }
}

/// The same, quiet, under a list.
#[must_use]
pub fn drop_line(sentence: &str, choose: &str) -> Markup {
    html! { p.dropline { (icon(Icon::Upload)) span { (sentence) " " (browse(choose)) } } }
}

fn browse(label: &str) -> Markup {
    html! { label.browse { (label) input.sr type="file" multiple data-upload-browse; } }
}
