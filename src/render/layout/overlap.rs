//! How do boxes get room without the picture losing its shape?
//!
//! Growing a tree (Nachmanson, Nocaj, Bereg, Zhang, Holroyd 2016): of a spanning tree over the nearest boxes, every branch
//! that is too short is stretched until its two boxes are apart; again, until no boxes overlap.

use super::{Point, Size};

const ROUNDS: usize = 80;

/// Moves boxes apart until at least `gap` lies between any two.
pub fn grow_apart(points: &mut [Point], sizes: &[Size], gap: f64) {
    part_twins(points);
    for _ in 0..ROUNDS {
        if !grow_once(points, sizes, gap) {
            return;
        }
    }
    push_free(points, sizes, &vec![false; points.len()], gap);
}

/// One tree, grown from its root; tells whether any branch had to grow.
fn grow_once(points: &mut [Point], sizes: &[Size], gap: f64) -> bool {
    let count = points.len();
    if count < 2 {
        return false;
    }
    let old = points.to_vec();
    let mut cost = vec![f64::INFINITY; count];
    let mut parent = vec![0usize; count];
    let mut done = vec![false; count];
    let mut grew = false;
    let mut node = 0;
    done[0] = true;
    for _ in 1..count {
        for other in 0..count {
            if !done[other] {
                let c = branch_cost(&old, sizes, gap, node, other);
                if c < cost[other] {
                    cost[other] = c;
                    parent[other] = node;
                }
            }
        }
        let next = (0..count).filter(|&i| !done[i]).min_by(|&a, &b| cost[a].total_cmp(&cost[b]));
        let Some(next) = next else { break };
        let from = parent[next];
        let (dx, dy) = (old[next].x - old[from].x, old[next].y - old[from].y);
        let stretch = stretch(&old, sizes, gap, from, next);
        grew |= stretch > 1.0 + 1e-9;
        points[next] = Point::new(points[from].x + dx * stretch, points[from].y + dy * stretch);
        done[next] = true;
        node = next;
    }
    grew
}

/// Overlapping pairs are cheapest, the deeper the cheaper; others cost the space between them.
fn branch_cost(points: &[Point], sizes: &[Size], gap: f64, a: usize, b: usize) -> f64 {
    let stretch = stretch(points, sizes, gap, a, b);
    let length = points[a].to(points[b]);
    if stretch > 1.0 {
        return -(stretch - 1.0) * length;
    }
    let dx = ((points[a].x - points[b].x).abs() - (sizes[a].w + sizes[b].w) / 2.0).max(0.0);
    let dy = ((points[a].y - points[b].y).abs() - (sizes[a].h + sizes[b].h) / 2.0).max(0.0);
    (dx * dx + dy * dy).sqrt()
}

/// The factor by which the line between two centres must grow to part the boxes; 1 where they are apart.
fn stretch(points: &[Point], sizes: &[Size], gap: f64, a: usize, b: usize) -> f64 {
    let (dx, dy) = ((points[a].x - points[b].x).abs(), (points[a].y - points[b].y).abs());
    let (w, h) = ((sizes[a].w + sizes[b].w) / 2.0 + gap, (sizes[a].h + sizes[b].h) / 2.0 + gap);
    if dx >= w - 1e-6 || dy >= h - 1e-6 {
        return 1.0;
    }
    let by_x = if dx > 1e-9 { w / dx } else { f64::INFINITY };
    let by_y = if dy > 1e-9 { h / dy } else { f64::INFINITY };
    by_x.min(by_y)
}

/// No two centres may be the same: their line has no direction to grow in.
fn part_twins(points: &mut [Point]) {
    for i in 0..points.len() {
        let twins = points[..i].iter().filter(|p| p.to(points[i]) < 0.5).count();
        let step = twins as f64;
        points[i].x += step * 0.7;
        points[i].y += step * 0.9;
    }
}

/// Moves only free boxes, each pair along the axis that needs less, until none overlap or patience ends.
pub fn push_free(points: &mut [Point], sizes: &[Size], fixed: &[bool], gap: f64) {
    for round in 0..400 {
        // Later rounds push harder, so that a ring of boxes that hand an overlap on comes to rest.
        let force = 1.0 + round as f64 * 0.01;
        let mut moved = false;
        for a in 0..points.len() {
            for b in a + 1..points.len() {
                moved |= push_pair(points, sizes, fixed, gap, (a, b), force);
            }
        }
        if !moved {
            return;
        }
    }
}

fn push_pair(
    points: &mut [Point],
    sizes: &[Size],
    fixed: &[bool],
    gap: f64,
    (a, b): (usize, usize),
    force: f64,
) -> bool {
    if fixed[a] && fixed[b] {
        return false;
    }
    let (dx, dy) = (points[b].x - points[a].x, points[b].y - points[a].y);
    let over_x = (sizes[a].w + sizes[b].w) / 2.0 + gap - dx.abs();
    let over_y = (sizes[a].h + sizes[b].h) / 2.0 + gap - dy.abs();
    if over_x <= 0.01 || over_y <= 0.01 {
        return false;
    }
    let (share_a, share_b) = match (fixed[a], fixed[b]) {
        (true, _) => (0.0, 1.0),
        (_, true) => (1.0, 0.0),
        _ => (0.5, 0.5),
    };
    if over_x < over_y {
        let push = if dx < 0.0 { -over_x } else { over_x } * force;
        points[a].x -= push * share_a;
        points[b].x += push * share_b;
    } else {
        let push = if dy < 0.0 { -over_y } else { over_y } * force;
        points[a].y -= push * share_a;
        points[b].y += push * share_b;
    }
    true
}
