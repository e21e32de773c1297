//! Members: who has access to this one case beside the template's list, and at which level.

use super::page::{CaseTab, CaseView, frame, view};
use super::{Case, CaseEvent, level_name, rights};
use crate::people;
use axum::extract::Path;
use axum::http::StatusCode;
use base::event::On;
use base::uow::{Level, Manage};
use base::web::{Ctx, Fields, Json, Page};
use base::{Error, Result, Uow, Uuid, acl, args};
use serde::Serialize;
use texts::cases as t;
use ui::{Button, Choice, Cols, Field, Icon, Markup, Picker, html};

base::row! {
    /// Somebody with access: the owner, a member, or one of the template's list.
    #[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
    #[schema(as = CaseMember)]
    pub struct Member {
        pub principal: i64,
        pub name: String,
        pub initials: String,
        pub title: String,
        pub is_group: bool,
        pub people: i64,
        pub level: i64,
    }
}

const WHO: &str = "coalesce(u.name, g.name, '') AS name, coalesce(u.initials, '') AS initials, coalesce(u.title, '') AS title, u.id IS NULL AS is_group,
    (SELECT count(*) FROM user_scope s JOIN users a ON a.id = s.user_id AND a.active WHERE s.scope = x.principal AND u.id IS NULL) AS people, x.level";

async fn members(ctx: &Ctx, case: &CaseView) -> Result<[Vec<Member>; 3]> {
    let owner = ctx
        .reader
        .all(
            &format!(
                "SELECT x.principal, {WHO} FROM (SELECT c.owner AS principal, 3 AS level FROM my_case c WHERE c.id = $1) x
                LEFT JOIN users u ON u.id = x.principal LEFT JOIN groups g ON g.id = x.principal"
            ),
            &args![case.id],
        )
        .await?;
    let own = ctx
        .reader
        .all(
            &format!("SELECT x.principal, {WHO} FROM my_member x LEFT JOIN users u ON u.id = x.principal LEFT JOIN groups g ON g.id = x.principal
                WHERE x.case_id = $1 ORDER BY coalesce(u.name_key, g.name_key)"),
            &args![case.id],
        )
        .await?;
    let template = ctx
        .reader
        .all(
            &format!("SELECT x.principal, {WHO} FROM template_access x LEFT JOIN users u ON u.id = x.principal LEFT JOIN groups g ON g.id = x.principal
                WHERE x.template_id = $1 ORDER BY x.level DESC, coalesce(u.name_key, g.name_key)"),
            &args![case.template_id],
        )
        .await?;
    Ok([owner, own, template])
}

/// GET /cases/{id}/members
pub async fn page(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Page> {
    let page = draw(&ctx, id, None).await?;
    super::looked(&ctx, id).await?;
    Ok(page)
}

async fn draw(ctx: &Ctx, id: Uuid, error: Option<&str>) -> Result<Page> {
    let case = view(ctx, id).await?;
    let all = members(ctx, &case).await?;
    let seen_by = if case.manages() { rights::who(ctx, id).await? } else { vec![] };
    let content = ui::cols(
        Cols::Rights,
        html! {
            section.pane aria-labelledby="members" {
                (ui::section_head("members", t::tab_members(ctx.lang), None, html! {}))
                @if case.may(Level::Manage) { (add_form(ctx, &case, error)) }
                (table(ctx, &case, &all))
            }
            @if case.manages() { (rights::aside(ctx, &seen_by)) }
        },
    );
    Ok(frame(ctx, &case, CaseTab::Members, actions(ctx, &case), content))
}

fn actions(ctx: &Ctx, case: &CaseView) -> Markup {
    let lang = ctx.lang;
    html! {
        @if case.may(Level::Manage) {
            form method="post" action={ "/cases/" (case.id) "/restrict" } {
                (ui::form::csrf(&ctx.csrf))
                input type="hidden" name="version" value=(case.version);
                @if !case.restricted { input type="hidden" name="on" value="true"; }
                (Button::submit(if case.restricted { t::unrestrict(lang) } else { t::restrict(lang) }).icon(Icon::Lock))
            }
        }
    }
}

fn add_form(ctx: &Ctx, case: &CaseView, error: Option<&str>) -> Markup {
    let lang = ctx.lang;
    let picker = Picker {
        source: "/pick/people?groups=1",
        chosen: &[],
        several: true,
        placeholder: t::owner_hint(lang),
        remove: t::remove(lang),
        nothing: texts::shell::nothing_found(lang),
        icon: Some(Icon::Users),
        action: None,
    };
    let choices = [
        Choice { value: "read", label: t::level_read(lang), chosen: true },
        Choice { value: "write", label: t::level_write(lang), chosen: false },
        Choice { value: "manage", label: t::level_manage(lang), chosen: false },
    ];
    html! {
        form.addline method="post" action={ "/cases/" (case.id) "/members" } {
            (ui::form::csrf(&ctx.csrf))
            (Field::picker("principal", t::new_member(lang), picker).error(error))
            (Field::select("level", t::level(lang), &choices))
            (Button::submit(t::add_member(lang)).icon(Icon::Plus))
        }
    }
}

fn table(ctx: &Ctx, case: &CaseView, [owner, own, template]: &[Vec<Member>; 3]) -> Markup {
    let lang = ctx.lang;
    let heads = [(t::owner(lang), owner, 0), (t::only_here(lang), own, 1)];
    html! {
        div.tablewrap.bleed {
            table.table.given {
                caption.sr { (t::tab_members(lang)) }
                colgroup { col; col.p2.c-person; col.c-level; col.c-short; }
                thead { tr { th scope="col" { (t::name(lang)) } th.p2 scope="col" { (t::position(lang)) } th scope="col" { (t::level(lang)) } th scope="col" { span.sr { (t::doings(lang)) } } } }
                tbody {
                    @for (title, members, kind) in heads {
                        @if !members.is_empty() || kind == 1 { (heading(title)) }
                        @if members.is_empty() && kind == 1 { tr { td.dim.wrap { (t::no_members(lang)) } td.p2 {} td {} td {} } }
                        @for member in members { (row(ctx, case, member, kind)) }
                    }
                    @if !template.is_empty() {
                        (heading(&if case.restricted { t::from_template_off(lang, &case.template_name) } else { t::from_template(lang, &case.template_name) }))
                        @for member in template { (row(ctx, case, member, 2)) }
                    }
                }
            }
        }
    }
}

fn heading(title: &str) -> Markup {
    html! { tr.grouprow { th scope="rowgroup" { (title) } td.p2 {} td {} td {} } }
}

fn row(ctx: &Ctx, case: &CaseView, member: &Member, kind: i64) -> Markup {
    let lang = ctx.lang;
    let initials: String =
        if member.is_group { member.name.chars().take(2).collect::<String>().to_uppercase() } else { member.initials.clone() };
    let position = if member.is_group { t::group_of(lang, member.people) } else { member.title.clone() };
    let may = case.may(Level::Manage) && kind == 1;
    let class = if kind == 2 { "template" } else { "" };
    let at = format!("/cases/{}/members/{}", case.id, member.principal);
    html! {
        tr class=(class) {
            td { @if member.is_group { (ui::group(&initials, &member.name)) } @else { (ui::person(&initials, &member.name)) } }
            td.p2.dim { (position) }
            td {
                @if may {
                    form method="post" action=(at) {
                        (ui::form::csrf(&ctx.csrf))
                        select.select.small name="level" aria-label={ (t::level(lang)) ": " (member.name) } data-submit {
                            @for level in Level::ALL { option value=(level.word()) selected[level as i64 == member.level] { (level_name(lang, level as i64)) } }
                        }
                        noscript { button type="submit" { (texts::base::save(lang)) } }
                    }
                } @else { (level_name(lang, member.level)) }
            }
            td.rowact {
                @if may {
                    form method="post" action={ (at) "/remove" } {
                        (ui::form::csrf(&ctx.csrf))
                        (Button::submit(t::remove(lang)).small().plain().attr("aria-label", &t::remove_one(lang, &member.name)))
                    }
                } @else if kind == 0 && case.may(Level::Manage) {
                    (Button::link(t::shift(lang), &format!("/cases/{}/assign", case.id)).small().plain())
                } @else if kind == 2 { span.dim { (t::template(lang)) } }
            }
        }
    }
}

/// POST /cases/{id}/members
pub async fn add(ctx: Ctx, Path(id): Path<Uuid>, fields: Fields) -> Result<Page> {
    match put(&ctx, id, &fields).await {
        Ok(n) => Ok(Page::to(&format!("/cases/{id}/members")).toast(&crate::shell::toast(&t::members_added(ctx.lang, n)))),
        Err(Error::Invalid(faults)) => {
            let said = faults.first().map(|f| f.say.text(ctx.lang));
            Ok(draw(&ctx, id, said.as_deref()).await?.status(StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other),
    }
}

#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = CaseMembers)]
pub struct Listed {
    members: Vec<Member>,
}

/// GET /api/v1/cases/{id}/members
pub async fn api(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Json<Listed>> {
    let case = view(&ctx, id).await?;
    super::looked(&ctx, id).await?;
    let [owner, own, _] = members(&ctx, &case).await?;
    Ok(Json::ok(Listed { members: owner.into_iter().chain(own).collect() }).version(case.version))
}

/// POST /api/v1/cases/{id}/members: `{"principal": [17, 23], "level": "read"}`
pub async fn api_add(ctx: Ctx, Path(id): Path<Uuid>, fields: Fields) -> Result<Json<Listed>> {
    put(&ctx, id, &fields).await?;
    api(ctx, Path(id)).await
}

async fn put(ctx: &Ctx, id: Uuid, fields: &Fields) -> Result<i64> {
    let mut read = fields.read();
    let principals = read.ints("principal");
    let level = Level::parse(read.choice("level", &["read", "write", "manage"])).unwrap_or(Level::Read);
    let mut uow = ctx.write().await?;
    uow.open::<Case, Manage>(id, fields.version).await?;
    if principals.is_empty() || principals.len() > 100 {
        read.fault("principal", t::choose_member);
    }
    read.done()?;
    let mut n = 0;
    for principal in principals {
        n += i64::from(set(&mut uow, id, principal, level as i64).await?);
    }
    if n > 0 {
        acl::relist(&mut uow, id).await?;
        uow.commit().await?;
    }
    Ok(n)
}

/// Gives somebody who exists a level; false when he has it already.
async fn set(uow: &mut Uow, case: Uuid, principal: i64, level: i64) -> Result<bool> {
    people::chosen(uow, principal, people::At("principal", t::choose_member)).await?;
    give(uow, case, principal, level).await
}

/// Gives somebody a level, with the event that fits what he had; false when he has it already.
pub(super) async fn give(uow: &mut Uow, case: Uuid, principal: i64, level: i64) -> Result<bool> {
    let name = super::name_of(uow, principal).await?;
    let old: Option<(i64,)> =
        uow.maybe("SELECT m.level FROM my_member m WHERE m.case_id = $1 AND m.principal = $2", &args![case, principal]).await?;
    let event = match old {
        Some((old,)) if old == level => return Ok(false),
        Some((old,)) => CaseEvent::MemberChanged { principal, name, old, new: level },
        None => CaseEvent::MemberAdded { principal, name, level },
    };
    uow.record(
        &event,
        On::case(case),
        "INSERT INTO case_member (case_id, principal, level) VALUES ($1, $2, $3) ON CONFLICT (case_id, principal) DO UPDATE SET level = excluded.level",
        &args![case, principal, level],
    )
    .await?;
    Ok(true)
}

/// POST /cases/{id}/members/{principal}: *skift*
pub async fn change(ctx: Ctx, Path((id, principal)): Path<(Uuid, i64)>, fields: Fields) -> Result<Page> {
    let mut read = fields.read();
    let level = Level::parse(read.choice("level", &["read", "write", "manage"])).unwrap_or(Level::Read);
    read.done()?;
    let mut uow = ctx.write().await?;
    let open = uow.open::<Case, Manage>(id, fields.version).await?;
    uow.one::<(i64,)>("SELECT m.level FROM my_member m WHERE m.case_id = $1 AND m.principal = $2", &args![id, principal]).await?;
    if set(&mut uow, id, principal, level as i64).await? {
        acl::relist(&mut uow, id).await?;
        guarded(&mut uow, &open.row).await?;
        uow.commit().await?;
    }
    Ok(Page::to(&format!("/cases/{id}/members")).toast(&crate::shell::toast(t::saved(ctx.lang))))
}

/// POST /cases/{id}/members/{principal}/remove: *fjern*
pub async fn remove(ctx: Ctx, Path((id, principal)): Path<(Uuid, i64)>, fields: Fields) -> Result<Page> {
    take(&ctx, id, principal, fields.version).await?;
    // Who took himself out may not see the case any more.
    let back = match view(&ctx, id).await {
        Err(Error::NotFound) => "/cases".to_owned(),
        _ => format!("/cases/{id}/members"),
    };
    Ok(Page::to(&back).toast(&crate::shell::toast(t::member_removed(ctx.lang))))
}

/// DELETE /api/v1/cases/{id}/members/{principal}
pub async fn api_remove(ctx: Ctx, Path((id, principal)): Path<(Uuid, i64)>, fields: Fields) -> Result<Page> {
    take(&ctx, id, principal, fields.version).await?;
    Ok(Page::nothing())
}

async fn take(ctx: &Ctx, id: Uuid, principal: i64, version: Option<i64>) -> Result<()> {
    let mut uow = ctx.write().await?;
    let open = uow.open::<Case, Manage>(id, version).await?;
    let (level,): (i64,) =
        uow.one("SELECT m.level FROM my_member m WHERE m.case_id = $1 AND m.principal = $2", &args![id, principal]).await?;
    let name = super::name_of(&mut uow, principal).await?;
    uow.record(
        &CaseEvent::MemberRemoved { principal, name, level },
        On::case(id),
        "DELETE FROM case_member WHERE case_id = $1 AND principal = $2",
        &args![id, principal],
    )
    .await?;
    // Counted before the rows by which the actor himself may see the case go.
    guarded(&mut uow, &open.row).await?;
    acl::relist(&mut uow, id).await?;
    uow.commit().await
}

/// A restricted case must keep somebody with manage.
async fn guarded(uow: &mut Uow, case: &Case) -> Result<()> {
    if case.restricted && !super::restrict::managed_by_other(uow, case.id, None).await? {
        return Err(Error::refused(t::nobody_left));
    }
    Ok(())
}
