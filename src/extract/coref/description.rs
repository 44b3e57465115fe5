//! Whom does a description mean: *the bloc*, *both countries*, *the American president*?

use super::group::{all_of, group_before, groups_of, main_pair, usual_group};
use super::pronoun::{Stance, clause_of, local_subjects};
use super::reciprocal::latter;
use super::{DESCRIPTION_REACH, GROUP_REACH, is_plural, lower_at, one, spots_before};
use crate::extract::scene::{Scene, Spot};
use crate::model::{Kind, NodeType, Reading};
use std::collections::BTreeSet;

/// How often a text must name a body to be about it, and how much oftener than the one it has just named.
const OFTEN: usize = 4;
const MUCH: usize = 3;

/// *the bloc*, *both countries*, *the two leaders*, *all three*, *the latter*; gives the first token after it.
pub(super) fn description(scene: &mut Scene<'_>, sentence: usize, token: usize) -> usize {
    let Some(read) = read_description(scene, sentence, token) else { return token + 1 };
    let tree = &scene.trees[sentence];
    let mut types = types_of(scene, &read.noun);
    if types.is_empty() && scene.lexicon.words().is("state-body", &read.noun) {
        types = vec![NodeType::State];
    }
    let plural = read.size.is_none() && is_plural(tree, read.head) && !read.noun.is_empty();
    if let Some(row) = read.size.and_then(|size| row_behind(scene, sentence, read.end, size, &types)) {
        stand_for(scene, sentence, token, &read, row);
        return read.end;
    }
    let things = match (read.size, read.noun.as_str()) {
        _ if plural => {
            let group = group_before(scene, sentence, token, None, &types);
            if group.is_empty() { usual_group(scene, sentence, None, &types) } else { group }
        }
        (_, "latter") => latter(scene, sentence, token),
        (_, "former") if tree.token(read.head).upos != "ADJ" || read.end == token + 2 => {
            first_of_group(scene, sentence, token)
        }
        (Some(size), noun) => {
            let group = group_before(scene, sentence, token, Some(size), &types);
            // *the two foreign ministers* are not two presidents.
            let others = group.iter().any(|&t| is_in_other_office(scene, sentence, t, noun));
            // *the three leaders* of three states that the text names without their leaders.
            if types == [NodeType::Person] && (group.is_empty() || others) {
                group_before(scene, sentence, token, Some(size), &[NodeType::State])
            } else if types == [NodeType::State] {
                states_or_homes(scene, sentence, token, size, group)
            } else {
                group
            }
        }
        (None, _) if !types.is_empty() => described(scene, sentence, token, &read, &types),
        _ => Vec::new(),
    };
    let of_states = types == [NodeType::State] || scene.lexicon.words().is("pair-noun", &read.noun);
    // *the trio* after three persons whose states were named along with them.
    let mixed = types.is_empty() && things.is_empty() && read.size.is_some_and(|n| n > 2);
    let of_one_type = |t: NodeType| group_before(scene, sentence, token, read.size, &[t]);
    let things = match mixed {
        true => [NodeType::Person, NodeType::State]
            .into_iter()
            .map(of_one_type)
            .find(|g| !g.is_empty())
            .unwrap_or_default(),
        false => things,
    };
    // *asked for time and money; the bank agreed to **neither***: no actors were offered.
    if read.noun.is_empty()
        && matches!(Stance::of(tree, read.head), Stance::Other)
        && offers_things(scene, sentence, token)
    {
        return token + 1;
    }
    // *to which both belong*: neither of the two is the body.
    let alone = read.noun.is_empty() && read.size == Some(2);
    // *Chad joined the Union and Togo followed; Mali had warned **both***: two of one sort.
    let body = |t: &usize| scene.things[*t].ntype == NodeType::Igo;
    let unlike = things.iter().any(body);
    let things = if alone && (unlike || things.is_empty()) {
        group_before(scene, sentence, token, Some(2), &[NodeType::State])
    } else {
        things
    };
    // *India has a court. Peru welcomed **both***: not Peru itself.
    let acts = || local_subjects(scene, sentence, read.head);
    if alone
        && matches!(Stance::of(tree, read.head), Stance::Other)
        && things.iter().any(|t| acts().contains(t))
    {
        return token + 1;
    }
    let pair = (read.size == Some(2) && (of_states || alone && things.is_empty()))
        .then(|| main_pair(scene, sentence, token, &things));
    let things = pair.flatten().unwrap_or(things);
    // *A and B brought **the two sides** to Jeddah*: neither of them is a side.
    // *called on **all parties** to stop*: nor of them.
    let called = tree.rel(read.head) == "obl" && matches!(read.noun.as_str(), "side" | "party");
    let object =
        matches!(Stance::of(tree, read.head), Stance::Other) && (tree.rel(read.head) == "obj" || called);
    let own = || local_subjects(scene, sentence, read.head);
    if things.is_empty() || things.len() > 1 && object && things.iter().all(|t| own().contains(t)) {
        return token + 1;
    }
    stand_for(scene, sentence, token, &read, things);
    read.end
}

/// Whether a person is none of *the two foreign ministers*, *both commissioners*: of another title, or of none and named
/// long before.
fn is_in_other_office(scene: &Scene<'_>, sentence: usize, thing: usize, noun: &str) -> bool {
    const ANY: &[&str] =
        &["leader", "man", "woman", "politician", "statesman", "official", "candidate", "rival"];
    let title = noun.contains(' ') || scene.lexicon.words().offices.contains(noun) && !ANY.contains(&noun);
    if !title || !scene.things[thing].is_person() {
        return false;
    }
    let head = matches!(noun, "president" | "premier" | "prime minister" | "minister" | "king" | "monarch");
    let vague = |r: &String| {
        r.is_empty() || ["counterpart", "host", "guest", "colleague"].iter().any(|w| r.ends_with(w))
    };
    let roles = scene.roles.get(&thing).into_iter().flatten().filter(|r| !vague(r));
    let fitting = |r: &String| {
        [noun, "head of government", "head of state", "leader", "ruler"].iter().any(|t| r.ends_with(t))
    };
    let fits: Vec<bool> = roles.map(fitting).collect();
    match fits.is_empty() {
        true => !head && !noun.contains(' ') && scene.things[thing].last_seen + 1 < sentence,
        false => fits.iter().all(|fits| !fits),
    }
}

/// Whether things that are no actors were told in a row last: *an extension and **compensation***.
fn offers_things(scene: &Scene<'_>, sentence: usize, token: usize) -> bool {
    let row = |at: usize, end: usize| {
        let tree = &scene.trees[at];
        let plain = |i: usize| tree.token(i).upos == "NOUN" && scene.spot_over(at, i).is_none();
        (0..end).any(|i| {
            tree.rel(i) == "conj"
                && plain(i)
                && tree.head(i).is_some_and(|h| plain(h) && matches!(tree.rel(h), "obj" | "obl" | "nmod"))
        })
    };
    let actors = |at: usize, before: Option<usize>| !groups_of(scene, at, before).is_empty();
    if row(sentence, token) {
        return !actors(sentence, Some(token));
    }
    sentence.checked_sub(1).is_some_and(|at| row(at, scene.trees[at].len()) && !actors(at, None))
}

fn stand_for(scene: &mut Scene<'_>, sentence: usize, token: usize, read: &Described, things: Vec<usize>) {
    for &thing in &things {
        let words = scene.text(sentence, token, read.end).to_string();
        scene.things[thing].why.insert(format!("\"{words}\" points at it"));
    }
    scene.add_spot(Spot {
        sentence,
        start: token,
        end: read.end,
        head: read.head,
        reading: Reading::Description,
        things,
        nested: false,
    });
}

/// *the three guarantors, **Ghana, Togo and Benin***, *the two ministers, **Ana Soto of Chile and Luis Paz of Peru***: the
/// names behind a group are its members, if they are as many.
fn row_behind(
    scene: &Scene<'_>,
    sentence: usize,
    end: usize,
    size: usize,
    types: &[NodeType],
) -> Option<Vec<usize>> {
    let tree = &scene.trees[sentence];
    let form = |i: usize| tree.token(i).form.as_str();
    if end >= tree.len() || !matches!(form(end), "," | ":" | "(" | "–" | "—") {
        return None;
    }
    let mut row: Vec<usize> = Vec::new();
    let (mut at, mut joined) = (end + 1, true);
    while at < tree.len() {
        let spot = scene.spot_over(sentence, at).map(|s| &scene.spots[s]).filter(|s| s.start == at);
        match spot {
            Some(spot) => {
                let [thing] = spot.things[..] else { break };
                // *Ana Soto **of Chile***: whence the person is.
                let whence = matches!(form(at - 1), "of" | "from");
                if !joined && !whence || scene.things[thing].kind != Kind::Actor {
                    break;
                }
                row.extend(Some(thing).filter(|_| !whence));
                (at, joined) = (spot.end, false);
            }
            None if matches!(form(at), "," | "and") => (at, joined) = (at + 1, true),
            None if matches!(form(at), "the" | "of" | "from") => at += 1,
            None => break,
        }
    }
    let persons = row.iter().filter(|&&t| scene.things[t].is_person()).count();
    (row.len() == size && (persons == 0 || persons == size) && all_of(scene, &row, types)).then_some(row)
}

/// *both governments* after sentences about two presidents: the states they speak for, if those are nearer than others.
pub(super) fn states_or_homes(
    scene: &Scene<'_>,
    sentence: usize,
    token: usize,
    size: usize,
    group: Vec<usize>,
) -> Vec<usize> {
    let mut met: Vec<usize> = Vec::new();
    for back in 0..=GROUP_REACH.min(sentence) {
        let at = sentence - back;
        let mut here: Vec<&Spot> = scene.spots_in(at).filter(|s| back > 0 || s.end <= token).collect();
        here.sort_by_key(|s| s.start);
        if back > 0 && group.iter().any(|t| here.iter().any(|s| s.things.contains(t))) && met.is_empty() {
            return group;
        }
        for &thing in here.iter().flat_map(|s| &s.things) {
            let state =
                if scene.things[thing].is_person() { scene.homes.get(&thing).copied() } else { Some(thing) };
            let state = state.filter(|&s| scene.things[s].ntype == NodeType::State);
            met.extend(state.filter(|s| !met.contains(s)));
        }
        if met.len() >= size {
            break;
        }
    }
    if met.len() == size { met } else { group }
}

/// A description as it stands: its noun, how many it says there are (0 for *both* alone), and where it ends.
pub(super) struct Described {
    noun: String,
    size: Option<usize>,
    head: usize,
    end: usize,
    /// The state whose adjective it bears: *the American president*.
    owner: Option<usize>,
}

/// The state whose adjective or name one token is.
pub(super) fn state_at(scene: &Scene<'_>, sentence: usize, token: usize) -> Option<usize> {
    let spot = &scene.spots[scene.spot_over(sentence, token)?];
    let one = spot.end == spot.start + 1 && !spot.nested && spot.reading == Reading::Demonym;
    match spot.things[..] {
        [state] if one && scene.things[state].ntype == NodeType::State => Some(state),
        _ => None,
    }
}

pub(super) fn read_description(scene: &Scene<'_>, sentence: usize, token: usize) -> Option<Described> {
    let tree = &scene.trees[sentence];
    let words = scene.lexicon.words();
    let (mut at, mut size) = (token, None);
    let (mut definite, mut owner) = (false, None);
    while at < tree.len() && at < token + 5 {
        let lower = tree.token(at).form.to_lowercase();
        match lower.as_str() {
            // *warned both **of** the cost*: the preposition of the verb.
            "of" if at + 1 < tree.len()
                && matches!(
                    lower_at(tree, at + 1).as_str(),
                    "the" | "these" | "those" | "them" | "its" | "their" | "his" | "her"
                ) =>
            {
                definite = true
            }
            "the" | "these" | "this" | "that" | "all" => definite = true,
            "both" | "two" | "either" | "neither" => size = Some(2),
            "each" if token == at => size = Some(2),
            "three" => size = Some(3),
            "four" => size = Some(4),
            "five" => size = Some(5),
            "six" => size = Some(6),
            "seven" => size = Some(7),
            "eight" => size = Some(8),
            "nine" => size = Some(9),
            "ten" => size = Some(10),
            "latter" => {
                return definite.then(|| Described { noun: lower, size, head: at, end: at + 1, owner });
            }
            "former"
                if definite
                    && !matches!(
                        tree.token(at + 1.min(tree.len() - 1 - at)).upos,
                        "NOUN" | "PROPN" | "ADJ"
                    ) =>
            {
                return Some(Described { noun: lower, size, head: at, end: at + 1, owner });
            }
            _ if at > token && definite && state_at(scene, sentence, at).is_some() => {
                owner = state_at(scene, sentence, at);
            }
            _ if at > token && definite && region_at(scene, sentence, at) => {}
            _ if matches!(tree.token(at).upos, "ADJ")
                && scene.spot_over(sentence, at).is_none()
                && !words.descriptions.contains_key(&lower)
                && at > token => {}
            _ => break,
        }
        at += 1;
    }
    // *the crown prince*, *the trade bloc*: two nouns that are one description.
    let both = |i: usize| format!("{} {}", lower_at(tree, i), tree.lemma(i + 1).to_lowercase());
    if at > token && at + 1 < tree.len() && words.descriptions.contains_key(&both(at)) {
        at += 1;
    }
    let token_at = |i: usize| (i < tree.len()).then(|| tree.lemma(i).to_lowercase());
    let noun = token_at(at)
        .filter(|_| tree.is_noun(at) && scene.spot_over(sentence, at).is_none())
        .unwrap_or_default();
    // *the pair* is two, *the former colonial power* one description of two words.
    let size = match noun.as_str() {
        "pair" | "duo" if definite && size.is_none() => Some(2),
        "trio" if definite && size.is_none() => Some(3),
        _ => size,
    };
    let apart = matches!(lower_at(tree, token).as_str(), "either" | "neither" | "each");
    let collective = matches!(noun.as_str(), "pair" | "duo" | "trio");
    let noun = at
        .checked_sub(1)
        .map(|before| format!("{} {noun}", lower_at(tree, before)))
        .filter(|both| at > token + 1 && words.descriptions.contains_key(both))
        .unwrap_or(noun);
    let together = definite
        && size.is_none()
        && words.is("group-noun", &noun)
        && is_plural(tree, at.min(tree.len() - 1));
    let known = words.descriptions.contains_key(&noun)
        || words.is("body-member", &noun)
        || together
        || collective
        || size.is_some() && (words.is("state-body", &noun) || words.is("group-noun", &noun));
    // *the foreign **ministers** meeting*: a meeting, and no ministers spoken of before.
    let inside = (together || size.is_some())
        && tree.rel(at) == "compound"
        && tree.head(at).is_some_and(|h| h == at + 1 && tree.is_noun(h));
    if inside {
        return None;
    }
    if known {
        // *the bloc of states*, *the country that …*: the phrase tells its own thing, nothing before it.
        let told = |rel: &str| match owner {
            Some(_) => matches!(rel, "appos" | "compound" | "flat" | "nmod:desc"),
            None => matches!(rel, "nmod" | "acl" | "appos" | "compound" | "flat"),
        };
        // *accused the alliance **of failing***: what it is accused of is none of its marks.
        let blamed = |k: usize| {
            tree.rel(k) == "acl"
                && tree.token(k).xpos == "VBG"
                && tree.has_kid(k, "mark", &["of", "for", "from"])
        };
        // *a treaty with the bloc **in Rio***: where it was signed, and nothing of the bloc.
        let aside = |k: usize| matches!(tree.preposition(k).as_deref(), Some("in" | "at" | "on" | "after"));
        let own = tree.kids(at).iter().any(|&k| k > at && told(tree.rel(k)) && !blamed(k) && !aside(k));
        let modified = !noun.contains(' ')
            && tree
                .kids(at)
                .iter()
                .any(|&k| k > token && k < at && matches!(tree.rel(k), "compound" | "nmod"));
        let plural = is_plural(tree, at);
        let counted = size.is_some() && !apart && !collective;
        // ***Two** commissioners were to meet*: none of those spoken of.
        let fresh = counted
            && !definite
            && !matches!(lower_at(tree, token).as_str(), "both" | "all")
            && scene.lexicon.words().offices.contains(&noun);
        if fresh {
            return None;
        }
        let agrees = plural == (counted || together);
        if !agrees || (own || modified) && (size.is_none() || apart) || !(definite || size.is_some()) {
            return None;
        }
        // *the American president* is a person; *the Somali port* is none of those before it.
        if owner.is_some() && (size.is_some() || types_of(scene, &noun) != [NodeType::Person]) {
            return None;
        }
        return Some(Described { noun, size, head: at, end: at + 1, owner });
    }
    if owner.is_some() {
        return None;
    }
    // *both have agreed*, *all three condemned*: the number itself is the subject.
    let last = at.checked_sub(1).filter(|&l| l >= token && size.is_some())?;
    // *Under the accord of 1992 **the five** kept …*: a torn tree does not hide that no noun follows.
    let no_noun =
        definite && at < tree.len() && matches!(tree.token(at).upos, "VERB" | "AUX" | "PUNCT" | "ADP");
    let alone = no_noun || matches!(tree.rel(last), "nsubj" | "obj" | "obl" | "nmod" | "iobj");
    (alone && at > token).then(|| Described { noun: String::new(), size, head: last, end: last + 1, owner })
}

pub(super) fn types_of(scene: &Scene<'_>, noun: &str) -> Vec<NodeType> {
    match noun {
        "capital" | "junta" | "belligerent" | "riparian" => return vec![NodeType::State],
        "man" | "woman" | "minister" | "signatory" => return vec![NodeType::Person],
        "pair" | "duo" | "trio" | "side" | "party" | "rival" | "foe" | "adversary" | "ally" | "partner" => {
            return Vec::new();
        }
        _ => {}
    }
    scene.lexicon.words().descriptions.get(noun).cloned().unwrap_or_default()
}

/// The nearest actor a singular description may mean. A name that holds the noun (*European Union*, *the Union*) wins.
pub(super) fn described(
    scene: &Scene<'_>,
    sentence: usize,
    token: usize,
    read: &Described,
    types: &[NodeType],
) -> Vec<usize> {
    let tree = &scene.trees[sentence];
    let noun = read.noun.as_str();
    // A title fits few: it may look back through the whole text.
    let reach = if types == [NodeType::Person] { sentence } else { DESCRIPTION_REACH };
    let mut candidates = spots_before(scene, sentence, token, reach);
    if matches!(lower_at(tree, token).as_str(), "that" | "this") {
        // *left **that country***: the one just named, not what the sentence is about.
        candidates.sort_by_key(|&s| std::cmp::Reverse((scene.spots[s].sentence, scene.spots[s].start)));
    }
    let barred = match Stance::of(tree, read.head) {
        Stance::Other => {
            let mut own = local_subjects(scene, sentence, read.head);
            own.extend(within_subject(scene, sentence, read.head));
            own
        }
        _ => Vec::new(),
    };
    let region = (token..read.head).find_map(|i| region_of(scene, sentence, i, read.head));
    let within = |t: usize| {
        let name = scene.things[t].name.to_lowercase();
        let state = scene.things[t].ntype == NodeType::State;
        region.as_ref().is_none_or(|r| state && scene.lexicon.words().is(r, &name))
    };
    let single = |s: usize| match scene.spots[s].things[..] {
        [one]
            if types.contains(&scene.things[one].ntype)
                && !barred.contains(&one)
                && within(one)
                && is_of_sort(scene, one, noun) =>
        {
            Some(one)
        }
        _ => None,
    };
    let holds = |t: usize| {
        let thing = &scene.things[t];
        let capital = |w: &str| w.to_lowercase() == noun && w.starts_with(char::is_uppercase);
        std::iter::once(&thing.name)
            .chain(&thing.names)
            .any(|n| n.contains(' ') && n.split_whitespace().any(capital))
    };
    // *the Forum*, with its capital: a name cut short, whatever the type.
    if read.head > 0 && tree.token(read.head).form.starts_with(char::is_uppercase) {
        let body = |s: &usize| match scene.spots[*s].things[..] {
            [one] => {
                Some(one).filter(|&t| scene.things[t].kind == Kind::Actor && !scene.things[t].is_person())
            }
            _ => None,
        };
        return one(candidates.iter().filter_map(body).find(|&t| holds(t)));
    }
    let fitting: Vec<usize> = candidates.into_iter().filter_map(single).collect();
    if types == [NodeType::Person] {
        return one(match read.owner {
            Some(owner) => officer_of(scene, owner, noun, &fitting),
            None => in_office(scene, sentence, token, noun, &fitting),
        });
    }
    let named = fitting.iter().copied().find(|&t| holds(t));
    let main =
        (types.contains(&NodeType::Igo) && named.is_none()).then(|| main_body(scene, &fitting)).flatten();
    if let Some(main) = main {
        return one(Some(main));
    }
    let near = |t: &usize| {
        types.contains(&NodeType::Igo) || sentence - scene.things[*t].last_seen.min(sentence) <= GROUP_REACH
    };
    let ground = fitting.iter().copied().find(|&t| scene.things[t].kind == Kind::Place).filter(near);
    one(named.or(ground).or_else(|| fitting.first().copied().filter(near)))
}

/// *Peru and Chile, **which make up the League**, signed a treaty with the bloc*: with another one.
fn within_subject(scene: &Scene<'_>, sentence: usize, token: usize) -> Vec<usize> {
    let tree = &scene.trees[sentence];
    let Some(verb) = clause_of(tree, token) else { return Vec::new() };
    let phrases = tree.agents(verb).into_iter().map(|a| tree.extent(a));
    let phrases: Vec<_> = phrases.filter(|&(from, to)| !(from..=to).contains(&token)).collect();
    let inside = |s: &&Spot| phrases.iter().any(|&(from, to)| from <= s.start && s.end <= to + 1);
    let body = |t: &usize| matches!(scene.things[*t].ntype, NodeType::Igo | NodeType::Group);
    scene.spots_in(sentence).filter(inside).flat_map(|s| s.things.clone()).filter(body).collect()
}

/// *the bloc*, in a text about one: not another that was named once in passing.
fn main_body(scene: &Scene<'_>, nearest: &[usize]) -> Option<usize> {
    let count = |t: usize| {
        let spots = scene.spots.iter().filter(|s| !s.nested && s.things == [t]);
        spots.filter(|s| s.reading != Reading::Pronoun).count()
    };
    let first = count(*nearest.first()?);
    let often = nearest.iter().copied().max_by_key(|&t| (count(t), std::cmp::Reverse(t)))?;
    (count(often) >= OFTEN && count(often) >= MUCH * first).then_some(often)
}

/// *the **Gulf** state*, *the **West African** country*: the class of states that adjectives before a noun name.
fn region_of(scene: &Scene<'_>, sentence: usize, token: usize, noun: usize) -> Option<String> {
    let tree = &scene.trees[sentence];
    let words = scene.lexicon.words();
    let class = |adjective: String| format!("states-{}", adjective.replace(' ', "-"));
    let alone = lower_at(tree, token);
    let both = (token + 1 < noun).then(|| format!("{alone} {}", lower_at(tree, token + 1)));
    let before = token.checked_sub(1).map(|b| format!("{} {alone}", lower_at(tree, b)));
    [both, before, Some(alone)].into_iter().flatten().map(class).find(|c| words.has(c))
}

/// Whether a token is part of such an adjective. A name that stands alone (*the Gulf*) is none.
fn region_at(scene: &Scene<'_>, sentence: usize, token: usize) -> bool {
    let tree = &scene.trees[sentence];
    let states = scene
        .spot_over(sentence, token)
        .is_some_and(|s| scene.spots[s].things.iter().any(|&t| scene.things[t].kind != Kind::Place));
    let adjective =
        |i: usize| tree.token(i).upos == "ADJ" || tree.rel(i) == "compound" || tree.rel(i) == "amod";
    let two = token + 2 < tree.len() && region_of(scene, sentence, token, token + 2).is_some();
    !states
        && token + 1 < tree.len()
        && adjective(token)
        && (two || region_of(scene, sentence, token, token + 1).is_some())
}

/// *the party* is no army: the gazetteer knows what sort of organisation it lists.
pub(super) fn is_of_sort(scene: &Scene<'_>, thing: usize, noun: &str) -> bool {
    let entry = scene.things[thing].entry.as_deref().and_then(|k| scene.lexicon.entry_by_key(k));
    let sort = entry.and_then(|e| e.sort.as_deref());
    let words = scene.lexicon.words();
    let last = noun.rsplit(' ').next().unwrap_or(noun);
    let spoken = |class: &str| {
        let name = scene.things[thing].name.to_lowercase();
        words.is(class, &name) || name.split([' ', '-']).any(|w| words.is(class, w))
    };
    // *the bloc* has states for members: no commission, court or bank. *the bank*, *the front* bear it in their names.
    if words.is("bloc-word", last) && spoken("organ-word") {
        return false;
    }
    if words.is("name-bearing", last) {
        return scene.things[thing].name.to_lowercase().contains(last);
    }
    let wanted: &[&str] = match noun {
        "militia" | "rebel group" | "armed group" | "militant group" | "rebels" | "militants" => {
            &["armed group", "movement", "force"]
        }
        "party" | "ruling party" | "opposition party" | "movement" => &["party", "movement", "armed-group"],
        "company" | "firm" | "manufacturer" | "carmaker" | "chipmaker" | "airline" => &["company", "bank"],
        maker if words.is("firm-noun", maker) => &["company", "bank"],
        "court" | "tribunal" => &["court"],
        "island" | "archipelago" => &["island"],
        "territory" | "enclave" | "exclave" => &["region", "island", "peninsula"],
        _ => return true,
    };
    sort.is_none_or(|s| wanted.contains(&s))
}

/// *the American president*: the person of that state with the title, or the only one whom the gazetteer knows for it.
pub(super) fn officer_of(scene: &Scene<'_>, owner: usize, noun: &str, nearest: &[usize]) -> Option<usize> {
    let known = |t: usize| {
        let entry = scene.things[t].entry.as_deref().and_then(|k| scene.lexicon.entry_by_key(k));
        entry.is_some_and(|e| {
            e.states
                .iter()
                .any(|s| scene.things[owner].entry.as_deref() == Some(format!("states/{s}").as_str()))
        })
    };
    let holds = |t: usize| scene.homes.get(&t) == Some(&owner) || known(t);
    let titled = |t: usize| scene.roles.get(&t).is_some_and(|r| r.iter().any(|r| r.ends_with(noun)));
    let theirs: BTreeSet<usize> = nearest.iter().copied().filter(|&t| holds(t)).collect();
    let mut in_title = nearest.iter().copied().filter(|t| theirs.contains(t) && titled(*t));
    in_title.next().or_else(|| {
        let only = theirs.iter().copied().find(|_| theirs.len() == 1)?;
        (!scene.roles.contains_key(&only) && matches!(noun, "president" | "leader" | "prime minister"))
            .then_some(only)
    })
}

/// *the president*: the nearest person whom the text gives that title; *the leader*, *the author*
/// the nearest person at all.
pub(super) fn in_office(
    scene: &Scene<'_>,
    sentence: usize,
    token: usize,
    noun: &str,
    nearest: &[usize],
) -> Option<usize> {
    let tree = &scene.trees[sentence];
    let near = |t: &usize| sentence - scene.things[*t].last_seen.min(sentence) <= GROUP_REACH;
    let other = (token..tree.len().min(token + 3)).any(|i| {
        matches!(lower_at(tree, i).as_str(), "next" | "new" | "first" | "last" | "future" | "previous")
    });
    if other {
        return None;
    }
    let titled = |t: &usize| {
        scene
            .roles
            .get(t)
            .is_some_and(|roles| roles.iter().any(|r| r == noun || r.ends_with(&format!(" {noun}"))))
    };
    if let Some(known) = nearest.iter().copied().find(titled) {
        return Some(known);
    }
    let title = scene.lexicon.words().offices.contains(noun) && !matches!(noun, "leader" | "ruler" | "chief");
    nearest.first().copied().filter(|_| !title).filter(near)
}

pub(super) fn first_of_group(scene: &Scene<'_>, sentence: usize, token: usize) -> Vec<usize> {
    group_before(scene, sentence, token, Some(2), &[]).into_iter().take(1).collect()
}
