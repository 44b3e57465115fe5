//! Which words in capitals are verbs, not names?
//!
//! Communiqués write their verbs so: *1. CONDEMN the raid and CALL ON both sides …; EXPRESS CONCERN at …*. Tagger, name finder
//! and parser read such words small.

use crate::lexicon::Lexicon;
use crate::model::{Sentence, Token};

/// Writes the words small, and gives what stood there.
pub fn lower(lexicon: &Lexicon, sentence: &mut Sentence) -> Vec<(usize, String)> {
    let tokens = &sentence.tokens;
    let mut found = Vec::new();
    let is =
        |class: &str, t: &Token| is_shouted(&t.form) && lexicon.words().is(class, &t.form.to_lowercase());
    let mut at = 0;
    while at < tokens.len() {
        if !is("shout-verb", &tokens[at]) || !may_open(tokens, at) {
            at += 1;
            continue;
        }
        let goes_on = |&i: &usize| is("shout-verb", &tokens[i]) || is("shout-word", &tokens[i]);
        let end = (at..tokens.len()).take_while(goes_on).last().unwrap_or(at) + 1;
        // A heading is all in capitals.
        if tokens.iter().any(|t| t.form.starts_with(char::is_lowercase)) {
            found.extend((at..end).map(|i| (i, tokens[i].form.clone())));
        }
        at = end;
    }
    for (i, form) in &found {
        sentence.tokens[*i].form = form.to_lowercase();
    }
    found
}

/// Puts back what stood there.
pub fn restore(sentence: &mut Sentence, kept: Vec<(usize, String)>) {
    for (i, form) in kept {
        sentence.tokens[i].form = form;
    }
}

fn is_shouted(form: &str) -> bool {
    form.len() > 1 && form.chars().all(char::is_uppercase)
}

/// At the beginning, after a number, a comma, a semicolon or *and*.
fn may_open(tokens: &[Token], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|i| tokens[i].form.as_str()) else { return true };
    let number =
        |f: &str| f.len() < 5 && f.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '(' | ')'));
    matches!(before, "," | ";" | ":" | "and" | "also" | "-" | "–" | "—" | "•" | "*")
        || number(before)
        || at < 3 && before.len() < 3
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenise;

    fn read_small(text: &str) -> Vec<String> {
        let mut sentence = tokenise(text).remove(0);
        lower(Lexicon::builtin(), &mut sentence).into_iter().map(|(_, form)| form).collect()
    }

    #[test]
    fn verbs_are_words() {
        assert_eq!(read_small("3. CALL ON NATO to act."), ["CALL", "ON"]);
        assert_eq!(
            read_small("7. EXPRESS CONCERN at the raid; and THANK Togo."),
            ["EXPRESS", "CONCERN", "THANK"]
        );
    }

    #[test]
    fn headings_and_names_stay() {
        assert!(read_small("LEADERS CONDEMN RAID").is_empty());
        assert!(read_small("The NOTE programme began.").is_empty());
    }
}
