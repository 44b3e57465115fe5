//! Does every kind of file become the right text, and every bad one a clear word?
//!
//! `docs/bad-input.md` lists the bad ones as the user meets them.

mod bad;
pub mod make;

use chancery::ingest::{Ingested, find, read_paths};
use make::{docx, epub, gzip, pdf, zip};
use std::path::Path;

const ARTICLE: &str =
    "Ports of call\nBy Ada Lund | 3 May 2024\n\nThe ministers of Peru met in Oslo.\n\nShare this:\n";

fn write(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, bytes).unwrap();
}

fn read(folder: &Path) -> Ingested {
    read_paths(&[folder.to_path_buf()])
}

#[test]
fn every_kind_of_file_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let line = |id: &str, text: &str| {
        format!("{{\"id\": \"{id}\", \"text\": \"{text}\", \"published\": \"2024-05\"}}\n")
    };
    write(folder.path(), "a.txt", ARTICLE);
    write(folder.path(), "b/c.md", "---\ntitle: Of harbours\ndate: 2023-11-05\n---\n\nOslo met Lima.\n");
    write(folder.path(), "d.jsonl", line("x1", "Oslo met Quito.") + &line("x2", "Quito met Bern."));
    write(folder.path(), "e.csv", "headline,date,body\nTalks,2024-05-04,\"Bern, Oslo met.\"\n");
    write(folder.path(), "f.pdf", pdf(&["Harbours and pacts", "The second page names Oslo."]));
    write(folder.path(), "g.docx", docx("A treaty", &["Lima &amp; Oslo signed.", "It holds."]));
    write(folder.path(), "h.epub", epub("A book", &["<h1>One</h1><p>Oslo rose.</p>", "<p>Lima fell.</p>"]));
    write(folder.path(), "i.txt.gz", gzip(b"Bern met Riga."));
    write(
        folder.path(),
        "j.zip",
        zip(&[("in/k.txt", b"Riga met Baku."), ("in/l.jsonl.gz", &gzip(line("y", "Baku.").as_bytes()))]),
    );
    write(folder.path(), ".hidden.txt", "no");
    write(folder.path(), "m.png", "no");
    let all = read(folder.path());
    assert_eq!(all.failures, []);
    let found: Vec<String> = all
        .documents
        .iter()
        .map(|d| {
            let published = d.info.published.as_ref().map_or("-", |date| date.as_str());
            format!("{} | {} | {published} | {}", d.info.source, d.info.title, d.text.replace('\n', "/"))
        })
        .collect();
    assert_eq!(
        found,
        [
            format!("a.txt | Ports of call | 2024-05-03 | {}", ARTICLE.replace('\n', "/")).as_str(),
            "b/c.md | Of harbours | 2023-11-05 | ---/title: Of harbours/date: 2023-11-05/---//Oslo met Lima./",
            "d.jsonl#x1 | Oslo met Quito. | 2024-05 | Oslo met Quito.",
            "d.jsonl#x2 | Quito met Bern. | 2024-05 | Quito met Bern.",
            "e.csv#2 | Talks | 2024-05-04 | Bern, Oslo met.",
            "f.pdf | Harbours and pacts | - | Harbours and pacts//The second page names Oslo.",
            "g.docx | A treaty | - | Lima & Oslo signed.//It holds.",
            "h.epub | A book | - | One//Oslo rose.//Lima fell.",
            "i.txt.gz | Bern met Riga. | - | Bern met Riga.",
            "j.zip#in/k.txt | Riga met Baku. | - | Riga met Baku.",
            "j.zip#in/l.jsonl.gz#y | Baku. | 2024-05 | Baku.",
        ]
    );
    let named = |name: &str| all.documents.iter().find(|d| d.info.source == name).unwrap();
    assert!(named("a.txt").info.published_inferred && !named("d.jsonl#x1").info.published_inferred);
    assert_eq!(named("d.jsonl#x1").given.as_deref(), Some("x1"));
    let aside: Vec<&str> = named("a.txt").boilerplate.iter().map(|span| span.of(ARTICLE)).collect();
    assert_eq!(aside, ["Share this:"]);
    assert_eq!(named("f.pdf").pages, [0, 20]);
    assert_eq!(named("h.epub").pages, [0, 17]);
    assert!(all.passed_over[0].ends_with("m.png"));
}

#[test]
fn what_is_noted_beside_the_file_counts_first() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "a.txt", ARTICLE);
    write(folder.path(), "b.jsonl", "{\"id\":\"1\",\"text\":\"Oslo met.\"}\n");
    let noted = "[[document]]\nfile = 'a.txt'\ntitle = 'T'\nauthor = 'A'\npublisher = 'P'\npublished = '2020-01'\n\
        [[document]]\nfile = 'b.jsonl#1'\ntitle = 'Member'\n";
    write(folder.path(), "sources.toml", noted);
    let all = read(folder.path());
    let info = &all.documents[0].info;
    assert_eq!(
        (info.title.as_str(), info.author.as_deref(), info.publisher.as_deref()),
        ("T", Some("A"), Some("P"))
    );
    assert_eq!(info.published.as_ref().unwrap().as_str(), "2020-01");
    assert!(!info.published_inferred);
    assert_eq!(all.documents[1].info.title, "Member");
    // The file by itself is the same document.
    let alone = read_paths(&[folder.path().join("a.txt")]);
    assert_eq!(alone.documents[0], all.documents[0]);
    // What is noted is part of what was read.
    let print = |folder: &Path| find(&[folder.to_path_buf()]).inputs[0].fingerprint().unwrap();
    let before = print(folder.path());
    assert_eq!(print(folder.path()), before);
    write(folder.path(), "sources.toml", noted.replace("2020", "2021"));
    assert_ne!(print(folder.path()), before);
}

#[test]
fn a_text_is_itself_wherever_it_lies() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "a.txt", "\u{feff}Oslo met.\r\nLima\r\n");
    write(folder.path(), "z/b.md", "Oslo met.\r\nLima\r\n");
    write(folder.path(), "c.txt", [b"\xff\xfe".as_slice(), &utf16("Oslo met.\r\nLima\r\n")].concat());
    let all = read(folder.path());
    let ids: Vec<&str> = all.documents.iter().map(|d| d.info.id.as_str()).collect();
    assert_eq!(ids.len(), 3);
    assert!(ids.iter().all(|id| *id == ids[0] && id.len() == 18 && id.starts_with("d-")), "{ids:?}");
    assert_eq!(all.documents[0].text, "Oslo met.\r\nLima\r\n");
    assert!(all.notes[0].to_string().ends_with("c.txt: read as UTF-16LE"));
    // The same file twice is read once, and paths that overlap do no harm.
    let paths = [folder.path().join("z"), folder.path().to_path_buf(), folder.path().join("z/b.md")];
    assert_eq!(read_paths(&paths).documents.len(), 3);
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[test]
fn a_page_number_finds_its_page() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "a.pdf", pdf(&["First page.", "Second page.", "Third page."]));
    let document = &read(folder.path()).documents[0];
    let text: Vec<char> = document.text.chars().collect();
    let starts: Vec<String> = document.pages.iter().map(|at| text[*at..*at + 5].iter().collect()).collect();
    assert_eq!(starts, ["First", "Secon", "Third"]);
}
