//! Which words change, part or join what a rule is about: particles, prepositions, amounts, company?

use crate::extract::syntax::Tree;

/// *struck **down** the agreement*, *called **off** the talks*: with such a particle a verb is another verb.
pub(super) fn is_changed(tree: &Tree<'_>, verb: usize, lemma: &str) -> bool {
    const CHANGED: &[(&str, &str)] = &[
        ("strike", "down"),
        ("strike", "off"),
        ("shoot", "down"),
        ("call", "off"),
        ("call", "up"),
        ("put", "off"),
        ("turn", "down"),
        ("break", "down"),
        ("break", "off"),
        ("break", "up"),
        ("give", "up"),
        ("give", "in"),
        ("back", "down"),
        ("back", "out"),
        ("back", "away"),
        ("hold", "back"),
        ("hold", "up"),
        ("hand", "down"),
        ("pass", "over"),
        ("let", "down"),
        ("fall", "out"),
        ("write", "off"),
        ("take", "down"),
        ("take", "off"),
        ("set", "aside"),
        ("set", "back"),
        ("lay", "off"),
        ("play", "down"),
        ("water", "down"),
    ];
    let said = |particle: &str| {
        let beside = verb + 1 < tree.len() && tree.token(verb + 1).form == particle;
        beside && tree.token(verb + 1).upos != "SCONJ" || tree.has_kid(verb, "compound", &[particle])
    };
    // *tried **to** inspect it* puts nobody on trial.
    let attempts = lemma == "try" && tree.kids_by(verb, "xcomp").next().is_some();
    attempts || CHANGED.iter().any(|(v, particle)| *v == lemma && said(particle))
}

/// Words that end a trigger and govern what it is done to: *lash out **at***, *pull out **of***.
pub(super) fn is_preposition(word: &str) -> bool {
    const PREPOSITIONS: &[&str] = &[
        "at", "on", "of", "to", "with", "against", "for", "from", "in", "into", "over", "by", "upon",
        "toward", "towards", "behind", "off", "about", "under", "as",
    ];
    PREPOSITIONS.contains(&word)
}

/// Verbs whose subject has no part in what their object names: *condemned the attack on Chad*.
pub(in crate::extract) fn reacts(verb: &str) -> bool {
    const REACTIONS: &[&str] = &[
        "condemn",
        "denounce",
        "deplore",
        "criticise",
        "criticize",
        "welcome",
        "praise",
        "hail",
        "fear",
        "say",
        "report",
        "describe",
        "call",
        "flee",
        "escape",
        "survive",
        "protest",
        "mention",
        "cite",
        "recall",
        "investigate",
        "prevent",
        "avert",
        "avoid",
        "see",
        "watch",
        "expect",
        "mourn",
        "regret",
        "lament",
        "note",
        "find",
        "predict",
        "foresee",
        "document",
        "oppose",
        "decry",
        "blame",
        "study",
        "discuss",
        "regard",
        "concern",
        "attend",
        "observe",
        "boycott",
        "skip",
    ];
    REACTIONS.contains(&verb)
}

/// *Mali, **together with Niger**, has asked …*; *Mali, **joined by Niger**, …*: who does it together with the subject.
pub(super) fn with_company(tree: &Tree<'_>, verb: usize, mut subjects: Vec<usize>) -> Vec<usize> {
    let together = |&k: &usize| match tree.preposition(k).as_deref() {
        Some("alongside" | "as well as" | "along with" | "together with") => true,
        Some("with") => {
            let case = tree.kids_by(k, "case").last().filter(|&c| c > 0);
            case.is_some_and(|c| matches!(tree.lemma(c - 1).as_str(), "together" | "along" | "jointly"))
        }
        _ => false,
    };
    let phrase = |&k: &usize| matches!(tree.rel(k), "nmod" | "obl" | "conj") && together(&k);
    let joined = |&k: &usize| tree.rel(k) == "acl" && tree.lemma(k) == "join" && tree.is_passive(k);
    let mut found = Vec::new();
    for &subject in &subjects {
        found.extend(tree.kids(subject).iter().copied().filter(phrase));
        found.extend(tree.kids(subject).iter().copied().filter(joined).flat_map(|v| tree.agents(v)));
    }
    if !subjects.is_empty() {
        let adverbs = tree.kids_by(verb, "advmod").flat_map(|a| tree.kids(a).to_vec());
        found.extend(tree.kids(verb).iter().copied().chain(adverbs).filter(phrase).filter(|&k| k < verb));
    }
    found.extend(joined_by(tree, verb));
    subjects.extend(found);
    subjects.dedup();
    subjects
}

/// ***joined Niger** in condemning the raid*: whoever is joined does it too.
fn joined_by(tree: &Tree<'_>, verb: usize) -> Vec<usize> {
    let gerund = tree.token(verb).xpos == "VBG" && matches!(tree.rel(verb), "advcl" | "obl" | "acl");
    let marked =
        tree.kids(verb).iter().any(|&k| matches!(tree.rel(k), "mark" | "case") && tree.lemma(k) == "in");
    let joins = |v: usize| tree.is_verb(v) && tree.lemma(v) == "join";
    let above = tree.ancestors(verb).into_iter().take(2).find(|&v| joins(v));
    match above {
        Some(join) if gerund && marked && !tree.is_passive(join) => tree.patients(join),
        _ => Vec::new(),
    }
}

/// ***one of** the largest buyers*, *among its oldest allies*.
pub(super) fn is_one_of(tree: &Tree<'_>, noun: usize, head: usize) -> bool {
    let part = matches!(
        tree.lemma(head).as_str(),
        "one" | "some" | "part" | "two" | "both" | "most" | "first" | "last"
    );
    tree.preposition(noun).as_deref() == Some("of") && part
}

/// Words for a part or an amount of what follows *of*.
pub(super) fn is_part(word: &str) -> bool {
    const PARTS: &[&str] = &[
        "part",
        "percent",
        "cent",
        "percentage",
        "proportion",
        "majority",
        "tenth",
        "number",
        "series",
        "round",
        "day",
        "week",
        "most",
        "some",
        "half",
        "third",
        "quarter",
        "rest",
        "couple",
        "pair",
        "dozen",
        "hundred",
        "thousand",
        "million",
        "billion",
        "lot",
        "wave",
        "set",
        "worth",
        "ton",
        "tonne",
        "all",
        "bulk",
        "share",
        "kind",
        "string",
        "package",
        "piece",
        "group",
        "batch",
        "patch",
        "contingent",
        "deployment",
        "team",
        "first",
        "handful",
        "stock",
        "stockpile",
        "consignment",
        "load",
        "planeload",
        "shipload",
        "tranche",
        "delivery",
        "shipment",
        "cargo",
        "fleet",
        "score",
        "convoy",
    ];
    PARTS.contains(&word)
}

/// Whether a number after a hyphen belongs to the letters before it: *F-**16s***, *MiG-**29***, *T-**72s***.
pub(super) fn is_model(tree: &Tree<'_>, number: usize) -> bool {
    let letters = &tree.token(number - 2).form;
    let digits = tree.token(number).form.trim_end_matches('s');
    let numbered = !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit());
    numbered && letters.len() < 5 && letters.starts_with(char::is_uppercase)
}

/// *must*, *should*: as the end of a trigger, the auxiliary of the clause that depends on it, however far away.
pub(super) fn is_duty(word: &str) -> bool {
    matches!(word, "must" | "should" | "ought")
}

/// ***HMS** Trent*, ***USS** Nimitz*: the letters before a warship's name.
pub(super) fn is_named_ship(tree: &Tree<'_>, noun: usize) -> bool {
    const LETTERS: &[&str] = &[
        "HMS", "USS", "USNS", "INS", "HMAS", "HMCS", "HMNZS", "HNLMS", "HDMS", "ROKS", "BRP", "KRI", "PNS",
        "TCG", "USCGC",
    ];
    let before = noun.checked_sub(1).map_or("", |i| tree.token(i).form.as_str());
    [before, tree.token(noun).form.as_str()].iter().any(|form| LETTERS.contains(form))
}
