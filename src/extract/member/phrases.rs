//! Which further phrases tell members, parties and participants?
//!
//! *the British-led force*, *the pact that created the alliance*, *took over its chair*, *signatories such as Togo*,
//! *the mission, most of them Kenyans*, *Venezuela's membership has been suspended*.

use super::{Link, body_at, listed};
use crate::extract::scene::{Scene, Spot};
use crate::extract::{ends, time};
use crate::lexicon::Is;
use crate::model::{EdgeType, Kind, NodeType};

/// How many sentences back a body may be named that a phrase leaves out.
const REACH: usize = 2;

/// How often a text must name a body to be about it.
const MAIN: usize = 4;
/// The rule of what has ended.
pub const ENDED: &str = "phrase.ended";

/// All of them.
pub(super) fn read(scene: &Scene<'_>) -> Vec<Link> {
    let mut links = Vec::new();
    for (sentence, tree) in scene.trees.iter().enumerate() {
        for token in 0..tree.len() {
            let found = match tree.lemma(token).as_str() {
                "lead" | "back" => led(scene, sentence, token),
                "create" | "establish" | "found" | "form" | "launch" => by_pact(scene, sentence, token),
                "chair" | "chairmanship" | "presidency" if !tree.is_verb(token) => {
                    chair(scene, sentence, token)
                }
                "membership" | "participation" => membership(scene, sentence, token),
                "signatory" | "party" | "participant" => signatories(scene, sentence, token),
                "most" | "many" | "some" | "half" | "all" => most_of_them(scene, sentence, token),
                _ => continue,
            };
            links.extend(found);
        }
    }
    links.extend(under_agreements(scene));
    links
}

/// ***Under the Bamako Treaty**, the five kept their quotas*: it binds who acts under it.
fn under_agreements(scene: &Scene<'_>) -> Vec<Link> {
    let mut links = Vec::new();
    for spot in scene.spots.iter().filter(|s| !s.nested && s.things.len() == 1) {
        let (sentence, tree) = (spot.sentence, &scene.trees[spot.sentence]);
        let under = tree.preposition(spot.head).as_deref() == Some("under")
            || spot.start > 1 && tree.lemma(spot.start - 1) == "the" && tree.lemma(spot.start - 2) == "under";
        let told = &scene.things[spot.things[0]];
        let named = told.named && (told.kind == Kind::Agreement || told.ntype == NodeType::Mission);
        let Some(etype) = belonging_to(scene, spot.things[0]) else { continue };
        let Some(verb) = tree.head(spot.head).filter(|&v| tree.is_verb(v) && tree.rel(spot.head) == "obl")
        else {
            continue;
        };
        if !under || !named {
            continue;
        }
        let beside = (spot.end..verb)
            .filter(|&i| matches!(tree.rel(i), "conj" | "nmod") && tree.token(i).upos == "NUM");
        let heads = tree.agents(verb).into_iter().flat_map(|a| tree.with_conjuncts(a)).chain(beside);
        let states: Vec<ends::End> = heads
            .flat_map(|h| ends::ends_of(scene, sentence, h, &[Is::Type(NodeType::State)], false))
            .collect();
        links.extend(states.iter().map(|e| link(etype, e.thing, spot.things[0], sentence, verb)));
    }
    links
}

fn link(etype: EdgeType, source: usize, target: usize, sentence: usize, token: usize) -> Link {
    Link { etype, source, target, sentence, token, date: None, rule: "phrase.group", confidence: 0.75 }
}

/// What belonging to a thing is called.
fn belonging_to(scene: &Scene<'_>, thing: usize) -> Option<EdgeType> {
    let t = &scene.things[thing];
    match (t.kind, t.ntype) {
        (_, NodeType::Igo | NodeType::Group) => Some(EdgeType::MemberOf),
        (_, NodeType::Mission | NodeType::Programme) | (Kind::Event, _) => Some(EdgeType::ParticipatedIn),
        (Kind::Agreement, _) => Some(EdgeType::PartyTo),
        _ => None,
    }
}

/// *the **British-led** Joint Expeditionary Force*.
fn led(scene: &Scene<'_>, sentence: usize, token: usize) -> Vec<Link> {
    let tree = &scene.trees[sentence];
    let hyphen = token > 1 && matches!(tree.token(token - 1).form.as_str(), "-" | "–");
    if !hyphen || tree.token(token).form != "led" {
        return Vec::new();
    }
    let Some(leader) = scene.spot_over(sentence, token - 2) else { return Vec::new() };
    let next = (token + 1..tree.len().min(token + 5)).find_map(|i| scene.spot_over(sentence, i));
    let above = tree.head(token).and_then(|h| scene.spot_at(sentence, h));
    let Some(body) = above.or(next).map(|s| &scene.spots[s]).filter(|s| s.start > token) else {
        return Vec::new();
    };
    let [target] = body.things[..] else { return Vec::new() };
    let Some(etype) = belonging_to(scene, target).filter(|&e| e != EdgeType::PartyTo) else {
        return Vec::new();
    };
    let states = scene.spots[leader].things.iter().copied();
    let states = states.filter(|&t| t != target && scene.things[t].ntype == NodeType::State);
    states.map(|s| link(etype, s, target, sentence, token)).collect()
}

/// *The pact created the Alliance of Sahel States*: of the pact's parties.
fn by_pact(scene: &Scene<'_>, sentence: usize, token: usize) -> Vec<Link> {
    let tree = &scene.trees[sentence];
    if !tree.is_verb(token) {
        return Vec::new();
    }
    let bodies: Vec<usize> =
        tree.patients(token).into_iter().filter_map(|p| body_at(scene, sentence, p)).collect();
    let pacts = tree.agents(token).into_iter().filter_map(|a| scene.spot_at(sentence, a));
    let pacts =
        pacts.flat_map(|s| &scene.spots[s].things).filter(|&&t| scene.things[t].kind == Kind::Agreement);
    let parties: Vec<usize> = pacts
        .flat_map(|&t| &scene.things[t].parties)
        .copied()
        .filter(|&t| scene.things[t].ntype == NodeType::State)
        .collect();
    let pairs = parties.iter().flat_map(|&p| bodies.iter().map(move |&b| (p, b)));
    pairs.map(|(p, b)| link(EdgeType::MemberOf, p, b, sentence, token)).collect()
}

/// *took over its **chair** from Norway*, *holds the bloc's presidency*: those who hold it are members of the body spoken of.
fn chair(scene: &Scene<'_>, sentence: usize, token: usize) -> Vec<Link> {
    let tree = &scene.trees[sentence];
    // *took over its **rotating** chair*: the adjective looks like a verb.
    let adjective = |v: &usize| tree.token(*v).xpos != "VBG" || *v + 1 != token;
    let above = tree.head(token).filter(|v| !adjective(v)).and_then(|v| tree.head(v));
    let verb = tree.governing_verb(token).filter(adjective).or(above.filter(|&v| tree.is_verb(v)));
    let Some(verb) = verb else { return Vec::new() };
    let holds = scene.lexicon.words().is("hold-chair", &tree.lemma(verb));
    let told = tree.prepositional_kids(token, "of").into_iter().chain(tree.kids_by_full(token, "nmod:poss"));
    let told: Vec<usize> = told.filter_map(|k| body_at(scene, sentence, k)).collect();
    let rotating = token > 0 && tree.lemma(token - 1) == "rotate"
        || tree.kids(token).iter().any(|&k| {
            matches!(tree.lemma(k).as_str(), "rotating" | "pro" | "tempore" | "six-month" | "annual")
        });
    // *took over its chair*: the state's own pronoun says nothing; a *presidency* alone may be the state's.
    let may_omit = rotating || tree.lemma(token) != "presidency";
    let body =
        told.first().copied().or_else(|| may_omit.then(|| last_body(scene, sentence, token)).flatten());
    let Some(body) = body.filter(|_| holds) else { return Vec::new() };
    let mut heads = vec![tree.agents(verb)];
    for preposition in ["from", "to"] {
        heads.push(tree.with_preposition(verb, preposition));
        heads.push(tree.prepositional_kids(token, preposition));
        heads.extend(tree.head(token).map(|h| tree.prepositional_kids(h, preposition)));
    }
    let states = heads.concat().into_iter().flat_map(|h| tree.with_conjuncts(h));
    let states = states.flat_map(|h| ends::ends_of(scene, sentence, h, &[Is::Type(NodeType::State)], false));
    states.map(|end| link(EdgeType::MemberOf, end.thing, body, sentence, token)).collect()
}

/// The body that a phrase leaves out: the one that stands last, in its sentence or the two before, else the one that the
/// text is about.
pub(super) fn last_body(scene: &Scene<'_>, sentence: usize, token: usize) -> Option<usize> {
    let bodies = scene.spots.iter().filter(|s| match s.things[..] {
        [one] => {
            let name = scene.things[one].name.to_lowercase();
            let is = |w: &str| scene.lexicon.words().is("organ-word", w);
            let organ = is(&name) || name.split([' ', '-']).any(is);
            // Of a court or commission no state takes the chair.
            !s.nested && !organ && matches!(scene.things[one].ntype, NodeType::Igo | NodeType::Group)
        }
        _ => false,
    });
    let bodies: Vec<&Spot> = bodies.filter(|s| (s.sentence, s.end) <= (sentence, token)).collect();
    let near = bodies.iter().filter(|s| s.sentence + REACH >= sentence);
    let near = near.max_by_key(|s| (s.sentence, s.start)).map(|s| s.things[0]);
    let count = |body: usize| bodies.iter().filter(|s| s.things[0] == body).count();
    let main = bodies.iter().map(|s| s.things[0]).max_by_key(|&b| (count(b), std::cmp::Reverse(b)));
    let rest = |main: usize| bodies.iter().filter(|s| s.things[0] != main).map(|s| count(s.things[0])).max();
    near.or_else(|| main.filter(|&m| count(m) >= MAIN && count(m) >= 2 * rest(m).unwrap_or(0)))
}

/// *Venezuela's **membership** has been suspended*, *froze its **participation***: of the body named last.
fn membership(scene: &Scene<'_>, sentence: usize, token: usize) -> Vec<Link> {
    let tree = &scene.trees[sentence];
    let verb = tree.governing_verb(token);
    let ended = verb.is_some_and(|v| scene.lexicon.words().is("end-membership", &tree.lemma(v)));
    if tree.lemma(token) == "participation" && !ended {
        return Vec::new();
    }
    let told = tree.kids(token).iter().any(|&k| matches!(tree.preposition(k).as_deref(), Some("of" | "in")));
    let owners: Vec<usize> = tree
        .kids_by_full(token, "nmod:poss")
        .flat_map(|k| ends::ends_of(scene, sentence, k, &[Is::Type(NodeType::State)], false))
        .map(|end| end.thing)
        .collect();
    let Some(body) = last_body(scene, sentence, token).filter(|_| !told) else { return Vec::new() };
    let rule = if ended { ENDED } else { "phrase.group" };
    let date = verb.and_then(|v| time::date_for(tree, &scene.timexes[sentence], v));
    let date = date.map(|d| if d.is_interval() { d } else { d.since() });
    let told = owners.into_iter().map(|o| link(EdgeType::MemberOf, o, body, sentence, token));
    told.map(|l| Link { rule, date: date.clone().filter(|_| ended), ..l }).collect()
}

/// *The treaty's **signatories** include Togo and Benin*, *parties to the convention such as Peru*.
fn signatories(scene: &Scene<'_>, sentence: usize, token: usize) -> Vec<Link> {
    let tree = &scene.trees[sentence];
    if tree.token(token).xpos != "NNS" {
        return Vec::new();
    }
    let whole = tree.kids(token).iter().copied().filter(|&k| {
        matches!(tree.full_rel(k), "nmod:poss" | "compound")
            || matches!(tree.preposition(k).as_deref(), Some("of" | "to" | "in"))
    });
    let targets: Vec<(usize, EdgeType)> = whole
        .filter_map(|k| scene.spot_at(sentence, k))
        .flat_map(|s| scene.spots[s].things.clone())
        .filter_map(|t| belonging_to(scene, t).map(|e| (t, e)))
        .filter(|(_, e)| *e != EdgeType::MemberOf)
        .collect();
    let verb = tree.head(token).filter(|&v| {
        tree.rel(token) == "nsubj" && matches!(tree.lemma(v).as_str(), "include" | "comprise" | "number")
    });
    let mut heads = listed(tree, token);
    heads.extend(verb.into_iter().flat_map(|v| tree.kids_by(v, "obj").collect::<Vec<_>>()));
    let date = time::date_for(tree, &scene.timexes[sentence], token);
    let mut links = Vec::new();
    for head in heads.into_iter().flat_map(|h| tree.with_conjuncts(h)) {
        let actors = [Is::Type(NodeType::State), Is::Type(NodeType::Igo)];
        for end in ends::ends_of(scene, sentence, head, &actors, false) {
            let told = targets.iter().map(|&(t, e)| link(e, end.thing, t, sentence, token));
            links.extend(told.map(|l| Link { date: date.clone(), ..l }));
        }
    }
    links
}

/// *soldiers of the Kosovo Force, **most of them** Italians and Hungarians*: they take part in the mission named before.
fn most_of_them(scene: &Scene<'_>, sentence: usize, token: usize) -> Vec<Link> {
    let tree = &scene.trees[sentence];
    let them = token + 3 < tree.len()
        && tree.lemma(token + 1) == "of"
        && tree.token(token + 2).form.eq_ignore_ascii_case("them");
    let row = (token + 3..tree.len()).take_while(|&i| {
        scene.spot_over(sentence, i).is_some()
            || matches!(tree.lemma(i).as_str(), "and" | "," | "or" | "from" | "the")
    });
    let row: Vec<usize> = row.collect();
    let states = row.iter().filter_map(|&i| scene.spot_over(sentence, i));
    let mut states: Vec<usize> = states
        .flat_map(|s| scene.spots[s].things.clone())
        .filter(|&t| scene.things[t].ntype == NodeType::State)
        .collect();
    states.sort_unstable();
    states.dedup();
    let before = scene.spots_in(sentence).filter(|s| s.end <= token);
    let mission = before
        .filter(|s| s.things.len() == 1 && scene.things[s.things[0]].ntype == NodeType::Mission)
        .max_by_key(|s| s.start);
    let Some(mission) = mission.filter(|_| them).map(|s| s.things[0]) else { return Vec::new() };
    states.into_iter().map(|s| link(EdgeType::ParticipatedIn, s, mission, sentence, token)).collect()
}
