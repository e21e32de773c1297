//! A user's own page in the administration: particulars, roles, groups, and what can be done.

use super::{change_log, roles, users};
use crate::admin::Frame;
use crate::mail;
use axum::extract::Path;
use base::permission::Permission;
use base::web::{Ctx, Json, Page};
use base::{Error, Lang, Reader, Result, Timestamp, args, date};
use maud::{Markup, html};
use serde::Serialize;
use texts::people as t;
use ui::{Button, Choice, Confirm, Fact, Field, Icon, Line, MenuItem, Notice, State, Tone};

base::row! {
    /// A user with all that is kept of him.
    #[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
    pub struct User {
        pub id: i64,
        pub user_name: String,
        pub email: String,
        pub first_name: String,
        pub last_name: String,
        pub name: String,
        pub initials: String,
        pub title: String,
        pub department: String,
        pub manager: Option<i64>,
        pub manager_name: Option<String>,
        pub phone: String,
        pub mobile: String,
        pub lang: String,
        pub kind: String,
        pub source: String,
        pub active: bool,
        pub last_sign_in: Option<Timestamp>,
        pub created: Timestamp,
        pub version: i64,
    }
}

pub(super) const FIND: &str = "SELECT u.id, u.user_name, u.email, u.first_name, u.last_name, u.name, u.initials, u.title, u.department, u.manager, m.name AS manager_name,
    u.phone, u.mobile, u.lang, u.kind, u.source, u.active, u.last_sign_in, u.created, u.version FROM users u LEFT JOIN users m ON m.id = u.manager WHERE u.id = $1";

/// A number in an address; what isn't one is found nowhere.
pub(super) fn number(text: &str) -> Result<i64> {
    text.parse().map_err(|_| Error::NotFound)
}

/// A user by the number in an address.
pub(super) async fn find(reader: &Reader, id: &str) -> Result<User> {
    reader.one(FIND, &args![number(id)?]).await
}

/// GET /api/v1/users/{id}
pub async fn api(ctx: Ctx, Path(id): Path<String>) -> Result<Json<User>> {
    let user = find(&ctx.reader, &id).await?;
    let version = user.version;
    Ok(Json::ok(user).version(version))
}

/// GET /admin/users/{id}
pub async fn page(ctx: Ctx, Path(id): Path<String>) -> Result<Page> {
    let user = find(&ctx.reader, &id).await?;
    draw(&ctx, &user, &html! {}).await
}

/// The page with a link that is to be passed on.
pub(super) async fn with_link(ctx: &Ctx, id: i64, link: &Markup) -> Result<Page> {
    draw(ctx, &find(&ctx.reader, &id.to_string()).await?, link).await
}

async fn draw(ctx: &Ctx, user: &User, link: &Markup) -> Result<Page> {
    let lang = ctx.lang;
    let chip = if user.active { ui::chip(State::Active, t::active(lang)) } else { ui::chip(State::Closed, t::disabled(lang)) };
    let content = html! {
        (link)
        @if user.source != "manual" { div.around { (Notice::new(Tone::Info, t::from_directory(lang, &user.source))) } }
        @if user.kind == users::GUEST { div.around { (Notice::new(Tone::Info, t::guest_what(lang))) } }
        div.columns {
            div { (particulars(ctx, user)) }
            div { (given(ctx, user.id, t::no_roles(lang)).await?) (groups(ctx, user.id).await?) }
        }
        (change_log::section(ctx, "user", Some(user.id)).await?)
        (forms(ctx, user))
    };
    Ok(Frame::new(users::HERE, &user.name).chips(chip).actions(actions(ctx, user)).page(ctx, content))
}

fn actions(ctx: &Ctx, user: &User) -> Markup {
    let (lang, link) = (ctx.lang, format!("{}/{}", users::HERE, user.id));
    let disable = format!("{link}/disable");
    let mut items = vec![];
    if user.active {
        let (label, icon) =
            if mail::reaches(ctx) { (t::send_password_link(lang), Icon::Mail) } else { (t::make_password_link(lang), Icon::Key) };
        items.push(MenuItem::button(label).icon(icon).attr("data-dialog", "send-link"));
        if user.id != ctx.actor.id {
            items.push(MenuItem::link(t::disable(lang), &disable).icon(Icon::Lock).danger());
        }
    } else {
        items.push(MenuItem::submit(t::enable(lang), "enable", &format!("{link}/enable")).icon(Icon::User));
    }
    html! {
        @if user.source == "manual" { (Button::link(t::edit(lang), &format!("{link}/edit")).primary().icon(Icon::Pencil)) }
        (Button::new(t::more_actions(lang)).icon_only(Icon::More).menu("more"))
        (ui::menu_of("more", &items))
    }
}

/// Forms that the buttons of the head send.
fn forms(ctx: &Ctx, user: &User) -> Markup {
    let (lang, link) = (ctx.lang, format!("{}/{}", users::HERE, user.id));
    let (title, text, go) = if mail::reaches(ctx) {
        (t::send_link_title(lang, &user.name), t::send_link_text(lang, &user.email), t::send_link(lang))
    } else {
        (t::make_link_title(lang, &user.name), t::make_link_text(lang).to_owned(), t::make_link(lang))
    };
    html! {
        @if user.active {
            (Confirm {
                id: "send-link",
                title: &title,
                text: &text,
                action: &format!("{link}/link"),
                csrf: &ctx.csrf,
                cancel: texts::base::cancel(lang),
                go,
                danger: false,
                fields: &[],
            })
        } @else {
            form id="enable" method="post" action={ (link) "/enable" } hidden { (ui::csrf(&ctx.csrf)) }
        }
    }
}

fn particulars(ctx: &Ctx, user: &User) -> Markup {
    let lang = ctx.lang;
    let language = Lang::parse(&user.lang).unwrap_or_default();
    let manager = html! {
        @if let (Some(id), Some(name)) = (user.manager, &user.manager_name) { a href={ (users::HERE) "/" (id) } { (name) } }
    };
    let signed_in = user.last_sign_in.map_or_else(|| t::never(lang).to_owned(), |at| date::exact(lang, at));
    let facts = [
        Fact::new(t::user_name(lang), &user.user_name),
        Fact::new(t::email(lang), &user.email),
        Fact::new(t::initials(lang), &user.initials),
        Fact::new(t::job_title(lang), &user.title),
        Fact::new(t::department(lang), &user.department),
        Fact::new(t::manager(lang), manager),
        Fact::new(t::phone(lang), &user.phone),
        Fact::new(t::mobile(lang), &user.mobile),
        Fact::new(t::language(lang), language_name(language)),
        Fact::new(t::kind(lang), users::kind_name(lang, &user.kind)),
        Fact::new(t::last_sign_in(lang), signed_in),
        Fact::new(t::made(lang), date::exact(lang, user.created)),
    ];
    html! {
        section.part aria-labelledby="particulars" { (ui::section_head("particulars", t::particulars(lang), None, "")) (ui::facts_wide(&facts)) }
    }
}

/// A language by its own name.
pub(super) fn language_name(lang: Lang) -> &'static str {
    match lang {
        Lang::Da => "Dansk",
        Lang::En => "English",
    }
}

base::row! {
    struct Given { id: i64, name_da: String, name_en: String, principal: i64, through: Option<String> }
}

/// The roles of a user or group: own ones and those through groups.
pub(super) async fn given(ctx: &Ctx, principal: i64, none: &str) -> Result<Markup> {
    let lang = ctx.lang;
    let all: Vec<Given> = ctx
        .reader
        .all(
            "WITH RECURSIVE up (id) AS (SELECT CAST($1 AS BIGINT) UNION SELECT m.group_id FROM group_member m JOIN up ON m.member = up.id)
             SELECT r.id, r.name_da, r.name_en, g.principal, p.name AS through FROM up JOIN role_given g ON g.principal = up.id
             JOIN role r ON r.id = g.role_id LEFT JOIN groups p ON p.id = g.principal AND p.id <> $1 ORDER BY r.id, g.principal",
            &args![principal],
        )
        .await?;
    let may = ctx.actor.may(Permission::Roles);
    let lines: Vec<Line<'_>> = all
        .iter()
        .map(|one| Line {
            icon: Some(ui::icon(Icon::Key)),
            text: roles::pick(lang, &one.name_da, &one.name_en),
            meta: one.through.as_deref(),
            end: (may && one.principal == principal).then(|| take_button(ctx, one, principal)),
            ..Line::default()
        })
        .collect();
    let own: Vec<i64> = all.iter().filter(|g| g.principal == principal).map(|g| g.id).collect();
    Ok(html! {
        section.part aria-labelledby="roles" {
            (ui::section_head("roles", t::roles(lang), Some(&all.len().to_string()), ""))
            @if all.is_empty() { p.muted { (none) } }
            (ui::lines(&lines))
            @if may { (give_form(ctx, principal, &own).await?) }
        }
    })
}

fn take_button(ctx: &Ctx, one: &Given, principal: i64) -> Markup {
    let name = roles::pick(ctx.lang, &one.name_da, &one.name_en);
    html! {
        form method="post" action={ "/admin/roles/" (one.id) "/take" } {
            (ui::csrf(&ctx.csrf))
            input type="hidden" name="principal" value=(principal);
            (Button::submit(&t::take_role(ctx.lang, name)).plain().small().icon_only(Icon::Close))
        }
    }
}

async fn give_form(ctx: &Ctx, principal: i64, own: &[i64]) -> Result<Markup> {
    let lang = ctx.lang;
    let left: Vec<_> = roles::all(&ctx.reader).await?.into_iter().filter(|r| !own.contains(&r.id)).collect();
    let ids: Vec<String> = left.iter().map(|r| r.id.to_string()).collect();
    // None is chosen beforehand: a role is never given by a slip.
    let none = Choice { value: "", label: t::choose_role(lang), chosen: true };
    let choices: Vec<Choice<'_>> = std::iter::once(none)
        .chain(left.iter().zip(&ids).map(|(role, id)| Choice { value: id, label: role.name(lang), chosen: false }))
        .collect();
    Ok(html! {
        @if !left.is_empty() {
            form.row.around method="post" action="/admin/roles/give" {
                (ui::csrf(&ctx.csrf))
                input type="hidden" name="principal" value=(principal);
                (Field::select("role", t::role_to_give(lang), &choices).hidden_label())
                (Button::submit(t::give_role(lang)))
            }
        }
    })
}

base::row! {
    struct In { id: i64, name: String, direct: bool }
}

async fn groups(ctx: &Ctx, user: i64) -> Result<Markup> {
    let lang = ctx.lang;
    let all: Vec<In> = ctx
        .reader
        .all(
            "WITH RECURSIVE up (id) AS (SELECT CAST($1 AS BIGINT) UNION SELECT m.group_id FROM group_member m JOIN up ON m.member = up.id)
             SELECT g.id, g.name, EXISTS (SELECT 1 FROM group_member m WHERE m.group_id = g.id AND m.member = $1) AS direct
             FROM up JOIN groups g ON g.id = up.id ORDER BY g.name_key, g.id",
            &args![user],
        )
        .await?;
    let links: Vec<String> = all.iter().map(|g| format!("/admin/groups/{}", g.id)).collect();
    let may = ctx.actor.may(Permission::Groups);
    let lines: Vec<Line<'_>> = all
        .iter()
        .zip(&links)
        .map(|(group, link)| Line {
            icon: Some(ui::icon(Icon::Users)),
            href: may.then_some(link.as_str()),
            text: &group.name,
            meta: (!group.direct).then_some(t::through_group(lang)),
            end: None,
        })
        .collect();
    Ok(html! {
        section.part aria-labelledby="groups" {
            (ui::section_head("groups", t::groups(lang), Some(&all.len().to_string()), ""))
            @if all.is_empty() { p.muted { (t::in_no_groups(lang)) } }
            (ui::lines(&lines))
        }
    })
}
