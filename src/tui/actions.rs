//! What the commands do: one function a row of the table.
use super::commands::{COMMANDS, Command};
use super::effect::Effect;
use super::msg::Now;
use super::overlay::Overlay;
use super::overlay::form::Form;
use super::overlay::list::{HelpBox, LogBox, PaletteBox};
use super::overlay::proposal;
use super::runtime::Exit;
use super::screen::{self, cockpit, page};
use super::state::{Pane, State, Tone};
use super::theme::NAMES;
use crate::board::Window;
use crate::config::Setting;
use crate::i18n::tr;
use crate::model::Lang;
use crate::planner::Request;

type Effects = Vec<Effect>;

/// Runs a command, or says why it cannot be done now.
pub(crate) fn run(state: &mut State, command: &'static Command, now: Now) -> Effects {
    match (command.ready)(state) {
        Ok(()) => (command.run)(state, now),
        Err(why) => {
            let text = format!("{}: {}", state.say(command.title), state.say(why));
            state.tell(Tone::Plain, text);
            Vec::new()
        }
    }
}

pub(crate) fn done(_: &mut State) -> Effects {
    Vec::new()
}

pub(crate) fn ask(state: &mut State, request: Request) -> Effects {
    let ticket = state.ticket();
    vec![Effect::Ask { ticket, request: Box::new(request) }]
}

/// Opens a form, with what was typed the last time it was left.
pub(crate) fn open(state: &mut State, mut form: Form) -> Effects {
    if let Some(draft) = state.drafts.get(&form.id()) {
        form.restore(draft, None, state.lang());
    }
    let needed = form.needed_choices();
    let author = form.row().filter(|_| !form.news.is_empty()).map(Effect::LoadAuthor);
    state.overlays.push(Overlay::Form(Box::new(form)));
    needed.into_iter().map(Effect::LoadChoices).chain(author).collect()
}

pub(super) fn quit(state: &mut State, _: Now) -> Effects {
    let mut effects = screen::review::act::leave(state);
    effects.extend(State::quit(Exit::Quit));
    effects
}

pub(super) fn demo(_: &mut State, _: Now) -> Effects {
    State::quit(Exit::Demo)
}

pub(super) fn redraw(_: &mut State, _: Now) -> Effects {
    vec![Effect::Reclaim]
}

pub(super) fn suspend(_: &mut State, _: Now) -> Effects {
    vec![Effect::Suspend]
}

pub(super) fn palette(state: &mut State, _: Now) -> Effects {
    let family = screen::shown(state).family;
    let commands = COMMANDS.iter().filter(|c| c.in_palette() && c.is_offered(family)).collect();
    let lang = state.lang();
    state.overlays.push(Overlay::Palette(PaletteBox::new(commands, lang)));
    done(state)
}

pub(super) fn help(state: &mut State, _: Now) -> Effects {
    let contexts = state.contexts();
    state.overlays.push(Overlay::Help(HelpBox::new(contexts)));
    done(state)
}

pub(super) fn log(state: &mut State, _: Now) -> Effects {
    state.overlays.push(Overlay::Log(LogBox::default()));
    done(state)
}

fn save(state: &mut State, setting: Setting) -> Effects {
    state.apply_theme();
    vec![Effect::SaveConfig(Box::new(state.config.clone()), setting)]
}

pub(super) fn switch_language(state: &mut State, _: Now) -> Effects {
    state.config.lang = match state.config.lang {
        Lang::En => Lang::Zh,
        Lang::Zh => Lang::En,
    };
    save(state, Setting::Language)
}

pub(super) fn switch_theme(state: &mut State, _: Now) -> Effects {
    let at = NAMES.iter().position(|name| *name == state.theme_name());
    let next = at.map_or(0, |at| (at + 1) % NAMES.len());
    NAMES.get(next).copied().unwrap_or("dark").clone_into(&mut state.config.theme);
    state.config.own_theme = None;
    save(state, Setting::Theme)
}

pub(super) fn switch_glyphs(state: &mut State, _: Now) -> Effects {
    state.config.ascii = !state.config.ascii;
    save(state, Setting::Ascii)
}

pub(super) fn switch_mouse(state: &mut State, _: Now) -> Effects {
    state.config.mouse = !state.config.mouse;
    let on = state.config.mouse;
    let text = if on { &tr::NOTICE_MOUSE_ON } else { &tr::NOTICE_MOUSE_OFF };
    state.tell(Tone::Plain, state.say(text).to_owned());
    let mut effects = save(state, Setting::Mouse);
    effects.push(Effect::SetMouse(on));
    effects
}

pub(super) fn back(state: &mut State, _: Now) -> Effects {
    if (screen::shown(state).back)(state) { done(state) } else { state.go_back() }
}

pub(super) fn show_cockpit(state: &mut State, _: Now) -> Effects {
    state.look.is_zoomed = false;
    state.show(screen::cockpit::SCREEN.command)
}

pub(super) fn show_campaigns(state: &mut State, _: Now) -> Effects {
    state.show(screen::campaigns::SCREEN.command)
}

pub(super) fn show_okr(state: &mut State, _: Now) -> Effects {
    state.show(screen::okr::SCREEN.command)
}

pub(super) fn show_retros(state: &mut State, _: Now) -> Effects {
    state.show(screen::retros::SCREEN.command)
}

pub(super) fn show_calendar(state: &mut State, _: Now) -> Effects {
    state.show(screen::calendar::SCREEN.command)
}

pub(super) fn open_page(state: &mut State, _: Now) -> Effects {
    state.campaign().map(|c| c.id).map(|id| state.open_page(id)).unwrap_or_default()
}

pub(super) fn show_all(state: &mut State, _: Now) -> Effects {
    state.look.shows_all = !state.look.shows_all;
    let text = if state.look.shows_all { &tr::NOTICE_ALL } else { &tr::NOTICE_CURRENT };
    state.tell(Tone::Plain, state.say(text).to_owned());
    let mut effects = Vec::new();
    state.reload(&mut effects);
    effects
}

pub(super) fn show_mine(state: &mut State, _: Now) -> Effects {
    state.look.is_mine = !state.look.is_mine;
    (state.look.pane, state.look.todo) = (Pane::Todo, 0);
    done(state)
}

/// What takes the cursor to what is filtered.
fn to_filtered(state: &mut State) {
    if let Some(filter) = &screen::shown(state).filter {
        (filter.focus)(state);
    }
}

pub(super) fn filter(state: &mut State, _: Now) -> Effects {
    state.look.is_filtering = screen::shown(state).filter.is_some();
    to_filtered(state);
    done(state)
}

pub(super) fn keep_filter(state: &mut State, _: Now) -> Effects {
    // What is not understood goes on being typed.
    if let Some(fault) = screen::shown(state).filter.as_ref().and_then(|filter| (filter.fault)(state)) {
        state.tell(Tone::Wrong, fault);
        return done(state);
    }
    state.look.is_filtering = false;
    done(state)
}

pub(super) fn drop_filter(state: &mut State, _: Now) -> Effects {
    state.look.is_filtering = false;
    if let Some(filter) = &screen::shown(state).filter {
        (filter.text_mut)(state).set("");
        (filter.settle)(state);
    }
    done(state)
}

/// Moves the cursor of the shown screen by `steps`, stopping at the ends.
pub(crate) fn step(state: &mut State, steps: isize) -> Effects {
    (screen::shown(state).step)(state, steps);
    done(state)
}

pub(super) fn down(state: &mut State, _: Now) -> Effects {
    step(state, 1)
}

pub(super) fn up(state: &mut State, _: Now) -> Effects {
    step(state, -1)
}

pub(super) fn first(state: &mut State, _: Now) -> Effects {
    step(state, isize::MIN)
}

pub(super) fn last(state: &mut State, _: Now) -> Effects {
    step(state, isize::MAX)
}

fn half_page(state: &State) -> isize {
    isize::try_from(state.size.1 / 4).unwrap_or(1).max(1)
}

pub(super) fn page_down(state: &mut State, _: Now) -> Effects {
    step(state, half_page(state))
}

pub(super) fn page_up(state: &mut State, _: Now) -> Effects {
    step(state, -half_page(state))
}

pub(super) fn next_match(state: &mut State, now: Now) -> Effects {
    to_filtered(state);
    down(state, now)
}

pub(super) fn previous_match(state: &mut State, now: Now) -> Effects {
    to_filtered(state);
    up(state, now)
}

fn turn_pane(state: &mut State, by: usize) -> Effects {
    const ORDER: [Pane; 3] = [Pane::List, Pane::Targets, Pane::Todo];
    if !state.look.is_zoomed {
        let at = ORDER.iter().position(|p| *p == state.look.pane).unwrap_or(0);
        state.look.pane = ORDER.get((at + by) % ORDER.len()).copied().unwrap_or(Pane::List);
    }
    done(state)
}

pub(super) fn next_pane(state: &mut State, _: Now) -> Effects {
    turn_pane(state, 1)
}

pub(super) fn previous_pane(state: &mut State, _: Now) -> Effects {
    turn_pane(state, 2)
}

pub(super) fn open_campaign(state: &mut State, _: Now) -> Effects {
    state.look.pane = Pane::Targets;
    done(state)
}

pub(crate) fn zoom(state: &mut State, _: Now) -> Effects {
    if page::act::is_shown(state) {
        return page::act::zoom(state);
    }
    state.look.is_zoomed = true;
    state.look.pane = Pane::Targets;
    done(state)
}

pub(super) fn switch_window(state: &mut State, _: Now) -> Effects {
    state.look.window = match state.look.window {
        Window::Week => Window::Month,
        Window::Month => Window::All,
        Window::All => Window::Week,
    };
    done(state)
}

pub(super) fn copy(state: &mut State, _: Now) -> Effects {
    let Some(line) = cockpit::status_line(state) else { return Vec::new() };
    let text = state.fill(&tr::NOTICE_COPIED, &[("text", &line)]);
    state.tell(Tone::Done, text);
    vec![Effect::Copy(line)]
}

pub(super) fn undo(state: &mut State, _: Now) -> Effects {
    ask(state, Request::Undo)
}

pub(super) fn redo(state: &mut State, _: Now) -> Effects {
    ask(state, Request::Redo)
}

pub(super) fn delete_campaign(state: &mut State, _: Now) -> Effects {
    match state.campaign().map(|c| c.key.clone()) {
        Some(campaign) => ask(state, Request::CampaignDelete { campaign }),
        None => Vec::new(),
    }
}

pub(super) fn delete_target(state: &mut State, _: Now) -> Effects {
    match state.target_key() {
        Some(target) => ask(state, Request::TargetDelete { target }),
        None => Vec::new(),
    }
}

pub(super) fn record(state: &mut State, _: Now) -> Effects {
    let form = Form::record(state);
    open(state, form)
}

pub(super) fn adjust(state: &mut State, _: Now) -> Effects {
    let form = Form::note(state);
    open(state, form)
}

pub(super) fn new_campaign(state: &mut State, _: Now) -> Effects {
    let form = Form::new_campaign(state);
    open(state, form)
}

pub(super) fn edit_campaign(state: &mut State, _: Now) -> Effects {
    let Some(form) = state.campaign().map(Form::edit_campaign) else { return Vec::new() };
    open(state, form)
}

pub(super) fn set_status(state: &mut State, _: Now) -> Effects {
    let Some(mut form) = state.campaign().map(Form::status) else { return Vec::new() };
    page::act::prepare_status(state, &mut form);
    open(state, form)
}

pub(super) fn add_target(state: &mut State, _: Now) -> Effects {
    let Some(form) = state.campaign().map(Form::add_target) else { return Vec::new() };
    open(state, form)
}

pub(super) fn edit_target(state: &mut State, _: Now) -> Effects {
    let numbers = state.numbers();
    let (Some(campaign), Some(target)) = (state.campaign(), state.target()) else { return Vec::new() };
    let form = Form::edit_target(campaign, target, numbers);
    open(state, form)
}

pub(super) fn import(state: &mut State, _: Now) -> Effects {
    let form = Form::import(state);
    open(state, form)
}

pub(crate) fn open_door(state: &mut State, now: Now) -> Effects {
    match state.look.door {
        0 => new_campaign(state, now),
        1 => demo(state, now),
        _ => import(state, now),
    }
}

/// Closes the topmost overlay. A form keeps what was typed; a running import stops.
pub(super) fn close(state: &mut State, _: Now) -> Effects {
    match state.close_top() {
        Some(Overlay::Form(form)) if form.is_importing() => vec![Effect::CancelImport],
        Some(sheet @ (Overlay::Split(_) | Overlay::Calculator(_) | Overlay::Weights(_))) => {
            state.keep_sheet(sheet);
            done(state)
        }
        _ => Vec::new(),
    }
}

pub(super) fn overlay_down(state: &mut State, _: Now) -> Effects {
    overlay_step(state, 1)
}

pub(super) fn overlay_up(state: &mut State, _: Now) -> Effects {
    overlay_step(state, -1)
}

fn overlay_step(state: &mut State, steps: isize) -> Effects {
    if let Some(overlay) = state.overlays.last_mut() {
        overlay.step(steps);
    }
    done(state)
}

pub(super) fn run_chosen(state: &mut State, now: Now) -> Effects {
    match state.overlays.pop() {
        Some(Overlay::Palette(palette)) => match palette.chosen() {
            Some(command) => run(state, command, now),
            None => Vec::new(),
        },
        other => {
            state.overlays.extend(other);
            Vec::new()
        }
    }
}

pub(super) fn form(overlays: &mut [Overlay]) -> Option<&mut Form> {
    match overlays.last_mut() {
        Some(Overlay::Form(form)) => Some(form),
        _ => None,
    }
}

pub(super) fn form_next(state: &mut State, _: Now) -> Effects {
    if let Some(form) = form(&mut state.overlays) {
        form.leave_field(&state.choices);
        form.turn(1);
    }
    done(state)
}

pub(super) fn form_previous(state: &mut State, _: Now) -> Effects {
    if let Some(form) = form(&mut state.overlays) {
        form.leave_field(&state.choices);
        form.turn(-1);
    }
    done(state)
}

pub(super) fn form_down(state: &mut State, _: Now) -> Effects {
    if let Some(form) = form(&mut state.overlays) {
        form.step(1, &state.choices);
    }
    done(state)
}

pub(super) fn form_up(state: &mut State, _: Now) -> Effects {
    if let Some(form) = form(&mut state.overlays) {
        form.step(-1, &state.choices);
    }
    done(state)
}

pub(super) fn form_theirs(state: &mut State, _: Now) -> Effects {
    if let Some(form) = form(&mut state.overlays) {
        form.take_theirs();
    }
    done(state)
}

pub(super) fn form_editor(state: &mut State, _: Now) -> Effects {
    match form(&mut state.overlays) {
        Some(form) if form.takes_long_text() => vec![Effect::EditText(form.focused_text())],
        _ => Vec::new(),
    }
}

pub(super) fn form_enter(state: &mut State, now: Now) -> Effects {
    if form(&mut state.overlays).is_some_and(|form| form.take_choice(&state.choices)) {
        return done(state);
    }
    form_submit(state, now)
}

pub(super) fn form_submit(state: &mut State, _: Now) -> Effects {
    if let Some(effects) = proposal::take_line(state).or_else(|| screen::review::act::take_line(state)) {
        return effects;
    }
    if let Some(effects) = super::overlay::form::okr::take(state) {
        return effects;
    }
    let check = state.checks();
    let ticket = state.ticket();
    let Some(form) = form(&mut state.overlays) else { return Vec::new() };
    form.leave_field(&state.choices);
    form.settle(&check, &state.choices, true);
    form.submit(ticket, &check).into_iter().collect()
}
