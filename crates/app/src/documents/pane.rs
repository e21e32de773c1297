//! The documents of a case, in folders or flat, as the case's page and its folders show them.

use super::row_state;
use super::shown::{SORTS, Shown, Turning};
use super::sure;
use crate::cases::CaseView;
use axum::extract::Path;
use base::uow::Level;
use base::web::{Ctx, Fields, Page};
use base::{Result, Timestamp, Uuid, args};
use texts::Number;
use texts::documents as t;
use ui::{Bulk, Button, Cell, Column, FileKind, Icon, Kind, Markup, Order, Pager, Row, Table, Title, html};

base::row! {
    /// A document as lists show it.
    #[derive(Debug, Clone)]
    pub struct DocumentRow {
        pub id: Uuid,
        pub title: String,
        pub no: i64,
        pub type_name: String,
        pub status: i64,
        pub limited: bool,
        pub file: Option<String>,
        pub attachments: i64,
        pub by: String,
        pub by_name: String,
        pub changed: Timestamp,
    }
}

base::row! {
    struct FolderRow { id: Uuid, name: String, documents: i64, folders: i64 }
}

/// The most that a folder shows which is opened in place.
const IN_PLACE: i64 = 500;

/// The part of the case's page that shows its documents.
pub struct Pane {
    pub head: Markup,
    pub body: Markup,
}

/// Draws the documents of a case.
pub async fn pane(ctx: &Ctx, case: &CaseView, fields: &Fields) -> Result<Pane> {
    let mut shown = Shown::read(ctx, fields).await?;
    let mut documents = documents(ctx, case.id, &shown, shown.size + 1).await?;
    if documents.is_empty() && shown.at > 0 {
        // What stood here was moved or deleted.
        shown.at = 0;
        documents = self::documents(ctx, case.id, &shown, shown.size + 1).await?;
    }
    let folders = if shown.flat || shown.at > 0 { vec![] } else { folders(ctx, case.id, shown.folder).await? };
    let size = usize::try_from(shown.size).unwrap_or_default();
    let more = documents.len() > size;
    documents.truncate(size);
    let turning = Turning::of(ctx, case.id, &shown, documents.len(), more).await?;
    let head = head(ctx, case, &shown).await?;
    let body = html! {
        div id="documents" data-refresh-on-upload hx-get=(ctx.uri) hx-trigger="uploads:done" hx-select="#documents" hx-select-oob="#docs" hx-swap="outerHTML" hx-target="this" {
            @if folders.is_empty() && documents.is_empty() { (empty(ctx, case, &shown)) }
            @else { (table(ctx, case, &shown, &folders, &documents)) (foot(ctx, case, turning.as_ref())) }
        }
    };
    Ok(Pane { head, body })
}

async fn folders(ctx: &Ctx, case: Uuid, parent: Option<Uuid>) -> Result<Vec<FolderRow>> {
    ctx.reader
        .all(
            "SELECT f.id, f.name, (SELECT count(*) FROM my_document d WHERE d.folder_id = f.id) AS documents,
               (SELECT count(*) FROM my_folder g WHERE g.parent_id = f.id) AS folders
             FROM my_folder f WHERE f.case_id = $1 AND f.parent_id IS NOT DISTINCT FROM $2 ORDER BY f.position, f.name_key, f.id",
            &args![case, parent],
        )
        .await
}

async fn documents(ctx: &Ctx, case: Uuid, shown: &Shown, most: i64) -> Result<Vec<DocumentRow>> {
    let column = SORTS.iter().find(|(name, _)| *name == shown.sort).map_or("d.changed", |(_, column)| column);
    let way = if shown.down { "DESC" } else { "ASC" };
    let title = if ctx.lang == base::Lang::Da { "t.title_da" } else { "t.title_en" };
    let place = shown.place(ctx);
    let sql = format!(
        "SELECT d.id, d.title, d.no, {title} AS type_name, d.status, d.limited, v.name AS file,
           (SELECT count(*) FROM my_attachment a WHERE a.document_id = d.id) AS attachments, coalesce(u.initials, '') AS by, coalesce(u.name, '') AS by_name, d.changed
         FROM my_document d JOIN document_type t ON t.id = d.type_id LEFT JOIN my_version v ON v.id = d.main_version LEFT JOIN users u ON u.id = d.changed_by
         WHERE d.case_id = $1 AND {place} ORDER BY {column} {way}, d.id {way} LIMIT $3 OFFSET $4"
    );
    ctx.reader.all(&sql, &args![case, if shown.flat { None } else { shown.folder }, most, shown.at]).await
}

async fn head(ctx: &Ctx, case: &CaseView, shown: &Shown) -> Result<Markup> {
    let lang = ctx.lang;
    let count = Number(lang, case.documents).to_string();
    let base = format!("/cases/{}", case.id);
    let (tree, flat) = (format!("{base}?docs=folders"), format!("{base}?docs=flat"));
    let way = match shown.folder {
        Some(folder) => path(ctx, folder).await?,
        None => vec![],
    };
    let tools = html! {
        (ui::segmented_links(t::view(lang), &[(t::folders(lang), None, &tree, !shown.flat), (t::flat(lang), None, &flat, shown.flat)]))
        @if case.may(Level::Write) { (Button::new(t::new_folder(lang)).plain().small().icon(Icon::Folder).dialog("new-folder")) }
    };
    let parent = shown.folder.map(|f| f.to_string()).unwrap_or_default();
    Ok(html! {
        (ui::section_head("docs", t::documents(lang), Some(&count), tools))
        @if !way.is_empty() {
            nav.crumbs aria-label=(t::folder_way(lang)) { ol {
                li { a href=(base) { (t::documents(lang)) } }
                @for (at, (id, name)) in way.iter().enumerate() {
                    li { @if at + 1 == way.len() { span aria-current="page" { (name) } } @else { a href={ (base) "?folder=" (id) } { (name) } } }
                }
            } }
            @if case.may(Level::Write) { (super::folder::tools(ctx, case.id, way.last())) }
        }
        @if case.may(Level::Write) {
            (ui::dialog("new-folder", t::new_folder(lang), html! {
                form id="new-folder-form" method="post" action={ (base) "/folders" } {
                    (ui::form::csrf(&ctx.csrf))
                    input type="hidden" name="parent" value=(parent);
                    (ui::Field::text("name", t::folder_name(lang), "").id("folder-name").flag("required", true).attr("maxlength", "120"))
                }
            }, html! {
                (Button::new(texts::base::cancel(lang)).attr("data-close", ""))
                (Button::submit(t::make_folder(lang)).primary().attr("form", "new-folder-form"))
            }))
        }
    })
}

/// The folders from the top down to this one.
pub async fn path(ctx: &Ctx, folder: Uuid) -> Result<Vec<(Uuid, String)>> {
    let mut way = Vec::new();
    let mut at = Some(folder);
    while let Some(id) = at {
        let found: Option<(String, Option<Uuid>)> =
            ctx.reader.maybe("SELECT f.name, f.parent_id FROM my_folder f WHERE f.id = $1", &args![id]).await?;
        let Some((name, parent)) = found else { break };
        way.insert(0, (id, name));
        at = parent.filter(|_| way.len() < 40);
    }
    Ok(way)
}

fn columns<'a>(ctx: &Ctx, shown: &Shown, hrefs: &'a [String; 4]) -> [Column<'a>; 5] {
    let lang = ctx.lang;
    let order = |name: &str| (shown.sort == name).then_some(if shown.down { Order::Descending } else { Order::Ascending });
    [
        Column::new(Kind::Title, t::title(lang)).sort(&hrefs[0], order("title")),
        Column::new(Kind::Short, t::col_type(lang)).leaves(2).sort(&hrefs[1], order("type")),
        Column::new(Kind::Short, t::col_status(lang)).leaves(1).sort(&hrefs[2], order("status")),
        Column::new(Kind::Mini, t::by(lang)).leaves(2).hidden_label(false),
        Column::new(Kind::When, t::changed(lang)).leaves(1).sort(&hrefs[3], order("changed")),
    ]
}

fn hrefs(case: Uuid, shown: &Shown) -> [String; 4] {
    ["title", "type", "status", "changed"]
        .map(|name| shown.address(case, name, if shown.sort == name { !shown.down } else { name == "changed" }))
}

fn table(ctx: &Ctx, case: &CaseView, shown: &Shown, folders: &[FolderRow], documents: &[DocumentRow]) -> Markup {
    let hrefs = hrefs(case.id, shown);
    let columns = columns(ctx, shown, &hrefs);
    let (folder_texts, document_texts) = (folder_texts(ctx, case.id, folders), document_texts(ctx, documents));
    let ticks = case.may(Level::Write);
    let mut rows: Vec<Row<'_>> = folders.iter().zip(&folder_texts).map(|(folder, texts)| folder_row(ctx, folder, texts)).collect();
    rows.extend(documents.iter().zip(&document_texts).map(|(document, texts)| document_row(ctx, document, texts, ticks, false)));
    let table = Table::new(t::caption(ctx.lang), &columns, rows).bleed().attr("data-list", "");
    if ticks {
        html! { (table.ticks(t::tick_all(ctx.lang))) }
    } else {
        html! { (table) }
    }
}

struct FolderTexts {
    href: String,
    label: String,
    rows: String,
    count: String,
    id: String,
}

fn folder_texts(ctx: &Ctx, case: Uuid, folders: &[FolderRow]) -> Vec<FolderTexts> {
    folders
        .iter()
        .map(|f| FolderTexts {
            href: format!("/cases/{case}?folder={}", f.id),
            label: t::the_folder(ctx.lang, &f.name),
            rows: format!("/cases/{case}/folders/{}", f.id),
            count: t::in_folder(ctx.lang, f.folders, f.documents),
            id: f.id.to_string(),
        })
        .collect()
}

fn folder_row<'a>(_: &Ctx, folder: &'a FolderRow, texts: &'a FolderTexts) -> Row<'a> {
    let title = Title::new(&folder.name, &texts.href).folder(false, &texts.label, &texts.rows).cell();
    Row::new(vec![title, Cell::empty(), Cell::empty(), Cell::empty(), Cell::dim(&texts.count)]).attr("data-folder", &texts.id)
}

struct DocumentTexts {
    href: String,
    preview: String,
    id: String,
    tick: String,
}

fn document_texts(ctx: &Ctx, documents: &[DocumentRow]) -> Vec<DocumentTexts> {
    documents
        .iter()
        .map(|d| DocumentTexts {
            href: format!("/documents/{}", d.id),
            preview: format!("/documents/{}/preview", d.id),
            id: d.id.to_string(),
            tick: t::tick(ctx.lang, &d.title),
        })
        .collect()
}

fn document_row<'a>(ctx: &Ctx, document: &'a DocumentRow, texts: &'a DocumentTexts, ticks: bool, indent: bool) -> Row<'a> {
    let lang = ctx.lang;
    let kind = FileKind::of_name(document.file.as_deref().unwrap_or(""));
    let marks = html! {
        @if document.limited { (ui::lock(t::limited(lang))) }
        @if document.attachments > 0 { (ui::icon_said(Icon::Clip, &t::attachments_n(lang, document.attachments))) }
    };
    let changed = crate::cases::time(ctx, Some(document.changed));
    let title = Title::new(&document.title, &texts.href)
        .icon(ui::file_icon(kind, document.file.as_deref().unwrap_or(t::no_file(lang))))
        .marks(marks)
        .below(html! { (row_state(lang, document.status)) " · " (document.type_name) });
    let title = if indent { title.indent() } else { title };
    let row = Row::new(vec![
        title.cell(),
        Cell::dim(&document.type_name),
        Cell::new(row_state(lang, document.status)),
        Cell::dim(html! { span title=(document.by_name) { (document.by) } }),
        Cell::dim(changed),
    ])
    .preview(&texts.preview);
    if ticks { row.tick("documents-form", &texts.id, &texts.tick, false) } else { row }
}

/// GET /cases/{id}/folders/{folder}: the rows in a folder, for opening it in place.
pub async fn folder_rows(ctx: Ctx, Path((id, folder)): Path<(Uuid, Uuid)>) -> Result<Page> {
    let case = crate::cases::case_view(&ctx, id).await?;
    crate::cases::looked(&ctx, id).await?;
    ctx.reader.one::<(Uuid,)>("SELECT f.id FROM my_folder f WHERE f.id = $1 AND f.case_id = $2", &args![folder, id]).await?;
    let shown = Shown { flat: false, folder: Some(folder), sort: "changed", down: true, at: 0, size: IN_PLACE };
    let (folders, documents) = (folders(&ctx, id, Some(folder)).await?, documents(&ctx, id, &shown, IN_PLACE).await?);
    let hrefs = hrefs(id, &shown);
    let columns = columns(&ctx, &shown, &hrefs);
    let (folder_texts, document_texts) = (folder_texts(&ctx, id, &folders), document_texts(&ctx, &documents));
    let ticks = case.may(Level::Write);
    let mut rows: Vec<Row<'_>> = folders
        .iter()
        .zip(&folder_texts)
        .map(|(f, texts)| {
            let title = Title::new(&f.name, &texts.href).icon(ui::icon(Icon::Folder)).indent().cell();
            Row::new(vec![title, Cell::empty(), Cell::empty(), Cell::empty(), Cell::dim(&texts.count)]).attr("data-folder", &texts.id)
        })
        .collect();
    rows.extend(documents.iter().zip(&document_texts).map(|(d, texts)| document_row(&ctx, d, texts, ticks, true)));
    if rows.is_empty() {
        let title = Cell::dim(t::folder_empty(ctx.lang));
        return Ok(Page::html(ui::rows(
            &columns,
            &[Row::new(vec![title, Cell::empty(), Cell::empty(), Cell::empty(), Cell::empty()])],
            ticks,
        )));
    }
    Ok(Page::html(ui::rows(&columns, &rows, ticks)))
}

fn empty(ctx: &Ctx, case: &CaseView, shown: &Shown) -> Markup {
    let lang = ctx.lang;
    let title = if shown.folder.is_some() { t::folder_empty(lang) } else { t::nothing(lang) };
    let why = if case.may(Level::Write) { t::nothing_why(lang) } else { t::nothing_seen(lang) };
    ui::empty_tight(title, why, html! {})
}

fn foot(ctx: &Ctx, case: &CaseView, turning: Option<&Turning>) -> Markup {
    let lang = ctx.lang;
    let base = format!("/cases/{}/documents", case.id);
    let finalise = format!("{base}/final");
    let action = |label, what: &str, icon| Button::submit(label).plain().small().icon(icon).attr("formaction", &format!("{base}/{what}"));
    let bulk = Bulk {
        form: "documents-form",
        csrf: &ctx.csrf,
        counted: t::chosen(lang),
        actions: html! {
            (sure::ticked(ctx, &finalise))
            (action(t::move_copy(lang), "place", Icon::Move))
            (action(t::delete(lang), "delete", Icon::Trash))
        },
        clear: t::unchoose(lang),
    };
    match (case.may(Level::Write), turning) {
        (true, turning) => html! {
            @if let Some(turning) = turning { (turning.foot(ctx, t::doings(lang), Some(&bulk))) }
            @else { (ui::list_foot(t::doings(lang), Some(&bulk), &Pager::default())) }
            (sure::ticked_dialog(ctx, bulk.form, &finalise))
        },
        (false, Some(turning)) => turning.foot(ctx, texts::cases::list_foot(lang), None),
        (false, None) => html! {},
    }
}
