//! Do plain sentences get the tree a reader would draw?

use chancery::model::{Name, NameClass, Sentence};
use chancery::text::{parse, tag, tokenise};

fn tree(text: &str, names: &[(usize, usize, NameClass)]) -> Sentence {
    let mut sentence = tokenise(text).swap_remove(0);
    tag(&mut sentence);
    sentence.names = names.iter().map(|&(start, end, class)| Name { start, end, class }).collect();
    parse(&mut sentence);
    sentence
}

fn arc(sentence: &Sentence, form: &str) -> (String, String) {
    let token = sentence.tokens.iter().find(|t| t.form == form).expect("the word is there");
    let head = token.head.map_or("", |h| sentence.tokens[h].form.as_str());
    (head.to_owned(), token.deprel.to_owned())
}

fn is(sentence: &Sentence, form: &str, head: &str, deprel: &str) {
    assert_eq!(arc(sentence, form), (head.to_owned(), deprel.to_owned()), "{form}");
}

#[test]
fn who_does_what() {
    let sentence = tree("Norway warned that the company had ignored the embargo.", &[]);
    is(&sentence, "Norway", "warned", "nsubj");
    is(&sentence, "company", "ignored", "nsubj");
    is(&sentence, "ignored", "warned", "ccomp");
    is(&sentence, "embargo", "ignored", "obj");
    assert_eq!(sentence.tokens[1].lemma, "warn");
}

#[test]
fn passives() {
    let sentence = tree("In Quito, the treaty was signed by the two presidents.", &[]);
    is(&sentence, "treaty", "signed", "nsubj:pass");
    is(&sentence, "presidents", "signed", "obl:agent");
    is(&sentence, "Quito", "signed", "obl");
}

#[test]
fn names_are_laid_out_inside() {
    let sentence = tree("Peru joined the Treaty of Amazon Cooperation .", &[(3, 7, NameClass::Agreement)]);
    is(&sentence, "Treaty", "joined", "obj");
    is(&sentence, "Cooperation", "Treaty", "nmod");
    is(&sentence, "of", "Cooperation", "case");
    is(&sentence, "Amazon", "Cooperation", "compound");
}

#[test]
fn dates_are_one_thing() {
    let sentence = tree("On 9 July 2018, Oslo closed the port.", &[]);
    is(&sentence, "9", "closed", "obl");
    is(&sentence, "July", "9", "nmod:unmarked");
    is(&sentence, "2018", "9", "nmod:unmarked");
}
