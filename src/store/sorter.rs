//! How are more rows sorted than fit into memory?
//!
//! Rows come with a number, and leave in the order of the numbers; those of one number in the order they came. What does
//! not fit is sorted by pieces in nameless files beside the store, which the system takes away even from a process that
//! dies.

use crate::error::{Error, Result};
use serde::{Serialize, de::DeserializeOwned};
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{BufReader, BufWriter, ErrorKind, Read, Seek, Write};
use std::marker::PhantomData;
use std::path::{Path, PathBuf};

/// Bytes of rows that are sorted at once.
const PIECE: usize = 32 << 20;
/// Bytes that are read of a piece at once.
const BUFFER: usize = 64 << 10;

/// Rows on their way in.
#[derive(Debug)]
pub struct Sorter<Row> {
    store: PathBuf,
    piece: usize,
    /// Number of each row, and where it begins and ends in `bytes`.
    rows: Vec<(u64, u32, u32)>,
    bytes: Vec<u8>,
    files: Vec<File>,
    kind: PhantomData<Row>,
}

/// Rows on their way out, as often as wanted: [`Sorted::begin`] goes back to the first.
#[derive(Debug)]
pub struct Sorted<Row> {
    store: PathBuf,
    pieces: Vec<Piece>,
    /// The next number of each piece that is not at its end.
    heads: BinaryHeap<Reverse<(u64, usize)>>,
    kind: PhantomData<Row>,
}

#[derive(Debug)]
enum Piece {
    Memory { rows: Vec<(u64, u32, u32)>, bytes: Vec<u8>, next: usize },
    File { file: BufReader<File>, row: Vec<u8> },
}

impl<Row: Serialize> Sorter<Row> {
    /// Keeps what does not fit into memory in the folder of the store.
    pub fn beside(store: impl AsRef<Path>) -> Self {
        Self::by_pieces(store.as_ref(), PIECE)
    }

    fn by_pieces(store: &Path, piece: usize) -> Self {
        // Memory that is not written to costs nothing; a piece that grows by doubling would take twice as much.
        let (rows, bytes, files) = (Vec::new(), Vec::with_capacity(piece + piece / 64), Vec::new());
        Self { store: store.to_path_buf(), piece, rows, bytes, files, kind: PhantomData }
    }

    /// Takes in a row.
    pub fn put(&mut self, number: u64, row: &Row) -> Result<()> {
        let begin = self.bytes.len();
        serde_json::to_writer(&mut self.bytes, row).map_err(|e| self.told(e.into()))?;
        self.rows.push((number, begin as u32, self.bytes.len() as u32));
        if self.bytes.len() >= self.piece { self.write_piece() } else { Ok(()) }
    }

    fn write_piece(&mut self) -> Result<()> {
        self.rows.sort_by_key(|(number, ..)| *number);
        let file = self.written().map_err(|e| self.told(e))?;
        self.files.push(file);
        self.rows.clear();
        self.bytes.clear();
        Ok(())
    }

    fn written(&self) -> std::io::Result<File> {
        let folder = self.store.parent().filter(|folder| !folder.as_os_str().is_empty());
        let mut out = BufWriter::new(tempfile::tempfile_in(folder.unwrap_or(Path::new(".")))?);
        for (number, begin, end) in &self.rows {
            out.write_all(&number.to_le_bytes())?;
            out.write_all(&(end - begin).to_le_bytes())?;
            out.write_all(&self.bytes[*begin as usize..*end as usize])?;
        }
        let mut file = out.into_inner().map_err(std::io::IntoInnerError::into_error)?;
        file.rewind()?;
        Ok(file)
    }

    fn told(&self, error: std::io::Error) -> Error {
        told(&self.store, error)
    }

    /// All rows are in.
    pub fn sorted(mut self) -> Result<Sorted<Row>> {
        self.rows.sort_by_key(|(number, ..)| *number);
        let from_file = |file| Piece::File { file: BufReader::with_capacity(BUFFER, file), row: Vec::new() };
        // The rows in memory came last, so their piece is the last.
        let last = Piece::Memory { rows: self.rows, bytes: self.bytes, next: 0 };
        let pieces: Vec<Piece> = self.files.into_iter().map(from_file).chain([last]).collect();
        Ok(Sorted { store: self.store, pieces, heads: BinaryHeap::new(), kind: PhantomData })
    }
}

impl<Row> Sorted<Row> {
    /// Goes to the first row; to be called before any is asked for.
    pub fn begin(&mut self) -> Result<()> {
        self.heads.clear();
        let store = &self.store;
        self.pieces.iter_mut().try_for_each(|piece| piece.begin().map_err(|e| told(store, e)))?;
        (0..self.pieces.len()).try_for_each(|piece| self.advance(piece))
    }

    /// Passes over the rows of a number.
    pub fn pass(&mut self, number: u64) -> Result<()> {
        while self.next_number() == Some(number) {
            let Some(Reverse((_, piece))) = self.heads.pop() else { break };
            self.advance(piece)?;
        }
        Ok(())
    }

    fn advance(&mut self, piece: usize) -> Result<()> {
        let head = self.pieces[piece].advance().map_err(|e| told(&self.store, e))?;
        self.heads.extend(head.map(|number| Reverse((number, piece))));
        Ok(())
    }

    /// The number of the next row.
    pub fn next_number(&self) -> Option<u64> {
        self.heads.peek().map(|Reverse((number, _))| *number)
    }
}

impl<Row: DeserializeOwned> Sorted<Row> {
    /// The rows of a number, which must be the next if there are any.
    pub fn rows(&mut self, number: u64) -> Result<Vec<Row>> {
        let mut rows = Vec::new();
        while self.next_number() == Some(number) {
            let Some(Reverse((_, piece))) = self.heads.pop() else { break };
            let row = serde_json::from_slice(self.pieces[piece].row());
            rows.push(row.map_err(|e| told(&self.store, e.into()))?);
            self.advance(piece)?;
        }
        Ok(rows)
    }
}

impl Piece {
    fn begin(&mut self) -> std::io::Result<()> {
        match self {
            Self::Memory { next, .. } => *next = 0,
            Self::File { file, .. } => file.rewind()?,
        }
        Ok(())
    }

    /// Goes to the next row; gives its number.
    fn advance(&mut self) -> std::io::Result<Option<u64>> {
        match self {
            Self::Memory { rows, next, .. } => {
                let row = rows.get(*next).map(|(number, ..)| *number);
                *next += usize::from(row.is_some());
                Ok(row)
            }
            Self::File { file, row } => {
                let mut number = [0; 8];
                match file.read_exact(&mut number) {
                    Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(None),
                    read => read?,
                }
                let mut length = [0; 4];
                file.read_exact(&mut length)?;
                row.resize(u32::from_le_bytes(length) as usize, 0);
                file.read_exact(row)?;
                Ok(Some(u64::from_le_bytes(number)))
            }
        }
    }

    fn row(&self) -> &[u8] {
        match self {
            Self::Memory { rows, bytes, next } => {
                let (_, begin, end) = rows[*next - 1];
                &bytes[begin as usize..end as usize]
            }
            Self::File { row, .. } => row,
        }
    }
}

fn told(store: &Path, error: std::io::Error) -> Error {
    match error.kind() {
        ErrorKind::StorageFull => {
            super::store_error(store, "the disk is full; nothing of this step was kept, all before it was")
        }
        _ => Error::io(store, error),
    }
}

#[cfg(test)]
mod tests {
    use super::Sorter;

    #[test]
    fn rows_leave_by_number_and_then_as_they_came() {
        let folder = tempfile::tempdir().unwrap();
        for piece in [1, 100, 1 << 20] {
            let mut sorter = Sorter::by_pieces(&folder.path().join("s.db"), piece);
            let mut expected = Vec::new();
            for at in 0..500_u64 {
                let number = at * 7919 % 23;
                expected.push((number, format!("row {at}")));
                sorter.put(number, &format!("row {at}")).unwrap();
            }
            expected.sort_by_key(|(number, _)| *number);
            let mut sorted = sorter.sorted().unwrap();
            sorted.begin().unwrap();
            sorted.pass(0).unwrap();
            assert_eq!(sorted.next_number(), Some(1));
            sorted.begin().unwrap();
            let mut found = Vec::new();
            while let Some(number) = sorted.next_number() {
                assert!(sorted.rows(number + 1).unwrap().is_empty());
                found.extend(sorted.rows(number).unwrap().into_iter().map(|row| (number, row)));
            }
            assert_eq!(found, expected);
        }
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
