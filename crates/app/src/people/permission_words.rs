//! Permissions in words: a name, and a line on what it means.

use base::Lang;
use base::permission::Permission;
use texts::permissions as p;

type Text = fn(Lang) -> &'static str;

const fn words(permission: Permission) -> (Text, Text) {
    use Permission as P;
    match permission {
        P::CasesCreate => (p::cases_create, p::cases_create_why),
        P::CasesReadAll => (p::cases_read_all, p::cases_read_all_why),
        P::CasesReopen => (p::cases_reopen, p::cases_reopen_why),
        P::CasesCloseAnyway => (p::cases_close_anyway, p::cases_close_anyway_why),
        P::CasesDelete => (p::cases_delete, p::cases_delete_why),
        P::DocumentsReopenFinal => (p::documents_reopen_final, p::documents_reopen_final_why),
        P::DocumentsDeleteOthersDrafts => (p::documents_delete_others_drafts, p::documents_delete_others_drafts_why),
        P::RetentionDeleteFinal => (p::retention_delete_final, p::retention_delete_final_why),
        P::TrashAll => (p::trash_all, p::trash_all_why),
        P::Users => (p::admin_users, p::admin_users_why),
        P::Groups => (p::admin_groups, p::admin_groups_why),
        P::Roles => (p::admin_roles, p::admin_roles_why),
        P::UsersHandover => (p::users_handover, p::users_handover_why),
        P::SecurityLog => (p::admin_security_log, p::admin_security_log_why),
        P::Templates => (p::admin_templates, p::admin_templates_why),
        P::Plans => (p::admin_plans, p::admin_plans_why),
        P::DocumentTypes => (p::admin_document_types, p::admin_document_types_why),
        P::Settings => (p::admin_settings, p::admin_settings_why),
        P::Jobs => (p::admin_jobs, p::admin_jobs_why),
        P::SearchIndex => (p::admin_search_index, p::admin_search_index_why),
    }
}

/// The name.
pub fn permission_name(lang: Lang, permission: Permission) -> &'static str {
    words(permission).0(lang)
}

/// What it means.
pub fn permission_why(lang: Lang, permission: Permission) -> &'static str {
    words(permission).1(lang)
}
