//! The cases that are written out in the content files.

use super::content::{CaseText, Content, DocumentText};
use super::days;
use super::plan::{CasePlan, DocumentPlan, Principal, level, principal};
use base::{Error, Result};
use jiff::civil::Date;

/// All of them.
pub fn cases(content: &Content) -> Result<Vec<CasePlan>> {
    content.cases.iter().map(|text| case(content, text)).collect()
}

fn day(value: &Option<toml::value::Datetime>) -> Result<Option<Date>> {
    value.as_ref().map(days::day).transpose()
}

fn case(content: &Content, text: &CaseText) -> Result<CasePlan> {
    let wrong = |what: &str| Error::internal(format!("demo: {}: {what}", text.title));
    let owner = principal(content, &text.owner).ok_or_else(|| wrong("owner"))?;
    let creator = match (&text.created_by, &owner) {
        (Some(creator), _) => creator.clone(),
        (None, Principal::User(user)) => user.clone(),
        (None, Principal::Group(_)) => return Err(wrong("created_by")),
    };
    let mut members = Vec::new();
    for member in &text.members {
        members.push((principal(content, member).ok_or_else(|| wrong("member"))?, level(&member.level)));
    }
    let created = days::day(&text.created)?;
    let mut documents = Vec::new();
    for document in &text.documents {
        documents.push(self::document(text, document, created, &creator)?);
    }
    Ok(CasePlan {
        seq: text.number.as_ref().and_then(|n| n.split_once('-')).and_then(|(_, seq)| seq.parse().ok()),
        number: String::new(),
        title: text.title.clone(),
        template: text.template.clone(),
        key: text.key.clone(),
        owner,
        creator,
        members,
        company: text.primary_party.as_ref().filter(|p| p.kind == "organisation").map(|p| p.name.clone()),
        restricted: text.restricted,
        passive: text.status == "passive",
        created,
        closed: day(&text.closed)?,
        closing_reason: content.comments.closing_reasons.first().cloned().unwrap_or_default(),
        deadline: day(&text.deadline)?,
        expected_end: day(&text.expected_end)?,
        favourite_of: text.favourite_of.clone(),
        description: text.description.clone(),
        folders: text.folders.clone(),
        documents,
    })
}

fn document(case: &CaseText, text: &DocumentText, created: Date, creator: &str) -> Result<DocumentPlan> {
    let date = days::day(&text.date)?;
    Ok(DocumentPlan {
        title: text.title.clone(),
        kind_of: text.kind_of.clone(),
        folder: text.folder.clone(),
        kind: text.kind.clone(),
        direction: match text.direction.as_str() {
            "in" => "incoming",
            "out" => "outgoing",
            _ => "internal",
        },
        is_final: text.is_final,
        day: date.max(created),
        letter_date: (text.direction != "internal").then_some(date),
        by: text.by.clone().unwrap_or_else(|| creator.to_owned()),
        text: text.text.clone(),
        topic: text.topic.clone().unwrap_or_else(|| case.topic.clone()),
        versions: text.versions.clone(),
        attachments: text.attachments.clone(),
        limited_to: text.limited_to.clone(),
        repeat: 1,
    })
}
