//! The library of templates: the shipped ones, and the user's own in `report/` of the folder of settings, which stand in
//! place of shipped ones of the same name.
use super::super::doc::ReportKind;
use super::ReportFormat;
use super::template::{ENDING, Template};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

include!(concat!(env!("OUT_DIR"), "/report_templates.rs"));

/// The longest a template may be.
const LIMIT: u64 = 1 << 20;

/// One template of the library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateEntry {
    /// `retro.md.j2`
    pub name: String,
    /// The kind of report it is for: the beginning of its name; none for what others take in.
    pub kind: Option<ReportKind>,
    /// What it makes.
    pub format: Option<ReportFormat>,
    /// Where it is; none for a shipped one.
    pub file: Option<PathBuf>,
    /// True where it stands in place of a shipped one.
    pub replaces: bool,
}

/// Where a user's own templates are.
fn folder(home: &Path) -> PathBuf {
    home.join("report")
}

fn shipped(name: &str) -> Option<&'static str> {
    TEMPLATES.iter().find(|(known, _)| *known == name).map(|(_, source)| *source)
}

/// Every template by name: the shipped ones and the user's own.
#[must_use]
pub fn templates(home: Option<&Path>) -> Vec<TemplateEntry> {
    let mut names: Vec<String> = TEMPLATES.iter().map(|(name, _)| (*name).to_owned()).collect();
    let files = home.and_then(|home| std::fs::read_dir(folder(home)).ok());
    for file in files.into_iter().flatten().filter_map(std::result::Result::ok) {
        let name = file.file_name().to_string_lossy().into_owned();
        if name.ends_with(ENDING) && file.path().is_file() {
            names.push(name);
        }
    }
    names.sort();
    names.dedup();
    let entry = |name: String| {
        let own = home.map(|home| folder(home).join(&name)).filter(|file| file.is_file());
        let stem = name.split(['.', '-']).next().unwrap_or_default();
        TemplateEntry {
            kind: stem.parse().ok(),
            format: ReportFormat::of_file(Path::new(&name)),
            replaces: own.is_some() && shipped(&name).is_some(),
            file: own,
            name,
        }
    };
    names.into_iter().map(entry).collect()
}

/// A template of the library by its whole name; the user's own first.
pub(super) fn source_of(home: Option<&Path>, name: &str) -> Option<Template> {
    // A name, never a path: what a template takes in is in the library.
    if name.contains(['/', '\\']) || name.starts_with('.') {
        return None;
    }
    let own = home.map(|home| folder(home).join(name)).filter(|file| file.is_file());
    if let Some(source) = own.as_ref().and_then(|file| read(file).ok()) {
        return Some(Template { name: name.to_owned(), source, file: own });
    }
    shipped(name).map(|source| Template { name: name.to_owned(), source: source.to_owned(), file: None })
}

/// The template that is meant: a file, or a name of the library, also without its ending.
///
/// # Errors
/// `no_template` with the names there are; `bad_template` or `cannot_open` for a file that can't be read.
pub fn template_named(home: Option<&Path>, text: &str) -> Result<Template> {
    let full = format!("{text}{ENDING}");
    for name in [text, &full] {
        let own = home.map(|home| folder(home).join(name)).filter(|file| file.is_file());
        if let Some(file) = own.filter(|_| !name.contains(['/', '\\'])) {
            return Ok(Template { name: name.to_owned(), source: read(&file)?, file: Some(file) });
        }
        if let Some(found) = source_of(None, name) {
            return Ok(found);
        }
    }
    let file = Path::new(text);
    if file.is_file() {
        let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        return Ok(Template { name, source: read(file)?, file: Some(file.to_owned()) });
    }
    let near: Vec<TemplateEntry> = templates(home);
    let begins = |entry: &&TemplateEntry| entry.name.starts_with(text) && entry.kind.is_some();
    let mut candidates = near.iter().filter(begins).peekable();
    let names: Vec<String> = match candidates.peek() {
        Some(_) => candidates.map(|entry| entry.name.clone()).collect(),
        None => near.iter().filter(|entry| entry.kind.is_some()).map(|entry| entry.name.clone()).collect(),
    };
    Err(Error::new(Kind::NotFound, &tr::ERROR_NO_TEMPLATE).arg("text", text).rows(names).field("template"))
}

fn read(file: &Path) -> Result<String> {
    let failed = |error: std::io::Error| {
        Error::new(Kind::Storage, &tr::ERROR_CANNOT_OPEN).arg("file", file.display()).arg("why", error)
    };
    let mut bytes = Vec::new();
    std::fs::File::open(file).and_then(|f| f.take(LIMIT + 1).read_to_end(&mut bytes)).map_err(failed)?;
    let bad = |line: usize, why: &str| {
        Error::new(Kind::BadData, &tr::ERROR_BAD_TEMPLATE)
            .arg("file", file.display())
            .arg("line", line)
            .arg("why", why)
            .field("template")
    };
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > LIMIT {
        return Err(bad(1, "longer than 1 MiB"));
    }
    String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let line = error.as_bytes().iter().take(good).filter(|byte| **byte == b'\n').count() + 1;
        bad(line, "not UTF-8")
    })
}

/// Copies a template into the user's folder to be changed there; nothing is overwritten.
///
/// # Errors
/// `no_template`; `no_home`; `exists`; `io`.
pub fn copy_template(home: Option<&Path>, text: &str) -> Result<PathBuf> {
    let template = template_named(home, text)?;
    let home = home.ok_or_else(|| Error::new(Kind::Usage, &tr::ERROR_NO_TEMPLATE_FOLDER))?;
    let file = folder(home).join(&template.name);
    let failed = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => {
            Error::new(Kind::Usage, &tr::ERROR_EXISTS).arg("file", file.display())
        }
        _ => Error::new(Kind::Storage, &tr::ERROR_IO).arg("file", file.display()).arg("why", error),
    };
    std::fs::create_dir_all(folder(home)).map_err(failed)?;
    let new = std::fs::OpenOptions::new().write(true).create_new(true).open(&file);
    new.and_then(|mut out| out.write_all(template.source.as_bytes())).map_err(failed)?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_template_is_for_a_kind_and_a_format_and_every_kind_has_both() {
        for (name, _) in TEMPLATES.iter().filter(|(name, _)| !name.starts_with('_')) {
            let entries = templates(None);
            let entry = entries.iter().find(|entry| entry.name == *name).unwrap();
            assert!(entry.kind.is_some() && entry.format.is_some(), "{name}");
        }
        for kind in ReportKind::ALL {
            for format in ["md", "txt", "html"] {
                assert!(shipped(&format!("{kind}.{format}.j2")).is_some(), "{kind}.{format}");
            }
        }
    }

    #[test]
    fn a_template_takes_in_only_names_of_the_library() {
        for path in ["../../etc/passwd", "/etc/passwd", ".hidden", "a\\b"] {
            assert_eq!(source_of(Some(Path::new("/tmp")), path), None, "{path}");
        }
    }
}
