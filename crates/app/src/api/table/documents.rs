//! Documents and the folders they lie in.

use crate::api::operation::{Kind, Operation, Raw, Tag, Word, may, must};
use texts::api as t;

fn op(call: &'static str, id: &'static str, says: Word) -> Operation {
    Operation::new(Tag::Documents, call, id, says)
}

/// Documents, then folders.
pub fn operations() -> Vec<Operation> {
    let mut all = vec![
        op("GET /api/v1/cases/{id}/documents", "listDocuments", t::list_documents).query([may("after", Kind::Int, t::v_after)]),
        op("GET /api/v1/documents/{id}", "getDocument", t::get_document).tagged(),
        change(),
        op("DELETE /api/v1/documents/{id}", "deleteDocument", t::delete_document).matched().done(204),
        op("POST /api/v1/documents/{id}/restore", "restoreDocument", t::restore_document).tagged(),
        op("POST /api/v1/documents/{id}/final", "finaliseDocument", t::finalise_document).matched().tagged(),
        op("POST /api/v1/documents/{id}/reopen", "reopenDocument", t::reopen_document).matched().tagged().body([must(
            "reason",
            Kind::Text(300),
            t::v_reason,
        )]),
        placed("POST /api/v1/documents/{id}/move", "moveDocument", t::move_document),
        placed("POST /api/v1/documents/{id}/copy", "copyDocument", t::copy_document).done(201),
        op("GET /api/v1/documents/{id}/access", "documentAccess", t::document_access).tagged(),
        op("PUT /api/v1/documents/{id}/access", "limitDocument", t::limit_document)
            .matched()
            .tagged()
            .body([must("limited", Kind::Flag, t::v_limited), may("principal", Kind::Int, t::v_principals).many()]),
        op("GET /api/v1/documents/{id}/pdfa", "downloadPdfa", t::download_pdfa).raw(Raw::BytesOut).headers([may(
            "Range",
            Kind::Text(100),
            t::v_range,
        )]),
    ];
    all.extend(folders());
    all
}

fn change() -> Operation {
    op("PATCH /api/v1/documents/{id}", "changeDocument", t::change_document).matched().tagged().body([
        may("title", Kind::Text(300), t::v_title),
        may("type", Kind::Int, t::v_type),
        may("direction", Kind::Words(&["internal", "incoming", "outgoing"]), t::v_direction),
        may("handler", Kind::Int, t::v_handler),
        may("letter_date", Kind::Date, t::v_letter_date),
        may("sender", Kind::Text(300), t::v_sender),
        may("receivers", Kind::Text(2000), t::v_receivers),
        may("description", Kind::Text(10_000), t::v_description),
    ])
}

fn placed(call: &'static str, id: &'static str, says: Word) -> Operation {
    op(call, id, says).matched().tagged().body([may("target", Kind::Id, t::v_target_case), may("folder", Kind::Id, t::v_folder)])
}

fn folders() -> [Operation; 4] {
    [
        op("GET /api/v1/cases/{id}/folders", "listFolders", t::list_folders),
        op("POST /api/v1/cases/{id}/folders", "createFolder", t::create_folder)
            .done(201)
            .body([must("name", Kind::Text(120), t::v_name), may("parent", Kind::Id, t::v_parent_folder)]),
        op("PATCH /api/v1/folders/{id}", "renameFolder", t::rename_folder).body([must("name", Kind::Text(120), t::v_name)]),
        op("DELETE /api/v1/folders/{id}", "deleteFolder", t::delete_folder).done(204),
    ]
}
