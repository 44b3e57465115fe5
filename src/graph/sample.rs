//! A small graph for the tests of this room.

use super::Graph;
use crate::model::{DocumentInfo, Edge, EdgeType, Edtf, Evidence, Factuality, Kind, Node, NodeType, Records};
use std::collections::BTreeMap;

/// id, type, name, aliases, date
const NODES: &[(&str, NodeType, &str, &[&str], &str)] = &[
    ("actor/japan", NodeType::State, "Japan", &["Tokyo"], ""),
    ("actor/north-korea", NodeType::State, "North Korea", &["DPRK"], ""),
    ("actor/russia", NodeType::State, "Russia", &["Moscow"], ""),
    ("actor/south-korea", NodeType::State, "South Korea", &["ROK", "Republic of Korea"], ""),
    ("actor/united-states", NodeType::State, "United States", &["US"], ""),
    ("agreement/camp-david-principles", NodeType::Declaration, "Camp David Principles", &[], "2023-08-18"),
    ("event/camp-david-summit", NodeType::Meeting, "Camp David summit", &["Camp David"], "2023-08-18"),
    ("event/war-in-ukraine", NodeType::Conflict, "war in Ukraine", &[], "2022-02/.."),
    ("place/camp-david", NodeType::Place, "Camp David", &[], ""),
];

/// source, type, target, date, factuality, document, quotation
type Row = (&'static str, EdgeType, &'static str, &'static str, Factuality, &'static str, &'static str);
const EDGES: &[Row] = &[
    (
        "actor/japan",
        EdgeType::Agree,
        "actor/south-korea",
        "2021",
        Factuality::Actual,
        "d-b",
        "Japan and South Korea normalised their military relations at the dialogue of 2021",
    ),
    (
        "actor/japan",
        EdgeType::Agree,
        "actor/south-korea",
        "2024-06",
        Factuality::Actual,
        "d-a",
        "In June the two normalized military relations at the dialogue",
    ),
    (
        "actor/japan",
        EdgeType::ParticipatedIn,
        "event/camp-david-summit",
        "2023-08",
        Factuality::Actual,
        "d-a",
        "the three met at Camp David",
    ),
    (
        "actor/japan",
        EdgeType::PartyTo,
        "agreement/camp-david-principles",
        "2023",
        Factuality::Actual,
        "d-a",
        "the three adopted the Camp David Principles",
    ),
    (
        "actor/north-korea",
        EdgeType::Aid,
        "actor/russia",
        "",
        Factuality::Hypothetical,
        "d-a",
        "North Korea might send soldiers to Russia",
    ),
    (
        "actor/north-korea",
        EdgeType::Aid,
        "actor/russia",
        "2024-10",
        Factuality::Actual,
        "d-b",
        "North Korea has sent soldiers to Russia",
    ),
    (
        "actor/russia",
        EdgeType::ParticipatedIn,
        "event/war-in-ukraine",
        "2022-02/..",
        Factuality::Actual,
        "d-b",
        "Russia has waged war since February 2022",
    ),
    (
        "actor/south-korea",
        EdgeType::ParticipatedIn,
        "event/camp-david-summit",
        "2023-08",
        Factuality::Actual,
        "d-a",
        "the three met at Camp David",
    ),
    (
        "actor/south-korea",
        EdgeType::PartyTo,
        "agreement/camp-david-principles",
        "2023",
        Factuality::Actual,
        "d-a",
        "the three adopted the Camp David Principles",
    ),
    (
        "actor/united-states",
        EdgeType::Ally,
        "actor/japan",
        "",
        Factuality::Actual,
        "d-a",
        "its allies Japan and South Korea",
    ),
    (
        "actor/united-states",
        EdgeType::Ally,
        "actor/south-korea",
        "",
        Factuality::Actual,
        "d-a",
        "its allies Japan and South Korea",
    ),
    (
        "actor/united-states",
        EdgeType::PartyTo,
        "agreement/camp-david-principles",
        "2023",
        Factuality::Actual,
        "d-a",
        "the three adopted the Camp David Principles",
    ),
    (
        "actor/united-states",
        EdgeType::Sanction,
        "actor/north-korea",
        "2017",
        Factuality::Actual,
        "d-b",
        "Washington's sanctions on Pyongyang",
    ),
    (
        "agreement/camp-david-principles",
        EdgeType::ConcludedAt,
        "event/camp-david-summit",
        "2023",
        Factuality::Actual,
        "d-a",
        "the three adopted the Camp David Principles",
    ),
    (
        "event/camp-david-summit",
        EdgeType::LocatedIn,
        "place/camp-david",
        "",
        Factuality::Actual,
        "d-a",
        "the three met at Camp David",
    ),
];

pub(crate) fn records() -> Records {
    let document = |id: &str, published: &str| DocumentInfo {
        id: id.to_string(),
        title: format!("Article {id}"),
        author: None,
        publisher: None,
        published: Edtf::parse(published).ok(),
        published_inferred: false,
        source: format!("{id}.txt"),
        sha256: String::new(),
    };
    Records {
        documents: vec![document("d-a", "2024-07"), document("d-b", "2025-05")],
        nodes: NODES.iter().map(node).collect(),
        edges: EDGES.iter().enumerate().map(edge).collect(),
    }
}

pub(crate) fn graph() -> Graph {
    Graph::new(records()).expect("the sample is whole")
}

fn node((id, ntype, name, aliases, date): &(&str, NodeType, &str, &[&str], &str)) -> Node {
    Node {
        id: (*id).to_string(),
        kind: Kind::parse(id.split('/').next().unwrap_or("")).expect("a kind"),
        ntype: *ntype,
        name: (*name).to_string(),
        aliases: aliases.iter().map(|a| (*a).to_string()).collect(),
        codes: BTreeMap::new(),
        date: Edtf::parse(date).ok(),
        mentions: Vec::new(),
        why: Vec::new(),
        analyst: Vec::new(),
    }
}

fn edge((index, row): (usize, &Row)) -> Edge {
    let (source, etype, target, date, factuality, document, exact) = row;
    Edge {
        source: (*source).to_string(),
        target: (*target).to_string(),
        key: format!("k{index:02}"),
        etype: *etype,
        date: Edtf::parse(date).ok(),
        factuality: *factuality,
        role: None,
        asserted_by: Vec::new(),
        confidence: 0.8,
        evidence: vec![Evidence {
            document: (*document).to_string(),
            start: 0,
            end: exact.chars().count(),
            exact: (*exact).to_string(),
            page: None,
            rule: String::new(),
        }],
        analyst: Vec::new(),
    }
}
