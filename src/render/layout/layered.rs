//! How do paths read from left to right?
//!
//! Columns by rank, the order within a column by the means of the neighbours, swept both ways.

use super::{Hints, Point, Size, neighbours};

const SWEEPS: usize = 12;

/// Centres for boxes whose column is known: `ranks[i]` counts columns from the left.
pub fn layered(sizes: &[Size], links: &[(usize, usize)], ranks: &[usize], hints: &Hints) -> Vec<Point> {
    let columns = ranks.iter().max().map_or(0, |m| m + 1);
    let mut order: Vec<Vec<usize>> = vec![Vec::new(); columns];
    for (node, &rank) in ranks.iter().enumerate() {
        order[rank].push(node);
    }
    let near = neighbours(sizes.len(), links);
    let mut points = vec![Point::default(); sizes.len()];
    for column in &order {
        stack(&mut points, sizes, column, hints.gap);
    }
    for sweep in 0..SWEEPS {
        let mut turn: Vec<usize> = (0..columns).collect();
        if sweep % 2 == 1 {
            turn.reverse();
        }
        for rank in turn {
            sort_column(&mut order[rank], &points, &near);
            stack(&mut points, sizes, &order[rank], hints.gap);
        }
    }
    set_columns(&mut points, sizes, &order, hints);
    points
}

/// By the mean height of the neighbours; ties stay.
fn sort_column(column: &mut [usize], points: &[Point], near: &[Vec<usize>]) {
    let mean = |node: usize| {
        let list = &near[node];
        let sum: f64 = list.iter().map(|&n| points[n].y).sum();
        if list.is_empty() { points[node].y } else { sum / list.len() as f64 }
    };
    column.sort_by(|&a, &b| mean(a).total_cmp(&mean(b)));
}

/// One below the other about the middle line.
fn stack(points: &mut [Point], sizes: &[Size], column: &[usize], gap: f64) {
    let gap = gap * 2.0;
    let total: f64 = column.iter().map(|&n| sizes[n].h + gap).sum::<f64>() - gap;
    let mut y = -total / 2.0;
    for &node in column {
        points[node].y = y + sizes[node].h / 2.0;
        y += sizes[node].h + gap;
    }
}

fn set_columns(points: &mut [Point], sizes: &[Size], order: &[Vec<usize>], hints: &Hints) {
    let mut x = 0.0;
    for column in order {
        let width = column.iter().map(|&n| sizes[n].w).fold(0.0, f64::max);
        for &node in column {
            points[node].x = x + width / 2.0;
        }
        x += width + hints.reach;
    }
}
