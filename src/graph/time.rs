//! Which of two dates comes first, and could one fact follow another?

use crate::model::{Day, Edtf, When};

const FIRST: Day = Day { year: i32::MIN, month: 1, day: 1 };
const LAST: Day = Day { year: i32::MAX, month: 12, day: 31 };

/// What [`order`] sorts by.
pub type Order = (bool, Day, std::cmp::Reverse<Day>);

/// First and last day a date may mean; open ends are the ends of time.
pub fn range(date: &Edtf) -> (Day, Day) {
    span(&When::of(date))
}

/// First and last day of a span; open ends are the ends of time.
pub fn span(when: &When) -> (Day, Day) {
    (when.first.unwrap_or(FIRST), when.last.unwrap_or(LAST))
}

/// A key that sorts dates in time: by first day, longer before shorter, undated last.
pub fn order(date: Option<&Edtf>) -> Order {
    order_of(date.map(When::of).as_ref())
}

/// The same for a span.
pub fn order_of(when: Option<&When>) -> Order {
    match when {
        None => (true, LAST, std::cmp::Reverse(LAST)),
        Some(when) => {
            let (first, last) = span(when);
            // "Up to 2024" has no first day: it is told at its end.
            let first = if first == FIRST { last } else { first };
            (false, first, std::cmp::Reverse(last))
        }
    }
}

/// Whether it had begun by the last day of `asked`, and had not ended before its first.
pub fn holds(when: &When, asked: &Edtf, lasting: bool) -> bool {
    let ((first, last), (from, to)) = (span(when), range(asked));
    first <= to && (!lasting || !when.interval || from <= last)
}

/// Whether a fact may lie in a period; either end may be open.
pub fn within(when: &When, from: Option<&Edtf>, to: Option<&Edtf>) -> bool {
    let (first, last) = span(when);
    from.is_none_or(|from| range(from).0 <= last) && to.is_none_or(|to| first <= range(to).1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Edtf {
        Edtf::parse(text).unwrap()
    }

    fn when(text: &str) -> When {
        When::of(&date(text))
    }

    #[test]
    fn what_held_when() {
        assert!(holds(&when("2022-02/.."), &date("2024"), true));
        assert!(!holds(&when("2010/2015"), &date("2024"), true));
        assert!(holds(&when("2010/2015"), &date("2024"), false));
        assert!(!holds(&when("2025"), &date("2024-07"), false));
        assert!(holds(&when("1953"), &date("2024-07"), true));
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
