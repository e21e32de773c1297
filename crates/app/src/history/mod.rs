//! History in words: the events of a case or of a document, in the reader's language.

mod elsewhere;
mod words;

use crate::cases::{CaseTab, case_frame, case_view, looked};
use axum::extract::Path;
use base::web::{Ctx, Fields, Json, Page, Routes};
use base::{Result, Timestamp, Uuid, args, date, route};
use serde::Serialize;
use texts::history as t;
use ui::{Button, Entry, Markup, html};

base::row! {
    /// An event as a page of history reads it.
    #[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
    pub struct Happened {
        pub seq: i64,
        pub at: Timestamp,
        pub actor: Option<i64>,
        pub actor_name: String,
        pub via: String,
        pub kind: String,
        pub object: String,
        pub document_id: Option<Uuid>,
        pub document_title: String,
        pub data: String,
    }
}

/// Rows on a page.
const SIZE: i64 = 100;

/// Which part of the history is wanted.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub case: Option<Uuid>,
    pub document: Option<Uuid>,
    pub who: Option<i64>,
    pub what: String,
    pub before: Option<i64>,
}

/// The events, newest first; one more than a page when there are more.
pub async fn read(ctx: &Ctx, filter: &Filter) -> Result<Vec<Happened>> {
    let (column, id) = match (filter.document, filter.case) {
        // Leaving one case and coming to another is one move in a document's own history.
        (Some(id), _) => ("e.kind <> 'document.moved_out' AND e.document_id", id),
        (None, Some(id)) => ("e.case_id", id),
        (None, None) => return Ok(vec![]),
    };
    let what = match filter.what.as_str() {
        "documents" => "AND e.object IN ('document', 'folder')",
        "case" => "AND e.object = 'case'",
        "access" => "AND (e.kind LIKE 'case.member%' OR e.kind IN ('case.restricted', 'case.privileged_look', 'document.limited'))",
        _ => "",
    };
    let sql = format!(
        "SELECT e.seq, e.at, e.actor, e.actor_name, e.via, e.kind, e.object, e.document_id, coalesce(d.title, x.title, '') AS document_title, e.data
         FROM my_event e LEFT JOIN my_document d ON d.id = e.document_id LEFT JOIN my_trashed_document x ON x.id = e.document_id
         WHERE {column} = $1 AND e.seq < $2 AND ($3 = 0 OR e.actor = $3) AND e.kind NOT IN ('document.text_read', 'document.rendered') {what}
         ORDER BY e.seq DESC LIMIT {}",
        SIZE + 1
    );
    let mut found = ctx.reader.all(&sql, &args![id, filter.before.unwrap_or(i64::MAX), filter.who.unwrap_or(0)]).await?;
    elsewhere::resolve(ctx, &mut found).await?;
    Ok(found)
}

base::row! {
    struct Recent {
        seq: i64, at: Timestamp, actor: Option<i64>, actor_name: String, via: String, kind: String, object: String,
        document_id: Option<Uuid>, document_title: String, data: String, case_id: Uuid, case_title: String,
    }
}

impl Recent {
    /// The case and what happened there.
    fn parts(self) -> ((Uuid, String), Happened) {
        let event = Happened {
            seq: self.seq,
            at: self.at,
            actor: self.actor,
            actor_name: self.actor_name,
            via: self.via,
            kind: self.kind,
            object: self.object,
            document_id: self.document_id,
            document_title: self.document_title,
            data: self.data,
        };
        ((self.case_id, self.case_title), event)
    }
}

/// What others did lately on cases that the actor owns or has marked: case, its title, the words.
pub async fn recent(ctx: &Ctx, limit: i64) -> Result<Vec<(Uuid, String, Markup)>> {
    let found: Vec<Recent> = ctx
        .reader
        .all(
            "WITH mine AS MATERIALIZED (
               SELECT o.id, o.title FROM (SELECT c.id, c.title FROM my_case c WHERE c.owner = $1 ORDER BY c.changed DESC LIMIT 50) o
               UNION SELECT v.id, v.title FROM (SELECT c.id, c.title FROM favourite f CROSS JOIN my_case c
                 WHERE f.user_id = $1 AND f.object = 'case' AND c.id = f.object_id ORDER BY c.changed DESC LIMIT 50) v)
             SELECT e.seq, e.at, e.actor, e.actor_name, e.via, e.kind, e.object, e.document_id, coalesce(d.title, '') AS document_title, e.data,
               m.id AS case_id, m.title AS case_title
             FROM mine m CROSS JOIN my_event e LEFT JOIN my_document d ON d.id = e.document_id
             WHERE e.case_id = m.id AND e.actor IS NOT NULL AND e.actor <> $1 AND e.kind NOT IN ('document.downloaded', 'folder.made')
             ORDER BY e.seq DESC LIMIT $2",
            &args![ctx.actor.id, limit],
        )
        .await?;
    let (cases, mut events): (Vec<(Uuid, String)>, Vec<Happened>) = found.into_iter().map(Recent::parts).unzip();
    elsewhere::resolve(ctx, &mut events).await?;
    let told = events.iter().map(|event| {
        let when = ui::time(&event.at.to_string(), &date::exact(ctx.lang, event.at), &date::relative(ctx.lang, ctx.now, event.at));
        let words = words::of(ctx, event);
        html! { (words.what) " " span.dim.small.nowrap { (when) } }
    });
    Ok(cases.into_iter().zip(told).map(|((id, title), words)| (id, title, words)).collect())
}

/// GET /cases/{id}/history
pub async fn case_page(ctx: Ctx, Path(id): Path<Uuid>, fields: Fields) -> Result<Page> {
    let case = case_view(&ctx, id).await?;
    looked(&ctx, id).await?;
    let filter = Filter {
        case: Some(id),
        document: None,
        who: fields.get("who").parse().ok(),
        what: fields.get("what").to_owned(),
        before: fields.get("before").parse().ok(),
    };
    let mut events = read(&ctx, &filter).await?;
    let more = i64::try_from(events.len()).unwrap_or(0) > SIZE;
    events.truncate(usize::try_from(SIZE).unwrap_or(100));
    let content = html! {
        div.readable {
            (filters(&ctx, id, &filter).await?)
            @if events.is_empty() { (ui::empty(t::nothing(ctx.lang), t::nothing_why(ctx.lang), html! {})) }
            (timeline(&ctx, &events))
            @if let Some(last) = events.last().filter(|_| more) {
                (Button::link(t::older(ctx.lang), &format!("/cases/{id}/history?what={}&who={}&before={}", filter.what, filter.who.unwrap_or(0), last.seq)))
            }
        }
    };
    Ok(case_frame(&ctx, &case, CaseTab::History, html! {}, content))
}

async fn filters(ctx: &Ctx, id: Uuid, filter: &Filter) -> Result<Markup> {
    let lang = ctx.lang;
    let people: Vec<(i64, String)> = ctx
        .reader
        .all("SELECT DISTINCT e.actor, e.actor_name FROM my_event e WHERE e.case_id = $1 AND e.actor IS NOT NULL ORDER BY e.actor_name LIMIT 40", &args![id])
        .await?;
    let address = |what: &str, who: i64| format!("/cases/{id}/history?what={what}&who={who}");
    let who = filter.who.unwrap_or(0);
    let kinds = [("", t::all(lang)), ("case", t::of_case(lang)), ("documents", t::of_documents(lang)), ("access", t::of_access(lang))];
    let kind_links: Vec<(String, &str, bool)> =
        kinds.iter().map(|(word, label)| (address(word, who), *label, filter.what == *word)).collect();
    let mut who_links: Vec<(String, &str, bool)> = vec![(address(&filter.what, 0), t::everybody(lang), who == 0)];
    who_links.extend(people.iter().map(|(one, name)| (address(&filter.what, *one), name.as_str(), who == *one)));
    let menu = |links: &[(String, &str, bool)]| {
        let choices: Vec<(&str, &str, bool)> = links.iter().map(|(href, label, on)| (*label, href.as_str(), *on)).collect();
        ui::filter_choices(&choices)
    };
    let chosen = |links: &[(String, &str, bool)]| links.iter().skip(1).find(|(.., on)| *on).map(|(_, label, _)| (*label).to_owned());
    let (what_now, who_now) = (chosen(&kind_links), chosen(&who_links));
    let content = html! {
        (ui::FilterMenu { id: "history-what", label: t::what(lang), value: what_now.as_deref(), body: menu(&kind_links), keep: true })
        (ui::FilterMenu { id: "history-who", label: t::who(lang), value: who_now.as_deref(), body: menu(&who_links), keep: true })
    };
    Ok(ui::filters(t::filters(lang), content, html! {}))
}

/// Events by days.
pub fn timeline(ctx: &Ctx, events: &[Happened]) -> Markup {
    let lang = ctx.lang;
    let mut days: Vec<(jiff::civil::Date, Vec<&Happened>)> = Vec::new();
    for event in events {
        let day = date::local(event.at).date();
        match days.last_mut().filter(|(last, _)| *last == day) {
            Some((_, list)) => list.push(event),
            None => days.push((day, vec![event])),
        }
    }
    html! {
        @for (day, list) in &days {
            @let entries: Vec<(String, String, words::Words)> = list.iter().map(|e| (clock(ctx, e.at), e.at.to_string(), words::of(ctx, e))).collect();
            @let shown: Vec<Entry<'_>> = entries.iter().map(|(time, at, words)| Entry {
                time, datetime: at, icon: words.icon, what: html! { (words.what) }, change: words.change.clone(), quote: words.quote.as_deref(),
                through: words.through.as_deref(), privileged: words.privileged,
            }).collect();
            (ui::day(&format!("day-{day}"), &date::date(lang, *day), &shown))
        }
    }
}

fn clock(ctx: &Ctx, at: Timestamp) -> String {
    let at = date::local(at);
    let mark = if ctx.lang == base::Lang::Da { '.' } else { ':' };
    format!("{:02}{mark}{:02}", at.hour(), at.minute())
}

#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = History)]
pub struct Answer {
    items: Vec<ApiEvent>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = HistoryEvent)]
struct ApiEvent {
    seq: i64,
    at: Timestamp,
    actor: Option<i64>,
    actor_name: String,
    via: String,
    kind: String,
    document: Option<Uuid>,
    data: serde_json::Value,
}

/// GET /api/v1/cases/{id}/history
pub async fn api(ctx: Ctx, Path(id): Path<Uuid>, fields: Fields) -> Result<Json<Answer>> {
    case_view(&ctx, id).await?;
    looked(&ctx, id).await?;
    let filter = Filter { case: Some(id), before: fields.get("after").parse().ok(), ..Filter::default() };
    let mut events = read(&ctx, &filter).await?;
    let more = i64::try_from(events.len()).unwrap_or(0) > SIZE;
    events.truncate(usize::try_from(SIZE).unwrap_or(100));
    let next = events.last().filter(|_| more).map(|e| e.seq.to_string());
    let items = events
        .into_iter()
        .map(|e| ApiEvent {
            seq: e.seq,
            at: e.at,
            actor: e.actor,
            actor_name: e.actor_name,
            via: e.via,
            kind: e.kind,
            document: e.document_id,
            data: serde_json::from_str(&e.data).unwrap_or_default(),
        })
        .collect();
    Ok(Json::ok(Answer { items, next }))
}

/// The slice's routes.
pub fn routes() -> Routes {
    vec![route!(GET "/cases/{id}/history" SignedIn => case_page), route!(GET "/api/v1/cases/{id}/history" SignedIn => api)]
}
