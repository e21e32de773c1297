//! The API: every route described, the description well made, answers that fit it, and the rules of calls.

use crate::plans_world::World;
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use base::{Uuid, args};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use tower::ServiceExt;

/// A caller with a token that may do everything its user may.
struct Caller {
    app: Router,
    description: Value,
    template: i64,
}

struct Came {
    status: StatusCode,
    headers: HeaderMap,
    bytes: Vec<u8>,
}

impl Came {
    fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|e| panic!("{e}: {}", String::from_utf8_lossy(&self.bytes)))
    }

    fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default()
    }
}

const TOKEN: &str = "thetokenofthetests";

impl Caller {
    async fn new(world: &World) -> Caller {
        let id = Uuid::from_u128(7);
        let until: base::Timestamp = "2026-12-31T00:00:00Z".parse().expect("a time");
        let now: base::Timestamp = "2026-01-01T00:00:00Z".parse().expect("a time");
        let hash = base::secret::hash(TOKEN);
        world
            .run(
                "INSERT INTO token (id, user_id, name, hash, scopes, created, expires) VALUES ($1, $2, 'test', $3, 'read write admin', $4, $5)",
                &args![id, world.admin, hash, now, until],
            )
            .await;
        world
            .run("INSERT INTO template_creator (template_id, principal) SELECT id, CAST($1 AS BIGINT) FROM template", &args![world.admin])
            .await;
        let app = base::web::router(&world.house, ringbind::routes());
        let template = world.one("SELECT id FROM template").await;
        let mut caller = Caller { app, description: Value::Null, template };
        caller.description = caller.call("GET", "/api/v1/openapi.json", &[], Value::Null).await.json();
        caller
    }

    async fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: Vec<u8>) -> Came {
        let mut request = Request::builder().method(method).uri(path).header("authorization", format!("Bearer {TOKEN}"));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = self.app.clone().oneshot(request.body(Body::from(body)).expect("a request")).await.expect("an answer");
        let (status, headers) = (answer.status(), answer.headers().clone());
        Came { status, headers, bytes: answer.into_body().collect().await.expect("a body").to_bytes().to_vec() }
    }

    async fn call(&self, method: &str, path: &str, headers: &[(&str, &str)], body: Value) -> Came {
        let bytes = if body.is_null() { vec![] } else { body.to_string().into_bytes() };
        let headers: Vec<_> = headers.iter().copied().chain((!body.is_null()).then_some(("content-type", "application/json"))).collect();
        self.send(method, path, &headers, bytes).await
    }

    /// A call whose answer must be the described one: its status, its JSON, its ETag.
    async fn fits(&self, id: &str, path: &str, headers: &[(&str, &str)], body: Value) -> Came {
        let (method, operation) = self.operation(id);
        let came = self.call(&method, path, headers, body).await;
        let status = came.status.as_u16().to_string();
        let said = String::from_utf8_lossy(&came.bytes).into_owned();
        assert!(came.status.is_success(), "{id}: {status} {said}");
        let described = operation["responses"].get(&status).unwrap_or_else(|| panic!("{id}: {status} isn't described"));
        if let Some(schema) = described.pointer("/content/application~1json/schema") {
            self.check(schema, &came.json(), id);
        } else {
            assert!(came.bytes.is_empty(), "{id}: an answer that isn't described: {said}");
        }
        assert_eq!(described.pointer("/headers/ETag").is_some(), came.headers.contains_key("etag"), "{id}: ETag");
        assert_eq!(described.pointer("/headers/Location").is_some(), came.headers.contains_key("location"), "{id}: Location");
        came
    }

    fn operation(&self, id: &str) -> (String, &Value) {
        let paths = self.description["paths"].as_object().expect("paths");
        let all = paths.values().flat_map(|p| p.as_object().expect("a path"));
        let (method, found) = all.into_iter().find(|(_, o)| o["operationId"] == id).unwrap_or_else(|| panic!("no operation {id}"));
        (method.to_uppercase(), found)
    }

    fn look<'v>(&'v self, schema: &'v Value) -> &'v Value {
        match schema["$ref"].as_str() {
            Some(to) => self.description.pointer(to.trim_start_matches('#')).unwrap_or_else(|| panic!("{to} leads nowhere")),
            None => schema,
        }
    }

    /// The names that a schema gives to an object's parts.
    fn named<'v>(&'v self, schema: &'v Value) -> BTreeSet<&'v str> {
        let schema = self.look(schema);
        let own = schema["properties"].as_object().into_iter().flat_map(|p| p.keys().map(String::as_str));
        let parts = schema["allOf"].as_array().into_iter().flatten().flat_map(|part| self.named(part));
        own.chain(parts).collect()
    }

    /// Everything in a value is named by its schema, and as it says.
    fn check(&self, schema: &Value, value: &Value, at: &str) {
        let names = self.named(schema);
        if let (false, Value::Object(object)) = (names.is_empty(), value) {
            let unknown: Vec<_> = object.keys().filter(|k| !names.contains(k.as_str())).collect();
            assert!(unknown.is_empty(), "{at}: not described: {unknown:?}");
        }
        self.part(schema, value, at);
    }

    fn part(&self, schema: &Value, value: &Value, at: &str) {
        let schema = self.look(schema);
        if let Some(choices) = schema["oneOf"].as_array() {
            let null = choices.iter().any(|c| c["type"] == "null");
            let other = choices.iter().find(|c| c["type"] != "null").expect("a choice");
            return if value.is_null() { assert!(null, "{at}") } else { self.check(other, value, at) };
        }
        for part in schema["allOf"].as_array().into_iter().flatten() {
            self.part(part, value, at);
        }
        let types: Vec<&str> = match &schema["type"] {
            Value::String(one) => vec![one],
            Value::Array(all) => all.iter().filter_map(Value::as_str).collect(),
            _ => vec![],
        };
        let is = match value {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Number(_) => "integer",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        };
        assert!(types.is_empty() || types.contains(&is), "{at}: {value} isn't {types:?}");
        if let (Some("uuid"), Value::String(text)) = (schema["format"].as_str(), value) {
            assert!(Uuid::parse_str(text).is_ok(), "{at}: {text}");
        }
        for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            assert!(value.get(name).is_some(), "{at}: {name} is missing in {value}");
        }
        if let Value::Object(object) = value
            && types.contains(&"object")
            && schema["properties"].is_object()
        {
            for (name, value) in object {
                if let Some(part) = schema["properties"].get(name) {
                    self.check(part, value, &format!("{at}.{name}"));
                }
            }
        }
        for (n, value) in value.as_array().into_iter().flatten().enumerate() {
            let item = if schema["prefixItems"].is_array() { &schema["prefixItems"][n] } else { &schema["items"] };
            self.check(item, value, &format!("{at}[{n}]"));
        }
    }

    async fn case(&self, title: &str) -> String {
        let made = self.fits("createCase", "/api/v1/cases", &[], json!({ "template": self.template, "title": title })).await.json();
        made["id"].as_str().expect("an id").to_owned()
    }

    /// A file through the upload protocol, in two parts; the document's id.
    async fn upload(&self, to: &str, text: &str) -> String {
        let length = text.len().to_string();
        let named = [("upload-length", length.as_str()), ("upload-metadata", "filename bm90ZS50eHQ=,duplicate YWRk")];
        let announced = self.send("POST", to, &named, vec![]).await;
        assert_eq!(announced.status, StatusCode::CREATED, "{}", String::from_utf8_lossy(&announced.bytes));
        let place = announced.header("location").to_owned();
        assert!(place.starts_with("/api/v1/uploads/"), "{place}");
        let kind = ("content-type", "application/offset+octet-stream");
        let part = self.send("PATCH", &place, &[("upload-offset", "0"), kind], text.as_bytes()[..4].to_vec()).await;
        assert_eq!((part.status, part.header("upload-offset")), (StatusCode::NO_CONTENT, "4"));
        assert_eq!(self.send("HEAD", &place, &[], vec![]).await.header("upload-offset"), "4");
        let again = self.send("PATCH", &place, &[("upload-offset", "0"), kind], vec![1]).await;
        assert_eq!((again.status, again.header("content-type")), (StatusCode::CONFLICT, "application/problem+json"));
        let last = self.send("PATCH", &place, &[("upload-offset", "4"), kind], text.as_bytes()[4..].to_vec()).await;
        assert_eq!(last.status, StatusCode::OK, "{}", String::from_utf8_lossy(&last.bytes));
        let (_, operation) = self.operation("sendUpload");
        let made = last.json();
        self.check(operation.pointer("/responses/200/content/application~1json/schema").expect("a schema"), &made, "sendUpload");
        made["id"].as_str().expect("an id").to_owned()
    }
}

#[test]
fn every_route_is_described_once() {
    let routes = ringbind::routes();
    let mut calls: Vec<(&str, &str)> = routes.iter().filter(|r| r.path.starts_with("/api/v1/")).map(|r| (r.method, r.path)).collect();
    let operations = ringbind::api::operations();
    let mut described: Vec<(&str, &str)> = operations.iter().map(|o| (o.method, o.path)).collect();
    calls.sort_unstable();
    described.sort_unstable();
    assert!(calls.len() > 80);
    assert_eq!(calls, described);
    let ids: BTreeSet<&str> = operations.iter().map(|o| o.id).collect();
    assert_eq!(ids.len(), operations.len());
}

#[test]
fn no_two_shapes_have_one_name() {
    let mut shapes: BTreeMap<String, Value> = BTreeMap::new();
    for route in ringbind::routes().iter().filter(|r| r.path.starts_with("/api/v1/")) {
        for (name, schema) in (route.answer)().into_iter().flat_map(|d| d.parts) {
            let schema = serde_json::to_value(schema).expect("JSON");
            let before = shapes.entry(name.clone()).or_insert_with(|| schema.clone());
            assert_eq!(*before, schema, "{} {}: {name}", route.method, route.path);
        }
    }
    assert!(shapes.len() > 30);
}

fn references<'v>(value: &'v Value, found: &mut Vec<&'v str>) {
    match value {
        Value::Object(object) => {
            found.extend(object.get("$ref").and_then(Value::as_str));
            object.values().for_each(|v| references(v, found));
        }
        Value::Array(all) => all.iter().for_each(|v| references(v, found)),
        _ => {}
    }
}

#[tokio::test]
async fn the_description_is_openapi_3_1() {
    let world = World::all("api_description").await.remove(0);
    let caller = Caller::new(&world).await;
    let whole = &caller.description;
    assert_eq!(whole["openapi"], "3.1.0");
    assert!(whole["info"]["title"].is_string() && whole["info"]["version"].is_string());
    let mut found = Vec::new();
    references(whole, &mut found);
    assert!(found.len() > 300);
    for to in found {
        assert!(whole.pointer(to.trim_start_matches('#')).is_some(), "{to}");
    }
    let tags: BTreeSet<&str> = whole["tags"].as_array().expect("tags").iter().filter_map(|t| t["name"].as_str()).collect();
    for (path, item) in whole["paths"].as_object().expect("paths") {
        let inside: BTreeSet<&str> = path.split('/').filter_map(|p| p.strip_prefix('{')?.strip_suffix('}')).collect();
        for (method, operation) in item.as_object().expect("operations") {
            let parameters: Vec<&Value> = operation["parameters"].as_array().into_iter().flatten().collect();
            let named: BTreeSet<&str> = parameters.iter().filter(|p| p["in"] == "path").filter_map(|p| p["name"].as_str()).collect();
            assert_eq!(inside, named, "{method} {path}");
            assert!(parameters.iter().all(|p| p["schema"].is_object() && (p["in"] != "path" || p["required"] == true)), "{method} {path}");
            assert!(operation["tags"][0].as_str().is_some_and(|t| tags.contains(t)), "{method} {path}");
            assert!(operation["summary"].as_str().is_some_and(|s| s.len() > 5), "{method} {path}");
            let responses = operation["responses"].as_object().expect("responses");
            assert!(responses.keys().any(|s| s.starts_with('2')), "{method} {path}");
            assert!(method != "get" || path.ends_with("openapi.json") || responses.contains_key("401"), "{path}");
        }
    }
    let danish = caller.call("GET", "/api/v1/openapi.json?lang=da", &[], Value::Null).await.json();
    assert_eq!(danish["paths"]["/api/v1/cases"]["get"]["summary"], "Find sager");
}

#[tokio::test]
async fn answers_fit_the_description() {
    for world in World::all("api_answers").await {
        let caller = Caller::new(&world).await;
        let none = Value::Null;
        let case = caller.case("Byggesag").await;
        let at = |end: &str| format!("/api/v1/cases/{case}{end}");
        caller.fits("getCase", &at(""), &[], none.clone()).await;
        caller.fits("changeCase", &at(""), &[], json!({ "title": "Ny", "deadline": "2026-03-01" })).await;
        caller.fits("addMembers", &at("/members"), &[], json!({ "principal": [world.worker], "level": "write" })).await;
        caller.fits("listMembers", &at("/members"), &[], none.clone()).await;
        caller.fits("caseRights", &at("/rights"), &[], none.clone()).await;
        caller.fits("removeMember", &at(&format!("/members/{}", world.worker)), &[], none.clone()).await;
        let folder = caller.fits("createFolder", &at("/folders"), &[], json!({ "name": "Breve" })).await.json();
        let folder = format!("/api/v1/folders/{}", folder["id"].as_str().expect("an id"));
        caller.fits("renameFolder", &folder, &[], json!({ "name": "Post" })).await;
        caller.fits("listFolders", &at("/folders"), &[], none.clone()).await;
        caller.fits("deleteFolder", &folder, &[], none.clone()).await;
        let document = caller.upload(&at("/uploads"), "et notat").await;
        documents(&caller, &case, &document).await;
        caller.fits("listCases", "/api/v1/cases?size=15&status=active", &[], none.clone()).await;
        caller.fits("search", "/api/v1/search?q=ny", &[], none.clone()).await;
        caller.fits("caseHistory", &at("/history"), &[], none.clone()).await;
        caller.fits("setCaseStatus", &at("/status"), &[], json!({ "status": "passive" })).await;
        caller.fits("deleteCase", &at(""), &[], none.clone()).await;
        assert_eq!(caller.call("GET", &at(""), &[], none.clone()).await.status, StatusCode::NOT_FOUND);
        caller.fits("restoreCase", &at("/restore"), &[], none.clone()).await;
        administration(&caller, &world).await;
    }
}

async fn documents(caller: &Caller, case: &str, document: &str) {
    let none = Value::Null;
    let of = |end: &str| format!("/api/v1/documents/{document}{end}");
    caller.fits("listDocuments", &format!("/api/v1/cases/{case}/documents"), &[], none.clone()).await;
    caller.fits("getDocument", &of(""), &[], none.clone()).await;
    caller.fits("changeDocument", &of(""), &[], json!({ "title": "Brev", "direction": "incoming" })).await;
    let first = caller.fits("listVersions", &of("/versions"), &[], none.clone()).await.json();
    let first = first["versions"][0]["id"].as_str().expect("an id").to_owned();
    assert_eq!(caller.upload(&format!("/api/v1/cases/{case}/uploads?version_of={document}"), "et andet").await, document);
    let content = |id: &str| format!("/api/v1/versions/{id}/content");
    let whole = caller.call("GET", &content(&first), &[], none.clone()).await;
    assert_eq!((whole.status, whole.bytes.as_slice()), (StatusCode::OK, b"et notat".as_slice()));
    let part = caller.call("GET", &content(&first), &[("range", "bytes=3-")], none.clone()).await;
    assert_eq!((part.status, part.bytes.as_slice()), (StatusCode::PARTIAL_CONTENT, b"notat".as_slice()));
    let versions = caller.fits("makeCurrent", &of(&format!("/versions/{first}/current")), &[], none.clone()).await.json();
    assert_eq!(versions["versions"].as_array().map(Vec::len), Some(3));
    caller.fits("limitDocument", &of("/access"), &[], json!({ "limited": true, "principal": [] })).await;
    caller.fits("documentAccess", &of("/access"), &[], none.clone()).await;
    let copy = caller.fits("copyDocument", &of("/copy"), &[], json!({})).await.json();
    assert_ne!(copy["id"], document);
    let other = caller.case("En anden").await;
    let moved = caller
        .fits("moveDocument", &format!("/api/v1/documents/{}/move", copy["id"].as_str().expect("an id")), &[], json!({ "target": other }))
        .await
        .json();
    assert_eq!(moved["case_id"], other);
    caller.fits("finaliseDocument", &of("/final"), &[], none.clone()).await;
    assert_eq!(caller.call("PATCH", &of(""), &[], json!({ "title": "x" })).await.status, StatusCode::CONFLICT);
    assert_eq!(caller.call("POST", &of("/reopen"), &[], json!({ "reason": "x" })).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let now = caller.fits("reopenDocument", &of("/reopen"), &[], json!({ "reason": "en fejl" })).await.json();
    assert_eq!(now["status"], "draft");
    caller.fits("deleteDocument", &of(""), &[], none.clone()).await;
    caller.fits("restoreDocument", &of("/restore"), &[], none).await;
}

async fn administration(caller: &Caller, world: &World) {
    let none = Value::Null;
    let plan = world.plan().await;
    let calls = [
        ("listPlans", "/api/v1/plans".to_owned()),
        ("getPlan", format!("/api/v1/plans/{plan}")),
        ("findKeys", format!("/api/v1/plans/{plan}/keys")),
        ("listTemplates", "/api/v1/templates".to_owned()),
        ("getTemplate", format!("/api/v1/templates/{}", caller.template)),
        ("listDocumentTypes", "/api/v1/document-types".to_owned()),
        ("listUsers", "/api/v1/users".to_owned()),
        ("getUser", format!("/api/v1/users/{}", world.worker)),
        ("listGroups", "/api/v1/groups".to_owned()),
        ("listRoles", "/api/v1/roles".to_owned()),
        ("listTokens", "/api/v1/tokens".to_owned()),
    ];
    for (id, path) in calls {
        caller.fits(id, &path, &[], none.clone()).await;
    }
    let key = caller.fits("addKey", &format!("/api/v1/plans/{plan}/keys"), &[], json!({ "title": "Byggeri" })).await.json();
    caller.fits("getKey", &format!("/api/v1/keys/{}", key["id"].as_str().expect("an id")), &[], none.clone()).await;
    caller.fits("createGroup", "/api/v1/groups", &[], json!({ "name": "Teknik" })).await;
}

#[tokio::test]
async fn a_stale_version_is_a_conflict() {
    for world in World::all("api_versions").await {
        let caller = Caller::new(&world).await;
        let case = caller.case("Byggesag").await;
        let document = caller.upload(&format!("/api/v1/cases/{case}/uploads"), "et notat").await;
        let version = caller.call("GET", &format!("/api/v1/documents/{document}/versions"), &[], Value::Null).await.json();
        let version = version["versions"][0]["id"].as_str().expect("an id").to_owned();
        let (of_case, of_document) = (format!("/api/v1/cases/{case}"), format!("/api/v1/documents/{document}"));
        let calls = [
            ("PATCH", of_case.clone(), json!({ "title": "Tabt" })),
            ("PUT", format!("{of_case}/status"), json!({ "status": "passive" })),
            ("PUT", format!("{of_case}/restricted"), json!({ "on": true })),
            ("POST", format!("{of_case}/members"), json!({ "principal": [world.worker] })),
            ("DELETE", format!("{of_case}/members/{}", world.worker), Value::Null),
            ("DELETE", of_case.clone(), Value::Null),
            ("PATCH", of_document.clone(), json!({ "title": "Tabt" })),
            ("POST", format!("{of_document}/final"), Value::Null),
            ("POST", format!("{of_document}/reopen"), json!({ "reason": "en fejl" })),
            ("POST", format!("{of_document}/move"), json!({})),
            ("POST", format!("{of_document}/copy"), json!({})),
            ("PUT", format!("{of_document}/access"), json!({ "limited": true })),
            ("POST", format!("{of_document}/versions/{version}/current"), Value::Null),
            ("DELETE", format!("{of_document}/attachments/{version}"), Value::Null),
            ("DELETE", of_document.clone(), Value::Null),
        ];
        for (method, path, body) in calls {
            let came = caller.call(method, &path, &[("if-match", "\"77\"")], body).await;
            assert_eq!(came.status, StatusCode::CONFLICT, "{method} {path}");
            assert_eq!(came.json()["code"], "conflict", "{method} {path}");
        }
        let got = caller.call("GET", &of_case, &[], Value::Null).await;
        assert_eq!(got.json()["title"], "Byggesag");
        let etag = got.header("etag").to_owned();
        assert_eq!(caller.call("PATCH", &of_case, &[("if-match", &etag)], json!({ "title": "Ny" })).await.status, StatusCode::OK);
        assert_eq!(caller.call("PATCH", &of_case, &[("if-match", &etag)], json!({ "title": "Tabt" })).await.status, StatusCode::CONFLICT);
    }
}

#[tokio::test]
async fn the_same_key_makes_one_case() {
    for world in World::all("api_repeat").await {
        let caller = Caller::new(&world).await;
        let body = json!({ "template": caller.template, "title": "Kun en" });
        let key = [("idempotency-key", "7f3a")];
        let (one, two) = tokio::join!(
            caller.call("POST", "/api/v1/cases", &key, body.clone()),
            caller.call("POST", "/api/v1/cases", &key, body.clone())
        );
        assert_eq!((one.status, two.status), (StatusCode::CREATED, StatusCode::CREATED));
        assert_eq!(one.json(), two.json());
        let third = caller.fits("createCase", "/api/v1/cases", &key, body.clone()).await;
        assert_eq!((third.json(), third.header("location")), (one.json(), one.header("location")));
        assert_eq!(world.one::<i64>("SELECT count(*) FROM event WHERE kind = 'case.created'").await, 1);
        let other = json!({ "template": caller.template, "title": "En anden" });
        let refused = caller.call("POST", "/api/v1/cases", &key, other.clone()).await;
        assert_eq!(
            (refused.status, refused.json()["errors"][0]["field"].as_str()),
            (StatusCode::UNPROCESSABLE_ENTITY, Some("idempotency-key"))
        );
        let long = "k".repeat(256);
        assert_eq!(
            caller.call("POST", "/api/v1/cases", &[("idempotency-key", &long)], body.clone()).await.status,
            StatusCode::UNPROCESSABLE_ENTITY
        );
        // Somebody else's same key is another, and a day later it is free again.
        let day_ago: base::Timestamp = "2026-02-23T09:20:00Z".parse().expect("a time");
        world.run("UPDATE idempotency SET created = $1", &args![day_ago]).await;
        assert_eq!(caller.call("POST", "/api/v1/cases", &key, other).await.status, StatusCode::CREATED);
        assert_eq!(world.one::<i64>("SELECT count(*) FROM event WHERE kind = 'case.created'").await, 2);
    }
}

#[tokio::test]
async fn refusals_are_problems() {
    for world in World::all("api_refusals").await {
        let caller = Caller::new(&world).await;
        let problem = |came: &Came, status: StatusCode, code: &str| {
            assert_eq!((came.status, came.header("content-type")), (status, "application/problem+json"));
            assert_eq!(came.json()["code"], code);
            caller.check(&json!({ "$ref": "#/components/schemas/Problem" }), &came.json(), code);
        };
        problem(&caller.call("GET", "/api/v1/cases/what", &[], Value::Null).await, StatusCode::NOT_FOUND, "not-found");
        problem(&caller.call("POST", "/api/v1/cases", &[], json!({})).await, StatusCode::UNPROCESSABLE_ENTITY, "invalid");
        problem(
            &caller.send("POST", "/api/v1/cases", &[("content-type", "application/json")], b"{".to_vec()).await,
            StatusCode::UNPROCESSABLE_ENTITY,
            "invalid",
        );
        let theirs = world.case("Hemmelig", world.worker, None).await;
        for (method, end) in [("GET", ""), ("GET", "/folders"), ("POST", "/folders"), ("POST", "/restore"), ("DELETE", "")] {
            let came = caller.call(method, &format!("/api/v1/cases/{theirs}{end}"), &[], json!({ "name": "x" })).await;
            problem(&came, StatusCode::NOT_FOUND, "not-found");
        }
        let announced = caller.send("POST", &format!("/api/v1/cases/{theirs}/uploads"), &[("upload-length", "3")], vec![]).await;
        problem(&announced, StatusCode::NOT_FOUND, "not-found");
        world.run("UPDATE token SET scopes = 'read'", &[]).await;
        problem(&caller.call("POST", "/api/v1/cases", &[], json!({})).await, StatusCode::FORBIDDEN, "forbidden");
        problem(&caller.call("GET", "/api/v1/users", &[], Value::Null).await, StatusCode::FORBIDDEN, "forbidden");
        world.run("DELETE FROM token", &[]).await;
        let came = caller.call("GET", "/api/v1/cases", &[], Value::Null).await;
        problem(&came, StatusCode::UNAUTHORIZED, "sign-in");
        assert_eq!(came.header("www-authenticate"), "Bearer");
    }
}

#[tokio::test]
async fn the_page_shows_every_operation() {
    let world = World::all("api_page").await.remove(0);
    let page = world.send(world.reader, "GET", "/api", "").await;
    assert_eq!(page.status, StatusCode::OK);
    for operation in ringbind::api::operations() {
        assert!(page.text.contains(&format!("id=\"{}\"", operation.id)), "{}", operation.id);
    }
    assert!(page.text.contains("Opret en sag") && page.text.contains("href=\"/api/v1/openapi.json\""));
    let tokens = world.send(world.reader, "GET", "/account/tokens", "").await;
    assert!(tokens.text.contains("href=\"/api\""));
}
