//! Events that name another case or document: which it is, only who sees that one reads.

use super::Happened;
use base::web::Ctx;
use base::{Result, Uuid, args};
use serde_json::Value;

const NAMING: [&str; 3] = ["document.moved_out", "document.moved_in", "document.copied"];

/// Puts the other's number and title into the events; what this reader doesn't see is taken out.
pub async fn resolve(ctx: &Ctx, events: &mut [Happened]) -> Result<()> {
    for event in events.iter_mut().filter(|e| NAMING.contains(&e.kind.as_str())) {
        let mut data: Value = serde_json::from_str(&event.data)?;
        let Some(fields) = data.as_object_mut() else { continue };
        let id = |value: Option<Value>| value.as_ref().and_then(Value::as_str).and_then(|text| Uuid::parse_str(text).ok());
        let (case, document) = (id(fields.remove("case")), id(fields.remove("document")));
        let number: Option<(String,)> = ctx.reader.maybe("SELECT c.number FROM my_case c WHERE c.id = $1", &args![case]).await?;
        if let (Some(case), Some((number,))) = (case, number) {
            fields.insert("case".into(), case.to_string().into());
            let title: Option<(String,)> = ctx.reader.maybe("SELECT d.title FROM my_document d WHERE d.id = $1", &args![document]).await?;
            let place = match (document, title) {
                (Some(document), Some((title,))) => {
                    fields.insert("document".into(), document.to_string().into());
                    format!("{number}, {title}")
                }
                _ => number,
            };
            fields.insert("place".into(), place.into());
        }
        event.data = data.to_string();
    }
    Ok(())
}
