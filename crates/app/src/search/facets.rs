//! The facets beside the hits.

use super::page::Wish;
use base::search::Found;
use base::web::Ctx;
use base::{Lang, Result};
use texts::Number;
use texts::search as t;
use ui::{Markup, html};

/// Value, label, count and whether it is chosen.
type FacetText = (String, String, String, bool);

fn facet(name: &str, legend: &str, choices: &[FacetText]) -> Markup {
    let choices: Vec<ui::FacetChoice<'_>> =
        choices.iter().map(|(value, label, count, on)| ui::FacetChoice { value, label, count, on: *on }).collect();
    html! { @if !choices.is_empty() { (ui::facet(name, legend, &choices)) } }
}

/// The facets, each with its counts.
pub async fn facets(ctx: &Ctx, wish: &Wish, found: &Found) -> Result<Markup> {
    let lang = ctx.lang;
    let number = |n: u64| Number(lang, i64::try_from(n).unwrap_or(0)).to_string();
    let shown = |kind: u64| wish.narrow.kind.is_none_or(|only| only == kind);
    let documents = shown(1).then_some(&found.documents);
    let title = if lang == Lang::Da { "title_da" } else { "title_en" };
    let names: Vec<(i64, String)> =
        ctx.reader.all(&format!("SELECT id, {title} AS title FROM document_type ORDER BY position, id"), &[]).await?;
    let mut years: Vec<(u64, u64)> = Vec::new();
    for part in [(0, &found.cases), (1, &found.documents)].into_iter().filter(|(kind, _)| shown(*kind)).map(|(_, part)| part) {
        for (year, n) in &part.years {
            match years.iter_mut().find(|(y, _)| y == year) {
                Some((_, sum)) => *sum += n,
                None => years.push((*year, *n)),
            }
        }
    }
    years.sort_unstable_by(|a, b| b.cmp(a));
    let kind_choices = vec![
        ("document".to_owned(), t::documents(lang).to_owned(), number(found.documents.total as u64), wish.narrow.kind == Some(1)),
        ("case".to_owned(), t::cases(lang).to_owned(), number(found.cases.total as u64), wish.narrow.kind == Some(0)),
    ];
    let type_choices: Vec<FacetText> = documents
        .map(|found| {
            names
                .iter()
                .filter_map(|(id, name)| {
                    let key = u64::try_from(*id).ok()?;
                    let n = found.types.get(&key).copied().unwrap_or(0);
                    let on = wish.narrow.types.contains(&key);
                    (n > 0 || on).then(|| (id.to_string(), name.clone(), number(n), on))
                })
                .collect()
        })
        .unwrap_or_default();
    let year_choices: Vec<FacetText> =
        years.iter().take(8).map(|(year, n)| (year.to_string(), year.to_string(), number(*n), wish.narrow.years.contains(year))).collect();
    Ok(html! {
        aside.side.stay aria-label=(t::narrow(lang)) {
            form.facets id="facets" action="/search" {
                input type="hidden" name="q" value=(wish.text);
                @if let Some(case) = wish.narrow.case { input type="hidden" name="case" value=(case); }
                @if wish.newest && !wish.text.is_empty() { input type="hidden" name="sort" value="date"; }
                (facet("kind", t::kind(lang), &kind_choices))
                (facet("type", t::document_type(lang), &type_choices))
                (facet("year", t::year(lang), &year_choices))
                noscript { button type="submit" { (t::narrow(lang)) } }
            }
        }
    })
}
