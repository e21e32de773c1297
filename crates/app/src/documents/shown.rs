//! Which documents of a case a page shows, in what order, and the way to the others.

use base::web::{Ctx, Fields};
use base::{Result, Uuid, args};
use texts::Number;
use texts::cases as t;
use ui::{Bulk, Choice, Markup, PageSize, Pager};

/// How many documents a page may show; the first unless somebody chose another.
const SIZES: [i64; 3] = [50, 100, 250];

/// What they may be sorted by, and the column of each.
pub const SORTS: &[(&str, &str)] =
    &[("changed", "d.changed"), ("title", "d.title_key"), ("type", "t.position"), ("status", "d.status"), ("no", "d.no")];

/// A page as it is asked for.
#[derive(Clone)]
pub struct Shown {
    pub flat: bool,
    pub folder: Option<Uuid>,
    pub sort: &'static str,
    pub down: bool,
    /// How many documents come before this page, and how many it shows.
    pub at: i64,
    pub size: i64,
}

impl Shown {
    pub async fn read(ctx: &Ctx, fields: &Fields) -> Result<Shown> {
        if fields.has("docs") {
            ctx.remember("documents.view", if fields.get("docs") == "flat" { "flat" } else { "folders" }).await?;
        }
        let size = |text: &str| text.parse().ok().filter(|n| SIZES.contains(n));
        let chosen = size(fields.get("dsize"));
        if let Some(n) = chosen {
            ctx.remember("documents.size", &n.to_string()).await?;
        }
        let kept = if chosen.is_some() { chosen } else { ctx.pref("documents.size").await?.as_deref().and_then(size) };
        let flat = ctx.pref("documents.view").await?.as_deref() == Some("flat");
        let sort = SORTS.iter().find(|(name, _)| *name == fields.get("dsort")).map_or("changed", |(name, _)| *name);
        let down = match fields.get("ddir") {
            "asc" => false,
            "desc" => true,
            _ => sort == "changed",
        };
        Ok(Shown {
            flat,
            folder: fields.get("folder").parse().ok(),
            sort,
            down,
            at: fields.get("dat").parse().unwrap_or(0).clamp(0, 1_000_000),
            size: kept.unwrap_or(SIZES[0]),
        })
    }

    pub fn address(&self, case: Uuid, sort: &str, down: bool) -> String {
        let folder = self.folder.map(|f| format!("&folder={f}")).unwrap_or_default();
        format!("/cases/{case}?dsort={sort}&ddir={}{folder}", if down { "desc" } else { "asc" })
    }

    /// The statement's condition on where a document lies: `$2` is the folder.
    pub fn place(&self, ctx: &Ctx) -> &'static str {
        match (self.flat, ctx.reader.dialect()) {
            (true, base::Dialect::Sqlite) => "$2 IS NULL",
            (true, base::Dialect::Pg) => "CAST($2 AS UUID) IS NULL",
            (false, base::Dialect::Sqlite) => "d.folder_id IS NOT DISTINCT FROM $2",
            (false, base::Dialect::Pg) => "d.folder_id IS NOT DISTINCT FROM CAST($2 AS UUID)",
        }
    }
}

/// The way to the other pages.
pub struct Turning {
    case: String,
    kept: Vec<(&'static str, String)>,
    size: i64,
    range: String,
    previous: Option<String>,
    next: Option<String>,
}

impl Turning {
    /// None where everything is in sight, and as much as anybody sees at once.
    pub async fn of(ctx: &Ctx, case: Uuid, shown: &Shown, rows: usize, more: bool) -> Result<Option<Turning>> {
        let rows = i64::try_from(rows).unwrap_or(i64::MAX);
        if !more && shown.at == 0 && rows <= SIZES[0] {
            return Ok(None);
        }
        let sql = format!("SELECT count(*) FROM my_document d WHERE d.case_id = $1 AND {}", shown.place(ctx));
        let (total,): (i64,) = ctx.reader.one(&sql, &args![case, if shown.flat { None } else { shown.folder }]).await?;
        let n = |n: i64| Number(ctx.lang, n).to_string();
        let last = shown.at + rows;
        let to = |at: i64| format!("{}&dat={at}", shown.address(case, shown.sort, shown.down));
        let mut kept = vec![("dsort", shown.sort.to_owned()), ("ddir", if shown.down { "desc" } else { "asc" }.to_owned())];
        kept.extend(shown.folder.map(|folder| ("folder", folder.to_string())));
        Ok(Some(Turning {
            case: format!("/cases/{case}"),
            kept,
            size: shown.size,
            range: t::range(ctx.lang, n(shown.at + 1), n(last), n(total)),
            previous: (shown.at > 0).then(|| to((shown.at - shown.size).max(0))),
            next: more.then(|| to(last)),
        }))
    }

    /// The foot of the list, with what may be done to those ticked.
    pub fn foot(&self, ctx: &Ctx, label: &str, bulk: Option<&Bulk<'_>>) -> Markup {
        let lang = ctx.lang;
        let sizes = SIZES.map(|n| (n.to_string(), t::per_page(lang, n)));
        let choices = sizes.each_ref().map(|(value, label)| Choice { value, label, chosen: *value == self.size.to_string() });
        let kept: Vec<(&str, &str)> = self.kept.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let size = PageSize { action: &self.case, kept: &kept, name: "dsize", label: t::page_size(lang), choices: &choices };
        let pager = Pager {
            range: &self.range,
            previous: self.previous.as_deref(),
            next: self.next.as_deref(),
            previous_label: t::previous(lang),
            next_label: t::next(lang),
            size: Some(size),
        };
        ui::list_foot(label, bulk, &pager)
    }
}
