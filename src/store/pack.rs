//! How are texts and extractions packed?
//!
//! Deflate over UTF-8 or JSON. A value cut short or changed is an error, never a panic.

use super::explain::unreadable;
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use serde::{Serialize, de::DeserializeOwned};
use std::io::{Read, Write};

/// Compressed bytes.
pub fn pack(bytes: &[u8]) -> rusqlite::Result<Vec<u8>> {
    let mut encoder = DeflateEncoder::new(Vec::with_capacity(bytes.len() / 2), Compression::fast());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).map_err(unreadable)
}

/// The text of compressed bytes.
pub fn unpack(bytes: &[u8]) -> rusqlite::Result<String> {
    let mut text = String::with_capacity(bytes.len() * 3);
    DeflateDecoder::new(bytes).read_to_string(&mut text).map_err(unreadable)?;
    Ok(text)
}

/// A value as compressed JSON.
pub fn pack_json(value: &impl Serialize) -> rusqlite::Result<Vec<u8>> {
    pack(&serde_json::to_vec(value).map_err(unreadable)?)
}

/// A value from compressed JSON.
pub fn unpack_json<T: DeserializeOwned>(bytes: &[u8]) -> rusqlite::Result<T> {
    json(&unpack(bytes)?)
}

/// A value from JSON.
pub fn json<T: DeserializeOwned>(text: &str) -> rusqlite::Result<T> {
    serde_json::from_str(text).map_err(unreadable)
}

/// A value as JSON.
pub fn to_json(value: &impl Serialize) -> rusqlite::Result<String> {
    serde_json::to_string(value).map_err(unreadable)
}
