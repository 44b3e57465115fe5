//! What does a treebank say? CoNLL-U in, sentences out.

use crate::error::{Error, Result};
use std::io::Read;
use std::path::Path;

/// One annotated sentence.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    /// Words as written.
    pub forms: Vec<String>,
    /// Their base forms.
    pub lemmas: Vec<String>,
    /// Universal parts of speech.
    pub upos: Vec<String>,
    /// Penn tags.
    pub xpos: Vec<String>,
    /// Governing word; `None` for the root.
    pub heads: Vec<Option<usize>>,
    /// Relation to it.
    pub deprels: Vec<String>,
    /// The sentence as running text.
    pub text: String,
    /// Whether a document begins here.
    pub first: bool,
}

impl Tree {
    /// Number of words.
    pub fn len(&self) -> usize {
        self.forms.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.forms.is_empty()
    }

    fn push(&mut self, fields: &[&str]) -> Option<()> {
        let [_, form, lemma, upos, xpos, _, head, deprel, ..] = fields else { return None };
        let head: usize = head.parse().ok()?;
        self.forms.push((*form).to_owned());
        self.lemmas.push((*lemma).to_owned());
        self.upos.push((*upos).to_owned());
        self.xpos.push((*xpos).to_owned());
        self.heads.push(head.checked_sub(1));
        self.deprels.push((*deprel).to_owned());
        Some(())
    }
}

/// Reads a CoNLL-U file, packed by gzip or not.
pub fn read(path: &Path) -> Result<Vec<Tree>> {
    let bytes = std::fs::read(path).map_err(|e| Error::io(path, e))?;
    let text = if bytes.starts_with(&[0x1f, 0x8b]) {
        let mut text = String::new();
        let mut reader = flate2::read::MultiGzDecoder::new(&*bytes);
        reader.read_to_string(&mut text).map_err(|e| Error::io(path, e))?;
        text
    } else {
        String::from_utf8(bytes).map_err(|_| Error::input(path, "This is not UTF-8."))?
    };
    parse(&text).map_err(|line| Error::input(path, format!("Line {line} is not CoNLL-U.")))
}

fn parse(text: &str) -> std::result::Result<Vec<Tree>, usize> {
    let mut trees = Vec::new();
    let mut tree = Tree::default();
    for (number, line) in text.lines().enumerate() {
        if line.is_empty() {
            if !tree.is_empty() {
                trees.push(std::mem::take(&mut tree));
            }
        } else if let Some(comment) = line.strip_prefix('#') {
            tree.first |= comment.starts_with(" newdoc");
            if let Some(text) = comment.strip_prefix(" text = ") {
                tree.text = text.to_owned();
            }
        } else {
            let fields: Vec<&str> = line.split('\t').collect();
            let id = fields.first().copied().unwrap_or("");
            if id.contains(['-', '.']) {
                continue;
            }
            tree.push(&fields).ok_or(number + 1)?;
        }
    }
    if !tree.is_empty() {
        trees.push(tree);
    }
    Ok(trees)
}

/// A document's running text, the byte ranges of the words of each sentence, and what goes with each.
pub type Running = (String, Vec<Vec<(usize, usize)>>, Vec<usize>);

/// Running text of each document, and of each sentence the byte ranges of its words in that text.
pub fn documents(trees: &[Tree], between: &str) -> Vec<Running> {
    let mut documents: Vec<Running> = Vec::new();
    for (number, tree) in trees.iter().enumerate() {
        if tree.first || documents.is_empty() {
            documents.push(Default::default());
        }
        let Some((text, sentences, numbers)) = documents.last_mut() else { continue };
        if !text.is_empty() {
            text.push_str(between);
        }
        let mut at = text.len();
        text.push_str(&tree.text);
        let mut spans = Vec::new();
        for form in &tree.forms {
            let bare: String = form.split(' ').collect();
            at += text[at..].len() - text[at..].trim_start().len();
            let end = if text[at..].starts_with(form.as_str()) { at + form.len() } else { at + bare.len() };
            spans.push((at, end.min(text.len())));
            at = end.min(text.len());
        }
        sentences.push(spans);
        numbers.push(number);
    }
    documents
}

/// Writes trees as CoNLL-U.
pub fn write(trees: &[Tree]) -> String {
    use std::fmt::Write;
    let mut out = String::new();
    for tree in trees {
        if tree.first {
            out.push_str("# newdoc\n");
        }
        // Writing to a string cannot fail.
        let _ = writeln!(out, "# text = {}", tree.text);
        for at in 0..tree.len() {
            let (form, lemma, upos, xpos) =
                (&tree.forms[at], &tree.lemmas[at], &tree.upos[at], &tree.xpos[at]);
            let head = tree.heads[at].map_or(0, |h| h + 1);
            let _ = writeln!(
                out,
                "{}\t{form}\t{lemma}\t{upos}\t{xpos}\t_\t{head}\t{}\t_\t_",
                at + 1,
                tree.deprels[at]
            );
        }
        out.push('\n');
    }
    out
}
