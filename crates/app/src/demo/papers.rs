//! Turns a planned document into files.

use super::chance::Chance;
use super::compose::{Wanted, compose};
use super::content::{Content, Text, User};
use super::days;
use super::files::{Body, Enclosed, Mail, Make, Paper, make};
use super::plan::{CasePlan, DocumentPlan};
use super::words::{Scene, fill};

/// A file with its name.
pub struct File {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// All files of a document: its versions, oldest first, and its attachments.
pub struct Files {
    pub versions: Vec<File>,
    pub attachments: Vec<File>,
    pub sender: String,
    pub receivers: String,
}

struct Desk<'a> {
    content: &'a Content,
    case: &'a CasePlan,
    document: &'a DocumentPlan,
    author: Option<&'a User>,
    seed: u64,
}

/// Makes them. Pure: the same plan makes the same files.
pub fn files(content: &Content, case: &CasePlan, document: &DocumentPlan, seed: u64) -> Files {
    let desk = Desk { content, case, document, author: content.user(&document.by), seed };
    let text = document.text.as_ref().and_then(|id| content.texts.iter().find(|t| t.id == *id));
    let kind = Make::parse(&document.kind).unwrap_or(Make::Txt);
    let attachments: Vec<File> = document.attachments.iter().enumerate().map(|(at, a)| desk.attachment(&a.title, &a.kind, at)).collect();
    let mail = kind.is_mail().then(|| desk.mail(text, &attachments));
    let body = desk.body(text);
    let n = document.versions.len().max(1);
    let versions = (0..n)
        .map(|at| {
            let state = earlier(&body, n - 1 - at);
            let bytes = make(kind, &desk.paper(&document.title), &Body::parse(&state), mail.as_ref(), seed);
            File { name: file_name(&document.title, kind.ending()), bytes }
        })
        .collect();
    let (sender, receivers) = match &mail {
        Some(mail) => (mail.from.clone(), mail.to.iter().chain(&mail.cc).cloned().collect::<Vec<_>>().join("; ")),
        None => desk.correspondents(),
    };
    Files { versions, attachments: if kind.is_mail() { desk.copies(&attachments) } else { attachments }, sender, receivers }
}

/// A title as the name of a file.
pub fn file_name(title: &str, ending: &str) -> String {
    let short: String = title.chars().take(100).collect();
    formats::sniff::clean_name(&format!("{}.{ending}", short.replace(['/', '\\', ':'], "-").trim_end_matches('.')))
}

/// The text as it stood some versions ago: its last parts weren't there yet.
fn earlier(body: &str, steps: usize) -> String {
    if steps == 0 {
        return body.to_owned();
    }
    let parts: Vec<&str> = body.split("\n\n").collect();
    let keep = parts.len().saturating_sub(steps).max(1);
    parts[..keep].join("\n\n")
}

impl Desk<'_> {
    fn chance(&self, salt: u64) -> Chance {
        Chance::new(self.seed.wrapping_mul(31).wrapping_add(salt))
    }

    fn scene(&self) -> Scene<'_> {
        Scene {
            title: &self.case.title,
            number: &self.case.number,
            company: self.case.company.as_deref(),
            author: self.author,
            day: self.document.day,
        }
    }

    fn incoming(&self) -> bool {
        self.document.direction == "incoming"
    }

    fn body(&self, text: Option<&Text>) -> String {
        let document = self.document;
        if let Some(text) = text {
            return fill(self.content, &mut self.chance(1), &text.body, &self.scene());
        }
        let wanted = Wanted {
            title: &document.title,
            kind_of: &document.kind_of,
            kind: &document.kind,
            topic: &document.topic,
            incoming: self.incoming(),
        };
        let once = compose(self.content, &wanted, &self.scene(), self.chance(2));
        let more: Vec<String> = (1..document.repeat)
            .map(|at| {
                compose(
                    self.content,
                    &Wanted { title: &format!("Bilag {at}"), ..wanted_again(&wanted) },
                    &self.scene(),
                    self.chance(2 + at as u64),
                )
            })
            .collect();
        [once, more.join("\n")].join("\n")
    }

    /// The firm that an incoming letter comes from, always the same for a document.
    fn firm(&self) -> String {
        self.case
            .company
            .clone()
            .unwrap_or_else(|| self.chance(3).text(self.content.slots.get("company").map(Vec::as_slice).unwrap_or_default()).to_owned())
    }

    fn paper(&self, title: &str) -> Paper {
        let document = self.document;
        let date = days::words(document.letter_date.unwrap_or(document.day));
        let organisation = &self.content.organisation;
        if self.incoming() {
            let address = fill(self.content, &mut self.chance(4), "{address}, 0000 Nørrevang", &self.scene());
            return Paper {
                sender: self.firm(),
                beneath: address,
                author: self.firm(),
                case_number: String::new(),
                date,
                title: title.to_owned(),
            };
        }
        let department = self.author.map(|a| a.department.clone()).unwrap_or_default();
        Paper {
            sender: organisation.name.clone(),
            beneath: format!("{department} · {}", organisation.address),
            author: self.author.map(User::name).unwrap_or_default(),
            case_number: self.case.number.clone(),
            date,
            title: title.to_owned(),
        }
    }

    fn attachment(&self, title: &str, kind: &str, at: usize) -> File {
        let make_kind = Make::parse(kind).unwrap_or(Make::Pdf);
        let wanted = Wanted { title, kind_of: "bilag", kind, topic: &self.document.topic, incoming: self.incoming() };
        let text = compose(self.content, &wanted, &self.scene(), self.chance(50 + at as u64));
        let bytes = make(make_kind, &self.paper(title), &Body::parse(&text), None, self.seed + 50 + at as u64);
        File { name: file_name(title, make_kind.ending()), bytes }
    }

    fn copies(&self, files: &[File]) -> Vec<File> {
        files.iter().map(|f| File { name: f.name.clone(), bytes: f.bytes.clone() }).collect()
    }

    fn own_address(&self) -> String {
        self.author.map(|a| format!("{} <{}>", a.name(), a.email)).unwrap_or_default()
    }

    fn stranger(&self) -> String {
        let name = self.chance(5).text(self.content.slots.get("person").map(Vec::as_slice).unwrap_or_default()).to_owned();
        let plain: String = name
            .to_lowercase()
            .replace('æ', "ae")
            .replace('ø', "oe")
            .replace('å', "aa")
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c } else { '.' })
            .collect();
        format!("{name} <{plain}@post.example>")
    }

    /// Sender and receivers of what isn't a mail.
    fn correspondents(&self) -> (String, String) {
        match self.document.direction {
            "incoming" => (self.firm(), self.content.organisation.name.clone()),
            "outgoing" => (self.content.organisation.name.clone(), self.firm()),
            _ => (String::new(), String::new()),
        }
    }

    fn mail(&self, text: Option<&Text>, attachments: &[File]) -> Mail {
        let people = |text: &str| text.split([',', ';']).map(|p| p.trim().to_owned()).filter(|p| !p.is_empty()).collect::<Vec<_>>();
        let (from, to) = if self.incoming() { (self.stranger(), self.own_address()) } else { (self.own_address(), self.stranger()) };
        let from = text.and_then(|t| t.from.clone()).unwrap_or(from);
        let to = text.and_then(|t| t.to.as_deref()).map_or_else(|| vec![to], people);
        let cc = text.and_then(|t| t.cc.as_deref()).map(people).unwrap_or_default();
        let minutes = self.hour(text);
        let sent = days::moment(self.document.letter_date.unwrap_or(self.document.day), minutes, &mut self.chance(7));
        Mail {
            from,
            to,
            cc,
            subject: self.document.title.clone(),
            sent: sent.as_second(),
            id: format!("{:016x}", self.chance(8).next()),
            text: Body::parse(&self.body(text)).plain(),
            enclosed: attachments
                .iter()
                .map(|f| Enclosed { name: f.name.clone(), media_type: media_type(f).to_owned(), bytes: f.bytes.clone() })
                .collect(),
        }
    }

    /// When a mail was sent: as written, else before it was journalised.
    fn hour(&self, text: Option<&Text>) -> i64 {
        let written = text.and_then(|t| t.date).and_then(|d| d.time).map(|t| i64::from(t.hour) * 60 + i64::from(t.minute));
        written.unwrap_or_else(|| self.chance(6).between(7 * 60, 8 * 60))
    }
}

fn wanted_again<'a>(wanted: &Wanted<'a>) -> Wanted<'a> {
    Wanted { title: wanted.title, kind_of: wanted.kind_of, kind: wanted.kind, topic: wanted.topic, incoming: wanted.incoming }
}

fn media_type(file: &File) -> &'static str {
    formats::sniff::sniff(&file.bytes, &file.name).media_type
}

/// The text of a template's standard document: headings to write under, a table where it is a sheet.
pub fn form(content: &Content, template: &super::content::Template, standard: &super::content::Standard) -> String {
    let topic = content
        .patterns
        .iter()
        .find(|p| p.template == template.key)
        .and_then(|p| p.titles.first())
        .and_then(|t| content.topics.get(&t.topic));
    let headings = topic.map(|t| t.headings.as_slice()).unwrap_or_default();
    let mut out = format!("# {}\n\n| Sag |  |\n| Part |  |\n| Dato |  |\n\n", standard.title);
    if standard.kind == "xlsx" {
        out = String::from("| Post | Budget, kr. | Forbrug, kr. | Rest, kr. |\n");
        for amount in content.blocks.budget.iter().filter(|b| b.amount > 0).take(12) {
            out.push_str(&format!("| {} | 0 | 0 | 0 |\n", amount.name));
        }
        return out;
    }
    for heading in headings {
        out.push_str(&format!("## {heading}\n[Skriv her]\n\n"));
    }
    out
}
