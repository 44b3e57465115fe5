//! When does a plural pick out as many things as it tells dates?
//!
//! *two memoranda that were concluded with Laos **in 1996 and 2003***, *two rounds of talks, held in May **and June***: one
//! thing for each date.

use super::phrase::{dedup, left_words, owners};
use super::{Phrase, home};
use crate::extract::scene::Scene;
use crate::extract::syntax::Tree;
use crate::extract::time::TimexKind;
use crate::model::{Edtf, Kind};

/// How far behind its noun a row of dates may begin.
const REACH: usize = 18;

/// The dates of the things that a plural speaks of, if there is one for each.
pub(super) fn dates(scene: &Scene<'_>, sentence: usize, noun: usize) -> Vec<Edtf> {
    let tree = &scene.trees[sentence];
    if !tree.token(noun).xpos.ends_with('S') {
        return Vec::new();
    }
    let row = row_behind(scene, sentence, noun);
    let number = left_words(tree, noun).into_iter().chain(tree.kids_by(noun, "nummod"));
    let number = number.filter_map(|i| count(&tree.lemma(i))).next();
    match number {
        Some(n) if n != row.len() => Vec::new(),
        Some(_) => row,
        // Without a number, the dates must hang on the noun itself.
        None if hangs(scene, sentence, noun) => row,
        None => Vec::new(),
    }
}

fn count(word: &str) -> Option<usize> {
    let words = ["two", "three", "four", "five", "six"];
    words.iter().position(|w| *w == word).map(|n| n + 2).or_else(|| word.parse().ok().filter(|n| *n < 7))
}

fn hangs(scene: &Scene<'_>, sentence: usize, noun: usize) -> bool {
    let tree = &scene.trees[sentence];
    let first = scene.timexes[sentence].iter().find(|t| t.start > noun);
    first.is_some_and(|t| tree.head(t.head) == Some(noun))
}

/// The first row of dates behind a noun: *in 2000 and 2001*; none if another event stands before it.
fn row_behind(scene: &Scene<'_>, sentence: usize, noun: usize) -> Vec<Edtf> {
    let tree = &scene.trees[sentence];
    let mut row: Vec<Edtf> = Vec::new();
    let mut end = noun + 1;
    for timex in scene.timexes[sentence].iter().filter(|t| t.start > noun) {
        let Some(date) = timex.date.clone().filter(|d| timex.kind == TimexKind::Point && !d.is_interval())
        else {
            return Vec::new();
        };
        let joined = match row.is_empty() {
            true => timex.start - noun < REACH && !is_other_event_between(scene, sentence, noun, timex.start),
            false => (end..timex.start).all(|i| is_link(tree, i)),
        };
        if !joined {
            break;
        }
        row.push(date);
        end = timex.end;
    }
    if row.len() > 1 { row } else { Vec::new() }
}

fn is_link(tree: &Tree<'_>, i: usize) -> bool {
    matches!(tree.token(i).form.as_str(), "and" | "," | "in" | "on" | "again" | "then" | "the" | "&")
}

fn is_other_event_between(scene: &Scene<'_>, sentence: usize, noun: usize, end: usize) -> bool {
    let tree = &scene.trees[sentence];
    let words = scene.lexicon.words();
    (noun + 1..end).any(|i| {
        let inner = super::belongs_to_noun_before(scene, sentence, i);
        tree.token(i).upos == "NOUN" && words.nouns.contains_key(&tree.lemma(i)) && !inner
    })
}

/// The parties of such things, with those named between noun and dates (*concluded **with Laos** in …*) and, where only one
/// is told, the state of whoever acts on them: *Thailand is bound by two memoranda …*.
pub(super) fn parties(
    scene: &Scene<'_>,
    sentence: usize,
    noun: usize,
    kind: Kind,
    phrase: &Phrase,
) -> Vec<usize> {
    let tree = &scene.trees[sentence];
    let mut parties = phrase.parties.clone();
    if kind != Kind::Agreement || parties.len() > 1 {
        return parties;
    }
    let end = scene.timexes[sentence].iter().map(|t| t.start).find(|&s| s > noun).unwrap_or(noun);
    let with = |&i: &usize| matches!(tree.preposition(i).as_deref(), Some("with" | "between"));
    parties.extend((noun + 1..end).filter(with).flat_map(|i| owners(scene, sentence, i)));
    dedup(&mut parties);
    if parties.len() == 1 {
        let verbs = tree
            .ancestors(noun)
            .into_iter()
            .filter(|&i| tree.is_verb(i) || tree.kids_by(i, "cop").next().is_some());
        let agents = verbs.flat_map(|v| tree.agents(v)).flat_map(|a| owners(scene, sentence, a));
        let home = agents.filter_map(|a| home(scene, a)).find(|h| !parties.contains(h));
        parties.extend(home);
    }
    parties
}
