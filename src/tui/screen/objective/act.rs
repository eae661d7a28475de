//! What the keys of the objective's page do, and when they can.
use super::{Section, page};
use crate::i18n::{Text, tr};
use crate::tui::effect::Effect;
use crate::tui::msg::Now;
use crate::tui::state::State;

type Effects = Vec<Effect>;
type Ready = Result<(), &'static Text>;

/// The page was loaded.
pub(in crate::tui) fn has_page(state: &State) -> Ready {
    page(state).map(|_| ()).ok_or(&tr::WHY_NO_OBJECTIVE)
}

/// Opens the page of the objective under the cursor of the tree, with its key result chosen.
pub(in crate::tui) fn open(state: &mut State, _: Now) -> Effects {
    let desk = &state.desks.okr;
    let key_result = desk.key_result().map(|kr| kr.line.id);
    let Some(id) = desk.objective().map(|objective| objective.id) else { return Vec::new() };
    let effects = state.open_objective(id);
    if key_result.is_some() {
        state.desks.objective.key_result = key_result;
    }
    effects
}

pub(in crate::tui) fn next_section(state: &mut State, _: Now) -> Effects {
    state.desks.objective.turn(1);
    Vec::new()
}

pub(in crate::tui) fn previous_section(state: &mut State, _: Now) -> Effects {
    state.desks.objective.turn(-1);
    Vec::new()
}

/// Opens what the cursor is on: a campaign, another objective; from a key result it goes to what works for it.
pub(in crate::tui) fn follow(state: &mut State, _: Now) -> Effects {
    let desk = &state.desks.objective;
    let row = desk.cursor_of(desk.section);
    match desk.section {
        Section::KeyResults => {
            let section = desk.panel();
            state.desks.objective.turn_to(section);
            Vec::new()
        }
        Section::Campaigns => {
            let campaign = desk.chosen().and_then(|kr| kr.campaigns.get(row)).map(|c| c.campaign);
            campaign.map(|id| state.open_page(id)).unwrap_or_default()
        }
        Section::Aligned => {
            let lines = desk.page().map(|page| page.above.as_deref().into_iter().chain(&page.below));
            let id = lines.and_then(|mut lines| lines.nth(row)).map(|line| line.id);
            id.map(|id| state.open_objective(id)).unwrap_or_default()
        }
        Section::Steps | Section::Said | Section::Notes | Section::Actions => Vec::new(),
    }
}
