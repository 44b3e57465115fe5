//! Does every rule read its own examples, and leave its near misses alone?

use chancery::lexicon::{Lexicon, Rule};
use chancery::model::{Document, EdgeType, Edtf};
use chancery::resolve::fold;

#[test]
fn rules_read_their_examples() {
    let lexicon = Lexicon::builtin();
    let rules = &lexicon.rules().rules;
    assert!(rules.len() > 50, "only {} rules were read", rules.len());
    let faults: Vec<String> = rules.iter().flat_map(|rule| faults_of(lexicon, rule)).collect();
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

fn faults_of(lexicon: &Lexicon, rule: &Rule) -> Vec<String> {
    let mut faults = Vec::new();
    if rule.yes.is_empty() || rule.no.is_empty() {
        faults.push(format!("{}: needs a sentence it must read and one it must not", rule.name));
    }
    for example in &rule.yes {
        let Some((sentence, wanted)) = example.split_once(" -> ") else {
            faults.push(format!("{}: no \"->\" in: {example}", rule.name));
            continue;
        };
        let read = edges(lexicon, sentence);
        for edge in wanted.split("; ").filter(|edge| !read.iter().any(|r| same(&r.0, edge))) {
            let got: Vec<String> = read.iter().map(|r| format!("{} [{}]", r.0, r.1)).collect();
            faults.push(format!(
                "{}: {sentence}\n    wanted {edge}\n    got    {}",
                rule.name,
                got.join("; ")
            ));
        }
    }
    for sentence in &rule.no {
        if let Some((edge, _)) = edges(lexicon, sentence).iter().find(|(_, by)| *by == rule.name) {
            faults.push(format!("{}: near miss read as {edge}: {sentence}", rule.name));
        }
    }
    faults
}

/// Edges that a sentence gives, as `Kenya accuse Eritrea`, with the rule of each.
fn edges(lexicon: &Lexicon, sentence: &str) -> Vec<(String, String)> {
    let mut document = Document::from_text("example.txt", sentence);
    document.info.published = Edtf::parse("2025-06-15").ok();
    let read = chancery::read(lexicon, &document);
    let name = |entity: usize| read.entities[entity].name.clone();
    read.relations
        .iter()
        .map(|r| (format!("{} {} {}", name(r.source), r.etype, name(r.target)), r.rule.clone()))
        .collect()
}

/// The same edge, whatever the case and marks of its names; symmetric ones from either end.
fn same(read: &str, wanted: &str) -> bool {
    let parts = |edge: &str| {
        let etype = EdgeType::ALL.iter().find(|t| edge.contains(&format!(" {t} ")))?;
        let (source, target) = edge.split_once(&format!(" {etype} "))?;
        Some((fold(source), *etype, fold(target.trim())))
    };
    match (parts(read), parts(wanted)) {
        (Some(a), Some(b)) => a == b || (a.1.is_symmetric() && a.1 == b.1 && a.0 == b.2 && a.2 == b.0),
        _ => false,
    }
}
