//! Which clauses does a parser hang at the words of whoever is quoted?

use super::clause::hang;
use super::{head, kids};
use crate::lexicon::Words;
use crate::model::Sentence;

/// *A ship entered the waters of Guyana, **Georgetown said**, prompting protests*: whoever speaks is let in between; what he
/// seems to tell of the last name, and the participle behind, belong to the clause around.
pub(super) fn inserted(words: &Words, sentence: &mut Sentence, verb: usize) {
    let token = &sentence.tokens[verb];
    let says = token.upos == "VERB" && words.is("speech-verb", &token.lemma.to_lowercase());
    if !says || !matches!(token.deprel, "acl:relcl" | "acl" | "parataxis") {
        return;
    }
    let Some(subject) = kids(sentence, verb).find(|&k| sentence.tokens[k].deprel == "nsubj") else { return };
    let first = super::leftmost(sentence, subject);
    let comma = |i: usize| sentence.tokens.get(i).is_some_and(|t| t.form == ",");
    let opens = first > 0 && (comma(first) || comma(first - 1));
    let whole = !kids(sentence, verb).any(|k| {
        matches!(sentence.tokens[k].deprel, "obj" | "ccomp" | "iobj")
            || sentence.tokens[k].xpos.starts_with('W')
    });
    let above = std::iter::successors(head(sentence, verb), |&h| head(sentence, h));
    let main = above.take(sentence.tokens.len()).find(|&h| {
        sentence.tokens[h].upos == "VERB" && h < subject && !sentence.tokens[h].deprel.starts_with("acl")
    });
    let Some(main) = main.filter(|_| opens && whole && subject < verb && comma(verb + 1)) else { return };
    hang(sentence, verb, main, "parataxis");
    for kid in
        kids(sentence, verb).filter(|&k| k > verb && sentence.tokens[k].deprel == "advcl").collect::<Vec<_>>()
    {
        if sentence.tokens[kid].xpos == "VBG" {
            sentence.tokens[kid].head = Some(main);
        }
    }
}
