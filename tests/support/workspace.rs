//! A directory of its own with everything the program looks at fixed: home, time zone, language, moment.
use super::Screen;
use portable_pty::CommandBuilder;
use serde_json::Value;
use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;

/// The moment every workspace lives in unless told otherwise.
pub const NOW: &str = "2026-11-04T15:03:00+08:00";

/// A home for one test; gone when it is dropped.
pub struct Workspace {
    dir: TempDir,
    program: PathBuf,
    env: Vec<(String, String)>,
}

impl Default for Workspace {
    fn default() -> Self {
        Self::new()
    }
}

impl Workspace {
    /// An empty one: English, Shanghai time, `NOW`, the program under test.
    pub fn new() -> Self {
        Self::of(env!("CARGO_BIN_EXE_fupan"))
    }

    /// An empty one for another program.
    pub fn of(program: impl Into<PathBuf>) -> Self {
        let dir = tempfile::Builder::new().prefix("fupan-test").tempdir().expect("a temporary directory");
        let mut space = Self { program: program.into(), env: Vec::new(), dir };
        for (name, below) in [
            ("HOME", "home"),
            ("XDG_DATA_HOME", "data"),
            ("XDG_CONFIG_HOME", "config"),
            ("XDG_STATE_HOME", "state"),
            ("XDG_CACHE_HOME", "cache"),
            ("XDG_RUNTIME_DIR", "run"),
            ("TMPDIR", "tmp"),
        ] {
            let path = space.path(below);
            std::fs::create_dir_all(&path).expect("a directory in the workspace");
            space = space.with(name, path.to_str().expect("a UTF-8 path"));
        }
        space
            .with("PATH", &std::env::var("PATH").unwrap_or_default())
            .with("TZ", "Asia/Shanghai")
            .with("LANG", "en_US.UTF-8")
            .with("USER", "lin")
            .with("TERM", "xterm-256color")
            .with("COLORTERM", "truecolor")
            .with("FUPAN_NOW", NOW)
    }

    /// Sets an environment variable; an empty value takes it away.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.env.retain(|(key, _)| key != name);
        if !value.is_empty() {
            self.env.push((name.to_owned(), value.to_owned()));
        }
        self
    }

    /// The same in Chinese.
    #[must_use]
    pub fn chinese(self) -> Self {
        self.with("LANG", "zh_CN.UTF-8")
    }

    /// At another moment, RFC 3339.
    #[must_use]
    pub fn at(self, now: &str) -> Self {
        self.with("FUPAN_NOW", now)
    }

    /// A path inside it.
    pub fn path(&self, below: impl AsRef<Path>) -> PathBuf {
        self.dir.path().join(below)
    }

    /// Where the program keeps its file unless told otherwise.
    pub fn db(&self) -> PathBuf {
        self.path("data/fupan/fupan.db")
    }

    /// Writes a file inside it and gives its path.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, content).expect("a file in the workspace");
        path
    }

    /// The program with these arguments, ready to run: nothing of the outer environment leaks in.
    pub fn command<S: AsRef<OsStr>>(&self, args: &[S]) -> Command {
        let mut command = Command::new(&self.program);
        command.args(args).env_clear().current_dir(self.dir.path());
        command.envs(self.env.iter().map(|(k, v)| (k, v)));
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Runs the program to its end.
    pub fn fupan<S: AsRef<OsStr>>(&self, args: &[S]) -> Output {
        Output::of(&self.command(args).output().expect("the program starts"), args)
    }

    /// Runs the program line by line as a person would type it: blanks separate, nothing is quoted.
    pub fn run(&self, line: &str) -> Output {
        self.fupan(&line.split_whitespace().collect::<Vec<_>>())
    }

    /// Runs the program with this on its standard input.
    pub fn fupan_with<S: AsRef<OsStr>>(&self, args: &[S], stdin: &[u8]) -> Output {
        let mut child = self.command(args).stdin(Stdio::piped()).spawn().expect("the program starts");
        let mut pipe = child.stdin.take().expect("a pipe");
        let input = stdin.to_vec();
        let feeder = std::thread::spawn(move || pipe.write_all(&input));
        let output = child.wait_with_output().expect("the program ends");
        // A program that refuses early closes the pipe: that is its right.
        let _ = feeder.join().expect("the feeder ends");
        Output::of(&output, args)
    }

    /// Starts the program and leaves it running.
    pub fn start<S: AsRef<OsStr>>(&self, args: &[S]) -> Child {
        self.command(args).spawn().expect("the program starts")
    }

    /// Opens the program in a terminal of `columns` × `rows`.
    pub fn screen<S: AsRef<OsStr>>(&self, args: &[S], columns: u16, rows: u16) -> Screen {
        self.screen_of(&self.program, args, columns, rows)
    }

    /// Opens a shell with job control in a terminal; the prompt is `shell> ` and `$FUPAN` is the program.
    pub fn shell(&self, columns: u16, rows: u16) -> Screen {
        let screen = self.screen_of(Path::new("/bin/sh"), &["-i"], columns, rows);
        screen.wait_text("shell>");
        screen
    }

    fn screen_of<S: AsRef<OsStr>>(&self, program: &Path, args: &[S], columns: u16, rows: u16) -> Screen {
        let mut command = CommandBuilder::new(program);
        command.args(args);
        command.env_clear();
        for (name, value) in &self.env {
            command.env(name, value);
        }
        command.env("PS1", "shell> ");
        command.env("FUPAN", &self.program);
        command.cwd(self.dir.path());
        Screen::spawn(command, columns, rows)
    }

    /// A running campaign `d11` with a GMV target and two channels' readings up to today.
    #[must_use]
    pub fn with_campaign(self) -> Self {
        self.run("campaign new Singles-Day --key d11 --start 2026-11-01 --end 2026-11-11 --owner lin").ok();
        self.run("target add d11 gmv --goal 1000000 --primary").ok();
        self.run("record gmv 120000 -c d11 --channel douyin --at 2026-11-01").ok();
        self.run("record gmv 90000 -c d11 --channel tmall --at 2026-11-02").ok();
        self
    }
}

/// What a run of the program gave.
#[derive(Debug)]
pub struct Output {
    /// The exit code; none when a signal ended it.
    pub code: Option<i32>,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
    line: String,
}

impl Output {
    fn of<S: AsRef<OsStr>>(output: &std::process::Output, args: &[S]) -> Self {
        let line = args.iter().map(|a| a.as_ref().to_string_lossy()).collect::<Vec<_>>().join(" ");
        Self {
            code: output.status.code(),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
            line,
        }
    }

    /// Demands success.
    #[track_caller]
    pub fn ok(self) -> Self {
        self.exits(0)
    }

    /// Demands an exit code.
    #[track_caller]
    pub fn exits(self, code: i32) -> Self {
        assert!(
            self.code == Some(code),
            "`fupan {}` ended with {:?}, not {code}\n--- stdout\n{}\n--- stderr\n{}",
            self.line,
            self.code,
            self.out,
            self.err
        );
        self
    }

    /// Demands that standard output or standard error contains a text.
    #[track_caller]
    pub fn says(self, text: &str) -> Self {
        assert!(
            self.out.contains(text) || self.err.contains(text),
            "`fupan {}` does not say {text:?}\n--- stdout\n{}\n--- stderr\n{}",
            self.line,
            self.out,
            self.err
        );
        self
    }

    /// Standard output as JSON; standard error where standard output is empty (an error as an object).
    #[track_caller]
    pub fn json(&self) -> Value {
        let text = if self.out.trim().is_empty() { &self.err } else { &self.out };
        serde_json::from_str(text)
            .unwrap_or_else(|e| panic!("`fupan {}` gave no JSON ({e}):\n{text}", self.line))
    }
}

/// A file of the real data beside the repository. Where it is missing the test says so and passes.
pub fn shared_data(below: &str) -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let found = root.ancestors().skip(1).map(|up| up.join("shared/data").join(below)).find(|p| p.exists());
    if found.is_none() {
        eprintln!("skipped: no ../shared/data ({below})");
    }
    found
}
