//! What stands in each part below the key results, row by row.
use super::Section;
use crate::board::{Contribution, KeyResultLine, ObjectiveLine, ObjectivePage, Said};
use crate::i18n::{label, tr};
use crate::model::{Action, ActionStatus, Note, Step, Unit};
use crate::tui::screen::okr::words;
use crate::tui::state::State;
use crate::tui::text::date_time;
use crate::tui::theme::Role;
use ratatui::style::Style;

/// One row: its pieces from the left, what stands at its right end, and what is said below it.
pub struct Item {
    /// From the left.
    pub pieces: Vec<(String, Style)>,
    /// At the right end.
    pub right: String,
    /// Below, over as many lines as it takes.
    pub body: String,
}

impl Item {
    fn new(pieces: Vec<(String, Style)>) -> Self {
        Self { pieces, right: String::new(), body: String::new() }
    }
}

/// The rows of a part.
pub fn items(state: &State, page: &ObjectivePage, section: Section) -> Vec<Item> {
    let chosen = state.desks.objective.chosen();
    match section {
        Section::KeyResults => Vec::new(),
        Section::Steps => chosen
            .map(|kr| page.steps_of(kr.line.id).iter().map(|step| of_step(state, step)).collect())
            .unwrap_or_default(),
        Section::Campaigns => chosen
            .map(|kr| kr.campaigns.iter().map(|c| of_campaign(state, c, kr.line.unit)).collect())
            .unwrap_or_default(),
        Section::Said => page.said.iter().map(|said| of_said(state, said)).collect(),
        Section::Notes => page.notes.iter().map(|note| of_note(state, note)).collect(),
        Section::Actions => page.actions.iter().map(|action| of_action(state, action)).collect(),
        Section::Aligned => {
            let above = page.above.iter().map(|line| of_objective(state, line, true));
            above.chain(page.below.iter().map(|line| of_objective(state, line, false))).collect()
        }
    }
}

/// What the campaigns of the chosen key result are planned to bring, against what is missing.
pub fn coverage(state: &State, kr: &KeyResultLine) -> Option<(String, Role)> {
    let coverage = kr.coverage.filter(|_| !kr.campaigns.is_empty())?;
    let shown = |q| state.numbers().compact(q, kr.line.unit);
    let (planned, missing) = (shown(coverage.planned), shown(coverage.missing));
    let args = [("planned", planned.as_str()), ("missing", &missing)];
    if coverage.planned >= coverage.missing {
        return Some((state.fill(&tr::OBJECTIVE_PAGE_COVERED, &args), Role::Good));
    }
    let gap = coverage.missing.to_f64() - coverage.planned.to_f64();
    let gap = state.numbers().compact_f64(gap, kr.line.unit);
    let args = [("planned", planned.as_str()), ("missing", &missing), ("gap", &gap)];
    Some((state.fill(&tr::OBJECTIVE_PAGE_SHORT, &args), Role::Warn))
}

fn of_step(state: &State, step: &Step) -> Item {
    let theme = &state.theme;
    let is_done = step.done_at.is_some();
    let sign = if is_done { theme.glyphs.done } else { theme.glyphs.look };
    let style = theme.style(if is_done { Role::Good } else { Role::Dim });
    let name = theme.style(if is_done { Role::Dim } else { Role::Text });
    let mut item = Item::new(vec![(sign.to_owned(), style), (step.name.clone(), name)]);
    item.right = match step.done_at {
        Some(at) => state.info.zone.local(at).format("%m-%d").to_string(),
        None => words::weight(state, step.weight),
    };
    item
}

fn of_campaign(state: &State, of: &Contribution, unit: Unit) -> Item {
    let theme = &state.theme;
    let status = theme.status(of.health);
    let shown = |q| state.numbers().compact(q, unit);
    let pieces = vec![
        (theme.glyphs.status(of.health).to_owned(), status),
        (of.name.clone(), theme.style(Role::Text)),
        (state.say(label::campaign_status(of.status)).to_owned(), theme.style(Role::Dim)),
    ];
    let mut item = Item::new(pieces);
    let brought = of.brought.map_or_else(|| "—".to_owned(), shown);
    // One currency sign says it for both.
    let planned = of.planned.map_or_else(|| "—".to_owned(), shown);
    let planned = planned.trim_start_matches(state.numbers().symbol);
    let is_tight = state.size.0 < 60;
    let text = if is_tight { &tr::OBJECTIVE_PAGE_BROUGHT_SHORT } else { &tr::OBJECTIVE_PAGE_BROUGHT };
    item.right = state.fill(text, &[("value", &brought), ("planned", planned)]);
    item
}

fn of_said(state: &State, said: &Said) -> Item {
    let (theme, of) = (&state.theme, &said.check_in);
    let mut pieces = vec![
        (of.day.date().format("%m-%d").to_string(), theme.style(Role::Dim)),
        (said.key.clone(), theme.style(Role::Text)),
    ];
    if let Some(value) = of.value {
        pieces.push((state.numbers().full(value, said.unit), theme.style(Role::Title)));
    }
    if of.confidence.is_some() {
        let sure = words::confidence(state, of.confidence, said.before, false);
        let falls = of.confidence.zip(said.before).is_some_and(|(now, before)| now < before);
        let style = theme.style(if falls { Role::Warn } else { Role::Text });
        pieces.push((state.fill(&tr::OBJECTIVE_PAGE_CONFIDENCE, &[("n", &sure)]), style));
    }
    let right =
        if of.source == "manual" { of.author.clone() } else { format!("{} {}", of.source, of.author) };
    Item { pieces, right, body: of.note.clone() }
}

fn of_note(state: &State, note: &Note) -> Item {
    let theme = &state.theme;
    let local = state.info.zone.local(note.at);
    let when = if note.whole_day { local.format("%m-%d").to_string() } else { date_time(local) };
    let kind = state.say(label::note_kind(note.kind)).to_owned();
    let pieces = vec![(when, theme.style(Role::Dim)), (kind, theme.style(Role::Note))];
    Item { pieces, right: note.author.clone(), body: note.text.clone() }
}

fn of_action(state: &State, action: &Action) -> Item {
    let theme = &state.theme;
    let is_late = action.due.is_some_and(|due| due < state.today());
    let (sign, role) = match action.status {
        ActionStatus::Open if is_late => (theme.glyphs.urgent, Role::Warn),
        ActionStatus::Open => (theme.glyphs.look, Role::Text),
        ActionStatus::Done => (theme.glyphs.done, Role::Good),
        ActionStatus::Dropped => (theme.glyphs.dot, Role::Faint),
    };
    let name = if action.status == ActionStatus::Open { Role::Text } else { Role::Dim };
    let mut pieces = vec![(sign.to_owned(), theme.style(role)), (action.title.clone(), theme.style(name))];
    if let Some(due) = action.due {
        let role = if is_late && action.status == ActionStatus::Open { Role::Warn } else { Role::Dim };
        pieces.push((due.date().format("%m-%d").to_string(), theme.style(role)));
    }
    if action.status != ActionStatus::Open {
        let word = state.say(label::action_status(action.status)).to_owned();
        pieces.push((word, theme.style(Role::Dim)));
    }
    let right = if action.owner.is_empty() { String::new() } else { format!("@{}", action.owner) };
    Item { pieces, right, body: String::new() }
}

fn of_objective(state: &State, line: &ObjectiveLine, is_above: bool) -> Item {
    let theme = &state.theme;
    let side = if is_above { &tr::OBJECTIVE_PAGE_ABOVE } else { &tr::OBJECTIVE_PAGE_BELOW };
    let status = theme.status(line.health);
    let pieces = vec![
        (theme.glyphs.status(line.health).to_owned(), status),
        (state.say(side).to_owned(), theme.style(Role::Dim)),
        (format!("{} {}", line.path, line.title), theme.style(Role::Text)),
    ];
    let progress = line.progress.map(|share| state.numbers().percent(share)).unwrap_or_default();
    let right = format!("{progress} {}", words::health(state, line.health)).trim().to_owned();
    Item { pieces, right, body: String::new() }
}
