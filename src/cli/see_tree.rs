//! How do the words of a sentence hang together: drawn for the eye, and in columns for other tools?

use super::look::{DIM, NAME, Page, one_line, paint};
use chancery::model::{Sentence, Token};

/// Draws a tree with each word under its head, in the order of the text.
pub fn draw(page: &mut Page, sentence: &Sentence) {
    let roots: Vec<usize> = kids(sentence, None).collect();
    for root in roots {
        branch(page, sentence, root, "", "");
    }
}

/// `mark` stands before the word itself, `indent` before what hangs on it.
fn branch(page: &mut Page, sentence: &Sentence, at: usize, mark: &str, indent: &str) {
    let token = &sentence.tokens[at];
    let tags = paint(DIM, &format!("{} {}", token.upos, token.deprel));
    page.line(format!("    {}{} {tags}", paint(DIM, mark), paint(NAME, &token.form)));
    let kids: Vec<usize> = kids(sentence, Some(at)).collect();
    for (nth, kid) in kids.iter().enumerate() {
        let (mark, below) = if nth + 1 == kids.len() { ("└─ ", "   ") } else { ("├─ ", "│  ") };
        branch(page, sentence, *kid, &format!("{indent}{mark}"), &format!("{indent}{below}"));
    }
}

fn kids(sentence: &Sentence, head: Option<usize>) -> impl Iterator<Item = usize> {
    let hangs = move |(at, token): (usize, &Token)| (token.head == head).then_some(at);
    sentence.tokens.iter().enumerate().filter_map(hangs)
}

/// The sentence as CoNLL-U (<https://universaldependencies.org/format.html>), an empty line after it.
pub fn conllu(page: &mut Page, id: &str, number: usize, text: &str, sentence: &Sentence) {
    page.line(format!("# sent_id = {id}-{number}"));
    page.line(format!("# text = {}", one_line(text)));
    for (at, token) in sentence.tokens.iter().enumerate() {
        let head = token.head.map_or(0, |head| head + 1);
        let joined = sentence.tokens.get(at + 1).is_some_and(|next| next.span.start == token.span.end);
        page.line(format!(
            "{}\t{}\t{}\t{}\t{}\t_\t{head}\t{}\t_\t{}",
            at + 1,
            token.form,
            token.lemma,
            token.upos,
            token.xpos,
            token.deprel,
            if joined { "SpaceAfter=No" } else { "_" },
        ));
    }
    page.line("");
}
