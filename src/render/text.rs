//! How much room does a text take, and how is it broken into lines?

use super::metrics::RUNS;

/// A hanging `…`.
const ELLIPSIS: char = '…';

/// Width of a line at a font size.
pub fn width(text: &str, size: f64, bold: bool) -> f64 {
    let total: u32 = text.chars().map(|c| u32::from(advance(c, bold))).sum();
    f64::from(total) * size / 1000.0
}

/// Whether every letter's width is known, so that the line may be held to it.
pub fn is_measured(text: &str) -> bool {
    text.chars().all(|c| known(c, false).is_some())
}

/// Thousandths of the font size; wide scripts and pictographs take a square, marks nothing.
fn advance(c: char, bold: bool) -> u16 {
    if let Some(width) = known(c, bold) {
        return width;
    }
    match c as u32 {
        0x300..=0x36F | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F | 0xFE00..=0xFE0F => 0,
        0x1100..=0x115F | 0x2E80..=0xA4CF | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF | 0xFE30..=0xFE4F => 1000,
        0xFF00..=0xFF60 | 0x2_0000..=0x3_FFFF => 1000,
        0x2600..=0x27BF | 0x1_F000..=0x1_FAFF => 1250,
        _ => 640,
    }
}

fn known(c: char, bold: bool) -> Option<u16> {
    let code = c as u32;
    let (first, regular, heavy) = RUNS.iter().rev().find(|(first, ..)| *first <= code)?;
    let widths = if bold { heavy } else { regular };
    widths.get((code - first) as usize).copied().filter(|w| *w > 0)
}

/// One line for the eye: no line breaks, no control characters, no marks that turn the direction of what follows.
pub fn clean(text: &str) -> String {
    let kept: String = text
        .chars()
        .map(|c| if c.is_whitespace() || c.is_control() { ' ' } else { c })
        .filter(|c| !matches!(*c as u32, 0x200E | 0x200F | 0x202A..=0x202E | 0x2066..=0x2069 | 0xFFFE | 0xFFFF | 0xFEFF))
        .collect();
    kept.split(' ').filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The text in at most `lines` lines of at most `max` width, as even as it can be; what does not fit ends in `…`.
pub fn wrap(text: &str, max: f64, size: f64, bold: bool, lines: usize) -> Vec<String> {
    let text = clean(text);
    let whole = width(&text, size, bold);
    if whole <= max {
        return vec![text];
    }
    // Even lines: the least number of lines first, then the narrowest measure that keeps to it.
    let full = fill(&text, max, size, bold);
    let count = full.len().min(lines);
    let widest = text.split(' ').map(|w| width(w, size, bold)).fold(0.0, f64::max);
    let mut measure = f64::max(whole / count as f64, widest);
    while measure < max {
        let tried = fill(&text, measure, size, bold);
        if tried.len() <= count {
            return tried;
        }
        measure += size * 0.5;
    }
    shorten(full, max, size, bold, lines)
}

/// Greedy lines; a word wider than the measure is cut.
fn fill(text: &str, max: f64, size: f64, bold: bool) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for word in text.split(' ') {
        let word = fit(word, max.max(size * 4.0), size, bold);
        match out.last_mut() {
            Some(line) if width(line, size, bold) + width(&word, size, bold) + size * 0.26 <= max => {
                line.push(' ');
                line.push_str(&word);
            }
            _ => out.push(word),
        }
    }
    out
}

fn shorten(mut lines: Vec<String>, max: f64, size: f64, bold: bool, count: usize) -> Vec<String> {
    if lines.len() > count {
        lines.truncate(count);
        if let Some(last) = lines.last_mut() {
            *last = fit(&format!("{last} {ELLIPSIS}"), max, size, bold);
        }
    }
    lines
}

/// The text, cut with `…` where it is wider than `max`.
pub fn fit(text: &str, max: f64, size: f64, bold: bool) -> String {
    if width(text, size, bold) <= max {
        return text.to_string();
    }
    let mut kept = String::new();
    let mut total = width("…", size, bold);
    for c in text.chars() {
        total += f64::from(advance(c, bold)) * size / 1000.0;
        if total > max {
            break;
        }
        kept.push(c);
    }
    let kept = kept.trim_end_matches([' ', ELLIPSIS]);
    format!("{kept}{ELLIPSIS}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_even_and_within_the_measure() {
        let lines = wrap("Memorandum of Understanding on Defence Cooperation", 140.0, 12.0, false, 3);
        assert_eq!(lines.len(), 3);
        assert!(lines.iter().all(|l| width(l, 12.0, false) <= 140.0), "{lines:?}");
    }

    #[test]
    fn what_is_too_long_is_cut() {
        let lines = wrap(&"word ".repeat(80), 100.0, 12.0, false, 3);
        assert_eq!(lines.len(), 3);
        assert!(lines[2].ends_with('…'));
        assert!(width(&fit(&"x".repeat(500), 90.0, 12.0, true), 12.0, true) <= 90.0);
    }

    #[test]
    fn hostile_names_become_one_plain_line() {
        assert_eq!(clean("a\nb\u{202E}c\t\u{0}d"), "a bc d");
        assert!(width("条約🙂", 10.0, false) > 30.0);
    }
}
