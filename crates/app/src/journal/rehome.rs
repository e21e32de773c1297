//! Where the cases of a key go when it gets keys below it: cases hang on leaves only.

use super::{JournalEvent, Key};
use crate::cases::CaseEvent;
use base::event::On;
use base::web::{Ctx, Fields};
use base::{Error, Lang, Reader, Result, Uow, Uuid, acl, args};
use maud::{Markup, html};
use texts::journal as t;
use ui::{Choice, Field, Picked, Picker};

/// How many cases hang on a key, those in the trash too.
pub async fn count(reader: &Reader, key: Uuid) -> Result<i64> {
    reader.one::<(i64,)>("SELECT count(*) FROM my_filed_case c WHERE c.key_id = $1", &args![key]).await.map(|(n,)| n)
}

async fn held(uow: &mut Uow, key: Uuid) -> Result<Vec<(Uuid,)>> {
    // The lock waits for whoever is making a case here just now.
    uow.all::<(Uuid,)>("SELECT id FROM journal_key WHERE id = $1 {lock}", &args![key]).await?;
    uow.all("SELECT c.id FROM my_filed_case c WHERE c.key_id = $1 ORDER BY c.id", &args![key]).await
}

/// Whether any case hangs on a key.
pub async fn any(uow: &mut Uow, key: Uuid) -> Result<bool> {
    Ok(!held(uow, key).await?.is_empty())
}

/// Moves the cases of a leaf that is about to get `new` below it: to `new`, or to the leaf that the
/// form names. Refused where there are cases and the form doesn't say.
pub async fn move_cases(uow: &mut Uow, from: &Key, new: &Key, fields: &Fields) -> Result<()> {
    let cases = held(uow, from.id).await?;
    if from.children > 0 || cases.is_empty() {
        return Ok(());
    }
    let to = match fields.get("cases_to") {
        "new" if new.children == 0 && !new.closed => new.clone(),
        "new" => return Err(Error::field("cases_to", t::cases_to_leaf)),
        "other" => other(uow, from, fields).await?,
        _ => return Err(Error::field("cases_to", t::cases_to_needed)),
    };
    let (old, name) = (from.label(), to.label());
    for (case,) in &cases {
        let event = CaseEvent::Changed { field: "key".into(), old: old.clone(), new: name.clone(), owner: None };
        let args = args![to.id, *case, from.id];
        uow.record(&event, On::case(*case), "UPDATE cases SET key_id = $1, version = version + 1 WHERE id = $2 AND key_id = $3", &args)
            .await?;
        acl::relist(uow, *case).await?;
    }
    let n = i64::try_from(cases.len()).unwrap_or(i64::MAX);
    uow.note(&JournalEvent::CasesMoved { old, new: name, cases: n }, On::thing("journal_key", from.id)).await
}

async fn other(uow: &mut Uow, from: &Key, fields: &Fields) -> Result<Key> {
    let mut read = fields.read();
    let id = read.id("cases_key");
    read.done()?;
    let wrong = || Error::field("cases_key", t::cases_to_leaf);
    let sql = format!("SELECT {} FROM journal_key k WHERE k.id = $1 AND k.children = 0 AND NOT k.closed {{lock}}", Key::COLUMNS);
    let key: Key = uow.maybe(&sql, &args![id.ok_or_else(wrong)?]).await?.ok_or_else(wrong)?;
    if key.id == from.id { Err(wrong()) } else { Ok(key) }
}

/// A picker of one key.
pub fn picker<'a>(lang: Lang, source: &'a str, chosen: &'a [Picked<'a>]) -> Picker<'a> {
    let (placeholder, remove, nothing) = (t::search_keys(lang), t::remove(lang), t::no_keys_found(lang));
    Picker { source, chosen, several: false, placeholder, remove, nothing, icon: None, action: None }
}

/// The question, for a form that adds a key below one that holds cases.
pub fn question(ctx: &Ctx, from: &Key, cases: i64, fields: &Fields, said: &super::Said) -> Markup {
    let lang = ctx.lang;
    let other = fields.get("cases_to") == "other";
    let choices = [
        Choice { value: "new", label: t::cases_to_new(lang), chosen: !other },
        Choice { value: "other", label: t::cases_to_other(lang), chosen: other },
    ];
    let picker = picker(lang, "/pick/keys", &[]);
    html! {
        (ui::Notice::new(ui::Tone::Info, t::cases_where(lang, from.label(), cases)))
        (ui::radios("cases_to", t::cases_to(lang), &choices, said.at("cases_to")))
        (Field::picker("cases_key", t::cases_key(lang), picker).optional(t::optional(lang)).help(t::cases_key_help(lang)).error(said.at("cases_key")))
    }
}
