//! The library of playbooks: those the program ships, and a user's own beside them.
//!
//! Own ones are `playbooks/*.toml` in the folder of the personal settings. One with the key of a shipped playbook
//! takes its place. A file that cannot be used is told among the problems and never stops the others.
use crate::model::{Metric, PLAYBOOKS, PlayFlaw, Playbook, PlaybookFault, fold, parse_playbook};
use std::collections::BTreeMap;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// The largest file that is read.
pub const LIMIT: u64 = 256 * 1024;

/// Where a playbook comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// With the program.
    Shipped,
    /// A user's own file.
    Own(PathBuf),
}

/// A playbook of the library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The playbook.
    pub playbook: Playbook,
    /// Where it comes from.
    pub origin: Origin,
    /// Whether it stands in place of a shipped one with the same key.
    pub replaces: bool,
}

/// Everything a campaign can start from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Library {
    /// By the customer's lifecycle, then by key.
    pub entries: Vec<Entry>,
    /// The files that cannot be used, each with everything that is wrong with it.
    pub problems: Vec<(PathBuf, Vec<PlaybookFault>)>,
}

/// The folder of a user's own playbooks in the folder of the personal settings.
#[must_use]
pub fn folder(home: &Path) -> PathBuf {
    home.join("playbooks")
}

/// A user's own files in the order of their names. A folder that is not there has none.
///
/// # Errors
/// The one fault of a folder that cannot be read.
pub fn own_files(home: &Path) -> Result<Vec<PathBuf>, PlaybookFault> {
    let unreadable = |error: &std::io::Error| unreadable(error);
    let folder = match fs::read_dir(folder(home)) {
        Ok(folder) => folder,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(unreadable(&error)),
    };
    let mut files = Vec::new();
    for file in folder {
        let path = file.map_err(|error| unreadable(&error))?.path();
        let is_hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
        if !is_hidden && path.extension().is_some_and(|extension| extension == "toml") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// The text of a file.
///
/// # Errors
/// The one fault of a file that cannot be read, is no plain file, is too large or is not UTF-8.
pub fn text(path: &Path) -> Result<String, PlaybookFault> {
    // Opening a pipe would wait for somebody to write into it.
    let about = fs::metadata(path).map_err(|error| unreadable(&error))?;
    if !about.is_file() {
        return Err(PlaybookFault::of_file(PlayFlaw::NoFile));
    }
    let mut bytes = Vec::new();
    let file = fs::File::open(path).map_err(|error| unreadable(&error))?;
    file.take(LIMIT + 1).read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > LIMIT) {
        return Err(PlaybookFault::of_file(PlayFlaw::TooLarge { limit: LIMIT }));
    }
    String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let before = error.as_bytes().iter().take(offset);
        let line = before.filter(|byte| **byte == b'\n').count() + 1;
        PlaybookFault { line, field: String::new(), flaw: PlayFlaw::NotUtf8 { offset } }
    })
}

fn unreadable(error: &std::io::Error) -> PlaybookFault {
    PlaybookFault::of_file(PlayFlaw::Unreadable { why: error.to_string() })
}

/// Reads a user's own file.
///
/// # Errors
/// Everything that is wrong with it.
pub fn read(path: &Path, metrics: &[Metric]) -> Result<Playbook, Vec<PlaybookFault>> {
    parse_playbook(&text(path).map_err(|fault| vec![fault])?, metrics)
}

/// The text of a shipped playbook.
#[must_use]
pub fn shipped(key: &str) -> Option<&'static str> {
    PLAYBOOKS.iter().find(|(shipped, _)| *shipped == key).map(|(_, text)| *text)
}

/// Reads all of them. `home` is the folder of the personal settings; `metrics` are those their targets may name.
#[must_use]
pub fn library(home: Option<&Path>, metrics: &[Metric]) -> Library {
    let mut library = Library::default();
    let mut own: BTreeMap<String, PathBuf> = BTreeMap::new();
    let files = home.map_or_else(|| Ok(Vec::new()), own_files).unwrap_or_else(|fault| {
        library.problems.extend(home.map(|home| (folder(home), vec![fault])));
        Vec::new()
    });
    for path in files {
        let read = read(&path, metrics).and_then(|playbook| match own.get(&fold(&playbook.key)) {
            Some(other) => Err(vec![key_twice(&playbook.key, other)]),
            None => Ok(playbook),
        });
        match read {
            Ok(playbook) => {
                own.insert(fold(&playbook.key), path.clone());
                let replaces = PLAYBOOKS.iter().any(|(key, _)| fold(key) == fold(&playbook.key));
                library.entries.push(Entry { playbook, origin: Origin::Own(path), replaces });
            }
            Err(faults) => library.problems.push((path, faults)),
        }
    }
    for (key, text) in PLAYBOOKS.iter().filter(|(key, _)| !own.contains_key(&fold(key))) {
        match parse_playbook(text, metrics) {
            Ok(playbook) => {
                library.entries.push(Entry { playbook, origin: Origin::Shipped, replaces: false });
            }
            Err(faults) => library.problems.push((PathBuf::from(format!("{key}.toml")), faults)),
        }
    }
    library
        .entries
        .sort_by(|a, b| (a.playbook.stage, &a.playbook.key).cmp(&(b.playbook.stage, &b.playbook.key)));
    library
}

/// What is wrong with a file whose key another one has.
#[must_use]
pub fn key_twice(key: &str, other: &Path) -> PlaybookFault {
    let file = other.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let flaw = PlayFlaw::KeyTwice { key: key.to_owned(), file };
    PlaybookFault { line: 0, field: "key".to_owned(), flaw }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CATALOGUE, parse_catalogue};
    use std::os::unix::fs::symlink;

    fn metrics() -> Vec<Metric> {
        parse_catalogue(CATALOGUE).unwrap()
    }

    fn own(key: &str) -> String {
        format!(
            "key = '{key}'\nname = '我的{key}'\nstage = 'retention'\npurpose = 'p'\navoid = 'a'\ndays = 3\n\
             [[target]]\nmetric = 'orders'\nprimary = true\n"
        )
    }

    fn home(files: &[(&str, &[u8])]) -> tempfile::TempDir {
        let home = tempfile::tempdir().unwrap();
        fs::create_dir(folder(home.path())).unwrap();
        for (name, text) in files {
            fs::write(folder(home.path()).join(name), text).unwrap();
        }
        home
    }

    fn problems(library: &Library) -> Vec<(String, &'static str)> {
        let name = |path: &PathBuf| path.file_name().unwrap().to_string_lossy().into_owned();
        library.problems.iter().map(|(path, faults)| (name(path), faults[0].flaw.code())).collect()
    }

    #[test]
    fn without_a_home_there_are_the_shipped_ones() {
        let library = library(None, &metrics());
        assert_eq!(library.problems, []);
        assert_eq!(library.entries.len(), PLAYBOOKS.len());
        assert!(library.entries.iter().all(|entry| entry.origin == Origin::Shipped));
        let nowhere = self::library(Some(Path::new("/nowhere/at/all")), &metrics());
        assert_eq!(nowhere, library);
    }

    #[test]
    fn own_files_stand_beside_the_shipped_ones() {
        let home = home(&[("mine.toml", own("mine").as_bytes()), ("notes.txt", b"x"), (".#mine.toml", b"x")]);
        let library = library(Some(home.path()), &metrics());
        assert_eq!(library.problems, []);
        assert_eq!(library.entries.len(), PLAYBOOKS.len() + 1);
        let mine = library.entries.iter().find(|e| e.playbook.key == "mine").unwrap();
        assert_eq!(mine.origin, Origin::Own(folder(home.path()).join("mine.toml")));
        assert!(!mine.replaces);
    }

    #[test]
    fn an_own_file_takes_the_place_of_a_shipped_one_with_its_key() {
        let (key, _) = PLAYBOOKS[0];
        let home = home(&[("x.toml", own(&key.to_uppercase()).as_bytes())]);
        let library = library(Some(home.path()), &metrics());
        assert_eq!(library.entries.len(), PLAYBOOKS.len());
        let found: Vec<_> = library.entries.iter().filter(|e| fold(&e.playbook.key) == key).collect();
        assert!(found.len() == 1 && found[0].replaces && found[0].origin != Origin::Shipped);
    }

    #[test]
    fn a_broken_own_file_leaves_the_shipped_one_in_its_place() {
        let (key, _) = PLAYBOOKS[0];
        let text = own(key).replace("days = 3", "days = 0");
        let home = home(&[("x.toml", text.as_bytes())]);
        let library = library(Some(home.path()), &metrics());
        assert_eq!(problems(&library), [("x.toml".to_owned(), "bounds")]);
        assert!(library.entries.iter().any(|e| e.playbook.key == *key && e.origin == Origin::Shipped));
    }

    #[test]
    fn files_that_cannot_be_used_are_problems() {
        let large = vec![b'#'; usize::try_from(LIMIT).unwrap() + 1];
        let home = home(&[
            ("a.toml", own("same").as_bytes()),
            ("b.toml", own("same").as_bytes()),
            ("bytes.toml", b"key = 'x'\nname = '\xff'"),
            ("large.toml", &large),
            ("ok.toml", own("ok").as_bytes()),
        ]);
        let inside = |name: &str| folder(home.path()).join(name);
        fs::create_dir(inside("folder.toml")).unwrap();
        symlink(inside("loop.toml"), inside("loop.toml")).unwrap();
        symlink("/nowhere/at/all", inside("to-nothing.toml")).unwrap();
        let library = library(Some(home.path()), &metrics());
        let expected = [
            ("b.toml", "key_twice"),
            ("bytes.toml", "not_utf8"),
            ("folder.toml", "no_file"),
            ("large.toml", "too_large"),
            ("loop.toml", "unreadable"),
            ("to-nothing.toml", "unreadable"),
        ];
        assert_eq!(problems(&library), expected.map(|(name, code)| (name.to_owned(), code)));
        let bytes = library.problems.iter().find(|(path, _)| path.ends_with("bytes.toml")).unwrap();
        assert_eq!((bytes.1[0].line, &bytes.1[0].flaw), (2, &PlayFlaw::NotUtf8 { offset: 18 }));
        assert_eq!(library.entries.len(), PLAYBOOKS.len() + 2);
    }

    #[test]
    fn a_pipe_is_never_waited_for() {
        let home = home(&[]);
        let pipe = folder(home.path()).join("pipe.toml");
        rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, rustix::fs::Mode::RWXU, 0)
            .unwrap();
        let library = library(Some(home.path()), &metrics());
        assert_eq!(problems(&library), [("pipe.toml".to_owned(), "no_file")]);
    }

    #[test]
    fn a_folder_that_is_none_is_a_problem() {
        let home = tempfile::tempdir().unwrap();
        fs::write(folder(home.path()), "not a folder").unwrap();
        let library = library(Some(home.path()), &metrics());
        assert_eq!(problems(&library), [("playbooks".to_owned(), "unreadable")]);
        assert_eq!(library.entries.len(), PLAYBOOKS.len());
    }
}
