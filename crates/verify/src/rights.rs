//! Rights as the log tells of them, held against the rights that stand in the tables: a member, an owner or an
//! entry of a list that was put in, taken out or raised without an event is found here.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Display, Formatter};

/// One right, or one fact that rights follow from. Ids of cases and documents are their sixteen bytes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A case's owner: a user or group.
    Owner([u8; 16]),
    /// A case's template.
    Template([u8; 16]),
    /// 1 where the template's list doesn't apply to the case.
    Restricted([u8; 16]),
    /// Case and user or group: the level.
    Member([u8; 16], i64),
    /// Template and user or group: the level.
    Access(i64, i64),
    /// Template and user or group: 1 for whoever may make cases.
    Creator(i64, i64),
    /// Group and member: 1.
    Within(i64, i64),
    /// Role and user or group: 1.
    Given(i64, i64),
    /// Role and permission: 1.
    Permission(i64, String),
    /// 1 where a document is limited.
    Limited([u8; 16]),
    /// Document and user or group: 1.
    Named([u8; 16], i64),
    /// 1 for a guest, who has no part in anything.
    Guest(i64),
    /// 1 for a user who may sign in.
    Active(i64),
}

/// An event as it tells of rights.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    /// Its place in the chain.
    pub position: i64,
    pub kind: &'a str,
    pub object_id: &'a str,
    pub case: Option<[u8; 16]>,
    pub document: Option<[u8; 16]>,
    /// JSON.
    pub data: &'a str,
}

/// A right that isn't what the log tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RightFault {
    pub place: Place,
    /// What the log tells, and the place in the chain that told it last.
    pub told: Option<i64>,
    pub position: Option<i64>,
    /// What stands in the table.
    pub stands: Option<i64>,
}

/// The rights that follow from the events so far.
#[derive(Debug, Default)]
pub struct Rights {
    now: BTreeMap<Place, (Option<i64>, i64)>,
    /// What an event changed without saying into what, as the first versions did.
    unsaid: BTreeSet<Place>,
}

/// The kinds that tell of rights.
const TELLING: &[&str] = &[
    "case.created",
    "case.changed",
    "case.restricted",
    "case.member_added",
    "case.member_changed",
    "case.member_removed",
    "document.limited",
    "template.access_changed",
    "template.creators_changed",
    "template.deleted",
    "group.member_added",
    "group.member_removed",
    "role.created",
    "role.changed",
    "role.deleted",
    "role.given",
    "role.taken",
    "user.created",
    "user.changed",
    "user.disabled",
    "user.enabled",
    "organisation.set_up",
];

fn number(value: &Value) -> Option<i64> {
    value.as_i64()
}

impl Rights {
    pub fn new() -> Rights {
        Rights::default()
    }

    /// The next event, in the order of the chain.
    pub fn tell(&mut self, told: &Told<'_>) {
        if !TELLING.contains(&told.kind) {
            return;
        }
        let Ok(data) = serde_json::from_str::<Value>(told.data) else { return };
        let object: i64 = told.object_id.parse().unwrap_or_default();
        if let Some(case) = told.case {
            self.tell_case(told, case, &data);
        }
        match told.kind {
            "template.access_changed" => self.list(told.position, &data["new"], |p| Place::Access(object, p)),
            "template.creators_changed" => self.list(told.position, &data["new"], |p| Place::Creator(object, p)),
            "template.deleted" => {
                self.clear(told.position, |p| Place::Access(object, p));
                self.clear(told.position, |p| Place::Creator(object, p));
            }
            "group.member_added" => self.at(told, number(&data["member"]).map(|m| Place::Within(object, m)), Some(1)),
            "group.member_removed" => self.at(told, number(&data["member"]).map(|m| Place::Within(object, m)), None),
            "role.given" => self.at(told, number(&data["role"]).map(|role| Place::Given(role, object)), Some(1)),
            "role.taken" => self.at(told, number(&data["role"]).map(|role| Place::Given(role, object)), None),
            "role.created" => self.permissions(told.position, object, &data["permissions"], Some(1)),
            "role.changed" => {
                self.permissions(told.position, object, &data["added"], Some(1));
                self.permissions(told.position, object, &data["removed"], None);
            }
            "role.deleted" => {
                self.clear(told.position, |p| Place::Given(object, p));
                let (from, to) = (Place::Permission(object, String::new()), Place::Permission(object + 1, String::new()));
                self.now.range_mut(from..to).for_each(|(_, now)| *now = (None, told.position));
            }
            "organisation.set_up" => self.set_up(told.position, &data),
            "user.created" => {
                self.at(told, Some(Place::Active(object)), Some(1));
                self.at(told, Some(Place::Guest(object)), (data["account_kind"] == "guest").then_some(1));
            }
            "user.changed" => {
                for change in data["changes"].as_array().into_iter().flatten().filter(|change| change["field"] == "kind") {
                    self.at(told, Some(Place::Guest(object)), (change["new"] == "guest").then_some(1));
                }
            }
            "user.disabled" => self.at(told, Some(Place::Active(object)), None),
            "user.enabled" => self.at(told, Some(Place::Active(object)), Some(1)),
            "document.limited" => self.tell_limited(told, &data),
            _ => {}
        }
    }

    fn tell_case(&mut self, told: &Told<'_>, case: [u8; 16], data: &Value) {
        let member = number(&data["principal"]).map(|principal| Place::Member(case, principal));
        match told.kind {
            "case.created" => {
                self.at(told, Some(Place::Owner(case)), number(&data["owner"]));
                self.at(told, Some(Place::Template(case)), number(&data["template"]));
            }
            "case.changed" if data["field"] == "owner" => match number(&data["owner"]) {
                Some(owner) => self.at(told, Some(Place::Owner(case)), Some(owner)),
                None => drop(self.unsaid.insert(Place::Owner(case))),
            },
            "case.restricted" => self.at(told, Some(Place::Restricted(case)), (data["on"] == true).then_some(1)),
            "case.member_added" => self.at(told, member, number(&data["level"])),
            "case.member_changed" => self.at(told, member, number(&data["new"])),
            "case.member_removed" => self.at(told, member, None),
            _ => {}
        }
    }

    fn tell_limited(&mut self, told: &Told<'_>, data: &Value) {
        let Some(document) = told.document else { return };
        self.at(told, Some(Place::Limited(document)), (data["limited"] == true).then_some(1));
        self.clear(told.position, |p| Place::Named(document, p));
        match data["principals"].as_array() {
            Some(all) => all.iter().filter_map(number).for_each(|p| self.at(told, Some(Place::Named(document, p)), Some(1))),
            None => drop(self.unsaid.insert(Place::Limited(document))),
        }
    }

    fn set_up(&mut self, position: i64, data: &Value) {
        for (role, permissions) in (1..).zip(data["permissions"].as_array().into_iter().flatten()) {
            self.permissions(position, role, permissions, Some(1));
        }
        for pair in data["creators"].as_array().into_iter().flatten() {
            if let (Some(template), Some(principal)) = (number(&pair[0]), number(&pair[1])) {
                self.set(position, Place::Creator(template, principal), Some(1));
            }
        }
    }

    fn permissions(&mut self, position: i64, role: i64, all: &Value, value: Option<i64>) {
        for permission in all.as_array().into_iter().flatten().filter_map(Value::as_str) {
            self.set(position, Place::Permission(role, permission.to_owned()), value);
        }
    }

    /// A list that was written whole.
    fn list(&mut self, position: i64, all: &Value, place: impl Fn(i64) -> Place) {
        self.clear(position, &place);
        for one in all.as_array().into_iter().flatten() {
            if let Some(principal) = number(&one["principal"]) {
                self.set(position, place(principal), number(&one["level"]).map(|level| level.max(1)));
            }
        }
    }

    /// Nobody stands on a list any more.
    fn clear(&mut self, position: i64, place: impl Fn(i64) -> Place) {
        self.now.range_mut(place(i64::MIN)..=place(i64::MAX)).for_each(|(_, now)| *now = (None, position));
    }

    fn at(&mut self, told: &Told<'_>, place: Option<Place>, value: Option<i64>) {
        if let Some(place) = place {
            self.set(told.position, place, value);
        }
    }

    fn set(&mut self, position: i64, place: Place, value: Option<i64>) {
        self.unsaid.remove(&place);
        self.now.insert(place, (value, position));
    }

    fn is_unsaid(&self, place: &Place) -> bool {
        self.unsaid.contains(place) || matches!(place, Place::Named(document, _) if self.unsaid.contains(&Place::Limited(*document)))
    }

    /// Held against what stands; every difference, in the order of the places.
    pub fn held(&self, stands: &BTreeMap<Place, i64>) -> Vec<RightFault> {
        let told = self.now.iter().filter(|(_, (value, _))| value.is_some()).map(|(place, _)| place);
        let all: BTreeSet<&Place> = told.chain(stands.keys()).collect();
        all.into_iter()
            .filter(|place| !self.is_unsaid(place))
            .filter_map(|place| {
                let now = self.now.get(place);
                let (told, stands) = (now.and_then(|(value, _)| *value), stands.get(place).copied());
                (told != stands).then(|| RightFault { place: place.clone(), told, position: now.map(|(_, at)| *at), stands })
            })
            .collect()
    }
}

fn hex(id: &[u8; 16]) -> String {
    let all: String = id.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{}-{}-{}-{}-{}", &all[..8], &all[8..12], &all[12..16], &all[16..20], &all[20..])
}

impl Display for Place {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Place::Owner(case) => write!(f, "case {}: owner", hex(case)),
            Place::Template(case) => write!(f, "case {}: template", hex(case)),
            Place::Restricted(case) => write!(f, "case {}: restricted", hex(case)),
            Place::Member(case, who) => write!(f, "case {}: level of member {who}", hex(case)),
            Place::Access(template, who) => write!(f, "template {template}: level of {who}"),
            Place::Creator(template, who) => write!(f, "template {template}: {who} may make cases"),
            Place::Within(group, who) => write!(f, "group {group}: member {who}"),
            Place::Given(role, who) => write!(f, "role {role}: given to {who}"),
            Place::Permission(role, permission) => write!(f, "role {role}: permission {permission}"),
            Place::Limited(document) => write!(f, "document {}: limited", hex(document)),
            Place::Named(document, who) => write!(f, "document {}: limited to {who}", hex(document)),
            Place::Guest(user) => write!(f, "user {user}: guest"),
            Place::Active(user) => write!(f, "user {user}: may sign in"),
        }
    }
}

impl Display for RightFault {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let said = |value: Option<i64>| value.map_or("none".to_owned(), |n| n.to_string());
        write!(f, "{}: stands as {}, the log tells {}", self.place, said(self.stands), said(self.told))?;
        match self.position {
            Some(position) => write!(f, " (position {position})"),
            None => write!(f, " (no event)"),
        }
    }
}
