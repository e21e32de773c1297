//! What runs in the background: each kind of job and who does it.

use crate::serve::More;
use crate::{documents, leftovers, mail};
use base::job::{Handler, Hold, Job};
use base::web::{Ctx, House};
use base::{Actor, Error, Result, Via};
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

/// Runs the application's jobs.
pub struct Runner(pub Arc<House>);

impl Handler for Runner {
    fn run<'a>(&'a self, job: &'a Job, hold: &'a Hold) -> Pin<Box<dyn Future<Output = Result<()>> + Send + 'a>> {
        Box::pin(async move {
            hold.progress(0, 1).await?;
            let ctx = Ctx::new(self.0.clone(), Actor::system(&job.kind, Via::Job));
            match job.kind.as_str() {
                mail::JOB => {
                    let more: &More = ctx.more();
                    let mail: mail::Mail = serde_json::from_str(&job.payload)?;
                    mail::send(&more.config.smtp, &more.config.data.join("mail"), &job.id.to_string(), &mail).await
                }
                "document.text" | "document.pdf" | "document.pdfa" => documents::run_rendition(&ctx, job).await,
                leftovers::JOB => leftovers::run(&ctx).await,
                other => Err(Error::internal(format!("no such kind of job: {other}"))),
            }
        })
    }

    fn lost<'a>(&'a self, job: &'a Job) -> Pin<Box<dyn Future<Output = Result<()>> + Send + 'a>> {
        Box::pin(async move {
            let ctx = Ctx::new(self.0.clone(), Actor::system(&job.kind, Via::Job));
            if job.kind.starts_with("document.") { documents::rendition_lost(&ctx, job).await } else { Ok(()) }
        })
    }
}
