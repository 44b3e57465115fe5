//! Is a request from our own page?
//!
//! Any page in the same browser can send requests to this machine. A foreign *Host* is a name that was made to point
//! here, a foreign *Origin* is another page: both are refused, reading or writing. To write needs the token besides,
//! which is printed at start.

use super::reply::Refusal;
use axum::body::Bytes;
use axum::http::{HeaderMap, Request, StatusCode, header};
use sha2::{Digest, Sha256};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::net::{IpAddr, SocketAddr};

/// The header that carries the token.
pub const TOKEN: &str = "x-chancery-token";

/// Who may ask.
#[derive(Debug, Clone)]
pub struct Guard {
    address: SocketAddr,
    token: String,
}

impl Guard {
    /// For a server at an address, with a new token.
    pub fn new(address: SocketAddr) -> Self {
        Self::with_token(address, random())
    }

    /// With a token of the caller's.
    pub fn with_token(address: SocketAddr, token: impl Into<String>) -> Self {
        Self { address, token: token.into() }
    }

    /// What a write must bring.
    pub fn token(&self) -> &str {
        &self.token
    }

    /// Where the page is.
    pub fn url(&self) -> String {
        let ip = self.address.ip();
        let local = SocketAddr::new(
            if ip.is_unspecified() { IpAddr::from([127, 0, 0, 1]) } else { ip },
            self.address.port(),
        );
        format!("http://{local}/")
    }

    /// Refuses what does not come from our own page or from a program on this machine.
    pub(super) fn admit(&self, request: &Request<Bytes>) -> Result<(), Refusal> {
        let headers = request.headers();
        let host = one(headers, header::HOST.as_str())?.or(request.uri().authority().map(|a| a.as_str()));
        if !host.is_some_and(|host| self.is_ours(host)) {
            return Err(Refusal::new(StatusCode::FORBIDDEN, "the request names a foreign host"));
        }
        let origin = one(headers, header::ORIGIN.as_str())?;
        let ours = |origin: &str| origin.strip_prefix("http://").is_some_and(|host| self.is_ours(host));
        if !origin.is_none_or(ours) {
            return Err(Refusal::new(StatusCode::FORBIDDEN, "the request comes from a foreign page"));
        }
        let foreign =
            one(headers, "sec-fetch-site")?.is_some_and(|s| matches!(s, "cross-site" | "same-site"));
        if foreign && request.uri().path() != "/" {
            return Err(Refusal::new(StatusCode::FORBIDDEN, "the request comes from a foreign page"));
        }
        Ok(())
    }

    /// Refuses a write without the token.
    pub(super) fn admit_write(&self, headers: &HeaderMap) -> Result<(), Refusal> {
        let given = one(headers, TOKEN)?.unwrap_or("");
        if same(given.as_bytes(), self.token.as_bytes()) {
            return Ok(());
        }
        let reason = "corrections need the token that was printed when the server was started";
        Err(Refusal::new(StatusCode::UNAUTHORIZED, reason))
    }

    /// Whether a host and port mean this server. A server that is open to others is asked by their names for this
    /// machine: any address will do then, but no name, which anybody can have made.
    fn is_ours(&self, host: &str) -> bool {
        let port = self.address.port();
        let (name, given) = match host.rsplit_once(':') {
            Some((name, digits)) if digits.bytes().all(|b| b.is_ascii_digit()) => {
                (name, digits.parse().unwrap_or(0))
            }
            _ => (host, 80),
        };
        let ip = name.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
        let known = match ip {
            Ok(ip) => ip.is_loopback() || ip == self.address.ip() || self.address.ip().is_unspecified(),
            Err(_) => name.eq_ignore_ascii_case("localhost"),
        };
        known && given == port
    }
}

/// The value of a header that must not come twice.
fn one<'h>(headers: &'h HeaderMap, name: &str) -> Result<Option<&'h str>, Refusal> {
    let mut values = headers.get_all(name).iter();
    let first = values.next().map(|v| v.to_str().map_err(|_| Refusal::wrong("a header is no plain text")));
    match values.next() {
        Some(_) => Err(Refusal::wrong(format!("the header {name} comes twice"))),
        None => first.transpose(),
    }
}

/// Compares without telling by its time where the two differ.
fn same(a: &[u8], b: &[u8]) -> bool {
    let digest = |bytes: &[u8]| Sha256::digest(bytes);
    digest(a).iter().zip(digest(b).iter()).fold(0, |sum, (x, y)| sum | (x ^ y)) == 0
}

/// 128 bits that nobody can guess: the keys of the standard library's hash maps come from the system's random source.
fn random() -> String {
    let mut hash = Sha256::new();
    for round in 0..4_u64 {
        let mut hasher = RandomState::new().build_hasher();
        hasher.write_u64(round);
        hash.update(hasher.finish().to_le_bytes());
    }
    hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}
