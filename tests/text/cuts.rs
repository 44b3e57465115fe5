//! Are words and sentences cut where a reader would cut them?

use chancery::text::tokenise;

fn words(text: &str) -> String {
    let sentences: Vec<String> = tokenise(text)
        .iter()
        .map(|s| s.tokens.iter().map(|t| t.form.as_str()).collect::<Vec<_>>().join("|"))
        .collect();
    sentences.join("\n")
}

#[test]
fn words_are_cut_as_universal_dependencies_cut_them() {
    let cases = [
        ("They don't know the PRC's plans.", "They|do|n't|know|the|PRC|'s|plans|."),
        ("It isn’t Lagos’s port.", "It|is|n’t|Lagos|’s|port|."),
        ("a well-known non-binding text", "a|well|-|known|non-binding|text"),
        ("the Chile-Peru border", "the|Chile|-|Peru|border"),
        ("25% of EUR 800 bn, or $1.5m", "25|%|of|EUR|800|bn|,|or|$|1.5|m"),
        ("Law No. 05/25 of the 1990s", "Law|No.|05/25|of|the|1990s"),
        ("Mr. J. K. Mensah (Accra)", "Mr.|J.|K.|Mensah|(|Accra|)"),
        ("at 5:30 p.m. in the U.S. Senate", "at|5:30|p.m.|in|the|U.S.|Senate"),
        ("see https://example.org/a-b.", "see|https://example.org/a-b|."),
        ("wait... what?!", "wait|...|what|?!"),
        ("• first point", "•|first|point"),
    ];
    for (text, wanted) in cases {
        assert_eq!(words(text).replace('\n', "|"), wanted);
    }
}

#[test]
fn sentences_end_where_they_end() {
    let cases = [
        ("He came. She left.", 2),
        ("Mr. Okafor met Gen. Diallo. They spoke.", 2),
        ("It was signed in the U.S. The text is short.", 2),
        ("The U.S. Navy sailed at 5 p.m. on Monday.", 1),
        ("\"We will sign.\" The minister smiled.", 2),
        ("\"Will you sign?\" asked the envoy.", 1),
        ("The treaty holds.[3] Nobody left it.", 2),
        ("The treaty holds.12 Nobody left it.", 2),
        ("See No. 5 and Art. 12 of the law.", 1),
        ("A heading\n\nA sentence. Another one.", 3),
        ("- one point\n- another point", 2),
        ("Who knows... perhaps nobody.", 1),
    ];
    for (text, wanted) in cases {
        assert_eq!(tokenise(text).len(), wanted, "{text}");
    }
}

#[test]
fn wrapped_lines_are_read_on() {
    let text = "The two governments agreed in the autumn of that year to open talks\n\
                on the border, on the river and on the fisheries that both of them\n\
                depend on. They met twice.";
    assert_eq!(tokenise(text).len(), 2);
}

#[test]
fn headings_are_told_from_sentences() {
    let sentences = tokenise("Talks on the river\n\nThe envoys met in May. They left in June");
    let headings: Vec<bool> = sentences.iter().map(|s| s.heading).collect();
    assert_eq!(headings, [true, false, false]);
}
