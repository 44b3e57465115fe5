//! How many names are found with the right span and class?

use crate::corpus::Example;
use chancery::lexicon::Lexicon;
use chancery::model::{Analysis, Name, NameClass, Sentence};
use chancery::text::{self, entity_model::Model};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

#[derive(Default, Clone, Copy)]
struct Count {
    hit: usize,
    gold: usize,
    found: usize,
}

/// Prints precision, recall and F1; coarse classes are CrossNER's four.
pub fn print(lexicon: &Lexicon, model: &Model, examples: &[Example], coarse: bool, show: bool) {
    let mut counts: BTreeMap<&str, Count> = BTreeMap::new();
    for example in examples {
        let found = find(lexicon, model, &example.sentence);
        let (gold, found) = (set(&example.sentence.names, coarse), set(&found, coarse));
        for (start, end, class) in gold.union(&found).copied() {
            let (right, seen) = (gold.contains(&(start, end, class)), found.contains(&(start, end, class)));
            for key in [class, "all"] {
                let count = counts.entry(key).or_default();
                count.hit += usize::from(right && seen);
                count.gold += usize::from(right);
                count.found += usize::from(seen);
            }
        }
        if show && gold != found {
            display(example, &gold, &found);
        }
    }
    for (class, c) in counts {
        let (p, r) = (c.hit as f64 / c.found.max(1) as f64, c.hit as f64 / c.gold.max(1) as f64);
        let f1 = if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 };
        println!("{class:14} precision {p:.3}  recall {r:.3}  F1 {f1:.3}  gold {}", c.gold);
    }
}

fn find(lexicon: &Lexicon, model: &Model, sentence: &Sentence) -> Vec<Name> {
    let mut analysis = Analysis { sentences: vec![sentence.clone()] };
    text::find_names_with(lexicon, model, &mut analysis);
    analysis.sentences.swap_remove(0).names
}

type Marks = BTreeSet<(usize, usize, &'static str)>;

fn set(names: &[Name], coarse: bool) -> Marks {
    let class = |c: NameClass| if coarse { coarse_class(c) } else { Some(c.as_str()) };
    names.iter().filter_map(|n| Some((n.start, n.end, class(n.class)?))).collect()
}

fn coarse_class(class: NameClass) -> Option<&'static str> {
    match class {
        NameClass::Person => Some("person"),
        NameClass::State | NameClass::Place => Some("location"),
        NameClass::Igo | NameClass::Organization => Some("organisation"),
        NameClass::Event => Some("event"),
        NameClass::Demonym | NameClass::Agreement | NameClass::Policy => None,
    }
}

fn display(example: &Example, gold: &Marks, found: &Marks) {
    let tokens = &example.sentence.tokens;
    let text = |(start, end, class): &(usize, usize, &str)| {
        let span = tokens[*start].span.cover(tokens[*end - 1].span);
        format!("[{class} {}]", span.of(&example.text))
    };
    let missed: Vec<String> = gold.difference(found).map(text).collect();
    let extra: Vec<String> = found.difference(gold).map(text).collect();
    println!("missed {} extra {}", missed.join(" "), extra.join(" "));
}

/// Prints how many words the finder reads in a second.
pub fn time(lexicon: &Lexicon, model: &Model, examples: &[Example]) {
    let sentences = examples.iter().map(|e| e.sentence.clone()).collect();
    let mut analysis = Analysis { sentences };
    let words: usize = analysis.sentences.iter().map(|s| s.tokens.len()).sum();
    let start = Instant::now();
    text::find_names_with(lexicon, model, &mut analysis);
    println!("{:.0} words a second", words as f64 / start.elapsed().as_secs_f64());
}
