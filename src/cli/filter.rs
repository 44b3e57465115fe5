//! Which conditions were put on facts and on what stands between?

use super::session::Session;
use chancery::graph::{Filter, Graph, Hubs};
use chancery::model::{EdgeType, Edtf, Factuality, Kind};

/// Conditions on facts.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Conditions on facts")]
pub struct FactArgs {
    /// Only what had begun by then and, for what lasts, had not ended; undated facts are kept
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Edtf>,
    /// Only what is dated and may lie on or after this date
    #[arg(long, value_name = "DATE")]
    pub from: Option<Edtf>,
    /// Only what is dated and may lie on or before this date
    #[arg(long, value_name = "DATE")]
    pub to: Option<Edtf>,
    /// Only these relations, as in party_to,cooperate
    #[arg(long, value_name = "TYPE", value_delimiter = ',', value_parser = etype)]
    pub types: Vec<EdgeType>,
    /// Only what the texts state as so
    #[arg(long, conflicts_with = "factuality")]
    pub fact_only: bool,
    /// Only these kinds of claim: actual, reported, future, hypothetical, negated
    #[arg(long, value_name = "KIND", value_delimiter = ',', value_parser = factuality)]
    pub factuality: Vec<Factuality>,
    /// Only what at least so many documents say
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub min_sources: usize,
    /// Only what was read with at least this confidence, 0 to 1
    #[arg(long, value_name = "X", default_value_t = 0.0)]
    pub min_confidence: f64,
}

/// Conditions on what stands between things.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Conditions on what stands between")]
pub struct WayArgs {
    /// Hops a path may have; an agreement, policy or event between two actors is one [default: 4]
    #[arg(long, value_name = "N")]
    pub max_hops: Option<usize>,
    /// Every fact of a path is dated, and none lies before the one that leads to it
    #[arg(long)]
    pub forward_in_time: bool,
    /// Only things of these kinds in between: actor, agreement, policy, event, place
    #[arg(long, value_name = "KIND", value_delimiter = ',', value_parser = kind)]
    pub kinds: Vec<Kind>,
    /// A thing that must not stand in between; may be given again
    #[arg(long, value_name = "NAME")]
    pub exclude: Vec<String>,
    /// Leave out things linked with very much, or with at least N others
    #[arg(long, value_name = "N", num_args = 0..=1, require_equals = true)]
    pub exclude_hubs: Option<Option<usize>>,
}

impl FactArgs {
    /// As the graph takes it.
    pub fn filter(&self) -> Filter {
        let factuality = if self.fact_only { vec![Factuality::Actual] } else { self.factuality.clone() };
        Filter {
            as_of: self.as_of.clone(),
            from: self.from.clone(),
            to: self.to.clone(),
            types: self.types.clone(),
            factuality,
            min_sources: self.min_sources,
            min_confidence: self.min_confidence,
            ..Filter::default()
        }
    }
}

impl WayArgs {
    /// Adds the conditions on what stands between.
    pub fn add_to(&self, filter: Filter, graph: &Graph, session: &Session) -> chancery::Result<Filter> {
        let excluded = self.exclude.iter().map(|name| session.find(graph, name));
        Ok(Filter {
            max_hops: self.max_hops.or(session.config.max_hops).unwrap_or(filter.max_hops),
            forward_in_time: self.forward_in_time,
            kinds: self.kinds.clone(),
            exclude: excluded.collect::<chancery::Result<_>>()?,
            hubs: match self.exclude_hubs {
                None => Hubs::Keep,
                Some(None) => Hubs::Exclude,
                Some(Some(least)) => Hubs::ExcludeFrom(least),
            },
            ..filter
        })
    }
}

fn one_of<T: Copy>(
    word: &str,
    all: &[T],
    parse: impl Fn(&str) -> Option<T>,
    name: impl Fn(T) -> &'static str,
) -> Result<T, String> {
    let words = || all.iter().map(|t| name(*t)).collect::<Vec<_>>().join(", ");
    parse(&word.to_lowercase()).ok_or_else(|| format!("it must be one of {}", words()))
}

/// A type of edge by its word.
pub fn etype(word: &str) -> Result<EdgeType, String> {
    one_of(word, EdgeType::ALL, EdgeType::parse, EdgeType::as_str)
}

/// A kind of claim by its word.
pub fn factuality(word: &str) -> Result<Factuality, String> {
    one_of(word, Factuality::ALL, Factuality::parse, Factuality::as_str)
}

/// A kind by its word.
pub fn kind(word: &str) -> Result<Kind, String> {
    one_of(word, Kind::ALL, Kind::parse, Kind::as_str)
}

/// How many quotations a fact is shown with.
#[derive(Debug, Clone, clap::Args)]
pub struct Quotes {
    /// Quotations shown for a fact; JSON always has all [default: 1]
    #[arg(long, value_name = "N")]
    pub quotes: Option<usize>,
}

impl Quotes {
    /// The option, or the user's default, or one.
    pub fn number(&self, session: &Session) -> usize {
        self.quotes.or(session.config.quotes).unwrap_or(1)
    }
}
