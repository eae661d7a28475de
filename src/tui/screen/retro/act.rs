//! What the keys of the retrospective's page do, and when they can; and the ways that lead to it.
use super::desk::Side;
use super::{Blank, Item, SCREEN, analysis, chosen, gap, page, turn};
use crate::board::{ActionLine, FindingLine, Group, HintKind, RetroAbout, RetroPage, kept_figures};
use crate::i18n::{Text, tr};
use crate::model::{
    ActionStatus, CampaignStatus, Cause, CycleStatus, Day, FindingKind, FindingVerdict, InsightKind,
    RetroStatus, RetroStep,
};
use crate::planner::{ActionDraft, OkrPlace, OkrRequest, Request, RetroPlace, RetroRequest};
use crate::tui::actions::{self, ask};
use crate::tui::effect::Effect;
use crate::tui::msg::Now;
use crate::tui::overlay::form::Form;
use crate::tui::overlay::form::retro::{self as forms, place};
use crate::tui::runtime::ChoiceKind;
use crate::tui::screen::{okr, retros};
use crate::tui::state::State;

type Effects = Vec<Effect>;
type Ready = Result<(), &'static Text>;

// Ways that lead here.

/// The retrospective under the cursor of the list.
fn listed(state: &State) -> Option<RetroAbout> {
    (state.look.screen == retros::SCREEN.command)
        .then(|| state.desks.retros.retro())
        .flatten()
        .map(|r| r.about)
}

/// A retrospective is under the cursor of the list.
pub(in crate::tui) fn on_retro(state: &State) -> Ready {
    listed(state).map(|_| ()).ok_or(&tr::WHY_NO_RETRO)
}

/// Opens the page of the retrospective under the cursor of the list.
pub(in crate::tui) fn open(state: &mut State, _: Now) -> Effects {
    listed(state).map(|about| state.open_retro(about)).unwrap_or_default()
}

/// What the shown screen is about, and whether that is over: its retrospective can be opened then.
fn over(state: &State) -> Option<(RetroAbout, bool)> {
    let is_past = |end: Day| end < state.today();
    if state.look.screen == okr::SCREEN.command {
        let cycle = state.desks.okr.tree()?.cycle.as_ref()?;
        let said = matches!(cycle.status, CycleStatus::Grading | CycleStatus::Closed);
        return Some((RetroAbout::Cycle(cycle.id), said || is_past(cycle.end)));
    }
    let campaign = state.campaign()?;
    let said = matches!(
        campaign.status,
        CampaignStatus::Ended | CampaignStatus::Reviewed | CampaignStatus::Cancelled
    );
    let said = said || campaign.group == Group::Ended;
    Some((RetroAbout::Campaign(campaign.id), said || is_past(campaign.end.day())))
}

/// What is chosen is over.
pub(in crate::tui) fn is_over(state: &State) -> Ready {
    match over(state) {
        Some((_, true)) => Ok(()),
        Some((_, false)) => Err(&tr::WHY_NOT_OVER),
        None => Err(&tr::WHY_NO_RETRO),
    }
}

/// Opens the retrospective of what is chosen.
pub(in crate::tui) fn show(state: &mut State, _: Now) -> Effects {
    over(state).map(|(about, _)| state.open_retro(about)).unwrap_or_default()
}

// Walking.

/// The page was loaded.
pub(in crate::tui) fn has_page(state: &State) -> Ready {
    page(state).map(|_| ()).ok_or(&tr::PAGE_LOADING)
}

fn turn_step(state: &mut State, by: isize) -> Effects {
    let at = state.desks.retro.step() as usize;
    let to = at.saturating_add_signed(by).min(RetroStep::ALL.len() - 1);
    if let Some(step) = RetroStep::ALL.get(to) {
        let side = state.desks.retro.side;
        turn(state, side, *step);
    }
    Vec::new()
}

/// The next step.
pub(in crate::tui) fn next_step(state: &mut State, _: Now) -> Effects {
    turn_step(state, 1)
}

/// The step before.
pub(in crate::tui) fn previous_step(state: &mut State, _: Now) -> Effects {
    turn_step(state, -1)
}

/// From the numbers to the writing beside them, and back.
pub(in crate::tui) fn other_side(state: &mut State, _: Now) -> Effects {
    let (side, step) = (state.desks.retro.side, state.desks.retro.step());
    turn(state, side.other(), step);
    Vec::new()
}

/// The gap can be split.
pub(in crate::tui) fn has_gap(state: &State) -> Ready {
    let gap = page(state).and_then(|page| page.analysis.gap.as_ref());
    let can = gap.is_some_and(|gap| !gap.phases.is_empty() || !gap.channels.is_empty());
    if can { Ok(()) } else { Err(&tr::WHY_NO_GAP) }
}

/// Splits the gap as a whole, by phase, by channel.
pub(in crate::tui) fn split(state: &mut State, _: Now) -> Effects {
    let next = page(state).and_then(|page| page.analysis.gap.as_ref()).map(|gap| gap::next(state, gap));
    if let Some(next) = next {
        state.desks.retro.split = next;
        super::step(state, 0);
    }
    Vec::new()
}

// Writing.

fn open_form(state: &mut State, make: impl FnOnce(&State, &RetroPage) -> Option<Form>) -> Effects {
    let Some(page) = page(state) else { return Vec::new() };
    let findings = forms::choices(&forms::explained(state, page));
    let Some(form) = make(state, page) else { return Vec::new() };
    state.choices.insert(ChoiceKind::Findings, findings);
    actions::open(state, form)
}

/// Sends what is asked of the page.
fn ask_of(state: &mut State, make: impl FnOnce(&RetroPage) -> Option<Request>) -> Effects {
    let request = page(state).and_then(make);
    request.map(|request| ask(state, request)).unwrap_or_default()
}

fn action<'a>(page: &'a RetroPage, item: &Item) -> Option<&'a ActionLine> {
    let (lines, id) = match item {
        Item::Action(id) => (&page.insight.actions, id),
        Item::Before(id) => (&page.goal.actions, id),
        _ => return None,
    };
    lines.iter().find(|line| line.action.id == *id)
}

fn cause<'a>(page: &'a RetroPage, item: &Item) -> Option<&'a Cause> {
    let Item::Cause(id) = item else { return None };
    page.analysis.causes.iter().find(|cause| cause.id == *id)
}

/// Changes what the cursor is on, or writes what is not there yet.
pub(in crate::tui) fn edit(state: &mut State, now: Now) -> Effects {
    let Some(item) = chosen(state) else { return Vec::new() };
    match &item {
        Item::Leader => lead(state, now),
        Item::Note => note(state, now),
        Item::Gap(_) => split(state, now),
        Item::Proposed(_) | Item::Found(_) | Item::Kept(_) => open_form(state, |state, page| {
            analysis::finding(page, &item).map(|line| Form::finding_words(state, page, line))
        }),
        Item::Question(at) | Item::Answer(at) => open_form(state, |state, page| {
            let (question, answer) = page.insight.questions.get(*at)?;
            Some(Form::retro_answer(page, question, answer.as_ref(), state.lang()))
        }),
        Item::Cause(_) => open_form(state, |state, page| {
            cause(page, &item).map(|cause| Form::edit_cause(state, page, cause))
        }),
        Item::Insight(id) => open_form(state, |_, page| {
            page.insight.insights.iter().find(|insight| insight.id == *id).map(Form::edit_insight)
        }),
        Item::Lesson(id) => {
            let lines = page(state).map(|page| page.insight.lessons.as_slice()).unwrap_or_default();
            let form = lines.iter().find(|line| line.lesson.id == *id).map(Form::edit_lesson);
            form.map(|form| actions::open(state, form)).unwrap_or_default()
        }
        Item::Action(_) | Item::Before(_) => {
            open_form(state, |_, page| action(page, &item).map(Form::set_action))
        }
        Item::Blank(blank) => match blank {
            Blank::Kept => {
                turn(state, Side::Numbers, RetroStep::Analysis);
                Vec::new()
            }
            Blank::Causes => add_cause(state, now),
            Blank::Insights => add_insight(state, now),
            Blank::Answers => {
                turn(state, Side::Numbers, RetroStep::Insight);
                Vec::new()
            }
            Blank::Lessons => add_lesson(state, now),
            Blank::Actions => add_action(state, now),
        },
        Item::Hint(at) => follow_hint(state, *at, now),
        Item::Fact(_) | Item::Target(_) | Item::Used(_) => Vec::new(),
    }
}

/// Something can be done with enter where the cursor is.
pub(in crate::tui) fn can_edit(state: &State) -> Ready {
    match chosen(state) {
        None | Some(Item::Fact(_) | Item::Target(_) | Item::Used(_)) => Err(&tr::WHY_ONLY_NUMBERS),
        Some(_) => Ok(()),
    }
}

/// Goes where a hint can be answered.
fn follow_hint(state: &mut State, at: usize, now: Now) -> Effects {
    let Some(kind) = page(state).and_then(|page| page.hints.get(at)).map(|hint| hint.kind) else {
        return Vec::new();
    };
    let first = |state: &State, wanted: fn(&Item) -> bool| {
        let page = page(state)?;
        let sheet = super::sheet::Sheet::new(state, page);
        sheet.all(Side::Writing).map(|placed| placed.item.clone()).find(wanted)
    };
    let to: fn(&Item) -> bool = match kind {
        HintKind::GoalLowered => return note(state, now),
        HintKind::NoLowlight => {
            turn(state, Side::Numbers, RetroStep::Analysis);
            return Vec::new();
        }
        HintKind::NoCause => return add_cause(state, now),
        HintKind::NothingLearned => return add_lesson(state, now),
        HintKind::NamesPerson
        | HintKind::OnlyExternal
        | HintKind::NothingControllable
        | HintKind::FewWhys => |item| matches!(item, Item::Cause(_)),
        HintKind::ActionWithoutOwner => |item| matches!(item, Item::Action(_)),
        HintKind::LessonWithoutCause => |item| matches!(item, Item::Lesson(_)),
    };
    if let Some(item) = first(state, to) {
        super::choose(state, Side::Writing, &item);
        super::step(state, 0);
    }
    Vec::new()
}

/// What is said to the goals, or to the results from step two on.
pub(in crate::tui) fn note(state: &mut State, _: Now) -> Effects {
    let step = state.desks.retro.step();
    open_form(state, |_, page| Some(Form::retro_note(page, step)))
}

/// Who leads it.
pub(in crate::tui) fn lead(state: &mut State, _: Now) -> Effects {
    open_form(state, |_, page| Some(Form::retro_leader(page)))
}

/// The cursor is on a finding.
pub(in crate::tui) fn on_finding(state: &State) -> Ready {
    let item = chosen(state);
    let found = item.as_ref().and_then(|item| analysis::finding(page(state)?, item));
    found.map(|_| ()).ok_or(&tr::WHY_NO_FINDING)
}

/// What deciding on a finding asks for; a verdict given again takes it back.
fn decide(about: RetroPlace, line: &FindingLine, verdict: FindingVerdict) -> Option<Request> {
    let now = line.finding.as_ref().map(|finding| finding.verdict);
    if line.subject.is_empty() {
        // What people found themselves is kept, or gone.
        let finding = line.finding.as_ref()?.id.0;
        let is_gone = verdict == FindingVerdict::Dismissed;
        return is_gone.then(|| RetroRequest::FindingDelete { finding }.into());
    }
    let verdict = if now == Some(verdict) { "" } else { verdict.as_str() };
    let kind: FindingKind = line.kind;
    let request = RetroRequest::FindingSet {
        about,
        subject: line.subject.clone(),
        kind: kind.as_str().to_owned(),
        verdict: verdict.to_owned(),
        text: None,
    };
    Some(request.into())
}

fn judge(state: &mut State, verdict: FindingVerdict) -> Effects {
    let Some(item) = chosen(state) else { return Vec::new() };
    let effects = ask_of(state, |page| {
        analysis::finding(page, &item).and_then(|line| decide(place(page), line, verdict))
    });
    // The next one is looked at; what was kept stays where it is.
    if !effects.is_empty() && matches!(item, Item::Proposed(_)) {
        super::step(state, 1);
        if !matches!(chosen(state), Some(Item::Proposed(_) | Item::Found(_))) {
            super::step(state, -1);
        }
    }
    effects
}

/// Keeps the finding, or leaves it open again.
pub(in crate::tui) fn keep(state: &mut State, _: Now) -> Effects {
    judge(state, FindingVerdict::Kept)
}

/// Dismisses the finding, or leaves it open again.
pub(in crate::tui) fn dismiss(state: &mut State, _: Now) -> Effects {
    judge(state, FindingVerdict::Dismissed)
}

/// A finding the numbers don't show.
pub(in crate::tui) fn add_finding(state: &mut State, _: Now) -> Effects {
    open_form(state, |_, page| Some(Form::add_finding(page)))
}

/// A cause; of the finding under the cursor, where there is one.
pub(in crate::tui) fn add_cause(state: &mut State, _: Now) -> Effects {
    let item = chosen(state);
    open_form(state, |state, page| {
        let line = item.as_ref().and_then(|item| analysis::finding(page, item));
        let key = line.map(|line| match &line.finding {
            Some(finding) => format!("#{}", finding.id.0),
            None => format!("{} {}", line.kind, line.subject),
        });
        Some(Form::add_cause(state, page, key.as_deref()))
    })
}

/// The cursor is on a cause.
pub(in crate::tui) fn on_cause(state: &State) -> Ready {
    if matches!(chosen(state), Some(Item::Cause(_))) { Ok(()) } else { Err(&tr::WHY_NO_CAUSE) }
}

/// Asks the next why of a cause.
pub(in crate::tui) fn ask_why(state: &mut State, _: Now) -> Effects {
    let Some(item) = chosen(state) else { return Vec::new() };
    open_form(state, |state, page| cause(page, &item).map(|cause| Form::ask_why(state, page, cause)))
}

/// What to keep, improve, start or stop; of the same kind as the one under the cursor.
pub(in crate::tui) fn add_insight(state: &mut State, _: Now) -> Effects {
    let item = chosen(state);
    open_form(state, |_, page| {
        let own = |id| page.insight.insights.iter().find(|insight| insight.id == id);
        let kind = match item {
            Some(Item::Insight(id)) => own(id).map(|insight| insight.kind),
            _ => None,
        };
        Some(Form::add_insight(page, kind.unwrap_or(InsightKind::Keep)))
    })
}

/// A lesson; of the cause under the cursor, where there is one.
pub(in crate::tui) fn add_lesson(state: &mut State, _: Now) -> Effects {
    let cause = match chosen(state) {
        Some(Item::Cause(id)) => Some(id.0),
        _ => None,
    };
    open_form(state, |_, page| Some(Form::add_lesson(Some(place(page)), &page.line.name, cause)))
}

/// An action decided here.
pub(in crate::tui) fn add_action(state: &mut State, _: Now) -> Effects {
    open_form(state, |_, page| {
        let about = match page.line.about {
            RetroAbout::Campaign(_) => OkrPlace::Campaign(page.line.key.clone()),
            RetroAbout::Cycle(id) => OkrPlace::Cycle(id),
        };
        Some(Form::decide_action(Some(about), &page.line.name, ""))
    })
}

/// The cursor is on an action.
pub(in crate::tui) fn on_action(state: &State) -> Ready {
    let item = chosen(state);
    let found = item.as_ref().and_then(|item| action(page(state)?, item));
    found.map(|_| ()).ok_or(&tr::WHY_NO_ACTION)
}

/// Says whether an action moved what it should.
pub(in crate::tui) fn prove(state: &mut State, _: Now) -> Effects {
    let Some(item) = chosen(state) else { return Vec::new() };
    open_form(state, |state, page| action(page, &item).map(|line| Form::prove_action(line, state.numbers())))
}

/// Done, or open again.
pub(in crate::tui) fn tick(state: &mut State, _: Now) -> Effects {
    let Some(item) = chosen(state) else { return Vec::new() };
    ask_of(state, |page| {
        let action = &action(page, &item)?.action;
        let is_open = action.status == ActionStatus::Open;
        let status = if is_open { ActionStatus::Done } else { ActionStatus::Open };
        let draft = ActionDraft { status: Some(status.as_str().to_owned()), ..ActionDraft::default() };
        let (action, seen) = (action.id.0.to_string(), Some(action.version));
        Some(OkrRequest::ActionSet { action, seen, draft }.into())
    })
}

/// What deleting the row under the cursor asks for; none where it is nothing people wrote.
fn removal(state: &State) -> Option<Request> {
    let page = page(state)?;
    let request = match chosen(state)? {
        Item::Cause(id) => RetroRequest::CauseDelete { cause: id.0 },
        Item::Insight(id) => RetroRequest::InsightDelete { insight: id.0 },
        Item::Found(id) | Item::Kept(id) => RetroRequest::FindingDelete { finding: id.0 },
        Item::Lesson(id) => RetroRequest::LessonDelete { lesson: id.0.to_string() },
        Item::Action(id) => return Some(OkrRequest::ActionDelete { action: id.0.to_string() }.into()),
        Item::Answer(at) => {
            let question = page.insight.questions.get(at)?.0.clone();
            RetroRequest::Answer { about: place(page), question, text: String::new() }
        }
        _ => return None,
    };
    Some(request.into())
}

/// The row under the cursor can be deleted.
pub(in crate::tui) fn can_remove(state: &State) -> Ready {
    removal(state).map(|_| ()).ok_or(&tr::WHY_NOTHING_TO_REMOVE)
}

/// Deletes it.
pub(in crate::tui) fn remove(state: &mut State, _: Now) -> Effects {
    removal(state).map(|request| ask(state, request)).unwrap_or_default()
}

// Ending.

fn is_done(state: &State) -> Option<bool> {
    page(state).map(|page| page.line.status == Some(RetroStatus::Done))
}

/// It is not finished yet.
pub(in crate::tui) fn is_open(state: &State) -> Ready {
    match is_done(state) {
        Some(false) => Ok(()),
        Some(true) => Err(&tr::WHY_RETRO_DONE),
        None => Err(&tr::PAGE_LOADING),
    }
}

/// It is finished.
pub(in crate::tui) fn is_finished(state: &State) -> Ready {
    if is_done(state) == Some(true) { Ok(()) } else { Err(&tr::WHY_RETRO_OPEN) }
}

/// Finishes it, with the numbers as they are shown.
pub(in crate::tui) fn finish(state: &mut State, _: Now) -> Effects {
    ask_of(state, |page| {
        Some(RetroRequest::Finish { about: place(page), figures: kept_figures(page) }.into())
    })
}

/// Opens it again.
pub(in crate::tui) fn reopen(state: &mut State, _: Now) -> Effects {
    ask_of(state, |page| Some(RetroRequest::Reopen { about: place(page) }.into()))
}

/// Goes to what it is about: the campaign's page, or the cycle among the OKRs.
pub(in crate::tui) fn follow(state: &mut State, _: Now) -> Effects {
    match page(state).map(|page| page.line.about) {
        Some(RetroAbout::Campaign(id)) => state.open_page(id),
        Some(RetroAbout::Cycle(id)) => {
            state.desks.okr.cycle = Some(id);
            state.show(okr::SCREEN.command)
        }
        None => Vec::new(),
    }
}

/// True where the page is the shown screen.
#[must_use]
pub fn is_shown(state: &State) -> bool {
    state.look.screen == SCREEN.command
}
