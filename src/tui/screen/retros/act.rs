//! What the keys of the screen do, and when they can.
use super::View;
use crate::board::RetroAbout;
use crate::i18n::{Text, tr};
use crate::model::{ActionStatus, LessonStatus};
use crate::planner::{ActionDraft, LessonDraft, OkrRequest, Request, RetroRequest};
use crate::tui::actions::{self, ask};
use crate::tui::effect::Effect;
use crate::tui::msg::Now;
use crate::tui::overlay::form::Form;
use crate::tui::state::{State, Tone};

type Effects = Vec<Effect>;
type Ready = Result<(), &'static Text>;

fn open(state: &mut State, form: Option<Form>) -> Effects {
    form.map(|form| actions::open(state, form)).unwrap_or_default()
}

fn asked(state: &mut State, request: Option<Request>) -> Effects {
    request.map(|request| ask(state, request)).unwrap_or_default()
}

pub(in crate::tui) fn next_view(state: &mut State, _: Now) -> Effects {
    state.desks.retros.turn(1);
    Vec::new()
}

pub(in crate::tui) fn previous_view(state: &mut State, _: Now) -> Effects {
    state.desks.retros.turn(View::ALL.len() - 1);
    Vec::new()
}

/// Shows what is over and done with too, or leaves it out again.
pub(in crate::tui) fn show_all(state: &mut State, _: Now) -> Effects {
    let desk = &mut state.desks.retros;
    desk.shows_all = !desk.shows_all;
    desk.settle();
    Vec::new()
}

// Lessons.

/// A lesson is under the cursor.
pub(in crate::tui) fn on_lesson(state: &State) -> Ready {
    state.desks.retros.lesson().map(|_| ()).ok_or(&tr::WHY_NO_LESSON)
}

pub(in crate::tui) fn add_lesson(state: &mut State, _: Now) -> Effects {
    open(state, Some(Form::add_lesson(None, "", None)))
}

pub(in crate::tui) fn edit_lesson(state: &mut State, _: Now) -> Effects {
    let form = state.desks.retros.lesson().map(Form::edit_lesson);
    open(state, form)
}

/// Retires the lesson under the cursor, or lets it come back again.
pub(in crate::tui) fn retire_lesson(state: &mut State, _: Now) -> Effects {
    let request = state.desks.retros.lesson().map(|line| {
        let status = match line.lesson.status {
            LessonStatus::Active => LessonStatus::Retired,
            LessonStatus::Retired => LessonStatus::Active,
        };
        let draft = LessonDraft { status: Some(status.as_str().to_owned()), ..LessonDraft::default() };
        let (lesson, seen) = (line.lesson.id.0.to_string(), Some(line.lesson.version));
        RetroRequest::LessonSet { lesson, seen, draft }.into()
    });
    asked(state, request)
}

pub(in crate::tui) fn delete_lesson(state: &mut State, _: Now) -> Effects {
    let lesson = state.desks.retros.lesson().map(|line| line.lesson.id.0.to_string());
    asked(state, lesson.map(|lesson| RetroRequest::LessonDelete { lesson }.into()))
}

/// A lesson that was learned in a campaign is under the cursor.
pub(in crate::tui) fn has_source(state: &State) -> Ready {
    on_lesson(state)?;
    let is_there = state.desks.retros.lesson().is_some_and(|line| line.lesson.campaign.is_some());
    if is_there { Ok(()) } else { Err(&tr::WHY_NO_SOURCE) }
}

/// Opens where the lesson under the cursor was learned: the retrospective, else the campaign.
pub(in crate::tui) fn open_source(state: &mut State, _: Now) -> Effects {
    let Some(line) = state.desks.retros.lesson() else { return Vec::new() };
    match (line.lesson.campaign, line.lesson.retro) {
        (Some(campaign), Some(_)) => state.open_retro(RetroAbout::Campaign(campaign)),
        (Some(campaign), None) => state.open_page(campaign),
        (None, _) => Vec::new(),
    }
}

// Actions.

/// An action is under the cursor.
pub(in crate::tui) fn on_action(state: &State) -> Ready {
    state.desks.retros.action().map(|_| ()).ok_or(&tr::WHY_REVIEW_NO_ACTION)
}

/// An action that should move a metric is under the cursor.
pub(in crate::tui) fn can_prove(state: &State) -> Ready {
    on_action(state)?;
    let has_metric = state.desks.retros.action().is_some_and(|line| line.metric.is_some());
    if has_metric { Ok(()) } else { Err(&tr::WHY_NO_METRIC) }
}

pub(in crate::tui) fn add_action(state: &mut State, _: Now) -> Effects {
    let owner = state.config.name.clone();
    let campaign = state.desks.retros.action().filter(|line| line.action.campaign.is_some());
    let key = campaign.map(|line| line.about_key.clone()).unwrap_or_default();
    let mut form = Form::decide_action(None, "", &owner);
    form.propose(&[("campaign", &key)]);
    open(state, Some(form))
}

pub(in crate::tui) fn edit_action(state: &mut State, _: Now) -> Effects {
    let form = state.desks.retros.action().map(Form::set_action);
    open(state, form)
}

pub(in crate::tui) fn prove_action(state: &mut State, _: Now) -> Effects {
    let numbers = state.numbers();
    let form = state.desks.retros.action().map(|line| Form::prove_action(line, numbers));
    open(state, form)
}

/// Gives the action under the cursor a status, or opens it again where it has that one already.
fn turn_action(state: &mut State, status: ActionStatus) -> Effects {
    let request = state.desks.retros.action().map(|line| {
        let is_it = line.action.status == status;
        let status = if is_it { ActionStatus::Open } else { status };
        let draft = ActionDraft { status: Some(status.as_str().to_owned()), ..ActionDraft::default() };
        let (action, seen) = (line.action.id.0.to_string(), Some(line.action.version));
        OkrRequest::ActionSet { action, seen, draft }.into()
    });
    asked(state, request)
}

pub(in crate::tui) fn tick_action(state: &mut State, _: Now) -> Effects {
    turn_action(state, ActionStatus::Done)
}

pub(in crate::tui) fn drop_action(state: &mut State, _: Now) -> Effects {
    turn_action(state, ActionStatus::Dropped)
}

pub(in crate::tui) fn delete_action(state: &mut State, _: Now) -> Effects {
    let action = state.desks.retros.action().map(|line| line.action.id.0.to_string());
    asked(state, action.map(|action| OkrRequest::ActionDelete { action }.into()))
}

/// Only one's own actions, or everybody's again.
pub(in crate::tui) fn only_mine(state: &mut State, _: Now) -> Effects {
    let name = state.config.name.clone();
    if name.is_empty() {
        let text = state.say(&tr::RETROS_NO_NAME).to_owned();
        state.tell(Tone::Plain, text);
        return Vec::new();
    }
    let desk = &mut state.desks.retros;
    desk.mine = if desk.mine.is_some() { None } else { Some(name) };
    desk.settle();
    Vec::new()
}

/// Opens what the action under the cursor follows from.
pub(in crate::tui) fn open_origin(state: &mut State, _: Now) -> Effects {
    let Some(action) = state.desks.retros.action().map(|line| &line.action) else { return Vec::new() };
    match (action.campaign, action.objective, action.cycle) {
        (Some(id), ..) if action.retro.is_some() => state.open_retro(RetroAbout::Campaign(id)),
        (Some(id), ..) => state.open_page(id),
        (None, Some(id), _) => state.open_objective(id),
        (None, None, Some(id)) => state.open_retro(RetroAbout::Cycle(id)),
        (None, None, None) => Vec::new(),
    }
}

// Feedback.

/// A feedback is under the cursor.
pub(in crate::tui) fn on_feedback(state: &State) -> Ready {
    state.desks.retros.said().map(|_| ()).ok_or(&tr::WHY_NO_FEEDBACK)
}

pub(in crate::tui) fn add_feedback(state: &mut State, _: Now) -> Effects {
    let campaign = state.desks.retros.said().map(|line| line.campaign_key.clone()).unwrap_or_default();
    open(state, Some(Form::add_feedback(&campaign)))
}

pub(in crate::tui) fn edit_feedback(state: &mut State, _: Now) -> Effects {
    let form = state.desks.retros.said().map(Form::edit_feedback);
    open(state, form)
}

pub(in crate::tui) fn answer(state: &mut State, _: Now) -> Effects {
    let form = state.desks.retros.said().map(Form::answer_feedback);
    open(state, form)
}

pub(in crate::tui) fn delete_feedback(state: &mut State, _: Now) -> Effects {
    let note = state.desks.retros.said().map(|line| line.note.id.0);
    asked(state, note.map(|note| Request::NoteDelete { note }))
}

/// Opens the page of the campaign the feedback under the cursor is about.
pub(in crate::tui) fn open_campaign(state: &mut State, _: Now) -> Effects {
    let campaign = state.desks.retros.said().and_then(|line| line.note.campaign);
    campaign.map(|id| state.open_page(id)).unwrap_or_default()
}
