//! Which journal keys a template may be used under.

use base::{Reader, Result, Uow, Uuid, args};

/// Whether cases from the template may hang on the key: one of its keys is the key itself or above
/// it, or it names none.
pub async fn key_allowed(uow: &mut Uow, template: i64, key: Uuid) -> Result<bool> {
    if uow.maybe::<(i64,)>("SELECT template_id FROM template_key WHERE template_id = $1 LIMIT 1", &args![template]).await?.is_none() {
        return Ok(true);
    }
    let found: Option<(Uuid,)> = uow
        .maybe(
            "WITH RECURSIVE up (id, parent_id) AS (SELECT k.id, k.parent_id FROM journal_key k WHERE k.id = $1
               UNION ALL SELECT k.id, k.parent_id FROM up JOIN journal_key k ON k.id = up.parent_id)
             SELECT up.id FROM up JOIN template_key t ON t.key_id = up.id WHERE t.template_id = $2 LIMIT 1",
            &args![key, template],
        )
        .await?;
    Ok(found.is_some())
}

/// The keys a template names, with code and title.
pub(super) async fn keys_of(reader: &Reader, template: i64) -> Result<Vec<(Uuid, String)>> {
    reader
        .all(
            "SELECT k.id, k.code || ' ' || k.title FROM template_key t JOIN journal_key k ON k.id = t.key_id JOIN plan p ON p.id = k.plan_id
             WHERE t.template_id = $1 ORDER BY p.position, k.code_key, k.id",
            &args![template],
        )
        .await
}
