//! Which small moves make the picture clearer?
//!
//! Each free node in turn tries places about its own and keeps the one where fewest lines run under boxes and fewest lines
//! cross, not too far from where the stress put it.

use super::random::Random;
use super::{Hints, Point, Size, neighbours};

const SWEEPS: usize = 8;
const TRIES: usize = 20;
/// Price of a line under a foreign box, against one crossing.
const UNDER: f64 = 6.0;
/// Price of a link as long as twice what it wants.
const LENGTH: f64 = 1.2;
/// Above this many nodes no line is looked at: who sees so many looks at the whole.
const CROWD: usize = 600;
/// Above this many pairs of lines the sweeps are fewer.
const MANY: usize = 200_000;
/// Above this many, lines cross whatever one does, and to weigh every crossing would take seconds.
const TANGLE: usize = 1_000_000;

/// Twelve directions, thirty degrees apart.
const COMPASS: [(f64, f64); 12] = [
    (1.0, 0.0),
    (0.866_025, 0.5),
    (0.5, 0.866_025),
    (0.0, 1.0),
    (-0.5, 0.866_025),
    (-0.866_025, 0.5),
    (-1.0, 0.0),
    (-0.866_025, -0.5),
    (-0.5, -0.866_025),
    (0.0, -1.0),
    (0.5, -0.866_025),
    (0.866_025, -0.5),
];

struct Board<'a> {
    sizes: &'a [Size],
    links: &'a [(usize, usize)],
    near: Vec<Vec<usize>>,
    want: f64,
    gap: f64,
}

/// Improves `points` in place; boxes that were apart stay apart.
pub fn polish(points: &mut [Point], sizes: &[Size], links: &[(usize, usize)], fixed: &[bool], hints: &Hints) {
    let pairs = links.len() * links.len();
    if points.len() < 3 || points.len() > CROWD || links.len() < 2 || pairs > TANGLE {
        return;
    }
    let total: f64 = links.iter().map(|&(a, b)| points[a].to(points[b])).sum();
    let want = total / links.len() as f64;
    let near = neighbours(points.len(), links);
    let board = Board { sizes, links, near, want, gap: hints.gap };
    let sweeps = if pairs > MANY { SWEEPS / 2 } else { SWEEPS };
    let mut random = Random::new(7);
    for sweep in 0..sweeps {
        let reach = want * (1.6 - 1.4 * sweep as f64 / sweeps as f64);
        let mut moved = false;
        for node in (0..points.len()).filter(|&n| !fixed[n]) {
            moved |= try_moves(points, &board, node, reach, &mut random);
        }
        if !moved {
            return;
        }
    }
}

fn try_moves(points: &mut [Point], board: &Board<'_>, node: usize, reach: f64, random: &mut Random) -> bool {
    let home = points[node];
    let mut best = (board.price(points, node, home, f64::INFINITY), home);
    for attempt in 0..TRIES {
        let (cx, cy) = COMPASS[(attempt * 5 + (random.next() % 12) as usize) % 12];
        let length = reach * (0.1 + random.unit());
        let place = Point::new(home.x + cx * length * 1.3, home.y + cy * length);
        if !board.fits(points, node, place) {
            continue;
        }
        let price = board.price(points, node, place, best.0);
        if price < best.0 - 0.05 {
            best = (price, place);
        }
    }
    points[node] = best.1;
    best.1 != home
}

impl Board<'_> {
    fn fits(&self, points: &[Point], node: usize, place: Point) -> bool {
        points.iter().enumerate().all(|(other, p)| {
            other == node
                || (p.x - place.x).abs() >= (self.sizes[node].w + self.sizes[other].w) / 2.0 + self.gap
                || (p.y - place.y).abs() >= (self.sizes[node].h + self.sizes[other].h) / 2.0 + self.gap
        })
    }

    /// What it costs that `node` is at `place`; gives up once that is more than `limit`.
    fn price(&self, points: &[Point], node: usize, place: Point, limit: f64) -> f64 {
        let mut price = 0.0;
        for &other in &self.near[node] {
            let length = place.to(points[other]) / self.want - 1.0;
            price += LENGTH * length * length * if length > 0.0 { 1.0 } else { 0.5 };
            price += UNDER * self.boxes_under(points, node, place, other);
        }
        for &(a, b) in self.links {
            if a == node || b == node {
                continue;
            }
            if crosses_box(points[a], points[b], place, self.sizes[node], self.gap * 0.4) {
                price += UNDER;
            }
            if price > limit {
                return price;
            }
            for &other in &self.near[node] {
                if other != a && other != b && crosses(place, points[other], points[a], points[b]) {
                    price += 1.0;
                }
            }
        }
        price
    }

    /// How many boxes the line from `node` at `place` to `other` runs under.
    fn boxes_under(&self, points: &[Point], node: usize, place: Point, other: usize) -> f64 {
        let mut count = 0.0;
        for (third, p) in points.iter().enumerate() {
            if third != node
                && third != other
                && crosses_box(place, points[other], *p, self.sizes[third], self.gap * 0.4)
            {
                count += 1.0;
            }
        }
        count
    }
}

/// Whether a line passes through a box grown by `margin`.
pub fn crosses_box(from: Point, to: Point, centre: Point, size: Size, margin: f64) -> bool {
    let (w, h) = (size.w / 2.0 + margin, size.h / 2.0 + margin);
    let (x, y, dx, dy) = (from.x - centre.x, from.y - centre.y, to.x - from.x, to.y - from.y);
    let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
    for (start, step, half) in [(x, dx, w), (y, dy, h)] {
        if step.abs() < 1e-12 {
            if start.abs() > half {
                return false;
            }
        } else {
            let (one, two) = ((-half - start) / step, (half - start) / step);
            enter = enter.max(one.min(two));
            leave = leave.min(one.max(two));
        }
    }
    enter < leave
}

fn crosses(a: Point, b: Point, c: Point, d: Point) -> bool {
    let side = |p: Point, q: Point, r: Point| (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x);
    let (one, two) = (side(a, b, c), side(a, b, d));
    let (three, four) = (side(c, d, a), side(c, d, b));
    one * two < 0.0 && three * four < 0.0
}
