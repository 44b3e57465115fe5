//! Which nodes and lines are drawn, and what is said of those that are not?

use super::{Options, View};
use crate::error::{Error, Result};
use crate::model::{Factuality, Kind, Records};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, VecDeque};

/// More nodes than this between two ends are not read.
const MOST_BETWEEN: usize = 26;
/// Where the shortest paths pass fewer nodes than this, those a little longer are drawn as well.
const FEW_BETWEEN: usize = 6;

/// All edges between two nodes, drawn as one line.
#[derive(Debug, Clone, PartialEq)]
pub struct Bundle {
    /// Index into [`Selection::nodes`].
    pub a: usize,
    /// Index into [`Selection::nodes`], greater than `a`.
    pub b: usize,
    /// Indices into the records' edges.
    pub edges: Vec<usize>,
}

/// What is to be drawn.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Selection {
    /// Indices into the records' nodes.
    pub nodes: Vec<usize>,
    /// Lines, by their ends.
    pub bundles: Vec<Bundle>,
    /// Column of each node, where the picture reads from left to right.
    pub ranks: Option<Vec<usize>>,
    /// The nodes asked for, as indices into `nodes`.
    pub asked: Vec<usize>,
    /// What was left out and why, in words for the reader.
    pub notes: Vec<String>,
}

/// The records as indices: who is next to whom.
struct Net {
    near: Vec<BTreeSet<usize>>,
    ends: Vec<(usize, usize)>,
    index: BTreeMap<String, usize>,
}

impl Net {
    fn new(records: &Records) -> Net {
        let index: BTreeMap<String, usize> =
            records.nodes.iter().enumerate().map(|(i, n)| (n.id.clone(), i)).collect();
        let mut near = vec![BTreeSet::new(); records.nodes.len()];
        let place = |id: &str| index.get(id).copied().unwrap_or(usize::MAX);
        let ends: Vec<(usize, usize)> =
            records.edges.iter().map(|e| (place(&e.source), place(&e.target))).collect();
        for &(a, b) in ends.iter().filter(|(a, b)| a != b && *a != usize::MAX && *b != usize::MAX) {
            near[a].insert(b);
            near[b].insert(a);
        }
        Net { near, ends, index }
    }

    fn find(&self, id: &str) -> Result<usize> {
        self.index
            .get(id)
            .copied()
            .ok_or_else(|| Error::UnknownName { name: id.into(), suggestions: Vec::new() })
    }
}

/// The part of the records that the view names.
pub fn select(records: &Records, options: &Options) -> Result<Selection> {
    let net = Net::new(records);
    match &options.view {
        View::Whole => Ok(whole(records, &net, options.max_nodes)),
        View::Focus { ids, hops } => {
            let ids = ids.iter().map(|id| net.find(id)).collect::<Result<Vec<_>>>()?;
            Ok(focus(records, &net, &ids, *hops, options.max_nodes))
        }
        View::Between { from, to } => between(records, &net, net.find(from)?, net.find(to)?),
    }
}

fn whole(records: &Records, net: &Net, max: usize) -> Selection {
    let near: Vec<Vec<u32>> = net.near.iter().map(|near| near.iter().map(|&n| n as u32).collect()).collect();
    let (kept, notes) = best_connected(&near, max);
    induced(records, net, kept, &[], notes)
}

/// Of nodes with those next to each, at most so many that hang together best; and what is to be said of the others.
pub fn best_connected(near: &[Vec<u32>], max: usize) -> (Vec<usize>, Vec<String>) {
    let mut notes = Vec::new();
    let linked = near.iter().filter(|near| !near.is_empty()).count();
    if linked < near.len() {
        notes.push(format!("{} without links left out", count(near.len() - linked, "node")));
    }
    let kept = peel(near, linked, max);
    if kept.len() < linked {
        notes.push(format!(
            "{linked} linked nodes would be unreadable: the {} best connected are drawn",
            kept.len()
        ));
    }
    (kept, notes)
}

/// Takes away the least connected node, of several the last, until `max` are left: what remains hangs together best.
fn peel(near: &[Vec<u32>], linked: usize, max: usize) -> Vec<usize> {
    // Nothing left of those that were taken away.
    let mut degree: Vec<Option<usize>> =
        near.iter().map(|near| Some(near.len()).filter(|degree| *degree > 0)).collect();
    let entry = |node: usize, degree: usize| Reverse((degree, Reverse(node)));
    let mut queue: BinaryHeap<_> =
        degree.iter().enumerate().filter_map(|(node, degree)| Some(entry(node, (*degree)?))).collect();
    let mut left = linked;
    while left > max {
        let Some(Reverse((least, Reverse(node)))) = queue.pop() else { break };
        // An entry of before the node lost a neighbour.
        if degree[node] != Some(least) {
            continue;
        }
        degree[node] = None;
        left -= 1;
        for &other in &near[node] {
            if let Some(degree) = &mut degree[other as usize] {
                *degree -= 1;
                queue.push(entry(other as usize, *degree));
            }
        }
    }
    (0..near.len()).filter(|&node| degree[node].is_some()).collect()
}

fn focus(records: &Records, net: &Net, ids: &[usize], hops: usize, max: usize) -> Selection {
    let mut far: BTreeMap<usize, usize> = ids.iter().map(|&n| (n, 0)).collect();
    let mut queue: VecDeque<usize> = ids.iter().copied().collect();
    while let Some(node) = queue.pop_front() {
        let next = far[&node] + 1;
        for &other in net.near[node].iter().filter(|_| next <= hops) {
            if let std::collections::btree_map::Entry::Vacant(slot) = far.entry(other) {
                slot.insert(next);
                queue.push_back(other);
            }
        }
    }
    let mut order: Vec<usize> = far.keys().copied().collect();
    order.sort_by_key(|n| (far[n], Reverse(net.near[*n].len()), *n));
    let mut notes = Vec::new();
    if order.len() > max {
        notes.push(format!(
            "{} nodes within reach: the nearest and best connected {max} are drawn",
            order.len()
        ));
        order.truncate(max);
    }
    order.sort_unstable();
    induced(records, net, order, ids, notes)
}

/// Steps count as in the queries: a shared agreement or event is one hop, like a direct link.
fn between(records: &Records, net: &Net, from: usize, to: usize) -> Result<Selection> {
    let (there, back) = (steps(records, net, from), steps(records, net, to));
    let Some(&best) = there.get(&to).filter(|_| from != to) else {
        let (a, b) = (&records.nodes[from].name, &records.nodes[to].name);
        return Err(Error::Usage(format!("no path links \"{a}\" and \"{b}\"")));
    };
    let on_path = |slack: usize| -> Vec<usize> {
        let near = |n: &usize, d: &usize| back.get(n).is_some_and(|e| d + e <= best + slack);
        there.iter().filter(|(n, d)| near(n, d)).map(|(n, _)| *n).collect()
    };
    let mut nodes = on_path(0);
    if nodes.len() < FEW_BETWEEN {
        nodes = on_path(2);
    }
    // From far on the first side to far on the other: grows along every path.
    let depth = nodes.iter().map(|n| there[n] + 2 * best + 2 - back[n]).collect();
    Ok(in_columns(induced(records, net, nodes, &[from, to], Vec::new()), depth))
}

/// Keeps only lines that lead on and only nodes that such lines pass, and not too many of those: the best connected.
fn in_columns(mut selection: Selection, depth: Vec<usize>) -> Selection {
    selection.bundles.retain(|b| depth[b.a] != depth[b.b]);
    let mut gone = vec![false; depth.len()];
    let mut kept = passed(&selection, &depth, &gone);
    let count = |kept: &[bool]| kept.iter().filter(|k| **k).count();
    let total = count(&kept);
    let degree = |n: usize| selection.bundles.iter().filter(|b| b.a == n || b.b == n).count();
    let mut order: Vec<usize> = (0..depth.len()).filter(|n| !selection.asked.contains(n)).collect();
    order.sort_by_key(|&n| (degree(n), Reverse(n)));
    for node in order {
        if count(&kept) <= MOST_BETWEEN {
            break;
        }
        gone[node] = true;
        let tried = passed(&selection, &depth, &gone);
        // Without it nothing would lead across.
        if count(&tried) > selection.asked.len() { kept = tried } else { gone[node] = false }
    }
    if count(&kept) < total {
        selection
            .notes
            .push(format!("{total} nodes lie between: the best connected {} are drawn", count(&kept)));
    }
    selection.bundles.retain(|b| kept[b.a] && kept[b.b]);
    renumber(selection, &kept, &depth)
}

/// Nodes that some line reaches from the first side and some line leaves to the other.
fn passed(selection: &Selection, depth: &[usize], gone: &[bool]) -> Vec<bool> {
    let mut kept: Vec<bool> = gone.iter().map(|g| !g).collect();
    loop {
        let mut before = vec![false; depth.len()];
        let mut after = vec![false; depth.len()];
        for bundle in selection.bundles.iter().filter(|b| kept[b.a] && kept[b.b]) {
            let up = depth[bundle.a] < depth[bundle.b];
            let (low, high) = if up { (bundle.a, bundle.b) } else { (bundle.b, bundle.a) };
            after[low] = true;
            before[high] = true;
        }
        let next: Vec<bool> = (0..depth.len())
            .map(|n| kept[n] && (selection.asked.contains(&n) || (before[n] && after[n])))
            .collect();
        if next == kept {
            return kept;
        }
        kept = next;
    }
}

fn renumber(selection: Selection, keep: &[bool], depth: &[usize]) -> Selection {
    let kept: Vec<usize> = (0..keep.len()).filter(|&n| keep[n]).collect();
    let place: BTreeMap<usize, usize> = kept.iter().enumerate().map(|(i, &n)| (n, i)).collect();
    let levels: BTreeSet<usize> = kept.iter().map(|&n| depth[n]).collect();
    let column: BTreeMap<usize, usize> = levels.iter().enumerate().map(|(i, &d)| (d, i)).collect();
    let bundles = selection
        .bundles
        .into_iter()
        .filter_map(|b| Some(Bundle { a: *place.get(&b.a)?, b: *place.get(&b.b)?, edges: b.edges }))
        .collect();
    Selection {
        nodes: kept.iter().map(|&n| selection.nodes[n]).collect(),
        bundles,
        ranks: Some(kept.iter().map(|n| column[&depth[*n]]).collect()),
        asked: selection.asked.iter().filter_map(|n| place.get(n).copied()).collect(),
        notes: selection.notes,
    }
}

/// Half hops from a node: a link between actors is two, one to an agreement, policy or event is one.
fn steps(records: &Records, net: &Net, from: usize) -> BTreeMap<usize, usize> {
    let actor = |n: usize| matches!(records.nodes[n].kind, Kind::Actor | Kind::Place);
    let mut best = BTreeMap::from([(from, 0)]);
    let mut queue = BTreeSet::from([(0, from)]);
    while let Some((distance, node)) = queue.pop_first() {
        if best[&node] < distance {
            continue;
        }
        for &next in &net.near[node] {
            let through = distance + if actor(node) && actor(next) { 2 } else { 1 };
            if best.get(&next).is_none_or(|d| through < *d) {
                best.insert(next, through);
                queue.insert((through, next));
            }
        }
    }
    best
}

/// These nodes and every line between two of them.
fn induced(
    records: &Records,
    net: &Net,
    nodes: Vec<usize>,
    asked: &[usize],
    notes: Vec<String>,
) -> Selection {
    let place: BTreeMap<usize, usize> = nodes.iter().enumerate().map(|(i, &n)| (n, i)).collect();
    let mut bundles: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for edge in 0..records.edges.len() {
        let (a, b) = net.ends[edge];
        if let (Some(&a), Some(&b)) = (place.get(&a), place.get(&b))
            && a != b
        {
            bundles.entry((a.min(b), a.max(b))).or_default().push(edge);
        }
    }
    let bundles = bundles.into_iter().map(|((a, b), edges)| Bundle { a, b, edges }).collect();
    let asked = asked.iter().filter_map(|n| place.get(n).copied()).collect();
    Selection { nodes, bundles, ranks: None, asked, notes }
}

impl Bundle {
    /// The factuality of the line: that of the strongest claim.
    pub fn factuality(&self, records: &Records) -> Factuality {
        self.edges.iter().map(|&e| records.edges[e].factuality).min().unwrap_or(Factuality::Actual)
    }

    /// Whether some directed edge points to `b`, and whether some points to `a`.
    pub fn heads(&self, records: &Records, nodes: &[usize]) -> (bool, bool) {
        let directed = self.edges.iter().map(|&e| &records.edges[e]).filter(|e| !e.etype.is_symmetric());
        let to_b = |target: &str| records.nodes[nodes[self.b]].id == target;
        directed.fold((false, false), |(b, a), e| if to_b(&e.target) { (true, a) } else { (b, true) })
    }
}

/// `1 node`, `2 nodes`.
pub fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
