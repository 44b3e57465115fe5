//! Do expressions of time mean what a reader takes them to mean?

use super::*;
use crate::extract::testing::{flat, sentence};
use crate::lexicon::Lexicon;

/// Dates of sentences told one after the other, `-` for an expression without a date.
fn read(published: &str, texts: &[&str]) -> Vec<String> {
    let words = Lexicon::builtin().time();
    let mut context = TimeContext::new(Edtf::parse(published).ok());
    let sentences = texts.iter().map(|text| flat(text));
    sentences
        .flat_map(|s| find(words, &s, &mut context))
        .map(|t| t.date.map_or("-".into(), |d| d.to_string()))
        .collect()
}

#[track_caller]
fn check(published: &str, cases: &[(&str, &str)]) {
    let got: Vec<(&str, String)> = cases
        .iter()
        .map(|(text, _)| (*text, read(published, &text.split(" || ").collect::<Vec<_>>()).join(" ")))
        .collect();
    let want: Vec<(&str, String)> = cases.iter().map(|(text, dates)| (*text, dates.to_string())).collect();
    let wrong: Vec<_> = got.iter().zip(&want).filter(|(g, w)| g != w).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn absolute() {
    check(
        "",
        &[
            ("Signed/VBD on 9 July 2018 in Lima", "2018-07-09"),
            ("Signed/VBD on July 9 , 2018 , in Lima", "2018-07-09"),
            ("Signed/VBD on the 9th of July 2018", "2018-07-09"),
            ("It ended/VBD on Sept. 3 , 2019", "2019-09-03"),
            ("Held/VBD on Tuesday , 4 March 2025", "2025-03-04"),
            ("In July 2018 they met/VBD", "2018-07"),
            ("In 2018 they met/VBD", "2018"),
            ("Growth in the 1990s and the 19th century", "199X 18XX"),
            ("Budgets for FY2024 and Q3 2024", "2024 2024-35"),
            ("in the second quarter of 2023", "2023-34"),
            ("in the first half of 2023", "2023-01/2023-06"),
            ("in the spring of 2023 , then winter 2024", "2023-21 2024-24"),
            ("in early 2023 and mid-June 2024 and late October 2022", "2023~ 2024-06~ 2022-10~"),
            ("at the end of 2025", "2025~"),
            ("dated 2024-07-29", "2024-07-29"),
            ("(2023)", ""),
            ("In July and August 2023 they met/VBD", "2023-07 2023-08"),
            ("around 2015", "2015~"),
            ("the attacks of 9/11", "2001-09-11"),
        ],
    );
}

#[test]
fn intervals() {
    check(
        "",
        &[
            ("the 1950-53 war", "1950/1953"),
            ("the 1950 - 53 war", "1950/1953"),
            ("from 2019–2021", "2019/2021"),
            ("between 2015 and 2020", "2015/2020"),
            ("from March to May 2022", "2022-03/2022-05"),
            ("from November to February 2022", "2021-11/2022-02"),
            ("on 3-5 May 2024", "2024-05-03/2024-05-05"),
            ("In force since February 2022", "2022-02/.."),
            ("since early 2023", "2023/.."),
            ("until 2026", "../2026"),
            ("by 2030", "2030"),
            ("before 1991", "../1991"),
            ("after 2014", "2014/.."),
            ("As of March 2025", "2025-03"),
            ("starting in June 2026", "2026-06/.."),
            ("from 2026 it will/MD apply/VB", "2026/.."),
        ],
    );
}

#[test]
fn relative_to_publication() {
    check(
        "2024-12-13",
        &[
            ("They met/VBD last year", "2023"),
            ("They met/VBD last month", "2024-11"),
            ("This July they met/VBD", "2024-07"),
            ("They met/VBD in June this year", "2024-06"),
            ("in mid-June of this year", "2024-06~"),
            ("They met/VBD last March", "2024-03"),
            ("They met/VBD in March last year", "2023-03"),
            ("He died/VBD last December", "2023-12"),
            ("He will/MD leave/VB next month", "2025-01"),
            ("announced/VBD late on Wednesday", "2024-12-11"),
            ("sworn/VBN in on Thursday", "2024-12-12"),
            ("signed/VBD on Friday", "2024-12-13"),
            ("will/MD meet/VB on Monday", "2024-12-16"),
            ("arrived/VBD yesterday", "2024-12-12"),
            ("arrived/VBD this morning", "2024-12-13"),
            ("met/VBD two weeks ago", "2024-11-29~"),
            ("met/VBD six weeks ago", "2024-11~"),
            ("met/VBD three months ago", "2024-09"),
            ("met/VBD a decade ago", "2014~"),
            ("met/VBD nearly two years ago", "2022~"),
            ("In May they met/VBD", "2024-05"),
            ("On 20 December they met/VBD", "2023-12-20"),
            ("On 1 January they met/VBD", "2024-01-01"),
            ("They will/MD meet/VB in February", "2025-02"),
            ("to begin/VB talks by the end of February", "2025-02~"),
            ("earlier this month they met/VBD", "2024-12"),
            ("later this year", "2024"),
            ("by the end of the year", "2024~"),
            ("over the past three years", "2021/2024"),
            ("in recent years", "-"),
            ("in the past decade", "2014/2024"),
            ("in the last week", "-"),
            ("early next year", "2025~"),
            ("in April 2022 , and in the spring", "2022-04"),
        ],
    );
}

#[test]
fn published_to_the_month() {
    check(
        "2024-10",
        &[
            ("signed/VBD on Tuesday", "2024-10~"),
            ("signed/VBD in October", "2024-10"),
            ("signed/VBD in November", "2023-11"),
            ("signed/VBD two weeks ago", "2024-10~"),
            ("signed/VBD last month", "2024-09"),
            ("signed/VBD yesterday", "2024-10~"),
            ("took/VBD office in early October", "2024-10~"),
        ],
    );
    check(
        "2024",
        &[("signed/VBD in May", "2024-05"), ("signed/VBD on Tuesday", "-"), ("signed/VBD last year", "2023")],
    );
    check("", &[("signed/VBD in May", "-"), ("signed/VBD last year", "-")]);
}

#[test]
fn relative_to_the_story() {
    check(
        "2025-06-01",
        &[
            ("They met/VBD on 9 July 2018 || The next day they signed/VBD", "2018-07-09 2018-07-10"),
            ("They met/VBD on 9 July 2018 || Two days later they signed/VBD", "2018-07-09 2018-07-11"),
            ("They met/VBD in July 2018 || The following month they signed/VBD", "2018-07 2018-08"),
            ("He was/VBD killed in May 2023 || They signed/VBD it that September", "2023-05 2023-09"),
            ("They met/VBD in July 2018 || They fell/VBD out in December of that year", "2018-07 2018-12"),
            ("They met/VBD on 9 July 2018 || The same day it rained/VBD", "2018-07-09 2018-07-09"),
            ("They met/VBD in 2018 || A year earlier they had/VBD not", "2018 2017"),
            ("They met/VBD in 2018 || Months later they signed/VBD", "2018 -"),
            ("Voided/VBN in 1962 ; four years later it signed/VBD", "1962 1966"),
            ("On 15 June it was/VBD cancelled , after an attack two days earlier", "2024-06-15 2024-06-13"),
            (
                "Nauru , which broke/VBD with it eleven months before , agreed in December 2024",
                "2024-01 2024-12",
            ),
            ("On 18 March they signed/VBD ; a fortnight later it left", "2025-03-18 2025-04-01~"),
            ("The coup came/VBD in March 2019 || In May the two sides talked/VBD", "2019-03 2019-05"),
            ("They met/VBD in May 2023 || A ship came/VBD that Christmas", "2023-05 2023-12-25"),
            ("They met/VBD in July 2018 || Around the same time it rained/VBD", "2018-07 2018-07~"),
            ("They met/VBD in July 2018 || At the same time it rained/VBD", "2018-07"),
            (
                "They met/VBD on 13 March 2024 || On the last day of the month they signed/VBD",
                "2024-03-13 2024-03-31",
            ),
            ("In July 2023 soldiers toppled/VBD him", "2023-07"),
            ("The army took/VBD power in 2021 || The next year it left/VBD", "2021 2022"),
        ],
    );
}

#[test]
fn what_is_no_date() {
    check(
        "2024-12-13",
        &[
            ("It sent/VBD 2024 vehicles and 2,000 soldiers", ""),
            ("Some 1800 troops came/VBD", ""),
            ("Resolution 1701 and Article 2001", ""),
            ("Agenda 2063 and Vision 2030", ""),
            ("see page 1984", ""),
            ("It costs/VBZ $ 2000", ""),
            ("It may/MD march/VB on", ""),
            ("more than 2000 soldiers", ""),
            ("the fall of the government in spring", ""),
            ("at 1945 metres", ""),
            ("the second of three second quarter finals", ""),
            ("a ten-year accord for 50 years", ""),
            ("one of the first", ""),
        ],
    );
}

#[test]
fn names_carry_dates() {
    let words = Lexicon::builtin().time();
    let date = |name: &str| date_in(words, name).map_or("-".into(), |d| d.to_string());
    for (name, want) in [
        ("2019 Bolivian general election", "2019"),
        ("2024 Washington summit", "2024"),
        ("Treaty of 1951", "1951"),
        ("Shangri-La Dialogue 2024", "2024"),
        ("June 2024 summit", "2024-06"),
        ("1950-53 Korean War", "1950/1953"),
        ("Agenda 2063", "-"),
        ("Vision 2030", "-"),
        ("Horizon 2020", "-"),
        ("Resolution 1701", "-"),
        ("Camp David Principles", "-"),
        ("Camp David Principles (2023)", "2023"),
    ] {
        assert_eq!(date(name), want, "{name}");
    }
}

#[test]
fn a_date_line_dates_nothing() {
    let s = sentence(
        "ANKARA ANKARA PROPN NNP 8 dep\n , , PUNCT , 1 punct\n Dec. Dec. PROPN NNP 8 obl\n 13 13 NUM CD 3 nummod
         – – PUNCT : 1 punct\n Chad Chad PROPN NNP 8 nsubj\n has have AUX VBZ 8 aux\n left leave VERB VBN 0 root",
    );
    let found = find(Lexicon::builtin().time(), &s, &mut TimeContext::new(Edtf::parse("2024-12-13").ok()));
    assert_eq!(found[0].kind, TimexKind::Stamp);
    assert_eq!(date_for(&Tree::new(&s), &found, 7), None);
}

/// The date of the starred word, with the parser's tree.
fn dated(published: &str, marked: &str) -> String {
    let at = marked.find('*').expect(marked);
    let text = marked.replace('*', "");
    let lexicon = Lexicon::builtin();
    let analysis = crate::text::analyse(lexicon, &text);
    let mut context = TimeContext::new(Edtf::parse(published).ok());
    for sentence in &analysis.sentences {
        let found = find(lexicon.time(), sentence, &mut context);
        if let Some(token) = sentence.tokens.iter().position(|t| t.span.start == at) {
            return date_for(&Tree::new(sentence), &found, token).map_or("-".into(), |d| d.to_string());
        }
    }
    panic!("no such word: {marked}")
}

#[test]
fn dates_belong_to_what_happened_then() {
    let cases = [
        ("Kenya *signed the accord in May 2022.", "2022-05"),
        ("Kenya signed the *accord in May 2022.", "2022-05"),
        ("In May 2022, Kenya *signed an accord and Chad left.", "2022-05"),
        ("In May 2022 the ministers met in Lima and *signed a treaty.", "2022-05"),
        ("Kenya *condemned the 2014 annexation.", "-"),
        ("Kenya condemned the 2014 *annexation.", "2014"),
        ("Kenya *ratified the treaty of 1951.", "-"),
        ("Ghana *said on Tuesday that it had left the bloc in 2019.", "2024-12-10"),
        ("Ghana said on Tuesday that it had *left the bloc in 2019.", "2019"),
        ("Ghana said on Tuesday that it had *left the bloc.", "-"),
        ("Chad, which *joined the bloc in 1975, left it in January 2025.", "1975"),
        ("Chad, which joined the bloc in 1975, *left it in January 2025.", "2025-01"),
        (
            "The leaders met at a summit in Lima on 3 June 2021, where they *adopted a declaration.",
            "2021-06-03",
        ),
        ("The treaty *signed in 1996 remains in force.", "1996"),
        ("The *treaty signed in 1996 remains in force.", "1996"),
        ("The *war broke out in 1998.", "1998"),
        ("The two states have been *allies since 1949.", "1949/.."),
        ("Since the invasion of the island in 1974, Turkey has *kept troops there.", "1974/.."),
        ("At their June 2023 summit the leaders *agreed to cooperate.", "2023-06"),
        ("The mission will *end by 2027.", "2027"),
        ("Peru sent observers in 2010 and *withdrew them in 2014.", "2014"),
        ("Peru *sent observers in 2010 and withdrew them in 2014.", "2010"),
        ("Peru opened the embassy in 2010 and has since *closed it.", "-"),
        ("Albania *met Italy in Rome last month.", "2024-11"),
        ("Meeting in Accra in April 2024, ministers *endorsed the plan.", "2024-04"),
        ("The report was launched yesterday at a conference which was *attended by ministers.", "2024-12-12"),
        ("Two years after Malta *accepted the accord, its promises have not been kept.", "2022"),
        ("In 2018, Fiji signed the convention, which had been *drafted by Malta.", "-"),
    ];
    let wrong: Vec<_> = cases
        .iter()
        .map(|(text, want)| (text, want, dated("2024-12-13", text)))
        .filter(|(_, want, got)| *want != got)
        .collect();
    // The parser errs in places.
    assert!(wrong.len() <= 2, "{wrong:#?}");
    if !wrong.is_empty() {
        println!("{wrong:#?}");
    }
}
