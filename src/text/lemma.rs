//! What is a word's base form?
//!
//! Rules of English inflection, after a list of the forms that no rule gives: irregular verbs and nouns by hand, and what
//! the treebank has beside them.

use std::collections::HashMap;

/// Forms with a base form of their own, by form and part of speech; made by the trainer.
#[derive(Debug, Default)]
pub struct Exceptions(HashMap<(&'static str, &'static str), &'static str>);

impl Exceptions {
    /// From lines of form, part of speech and base form.
    pub fn new(lines: &[&'static str]) -> Self {
        let mut table = HashMap::with_capacity(lines.len());
        for line in lines {
            if let Some((form, rest)) = line.split_once('\t')
                && let Some((upos, lemma)) = rest.split_once('\t')
            {
                table.insert((form, upos), lemma);
            }
        }
        Self(table)
    }

    /// The base form of a word with these tags.
    pub fn lemma(&self, form: &str, upos: &str, xpos: &str) -> String {
        let lower = form.to_lowercase().replace(['’', '‘', '`'], "'");
        let by_hand = lower == "her" || (upos == "VERB" && irregular(VERBS, &lower).is_some());
        let known = if by_hand { None } else { self.0.get(&(lower.as_str(), upos)) };
        match known {
            Some(lemma) => (*lemma).to_owned(),
            None => lemma(form, &lower, upos, xpos),
        }
    }
}

/// The base form by hand-made lists and rules; `lower` is the form in lower case.
pub fn lemma(form: &str, lower: &str, upos: &str, xpos: &str) -> String {
    match (upos, xpos) {
        ("PROPN" | "X" | "SYM" | "PUNCT" | "NUM", _) | (_, "NNP") => form.to_owned(),
        ("PRON", "PRP") if lower == "her" => "she".to_owned(),
        (_, "NNS" | "NNPS") => irregular(NOUNS, lower).unwrap_or_else(|| singular(lower)),
        ("VERB" | "AUX", "VBZ") => irregular(VERBS, lower).unwrap_or_else(|| singular(lower)),
        ("VERB" | "AUX", "VBD" | "VBN") => irregular(VERBS, lower).unwrap_or_else(|| strip(lower, "ed")),
        ("VERB" | "AUX", "VBG") => irregular(VERBS, lower).unwrap_or_else(|| strip(lower, "ing")),
        ("ADJ" | "ADV", "JJR" | "RBR") => irregular(DEGREES, lower).unwrap_or_else(|| degree(lower, "er")),
        ("ADJ" | "ADV", "JJS" | "RBS") => irregular(DEGREES, lower).unwrap_or_else(|| degree(lower, "est")),
        _ => lower.to_owned(),
    }
}

fn irregular(table: &[(&str, &str)], form: &str) -> Option<String> {
    table.iter().find(|(_, forms)| forms.split(' ').any(|f| f == form)).map(|(lemma, _)| (*lemma).to_owned())
}

/// "ministries", "crises", "attaches", "states".
fn singular(form: &str) -> String {
    let cut = |n: usize, end: &str| format!("{}{end}", &form[..form.len() - n]);
    let ends = |end: &str| form.ends_with(end);
    if form.len() > 4 && ends("ies") {
        return cut(3, "y");
    }
    if ["sses", "shes", "ches", "xes", "zzes", "oes"].iter().any(|e| ends(e)) && form.len() > 4 {
        return cut(2, "");
    }
    if form.len() > 5 && ends("men") {
        return cut(2, "an");
    }
    if ends("s") && !ends("ss") && !ends("us") && !ends("is") && form.len() > 2 {
        cut(1, "")
    } else {
        form.to_owned()
    }
}

fn degree(form: &str, ending: &str) -> String {
    let Some(stem) = form.strip_suffix(ending).filter(|s| s.len() > 1) else { return form.to_owned() };
    if let Some(base) = stem.strip_suffix('i') {
        return format!("{base}y");
    }
    let silent = ["v", "c", "bl", "pl", "tl"];
    match undoubled(stem) {
        Some(base) => base,
        None if matches!(
            stem,
            "larg" | "strang" | "lat" | "wid" | "saf" | "brav" | "clos" | "wis" | "fre" | "rar" | "pur"
        ) =>
        {
            format!("{stem}e")
        }
        None if silent.iter().any(|e| stem.ends_with(e)) => format!("{stem}e"),
        None => stem.to_owned(),
    }
}

/// "plan-ned", "ref-erred": a consonant doubled before the ending.
fn undoubled(stem: &str) -> Option<String> {
    let doubled = ["bb", "dd", "gg", "mm", "nn", "pp", "rr", "tt"].iter().any(|d| stem.ends_with(d));
    (doubled && stem.len() > 3 && stem != "add" && stem != "err").then(|| stem[..stem.len() - 1].to_owned())
}

/// Takes "ed" or "ing" off and mends what is left.
fn strip(form: &str, ending: &str) -> String {
    if ending == "ed" {
        if let Some(stem) = form.strip_suffix("ied").filter(|s| s.len() > 1) {
            return format!("{stem}y");
        }
        if form.ends_with("eed") && form.len() > 4 {
            return form[..form.len() - 1].to_owned();
        }
    }
    let Some(stem) = form.strip_suffix(ending).filter(|s| s.len() > 1) else { return form.to_owned() };
    if !stem.contains(['a', 'e', 'i', 'o', 'u', 'y']) {
        return form.to_owned();
    }
    if let Some(base) = undoubled(stem) {
        return base;
    }
    if silent_e(stem) { format!("{stem}e") } else { stem.to_owned() }
}

/// Whether a stem lost an "e" before its ending.
fn silent_e(stem: &str) -> bool {
    let ends = |list: &[&str]| list.iter().any(|end| stem.ends_with(end));
    // Endings that settle it, the longer before the shorter.
    if ends(&[
        "creat", "complet", "delet", "compet", "unit", "invit", "cit", "ignit", "writ", "explor", "ignor",
        "stor",
    ]) || ends(&[
        "scor", "interfer", "adher", "postpon", "conven", "interven", "rul", "fil", "pil", "cil", "scal",
        "phon",
    ]) || ends(&[
        "chang", "rang", "leng", "ast", "breath", "sid", "guid", "renam", "welcom", "com", "hop", "cop",
        "rop",
    ]) {
        return !matches!(
            stem,
            "cast" | "last" | "forecast" | "broadcast" | "blast" | "boast" | "coast" | "roast" | "contrast"
        ) && !ends(&[
            "visit", "limit", "benefit", "solicit", "deposit", "elicit", "develop", "sponsor", "monitor",
        ]);
    }
    if ends(&[
        "eat", "oat", "ait", "eit", "oot", "eet", "out", "oid", "aid", "oud", "oad", "ead", "eed", "ood",
        "ain",
    ]) || ends(&[
        "oin", "ein", "een", "oon", "eak", "oak", "ook", "eek", "eal", "ail", "oil", "ool", "eel", "aul",
        "oul",
    ]) || ends(&[
        "aim", "eam", "oam", "oom", "eem", "eap", "eep", "oop", "oup", "air", "ear", "oar", "eer", "our",
        "oor",
    ]) || ends(&["ous", "combat", "format", "threat", "focus", "canvas", "bias", "pilot", "pivot", "ss"])
    {
        return ends(&["hous", "rous", "spous"]);
    }
    ends(&[
        "at", "ot", "ut", "iz", "yz", "is", "ys", "us", "os", "as", "es", "ns", "rs", "ls", "ps", "v", "c",
        "u", "z",
    ]) || ends(&[
        "dg", "rg", "eg", "ag", "ug", "ir", "ur", "ar", "in", "un", "id", "ud", "ad", "od", "ed", "ak", "ik",
    ]) || ends(&[
        "ok", "uk", "bl", "cl", "dl", "fl", "gl", "kl", "pl", "tl", "zl", "ap", "yp", "ip", "am", "im", "um",
    ])
}

/// Irregular verbs: base form, and the forms that no rule gives.
const VERBS: &[(&str, &str)] = &[
    ("be", "am are is was were been being"),
    ("have", "has had having 've"),
    ("do", "does did done"),
    ("go", "goes went gone"),
    ("boycott", "boycotted boycotting"),
    ("free", "freed freeing"),
    ("retake", "retook retaken"),
    ("riot", "rioted rioting"),
    ("arise", "arose arisen"),
    ("awake", "awoke awoken"),
    ("bear", "bore borne born"),
    ("beat", "beaten"),
    ("become", "became become"),
    ("begin", "began begun"),
    ("bend", "bent"),
    ("bet", "bet"),
    ("bid", "bid bidden bade"),
    ("bind", "bound"),
    ("bite", "bit bitten"),
    ("bleed", "bled"),
    ("blow", "blew blown"),
    ("break", "broke broken"),
    ("breed", "bred"),
    ("bring", "brought"),
    ("broadcast", "broadcast"),
    ("build", "built"),
    ("burn", "burnt"),
    ("burst", "burst"),
    ("buy", "bought"),
    ("cast", "cast"),
    ("catch", "caught"),
    ("choose", "chose chosen"),
    ("cling", "clung"),
    ("come", "came come"),
    ("cost", "cost"),
    ("creep", "crept"),
    ("cut", "cut"),
    ("deal", "dealt"),
    ("dig", "dug"),
    ("draw", "drew drawn"),
    ("dream", "dreamt"),
    ("drink", "drank drunk"),
    ("drive", "drove driven"),
    ("dwell", "dwelt"),
    ("eat", "ate eaten"),
    ("fall", "fell fallen"),
    ("feed", "fed"),
    ("feel", "felt"),
    ("fight", "fought"),
    ("find", "found"),
    ("flee", "fled"),
    ("fling", "flung"),
    ("fly", "flew flown"),
    ("forbid", "forbade forbidden"),
    ("forecast", "forecast"),
    ("foresee", "foresaw foreseen"),
    ("forget", "forgot forgotten"),
    ("forgive", "forgave forgiven"),
    ("forgo", "forwent forgone"),
    ("forsake", "forsook forsaken"),
    ("freeze", "froze frozen"),
    ("get", "got gotten"),
    ("give", "gave given"),
    ("grind", "ground"),
    ("grow", "grew grown"),
    ("hang", "hung"),
    ("hear", "heard"),
    ("hide", "hid hidden"),
    ("hit", "hit"),
    ("hold", "held"),
    ("hurt", "hurt"),
    ("keep", "kept"),
    ("know", "knew known"),
    ("lay", "laid"),
    ("lead", "led"),
    ("lean", "leant"),
    ("leap", "leapt"),
    ("learn", "learnt"),
    ("leave", "left"),
    ("lend", "lent"),
    ("let", "let"),
    ("lie", "lay lain lying"),
    ("light", "lit"),
    ("lose", "lost"),
    ("make", "made"),
    ("mean", "meant"),
    ("meet", "met"),
    ("mislead", "misled"),
    ("mistake", "mistook mistaken"),
    ("offset", "offset"),
    ("outgrow", "outgrew outgrown"),
    ("overcome", "overcame overcome"),
    ("overrun", "overran overrun"),
    ("oversee", "oversaw overseen"),
    ("overtake", "overtook overtaken"),
    ("overthrow", "overthrew overthrown"),
    ("partake", "partook partaken"),
    ("pay", "paid"),
    ("prove", "proven"),
    ("put", "put"),
    ("quit", "quit"),
    ("read", "read"),
    ("rebuild", "rebuilt"),
    ("rid", "rid"),
    ("ride", "rode ridden"),
    ("ring", "rang rung"),
    ("rise", "rose risen"),
    ("run", "ran run"),
    ("say", "said"),
    ("see", "saw seen"),
    ("seek", "sought"),
    ("sell", "sold"),
    ("send", "sent"),
    ("set", "set"),
    ("sew", "sewn"),
    ("shake", "shook shaken"),
    ("shed", "shed"),
    ("shine", "shone"),
    ("shoot", "shot"),
    ("show", "shown"),
    ("shrink", "shrank shrunk"),
    ("shut", "shut"),
    ("sing", "sang sung"),
    ("sink", "sank sunk"),
    ("sit", "sat"),
    ("sleep", "slept"),
    ("slide", "slid"),
    ("sow", "sown"),
    ("speak", "spoke spoken"),
    ("speed", "sped"),
    ("spend", "spent"),
    ("spill", "spilt"),
    ("spin", "spun"),
    ("split", "split"),
    ("spread", "spread"),
    ("spring", "sprang sprung"),
    ("stand", "stood"),
    ("steal", "stole stolen"),
    ("stick", "stuck"),
    ("sting", "stung"),
    ("stride", "strode stridden"),
    ("strike", "struck stricken"),
    ("strive", "strove striven"),
    ("swear", "swore sworn"),
    ("sweep", "swept"),
    ("swell", "swollen"),
    ("swim", "swam swum"),
    ("swing", "swung"),
    ("take", "took taken"),
    ("teach", "taught"),
    ("tear", "tore torn"),
    ("tell", "told"),
    ("think", "thought"),
    ("throw", "threw thrown"),
    ("thrust", "thrust"),
    ("tread", "trod trodden"),
    ("undergo", "underwent undergone"),
    ("understand", "understood"),
    ("undertake", "undertook undertaken"),
    ("undo", "undid undone"),
    ("uphold", "upheld"),
    ("upset", "upset"),
    ("wake", "woke woken"),
    ("wear", "wore worn"),
    ("weave", "wove woven"),
    ("weep", "wept"),
    ("win", "won"),
    ("wind", "wound"),
    ("withdraw", "withdrew withdrawn"),
    ("withhold", "withheld"),
    ("withstand", "withstood"),
    ("write", "wrote written"),
    ("die", "dying"),
    ("tie", "tying"),
    ("ally", "allied allies"),
    ("shell", "shelled shelling"),
    ("control", "controlled controlling"),
    ("cancel", "cancelled cancelling"),
    ("quarrel", "quarrelled quarrelling"),
    ("marshal", "marshalled marshalling"),
    ("rival", "rivalled rivalling"),
    ("unravel", "unravelled unravelling"),
    ("pencil", "pencilled pencilling"),
    ("focus", "focussed focussing"),
    ("compel", "compelled compelling"),
    ("expel", "expelled expelling"),
    ("fuel", "fuelled fuelling"),
    ("initial", "initialled initialling"),
    ("label", "labelled labelling"),
    ("level", "levelled levelling"),
    ("model", "modelled modelling"),
    ("patrol", "patrolled patrolling"),
    ("propel", "propelled propelling"),
    ("quell", "quelled"),
    ("rebel", "rebelled rebelling"),
    ("repel", "repelled"),
    ("signal", "signalled signalling"),
    ("travel", "travelled travelling"),
    ("total", "totalled"),
    ("equal", "equalled"),
    ("channel", "channelled channelling"),
    ("enrol", "enrolled"),
    ("dial", "dialled"),
    ("kill", "killed killing"),
    ("equip", "equipped equipping"),
    ("focus", "focused focusing"),
    ("veto", "vetoed vetoing vetoes"),
];

/// Irregular plurals.
const NOUNS: &[(&str, &str)] = &[
    ("child", "children"),
    ("man", "men"),
    ("woman", "women"),
    ("person", "persons people"),
    ("people", "peoples"),
    ("foot", "feet"),
    ("tooth", "teeth"),
    ("goose", "geese"),
    ("mouse", "mice"),
    ("ox", "oxen"),
    ("life", "lives"),
    ("wife", "wives"),
    ("knife", "knives"),
    ("leaf", "leaves"),
    ("half", "halves"),
    ("self", "selves"),
    ("shelf", "shelves"),
    ("thief", "thieves"),
    ("wolf", "wolves"),
    ("loaf", "loaves"),
    ("crisis", "crises"),
    ("basis", "bases"),
    ("analysis", "analyses"),
    ("thesis", "theses"),
    ("hypothesis", "hypotheses"),
    ("emphasis", "emphases"),
    ("axis", "axes"),
    ("criterion", "criteria"),
    ("phenomenon", "phenomena"),
    ("medium", "media"),
    ("datum", "data"),
    ("memorandum", "memoranda"),
    ("referendum", "referenda"),
    ("stratum", "strata"),
    ("forum", "fora"),
    ("addendum", "addenda"),
    ("nucleus", "nuclei"),
    ("fungus", "fungi"),
    ("index", "indices"),
    ("appendix", "appendices"),
    ("matrix", "matrices"),
    ("vertex", "vertices"),
    ("bus", "buses"),
    ("virus", "viruses"),
    ("gas", "gases"),
    ("lens", "lenses"),
    ("bonus", "bonuses"),
    ("campus", "campuses"),
    ("census", "censuses"),
    ("consensus", "consensuses"),
    ("movie", "movies"),
    ("zombie", "zombies"),
    ("tie", "ties"),
    ("lie", "lies"),
    ("pie", "pies"),
    ("shoe", "shoes"),
    ("series", "series"),
    ("species", "species"),
    ("headquarters", "headquarters"),
    ("stimulus", "stimuli"),
    ("alumnus", "alumni"),
    ("toe", "toes"),
    ("foe", "foes"),
    ("cache", "caches"),
    ("niche", "niches"),
    ("coup", "coups"),
    ("aircraft", "aircraft"),
    ("means", "means"),
];

/// Irregular comparison.
const DEGREES: &[(&str, &str)] = &[
    ("good", "better best"),
    ("bad", "worse worst"),
    ("far", "farther farthest further furthest"),
    ("early", "earlier earliest"),
];
