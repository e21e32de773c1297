//! The shape of the house, held: sizes, names, what may use what. Every rule is a test.

use base::reader::GUARDED;
use std::fs;
use std::path::{Path, PathBuf};

/// At most this many lines a file and a function. Forty is what a function should have.
const FILE: usize = 400;
const FUNCTION: usize = 60;

/// A source file: its path in the repository, its text, and its text with comments and the insides of strings blanked.
struct Source {
    path: String,
    text: String,
    code: String,
    strings: Vec<(usize, String)>,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the repository")
}

/// Files below a folder with an ending, in order.
fn files(below: &str, ending: &str) -> Vec<PathBuf> {
    let mut open = vec![root().join(below)];
    let mut found = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())) {
            let path = entry.expect("an entry").path();
            let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default().to_owned();
            if path.is_dir() && !matches!(name.as_str(), "target" | "node_modules") {
                open.push(path);
            } else if name.ends_with(ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    assert!(!found.is_empty(), "no {ending} below {below}");
    found
}

fn short(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}

fn sources(below: &str) -> Vec<Source> {
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).expect("text");
        let (code, strings) = take_apart(&text);
        Source { path: short(&path), text, code, strings }
    };
    files(below, ".rs").into_iter().map(read).collect()
}

fn everything() -> Vec<Source> {
    ["crates", "xtask", "bench"].into_iter().flat_map(sources).collect()
}

/// The name of the slice that a file belongs to.
fn slice(source: &Source) -> Option<&str> {
    source.path.strip_prefix("crates/app/src/")?.split_once('/').map(|(slice, _)| slice)
}

fn slices() -> Vec<Source> {
    sources("crates/app/src").into_iter().filter(|s| slice(s).is_some()).collect()
}

/// Code with comments and strings blanked, line for line; and the strings with their lines.
fn take_apart(text: &str) -> (String, Vec<(usize, String)>) {
    let bytes = text.as_bytes();
    let (mut code, mut strings, mut at) = (String::new(), Vec::new(), 0);
    let line = |at: usize| text[..at].matches('\n').count() + 1;
    while at < bytes.len() {
        let rest = &text[at..];
        let end = at + piece(rest, code.chars().next_back());
        let piece = &text[at..end];
        let string = piece.starts_with('"') || piece.starts_with("r\"") || piece.starts_with("r#");
        if string && piece.len() > 1 {
            strings.push((line(at), piece.to_owned()));
            code.push_str("\"\"");
        } else if piece.len() == 1 || !(piece.starts_with('/') || piece.starts_with('\'')) {
            code.push_str(piece);
        }
        if piece.len() > 1 {
            code.extend(piece.matches('\n'));
        }
        at = end;
    }
    (code, strings)
}

/// The length of the comment, string or letter that begins here; else of one character.
fn piece(rest: &str, before: Option<char>) -> usize {
    let one = rest.chars().next().map_or(1, char::len_utf8);
    let until = |end: &str, from: usize| rest[from..].find(end).map_or(rest.len(), |n| from + n + end.len());
    let in_word = before.is_some_and(|c| c.is_alphanumeric() || c == '_');
    let hashes = rest.strip_prefix('r').map_or(0, |r| r.len() - r.trim_start_matches('#').len());
    if rest.starts_with("//") {
        rest.find('\n').unwrap_or(rest.len())
    } else if rest.starts_with("/*") {
        until("*/", 2)
    } else if !in_word && rest.starts_with('r') && rest[1 + hashes..].starts_with('"') {
        until(&format!("\"{}", "#".repeat(hashes)), hashes + 2)
    } else if let Some(inside) = rest.strip_prefix('"') {
        let mut escaped = false;
        let end = inside.find(|c| {
            let literal = escaped;
            escaped = c == '\\' && !literal;
            c == '"' && !literal
        });
        end.map_or(rest.len(), |n| n + 2)
    } else if rest.starts_with("'\\") {
        until("'", 3)
    } else if rest.starts_with('\'') && rest[1..].chars().nth(1) == Some('\'') {
        rest[1..].chars().next().map_or(1, |c| c.len_utf8() + 2)
    } else {
        one
    }
}

/// Lines of the code that hold a word which is not part of a longer one.
fn lines_with<'a>(source: &'a Source, word: &'a str) -> impl Iterator<Item = String> + 'a {
    let part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    source.code.lines().enumerate().filter_map(move |(n, line)| {
        let whole = line.match_indices(word).any(|(at, _)| {
            let bare = word.chars().next_back().is_some_and(|c| !c.is_alphanumeric());
            !part(line[..at].chars().next_back()) && (bare || !part(line[at + word.len()..].chars().next()))
        });
        whole.then(|| format!("{}:{}: {word}", source.path, n + 1))
    })
}

#[track_caller]
fn none(rule: &str, found: impl IntoIterator<Item = String>) {
    let found: Vec<String> = found.into_iter().collect();
    assert!(found.is_empty(), "{rule}:\n  {}", found.join("\n  "));
}

#[test]
fn files_are_short() {
    let sources = everything().into_iter().filter(|s| !s.path.contains("/tests/"));
    let long = sources.map(|s| (s.text.lines().count(), s.path)).filter(|(n, _)| *n > FILE);
    none(&format!("files have at most {FILE} lines"), long.map(|(n, path)| format!("{path}: {n} lines")));
    let sources = everything().into_iter().filter(|s| !s.path.contains("/tests/"));
    let mut lengths: Vec<usize> = sources.map(|s| s.text.lines().count()).collect();
    lengths.sort_unstable();
    let median = lengths[lengths.len() / 2];
    assert!(median < 120, "half of the files have {median} lines or more");
}

#[test]
fn functions_are_short() {
    let mut long = Vec::new();
    for source in everything().into_iter().filter(|s| s.path.contains("/src/")) {
        let lines: Vec<&str> = source.code.lines().collect();
        for (at, line) in lines.iter().enumerate().filter(|(_, line)| is_function(line)) {
            let indent = line.len() - line.trim_start().len();
            let ends = |l: &&str| l.starts_with(&format!("{}}}", " ".repeat(indent)));
            let length = if line.ends_with('}') || line.ends_with(';') {
                1
            } else {
                1 + lines[at + 1..].iter().take_while(|l| !ends(l)).count() + 1
            };
            if length > FUNCTION {
                long.push(format!("{}:{}: {length} lines", source.path, at + 1));
            }
        }
    }
    none(&format!("functions have at most {FUNCTION} lines"), long);
}

fn is_function(line: &str) -> bool {
    let before = line.split_once("fn ").map(|(before, _)| before.trim());
    before.is_some_and(|words| {
        words.split_whitespace().all(|w| w.starts_with("pub") || matches!(w, "async" | "const" | "extern" | "in" | "crate)" | "\"\""))
    })
}

#[test]
fn files_have_telling_names() {
    let empty = ["util", "utils", "helper", "helpers", "common", "manager", "managers", "misc"];
    let found =
        everything().into_iter().map(|s| s.path).filter(|path| path.split('/').any(|part| empty.contains(&part.trim_end_matches(".rs"))));
    none("a file is named after what it does", found);
}

#[test]
fn nothing_is_left_undone_or_silenced() {
    let words = [
        concat!("un", "safe"),
        concat!("to", "do!"),
        concat!("unimpl", "emented!"),
        concat!("#[", "allow("),
        concat!("#![", "allow("),
        concat!("#[", "ignore"),
    ];
    let found: Vec<String> = everything().iter().flat_map(|s| words.iter().flat_map(|w| lines_with(s, w)).collect::<Vec<_>>()).collect();
    none("none of these is written", found);
}

#[test]
fn slices_never_see_the_database() {
    let found: Vec<String> = slices()
        .iter()
        .flat_map(|s| ["base::db::", "Db::", "rusqlite::", "tokio_postgres::"].iter().flat_map(|w| lines_with(s, w)).collect::<Vec<_>>())
        .collect();
    none("slices read through the reader and write through the unit of work", found);
}

#[test]
fn slices_read_guarded_tables_by_their_views() {
    let mut found = Vec::new();
    for source in slices() {
        for (line, string) in &source.strings {
            found.extend(guarded(string).into_iter().map(|table| format!("{}:{line}: {table}", source.path)));
        }
    }
    none("guarded tables are read as my_…", found);
}

/// The guarded tables that a statement reads by their own names. Statements that write are let be:
/// what they may touch was opened before.
fn guarded(sql: &str) -> Vec<&str> {
    let words: Vec<&str> = sql.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|w| !w.is_empty() && *w != "r").collect();
    if words.first().is_some_and(|w| matches!(*w, "INSERT" | "UPDATE" | "DELETE")) {
        return vec![];
    }
    words.windows(2).filter(|w| matches!(w[0], "FROM" | "JOIN") && GUARDED.contains(&w[1])).map(|w| w[1]).collect()
}

#[test]
fn slices_use_each_other_through_mod() {
    let names: Vec<(String, Vec<String>)> = modules();
    let mut found = Vec::new();
    for source in slices() {
        for (other, inner) in names.iter().filter(|(other, _)| Some(other.as_str()) != slice(&source)) {
            for file in inner {
                found.extend(lines_with(&source, &format!("{other}::{file}::")));
            }
        }
    }
    none("a slice shows the others what its mod.rs shows", found);
}

/// Each slice with the names of its files.
fn modules() -> Vec<(String, Vec<String>)> {
    let mut all: Vec<(String, Vec<String>)> = Vec::new();
    for source in slices() {
        let Some(slice) = slice(&source) else { continue };
        let stem = source.path.rsplit('/').next().unwrap_or_default().trim_end_matches(".rs").to_owned();
        match all.iter_mut().find(|(name, _)| name == slice) {
            Some((_, inner)) => inner.push(stem),
            None => all.push((slice.to_owned(), vec![stem])),
        }
    }
    all
}

#[test]
fn both_languages_have_the_same_files() {
    let names = |lang: &str| -> Vec<String> {
        files(&format!("locales/{lang}"), ".ftl").iter().filter_map(|p| Some(p.file_name()?.to_str()?.to_owned())).collect()
    };
    assert_eq!(names("da"), names("en"));
}

#[test]
fn colours_stand_in_one_place() {
    let mut found = Vec::new();
    for path in files("assets/css", ".css").into_iter().filter(|p| !p.ends_with("tokens.css")) {
        let text = fs::read_to_string(&path).expect("text");
        found.extend(declarations(&text).into_iter().filter(|d| colour(d)).map(|d| format!("{}: {d}", short(&path))));
    }
    // Documents that the demo makes have colours of their own.
    let drawn = ["crates/ui/src", "crates/app/src"].into_iter().flat_map(sources);
    for source in drawn.filter(|s| !s.path.contains("/demo/files/")) {
        let drawn = source
            .strings
            .iter()
            .filter(|(_, s)| ["=\"#", ":#", ": #", "rgb(", "hsl(", "oklch("].iter().any(|m| s.contains(m)) && colour(&format!(":{s}")));
        found.extend(drawn.map(|(line, s)| format!("{}:{line}: {s}", source.path)));
    }
    none("colours are tokens, in assets/css/tokens.css", found);
}

/// What stands between braces and semicolons and isn't a selector.
fn declarations(css: &str) -> Vec<String> {
    let mut plain = String::new();
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        plain.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    plain.push_str(rest);
    plain.split_inclusive(['{', '}', ';']).filter(|part| !part.ends_with('{')).map(|part| part.trim().to_owned()).collect()
}

fn colour(declaration: &str) -> bool {
    let Some((_, value)) = declaration.split_once(':') else { return false };
    let hex = value.match_indices('#').any(|(at, _)| {
        let digits = value[at + 1..].chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-' || *c == '_').collect::<String>();
        // Nothing at all is no colour.
        digits != "0000" && matches!(digits.len(), 3 | 4 | 6 | 8) && digits.chars().all(|c| c.is_ascii_hexdigit())
    });
    hex || ["rgb(", "rgba(", "hsl(", "hsla(", "oklch(", "oklab("].iter().any(|f| value.contains(f) && !value.contains("from var("))
}

#[test]
fn pages_carry_no_styles() {
    let style = concat!("sty", "le=");
    let found = ["crates/ui/src", "crates/app/src"].into_iter().flat_map(sources).flat_map(|s| {
        let lines =
            s.code.lines().enumerate().filter(|(_, line)| line.contains(&format!(" {style}")) || line.trim_start().starts_with(style));
        lines.map(|(n, _)| format!("{}:{}", s.path, n + 1)).collect::<Vec<_>>()
    });
    none("styles stand in style sheets; the content security policy refuses them here", found);
}

#[test]
fn the_rules_see_what_they_look_for() {
    let (code, strings) = take_apart("let a = \"x \\\" // y\"; // gone \"\nlet b = r#\"FROM cases\"#; let c = '\"'; fn f<'a>() {}\n");
    assert_eq!(code, "let a = \"\"; \nlet b = \"\"; let c = ; fn f<'a>() {}\n");
    assert_eq!(strings.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(guarded(&strings[1].1), ["cases"]);
    assert_eq!(guarded("\"SELECT 1 FROM my_case c JOIN document d\""), ["document"]);
    assert!(guarded("\"UPDATE cases SET a = (SELECT 1 FROM cases)\"").is_empty());
    assert!(is_function("    pub(crate) async fn f() {") && is_function("fn f() {") && !is_function("let f = |fn x"));
    assert!(colour("color: #fff;") && colour("background: rgb(1 2 3);") && !colour("background: var(--x);") && !colour("href: #add-file"));
    assert_eq!(declarations("a:hover { color: red; /* #fff */ b: c }"), ["color: red;", "b: c }"]);
}
