//! What do nodes and edges come to, once all are written?
//!
//! While records are written, a few bytes are kept of each node: its kind, its date if it joins others up, how many facts
//! it has, in which part of the graph it lies. From these and the edges the lists of neighbours are written at the end, some
//! nodes at a time, so that memory is bounded whatever the number of facts.

use super::explain::unreadable;
use super::near::put_links;
use crate::model::{EdgeType, Edtf, Factuality, Kind, Node, Spoke, When};
use rusqlite::{Connection, Row, params};
use std::collections::{BTreeMap, HashMap};

/// Facts whose links are held in memory at once, unless one node alone has more.
const AT_ONCE: u64 = 200_000;

/// What is kept of the nodes, by their numbers less one.
#[derive(Default)]
pub(super) struct Gathered {
    kinds: Vec<Kind>,
    dates: HashMap<usize, When>,
    degrees: Vec<u32>,
    /// Towards the first node of the same part.
    parents: Vec<u32>,
}

impl Gathered {
    pub(super) fn node(&mut self, node: &Node) {
        if let Some(date) = node.date.as_ref().filter(|_| node.kind.joins()) {
            self.dates.insert(self.kinds.len(), When::of(date));
        }
        self.parents.push(self.kinds.len() as u32);
        self.kinds.push(node.kind);
        self.degrees.push(0);
    }

    /// An edge between two nodes by their numbers.
    pub(super) fn edge(&mut self, source: i64, target: i64) {
        let (source, target) = (source as usize - 1, target as usize - 1);
        self.degrees[source] += 1;
        if source != target {
            self.degrees[target] += 1;
        }
        let (a, b) = (self.root(source as u32), self.root(target as u32));
        self.parents[a.max(b) as usize] = a.min(b);
    }

    fn root(&mut self, mut node: u32) -> u32 {
        while self.parents[node as usize] != node {
            let above = self.parents[self.parents[node as usize] as usize];
            self.parents[node as usize] = above;
            node = above;
        }
        node
    }

    /// Sizes of the parts that hang together, largest first.
    pub(super) fn parts(&mut self) -> Vec<usize> {
        let mut sizes: BTreeMap<u32, usize> = BTreeMap::new();
        for node in 0..self.parents.len() as u32 {
            *sizes.entry(self.root(node)).or_default() += 1;
        }
        let mut sizes: Vec<usize> = sizes.into_values().collect();
        sizes.sort_by_key(|size| std::cmp::Reverse(*size));
        sizes
    }

    /// Writes the list of neighbours of every node.
    pub(super) fn write(&self, db: &Connection) -> rusqlite::Result<()> {
        let mut first = 0;
        while first < self.degrees.len() {
            let mut facts = 0;
            let fits = |degree: &&u32| {
                facts += u64::from(**degree);
                facts <= AT_ONCE
            };
            let last = first + self.degrees[first..].iter().take_while(fits).count().max(1);
            self.write_some(db, first, last)?;
            first = last;
        }
        Ok(())
    }

    fn write_some(&self, db: &Connection, first: usize, last: usize) -> rusqlite::Result<()> {
        let mut links: Vec<Vec<Spoke>> = vec![Vec::new(); last - first];
        for end in ["source", "target"] {
            let sql = format!(
                "SELECT num, source - 1, target - 1, type, factuality, confidence, documents, date FROM edges
                 WHERE {end} BETWEEN ?1 AND ?2"
            );
            let mut query = db.prepare_cached(&sql)?;
            let mut rows = query.query(params![first + 1, last])?;
            while let Some(row) = rows.next()? {
                let (source, target): (usize, usize) = (row.get(1)?, row.get(2)?);
                let outgoing = end == "source";
                let (here, there) = if outgoing { (source, target) } else { (target, source) };
                // A fact about one thing alone is told once.
                if outgoing || source != target {
                    links[here - first].push(self.link(row, there, outgoing)?);
                }
            }
        }
        for (at, links) in links.iter_mut().enumerate() {
            links.sort_unstable_by_key(|l| (l.other, l.edge));
            put_links(db, (first + at) as i64 + 1, links)?;
        }
        Ok(())
    }

    fn link(&self, row: &Row<'_>, other: usize, outgoing: bool) -> rusqlite::Result<Spoke> {
        let own = row.get_ref(7)?.as_str_or_null()?;
        let own = own.map(Edtf::parse).transpose().map_err(unreadable)?.map(|date| When::of(&date));
        let of = |end: usize| self.dates.get(&end).copied();
        let (source, target): (usize, usize) = (row.get(1)?, row.get(2)?);
        let odd = || unreadable("an edge's type or claim is no word of the ontology");
        Ok(Spoke {
            other: other as u32,
            edge: row.get::<_, u32>(0)? - 1,
            outgoing,
            kind: self.kinds[other],
            degree: self.degrees[other],
            etype: EdgeType::parse(row.get_ref(3)?.as_str()?).ok_or_else(odd)?,
            factuality: Factuality::parse(row.get_ref(4)?.as_str()?).ok_or_else(odd)?,
            confidence: row.get(5)?,
            documents: row.get(6)?,
            when: own.or_else(|| of(target)).or_else(|| of(source)),
            dated: own.is_some(),
        })
    }
}
