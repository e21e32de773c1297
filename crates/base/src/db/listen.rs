//! What the nodes of a PostgreSQL database call to each other: that the log grew. By a connection of its own.

use super::pg::{Pg, fault};
use super::tls::Tls;
use crate::error::Result;
use futures_util::{StreamExt, stream};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_postgres::{AsyncMessage, Client, Connection, NoTls};

/// Said by whoever chained events. Not by every writer: PostgreSQL commits what notifies one after the other.
pub(crate) const GREW: &str = "NOTIFY ringbind_log";
const HEAR: &str = "LISTEN ringbind_log";

impl Pg {
    pub(super) async fn listen(&self, heard: impl Fn()) -> Result<()> {
        match self.line() {
            (config, Tls::Plain) => {
                let (client, connection) = config.connect(NoTls).await.map_err(fault)?;
                hear(&client, connection, heard).await
            }
            (config, Tls::Checked(tls)) => {
                let (client, connection) = config.connect(tls).await.map_err(fault)?;
                hear(&client, connection, heard).await
            }
        }
    }
}

async fn hear<S, T>(client: &Client, mut connection: Connection<S, T>, heard: impl Fn()) -> Result<()>
where
    S: AsyncRead + AsyncWrite + Unpin,
    T: AsyncRead + AsyncWrite + Unpin,
{
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
