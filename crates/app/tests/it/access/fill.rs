//! What stands in the places of a route's address, and what is sent with it, from the world.

use crate::world::Known;
use base::web::Route;

/// What is sent.
pub enum Body {
    Form(Vec<(&'static str, String)>),
    /// An announced file, by the headers of tus.
    File,
    /// The next part of an upload.
    Part,
}

/// The address with the world's things in it.
pub fn fill(path: &str, known: &Known) -> String {
    let mut out = Vec::new();
    let mut last = "";
    for part in path.split('/') {
        out.push(if part.starts_with('{') { place(path, last, part, known) } else { part.to_owned() });
        last = part;
    }
    let query = match path {
        "/journal/{plan}/keys" | "/admin/plans/{plan}/keys" => format!("?parent={}", known.branch),
        "/pick/cases" | "/search" | "/search/suggest" | "/api/v1/search" | "/pick/people" => "?q=as".to_owned(),
        _ => String::new(),
    };
    out.join("/") + &query
}

fn place(path: &str, last: &str, part: &str, known: &Known) -> String {
    match (last, part) {
        ("cases", _) if apart(path) => known.restricted.to_string(),
        ("cases", _) => known.case.to_string(),
        ("documents", _) if path.ends_with("/reopen") || path.ends_with("/pdfa") => known.sealed.id.to_string(),
        ("documents", _) => known.draft.id.to_string(),
        ("folders", _) if path.ends_with("/delete") => known.inner_folder.to_string(),
        ("folders", _) => known.folder.to_string(),
        ("versions", _) if path.contains("/page/") => known.sealed.version.to_string(),
        ("versions", _) if path.ends_with("/picture") => known.picture.version.to_string(),
        ("versions", _) => known.draft.version.to_string(),
        ("attachments", _) => known.attachment.to_string(),
        ("uploads", _) => known.upload.to_string(),
        ("facts", _) => "title".to_owned(),
        ("page", _) => "0".to_owned(),
        ("users", _) | ("members", "{principal}") => known.user("carl").to_string(),
        ("groups", _) => known.groups[2].to_string(),
        ("members", _) | ("given", _) => known.user("dora").to_string(),
        ("roles", _) => "6".to_owned(),
        ("plans" | "journal", _) => known.plan.to_string(),
        ("keys", _) => known.leaf.to_string(),
        ("templates", _) => known.road_template.to_string(),
        ("document-types", _) => "1".to_owned(),
        // Folders and files of templates that the world doesn't have: refused or missing.
        (_, "{folder}" | "{document}") if path.starts_with("/admin/templates/") => base::Uuid::nil().to_string(),
        ("tokens", _) => known.token_id.to_string(),
        _ => panic!("what stands for {part} in {path}?"),
    }
}

/// Routes that are tried on the case without a final document, its restriction lifted.
fn apart(path: &str) -> bool {
    path.starts_with("/cases/{id}/")
        && ["/delete", "/restore", "/reopen"].iter().any(|end| path.ends_with(end))
        && !path.contains("documents")
}

/// One request: method, address, form.
pub type Step = (&'static str, String, Vec<(&'static str, String)>);

/// What Anna does before the route is tried.
pub fn before(route: &Route, known: &Known) -> Vec<Step> {
    let case = format!("/cases/{}", known.restricted);
    let lifted = ("PUT", format!("/api/v1{case}/restricted"), vec![("on", String::new())]);
    match route.path {
        path if path.starts_with("/cases/") && path.ends_with("/documents/delete") => vec![],
        "/cases/{id}/delete" => vec![lifted],
        "/cases/{id}/restore" => vec![lifted, ("POST", format!("{case}/delete"), vec![])],
        "/cases/{id}/reopen" => vec![lifted, ("POST", format!("{case}/close"), vec![])],
        "/documents/{id}/restore" => vec![("POST", format!("/documents/{}/delete", known.draft.id), vec![])],
        _ => vec![],
    }
}

/// What is sent, so that who may can do it.
pub fn body(route: &Route, known: &Known) -> Body {
    let pairs: &[(&'static str, String)] = &match (route.method, route.path) {
        ("POST", "/uploads" | "/cases/{id}/uploads" | "/api/v1/cases/{id}/uploads") => return Body::File,
        ("PATCH", "/uploads/{id}" | "/api/v1/uploads/{id}") => return Body::Part,
        (_, "/cases/new" | "/api/v1/cases") => vec![("template", known.road_template.to_string()), ("title", "Nyt fortov".into())],
        (_, "/cases/{id}/facts/{name}" | "/documents/{id}/facts/{name}") => vec![("value", "Andet navn".into())],
        ("PATCH", "/api/v1/cases/{id}" | "/api/v1/documents/{id}") => vec![("title", "Andet navn".into())],
        (_, "/cases/{id}/members" | "/api/v1/cases/{id}/members") => {
            vec![("principal", known.user("dora").to_string()), ("level", "read".into())]
        }
        (_, "/cases/{id}/members/{principal}") => vec![("level", "write".into())],
        (_, "/cases/{id}/restrict" | "/api/v1/cases/{id}/restricted") => vec![("on", "true".into())],
        (_, "/cases/{id}/assign") => vec![("owner", known.user("bo").to_string())],
        (_, "/cases/{id}/close") => vec![("anyway", "true".into())],
        (_, "/api/v1/cases/{id}/status") => vec![("status", "passive".into())],
        (_, "/cases/{id}/reopen" | "/documents/{id}/reopen") => vec![("reason", "En fejl skal rettes".into())],
        (_, "/journal/{plan}/open") => vec![("key", known.branch.to_string()), ("open", "true".into())],
        (_, "/cases/{id}/folders" | "/api/v1/cases/{id}/folders") => vec![("name", "Billeder".into())],
        (_, "/folders/{id}/rename") | ("PATCH", "/api/v1/folders/{id}") => vec![("name", "Breve".into())],
        (_, "/cases/{id}/documents/final" | "/cases/{id}/documents/delete") => {
            vec![("id", known.draft.id.to_string()), ("sure", "true".into())]
        }
        (_, "/documents/{id}/final") => vec![("sure", "true".into())],
        (_, "/cases/{id}/documents/place") => {
            vec![("id", known.draft.id.to_string()), ("folder", known.folder.to_string()), ("do", "move".into())]
        }
        (_, "/documents/{id}/access") => vec![("limited", "true".into()), ("principal", known.user("bo").to_string())],
        (_, "/api/v1/keys/{key}" | "/api/v1/plans/{plan}/keys" | "/admin/keys/{key}/edit" | "/admin/plans/{plan}/new") => {
            vec![("title", "Skilte".into())]
        }
        (_, "/api/v1/groups" | "/api/v1/plans" | "/admin/groups/new" | "/admin/plans") => vec![("name", "Skilte".into())],
        _ => vec![],
    };
    Body::Form(pairs.to_vec())
}
