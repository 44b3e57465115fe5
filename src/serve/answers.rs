//! What does the graph answer?
//!
//! Each is a query of the graph room, asked with the page's conditions and given back as it is.

use super::Answer;
use super::ask::Ask;
use super::reply::{Refusal, Reply};
use super::shelf::{Now, State};
use crate::graph::{Graph, NodeId, Quote};
use crate::model::{DocumentInfo, EdgeType, Evidence, Kind, Node};
use crate::render::picture;
use crate::report;
use serde_json::{Value, json};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Ways round that the answer to "what links them" shows.
const WAYS: usize = 5;
/// Facts, entries or strands of one answer at most; more are counted.
const MOST: usize = 400;
/// Documents that a page can list and leave out one by one; of more it knows the number.
const LISTED: usize = 4000;
/// A thing mentioned no more often is told of by the sentences it stands in, too; this many of them.
const SELDOM: usize = 6;
const FEW: usize = 4;
/// Ways in which a thing is written that an answer lists.
const FORMS: usize = 60;

/// What is served, and all that the page needs to know before it draws.
pub fn about(ask: &Ask<'_>, state: &State) -> Answer {
    let mut told = known(ask.now).clone();
    told["name"] = json!(state.name());
    told["texts"] = json!(state.path().is_some());
    told["corrections"] = json!(super::correct::count(state));
    Reply::json(&told)
}

/// What the records alone say of it.
pub(super) fn known(now: &Now) -> &Value {
    let graph = &now.graph;
    let words = |t: &EdgeType| {
        let (from, towards) = t.reads();
        json!({ "type": t, "words": picture::type_words(*t), "from": from, "towards": towards })
    };
    let hubs = || graph.hubs(crate::graph::Hubs::Exclude).into_iter().map(|id| &graph.node(id).id);
    now.about.get_or_init(|| {
        let stats = graph.stats();
        let types = |kind: &Kind| -> Value {
            let known = kind.types().iter().filter(|t| stats.by_type.contains_key(t));
            json!({ "kind": kind, "types": known.collect::<Vec<_>>() })
        };
        let documents = if graph.documents().len() > LISTED { &[] } else { graph.documents() };
        json!({
            "generator": format!("chancery {}", env!("CARGO_PKG_VERSION")),
            "stats": stats,
            "documents": documents.iter().map(told).collect::<Vec<_>>(),
            "kinds": Kind::ALL.iter().map(types).collect::<Vec<_>>(),
            "all_types": Kind::ALL.iter().map(|k| json!({ "kind": k, "types": k.types() })).collect::<Vec<_>>(),
            "edge_types": EdgeType::ALL.iter().map(words).collect::<Vec<_>>(),
            "key": picture::key(),
            "most_nodes": super::draw::MOST,
            "hubs": hubs().collect::<Vec<_>>(),
            "months": months(graph),
        })
    })
}

/// What a page shows of a document; checksums of thousands would make it wait.
fn told(document: &DocumentInfo) -> Value {
    let DocumentInfo { id, title, publisher, published, source, .. } = document;
    json!({ "id": id, "title": title, "publisher": publisher, "published": published, "source": source })
}

/// How many facts are dated to each month, by the month they begin in.
fn months(graph: &Graph) -> Value {
    let mut counts: BTreeMap<i64, usize> = Default::default();
    graph.each_spokes(&mut |_, spokes| {
        for when in spokes.iter().filter(|spoke| spoke.outgoing).filter_map(|spoke| spoke.when) {
            if let Some(day) = when.first.or(when.last) {
                *counts.entry(i64::from(day.year) * 100 + i64::from(day.month)).or_default() += 1;
            }
        }
    });
    json!(counts.into_iter().collect::<Vec<_>>())
}

/// Everything known of one thing.
pub fn thing(ask: &Ask<'_>, state: &State) -> Answer {
    let id = ask.graph().find(ask.needed("id")?)?;
    let mut dossier = ask.graph().dossier(id, &ask.filter()?);
    let node = ask.graph().node(id);
    let mut left = MOST;
    let mut more = 0;
    for group in &mut dossier.groups {
        more += group.facts.len().saturating_sub(left);
        group.facts.truncate(left);
        left -= group.facts.len();
    }
    let mut value = serde_json::to_value(&dossier).map_err(Refusal::broken)?;
    if let Value::Object(fields) = &mut value {
        fields.insert("class".into(), json!(picture::class_of(node.kind, node.ntype)));
        fields.insert("more_facts".into(), json!(more));
        fields.insert("first_mentions".into(), json!(node.mentions.iter().take(200).collect::<Vec<_>>()));
        fields.insert("words".into(), json!(words(node)));
        fields.insert("neighbours".into(), json!(ask.graph().neighbours(id).len()));
        if node.mentions.len() <= SELDOM || ask.graph().degree(id) == 0 {
            fields.insert("sentences".into(), json!(sentences(ask.graph(), id, state)));
        }
    }
    Reply::json(&value)
}

/// What the mentions of a thing read, and how often each; the most frequent first.
fn words(node: &Node) -> Vec<(&str, usize)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for mention in &node.mentions {
        *counts.entry(mention.exact.as_str()).or_default() += 1;
    }
    let mut words: Vec<(&str, usize)> = counts.into_iter().collect();
    words.sort_by_key(|(_, times)| Reverse(*times));
    words.truncate(FORMS);
    words
}

/// Sentences around the first mentions of a thing of which little else is told.
fn sentences(graph: &Graph, id: NodeId, state: &State) -> Vec<Quote> {
    let mut found: Vec<Quote> = Vec::new();
    for mention in &graph.node(id).mentions {
        let known =
            |q: &Quote| q.document == mention.document && q.start <= mention.start && mention.end <= q.end;
        if found.len() >= FEW || found.iter().any(known) {
            continue;
        }
        let text = state.ask(|store| store.text(&mention.document)).ok().flatten().flatten();
        if let Some((start, exact)) = text.and_then(|text| line_around(&text, mention.start)) {
            let end = start + exact.chars().count();
            let here = Evidence {
                document: mention.document.clone(),
                start,
                end,
                exact,
                page: None,
                rule: String::new(),
            };
            found.push(graph.quote(&here));
        }
    }
    found
}

/// The sentence about a code point, roughly: from one full stop or line's end to the next.
fn line_around(text: &str, at: usize) -> Option<(usize, String)> {
    let letters: Vec<char> = text.chars().collect();
    let ends = |i: usize| {
        letters[i] == '\n'
            || (matches!(letters[i], '.' | '!' | '?') && letters.get(i + 1).is_none_or(|c| c.is_whitespace()))
    };
    let at = at.min(letters.len().checked_sub(1)?);
    let start = (0..at).rev().find(|i| ends(*i)).map_or(0, |i| i + 1);
    let start = (start..=at).find(|i| !letters[*i].is_whitespace())?;
    let end = (at..letters.len()).find(|i| ends(*i)).map_or(letters.len(), |i| i + 1);
    let exact: String = letters[start..end].iter().collect();
    Some((start, exact.trim_end().to_string()))
}

/// One fact with all its quotations.
pub fn fact(ask: &Ask<'_>) -> Answer {
    let facts = ask.all("key").map(|key| Ok(ask.graph().fact(ask.now.fact(key)?)));
    let facts = facts.collect::<Result<Vec<_>, Refusal>>()?;
    Reply::json(&json!({ "facts": facts }))
}

/// What links two or more things.
pub fn links(ask: &Ask<'_>) -> Answer {
    let of = several(ask)?;
    let answer = ask.graph().who_links(&of, ask.number("k", WAYS)?.min(50), &ask.filter()?);
    let empty = answer.is_empty();
    let mut value = serde_json::to_value(&answer).map_err(Refusal::broken)?;
    value["nothing"] = json!(empty);
    Reply::json(&value)
}

/// The shortest ways between two things.
pub fn paths(ask: &Ask<'_>) -> Answer {
    match several(ask)?.as_slice() {
        [a, b] => Reply::json(&ask.graph().paths(*a, *b, ask.number("k", WAYS)?.min(50), &ask.filter()?)),
        _ => Err(Refusal::wrong("a path has two ends")),
    }
}

/// Dated facts in order: all, about one thing, or between several.
pub fn timeline(ask: &Ask<'_>) -> Answer {
    let (of, filter) = (ask.nodes("of")?, ask.filter()?);
    let mut timeline = match of.as_slice() {
        [] => ask.graph().timeline(None, ask.node("place")?, &filter),
        [one] => ask.graph().timeline(Some(*one), ask.node("place")?, &filter),
        many => ask.graph().timeline_between(many, &filter),
    };
    let more = timeline.entries.len().saturating_sub(MOST);
    // The latest are kept: what happened last is asked for most.
    timeline.entries.drain(..more);
    let mut value = serde_json::to_value(&timeline).map_err(Refusal::broken)?;
    value["earlier"] = json!(more);
    Reply::json(&value)
}

/// What a hub has with each of several partners.
pub fn overlap(ask: &Ask<'_>) -> Answer {
    let hub = ask.graph().find(ask.needed("hub")?)?;
    let mut partners = ask.nodes("with")?;
    partners.retain(|p| *p != hub);
    if partners.is_empty() {
        return Err(Refusal::wrong("name at least one partner"));
    }
    Reply::json(&ask.graph().overlap(hub, &partners, &ask.filter()?))
}

/// Where sources disagree.
pub fn conflicts(ask: &Ask<'_>) -> Answer {
    let mut conflicts = ask.graph().conflicts(ask.node("of")?, &ask.filter()?);
    let more = conflicts.len().saturating_sub(MOST);
    conflicts.truncate(MOST);
    Reply::json(&json!({ "conflicts": conflicts, "more": more }))
}

/// How claims changed from one document to the next.
pub fn trace(ask: &Ask<'_>) -> Answer {
    let of = ask.nodes("of")?;
    let about: Vec<String> = ask.all("about").map(String::from).collect();
    match of.as_slice() {
        [one] => Reply::json(&ask.graph().trace(*one, None, &about, &ask.filter()?)),
        [one, other] => Reply::json(&ask.graph().trace(*one, Some(*other), &about, &ask.filter()?)),
        _ => Err(Refusal::wrong("a trace is of one thing or of two")),
    }
}

/// The answer on one thing, or on what links several, as Markdown.
pub fn briefing(ask: &Ask<'_>) -> Answer {
    let of = ask.nodes("of")?;
    if of.is_empty() {
        return Err(Refusal::wrong("a briefing is about something"));
    }
    let brief = report::briefing(ask.graph(), &of, &ask.filter()?, None);
    let text = report::markdown(&brief);
    Ok(Reply::file("text/markdown; charset=utf-8", text.into_bytes(), "briefing.md"))
}

fn several(ask: &Ask<'_>) -> Result<Vec<NodeId>, Refusal> {
    let of = ask.nodes("of")?;
    if of.len() < 2 {
        return Err(Refusal::wrong("name two different things"));
    }
    Ok(of)
}
