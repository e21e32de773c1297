//! The states of a case.

use base::Lang;
use texts::cases as t;
use ui::{Markup, State};

/// active ↔ passive; active or passive → closed; closed → active; closed → archived (by the system).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    Active = 0,
    Passive = 1,
    Closed = 2,
    Archived = 3,
}

impl Status {
    /// All, in their order.
    pub const ALL: [Status; 4] = [Status::Active, Status::Passive, Status::Closed, Status::Archived];

    /// From the number in the database.
    pub fn of(number: i64) -> Status {
        Status::ALL.into_iter().find(|s| *s as i64 == number).unwrap_or(Status::Active)
    }

    /// The word in addresses and the API.
    pub fn word(self) -> &'static str {
        match self {
            Status::Active => "active",
            Status::Passive => "passive",
            Status::Closed => "closed",
            Status::Archived => "archived",
        }
    }

    /// From the word.
    pub fn parse(word: &str) -> Option<Status> {
        Status::ALL.into_iter().find(|s| s.word() == word)
    }

    /// As the screens say it.
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Status::Active => t::active(lang),
            Status::Passive => t::passive(lang),
            Status::Closed => t::closed(lang),
            Status::Archived => t::archived(lang),
        }
    }

    fn shape(self) -> State {
        match self {
            Status::Active => State::Active,
            Status::Passive => State::Passive,
            Status::Closed => State::Closed,
            Status::Archived => State::Archived,
        }
    }

    /// In a row.
    pub fn state(self, lang: Lang) -> Markup {
        ui::state(self.shape(), self.name(lang))
    }

    /// In the head of the case's page.
    pub fn chip(self, lang: Lang) -> Markup {
        ui::chip(self.shape(), self.name(lang))
    }
}
