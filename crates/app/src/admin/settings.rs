//! General settings: the organisation's name, and the patterns of numbers with what they make next.

use super::{Frame, Said, done, next_numbers};
use crate::cases::number;
use axum::http::StatusCode;
use base::error::Fault;
use base::event::{Event, On};
use base::web::{Ctx, Fields, Page, Read};
use base::{Error, Lang, Result, Timestamp, Uow, args, date};
use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use texts::admin as t;
use ui::{Button, Field, Form};

const HERE: &str = "/admin/settings";
const NAME: &str = "organisation.name";
const CASE: &str = "numbers.case";
const ARCHIVE: &str = "numbers.archive";
/// The settings of this page, with the names of their fields.
const KEYS: [(&str, &str); 3] = [(NAME, "organisation"), (CASE, "case_pattern"), (ARCHIVE, "archive_pattern")];

/// A setting was changed.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "kind")]
pub enum SettingEvent {
    #[serde(rename = "setting.changed")]
    Changed { key: String, old: String, new: String },
}

impl Event for SettingEvent {}

/// What a setting is called; its key where it stands on no page.
pub fn setting_name(lang: Lang, key: &str) -> &str {
    match key {
        NAME => t::organisation_name(lang),
        CASE => t::case_pattern(lang),
        ARCHIVE => t::archive_pattern(lang),
        other => other,
    }
}

base::row! {
    struct Kept { key: String, value: String, changed: Timestamp, who: String }
}

/// GET /admin/settings
pub async fn page(ctx: Ctx) -> Result<Page> {
    let mut fields = Fields::default();
    for (key, name) in KEYS {
        fields = fields.preset(name, &crate::settings::get(&ctx, key).await?);
    }
    Ok(frame(&ctx).page(&ctx, form(&ctx, &fields, &[]).await?))
}

/// POST /admin/settings
pub async fn save(ctx: Ctx, fields: Fields) -> Result<Page> {
    match write(&ctx, &fields).await {
        Ok(()) => Ok(done(HERE, t::settings_saved(ctx.lang))),
        Err(Error::Invalid(faults)) => {
            let form = form(&ctx, &fields, &faults).await?;
            Ok(frame(&ctx).titled(&ctx, t::settings_error(ctx.lang), form).status(StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other),
    }
}

fn frame(ctx: &Ctx) -> Frame<'static> {
    Frame::new(HERE, t::settings(ctx.lang)).lede(t::settings_why(ctx.lang))
}

async fn write(ctx: &Ctx, fields: &Fields) -> Result<()> {
    let mut read = fields.read();
    let name = read.text("organisation", 1..=100);
    let case = pattern(&mut read, "case_pattern", &["yyyy", "yy", "mm", "dd"]);
    let archive = pattern(&mut read, "archive_pattern", &["key", "number"]);
    read.done()?;
    let mut uow = ctx.write().await?;
    let mut changed = false;
    for (key, new) in [(NAME, name), (CASE, case), (ARCHIVE, archive)] {
        changed |= set(&mut uow, key, new).await?;
    }
    if changed { uow.commit().await } else { Ok(()) }
}

async fn set(uow: &mut Uow, key: &str, new: String) -> Result<bool> {
    let kept: Option<(String,)> = uow.maybe("SELECT value FROM setting WHERE key = $1 {lock}", &args![key]).await?;
    let old = kept.map_or_else(|| crate::settings::default(key).to_owned(), |(value,)| value);
    if old == new {
        return Ok(false);
    }
    let (now, by) = (uow.now(), uow.actor().id);
    uow.record(
        &SettingEvent::Changed { key: key.to_owned(), old, new: new.clone() },
        On::thing("setting", key),
        "INSERT INTO setting (key, value, changed, changed_by) VALUES ($1, $2, $3, $4)
         ON CONFLICT (key) DO UPDATE SET value = excluded.value, changed = excluded.changed, changed_by = excluded.changed_by",
        &args![key, new, now, by],
    )
    .await?;
    Ok(true)
}

/// A pattern with a running number, of the parts that are known.
fn pattern(read: &mut Read<'_>, field: &str, known: &[&str]) -> String {
    let text = read.text(field, 1..=200);
    if !number::usable(&text) {
        read.fault(field, t::pattern_unusable);
    } else if let Some(part) = unknown(&text, known) {
        read.fault(field, move |lang| t::pattern_unknown(lang, &part));
    }
    text
}

/// The first part of a pattern that isn't one of these or a running number.
fn unknown(pattern: &str, known: &[&str]) -> Option<String> {
    let parts = pattern.split('{').skip(1).map(|rest| rest.split_once('}').map(|(part, _)| part).ok_or(rest));
    for part in parts {
        match part {
            Ok(part) if known.contains(&part) || sequence(part) => {}
            Ok(part) | Err(part) => return Some(format!("{{{part}}}")),
        }
    }
    pattern.matches('}').count().gt(&pattern.matches('{').count()).then(|| "}".to_owned())
}

fn sequence(part: &str) -> bool {
    let mut parts = part.split(':');
    parts.next() == Some("seq") && parts.all(|p| p == "year" || p.parse::<u8>().is_ok_and(|n| (1..=12).contains(&n)))
}

async fn form(ctx: &Ctx, fields: &Fields, faults: &[Fault]) -> Result<Markup> {
    let lang = ctx.lang;
    let said = Said::new(lang, faults);
    let kept: Vec<Kept> = ctx
        .reader
        .all("SELECT s.key, s.value, s.changed, coalesce(u.name, '') AS who FROM setting s LEFT JOIN users u ON u.id = s.changed_by", &[])
        .await?;
    let (case, archive) = if faults.is_empty() {
        next_numbers::examples(ctx, fields.get("case_pattern"), fields.get("archive_pattern")).await?
    } else {
        (String::new(), String::new())
    };
    let last = |key: &str| match kept.iter().find(|k| k.key == key && !k.who.is_empty()) {
        Some(k) => format!(
            "{}. {}",
            t::changed_by(lang, date::list_time(lang, ctx.now, k.changed), &k.who),
            t::default_is(lang, crate::settings::default(key))
        ),
        None => t::never_changed(lang).to_owned(),
    };
    let field = |name: &'static str, label: &'static str, help: &str, example: &str, key: &str| {
        html! {
            div.stack.gap-0 {
                (Field::text(name, label, fields.get(name)).error(said.at(name)).help(help))
                @if !example.is_empty() { p.small { output { (example) } } }
                p.small.muted { (last(key)) }
            }
        }
    };
    let next = if case.is_empty() { String::new() } else { t::next_number(lang, &case) };
    let archived = if archive.is_empty() { String::new() } else { t::next_archive(lang, &archive) };
    let fields = Form::new(HERE, &ctx.csrf).guard().body(html! {
        (said.summary(lang))
        (field("organisation", t::organisation_name(lang), t::organisation_name_help(lang), "", NAME))
        (field("case_pattern", t::case_pattern(lang), t::case_pattern_help(lang), &next, CASE))
        (field("archive_pattern", t::archive_pattern(lang), t::archive_pattern_help(lang), &archived, ARCHIVE))
        (ui::form_foot(Button::submit(texts::base::save(lang)).primary(), "", None))
    });
    Ok(html! { (crate::mail::missing(ctx)) (fields) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_patterns() {
        let known = ["yyyy", "mm"];
        assert_eq!(unknown("{yyyy}{mm}-{seq:5}", &known), None);
        assert_eq!(unknown("{yyyy}/{seq:year:4}", &known), None);
        assert_eq!(unknown("{year}-{seq}", &known).as_deref(), Some("{year}"));
        assert_eq!(unknown("{seq:99}", &known).as_deref(), Some("{seq:99}"));
        assert!(unknown("{seq", &known).is_some() && unknown("{seq}}", &known).is_some());
    }
}
