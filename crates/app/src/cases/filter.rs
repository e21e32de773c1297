//! What a list of cases shows: one value that comes from an address, describes itself, and runs.

use super::Status;
use base::list::{Field, Filter, Want, number_key};
use base::web::{Ctx, Fields};
use base::{Result, Uuid, args, collate, date};
use jiff::civil::Date;

/// The tabs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    All,
    Mine,
    Favourites,
    Unassigned,
}

impl View {
    pub const ALL: [View; 4] = [View::All, View::Mine, View::Favourites, View::Unassigned];

    /// The word in addresses.
    pub fn word(self) -> &'static str {
        match self {
            View::All => "all",
            View::Mine => "mine",
            View::Favourites => "favourites",
            View::Unassigned => "unassigned",
        }
    }
}

/// Page sizes that may be chosen.
pub const SIZES: [i64; 3] = [15, 50, 100];

/// The names of the sort keys in addresses.
pub const SORTS: &[(&str, Field)] = &[
    ("changed", Field::CHANGED),
    ("title", Field::TITLE),
    ("number", Field::NUMBER),
    ("created", Field::CREATED),
    ("status", Field::STATUS),
    ("type", Field::TYPE),
    ("owner", Field::OWNER),
    ("deadline", Field::DEADLINE),
    ("archive_number", Field::ARCHIVE_NUMBER),
    ("changed_by", Field::CHANGED_BY),
    ("closed", Field::CLOSED),
];

/// A list as it is asked for.
#[derive(Debug, Clone)]
pub struct CaseFilter {
    pub view: View,
    pub text: String,
    /// None: active, the default; empty: any.
    pub status: Option<Vec<Status>>,
    pub types: Vec<i64>,
    pub owners: Vec<i64>,
    pub keys: Vec<Uuid>,
    pub due_before: Option<Date>,
    pub changed_after: Option<Date>,
    pub sort: &'static str,
    pub descending: bool,
    pub size: i64,
    pub cursor: Option<(Vec<u8>, Uuid)>,
    pub back: bool,
    /// How many rows come before this page, for »51–100 af 3.214«.
    pub at: i64,
}

impl CaseFilter {
    /// Reads an address; what can't be understood is left out, never an error.
    pub fn read(fields: &Fields) -> CaseFilter {
        let view = View::ALL.into_iter().find(|v| v.word() == fields.get("view")).unwrap_or(View::All);
        let (sort, _) = *SORTS.iter().find(|(name, _)| *name == fields.get("sort")).unwrap_or(&SORTS[0]);
        let falls = matches!(sort, "changed" | "created" | "closed" | "number");
        let (cursor, back) = match (cursor(fields.get("after")), cursor(fields.get("before"))) {
            (Some(after), _) => (Some(after), false),
            (None, Some(before)) => (Some(before), true),
            _ => (None, false),
        };
        CaseFilter {
            view,
            // What is cut may end at a space.
            text: fields.get("q").trim().chars().take(100).collect::<String>().trim_end().to_owned(),
            status: fields.has("status").then(|| fields.all("status").filter_map(Status::parse).collect()),
            types: fields.all("type").filter_map(|v| v.parse().ok()).collect(),
            owners: fields.all("owner").filter_map(|v| v.parse().ok()).collect(),
            keys: fields.all("key").filter_map(|v| v.parse().ok()).collect(),
            due_before: base::web::parse_date(fields.get("due_before"), None),
            changed_after: base::web::parse_date(fields.get("changed_after"), None),
            sort,
            descending: match fields.get("dir") {
                "asc" => false,
                "desc" => true,
                _ => falls,
            },
            size: fields.get("size").parse().ok().filter(|n| SIZES.contains(n)).unwrap_or(50),
            cursor,
            back,
            at: fields.get("at").parse().unwrap_or(0).max(0),
        }
    }

    /// Whether anything narrows the list beyond its tab and the usual status.
    pub fn narrowed(&self) -> bool {
        !self.text.is_empty()
            || self.status.is_some()
            || !self.types.is_empty()
            || !self.owners.is_empty()
            || !self.keys.is_empty()
            || self.due_before.is_some()
            || self.changed_after.is_some()
    }

    /// The address without the place in the list.
    pub fn address(&self) -> String {
        let mut out = format!("/cases?view={}", self.view.word());
        let mut add = |name: &str, value: &str| {
            out.push('&');
            out.push_str(name);
            out.push('=');
            out.push_str(&encode(value));
        };
        if !self.text.is_empty() {
            add("q", &self.text);
        }
        match self.status.as_deref() {
            None => {}
            Some([]) => add("status", ""),
            Some(all) => all.iter().for_each(|s| add("status", s.word())),
        }
        self.types.iter().for_each(|t| add("type", &t.to_string()));
        self.owners.iter().for_each(|o| add("owner", &o.to_string()));
        self.keys.iter().for_each(|k| add("key", &k.to_string()));
        if let Some(day) = self.due_before {
            add("due_before", &day.to_string());
        }
        if let Some(day) = self.changed_after {
            add("changed_after", &day.to_string());
        }
        add("sort", self.sort);
        add("dir", if self.descending { "desc" } else { "asc" });
        add("size", &self.size.to_string());
        out
    }

    /// The same list changed in one respect, from its first row.
    pub fn with(&self, change: impl FnOnce(&mut CaseFilter)) -> String {
        let mut other = self.clone();
        change(&mut other);
        other.address()
    }

    /// What the base must find.
    pub async fn filters(&self, ctx: &Ctx) -> Result<Vec<Filter>> {
        let mut filters = Vec::new();
        match self.view {
            View::All => {}
            View::Mine => filters.push(Filter::Owned(vec![ctx.actor.id])),
            View::Favourites => filters.push(Filter::Favourite),
            View::Unassigned => filters.push(Filter::Owned(my_groups(ctx).await?)),
        }
        match self.status.as_deref() {
            None => filters.push(Filter::Status(vec![0])),
            Some([]) => {}
            Some(all) => filters.push(Filter::Status(all.iter().map(|s| *s as i64).collect())),
        }
        if !self.types.is_empty() {
            filters.push(Filter::Type(self.types.clone()));
        }
        if !self.owners.is_empty() {
            filters.push(Filter::Is(Field::OWNER_ID, self.owners.iter().map(|o| number_key(*o)).collect()));
        }
        if !self.keys.is_empty() {
            filters.push(Filter::Is(Field::KEY_ID, self.keys.iter().map(|k| k.as_bytes().to_vec()).collect()));
        }
        if let Some(day) = self.due_before {
            filters.push(Filter::Between(Field::DEADLINE, None, Some(day.to_string().into_bytes())));
        }
        if let Some(day) = self.changed_after {
            filters.push(Filter::Between(Field::CHANGED, Some(base::list::time_key(date::start_of(day))), None));
        }
        if !self.text.is_empty() {
            filters.push(Filter::Text(collate::fold(&self.text)));
        }
        Ok(filters)
    }

    /// The page that the base must find.
    pub fn want(&self, filters: Vec<Filter>) -> Want {
        let sort = SORTS.iter().find(|(name, _)| *name == self.sort).map_or(Field::CHANGED, |(_, field)| *field);
        Want { sort, descending: self.descending, filters, cursor: self.cursor.clone(), back: self.back, size: self.size }
    }
}

/// The groups that the user is in, through any depth.
pub async fn my_groups(ctx: &Ctx) -> Result<Vec<i64>> {
    let all: Vec<(i64,)> = ctx
        .reader
        .all(
            "SELECT g.id FROM user_scope s CROSS JOIN groups g WHERE s.user_id = $1 AND s.level = 0 AND g.id = s.scope ORDER BY g.id",
            &args![ctx.actor.id],
        )
        .await?;
    Ok(all.into_iter().map(|(id,)| id).collect())
}

/// A place in a list as it stands in an address.
pub fn place(value: &[u8], id: Uuid) -> String {
    let hex: String = value.iter().map(|b| format!("{b:02x}")).collect();
    format!("{hex}.{}", id.simple())
}

fn cursor(text: &str) -> Option<(Vec<u8>, Uuid)> {
    let (value, id) = text.split_once('.')?;
    if !value.is_ascii() || !value.len().is_multiple_of(2) || value.len() > 600 {
        return None;
    }
    let value = (0..value.len()).step_by(2).map(|at| u8::from_str_radix(&value[at..at + 2], 16).ok()).collect::<Option<Vec<u8>>>()?;
    Some((value, Uuid::parse_str(id).ok()?))
}

/// A value as it may stand in a query.
pub fn encode(text: &str) -> String {
    text.bytes()
        .map(|b| if b.is_ascii_alphanumeric() || b"-._~".contains(&b) { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_comes_back_as_it_was() {
        let fields = Fields::parse(
            "view=mine&q=%C3%A5brinken+3&status=closed&status=passive&owner=7&sort=title&dir=desc&size=15&due_before=2026-03-01",
        );
        let filter = CaseFilter::read(&fields);
        let again = CaseFilter::read(&Fields::parse(filter.address().split_once('?').expect("a query").1));
        assert_eq!(filter.address(), again.address());
        assert_eq!(again.text, "åbrinken 3");
        assert_eq!(again.status, Some(vec![Status::Closed, Status::Passive]));
    }

    #[test]
    fn nonsense_is_left_out() {
        let filter = CaseFilter::read(&Fields::parse("view=x&sort=drop&size=9999&after=zz.1&owner=abc&status=nope&at=-4"));
        assert_eq!((filter.view, filter.sort, filter.size, filter.at), (View::All, "changed", 50, 0));
        assert!(filter.cursor.is_none() && filter.owners.is_empty());
    }

    #[test]
    fn a_place_comes_back_as_it_was() {
        let id = Uuid::from_u128(7);
        assert_eq!(cursor(&place(&[0, 255, 7], id)), Some((vec![0, 255, 7], id)));
    }
}
