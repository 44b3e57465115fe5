//! `chancery synth`: where does a corpus of any size come from?
//!
//! Articles from frames of sentences with names from the tables drawn in: every article has a cast of a few states,
//! organisations and people that its sentences speak of, some names far more often than others, as in the news. Article
//! *n* of a seed is the same whatever the number of articles. None of it is true; it is there to measure with.

use super::Exit;
use super::session::Session;
use super::synth_frames::{FRAMES, OFFICES, TOPICS};
use anyhow::Context;
use chancery::lexicon::{Files, table};
use chancery::model::MONTHS;
use serde::Serialize;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Articles in one folder.
const IN_FOLDER: usize = 1000;

/// Make up articles to measure with
///
/// Nothing in them is true. The same options give the same bytes each time.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  chancery synth --documents 1000 -o corpus
  chancery synth --documents 50000 --words 500 --seed 7 -o corpus.jsonl")]
pub struct Args {
    /// How many articles
    #[arg(long, value_name = "N", default_value_t = 100)]
    documents: usize,
    /// Words of an article
    #[arg(long, value_name = "N", default_value_t = 500)]
    words: usize,
    /// Another seed gives other articles
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// A file of JSON Lines by its ending .jsonl, or else a folder
    #[arg(long, short, value_name = "PATH")]
    output: PathBuf,
}

/// Writes the articles, one in memory at a time.
pub fn run(args: &Args, session: &Session) -> anyhow::Result<Exit> {
    let files = session.data.as_ref().map_or_else(|| Ok(Files::builtin()), Files::in_folder)?;
    let names = Names::read(&files)?;
    let articles = (0..args.documents).map(|number| article(&names, args.seed, number, args.words));
    let told = || args.output.display().to_string();
    if args.output.extension().is_some_and(|e| e == "jsonl") {
        let file = std::fs::File::create(&args.output).with_context(told)?;
        let mut out = std::io::BufWriter::new(file);
        for article in articles {
            serde_json::to_writer(&mut out, &article)?;
            out.write_all(b"\n").with_context(told)?;
        }
        out.flush().with_context(told)?;
    } else {
        for (number, article) in articles.enumerate() {
            text_file(&args.output, number, &article)?;
        }
    }
    Ok(Exit::Done)
}

fn text_file(folder: &Path, number: usize, article: &Article) -> anyhow::Result<()> {
    let folder = folder.join(format!("{:04}", number / IN_FOLDER));
    if number.is_multiple_of(IN_FOLDER) {
        std::fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    }
    let file = folder.join(format!("{}-{}.txt", article.published, article.id));
    std::fs::write(&file, format!("{}\n\n{}", article.title, article.text))
        .with_context(|| file.display().to_string())
}

/// A line of JSON.
#[derive(Serialize)]
struct Article {
    id: String,
    title: String,
    published: String,
    text: String,
}

/// Names to draw from.
struct Names {
    /// Name, an adjective, capital.
    states: Vec<[String; 3]>,
    unions: Vec<String>,
    organizations: Vec<String>,
    given: Vec<String>,
    surnames: Vec<String>,
}

impl Names {
    fn read(files: &Files) -> anyhow::Result<Self> {
        let column = |name: &str| -> anyhow::Result<Vec<[String; 3]>> {
            let file = format!("names/{name}.tsv");
            let text = files.text(&file)?.unwrap_or_default();
            let first = |row: &table::Row, of: &str| row.list(of).next().unwrap_or_default().to_string();
            let rows = table::read(&file, &text)?;
            Ok(rows
                .iter()
                .map(|r| [r.get("name").to_string(), first(r, "demonyms"), first(r, "capital")])
                .collect())
        };
        let names = |name: &str| anyhow::Ok(column(name)?.into_iter().map(|[name, ..]| name).collect());
        let mut states = column("states")?;
        states.retain(|parts| parts.iter().all(|part| !part.is_empty()));
        Ok(Self {
            states,
            unions: names("igos")?,
            organizations: names("organizations")?,
            given: names("given-names")?,
            surnames: names("surnames")?,
        })
    }
}

/// Numbers that look drawn by lot and are the same each time (splitmix64).
struct Lot(u64);

impl Lot {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % limit.max(1) as u64).unwrap_or(0)
    }

    fn of<'t, T>(&mut self, list: &'t [T]) -> &'t T {
        &list[self.below(list.len())]
    }

    /// Early entries far more often than late ones: the least of three draws. Tables go by the alphabet, so which are
    /// early is turned by a fixed stride.
    fn favoured<'t, T>(&mut self, list: &'t [T]) -> &'t T {
        let place = (0..3).map(|_| self.below(list.len())).min().unwrap_or(0);
        &list[place * 7919 % list.len()]
    }
}

/// What one article speaks of.
struct Cast {
    states: Vec<[String; 3]>,
    unions: Vec<String>,
    organization: String,
    people: Vec<(String, String)>,
    topic: &'static str,
    year: usize,
}

impl Cast {
    fn draw(names: &Names, lot: &mut Lot) -> Self {
        let person = |lot: &mut Lot| {
            let surname = lot.of(&names.surnames).clone();
            (format!("{} {surname}", lot.of(&names.given)), surname)
        };
        Self {
            states: (0..4).map(|_| lot.favoured(&names.states).clone()).collect(),
            unions: (0..2).map(|_| lot.favoured(&names.unions).clone()).collect(),
            organization: lot.favoured(&names.organizations).clone(),
            people: (0..3).map(|_| person(lot)).collect(),
            topic: lot.of::<&'static str>(TOPICS),
            year: 2010 + lot.below(15),
        }
    }

    /// The words for a slot of a frame; `turn` says which of the cast is whose.
    fn slot(&self, name: &str, turn: usize, lot: &mut Lot) -> String {
        let state = |n: usize| &self.states[(turn + n) % self.states.len()];
        let person = &self.people[turn % self.people.len()];
        match name {
            "A" => state(0)[0].clone(),
            "B" => state(1)[0].clone(),
            "C" => state(2)[0].clone(),
            "a" => state(0)[1].clone(),
            "b" => state(1)[1].clone(),
            "capital" => state(1)[2].clone(),
            "union" => self.unions[turn % self.unions.len()].clone(),
            "organization" => self.organization.clone(),
            "person" => person.0.clone(),
            "surname" => person.1.clone(),
            "office" => (*lot.of(OFFICES)).to_string(),
            "topic" => self.topic.to_string(),
            "Topic" => capitals(self.topic),
            "year" => self.year.to_string(),
            "date" => format!("{} {} {}", 1 + lot.below(28), lot.of(&MONTHS), self.year),
            "n" => (2 + lot.below(900)).to_string(),
            other => format!("{{{other}}}"),
        }
    }

    fn fill(&self, frame: &str, lot: &mut Lot) -> String {
        let turn = lot.below(12);
        let mut text = String::new();
        for part in frame.split('{') {
            match part.split_once('}') {
                Some((slot, rest)) => {
                    text.push_str(&self.slot(slot, turn, lot));
                    text.push_str(rest);
                }
                None => text.push_str(part),
            }
        }
        text
    }
}

fn capitals(words: &str) -> String {
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
    };
    words.split(' ').map(capital).collect::<Vec<_>>().join(" ")
}

fn article(names: &Names, seed: u64, number: usize, words: usize) -> Article {
    let mut lot = Lot(seed.wrapping_mul(0x0100_0000_01b3).wrapping_add(number as u64).wrapping_mul(0x9e37));
    let cast = Cast::draw(names, &mut lot);
    let published = format!("{}-{:02}-{:02}", cast.year, 1 + lot.below(12), 1 + lot.below(28));
    let title = cast.fill("{A} and {B} at odds and in step over {topic}", &mut lot);
    let (mut text, mut said, mut sentences) = (String::new(), 0, 0);
    while said < words {
        let sentence = cast.fill(lot.of::<&str>(FRAMES), &mut lot);
        said += sentence.split(' ').count();
        sentences += 1;
        text.push_str(&sentence);
        text.push_str(if sentences % 4 == 0 { "\n\n" } else { " " });
    }
    Article { id: format!("{number:06}"), title, published, text: format!("{}\n", text.trim_end()) }
}
