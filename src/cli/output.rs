//! As text to read, or as data?

use super::look::Page;
use clap::ValueEnum;
use serde::Serialize;
use std::io::Write;

/// Forms of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Format {
    /// For reading.
    #[default]
    Text,
    /// The same as data.
    Json,
}

/// The option that says which.
#[derive(Debug, Clone, clap::Args)]
pub struct Output {
    /// Form of the answer
    #[arg(long, value_name = "FORM", value_enum, default_value_t)]
    pub format: Format,
}

impl Output {
    /// Prints an answer as data, or as the page that `write` makes of it.
    pub fn print<T: Serialize>(
        &self,
        width: usize,
        answer: &T,
        write: impl FnOnce(&mut Page, &T),
    ) -> anyhow::Result<()> {
        match self.format {
            Format::Json => print_json(answer),
            Format::Text => {
                let mut page = Page::new(width);
                write(&mut page, answer);
                page.print()
            }
        }
    }
}

/// Prints data as JSON.
pub fn print_json<T: Serialize>(answer: &T) -> anyhow::Result<()> {
    print_text(&format!("{}\n", serde_json::to_string_pretty(answer)?))
}

/// Prints text at once, so that a closed pipe shows as one error.
pub fn print_text(text: &str) -> anyhow::Result<()> {
    let mut out = anstream::stdout().lock();
    out.write_all(text.as_bytes())?;
    Ok(out.flush()?)
}
