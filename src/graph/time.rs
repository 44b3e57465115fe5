//! Which of two dates comes first, and could one fact follow another?

use crate::model::{Day, Edtf};

const FIRST: Day = Day { year: i32::MIN, month: 1, day: 1 };
const LAST: Day = Day { year: i32::MAX, month: 12, day: 31 };

/// First and last day a date may mean; open ends are the ends of time.
pub fn range(date: &Edtf) -> (Day, Day) {
    let (first, last) = date.bounds();
    (first.unwrap_or(FIRST), last.unwrap_or(LAST))
}

/// A key that sorts dates in time: by first day, longer before shorter, undated last.
pub fn order(date: Option<&Edtf>) -> (bool, Day, std::cmp::Reverse<Day>) {
    match date {
        None => (true, LAST, std::cmp::Reverse(LAST)),
        Some(date) => {
            let (first, last) = range(date);
            // "Up to 2024" has no first day: it is told at its end.
            let first = if first == FIRST { last } else { first };
            (false, first, std::cmp::Reverse(last))
        }
    }
}

/// Whether it had begun by the last day of `asked`, and had not ended before its first.
pub fn holds(date: &Edtf, asked: &Edtf, lasting: bool) -> bool {
    let ((first, last), (from, to)) = (range(date), range(asked));
    first <= to && (!lasting || !date.is_interval() || from <= last)
}

/// Whether a fact may lie in a period; either end may be open.
pub fn within(date: &Edtf, from: Option<&Edtf>, to: Option<&Edtf>) -> bool {
    let (first, last) = range(date);
    from.is_none_or(|from| range(from).0 <= last) && to.is_none_or(|to| first <= range(to).1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Edtf {
        Edtf::parse(text).unwrap()
    }

    #[test]
    fn what_held_when() {
        assert!(holds(&date("2022-02/.."), &date("2024"), true));
        assert!(!holds(&date("2010/2015"), &date("2024"), true));
        assert!(holds(&date("2010/2015"), &date("2024"), false));
        assert!(!holds(&date("2025"), &date("2024-07"), false));
        assert!(holds(&date("1953"), &date("2024-07"), true));
    }

    #[test]
    fn undated_comes_last_and_coarse_before_fine() {
        let mut dates = [None, Some(date("2024-07-29")), Some(date("2024")), Some(date("2023"))];
        dates.sort_by_key(|d| order(d.as_ref()));
        assert_eq!(
            dates.map(|d| d.map_or(String::new(), |d| d.to_string())),
            ["2023", "2024", "2024-07-29", ""]
        );
    }
}
