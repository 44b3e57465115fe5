//! What is only the content of another act?
//!
//! *Agreed to send troops*, *refused to meet*, *demanded that Chad withdraw*: the promise, the refusal and the demand are
//! the act; what is promised, refused or demanded of the same two is no second one. And one word tells one act.

use super::Fact;
use super::frame::Finding;
use super::scene::Scene;
use super::syntax::Tree;
use crate::lexicon::Rule;
use crate::model::{EdgeType, Factuality};

/// How many further words of a trigger weigh as much as what a rule asks of its words.
const ASKS: usize = 3;
/// How many words up an act is looked for.
const DEPTH: usize = 6;

/// Of several acts that one word sets off between the same two, the one whose rule asks for most words, then the likeliest.
pub fn one_act(rules: &[Rule], findings: Vec<Finding>) -> Vec<Finding> {
    let act = |f: &Finding| is_act(f.etype);
    let strength = |f: &Finding| {
        let rule = &rules[f.rule];
        let asks = [&rule.object_is, &rule.subject_is, &rule.complement_is].iter().any(|set| !set.is_empty());
        (ASKS * usize::from(asks) + f.words, (f.confidence * 1000.0) as i64)
    };
    let beaten = |f: &Finding| {
        findings.iter().any(|g| {
            act(g)
                && g.trigger == f.trigger
                && g.etype != f.etype
                && pair(g.source, g.target) == pair(f.source, f.target)
                && strength(g) > strength(f)
        })
    };
    findings.iter().filter(|f| !act(f) || !beaten(f)).cloned().collect()
}

/// Drops acts that are the content of another act between the same two.
pub fn fold(scene: &Scene<'_>, facts: &mut Vec<Fact>) {
    let acts: Vec<Fact> = facts.iter().filter(|f| is_act(f.etype)).cloned().collect();
    facts.retain(|f| !is_content(scene, &acts, f));
}

/// One of PLOVER's sixteen: something done, as against a state that lasts.
fn is_act(etype: EdgeType) -> bool {
    etype.is_interaction() && !matches!(etype, EdgeType::Ally | EdgeType::Trade | EdgeType::Dispute)
}

fn pair(one: usize, other: usize) -> (usize, usize) {
    (one.min(other), one.max(other))
}

fn is_content(scene: &Scene<'_>, acts: &[Fact], inner: &Fact) -> bool {
    if !is_act(inner.etype) {
        return false;
    }
    let outer = acts.iter().filter(|f| {
        f.sentence == inner.sentence
            && f.token != inner.token
            && f.etype != inner.etype
            && (pair(f.source, f.target) == pair(inner.source, inner.target) || cries_for(f, inner))
    });
    let above = above(&scene.trees[inner.sentence], inner.token);
    outer.into_iter().any(|f| above.iter().any(|(token, link)| *token == f.token && holds(f, inner, *link)))
}

/// *marched to demand that the president go*: whoever is asked, the march is the act.
fn cries_for(outer: &Fact, inner: &Fact) -> bool {
    outer.etype == EdgeType::Protest && inner.etype == EdgeType::Request && outer.source == inner.source
}

/// How a word belongs to one above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Link {
    /// As its direct object.
    Object,
    /// Inside its complement or purpose.
    Content,
    /// Elsewhere in its clause.
    Loose,
}

/// Whether an act is one that has the other as its content, not its news.
fn holds(outer: &Fact, inner: &Fact, link: Link) -> bool {
    let unreal = !matches!(inner.factuality, Factuality::Actual | Factuality::Reported);
    let friendly = matches!(
        inner.etype,
        EdgeType::Agree
            | EdgeType::Consult
            | EdgeType::Support
            | EdgeType::Cooperate
            | EdgeType::Concede
            | EdgeType::Aid
            | EdgeType::Retreat
    );
    match outer.etype {
        // *called off a strike*.
        EdgeType::Concede | EdgeType::Threaten if link == Link::Object => true,
        EdgeType::Agree | EdgeType::Request | EdgeType::Threaten | EdgeType::Reject | EdgeType::Concede => {
            unreal || (friendly && link != Link::Loose)
        }
        // *marched to demand*, *a strike in protest*: the crowd says what it wants.
        EdgeType::Protest if cries_for(outer, inner) => true,
        EdgeType::Protest => {
            unreal || matches!(inner.etype, EdgeType::Request | EdgeType::Accuse | EdgeType::Reject)
        }
        // *suspended aid*: what no longer is.
        _ => link == Link::Object && unreal,
    }
}

/// The words that a word belongs to by complements, objects and purposes, nearest first, and how.
fn above(tree: &Tree<'_>, token: usize) -> Vec<(usize, Link)> {
    let mut found: Vec<(usize, Link)> = Vec::new();
    let mut content = false;
    let mut at = token;
    while let Some(head) = tree.head(at).filter(|_| found.len() < DEPTH) {
        match tree.full_rel(at) {
            "xcomp" | "ccomp" | "obj" | "acl" => content = true,
            "advcl" => content = tree.has_kid(at, "mark", &["to"]),
            "acl:relcl" => content = false,
            "obl" | "nmod" | "nmod:poss" | "conj" | "nsubj" | "nsubj:pass" => {}
            _ => break,
        }
        let direct = found.is_empty() && tree.rel(at) == "obj";
        let link = if direct {
            Link::Object
        } else if content {
            Link::Content
        } else {
            Link::Loose
        };
        found.push((head, link));
        at = head;
    }
    found
}
