//! An event in words.

use super::Happened;
use crate::cases::{CaseEvent, level_name, status_name};
use crate::documents::{DocumentEvent, direction};
use base::web::Ctx;
use base::{Lang, date};
use texts::history as t;
use ui::{Icon, Markup, html};

/// Where in a sentence the document's title goes, as a link; nothing for who can't see it.
const HERE: &str = "\u{1}";

/// What an entry of the timeline says.
pub struct Words {
    pub icon: Icon,
    pub what: Markup,
    pub change: Option<Markup>,
    pub quote: Option<String>,
    pub through: Option<String>,
    pub privileged: bool,
}

/// The words for an event; one that this program doesn't know is named by its kind.
pub fn of(ctx: &Ctx, event: &Happened) -> Words {
    let lang = ctx.lang;
    let mut said =
        case_words(lang, event).or_else(|| document_words(lang, event)).unwrap_or_else(|| Said::new(Icon::Info, event.kind.clone()));
    let who = if event.actor.is_none() { t::system(lang).to_owned() } else { event.actor_name.clone() };
    let document = event.document_id.filter(|_| !event.document_title.is_empty());
    let (before, after) = said.text.split_once(HERE).unwrap_or((&said.text, ""));
    let what = html! {
        b { (who) } " " (before)
        @if let Some(id) = document.filter(|_| said.text.contains(HERE)) { a href={ "/documents/" (id) } { (event.document_title) } }
        (after)
    };
    let through = match event.via.as_str() {
        "api" => Some(t::through_api(lang).to_owned()),
        "job" => Some(t::through_job(lang).to_owned()),
        "cli" => Some(t::through_cli(lang).to_owned()),
        _ => None,
    };
    Words {
        icon: said.icon,
        what,
        change: said.change.take(),
        quote: said.quote.take(),
        through,
        privileged: event.kind == "case.privileged_look",
    }
}

struct Said {
    icon: Icon,
    text: String,
    change: Option<Markup>,
    quote: Option<String>,
}

impl Said {
    fn new(icon: Icon, text: impl Into<String>) -> Said {
        Said { icon, text: text.into(), change: None, quote: None }
    }

    fn change(mut self, old: &str, new: &str) -> Said {
        let some = |text: &str| if text.is_empty() { None } else { Some(short(text)) };
        self.change = Some(ui::change(some(old).as_deref(), some(new).as_deref()));
        self
    }

    fn quote(mut self, text: &str) -> Said {
        self.quote = Some(text.to_owned()).filter(|t| !t.is_empty());
        self
    }
}

fn short(text: &str) -> String {
    let mut out: String = text.chars().take(200).collect();
    if out.len() < text.len() {
        out.push('…');
    }
    out
}

/// The typed event again: kind and data stand apart in the log.
fn typed<E: serde::de::DeserializeOwned>(event: &Happened) -> Option<E> {
    let mut value: serde_json::Value = serde_json::from_str(&event.data).ok()?;
    value.as_object_mut()?.insert("kind".into(), event.kind.clone().into());
    serde_json::from_value(value).ok()
}

/// A fact as it stands in a sentence.
fn field_name(lang: Lang, field: &str) -> &'static str {
    match field {
        "title" => t::the_title(lang),
        "owner" => t::the_owner(lang),
        "key" => t::the_key(lang),
        "deadline" => t::the_deadline(lang),
        "start_date" => t::the_start_date(lang),
        "expected_end" => t::the_expected_end(lang),
        "description" => t::the_description(lang),
        "type" => t::the_type(lang),
        "direction" => t::the_direction(lang),
        "handler" => t::the_handler(lang),
        "letter_date" => t::the_letter_date(lang),
        "sender" => t::the_sender(lang),
        "receivers" => t::the_receivers(lang),
        _ => t::a_field(lang),
    }
}

/// A fact's value as this reader reads it; the log has days and words as programs write them.
fn value(lang: Lang, field: &str, logged: &str) -> String {
    match (field, logged) {
        ("deadline" | "start_date" | "expected_end" | "letter_date", day) => {
            day.parse().map_or_else(|_| day.to_owned(), |day| date::date(lang, day))
        }
        ("direction", word @ ("incoming" | "outgoing" | "internal")) => direction(lang, word).to_owned(),
        (_, text) => text.to_owned(),
    }
}

fn case_words(lang: Lang, event: &Happened) -> Option<Said> {
    Some(match typed::<CaseEvent>(event)? {
        CaseEvent::Created { template_name, .. } => Said::new(Icon::Binder, t::case_created(lang, template_name)),
        CaseEvent::Changed { field, old, new, .. } => {
            let (old, new) = (value(lang, &field, &old), value(lang, &field, &new));
            Said::new(Icon::Pencil, t::changed(lang, field_name(lang, &field))).change(&old, &new)
        }
        CaseEvent::Placed { old, new } => Said::new(Icon::Tree, t::placed(lang)).change(&old, &new),
        CaseEvent::StatusChanged { old, new, reason } => {
            Said::new(Icon::StateActive, t::status_changed(lang)).change(status_name(lang, old), status_name(lang, new)).quote(&reason)
        }
        CaseEvent::MemberAdded { name, level, .. } => {
            Said::new(Icon::Users, t::member_added(lang, level_name(lang, level).to_lowercase(), name))
        }
        CaseEvent::MemberChanged { name, old, new, .. } => {
            Said::new(Icon::Users, t::member_changed(lang, name)).change(level_name(lang, old), level_name(lang, new))
        }
        CaseEvent::MemberRemoved { name, .. } => Said::new(Icon::Users, t::member_removed(lang, name)),
        CaseEvent::Restricted { on } => Said::new(Icon::Lock, if on { t::restricted(lang) } else { t::unrestricted(lang) }),
        CaseEvent::PrivilegedLook {} => Said::new(Icon::Eye, t::privileged_look(lang)),
        CaseEvent::Deleted { .. } => Said::new(Icon::Trash, t::case_deleted(lang)),
        CaseEvent::Restored { .. } => Said::new(Icon::Undo, t::case_restored(lang)),
        CaseEvent::Favoured { .. } => return None,
    })
}

/// Another case; without a name for who doesn't see it.
fn place_of(lang: Lang, place: String) -> String {
    if place.is_empty() { t::another_case(lang).to_owned() } else { place }
}

fn document_words(lang: Lang, event: &Happened) -> Option<Said> {
    Some(match typed::<DocumentEvent>(event)? {
        DocumentEvent::Created { source, .. } => Said::new(
            Icon::Page,
            if source == "template" { t::document_from_template(lang, HERE) } else { t::document_created(lang, HERE) },
        ),
        DocumentEvent::VersionAdded { no, comment, .. } => Said::new(Icon::Upload, t::version_added(lang, HERE, no)).quote(&comment),
        DocumentEvent::AttachmentAdded { file, .. } => Said::new(Icon::Clip, t::attachment_added(lang, HERE, file)),
        DocumentEvent::AttachmentRemoved { file } => Said::new(Icon::Clip, t::attachment_removed(lang, HERE, file)),
        DocumentEvent::MadeFinal { .. } => Said::new(Icon::StateFinal, t::made_final(lang, HERE)),
        DocumentEvent::Reopened { reason } => Said::new(Icon::StateDraft, t::reopened(lang, HERE)).quote(&reason),
        DocumentEvent::Changed { field, old, new } => {
            let (old, new) = (value(lang, &field, &old), value(lang, &field, &new));
            Said::new(Icon::Pencil, t::document_changed(lang, HERE, field_name(lang, &field))).change(&old, &new)
        }
        DocumentEvent::Moved { from, to } => {
            let place = |name: String| if name.is_empty() { texts::documents::top(lang).to_owned() } else { name };
            Said::new(Icon::Move, t::document_moved(lang, HERE)).change(&place(from), &place(to))
        }
        DocumentEvent::MovedOut { title, place, .. } => Said::new(Icon::Move, t::document_moved_out(lang, place_of(lang, place), title)),
        DocumentEvent::MovedIn { place, .. } => Said::new(Icon::Move, t::document_moved_in(lang, HERE, place_of(lang, place))),
        DocumentEvent::Copied { place, .. } => Said::new(Icon::Copy, t::document_copied(lang, HERE, place_of(lang, place))),
        DocumentEvent::Deleted { title } => Said::new(Icon::Trash, t::document_deleted(lang, title)),
        DocumentEvent::Restored { title } => Said::new(Icon::Undo, t::document_restored(lang, title)),
        DocumentEvent::Limited { limited: false, .. } => Said::new(Icon::Lock, t::document_unlimited(lang, HERE)),
        DocumentEvent::Limited { old, new, .. } => {
            Said::new(Icon::Lock, t::document_limited(lang, HERE)).change(&old.join(", "), &new.join(", "))
        }
        DocumentEvent::Downloaded { file } => Said::new(Icon::Download, t::downloaded(lang, HERE, file)),
        DocumentEvent::FolderMade { name } => Said::new(Icon::Folder, t::folder_made(lang, name)),
        DocumentEvent::FolderRenamed { old, new } => Said::new(Icon::Folder, t::folder_renamed(lang)).change(&old, &new),
        DocumentEvent::FolderDeleted { name } => Said::new(Icon::Folder, t::folder_deleted(lang, name)),
        DocumentEvent::TextRead { .. } | DocumentEvent::Rendered { .. } => return None,
    })
}
