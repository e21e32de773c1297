//! A plan from a CSV file: first what would change is shown, then it is done, all or nothing.

use super::{Frame, Said, apply, done, faults, plan_of, sheet};
use axum::extract::Path;
use axum::http::StatusCode;
use base::error::Fault;
use base::web::{Ctx, Fields, Json, Page};
use base::{Error, Result, Uuid};
use maud::{Markup, html};
use serde::Serialize;
use texts::journal as t;
use ui::{Button, Cell, Column, Field, Form, Kind, Notice, Row, Table, Tone};

/// The most rows of each kind that the page lists.
const SHOWN: usize = 200;

/// GET /admin/plans/{plan}/import
pub async fn page(ctx: Ctx, Path(plan): Path<Uuid>) -> Result<Page> {
    form(&ctx, plan, "", html! {}, &[]).await
}

/// POST /admin/plans/{plan}/import
pub async fn save(ctx: Ctx, Path(plan): Path<Uuid>, fields: Fields) -> Result<Page> {
    let go = fields.read().flag("apply");
    match run(&ctx, plan, fields.get("csv"), go).await {
        Ok(found) if go && found.wrong.is_empty() => Ok(done(
            &format!("/admin/plans/{plan}"),
            &t::imported(ctx.lang, found.added.len() as i64, found.changed.len() as i64, found.closed.len() as i64),
        )),
        Ok(found) => {
            let status = if found.wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
            Ok(form(&ctx, plan, fields.get("csv"), preview(&ctx, plan, &found, fields.get("csv")), &[]).await?.status(status))
        }
        Err(error) => {
            let faults = faults(error)?;
            Ok(form(&ctx, plan, fields.get("csv"), html! {}, &faults).await?.status(StatusCode::UNPROCESSABLE_ENTITY))
        }
    }
}

/// What an import did or would do.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = ImportReport)]
pub struct Report {
    pub applied: bool,
    pub added: Vec<String>,
    pub changed: Vec<String>,
    pub closed: Vec<String>,
}

/// POST /api/v1/plans/{plan}/import: `csv`, and `apply` to do it.
pub async fn api_save(ctx: Ctx, Path(plan): Path<Uuid>, fields: Fields) -> Result<Json<Report>> {
    let go = fields.read().flag("apply");
    let found = run(&ctx, plan, fields.get("csv"), go).await?;
    if !found.wrong.is_empty() {
        let lines = found.wrong.iter().map(|w| {
            let w = w.clone();
            Fault { field: format!("csv:{}", w.line), say: base::error::Say::new(move |lang| w.what.text(lang)) }
        });
        return Err(Error::Invalid(lines.collect()));
    }
    let codes = |all: Vec<(String, String)>| all.into_iter().map(|(code, _)| code).collect();
    let changed = found.changed.iter().map(|(code, ..)| code.clone()).collect();
    Ok(Json::ok(Report { applied: go, added: codes(found.added), changed, closed: codes(found.closed) }))
}

async fn run(ctx: &Ctx, plan: Uuid, csv: &str, go: bool) -> Result<apply::Plan> {
    if csv.trim().is_empty() {
        return Err(Error::field("csv", texts::base::fault_empty));
    }
    let (lines, wrong) = sheet::read(csv)?;
    let mut uow = ctx.write().await?;
    let found = apply::apply(&mut uow, plan, &lines, wrong).await?;
    // Without `go` the unit is dropped: nothing was changed.
    if go && found.wrong.is_empty() && !found.nothing() {
        uow.commit().await?;
    }
    Ok(found)
}

async fn form(ctx: &Ctx, plan: Uuid, csv: &str, preview: Markup, faults: &[Fault]) -> Result<Page> {
    let lang = ctx.lang;
    let plan = plan_of(&ctx.reader, plan).await?;
    let said = Said::new(lang, faults);
    let href = format!("/admin/plans/{}", plan.id);
    let content = html! {
        div.stack { (said.summary(lang)) (preview) }
        section.part aria-label=(t::rows(lang)) { (Form::new(&format!("{href}/import"), &ctx.csrf).body(html! {
            (Field::other("file", t::file(lang), html! { input.input type="file" id="file" accept=".csv,text/csv,text/plain" data-read-into="csv" aria-describedby="file-help"; }).help(t::file_help(lang)))
            (Field::textarea("csv", t::rows(lang), csv, 10).help(t::rows_help(lang)).error(said.at("csv")))
            (ui::form_foot(Button::submit(t::show_changes(lang)), Button::link(texts::base::cancel(lang), &href), None))
        })) }
    };
    let title = t::import(lang);
    let window = if faults.is_empty() { title.to_owned() } else { t::error_title(lang, title) };
    let frame = Frame::new("/admin/plans", title).lede(t::import_lede(lang)).under(t::plans(lang), "/admin/plans").under(&plan.name, &href);
    Ok(frame.titled(ctx, &window, content))
}

fn preview(ctx: &Ctx, plan: Uuid, found: &apply::Plan, csv: &str) -> Markup {
    let lang = ctx.lang;
    let n = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    if !found.wrong.is_empty() {
        return html! {
            div.errors role="alert" aria-labelledby="wrong" tabindex="-1" data-focus {
                h2 id="wrong" { (t::rows_wrong(lang, n(found.wrong.len()))) }
                ul { @for wrong in found.wrong.iter().take(SHOWN) { li { (t::row_line(lang, wrong.line)) " " (wrong.what.text(lang)) } } }
            }
        };
    }
    if found.nothing() {
        return html! { (Notice::new(Tone::Info, t::nothing_changes(lang))) };
    }
    let said = t::would_change(lang, n(found.added.len()), n(found.changed.len()), n(found.closed.len()));
    html! {
        (Notice::new(Tone::Info, said))
        (list(lang, t::added_rows(lang), found.added.iter().map(|(code, title)| (code, None, Some(title)))))
        (list(lang, t::changed_rows(lang), found.changed.iter().map(|(code, old, new)| (code, Some(old), Some(new)))))
        (list(lang, t::closed_rows(lang), found.closed.iter().map(|(code, title)| (code, None, Some(title)))))
        form method="post" action={ "/admin/plans/" (plan) "/import" } {
            (ui::csrf(&ctx.csrf))
            textarea name="csv" hidden { "\n" (csv) }
            (Button::submit(t::apply(lang)).primary().attr("name", "apply").attr("value", "true"))
        }
    }
}

fn list<'a>(lang: base::Lang, title: &str, rows: impl Iterator<Item = (&'a String, Option<&'a String>, Option<&'a String>)>) -> Markup {
    let mut rows: Vec<_> = rows.collect();
    let more = rows.len().saturating_sub(SHOWN);
    rows.truncate(SHOWN);
    if rows.is_empty() {
        return html! {};
    }
    let columns = [Column::new(Kind::Nr, t::code(lang)), Column::new(Kind::Title, t::title(lang))];
    let rows = rows
        .into_iter()
        .map(|(code, old, new)| Row::new(vec![Cell::new(code), Cell::wrap(html! { @if old.is_some() { (ui::change(old.map(String::as_str), new.map(String::as_str))) } @else if let Some(new) = new { (new) } })]))
        .collect();
    html! {
        h2 { (title) }
        (Table::new(title, &columns, rows))
        @if more > 0 { p.muted { (t::more_rows(lang, i64::try_from(more).unwrap_or(0))) } }
    }
}
