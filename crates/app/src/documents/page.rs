//! The page of a document: what it looks like at the left, what it is at the right.

use super::facts;
use super::preview::{self, Desk};
use super::rendition;
use super::sure;
use super::{DRAFT, FINAL};
use crate::cases::{CaseView, case_view, looked};
use crate::history;
use crate::shell::{self, Nav};
use axum::extract::Path;
use base::permission::Permission;
use base::uow::Level;
use base::web::{Ctx, Fields, Json, Page};
use base::{Result, Timestamp, Uuid, args, date};
use serde::Serialize;
use texts::documents as t;
use ui::{Button, Cols, FileKind, Icon, Line, Markup, MenuItem, PageHead, State, html};

base::row! {
    /// A document as its page shows it.
    #[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
    #[schema(as = Document)]
    pub struct DocumentView {
        pub id: Uuid,
        pub case_id: Uuid,
        pub folder_id: Option<Uuid>,
        pub folder_name: String,
        pub no: i64,
        pub title: String,
        pub description: String,
        pub type_id: i64,
        pub type_da: String,
        pub type_en: String,
        pub status: i64,
        pub direction: String,
        pub sender: String,
        pub receivers: String,
        pub handler: i64,
        pub handler_name: String,
        pub letter_date: Option<String>,
        pub limited: bool,
        pub main_version: Option<Uuid>,
        pub created: Timestamp,
        pub created_by: i64,
        pub created_by_name: String,
        pub changed: Timestamp,
        pub changed_by_name: String,
        pub final_at: Option<Timestamp>,
        pub final_by_name: String,
        pub version: i64,
        pub level: i64,
    }
}

const VIEW: &str = "SELECT d.id, d.case_id, d.folder_id, coalesce(f.name, '') AS folder_name, d.no, d.title, d.description, d.type_id, t.title_da AS type_da,
    t.title_en AS type_en, d.status, d.direction, d.sender, d.receivers, d.handler, coalesce(h.name, '') AS handler_name, d.letter_date, d.limited, d.main_version,
    d.created, d.created_by, coalesce(m.name, '') AS created_by_name, d.changed, coalesce(b.name, '') AS changed_by_name, d.final_at,
    coalesce(e.name, '') AS final_by_name, d.version, d.level
  FROM my_document d JOIN document_type t ON t.id = d.type_id LEFT JOIN my_folder f ON f.id = d.folder_id LEFT JOIN users h ON h.id = d.handler
  LEFT JOIN users m ON m.id = d.created_by LEFT JOIN users b ON b.id = d.changed_by LEFT JOIN users e ON e.id = d.final_by WHERE d.id = $1";

impl DocumentView {
    /// The type in the reader's language.
    pub fn type_name(&self, ctx: &Ctx) -> &str {
        if ctx.lang == base::Lang::Da { &self.type_da } else { &self.type_en }
    }

    /// Whether this actor may change it, its case being open.
    pub fn may_edit(&self, case: &CaseView) -> bool {
        case.may(Level::Write) && self.status == DRAFT
    }
}

/// Finds the document.
pub async fn view(ctx: &Ctx, id: Uuid) -> Result<DocumentView> {
    ctx.reader.one(VIEW, &args![id]).await
}

/// GET /api/v1/documents/{id}
pub async fn api(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Json<DocumentView>> {
    let document = view(&ctx, id).await?;
    looked(&ctx, document.case_id).await?;
    let version = document.version;
    Ok(Json::ok(document).version(version))
}

base::row! {
    struct VersionRow { id: Uuid, no: i64, name: String, size: i64, comment: String, created: Timestamp, by: String }
}

base::row! {
    struct AttachmentRow { id: Uuid, version_id: Uuid, name: String, size: i64 }
}

/// GET /documents/{id}
pub async fn page(ctx: Ctx, Path(id): Path<Uuid>, fields: Fields) -> Result<Page> {
    let document = view(&ctx, id).await?;
    let case = case_view(&ctx, document.case_id).await?;
    looked(&ctx, case.id).await?;
    let asked = fields.get("version").parse::<Uuid>().ok();
    let shown = match asked {
        Some(version) => Some(preview::version(&ctx, version).await?).filter(|s| s.document_id == id),
        None => preview::current(&ctx, id).await?,
    };
    let desk = match &shown {
        Some(shown) => preview::desk(&ctx, shown).await?,
        None => Desk { content: html! { p.muted { (t::no_file(ctx.lang)) } }, pages: 0 },
    };
    let lang = ctx.lang;
    let tools = html! {
        @if desk.pages > 0 { span { (t::pages_n(lang, desk.pages)) } }
        span.push {}
        @if let Some(shown) = &shown { (Button::link(t::download(lang), &format!("/versions/{}/download", shown.id)).plain().small().icon(Icon::Download)) }
    };
    let thumbs = match &shown {
        Some(shown) if desk.pages > 1 => preview::thumbs(&ctx, shown, desk.pages),
        _ => html! {},
    };
    let content = html! {
        (ui::reader(t::preview(lang), tools, thumbs, ui::desk(t::pages(lang), &desk.content, true)))
        (aside(&ctx, &document, &case).await?)
    };
    let url = format!("/cases/{}/uploads?version_of={id}", document.case_id);
    let zone = super::zone(&url, None, &ctx);
    let case_href = format!("/cases/{}", case.id);
    let body = html! {
        (ui::crumbs(t::way(lang), &[(texts::cases::cases(lang), Some("/cases")), (&case.title, Some(&case_href)), (&t::document_no(lang, document.no), None)]))
        (head(&ctx, &document, &case))
        (notices(&ctx, &document).await?)
        (zone.rows("version-upload"))
        div data-refresh-on-upload hx-get=(ctx.uri) hx-trigger="uploads:done" hx-target="#main" hx-select="#main > *" hx-swap="innerHTML" {}
        (ui::cols(Cols::Document, content))
    };
    let main = if document.may_edit(&case) { zone.zone(ui::page(body)) } else { ui::page(body) };
    let key = case.id.to_string();
    Ok(shell::scoped(&ctx, Nav::Cases, &document.title, (texts::cases::search_here(lang), "case", &key), main))
}

/// Draft or final, as the head's chip.
fn chips(ctx: &Ctx, document: &DocumentView) -> Markup {
    let lang = ctx.lang;
    html! {
        @if document.status == FINAL { (ui::chip(State::Final, t::is_final_word(lang))) } @else { (ui::chip(State::Draft, t::is_draft_word(lang))) }
        @if document.limited { (ui::chip(State::Locked, t::limited(lang))) }
    }
}

fn head(ctx: &Ctx, document: &DocumentView, case: &CaseView) -> Markup {
    let lang = ctx.lang;
    let id = document.id;
    let at = |what: &str| format!("/documents/{id}/{what}");
    let (place, access, delete) = (at("place"), at("access"), at("delete"));
    let mut items = vec![MenuItem::link(t::move_copy(lang), &place).icon(Icon::Move)];
    if case.may(Level::Manage) {
        items.push(MenuItem::link(t::limit(lang), &access).icon(Icon::Lock));
    }
    if document.status == FINAL && ctx.actor.may(Permission::DocumentsReopenFinal) {
        items.push(MenuItem::button(t::reopen(lang)).icon(Icon::StateDraft).attr("data-dialog", "reopen"));
    }
    if document.status == DRAFT || ctx.actor.may(Permission::RetentionDeleteFinal) {
        items.push(MenuItem::submit(t::delete(lang), "document-form", &delete).icon(Icon::Trash).danger());
    }
    let actions = html! {
        form id="document-form" method="post" hidden { (ui::form::csrf(&ctx.csrf)) input type="hidden" name="version" value=(document.version); }
        @if document.may_edit(case) {
            (sure::one(ctx, id, document.version))
            label.button.filebutton { (ui::icon(Icon::Upload)) (t::new_version(lang)) input.sr type="file" data-upload-browse; }
        }
        @if case.may(Level::Write) {
            (Button::new(texts::cases::more(lang)).icon_only(Icon::More).menu("document-more"))
            (ui::menu_of("document-more", &items))
        }
        @if document.status == FINAL { (reopen_dialog(ctx, document)) }
    };
    html! { (PageHead::new(&document.title).chips(chips(ctx, document)).actions(actions)) }
}

fn reopen_dialog(ctx: &Ctx, document: &DocumentView) -> Markup {
    let lang = ctx.lang;
    ui::dialog(
        "reopen",
        t::reopen(lang),
        html! {
            p { (t::reopen_what(lang)) }
            form id="reopen-form" method="post" action={ "/documents/" (document.id) "/reopen" } {
                (ui::form::csrf(&ctx.csrf))
                input type="hidden" name="version" value=(document.version);
                (ui::Field::text("reason", texts::cases::reason(lang), "").flag("required", true).attr("minlength", "3").attr("maxlength", "300"))
            }
        },
        html! {
            (Button::new(texts::base::cancel(lang)).attr("data-close", ""))
            (Button::submit(t::reopen(lang)).primary().attr("form", "reopen-form"))
        },
    )
}

async fn notices(ctx: &Ctx, document: &DocumentView) -> Result<Markup> {
    if document.status != FINAL {
        return Ok(html! {});
    }
    let lang = ctx.lang;
    let state: Option<(String, String)> = ctx
        .reader
        .maybe(
            "SELECT r.state, r.detail FROM my_version v JOIN rendition r ON r.hash = v.blob AND r.kind = 'pdfa' WHERE v.id = $1",
            &args![document.main_version],
        )
        .await?;
    let ordered = match (&state, preview::current(ctx, document.id).await?) {
        (None, Some(shown)) => {
            rendition::wanted(ctx, "pdfa", &shown.blob, &shown.media_type, &shown.name).await?;
            true
        }
        _ => false,
    };
    let when = document.final_at.map(|at| date::exact(lang, at)).unwrap_or_default();
    let said = t::final_by(lang, &document.final_by_name, when);
    let (more, link) = match state.as_ref().map(|(state, _)| state.as_str()) {
        Some("done") => (t::pdfa_done(lang), true),
        Some("waiting") => (t::pdfa_waiting(lang), false),
        None if ordered => (t::pdfa_waiting(lang), false),
        _ => (t::pdfa_none(lang), false),
    };
    let notice = ui::Notice::new(ui::Tone::Info, said.as_str()).icon(Icon::StateFinal).more(more);
    Ok(if link {
        html! { (notice.actions(Button::link(t::pdfa_get(lang), &format!("/documents/{}/pdfa", document.id)).small())) }
    } else {
        html! { (notice) }
    })
}

async fn aside(ctx: &Ctx, document: &DocumentView, case: &CaseView) -> Result<Markup> {
    let events = history::read(ctx, &history::Filter { document: Some(document.id), ..Default::default() }).await?;
    Ok(html! {
        aside.aside.pane aria-label=(t::registration(ctx.lang)) {
            (facts::area(ctx, document, case))
            (text_state(ctx, document).await?)
            (versions(ctx, document, case).await?)
            (attachments(ctx, document, case).await?)
            (ui::facts_details(texts::history::history(ctx.lang), None, true, history::timeline(ctx, &events[..events.len().min(30)])))
        }
    })
}

/// Whether the words in the file can be searched, and why not.
async fn text_state(ctx: &Ctx, document: &DocumentView) -> Result<Markup> {
    let lang = ctx.lang;
    let found: Option<(String, String)> = ctx
        .reader
        .maybe(
            "SELECT r.state, r.detail FROM my_version v JOIN rendition r ON r.hash = v.blob AND r.kind = 'text' WHERE v.id = $1",
            &args![document.main_version],
        )
        .await?;
    let Some((state, detail)) = found else { return Ok(html! {}) };
    let (said, again) = match (state.as_str(), detail.as_str()) {
        ("waiting", _) => (t::text_waiting(lang), false),
        ("done", _) => (t::text_done(lang), false),
        ("none", "protected") => (t::text_protected(lang), false),
        ("none", "too large") => (t::text_large(lang), false),
        ("none", _) => (t::text_none(lang), false),
        _ => (t::text_failed(lang), true),
    };
    Ok(html! {
        section.facts-area {
            dl.facts {
                div { dt { (t::text(lang)) } dd {
                    span title=(detail) { (said) }
                    @if again {
                        form method="post" action={ "/documents/" (document.id) "/text" } {
                            (ui::form::csrf(&ctx.csrf))
                            (Button::submit(t::text_again(lang)).small().icon(Icon::Retry))
                        }
                    }
                } }
            }
        }
    })
}

async fn versions(ctx: &Ctx, document: &DocumentView, case: &CaseView) -> Result<Markup> {
    let lang = ctx.lang;
    let rows: Vec<VersionRow> = ctx
        .reader
        .all(
            "SELECT v.id, v.no, v.name, v.size, v.comment, v.created, coalesce(u.name, '') AS by FROM my_version v LEFT JOIN users u ON u.id = v.created_by
             WHERE v.document_id = $1 AND v.attachment_id IS NULL ORDER BY v.no DESC",
            &args![document.id],
        )
        .await?;
    let texts: Vec<(String, String, String)> = rows
        .iter()
        .map(|v| {
            let text = if v.comment.is_empty() { format!("{} · {}", v.no, v.name) } else { format!("{} · {}", v.no, v.comment) };
            let meta = format!("{} · {} · {}", v.by, ctx.when(v.created), date::size(lang, v.size));
            (format!("/documents/{}?version={}", document.id, v.id), text, meta)
        })
        .collect();
    let lines: Vec<Line<'_>> = rows
        .iter()
        .zip(&texts)
        .map(|(v, (href, text, meta))| {
            let current = document.main_version == Some(v.id);
            let end = if current {
                html! { span.dim.small { (t::current(lang)) } }
            } else {
                html! {
                    @if document.may_edit(case) {
                        form method="post" action={ "/documents/" (document.id) "/versions/" (v.id) "/current" } {
                            (ui::form::csrf(&ctx.csrf))
                            (Button::submit(t::make_current(lang)).plain().small())
                        }
                    }
                }
            };
            Line {
                icon: Some(ui::file_icon(FileKind::of_name(&v.name), &v.name)),
                href: Some(href),
                text,
                meta: Some(meta),
                end: Some(end),
            }
        })
        .collect();
    let count = rows.len().to_string();
    Ok(ui::facts_area(t::versions(lang), Some(&count), html! {}, ui::lines(&lines)))
}

async fn attachments(ctx: &Ctx, document: &DocumentView, case: &CaseView) -> Result<Markup> {
    let lang = ctx.lang;
    let rows: Vec<AttachmentRow> = ctx
        .reader
        .all(
            "SELECT a.id, v.id AS version_id, v.name, v.size FROM my_attachment a JOIN my_version v ON v.id = a.current_version WHERE a.document_id = $1 ORDER BY a.position, a.id",
            &args![document.id],
        )
        .await?;
    let may = document.may_edit(case);
    if rows.is_empty() && !may {
        return Ok(html! {});
    }
    let texts: Vec<(String, String)> =
        rows.iter().map(|a| (format!("/documents/{}?version={}", document.id, a.version_id), date::size(lang, a.size))).collect();
    let lines: Vec<Line<'_>> = rows
        .iter()
        .zip(&texts)
        .map(|(a, (href, size))| {
            let end = html! {
                span.dim.small { (size) }
                @if may {
                    form method="post" action={ "/documents/" (document.id) "/attachments/" (a.id) "/remove" } {
                        (ui::form::csrf(&ctx.csrf))
                        (Button::submit(&t::remove_file(lang, &a.name)).plain().small().icon_only(Icon::Close))
                    }
                }
            };
            Line {
                icon: Some(ui::file_icon(FileKind::of_name(&a.name), &a.name)),
                href: Some(href),
                text: &a.name,
                meta: None,
                end: Some(end),
            }
        })
        .collect();
    let url = format!("/cases/{}/uploads?attach_to={}", document.case_id, document.id);
    let zone = super::zone(&url, None, ctx);
    let count = rows.len().to_string();
    let body = html! {
        @if may { (zone.zone(html! { (zone.rows("attach-upload")) (ui::lines(&lines)) (ui::drop_line(t::attach_here(lang), t::choose_files(lang))) })) }
        @else { (ui::lines(&lines)) }
    };
    Ok(ui::facts_area(t::attachments(lang), Some(&count), html! {}, body))
}
