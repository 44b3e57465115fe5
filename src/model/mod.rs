//! What words does the whole program speak?
//!
//! Plain types, no behaviour that needs the world. *Mention level*: [`Mention`] and [`Relation`], what one text says.
//! *Entity level*: [`Node`] and [`Edge`], what the corpus knows. Spans are half-open byte ranges inside the program and
//! become code points only in [`Records`], where the outside counts them.

mod archive;
mod date;
mod document;
mod figures;
mod fold;
mod mention;
mod ontology;
mod record;
mod span;
mod spoke;
mod token;

pub use archive::{Archive, Sizes};
pub use date::{Day, Edtf, MONTHS};
pub use document::{Document, DocumentInfo, is_document};
pub use figures::{Figures, WellKnown};
pub use fold::{fold, fold_name};
pub use mention::{Entity, Extraction, Mention, Reading, Relation};
pub use ontology::{EdgeType, Factuality, Kind, NodeType};
pub use record::{Edge, Evidence, MentionRecord, Node, Records};
pub use span::Span;
pub use spoke::{Spoke, When};
pub use token::{Analysis, Name, NameClass, Sentence, Token};
