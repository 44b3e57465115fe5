//! What does a Word document say?
//!
//! The paragraphs of its body in order, one a line; deleted text and fields are left out. Entities that a file defines
//! itself are never expanded.

use super::archive::{broken, part};
use super::{Outcome, Raw, markup};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::io::Cursor;

/// The text and bibliography of a `.docx`.
pub(super) fn docx(bytes: &[u8]) -> Outcome<Raw> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|e| broken(&e))?;
    let text = body(&xml(part(&mut archive, "word/document.xml")?)?)?;
    let core = part(&mut archive, "docProps/core.xml").and_then(xml).unwrap_or_default();
    let core = elements(&core, &["dc:title", "dc:creator"]).unwrap_or_default();
    let value = |name: &str| core.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
    Ok(Raw { text, title: value("dc:title"), author: value("dc:creator"), ..Raw::default() })
}

fn body(xml: &str) -> Outcome<String> {
    let mut reader = Reader::from_str(xml);
    let (mut text, mut line, mut inside) = (String::new(), String::new(), false);
    loop {
        match reader.read_event().map_err(|e| wrong(&e))? {
            Event::Start(tag) if tag.name().as_ref() == "w:t" => inside = true,
            Event::End(tag) if tag.name().as_ref() == "w:t" => inside = false,
            Event::Empty(tag) if matches!(tag.name().as_ref(), "w:tab" | "w:br" | "w:cr") => line.push(' '),
            Event::End(tag) if tag.name().as_ref() == "w:p" => {
                if !line.trim().is_empty() {
                    text.push_str(line.trim());
                    text.push_str("\n\n");
                }
                line.clear();
            }
            Event::Text(piece) if inside => line.push_str(&piece),
            Event::GeneralRef(name) if inside => line.extend(markup::reference(&name)),
            Event::Eof => return Ok(text.trim_end().to_string()),
            _ => {}
        }
    }
}

/// The text of each element of these names, in order; those without text are left out.
pub(super) fn elements(xml: &str, names: &[&str]) -> Outcome<Vec<(String, String)>> {
    let mut reader = Reader::from_str(xml);
    let mut found: Vec<(String, String)> = Vec::new();
    let mut open = false;
    loop {
        match reader.read_event().map_err(|e| wrong(&e))? {
            Event::Start(tag) => {
                let name = tag.name().as_ref().to_string();
                open = names.contains(&name.as_str());
                if open {
                    found.push((name, String::new()));
                }
            }
            Event::End(_) => open = false,
            Event::Text(piece) if open => {
                if let Some((_, value)) = found.last_mut() {
                    value.push_str(&piece);
                }
            }
            Event::GeneralRef(name) if open => {
                if let Some((_, value)) = found.last_mut() {
                    value.extend(markup::reference(&name));
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    found.retain(|(_, value)| !value.trim().is_empty());
    Ok(found)
}

/// Attributes of each element of a name, in order.
pub(super) fn attributes(xml: &str, element: &str) -> Outcome<Vec<Vec<(String, String)>>> {
    let mut reader = Reader::from_str(xml);
    let mut found = Vec::new();
    loop {
        match reader.read_event().map_err(|e| wrong(&e))? {
            Event::Start(tag) | Event::Empty(tag) if tag.name().as_ref() == element => {
                let pairs = tag
                    .attributes()
                    .flatten()
                    .map(|pair| (pair.key.as_ref().to_string(), markup::unescape(&pair.value)));
                found.push(pairs.collect());
            }
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}

/// The characters of an XML part.
pub(super) fn xml(bytes: Vec<u8>) -> Outcome<String> {
    super::decode::decode(&bytes).map(|(text, _)| text)
}

fn wrong(error: &quick_xml::Error) -> String {
    format!("its XML is broken ({error})")
}
