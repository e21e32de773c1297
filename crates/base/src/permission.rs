//! The catalogue of permissions: fixed by the code, given to roles by the organisation.

use std::fmt;

macro_rules! catalogue {
    ($($area:literal: $($name:ident = $key:literal),* $(,)?;)*) => {
        /// The right to one function.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Permission { $($($name),*),* }

        impl Permission {
            /// All, in the order of the matrix page.
            pub const ALL: &'static [Permission] = &[$($(Permission::$name),*),*];

            /// The name under which it is stored, such as `cases.create`.
            pub fn key(self) -> &'static str {
                match self { $($(Permission::$name => $key),*),* }
            }

            /// The heading it stands under: `cases`, `documents`, `people`, `admin`.
            pub fn area(self) -> &'static str {
                match self { $($(Permission::$name => $area),*),* }
            }
        }
    };
}

catalogue! {
    "cases":
        CasesCreate = "cases.create",
        CasesReadAll = "cases.read_all",
        CasesReopen = "cases.reopen",
        CasesCloseAnyway = "cases.close_anyway",
        CasesDelete = "cases.delete";
    "documents":
        DocumentsReopenFinal = "documents.reopen_final",
        DocumentsDeleteOthersDrafts = "documents.delete_others_drafts",
        RetentionDeleteFinal = "retention.delete_final",
        TrashAll = "trash.all";
    "people":
        Users = "admin.users",
        Groups = "admin.groups",
        Roles = "admin.roles",
        UsersHandover = "users.handover",
        SecurityLog = "admin.security_log";
    "admin":
        Templates = "admin.templates",
        Plans = "admin.plans",
        DocumentTypes = "admin.document_types",
        Settings = "admin.settings",
        Jobs = "admin.jobs",
        SearchIndex = "admin.search_index";
}

impl Permission {
    /// Reads the stored name; none for one that this program doesn't know.
    pub fn parse(key: &str) -> Option<Permission> {
        Permission::ALL.iter().copied().find(|p| p.key() == key)
    }

    /// Whether it reaches beyond what its holder has access to anyway: into every case, past what can be
    /// undone, or over other people and the house. Everything does that isn't named here as part of
    /// working on one's own cases, so that a new permission is guarded until somebody thought of it.
    pub fn privileged(self) -> bool {
        use Permission as P;
        !matches!(
            self,
            P::CasesCreate
                | P::CasesReopen
                | P::CasesCloseAnyway
                | P::CasesDelete
                | P::DocumentsReopenFinal
                | P::DocumentsDeleteOthersDrafts
        )
    }

    /// Whether it opens a page of the administration.
    pub fn administers(self) -> bool {
        matches!(self.area(), "people" | "admin")
    }
}

/// A set of permissions.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct Permissions(u64);

impl Permissions {
    /// Every permission there is: what the system itself has.
    pub fn all() -> Permissions {
        Permission::ALL.iter().copied().collect()
    }

    /// Whether the set holds it.
    pub fn has(self, permission: Permission) -> bool {
        self.0 & (1 << permission as u32) != 0
    }

    /// The same without what opens the administration: for tokens that weren't given that.
    pub fn without_administration(self) -> Permissions {
        Permission::ALL.iter().copied().filter(|p| self.has(*p) && !p.administers()).collect()
    }

    /// Whether any page of the administration is open.
    pub fn administers(self) -> bool {
        Permission::ALL.iter().any(|p| p.administers() && self.has(*p))
    }
}

impl FromIterator<Permission> for Permissions {
    fn from_iter<T: IntoIterator<Item = Permission>>(all: T) -> Permissions {
        Permissions(all.into_iter().fold(0, |set, p| set | 1 << p as u32))
    }
}

impl fmt::Debug for Permissions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(Permission::ALL.iter().filter(|p| self.has(**p)).map(|p| p.key())).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_of_the_administration_is_privileged() {
        assert!(Permission::ALL.iter().filter(|p| p.administers()).all(|p| p.privileged()));
        assert!(
            Permission::CasesReadAll.privileged() && Permission::RetentionDeleteFinal.privileged() && Permission::TrashAll.privileged()
        );
        assert!(!Permission::CasesCreate.privileged());
    }
}
