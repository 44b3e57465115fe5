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
            // *shut its border during the manoeuvres*: acted then, and not in them.
            let during = tree.preposition(token).as_deref() == Some("during");
            let there_too = |e: usize| !(during && scene.things[e].ntype == NodeType::Exercise);
            let phrase = || of_phrase(scene, sentence, token).map(|(v, e)| (v, e, there_too(e)));
            let place = || of_where(scene, sentence, token).map(|(v, e)| (v, e, true));
            let clause = || of_clause(scene, sentence, token);
            let there = || of_there(scene, sentence, token).map(|(v, e)| (v, e, true));
            let setting = phrase().or_else(place).or_else(clause).or_else(there);
            if let Some((verb, event, attended)) = setting {
                found.push(Setting { sentence, verb, event, attended });
                // *travelled to the summit **and signed** a treaty*: what the same subject did next, it did there.
                let next = tree.kids_by(verb, "conj").filter(|&c| c > token && tree.is_verb(c));
                let same = next.filter(|&c| tree.kids_by(c, "nsubj").next().is_none());
                found.extend(same.map(|verb| Setting { sentence, verb, event, attended }));
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
        let mut with = company(scene, sentence, verb);
        // *was sworn in at a ceremony*.
        let honoured = tree.with_particle(verb).iter().any(|l| scene.lexicon.words().is("honour-verb", l));
        if honoured && tree.is_passive(verb) {
            with.extend(tree.patients(verb));
        }
        let heads = tree.agents(verb).into_iter().chain(with).flat_map(|a| tree.with_conjuncts(a));
        for end in heads.flat_map(|a| ends::ends_of(scene, sentence, a, &[Is::Kind(Kind::Actor)], false)) {
            found.push(participation(scene, sentence, verb, end.thing, event));
        }
    }
    found
}

/// *sat down **with** the Union's leaders*, *signed **alongside** Egypt*, *joined **Eritrea** at a summit*.
fn company(scene: &Scene<'_>, sentence: usize, verb: usize) -> Vec<usize> {
    let tree = &scene.trees[sentence];
    let lemma = tree.lemma(verb);
    // *after talks, signed a treaty with Canada*: Canada was not at the talks.
    if tree
        .kids_by(verb, "obl")
        .any(|k| tree.preposition(k).as_deref() == Some("after") && scene.spot_at(sentence, k).is_some())
    {
        return Vec::new();
    }
    let mut found = tree.with_preposition(verb, "alongside");
    let meets = ["meet", "make-agreement", "gather"].iter().any(|c| scene.lexicon.words().is(c, &lemma));
    if meets || matches!(lemma.as_str(), "sit" | "gather" | "hold" | "join" | "speak" | "talk") {
        found.extend(tree.with_preposition(verb, "with"));
    }
    found.extend(onlookers(scene, sentence, verb));
    if matches!(lemma.as_str(), "join" | "meet" | "bring" | "gather" | "unite" | "invite") {
        found.extend(tree.patients(verb));
    }
    found
}

/// *signed …, **with** the king and his host **looking on***.
fn onlookers(scene: &Scene<'_>, sentence: usize, verb: usize) -> Vec<usize> {
    let tree = &scene.trees[sentence];
    let present = |&k: &usize| scene.lexicon.words().is("present-verb", &tree.lemma(k));
    let clauses = tree.kids(verb).iter().copied().filter(|&k| matches!(tree.rel(k), "advcl" | "acl" | "obl"));
    let mut found = Vec::new();
    for clause in clauses {
        let with =
            tree.preposition(clause).as_deref() == Some("with") || tree.has_kid(clause, "mark", &["with"]);
        if with && present(&clause) {
            found.extend(tree.kids_by(clause, "nsubj"));
        } else if with && tree.kids(clause).iter().any(|k| tree.rel(*k) == "acl" && present(k)) {
            found.push(clause);
        }
    }
    found
}

/// *travelled **to Astana** for the summit*: the summit is there.
pub fn travelled_to(scene: &Scene<'_>, settings: &[Setting]) -> Vec<Fact> {
    let mut found = Vec::new();
    for &Setting { sentence, verb, event, .. } in settings {
        let tree = &scene.trees[sentence];
        if !scene.lexicon.words().is("motion", &tree.lemma(verb)) {
            continue;
        }
        let phrases = tree.kids_by(verb, "obl").filter(|&k| tree.preposition(k).as_deref() == Some("to"));
        let places = phrases.flat_map(|k| super::describe::places_of(scene, sentence, k));
        found.extend(places.map(|place| Fact {
            etype: EdgeType::LocatedIn,
            target: place,
            ..participation(scene, sentence, verb, event, event)
        }));
    }
    found
}

/// *Anwar **presided**; the ambassadors **sat in***: at the meeting that was spoken of last.
pub fn attended(scene: &Scene<'_>) -> Vec<Fact> {
    let mut found = Vec::new();
    for (sentence, tree) in scene.trees.iter().enumerate() {
        for token in (0..tree.len()).filter(|&t| tree.token(t).upos == "VERB") {
            let phrases = tree.kids(token).iter().any(|&k| matches!(tree.rel(k), "obj" | "xcomp" | "ccomp"));
            // *attended **as observers***: in what capacity, not what.
            let what = |&k: &usize| tree.preposition(k).as_deref() != Some("as");
            let over = tree.kids_by(token, "obl").filter(what).any(|k| scene.spot_at(sentence, k).is_some());
            if phrases || over || tree.is_passive(token) || !is_presence(scene, sentence, token) {
                continue;
            }
            let Some(event) = last_meeting(scene, sentence, token) else { continue };
            let heads = tree.agents(token).into_iter().flat_map(|a| tree.with_conjuncts(a));
            let ends = heads.flat_map(|a| ends::ends_of(scene, sentence, a, &[Is::Kind(Kind::Actor)], false));
            found.extend(ends.map(|end| participation(scene, sentence, token, end.thing, event)));
        }
    }
    found
}

/// *presided*, *sat in*, *was present*: with no word of what.
fn is_presence(scene: &Scene<'_>, sentence: usize, verb: usize) -> bool {
    let tree = &scene.trees[sentence];
    let lemma = tree.lemma(verb);
    let particle = tree.kids(verb).iter().find(|&&k| matches!(tree.rel(k), "compound" | "advmod"));
    let words = scene.lexicon.words();
    // *his counterpart **went***.
    let went = matches!(lemma.as_str(), "go" | "come")
        && tree
            .kids(verb)
            .iter()
            .all(|&k| matches!(tree.rel(k), "nsubj" | "cc" | "punct" | "aux" | "mark" | "conj"));
    let alone = went
        || words.is("present-verb", &lemma) && !matches!(lemma.as_str(), "look" | "sit" | "take" | "speak");
    alone || particle.is_some_and(|&k| words.is("present-verb", &format!("{lemma} {}", tree.lemma(k))))
}

/// The meeting that stands last before a word, in its sentence or the one before.
pub(super) fn last_meeting(scene: &Scene<'_>, sentence: usize, token: usize) -> Option<usize> {
    scene.last_of(sentence, token, 1, |t| is_gathering(scene, t))
}

pub(super) fn participation(
    scene: &Scene<'_>,
    sentence: usize,
    token: usize,
    source: usize,
    event: usize,
) -> Fact {
    let date = scene.things[event].date.clone();
    let told =
        Fact::told(scene, (sentence, token), EdgeType::ParticipatedIn, (source, event), "setting", 0.75);
    Fact { date, ..told }
}

/// A verb and the meeting that *at*, *during* or *in* makes its setting.
fn of_phrase(scene: &Scene<'_>, sentence: usize, token: usize) -> Option<(usize, usize)> {
    let tree = &scene.trees[sentence];
    let preposition = tree.preposition(token)?;
    let above = tree.head(token).filter(|_| matches!(tree.rel(token), "obl" | "nmod"))?;
    let verb_of = |i: usize| match tree.is_verb(i) {
        true => Some(i),
        false => tree.governing_verb(i).or_else(|| done_by(scene, sentence, i)),
    };
    // *on the margins of the summit*.
    if preposition == "of" && scene.lexicon.words().is("margin-noun", &tree.lemma(above)) {
        let verb = verb_of(tree.head(above)?)?;
        return Some((verb, meeting_at(scene, sentence, token)?));
    }
    // *normalised their relations at the Dialogue*: the phrase may hang on the object.
    let verb = verb_of(above)?;
    // *travelled to Astana **for the summit***.
    let travels = preposition == "for"
        && (scene.lexicon.words().is("motion", &tree.lemma(verb)) || tree.lemma(verb) == "meet");
    if !matches!(preposition.as_str(), "at" | "during" | "in" | "after") && !travels {
        return None;
    }
    let talks = scene.lexicon.words().is("plural-event", &tree.lemma(token));
    let noun = tree.antecedent(token);
    let event =
        if noun == token { meeting_at(scene, sentence, noun) } else { above_meeting(scene, sentence, noun) };
    Some((verb, event.filter(|_| preposition != "after" || talks)?))
}

/// *launched by the director **at a conference***: what hangs on whoever acts is where it is done.
fn done_by(scene: &Scene<'_>, sentence: usize, noun: usize) -> Option<usize> {
    let tree = &scene.trees[sentence];
    let first = tree.first_conjunct(noun);
    let acts = matches!(tree.full_rel(first), "obl:agent" | "nsubj");
    let verb = tree.head(first).filter(|&v| acts && tree.is_verb(v))?;
    (!ends::actors_of(scene, sentence, noun).is_empty()).then_some(verb)
}

/// *signed a memorandum **there***, *met **on the sidelines***: at the meeting of the sentence before.
fn of_there(scene: &Scene<'_>, sentence: usize, token: usize) -> Option<(usize, usize)> {
    let tree = &scene.trees[sentence];
    let verb = tree.head(token).filter(|&v| tree.is_verb(v))?;
    let there = tree.lemma(token) == "there" && tree.rel(token) == "advmod" && tree.token(token).xpos != "EX";
    let margin = scene.lexicon.words().is("margin-noun", &tree.lemma(token))
        && tree.token(token).xpos == "NNS"
        && tree.preposition(token).as_deref() == Some("on")
        && tree.prepositional_kids(token, "of").is_empty();
    if !there && !margin {
        return None;
    }
    Some((verb, last_meeting(scene, sentence, token)?))
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
    // *Its first gathering was also **the first** at which both agreed*.
    let said_of = tree.kids_by(noun, "nsubj").filter(|_| tree.kids_by(noun, "cop").next().is_some());
    let all = [noun].into_iter().chain(said_of).chain(up).take(CLIMB).chain(beside);
    all.into_iter().find_map(|i| meeting_at(scene, sentence, i))
}

pub(super) fn meeting_at(scene: &Scene<'_>, sentence: usize, token: usize) -> Option<usize> {
    let spot = scene.spot_at(sentence, token)?;
    match scene.spots[spot].things[..] {
        [one] if is_gathering(scene, one) => Some(one),
        _ => None,
    }
}

/// A meeting, or a ceremony at which people are.
pub(super) fn is_gathering(scene: &Scene<'_>, thing: usize) -> bool {
    let t = &scene.things[thing];
    let ceremony = scene.lexicon.words().is("ceremony", &t.noun);
    t.kind == Kind::Event && (t.ntype == NodeType::Meeting || t.ntype == NodeType::Exercise || ceremony)
}
