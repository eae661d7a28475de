//! What lies over the screen: help, palette, messages, forms, sheets.
pub mod form;
pub mod list;
pub mod minutes;
pub mod moved;
pub mod proposal;
pub mod sheet;
pub mod view;

use super::commands::Context;
use super::keymap::Chord;
use super::state::State;
use crate::model::Lang;
use crate::planner::Moved;
use form::Form;
use list::{HelpBox, LogBox, PaletteBox};
use minutes::MinutesBox;
use moved::MovedBox;
use proposal::ProposalBox;
use sheet::{CalculatorBox, SplitBox, WeightsBox};

/// One thing over the screen.
#[derive(Debug)]
#[allow(missing_docs)]
pub enum Overlay {
    Help(HelpBox),
    Palette(PaletteBox),
    Log(LogBox),
    Form(Box<Form>),
    Split(Box<SplitBox>),
    Calculator(Box<CalculatorBox>),
    Weights(Box<WeightsBox>),
    Moved(MovedBox),
    Proposal(Box<ProposalBox>),
    Minutes(MinutesBox),
}

impl Overlay {
    /// Where its keys are looked up, innermost first.
    #[must_use]
    pub fn contexts(&self) -> Vec<Context> {
        match self {
            Self::Form(form) if form.takes_lines() => vec![Context::Lines, self.context()],
            _ => vec![self.context()],
        }
    }

    /// Where its keys are looked up.
    #[must_use]
    pub fn context(&self) -> Context {
        match self {
            Self::Help(_) => Context::Help,
            Self::Palette(_) => Context::Palette,
            Self::Log(_) => Context::Log,
            Self::Form(_) => Context::Form,
            Self::Split(_) => Context::Split,
            Self::Calculator(_) => Context::Calculator,
            Self::Weights(_) => Context::Weights,
            Self::Moved(_) => Context::Moved,
            Self::Proposal(_) => Context::Proposal,
            Self::Minutes(_) => Context::Minutes,
        }
    }

    /// Handles a key that is no command here.
    pub fn key(&mut self, chord: Chord, lang: Lang) {
        match self {
            Self::Help(help) => help.key(chord),
            Self::Palette(palette) => palette.key(chord, lang),
            Self::Log(_) | Self::Moved(_) | Self::Proposal(_) | Self::Minutes(_) => {}
            Self::Form(form) => form.key(chord),
            Self::Split(sheet) => sheet.key(chord, lang),
            Self::Calculator(sheet) => sheet.key(chord, lang),
            Self::Weights(sheet) => {
                let shown = sheet.shown();
                sheet.key(chord, &shown);
            }
        }
    }

    /// Takes pasted text, as one insert.
    pub fn paste(&mut self, text: &str, cut: bool, lang: Lang) {
        match self {
            Self::Help(help) => help.paste(text),
            Self::Palette(palette) => palette.paste(text, lang),
            Self::Log(_) | Self::Moved(_) | Self::Proposal(_) | Self::Minutes(_) => {}
            Self::Form(form) => form.paste(text, cut),
            Self::Split(sheet) => sheet.paste(text, lang),
            Self::Calculator(sheet) => sheet.paste(text),
            Self::Weights(sheet) => sheet.paste(text),
        }
    }

    /// Moves its cursor or scrolls it.
    pub fn step(&mut self, steps: isize) {
        match self {
            Self::Help(help) => help.offset = help.offset.saturating_add_signed(steps * 4),
            Self::Palette(palette) => palette.step(steps),
            Self::Log(log) => log.offset = log.offset.saturating_add_signed(steps),
            Self::Proposal(sheet) => sheet.step(steps),
            Self::Form(_) | Self::Split(_) | Self::Calculator(_) | Self::Weights(_) => {}
            Self::Moved(moved) => moved.step(steps),
            Self::Minutes(minutes) => minutes.step(steps),
        }
    }
}

impl State {
    /// The open form that waits for this ticket.
    pub fn form_with(&mut self, ticket: u64) -> Option<&mut Form> {
        self.overlays.iter_mut().find_map(|overlay| match overlay {
            Overlay::Form(form) if form.ticket == Some(ticket) => Some(&mut **form),
            _ => None,
        })
    }

    /// Lists what moved with a campaign's dates, where more moved than the campaign itself; below what is open.
    pub fn show_moved(&mut self, moved: Vec<Moved>) {
        if moved.len() > 1 {
            self.overlays.insert(0, Overlay::Moved(MovedBox { moved, offset: 0 }));
        }
    }

    /// Closes the form that waited for this ticket, and forgets its draft: it is saved now.
    pub fn close_form(&mut self, ticket: u64) {
        self.sent.remove(&ticket);
        if let Some(id) = self.form_with(ticket).map(|form| form.id()) {
            self.drafts.remove(&id);
            self.overlays.retain(|o| !matches!(o, Overlay::Form(form) if form.ticket == Some(ticket)));
        }
    }

    /// Closes the topmost overlay. What was typed into a form becomes its draft; where its request is on its way, only
    /// if that is refused: what is saved must not come back as unsaved.
    pub fn close_top(&mut self) -> Option<Overlay> {
        let overlay = self.overlays.pop()?;
        if let Overlay::Form(form) = &overlay {
            let id = form.id();
            self.drafts.remove(&id);
            match (form.draft(), form.ticket) {
                (Some(draft), Some(ticket)) => drop(self.sent.insert(ticket, (id, draft))),
                (Some(draft), None) => drop(self.drafts.insert(id, draft)),
                (None, _) => {}
            }
        }
        Some(overlay)
    }

    /// The request of this ticket was refused: where its form was closed meanwhile, what was typed is its draft.
    pub fn keep_sent(&mut self, ticket: u64) {
        if let Some((id, draft)) = self.sent.remove(&ticket) {
            self.drafts.entry(id).or_insert(draft);
        }
    }
}
