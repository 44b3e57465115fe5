//! When are two names the same, and what is a name's id?

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A name without case, marks, article, hyphens and full stops, for comparison.
pub fn fold(name: &str) -> String {
    let plain: String = name.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect();
    let mut out = String::with_capacity(plain.len());
    for c in plain.chars() {
        match c {
            '.' | '\'' | '’' | '‘' => {}
            c if c.is_alphanumeric() => out.push(c),
            _ if !out.ends_with(' ') && !out.is_empty() => out.push(' '),
            _ => {}
        }
    }
    out.trim_end().strip_prefix("the ").unwrap_or(out.trim_end()).to_string()
}

/// The part of an id that a name gives: `Camp David Principles` → `camp-david-principles`; never empty.
pub fn slug(name: &str) -> String {
    let folded = fold(name).replace(' ', "-");
    let short: String = folded.chars().take(80).collect();
    if short.is_empty() { "unnamed".into() } else { short.trim_end_matches('-').to_string() }
}

/// Words of a folded name in alphabetical order: *Kishida Fumio* and *Fumio Kishida* are one.
pub fn sorted_words(folded: &str) -> String {
    let mut words: Vec<&str> = folded.split(' ').collect();
    words.sort_unstable();
    words.join(" ")
}

/// Whether a name is an acronym: short and all capitals.
pub fn is_acronym(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    (2..=7).contains(&letters)
        && !name.contains(' ')
        && name.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_fold() {
        assert_eq!(fold("Kim Jong-un"), fold("Kim Jong Un"));
        assert_eq!(fold("U.S."), "us");
        assert_eq!(fold("Côte d’Ivoire"), fold("Cote d'Ivoire"));
        assert_eq!(slug("The “No limits” partnership"), "no-limits-partnership");
    }
}
