//! Long text in `$EDITOR`: through a private file, which is kept where anything goes wrong.
use std::env;
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Lets the user edit a text.
///
/// # Errors
/// What went wrong and where the draft is kept.
pub fn edit(text: &str) -> Result<String, String> {
    let path = draft_path();
    write_private(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
    let kept = |why: &str| format!("{why} · {}", path.display());
    let command =
        ["VISUAL", "EDITOR"].iter().find_map(|key| env::var(key).ok().filter(|v| !v.trim().is_empty()));
    let command = command.unwrap_or_else(|| "vi".to_owned());
    let mut words = command.split_whitespace();
    let program = words.next().unwrap_or("vi");
    let status = Command::new(program).args(words).arg(&path).status();
    match status {
        Ok(status) if status.success() => {}
        Ok(status) => return Err(kept(&format!("{command}: {status}"))),
        Err(error) => return Err(kept(&format!("{command}: {error}"))),
    }
    let bytes = fs::read(&path).map_err(|error| kept(&error.to_string()))?;
    let text = String::from_utf8(bytes).map_err(|error| kept(&error.utf8_error().to_string()))?;
    let _stays = fs::remove_file(&path);
    Ok(text.trim_end().to_owned())
}

fn draft_path() -> PathBuf {
    let folder = env::var_os("XDG_RUNTIME_DIR").map_or_else(env::temp_dir, PathBuf::from);
    let mut number = 0u32;
    loop {
        let path = folder.join(format!("fupan-draft-{}-{number}.md", std::process::id()));
        if !path.exists() {
            return path;
        }
        number += 1;
    }
}

fn write_private(path: &Path, text: &str) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(text.as_bytes())?;
    file.write_all(b"\n")
}
