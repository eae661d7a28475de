//! The only part of the app that does I/O and reads the clock. Threads for input, signals, the worker and the watch
//! send messages over one channel; the loop sleeps until the next one or the next deadline, and draws only when
//! something changed.
mod backend;
mod decode;
mod editor;
mod file;
mod input;
mod paint;
mod signals;
mod watch;
mod worker;

pub use backend::{
    Backend, Brief, Change, Choice, ChoiceKind, ImportJob, Info, Proposed, ReportJob, Row, Watch,
};
pub use decode::PASTE_LIMIT;
pub use paint::Painter;

use super::effect::Effect;
use super::msg::{Msg, Now};
use super::state::State;
use super::terminal::Guard;
use super::{update::update, view::view};
use crate::config::Config;
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::planner::Context;
use input::Reader;
use signals::Lent;
use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};
use worker::Worker;

/// How the app ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// The user left.
    Quit,
    /// The user wants to see the demo.
    Demo,
    /// A signal asked for it.
    Signal(i32),
    /// The terminal went away.
    Hangup,
}

/// How long a signal waits for writes that are on their way.
const GRACE: Duration = Duration::from_millis(250);

/// The terminal's size; 80×24 where it does not say.
#[must_use]
pub(crate) fn terminal_size() -> (u16, u16) {
    crossterm::terminal::size().unwrap_or((80, 24))
}

/// Runs the app until it ends.
///
/// # Errors
/// Where the file cannot be read at the start, there is no terminal, or the last change before the end was refused.
pub fn run(mut backend: Box<dyn Backend + Send>, config: Config) -> Result<Exit> {
    let (tx, rx) = channel();
    let lent = Lent::default();
    signals::start(tx.clone(), lent.clone()).map_err(|e| no_terminal(&e))?;
    let clock = Clock::start();
    let now = clock.now();
    let mut state = State::new(config, backend.info(), terminal_size(), now);
    state.first_load(backend.as_mut())?;
    let mut app = App {
        painter: Painter::new(state.size.0, state.size.1),
        guard: Guard::enter(state.config.mouse).map_err(|e| no_terminal(&e))?,
        focused: Arc::new(AtomicBool::new(true)),
        lent,
        tx,
        clock,
        reader: None,
        worker: None,
        is_redraw_due: false,
    };
    app.draw(&mut state).map_err(|e| no_terminal(&e))?;
    app.start_threads(backend, &state).map_err(|e| no_terminal(&e))?;
    let exit = app.turn(&mut state, &rx);
    app.end(exit);
    let refused = rx.try_iter().find_map(|msg| match msg {
        Msg::Answered { result: Err(error), .. } => Some(error),
        _ => None,
    });
    match refused {
        Some(error) if exit == Exit::Quit => Err(error),
        _ => Ok(exit),
    }
}

fn no_terminal(error: &io::Error) -> Error {
    Error::new(Kind::Usage, &tr::ERROR_TERMINAL_REFUSED).arg("why", error)
}

struct Clock(Instant);

#[allow(clippy::disallowed_methods)]
impl Clock {
    fn start() -> Self {
        Self(Instant::now())
    }

    fn now(&self) -> Now {
        let ms = u64::try_from(self.0.elapsed().as_millis()).unwrap_or(u64::MAX);
        Now { unix: crate::clock::now(), ms }
    }
}

struct App {
    painter: Painter,
    guard: Guard,
    focused: Arc<AtomicBool>,
    lent: Lent,
    tx: Sender<Msg>,
    clock: Clock,
    reader: Option<Reader>,
    worker: Option<Worker>,
    is_redraw_due: bool,
}

impl App {
    fn start_threads(&mut self, backend: Box<dyn Backend + Send>, state: &State) -> io::Result<()> {
        self.reader = Some(Reader::start(self.tx.clone())?);
        if state.config.theme == "auto" {
            self.guard.ask_background()?;
        }
        watch::start(backend.watch(), Arc::clone(&self.focused), self.tx.clone())?;
        let (actor, lang, home) = (state.config.actor(), state.lang(), state.config.home());
        let who = Context { now: state.now.unix, actor, lang, home };
        self.worker = Some(Worker::start(backend, who, self.tx.clone())?);
        Ok(())
    }

    fn turn(&mut self, state: &mut State, rx: &Receiver<Msg>) -> Exit {
        loop {
            let mut next = Some(self.wait(state, rx));
            while let Some(msg) = next {
                let effects = update(state, msg, self.clock.now());
                if let Some(exit) = self.carry_out(state, effects) {
                    return exit;
                }
                next = rx.try_recv().ok();
            }
            // A window being dragged sends hundreds of sizes: the last one counts, and is drawn from nothing.
            if std::mem::take(&mut self.is_redraw_due) {
                self.redraw(state);
            }
            if state.take_changed() && self.draw(state).is_err() {
                return Exit::Hangup;
            }
        }
    }

    /// Gives the terminal back and waits for writes that are on their way.
    fn end(self, exit: Exit) {
        drop(self.reader);
        drop(self.guard);
        if let Some(worker) = self.worker {
            worker.finish(matches!(exit, Exit::Signal(_)).then_some(GRACE));
        }
    }

    fn wait(&self, state: &State, rx: &Receiver<Msg>) -> Msg {
        let Some(deadline) = state.deadline() else {
            return rx.recv().unwrap_or(Msg::Ended(Exit::Hangup));
        };
        let left = deadline.saturating_sub(self.clock.now().ms);
        match rx.recv_timeout(Duration::from_millis(left)) {
            Ok(msg) => msg,
            Err(RecvTimeoutError::Timeout) => Msg::DeadlinePassed,
            Err(RecvTimeoutError::Disconnected) => Msg::Ended(Exit::Hangup),
        }
    }

    fn draw(&mut self, state: &mut State) -> io::Result<()> {
        self.painter.paint(&mut io::stdout().lock(), |buf| view(state, buf))?;
        Ok(())
    }

    fn carry_out(&mut self, state: &mut State, effects: Vec<Effect>) -> Option<Exit> {
        self.focused.store(state.focused, Ordering::Relaxed);
        for effect in effects {
            match effect {
                Effect::Quit(exit) => return Some(exit),
                Effect::Copy(text) => self.copy(&text),
                Effect::SetMouse(on) => {
                    let _gone = self.guard.set_mouse(on);
                }
                Effect::SaveConfig(config, setting) => {
                    if let Err(error) = config.save(setting) {
                        let _full = self.tx.send(Msg::ConfigNotSaved(error.to_string()));
                    }
                }
                Effect::Redraw => self.is_redraw_due = true,
                Effect::Reclaim => {
                    let _gone = self.guard.take();
                    self.is_redraw_due = true;
                }
                Effect::Suspend => self.away(state, || {
                    let _refused =
                        signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP);
                }),
                Effect::EditText(text) => {
                    let (tx, lent) = (self.tx.clone(), self.lent.clone());
                    self.away(state, || {
                        let _ended = tx.send(Msg::Edited(lent.during(|| editor::edit(&text))));
                    });
                }
                Effect::CancelImport => {
                    if let Some(worker) = &self.worker {
                        worker.cancel();
                    }
                }
                other => {
                    if let Some(worker) = &mut self.worker {
                        worker.order(other, state.config.lang);
                    }
                }
            }
        }
        None
    }

    fn redraw(&mut self, state: &mut State) {
        state.size = terminal_size();
        self.painter.reset(state.size.0, state.size.1);
        state.touch();
    }

    fn away(&mut self, state: &mut State, meanwhile: impl FnOnce()) {
        if let Some(reader) = &mut self.reader {
            reader.pause();
        }
        self.guard.leave();
        meanwhile();
        let _gone = self.guard.take();
        if let Some(reader) = &mut self.reader {
            reader.resume();
        }
        self.redraw(state);
    }

    fn copy(&self, text: &str) {
        let mut out = io::stdout().lock();
        let _gone = crossterm::execute!(out, crossterm::clipboard::CopyToClipboard::to_clipboard_from(text));
        let _gone = out.flush();
    }
}
