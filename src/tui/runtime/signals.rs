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

/// Starts hearing.
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
