//! The page of a case: its head and tabs, the documents, the facts.

use super::{Case, CaseEvent, Status, facts, favourite};
use crate::documents;
use crate::shell::{self, Nav};
use axum::extract::Path;
use base::event::On;
use base::permission::Permission;
use base::uow::Level;
use base::web::{Ctx, Fields, Json, Page};
use base::{Error, Result, Timestamp, Uuid, args};
use serde::Serialize;
use texts::Number;
use texts::cases as t;
use ui::{Button, Cols, Icon, Markup, MenuItem, PageHead, Tab, html};

base::row! {
    /// A case as its page shows it.
    #[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
    #[schema(as = Case)]
    pub struct CaseView {
        pub id: Uuid,
        pub number: String,
        pub archive_number: String,
        pub title: String,
        pub description: String,
        pub status: i64,
        pub owner: i64,
        pub owner_name: String,
        pub owner_is_group: bool,
        pub template_id: i64,
        pub template_name: String,
        pub type_name: String,
        pub key_id: Option<Uuid>,
        pub key_name: String,
        pub start_date: Option<String>,
        pub expected_end: Option<String>,
        pub deadline: Option<String>,
        pub restricted: bool,
        pub created: Timestamp,
        pub created_by_name: String,
        pub changed: Timestamp,
        pub changed_by_name: String,
        pub closed_at: Option<Timestamp>,
        pub closed_by_name: String,
        pub version: i64,
        pub level: i64,
        pub own_level: i64,
        pub favourite: bool,
        pub documents: i64,
        pub members: i64,
    }
}

const VIEW: &str = "SELECT c.id, c.number, c.archive_number, c.title, c.description, c.status, c.owner, coalesce(u.name, g.name, '') AS owner_name,
    u.id IS NULL AS owner_is_group, c.template_id, p.name AS template_name, t.name AS type_name, c.key_id, coalesce(k.code || ' ' || k.title, '') AS key_name,
    c.start_date, c.expected_end, c.deadline, c.restricted, c.created, coalesce(m.name, '') AS created_by_name, c.changed,
    coalesce(b.name, '') AS changed_by_name, c.closed_at, coalesce(l.name, '') AS closed_by_name, c.version, c.level,
    coalesce((SELECT max(s.level + y.level) FROM my_case_scope s JOIN user_scope y ON y.scope = s.scope AND y.user_id = {me} WHERE s.case_id = c.id), 0) AS own_level,
    EXISTS (SELECT 1 FROM favourite v WHERE v.user_id = {me} AND v.object = 'case' AND v.object_id = c.id) AS favourite,
    my_document_count(c.id) AS documents, (SELECT count(*) FROM my_member e WHERE e.case_id = c.id) + 1 AS members
  FROM my_case c JOIN template p ON p.id = c.template_id JOIN case_type t ON t.id = c.type_id LEFT JOIN users u ON u.id = c.owner
  LEFT JOIN groups g ON g.id = c.owner LEFT JOIN journal_key k ON k.id = c.key_id LEFT JOIN users m ON m.id = c.created_by
  LEFT JOIN users b ON b.id = c.changed_by LEFT JOIN users l ON l.id = c.closed_by WHERE c.id = $1";

impl CaseView {
    /// What this actor may do, as the case stands.
    pub fn may(&self, level: Level) -> bool {
        self.level >= level as i64 && self.status < Status::Closed as i64
    }

    /// Refuses what this actor may not do as the case stands; that it is closed, in words.
    pub fn needs(&self, level: Level) -> Result<()> {
        match self.level >= level as i64 {
            false => Err(Error::Forbidden),
            true if self.may(level) => Ok(()),
            true => Err(Error::refused(t::is_closed)),
        }
    }

    /// Whether the actor's level would do, were the case open.
    pub fn manages(&self) -> bool {
        self.level >= Level::Manage as i64
    }
}

/// Finds the case. Whatever shows anything of it calls `looked` besides.
pub async fn view(ctx: &Ctx, id: Uuid) -> Result<CaseView> {
    ctx.reader.one(VIEW, &args![id]).await
}

/// Who opens a case that he sees only by a privilege leaves a mark in its history.
async fn opened(ctx: &Ctx, case: &CaseView) -> Result<()> {
    if case.own_level > 0 || !ctx.actor.reads_all() { Ok(()) } else { mark(ctx, case.id).await }
}

async fn mark(ctx: &Ctx, case: Uuid) -> Result<()> {
    let mut uow = ctx.write_logging().await?;
    uow.note(&CaseEvent::PrivilegedLook {}, On::case(case)).await?;
    uow.commit().await
}

/// The same for a part of a case that is read by itself; one mark an hour says it.
pub async fn looked(ctx: &Ctx, case: Uuid) -> Result<()> {
    if !ctx.actor.reads_all() {
        return Ok(());
    }
    let since = ctx.now.checked_sub(jiff::SignedDuration::from_hours(1)).unwrap_or(ctx.now);
    let (own, marked): (i64, i64) = ctx
        .reader
        .one(
            "SELECT (SELECT count(*) FROM my_case_scope s JOIN user_scope y ON y.scope = s.scope AND y.user_id = $2 WHERE s.case_id = $1) AS own,
               (SELECT count(*) FROM my_event e WHERE e.case_id = $1 AND e.actor = $2 AND e.kind = 'case.privileged_look' AND e.at > $3) AS marked",
            &args![case, ctx.actor.id, since],
        )
        .await?;
    if own > 0 || marked > 0 { Ok(()) } else { mark(ctx, case).await }
}

/// The tabs of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaseTab {
    Case,
    Members,
    History,
}

/// A tab of a case as a whole page.
pub fn frame(ctx: &Ctx, case: &CaseView, tab: CaseTab, actions: Markup, content: Markup) -> Page {
    let lang = ctx.lang;
    let id = case.id;
    let (href, members, history) = (format!("/cases/{id}"), format!("/cases/{id}/members"), format!("/cases/{id}/history"));
    let count = Number(lang, case.members).to_string();
    let tabs = [
        Tab { href: &href, label: t::tab_case(lang), count: None, current: tab == CaseTab::Case },
        Tab { href: &members, label: t::tab_members(lang), count: Some(&count), current: tab == CaseTab::Members },
        Tab { href: &history, label: t::tab_history(lang), count: None, current: tab == CaseTab::History },
    ];
    let main = html! {
        (head(ctx, case, actions))
        (ui::tabs(t::tabs(lang), &tabs))
        @if case.status == Status::Closed as i64 { (closed_notice(ctx, case)) }
        (content)
    };
    let key = id.to_string();
    shell::scoped(ctx, Nav::Cases, &case.title, (t::search_here(lang), "case", &key), ui::page(main))
}

fn head(ctx: &Ctx, case: &CaseView, actions: Markup) -> Markup {
    let lang = ctx.lang;
    let chips = html! {
        (Status::of(case.status).chip(lang))
        @if case.restricted { (ui::chip(ui::State::Locked, t::restricted(lang))) }
    };
    let meta = html! {
        span.num { (case.number) }
        @if let Some(key) = case.key_id { a.quiet href={ "/journal?key=" (key) } { (case.key_name) } }
        span { (t::owner(lang)) " " (case.owner_name) }
    };
    html! { (PageHead::new(&case.title).star(favourite::star(ctx, case.id, case.favourite)).chips(chips).meta(meta).actions(actions)) }
}

fn closed_notice(ctx: &Ctx, case: &CaseView) -> Markup {
    let lang = ctx.lang;
    let when = case.closed_at.map(|at| base::date::exact(lang, at)).unwrap_or_default();
    let said = t::closed_by(lang, &case.closed_by_name, when);
    let notice = ui::Notice::new(ui::Tone::Info, said.as_str());
    html! {
        @if case.manages() && ctx.actor.may(Permission::CasesReopen) {
            (notice.actions(Button::link(t::reopen(lang), &format!("/cases/{}/reopen", case.id)).small()))
        } @else { (notice) }
    }
}

/// GET /cases/{id}
pub async fn page(ctx: Ctx, Path(id): Path<Uuid>, fields: Fields) -> Result<Page> {
    let case = view(&ctx, id).await?;
    opened(&ctx, &case).await?;
    let lang = ctx.lang;
    let zone_url = format!("/cases/{id}/uploads");
    let zone = documents::zone(&zone_url, None, &ctx);
    let pane = documents::pane(&ctx, &case, &fields).await?;
    let content = ui::cols(
        Cols::Case,
        html! {
            section.pane aria-labelledby="docs" {
                @if case.may(Level::Write) { (zone.zone(html! { (pane.head) (zone.rows("uploads")) (pane.body) (ui::drop_line(t::drop_line(lang), t::choose_files(lang))) })) }
                @else { (pane.head) (pane.body) }
            }
            (ui::preview_place())
            aside.aside.pane.stay aria-label=(t::facts(lang)) { (facts::areas(&ctx, &case)) }
        },
    );
    Ok(frame(&ctx, &case, CaseTab::Case, actions(&ctx, &case), content))
}

fn actions(ctx: &Ctx, case: &CaseView) -> Markup {
    let lang = ctx.lang;
    let id = case.id;
    let at = |what: &str| format!("/cases/{id}/{what}");
    let (close, passive, active, delete, assign) = (at("close"), at("passive"), at("active"), at("delete"), at("assign"));
    let mut items = vec![MenuItem::link(t::assign(lang), &assign).icon(Icon::User)];
    match Status::of(case.status) {
        Status::Active => items.push(MenuItem::submit(t::make_passive(lang), "case-form", &passive).icon(Icon::StatePassive)),
        Status::Passive => items.push(MenuItem::submit(t::make_active(lang), "case-form", &active).icon(Icon::StateActive)),
        _ => {}
    }
    items.push(MenuItem::link(t::close_case(lang), &close).icon(Icon::StateClosed));
    if ctx.actor.may(Permission::CasesDelete) {
        items.push(MenuItem::link(t::delete_case(lang), &delete).icon(Icon::Trash).danger());
    }
    html! {
        @if case.may(Level::Write) {
            label.button.primary.filebutton { (ui::icon(Icon::Plus)) (t::add_document(lang)) input.sr type="file" multiple data-upload-browse data-key="n"; }
        }
        @if case.may(Level::Manage) {
            form id="case-form" method="post" hidden { (ui::form::csrf(&ctx.csrf)) }
            (Button::new(t::more(lang)).icon_only(Icon::More).menu("case-more"))
            (ui::menu_of("case-more", &items))
        }
    }
}

/// GET /api/v1/cases/{id}
pub async fn api(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Json<CaseView>> {
    let case = view(&ctx, id).await?;
    opened(&ctx, &case).await?;
    let version = case.version;
    Ok(Json::ok(case).version(version))
}

/// For slices that need the row alone.
pub async fn find(ctx: &Ctx, id: Uuid) -> Result<Case> {
    ctx.reader.one(&format!("SELECT {} FROM my_case c WHERE c.id = $1", Case::COLUMNS), &args![id]).await
}
