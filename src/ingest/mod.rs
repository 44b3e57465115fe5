//! What text is this, from where, when published?
//!
//! [`find`] lists the files of paths, [`read`] gives the documents of one of them, one at a time; [`read_paths`] does
//! both at once for a few. A file may hold one text (`.txt`, `.md`, `.html`, `.pdf`, `.docx`, `.epub`) or many
//! (`.jsonl`, `.csv`, `.zip`); `.gz` is looked through. What cannot be read becomes a [`Failure`] and the rest goes on.
//!
//! | a text's | comes from |
//! | --- | --- |
//! | text | the file to the letter, without byte-order mark; for HTML, PDF, DOCX and EPUB the text as extracted |
//! | title, author, publisher, published | `sources.toml` beside the file, else the file's own metadata, else the text |
//! | source | the path below the folder that was read; `file#member` for one of many |
//! | boilerplate | lines that `data/words/boilerplate.tsv` knows |

mod archive;
mod boilerplate;
mod decode;
mod epub;
mod find;
mod html;
mod lines;
mod markdown;
mod markup;
mod office;
mod pdf;
mod probe;
mod published;
mod sandbox;
mod sources;
mod table;

pub use find::{Found, Input, find};
#[doc(hidden)]
pub use probe::{NAMES, probe, probe_as};

use crate::model::{Document, DocumentInfo, Edtf, Span};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Changes whenever the same file may give another text or bibliography than before.
const VERSION: u32 = 1;
/// Bytes that one text may have.
pub const MOST_TEXT: u64 = 20 << 20;
/// Bytes that one file that is not read line by line may have, and one member of an archive after unpacking.
pub const MOST_FILE: u64 = 128 << 20;

/// An input that could not be read, and why.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Failure {
    /// The file, as the user may call it, with the member or line where it is one of many.
    pub path: PathBuf,
    /// What is wrong with it, without the path.
    pub reason: String,
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.reason)
    }
}

/// What reading a file gives, one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// A text.
    Document(Box<Document>),
    /// A file, member or line that could not be read.
    Failure(Failure),
    /// Something that was read in a way worth knowing (another encoding).
    Note(Failure),
}

/// All that a few paths hold.
#[derive(Debug, Clone, Default)]
pub struct Ingested {
    /// Sorted by source.
    pub documents: Vec<Document>,
    /// Sorted by path.
    pub failures: Vec<Failure>,
    /// Sorted by path.
    pub notes: Vec<Failure>,
    /// Files in folders whose kind is not read, sorted.
    pub passed_over: Vec<PathBuf>,
}

/// Reads files and folders (`-` is standard input) into memory.
pub fn read_paths(paths: &[PathBuf]) -> Ingested {
    let found = find(paths);
    let mut all =
        Ingested { failures: found.failures, passed_over: found.passed_over, ..Ingested::default() };
    for input in &found.inputs {
        read(input, &mut |item| match item {
            Item::Document(document) => all.documents.push(*document),
            Item::Failure(failure) => all.failures.push(failure),
            Item::Note(note) => all.notes.push(note),
        });
    }
    all.documents.sort_by(|a, b| (&a.info.source, &a.origin).cmp(&(&b.info.source, &b.origin)));
    all.failures.sort();
    all.notes.sort();
    all
}

/// Reads one input. Never stops at a bad part: it becomes a failure and the next is read.
pub fn read(input: &Input, each: &mut dyn FnMut(Item)) {
    let mut reading = Reading { input, each, members: BTreeSet::new() };
    if let Err(reason) = reading.file() {
        reading.fail("", reason);
    }
}

/// What a reader made of bytes, before the bibliography is put together.
#[derive(Debug, Default, PartialEq)]
struct Raw {
    text: String,
    title: Option<String>,
    author: Option<String>,
    publisher: Option<String>,
    published: Option<Edtf>,
    /// A date near that of publication, for want of a better one.
    hint: Option<Edtf>,
    given: Option<String>,
    /// Code point at which each page begins.
    pages: Vec<usize>,
    /// Parts that the format itself marks as no text of the article.
    aside: Vec<Span>,
}

/// One input on its way.
struct Reading<'r> {
    input: &'r Input,
    each: &'r mut dyn FnMut(Item),
    /// Members named so far.
    members: BTreeSet<String>,
}

type Outcome<T = ()> = Result<T, String>;

impl Reading<'_> {
    /// Opens the input and hands it to the reader of its kind.
    fn file(&mut self) -> Outcome {
        if self.input.is_stdin() {
            return lines::standard_input(self, std::io::stdin().lock());
        }
        let path = &self.input.path;
        let file = std::fs::File::open(path).map_err(|e| plain(&e))?;
        let length = file.metadata().map_err(|e| plain(&e))?.len();
        self.stream("", path, length, &mut std::io::BufReader::new(file), 0)
    }

    /// Reads bytes of a file or of a member of one; `depth` counts the archives around it.
    fn stream(
        &mut self,
        member: &str,
        name: &Path,
        length: u64,
        bytes: &mut dyn std::io::BufRead,
        depth: u8,
    ) -> Outcome {
        match kind(name) {
            Kind::JsonLines => return lines::json_lines(self, member, bytes),
            Kind::Csv => return table::articles(self, member, bytes),
            Kind::Gzip => return archive::gzip(self, member, name, bytes, depth),
            _ => {}
        }
        if length > MOST_FILE {
            return Err(format!("the file has {}; the limit is {}", size(length), size(MOST_FILE)));
        }
        let all = whole(bytes, MOST_FILE)?;
        if all.is_empty() {
            return Err("the file is empty".into());
        }
        match kind_of_content(name, &all) {
            Kind::Zip => archive::zip(self, member, &all, depth),
            Kind::Gzip => archive::gzip(self, member, name, &mut all.as_slice(), depth),
            Kind::Docx => self.keep(member, office::docx(&all)?),
            Kind::Epub => self.keep(member, epub::epub(&all)?),
            Kind::Pdf => self.keep(member, pdf::pdf(all)?),
            Kind::Html => {
                let text = self.decoded(member, &all)?;
                self.keep(member, html::article(text)?)
            }
            kind => {
                let text = self.decoded(member, &all)?;
                let aside = if kind == Kind::Markdown { markdown::asides(&text) } else { Vec::new() };
                let front =
                    if kind == Kind::Markdown { markdown::front_matter(&text) } else { Raw::default() };
                self.keep(member, Raw { text, aside, ..front })
            }
        }
    }

    /// Bytes as text, with a note where they were in another encoding than UTF-8.
    fn decoded(&mut self, member: &str, bytes: &[u8]) -> Outcome<String> {
        let (text, encoding) = decode::decode(bytes)?;
        if let Some(encoding) = encoding {
            let note = Failure { path: self.input.shown(member), reason: format!("read as {encoding}") };
            (self.each)(Item::Note(note));
        }
        Ok(text)
    }

    /// The name of one of many articles in a file or member; one that was there before takes its line along.
    fn member(&mut self, inside: &str, name: &str, line: u64) -> String {
        let full = if inside.is_empty() { name.to_string() } else { format!("{inside}#{name}") };
        if self.members.insert(full.clone()) { full } else { format!("{full}~{line}") }
    }

    /// Makes a document of what was read.
    fn keep(&mut self, member: &str, raw: Raw) -> Outcome {
        let document = document(self.input, member, raw)?;
        (self.each)(Item::Document(Box::new(document)));
        Ok(())
    }

    fn fail(&mut self, member: &str, reason: impl Into<String>) {
        let failure = Failure { path: self.input.shown(member), reason: reason.into() };
        (self.each)(Item::Failure(failure));
    }
}

/// Puts text and bibliography together: what is noted beside the file counts before what the file says of itself.
fn document(input: &Input, member: &str, raw: Raw) -> Outcome<Document> {
    if !raw.text.chars().any(char::is_alphanumeric) {
        return Err("there is no text in it".into());
    }
    if raw.text.len() as u64 > MOST_TEXT {
        let length = size(raw.text.len() as u64);
        return Err(format!("the text has {length}; the limit is {}: split it", size(MOST_TEXT)));
    }
    let noted = input.noted(member);
    let title = noted.title.or(raw.title).map(|title| line(&title)).filter(|title| !title.is_empty());
    let given = noted.published.or(raw.published);
    let infer = || published::infer(&input.file_name(member), &raw.text).or(raw.hint.clone());
    let inferred = if given.is_none() { infer() } else { None };
    let boilerplate = boilerplate::find(&raw.text, raw.aside);
    let bare = Document::from_text(input.source_of(member), raw.text);
    let info = DocumentInfo {
        title: title.unwrap_or_else(|| shortened(&bare.info.title)),
        author: noted.author.or(raw.author),
        publisher: noted.publisher.or(raw.publisher),
        published_inferred: inferred.is_some(),
        published: given.or(inferred),
        ..bare.info
    };
    let origin = input.origin_of(member);
    Ok(Document { info, text: bare.text, pages: raw.pages, boilerplate, origin, given: raw.given })
}

/// White space in one line.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A first line as a title: without Markdown's marks, cut where it goes on for too long.
fn shortened(text: &str) -> String {
    const MOST: usize = 200;
    let text = line(text.trim_start_matches('#').trim().trim_matches('*'));
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text,
    }
}

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Markdown,
    Html,
    Pdf,
    Docx,
    Epub,
    JsonLines,
    Csv,
    Gzip,
    Zip,
    Unknown,
}

/// By the name.
fn kind(path: &Path) -> Kind {
    let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase());
    match extension.as_deref() {
        Some("txt" | "text") => Kind::Text,
        Some("md" | "markdown") => Kind::Markdown,
        Some("html" | "htm" | "xhtml") => Kind::Html,
        Some("pdf") => Kind::Pdf,
        Some("docx") => Kind::Docx,
        Some("epub") => Kind::Epub,
        Some("jsonl" | "ndjson") => Kind::JsonLines,
        Some("csv" | "tsv") => Kind::Csv,
        Some("gz") => Kind::Gzip,
        Some("zip") => Kind::Zip,
        _ => Kind::Unknown,
    }
}

/// By the name, unless the first bytes say that it is something else.
fn kind_of_content(path: &Path, bytes: &[u8]) -> Kind {
    match (kind(path), bytes) {
        (_, [b'%', b'P', b'D', b'F', ..]) => Kind::Pdf,
        (_, [0x1f, 0x8b, ..]) => Kind::Gzip,
        (kind @ (Kind::Docx | Kind::Epub), [b'P', b'K', 3, 4, ..]) => kind,
        (_, [b'P', b'K', 3, 4, ..]) => Kind::Zip,
        (Kind::Unknown, _) if html::looks_like(bytes) => Kind::Html,
        (kind, _) => kind,
    }
}

/// All bytes of a reader, but not more than the limit.
fn whole(bytes: &mut dyn std::io::Read, limit: u64) -> Outcome<Vec<u8>> {
    use std::io::Read;
    let mut all = Vec::new();
    bytes.take(limit + 1).read_to_end(&mut all).map_err(|e| plain(&e))?;
    if all.len() as u64 > limit {
        return Err(format!("it unpacks to more than {}", size(limit)));
    }
    Ok(all)
}

/// What the system says, without its number.
fn plain(error: &std::io::Error) -> String {
    let text = error.to_string();
    match text.find(" (os error") {
        Some(end) => text[..end].to_string(),
        None => text,
    }
}

/// A number of bytes for people.
fn size(bytes: u64) -> String {
    match bytes {
        0..0x10_0000 => format!("{} KB", bytes.div_ceil(1 << 10)),
        _ => format!("{} MB", bytes >> 20),
    }
}
