//! Which data files are compiled in?
//!
//! Every table and rule file below `data/names`, `data/words` and `data/rules`, and `data/ontology.toml`: a file is added
//! by adding it. Models are left to the module that reads them.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

const FOLDERS: [&str; 4] = ["data", "data/names", "data/words", "data/rules"];

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    println!("cargo::rerun-if-changed=build.rs");
    let mut code = String::from("&[\n");
    for folder in FOLDERS {
        println!("cargo::rerun-if-changed={folder}");
        for path in data_files(&root.join(folder))? {
            let relative = path.strip_prefix(root.join("data")).unwrap_or(&path);
            let name = relative.to_string_lossy().replace('\\', "/");
            let _ = writeln!(code, "    ({name:?}, include_str!({:?})),", path.to_string_lossy());
        }
    }
    code.push(']');
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(out.join("data_files.rs"), code)
}

/// The tables and rule files directly in a folder, sorted; a folder that is not there holds none.
fn data_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let Ok(entries) = fs::read_dir(folder) else { return Ok(Vec::new()) };
    let mut files = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_some_and(|e| e == "tsv" || e == "toml") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
