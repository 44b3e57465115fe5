//! Who speaks where a communiqué's sentences have no subject, or only *we* and *the ministers*?
//!
//! *The Heads of Government:* and then *1. CONDEMN …; 2. CALL ON …*; *The Security Council, Recalling …, Decides …*; *We, the
//! leaders of Laos and Vietnam, met … We condemn …*; *The foreign ministers of Poland and Romania met … The Ministers thanked …*.
//! The speakers are those named there, or those whose gathering the text reports; where nobody can be told, such a sentence
//! has nobody else's subject either.

use super::ends;
use super::scene::{Scene, Spot};
use super::syntax::Tree;
use crate::lexicon::Is;
use crate::model::{Kind, NodeType, Reading};
use std::collections::BTreeMap;

/// How many sentences at its head tell what sort of text it is.
const HEAD: usize = 8;
/// How many words may stand before an item's verb: its number, adverbs.
const BEFORE_VERB: usize = 4;

/// By sentence and verb: who does what a verb without a subject says; nobody where it cannot be told.
pub type Voices = BTreeMap<(usize, usize), Vec<usize>>;

/// Finds the speakers of a text and lends them to its subjectless verbs and to *we*, *the participants*.
pub fn lend(scene: &mut Scene<'_>) {
    let formal = (0..scene.trees.len().min(HEAD)).any(|s| is_title(scene, s));
    let gathering = gathering(scene);
    let mut speakers: Option<Vec<usize>> = None;
    let mut we: Vec<usize> = Vec::new();
    for sentence in 0..scene.trees.len() {
        if let Some(named) = opening(scene, sentence, &gathering) {
            speakers = Some(named);
        } else if let Some(verb) = subjectless(scene, sentence) {
            if let Some(who) = speakers.clone().or_else(|| formal.then(|| gathering.clone())) {
                lend_to(scene, sentence, verb, &who);
            }
        } else if !is_item(scene, sentence) && ends_paragraph(scene, sentence) {
            speakers = None;
        }
        if let Some(those) = introduced(scene, sentence) {
            we = those;
        }
        let by_title = if formal { gathering.clone() } else { Vec::new() };
        name_speakers(scene, sentence, &we, &by_title);
    }
}

/// *Joint communiqué*, *Statement by …*, *PRESS RELEASE*: a heading that promises somebody's words.
fn is_title(scene: &Scene<'_>, sentence: usize) -> bool {
    let tree = &scene.trees[sentence];
    let heading = tree.sentence.heading || ends_open(tree);
    let says = |i: usize| scene.lexicon.words().is("statement-noun", &tree.token(i).form.to_lowercase());
    heading && (0..tree.len()).any(says)
}

/// Whether a line ends with a colon or comma, so that its sentence goes on in the items below.
fn ends_open(tree: &Tree<'_>) -> bool {
    tree.sentence.tokens.last().is_some_and(|t| matches!(t.form.as_str(), ":" | ","))
}

/// Those whose meeting the text reports: *the foreign ministers of A, B and C met*, *Statement by the African Union*, *the
/// Fifth Summit of the Caribbean Community*.
fn gathering(scene: &Scene<'_>) -> Vec<usize> {
    for sentence in 0..scene.trees.len().min(HEAD) {
        let tree = &scene.trees[sentence];
        for token in 0..tree.len() {
            let lemma = tree.token(token).form.to_lowercase();
            let lemma = lemma.strip_suffix('s').unwrap_or(&lemma);
            let words = scene.lexicon.words();
            let people = words.is("speaker-noun", lemma) && tree.token(token).xpos.ends_with('S');
            let occasion = words.is("statement-noun", lemma);
            if !people && !occasion {
                continue;
            }
            let states = after(scene, sentence, token, if people { &["of", "from"] } else { &["of", "by"] });
            let one = |t: &usize| matches!(scene.things[*t].ntype, NodeType::Igo | NodeType::Group);
            if people && states.len() > 1 || states.len() == 1 && one(&states[0]) {
                return states;
            }
        }
    }
    Vec::new()
}

/// The actors of the names that follow *of* after a noun: *of A, B and C*, *of the foreign ministers of A and B*.
fn after(scene: &Scene<'_>, sentence: usize, noun: usize, prepositions: &[&str]) -> Vec<usize> {
    let tree = &scene.trees[sentence];
    let next = noun + 1;
    if next >= tree.len() || !prepositions.contains(&tree.token(next).form.to_lowercase().as_str()) {
        return Vec::new();
    }
    let mut found: Vec<usize> = Vec::new();
    let mut at = next + 1;
    while at < tree.len() {
        match scene.spot_over(sentence, at) {
            Some(spot) => {
                let actors = scene.spots[spot].things.iter().copied().filter(|&t| speaks(scene, t));
                let new: Vec<usize> = actors.filter(|t| !found.contains(t)).collect();
                // *of the Council of the Pacific Islands Forum*.
                let goes_on = tree.sentence.tokens.get(scene.spots[spot].end).is_some_and(|t| t.form == "of");
                if new.is_empty() && found.is_empty() && !goes_on {
                    return found;
                }
                found.extend(new);
                at = scene.spots[spot].end.max(at + 1);
            }
            None if matches!(
                tree.token(at).form.to_lowercase().as_str(),
                "the" | "and" | "," | "republic" | "of"
            ) =>
            {
                at += 1;
            }
            None => break,
        }
    }
    found
}

fn speaks(scene: &Scene<'_>, thing: usize) -> bool {
    let t = &scene.things[thing];
    t.kind == Kind::Actor && matches!(t.ntype, NodeType::State | NodeType::Igo | NodeType::Group)
}

/// *The participants:*, *The Security Council,*, *Chad and Niger, meeting in Lomé,*: a line that ends open names who speaks
/// in the items below; nobody where it names people who cannot be told.
fn opening(scene: &Scene<'_>, sentence: usize, gathering: &[usize]) -> Option<Vec<usize>> {
    let tree = &scene.trees[sentence];
    let first = first_word(tree)?;
    if !ends_open(tree) || verb_at(scene, sentence).is_some() {
        return None;
    }
    let named =
        scene.spots_in(sentence).filter(|s| !s.nested && s.start <= first + 1).min_by_key(|s| s.start);
    let named = named.filter(|s| s.reading == Reading::Name || s.things.len() > 1);
    // *In the Lomé Declaration, **the leaders:***: the last word before the colon speaks.
    let last = tree
        .len()
        .checked_sub(2)
        .filter(|&i| i > first && tree.token(i + 1).form == ":" && is_speaker(scene, tree, i));
    if let Some(spot) = named.filter(|_| last.is_none()) {
        let row = tree.with_conjuncts(tree.first_conjunct(spot.head)).into_iter();
        let actors = row.flat_map(|h| ends::ends_of(scene, sentence, h, &[Is::Kind(Kind::Actor)], false));
        let mut actors: Vec<usize> = actors.map(|e| e.thing).collect();
        actors.dedup();
        return Some(actors).filter(|a| !a.is_empty());
    }
    let early = (first..tree.len().min(first + 6)).find(|&i| is_speaker(scene, tree, i));
    let noun = last.or(early)?;
    let own = after(scene, sentence, noun, &["of", "from"]);
    // *The participants of the conference, held with Chad and Niger attending,*.
    let mut present: Vec<usize> = scene.spots_in(sentence).flat_map(|s| s.things.clone()).collect();
    present.retain(|&t| scene.things[t].ntype == NodeType::State);
    present.dedup();
    Some(match () {
        () if !own.is_empty() => own,
        () if gathering.is_empty() && present.len() > 1 => present,
        () => gathering.to_vec(),
    })
}

fn is_speaker(scene: &Scene<'_>, tree: &Tree<'_>, i: usize) -> bool {
    let word = tree.token(i).form.to_lowercase();
    let word = word
        .strip_suffix("ies")
        .map_or_else(|| word.strip_suffix('s').unwrap_or(&word).to_string(), |stem| format!("{stem}y"));
    tree.is_noun(i) && scene.lexicon.words().is("speaker-noun", &word)
}

/// The first word after a number, bullet or bracket.
fn first_word(tree: &Tree<'_>) -> Option<usize> {
    (0..tree.len()).find(|&i| tree.token(i).form.chars().filter(|c| c.is_alphabetic()).count() > 1)
}

/// Whether a sentence begins with a number or bullet.
fn is_item(scene: &Scene<'_>, sentence: usize) -> bool {
    first_word(&scene.trees[sentence]).is_some_and(|i| i > 0)
}

fn ends_paragraph(scene: &Scene<'_>, sentence: usize) -> bool {
    sentence > 0 && !super::when::same_paragraph(scene, sentence - 1, sentence)
}

/// The verb that opens a sentence without a subject: *CONDEMN*, *Strongly condemns*, *Recalling*.
fn verb_at(scene: &Scene<'_>, sentence: usize) -> Option<usize> {
    let tree = &scene.trees[sentence];
    let first = first_word(tree)?;
    let reach = (first + BEFORE_VERB).min(tree.len());
    let verb = (first..reach).find(|&i| tree.token(i).upos != "ADV" && tree.token(i).upos != "PUNCT")?;
    let finite = matches!(tree.token(verb).xpos, "VB" | "VBP" | "VBZ" | "VBG" | "VBD");
    // *- **condemned** the attack*: with an object it is no participle.
    let past = tree.token(verb).xpos == "VBN" && tree.kids_by(verb, "obj").next().is_some();
    let fits = tree.is_verb(verb) && (finite || past);
    let own = tree.kids_by(verb, "nsubj").next().is_some() || tree.kids_by(verb, "expl").next().is_some();
    let says = scene.lexicon.words().is("shout-verb", &tree.lemma(verb));
    (fits && !own && says).then_some(verb)
}

fn subjectless(scene: &Scene<'_>, sentence: usize) -> Option<usize> {
    verb_at(scene, sentence).filter(|&v| scene.trees[sentence].agents(v).is_empty())
}

/// Gives a verb, and those coordinated with it, to the speakers.
fn lend_to(scene: &mut Scene<'_>, sentence: usize, verb: usize, who: &[usize]) {
    let tree = &scene.trees[sentence];
    let own = |v: &usize| tree.kids_by(*v, "nsubj").next().is_none();
    let verbs: Vec<usize> =
        tree.with_conjuncts(verb).into_iter().filter(|&v| tree.is_verb(v)).filter(own).collect();
    // *EXPRESS **their** gratitude*, *expresses **its** support*: the speakers' own.
    let objects = verbs.iter().flat_map(|&v| tree.kids_by(v, "obj").collect::<Vec<_>>());
    let own = |&k: &usize| matches!(tree.token(k).form.to_lowercase().as_str(), "its" | "their");
    let owners: Vec<usize> =
        objects.flat_map(|o| tree.kids_by_full(o, "nmod:poss").collect::<Vec<_>>()).filter(own).collect();
    for owner in owners {
        let Some(spot) = scene.spot_at(sentence, owner) else { continue };
        let span = scene.trees[sentence].token(owner).span;
        for thing in std::mem::replace(&mut scene.spots[spot].things, who.to_vec()) {
            scene.things[thing].mentions.retain(|m| m.span != span);
        }
    }
    for verb in verbs {
        scene.voices.insert((sentence, verb), who.to_vec());
    }
}

/// *We, the leaders of Laos and Vietnam, …*: whom *we* means from here on.
fn introduced(scene: &Scene<'_>, sentence: usize) -> Option<Vec<usize>> {
    let tree = &scene.trees[sentence];
    let first = first_word(tree)?;
    let we = tree.token(first).form.eq_ignore_ascii_case("we") && first + 2 < tree.len();
    if !we || tree.token(first + 1).form != "," {
        return None;
    }
    let noun = (first + 2..tree.len().min(first + 10)).find(|&i| is_speaker(scene, tree, i));
    let those = noun.map_or_else(Vec::new, |n| after(scene, sentence, n, &["of", "from"]));
    let row = || {
        let spot =
            scene.spots_in(sentence).filter(|s| !s.nested && s.start <= first + 4).min_by_key(|s| s.start)?;
        let heads = tree.with_conjuncts(tree.first_conjunct(spot.head)).into_iter();
        Some(heads.flat_map(|h| ends::actors_of(scene, sentence, h)).collect::<Vec<usize>>())
    };
    if those.is_empty() { row() } else { Some(those) }.filter(|w| !w.is_empty())
}

/// Lets *we*, *the participants*, *ministers* stand for the speakers.
fn name_speakers(scene: &mut Scene<'_>, sentence: usize, we: &[usize], by_title: &[usize]) {
    let mut found: Vec<(usize, usize, Reading, Vec<usize>)> = Vec::new();
    let tree = &scene.trees[sentence];
    for token in 0..tree.len() {
        if scene.spot_over(sentence, token).is_some() || quoted(tree, token) {
            continue;
        }
        let lower = tree.token(token).form.to_lowercase();
        let pronoun = matches!(lower.as_str(), "we" | "us" | "our");
        let those = if we.is_empty() { by_title } else { we };
        if those.is_empty() {
            continue;
        }
        if pronoun {
            found.push((token, token, Reading::Pronoun, those.to_vec()));
        } else if is_bare_speaker(scene, sentence, token) {
            let start = token.saturating_sub(usize::from(token > 0 && tree.lemma(token - 1) == "the"));
            found.push((start, token, Reading::Description, those.to_vec()));
        }
    }
    for (start, head, reading, things) in found {
        scene.add_spot(Spot { sentence, start, end: head + 1, head, reading, things, nested: false });
    }
}

/// *The Ministers*, *Leaders*: the subject of its verb, with nothing that says whose.
fn is_bare_speaker(scene: &Scene<'_>, sentence: usize, token: usize) -> bool {
    let tree = &scene.trees[sentence];
    let plural = tree.token(token).form.to_lowercase().ends_with('s');
    let alone = tree.kids(token).iter().all(|&k| matches!(tree.rel(k), "det" | "punct" | "appos"));
    let article = token == 0 || matches!(tree.token(token - 1).form.as_str(), "The" | "the" | ";" | ".");
    is_speaker(scene, tree, token) && plural && alone && article && tree.rel(token) == "nsubj"
}

/// Whether a word stands inside quotation marks.
fn quoted(tree: &Tree<'_>, token: usize) -> bool {
    let marks = (0..token).filter(|&i| matches!(tree.token(i).form.as_str(), "\"" | "“" | "”" | "``" | "''"));
    marks.count() % 2 == 1
}
