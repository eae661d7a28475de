//! What the rows of the preview say.
use super::columns::{self, Column, TEXT_NAMES};
use super::{Part, ProposalBox, Row};
use crate::i18n::{Text, label, tr};
use crate::model::{ChannelKind, Due, Quantity, ResourceKind, TaskKind, Unit, When};
use crate::planner::ProposedChannel;
use crate::tui::state::State;
use crate::tui::theme::Role;

/// How many cells the picture of the phases has.
const PICTURE: i32 = 24;
/// How many cells a channel's share has.
const BAR: usize = 10;

/// What a group is called.
pub(super) fn title(part: Part) -> &'static Text {
    match part {
        Part::Lessons => &tr::PREVIEW_LESSONS,
        Part::Phases => &tr::PREVIEW_PHASES,
        Part::Targets => &tr::PREVIEW_TARGETS,
        Part::Channels => &tr::PREVIEW_CHANNELS,
        Part::Tasks => &tr::PREVIEW_TASKS,
        Part::Resources => &tr::PREVIEW_RESOURCES,
        Part::Texts => &tr::PREVIEW_TEXTS,
    }
}

/// What is to know of a group as a whole.
pub(super) fn summary(state: &State, sheet: &ProposalBox, part: Part) -> Option<(String, Role)> {
    let told = |text: &'static Text, n: usize, role| {
        (n > 0).then(|| (state.fill(text, &[("n", &n.to_string())]), role))
    };
    match part {
        Part::Lessons => told(&tr::PREVIEW_LESSONS_OPEN, sheet.undecided(), Role::Dim),
        Part::Phases => {
            let sum = Quantity::sum(sheet.phases().iter().flatten().map(|p| p.share)).ok()?;
            let is_off = sum.micros() != Quantity::SCALE && sheet.taken(part) > 0;
            let share = columns::percent(sum);
            is_off.then(|| (state.fill(&tr::PREVIEW_SUM, &[("share", &share)]), Role::Bad))
        }
        Part::Targets => {
            let unset = sheet.proposal.targets.iter().filter(|t| t.draft.goal.is_none()).count();
            told(&tr::PREVIEW_UNSET, unset, Role::Warn)
        }
        Part::Channels => {
            let Some(budget) = budget(sheet) else {
                return Some((state.say(&tr::PREVIEW_NO_BUDGET).to_owned(), Role::Dim));
            };
            let all = sheet.proposal.channels.iter().enumerate();
            let taken = all.filter(|(line, _)| sheet.is_taken(part, *line));
            let sum = Quantity::sum(taken.filter_map(|(_, c)| money(c, Some(budget)))).ok()?;
            let share = Quantity::from_f64(sum.to_f64() / budget.to_f64())?;
            let role = if (share.micros() - Quantity::SCALE).abs() < 100 { Role::Dim } else { Role::Warn };
            Some((state.fill(&tr::PREVIEW_SPLIT, &[("share", &columns::percent(share))]), role))
        }
        Part::Tasks | Part::Resources => {
            let late = sheet.proposal.late;
            if part == Part::Tasks && late > 0 {
                return told(&tr::PREVIEW_LATE, late, Role::Warn);
            }
            let is_past = |line: &usize| sheet.is_taken(part, *line) && sheet.is_past(part, *line);
            told(&tr::PREVIEW_PAST, (0..sheet.count(part)).filter(is_past).count(), Role::Warn)
        }
        Part::Texts => {
            let texts = sheet.texts().into_iter().enumerate();
            let blanks = texts.filter(|(line, _)| sheet.is_taken(part, *line)).map(|(_, (_, t))| blanks(&t));
            told(&tr::PREVIEW_BLANKS, blanks.sum(), Role::Dim)
        }
    }
}

/// The columns of a group, line by line as proposed, and which of them gets shorter first.
pub(super) fn columns(state: &State, sheet: &ProposalBox, part: Part) -> (Vec<Column>, usize) {
    match part {
        Part::Lessons => (super::lessons::columns(state, sheet), 0),
        Part::Phases => (phases(state, sheet), 0),
        Part::Targets => (targets(state, sheet), 0),
        Part::Channels => (channels(state, sheet), 0),
        Part::Tasks => (tasks(state, sheet), 2),
        Part::Resources => (resources(state, sheet), 2),
        Part::Texts => (texts(state, sheet), 0),
    }
}

fn phases(state: &State, sheet: &ProposalBox) -> Vec<Column> {
    let shown = sheet.phases();
    let dates = sheet.dates();
    let mut out = [Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new()];
    for (phase, now) in sheet.proposal.phases.0.iter().zip(&shown) {
        let phase = now.as_ref().unwrap_or(phase);
        let days = phase.end.day().0 - phase.start.day().0 + 1;
        let span = format!("{} – {}", short(phase.start), short(phase.end));
        let picture = now.as_ref().zip(dates).map(|(p, dates)| picture(state, (p.start, p.end), dates));
        let length = state.fill(&tr::PREVIEW_DAY, &[("n", &days.to_string())]);
        out[0].push((phase.name.clone(), Role::Text));
        out[1].push((span, Role::Dim));
        out[2].push((if now.is_some() { length } else { String::new() }, Role::Dim));
        let share = now.as_ref().map(|phase| columns::percent(phase.share));
        out[3].push((share.unwrap_or_default(), Role::Text));
        out[4].push((picture.unwrap_or_default(), Role::Actual));
    }
    let [name, span, length, share, picture] = out;
    vec![
        Column::new(0, name),
        Column::new(2, span),
        Column::new(3, length).right(),
        Column::new(1, share).right(),
        Column::new(4, picture),
    ]
}

/// Where a phase lies in the campaign, as a line.
fn picture(state: &State, (from, to): (When, When), (start, end): (When, When)) -> String {
    let days = (end.day().0 - start.day().0 + 1).max(1);
    let cell = |day: i32| (day.clamp(0, days) * PICTURE + days / 2) / days;
    let (first, last) = (cell(from.day().0 - start.day().0), cell(to.day().0 - start.day().0 + 1));
    let glyphs = &state.theme.glyphs;
    let last = last.max(first + 1);
    (0..PICTURE).map(|at| if (first..last).contains(&at) { glyphs.full } else { glyphs.track }).collect()
}

fn targets(state: &State, sheet: &ProposalBox) -> Vec<Column> {
    let (mut names, mut goals, mut roles, mut hints) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (line, target) in sheet.proposal.targets.iter().enumerate() {
        names.push((columns::metric_name(state, &target.metric), Role::Text));
        goals.push(match &target.draft.goal {
            Some(goal) => (columns::goal(state, &target.metric, goal), Role::Text),
            None => (state.say(&tr::PREVIEW_GOAL_BLANK).to_owned(), Role::Warn),
        });
        let role = match target.draft.guardrail {
            _ if sheet.is_primary(line) => state.say(&tr::PREVIEW_PRIMARY),
            Some(true) => state.say(&tr::PREVIEW_GUARDRAIL),
            _ => "",
        };
        roles.push((role.to_owned(), if sheet.is_primary(line) { Role::Goal } else { Role::Note }));
        hints.push((target.hint.clone(), Role::Faint));
    }
    let hints = Column::new(3, hints).rest();
    vec![Column::new(0, names), Column::new(1, goals).right(), Column::new(2, roles), hints]
}

fn channels(state: &State, sheet: &ProposalBox) -> Vec<Column> {
    let budget = budget(sheet);
    let kind = |kind: ChannelKind| match kind {
        ChannelKind::Paid => &tr::PLAY_CHANNEL_PAID,
        ChannelKind::Owned => &tr::PLAY_CHANNEL_OWNED,
        ChannelKind::Earned => &tr::PLAY_CHANNEL_EARNED,
        ChannelKind::Partner => &tr::PLAY_CHANNEL_PARTNER,
    };
    let all = &sheet.proposal.channels;
    let cells = |cell: &dyn Fn(&ProposedChannel) -> String, role| -> Vec<(String, Role)> {
        all.iter().map(|channel| (cell(channel), role)).collect()
    };
    let share = |c: &ProposedChannel| match (money(c, budget), budget) {
        (Some(money), Some(all)) if money > Quantity::ZERO => Some(money.to_f64() / all.to_f64()),
        _ => None,
    };
    let glyphs = &state.theme.glyphs;
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let bar = |c: &ProposedChannel| {
        let share = share(c)?;
        let full = ((share.clamp(0.0, 1.0) * 10.0).round() as usize).clamp(1, BAR);
        Some(glyphs.full.repeat(full) + &glyphs.track.repeat(BAR - full))
    };
    let amount = |c: &ProposedChannel| {
        let amount = money(c, budget).filter(|money| *money > Quantity::ZERO);
        amount.map(|money| state.numbers().compact(money, Unit::Money))
    };
    let shown_share = |c: &ProposedChannel| {
        share(c).and_then(Quantity::from_f64).map_or_else(|| "—".to_owned(), columns::percent)
    };
    vec![
        Column::new(0, cells(&|c| columns::channel_name(state, c), Role::Text)),
        Column::new(2, cells(&|c| c.kind.map(kind).map_or("", |text| state.say(text)).to_owned(), Role::Dim)),
        Column::new(1, cells(&shown_share, Role::Text)).right(),
        Column::new(1, cells(&|c| amount(c).unwrap_or_default(), Role::Text)).right(),
        Column::new(3, cells(&|c| bar(c).unwrap_or_default(), Role::Actual)),
    ]
}

fn tasks(state: &State, sheet: &ProposalBox) -> Vec<Column> {
    let mut out = [Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new()];
    for (line, task) in sheet.proposal.tasks.iter().enumerate() {
        let draft = &task.draft;
        let [on, counted] = due(sheet, (Part::Tasks, line), draft.due.as_deref());
        let kind = draft.kind.as_deref().and_then(|kind| kind.parse::<TaskKind>().ok());
        let owner = draft.owner.clone().filter(|owner| !owner.is_empty());
        out[0].push(on);
        out[1].push(counted);
        out[2].push((draft.title.clone().unwrap_or_default(), Role::Text));
        out[3].push((owner.or_else(|| draft.role.clone()).unwrap_or_default(), Role::Dim));
        out[4].push((kind.map_or("", |kind| state.say(label::task_kind(kind))).to_owned(), Role::Faint));
    }
    let [on, counted, title, owner, kind] = out;
    vec![
        Column::new(0, on),
        Column::new(2, counted),
        Column::new(0, title),
        Column::new(1, owner),
        Column::new(3, kind),
    ]
}

fn resources(state: &State, sheet: &ProposalBox) -> Vec<Column> {
    let mut out = [Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new()];
    for (line, resource) in sheet.proposal.resources.iter().enumerate() {
        let [on, counted] = due(sheet, (Part::Resources, line), resource.need_by.as_deref());
        let kind = resource.kind.as_deref().and_then(|kind| kind.parse::<ResourceKind>().ok());
        out[0].push(on);
        out[1].push(counted);
        out[2].push((resource.name.clone().unwrap_or_default(), Role::Text));
        out[3].push((resource.giver.clone().unwrap_or_default(), Role::Dim));
        out[4].push((kind.map_or("", |kind| state.say(label::resource_kind(kind))).to_owned(), Role::Faint));
    }
    let [on, counted, name, giver, kind] = out;
    vec![
        Column::new(0, on),
        Column::new(2, counted),
        Column::new(0, name),
        Column::new(1, giver),
        Column::new(3, kind),
    ]
}

fn texts(state: &State, sheet: &ProposalBox) -> Vec<Column> {
    let (mut names, mut counts, mut says) = (Vec::new(), Vec::new(), Vec::new());
    for (at, text) in sheet.texts() {
        names.push((TEXT_NAMES.get(at).map_or("", |name| state.say(name)).to_owned(), Role::Text));
        let n = blanks(&text);
        counts.push(if n == 0 {
            (String::new(), Role::Dim)
        } else {
            (state.fill(&tr::PREVIEW_BLANKS, &[("n", &n.to_string())]), Role::Warn)
        });
        says.push((text.replace('\n', " · "), Role::Faint));
    }
    vec![Column::new(0, names), Column::new(1, counts), Column::new(3, says).rest()]
}

/// What is to know of the row with the cursor.
pub(super) fn detail(state: &State, sheet: &ProposalBox, row: Row) -> String {
    let Row::Line(part, line) = row else { return state.say(&tr::PREVIEW_GROUP_ALL).to_owned() };
    let past = || {
        let on = sheet.due_of(part, line)?.day();
        let n = (sheet.today.0 - on.0).to_string();
        sheet.is_past(part, line).then(|| state.fill(&tr::PREVIEW_PAST_BY, &[("n", &n)]))
    };
    match part {
        Part::Lessons => super::lessons::detail(state, sheet, line),
        Part::Phases if !sheet.is_taken(part, line) => state.say(&tr::PREVIEW_JOINED).to_owned(),
        Part::Phases => of_goal(state, sheet, line).unwrap_or_default(),
        Part::Targets => {
            let hint = sheet.proposal.targets.get(line).map(|t| t.hint.clone()).unwrap_or_default();
            let ask = sheet.goal(line).is_none().then(|| state.say(&tr::PREVIEW_SET_GOAL).to_owned());
            [ask, Some(hint).filter(|hint| !hint.is_empty())]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" · ")
        }
        Part::Channels => String::new(),
        Part::Tasks => {
            let Some(task) = sheet.proposal.tasks.get(line) else { return String::new() };
            let titles = task.after.iter().filter_map(|id| {
                let known = sheet.proposal.tasks.iter().find(|other| other.id == *id);
                known.and_then(|other| other.draft.title.clone())
            });
            let titles: Vec<String> = titles.collect();
            let after = (!titles.is_empty())
                .then(|| state.fill(&tr::PREVIEW_AFTER, &[("what", &titles.join(" · "))]));
            let note = task.draft.note.clone().filter(|note| !note.is_empty());
            [past(), after, note].into_iter().flatten().collect::<Vec<_>>().join(" · ")
        }
        Part::Resources => past().unwrap_or_default(),
        Part::Texts => {
            sheet.texts().into_iter().nth(line).map(|(_, text)| text.replace('\n', " · ")).unwrap_or_default()
        }
    }
}

/// A phase's share of what it is all about.
fn of_goal(state: &State, sheet: &ProposalBox, line: usize) -> Option<String> {
    let phase = sheet.phases().get(line)?.clone()?;
    let at = (0..sheet.count(Part::Targets)).find(|at| sheet.is_primary(*at))?;
    let metric = &sheet.proposal.targets.get(at)?.metric;
    let unit = columns::metric(state, metric)?.brief.unit?;
    let goal = crate::planner::typed(sheet.goal(at)?, unit, metric, &state.info.currency).ok()?;
    let amount = Quantity::from_f64(goal.to_f64() * phase.share.to_f64())?;
    let args = [
        ("share", columns::percent(phase.share)),
        ("amount", state.numbers().compact(amount, unit)),
        ("metric", columns::metric_name(state, metric)),
    ];
    let args = args.each_ref().map(|(name, text)| (*name, text.as_str()));
    Some(state.fill(&tr::PREVIEW_OF_GOAL, &args))
}

impl ProposalBox {
    fn due_of(&self, part: Part, line: usize) -> Option<When> {
        match part {
            Part::Tasks => self.resolved(self.proposal.tasks.get(line)?.draft.due.as_deref()),
            Part::Resources => self.resolved(self.proposal.resources.get(line)?.need_by.as_deref()),
            _ => None,
        }
    }

    /// True where a line should have been done already.
    pub(super) fn is_past(&self, part: Part, line: usize) -> bool {
        self.due_of(part, line).is_some_and(|on| on.day() < self.today)
    }
}

/// A due date: the day it comes down to, and how it is counted.
fn due(sheet: &ProposalBox, (part, line): (Part, usize), text: Option<&str>) -> [(String, Role); 2] {
    let text = text.unwrap_or_default();
    let role = if sheet.is_past(part, line) { Role::Warn } else { Role::Text };
    let counted = Due::parse(text, sheet.today).ok().filter(|due| due.is_relative());
    match sheet.resolved(Some(text)) {
        Some(on) => {
            let is_other_year = sheet.dates().is_some_and(|(start, _)| year(start) != year(on));
            let on = if is_other_year { on.to_string() } else { short(on) };
            [(on, role), (counted.map(|due| due.to_string()).unwrap_or_default(), Role::Dim)]
        }
        None => [(text.to_owned(), role), (String::new(), Role::Dim)],
    }
}

fn year(when: When) -> String {
    when.to_string().chars().take(4).collect()
}

/// A date without its year: `11-01`.
fn short(when: When) -> String {
    let text = when.to_string();
    text.get(5..).map_or_else(|| text.clone(), str::to_owned)
}

/// The campaign's money, where its target is taken.
pub(super) fn budget(sheet: &ProposalBox) -> Option<Quantity> {
    let mut all = sheet.proposal.targets.iter().enumerate();
    let (line, spend) = all.find(|(_, target)| target.metric == "spend")?;
    let goal = spend.draft.goal.as_ref().filter(|_| sheet.is_taken(Part::Targets, line))?;
    Quantity::parse(goal).ok().filter(|budget| *budget > Quantity::ZERO)
}

/// A channel's money.
fn money(channel: &ProposedChannel, budget: Option<Quantity>) -> Option<Quantity> {
    let amount = Quantity::parse(&channel.planned).ok()?;
    if channel.planned.contains(['%', '％']) {
        return Quantity::from_f64(budget?.to_f64() * amount.to_f64());
    }
    Some(amount)
}

/// How many fields of a text are to fill in.
fn blanks(text: &str) -> usize {
    text.matches("___").count()
}
