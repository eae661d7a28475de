//! The forms that change what is looked at, and nothing in the file.
use super::super::{Field, Form, Kind, Subject};
use super::OkrForm;
use crate::i18n::tr;
use crate::model::{Day, parse_when};
use crate::tui::effect::Effect;
use crate::tui::overlay::Overlay;
use crate::tui::runtime::ChoiceKind;
use crate::tui::state::State;

impl Form {
    /// Which cycle is shown.
    #[must_use]
    pub fn show_cycle() -> Self {
        let kind = Kind::Choice(ChoiceKind::Cycles, false);
        Self::okr(
            OkrForm::ShowCycle,
            vec![Field::new("cycle", &tr::ENTRY_CYCLE, &tr::ASK_CYCLE, kind).required()],
        )
    }

    /// Which day is shown.
    #[must_use]
    pub fn as_of(day: Option<Day>) -> Self {
        let day = day.map(|day| day.to_string()).unwrap_or_default();
        let field = Field::new("day", &tr::ENTRY_AS_OF, &tr::ASK_AS_OF, Kind::When);
        Self::okr(OkrForm::AsOf, vec![field.with(&day)])
    }
}

/// Takes what the topmost form says about what is looked at; none where it is another form.
pub fn take(state: &mut State) -> Option<Vec<Effect>> {
    let checks = state.checks();
    let Some(Overlay::Form(form)) = state.overlays.last_mut() else { return None };
    let Subject::Okr(what @ (OkrForm::ShowCycle | OkrForm::AsOf)) = &form.subject else { return None };
    let is_cycle = *what == OkrForm::ShowCycle;
    form.leave_field(&state.choices);
    if !form.is_right(&checks) {
        return Some(Vec::new());
    }
    let text = form.given(if is_cycle { "cycle" } else { "day" }).unwrap_or_default();
    let id = form.id();
    state.overlays.pop();
    state.drafts.remove(&id);
    if is_cycle {
        let cycles = state.desks.okr.tree().map(|tree| tree.cycles.as_slice()).unwrap_or_default();
        state.desks.okr.cycle = cycles.iter().find(|cycle| cycle.key == text).map(|cycle| cycle.id);
    } else {
        let day = parse_when(&text, checks.today).ok().map(crate::model::When::day);
        // Today is no past day, and tomorrow is not there yet.
        state.desks.okr.as_of = day.filter(|day| *day < checks.today);
    }
    Some(Vec::new())
}
