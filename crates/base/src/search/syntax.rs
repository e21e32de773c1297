//! What people write in the search box. It never fails: what can't be understood is searched as words.
//!
//! `"a phrase"`, `-not`, `a OR b`, `begin*`, `number:2021*`, `title:word`; words stand for all of them.

/// One condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Clause {
    Word(String),
    Prefix(String),
    Phrase(String),
    /// A case number or archive number, whole or its beginning.
    Number(String, bool),
    Title(String),
    /// One of these.
    Any(Vec<Clause>),
    Not(Box<Clause>),
}

/// Conditions that must all hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    pub clauses: Vec<Clause>,
    /// A quotation mark without its other half, or a lonely OR: searched as words, with a hint.
    pub odd: bool,
}

/// The most conditions that are heeded.
const MOST: usize = 24;

impl Query {
    /// Reads what was written.
    pub fn parse(text: &str) -> Query {
        let mut query = Query::default();
        let mut or = false;
        for token in tokens(text, &mut query.odd) {
            if token == Token::Or {
                query.odd |= or || query.clauses.is_empty();
                or = true;
                continue;
            }
            let Some(clause) = clause(token) else { continue };
            let room = query.clauses.len() < MOST;
            match query.clauses.last_mut() {
                Some(last) if or => join(last, clause),
                _ if room => query.clauses.push(clause),
                _ => {}
            }
            or = false;
        }
        query.odd |= or;
        query
    }

    /// Whether there is anything to search for besides what must not be there.
    pub fn is_empty(&self) -> bool {
        self.clauses.iter().all(|c| matches!(c, Clause::Not(_)))
    }

    /// The last word as a beginning: while somebody is still typing.
    pub fn typing(mut self) -> Query {
        if let Some(Clause::Word(word)) = self.clauses.last() {
            let word = word.clone();
            self.clauses.pop();
            self.clauses.push(Clause::Prefix(word));
        }
        self
    }

    /// The only word there is, if it is a beginning.
    pub fn beginning(&self) -> Option<&str> {
        match self.clauses.as_slice() {
            [Clause::Prefix(word)] => Some(word),
            _ => None,
        }
    }

    /// The words that an excerpt shall show.
    pub fn words(&self) -> Vec<&str> {
        fn of<'a>(clause: &'a Clause, out: &mut Vec<&'a str>) {
            match clause {
                Clause::Word(w) | Clause::Prefix(w) | Clause::Phrase(w) | Clause::Title(w) => out.push(w),
                Clause::Any(all) => all.iter().for_each(|c| of(c, out)),
                Clause::Number(..) | Clause::Not(_) => {}
            }
        }
        let mut out = Vec::new();
        self.clauses.iter().for_each(|c| of(c, &mut out));
        out
    }
}

fn join(last: &mut Clause, next: Clause) {
    match last {
        Clause::Any(all) if all.len() < MOST => all.push(next),
        Clause::Any(_) => {}
        one => *one = Clause::Any(vec![one.clone(), next]),
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Token {
    Or,
    Word { not: bool, text: String },
    Phrase { not: bool, field: String, text: String },
}

fn tokens(text: &str, odd: &mut bool) -> Vec<Token> {
    let mut out = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() && out.len() < 4 * MOST {
        let (not, body) = match rest.strip_prefix('-') {
            Some(body) if !body.starts_with(char::is_whitespace) && !body.is_empty() => (true, body),
            _ => (false, rest),
        };
        let quote = body.find('"');
        let space = body.find(char::is_whitespace).unwrap_or(body.len());
        match quote.filter(|q| *q < space) {
            Some(from) => match body[from + 1..].find('"') {
                Some(to) => {
                    let field = body[..from].trim_end_matches(':').to_owned();
                    out.push(Token::Phrase { not, field, text: body[from + 1..from + 1 + to].to_owned() });
                    rest = &body[from + to + 2..];
                }
                None => {
                    *odd = true;
                    rest = &body[from + 1..];
                }
            },
            None => {
                let word = &body[..space];
                out.push(if !not && word == "OR" { Token::Or } else { Token::Word { not, text: word.to_owned() } });
                rest = &body[space..];
            }
        }
        rest = rest.trim_start();
    }
    out
}

fn clause(token: Token) -> Option<Clause> {
    let (not, clause) = match token {
        Token::Or => return None,
        Token::Phrase { not, field, text } => {
            let text = text.trim().to_owned();
            if text.is_empty() {
                return None;
            }
            (not, if matches!(field.as_str(), "title" | "titel") { Clause::Title(text) } else { Clause::Phrase(text) })
        }
        Token::Word { not, text } => (not, word(&text)?),
    };
    Some(if not { Clause::Not(Box::new(clause)) } else { clause })
}

fn word(text: &str) -> Option<Clause> {
    if let Some((field, value)) = text.split_once(':') {
        let (value, open) = value.strip_suffix('*').map_or((value, false), |v| (v, true));
        match field.to_lowercase().as_str() {
            "number" | "nummer" | "nr" | "id" if !value.is_empty() => return Some(Clause::Number(value.to_lowercase(), open)),
            "title" | "titel" if !value.is_empty() => return Some(Clause::Title(value.to_owned())),
            _ => {}
        }
    }
    let (plain, open) = text.strip_suffix('*').map_or((text, false), |v| (v, true));
    if !plain.chars().any(char::is_alphanumeric) {
        return None;
    }
    // What hangs together by marks, such as a number with dashes, stands together in texts, too.
    let joined = plain.trim_matches(|c: char| !c.is_alphanumeric());
    let parts = joined.split(|c: char| !c.is_alphanumeric()).filter(|p| !p.is_empty()).count();
    Some(match (parts, open) {
        (1, true) => Clause::Prefix(joined.to_owned()),
        (1, false) => Clause::Word(joined.to_owned()),
        _ => Clause::Phrase(joined.to_owned()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write() {
        let query = Query::parse("asbest \"referat af møde\" -tilbud bygge* nr:2021* leje OR køb");
        assert_eq!(
            query.clauses,
            [
                Clause::Word("asbest".into()),
                Clause::Phrase("referat af møde".into()),
                Clause::Not(Box::new(Clause::Word("tilbud".into()))),
                Clause::Prefix("bygge".into()),
                Clause::Number("2021".into(), true),
                Clause::Any(vec![Clause::Word("leje".into()), Clause::Word("køb".into())]),
            ]
        );
        assert!(!query.odd);
    }

    #[test]
    fn mistakes_are_words() {
        for text in ["\"ingen ende", "OR", "OR OR -", "- *", ":::", "field:", "((", "\"\"", "nr:", "a:b:c", "-\"x", "\u{202e}x"] {
            let query = Query::parse(text);
            assert!(query.clauses.len() < 5, "{text}");
        }
        assert!(Query::parse("\"ingen ende").odd);
        assert_eq!(Query::parse("\"ingen ende").clauses.len(), 2);
    }
}
