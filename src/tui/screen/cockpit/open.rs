//! Where the lines of the to-do pane lead to.
use crate::board::{About, Matter};
use crate::tui::effect::Effect;
use crate::tui::msg::Now;
use crate::tui::screen::okr::{self, Thing};
use crate::tui::state::{Pane, State};

/// Goes to what a to-do is about: its target, or the page of its campaign.
pub(in crate::tui) fn open_todo(state: &mut State, _: Now) -> Vec<Effect> {
    let Some(todo) = state.todo() else { return Vec::new() };
    let (target, is_of_page) = (todo.target, todo.is_of_plan());
    let campaign = match todo.about {
        About::Campaign(campaign) => campaign,
        About::Objective(objective, cycle) => {
            let thing = target.map_or(Thing::Objective(objective), Thing::KeyResult);
            state.desks.okr.look_for(cycle, Some(thing));
            return state.show(okr::SCREEN.command);
        }
        About::Cycle(cycle) => {
            state.desks.okr.look_for(cycle, None);
            return state.show(okr::SCREEN.command);
        }
    };
    let is_resource = matches!(todo.matter, Matter::Resource { .. });
    state.look.filter.set("");
    state.look.campaign = Some(campaign);
    state.look.target = target;
    if is_of_page {
        state.settle();
        let effects = state.open_page(campaign);
        state.desks.page.turn_to(if is_resource { "section.resources" } else { "section.tasks" });
        return effects;
    }
    state.look.pane = Pane::Targets;
    state.settle();
    Vec::new()
}
