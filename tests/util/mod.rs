//! How is the program run in a test?

use assert_cmd::Command;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use tempfile::TempDir;

/// What a run came to.
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// A path below the package's folder.
pub fn path(relative: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(relative)
}

/// The program with its arguments, and nothing of the user's own surroundings.
pub fn command(args: &[&str]) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("chancery"));
    for name in ["CHANCERY_STORE", "CHANCERY_DATA", "CHANCERY_WHO", "NO_COLOR", "CLICOLOR_FORCE"] {
        command.env_remove(name);
    }
    command.args(args);
    command
}

/// Runs a command to its end.
pub fn ran(command: &mut Command) -> Ran {
    let output = command.output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    Ran { code: output.status.code().unwrap_or(-1), out: text(&output.stdout), err: text(&output.stderr) }
}

/// Runs the program.
pub fn chancery(args: &[&str]) -> Ran {
    ran(&mut command(args))
}

/// A store of the sample articles, built once for all tests.
pub fn seeds_store() -> &'static str {
    static STORE: OnceLock<(TempDir, String)> = OnceLock::new();
    let (_, store) = STORE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("seeds.db").to_string_lossy().into_owned();
        let built = chancery(&["build", path("seeds").to_str().unwrap(), "--store", &store, "--quiet"]);
        assert_eq!(built.code, 0, "{}", built.err);
        (folder, store)
    });
    store
}
