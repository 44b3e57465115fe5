//! What is only the content of another act?
//!
//! *Agreed to send troops*, *refused to meet*, *demanded that Chad withdraw*: the promise, the refusal and the demand are
//! the act; what is promised, refused or demanded of the same two is no second one.

use super::Fact;
use super::scene::Scene;
use super::syntax::Tree;
use crate::model::{EdgeType, Factuality};

/// How many words up an act is looked for.
const DEPTH: usize = 6;

/// Drops acts that are the content of another act between the same two.
pub fn fold(scene: &Scene<'_>, facts: &mut Vec<Fact>) {
    let acts: Vec<Fact> = facts.iter().filter(|f| f.etype.is_interaction()).cloned().collect();
    facts.retain(|f| !is_content(scene, &acts, f));
}

fn is_content(scene: &Scene<'_>, acts: &[Fact], inner: &Fact) -> bool {
    if !inner.etype.is_interaction() {
        return false;
    }
    let tree = &scene.trees[inner.sentence];
    let same_two = |f: &&Fact| {
        f.sentence == inner.sentence
            && f.token != inner.token
            && f.etype != inner.etype
            && ((f.source, f.target) == (inner.source, inner.target)
                || (f.target, f.source) == (inner.source, inner.target))
    };
    let outer: Vec<&Fact> = acts.iter().filter(same_two).collect();
    !outer.is_empty()
        && governors(tree, inner.token)
            .into_iter()
            .any(|g| outer.iter().any(|f| f.token == g && holds(f, inner)))
}

/// Whether an act is one that has the other as its content, not its news.
fn holds(outer: &Fact, inner: &Fact) -> bool {
    let unreal = !matches!(inner.factuality, Factuality::Actual | Factuality::Reported);
    match outer.etype {
        EdgeType::Agree | EdgeType::Request | EdgeType::Threaten | EdgeType::Reject | EdgeType::Concede => unreal,
        // *marched to demand*, *a strike in protest*: the crowd says what it wants.
        EdgeType::Protest => {
            unreal || matches!(inner.etype, EdgeType::Request | EdgeType::Accuse | EdgeType::Reject)
        }
        _ => false,
    }
}

/// The words whose complement, object or purpose a word is, nearest first.
fn governors(tree: &Tree<'_>, token: usize) -> Vec<usize> {
    let mut found = Vec::new();
    let mut at = token;
    while let Some(head) = tree.head(at).filter(|_| found.len() < DEPTH) {
        let inside = match tree.rel(at) {
            "xcomp" | "ccomp" | "obj" | "acl" | "obl" | "nmod" | "advcl" | "conj" | "nsubj" => true,
            _ => false,
        };
        if !inside {
            break;
        }
        found.push(head);
        at = head;
    }
    found
}
