//! Opening the file: refuse what is not ours, leave it untouched, and only then set it up.
use super::db::Db;
use super::fault::{fault, io_fault};
use super::{APPLICATION_ID, backup, migrate, seed};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::{Settings, Zone};
use rusqlite::{Connection, OpenFlags, config::DbConfig};
use std::fs;
use std::io::Read as _;
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How to open a file.
#[derive(Debug, Clone)]
pub struct OpenOptions {
    /// The file.
    pub path: PathBuf,
    /// Make it, and its folder, where it does not exist.
    pub create: bool,
    /// Open it even on a network file system.
    pub allow_network: bool,
    /// The time zone a new workspace gets.
    pub zone: String,
    /// UTC seconds.
    pub now: i64,
}

/// An open file.
pub struct Store {
    pub(super) conn: Connection,
    pub(super) path: PathBuf,
    pub(super) identity: (u64, u64),
    pub(super) read_only: bool,
    pub(super) backed_up_on: Option<i64>,
    pub(super) keeps_backups: bool,
}

/// `$XDG_DATA_HOME/fupan/fupan.db`, or below `~/.local/share`.
#[must_use]
pub fn default_path() -> PathBuf {
    let home = || std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".local/share"));
    let data = std::env::var_os("XDG_DATA_HOME").map(PathBuf::from).filter(|dir| dir.is_absolute());
    data.or_else(home).unwrap_or_else(|| PathBuf::from(".")).join("fupan/fupan.db")
}

impl Store {
    /// Opens a file, creating it where there is none and that is asked for, and bringing an older one up to date after
    /// a backup.
    ///
    /// # Errors
    /// `no_file` where there is none and none is to be made; storage errors for anything that is not a fupan file of this or an older version; it stays untouched.
    pub fn open(options: &OpenOptions) -> Result<Self> {
        let path = locate(&options.path, options.create)?;
        let exists = path.exists();
        if !exists {
            create(&path, options)?;
        }
        let meta = fs::metadata(&path).map_err(|e| io_fault(&path, &e))?;
        if !meta.is_file() {
            return Err(Error::new(Kind::Storage, &tr::ERROR_NOT_A_FILE).arg("file", path.display()));
        }
        if meta.len() == 0 {
            let error = Error::new(Kind::Storage, &tr::ERROR_EMPTY_FILE).arg("file", path.display());
            return Err(error.rows(backup::backups(&path).iter().map(|b| b.display().to_string())));
        }
        if !options.allow_network {
            refuse_network(&path)?;
        }
        let conn = connect(&path)?;
        let read_only = conn.is_readonly("main").map_err(|e| fault(&path, &e))?;
        let mut store = Self {
            conn,
            identity: (meta.dev(), meta.ino()),
            path,
            read_only,
            backed_up_on: None,
            keeps_backups: true,
        };
        if !read_only {
            migrate::bring_up(&mut store, options.now)?;
            seed::catalogue(&mut store)?;
        }
        Ok(store)
    }

    /// The canonical path of the file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// True where the file can only be read.
    #[must_use]
    pub fn is_read_only(&self) -> bool {
        self.read_only
    }

    /// Reads at one moment: everything inside sees the same state of the file, and the read ends with it.
    ///
    /// # Errors
    /// What `read` returns, or storage errors.
    pub fn read<T>(&self, as_of: Option<i64>, read: impl FnOnce(&Db<'_>) -> Result<T>) -> Result<T> {
        let tx = self.conn.unchecked_transaction().map_err(|e| self.fault(&e))?;
        let out = read(&Db::new(&tx, &self.path, as_of));
        drop(tx);
        out
    }

    /// How long a write waits where another program holds the file: 5 s unless set.
    ///
    /// # Errors
    /// Storage errors.
    pub fn wait_at_most(&self, wait: Duration) -> Result<()> {
        self.conn.busy_timeout(wait).map_err(|e| self.fault(&e))
    }

    /// A mark that changes with every commit, by this process or another: while it is the same, so is the file.
    ///
    /// # Errors
    /// Storage errors.
    pub fn mark(&self) -> Result<(i64, u64)> {
        let version = self.conn.prepare_cached("PRAGMA data_version");
        let version = version.and_then(|mut s| s.query_row([], |r| r.get(0))).map_err(|e| self.fault(&e))?;
        Ok((version, self.conn.total_changes()))
    }

    /// The workspace's settings.
    ///
    /// # Errors
    /// Storage errors.
    pub fn settings(&self) -> Result<Settings> {
        Db::new(&self.conn, &self.path, None).settings()
    }

    /// Makes no automatic backups: for a workspace that can be made again at any time.
    pub fn skip_daily_backup(&mut self) {
        self.keeps_backups = false;
    }

    /// Does something without waiting for the disk after each commit: for a workspace that can be made again at any
    /// time. Whatever is committed afterwards waits again, for this too.
    ///
    /// # Errors
    /// What `work` returns, or storage errors.
    pub fn without_waiting<T>(&mut self, work: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        let set = |store: &Self, word: &str| {
            store.conn.pragma_update(None, "synchronous", word).map_err(|e| store.fault(&e))
        };
        set(self, "OFF")?;
        let out = work(self);
        set(self, "FULL")?;
        out
    }

    pub(super) fn fault(&self, error: &rusqlite::Error) -> Error {
        fault(&self.path, error)
    }

    /// Refuses to go on where the file was replaced or removed since it was opened.
    ///
    /// # Errors
    /// `replaced`.
    pub fn check_in_place(&self) -> Result<()> {
        match fs::metadata(&self.path) {
            Ok(meta) if (meta.dev(), meta.ino()) == self.identity => Ok(()),
            _ => Err(Error::new(Kind::Storage, &tr::ERROR_REPLACED).arg("file", self.path.display())),
        }
    }
}

fn locate(path: &Path, create: bool) -> Result<PathBuf> {
    if let Ok(found) = fs::canonicalize(path) {
        return Ok(found);
    }
    if fs::symlink_metadata(path).is_ok() {
        return Err(Error::new(Kind::Storage, &tr::ERROR_DANGLING_LINK).arg("file", path.display()));
    }
    if !create {
        return Err(Error::new(Kind::Storage, &tr::ERROR_NO_FILE).arg("file", path.display()));
    }
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(|e| io_fault(folder, &e))?;
    let folder = fs::canonicalize(folder).map_err(|e| io_fault(folder, &e))?;
    let name = path
        .file_name()
        .ok_or_else(|| Error::new(Kind::Storage, &tr::ERROR_NOT_A_FILE).arg("file", path.display()))?;
    Ok(folder.join(name))
}

/// Makes a complete file beside the path and moves it there, so that a half-made one is never seen.
fn create(path: &Path, options: &OpenOptions) -> Result<()> {
    if !options.allow_network {
        refuse_network(path.parent().unwrap_or(path))?;
    }
    let mut draft = path.as_os_str().to_owned();
    draft.push(format!(".new-{}", std::process::id()));
    let draft = PathBuf::from(draft);
    let _ = fs::remove_file(&draft);
    let made = fill(&draft, path, options);
    for suffix in ["", "-wal", "-shm"] {
        let mut left = draft.as_os_str().to_owned();
        left.push(suffix);
        let _ = fs::remove_file(PathBuf::from(left));
    }
    made
}

fn fill(draft: &Path, path: &Path, options: &OpenOptions) -> Result<()> {
    create_private(draft).map_err(|e| io_fault(path, &e))?;
    let conn = Connection::open_with_flags(draft, FLAGS).map_err(|e| fault(path, &e))?;
    set_up(&conn, path)?;
    migrate::create(&conn, path, options)?;
    conn.close().map_err(|(_, e)| fault(path, &e))?;
    match fs::hard_link(draft, path) {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => Err(io_fault(path, &error)),
        _ => sync_folder(path).map_err(|e| io_fault(path, &e)),
    }
}

/// Makes an empty file that only its owner may read, from its first moment on.
pub(super) fn create_private(path: &Path) -> std::io::Result<()> {
    fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map(|_| ())
}

/// Makes a file's new name last.
pub(super) fn sync_folder(path: &Path) -> std::io::Result<()> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::File::open(folder)?.sync_all()
}

/// How long to wait for another program unless told otherwise.
const WAIT: Duration = Duration::from_secs(5);
const FLAGS: OpenFlags = OpenFlags::SQLITE_OPEN_READ_WRITE.union(OpenFlags::SQLITE_OPEN_NO_MUTEX);

fn connect(path: &Path) -> Result<Connection> {
    // Looked at without SQLite first: opening for real may already write beside the file, and into it.
    ours(path, header(path)?)?;
    let conn = Connection::open_with_flags(path, FLAGS).map_err(|e| fault(path, &e))?;
    // Before anything else: even the first look may meet another program that is just starting or ending.
    conn.busy_timeout(WAIT).map_err(|e| fault(path, &e))?;
    match marks(&conn, path).and_then(|found| ours(path, found)).and_then(|()| set_up(&conn, path)) {
        Err(error) if matches!(error.code(), "cannot_open" | "read_only") && !has_log(path) => {
            let conn = connect_immutable(path)?;
            set_up(&conn, path)?;
            Ok(conn)
        }
        other => other.map(|()| conn),
    }
}

/// Whether commits wait in a log beside the file.
fn has_log(path: &Path) -> bool {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    fs::metadata(PathBuf::from(log)).is_ok_and(|meta| meta.len() > 0)
}

/// A folder that cannot be written has no room for the shared index; without a log the file can be read as it is.
pub(super) fn connect_immutable(path: &Path) -> Result<Connection> {
    let mut uri = String::from("file:");
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => {
                uri.push(char::from(*byte));
            }
            other => uri.push_str(&format!("%{other:02X}")),
        }
    }
    uri.push_str("?immutable=1");
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    Connection::open_with_flags(uri, flags).map_err(|e| fault(path, &e))
}

/// Sets a connection up.
fn set_up(conn: &Connection, path: &Path) -> Result<()> {
    let read = |e| fault(path, &e);
    conn.busy_timeout(WAIT).map_err(read)?;
    conn.set_prepared_statement_cache_capacity(64);
    if !conn.is_readonly("main").map_err(read)? {
        let mode: String = conn.query_row("PRAGMA journal_mode = wal", [], |r| r.get(0)).map_err(read)?;
        if mode != "wal" {
            let error = Error::new(Kind::Storage, &tr::ERROR_NO_WAL).arg("file", path.display());
            return Err(error.arg("mode", mode));
        }
    }
    conn.execute_batch(
        "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;
         PRAGMA cell_size_check = ON;",
    )
    .map_err(read)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true).map_err(read)?;
    // Without it SQLite plans a range query anew for every value bound to it: more than half of a cockpit's time.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map_err(read)?;
    Ok(())
}

/// Whose a file is, and of which schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Marks {
    application: i64,
    schema: i64,
}

/// The marks as SQLite sees them, its log included.
pub(super) fn marks(conn: &Connection, path: &Path) -> Result<Marks> {
    let number = |pragma: &str| {
        conn.query_row(&format!("PRAGMA {pragma}"), [], |r| r.get::<_, i64>(0)).map_err(|e| fault(path, &e))
    };
    Ok(Marks { application: number("application_id")?, schema: number("user_version")? })
}

/// The marks in the file's first hundred bytes. Source: <https://www.sqlite.org/fileformat2.html>, section 1.3.
fn header(path: &Path) -> Result<Marks> {
    let mut head = [0_u8; 100];
    let read = fs::File::open(path).and_then(|mut file| file.read_exact(&mut head));
    match read {
        Err(error) if error.kind() != std::io::ErrorKind::UnexpectedEof => {
            return Err(io_fault(path, &error));
        }
        _ if !head.starts_with(b"SQLite format 3\0") => {
            return Err(Error::new(Kind::Storage, &tr::ERROR_NOT_A_FUPAN_FILE).arg("file", path.display()));
        }
        _ => {}
    }
    let number = |at: usize| {
        let bytes = head.get(at..at + 4).and_then(|bytes| bytes.try_into().ok()).unwrap_or_default();
        i64::from(i32::from_be_bytes(bytes))
    };
    Ok(Marks { application: number(68), schema: number(60) })
}

/// Refuses a file of another program, or of a newer fupan.
pub(super) fn ours(path: &Path, found: Marks) -> Result<()> {
    if found.application != APPLICATION_ID {
        return Err(Error::new(Kind::Storage, &tr::ERROR_NOT_A_FUPAN_FILE).arg("file", path.display()));
    }
    if found.schema > migrate::LATEST {
        let needs = format!("0.{}", found.schema);
        let error = Error::new(Kind::Storage, &tr::ERROR_NEWER_FILE).arg("file", path.display());
        return Err(error.arg("schema", found.schema).arg("needs", needs));
    }
    Ok(())
}

const NETWORK_FILE_SYSTEMS: [(u32, &str); 7] = [
    (0x6969, "nfs"),
    (0x517B, "smb"),
    (0xFF53_4D42, "cifs"),
    (0xFE53_4D42, "smb2"),
    (0x0102_1997, "9p"),
    (0x5346_414F, "afs"),
    (0x00C3_6400, "ceph"),
];

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::unnecessary_cast)]
fn refuse_network(path: &Path) -> Result<()> {
    let Ok(stat) = rustix::fs::statfs(path) else { return Ok(()) };
    let magic = stat.f_type as u32;
    match NETWORK_FILE_SYSTEMS.iter().find(|(number, _)| *number == magic) {
        None => Ok(()),
        Some((_, kind)) => {
            let error = Error::new(Kind::Storage, &tr::ERROR_NETWORK_FILE).arg("file", path.display());
            Err(error.arg("kind", kind))
        }
    }
}

impl Zone {
    /// The zone of a name, UTC where it is unknown: for a machine whose zone has no IANA name.
    pub(super) fn or_utc(name: &str) -> Self {
        Self::parse(name).unwrap_or(Self::utc())
    }
}
