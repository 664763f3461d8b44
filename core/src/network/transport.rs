//! One HTTP exchange: bounded in time and size, never redirected, every failure typed.

use std::error::Error;
use std::time::Duration;

use reqwest::header::CONTENT_TYPE;
use reqwest::redirect::Policy;
use reqwest::{Client, RequestBuilder, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::body::BODY_LIMIT;
use super::{NetworkError, read_body, tls, write_body};

/// How a [`Transport`] behaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransportOptions {
    /// DER certificates of further TLS roots.
    pub pinned_roots: Vec<Vec<u8>>,
    /// Trust the pinned roots alone, not the web's.
    pub only_pinned_roots: bool,
    /// How long a connection may take to come about, in milliseconds.
    pub connect_millis: u64,
}

impl Default for TransportOptions {
    fn default() -> Self {
        Self { pinned_roots: Vec::new(), only_pinned_roots: false, connect_millis: 3_000 }
    }
}

/// The HTTP client that all clients share; cheap to clone.
#[derive(Debug, Clone)]
pub struct Transport {
    client: Client,
}

impl Transport {
    /// A transport with its own connection pool.
    ///
    /// # Errors
    /// [`NetworkError::Tls`].
    pub fn new(options: &TransportOptions) -> Result<Self, NetworkError> {
        let tls = tls::client_config(&options.pinned_roots, options.only_pinned_roots)?;
        let client = Client::builder()
            .tls_backend_preconfigured(tls)
            .redirect(Policy::none())
            .no_proxy()
            .retry(reqwest::retry::never())
            .connect_timeout(Duration::from_millis(options.connect_millis))
            .build()
            .map_err(|error| NetworkError::Tls { detail: innermost(&error) })?;
        Ok(Self { client })
    }

    /// POSTs `body` as JSON and reads the answer.
    ///
    /// # Errors
    /// Every [`NetworkError`] but `Refused`: what the answer means is the caller's to judge.
    pub async fn post<B: Serialize, T: DeserializeOwned>(
        &self,
        address: &str,
        body: &B,
        millis: u64,
    ) -> Result<T, NetworkError> {
        let bytes = write_body(body)
            .map_err(|fault| NetworkError::Unwritable { endpoint: address.to_owned(), fault })?;
        self.post_bytes(address, bytes, millis).await
    }

    /// POSTs `body`, JSON already, byte for byte and reads the answer.
    ///
    /// # Errors
    /// As [`post`](Self::post).
    pub async fn post_bytes<T: DeserializeOwned>(
        &self,
        address: &str,
        body: Vec<u8>,
        millis: u64,
    ) -> Result<T, NetworkError> {
        self.exchange(address, self.json(address, body), millis).await
    }

    /// POSTs and reads the answer whatever its HTTP status: the reference's network reads only the JSON.
    ///
    /// # Errors
    /// As [`post`](Self::post), without `Status` and `Garbage`.
    pub async fn post_any_status<B: Serialize>(
        &self,
        address: &str,
        body: &B,
        millis: u64,
    ) -> Result<(u16, Vec<u8>), NetworkError> {
        let bytes = write_body(body)
            .map_err(|fault| NetworkError::Unwritable { endpoint: address.to_owned(), fault })?;
        self.send(address, self.json(address, bytes), millis).await
    }

    /// GETs and reads the answer.
    ///
    /// # Errors
    /// As [`post`](Self::post).
    pub async fn get<T: DeserializeOwned>(&self, address: &str, millis: u64) -> Result<T, NetworkError> {
        self.exchange(address, self.client.get(address), millis).await
    }

    /// DELETEs and reads the answer.
    ///
    /// # Errors
    /// As [`post`](Self::post).
    pub async fn delete<T: DeserializeOwned>(&self, address: &str, millis: u64) -> Result<T, NetworkError> {
        self.exchange(address, self.client.delete(address), millis).await
    }

    fn json(&self, address: &str, body: Vec<u8>) -> RequestBuilder {
        self.client.post(address).header(CONTENT_TYPE, "application/json").body(body)
    }

    async fn exchange<T: DeserializeOwned>(
        &self,
        address: &str,
        request: RequestBuilder,
        millis: u64,
    ) -> Result<T, NetworkError> {
        let endpoint = || address.to_owned();
        let (status, bytes) = self.send(address, request, millis).await?;
        if !(200..300).contains(&status) {
            return Err(NetworkError::Status { endpoint: endpoint(), status });
        }
        read_body(&bytes).map_err(|fault| NetworkError::Garbage { endpoint: endpoint(), fault })
    }

    async fn send(
        &self,
        address: &str,
        request: RequestBuilder,
        millis: u64,
    ) -> Result<(u16, Vec<u8>), NetworkError> {
        let failed = |error: reqwest::Error| failure(address, millis, &error);
        let response = request.timeout(Duration::from_millis(millis)).send().await.map_err(failed)?;
        let status = response.status().as_u16();
        Ok((status, read_bounded(address, millis, response).await?))
    }
}

/// Stops at the limit, whatever length the peer announced.
async fn read_bounded(address: &str, millis: u64, mut response: Response) -> Result<Vec<u8>, NetworkError> {
    let too_large = || NetworkError::TooLarge { endpoint: address.to_owned(), limit: BODY_LIMIT };
    if response.content_length().is_some_and(|length| length > u64::from(BODY_LIMIT)) {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| failure(address, millis, &error))? {
        let length = bytes.len().saturating_add(chunk.len());
        if u32::try_from(length).unwrap_or(u32::MAX) > BODY_LIMIT {
            return Err(too_large());
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

/// Whether the peer may have seen the request is what the kinds tell apart; a connection that was not made in time
/// counts as not made.
fn failure(address: &str, millis: u64, error: &reqwest::Error) -> NetworkError {
    let endpoint = address.to_owned();
    if error.is_connect() || error.is_builder() {
        NetworkError::Unreachable { endpoint, detail: innermost(error) }
    } else if error.is_timeout() {
        NetworkError::Timeout { endpoint, millis }
    } else {
        NetworkError::AnswerLost { endpoint, detail: innermost(error) }
    }
}

/// The outer errors only repeat the address.
fn innermost(error: &(dyn Error + 'static)) -> String {
    let mut inner = error;
    while let Some(source) = inner.source() {
        inner = source;
    }
    inner.to_string().chars().take(200).collect()
}
