//! How does an answer look in a report of one's own?
//!
//! [`briefing`] gathers an answer with its quotations numbered; it is written as Markdown or as a page of HTML that needs
//! nothing beside it. [`overlap_markdown`] and [`overlap_csv`] write the side-by-side table.

mod briefing;
mod html;
mod markdown;
mod overlap;

pub use briefing::{Briefing, Line, Section, briefing};
pub use html::html;
pub use markdown::markdown;
pub use overlap::{overlap_csv, overlap_markdown};
