//! Do the words around a trigger fit what a rule asks of them: its subject, object, complement, preposition?

use super::words::{is_model, is_named_ship, is_part};
use super::{Place, near};
use crate::extract::factuality::factuality;
use crate::lexicon::{Part, Rule};
use crate::model::{Factuality, Reading};

impl Place<'_, '_> {
    /// Whether the word that does it is one of those the rule asks for, and none that it bars.
    pub(super) fn subject_fits(&self, rule: &Rule) -> bool {
        if rule.subject_is.is_empty() && rule.subject_not.is_empty() {
            return true;
        }
        let lemmas = self.words_of(self.subjects());
        let any = |set: &std::collections::BTreeSet<String>| lemmas.iter().any(|l| set.contains(l));
        (rule.subject_is.is_empty() || any(&rule.subject_is)) && !any(&rule.subject_not)
    }

    /// Whether what the trigger says of somebody is headed by one of the words that the rule asks for.
    pub(super) fn complement_fits(&self, rule: &Rule) -> bool {
        let tree = self.tree;
        let said = |k: usize| {
            let behind = tree.kids_by(k, "case").map(|c| tree.lemma(c)).filter(|_| tree.rel(k) == "ccomp");
            // *warned that it would **have consequences***: a light verb says it by its object.
            let light = matches!(tree.lemma(k).as_str(), "have" | "bring" | "mean" | "carry");
            let object =
                tree.kids_by(k, "obj").filter(|_| light && tree.rel(k) == "ccomp").map(|o| tree.lemma(o));
            [tree.lemma(k)]
                .into_iter()
                .chain(behind)
                .chain(object)
                .any(|lemma| rule.complement_is.contains(&lemma))
        };
        let kids = tree.kids(self.token).iter().copied();
        let objects = tree.patients(self.token);
        let sole = |k: usize| objects == [k];
        let mut told =
            kids.filter(|&k| matches!(tree.rel(k), "xcomp" | "ccomp" | "obl" | "obj" | "advcl") && !sole(k));
        rule.complement_is.is_empty() || told.any(|k| tree.with_conjuncts(k).into_iter().any(said))
    }

    /// Whether the trigger's own preposition is one of those that the rule asks for.
    pub(super) fn preposition_fits(&self, rule: &Rule) -> bool {
        let own = || self.tree.preposition(self.token).is_some_and(|p| rule.preposition_is.contains(&p));
        rule.preposition_is.is_empty() || own()
    }

    /// Whether the clause is set in nothing that the rule bars.
    pub(super) fn setting_fits(&self, rule: &Rule) -> bool {
        if rule.setting_not.is_empty() {
            return true;
        }
        let around = std::iter::once(self.token).chain(self.tree.kids_by(self.token, "obj"));
        let phrases = around.flat_map(|w| self.tree.kids(w).iter().copied());
        let phrases = phrases.filter(|&k| matches!(self.tree.rel(k), "obl" | "nmod")).collect();
        !self.words_of(phrases).iter().any(|l| rule.setting_not.contains(l))
    }

    /// Whether the text denies the trigger, where the rule asks for that.
    pub(super) fn denial_fits(&self, rule: &Rule) -> bool {
        let claim = || factuality(self.scene.lexicon.modality(), self.tree, self.token).factuality;
        !rule.denied || claim() == Factuality::Negated
    }

    /// Whether the object is one of the words the rule asks for, and none that it bars.
    pub(super) fn object_fits(&self, rule: &Rule) -> bool {
        if rule.object_is.is_empty() && rule.object_not.is_empty() {
            return true;
        }
        let mut objects = self.objects();
        // *Chad was given **shelter***: of two objects the second stays one.
        if self.part == Part::Verb && self.tree.is_passive(self.token) && !rule.object_is.is_empty() {
            let second = |&k: &usize| matches!(self.tree.rel(k), "obj" | "xcomp") && self.tree.is_noun(k);
            objects.extend(self.tree.kids(self.token).iter().copied().filter(second));
        }
        if objects.is_empty() && self.part == Part::Verb {
            objects.extend(near::object(self.tree, self.token));
        }
        let lemmas = self.words_of(objects);
        let any = |set: &std::collections::BTreeSet<String>| lemmas.iter().any(|l| set.contains(l));
        (rule.object_is.is_empty() || any(&rule.object_is)) && !any(&rule.object_not)
    }

    /// The words that phrases go by: their heads, each with the word before it, and what they are parts of.
    pub(super) fn words_of(&self, heads: Vec<usize>) -> Vec<String> {
        let mut lemmas = Vec::new();
        for head in heads.into_iter().flat_map(|h| self.tree.with_conjuncts(h)) {
            let whole = is_part(&self.tree.lemma(head)).then(|| self.tree.prepositional_kids(head, "of"));
            for noun in whole.into_iter().flatten().chain([head]) {
                lemmas.push(self.tree.lemma(noun));
                // *NZ$20 million*: money of any land.
                if self.tree.token(noun).form.ends_with(['$', '€', '£']) {
                    lemmas.push("money".into());
                }
                // *took in **Venezuelans***: people, whatever their land.
                let spot = self.scene.spot_at(self.sentence, noun).map(|s| self.scene.spots[s].reading);
                if spot == Some(Reading::Demonym) && self.tree.token(noun).xpos.ends_with('S') {
                    lemmas.push("people".into());
                }
                lemmas.extend(self.noun_of_letters(noun));
                // *sent **HMS Trent***: a ship by what stands before its name.
                if is_named_ship(self.tree, noun) {
                    lemmas.extend(["ship".into(), "warship".into()]);
                }
                // *18 **F-16s***, *S-400 batteries*: arms by the letters and number of their model.
                if noun > 1 && self.tree.token(noun - 1).form == "-" && is_model(self.tree, noun) {
                    lemmas.push("weapon".into());
                }
                let before = self
                    .tree
                    .kids(noun)
                    .iter()
                    .filter(|&&k| k < noun && matches!(self.tree.rel(k), "compound" | "amod"));
                lemmas.extend(before.map(|&k| format!("{} {}", self.tree.lemma(k), self.tree.lemma(noun))));
            }
        }
        lemmas
    }

    /// *the **ICC***: a court, by the noun of the name that the letters stand for.
    fn noun_of_letters(&self, noun: usize) -> Option<String> {
        let letters = self.tree.token(noun).form.chars().all(char::is_uppercase);
        let spot = self.scene.spot_at(self.sentence, noun).filter(|_| letters)?;
        let [thing] = self.scene.spots[spot].things[..] else { return None };
        let name = self.scene.things[thing].name.to_lowercase();
        let words: Vec<&str> = name.split(' ').collect();
        let last = words.iter().position(|w| matches!(*w, "of" | "for" | "on")).unwrap_or(words.len());
        words.get(last.checked_sub(1)?).map(ToString::to_string)
    }
}
