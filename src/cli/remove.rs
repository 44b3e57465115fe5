//! `chancery remove NAME…`: take a document back.

use super::Exit;
use super::look::count;
use super::session::Session;

/// Take documents back, and put together anew what the others say
///
/// A document is named by its path, its file name or its id; see chancery sources. When its folder is built again it
/// stays away, unless its file changed since. To have it back, build the file by its name.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  chancery remove article.txt
  chancery remove d-3830a7c6610b92ef")]
pub struct Args {
    /// Paths, file names or ids
    #[arg(required = true, value_name = "DOCUMENT")]
    names: Vec<String>,
}

/// Removes.
pub fn run(args: &Args, session: &Session) -> anyhow::Result<Exit> {
    session.open()?;
    let mut store = session.open_to_write()?;
    let mut removed = Vec::new();
    for name in &args.names {
        removed.extend(store.remove(name)?);
    }
    let lexicon = session.lexicon()?;
    super::build::join(&mut store, lexicon.get(), session)?;
    if !session.quiet {
        let files = "stays away until its file changes or is built by its name";
        anstream::eprintln!("{} taken back; {files}", count(removed.len(), "document"));
    }
    Ok(Exit::Done)
}
