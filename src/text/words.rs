//! Which strings are special to the cutter: abbreviations, clitics, bound prefixes, units, addresses?
//!
//! Closed classes of written English, each small enough to read; sorted, so that a search can halve them.

use super::token::is_apostrophe;

/// What follows an apostrophe and is a word of its own.
pub(super) const CLITICS: [&str; 6] = ["s", "re", "ve", "ll", "m", "d"];

/// Abbreviations that keep their full stop, in lower case.
const ABBREVIATIONS: &[&str] = &[
    "adm", "al", "approx", "apr", "art", "asst", "assn", "assoc", "atty", "aug", "ave", "bldg", "blvd",
    "brig", "bros", "ca", "capt", "cf", "cmdr", "co", "col", "comdr", "corp", "cpl", "dec", "dept", "dist",
    "dr", "ed", "eds", "esq", "est", "et", "etc", "ext", "feb", "fig", "figs", "fr", "fri", "ft", "gen",
    "gov", "govt", "hon", "inc", "insp", "intl", "jan", "jr", "jul", "jun", "lt", "ltd", "maj", "messrs",
    "mfg", "mon", "mr", "mrs", "ms", "msgr", "mt", "nov", "oct", "op", "ph", "pp", "pres", "prof", "pte",
    "pty", "pvt", "rep", "reps", "rev", "sat", "sec", "sen", "sens", "sep", "sept", "sgt", "sq", "sr", "st",
    "ste", "supt", "thu", "thurs", "tue", "tues", "univ", "viz", "vol", "vols", "vs", "wed",
];

/// Abbreviations only before a figure: elsewhere they are words ("no", "art", "sec").
const BEFORE_NUMBER: &[&str] =
    &["art", "ch", "fig", "figs", "no", "nos", "p", "para", "pp", "sec", "v", "vol", "vols"];

/// Abbreviations that may be the last word of a sentence.
const MAY_END: &[&str] =
    &["al", "assn", "bros", "co", "corp", "etc", "inc", "intl", "jr", "ltd", "pty", "sr"];

/// Prefixes that are no words of their own.
const BOUND_PREFIXES: &[&str] = &[
    "anti", "bi", "co", "counter", "cross", "de", "e", "ex", "extra", "hyper", "infra", "inter", "intra",
    "macro", "mega", "micro", "mid", "mini", "multi", "neo", "non", "over", "para", "pan", "post", "pre",
    "pro", "proto", "pseudo", "psycho", "quasi", "re", "semi", "socio", "sub", "super", "supra", "trans",
    "tri", "ultra", "un", "under",
];

/// Units written without a space after their figure.
const UNITS: &[&str] = &[
    "K", "M", "MM", "AM", "B", "GB", "GW", "GWh", "GHz", "Hz", "KB", "KM", "LB", "MB", "MHz", "MT", "MW",
    "MWh", "PM", "TB", "TWh", "am", "b", "bn", "cm", "ft", "g", "h", "ha", "hr", "hrs", "k", "kW", "kWh",
    "kg", "km", "km²", "kph", "kt", "lb", "lbs", "m", "m²", "m³", "mg", "min", "mins", "mm", "mn", "mph",
    "nm", "oz", "pm", "sqm", "t", "tn", "yrs",
];

/// Contractions written without their apostrophe.
const BARE_NOT: &[&str] = &[
    "arent", "cant", "couldnt", "didnt", "doesnt", "dont", "hadnt", "hasnt", "havent", "isnt", "shouldnt",
    "wasnt", "werent", "wont", "wouldnt",
];

/// Other words that are two, and how many bytes of the first.
const JOINED: &[(&str, usize)] =
    &[("cannot", 3), ("gimme", 3), ("gonna", 3), ("gotta", 3), ("lemme", 3), ("wanna", 3)];

const EMOTICONS: &[&str] = &[
    ":)", ":(", ":D", ":P", ":O", ":/", ":|", ":-)", ":-(", ":-D", ":-P", ":-/", ";)", ";-)", ":'(", "=)",
    "=(", "<3", "(:", "):", ":))", ":]", "xD", "XD", "^_^", "-_-",
];

const FILE_ENDINGS: &[&str] =
    &["doc", "docx", "html", "htm", "jpg", "pdf", "png", "ppt", "txt", "xls", "xlsx", "zip"];

/// Endings of host names; two-letter countries only those seldom a word.
const DOMAINS: &[&str] = &[
    "biz", "ch", "com", "de", "edu", "eu", "fr", "gov", "info", "int", "jp", "mil", "net", "org", "ru", "uk",
];

fn lower(form: &str) -> Option<String> {
    (form.len() <= 12).then(|| form.to_lowercase())
}

/// "Mr", "Sept", "Inc": the stop after it is its own.
pub(super) fn is_abbreviation(form: &str) -> bool {
    let capitalised = form.starts_with(char::is_uppercase);
    let Some(word) = lower(form) else { return false };
    // In lower case these are words or verbs, not titles and months: "a co.", "the gen.", "they sat."
    let small_ok = matches!(
        &*word,
        "al" | "approx"
            | "ca"
            | "cf"
            | "dept"
            | "ed"
            | "eds"
            | "esq"
            | "est"
            | "etc"
            | "ext"
            | "fig"
            | "figs"
            | "ft"
            | "govt"
            | "pp"
            | "sq"
            | "viz"
            | "vol"
            | "vols"
            | "vs"
            | "mr"
            | "mrs"
            | "dr"
            | "inc"
            | "lb"
            | "oz"
    );
    (capitalised || small_ok) && ABBREVIATIONS.contains(&&*word) && word != "sat" && word != "mon"
}

/// "No", "p", "Art": abbreviations before a figure only.
pub(super) fn needs_number(form: &str) -> bool {
    lower(form).is_some_and(|word| BEFORE_NUMBER.contains(&&*word))
}

/// Whether an abbreviation (without its last stop) may close a sentence.
pub(super) fn may_end_sentence(form: &str) -> bool {
    form.contains('.') || lower(form).is_some_and(|word| MAY_END.contains(&&*word))
}

/// "non", "anti", "vice".
pub(super) fn is_bound_prefix(form: &str) -> bool {
    lower(form).is_some_and(|word| BOUND_PREFIXES.contains(&&*word))
}

/// ":-)".
pub(super) fn is_emoticon(chunk: &str) -> bool {
    EMOTICONS.contains(&chunk)
}

/// "pdf" after a stop.
pub(super) fn is_file_ending(part: &str) -> bool {
    FILE_ENDINGS.contains(&part)
}

/// "name@host.org".
pub(super) fn is_mail(chunk: &str) -> bool {
    chunk.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty()
            && host.contains('.')
            && host.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'))
    })
}

/// "comp.lang.misc": three small words and more with stops between.
pub(super) fn is_dotted_path(chunk: &str) -> bool {
    let path = &chunk
        [..chunk.find(|c: char| !c.is_ascii_lowercase() && !matches!(c, '.' | '-')).unwrap_or(chunk.len())];
    path.len() == chunk.len() && path.split('.').count() > 2 && path.split('.').all(|part| part.len() > 2)
}

/// "example.org", "sub.example.co.uk".
pub(super) fn is_domain(chunk: &str) -> bool {
    let host = chunk.split('/').next().unwrap_or(chunk);
    let mut parts = host.rsplit('.');
    let last = parts.next().unwrap_or("");
    let mut rest = parts.peekable();
    rest.peek().is_some()
        && DOMAINS.contains(&last)
        && rest.all(|p| p.len() > 1 && p.chars().all(|c| c.is_alphanumeric() || c == '-'))
}

/// How many bytes of a contraction belong to its first word.
pub(super) fn contraction(form: &str) -> Option<usize> {
    if form.len() > 40 {
        return None;
    }
    if let Some(cut) = not_cut(form) {
        return Some(cut);
    }
    let (at, mark) = form.char_indices().rev().find(|&(_, c)| is_apostrophe(c))?;
    let tail = &form[at + mark.len_utf8()..];
    if form.starts_with(|c: char| c.is_ascii_digit()) && tail == "s" {
        return None;
    }
    (at > 0 && CLITICS.iter().any(|w| tail.eq_ignore_ascii_case(w))).then_some(at)
}

/// "do|n't", "can|not", "do|nt".
fn not_cut(form: &str) -> Option<usize> {
    if form.len() < 4 {
        return None;
    }
    let word = form.to_lowercase();
    if word.len() != form.len() {
        return None;
    }
    if let Some(head) = word.strip_suffix('t') {
        let bare = head.strip_suffix(is_apostrophe).and_then(|h| h.strip_suffix('n'));
        if let Some(stem) = bare {
            return (!stem.is_empty() && stem.chars().all(|c| c.is_ascii_alphabetic())).then_some(stem.len());
        }
    }
    if BARE_NOT.contains(&&*word) {
        return Some(word.len() - 2);
    }
    JOINED.iter().find(|(w, _)| *w == word).map(|&(_, cut)| cut)
}

/// "5|km", "65|k": where the unit begins.
pub(super) fn unit_cut(form: &str) -> Option<usize> {
    if !form.starts_with(|c: char| c.is_ascii_digit()) || form.len() > 24 {
        return None;
    }
    let at = form.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',' && c != ':')?;
    UNITS.contains(&form[at..].trim_end_matches('.')).then_some(at)
}

/// Words that begin sentences far more often than they go on after an abbreviation; sorted.
const OPENERS: &[&str] = &[
    "A",
    "According",
    "After",
    "All",
    "Also",
    "Although",
    "An",
    "And",
    "Another",
    "Any",
    "As",
    "At",
    "Because",
    "Before",
    "Both",
    "But",
    "By",
    "Despite",
    "During",
    "Each",
    "Even",
    "Every",
    "First",
    "Following",
    "For",
    "From",
    "Further",
    "Given",
    "He",
    "Her",
    "Here",
    "His",
    "How",
    "However",
    "I",
    "If",
    "In",
    "Indeed",
    "Instead",
    "It",
    "Its",
    "Last",
    "Later",
    "Many",
    "Meanwhile",
    "More",
    "Moreover",
    "Most",
    "My",
    "No",
    "Nor",
    "Not",
    "Now",
    "On",
    "Once",
    "One",
    "Only",
    "Or",
    "Other",
    "Our",
    "Over",
    "Several",
    "She",
    "Since",
    "So",
    "Some",
    "Still",
    "Such",
    "That",
    "The",
    "Their",
    "Then",
    "There",
    "These",
    "They",
    "This",
    "Those",
    "Though",
    "Through",
    "Thus",
    "To",
    "Today",
    "Two",
    "Under",
    "Until",
    "We",
    "What",
    "When",
    "Where",
    "Whether",
    "Which",
    "While",
    "Who",
    "Why",
    "With",
    "Without",
    "Yet",
    "You",
    "Your",
];

/// Whether a word, where an abbreviation stands before it, opens a sentence.
pub(super) fn opens_sentence(word: &str) -> bool {
    OPENERS.binary_search(&word).is_ok()
}
