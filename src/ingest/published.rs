//! When was this published, as far as the text shows?
//!
//! A date is taken for the publication's where texts put it: on a short line near the top (*12 March 2024*, *Published:
//! May 3, 2024 | Policy Brief*), in a dateline (*GENEVA, 4 June 2024 —*), in the file's name, or on a line at the end that
//! says *published*. A date in running text is none.

use crate::model::{Day, Edtf};
use regex::{Captures, Regex};
use std::sync::LazyLock;

/// Lines at the top that may carry the date.
const HEAD: usize = 12;
/// Lines at the end that may.
const TAIL: usize = 6;
/// Words beside the date on a line that is a by-line and no sentence.
const FEW_WORDS: usize = 3;
const SOME_WORDS: usize = 14;

static DATE: LazyLock<Regex> = LazyLock::new(|| {
    let month = r"(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?";
    let day = r"(?:[0-3]?[0-9])";
    let pattern = format!(
        r"\b(?:(?<y1>\d{{4}})[-/.](?<m1>\d{{2}})[-/.](?<d1>\d{{2}})(?:\b|T)
        |(?<d2>{day})(?:st|nd|rd|th)?\s+(?:of\s+)?(?<m2>{month}),?\s+(?<y2>\d{{4}})\b
        |(?<m3>{month})\s+(?<d3>{day})(?:st|nd|rd|th)?,?\s+(?<y3>\d{{4}})\b
        |(?<m4>{month}),?\s+(?<y4>\d{{4}})\b)"
    );
    Regex::new(&format!("(?x){}", pattern.replace('\n', ""))).expect("the pattern is well-formed")
});

static CUE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:published|posted|updated|released|issued|date|dated|modified)\b|^by |[|·•]")
        .expect("well-formed")
});

static PUBLISHED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)\b(?:published|posted|date|dated|released)\b").expect("well-formed"));

static FILE_DATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[^0-9])((?:19|20)\d{2})[-_.]?(0[1-9]|1[0-2])[-_.]?([0-3]\d)(?:[^0-9]|$)")
        .expect("well-formed")
});

/// A date that somebody gave: EDTF, a time stamp, or as people write it.
pub(super) fn parse(written: &str) -> Option<Edtf> {
    let written = written.trim();
    if let Ok(date) = Edtf::parse(written) {
        return Some(date);
    }
    let found = DATE.captures(written)?;
    date(&found)
}

/// The date of publication that the text, or else the file's name, shows.
pub(super) fn infer(file: &str, text: &str) -> Option<Edtf> {
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
    let head = || lines().take(HEAD).enumerate();
    head()
        .find_map(|(at, line)| by_line(at, line))
        .or_else(|| head().find_map(|(_, line)| dateline(line)))
        .or_else(|| file_name(file))
        .or_else(|| {
            let tail: Vec<&str> = lines().rev().take(TAIL).collect();
            tail.iter().filter(|line| PUBLISHED.is_match(line)).find_map(|line| by_line(1, line))
        })
}

/// A line that is little more than a date, or says what the date is of.
fn by_line(at: usize, line: &str) -> Option<Edtf> {
    let found = DATE.captures(line)?;
    let range = found.get(0)?.range();
    let (before, after) = (&line[..range.start], &line[range.end..]);
    let words = [before, after].into_iter().flat_map(|part: &str| part.split_whitespace());
    let words = words.filter(|word| word.chars().any(char::is_alphanumeric)).count();
    // A title may name the date of what it is about.
    let few = if at == 0 { 0 } else { FEW_WORDS };
    let sentence = line.ends_with('.') && words > few;
    let cue = CUE.is_match(before) || CUE.is_match(after);
    (words <= few || cue && words <= SOME_WORDS && !sentence).then(|| date(&found))?
}

/// `GENEVA, 4 June 2024 (Wire) — The parties …`
fn dateline(line: &str) -> Option<Edtf> {
    let found = DATE.captures(line)?;
    let range = found.get(0)?.range();
    let (before, after) = (&line[..range.start], line[range.end..].trim_start());
    let place =
        before.starts_with(|c: char| c.is_uppercase() || c == '(') && before.split_whitespace().count() <= 6;
    let after = match (after.starts_with('('), after.find(')')) {
        (true, Some(end)) if end < 40 => after[end + 1..].trim_start(),
        _ => after,
    };
    let dash = ["—", "–", "--", "- ", ") —"].iter().any(|dash| after.starts_with(dash));
    (place && dash && !before.contains(". ")).then(|| date(&found))?
}

fn file_name(file: &str) -> Option<Edtf> {
    let found = FILE_DATE.captures(file)?;
    let number = |at: usize| found.get(at)?.as_str().parse::<i32>().ok();
    day(number(1)?, number(2)?, number(3)?)
}

fn date(found: &Captures<'_>) -> Option<Edtf> {
    let text = |names: [&str; 4]| names.into_iter().find_map(|name| found.name(name)).map(|m| m.as_str());
    let year: i32 = text(["y1", "y2", "y3", "y4"])?.parse().ok()?;
    if !(1800..=2100).contains(&year) {
        return None;
    }
    let month = month(text(["m1", "m2", "m3", "m4"])?)?;
    match text(["d1", "d2", "d3", "none"]) {
        Some(number) => day(year, i32::from(month), number.parse().ok()?),
        None => Some(Edtf::month(year, month)),
    }
}

/// A day, if the calendar has it.
fn day(year: i32, month: i32, day: i32) -> Option<Edtf> {
    let date = Day { year, month: u8::try_from(month).ok()?, day: u8::try_from(day).ok()? };
    Edtf::parse(Edtf::day(date).as_str()).ok()
}

fn month(word: &str) -> Option<u8> {
    const NAMES: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    if let Ok(number) = word.parse() {
        return Some(number).filter(|n| (1..=12).contains(n));
    }
    let word = word.to_lowercase();
    NAMES.iter().position(|name| word.starts_with(name)).map(|at| at as u8 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_as_people_write_them() {
        for (written, date) in [
            ("2024-05", "2024-05"),
            ("2024-05-03T10:00:00+02:00", "2024-05-03"),
            ("2024/05/03 10:00", "2024-05-03"),
            ("3rd of May 2024", "2024-05-03"),
            ("May 3, 2024", "2024-05-03"),
            ("Tue, 12 Mar. 2024 09:00 GMT", "2024-03-12"),
            ("Sept 2023", "2023-09"),
        ] {
            assert_eq!(parse(written).unwrap().as_str(), date, "{written}");
        }
        for none in ["soon", "31 February 2024", "12/03/24", ""] {
            assert_eq!(parse(none), None, "{none}");
        }
    }

    #[test]
    fn a_publication_date_is_inferred_where_texts_put_it() {
        for (text, date) in [
            ("Ports and politics\nBy Ada Lund | 12 March 2024\n\nThe port …", Some("2024-03-12")),
            ("Ports\n\nPublished on May 3, 2024\n\nText.", Some("2024-05-03")),
            ("Ports\n\nFebruary 2025\nText.", Some("2025-02")),
            ("Talks end\n\nGENEVA, 4 June 2024 (Wire) — The parties met.", Some("2024-06-04")),
            ("Ports\n\nOn 3 May 2024 the ministers met in Oslo.", None),
            ("The treaty of 17 June 2019\n\nText of the article.", None),
            ("Ports\n\nText.\nMore.\n\nFirst published 9 July 2022", Some("2022-07-09")),
        ] {
            assert_eq!(infer("a.txt", text).as_ref().map(Edtf::as_str), date, "{text}");
        }
        assert_eq!(infer("2023-11-05-ports.md", "Ports\n\nText.").unwrap().as_str(), "2023-11-05");
        assert_eq!(infer("report-20231105.txt", "Ports\n\nText.").unwrap().as_str(), "2023-11-05");
    }
}
