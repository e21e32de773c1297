//! The house before its first case: groups, users, keys and templates, in one unit of work.

use super::Options;
use super::chance::Chance;
use super::people::{DEEP, Looker, WIDTHS, chosen};
use argon2::Argon2;
use argon2::password_hash::PasswordHasher;
use base::bulk::Author;
use base::event::{Event, On};
use base::web::Ctx;
use base::{Result, Uow, Uuid, acl, args, collate};
use ringbind::people::PeopleEvent;
use ringbind::templates::{Listed, TemplateEvent};
use serde::Serialize;

/// Everybody's.
pub const PASSWORD: &str = "et-langt-kodeord-til-maaling";
/// Templates that hold most cases, and small ones beside them.
const TEMPLATES: usize = 60;
const SMALL: usize = 40;
const TYPES: usize = 12;

/// The house was prepared for measuring.
#[derive(Debug, Serialize)]
#[serde(tag = "kind")]
enum Prepared {
    #[serde(rename = "bench.prepared")]
    Prepared { groups: usize, users: usize, templates: usize },
}

impl Event for Prepared {}

/// A template as cases are made from it.
pub struct Template {
    pub id: i64,
    pub name: String,
    pub type_id: i64,
}

/// A key that holds cases.
pub struct Key {
    pub id: Uuid,
    pub code: String,
    pub title: String,
}

/// What stands in the house.
pub struct Org {
    pub users: Vec<Author>,
    /// The lowest groups.
    pub teams: Vec<Author>,
    pub templates: Vec<Template>,
    /// Weights of the templates, added up.
    pub sums: Vec<u64>,
    pub keys: Vec<Key>,
    pub lookers: Vec<Looker>,
}

/// Writes all of it.
pub async fn set_up(ctx: &Ctx, options: &Options) -> Result<Org> {
    let mut uow = ctx.write().await?;
    let hash = Argon2::default().hash_password(PASSWORD.as_bytes()).map_err(|e| base::Error::internal(e.to_string()))?.to_string();
    let levels = groups(&mut uow, options.groups).await?;
    let teams = levels[DEEP - 1].clone();
    let mut users = Vec::with_capacity(options.users);
    for n in 0..options.users {
        let user = person(&mut uow, &format!("bruger{n}"), (first_name(n), &format!("Nr{n}")), &hash).await?;
        let mut chance = Chance::new(options.seed, 3, n as u64);
        let mut mine: Vec<i64> = (0..=chance.below(3)).map(|_| teams[chance.below(teams.len())].id).collect();
        mine.sort_unstable();
        mine.dedup();
        for team in mine {
            join(&mut uow, team, user.id).await?;
        }
        users.push(user);
    }
    let weights = weights();
    let mut lookers = Vec::new();
    for wide in &WIDTHS {
        let user = person(&mut uow, wide.user_name, ("Bredde", wide.user_name), &hash).await?;
        let mut chain: Vec<Author> = Vec::new();
        for depth in 0..DEEP {
            let group = group(&mut uow, &format!("Kreds {} {}", wide.user_name, depth + 1)).await?;
            if let Some(above) = chain.last() {
                join(&mut uow, above.id, group.id).await?;
            }
            chain.push(group);
        }
        join(&mut uow, chain[DEEP - 1].id, user.id).await?;
        lookers.push(Looker { user, chain, templates: chosen(&weights, wide.share) });
    }
    let templates = templates(&mut uow, &levels, &lookers).await?;
    if options.corpus.is_some() {
        departments(&mut uow, &templates, &hash).await?;
    }
    for template in &templates {
        told(&mut uow, template.id).await?;
    }
    let keys = keys(&mut uow).await?;
    acl::rescope(&mut uow, None).await?;
    let event = Prepared::Prepared { groups: options.groups, users: options.users, templates: templates.len() };
    uow.note(&event, On::thing("organisation", 1)).await?;
    uow.commit().await?;
    let sums = weights.iter().scan(0, |sum, w| {
        *sum += w;
        Some(*sum)
    });
    let sums = sums.collect();
    Ok(Org { users, teams, templates, sums, keys, lookers })
}

/// Sixty templates of falling weight, and as good as empty ones.
fn weights() -> Vec<u64> {
    let large = (1..=TEMPLATES as u64).map(|n| 210_000_000 / n);
    large.chain((0..SMALL).map(|_| 200_000)).collect()
}

fn first_name(n: usize) -> &'static str {
    const NAMES: [&str; 12] = ["Anne", "Bo", "Camilla", "Dorte", "Erik", "Fatima", "Gustav", "Hanne", "Ida", "Jens", "Kåre", "Åse"];
    NAMES[n % NAMES.len()]
}

async fn group(uow: &mut Uow, name: &str) -> Result<Author> {
    let (id, now) = (acl::new_scope(uow).await?, uow.now());
    uow.also(
        "INSERT INTO groups (id, name, name_key, description, email, created, changed) VALUES ($1, $2, $3, '', '', $4, $4)",
        &args![id, name, collate::key(name), now],
    )
    .await?;
    Ok(Author { id, name: name.to_owned() })
}

async fn join(uow: &mut Uow, group: i64, member: i64) -> Result<()> {
    let sql = "SELECT name FROM users WHERE id = $1 UNION ALL SELECT name FROM groups WHERE id = $1";
    let (name,): (String,) = uow.one(sql, &args![member]).await?;
    let sql = "INSERT INTO group_member (group_id, member) VALUES ($1, $2)";
    uow.record(&PeopleEvent::MemberAdded { member, name }, On::thing("group", group), sql, &args![group, member]).await
}

/// Areas, departments, units and teams, each below one of those above.
async fn groups(uow: &mut Uow, n: usize) -> Result<Vec<Vec<Author>>> {
    let sizes = [(n / 60).max(1), (n / 12).max(1), (n / 4).max(1), n.saturating_sub(n / 60 + n / 12 + n / 4).max(1)];
    let names = ["Område", "Afdeling", "Enhed", "Hold"];
    let mut levels: Vec<Vec<Author>> = Vec::new();
    for (size, name) in sizes.into_iter().zip(names) {
        let mut level = Vec::with_capacity(size);
        for at in 0..size {
            let made = group(uow, &format!("{name} {at}")).await?;
            if let Some(above) = levels.last() {
                join(uow, above[at % above.len()].id, made.id).await?;
            }
            level.push(made);
        }
        levels.push(level);
    }
    Ok(levels)
}

async fn person(uow: &mut Uow, user_name: &str, (first, last): (&str, &str), hash: &str) -> Result<Author> {
    let (id, now, name) = (acl::new_scope(uow).await?, uow.now(), format!("{first} {last}"));
    let email = format!("{user_name}@maaling.invalid");
    let event = PeopleEvent::Created {
        user_name: user_name.to_owned(),
        name: name.clone(),
        email: email.clone(),
        account_kind: "internal".to_owned(),
    };
    uow.record(
        &event,
        On::thing("user", id),
        "INSERT INTO users (id, user_name, user_name_key, email, email_key, first_name, last_name, name, name_key, initials, password, created, changed)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12)",
        &args![
            id, user_name, collate::fold(user_name), email.as_str(), collate::fold(&email), first, last, name.as_str(), collate::key(&name),
            &user_name[..2], hash, now,
        ],
    )
    .await?;
    let (role,): (i64,) = uow.one("SELECT id FROM role WHERE key = 'caseworker'", &[]).await?;
    let event = PeopleEvent::RoleGiven { role, key: "caseworker".into() };
    uow.record(&event, On::thing("user", id), "INSERT INTO role_given (role_id, principal) VALUES ($1, $2)", &args![role, id]).await?;
    Ok(Author { id, name })
}

async fn templates(uow: &mut Uow, levels: &[Vec<Author>], lookers: &[Looker]) -> Result<Vec<Template>> {
    let mut types = Vec::with_capacity(TYPES);
    for n in 0..TYPES {
        let (id, name) = (uow.next("case_type").await?, format!("Sagstype {n}"));
        uow.also("INSERT INTO case_type (id, name, name_key) VALUES ($1, $2, $3)", &args![id, name.as_str(), collate::key(&name)]).await?;
        types.push(id);
    }
    let mut made = Vec::with_capacity(TEMPLATES + SMALL);
    for at in 0..TEMPLATES + SMALL {
        let (id, now, name, type_id) = (acl::new_scope(uow).await?, uow.now(), format!("Skabelon {at}"), types[at % TYPES]);
        uow.also(
            "INSERT INTO template (id, name, name_key, type_id, default_document_type, created, changed) VALUES ($1, $2, $3, $4, 1, $5, $5)",
            &args![id, name.as_str(), collate::key(&name), type_id, now],
        )
        .await?;
        let (area, department) = (&levels[0][at % levels[0].len()], &levels[1][at % levels[1].len()]);
        let mut list = vec![(area.id, 1), (department.id, 2)];
        list.extend(lookers.iter().filter(|l| l.templates.contains(&at)).map(|l| (l.group(at).id, 1)));
        for (principal, level) in list {
            access(uow, id, principal, level).await?;
        }
        uow.also("INSERT INTO template_creator (template_id, principal) VALUES ($1, $2)", &args![id, department.id]).await?;
        made.push(Template { id, name, type_id });
    }
    Ok(made)
}

async fn access(uow: &mut Uow, template: i64, principal: i64, level: i64) -> Result<()> {
    uow.also("INSERT INTO template_access (template_id, principal, level) VALUES ($1, $2, $3)", &args![template, principal, level])
        .await
        .map(drop)
}

/// The log tells of a template's lists as they are now.
async fn told(uow: &mut Uow, template: i64) -> Result<()> {
    let mut lists = Vec::new();
    for (table, level) in [("template_access", "x.level"), ("template_creator", "0")] {
        let sql = format!(
            "SELECT x.principal, g.name, {level} AS level FROM {table} x JOIN groups g ON g.id = x.principal WHERE x.template_id = $1 ORDER BY 1"
        );
        let all: Vec<(i64, String, i64)> = uow.all(&sql, &args![template]).await?;
        lists.push(all.into_iter().map(|(principal, name, level)| Listed { principal, name, level }).collect());
    }
    let (creators, access) = (lists.pop().unwrap_or_default(), lists.pop().unwrap_or_default());
    uow.note(&TemplateEvent::AccessChanged { old: vec![], new: access, gained: 0, lost: 0 }, On::thing("template", template)).await?;
    uow.note(&TemplateEvent::CreatorsChanged { old: vec![], new: creators }, On::thing("template", template)).await
}

/// The departments of a corpus, one a group, and `bench`, who is in the first five.
async fn departments(uow: &mut Uow, templates: &[Template], hash: &str) -> Result<()> {
    let bench = person(uow, "bench", ("Bredde", "bench"), hash).await?;
    for (at, template) in templates.iter().enumerate().take(super::DEPARTMENTS) {
        let group = group(uow, &format!("Korpus {at}")).await?;
        access(uow, template.id, group.id, 1).await?;
        if at < 5 {
            join(uow, group.id, bench.id).await?;
        }
    }
    Ok(())
}

/// Ten main keys with twelve leaves each, in the plan that every organisation begins with.
async fn keys(uow: &mut Uow) -> Result<Vec<Key>> {
    let (plan,): (Uuid,) = uow.one("SELECT id FROM plan ORDER BY position LIMIT 1", &[]).await?;
    let mut leaves = Vec::new();
    for main in 1..=10 {
        let (code, title) = (main.to_string(), format!("Hovedgruppe {main}"));
        let above = key(uow, plan, None, main, &code, &title, 12).await?;
        for leaf in 1..=12 {
            let (code, title) = (format!("{main}.{leaf}"), format!("Emne {main} {leaf}"));
            let id = key(uow, plan, Some(above), leaf, &code, &title, 0).await?;
            leaves.push(Key { id, code, title });
        }
    }
    Ok(leaves)
}

async fn key(uow: &mut Uow, plan: Uuid, parent: Option<Uuid>, position: i64, code: &str, title: &str, children: i64) -> Result<Uuid> {
    let id = uow.id();
    uow.also(
        "INSERT INTO journal_key (id, plan_id, parent_id, position, code, code_key, title, search_key, children) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        &args![id, plan, parent, position, code, collate::key(code), title, collate::fold(&format!("{code} {title} ")), children],
    )
    .await?;
    Ok(id)
}
