//! How far apart do two nodes want to be, and who gives way?
//!
//! Stress majorisation by stochastic gradient descent (Zheng, Pawar, Goodman 2018): every pair pulls toward its distance in
//! the graph, near pairs most. Links between nodes that share few neighbours are longer, so that hubs open up.

use super::random::Random;
use super::{Hints, Point, Size, neighbours};

/// Rounds of descent; each visits all pairs once.
const ROUNDS: usize = 60;
/// A turn by the golden angle, as a complex number.
const GOLDEN: (f64, f64) = (-0.737_368_878_078_319_8, 0.675_490_294_261_523_6);
/// From so many nodes on, a node is held by its links and by so many others only: all pairs would take too long.
const MANY: usize = 600;
const HOLDS: usize = 40;
/// How much a link grows with the neighbours that its ends do not share.
const OPENING: f64 = 0.16;

/// A sunflower of points about the origin: none coincide, none in a row.
pub fn start(count: usize) -> Vec<Point> {
    let mut turn = (1.0, 0.0);
    (0..count)
        .map(|i| {
            let radius = (i as f64 + 0.5).sqrt();
            let point = Point::new(turn.0 * radius, turn.1 * radius);
            turn = (turn.0 * GOLDEN.0 - turn.1 * GOLDEN.1, turn.0 * GOLDEN.1 + turn.1 * GOLDEN.0);
            // Holds the length at one over thousands of turns.
            let length = (turn.0 * turn.0 + turn.1 * turn.1).sqrt();
            turn = (turn.0 / length, turn.1 / length);
            point
        })
        .collect()
}

/// Moves the nodes that are not fixed to where the stress is low, in sheet units. Boxes are wider than high, so distances
/// along x count for less.
pub fn settle(points: &mut [Point], sizes: &[Size], links: &[(usize, usize)], fixed: &[bool], hints: &Hints) {
    let count = points.len();
    if count < 2 {
        return;
    }
    let lengths = link_lengths(sizes, links, hints);
    let wide = squeeze(sizes);
    for point in points.iter_mut() {
        point.x /= wide;
    }
    let pairs = pairs(count, links, &lengths, fixed);
    if fixed.iter().all(|f| !f) {
        let scale = pairs.iter().map(|p| p.2).fold(1.0, f64::max);
        let spread = (count as f64).sqrt();
        points
            .iter_mut()
            .for_each(|p| *p = Point::new(p.x * scale / spread / 2.0, p.y * scale / spread / 2.0));
    }
    descend(points, pairs, fixed);
    for point in points.iter_mut() {
        point.x *= wide;
    }
}

/// Pairs that pull, with the distance each wants: all that hang together and are not both fixed, or, of many nodes, those
/// that are linked and some others.
fn pairs(
    count: usize,
    links: &[(usize, usize)],
    lengths: &[f64],
    fixed: &[bool],
) -> Vec<(usize, usize, f64)> {
    let mut near: Vec<Vec<(usize, f64)>> = vec![Vec::new(); count];
    for (&(a, b), &length) in links.iter().zip(lengths) {
        near[a].push((b, length));
        near[b].push((a, length));
    }
    let mut out = Vec::new();
    let mut random = Random::new(3);
    for a in 0..count {
        if count > MANY {
            if !fixed[a] {
                held(a, &near, &mut random, &mut out);
            }
            continue;
        }
        let far = distances_from(a, &near);
        let others = (a + 1..count).filter(|&b| far[b].is_finite() && !(fixed[a] && fixed[b]));
        out.extend(others.map(|b| (a, b, far[b])));
    }
    out
}

/// The pairs that hold one of many nodes.
fn held(a: usize, near: &[Vec<(usize, f64)>], random: &mut Random, out: &mut Vec<(usize, usize, f64)>) {
    let far = distances_from(a, near);
    out.extend(near[a].iter().map(|&(b, _)| (a, b, far[b])));
    for _ in 0..HOLDS {
        let b = (random.next() % near.len() as u64) as usize;
        if b != a && far[b].is_finite() {
            out.push((a, b, far[b]));
        }
    }
}

fn descend(points: &mut [Point], mut pairs: Vec<(usize, usize, f64)>, fixed: &[bool]) {
    let (mut least, mut most) = (f64::INFINITY, 0.0_f64);
    for &(_, _, want) in &pairs {
        least = least.min(want);
        most = most.max(want);
    }
    let mut step = most * most;
    let end = 0.05 * least * least;
    let decay = root_of(end / step, ROUNDS);
    let mut random = Random::new(1);
    for _ in 0..ROUNDS {
        random.shuffle(&mut pairs);
        for &(a, b, want) in &pairs {
            relax(points, (a, b), want, step, fixed);
        }
        step *= decay;
    }
}

/// Moves one pair toward its wanted distance.
fn relax(points: &mut [Point], (a, b): (usize, usize), want: f64, step: f64, fixed: &[bool]) {
    let (dx, dy) = (points[a].x - points[b].x, points[a].y - points[b].y);
    let now = (dx * dx + dy * dy).sqrt().max(1e-6);
    let share = (step / (want * want)).min(1.0);
    let shift = share * (now - want) / 2.0 / now;
    let (ga, gb) = match (fixed[a], fixed[b]) {
        (true, _) => (0.0, 2.0),
        (_, true) => (2.0, 0.0),
        _ => (1.0, 1.0),
    };
    points[a].x -= ga * shift * dx;
    points[a].y -= ga * shift * dy;
    points[b].x += gb * shift * dx;
    points[b].y += gb * shift * dy;
}

/// The number that, multiplied by itself `times` times, gives `value`: by halving, so that no platform's `pow` is asked.
fn root_of(value: f64, times: usize) -> f64 {
    let (mut low, mut high) = (0.0_f64, 1.0_f64);
    for _ in 0..60 {
        let mid = (low + high) / 2.0;
        let power = (0..times).fold(1.0, |p, _| p * mid);
        if power < value { low = mid } else { high = mid }
    }
    (low + high) / 2.0
}

/// How much wider than high a mean box is, tamed.
fn squeeze(sizes: &[Size]) -> f64 {
    let (w, h) = sizes.iter().fold((0.0, 0.0), |(w, h), s| (w + s.w, h + s.h));
    (w / f64::max(h, 1.0)).sqrt().clamp(1.0, 1.7)
}

fn link_lengths(sizes: &[Size], links: &[(usize, usize)], hints: &Hints) -> Vec<f64> {
    let near = neighbours(sizes.len(), links);
    links
        .iter()
        .map(|&(a, b)| {
            let shared = near[a].iter().filter(|n| near[b].binary_search(n).is_ok()).count();
            let apart = (near[a].len() + near[b].len() - 2 * shared) as f64;
            let boxes = (sizes[a].h + sizes[b].h) / 2.0 + (sizes[a].w + sizes[b].w) / 8.0;
            (hints.reach + boxes) * (0.75 + OPENING * apart.sqrt())
        })
        .collect()
}

/// Shortest distances from a node (Dijkstra); infinite to other parts.
fn distances_from(from: usize, near: &[Vec<(usize, f64)>]) -> Vec<f64> {
    // Non-negative floats order as their bits do, which gives a heap key.
    use std::{cmp::Reverse, collections::BinaryHeap};
    let mut best = vec![f64::INFINITY; near.len()];
    let mut heap = BinaryHeap::from([Reverse((0u64, from))]);
    best[from] = 0.0;
    while let Some(Reverse((bits, node))) = heap.pop() {
        let distance = f64::from_bits(bits);
        if distance > best[node] {
            continue;
        }
        for &(next, length) in &near[node] {
            let through = distance + length;
            if through < best[next] {
                best[next] = through;
                heap.push(Reverse((through.to_bits(), next)));
            }
        }
    }
    best
}
