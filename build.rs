//! Which data files are compiled in, and which version of reading is this?
//!
//! Every table and rule file below `data/names`, `data/words` and `data/rules`, and `data/ontology.toml`: a file is added
//! by adding it. Models are left to the module that reads them.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

const FOLDERS: [&str; 4] = ["data", "data/names", "data/words", "data/rules"];
/// What decides how a text is read: when one of these changes, stored extractions are out of date.
const READING: [&str; 7] =
    ["data/names", "data/words", "data/rules", "data/models", "src/text", "src/extract", "src/lexicon"];

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
    println!("cargo::rustc-env=CHANCERY_READER={:016x}", reading(&root)?);
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(out.join("data_files.rs"), code)
}

/// A hash (FNV-1a) of all that decides how a text is read.
fn reading(root: &Path) -> io::Result<u64> {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for folder in READING {
        println!("cargo::rerun-if-changed={folder}");
        let mut open = vec![root.join(folder)];
        while let Some(path) = open.pop() {
            if path.is_dir() {
                let mut inside =
                    fs::read_dir(&path)?.map(|e| e.map(|e| e.path())).collect::<io::Result<Vec<_>>>()?;
                inside.sort();
                open.extend(inside);
            } else if path.is_file() {
                let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
                for byte in name.bytes().chain(fs::read(&path)?) {
                    hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
                }
            }
        }
    }
    Ok(hash)
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
