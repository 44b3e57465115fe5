//! Which kinds, types and relations are there?
//!
//! Closed lists; `data/ontology.toml` describes each for readers, and a test holds the two equal.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// An enum over a closed list of words, with the word of each both ways.
macro_rules! closed_list {
    ($(#[$doc:meta])* $name:ident { $($(#[$item:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        pub enum $name { $($(#[$item])* #[serde(rename = $word)] $variant,)* }

        impl $name {
            /// All of them, in the order of the ontology.
            pub const ALL: &'static [$name] = &[$(Self::$variant,)*];

            /// The ontology's word.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// The one with that word.
            pub fn parse(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)* _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }
    };
}

closed_list! {
    /// What sort of thing a node is.
    Kind {
        /// State, organisation, group or person.
        Actor = "actor",
        /// Treaty, pact, memorandum …
        Agreement = "agreement",
        /// Strategy, law, programme, mission …
        Policy = "policy",
        /// Meeting, conflict, election …
        Event = "event",
        /// City, sea, region …
        Place = "place",
    }
}

impl Kind {
    /// Whether a thing of the kind joins others up: an agreement, an event, a policy.
    pub fn joins(self) -> bool {
        matches!(self, Self::Agreement | Self::Event | Self::Policy)
    }
}

closed_list! {
    /// Type within a kind. `Other` serves agreements and events.
    NodeType {
        /// Sovereign state.
        State = "state",
        /// Intergovernmental organisation or bloc.
        Igo = "igo",
        /// Named set of states.
        Group = "group",
        /// Company, party, agency, armed force, NGO.
        Organization = "organization",
        /// Person.
        Person = "person",
        /// Treaty.
        Treaty = "treaty",
        /// Partnership.
        Partnership = "partnership",
        /// Framework.
        Framework = "framework",
        /// Memorandum.
        Memorandum = "memorandum",
        /// Joint statement, principles, accord text.
        Declaration = "declaration",
        /// Defence or security pact.
        Pact = "pact",
        /// Trade agreement.
        Trade = "trade",
        /// Strategy.
        Strategy = "strategy",
        /// White paper, concept.
        Document = "document",
        /// Programme.
        Programme = "programme",
        /// Law.
        Law = "law",
        /// Named deployment or operation.
        Mission = "mission",
        /// Summit, dialogue, conference, visit.
        Meeting = "meeting",
        /// War, invasion, clash, incident.
        Conflict = "conflict",
        /// Election.
        Election = "election",
        /// Speech, address.
        Statement = "statement",
        /// Military exercise.
        Exercise = "exercise",
        /// Agreement or event of another type.
        Other = "other",
        /// Place.
        Place = "place",
    }
}

closed_list! {
    /// What an edge says. The first nine are structure, the others interactions of actors.
    EdgeType {
        /// Is, or is to be, bound by the agreement.
        PartyTo = "party_to",
        /// Put the signature.
        Signed = "signed",
        /// Published, adopted or launched it.
        Issued = "issued",
        /// Took part, hosted, fought, spoke, stood.
        ParticipatedIn = "participated_in",
        /// Signed, agreed or announced there.
        ConcludedAt = "concluded_at",
        /// Where.
        LocatedIn = "located_in",
        /// Component.
        PartOf = "part_of",
        /// Membership.
        MemberOf = "member_of",
        /// Holds or held an office.
        Represents = "represents",
        /// Promise to cooperate.
        Agree = "agree",
        /// Meet, talk, visit.
        Consult = "consult",
        /// Praise, endorse, recognise.
        Support = "support",
        /// Verbal concession.
        Concede = "concede",
        /// Mutual material cooperation.
        Cooperate = "cooperate",
        /// Material help.
        Aid = "aid",
        /// Concession with material effect.
        Retreat = "retreat",
        /// Request or demand.
        Request = "request",
        /// Condemn, blame, allege.
        Accuse = "accuse",
        /// Refuse.
        Reject = "reject",
        /// Warn of consequences.
        Threaten = "threaten",
        /// Collective civilian dissent.
        Protest = "protest",
        /// Cut back relations.
        Sanction = "sanction",
        /// Military or police moves.
        Mobilize = "mobilize",
        /// Repression, coercion short of violence.
        Coerce = "coerce",
        /// Violence.
        Assault = "assault",
        /// Bound by alliance.
        Ally = "ally",
        /// Trade relation.
        Trade = "trade",
        /// Standing territorial or legal dispute.
        Dispute = "dispute",
    }
}

closed_list! {
    /// What kind of claim an edge is.
    Factuality {
        /// The text states it as so.
        Actual = "actual",
        /// Somebody else's claim.
        Reported = "reported",
        /// Planned, announced, proposed, urged.
        Future = "future",
        /// If, may, could, rumour, fear.
        Hypothetical = "hypothetical",
        /// The text says it is not so, or ended.
        Negated = "negated",
    }
}

impl Kind {
    /// The types that nodes of this kind may have.
    pub fn types(self) -> &'static [NodeType] {
        use NodeType::{
            Conflict, Declaration, Document, Election, Exercise, Framework, Group, Igo, Law, Meeting,
            Memorandum, Mission, Organization, Other, Pact, Partnership, Person, Place, Programme, State,
            Statement, Strategy, Trade, Treaty,
        };
        match self {
            Self::Actor => &[State, Igo, Group, Organization, Person],
            Self::Agreement => &[Treaty, Partnership, Framework, Memorandum, Declaration, Pact, Trade, Other],
            Self::Policy => &[Strategy, Document, Programme, Law, Mission],
            Self::Event => &[Meeting, Conflict, Election, Statement, Exercise, Other],
            Self::Place => &[Place],
        }
    }
}

impl EdgeType {
    /// Stored once, found from both ends.
    pub fn is_symmetric(self) -> bool {
        matches!(
            self,
            Self::Agree | Self::Consult | Self::Cooperate | Self::Ally | Self::Trade | Self::Dispute
        )
    }

    /// An interaction between actors, as against structure.
    pub fn is_interaction(self) -> bool {
        self >= Self::Agree
    }

    /// How it reads in a sentence between its two ends, and over a list of those that it leads from.
    pub fn reads(self) -> (&'static str, &'static str) {
        match self {
            Self::PartyTo => ("party to", "parties"),
            Self::Signed => ("signed", "signed by"),
            Self::Issued => ("issued", "issued by"),
            Self::ParticipatedIn => ("took part in", "took part"),
            Self::ConcludedAt => ("concluded at", "concluded there"),
            Self::LocatedIn => ("located in", "what is there"),
            Self::PartOf => ("part of", "its parts"),
            Self::MemberOf => ("member of", "members"),
            Self::Represents => ("represents", "represented by"),
            Self::Agree => ("agrees with", "agrees with"),
            Self::Consult => ("consults with", "consults with"),
            Self::Support => ("supports", "supported by"),
            Self::Concede => ("concedes to", "concessions by"),
            Self::Cooperate => ("cooperates with", "cooperates with"),
            Self::Aid => ("aids", "aided by"),
            Self::Retreat => ("withdraws from", "withdrawals by"),
            Self::Request => ("makes demands of", "demands by"),
            Self::Accuse => ("accuses", "accused by"),
            Self::Reject => ("rejects", "rejected by"),
            Self::Threaten => ("threatens", "threatened by"),
            Self::Protest => ("protests against", "protests by"),
            Self::Sanction => ("sanctions", "sanctioned by"),
            Self::Mobilize => ("mobilizes against", "mobilized against by"),
            Self::Coerce => ("coerces", "coerced by"),
            Self::Assault => ("attacks", "attacked by"),
            Self::Ally => ("allied with", "allied with"),
            Self::Trade => ("trades with", "trades with"),
            Self::Dispute => ("in dispute with", "in dispute with"),
        }
    }

    /// Whether the ontology allows the edge between nodes of these kinds and types.
    pub fn allows(self, source: (Kind, NodeType), target: (Kind, NodeType)) -> bool {
        use Kind::{Actor, Agreement, Event, Place, Policy};
        let (from, to) = (source.0, target.0);
        match self {
            Self::PartyTo | Self::Signed => from == Actor && to == Agreement,
            Self::Issued => from == Actor && matches!(to, Policy | Agreement),
            Self::ParticipatedIn => {
                from == Actor && (to == Event || matches!(target.1, NodeType::Mission | NodeType::Programme))
            }
            Self::ConcludedAt => from == Agreement && to == Event,
            Self::LocatedIn => from != Policy && (to == Place || target.1 == NodeType::State),
            Self::PartOf => match from {
                Event | Agreement | Policy => from == to,
                Actor => source.1 == NodeType::Organization && to == Actor,
                Place => false,
            },
            Self::MemberOf => from == Actor && matches!(target.1, NodeType::Igo | NodeType::Group),
            Self::Represents => source.1 == NodeType::Person && to == Actor,
            _ => from == Actor && to == Actor,
        }
    }
}
