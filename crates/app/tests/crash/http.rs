//! Asks the program as anybody would, one connection a question, so that a killed program is a broken answer.

use serde_json::Value;
use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// No whole head of an answer came.
#[derive(Debug)]
pub struct Lost;

/// An answer; whoever has one was told so before the program died.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    head: String,
    pub bytes: Vec<u8>,
    /// The body came whole.
    pub whole: bool,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|e| panic!("{e}: {} {}", self.status, self.text()))
    }

    pub fn header(&self, name: &str) -> &str {
        let lines = self.head.lines().filter_map(|line| line.split_once(':'));
        lines.filter(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim()).next().unwrap_or_default()
    }

    /// The cookie that an answer sets.
    pub fn cookie(&self, name: &str) -> Option<String> {
        let lines = self.head.lines().filter_map(|line| line.split_once(':')).filter(|(n, _)| n.eq_ignore_ascii_case("set-cookie"));
        let mut pairs = lines.filter_map(|(_, value)| value.trim().split(';').next());
        pairs.find(|pair| pair.starts_with(name)).map(str::to_owned)
    }

    /// The answer, which must have this status.
    #[track_caller]
    pub fn is(self, status: u16) -> Answer {
        assert_eq!(self.status, status, "{}", self.text().chars().take(2000).collect::<String>());
        self
    }
}

/// Somebody with a session, or nobody.
#[derive(Debug, Clone)]
pub struct Caller {
    pub at: SocketAddr,
    pub cookie: String,
}

impl Caller {
    /// Sends one request and reads its answer.
    pub fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Result<Answer, Lost> {
        self.try_send(method, path, headers, body).map_err(|_| Lost)?.ok_or(Lost)
    }

    fn try_send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> std::io::Result<Option<Answer>> {
        let mut stream = TcpStream::connect(self.at)?;
        stream.set_read_timeout(Some(Duration::from_secs(120)))?;
        let mut head = format!(
            "{method} {path} HTTP/1.0\r\nhost: {}\r\nsec-fetch-site: same-origin\r\naccept-language: da\r\ncookie: {}\r\ncontent-length: {}\r\n",
            self.at,
            self.cookie,
            body.len()
        );
        headers.iter().for_each(|(name, value)| head.push_str(&format!("{name}: {value}\r\n")));
        head.push_str("\r\n");
        // An early refusal closes the line while we still send: its answer counts all the same.
        let sent = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body));
        let mut came = Vec::new();
        let read = loop {
            match stream.read_to_end(&mut came) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        let Some(end) = came.windows(4).position(|w| w == b"\r\n\r\n") else {
            sent?;
            return Ok(None);
        };
        let head = String::from_utf8_lossy(&came[..end]).into_owned();
        let Some(status) = head.split(' ').nth(1).and_then(|s| s.parse().ok()) else { return Ok(None) };
        let mut answer = Answer { status, head, bytes: came.split_off(end + 4), whole: true };
        let length: Option<usize> = answer.header("content-length").parse().ok();
        answer.whole = read.is_ok() && (method == "HEAD" || length.is_none_or(|n| n == answer.bytes.len()));
        Ok(Some(answer))
    }

    pub fn get(&self, path: &str) -> Result<Answer, Lost> {
        self.send("GET", path, &[], b"")
    }

    pub fn json(&self, method: &str, path: &str, body: &Value) -> Result<Answer, Lost> {
        self.send(method, path, &[("content-type", "application/json")], body.to_string().as_bytes())
    }

    pub fn form(&self, path: &str, pairs: &[(&str, &str)]) -> Result<Answer, Lost> {
        let body: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect();
        self.send("POST", path, &[("content-type", "application/x-www-form-urlencoded")], body.join("&").as_bytes())
    }

    /// Announces a file; the answer's place is the upload.
    pub fn announce(&self, url: &str, name: &str, size: usize) -> Result<Answer, Lost> {
        let meta = format!("filename {}", base64(name.as_bytes()));
        let headers = [("tus-resumable", "1.0.0"), ("upload-length", &size.to_string()), ("upload-metadata", &meta)];
        self.send("POST", url, &headers, b"")
    }

    /// Sends bytes of an announced file.
    pub fn patch(&self, place: &str, offset: usize, bytes: &[u8]) -> Result<Answer, Lost> {
        let offset = offset.to_string();
        let headers = [("tus-resumable", "1.0.0"), ("upload-offset", &offset), ("content-type", "application/offset+octet-stream")];
        self.send("PATCH", place, &headers, bytes)
    }

    /// How far an upload came; `None` where there is none any more.
    pub fn offset(&self, place: &str) -> Result<Option<usize>, Lost> {
        let answer = self.send("HEAD", place, &[("tus-resumable", "1.0.0")], b"")?;
        Ok(match answer.status {
            404 => None,
            _ => Some(answer.is(200).header("upload-offset").parse().expect("an offset")),
        })
    }
}

/// As an address says it.
pub fn encode(text: &str) -> String {
    text.bytes().map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for part in bytes.chunks(3) {
        let n = part.iter().fold(0u32, |n, b| n << 8 | u32::from(*b)) << (8 * (3 - part.len()));
        for at in 0..4 {
            let letter = LETTERS[(n >> (18 - 6 * at) & 63) as usize];
            out.push(if at <= part.len() { char::from(letter) } else { '=' });
        }
    }
    out
}
