//! Which words are a title?
//!
//! Those of `data/words/offices.tsv`, and what is made of them: *deputy* before one, the matter that one is for before it
//! (*public works minister*) or behind it (*minister for water*).

use crate::extract::scene::Scene;
use crate::extract::syntax::Tree;

/// Longest title of the list, in words.
const LONGEST: usize = 5;
/// Longest matter that an office is for, in words.
const MATTER: usize = 6;

/// A title in a row of tokens.
pub(super) struct Title {
    pub(super) start: usize,
    pub(super) end: usize,
    /// The word that says what the person is: ***minister** for water*.
    pub(super) head: usize,
}

impl Title {
    fn new(tree: &Tree<'_>, start: usize, end: usize) -> Self {
        let of = (start + 1..end).find(|&i| matches!(tree.token(i).form.as_str(), "of" | "for"));
        Self { start, end, head: of.unwrap_or(end) - 1 }
    }
}

/// The longest title that ends before a token.
pub(super) fn title_ending(scene: &Scene<'_>, tree: &Tree<'_>, end: usize) -> Option<Title> {
    let title = listed_ending(scene, tree, end).or_else(|| for_matter(scene, tree, end))?;
    Some(Title { start: before_matter(scene, tree, &title), ..title })
}

/// The longest title that begins at a token.
pub(super) fn title_starting(scene: &Scene<'_>, tree: &Tree<'_>, start: usize) -> Option<Title> {
    listed_starting(scene, tree, start).or_else(|| {
        let last = tree.len().min(start + MATTER);
        let title =
            (start + 1..last).take_while(|&i| is_matter(tree, i - 1) || tree.token(i - 1).form == "-");
        let title = title.filter_map(|i| listed_starting(scene, tree, i)).next()?;
        is_for_matters(scene, tree, &title).then_some(Title { start, ..title })
    })
}

fn listed_ending(scene: &Scene<'_>, tree: &Tree<'_>, end: usize) -> Option<Title> {
    (1..=LONGEST.min(end)).rev().map(|n| Title::new(tree, end - n, end)).find(|t| is_title(scene, tree, t))
}

fn listed_starting(scene: &Scene<'_>, tree: &Tree<'_>, start: usize) -> Option<Title> {
    let longest = LONGEST.min(tree.len() - start);
    (1..=longest).rev().map(|n| Title::new(tree, start, start + n)).find(|t| is_title(scene, tree, t))
}

/// A word of the matter that an office is for: a common noun.
fn is_matter(tree: &Tree<'_>, i: usize) -> bool {
    tree.token(i).upos == "NOUN" && tree.token(i).form.starts_with(char::is_lowercase)
}

/// Whether such an office is for one matter or another: *energy **minister***, *climate **envoy***.
fn is_for_matters(scene: &Scene<'_>, tree: &Tree<'_>, title: &Title) -> bool {
    scene.lexicon.words().is("matter-office", &tree.lemma(title.head))
}

/// Where a title begins with the matter before it: ***public works** minister*, ***climate and energy** commissioner*.
fn before_matter(scene: &Scene<'_>, tree: &Tree<'_>, title: &Title) -> usize {
    let offices = &scene.lexicon.words().offices;
    let mut start = title.start;
    // *this month Treasury Secretary X*: what is written large begins with its own first word.
    if tree.token(start).form.starts_with(char::is_uppercase) {
        return start;
    }
    while is_for_matters(scene, tree, title) && title.end - start < LONGEST + MATTER {
        let Some(before) = start.checked_sub(1) else { break };
        let joined =
            || before > 0 && is_matter(tree, before - 1) && !offices.contains(&tree.lemma(before - 1));
        match tree.token(before).form.as_str() {
            _ if is_matter(tree, before) => start = before,
            "and" | "-" if joined() => start = before - 1,
            _ => break,
        }
    }
    start
}

/// *minister **for water and energy***, *the commissioner **for human rights***.
fn for_matter(scene: &Scene<'_>, tree: &Tree<'_>, end: usize) -> Option<Title> {
    let first = end.saturating_sub(MATTER);
    // *Minister of **Agriculture and Rural Development***: written large as the title is, but no name of anybody.
    let named = |i: usize| tree.sentence.names.iter().any(|n| n.start <= i && i < n.end);
    let large = |i: usize| matches!(tree.token(i).upos, "NOUN" | "PROPN" | "ADJ") && !named(i);
    let is_matter = |tree: &Tree<'_>, i: usize| is_matter(tree, i) || large(i);
    let inside = |i: &usize| {
        is_matter(tree, *i)
            || tree.token(*i).upos == "ADJ"
            || matches!(tree.token(*i).form.as_str(), "and" | "the")
    };
    let matter =
        (first..end).rev().take_while(inside).last().filter(|_| end > 0 && is_matter(tree, end - 1))?;
    let of = matter.checked_sub(1).filter(|&i| matches!(tree.token(i).form.as_str(), "of" | "for"))?;
    let title = listed_ending(scene, tree, of)?;
    is_for_matters(scene, tree, &title).then_some(Title { end, ..title })
}

/// *the two prime ministers* are each a prime minister.
pub(super) fn singular(tree: &Tree<'_>, title: &Title, text: &str) -> String {
    let last = tree.token(title.end - 1);
    let stem = text.strip_suffix(last.form.as_str()).filter(|_| last.xpos == "NNS");
    stem.map_or_else(|| text.to_string(), |stem| format!("{stem}{}", tree.lemma(title.end - 1)))
}

fn is_title(scene: &Scene<'_>, tree: &Tree<'_>, title: &Title) -> bool {
    let forms: Vec<String> = (title.start..title.end).map(|i| tree.token(i).form.to_lowercase()).collect();
    let offices = &scene.lexicon.words().offices;
    let is_known = |words: &[String]| {
        let joined = words.join(" ");
        // *foreign-policy chief* as well as *foreign policy chief*.
        [joined.replace(" - ", "-"), joined.replace(" - ", " "), joined].iter().any(|w| offices.contains(w))
    };
    if is_known(&forms) {
        return true;
    }
    let mut lemmas = forms;
    if let Some(last) = lemmas.last_mut() {
        *last = tree.lemma(title.end - 1);
    }
    is_known(&lemmas)
}
