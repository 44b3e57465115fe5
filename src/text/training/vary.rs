//! Which sentences does the parser also learn in another spelling?
//!
//! Edited American prose, most of the treebanks, sets a comma after a fronted phrase (*On 3 May, the ministers met*); most
//! British news does without (*On 3 May the ministers met*). A parser that has seen only the first takes date and subject
//! for one phrase, and the verb of the sentence stands without anybody who does it.

use super::corpus::Tree;

/// Longest fronted phrase, in words, after which writers leave the comma out.
const LONGEST: usize = 7;

/// The sentence without the comma after its fronted phrase; `None` where it has no such phrase before its subject.
pub fn without_comma(tree: &Tree) -> Option<Tree> {
    let comma = (1..=LONGEST.min(tree.len().saturating_sub(2))).find(|&i| tree.forms[i] == ",")?;
    let above = |i: usize| tree.heads[i].filter(|&h| h > comma);
    let tops: Vec<usize> = (0..comma).filter(|&i| tree.heads[i].is_none_or(|h| h >= comma)).collect();
    let [top] = tops[..] else { return None };
    let verb = above(top).filter(|_| tree.deprels[top].split(':').next() == Some("obl"))?;
    let subject = (comma + 1..verb)
        .find(|&i| tree.heads[i] == Some(verb) && tree.deprels[i].split(':').next() == Some("nsubj"))?;
    let begins = (comma + 1..subject).all(|i| under(tree, i, subject));
    let free = (0..tree.len()).all(|i| tree.heads[i] != Some(comma));
    (begins && free).then(|| without(tree, comma))
}

fn under(tree: &Tree, word: usize, top: usize) -> bool {
    std::iter::successors(Some(word), |&i| tree.heads[i]).take(tree.len()).any(|i| i == top)
}

/// The tree without a word that nothing hangs on.
fn without(tree: &Tree, word: usize) -> Tree {
    let keep = |i: &usize| *i != word;
    let pick = |list: &[String]| (0..tree.len()).filter(keep).map(|i| list[i].clone()).collect();
    let moved = |head: usize| if head > word { head - 1 } else { head };
    Tree {
        forms: pick(&tree.forms),
        lemmas: pick(&tree.lemmas),
        upos: pick(&tree.upos),
        xpos: pick(&tree.xpos),
        heads: (0..tree.len()).filter(keep).map(|i| tree.heads[i].map(moved)).collect(),
        deprels: pick(&tree.deprels),
        ..tree.clone()
    }
}
