//! Cases as the house keeps them: their rows and events, and what the index is told of them.

use super::org::Org;
use super::plan::{CasePlan, papers_of};
use super::truth::Seen;
use base::bulk::{Author, Import};
use base::event::On;
use base::search::Filling;
use base::{Clock, Ids, Result, Timestamp, Uuid, Val, args, collate, date};
use ringbind::cases::{CaseEvent, Status, find_key};
use ringbind::documents::DocumentEvent;
use ringbind::search::entry::{CaseFacts, DocumentFacts, of_case, of_document, registration};
use std::collections::HashMap;

const CASE: &str =
    "cases (id, ordinal, number, archive_number, title, find_key, description, status, owner, template_id, type_id, key_id, deadline,
    closed_at, closed_by, created, created_by, changed, changed_by, restricted, next_document, version)";
const MEMBER: &str = "case_member (case_id, principal, level)";
const DOCUMENT: &str =
    "document (id, case_id, no, title, title_key, description, type_id, direction, sender, receivers, handler, source, created,
    created_by, changed, changed_by)";

/// Writes cases one after the other.
pub struct Writing<'a> {
    pub org: &'a Org,
    pub clock: Clock,
    pub ids: Ids,
    pub filling: &'a Filling,
    /// The archive numbers given under each key.
    pub given: HashMap<usize, i64>,
}

/// A case's numbers and names, as several of its rows have them.
struct Named {
    id: Uuid,
    number: String,
    archive_number: String,
}

impl Writing<'_> {
    /// An id of a time.
    fn id(&self, at: Timestamp) -> Uuid {
        self.clock.set(at);
        self.ids.uuid(&self.clock)
    }

    /// A case with all that stands on it; gives what is known of it.
    pub fn case(&mut self, import: &mut Import, plan: &CasePlan) -> Result<Seen> {
        let key = &self.org.keys[plan.key];
        let given = self.given.entry(plan.key).or_default();
        *given += 1;
        let archive_number = format!("{}/{given}", key.code);
        let day = date::local(plan.created).date().to_string().replace('-', "");
        let named = Named { id: self.id(plan.created), number: format!("{day}-{}", plan.n + 1), archive_number };
        self.row(import, plan, &named);
        self.told(import, plan, &named)?;
        import.list(named.id);
        let facts = self.facts(plan, &named);
        let members: Vec<(i64, i64)> = plan.members.iter().map(|(who, level)| (who.id, *level)).collect();
        let documents = self.documents(import, plan, &facts, &members, named.id)?;
        self.filling.add(&of_case(named.id, facts, &members))?;
        Ok(Seen::of(self.org, plan, named.id, &named.number, documents))
    }

    fn row(&self, import: &mut Import, plan: &CasePlan, named: &Named) {
        let template = &self.org.templates[plan.template];
        let version = 1 + i64::from(plan.restricted) + i64::from(plan.status != 0);
        import.row(
            CASE,
            args![
                named.id,
                plan.n + 1,
                named.number.as_str(),
                named.archive_number.as_str(),
                plan.title.as_str(),
                find_key(&plan.title, &named.number, &named.archive_number),
                "",
                plan.status,
                plan.owner.id,
                template.id,
                template.type_id,
                self.org.keys[plan.key].id,
                plan.deadline.clone(),
                plan.closed,
                plan.closed.map(|_| plan.creator.id),
                plan.created,
                plan.creator.id,
                plan.changed,
                plan.creator.id,
                plan.restricted,
                plan.papers.len() + 1,
                version,
            ],
        );
        for (who, level) in &plan.members {
            import.row(MEMBER, args![named.id, who.id, *level]);
        }
    }

    /// What happened to the case itself.
    fn told(&self, import: &mut Import, plan: &CasePlan, named: &Named) -> Result<()> {
        let template = &self.org.templates[plan.template];
        let (by, on) = (&plan.creator, || On::case(named.id));
        self.clock.set(plan.created);
        let event = CaseEvent::Created {
            number: named.number.clone(),
            title: plan.title.clone(),
            template: template.id,
            template_name: template.name.clone(),
            owner: plan.owner.id,
            key: Some(self.org.keys[plan.key].id),
            archive_number: named.archive_number.clone(),
        };
        import.event(by, plan.created, &event, on())?;
        if plan.restricted {
            import.event(by, plan.created, &CaseEvent::Restricted { on: true }, on())?;
        }
        for (who, level) in &plan.members {
            let event = CaseEvent::MemberAdded { principal: who.id, name: who.name.clone(), level: *level };
            import.event(by, plan.created, &event, on())?;
        }
        if plan.status != Status::Active as i64 {
            let event = CaseEvent::StatusChanged { old: Status::Active as i64, new: plan.status, reason: String::new() };
            self.clock.set(plan.changed);
            import.event(by, plan.changed, &event, on())?;
        }
        Ok(())
    }

    fn facts(&self, plan: &CasePlan, named: &Named) -> CaseFacts {
        let (template, key) = (&self.org.templates[plan.template], &self.org.keys[plan.key]);
        CaseFacts {
            number: named.number.clone(),
            archive_number: named.archive_number.clone(),
            title: plan.title.clone(),
            description: String::new(),
            status: plan.status,
            owner: plan.owner.id,
            owner_name: plan.owner.name.clone(),
            type_id: template.type_id,
            template_id: template.id,
            restricted: plan.restricted,
            key_name: format!("{} {}", key.code, key.title),
            changed: plan.changed,
            created: plan.created,
        }
    }

    /// The documents of a case, each a draft without a file, its text in its description; gives their ids.
    fn documents(
        &self,
        import: &mut Import,
        plan: &CasePlan,
        case: &CaseFacts,
        members: &[(i64, i64)],
        case_id: Uuid,
    ) -> Result<Vec<Uuid>> {
        let mut made = Vec::with_capacity(plan.papers.len());
        for (no, (at, type_id, paper)) in papers_of(plan) {
            let id = self.id(*at);
            let by: &Author = &plan.creator;
            let event = DocumentEvent::Created {
                no,
                title: paper.title.clone(),
                type_id: *type_id,
                source: "import".to_owned(),
                file: String::new(),
                size: 0,
            };
            import.event(by, *at, &event, On::document(case_id, id))?;
            let row: [Val; 16] = args![
                id,
                case_id,
                no,
                paper.title.as_str(),
                collate::key(&paper.title),
                paper.text.as_str(),
                *type_id,
                "internal",
                "",
                "",
                by.id,
                "import",
                *at,
                by.id,
                *at,
                by.id,
            ];
            import.row(DOCUMENT, row);
            let facts = DocumentFacts {
                case_id,
                title: paper.title.clone(),
                description: paper.text.clone(),
                status: 0,
                type_id: *type_id,
                handler: by.id,
                limited: false,
                sender: String::new(),
                receivers: String::new(),
                main_version: None,
                changed: *at,
                created: *at,
            };
            let text = registration(&facts);
            self.filling.add(&of_document(id, facts, case, members, None, text))?;
            made.push(id);
        }
        Ok(made)
    }
}
