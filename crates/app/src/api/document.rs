//! The OpenAPI document, made of the table, the routes' needs, and the shapes that handlers tell.

use super::operation::{Kind, Operation, Raw, Tag, Value, shape};
use base::Lang;
use base::web::{Need, Problem, Route};
use texts::api as t;
use utoipa::openapi::content::{Content, ContentBuilder};
use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::path::{OperationBuilder, ParameterBuilder, ParameterIn, PathsBuilder};
use utoipa::openapi::request_body::{RequestBody, RequestBodyBuilder};
use utoipa::openapi::response::ResponseBuilder;
use utoipa::openapi::schema::{ArrayBuilder, KnownFormat, ObjectBuilder, Schema, SchemaFormat, Type};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme};
use utoipa::openapi::tag::TagBuilder;
use utoipa::openapi::{
    Components, ComponentsBuilder, HttpMethod, InfoBuilder, LicenseBuilder, OpenApi, OpenApiBuilder, PathItem, Ref, RefOr, Required,
};
use utoipa::{PartialSchema, ToSchema};

/// How errors come.
const PROBLEM: &str = "application/problem+json";

/// Every refusal: its status, the name it is referred to by, its words.
const REFUSALS: [(u16, &str, super::operation::Word); 9] = [
    (401, "SignIn", t::r_sign_in),
    (403, "Forbidden", t::r_forbidden),
    (404, "NotFound", t::r_not_found),
    (409, "Conflict", t::r_conflict),
    (413, "TooLarge", t::r_too_large),
    (416, "NoSuchRange", t::r_range),
    (422, "Invalid", t::r_invalid),
    (503, "Busy", t::r_busy),
    (507, "Full", t::r_full),
];

/// The name of a tag in the reader's language.
pub fn tag_name(lang: Lang, tag: Tag) -> &'static str {
    match tag {
        Tag::Cases => t::tag_cases(lang),
        Tag::Documents => t::tag_documents(lang),
        Tag::Files => t::tag_files(lang),
        Tag::Search => t::tag_search(lang),
        Tag::Plans => t::tag_plans(lang),
        Tag::Templates => t::tag_templates(lang),
        Tag::People => t::tag_people(lang),
        Tag::Api => t::tag_api(lang),
    }
}

/// The whole document.
pub fn document(lang: Lang, routes: &[Route], operations: &[Operation]) -> OpenApi {
    let mut paths = PathsBuilder::new();
    let mut components = ComponentsBuilder::from(common(lang));
    for operation in operations {
        let Some(route) = operation.route(routes) else { continue };
        let told = shape(operation, route.answer);
        for (name, schema) in told.iter().flat_map(|d| &d.parts) {
            components = components.schema(name, schema.clone());
        }
        let answer = told.map(|d| d.schema);
        paths = paths.path(operation.path, PathItem::new(method(operation.method), described(lang, operation, route.need, answer)));
    }
    let licence = LicenseBuilder::new().name(env!("CARGO_PKG_LICENSE")).identifier(Some(env!("CARGO_PKG_LICENSE"))).build();
    let info =
        InfoBuilder::new().title("Ringbind").version(env!("CARGO_PKG_VERSION")).description(Some(t::about(lang))).license(Some(licence));
    OpenApiBuilder::new()
        .info(info.build())
        .paths(paths.build())
        .components(Some(components.build()))
        .tags(Some(Tag::ALL.map(|tag| TagBuilder::new().name(tag_name(lang, tag)).build())))
        .build()
}

/// What operations refer to: how one signs in, and the refusals.
fn common(lang: Lang) -> Components {
    let token = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).description(Some(t::by_token(lang))).build();
    let session = ApiKeyValue::with_description(base::web::session::COOKIE, t::by_session(lang));
    let mut parts = Vec::new();
    Problem::schemas(&mut parts);
    let mut components = ComponentsBuilder::new()
        .security_scheme("token", SecurityScheme::Http(token))
        .security_scheme("session", SecurityScheme::ApiKey(ApiKey::Cookie(session)))
        .schema(Problem::name(), Problem::schema());
    for (name, schema) in parts {
        components = components.schema(name, schema);
    }
    for (_, name, says) in REFUSALS {
        let content = Content::new(Some(Ref::from_schema_name(Problem::name())));
        components = components.response(name, ResponseBuilder::new().description(says(lang)).content(PROBLEM, content).build());
    }
    components.build()
}

fn method(word: &str) -> HttpMethod {
    match word {
        "POST" => HttpMethod::Post,
        "PUT" => HttpMethod::Put,
        "PATCH" => HttpMethod::Patch,
        "DELETE" => HttpMethod::Delete,
        "HEAD" => HttpMethod::Head,
        _ => HttpMethod::Get,
    }
}

fn described(lang: Lang, operation: &Operation, need: Need, answer: Option<RefOr<Schema>>) -> utoipa::openapi::path::Operation {
    let scopes = operation.scopes(need);
    let mut built = OperationBuilder::new()
        .operation_id(Some(operation.id))
        .tag(tag_name(lang, operation.tag))
        .summary(Some((operation.says)(lang)))
        .description(needs(lang, operation, need));
    if need != Need::Open {
        built =
            built.security(SecurityRequirement::new("token", scopes)).security(SecurityRequirement::new("session", Vec::<String>::new()));
    }
    let places = [
        (ParameterIn::Path, operation.path_values()),
        (ParameterIn::Query, operation.query.clone()),
        (ParameterIn::Header, headers(operation)),
    ];
    for (place, values) in places {
        for value in values {
            let required = if value.needed { Required::True } else { Required::False };
            let parameter = ParameterBuilder::new().name(value.name).parameter_in(place.clone()).required(required);
            built = built.parameter(parameter.description(Some((value.says)(lang))).schema(Some(schema(lang, &value, false))));
        }
    }
    built = built.request_body(body(lang, operation));
    for (status, answer) in done(lang, operation, answer) {
        built = built.response(status.to_string(), answer);
    }
    for (status, name, _) in REFUSALS.iter().filter(|(status, ..)| refuses(operation, need, *status)) {
        built = built.response(status.to_string(), RefOr::Ref(Ref::from_response_name(*name)));
    }
    built.build()
}

/// The permission that the caller must have, in words.
pub fn needs(lang: Lang, operation: &Operation, need: Need) -> Option<String> {
    match need {
        Need::Open => None,
        Need::May(permission) => Some(t::needs_permission(lang, permission.key(), operation.scopes(need).join(", "))),
        Need::SignedIn | Need::Administers => Some(t::needs_scopes(lang, operation.scopes(need).join(", "))),
    }
}

/// The headers of a call, `If-Match` among them.
pub fn headers(operation: &Operation) -> Vec<Value> {
    let mut headers = operation.headers.clone();
    if operation.matched {
        headers.push(super::operation::may("If-Match", Kind::Text(40), t::v_if_match));
    }
    headers
}

fn schema(lang: Lang, value: &Value, said: bool) -> Schema {
    let one = ObjectBuilder::new();
    let one = match value.kind {
        Kind::Text(most) => one.schema_type(Type::String).max_length(Some(most)),
        Kind::Int => one.schema_type(Type::Integer).format(Some(SchemaFormat::KnownFormat(KnownFormat::Int64))),
        Kind::Id => one.schema_type(Type::String).format(Some(SchemaFormat::KnownFormat(KnownFormat::Uuid))),
        Kind::Date => one.schema_type(Type::String).format(Some(SchemaFormat::KnownFormat(KnownFormat::Date))),
        Kind::Flag => one.schema_type(Type::Boolean),
        Kind::Words(words) => one.schema_type(Type::String).enum_values(Some(words.iter().copied())),
    };
    let says = said.then(|| (value.says)(lang));
    if value.many { ArrayBuilder::new().items(one.build()).description(says).into() } else { one.description(says).into() }
}

fn body(lang: Lang, operation: &Operation) -> Option<RequestBody> {
    if operation.raw == Raw::BytesIn {
        let bytes = ContentBuilder::new().schema(Some(bytes())).build();
        return Some(RequestBodyBuilder::new().content("application/offset+octet-stream", bytes).required(Some(Required::True)).build());
    }
    if operation.body.is_empty() {
        return None;
    }
    let mut object = ObjectBuilder::new().schema_type(Type::Object);
    for value in &operation.body {
        object = object.property(value.name, schema(lang, value, true));
        if value.needed {
            object = object.required(value.name);
        }
    }
    let required = if operation.body.iter().any(|v| v.needed) { Required::True } else { Required::False };
    let object = object.build();
    let content = || Content::new(Some(Schema::Object(object.clone())));
    let body = RequestBodyBuilder::new().content("application/json", content()).content("application/x-www-form-urlencoded", content());
    Some(body.required(Some(required)).build())
}

fn bytes() -> Schema {
    ObjectBuilder::new().schema_type(Type::String).format(Some(SchemaFormat::KnownFormat(KnownFormat::Binary))).into()
}

fn text_header(says: &'static str) -> utoipa::openapi::Header {
    HeaderBuilder::new()
        .schema(Some(Schema::Object(ObjectBuilder::new().schema_type(Type::String).build())))
        .description(Some(says))
        .build()
}

/// The answers when it was done.
fn done(lang: Lang, operation: &Operation, answer: Option<RefOr<Schema>>) -> Vec<(u16, utoipa::openapi::Response)> {
    let mut built = ResponseBuilder::new().description(t::r_done(lang));
    if operation.tagged || operation.raw == Raw::BytesOut {
        built = built.header("ETag", text_header(t::h_etag(lang)));
    }
    if operation.done == 201 {
        built = built.header("Location", text_header(t::h_location(lang)));
    }
    let offsets = |answer: ResponseBuilder| {
        answer.header("Upload-Offset", text_header(t::h_offset(lang))).header("Tus-Resumable", text_header("1.0.0"))
    };
    match (operation.raw, answer) {
        (Raw::BytesIn, answer) => {
            let part = offsets(ResponseBuilder::new().description(t::r_part(lang))).build();
            return vec![(200, offsets(built).content("application/json", Content::new(answer)).build()), (204, part)];
        }
        (Raw::BytesOut, _) => {
            let whole = built.content("*/*", Content::new(Some(bytes()))).build();
            let part = ResponseBuilder::new().description(t::r_some(lang)).header("Content-Range", text_header(t::h_range(lang)));
            return vec![(200, whole), (206, part.content("*/*", Content::new(Some(bytes()))).build())];
        }
        (Raw::JsonOut, _) => {
            built = built.content("application/json", Content::new(Some(ObjectBuilder::new().schema_type(Type::Object).build())))
        }
        (Raw::Nothing, Some(answer)) => built = built.content("application/json", Content::new(Some(answer))),
        (Raw::Nothing, None) if operation.tag == Tag::Files && operation.done != 204 => built = offsets(built),
        (Raw::Nothing, None) => {}
    }
    vec![(operation.done, built.build())]
}

/// Whether a call can be refused with a status.
fn refuses(operation: &Operation, need: Need, status: u16) -> bool {
    match status {
        401 => need != Need::Open,
        // All templates are for who keeps them.
        403 if operation.id == "listTemplates" => true,
        403 => need != Need::Open && (!operation.safe() || matches!(need, Need::May(_)) || operation.tag == Tag::Cases),
        404 => operation.path.contains('{'),
        409 => !operation.safe(),
        413 => !operation.safe() && (operation.tag == Tag::Files || !operation.body.is_empty()),
        416 => operation.raw == Raw::BytesOut,
        422 => !operation.safe() || !operation.query.is_empty(),
        _ => !operation.safe(),
    }
}
