//! The table of the roles page: a row a permission, a column a role.

use super::roles::{Role, Ticks};
use super::{permission_name, permission_why};
use base::Lang;
use base::permission::Permission;
use maud::{Markup, html};
use texts::{people as t, permissions as p};

/// The table; boxes that differ from what is saved are marked.
pub fn table(lang: Lang, roles: &[Role], old: &Ticks, new: &Ticks) -> Markup {
    html! {
        div.tablewrap.bleed tabindex="0" role="region" aria-label=(t::matrix_caption(lang)) {
            table.table.sticky.matrix {
                caption.sr { (t::matrix_caption(lang)) }
                colgroup { col; @for _ in roles { col class=(width(roles.len())); } }
                thead {
                    tr {
                        th scope="col" { (t::permission(lang)) }
                        @for role in roles {
                            th scope="col" { a.quiet href={ "/admin/roles/" (role.id) } title=(role.name(lang)) { (shortened(role.name(lang))) } }
                        }
                    }
                }
                @for area in areas() { (rows(lang, area, roles, old, new)) }
            }
        }
    }
}

fn areas() -> Vec<&'static str> {
    let mut areas: Vec<&str> = Permission::ALL.iter().map(|p| p.area()).collect();
    areas.dedup();
    areas
}

fn rows(lang: Lang, area: &str, roles: &[Role], old: &Ticks, new: &Ticks) -> Markup {
    let has = |ticks: &Ticks, role: &Role, permission| ticks.get(&role.id).is_some_and(|t| t.contains(permission));
    html! {
        tbody {
            tr.grouprow { th scope="colgroup" colspan=(roles.len() + 1) { (area_name(lang, area)) } }
            @for permission in Permission::ALL.iter().filter(|p| p.area() == area) {
                @let name = permission_name(lang, *permission);
                tr {
                    th scope="row" { (name) small { (permission_why(lang, *permission)) } }
                    @for role in roles {
                        @let (was, is) = (has(old, role, permission), has(new, role, permission));
                        td class=[(was != is).then_some("changed")] {
                            label { input type="checkbox" name={ "r" (role.id) } value=(permission.key()) checked[is] aria-label={ (role.name(lang)) ": " (name) } autocomplete="off"; }
                        }
                    }
                }
            }
        }
    }
}

/// The more roles, the narrower their columns.
fn width(roles: usize) -> &'static str {
    match roles {
        0..=7 => "c-role",
        8 => "c-short",
        _ => "c-num",
    }
}

/// A long word is broken off, so that columns stay narrow; the whole stands in the title.
fn shortened(name: &str) -> String {
    let first = name.split_whitespace().next().unwrap_or(name);
    if first.chars().count() > 11 { format!("{}.", first.chars().take(9).collect::<String>()) } else { first.to_owned() }
}

fn area_name(lang: Lang, area: &str) -> &'static str {
    match area {
        "cases" => p::area_cases(lang),
        "documents" => p::area_documents(lang),
        "people" => p::area_people(lang),
        _ => p::area_admin(lang),
    }
}
