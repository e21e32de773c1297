//! A line of the table: what a call is, what it takes, and what it answers beside the shape its handler tells.

use base::Lang;
use base::web::{Described, Need, Route, Tell};

/// A word in the reader's language.
pub type Word = fn(Lang) -> &'static str;

/// The heading that an operation stands under.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tag {
    Cases,
    Documents,
    Files,
    Search,
    Plans,
    Templates,
    People,
    Api,
}

impl Tag {
    /// All, in the order of the page.
    pub const ALL: [Tag; 8] = [Tag::Cases, Tag::Documents, Tag::Files, Tag::Search, Tag::Plans, Tag::Templates, Tag::People, Tag::Api];
}

/// What a value may be.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// Up to so many characters.
    Text(usize),
    Int,
    Id,
    Date,
    Flag,
    Words(&'static [&'static str]),
}

/// A named value: of the path, the query, a header, or the body.
#[derive(Clone, Copy)]
pub struct Value {
    pub name: &'static str,
    pub kind: Kind,
    pub says: Word,
    pub needed: bool,
    pub many: bool,
}

/// A value that may be left out.
pub fn may(name: &'static str, kind: Kind, says: Word) -> Value {
    Value { name, kind, says, needed: false, many: false }
}

/// A value that must be there.
pub fn must(name: &'static str, kind: Kind, says: Word) -> Value {
    Value { needed: true, ..may(name, kind, says) }
}

impl Value {
    /// Several of them: a list in JSON, the name repeated in a query or a form.
    pub fn many(self) -> Value {
        Value { many: true, ..self }
    }
}

/// What goes in beside named values, or comes out that isn't JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Raw {
    Nothing,
    /// Bytes of an upload go in; JSON comes out with the last of them.
    BytesIn,
    /// A file comes out.
    BytesOut,
    /// A JSON document of another kind comes out.
    JsonOut,
}

/// An operation.
pub struct Operation {
    pub method: &'static str,
    pub path: &'static str,
    pub id: &'static str,
    pub tag: Tag,
    pub says: Word,
    pub query: Vec<Value>,
    pub headers: Vec<Value>,
    pub body: Vec<Value>,
    pub done: u16,
    pub raw: Raw,
    /// `If-Match` is heeded.
    pub matched: bool,
    /// The answer carries an `ETag`.
    pub tagged: bool,
}

impl Operation {
    /// `call` is method and path with a space between.
    pub fn new(tag: Tag, call: &'static str, id: &'static str, says: Word) -> Operation {
        let (method, path) = call.split_once(' ').unwrap_or(("GET", call));
        Operation {
            method,
            path,
            id,
            tag,
            says,
            query: vec![],
            headers: vec![],
            body: vec![],
            done: 200,
            raw: Raw::Nothing,
            matched: false,
            tagged: false,
        }
    }

    pub fn query<const N: usize>(mut self, values: [Value; N]) -> Operation {
        self.query = values.into();
        self
    }

    pub fn headers<const N: usize>(mut self, values: [Value; N]) -> Operation {
        self.headers = values.into();
        self
    }

    pub fn body<const N: usize>(mut self, values: [Value; N]) -> Operation {
        self.body = values.into();
        self
    }

    /// Answers with another status than 200.
    pub fn done(mut self, status: u16) -> Operation {
        self.done = status;
        self
    }

    pub fn raw(mut self, raw: Raw) -> Operation {
        self.raw = raw;
        self
    }

    /// Heeds `If-Match`.
    pub fn matched(mut self) -> Operation {
        self.matched = true;
        self
    }

    /// Answers with an `ETag`.
    pub fn tagged(mut self) -> Operation {
        self.tagged = true;
        self
    }

    /// Whether it only reads.
    pub fn safe(&self) -> bool {
        matches!(self.method, "GET" | "HEAD")
    }

    /// The values in the path: numbers for what has a scope, else ids.
    pub fn path_values(&self) -> Vec<Value> {
        const NUMBERED: [&str; 8] = ["templates", "users", "groups", "roles", "members", "given", "document-types", "principals"];
        let mut before = "";
        let mut found = Vec::new();
        for part in self.path.split('/') {
            if let Some(name) = part.strip_prefix('{').and_then(|p| p.strip_suffix('}')) {
                let kind = if NUMBERED.contains(&before) { Kind::Int } else { Kind::Id };
                found.push(must(name, kind, texts::api::v_path));
            }
            before = part;
        }
        found
    }

    /// Its line among the routes.
    pub fn route<'r>(&self, routes: &'r [Route]) -> Option<&'r Route> {
        routes.iter().find(|r| r.method == self.method && r.path == self.path)
    }

    /// The scopes that a token needs.
    pub fn scopes(&self, need: Need) -> Vec<&'static str> {
        let administers = match need {
            Need::May(permission) => permission.administers(),
            Need::Administers => true,
            Need::Open | Need::SignedIn => false,
        };
        let mut scopes = vec!["read"];
        if !self.safe() {
            scopes.push("write");
        }
        if administers {
            scopes.push("admin");
        }
        scopes
    }
}

/// The answer's shape, told by the handler's type, or by the last part of an upload.
pub fn shape(operation: &Operation, tell: Tell) -> Option<Described> {
    use base::web::{Answer, Json};
    match operation.raw {
        Raw::BytesIn => <base::Result<Json<crate::documents::Uploaded>> as Answer>::described(),
        _ => tell(),
    }
}
