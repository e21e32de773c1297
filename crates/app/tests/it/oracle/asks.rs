//! What the program answers, held against the truth.

use super::acts::{COMMON, Play};
use super::truth::{Case, Document, Truth};
use crate::world::Answer;
use base::Uuid;
use std::collections::{BTreeMap, BTreeSet};

const SORTS: [&str; 11] =
    ["changed", "title", "number", "created", "status", "type", "owner", "deadline", "archive_number", "changed_by", "closed"];

/// The things of the house by their ids, for scanning answers.
pub struct Ids {
    cases: BTreeSet<Uuid>,
    documents: BTreeSet<Uuid>,
    /// Folders and the cases they are in; versions and attachments and their documents.
    folders: BTreeMap<Uuid, Uuid>,
    parts: BTreeMap<Uuid, Uuid>,
}

impl Ids {
    pub async fn read(play: &Play, truth: &Truth) -> Ids {
        let parts = "SELECT id, document_id FROM version UNION ALL SELECT id, document_id FROM attachment";
        Ids {
            cases: truth.cases.keys().copied().collect(),
            documents: truth.documents.keys().copied().collect(),
            folders: play.w.all::<(Uuid, Uuid)>("SELECT id, case_id FROM folder", &[]).await.into_iter().collect(),
            parts: play.w.all::<(Uuid, Uuid)>(parts, &[]).await.into_iter().collect(),
        }
    }
}

/// One who asks, what he must and must not be told.
pub struct Asker<'a> {
    pub play: &'a Play,
    pub truth: &'a Truth,
    pub ids: &'a Ids,
    pub user: i64,
    pub name: String,
    /// Whether the index may lag: then nothing is missed, but nothing told either that he may not know.
    pub lagging: bool,
    pub asked: usize,
    pub wrong: Vec<String>,
}

impl<'a> Asker<'a> {
    pub fn new(play: &'a Play, truth: &'a Truth, ids: &'a Ids, user: i64, lagging: bool) -> Asker<'a> {
        Asker { play, truth, ids, user, name: play.name(truth, user), lagging, asked: 0, wrong: vec![] }
    }

    fn fault(&mut self, what: String) {
        self.wrong.push(format!("{}: {what}", self.name));
    }

    fn same<T: PartialEq + std::fmt::Debug>(&mut self, what: &str, told: &T, true_one: &T) {
        if told != true_one {
            self.fault(format!("{what}\n    told {told:?}\n    true {true_one:?}"));
        }
    }

    /// An answer, searched for whatever this user may not know.
    pub async fn get(&mut self, path: &str) -> Answer {
        self.asked += 1;
        let (w, nothing) = (&self.play.w, axum::body::Body::empty());
        // Looking leaves marks, which the index reads, too.
        let answer = if self.lagging { w.send_now(&self.name, "GET", path, &[], nothing).await } else { w.get(&self.name, path).await };
        if answer.status.as_u16() >= 500 {
            self.fault(format!("{path}: {} {}", answer.status, answer.text()));
        }
        let mut said = answer.text();
        for value in answer.headers.values() {
            said.push('\n');
            said.push_str(&String::from_utf8_lossy(value.as_bytes()));
        }
        self.scan(path, &said);
        answer
    }

    fn scan(&mut self, path: &str, said: &str) {
        for (at, _) in said.match_indices("zq") {
            let word: String = said[at..].chars().take_while(char::is_ascii_lowercase).collect();
            // Not what was asked with, which comes back in fields.
            let known = self.play.words.contains_key(&word) && !path.contains(&word);
            if known && !self.play.may_read(self.truth, self.user, &word) {
                self.fault(format!("{path} tells {word}: …{}…", around(said, at)));
            }
        }
        for (at, id) in uuids(said) {
            if !path.contains(&id.to_string()) && !self.may_know(id) {
                self.fault(format!("{path} tells the id {id}: …{}…", around(said, at)));
            }
        }
    }

    fn may_know(&self, id: Uuid) -> bool {
        let document = |id: &Uuid| {
            let document = &self.truth.documents[id];
            // It stays in the histories of the cases that it was in.
            self.truth.let_through(self.user, document) && (self.truth.knows(self.user, document.case_id) || self.was_in_sight(*id))
        };
        if self.ids.cases.contains(&id) {
            self.truth.knows(self.user, id)
        } else if self.ids.documents.contains(&id) {
            document(&id)
        } else if let Some(case) = self.ids.folders.get(&id) {
            self.truth.knows(self.user, *case)
        } else if let Some(of) = self.ids.parts.get(&id) {
            document(of)
        } else {
            true
        }
    }

    fn was_in_sight(&self, document: Uuid) -> bool {
        self.play.before.get(&document).is_some_and(|cases| cases.iter().any(|case| self.truth.knows(self.user, *case)))
    }

    /// A list of cases to its end, by its pages.
    async fn listed(&mut self, query: &str) -> (Vec<Uuid>, i64) {
        let (mut all, mut total, mut next) = (Vec::new(), 0, String::new());
        loop {
            let path = format!("/api/v1/cases?{query}&size=15{next}");
            let answer = self.get(&path).await;
            if answer.status.as_u16() != 200 {
                self.fault(format!("{path}: {}", answer.status));
                return (all, total);
            }
            let page = answer.json();
            total = page["total"].as_i64().expect("a total");
            for item in page["items"].as_array().expect("items") {
                let id: Uuid = item["id"].as_str().and_then(|id| id.parse().ok()).expect("an id");
                let documents = self.truth.documents_of(self.user).iter().filter(|d| d.case_id == id).count();
                self.same(&format!("documents of {id} in {path}"), &item["documents"].as_u64(), &Some(documents as u64));
                all.push(id);
            }
            match page["next"].as_str() {
                Some(place) if all.len() < 10_000 => next = format!("&after={place}"),
                _ => return (all, total),
            }
        }
    }

    async fn list(&mut self, query: &str, belongs: impl Fn(&Truth, i64, &Case) -> bool) {
        let expected: BTreeSet<Uuid> =
            self.truth.cases_of(self.user).into_iter().filter(|case| belongs(self.truth, self.user, case)).map(|case| case.id).collect();
        let (told, total) = self.listed(query).await;
        let told_once: BTreeSet<Uuid> = told.iter().copied().collect();
        self.same(&format!("cases?{query}: some twice"), &told.len(), &told_once.len());
        self.same(&format!("cases?{query}"), &told_once, &expected);
        self.same(&format!("total of cases?{query}"), &total, &i64::try_from(expected.len()).expect("fits"));
        // The page of the same list says the same.
        let path = format!("/cases?{query}&size=100{}", if query.contains("status=") { "" } else { "&status=" });
        let page = self.get(&path).await.text();
        let list = page.split("id=\"list\"").nth(1).unwrap_or_default();
        let shown: BTreeSet<Uuid> = uuids(list).into_iter().map(|(_, id)| id).filter(|id| self.ids.cases.contains(id)).collect();
        if expected.len() <= 100 {
            self.same(&path, &shown, &expected);
        }
        let tabs = page.split_once("id=\"list-tabs\"").map_or("", |(_, tabs)| tabs);
        let current = tabs.split("aria-current=\"page\"").skip(1).find_map(|part| number_after(part, "class=\"count\"")).unwrap_or(-1);
        self.same(&format!("the tab's number on {path}"), &current, &i64::try_from(expected.len()).expect("fits"));
    }

    /// Every list in every sort and filter.
    pub async fn lists(&mut self) {
        for sort in SORTS {
            for dir in ["asc", "desc"] {
                self.list(&format!("sort={sort}&dir={dir}"), |_, _, _| true).await;
            }
        }
        self.list("view=mine", |_, user, case| case.owner == user).await;
        self.list("view=favourites", |truth, user, case| truth.stars.contains(&(user, case.id))).await;
        self.list("view=unassigned", |truth, user, case| case.owner != user && truth.means(case.owner, user)).await;
        for (word, status) in [("active", 0), ("passive", 1), ("closed", 2)] {
            self.list(&format!("status={word}"), move |_, _, case| case.status == status).await;
        }
        let mut some: Vec<Case> = self.truth.cases.values().cloned().collect();
        some.truncate(40);
        let owners: BTreeSet<i64> = some.iter().map(|case| case.owner).collect();
        for owner in owners {
            self.list(&format!("owner={owner}"), move |_, _, case| case.owner == owner).await;
        }
        let types: BTreeSet<i64> = some.iter().map(|case| case.type_id).collect();
        for kind in types {
            self.list(&format!("type={kind}&sort=title"), move |_, _, case| case.type_id == kind).await;
        }
        let keys: BTreeSet<Uuid> = some.iter().filter_map(|case| case.key_id).collect();
        for key in keys {
            self.list(&format!("key={key}"), move |_, _, case| case.key_id == Some(key)).await;
        }
        for case in some.iter().step_by(5) {
            let word = case.title.rsplit(' ').next().unwrap_or_default().to_lowercase();
            if word.is_ascii() {
                self.list(&format!("q={word}"), |_, _, other| other.title.to_lowercase().contains(&word)).await;
            }
        }
        self.list("due_before=2027-01-01&sort=deadline", |_, _, case| case.deadline.is_some()).await;
        self.list("changed_after=2020-01-01&view=all", |_, _, _| true).await;
    }

    /// The search's totals, hits, facets and suggestions.
    pub async fn search(&mut self) {
        let cases: BTreeSet<Uuid> = self.truth.cases_of(self.user).into_iter().map(|case| case.id).collect();
        let documents: BTreeSet<Uuid> = self.truth.documents_of(self.user).into_iter().map(|document| document.id).collect();
        self.found("q=&kind=case", &cases).await;
        self.found("q=&kind=document", &documents).await;
        self.found("q=", &cases.union(&documents).copied().collect()).await;
        let with_text = self.play.common.intersection(&documents).copied().collect();
        self.found(&format!("q={}&kind=document", crate::world::encode(COMMON)), &with_text).await;
        let (cases, documents) = (cases.len(), documents.len());
        let page = self.get("/search?q=").await.text();
        let facet = |label: &str| page.split(label).nth(1).and_then(|part| number_after(part, "<"));
        if cases + documents > 0 && !self.lagging {
            let (told_documents, told_cases) = (facet("value=\"document\""), facet("value=\"case\""));
            self.same("the facet of documents", &told_documents, &i64::try_from(documents).ok());
            self.same("the facet of cases", &told_cases, &i64::try_from(cases).ok());
        }
        // While it lags, each search waits a while for the index to follow.
        let (step, most) = if self.lagging { (31, 3) } else { (7, usize::MAX) };
        let words: Vec<String> = self.play.words.keys().step_by(step).take(most).cloned().collect();
        for word in words {
            let expected = self.carrying(&word);
            let total = self.get(&format!("/api/v1/search?q={word}")).await.json()["total"].as_u64();
            if expected.is_none() || (self.lagging && total == Some(0)) {
                continue;
            }
            self.same(&format!("hits for {word}"), &total, &expected.map(|n| n as u64));
            let suggested = self.get(&format!("/search/suggest?q={word}")).await.text();
            self.same(&format!("suggestions for {word}"), &suggested.contains("href=\"/"), &(expected > Some(0)));
            for path in [format!("/pick/cases?q={word}"), format!("/cases/new/similar?title={word}"), format!("/search?q={word}")] {
                self.get(&path).await;
            }
        }
    }

    /// How many things this word stands on that the user sees; none where it was an earlier title.
    fn carrying(&self, word: &str) -> Option<usize> {
        use super::acts::Carrier;
        let mut n = 0;
        for carrier in &self.play.words[word] {
            match carrier {
                Carrier::Case(id) => {
                    let case = &self.truth.cases[id];
                    if !case.title.contains(word) {
                        return None;
                    }
                    n += usize::from(self.truth.sees(self.user, *id));
                }
                Carrier::Document(id, _) => {
                    let document = &self.truth.documents[id];
                    // A title of before may stand in its text or not; only the first word of a pair is a title.
                    if !document.title.contains(word) {
                        return None;
                    }
                    n += usize::from(self.truth.sees_document(self.user, document));
                }
            }
        }
        Some(n)
    }

    /// A search to its end: exactly what is expected; while the index lags nothing beyond it.
    async fn found(&mut self, query: &str, expected: &BTreeSet<Uuid>) {
        let (mut told, mut at) = (BTreeSet::new(), 0);
        let path = format!("/api/v1/search?{query}");
        let total = loop {
            let page = self.get(&format!("{path}&at={at}")).await.json();
            told.extend(page["items"].as_array().into_iter().flatten().filter_map(|item| item["id"].as_str()?.parse::<Uuid>().ok()));
            match page["next"].as_u64() {
                Some(next) => at = next,
                None => break page["total"].as_u64().unwrap_or(u64::MAX),
            }
        };
        let more: Vec<&Uuid> = told.difference(expected).collect();
        let missed: Vec<String> = expected.difference(&told).map(|id| self.named(*id)).collect();
        if !more.is_empty() || !self.lagging && !missed.is_empty() || total != told.len() as u64 {
            self.fault(format!(
                "{path}: total {total}, told {}, true {}; too much {more:?}, missed {missed:?}",
                told.len(),
                expected.len()
            ));
        }
        self.get(&format!("/search?{query}")).await;
    }

    fn named(&self, id: Uuid) -> String {
        let title = self.truth.cases.get(&id).map(|case| &case.title).or_else(|| self.truth.documents.get(&id).map(|d| &d.title));
        format!("{id} {}", title.map_or("", String::as_str))
    }

    /// Pages that show a bit of everything.
    pub async fn pages(&mut self) {
        for path in [
            "/",
            "/journal",
            "/trash",
            "/cases",
            "/account",
            "/pick/people?q=p&groups=1",
            "/api/v1/templates",
            "/api/v1/plans",
            "/api/v1/users",
            "/api/v1/groups",
            "/admin",
            "/admin/templates",
            "/admin/plans",
            "/admin/security-log",
            "/admin/users",
        ] {
            self.get(path).await;
        }
        let plan = self.play.w.known.plan;
        for parent in [None, Some(self.play.w.known.branch)] {
            let query = parent.map(|key| format!("?parent={key}")).unwrap_or_default();
            self.get(&format!("/journal/{plan}/keys{query}")).await;
        }
        for key in [self.play.w.known.leaf, self.play.w.known.other_leaf] {
            self.get(&format!("/journal?key={key}")).await;
        }
    }

    /// A case by every way to it: for who sees it, as it is; for who doesn't, as if it weren't there.
    pub async fn case(&mut self, case: &Case) {
        let sees = self.truth.sees(self.user, case.id);
        for end in ["", "/members", "/history", "/history?what=documents", "/facts/title", "/assign", "/close", "/reopen", "/delete"] {
            self.there(&format!("/cases/{{}}{end}"), case.id, sees).await;
        }
        for end in ["", "/members", "/history", "/rights", "/documents", "/folders"] {
            self.there(&format!("/api/v1/cases/{{}}{end}"), case.id, sees).await;
        }
        if !sees {
            return;
        }
        let told = self.get(&format!("/api/v1/cases/{}", case.id)).await.json();
        let expected: BTreeSet<Uuid> =
            self.truth.documents_of(self.user).into_iter().filter(|d| d.case_id == case.id).map(|d| d.id).collect();
        self.same(&format!("level on {}", case.title), &told["level"].as_i64(), &Some(self.truth.level(self.user, case)));
        self.same(&format!("documents on {}", case.title), &told["documents"].as_u64(), &Some(expected.len() as u64));
        let listed = self.get(&format!("/api/v1/cases/{}/documents", case.id)).await.json();
        let listed: BTreeSet<Uuid> =
            listed["items"].as_array().into_iter().flatten().filter_map(|d| d["id"].as_str()?.parse().ok()).collect();
        self.same(&format!("documents listed on {}", case.title), &listed, &expected);
        let page = self.get(&format!("/cases/{}?docs=flat", case.id)).await.text();
        let pane = page.split("id=\"documents\"").nth(1).unwrap_or_default();
        let shown: BTreeSet<Uuid> = uuids(pane).into_iter().map(|(_, id)| id).filter(|id| self.ids.documents.contains(id)).collect();
        self.same(&format!("documents shown on {}", case.title), &shown, &expected);
        let page = self.get(&format!("/cases/{}?docs=folders", case.id)).await.text();
        self.same(&format!("the tree of {}", case.title), &page.contains("id=\"documents\""), &true);
    }

    /// A document and its files by every way.
    pub async fn document(&mut self, document: &Document) {
        let sees = self.truth.sees_document(self.user, document);
        for end in ["", "/preview", "/place", "/access", "/facts/title", "/pdfa"] {
            self.there(&format!("/documents/{{}}{end}"), document.id, sees).await;
        }
        for end in ["", "/access", "/versions", "/pdfa"] {
            self.there(&format!("/api/v1/documents/{{}}{end}"), document.id, sees).await;
        }
        if let Some(version) = document.main_version {
            for end in ["/download", "/desk", "/page/0", "/picture"] {
                self.there(&format!("/versions/{{}}{end}"), version, sees).await;
            }
            self.there("/api/v1/versions/{}/content", version, sees).await;
        }
        if sees {
            let told = self.get(&format!("/api/v1/documents/{}", document.id)).await.json();
            self.same(&format!("level on {}", document.title), &told["level"].as_i64(), &Some(self.truth.level_on(self.user, document.id)));
        }
    }

    /// For who sees the thing an answer of whatever kind but »missing« where it is whole; for who doesn't the very
    /// answer that a thing that never was gives.
    async fn there(&mut self, path: &str, id: Uuid, sees: bool) {
        let answer = self.get(&path.replace("{}", &id.to_string())).await;
        let status = answer.status.as_u16();
        // What isn't made of every file, and what needs a permission beside.
        let parts = ["/picture", "/page/0", "/pdfa", "/desk"].iter().any(|end| path.ends_with(end));
        if sees && status == 404 && !parts {
            self.fault(format!("{path} of {id} is missing, yet it may be seen"));
        }
        if sees {
            return;
        }
        if !matches!(status, 403 | 404) {
            self.fault(format!("{path} of {id} answers with {status}, yet it may not be seen"));
        }
        let never = Uuid::from_u128(id.as_u128() ^ 0x5555_5555);
        let missing = self.get(&path.replace("{}", &never.to_string())).await;
        self.same(&format!("the status of {path} of {id}, and of what never was"), &status, &missing.status.as_u16());
        let said = |answer: &Answer, id: Uuid| {
            let text = answer.text().replace(&id.to_string(), "ID");
            // Each answer has its own number, for whoever looks for it in the log.
            text.split_once("\"request\":").map_or(text.clone(), |(before, _)| before.to_owned())
        };
        let (told, other) = (said(&answer, id), said(&missing, never));
        if told != other {
            self.fault(format!("{path} of {id} answers other words than of what never was"));
        }
        let heads = |answer: &Answer| -> BTreeMap<String, String> {
            answer
                .headers
                .iter()
                .filter(|(name, _)| !matches!(name.as_str(), "x-request-id" | "content-security-policy" | "date"))
                .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
                .collect()
        };
        let (told, other) = (heads(&answer), heads(&missing));
        self.same(&format!("the headers of {path} of {id}"), &told, &other);
    }
}

/// The text beside a place, for people.
fn around(text: &str, at: usize) -> String {
    let start = (0..=at.saturating_sub(120)).rev().find(|n| text.is_char_boundary(*n)).unwrap_or(0);
    text[start..].chars().take(260).collect::<String>().replace('\n', " ")
}

/// Everything that has the form of an id, and where.
fn uuids(text: &str) -> Vec<(usize, Uuid)> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at + 36 <= bytes.len() {
        let form = bytes[at + 8] == b'-' && bytes[at + 13] == b'-' && bytes[at + 18] == b'-' && bytes[at + 23] == b'-';
        match std::str::from_utf8(&bytes[at..at + 36]).ok().filter(|_| form).and_then(|part| part.parse().ok()) {
            Some(id) => {
                found.push((at, id));
                at += 36;
            }
            None => at += 1,
        }
    }
    found
}

/// The first number after a mark, thousands' points left out.
fn number_after(text: &str, mark: &str) -> Option<i64> {
    let rest = text.split_once(mark)?.1;
    let rest = rest.split_once('>')?.1;
    let digits: String =
        rest.chars().skip_while(|c| !c.is_ascii_digit()).take_while(|c| c.is_ascii_digit() || *c == '.').filter(|c| *c != '.').collect();
    digits.parse().ok()
}
