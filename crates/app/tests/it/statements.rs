//! Every statement in the sources is understood by both databases.

use crate::world::World;
use base::Dialect;
use base::reader::expand_for_check;
use std::path::{Path, PathBuf};

/// A statement and where it stands.
struct Found {
    place: String,
    sql: String,
    /// Of `base`, which names the guarded tables itself.
    own: bool,
}

const BEGINNINGS: [&str; 5] = ["SELECT ", "INSERT INTO ", "UPDATE ", "DELETE FROM ", "WITH "];
/// What the layer below replaces.
const TOKENS: [&str; 7] = ["{lock}", "{stay}", "{skip}", "{tx}", "{done}", "{each}", "{me}"];

fn sources(below: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(below).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

/// The strings of a source with their lines, as the compiler reads them.
fn strings(text: &str) -> Vec<(usize, String)> {
    let letters: Vec<char> = text.chars().collect();
    let (mut out, mut at, mut line) = (Vec::new(), 0, 1);
    while at < letters.len() {
        let next = letters.get(at + 1).copied();
        match letters[at] {
            '\n' => line += 1,
            '/' if next == Some('/') => {
                while at < letters.len() && letters[at] != '\n' {
                    at += 1;
                }
                continue;
            }
            // A letter in quotes, but not a lifetime.
            '\'' if next == Some('\\') => at += 2,
            '\'' if letters.get(at + 2) == Some(&'\'') => at += 2,
            '"' => {
                let (began, mut string) = (line, String::new());
                at += 1;
                while at < letters.len() && letters[at] != '"' {
                    if letters[at] == '\\' {
                        at += 1;
                        match letters[at] {
                            '\n' => {
                                line += 1;
                                while letters.get(at + 1).is_some_and(|c| c.is_whitespace()) {
                                    at += 1;
                                    line += usize::from(letters[at] == '\n');
                                }
                            }
                            'n' => string.push('\n'),
                            other => string.push(other),
                        }
                    } else {
                        line += usize::from(letters[at] == '\n');
                        string.push(letters[at]);
                    }
                    at += 1;
                }
                out.push((began, string));
            }
            _ => {}
        }
        at += 1;
    }
    out
}

/// Whether something stands in it that is filled in at run time.
fn has_holes(sql: &str) -> bool {
    let rest = TOKENS.iter().fold(sql.to_owned(), |rest, token| rest.replace(token, ""));
    rest.contains('{')
}

fn statements() -> (Vec<Found>, usize) {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let (mut found, mut skipped) = (Vec::new(), 0);
    for (of, own) in [("app", false), ("base", true)] {
        let mut files = Vec::new();
        sources(&crates.join(of).join("src"), &mut files);
        for file in files {
            let text = std::fs::read_to_string(&file).expect("text");
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            let short = file.strip_prefix(&crates).unwrap_or(&file).display().to_string();
            let parts = ["views.rs", "migrate.rs", "guards.rs"].iter().any(|end| short.ends_with(end)) || short.contains("/list");
            for (line, sql) in strings(code).into_iter().filter(|(_, s)| BEGINNINGS.iter().any(|b| s.trim_start().starts_with(b))) {
                // Parts that are put together, views in their templates, and what is of one kind of database.
                if has_holes(&sql) || parts || sql.contains("pg_advisory") {
                    skipped += 1;
                } else {
                    found.push(Found { place: format!("{short}:{line}"), sql, own });
                }
            }
        }
    }
    (found, skipped)
}

async fn failures(world: &World) -> Vec<String> {
    let mut wrong = Vec::new();
    let (found, skipped) = statements();
    assert!(found.len() > 200 && skipped < found.len() / 2, "{} statements, {skipped} skipped", found.len());
    // SQLite joins sideways by correlated queries alone.
    let here = |one: &Found| world.house.db.dialect() == Dialect::Pg || !one.sql.contains(" LATERAL ");
    for one in found.into_iter().filter(here) {
        let reads = one.sql.trim_start().starts_with("SELECT") || one.sql.trim_start().starts_with("WITH");
        // What only the system may ask.
        let sql = one.sql.replace("my_any_document", "document");
        let sql = if reads && !one.own && sql == one.sql { expand_for_check(&sql) } else { sql };
        if let Err(error) = world.house.db.prepare(&sql).await {
            wrong.push(format!("{}: {error}", one.place));
        }
    }
    wrong
}

#[tokio::test]
async fn every_statement_is_understood() {
    let sqlite = World::sqlite().await;
    let mut wrong = failures(&sqlite).await;
    if let Some(postgres) = World::postgres().await {
        wrong.extend(failures(&postgres).await.into_iter().map(|w| format!("PostgreSQL: {w}")));
        postgres.end().await;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn strings_are_read_as_the_compiler_does() {
    let found = strings("let a = \"x \\\"y\\\" \\\n    z\"; // \"no\"\nlet c = '\"'; f::<'a>(\"b\");");
    assert_eq!(found, [(1, "x \"y\" z".to_owned()), (3, "b".to_owned())]);
}
