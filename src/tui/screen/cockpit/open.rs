//! Where the lines of the to-do pane lead to.
use crate::board::{About, Matter, RetroAbout};
use crate::tui::effect::Effect;
use crate::tui::msg::Now;
use crate::tui::screen::okr::{self, Thing};
use crate::tui::state::{Pane, State};

/// Goes to what a to-do is about: its target, or the page of its campaign.
pub(in crate::tui) fn open_todo(state: &mut State, _: Now) -> Vec<Effect> {
    let Some(todo) = state.todo() else { return Vec::new() };
    let (target, section) = (todo.target, section(&todo.matter));
    if let Matter::RetroDue { .. } = todo.matter {
        let about = match todo.about {
            About::Campaign(campaign) => RetroAbout::Campaign(campaign),
            About::Cycle(cycle) | About::Objective(_, cycle) => RetroAbout::Cycle(cycle),
        };
        return state.open_retro(about);
    }
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
    state.look.filter.set("");
    state.look.campaign = Some(campaign);
    state.look.target = target;
    if let Some(section) = section {
        state.settle();
        let effects = state.open_page(campaign);
        state.desks.page.turn_to(section);
        return effects;
    }
    state.look.pane = Pane::Targets;
    state.settle();
    Vec::new()
}

/// The section of the campaign's page that a matter leads to; none where it is about a target.
fn section(matter: &Matter) -> Option<&'static str> {
    match matter {
        Matter::TaskDue(_) | Matter::TasksDue { .. } | Matter::Approval { .. } => Some("section.tasks"),
        Matter::Resource { .. } => Some("section.resources"),
        Matter::Lessons { .. } => Some("section.lessons"),
        Matter::Feedback { .. } => Some("section.notes"),
        _ => None,
    }
}
