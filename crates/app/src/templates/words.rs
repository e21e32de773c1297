//! What happened to a template, in words.

use super::{Listed, TemplateEvent, page::level_name};
use crate::journal::Change;
use base::web::Ctx;
use texts::templates as t;

/// The event in the reader's language.
pub fn of(ctx: &Ctx, change: &Change) -> String {
    let lang = ctx.lang;
    let mut data = change.data.clone();
    if let Some(object) = data.as_object_mut() {
        object.insert("kind".into(), change.kind.clone().into());
    }
    let names = |list: &[Listed]| {
        let all: Vec<String> =
            list.iter().map(|l| if l.level > 0 { format!("{} ({})", l.name, level_name(lang, l.level)) } else { l.name.clone() }).collect();
        if all.is_empty() { t::nobody(lang).to_owned() } else { all.join(", ") }
    };
    match serde_json::from_value::<TemplateEvent>(data) {
        Ok(TemplateEvent::Created { copied_from, .. }) if !copied_from.is_empty() => t::did_copy(lang, copied_from),
        Ok(TemplateEvent::Created { .. }) => t::did_create(lang).to_owned(),
        Ok(TemplateEvent::AccessChanged { old, new, .. }) => t::did_access(lang, names(&new), names(&old)),
        Ok(TemplateEvent::CreatorsChanged { old, new }) => t::did_creators(lang, names(&new), names(&old)),
        Ok(TemplateEvent::DocumentAdded { title, .. }) => t::did_add_document(lang, title),
        Ok(TemplateEvent::DocumentRemoved { title, .. }) => t::did_remove_document(lang, title),
        Ok(TemplateEvent::Deleted { .. }) => t::did_delete(lang).to_owned(),
        Ok(TemplateEvent::Changed { field, old, new }) => changed(lang, &field, &old, &new),
        Err(_) => change.kind.clone(),
    }
}

fn changed(lang: base::Lang, field: &str, old: &str, new: &str) -> String {
    let shown = |text: &str| if text.is_empty() { "–".to_owned() } else { text.to_owned() };
    match (field, old, new) {
        ("active", _, "true") => t::did_activate(lang).to_owned(),
        ("active", ..) => t::did_deactivate(lang).to_owned(),
        ("finalise_on_close", _, "true") => t::did_finalise(lang).to_owned(),
        ("finalise_on_close", ..) => t::did_not_finalise(lang).to_owned(),
        ("folder", "", new) => t::did_add_folder(lang, new),
        ("folder", old, "") => t::did_remove_folder(lang, old),
        ("icon", old, new) => t::did_change(lang, field, t::icon_name(lang, new), t::icon_name(lang, old)),
        _ => t::did_change(lang, field, shown(new), shown(old)),
    }
}
