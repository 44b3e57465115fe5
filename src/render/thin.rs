//! Which facts stand for all those between two boxes, where there are too many to send to a page?

use crate::model::Spoke;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Facts of one picture: more make a page wait and show nothing more.
pub const FACTS: usize = 8_000;

/// A fact between two boxes, as its source sees it, with their places.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tie {
    /// The fact.
    pub spoke: Spoke,
    /// Place of its source in the nodes.
    pub a: usize,
    /// Place of its target in the nodes.
    pub b: usize,
}

/// At most so many facts, but some of every line: those that most documents say, of each type and kind of claim first.
/// Where even one of every line is too much, the strongest line of each box and then the strongest of all.
pub fn thin(edges: Vec<Tie>, most: usize) -> Vec<Tie> {
    if edges.len() <= most {
        return edges;
    }
    let mut lines: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for (at, edge) in edges.iter().enumerate() {
        lines.entry((edge.a.min(edge.b), edge.a.max(edge.b))).or_default().push(at);
    }
    let lines = strongest(&edges, lines, most);
    let each = quota(lines.iter().map(Vec::len).collect(), most);
    let kept: BTreeSet<usize> =
        lines.into_iter().flat_map(|line| telling(&edges, line).into_iter().take(each)).collect();
    edges.into_iter().enumerate().filter(|(at, _)| kept.contains(at)).map(|(_, edge)| edge).collect()
}

/// At most so many lines.
fn strongest(edges: &[Tie], lines: BTreeMap<(usize, usize), Vec<usize>>, most: usize) -> Vec<Vec<usize>> {
    let mut lines: Vec<((usize, usize), Vec<usize>)> = lines.into_iter().collect();
    if lines.len() > most {
        let said = |line: &[usize]| line.iter().map(|at| u64::from(edges[*at].spoke.documents)).sum::<u64>();
        lines.sort_by_cached_key(|(ends, line)| (Reverse(said(line)), Reverse(line.len()), *ends));
        let mut met = BTreeSet::new();
        let (first, rest): (Vec<_>, Vec<_>) =
            lines.into_iter().partition(|((a, b), _)| met.insert(*a) | met.insert(*b));
        lines = first.into_iter().chain(rest).take(most).collect();
    }
    lines.into_iter().map(|(_, line)| line).collect()
}

/// How many of each line there may be; one at least.
fn quota(mut lengths: Vec<usize>, most: usize) -> usize {
    lengths.sort_unstable();
    let mut left = most;
    for (done, length) in lengths.iter().enumerate() {
        let lines = lengths.len() - done;
        if length * lines > left {
            return (left / lines).max(1);
        }
        left -= length;
    }
    lengths.last().copied().unwrap_or(1)
}

/// The facts of a line, the most telling first.
fn telling(edges: &[Tie], mut line: Vec<usize>) -> Vec<usize> {
    line.sort_by(|x, y| {
        let (x, y) = (&edges[*x], &edges[*y]);
        let (x, y) = (&x.spoke, &y.spoke);
        let rank = |s: &Spoke| (Reverse(s.documents), !s.dated);
        rank(x).cmp(&rank(y)).then(y.confidence.total_cmp(&x.confidence)).then(x.edge.cmp(&y.edge))
    });
    let mut said = BTreeSet::new();
    let (first, rest): (Vec<_>, Vec<_>) =
        line.into_iter().partition(|at| said.insert((edges[*at].spoke.etype, edges[*at].spoke.factuality)));
    first.into_iter().chain(rest).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{EdgeType, Factuality, Kind};

    fn fact(b: usize, edge: u32, etype: EdgeType, documents: u32) -> Tie {
        let spoke = Spoke {
            other: b as u32,
            edge,
            outgoing: true,
            kind: Kind::Actor,
            degree: 1,
            etype,
            factuality: Factuality::Actual,
            confidence: 0.5,
            documents,
            when: None,
            dated: false,
        };
        Tie { spoke, a: 0, b }
    }

    #[test]
    fn every_line_keeps_some_and_every_type_its_best() {
        let mut edges: Vec<Tie> = (0..40).map(|i| fact(1, i, EdgeType::Consult, 1)).collect();
        edges.push(fact(1, 40, EdgeType::Aid, 1));
        edges.push(fact(1, 41, EdgeType::Consult, 3));
        edges.push(fact(2, 42, EdgeType::Aid, 1));
        let kept: Vec<u32> = thin(edges.clone(), 3).into_iter().map(|e| e.spoke.edge).collect();
        assert_eq!(kept, [40, 41, 42]);
        assert_eq!(thin(edges.clone(), 2).len(), 2, "no line is lost");
        assert_eq!(thin(edges.clone(), 43), edges);
    }

    #[test]
    fn of_too_many_lines_every_box_keeps_its_strongest() {
        let mut edges: Vec<Tie> = (1..5).map(|b| fact(b, b as u32, EdgeType::Consult, 1)).collect();
        edges.push(Tie { a: 1, ..fact(2, 9, EdgeType::Aid, 7) });
        let kept: Vec<u32> = thin(edges.clone(), 3).into_iter().map(|e| e.spoke.edge).collect();
        assert_eq!(kept, [1, 3, 9], "the strongest, and one of the third box; room for no more than three");
    }
}
