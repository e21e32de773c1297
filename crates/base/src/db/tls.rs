//! The line to PostgreSQL: encrypted, and the server's certificate checked against those that the machine trusts,
//! where the address says `sslmode=require`; else plain.

use crate::error::{Error, Result};
use tokio_postgres::Config;
use tokio_postgres::config::SslMode;
use tokio_postgres_rustls::MakeRustlsConnect;

#[derive(Clone)]
pub(super) enum Tls {
    Plain,
    Checked(MakeRustlsConnect),
}

impl Tls {
    /// As the address says.
    pub(super) fn of(config: &mut Config) -> Result<Tls> {
        if config.get_ssl_mode() != SslMode::Require {
            // Not "if the server wants": its certificate would have to be checked then too.
            config.ssl_mode(SslMode::Disable);
            return Ok(Tls::Plain);
        }
        // One that is there already is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        match MakeRustlsConnect::with_native_certs() {
            Ok((connect, _)) => Ok(Tls::Checked(connect)),
            Err(errors) => Err(Error::internal(format!("the machine trusts no certificates: {errors:?}"))),
        }
    }
}
