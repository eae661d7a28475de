//! Tasks by due date: what, by when, by whom, where it stands, what it waits for.
use super::{PLAIN, Section, head, mark, nothing};
use crate::board::{CampaignPage, TaskLine};
use crate::i18n::{label, tr};
use crate::model::{TaskKind, TaskStatus, fold};
use crate::tui::commands::Context;
use crate::tui::screen::page_start;
use crate::tui::state::State;
use crate::tui::text::{fit, put, put_right, width, wrap};
use crate::tui::theme::Role;
use crate::tui::widget::frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// The section's line in the table.
pub const SECTION: Section = Section {
    title: &tr::SECTION_TASKS,
    count: |_, page| {
        let open = page.tasks.iter().filter(|task| task.status.is_open()).count();
        let late = page.tasks.iter().filter(|task| task.is_overdue).count();
        counted(open, late)
    },
    context: Some(Context::Tasks),
    open: "task.edit",
    draw,
    rows: |state, page| shown(state, page).iter().map(|task| task.id.0).collect(),
    row_at: |state, page, area, at: Position| {
        let count = shown(state, page).len();
        super::plain_row(state, count, list(area, state, count), at)
    },
    back: |state| {
        let desk = &mut state.desks.page;
        let had = !desk.filter.text().is_empty() || desk.only_mine;
        desk.filter.set("");
        desk.only_mine = false;
        had
    },
    ..PLAIN
};

/// How many are open and how many of them press: `12 · 2!`; empty for none.
pub fn counted(open: usize, presses: usize) -> (String, bool) {
    match (open, presses) {
        (0, _) => (String::new(), false),
        (open, 0) => (open.to_string(), false),
        (open, presses) => (format!("{open} · {presses}!"), true),
    }
}

/// The tasks that pass the filter.
pub fn shown<'a>(state: &State, page: &'a CampaignPage) -> Vec<&'a TaskLine> {
    let desk = &state.desks.page;
    let needle = fold(desk.filter.text());
    let passes = |task: &&TaskLine| {
        let is_in = |text: &str| fold(text).contains(&needle);
        // What nobody was named for is on the desk of whoever answers for the campaign.
        let owner = if task.owner.is_empty() { &page.campaign.owner } else { &task.owner };
        let is_mine = !desk.only_mine || fold(owner) == fold(&state.config.actor());
        let words = [label::task_kind(task.kind), label::task_status(task.status, task.kind)];
        is_mine
            && (needle.is_empty()
                || is_in(&task.title)
                || is_in(&task.owner)
                || is_in(&task.role)
                || is_in(task.channel.as_deref().unwrap_or_default())
                || words.iter().any(|word| is_in(state.say(word))))
    };
    page.tasks.iter().filter(passes).collect()
}

/// The task under the cursor.
pub fn chosen(state: &State) -> Option<&TaskLine> {
    let page = state.desks.page.page()?;
    shown(state, page).get(state.desks.page.cursor()).copied()
}

/// The rows of the list; what is left below is the chosen one's.
fn list(area: Rect, state: &State, count: usize) -> Rect {
    const DETAIL: u16 = 5;
    let narrowed = u16::from(narrowing(state).is_some());
    let room = area.height.saturating_sub(narrowed);
    let count = u16::try_from(count).unwrap_or(u16::MAX);
    let height = if room >= 12 { room - DETAIL } else { room };
    Rect { y: area.y + narrowed, height: height.min(room).max(count.min(1)), ..area }
}

/// What the list is narrowed by, in words.
fn narrowing(state: &State) -> Option<String> {
    let desk = &state.desks.page;
    let text = desk.filter.text();
    let mine = desk.only_mine.then(|| state.fill(&tr::TASKS_MINE, &[("name", &state.config.name)]));
    let filter = (!text.is_empty()).then(|| state.fill(&tr::TASKS_FILTER, &[("text", text)]));
    let all: Vec<String> = mine.into_iter().chain(filter).collect();
    (!all.is_empty()).then(|| all.join(" · "))
}

/// The sign of what kind of thing a task is.
fn kind_sign(state: &State, kind: TaskKind) -> &'static str {
    match (kind, state.theme.glyphs.ascii) {
        (TaskKind::Todo, true) => "-",
        (TaskKind::Todo, false) => "·",
        (TaskKind::Milestone, true) => "#",
        (TaskKind::Milestone, false) => "◆",
        (TaskKind::Content, true) => "~",
        (TaskKind::Content, false) => "✎",
        (TaskKind::Approval, _) => "?",
    }
}

/// The sign of where a task stands, and how it is drawn.
fn status_sign(state: &State, task: &TaskLine) -> (&'static str, Role) {
    let sign = |unicode, plain| if state.theme.glyphs.ascii { plain } else { unicode };
    match task.status {
        _ if task.is_overdue => (state.theme.glyphs.urgent, Role::Bad),
        TaskStatus::Done => (sign("✔", "Y"), Role::Good),
        TaskStatus::Dropped => (sign("–", "-"), Role::Faint),
        TaskStatus::Refused => (sign("✖", "x"), Role::Bad),
        TaskStatus::Doing => (sign("◐", "o"), Role::Accent),
        TaskStatus::Open => (sign("○", "."), Role::Dim),
    }
}

/// How long there is left, in words; the status once nobody has to do anything any more.
fn when(state: &State, task: &TaskLine) -> (String, Role) {
    let n = task.days_left.unsigned_abs().to_string();
    let n = [("n", n.as_str())];
    match task.days_left {
        _ if !task.status.is_open() => {
            (state.say(label::task_status(task.status, task.kind)).to_owned(), Role::Faint)
        }
        0 if task.is_overdue => (state.say(&tr::PLAN_OVERDUE).to_owned(), Role::Bad),
        -1 => (state.say(&tr::PLAN_DAY_OVER).to_owned(), Role::Bad),
        ..0 => (state.fill(&tr::PLAN_DAYS_OVER, &n), Role::Bad),
        0 => (state.say(&tr::PAGE_TODAY).to_owned(), Role::Warn),
        1 => (state.say(&tr::PAGE_TOMORROW).to_owned(), Role::Warn),
        _ => (state.fill(&tr::PAGE_DAYS_LEFT, &n), Role::Dim),
    }
}

fn draw(state: &State, page: &CampaignPage, buf: &mut Buffer, area: Rect) {
    if page.tasks.is_empty() {
        return nothing(state, buf, area, &tr::TASKS_NOTHING, "task.add");
    }
    let theme = &state.theme;
    let tasks = shown(state, page);
    if let Some(text) = narrowing(state) {
        let n = format!("{text} · {}/{}", tasks.len(), page.tasks.len());
        put(buf, area.x + 2, area.y, area.width - 3, &n, theme.style(Role::Accent));
    }
    let list = list(area, state, tasks.len());
    if tasks.is_empty() {
        return nothing(state, buf, list, &tr::TASKS_NO_MATCH, "view.back");
    }
    let cursor = state.desks.page.cursor();
    let widths = Widths::of(state, &tasks, area.width);
    let from = page_start(cursor, tasks.len(), list.height);
    for (y, (i, task)) in (list.y..list.bottom()).zip(tasks.iter().enumerate().skip(from)) {
        if i == cursor {
            mark(state, buf, area, y);
        }
        row(state, buf, Rect { y, height: 1, ..area }, task, &widths);
    }
    if area.bottom() > list.bottom() + 1
        && let Some(task) = tasks.get(cursor)
    {
        detail(state, buf, Rect { y: list.bottom(), height: area.bottom() - list.bottom(), ..area }, task);
    }
}

/// How wide each column is; 0 for one that has no room.
struct Widths {
    due: u16,
    who: u16,
    kind: u16,
    when: u16,
}

impl Widths {
    fn of(state: &State, tasks: &[&TaskLine], room: u16) -> Self {
        let most = |of: &dyn Fn(&TaskLine) -> u16| tasks.iter().map(|task| of(task)).max().unwrap_or(0);
        let due = most(&|task| if task.due.is_relative() { width(&task.due.to_string()) } else { 0 });
        let kind = most(&|task| width(state.say(label::task_kind(task.kind))));
        let who = most(&|task| width(task.who())).min(12);
        let when = most(&|task| width(&when(state, task).0));
        Self {
            due: if room >= 64 { due } else { 0 },
            who: if room >= 52 { who } else { 0 },
            kind: if room >= 96 { kind } else { 0 },
            when,
        }
    }
}

fn row(state: &State, buf: &mut Buffer, area: Rect, task: &TaskLine, widths: &Widths) {
    let (theme, y) = (&state.theme, area.y);
    let dim = theme.style(Role::Dim);
    let (sign, role) = status_sign(state, task);
    put(buf, area.x + 2, y, 1, sign, theme.style(role));
    let mut x = area.x + 4;
    if widths.due > 0 {
        let due = if task.due.is_relative() { task.due.to_string() } else { String::new() };
        put_right(buf, x, x + widths.due, y, &due, dim);
        x += widths.due + 2;
    }
    let day = task.on.day().date().format("%m-%d").to_string();
    x = put(buf, x, y, 5, &day, dim) + 2;
    x = put(buf, x, y, 1, kind_sign(state, task.kind), dim) + 1;
    let (when, role) = when(state, task);
    let mut right = area.right().saturating_sub(1);
    put_right(buf, x, right, y, &when, theme.style(role));
    right = right.saturating_sub(widths.when + 2);
    if widths.who > 0 {
        let style = theme.style(if task.owner.is_empty() { Role::Faint } else { Role::Text });
        put(buf, right.saturating_sub(widths.who), y, widths.who, &fit(task.who(), widths.who), style);
        right = right.saturating_sub(widths.who + 2);
    }
    if widths.kind > 0 {
        let kind = state.say(label::task_kind(task.kind));
        put(buf, right.saturating_sub(widths.kind), y, widths.kind, kind, dim);
        right = right.saturating_sub(widths.kind + 2);
    }
    let text = theme.style(if task.status.is_open() { Role::Text } else { Role::Faint });
    x = put(buf, x, y, right.saturating_sub(x), &task.title, text) + 2;
    if task.status.is_open() && !task.waits_for.is_empty() && x + 8 < right {
        let names = task.waits_for.join(state.say(&tr::OUTPUT_JOIN));
        let waits = state.fill(&tr::TASKS_WAITS, &[("names", &names)]);
        put(buf, x, y, right - x, &waits, theme.style(Role::Faint));
    }
}

/// All there is to say about the chosen task.
fn detail(state: &State, buf: &mut Buffer, area: Rect, task: &TaskLine) {
    let theme = &state.theme;
    let frame = Rect { x: area.x - 1, width: area.width + 2, ..area };
    frame::divide(buf, frame, area.y, theme);
    let number = format!("#{} {}", task.id.0, task.title);
    let room = area.width.saturating_sub(6);
    frame::title(buf, frame, area.y, &[(&fit(&number, room), theme.style(Role::Text))]);
    let who = [task.owner.as_str(), task.role.as_str()];
    let who: Vec<&str> = who.into_iter().filter(|text| !text.is_empty()).collect();
    let due = if task.due.is_relative() {
        format!("{} {} {}", task.due, theme.glyphs.becomes, head::short(task.on))
    } else {
        task.on.to_string()
    };
    let facts = [
        state.say(label::task_kind(task.kind)).to_owned(),
        state.say(label::task_status(task.status, task.kind)).to_owned(),
        due,
        who.join(" / "),
        task.channel.clone().unwrap_or_default(),
    ];
    let facts: Vec<String> = facts.into_iter().filter(|text| !text.is_empty()).collect();
    let mut lines = vec![(facts.join(" · "), Role::Dim)];
    if !task.waits_for.is_empty() {
        let names = task.waits_for.join(state.say(&tr::OUTPUT_JOIN));
        lines.push((state.fill(&tr::TASKS_WAITS, &[("names", &names)]), Role::Warn));
    }
    lines.push((task.note.clone(), Role::Text));
    let room = area.width.saturating_sub(3);
    let wrapped = lines.into_iter().filter(|(text, _)| !text.is_empty());
    let wrapped =
        wrapped.flat_map(|(text, role)| wrap(&text, room).into_iter().map(move |line| (line, role)));
    for (y, (line, role)) in (area.y + 1..area.bottom()).zip(wrapped) {
        put(buf, area.x + 2, y, room, &line, theme.style(role));
    }
}
