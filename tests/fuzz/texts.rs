//! Does the language core survive any text, and is what it reads sound?

use super::mutate::feed;
use crate::util::path;
use chancery::graph::Graph;
use chancery::lexicon::Lexicon;
use chancery::model::{Document, Edtf, Records};
use chancery::pipeline::each_alone;

/// Paragraphs of the sample articles.
fn paragraphs() -> Vec<Vec<u8>> {
    let mut files: Vec<_> =
        std::fs::read_dir(path("seeds")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let articles = files.iter().filter(|file| file.extension().is_some_and(|e| e == "txt" || e == "md"));
    let texts = articles.map(|file| std::fs::read_to_string(file).unwrap());
    texts.flat_map(|text| text.split("\n\n").map(|p| p.as_bytes().to_vec()).collect::<Vec<_>>()).collect()
}

/// Every mention and quotation is its slice of the text, and the graph hangs together.
fn sound(text: &str, records: Records) {
    let points: Vec<char> = text.chars().collect();
    let mentions = records.nodes.iter().flat_map(|n| n.mentions.iter().map(|m| (m.start, m.end, &m.exact)));
    let quotes = records.edges.iter().flat_map(|e| e.evidence.iter().map(|q| (q.start, q.end, &q.exact)));
    for (start, end, exact) in mentions.chain(quotes) {
        assert_eq!(points[start..end].iter().collect::<String>(), *exact);
    }
    Graph::new(records).unwrap();
}

#[test]
fn any_text() {
    feed("any text", paragraphs(), |bytes| {
        let text: String = String::from_utf8_lossy(bytes).chars().take(1500).collect();
        let document = Document::from_text("a.txt", text.as_str());
        let records = each_alone(Lexicon::builtin(), &[document]).remove(0);
        let mut said: Vec<String> =
            records.edges.iter().flat_map(|e| e.evidence.iter().map(|q| q.rule.clone())).collect();
        said.sort();
        said.dedup();
        sound(&text, records);
        said.join(" ")
    });
}

#[test]
fn any_date() {
    let samples =
        ["2024-06~", "2022-02/..", "../2024", "1950/1953", "199X", "2023-21", "2024-02-29", "2023-33?"];
    feed(
        "any date",
        samples.iter().map(|date| date.as_bytes().to_vec()).collect(),
        |bytes| match Edtf::parse(&String::from_utf8_lossy(bytes)) {
            Ok(date) => {
                let (first, last) = date.bounds();
                assert!(first.zip(last).is_none_or(|(first, last)| first <= last));
                assert!(date.overlaps(&date) && date.contains(&date));
                let again: Edtf = serde_json::from_str(&serde_json::to_string(&date).unwrap()).unwrap();
                assert_eq!(again, date);
                format!("{:?}", (date.is_interval(), first.is_some(), last.is_some(), date.as_str().len()))
            }
            Err(_) => "no date".to_string(),
        },
    );
}

#[test]
fn tables_of_the_users_own() {
    let folder = tempfile::tempdir().unwrap();
    for part in ["names", "words", "rules"] {
        std::fs::create_dir(folder.path().join(part)).unwrap();
    }
    let samples =
        ["names/igos.tsv", "names/states.tsv", "words/roles.tsv", "words/time.tsv", "rules/accuse.toml"];
    let samples = samples.iter().map(|name| {
        let text = std::fs::read_to_string(path("data").join(name)).unwrap();
        let some: String = text.lines().take(30).map(|line| format!("{line}\n")).collect();
        format!("{name}\n{some}").into_bytes()
    });
    feed("tables of the user's own", samples.collect(), |bytes| {
        let text = String::from_utf8_lossy(bytes);
        let (name, table) = text.split_once('\n').unwrap_or_default();
        let known =
            ["names/igos.tsv", "names/states.tsv", "words/roles.tsv", "words/time.tsv", "rules/accuse.toml"];
        let name = known.into_iter().find(|known| *known == name).unwrap_or(known[0]);
        std::fs::write(folder.path().join(name), table).unwrap();
        let read = Lexicon::from_dir(folder.path());
        std::fs::remove_file(folder.path().join(name)).unwrap();
        read.map_or_else(|error| error.to_string(), |_| format!("{name} is read"))
    });
}
