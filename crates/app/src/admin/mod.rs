//! Administration: its menu, the frame its pages stand in, and the first page, each page shown only
//! to those who may use it.

mod index;
mod next_numbers;
mod said;
mod settings;

use crate::shell::{self, Nav};
use base::permission::Permission;
use base::web::{Ctx, Page, Routes};
use base::{Lang, route};
use maud::{Markup, html};
use std::collections::HashSet;
use std::sync::OnceLock;
use texts::admin as t;
use ui::{MenuGroup, PageHead, Toast};

pub use said::{Said, faults};
pub use settings::{SettingEvent, setting_name};

/// The groups of the menu, in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    People,
    Cases,
    Documents,
    System,
}

impl Group {
    const ALL: [Group; 4] = [Group::People, Group::Cases, Group::Documents, Group::System];

    fn title(self, lang: Lang) -> &'static str {
        match self {
            Group::People => t::group_people(lang),
            Group::Cases => t::group_cases(lang),
            Group::Documents => t::group_documents(lang),
            Group::System => t::group_system(lang),
        }
    }

    fn id(self) -> &'static str {
        match self {
            Group::People => "admin-people",
            Group::Cases => "admin-cases",
            Group::Documents => "admin-documents",
            Group::System => "admin-system",
        }
    }
}

type Text = fn(Lang) -> &'static str;

/// A page of the administration.
pub struct Entry {
    group: Group,
    label: Text,
    why: Text,
    href: &'static str,
    need: Permission,
}

const fn entry(group: Group, href: &'static str, need: Permission, label: Text, why: Text) -> Entry {
    Entry { group, label, why, href, need }
}

/// The pages, in the order of the menu. A page shows when the router has it.
const PAGES: &[Entry] = &[
    entry(Group::People, "/admin/users", Permission::Users, t::users, t::users_why),
    entry(Group::People, "/admin/groups", Permission::Groups, t::groups, t::groups_why),
    entry(Group::People, "/admin/roles", Permission::Roles, t::roles, t::roles_why),
    entry(Group::People, "/admin/security-log", Permission::SecurityLog, t::security_log, t::security_log_why),
    entry(Group::Cases, "/admin/templates", Permission::Templates, t::templates, t::templates_why),
    entry(Group::Cases, "/admin/plans", Permission::Plans, t::plans, t::plans_why),
    entry(Group::Documents, "/admin/document-types", Permission::DocumentTypes, t::document_types, t::document_types_why),
    entry(Group::System, "/admin/settings", Permission::Settings, t::settings, t::settings_why),
];

/// A group with the links of its pages: label, address, whether it is the current one.
type Links = (Group, Vec<(&'static str, &'static str, bool)>);

/// The pages of a group that this person may use.
fn pages(ctx: &Ctx, group: Group) -> impl Iterator<Item = &'static Entry> {
    static BUILT: OnceLock<HashSet<&'static str>> = OnceLock::new();
    let built = BUILT.get_or_init(|| crate::routes().iter().filter(|r| r.method == "GET").map(|r| r.path).collect());
    let permissions = ctx.actor.permissions;
    PAGES.iter().filter(move |e| e.group == group && permissions.has(e.need) && built.contains(e.href))
}

/// A page of the administration: `current` is its address in the menu, `way` the pages above it
/// between that one and this, with their addresses.
pub struct Frame<'a> {
    current: &'a str,
    head: PageHead<'a>,
    title: &'a str,
    way: Vec<(&'a str, &'a str)>,
}

impl<'a> Frame<'a> {
    /// A page with its title.
    pub fn new(current: &'a str, title: &'a str) -> Frame<'a> {
        Frame { current, head: PageHead::new(title), title, way: vec![] }
    }

    /// One line on what the page is for.
    pub fn lede(mut self, lede: &'a str) -> Frame<'a> {
        self.head = self.head.lede(lede);
        self
    }

    /// Buttons at the right of the title.
    pub fn actions(mut self, actions: Markup) -> Frame<'a> {
        self.head = self.head.actions(actions);
        self
    }

    /// Chips after the title.
    pub fn chips(mut self, chips: Markup) -> Frame<'a> {
        self.head = self.head.chips(chips);
        self
    }

    /// A page above this one.
    pub fn under(mut self, label: &'a str, href: &'a str) -> Frame<'a> {
        self.way.push((label, href));
        self
    }

    /// The whole page around the content.
    pub fn page(self, ctx: &Ctx, content: Markup) -> Page {
        self.titled(ctx, self.title, content)
    }

    /// The same with another title for the window, such as one that begins with "Error:".
    pub fn titled(&self, ctx: &Ctx, window: &str, content: Markup) -> Page {
        let lang = ctx.lang;
        let mut way = vec![(t::administration(lang), Some("/admin"))];
        if let Some(entry) = PAGES.iter().find(|e| e.href == self.current) {
            let label = (entry.label)(lang);
            way.push((label, (label != self.title || !self.way.is_empty()).then_some(entry.href)));
        }
        let named = way.last().and_then(|(_, href)| *href);
        way.extend(self.way.iter().filter(|(_, href)| Some(*href) != named).map(|(label, href)| (*label, Some(*href))));
        if way.last().is_some_and(|(label, _)| *label != self.title) {
            way.push((self.title, None));
        }
        shell::page(
            ctx,
            Nav::Elsewhere,
            window,
            html! {
                (ui::cols(ui::Cols::Admin, html! {
                    (menu(ctx, self.current))
                    (ui::page(html! { (ui::crumbs(t::crumbs(lang), &way)) (self.head) (content) }))
                }))
            },
        )
    }
}

/// A page of the administration, with its title and one line on what it is for.
pub fn frame(ctx: &Ctx, current: &str, title: &str, lede: &str, content: Markup) -> Page {
    Frame::new(current, title).lede(lede).page(ctx, content)
}

fn menu(ctx: &Ctx, current: &str) -> Markup {
    let lang = ctx.lang;
    let links: Vec<Links> = Group::ALL
        .into_iter()
        .map(|group| (group, pages(ctx, group).map(|e| ((e.label)(lang), e.href, e.href == current)).collect()))
        .collect();
    let groups: Vec<MenuGroup<'_>> = links
        .iter()
        .filter(|(_, links)| !links.is_empty())
        .map(|(group, links)| MenuGroup { id: group.id(), title: group.title(lang), links })
        .collect();
    ui::admin_menu(t::administration(lang), &groups)
}

/// To another page, which then says what was done.
pub fn done(path: &str, said: &str) -> Page {
    Page::to(path).toast(&Toast { text: said, failed: false, undo: None }.header())
}

/// The slice's routes.
pub fn routes() -> Routes {
    vec![
        route!(GET "/admin" Administers => index::page),
        route!(GET "/admin/settings" May(Settings) => settings::page),
        route!(POST "/admin/settings" May(Settings) => settings::save),
    ]
}
