//! What does somebody promise or threaten to do?
//!
//! Who will help, meet or support has agreed to, and who announces force or restrictions threatens (PLOVER: the promise or
//! the threat is the event, and not what is promised).

use super::infer::COST;
use super::scene::Scene;
use super::syntax::Tree;
use super::{Fact, ends};
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
    // *will meet the king on Monday*: a meeting that is to be held, and no promise beside it.
    if fact.etype == EdgeType::Consult && tree.has_kid(fact.token, "aux", &["will"]) {
        return None;
    }
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
    // *will not take in refugees*: refused.
    let refused = etype == EdgeType::Agree && fact.factuality == Factuality::Negated;
    let etype = if refused { EdgeType::Reject } else { etype };
    let conditional =
        fact.factuality == Factuality::Hypothetical && is_conditional(tree, verb, &["if", "unless", "until"]);
    let announced = if refused { has_will(scene, tree, verb) } else { is_committed(scene, tree, fact, verb) };
    ((fact.factuality == Factuality::Future || conditional || refused) && announced).then(|| Fact {
        etype,
        factuality: Factuality::Actual,
        confidence: fact.confidence - COST,
        rule: format!("{} → promise", fact.rule),
        ..fact.clone()
    })
}

/// Whether the promise or threat takes the place of what it is about.
fn is_replaced(scene: &Scene<'_>, fact: &Fact) -> bool {
    promise(scene, fact).is_some()
}

/// *will help*, *agreed to help*, *pledged help*, *said it would help*.
fn is_committed(scene: &Scene<'_>, tree: &Tree<'_>, fact: &Fact, verb: usize) -> bool {
    let token = fact.token;
    let committed =
        |i: usize| scene.lexicon.words().is("commitment", &tree.lemma(i)) && is_own(scene, tree, fact, i);
    has_will(scene, tree, verb)
        || [token, tree.first_conjunct(verb)].into_iter().any(|t| {
            matches!(tree.rel(t), "xcomp" | "ccomp" | "obj" | "acl") && tree.head(t).is_some_and(committed)
        })
}

/// *Oman offered to host **Chad and Niger***: the two have promised each other nothing.
fn is_own(scene: &Scene<'_>, tree: &Tree<'_>, fact: &Fact, commitment: usize) -> bool {
    let heads = tree.agents(commitment).into_iter().flat_map(|h| tree.with_conjuncts(h));
    let who: Vec<usize> = heads.flat_map(|h| ends::actors_of(scene, fact.sentence, h)).collect();
    let home = |t: usize| scene.homes.get(&t).copied().unwrap_or(t);
    let ends = [fact.source, fact.target];
    who.is_empty() || who.iter().any(|&w| ends.iter().any(|&e| e == w || home(e) == home(w)))
}

/// *will help*, *said it would help*, *would help, its minister said*.
fn has_will(scene: &Scene<'_>, tree: &Tree<'_>, verb: usize) -> bool {
    let says = |h: usize| {
        let lemma = tree.lemma(h);
        scene.lexicon.modality().is("say", &lemma) || scene.lexicon.words().is("commitment", &lemma)
    };
    let said = |v: usize| {
        tree.rel(v) == "ccomp" && tree.has_kid(v, "aux", &["would"]) && tree.head(v).is_some_and(says)
    };
    let will = |v: usize| tree.has_kid(v, "aux", &["will", "shall"]) || said(v);
    will(verb) || will(tree.first_conjunct(verb))
}

/// Whether a verb, or the one it is said with, has a condition.
fn is_conditional(tree: &Tree<'_>, verb: usize, marks: &[&str]) -> bool {
    let clauses = [Some(verb), tree.head(verb)].into_iter().flatten().flat_map(|v| tree.kids_by(v, "advcl"));
    clauses.into_iter().any(|clause| tree.has_kid(clause, "mark", marks))
}
