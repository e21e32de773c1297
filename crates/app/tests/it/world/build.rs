//! How the world is made: by the same requests that people send.

use super::World;
use base::event::On;
use base::web::session;
use base::{Timestamp, Uuid, acl, args, collate};
use ringbind::people::PeopleEvent;
use serde_json::json;
use std::collections::HashMap;

/// A document and its main version.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Doc {
    pub id: Uuid,
    pub version: Uuid,
}

/// Everything in the world that has a name.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// When the world was ready.
    pub now: Timestamp,
    users: HashMap<String, i64>,
    sessions: HashMap<String, String>,
    /// Anna's token, which may only read.
    pub token: String,
    pub token_id: Uuid,
    /// Administration, in it Roads, in it Asphalt.
    pub groups: [i64; 3],
    /// A template with a list, and one that finalises on closing.
    pub road_template: i64,
    pub closing_template: i64,
    pub plan: Uuid,
    /// A branch with an open and a closed leaf, and a leaf beside that the road template doesn't allow.
    pub branch: Uuid,
    pub leaf: Uuid,
    pub closed_leaf: Uuid,
    pub other_leaf: Uuid,
    /// »Ny asfalt på Åbrinken«: Anna owns it, Bo writes by the template's list, Carl reads as a member.
    pub case: Uuid,
    pub number: String,
    /// »Personalesag Ærøgade«: restricted to Anna.
    pub restricted: Uuid,
    pub restricted_number: String,
    pub folder: Uuid,
    pub inner_folder: Uuid,
    /// A text with an attachment, a picture, a final PDF, and a text limited to Carl.
    pub draft: Doc,
    pub attachment: Uuid,
    pub attached: Uuid,
    pub picture: Doc,
    pub sealed: Doc,
    pub limited: Doc,
    /// An upload of Anna's, half way.
    pub upload: Uuid,
}

impl Known {
    #[track_caller]
    pub fn user(&self, who: &str) -> i64 {
        *self.users.get(who).unwrap_or_else(|| panic!("no user {who}"))
    }

    #[track_caller]
    pub fn session(&self, who: &str) -> &str {
        self.sessions.get(who).unwrap_or_else(|| panic!("no session of {who}"))
    }
}

/// User name, first name, last name, kind, the shipped role's number.
const PEOPLE: [(&str, &str, &str, &str, i64); 6] = [
    ("anna", "Anna", "Ager", "internal", 4),
    ("bo", "Bo", "Bæk", "internal", 5),
    ("carl", "Carl", "Carlsen", "internal", 6),
    ("dora", "Dora", "Dam", "internal", 5),
    ("rita", "Rita", "Rask", "internal", 3),
    ("gus", "Gus", "Gæst", "external", 7),
];

/// A picture of one pixel.
pub const PNG: &[u8] = &[
    137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0, 31, 21, 196, 137, 0, 0, 0, 13, 73,
    68, 65, 84, 120, 218, 99, 100, 248, 207, 80, 15, 0, 3, 134, 1, 128, 90, 52, 125, 107, 0, 0, 0, 0, 73, 69, 78, 68, 174, 66, 96, 130,
];

/// A PDF of one page that says something.
pub static PDF: std::sync::LazyLock<Vec<u8>> = std::sync::LazyLock::new(|| {
    let text = "BT /F1 18 Tf 40 100 Td (Afgoerelse om vejbump og kantsten) Tj ET";
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 200] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
    ];
    let (mut out, mut places) = (String::from("%PDF-1.4\n"), Vec::new());
    for (at, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.push_str(&format!("{} 0 obj\n{object}\nendobj\n", at + 1));
    }
    let table = out.len();
    out.push_str("xref\n0 6\n0000000000 65535 f \n");
    places.iter().for_each(|place| out.push_str(&format!("{place:010} 00000 n \n")));
    out.push_str(&format!("trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n"));
    out.into_bytes()
});

impl World {
    /// Makes everything.
    pub(super) async fn build(&mut self) {
        self.people().await;
        self.groups().await;
        self.plans().await;
        self.templates().await;
        self.token().await;
        self.cases().await;
        self.documents().await;
        self.settle().await;
        self.known.now = self.later(60);
    }

    async fn people(&mut self) {
        let adam = [("user_name", "adam"), ("email", "adam@nordby.example"), ("first_name", "Adam"), ("last_name", "Admin")];
        let adam: Vec<(&str, String)> = adam.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        super::well(ringbind::people::create_by_operator(&self.house, &adam, &["organisation_administrator".into()]).await);
        let (id,) = self.one("SELECT id FROM users WHERE user_name = 'adam'", &[]).await;
        self.begin("adam", id).await;
        for (who, first, last, kind, role) in PEOPLE {
            let body =
                json!({ "user_name": who, "email": format!("{who}@nordby.example"), "first_name": first, "last_name": last, "kind": kind });
            let id = self.json("adam", "POST", "/api/v1/users", &body).await.is(201).json()["id"].as_i64().expect("an id");
            self.json("adam", "PUT", &format!("/api/v1/roles/{role}/given/{id}"), &json!({})).await.is(204);
            self.begin(who, id).await;
        }
    }

    /// A session of somebody's, who is known by that name from now on.
    pub async fn begin(&mut self, who: &str, id: i64) {
        let mut uow = self.uow().await;
        let text = super::well(session::begin(&mut uow, id, "Firefox").await);
        super::well(uow.note(&PeopleEvent::SignedIn { agent: "Firefox".into() }, On::thing("user", id)).await);
        super::well(uow.commit().await);
        self.known.users.insert(who.to_owned(), id);
        self.known.sessions.insert(who.to_owned(), format!("rb_session={text}"));
    }

    async fn groups(&mut self) {
        for (at, name) in ["Forvaltningen", "Veje", "Asfalt"].into_iter().enumerate() {
            let made = self.json("adam", "POST", "/api/v1/groups", &json!({ "name": name })).await.is(201);
            self.known.groups[at] = made.json()["id"].as_i64().expect("an id");
        }
        let [outer, middle, inner] = self.known.groups;
        for (group, member) in [(outer, middle), (middle, inner), (inner, self.known.user("bo"))] {
            self.json("adam", "PUT", &format!("/api/v1/groups/{group}/members/{member}"), &json!({})).await.is(204);
        }
    }

    async fn plans(&mut self) {
        (self.known.plan,) = self.one("SELECT id FROM plan", &[]).await;
        self.known.branch = self.key("Veje og stier", None).await;
        self.known.leaf = self.key("Belægning", Some(self.known.branch)).await;
        self.known.closed_leaf = self.key("Brosten", Some(self.known.branch)).await;
        self.known.other_leaf = self.key("Personale", None).await;
        let close = format!("/api/v1/keys/{}/close", self.known.closed_leaf);
        self.json("adam", "POST", &close, &json!({ "closed": true })).await.is(200);
    }

    async fn key(&self, title: &str, parent: Option<Uuid>) -> Uuid {
        let path = format!("/api/v1/plans/{}/keys", self.known.plan);
        let made = self.json("adam", "POST", &path, &json!({ "title": title, "parent": parent })).await.is(201).json();
        made["id"].as_str().and_then(|id| id.parse().ok()).expect("an id")
    }

    async fn templates(&mut self) {
        self.known.road_template = self.template("Vejsag", false).await;
        self.known.closing_template = self.template("Tilsynssag", true).await;
        let (outer, road, closing) = (self.known.groups[0], self.known.road_template, self.known.closing_template);
        let anna = self.known.user("anna");
        let lists = [
            (
                road,
                json!({ "principal": [anna, outer], format!("create-{anna}"): true, format!("create-{outer}"): true, format!("level-{outer}"): "write" }),
            ),
            (closing, json!({ "principal": [anna], format!("create-{anna}"): true })),
        ];
        for (template, lists) in lists {
            self.json("adam", "PUT", &format!("/api/v1/templates/{template}/access"), &lists).await.is(200);
        }
        let mut uow = self.uow().await;
        super::well(uow.also("INSERT INTO template_key (template_id, key_id) VALUES ($1, $2)", &args![road, self.known.branch]).await);
        let (top, below) = (uow.id(), uow.id());
        let folder = "INSERT INTO template_folder (id, template_id, parent_id, name, position) VALUES ($1, $2, $3, $4, $5)";
        super::well(uow.also(folder, &args![top, road, None::<Uuid>, "Korrespondance", 1]).await);
        super::well(uow.also(folder, &args![below, road, top, "Borgere", 2]).await);
        super::well(uow.note(&PeopleEvent::LinkMade {}, On::thing("template", road)).await);
        super::well(uow.commit().await);
    }

    async fn template(&self, name: &str, finalises: bool) -> i64 {
        let (kind,): (i64,) = self.one("SELECT id FROM case_type LIMIT 1", &[]).await;
        let mut uow = self.uow().await;
        let (id, now) = (super::well(acl::new_scope(&mut uow).await), uow.now());
        let sql = "INSERT INTO template (id, name, name_key, type_id, default_document_type, finalise_on_close, created, changed) VALUES ($1, $2, $3, $4, 1, $5, $6, $6)";
        super::well(uow.also(sql, &args![id, name, collate::key(name), kind, finalises, now]).await);
        super::well(uow.note(&PeopleEvent::LinkMade {}, On::thing("template", id)).await);
        super::well(uow.commit().await);
        id
    }

    async fn token(&mut self) {
        let made = self.post("anna", "/account/tokens", &[("name", "Udtræk"), ("expires", "2026-06-01"), ("scope", "read")]).await.is(200);
        let text = made.text();
        self.known.token = text.split("<code>").nth(1).and_then(|rest| rest.split("</code>").next()).expect("a token").to_owned();
        (self.known.token_id,) = self.one("SELECT id FROM token", &[]).await;
    }

    async fn cases(&mut self) {
        self.later(60);
        let (template, key) = (self.known.road_template.to_string(), self.known.leaf.to_string());
        let asked = json!({ "template": template, "title": "Ny asfalt på Åbrinken", "key": key, "description": "Belægningen fornys fra krydset til søen.", "deadline": "2026-05-01" });
        let made = self.json("anna", "POST", "/api/v1/cases", &asked).await.is(201);
        (self.known.case, self.known.number) = (made.id(), made.json()["number"].as_str().expect("a number").to_owned());
        let member = json!({ "principal": self.known.user("carl"), "level": "read" });
        self.json("anna", "POST", &format!("/api/v1/cases/{}/members", self.known.case), &member).await.is(200);
        self.later(60);
        let asked = json!({ "template": template, "title": "Personalesag Ærøgade", "description": "Fortroligt forløb." });
        let made = self.json("anna", "POST", "/api/v1/cases", &asked).await.is(201);
        (self.known.restricted, self.known.restricted_number) = (made.id(), made.json()["number"].as_str().expect("a number").to_owned());
        self.json("anna", "PUT", &format!("/api/v1/cases/{}/restricted", self.known.restricted), &json!({ "on": true })).await.is(200);
        let folder = "SELECT id FROM folder WHERE case_id = $1 AND name = $2";
        (self.known.folder,) = self.one(folder, &args![self.known.case, "Korrespondance"]).await;
        (self.known.inner_folder,) = self.one(folder, &args![self.known.case, "Borgere"]).await;
    }

    async fn documents(&mut self) {
        let case = format!("/cases/{}/uploads", self.known.case);
        let inner = format!("{case}?folder={}", self.known.inner_folder);
        self.known.draft = self
            .file(
                &case,
                "Referat af byggemødet.txt",
                "Kloakeringen udskydes til efteråret.\nHøringssvar fra grundejerforeningen.\n".as_bytes(),
            )
            .await;
        self.known.sealed = self.file(&inner, "Afgørelse.pdf", &PDF).await;
        self.known.picture = self.file(&case, "Hul i vejen.png", PNG).await;
        self.known.limited = self.file(&case, "Lønforhandling.txt", "Kvalifikationstillæg til brolæggeren.\n".as_bytes()).await;
        let attach = format!("{case}?attach_to={}", self.known.draft.id);
        self.upload("anna", &attach, "Deltagerliste.txt", "Kirsten og Søren.\n".as_bytes()).await.is(200);
        (self.known.attachment, self.known.attached) = self.one("SELECT id, current_version FROM attachment", &[]).await;
        self.post("anna", &format!("/documents/{}/final", self.known.sealed.id), &[]).await.is(303);
        let carl = self.known.user("carl").to_string();
        let access = format!("/documents/{}/access", self.known.limited.id);
        self.post("anna", &access, &[("limited", "true"), ("principal", &carl)]).await.is(303);
        let half = self.announce("anna", &case, "Halvvejs.txt", 100, &[]).await.is(201);
        self.known.upload = half.id();
        self.patch("anna", &half.to(), 0, b"begyndelsen").await.is(204);
    }

    /// A file of Anna's as a document.
    async fn file(&self, url: &str, name: &str, data: &[u8]) -> Doc {
        self.later(60);
        self.document("anna", url, name, data).await
    }

    /// A file as a document that is there afterwards.
    pub async fn document(&self, who: &str, url: &str, name: &str, data: &[u8]) -> Doc {
        let made = self.upload(who, url, name, data).await;
        assert!(made.status.is_success(), "{} {}", made.status, made.text());
        let url = made.json()["url"].as_str().expect("a place").to_owned();
        let id: Uuid = url.rsplit('/').next().and_then(|id| id.parse().ok()).expect("an id");
        let (version,) = self.one("SELECT main_version FROM document WHERE id = $1", &args![id]).await;
        Doc { id, version }
    }
}
