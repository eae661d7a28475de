//! What keys do in a review.
use super::desk::Spot;
use super::page::{self, Item};
use super::{SCREEN, carry, summary};
use crate::board::{KeyResultLine, ReviewOrder};
use crate::config::Setting;
use crate::i18n::{Text, tr};
use crate::model::{Action, ActionStatus, CycleId, ReviewKind};
use crate::planner::{ActionDraft, OkrRequest};
use crate::tui::actions::{ask, open};
use crate::tui::effect::Effect;
use crate::tui::msg::Now;
use crate::tui::overlay::form::{Form, Subject, Walk};
use crate::tui::overlay::{Overlay, minutes};
use crate::tui::screen::{self, okr::check_in};
use crate::tui::state::{State, Tone};

type Effects = Vec<Effect>;
type Ready = Result<(), &'static Text>;

/// The longest budget of an objective, in minutes.
const MOST_MINUTES: u32 = 120;

// Beginning and leaving.

/// The cycle the OKR screen or this one shows: its id and its key; none elsewhere.
fn shown_cycle(state: &State) -> Option<(CycleId, String)> {
    let cycle = match state.look.screen {
        screen if screen == SCREEN.command => Some(&state.desks.review.page()?.cycle),
        screen if screen == super::super::okr::SCREEN.command => state.desks.okr.tree()?.cycle.as_ref(),
        _ => None,
    };
    cycle.map(|cycle| (cycle.id, cycle.key.clone()))
}

pub(in crate::tui) fn can_review(state: &State) -> Ready {
    let objectives = state.desks.okr.tree().map(|tree| tree.objectives.len());
    if objectives.is_some_and(|n| n > 0) { Ok(()) } else { Err(&tr::WHY_NOTHING_TO_WALK) }
}

fn begin(state: &mut State, kind: ReviewKind) -> Effects {
    let cycle = shown_cycle(state);
    let key = cycle.as_ref().map(|(_, key)| key.clone()).unwrap_or_default();
    let request = OkrRequest::ReviewStart { cycle: key, kind: Some(kind.as_str().to_owned()) };
    let mut effects = leave(state);
    effects.extend(ask(state, request.into()));
    state.desks.review.begin(cycle.map(|(id, _)| id), kind);
    effects.extend(state.open_screen(SCREEN.command));
    effects
}

/// Begins the weekly review of a cycle, or goes on with it.
pub(in crate::tui) fn start(state: &mut State, _: Now) -> Effects {
    begin(state, ReviewKind::Weekly)
}

/// Begins to grade a cycle, or goes on with it.
pub(in crate::tui) fn start_grading(state: &mut State, _: Now) -> Effects {
    begin(state, ReviewKind::Grading)
}

/// Lets the clock count the objective that is shown.
pub(super) fn settle_timer(state: &mut State) {
    let ms = state.now.ms;
    let is_shown = state.look.screen == SCREEN.command;
    let desk = &mut state.desks.review;
    let is_on = is_shown && desk.spot == Spot::Page && desk.open_review().is_some();
    let on = desk.order.get(desk.at).copied().filter(|_| is_on);
    let left = desk.timer.turn_to(on, ms);
    desk.left.extend(left);
}

/// Writes which objectives were left, and after how long.
fn tell_left(state: &mut State) -> Effects {
    let left = std::mem::take(&mut state.desks.review.left);
    let Some(review) = state.desks.review.open_review() else { return Vec::new() };
    let mut effects = Vec::new();
    for (objective, seconds) in left {
        let ticket = state.ticket();
        state.desks.review.quiet.insert(ticket);
        let request = OkrRequest::ReviewSeen { review, objective, seconds }.into();
        effects.push(Effect::Ask { ticket, request: Box::new(request) });
    }
    effects
}

/// Asks for what is wanted, and tells what was left since the last message.
pub(super) fn follow(state: &mut State, effects: &mut Effects) {
    settle_timer(state);
    effects.extend(tell_left(state));
    state.follow_want(effects);
}

/// The screen is left, or the app is: the clock stops, and what it counted is written.
pub(in crate::tui) fn leave(state: &mut State) -> Effects {
    if state.look.screen != SCREEN.command {
        return Vec::new();
    }
    let ms = state.now.ms;
    let desk = &mut state.desks.review;
    let left = desk.timer.turn_to(None, ms);
    desk.left.extend(left);
    tell_left(state)
}

// Walking.

fn goto(state: &mut State, at: usize) {
    let desk = &mut state.desks.review;
    (desk.spot, desk.at) = (Spot::Page, at.min(desk.order.len().saturating_sub(1)));
    desk.set_cursor(0);
}

pub(in crate::tui) fn is_walking(state: &State) -> Ready {
    if state.desks.review.objective().is_some() { Ok(()) } else { Err(&tr::WHY_NOTHING_TO_WALK) }
}

/// The next objective; after the last one, what came of it.
pub(in crate::tui) fn next(state: &mut State, _: Now) -> Effects {
    let (at, last) = (state.desks.review.at, state.desks.review.order.len().saturating_sub(1));
    if at < last {
        goto(state, at + 1);
    } else {
        show(state, Spot::Summary);
    }
    Vec::new()
}

/// The one before.
pub(in crate::tui) fn previous(state: &mut State, _: Now) -> Effects {
    let at = state.desks.review.at;
    match state.desks.review.spot {
        Spot::Page => goto(state, at.saturating_sub(1)),
        _ => goto(state, at),
    }
    Vec::new()
}

fn show(state: &mut State, spot: Spot) {
    state.desks.review.spot = spot;
    super::step(state, 0);
}

/// All of them.
pub(in crate::tui) fn contents(state: &mut State, _: Now) -> Effects {
    show(state, Spot::Contents);
    let at = state.desks.review.at;
    state.desks.review.set_cursor(at);
    Vec::new()
}

/// What came of it.
pub(in crate::tui) fn summarize(state: &mut State, _: Now) -> Effects {
    show(state, Spot::Summary);
    Vec::new()
}

/// Weakest or stalest first.
pub(in crate::tui) fn reorder(state: &mut State, _: Now) -> Effects {
    let by = match state.desks.review.by {
        ReviewOrder::Weakest => ReviewOrder::Stalest,
        ReviewOrder::Stalest => ReviewOrder::Weakest,
    };
    state.desks.review.order_by(by);
    let text = match by {
        ReviewOrder::Weakest => &tr::WALK_WEAKEST,
        ReviewOrder::Stalest => &tr::WALK_STALEST,
    };
    let text = state.say(text).to_owned();
    state.tell(Tone::Plain, text);
    Vec::new()
}

/// Stops the clock, or lets it go on.
pub(in crate::tui) fn pause(state: &mut State, now: Now) -> Effects {
    state.desks.review.timer.pause(now.ms);
    Vec::new()
}

fn budget(state: &mut State, minutes: u32) -> Effects {
    state.config.review_minutes = minutes.min(MOST_MINUTES);
    let n = state.config.review_minutes.to_string();
    let text = match state.config.review_minutes {
        0 => state.say(&tr::WALK_NO_BUDGET).to_owned(),
        _ => state.fill(&tr::WALK_BUDGET, &[("n", &n)]),
    };
    state.tell(Tone::Plain, text);
    vec![Effect::SaveConfig(Box::new(state.config.clone()), Setting::ReviewMinutes)]
}

/// A minute more for each objective.
pub(in crate::tui) fn longer(state: &mut State, _: Now) -> Effects {
    let minutes = state.config.review_minutes.saturating_add(1);
    budget(state, minutes)
}

/// A minute less.
pub(in crate::tui) fn shorter(state: &mut State, _: Now) -> Effects {
    let minutes = state.config.review_minutes.saturating_sub(1);
    budget(state, minutes)
}

// Noting.

fn note(state: &mut State, is_decision: bool) -> Effects {
    let desk = &state.desks.review;
    let form = desk.objective().map(|page| Form::review_note(desk.open_review(), &page.line, is_decision));
    form.map(|form| open(state, form)).unwrap_or_default()
}

/// Notes a decision.
pub(in crate::tui) fn decide(state: &mut State, _: Now) -> Effects {
    note(state, true)
}

/// Notes something else.
pub(in crate::tui) fn add_note(state: &mut State, _: Now) -> Effects {
    note(state, false)
}

/// Says what somebody is going to do.
pub(in crate::tui) fn add_action(state: &mut State, _: Now) -> Effects {
    let desk = &state.desks.review;
    let form = desk.objective().map(|page| Form::add_action(desk.open_review(), &page.line));
    form.map(|form| open(state, form)).unwrap_or_default()
}

fn action(state: &State) -> Option<&Action> {
    match page::chosen(state)? {
        Item::Action(at) => state.desks.review.objective()?.actions.get(at),
        _ => None,
    }
}

/// A review is shown.
pub(in crate::tui) fn is_shown(state: &State) -> bool {
    screen::shown(state).command == SCREEN.command
}

/// The key result under the cursor.
pub(in crate::tui) fn key_result(state: &State) -> Option<&KeyResultLine> {
    match page::chosen(state)? {
        Item::KeyResult(at) => state.desks.review.objective()?.line.key_results.get(at),
        _ => None,
    }
}

pub(in crate::tui) fn has_action(state: &State) -> Ready {
    action(state).map(|_| ()).ok_or(&tr::WHY_REVIEW_NO_ACTION)
}

/// Done, or open again.
pub(in crate::tui) fn tick_action(state: &mut State, _: Now) -> Effects {
    let Some(action) = action(state) else { return Vec::new() };
    let to = if action.status == ActionStatus::Open { ActionStatus::Done } else { ActionStatus::Open };
    let status = Some(to.as_str().to_owned());
    let (action, seen) = (action.id.0.to_string(), Some(action.version));
    let draft = ActionDraft { status, ..ActionDraft::default() };
    ask(state, OkrRequest::ActionSet { action, seen, draft }.into())
}

/// Changes an action.
pub(in crate::tui) fn edit_action(state: &mut State, _: Now) -> Effects {
    let form = action(state).map(Form::edit_action);
    form.map(|form| open(state, form)).unwrap_or_default()
}

// Scores.

pub(in crate::tui) fn has_score(state: &State) -> Ready {
    match page::chosen(state) {
        _ if !state.desks.review.is_grading() => Err(&tr::WHY_NOT_GRADING),
        Some(Item::Score | Item::KeyResult(_)) => Ok(()),
        _ => Err(&tr::WHY_NO_SCORE),
    }
}

/// Gives a score to the objective, or to the key result under the cursor.
pub(in crate::tui) fn grade(state: &mut State, _: Now) -> Effects {
    let Some(objective) = state.desks.review.objective().map(|page| &page.line) else { return Vec::new() };
    let form = match key_result(state) {
        Some(kr) => {
            let name = super::key_results::name(state, kr);
            Form::grade(objective, Some((&kr.path, name, kr.line.version)), kr.grade, &kr.grade_reason)
        }
        None => Form::grade(objective, None, objective.grade, &objective.grade_reason),
    };
    open(state, form)
}

/// Does what the row under the cursor is for.
pub(in crate::tui) fn enter(state: &mut State, now: Now) -> Effects {
    let desk = &state.desks.review;
    match desk.spot {
        Spot::Page => match page::chosen(state) {
            Some(Item::Action(_)) => edit_action(state, now),
            Some(Item::Score | Item::KeyResult(_)) if desk.is_grading() => grade(state, now),
            Some(Item::KeyResult(_)) => check_in::check_in(state, now),
            _ => Vec::new(),
        },
        Spot::Contents => {
            let at = desk.cursor();
            goto(state, at);
            Vec::new()
        }
        Spot::Summary => {
            let to = desk.page().and_then(|walk| summary::targets(state, walk).get(desk.cursor()).copied());
            let at = to.and_then(|id| desk.order.iter().position(|other| *other == id));
            if let Some(at) = at {
                goto(state, at);
            }
            Vec::new()
        }
        Spot::Carry => edit_carry(state, now),
    }
}

// The end.

pub(in crate::tui) fn goes_on(state: &State) -> Ready {
    state.desks.review.open_review().map(|_| ()).ok_or(&tr::WHY_REVIEW_OVER)
}

/// Ends the review; what came of it stays on the screen.
pub(in crate::tui) fn end(state: &mut State, _: Now) -> Effects {
    let Some(review) = state.desks.review.open_review() else { return Vec::new() };
    show(state, Spot::Summary);
    settle_timer(state);
    let mut effects = tell_left(state);
    if let Some(scope) = &mut state.desks.review.scope {
        scope.review = Some(review);
    }
    effects.extend(ask(state, OkrRequest::ReviewEnd { review }.into()));
    effects
}

pub(in crate::tui) fn has_review(state: &State) -> Ready {
    let review = state.desks.review.page().and_then(|page| page.review.as_ref());
    review.map(|_| ()).ok_or(&tr::WHY_NO_REVIEW)
}

/// The minutes.
pub(in crate::tui) fn show_minutes(state: &mut State, _: Now) -> Effects {
    // What is on the clock belongs to them, too.
    let mut effects = leave(state);
    let Some(walk) = state.desks.review.page() else { return effects };
    let Some(review) = walk.review.as_ref() else { return effects };
    let day = state.info.zone.day_of(review.started_at);
    let word = match walk.kind {
        ReviewKind::Weekly => "review",
        ReviewKind::Grading => "grading",
    };
    let (id, name) = (review.id, format!("{word}-{}-{day}", walk.cycle.key));
    effects.extend(minutes::show(state, id, name));
    effects
}

// What is carried over.

pub(in crate::tui) fn can_carry(state: &State) -> Ready {
    let desk = &state.desks.review;
    match desk.page() {
        Some(page) if desk.is_grading() && !page.pages.is_empty() => Ok(()),
        _ => Err(&tr::WHY_NOT_GRADING),
    }
}

pub(in crate::tui) fn is_carrying(state: &State) -> Ready {
    can_carry(state)?;
    if state.desks.review.spot == Spot::Carry { Ok(()) } else { Err(&tr::WHY_NOT_CARRYING) }
}

/// What becomes of each objective.
pub(in crate::tui) fn show_carry(state: &mut State, _: Now) -> Effects {
    show(state, Spot::Carry);
    Vec::new()
}

/// Keep, change, drop, or nothing said.
pub(in crate::tui) fn turn_verdict(state: &mut State, _: Now) -> Effects {
    if let Some(objective) = carry::chosen(state).cloned() {
        state.desks.review.plan.turn(&objective);
    }
    Vec::new()
}

/// With or without what was reached.
pub(in crate::tui) fn turn_progress(state: &mut State, _: Now) -> Effects {
    if let Some(objective) = carry::chosen(state).cloned() {
        let plan = &mut state.desks.review.plan;
        let mut line = plan.line(&objective);
        line.with_progress = !line.with_progress;
        plan.put(objective.id, line);
    }
    Vec::new()
}

/// Into another cycle.
pub(in crate::tui) fn turn_cycle(state: &mut State, _: Now) -> Effects {
    state.desks.review.plan.turn_cycle();
    Vec::new()
}

/// Why, and which key results.
pub(in crate::tui) fn edit_carry(state: &mut State, _: Now) -> Effects {
    let plan = &state.desks.review.plan;
    let form = carry::chosen(state).map(|objective| Form::carry(objective, &plan.line(objective)));
    form.map(|form| open(state, form)).unwrap_or_default()
}

/// Takes over what was typed for what becomes of an objective; none where the form on top is of something else.
pub(in crate::tui) fn take_line(state: &mut State) -> Option<Effects> {
    let checks = state.checks();
    let Some(Overlay::Form(form)) = state.overlays.last_mut() else { return None };
    let Subject::Walk(Walk::Carry { objective, .. }) = form.subject else { return None };
    form.leave_field(&state.choices);
    if !form.is_right(&checks) {
        return Some(Vec::new());
    }
    let line = state.desks.review.page()?.page(objective).map(|page| &page.line);
    match form.carried(line?) {
        Ok(line) => {
            state.drafts.remove(&form.id());
            state.overlays.pop();
            state.desks.review.plan.put(objective, line);
        }
        Err(word) => {
            let text = tr::ERROR_NO_KEY_RESULT.fill(checks.lang, &[("text", &word)]);
            form.refuse(text, Some("key_results"));
        }
    }
    Some(Vec::new())
}

/// Makes what is shown, all of it as one change.
pub(in crate::tui) fn carry_over(state: &mut State, now: Now) -> Effects {
    let desk = &state.desks.review;
    let Some(walk) = desk.page() else { return Vec::new() };
    if let Some(lacking) = desk.plan.lacks_why(walk) {
        let place = carry::objectives(walk).iter().position(|objective| objective.id == lacking.id);
        state.desks.review.set_cursor(place.unwrap_or(0));
        let text = state.say(&tr::CARRY_LACKS_WHY).to_owned();
        state.tell(Tone::Plain, text);
        return edit_carry(state, now);
    }
    let Some(request) = desk.plan.request(walk).filter(|_| desk.plan.ticket.is_none()) else {
        let text = state.say(&tr::CARRY_NOTHING).to_owned();
        state.tell(Tone::Plain, text);
        return Vec::new();
    };
    let ticket = state.ticket();
    state.desks.review.plan.ticket = Some(ticket);
    vec![Effect::Ask { ticket, request: Box::new(request) }]
}

/// A request was answered: what the walk has to know of it. True where nobody needs to be told.
pub(in crate::tui) fn answered(state: &mut State, ticket: u64, refusal: Option<&str>) -> bool {
    let desk = &mut state.desks.review;
    if desk.plan.ticket == Some(ticket) {
        match refusal {
            None => desk.plan.written(),
            Some(why) => (desk.plan.ticket, desk.plan.refusal) = (None, Some(why.to_owned())),
        }
    }
    desk.quiet.remove(&ticket) && refusal.is_none()
}
