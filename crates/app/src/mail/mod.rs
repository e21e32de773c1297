//! Outgoing mail: enqueued in the unit of work that wants it, sent by a job; without a server it is
//! written to a folder, and pages say so.

use crate::config::Smtp;
use crate::serve::More;
use base::job::Order;
use base::web::Ctx;
use base::{Error, Result, Uow};
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::authentication::Credentials;
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use std::path::Path;
use texts::admin as t;
use ui::{Notice, Tone};

/// The kind of job.
pub const JOB: &str = "mail.send";

/// A mail in plain text.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Mail {
    pub to: String,
    pub subject: String,
    pub text: String,
}

/// Whether mails reach anybody: there is a server to send them by.
pub fn reaches(ctx: &Ctx) -> bool {
    let more: &More = ctx.more();
    !more.config.smtp.host.is_empty()
}

/// For those who could have it mended: that nothing is sent, and where it is set up.
pub fn missing(ctx: &Ctx) -> Markup {
    let lang = ctx.lang;
    html! {
        @if !reaches(ctx) { div.around { (Notice::new(Tone::Warning, t::mail_missing(lang)).more(t::mail_missing_more(lang))) } }
    }
}

/// Wants a mail to be sent, if the unit commits.
pub async fn enqueue(uow: &mut Uow, to: &str, subject: &str, text: &str) -> Result<()> {
    let mail = Mail { to: to.to_owned(), subject: subject.to_owned(), text: text.to_owned() };
    uow.enqueue(Order { kind: JOB, payload: serde_json::to_value(mail)?, only_one: None, max_attempts: 8, priority: base::job::QUICK })
        .await
}

/// Sends it, or writes it to the folder. `name` names the file there.
pub async fn send(smtp: &Smtp, folder: &Path, name: &str, mail: &Mail) -> Result<()> {
    let from = if smtp.from.is_empty() { "Ringbind <ringbind@localhost>" } else { &smtp.from };
    let mailbox = |text: &str| text.parse::<Mailbox>().map_err(|e| Error::internal(format!("{text}: {e}")));
    let message = Message::builder()
        .from(mailbox(from)?)
        .to(mailbox(&mail.to)?)
        .subject(mail.subject.as_str())
        .body(mail.text.clone())
        .map_err(Error::internal)?;
    if smtp.host.is_empty() {
        tokio::fs::create_dir_all(folder).await?;
        return Ok(tokio::fs::write(folder.join(format!("{name}.eml")), message.formatted()).await?);
    }
    let builder = match smtp.security.as_str() {
        "tls" => AsyncSmtpTransport::<Tokio1Executor>::relay(&smtp.host).map_err(Error::internal)?,
        "none" => AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&smtp.host),
        _ => AsyncSmtpTransport::<Tokio1Executor>::starttls_relay(&smtp.host).map_err(Error::internal)?,
    };
    let builder = if smtp.port == 0 { builder } else { builder.port(smtp.port) };
    let builder =
        if smtp.user.is_empty() { builder } else { builder.credentials(Credentials::new(smtp.user.clone(), smtp.password.clone())) };
    builder.build().send(message).await.map(drop).map_err(Error::internal)
}
