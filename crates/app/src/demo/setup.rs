//! The organisation itself: its groups and people, journal plans, document types and templates.

use super::content::{Content, Template, User};
use super::files::{Body, Make, Paper, make};
use super::rights::{lists, roles, within};
use super::{DemoEvent, papers};
use crate::documents::NewFile;
use crate::people::PeopleEvent;
use argon2::Argon2;
use argon2::password_hash::PasswordHasher;
use base::event::On;
use base::web::Ctx;
use base::{Error, Result, Uow, Uuid, acl, args, collate};
use std::collections::HashMap;

/// The numbers and ids under which things of the content files are in the database.
#[derive(Debug, Default)]
pub struct Known {
    pub groups: HashMap<String, i64>,
    pub users: HashMap<String, i64>,
    /// `plan:code`.
    pub keys: HashMap<String, Uuid>,
    pub types: HashMap<String, i64>,
    /// Template: its number and that of its case type.
    pub templates: HashMap<String, (i64, i64)>,
}

/// Writes all of it in one unit.
pub async fn set_up(ctx: &Ctx, content: &Content) -> Result<Known> {
    let mut uow = ctx.write().await?;
    let mut known = Known::default();
    groups(&mut uow, content, &mut known).await?;
    people(&mut uow, content, &mut known).await?;
    plans(&mut uow, content, &mut known).await?;
    document_types(&mut uow, content, &mut known).await?;
    for template in &content.templates {
        self::template(ctx, &mut uow, content, template, &mut known).await?;
    }
    acl::rescope(&mut uow, None).await?;
    let event = DemoEvent::SetUp { groups: content.groups.len(), users: content.users.len(), templates: content.templates.len() };
    uow.note(&event, On::thing("organisation", 1)).await?;
    uow.commit().await?;
    Ok(known)
}

/// A setting, in place of what was there.
pub async fn setting(uow: &mut Uow, key: &str, value: &str) -> Result<()> {
    let now = uow.now();
    uow.also(
        "INSERT INTO setting (key, value, changed) VALUES ($1, $2, $3) ON CONFLICT (key) DO UPDATE SET value = excluded.value, changed = excluded.changed",
        &args![key, value, now],
    )
    .await
    .map(drop)
}

/// What the content files name but don't hold.
pub fn missing(what: &str) -> Error {
    Error::internal(format!("demo: {what} is missing"))
}

/// The group of everybody that each organisation begins with becomes the first group.
async fn groups(uow: &mut Uow, content: &Content, known: &mut Known) -> Result<()> {
    let now = uow.now();
    let everybody: Option<(String,)> = uow.maybe("SELECT value FROM setting WHERE key = 'organisation.everybody'", &[]).await?;
    let mut everybody = everybody.and_then(|(id,)| id.parse::<i64>().ok());
    for group in &content.groups {
        let args =
            |id: i64| args![id, group.name.as_str(), collate::key(&group.name), group.description.as_str(), group.email.as_str(), now];
        let id = match everybody.take() {
            Some(id) => {
                uow.also("UPDATE groups SET name = $2, name_key = $3, description = $4, email = $5, changed = $6 WHERE id = $1", &args(id))
                    .await?;
                id
            }
            None => {
                let id = acl::new_scope(uow).await?;
                uow.also(
                    "INSERT INTO groups (id, name, name_key, description, email, created, changed) VALUES ($1, $2, $3, $4, $5, $6, $6)",
                    &args(id),
                )
                .await?;
                id
            }
        };
        known.groups.insert(group.key.clone(), id);
    }
    for group in &content.groups {
        if let Some(parent) = &group.parent {
            let (parent, member) = (known.group(parent)?, known.group(&group.key)?);
            within(uow, parent, member).await?;
        }
    }
    Ok(())
}

async fn people(uow: &mut Uow, content: &Content, known: &mut Known) -> Result<()> {
    let password: String = uow.ids().bytes::<12>().iter().map(|b| format!("{b:02x}")).collect();
    setting(uow, "demo.password", &password).await?;
    setting(uow, "demo.loaded", "begun").await?;
    setting(uow, "organisation.name", &content.organisation.name).await?;
    uow.note(&PeopleEvent::Named { old: String::new(), new: content.organisation.name.clone() }, On::thing("organisation", 1)).await?;
    let hashed = tokio::task::spawn_blocking(move || Argon2::default().hash_password(password.as_bytes()).map(|h| h.to_string()));
    let hash = hashed.await.map_err(Error::internal)?.map_err(|e| Error::internal(e.to_string()))?;
    for user in &content.users {
        let id = person(uow, user, &hash).await?;
        known.users.insert(user.user_name.clone(), id);
        for group in &user.groups {
            let group = known.group(group)?;
            within(uow, group, id).await?;
        }
        roles(uow, user, id).await?;
        if user.sign_in {
            setting(uow, &format!("demo.about.da.{}", user.user_name), &user.about_da).await?;
            setting(uow, &format!("demo.about.en.{}", user.user_name), &user.about_en).await?;
        }
    }
    Ok(())
}

async fn person(uow: &mut Uow, user: &User, hash: &str) -> Result<i64> {
    let (id, now, name) = (acl::new_scope(uow).await?, uow.now(), user.name());
    let password = (user.kind != "service").then(|| hash.to_owned());
    let event = PeopleEvent::Created {
        user_name: user.user_name.clone(),
        name: name.clone(),
        email: user.email.clone(),
        account_kind: user.kind.clone(),
    };
    uow.record(
        &event,
        On::thing("user", id),
        "INSERT INTO users (id, user_name, user_name_key, email, email_key, first_name, last_name, name, name_key, initials, title, department, phone,
           lang, kind, active, password, created, changed)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $18)",
        &args![
            id, user.user_name.as_str(), collate::fold(&user.user_name), user.email.as_str(), collate::fold(&user.email), user.first_name.as_str(),
            user.last_name.as_str(), name.as_str(), collate::key(&name), user.initials.as_str(), user.title.as_str(), user.department.as_str(),
            user.phone.as_str(), user.language.as_str(), user.kind.as_str(), !user.disabled, password, now,
        ],
    )
    .await?;
    if user.disabled {
        uow.note(&PeopleEvent::Disabled { handed: 0, to: None }, On::thing("user", id)).await?;
    }
    Ok(id)
}

/// The empty plan that each organisation begins with becomes the first plan.
async fn plans(uow: &mut Uow, content: &Content, known: &mut Known) -> Result<()> {
    let empty: Option<(Uuid,)> =
        uow.maybe("SELECT p.id FROM plan p WHERE NOT EXISTS (SELECT 1 FROM journal_key k WHERE k.plan_id = p.id) LIMIT 1", &[]).await?;
    let mut empty = empty.map(|(id,)| id);
    for (at, plan) in content.plans.iter().enumerate() {
        let id = match empty.take() {
            Some(id) => {
                let args = args![id, plan.name.as_str(), collate::key(&plan.name), plan.description.as_str()];
                uow.also("UPDATE plan SET name = $2, name_key = $3, description = $4 WHERE id = $1", &args).await?;
                id
            }
            None => {
                let id = uow.id();
                let args = args![id, plan.name.as_str(), collate::key(&plan.name), plan.description.as_str(), at + 1];
                uow.also("INSERT INTO plan (id, name, name_key, description, position) VALUES ($1, $2, $3, $4, $5)", &args).await?;
                id
            }
        };
        for key in &plan.keys {
            self::key(uow, plan, key, id, known).await?;
        }
    }
    Ok(())
}

async fn key(uow: &mut Uow, plan: &super::content::Plan, key: &super::content::Key, plan_id: Uuid, known: &mut Known) -> Result<()> {
    let above = |code: &str| code.rsplit_once('.').map(|(above, _)| above.to_owned());
    let parent = above(&key.code).map(|code| known.key(&format!("{}:{code}", plan.key))).transpose()?;
    let children = plan.keys.iter().filter(|k| above(&k.code).as_ref() == Some(&key.code)).count();
    let position: i64 = key.code.rsplit('.').next().and_then(|n| n.parse().ok()).unwrap_or(0);
    let (id, keywords) = (uow.id(), key.keywords.join(", "));
    uow.also(
        "INSERT INTO journal_key (id, plan_id, parent_id, position, code, code_key, title, description, keywords, search_key, closed, children)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        &args![
            id, plan_id, parent, position, key.code.as_str(), collate::key(&key.code), key.title.as_str(), key.description.as_str(), keywords.as_str(),
            collate::fold(&format!("{} {} {keywords}", key.code, key.title)), key.closed, children,
        ],
    )
    .await?;
    known.keys.insert(format!("{}:{}", plan.key, key.code), id);
    Ok(())
}

async fn document_types(uow: &mut Uow, content: &Content, known: &mut Known) -> Result<()> {
    for (at, kind) in content.document_types.iter().enumerate() {
        let found: Option<(i64,)> = uow.maybe("SELECT id FROM document_type WHERE title_da = $1", &args![kind.da.as_str()]).await?;
        let id = match found {
            Some((id,)) => id,
            None => {
                let id = uow.next("document_type").await?;
                let args = args![id, kind.da.as_str(), kind.en.as_str(), at + 100];
                uow.also("INSERT INTO document_type (id, title_da, title_en, position) VALUES ($1, $2, $3, $4)", &args).await?;
                id
            }
        };
        uow.also("UPDATE document_type SET is_default = $2 WHERE id = $1", &args![id, kind.default]).await?;
        known.types.insert(kind.key.clone(), id);
    }
    Ok(())
}

/// A template; one of the same name that is there already is made over.
async fn template(ctx: &Ctx, uow: &mut Uow, content: &Content, template: &Template, known: &mut Known) -> Result<()> {
    let name_key = collate::key(&template.name);
    let found: Option<(i64,)> = uow.maybe("SELECT id FROM template WHERE name_key = $1", &args![name_key.clone()]).await?;
    let type_id = case_type(uow, &template.case_type).await?;
    let now = uow.now();
    let id = match found {
        Some((id,)) => id,
        None => acl::new_scope(uow).await?,
    };
    if found.is_none() {
        let args = args![id, template.name.as_str(), name_key, type_id, now];
        uow.also("INSERT INTO template (id, name, name_key, type_id, created, changed) VALUES ($1, $2, $3, $4, $5, $5)", &args).await?;
    }
    let owner = if template.default_owner == "creator" { None } else { Some(known.group(&template.default_owner)?) };
    let fixed = template.fixed_key.as_ref().map(|k| known.key(k)).transpose()?;
    let default_type = known.kind(&template.default_document_type)?;
    uow.also(
        "UPDATE template SET type_id = $2, description = $3, icon = $4, default_owner = $5, title_pattern = $6, fixed_key = $7,
           default_document_type = $8, finalise_on_close = $9, changed = $10 WHERE id = $1",
        &args![
            id,
            type_id,
            template.description.as_str(),
            template.icon.as_str(),
            owner,
            template.title_pattern.as_str(),
            fixed,
            default_type,
            template.retention.finalise_on_close,
            now,
        ],
    )
    .await?;
    known.templates.insert(template.key.clone(), (id, type_id));
    lists(uow, template, id, known).await?;
    let folders = folders(uow, template, id).await?;
    standards(ctx, uow, content, template, id, &folders, known).await
}

async fn case_type(uow: &mut Uow, name: &str) -> Result<i64> {
    let found: Option<(i64,)> = uow.maybe("SELECT id FROM case_type WHERE name_key = $1", &args![collate::key(name)]).await?;
    if let Some((id,)) = found {
        return Ok(id);
    }
    let id = uow.next("case_type").await?;
    uow.also("INSERT INTO case_type (id, name, name_key) VALUES ($1, $2, $3)", &args![id, name, collate::key(name)]).await?;
    Ok(id)
}

async fn folders(uow: &mut Uow, template: &Template, id: i64) -> Result<HashMap<String, Uuid>> {
    let mut made: HashMap<String, Uuid> = HashMap::new();
    for (at, path) in template.folders.iter().enumerate() {
        let (above, name) = path.rsplit_once('/').map_or((None, path.as_str()), |(above, name)| (Some(above), name));
        let parent = above.and_then(|a| made.get(a)).copied();
        let folder = uow.id();
        let args = args![folder, id, parent, name, at + 1];
        uow.also("INSERT INTO template_folder (id, template_id, parent_id, name, position) VALUES ($1, $2, $3, $4, $5)", &args).await?;
        made.insert(path.clone(), folder);
    }
    Ok(made)
}

async fn standards(
    ctx: &Ctx,
    uow: &mut Uow,
    content: &Content,
    template: &Template,
    id: i64,
    folders: &HashMap<String, Uuid>,
    known: &Known,
) -> Result<()> {
    for (at, standard) in template.standard_documents.iter().enumerate() {
        let kind = Make::parse(&standard.kind).ok_or_else(|| missing(&standard.kind))?;
        let paper = Paper {
            sender: content.organisation.name.clone(),
            beneath: content.organisation.address.clone(),
            title: standard.title.clone(),
            ..Paper::default()
        };
        let text = papers::form(content, template, standard);
        let file = store(ctx, &papers::file_name(&standard.title, kind.ending()), make(kind, &paper, &Body::parse(&text), None, 1)).await?;
        let now = uow.now();
        uow.also(
            "INSERT INTO blob (hash, size, created) VALUES ($1, $2, $3) ON CONFLICT (hash) DO NOTHING",
            &args![file.blob, file.size, now],
        )
        .await?;
        uow.also(
            "INSERT INTO template_document (id, template_id, folder_id, title, type_id, file_name, media_type, size, blob, position)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            &args![
                uow.id(),
                id,
                folders.get(&standard.folder).copied(),
                standard.title.as_str(),
                known.kind(&standard.kind_of)?,
                file.name.as_str(),
                file.media_type.as_str(),
                file.size,
                file.blob,
                at + 1,
            ],
        )
        .await?;
    }
    Ok(())
}

/// Stores a file as an upload does.
pub async fn store(ctx: &Ctx, name: &str, bytes: Vec<u8>) -> Result<NewFile> {
    let seen = formats::sniff::sniff_reader(&mut std::io::Cursor::new(&bytes), name)?;
    let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    let blob = ctx.blobs().put(bytes).await?;
    Ok(NewFile {
        blob,
        name: name.to_owned(),
        media_type: seen.media_type.to_owned(),
        family: format!("{:?}", seen.family).to_lowercase(),
        size,
        upload: None,
    })
}

impl Known {
    pub fn group(&self, key: &str) -> Result<i64> {
        self.groups.get(key).copied().ok_or_else(|| missing(key))
    }

    pub fn user(&self, user_name: &str) -> Result<i64> {
        self.users.get(user_name).copied().ok_or_else(|| missing(user_name))
    }

    pub fn key(&self, key: &str) -> Result<Uuid> {
        self.keys.get(key).copied().ok_or_else(|| missing(key))
    }

    pub fn kind(&self, key: &str) -> Result<i64> {
        self.types.get(key).copied().ok_or_else(|| missing(key))
    }
}
