//! What the commands of the page do.
use super::{Drag, brief, money, notes, resources, tasks};
use crate::board::{CampaignPage, Matter, NextStep, RetroAbout};
use crate::i18n::{Text, tr};
use crate::model::{CampaignStatus, Phase, Phases, Quantity, ResourceStatus, TaskKind, TaskStatus};
use crate::planner::{Request, ResourceDraft, TaskDraft};
use crate::tui::actions::{self, ask, open};
use crate::tui::effect::Effect;
use crate::tui::msg::Now;
use crate::tui::overlay::form::Form;
use crate::tui::screen::{self, cockpit};
use crate::tui::state::{State, Tone};

type Effects = Vec<Effect>;
type Ready = Result<(), &'static Text>;

/// A hundredth of the whole.
const PERCENT: i64 = Quantity::SCALE / 100;

/// True where the page is the shown screen.
pub fn is_shown(state: &State) -> bool {
    state.look.screen == super::SCREEN.command
}

fn open_some(state: &mut State, form: Option<Form>) -> Effects {
    form.map(|form| open(state, form)).unwrap_or_default()
}

fn page(state: &State) -> Option<&CampaignPage> {
    state.desks.page.page()
}

// Sections.

pub(in crate::tui) fn next_section(state: &mut State, _: Now) -> Effects {
    state.desks.page.turn(1);
    super::step(state, 0);
    Vec::new()
}

pub(in crate::tui) fn previous_section(state: &mut State, _: Now) -> Effects {
    state.desks.page.turn(super::SECTIONS.len() - 1);
    super::step(state, 0);
    Vec::new()
}

/// Shows the target under the cursor full screen.
pub(in crate::tui) fn zoom(state: &mut State) -> Effects {
    state.desks.page.is_zoomed = true;
    super::step(state, 0);
    Vec::new()
}

// Brief.

pub(in crate::tui) fn edit_brief(state: &mut State, now: Now) -> Effects {
    match brief::chosen(state) {
        Some(brief::Part::Text(id)) => {
            let form = page(state).and_then(|page| Form::brief(page, id));
            open_some(state, form)
        }
        Some(brief::Part::Step) => next_step(state, now),
        Some(brief::Part::Campaign) | None => actions::edit_campaign(state, now),
    }
}

/// A campaign that has ended is reviewed in its retrospective; any other step is said.
fn next_step(state: &mut State, now: Now) -> Effects {
    let ended = page(state).filter(|page| page.campaign.status == CampaignStatus::Ended);
    match ended.map(|page| page.campaign.id) {
        Some(campaign) => state.open_retro(RetroAbout::Campaign(campaign)),
        None => actions::set_status(state, now),
    }
}

pub(in crate::tui) fn shift(state: &mut State, _: Now) -> Effects {
    let form = page(state).map(Form::shift);
    open_some(state, form)
}

// Budget, channels and links.

pub(in crate::tui) fn has_money(state: &State) -> Ready {
    let is_there = money::channel(state).is_some() || money::link(state).is_some();
    if is_there { Ok(()) } else { Err(&tr::WHY_NO_CHANNEL) }
}

pub(in crate::tui) fn has_link(state: &State) -> Ready {
    money::link_to_copy(state).map(|_| ()).ok_or(&tr::WHY_NO_LINK)
}

pub(in crate::tui) fn set_budget(state: &mut State, now: Now) -> Effects {
    if money::link(state).is_some() {
        return copy_link(state, now);
    }
    let numbers = state.numbers();
    let form = page(state).map(|page| Form::budget(page, money::channel(state), numbers));
    open_some(state, form)
}

pub(in crate::tui) fn add_budget(state: &mut State, _: Now) -> Effects {
    let numbers = state.numbers();
    let form = page(state).map(|page| Form::budget(page, None, numbers));
    open_some(state, form)
}

/// Deletes the link under the cursor, or takes the channel's budget away.
pub(in crate::tui) fn delete_money(state: &mut State, _: Now) -> Effects {
    let request = match (money::link(state), money::channel(state), page(state)) {
        (Some(line), ..) => Request::LinkDelete { link: line.id.0 },
        (None, Some(row), Some(page)) => {
            let lines = vec![(row.key.clone(), String::new())];
            Request::BudgetSet { campaign: page.campaign.key.clone(), lines }
        }
        _ => return Vec::new(),
    };
    ask(state, request)
}

pub(in crate::tui) fn add_link(state: &mut State, _: Now) -> Effects {
    let form = page(state).map(|page| Form::link(page, money::channel(state)));
    open_some(state, form)
}

pub(in crate::tui) fn copy_link(state: &mut State, _: Now) -> Effects {
    let Some(address) = money::link_to_copy(state).map(|line| line.address.clone()) else {
        return Vec::new();
    };
    let text = state.fill(&tr::NOTICE_COPIED, &[("text", &address)]);
    state.tell(Tone::Done, text);
    vec![Effect::Copy(address)]
}

fn turn_sort(state: &mut State, by: usize) -> Effects {
    let count = page(state).map_or(1, |page| money::columns(&page.spending));
    let desk = &mut state.desks.page;
    desk.sort = (desk.sort + by) % count.max(1);
    // The column that is sorted by stays in sight.
    desk.scroll = desk.scroll.min(desk.sort.saturating_sub(1));
    Vec::new()
}

pub(in crate::tui) fn next_sort(state: &mut State, _: Now) -> Effects {
    turn_sort(state, 1)
}

pub(in crate::tui) fn previous_sort(state: &mut State, _: Now) -> Effects {
    let count = page(state).map_or(1, |page| money::columns(&page.spending));
    turn_sort(state, count.saturating_sub(1))
}

pub(in crate::tui) fn reverse(state: &mut State, _: Now) -> Effects {
    state.desks.page.is_reversed = !state.desks.page.is_reversed;
    Vec::new()
}

pub(in crate::tui) fn scroll_left(state: &mut State, _: Now) -> Effects {
    state.desks.page.scroll = state.desks.page.scroll.saturating_sub(1);
    Vec::new()
}

pub(in crate::tui) fn scroll_right(state: &mut State, _: Now) -> Effects {
    let count = page(state).map_or(1, |page| money::columns(&page.spending));
    state.desks.page.scroll = (state.desks.page.scroll + 1).min(count.saturating_sub(2));
    Vec::new()
}

// Phases.

pub(in crate::tui) fn has_phase(state: &State) -> Ready {
    let has = state.desks.page.phases().is_some_and(|phases| !phases.0.is_empty());
    if has { Ok(()) } else { Err(&tr::WHY_NO_PHASE) }
}

pub(in crate::tui) fn has_border(state: &State) -> Ready {
    let has = state.desks.page.phases().is_some_and(|phases| phases.0.len() > 1);
    if has { Ok(()) } else { Err(&tr::WHY_ONE_PHASE) }
}

/// Changes the phases without writing them; what cannot be does nothing.
fn drag(state: &mut State, change: impl FnOnce(&Phases, usize) -> Option<Phases>) -> bool {
    let desk = &mut state.desks.page;
    let cursor = desk.cursor();
    let Some(changed) = desk.phases().and_then(|phases| change(phases, cursor)) else { return false };
    let Some(page) = desk.page() else { return false };
    let (seen, before) = (page.campaign.version, page.campaign.phases.clone());
    desk.drag = match desk.drag.take() {
        Some(drag) => Some(Drag { phases: changed, ..drag }),
        None => Some(Drag { seen, before, phases: changed }),
    };
    // Back where it was: there is nothing to write.
    desk.drag = desk.drag.take().filter(|drag| drag.phases != drag.before);
    true
}

fn drag_border(state: &mut State, days: i32) -> Effects {
    drag(state, |phases, at| phases.with_border_moved(at, days));
    Vec::new()
}

fn drag_share(state: &mut State, percent: i64) -> Effects {
    drag(state, |phases, at| phases.with_share_moved(at, Quantity::from_micros(percent * PERCENT)));
    Vec::new()
}

pub(in crate::tui) fn border_later(state: &mut State, _: Now) -> Effects {
    drag_border(state, 1)
}

pub(in crate::tui) fn border_earlier(state: &mut State, _: Now) -> Effects {
    drag_border(state, -1)
}

pub(in crate::tui) fn more_share(state: &mut State, _: Now) -> Effects {
    drag_share(state, 1)
}

pub(in crate::tui) fn less_share(state: &mut State, _: Now) -> Effects {
    drag_share(state, -1)
}

fn write(state: &mut State, phases: Phases) -> Effects {
    let seen = state.desks.page.drag.as_ref().map(|drag| drag.seen);
    let Some(page) = page(state) else { return Vec::new() };
    let (campaign, seen) = (page.campaign.key.clone(), Some(seen.unwrap_or(page.campaign.version)));
    ask(state, Request::PhasesSet { campaign, seen, phases })
}

pub(in crate::tui) fn write_phases(state: &mut State, _: Now) -> Effects {
    let phases = state.desks.page.drag.as_ref().map(|drag| drag.phases.clone());
    phases.map(|phases| write(state, phases)).unwrap_or_default()
}

pub(in crate::tui) fn drop_phases(state: &mut State, _: Now) -> Effects {
    state.desks.page.drag = None;
    super::step(state, 0);
    Vec::new()
}

/// The whole campaign as its only phase.
fn whole(state: &State) -> Option<Phases> {
    let campaign = &page(state)?.campaign;
    let share = Quantity::from_micros(Quantity::SCALE);
    let name = state.say(&tr::PHASES_FIRST).to_owned();
    Some(Phases(vec![Phase { name, start: campaign.start, end: campaign.end, share }]))
}

/// Splits the phase under the cursor in two, or the campaign where it has none; while dragging, what is dragged.
pub(in crate::tui) fn split_phase(state: &mut State, _: Now) -> Effects {
    let cursor = state.desks.page.cursor();
    let present = state.desks.page.phases().filter(|phases| !phases.0.is_empty()).cloned();
    let is_first = present.is_none();
    let Some(phases) = present.or_else(|| whole(state)) else { return Vec::new() };
    let name = match phases.0.get(cursor).filter(|_| !is_first) {
        Some(phase) => state.fill(&tr::PHASES_SECOND_HALF, &[("name", &phase.name)]),
        None => state.say(&tr::PHASES_SECOND).to_owned(),
    };
    match phases.with_split(cursor, &name) {
        Some(split) => put(state, split),
        // A campaign of one day has one phase.
        None if is_first => put(state, phases),
        None => {
            let why = state.say(&tr::PHASES_ONE_DAY).to_owned();
            state.tell(Tone::Plain, why);
            Vec::new()
        }
    }
}

/// Writes phases, or goes on dragging them.
fn put(state: &mut State, phases: Phases) -> Effects {
    if state.desks.page.drag.is_some() {
        drag(state, |_, _| Some(phases));
        super::step(state, 0);
        return Vec::new();
    }
    write(state, phases)
}

pub(in crate::tui) fn rename_phase(state: &mut State, _: Now) -> Effects {
    let desk = &state.desks.page;
    let phases = desk.phases().cloned();
    let form = phases.and_then(|phases| Form::phase(desk.page()?, phases, desk.cursor()));
    open_some(state, form)
}

pub(in crate::tui) fn delete_phase(state: &mut State, _: Now) -> Effects {
    let cursor = state.desks.page.cursor();
    let without = state.desks.page.phases().and_then(|phases| phases.without(cursor));
    without.map(|phases| put(state, phases)).unwrap_or_default()
}

// Tasks.

pub(in crate::tui) fn has_task(state: &State) -> Ready {
    tasks::chosen(state).map(|_| ()).ok_or(&tr::WHY_NO_TASK)
}

pub(in crate::tui) fn add_task(state: &mut State, _: Now) -> Effects {
    let form = page(state).map(Form::add_task);
    open_some(state, form)
}

pub(in crate::tui) fn edit_task(state: &mut State, _: Now) -> Effects {
    let form = page(state).and_then(|page| Some(Form::edit_task(page, tasks::chosen(state)?)));
    open_some(state, form)
}

fn set_task(state: &mut State, to: impl FnOnce(TaskStatus, TaskKind) -> TaskStatus) -> Effects {
    let Some(task) = tasks::chosen(state) else { return Vec::new() };
    let status = Some(to(task.status, task.kind).as_str().to_owned());
    let (task, seen) = (task.id.0.to_string(), Some(task.version));
    ask(state, Request::TaskSet { task, seen, draft: TaskDraft { status, ..TaskDraft::default() } })
}

pub(in crate::tui) fn tick_task(state: &mut State, _: Now) -> Effects {
    set_task(state, |status, _| if status == TaskStatus::Done { TaskStatus::Open } else { TaskStatus::Done })
}

/// Started, dropped, open again; an approval may be refused before it is dropped.
pub(in crate::tui) fn turn_task(state: &mut State, _: Now) -> Effects {
    set_task(state, |status, kind| match (status, kind) {
        (TaskStatus::Open, _) => TaskStatus::Doing,
        (TaskStatus::Doing, TaskKind::Approval) => TaskStatus::Refused,
        (TaskStatus::Doing | TaskStatus::Refused, _) => TaskStatus::Dropped,
        (TaskStatus::Done | TaskStatus::Dropped, _) => TaskStatus::Open,
    })
}

pub(in crate::tui) fn delete_task(state: &mut State, _: Now) -> Effects {
    let task = tasks::chosen(state).map(|task| task.id.0.to_string());
    task.map(|task| ask(state, Request::TaskDelete { task })).unwrap_or_default()
}

pub(in crate::tui) fn only_mine(state: &mut State, _: Now) -> Effects {
    state.desks.page.only_mine = !state.desks.page.only_mine;
    super::step(state, 0);
    Vec::new()
}

// Resources.

pub(in crate::tui) fn has_resource(state: &State) -> Ready {
    resources::chosen(state).map(|_| ()).ok_or(&tr::WHY_NO_RESOURCE)
}

pub(in crate::tui) fn is_unpromised(state: &State) -> Ready {
    has_resource(state)?;
    let is_promised = resources::chosen(state).is_some_and(|r| r.status == ResourceStatus::Promised);
    if is_promised { Err(&tr::WHY_PROMISED) } else { Ok(()) }
}

pub(in crate::tui) fn add_resource(state: &mut State, _: Now) -> Effects {
    let form = page(state).map(Form::add_resource);
    open_some(state, form)
}

pub(in crate::tui) fn edit_resource(state: &mut State, _: Now) -> Effects {
    let form = page(state).and_then(|page| Some(Form::edit_resource(page, resources::chosen(state)?)));
    open_some(state, form)
}

fn set_resource(state: &mut State, to: impl FnOnce(ResourceStatus) -> ResourceStatus) -> Effects {
    let Some(resource) = resources::chosen(state) else { return Vec::new() };
    let status = Some(to(resource.status).as_str().to_owned());
    let (resource, seen) = (resource.id.0.to_string(), Some(resource.version));
    let draft = ResourceDraft { status, ..ResourceDraft::default() };
    ask(state, Request::ResourceSet { resource, seen, draft })
}

/// Asked for, then promised; what was refused is asked for again.
pub(in crate::tui) fn ask_resource(state: &mut State, _: Now) -> Effects {
    set_resource(state, |status| match status {
        ResourceStatus::Needed | ResourceStatus::Refused => ResourceStatus::Asked,
        ResourceStatus::Asked | ResourceStatus::Promised => ResourceStatus::Promised,
    })
}

pub(in crate::tui) fn refuse_resource(state: &mut State, _: Now) -> Effects {
    set_resource(state, |_| ResourceStatus::Refused)
}

pub(in crate::tui) fn delete_resource(state: &mut State, _: Now) -> Effects {
    let resource = resources::chosen(state).map(|resource| resource.id.0.to_string());
    resource.map(|resource| ask(state, Request::ResourceDelete { resource })).unwrap_or_default()
}

// Notes.

pub(in crate::tui) fn has_note(state: &State) -> Ready {
    notes::chosen(state).map(|_| ()).ok_or(&tr::WHY_NO_NOTE)
}

pub(in crate::tui) fn delete_note(state: &mut State, _: Now) -> Effects {
    let note = notes::chosen(state).map(|note| note.id.0);
    note.map(|note| ask(state, Request::NoteDelete { note })).unwrap_or_default()
}

/// What the cockpit knows of the next step of the campaign under its cursor.
fn offered(state: &State) -> Option<NextStep> {
    let campaign = state.campaign().filter(|_| screen::shown(state).command == cockpit::SCREEN.command)?;
    state.cockpit.todos.iter().filter(|todo| todo.campaign() == Some(campaign.id)).find_map(
        |todo| match &todo.matter {
            Matter::StatusOffered { to, lacks, .. } => Some(NextStep { to: *to, lacks: lacks.clone() }),
            _ => None,
        },
    )
}

/// The next step and what is missing, for a form about the campaign's status.
pub(in crate::tui) fn prepare_status(state: &State, form: &mut Form) {
    let Some(page) = page(state).filter(|_| screen::shown(state).command == super::SCREEN.command) else {
        form.steps.extend(offered(state));
        return;
    };
    form.steps.clone_from(&page.steps);
    if let (Some(next), Some(field)) = (page.next(), form.fields.first_mut()) {
        field.editor.set(next.to.as_str());
    }
}
