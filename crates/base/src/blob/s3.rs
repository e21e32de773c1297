//! A store that speaks S3's protocol: Amazon's own, or any other's.

use crate::error::{Error, Result};
use object_store::aws::AmazonS3Builder;
use object_store::prefix::PrefixStore;
use object_store::{BackoffConfig, ClientOptions, ObjectStore, RetryConfig};
use std::sync::Arc;
use std::time::Duration;

/// How long a connection may take, and how long nothing may come on it.
const CONNECT: Duration = Duration::from_secs(3);
const SILENCE: Duration = Duration::from_secs(30);
/// After so long a request isn't tried again: somebody waits for its answer.
const PATIENCE: Duration = Duration::from_secs(8);

/// Where a bucket is, and who we are there.
#[derive(Debug, Clone, Default)]
pub struct S3 {
    pub bucket: String,
    /// What all names begin with; empty for none.
    pub prefix: String,
    /// `https://host:port`; empty for Amazon's own.
    pub endpoint: String,
    pub region: String,
    /// Empty: what the environment (`AWS_…`) or the machine's role gives.
    pub access_key: String,
    pub secret_key: String,
    /// Without TLS too.
    pub allow_http: bool,
}

impl S3 {
    /// Bucket and prefix of `s3://bucket/prefix`.
    pub fn place(address: &str) -> Option<(&str, &str)> {
        let rest = address.strip_prefix("s3://")?;
        let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        (!bucket.is_empty()).then(|| (bucket, prefix.trim_matches('/')))
    }

    /// The store; nothing is asked of it yet.
    pub fn open(&self) -> Result<Arc<dyn ObjectStore>> {
        // One that is there already is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut client = ClientOptions::new().with_connect_timeout(CONNECT).with_read_timeout(SILENCE).with_timeout_disabled();
        client = client.with_allow_http(self.allow_http).with_no_system_certificates(self.endpoint.starts_with("http://"));
        let backoff = BackoffConfig { init_backoff: Duration::from_millis(100), max_backoff: Duration::from_secs(2), base: 2.0 };
        let retry = RetryConfig { backoff, max_retries: 4, retry_timeout: PATIENCE };
        let mut builder = AmazonS3Builder::from_env().with_bucket_name(&self.bucket).with_client_options(client).with_retry(retry);
        // Not every store knows the removal of many at once.
        builder = builder.with_disable_bulk_delete(true);
        if !self.endpoint.is_empty() {
            builder = builder.with_endpoint(&self.endpoint);
        }
        if !self.region.is_empty() {
            builder = builder.with_region(&self.region);
        }
        if !self.access_key.is_empty() {
            builder = builder.with_access_key_id(&self.access_key).with_secret_access_key(&self.secret_key);
        }
        let store = builder.build().map_err(Error::internal)?;
        Ok(if self.prefix.is_empty() { Arc::new(store) } else { Arc::new(PrefixStore::new(store, self.prefix.as_str())) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_a_bucket_and_perhaps_a_prefix() {
        assert_eq!(S3::place("s3://files"), Some(("files", "")));
        assert_eq!(S3::place("s3://files/ringbind/test/"), Some(("files", "ringbind/test")));
        for wrong in ["", "files", "s3://", "s3:///x", "https://files"] {
            assert_eq!(S3::place(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_store_opens_without_being_asked() {
        let s3 =
            S3 { bucket: "files".into(), prefix: "a/b".into(), endpoint: "http://127.0.0.1:1".into(), allow_http: true, ..S3::default() };
        assert!(s3.open().is_ok());
    }
}
