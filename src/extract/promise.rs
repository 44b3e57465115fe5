//! What does somebody promise or threaten to do?
//!
//! Who will help, meet or support has agreed to, and who announces force or restrictions threatens (PLOVER: the promise or
//! the threat is the event, and not what is promised).

use super::Fact;
use super::infer::COST;
use super::scene::Scene;
use super::syntax::Tree;
use crate::model::{EdgeType, Factuality};

/// Tells promises and threats in the place of what they are about.
pub fn tell(scene: &Scene<'_>, facts: &mut Vec<Fact>) {
    let promised: Vec<Fact> = facts.iter().filter_map(|f| promise(scene, f)).collect();
    facts.retain(|f| !is_replaced(scene, f));
    facts.extend(promised);
}

/// The promise or threat to do what a fact tells.
fn promise(scene: &Scene<'_>, fact: &Fact) -> Option<Fact> {
    let tree = &scene.trees[fact.sentence];
    let verb = if tree.is_verb(fact.token) { fact.token } else { tree.governing_verb(fact.token)? };
    let etype = match fact.etype {
        EdgeType::Sanction | EdgeType::Coerce | EdgeType::Assault => EdgeType::Threaten,
        EdgeType::Retreat if is_conditional(tree, verb, &["unless"]) => EdgeType::Threaten,
        EdgeType::Aid
        | EdgeType::Consult
        | EdgeType::Support
        | EdgeType::Cooperate
        | EdgeType::Concede
        | EdgeType::Retreat => EdgeType::Agree,
        _ => return None,
    };
    let conditional =
        fact.factuality == Factuality::Hypothetical && is_conditional(tree, verb, &["if", "unless", "until"]);
    ((fact.factuality == Factuality::Future || conditional) && is_committed(scene, tree, fact.token, verb))
        .then(|| Fact {
            etype,
            factuality: Factuality::Actual,
            confidence: fact.confidence - COST,
            rule: format!("{} → promise", fact.rule),
            ..fact.clone()
        })
}

/// Whether the promise or threat takes the place of what it is about. A meeting that *will* be held stays one.
fn is_replaced(scene: &Scene<'_>, fact: &Fact) -> bool {
    let will = || scene.trees[fact.sentence].has_kid(fact.token, "aux", &["will"]);
    promise(scene, fact).is_some() && !(fact.etype == EdgeType::Consult && will())
}

/// *will help*, *agreed to help*, *pledged help*, *said it would help*.
fn is_committed(scene: &Scene<'_>, tree: &Tree<'_>, token: usize, verb: usize) -> bool {
    let committed = |i: usize| scene.lexicon.words().is("commitment", &tree.lemma(i));
    let first = tree.first_conjunct(verb);
    let said = |v: usize| {
        tree.rel(v) == "ccomp"
            && tree.has_kid(v, "aux", &["would"])
            && tree.kids_by(v, "nsubj").any(|s| tree.token(s).upos == "PRON")
            && tree
                .head(v)
                .is_some_and(|h| scene.lexicon.modality().is("say", &tree.lemma(h)) || committed(h))
    };
    [verb, first].into_iter().any(|v| tree.kids_by(v, "aux").any(committed) || said(v))
        || [token, first].into_iter().any(|t| {
            matches!(tree.rel(t), "xcomp" | "ccomp" | "obj" | "acl") && tree.head(t).is_some_and(committed)
        })
}

/// Whether a verb, or the one it is said with, has a condition.
fn is_conditional(tree: &Tree<'_>, verb: usize, marks: &[&str]) -> bool {
    let clauses = [Some(verb), tree.head(verb)].into_iter().flatten().flat_map(|v| tree.kids_by(v, "advcl"));
    clauses.into_iter().any(|clause| tree.has_kid(clause, "mark", marks))
}
