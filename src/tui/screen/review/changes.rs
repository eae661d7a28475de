//! What changed since the last review: numbers, confidence, what was said, goals, campaigns.
use super::lines::{Line, Row, Span};
use super::words::{confidence, join};
use crate::board::{CampaignChange, CampaignEvent, KeyResultChange, ObjectiveChange, ReviewedObjective};
use crate::i18n::{label, tr};
use crate::model::{ActionStatus, CheckIn, Lang};
use crate::tui::state::State;
use crate::tui::text::{width, wrap};
use crate::tui::theme::Role;

/// The rows of what changed; `room` is how wide they may be.
#[must_use]
pub fn rows(state: &State, page: &ReviewedObjective, room: u16) -> Vec<Row> {
    let Some(change) = &page.change else { return Vec::new() };
    let room = room.saturating_sub(2);
    let is_grading = state.desks.review.is_grading();
    let is_graded = |id| page.line.key_results.iter().any(|kr| kr.line.id == id && kr.grade.is_some());
    let mut rows: Vec<Row> = Vec::new();
    for kr in &change.key_results {
        let mut lines: Vec<Line> = Vec::new();
        let facts = facts(state, kr, is_grading && !is_graded(kr.id));
        let said: Vec<&CheckIn> = kr.said.iter().filter(|c| !c.note.is_empty()).collect();
        if facts.is_empty() && said.is_empty() {
            continue;
        }
        lines.extend(moved(state, kr, facts, room));
        for check_in in said {
            let day = check_in.day.date().format("%m-%d");
            lines.extend(quoted(state, 2, &format!("{day} {}", check_in.author), &check_in.note, room));
        }
        rows.push(Row::item(lines));
    }
    let theme = &state.theme;
    rows.extend(change.campaigns.iter().map(|campaign| Row::item(happened(state, campaign, room))));
    for path in &change.gone {
        let key = path.rsplit('/').next().unwrap_or_default();
        let text = state.fill(&tr::WALK_GONE, &[("key", key)]);
        rows.push(Row::item(vec![Line::of(text, theme.style(Role::Dim))]));
    }
    rows.extend(spoken(state, page, change, room));
    rows
}

/// What can be told of a key result without a word of its owner.
fn facts(state: &State, kr: &KeyResultChange, is_hidden: bool) -> Vec<Span> {
    let (theme, numbers) = (&state.theme, state.numbers());
    let mut facts: Vec<Span> = Vec::new();
    let Some(then) = &kr.then else {
        return vec![(state.say(&tr::WALK_NEW).to_owned(), theme.style(Role::Note))];
    };
    let shown = |q: Option<_>| q.map_or_else(|| "—".to_owned(), |q| numbers.compact(q, kr.unit));
    if then.actual != kr.now.actual {
        let way = format!("{} {} {}", shown(then.actual), theme.glyphs.becomes, shown(kr.now.actual));
        facts.push((way, theme.style(Role::Title)));
    }
    if let Some([first, was, is]) = kr.goal {
        let [first_shown, was_shown, is_shown] = [first, was, is].map(|q| numbers.compact(q, kr.unit));
        let args = [("then", was_shown.as_str()), ("now", &is_shown), ("first", &first_shown)];
        let text = if first == was {
            state.fill(&tr::WALK_GOAL_CHANGED, args.get(..2).unwrap_or_default())
        } else {
            state.fill(&tr::WALK_GOAL_CHANGED_AGAIN, &args)
        };
        facts.push((text, theme.style(Role::Warn)));
    }
    if then.confidence != kr.now.confidence {
        facts.extend(confidence(state, then.confidence, kr.now.confidence));
    }
    if then.status != kr.now.status && !is_hidden {
        let word =
            |status| format!("{} {}", theme.glyphs.status(Some(status)), state.say(label::status(status)));
        facts.extend(kr.now.status.map(|status| (word(status), theme.status(Some(status)))));
    }
    facts
}

/// A key result with what moved about it, on as many lines as it takes.
fn moved(state: &State, kr: &KeyResultChange, facts: Vec<Span>, room: u16) -> Vec<Line> {
    let theme = &state.theme;
    let key = kr.path.rsplit('/').next().unwrap_or_default();
    let name = if state.lang() == Lang::En { &kr.name_en } else { &kr.name_zh };
    let head = vec![(format!("{key} "), theme.style(Role::Dim)), (name.clone(), theme.style(Role::Text))];
    let wide = |spans: &[Span]| spans.iter().map(|(text, _)| width(text)).sum::<u16>();
    let plain = theme.style(Role::Text);
    let joined = join(state, facts.clone());
    if facts.is_empty() || wide(&head) + 2 + wide(&joined) <= room {
        let mut left = head;
        left.push(("  ".to_owned(), plain));
        left.extend(joined);
        return vec![Line { left, ..Line::default() }];
    }
    // Below it, as many beside each other as there is room for.
    let mut lines = vec![Line { left: head, ..Line::default() }];
    let mut held: Vec<Span> = Vec::new();
    let mut put = |held: Vec<Span>| {
        let mut left = vec![("  ".to_owned(), plain)];
        left.extend(join(state, held));
        lines.push(Line { left, ..Line::default() });
    };
    for fact in facts {
        let longer: Vec<Span> = held.iter().cloned().chain([fact.clone()]).collect();
        if !held.is_empty() && wide(&join(state, longer.clone())) + 2 > room {
            put(std::mem::replace(&mut held, vec![fact]));
        } else {
            held = longer;
        }
    }
    put(held);
    lines
}

/// A text with who said it before it, its further lines below; all of it set in by some columns.
fn quoted(state: &State, set_in: u16, who: &str, text: &str, room: u16) -> Vec<Line> {
    let (dim, plain) = (state.theme.style(Role::Dim), state.theme.style(Role::Text));
    let (start, beside) = (" ".repeat(usize::from(set_in)), set_in + width(who) + 1);
    // Where little is left beside who said it, the text stands below.
    let is_beside = beside + 16 <= room;
    let indent = if is_beside { beside } else { set_in + 2 };
    let texts = wrap(text, room.saturating_sub(indent).max(8));
    let pad = " ".repeat(usize::from(indent));
    let mut lines: Vec<Line> =
        texts.into_iter().map(|text| Line::of(format!("{pad}{text}"), plain)).collect();
    let head = (format!("{start}{who} "), dim);
    match lines.first_mut().and_then(|first| first.left.first_mut()).filter(|_| is_beside) {
        Some((text, _)) => {
            *text = text.split_off(usize::from(indent).min(text.len()));
            if let Some(first) = lines.first_mut() {
                first.left.insert(0, head);
            }
        }
        None => lines.insert(0, Line { left: vec![head], ..Line::default() }),
    }
    lines
}

/// What happened to a campaign that serves the objective.
fn happened(state: &State, change: &CampaignChange, room: u16) -> Vec<Line> {
    let theme = &state.theme;
    let (text, role) = match &change.what {
        CampaignEvent::Joined => (state.say(&tr::WALK_JOINED), Role::Accent),
        CampaignEvent::Left => (state.say(&tr::WALK_LEFT), Role::Dim),
        CampaignEvent::Began => (state.say(&tr::WALK_BEGAN), Role::Good),
        CampaignEvent::Ended => (state.say(&tr::WALK_CAMPAIGN_ENDED), Role::Dim),
        CampaignEvent::Adjusted(note) => {
            let day = state.info.zone.day_of(note.at).date().format("%m-%d");
            let adjusted = state.say(label::note_kind(note.kind));
            return quoted(state, 0, &format!("{} {day} {adjusted}", change.name), &note.text, room);
        }
    };
    let left =
        vec![(format!("{} ", change.name), theme.style(Role::Text)), (text.to_owned(), theme.style(role))];
    vec![Line { left, ..Line::default() }]
}

/// What was written down about the objective outside of this review, and actions that came to an end.
fn spoken(state: &State, page: &ReviewedObjective, change: &ObjectiveChange, room: u16) -> Vec<Row> {
    let theme = &state.theme;
    let here = |id| page.notes.iter().any(|note| note.id == id);
    let mut rows = Vec::new();
    for note in change.notes.iter().filter(|note| !here(note.id)) {
        let day = state.info.zone.day_of(note.at).date().format("%m-%d");
        let kind = state.say(label::note_kind(note.kind));
        rows.push(Row::item(quoted(state, 0, &format!("{day} {kind}"), &note.text, room)));
    }
    for action in change.actions.iter().filter(|action| action.status != ActionStatus::Open) {
        let sign = if action.status == ActionStatus::Done { theme.glyphs.done } else { theme.glyphs.clash };
        let word = state.say(label::action_status(action.status));
        let left = vec![
            (format!("{sign} {word} "), theme.style(Role::Good)),
            (action.title.clone(), theme.style(Role::Text)),
        ];
        rows.push(Row::item(vec![Line { left, ..Line::default() }]));
    }
    rows
}
