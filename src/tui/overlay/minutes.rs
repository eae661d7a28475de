//! The minutes of a review, as Markdown: to read, to copy, to write into a file, in either language.
use super::Overlay;
use super::form::Form;
use super::view::{open, place};
use crate::i18n::tr;
use crate::model::{Lang, ReviewId};
use crate::tui::actions;
use crate::tui::effect::Effect;
use crate::tui::load::Load;
use crate::tui::msg::Now;
use crate::tui::state::{State, Tone};
use crate::tui::text::{put, put_right, wrap};
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

type Effects = Vec<Effect>;

/// The window that shows them.
#[derive(Debug)]
pub struct MinutesBox {
    /// Whose they are.
    pub review: ReviewId,
    /// The name of the file they would go into, without its end.
    pub name: String,
    /// The language they are in.
    pub lang: Lang,
    /// They are asked for by this.
    pub generation: u64,
    /// What came; none until it does.
    pub text: Option<String>,
    /// How far they are scrolled.
    pub offset: usize,
}

impl MinutesBox {
    /// Scrolls them.
    pub fn step(&mut self, steps: isize) {
        let lines = self.text.as_ref().map_or(0, |text| text.lines().count());
        self.offset = self.offset.saturating_add_signed(steps).min(lines.saturating_sub(1));
    }
}

fn shown(state: &mut State) -> Option<&mut MinutesBox> {
    match state.overlays.last_mut() {
        Some(Overlay::Minutes(minutes)) => Some(minutes),
        _ => None,
    }
}

/// Opens the minutes of a review.
pub fn show(state: &mut State, review: ReviewId, name: String) -> Effects {
    let (lang, generation) = (state.lang(), state.generation());
    state.overlays.push(Overlay::Minutes(MinutesBox {
        review,
        name,
        lang,
        generation,
        text: None,
        offset: 0,
    }));
    vec![Effect::LoadSheet { generation, what: Load::Minutes(review, lang) }]
}

/// The same in the other language.
pub fn turn_language(state: &mut State, _: Now) -> Effects {
    let generation = state.generation();
    let Some(minutes) = shown(state) else { return Vec::new() };
    minutes.lang = match minutes.lang {
        Lang::En => Lang::Zh,
        Lang::Zh => Lang::En,
    };
    minutes.generation = generation;
    vec![Effect::LoadSheet { generation, what: Load::Minutes(minutes.review, minutes.lang) }]
}

/// Copies them.
pub fn copy(state: &mut State, _: Now) -> Effects {
    let text = shown(state).and_then(|minutes| minutes.text.clone());
    let Some(text) = text else { return Vec::new() };
    let told = state.say(&tr::MINUTES_COPIED).to_owned();
    state.tell(Tone::Done, told);
    vec![Effect::Copy(text)]
}

/// Asks for the file they go into.
pub fn write(state: &mut State, _: Now) -> Effects {
    let Some(minutes) = shown(state) else { return Vec::new() };
    let Some(text) = minutes.text.clone() else { return Vec::new() };
    let form = Form::minutes_file(format!("{}-{}", minutes.name, minutes.lang), text);
    actions::open(state, form)
}

/// Draws them.
pub(super) fn draw(state: &State, buf: &mut Buffer, area: Rect, minutes: &MinutesBox) {
    let theme = &state.theme;
    let place = place(area, 100, area.height);
    let title = match minutes.lang {
        Lang::En => &tr::MINUTES_TITLE_EN,
        Lang::Zh => &tr::MINUTES_TITLE_ZH,
    };
    let inner = open(state, buf, place, state.say(title));
    let Some(text) = &minutes.text else {
        put(buf, inner.x, inner.y, inner.width, state.say(&tr::PAGE_LOADING), theme.style(Role::Dim));
        return;
    };
    let all = text.lines().skip(minutes.offset);
    let mut lines = all.flat_map(|line| {
        let role = match line {
            _ if line.starts_with('#') => Role::Title,
            _ if line.starts_with('|') => Role::Dim,
            _ => Role::Text,
        };
        wrap(line, inner.width).into_iter().map(move |line| (line, role))
    });
    for (y, (line, role)) in (inner.y..inner.bottom()).zip(lines.by_ref()) {
        put(buf, inner.x, y, inner.width, &line, theme.style(role));
    }
    let more = lines.count();
    if more > 0 {
        let more = format!(" {} {more}", theme.glyphs.falling);
        put_right(buf, inner.x, inner.right(), inner.bottom() - 1, &more, theme.style(Role::Dim));
    }
}
