//! A pseudo-terminal with the program in it: keys in, picture out.
use super::terminal::{Look, Terminal, View};
use portable_pty::{CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::fs::{Mode, OFlags};
use rustix::process::{Pid, Signal, kill_process};
use rustix::termios::tcgetattr;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::os::fd::{AsFd, OwnedFd};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::{Duration, Instant};
use vt100::Parser;

/// How long something may take before a test calls it missing. Generous: machines are slow and busy, and a test
/// that passes never waits for it.
const DEADLINE: Duration = Duration::from_secs(30);

/// How a program ended.
#[derive(Debug, Clone)]
pub struct Exit {
    /// Its exit code; 0 also where a signal ended it.
    pub code: u32,
    /// The signal that ended it.
    pub signal: Option<String>,
    /// When it was gone.
    pub at: Instant,
    /// Whether it left the line discipline (echo, line mode …) as it found it.
    pub tty_restored: bool,
}

/// A stretch of output between two silences.
#[derive(Debug, Clone, Copy)]
pub struct Settled {
    /// When its first byte was read.
    pub first: Instant,
    /// When its last byte was read.
    pub last: Instant,
    /// How many bytes it had.
    pub bytes: u64,
}

struct State {
    parser: Parser<Terminal>,
    bytes: u64,
    last_read: Instant,
    hanging_up: bool,
    reader_ended: bool,
    exit: Option<Exit>,
}

struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("no thread of the harness panics")
    }

    /// Changes the state and wakes who waits for it.
    fn change(&self, with: impl FnOnce(&mut State)) {
        with(&mut self.state());
        self.changed.notify_all();
    }
}

type Writer = Arc<Mutex<Box<dyn Write + Send>>>;

/// A running program and what it shows.
pub struct Screen {
    shared: Arc<Shared>,
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Option<Writer>,
    pid: Pid,
    started: Instant,
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

/// The parser has no screens without cells; a terminal may say 0.
fn at_least_one(n: u16) -> NonZeroU16 {
    NonZeroU16::new(n).unwrap_or(NonZeroU16::MIN)
}

fn line_discipline(tty: &OwnedFd) -> Option<String> {
    tcgetattr(tty.as_fd()).ok().map(|t| {
        format!("{:?} {:?} {:?} {:?}", t.input_modes, t.output_modes, t.control_modes, t.local_modes)
    })
}

impl Screen {
    /// Starts a program in a terminal of `columns` × `rows`.
    pub fn spawn(command: CommandBuilder, columns: u16, rows: u16) -> Self {
        let pair = native_pty_system().openpty(size(columns, rows)).expect("a pseudo-terminal");
        let tty = rustix::fs::open(
            pair.master.tty_name().expect("the terminal has a name"),
            OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC,
            Mode::empty(),
        )
        .expect("the terminal's other end opens");
        let before = line_discipline(&tty);
        let parser =
            Parser::new_with_callbacks(at_least_one(rows), at_least_one(columns), 0, Terminal::default());
        let writer = Arc::new(Mutex::new(pair.master.take_writer().expect("a writer")));
        let mut reader = pair.master.try_clone_reader().expect("a reader");

        let started = Instant::now();
        let mut child = pair.slave.spawn_command(command).expect("the program starts");
        drop(pair.slave);
        let pid = child.process_id().and_then(|id| i32::try_from(id).ok()).and_then(Pid::from_raw);
        let pid = pid.expect("the program has an id");
        let shared = Arc::new(Shared {
            state: Mutex::new(State {
                parser,
                bytes: 0,
                last_read: started,
                hanging_up: false,
                reader_ended: false,
                exit: None,
            }),
            changed: Condvar::new(),
        });

        let (output, answers) = (Arc::clone(&shared), Arc::clone(&writer));
        std::thread::spawn(move || {
            let mut buffer = vec![0; 1 << 16];
            while let Ok(n @ 1..) = reader.read(&mut buffer) {
                let read_at = Instant::now();
                let mut replies = Vec::new();
                let mut hanging_up = false;
                output.change(|state| {
                    state.parser.process(&buffer[..n]);
                    state.bytes += n as u64;
                    state.last_read = read_at;
                    replies = std::mem::take(&mut state.parser.callbacks_mut().replies);
                    hanging_up = state.hanging_up;
                });
                if !replies.is_empty() {
                    let _ = answers.lock().expect("the writer").write_all(&replies);
                }
                if hanging_up {
                    break;
                }
            }
            drop((reader, answers));
            output.change(|state| state.reader_ended = true);
        });

        let end = Arc::clone(&shared);
        std::thread::spawn(move || {
            let status = child.wait().expect("the program can be waited for");
            let at = Instant::now();
            // Read while this end is still open: the last close resets the line discipline.
            let tty_restored = line_discipline(&tty) == before;
            drop(tty);
            let exit = Exit {
                code: status.exit_code(),
                signal: status.signal().map(str::to_owned),
                at,
                tty_restored,
            };
            end.change(|state| state.exit = Some(exit));
        });
        Self { shared, master: Some(pair.master), writer: Some(writer), pid, started }
    }

    /// When it was started.
    pub fn started(&self) -> Instant {
        self.started
    }

    /// The program's process id.
    pub fn pid(&self) -> i32 {
        Pid::as_raw(Some(self.pid))
    }

    /// How many bytes it has written.
    pub fn bytes(&self) -> u64 {
        self.shared.state().bytes
    }

    /// Looks at the screen.
    pub fn look_at<T>(&self, with: impl FnOnce(&View) -> T) -> T {
        with(&View { parser: &self.shared.state().parser })
    }

    /// The picture as text.
    pub fn text(&self) -> String {
        View { parser: &self.shared.state().parser }.text()
    }

    /// How the first cell of a text looks.
    #[track_caller]
    pub fn look_of(&self, text: &str) -> Look {
        let look = self.look_at(|view| view.find(text).and_then(|(row, column)| view.look(row, column)));
        look.unwrap_or_else(|| panic!("no {text:?} on the screen\n{}", self.text()))
    }

    /// Types text as it is.
    pub fn type_text(&self, text: &str) {
        let mut writer = self.writer().lock().expect("the writer");
        // A program that has just ended does not read any more.
        let _ = writer.write_all(text.as_bytes()).and_then(|()| writer.flush());
    }

    /// Presses keys: names in angle brackets (`<enter>`, `<esc>`, `<down>`, `<c-z>`), anything else as typed.
    pub fn type_keys(&self, keys: &str) {
        self.type_text(&encode(keys));
    }

    /// Pastes text the way a terminal does it, while the test goes on.
    pub fn paste(&self, text: &str) {
        let bytes = format!("\x1b[200~{text}\x1b[201~");
        let writer = Arc::clone(self.writer());
        std::thread::spawn(move || {
            let _ = writer.lock().expect("the writer").write_all(bytes.as_bytes());
        });
    }

    /// Clicks a cell, row and column from 0.
    pub fn click(&self, row: u16, column: u16) {
        self.type_text(&format!("\x1b[<0;{0};{1}M\x1b[<0;{0};{1}m", column + 1, row + 1));
    }

    /// Turns the wheel over a cell, down where `by` is positive.
    pub fn wheel(&self, row: u16, column: u16, by: i32) {
        let button = if by > 0 { 65 } else { 64 };
        for _ in 0..by.abs() {
            self.type_text(&format!("\x1b[<{button};{};{}M", column + 1, row + 1));
        }
    }

    /// Changes the terminal's size.
    pub fn resize(&self, columns: u16, rows: u16) {
        self.shared.change(|state| state.parser.set_size(at_least_one(rows), at_least_one(columns)));
        let master = self.master.as_ref().expect("the terminal is open");
        master.resize(size(columns, rows)).expect("the terminal takes a size");
    }

    fn writer(&self) -> &Writer {
        self.writer.as_ref().expect("the terminal is open")
    }

    /// Sends the program a signal.
    pub fn signal(&self, signal: Signal) {
        // It may have ended on its own in the meantime.
        let _ = kill_process(self.pid, signal);
    }

    /// Waits until the screen is as wanted; gives when its last bytes were read. Like a terminal that knows
    /// synchronized output, it only looks at whole frames.
    #[track_caller]
    pub fn wait_for(&self, what: &str, mut wanted: impl FnMut(&View) -> bool) -> Instant {
        let mut shows = |state: &State| {
            let view = View { parser: &state.parser };
            !view.is_painting() && wanted(&view)
        };
        let state = self.wait_until(|state| shows(state) || (state.reader_ended && state.exit.is_some()));
        if shows(&state) {
            return state.last_read;
        }
        let (picture, exit) = (View { parser: &state.parser }.text(), state.exit.clone());
        drop(state);
        panic!("waited for {what}; the program {exit:?}\n{picture}");
    }

    /// Waits until a text stands on the screen.
    #[track_caller]
    pub fn wait_text(&self, text: &str) -> Instant {
        self.wait_for(&format!("{text:?}"), |view| view.has(text))
    }

    /// Waits until a text is gone from the screen.
    #[track_caller]
    pub fn wait_gone(&self, text: &str) -> Instant {
        self.wait_for(&format!("no {text:?}"), |view| !view.has(text))
    }

    /// Waits for output that begins after `seen` bytes and then for a silence of `quiet`; none where nothing comes
    /// within `patience`.
    pub fn settle(&self, seen: u64, quiet: Duration, patience: Duration) -> Option<Settled> {
        let changed = &self.shared.changed;
        let waits = "no thread of the harness panics";
        let (mut state, _) = changed
            .wait_timeout_while(self.shared.state(), patience, |s| s.bytes <= seen && !s.reader_ended)
            .expect(waits);
        if state.bytes <= seen {
            return None;
        }
        let first = state.last_read;
        loop {
            let bytes = state.bytes;
            let (next, quiet_passed) = changed
                .wait_timeout_while(state, quiet, |s| s.bytes == bytes && !s.reader_ended)
                .expect(waits);
            if quiet_passed.timed_out() || next.reader_ended {
                return Some(Settled { first, last: next.last_read, bytes: next.bytes - seen });
            }
            state = next;
        }
    }

    /// Waits until the program has ended and all it wrote is on the screen.
    #[track_caller]
    pub fn exit_status(&self) -> Exit {
        let state = self.wait_until(|s| s.exit.is_some() && s.reader_ended);
        let (exit, ended) = (state.exit.clone(), state.reader_ended);
        let picture = View { parser: &state.parser }.text();
        drop(state);
        match exit {
            Some(exit) if ended => exit,
            _ => panic!("waited for the end of the program\n{picture}"),
        }
    }

    /// Closes the terminal under the program, and waits until the program has ended.
    ///
    /// The reader must let go of the terminal first. It wakes on output, so a resize makes the program paint.
    #[track_caller]
    pub fn hang_up(mut self) -> Exit {
        self.shared.state().hanging_up = true;
        let columns = self.look_at(|view| view.parser.screen().size().1.get());
        self.resize(columns.saturating_sub(1).max(1), 20);
        assert!(
            self.wait_until(|s| s.reader_ended).reader_ended,
            "the program does not paint after a resize"
        );
        self.writer = None;
        self.master = None;
        let exit = self.wait_until(|s| s.exit.is_some()).exit.clone();
        exit.expect("the program ends when its terminal is closed")
    }

    fn wait_until(&self, mut done: impl FnMut(&State) -> bool) -> MutexGuard<'_, State> {
        let waiting = self.shared.changed.wait_timeout_while(self.shared.state(), DEADLINE, |s| !done(s));
        waiting.expect("no thread of the harness panics").0
    }
}

impl Drop for Screen {
    /// A program that is still running when its test is over is ended: no test leaves one behind.
    fn drop(&mut self) {
        let is_running = self.shared.state.lock().map_or(true, |state| state.exit.is_none());
        if is_running {
            let _ = kill_process(self.pid, Signal::KILL);
        }
    }
}

/// Named keys as a terminal sends them.
const KEYS: [(&str, &str); 20] = [
    ("enter", "\r"),
    ("esc", "\x1b"),
    ("tab", "\t"),
    ("backtab", "\x1b[Z"),
    ("space", " "),
    ("backspace", "\x7f"),
    ("delete", "\x1b[3~"),
    ("up", "\x1b[A"),
    ("down", "\x1b[B"),
    ("right", "\x1b[C"),
    ("left", "\x1b[D"),
    ("home", "\x1b[H"),
    ("end", "\x1b[F"),
    ("pgup", "\x1b[5~"),
    ("pgdn", "\x1b[6~"),
    ("f1", "\x1bOP"),
    ("focus", "\x1b[I"),
    ("blur", "\x1b[O"),
    ("lt", "<"),
    ("gt", ">"),
];

fn encode(keys: &str) -> String {
    let mut out = String::new();
    let mut rest = keys;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        let (name, tail) = after.split_once('>').unwrap_or_else(|| panic!("unclosed key in {keys:?}"));
        if let Some(letter) = name.strip_prefix("c-").and_then(|l| l.bytes().next()) {
            out.push(char::from(letter & 0x1f));
        } else if let Some((_, bytes)) = KEYS.iter().find(|(key, _)| *key == name) {
            out.push_str(bytes);
        } else {
            panic!("no key <{name}>");
        }
        rest = tail;
    }
    out + rest
}
