//! Draws what lies over the screen.
use super::form::{Choices, Field, Form, Kind, Subject};
use super::list::{HelpBox, LogBox, PaletteBox};
use super::sheet::{draw_calculator, draw_split, draw_weights};
use super::{Overlay, minutes, moved, proposal};
use crate::i18n::{Text, label, tr};
use crate::tui::commands::{COMMANDS, Command};
use crate::tui::screen::page_start as page;
use crate::tui::state::{State, Tone};
use crate::tui::text::{clean, date_time, fit, put, put_right, width, wrap, wrap_to};
use crate::tui::theme::Role;
use crate::tui::widget::editor::Editor;
use crate::tui::widget::frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// How many choices are shown below a field.
const CHOICES: usize = 6;

/// Draws an overlay; gives the cursor's place where a text is typed.
pub fn draw(state: &State, buf: &mut Buffer, area: Rect, overlay: &Overlay) -> Option<Position> {
    match overlay {
        Overlay::Help(help) => draw_help(state, buf, area, help),
        Overlay::Palette(palette) => draw_palette(state, buf, area, palette),
        Overlay::Log(log) => {
            draw_log(state, buf, area, log);
            None
        }
        Overlay::Moved(shown) => {
            moved::draw(state, buf, area, shown);
            None
        }
        Overlay::Form(form) => {
            // The form for one of its lines leaves the preview in sight.
            if let (Subject::Proposed { .. }, [.., Overlay::Proposal(sheet), _]) =
                (&form.subject, state.overlays.as_slice())
            {
                proposal::draw(state, buf, area, sheet);
                return draw_form(state, buf, area, form, Some(proposal::cursor_row(area, sheet)));
            }
            draw_form(state, buf, area, form, None)
        }
        Overlay::Proposal(sheet) => {
            proposal::draw(state, buf, area, sheet);
            None
        }
        Overlay::Minutes(shown) => {
            minutes::draw(state, buf, area, shown);
            None
        }
        Overlay::Split(sheet) => draw_split(state, buf, area, sheet),
        Overlay::Weights(sheet) => draw_weights(state, buf, area, sheet),
        Overlay::Calculator(sheet) => draw_calculator(state, buf, area, sheet),
    }
}

pub(super) fn place(area: Rect, width: u16, height: u16) -> Rect {
    let (w, h) = (width.min(area.width.saturating_sub(2)), height.min(area.height));
    Rect::new(area.x + (area.width - w) / 2, area.y + (area.height - h) / 3, w, h)
}

/// Below the row where there is room for it, else above it, else wherever it fits.
fn beside_row(area: Rect, row: u16, width: u16, height: u16) -> Rect {
    let all = place(area, width, height);
    let y = if row + 1 + all.height <= area.bottom() {
        row + 1
    } else if row >= area.y + all.height {
        row - all.height
    } else {
        all.y
    };
    Rect { y, ..all }
}

pub(super) fn open(state: &State, buf: &mut Buffer, place: Rect, title: &str) -> Rect {
    frame::clear(buf, place);
    let inner = frame::draw(buf, place, &state.theme);
    frame::title(buf, place, place.y, &[(title, state.theme.style(Role::Title))]);
    Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner }
}

/// A line to type into; what it is for while it is empty.
fn input(state: &State, buf: &mut Buffer, area: Rect, editor: &Editor, ask: &'static Text) -> Position {
    let (text, column) = editor.window(area.width);
    let sign = put(buf, area.x, area.y, 1, state.theme.glyphs.cursor, state.theme.style(Role::Accent)) + 1;
    let room = area.right().saturating_sub(sign);
    if editor.text().is_empty() {
        put(buf, sign, area.y, room, state.say(ask), state.theme.style(Role::Faint));
    } else {
        put(buf, sign, area.y, room, &text, state.theme.style(Role::Text));
    }
    Position::new((sign + column).min(area.right()), area.y)
}

fn draw_palette(state: &State, buf: &mut Buffer, area: Rect, palette: &PaletteBox) -> Option<Position> {
    let rows = u16::try_from(palette.found.len()).unwrap_or(u16::MAX).clamp(1, 16);
    // The height stays while typing: a box that jumps is hard to read.
    let place = place(area, 68, 18.max(rows + 3));
    let inner = open(state, buf, place, state.say(&tr::PALETTE_TITLE));
    let cursor = input(state, buf, Rect { height: 1, ..inner }, &palette.query, &tr::KEYS_FILTER);
    let list = Rect { y: inner.y + 1, height: inner.height.saturating_sub(1), ..inner };
    let from = page(palette.cursor, palette.found.len(), list.height);
    if palette.found.is_empty() {
        put(buf, list.x + 2, list.y, list.width, state.say(&tr::KEYS_NONE), state.theme.style(Role::Dim));
    }
    for (i, command) in palette.found.iter().enumerate().skip(from).take(usize::from(list.height)) {
        let y = list.y + u16::try_from(i - from).unwrap_or(0);
        if i == palette.cursor {
            put(buf, list.x, y, 1, state.theme.glyphs.cursor, state.theme.style(Role::Accent));
        }
        let keys = state.keymap.labels(command.id);
        command_row(state, buf, Rect { x: list.x + 2, y, width: list.width - 2, height: 1 }, command, &keys);
    }
    Some(cursor)
}

fn command_row(state: &State, buf: &mut Buffer, area: Rect, command: &Command, keys: &[String]) {
    let (text, dim) = (state.theme.style(Role::Text), state.theme.style(Role::Dim));
    let mut keys = keys.join("  ");
    if state.theme.glyphs.ascii {
        keys = ["Up", "Down", "Left", "Right"]
            .iter()
            .zip(["↑", "↓", "←", "→"])
            .fold(keys, |k, (plain, sign)| k.replace(sign, plain));
    }
    let why = (command.ready)(state).err();
    let style = if why.is_some() { dim } else { text };
    let room = area.width.saturating_sub(width(&keys) + 2);
    let x = put(buf, area.x, area.y, room, state.say(command.title), style);
    if let Some(why) = why {
        let left = (area.x + room).saturating_sub(x + 2);
        put(buf, x + 2, area.y, left, state.say(why), state.theme.style(Role::Faint));
    }
    put_right(buf, area.x, area.right(), area.y, &keys, state.theme.style(Role::Accent));
}

/// Rows of the help: headings and commands, those of the place it was opened from.
fn help_rows(state: &State, help: &HelpBox) -> Vec<Result<&'static Command, &'static Text>> {
    let needle = help.filter.text().trim().to_lowercase();
    let passes = |c: &&Command| {
        let is_here = c.contexts.iter().any(|context| help.contexts.contains(context));
        let text = format!("{} {} {}", c.title.en, c.title.zh, c.id).to_lowercase();
        let keys = state.keymap.labels_in(&help.contexts, c.id);
        is_here
            && (needle.is_empty()
                || text.contains(&needle)
                || keys.iter().any(|k| k.to_lowercase() == needle))
    };
    let mut rows = Vec::new();
    for group in [&tr::GROUP_HERE, &tr::GROUP_WORK, &tr::GROUP_VIEW, &tr::GROUP_CURSOR, &tr::GROUP_APP] {
        let members: Vec<_> =
            COMMANDS.iter().filter(passes).filter(|c| std::ptr::eq(c.group(), group)).collect();
        if !members.is_empty() {
            rows.push(Err(group));
            rows.extend(members.into_iter().map(Ok));
        }
    }
    rows
}

fn draw_help(state: &State, buf: &mut Buffer, area: Rect, help: &HelpBox) -> Option<Position> {
    let place = place(area, 72, area.height);
    let inner = open(state, buf, place, state.say(&tr::KEYS_TITLE));
    let cursor = input(state, buf, Rect { height: 1, ..inner }, &help.filter, &tr::KEYS_FILTER);
    let list = Rect { y: inner.y + 1, height: inner.height.saturating_sub(1), ..inner };
    let rows = help_rows(state, help);
    if rows.is_empty() {
        put(buf, list.x + 2, list.y, list.width, state.say(&tr::KEYS_NONE), state.theme.style(Role::Dim));
    }
    let from = help.offset.min(rows.len().saturating_sub(usize::from(list.height)));
    for (y, row) in (list.y..list.bottom()).zip(rows.iter().skip(from)) {
        match row {
            Ok(command) => {
                let keys = state.keymap.labels_in(&help.contexts, command.id);
                let line = Rect { x: list.x + 2, y, width: list.width - 2, height: 1 };
                command_row(state, buf, line, command, &keys);
            }
            Err(group) => {
                put(buf, list.x, y, list.width, state.say(group), state.theme.style(Role::Dim));
            }
        }
    }
    Some(cursor)
}

fn draw_log(state: &State, buf: &mut Buffer, area: Rect, log: &LogBox) {
    let place = place(area, 96, area.height);
    let inner = open(state, buf, place, state.say(&tr::LOG_TITLE));
    let dim = state.theme.style(Role::Dim);
    if state.log.is_empty() {
        put(buf, inner.x, inner.y, inner.width, state.say(&tr::LOG_EMPTY), dim);
        return;
    }
    let from = log.offset.min(state.log.len() - 1);
    let mut y = inner.y;
    for notice in state.log.iter().rev().skip(from) {
        let when = date_time(state.info.zone.local(notice.at));
        let role = match notice.tone {
            Tone::Done => Role::Good,
            Tone::Plain => Role::Text,
            Tone::Wrong => Role::Bad,
        };
        for (i, line) in wrap(&notice.text, inner.width.saturating_sub(14)).iter().enumerate() {
            if y >= inner.bottom() {
                return;
            }
            if i == 0 {
                put(buf, inner.x, y, 11, &when, dim);
            }
            put(buf, inner.x + 13, y, inner.width, line, state.theme.style(role));
            y += 1;
        }
    }
}

/// A line of a form as it is laid out.
enum Line {
    Field(usize),
    Below(usize, String, Role),
    Choice(usize, String, String),
    Row(usize, String, Option<u16>),
}

/// The columns a text of several lines has in a form.
pub fn lines_room(width: u16) -> u16 {
    width.saturating_sub(2).min(76).saturating_sub(6)
}

/// The rows of a text of several lines around its cursor.
fn text_rows(i: usize, field: &Field, is_focused: bool, area: Rect) -> Vec<Line> {
    let laid = field.editor.rows(lines_room(area.width));
    let most = area.height.saturating_sub(8).max(2);
    let from = if is_focused { page(laid.row, laid.rows.len(), most) } else { 0 };
    let rows = laid.rows.iter().enumerate().skip(from).take(usize::from(most));
    rows.map(|(row, (start, end))| {
        let text = field.editor.text().get(*start..*end).unwrap_or_default();
        Line::Row(i, text.to_owned(), (row == laid.row && is_focused).then_some(laid.column))
    })
    .collect()
}

/// What is missing for the status that is chosen.
fn missing(state: &State, form: &Form, field: &Field) -> Vec<(String, Role)> {
    let step = form.steps.iter().find(|step| field.id == "status" && step.to.as_str() == field.text());
    let Some(step) = step else { return Vec::new() };
    if step.lacks.is_empty() {
        return vec![(state.say(&tr::FORM_NOTHING_MISSING).to_owned(), Role::Good)];
    }
    let said = step.lacks.iter().map(|(lack, names)| label::lacking(*lack, names, state.lang()));
    said.map(|what| (state.fill(&tr::FORM_MISSING, &[("what", &what)]), Role::Warn)).collect()
}

fn form_lines(state: &State, form: &Form, room: u16, area: Rect) -> Vec<Line> {
    let checks = state.checks();
    let mut lines = Vec::new();
    for (i, field) in form.fields.iter().enumerate().filter(|(_, field)| !field.is_hidden) {
        lines.push(Line::Field(i));
        let is_focused = i == form.focus;
        if field.kind == Kind::Lines {
            lines.extend(text_rows(i, field, is_focused, area));
        }
        let fault = field.fault(&checks, Some(&state.choices));
        let limit = field.editor.limit().to_string();
        let note = if let Some(fault) = fault {
            Some((fault, Role::Bad))
        } else if is_focused && field.editor.was_cut() {
            Some((state.fill(&tr::FORM_LIMIT, &[("limit", &limit)]), Role::Warn))
        } else if is_focused && form.paste_cut {
            Some((state.say(&tr::FORM_PASTE_CUT).to_owned(), Role::Warn))
        } else if is_focused && field.kind != Kind::Lines {
            Some((state.say(field.ask).to_owned(), Role::Faint))
        } else {
            None
        };
        if let Some((text, role)) = note {
            lines.extend(wrap(&text, room).into_iter().take(2).map(|line| Line::Below(i, line, role)));
        }
        let hints = match &form.subject {
            Subject::Okr(okr) => okr.hints(form, field, state.lang()),
            _ => Vec::new(),
        };
        for (text, role) in missing(state, form, field).into_iter().chain(hints) {
            lines.extend(wrap(&text, room).into_iter().take(2).map(|line| Line::Below(i, line, role)));
        }
        // A single one has its name beside it.
        let named = field.named(&state.choices, state.lang());
        if named.len() > 1 {
            lines.push(Line::Below(i, named.join(state.say(&tr::PAGE_JOIN)), Role::Dim));
        }
        if is_focused {
            lines.extend(choice_lines(state, i, field, &state.choices));
            let about = field.about(&state.choices, state.lang());
            let about = about.map(|text| wrap_to(&clean(text), room, 3)).unwrap_or_default();
            lines.extend(about.into_iter().map(|line| Line::Below(i, line, Role::Dim)));
        }
    }
    lines
}

/// The choices around the picked one; where there are more, how many.
fn choice_lines(state: &State, owner: usize, field: &Field, choices: &Choices) -> Vec<Line> {
    if field.exact(choices).is_some() && field.pick.is_none() {
        return Vec::new();
    }
    let found = field.suggestions(choices);
    let from = page(field.pick.unwrap_or(0), found.len(), u16::try_from(CHOICES).unwrap_or(6));
    let rows = found.iter().enumerate().skip(from).take(CHOICES);
    let rows = rows.map(|(i, c)| Line::Choice(i, c.key.clone(), c.name(state.lang()).to_owned()));
    let mut lines: Vec<Line> = rows.collect();
    if found.len() > lines.len() {
        let shown = format!("{}–{}/{}", from + 1, from + lines.len(), found.len());
        lines.push(Line::Below(owner, shown, Role::Faint));
    }
    lines
}

/// Draws a form; a small one beside the row it changes.
fn draw_form(
    state: &State,
    buf: &mut Buffer,
    area: Rect,
    form: &Form,
    beside: Option<u16>,
) -> Option<Position> {
    let theme = &state.theme;
    let fields = || form.fields.iter().filter(|field| !field.is_hidden);
    let label_width = fields().map(|f| width(state.say(f.label))).max().unwrap_or(0) + 2;
    let box_width = area.width.saturating_sub(2).min(76);
    let room = box_width.saturating_sub(label_width + 5);
    let lines = form_lines(state, form, room, area);
    let wrapped =
        |text: &String, most: usize| wrap(&clean(text), box_width - 4).into_iter().take(most).collect();
    let refusal: Vec<String> = form.refusal.as_ref().map(|text| wrapped(text, 4)).unwrap_or_default();
    let lead: Vec<String> = form.lead.as_ref().map(|text| wrapped(text, 4)).unwrap_or_default();
    let news: Vec<String> =
        form.news.iter().flat_map(|text| -> Vec<String> { wrapped(text, 2) }).take(8).collect();
    let count = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
    let above = count(refusal.len() + lead.len() + news.len());
    let height = (count(fields().count()) + 10).max(count(lines.len()) + 4) + above;
    let has_rows = lines.iter().any(|line| matches!(line, Line::Row(..)));
    let most = if has_rows { u16::MAX } else { count(fields().count()) * 2 + 12 + above };
    let place = match beside {
        None => place(area, box_width, height.min(most)),
        Some(row) => {
            beside_row(area, row, box_width, count(lines.len().max(fields().count() + 1)) + 3 + above)
        }
    };
    let inner = open(state, buf, place, &form.title(state.lang()));
    let mut top = inner.y;
    for line in &refusal {
        put(buf, inner.x, top, inner.width, line, theme.style(Role::Bad));
        top += 1;
    }
    for line in &lead {
        put(buf, inner.x, top, inner.width, line, theme.style(Role::Dim));
        top += 1;
    }
    for line in &news {
        put(buf, inner.x, top, inner.width, line, theme.style(Role::Warn));
        top += 1;
    }
    foot(state, buf, inner, form);
    let list = Rect { y: top, height: inner.bottom().saturating_sub(top + 1), ..inner };
    // The focused field and what stands below it stay in sight.
    let last = lines.iter().rposition(|l| owner(l, form.focus) == form.focus).unwrap_or(0);
    let from = (last + 1).saturating_sub(usize::from(list.height));
    let mut cursor = None;
    for (y, line) in (list.y..list.bottom()).zip(lines.iter().skip(from)) {
        let row = Rect { y, height: 1, ..list };
        match line {
            Line::Field(i) => {
                let at = form.fields.get(*i).map(|f| draw_field(state, buf, row, form, f, label_width));
                if *i == form.focus {
                    cursor = at.flatten();
                }
            }
            Line::Below(_, text, role) => {
                put(buf, list.x + label_width + 1, y, room, text, theme.style(*role));
            }
            Line::Row(_, text, column) => {
                let x = list.x + 1;
                let end = put(buf, x, y, list.right().saturating_sub(x), text, theme.style(Role::Text));
                theme.underline(buf, Rect { x, width: lines_room(area.width).max(end - x), ..row });
                cursor = column.map(|column| Position::new((x + column).min(list.right()), y)).or(cursor);
            }
            Line::Choice(i, key, name) => {
                let is_picked = form.focused().is_some_and(|f| f.pick == Some(*i));
                let style = if is_picked { theme.chosen() } else { theme.style(Role::Dim) };
                let sign = if is_picked { theme.glyphs.cursor } else { " " };
                let x = put(buf, list.x + label_width + 1, y, 1, sign, style);
                let x = put(buf, x + 1, y, 20, key, style);
                put(buf, x + 2, y, list.right().saturating_sub(x + 2), name, theme.style(Role::Dim));
            }
        }
    }
    cursor
}

fn owner(line: &Line, focus: usize) -> usize {
    match line {
        Line::Field(i) | Line::Below(i, ..) | Line::Row(i, ..) => *i,
        Line::Choice(..) => focus,
    }
}

fn draw_field(
    state: &State,
    buf: &mut Buffer,
    row: Rect,
    form: &Form,
    field: &Field,
    label_width: u16,
) -> Option<Position> {
    let theme = &state.theme;
    let is_focused = form.focused().is_some_and(|focused| focused.id == field.id);
    if field.kind == Kind::Lines {
        // The title of the form says what it is.
        put(buf, row.x, row.y, row.width, state.say(field.ask), theme.style(Role::Faint));
        return None;
    }
    let label_style = theme.style(if is_focused { Role::Accent } else { Role::Dim });
    put(buf, row.x, row.y, label_width, state.say(field.label), label_style);
    let x = row.x + label_width + 1;
    let room = row.right().saturating_sub(x);
    if let Kind::Words(words) = field.kind {
        let text =
            words.iter().find(|(word, _)| *word == field.text()).map_or("", |(_, text)| state.say(text));
        let text = if is_focused {
            format!("{} {text} {}", theme.glyphs.left, theme.glyphs.right)
        } else {
            text.to_owned()
        };
        put(buf, x, row.y, room, &text, theme.style(Role::Text));
        return None;
    }
    let (text, column) = field.editor.window(room);
    // Away from the cursor a long value is read from its beginning.
    let text = if is_focused { text } else { fit(field.editor.text(), room) };
    let end = put(buf, x, row.y, room, &text, theme.style(Role::Text));
    if let Some(echo) = form.echo(field, &state.checks(), &state.choices) {
        let echo = format!("{} {echo}", theme.glyphs.becomes);
        put(buf, end + 2, row.y, row.right().saturating_sub(end + 2), &echo, theme.style(Role::Dim));
    }
    if let Some(choice) = field.exact(&state.choices) {
        let name = choice.name(state.lang());
        if name != field.text() {
            put(buf, end + 2, row.y, row.right().saturating_sub(end + 2), name, theme.style(Role::Dim));
        }
    }
    theme.underline(buf, Rect { x, width: room, ..row });
    is_focused.then(|| Position::new((x + column).min(row.right()), row.y))
}

/// An amount of data, to read: `340 KB`, `12.5 MB`. Units of ten, as files are shown elsewhere.
fn size(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{} KB", bytes / 1_000),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

/// How far its request is.
fn foot(state: &State, buf: &mut Buffer, inner: Rect, form: &Form) {
    if !form.is_sent() {
        return;
    }
    let line = if form.is_importing() {
        state.fill(&tr::FORM_IMPORTING, &[("size", &size(form.bytes))])
    } else {
        state.say(&tr::FORM_BUSY).to_owned()
    };
    let y = inner.bottom().saturating_sub(1);
    put(buf, inner.x, y, inner.width, &line, state.theme.style(Role::Accent));
}
