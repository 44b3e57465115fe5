//! What goes back, and what may a browser do with it?

use super::Answer;
use axum::body::Bytes;
use axum::http::{HeaderValue, Method, Request, Response, StatusCode, header};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde::Serialize;
use serde_json::{Value, json};
use std::io::Write;

/// Nothing runs, and nothing is loaded, but what this program serves.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; \
    connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; \
    require-trusted-types-for 'script'; trusted-types 'none'";
/// Names longer than this are shortened for the page.
const NAME: usize = 240;
/// Other words longer than this are shortened.
const WORDS: usize = 4_000;
/// Below this, packing gains nothing.
const WORTH_PACKING: usize = 1_000;

/// A good answer.
#[derive(Debug)]
pub struct Reply {
    mime: &'static str,
    body: Bytes,
    /// The name it is saved under.
    file: Option<&'static str>,
}

impl Reply {
    /// Text of some sort.
    pub fn text(mime: &'static str, text: &'static [u8]) -> Self {
        Self { mime, body: Bytes::from_static(text), file: None }
    }

    /// An answer as data, its longest words shortened: no page has room for a name of a megabyte.
    pub fn json(answer: &impl Serialize) -> Answer {
        let mut value = serde_json::to_value(answer).map_err(Refusal::broken)?;
        shorten(&mut value, WORDS);
        Self::whole(&value)
    }

    /// The same, to the letter.
    pub fn whole(value: &Value) -> Answer {
        let body = serde_json::to_vec(value).map_err(Refusal::broken)?;
        Ok(Self { mime: "application/json", body: body.into(), file: None })
    }

    /// A file to keep.
    pub fn file(mime: &'static str, body: Vec<u8>, name: &'static str) -> Self {
        Self { mime, body: body.into(), file: Some(name) }
    }
}

/// Why there is no answer.
#[derive(Debug)]
pub struct Refusal {
    status: StatusCode,
    told: Value,
}

impl Refusal {
    /// With a reason for the reader.
    pub fn new(status: StatusCode, reason: impl Into<String>) -> Self {
        Self { status, told: json!({ "error": reason.into() }) }
    }

    /// The question is wrong.
    pub fn wrong(reason: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, reason)
    }

    /// There is no such thing.
    pub fn missing(reason: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, reason)
    }

    /// Something failed that should not.
    pub fn broken(error: impl std::fmt::Display) -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, error.to_string())
    }
}

impl From<crate::Error> for Refusal {
    fn from(error: crate::Error) -> Self {
        use crate::Error::{AmbiguousName, UnknownName, Usage};
        let status = match error {
            UnknownName { .. } => StatusCode::NOT_FOUND,
            AmbiguousName { .. } | Usage(_) => StatusCode::BAD_REQUEST,
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        };
        let mut refusal = Self::new(status, error.to_string());
        if let (AmbiguousName { candidates, .. }, Value::Object(told)) = (&error, &mut refusal.told) {
            told.insert("candidates".to_string(), json!(candidates));
        }
        refusal
    }
}

/// Shortens every string that is longer than a page has room for.
fn shorten(value: &mut Value, most: usize) {
    match value {
        Value::String(text) if text.len() > most => {
            if let Some((at, _)) = text.char_indices().nth(most) {
                text.truncate(at);
                text.push('…');
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|v| shorten(v, most)),
        Value::Object(fields) => {
            for (field, value) in fields {
                let name =
                    matches!(field.as_str(), "name" | "aliases" | "forms" | "matched" | "title" | "says");
                shorten(value, if name { NAME } else { most });
            }
        }
        _ => {}
    }
}

/// A response with all that keeps a browser from doing harm with it.
pub fn respond(request: &Request<Bytes>, answer: Answer) -> Response<Bytes> {
    let (status, reply) = match answer {
        Ok(reply) => (StatusCode::OK, reply),
        Err(Refusal { status, mut told }) => {
            shorten(&mut told, WORDS);
            let body = Bytes::from(told.to_string());
            (status, Reply { mime: "application/json", body, file: None })
        }
    };
    let (body, packed) = packed(request, reply.body);
    let head = request.method() == Method::HEAD;
    let mut response = Response::new(if head { Bytes::new() } else { body });
    *response.status_mut() = status;
    let headers = response.headers_mut();
    let mut set = |name, value: &'static str| headers.insert(name, HeaderValue::from_static(value));
    set(header::CONTENT_TYPE, reply.mime);
    set(header::CONTENT_SECURITY_POLICY, POLICY);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::X_FRAME_OPTIONS, "DENY");
    set(header::REFERRER_POLICY, "no-referrer");
    set(header::CACHE_CONTROL, "no-store");
    set(header::HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    if packed {
        set(header::CONTENT_ENCODING, "gzip");
    }
    if let Some(name) = reply.file
        && let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""))
    {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}

fn packed(request: &Request<Bytes>, body: Bytes) -> (Bytes, bool) {
    let accepts = request.headers().get(header::ACCEPT_ENCODING).and_then(|v| v.to_str().ok());
    if body.len() < WORTH_PACKING || !accepts.is_some_and(|a| a.contains("gzip")) {
        return (body, false);
    }
    let mut packer = GzEncoder::new(Vec::with_capacity(body.len() / 3), Compression::fast());
    match packer.write_all(&body).and_then(|()| packer.finish()) {
        Ok(packed) => (packed.into(), true),
        Err(_) => (body, false),
    }
}
