//! Do the readers survive bytes that nobody meant?
//!
//! Each kind of file twice where it is packed: the packed bytes changed, and what is packed changed and packed well.

use super::mutate::feed;
use crate::ingest::make::{deflated, docx, epub, gzip, pdf, pdf_of_streams, zip};
use chancery::ingest::{probe_as, read_paths};

const PAGE: &str = "<!doctype html><html><head><title>T</title><meta name=author content='By A'><meta \
    property='article:published_time' content='2024-05-03'></head><body><nav>Home</nav><article><h1>T</h1><p>Oslo &amp; \
    Lima met in the harbour, said the <b>minister</b>.</p><table><tr><td>a</table><p>By Ada Lund | 3 May 2024</article>\
    <script>x</script></body></html>";
const NOTES: &str =
    "---\ntitle: T\ndate: 2024-05-03\n---\n# H\n\n![a](b) <!-- c -->\n```\nx\n```\nOslo [met](x).\n\n> q\n";
const LINES: &str =
    "{\"id\":1,\"text\":\"Oslo met.\",\"published\":\"2024\"}\n{\"text\":\"\\u0141\",\"title\":null}\n";
const TABLE: &str = "id;title;text;date\n1;T;\"Oslo;\nmet\";2024\n2;U;Lima waited.;3 May 2024\n";
const ARTICLE: &str =
    "Ports of call\nBy Ada Lund | 3 May 2024\n\nThe ministers of Peru met in Oslo.\n\nShare this:\n";

/// How long the texts in it are, roughly, and what is said of it.
fn told(name: &str, bytes: &[u8]) -> String {
    let (texts, reasons) = probe_as(name, bytes);
    let lengths: String = texts.iter().map(|length| char::from(b'a' + length.ilog2() as u8)).collect();
    format!("{lengths} {}", reasons.join("; "))
}

fn as_file(name: &'static str) -> impl Fn(&[u8]) -> String {
    move |bytes| told(name, bytes)
}

fn bytes(texts: &[&str]) -> Vec<Vec<u8>> {
    texts.iter().map(|text| text.as_bytes().to_vec()).collect()
}

#[test]
fn plain_text() {
    let wide = [b"\xff\xfe".to_vec(), ARTICLE.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat();
    let latin = b"Le pr\xe9sident \xe0 Bogot\xe1 et \xabLima\xbb.\n".to_vec();
    feed(
        "plain text",
        [bytes(&[ARTICLE, "Łódź – 3 мая 2024\n"]), vec![wide, latin]].concat(),
        as_file("a.txt"),
    );
}

#[test]
fn a_file_of_no_known_kind() {
    let all =
        [bytes(&[ARTICLE, PAGE, LINES, TABLE, NOTES]), vec![pdf(&["One."]), zip(&[("a.txt", b"Oslo")])]];
    feed("a file of no known kind", all.concat(), as_file("a"));
}

#[test]
fn markdown() {
    feed(
        "Markdown",
        bytes(&[NOTES, "# A\n\n* b\n  * c\n\n| a | b |\n|--|--|\n| c | d |\n\n[x]: y\n"]),
        as_file("a.md"),
    );
}

#[test]
fn html() {
    feed("HTML", bytes(&[PAGE, "<p>a<p>b<ul><li>c</ul>&nbsp;&#65;<pre>d\ne</pre>"]), as_file("a.html"));
}

#[test]
fn json_lines() {
    feed(
        "JSON Lines",
        bytes(&[LINES, "{\"body\":\"a\",\"meta\":{\"x\":[1,2.5e3,true]},\"text\":\"b\"}\n"]),
        as_file("a.jsonl"),
    );
}

#[test]
fn tables() {
    feed(
        "CSV",
        bytes(&[TABLE, "headline,body\n\"a \"\"b\"\"\",c\n", "text\tdate\na\t2024\n"]),
        as_file("a.csv"),
    );
}

#[test]
fn pdf_files() {
    feed("PDF", vec![pdf(&["First page.", "Second (parens\\) page."]), pdf(&["Oslo"])], as_file("a.pdf"));
}

#[test]
fn pages_of_a_pdf() {
    let content =
        "BT /F1 12 Tf 14 TL 72 720 Td (Oslo met) Tj T* [(Li) -250 (ma)] TJ <4f73> Tj 1 0 0 1 9 9 Tm ET q Q";
    feed(
        "pages of a PDF",
        bytes(&[content, "BT /F1 9 Tf (a) ' 3 2 (b) \" ET /X Do BI /W 1 ID x EI"]),
        |content| {
            let plain = (format!("<< /Length {} >>", content.len()), content.to_vec());
            let packed = deflated(content);
            let packed = (format!("<< /Filter /FlateDecode /Length {} >>", packed.len()), packed);
            told("a.pdf", &pdf_of_streams(vec![plain, packed]))
        },
    );
}

#[test]
fn word_files() {
    feed("DOCX", vec![docx("T", &["One &amp; two.", "Three."])], as_file("a.docx"));
}

#[test]
fn what_is_in_word_files() {
    let document = "<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body><w:p><w:pPr><w:pStyle w:val=\"H1\"/></w:pPr>\
        <w:r><w:t xml:space=\"preserve\">Oslo </w:t><w:tab/><w:br/><w:t>met</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p/>\
        </w:tc></w:tr></w:tbl></w:body></w:document>";
    feed("what is in a DOCX", bytes(&[document]), |document| {
        let file = zip(&[("word/document.xml", document), ("docProps/core.xml", document)]);
        told("a.docx", &file)
    });
}

#[test]
fn books() {
    feed("EPUB", vec![epub("T", &["<p>One</p>", "<h1>Two</h1>"])], as_file("a.epub"));
}

#[test]
fn what_is_in_books() {
    let package = "<package xmlns:dc=\"d\"><metadata><dc:title>T</dc:title><dc:date>2024</dc:date></metadata><manifest>\
        <item id=\"c\" href=\"c.xhtml\"/></manifest><spine><itemref idref=\"c\"/></spine></package>";
    let container = "<container><rootfiles><rootfile full-path=\"in/book.opf\"/></rootfiles></container>";
    feed("what is in an EPUB", bytes(&[package, container, PAGE]), |part| {
        let files = |container: &[u8], package: &[u8], chapter: &[u8]| {
            let parts =
                [("META-INF/container.xml", container), ("in/book.opf", package), ("in/c.xhtml", chapter)];
            told("a.epub", &zip(&parts))
        };
        let (container, package, page) = (container.as_bytes(), package.as_bytes(), PAGE.as_bytes());
        [files(part, package, page), files(container, part, page), files(container, package, part)].concat()
    });
}

#[test]
fn packed_files() {
    feed("gzip", vec![gzip(b"Oslo met Lima."), gzip(PAGE.as_bytes())], as_file("a.txt.gz"));
}

#[test]
fn archives() {
    let inner = zip(&[("e.md", b"# Oslo")]);
    let archive = zip(&[("a.txt", b"Oslo"), ("b/c.jsonl", LINES.as_bytes()), ("d.zip", &inner)]);
    feed("zip", vec![archive, inner], as_file("a.zip"));
}

#[test]
fn notes_beside_files() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.txt"), "Oslo met Lima.").unwrap();
    let notes = "[[document]]\nfile = \"a.txt\"\ntitle = \"T\"\npublished = 2024-05-03\n\n[[document]]\nfile = \"b#c\"\n\
        author = \"\"\npublished = \"May 2024\"\n";
    feed("sources.toml", bytes(&[notes, include_str!("../../seeds/sources.toml")]), |notes| {
        std::fs::write(folder.path().join("sources.toml"), notes).unwrap();
        let all = read_paths(&[folder.path().to_path_buf()]);
        assert_eq!(all.documents.len(), 1);
        all.failures.iter().map(|failure| failure.reason.as_str()).collect()
    });
}
