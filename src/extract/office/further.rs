//! Which second office does the text tell of a person who has one already?
//!
//! *Kaja Kallas, the EU's foreign-policy chief **and a former prime minister of Estonia***, *Greek minister X, **president of
//! the Eurogroup**, said*, *X, the Greek finance minister, **was elected president of the Eurogroup***.

use super::title::title_starting;
use super::{APPOSITION, Near, Office};

/// How many words of an apposition are looked through for its end.
const LONGEST: usize = 18;
/// How many words after a title a second one may begin.
const REACH: usize = 9;

/// All of them, given the first.
pub(super) fn read(near: &Near<'_, '_>, first: &Office) -> Vec<Office> {
    let mut all = vec![first.clone()];
    let beside = near.after().filter(|_| first.tokens.1 <= near.end && is_closed(near));
    let beside = beside.filter(|o| !is_anothers(near, o));
    let behind = near.elected(past_apposition(near).unwrap_or(near.end));
    for office in beside.into_iter().chain(behind) {
        if !is_told(&all, &office) {
            all.push(office);
        }
    }
    let told = all.clone();
    for office in told.iter().filter_map(|o| coordinated(near, o)) {
        if !is_told(&all, &office) {
            all.push(office);
        }
    }
    all.split_off(1)
}

fn is_told(all: &[Office], office: &Office) -> bool {
    all.iter().any(|o| o.holder == office.holder && (o.role == office.role || office.role.is_empty()))
}

/// *…, the EU's chief **and a former prime minister of Estonia***: right after the title and its owner.
fn coordinated(near: &Near<'_, '_>, office: &Office) -> Option<Office> {
    let tree = near.tree();
    let from = office.tokens.1;
    if office.sentence != near.sentence || from <= near.end {
        return None;
    }
    let last = tree.len().min(from + REACH);
    let inside = |i: &usize| !tree.is_verb(*i) && !matches!(tree.token(*i).form.as_str(), ";" | "(" | ")");
    let and = (from..last).take_while(inside).find(|&i| tree.lemma(i) == "and")?;
    // *the president of Chad and the foreign minister of Togo, X*: the second title is another person's.
    let second = (and + 1..tree.len().min(and + REACH)).find_map(|i| title_starting(near.scene, tree, i))?;
    let named = (second.end..tree.len().min(second.end + REACH)).take_while(|&i| tree.token(i).form != ".");
    let other = named.filter_map(|i| near.scene.spot_over(near.sentence, i)).any(|s| near.is_other_person(s));
    near.title_from(and + 1, tree.len().min(and + APPOSITION)).filter(|_| !other)
}

/// *President Japarov, **the President of Türkiye, H.E. Recep Tayyip Erdoğan***: the title is that of the person behind it.
pub(super) fn is_anothers(near: &Near<'_, '_>, office: &Office) -> bool {
    let (scene, tree) = (near.scene, near.tree());
    let form = |i: usize| tree.token(i).form.to_lowercase();
    let mut rest =
        (office.tokens.1..tree.len().min(office.tokens.1 + REACH)).skip_while(|&i| form(i) != ",").skip(1);
    let name = rest.find(|&i| !scene.lexicon.words().is("honorific", &form(i)));
    name.and_then(|i| scene.spot_over(near.sentence, i)).is_some_and(|s| near.is_other_person(s))
}

/// Whether a comma, a full stop or a verb ends the apposition that a comma opens.
fn is_closed(near: &Near<'_, '_>) -> bool {
    past_apposition(near).is_some()
}

/// The token after *, the Greek finance minister,*.
fn past_apposition(near: &Near<'_, '_>) -> Option<usize> {
    let tree = near.tree();
    let form = |i: usize| tree.token(i).form.as_str();
    if near.end >= tree.len() || form(near.end) != "," {
        return None;
    }
    let last = tree.len().min(near.end + LONGEST);
    let inside = |i: &usize| !matches!(tree.token(*i).xpos, "VBD" | "VBZ" | "VBP" | "MD") && form(*i) != ";";
    let end = (near.end + 1..last).take_while(inside).find(|&i| matches!(form(i), "," | "."))?;
    Some(end + 1)
}
