//! Budget & channels: what each channel may spend, has spent and brought; the links that lead from it.
use super::{PLAIN, Section, mark, nothing};
use crate::board::{CampaignPage, LinkLine, Spending, SpendingRow};
use crate::i18n::tr;
use crate::model::{Lang, Metric, Quantity, Status, Unit};
use crate::tui::commands::Context;
use crate::tui::screen::page_start;
use crate::tui::state::State;
use crate::tui::text::{fit, put, put_right, width};
use crate::tui::theme::Role;
use crate::tui::widget::frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

/// The section's line in the table.
pub const SECTION: Section = Section {
    title: &tr::SECTION_MONEY,
    count: |_, page| {
        let is_off = page.spending.total.is_some_and(|total| total != page.spending.planned);
        let count = page.spending.rows.len();
        (if count == 0 { String::new() } else { count.to_string() }, is_off && count > 0)
    },
    context: Some(Context::Money),
    open: "budget.set",
    draw,
    rows: |state, page| {
        let channels = sorted(state, &page.spending).into_iter().map(|row| row.channel.0);
        channels.chain(page.links.iter().map(|link| -link.id.0)).collect()
    },
    row_at,
    ..PLAIN
};

/// The columns before those of metrics: channel, planned, spent, left, pace.
const FIXED: usize = 5;

/// How many columns there are, the channel's name among them.
pub fn columns(spending: &Spending) -> usize {
    FIXED + spending.by_channel.metrics.iter().filter(|m| m.key != "spend").count()
}

/// The metrics shown, ratios first: with their place among the values.
fn metrics(spending: &Spending) -> Vec<(usize, &Metric)> {
    let all = || spending.by_channel.metrics.iter().enumerate().filter(|(_, m)| m.key != "spend");
    let ratios = all().filter(|(_, m)| m.formula.is_some());
    ratios.chain(all().filter(|(_, m)| m.formula.is_none())).collect()
}

fn value(spending: &Spending, row: &SpendingRow, column: usize) -> Option<f64> {
    match column {
        1 => row.planned.map(Quantity::to_f64),
        2 => row.spent.map(Quantity::to_f64),
        3 => row.left.map(Quantity::to_f64),
        4 => row.pace,
        _ => {
            let (place, _) = *metrics(spending).get(column.checked_sub(FIXED)?)?;
            row.values.get(place).copied().flatten().map(Quantity::to_f64)
        }
    }
}

/// The channels in the order that is asked for; those without a value last.
pub fn sorted<'a>(state: &State, spending: &'a Spending) -> Vec<&'a SpendingRow> {
    let desk = &state.desks.page;
    let mut rows: Vec<&SpendingRow> = spending.rows.iter().collect();
    if desk.sort > 0 {
        rows.sort_by(|a, b| {
            let (a, b) = (value(spending, a, desk.sort), value(spending, b, desk.sort));
            match (a, b) {
                (Some(a), Some(b)) if desk.is_reversed => a.total_cmp(&b),
                (Some(a), Some(b)) => b.total_cmp(&a),
                _ => b.is_some().cmp(&a.is_some()),
            }
        });
    } else if desk.is_reversed {
        rows.reverse();
    }
    rows
}

/// The channel under the cursor; of a link, the channel it is put into.
pub fn channel(state: &State) -> Option<&SpendingRow> {
    let page = state.desks.page.page()?;
    let rows = sorted(state, &page.spending);
    let cursor = state.desks.page.cursor();
    let of_link =
        |link: &LinkLine| page.spending.rows.iter().find(|row| Some(row.channel) == link.link.channel);
    rows.get(cursor).copied().or_else(|| link(state).and_then(of_link))
}

/// The link under the cursor.
pub fn link(state: &State) -> Option<&LinkLine> {
    let page = state.desks.page.page()?;
    page.links.get(state.desks.page.cursor().checked_sub(page.spending.rows.len())?)
}

/// The link to copy: the one under the cursor, or the latest of the channel under it.
pub fn link_to_copy(state: &State) -> Option<&LinkLine> {
    let page = state.desks.page.page()?;
    let of = channel(state).map(|row| row.channel);
    link(state).or_else(|| page.links.iter().rev().find(|line| of.is_some() && line.link.channel == of))
}

/// One column as it is drawn.
struct Column {
    index: usize,
    title: String,
    cells: Vec<(String, Style)>,
    width: u16,
}

fn title(metric: &Metric, lang: Lang) -> String {
    match metric.formula {
        Some(_) => metric.key.split('_').next().unwrap_or_default().to_uppercase(),
        None => fit(metric.name(lang), 12),
    }
}

/// Every column after the channel's name; the last cell of each is the whole's.
fn lay(state: &State, spending: &Spending, rows: &[&SpendingRow]) -> Vec<Column> {
    let (numbers, theme) = (state.numbers(), &state.theme);
    let (text, dim) = (theme.style(Role::Text), theme.style(Role::Dim));
    let money = |q: Option<Quantity>| q.map_or_else(|| "—".to_owned(), |q| numbers.compact(q, Unit::Money));
    let left = |q: Option<Quantity>| {
        let is_over = q.is_some_and(|q| q < Quantity::ZERO);
        (money(q), if is_over { theme.style(Role::Bad) } else { text })
    };
    let paced = |pace: Option<f64>, status: Option<Status>| {
        let shown = pace.map_or_else(|| "—".to_owned(), |pace| numbers.percent(pace));
        let sign = theme.glyphs.status(status);
        if status.is_some() { (format!("{sign} {shown}"), theme.status(status)) } else { (shown, dim) }
    };
    let pace = |row: &SpendingRow| paced(row.pace, row.status);
    let of = |cell: &dyn Fn(&SpendingRow) -> (String, Style), whole: (String, Style)| {
        rows.iter().map(|row| cell(row)).chain([whole]).collect::<Vec<_>>()
    };
    let plain = |text: &'static crate::i18n::Text| state.say(text).to_owned();
    let mut out = vec![
        (plain(&tr::MONEY_PLANNED), of(&|row| (money(row.planned), text), (money(spending.allowed()), text))),
        (plain(&tr::MONEY_SPENT), of(&|row| (money(row.spent), text), (money(spending.spent), text))),
        (plain(&tr::MONEY_LEFT), of(&|row| left(row.left), left(spending.left))),
        (plain(&tr::MONEY_PACE), of(&pace, paced(spending.pace, spending.status))),
    ];
    let whole = spending.by_channel.rows.iter().find(|row| row.id.is_none());
    for (place, metric) in metrics(spending) {
        let shown = |values: Option<&Vec<Option<Quantity>>>| {
            let value = values.and_then(|values| values.get(place).copied().flatten());
            (value.map_or_else(|| "—".to_owned(), |q| numbers.compact(q, metric.unit)), text)
        };
        let cells = of(&|row| shown(Some(&row.values)), shown(whole.map(|row| &row.values)));
        out.push((title(metric, state.lang()), cells));
    }
    let desk = &state.desks.page;
    let sign = |index: usize| match (index == desk.sort, desk.is_reversed) {
        (false, _) => "",
        (true, false) => {
            if theme.glyphs.ascii {
                "v"
            } else {
                "↓"
            }
        }
        (true, true) => {
            if theme.glyphs.ascii {
                "^"
            } else {
                "↑"
            }
        }
    };
    let column = |(i, (title, cells)): (usize, (String, Vec<(String, Style)>))| {
        let title = format!("{title}{}", sign(i + 1));
        let room = cells.iter().map(|(text, _)| width(text)).max().unwrap_or(0).max(width(&title));
        Column { index: i + 1, title, cells, width: room }
    };
    out.into_iter().enumerate().map(column).collect()
}

/// How many lines the links take, with their title. Where not both have room, the one with the cursor has it all.
fn link_rows(state: &State, page: &CampaignPage, area: Rect) -> u16 {
    let wanted = u16::try_from(page.links.len()).unwrap_or(u16::MAX).saturating_add(1);
    let is_at_links = state.desks.page.cursor() >= page.spending.rows.len();
    if page.links.is_empty() {
        0
    } else if area.height >= 8 {
        wanted.min(area.height / 2)
    } else if is_at_links {
        area.height
    } else {
        0
    }
}

/// Where the channels, the line about the whole and the links stand.
fn layout(state: &State, page: &CampaignPage, area: Rect) -> (Rect, Rect) {
    let links = link_rows(state, page, area);
    let above = area.height.saturating_sub(links);
    let table = Rect { height: above, ..area };
    (table, Rect { y: area.y + above, height: links, ..area })
}

/// The rows of channels in their table: below the titles, above the whole and the words about it.
fn list(table: Rect) -> Rect {
    Rect { y: table.y + 1, height: table.height.saturating_sub(3).max(1), ..table }
}

fn row_at(state: &State, page: &CampaignPage, area: Rect, at: Position) -> Option<usize> {
    let (table, links) = layout(state, page, area);
    let (list, count) = (list(table), page.spending.rows.len());
    let cursor = state.desks.page.cursor();
    if list.contains(at) {
        let from = page_start(cursor.min(count.saturating_sub(1)), count, list.height);
        return Some(from + usize::from(at.y - list.y)).filter(|hit| *hit < count);
    }
    let body = Rect { y: links.y + 1, height: links.height.saturating_sub(1), ..links };
    let from = page_start(cursor.saturating_sub(count), page.links.len(), body.height);
    let hit = from + usize::from(at.y.checked_sub(body.y)?);
    (body.contains(at) && hit < page.links.len()).then_some(count + hit)
}

fn draw(state: &State, page: &CampaignPage, buf: &mut Buffer, area: Rect) {
    if page.spending.rows.is_empty() && page.links.is_empty() {
        return nothing(state, buf, area, &tr::MONEY_NOTHING, "budget.add");
    }
    let (table, links) = layout(state, page, area);
    if table.height > 0 {
        draw_table(state, page, buf, table);
    }
    if links.height > 0 {
        draw_links(state, page, buf, links);
    }
}

fn draw_table(state: &State, page: &CampaignPage, buf: &mut Buffer, area: Rect) {
    let (theme, spending) = (&state.theme, &page.spending);
    let (text, dim) = (theme.style(Role::Text), theme.style(Role::Dim));
    let rows = sorted(state, spending);
    let columns = lay(state, spending, &rows);
    let names = rows.iter().map(|row| width(&row.name)).max().unwrap_or(0);
    let whole = state.say(&tr::MONEY_WHOLE);
    let heading = state.say(&tr::MONEY_CHANNEL);
    let names = names.max(width(whole)).max(width(heading)).clamp(6, (area.width / 3).max(6));
    let first = area.x + 2 + names + 2;
    let scroll = state.desks.page.scroll.min(columns.len().saturating_sub(1));
    let mut x = first;
    let mut shown: Vec<(&Column, u16)> = Vec::new();
    for column in columns.iter().skip(scroll) {
        if x + column.width > area.right() - 2 {
            break;
        }
        shown.push((column, x));
        x += column.width + 2;
    }
    let list = list(area);
    let from =
        page_start(state.desks.page.cursor().min(rows.len().saturating_sub(1)), rows.len(), list.height);
    put(buf, area.x + 2, area.y, names, heading, dim);
    for (column, x) in &shown {
        let is_sorted = column.index == state.desks.page.sort;
        let style = if is_sorted { theme.style(Role::Accent) } else { dim };
        put_right(buf, *x, x + column.width, area.y, &column.title, style);
    }
    // More to the left or to the right is told at the edges.
    if scroll > 0 {
        put(buf, first - 1, area.y, 1, theme.glyphs.left, theme.style(Role::Accent));
    }
    if shown.last().is_some_and(|(last, _)| last.index < columns.len()) {
        put(buf, area.right() - 1, area.y, 1, theme.glyphs.right, theme.style(Role::Accent));
    }
    let cell = |buf: &mut Buffer, y: u16, row: usize| {
        for (column, x) in &shown {
            if let Some((text, style)) = column.cells.get(row) {
                put_right(buf, *x, x + column.width, y, text, *style);
            }
        }
    };
    let mut y = list.y;
    for (i, row) in rows.iter().enumerate().skip(from).take(usize::from(list.height)) {
        if i == state.desks.page.cursor() {
            mark(state, buf, area, y);
        }
        put(buf, area.x + 2, y, names, &row.name, text);
        cell(buf, y, i);
        y += 1;
    }
    if y < area.bottom() {
        put(buf, area.x + 2, y, names, whole, theme.style(Role::Title));
        cell(buf, y, rows.len());
    }
    if y + 1 < area.bottom() {
        balance(state, buf, Rect { y: y + 1, height: 1, ..area }, page);
    }
}

/// How the channels' budgets stand against the campaign's.
fn balance(state: &State, buf: &mut Buffer, area: Rect, page: &CampaignPage) {
    let (numbers, spending) = (state.numbers(), &page.spending);
    let money = |q| numbers.full(q, Unit::Money);
    let (said, role) = match spending.total {
        None => (state.say(&tr::MONEY_NO_TOTAL).to_owned(), Role::Faint),
        Some(total) => {
            let rest = total.checked_sub(spending.planned).unwrap_or_default();
            let total = money(total);
            match rest.cmp(&Quantity::ZERO) {
                std::cmp::Ordering::Equal => (state.fill(&tr::MONEY_SPLIT, &[("total", &total)]), Role::Good),
                std::cmp::Ordering::Greater => {
                    let args = [("total", total.as_str()), ("rest", &money(rest))];
                    (state.fill(&tr::MONEY_REST, &args), Role::Warn)
                }
                std::cmp::Ordering::Less => {
                    let over = money(Quantity::from_micros(-rest.micros()));
                    (state.fill(&tr::MONEY_OVER, &[("total", &total), ("over", &over)]), Role::Bad)
                }
            }
        }
    };
    let x = put(buf, area.x + 2, area.y, area.width - 3, &said, state.theme.style(role)) + 2;
    let whole: Vec<&str> = spending.by_channel.whole_only.iter().map(|m| m.name(state.lang())).collect();
    if !whole.is_empty() {
        let names = whole.join(state.say(&tr::PAGE_JOIN));
        let text = state.fill(&tr::MONEY_WHOLE_ONLY, &[("metrics", &names)]);
        put(buf, x, area.y, area.right().saturating_sub(x + 1), &text, state.theme.style(Role::Faint));
    }
}

fn draw_links(state: &State, page: &CampaignPage, buf: &mut Buffer, area: Rect) {
    let theme = &state.theme;
    let count = page.spending.rows.len();
    let frame = Rect { x: area.x - 1, width: area.width + 2, ..area };
    frame::divide(buf, frame, area.y, theme);
    let n = page.links.len().to_string();
    let title = state.fill(&tr::MONEY_LINKS, &[("n", &n)]);
    frame::title(buf, frame, area.y, &[(&title, theme.style(Role::Dim))]);
    let body = Rect { y: area.y + 1, height: area.height - 1, ..area };
    let cursor = state.desks.page.cursor();
    let of = channel(state).map(|row| row.channel);
    let channels = page.links.iter().filter_map(|line| line.channel.as_deref()).map(width).max();
    let channels = channels.unwrap_or(0).min(area.width / 4);
    let from = page_start(cursor.saturating_sub(count), page.links.len(), body.height);
    for (y, (i, line)) in (body.y..body.bottom()).zip(page.links.iter().enumerate().skip(from)) {
        if count + i == cursor {
            mark(state, buf, area, y);
        }
        let is_own = of.is_some() && line.link.channel == of;
        let style = theme.style(if is_own || count + i == cursor { Role::Text } else { Role::Dim });
        put(buf, area.x + 2, y, channels, line.channel.as_deref().unwrap_or("—"), style);
        let x = area.x + 2 + channels + 2;
        put(buf, x, y, area.right().saturating_sub(x + 1), &line.address, style);
    }
}
