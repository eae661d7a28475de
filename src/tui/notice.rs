//! What the app tells its user: a line above the footer for a moment, and the log for good.
use super::state::State;
use crate::i18n::tr;
use crate::planner::Outcome;

/// How long a toast stays, in milliseconds.
const TOAST_MS: u64 = 6_000;
/// How many lines the log keeps.
const LOG_LINES: usize = 500;
/// How many toasts wait behind the newest.
const TOASTS: usize = 3;

/// How a message is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Tone {
    Done,
    Plain,
    Wrong,
}

/// One message to the user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// What it says.
    pub text: String,
    /// How it is meant.
    pub tone: Tone,
    /// The command that turns it around: undo, or redo after an undo.
    pub turn: Option<&'static str>,
    /// UTC seconds.
    pub at: i64,
    /// When the toast goes, in milliseconds since the start.
    pub until: u64,
}

impl State {
    /// Tells the user something: a toast and a line of the log.
    pub fn tell(&mut self, tone: Tone, text: String) {
        self.tell_turn(tone, text, None);
    }

    /// Tells the user what was done, and what turns it around.
    pub fn tell_outcome(&mut self, outcome: &Outcome) {
        let turn =
            if std::ptr::eq(outcome.text, &raw const tr::DONE_UNDO) { "change.redo" } else { "change.undo" };
        let text = outcome.message(self.lang());
        self.tell_turn(Tone::Done, text, outcome.batch.map(|_| turn));
    }

    /// Writes something into the log only, where it is on the screen already.
    pub fn note_down(&mut self, tone: Tone, text: String) {
        if self.log.len() >= LOG_LINES {
            self.log.remove(0);
        }
        self.log.push(Notice { text, tone, turn: None, at: self.now.unix, until: 0 });
    }

    /// Tells the user something that a command turns around.
    pub fn tell_turn(&mut self, tone: Tone, text: String, turn: Option<&'static str>) {
        let notice = Notice { text, tone, turn, at: self.now.unix, until: self.now.ms + TOAST_MS };
        self.note_down(tone, notice.text.clone());
        self.toasts.retain(|t| t.text != notice.text);
        self.toasts.push(notice);
        if self.toasts.len() > TOASTS {
            self.toasts.remove(0);
        }
    }

    /// Tells the user what went wrong and what to do next.
    pub fn tell_error(&mut self, error: &crate::Error) {
        let text = self.error_text(error);
        self.tell(Tone::Wrong, text);
    }

    /// An error in one line, with its next step.
    #[must_use]
    pub fn error_text(&self, error: &crate::Error) -> String {
        let lang = self.config.lang;
        let mut text = error.message(lang);
        // Rows of the file come as JSON for scripts; people get them worded elsewhere.
        let rows: Vec<&str> =
            error.detail().iter().filter(|row| !row.starts_with('{')).map(String::as_str).collect();
        // What is missing is told in full; of what looks alike, the nearest will do.
        let is_list = error.code() == "not_ready";
        match rows.first() {
            Some(_) if is_list => text = format!("{text}: {}", rows.join(self.say(&tr::OUTPUT_JOIN))),
            Some(first) => text = format!("{text}: {first}"),
            None => {}
        }
        match error.hint(lang) {
            Some(hint) => format!("{text} · {hint}"),
            None => text,
        }
    }
}
