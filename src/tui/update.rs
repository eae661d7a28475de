//! What happens when something happened: pure, no I/O, no clock.
use super::actions;
use super::effect::Effect;
use super::keymap::{Chord, Lookup};
use super::msg::{Msg, Now};
use super::overlay::Overlay;
use super::overlay::form::Round;
use super::overlay::form::report;
use super::screen;
use super::state::{State, Tone};
use super::widget::editor::Editor;
use crate::error::{Kind, Result};
use crate::i18n::tr;
use crate::planner::Outcome;

/// Takes a message in; gives what has to be done outside.
pub fn update(state: &mut State, msg: Msg, now: Now) -> Vec<Effect> {
    let mut effects = Vec::new();
    state.pass(now, &mut effects);
    if !matches!(msg, Msg::DeadlinePassed | Msg::FileChanged) {
        state.touch();
    }
    match msg {
        Msg::KeyPressed(chord) => effects.extend(key(state, chord, now)),
        Msg::Pasted { text, cut } => paste(state, &text, cut),
        Msg::MouseUsed(kind, x, y) if state.config.mouse => effects.extend(screen::mouse(state, kind, x, y)),
        Msg::MouseUsed(..) | Msg::DeadlinePassed | Msg::AuthorTold(_, None) => {}
        Msg::Resized(..) => effects.push(Effect::Redraw),
        Msg::Resumed => effects.push(Effect::Reclaim),
        Msg::FocusChanged(focused) => {
            state.focused = focused;
            if focused {
                state.reload(&mut effects);
            }
        }
        Msg::BackgroundTold(is_light) => state.take_background(is_light),
        Msg::FileChanged => {
            state.pulse();
            state.reload(&mut effects);
        }
        Msg::FileReplaced => {
            let text = state.say(&tr::NOTICE_REPLACED).to_owned();
            state.tell(Tone::Wrong, text);
        }
        Msg::CockpitLoaded { generation, result } => state.take_cockpit(generation, result),
        Msg::Loaded { generation, result } => state.take_loaded(generation, result, &mut effects),
        Msg::SheetLoaded { generation, result } => state.take_sheet(generation, result),
        Msg::ChartLoaded { generation, result } => state.take_chart(generation, result),
        Msg::Answered { ticket, result } => answered(state, ticket, result, &mut effects),
        Msg::Proposed { ticket, result } => state.take_proposal(ticket, result),
        Msg::AuthorTold(row, Some(actor)) => state.name_author(row, &actor),
        Msg::ChoicesLoaded(kind, choices) => {
            state.choices.insert(kind, choices);
        }
        Msg::ImportAdvanced { ticket, bytes } => {
            if let Some(form) = state.form_with(ticket) {
                form.bytes = bytes;
            }
        }
        Msg::FileWritten { ticket, result } => written(state, ticket, result),
        Msg::ReportWritten(result) => report::copied(state, result, &mut effects),
        Msg::Imported { ticket, result } => imported(state, ticket, result, &mut effects),
        Msg::Edited(result) => edited(state, result),
        Msg::ConfigNotSaved(why) => {
            let text = state.fill(&tr::NOTICE_NOT_SAVED, &[("why", &why)]);
            state.tell(Tone::Wrong, text);
        }
        Msg::StopAsked => effects.push(Effect::Suspend),
        Msg::Ended(exit) => {
            effects.extend(screen::review::act::leave(state));
            effects.push(Effect::Quit(exit));
        }
    }
    state.settle_form();
    (screen::shown(state).follow)(state, &mut effects);
    effects
}

fn key(state: &mut State, chord: Chord, now: Now) -> Vec<Effect> {
    state.pending.push(chord);
    let contexts = state.contexts();
    let found = state.keymap.lookup(&contexts, &state.pending);
    if found == Lookup::Prefix {
        return Vec::new();
    }
    let was_sequence = state.pending.len() > 1;
    state.pending.clear();
    match found {
        Lookup::Run(command) => actions::run(state, command, now),
        // The first keys were no sequence: the last one counts for itself.
        _ if was_sequence => key(state, chord, now),
        _ => {
            type_key(state, chord);
            Vec::new()
        }
    }
}

fn type_key(state: &mut State, chord: Chord) {
    let lang = state.lang();
    match state.overlays.last_mut() {
        Some(overlay) => overlay.key(chord, lang),
        None if state.look.is_filtering => filter(state, |text| {
            text.key(chord);
        }),
        None => {}
    }
}

fn filter(state: &mut State, change: impl FnOnce(&mut Editor)) {
    if let Some(filter) = &screen::shown(state).filter {
        change((filter.text_mut)(state));
        (filter.settle)(state);
    }
}

fn paste(state: &mut State, text: &str, cut: bool) {
    let lang = state.lang();
    match state.overlays.last_mut() {
        Some(overlay) => overlay.paste(text, cut, lang),
        None if state.look.is_filtering => filter(state, |editor| editor.insert(text)),
        None => {}
    }
}

fn answered(state: &mut State, ticket: u64, result: Result<Outcome>, effects: &mut Vec<Effect>) {
    let made = result.as_ref().ok().and_then(|outcome| outcome.campaign);
    let refusal = result.as_ref().err().map(|error| state.error_text(error));
    if screen::review::act::answered(state, ticket, refusal.as_deref()) {
        state.has_written();
        return state.reload(effects);
    }
    match result {
        Ok(outcome) => {
            let round = state.round_with(ticket);
            state.close_form(ticket);
            state.close_sheet(ticket);
            state.close_proposal(ticket);
            state.has_written();
            state.expect_newcomer();
            state.tell_outcome(&outcome);
            if let Some(round) = round {
                effects.extend(state.go_on(Round { saved: round.saved + 1, ..round }));
            }
            state.show_moved(outcome.moved.clone());
            for warning in &outcome.warnings {
                let text = state.error_text(warning);
                state.tell(Tone::Plain, text);
            }
        }
        Err(error) => {
            if screen::campaigns::hand::refused(state, ticket, &error) {
                return;
            }
            let asked = state.note_asked(ticket, &error);
            let text = asked.unwrap_or_else(|| state.error_text(&error));
            state.keep_sent(ticket);
            state.refuse_proposal(ticket, &error);
            match state.form_with(ticket) {
                Some(form) => {
                    let field = form.field_of(&error);
                    form.refuse(text.clone(), field);
                    if error.code() == "changed_since" && form.seen().is_some() {
                        form.refused_by = Some(error.argument("actor").unwrap_or_default().to_owned());
                    }
                    state.note_down(Tone::Wrong, text);
                }
                None => {
                    if !state.refuse_sheet(ticket, &error, effects) {
                        state.tell(Tone::Wrong, text);
                    }
                }
            }
            if error.kind() != Kind::Conflict {
                return;
            }
        }
    }
    if let Some(campaign) = made {
        return state.show_new(campaign, effects);
    }
    state.reload(effects);
}

fn imported(state: &mut State, ticket: u64, result: Result<String>, effects: &mut Vec<Effect>) {
    match result {
        Ok(text) => {
            state.close_form(ticket);
            state.has_written();
            state.tell_turn(Tone::Done, text, Some("change.undo"));
            state.reload(effects);
        }
        Err(error) => {
            let text = state.error_text(&error);
            state.keep_sent(ticket);
            match state.form_with(ticket) {
                Some(form) => {
                    form.refuse(text.clone(), error.in_field());
                    state.note_down(Tone::Wrong, text);
                }
                None => state.tell(Tone::Wrong, text),
            }
        }
    }
}

fn written(state: &mut State, ticket: u64, result: Result<String>) {
    match result {
        Ok(path) => {
            state.close_form(ticket);
            let text = state.fill(&tr::NOTICE_FILE_WRITTEN, &[("path", &path)]);
            state.tell(Tone::Done, text);
        }
        Err(error) => {
            let text = state.error_text(&error);
            state.keep_sent(ticket);
            match state.form_with(ticket) {
                Some(form) => {
                    form.refuse(text.clone(), error.in_field());
                    state.note_down(Tone::Wrong, text);
                }
                None => state.tell(Tone::Wrong, text),
            }
        }
    }
}

fn edited(state: &mut State, result: std::result::Result<String, String>) {
    match result {
        Ok(text) => {
            if let Some(Overlay::Form(form)) = state.overlays.last_mut() {
                form.set_focused(&text);
            }
        }
        Err(why) => {
            let text = state.fill(&tr::NOTICE_EDITOR, &[("why", &why)]);
            state.tell(Tone::Wrong, text);
        }
    }
}
