//! Phases: a bar over the dates, each with its days and share, and the plan curve they make. Borders and shares are
//! dragged with keys; what is dragged is written at once or not at all.
use super::{PLAIN, Section, head, mark, nothing};
use crate::board::{CampaignPage, Chart};
use crate::i18n::tr;
use crate::model::{Curve, Day, Period, Phase, Phases, PlanCurve, Unit};
use crate::tui::commands::Context;
use crate::tui::screen::page_start;
use crate::tui::state::State;
use crate::tui::text::{fit, put, put_right, width};
use crate::tui::theme::Role;
use crate::tui::widget::{chart, frame};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

/// The section's line in the table.
pub const SECTION: Section = Section {
    title: &tr::SECTION_PHASES,
    count: |state, _| {
        let count = state.desks.page.phases().map_or(0, |phases| phases.0.len());
        let is_dragged = state.desks.page.drag.is_some();
        let sign = if is_dragged { "*" } else { "" };
        (if count == 0 { String::new() } else { format!("{count}{sign}") }, is_dragged)
    },
    context: Some(Context::Phases),
    open: "phase.rename",
    draw,
    rows: |state, _| (0_i64..).take(state.desks.page.phases().map_or(0, |phases| phases.0.len())).collect(),
    row_at,
    back: |state| state.desks.page.drag.take().is_some(),
    ..PLAIN
};

/// How many rows the bar takes: names, the bar, dates, a blank.
const BAR: u16 = 4;

fn list(area: Rect, count: usize) -> Rect {
    let count = u16::try_from(count).unwrap_or(u16::MAX);
    let bar = if area.height > count + BAR { BAR } else { 0 };
    let room = area.height - bar;
    // What is left below is the curve's, where it can be read there.
    let height = if room >= count + 7 { count } else { room };
    Rect { y: area.y + bar, height, ..area }
}

fn row_at(state: &State, _: &CampaignPage, area: Rect, at: Position) -> Option<usize> {
    let count = state.desks.page.phases().map_or(0, |phases| phases.0.len());
    super::plain_row(state, count, list(area, count), at)
}

/// How many days a phase has, a part of a day as one.
fn days(phase: &Phase) -> i32 {
    phase.end.last_day().0 - phase.start.day().0 + 1
}

fn draw(state: &State, page: &CampaignPage, buf: &mut Buffer, area: Rect) {
    let Some(phases) = state.desks.page.phases().filter(|phases| !phases.0.is_empty()) else {
        return nothing(state, buf, area, &tr::PHASES_NOTHING, "phase.split");
    };
    let list = list(area, phases.0.len());
    if list.y > area.y {
        bar(state, page, buf, Rect { height: BAR, ..area }, phases);
    }
    rows(state, buf, list, phases);
    let below = area.bottom() - list.bottom();
    if below >= 7 {
        let area = Rect { y: list.bottom(), height: below, ..area };
        curve(state, page, buf, area, phases);
    } else if state.desks.page.drag.is_some() && below > 0 {
        let text = state.say(&tr::PHASES_UNSAVED);
        put(buf, area.x + 2, area.bottom() - 1, area.width - 3, text, state.theme.style(Role::Warn));
    }
}

/// The style of a phase's part of the bar, and its sign: neighbours differ without colours, too.
fn part(state: &State, index: usize) -> (Style, &'static str) {
    const ROLES: [Role; 4] = [Role::Actual, Role::Note, Role::Goal, Role::Plan];
    let role = ROLES.get(index % ROLES.len()).copied().unwrap_or(Role::Actual);
    let glyphs = &state.theme.glyphs;
    (state.theme.style(role), if index.is_multiple_of(2) { glyphs.full } else { glyphs.track })
}

/// The columns at which the phases begin, and the one after the last.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn borders(page: &CampaignPage, phases: &Phases, x: u16, room: u16) -> Vec<u16> {
    let (first, total) = (page.campaign.start.day(), f64::from(page.line.days.max(1)));
    let column = |day: Day| {
        let share = (f64::from(day.0 - first.0) / total).clamp(0.0, 1.0);
        x + (share * f64::from(room)).round() as u16
    };
    let starts = phases.0.iter().map(|phase| column(phase.start.day()));
    starts.chain([x + room]).collect()
}

fn bar(state: &State, page: &CampaignPage, buf: &mut Buffer, area: Rect, phases: &Phases) {
    let (theme, numbers) = (&state.theme, state.numbers());
    let (x, room) = (area.x + 2, area.width.saturating_sub(4));
    let borders = borders(page, phases, x, room);
    let chosen = state.desks.page.cursor();
    let (names, line, dates) = (area.y, area.y + 1, area.y + 2);
    let mut dated = area.x;
    for (i, phase) in phases.0.iter().enumerate() {
        let (Some(from), Some(to)) = (borders.get(i).copied(), borders.get(i + 1).copied()) else { continue };
        let (style, sign) = part(state, i);
        for x in from..to {
            put(buf, x, line, 1, sign, style);
        }
        let label = format!("{} {}", phase.name, numbers.percent(phase.share.to_f64()));
        let role = if i == chosen { theme.style(Role::Title) } else { theme.style(Role::Text) };
        let wide = (to - from).saturating_sub(1);
        let label = if width(&label) <= wide { label } else { fit(&phase.name, wide) };
        put(buf, from, names, wide, &label, role);
        let date = head::short(phase.start);
        if from >= dated {
            dated =
                put(buf, from, dates, area.right().saturating_sub(from), &date, theme.style(Role::Dim)) + 1;
        }
    }
    let end = head::short(page.campaign.end);
    if x + room > dated + width(&end) {
        put_right(buf, dated, x + room, dates, &end, theme.style(Role::Dim));
    }
    let today = state.today();
    if (page.campaign.start.day()..=page.campaign.end.last_day()).contains(&today) {
        let share = f64::from(today.0 - page.campaign.start.day().0) / f64::from(page.line.days.max(1));
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let at = x + (share * f64::from(room)) as u16;
        put(buf, at, line, 1, theme.glyphs.mark, theme.style(Role::Title));
    }
    // The border that is moved: between the chosen phase and its neighbour.
    if let Some(other) = phases.neighbour(chosen)
        && let Some(at) = borders.get(chosen.max(other)).copied()
    {
        put(buf, at.saturating_sub(1), line, 1, theme.glyphs.left, theme.style(Role::Accent));
        put(buf, at, line, 1, theme.glyphs.right, theme.style(Role::Accent));
    }
}

fn rows(state: &State, buf: &mut Buffer, area: Rect, phases: &Phases) {
    let (theme, numbers) = (&state.theme, state.numbers());
    let cursor = state.desks.page.cursor();
    let names = phases.0.iter().map(|phase| width(&phase.name)).max().unwrap_or(0);
    let names = names.min((area.width / 3).max(8));
    let dates = |phase: &Phase| {
        let (start, end) = (head::short(phase.start), head::short(phase.end));
        state.fill(&tr::ZOOM_RANGE, &[("low", &start), ("high", &end)])
    };
    let wide = phases.0.iter().map(|phase| width(&dates(phase))).max().unwrap_or(0);
    let before = state.desks.page.drag.as_ref().map(|drag| &drag.before);
    let from = page_start(cursor, phases.0.len(), area.height);
    for (y, (i, phase)) in (area.y..area.bottom()).zip(phases.0.iter().enumerate().skip(from)) {
        if i == cursor {
            mark(state, buf, area, y);
        }
        let (style, sign) = part(state, i);
        let x = put(buf, area.x + 2, y, 1, sign, style) + 1;
        put(buf, x, y, names, &phase.name, theme.style(Role::Text));
        let x = x + names + 2;
        let is_moved = before.and_then(|b| b.0.get(i)).is_some_and(|was| was != phase);
        let value = theme.style(if is_moved { Role::Accent } else { Role::Text });
        put(buf, x, y, wide, &dates(phase), value);
        let mut x = x + wide + 2;
        let share = numbers.percent(phase.share.to_f64());
        put_right(buf, x, x + 5, y, &share, value);
        x += 7;
        let n = days(phase).to_string();
        let text = state.fill(&tr::PAGE_LENGTH, &[("days", &n)]);
        x = put(buf, x, y, area.right().saturating_sub(x + 1), &text, theme.style(Role::Dim)) + 2;
        if is_moved && let Some(was) = before.and_then(|b| b.0.get(i)) {
            let was = format!("{} {}", dates(was), numbers.percent(was.share.to_f64()));
            let text = state.fill(&tr::PHASES_WAS, &[("was", &was)]);
            put(buf, x, y, area.right().saturating_sub(x + 1), &text, theme.style(Role::Faint));
        }
    }
}

/// Which share of the goal phases ask for by the end of each day; none where their dates make no sense.
fn shares(state: &State, page: &CampaignPage, phases: &Phases) -> Option<Vec<f64>> {
    let (zone, campaign) = (state.info.zone, &page.campaign);
    let period = Period::of(campaign.start, campaign.end, zone).ok()?;
    let of = |phase: &Phase| {
        let (start, end) = (zone.starts_at(phase.start).ok()?, zone.ends_at(phase.end).ok()?);
        Some((start, end, phase.share.to_f64()))
    };
    let all: Option<Vec<_>> = phases.0.iter().map(of).collect();
    let curve = Curve::resolve(&PlanCurve::Phased, &period, &all?, |day| zone.end_of(day)).ok()?;
    let days = (period.first.0..=period.last.0).map(Day);
    Some(days.map(|day| curve.share(zone.end_of(day).min(period.end))).collect())
}

fn curve(state: &State, page: &CampaignPage, buf: &mut Buffer, area: Rect, phases: &Phases) {
    let theme = &state.theme;
    let frame = Rect { x: area.x - 1, width: area.width + 2, ..area };
    frame::divide(buf, frame, area.y, theme);
    let is_dragged = state.desks.page.drag.is_some();
    let (dim, title) = (theme.style(Role::Dim), state.say(&tr::PHASES_CURVE));
    let sign = |unicode: &'static str, plain: &'static str| if theme.glyphs.ascii { plain } else { unicode };
    let mut pieces = vec![(title, dim)];
    if is_dragged {
        pieces.extend([
            ("  ", dim),
            (sign("╌╌ ", ".. "), theme.style(Role::Plan)),
            (state.say(&tr::PHASES_BEFORE), dim),
            ("  ", dim),
            (sign("━━ ", "** "), theme.style(Role::Actual)),
            (state.say(&tr::PHASES_NOW), dim),
            ("  ", dim),
            (state.say(&tr::PHASES_UNSAVED), theme.style(Role::Warn)),
        ]);
    }
    frame::title(buf, frame, area.y, &pieces);
    let before = state.desks.page.drag.as_ref().map_or(phases, |drag| &drag.before);
    let (Some(plan), Some(now)) = (shares(state, page, before), shares(state, page, phases)) else { return };
    let first = page.campaign.start.day();
    let count = plan.len();
    let shown = Chart {
        days: (0_i32..).take(count).map(|i| first.plus(i)).collect(),
        plan,
        actual: now.into_iter().map(Some).collect(),
        origin: Some(0.0),
        goal: 1.0,
        today: None,
        ..Chart::default()
    };
    let look = chart::Look {
        chart: &shown,
        unit: Unit::Percent,
        numbers: state.numbers(),
        theme,
        has_legend: false,
        has_goal: false,
    };
    let inside = Rect::new(area.x + 1, area.y + 1, area.width.saturating_sub(2), area.height - 1);
    chart::draw(buf, inside, &look);
}
