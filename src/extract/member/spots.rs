//! Where does a place lie, by the noun that the text gives it, and where a body, by what it says of its headquarters?
//!
//! *Seiyun, **a city in Hadramawt***, *the village of Kfar Kila **in southern Lebanon***, *Zamzam, a camp **near** El Fasher*.

use super::{Link, link};
use crate::extract::scene::{Scene, Spot};
use crate::model::{EdgeType, Kind, NodeType, Reading};

/// How many words of an apposition are looked through for its noun.
const REACH: usize = 7;

/// All of them.
pub(super) fn read(scene: &Scene<'_>) -> Vec<Link> {
    let mut links = Vec::new();
    for spot in scene.spots.iter().filter(|s| !s.nested && s.reading == Reading::Name) {
        let [place] = spot.things[..] else { continue };
        if scene.things[place].kind != Kind::Place {
            continue;
        }
        let ground = apposed(scene, spot).and_then(|noun| ground_after(scene, spot, noun + 1));
        if let Some(ground) = ground.filter(|&g| g != place) {
            links.push(link(EdgeType::LocatedIn, place, ground, spot.sentence, spot.head, super::FIRM));
        }
    }
    for (sentence, tree) in scene.trees.iter().enumerate() {
        let seat = |&t: &usize| tree.is_noun(t) && scene.lexicon.words().is("head-office", &tree.lemma(t));
        links.extend((0..tree.len()).filter(seat).filter_map(|t| headquartered(scene, sentence, t)));
    }
    links
}

/// *the bank, whose **headquarters** are in Bridgetown*; *the fund, the **headquarters** of which is in Oslo*; *Its **seat** is in Lomé*.
fn headquartered(scene: &Scene<'_>, sentence: usize, token: usize) -> Option<Link> {
    let tree = &scene.trees[sentence];
    let said = tree.head(token).filter(|_| tree.rel(token) == "nsubj")?;
    let is_in = |k: usize| tree.preposition(k).as_deref() == Some("in");
    let lies = matches!(tree.lemma(said).as_str(), "lie" | "be" | "sit" | "stand" | "remain");
    let predicate = [said].into_iter().filter(|&p| is_in(p) && tree.kids_by(p, "cop").next().is_some());
    let place = predicate.chain(tree.kids_by(said, "obl").filter(|&k| lies && is_in(k))).next()?;
    let ground = scene.spot_at(sentence, place).and_then(|s| match scene.spots[s].things[..] {
        [one] if scene.things[one].kind == Kind::Place || scene.things[one].ntype == NodeType::State => {
            Some(one)
        }
        _ => None,
    })?;
    let owners = tree.kids_by_full(token, "nmod:poss").chain(tree.prepositional_kids(token, "of"));
    let named = |o: usize| {
        let relative = matches!(tree.lemma(o).as_str(), "whose" | "which");
        let clause = tree.ancestors(o).into_iter().find(|&i| tree.rel(i) == "acl").filter(|_| relative);
        let noun = clause.and_then(|c| tree.head(c)).unwrap_or(o);
        if tree.rel(noun) == "appos" && relative { tree.head(noun).unwrap_or(noun) } else { noun }
    };
    let body =
        owners.map(named).flat_map(|o| crate::extract::ends::actors_of(scene, sentence, o)).find(|&t| {
            matches!(scene.things[t].ntype, NodeType::Organization | NodeType::Igo | NodeType::Group)
        })?;
    Some(link(EdgeType::LocatedIn, body, ground, sentence, token, super::FIRM))
}

/// The noun of *, a **city** in …*.
fn apposed(scene: &Scene<'_>, spot: &Spot) -> Option<usize> {
    let tree = &scene.trees[spot.sentence];
    let form = |i: usize| tree.sentence.tokens.get(i).map_or("", |t| t.form.as_str());
    if form(spot.end) != "," || !matches!(form(spot.end + 1), "a" | "an" | "the") {
        return None;
    }
    let last = tree.len().min(spot.end + 2 + REACH);
    let inside = (spot.end + 2..last).take_while(|&i| {
        matches!(tree.token(i).upos, "ADJ" | "NOUN" | "PROPN" | "ADV" | "NUM")
            || matches!(form(i), "-")
            || matches!(tree.token(i).xpos, "VBN" | "VBG")
    });
    let settles = |i: &usize| scene.lexicon.words().is("settlement-noun", &tree.lemma(*i));
    inside.filter(settles).last()
}

/// *in **Hadramawt***, *of **northern Chad***, *on the coast of **Benin***.
fn ground_after(scene: &Scene<'_>, spot: &Spot, at: usize) -> Option<usize> {
    let tree = &scene.trees[spot.sentence];
    let form = |i: usize| tree.sentence.tokens.get(i).map_or("", |t| t.form.as_str());
    if !matches!(form(at), "in" | "near" | "of" | "on" | "outside" | "off") {
        return None;
    }
    // Only adjectives and the words of a coast or side between: *in the far north of Chad*.
    let last = tree.len().min(at + 8);
    let mut between = (at + 1..last).take_while(|&i| {
        scene.spot_over(spot.sentence, i).is_some()
            || matches!(tree.token(i).upos, "DET" | "ADJ" | "NOUN" | "ADP")
            || matches!(form(i), "-" | "'s" | "’s")
    });
    let named = between.find_map(|i| scene.spot_over(spot.sentence, i))?;
    match scene.spots[named].things[..] {
        [one] => {
            let thing = &scene.things[one];
            let fits = thing.kind == Kind::Place || thing.ntype == NodeType::State;
            fits.then_some(one)
        }
        _ => None,
    }
}
