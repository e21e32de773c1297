//! One's own profile: name, phone, language, theme.

use super::user::{self, User};
use super::{Change, PeopleEvent, first};
use crate::admin::{Said, done};
use crate::shell::{self, Nav};
use axum::http::StatusCode;
use base::error::Fault;
use base::event::On;
use base::web::{Ctx, Fields, Page};
use base::{Error, Result, acl, args, collate};
use maud::{Markup, html};
use texts::people as t;
use ui::{Button, Choice, Field, Form, Notice, PageHead, Tab, Tone};

const HERE: &str = "/account";
const THEMES: [&str; 4] = ["", "light", "dark", "contrast"];

/// A page of the account, with the tabs over all of them.
pub(super) fn frame(ctx: &Ctx, current: &str, window: &str, content: Markup) -> Page {
    let lang = ctx.lang;
    let tab = |href, label| Tab { href, label, count: None, current: href == current };
    let tabs = [
        tab(HERE, texts::shell::account(lang)),
        tab("/account/password", t::password(lang)),
        tab("/account/sessions", texts::shell::sessions(lang)),
        tab("/account/tokens", texts::shell::tokens(lang)),
    ];
    let title = tabs.iter().find(|tab| tab.current).map_or("", |tab| tab.label);
    shell::page(
        ctx,
        Nav::Elsewhere,
        if window.is_empty() { title } else { window },
        ui::page_narrow(html! {
            (PageHead::new(title)) (ui::tabs(t::account_pages(lang), &tabs)) div.stack.pad-8 { (content) }
        }),
    )
}

/// GET /account
pub async fn page(ctx: Ctx) -> Result<Page> {
    let user = user::find(&ctx.reader, &ctx.actor.id.to_string()).await?;
    let fields = filled(&Fields::default(), &user);
    Ok(frame(&ctx, HERE, "", draw(&ctx, &user, &fields, &[])))
}

fn filled(fields: &Fields, user: &User) -> Fields {
    let mut fields = fields.clone();
    for (name, value) in [
        ("first_name", &user.first_name),
        ("last_name", &user.last_name),
        ("initials", &user.initials),
        ("phone", &user.phone),
        ("mobile", &user.mobile),
        ("lang", &user.lang),
    ] {
        fields = fields.preset(name, value);
    }
    fields
}

/// POST /account
pub async fn save(ctx: Ctx, fields: Fields) -> Result<Page> {
    let user = user::find(&ctx.reader, &ctx.actor.id.to_string()).await?;
    // What a directory keeps isn't taken from the form.
    let version = fields.version;
    let mut fields = if user.source == "manual" { fields } else { Fields::of(&[("lang", fields.get("lang"))]) };
    fields.version = version;
    let fields = filled(&fields, &user);
    match change(&ctx, &user, &fields).await {
        Ok(lang) => Ok(done(HERE, t::profile_saved(lang))),
        Err(Error::Invalid(faults)) => {
            let content = draw(&ctx, &user, &fields, &faults);
            Ok(frame(&ctx, HERE, t::profile_error(ctx.lang), content).status(StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other),
    }
}

async fn change(ctx: &Ctx, old: &User, fields: &Fields) -> Result<base::Lang> {
    let mut read = fields.read();
    let (first_name, last_name) = (read.text("first_name", 1..=100), read.text("last_name", 1..=100));
    let mut initials = read.text("initials", 0..=8);
    let (phone, mobile) = (read.text("phone", 0..=40), read.text("mobile", 0..=40));
    let lang = read.choice("lang", &["da", "en"]);
    read.done()?;
    if initials.is_empty() {
        initials = first::initials(&first_name, &last_name);
    }
    let changes = Change::among(&[
        ("first_name", &old.first_name, &first_name),
        ("last_name", &old.last_name, &last_name),
        ("initials", &old.initials, &initials),
        ("phone", &old.phone, &phone),
        ("mobile", &old.mobile, &mobile),
        ("lang", &old.lang, &lang.to_owned()),
    ]);
    let said = base::Lang::parse(lang).unwrap_or_default();
    let version = fields.version.unwrap_or(old.version);
    if changes.is_empty() {
        return if version == old.version { Ok(said) } else { Err(Error::Conflict) };
    }
    let name = format!("{first_name} {last_name}");
    let mut uow = ctx.write().await?;
    let now = uow.now();
    uow.record(
        &PeopleEvent::Changed { changes },
        On::thing("user", old.id),
        "UPDATE users SET first_name = $1, last_name = $2, name = $3, name_key = $4, initials = $5, phone = $6, mobile = $7, lang = $8, changed = $9,
           version = version + 1 WHERE id = $10 AND version = $11",
        &args![first_name, last_name, name.as_str(), collate::key(&name), initials, phone, mobile, lang, now, old.id, version],
    )
    .await?;
    if name != old.name {
        acl::relist_named(&mut uow, old.id).await?;
    }
    uow.commit().await?;
    Ok(said)
}

/// POST /account/theme
pub async fn theme(ctx: Ctx, fields: Fields) -> Result<Page> {
    let mut read = fields.read();
    let theme = read.choice("theme", &THEMES);
    read.done()?;
    if theme != ctx.actor.theme {
        let mut uow = ctx.write().await?;
        let changes = vec![Change { field: "theme".into(), old: ctx.actor.theme.clone(), new: theme.to_owned() }];
        let me = ctx.actor.id;
        uow.record(
            &PeopleEvent::Changed { changes },
            On::thing("user", me),
            "UPDATE users SET theme = $1 WHERE id = $2",
            &args![theme, me],
        )
        .await?;
        uow.commit().await?;
    }
    Ok(Page::to(HERE))
}

fn draw(ctx: &Ctx, user: &User, fields: &Fields, faults: &[Fault]) -> Markup {
    let lang = ctx.lang;
    let said = Said::new(lang, faults);
    let manual = user.source == "manual";
    let version = fields.version.unwrap_or(user.version).to_string();
    let field =
        |name: &'static str, label: &'static str| Field::text(name, label, fields.get(name)).error(said.at(name)).flag("disabled", !manual);
    let languages = [("da", "Dansk"), ("en", "English")].map(|(value, label)| Choice { value, label, chosen: fields.get("lang") == value });
    html! {
        @if !manual { (Notice::new(Tone::Info, t::from_directory(lang, &user.source))) }
        (Form::new(HERE, &ctx.csrf).version(&version).guard().body(html! {
            (said.summary(lang))
            (ui::two(field("first_name", t::first_name(lang)).attr("autocomplete", "given-name"), field("last_name", t::last_name(lang)).attr("autocomplete", "family-name")))
            (field("initials", t::initials(lang)).optional(t::optional(lang)).short())
            (ui::two(field("phone", t::phone(lang)).optional(t::optional(lang)), field("mobile", t::mobile(lang)).optional(t::optional(lang))))
            (Field::select("lang", t::language(lang), &languages).short().error(said.at("lang")))
            (ui::form_foot(Button::submit(texts::base::save(lang)).primary(), "", None))
        }))
        section.part aria-labelledby="theme" {
            (ui::section_head("theme", t::theme(lang), None, ""))
            form.row method="post" action="/account/theme" {
                (ui::csrf(&ctx.csrf))
                @for (value, label) in THEMES.iter().zip([t::theme_machine(lang), t::theme_light(lang), t::theme_dark(lang), t::theme_contrast(lang)]) {
                    (Button::submit(label).pressed(ctx.actor.theme == **value).attr("name", "theme").attr("value", value).attr("data-set-theme", value))
                }
            }
        }
    }
}
