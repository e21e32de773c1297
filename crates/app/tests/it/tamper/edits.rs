//! The ways of tampering. Each takes the guards away first, edits, and puts them back, as one would who hides it.

use crate::oracle::Dice;
use crate::world::World;
use base::{Uuid, args};
use std::future::Future;
use std::pin::Pin;

/// Words that the fault must have.
pub type Wrong = Vec<String>;

type Does = for<'a> fn(&'a World, &'a mut Dice) -> Pin<Box<dyn Future<Output = Option<Wrong>> + 'a>>;

pub struct Edit {
    pub name: &'static str,
    pub does: Does,
}

macro_rules! edits {
    ($($name:ident),* $(,)?) => {
        pub const EDITS: &[Edit] = &[$(Edit { name: stringify!($name), does: |w, dice| Box::pin($name(w, dice)) }),*];
    };
}

edits!(
    content_of_an_event,
    author_of_an_event,
    data_and_salt_of_an_event,
    salt_taken_away,
    event_removed,
    event_and_link_removed,
    two_exchanged,
    one_put_in_between,
    one_put_in_outside_the_chain,
    newest_cut_off,
    rewritten_to_the_end,
    byte_of_a_file,
    file_removed,
    member_raised,
    member_put_in,
    member_taken_out,
    owner_changed,
    restriction_lifted,
    entry_of_a_list,
    member_of_a_group,
    role_given,
    permission_of_a_role,
    limit_of_a_document,
    scope_of_a_user,
    scope_of_a_case,
    sum_of_a_list,
    place_of_a_case,
    field_of_a_final_document,
    trigger_dropped,
);

async fn edit(w: &World, sql: &str, args: &[base::Val]) {
    w.unbound(&[(sql, args.to_vec())]).await;
}

fn at(position: i64) -> Wrong {
    vec!["history".into(), format!("position {position}")]
}

/// A place of the chain and its event, anywhere but at the very end.
async fn any(w: &World, dice: &mut Dice) -> (i64, i64) {
    let all: Vec<(i64, i64)> = w.all("SELECT position, event_seq FROM event_chain ORDER BY position", &[]).await;
    all[dice.below(all.len() - 2)]
}

async fn content_of_an_event(w: &World, dice: &mut Dice) -> Option<Wrong> {
    let (position, seq) = any(w, dice).await;
    let (data,): (String,) = w.one("SELECT data FROM event WHERE seq = $1", &args![seq]).await;
    let mut bytes = data.clone().into_bytes();
    // One letter or digit is another.
    let places: Vec<usize> = (0..bytes.len()).filter(|n| bytes[*n].is_ascii_alphanumeric()).collect();
    let place = *dice.pick(&places)?;
    bytes[place] = if bytes[place] == b'1' { b'2' } else { b'1' };
    edit(w, "UPDATE event SET data = $1 WHERE seq = $2", &args![String::from_utf8(bytes).ok()?, seq]).await;
    Some(at(position))
}

async fn author_of_an_event(w: &World, dice: &mut Dice) -> Option<Wrong> {
    let (position, seq) = any(w, dice).await;
    let field = ["actor_name", "address", "via", "kind", "object_id", "request"][dice.below(6)];
    edit(w, &format!("UPDATE event SET {field} = {field} || 'x' WHERE seq = $1"), &args![seq]).await;
    Some(at(position))
}

async fn data_and_salt_of_an_event(w: &World, dice: &mut Dice) -> Option<Wrong> {
    let (position, seq) = any(w, dice).await;
    let sql = "UPDATE event SET data = '{}', salt = $1, commitment = $2 WHERE seq = $3";
    // A commitment that fits, made by the rule that everybody can read.
    let salt = vec![7_u8; 16];
    let mut text = salt.clone();
    text.extend_from_slice(b"{}");
    let commitment = blake3::derive_key("ringbind event data v1", &text).to_vec();
    edit(w, sql, &args![salt, commitment, seq]).await;
    Some(at(position))
}

async fn salt_taken_away(w: &World, dice: &mut Dice) -> Option<Wrong> {
    let (position, seq) = any(w, dice).await;
    edit(w, "UPDATE event SET salt = NULL, data = '{\"kind\":\"anders\"}' WHERE seq = $1", &args![seq]).await;
    Some(at(position))
}

async fn event_removed(w: &World, dice: &mut Dice) -> Option<Wrong> {
    let (position, seq) = any(w, dice).await;
    w.unbound(&[("DELETE FROM event WHERE seq = $1", args![seq].to_vec())]).await;
    Some(vec!["history".into(), format!("position {position} is missing")])
}

async fn event_and_link_removed(w: &World, dice: &mut Dice) -> Option<Wrong> {
    let (position, seq) = any(w, dice).await;
    let all = [
        ("DELETE FROM event_chain WHERE event_seq = $1", args![seq].to_vec()),
        ("DELETE FROM event WHERE seq = $1", args![seq].to_vec()),
        ("UPDATE event_chain SET position = -position WHERE position > $1", args![position].to_vec()),
        ("UPDATE event_chain SET position = -position - 1 WHERE position < 0", vec![]),
    ];
    w.unbound(&all).await;
    Some(at(position))
}

async fn two_exchanged(w: &World, dice: &mut Dice) -> Option<Wrong> {
    let ((one, first), (two, second)) = (any(w, dice).await, any(w, dice).await);
    if one == two {
        return Box::pin(two_exchanged(w, dice)).await;
    }
    let sql = "UPDATE event_chain SET event_seq = $1 WHERE position = $2";
    w.unbound(&[(sql, args![-1_i64, one].to_vec()), (sql, args![first, two].to_vec()), (sql, args![second, one].to_vec())]).await;
    Some(at(one.min(two)))
}

const COPY: &str = "INSERT INTO event (seq, tx, id, at, actor, actor_name, via, address, request, kind, object, object_id, case_id, document_id, salt, data, commitment) {over}
    SELECT $1, tx, $2, at, actor, actor_name, via, address, request, kind, object, object_id, case_id, document_id, salt, data, commitment FROM event WHERE seq = $3";

/// A number that no event has, as early as can be.
async fn free(w: &World) -> i64 {
    let (first,): (i64,) = w.one("SELECT min(seq) FROM event", &[]).await;
    first - 1
}

async fn one_put_in_between(w: &World, dice: &mut Dice) -> Option<Wrong> {
    let (position, seq) = any(w, dice).await;
    let new = free(w).await;
    let all = [
        (COPY, args![new, Uuid::from_u128(7), seq].to_vec()),
        ("UPDATE event_chain SET position = -position WHERE position > $1", args![position].to_vec()),
        ("UPDATE event_chain SET position = -position + 1 WHERE position < 0", vec![]),
        (
            "INSERT INTO event_chain (position, event_seq, hash) SELECT $1, $2, hash FROM event_chain WHERE position = $3",
            args![position + 1, new, position].to_vec(),
        ),
    ];
    w.unbound(&all).await;
    Some(at(position + 1))
}

async fn one_put_in_outside_the_chain(w: &World, dice: &mut Dice) -> Option<Wrong> {
    let (_, seq) = any(w, dice).await;
    let new = free(w).await;
    w.unbound(&[(COPY, args![new, Uuid::from_u128(8), seq].to_vec())]).await;
    Some(vec!["history".into(), format!("event {new} ")])
}

async fn newest_cut_off(w: &World, dice: &mut Dice) -> Option<Wrong> {
    let (last,): (i64,) = w.one("SELECT max(position) FROM event_chain", &[]).await;
    let keep = last - 1 - i64::try_from(dice.below(5)).ok()?;
    let (seq,): (i64,) = w.one("SELECT event_seq FROM event_chain WHERE position = $1", &args![keep]).await;
    let all =
        [("DELETE FROM event_chain WHERE position > $1", args![keep].to_vec()), ("DELETE FROM event WHERE seq > $1", args![seq].to_vec())];
    w.unbound(&all).await;
    Some(vec!["history".into(), format!("position {keep}"), "exported head".into()])
}

/// Who knows the rule makes every hash anew; only the head that was kept elsewhere knows better.
async fn rewritten_to_the_end(w: &World, dice: &mut Dice) -> Option<Wrong> {
    let (_, seq) = any(w, dice).await;
    let (last,): (i64,) = w.one("SELECT max(position) FROM event_chain", &[]).await;
    w.unbound(&[("UPDATE event SET actor_name = 'En anden' WHERE seq = $1", args![seq].to_vec()), ("DELETE FROM event_chain", vec![])])
        .await;
    Some(vec!["history".into(), format!("position {last}"), "exported head".into()])
}

async fn some_file(w: &World, dice: &mut Dice) -> Option<([u8; 32], std::path::PathBuf)> {
    let all: Vec<([u8; 32],)> = w.all("SELECT blob FROM version ORDER BY blob", &[]).await;
    let (blob,) = *dice.pick(&all)?;
    Some((blob, w.file_of(&base::blob::hex(&blob))))
}

async fn byte_of_a_file(w: &World, dice: &mut Dice) -> Option<Wrong> {
    let (blob, path) = some_file(w, dice).await?;
    let mut bytes = std::fs::read(&path).expect("read");
    let place = dice.below(bytes.len());
    bytes[place] ^= 1 << dice.below(8);
    std::fs::write(&path, bytes).expect("written");
    Some(vec!["file".into(), base::blob::hex(&blob)])
}

async fn file_removed(w: &World, dice: &mut Dice) -> Option<Wrong> {
    let (blob, path) = some_file(w, dice).await?;
    std::fs::remove_file(path).expect("removed");
    Some(vec!["file".into(), base::blob::hex(&blob)])
}

async fn member_raised(w: &World, dice: &mut Dice) -> Option<Wrong> {
    let all: Vec<(Uuid, i64, i64)> = w.all("SELECT case_id, principal, level FROM case_member WHERE level < 3 ORDER BY 1, 2", &[]).await;
    let (case, who, _) = *dice.pick(&all)?;
    edit(w, "UPDATE case_member SET level = 3 WHERE case_id = $1 AND principal = $2", &args![case, who]).await;
    Some(vec![case.to_string(), format!("member {who}")])
}

async fn member_put_in(w: &World, _: &mut Dice) -> Option<Wrong> {
    let (case, who) = (w.known.restricted, w.known.user("gus"));
    edit(w, "INSERT INTO case_member (case_id, principal, level) VALUES ($1, $2, 1)", &args![case, who]).await;
    Some(vec![case.to_string(), format!("member {who}"), "none".into()])
}

async fn member_taken_out(w: &World, dice: &mut Dice) -> Option<Wrong> {
    let all: Vec<(Uuid, i64)> = w.all("SELECT case_id, principal FROM case_member ORDER BY 1, 2", &[]).await;
    let (case, who) = *dice.pick(&all)?;
    edit(w, "DELETE FROM case_member WHERE case_id = $1 AND principal = $2", &args![case, who]).await;
    Some(vec![case.to_string(), format!("member {who}")])
}

async fn owner_changed(w: &World, dice: &mut Dice) -> Option<Wrong> {
    let case = [w.known.case, w.known.restricted][dice.below(2)];
    edit(w, "UPDATE cases SET owner = $1 WHERE id = $2", &args![w.known.user("gus"), case]).await;
    Some(vec![case.to_string(), "owner".into()])
}

async fn restriction_lifted(w: &World, _: &mut Dice) -> Option<Wrong> {
    edit(w, "UPDATE cases SET restricted = FALSE WHERE id = $1", &args![w.known.restricted]).await;
    Some(vec![w.known.restricted.to_string(), "restricted".into()])
}

async fn entry_of_a_list(w: &World, dice: &mut Dice) -> Option<Wrong> {
    let (template, who) = (w.known.closing_template, w.known.user(["gus", "carl", "dora"][dice.below(3)]));
    let (table, levels) = if dice.once_in(2) {
        ("template_access (template_id, principal, level)", ", 1")
    } else {
        ("template_creator (template_id, principal)", "")
    };
    edit(w, &format!("INSERT INTO {table} VALUES ($1, $2{levels})"), &args![template, who]).await;
    Some(vec![format!("template {template}"), who.to_string()])
}

async fn member_of_a_group(w: &World, dice: &mut Dice) -> Option<Wrong> {
    let (group, who) = (w.known.groups[dice.below(3)], w.known.user("gus"));
    edit(w, "INSERT INTO group_member (group_id, member) VALUES ($1, $2)", &args![group, who]).await;
    Some(vec![format!("group {group}"), who.to_string()])
}

async fn role_given(w: &World, dice: &mut Dice) -> Option<Wrong> {
    let (role, who) = (1 + i64::try_from(dice.below(3)).ok()?, w.known.user("gus"));
    edit(w, "INSERT INTO role_given (role_id, principal) VALUES ($1, $2)", &args![role, who]).await;
    Some(vec![format!("role {role}"), who.to_string()])
}

async fn permission_of_a_role(w: &World, _: &mut Dice) -> Option<Wrong> {
    edit(w, "INSERT INTO role_permission (role_id, permission) VALUES (6, 'cases.read_all')", &[]).await;
    Some(vec!["role 6".into(), "cases.read_all".into()])
}

async fn limit_of_a_document(w: &World, dice: &mut Dice) -> Option<Wrong> {
    let id = w.known.limited.id;
    if dice.once_in(2) {
        edit(w, "UPDATE document SET limited = FALSE WHERE id = $1", &args![id]).await;
    } else {
        edit(w, "INSERT INTO document_access (document_id, principal) VALUES ($1, $2)", &args![id, w.known.user("gus")]).await;
    }
    Some(vec![id.to_string(), "limited".into()])
}

async fn scope_of_a_user(w: &World, _: &mut Dice) -> Option<Wrong> {
    let who = w.known.user("gus");
    edit(w, "INSERT INTO user_scope (user_id, scope, level) VALUES ($1, $2, 0)", &args![who, w.known.user("anna")]).await;
    Some(vec!["scopes".into(), format!("user {who}")])
}

async fn scope_of_a_case(w: &World, _: &mut Dice) -> Option<Wrong> {
    let case = w.known.restricted;
    edit(w, "INSERT INTO case_scope (case_id, scope, level) VALUES ($1, $2, 3)", &args![case, w.known.user("gus")]).await;
    Some(vec!["scopes".into(), case.to_string()])
}

async fn sum_of_a_list(w: &World, dice: &mut Dice) -> Option<Wrong> {
    let n = 1 + dice.below(9) as i64;
    let template = w.known.road_template;
    edit(w, "UPDATE scope_count SET n = n + $1 WHERE scope = $2 AND status = 0", &args![n, template]).await;
    Some(vec!["scopes".into(), template.to_string()])
}

async fn place_of_a_case(w: &World, dice: &mut Dice) -> Option<Wrong> {
    let case = w.known.restricted;
    let sql = if dice.below(2) == 0 {
        "UPDATE case_key SET value = $2 WHERE case_id = $1 AND field = 23"
    } else {
        "DELETE FROM case_key WHERE case_id = $1 AND field = 23 AND value <> $2"
    };
    edit(w, sql, &args![case, b"7".to_vec()]).await;
    Some(vec!["scopes".into(), case.to_string()])
}

async fn field_of_a_final_document(w: &World, dice: &mut Dice) -> Option<Wrong> {
    let id = w.known.sealed.id;
    let field = ["title", "sender", "description"][dice.below(3)];
    edit(w, &format!("UPDATE document SET {field} = {field} || '.' WHERE id = $1"), &args![id]).await;
    Some(vec!["document".into(), id.to_string()])
}

async fn trigger_dropped(w: &World, dice: &mut Dice) -> Option<Wrong> {
    let pg = w.house.db.dialect() == base::Dialect::Pg;
    let all: &[(&str, &str)] = if pg {
        &[
            ("event_guard", "event"),
            ("event_guard_all", "event"),
            ("event_chain_guard", "event_chain"),
            ("event_chain_guard_all", "event_chain"),
        ]
    } else {
        &[("event_no_update", ""), ("event_no_delete", ""), ("event_chain_no_update", ""), ("event_chain_no_delete", "")]
    };
    let (name, table) = *dice.pick(all)?;
    let sql = match (pg, dice.once_in(2)) {
        (false, _) => format!("DROP TRIGGER {name}"),
        (true, true) => format!("DROP TRIGGER {name} ON {table}"),
        (true, false) => format!("ALTER TABLE {table} DISABLE TRIGGER {name}"),
    };
    w.raw(&sql).await;
    Some(vec!["guard".into(), name.into()])
}
