//! Retrospectives: the numbers that are drafted, the writing beside them, lessons, actions, feedback.
mod action;
mod adjustments;
mod channels;
mod feedback;
mod findings;
mod former;
mod gap;
mod hints;
mod lessons;
mod list;
mod matching;
mod page;
mod phases;
mod targets;
mod view;

pub use action::{action_lines, actions_before};
pub use feedback::{feedback, feedback_sum};
pub use former::{former_of, next_of};
pub use gap::driver_gap;
pub use lessons::{lesson_line, lessons, uses_of_campaign};
pub use list::{retro_line, retros};
pub use matching::{matching, scope_of};
pub use page::{kept_figures, retro_page};
pub use view::*;
