//! What does a parser make of a title with *and* in it?
//!
//! *Lebanese **Public Works and Transport Minister** Fayez Rasamny* is one person, not works and a person: the words of the
//! office belong to its last word, and what governed the first of them governs the person.

use super::{head, kids};
use crate::lexicon::Words;
use crate::model::{Name, NameClass, Sentence};

/// How many words of portfolios a title may have before its last word.
const LONGEST: usize = 9;

/// Puts a title together that ends with the word at `last`, and hangs it on the person behind it.
pub(super) fn coordinated(words: &Words, sentence: &mut Sentence, last: usize) {
    if !matches!(
        sentence.tokens[last].lemma.to_lowercase().as_str(),
        "minister" | "secretary" | "commissioner"
    ) {
        return;
    }
    let Some(start) = first_of_title(words, sentence, last) else { return };
    let person =
        sentence.names.iter().find(|n| n.class == NameClass::Person && n.start > start && n.end > last + 1);
    let Some(person) = person.map(|n| n.start.max(last + 1)) else { return };
    if person != last + 1 {
        return;
    }
    free_names(sentence, start, last);
    rehang(sentence, start, last, person);
}

/// Where the words of the office begin, if one of them is *and*.
fn first_of_title(words: &Words, sentence: &Sentence, last: usize) -> Option<usize> {
    let form = |i: usize| sentence.tokens[i].form.to_lowercase();
    let portfolio = |i: usize| words.is("portfolio", &form(i));
    let link = |i: usize| matches!(sentence.tokens[i].form.as_str(), "and" | "&" | ",");
    let mut start = last;
    while start > 0 && last - start < LONGEST && (portfolio(start - 1) || link(start - 1)) {
        start -= 1;
    }
    while start < last && link(start) {
        start += 1;
    }
    let and = (start..last).any(|i| matches!(sentence.tokens[i].form.as_str(), "and" | "&"));
    and.then_some(start)
}

/// No word of the office is a name; what stands before it may be one (*Malagasy*).
fn free_names(sentence: &mut Sentence, start: usize, last: usize) {
    for name in &mut sentence.names {
        if name.start < start && name.end > start {
            *name = Name { start: name.start, end: start, class: NameClass::State };
        } else if name.start >= start && name.start <= last && name.end > last + 1 {
            name.start = last + 1;
        }
    }
    sentence.names.retain(|n| n.start < start || n.start > last);
}

fn rehang(sentence: &mut Sentence, start: usize, last: usize, person: usize) {
    let first = owner_before(sentence, start);
    let own_end = sentence.names.iter().find(|n| n.start == person).map_or(person + 1, |n| n.end);
    let inside = |i: usize| (first..own_end).contains(&i);
    let Some(top) = (first..own_end).find(|&i| head(sentence, i).is_none_or(|h| !inside(h))) else { return };
    let (above, relation) = (sentence.tokens[top].head, sentence.tokens[top].deprel);
    for i in first..own_end {
        for kid in kids(sentence, i).filter(|&k| !inside(k)).collect::<Vec<_>>() {
            sentence.tokens[kid].head = Some(person);
        }
    }
    let mut set = |i: usize, head: Option<usize>, relation: &'static str| {
        sentence.tokens[i].head = head;
        sentence.tokens[i].deprel = relation;
    };
    set(person, above, relation);
    set(last, Some(person), "nmod:desc");
    (first..last).for_each(|i| set(i, Some(last), "compound"));
    (person + 1..own_end).for_each(|i| set(i, Some(person), "flat"));
    if first < start {
        sentence.tokens[start - 1].deprel = "amod";
    }
}

/// The first word of a state's name or adjective right before the office: ***South African** trade and industry minister*.
fn owner_before(sentence: &Sentence, start: usize) -> usize {
    let known =
        sentence.names.iter().find(|n| n.end == start && n.class == NameClass::State).map(|n| n.start);
    let adjective = || {
        let before = start.checked_sub(1)?;
        let token = &sentence.tokens[before];
        let demonym = matches!(token.upos, "ADJ" | "PROPN") && token.form.starts_with(char::is_uppercase);
        (demonym && !sentence.names.iter().any(|n| n.end == start)).then_some(before)
    };
    known.or_else(adjective).unwrap_or(start)
}
