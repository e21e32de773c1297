//! The list of users.

use super::directory::{self, Listed, Wanted};
use crate::admin::Frame;
use crate::mail;
use base::web::{Ctx, Fields, Json, Page};
use base::{Lang, Result};
use maud::{Markup, html};
use serde::Serialize;
use texts::people as t;
use ui::{Button, Cell, Column, Icon, Kind, Pager, Row, State, Table, Title};

pub(super) const HERE: &str = "/admin/users";
const SIZE: usize = 50;

/// A page of users, and how many there are.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = UserPage)]
pub struct Found {
    pub users: Vec<Listed>,
    pub total: usize,
    pub page: usize,
}

/// What the list is narrowed to.
struct Want<'a> {
    q: &'a str,
    state: &'a str,
    page: usize,
}

impl<'a> Want<'a> {
    fn of(fields: &'a Fields) -> Want<'a> {
        let state = match fields.get("state") {
            state @ ("disabled" | "all") => state,
            _ => "active",
        };
        Want { q: fields.get("q"), state, page: fields.get("page").parse().unwrap_or(1).clamp(1, 100_000) }
    }

    fn link(&self, state: &str, page: usize) -> String {
        format!("{HERE}?q={}&state={state}&page={page}", base_encoded(self.q))
    }
}

/// A value in a query.
pub(super) fn base_encoded(text: &str) -> String {
    text.bytes().map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

async fn find(ctx: &Ctx, want: &Want<'_>) -> Result<Found> {
    let wanted = Wanted::new(want.q);
    let fits = |u: &Listed| (want.state == "all" || u.active == (want.state == "active")) && wanted.user(u);
    let all: Vec<Listed> = directory::users(&ctx.reader).await?.into_iter().filter(fits).collect();
    let total = all.len();
    let page = want.page.min(total.div_ceil(SIZE).max(1));
    Ok(Found { users: all.into_iter().skip((page - 1) * SIZE).take(SIZE).collect(), total, page })
}

/// GET /api/v1/users
pub async fn api(ctx: Ctx, fields: Fields) -> Result<Json<Found>> {
    Ok(Json::ok(find(&ctx, &Want::of(&fields)).await?))
}

/// GET /admin/users
pub async fn page(ctx: Ctx, fields: Fields) -> Result<Page> {
    let lang = ctx.lang;
    let want = Want::of(&fields);
    let found = find(&ctx, &want).await?;
    let new = Button::link(t::new_user(lang), "/admin/users/new").primary().icon(Icon::Plus);
    let content = html! {
        (mail::missing(&ctx))
        div.filters.first {
            form.withicon.keep action=(HERE) {
                (ui::icon(Icon::Search))
                input type="hidden" name="state" value=(want.state);
                input.input type="search" name="q" value=(want.q) aria-label=(t::find_user(lang)) placeholder=(t::find_user(lang))
                    hx-get=(HERE) hx-include="closest form" hx-trigger="input changed delay:200ms, search" hx-target="#users" hx-select="#users" hx-swap="outerHTML" hx-replace-url="true";
            }
            (ui::segmented_links(t::state(lang), &[
                (t::active_users(lang), None, &want.link("active", 1), want.state == "active"),
                (t::disabled_users(lang), None, &want.link("disabled", 1), want.state == "disabled"),
                (t::all_users(lang), None, &want.link("all", 1), want.state == "all"),
            ]))
        }
        div id="users" { (listed(&ctx, &want, &found)) }
    };
    let lede = texts::admin::users_why(lang);
    Ok(Frame::new(HERE, texts::admin::users(lang)).lede(lede).actions(html! { (new) }).page(&ctx, content))
}

fn listed(ctx: &Ctx, want: &Want<'_>, found: &Found) -> Markup {
    let lang = ctx.lang;
    if found.users.is_empty() {
        let all = Button::link(t::show_all_users(lang), "/admin/users?state=all");
        return ui::empty(t::no_users(lang), t::no_users_why(lang), all);
    }
    let columns = [
        Column::new(Kind::Title, t::name(lang)),
        Column::new(Kind::Person, t::user_name(lang)).leaves(2),
        Column::new(Kind::Person, t::job_title(lang)).leaves(3),
        Column::new(Kind::Person, t::department(lang)).leaves(3),
        Column::new(Kind::Short, t::kind(lang)).leaves(4),
        Column::new(Kind::When, t::last_sign_in(lang)).leaves(4),
        Column::new(Kind::Short, t::state(lang)),
    ];
    let rows = found.users.iter().map(|user| row(ctx, user)).collect();
    let from = (found.page - 1) * SIZE;
    let range = t::range(
        lang,
        i64::try_from(from + 1).unwrap_or(0),
        i64::try_from(from + found.users.len()).unwrap_or(0),
        i64::try_from(found.total).unwrap_or(0),
    );
    let previous = (found.page > 1).then(|| want.link(want.state, found.page - 1));
    let next = (from + SIZE < found.total).then(|| want.link(want.state, found.page + 1));
    html! {
        (Table::new(t::users_caption(lang), &columns, rows).list())
        (ui::list_foot(t::pages(lang), None, &Pager {
            range: &range,
            previous: previous.as_deref(),
            next: next.as_deref(),
            previous_label: t::previous_page(lang),
            next_label: t::next_page(lang),
            size: None,
        }))
    }
}

fn row<'a>(ctx: &Ctx, user: &'a Listed) -> Row<'a> {
    let lang = ctx.lang;
    let link = format!("{HERE}/{}", user.id);
    let below = [user.user_name.as_str(), user.title.as_str()].into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(" · ");
    let cells = vec![
        Title::new(&user.name, &link).icon(ui::chip::avatar(&user.initials)).below(below).cell(),
        Cell::dim(&user.user_name),
        Cell::dim(&user.title),
        Cell::dim(&user.department),
        Cell::dim(kind_name(lang, &user.kind)),
        Cell::dim(user.last_sign_in.map(|at| ctx.when(at)).unwrap_or_default()),
        Cell::new(state(lang, user.active)),
    ];
    Row::new(cells).off(!user.active)
}

/// Active or disabled, in a row.
pub(super) fn state(lang: Lang, active: bool) -> Markup {
    if active { ui::state(State::Active, t::active(lang)) } else { ui::state(State::Closed, t::disabled(lang)) }
}

/// The house's own people.
pub(super) const INTERNAL: &str = "internal";
/// Somebody outside who is invited to a room only.
pub(super) const GUEST: &str = "guest";

/// The kinds of accounts.
pub(super) const KINDS: [&str; 4] = [INTERNAL, "external", GUEST, "service"];

/// A kind in words.
pub(super) fn kind_name(lang: Lang, kind: &str) -> &'static str {
    match kind {
        "external" => t::kind_external(lang),
        "guest" => t::kind_guest(lang),
        "service" => t::kind_service(lang),
        _ => t::kind_internal(lang),
    }
}
