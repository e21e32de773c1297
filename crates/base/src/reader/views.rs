//! What `my_*` means for one who sees by scopes, for one who may read every case, and for the system.

use crate::actor::Actor;
use crate::permission::Permission;
use parking_lot::RwLock;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

/// Tables whose rows hang on access: a capability never reads them by their own names.
pub const GUARDED: &[&str] = &[
    "cases",
    "case_member",
    "case_scope",
    "case_key",
    "case_base",
    "scope_count",
    "folder",
    "document",
    "document_access",
    "attachment",
    "version",
    "event",
];

/// How far an actor sees.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Sight {
    Scopes,
    AllCases,
    System,
}

impl Sight {
    pub(super) fn of(actor: &Actor) -> Sight {
        if actor.system {
            Sight::System
        } else if actor.reads_all() {
            Sight::AllCases
        } else {
            Sight::Scopes
        }
    }
}

const LEVEL: &str = "(SELECT max(s.level + u.level) FROM case_scope s CROSS JOIN user_scope u
  WHERE s.case_id = {case} AND u.user_id = {actor} AND u.scope = s.scope)";
const SEEN: &str = "EXISTS (SELECT 1 FROM case_scope s CROSS JOIN user_scope u
  WHERE s.case_id = {case} AND u.user_id = {actor} AND u.scope = s.scope {each})";
const UNLIMITED: &str = "(NOT x.limited
  OR EXISTS (SELECT 1 FROM document_access a CROSS JOIN user_scope u
    WHERE a.document_id = x.id AND u.user_id = {actor} AND u.scope = a.principal AND u.level = 0 {each})
  OR EXISTS (SELECT 1 FROM case_scope s CROSS JOIN user_scope u
    WHERE s.case_id = x.case_id AND u.user_id = {actor} AND u.scope = s.scope AND s.level + u.level >= 3 {each}))";

fn level(sight: Sight, case: &str) -> String {
    let own = LEVEL.replace("{case}", case);
    match sight {
        Sight::Scopes => own,
        Sight::AllCases => format!("coalesce({own}, 1)"),
        Sight::System => "3".into(),
    }
}

/// Whether a case is seen by a scope.
pub(crate) fn by_scope(case: &str) -> String {
    SEEN.replace("{case}", case)
}

fn seen(sight: Sight, case: &str) -> String {
    match sight {
        Sight::Scopes => by_scope(case),
        Sight::AllCases | Sight::System => "TRUE".into(),
    }
}

fn unlimited(sight: Sight) -> &'static str {
    if sight == Sight::System { "TRUE" } else { UNLIMITED }
}

/// Whether one of the actor's roles gives one of these permissions.
fn holds(sight: Sight, permissions: &[Permission]) -> String {
    if sight == Sight::System {
        return "TRUE".into();
    }
    let keys: Vec<String> = permissions.iter().map(|p| format!("'{}'", p.key())).collect();
    format!(
        "EXISTS (SELECT 1 FROM user_scope u CROSS JOIN role_given g CROSS JOIN role_permission p
           WHERE u.user_id = {{actor}} AND u.level = 0 AND g.principal = u.scope AND p.role_id = g.role_id AND p.permission IN ({}))",
        keys.join(", ")
    )
}

const CASE_LIVES: &str = "EXISTS (SELECT 1 FROM cases c WHERE c.id = x.case_id AND c.deleted_at IS NULL {each})";

/// The text of a view; other views in it are put in afterwards.
fn view(name: &str, sight: Sight) -> Option<String> {
    case_view(name, sight).or_else(|| document_view(name, sight)).or_else(|| kept_view(name, sight))
}

/// Cases and what hangs on them directly.
fn case_view(name: &str, sight: Sight) -> Option<String> {
    Some(match name {
        "my_case" => {
            format!("SELECT x.*, {} AS level FROM cases x WHERE x.deleted_at IS NULL AND {}", level(sight, "x.id"), seen(sight, "x.id"))
        }
        "my_trashed_case" => {
            format!("SELECT x.*, {} AS level FROM cases x WHERE x.deleted_at IS NOT NULL AND {}", level(sight, "x.id"), seen(sight, "x.id"))
        }
        "my_folder" => format!(
            "SELECT x.*, {} AS level FROM folder x WHERE x.deleted_at IS NULL AND {} AND {CASE_LIVES}",
            level(sight, "x.case_id"),
            seen(sight, "x.case_id")
        ),
        "my_member" => format!("SELECT x.* FROM case_member x WHERE {} AND {CASE_LIVES}", seen(sight, "x.case_id")),
        "my_case_scope" => format!("SELECT x.* FROM case_scope x WHERE {} AND {CASE_LIVES}", seen(sight, "x.case_id")),
        // A document's events stay in the case's history when it lies in the trash, but follow its limits.
        "my_event" => format!(
            "SELECT e.* FROM event e WHERE e.case_id IS NOT NULL AND {} AND (e.document_id IS NULL
               OR EXISTS (SELECT 1 FROM document x WHERE x.id = e.document_id AND {} {{each}}))",
            seen(sight, "e.case_id"),
            unlimited(sight)
        ),
        _ => return None,
    })
}

/// Documents and their files.
fn document_view(name: &str, sight: Sight) -> Option<String> {
    Some(match name {
        "my_document" => format!(
            "SELECT x.*, {} AS level FROM document x WHERE x.deleted_at IS NULL AND {} AND {CASE_LIVES} AND {}",
            level(sight, "x.case_id"),
            seen(sight, "x.case_id"),
            unlimited(sight)
        ),
        "my_trashed_document" => format!(
            "SELECT x.*, {} AS level FROM document x WHERE x.deleted_at IS NOT NULL AND {} AND {CASE_LIVES} AND {}",
            level(sight, "x.case_id"),
            seen(sight, "x.case_id"),
            unlimited(sight)
        ),
        "my_attachment" => {
            "SELECT x.* FROM attachment x WHERE x.deleted_at IS NULL AND EXISTS (SELECT 1 FROM my_document d WHERE d.id = x.document_id {each})"
                .into()
        }
        "my_version" => {
            "SELECT x.* FROM version x WHERE x.deleted_at IS NULL AND EXISTS (SELECT 1 FROM my_document d WHERE d.id = x.document_id {each})
               AND (x.attachment_id IS NULL OR EXISTS (SELECT 1 FROM attachment a WHERE a.id = x.attachment_id AND a.deleted_at IS NULL {each}))"
                .into()
        }
        "my_document_access" => {
            "SELECT x.* FROM document_access x WHERE EXISTS (SELECT 1 FROM my_document d WHERE d.id = x.document_id {each})".into()
        }
        _ => return None,
    })
}

/// What those see who keep a part of the house, and the system.
fn kept_view(name: &str, sight: Sight) -> Option<String> {
    Some(match name {
        // For the system alone, which must take documents out of the index when their case goes.
        "my_any_document" if sight == Sight::System => "SELECT x.* FROM document x".into(),
        "my_any_event" if sight == Sight::System => "SELECT x.* FROM event x".into(),
        // What stands on cases and documents in the trash, too.
        "my_any_member" if sight == Sight::System => "SELECT x.* FROM case_member x".into(),
        "my_any_access" if sight == Sight::System => "SELECT x.* FROM document_access x".into(),
        "my_any_case_scope" if sight == Sight::System => "SELECT x.* FROM case_scope x".into(),
        "my_any_case_key" if sight == Sight::System => "SELECT x.* FROM case_key x".into(),
        "my_any_case_base" if sight == Sight::System => "SELECT x.* FROM case_base x".into(),
        "my_any_scope_count" if sight == Sight::System => "SELECT x.* FROM scope_count x".into(),
        "my_any_case" if sight == Sight::System => "SELECT x.* FROM cases x".into(),
        "my_any_version" if sight == Sight::System => "SELECT x.* FROM version x".into(),
        // What who keeps plans and templates may know of any case: where it hangs, nothing of what it is about.
        "my_filed_case" => format!(
            "SELECT x.id, x.key_id, x.template_id, x.restricted, x.deleted_at FROM cases x WHERE {}",
            holds(sight, &[Permission::Plans, Permission::Templates])
        ),
        "my_used_document_type" => {
            format!("SELECT DISTINCT x.type_id FROM document x WHERE {}", holds(sight, &[Permission::DocumentTypes]))
        }
        "my_template_event" => {
            format!(
                "SELECT e.* FROM event e WHERE e.object = 'template' AND e.case_id IS NULL AND {}",
                holds(sight, &[Permission::Templates])
            )
        }
        "my_plan_event" => format!(
            "SELECT e.* FROM event e WHERE e.object IN ('plan', 'journal_key') AND e.case_id IS NULL AND {}",
            holds(sight, &[Permission::Plans])
        ),
        "my_document_type_event" => format!(
            "SELECT e.* FROM event e WHERE e.object = 'document_type' AND e.case_id IS NULL AND {}",
            holds(sight, &[Permission::DocumentTypes])
        ),
        "my_security_event" => format!(
            "SELECT e.* FROM event e WHERE e.case_id IS NULL AND e.object IN ('user', 'group', 'role', 'sign-in', 'token', 'organisation', 'setting') AND {}",
            log_seen(sight)
        ),
        _ => return None,
    })
}

/// Who may read the security log sees all of it; who keeps users, groups or roles what happened to those.
fn log_seen(sight: Sight) -> String {
    let may = |permission: &str| {
        format!(
            "EXISTS (SELECT 1 FROM user_scope s CROSS JOIN role_given g CROSS JOIN role_permission p WHERE s.user_id = {{actor}} AND s.level = 0
               AND g.principal = s.scope AND p.role_id = g.role_id AND p.permission = '{permission}')"
        )
    };
    if sight == Sight::System {
        return "TRUE".into();
    }
    let own: Vec<String> = ["user", "group", "role"]
        .iter()
        .map(|object| format!("(e.object = '{object}' AND {})", may(&format!("admin.{object}s"))))
        .collect();
    format!("({} OR {})", may("admin.security_log"), own.join(" OR "))
}

/// Statements with the views put in, and whether they need the actor.
type Known = HashMap<(Sight, String), (Arc<str>, bool)>;

static KNOWN: LazyLock<RwLock<Known>> = LazyLock::new(RwLock::default);

/// Puts the views in; says whether the actor must be bound after the `count` arguments.
pub(super) fn expand(sql: &str, count: usize, sight: Sight) -> (Arc<str>, bool) {
    debug_assert!(sight == Sight::System || bare(sql).is_none(), "a guarded table by its own name: {:?} in {sql}", bare(sql));
    expand_own(sql, count, sight)
}

/// The same for the statements of `base` itself, which name the tables.
pub(super) fn expand_own(sql: &str, count: usize, sight: Sight) -> (Arc<str>, bool) {
    let key = (sight, sql.to_owned());
    if let Some(known) = KNOWN.read().get(&key) {
        return known.clone();
    }
    let mut text = put_in(sql, sight);
    text = text.replace("{me}", "{actor}");
    let bound = text.contains("{actor}");
    let text: Arc<str> = Arc::from(text.replace("{actor}", &format!("${}", count + 1)));
    let mut known = KNOWN.write();
    if known.len() < 20_000 {
        known.insert(key, (text.clone(), bound));
    }
    (text, bound)
}

/// The statement as one who sees by scopes runs it, for preparing every statement in the tests.
pub fn expand_for_check(sql: &str) -> String {
    let highest = (1..40).rev().find(|n| sql.contains(&format!("${n}"))).unwrap_or(0);
    let sight = if sql.contains("my_any_") { Sight::System } else { Sight::Scopes };
    expand(sql, highest, sight).0.to_string()
}

/// How many documents of a case the actor sees: the case is looked at once, and not for each of them.
fn document_count(case: &str, sight: Sight) -> String {
    format!(
        "(CASE WHEN {} AND EXISTS (SELECT 1 FROM cases y WHERE y.id = {case} AND y.deleted_at IS NULL)
           THEN (SELECT count(*) FROM document x WHERE x.case_id = {case} AND x.deleted_at IS NULL AND {}) ELSE 0 END)",
        seen(sight, case),
        unlimited(sight)
    )
}

fn put_in(sql: &str, sight: Sight) -> String {
    let mut out = String::with_capacity(sql.len() * 4);
    let mut rest = sql;
    while let Some(at) = rest.find("my_") {
        let whole = rest[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != '.');
        let end = rest[at..].find(|c: char| !c.is_alphanumeric() && c != '_').map_or(rest.len(), |n| at + n);
        out.push_str(&rest[..at]);
        let counted = rest[end..].strip_prefix('(').and_then(|arg| arg.split_once(')')).filter(|_| &rest[at..end] == "my_document_count");
        if let Some((case, after)) = counted {
            out.push_str(&document_count(case, sight));
            rest = after;
            continue;
        }
        match view(&rest[at..end], sight).filter(|_| whole) {
            Some(text) => {
                out.push('(');
                out.push_str(&put_in(&text, sight));
                out.push(')');
            }
            None => out.push_str(&rest[at..end]),
        }
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

/// The first guarded table that stands after FROM or JOIN under its own name.
fn bare(sql: &str) -> Option<&str> {
    let mut words = sql.split(|c: char| c.is_whitespace() || c == '(' || c == ')').filter(|w| !w.is_empty());
    while let Some(word) = words.next() {
        if word.eq_ignore_ascii_case("from") || word.eq_ignore_ascii_case("join") {
            let table = words.next()?;
            if GUARDED.contains(&table) {
                return Some(table);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_actor_comes_last() {
        let (sql, bound) = expand("SELECT c.title FROM my_case c WHERE c.id = $1", 1, Sight::Scopes);
        assert!(bound && sql.contains("u.user_id = $2") && !sql.contains("my_case"));
        let (sql, bound) = expand("SELECT c.title FROM my_case c WHERE c.id = $1 -- s", 1, Sight::System);
        assert!(!bound && sql.contains("TRUE"));
    }

    #[test]
    fn documents_are_counted_by_case() {
        let (sql, bound) = expand("SELECT my_document_count(c.id) AS n FROM my_case c", 0, Sight::Scopes);
        assert!(bound && sql.contains("x.case_id = c.id") && !sql.contains("my_"), "{sql}");
    }

    #[test]
    fn guarded_tables_are_found() {
        assert_eq!(bare("SELECT 1 FROM cases c"), Some("cases"));
        assert_eq!(bare("SELECT 1 FROM my_case c JOIN users u"), None);
    }
}
