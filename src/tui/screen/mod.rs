//! The screens, each a folder. Tabs, number keys and drawing come from this table.
pub mod cockpit;
pub mod doors;

use super::commands::Context;
use super::effect::Effect;
use super::msg::MouseKind;
use super::state::State;
use super::{actions, footer};
use crate::i18n::Text;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// One screen.
#[derive(Debug)]
pub struct Screen {
    /// What its tab says.
    pub title: &'static Text,
    /// The command that shows it.
    pub command: &'static str,
    /// Draws it.
    pub draw: fn(&State, &mut Buffer, Rect),
    /// Handles the mouse at a cell.
    pub mouse: fn(&mut State, MouseKind, u16, u16) -> Vec<Effect>,
    /// Where keys are looked up on it, innermost first.
    pub contexts: fn(&State) -> Vec<Context>,
}

/// Every screen, in the order of the tabs.
pub static SCREENS: &[Screen] = &[cockpit::SCREEN];

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
    if state.is_empty() {
        return doors::mouse(state, kind, x, y);
    }
    (shown(state).mouse)(state, kind, x, y)
}
