//! How right is it? Counts of words, sentences, tags and arcs that agree with a treebank.

use super::corpus::{self, Tree};
use super::tagger::predict;
use crate::model::{Sentence, Span, Token};
use crate::text::parse::Parser;
use crate::text::tag::Tagger;
use crate::text::tokenise;
use std::collections::{BTreeMap, BTreeSet};

/// Right, predicted, wanted: the three counts behind precision and recall.
#[derive(Debug, Clone, Copy, Default)]
pub struct Count {
    /// In both.
    pub right: usize,
    /// In ours.
    pub ours: usize,
    /// In the treebank.
    pub gold: usize,
}

impl Count {
    /// Harmonic mean of precision and recall, in per cent.
    pub fn f1(self) -> f64 {
        200.0 * self.right as f64 / (self.ours + self.gold).max(1) as f64
    }
}

/// Words and sentences found in running text; `wrong` hears of each sentence cut otherwise.
pub fn cuts(trees: &[Tree], between: &str, mut wrong: impl FnMut(&str, &str)) -> (Count, Count) {
    let (mut words, mut sentences) = (Count::default(), Count::default());
    for (text, gold, _) in corpus::documents(trees, between) {
        let ours: Vec<Vec<(usize, usize)>> = tokenise(&text)
            .iter()
            .map(|s| s.tokens.iter().map(|t| (t.span.start, t.span.end)).collect())
            .collect();
        count(&mut words, ours.iter().flatten().copied(), gold.iter().flatten().copied(), |_, _| ());
        let ends = |s: &Vec<Vec<(usize, usize)>>| -> Vec<(usize, usize)> {
            s.iter().filter_map(|s| Some((s.first()?.0, s.last()?.1))).collect()
        };
        count(&mut sentences, ends(&ours).into_iter(), ends(&gold).into_iter(), |ours, (start, end)| {
            wrong(if ours { "ours" } else { "gold" }, &text[start..end]);
        });
        let known: BTreeSet<(usize, usize)> = gold.iter().flatten().copied().collect();
        for word in ours.iter().flatten().filter(|w| !known.contains(w)) {
            let from = (0..=word.0.saturating_sub(8)).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0);
            let to = ((word.1 + 8).min(text.len())..=text.len()).find(|&i| text.is_char_boundary(i));
            wrong("word", &format!("{}  <- {}", &text[word.0..word.1], &text[from..to.unwrap_or(word.1)]));
        }
    }
    (words, sentences)
}

fn count(
    count: &mut Count,
    ours: impl Iterator<Item = (usize, usize)>,
    gold: impl Iterator<Item = (usize, usize)>,
    mut wrong: impl FnMut(bool, (usize, usize)),
) {
    let ours: BTreeSet<_> = ours.collect();
    let gold: BTreeSet<_> = gold.collect();
    count.ours += ours.len();
    count.gold += gold.len();
    count.right += ours.intersection(&gold).count();
    for &span in ours.difference(&gold) {
        wrong(true, span);
    }
    for &span in gold.difference(&ours) {
        wrong(false, span);
    }
}

/// Tags, base forms and arcs on the treebank's own words, tags as predicted: lines to print.
pub fn gold(trees: &[Tree], tagger: &'static [u8], parser: &'static [u8], width: usize) -> Vec<String> {
    let (tagger, parser) = (Tagger::new(tagger), Parser::new(parser));
    let words: usize = trees.iter().map(Tree::len).sum();
    let share = |n: usize| 100.0 * n as f64 / words.max(1) as f64;
    let start = std::time::Instant::now();
    let tags: Vec<Vec<(String, String)>> = trees.iter().map(|tree| predict(&tagger, tree)).collect();
    let rate = |start: std::time::Instant| words as f64 / start.elapsed().as_secs_f64();
    let tagging = rate(start);
    let (mut upos, mut xpos, mut lemma) = (0, 0, 0);
    for (tree, tags) in trees.iter().zip(&tags) {
        for (at, (u, x)) in tags.iter().enumerate() {
            upos += usize::from(*u == tree.upos[at]);
            xpos += usize::from(*x == tree.xpos[at]);
            lemma += usize::from(tagger.exceptions.lemma(&tree.forms[at], u, x) == tree.lemmas[at]);
        }
    }
    let start = std::time::Instant::now();
    let (mut heads, mut labels, mut without) = (0, 0, 0);
    for (tree, tags) in trees.iter().zip(&tags) {
        let mut sentence = sentence(&tagger, tree, tags);
        parser.sentence(&mut sentence, width);
        let (ours, names): (Vec<_>, Vec<_>) = sentence.tokens.iter().map(|t| (t.head, t.deprel)).unzip();
        for at in (0..tree.len()).filter(|&at| ours[at] == tree.heads[at]) {
            heads += 1;
            labels += usize::from(names[at] == tree.deprels[at]);
            without += usize::from(bare(names[at]) == bare(&tree.deprels[at]));
        }
    }
    let parsing = rate(start);
    vec![
        format!(
            "UPOS {:.2} XPOS {:.2} lemma {:.2} ({tagging:.0} words/s)",
            share(upos),
            share(xpos),
            share(lemma)
        ),
        format!(
            "beam {width}: UAS {:.2} LAS {:.2}, without subtypes {:.2} ({parsing:.0} words/s)",
            share(heads),
            share(labels),
            share(without)
        ),
    ]
}

/// Everything from running text, as the CoNLL 2018 shared task counts it (labels without subtypes): lines to print.
pub fn raw(
    trees: &[Tree],
    tagger: &'static [u8],
    parser: &'static [u8],
    width: usize,
    between: &str,
) -> String {
    let (tagger, parser) = (Tagger::new(tagger), Parser::new(parser));
    let (mut words, mut upos, mut uas, mut las) = (0, 0, 0, 0);
    let (mut ours, mut gold) = (0, 0);
    for (text, spans, numbers) in corpus::documents(trees, between) {
        let mut known = BTreeMap::new();
        for (spans, &number) in spans.iter().zip(&numbers) {
            for (at, &span) in spans.iter().enumerate() {
                let tree = &trees[number];
                known.insert(
                    span,
                    (tree.upos[at].as_str(), tree.heads[at].map(|h| spans[h]), bare(&tree.deprels[at])),
                );
            }
        }
        gold += known.len();
        for mut sentence in tokenise(&text) {
            tagger.sentence(&mut sentence);
            parser.sentence(&mut sentence, width);
            let span = |t: &Token| (t.span.start, t.span.end);
            for token in &sentence.tokens {
                ours += 1;
                let Some((tag, head, label)) = known.get(&span(token)) else { continue };
                let same = token.head.map(|h| span(&sentence.tokens[h])) == *head;
                words += 1;
                upos += usize::from(*tag == token.upos);
                uas += usize::from(same);
                las += usize::from(same && *label == bare(token.deprel));
            }
        }
    }
    let f1 = |right| Count { right, ours, gold }.f1();
    format!("from text: words {:.2} UPOS {:.2} UAS {:.2} LAS {:.2}", f1(words), f1(upos), f1(uas), f1(las))
}

fn bare(deprel: &str) -> &str {
    deprel.split(':').next().unwrap_or(deprel)
}

/// A treebank sentence with predicted tags.
fn sentence(tagger: &Tagger, tree: &Tree, tags: &[(String, String)]) -> Sentence {
    let known = |(u, x): &(String, String)| {
        tagger.tags.iter().copied().find(|t| t.0 == u && t.1 == x).unwrap_or(("X", ""))
    };
    let token = |(form, tags): (&String, &(String, String))| Token {
        span: Span::new(0, 0),
        form: form.clone(),
        lemma: String::new(),
        upos: known(tags).0,
        xpos: known(tags).1,
        head: None,
        deprel: "dep",
    };
    Sentence { tokens: tree.forms.iter().zip(tags).map(token).collect(), ..Sentence::default() }
}
