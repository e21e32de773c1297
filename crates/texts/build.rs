//! Turns the Fluent files into typed functions. A fault names file and message and ends the build.

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

type Messages = BTreeMap<String, Pattern<String>>;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Shown,
    Count,
    Choice,
}

fn main() {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("../../locales");
    println!("cargo:rerun-if-changed={}", root.display());
    let mut out = String::new();
    let mut faults = Vec::new();
    for slice in slices(&root) {
        println!("cargo:rerun-if-changed={}", root.join("da").join(format!("{slice}.ftl")).display());
        println!("cargo:rerun-if-changed={}", root.join("en").join(format!("{slice}.ftl")).display());
        module(&root, &slice, &mut out, &mut faults);
    }
    assert!(faults.is_empty(), "texts:\n{}", faults.join("\n"));
    let to = PathBuf::from(env::var("OUT_DIR").expect("cargo sets it")).join("texts.rs");
    fs::write(to, out).expect("write texts.rs");
}

fn slices(root: &Path) -> BTreeSet<String> {
    ["da", "en"]
        .iter()
        .flat_map(|lang| fs::read_dir(root.join(lang)).expect("locales folder"))
        .map(|entry| entry.expect("locales entry").path())
        .filter(|path| path.extension().is_some_and(|ext| ext == "ftl"))
        .map(|path| path.file_stem().expect("a name").to_string_lossy().into_owned())
        .collect()
}

fn read(root: &Path, lang: &str, slice: &str, faults: &mut Vec<String>) -> Messages {
    let path = root.join(lang).join(format!("{slice}.ftl"));
    let text = fs::read_to_string(&path).unwrap_or_default();
    let resource = fluent_syntax::parser::parse(text).unwrap_or_else(|(resource, errors)| {
        faults.extend(errors.iter().map(|e| format!("{lang}/{slice}.ftl: {e}")));
        resource
    });
    let mut messages = Messages::new();
    for entry in resource.body {
        if let Entry::Message(message) = entry {
            let (id, value) = (message.id.name, message.value);
            match value {
                Some(value) if !messages.contains_key(&id) => drop(messages.insert(id, value)),
                Some(_) => faults.push(format!("{lang}/{slice}.ftl: {id} stands twice")),
                None => faults.push(format!("{lang}/{slice}.ftl: {id} has no text")),
            }
        }
    }
    messages
}

fn module(root: &Path, slice: &str, out: &mut String, faults: &mut Vec<String>) {
    let da = read(root, "da", slice, faults);
    let en = read(root, "en", slice, faults);
    writeln!(out, "pub mod {} {{\nuse crate::Lang;", slice.replace('-', "_")).expect("string");
    for id in da.keys().chain(en.keys()).collect::<BTreeSet<_>>() {
        let (Some(d), Some(e)) = (da.get(id), en.get(id)) else {
            faults.push(format!("{slice}.ftl: {id} is missing in {}", if da.contains_key(id) { "English" } else { "Danish" }));
            continue;
        };
        let (mut args, mut other) = (BTreeMap::new(), BTreeMap::new());
        arguments(d, &mut args);
        arguments(e, &mut other);
        if args.keys().ne(other.keys()) {
            faults.push(format!("{slice}.ftl: {id} takes {:?} in Danish, {:?} in English", args.keys(), other.keys()));
            continue;
        }
        for (name, kind) in other {
            if kind != Kind::Shown {
                args.insert(name, kind);
            }
        }
        function(id, d, e, &args, out);
    }
    out.push_str("}\n");
}

fn arguments(pattern: &Pattern<String>, found: &mut BTreeMap<String, Kind>) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else { continue };
        match expression {
            Expression::Inline(InlineExpression::VariableReference { id }) => {
                found.entry(id.name.clone()).or_insert(Kind::Shown);
            }
            Expression::Inline(InlineExpression::StringLiteral { .. }) => {}
            Expression::Inline(other) => panic!("texts: {other:?} is not supported"),
            Expression::Select { selector, variants } => {
                let InlineExpression::VariableReference { id } = selector else {
                    panic!("texts: choose by a variable, not {selector:?}");
                };
                let counts = variants.iter().all(|v| match &v.key {
                    VariantKey::NumberLiteral { .. } => true,
                    VariantKey::Identifier { name } => matches!(name.as_str(), "one" | "other"),
                });
                found.insert(id.name.clone(), if counts { Kind::Count } else { Kind::Choice });
                for variant in variants {
                    arguments(&variant.value, found);
                }
            }
        }
    }
}

fn name(id: &str) -> String {
    let name = id.replace('-', "_");
    match name.as_str() {
        "type" | "move" | "in" | "as" | "for" | "use" | "match" | "ref" | "self" | "final" | "where" | "loop" | "if" | "else" | "let"
        | "mod" | "yield" | "do" | "box" | "priv" | "try" => format!("r#{name}"),
        _ => name,
    }
}

fn function(id: &str, da: &Pattern<String>, en: &Pattern<String>, args: &BTreeMap<String, Kind>, out: &mut String) {
    let fun = name(id);
    if args.is_empty() {
        writeln!(
            out,
            "pub fn {fun}(lang: Lang) -> &'static str {{ match lang {{ Lang::Da => {:?}, Lang::En => {:?} }} }}",
            plain(da),
            plain(en)
        )
        .expect("string");
        return;
    }
    let list: Vec<String> = args
        .iter()
        .map(|(arg, kind)| match kind {
            Kind::Shown => format!("{}: impl std::fmt::Display", name(arg)),
            Kind::Count => format!("{}: i64", name(arg)),
            Kind::Choice => format!("{}: &str", name(arg)),
        })
        .collect();
    writeln!(
        out,
        "pub fn {fun}(lang: Lang, {}) -> String {{ match lang {{ Lang::Da => {}, Lang::En => {} }} }}",
        list.join(", "),
        expression(da, args),
        expression(en, args)
    )
    .expect("string");
}

fn plain(pattern: &Pattern<String>) -> String {
    pattern
        .elements
        .iter()
        .map(|element| match element {
            PatternElement::TextElement { value } => value.clone(),
            PatternElement::Placeable { expression: Expression::Inline(InlineExpression::StringLiteral { value }) } => value.clone(),
            PatternElement::Placeable { .. } => unreachable!("no arguments"),
        })
        .collect()
}

/// A Rust expression of type `String` for the pattern.
fn expression(pattern: &Pattern<String>, args: &BTreeMap<String, Kind>) -> String {
    let (mut format, mut values) = (String::new(), Vec::new());
    append(pattern, args, &mut format, &mut values);
    match values.as_slice() {
        [] => format!("{:?}.to_owned()", format.replace("{{", "{").replace("}}", "}")),
        [only] if format == "{}" && only.starts_with("match ") => only.clone(),
        all => format!("format!({format:?}{})", all.iter().map(|v| format!(", {v}")).collect::<String>()),
    }
}

/// Adds a pattern to a format and its values.
fn append(pattern: &Pattern<String>, args: &BTreeMap<String, Kind>, format: &mut String, values: &mut Vec<String>) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => format.push_str(&value.replace('{', "{{").replace('}', "}}")),
            PatternElement::Placeable { expression: Expression::Inline(InlineExpression::StringLiteral { value }) } => {
                format.push_str(&value.replace('{', "{{").replace('}', "}}"));
            }
            PatternElement::Placeable { expression: Expression::Inline(InlineExpression::VariableReference { id }) } => {
                format.push_str("{}");
                values.push(if args[&id.name] == Kind::Count {
                    format!("crate::Number(lang, {})", name(&id.name))
                } else {
                    name(&id.name)
                });
            }
            PatternElement::Placeable { expression: Expression::Select { selector, variants } } => {
                let InlineExpression::VariableReference { id } = selector else { unreachable!("seen in arguments") };
                match variants.as_slice() {
                    [only] => append(&only.value, args, format, values),
                    _ => {
                        format.push_str("{}");
                        values.push(choice(&id.name, variants, args));
                    }
                }
            }
            PatternElement::Placeable { .. } => unreachable!("seen in arguments"),
        }
    }
}

fn choice(variable: &str, variants: &[fluent_syntax::ast::Variant<String>], args: &BTreeMap<String, Kind>) -> String {
    let mut arms = String::new();
    let mut rest = String::new();
    // Exact numbers come before the plural class, as Fluent matches them.
    let exact = |v: &&fluent_syntax::ast::Variant<String>| matches!(v.key, VariantKey::NumberLiteral { .. });
    for variant in variants.iter().filter(exact).chain(variants.iter().filter(|v| !exact(v))) {
        let text = expression(&variant.value, args);
        if variant.default {
            rest = text;
            continue;
        }
        match &variant.key {
            VariantKey::NumberLiteral { value } => write!(arms, "{value} => {text},").expect("string"),
            VariantKey::Identifier { name } if args[variable] == Kind::Count && name == "one" => {
                write!(arms, "1 => {text},").expect("string")
            }
            VariantKey::Identifier { name } => write!(arms, "{name:?} => {text},").expect("string"),
        }
    }
    if arms.is_empty() {
        return rest;
    }
    format!("match {} {{ {arms} _ => {rest} }}", name(variable))
}
