//! Where does one word end and the next begin?
//!
//! Words are cut as Universal Dependencies English cuts them: *do|n't*, *Japan|'s*, *well|-|known* but *non-binding*
//! (bound prefixes stay on), *25|%*, *$|200*, *5|km* but *1980s*; *U.S.*, *Mr.*, *9/11*, *05/25* stay whole. A cut is a
//! byte range on character boundaries; nothing but white space is left out.

use super::words;
use crate::model::Span;

/// Cuts one line or paragraph, `range` of `text`, into words.
pub(super) fn cut(text: &str, range: Span, out: &mut Vec<Span>) {
    let Some(part) = text.get(range.start..range.end) else { return };
    let mut start = None;
    let mut at_line_start = true;
    for (offset, c) in part.char_indices() {
        if is_space(c) {
            if let Some(from) = start.take() {
                Cutter { text, line_start: at_line_start, out }.chunk(from, range.start + offset);
                at_line_start = false;
            }
        } else if start.is_none() {
            start = Some(range.start + offset);
        }
    }
    if let Some(from) = start {
        Cutter { text, line_start: at_line_start, out }.chunk(from, range.end);
    }
}

/// White space and the characters that print nothing.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// Apostrophes as people type them.
pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '`' | '´' | 'ʼ' | '‘' | '＇')
}

/// Hyphens and dashes.
fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑' | '–' | '—' | '―' | '−' | '‒')
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || is_mark(c)
}

/// Combining marks: they belong to the letter before them.
fn is_mark(c: char) -> bool {
    matches!(c as u32, 0x300..=0x36F | 0x483..=0x489 | 0x591..=0x5BD | 0x610..=0x61A | 0x64B..=0x65F | 0x900..=0x903
        | 0x93A..=0x94F | 0x1AB0..=0x1AFF | 0x1DC0..=0x1DFF | 0x20D0..=0x20FF | 0xFE00..=0xFE0F | 0xFE20..=0xFE2F)
}

struct Cutter<'a> {
    text: &'a str,
    line_start: bool,
    out: &'a mut Vec<Span>,
}

impl Cutter<'_> {
    fn push(&mut self, start: usize, end: usize) {
        if start < end {
            self.out.push(Span::new(start, end));
        }
    }

    fn slice(&self, start: usize, end: usize) -> &str {
        self.text.get(start..end).unwrap_or("")
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.text.get(at..)?.chars().next()
    }

    /// A run without white space.
    fn chunk(&mut self, start: usize, end: usize) {
        let whole = self.slice(start, end);
        let marked =
            is_list_mark(whole) && (self.line_start || whole.ends_with(')') && !whole.starts_with("(1"));
        if words::is_emoticon(whole) || marked {
            return self.push(start, end);
        }
        let mut at = start;
        while at < end {
            at = self.step(start, at, end);
        }
    }

    /// Cuts the token at `at` and says where it ends.
    fn step(&mut self, start: usize, at: usize, end: usize) -> usize {
        let Some(c) = self.char_at(at) else { return end };
        if let Some(stop) = self.address(at, end) {
            self.push(at, stop);
            return stop;
        }
        if is_word(c) {
            return self.word(at, end);
        }
        let next = at + c.len_utf8();
        let follows = self.char_at(next).filter(|_| next < end);
        // A sign or a leading decimal point belongs to its number: "+1", ".5".
        let figure = matches!(c, '+' | '.') || (is_apostrophe(c) && self.slice(next, end).len() < 4);
        if at == start && figure && follows.is_some_and(|d| d.is_ascii_digit()) {
            return self.word(at, end);
        }
        // Clitics stand apart from what precedes them even when they come first: "'s".
        if is_apostrophe(c) && self.clitic(at, end) {
            let stop = self.run_end(next, end, is_word);
            self.push(at, stop);
            return stop;
        }
        let stop = self.punctuation_end(c, next, end);
        self.push(at, stop);
        stop
    }

    /// "'s", "'re" … standing whole at `at`.
    fn clitic(&self, at: usize, end: usize) -> bool {
        let Some(c) = self.char_at(at) else { return false };
        let from = at + c.len_utf8();
        let stop = self.run_end(from, end, is_word);
        let before = self.text.get(..at).and_then(|t| t.chars().next_back());
        before.is_some_and(|b| !is_space(b) || c != '‘')
            && words::CLITICS.iter().any(|w| self.slice(from, stop).eq_ignore_ascii_case(w))
    }

    /// Repeated marks are one token ("...", "--", "!?"); brackets and quotes are one each, but for "''" and "``".
    fn punctuation_end(&self, c: char, next: usize, end: usize) -> usize {
        match c {
            '(' | ')' | '[' | ']' | '{' | '}' | '"' | '“' | '”' | '„' | '«' | '»' | ',' | ';' | '%' => {
                next
            }
            '\'' | '`' | '’' | '‘' => match self.char_at(next) {
                Some(d) if d == c && next < end => next + d.len_utf8(),
                _ => next,
            },
            '.' | '!' | '?' => self.run_end(next, end, |d| matches!(d, '.' | '!' | '?')),
            _ => self.run_end(next, end, |d| d == c),
        }
    }

    fn run_end(&self, from: usize, end: usize, want: impl Fn(char) -> bool) -> usize {
        let rest = self.slice(from, end);
        rest.char_indices().find(|&(_, c)| !want(c)).map_or(end, |(offset, _)| from + offset)
    }

    /// A web or mail address at `at`, without the punctuation that ends its sentence.
    fn address(&self, at: usize, end: usize) -> Option<usize> {
        let rest = self.slice(at, end);
        // Looked for only where a token begins, and addresses are short: a megabyte without a space stays linear.
        let head: &str = rest.char_indices().nth(300).map_or(rest, |(stop, _)| &rest[..stop]);
        let stop =
            head.find(['<', '>', '"', '“', '”', ')', '(', ',', ';', '[', ']', '…']).unwrap_or(head.len());
        let head = head[..stop].trim_end_matches(['.', ':', '!', '?', '\'', '’']);
        let lower = head.get(..8).unwrap_or(head).to_ascii_lowercase();
        let web = lower.starts_with("http://") || lower.starts_with("https://") || lower.starts_with("www.");
        (head.len() > 4
            && (web || words::is_mail(head) || words::is_domain(head) || words::is_dotted_path(head)))
        .then_some(at + head.len())
    }

    /// A token that begins with a letter or digit.
    fn word(&mut self, at: usize, end: usize) -> usize {
        let mut stop = self.core_end(at, end);
        if let Some(c) = self.char_at(stop).filter(|_| stop < end) {
            let form = self.slice(at, stop);
            let after = stop + c.len_utf8();
            let kept = c == '.' && after <= end && self.keeps_period(form, at, after, end);
            let currency = c == '$' && form.chars().all(|c| c.is_uppercase());
            if kept || currency {
                stop = after;
            }
        }
        self.split_word(at, stop);
        stop
    }

    /// Whether the full stop after `form` is part of it. Two or more stops are an ellipsis of their own.
    fn keeps_period(&self, form: &str, at: usize, after: usize, end: usize) -> bool {
        let more = self.slice(after, end);
        if more.starts_with('.') {
            return false;
        }
        let opens =
            |t: &str| words::opens_sentence(t.split(is_space).find(|w| !w.is_empty()).unwrap_or("The"));
        let new_sentence = more.is_empty() && self.text.get(after..).is_some_and(opens);
        let last_in_text =
            self.text.get(after..).is_none_or(|rest| rest.trim_start_matches(is_space).is_empty());
        if form.chars().count() == 1 {
            let sentence_word = matches!(form, "I" | "A" | "a");
            let followed = !last_in_text && (more.is_empty() || more.starts_with(is_hyphen));
            let begins =
                at == 0 || self.text.get(..at).is_some_and(|t| t.ends_with([' ', '.', '-', '(', '"', '“']));
            return form.chars().all(char::is_uppercase)
                && followed
                && begins
                && (!sentence_word || self.initial(after))
                && !new_sentence;
        }
        if form.contains('.') {
            return form
                .split('.')
                .all(|part| part.chars().count() <= 2 && part.chars().all(char::is_alphabetic));
        }
        if words::needs_number(form) {
            return self.text.get(after..).is_some_and(|t| {
                t.trim_start_matches(is_space).starts_with(|c: char| c.is_numeric() || c == '№')
            });
        }
        if form == "etc" && new_sentence {
            return false;
        }
        words::is_abbreviation(form) && (!last_in_text || words::may_end_sentence(form))
    }

    /// "I." and "A." are initials only between capitalised words.
    fn initial(&self, after: usize) -> bool {
        self.text.get(after..).is_some_and(|t| t.trim_start_matches(is_space).starts_with(char::is_uppercase))
    }

    /// Letters, digits and what joins them.
    fn core_end(&self, at: usize, end: usize) -> usize {
        let mut stop = at;
        let mut previous: Option<char> = None;
        let mut chars = self.slice(at, end).char_indices().peekable();
        while let Some((offset, c)) = chars.next() {
            let next = chars.peek().map(|&(_, d)| d);
            let joins = is_word(c)
                || (offset == 0 && (matches!(c, '+' | '.') || is_apostrophe(c)))
                || self.joint(at, stop, previous, c, next, end);
            if !joins {
                break;
            }
            stop = at + offset + c.len_utf8();
            previous = Some(c);
        }
        stop
    }

    /// Whether `c` between `previous` and `next` holds a word together.
    fn joint(
        &self,
        at: usize,
        here: usize,
        previous: Option<char>,
        c: char,
        next: Option<char>,
        end: usize,
    ) -> bool {
        let (Some(before), Some(after)) = (previous, next) else { return false };
        // Words are short; a megabyte of "1/1/1" is not one, and looking at it whole at every joint would take for ever.
        if !is_word(after) || !is_word(before) || here - at > 120 {
            return false;
        }
        let digits = before.is_ascii_digit() && after.is_ascii_digit();
        let form = self.slice(at, here);
        match c {
            ',' | ':' | '·' => digits,
            '.' => digits || self.dotted(form, here, end),
            '&' => form.chars().all(char::is_uppercase) && after.is_uppercase(),
            '@' => true,
            '/' => (digits && self.figures(at, end)) || self.slashed(form, here, end),
            c if is_apostrophe(c) => !digits || before.is_alphabetic(),
            c if is_hyphen(c) => c == '-' && self.hyphenated(form, at, here, end),
            _ => false,
        }
    }

    /// The letters and digits at `from`, or the first forty of them.
    fn next_word(&self, from: usize, end: usize) -> &str {
        let rest = self.slice(from, end);
        let stop = rest.char_indices().take(40).find(|&(_, c)| !is_word(c)).map(|(at, _)| at);
        let stop = stop.or_else(|| rest.char_indices().nth(40).map(|(at, _)| at)).unwrap_or(rest.len());
        &rest[..stop]
    }

    /// "U.S", "a.m", "Ph.D", "file.doc": stops inside abbreviations and file names, not "end.Next".
    fn dotted(&self, form: &str, here: usize, end: usize) -> bool {
        let next = self.next_word(here + 1, end);
        let last = form.rsplit('.').next().unwrap_or(form);
        let short = |s: &str| s.chars().count() <= 2 && s.chars().all(char::is_alphabetic);
        (short(last) && short(next)) || words::is_file_ending(next)
    }

    /// Dates and numbers with slashes: "9/11", "05/25", "16/11/2004"; long figures are ranges.
    fn figures(&self, at: usize, end: usize) -> bool {
        let rest = self.slice(at, end);
        let length = rest
            .bytes()
            .take(16)
            .position(|c| !c.is_ascii_digit() && c != b'/')
            .unwrap_or(rest.len().min(16));
        let Some(run) = rest.get(..length) else { return false };
        let parts = run.split('/').count();
        parts <= 3
            && run.split('/').all(|p| p.len() <= 4)
            && (parts == 3 || run.split('/').all(|p| p.len() <= 3))
    }

    /// "w/o", "c/o", "I/O": single letters around the slash.
    fn slashed(&self, form: &str, here: usize, end: usize) -> bool {
        let next = self.next_word(here + 1, end);
        form.chars().count() == 1 && next.chars().count() == 1 && form.chars().all(char::is_alphabetic)
            || (form.eq_ignore_ascii_case("w") && (next == "o" || next == "out"))
    }

    /// Bound prefixes and telephone-like figures keep their hyphen; everything else is cut there.
    fn hyphenated(&self, form: &str, at: usize, here: usize, end: usize) -> bool {
        let next = self.next_word(here + 1, end);
        if next.chars().all(|c| c.is_ascii_digit()) {
            return telephone(self.slice(at, end));
        }
        words::is_bound_prefix(form) && next.chars().count() > 1
    }

    /// Cuts clitics off, and units from figures.
    fn split_word(&mut self, start: usize, end: usize) {
        let form = self.slice(start, end);
        if let Some(cut) = words::contraction(form) {
            self.push(start, start + cut);
            self.push(start + cut, end);
        } else if let Some(cut) = words::unit_cut(form) {
            self.push(start, start + cut);
            self.push(start + cut, end);
        } else {
            self.push(start, end);
        }
    }
}

/// "713-853-3989", "2004-05-11": three groups, or two of three and four digits.
fn telephone(rest: &str) -> bool {
    let end =
        rest.bytes().take(30).position(|c| !c.is_ascii_digit() && c != b'-').unwrap_or(rest.len().min(30));
    let Some(run) = rest.get(..end) else { return false };
    let mut groups = run.split('-').map(str::len);
    matches!(
        (groups.next(), groups.next(), groups.next()),
        (Some(1..), Some(1..), Some(1..)) | (Some(1 | 3), Some(4), None)
    )
}

/// "1.", "12)", "a.", "(b)", "iv)" at the head of a line.
fn is_list_mark(chunk: &str) -> bool {
    let inner = chunk.strip_prefix('(').unwrap_or(chunk);
    let Some(core) = inner.strip_suffix('.').or_else(|| inner.strip_suffix(')')) else { return false };
    let digits = core.len() <= 5
        && core
            .split('.')
            .all(|part| (1..=2).contains(&part.len()) && part.chars().all(|c| c.is_ascii_digit()));
    let letter = core.len() == 1 && core.chars().all(|c| c.is_ascii_alphabetic()) && chunk.ends_with(')');
    let roman = core.len() <= 4 && core.chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
    !core.is_empty() && (digits || letter || roman)
}
