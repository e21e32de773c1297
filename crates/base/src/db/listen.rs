//! What the nodes of a PostgreSQL database call to each other: that the log grew. By a connection of its own.

use super::pg::{Pg, fault};
use crate::error::Result;
use futures_util::{StreamExt, stream};
use tokio_postgres::{AsyncMessage, NoTls};

/// Said by whoever chained events. Not by every writer: PostgreSQL commits what notifies one after the other.
pub(crate) const GREW: &str = "NOTIFY ringbind_log";
const HEAR: &str = "LISTEN ringbind_log";

impl Pg {
    pub(super) async fn listen(&self, heard: impl Fn()) -> Result<()> {
        let (client, mut connection) = self.config().connect(NoTls).await.map_err(fault)?;
        let mut said = stream::poll_fn(move |cx| connection.poll_message(cx));
        let mut asking = std::pin::pin!(client.batch_execute(HEAR));
        let mut asked = false;
        loop {
            tokio::select! {
                done = &mut asking, if !asked => {
                    done.map_err(fault)?;
                    asked = true;
                    // What was said before we listened.
                    heard();
                }
                message = said.next() => match message {
                    Some(Ok(AsyncMessage::Notification(_))) => heard(),
                    Some(Ok(_)) => {}
                    Some(Err(error)) => return Err(fault(error)),
                    None => return Ok(()),
                },
            }
        }
    }
}
