//! What the keys of the retrospective's page do, and when they can.
use crate::board::RetroAbout;
use crate::i18n::{Text, tr};
use crate::tui::effect::Effect;
use crate::tui::msg::Now;
use crate::tui::screen::retros;
use crate::tui::state::State;

/// The retrospective under the cursor of the list.
fn chosen(state: &State) -> Option<RetroAbout> {
    (state.look.screen == retros::SCREEN.command)
        .then(|| state.desks.retros.retro())
        .flatten()
        .map(|r| r.about)
}

/// A retrospective is under the cursor.
pub(in crate::tui) fn on_retro(state: &State) -> Result<(), &'static Text> {
    chosen(state).map(|_| ()).ok_or(&tr::WHY_NO_RETRO)
}

/// Opens the page of the retrospective under the cursor.
pub(in crate::tui) fn open(state: &mut State, _: Now) -> Vec<Effect> {
    chosen(state).map(|about| state.open_retro(about)).unwrap_or_default()
}
