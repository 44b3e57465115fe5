//! Which facts stand for all those between two boxes, where there are too many to send to a page?

use super::picture::Joined;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Facts of one picture: more make a page wait and show nothing more.
pub const FACTS: usize = 8_000;

/// At most so many facts, but some of every line: those that most documents say, of each type and kind of claim first.
pub fn thin(edges: Vec<Joined>, most: usize) -> Vec<Joined> {
    if edges.len() <= most {
        return edges;
    }
    let mut lines: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for (at, edge) in edges.iter().enumerate() {
        lines.entry((edge.a.min(edge.b), edge.a.max(edge.b))).or_default().push(at);
    }
    let each = quota(lines.values().map(Vec::len).collect(), most);
    let kept: BTreeSet<usize> =
        lines.into_values().flat_map(|line| telling(&edges, line).into_iter().take(each)).collect();
    edges.into_iter().enumerate().filter(|(at, _)| kept.contains(at)).map(|(_, edge)| edge).collect()
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
fn telling(edges: &[Joined], mut line: Vec<usize>) -> Vec<usize> {
    line.sort_by(|x, y| {
        let (x, y) = (&edges[*x], &edges[*y]);
        let rank = |e: &Joined| (Reverse(e.documents.len()), e.date.is_none());
        rank(x).cmp(&rank(y)).then(y.confidence.total_cmp(&x.confidence)).then_with(|| x.key.cmp(&y.key))
    });
    let mut said = BTreeSet::new();
    let (first, rest): (Vec<_>, Vec<_>) =
        line.into_iter().partition(|at| said.insert((edges[*at].etype, edges[*at].factuality)));
    first.into_iter().chain(rest).collect()
}

#[cfg(test)]
mod tests {
    use super::super::style::Tone;
    use super::*;
    use crate::model::{EdgeType, Factuality};

    fn fact(b: usize, key: usize, etype: EdgeType, documents: usize) -> Joined {
        Joined {
            key: format!("{key:03}"),
            a: 0,
            b,
            etype,
            symmetric: false,
            tone: Tone::Friendly,
            date: None,
            span: None,
            ends: false,
            factuality: Factuality::Actual,
            confidence: 0.5,
            documents: (0..documents).collect(),
        }
    }

    #[test]
    fn every_line_keeps_some_and_every_type_its_best() {
        let mut edges: Vec<Joined> = (0..40).map(|i| fact(1, i, EdgeType::Consult, 1)).collect();
        edges.push(fact(1, 40, EdgeType::Aid, 1));
        edges.push(fact(1, 41, EdgeType::Consult, 3));
        edges.push(fact(2, 42, EdgeType::Aid, 1));
        let kept: Vec<String> = thin(edges.clone(), 3).into_iter().map(|e| e.key).collect();
        assert_eq!(kept, ["040", "041", "042"]);
        assert_eq!(thin(edges.clone(), 1).len(), 2, "no line is lost");
        assert_eq!(thin(edges.clone(), 43), edges);
    }
}
