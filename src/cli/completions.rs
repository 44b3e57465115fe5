//! `chancery completions SHELL` and `chancery man`: how do shell and manual learn of the commands?

use super::Exit;
use super::output::print_text;
use anyhow::Context;
use clap_complete::Shell;
use std::path::PathBuf;

/// Completions for a shell, on standard output
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  chancery completions bash > ~/.local/share/bash-completion/completions/chancery
  chancery completions fish > ~/.config/fish/completions/chancery.fish")]
pub struct Args {
    /// The shell
    shell: Shell,
}

/// Man pages, into a folder
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  chancery man ~/.local/share/man/man1")]
pub struct ManArgs {
    /// The folder; without one, the main page on standard output
    folder: Option<PathBuf>,
}

/// Prints completions.
pub fn run(args: &Args, command: &clap::Command) -> anyhow::Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command.clone(), "chancery", &mut script);
    print_text(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Done)
}

/// Writes man pages.
pub fn run_man(args: &ManArgs, command: &clap::Command) -> anyhow::Result<Exit> {
    match &args.folder {
        Some(folder) => {
            std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
            clap_mangen::generate_to(command.clone(), folder)
                .with_context(|| folder.display().to_string())?;
        }
        None => {
            let mut page = Vec::new();
            clap_mangen::Man::new(command.clone()).render(&mut page)?;
            print_text(&String::from_utf8_lossy(&page))?;
        }
    }
    Ok(Exit::Done)
}
