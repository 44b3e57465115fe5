//! `chancery serve`: the graph in a browser.

use super::Exit;
use super::session::Session;
use chancery::serve::net::Listener;
use chancery::serve::{Guard, Shelf, State};
use chancery::store::Store;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

/// Looks at the graph in a browser: search, follow links, read the sentence that says so
///
/// Serves a page on this machine; nothing is sent anywhere. Corrections made on the page need the token that is printed.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  chancery serve --open
  chancery serve --store treaties.db --port 8080")]
pub struct Args {
    /// The port; 0 takes any that is free
    #[arg(long, value_name = "N", default_value_t = 7878)]
    port: u16,
    /// The address to listen at; others than this machine's own let everybody in the network read
    #[arg(long, value_name = "IP", default_value = "127.0.0.1")]
    address: IpAddr,
    /// Open the page in the browser
    #[arg(long)]
    open: bool,
}

/// Serves until Ctrl-C.
pub fn run(args: &Args, session: &Session) -> anyhow::Result<Exit> {
    let listener = Listener::bind(SocketAddr::new(args.address, args.port))?;
    let guard = Guard::new(listener.address()?);
    let shelf = if session.is_json() {
        let name = session.store.file_name().map(|n| n.to_string_lossy().into_owned());
        Shelf::Graph(Box::new(session.graph()?), name.unwrap_or_default())
    } else {
        session.open()?;
        Shelf::Store(session.store.clone())
    };
    let (url, token) = (guard.url(), guard.token().to_string());
    let again = session.clone();
    let join = move |store: &mut Store| -> Result<(), String> {
        let lexicon = again.lexicon().map_err(|e| e.to_string())?;
        super::build::join(store, lexicon.get(), &again).map(drop).map_err(|e| format!("{e:#}"))
    };
    let state = Arc::new(State::new(shelf, guard)?.with_join(Box::new(join)));
    if !session.quiet {
        anstream::println!("{} is at {url}", state.name());
        anstream::println!("token for corrections: {token}");
        anstream::println!("Ctrl-C ends it");
    }
    if args.open {
        open(&format!("{url}#token={token}"));
    }
    listener.serve(state)?;
    Ok(Exit::Done)
}

/// Asks the system to show an address. If it cannot, the printed address does as well.
fn open(url: &str) {
    let opener = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(windows) {
        "explorer"
    } else {
        "xdg-open"
    };
    let quiet = std::process::Stdio::null;
    let _ = std::process::Command::new(opener).arg(url).stdout(quiet()).stderr(quiet()).spawn();
}
