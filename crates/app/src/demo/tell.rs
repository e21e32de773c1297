//! Writes the story's steps, each at its time and by its person.

use super::content::Content;
use super::plan::{CasePlan, DocumentPlan, Principal};
use super::setup::{Known, missing, store};
use super::story::{Act, Step};
use super::{Extent, papers};
use crate::cases::{Case, CaseEvent, Status, find_key, number};
use crate::documents::{self, Document, DocumentEvent, NewDocument, NewFile};
use base::event::On;
use base::uow::Edit;
use base::web::{Ctx, House};
use base::{Actor, Error, Result, Uow, Uuid, Via, acl, args, collate, job};
use futures_util::StreamExt;
use std::collections::HashMap;
use std::sync::Arc;

/// A unit holds at most so many steps of a person.
const MOST: usize = 60;

/// A document's stored files.
struct Stored {
    versions: Vec<NewFile>,
    attachments: Vec<NewFile>,
    sender: String,
    receivers: String,
}

/// A case that was made.
struct Made {
    id: Uuid,
    folders: HashMap<String, Uuid>,
    documents: HashMap<usize, Uuid>,
}

pub struct Teller {
    pub house: Arc<House>,
    pub content: Arc<Content>,
    pub cases: Arc<Vec<CasePlan>>,
    pub known: Known,
    pub extent: Extent,
    made: HashMap<usize, Made>,
    files: HashMap<(usize, usize), Stored>,
    actors: HashMap<String, Actor>,
}

impl Teller {
    pub fn new(house: Arc<House>, content: Arc<Content>, cases: Arc<Vec<CasePlan>>, known: Known, extent: Extent) -> Teller {
        Teller { house, content, cases, known, extent, made: HashMap::new(), files: HashMap::new(), actors: HashMap::new() }
    }

    /// Tells it all. Files are made ahead, while the database is written.
    pub async fn tell(&mut self, steps: &[Step]) -> Result<()> {
        let wanted: Vec<(usize, usize)> =
            steps.iter().filter_map(|s| if let Act::Document(n) = s.act { Some((s.case, n)) } else { None }).collect();
        let (content, cases, house) = (self.content.clone(), self.cases.clone(), self.house.clone());
        let made = futures_util::stream::iter(wanted).map(move |(case, n)| {
            let task = tokio::spawn(stored(house.clone(), content.clone(), cases.clone(), case, n));
            async move { task.await.map_err(Error::internal)?.map(|stored| ((case, n), stored)) }
        });
        let mut made = std::pin::pin!(made.buffered(16));
        let mut at = 0;
        let mut shown = 0;
        while at < steps.len() {
            let end = (at..steps.len().min(at + MOST)).find(|n| steps[*n].who != steps[at].who).unwrap_or(steps.len().min(at + MOST));
            for step in steps[at..end].iter().filter(|s| matches!(s.act, Act::Document(_))) {
                let found = made.next().await.ok_or_else(|| missing(&self.cases[step.case].title))??;
                self.files.insert(found.0, found.1);
            }
            self.unit(&steps[at..end]).await?;
            at = end;
            if self.extent == Extent::Whole && self.made.len() >= shown + 50 {
                shown = self.made.len() / 50 * 50;
                eprintln!("Demo: {shown} af {} sager …", self.cases.len());
            }
        }
        Ok(())
    }

    /// Some steps of one person, in one transaction.
    async fn unit(&mut self, steps: &[Step]) -> Result<()> {
        let Some(first) = steps.first() else { return Ok(()) };
        let ctx = Ctx::new(self.house.clone(), self.actor(&first.who)?);
        self.house.clock.set(first.at);
        let mut uow = ctx.write().await?;
        for step in steps {
            self.house.clock.set(step.at);
            self.step(&mut uow, step).await?;
            if step.last {
                let id = self.case(step.case)?.id;
                acl::relist(&mut uow, id).await?;
            }
        }
        // Whoever tries the demo meanwhile has his own files read first.
        uow.also("UPDATE job SET priority = $1 WHERE state = 'waiting' AND priority = $2", &args![job::IMPORTED, job::QUICK]).await?;
        uow.commit().await
    }

    /// A person of the story. He sees what he works on whatever the rules will say: they are made
    /// of what he does (the lists of a case are written when its story has been told).
    fn actor(&mut self, user_name: &str) -> Result<Actor> {
        if let Some(actor) = self.actors.get(user_name) {
            return Ok(actor.clone());
        }
        let id = self.known.user(user_name)?;
        let user = self.content.user(user_name).ok_or_else(|| missing(user_name))?;
        let mut actor = Actor::system(&user.name(), Via::Web);
        actor.id = id;
        actor.address = format!("192.0.2.{}", id % 250 + 1);
        self.actors.insert(user_name.to_owned(), actor.clone());
        Ok(actor)
    }

    fn case(&self, at: usize) -> Result<&Made> {
        self.made.get(&at).ok_or_else(|| missing(&self.cases[at].title))
    }

    fn document_id(&self, case: usize, n: usize) -> Result<Uuid> {
        self.case(case)?.documents.get(&n).copied().ok_or_else(|| missing(&self.cases[case].documents[n].title))
    }

    async fn step(&mut self, uow: &mut Uow, step: &Step) -> Result<()> {
        let cases = self.cases.clone();
        let plan = &cases[step.case];
        match step.act {
            Act::Create => self.create(uow, step.case, plan).await,
            Act::Document(n) => self.document(uow, step.case, n, &plan.documents[n]).await,
            Act::Version(n, version) => self.version(uow, step.case, n, version).await,
            Act::Finalise(n) => {
                let open = uow.open::<Document, Edit>(self.document_id(step.case, n)?, None).await?;
                documents::make_final(uow, &open).await
            }
            Act::Rest => self.status(uow, step.case, Status::Passive, "").await,
            Act::Close => self.status(uow, step.case, Status::Closed, &plan.closing_reason).await,
            Act::Favour => {
                let (user, id, now) = (uow.actor().id, self.case(step.case)?.id, uow.now());
                let sql = "INSERT INTO favourite (user_id, object, object_id, at) VALUES ($1, 'case', $2, $3)";
                uow.record(&CaseEvent::Favoured { on: true }, On::thing("favourite", id), sql, &args![user, id, now]).await
            }
        }
    }

    fn principal(&self, who: &Principal) -> Result<(i64, String)> {
        match who {
            Principal::User(key) => Ok((self.known.user(key)?, self.content.user(key).map(super::content::User::name).unwrap_or_default())),
            Principal::Group(key) => {
                let name = self.content.groups.iter().find(|g| g.key == *key).map(|g| g.name.clone());
                Ok((self.known.group(key)?, name.unwrap_or_default()))
            }
        }
    }

    async fn create(&mut self, uow: &mut Uow, at: usize, plan: &CasePlan) -> Result<()> {
        let (id, now, actor) = (uow.id(), uow.now(), uow.actor().id);
        let (template, type_id) = *self.known.templates.get(&plan.template).ok_or_else(|| missing(&plan.template))?;
        let template_name = self.content.template(&plan.template).map(|t| t.name.clone()).unwrap_or_default();
        let (key, owner) = (self.known.key(&plan.key)?, self.principal(&plan.owner)?.0);
        let code = plan.key.split_once(':').map_or("", |(_, code)| code);
        let archive_number = number::archive(uow, "{key}/{seq}", code, &plan.number).await?;
        let ordinal = number::ordinal(uow).await?;
        let event = CaseEvent::Created {
            number: plan.number.clone(),
            title: plan.title.clone(),
            template,
            template_name,
            owner,
            key: Some(key),
            archive_number: archive_number.clone(),
        };
        uow.record(
            &event,
            On::case(id),
            "INSERT INTO cases (id, ordinal, number, archive_number, title, find_key, description, status, owner, template_id, type_id, key_id,
               start_date, expected_end, deadline, created, created_by, changed, changed_by)
             VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8, $9, $10, $11, $12, $13, $14, $15, $16, $15, $16)",
            &args![
                id, ordinal, plan.number.as_str(), archive_number.as_str(), plan.title.as_str(), find_key(&plan.title, &plan.number, &archive_number),
                plan.description.as_str(), owner, template, type_id, key, plan.created, plan.expected_end, plan.deadline, now, actor,
            ],
        )
        .await?;
        self.members(uow, id, plan).await?;
        let folders = folders(uow, id, plan).await?;
        self.made.insert(at, Made { id, folders, documents: HashMap::new() });
        Ok(())
    }

    async fn members(&self, uow: &mut Uow, id: Uuid, plan: &CasePlan) -> Result<()> {
        if plan.restricted {
            uow.record(&CaseEvent::Restricted { on: true }, On::case(id), "UPDATE cases SET restricted = TRUE WHERE id = $1", &args![id])
                .await?;
        }
        for (who, level) in &plan.members {
            let (principal, name) = self.principal(who)?;
            let event = CaseEvent::MemberAdded { principal, name, level: *level };
            let sql = "INSERT INTO case_member (case_id, principal, level) VALUES ($1, $2, $3)";
            uow.record(&event, On::case(id), sql, &args![id, principal, *level]).await?;
        }
        Ok(())
    }

    async fn document(&mut self, uow: &mut Uow, at: usize, n: usize, plan: &DocumentPlan) -> Result<()> {
        let made = self.case(at)?;
        let open = uow.open::<Case, Edit>(made.id, None).await?;
        let files = self.files.get(&(at, n)).ok_or_else(|| missing(&plan.title))?;
        let new = NewDocument {
            folder: made.folders.get(&plan.folder).copied(),
            title: plan.title.clone(),
            description: String::new(),
            type_id: self.known.kind(&plan.kind_of)?,
            direction: plan.direction,
            sender: files.sender.clone(),
            receivers: files.receivers.clone(),
            letter_date: plan.letter_date.map(|d| d.to_string()),
            source: if matches!(plan.kind.as_str(), "eml" | "msg") { "mail" } else { "upload" },
            file: files.versions.first().cloned(),
        };
        let id = documents::insert(uow, &open, &new).await?;
        if let Some(comment) = plan.versions.first() {
            uow.also("UPDATE version SET comment = $1 WHERE document_id = $2 AND no = 1", &args![comment.as_str(), id]).await?;
        }
        for file in &files.attachments {
            documents::write_attachment(uow, open.row.id, id, file).await?;
        }
        self.limit(uow, open.row.id, id, plan).await?;
        if plan.versions.len() < 2 {
            self.files.remove(&(at, n));
        }
        self.made.get_mut(&at).map(|made| made.documents.insert(n, id));
        touch(uow, open.row.id).await
    }

    async fn limit(&self, uow: &mut Uow, case: Uuid, id: Uuid, plan: &DocumentPlan) -> Result<()> {
        if plan.limited_to.is_empty() {
            return Ok(());
        }
        let (mut principals, mut names) = (Vec::with_capacity(plan.limited_to.len()), Vec::with_capacity(plan.limited_to.len()));
        for user in &plan.limited_to {
            let (principal, name) = self.principal(&Principal::User(user.clone()))?;
            uow.also("INSERT INTO document_access (document_id, principal) VALUES ($1, $2)", &args![id, principal]).await?;
            principals.push(principal);
            names.push(name);
        }
        let event = DocumentEvent::Limited { was: false, limited: true, old: vec![], new: names, principals: Some(principals) };
        uow.record(&event, On::document(case, id), "UPDATE document SET limited = TRUE WHERE id = $1", &args![id]).await
    }

    async fn version(&mut self, uow: &mut Uow, at: usize, n: usize, version: usize) -> Result<()> {
        let (document, case) = (self.document_id(at, n)?, self.case(at)?.id);
        let plan = &self.cases[at].documents[n];
        let file = self.files.get(&(at, n)).and_then(|f| f.versions.get(version)).cloned().ok_or_else(|| missing(&plan.title))?;
        let comment = plan.versions.get(version).cloned().unwrap_or_default();
        let (id, no, now, actor) = (uow.id(), i64::try_from(version).unwrap_or(0) + 1, uow.now(), uow.actor().id);
        documents::write_version(uow, id, document, None, no, &file, &comment).await?;
        uow.record(
            &DocumentEvent::VersionAdded { no, file: file.name.clone(), size: file.size, comment },
            On::document(case, document),
            "UPDATE document SET main_version = $1, changed = $2, changed_by = $3, version = version + 1 WHERE id = $4",
            &args![id, now, actor, document],
        )
        .await?;
        touch(uow, case).await
    }

    async fn status(&self, uow: &mut Uow, at: usize, to: Status, reason: &str) -> Result<()> {
        let (id, now, actor) = (self.case(at)?.id, uow.now(), uow.actor().id);
        let closed = (to == Status::Closed).then_some(now);
        uow.record(
            &CaseEvent::StatusChanged { old: Status::Active as i64, new: to as i64, reason: reason.to_owned() },
            On::case(id),
            "UPDATE cases SET status = $1, closed_at = $2, closed_by = $3, changed = $4, changed_by = $5, version = version + 1 WHERE id = $6",
            &args![to as i64, closed, closed.map(|_| actor), now, actor, id],
        )
        .await
    }
}

/// Notes on the case that something of it changed; its lists are written at the end of its story.
async fn touch(uow: &mut Uow, case: Uuid) -> Result<()> {
    let (now, actor) = (uow.now(), uow.actor().id);
    uow.also("UPDATE cases SET changed = $1, changed_by = $2 WHERE id = $3", &args![now, actor, case]).await.map(drop)
}

async fn folders(uow: &mut Uow, case: Uuid, plan: &CasePlan) -> Result<HashMap<String, Uuid>> {
    let mut made: HashMap<String, Uuid> = HashMap::new();
    for (at, path) in plan.folders.iter().enumerate() {
        let (above, name) = path.rsplit_once('/').map_or((None, path.as_str()), |(above, name)| (Some(above), name));
        let (id, parent) = (uow.id(), above.and_then(|a| made.get(a)).copied());
        uow.also(
            "INSERT INTO folder (id, case_id, parent_id, name, name_key, position) VALUES ($1, $2, $3, $4, $5, $6)",
            &args![id, case, parent, name, collate::key(name), at + 1],
        )
        .await?;
        made.insert(path.clone(), id);
    }
    Ok(made)
}

/// Makes and stores a document's files.
async fn stored(house: Arc<House>, content: Arc<Content>, cases: Arc<Vec<CasePlan>>, case: usize, n: usize) -> Result<Stored> {
    let making = tokio::task::spawn_blocking(move || {
        let plan = &cases[case];
        papers::files(&content, plan, &plan.documents[n], plan.seq.unwrap_or(0).unsigned_abs() * 1000 + n as u64)
    });
    let files = making.await.map_err(Error::internal)?;
    let ctx = Ctx::new(house, Actor::system("demo", Via::Cli));
    let (mut versions, mut attachments) = (Vec::new(), Vec::new());
    for file in files.versions {
        versions.push(store(&ctx, &file.name, file.bytes).await?);
    }
    for file in files.attachments {
        attachments.push(store(&ctx, &file.name, file.bytes).await?);
    }
    Ok(Stored { versions, attachments, sender: files.sender, receivers: files.receivers })
}
