//! What pickers of people offer: users and groups that are in use. Guests have no part in cases, and are
//! offered only where one asks for them.

use super::directory::{self, Wanted};
use super::users::GUEST;
use base::web::{Ctx, Fields, Page};
use base::{Result, args};
use maud::html;
use std::collections::HashSet;
use ui::Icon;

/// As many as can be looked through.
const MOST: usize = 12;

/// GET /pick/people?q=&groups=1&guests=1
pub async fn people(ctx: Ctx, fields: Fields) -> Result<Page> {
    let wanted = Wanted::new(fields.get("q"));
    let known = known(&ctx).await?;
    let guests = fields.read().flag("guests");
    let may = |id: i64| known.as_ref().is_none_or(|known| known.contains(&id));
    let mut users: Vec<_> = directory::users(&ctx.reader)
        .await?
        .into_iter()
        .filter(|u| u.active && (guests || u.kind != GUEST) && may(u.id) && wanted.user(u))
        .collect();
    if wanted.nothing() {
        users.sort_by_key(|u| u.id != ctx.actor.id);
    }
    let mut groups = vec![];
    if fields.read().flag("groups") {
        groups = directory::groups(&ctx.reader).await?.into_iter().filter(|g| g.active && may(g.id) && wanted.group(g)).collect();
    }
    // Groups are few: they keep up to half of the places.
    let (few, rest) = (groups.len().min(MOST / 2), users.len().min(MOST));
    users.truncate(MOST - few.min(MOST - rest.min(MOST - few)));
    groups.truncate(MOST - users.len());
    Ok(Page::html(html! {
        @for user in &users {
            @let about = [user.title.as_str(), user.department.as_str()].iter().filter(|t| !t.is_empty()).copied().collect::<Vec<_>>().join(", ");
            @let about = if about.is_empty() { user.user_name.clone() } else { about };
            (ui::picker_option(&user.id.to_string(), &user.name, Some(Icon::User), Some(&about)))
        }
        @for group in &groups { (ui::picker_option(&group.id.to_string(), &group.name, Some(Icon::Users), Some(texts::people::group(ctx.lang)))) }
    }))
}

/// Whom somebody from outside may choose: himself, and who stands on the cases that he sees. The house's own
/// people may choose everybody: None.
async fn known(ctx: &Ctx) -> Result<Option<HashSet<i64>>> {
    let (inside,): (bool,) =
        ctx.reader.one("SELECT kind IN ('internal', 'service') FROM users WHERE id = $1", &args![ctx.actor.id]).await?;
    if inside {
        return Ok(None);
    }
    let sql = "SELECT c.owner AS principal FROM my_case c
         UNION SELECT m.principal FROM my_member m JOIN my_case c ON c.id = m.case_id";
    let mut known: HashSet<i64> = ctx.reader.all::<(i64,)>(sql, &[]).await?.into_iter().map(|(id,)| id).collect();
    known.insert(ctx.actor.id);
    Ok(Some(known))
}
