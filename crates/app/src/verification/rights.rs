//! The rights that stand in the tables, held against the log; and the scopes by which lists are cut, against the rights.

use super::Report;
use base::web::Ctx;
use base::{Result, Uuid};
use std::collections::{BTreeMap, BTreeSet};
use verify::{Place, Rights, case_scopes, user_scopes};

/// The most differences that are said one by one.
const MOST: usize = 20;

type Stands = BTreeMap<Place, i64>;

/// Everything that rights follow from, as it stands.
async fn stands(ctx: &Ctx) -> Result<Stands> {
    let mut all = Stands::new();
    let r = &ctx.reader;
    let cases = "SELECT c.id, c.owner, c.template_id, c.restricted FROM my_case c
      UNION ALL SELECT c.id, c.owner, c.template_id, c.restricted FROM my_trashed_case c";
    for (id, owner, template, restricted) in r.all::<(Uuid, i64, i64, bool)>(cases, &[]).await? {
        let id = id.into_bytes();
        all.insert(Place::Owner(id), owner);
        all.insert(Place::Template(id), template);
        if restricted {
            all.insert(Place::Restricted(id), 1);
        }
    }
    for (case, who, level) in r.all::<(Uuid, i64, i64)>("SELECT m.case_id, m.principal, m.level FROM my_any_member m", &[]).await? {
        all.insert(Place::Member(case.into_bytes(), who), level);
    }
    for (template, who, level) in r.all::<(i64, i64, i64)>("SELECT template_id, principal, level FROM template_access", &[]).await? {
        all.insert(Place::Access(template, who), level);
    }
    let pairs = async |sql| r.all::<(i64, i64)>(sql, &[]).await;
    for (template, who) in pairs("SELECT template_id, principal FROM template_creator").await? {
        all.insert(Place::Creator(template, who), 1);
    }
    for (group, member) in pairs("SELECT group_id, member FROM group_member").await? {
        all.insert(Place::Within(group, member), 1);
    }
    for (role, who) in pairs("SELECT role_id, principal FROM role_given").await? {
        all.insert(Place::Given(role, who), 1);
    }
    for (role, permission) in r.all::<(i64, String)>("SELECT role_id, permission FROM role_permission", &[]).await? {
        all.insert(Place::Permission(role, permission), 1);
    }
    for (id,) in r.all::<(Uuid,)>("SELECT d.id FROM my_any_document d WHERE d.limited", &[]).await? {
        all.insert(Place::Limited(id.into_bytes()), 1);
    }
    for (document, who) in r.all::<(Uuid, i64)>("SELECT a.document_id, a.principal FROM my_any_access a", &[]).await? {
        all.insert(Place::Named(document.into_bytes(), who), 1);
    }
    for (user, active, guest) in r.all::<(i64, bool, bool)>("SELECT id, active, kind = 'guest' AS guest FROM users", &[]).await? {
        if active {
            all.insert(Place::Active(user), 1);
        }
        if guest {
            all.insert(Place::Guest(user), 1);
        }
    }
    Ok(all)
}

/// Holds what stands against what was told, and what is derived against what stands.
pub async fn check(ctx: &Ctx, told: &Rights, report: &mut Report) -> Result<()> {
    let stands = stands(ctx).await?;
    // A chain that broke off tells only a part.
    if report.faults.is_empty() {
        let faults = told.held(&stands);
        faults.iter().take(MOST).for_each(|fault| report.fault(format!("rights: {fault}")));
        if faults.len() > MOST {
            report.fault(format!("rights: and {} more", faults.len() - MOST));
        }
    }
    let users: Vec<i64> = ctx.reader.all::<(i64,)>("SELECT id FROM users", &[]).await?.into_iter().map(|(id,)| id).collect();
    let now = ctx.reader.all::<(i64, i64, i64)>("SELECT user_id, scope, level FROM user_scope", &[]).await?;
    differ("user", &user_scopes(&stands, &users), &now.into_iter().collect(), |user| user.to_string(), report);
    let now = ctx.reader.all::<(Uuid, i64, i64)>("SELECT s.case_id, s.scope, s.level FROM my_any_case_scope s", &[]).await?;
    let now = now.into_iter().map(|(case, scope, level)| (case.into_bytes(), scope, level)).collect();
    differ("case", &case_scopes(&stands), &now, |case| Uuid::from_bytes(*case).to_string(), report);
    let listed: Option<(Uuid, i64)> = ctx
        .reader
        .maybe(
            "SELECT k.case_id, k.scope FROM my_any_case_key k WHERE k.scope <> 0
               AND NOT EXISTS (SELECT 1 FROM my_any_case_scope s WHERE s.case_id = k.case_id AND s.scope = k.scope) LIMIT 1",
            &[],
        )
        .await?;
    if let Some((case, scope)) = listed {
        report.fault(format!("scopes: case {case} is listed for {scope}, which doesn't see it"));
    }
    counts(ctx, report).await?;
    report.said.push(format!("rights: {} checked", stands.len()));
    Ok(())
}

/// Totals are sums of what each case counts as, and each case counts as it is.
async fn counts(ctx: &Ctx, report: &mut Report) -> Result<()> {
    let odd: Vec<(Uuid,)> = ctx
        .reader
        .all(
            "SELECT c.id FROM my_any_case c LEFT JOIN my_any_case_base b ON b.case_id = c.id
             WHERE CASE WHEN c.deleted_at IS NOT NULL THEN b.case_id IS NOT NULL
               ELSE b.case_id IS NULL OR b.base <> (CASE WHEN c.restricted THEN 0 ELSE c.template_id END) OR b.status <> c.status OR b.type_id <> c.type_id END
             ORDER BY c.id LIMIT 20",
            &[],
        )
        .await?;
    odd.iter().for_each(|(case,)| report.fault(format!("scopes: case {case} counts otherwise than it is")));
    let sums: Vec<(i64, i64)> = ctx
        .reader
        .all(
            "SELECT scope, CAST(sum(n) AS BIGINT) AS off FROM (
               SELECT s.scope, s.status, s.type_id, s.n FROM my_any_scope_count s
               UNION ALL SELECT b.base, b.status, b.type_id, -1 FROM my_any_case_base b) x
             GROUP BY scope, status, type_id HAVING sum(n) <> 0 ORDER BY scope LIMIT 20",
            &[],
        )
        .await?;
    let places: Vec<(Uuid, i64)> = ctx
        .reader
        .all(
            &format!(
                "SELECT s.case_id, s.scope FROM my_any_case_scope s CROSS JOIN my_any_case c CROSS JOIN my_any_case_base b
                 WHERE c.id = s.case_id AND b.case_id = s.case_id AND s.scope <> c.template_id AND NOT EXISTS (
                   SELECT 1 FROM my_any_case_key k WHERE k.case_id = s.case_id AND k.field = 23 AND k.scope = s.scope AND {} = b.base) LIMIT 20",
                base::list::number_of("k.value", ctx.reader.dialect())
            ),
            &[],
        )
        .await?;
    places.iter().for_each(|(case, scope)| report.fault(format!("scopes: case {case} counts for {scope} otherwise than it is seen")));
    sums.iter().for_each(|(scope, off)| report.fault(format!("scopes: the sum of the cases under {scope} is off by {off}")));
    Ok(())
}

/// Scopes that are there and must not be, or the other way round.
fn differ<T: Ord + Clone>(
    whose: &str,
    wanted: &BTreeSet<(T, i64, i64)>,
    now: &BTreeSet<(T, i64, i64)>,
    name: impl Fn(&T) -> String,
    report: &mut Report,
) {
    for (one, scope, level) in now.difference(wanted).take(MOST) {
        report.fault(format!("scopes: {whose} {} has the scope {scope} at level {level}, which no right gives", name(one)));
    }
    for (one, scope, level) in wanted.difference(now).take(MOST) {
        report.fault(format!("scopes: {whose} {} lacks the scope {scope} at level {level}", name(one)));
    }
}
