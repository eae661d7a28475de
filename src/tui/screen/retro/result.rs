//! 评估结果, the numbers: what came of each target and whether that was foreseen, by phase and channel, the money, the
//! chart with what was changed, what was late or refused, what users said, the former campaign.
use super::Item;
use super::paper::Paper;
use super::words;
use crate::board::{Adjustment, ChannelFacts, RetroPage, TargetFacts};
use crate::i18n::{label, tr};
use crate::model::{Day, Quantity, Unit};
use crate::tui::screen::cockpit;
use crate::tui::screen::review::lines::{Bar, Line, Span};
use crate::tui::text::date_time;
use crate::tui::theme::Role;

/// Writes them; the chart takes so many lines.
pub fn write(paper: &mut Paper<'_>, page: &RetroPage, chart: u16) {
    super::goal::running(paper, page);
    objectives(paper, page);
    targets(paper, page);
    phases(paper, page);
    channels(paper, page);
    spending(paper, page);
    drawn(paper, page, chart);
    adjustments(paper, page);
    late(paper, page);
    refused(paper, page);
    feedback(paper, page);
    former(paper, page);
    if paper.rows.is_empty() {
        let lines = paper.wrapped(paper.state.say(&tr::RETRO_PAGE_NO_TARGETS), Role::Dim);
        paper.fact(lines);
    }
}

/// The unit of the primary target: what phases and channels are counted in.
fn unit(page: &RetroPage) -> Unit {
    let targets = &page.goal.targets;
    let primary = targets.iter().find(|facts| facts.line.is_primary).or_else(|| targets.first());
    primary.map_or(Unit::Count, |facts| facts.line.unit)
}

/// A cycle's objectives: how far each came, how it stands, its grade.
fn objectives(paper: &mut Paper<'_>, page: &RetroPage) {
    let state = paper.state;
    for line in &page.result.objectives {
        let mut right = vec![
            paper.span(words::percent(state, line.progress), Role::Title),
            paper.span(" ".to_owned(), Role::Dim),
        ];
        if let Some(status) = line.health {
            right.push((state.say(label::status(status)).to_owned(), state.theme.status(Some(status))));
        }
        if let Some(grade) = line.grade {
            right.push(paper.span(format!(" {}", format_args!("{:.1}", grade.to_f64())), Role::Note));
        }
        let left = vec![paper.span(format!("{} {}", line.key, line.title), Role::Text)];
        let lines = paper.spread(left, right);
        paper.fact(lines);
    }
}

fn targets(paper: &mut Paper<'_>, page: &RetroPage) {
    let (guards, others): (Vec<&TargetFacts>, Vec<&TargetFacts>) =
        page.goal.targets.iter().partition(|facts| facts.line.is_guardrail);
    let mut of = "";
    for facts in others {
        if facts.of != of {
            of = &facts.of;
            paper.label(of);
        }
        let lines = target(paper, facts);
        paper.item(Item::Target(facts.line.id), lines);
    }
    if !guards.is_empty() {
        paper.heading(paper.state.say(&tr::RETRO_PAGE_GUARDRAILS));
    }
    for facts in guards {
        let lines = guardrail(paper, facts);
        paper.item(Item::Target(facts.line.id), lines);
    }
}

/// A target: what was reached, how far that is from the goal, and what was forecast on the way.
fn target(paper: &Paper<'_>, facts: &TargetFacts) -> Vec<Line> {
    let (state, line, numbers) = (paper.state, &facts.line, paper.state.numbers());
    let theme = &state.theme;
    let status = (cockpit::words::status(state, line).to_owned(), theme.status(Some(line.status)));
    let sign = (format!("{} ", theme.glyphs.status(Some(line.status))), status.1);
    let left = vec![sign, paper.span(state.name_of(line).to_owned(), Role::Text)];
    let right = vec![
        paper.span(words::amount(state, line.actual, line.unit), Role::Title),
        paper.span(
            format!(" {} {}", cockpit::words::sign(line), cockpit::words::goal(state, line)),
            Role::Dim,
        ),
    ];
    let mut lines = paper.spread(left, right);
    let mut said = vec![status];
    if let Some(share) = facts.achievement {
        let share = numbers.percent(share);
        said.push(paper.span(state.fill(&tr::RETRO_PAGE_ACHIEVED, &[("share", &share)]), Role::Text));
    }
    if let Some(gap) = facts.gap {
        let gap = numbers.signed(gap, line.unit);
        said.push(paper.span(state.fill(&tr::RETRO_PAGE_GAP, &[("gap", &gap)]), Role::Text));
    }
    if facts.first_goal != line.goal
        && let Some(share) = facts.first_achievement
    {
        let share = numbers.percent(share);
        said.push(paper.span(state.fill(&tr::RETRO_PAGE_OF_FIRST, &[("share", &share)]), Role::Note));
    }
    if let Some(then) = facts.then {
        let then = numbers.compact(then, line.unit);
        said.push(paper.span(state.fill(&tr::RETRO_PAGE_THEN, &[("then", &then)]), Role::Note));
    }
    lines.extend(below(paper, said));
    if !facts.foreseen.is_empty() {
        let head = paper.span(state.say(&tr::RETRO_PAGE_FORESEEN), Role::Dim);
        let mut pieces = vec![head];
        pieces.extend(facts.foreseen.iter().map(|then| {
            let status = theme.glyphs.status(Some(then.status));
            let forecast = then.forecast.as_ref().map_or_else(
                || state.say(label::status(then.status)).to_owned(),
                |forecast| numbers.expected(forecast.mid, line.unit),
            );
            let warned = if then.warned { &tr::RETRO_PAGE_WARNED } else { &tr::RETRO_PAGE_NOT_WARNED };
            let text = format!("{}% {status} {forecast} {}", then.percent, state.say(warned));
            paper.span(text, if then.warned { Role::Warn } else { Role::Dim })
        }));
        lines.extend(below(paper, pieces));
    }
    lines
}

/// Whether a bound held, and how long.
fn guardrail(paper: &Paper<'_>, facts: &TargetFacts) -> Vec<Line> {
    let (state, line) = (paper.state, &facts.line);
    let theme = &state.theme;
    let style = theme.status(Some(line.status));
    let sign = (format!("{} ", theme.glyphs.status(Some(line.status))), style);
    let left = vec![sign, paper.span(state.name_of(line).to_owned(), Role::Text)];
    let right = vec![
        paper.span(words::amount(state, line.actual, line.unit), Role::Title),
        paper.span(
            format!(" {} {} ", cockpit::words::sign(line), cockpit::words::goal(state, line)),
            Role::Dim,
        ),
        (cockpit::words::status(state, line).to_owned(), style),
    ];
    let mut lines = paper.spread(left, right);
    let mut said = Vec::new();
    if let Some(share) = line.held_share {
        let share = state.numbers().percent(share);
        said.push(paper.span(state.fill(&tr::RETRO_PAGE_HELD_DAYS, &[("share", &share)]), Role::Dim));
    }
    if let Some(then) = facts.then {
        let then = state.numbers().compact(then, line.unit);
        said.push(paper.span(state.fill(&tr::RETRO_PAGE_THEN, &[("then", &then)]), Role::Note));
    }
    lines.extend(below(paper, said));
    lines
}

/// Facts below something that begins with a sign.
fn below(paper: &Paper<'_>, facts: Vec<Span>) -> Vec<Line> {
    let inner = Paper { state: paper.state, room: paper.room.saturating_sub(2), rows: Vec::new() };
    let mut lines = inner.flow(facts);
    lines.iter_mut().for_each(|line| line.left.insert(0, paper.span("  ", Role::Dim)));
    lines
}

fn phases(paper: &mut Paper<'_>, page: &RetroPage) {
    let phases = &page.result.phases;
    if phases.is_empty() {
        return;
    }
    let (state, unit) = (paper.state, unit(page));
    paper.heading(state.say(&tr::RETRO_PAGE_PHASES));
    let head = [
        "",
        state.say(&tr::RETRO_PAGE_PLANNED),
        state.say(&tr::RETRO_PAGE_ACTUAL),
        state.say(&tr::RETRO_PAGE_GAP_HEAD),
        state.say(&tr::RETRO_PAGE_SHARE),
    ];
    let rows = phases.iter().map(|phase| {
        let gap = phase.gap.map_or_else(|| "—".to_owned(), |gap| state.numbers().signed(gap, unit));
        vec![
            paper.span(phase.name.clone(), Role::Text),
            paper.span(words::amount(state, phase.planned, unit), Role::Dim),
            paper.span(words::amount(state, phase.actual, unit), Role::Text),
            paper.span(gap, Role::Text),
            paper.span(words::percent(state, phase.achievement), Role::Text),
        ]
    });
    let rows = rows.collect();
    paper.table(&head, rows, &[1, 2]);
}

fn channels(paper: &mut Paper<'_>, page: &RetroPage) {
    if page.result.channels.is_empty() {
        return;
    }
    let state = paper.state;
    paper.heading(state.say(&tr::RETRO_PAGE_CHANNELS));
    for facts in &page.result.channels {
        let lines = channel(paper, facts, unit(page));
        paper.fact(lines);
    }
}

/// A channel: what it brought and spent, and its ratios, each against the plan.
fn channel(paper: &Paper<'_>, facts: &ChannelFacts, unit: Unit) -> Vec<Line> {
    let (state, numbers) = (paper.state, paper.state.numbers());
    let name = if facts.key.is_none() { state.say(&tr::RETRO_PAGE_ALL_CHANNELS) } else { &facts.name };
    let against = |(planned, actual): (Option<Quantity>, Option<Quantity>), unit| {
        let actual = words::amount(state, actual, unit);
        match planned {
            Some(planned) => format!("{actual}/{}", numbers.compact(planned, unit)),
            None => actual,
        }
    };
    let left = vec![paper.span(name, if facts.key.is_none() { Role::Title } else { Role::Text })];
    let result = state.fill(&tr::RETRO_PAGE_BROUGHT, &[("value", &against(facts.result, unit))]);
    let mut lines = paper.spread(left, vec![paper.span(result, Role::Text)]);
    let spend = state.fill(&tr::RETRO_PAGE_SPENT, &[("value", &against(facts.spend, Unit::Money))]);
    let mut pieces = vec![paper.span(spend, Role::Dim)];
    let ratios = ChannelFacts::RATIOS.iter().zip(ChannelFacts::UNITS);
    for ((key, unit), (planned, actual)) in ratios.zip(facts.ratios) {
        if planned.is_none() && actual.is_none() {
            continue;
        }
        let ratio = |value: Option<f64>| {
            value.map_or_else(|| "—".to_owned(), |value| numbers.compact_f64(value, unit))
        };
        let mut text = format!("{} {}", key.to_uppercase(), ratio(actual));
        if planned.is_some() {
            text += &format!("/{}", ratio(planned));
        }
        pieces.push(paper.span(text, Role::Dim));
    }
    lines.extend(below(paper, pieces));
    lines
}

fn spending(paper: &mut Paper<'_>, page: &RetroPage) {
    let Some(spending) = &page.result.spending else { return };
    let (Some(allowed), spent) = (spending.allowed().filter(|q| *q > Quantity::ZERO), spending.spent) else {
        return;
    };
    let (state, numbers) = (paper.state, paper.state.numbers());
    paper.heading(state.say(&tr::RETRO_PAGE_MONEY));
    let share = spent.map(|spent| spent.to_f64() / allowed.to_f64());
    let style = state.theme.status(spending.status);
    let right =
        format!("{}/{}", words::amount(state, spent, Unit::Money), numbers.compact(allowed, Unit::Money));
    let left = vec![paper.span(words::percent(state, share), Role::Text)];
    let bar = Some(Bar { share, mark: None, style });
    let mut lines = vec![Line { left, right: vec![paper.span(right, Role::Text)], bar }];
    if let Some(left) = spent.and_then(|spent| allowed.checked_sub(spent).ok()) {
        let (text, role) = if left < Quantity::ZERO {
            (&tr::RETRO_PAGE_OVERSPENT, Role::Warn)
        } else {
            (&tr::RETRO_PAGE_UNSPENT, Role::Dim)
        };
        let amount = numbers.compact(left, Unit::Money);
        let amount = state.fill(text, &[("amount", amount.trim_start_matches(['-', '−']))]);
        lines.push(Line { left: vec![paper.span(amount, role)], ..Line::default() });
    }
    paper.fact(lines);
}

fn drawn(paper: &mut Paper<'_>, page: &RetroPage, lines: u16) {
    if page.result.chart.days.is_empty() || page.result.chart.actual.iter().all(Option::is_none) {
        return;
    }
    let state = paper.state;
    let of = page.goal.targets.iter().find(|facts| Some(facts.line.id) == page.result.chart.target);
    let name = of.map(|facts| state.name_of(&facts.line)).unwrap_or_default();
    let plain = state.theme.glyphs.ascii;
    let (plan, actual) = if plain { ("..", "**") } else { ("╌╌", "━━") };
    let args = [("name", name), ("plan", plan), ("actual", actual)];
    paper.heading(state.fill(&tr::RETRO_PAGE_CHART, &args));
    paper.chart(lines);
}

fn adjustments(paper: &mut Paper<'_>, page: &RetroPage) {
    if page.result.adjustments.is_empty() {
        return;
    }
    paper.heading(paper.state.say(&tr::RETRO_PAGE_ADJUSTMENTS));
    for each in &page.result.adjustments {
        let number =
            page.result.chart.marks.iter().find(|mark| mark.note == each.note).map(|mark| mark.number);
        let lines = adjustment(paper, each, number, unit(page));
        paper.fact(lines);
    }
}

/// What was changed, by its number on the chart, and what the daily rate did.
fn adjustment(paper: &Paper<'_>, each: &Adjustment, number: Option<usize>, unit: Unit) -> Vec<Line> {
    let state = paper.state;
    let sign = number.map_or_else(|| state.theme.glyphs.look.to_owned(), |n| state.theme.glyphs.number(n));
    let local = state.info.zone.local(each.at);
    let when = if each.whole_day { local.format("%m-%d").to_string() } else { date_time(local) };
    let text = format!("{when} {} {}", state.say(label::note_kind(each.kind)), each.text);
    let mut lines = paper.hanging(&paper.span(format!("{sign} "), Role::Note), &text, Role::Text);
    let rate = |before: Option<Quantity>, after: Option<Quantity>| {
        let (before, after) = (before?, after?);
        let change = (before > Quantity::ZERO).then(|| after.to_f64() / before.to_f64() - 1.0);
        let change = change.map(|change| format!(" ({})", words::change(state, change))).unwrap_or_default();
        let numbers = state.numbers();
        let becomes = state.theme.glyphs.becomes;
        Some(format!("{} {becomes} {}{change}", numbers.compact(before, unit), numbers.compact(after, unit)))
    };
    let actual = rate(each.before, each.after);
    let text = match &actual {
        Some(rate) => state.fill(&tr::RETRO_PAGE_RATE, &[("rate", rate)]),
        None => state.say(&tr::RETRO_PAGE_NO_RATE).to_owned(),
    };
    let mut pieces = vec![paper.span(text, if actual.is_some() { Role::Text } else { Role::Dim })];
    if let (Some(rate), Some(_)) = (rate(each.planned.0, each.planned.1), actual) {
        pieces.push(paper.span(state.fill(&tr::RETRO_PAGE_RATE_PLANNED, &[("rate", &rate)]), Role::Dim));
    }
    lines.extend(below(paper, pieces));
    lines
}

fn late(paper: &mut Paper<'_>, page: &RetroPage) {
    let result = &page.result;
    if result.tasks == 0 {
        return;
    }
    let state = paper.state;
    let (n, of) = (result.late.len().to_string(), result.tasks.to_string());
    paper.heading(state.fill(&tr::RETRO_PAGE_LATE, &[("n", &n), ("of", &of)]));
    if result.late.is_empty() {
        let lines = paper.wrapped(state.say(&tr::RETRO_PAGE_NONE_LATE), Role::Dim);
        paper.fact(lines);
    }
    for each in &result.late {
        let sign = if each.is_open { state.theme.glyphs.urgent } else { state.theme.glyphs.done };
        let text = if each.is_open { &tr::RETRO_PAGE_NEVER_DONE } else { &tr::RETRO_PAGE_DAYS_LATE };
        let late = state.fill(text, &[("days", &each.days.to_string())]);
        let mut lines =
            paper.hanging(&paper.span(format!("{sign} "), Role::Warn), &each.task.title, Role::Text);
        let mut facts = vec![paper.span(late, Role::Warn)];
        if !each.task.owner.is_empty() {
            facts.push(paper.span(format!("@{}", each.task.owner), Role::Dim));
        }
        let due = words::day(each.task.on.day());
        facts.push(paper.span(state.fill(&tr::RETRO_PAGE_WAS_DUE, &[("day", &due)]), Role::Dim));
        lines.extend(below(paper, facts));
        paper.fact(lines);
    }
}

fn refused(paper: &mut Paper<'_>, page: &RetroPage) {
    let result = &page.result;
    if result.resources == 0 {
        return;
    }
    let state = paper.state;
    let (n, of) = (result.refused.len().to_string(), result.resources.to_string());
    paper.heading(state.fill(&tr::RETRO_PAGE_REFUSED, &[("n", &n), ("of", &of)]));
    if result.refused.is_empty() {
        let lines = paper.wrapped(state.say(&tr::RETRO_PAGE_NONE_REFUSED), Role::Dim);
        paper.fact(lines);
    }
    for each in &result.refused {
        let sign = paper.span(format!("{} ", state.theme.glyphs.clash), Role::Warn);
        let mut lines = paper.hanging(&sign, &each.name, Role::Text);
        let mut facts = vec![
            paper.span(state.say(label::resource_status(each.status)), Role::Warn),
            paper.span(state.say(label::resource_kind(each.kind)), Role::Dim),
        ];
        facts.extend((!each.giver.is_empty()).then(|| paper.span(each.giver.clone(), Role::Dim)));
        facts.extend((!each.note.is_empty()).then(|| paper.span(each.note.clone(), Role::Dim)));
        lines.extend(below(paper, facts));
        paper.fact(lines);
    }
}

fn feedback(paper: &mut Paper<'_>, page: &RetroPage) {
    let sum = &page.result.feedback;
    if sum.notes == 0 {
        return;
    }
    let state = paper.state;
    let (notes, people, answered) = (sum.notes.to_string(), sum.people.to_string(), sum.answered.to_string());
    let args = [("notes", notes.as_str()), ("people", &people), ("answered", &answered)];
    paper.heading(state.fill(&tr::RETRO_PAGE_FEEDBACK, &args));
    if sum.urgent > 0 {
        let text = state.fill(&tr::RETRO_PAGE_URGENT, &[("n", &sum.urgent.to_string())]);
        let sign = paper.span(format!("{} ", state.theme.glyphs.urgent), Role::Bad);
        let lines = paper.hanging(&sign, &text, Role::Warn);
        paper.fact(lines);
    }
    for (category, people, notes, answered) in &sum.categories {
        let name = if category.is_empty() { state.say(&tr::RETRO_PAGE_NO_CATEGORY) } else { category };
        let (people, notes, answered) = (people.to_string(), notes.to_string(), answered.to_string());
        let args = [("people", people.as_str()), ("notes", &notes), ("answered", &answered)];
        let right = state.fill(&tr::RETRO_PAGE_CATEGORY, &args);
        let lines = paper.spread(vec![paper.span(name, Role::Text)], vec![paper.span(right, Role::Dim)]);
        paper.fact(lines);
    }
}

fn former(paper: &mut Paper<'_>, page: &RetroPage) {
    let Some(former) = &page.result.former else { return };
    let state = paper.state;
    let (then, now) = (former.days.0.to_string(), former.days.1.to_string());
    let args = [("name", former.name.as_str()), ("then", &then), ("now", &now)];
    paper.heading(state.fill(&tr::RETRO_PAGE_FORMER, &args));
    let head = [
        "",
        state.say(&tr::RETRO_PAGE_LAST_TIME),
        state.say(&tr::RETRO_PAGE_THIS_TIME),
        state.say(&tr::RETRO_PAGE_CHANGE),
    ];
    let rows = former.rows.iter().map(|row| {
        let change = row.change.map_or_else(|| "—".to_owned(), |change| words::change(state, change));
        vec![
            paper.span(words::metric(state, &row.metric), Role::Text),
            paper.span(words::amount(state, row.then, row.metric.unit), Role::Dim),
            paper.span(words::amount(state, row.now, row.metric.unit), Role::Text),
            paper.span(change, Role::Text),
        ]
    });
    let rows = rows.collect();
    paper.table(&head, rows, &[1]);
}

/// The days something took, first and last.
#[must_use]
pub fn days((first, last): (Day, Day)) -> String {
    format!("{} .. {}", words::day(first), words::day(last))
}
