//! The actions: open ones first, with what they should move and whether they did.
use super::table::{Column, NEEDED, Row, Table};
use super::words;
use crate::board::ActionLine;
use crate::i18n::{label, tr};
use crate::model::ActionStatus;
use crate::tui::state::State;
use crate::tui::theme::Role;

static COLUMNS: [Column; 6] = [
    Column { heading: &tr::RETROS_COLUMN_OWNER, most: 10, is_number: false, rank: 7 },
    Column { heading: &tr::RETROS_COLUMN_DUE, most: 18, is_number: false, rank: NEEDED },
    Column { heading: &tr::RETROS_COLUMN_AIM, most: 22, is_number: false, rank: 6 },
    Column { heading: &tr::RETROS_COLUMN_MOVED, most: 20, is_number: false, rank: 4 },
    Column { heading: &tr::RETROS_COLUMN_PROOF, most: 14, is_number: false, rank: 8 },
    Column { heading: &tr::RETROS_COLUMN_ABOUT, most: 16, is_number: false, rank: 3 },
];

/// The sign of where an action stands.
fn sign(state: &State, line: &ActionLine) -> (&'static str, Role) {
    let glyphs = &state.theme.glyphs;
    let own = |unicode, plain| if glyphs.ascii { plain } else { unicode };
    match line.action.status {
        ActionStatus::Open if line.days.is_some_and(|days| days < 0) => (glyphs.urgent, Role::Bad),
        ActionStatus::Open => (own("○", "."), Role::Dim),
        ActionStatus::Done => (own("✔", "Y"), Role::Good),
        ActionStatus::Dropped => (own("–", "-"), Role::Faint),
    }
}

/// By when, or that nobody has to do anything any more.
fn when(state: &State, line: &ActionLine) -> (String, Role) {
    match (line.action.status, line.days) {
        (ActionStatus::Open, Some(days)) => words::due(state, days),
        (ActionStatus::Open, None) => (state.say(&tr::RETROS_NO_DAY).to_owned(), Role::Dim),
        (status, _) => (state.say(label::action_status(status)).to_owned(), Role::Dim),
    }
}

/// Where the metric was, and where it is in the next campaign.
fn moved(state: &State, line: &ActionLine) -> String {
    let Some(metric) = &line.metric else { return String::new() };
    let shown = |q| state.numbers().compact(q, metric.unit);
    match (line.from, &line.next) {
        (Some(from), Some((_, _, _, to))) => {
            format!("{} {} {}", shown(from), state.theme.glyphs.becomes, shown(*to))
        }
        (Some(from), None) => shown(from),
        (None, _) => String::new(),
    }
}

/// Whether it did, as people found; else what the numbers say, with a question mark.
fn proof(state: &State, line: &ActionLine) -> (String, Role) {
    match (line.action.proof, line.proposed) {
        (Some(proof), _) => (state.say(label::proof(proof)).to_owned(), Role::Text),
        (None, Some(proof)) => (format!("{}?", state.say(label::proof(proof))), Role::Note),
        (None, None) => (String::new(), Role::Dim),
    }
}

fn row(state: &State, line: &ActionLine) -> Row {
    let theme = &state.theme;
    let style = |(text, role): (String, Role)| (text, theme.style(role));
    let (sign, role) = sign(state, line);
    let is_open = line.action.status == ActionStatus::Open;
    let nobody = || (state.say(&tr::RETROS_NOBODY).to_owned(), Role::Warn);
    let owner = if line.action.owner.is_empty() { nobody() } else { (line.action.owner.clone(), Role::Text) };
    let wanted = words::wanted(state, line.metric.as_ref(), line.action.aim);
    Row {
        sign: (sign, theme.style(role)),
        name: (line.action.title.clone(), theme.style(if is_open { Role::Text } else { Role::Dim })),
        cells: vec![
            style(owner),
            style(when(state, line)),
            (wanted, theme.style(Role::Text)),
            (moved(state, line), theme.style(Role::Dim)),
            style(proof(state, line)),
            (line.about_name.clone(), theme.style(Role::Dim)),
        ],
    }
}

/// The list.
pub fn table(state: &State) -> Table<'_> {
    let list = &state.desks.retros.actions;
    Table {
        heading: &tr::RETROS_COLUMN_ACTION,
        columns: &COLUMNS,
        count: list.count(),
        chosen: list.position(),
        rows: Box::new(move |from| Box::new(list.shown().skip(from).map(move |line| row(state, line)))),
    }
}

/// What is known of the one under the cursor.
pub fn detail(state: &State) -> Vec<(Role, String)> {
    let Some(line) = state.desks.retros.action() else { return Vec::new() };
    let action = &line.action;
    let mut out = vec![(Role::Title, action.title.clone())];
    let owner = if action.owner.is_empty() { state.say(&tr::RETROS_NOBODY) } else { &action.owner };
    let due = action.due.map(|due| due.to_string()).unwrap_or_default();
    let status = state.say(label::action_status(action.status));
    out.push((Role::Text, words::joined(&[owner, status, &due])));
    if action.status == ActionStatus::Open {
        let (text, role) = when(state, line);
        out.push((role, text));
    }
    let about = format!("{} ({})", line.about_name, line.about_key);
    out.push((Role::Dim, state.fill(&tr::RETROS_ABOUT, &[("about", &about)])));
    out.push((Role::Text, String::new()));
    let Some(metric) = &line.metric else {
        out.push((Role::Dim, state.say(&tr::RETROS_NO_METRIC).to_owned()));
        return out;
    };
    let wanted = words::wanted(state, Some(metric), action.aim);
    out.push((Role::Text, state.fill(&tr::RETROS_WANTED, &[("aim", &wanted)])));
    let shown = |q| state.numbers().compact(q, metric.unit);
    if let Some(from) = line.from {
        out.push((Role::Text, state.fill(&tr::RETROS_WAS, &[("value", &shown(from))])));
        let goal = action.aim.and_then(|aim| aim.goal(from));
        if let Some(goal) = goal {
            out.push((Role::Text, state.fill(&tr::RETROS_SHOULD_BE, &[("value", &shown(goal))])));
        }
    }
    match &line.next {
        Some((_, key, name, value)) => {
            let args = [("value", shown(*value)), ("name", format!("{name} ({key})"))];
            let args = args.each_ref().map(|(key, text)| (*key, text.as_str()));
            out.push((Role::Text, state.fill(&tr::RETROS_IS_NEXT, &args)));
        }
        None => out.push((Role::Dim, state.say(&tr::RETROS_WAITS_FOR_NEXT).to_owned())),
    }
    if let Some(reached) = line.reached {
        let share = state.numbers().percent(reached);
        out.push((Role::Text, state.fill(&tr::RETROS_REACHED, &[("share", &share)])));
    }
    match (action.proof, line.proposed) {
        (Some(proof), _) => {
            let word = state.say(label::proof(proof));
            out.push((Role::Note, words::joined(&[word, &action.proof_note])));
        }
        (None, Some(proof)) => {
            let word = state.say(label::proof(proof));
            let args = [("proof", word), ("key", &state.keymap.label("action.prove"))];
            out.push((Role::Note, state.fill(&tr::RETROS_PROVE_IT, &args)));
        }
        (None, None) => {}
    }
    out
}

/// How many are open, and of how many.
pub fn title(state: &State) -> String {
    let desk = &state.desks.retros;
    let open = desk.actions.shown().filter(|line| line.action.status == ActionStatus::Open).count();
    let args = [("open", open.to_string()), ("n", desk.actions.count().to_string())];
    let args = args.each_ref().map(|(key, text)| (*key, text.as_str()));
    let counted = state.fill(&tr::RETROS_ACTIONS, &args);
    let mine = desk.mine.as_ref().map(|name| state.fill(&tr::TASKS_MINE, &[("name", name)]));
    words::joined(&[&counted, mine.as_deref().unwrap_or_default()])
}
