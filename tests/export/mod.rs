//! Does every export carry hostile names, dates, factuality and evidence through, as far as its format can?

use chancery::export::{Format, files, json};
use chancery::model::{
    DocumentInfo, Edge, EdgeType, Edtf, Evidence, Factuality, Kind, MentionRecord, Node, NodeType, Records,
};
use std::collections::{BTreeMap, BTreeSet};

/// Names that break careless writers.
const HOSTILE: [&str; 12] = [
    "\"quoted\" 'twice' \\back\\slash",
    "ends in a backslash\\",
    "line\nbreak\r\nand\ttab",
    "</script><b>&amp;]]>",
    "=cmd|' /C calc'!A0",
    "'=still a formula",
    "\u{202E}turned\u{200F} עברית",
    "🙂 東京 Ünï",
    "a|b;c,d",
    "`x` #35; %% --> {y} [z]",
    "control \u{1} \u{7F}",
    "  spaces around  ",
];

const DATES: [&str; 9] =
    ["2024", "2024-07", "2024-07-29", "2024-06~", "2022-02/..", "1950/1953", "../2024", "2023-21", "199X"];

/// A graph of hostile names: a state, a person, a treaty and more, with an edge for each date and factuality.
pub fn hostile() -> Records {
    const KINDS: [(Kind, NodeType); 6] = [
        (Kind::Actor, NodeType::State),
        (Kind::Actor, NodeType::Person),
        (Kind::Actor, NodeType::Igo),
        (Kind::Agreement, NodeType::Treaty),
        (Kind::Event, NodeType::Meeting),
        (Kind::Place, NodeType::Place),
    ];
    let place = |i: usize| (i * 10, i * 10 + HOSTILE[i % HOSTILE.len()].chars().count());
    let node = |i: usize| {
        let (kind, ntype) = KINDS[i % KINDS.len()];
        let (start, end) = place(i);
        let mention =
            MentionRecord { document: "d-1".into(), start, end, exact: HOSTILE[i].into(), demonym: i == 0 };
        Node {
            id: format!("{kind}/n{i:02}"),
            kind,
            ntype,
            name: HOSTILE[i].into(),
            aliases: vec![HOSTILE[(i + 1) % HOSTILE.len()].into()],
            codes: if i == 0 { BTreeMap::from([("iso3".into(), "JPN".into())]) } else { BTreeMap::new() },
            date: (kind == Kind::Agreement).then(|| Edtf::parse("2024-06~").expect("a date")),
            mentions: vec![mention],
            why: Vec::new(),
            analyst: Vec::new(),
        }
    };
    let mut nodes: Vec<Node> = (0..HOSTILE.len()).map(node).collect();
    nodes.sort_by(|a, b| a.id.cmp(&b.id));
    let mut edges: Vec<Edge> = (0..DATES.len() + 3).map(|i| edge(i, place(i))).collect();
    edges.sort_by(|a, b| {
        (&a.source, a.etype, &a.target, &a.key).cmp(&(&b.source, b.etype, &b.target, &b.key))
    });
    let document = DocumentInfo {
        id: "d-1".into(),
        title: HOSTILE[3].into(),
        author: Some(HOSTILE[0].into()),
        publisher: None,
        published: Edtf::parse("2025-05").ok(),
        published_inferred: false,
        source: "a \"b\".txt".into(),
        sha256: "00".into(),
    };
    Records { documents: vec![document], nodes, edges }
}

fn edge(i: usize, (start, end): (usize, usize)) -> Edge {
    let factuality = Factuality::ALL[i % Factuality::ALL.len()];
    let (source, etype, target) = match i % 4 {
        0 => ("actor/n00", EdgeType::PartyTo, "agreement/n03"),
        1 => ("actor/n01", EdgeType::Represents, "actor/n00"),
        2 => ("actor/n00", EdgeType::Consult, "actor/n02"),
        _ => ("actor/n01", EdgeType::ParticipatedIn, "event/n04"),
    };
    let exact = HOSTILE[i % HOSTILE.len()].to_string();
    let evidence = Evidence { document: "d-1".into(), start, end, exact, page: Some(i), rule: "r".into() };
    Edge {
        source: source.into(),
        target: target.into(),
        key: format!("k{i:02}"),
        etype,
        date: DATES.get(i).map(|d| Edtf::parse(d).expect("a date")),
        factuality,
        role: (etype == EdgeType::Represents).then(|| HOSTILE[i % HOSTILE.len()].into()),
        asserted_by: if i == 2 { vec!["actor/n02".into()] } else { Vec::new() },
        confidence: 0.5,
        evidence: vec![evidence],
        analyst: Vec::new(),
    }
}

/// The only file of a format.
fn text(format: Format) -> String {
    let mut list = files(format, &hostile()).expect("written");
    assert_eq!(list.len(), 1);
    String::from_utf8(list.remove(0).bytes).expect("UTF-8")
}

fn names() -> BTreeSet<String> {
    HOSTILE.iter().map(|n| n.to_string()).collect()
}

/// What XML 1.0 can hold.
fn in_xml(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_ascii_control() && !"\t\n\r\u{7F}".contains(c) { '\u{FFFD}' } else { c })
        .collect()
}

#[test]
fn every_format_gives_the_same_bytes_twice_and_takes_nothing() {
    for format in Format::ALL {
        assert_eq!(files(*format, &hostile()).expect("once"), files(*format, &hostile()).expect("twice"));
        assert!(files(*format, &Records::default()).is_ok(), "{format}");
        assert_eq!(files(*format, &hostile()).expect("written").len() > 1, format.is_folder());
        assert_eq!(Format::parse(format.as_str()), Some(*format));
    }
}

#[test]
fn graph_json_comes_back_whole() {
    let written = text(Format::Json);
    assert_eq!(json::read(&written).expect("read"), hostile());
    assert!(json::read(&written.replace("\"version\": 1", "\"version\": 2")).is_err());
    assert!(json::read("{}").is_err());
}

#[test]
fn dot_labels_come_back() {
    use graphviz_rust::dot_structures::{Graph, Id, Stmt};
    let Ok(Graph::DiGraph { stmts, .. }) = graphviz_rust::parse(&text(Format::Dot)) else {
        panic!("no digraph")
    };
    let mut found = BTreeSet::new();
    for stmt in stmts {
        let Stmt::Node(node) = stmt else { continue };
        for attribute in node.attributes {
            if let (Id::Plain(key), Id::Escaped(value)) = (attribute.0, attribute.1)
                && key == "label"
            {
                let inner = value[1..value.len() - 1].replace("\\\\", "\u{0}").replace("\\\"", "\"");
                found.insert(inner.replace("\\n", "\n").replace('\u{0}', "\\"));
            }
        }
    }
    assert_eq!(found, names().iter().map(|n| n.replace('\r', "")).collect());
}

/// Texts of elements and values of attributes, unescaped, as a reader gives them.
fn xml_values(xml: &str, attribute: &str) -> Vec<String> {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_str(xml);
    let (mut out, mut text) = (Vec::new(), String::new());
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Eof => return out,
            Event::Start(e) | Event::Empty(e) => {
                text.clear();
                for a in e.attributes() {
                    let a = a.expect("an attribute");
                    if a.key.as_ref() == attribute {
                        out.push(unescaped(&a.value));
                    }
                }
            }
            Event::Text(t) => text.push_str(&t),
            Event::GeneralRef(r) => text.push_str(&format!("&{};", &*r)),
            Event::End(_) => out.push(unescaped(&std::mem::take(&mut text))),
            _ => {}
        }
    }
}

fn unescaped(text: &str) -> String {
    quick_xml::escape::unescape(text).expect("escaped").into_owned()
}

#[test]
fn graphml_and_gexf_carry_names_dates_and_evidence() {
    for (format, attribute) in [(Format::Graphml, "none"), (Format::Gexf, "label")] {
        let written = text(format);
        let values: BTreeSet<String> = xml_values(&written, attribute).into_iter().collect();
        for name in names() {
            assert!(values.contains(&in_xml(&name)), "{format}: {name:?}");
        }
        for date in DATES {
            assert!(
                written.contains(&format!("{date}<")) || written.contains(&format!("\"{date}\"")),
                "{date}"
            );
        }
        for factuality in Factuality::ALL {
            assert!(written.contains(factuality.as_str()), "{factuality}");
        }
    }
}

#[test]
fn gexf_times_are_closed_and_inside_the_graph() {
    let written = text(Format::Gexf);
    let header = written.lines().find(|l| l.contains("<graph ")).expect("a graph");
    assert!(header.contains("timeformat=\"date\" timerepresentation=\"interval\" start=\"1950-01-01\""));
    let edges: Vec<&str> = written.lines().filter(|l| l.contains("<edge ")).collect();
    let timed = edges.iter().filter(|e| e.contains(" start=") && e.contains(" end=")).count();
    assert_eq!((edges.len(), timed), (DATES.len() + 3, DATES.len()));
    let since = edges.iter().find(|e| e.contains("id=\"k04\"")).expect("the open one");
    assert!(since.contains("start=\"2022-02-01\" end=\"2025-05-31\""), "{since}");
}

/// Rows of a table of a folder format, by column name.
fn rows(format: Format, name: &str) -> Vec<BTreeMap<String, String>> {
    let list = files(format, &hostile()).expect("written");
    let file = list.iter().find(|f| f.name == name).expect("the table");
    csv::Reader::from_reader(file.bytes.as_slice()).deserialize().map(|row| row.expect("a row")).collect()
}

#[test]
fn csv_holds_no_formula_and_loses_nothing() {
    let rows = rows(Format::Csv, "nodes.csv");
    let mut found = BTreeSet::new();
    for row in &rows {
        for cell in row.values() {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
        }
        let name = &row["name"];
        let guarded = name.starts_with('\'') && name.trim_start_matches('\'').starts_with('=');
        found.insert(if guarded { name[1..].to_string() } else { name.clone() });
    }
    assert_eq!(found, names());
}

#[test]
fn neo4j_tables_have_its_headers() {
    let rows = rows(Format::Neo4j, "edges.csv");
    assert_eq!(rows.len(), DATES.len() + 3);
    assert!(rows.iter().all(|r| r[":TYPE"].chars().all(|c| c.is_ascii_uppercase() || c == '_')));
    let evidence: Vec<Evidence> = serde_json::from_str(&rows[0]["evidence"]).expect("JSON");
    assert_eq!(evidence.len(), 1);
}

/// Statements, cut at each `;` outside quotation marks.
fn statements(cypher: &str) -> Vec<String> {
    let (mut out, mut inside, mut escaped) = (vec![String::new()], false, false);
    for c in cypher.lines().filter(|l| !l.starts_with("//")).flat_map(|l| l.chars().chain(['\n'])) {
        match (c, inside, escaped) {
            ('\'', _, false) => inside = !inside,
            (';', false, _) => out.push(String::new()),
            _ => {}
        }
        escaped = c == '\\' && !escaped;
        if let Some(last) = out.last_mut() {
            last.push(c);
        }
    }
    out.retain(|s| s.len() > 2);
    out
}

#[test]
fn cypher_strings_stay_closed() {
    let written = text(Format::Cypher);
    let found = statements(&written);
    let (nodes, edges) = (hostile().nodes.len(), hostile().edges.len());
    assert_eq!(found.len(), 1 + nodes + edges);
    let makes = |s: &String| s.contains("CREATE (:") || s.contains("CREATE (a)-[:");
    assert!(found.iter().all(makes), "{found:?}");
    assert!(written.contains(r#"name: '"quoted" \'twice\' \\back\\slash'"#));
    assert!(
        written.contains("date: '2024-06~', date_start: date('2024-06-01'), date_end: date('2024-06-30')")
    );
}

#[test]
fn turtle_parses_and_answers_who_is_party() {
    let written = text(Format::Turtle);
    let triples: Vec<oxrdf::Triple> =
        oxttl::TurtleParser::new().for_slice(&written).map(|t| t.expect("a triple")).collect();
    let label = oxrdf::vocab::rdfs::LABEL;
    let literal = |t: &oxrdf::Triple| match &t.object {
        oxrdf::Term::Literal(l) => l.value().to_string(),
        other => other.to_string(),
    };
    let labels: BTreeSet<String> = triples.iter().filter(|t| t.predicate == label).map(literal).collect();
    assert!(labels.is_superset(&names()));
    let party = |t: &&oxrdf::Triple| t.predicate.as_str().ends_with("#partyTo");
    // Of three facts one is stated as so; only that one is a plain triple.
    assert_eq!(triples.iter().filter(party).count(), 1);
    for typed in ["\"2024\"^^xsd:gYear", "\"2024-07\"^^xsd:gYearMonth", "\"2024-07-29\"^^xsd:date"] {
        assert!(written.contains(typed), "{typed}");
    }
    assert!(written.contains("\"2024-06~\"^^edtf:EDTF") && written.contains("oa:TextQuoteSelector"));
}

#[test]
fn jsonld_says_what_turtle_says() {
    let value: serde_json::Value = serde_json::from_str(&text(Format::Jsonld)).expect("JSON");
    let graph = value["@graph"].as_array().expect("a graph");
    let labels: BTreeSet<String> =
        graph.iter().filter_map(|n| n["rdfs:label"].as_str()).map(str::to_string).collect();
    assert!(labels.is_superset(&names()));
    let count: usize = graph.iter().map(count_values).sum();
    let written = text(Format::Turtle);
    let triples: BTreeSet<String> =
        oxttl::TurtleParser::new().for_slice(&written).map(|t| t.expect("a triple").to_string()).collect();
    assert_eq!(count, triples.len());
}

fn count_values(node: &serde_json::Value) -> usize {
    let properties = node.as_object().expect("an object").iter().filter(|(key, _)| *key != "@id");
    properties.map(|(_, value)| value.as_array().map_or(1, Vec::len)).sum()
}

#[test]
fn ftm_has_an_entity_for_every_fact_and_clean_names() {
    let written = text(Format::Ftm);
    let entities: Vec<serde_json::Value> =
        written.lines().map(|l| serde_json::from_str(l).expect("an entity")).collect();
    let facts = entities.iter().filter(|e| e["id"].as_str().is_some_and(|id| id.starts_with("fact-")));
    assert_eq!(facts.count(), DATES.len() + 3);
    let ids: BTreeSet<&str> = entities.iter().filter_map(|e| e["id"].as_str()).collect();
    assert_eq!(ids.len(), entities.len());
    for entity in &entities {
        for name in entity["properties"]["name"].as_array().into_iter().flatten() {
            let name = name.as_str().expect("text");
            assert_eq!(name, name.split_whitespace().collect::<Vec<_>>().join(" "));
            assert!(!name.chars().any(|c| c.is_control() || c == '\u{202E}'), "{name}");
        }
    }
    assert!(written.contains("\"country\":[\"jp\"]"));
}

#[test]
fn cytoscape_keeps_the_records() {
    let value: serde_json::Value = serde_json::from_str(&text(Format::Cytoscape)).expect("JSON");
    let nodes = value["elements"]["nodes"].as_array().expect("nodes");
    let found: BTreeSet<String> =
        nodes.iter().filter_map(|n| n["data"]["name"].as_str()).map(str::to_string).collect();
    assert_eq!(found, names());
    let edge = serde_json::from_value::<Edge>(value["elements"]["edges"][0]["data"].clone());
    assert_eq!(edge.expect("an edge"), hostile().edges[0]);
}

#[test]
fn mermaid_labels_decode_and_hold_no_syntax() {
    let written = text(Format::Mermaid);
    assert!(written.starts_with("flowchart LR\n"));
    let linked: BTreeSet<String> = ["actor/n00", "actor/n01", "actor/n02", "agreement/n03", "event/n04"]
        .into_iter()
        .map(str::to_string)
        .collect();
    for node in hostile().nodes.iter().filter(|n| linked.contains(&n.id)) {
        let plain: String = node.name.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
        let decoded: Vec<String> =
            written.lines().filter_map(|l| l.split('"').nth(1)).map(entities).collect();
        assert!(decoded.contains(&plain.replace(|c: char| c.is_control(), "")), "{plain:?} {decoded:?}");
    }
}

/// `#35;` as `#`.
fn entities(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('#') {
        let end = at + rest[at..].find(';').expect("closed");
        out.push_str(&rest[..at]);
        let code: u32 = rest[at + 1..end].parse().expect("a number");
        out.push(char::from_u32(code).expect("a letter"));
        rest = &rest[end + 1..];
    }
    out + rest
}

#[test]
fn a_large_graph_still_fits_mermaid() {
    let mut records = hostile();
    for i in 0..3000 {
        let mut edge = records.edges[0].clone();
        edge.key = format!("x{i}");
        edge.source = format!("actor/x{i:04}");
        let mut node = records.nodes[0].clone();
        node.id.clone_from(&edge.source);
        records.edges.push(edge);
        records.nodes.push(node);
    }
    let written = files(Format::Mermaid, &records).expect("written").remove(0).bytes;
    let written = String::from_utf8(written).expect("UTF-8");
    assert!(written.chars().count() < 50_000 && written.contains("best-connected"));
}

#[cfg(feature = "parquet")]
#[test]
fn parquet_reads_back() {
    use arrow_array::cast::AsArray;
    use parquet::arrow::arrow_reader::ParquetRecordBatchReader;
    let list = files(Format::Parquet, &hostile()).expect("written");
    let nodes = list.into_iter().find(|f| f.name == "nodes.parquet").expect("nodes");
    let path = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(path.path(), nodes.bytes).expect("written");
    let file = std::fs::File::open(path.path()).expect("open");
    let batches = ParquetRecordBatchReader::try_new(file, 1000).expect("a table");
    let mut found = BTreeSet::new();
    for batch in batches {
        let batch = batch.expect("a batch");
        let column = batch.column_by_name("name").expect("names").as_string::<i32>();
        found.extend(column.iter().flatten().map(str::to_string));
    }
    assert_eq!(found, names());
}
