//! What is there to learn from?
//!
//! CrossNER (tokens with BIO tags, in its own classes) and our own sentences (`[class text]`). Both become running text
//! that our tokeniser cuts, so that the model sees the words it will see.

use anyhow::{Context, Result, bail};
use chancery::lexicon::{How, Lexicon};
use chancery::model::{Name, NameClass, Sentence, Span};
use chancery::text;
use flate2::read::GzDecoder;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;

/// A sentence and its names.
pub struct Example {
    /// The cut sentence; its `names` are the right ones.
    pub sentence: Sentence,
    /// The text it was cut from.
    pub text: String,
}

/// A name as a span of text, and the class it goes by.
type Marked = (Span, NameClass);

const DOMAINS: [&str; 5] = ["politics", "literature", "science", "music", "ai"];

/// CrossNER's training and development parts; politics' development part only on request.
pub fn crossner(lexicon: &Lexicon, folder: &Path, with_dev: bool) -> Result<Vec<Example>> {
    let mut examples = Vec::new();
    for domain in DOMAINS {
        for part in ["train", "dev"] {
            if with_dev || domain != "politics" || part != "dev" {
                examples.extend(crossner_file(
                    lexicon,
                    &folder.join(format!("crossner-{domain}-{part}.txt.gz")),
                )?);
            }
        }
    }
    Ok(examples)
}

/// CrossNER politics' development part.
pub fn politics_dev(lexicon: &Lexicon, folder: &Path) -> Result<Vec<Example>> {
    crossner_file(lexicon, &folder.join("crossner-politics-dev.txt.gz"))
}

fn crossner_file(lexicon: &Lexicon, path: &Path) -> Result<Vec<Example>> {
    let file = File::open(path).with_context(|| path.display().to_string())?;
    let mut text = String::new();
    GzDecoder::new(file).read_to_string(&mut text)?;
    Ok(text.split("\n\n").flat_map(|block| crossner_block(lexicon, block)).collect())
}

fn crossner_block(lexicon: &Lexicon, block: &str) -> Vec<Example> {
    let (mut text, mut marks, mut open) = (String::new(), Vec::new(), None::<(Span, &str)>);
    for (form, tag) in block.lines().filter_map(|line| line.split_once('\t')) {
        let span = Span::new(text.len(), text.len() + form.len());
        text.push_str(form);
        text.push(' ');
        match (tag.split_once('-'), &mut open) {
            (Some(("I", _)), Some((whole, _))) => whole.end = span.end,
            (Some(("B", class)), _) => marks.extend(open.replace((span, class))),
            _ => marks.extend(open.take()),
        }
    }
    marks.extend(open);
    let marks: Vec<Marked> = marks
        .iter()
        .filter_map(|(span, class)| Some((*span, mapped(lexicon, span.of(&text), class)?)))
        .collect();
    let mut examples = cut(&text, &marks);
    for example in &mut examples {
        add_demonyms(lexicon, &mut example.sentence);
    }
    examples
}

/// Our class for a name that CrossNER puts in one of its own.
fn mapped(lexicon: &Lexicon, name: &str, class: &str) -> Option<NameClass> {
    let known = |class: NameClass| {
        let named = lexicon.entries_by_name(name);
        named.iter().any(|(id, how)| *how <= How::Acronym && lexicon.entry(*id).class == class)
    };
    match class {
        "person" | "politician" | "writer" | "musicalartist" | "scientist" | "researcher" => {
            Some(NameClass::Person)
        }
        "organisation" | "politicalparty" if known(NameClass::Igo) => Some(NameClass::Igo),
        "organisation" | "politicalparty" | "university" | "band" => Some(NameClass::Organization),
        "country" => Some(NameClass::State),
        "location" if known(NameClass::State) => Some(NameClass::State),
        "location" => Some(NameClass::Place),
        "election" | "event" | "conference" => Some(NameClass::Event),
        "misc" => miscellaneous(lexicon, name),
        _ => None,
    }
}

/// Agreements and laws by their head noun, demonyms by the gazetteer.
fn miscellaneous(lexicon: &Lexicon, name: &str) -> Option<NameClass> {
    if lexicon.entries_by_name(name).iter().any(|(_, how)| *how == How::Demonym) {
        return Some(NameClass::Demonym);
    }
    let mut words = name.split_whitespace().rev().filter(|word| word.starts_with(char::is_uppercase));
    let class = words.find_map(|word| lexicon.heads().class(&word.to_lowercase()))?;
    matches!(class, NameClass::Agreement | NameClass::Policy).then_some(class)
}

/// CrossNER leaves most demonyms bare.
fn add_demonyms(lexicon: &Lexicon, sentence: &mut Sentence) {
    for hit in lexicon.gazetteer().find(&sentence.tokens) {
        let demonym = hit.entries.iter().any(|(_, how)| *how == How::Demonym);
        let free = sentence.names.iter().all(|name| name.end <= hit.start || hit.end <= name.start);
        if demonym && free {
            sentence.names.push(Name { start: hit.start, end: hit.end, class: NameClass::Demonym });
        }
    }
    sentence.names.sort_by_key(|name| name.start);
}

/// Our own sentences, file by file.
pub fn own(folder: &Path) -> Result<Vec<Example>> {
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .with_context(|| folder.display().to_string())?
        .map(|entry| entry.map(|e| e.path()))
        .collect::<Result<_, _>>()?;
    paths.retain(|path| path.extension().is_some_and(|e| e == "txt"));
    paths.sort();
    let mut examples = Vec::new();
    for path in paths {
        let text = std::fs::read_to_string(&path)?;
        for (number, line) in text.lines().enumerate() {
            if !line.is_empty() && !line.starts_with("# ") {
                let (text, marks) =
                    own_line(line).with_context(|| format!("{}:{}", path.display(), number + 1))?;
                examples.extend(cut(&text, &marks));
            }
        }
    }
    Ok(examples)
}

fn own_line(line: &str) -> Result<(String, Vec<Marked>)> {
    let (mut text, mut marks, mut rest) = (String::new(), Vec::new(), line);
    while let Some((before, after)) = rest.split_once('[') {
        text.push_str(before);
        let (mark, after) = after.split_once(']').context("a mark is not closed")?;
        let Some((class, name)) = mark.split_once(' ') else { bail!("a mark without a class: {mark}") };
        let class = NameClass::parse(class).with_context(|| format!("unknown class {class}"))?;
        marks.push((Span::new(text.len(), text.len() + name.len()), class));
        text.push_str(name);
        rest = after;
    }
    text.push_str(rest);
    Ok((text, marks))
}

/// Cuts a text and puts its names on the tokens they cover.
fn cut(text: &str, marks: &[Marked]) -> Vec<Example> {
    let mut examples = Vec::new();
    for mut sentence in text::tokenise(text) {
        text::tag(&mut sentence);
        for (span, class) in marks {
            let covered = |t: &chancery::model::Token| span.overlaps(t.span);
            let (first, last) =
                (sentence.tokens.iter().position(covered), sentence.tokens.iter().rposition(covered));
            if let (Some(start), Some(last)) = (first, last) {
                sentence.names.push(Name { start, end: last + 1, class: *class });
            }
        }
        sentence.names.dedup_by(|b, a| b.start < a.end);
        examples.push(Example { sentence, text: text.to_string() });
    }
    examples
}
