//! How do parts that do not hang together share a sheet?
//!
//! In rows, tallest first, as wide as the wanted shape of the sheet asks; the first row is the largest part alone when it
//! fills the width.

use super::{Hints, Point, Size};

/// Space between parts, in gaps.
const BETWEEN: f64 = 3.0;

struct Part {
    index: usize,
    low: Point,
    size: Size,
}

/// One set of centres from the centres of each part; `placed` holds members and their points.
pub fn pack(sizes: &[Size], placed: &[(Vec<usize>, Vec<Point>)], hints: &Hints) -> Vec<Point> {
    let mut parts: Vec<Part> = placed
        .iter()
        .enumerate()
        .map(|(index, (members, points))| {
            let (low, size) = bounds(members, points, sizes);
            Part { index, low, size }
        })
        .collect();
    parts.sort_by(|a, b| b.size.h.total_cmp(&a.size.h).then(a.index.cmp(&b.index)));
    let between = hints.gap * BETWEEN;
    let area: f64 = parts.iter().map(|p| (p.size.w + between) * (p.size.h + between)).sum();
    let widest = parts.iter().map(|p| p.size.w).fold(0.0, f64::max);
    let width = widest.max((area * hints.aspect).sqrt());
    let mut out = vec![Point::default(); sizes.len()];
    let (mut x, mut y, mut row) = (0.0, 0.0, 0.0_f64);
    for part in &parts {
        if x > 0.0 && x + part.size.w > width + 1.0 {
            (x, y, row) = (0.0, y + row + between, 0.0);
        }
        let (members, points) = &placed[part.index];
        for (member, point) in members.iter().zip(points) {
            out[*member] = Point::new(point.x - part.low.x + x, point.y - part.low.y + y);
        }
        x += part.size.w + between;
        row = row.max(part.size.h);
    }
    out
}

fn bounds(members: &[usize], points: &[Point], sizes: &[Size]) -> (Point, Size) {
    let mut low = Point::new(f64::INFINITY, f64::INFINITY);
    let mut high = Point::new(f64::NEG_INFINITY, f64::NEG_INFINITY);
    for (member, point) in members.iter().zip(points) {
        let size = sizes[*member];
        low = Point::new(low.x.min(point.x - size.w / 2.0), low.y.min(point.y - size.h / 2.0));
        high = Point::new(high.x.max(point.x + size.w / 2.0), high.y.max(point.y + size.h / 2.0));
    }
    (low, Size { w: high.x - low.x, h: high.y - low.y })
}
