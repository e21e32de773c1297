//! What every organisation has from its first start: the shipped roles, the document types, one
//! journal plan, a group of everybody and one template, so that a first case is a title away.

use base::event::{Event, On};
use base::permission::Permission;
use base::web::{Ctx, House};
use base::{Actor, Error, Result, Via, acl, args, collate};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What a new organisation began with.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "kind")]
pub enum SetupEvent {
    #[serde(rename = "organisation.set_up")]
    SetUp {
        roles: usize,
        document_types: usize,
        /// What the shipped roles may, in the order of their numbers.
        #[serde(default)]
        permissions: Vec<Vec<String>>,
        /// Template and group: who may make cases from the start.
        #[serde(default)]
        creators: Vec<(i64, i64)>,
    },
}

impl Event for SetupEvent {}

/// The shipped roles: key, Danish and English name, permissions (`*` for all of the administration).
pub const ROLES: &[(&str, &str, &str, &[Permission])] = {
    use Permission as P;
    &[
        (
            "organisation_administrator",
            "Organisationsadministrator",
            "Organisation administrator",
            &[
                P::CasesCreate,
                P::CasesReopen,
                P::CasesCloseAnyway,
                P::CasesDelete,
                P::DocumentsReopenFinal,
                P::DocumentsDeleteOthersDrafts,
                P::TrashAll,
                P::Users,
                P::Groups,
                P::Roles,
                P::UsersHandover,
                P::SecurityLog,
                P::Templates,
                P::Plans,
                P::DocumentTypes,
                P::Settings,
                P::Jobs,
                P::SearchIndex,
            ],
        ),
        (
            "system_administrator",
            "Systemadministrator",
            "System administrator",
            &[P::Users, P::Groups, P::UsersHandover, P::SecurityLog, P::Jobs, P::SearchIndex],
        ),
        ("records_manager", "Arkivar og databeskyttelse", "Records manager", &[P::CasesReadAll, P::SecurityLog, P::TrashAll]),
        (
            "super_user",
            "Superbruger",
            "Super user",
            &[P::CasesCreate, P::CasesReopen, P::CasesCloseAnyway, P::CasesDelete, P::DocumentsReopenFinal, P::DocumentsDeleteOthersDrafts],
        ),
        ("caseworker", "Sagsbehandler", "Caseworker", &[P::CasesCreate, P::CasesReopen, P::CasesDelete]),
        ("reader", "Læser", "Reader", &[]),
        ("external", "Ekstern", "External", &[]),
    ]
};

/// The shipped document types (spec 9.3).
const DOCUMENT_TYPES: &[(&str, &str)] = &[
    ("Notat", "Note"),
    ("Brev", "Letter"),
    ("E-mail", "E-mail"),
    ("Bilag", "Enclosure"),
    ("Rapport", "Report"),
    ("Referat", "Minutes"),
    ("Dagsorden", "Agenda"),
    ("Faktura", "Invoice"),
    ("Følgebrev", "Cover letter"),
    ("CV", "CV"),
    ("Ansættelsesaftale", "Employment contract"),
    ("Lønaftale", "Pay agreement"),
    ("Eksamensbevis", "Diploma"),
    ("Kursusbevis", "Course certificate"),
    ("Samtykke", "Consent"),
    ("Andet", "Other"),
];

async fn filled(ctx: &Ctx) -> Result<bool> {
    Ok(ctx.reader.maybe::<(i64,)>("SELECT id FROM role LIMIT 1", &[]).await?.is_some())
}

/// Fills an empty database; does nothing to another.
pub async fn seed(house: &Arc<House>) -> Result<()> {
    let ctx = Ctx::new(house.clone(), Actor::system("setup", Via::Cli));
    if filled(&ctx).await? {
        return Ok(());
    }
    match fill(&ctx).await {
        // Another node, which started at the same time, was there first.
        Err(Error::Taken(_)) if filled(&ctx).await? => Ok(()),
        done => done,
    }
}

async fn fill(ctx: &Ctx) -> Result<()> {
    let mut uow = ctx.write().await?;
    for (at, (key, da, en, permissions)) in ROLES.iter().enumerate() {
        let id = at + 1;
        uow.also("INSERT INTO role (id, key, name_da, name_en, shipped) VALUES ($1, $2, $3, $4, TRUE)", &args![id, *key, *da, *en]).await?;
        for permission in *permissions {
            uow.also("INSERT INTO role_permission (role_id, permission) VALUES ($1, $2)", &args![id, permission.key()]).await?;
        }
    }
    uow.also("INSERT INTO counter (name, value) VALUES ('role', $1)", &args![ROLES.len()]).await?;
    for (at, (da, en)) in DOCUMENT_TYPES.iter().enumerate() {
        let args = args![at + 1, *da, *en, at, at == 0];
        uow.also(
            "INSERT INTO document_type (id, title_da, title_en, position, is_default, shipped) VALUES ($1, $2, $3, $4, $5, TRUE)",
            &args,
        )
        .await?;
    }
    uow.also("INSERT INTO counter (name, value) VALUES ('document_type', $1)", &args![DOCUMENT_TYPES.len()]).await?;
    let creator = first_things(&mut uow).await?;
    let event = SetupEvent::SetUp {
        roles: ROLES.len(),
        document_types: DOCUMENT_TYPES.len(),
        permissions: ROLES.iter().map(|(.., all)| all.iter().map(|p| p.key().to_owned()).collect()).collect(),
        creators: vec![creator],
    };
    uow.note(&event, On::thing("organisation", 1)).await?;
    uow.commit().await
}

/// One plan, everybody's group, and a plain template that everybody may use.
/// Returns the template and the group.
async fn first_things(uow: &mut base::Uow) -> Result<(i64, i64)> {
    let now = uow.now();
    let plan = uow.id();
    uow.also(
        "INSERT INTO plan (id, name, name_key, position) VALUES ($1, 'Journalplan', $2, 1)",
        &args![plan, collate::key("Journalplan")],
    )
    .await?;
    let everybody = acl::new_scope(uow).await?;
    uow.also(
        "INSERT INTO groups (id, name, name_key, description, created, changed) VALUES ($1, 'Alle medarbejdere', $2, '', $3, $3)",
        &args![everybody, collate::key("Alle medarbejdere"), now],
    )
    .await?;
    uow.also("INSERT INTO setting (key, value, changed) VALUES ('organisation.everybody', $1, $2)", &args![everybody.to_string(), now])
        .await?;
    let kind = uow.next("case_type").await?;
    uow.also("INSERT INTO case_type (id, name, name_key) VALUES ($1, 'Standardsag', $2)", &args![kind, collate::key("Standardsag")])
        .await?;
    let template = acl::new_scope(uow).await?;
    uow.also(
        "INSERT INTO template (id, name, name_key, type_id, default_document_type, created, changed) VALUES ($1, 'Standardsag', $2, $3, 1, $4, $4)",
        &args![template, collate::key("Standardsag"), kind, now],
    )
    .await?;
    uow.also("INSERT INTO template_creator (template_id, principal) VALUES ($1, $2)", &args![template, everybody]).await?;
    Ok((template, everybody))
}
