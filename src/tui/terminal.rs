//! The one guard for everything the app changes about the terminal: raw mode, screen, cursor, mouse, paste, focus,
//! title. Whatever way the app ends, [`restore`] puts all of it back, once.
use crossterm::terminal::{disable_raw_mode, enable_raw_mode};
use std::io::{self, Write as _};
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};

static ENTERED: AtomicBool = AtomicBool::new(false);
static HOOK: Once = Once::new();

/// What is undone once however often it is done: the other screen, and the title on the terminal's stack.
const ENTER: &str = "\x1b[?1049h\x1b[22;2t\x1b]2;fupan\x1b\\";
const MODES: &str = "\x1b[?25l\x1b[?2004h\x1b[?1004h";
const LEAVE: &str =
    "\x1b[0m\x1b[?1006l\x1b[?1000l\x1b[?1004l\x1b[?2004l\x1b[?2026l\x1b[23;2t\x1b[?25h\x1b[?1049l";
const MOUSE_ON: &str = "\x1b[?1000h\x1b[?1006h";
const MOUSE_OFF: &str = "\x1b[?1006l\x1b[?1000l";

/// "What is your background?" The answer comes among the keys, or never.
const ASK_BACKGROUND: &str = "\x1b]11;?\x1b\\";

/// Holds the terminal; dropping it gives the terminal back.
#[derive(Debug)]
pub struct Guard {
    mouse: bool,
}

impl Guard {
    /// Takes the terminal, and makes sure that a panic gives it back too.
    ///
    /// # Errors
    /// Where standard output is no terminal or does not take it.
    pub fn enter(mouse: bool) -> io::Result<Self> {
        HOOK.call_once(|| {
            let before = std::panic::take_hook();
            std::panic::set_hook(Box::new(move |info| {
                restore();
                before(info);
            }));
        });
        let guard = Self { mouse };
        guard.take()?;
        Ok(guard)
    }

    /// Takes the terminal again, after [`Guard::leave`] or where somebody else changed its modes meanwhile.
    ///
    /// # Errors
    /// As [`Guard::enter`].
    pub fn take(&self) -> io::Result<()> {
        let is_held = ENTERED.load(Ordering::SeqCst);
        if is_held {
            disable_raw_mode()?;
        }
        enable_raw_mode()?;
        ENTERED.store(true, Ordering::SeqCst);
        send(&taking(is_held, self.mouse))
    }

    /// Gives the terminal back for a while: an editor, a stopped job.
    pub fn leave(&self) {
        restore();
    }

    /// Asks the terminal for its background; nobody waits for the answer.
    ///
    /// # Errors
    /// Where the terminal is gone.
    pub fn ask_background(&self) -> io::Result<()> {
        send(&[ASK_BACKGROUND])
    }

    /// Turns the mouse on or off.
    ///
    /// # Errors
    /// Where the terminal is gone.
    pub fn set_mouse(&mut self, on: bool) -> io::Result<()> {
        self.mouse = on;
        send(&[if on { MOUSE_ON } else { MOUSE_OFF }])
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        restore();
    }
}

/// Gives the terminal back; harmless when it is not taken.
pub fn restore() {
    if ENTERED.swap(false, Ordering::SeqCst) {
        let _gone = send(&[LEAVE]);
        let _gone = disable_raw_mode();
    }
}

fn taking(is_held: bool, mouse: bool) -> [&'static str; 3] {
    [if is_held { "" } else { ENTER }, MODES, if mouse { MOUSE_ON } else { "" }]
}

fn send(parts: &[&str]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(parts.concat().as_bytes())?;
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaving_undoes_every_mode_that_entering_set() {
        let all = taking(false, true).concat();
        for mode in all.split("\x1b[?") {
            let Some(number) = mode.strip_suffix('h') else { continue };
            assert!(LEAVE.contains(&format!("\x1b[?{number}l")), "{number} stays on");
        }
        assert!(LEAVE.contains("\x1b[?25h"), "the cursor stays hidden");
    }

    #[test]
    fn a_terminal_that_is_held_is_not_entered_again() {
        let again = taking(true, true).concat();
        assert!(!again.contains("?1049h") && !again.contains("22;2t"), "{again:?}");
        assert!(again.contains("?2004h") && again.contains("?1006h"), "{again:?}");
    }

    #[test]
    fn restoring_without_having_entered_writes_nothing() {
        restore();
        assert!(!ENTERED.load(Ordering::SeqCst));
    }
}
