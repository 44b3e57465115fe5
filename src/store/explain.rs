//! What does a failure of the database mean for the reader?

use crate::error::Error;
use rusqlite::ErrorCode;
use std::path::Path;

/// SQLite's failure in words that say what to do.
pub fn explain(path: &Path, error: &rusqlite::Error) -> Error {
    let reason = match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => {
            "the disk is full; nothing of this step was kept, all before it was".to_string()
        }
        Some(ErrorCode::ReadOnly) => "the file or its folder cannot be written".to_string(),
        Some(ErrorCode::CannotOpen) => "the file cannot be opened; may its folder be written?".to_string(),
        Some(ErrorCode::PermissionDenied) => "the file may not be read".to_string(),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            "another process has been writing to it for too long; try again when it is done".to_string()
        }
        Some(ErrorCode::NotADatabase) => "this is no store of chancery".to_string(),
        Some(ErrorCode::DatabaseCorrupt) => {
            "the file is damaged or cut short; restore a copy, or remove it and build again".to_string()
        }
        Some(ErrorCode::SystemIoFailure) => format!("the disk failed to read or write ({error})"),
        _ => return Error::Sql(format!("{}: {error}", path.display())),
    };
    Error::Store { path: path.to_path_buf(), reason }
}

/// A value in the store that cannot be read back, as an error of the database.
pub fn unreadable(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Null, error.into())
}
