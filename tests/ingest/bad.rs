//! Does every bad input become one clear word, while the rest is read?

use super::make::{deflated, docx, gzip, pdf_of_streams, zip};
use super::{ARTICLE, read, write};
use chancery::ingest::read_paths;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// Nothing that is fed here may take longer, even on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// What the user sees for a file of these bytes, beside a good one that must still be read.
fn seen(name: &str, bytes: impl AsRef<[u8]>) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "good.txt", ARTICLE);
    write(folder.path(), name, bytes);
    let begun = Instant::now();
    let all = read(folder.path());
    assert!(begun.elapsed() < PATIENCE, "{name} took {:?}", begun.elapsed());
    assert!(
        all.documents.iter().any(|d| d.info.source == "good.txt"),
        "{name} kept the rest from being read"
    );
    let prefix = format!("{}/", folder.path().display());
    all.failures.iter().map(|failure| failure.to_string().replace(&prefix, "")).collect()
}

#[test]
fn bad_texts() {
    assert_eq!(seen("a.txt", ""), ["a.txt: the file is empty"]);
    assert_eq!(seen("a.txt", " \n\n\t"), ["a.txt: there is no text in it"]);
    assert_eq!(seen("a.txt", b"\x7fELF\x02\x01\x01\0\0\0"), ["a.txt: this is no text (byte 7 is null)"]);
    let mut damaged = "São Tomé, Łódź, Málaga, Zürich, Córdoba, ".repeat(3).into_bytes();
    damaged[20] = 0xff;
    assert_eq!(seen("a.txt", damaged), ["a.txt: byte 20 is not UTF-8, though the text before it is"]);
    let long = "word ".repeat(10 << 20);
    assert_eq!(seen("a.txt", long), ["a.txt: the text has 50 MB; the limit is 20 MB: split it"]);
    let named = read_paths(&[PathBuf::from("no/such/folder")]);
    assert_eq!(named.failures[0].to_string(), "no/such/folder: there is no such file or folder");
}

#[test]
fn bad_lines_and_tables() {
    assert_eq!(
        seen("a.jsonl", "{\"text\": \"Oslo met.\"}\n{\"text\": \n{\"id\": 3}\n{\"text\": \"\"}\n[1]\n"),
        [
            "a.jsonl: line 2: EOF while parsing a value at column 8",
            "a.jsonl: line 3: missing field `text` at column 9",
            "a.jsonl: line 4: there is no text in it",
            "a.jsonl: line 5: this is no object of JSON",
        ]
    );
    let dated = seen("a.jsonl", "{\"text\": \"Oslo met.\", \"published\": \"soon\"}\n");
    assert_eq!(dated, ["a.jsonl: line 1: \"soon\" is no date"]);
    assert_eq!(seen("a.csv", "x,y\n1,2\n"), ["a.csv: no column is called text, body, content, article"]);
    assert_eq!(seen("a.csv", "text,date\nOslo met.,never\n"), ["a.csv: line 2: \"never\" is no date"]);
    let deep = format!("{{\"text\": {}1{}}}", "[".repeat(10_000), "]".repeat(10_000));
    assert_eq!(seen("a.jsonl", deep).len(), 1);
    let noted = seen("sources.toml", "[[document]]\nfile = \"good.txt\"\npublished = \"someday\"\n");
    assert_eq!(noted, ["sources.toml: line 3: \"someday\" is no date; write 2024, 2024-07 or 2024-07-29"]);
}

#[test]
fn bad_pages() {
    let soup = "<p>Oslo <b>met <i>Lima</p></b> <table><td>in <p>May</table></i> <<>> &bogus; &#xffffff;"
        .repeat(2_000);
    assert_eq!(seen("a.html", soup), [""; 0]);
    let deep = format!("<html><body>{}<p>Oslo met Lima.</p>", "<div>".repeat(10_000));
    assert_eq!(seen("a.html", deep), [""; 0]);
    assert_eq!(seen("a.html", "<p>Oslo".repeat(300_000)), [""; 0]);
    assert_eq!(
        seen("a.html", "<!doctype html><html><body></body></html>"),
        ["a.html: there is no text in it"]
    );
    assert_eq!(seen("a.html", "<a".repeat(1 << 20)).len(), 1);
}

#[test]
fn bad_pdfs() {
    assert_eq!(seen("a.pdf", "%PDF-1.7\n1 0 obj <<"), ["a.pdf: the PDF is broken"]);
    let empty = pdf_of_streams(vec![("<< /Length 0 >>".into(), Vec::new())]);
    let picture = "a.pdf: there is no text in it; pages that are pictures have to go through OCR first";
    assert_eq!(seen("a.pdf", empty), [picture]);
    let zeros = deflated(&vec![b' '; 130 << 20]);
    let bomb = pdf_of_streams(vec![(format!("<< /Filter /FlateDecode /Length {} >>", zeros.len()), zeros)]);
    assert_eq!(seen("a.pdf", bomb), ["a.pdf: it unpacks to more than 128 MB"]);
    let nested = format!("<< /Length 9 /X {} {} >>", "[".repeat(50_000), "]".repeat(50_000));
    assert!(seen("a.pdf", pdf_of_streams(vec![(nested, b"BT ET".to_vec())])).len() <= 1);
}

#[test]
fn bad_archives() {
    assert_eq!(seen("a.zip", b"PK\x03\x04 and no more").len(), 1);
    assert_eq!(seen("a.txt.gz", b"\x1f\x8b\x08\0 and no more").len(), 1);
    assert_eq!(seen("a.docx", zip(&[("x.txt", b"no")])), ["a.docx: it has no word/document.xml"]);
    // Names that climb out of the archive are names like any other: nothing is written.
    let climbing = zip(&[("../../etc/passwd.txt", b"Oslo met."), ("/abs.txt", b"Lima met.")]);
    assert_eq!(seen("a.zip", climbing), [""; 0]);
    let zeros = vec![b' '; 130 << 20];
    assert_eq!(seen("a.txt.gz", gzip(&zeros)), ["a.txt.gz: it unpacks to more than 128 MB"]);
    let bomb = seen("a.zip", zip(&[("b.txt", &zeros), ("c.txt", &zeros), ("d.txt", b"Oslo met.")]));
    assert!(bomb.iter().any(|line| line.contains("unpacks to more than")), "{bomb:?}");
    let mut nested = zip(&[("a.txt", b"Oslo met.")]);
    for depth in 0..3 {
        nested = zip(&[(format!("{depth}.zip").as_str(), nested.as_slice())]);
    }
    assert_eq!(seen("a.zip", nested), ["a.zip#2.zip#1.zip: archives are nested too deep"]);
}

#[test]
fn entities_are_never_expanded() {
    let mut xml = String::from("<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"ha\">");
    for (name, of) in ["b", "c", "d", "e", "f", "g", "h", "i", "j"]
        .into_iter()
        .zip(["a", "b", "c", "d", "e", "f", "g", "h", "i"])
    {
        xml.push_str(&format!("<!ENTITY {name} \"{}\">", format!("&{of};").repeat(10)));
    }
    xml.push_str(
        "]><w:document xmlns:w=\"w\"><w:p><w:r><w:t>Oslo &j; met &amp; left.</w:t></w:r></w:p></w:document>",
    );
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "a.docx", zip(&[("word/document.xml", xml.as_bytes())]));
    assert_eq!(read(folder.path()).documents[0].text, "Oslo  met & left.");
    let broken = docx("t", &["</w:p><w:p><w:r>Oslo"]);
    assert_eq!(seen("a.docx", broken).len(), 1);
}

#[cfg(unix)]
#[test]
fn links_that_lead_back_are_followed_once() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "in/good.txt", ARTICLE);
    std::os::unix::fs::symlink(folder.path(), folder.path().join("in/loop")).unwrap();
    std::os::unix::fs::symlink("me", folder.path().join("me")).unwrap();
    std::os::unix::fs::symlink("nowhere", folder.path().join("gone.txt")).unwrap();
    let all = read(folder.path());
    assert_eq!(all.documents.len(), 1);
    assert_eq!(all.failures.len(), 2, "{:?}", all.failures);
    assert!(all.failures[0].reason.contains("no such file"));
}
