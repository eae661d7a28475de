//! Where a report goes: standard output, or a file that was not there before.
use super::super::{output, session::Session};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::printable;
use crate::report::{Format, Writer};
use std::fs;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::Path;

/// Writes to standard output; what no terminal can show is refused there.
pub(super) fn to_stdout(writer: &Writer, bytes: &[u8]) -> Result<()> {
    let mut out = io::stdout().lock();
    if writer.is_binary && out.is_terminal() {
        return Err(Error::new(Kind::Usage, &tr::ERROR_REPORT_BINARY)
            .arg("format", writer.format)
            .field("out"));
    }
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Error::new(Kind::Storage, &tr::ERROR_IO).arg("file", "stdout").arg("why", error))
        }
        _ => Ok(()),
    }
}

/// Writes a file; one that is there is replaced only by `force`, as a whole, and never through a link.
pub(super) fn to_file(session: &Session, file: &Path, bytes: &[u8], force: bool) -> Result<()> {
    let failed = |error: io::Error| match error.kind() {
        io::ErrorKind::AlreadyExists => {
            Error::new(Kind::Usage, &tr::ERROR_REPORT_EXISTS).arg("file", file.display()).field("out")
        }
        _ => Error::new(Kind::Storage, &tr::ERROR_IO)
            .arg("file", file.display())
            .arg("why", error)
            .field("out"),
    };
    let there = fs::symlink_metadata(file).ok();
    let is_plain = there.as_ref().is_none_or(fs::Metadata::is_file);
    if there.is_some() && !(force && is_plain) {
        return Err(failed(io::ErrorKind::AlreadyExists.into()));
    }
    let target = if there.is_some() { beside(file) } else { file.to_owned() };
    let mut new = fs::OpenOptions::new().write(true).create_new(true).open(&target).map_err(failed)?;
    let mut written = new.write_all(bytes).and_then(|()| new.sync_all());
    if target != file {
        written = written.and_then(|()| fs::rename(&target, file));
    }
    if let Err(error) = written {
        // Half a report is worse than none.
        let _ = fs::remove_file(&target);
        return Err(failed(error));
    }
    let shown = file.display().to_string();
    if session.format() == Format::Json {
        return output::print(&format!("{:#}\n", serde_json::json!({ "file": shown, "bytes": bytes.len() })));
    }
    output::print(&format!("{}\n", printable(&tr::DOC_WRITTEN.fill(session.lang, &[("file", &shown)]))))
}

/// A new name in the same folder: what is there stays whole until the new one is.
fn beside(file: &Path) -> std::path::PathBuf {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    file.with_file_name(format!(".{name}.{}", std::process::id()))
}
