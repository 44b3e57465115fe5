//! What does a whole article say, and where in it stands what the graph holds?

use super::Answer;
use super::ask::Ask;
use super::reply::{Refusal, Reply};
use super::shelf::State;
use serde_json::{Value, json};

/// Characters shown at once; of a longer text, those around the place asked for.
const WINDOW: usize = 120_000;

/// A text with every mention and every fact's quotation marked in it. Offsets are code points of the whole text.
pub fn article(ask: &Ask<'_>, state: &State) -> Answer {
    let (id, graph) = (ask.needed("id")?, ask.graph());
    let info = graph.document(id).ok_or_else(|| Refusal::missing("there is no document of that id"))?;
    let text = state.ask(|store| store.text(id))?.flatten();
    let Some(text) = text else {
        let reason =
            "the text itself is not here: a store keeps texts, a graph in a file has quotations only";
        return Err(Refusal::missing(reason));
    };
    let length = text.chars().count();
    let at = ask.number("at", 0_usize)?.min(length);
    let first = if length <= WINDOW { 0 } else { at.saturating_sub(WINDOW / 2).min(length - WINDOW) };
    let last = (first + WINDOW).min(length);
    let window: String = text.chars().skip(first).take(last - first).collect();
    let inside = |start: usize, end: usize| start < last && end > first;
    let mut mentions: Vec<(usize, usize, usize)> = Vec::new();
    let mut things: Vec<Value> = Vec::new();
    for node in graph.node_ids() {
        let here = &graph.node(node).mentions;
        let own = here.iter().filter(|m| m.document == id && inside(m.start, m.end));
        let own: Vec<_> = own.map(|m| (m.start, m.end, things.len())).collect();
        if !own.is_empty() {
            mentions.extend(own);
            let thing = graph.thing(node);
            let class = crate::render::picture::class_of(thing.kind, thing.ntype);
            things.push(json!({ "id": thing.id, "name": thing.name, "class": class }));
        }
    }
    mentions.sort_unstable();
    Reply::whole(&json!({
        "document": info,
        "text": window, "first": first, "length": length,
        "things": things.iter().map(short_name).collect::<Vec<_>>(),
        "mentions": mentions,
        "facts": facts(ask, id, &inside),
    }))
}

fn short_name(thing: &Value) -> Value {
    let name: String = thing["name"].as_str().unwrap_or("").chars().take(240).collect();
    json!({ "id": thing["id"], "name": name, "class": thing["class"] })
}

/// Quotations in a document, each with the fact it stands for.
fn facts(ask: &Ask<'_>, document: &str, inside: &dyn Fn(usize, usize) -> bool) -> Vec<Value> {
    let mut found: Vec<(usize, usize, Value)> = Vec::new();
    for edge in &ask.graph().records().edges {
        for quote in edge.evidence.iter().filter(|q| q.document == document && inside(q.start, q.end)) {
            let fact = json!({
                "start": quote.start, "end": quote.end, "key": edge.key, "source": edge.source,
                "target": edge.target, "type": edge.etype, "factuality": edge.factuality, "date": edge.date,
            });
            found.push((quote.start, quote.end, fact));
        }
    }
    found.sort_by_key(|(start, end, _)| (*start, *end));
    found.into_iter().map(|(_, _, fact)| fact).collect()
}
