//! The screens, each a folder. Tabs, number keys, loading, moving and drawing come from this table.
pub mod calendar;
pub mod campaigns;
pub mod cockpit;
pub mod doors;
pub mod lesson_words;
pub mod objective;
pub mod okr;
pub mod page;
pub mod retro;
pub mod retros;
pub mod review;

use super::commands::Context;
use super::effect::Effect;
use super::load::{Load, Loaded};
use super::msg::MouseKind;
use super::state::State;
use super::widget::editor::Editor;
use super::{actions, footer, header};
use crate::board::{CampaignLine, TargetLine};
use crate::i18n::Text;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// One screen. What it keeps is its `Desk`, in its folder.
#[derive(Debug)]
pub struct Screen {
    /// What its tab says.
    pub title: &'static Text,
    /// The command that shows it.
    pub command: &'static str,
    /// Whether it has a tab; others are reached from a thing they show.
    pub is_tab: bool,
    /// The contexts that are its own: the palette offers their commands here and nowhere else.
    pub family: &'static [Context],
    /// Where keys are looked up on it, innermost first.
    pub contexts: fn(&State) -> Vec<Context>,
    /// What it wants loaded; asked for anew whenever it differs, when the file changes and every minute.
    pub want: fn(&State) -> Option<Load>,
    /// Takes what it wanted. The flag: its user changed something, and looks for what is new in it.
    pub take: fn(&mut State, Loaded, bool),
    /// Asks for all of it anew.
    pub reload: fn(&mut State, &mut Vec<Effect>),
    /// Asks for what is wanted since the last message.
    pub follow: fn(&mut State, &mut Vec<Effect>),
    /// Draws it. The rectangle is the whole window; [`body`] is its part.
    pub draw: fn(&State, &mut Buffer, Rect),
    /// Handles the mouse at a cell.
    pub mouse: fn(&mut State, MouseKind, u16, u16) -> Vec<Effect>,
    /// Moves its cursor, stopping at the ends.
    pub step: fn(&mut State, isize),
    /// Takes a step back inside of it; false where there is none, so that the screen is left.
    pub back: fn(&mut State) -> bool,
    /// The campaign under its cursor.
    pub campaign: fn(&State) -> Option<&CampaignLine>,
    /// The target under its cursor.
    pub target: fn(&State) -> Option<&TargetLine>,
    /// Every campaign it knows.
    pub lines: fn(&State) -> Vec<&CampaignLine>,
    /// What it is filtered by, where it can be.
    pub filter: Option<Filter>,
}

/// How a screen is filtered.
#[derive(Debug)]
pub struct Filter {
    /// What is typed.
    pub text: fn(&State) -> &Editor,
    /// The same, to change.
    pub text_mut: fn(&mut State) -> &mut Editor,
    /// It was changed.
    pub settle: fn(&mut State),
    /// The filter, or going from match to match, takes the cursor to what is filtered.
    pub focus: fn(&mut State),
    /// What is wrong with it.
    pub fault: fn(&State) -> Option<String>,
    /// What can be typed.
    pub hint: Option<&'static Text>,
}

/// A screen that does nothing: the parts a screen leaves out.
pub const PLAIN: Screen = Screen {
    title: &crate::i18n::tr::COCKPIT_BRAND,
    command: "",
    is_tab: true,
    family: &[],
    contexts: |_| vec![Context::Global, Context::Always],
    want: |_| None,
    take: |_, _, _| {},
    reload: State::load_want,
    follow: State::follow_want,
    draw: |_, _, _| {},
    mouse: |_, _, _, _| Vec::new(),
    step: |_, _| {},
    back: |_| false,
    campaign: |_| None,
    target: |_| None,
    lines: |_| Vec::new(),
    filter: None,
};

macro_rules! screens {
    ($($name:ident),+ $(,)?) => {
        /// Every screen, in the order of the tabs.
        pub static SCREENS: &[Screen] = &[$($name::SCREEN),+];

        /// What each screen keeps.
        #[derive(Debug, Default)]
        #[allow(missing_docs)]
        pub struct Desks { $(pub $name: $name::Desk),+ }
    };
}

screens! { cockpit, campaigns, okr, retros, calendar, page, review, objective, retro }

/// The screen that is shown.
#[must_use]
pub fn shown(state: &State) -> &'static Screen {
    SCREENS.iter().find(|screen| screen.command == state.look.screen).unwrap_or(&cockpit::SCREEN)
}

/// The part of the window that belongs to the screen: all but the header and the footer.
#[must_use]
pub fn body(area: Rect) -> Rect {
    Rect { y: area.y + 1, height: area.height.saturating_sub(2), ..area }
}

/// The first row shown of a list of `count` rows whose chosen row is `chosen`: whole pages, so that moving inside one
/// moves nothing; the last page is full, too.
#[must_use]
pub fn page_start(chosen: usize, count: usize, height: u16) -> usize {
    let height = usize::from(height.max(1));
    (chosen / height * height).min(count.saturating_sub(height))
}

/// Handles the mouse. What lies over the screen keeps it to itself.
pub fn mouse(state: &mut State, kind: MouseKind, x: u16, y: u16) -> Vec<Effect> {
    if kind == MouseKind::Pressed && y + 1 == state.size.1 {
        let command = footer::at(state, Rect::new(0, 0, state.size.0, state.size.1), x);
        return command.map(|command| actions::run(state, command, state.now)).unwrap_or_default();
    }
    if let Some(overlay) = state.overlays.last_mut() {
        match kind {
            MouseKind::WheelUp => overlay.step(-1),
            MouseKind::WheelDown => overlay.step(1),
            MouseKind::Pressed => {}
        }
        return Vec::new();
    }
    if kind == MouseKind::Pressed && y == 0 {
        return header::tab_at(state, x).map(|screen| state.show(screen)).unwrap_or_default();
    }
    if state.is_empty() {
        return doors::mouse(state, kind, x, y);
    }
    (shown(state).mouse)(state, kind, x, y)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_stand_still_and_the_last_one_is_full() {
        assert_eq!(page_start(0, 200, 16), 0);
        assert_eq!(page_start(15, 200, 16), 0);
        assert_eq!(page_start(16, 200, 16), 16);
        assert_eq!(page_start(199, 200, 16), 184);
        assert_eq!(page_start(3, 5, 16), 0);
    }

    #[test]
    fn every_tab_is_shown_by_a_command_with_a_digit() {
        for screen in SCREENS.iter().filter(|s| s.is_tab) {
            let command = super::super::commands::COMMANDS.iter().find(|c| c.id == screen.command);
            let digit = command.and_then(|c| c.chords.first()).is_some_and(|k| k.parse::<u8>().is_ok());
            assert!(digit, "{}", screen.command);
        }
    }
}
