//! Who may write now?
//!
//! One process at a time builds, removes or corrects: it holds a lock on a file beside the store for as long as it has the
//! store open to write. The system takes the lock from a process that dies. Readers need no lock.

use super::{beside, store_error};
use crate::error::{Error, Result};
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How often a waiting process looks again.
const PAUSE: Duration = Duration::from_millis(50);

/// The right to write, given back when dropped.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    file: Option<File>,
}

impl Lock {
    /// Waits for the right to write. Calls `waiting` once if another process has it; gives up after `patience`.
    pub(super) fn take(store: &Path, patience: Duration, waiting: &mut dyn FnMut(&Path)) -> Result<Self> {
        let path = beside(store, "-lock");
        let begun = Instant::now();
        let mut said = false;
        loop {
            if let Some(file) = attempt(&path, store)? {
                return Ok(Self { path, file: Some(file) });
            }
            if !said {
                waiting(store);
                said = true;
            }
            if begun.elapsed() > patience {
                return Err(store_error(
                    store,
                    "another process has been writing to it for too long; try again later",
                ));
            }
            std::thread::sleep(PAUSE);
        }
    }
}

/// The locked file, unless another process has it, or took it away between opening and locking.
fn attempt(path: &Path, store: &Path) -> Result<Option<File>> {
    let file = match File::options().write(true).create(true).truncate(false).open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::PermissionDenied => {
            return Err(store_error(store, "the file or its folder cannot be written"));
        }
        Err(error) => return Err(refused(store, error)),
    };
    match file.try_lock() {
        Ok(()) => Ok(same_file(&file, path).then_some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        // File systems that know no locks leave it to SQLite's own.
        Err(TryLockError::Error(_)) => Ok(Some(file)),
    }
}

fn refused(store: &Path, error: std::io::Error) -> Error {
    match error.kind() {
        std::io::ErrorKind::ReadOnlyFilesystem => {
            store_error(store, "it lies on a disk that cannot be written")
        }
        std::io::ErrorKind::StorageFull => store_error(store, "the disk is full"),
        std::io::ErrorKind::NotFound => store_error(store, "its folder is not there"),
        _ => Error::io(store, error),
    }
}

/// Whether the name still means the file that was opened.
#[cfg(unix)]
fn same_file(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), std::fs::metadata(path)) {
        (Ok(own), Ok(there)) => (own.dev(), own.ino()) == (there.dev(), there.ino()),
        _ => false,
    }
}

#[cfg(not(unix))]
fn same_file(_: &File, _: &Path) -> bool {
    true
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Taken away while still locked: who opened it meanwhile finds another file under the name and tries again.
        if cfg!(unix) {
            let _ = std::fs::remove_file(&self.path);
        }
        self.file.take();
    }
}
