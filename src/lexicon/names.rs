//! Which things in the world have names known beforehand?
//!
//! One [`Entry`] for each line of the tables in `data/names`; a table's own columns become the entry's fields.

use super::table::{self, Row};
use crate::error::Result;
use crate::model::{Kind, NameClass, NodeType};

/// A table of `data/names`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    /// Sovereign states and states of disputed standing.
    States,
    /// Intergovernmental organisations, blocs, groups of states.
    Igos,
    /// Companies, parties, agencies, armed forces, NGOs.
    Organizations,
    /// Persons.
    Persons,
    /// Cities, regions, seas, facilities.
    Places,
    /// Treaties, accords, memoranda.
    Agreements,
    /// Strategies, laws, programmes, missions.
    Policies,
    /// Wars, summits, elections, exercises.
    Events,
}

impl Table {
    /// All tables, the ones whose meaning of a shared name comes first.
    pub const ALL: [Table; 8] = [
        Self::States,
        Self::Igos,
        Self::Organizations,
        Self::Persons,
        Self::Places,
        Self::Agreements,
        Self::Policies,
        Self::Events,
    ];

    /// The name of its file, without ending.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::States => "states",
            Self::Igos => "igos",
            Self::Organizations => "organizations",
            Self::Persons => "persons",
            Self::Places => "places",
            Self::Agreements => "agreements",
            Self::Policies => "policies",
            Self::Events => "events",
        }
    }

    fn kind(self) -> Kind {
        match self {
            Self::States | Self::Igos | Self::Organizations | Self::Persons => Kind::Actor,
            Self::Places => Kind::Place,
            Self::Agreements => Kind::Agreement,
            Self::Policies => Kind::Policy,
            Self::Events => Kind::Event,
        }
    }

    fn class(self) -> NameClass {
        match self {
            Self::States => NameClass::State,
            Self::Igos => NameClass::Igo,
            Self::Organizations => NameClass::Organization,
            Self::Persons => NameClass::Person,
            Self::Places => NameClass::Place,
            Self::Agreements => NameClass::Agreement,
            Self::Policies => NameClass::Policy,
            Self::Events => NameClass::Event,
        }
    }

    /// The types its `type` column may hold; the first where it has no such column.
    fn types(self) -> &'static [NodeType] {
        use NodeType as T;
        match self {
            Self::States => &[T::State],
            Self::Igos => &[T::Igo, T::Group],
            Self::Organizations => &[T::Organization],
            Self::Persons => &[T::Person],
            Self::Places => &[T::Place],
            Self::Agreements => &[
                T::Treaty,
                T::Partnership,
                T::Framework,
                T::Memorandum,
                T::Declaration,
                T::Pact,
                T::Trade,
                T::Other,
            ],
            Self::Policies => &[T::Strategy, T::Document, T::Programme, T::Law, T::Mission],
            Self::Events => &[T::Meeting, T::Conflict, T::Election, T::Statement, T::Exercise, T::Other],
        }
    }
}

/// In which way a form names an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum How {
    /// Its main name.
    Name,
    /// Another name.
    Alias,
    /// An acronym.
    Acronym,
    /// Adjective or people's name.
    Demonym,
    /// Its capital, which may stand for its government.
    Capital,
    /// The seat or name of its government (*the Kremlin*).
    Government,
    /// The seat of an organisation (*Brussels*).
    Seat,
}

/// A thing known by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Table and name: `states/Japan`.
    pub key: String,
    /// The table it stands in.
    pub table: Table,
    /// Its main name.
    pub name: String,
    /// Kind of node.
    pub kind: Kind,
    /// Type of node.
    pub ntype: NodeType,
    /// Class of a name for it.
    pub class: NameClass,
    /// Finer sort where the table has one: `party`, `company`, `sea` …
    pub sort: Option<String>,
    /// Other names.
    pub aliases: Vec<String>,
    /// Acronyms.
    pub acronyms: Vec<String>,
    /// Adjectives and names of its people.
    pub demonyms: Vec<String>,
    /// Capitals, and the other names of them.
    pub capitals: Vec<String>,
    /// Names that stand for its government.
    pub government: Vec<String>,
    /// Seats of an organisation.
    pub seats: Vec<String>,
    /// ISO 3166 code of a state.
    pub iso3: Option<String>,
    /// States it belongs to.
    pub states: Vec<String>,
    /// Members of an organisation or group.
    pub members: Vec<String>,
    /// Parties of an agreement.
    pub parties: Vec<String>,
    /// Who issued a policy.
    pub issuers: Vec<String>,
    /// Who took part in an event.
    pub participants: Vec<String>,
    /// Where an event was.
    pub place: Option<String>,
    /// Year of an agreement or policy, start of an event (EDTF).
    pub start: Option<String>,
    /// End of an event (EDTF).
    pub end: Option<String>,
}

impl Entry {
    /// Every form that names it, and how.
    pub fn forms(&self) -> impl Iterator<Item = (&str, How)> {
        let lists = [
            (&self.aliases, How::Alias),
            (&self.acronyms, How::Acronym),
            (&self.demonyms, How::Demonym),
            (&self.capitals, How::Capital),
            (&self.government, How::Government),
            (&self.seats, How::Seat),
        ];
        let others =
            lists.into_iter().flat_map(|(list, how)| list.iter().map(move |form| (form.as_str(), how)));
        std::iter::once((self.name.as_str(), How::Name)).chain(others)
    }
}

/// Appends the entries of one table.
pub fn read(table: Table, text: &str, entries: &mut Vec<Entry>) -> Result<()> {
    let file = format!("names/{}.tsv", table.as_str());
    let rows = table::read(&file, text)?;
    let places = rows.first().map_or([None; COLUMNS.len()], |row| COLUMNS.map(|column| row.column(column)));
    for row in &rows {
        entries.push(entry(table, row, &places)?);
    }
    Ok(())
}

/// The columns of all tables, found once for each table: there are many thousand rows.
const COLUMNS: [&str; 18] = [
    "name",
    "class",
    "aliases",
    "acronyms",
    "demonyms",
    "capital",
    "government",
    "seat",
    "iso3",
    "state",
    "members",
    "parties",
    "issuer",
    "participants",
    "place",
    "start",
    "year",
    "end",
];

fn entry(table: Table, row: &Row<'_>, places: &[Option<usize>; COLUMNS.len()]) -> Result<Entry> {
    let cell = |column: usize| places[column].map_or("", |at| row.cell(at));
    let optional = |column: usize| Some(cell(column)).filter(|text| !text.is_empty()).map(String::from);
    let list = |column: usize| match cell(column) {
        "" => Vec::new(),
        text => text.split('|').filter(|value| !value.is_empty()).map(String::from).collect::<Vec<_>>(),
    };
    let name = cell(0);
    Ok(Entry {
        key: [table.as_str(), name].join("/"),
        table,
        name: name.to_string(),
        kind: table.kind(),
        ntype: node_type(table, row)?,
        class: table.class(),
        sort: optional(1),
        aliases: list(2),
        acronyms: list(3),
        demonyms: list(4),
        capitals: list(5),
        government: list(6),
        seats: list(7),
        iso3: optional(8),
        states: list(9),
        members: list(10),
        parties: list(11),
        issuers: list(12),
        participants: list(13),
        place: optional(14),
        start: optional(15).or_else(|| optional(16)),
        end: optional(17),
    })
}

fn node_type(table: Table, row: &Row<'_>) -> Result<NodeType> {
    if table.types().len() == 1 {
        return Ok(table.types()[0]);
    }
    let word = row.get("type");
    let known = NodeType::parse(word).filter(|t| table.types().contains(t));
    known.ok_or_else(|| row.error(format!("unknown type \"{word}\"")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_becomes_an_entry() {
        let text = "name\ttype\tacronyms\tmembers\nQuad\tgroup\t\tIndia|Japan\n";
        let mut entries = Vec::new();
        read(Table::Igos, text, &mut entries).unwrap();
        assert_eq!(entries[0].key, "igos/Quad");
        assert_eq!(entries[0].ntype, NodeType::Group);
        assert_eq!(entries[0].members, ["India", "Japan"]);
    }

    #[test]
    fn an_unknown_type_is_named_with_its_line() {
        let error = read(Table::Igos, "name\ttype\nEU\tigo\nQuad\tblock\n", &mut Vec::new()).unwrap_err();
        assert_eq!(error.to_string(), "data/names/igos.tsv:3: unknown type \"block\"");
    }
}
