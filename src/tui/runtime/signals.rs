//! The thread that hears signals.
use super::{Exit, terminal_size};
use crate::tui::msg::Msg;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

/// How long the app has to end by itself after a signal asked for it: a terminal that takes no more bytes would keep
/// it for ever.
const PATIENCE: Duration = Duration::from_millis(350);

/// How long after an editor's end its Ctrl-C may still be on its way to this program.
const ECHO: Duration = Duration::from_millis(50);

/// Whether an editor has the terminal. Its Ctrl-C reaches the whole foreground group and is not meant for this
/// program; its Ctrl-Z is meant for both, and the loop that would obey it is waiting for the editor.
#[derive(Debug, Clone, Default)]
pub struct Lent(Arc<AtomicBool>);

impl Lent {
    /// Does something during which the terminal is another program's.
    pub fn during<T>(&self, work: impl FnOnce() -> T) -> T {
        self.0.store(true, Ordering::SeqCst);
        let done = work();
        thread::sleep(ECHO);
        self.0.store(false, Ordering::SeqCst);
        done
    }

    fn is_now(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}

/// Starts hearing. Called before anything about the terminal is asked or changed: from then on no signal is lost,
/// and none ends the program while the terminal is taken.
///
/// # Errors
/// Where the system refuses.
pub fn start(tx: Sender<Msg>, lent: Lent) -> io::Result<()> {
    let mut signals = Signals::new([SIGHUP, SIGINT, SIGTERM, SIGWINCH, SIGTSTP, SIGCONT])?;
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for signal in &mut signals {
            let sent = match signal {
                SIGWINCH => {
                    let (width, height) = terminal_size();
                    tx.send(Msg::Resized(width, height))
                }
                SIGINT if lent.is_now() => Ok(()),
                SIGTSTP if lent.is_now() => {
                    let _refused = signal_hook::low_level::emulate_default_handler(SIGTSTP);
                    Ok(())
                }
                SIGTSTP => tx.send(Msg::StopAsked),
                SIGCONT => tx.send(Msg::Resumed),
                _ => {
                    let told = tx.send(Msg::Ended(Exit::Signal(signal)));
                    thread::sleep(PATIENCE);
                    if told.is_ok() {
                        // Writing might wait for ever; the terminal's own modes need no writing.
                        let _gone = crossterm::terminal::disable_raw_mode();
                        std::process::exit(128 + signal);
                    }
                    told
                }
            };
            if sent.is_err() {
                return;
            }
        }
    })?;
    Ok(())
}
