//! `chancery overlap HUB A B …`: what does the hub have with each, side by side?

use super::Exit;
use super::filter::FactArgs;
use super::look::{DIM, NAME, Page, arrow, claim, count, one_line, paint};
use super::output::{print_json, print_text};
use super::session::{Session, sound};
use chancery::graph::{Cell, Overlap, Row};
use clap::ValueEnum;
use comfy_table::{ContentArrangement, Table, presets};

/// What a hub has with each of several partners: agreements, policies, events, side by side
///
/// A row holds one thing, or several whose names are alike once the partners' names are taken out, so that parallel
/// agreements stand beside each other.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  chancery overlap EU Japan ROK
  chancery overlap EU Japan ROK --format md > parallel.md
  chancery overlap US Japan ROK Australia --from 2023 --format csv")]
pub struct Args {
    /// The hub
    hub: String,
    /// The partners
    #[arg(required = true, num_args = 1.., value_name = "PARTNER")]
    partners: Vec<String>,
    /// Form of the answer
    #[arg(long, value_name = "FORM", value_enum, default_value_t)]
    format: Form,
    /// Under the table, the quotations behind every cell
    #[arg(long)]
    cite: bool,
    #[command(flatten)]
    facts: FactArgs,
}

/// Forms of the table.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
enum Form {
    /// For reading.
    #[default]
    Text,
    /// The same as data.
    Json,
    /// Markdown.
    Md,
    /// Comma-separated values.
    Csv,
}

/// Asks and prints.
pub fn run(args: &Args, session: &Session) -> anyhow::Result<Exit> {
    let graph = session.asked()?;
    let hub = session.find(&graph, &args.hub)?;
    let mut partners = Vec::new();
    for name in &args.partners {
        let id = session.find(&graph, name)?;
        anyhow::ensure!(id != hub && !partners.contains(&id), "{} is named twice", graph.label(id));
        partners.push(id);
    }
    let overlap = graph.overlap(hub, &partners, &args.facts.filter());
    sound(&graph)?;
    match args.format {
        Form::Json => print_json(&overlap)?,
        Form::Md => print_text(&chancery::report::overlap_markdown(&overlap))?,
        Form::Csv => print_text(&chancery::report::overlap_csv(&overlap)?)?,
        Form::Text => {
            let mut page = Page::new(session.width);
            write(&mut page, &overlap, args.cite);
            page.print()?;
        }
    }
    Ok(Exit::Done)
}

fn write(page: &mut Page, overlap: &Overlap, cite: bool) {
    let names: Vec<&str> = overlap.partners.iter().map(|p| p.name.as_str()).collect();
    page.line(format!("{} with {}", paint(NAME, &overlap.hub.name), paint(NAME, &names.join(", "))));
    if overlap.rows.is_empty() {
        page.line("No agreement, policy or event joins them.");
    }
    let mut kind = None;
    let mut rows: Vec<&Row> = Vec::new();
    for row in &overlap.rows {
        if kind != Some(row.kind) {
            flush(page, overlap, &mut rows);
            kind = Some(row.kind);
        }
        rows.push(row);
    }
    flush(page, overlap, &mut rows);
    if !overlap.dealings.is_empty() {
        page.heading("Other dealings", "facts between the two, by type");
        for dealing in &overlap.dealings {
            let counts: Vec<String> =
                dealing.counts.iter().zip(&names).map(|(n, name)| format!("{n} with {name}")).collect();
            page.line(format!("  {:12}{}", dealing.etype, paint(DIM, &counts.join(", "))));
        }
    }
    if cite {
        overlap.rows.iter().for_each(|row| quotations(page, row));
    }
}

/// The rows of one kind as a table.
fn flush(page: &mut Page, overlap: &Overlap, rows: &mut Vec<&Row>) {
    let Some(first) = rows.first() else { return };
    page.heading(&title(first.kind), &rows.len().to_string());
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY);
    table.set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::try_from(page.width()).unwrap_or(u16::MAX));
    let head = overlap.partners.iter().map(|p| p.name.clone());
    table.set_header(["".to_string(), "family".to_string()].into_iter().chain(head));
    for row in rows.iter() {
        let cells = row.cells.iter().map(|c| c.iter().map(cell).collect::<Vec<_>>().join("\n"));
        table.add_row([row.standing.as_str().to_string(), one_line(&row.family)].into_iter().chain(cells));
    }
    table.to_string().lines().for_each(|line| page.line(line));
    rows.clear();
}

fn title(kind: chancery::model::Kind) -> String {
    let plural = count(2, kind.as_str());
    let word = plural.trim_start_matches("2 ");
    word[..1].to_uppercase() + &word[1..]
}

/// `Digital Partnership (2022-05)`, with the kind of claim where it is not fact.
fn cell(cell: &Cell) -> String {
    let date = cell.date.as_ref().map_or(String::new(), |d| format!(" ({d})"));
    let soft = if cell.factuality == chancery::model::Factuality::Actual {
        String::new()
    } else {
        format!(" · {}", cell.factuality)
    };
    format!("{}{date}{soft}", one_line(&cell.thing.name))
}

fn quotations(page: &mut Page, row: &Row) {
    page.heading(&one_line(&row.family), row.standing.as_str());
    for fact in row.cells.iter().flatten().flat_map(|c| &c.facts) {
        let ends = format!("{} {} {}", fact.source.name, arrow(fact), fact.target.name);
        page.line(format!("  {ends} · {}", claim(fact.factuality)));
        page.quotations(4, &fact.quotes);
    }
}
