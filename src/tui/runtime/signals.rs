//! The thread that hears signals.
use super::{Exit, terminal_size};
use crate::tui::msg::Msg;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;
use std::io;
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

/// How long the app has to end by itself after a signal asked for it: a terminal that takes no more bytes would keep
/// it for ever.
const PATIENCE: Duration = Duration::from_millis(300);

/// Starts hearing. Called before anything about the terminal is asked or changed: from then on no signal is lost,
/// and none ends the program while the terminal is taken.
///
/// # Errors
/// Where the system refuses.
pub fn start(tx: Sender<Msg>) -> io::Result<()> {
    let mut signals = Signals::new([SIGHUP, SIGINT, SIGTERM, SIGWINCH, SIGTSTP, SIGCONT])?;
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for signal in &mut signals {
            let sent = match signal {
                SIGWINCH => {
                    let (width, height) = terminal_size();
                    tx.send(Msg::Resized(width, height))
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
