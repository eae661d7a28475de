//! What can happen to the app. Messages are past tense.
use super::keymap::Chord;
use super::load::Loaded;
use super::runtime::{Choice, ChoiceKind, Proposed, Row};
use crate::board::{Chart, Cockpit};
use crate::error::Result;
use crate::planner::Outcome;

/// The present: the wall clock for what is shown, a monotonic one for deadlines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Now {
    /// UTC seconds.
    pub unix: i64,
    /// Milliseconds since the app started.
    pub ms: u64,
}

/// What the mouse did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MouseKind {
    /// The left button went down.
    Pressed,
    /// The wheel turned away from the hand.
    WheelUp,
    /// The wheel turned towards the hand.
    WheelDown,
}

/// Something that happened.
#[derive(Debug)]
pub enum Msg {
    /// A key was pressed.
    KeyPressed(Chord),
    /// Text was pasted, as one piece. `cut` tells that more came than is taken in.
    Pasted {
        /// The text, at most [`super::runtime::PASTE_LIMIT`] bytes.
        text: String,
        /// More came than that.
        cut: bool,
    },
    /// The mouse did something at a cell.
    MouseUsed(MouseKind, u16, u16),
    /// The terminal has a new size.
    Resized(u16, u16),
    /// The terminal window got or lost the focus.
    FocusChanged(bool),
    /// The terminal told whether its background is light.
    BackgroundTold(bool),
    /// A deadline passed.
    DeadlinePassed,
    /// Another process wrote to the file.
    FileChanged,
    /// Another process put another file in the place of the open one.
    FileReplaced,
    /// The cockpit was loaded.
    CockpitLoaded {
        /// The generation it was asked for.
        generation: u64,
        /// What came.
        result: Result<Cockpit>,
    },
    /// What the shown screen wants was loaded.
    Loaded {
        /// The generation it was asked for.
        generation: u64,
        /// What came.
        result: Result<Loaded>,
    },
    /// What a sheet works with was loaded.
    SheetLoaded {
        /// The generation it was asked for.
        generation: u64,
        /// What came.
        result: Result<Loaded>,
    },
    /// A chart was loaded.
    ChartLoaded {
        /// The generation it was asked for.
        generation: u64,
        /// What came.
        result: Result<Chart>,
    },
    /// A request was answered.
    Answered {
        /// The ticket it was asked with.
        ticket: u64,
        /// What came.
        result: Result<Outcome>,
    },
    /// What a new campaign would get was told.
    Proposed {
        /// The ticket it was asked with.
        ticket: u64,
        /// What came.
        result: Result<Box<Proposed>>,
    },
    /// Who changed a row last.
    AuthorTold(Row, Option<String>),
    /// The choices for a field were loaded.
    ChoicesLoaded(ChoiceKind, Vec<Choice>),
    /// An import has read this much.
    ImportAdvanced {
        /// The ticket it was asked with.
        ticket: u64,
        /// Bytes read.
        bytes: u64,
    },
    /// An import ended.
    Imported {
        /// The ticket it was asked with.
        ticket: u64,
        /// What it says.
        result: Result<String>,
    },
    /// A text was written into a file.
    FileWritten {
        /// The ticket it was asked with.
        ticket: u64,
        /// Its path.
        result: Result<String>,
    },
    /// A report was written, to be put on the clipboard.
    ReportWritten(Result<String>),
    /// `$EDITOR` ended: the text, or where the draft is kept and why.
    Edited(std::result::Result<String, String>),
    /// Personal settings could not be written.
    ConfigNotSaved(String),
    /// Somebody outside asked the app to stop for a while.
    StopAsked,
    /// The app came back after having been stopped.
    Resumed,
    /// The terminal went away, or a signal asked for the end.
    Ended(super::runtime::Exit),
}
