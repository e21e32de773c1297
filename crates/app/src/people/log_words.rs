//! The security log in words: what happened to people and their access, in the reader's language.

use super::{Change, PeopleEvent, device, permission_name, roles, user};
use crate::admin::{SettingEvent, setting_name};
use crate::demo::DemoEvent;
use crate::settings::SetupEvent;
use base::permission::Permission;
use base::web::Ctx;
use base::{Lang, Reader, Result, Timestamp, date};
use maud::{Markup, html};
use std::collections::HashMap;
use texts::people as t;
use ui::{Entry, Icon};

pub(super) const COLUMNS: &str = "e.seq, e.at, e.actor, e.actor_name, e.address, e.kind, e.object, e.object_id, e.data";

base::row! {
    /// An entry of the log.
    #[derive(Debug, Clone)]
    pub struct Happened {
        pub seq: i64,
        pub at: Timestamp,
        pub actor: Option<i64>,
        pub actor_name: String,
        pub address: String,
        pub kind: String,
        pub object: String,
        pub object_id: String,
        pub data: String,
    }
}

impl Happened {
    /// The entry as it was written; none of a kind that this slice doesn't know.
    fn event<T: serde::de::DeserializeOwned>(&self) -> Option<T> {
        let mut value: serde_json::Value = serde_json::from_str(&self.data).ok()?;
        value.as_object_mut()?.insert("kind".into(), self.kind.clone().into());
        serde_json::from_value(value).ok()
    }
}

/// The names that entries speak of.
pub struct Names {
    people: HashMap<i64, String>,
    roles: HashMap<i64, roles::Role>,
}

impl Names {
    /// Names of everybody and every role, read only where there are entries.
    pub async fn load(reader: &Reader, events: &[Happened]) -> Result<Names> {
        if events.is_empty() {
            return Ok(Names { people: HashMap::new(), roles: HashMap::new() });
        }
        let people: Vec<(i64, String)> = reader.all("SELECT id, name FROM users UNION ALL SELECT id, name FROM groups", &[]).await?;
        let roles = roles::all(reader).await?.into_iter().map(|r| (r.id, r)).collect();
        Ok(Names { people: people.into_iter().collect(), roles })
    }

    fn of(&self, id: i64) -> String {
        self.people.get(&id).cloned().unwrap_or_else(|| format!("#{id}"))
    }

    /// What an entry is about; empty for a role that is gone.
    fn object(&self, lang: Lang, object: &str, id: i64) -> String {
        if object == "role" { self.role(lang, id, "") } else { self.of(id) }
    }

    fn role(&self, lang: Lang, id: i64, key: &str) -> String {
        self.roles.get(&id).map_or_else(|| key.to_owned(), |r| r.name(lang).to_owned())
    }
}

/// Entries under the days they fell on.
pub fn days(ctx: &Ctx, events: &[Happened], names: &Names) -> Markup {
    let lang = ctx.lang;
    html! {
        @for day in events.chunk_by(|a, b| date::local(a.at).date() == date::local(b.at).date()) {
            @let on = date::local(day[0].at).date();
            @let told: Vec<Told> = day.iter().map(|e| Told::of(lang, e, names)).collect();
            @let entries: Vec<Entry<'_>> = day.iter().zip(&told).map(|(e, told)| told.entry(e)).collect();
            (ui::day(&format!("day-{on}-{}", day[0].seq), &date::date(lang, on), &entries))
        }
    }
}

/// An entry told.
struct Told {
    time: String,
    datetime: String,
    icon: Icon,
    who: Option<String>,
    what: String,
    change: Option<Markup>,
}

impl Told {
    fn of(lang: Lang, happened: &Happened, names: &Names) -> Told {
        let exact = date::exact(lang, happened.at);
        let time = exact.rsplit(' ').next().unwrap_or_default().to_owned();
        let object = happened.object_id.parse().map(|id| names.object(lang, &happened.object, id)).unwrap_or_default();
        let actor = if happened.actor.is_some() { happened.actor_name.clone() } else { t::log_system(lang).to_owned() };
        let told = |icon, who: Option<String>, what: String, change| Told {
            time: time.clone(),
            datetime: happened.at.to_string(),
            icon,
            who,
            what,
            change,
        };
        if let Some(SettingEvent::Changed { key, old, new }) = happened.event() {
            let what = t::log_setting(lang, setting_name(lang, &key));
            return told(Icon::Settings, Some(actor), what, Some(ui::change(Some(&old), Some(&new))));
        }
        if let Some(what) = begun(lang, happened) {
            return told(Icon::Settings, Some(actor), what, None);
        }
        let Some(event) = happened.event::<PeopleEvent>() else {
            return told(Icon::Info, Some(actor), t::log_other(lang, &happened.kind), None);
        };
        let (icon, what, change) = sentence(lang, &event, &object, names);
        let who = match event {
            PeopleEvent::SignInFailed { .. } => None,
            PeopleEvent::SignedIn { .. } | PeopleEvent::PasswordSet {} | PeopleEvent::PasswordAsked {} => Some(object),
            _ => Some(actor),
        };
        told(icon, who, what, change)
    }

    fn entry<'a>(&'a self, happened: &'a Happened) -> Entry<'a> {
        Entry {
            time: &self.time,
            datetime: &self.datetime,
            icon: self.icon,
            what: html! { span { @if let Some(who) = &self.who { b { (who) } " " } (self.what) } },
            change: self.change.clone(),
            quote: None,
            through: (!happened.address.is_empty()).then_some(happened.address.as_str()),
            privileged: false,
        }
    }
}

/// How the organisation began: empty, or as a demo.
fn begun(lang: Lang, happened: &Happened) -> Option<String> {
    let n = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    if let Some(SetupEvent::SetUp { roles, document_types, .. }) = happened.event() {
        return Some(t::log_set_up(lang, n(roles), n(document_types)));
    }
    Some(match happened.event()? {
        DemoEvent::SetUp { groups, users, templates } => t::log_demo_set_up(lang, n(users), n(groups), n(templates)),
        DemoEvent::Loaded { cases } => t::log_demo_loaded(lang, n(cases)),
    })
}

fn sentence(lang: Lang, event: &PeopleEvent, object: &str, names: &Names) -> (Icon, String, Option<Markup>) {
    use PeopleEvent as E;
    let plain = |icon, text: String| (icon, text, None);
    match event {
        E::SignedIn { agent } => plain(Icon::Device, t::log_signed_in(lang, device::words(lang, agent))),
        E::SignedOut {} => plain(Icon::Logout, t::log_signed_out(lang).into()),
        E::SignInFailed { account } => plain(Icon::Warning, t::log_failed(lang, account)),
        E::Created { user_name, .. } => plain(Icon::User, t::log_created(lang, object, user_name)),
        E::Changed { changes } => (Icon::Pencil, t::log_changed(lang, object), Some(changed(lang, changes, names))),
        E::Disabled { handed, to } => {
            let to = to.map(|to| t::log_handed(lang, *handed, names.of(to)));
            plain(Icon::Lock, [t::log_disabled(lang, object)].into_iter().chain(to).collect::<Vec<_>>().join(" "))
        }
        E::Enabled {} => plain(Icon::User, t::log_enabled(lang, object)),
        E::PasswordSet {} => plain(Icon::Key, t::log_password_set(lang).into()),
        E::PasswordChanged {} => plain(Icon::Key, t::log_password_changed(lang).into()),
        E::PasswordAsked {} => plain(Icon::Key, t::log_password_asked(lang).into()),
        E::LinkSent { email } => plain(Icon::Mail, t::log_link_sent(lang, email, object)),
        E::LinkShown {} => plain(Icon::Key, t::log_link_shown(lang, object)),
        E::SessionsEnded { count } => plain(Icon::Logout, t::log_sessions_ended(lang, *count)),
        E::TokenMade { name, scopes, expires } => plain(Icon::Key, t::log_token_made(lang, expires, name, scopes)),
        E::TokenRevoked { name } => plain(Icon::Key, t::log_token_revoked(lang, name)),
        E::TokenUsedFrom { name, address, before } => {
            (Icon::Key, t::log_token_used_from(lang, name), Some(ui::change((!before.is_empty()).then_some(before), Some(address))))
        }
        E::LinkMade {} => plain(Icon::Key, t::log_first_link(lang).into()),
        E::Named { old, new } => (Icon::Settings, t::log_named(lang).into(), Some(ui::change((!old.is_empty()).then_some(old), Some(new)))),
        E::GroupCreated { name } => plain(Icon::Users, t::log_group_created(lang, name)),
        E::GroupChanged { changes } => (Icon::Pencil, t::log_group_changed(lang, object), Some(changed(lang, changes, names))),
        E::GroupDeleted { name } => plain(Icon::Users, t::log_group_deleted(lang, name)),
        E::MemberAdded { name, .. } => plain(Icon::Users, t::log_member_added(lang, object, name)),
        E::MemberRemoved { name, .. } => plain(Icon::Users, t::log_member_removed(lang, object, name)),
        E::RoleCreated { name, permissions } => {
            let got = (!permissions.is_empty()).then(|| ticked(lang, permissions, &[]));
            (Icon::Key, t::log_role_created(lang, still(object, name)), got)
        }
        E::RoleRenamed { old, new } => (Icon::Pencil, t::log_role_renamed(lang).into(), Some(ui::change(Some(old), Some(new)))),
        E::RoleChanged { name, added, removed } => {
            (Icon::Key, t::log_role_changed(lang, still(object, name)), Some(ticked(lang, added, removed)))
        }
        E::RoleDeleted { name } => plain(Icon::Key, t::log_role_deleted(lang, name)),
        E::RoleGiven { role, key } => plain(Icon::Key, t::log_role_given(lang, names.role(lang, *role, key), object)),
        E::RoleTaken { role, key } => plain(Icon::Key, t::log_role_taken(lang, names.role(lang, *role, key), object)),
    }
}

/// The name a role has now; the one it had where it is gone.
fn still<'a>(now: &'a str, then: &'a str) -> &'a str {
    if now.is_empty() { then } else { now }
}

/// Permissions that a role got and lost.
fn ticked(lang: Lang, added: &[String], removed: &[String]) -> Markup {
    let name = |key: &String| Permission::parse(key).map_or(key.clone(), |p| permission_name(lang, p).to_owned());
    html! {
        @for key in removed { del { (name(key)) } " " }
        @for key in added { ins { (name(key)) } " " }
    }
}

/// Fields with old and new value.
fn changed(lang: Lang, changes: &[Change], names: &Names) -> Markup {
    html! {
        @for change in changes {
            @let value = |text: &str| match change.field.as_str() {
                "manager" => text.parse().map(|id| names.of(id)).unwrap_or_default(),
                "lang" => Lang::parse(text).map(|l| user::language_name(l).to_owned()).unwrap_or_default(),
                "kind" => super::users::kind_name(lang, text).to_owned(),
                _ => text.to_owned(),
            };
            @let (old, new) = (value(&change.old), value(&change.new));
            (field_name(lang, &change.field)) ": " (ui::change((!old.is_empty()).then_some(&old), (!new.is_empty()).then_some(&new))) " "
        }
    }
}

fn field_name(lang: Lang, field: &str) -> &str {
    match field {
        "user_name" => t::user_name(lang),
        "email" => t::email(lang),
        "first_name" => t::first_name(lang),
        "last_name" => t::last_name(lang),
        "initials" => t::initials(lang),
        "title" => t::job_title(lang),
        "department" => t::department(lang),
        "manager" => t::manager(lang),
        "phone" => t::phone(lang),
        "mobile" => t::mobile(lang),
        "lang" => t::language(lang),
        "theme" => t::theme(lang),
        "kind" => t::kind(lang),
        "name" => t::name(lang),
        "description" => t::description(lang),
        other => other,
    }
}
