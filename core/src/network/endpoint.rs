//! Where a peer lives.

use std::fmt;
use std::net::IpAddr;

use reqwest::Url;

use super::NetworkError;

const URL_CHARACTERS: usize = 2048;

/// The base address of a peer: HTTPS, or plain HTTP on this very machine. No user, no query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint(String);

impl Endpoint {
    /// Reads an address such as `https://network.example` or `http://127.0.0.1:8083`.
    ///
    /// # Errors
    /// [`NetworkError::BadAddress`]: unreadable, another scheme, credentials, query or fragment in it, or plain
    /// HTTP to another machine.
    pub fn parse(url: &str) -> Result<Self, NetworkError> {
        Self::read(url, false)
    }

    /// As [`parse`](Self::parse), and takes plain HTTP to other machines too: for a closed test network, where the
    /// reference services speak nothing else.
    ///
    /// # Errors
    /// [`NetworkError::BadAddress`].
    pub fn parse_allowing_plain_http(url: &str) -> Result<Self, NetworkError> {
        Self::read(url, true)
    }

    fn read(text: &str, plain_anywhere: bool) -> Result<Self, NetworkError> {
        let bad = |reason: &str| NetworkError::BadAddress {
            url: text.chars().take(128).collect(),
            reason: reason.to_owned(),
        };
        if text.len() > URL_CHARACTERS {
            return Err(bad("too long"));
        }
        let url = Url::parse(text).map_err(|error| bad(&error.to_string()))?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(bad("it carries credentials"));
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(bad("it carries a query or fragment"));
        }
        match url.scheme() {
            "https" => {}
            "http" if plain_anywhere || is_loopback(&url) => {}
            "http" => return Err(bad("plain HTTP is for this machine only")),
            _ => return Err(bad("neither https nor http")),
        }
        Ok(Self(url.as_str().trim_end_matches('/').to_owned()))
    }

    /// The address of a path, which begins with a slash.
    #[must_use]
    pub fn at(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }

    /// The base address, without a last slash.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// `localhost` is one by RFC 6761.
fn is_loopback(url: &Url) -> bool {
    let Some(host) = url.host_str() else { return false };
    let literal = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || literal.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn https_and_this_machine_are_called_and_nothing_else() {
        for url in [
            "https://network.example",
            "https://network.example/",
            "http://127.0.0.1:8083",
            "http://localhost:1",
            "http://[::1]:80",
        ] {
            assert!(Endpoint::parse(url).is_ok(), "{url}");
        }
        for url in [
            "",
            "network.example",
            "http://network.example",
            "http://127.0.0.1.example",
            "http://localhost.example",
            "http://10.0.0.1",
            "ftp://127.0.0.1",
            "file:///etc/passwd",
            "https://user:secret@network.example",
            "https://network.example?x=1",
            &format!("https://{}.example", "a".repeat(5000)),
        ] {
            assert_eq!(Endpoint::parse(url).unwrap_err().code(), "network.bad_address", "{url:.60}");
        }
        assert!(Endpoint::parse_allowing_plain_http("http://10.0.0.1").is_ok());
        assert!(Endpoint::parse_allowing_plain_http("ftp://10.0.0.1").is_err());
    }

    #[test]
    fn a_path_follows_the_base_with_one_slash() {
        let base = Endpoint::parse("http://127.0.0.1:8083/").unwrap();
        assert_eq!(base.at("/network/pay"), "http://127.0.0.1:8083/network/pay");
    }
}
