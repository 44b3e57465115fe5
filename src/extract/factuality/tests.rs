//! Is each word taken for what a careful reader takes it for?
//!
//! The trees are the parser's, which errs at times: of the sentences here nearly all must come out right, not all.

use super::*;
use crate::lexicon::Lexicon;
use crate::text::analyse;

/// The share of sentences that must be right, whatever the parser's mood.
const MUST_BE_RIGHT: f64 = 0.93;

/// What is claimed with the starred word of a sentence.
fn read(marked: &str) -> (Factuality, Option<String>) {
    let at = marked.find('*').expect(marked);
    let text = marked.replace('*', "");
    let lexicon = Lexicon::builtin();
    let analysis = analyse(lexicon, &text);
    let sentence =
        analysis.sentences.iter().find(|s| s.tokens.iter().any(|t| t.span.start == at)).expect(marked);
    let token = sentence.tokens.iter().position(|t| t.span.start == at).expect(marked);
    let claim = factuality(lexicon.modality(), &Tree::new(sentence), token);
    (claim.factuality, claim.source.map(|s| sentence.tokens[s].form.clone()))
}

#[track_caller]
fn check(want: Factuality, sentences: &[&str]) {
    let got: Vec<(&str, Factuality)> = sentences.iter().map(|s| (*s, read(s).0)).collect();
    let wrong: Vec<_> = got.iter().filter(|(_, g)| *g != want).collect();
    let right = 1.0 - wrong.len() as f64 / sentences.len() as f64;
    if !wrong.is_empty() {
        println!("{want}: {wrong:#?}");
    }
    assert!(right >= MUST_BE_RIGHT, "{want}: {right:.2} right; wrong: {wrong:#?}");
}

#[test]
fn actual() {
    check(
        Factuality::Actual,
        &[
            "Chad *signed the accord with Niger in May.",
            "The treaty was *signed by both presidents.",
            "Chad has *recognised Kosovo.",
            "Peru, which *recalled its ambassador, will not attend.",
            "Kenya will protest against the *invasion.",
            "Mali may ask why Niger *left the bloc.",
            "After the *signing of the pact, ministers may travel to Lima.",
            "Kenya deployed soldiers to *assist the government of Haiti.",
            "Oman continued to *supply fuel to Yemen.",
            "Ghana began *withdrawing its troops from Mali.",
            "Chile condemned the *attack on its embassy.",
            "The president acknowledged that his army had *shelled the town.",
            "Norway said it had *expelled two Russian diplomats.",
            "Officials said the two countries *signed the agreement on Tuesday.",
            "The ministers *met in Lima, a spokesman said.",
            "Zambia did not condemn the *coup.",
            "Not only did Fiji *join the pact, it also paid for it.",
            "When the war *ended, Angola hoped to rebuild.",
            "Because Bolivia *rejected the plan, the talks may fail.",
            "Malawi managed to *sign the deal before the summit.",
            "Laos has no doubt *supported the proposal.",
            "Senegal *hosted the summit, which could help both states.",
            "The war between Sudan and Chad *ended in May.",
            "The European Union *imposed sanctions on Belarus.",
            "The *sanctions imposed by the Union will remain.",
            "Serbia, a candidate that *applied in 2009, hopes to join.",
            "They *met to discuss joining the alliance.",
            "Kenya helped to *broker the ceasefire.",
            "India confirmed that it had *suspended the treaty.",
            "Jordan *agreed to host the talks.",
            "Tonga *plans to leave the bloc.",
            "Uganda *accused Rwanda of arming the rebels.",
            "The *signing of the treaty took place in Lima.",
        ],
    );
}

#[test]
fn negated() {
    check(
        Factuality::Negated,
        &[
            "Chad did not *sign the accord.",
            "Peru has never *recognised the government in Lima.",
            "Niger no longer *supports the mission.",
            "The two sides have yet to *sign a treaty.",
            "Gabon failed to *ratify the convention.",
            "Egypt refused to *join the coalition.",
            "Cuba denied *sending troops to Angola.",
            "Kenya ruled out *sending troops to Somalia.",
            "No country has *recognised the territory.",
            "Neither state *signed the protocol.",
            "The leaders met without *signing an agreement.",
            "Mali has not *condemned or supported the invasion.",
            "Mali has not condemned or *supported the invasion.",
            "A *summit between the two leaders has yet to take place.",
            "Peru cancelled the *summit with Chile.",
            "The *visit was called off at the last minute.",
            "Ghana cannot *replace Nigeria.",
            "Togo ceased to *be a member of the bloc.",
            "Nepal avoided *confrontation with India.",
            "Turkey blocked the *accession of Sweden.",
            "Spain would not *recognise the result.",
            "The refusal of Malta to *sign the deal angered Rome.",
            "Its failure to *ratify the treaty angered partners.",
            "Rather than *join the union, Norway signed a trade deal.",
            "There was no *agreement between Iran and Iraq.",
            "Ethiopia has never confirmed that it *promised recognition.",
            "Fiji abandoned plans to *buy submarines from France.",
            "Most of the *sanctions against Niger were lifted.",
            "Burkina Faso ended its *accord with Paris.",
            "Libya stopped *supporting the rebels.",
            "None of them *attended the meeting.",
            "The parliament has not yet *approved the treaty.",
            "The ministers did not *reach an agreement on water.",
            "It was to have been *signed three weeks earlier.",
        ],
    );
}

#[test]
fn future() {
    check(
        Factuality::Future,
        &[
            "Chad will *sign the accord in May.",
            "Japan plans to *contribute to the mission.",
            "The two presidents are to *meet in Geneva.",
            "Kenya is expected to *send police to Haiti.",
            "Peru pledged to *support the mission.",
            "The minister urged Iran to *stop the attacks.",
            "Ghana called for *talks with Mali.",
            "France proposed a *summit of the five states.",
            "The Union should *expand its partnership with Japan.",
            "Oman announced plans to *build a railway to Abu Dhabi.",
            "The upcoming *summit in Baku worries Armenia.",
            "India said it would *withdraw its troops from the Maldives.",
            "The two countries agreed to *cooperate on water.",
            "Ministers must *approve the budget.",
            "Chile is ready to *mediate between the parties.",
            "The talks are due to *begin in March.",
            "Turkey wants to *join the bloc.",
            "The planned *visit of the king will cost millions.",
            "The decision to *withdraw troops surprised Paris.",
            "Preparations for the *summit have started.",
            "The Forum demanded that Fiji *release the prisoners.",
            "Brazil intends to *send aid to Haiti and open an embassy.",
            "Brazil intends to send aid to Haiti and *open an embassy.",
            "A *conference is scheduled for June.",
            "When the treaty *enters into force, both states will close their bases.",
            "Kuwait is going to *host the games.",
            "The commission asked Hungary to *repay the money.",
            "Belgium vowed to *veto the sanctions.",
            "The president has to *approve the law.",
            "They will meet and *sign the treaty.",
        ],
    );
}

#[test]
fn hypothetical() {
    check(
        Factuality::Hypothetical,
        &[
            "Chad may *sign the accord.",
            "The army could *attack at any time.",
            "If Iran *attacked the ships, the fleet would respond.",
            "If Iran attacked the ships, the fleet would *respond.",
            "Unless Serbia *recognises Kosovo, it cannot join.",
            "Should the entity *secede, the mission would leave.",
            "There are fears of an *invasion of Taiwan.",
            "There are fears that China will *invade Taiwan.",
            "The possibility of a *war between the two states worries Europe.",
            "Peru is considering *joining the pact.",
            "It is possible that Ghana *signed the deal.",
            "Niger is likely to *leave the bloc.",
            "Rumours that Algeria would *buy the jets spread quickly.",
            "A potential *alliance of the two worries Tokyo.",
            "Perhaps Chile *signed the deal for money.",
            "Diplomats doubt that Syria will *sign the treaty.",
            "The prospect of *cooperation between India and China is remote.",
            "Will Sweden *join the alliance?",
            "Signing the pact might *anger Beijing.",
            "The deal would *allow ships to pass.",
            "Whether Turkey *supports the bid is unclear.",
            "Egypt might not *attend the summit.",
            "A *meeting with the king would help.",
            "Morocco threatened that it might *close the border.",
            "Officials fear an *attack by the rebels.",
            "It is unclear whether Kenya *paid the ransom.",
        ],
    );
}

#[test]
fn reported() {
    check(
        Factuality::Reported,
        &[
            "Russia has been accused of *meddling in the elections.",
            "Ukraine claims that Russia *attacked the bridge.",
            "According to Hargeisa, Ethiopia *recognised the territory.",
            "Intelligence reports say North Korea is *deploying soldiers to Russia.",
            "Iran is believed to have *armed the rebels.",
            "Rwanda reportedly *sent troops across the border.",
            "Kosovo accused Serbia of *organising the raid.",
            "Lawmakers suspect that China *hacked the servers.",
            "The alleged *attack by the militia left ten dead.",
            "South Korea says the North has *sent troops to Kursk.",
            "Russia *shelled the town, Ukraine said.",
            "Allegations that Chad *supplied the militia are false.",
            "Iran is suspected of *attacking the tankers.",
            "Critics say Hungary has *blocked the aid.",
            "India blamed the *attack on Pakistan.",
            "The militia is said to have *killed forty villagers.",
            "Sudan alleges that the Emirates *armed its foes.",
            "Allegations of *interference by Iran are old.",
        ],
    );
}

#[test]
fn the_source_is_named() {
    let source = |s: &str| read(s).1.unwrap_or_default();
    assert_eq!(source("Ukraine claims that Russia *attacked the bridge."), "Ukraine");
    assert_eq!(source("Kosovo accused Serbia of *organising the raid."), "Kosovo");
    assert_eq!(source("According to Kenya, Eritrea *attacked the port."), "Kenya");
    assert_eq!(source("Norway said it had *expelled two diplomats."), "");
}

#[test]
fn odd_input_gives_an_answer() {
    let sentence = crate::model::Sentence::default();
    let claim = factuality(Lexicon::builtin().modality(), &Tree::new(&sentence), 3);
    assert_eq!(claim.factuality, Factuality::Actual);
}
