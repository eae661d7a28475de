//! The screens, each a folder. Tabs, number keys and drawing come from this table.
pub mod cockpit;
pub mod doors;

use super::effect::Effect;
use super::msg::MouseKind;
use super::state::State;
use crate::i18n::{Text, tr};
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
}

/// Every screen, in the order of the tabs.
pub static SCREENS: &[Screen] =
    &[Screen { title: &tr::COMMAND_SCREEN_COCKPIT, command: "screen.cockpit", draw: cockpit::draw }];

/// The part of the window that belongs to the screen: all but the header and the footer.
#[must_use]
pub fn body(area: Rect) -> Rect {
    Rect { y: area.y + 1, height: area.height.saturating_sub(2), ..area }
}

/// Handles the mouse. What lies over the screen keeps it to itself.
pub fn mouse(state: &mut State, kind: MouseKind, x: u16, y: u16) -> Vec<Effect> {
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
    cockpit::mouse(state, kind, x, y)
}
