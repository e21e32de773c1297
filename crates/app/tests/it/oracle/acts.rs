//! What people do, at random: each act is sent as somebody, and what he may do is told beforehand by the truth.

use super::dice::Dice;
use super::truth::{Case, Document, MANAGE, Truth, WRITE};
use crate::world::{Answer, World};
use base::Uuid;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// A word that every text has, so that a search for it finds all.
pub const COMMON: &str = "fælleskode";

const NOUNS: [&str; 8] = ["Ansøgning", "Tilsyn", "Høringssvar", "Æblehave", "Lønforhandling", "Vejbump", "Åbrink", "Økonomi"];

/// What a word stands on.
#[derive(Debug, Clone)]
pub enum Carrier {
    Case(Uuid),
    /// A document, and every case that it lay in with this word on it: their histories tell of it.
    Document(Uuid, BTreeSet<Uuid>),
}

/// A house in which things happen.
pub struct Play {
    pub w: World,
    pub dice: Dice,
    pub words: BTreeMap<String, Vec<Carrier>>,
    /// Documents whose text has the common word.
    pub common: BTreeSet<Uuid>,
    /// The cases that a document was moved out of.
    pub before: BTreeMap<Uuid, BTreeSet<Uuid>>,
    /// What was done, for whoever looks for the reason of a fault.
    pub done: Vec<String>,
    pub refused: usize,
    made: usize,
}

impl Play {
    pub fn new(w: World, seed: u64) -> Play {
        Play {
            w,
            dice: Dice::new(seed),
            words: BTreeMap::new(),
            common: BTreeSet::new(),
            before: BTreeMap::new(),
            done: vec![],
            refused: 0,
            made: 0,
        }
    }

    pub fn name(&self, truth: &Truth, user: i64) -> String {
        truth.people[&user].user_name.clone()
    }

    fn title(&mut self) -> (String, String) {
        let word = self.dice.word();
        let noun = NOUNS[self.dice.below(NOUNS.len())];
        (format!("{noun} {word}"), word)
    }

    /// Whether the words on something may be read by a user, now.
    pub fn may_read(&self, truth: &Truth, user: i64, word: &str) -> bool {
        self.words.get(word).is_some_and(|carriers| {
            carriers.iter().any(|carrier| match carrier {
                Carrier::Case(id) => truth.knows(user, *id),
                Carrier::Document(id, cases) => {
                    truth.documents.get(id).is_some_and(|d| truth.let_through(user, d)) && cases.iter().any(|case| truth.knows(user, *case))
                }
            })
        })
    }

    /// The house of the beginning: more people in nested groups, templates with lists, cases with documents.
    pub async fn settle_in(&mut self) {
        for at in 0..6 {
            let name = format!("person{at}");
            let body = json!({ "user_name": name, "email": format!("{name}@nordby.example"), "first_name": "P", "last_name": name, "kind": "internal" });
            let id = self.w.json("adam", "POST", "/api/v1/users", &body).await.is(201).json()["id"].as_i64().expect("an id");
            // Caseworkers, and one who may read all.
            let role = if at == 5 { 3 } else { 5 };
            self.w.json("adam", "PUT", &format!("/api/v1/roles/{role}/given/{id}"), &json!({})).await.is(204);
            self.w.begin(&name, id).await;
        }
        for name in ["Nord", "Syd", "Ledelse", "Udvalg"] {
            self.w.json("adam", "POST", "/api/v1/groups", &json!({ "name": name })).await.is(201);
        }
        for name in ["Personalesag", "Byggesag"] {
            self.w.json("adam", "POST", "/api/v1/templates", &json!({ "name": name, "case_type": name })).await.is(201);
        }
        for _ in 0..14 {
            self.regroup().await;
        }
        for _ in 0..4 {
            self.relist().await;
        }
        for _ in 0..14 {
            self.open_case().await;
        }
        for _ in 0..24 {
            self.upload().await;
        }
    }

    /// One act of any kind.
    pub async fn act(&mut self) {
        self.w.later(1 + i64::try_from(self.dice.below(60)).expect("fits"));
        match self.dice.below(40) {
            0..=3 => self.member().await,
            4..=5 => self.owner().await,
            6..=8 => self.restrict().await,
            9..=11 => self.regroup().await,
            12..=13 => self.relist().await,
            14 => self.role().await,
            15 => self.person().await,
            16..=18 => self.limit().await,
            19..=22 => self.carry().await,
            23..=25 => self.bin().await,
            26..=27 => self.retitle().await,
            28..=30 => self.status().await,
            31 => self.star().await,
            32 => self.folder().await,
            33..=34 => self.finalise().await,
            35..=37 => self.open_case().await,
            _ => self.upload().await,
        }
    }

    /// Somebody who tries it: mostly one who may, by what is asked of him.
    fn who(&mut self, truth: &Truth, may: impl Fn(i64) -> bool) -> i64 {
        let awake = truth.awake();
        let able: Vec<i64> = awake.iter().copied().filter(|user| may(*user)).collect();
        let all = if able.is_empty() || self.dice.once_in(4) { &awake } else { &able };
        *self.dice.pick(all).expect("somebody is awake")
    }

    fn principal(&mut self, truth: &Truth) -> i64 {
        let people: Vec<i64> = truth.people.keys().copied().collect();
        let groups: Vec<i64> = truth.groups.iter().copied().collect();
        let all = if self.dice.once_in(2) { people } else { groups };
        *self.dice.pick(&all).expect("somebody")
    }

    fn case(&mut self, truth: &Truth) -> Option<Case> {
        let all: Vec<&Case> = truth.cases.values().filter(|case| !case.deleted).collect();
        self.dice.pick(&all).map(|case| (*case).clone())
    }

    fn document(&mut self, truth: &Truth) -> Option<Document> {
        let all: Vec<&Document> = truth.documents.values().filter(|d| !d.deleted && !truth.cases[&d.case_id].deleted).collect();
        self.dice.pick(&all).map(|document| (*document).clone())
    }

    /// Judges an answer: who may not is refused and nothing has changed; who may is refused by rules of the matter alone.
    async fn judge(&mut self, before: &Truth, what: String, may: Option<bool>, answer: &Answer) -> Option<Truth> {
        let status = answer.status.as_u16();
        self.done.push(format!("{what}: {status}{}", if may == Some(false) { ", may not" } else { "" }));
        assert!(status < 500, "{what}: {status} {}", answer.text());
        let after = Truth::read(&self.w).await;
        if status >= 400 {
            self.refused += 1;
            assert_eq!(*before, after, "{what} was refused with {status}, and yet something changed");
            assert!(
                may != Some(true) || !matches!(status, 401 | 403 | 404),
                "{what} is allowed, and was refused with {status}: {}",
                answer.text()
            );
            return None;
        }
        assert!(may != Some(false), "{what} isn't allowed, and was answered with {status}");
        Some(after)
    }

    async fn open_case(&mut self) {
        let truth = Truth::read(&self.w).await;
        let templates: Vec<i64> =
            self.w.all::<(i64,)>("SELECT id FROM template WHERE active", &[]).await.into_iter().map(|(id,)| id).collect();
        let template = *self.dice.pick(&templates).expect("a template");
        let creates = |user: i64| {
            truth.may(user, "cases.create") && truth.creators.iter().any(|(of, principal)| *of == template && truth.means(*principal, user))
        };
        let user = self.who(&truth, creates);
        let (title, word) = self.title();
        let body = json!({ "template": template.to_string(), "title": title, "description": format!("{COMMON} om {word}") });
        let answer = self.w.json(&self.name(&truth, user), "POST", "/api/v1/cases", &body).await;
        let what = format!("{} opens a case of template {template}", self.name(&truth, user));
        if self.judge(&truth, what, Some(creates(user)), &answer).await.is_some() {
            self.words.insert(word, vec![Carrier::Case(answer.id())]);
        }
    }

    async fn upload(&mut self) {
        let truth = Truth::read(&self.w).await;
        let Some(case) = self.case(&truth) else { return };
        let user = self.who(&truth, |user| truth.level(user, &case) >= WRITE);
        let folders: Vec<(Uuid,)> =
            self.w.all("SELECT id FROM folder WHERE case_id = $1 AND deleted_at IS NULL ORDER BY id", &base::args![case.id]).await;
        let place = self.dice.pick(&folders).map(|(id,)| format!("?folder={id}")).filter(|_| self.dice.once_in(2)).unwrap_or_default();
        let ((title, word), inside) = (self.title(), self.dice.word());
        let text = format!("{COMMON} står i {inside}, som alle dokumenter.\n");
        let url = format!("/cases/{}/uploads{place}", case.id);
        let name = self.name(&truth, user);
        let answer = self.w.upload(&name, &url, &format!("{title}.txt"), text.as_bytes()).await;
        let may = truth.level(user, &case) >= WRITE;
        if self.judge(&truth, format!("{name} uploads to {}", case.title), Some(may), &answer).await.is_some() {
            let url = answer.json()["url"].as_str().expect("a place").to_owned();
            let id: Uuid = url.rsplit('/').next().and_then(|id| id.parse().ok()).expect("an id");
            self.common.insert(id);
            for word in [word, inside] {
                self.words.insert(word, vec![Carrier::Document(id, BTreeSet::from([case.id]))]);
            }
        }
    }

    async fn member(&mut self) {
        let truth = Truth::read(&self.w).await;
        let Some(case) = self.case(&truth) else { return };
        let user = self.who(&truth, |user| truth.level(user, &case) >= MANAGE);
        let (name, may) = (self.name(&truth, user), truth.level(user, &case) >= MANAGE);
        let now: Vec<i64> = truth.members.iter().filter(|(of, ..)| *of == case.id).map(|(_, principal, _)| *principal).collect();
        let gone = self.dice.pick(&now).copied().filter(|_| self.dice.once_in(2));
        if let Some(principal) = gone {
            let url = format!("/api/v1/cases/{}/members/{principal}", case.id);
            let answer = self.w.json(&name, "DELETE", &url, &json!({})).await;
            let what = format!("{name} removes member {principal} of {}", case.title);
            if let Some(after) = self.judge(&truth, what, Some(may), &answer).await {
                assert!(!after.members.iter().any(|(of, who, _)| *of == case.id && *who == principal), "the member is gone");
            }
            return;
        }
        let principal = self.principal(&truth);
        let (level, word) = [(1, "read"), (2, "write"), (3, "manage")][self.dice.below(3)];
        let url = format!("/api/v1/cases/{}/members", case.id);
        let answer = self.w.json(&name, "POST", &url, &json!({ "principal": principal, "level": word })).await;
        let what = format!("{name} gives {principal} {word} on {}", case.title);
        if let Some(after) = self.judge(&truth, what, Some(may), &answer).await {
            assert!(after.members.contains(&(case.id, principal, level)), "the member is there");
        }
    }

    async fn owner(&mut self) {
        let truth = Truth::read(&self.w).await;
        let Some(case) = self.case(&truth) else { return };
        let user = self.who(&truth, |user| truth.level(user, &case) >= MANAGE);
        let (name, may) = (self.name(&truth, user), truth.level(user, &case) >= MANAGE);
        let owner = self.principal(&truth);
        let answer = self.w.json(&name, "PATCH", &format!("/api/v1/cases/{}", case.id), &json!({ "owner": owner.to_string() })).await;
        let what = format!("{name} gives {} to {owner}", case.title);
        if let Some(after) = self.judge(&truth, what, Some(may), &answer).await {
            assert_eq!(after.cases[&case.id].owner, owner);
        }
    }

    async fn restrict(&mut self) {
        let truth = Truth::read(&self.w).await;
        let Some(case) = self.case(&truth) else { return };
        let user = self.who(&truth, |user| truth.level(user, &case) >= MANAGE);
        let (name, may) = (self.name(&truth, user), truth.level(user, &case) >= MANAGE);
        let on = !case.restricted;
        let answer = self.w.json(&name, "PUT", &format!("/api/v1/cases/{}/restricted", case.id), &json!({ "on": on })).await;
        let what = format!("{name} {} {}", if on { "restricts" } else { "frees" }, case.title);
        if let Some(after) = self.judge(&truth, what, Some(may), &answer).await {
            assert_eq!(after.cases[&case.id].restricted, on);
        }
    }

    async fn regroup(&mut self) {
        let truth = Truth::read(&self.w).await;
        let groups: Vec<i64> = truth.groups.iter().copied().collect();
        let group = *self.dice.pick(&groups).expect("a group");
        let gone = self.dice.pick(&truth.within).copied().filter(|_| self.dice.once_in(3));
        let (method, group, member) = match gone {
            Some((member, group)) => ("DELETE", group, member),
            None => ("PUT", group, self.principal(&truth)),
        };
        let answer = self.w.json("adam", method, &format!("/api/v1/groups/{group}/members/{member}"), &json!({})).await;
        self.judge(&truth, format!("adam: {method} {member} in {group}"), None, &answer).await;
    }

    async fn relist(&mut self) {
        let truth = Truth::read(&self.w).await;
        let templates: Vec<(i64,)> = self.w.all("SELECT id FROM template ORDER BY id", &[]).await;
        let (template,) = *self.dice.pick(&templates).expect("a template");
        let mut body = serde_json::Map::new();
        let mut principals = BTreeSet::new();
        for _ in 0..self.dice.below(4) {
            let principal = self.principal(&truth);
            principals.insert(principal);
            let level = ["none", "read", "write", "manage"][self.dice.below(4)];
            body.insert(format!("level-{principal}"), json!(level));
            body.insert(format!("create-{principal}"), json!(self.dice.once_in(2)));
        }
        // Somebody always may.
        let everyday = self.w.known.user("anna");
        principals.insert(everyday);
        body.insert(format!("create-{everyday}"), json!(true));
        body.insert("principal".into(), json!(principals.into_iter().collect::<Vec<i64>>()));
        let answer = self.w.json("adam", "PUT", &format!("/api/v1/templates/{template}/access"), &body.clone().into()).await;
        self.judge(&truth, format!("adam lists on template {template}: {}", serde_json::Value::from(body)), None, &answer).await;
    }

    async fn role(&mut self) {
        let truth = Truth::read(&self.w).await;
        let (role, principal) = ([3, 4, 5, 6][self.dice.below(4)], self.principal(&truth));
        let method = if self.dice.once_in(2) { "PUT" } else { "DELETE" };
        let url = format!("/api/v1/roles/{role}/given/{principal}");
        if principal == self.w.known.user("adam") {
            return;
        }
        let answer = self.w.json("adam", method, &url, &json!({})).await;
        self.judge(&truth, format!("adam: {method} role {role} of {principal}"), None, &answer).await;
    }

    async fn person(&mut self) {
        let truth = Truth::read(&self.w).await;
        let all: Vec<i64> = truth.people.iter().filter(|(_, p)| p.user_name != "adam").map(|(id, _)| *id).collect();
        let user = *self.dice.pick(&all).expect("somebody");
        let now = &truth.people[&user];
        if self.dice.once_in(3) {
            let kind = ["internal", "external", "guest"][self.dice.below(3)];
            let answer = self.w.json("adam", "PATCH", &format!("/api/v1/users/{user}"), &json!({ "kind": kind })).await;
            self.judge(&truth, format!("adam makes {} {kind}", now.user_name), None, &answer).await;
            return;
        }
        let word = if now.active { "disable" } else { "enable" };
        let answer = self.w.json("adam", "POST", &format!("/api/v1/users/{user}/{word}"), &json!({})).await;
        let name = now.user_name.clone();
        if self.judge(&truth, format!("adam: {word} {name}"), None, &answer).await.is_some() && word == "enable" {
            self.w.begin(&name, user).await;
        }
    }

    async fn limit(&mut self) {
        let truth = Truth::read(&self.w).await;
        let Some(document) = self.document(&truth) else { return };
        let user = self.who(&truth, |user| truth.level_on(user, document.id) >= MANAGE);
        let (name, may) = (self.name(&truth, user), truth.level_on(user, document.id) >= MANAGE);
        let on = !document.limited || self.dice.once_in(3);
        let people: Vec<i64> = (0..=self.dice.below(2)).map(|_| self.principal(&truth)).collect();
        let body = json!({ "limited": on, "principal": people });
        let answer = self.w.json(&name, "PUT", &format!("/api/v1/documents/{}/access", document.id), &body).await;
        let what = format!("{name} limits {} to {people:?}: {on}", document.title);
        if let Some(after) = self.judge(&truth, what, Some(may), &answer).await {
            assert_eq!(after.documents[&document.id].limited, on);
        }
    }

    /// Moves or copies a document to another case.
    async fn carry(&mut self) {
        let truth = Truth::read(&self.w).await;
        let (Some(document), Some(target)) = (self.document(&truth), self.case(&truth)) else { return };
        let copy = self.dice.once_in(3);
        // Copying takes nothing away from where it is.
        let needed = if copy { 1 } else { WRITE };
        // Nor does he who moves it lose sight of it.
        let there = Document { case_id: target.id, ..document.clone() };
        let can = |user: i64| {
            truth.level_on(user, document.id) >= needed && truth.level(user, &target) >= WRITE && truth.sees_document(user, &there)
        };
        let user = self.who(&truth, can);
        let (name, way) = (self.name(&truth, user), if copy { "copy" } else { "move" });
        let url = format!("/api/v1/documents/{}/{way}", document.id);
        let answer = self.w.json(&name, "POST", &url, &json!({ "target": target.id })).await;
        let what = format!("{name}: {way} {} to {}", document.title, target.title);
        let may = if copy && truth.level_on(user, document.id) < WRITE { None } else { Some(can(user)) };
        if self.judge(&truth, what, may, &answer).await.is_none() {
            return;
        }
        let copied = copy.then(|| answer.json()["id"].as_str().and_then(|id| id.parse::<Uuid>().ok()).expect("the copy's id"));
        match copied {
            Some(id) if self.common.contains(&document.id) => drop(self.common.insert(id)),
            Some(_) => {}
            None => drop(self.before.entry(document.id).or_default().insert(document.case_id)),
        }
        for carriers in self.words.values_mut() {
            let Some(at) = carriers.iter().position(|c| matches!(c, Carrier::Document(id, _) if *id == document.id)) else { continue };
            if let Some(id) = copied {
                carriers.push(Carrier::Document(id, BTreeSet::from([target.id])));
            } else if let Carrier::Document(_, cases) = &mut carriers[at] {
                cases.insert(target.id);
            }
        }
    }

    /// Deletes and restores.
    async fn bin(&mut self) {
        let truth = Truth::read(&self.w).await;
        let live = !self.dice.once_in(3);
        let documents: Vec<&Document> = truth.documents.values().filter(|d| d.deleted != live).collect();
        let cases: Vec<&Case> = truth.cases.values().filter(|c| c.deleted != live).collect();
        let (id, slice, able) = if self.dice.once_in(3) {
            let Some(case) = self.dice.pick(&cases).map(|case| (*case).clone()) else { return };
            let able: Vec<i64> = truth.awake().into_iter().filter(|u| truth.level(*u, &case) >= MANAGE).collect();
            (case.id, "cases", able)
        } else {
            let Some(document) = self.dice.pick(&documents).map(|document| (*document).clone()) else { return };
            let case = &truth.cases[&document.case_id];
            let able: Vec<i64> =
                truth.awake().into_iter().filter(|u| truth.level(*u, case) >= WRITE && truth.let_through(*u, &document)).collect();
            (document.id, "documents", able)
        };
        let user = self.who(&truth, |user| able.contains(&user));
        let name = self.name(&truth, user);
        let (method, url) =
            if live { ("DELETE", format!("/api/v1/{slice}/{id}")) } else { ("POST", format!("/api/v1/{slice}/{id}/restore")) };
        let answer = self.w.json(&name, method, &url, &json!({})).await;
        // Who made it and further permissions matter, too: only what is forbidden is certain.
        let may = if able.contains(&user) { None } else { Some(false) };
        self.judge(&truth, format!("{name}: {method} {url}"), may, &answer).await;
    }

    async fn retitle(&mut self) {
        let truth = Truth::read(&self.w).await;
        let (title, word) = self.title();
        if self.dice.once_in(2) {
            let Some(case) = self.case(&truth) else { return };
            let user = self.who(&truth, |user| truth.level(user, &case) >= WRITE);
            let (name, may) = (self.name(&truth, user), truth.level(user, &case) >= WRITE);
            let answer = self.w.json(&name, "PATCH", &format!("/api/v1/cases/{}", case.id), &json!({ "title": title })).await;
            if self.judge(&truth, format!("{name} calls {} {title}", case.title), Some(may), &answer).await.is_some() {
                self.words.insert(word, vec![Carrier::Case(case.id)]);
            }
        } else {
            let Some(document) = self.document(&truth) else { return };
            let user = self.who(&truth, |user| truth.level_on(user, document.id) >= WRITE);
            let (name, may) = (self.name(&truth, user), truth.level_on(user, document.id) >= WRITE);
            let answer = self.w.json(&name, "PATCH", &format!("/api/v1/documents/{}", document.id), &json!({ "title": title })).await;
            if self.judge(&truth, format!("{name} calls {} {title}", document.title), Some(may), &answer).await.is_some() {
                self.words.insert(word, vec![Carrier::Document(document.id, BTreeSet::from([document.case_id]))]);
            }
        }
    }

    async fn status(&mut self) {
        let truth = Truth::read(&self.w).await;
        let Some(case) = self.case(&truth) else { return };
        let user = self.who(&truth, |user| truth.level(user, &case) >= MANAGE);
        let (name, level) = (self.name(&truth, user), truth.level(user, &case));
        let to = ["active", "passive", "closed"][self.dice.below(3)];
        let body = json!({ "status": to, "anyway": true, "reason": "Sådan blev det" });
        let answer = self.w.json(&name, "PUT", &format!("/api/v1/cases/{}/status", case.id), &body).await;
        // Closing and opening need permissions beside the level.
        let may = if level < MANAGE { Some(false) } else { None };
        self.judge(&truth, format!("{name} makes {} {to}", case.title), may, &answer).await;
    }

    async fn star(&mut self) {
        let truth = Truth::read(&self.w).await;
        let Some(case) = self.case(&truth) else { return };
        let user = self.who(&truth, |user| truth.sees(user, case.id));
        let name = self.name(&truth, user);
        let answer = self.w.post(&name, &format!("/cases/{}/favourite", case.id), &[("on", "true")]).await;
        self.judge(&truth, format!("{name} stars {}", case.title), Some(truth.sees(user, case.id)), &answer).await;
    }

    async fn folder(&mut self) {
        let truth = Truth::read(&self.w).await;
        let Some(case) = self.case(&truth) else { return };
        let user = self.who(&truth, |user| truth.level(user, &case) >= WRITE);
        let (name, may) = (self.name(&truth, user), truth.level(user, &case) >= WRITE);
        self.made += 1;
        let word = self.dice.word();
        let body = json!({ "name": format!("Mappe {} {word}", self.made) });
        let answer = self.w.json(&name, "POST", &format!("/api/v1/cases/{}/folders", case.id), &body).await;
        if self.judge(&truth, format!("{name} makes a folder in {}", case.title), Some(may), &answer).await.is_some() {
            self.words.insert(word, vec![Carrier::Case(case.id)]);
        }
    }

    async fn finalise(&mut self) {
        let truth = Truth::read(&self.w).await;
        let Some(document) = self.document(&truth) else { return };
        let user = self.who(&truth, |user| truth.level_on(user, document.id) >= WRITE);
        let (name, may) = (self.name(&truth, user), truth.level_on(user, document.id) >= WRITE);
        let answer = self.w.json(&name, "POST", &format!("/api/v1/documents/{}/final", document.id), &json!({})).await;
        self.judge(&truth, format!("{name} makes {} final", document.title), Some(may), &answer).await;
    }
}
