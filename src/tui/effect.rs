//! What the app wants done outside. Effects are imperative; only the runtime carries them out.
use super::load::Load;
use super::runtime::{ChoiceKind, Exit, ImportJob, ReportJob, Row};
use crate::board::Window;
use crate::config::{Config, Setting};
use crate::model::TargetId;
use crate::planner::{CampaignDraft, Request};

/// Something to do.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Load the cockpit.
    LoadCockpit {
        /// Comes back with the result.
        generation: u64,
        /// Campaigns that need nobody any more too.
        all: bool,
    },
    /// Load what the shown screen wants.
    Load {
        /// Comes back with the result.
        generation: u64,
        /// What.
        what: Load,
    },
    /// Load what a sheet over the screen works with.
    LoadSheet {
        /// Comes back with the result.
        generation: u64,
        /// What.
        what: Load,
    },
    /// Load one target's chart.
    LoadChart {
        /// Comes back with the result.
        generation: u64,
        /// Whose.
        target: TargetId,
        /// Which stretch.
        window: Window,
    },
    /// Ask the planner for something.
    Ask {
        /// Comes back with the answer.
        ticket: u64,
        /// What.
        request: Box<Request>,
    },
    /// Ask what a new campaign would get.
    Propose {
        /// Comes back with the answer.
        ticket: u64,
        /// What is known of it.
        draft: Box<CampaignDraft>,
    },
    /// Ask who changed a row last.
    LoadAuthor(Row),
    /// Load the choices of a field.
    LoadChoices(ChoiceKind),
    /// Import a file.
    Import {
        /// Comes back with the answer.
        ticket: u64,
        /// What and how.
        job: ImportJob,
    },
    /// Stop the running import; nothing of it is kept.
    CancelImport,
    /// Edit a text in `$EDITOR`.
    EditText(String),
    /// Write a text into a file.
    WriteFile {
        /// Comes back with the answer.
        ticket: u64,
        /// As typed.
        path: String,
        /// What goes into it.
        text: String,
        /// A file that is there already gives way.
        replace: bool,
    },
    /// Write a report into a file.
    WriteReport {
        /// Comes back with the answer.
        ticket: u64,
        /// Which.
        job: ReportJob,
        /// As typed.
        path: String,
        /// A file that is there already gives way.
        replace: bool,
    },
    /// Write a report, to be put on the clipboard.
    CopyReport(ReportJob),
    /// Put a text on the clipboard (OSC 52).
    Copy(String),
    /// Write one of the personal settings.
    SaveConfig(Box<Config>, Setting),
    /// Turn the mouse on or off.
    SetMouse(bool),
    /// Stop until the shell continues the program.
    Suspend,
    /// Draw everything anew.
    Redraw,
    /// Set the terminal's modes again, which somebody may have changed meanwhile, and draw everything anew.
    Reclaim,
    /// End the app.
    Quit(Exit),
}
