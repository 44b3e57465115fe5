//! `chancery build --watch`: what happened to the files since?
//!
//! Every second the files' lengths and times are looked at. When they have changed and then held still for a second, what
//! changed is read and put together. The store is open only meanwhile, so that others can ask, remove and correct.

use super::Exit;
use super::build;
use super::intake::Taken;
use super::session::Session;
use chancery::ingest::{self, Found};
use chancery::lexicon::Lexicon;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// Time between two looks.
const PAUSE: Duration = Duration::from_secs(1);

/// Length and time of change of a file and of the notes beside it.
type Look = BTreeMap<String, [Option<(u64, SystemTime)>; 2]>;

/// Follows the files until Ctrl-C, which never cuts a round of reading short.
pub fn run(paths: &[PathBuf], session: &Session) -> anyhow::Result<Exit> {
    if paths.iter().any(|path| path.as_os_str() == "-") {
        anyhow::bail!("standard input cannot be followed; give files or folders");
    }
    let words = session.lexicon()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let mut followed = Followed { paths, session, lexicon: words.get(), last: Look::new(), read: None };
        loop {
            followed.step()?;
            tokio::select! {
                biased;
                _ = tokio::signal::ctrl_c() => return Ok(Exit::Done),
                () = tokio::time::sleep(PAUSE) => {}
            }
        }
    })
}

struct Followed<'f> {
    paths: &'f [PathBuf],
    session: &'f Session,
    lexicon: &'f Lexicon,
    /// How the files were at the last look.
    last: Look,
    /// How they were when they were read.
    read: Option<Look>,
}

impl Followed<'_> {
    /// Looks, and reads what changed and holds still.
    fn step(&mut self) -> anyhow::Result<()> {
        let found = ingest::find(self.paths);
        let look = look(&found);
        let first = self.read.is_none();
        let still = look == self.last;
        self.last.clone_from(&look);
        if first || (still && self.read.as_ref() != Some(&look)) {
            self.read = Some(look);
            self.round(&found, first)?;
        }
        Ok(())
    }

    fn round(&self, found: &Found, first: bool) -> anyhow::Result<()> {
        let mut taken = Taken::take(self.paths, found, self.session)?;
        build::told(&taken, found, self.session);
        if let Some(mut store) = taken.store.take() {
            build::join(&mut store, self.lexicon, self.session)?;
        }
        if self.session.quiet {
            return Ok(());
        }
        let mut out = anstream::stdout().lock();
        if first {
            let (store, files) = (self.session.store.display(), found.inputs.len());
            writeln!(out, "{store} follows {}; Ctrl-C ends it", super::look::count(files, "file"))?;
        } else {
            changes(&mut out, &taken)?;
        }
        Ok(out.flush()?)
    }
}

/// A line a change.
fn changes(out: &mut impl Write, taken: &Taken) -> std::io::Result<()> {
    let lists = [("new", &taken.plan.new), ("changed", &taken.plan.changed), ("gone", &taken.gone)];
    for (what, list) in lists {
        for origin in list {
            writeln!(out, "{what:8} {origin}")?;
        }
    }
    Ok(())
}

fn look(found: &Found) -> Look {
    let stamp = |path: &Path| {
        let data = std::fs::metadata(path).ok()?;
        Some((data.len(), data.modified().ok()?))
    };
    let one = |input: &ingest::Input| {
        let notes = input.path.with_file_name("sources.toml");
        (input.origin.clone(), [stamp(&input.path), stamp(&notes)])
    };
    found.inputs.iter().map(one).collect()
}
