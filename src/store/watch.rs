//! Seeing another process's commits: a connection of its own that asks SQLite for its data version.
use super::Store;
use crate::error::Result;
use rusqlite::{Connection, OpenFlags};
use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::PathBuf;

/// Watches one file. Asking costs well under a microsecond, so it may be asked a hundred times a second.
pub struct Watch {
    conn: Connection,
    path: PathBuf,
    identity: (u64, u64),
    seen: i64,
}

/// What a look at the file showed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// Nothing new.
    Same,
    /// Some connection committed.
    Changed,
    /// Another file, or none, is in its place.
    Replaced,
}

impl Store {
    /// A watch on this file.
    ///
    /// # Errors
    /// Storage errors.
    pub fn watch(&self) -> Result<Watch> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let conn = Connection::open_with_flags(&self.path, flags).map_err(|e| self.fault(&e))?;
        let mut watch = Watch { conn, path: self.path.clone(), identity: self.identity, seen: 0 };
        watch.seen = match watch.version() {
            // No room for the shared index: nobody can write there either.
            Err(_) if self.read_only => {
                watch.conn = super::open::connect_immutable(&self.path)?;
                watch.version().map_err(|e| self.fault(&e))?
            }
            other => other.map_err(|e| self.fault(&e))?,
        };
        Ok(watch)
    }
}

impl Watch {
    fn version(&self) -> rusqlite::Result<i64> {
        self.conn.prepare_cached("PRAGMA data_version")?.query_row([], |r| r.get(0))
    }

    /// Whether somebody committed since the last call. A file that cannot be asked right now counts as unchanged.
    pub fn changed(&mut self) -> Seen {
        match self.version() {
            Ok(version) if version != self.seen => {
                self.seen = version;
                Seen::Changed
            }
            _ => Seen::Same,
        }
    }

    /// Whether the file at the path is still the one that is open; asks the file system, so now and then is enough.
    #[must_use]
    pub fn in_place(&self) -> Seen {
        match fs::metadata(&self.path) {
            Ok(meta) if (meta.dev(), meta.ino()) == self.identity => Seen::Same,
            _ => Seen::Replaced,
        }
    }
}
