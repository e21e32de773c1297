//! The cases that are to be: all that is decided before anything is written.

use super::content::{Attached, Content};
use super::days;
use jiff::civil::Date;

/// A user or a group, by its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Principal {
    User(String),
    Group(String),
}

/// A case. Days are those of the story, moved to the machine's time if need be.
#[derive(Debug, Clone)]
pub struct CasePlan {
    /// The running number, and the day that a number begins with.
    pub seq: Option<i64>,
    pub number: String,
    pub title: String,
    pub template: String,
    pub key: String,
    pub owner: Principal,
    pub creator: String,
    pub members: Vec<(Principal, i64)>,
    pub company: Option<String>,
    pub restricted: bool,
    pub passive: bool,
    pub created: Date,
    pub closed: Option<Date>,
    pub closing_reason: String,
    pub deadline: Option<Date>,
    pub expected_end: Option<Date>,
    pub favourite_of: Vec<String>,
    pub description: String,
    pub folders: Vec<String>,
    pub documents: Vec<DocumentPlan>,
}

/// A document of a case.
#[derive(Debug, Clone)]
pub struct DocumentPlan {
    pub title: String,
    pub kind_of: String,
    pub folder: String,
    pub kind: String,
    /// `incoming`, `outgoing`, `internal`.
    pub direction: &'static str,
    pub is_final: bool,
    /// When it is journalised.
    pub day: Date,
    /// The date of a letter, which may lie earlier.
    pub letter_date: Option<Date>,
    pub by: String,
    /// The id of a written text; else one is put together.
    pub text: Option<String>,
    pub topic: String,
    /// Comments, oldest first.
    pub versions: Vec<String>,
    pub attachments: Vec<Attached>,
    pub limited_to: Vec<String>,
    /// How many times the text is repeated: long reports.
    pub repeat: usize,
}

/// Gives every case its number: those written keep theirs, those between get the numbers between.
pub fn number(cases: &mut [CasePlan]) {
    cases.sort_by(|a, b| (a.created, a.seq.unwrap_or(i64::MAX)).cmp(&(b.created, b.seq.unwrap_or(i64::MAX))));
    let mut last = cases.first().and_then(|c| c.seq).unwrap_or(900) - 1;
    let mut at = 0;
    while at < cases.len() {
        let next = (at..cases.len()).find(|n| cases[*n].seq.is_some());
        let end = next.unwrap_or(cases.len());
        let waiting = i64::try_from(end - at).unwrap_or(0);
        let room = next.and_then(|n| cases[n].seq).map_or(waiting, |seq| (seq - last - 1).max(0));
        for (n, case) in cases[at..end].iter_mut().enumerate() {
            let step = i64::try_from(n).unwrap_or(0) + 1;
            case.seq = Some(last + (step * room / (waiting + 1)).max(step));
        }
        last = cases.get(end.min(cases.len() - 1)).and_then(|c| c.seq).unwrap_or(last);
        at = end + 1;
    }
    for case in cases.iter_mut() {
        let day = case.created;
        case.number = format!("{:04}{:02}{:02}-{:04}", day.year(), day.month(), day.day(), case.seq.unwrap_or(0));
    }
}

impl CasePlan {
    /// Moves the whole story by so many days.
    pub fn shift(&mut self, by: i64) {
        let move_on = |day: &mut Date| *day = days::later(*day, by);
        move_on(&mut self.created);
        self.closed.as_mut().map(move_on).unwrap_or_default();
        self.deadline.as_mut().map(move_on).unwrap_or_default();
        self.expected_end.as_mut().map(move_on).unwrap_or_default();
        for document in &mut self.documents {
            move_on(&mut document.day);
            document.letter_date.as_mut().map(move_on).unwrap_or_default();
        }
    }
}

/// The level that a word of the content files names.
pub fn level(word: &str) -> i64 {
    base::uow::Level::parse(word).map_or(1, |l| l as i64)
}

/// Whether a key of a plan ("kommune:6.4") is another or stands below it.
pub fn under(key: &str, above: &str) -> bool {
    key == above || key.strip_prefix(above).is_some_and(|rest| rest.starts_with('.') || above.ends_with(':'))
}

/// Who handles a case of a group: its members who handle cases.
pub fn principal(content: &Content, who: &super::content::Who) -> Option<Principal> {
    match (&who.user, &who.group) {
        (Some(user), _) if content.user(user).is_some() => Some(Principal::User(user.clone())),
        (None, Some(group)) if content.groups.iter().any(|g| g.key == *group) => Some(Principal::Group(group.clone())),
        _ => None,
    }
}
