//! Which meeting is the setting of a clause, and who is there?
//!
//! *At the summit, leaders agreed …*; *a summit in Asmara, **where** the three pledged …*; ***meeting** in Suva, ministers
//! adopted …*: who acts there takes part, and what is signed there is concluded there.

use super::scene::Scene;
use super::syntax::Tree;
use super::{Fact, ends};
use crate::lexicon::Is;
use crate::model::{EdgeType, Kind, NodeType};

/// How far above a relative clause its meeting is looked for: *a summit in Asmara on 10 October, where …*.
const CLIMB: usize = 4;

/// A verb, and the meeting it is set at.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// The sentence.
    pub sentence: usize,
    /// The verb.
    pub verb: usize,
    /// The meeting.
    pub event: usize,
    /// Whether who acts is there: not so in *when the minister visited, both governments signed …*.
    pub attended: bool,
}

/// All settings of a text.
pub fn all(scene: &Scene<'_>) -> Vec<Setting> {
    let mut found = Vec::new();
    for (sentence, tree) in scene.trees.iter().enumerate() {
        for token in 0..tree.len() {
            let phrase = || of_phrase(scene, sentence, token).map(|(v, e)| (v, e, true));
            let place = || of_where(scene, sentence, token).map(|(v, e)| (v, e, true));
            let clause = || of_clause(scene, sentence, token);
            if let Some((verb, event, attended)) = phrase().or_else(place).or_else(clause) {
                found.push(Setting { sentence, verb, event, attended });
            }
        }
    }
    found
}

/// Who acts at a meeting takes part in it, and so do those it is done *with* or *alongside*.
pub fn present(scene: &Scene<'_>, settings: &[Setting]) -> Vec<Fact> {
    let mut found = Vec::new();
    for &Setting { sentence, verb, event, .. } in settings.iter().filter(|s| s.attended) {
        let tree = &scene.trees[sentence];
        let with = company(scene, sentence, verb);
        let heads = tree.agents(verb).into_iter().chain(with).flat_map(|a| tree.with_conjuncts(a));
        for end in heads.flat_map(|a| ends::ends_of(scene, sentence, a, &[Is::Kind(Kind::Actor)], false)) {
            let (factuality, asserted_by) = super::claim_of(scene, sentence, verb);
            found.push(Fact {
                etype: EdgeType::ParticipatedIn,
                source: end.thing,
                target: event,
                sentence,
                token: verb,
                date: scene.things[event].date.clone(),
                factuality,
                role: None,
                asserted_by,
                rule: "setting".into(),
                confidence: 0.75,
            });
        }
    }
    found
}

/// *sat down **with** the Union's leaders*, *signed **alongside** Egypt*, *joined **Eritrea** at a summit*.
fn company(scene: &Scene<'_>, sentence: usize, verb: usize) -> Vec<usize> {
    let tree = &scene.trees[sentence];
    let lemma = tree.lemma(verb);
    let mut found = tree.prepositional_kids(verb, "alongside");
    let meets = ["meet", "make-agreement", "gather"].iter().any(|c| scene.lexicon.words().is(c, &lemma));
    if meets || matches!(lemma.as_str(), "sit" | "gather" | "hold" | "join" | "speak" | "talk") {
        found.extend(tree.with_preposition(verb, "with"));
    }
    if matches!(lemma.as_str(), "join" | "meet" | "bring" | "gather" | "unite" | "invite") {
        found.extend(tree.patients(verb));
    }
    found
}

/// A verb and the meeting that *at*, *during* or *in* makes its setting.
fn of_phrase(scene: &Scene<'_>, sentence: usize, token: usize) -> Option<(usize, usize)> {
    let tree = &scene.trees[sentence];
    let preposition = tree.preposition(token)?;
    let above = tree.head(token)?;
    // *normalised their relations at the Dialogue*: the phrase may hang on the object.
    let verb = if tree.is_verb(above) { above } else { tree.governing_verb(above)? };
    if !matches!(preposition.as_str(), "at" | "during" | "in" | "after")
        || !matches!(tree.rel(token), "obl" | "nmod")
    {
        return None;
    }
    let talks = scene.lexicon.words().is("plural-event", &tree.lemma(token));
    let noun = tree.antecedent(token);
    let event =
        if noun == token { meeting_at(scene, sentence, noun) } else { above_meeting(scene, sentence, noun) };
    Some((verb, event.filter(|_| preposition != "after" || talks)?))
}

/// *a summit in Asmara, **where** the leaders pledged …*.
fn of_where(scene: &Scene<'_>, sentence: usize, token: usize) -> Option<(usize, usize)> {
    let tree = &scene.trees[sentence];
    let verb = tree.head(token).filter(|_| tree.lemma(token) == "where" && tree.rel(token) == "advmod")?;
    let noun = tree.head(verb).filter(|_| matches!(tree.rel(verb), "acl" | "advcl"))?;
    Some((verb, above_meeting(scene, sentence, noun)?))
}

/// ***Meeting** in Suva, ministers adopted …*; *when the minister **visited**, both sides signed …*.
fn of_clause(scene: &Scene<'_>, sentence: usize, token: usize) -> Option<(usize, usize, bool)> {
    let tree = &scene.trees[sentence];
    // Taken for a noun, the participle looks like a subject before the subject.
    let twice = |m: usize| tree.kids_by(m, "nsubj").any(|k| k > token && k < m);
    if let Some(main) = tree.head(token).filter(|&m| tree.rel(token) == "nsubj" && twice(m)) {
        return Some((main, meeting_at(scene, sentence, token)?, true));
    }
    let main = tree.head(token).filter(|&m| tree.rel(token) == "advcl" && tree.is_verb(m))?;
    let participle = tree.token(token).xpos == "VBG" && tree.preposition(token).is_none();
    let when = tree.has_kid(token, "advmod", &["when"]) || tree.has_kid(token, "mark", &["when", "as"]);
    let event = meeting_at(scene, sentence, token).filter(|_| participle || when)?;
    Some((main, event, participle))
}

/// The meeting that a noun names, or one of those it hangs on.
fn above_meeting(scene: &Scene<'_>, sentence: usize, noun: usize) -> Option<usize> {
    let tree: &Tree<'_> = &scene.trees[sentence];
    let up = tree.ancestors(noun).into_iter().take_while(|&i| tree.is_noun(i) || tree.token(i).upos == "NUM");
    // *joined Eritrea at a summit in Asmara …, where*: the clause may hang on the verb.
    let beside = tree
        .ancestors(noun)
        .into_iter()
        .chain([noun])
        .find(|&i| tree.is_verb(i))
        .into_iter()
        .flat_map(|v| tree.kids_by(v, "obl").collect::<Vec<_>>());
    [noun].into_iter().chain(up).take(CLIMB).chain(beside).find_map(|i| meeting_at(scene, sentence, i))
}

fn meeting_at(scene: &Scene<'_>, sentence: usize, token: usize) -> Option<usize> {
    let spot = scene.spot_at(sentence, token)?;
    match scene.spots[spot].things[..] {
        [one] if scene.things[one].kind == Kind::Event && scene.things[one].ntype == NodeType::Meeting => {
            Some(one)
        }
        _ => None,
    }
}
