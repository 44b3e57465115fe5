//! What does this text say?
//!
//! | step | file | gives |
//! | --- | --- | --- |
//! | dates | `time` | the dates of each sentence |
//! | names | `mention`, `sort` | spots and things with names |
//! | who is meant | `coref` | pronouns, *the bloc*, *both countries* |
//! | whose is *its Secretariat* | `organ` | organs of bodies and of states |
//! | who speaks in a communiqué | `voice` | whom *we* and verbs without a subject mean |
//! | what is picked out | `describe` | agreements, events, policies by their phrases, and what the phrases say |
//! | who does what | `frame`, `ends`, `examples`, `syntax` | findings of the rules of `data/rules` |
//! | who holds which office, who belongs where | `office`, `member` | |
//! | who answers whom, *so did France*; who gets what is given | `answer`, `given` | |
//! | who stayed away, who stood in a vote | `away`, `polls` | |
//! | when did the second do it whose verb is left out | `gap` | |
//! | what follows | `infer`, `setting`, `guests` | signatories' states, those present at a meeting |
//! | what phrases say in passing, and where named bodies and events are | `manner`, `site`, `whereabouts` | |
//! | signatures without a word of what | `bare` | |
//! | what kind of claim | `factuality` | on every relation |

mod answer;
mod away;
mod bare;
mod content;
mod coref;
mod counterpart;
mod crowd;
mod describe;
mod enact;
mod ends;
mod examples;
pub mod factuality;
mod frame;
mod gap;
mod given;
mod guests;
mod infer;
mod latent;
mod lend;
mod maker;
mod manner;
mod member;
mod mend;
mod mention;
mod near;
mod office;
mod organ;
mod polls;
mod promise;
mod relent;
mod scene;
mod setting;
mod site;
mod sort;
pub mod syntax;
mod tenure;
#[cfg(test)]
mod testing;
pub mod time;
mod voice;
mod war;
mod when;
mod whereabouts;

use crate::lexicon::Lexicon;
use crate::model::{
    Analysis, Document, EdgeType, Edtf, Entity, Extraction, Factuality, Kind, NodeType, Relation, Sentence,
    Span,
};
use scene::Scene;
use std::collections::{BTreeMap, BTreeSet};
use syntax::Tree;

/// A relation between things on stage, before it is written down.
#[derive(Debug, Clone)]
struct Fact {
    etype: EdgeType,
    source: usize,
    target: usize,
    sentence: usize,
    /// Word that says so.
    token: usize,
    date: Option<Edtf>,
    factuality: Factuality,
    role: Option<String>,
    asserted_by: Option<usize>,
    rule: String,
    confidence: f64,
}

impl Fact {
    /// What a word states of two things: its kind of claim and its date are those of the word.
    fn told(
        scene: &Scene<'_>,
        (sentence, token): (usize, usize),
        etype: EdgeType,
        (source, target): (usize, usize),
        rule: impl Into<String>,
        confidence: f64,
    ) -> Self {
        let (factuality, asserted_by) = claim_of(scene, sentence, token);
        Self {
            etype,
            source,
            target,
            sentence,
            token,
            date: when::date_of(scene, sentence, token),
            factuality,
            role: None,
            asserted_by,
            rule: rule.into(),
            confidence,
        }
    }
}

/// Reads one analysed text. Never fails: odd text gives less.
pub fn extract(lexicon: &Lexicon, document: &Document, analysis: &Analysis) -> Extraction {
    let mut context = time::TimeContext::new(document.info.published.clone());
    let mut mend = |s: &Sentence| {
        let dates: Vec<_> =
            time::find(lexicon.time(), s, &mut context).iter().map(|t| (t.start, t.end)).collect();
        mend::mended(lexicon, s, &dates)
    };
    let sentences: Vec<Sentence> = analysis.sentences.iter().map(&mut mend).collect();
    let trees: Vec<Tree<'_>> = sentences.iter().map(Tree::new).collect();
    let mut context = time::TimeContext::new(document.info.published.clone());
    let timexes = sentences.iter().map(|s| time::find(lexicon.time(), s, &mut context)).collect();
    let mut scene = Scene::new(lexicon, document, trees, timexes);
    mention::names(&mut scene);
    office::settle(&mut scene);
    coref::resolve(&mut scene);
    office::settle(&mut scene);
    let organs = organ::read(&mut scene);
    voice::lend(&mut scene);
    let mut links = describe::resolve(&mut scene);
    links.extend(organs);
    latent::stand_in(&mut scene);
    coref::follow_bands(&mut scene);
    crowd::gather(&mut scene);
    let (mut facts, open) = facts_of(&scene, links);
    gap::dates(&scene, &mut facts);
    lend::dates(&mut scene, &facts);
    facts.extend(manner::read(&scene));
    let relented = relent::read(&scene, &facts);
    facts.extend(relented);
    let given = given::read(&scene, &facts);
    facts.extend(given);
    let answers = answer::read(&scene, &facts);
    facts.extend(answers);
    let understood = counterpart::read(&scene, &facts, &open);
    facts.extend(understood);
    infer::complete(&scene, &mut facts);
    content::fold(&scene, &mut facts);
    write_down(&scene, facts)
}

fn facts_of(scene: &Scene<'_>, links: Vec<describe::Link>) -> (Vec<Fact>, Vec<frame::Open>) {
    let (mut facts, mut open) = (Vec::new(), Vec::new());
    for link in
        links.into_iter().chain(member::read(scene)).chain(site::read(scene)).chain(whereabouts::read(scene))
    {
        let mut claim = claim_of(scene, link.sentence, link.token);
        if link.rule == member::ENDED {
            claim.0 = Factuality::Negated;
        }
        // *did not attend the summit in Budva*: the summit was there.
        let told =
            matches!(link.rule, "phrase.place" | "phrase.within" | "phrase.participant" | "name.place");
        let unreal = matches!(claim.0, Factuality::Negated | Factuality::Future);
        // *signed a truce proposed by Egypt*: signed, whatever was proposed.
        let bound =
            matches!(link.rule, "phrase.party" | "phrase.participant") && claim.0 == Factuality::Future;
        if bound && let Some(verb) = away::signing_of(scene, link.sentence, link.token) {
            claim = claim_of(scene, link.sentence, verb);
        }
        let granted = away::happened(scene, link.sentence, link.token);
        let party = link.rule == "phrase.party" && claim.0 == Factuality::Future;
        if (told && claim.0 == Factuality::Negated || party) && granted {
            claim.0 = Factuality::Actual;
        }
        if told && unreal && away::taken_for_granted(scene, link.sentence, link.token) {
            claim.0 = Factuality::Actual;
        }
        if link.rule == member::FIRM {
            claim = (Factuality::Actual, None);
        }
        facts.push(Fact {
            etype: link.etype,
            source: link.source,
            target: link.target,
            sentence: link.sentence,
            token: link.token,
            // *ended its accord with France in 2023*: the end has a date of its own.
            date: link.date.or_else(|| {
                let ended = claim.0 == Factuality::Negated;
                ended.then(|| when::date_of(scene, link.sentence, link.token)).flatten()
            }),
            factuality: claim.0,
            role: None,
            asserted_by: claim.1,
            rule: link.rule.to_string(),
            confidence: link.confidence,
        });
    }
    let offices = office::read(scene);
    for office in offices.clone() {
        facts.push(Fact {
            etype: EdgeType::Represents,
            source: office.person,
            target: office.holder,
            sentence: office.sentence,
            token: office.tokens.0,
            date: office.date.clone().or_else(|| tenure::date(scene, &office)),
            factuality: Factuality::Actual,
            role: Some(office.role).filter(|r| !r.is_empty()),
            asserted_by: None,
            rule: "office".into(),
            confidence: office.confidence,
        });
    }
    for sentence in 0..scene.trees.len() {
        let (findings, unfinished) = frame::read(scene, sentence);
        open.extend(unfinished);
        let findings = without_crowds(scene, findings);
        let findings = content::one_act(&scene.lexicon.rules().rules, findings);
        let findings = findings.iter().filter(|f| {
            let other =
                is_leave_to_come(scene, f) || is_proposal_signed(scene, f) || is_place_of_other(scene, f);
            !is_read_office(&offices, f) && !other
        });
        facts.extend(findings.map(|f| fact_of_finding(scene, f)));
    }
    (facts, open)
}

/// *announced that they would quit the Statute*: until then they are parties, and what will be is no party's fact.
fn is_leave_to_come(scene: &Scene<'_>, finding: &frame::Finding) -> bool {
    let leaves = scene.lexicon.rules().rules[finding.rule].factuality == Some(Factuality::Negated);
    let claim = || claim_of(scene, finding.sentence, finding.trigger).0;
    finding.etype == EdgeType::PartyTo && leaves && claim() == Factuality::Future
}

/// *signed a truce **proposed by Egypt***: whoever proposes what others sign need not be bound by it.
fn is_proposal_signed(scene: &Scene<'_>, finding: &frame::Finding) -> bool {
    let tree = &scene.trees[finding.sentence];
    let proposes = scene.lexicon.words().is("put-forward", &tree.lemma(finding.trigger));
    let noun = tree.head(finding.trigger).filter(|_| proposes && tree.rel(finding.trigger) == "acl");
    finding.etype == EdgeType::PartyTo
        && noun.is_some_and(|n| away::signing_of(scene, finding.sentence, n).is_some())
}

/// *a summit in Astana and a conference **in Riga***: each is where its own phrase says.
fn is_place_of_other(scene: &Scene<'_>, finding: &frame::Finding) -> bool {
    let tree = &scene.trees[finding.sentence];
    let event = scene.things[finding.source].kind == Kind::Event && finding.etype == EdgeType::LocatedIn;
    let spots = scene.spots_in(finding.sentence).filter(|s| s.things == [finding.source] && !s.nested);
    let own = spots.flat_map(|s| {
        let coordinated = tree.with_conjuncts(tree.first_conjunct(s.head)).len() > 1;
        let kids = ["in", "at"].into_iter().flat_map(|p| tree.prepositional_kids(s.head, p));
        kids.filter(|_| coordinated)
            .flat_map(|k| describe::places_of(scene, finding.sentence, k))
            .collect::<Vec<_>>()
    });
    let own: Vec<usize> = own.collect();
    event && !own.is_empty() && !own.contains(&finding.target)
}

/// A title beside a name is read; the tree may hang it at the wrong one of two: *A and B, the head of C*.
fn is_read_office(offices: &[office::Office], finding: &frame::Finding) -> bool {
    finding.etype == EdgeType::Represents
        && offices.iter().any(|o| {
            o.sentence == finding.sentence
                && (o.tokens.0..o.tokens.1).contains(&finding.trigger)
                && (o.person, o.holder) != (finding.source, finding.target)
        })
}

/// The largest group whose members each deal with each other, where a text says that they agree or work together.
const CROWD: usize = 3;

/// *The seven countries agreed*: a crowd acts as one, and not each member with each other one.
fn without_crowds(scene: &Scene<'_>, findings: Vec<frame::Finding>) -> Vec<frame::Finding> {
    let key = |f: &frame::Finding| (f.trigger, f.rule, f.etype);
    let mut pairs: BTreeMap<_, (usize, BTreeSet<usize>)> = BTreeMap::new();
    for finding in &findings {
        let (count, ends) = pairs.entry(key(finding)).or_default();
        *count += 1;
        ends.extend([finding.source, finding.target]);
    }
    let crowd = |f: &frame::Finding| {
        let (count, ends) = &pairs[&key(f)];
        // *signed by A, B and C*: persons who sign one text make no promises to one another.
        let persons = |ends: &BTreeSet<usize>| ends.iter().any(|&t| scene.things[t].is_person());
        if f.etype == EdgeType::Agree && ends.len() >= CROWD && persons(ends) {
            return true;
        }
        f.etype.is_symmetric() && ends.len() > CROWD && *count >= ends.len() * (ends.len() - 1) / 2
    };
    findings.into_iter().filter(|f| !crowd(f)).collect()
}

fn fact_of_finding(scene: &Scene<'_>, finding: &frame::Finding) -> Fact {
    let rule = &scene.lexicon.rules().rules[finding.rule];
    // *shrugged off threats*: they were made, if they were answered.
    let heard = rule.to.contains(&crate::lexicon::Role::Hearer);
    let verb = scene.trees[finding.sentence].head(finding.trigger).filter(|_| heard);
    let (mut factuality, asserted_by) = claim_of(scene, finding.sentence, verb.unwrap_or(finding.trigger));
    // *will skip the summit*: that much is said of who will be there.
    let skips = finding.etype == EdgeType::ParticipatedIn && rule.factuality == Some(Factuality::Negated);
    if skips && factuality == Factuality::Future {
        factuality = Factuality::Negated;
    }
    if let Some(most) =
        rule.factuality.filter(|_| matches!(factuality, Factuality::Actual | Factuality::Reported))
    {
        factuality = most;
    }
    // *did not attend the summit in Kazan*: it was in Kazan.
    let there =
        finding.etype == EdgeType::LocatedIn && away::stays_away(scene, finding.sentence, finding.trigger);
    if rule.denied || there {
        factuality = Factuality::Actual;
    }
    let date = when::date_of(scene, finding.sentence, finding.trigger);
    let own = [finding.source, finding.target].into_iter().find_map(|t| when::own_date(scene, t));
    Fact {
        etype: finding.etype,
        source: finding.source,
        target: finding.target,
        sentence: finding.sentence,
        token: finding.trigger,
        date: match finding.etype {
            // *took office in May*.
            EdgeType::Represents => date.map(|d| if d.is_interval() { d } else { d.since() }),
            // Whoever leaves an old treaty does not do so on its day.
            etype if etype.is_interaction() || factuality == Factuality::Negated => date,
            // *claimed the strike the next morning*: the strike was not when it was claimed.
            EdgeType::ParticipatedIn => match (date, own) {
                (Some(d), Some(own)) if !own.contains(&d) && !own.is_interval() => Some(own),
                (date, own) => date.or(own),
            },
            _ => date.or(own),
        },
        factuality,
        role: None,
        asserted_by,
        rule: rule.name.clone(),
        confidence: finding.confidence,
    }
}

/// What kind of claim a word makes, and who makes it.
fn claim_of(scene: &Scene<'_>, sentence: usize, token: usize) -> (Factuality, Option<usize>) {
    let tree = &scene.trees[sentence];
    let claim = factuality::factuality(scene.lexicon.modality(), tree, token);
    let source = claim.source.and_then(|s| ends::actors_of(scene, sentence, s).first().copied());
    (claim.factuality, source)
}

/// Things that carry a fact or a name become entities; facts become relations between them.
fn write_down(scene: &Scene<'_>, facts: Vec<Fact>) -> Extraction {
    let mut order: Vec<usize> = (0..scene.things.len()).filter(|&t| keeps(scene, t, &facts)).collect();
    let first =
        |t: usize| scene.things[t].mentions.iter().map(|m| m.span).chain(scene.things[t].inside).min();
    order.sort_by_key(|&t| (first(t), t));
    let index: BTreeMap<usize, usize> = order.iter().enumerate().map(|(i, &t)| (t, i)).collect();
    let entities = order.iter().map(|&t| entity(scene, t)).collect();
    let mut relations: Vec<Relation> = facts.iter().filter_map(|f| relation(scene, &index, f)).collect();
    relations.sort_by(|a, b| {
        let key = |r: &Relation| (r.evidence, r.source, r.target, r.etype, r.rule.clone(), r.date.clone());
        key(a).cmp(&key(b))
    });
    relations.dedup();
    Extraction { entities, relations }
}

/// A thing without a mention is none; a described one must be part of some fact.
fn keeps(scene: &Scene<'_>, thing: usize, facts: &[Fact]) -> bool {
    let t = &scene.things[thing];
    let dated_event = t.kind == Kind::Event && t.date.is_some();
    let spoken_of = !t.mentions.is_empty() && (t.named || dated_event);
    t.on_stage() && (spoken_of || facts.iter().any(|f| f.source == thing || f.target == thing))
}

fn entity(scene: &Scene<'_>, thing: usize) -> Entity {
    let t = &scene.things[thing];
    let mut mentions = t.mentions.clone();
    mentions.sort();
    mentions.dedup();
    Entity {
        kind: t.kind,
        ntype: t.ntype,
        name: t.name.clone(),
        names: t.names.iter().filter(|n| **n != t.name).cloned().collect(),
        named: t.named,
        entry: t.entry.clone(),
        date: t.date.clone().filter(|_| t.kind != Kind::Actor && t.ntype != NodeType::Place),
        mentions,
        why: t.why.iter().cloned().collect(),
    }
}

fn relation(scene: &Scene<'_>, index: &BTreeMap<usize, usize>, fact: &Fact) -> Option<Relation> {
    let (source, target) = (*index.get(&fact.source)?, *index.get(&fact.target)?);
    let evidence: Span = scene.trees[fact.sentence].sentence.span?;
    Some(Relation {
        etype: fact.etype,
        source,
        target,
        date: fact.date.clone(),
        factuality: fact.factuality,
        role: fact.role.clone(),
        asserted_by: fact.asserted_by.and_then(|a| index.get(&a).copied()),
        rule: fact.rule.clone(),
        evidence,
        confidence: (fact.confidence.clamp(0.05, 0.99) * 100.0).round() / 100.0,
    })
}
