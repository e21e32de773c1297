//! Case templates and document types.

use crate::api::operation::{Kind, Operation, Tag, Value, Word, may, must};
use texts::api as t;

fn op(call: &'static str, id: &'static str, says: Word) -> Operation {
    Operation::new(Tag::Templates, call, id, says)
}

/// Templates, then document types.
pub fn operations() -> Vec<Operation> {
    let title = |needed, name, says| Value { needed, ..may(name, Kind::Text(100), says) };
    let titles = |new| [title(new, "title_da", t::v_title_da as Word), title(new, "title_en", t::v_title_en)];
    let mut type_changed =
        op("PATCH /api/v1/document-types/{id}", "changeDocumentType", t::change_document_type).matched().tagged().body(titles(false));
    type_changed.body.extend([may("active", Kind::Flag, t::v_active), may("is_default", Kind::Flag, t::v_is_default)]);
    vec![
        op("GET /api/v1/templates", "listTemplates", t::list_templates).query([may("all", Kind::Flag, t::v_all_templates)]),
        op("POST /api/v1/templates", "createTemplate", t::create_template)
            .done(201)
            .tagged()
            .body([must("name", Kind::Text(100), t::v_name), must("case_type", Kind::Text(100), t::v_case_type_name)]),
        op("GET /api/v1/templates/{id}", "getTemplate", t::get_template).tagged(),
        op("PATCH /api/v1/templates/{id}", "changeTemplate", t::change_template).matched().tagged().body([
            may("name", Kind::Text(100), t::v_name),
            may("case_type", Kind::Text(100), t::v_case_type_name),
            may("description", Kind::Text(2000), t::v_description),
            may("icon", Kind::Text(40), t::v_icon),
            may("title_pattern", Kind::Text(200), t::v_title_pattern),
            may("default_owner", Kind::Int, t::v_owner),
            may("keys", Kind::Id, t::v_keys).many(),
            may("fixed_key", Kind::Id, t::v_fixed_key),
        ]),
        op("PUT /api/v1/templates/{id}/access", "setTemplateAccess", t::set_template_access).matched().tagged().body([
            may("add", Kind::Int, t::v_principals).many(),
            may("add_level", Kind::Words(&["none", "read", "write", "manage"]), t::v_level),
            may("add_create", Kind::Flag, t::v_add_create),
            may("principal", Kind::Int, t::v_template_principals).many(),
        ]),
        op("DELETE /api/v1/templates/{id}", "deleteTemplate", t::delete_template).matched().done(204),
        op("GET /api/v1/document-types", "listDocumentTypes", t::list_document_types),
        op("POST /api/v1/document-types", "createDocumentType", t::create_document_type).done(201).tagged().body(titles(true)),
        type_changed,
        op("DELETE /api/v1/document-types/{id}", "deleteDocumentType", t::delete_document_type).matched().done(204),
    ]
}
