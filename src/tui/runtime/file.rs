//! Texts and reports people want as a file.
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Writes a text into a file; `~/` is one's home. One that is there already is only replaced where that is wanted.
/// Gives the path it has.
///
/// # Errors
/// `file_exists`, or why the system refused; the field is `path`.
pub fn write(path: &str, text: &[u8], replace: bool) -> Result<String> {
    let home = std::env::var_os("HOME").map(PathBuf::from);
    let place = match (path.trim().strip_prefix("~/"), home) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => PathBuf::from(path.trim()),
    };
    let written = if replace { replaced(&place, text) } else { created(&place, text) };
    let shown = crate::model::printable(&place.display().to_string()).into_owned();
    written.map_err(|error| {
        let text = match error.kind() {
            io::ErrorKind::AlreadyExists => &tr::ERROR_FILE_EXISTS,
            _ => &tr::ERROR_CANNOT_WRITE,
        };
        Error::new(Kind::BadData, text).arg("file", &shown).arg("why", error).field("path")
    })?;
    Ok(fs::canonicalize(&place).map_or(shown, |full| full.display().to_string()))
}

fn filled(mut file: File, text: &[u8]) -> io::Result<()> {
    file.write_all(text)?;
    file.sync_all()
}

fn created(place: &Path, text: &[u8]) -> io::Result<()> {
    let file = OpenOptions::new().write(true).create_new(true).open(place)?;
    filled(file, text).inspect_err(|_| drop(fs::remove_file(place)))
}

/// Written beside it and put in its place: what was there is whole until then.
fn replaced(place: &Path, text: &[u8]) -> io::Result<()> {
    if !place.exists() {
        return created(place, text);
    }
    if !place.is_file() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let place = fs::canonicalize(place)?;
    let mut beside = place.clone().into_os_string();
    beside.push(format!(".{}", std::process::id()));
    let beside = PathBuf::from(beside);
    created(&beside, text)?;
    fs::rename(&beside, &place).inspect_err(|_| drop(fs::remove_file(&beside)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_there_is_only_replaced_where_that_is_wanted() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("会.md").display().to_string();
        write(&path, b"one", false).unwrap();
        let error = write(&path, b"two", false).unwrap_err();
        assert_eq!((error.code(), error.in_field()), ("file_exists", Some("path")));
        assert_eq!(fs::read_to_string(&path).unwrap(), "one");
        write(&path, b"two", true).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "two");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside it");
        let folder_path = folder.path().display().to_string();
        assert!(write(&folder_path, b"x", true).is_err());
        let nowhere = folder.path().join("no/where.md").display().to_string();
        assert_eq!(write(&nowhere, b"x", false).unwrap_err().code(), "cannot_write");
    }
}
