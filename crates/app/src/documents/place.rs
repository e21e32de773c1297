//! Where in a case a document lands: a folder, and below it the folders that were dropped with it.

use super::DocumentEvent;
use crate::cases::Case;
use base::event::On;
use base::uow::{Edit, Open};
use base::{Error, Result, Uow, Uuid, args, collate};

/// The folder for a document: `folder` of this case, and in it the path `a/b`, made where it is missing.
pub async fn at(uow: &mut Uow, case: &Open<Case, Edit>, folder: Option<Uuid>, path: &str) -> Result<Option<Uuid>> {
    let mut place = match folder {
        Some(id) => Some(
            uow.maybe::<(Uuid,)>("SELECT f.id FROM my_folder f WHERE f.id = $1 AND f.case_id = $2", &args![id, case.row.id])
                .await?
                .map(|(id,)| id)
                .ok_or_else(|| Error::refused(texts::documents::folder_gone))?,
        ),
        None => None,
    };
    for name in path.split('/').map(clean).filter(|n| !n.is_empty()).take(12) {
        place = Some(match find(uow, case.row.id, place, &name).await? {
            Some(id) => id,
            None => make(uow, case, place, &name).await?,
        });
    }
    Ok(place)
}

/// A folder's name as it may stand: one line, not a path.
pub fn clean(name: &str) -> String {
    // What is nothing stays nothing; a file would get a name instead.
    if name.chars().all(|c| c.is_whitespace() || c.is_control() || matches!(c, '.' | '/' | '\\')) {
        return String::new();
    }
    formats::sniff::clean_name(name.trim()).chars().take(120).collect()
}

pub async fn find(uow: &mut Uow, case: Uuid, parent: Option<Uuid>, name: &str) -> Result<Option<Uuid>> {
    let found: Option<(Uuid,)> = uow
        .maybe(
            "SELECT f.id FROM my_folder f WHERE f.case_id = $1 AND f.parent_id IS NOT DISTINCT FROM $2 AND f.name = $3 LIMIT 1",
            &args![case, parent, name],
        )
        .await?;
    Ok(found.map(|(id,)| id))
}

/// Makes a folder at the end of those beside it.
pub async fn make(uow: &mut Uow, case: &Open<Case, Edit>, parent: Option<Uuid>, name: &str) -> Result<Uuid> {
    let id = uow.id();
    let (last,): (i64,) = uow
        .one(
            "SELECT coalesce(max(f.position), 0) FROM my_folder f WHERE f.case_id = $1 AND f.parent_id IS NOT DISTINCT FROM $2",
            &args![case.row.id, parent],
        )
        .await?;
    uow.record(
        &DocumentEvent::FolderMade { name: name.to_owned() },
        On::folder(case.row.id, id),
        "INSERT INTO folder (id, case_id, parent_id, name, name_key, position) VALUES ($1, $2, $3, $4, $5, $6)",
        &args![id, case.row.id, parent, name, collate::key(name), last + 1],
    )
    .await?;
    Ok(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_no_folder() {
        assert_eq!(clean(""), "");
        assert_eq!(clean(" .. "), "");
        assert_eq!(clean("Tegninger"), "Tegninger");
    }
}
