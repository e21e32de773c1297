//! Making final is asked about, since it can't be undone; not where the actor may make a draft of it again.

use crate::cases::case_view;
use crate::shell::{self, Nav};
use base::permission::Permission;
use base::web::{Ctx, Fields, Page};
use base::{Result, Uuid, args};
use texts::documents as t;
use ui::{Button, Confirm, Form, Icon, Markup, PageHead, html};

/// The dialogs' id.
const DIALOG: &str = "make-final";

/// What is to become final, and where it is sent to.
pub struct Question<'a> {
    pub case: Uuid,
    /// All that were chosen; those that are final already aren't counted.
    pub documents: &'a [Uuid],
    /// The version that was seen, of a single document.
    pub version: Option<i64>,
    pub action: &'a str,
    pub back: &'a str,
}

/// Whether this actor must say that he is sure.
pub fn needed(ctx: &Ctx) -> bool {
    !ctx.actor.may(Permission::DocumentsReopenFinal)
}

/// Whether he must, and didn't.
pub fn unsaid(ctx: &Ctx, fields: &Fields) -> bool {
    needed(ctx) && !fields.read().flag("sure")
}

/// The question as a page, for who has no script.
pub async fn page(ctx: &Ctx, question: &Question<'_>) -> Result<Page> {
    let lang = ctx.lang;
    let case = case_view(ctx, question.case).await?;
    let mut titles = Vec::new();
    for id in question.documents {
        let found: Option<(String,)> =
            ctx.reader.maybe("SELECT d.title FROM my_document d WHERE d.id = $1 AND d.status = 0", &args![*id]).await?;
        titles.extend(found.map(|(title,)| title));
    }
    let n = i64::try_from(titles.len()).unwrap_or(0);
    let title = t::make_final_ask(lang, n);
    let case_href = format!("/cases/{}", case.id);
    let body = html! {
        (ui::crumbs(t::way(lang), &[(texts::cases::cases(lang), Some("/cases")), (&case.title, Some(&case_href)), (t::make_final(lang), None)]))
        (PageHead::new(&title))
        (Form::new(question.action, &ctx.csrf).body(html! {
            @for id in question.documents { input type="hidden" name="id" value=(id); }
            @if let Some(version) = question.version { input type="hidden" name="version" value=(version); }
            input type="hidden" name="sure" value="true";
            p { (t::make_final_stays(lang)) }
            ul.lines { @for title in titles.iter().take(50) { li { span.grow { (title) } } } }
            @if n > 50 { p.muted { (texts::cases::and_more(lang, n - 50)) } }
            (ui::form_foot(Button::submit(&t::make_final_go(lang, n)).primary(), Button::link(texts::base::cancel(lang), question.back), None))
        }))
    };
    Ok(shell::page(ctx, Nav::Cases, &title, ui::page(body)))
}

/// *Gør endelig* on a document's page: asks in a dialog, without script on a page.
pub fn one(ctx: &Ctx, document: Uuid, version: i64) -> Markup {
    let lang = ctx.lang;
    let (at, seen) = (format!("/documents/{document}/final"), version.to_string());
    let button = |button: Button<'static>| button.primary().icon(Icon::Check);
    let submit = button(Button::submit(t::make_final(lang))).attr("form", "document-form").attr("formaction", &at);
    if !needed(ctx) {
        return html! { (submit) };
    }
    html! {
        (button(Button::new(t::make_final(lang))).dialog(DIALOG))
        noscript { (submit) }
        (Confirm {
            id: DIALOG, title: &t::make_final_ask(lang, 1), text: t::make_final_stays(lang), action: &at, csrf: &ctx.csrf,
            cancel: texts::base::cancel(lang), go: &t::make_final_go(lang, 1), danger: false, fields: &[("version", &seen), ("sure", "true")],
        })
    }
}

/// *Gør endelig* in the bar of the ticked documents.
pub fn ticked(ctx: &Ctx, action: &str) -> Markup {
    let button = |button: Button<'static>| button.plain().small().icon(Icon::StateFinal);
    let submit = button(Button::submit(t::make_final(ctx.lang))).attr("formaction", action);
    if needed(ctx) {
        html! { (button(Button::new(t::make_final(ctx.lang))).dialog(DIALOG)) noscript { (submit) } }
    } else {
        html! { (submit) }
    }
}

/// The dialog of that button, which sends the bar's form; how many are ticked stands in the bar.
pub fn ticked_dialog(ctx: &Ctx, form: &str, action: &str) -> Markup {
    let lang = ctx.lang;
    if !needed(ctx) {
        return html! {};
    }
    let go = Button::submit(t::make_final(lang)).primary().attr("form", form).attr("formaction", action);
    ui::dialog(
        DIALOG,
        t::make_final_ticked(lang),
        html! { p { (t::make_final_stays(lang)) } },
        html! {
            (Button::new(texts::base::cancel(lang)).attr("data-close", "").attr("autofocus", ""))
            (go.attr("name", "sure").attr("value", "true"))
        },
    )
}
