//! What does the clause around a phrase tell of its thing: who signed, held or began it, where and when?

use super::passing::{chaired, fought_with, journey, kept_with, led_by, on_trial, produced};
use super::phrase::{dedup, owners, places_of};
use super::{Phrase, vote};
use crate::extract::scene::Scene;
use crate::extract::syntax::Tree;
use crate::extract::{away, time, when};
use crate::model::{Edtf, Kind, NodeType, Reading};

/// What the verb adds that makes the thing: *the ministers signed a **declaration** in Tirana on 18 March*; and a participle
/// after the noun: *talks held in the Turkish capital in July*.
pub(super) fn from_clause(scene: &Scene<'_>, sentence: usize, noun: usize, kind: Kind, phrase: &mut Phrase) {
    let tree = &scene.trees[sentence];
    let words = scene.lexicon.words();
    let classes: &[&str] = match kind {
        Kind::Policy => &["issue", "put-forward", "sign", "make-policy"],
        // *issued a joint statement*, *adopted a declaration*.
        Kind::Agreement if words.is("joint-text", &tree.lemma(noun)) => {
            &["sign", "make-agreement", "put-forward", "approve-verb", "issue"]
        }
        Kind::Agreement => &["sign", "make-agreement", "hold", "put-forward", "approve-verb", "prepare-text"],
        _ => &["sign", "make-agreement", "hold", "attend", "take-part", "mediate", "convene", "make-event"],
    };
    let is_making = |lemma: &str| classes.iter().any(|c| words.is(c, lemma));
    // *put **forward** in 2007*, *set **out***: the verb with its particle.
    let particle = |verb: usize| {
        let lemma = tree.lemma(verb);
        let mut kids =
            tree.kids(verb).iter().filter(|&&k| k > verb && matches!(tree.rel(k), "advmod" | "compound"));
        kids.any(|&k| is_making(&format!("{lemma} {}", tree.lemma(k))))
    };
    let letter = kind == Kind::Policy && words.is("letter-noun", &tree.lemma(noun));
    let journeys = words.is("journey-noun", &tree.lemma(noun));
    let makes = |verb: usize| {
        let lemma = tree.lemma(verb);
        // *what Trump **calls** the Twelve-Day War*: it gives a name.
        let names = lemma == "call" && tree.lemma(noun) == "war";
        let sent = letter && words.is("letter-verb", &lemma);
        is_making(&lemma) && !names || sent || particle(verb) || journeys && words.is("pay-visit", &lemma)
    };
    let whole = whole_of(tree, noun);
    let answered = || answered_with(tree, noun).filter(|_| kind == Kind::Agreement);
    let governing = tree
        .governing_verb(whole)
        .filter(|&v| makes(v))
        .or_else(|| put_to(scene, sentence, noun))
        .or_else(answered);
    let after =
        tree.kids(noun).iter().copied().find(|&k| {
            tree.rel(k) == "acl" && tree.is_verb(k) && makes(k) && tree.patients(k).contains(&noun)
        });
    // *hosted a conference on 6 July, **attended by** Chad*: the participle may hang on the verb.
    let loose = || {
        // *burned its rifles at a ceremony, **watched by** officials*.
        let set = matches!(tree.preposition(noun).as_deref(), Some("at" | "in" | "during"));
        let verb = tree.head(noun).filter(|_| tree.rel(noun) == "obj" || set && kind == Kind::Event)?;
        let watched = |k: usize| set && words.is("present-verb", &tree.lemma(k));
        let participle = |k: usize| tree.is_passive(k) || tree.token(k).xpos == "VBN";
        tree.kids_by(verb, "advcl")
            .find(|&k| k > noun && (makes(k) || watched(k)) && participle(k) && tree.token(k - 1).form == ",")
    };
    // ***Hosted by the king**, the gathering drew twenty leaders*.
    let opening = || {
        let verb = tree.head(noun).filter(|_| tree.rel(noun) == "nsubj")?;
        tree.kids_by(verb, "advcl").find(|&k| k < noun && makes(k) && tree.token(k).xpos == "VBN")
    };
    let after = after.or_else(loose).or_else(opening);
    if phrase.date.is_none()
        && let Some(verb) = setting_of(scene, sentence, noun)
    {
        phrase.date = time::date_for(tree, &scene.timexes[sentence], verb);
    }
    let mut tellers: Vec<usize> = Vec::new();
    let truce = words.is("truce-noun", &tree.lemma(noun));
    let owned = tree.kids_by_full(noun, "nmod:poss").next().is_some() && !phrase.parties.is_empty();
    for verb in governing.into_iter().chain(after) {
        let agents = tree.agents(verb).into_iter().flat_map(|a| owners(scene, sentence, a));
        // *a deal that was announced by the mediator*: whoever speaks of it is none of its parties.
        // *a ceasefire which Trump announced*: nor is he, though he says so himself.
        // *signed a truce **proposed by the Quad***: nor whoever only proposes what others sign.
        let told = words.is("tell-verb", &tree.lemma(verb))
            || Some(verb) == after && governing.is_some() && words.is("put-forward", &tree.lemma(verb));
        let tells = kind == Kind::Agreement && (tree.is_passive(verb) || truce) && told;
        let prepares = kind == Kind::Agreement && words.is("prepare-text", &tree.lemma(verb));
        let agents: Vec<usize> = agents.collect();
        let neither = ["cc", "det", "advmod"].iter().any(|r| tree.has_kid(noun, r, &["neither"]));
        if neither || away::stays_away(scene, sentence, verb) || prepares && agents.len() < 2 {
            // *boycotted the ceremony*: whoever stays away is told by the rules.
        } else if owned && kind == Kind::Policy {
            // *offered troops to **the Union's** new mission*: it is the Union's.
        } else if tells {
            tellers.extend(agents)
        } else {
            phrase.parties.extend(agents)
        }
        phrase.made = true;
        phrase.places.extend(around(scene, sentence, verb));
        // *raised **ties with Peru** to a strategic partnership*: what is raised has a partner of its own.
        let raised = tree.patients(verb).into_iter().filter(|&o| words.is("relation-noun", &tree.lemma(o)));
        let raised = raised.flat_map(|o| tree.kids_by(o, "nmod").collect::<Vec<_>>());
        for kid in tree.kids_by(verb, "obl").chain(raised) {
            let with = matches!(
                tree.preposition(kid).as_deref(),
                Some("with" | "between" | "alongside" | "beside" | "together with" | "along with")
            );
            if with && !tree.is_circumstance(kid) {
                phrase.parties.extend(owners(scene, sentence, kid));
            }
        }
        // *suspended the accord in May*: the day of its end is not its own.
        if phrase.date.is_none() && !words.is("renounce", &tree.lemma(verb)) {
            let lone = || when::lone_date(scene, sentence, verb).filter(|d| !d.is_interval());
            phrase.date = time::date_for(tree, &scene.timexes[sentence], verb).or_else(lone);
        }
    }
    if phrase.date.is_none() {
        phrase.date = dated_by_relative(scene, sentence, noun);
    }
    match kind {
        Kind::Event => {
            gathered_for(scene, sentence, noun, phrase);
            phrase.parties.extend(done_in(scene, sentence, noun));
            vote::stood_in(scene, sentence, noun, phrase);
        }
        Kind::Policy => adopted_in(scene, sentence, noun, after, letter, phrase),
        _ => {}
    }
    phrase.parties.extend(brokered(scene, sentence, noun));
    dedup(&mut phrase.parties);
    fought_with(scene, sentence, noun, phrase);
    on_trial(scene, sentence, noun, phrase);
    if kind == Kind::Event {
        journey(scene, sentence, noun, phrase);
    }
    if kind == Kind::Event {
        phrase.parties.extend(chaired(scene, sentence, noun, governing));
    }
    if kind == Kind::Agreement {
        produced(scene, sentence, noun, phrase);
        kept_with(scene, sentence, noun, phrase);
        by_which(scene, sentence, noun, phrase);
        phrase.parties.extend(partners(scene, sentence, noun, phrase));
    }
    match (kind, tree.preposition(noun).as_deref()) {
        (Kind::Agreement, Some("under")) => phrase.parties.extend(bound_under(scene, sentence, noun)),
        (Kind::Agreement, Some("on" | "for" | "about" | "over")) => {
            phrase.parties.extend(negotiated(scene, sentence, noun));
        }
        (Kind::Agreement, Some("in" | "into" | "by" | "through")) => {
            stated_in(scene, sentence, noun, phrase);
            tied_in(scene, sentence, noun, phrase);
            phrase.parties.extend(done_by(scene, sentence, noun, phrase));
        }
        (Kind::Agreement, Some("with")) => phrase.parties.extend(done_by(scene, sentence, noun, phrase)),
        (Kind::Event, _) | (Kind::Agreement, None) => happened(scene, sentence, noun, phrase),
        _ => {}
    }
    let alone = |tellers: &[usize]| truce && tellers.len() < 2;
    let signed = governing.is_some() && !phrase.parties.is_empty();
    if phrase.parties.len() < 2 && !alone(&tellers) && !signed {
        phrase.parties.extend(tellers);
    }
    dedup(&mut phrase.parties);
    dedup(&mut phrase.places);
}

/// *three **rounds** of talks*, *the **opening** of the summit*: the word that stands for the whole in the clause.
pub(super) fn whole_of(tree: &Tree<'_>, noun: usize) -> usize {
    const PARTS: &[&str] = &[
        "bout",
        "close",
        "conclusion",
        "day",
        "end",
        "hour",
        "month",
        "opening",
        "round",
        "series",
        "session",
        "set",
        "start",
        "string",
        "week",
        "year",
    ];
    let part = |h: &usize| PARTS.contains(&tree.lemma(*h).as_str());
    let outer = tree.head(noun).filter(part).filter(|_| tree.preposition(noun).as_deref() == Some("of"));
    outer.unwrap_or(noun)
}

/// The other party of an agreement *with* somebody, wherever the tree hangs it: *signed a partnership on minerals **with
/// Greenland***, ***Ecuador** added an agreement with China*, *offered **Mali** an arrangement*.
fn partners(scene: &Scene<'_>, sentence: usize, noun: usize, phrase: &Phrase) -> Vec<usize> {
    let tree = &scene.trees[sentence];
    let subjects = tree.kids(noun).iter().copied().filter(|&k| {
        matches!(tree.preposition(k).as_deref(), Some("on" | "for" | "about" | "of")) && tree.rel(k) == "nmod"
    });
    let nested: Vec<usize> = subjects.flat_map(|k| tree.prepositional_kids(k, "with")).collect();
    let with = !nested.is_empty() || !tree.prepositional_kids(noun, "with").is_empty();
    let mut found: Vec<usize> = nested.into_iter().flat_map(|k| owners(scene, sentence, k)).collect();
    let Some(verb) = governed_by(tree, noun) else { return found };
    let given: Vec<usize> = tree.kids_by(verb, "iobj").collect();
    let deals = scene.lexicon.words().is("deal-verb", &tree.lemma(verb));
    if deals && (with || !given.is_empty()) && phrase.parties.len() < 2 {
        found.extend(tree.agents(verb).into_iter().chain(given).flat_map(|a| owners(scene, sentence, a)));
    }
    found
}

/// The verb that an agreement is the object of, through *the end of negotiations on a trade deal*.
fn governed_by(tree: &Tree<'_>, noun: usize) -> Option<usize> {
    const STAGES: &[&str] = &[
        "completion",
        "conclusion",
        "draft",
        "end",
        "extension",
        "negotiation",
        "ratification",
        "renewal",
        "revision",
        "signature",
        "signing",
        "start",
        "talk",
        "text",
        "upgrade",
    ];
    let stage = |i: usize| {
        tree.head(i).filter(|&h| STAGES.contains(&tree.lemma(h).as_str()) && tree.preposition(i).is_some())
    };
    let top = std::iter::successors(Some(noun), |&i| stage(i)).take(4).last()?;
    tree.governing_verb(top)
}

/// *Greece and Egypt **answered with** a treaty of their own*.
fn answered_with(tree: &Tree<'_>, noun: usize) -> Option<usize> {
    let answers = |&v: &usize| {
        matches!(tree.lemma(v).as_str(), "answer" | "counter" | "follow" | "reply" | "respond" | "return")
    };
    tree.head(noun).filter(answers).filter(|_| tree.preposition(noun).as_deref() == Some("with"))
}

/// ***In a law adopted** last spring, Mali obliged charities to register*: whoever rules by it adopted it.
/// ***In a joint letter**, Togo and Benin asked …*: whoever writes in it sends it.
fn adopted_in(
    scene: &Scene<'_>,
    sentence: usize,
    noun: usize,
    by: Option<usize>,
    letter: bool,
    phrase: &mut Phrase,
) {
    let tree = &scene.trees[sentence];
    let unsaid = by.map_or(letter, |v| tree.agents(v).is_empty());
    let within =
        matches!(tree.preposition(noun).as_deref(), Some("in" | "by" | "through" | "under" | "with"));
    let Some(verb) = tree.head(noun).filter(|&v| unsaid && within && tree.is_verb(v)) else { return };
    phrase.parties.extend(tree.agents(verb).into_iter().flat_map(|a| owners(scene, sentence, a)));
}

/// ***put their names to** a memorandum*.
fn put_to(scene: &Scene<'_>, sentence: usize, noun: usize) -> Option<usize> {
    let tree = &scene.trees[sentence];
    let verb = tree.head(noun).filter(|_| tree.preposition(noun).as_deref() == Some("to"))?;
    let puts = matches!(tree.lemma(verb).as_str(), "put" | "affix" | "add" | "append" | "set");
    let object = tree
        .kids_by(verb, "obj")
        .any(|o| matches!(tree.lemma(o).as_str(), "name" | "signature" | "pen" | "initial"));
    // *upgraded their ties **to** a strategic partnership*.
    let words = scene.lexicon.words();
    let raised = words.is("upgrade-verb", &tree.lemma(verb))
        && tree.patients(verb).iter().any(|&o| words.is("relation-noun", &tree.lemma(o)));
    (puts && object || raised).then_some(verb)
}

/// *the pact **by which** Oman and Yemen divided the island in 1992*: it binds those who do what it says.
fn by_which(scene: &Scene<'_>, sentence: usize, noun: usize, phrase: &mut Phrase) {
    let tree = &scene.trees[sentence];
    let by = |&v: &usize| {
        let which = tree.kids_by(v, "obl").any(|k| {
            tree.lemma(k) == "which"
                && matches!(tree.preposition(k).as_deref(), Some("by" | "under" | "through" | "in"))
        });
        tree.rel(v) == "acl" && (which || tree.has_kid(v, "advmod", &["whereby"]))
    };
    let Some(verb) = tree.kids(noun).iter().copied().find(by) else { return };
    let others = tree.kids_by(verb, "iobj").chain(tree.with_preposition(verb, "with")).collect::<Vec<_>>();
    let heads = tree.agents(verb).into_iter().chain(others);
    phrase.parties.extend(heads.flat_map(|h| owners(scene, sentence, h)));
    if phrase.date.is_none() {
        phrase.date = time::date_for(tree, &scene.timexes[sentence], verb);
    }
}

/// *gathered the leaders of the League **for an emergency summit***: those who gather and those gathered.
fn gathered_for(scene: &Scene<'_>, sentence: usize, noun: usize, phrase: &mut Phrase) {
    let tree = &scene.trees[sentence];
    let brought = |&v: &usize| scene.lexicon.words().is("gather-verb", &tree.lemma(v));
    let preposition = tree.preposition(noun);
    // *sat down **in** the first talks since the war*.
    let talks = || {
        scene.lexicon.words().is("plural-event", &tree.lemma(noun)) && preposition.as_deref() == Some("in")
    };
    let aimed = matches!(preposition.as_deref(), Some("for" | "to")) || talks();
    let Some(verb) = tree.head(noun).filter(|&v| aimed && tree.is_verb(v)).filter(brought) else { return };
    if away::stays_away(scene, sentence, verb) {
        return;
    }
    let heads = tree.agents(verb).into_iter().chain(tree.patients(verb)).filter(|&h| h != noun);
    let with = tree.with_preposition(verb, "with");
    phrase.parties.extend(heads.chain(with).flat_map(|h| owners(scene, sentence, h)));
    phrase.places.extend(around(scene, sentence, verb));
    if phrase.date.is_none() {
        phrase.date = time::date_for(tree, &scene.timexes[sentence], verb);
    }
}

/// *the coup **in which** Tiani toppled Bazoum*, *the raid by which …*: whoever does it there and to whom.
fn done_in(scene: &Scene<'_>, sentence: usize, noun: usize) -> Vec<usize> {
    let tree = &scene.trees[sentence];
    let within = |&v: &usize| {
        tree.rel(v) == "acl"
            && tree.kids_by(v, "obl").any(|k| {
                tree.lemma(k) == "which"
                    && matches!(tree.preposition(k).as_deref(), Some("in" | "by" | "during"))
            })
    };
    let ntype = scene.lexicon.words().nouns.get(&tree.lemma(noun)).map(|s| s.ntype);
    let violent = ntype.is_some_and(|t| matches!(t, NodeType::Conflict | NodeType::Other));
    // *the talks **in which** both sat down with Russia*.
    let met = ntype == Some(NodeType::Meeting);
    let beats = |v: usize| {
        let lemma = tree.lemma(v);
        let contest = ["beat-verb", "contest-verb"].iter().any(|c| scene.lexicon.words().is(c, &lemma));
        ntype == Some(NodeType::Election) && contest
    };
    let Some(verb) = tree.kids(noun).iter().copied().find(within).filter(|&v| violent || met || beats(v))
    else {
        return Vec::new();
    };
    let others = if met { tree.with_preposition(verb, "with") } else { tree.patients(verb) };
    let heads = tree.agents(verb).into_iter().chain(others);
    heads.flat_map(|h| owners(scene, sentence, h)).collect()
}

/// *promised **in a joint declaration** not to use force*: it binds those who promise.
fn stated_in(scene: &Scene<'_>, sentence: usize, noun: usize, phrase: &mut Phrase) {
    let tree = &scene.trees[sentence];
    let said = |&v: &usize| tree.is_verb(v) && scene.lexicon.words().is("pledge-verb", &tree.lemma(v));
    let Some(verb) = tree.head(noun).filter(said).filter(|_| tree.rel(noun) == "obl") else { return };
    phrase.parties.extend(tree.agents(verb).into_iter().flat_map(|a| owners(scene, sentence, a)));
    phrase.places.extend(around(scene, sentence, verb));
    if phrase.date.is_none() {
        phrase.date = time::date_for(tree, &scene.timexes[sentence], verb);
    }
}

/// ***talks** between Togo and Benin **on** a fisheries agreement*: those who talk are to be bound by it.
fn negotiated(scene: &Scene<'_>, sentence: usize, noun: usize) -> Vec<usize> {
    let tree = &scene.trees[sentence];
    let talks = |&h: &usize| matches!(tree.lemma(h).as_str(), "talk" | "negotiation") && tree.is_noun(h);
    let verb = tree.head(noun).filter(|&v| tree.is_verb(v));
    let object = verb.and_then(|v| tree.kids_by(v, "obj").chain(tree.kids_by(v, "nsubj")).find(talks));
    let Some(talks) = tree.head(noun).filter(talks).or(object) else { return Vec::new() };
    let mut heads: Vec<usize> = tree.owners(talks);
    heads.extend(["between", "with"].iter().flat_map(|w| tree.prepositional_kids(talks, w)));
    let governing = tree.governing_verb(talks);
    heads.extend(governing.map_or_else(Vec::new, |v| tree.agents(v)));
    let parties: Vec<usize> = heads.into_iter().flat_map(|h| owners(scene, sentence, h)).collect();
    if parties.len() > 1 { parties } else { Vec::new() }
}

/// *is **engaged with** Togo **in** a partnership*, *are bound together by a pact*: those whom it ties.
fn tied_in(scene: &Scene<'_>, sentence: usize, noun: usize, phrase: &mut Phrase) {
    let tree = &scene.trees[sentence];
    let ties = |&v: &usize| tree.is_verb(v) && scene.lexicon.words().is("tie-verb", &tree.lemma(v));
    let Some(verb) = tree.head(noun).filter(ties).filter(|_| tree.rel(noun) == "obl") else { return };
    let tied = if tree.is_passive(verb) { tree.patients(verb) } else { tree.agents(verb) };
    let with = ["with", "to"].into_iter().flat_map(|w| tree.prepositional_kids(verb, w)).collect::<Vec<_>>();
    let parties = tied.into_iter().chain(with).flat_map(|a| owners(scene, sentence, a)).collect::<Vec<_>>();
    if parties.len() > 1 {
        phrase.made = true;
        phrase.parties.extend(parties);
    }
}

/// *The summit **opened** in Kazan on 22 October*, *clashes erupted near Goma*: where and when the event happened.
fn happened(scene: &Scene<'_>, sentence: usize, noun: usize, phrase: &mut Phrase) {
    let tree = &scene.trees[sentence];
    let words = scene.lexicon.words();
    // *A car bomb **wounded** four people in Herat on Tuesday*.
    let violent = words.is("attack-family", &tree.lemma(noun));
    let is = |v: &String| {
        words.is("happen", v) || words.is("event-verb", v) || violent && words.is("blast-verb", v)
    };
    let taken = |v: usize| {
        tree.lemma(v) == "take"
            && tree.kids_by(v, "obj").any(|o| matches!(tree.lemma(o).as_str(), "place" | "effect" | "hold"))
    };
    let happens = |&v: &usize| tree.is_verb(v) && (taken(v) || tree.with_particle(v).iter().any(is));
    let whole = whole_of(tree, noun);
    let subject = tree.rel(whole) == "nsubj";
    // *the talks, **which began** in Caracas*.
    let relative = || {
        let begins = |&v: &usize| {
            let mut subjects = tree.kids_by(v, "nsubj");
            tree.rel(v) == "acl" && happens(&v) && subjects.any(|s| tree.antecedent(s) == noun)
        };
        tree.kids(noun).iter().copied().find(begins)
    };
    let Some(verb) = tree.head(whole).filter(happens).filter(|_| subject).or_else(relative) else { return };
    phrase.places.extend(around(scene, sentence, verb));
    if violent && phrase.places.is_empty() {
        let struck = ["on", "against", "of"].into_iter().flat_map(|p| tree.prepositional_kids(noun, p));
        phrase.places.extend(struck.flat_map(|o| hit_in(scene, sentence, o)).collect::<Vec<_>>());
    }
    if violent && phrase.places.is_empty() {
        let struck = tree.patients(verb).into_iter().filter(|&o| o != noun);
        phrase.places.extend(struck.flat_map(|o| hit_in(scene, sentence, o)));
    }
    let under = ["under", "at", "through"].map(|p| tree.prepositional_kids(verb, p)).concat();
    phrase.parties.extend(under.into_iter().flat_map(|k| led_by(scene, sentence, k)));
    // *Fighting broke out **between the army and the Front***.
    let between = tree.prepositional_kids(verb, "between");
    phrase.parties.extend(between.into_iter().flat_map(|k| owners(scene, sentence, k)));
    if phrase.date.is_none() {
        phrase.date = time::date_for(tree, &scene.timexes[sentence], verb);
    }
}

/// *hit **a school in Gao***: where what is hit stands.
fn hit_in(scene: &Scene<'_>, sentence: usize, object: usize) -> Vec<usize> {
    let tree = &scene.trees[sentence];
    let own = places_of(scene, sentence, object);
    if !own.is_empty() {
        return own;
    }
    let (first, last) = tree.extent(object);
    let where_ = |k: &usize| {
        *k > object && matches!(tree.preposition(*k).as_deref(), Some("in" | "at" | "near" | "outside"))
    };
    (first..=last).filter(where_).flat_map(|k| places_of(scene, sentence, k)).collect()
}

/// Places where a verb's clause is set: *in Suva*, *near the border*, *at Argyle, **where** both promised*.
pub(super) fn around(scene: &Scene<'_>, sentence: usize, verb: usize) -> Vec<usize> {
    let tree = &scene.trees[sentence];
    let phrases = tree.kids(verb).iter().copied().filter(|&k| tree.rel(k) == "obl");
    // *announced on Monday in Lima*: the place may hang on the day.
    let days = tree.kids(verb).iter().filter(|&&k| scene.timexes[sentence].iter().any(|t| t.head == k));
    let phrases = phrases.chain(days.flat_map(|&k| tree.kids_by(k, "nmod")));
    let mut heads: Vec<usize> = phrases
        .filter(|&k| matches!(tree.preposition(k).as_deref(), Some("in" | "at" | "near" | "off" | "outside")))
        .collect();
    if tree.has_kid(verb, "advmod", &["where"]) && matches!(tree.rel(verb), "acl" | "advcl") {
        heads.extend(tree.head(verb));
        heads.extend(tree.head(verb).into_iter().flat_map(|h| tree.kids_by(h, "nmod").collect::<Vec<_>>()));
    }
    heads.into_iter().flat_map(|k| places_of(scene, sentence, k)).collect()
}

/// *the Treaty, an accord that the Bank **helped to broker in 1960***: the date of the clause that tells how it was made,
/// which the tree may hang on a name in the phrase.
fn dated_by_relative(scene: &Scene<'_>, sentence: usize, noun: usize) -> Option<Edtf> {
    let tree = &scene.trees[sentence];
    let words = scene.lexicon.words();
    let makes = |v: usize| {
        let lemma = tree.lemma(v);
        ["sign", "make-agreement", "mediate"].iter().any(|c| words.is(c, &lemma))
    };
    let below = |n: usize| {
        let names = tree.kids_by(n, "nmod").filter(|&k| tree.token(k).upos == "PROPN");
        std::iter::once(n).chain(names).collect::<Vec<_>>()
    };
    let nouns = std::iter::once(noun).chain(tree.kids_by(noun, "appos")).flat_map(below);
    let clauses: Vec<usize> =
        nouns.flat_map(|n| tree.kids_by(n, "acl")).filter(|&v| tree.rel(v) == "acl").collect();
    let date = |v: usize| time::date_for(tree, &scene.timexes[sentence], v);
    clauses.into_iter().find_map(|v| {
        let helped = tree.kids_by(v, "xcomp").find(|&x| makes(x));
        if makes(v) { date(v) } else { helped.and_then(|x| date(x).or_else(|| date(v))) }
    })
}

/// *a ceasefire that Qatar brokered **between Chad and the rebels***: those between whom, not the broker.
fn brokered(scene: &Scene<'_>, sentence: usize, noun: usize) -> Vec<usize> {
    let tree = &scene.trees[sentence];
    let brokers = |&k: &usize| {
        let verb = tree.is_verb(k) && scene.lexicon.words().is("mediate", &tree.lemma(k));
        verb && tree.rel(k) == "acl" && tree.patients(k).contains(&noun)
    };
    let verbs: Vec<usize> = tree.kids(noun).iter().copied().filter(brokers).collect();
    let heads = verbs.into_iter().flat_map(|v| tree.with_preposition(v, "between"));
    heads.flat_map(|h| owners(scene, sentence, h)).collect()
}

/// ***Under** a memorandum, Libya granted Turkey rights*: it binds who does and to whom.
fn bound_under(scene: &Scene<'_>, sentence: usize, noun: usize) -> Vec<usize> {
    let tree = &scene.trees[sentence];
    let hung = matches!(tree.rel(noun), "obl" | "obj" | "nmod");
    let Some(verb) = tree.head(noun).filter(|&v| tree.is_verb(v) && hung) else {
        return Vec::new();
    };
    let mut receivers: Vec<usize> =
        tree.kids_by(verb, "iobj").chain(tree.with_preposition(verb, "to")).collect();
    // *lets the United States use its airfields*.
    let clauses = tree.kids_by(verb, "ccomp").chain(tree.kids_by(verb, "xcomp"));
    receivers.extend(clauses.flat_map(|c| tree.kids_by(c, "nsubj").collect::<Vec<_>>()));
    receivers.extend(tree.patients(verb).into_iter().filter(|&p| p != noun && tree.token(p).upos == "PROPN"));
    // *Jordan's gas comes **from Israel** under a contract*.
    if receivers.is_empty() && !tree.is_passive(verb) {
        receivers.extend(tree.prepositional_kids(verb, "from"));
    }
    tree.agents(verb).into_iter().chain(receivers).flat_map(|h| owners(scene, sentence, h)).collect()
}

/// *ended the quarrel **with a treaty***, *handed the islands to Mauritius **by the Treaty of Port Louis***: a new agreement, or
/// one with a name, by which something is done binds who does it, and with or to whom.
fn done_by(scene: &Scene<'_>, sentence: usize, noun: usize, phrase: &Phrase) -> Vec<usize> {
    let tree = &scene.trees[sentence];
    let verb = tree.head(noun).filter(|&v| tree.is_verb(v) && tree.rel(noun) == "obl");
    let says = |v: &usize| {
        let lemma = tree.lemma(*v);
        ["tell-verb", "renounce"].iter().any(|c| scene.lexicon.words().is(c, &lemma))
    };
    let named = scene.spot_at(sentence, noun).is_some_and(|s| scene.spots[s].reading == Reading::Name);
    let new = phrase.indefinite || named && phrase.parties.is_empty();
    if !new || phrase.parties.len() > 1 || verb.as_ref().is_none_or(says) {
        return Vec::new();
    }
    bound_under(scene, sentence, noun)
}

/// The verb whose setting a meeting is: *signed at the summit*, *on the margins of a forum*, *told a forum*, *flew there for
/// the summit*; what is dated is dated with it.
fn setting_of(scene: &Scene<'_>, sentence: usize, noun: usize) -> Option<usize> {
    let tree = &scene.trees[sentence];
    let words = scene.lexicon.words();
    let margin = |h: &usize| matches!(tree.lemma(*h).as_str(), "margin" | "sideline" | "fringe");
    let outer = tree.head(noun).filter(|h| margin(h) && tree.preposition(noun).as_deref() == Some("of"));
    let phrase = outer.unwrap_or(noun);
    let verb = tree.head(phrase).filter(|&v| tree.is_verb(v))?;
    let lemma = tree.lemma(verb);
    let fits = match (tree.rel(phrase), tree.preposition(phrase).as_deref()) {
        ("obl", Some("at" | "during")) => true,
        // *took part **in the exercise** in April*.
        ("obl", Some("in"))
            if lemma == "participate"
                || lemma == "take" && tree.kids_by(verb, "obj").any(|o| tree.lemma(o) == "part") =>
        {
            true
        }
        ("obl", Some("for" | "on" | "to")) if words.is("ballot", &tree.lemma(noun)) => true,
        // *rejected the plan **in a referendum** in May*, *died **in a raid** on Sunday*.
        ("obl", Some("in")) => {
            ["ceremony", "ballot", "attack-family"].iter().any(|c| words.is(c, &tree.lemma(noun)))
        }
        ("obl" | "nmod", Some("on")) => outer.is_some(),
        ("obl", Some("for")) => words.is("travels", &lemma),
        // *goes to the polls on 28 September*.
        ("obl", Some("to")) => tree.lemma(noun) == "poll" && words.is("motion", &lemma),
        ("obj", _) => matches!(lemma.as_str(), "tell" | "address" | "attend" | "open" | "chair"),
        _ => false,
    };
    fits.then_some(verb)
}
