//! The page laid out: its steps below each other with both sides beside each other where there is room, else one side of
//! the chosen step.
use super::desk::Side;
use super::paper::{Paper, Row};
use super::{Item, analysis, goal, insight, result, words, writing};
use crate::board::RetroPage;
use crate::model::{RetroStep, Unit};
use crate::tui::screen::body;
use crate::tui::screen::review::lines::draw_line;
use crate::tui::state::State;
use crate::tui::text::{put, put_right, width};
use crate::tui::theme::Role;
use crate::tui::widget::{chart, frame};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// From this size on both sides stand beside each other, and all steps below each other.
const WIDE: (u16, u16) = (104, 22);
/// Below this size only what matters most has room.
const SMALL: (u16, u16) = (60, 16);

/// What is where.
#[derive(Debug, Clone, Copy)]
pub struct View {
    /// Both sides and all steps.
    pub is_wide: bool,
    /// The line of facts; none where there is no room for it.
    pub facts: Option<Rect>,
    /// The line with the steps.
    pub tabs: Rect,
    /// The line that divides head and rows.
    pub divider: Option<u16>,
    /// The columns of each side.
    pub columns: [u16; 2],
    /// Where the rows are.
    pub rows: Rect,
}

impl View {
    /// What is where in a window of this size.
    #[must_use]
    pub fn of(size: (u16, u16)) -> Self {
        let all = body(Rect::new(0, 0, size.0, size.1));
        let is_wide = all.width >= WIDE.0 && all.height >= WIDE.1;
        let is_small = all.width < SMALL.0 || all.height < SMALL.1;
        let inner = Rect {
            x: all.x + 1,
            y: all.y + 1,
            width: all.width.saturating_sub(2),
            height: all.height.saturating_sub(2),
        };
        let line = |y: u16| Rect { x: inner.x + 1, y, width: inner.width.saturating_sub(2), height: 1 };
        let facts = (!is_small).then(|| line(inner.y));
        let tabs = line(inner.y + u16::from(!is_small));
        let divider = (!is_small).then_some(tabs.y + 1);
        let top = (divider.unwrap_or(tabs.y) + 1).min(inner.bottom());
        let rows = Rect { y: top, height: inner.bottom() - top, ..inner };
        let columns = if is_wide {
            let left = rows.width * 11 / 20;
            // The line between them has a blank at each side, and so has the frame.
            [left.saturating_sub(2), rows.width.saturating_sub(left + 2)]
        } else {
            [rows.width.saturating_sub(1); 2]
        };
        Self { is_wide, facts, tabs, divider, columns, rows }
    }
}

/// A row that can be chosen, and its lines on the whole page.
#[derive(Debug)]
pub struct Placed {
    /// Its side.
    pub side: Side,
    /// Its step.
    pub step: RetroStep,
    /// What it is.
    pub item: Item,
    /// Its first line, the headings above it among them.
    pub lead: usize,
    /// Its own first line.
    pub top: usize,
    /// The line after its last.
    pub bottom: usize,
}

/// One step.
struct Band {
    step: RetroStep,
    /// Its first line.
    top: usize,
    sides: [Vec<Row>; 2],
}

/// The page laid out.
pub struct Sheet {
    /// What is where.
    pub view: View,
    bands: Vec<Band>,
    placed: Vec<Placed>,
    height: usize,
}

/// How many lines rows take.
fn height(rows: &[Row]) -> usize {
    rows.iter().map(|row| row.lines.len()).sum()
}

fn written(state: &State, page: &RetroPage, view: &View, step: RetroStep) -> [Vec<Row>; 2] {
    let mut left = Paper::new(state, view.columns[0]);
    let mut right = Paper::new(state, view.columns[1]);
    match step {
        RetroStep::Goal => goal::write(&mut left, page),
        RetroStep::Result => {
            let most = if view.rows.height >= 20 { 11 } else { view.rows.height.clamp(4, 9) };
            result::write(&mut left, page, most);
        }
        RetroStep::Analysis => analysis::write(&mut left, page),
        RetroStep::Insight => insight::write(&mut left, page),
    }
    writing::write(&mut right, page, step);
    [left.rows, right.rows]
}

impl Sheet {
    /// Lays the page out for the window it is in.
    #[must_use]
    pub fn new(state: &State, page: &RetroPage) -> Self {
        let view = View::of(state.size);
        let (mut bands, mut placed, mut top) = (Vec::new(), Vec::new(), 0);
        for step in RetroStep::ALL.iter().copied() {
            let sides = written(state, page, &view, step);
            let first = top + usize::from(view.is_wide);
            for (side, rows) in [Side::Numbers, Side::Writing].into_iter().zip(&sides) {
                let (mut line, mut lead) = (first, first);
                for row in rows {
                    let bottom = line + row.lines.len();
                    if let Some(item) = &row.item {
                        placed.push(Placed { side, step, item: item.clone(), lead, top: line, bottom });
                        lead = bottom;
                    }
                    line = bottom;
                }
            }
            let own = sides.iter().map(|rows| height(rows)).max().unwrap_or(0);
            bands.push(Band { step, top, sides });
            if view.is_wide {
                top = first + own + 1;
            }
        }
        let mut sheet = Self { view, bands, placed, height: top.saturating_sub(1) };
        if !view.is_wide {
            let side = state.desks.retro.side;
            let rows = sheet.band(state.desks.retro.step()).and_then(|band| band.sides.get(side as usize));
            sheet.height = rows.map_or(0, |rows| height(rows));
        }
        sheet
    }

    fn band(&self, step: RetroStep) -> Option<&Band> {
        self.bands.iter().find(|band| band.step == step)
    }

    /// The first line of a step.
    #[must_use]
    pub fn top_of(&self, step: RetroStep) -> usize {
        self.band(step).map_or(0, |band| band.top)
    }

    /// Everything that can be chosen on a side, from the first step to the last.
    pub fn all(&self, side: Side) -> impl Iterator<Item = &Placed> {
        self.placed.iter().filter(move |placed| placed.side == side)
    }

    /// The place of the cursor among all that can be chosen on its side.
    #[must_use]
    pub fn place(&self, state: &State, side: Side) -> usize {
        let Some((step, item, at)) = state.desks.retro.spot(side) else { return 0 };
        let found = self.all(side).position(|placed| placed.step == *step && placed.item == *item);
        // What is gone leaves the cursor where it was, in its step as long as there is something.
        let near = || {
            let own: Vec<usize> =
                self.all(side).enumerate().filter(|(_, p)| p.step == *step).map(|(i, _)| i).collect();
            own.iter().copied().rfind(|i| i <= at).or(own.first().copied()).unwrap_or(0)
        };
        found.unwrap_or_else(near)
    }

    /// What the cursor of a side is on.
    #[must_use]
    pub fn cursor(&self, state: &State, side: Side) -> Option<&Placed> {
        self.all(side).nth(self.place(state, side))
    }

    /// The first line that is shown: as it was, as far as the cursor is in sight then.
    #[must_use]
    pub fn shown_from(&self, state: &State) -> usize {
        let room = usize::from(self.view.rows.height);
        // The line above the rows names the step they are of: the first step's own line is never needed.
        let least = usize::from(self.view.is_wide);
        let most = self.height.saturating_sub(room).max(least);
        let top = state.desks.retro.top.clamp(least, most);
        let Some(at) = self.cursor(state, state.desks.retro.side) else { return top };
        let lead = if at.bottom - at.lead > room { at.top } else { at.lead };
        if lead < top {
            return lead;
        }
        if at.bottom > top + room { (at.bottom - room).min(lead) } else { top }
    }

    /// Draws the rows.
    pub fn draw(&self, state: &State, buf: &mut Buffer, page: &RetroPage) {
        let (view, area) = (&self.view, self.view.rows);
        let top = self.shown_from(state);
        let desk = &state.desks.retro;
        let on = desk.step();
        let columns = self.column_areas();
        if let Some(y) = view.divider.filter(|_| view.is_wide) {
            let first =
                self.bands.iter().rfind(|band| band.top < top).map_or(RetroStep::Goal, |band| band.step);
            self.name(state, buf, first, y);
        }
        for band in &self.bands {
            if !view.is_wide && band.step != on {
                continue;
            }
            if view.is_wide {
                self.rule(state, buf, band, top);
            }
            let first = band.top + usize::from(view.is_wide);
            for (side, rows) in [Side::Numbers, Side::Writing].into_iter().zip(&band.sides) {
                if !view.is_wide && side != desk.side {
                    continue;
                }
                let Some(column) = columns.get(side as usize).copied() else { continue };
                let cursor = self.cursor(state, side).map(|placed| (placed.step, placed.top));
                let mut line = first;
                for row in rows {
                    let is_here = row.item.is_some() && cursor == Some((band.step, line));
                    self.row(
                        state,
                        buf,
                        page,
                        (column, line, top),
                        row,
                        is_here.then_some(side == desk.side),
                    );
                    line += row.lines.len();
                }
            }
            if view.is_wide {
                let next = self.bands.iter().map(|other| other.top).find(|next| *next > band.top);
                let end = next.unwrap_or(self.height);
                let x = area.x + view.columns[0] + 1;
                for line in first..end {
                    if let Some(y) = self.y(line, top) {
                        let [_, _, _, _, _, v, ..] = state.theme.glyphs.frame;
                        put(buf, x, y, 1, v, state.theme.style(Role::Faint));
                    }
                }
            }
        }
        let hidden = self.height.saturating_sub(top + usize::from(area.height));
        if hidden > 0 && area.height > 0 {
            let more = format!(" {} {hidden} ", state.theme.glyphs.falling);
            put_right(buf, area.x, area.right(), area.bottom(), &more, state.theme.style(Role::Dim));
        }
    }

    /// The columns of both sides.
    pub fn column_areas(&self) -> [Rect; 2] {
        let area = self.view.rows;
        let [left, right] = self.view.columns;
        let beside = Rect { x: area.x + left + 3, width: right, ..area };
        [Rect { width: left, ..area }, if self.view.is_wide { beside } else { area }]
    }

    fn y(&self, line: usize, top: usize) -> Option<u16> {
        let y = u16::try_from(line.checked_sub(top)?).ok()?;
        (y < self.view.rows.height).then_some(self.view.rows.y + y)
    }

    /// The line a step begins with.
    fn rule(&self, state: &State, buf: &mut Buffer, band: &Band, top: usize) {
        if let Some(y) = self.y(band.top, top) {
            self.name(state, buf, band.step, y);
        }
    }

    /// A line across the frame with the name of a step.
    fn name(&self, state: &State, buf: &mut Buffer, step: RetroStep, y: u16) {
        let (theme, rows) = (&state.theme, self.view.rows);
        let across = Rect { x: rows.x.saturating_sub(1), width: rows.width + 2, ..rows };
        frame::divide(buf, across, y, theme);
        let role = if state.desks.retro.step() == step { Role::Title } else { Role::Dim };
        frame::title(buf, across, y, &[(&words::step(state, step), theme.style(role))]);
    }

    fn row(
        &self,
        state: &State,
        buf: &mut Buffer,
        page: &RetroPage,
        (column, line, top): (Rect, usize, usize),
        row: &Row,
        cursor: Option<bool>,
    ) {
        let theme = &state.theme;
        let indent = if row.item.is_some() { 2 } else { 0 };
        let inside =
            Rect { x: column.x + indent, width: column.width.saturating_sub(indent), height: 1, ..column };
        if row.is_chart {
            self.chart(state, buf, page, (inside, line, top), row.lines.len());
        }
        for (i, each) in row.lines.iter().enumerate() {
            let Some(y) = self.y(line + i, top) else { continue };
            if i == 0
                && let Some(is_own) = cursor
            {
                let role = if is_own { Role::Accent } else { Role::Faint };
                let sign = if is_own { theme.glyphs.cursor } else { theme.glyphs.dot };
                put(buf, column.x, y, 1, sign, theme.style(role));
            }
            if !row.is_chart {
                draw_line(state, buf, Rect { y, ..inside }, each);
            }
        }
    }

    /// Draws the chart, of which some lines may be out of sight.
    fn chart(
        &self,
        state: &State,
        buf: &mut Buffer,
        page: &RetroPage,
        (inside, line, top): (Rect, usize, usize),
        lines: usize,
    ) {
        let lines = u16::try_from(lines).unwrap_or(u16::MAX);
        let own = Rect::new(0, 0, inside.width, lines);
        let mut drawn = Buffer::empty(own);
        let target = page.goal.targets.iter().find(|facts| Some(facts.line.id) == page.result.chart.target);
        let look = chart::Look {
            chart: &page.result.chart,
            unit: target.map_or(Unit::Count, |facts| facts.line.unit),
            numbers: state.numbers(),
            theme: &state.theme,
            has_legend: false,
            has_goal: true,
        };
        chart::draw(&mut drawn, own, &look);
        for row in 0..lines {
            let Some(y) = self.y(line + usize::from(row), top) else { continue };
            for x in 0..inside.width {
                let (from, to) = (drawn.cell((x, row)), buf.cell_mut((inside.x + x, y)));
                if let (Some(from), Some(to)) = (from, to) {
                    to.clone_from(from);
                }
            }
        }
    }

    /// What can be chosen at a cell: its side and its place there.
    #[must_use]
    pub fn hit(&self, state: &State, (x, y): (u16, u16)) -> Option<(Side, usize)> {
        let area = self.view.rows;
        let line = self.shown_from(state) + usize::from(y.checked_sub(area.y)?);
        let desk = &state.desks.retro;
        let columns = self.column_areas();
        let sides =
            [Side::Numbers, Side::Writing].into_iter().filter(|side| self.view.is_wide || *side == desk.side);
        for side in sides {
            let column = columns.get(side as usize)?;
            if y >= area.bottom() || !(column.left()..column.right()).contains(&x) {
                continue;
            }
            let is_shown = |placed: &Placed| self.view.is_wide || placed.step == desk.step();
            let found = self
                .all(side)
                .position(|placed| is_shown(placed) && (placed.top..placed.bottom).contains(&line));
            if let Some(at) = found {
                return Some((side, at));
            }
        }
        None
    }

    /// The step whose name is at a cell of the line with the steps.
    #[must_use]
    pub fn tab_at(&self, state: &State, (x, y): (u16, u16)) -> Option<RetroStep> {
        if y != self.view.tabs.y {
            return None;
        }
        let all = words::tabs(state, &self.view);
        all.into_iter()
            .find(|(_, text, from)| (*from..*from + width(text)).contains(&x))
            .map(|(step, ..)| step)
    }
}
