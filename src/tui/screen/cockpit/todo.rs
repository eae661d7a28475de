//! What needs a hand, most urgent first: two lines each where there is room.
use super::{page, words};
use crate::board::{Matter, Todo, Urgency};
use crate::i18n::{label, tr};
use crate::model::{Better, Lang, TargetKind};
use crate::tui::state::{Pane, State};
use crate::tui::text::{clean, fit, put, put_right, width};
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// A campaign's name is known by this many columns of it.
const READABLE: u16 = 12;

/// How many lines each takes in a pane of this height.
#[must_use]
pub fn lines_each(state: &State, height: u16) -> u16 {
    let two = usize::from(height) >= state.todos().len() * 2;
    if two || height >= 8 { 2 } else { 1 }
}

/// What is said about one thing.
struct Words {
    /// What it is.
    what: String,
    /// The numbers behind it.
    detail: String,
    /// The one number that decides, where there is room for one only.
    short: String,
}

impl Words {
    fn new(what: String, detail: String) -> Self {
        Self { what, short: detail.clone(), detail }
    }
}

/// A target off its pace: what is needed against what comes in, or for a budget where it is against its plan.
fn off_pace(state: &State, todo: &Todo, name: &str) -> Option<Words> {
    let Matter::OffPace { status, unit, needed, recent, .. } = &todo.matter else { return None };
    let numbers = state.numbers();
    let targets = || state.cockpit.campaigns.iter().flat_map(|c| &c.targets);
    let target = targets().find(|t| Some(t.id) == todo.target);
    let shown = |q: crate::model::Quantity| numbers.compact(q, *unit);
    let (better, pace, held, kind) = match target {
        Some(t) => (t.better, t.pace, t.held, t.kind),
        None => (Better::Higher, None, None, TargetKind::Reach),
    };
    let word = state.say(label::standing(*status, better, pace, held, kind));
    let what = state.fill(&tr::TODO_OFF_PACE, &[("metric", name), ("status", word)]);
    if label::off_plan(*status, better, pace) == Some(true)
        && let Some((actual, expected)) = target.and_then(|t| Some((t.actual?, t.expected?)))
    {
        let (actual, expected) = (shown(actual), shown(expected));
        let args = [("actual", actual.as_str()), ("expected", expected.as_str())];
        return Some(Words::new(what, state.fill(&tr::TODO_OVER_PLAN, &args)));
    }
    let Some(needed) = needed.map(shown) else { return Some(Words::new(what, String::new())) };
    let short = state.fill(&tr::TODO_OFF_PACE_NEEDED, &[("needed", &needed)]);
    let Some(recent) = recent.map(shown) else { return Some(Words::new(what, short)) };
    // One currency sign says it for both.
    let recent = recent.trim_start_matches(numbers.symbol);
    let detail = state.fill(&tr::TODO_OFF_PACE_DETAIL, &[("needed", &needed), ("recent", recent)]);
    Some(Words { what, detail, short })
}

fn words(state: &State, todo: &Todo) -> Words {
    let (what, detail) = match &todo.matter {
        Matter::OffPace { metric, .. } => {
            let name = if state.lang() == Lang::En { &metric.0 } else { &metric.1 };
            return off_pace(state, todo, name).unwrap_or(Words::new(name.clone(), String::new()));
        }
        matter => other_words(state, matter),
    };
    Words::new(what, detail)
}

fn other_words(state: &State, matter: &Matter) -> (String, String) {
    let numbers = state.numbers();
    let name = |both: &(String, String)| match state.lang() {
        Lang::En => both.0.clone(),
        Lang::Zh => both.1.clone(),
    };
    match matter {
        Matter::OffPace { .. } => (String::new(), String::new()),
        Matter::Breached { metric, unit, actual, bound, above } => {
            let text = if *above { &tr::TODO_BREACHED_ABOVE } else { &tr::TODO_BREACHED_BELOW };
            let (actual, bound) = (numbers.compact(*actual, *unit), numbers.compact(*bound, *unit));
            let what = state.fill(&tr::TODO_BREACHED, &[("metric", &name(metric))]);
            (what, state.fill(text, &[("actual", &actual), ("bound", &bound)]))
        }
        Matter::OldData { metric, age } => {
            (state.fill(&tr::TODO_OLD_DATA, &[("metric", &name(metric))]), words::age(state, *age))
        }
        Matter::Lagging { metric, channel, age } => {
            let what = state.fill(&tr::TODO_LAGGING, &[("metric", &name(metric)), ("channel", channel)]);
            (what, words::age(state, *age))
        }
        Matter::NoData { metric } => {
            (state.fill(&tr::TODO_NO_DATA, &[("metric", &name(metric))]), String::new())
        }
        Matter::NoTarget => (state.say(&tr::TODO_NO_TARGET).to_owned(), String::new()),
        Matter::StatusOffered { to } => {
            let status = state.say(label::campaign_status(*to));
            (state.fill(&tr::TODO_OFFERED, &[("status", status)]), String::new())
        }
    }
}

/// Draws the pane.
pub fn draw(state: &State, buf: &mut Buffer, area: Rect) {
    let theme = &state.theme;
    let todos = state.todos();
    if todos.is_empty() {
        put(
            buf,
            area.x + 1,
            area.y,
            area.width - 1,
            state.say(&tr::COCKPIT_ALL_WELL),
            theme.style(Role::Good),
        );
        return;
    }
    let each = lines_each(state, area.height);
    let from = page(state.look.todo, todos.len(), area.height / each);
    for (i, todo) in todos.into_iter().enumerate().skip(from) {
        let y = area.y + u16::try_from(i - from).unwrap_or(u16::MAX).saturating_mul(each);
        if y + each > area.bottom() {
            break;
        }
        if i == state.look.todo && state.look.pane == Pane::Todo {
            put(buf, area.x, y, 1, theme.glyphs.cursor, theme.style(Role::Accent));
        }
        item(state, buf, Rect { y, height: each, ..area }, todo);
    }
}

fn item(state: &State, buf: &mut Buffer, area: Rect, todo: &Todo) {
    let theme = &state.theme;
    let (sign, role) = match todo.urgency {
        Urgency::Act => (theme.glyphs.urgent, Role::Bad),
        Urgency::Look => (theme.glyphs.look, Role::Warn),
    };
    let words = words(state, todo);
    put(buf, area.x + 2, area.y, 1, sign, theme.style(role));
    let (x, right) = (area.x + 4, area.right().saturating_sub(1));
    let room = right.saturating_sub(x);
    let (text, dim) = (theme.style(Role::Text), theme.style(Role::Dim));
    let campaign = clean(&todo.campaign_name);
    if area.height == 1 {
        put_right(buf, x, right, area.y, &words.short, dim);
        let taken = if words.short.is_empty() { 0 } else { width(&words.short) + 2 };
        let (what, whose) = share(&words.what, &campaign, room.saturating_sub(taken));
        let end = put(buf, x, area.y, room, &what, text);
        put(buf, end + 2, area.y, width(&whose), &whose, dim);
        return;
    }
    put(buf, x, area.y + 1, room, &words.detail, dim);
    // Whose it is stands at the right of the first line where it fits whole, else of the second, else it is cut.
    let fits = |beside: &str| width(beside) + 2 + width(&campaign) <= room;
    let beside = room.saturating_sub(width(&words.detail) + 2);
    if !fits(&words.what) && beside >= width(&campaign).min(READABLE) {
        put(buf, x, area.y, room, &words.what, text);
        put_right(buf, x, right, area.y + 1, &fit(&campaign, beside), dim);
        return;
    }
    let (what, whose) = share(&words.what, &campaign, room);
    put(buf, x, area.y, room, &what, text);
    put_right(buf, x, right, area.y, &whose, dim);
}

/// What it is and whose it is beside one another: neither goes, the longer one gives way.
fn share(what: &str, whose: &str, room: u16) -> (String, String) {
    let room = room.saturating_sub(2);
    let (a, b) = (width(what), width(whose));
    if a + b <= room {
        return (what.to_owned(), whose.to_owned());
    }
    let half = room / 2;
    let (a, b) = if a <= half {
        (a, room - a)
    } else if b <= half {
        (room - b, b)
    } else {
        (room - half, half)
    };
    (fit(what, a), fit(whose, b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neither_the_matter_nor_the_campaign_is_dropped() {
        assert_eq!(share("成交额 落后", "双11拉新", 30), ("成交额 落后".to_owned(), "双11拉新".to_owned()));
        assert_eq!(
            share("GMV 落后", "活动198 超级长的名字", 20),
            ("GMV 落后".to_owned(), "活动198 …".to_owned())
        );
        let (what, whose) = share("触达人数 数据没有更新", "活动198 超级长的名字", 20);
        assert!(width(&what) <= 9 && width(&whose) <= 9 && what.ends_with('…') && whose.ends_with('…'));
    }
}
