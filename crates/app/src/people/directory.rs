//! Who there is, and how they are found: by the beginning of any word of name, user name, initials,
//! e-mail, title or department.

use base::collate::fold;
use base::{Reader, Result, Timestamp};

base::row! {
    /// A user as lists and pickers show him.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    #[schema(as = UserListed)]
    pub struct Listed {
        pub id: i64,
        pub name: String,
        pub user_name: String,
        pub email: String,
        pub initials: String,
        pub title: String,
        pub department: String,
        pub kind: String,
        pub active: bool,
        pub last_sign_in: Option<Timestamp>,
    }
}

base::row! {
    /// A group as lists and pickers show it.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    #[schema(as = GroupListed)]
    pub struct ListedGroup { pub id: i64, pub name: String, pub description: String, pub source: String, pub active: bool, pub members: i64 }
}

/// All users in Danish order.
pub async fn users(reader: &Reader) -> Result<Vec<Listed>> {
    reader
        .all(
            "SELECT id, name, user_name, email, initials, title, department, kind, active, last_sign_in FROM users ORDER BY name_key, id",
            &[],
        )
        .await
}

/// All groups in Danish order, with how many stand directly in them.
pub async fn groups(reader: &Reader) -> Result<Vec<ListedGroup>> {
    reader
        .all(
            "SELECT g.id, g.name, g.description, g.source, g.active, (SELECT count(*) FROM group_member m WHERE m.group_id = g.id) AS members
             FROM groups g ORDER BY g.name_key, g.id",
            &[],
        )
        .await
}

/// What is looked for: every word must begin one of the texts' words.
pub struct Wanted(Vec<String>);

impl Wanted {
    /// From what was typed; at most ten words of it.
    pub fn new(typed: &str) -> Wanted {
        Wanted(typed.split_whitespace().take(10).map(fold).collect())
    }

    /// Whether nothing is looked for.
    pub fn nothing(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether texts hold it.
    pub fn in_texts(&self, texts: &[&str]) -> bool {
        let texts: Vec<String> = texts.iter().map(|t| fold(t)).collect();
        self.0.iter().all(|word| texts.iter().any(|text| begins(text, word)))
    }

    /// Whether a user is meant.
    pub fn user(&self, user: &Listed) -> bool {
        self.in_texts(&[&user.name, &user.user_name, &user.initials, &user.email, &user.title, &user.department])
    }

    /// Whether a group is meant.
    pub fn group(&self, group: &ListedGroup) -> bool {
        self.in_texts(&[&group.name])
    }
}

fn begins(text: &str, word: &str) -> bool {
    let mut inside = false;
    text.char_indices().any(|(at, c)| !std::mem::replace(&mut inside, c.is_alphanumeric()) && text[at..].starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_begin() {
        let texts = ["Mette Rahbek-Ågård", "mera", "Økonomi"];
        for typed in ["met", "rah mette", "ågå", "øko", "MERA", "rahbek-å"] {
            assert!(Wanted::new(typed).in_texts(&texts), "{typed}");
        }
        for typed in ["ette", "mette hansen", "konomi"] {
            assert!(!Wanted::new(typed).in_texts(&texts), "{typed}");
        }
    }
}
