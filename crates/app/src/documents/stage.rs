//! Where files are dropped: the words of the upload rows.

use base::web::{Ctx, Fields};
use base::{Result, Uuid, args};
use texts::documents as t;
use ui::{Markup, UploadWords, Uploads, html};

fn words(ctx: &Ctx) -> UploadWords<'static> {
    let lang = ctx.lang;
    UploadWords {
        running: t::up_running(lang),
        finished: t::up_finished(lang),
        failures: t::up_failures(lang),
        waiting: t::up_waiting(lang),
        sent: t::up_sent(lang),
        ready: t::up_ready(lang),
        lost: t::up_lost(lang),
        failed: t::up_failed(lang),
        duplicate: t::up_duplicate(lang),
        cancel: t::up_cancel(lang),
        cancel_all: t::up_cancel_all(lang),
        retry: t::up_retry(lang),
        show: t::up_show(lang),
        add_anyway: t::up_add_anyway(lang),
        skip: t::up_skip(lang),
        close: texts::base::close(lang),
        pasted: t::up_pasted(lang),
        file: t::up_file(lang),
    }
}

/// A form for something new: the files wait until it is saved.
pub fn stage<'a>(form: &'a str, ctx: &Ctx) -> Uploads<'a> {
    Uploads { url: "/uploads?purpose=stage", folder: None, stage: Some(form), words: words(ctx) }
}

base::row! {
    struct Staged { id: Uuid, name: String, size: i64 }
}

/// What was uploaded for a form that comes back: it goes along again, and the script shows it.
pub async fn kept(ctx: &Ctx, form: &str, fields: &Fields) -> Result<Markup> {
    let mut found: Vec<Staged> = Vec::new();
    for id in fields.all("upload").filter_map(|id| Uuid::parse_str(id).ok()).take(1000) {
        let sql = "SELECT id, name, size FROM upload WHERE id = $1 AND user_id = $2 AND purpose = 'stage' AND blob IS NOT NULL";
        found.extend(ctx.reader.maybe::<Staged>(sql, &args![id, ctx.actor.id]).await?);
    }
    Ok(html! {
        @for one in &found { input type="hidden" name="upload" form=(form) value=(one.id) data-name=(one.name) data-size=(one.size); }
    })
}

/// A place where files become documents at once.
pub fn zone<'a>(url: &'a str, folder: Option<&'a str>, ctx: &Ctx) -> Uploads<'a> {
    Uploads { url, folder, stage: None, words: words(ctx) }
}
