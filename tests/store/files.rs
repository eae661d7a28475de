//! The file itself: what is refused stays untouched, what is made is private and whole, backups and restores.
use super::kit::{DAY, NOW, Place, open, options, q};
use fupan::error::Kind;
use fupan::model::Lang;
use fupan::store::{self, OpenOptions, Seen, Store};
use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::TempDir;

const NOBODY: u32 = 65_534;

fn dir() -> TempDir {
    tempfile::Builder::new().prefix("fupan-files").tempdir().unwrap()
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Opening refuses with this code and leaves every byte of the folder as it was.
fn refused(path: &Path, code: &str) -> fupan::Error {
    let folder = path.parent().unwrap();
    let all = || names(folder).into_iter().map(|n| (fs::read(folder.join(&n)).ok(), n)).collect::<Vec<_>>();
    let before = all();
    let error = open(path).err().unwrap();
    assert_eq!((error.kind(), error.code()), (Kind::Storage, code), "{error}");
    assert!(all() == before, "{code}: something changed in {:?}", names(folder));
    error
}

#[test]
fn a_new_file_is_private_whole_and_alone() {
    let dir = dir();
    let path = dir.path().join("deep/down/fupan.db");
    let store = open(&path).unwrap();
    assert_eq!((mode(&path), mode(path.parent().unwrap())), (0o600, 0o700));
    let mut left = names(path.parent().unwrap());
    left.retain(|n| !n.ends_with("-wal") && !n.ends_with("-shm"));
    assert_eq!(left, ["fupan.db"]);
    drop(store);
    assert_eq!(names(path.parent().unwrap()), ["fupan.db"], "the log goes with the last connection");
    let conn = rusqlite::Connection::open(&path).unwrap();
    let mode: String = conn.query_row("PRAGMA journal_mode", [], |r| r.get(0)).unwrap();
    assert_eq!(mode, "wal");
}

#[test]
fn what_is_not_sqlite_is_refused_untouched() {
    let dir = dir();
    let path = dir.path().join("x.db");
    for content in [&b"x"[..], b"metric,at,value\ngmv,2026-11-01,5\n", &[0; 8192]] {
        fs::write(&path, content).unwrap();
        refused(&path, "not_a_fupan_file");
    }
}

#[test]
fn an_empty_file_is_refused_and_the_backups_are_listed() {
    let mut place = Place::new();
    place.record("gmv=1");
    place.now += DAY;
    place.record("gmv=2");
    let path = place.path();
    let Place { store, dir, .. } = place;
    drop(store);
    fs::write(&path, "").unwrap();
    let error = refused(&path, "empty_file");
    assert_eq!(error.detail().len(), 1);
    assert!(error.detail()[0].ends_with("fupan.db.backups/2026-11-05.db"), "{:?}", error.detail());
    drop(dir);
}

#[test]
fn another_programs_database_is_refused_untouched_even_in_wal_mode() {
    let dir = dir();
    for (name, sql) in [
        ("plain.db", "PRAGMA application_id = 7; CREATE TABLE t (x);"),
        ("none.db", "CREATE TABLE t (x);"),
        ("wal.db", "PRAGMA journal_mode = wal; PRAGMA application_id = 7; CREATE TABLE t (x);"),
    ] {
        let path = dir.path().join(name);
        rusqlite::Connection::open(&path).unwrap().execute_batch(sql).unwrap();
        refused(&path, "not_a_fupan_file");
    }
}

#[test]
fn a_newer_file_is_refused_byte_for_byte() {
    let place = Place::new();
    place.sql().execute_batch("PRAGMA user_version = 99").unwrap();
    let path = place.path();
    let Place { store, dir, .. } = place;
    drop(store);
    let error = refused(&path, "newer_file");
    assert!(error.hint(Lang::En).unwrap().contains("0.99"), "{error:?}");
    drop(dir);
}

#[test]
fn a_newer_schema_that_still_stands_in_the_log_is_refused_too() {
    let place = Place::new();
    let newer = place.sql();
    newer.execute_batch("PRAGMA user_version = 99").unwrap();
    assert_eq!(open(&place.path()).err().unwrap().code(), "newer_file");
}

#[test]
fn a_damaged_page_is_reported_and_nothing_is_deleted() {
    let mut place = Place::with_campaign();
    for day in 1..28 {
        place.record(&format!("gmv={day} d11 2026-10-{day:02}"));
    }
    let path = place.path();
    let Place { store, dir, .. } = place;
    drop(store);
    let mut bytes = fs::read(&path).unwrap();
    let size = bytes.len();
    for byte in &mut bytes[4096..] {
        *byte = 0x5a;
    }
    fs::write(&path, &bytes).unwrap();
    match open(&path) {
        Err(error) => {
            assert_eq!((error.kind(), error.code()), (Kind::Storage, "corrupt"), "{error}");
            assert!(error.hint(Lang::En).unwrap().contains("restore"));
        }
        Ok(mut store) => {
            let checks = store::doctor(&mut store).unwrap();
            assert!(!checks[0].found.is_empty());
        }
    }
    assert_eq!(fs::metadata(&path).unwrap().len(), u64::try_from(size).unwrap());
    drop(dir);
}

#[test]
fn the_doctor_names_a_damaged_page_of_a_file_that_opens() {
    let mut place = Place::with_campaign();
    for day in 1..28 {
        place.record(&format!("gmv={day} d11 2026-10-{day:02}"));
    }
    let root: u64 = place
        .sql()
        .query_row("SELECT rootpage FROM sqlite_schema WHERE name = 'reading'", [], |r| r.get::<_, i64>(0))
        .unwrap()
        .try_into()
        .unwrap();
    let path = place.path();
    let Place { store, dir, .. } = place;
    drop(store);
    let mut bytes = fs::read(&path).unwrap();
    let start = usize::try_from((root - 1) * 4096).unwrap();
    for byte in &mut bytes[start..start + 64] {
        *byte = 0xff;
    }
    fs::write(&path, &bytes).unwrap();
    let mut store = open(&path).unwrap();
    let checks = store::doctor(&mut store).unwrap();
    assert!(!checks[0].found.is_empty(), "{checks:?}");
    let read = store.read(None, |db| db.readings(db.series()?[0].id, i64::MIN, i64::MAX));
    assert_eq!(read.unwrap_err().code(), "corrupt");
    drop(dir);
}

#[test]
fn a_file_held_by_another_program_is_busy_and_nothing_is_written() {
    let mut place = Place::with_campaign();
    place.store.wait_at_most(Duration::from_millis(30)).unwrap();
    let holder = place.sql();
    holder.execute_batch("BEGIN IMMEDIATE").unwrap();
    let error = place.try_record("gmv=1 d11").unwrap_err();
    assert_eq!((error.kind(), error.code(), error.exit_code()), (Kind::Busy, "busy", 5));
    assert_eq!(place.cockpit().campaigns_in_file, 1, "reading goes on");
    holder.execute_batch("COMMIT").unwrap();
    place.record("gmv=1 d11");
    assert_eq!(place.values(), [q("1")]);
}

#[test]
fn a_full_disk_refuses_the_write_and_leaves_the_data_readable() {
    let Some(disk) = SmallDisk::mount("2m") else {
        println!("skipped: no small disk can be mounted here");
        return;
    };
    let path = disk.0.path().join("fupan.db");
    let mut store = open(&path).unwrap();
    let mut place = Place::with_campaign();
    std::mem::swap(&mut place.store, &mut store);
    place.record("gmv=1");
    fs::write(disk.0.path().join("ballast"), vec![1; 4 << 20]).unwrap_err();
    let csv: String = (0..5_000).fold("metric,at,value\n".to_owned(), |mut csv, i| {
        csv.push_str(&format!("gmv,2026-10-{:02}T{:02}:{:02},{i}\n", i % 28 + 1, i % 24, i / 672 * 7 % 60));
        csv
    });
    let before = place.values();
    let error = place.import(&csv, store::Repeat::Last, false).unwrap_err();
    assert_eq!((error.kind(), error.code()), (Kind::Storage, "disk_full"), "{error}");
    assert_eq!(place.values(), before);
    fs::remove_file(disk.0.path().join("ballast")).unwrap();
    place.record("gmv=2");
    place.sound();
    std::mem::swap(&mut place.store, &mut store);
    drop(store);
}

/// A file system of two megabytes, where this machine lets us have one.
struct SmallDisk(TempDir);

impl SmallDisk {
    fn mount(size: &str) -> Option<Self> {
        let dir = dir();
        let mut mount = std::process::Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &format!("size={size}"), "fupan-test"]).arg(dir.path());
        let done = mount.output().is_ok_and(|out| out.status.success());
        done.then_some(Self(dir))
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = std::process::Command::new("umount").arg("-l").arg(self.0.path()).output();
    }
}

#[test]
fn a_file_that_was_replaced_or_removed_is_not_written_to() {
    let mut place = Place::with_campaign();
    let mut watch = place.store.watch().unwrap();
    assert_eq!((watch.changed(), watch.in_place()), (Seen::Same, Seen::Same));
    let moved = place.dir.path().join("moved.db");
    fs::rename(place.path(), &moved).unwrap();
    assert_eq!(watch.in_place(), Seen::Replaced);
    let error = place.try_record("gmv=1").unwrap_err();
    assert_eq!((error.kind(), error.code()), (Kind::Storage, "replaced"));
    fs::copy(&moved, place.path()).unwrap();
    assert_eq!(place.try_record("gmv=1").unwrap_err().code(), "replaced");
    assert!(place.values().is_empty());
}

#[test]
fn a_watch_sees_other_connections_commits_and_not_its_own_silence() {
    let mut place = Place::with_campaign();
    let mut watch = place.store.watch().unwrap();
    assert_eq!(watch.changed(), Seen::Same);
    place.record("gmv=1");
    assert_eq!((watch.changed(), watch.changed()), (Seen::Changed, Seen::Same));
    place.try_record("gmv=x").unwrap_err();
    assert_eq!(watch.changed(), Seen::Same);
}

#[test]
fn a_link_is_followed_and_one_to_nothing_is_refused() {
    let place = Place::with_campaign();
    let link = place.dir.path().join("link.db");
    symlink(place.path(), &link).unwrap();
    let store = open(&link).unwrap();
    assert_eq!(store.path(), fs::canonicalize(place.path()).unwrap());
    let dangling = place.dir.path().join("dangling.db");
    symlink(place.dir.path().join("nothing.db"), &dangling).unwrap();
    assert_eq!(open(&dangling).err().unwrap().code(), "dangling_link");
    assert!(!place.dir.path().join("nothing.db").exists());
}

#[test]
fn a_folder_or_a_pipe_is_no_file() {
    let dir = dir();
    assert_eq!(open(dir.path()).err().unwrap().code(), "not_a_file");
    assert_eq!(open(Path::new("/dev/null")).err().unwrap().code(), "not_a_file");
}

#[test]
fn a_backup_is_private_whole_and_never_overwrites() {
    let mut place = Place::with_campaign();
    place.record("gmv=5 d11");
    let to = place.dir.path().join("copy.db");
    store::backup(&place.store, &to).unwrap();
    assert_eq!(mode(&to), 0o600);
    let bytes = fs::read(&to).unwrap();
    let error = store::backup(&place.store, &to).unwrap_err();
    assert_eq!((error.kind(), error.code()), (Kind::Usage, "exists"));
    assert_eq!(fs::read(&to).unwrap(), bytes);
    assert!(names(place.dir.path()).iter().all(|n| !n.contains(".new-")));
    let copy = open(&to).unwrap();
    assert_eq!(copy.read(None, |db| db.reading_count()).unwrap(), 1);
    let dangling = place.dir.path().join("link");
    symlink("/nowhere/x", &dangling).unwrap();
    assert_eq!(store::backup(&place.store, &dangling).unwrap_err().code(), "exists");
}

#[test]
fn a_restore_keeps_the_present_file_with_its_log_beside_it() {
    let mut place = Place::with_campaign();
    place.record("gmv=1 d11");
    let copy = place.dir.path().join("copy.db");
    store::backup(&place.store, &copy).unwrap();
    place.now += 5;
    place.record("gmv=2 d11");
    let path = place.path();
    let aside = store::restore(&path, &copy, NOW).unwrap().unwrap();
    assert_eq!(place.try_record("gmv=3").unwrap_err().code(), "replaced", "who has it open still sees it");
    let values = |path: &Path| {
        let store = open(path).unwrap();
        store.read(None, |db| db.reading_count()).unwrap()
    };
    assert_eq!((values(&path), values(&aside)), (1, 2));
    assert_eq!(mode(&path), 0o600);
    let bad = place.dir.path().join("bad.db");
    fs::write(&bad, "x").unwrap();
    let bytes = fs::read(&path).unwrap();
    assert_eq!(store::restore(&path, &bad, NOW).unwrap_err().code(), "not_a_fupan_file");
    rusqlite::Connection::open(&copy).unwrap().execute_batch("PRAGMA user_version = 99").unwrap();
    assert_eq!(store::restore(&path, &copy, NOW).unwrap_err().code(), "newer_file");
    assert!(store::restore(&path, &path.with_file_name("no.db"), NOW).is_err());
    assert_eq!(fs::read(&path).unwrap(), bytes);
}

#[test]
fn a_restore_takes_what_still_stands_in_the_log_of_the_other_file() {
    let mut other = Place::with_campaign();
    other.record("gmv=1 d11");
    let place = Place::new();
    let path = place.path();
    let Place { store, dir, .. } = place;
    drop(store);
    store::restore(&path, &other.path(), NOW).unwrap();
    let store = open(&path).unwrap();
    assert_eq!(store.read(None, |db| db.reading_count()).unwrap(), 1);
    drop(dir);
}

#[test]
fn the_first_write_of_a_day_makes_a_backup_and_the_second_does_not() {
    let mut place = Place::with_campaign();
    let backups = |place: &Place| -> Vec<String> {
        store::backups(&place.path())
            .iter()
            .map(|p| p.file_name().unwrap().to_str().unwrap().to_owned())
            .collect()
    };
    place.record("gmv=1");
    assert!(backups(&place).is_empty(), "nothing worth keeping yet");
    place.now += DAY;
    place.record("gmv=2");
    assert_eq!(backups(&place), ["2026-11-05.db"]);
    place.now += 60;
    place.record("gmv=3");
    let mut again = place.again();
    let stamp = place.stamp("x");
    again.write(stamp, |_| Ok(())).unwrap();
    assert_eq!(backups(&place), ["2026-11-05.db"]);
    let copy = open(&store::backups(&place.path())[0]).unwrap();
    assert_eq!(copy.read(None, |db| db.reading_count()).unwrap(), 1, "as it was before that write");
    for _ in 0..11 {
        place.now += DAY;
        place.record("gmv=1");
    }
    let kept = backups(&place);
    assert_eq!(kept.len(), 8, "seven days, and the last of the week before: {kept:?}");
    assert_eq!(kept[0], "2026-11-16.db");
    let folder = place.dir.path().join("fupan.db.backups");
    assert_eq!(mode(&folder), 0o700);
    assert!(names(&folder).iter().all(|name| mode(&folder.join(name)) == 0o600));
}

/// What runs again as somebody whom file modes bind: root is not.
fn as_nobody(test: &str, folder: &Path) {
    if std::env::var_os("FUPAN_AS_NOBODY").is_some() {
        return;
    }
    let exe = std::env::current_exe().unwrap();
    let mut command = std::process::Command::new(&exe);
    command.args(["--exact", test, "--nocapture"]).env("FUPAN_AS_NOBODY", folder).current_dir("/");
    if rustix::process::geteuid().is_root() {
        command.uid(NOBODY).gid(NOBODY);
    }
    match command.output() {
        Ok(out) if out.status.success() => {}
        Ok(out) => {
            panic!("{}\n{}", String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr))
        }
        Err(why) => println!("skipped: nobody cannot run {}: {why}", exe.display()),
    }
}

/// A workspace with one reading that everybody may read, closed.
fn readable_by_all() -> (TempDir, PathBuf) {
    let mut place = Place::with_campaign();
    place.record("gmv=1 d11");
    let path = place.path();
    let Place { store, dir, .. } = place;
    drop(store);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
    (dir, path)
}

fn browse_only(path: &Path) {
    let mut store = open(path).unwrap();
    assert!(store.is_read_only());
    assert_eq!(store.read(None, |db| db.reading_count()).unwrap(), 1);
    assert_eq!(store.watch().unwrap().changed(), Seen::Same);
    let stamp = store::Stamp { at: NOW, actor: "lin".to_owned(), title: "x".to_owned() };
    let error = store.write(stamp, |_| Ok(())).unwrap_err();
    assert_eq!((error.kind(), error.code()), (Kind::Storage, "read_only"));
    for check in store::doctor(&mut store).unwrap() {
        assert!(check.found.is_empty(), "{check:?}");
    }
}

#[test]
fn a_file_in_a_folder_one_may_not_write_can_be_browsed() {
    if let Some(folder) = std::env::var_os("FUPAN_AS_NOBODY") {
        return browse_only(&PathBuf::from(folder).join("fupan.db"));
    }
    let (dir, _) = readable_by_all();
    fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o555)).unwrap();
    as_nobody("files::a_file_in_a_folder_one_may_not_write_can_be_browsed", dir.path());
    fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn a_file_one_may_not_write_can_be_browsed() {
    if let Some(folder) = std::env::var_os("FUPAN_AS_NOBODY") {
        return browse_only(&PathBuf::from(folder).join("fupan.db"));
    }
    let (dir, _) = readable_by_all();
    fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o777)).unwrap();
    as_nobody("files::a_file_one_may_not_write_can_be_browsed", dir.path());
}

#[test]
fn a_log_that_cannot_be_read_is_never_passed_over() {
    if let Some(folder) = std::env::var_os("FUPAN_AS_NOBODY") {
        let error = open(&PathBuf::from(folder).join("fupan.db")).err().unwrap();
        assert_eq!(error.kind(), Kind::Storage, "{error}");
        return;
    }
    let (dir, path) = readable_by_all();
    let holder = rusqlite::Connection::open(&path).unwrap();
    holder.execute_batch("UPDATE reading SET value = 2").unwrap();
    let aside = dir.path().join("copy");
    fs::create_dir(&aside).unwrap();
    for suffix in ["", "-wal"] {
        let name = format!("fupan.db{suffix}");
        fs::copy(dir.path().join(&name), aside.join(&name)).unwrap();
        fs::set_permissions(aside.join(&name), fs::Permissions::from_mode(0o444)).unwrap();
    }
    fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o755)).unwrap();
    fs::set_permissions(&aside, fs::Permissions::from_mode(0o555)).unwrap();
    as_nobody("files::a_log_that_cannot_be_read_is_never_passed_over", &aside);
    fs::set_permissions(&aside, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn a_file_that_cannot_be_made_is_not_half_made() {
    let dir = dir();
    let blocked = dir.path().join("file");
    fs::write(&blocked, "x").unwrap();
    let error = open(&blocked.join("fupan.db")).err().unwrap();
    assert_eq!(error.kind(), Kind::Storage);
    assert_eq!(names(dir.path()), ["file"]);
    if let Some(disk) = SmallDisk::mount("64k") {
        let error = open(&disk.0.path().join("fupan.db")).err().unwrap();
        assert_eq!(error.code(), "disk_full", "{error}");
        assert!(names(disk.0.path()).is_empty(), "{:?}", names(disk.0.path()));
    }
}

#[test]
fn two_who_make_the_same_file_get_the_same_file() {
    let dir = dir();
    let path = dir.path().join("fupan.db");
    let stores: Vec<Store> = (0..3)
        .map(|_| Store::open(&OpenOptions { zone: "Nowhere/Else".to_owned(), ..options(&path, "") }).unwrap())
        .collect();
    assert!(stores.iter().all(|s| s.check_in_place().is_ok()));
    assert_eq!(stores[0].settings().unwrap().zone.name(), "UTC", "an unknown zone is UTC");
}
