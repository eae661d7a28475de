//! The key results: value and goal, bar with the expected mark, progress, expected, pace, status; below it where the
//! number comes from, how much it counts, whose it is and how sure that one is.
use crate::board::{KeyResultLine, ObjectivePage};
use crate::i18n::{label, tr};
use crate::model::TargetKind;
use crate::tui::screen::cockpit::words as target;
use crate::tui::screen::okr::words;
use crate::tui::screen::page_start;
use crate::tui::state::State;
use crate::tui::text::{put, put_right, width};
use crate::tui::theme::Role;
use crate::tui::widget::bar;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::Section;

/// The least room of a bar.
const BAR: u16 = 8;

/// The texts of one line.
struct Texts {
    title: String,
    value: String,
    progress: String,
    due: String,
    pace: String,
    word: &'static str,
}

/// How wide each column is; none where it has no room.
#[derive(Default)]
struct Widths {
    title: u16,
    value: u16,
    bar: u16,
    progress: u16,
    due: u16,
    pace: u16,
    word: u16,
}

fn texts(state: &State, kr: &KeyResultLine, is_wide: bool) -> Texts {
    let due = words::expected(kr).filter(|_| kr.line.actual.is_some());
    let due = due.map(|share| state.numbers().percent(share));
    Texts {
        title: format!("{} {}", kr.line.key, words::title(state, kr)),
        value: words::value(state, kr, is_wide),
        progress: words::share(state, kr.progress),
        due: due.map(|share| state.fill(&tr::COCKPIT_DUE, &[("share", &share)])).unwrap_or_default(),
        pace: kr.line.pace.map(|_| target::pace(state, &kr.line)).unwrap_or_default(),
        word: words::standing(state, kr),
    }
}

fn widths(texts: &[Texts], room: u16) -> Widths {
    let max = |of: fn(&Texts) -> &str| texts.iter().map(|t| width(of(t))).max().unwrap_or(0);
    let longest = max(|t| &t.title);
    let mut all = Widths {
        title: longest,
        value: max(|t| &t.value),
        bar: BAR,
        progress: max(|t| &t.progress),
        due: max(|t| &t.due),
        pace: max(|t| &t.pace),
        word: max(|t| t.word),
    };
    let gap = |wide: u16| if wide == 0 { 0 } else { wide + 2 };
    let taken =
        |w: &Widths| gap(w.value) + gap(w.bar) + gap(w.progress) + gap(w.due) + gap(w.pace) + gap(w.word);
    let least = longest.min(room / 3).max(12);
    // Cursor and glyph stand before the title.
    let left = |w: &Widths| room.saturating_sub(5 + taken(w));
    let fall: [fn(&mut Widths); 5] =
        [|w| w.due = 0, |w| w.pace = 0, |w| w.bar = 0, |w| w.value = 0, |w| w.word = 0];
    for drop in fall {
        if left(&all) >= least {
            break;
        }
        drop(&mut all);
    }
    all.title = longest.min(left(&all));
    if all.bar > 0 {
        all.bar = (all.bar + left(&all) - all.title).min(48);
    }
    all
}

/// The key result at a cell.
pub fn at(state: &State, area: Rect, rows: u16, at: Position) -> Option<usize> {
    let desk = &state.desks.objective;
    let count = desk.count(Section::KeyResults);
    let from = page_start(desk.place(), count, area.height / rows.max(1));
    let hit = from + usize::from(at.y.saturating_sub(area.y) / rows.max(1));
    (area.contains(at) && hit < count).then_some(hit)
}

/// Draws them around the chosen one.
pub fn draw(state: &State, buf: &mut Buffer, area: Rect, page: &ObjectivePage, rows: u16) {
    let lines = &page.line.key_results;
    if lines.is_empty() {
        return super::panel::nothing(state, buf, area, Section::KeyResults);
    }
    let texts: Vec<Texts> = lines.iter().map(|kr| texts(state, kr, area.width >= 100)).collect();
    let widths = widths(&texts, area.width);
    let desk = &state.desks.objective;
    let shown = area.height / rows.max(1);
    let from = page_start(desk.place(), lines.len(), shown);
    let both = lines.iter().zip(&texts).enumerate().skip(from).take(usize::from(shown));
    for (y, (i, (kr, texts))) in (area.y..area.bottom()).step_by(usize::from(rows.max(1))).zip(both) {
        if i == desk.place() {
            let role = if desk.section == Section::KeyResults { Role::Accent } else { Role::Faint };
            put(buf, area.x, y, 1, state.theme.glyphs.cursor, state.theme.style(role));
        }
        line(state, buf, Rect { y, height: 1, ..area }, kr, texts, &widths);
        if rows > 1 && y + 1 < area.bottom() {
            below(state, buf, Rect { y: y + 1, height: 1, ..area }, kr);
        }
    }
}

fn line(state: &State, buf: &mut Buffer, area: Rect, kr: &KeyResultLine, texts: &Texts, w: &Widths) {
    let (theme, y) = (&state.theme, area.y);
    let status = theme.status(Some(kr.line.status));
    let (text, dim) = (theme.style(Role::Text), theme.style(Role::Dim));
    put(buf, area.x + 2, y, 1, theme.glyphs.status(Some(kr.line.status)), status);
    let mut x = area.x + 4;
    put(buf, x, y, w.title, &texts.title, theme.style(Role::Title));
    x += w.title;
    if w.value > 0 {
        put_right(buf, x + 2, x + 2 + w.value, y, &texts.value, text);
        x += 2 + w.value;
    }
    if w.bar > 0 {
        if kr.line.kind != TargetKind::Keep || kr.progress.is_some() {
            let mark = words::expected(kr).filter(|_| kr.line.actual.is_some());
            bar::draw(buf, (x + 2, y), w.bar, kr.progress, mark, status, theme);
        }
        x += 2 + w.bar;
    }
    put_right(buf, x + 2, x + 2 + w.progress, y, &texts.progress, text);
    x += 2 + w.progress;
    for (wide, text, style) in [(w.due, &texts.due, dim), (w.pace, &texts.pace, status)] {
        if wide > 0 {
            put_right(buf, x + 2, x + 2 + wide, y, text, style);
            x += 2 + wide;
        }
    }
    if w.word > 0 {
        put(buf, x + 2, y, w.word, texts.word, status);
    }
}

/// Where the number comes from, how much it counts, whose it is, how sure, when last said, and what.
fn below(state: &State, buf: &mut Buffer, area: Rect, kr: &KeyResultLine) {
    let theme = &state.theme;
    let (dim, warn) = (theme.style(Role::Dim), theme.style(Role::Warn));
    let mut pieces = vec![(state.say(label::feed(kr.feed)).to_owned(), dim)];
    let share = state.numbers().percent(kr.share);
    pieces.push((state.fill(&tr::OBJECTIVE_PAGE_WEIGHT, &[("share", &share)]), dim));
    if !kr.owner.is_empty() {
        pieces.push((kr.owner.clone(), dim));
    }
    if kr.confidence.is_some() {
        let sure = words::confidence(state, kr.confidence, kr.confidence_before, false);
        let falls = kr.confidence.zip(kr.confidence_before).is_some_and(|(now, before)| now < before);
        let text = state.fill(&tr::OBJECTIVE_PAGE_CONFIDENCE, &[("n", &sure)]);
        pieces.push((text, if falls { warn } else { dim }));
    }
    match kr.checked_at {
        Some(at) => {
            let age = words::ago(state, at);
            pieces.push((state.fill(&tr::OBJECTIVE_PAGE_CHECKED, &[("age", &age)]), dim));
        }
        None if kr.due_at.is_some() => {
            pieces.push((state.say(&tr::OBJECTIVE_PAGE_NEVER).to_owned(), dim));
        }
        None => {}
    }
    if kr.is_due(words::moment(state)) {
        pieces.push((state.say(&tr::OBJECTIVE_PAGE_IS_DUE).to_owned(), warn));
    }
    if !kr.note.is_empty() {
        pieces.push((kr.note.replace('\n', " "), theme.style(Role::Note)));
    }
    let mut x = area.x + 4;
    for (i, (text, style)) in pieces.iter().enumerate() {
        if x + 3 >= area.right() {
            break;
        }
        if i > 0 {
            x = put(buf, x, area.y, 3, " · ", dim);
        }
        x = put(buf, x, area.y, area.right().saturating_sub(x + 1), text, *style);
    }
}
