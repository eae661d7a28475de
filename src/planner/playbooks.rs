//! Playbooks: finding them, checking a user's own, starting a new one.
pub use crate::input::playbooks::{Entry, Library, Origin, folder, library};

use super::lookup;
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::input::playbooks as files;
use crate::model::{Lang, Metric, PLAYBOOKS, Playbook, PlaybookFault, check_key, fold, with_key};
use crate::store::{Db, Store};
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// The files a new playbook begins as.
const STARTERS: [(Lang, &str); 2] = [
    (Lang::En, include_str!("../../assets/starter/playbook.en.toml")),
    (Lang::Zh, include_str!("../../assets/starter/playbook.zh.toml")),
];

/// The metrics playbooks may name, as they are now: playbooks are not in the file and have no past.
///
/// # Errors
/// Where the file cannot be read.
pub fn metrics(store: &Store) -> Result<Vec<Metric>> {
    fn all(db: &Db<'_>) -> Result<Vec<Metric>> {
        db.list()
    }
    store.read(None, all)
}

/// The playbook of a key, a name in either language or a unique prefix.
///
/// # Errors
/// `no_playbook` or `ambiguous`, with candidates; `bad_playbook` where the file of that name cannot be used.
pub fn find<'a>(library: &'a Library, text: &str) -> Result<&'a Entry> {
    let is_it =
        |path: &&PathBuf| path.file_stem().is_some_and(|name| fold(&name.to_string_lossy()) == fold(text));
    let spoilt = library.problems.iter().map(|(path, _)| path).find(is_it);
    match (lookup::playbook(&library.entries, text), spoilt) {
        (Ok(entry), None) => Ok(entry),
        // Its file is spoilt: one that only begins like it is not what was meant.
        (Ok(entry), Some(_)) if fold(&entry.playbook.key) == fold(text) => Ok(entry),
        (_, Some(path)) => Err(Error::new(Kind::BadData, &tr::ERROR_BAD_PLAYBOOK)
            .arg("text", text)
            .arg("file", path.display())),
        (Err(error), None) => Err(error),
    }
}

/// The playbook of exactly this key as it is now; none where that is gone or spoilt: who needs it goes on without.
///
/// # Errors
/// Storage errors.
pub fn of_key(db: &Db<'_>, home: Option<&Path>, key: Option<&str>) -> Result<Option<Playbook>> {
    let Some(key) = key else { return Ok(None) };
    let library = library(home, &db.list::<Metric>()?);
    Ok(library.entries.into_iter().map(|entry| entry.playbook).find(|playbook| playbook.key == key))
}

/// One file that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// The file.
    pub file: PathBuf,
    /// Everything that is wrong with it.
    pub faults: Vec<PlaybookFault>,
}

/// Checks these files, or all own ones where none is named. A word that is no file stands for the own playbook of that
/// key.
#[must_use]
pub fn check(home: Option<&Path>, named: &[PathBuf], metrics: &[Metric]) -> Vec<Checked> {
    if named.is_empty() {
        let library = library(home, metrics);
        let good = library.entries.into_iter().filter_map(|entry| match entry.origin {
            Origin::Own(file) => Some(Checked { file, faults: Vec::new() }),
            Origin::Shipped => None,
        });
        let bad = library.problems.into_iter().map(|(file, faults)| Checked { file, faults });
        let mut all: Vec<Checked> = good.chain(bad).collect();
        all.sort_by(|a, b| a.file.cmp(&b.file));
        return all;
    }
    let look = |file: &PathBuf| {
        let own = home.map(|home| folder(home).join(format!("{}.toml", file.display())));
        let file = own.filter(|own| !file.exists() && own.exists()).unwrap_or_else(|| file.clone());
        let faults = files::read(&file, metrics).err().unwrap_or_default();
        Checked { file, faults }
    };
    named.iter().map(look).collect()
}

/// What a new playbook's file is to be.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NewPlaybook {
    /// Its key.
    pub key: String,
    /// The playbook it is a copy of; a starter with remarks where none.
    pub from: Option<String>,
    /// Where it goes; `KEY.toml` in the folder of own ones where none.
    pub file: Option<PathBuf>,
}

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Its key.
    pub key: String,
    /// Where it is.
    pub file: PathBuf,
    /// Whether it stands in place of a shipped playbook.
    pub replaces: bool,
}

/// Writes a new playbook's file for its user to edit: a copy of another one, or a starter with remarks. A key of a
/// shipped one without more is a copy of that one, to stand in its place.
///
/// # Errors
/// `bad_key`; `no_home`; `playbook_taken` and `exists` where there is one already: nothing is ever overwritten;
/// `no_playbook` for an unknown one to copy; `io`.
pub fn write_new(home: Option<&Path>, metrics: &[Metric], lang: Lang, new: &NewPlaybook) -> Result<Written> {
    let key = check_key(&new.key).map_err(|fault| Error::from(fault).field("key"))?;
    let library = library(home, metrics);
    let is_own = |entry: &&Entry| entry.origin != Origin::Shipped && fold(&entry.playbook.key) == fold(&key);
    if let (Some(Origin::Own(file)), None) =
        (library.entries.iter().find(is_own).map(|entry| &entry.origin), &new.file)
    {
        return Err(Error::new(Kind::BadData, &tr::ERROR_PLAYBOOK_TAKEN)
            .arg("key", key)
            .arg("file", file.display())
            .field("key"));
    }
    let shipped = PLAYBOOKS.iter().map(|(shipped, _)| *shipped).find(|shipped| fold(shipped) == fold(&key));
    let text = text_of(&library, new.from.as_deref().or(shipped), &key, lang)?;
    let file = match (&new.file, home) {
        (Some(file), _) => file.clone(),
        (None, Some(home)) => folder(home).join(format!("{key}.toml")),
        (None, None) => return Err(Error::new(Kind::Usage, &tr::ERROR_NO_HOME)),
    };
    create(&file, &text)?;
    let is_in_use = home.is_some_and(|home| file.parent() == Some(folder(home).as_path()));
    Ok(Written { key, replaces: shipped.is_some() && is_in_use, file })
}

fn text_of(library: &Library, from: Option<&str>, key: &str, lang: Lang) -> Result<String> {
    let Some(from) = from else {
        let starter = STARTERS.iter().find(|(of, _)| *of == lang).map_or("", |(_, text)| text);
        return Ok(starter.replace("{key}", key));
    };
    let entry = find(library, from).map_err(|error| error.field("from"))?;
    let failed = |why: String| Error::new(Kind::Storage, &tr::ERROR_IO).arg("file", from).arg("why", why);
    let text = match &entry.origin {
        Origin::Shipped => files::shipped(&entry.playbook.key).unwrap_or_default().to_owned(),
        Origin::Own(path) => {
            files::text(path).map_err(|fault| failed(crate::i18n::playbook::flaw(&fault.flaw, lang)))?
        }
    };
    with_key(&text, key).ok_or_else(|| failed("key".to_owned()))
}

/// Writes a file that must not be there yet.
fn create(file: &Path, text: &str) -> Result<()> {
    let failed = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => {
            Error::new(Kind::Usage, &tr::ERROR_EXISTS).arg("file", file.display())
        }
        _ => Error::new(Kind::Storage, &tr::ERROR_IO).arg("file", file.display()).arg("why", error),
    };
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    let mut out = std::fs::OpenOptions::new().write(true).create_new(true).open(file).map_err(failed)?;
    out.write_all(text.as_bytes()).and_then(|()| out.sync_all()).map_err(|error| {
        // Half a playbook is none.
        let _ = std::fs::remove_file(file);
        failed(error)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CATALOGUE, parse_catalogue, parse_playbook};

    fn metrics() -> Vec<Metric> {
        parse_catalogue(CATALOGUE).unwrap()
    }

    fn new(key: &str, from: Option<&str>) -> NewPlaybook {
        NewPlaybook { key: key.to_owned(), from: from.map(str::to_owned), file: None }
    }

    #[test]
    fn a_starter_is_a_good_playbook_in_both_languages() {
        for (_, text) in STARTERS {
            let book = parse_playbook(&text.replace("{key}", "mine"), &metrics()).unwrap();
            assert!(!book.drivers.is_empty() && !book.guardrails.is_empty() && !book.risks.is_empty());
        }
        assert_eq!(STARTERS.map(|(lang, _)| lang).as_slice(), Lang::ALL);
    }

    #[test]
    fn every_shipped_playbook_can_be_copied() {
        for (_, text) in PLAYBOOKS {
            let copy = with_key(text, "copy").unwrap();
            assert_eq!(parse_playbook(&copy, &metrics()).unwrap().key, "copy");
        }
        let home = tempfile::tempdir().unwrap();
        let (key, text) = PLAYBOOKS[0];
        let written = write_new(Some(home.path()), &metrics(), Lang::En, &new("mine", Some(key))).unwrap();
        assert_eq!((written.key.as_str(), written.replaces), ("mine", false));
        assert_eq!(std::fs::read_to_string(&written.file).unwrap(), with_key(text, "mine").unwrap());
        let checked = check(Some(home.path()), &[], &metrics());
        assert_eq!(checked, [Checked { file: written.file, faults: Vec::new() }]);
    }

    #[test]
    fn the_key_of_a_shipped_one_is_a_copy_that_takes_its_place() {
        let home = tempfile::tempdir().unwrap();
        let (key, text) = PLAYBOOKS[0];
        let written = write_new(Some(home.path()), &metrics(), Lang::En, &new(key, None)).unwrap();
        assert!(written.replaces);
        assert_eq!(std::fs::read_to_string(&written.file).unwrap(), *text);
    }

    #[test]
    fn nothing_is_ever_overwritten() {
        let home = tempfile::tempdir().unwrap();
        let write = |new: &NewPlaybook| write_new(Some(home.path()), &metrics(), Lang::En, new);
        let written = write(&new("mine", None)).unwrap();
        assert_eq!(write(&new("MINE", None)).unwrap_err().code(), "playbook_taken");
        // A file that is broken still has its place.
        std::fs::write(&written.file, "broken").unwrap();
        assert_eq!(write(&new("mine", None)).unwrap_err().code(), "exists");
        assert_eq!(std::fs::read_to_string(&written.file).unwrap(), "broken");
        assert_eq!(write(&new("../x", None)).unwrap_err().code(), "bad_key");
        assert_eq!(write_new(None, &metrics(), Lang::En, &new("x", None)).unwrap_err().code(), "no_home");
    }

    #[test]
    fn a_playbook_is_found_by_key_name_or_prefix() {
        let library = library(None, &metrics());
        let first = &library.entries[0].playbook;
        for text in [first.key.as_str(), &first.name.zh, &first.name.en.to_uppercase()] {
            assert_eq!(find(&library, text).unwrap().playbook.key, first.key, "{text}");
        }
        let error = find(&library, &format!("{}x", first.key)).unwrap_err();
        assert_eq!((error.code(), error.exit_code()), ("no_playbook", 4));
        assert!(error.detail().contains(&first.key), "{error:?}");
    }

    #[test]
    fn a_broken_file_is_told_where_it_was_meant() {
        let home = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder(home.path())).unwrap();
        std::fs::write(folder(home.path()).join("mine.toml"), "key = 'mine'").unwrap();
        let library = library(Some(home.path()), &metrics());
        let error = find(&library, "mine").unwrap_err();
        assert_eq!((error.code(), error.exit_code()), ("bad_playbook", 3));
    }

    #[test]
    fn one_that_only_begins_alike_does_not_stand_in_for_a_broken_file() {
        let home = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder(home.path())).unwrap();
        std::fs::write(folder(home.path()).join("flash.toml"), "key = 'flash'").unwrap();
        let library = library(Some(home.path()), &metrics());
        assert_eq!(find(&library, "flash").unwrap_err().code(), "bad_playbook");
        assert_eq!(find(&library, "flash-s").unwrap().playbook.key, "flash-sale");
    }
}
