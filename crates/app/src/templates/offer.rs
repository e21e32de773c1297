//! What a template offers to who makes a case from it.

use base::web::Ctx;
use base::{Result, Uow, Uuid, args};

base::row! {
    /// A template that the actor may make cases from.
    #[derive(Debug, Clone)]
    pub struct Offer {
        pub id: i64,
        pub name: String,
        pub description: String,
        pub title_pattern: String,
        pub fixed_key: Option<Uuid>,
        pub default_owner: Option<i64>,
        pub default_document_type: Option<i64>,
    }
}

const MAY: &str = "t.active AND EXISTS (SELECT 1 FROM template_creator c CROSS JOIN user_scope u
  WHERE c.template_id = t.id AND u.user_id = {me} AND u.scope = c.principal AND u.level = 0)";

/// Whether a template's list lets anybody make cases from it: somebody active stands on it himself, or through his groups.
pub(super) const CREATABLE: &str = "EXISTS (SELECT 1 FROM template_creator c CROSS JOIN user_scope u CROSS JOIN users p
  WHERE c.template_id = t.id AND u.scope = c.principal AND u.level = 0 AND p.id = u.user_id AND p.active)";

/// The templates that the actor may make cases from, in Danish order.
pub async fn offered(ctx: &Ctx) -> Result<Vec<Offer>> {
    let sql = format!(
        "SELECT t.id, t.name, t.description, t.title_pattern, t.fixed_key, t.default_owner, t.default_document_type FROM template t WHERE {MAY} ORDER BY t.name_key, t.id"
    );
    ctx.reader.all(&sql, &[]).await
}

/// Whether the actor may make cases from any template at all.
pub async fn offers(ctx: &Ctx) -> Result<bool> {
    if !ctx.actor.may(base::permission::Permission::CasesCreate) {
        return Ok(false);
    }
    let (any,): (bool,) = ctx.reader.one(&format!("SELECT EXISTS (SELECT 1 FROM template t WHERE {MAY}) AS any_offered"), &[]).await?;
    Ok(any)
}

/// The templates whose cases may stand under a key.
pub async fn under(ctx: &Ctx, key: Uuid) -> Result<Vec<i64>> {
    let found: Vec<(i64,)> = ctx
        .reader
        .all(
            "WITH RECURSIVE up (id, parent_id) AS (SELECT k.id, k.parent_id FROM journal_key k WHERE k.id = $1
               UNION ALL SELECT k.id, k.parent_id FROM up JOIN journal_key k ON k.id = up.parent_id)
             SELECT t.id FROM template t WHERE (t.fixed_key IS NULL OR t.fixed_key = $1)
               AND (NOT EXISTS (SELECT 1 FROM template_key k WHERE k.template_id = t.id)
                 OR EXISTS (SELECT 1 FROM template_key k JOIN up ON up.id = k.key_id WHERE k.template_id = t.id))",
            &args![key],
        )
        .await?;
    Ok(found.into_iter().map(|(id,)| id).collect())
}

base::row! {
    /// A template as the making of a case needs it.
    #[derive(Debug, Clone)]
    pub struct Maker {
        pub id: i64,
        pub name: String,
        pub type_id: i64,
        pub fixed_key: Option<Uuid>,
        pub default_owner: Option<i64>,
        pub default_document_type: Option<i64>,
    }
}

/// The template, if the actor may make cases from it.
pub async fn maker(uow: &mut Uow, id: i64) -> Result<Option<Maker>> {
    let sql = format!(
        "SELECT t.id, t.name, t.type_id, t.fixed_key, t.default_owner, t.default_document_type FROM template t WHERE t.id = $1 AND {MAY}"
    );
    uow.maybe(&sql, &args![id]).await
}

/// A template's folders: id, the folder above, name; those above come first.
pub async fn standard_folders(uow: &mut Uow, template: i64) -> Result<Vec<(Uuid, Option<Uuid>, String)>> {
    let mut left: Vec<(Uuid, Option<Uuid>, String)> =
        uow.all("SELECT id, parent_id, name FROM template_folder WHERE template_id = $1 ORDER BY position, id", &args![template]).await?;
    let mut ordered: Vec<(Uuid, Option<Uuid>, String)> = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let (ready, wait): (Vec<_>, Vec<_>) =
            left.into_iter().partition(|(_, parent, _)| parent.is_none_or(|p| ordered.iter().any(|(id, ..)| *id == p)));
        if ready.is_empty() {
            break;
        }
        ordered.extend(ready);
        left = wait;
    }
    Ok(ordered)
}

base::row! {
    /// A document that every new case gets.
    #[derive(Debug, Clone)]
    pub struct StandardDocument {
        pub folder_id: Option<Uuid>,
        pub title: String,
        pub type_id: i64,
        pub file_name: String,
        pub media_type: String,
        pub size: i64,
        pub blob: [u8; 32],
    }
}

/// A template's standard documents.
pub async fn standard_documents(uow: &mut Uow, template: i64) -> Result<Vec<StandardDocument>> {
    uow.all(
        "SELECT folder_id, title, type_id, file_name, media_type, size, blob FROM template_document WHERE template_id = $1 ORDER BY position, id",
        &args![template],
    )
    .await
}

/// What a case gets from its template, in words for the form.
pub struct Brings {
    pub folders: Vec<String>,
    pub documents: Vec<String>,
    /// Names of users and groups with their level.
    pub access: Vec<(String, i64)>,
}

/// What a case made from the template gets.
pub async fn brings(ctx: &Ctx, template: i64) -> Result<Brings> {
    let folders: Vec<(String,)> = ctx
        .reader
        .all("SELECT name FROM template_folder WHERE template_id = $1 AND parent_id IS NULL ORDER BY position, id", &args![template])
        .await?;
    let documents: Vec<(String,)> =
        ctx.reader.all("SELECT title FROM template_document WHERE template_id = $1 ORDER BY position, id", &args![template]).await?;
    let access = ctx
        .reader
        .all(
            "SELECT coalesce(u.name, g.name, '') AS name, a.level FROM template_access a LEFT JOIN users u ON u.id = a.principal
             LEFT JOIN groups g ON g.id = a.principal WHERE a.template_id = $1 ORDER BY a.level DESC, 1",
            &args![template],
        )
        .await?;
    Ok(Brings { folders: folders.into_iter().map(|(n,)| n).collect(), documents: documents.into_iter().map(|(t,)| t).collect(), access })
}
