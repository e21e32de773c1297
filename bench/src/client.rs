//! Somebody who is signed in.

use crate::server::Fallible;
use serde_json::Value;
use ureq::Agent;
use ureq::http::Response;

/// A session of one person of the demo organisation.
#[derive(Clone)]
pub struct Client {
    agent: Agent,
    url: String,
    cookie: String,
    csrf: String,
}

/// The text between two others.
fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(before)?;
    rest.split_once(after).map(|(found, _)| found)
}

impl Client {
    /// Signs in as one of the people whom the demo's page to sign in offers.
    pub fn sign_in(url: &str, who: &str) -> Fallible<Client> {
        let agent: Agent = Agent::config_builder().max_redirects(0).http_status_as_error(false).build().into();
        let page = agent.get(format!("{url}/sign-in")).call()?.body_mut().read_to_string()?;
        let offered = page.split("<form").find(|form| form.contains(who)).ok_or("no such person of the demo")?;
        let field = |name: &str| {
            let tag = offered.split("<input").find(|tag| tag.contains(&format!("name=\"{name}\"")))?;
            between(tag, "value=\"", "\"").map(str::to_owned)
        };
        let (user, password) = (field("account").ok_or("no user name")?, field("password").ok_or("no password")?);
        Client::enter(url, &user, &password)
    }

    /// Signs in with a user name and a password, on a connection of its own.
    pub fn enter(url: &str, user: &str, password: &str) -> Fallible<Client> {
        let agent: Agent = Agent::config_builder().max_redirects(0).http_status_as_error(false).build().into();
        let answer = agent
            .post(format!("{url}/sign-in"))
            .header("sec-fetch-site", "same-origin")
            .send_form([("account", user), ("password", password)])?;
        let set = answer.headers().get_all("set-cookie").iter().filter_map(|v| v.to_str().ok()).find(|v| v.starts_with("rb_session"));
        let cookie = set.and_then(|v| v.split(';').next()).ok_or_else(|| format!("no session: {}", answer.status()))?.to_owned();
        let mut client = Client { agent, url: url.to_owned(), cookie, csrf: String::new() };
        let home = client.get("/")?.body_mut().read_to_string()?;
        client.csrf = between(&home, "name=\"csrf\" content=\"", "\"").ok_or("no token for forms")?.to_owned();
        Ok(client)
    }

    /// Somebody else in the same session, on a connection of his own.
    pub fn beside(&self) -> Client {
        let agent: Agent = Agent::config_builder().max_redirects(0).http_status_as_error(false).build().into();
        Client { agent, ..self.clone() }
    }

    /// The text of a page; an answer that isn't well is an error.
    pub fn page(&self, path: &str) -> Fallible<String> {
        let mut answer = self.get(path)?;
        let text = answer.body_mut().read_to_string()?;
        if answer.status().is_success() { Ok(text) } else { Err(format!("{path}: {}", answer.status()).into()) }
    }

    /// Changes something through the API.
    pub fn patch(&self, path: &str, body: &Value) -> Fallible<()> {
        let request = self.agent.patch(format!("{}{path}", self.url)).header("cookie", &self.cookie);
        let mut answer = request
            .header("x-csrf-token", &self.csrf)
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/json")
            .send(body.to_string())?;
        let text = answer.body_mut().read_to_string()?;
        if answer.status().is_success() { Ok(()) } else { Err(format!("{path}: {} {text}", answer.status()).into()) }
    }

    /// Asks for a page.
    pub fn get(&self, path: &str) -> Fallible<Response<ureq::Body>> {
        Ok(self.agent.get(format!("{}{path}", self.url)).header("cookie", &self.cookie).call()?)
    }

    /// Asks the API.
    pub fn json(&self, path: &str) -> Fallible<Value> {
        Ok(serde_json::from_str(&self.get(path)?.body_mut().read_to_string()?)?)
    }

    /// Sends JSON to the API.
    pub fn post(&self, path: &str, body: &Value) -> Fallible<Value> {
        let request = self.agent.post(format!("{}{path}", self.url)).header("cookie", &self.cookie);
        let mut answer = request
            .header("x-csrf-token", &self.csrf)
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/json")
            .send(body.to_string())?;
        let text = answer.body_mut().read_to_string()?;
        if answer.status().is_success() {
            Ok(serde_json::from_str(&text)?)
        } else {
            Err(format!("{path}: {} {text}", answer.status()).into())
        }
    }

    /// Puts a file on a case, as the browser does.
    pub fn upload(&self, case: &str, name: &str, data: &[u8]) -> Fallible<()> {
        let announced = self
            .agent
            .post(format!("{}/cases/{case}/uploads", self.url))
            .header("cookie", &self.cookie)
            .header("x-csrf-token", &self.csrf)
            .header("sec-fetch-site", "same-origin")
            .header("tus-resumable", "1.0.0")
            .header("upload-length", data.len().to_string())
            .header("upload-metadata", format!("filename {}", base64(name.as_bytes())))
            .send_empty()?;
        let place =
            announced.headers().get("location").and_then(|v| v.to_str().ok()).ok_or_else(|| format!("refused: {}", announced.status()))?;
        let place = if place.starts_with('/') { format!("{}{place}", self.url) } else { place.to_owned() };
        let mut sent = self
            .agent
            .patch(place)
            .header("cookie", &self.cookie)
            .header("x-csrf-token", &self.csrf)
            .header("sec-fetch-site", "same-origin")
            .header("tus-resumable", "1.0.0")
            .header("upload-offset", "0")
            .header("content-type", "application/offset+octet-stream")
            .send(data)?;
        if sent.status().is_success() { Ok(()) } else { Err(format!("{}: {}", sent.status(), sent.body_mut().read_to_string()?).into()) }
    }
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for part in bytes.chunks(3) {
        let n = part.iter().fold(0u32, |n, b| n << 8 | u32::from(*b)) << (8 * (3 - part.len()));
        for at in 0..4 {
            let letter = LETTERS.get((n >> (18 - 6 * at) & 63) as usize).copied().unwrap_or(b'=');
            out.push(if at <= part.len() { char::from(letter) } else { '=' });
        }
    }
    out
}
