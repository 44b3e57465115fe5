//! Which of the ends that a rule's roles find does it not mean?

use super::{Place, home};
use crate::extract::ends::End;
use crate::lexicon::Rule;
use crate::model::{EdgeType, NodeType};

impl Place<'_, '_> {
    /// Leaves the ends that the rule means; `false` where the trigger says nothing of its kind.
    pub(super) fn keeps_meant(&self, rule: &Rule, sources: &mut Vec<End>, targets: &mut Vec<End>) -> bool {
        // *According to the Times, Chad left*: whom a text cites does nothing in it.
        let cited = |e: &End| self.tree.preposition(e.token).is_some_and(|p| p.starts_with("accord"));
        sources.retain(|e| !cited(e));
        targets.retain(|e| !cited(e));
        match rule.edge {
            EdgeType::LocatedIn => {
                // *Libya's Government of National Unity sits in Tripoli*: the body does, not the state that owns it.
                let owner =
                    |e: &End| matches!(self.scene.things[e.thing].ntype, NodeType::State | NodeType::Igo);
                sources.retain(|e| e.steps == 0 || !owner(e));
                // *The ministers **sat down** in Budapest* are not based there.
                return !self.tree.kids_by(self.token, "compound").any(|k| self.tree.lemma(k) == "down");
            }
            EdgeType::MemberOf => targets.retain(|e| !self.is_beside_state(e.token)),
            EdgeType::PartyTo => targets.retain(|e| e.steps == 0 || !self.is_only_wanted(e.token)),
            _ if rule.object_is.contains("ambassador") => self.states_of_envoys(targets),
            _ => {}
        }
        true
    }

    /// *joined **Chad and the African Union***: a body beside a state is company, no club that has members.
    fn is_beside_state(&self, token: usize) -> bool {
        let row = self.tree.with_conjuncts(self.tree.first_conjunct(token)).into_iter();
        let spots = row.filter(|&h| h != token).filter_map(|h| self.scene.spot_at(self.sentence, h));
        let mut things = spots.flat_map(|s| &self.scene.spots[s].things);
        things.any(|&t| self.scene.things[t].ntype == NodeType::State)
    }

    /// *ended with **a call for** a ceasefire*: what is only asked for binds nobody.
    fn is_only_wanted(&self, token: usize) -> bool {
        let above = self.tree.head(self.tree.first_conjunct(token));
        above.is_some_and(|h| self.scene.lexicon.words().is("request-noun", &self.tree.lemma(h)))
    }

    /// *summoned Chad's **ambassador**, Ali Abba*: what is done to an envoy is done to whoever sent him.
    fn states_of_envoys(&self, targets: &mut [End]) {
        for end in targets.iter_mut().filter(|e| self.scene.things[e.thing].is_person()) {
            end.thing = home(self.scene, end).map_or(end.thing, |h| h.thing);
        }
    }
}
