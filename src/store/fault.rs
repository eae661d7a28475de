//! What SQLite says, as the errors people get.
use crate::error::{Error, Kind};
use crate::i18n::tr;
use rusqlite::ErrorCode;
use std::path::Path;

/// Turns an error of SQLite on a file into ours.
pub(super) fn fault(path: &Path, error: &rusqlite::Error) -> Error {
    if is_overflow(error) {
        return crate::model::Fault::Overflow.into();
    }
    let (kind, text) = match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => (Kind::Busy, &tr::ERROR_BUSY),
        Some(ErrorCode::NotADatabase) => (Kind::Storage, &tr::ERROR_NOT_A_FUPAN_FILE),
        Some(ErrorCode::DatabaseCorrupt) => (Kind::Storage, &tr::ERROR_CORRUPT),
        Some(ErrorCode::DiskFull) => (Kind::Storage, &tr::ERROR_DISK_FULL),
        Some(ErrorCode::ReadOnly) => (Kind::Storage, &tr::ERROR_READ_ONLY),
        Some(ErrorCode::CannotOpen) => (Kind::Storage, &tr::ERROR_CANNOT_OPEN),
        Some(ErrorCode::PermissionDenied | ErrorCode::AuthorizationForStatementDenied) => {
            (Kind::Access, &tr::ERROR_CANNOT_OPEN)
        }
        Some(ErrorCode::SystemIoFailure) => (Kind::Storage, &tr::ERROR_IO),
        Some(ErrorCode::OperationInterrupted) => (Kind::Usage, &tr::ERROR_INTERRUPTED),
        Some(ErrorCode::ConstraintViolation | ErrorCode::TypeMismatch) => {
            (Kind::BadData, &tr::ERROR_CONSTRAINT)
        }
        _ => (Kind::Storage, &tr::ERROR_SQLITE),
    };
    Error::new(kind, text).arg("file", path.display()).arg("why", error)
}

/// A sum beyond 64 bits: SQLite says so, or makes it a float that an exact column refuses.
fn is_overflow(error: &rusqlite::Error) -> bool {
    let rusqlite::Error::SqliteFailure(code, text) = error else { return false };
    let said = |what| text.as_deref().is_some_and(|text| text.contains(what));
    said("integer overflow")
        || (code.extended_code == rusqlite::ffi::SQLITE_CONSTRAINT_DATATYPE && said("cannot store REAL"))
}

/// Turns an error of the operating system on a file into ours.
pub(super) fn io_fault(path: &Path, error: &std::io::Error) -> Error {
    let text = match error.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => &tr::ERROR_DISK_FULL,
        std::io::ErrorKind::ReadOnlyFilesystem => &tr::ERROR_READ_ONLY,
        std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::NotFound => &tr::ERROR_CANNOT_OPEN,
        _ => &tr::ERROR_IO,
    };
    Error::new(Kind::Storage, text).arg("file", path.display()).arg("why", error)
}
