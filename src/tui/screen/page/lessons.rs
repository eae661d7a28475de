//! Lessons: what other campaigns learned that may hold here, and what was decided on each.
use super::{PLAIN, Section, blocks, mark};
use crate::board::{CampaignPage, Matching};
use crate::i18n::{Text, label, tr};
use crate::model::LessonVerdict;
use crate::planner::{RetroRequest, TakeDraft};
use crate::tui::actions::{ask, open};
use crate::tui::commands::Context;
use crate::tui::effect::Effect;
use crate::tui::msg::Now;
use crate::tui::overlay::form::Form;
use crate::tui::screen::lesson_words;
use crate::tui::state::State;
use crate::tui::text::{fit, put, put_right, width, wrap, wrap_to};
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The section's line in the table.
pub const SECTION: Section = Section {
    title: &tr::SECTION_LESSONS,
    count: |_, page| {
        let open = page.lessons.iter().filter(|lesson| lesson.used.is_none()).count();
        (if open == 0 { String::new() } else { open.to_string() }, false)
    },
    context: Some(Context::PageLessons),
    open: "lesson.take-as",
    draw,
    rows: |_, page| page.lessons.iter().map(|found| found.lesson.lesson.id.0).collect(),
    row_at: |state, page, area, at| {
        blocks::at(&heights(state, page, area.width), state.desks.page.cursor(), area, at)
    },
    ..PLAIN
};

/// The lesson under the cursor.
fn chosen(state: &State) -> Option<&Matching> {
    let desk = &state.desks.page;
    desk.page()?.lessons.get(desk.cursor())
}

/// There is a lesson under the cursor.
pub(in crate::tui) fn has_lesson(state: &State) -> Result<(), &'static Text> {
    chosen(state).map(|_| ()).ok_or(&tr::WHY_NO_LESSON_HERE)
}

/// Something was decided on the lesson under the cursor.
pub(in crate::tui) fn is_decided(state: &State) -> Result<(), &'static Text> {
    has_lesson(state)?;
    let is_decided = chosen(state).is_some_and(|found| found.used.is_some());
    if is_decided { Ok(()) } else { Err(&tr::WHY_LESSON_UNDECIDED) }
}

/// The lesson's number and the campaign's key.
fn named(state: &State) -> Option<(String, String)> {
    let lesson = chosen(state)?.lesson.lesson.id.0.to_string();
    Some((lesson, state.desks.page.page()?.campaign.key.clone()))
}

/// Takes the lesson as it proposes.
pub(in crate::tui) fn take(state: &mut State, _: Now) -> Vec<Effect> {
    let Some((lesson, campaign)) = named(state) else { return Vec::new() };
    ask(state, RetroRequest::LessonTake { lesson, campaign, draft: TakeDraft::default() }.into())
}

/// Takes it in another way.
pub(in crate::tui) fn take_as(state: &mut State, _: Now) -> Vec<Effect> {
    let form = chosen(state).and_then(|found| Some(Form::take_lesson(state.desks.page.page()?, found)));
    form.map(|form| open(state, form)).unwrap_or_default()
}

/// Says why it does not hold here.
pub(in crate::tui) fn dismiss(state: &mut State, _: Now) -> Vec<Effect> {
    let form = chosen(state).and_then(|found| Some(Form::dismiss_lesson(state.desks.page.page()?, found)));
    form.map(|form| open(state, form)).unwrap_or_default()
}

/// Leaves it open again.
pub(in crate::tui) fn forget(state: &mut State, _: Now) -> Vec<Effect> {
    let Some((lesson, campaign)) = named(state) else { return Vec::new() };
    ask(state, RetroRequest::LessonForget { lesson, campaign }.into())
}

/// What was decided, and how it is shown.
fn decided(state: &State, found: &Matching) -> (String, Role) {
    match &found.used {
        None => {
            let form = state.say(label::lesson_form(found.lesson.lesson.form));
            (state.fill(&tr::LESSONS_WOULD_BE, &[("form", form)]), Role::Faint)
        }
        Some(used) if used.verdict == LessonVerdict::Dismissed => {
            (state.say(&tr::LESSONS_DISMISSED).to_owned(), Role::Dim)
        }
        Some(used) => {
            let form = used.form.unwrap_or(found.lesson.lesson.form);
            let form = state.say(label::lesson_form(form));
            (state.fill(&tr::LESSONS_TAKEN_AS, &[("form", form)]), Role::Good)
        }
    }
}

/// The lines below a lesson's first: what to do, why not here, where it comes from, what came of it.
fn below(state: &State, found: &Matching, room: u16) -> Vec<(String, Role)> {
    let lesson = &found.lesson.lesson;
    let why = match &found.used {
        Some(used) if used.verdict == LessonVerdict::Dismissed => {
            Some(state.fill(&tr::LESSONS_DISMISSED_FOR, &[("reason", &used.reason)]))
        }
        Some(used) if !used.reason.is_empty() => Some(used.reason.clone()),
        _ => None,
    };
    let of = found.lesson.campaign.as_ref().map(|(_, name)| name.clone());
    let source =
        [Some(lesson_words::matched(state, &found.on)), of, lesson_words::told(state, &found.lesson)];
    let source: Vec<String> = source.into_iter().flatten().filter(|text| !text.is_empty()).collect();
    let mut out = Vec::new();
    let mut add = |text: &str, role| out.extend(wrap_to(text, room, 2).into_iter().map(|line| (line, role)));
    if !lesson.advice.is_empty() {
        add(&lesson.advice.replace('\n', " "), Role::Dim);
    }
    if let Some(why) = why {
        add(&why, Role::Note);
    }
    add(&source.join(" · "), Role::Faint);
    out
}

/// The sign of what was decided.
fn sign(state: &State, found: &Matching) -> (&'static str, Role) {
    let sign = |unicode, plain| if state.theme.glyphs.ascii { plain } else { unicode };
    match found.used.as_ref().map(|used| used.verdict) {
        None => (sign("○", "."), Role::Accent),
        Some(LessonVerdict::Taken) => (sign("✔", "Y"), Role::Good),
        Some(LessonVerdict::Dismissed) => (sign("–", "-"), Role::Dim),
    }
}

fn room(area_width: u16) -> u16 {
    area_width.saturating_sub(6).max(4)
}

fn heights(state: &State, page: &CampaignPage, area_width: u16) -> Vec<usize> {
    page.lessons.iter().map(|found| 1 + below(state, found, room(area_width)).len()).collect()
}

fn draw(state: &State, page: &CampaignPage, buf: &mut Buffer, area: Rect) {
    let theme = &state.theme;
    if page.lessons.is_empty() {
        let text = wrap(state.say(&tr::LESSONS_NOTHING), area.width.saturating_sub(2));
        for (y, line) in (area.y..area.bottom()).zip(text) {
            put(buf, area.x + 1, y, area.width - 1, &line, theme.style(Role::Dim));
        }
        return;
    }
    let heights = heights(state, page, area.width);
    let cursor = state.desks.page.cursor();
    let start = blocks::start(&heights, cursor, area.height);
    let mut line = 0;
    for (i, (found, height)) in page.lessons.iter().zip(&heights).enumerate() {
        let below = below(state, found, room(area.width));
        for row in 0..*height {
            let place = (line + row).checked_sub(start).and_then(|n| u16::try_from(n).ok());
            let Some(y) = place.map(|n| area.y + n) else { continue };
            if y >= area.bottom() {
                return;
            }
            if let Some((text, role)) = row.checked_sub(1).and_then(|n| below.get(n)) {
                put(buf, area.x + 4, y, room(area.width), text, theme.style(*role));
                continue;
            }
            if i == cursor {
                mark(state, buf, area, y);
            }
            let (glyph, role) = sign(state, found);
            put(buf, area.x + 2, y, 1, glyph, theme.style(role));
            let (word, role) = decided(state, found);
            let right = area.right().saturating_sub(1);
            put_right(buf, area.x + 4, right, y, &word, theme.style(role));
            let room = right.saturating_sub(area.x + 4 + width(&word) + 2);
            put(buf, area.x + 4, y, room, &fit(&found.lesson.lesson.title, room), theme.style(Role::Text));
        }
        line += height;
    }
}
