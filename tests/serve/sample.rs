//! Small stores to serve: one of a treaty that two articles date differently, one of names made to do harm.

use chancery::model::{
    Document, Edge, EdgeType, Edtf, Evidence, Extraction, Factuality, Kind, MentionRecord, Node, NodeType,
    Records, Span,
};
use chancery::serve::{Guard, Shelf, State};
use chancery::store::{Extracted, Store};
use tempfile::TempDir;

pub const ADDRESS: &str = "127.0.0.1:7878";
pub const TOKEN: &str = "0123456789abcdef0123456789abcdef";

pub const FIRST: &str =
    "Ruritania and Sylvania signed the Lake Accord in May 2024.\nSylvania met Borduria at the lake.\n";
const SECOND: &str =
    "Ruritania and Sylvania signed the Lake Accord in June 2024.\nRuritania may join the Marsh Pact.\n";

/// Two articles on one treaty.
pub fn state() -> (TempDir, State) {
    let documents = [document("first.txt", FIRST, "2024-07"), document("second.txt", SECOND, "2025-01")];
    let names = ["Ruritania", "Sylvania", "Borduria"];
    let mut nodes: Vec<Node> = names
        .iter()
        .map(|name| node(&format!("actor/{}", name.to_lowercase()), NodeType::State, name, &documents))
        .collect();
    nodes[0].aliases.push("RUR".to_string());
    nodes.push(node("agreement/lake-accord", NodeType::Treaty, "Lake Accord", &documents));
    nodes.push(node("agreement/marsh-pact", NodeType::Pact, "Marsh Pact", &documents));
    let mut edges = Vec::new();
    for who in ["actor/ruritania", "actor/sylvania"] {
        for (document, date) in documents.iter().zip(["2024-05", "2024-06"]) {
            edges.push(edge(
                who,
                EdgeType::PartyTo,
                "agreement/lake-accord",
                date,
                Factuality::Actual,
                document,
                0,
            ));
        }
    }
    let may = Factuality::Hypothetical;
    edges.push(edge("actor/ruritania", EdgeType::PartyTo, "agreement/marsh-pact", "", may, &documents[1], 1));
    edges.push(edge(
        "actor/borduria",
        EdgeType::Consult,
        "actor/sylvania",
        "2024",
        Factuality::Actual,
        &documents[0],
        1,
    ));
    serve(&documents, nodes, edges)
}

/// Names and texts made to break a careless page.
pub fn hostile() -> (TempDir, State) {
    let text = "<script>alert('x')</script> met <img src=x onerror=alert(1)>.\n\u{202e}Reversed\u{202c} met \"><svg onload=alert(2)>.\n";
    let documents = [document("<b>.txt", text, "2025")];
    let huge = "A very long name ".repeat(1 << 16);
    let names = [
        "<script>alert('x')</script>",
        "<img src=x onerror=alert(1)>",
        "\u{202e}Reversed\u{202c}",
        "\"><svg onload=alert(2)>",
        &huge,
    ];
    let nodes: Vec<Node> = names
        .iter()
        .enumerate()
        .map(|(i, name)| node(&format!("actor/n{i}"), NodeType::State, name, &documents))
        .collect();
    let link = |a: usize, b: usize, line| {
        let (a, b) = (format!("actor/n{a}"), format!("actor/n{b}"));
        edge(&a, EdgeType::Consult, &b, "2025", Factuality::Actual, &documents[0], line)
    };
    let edges = vec![link(0, 1, 0), link(2, 3, 1), link(0, 4, 0)];
    serve(&documents, nodes, edges)
}

fn document(source: &str, text: &str, published: &str) -> Document {
    let mut document = Document::from_text(source, text);
    document.info.published = Edtf::parse(published).ok();
    document
}

fn serve(documents: &[Document], mut nodes: Vec<Node>, mut edges: Vec<Edge>) -> (TempDir, State) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sample.db");
    let mut store = Store::create(&path).unwrap();
    store.put_documents(documents).unwrap();
    let read = |document: &Document| Extracted {
        document: document.clone(),
        extraction: Extraction::default(),
        sentences: lines(&document.text),
    };
    let read: Vec<Extracted> = documents.iter().map(read).collect();
    store.put_extractions("sample 1", &read).unwrap();
    nodes.sort_by(|a, b| a.id.cmp(&b.id));
    edges.sort_by(|a, b| {
        (&a.source, &a.target, a.etype, &a.key).cmp(&(&b.source, &b.target, b.etype, &b.key))
    });
    let mut documents: Vec<_> = documents.iter().map(|d| d.info.clone()).collect();
    documents.sort();
    store.replace_records(&Records { documents, nodes, edges }).unwrap();
    drop(store);
    let guard = Guard::with_token(ADDRESS.parse().unwrap(), TOKEN);
    let state = State::new(Shelf::Store(path), guard).unwrap();
    (folder, state)
}

fn lines(text: &str) -> Vec<Span> {
    let mut start = 0;
    let line = |line: &str| {
        let span = Span::new(start, start + line.trim_end().len());
        start += line.len();
        span
    };
    text.split_inclusive('\n').map(line).collect()
}

/// A node with every place that spells its name.
fn node(id: &str, ntype: NodeType, name: &str, documents: &[Document]) -> Node {
    let mut mentions = Vec::new();
    for document in documents {
        for (at, exact) in document.text.match_indices(name) {
            let start = document.text[..at].chars().count();
            let end = start + exact.chars().count();
            mentions.push(MentionRecord {
                document: document.info.id.clone(),
                start,
                end,
                exact: exact.into(),
                demonym: false,
            });
        }
    }
    mentions.sort();
    Node {
        id: id.to_string(),
        kind: Kind::parse(id.split('/').next().unwrap()).unwrap(),
        ntype,
        name: name.to_string(),
        aliases: Vec::new(),
        codes: Default::default(),
        date: None,
        mentions,
        why: Vec::new(),
        analyst: Vec::new(),
    }
}

fn edge(
    source: &str,
    etype: EdgeType,
    target: &str,
    date: &str,
    factuality: Factuality,
    document: &Document,
    line: usize,
) -> Edge {
    let exact = document.text.lines().nth(line).unwrap();
    let before: String = document.text.lines().take(line).flat_map(|l| [l, "\n"]).collect();
    let start = before.chars().count();
    Edge {
        source: source.to_string(),
        target: target.to_string(),
        key: format!("{source} {etype} {target} {date} {factuality}"),
        etype,
        date: Edtf::parse(date).ok(),
        factuality,
        role: None,
        asserted_by: Vec::new(),
        confidence: 0.8,
        evidence: vec![Evidence {
            document: document.info.id.clone(),
            start,
            end: start + exact.chars().count(),
            exact: exact.to_string(),
            page: None,
            rule: String::new(),
        }],
        analyst: Vec::new(),
    }
}
