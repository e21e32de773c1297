//! The security log: sign-ins, failed ones, and changes of rights, newest first.

use super::log_words::{self, Happened, Names};
use super::user_form::people_picker;
use super::users::base_encoded;
use crate::admin::Frame;
use base::web::{Ctx, Fields, Page};
use base::{Lang, Result, Timestamp, Val, args};
use maud::{Markup, html};
use texts::people as t;
use ui::{Button, Choice, Field, Picked};

const HERE: &str = "/admin/security-log";
const SIZE: usize = 50;

type Label = fn(Lang) -> &'static str;

/// The kinds one can narrow the log to, with the events they stand for.
const KINDS: &[(&str, Label, &[&str])] = &[
    ("sign-in", t::log_kind_sign_in, &["user.signed_in", "user.signed_out", "user.sessions_ended"]),
    ("failed", t::log_kind_failed, &["user.sign_in_failed"]),
    (
        "password",
        t::log_kind_password,
        &[
            "user.password_set",
            "user.password_changed",
            "user.password_asked",
            "user.link_sent",
            "user.link_shown",
            "organisation.link_made",
        ],
    ),
    ("user", t::log_kind_user, &["user.created", "user.changed", "user.disabled", "user.enabled"]),
    ("group", t::log_kind_group, &["group.created", "group.changed", "group.deleted", "group.member_added", "group.member_removed"]),
    ("role", t::log_kind_role, &["role.created", "role.renamed", "role.changed", "role.deleted", "role.given", "role.taken"]),
    ("token", t::log_kind_token, &["token.made", "token.revoked", "token.used_from"]),
    ("setting", t::log_kind_setting, &["setting.changed", "organisation.named", "organisation.set_up", "demo.set_up", "demo.loaded"]),
];

/// GET /admin/security-log?kind=&who=&before=
pub async fn page(ctx: Ctx, fields: Fields) -> Result<Page> {
    let lang = ctx.lang;
    let kind = KINDS.iter().find(|(word, ..)| *word == fields.get("kind"));
    let who: Option<i64> = fields.get("who").parse().ok();
    let before: Option<i64> = fields.get("before").parse().ok();
    let mut events = find(&ctx, kind.map(|(.., kinds)| *kinds), who, before).await?;
    let more = events.len() > SIZE;
    events.truncate(SIZE);
    let names = Names::load(&ctx.reader, &events).await?;
    let kept = format!("kind={}&who={}", base_encoded(fields.get("kind")), who.map(|id| id.to_string()).unwrap_or_default());
    let content = html! {
        (filters(&ctx, kind.map(|(word, ..)| *word), who).await?)
        @if events.is_empty() {
            (ui::empty(t::log_empty(lang), t::log_empty_why(lang), Button::link(t::log_show_all(lang), HERE)))
        } @else { (log_words::days(&ctx, &events, &names)) }
        nav.row aria-label=(t::pages(lang)) {
            @if before.is_some() { (Button::link(t::log_newest(lang), &format!("{HERE}?{kept}"))) }
            @if let Some(last) = events.last().filter(|_| more) { (Button::link(t::log_older(lang), &format!("{HERE}?{kept}&before={}", last.seq)).attr("rel", "next")) }
        }
    };
    Ok(Frame::new(HERE, texts::admin::security_log(lang)).lede(texts::admin::security_log_why(lang)).page(&ctx, content))
}

async fn find(ctx: &Ctx, kinds: Option<&[&str]>, who: Option<i64>, before: Option<i64>) -> Result<Vec<Happened>> {
    let mut sql = format!("SELECT {} FROM my_security_event e WHERE TRUE", log_words::COLUMNS);
    let mut args: Vec<Val> = vec![];
    if let Some(kinds) = kinds {
        let list: Vec<String> = kinds.iter().map(|k| format!("'{k}'")).collect();
        sql.push_str(&format!(" AND e.kind IN ({})", list.join(", ")));
    }
    if let Some(who) = who {
        args.extend(args![who, who.to_string()]);
        sql.push_str(" AND (e.actor = $1 OR (e.object = 'user' AND e.object_id = $2))");
    }
    if let Some(before) = before {
        let at: Option<(Timestamp,)> = ctx.reader.maybe("SELECT e.at FROM my_security_event e WHERE e.seq = $1", &args![before]).await?;
        let Some((at,)) = at else { return Ok(vec![]) };
        args.extend(args![at, before]);
        sql.push_str(&format!(" AND (e.at, e.seq) < (${}, ${})", args.len() - 1, args.len()));
    }
    // By time, as it is headed by days; what happened at once in the order it was written.
    sql.push_str(&format!(" ORDER BY e.at DESC, e.seq DESC LIMIT {}", SIZE + 1));
    ctx.reader.all(&sql, &args).await
}

async fn filters(ctx: &Ctx, kind: Option<&str>, who: Option<i64>) -> Result<Markup> {
    let lang = ctx.lang;
    let all = Choice { value: "", label: t::log_all_kinds(lang), chosen: kind.is_none() };
    let choices: Vec<Choice<'_>> = std::iter::once(all)
        .chain(KINDS.iter().map(|(word, label, _)| Choice { value: word, label: label(lang), chosen: kind == Some(*word) }))
        .collect();
    let name: Option<(String,)> = match who {
        Some(who) => ctx.reader.maybe("SELECT name FROM users WHERE id = $1", &args![who]).await?,
        None => None,
    };
    let id = who.map(|id| id.to_string()).unwrap_or_default();
    let chosen: Vec<Picked<'_>> = name.iter().map(|(label,)| Picked { value: &id, label }).collect();
    Ok(html! {
        form.row.around action=(HERE) {
            (Field::picker("who", t::log_person(lang), people_picker(lang, "/pick/people?guests=1", &chosen)).hidden_label())
            (Field::select("kind", t::log_kind(lang), &choices).hidden_label())
            (Button::submit(t::log_filter(lang)))
        }
    })
}
