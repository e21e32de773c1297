//! The documents of a case through the API. Contents come and go by `/uploads` (tus 1.0) and `/versions/{id}/download`.

use axum::extract::Path;
use base::web::{Ctx, Fields, Json};
use base::{Result, Timestamp, Uuid, args};
use serde::Serialize;

base::row! {
    #[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
    #[schema(as = DocumentListed)]
    pub struct Item {
        id: Uuid,
        no: i64,
        title: String,
        status: i64,
        type_id: i64,
        folder_id: Option<Uuid>,
        main_version: Option<Uuid>,
        file: Option<String>,
        size: Option<i64>,
        media_type: Option<String>,
        changed: Timestamp,
        version: i64,
    }
}

#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = DocumentPage)]
pub struct Items {
    items: Vec<Item>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<i64>,
}

/// GET /api/v1/cases/{id}/documents?after=NO
pub async fn list(ctx: Ctx, Path(id): Path<Uuid>, fields: Fields) -> Result<Json<Items>> {
    const SIZE: usize = 100;
    ctx.reader.one::<(Uuid,)>("SELECT c.id FROM my_case c WHERE c.id = $1", &args![id]).await?;
    crate::cases::looked(&ctx, id).await?;
    let after: i64 = fields.get("after").parse().unwrap_or(0);
    let mut items: Vec<Item> = ctx
        .reader
        .all(
            "SELECT d.id, d.no, d.title, d.status, d.type_id, d.folder_id, d.main_version, v.name AS file, v.size, v.media_type, d.changed, d.version
             FROM my_document d LEFT JOIN my_version v ON v.id = d.main_version WHERE d.case_id = $1 AND d.no > $2 ORDER BY d.no LIMIT 101",
            &args![id, after],
        )
        .await?;
    let more = items.len() > SIZE;
    items.truncate(SIZE);
    let next = items.last().map(|i| i.no).filter(|_| more);
    Ok(Json::ok(Items { items, next }))
}
