//! Where does each node go?
//!
//! [`layout`] places boxes so that linked ones are near, none overlap and few lines run under a box: stress first
//! (`stress`), then room for the boxes (`overlap`), then small moves that uncross lines (`polish`); parts that hang
//! together are packed side by side (`pack`). [`layered`] puts paths in columns. The pictures and the explorer share it.
//!
//! Same input, same output, on every platform: only `+ - * /` and `sqrt`, own random numbers from a fixed seed.

mod layered;
mod overlap;
mod pack;
mod polish;
mod random;
mod stress;

pub use layered::layered;
pub use polish::crosses_box;

use std::collections::BTreeMap;

/// A place on the sheet, or a vector; y grows downwards.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Down.
    pub y: f64,
}

/// Width and height of a box around a node and its label.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Size {
    /// Width.
    pub w: f64,
    /// Height.
    pub h: f64,
}

/// What the result should be like.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hints {
    /// Least space between two boxes.
    pub gap: f64,
    /// Space wanted between the boxes of two linked nodes: room for the label on the line.
    pub reach: f64,
    /// Width over height of the whole.
    pub aspect: f64,
}

impl Default for Hints {
    fn default() -> Self {
        Self { gap: 14.0, reach: 70.0, aspect: 1.5 }
    }
}

impl Point {
    /// The point `(x, y)`.
    pub fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// Distance to another point.
    pub fn to(self, other: Point) -> f64 {
        let (dx, dy) = (other.x - self.x, other.y - self.y);
        (dx * dx + dy * dy).sqrt()
    }

    /// The point at share `t` of the way to another.
    pub fn toward(self, other: Point, t: f64) -> Point {
        Point::new(self.x + (other.x - self.x) * t, self.y + (other.y - self.y) * t)
    }
}

/// Centres for the boxes. `links` are pairs of indices into `sizes`; pinned boxes stay where they are, and the others find
/// room around them.
pub fn layout(
    sizes: &[Size],
    links: &[(usize, usize)],
    pinned: &BTreeMap<usize, Point>,
    hints: &Hints,
) -> Vec<Point> {
    let links = clean(links, sizes.len());
    if !pinned.is_empty() {
        return around_pinned(sizes, &links, pinned, hints);
    }
    let parts = components(sizes.len(), &links);
    let placed: Vec<(Vec<usize>, Vec<Point>)> = parts
        .into_iter()
        .map(|members| {
            let (part_sizes, part_links) = restrict(&members, sizes, &links);
            let points = one_component(&part_sizes, &part_links, hints);
            (members, points)
        })
        .collect();
    pack::pack(sizes, &placed, hints)
}

/// A connected graph, nothing pinned.
fn one_component(sizes: &[Size], links: &[(usize, usize)], hints: &Hints) -> Vec<Point> {
    let mut points = stress::start(sizes.len());
    let fixed = vec![false; sizes.len()];
    stress::settle(&mut points, sizes, links, &fixed, hints);
    overlap::grow_apart(&mut points, sizes, hints.gap);
    polish::polish(&mut points, sizes, links, &fixed, hints);
    overlap::grow_apart(&mut points, sizes, hints.gap);
    points
}

/// New nodes begin at the mean of their placed neighbours, or below everything, and only they move.
fn around_pinned(
    sizes: &[Size],
    links: &[(usize, usize)],
    pinned: &BTreeMap<usize, Point>,
    hints: &Hints,
) -> Vec<Point> {
    let spiral = stress::start(sizes.len());
    let count = pinned.len() as f64;
    let middle = pinned.values().fold(Point::default(), |sum, p| Point::new(sum.x + p.x, sum.y + p.y));
    let middle = Point::new(middle.x / count, middle.y / count);
    let mut points: Vec<Point> = (0..sizes.len())
        .map(|node| {
            if let Some(point) = pinned.get(&node) {
                return *point;
            }
            let near: Vec<Point> = links
                .iter()
                .filter_map(|&(a, b)| {
                    if a == node {
                        pinned.get(&b)
                    } else if b == node {
                        pinned.get(&a)
                    } else {
                        None
                    }
                })
                .copied()
                .collect();
            let base = near.iter().fold(Point::default(), |s, p| Point::new(s.x + p.x, s.y + p.y));
            let base = match near.len() {
                0 => middle,
                n => Point::new(base.x / n as f64, base.y / n as f64),
            };
            Point::new(
                base.x + spiral[node].x * hints.reach * 0.2,
                base.y + spiral[node].y * hints.reach * 0.2,
            )
        })
        .collect();
    let fixed: Vec<bool> = (0..sizes.len()).map(|node| pinned.contains_key(&node)).collect();
    stress::settle(&mut points, sizes, links, &fixed, hints);
    // Scaling there and back may have cost the last bit.
    pinned.iter().for_each(|(&node, &point)| points[node] = point);
    overlap::push_free(&mut points, sizes, &fixed, hints.gap);
    polish::polish(&mut points, sizes, links, &fixed, hints);
    overlap::push_free(&mut points, sizes, &fixed, hints.gap);
    points
}

/// Each pair once, lower index first, no loops, nothing out of range.
fn clean(links: &[(usize, usize)], count: usize) -> Vec<(usize, usize)> {
    let mut out: Vec<(usize, usize)> = links
        .iter()
        .filter(|(a, b)| a != b && *a < count && *b < count)
        .map(|&(a, b)| (a.min(b), a.max(b)))
        .collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// Neighbours of each node, sorted.
fn neighbours(count: usize, links: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut out = vec![Vec::new(); count];
    for &(a, b) in links {
        out[a].push(b);
        out[b].push(a);
    }
    for list in &mut out {
        list.sort_unstable();
    }
    out
}

/// Nodes that hang together, largest part first.
fn components(count: usize, links: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let near = neighbours(count, links);
    let mut seen = vec![false; count];
    let mut parts = Vec::new();
    for start in 0..count {
        if seen[start] {
            continue;
        }
        seen[start] = true;
        let mut part = vec![start];
        let mut at = 0;
        while at < part.len() {
            for &next in &near[part[at]] {
                if !seen[next] {
                    seen[next] = true;
                    part.push(next);
                }
            }
            at += 1;
        }
        part.sort_unstable();
        parts.push(part);
    }
    parts.sort_by_key(|part| (std::cmp::Reverse(part.len()), part[0]));
    parts
}

/// The sizes and links of some nodes, renumbered.
fn restrict(members: &[usize], sizes: &[Size], links: &[(usize, usize)]) -> (Vec<Size>, Vec<(usize, usize)>) {
    let place: BTreeMap<usize, usize> = members.iter().enumerate().map(|(i, &m)| (m, i)).collect();
    let part_sizes = members.iter().map(|&m| sizes[m]).collect();
    let part_links = links.iter().filter_map(|(a, b)| Some((*place.get(a)?, *place.get(b)?))).collect();
    (part_sizes, part_links)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn overlap_count(points: &[Point], sizes: &[Size]) -> usize {
        let mut count = 0;
        for a in 0..points.len() {
            for b in a + 1..points.len() {
                let (dx, dy) = ((points[a].x - points[b].x).abs(), (points[a].y - points[b].y).abs());
                if dx < (sizes[a].w + sizes[b].w) / 2.0 && dy < (sizes[a].h + sizes[b].h) / 2.0 {
                    count += 1;
                }
            }
        }
        count
    }

    /// A wheel of stars: a hub in each, hubs in a ring, and two loose pairs.
    fn sample(stars: usize, leaves: usize) -> (Vec<Size>, Vec<(usize, usize)>) {
        let mut links = Vec::new();
        let mut count = stars;
        for hub in 0..stars {
            links.push((hub, (hub + 1) % stars));
            for _ in 0..leaves {
                links.push((hub, count));
                count += 1;
            }
        }
        links.push((count, count + 1));
        links.push((count + 2, count + 3));
        let sizes = (0..count + 4).map(|i| Size { w: 60.0 + (i % 5) as f64 * 20.0, h: 24.0 }).collect();
        (sizes, links)
    }

    #[test]
    fn boxes_never_overlap_and_runs_agree() {
        let (sizes, links) = sample(6, 9);
        let first = layout(&sizes, &links, &BTreeMap::new(), &Hints::default());
        let second = layout(&sizes, &links, &BTreeMap::new(), &Hints::default());
        assert_eq!(first, second);
        assert_eq!(overlap_count(&first, &sizes), 0);
        assert!(first.iter().all(|p| p.x.is_finite() && p.y.is_finite()));
    }

    #[test]
    fn pinned_nodes_stay_put() {
        let (sizes, links) = sample(3, 4);
        let before = layout(&sizes, &links, &BTreeMap::new(), &Hints::default());
        let pinned: BTreeMap<usize, Point> = before.iter().copied().enumerate().take(10).collect();
        let after = layout(&sizes, &links, &pinned, &Hints::default());
        for (node, point) in &pinned {
            assert_eq!(after[*node], *point);
        }
        assert_eq!(overlap_count(&after, &sizes), 0);
    }

    #[test]
    fn nothing_and_one() {
        assert!(layout(&[], &[], &BTreeMap::new(), &Hints::default()).is_empty());
        let one = layout(&[Size { w: 10.0, h: 10.0 }], &[(0, 0)], &BTreeMap::new(), &Hints::default());
        assert_eq!(one.len(), 1);
    }
}
