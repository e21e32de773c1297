//! The documents of the made cases.

use super::chance::Chance;
use super::content::{Attached, Content};
use super::days;
use super::plan::{CasePlan, DocumentPlan, Principal};
use super::words::{Scene, fill};
use jiff::civil::Date;

/// Scans and pictures take their time to draw: at most so many of each.
const DRAWN: u64 = 14;

/// A place for the case's topic until its documents are made.
pub fn topic_holder(topic: &str) -> DocumentPlan {
    DocumentPlan {
        title: String::new(),
        kind_of: String::new(),
        folder: String::new(),
        kind: String::new(),
        direction: "internal",
        is_final: false,
        day: Date::MIN,
        letter_date: None,
        by: String::new(),
        text: None,
        topic: topic.to_owned(),
        versions: vec![],
        attachments: vec![],
        limited_to: vec![],
        repeat: 1,
    }
}

/// How many documents each case gets: most few, some many.
pub fn shares(cases: usize, documents: usize) -> Vec<usize> {
    let mut chance = Chance::new(77);
    let weights: Vec<usize> = (0..cases).map(|_| 1 + chance.below(4) + if chance.percent(18) { chance.below(12) } else { 0 }).collect();
    let sum: usize = weights.iter().sum::<usize>().max(1);
    let mut given = 0;
    let mut seen = 0;
    weights
        .iter()
        .map(|weight| {
            seen += weight;
            let upto = documents * seen / sum;
            let n = upto - given;
            given = upto;
            n
        })
        .collect()
}

/// Makes a case's documents between its beginning and its end.
pub fn fill_case(content: &Content, case: &mut CasePlan, n: usize, today: Date, mut chance: Chance) {
    let topic = case.documents.pop().map(|d| d.topic).unwrap_or_default();
    let last = case.closed.map_or(days::later(today, -1), |day| days::later(day, -1)).max(case.created);
    let active = case.closed.is_none() && chance.percent(45);
    let span = if active { days::between(case.created, last) } else { days::between(case.created, last).min(260) };
    let mut on: Vec<Date> = (0..n).map(|_| days::working(days::later(case.created, chance.between(0, span.max(0)))).min(last)).collect();
    on.sort();
    let authors = authors(case);
    for day in on {
        let document = document(content, case, &topic, &authors, day, &mut chance);
        case.documents.push(document);
    }
    if case.closed.is_some() {
        case.documents.iter_mut().for_each(|d| d.is_final = true);
    }
}

/// Who writes on the case: its owner mostly, and the members who may.
fn authors(case: &CasePlan) -> Vec<String> {
    let mut authors = vec![case.creator.clone(); 3];
    authors.extend(case.members.iter().filter_map(|(who, level)| match who {
        Principal::User(user) if *level >= 2 && *user != case.creator => Some(user.clone()),
        _ => None,
    }));
    authors
}

fn document(content: &Content, case: &CasePlan, topic: &str, authors: &[String], day: Date, chance: &mut Chance) -> DocumentPlan {
    let allowed = content.template(&case.template).map(|t| t.document_types.as_slice()).unwrap_or_default();
    let own = content.topics.get(topic).map(|t| &t.titles);
    let kind_of = kind_of(allowed, chance).to_owned();
    let by = chance.text(authors).to_owned();
    let author = content.user(&by);
    let scene = Scene { title: &case.title, number: "", company: case.company.as_deref(), author, day };
    let titles = own.and_then(|t| t.get(&kind_of)).filter(|_| chance.percent(75)).or_else(|| content.titles.get(&kind_of));
    let pattern = titles.map(|t| chance.text(t).to_owned()).unwrap_or_else(|| kind_of.clone());
    let title: String = fill(content, chance, &pattern, &scene).chars().take(200).collect();
    let direction = direction(&kind_of, chance);
    let kind = kind(&kind_of, &title, direction, chance);
    let is_final = if direction == "incoming" { chance.percent(96) } else { chance.percent(72) };
    let versions = if direction != "incoming" && kind == "docx" && chance.percent(22) {
        chance.some(&content.comments.version_comments, 2 + usize::from(chance.clone().percent(30))).into_iter().cloned().collect()
    } else {
        vec![]
    };
    let attachments = if (kind_of == "email" && chance.percent(30)) || chance.percent(3) {
        vec![Attached { title: chance.text(&content.titles.get("bilag").cloned().unwrap_or_default()).to_owned(), kind: "pdf".into() }]
    } else {
        vec![]
    };
    let attachments = attachments.into_iter().map(|a| Attached { title: fill(content, chance, &a.title, &scene), kind: a.kind }).collect();
    let folder = if chance.percent(85) { chance.text(&case.folders).to_owned() } else { String::new() };
    DocumentPlan {
        folder,
        letter_date: (direction != "internal").then(|| if direction == "incoming" { days::later(day, -chance.between(0, 3)) } else { day }),
        repeat: if kind == "pdf" && kind_of == "rapport" && chance.percent(6) { 40 } else { 1 },
        title,
        kind_of,
        kind: kind.to_owned(),
        direction,
        is_final,
        day,
        by,
        text: None,
        topic: topic.to_owned(),
        versions,
        attachments,
        limited_to: vec![],
    }
}

/// Mails, letters and enclosures come most.
fn kind_of<'a>(allowed: &'a [String], chance: &mut Chance) -> &'a str {
    const OFTEN: [&str; 5] = ["email", "brev", "bilag", "notat", "referat"];
    let often: Vec<&String> = allowed.iter().filter(|t| OFTEN.contains(&t.as_str())).collect();
    if !often.is_empty() && chance.percent(72) {
        return chance.one(&often).map(|t| t.as_str()).unwrap_or("notat");
    }
    chance.one(allowed).map(String::as_str).unwrap_or("notat")
}

fn direction(kind_of: &str, chance: &mut Chance) -> &'static str {
    let incoming = match kind_of {
        "faktura" | "cv" | "eksamensbevis" | "kursusbevis" | "samtykke" => 100,
        "email" => 65,
        "bilag" | "foelgebrev" | "andet" => 60,
        "rapport" => 45,
        "brev" => 30,
        _ => 0,
    };
    if chance.percent(incoming) {
        "incoming"
    } else if matches!(kind_of, "brev" | "email" | "foelgebrev" | "ansaettelsesaftale" | "loenaftale") {
        "outgoing"
    } else {
        "internal"
    }
}

fn kind(kind_of: &str, title: &str, direction: &str, chance: &mut Chance) -> &'static str {
    let title = title.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|w| title.contains(w));
    let incoming = direction == "incoming";
    if says(&["foto", "billede"]) && chance.percent(DRAWN * 4) {
        return "jpg";
    }
    if says(&["situationsplan", "tegning", "kort", "skitse", "facader"]) && chance.percent(DRAWN * 4) {
        return chance.one(&["png", "png", "tiff-scan", "pdf"]).unwrap_or(&"png");
    }
    if says(&["budget", "skema", "liste", "afstemning", "opgørelse", "sammenstilling", "regnskab", "beregning"]) && chance.percent(80) {
        return chance.one(&["xlsx", "xlsx", "xlsx", "ods", "csv"]).unwrap_or(&"xlsx");
    }
    let of: &[&'static str] = match kind_of {
        "email" => &["eml", "eml", "eml", "eml", "msg"],
        "faktura" | "cv" => &["pdf"],
        "eksamensbevis" | "kursusbevis" | "samtykke" if chance.percent(DRAWN * 3) => &["pdf-scan", "tiff-scan"],
        "brev" if incoming => &["pdf", "pdf", "pdf", "docx", "rtf"],
        "brev" => &["docx", "docx", "docx", "pdf", "odt"],
        "notat" => &["docx", "docx", "docx", "odt", "txt"],
        "rapport" => &["pdf", "pdf", "docx", "pptx"],
        "referat" | "dagsorden" => &["docx", "docx", "docx", "pdf"],
        "andet" => &["pdf", "txt", "html", "docx"],
        _ => &["pdf", "pdf", "docx"],
    };
    chance.one(of).copied().unwrap_or("pdf")
}
