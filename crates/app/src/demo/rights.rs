//! Who is in which group, has which role and stands on which list, each with its event.

use super::content::{Template, User};
use super::setup::{Known, missing};
use crate::people::PeopleEvent;
use crate::templates::{Listed, TemplateEvent};
use base::event::On;
use base::{Result, Uow, args};

async fn named(uow: &mut Uow, principal: i64) -> Result<String> {
    let sql = "SELECT name FROM users WHERE id = $1 UNION ALL SELECT name FROM groups WHERE id = $1";
    Ok(uow.one::<(String,)>(sql, &args![principal]).await?.0)
}

pub async fn within(uow: &mut Uow, group: i64, member: i64) -> Result<()> {
    let event = PeopleEvent::MemberAdded { member, name: named(uow, member).await? };
    uow.record(&event, On::thing("group", group), "INSERT INTO group_member (group_id, member) VALUES ($1, $2)", &args![group, member])
        .await
}

pub async fn roles(uow: &mut Uow, user: &User, id: i64) -> Result<()> {
    let mut roles: Vec<&str> = user.roles.iter().map(String::as_str).collect();
    if user.permissions.iter().any(|p| p == "cases.read_all") {
        roles.push("records_manager");
    }
    for role in roles {
        let found: Option<(i64,)> = uow.maybe("SELECT id FROM role WHERE key = $1", &args![role]).await?;
        let (number,) = found.ok_or_else(|| missing(role))?;
        let event = PeopleEvent::RoleGiven { role: number, key: role.to_owned() };
        let sql = "INSERT INTO role_given (role_id, principal) VALUES ($1, $2)";
        uow.record(&event, On::thing("user", id), sql, &args![number, id]).await?;
    }
    Ok(())
}

pub async fn lists(uow: &mut Uow, template: &Template, id: i64, known: &Known) -> Result<()> {
    uow.also("DELETE FROM template_creator WHERE template_id = $1", &args![id]).await?;
    let (mut creators, mut access) = (vec![], vec![]);
    for group in &template.create.groups {
        let principal = known.group(group)?;
        uow.also("INSERT INTO template_creator (template_id, principal) VALUES ($1, $2)", &args![id, principal]).await?;
        creators.push(Listed { principal, name: named(uow, principal).await?, level: 0 });
    }
    for who in &template.access {
        let principal = match (&who.user, &who.group) {
            (Some(user), _) => known.user(user)?,
            (None, Some(group)) => known.group(group)?,
            (None, None) => return Err(missing("a principal")),
        };
        let level = super::plan::level(&who.level);
        uow.also("INSERT INTO template_access (template_id, principal, level) VALUES ($1, $2, $3)", &args![id, principal, level]).await?;
        access.push(Listed { principal, name: named(uow, principal).await?, level });
    }
    let on = On::thing("template", id);
    uow.note(&TemplateEvent::CreatorsChanged { old: vec![], new: creators }, on.clone()).await?;
    uow.note(&TemplateEvent::AccessChanged { old: vec![], new: access, gained: 0, lost: 0 }, on).await?;
    for key in &template.keys {
        uow.also("INSERT INTO template_key (template_id, key_id) VALUES ($1, $2)", &args![id, known.key(key)?]).await?;
    }
    for kind in &template.document_types {
        uow.also("INSERT INTO template_document_type (template_id, type_id) VALUES ($1, $2)", &args![id, known.kind(kind)?]).await?;
    }
    Ok(())
}
