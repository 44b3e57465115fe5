//! Who belongs to which body?
//!
//! *EU member states such as Romania*, *the other IP4 states Australia and New Zealand*, *Kenya, a member of the African
//! Union*: lists and appositions around a noun for members; verbs (*joined*, *was admitted to*) are rules.

mod clubs;
mod firms;
mod phrases;
mod spots;

use super::describe::{Link, places_of};
use super::ends;
use super::examples;
use super::scene::Scene;
use super::syntax::Tree;
use crate::lexicon::Is;
use crate::model::{EdgeType, Kind, NodeType, Reading};
pub use firms::RULE as FIRM;
pub use phrases::ENDED;

/// All memberships that noun phrases tell.
pub fn read(scene: &Scene<'_>) -> Vec<Link> {
    let mut links = Vec::new();
    for (sentence, tree) in scene.trees.iter().enumerate() {
        for token in 0..tree.len() {
            if scene.lexicon.words().is("body-member", &tree.lemma(token)) {
                members(scene, sentence, token, &mut links);
            }
        }
    }
    links.extend(belonging(scene));
    links.extend(bracketed(scene));
    links.extend(listed_in_brackets(scene));
    links.extend(named_beside(scene));
    links.extend(bodies_of_states(scene));
    links.extend(policies_of_issuers(scene));
    links.extend(lying_in(scene));
    links.extend(led_by(scene));
    links.extend(based_in(scene));
    links.extend(owned(scene));
    links.extend(contingents(scene));
    links.extend(phrases::read(scene));
    links.extend(firms::read(scene));
    links.extend(spots::read(scene));
    links.extend(clubs::read(scene));
    links
}

/// How many sentences before its contingents a mission may be named.
const MISSION_REACH: usize = 4;

/// *smaller **contingents from** Jamaica and Guatemala*: their states take part in the mission spoken of last.
fn contingents(scene: &Scene<'_>) -> Vec<Link> {
    let mut links = Vec::new();
    for (sentence, tree) in scene.trees.iter().enumerate() {
        for token in (0..tree.len()).filter(|&t| tree.lemma(t) == "contingent") {
            let from = tree
                .prepositional_kids(token, "from")
                .into_iter()
                .chain(tree.prepositional_kids(token, "of"));
            let heads = from.flat_map(|k| tree.with_conjuncts(k));
            let states: Vec<usize> = heads
                .flat_map(|h| ends::actors_of(scene, sentence, h))
                .filter(|&t| scene.things[t].ntype == NodeType::State)
                .collect();
            let before = |s: &&super::scene::Spot| {
                s.sentence + MISSION_REACH >= sentence && (s.sentence, s.end) <= (sentence, token)
            };
            let missions = scene.spots.iter().filter(before).filter_map(|s| match s.things[..] {
                [one] if scene.things[one].ntype == NodeType::Mission => Some(((s.sentence, s.start), one)),
                _ => None,
            });
            if let Some((_, mission)) = missions.max() {
                let part = |s: usize| {
                    link(EdgeType::ParticipatedIn, s, mission, sentence, token, "phrase.contingent")
                };
                links.extend(states.into_iter().map(part));
            }
        }
    }
    links
}

/// *the **British-led** Joint Force*, *a **Kenyan-led** mission*: who leads a body belongs to it, who leads a mission takes part.
fn led_by(scene: &Scene<'_>) -> Vec<Link> {
    let mut links = Vec::new();
    for (sentence, tree) in scene.trees.iter().enumerate() {
        for token in 2..tree.len() {
            let led = tree.token(token).form == "led" && tree.token(token - 1).form == "-";
            let Some(leader) = scene.spot_over(sentence, token - 2).filter(|_| led) else { continue };
            let Some(head) = tree.head(token).filter(|&h| h > token) else { continue };
            let Some(body) = scene.spot_at(sentence, head) else { continue };
            let (&[leader], &[body]) = (&scene.spots[leader].things[..], &scene.spots[body].things[..])
            else {
                continue;
            };
            let etype = match (scene.things[body].kind, scene.things[body].ntype) {
                (_, NodeType::Igo | NodeType::Group) => EdgeType::MemberOf,
                (Kind::Event, _) | (_, NodeType::Mission | NodeType::Programme) => EdgeType::ParticipatedIn,
                _ => continue,
            };
            let sort = |t: usize| (scene.things[t].kind, scene.things[t].ntype);
            if leader != body && etype.allows(sort(leader), sort(body)) {
                links.push(link(etype, leader, body, sentence, token, "phrase.led"));
            }
        }
    }
    links
}

/// *the **Nairobi-based** institute*.
fn based_in(scene: &Scene<'_>) -> Vec<Link> {
    let mut links = Vec::new();
    for (sentence, tree) in scene.trees.iter().enumerate() {
        for token in 2..tree.len() {
            let based = matches!(tree.token(token).form.as_str(), "based" | "headquartered")
                && tree.token(token - 1).form == "-";
            let Some(city) = scene.spot_over(sentence, token - 2).filter(|_| based) else { continue };
            let after = (token + 1..tree.len().min(token + 4)).find_map(|i| scene.spot_over(sentence, i));
            let Some(body) = after else { continue };
            let is_body =
                |&&t: &&usize| matches!(scene.things[t].ntype, NodeType::Organization | NodeType::Igo);
            let is_place = |&&t: &&usize| {
                scene.things[t].kind == Kind::Place || scene.things[t].ntype == NodeType::State
            };
            let city = scene.spots[city].things.iter().find(is_place);
            if let (Some(&place), Some(&body)) = (city, scene.spots[body].things.iter().find(is_body)) {
                links.push(link(EdgeType::LocatedIn, body, place, sentence, token, "phrase.based"));
            }
        }
    }
    links
}

/// ***China's** shipping company COSCO*, *Caravella LLC **of** Oman*: a body is part of the state that owns it.
fn owned(scene: &Scene<'_>) -> Vec<Link> {
    let mut links = Vec::new();
    for spot in scene.spots.iter().filter(|s| !s.nested && s.reading == Reading::Name) {
        let [body] = spot.things[..] else { continue };
        if scene.things[body].ntype != NodeType::Organization {
            continue;
        }
        let tree = &scene.trees[spot.sentence];
        let head = spot.head;
        let title = tree.head(head).filter(|&h| {
            matches!(tree.rel(head), "appos" | "flat")
                && h < head
                && scene.lexicon.words().is("owned-body", &tree.lemma(h))
        });
        let before = tree
            .kids(head)
            .iter()
            .copied()
            .filter(|&k| scene.lexicon.words().is("owned-body", &tree.lemma(k)));
        let nouns: Vec<usize> = title.into_iter().chain(before.clone()).collect();
        let mut owners: Vec<usize> = nouns
            .iter()
            .chain([&head])
            .flat_map(|&n| tree.kids_by_full(n, "nmod:poss").collect::<Vec<_>>())
            .collect();
        if nouns.is_empty() {
            owners.clear();
        }
        owners.extend(tree.prepositional_kids(head, "of"));
        // *DP World **of Dubai***.
        let city =
            tree.prepositional_kids(head, "of").into_iter().flat_map(|k| places_of(scene, spot.sentence, k));
        for place in city.filter(|&t| scene.things[t].kind == Kind::Place) {
            links.push(link(EdgeType::LocatedIn, body, place, spot.sentence, head, FIRM));
        }
        let states = owners.into_iter().filter_map(|o| scene.spot_at(spot.sentence, o));
        let states = states.flat_map(|s| scene.spots[s].things.iter().copied());
        for state in states.filter(|&t| scene.things[t].ntype == NodeType::State).take(1) {
            links.push(link(EdgeType::PartOf, body, state, spot.sentence, head, "phrase.owned"));
        }
    }
    links
}

fn link(
    etype: EdgeType,
    source: usize,
    target: usize,
    sentence: usize,
    token: usize,
    rule: &'static str,
) -> Link {
    Link { etype, source, target, sentence, token, date: None, rule, confidence: 0.7 }
}

/// *the bodies to which both belong*, *the group that France and Russia had chaired*, *took over the presidency of the bloc*.
fn belonging(scene: &Scene<'_>) -> Vec<Link> {
    let mut links = Vec::new();
    for (sentence, tree) in scene.trees.iter().enumerate() {
        for token in 0..tree.len() {
            let (agents, bodies) = match tree.lemma(token).as_str() {
                "belong" => (tree.agents(token), before_relative(tree, token)),
                "chair" | "co-chair" if tree.is_verb(token) => (tree.agents(token), tree.patients(token)),
                "presidency" | "chairmanship" | "chair" => {
                    let verb = tree.governing_verb(token);
                    let owner: Vec<usize> = tree.kids_by_full(token, "nmod:poss").collect();
                    // *took over its chair*, *holds the bloc's presidency*: the owner is the body.
                    let (of_body, owner): (Vec<usize>, Vec<usize>) =
                        owner.into_iter().partition(|&o| body_at(scene, sentence, o).is_some());
                    // *took over the presidency from Poland*: Poland had it.
                    let holders = |v: usize| [tree.agents(v), tree.with_preposition(v, "from")].concat();
                    let agents = if owner.is_empty() { verb.map_or_else(Vec::new, holders) } else { owner };
                    (agents, [tree.prepositional_kids(token, "of"), of_body].concat())
                }
                _ => continue,
            };
            let bodies: Vec<usize> = bodies.iter().filter_map(|&b| body_at(scene, sentence, b)).collect();
            let heads = agents.into_iter().flat_map(|a| tree.with_conjuncts(a));
            let actors: Vec<usize> = heads.flat_map(|a| ends::actors_of(scene, sentence, a)).collect();
            for (source, &target) in actors.iter().flat_map(|&a| bodies.iter().map(move |b| (a, b))) {
                if scene.things[source].ntype == NodeType::State {
                    links.push(Link {
                        etype: EdgeType::MemberOf,
                        source,
                        target,
                        sentence,
                        token,
                        date: None,
                        rule: "phrase.belongs",
                        confidence: 0.75,
                    });
                }
            }
        }
    }
    links
}

/// What *to which* before a verb speaks of: the nearest body before it.
fn before_relative(tree: &Tree<'_>, verb: usize) -> Vec<usize> {
    let which =
        (0..verb).rev().take(8).find(|&i| tree.lemma(i) == "which" && i > 0 && tree.lemma(i - 1) == "to");
    which.map_or_else(Vec::new, |w| (w.saturating_sub(8)..w).rev().collect())
}

/// The body that a token names, or that an apposition (*the mediating body*) stands for.
fn body_at(scene: &Scene<'_>, sentence: usize, token: usize) -> Option<usize> {
    let tree = &scene.trees[sentence];
    let named = |t: usize| {
        let things = &scene.spots[scene.spot_at(sentence, t)?].things;
        things.iter().copied().find(|&t| matches!(scene.things[t].ntype, NodeType::Igo | NodeType::Group))
    };
    named(token).or_else(|| tree.head(token).filter(|_| tree.rel(token) == "appos").and_then(named))
}

/// *IP4 states Australia and New Zealand*: body, noun and members in a row, whatever the tree makes of it.
fn named_beside(scene: &Scene<'_>) -> Vec<Link> {
    let mut links = Vec::new();
    for body in scene.spots.iter().filter(|s| s.things.len() == 1) {
        let group = body.things[0];
        let tree = &scene.trees[body.sentence];
        let noun = body.end;
        let is_body = matches!(scene.things[group].ntype, NodeType::Igo | NodeType::Group);
        let says = |i: usize| {
            matches!(
                tree.token(i).form.to_lowercase().as_str(),
                "states" | "members" | "countries" | "nations" | "allies" | "ally"
            )
        };
        let allied = noun < tree.len() && tree.token(noun).form.to_lowercase().starts_with("all");
        let is_igo = is_body;
        let is_body = is_body || allied && scene.things[group].ntype == NodeType::State;
        if !is_body || noun + 1 >= tree.len() || !says(noun) {
            continue;
        }
        let Some(first) =
            scene.spot_over(body.sentence, noun + 1).filter(|&s| scene.spots[s].start == noun + 1)
        else {
            continue;
        };
        for head in tree.with_conjuncts(scene.spots[first].head) {
            let things =
                scene.spot_at(body.sentence, head).map_or_else(Vec::new, |s| scene.spots[s].things.clone());
            for source in things.into_iter().filter(|&t| scene.things[t].ntype == NodeType::State) {
                if source == group {
                    continue;
                }
                links.push(Link {
                    etype: if allied && !is_igo { EdgeType::Ally } else { EdgeType::MemberOf },
                    source,
                    target: group,
                    sentence: body.sentence,
                    token: noun,
                    date: None,
                    rule: "phrase.member",
                    confidence: 0.8,
                });
            }
        }
    }
    links
}

/// How many sentences before its force a state may be named.
const BODY_REACH: usize = 2;

/// An armed force, agency, ministry or parliament that the gazetteer knows is part of its state, where the text speaks of
/// both close together.
fn bodies_of_states(scene: &Scene<'_>) -> Vec<Link> {
    let mut links = Vec::new();
    for body in 0..scene.things.len() {
        let entry = scene.things[body].entry.as_deref().and_then(|k| scene.lexicon.entry_by_key(k));
        let sorts = ["force", "agency", "ministry", "parliament", "court"];
        // *the Central Bank of Kenya*: a bank that bears its state's name.
        let of_state = |e: &&crate::lexicon::Entry| match e.sort.as_deref() {
            Some("bank") => e
                .states
                .iter()
                .any(|s| e.name.contains(&format!("of {s}")) || e.name.contains(&format!("of the {s}"))),
            sort => sort.is_some_and(|s| sorts.contains(&s)),
        };
        let Some(entry) = entry.filter(of_state) else { continue };
        let [state] = &entry.states[..] else { continue };
        let key = format!("states/{state}");
        let Some(state) =
            (0..scene.things.len()).find(|&t| scene.things[t].entry.as_deref() == Some(key.as_str()))
        else {
            continue;
        };
        let near = |s: &super::scene::Spot| {
            scene.spots.iter().any(|o| {
                o.things.contains(&state) && o.sentence <= s.sentence && s.sentence - o.sentence <= BODY_REACH
            })
        };
        if let Some(spot) = scene.spots.iter().find(|s| s.things.contains(&body) && near(s)) {
            links.push(Link {
                etype: EdgeType::PartOf,
                source: body,
                target: state,
                sentence: spot.sentence,
                token: spot.head,
                date: None,
                rule: "gazetteer.body",
                confidence: 0.7,
            });
        }
    }
    links
}

/// A mission, programme or law that the gazetteer knows is its issuer's, where the text speaks of both close together.
fn policies_of_issuers(scene: &Scene<'_>) -> Vec<Link> {
    let mut links = Vec::new();
    for policy in 0..scene.things.len() {
        let entry = scene.things[policy].entry.as_deref().and_then(|k| scene.lexicon.entry_by_key(k));
        let Some(entry) = entry.filter(|e| e.kind == Kind::Policy) else { continue };
        for issuer in &entry.issuers {
            let is_it = |t: usize| {
                scene.things[t]
                    .entry
                    .as_deref()
                    .is_some_and(|e| e.split_once('/').is_some_and(|(_, n)| n == issuer))
            };
            let near = |s: &&super::scene::Spot| {
                s.things.contains(&policy)
                    && scene.spots.iter().any(|o| {
                        o.sentence <= s.sentence
                            && s.sentence - o.sentence <= BODY_REACH
                            && o.things.iter().any(|&t| is_it(t))
                    })
            };
            let Some(spot) = scene.spots.iter().find(near) else { continue };
            let source = (0..scene.things.len()).find(|&t| is_it(t));
            links.extend(source.map(|source| Link {
                etype: EdgeType::Issued,
                source,
                target: policy,
                sentence: spot.sentence,
                token: spot.head,
                date: None,
                rule: "gazetteer.issuer",
                confidence: 0.7,
            }));
        }
    }
    links
}

/// *Britain, France and Germany (the E3)*: the group stands in brackets after its members.
fn bracketed(scene: &Scene<'_>) -> Vec<Link> {
    let mut links = Vec::new();
    for spot in scene.spots.iter().filter(|s| !s.nested) {
        let [group] = spot.things[..] else { continue };
        let tree = &scene.trees[spot.sentence];
        let mut open = spot.start;
        if open > 0 && tree.token(open - 1).form.eq_ignore_ascii_case("the") {
            open -= 1;
        }
        let is_group = matches!(scene.things[group].ntype, NodeType::Group | NodeType::Igo);
        if !is_group || open < 2 || tree.token(open - 1).form != "(" {
            continue;
        }
        let Some(last) = scene.spot_over(spot.sentence, open - 2) else { continue };
        let listed = tree.with_conjuncts(tree.first_conjunct(scene.spots[last].head));
        let members: Vec<usize> = listed
            .into_iter()
            .filter_map(|h| scene.spot_at(spot.sentence, h))
            .flat_map(|s| scene.spots[s].things.clone())
            .filter(|&t| scene.things[t].ntype == NodeType::State)
            .collect();
        if members.len() > 1 {
            let link = |source: usize| Link {
                etype: EdgeType::MemberOf,
                source,
                target: group,
                sentence: spot.sentence,
                token: spot.head,
                date: None,
                rule: "phrase.group",
                confidence: 0.8,
            };
            links.extend(members.into_iter().map(link));
        }
    }
    links
}

/// *the E3 **(Britain, France and Germany)***: its members stand in brackets after the group.
fn listed_in_brackets(scene: &Scene<'_>) -> Vec<Link> {
    let mut links = Vec::new();
    for spot in scene.spots.iter().filter(|s| !s.nested) {
        let [group] = spot.things[..] else { continue };
        let tree = &scene.trees[spot.sentence];
        let is_group = matches!(scene.things[group].ntype, NodeType::Group | NodeType::Igo);
        // *the E3 – Britain, France and Germany –*; a hyphen with a space on either side is a dash.
        let spaced = |i: usize| {
            i > 0
                && i + 1 < tree.len()
                && tree.token(i - 1).span.end < tree.token(i).span.start
                && tree.token(i).span.end < tree.token(i + 1).span.start
        };
        let opens = |i: usize| match tree.token(i).form.as_str() {
            "-" => spaced(i),
            form => matches!(form, "(" | "–" | "—" | ":" | "--"),
        };
        if !is_group || spot.end >= tree.len() || !opens(spot.end) {
            continue;
        }
        let heads = examples::row(scene, spot.sentence, spot.end + 1);
        let told = heads.iter().filter_map(|&h| scene.spot_at(spot.sentence, h));
        let members: Vec<usize> = told.flat_map(|s| scene.spots[s].things.clone()).collect();
        if members.len() > 1 && members.iter().all(|&t| scene.things[t].ntype == NodeType::State) {
            let tell =
                |m: usize| link(EdgeType::MemberOf, m, group, spot.sentence, spot.head, "phrase.group");
            links.extend(members.into_iter().map(tell));
        }
    }
    links
}

/// A city, base or region lies in the one state that the gazetteer knows for it, where the sentence or the text before
/// speaks of that state.
fn lying_in(scene: &Scene<'_>) -> Vec<Link> {
    let mut links = Vec::new();
    for place in 0..scene.things.len() {
        let Some(state) = ends::state_of_place(scene, place) else { continue };
        // *the White House*: a house from which a state is ruled is spoken of for those who rule it.
        let entry = scene.things[place].entry.as_deref().and_then(|k| scene.lexicon.entry_by_key(k));
        if entry.is_some_and(|e| e.sort.as_deref() == Some("estate")) {
            continue;
        }
        let is_capital = scene.things[state]
            .entry
            .as_deref()
            .and_then(|k| scene.lexicon.entry_by_key(k))
            .is_some_and(|e| e.capitals.contains(&scene.things[place].name));
        if is_capital {
            continue;
        }
        let spots = || scene.spots.iter().filter(|s| s.things.contains(&place) && !s.nested);
        let beside = |s: &&super::scene::Spot| {
            scene.spots.iter().any(|o| o.sentence == s.sentence && o.things.contains(&state))
        };
        let Some(spot) = spots().find(beside) else { continue };
        links.push(Link {
            etype: EdgeType::LocatedIn,
            source: place,
            target: state,
            sentence: spot.sentence,
            token: spot.head,
            date: None,
            rule: "gazetteer.place",
            confidence: 0.7,
        });
    }
    links
}

fn members(scene: &Scene<'_>, sentence: usize, token: usize, links: &mut Vec<Link>) {
    let tree = &scene.trees[sentence];
    if tree.lemma(token) == "ally" {
        return allies(scene, sentence, token, links);
    }
    let bare = || lately_named(scene, sentence, token);
    let mut bodies = bodies_of(scene, sentence, token);
    bodies.extend(if bodies.is_empty() { bare() } else { None });
    // *became a member in May*: when the verb says.
    let date = [Some(token), tree.head(token).filter(|&v| tree.lemma(v) == "become")]
        .into_iter()
        .flatten()
        .find_map(|t| super::time::date_for(tree, &scene.timexes[sentence], t));
    let mut heads: Vec<usize> =
        listed(tree, token).into_iter().flat_map(|h| tree.with_conjuncts(h)).collect();
    heads.extend(examples::of(scene, sentence, token));
    heads.sort_unstable();
    heads.dedup();
    for head in heads {
        let actors = [Is::Type(NodeType::State), Is::Type(NodeType::Organization), Is::Type(NodeType::Igo)];
        for end in ends::ends_of(scene, sentence, head, &actors, false) {
            for &body in bodies.iter().filter(|&&b| b != end.thing) {
                links.push(Link {
                    etype: EdgeType::MemberOf,
                    source: end.thing,
                    target: body,
                    sentence,
                    token,
                    date: date.clone(),
                    rule: "phrase.member",
                    confidence: 0.8,
                });
            }
        }
    }
}

/// *Bolivia has become a full member*: of the body spoken of last.
fn lately_named(scene: &Scene<'_>, sentence: usize, token: usize) -> Option<usize> {
    let tree = &scene.trees[sentence];
    // *a board member*, *a gang member* belong elsewhere.
    let sorts = ["state", "associate", "full", "founding", "founder", "permanent", "new", "observer"];
    let other = tree
        .kids(token)
        .iter()
        .any(|&k| tree.rel(k) == "compound" && !sorts.contains(&tree.lemma(k).as_str()));
    let bare = tree.lemma(token) == "member"
        && !other
        && !tree.kids(token).iter().any(|&k| tree.preposition(k).as_deref() == Some("of"));
    bare.then(|| phrases::last_body(scene, sentence, token)).flatten()
}

/// *America's Asian allies, such as Japan and South Korea*.
fn allies(scene: &Scene<'_>, sentence: usize, token: usize, links: &mut Vec<Link>) {
    let tree = &scene.trees[sentence];
    let owners: Vec<usize> = tree
        .kids(token)
        .iter()
        .filter(|&&k| {
            matches!(tree.full_rel(k), "nmod:poss" | "compound" | "amod")
                || tree.preposition(k).as_deref() == Some("of")
        })
        .flat_map(|&k| ends::actors_of(scene, sentence, k))
        .collect();
    let mut heads: Vec<usize> =
        listed(tree, token).into_iter().flat_map(|h| tree.with_conjuncts(h)).collect();
    heads.extend(examples::of(scene, sentence, token));
    heads.dedup();
    for head in heads {
        for ally in ends::actors_of(scene, sentence, head) {
            for &owner in owners.iter().filter(|&&o| o != ally) {
                links.push(Link {
                    etype: EdgeType::Ally,
                    source: owner,
                    target: ally,
                    sentence,
                    token,
                    date: None,
                    rule: "phrase.ally",
                    confidence: 0.8,
                });
            }
        }
    }
}

/// The bodies: *EU and NATO member*, *NATO's members*, *members of the Union*.
fn bodies_of(scene: &Scene<'_>, sentence: usize, token: usize) -> Vec<usize> {
    let tree = &scene.trees[sentence];
    let is_body = |t: usize| {
        scene.things[t].kind == Kind::Actor
            && matches!(scene.things[t].ntype, NodeType::Igo | NodeType::Group)
    };
    let says_member =
        tree.lemma(token) == "member" || tree.kids(token).iter().any(|&k| tree.lemma(k) == "member");
    let bound = |&k: &usize| match tree.full_rel(k) {
        "compound" | "amod" | "nmod:poss" => true,
        _ => says_member && tree.preposition(k).as_deref() == Some("of"),
    };
    let nested =
        tree.kids(token).iter().flat_map(|&k| std::iter::once(k).chain(tree.kids(k).iter().copied()));
    // *the club, **of which** Togo and Benin are members*.
    let kids: Vec<usize> = nested.filter(bound).map(|k| tree.antecedent(k)).collect();
    let first = kids.into_iter().find(|&k| {
        scene.spot_at(sentence, k).is_some_and(|s| scene.spots[s].things.iter().any(|&t| is_body(t)))
    });
    let named = first.map_or_else(Vec::new, |k| tree.with_conjuncts(k));
    let spots = named.into_iter().filter_map(|k| scene.spot_at(sentence, k));
    spots.flat_map(|s| scene.spots[s].things.clone()).filter(|&t| is_body(t)).collect()
}

/// The members around the noun: its appositions and examples, what it is an apposition to, whose predicate it is.
fn listed(tree: &Tree<'_>, token: usize) -> Vec<usize> {
    let mut found: Vec<usize> = tree
        .kids(token)
        .iter()
        .copied()
        .filter(|&k| {
            matches!(tree.rel(k), "appos" | "flat")
                || tree.preposition(k).is_some_and(|p| matches!(p.as_str(), "such as" | "like" | "including"))
        })
        .collect();
    if tree.rel(token) == "appos" {
        found.extend(tree.head(token));
    }
    // *the three members: Chad, Niger and Mali*.
    if token + 2 < tree.len() && matches!(tree.token(token + 1).form.as_str(), ":" | "(" | "–" | "—") {
        found.extend(Some(tree.first_conjunct(token + 2)).filter(|&first| first > token));
    }
    if tree.kids_by(token, "cop").next().is_some() {
        found.extend(tree.kids_by(token, "nsubj"));
    }
    // *became a member*, *ceased to be members*.
    let verb = tree.head(token).filter(|&v| {
        matches!(tree.rel(token), "xcomp" | "obj")
            && matches!(tree.lemma(v).as_str(), "become" | "cease" | "remain")
    });
    if let Some(verb) = verb {
        found.extend(tree.agents(verb));
    }
    found
}
