//! What pickers of keys offer: open leaves, by code or by words; with `any`, every key.

use super::{find, paths};
use base::permission::Permission;
use base::web::{Ctx, Fields, Page};
use base::{Result, Uuid, args, collate};
use maud::html;

const MOST: i64 = 20;

base::row! {
    struct Offer { id: Uuid, code: String, title: String, plan: String }
}

/// GET /pick/keys?q=&plan=&template=&any=
pub async fn keys(ctx: Ctx, fields: Fields) -> Result<Page> {
    let mut read = fields.read();
    let (plan, template, any) = (read.id("plan"), read.int("template", 0..=i64::MAX), read.flag("any"));
    let q = read.text("q", 0..=200);
    read.done()?;
    // Every key, closed ones and branches too, is the business of those who keep plans and templates.
    let any = any && (ctx.actor.may(Permission::Plans) || ctx.actor.may(Permission::Templates));
    let mut values = args![format!("{}%", collate::fold(&q).replace(['%', '_', '\\'], ""))].to_vec();
    let mut which = find::words(&q, &mut values);
    if !any {
        which.push_str(" AND k.children = 0 AND NOT k.closed AND p.active");
    }
    if let Some(plan) = plan {
        values.push(plan.into());
        which.push_str(&format!(" AND k.plan_id = ${}", values.len()));
    }
    if let Some(template) = template {
        values.push(template.into());
        let n = values.len();
        which.push_str(&format!(
            " AND (NOT EXISTS (SELECT 1 FROM template_key t WHERE t.template_id = ${n}) OR k.id IN (
               WITH RECURSIVE below (id) AS (SELECT t.key_id FROM template_key t WHERE t.template_id = ${n}
                 UNION SELECT c.id FROM below b JOIN journal_key c ON c.parent_id = b.id) SELECT id FROM below))"
        ));
    }
    let sql = format!(
        "SELECT k.id, k.code, k.title, p.name AS plan FROM journal_key k JOIN plan p ON p.id = k.plan_id WHERE TRUE{which}
         ORDER BY CASE WHEN k.code LIKE $1 THEN 0 ELSE 1 END, p.position, k.code_key, k.id LIMIT {MOST}"
    );
    let found: Vec<Offer> = ctx.reader.all(&sql, &values).await?;
    let ids: Vec<Uuid> = found.iter().map(|k| k.id).collect();
    let paths = paths(&ctx.reader, &ids).await?;
    let several = found.iter().any(|k| k.plan != found[0].plan);
    Ok(Page::html(html! {
        @for key in &found {
            @let above = paths.get(&key.id).map_or("", String::as_str);
            @let place = match (several, above.is_empty()) {
                (true, true) => key.plan.clone(),
                (true, false) => format!("{} › {above}", key.plan),
                (false, _) => above.to_owned(),
            };
            (ui::picker_option(&key.id.to_string(), &format!("{} {}", key.code, key.title), None, (!place.is_empty()).then_some(&place)))
        }
    }))
}
