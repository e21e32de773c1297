//! Icons come from one sprite, fetched once and kept for ever. Its symbols
//! take colour and custom properties from where they are used.

use crate::assets::ICONS;
use maud::{Markup, html};

include!(concat!(env!("OUT_DIR"), "/icons.rs"));

fn href(icon: Icon) -> String {
    format!("{ICONS}#i-{}", icon.name())
}

/// 16 px, beside a text that says the same.
#[must_use]
pub fn icon(icon: Icon) -> Markup {
    classed("icon", icon)
}

/// 20 px.
#[must_use]
pub fn icon_large(icon: Icon) -> Markup {
    classed("icon l", icon)
}

/// At the end of a button, as the arrow of a menu.
#[must_use]
pub fn icon_end(icon: Icon) -> Markup {
    classed("icon end", icon)
}

pub(crate) fn classed(class: &str, icon: Icon) -> Markup {
    html! { svg class=(class) aria-hidden="true" { use href=(href(icon)) {} } }
}

/// An icon that alone carries a meaning: shown with a title, read as a word.
#[must_use]
pub fn icon_said(icon: Icon, word: &str) -> Markup {
    html! { span title=(word) { (classed("icon", icon)) span.sr { (word) } } }
}

/// What a file is, as far as its icon tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    Pdf,
    Text,
    Sheet,
    Slide,
    Image,
    Drawing,
    Mail,
    Zip,
    Other,
}

impl FileKind {
    /// By the ending of the file's name; media types are too often wrong.
    #[must_use]
    pub fn of_name(name: &str) -> Self {
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
        Self::ALL.into_iter().find(|kind| kind.endings().split(' ').any(|known| known == ending)).unwrap_or(Self::Other)
    }

    pub(crate) const ALL: [Self; 9] =
        [Self::Pdf, Self::Text, Self::Sheet, Self::Slide, Self::Image, Self::Drawing, Self::Mail, Self::Zip, Self::Other];

    /// The endings of its files' names.
    pub(crate) const fn endings(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Text => "doc docx docm dotx odt rtf txt md html htm",
            Self::Sheet => "xls xlsx xlsm ods csv tsv",
            Self::Slide => "ppt pptx pptm odp",
            Self::Image => "png jpg jpeg gif tif tiff webp bmp heic svg",
            Self::Drawing => "dwg dxf dgn ifc vsdx odg",
            Self::Mail => "eml msg",
            Self::Zip => "zip 7z gz tar rar",
            Self::Other => "",
        }
    }

    const fn drawn(self) -> (&'static str, Icon) {
        match self {
            Self::Pdf => ("file-icon pdf", Icon::FilePdf),
            Self::Text => ("file-icon text", Icon::FileText),
            Self::Sheet => ("file-icon calc", Icon::FileSheet),
            Self::Slide => ("file-icon slide", Icon::FileSlide),
            Self::Image => ("file-icon image", Icon::FileImage),
            Self::Drawing => ("file-icon image", Icon::FileDraw),
            Self::Mail => ("file-icon mail", Icon::FileMail),
            Self::Zip => ("file-icon zip", Icon::FileZip),
            Self::Other => ("file-icon", Icon::Page),
        }
    }
}

/// `label` is read aloud: »Word«, »PDF«.
#[must_use]
pub fn file_icon(kind: FileKind, label: &str) -> Markup {
    let (class, symbol) = kind.drawn();
    html! { svg class=(class) role="img" aria-label=(label) { use href=(href(symbol)) {} } }
}

/// The name's mark: two rings.
#[must_use]
pub fn mark() -> Markup {
    html! {
        svg width="26" height="20" viewBox="0 0 26 20" fill="none" stroke="currentColor" stroke-width="2.2" stroke-linecap="round" aria-hidden="true" {
            path d="M10.9 6.3A5.8 5.8 0 1 1 8.2 4.7" {}
            path d="M22.7 6.3A5.8 5.8 0 1 1 20 4.7" {}
            path stroke-width="1.6" d="M.8 17.8h24.4" {}
        }
    }
}
