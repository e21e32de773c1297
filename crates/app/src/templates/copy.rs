//! A copy of a template, with everything but its cases; out of use until it was looked at.

use super::{TemplateEvent, folders::FOLDERS, folders::Stored, open};
use crate::journal::done;
use axum::extract::Path;
use base::event::On;
use base::web::{Ctx, Page};
use base::{Result, Uow, Uuid, acl, args, collate};
use std::collections::HashMap;
use texts::templates as t;

/// POST /admin/templates/{id}/copy
pub async fn save(ctx: Ctx, Path(id): Path<i64>) -> Result<Page> {
    let mut uow = ctx.write().await?;
    let old = open(&mut uow, id, None).await?;
    let name = free_name(&mut uow, ctx.lang, &old.name).await?;
    let (new, now) = (acl::new_scope(&mut uow).await?, uow.now());
    let event = TemplateEvent::Created { name: name.clone(), case_type: old.case_type.clone(), copied_from: old.name.clone() };
    uow.record(
        &event,
        On::thing("template", new),
        "INSERT INTO template (id, name, name_key, type_id, description, icon, active, default_owner, title_pattern, fixed_key, default_document_type,
           finalise_on_close, created, changed)
         SELECT $1, $2, $3, type_id, description, icon, FALSE, default_owner, title_pattern, fixed_key, default_document_type, finalise_on_close, $4, $4
         FROM template WHERE id = $5",
        &args![new, name.as_str(), collate::key(&name), now, id],
    )
    .await?;
    for sql in [
        "INSERT INTO template_access (template_id, principal, level) SELECT CAST($1 AS BIGINT), principal, level FROM template_access WHERE template_id = $2",
        "INSERT INTO template_creator (template_id, principal) SELECT CAST($1 AS BIGINT), principal FROM template_creator WHERE template_id = $2",
        "INSERT INTO template_key (template_id, key_id) SELECT CAST($1 AS BIGINT), key_id FROM template_key WHERE template_id = $2",
        "INSERT INTO template_document_type (template_id, type_id) SELECT CAST($1 AS BIGINT), type_id FROM template_document_type WHERE template_id = $2",
    ] {
        uow.also(sql, &args![new, id]).await?;
    }
    copy_files(&mut uow, id, new).await?;
    acl::rescope(&mut uow, None).await?;
    uow.commit().await?;
    Ok(done(&format!("/admin/templates/{new}"), &t::copied(ctx.lang, &name)))
}

async fn free_name(uow: &mut Uow, lang: base::Lang, name: &str) -> Result<String> {
    let short: String = name.chars().take(80).collect();
    let mut n = 1;
    loop {
        let wanted = if n == 1 { t::copy_name(lang, &short) } else { format!("{} {n}", t::copy_name(lang, &short)) };
        if uow.maybe::<(i64,)>("SELECT id FROM template WHERE name_key = $1", &args![collate::key(&wanted)]).await?.is_none() {
            return Ok(wanted);
        }
        n += 1;
    }
}

async fn copy_files(uow: &mut Uow, id: i64, new: i64) -> Result<()> {
    let stored: Vec<Stored> = uow.all(FOLDERS, &args![id]).await?;
    let positions: HashMap<Uuid, i64> = stored.iter().map(|f| (f.id, f.position)).collect();
    let mut ids: HashMap<Uuid, Uuid> = HashMap::new();
    for folder in super::folders::ordered(stored) {
        let made = uow.id();
        ids.insert(folder.id, made);
        let parent = folder.parent.and_then(|p| ids.get(&p).copied());
        let position = positions.get(&folder.id).copied().unwrap_or(0);
        uow.also(
            "INSERT INTO template_folder (id, template_id, parent_id, name, position) VALUES ($1, $2, $3, $4, $5)",
            &args![made, new, parent, folder.name.as_str(), position],
        )
        .await?;
    }
    for (n, one) in super::standard_documents(uow, id).await?.into_iter().enumerate() {
        let (made, folder) = (uow.id(), one.folder_id.and_then(|f| ids.get(&f).copied()));
        uow.also(
            "INSERT INTO template_document (id, template_id, folder_id, title, type_id, file_name, media_type, size, blob, position)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            &args![made, new, folder, one.title, one.type_id, one.file_name, one.media_type, one.size, one.blob, n + 1],
        )
        .await?;
    }
    Ok(())
}
