//! The demo organisation as its files say it, see `crates/app/demo/README.md`.

use base::{Error, Result};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Debug, Deserialize)]
pub struct Organisation {
    pub name: String,
    pub address: String,
    pub today: toml::value::Datetime,
}

#[derive(Debug, Deserialize)]
pub struct Group {
    pub key: String,
    pub name: String,
    #[serde(default)]
    pub description: String,
    pub parent: Option<String>,
    #[serde(default)]
    pub email: String,
}

#[derive(Debug, Deserialize)]
pub struct User {
    pub user_name: String,
    pub first_name: String,
    pub last_name: String,
    pub initials: String,
    #[serde(default)]
    pub title: String,
    #[serde(default)]
    pub department: String,
    pub email: String,
    #[serde(default)]
    pub phone: String,
    #[serde(default)]
    pub groups: Vec<String>,
    #[serde(default)]
    pub roles: Vec<String>,
    #[serde(default)]
    pub permissions: Vec<String>,
    pub kind: String,
    pub language: String,
    #[serde(default)]
    pub disabled: bool,
    #[serde(default)]
    pub sign_in: bool,
    #[serde(default)]
    pub about_da: String,
    #[serde(default)]
    pub about_en: String,
}

impl User {
    pub fn name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name)
    }

    /// Somebody who handles cases.
    pub fn handles(&self) -> bool {
        self.kind == "internal" && !self.disabled && self.roles.iter().any(|r| r == "caseworker" || r == "super_user")
    }
}

#[derive(Debug, Deserialize)]
pub struct Plan {
    pub key: String,
    pub name: String,
    #[serde(default)]
    pub description: String,
    pub keys: Vec<Key>,
}

#[derive(Debug, Deserialize)]
pub struct Key {
    pub code: String,
    pub title: String,
    #[serde(default)]
    pub description: String,
    #[serde(default)]
    pub keywords: Vec<String>,
    #[serde(default)]
    pub closed: bool,
}

#[derive(Debug, Deserialize)]
pub struct DocumentType {
    pub key: String,
    pub da: String,
    pub en: String,
    #[serde(default)]
    pub default: bool,
}

/// A user or a group by name, with a level where one is meant.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Who {
    pub user: Option<String>,
    pub group: Option<String>,
    #[serde(default)]
    pub level: String,
}

#[derive(Debug, Deserialize)]
pub struct Creators {
    #[serde(default)]
    pub groups: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub struct Standard {
    pub title: String,
    #[serde(rename = "type")]
    pub kind_of: String,
    pub kind: String,
    #[serde(default)]
    pub folder: String,
}

#[derive(Debug, Deserialize)]
pub struct Retention {
    pub finalise_on_close: bool,
}

#[derive(Debug, Deserialize)]
pub struct Template {
    pub key: String,
    pub name: String,
    pub case_type: String,
    pub description: String,
    pub icon: String,
    #[serde(default)]
    pub keys: Vec<String>,
    pub fixed_key: Option<String>,
    pub create: Creators,
    pub access: Vec<Who>,
    pub default_owner: String,
    pub title_pattern: String,
    pub folders: Vec<String>,
    pub standard_documents: Vec<Standard>,
    pub document_types: Vec<String>,
    pub default_document_type: String,
    pub restricted: String,
    pub deadline_days: Option<i64>,
    pub retention: Retention,
}

#[derive(Debug, Deserialize)]
pub struct Sharing {
    pub key: String,
    #[serde(flatten)]
    pub who: Who,
    pub percent: u64,
}

#[derive(Debug, Deserialize)]
pub struct Pattern {
    pub template: String,
    pub restricted: Option<bool>,
    pub titles: Vec<PatternTitle>,
    pub descriptions: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub struct PatternTitle {
    pub title: String,
    pub key: String,
    pub topic: String,
    pub owners: String,
    pub restricted: Option<bool>,
}

#[derive(Debug, Clone, Deserialize)]
pub struct Party {
    pub name: String,
    pub kind: String,
}

#[derive(Debug, Clone, Deserialize)]
pub struct Attached {
    pub title: String,
    pub kind: String,
}

#[derive(Debug, Deserialize)]
pub struct CaseText {
    pub number: Option<String>,
    pub title: String,
    pub template: String,
    pub topic: String,
    pub key: String,
    pub owner: Who,
    pub created_by: Option<String>,
    #[serde(default)]
    pub members: Vec<Who>,
    pub primary_party: Option<Party>,
    pub restricted: bool,
    pub status: String,
    pub created: toml::value::Datetime,
    pub closed: Option<toml::value::Datetime>,
    pub deadline: Option<toml::value::Datetime>,
    pub expected_end: Option<toml::value::Datetime>,
    #[serde(default)]
    pub favourite_of: Vec<String>,
    pub description: String,
    pub folders: Vec<String>,
    pub documents: Vec<DocumentText>,
}

#[derive(Debug, Deserialize)]
pub struct DocumentText {
    pub title: String,
    #[serde(rename = "type")]
    pub kind_of: String,
    pub folder: String,
    pub kind: String,
    pub direction: String,
    #[serde(rename = "final")]
    pub is_final: bool,
    pub date: toml::value::Datetime,
    pub by: Option<String>,
    pub text: Option<String>,
    pub topic: Option<String>,
    #[serde(default)]
    pub versions: Vec<String>,
    #[serde(default)]
    pub attachments: Vec<Attached>,
    #[serde(default)]
    pub limited_to: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub struct Text {
    pub id: String,
    pub body: String,
    pub from: Option<String>,
    pub to: Option<String>,
    pub cc: Option<String>,
    pub date: Option<toml::value::Datetime>,
}

#[derive(Debug, Deserialize)]
pub struct Topic {
    pub headings: Vec<String>,
    pub agenda: Vec<String>,
    pub decisions: Vec<String>,
    pub paragraphs: Vec<String>,
    #[serde(default)]
    pub titles: BTreeMap<String, Vec<String>>,
}

#[derive(Debug, Deserialize)]
pub struct Amount {
    pub name: String,
    pub amount: i64,
}

#[derive(Debug, Deserialize)]
pub struct Blocks {
    pub letter_greetings: Vec<String>,
    pub letter_openings: Vec<String>,
    pub letter_closings: Vec<String>,
    pub mail_greetings: Vec<String>,
    pub mail_openings: Vec<String>,
    pub mail_closings: Vec<String>,
    pub signatures: Vec<String>,
    pub outside_signatures: Vec<String>,
    pub minutes_openings: Vec<String>,
    pub minutes_closings: Vec<String>,
    pub note_openings: Vec<String>,
    pub report_openings: Vec<String>,
    pub agenda: Vec<String>,
    pub decisions: Vec<String>,
    pub budget: Vec<Amount>,
}

#[derive(Debug, Deserialize)]
struct People {
    organisation: Organisation,
    groups: Vec<Group>,
    users: Vec<User>,
}

#[derive(Debug, Deserialize)]
struct Plans {
    plans: Vec<Plan>,
}

#[derive(Debug, Deserialize)]
struct Templates {
    document_types: Vec<DocumentType>,
    templates: Vec<Template>,
}

#[derive(Debug, Deserialize)]
struct Cases {
    sharing: Vec<Sharing>,
    slots: BTreeMap<String, Vec<String>>,
    patterns: Vec<Pattern>,
    cases: Vec<CaseText>,
}

#[derive(Debug, Deserialize)]
struct Documents {
    texts: Vec<Text>,
    titles: BTreeMap<String, Vec<String>>,
    blocks: Blocks,
    topics: BTreeMap<String, Topic>,
}

#[derive(Debug, Deserialize)]
pub struct Comments {
    pub version_comments: Vec<String>,
    pub case_descriptions: Vec<String>,
    pub closing_reasons: Vec<String>,
}

/// All of it.
#[derive(Debug)]
pub struct Content {
    pub organisation: Organisation,
    pub groups: Vec<Group>,
    pub users: Vec<User>,
    pub plans: Vec<Plan>,
    pub document_types: Vec<DocumentType>,
    pub templates: Vec<Template>,
    pub sharing: Vec<Sharing>,
    pub slots: BTreeMap<String, Vec<String>>,
    pub patterns: Vec<Pattern>,
    pub cases: Vec<CaseText>,
    pub texts: Vec<Text>,
    pub titles: BTreeMap<String, Vec<String>>,
    pub blocks: Blocks,
    pub topics: BTreeMap<String, Topic>,
    pub comments: Comments,
}

fn read<T: serde::de::DeserializeOwned>(name: &str, text: &str) -> Result<T> {
    toml::from_str(text).map_err(|e| Error::internal(format!("{name}: {e}")))
}

impl Content {
    /// Reads the files, which are part of the program.
    pub fn read() -> Result<Content> {
        let people: People = read("organisation.toml", include_str!("../../demo/organisation.toml"))?;
        let plans: Plans = read("plans.toml", include_str!("../../demo/plans.toml"))?;
        let templates: Templates = read("templates.toml", include_str!("../../demo/templates.toml"))?;
        let cases: Cases = read("cases.toml", include_str!("../../demo/cases.toml"))?;
        let documents: Documents = read("documents.toml", include_str!("../../demo/documents.toml"))?;
        let comments: Comments = read("comments.toml", include_str!("../../demo/comments.toml"))?;
        Ok(Content {
            organisation: people.organisation,
            groups: people.groups,
            users: people.users,
            plans: plans.plans,
            document_types: templates.document_types,
            templates: templates.templates,
            sharing: cases.sharing,
            slots: cases.slots,
            patterns: cases.patterns,
            cases: cases.cases,
            texts: documents.texts,
            titles: documents.titles,
            blocks: documents.blocks,
            topics: documents.topics,
            comments,
        })
    }

    pub fn template(&self, key: &str) -> Option<&Template> {
        self.templates.iter().find(|t| t.key == key)
    }

    pub fn user(&self, user_name: &str) -> Option<&User> {
        self.users.iter().find(|u| u.user_name == user_name)
    }

    /// Whether a group is another one or below it.
    pub fn within(&self, group: &str, above: &str) -> bool {
        let mut at = Some(group);
        while let Some(key) = at {
            if key == above {
                return true;
            }
            at = self.groups.iter().find(|g| g.key == key).and_then(|g| g.parent.as_deref());
        }
        false
    }

    /// Those in a group, through any depth, who handle cases.
    pub fn handlers(&self, group: &str) -> Vec<&User> {
        self.users.iter().filter(|u| u.handles() && u.groups.iter().any(|g| self.within(g, group))).collect()
    }
}
