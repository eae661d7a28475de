//! 评估结果: what came of it, by phase and channel, with what was changed on the way.
use super::super::page::Page;
use super::super::table::{Table, Value};
use super::super::{feedback_words, grade_word, target_word};
use super::{RetroPen, dotted, note};
use crate::board::{Adjustment, ChannelFacts, Comparison, KeyResultLine, LateTask, ObjectiveLine, RetroPage};
use crate::i18n::{label, tr};
use crate::model::{Quantity, Status, Unit};

pub(super) fn write(out: &mut Page, page: &RetroPage, pen: RetroPen) {
    let result = &page.result;
    let unit = primary_unit(page);
    objectives(out, page, pen);
    phases(out, page, unit, pen);
    channels(out, page, unit, pen);
    spending(out, page, pen);
    let changed: Vec<Vec<String>> =
        result.adjustments.iter().map(|adjustment| adjusted(adjustment, unit, pen)).collect();
    out.part(&pen.say(&tr::RETRO_TEXT_CHANGED), &changed);
    let mut late: Vec<Vec<String>> = result.late.iter().take(MOST).map(|late| late_row(late, pen)).collect();
    more(&mut late, result.late.len(), pen);
    let counts = [("late", result.late.len().to_string()), ("of", result.tasks.to_string())];
    out.part(&pen.fill(&tr::RETRO_TEXT_TASKS, &counts), &late);
    let missing = result.refused.iter().map(|resource| {
        let giver = resource.giver.clone();
        vec![resource.name.clone(), dotted([giver, pen.say(label::resource_status(resource.status))])]
    });
    let counts = [("n", result.refused.len().to_string()), ("of", result.resources.to_string())];
    out.part(&pen.fill(&tr::RETRO_TEXT_RESOURCES, &counts), &missing.collect::<Vec<_>>());
    if result.feedback.notes > 0 {
        let category = |(name, people, notes, answered): &(String, i64, usize, usize)| {
            let name = if name.is_empty() { pen.say(&tr::FOUND_FEEDBACK_OTHER) } else { name.clone() };
            let args = [("people", people.to_string()), ("open", (notes - answered).to_string())];
            let text =
                if notes > answered { &tr::RETRO_TEXT_CATEGORY_OPEN } else { &tr::RETRO_TEXT_CATEGORY };
            vec![name, pen.fill(text, &args)]
        };
        let rows: Vec<Vec<String>> = result.feedback.categories.iter().map(category).collect();
        out.part(&feedback_words(&result.feedback, pen.lang), &rows);
    }
    if let Some(former) = &result.former {
        compared(out, former, pen);
    }
    note(out, page.retro.as_ref().map_or("", |retro| &retro.result_note), pen);
}

/// So many of a list are told one by one.
const MOST: usize = 8;

/// How many more there are than are told.
fn more(rows: &mut Vec<Vec<String>>, of: usize, pen: RetroPen) {
    if of > rows.len() {
        let n = (of - rows.len()).to_string();
        rows.push(vec!["…".to_owned(), pen.fill(&tr::RETRO_TEXT_MORE, &[("n", n)])]);
    }
}

/// What the primary target counts in.
pub(super) fn primary_unit(page: &RetroPage) -> Unit {
    let targets = &page.goal.targets;
    let primary = targets.iter().find(|facts| facts.line.is_primary).or_else(|| targets.first());
    primary.map_or(Unit::Count, |facts| facts.line.unit)
}

/// A cycle's objectives, then its key results by how far they came.
fn objectives(out: &mut Page, page: &RetroPage, pen: RetroPen) {
    let all = &page.result.objectives;
    if all.is_empty() {
        return;
    }
    let mut table = Table::new(&[
        ("key", &tr::COLUMN_OKR_KEY),
        ("title", &tr::COLUMN_OKR_TITLE),
        ("progress", &tr::COLUMN_PROGRESS),
        ("status", &tr::COLUMN_STATUS),
        ("grade", &tr::SAID_GRADE),
    ]);
    let grade = |grade: Option<Quantity>| {
        grade.map_or(Value::None, |grade| Value::Quantity(grade, grade_word(grade)))
    };
    let word = |status: Status| Value::Word(status.as_str(), pen.say(label::status(status)));
    for line in all {
        table.row(vec![
            Value::Text(line.key.clone()),
            Value::Text(line.title.clone()),
            pen.share(line.progress),
            line.health.map_or(Value::None, word),
            grade(line.grade),
        ]);
    }
    let of = |objective: &'_ ObjectiveLine| objective.key.clone();
    let mut key_results: Vec<(String, &KeyResultLine)> =
        all.iter().flat_map(|o| o.key_results.iter().map(move |line| (of(o), line))).collect();
    let reached = |line: &KeyResultLine| line.progress.unwrap_or(f64::NEG_INFINITY);
    key_results.sort_by(|(_, a), (_, b)| reached(b).total_cmp(&reached(a)));
    for (objective, line) in key_results {
        let name = pen.name(&line.line.name_en, &line.line.name_zh);
        let title = if line.title.is_empty() { name } else { &line.title };
        table.row(vec![
            Value::Text(format!("{objective}/{}", line.line.key)),
            Value::Text(title.to_owned()),
            pen.share(line.progress),
            Value::Word(line.line.status.as_str(), target_word(&line.line, pen.lang)),
            grade(line.grade),
        ]);
    }
    pen.table(out, &table);
}

fn phases(out: &mut Page, page: &RetroPage, unit: Unit, pen: RetroPen) {
    let mut table = Table::new(&[
        ("phase", &tr::RETRO_TEXT_PHASE),
        ("days", &tr::RETRO_TEXT_WHEN),
        ("planned", &tr::RETRO_TEXT_PLANNED),
        ("actual", &tr::COLUMN_ACTUAL),
        ("gap", &tr::RETRO_TEXT_GAP),
        ("achievement", &tr::RETRO_TEXT_RATE),
    ]);
    for phase in &page.result.phases {
        let day = |day: crate::model::Day| day.date().format("%m-%d").to_string();
        let days = match phase.days.0 == phase.days.1 {
            true => day(phase.days.0),
            false => format!("{} – {}", day(phase.days.0), day(phase.days.1)),
        };
        table.row(vec![
            Value::Text(phase.name.clone()),
            Value::Text(days),
            pen.amount(phase.planned, unit),
            pen.amount(phase.actual, unit),
            pen.signed(phase.gap, unit),
            pen.share(phase.achievement),
        ]);
    }
    pen.table(out, &table);
}

fn channels(out: &mut Page, page: &RetroPage, unit: Unit, pen: RetroPen) {
    let all = &page.result.channels;
    if all.is_empty() {
        return;
    }
    let mut table = Table::new(&[
        ("channel", &tr::COLUMN_CHANNEL),
        ("spend", &tr::RETRO_TEXT_SPEND),
        ("result", &tr::RETRO_TEXT_RESULT),
        ("cac", &tr::RETRO_TEXT_CAC),
        ("roas", &tr::RETRO_TEXT_ROAS),
        ("roi", &tr::RETRO_TEXT_ROI),
    ]);
    for channel in all.iter().filter(|channel| channel.key.is_none() || says_something(channel)) {
        let name = if channel.key.is_none() { pen.say(&tr::RETRO_TEXT_WHOLE) } else { channel.name.clone() };
        let mut row =
            vec![Value::Text(name), pair(channel.spend, Unit::Money, pen), pair(channel.result, unit, pen)];
        for ((planned, actual), unit) in channel.ratios.iter().zip(ChannelFacts::UNITS) {
            let quantity = |share: Option<f64>| share.and_then(Quantity::from_f64);
            row.push(pair((quantity(*planned), quantity(*actual)), unit, pen));
        }
        table.row(row);
    }
    out.gap();
    pen.table(out, &table);
    let is_spread = |channel: &ChannelFacts| channel.key.is_some() && channel.result.0.is_some();
    if all.iter().any(is_spread) {
        out.rows(&[vec![pen.say(&tr::RETRO_TEXT_SPREAD)]]);
    }
}

/// Something was planned or came there.
fn says_something(channel: &ChannelFacts) -> bool {
    let is_some = |q: Option<Quantity>| q.is_some_and(|q| q != Quantity::ZERO);
    [channel.spend.0, channel.spend.1, channel.result.0, channel.result.1].into_iter().any(is_some)
}

/// What was, and what was planned: `¥2.1万 / ¥5万`.
fn pair((planned, actual): (Option<Quantity>, Option<Quantity>), unit: Unit, pen: RetroPen) -> Value {
    let shown = |q: Option<Quantity>| q.map_or_else(|| "—".to_owned(), |q| pen.style.compact(q, unit));
    match (planned, actual) {
        (None, None) => Value::None,
        (None, actual) => Value::Text(shown(actual)),
        (planned, actual) => Value::Text(format!("{} / {}", shown(actual), shown(planned))),
    }
}

fn spending(out: &mut Page, page: &RetroPage, pen: RetroPen) {
    let Some(spending) = &page.result.spending else { return };
    let planned = spending.total.or(Some(spending.planned).filter(|planned| *planned > Quantity::ZERO));
    let (Some(planned), Some(spent)) = (planned, spending.spent) else { return };
    let matter = crate::board::FindingMatter::Spending { planned, spent };
    out.gap();
    out.rows(&[vec![crate::board::finding_text(&matter, pen.lang, pen.style)]]);
}

/// `11-04 15:00  adjustment  coupon 5 → 8 · a day ¥3.1万 → ¥5.2万 (plan ¥4万 → ¥6.1万)`
fn adjusted(adjustment: &Adjustment, unit: Unit, pen: RetroPen) -> Vec<String> {
    let shown = |q: Option<Quantity>| q.map_or_else(|| "—".to_owned(), |q| pen.style.compact(q, unit));
    let rate = match (adjustment.before, adjustment.after) {
        (None, None) => String::new(),
        (before, after) => {
            let text = match adjustment.planned {
                (Some(_), Some(_)) => &tr::RETRO_TEXT_RATE_PLAN,
                _ => &tr::RETRO_TEXT_DAILY,
            };
            let planned = adjustment.planned;
            let args = [
                ("before", shown(before)),
                ("after", shown(after)),
                ("plan_before", shown(planned.0)),
                ("plan_after", shown(planned.1)),
            ];
            pen.fill(text, &args)
        }
    };
    let text = adjustment.text.split_whitespace().collect::<Vec<_>>().join(" ");
    vec![
        pen.moment(adjustment.at, adjustment.whole_day),
        pen.say(label::note_kind(adjustment.kind)),
        dotted([text, rate]),
    ]
}

fn late_row(late: &LateTask, pen: RetroPen) -> Vec<String> {
    let text = if late.is_open { &tr::RETRO_TEXT_NEVER } else { &tr::RETRO_TEXT_LATE };
    let word = pen.fill(text, &[("n", late.days.to_string())]);
    vec![word, dotted([late.task.title.clone(), late.task.addressed()])]
}

fn compared(out: &mut Page, former: &Comparison, pen: RetroPen) {
    let (then, now) = former.days;
    let args = [
        ("name", former.name.clone()),
        ("key", former.key.clone()),
        ("then", then.to_string()),
        ("now", now.to_string()),
    ];
    out.gap();
    out.rows(&[vec![pen.fill(&tr::RETRO_TEXT_FORMER, &args)]]);
    let mut table = Table::new(&[
        ("metric", &tr::COLUMN_METRIC),
        ("then", &tr::RETRO_TEXT_THEN),
        ("now", &tr::RETRO_TEXT_NOW),
        ("change", &tr::RETRO_TEXT_CHANGE),
    ]);
    for row in &former.rows {
        let change = row.change.map_or(Value::None, |change| {
            let text = pen.style.percent(change);
            let text = if change > 0.0 && text != "0%" { format!("+{text}") } else { text };
            Value::Number(change, text)
        });
        table.row(vec![
            Value::Text(pen.metric(&row.metric).to_owned()),
            pen.amount(row.then, row.metric.unit),
            pen.amount(row.now, row.metric.unit),
            change,
        ]);
    }
    pen.table(out, &table);
}
