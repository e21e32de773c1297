//! Everybody who can see a case, at which level, and by which rule. For those who manage it.

use super::level_name;
use axum::extract::Path;
use base::web::{Ctx, Json};
use base::{Error, Result, Uuid, args};
use serde::Serialize;
use texts::Number;
use texts::cases as t;
use ui::{Markup, html};

base::row! {
    struct Rule { user_id: i64, name: String, initials: String, level: i64, rule: i64, via: String }
}

/// Somebody who can see the case.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Seer {
    pub user: i64,
    pub name: String,
    pub initials: String,
    pub level: i64,
    /// Rule (1 owner, 2 template, 3 member, 4 read all) and the group it comes through.
    pub rules: Vec<(i64, String)>,
}

/// Everybody, highest level first.
pub async fn who(ctx: &Ctx, case: Uuid) -> Result<Vec<Seer>> {
    let rules: Vec<Rule> = ctx
        .reader
        .all(
            "SELECT u.id AS user_id, u.name, u.initials, s.level + y.level AS level,
               CASE WHEN s.scope = c.template_id THEN 2 WHEN s.scope = c.owner THEN 1 ELSE 3 END AS rule,
               CASE WHEN s.scope = u.id THEN '' ELSE coalesce(g.name, p.name, '') END AS via
             FROM my_case c JOIN my_case_scope s ON s.case_id = c.id JOIN user_scope y ON y.scope = s.scope JOIN users u ON u.id = y.user_id
             LEFT JOIN groups g ON g.id = s.scope LEFT JOIN template p ON p.id = s.scope WHERE c.id = $1 AND u.active
             UNION ALL
             SELECT DISTINCT u.id, u.name, u.initials, 1, 4, '' FROM users u JOIN user_scope y ON y.user_id = u.id AND y.level = 0
               JOIN role_given r ON r.principal = y.scope JOIN role_permission q ON q.role_id = r.role_id AND q.permission = 'cases.read_all' WHERE u.active",
            &args![case],
        )
        .await?;
    let mut all: Vec<Seer> = Vec::new();
    for rule in rules {
        let one = match all.iter_mut().find(|s| s.user == rule.user_id) {
            Some(one) => one,
            None => {
                all.push(Seer { user: rule.user_id, name: rule.name, initials: rule.initials, level: 0, rules: vec![] });
                all.last_mut().ok_or_else(|| Error::internal("just pushed"))?
            }
        };
        one.level = one.level.max(rule.level);
        one.rules.push((rule.rule, rule.via));
    }
    all.sort_by_cached_key(|s| (-s.level, base::collate::key(&s.name)));
    Ok(all)
}

fn rule_name(ctx: &Ctx, (rule, via): &(i64, String)) -> String {
    let lang = ctx.lang;
    match rule {
        1 if via.is_empty() => t::rule_owner(lang).to_owned(),
        1 => t::rule_owner_group(lang, via),
        2 => t::rule_template(lang, via),
        3 if via.is_empty() => t::rule_member(lang).to_owned(),
        3 => t::rule_member_group(lang, via),
        _ => t::rule_all(lang).to_owned(),
    }
}

/// The column beside the members.
pub fn aside(ctx: &Ctx, all: &[Seer]) -> Markup {
    let lang = ctx.lang;
    let count = t::people(lang, i64::try_from(all.len()).unwrap_or(0));
    html! {
        aside.aside.pane aria-labelledby="who" {
            (ui::section_head("who", t::who_sees(lang), Some(&count), html! {}))
            ul.lines {
                @for one in all {
                    li {
                        (ui::avatar(&one.initials))
                        span.grow {
                            (one.name)
                            @for rule in &one.rules { span.meta { (rule_name(ctx, rule)) } }
                        }
                        span.dim.small { (level_name(lang, one.level)) }
                    }
                }
            }
            p.small.muted { (t::who_sees_help(lang, Number(lang, i64::try_from(all.len()).unwrap_or(0)))) }
        }
    }
}

#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = CaseRights)]
pub struct Answer {
    people: Vec<Seer>,
}

/// GET /api/v1/cases/{id}/rights
pub async fn api(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Json<Answer>> {
    if !super::page::view(&ctx, id).await?.manages() {
        return Err(Error::Forbidden);
    }
    Ok(Json::ok(Answer { people: who(&ctx, id).await? }))
}
