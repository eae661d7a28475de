//! `fupan demo`: a workspace of its own, filled by the planner, fed live by a second process.
use super::output;
use super::session::Session;
use crate::board;
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::Lang;
use crate::planner::{Context, demo};
use crate::store::{OpenOptions, Store, default_path};
use clap::Args;
use std::path::{Path, PathBuf};
use std::process::{Child, ExitCode, Stdio};
use std::time::Duration;

/// Between two readings of the live demo.
const BEAT: Duration = Duration::from_millis(1_200);

#[derive(Debug, Args)]
pub(super) struct Command {
    #[arg(long)]
    live: bool,
    #[arg(long)]
    reset: bool,
    /// Only make or renew the workspace and say where it is.
    #[arg(long)]
    fill: bool,
    /// Records into the demo until its parent ends: the second process of `--live`.
    #[arg(long, hide = true)]
    feed: bool,
}

impl Command {
    pub fn run(self, session: &mut Session) -> Result<ExitCode> {
        let path = session.global.db.clone().unwrap_or_else(|| demo_path(session.lang));
        session.global.db = Some(path.clone());
        if self.feed {
            return feed(session);
        }
        prepare(session, &path, self.reset)?;
        if self.fill {
            output::print(&format!("{}\n", path.display()))?;
            return Ok(ExitCode::SUCCESS);
        }
        let feeder = if self.live { Some(Feeder::start(&path, session.lang)?) } else { None };
        let code = session.open_app();
        drop(feeder);
        code
    }
}

/// Where the demo of a language lives: beside the user's own file, never in it.
pub(super) fn demo_path(lang: Lang) -> PathBuf {
    default_path().with_file_name(format!("demo-{lang}.db"))
}

/// Makes the demo's file, or makes it anew where it is of another day and nobody has worked in it.
pub(super) fn prepare(session: &Session, path: &Path, reset: bool) -> Result<()> {
    let options = session.open_options(path.to_owned(), true);
    if path.exists() {
        let mut store = Store::open(&options)?;
        store.skip_daily_backup();
        if !is_demo(&store)? {
            return Err(Error::new(Kind::Usage, &tr::ERROR_NOT_THE_DEMO).arg("file", path.display()));
        }
        if !reset && !demo::is_outdated(&store, session.now)? {
            return Ok(());
        }
        drop(store);
        remove(path)?;
    }
    fill(&options, session)
}

/// A demo file was filled by the demo, so it may be thrown away; any other may not.
fn is_demo(store: &Store) -> Result<bool> {
    let batches = store.read(None, |db| db.batches(usize::MAX))?;
    Ok(batches.is_empty() || batches.iter().any(|batch| batch.actor == demo::ACTOR))
}

fn remove(path: &Path) -> Result<()> {
    for suffix in ["", "-wal", "-shm"] {
        let mut file = path.as_os_str().to_owned();
        file.push(suffix);
        match std::fs::remove_file(&file) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(Error::new(Kind::Storage, &tr::ERROR_IO)
                    .arg("file", path.display())
                    .arg("why", error));
            }
            _ => {}
        }
    }
    Ok(())
}

fn fill(options: &OpenOptions, session: &Session) -> Result<()> {
    let mut store = Store::open(options)?;
    demo::fill(&mut store, &session.context()?, &board::figures_of)
}

/// The second process of the live demo; ends with this one.
struct Feeder(Child);

impl Feeder {
    fn start(path: &Path, lang: Lang) -> Result<Self> {
        let failed =
            |e: std::io::Error| Error::new(Kind::Internal, &tr::ERROR_IO).arg("file", "fupan").arg("why", e);
        let program = std::env::current_exe().map_err(failed)?;
        let mut command = std::process::Command::new(program);
        command.arg("--db").arg(path).arg("--lang").arg(lang.as_str()).args(["demo", "--feed"]);
        // Its end is noticed by the pipe to its standard input: when this process is gone, however, so is the pipe.
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        command.spawn().map(Self).map_err(failed)
    }
}

impl Drop for Feeder {
    fn drop(&mut self) {
        drop(self.0.stdin.take());
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Records a little every beat until standard input is closed.
fn feed(session: &mut Session) -> Result<ExitCode> {
    let context = session.context()?;
    let (closed, ended) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let _ = std::io::copy(&mut std::io::stdin().lock(), &mut std::io::sink());
        let _ = closed.send(());
    });
    let mut turn = u64::try_from(context.now).unwrap_or_default();
    while ended.recv_timeout(BEAT) == Err(std::sync::mpsc::RecvTimeoutError::Timeout) {
        let context = Context { now: crate::clock::now(), actor: demo::ACTOR.to_owned(), ..context.clone() };
        turn = turn.wrapping_add(1);
        match demo::feed(session.store()?, &context, turn) {
            Err(error) if error.kind() == Kind::Busy => {}
            other => other?,
        }
    }
    Ok(ExitCode::SUCCESS)
}
