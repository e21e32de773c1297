//! Contents: versions out, uploads in (tus 1.0).

use crate::api::operation::{Kind, Operation, Raw, Tag, Word, may, must};
use texts::api as t;

fn op(call: &'static str, id: &'static str, says: Word) -> Operation {
    Operation::new(Tag::Files, call, id, says)
}

/// Versions, then the upload protocol.
pub fn operations() -> Vec<Operation> {
    vec![
        op("GET /api/v1/documents/{id}/versions", "listVersions", t::list_versions).tagged(),
        op("GET /api/v1/versions/{id}/content", "downloadVersion", t::download_version).raw(Raw::BytesOut).headers([may(
            "Range",
            Kind::Text(100),
            t::v_range,
        )]),
        op("POST /api/v1/documents/{id}/versions/{version}/current", "makeCurrent", t::make_current).matched().tagged(),
        op("DELETE /api/v1/documents/{id}/attachments/{attachment}", "removeAttachment", t::remove_attachment).matched().done(204),
        op("POST /api/v1/cases/{id}/uploads", "announceUpload", t::announce_upload)
            .done(201)
            .matched()
            .query([
                may("type", Kind::Int, t::v_type),
                may("folder", Kind::Id, t::v_folder),
                may("version_of", Kind::Id, t::v_version_of),
                may("attach_to", Kind::Id, t::v_attach_to),
                may("comment", Kind::Text(300), t::v_comment),
            ])
            .headers([
                must("Upload-Length", Kind::Int, t::v_upload_length),
                must("Upload-Metadata", Kind::Text(4000), t::v_upload_metadata),
            ]),
        op("HEAD /api/v1/uploads/{id}", "uploadOffset", t::upload_offset),
        op("PATCH /api/v1/uploads/{id}", "sendUpload", t::send_upload).raw(Raw::BytesIn).headers([must(
            "Upload-Offset",
            Kind::Int,
            t::v_upload_offset,
        )]),
        op("DELETE /api/v1/uploads/{id}", "cancelUpload", t::cancel_upload).done(204),
    ]
}
