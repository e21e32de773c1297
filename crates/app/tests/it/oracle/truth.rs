//! Who may see what, told from what people set (owners, members, groups, templates' lists, roles) and spec 1.5 alone.
//! Slow and literal on purpose; it knows nothing of scopes, levels' sums or list keys.

use crate::world::World;
use base::{Timestamp, Uuid};
use std::collections::{BTreeMap, BTreeSet};

/// Levels of access, each including those before.
pub const READ: i64 = 1;
pub const WRITE: i64 = 2;
pub const MANAGE: i64 = 3;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub user_name: String,
    pub active: bool,
    pub guest: bool,
}

base::row! {
    /// A case as it was set.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Case { pub id: Uuid, pub title: String, pub number: String, pub archive_number: String, pub status: i64, pub owner: i64, pub template_id: i64, pub type_id: i64, pub key_id: Option<Uuid>, pub deadline: Option<String>, pub changed: Timestamp, pub restricted: bool, pub deleted: bool }
}

base::row! {
    /// A document as it was set.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Document { pub id: Uuid, pub case_id: Uuid, pub title: String, pub type_id: i64, pub status: i64, pub limited: bool, pub deleted: bool, pub created_by: i64, pub main_version: Option<Uuid> }
}

/// Everything that rights follow from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Truth {
    pub people: BTreeMap<i64, Person>,
    pub groups: BTreeSet<i64>,
    /// Member, group.
    pub within: Vec<(i64, i64)>,
    /// Template, principal, level.
    pub lists: Vec<(i64, i64, i64)>,
    /// Template, principal.
    pub creators: Vec<(i64, i64)>,
    /// Principal, permission.
    pub permissions: BTreeSet<(i64, String)>,
    pub cases: BTreeMap<Uuid, Case>,
    /// Case, principal, level.
    pub members: Vec<(Uuid, i64, i64)>,
    pub documents: BTreeMap<Uuid, Document>,
    /// Document, principal.
    pub named: Vec<(Uuid, i64)>,
    /// User, case.
    pub stars: Vec<(i64, Uuid)>,
}

impl Truth {
    /// What was set, read from where it is kept.
    pub async fn read(w: &World) -> Truth {
        let people: Vec<(i64, String, bool, bool)> = w.all("SELECT id, user_name, active, kind = 'guest' AS guest FROM users", &[]).await;
        let groups: Vec<(i64,)> = w.all("SELECT id FROM groups", &[]).await;
        let cases: Vec<Case> = w
            .all(
                "SELECT id, title, number, archive_number, status, owner, template_id, type_id, key_id, deadline, changed, restricted, deleted_at IS NOT NULL AS deleted FROM cases",
                &[],
            )
            .await;
        let documents: Vec<Document> = w
            .all("SELECT id, case_id, title, type_id, status, limited, deleted_at IS NOT NULL AS deleted, created_by, main_version FROM document", &[])
            .await;
        let permissions = "SELECT g.principal, p.permission FROM role_given g JOIN role_permission p ON p.role_id = g.role_id";
        Truth {
            people: people.into_iter().map(|(id, user_name, active, guest)| (id, Person { user_name, active, guest })).collect(),
            groups: groups.into_iter().map(|(id,)| id).collect(),
            within: w.all("SELECT member, group_id FROM group_member ORDER BY 1, 2", &[]).await,
            lists: w.all("SELECT template_id, principal, level FROM template_access ORDER BY 1, 2", &[]).await,
            creators: w.all("SELECT template_id, principal FROM template_creator ORDER BY 1, 2", &[]).await,
            permissions: w.all::<(i64, String)>(permissions, &[]).await.into_iter().collect(),
            cases: cases.into_iter().map(|case| (case.id, case)).collect(),
            members: w.all("SELECT case_id, principal, level FROM case_member ORDER BY 1, 2", &[]).await,
            documents: documents.into_iter().map(|document| (document.id, document)).collect(),
            named: w.all("SELECT document_id, principal FROM document_access ORDER BY 1, 2", &[]).await,
            stars: w.all("SELECT user_id, object_id FROM favourite WHERE object = 'case' ORDER BY 1, 2", &[]).await,
        }
    }

    /// Whether a list's entry means this user: himself, or a group that he is in through any depth. A guest is meant by none.
    pub fn means(&self, principal: i64, user: i64) -> bool {
        !self.people[&user].guest && (principal == user || self.is_in(user, principal, &mut BTreeSet::new()))
    }

    fn is_in(&self, member: i64, group: i64, looked: &mut BTreeSet<i64>) -> bool {
        if !looked.insert(member) {
            return false;
        }
        let direct: Vec<i64> = self.within.iter().filter(|(m, _)| *m == member).map(|(_, g)| *g).collect();
        direct.contains(&group) || direct.into_iter().any(|between| self.is_in(between, group, looked))
    }

    /// Whether one of the user's roles gives a permission.
    pub fn may(&self, user: i64, permission: &str) -> bool {
        self.permissions.iter().any(|(principal, given)| given == permission && self.means(*principal, user))
    }

    /// The highest level that any of the four rules gives, but not by the privilege to read all.
    pub fn own_level(&self, user: i64, case: &Case) -> i64 {
        let owner = if self.means(case.owner, user) { MANAGE } else { 0 };
        let listed = self
            .lists
            .iter()
            .filter(|(template, principal, _)| !case.restricted && *template == case.template_id && self.means(*principal, user));
        let members = self.members.iter().filter(|(of, principal, _)| *of == case.id && self.means(*principal, user));
        listed.map(|(.., level)| *level).chain(members.map(|(.., level)| *level)).chain([owner]).max().unwrap_or(0)
    }

    pub fn level(&self, user: i64, case: &Case) -> i64 {
        let privilege = if self.may(user, "cases.read_all") { READ } else { 0 };
        self.own_level(user, case).max(privilege)
    }

    /// Whether the user may know of the case, were it not in the trash.
    pub fn knows(&self, user: i64, case: Uuid) -> bool {
        self.cases.get(&case).is_some_and(|case| self.level(user, case) >= READ)
    }

    pub fn sees(&self, user: i64, case: Uuid) -> bool {
        self.cases.get(&case).is_some_and(|case| !case.deleted && self.level(user, case) >= READ)
    }

    /// Whether the limits of a document let the user through.
    pub fn let_through(&self, user: i64, document: &Document) -> bool {
        let manages = self.cases.get(&document.case_id).is_some_and(|case| self.own_level(user, case) >= MANAGE);
        !document.limited || manages || self.named.iter().any(|(of, principal)| *of == document.id && self.means(*principal, user))
    }

    pub fn sees_document(&self, user: i64, document: &Document) -> bool {
        !document.deleted && self.sees(user, document.case_id) && self.let_through(user, document)
    }

    /// The user's level on a document that he sees; none otherwise.
    pub fn level_on(&self, user: i64, document: Uuid) -> i64 {
        let document = &self.documents[&document];
        if self.sees_document(user, document) { self.level(user, &self.cases[&document.case_id]) } else { 0 }
    }

    pub fn cases_of(&self, user: i64) -> Vec<&Case> {
        self.cases.values().filter(|case| self.sees(user, case.id)).collect()
    }

    pub fn documents_of(&self, user: i64) -> Vec<&Document> {
        self.documents.values().filter(|document| self.sees_document(user, document)).collect()
    }

    /// Those who can sign in.
    pub fn awake(&self) -> Vec<i64> {
        self.people.iter().filter(|(_, person)| person.active).map(|(id, _)| *id).collect()
    }
}
