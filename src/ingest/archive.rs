//! Which texts are packed in here?
//!
//! Members are read like files, their names only used to tell their kind and to name them: nothing is ever written to
//! disk. An archive in an archive is opened once, no deeper. Limits hold against bombs: bytes a member, bytes and members
//! in all.

use super::{Kind, MOST_FILE, Outcome, Reading, kind, plain, size, whole};
use std::io::{BufRead, BufReader, Cursor, Read};
use std::path::Path;

/// Archives around a text, at most.
const DEEPEST: u8 = 2;
/// Bytes that an archive may unpack to in all.
const MOST_UNPACKED: u64 = 4 << 30;
/// How many times larger than the archive, beyond a size that anything may have.
const MOST_RATIO: u64 = 200;
const FREE: u64 = 16 << 20;
/// Members of one archive.
const MOST_MEMBERS: usize = 200_000;

/// A file packed by gzip: the name without `.gz` tells what is in it.
pub(super) fn gzip(
    reading: &mut Reading<'_>,
    member: &str,
    name: &Path,
    bytes: &mut dyn BufRead,
    depth: u8,
) -> Outcome {
    if depth >= DEEPEST {
        return Err("archives are nested too deep".into());
    }
    let inside = name.with_extension("");
    let inside = if kind(name) == Kind::Gzip { inside.as_path() } else { Path::new("text.txt") };
    let inside = if kind(inside) == Kind::Unknown { Path::new("text.txt") } else { inside };
    let unpacked = Bounded { inner: flate2::bufread::MultiGzDecoder::new(bytes), left: MOST_UNPACKED };
    reading.stream(member, inside, 0, &mut BufReader::new(unpacked), depth + 1)
}

/// The members of a zip archive, in the order of their names.
pub(super) fn zip(reading: &mut Reading<'_>, member: &str, bytes: &[u8], depth: u8) -> Outcome {
    if depth >= DEEPEST {
        return Err("archives are nested too deep".into());
    }
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|e| broken(&e))?;
    if archive.len() > MOST_MEMBERS {
        return Err(format!("the archive has more than {MOST_MEMBERS} members"));
    }
    let mut names: Vec<(String, usize)> = (0..archive.len())
        .filter_map(|at| Some((archive.name_for_index(at)?.ok()?.into_owned(), at)))
        .collect();
    names.sort();
    let allowed = (bytes.len() as u64 * MOST_RATIO + FREE).min(MOST_UNPACKED);
    let mut left = allowed;
    for (name, at) in names.into_iter().filter(|(name, _)| wanted(name)) {
        let full = if member.is_empty() { name.clone() } else { format!("{member}#{name}") };
        let outcome = unpack(&mut archive, at, &mut left);
        let outcome = outcome.and_then(|content| {
            let length = content.len() as u64;
            reading.stream(&full, Path::new(&name), length, &mut content.as_slice(), depth + 1)
        });
        if let Err(reason) = outcome {
            reading.fail(&full, reason);
        }
        if left == 0 {
            return Err(format!(
                "the archive unpacks to more than {}; the rest of it is left out",
                size(allowed)
            ));
        }
    }
    Ok(())
}

/// The content of one member, as far as the limits let it.
fn unpack(archive: &mut zip::ZipArchive<Cursor<&[u8]>>, at: usize, left: &mut u64) -> Outcome<Vec<u8>> {
    let mut file = archive.by_index(at).map_err(|e| broken(&e))?;
    let limit = MOST_FILE.min(*left);
    let content = whole(&mut file, limit);
    *left -= content.as_ref().map_or(limit, |content| content.len() as u64).min(*left);
    content
}

/// Members worth opening: files of a kind that is read, not what systems leave behind.
fn wanted(name: &str) -> bool {
    let hidden = name.split(['/', '\\']).any(|part| part.starts_with('.') && part != ".." && part != ".");
    !name.ends_with('/') && !hidden && !name.starts_with("__MACOSX") && kind(Path::new(name)) != Kind::Unknown
}

/// A member of a zip by name, for formats that are zip archives.
pub(super) fn part(archive: &mut zip::ZipArchive<Cursor<&[u8]>>, name: &str) -> Outcome<Vec<u8>> {
    let mut file = archive.by_name(name).map_err(|_| format!("it has no {name}"))?;
    whole(&mut file, MOST_FILE / 4)
}

pub(super) fn broken(error: &zip::result::ZipError) -> String {
    match error {
        zip::result::ZipError::Io(error) => plain(error),
        other => format!("the archive is broken ({other})"),
    }
}

/// A reader that fails after so many bytes.
struct Bounded<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.left = self.left.checked_sub(count as u64).ok_or_else(|| {
            std::io::Error::other(format!("it unpacks to more than {}", size(MOST_UNPACKED)))
        })?;
        Ok(count)
    }
}
