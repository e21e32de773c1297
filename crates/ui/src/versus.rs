//! Two have changed the same: for each field, which shall stand.

use maud::{Markup, html};

/// A field both have changed. What each wrote is markup, so that the parts
/// that differ can be marked with [`inserted`] and [`deleted`].
#[derive(Clone, Debug)]
pub struct Versus<'a> {
    /// Name of the radio group in the form; values are `mine` and `theirs`.
    pub name: &'a str,
    pub label: &'a str,
    pub mine: Markup,
    pub theirs: Markup,
    /// Whether mine is the one proposed.
    pub keep_mine: bool,
}

/// Column titles: field, mine, theirs (»Søren Bækgaard, 10.14«).
#[must_use]
pub fn versus(caption: &str, heads: [&str; 3], fields: &[Versus<'_>]) -> Markup {
    html! {
        div.tablewrap {
            table.table.versus {
                caption.sr { (caption) }
                colgroup { col.c-nr; col; col; }
                thead { tr { @for head in heads { th scope="col" { (head) } } } }
                tbody {
                    @for field in fields {
                        tr {
                            th.wrap scope="row" { (field.label) }
                            td { (pick(field.name, "mine", &field.mine, field.keep_mine)) }
                            td { (pick(field.name, "theirs", &field.theirs, !field.keep_mine)) }
                        }
                    }
                }
            }
        }
    }
}

fn pick(name: &str, value: &str, content: &Markup, on: bool) -> Markup {
    html! { label.pick { input type="radio" name=(name) value=(value) checked[on]; span { (content) } } }
}

#[must_use]
pub fn inserted(text: &str) -> Markup {
    html! { ins { (text) } }
}

#[must_use]
pub fn deleted(text: &str) -> Markup {
    html! { del { (text) } }
}
