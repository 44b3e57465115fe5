//! What does an e-book say?
//!
//! Its chapters in reading order, as one text; each begins a page. Title, author, publisher and date are the package's.

use super::archive::{broken, part};
use super::office::{attributes, elements, xml};
use super::{MOST_TEXT, Outcome, Raw, markup, published};
use std::collections::BTreeMap;
use std::io::Cursor;

/// The text and bibliography of an `.epub`.
pub(super) fn epub(bytes: &[u8]) -> Outcome<Raw> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|e| broken(&e))?;
    let container = xml(part(&mut archive, "META-INF/container.xml")?)?;
    let root = attributes(&container, "rootfile")?.into_iter().flatten().find(|(key, _)| key == "full-path");
    let (_, root) = root.ok_or("its container names no package")?;
    let package = xml(part(&mut archive, &root)?)?;
    let mut raw = bibliography(&package)?;
    let folder = root.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut points = 0;
    for chapter in spine(&package)? {
        let path = if folder.is_empty() { chapter } else { format!("{folder}/{chapter}") };
        let Ok(page) = part(&mut archive, &path) else { continue };
        let text = markup::text(&String::from_utf8_lossy(&page));
        if text.is_empty() || (raw.text.len() + text.len()) as u64 > MOST_TEXT * 2 {
            continue;
        }
        if !raw.text.is_empty() {
            raw.text.push_str("\n\n");
            points += 2;
        }
        raw.pages.push(points);
        points += text.chars().count();
        raw.text.push_str(&text);
    }
    Ok(raw)
}

fn bibliography(package: &str) -> Outcome<Raw> {
    let found = elements(package, &["dc:title", "dc:creator", "dc:publisher", "dc:date"])?;
    let value =
        |name: &str| found.iter().find(|(key, _)| key == name).map(|(_, value)| value.trim().to_string());
    Ok(Raw {
        title: value("dc:title"),
        author: value("dc:creator"),
        publisher: value("dc:publisher"),
        published: value("dc:date").and_then(|date| published::parse(&date)),
        ..Raw::default()
    })
}

/// Paths of the chapters, in reading order.
fn spine(package: &str) -> Outcome<Vec<String>> {
    let mut items: BTreeMap<String, String> = BTreeMap::new();
    for item in attributes(package, "item")? {
        let value = |name: &str| item.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
        if let (Some(id), Some(href)) = (value("id"), value("href")) {
            items.insert(id, href.replace("%20", " "));
        }
    }
    let order = attributes(package, "itemref")?.into_iter().flatten().filter(|(key, _)| key == "idref");
    Ok(order.filter_map(|(_, id)| items.remove(&id)).collect())
}
