//! A group's own page: its members, its roles, and where it is used.

use super::directory::Wanted;
use super::user_form::people_picker;
use super::uses::{self, Uses};
use super::{change_log, groups, user, users};
use crate::admin::Frame;
use axum::extract::Path;
use base::web::{Ctx, Fields, Json, Page};
use base::{Error, Reader, Result, args};
use maud::{Markup, html};
use serde::Serialize;
use texts::people as t;
use ui::{Button, Confirm, Field, Icon, Line, MenuItem, Notice, Tone};

base::row! {
    /// A group.
    #[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
    pub struct Group { pub id: i64, pub name: String, pub description: String, pub email: String, pub source: String, pub active: bool, pub version: i64 }
}

base::row! {
    /// A member of a group: a user or another group.
    #[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
    #[schema(as = GroupMember)]
    pub struct Member { pub id: i64, pub name: String, pub is_group: bool, pub active: bool, pub about: String }
}

/// A group by the number in an address.
pub(super) async fn find(reader: &Reader, id: &str) -> Result<Group> {
    reader.one("SELECT id, name, description, email, source, active, version FROM groups WHERE id = $1", &args![user::number(id)?]).await
}

/// Refuses to change what a directory keeps.
pub(super) fn own(group: &Group) -> Result<()> {
    let source = group.source.clone();
    if source == "manual" { Ok(()) } else { Err(Error::refused(move |lang| t::from_directory(lang, &source))) }
}

pub(super) async fn members(reader: &Reader, id: i64) -> Result<Vec<Member>> {
    let mut all: Vec<Member> = reader
        .all(
            "SELECT u.id, u.name, FALSE AS is_group, u.active, u.title AS about FROM group_member m JOIN users u ON u.id = m.member WHERE m.group_id = $1
             UNION ALL SELECT g.id, g.name, TRUE AS is_group, g.active, g.description AS about FROM group_member m JOIN groups g ON g.id = m.member WHERE m.group_id = $1",
            &args![id],
        )
        .await?;
    all.sort_by_cached_key(|m| (!m.is_group, base::collate::key(&m.name), m.id));
    Ok(all)
}

/// A group with its members, for the API.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = GroupWithMembers)]
pub struct WithMembers {
    #[serde(flatten)]
    pub group: Group,
    pub members: Vec<Member>,
}

/// GET /api/v1/groups/{id}
pub async fn api_with_members(ctx: Ctx, Path(id): Path<String>) -> Result<Json<WithMembers>> {
    let group = find(&ctx.reader, &id).await?;
    let (version, members) = (group.version, members(&ctx.reader, group.id).await?);
    Ok(Json::ok(WithMembers { group, members }).version(version))
}

/// The group alone, after a change of it.
pub(super) async fn api(ctx: Ctx, Path(id): Path<String>) -> Result<Json<Group>> {
    let group = find(&ctx.reader, &id).await?;
    let version = group.version;
    Ok(Json::ok(group).version(version))
}

/// GET /admin/groups/{id}
pub async fn page(ctx: Ctx, Path(id): Path<String>, fields: Fields) -> Result<Page> {
    let lang = ctx.lang;
    let group = find(&ctx.reader, &id).await?;
    let uses = uses::of(&ctx, group.id).await?;
    let members = members(&ctx.reader, group.id).await?;
    let link = format!("{}/{}", groups::HERE, group.id);
    let manual = group.source == "manual";
    let actions = html! {
        @if manual {
            (Button::link(t::edit(lang), &format!("{link}/edit")).primary().icon(Icon::Pencil))
            @if !uses.any() {
                (Button::new(t::more_actions(lang)).icon_only(Icon::More).menu("more"))
                (ui::menu_of("more", &[MenuItem::button(t::delete_group(lang)).icon(Icon::Trash).danger().attr("data-dialog", "delete-group")]))
            }
        }
    };
    let content = html! {
        @if !manual { div.around { (Notice::new(Tone::Info, t::from_directory(lang, &group.source))) } }
        div.columns {
            div { (member_part(&ctx, &group, &members, fields.get("q"))) }
            div { (user::given(&ctx, group.id, t::group_no_roles(lang)).await?) (used(&ctx, &uses)) (inside(&ctx, group.id).await?) }
        }
        (change_log::section(&ctx, "group", Some(group.id)).await?)
        (Confirm {
            id: "delete-group",
            title: &t::delete_group_title(lang, &group.name),
            text: t::delete_group_text(lang),
            action: &format!("{link}/delete"),
            csrf: &ctx.csrf,
            cancel: texts::base::cancel(lang),
            go: t::delete_group(lang),
            danger: true,
            fields: &[],
        })
    };
    let mut frame = Frame::new(groups::HERE, &group.name).actions(actions);
    if !group.description.is_empty() {
        frame = frame.lede(&group.description);
    }
    Ok(frame.page(&ctx, content))
}

/// As many members as are shown at once; beyond them one searches.
const SHOWN: usize = 100;

fn member_part(ctx: &Ctx, group: &Group, members: &[Member], q: &str) -> Markup {
    let lang = ctx.lang;
    let (wanted, link) = (Wanted::new(q), format!("{}/{}", groups::HERE, group.id));
    let shown: Vec<&Member> = members.iter().filter(|m| wanted.in_texts(&[&m.name, &m.about])).take(SHOWN).collect();
    let manual = group.source == "manual";
    let links: Vec<String> = shown.iter().map(|m| format!("{}/{}", if m.is_group { groups::HERE } else { users::HERE }, m.id)).collect();
    let lines: Vec<Line<'_>> = shown
        .iter()
        .zip(&links)
        .map(|(member, link)| Line {
            icon: Some(ui::icon(if member.is_group { Icon::Users } else { Icon::User })),
            href: Some(link),
            text: &member.name,
            meta: (!member.about.is_empty()).then_some(member.about.as_str()),
            end: Some(html! {
                @if !member.active { (users::state(lang, false)) }
                @if manual { (remove_button(ctx, group.id, member)) }
            }),
        })
        .collect();
    html! {
        section.part aria-labelledby="members" {
            (ui::section_head("members", t::members(lang), Some(&members.len().to_string()), ""))
            @if members.is_empty() { p.muted { (t::no_members(lang)) } }
            @if members.len() > SHOWN || !q.is_empty() {
                form.withicon.around action=(link) {
                    (ui::icon(Icon::Search))
                    input.input type="search" name="q" value=(q) aria-label=(t::find_member(lang)) placeholder=(t::find_member(lang))
                        hx-get=(link) hx-trigger="input changed delay:200ms, search" hx-target="#member-list" hx-select="#member-list" hx-swap="outerHTML";
                }
            }
            div id="member-list" {
                (ui::lines(&lines))
                @if shown.len() < members.len() { p.small.muted { (t::members_shown(lang, number(shown.len()), number(members.len()))) } }
            }
            @if manual {
                form.form.around method="post" action={ (groups::HERE) "/" (group.id) "/members" } {
                    (ui::csrf(&ctx.csrf))
                    (Field::picker("member", t::new_member(lang), ui::Picker { several: true, ..people_picker(lang, "/pick/people?groups=1", &[]) }))
                    div { (Button::submit(t::add_members(lang))) }
                }
            }
        }
    }
}

fn number(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

fn remove_button(ctx: &Ctx, group: i64, member: &Member) -> Markup {
    html! {
        form method="post" action={ (groups::HERE) "/" (group) "/members/remove" } {
            (ui::csrf(&ctx.csrf))
            input type="hidden" name="member" value=(member.id);
            (Button::submit(&t::remove_member(ctx.lang, &member.name)).plain().small().icon_only(Icon::Close))
        }
    }
}

fn used(ctx: &Ctx, uses: &Uses) -> Markup {
    let lang = ctx.lang;
    html! {
        section.part aria-labelledby="uses" {
            (ui::section_head("uses", t::used_where(lang), None, ""))
            @if uses.templates + uses.cases + uses.shared == 0 { p.muted { (t::used_nowhere(lang)) } }
            @else {
                ul.lines {
                    @if uses.templates > 0 { li { (t::used_by_templates(lang, uses.templates)) } }
                    @if uses.cases > 0 { li { (t::used_by_cases(lang, uses.cases)) } }
                    @if uses.shared > 0 { li { (t::used_by_members(lang, uses.shared)) } }
                }
            }
        }
    }
}

async fn inside(ctx: &Ctx, id: i64) -> Result<Markup> {
    let lang = ctx.lang;
    let above: Vec<(i64, String)> = ctx
        .reader
        .all(
            "SELECT g.id, g.name FROM group_member m JOIN groups g ON g.id = m.group_id WHERE m.member = $1 ORDER BY g.name_key",
            &args![id],
        )
        .await?;
    Ok(html! {
        @if !above.is_empty() {
            section.part aria-labelledby="above" {
                (ui::section_head("above", t::member_of(lang), None, ""))
                ul.lines { @for (id, name) in &above { li { (ui::icon(Icon::Users)) a.quiet href={ (groups::HERE) "/" (id) } { (name) } } } }
            }
        }
    })
}
