//! The frame of every page: menu, search box, the user's own menu, palette and keys.

use base::Lang;
use base::web::{Ctx, Page, Problem};
use maud::{Markup, html};
use texts::shell as t;
use ui::{Bare, Head, Icon, KeyGroup, MenuItem, NavItem, Palette, SearchBox, Shell, ShellWords, Theme, UserMenu};

/// The name of the product.
pub const PRODUCT: &str = "Ringbind";

/// Where a page belongs in the main menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nav {
    Start,
    Cases,
    Documents,
    Elsewhere,
}

fn words(lang: Lang) -> ShellWords<'static> {
    ShellWords {
        skip: t::skip(lang),
        main_menu: t::main_menu(lang),
        close: texts::base::close(lang),
        messages: t::messages(lang),
        unsaved: t::unsaved(lang),
        unpicked: t::unpicked(lang),
        failed: t::failed(lang),
        offline: t::offline(lang),
    }
}

fn theme(name: &str) -> Theme {
    match name {
        "light" => Theme::Light,
        "dark" => Theme::Dark,
        "contrast" => Theme::Contrast,
        _ => Theme::Machine,
    }
}

fn head<'a>(ctx: &'a Ctx, title: &'a str) -> Head<'a> {
    Head { lang: ctx.lang.tag(), theme: theme(&ctx.actor.theme), title, product: PRODUCT, csrf: &ctx.csrf, style: None }
}

/// A whole page for somebody who is signed in.
pub fn page(ctx: &Ctx, nav: Nav, title: &str, main: Markup) -> Page {
    Page::html(framed(ctx, nav, title, None, main))
}

/// The same with the search box narrowed: its label, the name and the value of the narrowing.
pub fn scoped(ctx: &Ctx, nav: Nav, title: &str, scope: (&str, &str, &str), main: Markup) -> Page {
    Page::html(framed(ctx, nav, title, Some(scope), main))
}

/// A page of hits: the search box keeps what was asked.
pub fn searching(ctx: &Ctx, nav: Nav, title: &str, text: &str, main: Markup) -> Page {
    Page::html(frame(ctx, nav, title, None, text, main))
}

fn framed(ctx: &Ctx, nav: Nav, title: &str, scope: Option<(&str, &str, &str)>, main: Markup) -> Markup {
    frame(ctx, nav, title, scope, "", main)
}

fn frame(ctx: &Ctx, nav: Nav, title: &str, scope: Option<(&str, &str, &str)>, asked: &str, main: Markup) -> Markup {
    let lang = ctx.lang;
    let item =
        |label, href, icon, at, key| NavItem { label, href, icon, current: nav == at, badge: None, key: Some(key), wide_only: false };
    let items = [
        item(t::start(lang), "/", Icon::Home, Nav::Start, "h"),
        item(t::cases(lang), "/cases", Icon::Binder, Nav::Cases, "s"),
        item(t::documents(lang), "/search?kind=document", Icon::Page, Nav::Documents, "d"),
    ];
    Shell {
        head: head(ctx, title),
        words: words(lang),
        home: "/",
        sign_in: "/sign-in",
        keys: true,
        nav: &items,
        search: SearchBox {
            action: "/search",
            label: scope.map_or(t::search(lang), |(label, ..)| label),
            value: asked,
            suggest: "/search/suggest",
            scope: scope.map(|(_, name, value)| (name, value)),
        },
        bell: None,
        user: UserMenu {
            initials: &ctx.actor.initials,
            name: &ctx.actor.name,
            role: &ctx.actor.title,
            label: &t::user_menu(lang, &ctx.actor.name),
            items: user_menu(ctx),
        },
        system: None,
        main,
        after: html! { (flashed(ctx)) (after(lang)) },
    }
    .page()
}

/// The toast of the request before, such as »Sag 2026-17 er oprettet«.
fn flashed(ctx: &Ctx) -> Markup {
    let said: Option<serde_json::Value> = ctx.flash.as_deref().and_then(|text| serde_json::from_str(text).ok());
    let Some(toast) = said.as_ref().and_then(|v| v.get("toast")) else { return html! {} };
    let undo = toast.get("undo").and_then(|u| Some((u.get("label")?.as_str()?, u.get("url")?.as_str()?)));
    let undo = undo.filter(|(_, url)| url.starts_with('/') && !url.starts_with("//"));
    let text = toast.get("text").and_then(|t| t.as_str()).unwrap_or_default();
    ui::Toast { text, failed: false, undo }.markup()
}

fn user_menu(ctx: &Ctx) -> Vec<Vec<MenuItem<'static>>> {
    let lang = ctx.lang;
    let mut last = vec![];
    if ctx.actor.permissions.administers() {
        last.push(MenuItem::link(t::administration(lang), "/admin").icon(Icon::Settings));
    }
    last.push(MenuItem::submit(t::sign_out(lang), "sign-out", "/sign-out").icon(Icon::Logout));
    vec![
        vec![
            MenuItem::link(t::account(lang), "/account").icon(Icon::User),
            MenuItem::link(t::sessions(lang), "/account/sessions").icon(Icon::Device),
            MenuItem::link(t::tokens(lang), "/account/tokens").icon(Icon::Key),
            MenuItem::link(texts::api::title(lang), "/api").icon(Icon::Page),
            MenuItem::link(texts::trash::trash(lang), "/trash").icon(Icon::Trash),
        ],
        last,
    ]
}

fn after(lang: Lang) -> Markup {
    html! {
        form id="sign-out" method="post" action="/sign-out" hidden {}
        (ui::palette(&Palette {
            label: t::palette(lang),
            hits: t::suggestions(lang),
            source: "/search/suggest",
            commands: t::commands(lang),
            places: t::places(lang),
            nothing: t::nothing_found(lang),
            hints: [t::hint_choose(lang), t::hint_open(lang), t::hint_tab(lang), t::hint_keys(lang)],
        }))
        (ui::shortcuts(t::keys(lang), texts::base::close(lang), &[
            KeyGroup { title: t::keys_everywhere(lang), keys: &[
                (&["/"], t::key_search(lang)), (&["Ctrl", "K"], t::key_palette(lang)), (&["g", "h"], t::key_start(lang)),
                (&["g", "s"], t::key_cases(lang)), (&["g", "d"], t::key_documents(lang)), (&["?"], t::hint_keys(lang)),
            ] },
            KeyGroup { title: t::keys_lists(lang), keys: &[
                (&["j"], t::key_down(lang)), (&["k"], t::key_up(lang)), (&["x"], t::key_tick(lang)), (&[t::key_space(lang)], t::key_preview(lang)),
                (&["Enter"], t::key_open(lang)), (&["n"], t::key_new(lang)),
            ] },
        ]))
    }
}

/// A page for somebody who isn't signed in.
pub fn bare(ctx: &Ctx, title: &str, ways: Markup) -> Page {
    let lang = ctx.lang;
    let (other, name) = match lang {
        Lang::Da => ("en", "English"),
        Lang::En => ("da", "Dansk"),
    };
    let bare = Bare {
        head: head(ctx, title),
        words: words(lang),
        corner: html! {
            form method="post" action="/language" {
                input type="hidden" name="lang" value=(other);
                input type="hidden" name="to" value=(ctx.uri);
                button.button.plain.small type="submit" lang=(other) { (name) }
            }
        },
        ways,
        foot: html! { span { (t::version(lang, env!("CARGO_PKG_VERSION"))) } },
    };
    Page::html(bare.page())
}

/// The page for an error, in words.
pub fn error_page(ctx: &Ctx, problem: &Problem) -> Markup {
    let content = html! {
        (ui::PageHead::new(&problem.title))
        @if !problem.detail.is_empty() { p { (problem.detail) } }
        @if !problem.errors.is_empty() { ul { @for error in &problem.errors { li { (error.message) } } } }
        p.row.after {
            @if let Some(from) = ctx.from.as_deref().filter(|f| *f != ctx.uri) { (ui::Button::link(t::reload(ctx.lang), from)) }
            (ui::Button::link(t::to_start(ctx.lang), "/"))
        }
    };
    if ctx.actor.signed_in() {
        return framed(ctx, Nav::Elsewhere, &problem.title, None, ui::page(content));
    }
    let ways = html! { div { (content) } };
    Bare { head: head(ctx, &problem.title), words: words(ctx.lang), corner: html! {}, ways, foot: html! {} }.page()
}

/// The trigger of a toast that only tells.
pub fn toast(text: &str) -> String {
    ui::Toast { text, failed: false, undo: None }.header()
}

/// The trigger of a toast with a way back.
pub fn toast_undo(text: &str, label: &str, url: &str) -> String {
    ui::Toast { text, failed: false, undo: Some((label, url)) }.header()
}
