//! What does a briefing say, before it is written in one form or another?

use crate::graph::{Answer, Conflict, Fact, Filter, Graph, NodeId, Quote, Shared, Thing};
use crate::model::{Edtf, Kind};
use std::collections::{BTreeMap, BTreeSet};

/// Facts of a section before the rest is only counted.
const MOST: usize = 40;
/// Ways round in a briefing on two things.
const WAYS: usize = 3;
/// Quotations numbered for one fact.
const QUOTES: usize = 3;

/// An answer, ready to be written.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Briefing {
    /// What it is about.
    pub title: String,
    /// What was found, in sentences.
    pub summary: Vec<String>,
    /// Tables, one a layer of the answer, then the timeline and disagreements.
    pub sections: Vec<Section>,
    /// A picture as SVG.
    pub picture: Option<String>,
    /// Quotations; a line refers to them by place, counted from one.
    pub quotes: Vec<Quote>,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Section {
    /// Its heading.
    pub title: String,
    /// Heads of the columns.
    pub columns: Vec<&'static str>,
    /// Rows.
    pub lines: Vec<Line>,
    /// Rows left out.
    pub more: usize,
}

/// A row with its quotations.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Line {
    /// Cells.
    pub cells: Vec<String>,
    /// Numbers of quotations.
    pub refs: Vec<usize>,
}

/// A briefing on one thing, or on what links two or more. `picture` is an SVG of them, if there is one.
pub fn briefing(graph: &Graph, asked: &[NodeId], filter: &Filter, picture: Option<String>) -> Briefing {
    let mut brief = Briefing { picture, ..Briefing::default() };
    let mut numbers = Numbers::default();
    match asked {
        [one] => about_one(graph, *one, filter, &mut brief, &mut numbers),
        many => about_links(graph, many, filter, &mut brief, &mut numbers),
    }
    timeline(graph, asked, filter, &mut brief, &mut numbers);
    conflicts(graph, asked, filter, &mut brief, &mut numbers);
    brief.quotes = numbers.quotes;
    brief
}

/// Quotations in the order in which they are first referred to.
#[derive(Default)]
struct Numbers {
    places: BTreeMap<(String, usize, usize), usize>,
    quotes: Vec<Quote>,
}

impl Numbers {
    fn number(&mut self, quote: &Quote) -> usize {
        let key = (quote.document.clone(), quote.start, quote.end);
        *self.places.entry(key).or_insert_with(|| {
            self.quotes.push(quote.clone());
            self.quotes.len()
        })
    }

    fn of<'a>(&mut self, facts: impl IntoIterator<Item = &'a Fact>) -> Vec<usize> {
        let quotes = facts.into_iter().flat_map(|f| f.quotes.iter().take(QUOTES));
        let found: BTreeSet<usize> = quotes.map(|q| self.number(q)).collect();
        found.into_iter().collect()
    }
}

const FACT: &[&str] = &["Date", "Who", "Relation", "Whom", "Claim", "Documents"];

fn fact_line(fact: &Fact, numbers: &mut Numbers) -> Line {
    let role = fact.role.as_ref().map_or(String::new(), |r| format!(" ({r})"));
    let cells = vec![
        date(fact.date.as_ref()),
        fact.source.name.clone(),
        format!("{}{role}", fact.etype.reads().0),
        fact.target.name.clone(),
        fact.factuality.to_string(),
        fact.documents.to_string(),
    ];
    Line { cells, refs: numbers.of([fact]) }
}

fn date(date: Option<&Edtf>) -> String {
    date.map_or("undated".to_string(), ToString::to_string)
}

fn facts_section(title: &str, facts: &[Fact], numbers: &mut Numbers) -> Section {
    let lines = facts.iter().take(MOST).map(|f| fact_line(f, numbers)).collect();
    Section {
        title: title.to_string(),
        columns: FACT.to_vec(),
        lines,
        more: facts.len().saturating_sub(MOST),
    }
}

fn about_one(graph: &Graph, id: NodeId, filter: &Filter, brief: &mut Briefing, numbers: &mut Numbers) {
    let dossier = graph.dossier(id, filter);
    brief.title.clone_from(&dossier.thing.name);
    let what = if dossier.thing.ntype.as_str() == "other" {
        dossier.thing.kind.as_str()
    } else {
        dossier.thing.ntype.as_str()
    };
    let dated = dossier.thing.date.as_ref().map_or(String::new(), |d| format!(", dated {d}"));
    brief.summary.push(format!("{} is recorded as {} {what}{dated}.", dossier.thing.name, article(what)));
    if !dossier.aliases.is_empty() {
        brief.summary.push(format!("The texts also call it {}.", dossier.aliases.join(", ")));
    }
    let facts: usize = dossier.groups.iter().map(|g| g.facts.len()).sum();
    brief
        .summary
        .push(format!("There are {facts} facts about it from {} documents.", dossier.mentions.len()));
    if dossier.thing.kind == Kind::Agreement {
        let treaty = graph.treaty(id, filter);
        let parties: Vec<&str> = treaty.parties.iter().map(|p| p.thing.name.as_str()).collect();
        if !parties.is_empty() {
            brief.summary.push(format!("Parties: {}.", parties.join(", ")));
        }
    }
    for group in &dossier.groups {
        let (from, towards) = group.etype.reads();
        let title = capital(if group.outgoing { from } else { towards });
        brief.sections.push(facts_section(&title, &group.facts, numbers));
    }
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

fn article(word: &str) -> &'static str {
    if word.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" }
}

fn about_links(
    graph: &Graph,
    asked: &[NodeId],
    filter: &Filter,
    brief: &mut Briefing,
    numbers: &mut Numbers,
) {
    let answer = graph.who_links(asked, WAYS, filter);
    let names: Vec<&str> = answer.asked.iter().map(|t| t.name.as_str()).collect();
    brief.title = names.join(" and ");
    brief.summary = summary(&answer);
    if !answer.direct.is_empty() {
        brief.sections.push(facts_section("Direct relations", &answer.direct, numbers));
    }
    for (title, shared) in [
        ("Shared agreements", &answer.agreements),
        ("Shared events, policies and memberships", &answer.events),
        ("Common neighbours", &answer.neighbours),
    ] {
        if !shared.is_empty() {
            brief.sections.push(shared_section(title, shared, numbers));
        }
    }
    for path in &answer.paths.paths {
        let facts: Vec<Fact> = path.steps.iter().filter_map(|s| s.facts.first().cloned()).collect();
        brief.sections.push(facts_section(&format!("A way round of {} hops", path.hops), &facts, numbers));
    }
}

fn summary(answer: &Answer) -> Vec<String> {
    let searched = &answer.searched;
    let names =
        |shared: &[Shared]| shared.iter().map(|s| s.thing.name.as_str()).collect::<Vec<_>>().join(", ");
    let mut summary = vec![format!(
        "Searched were {} facts about {} things in {} documents{}.",
        searched.admitted,
        searched.things,
        searched.documents,
        if searched.conditions.is_empty() {
            String::new()
        } else {
            format!(", under {}", searched.conditions.join(" "))
        }
    )];
    if answer.is_empty() {
        summary.push("No link was found.".to_string());
    }
    if !answer.direct.is_empty() {
        summary.push(format!("{} facts relate them directly.", answer.direct.len()));
    }
    if !answer.agreements.is_empty() {
        summary.push(format!("They share the agreements {}.", names(&answer.agreements)));
    }
    if !answer.events.is_empty() {
        summary.push(format!("They share the events, policies or memberships {}.", names(&answer.events)));
    }
    summary
}

fn shared_section(title: &str, shared: &[Shared], numbers: &mut Numbers) -> Section {
    let line = |one: &Shared| {
        let told = |link: &crate::graph::Link| {
            let best = link
                .facts
                .first()
                .map_or(String::new(), |f| format!("{} ({})", f.etype.reads().0, f.factuality));
            format!("{}: {best}", link.of.name)
        };
        let told: Vec<String> = one.links.iter().map(told).collect();
        let facts: Vec<&Fact> = one.links.iter().filter_map(|l| l.facts.first()).collect();
        let first = facts.iter().find_map(|f| f.date.as_ref());
        let when = date(one.thing.date.as_ref().or(first));
        Line {
            cells: vec![when, one.thing.name.clone(), kind(&one.thing), told.join("; ")],
            refs: numbers.of(facts),
        }
    };
    let lines = shared.iter().take(MOST).map(line).collect();
    Section {
        title: title.to_string(),
        columns: vec!["Date", "What", "Kind", "How each is linked with it"],
        lines,
        more: shared.len().saturating_sub(MOST),
    }
}

fn kind(thing: &Thing) -> String {
    thing.ntype.to_string()
}

fn timeline(graph: &Graph, asked: &[NodeId], filter: &Filter, brief: &mut Briefing, numbers: &mut Numbers) {
    let entries = match asked {
        [one] => graph.timeline(Some(*one), None, filter).entries,
        many => graph.timeline_between(many, filter).entries,
    };
    let line = |entry: &crate::graph::Entry| {
        let what = match &entry.thing {
            Some(thing) => thing.name.clone(),
            None => {
                let fact = &entry.facts[0];
                format!("{} {} {}", fact.source.name, fact.etype.reads().0, fact.target.name)
            }
        };
        let mut claims: Vec<&str> = entry.facts.iter().map(|f| f.factuality.as_str()).collect();
        claims.sort_unstable();
        claims.dedup();
        Line { cells: vec![entry.date.to_string(), what, claims.join(", ")], refs: numbers.of(&entry.facts) }
    };
    let lines: Vec<Line> = entries.iter().take(MOST).map(line).collect();
    if !lines.is_empty() {
        brief.sections.push(Section {
            title: "Timeline".to_string(),
            columns: vec!["Date", "What", "Claim"],
            lines,
            more: entries.len().saturating_sub(MOST),
        });
    }
}

fn conflicts(graph: &Graph, asked: &[NodeId], filter: &Filter, brief: &mut Briefing, numbers: &mut Numbers) {
    let wanted: Vec<Thing> = asked.iter().map(|id| graph.thing(*id)).collect();
    let mut found: Vec<Conflict> =
        asked.first().map(|id| graph.conflicts(Some(*id), filter)).unwrap_or_default();
    found.retain(|c| wanted.iter().all(|t| c.about.contains(t)));
    let mut lines = Vec::new();
    for conflict in &found {
        let about: Vec<&str> = conflict.about.iter().map(|t| t.name.as_str()).collect();
        for side in &conflict.sides {
            let cells = vec![conflict.kind.as_str().to_string(), about.join(", "), side.says.clone()];
            lines.push(Line { cells, refs: numbers.of(&side.facts) });
        }
    }
    if !lines.is_empty() {
        let columns = vec!["About", "Of", "Says"];
        brief.sections.push(Section { title: "Where sources disagree".to_string(), columns, lines, more: 0 });
    }
}
