//! 回顾目标: what was wanted, and what was known before.
use super::super::page::Page;
use super::super::table::{Table, Value};
use super::super::{came_words, target_word};
use super::insight::action_row;
use super::{RetroPen, dotted, note};
use crate::board::{Foreseen, LessonUseLine, RetroPage, TargetFacts};
use crate::i18n::{label, tr};
use crate::model::{Status, TargetKind};

pub(super) fn write(out: &mut Page, page: &RetroPage, pen: RetroPen) {
    let goal = &page.goal;
    let days = goal.days.map(|(from, to)| {
        let n = (to.0 - from.0 + 1).to_string();
        pen.fill(&tr::RETRO_TEXT_DAYS, &[("from", from.to_string()), ("to", to.to_string()), ("n", n)])
    });
    let phase =
        |phase: &crate::model::Phase| format!("{} {}", phase.name, pen.style.percent(phase.share.to_f64()));
    let phases = dotted(goal.phases.iter().map(phase));
    let rows: Vec<Vec<String>> = [goal.sentence.clone(), days.unwrap_or_default(), phases]
        .into_iter()
        .filter(|text| !text.is_empty())
        .map(|text| vec![text])
        .collect();
    out.rows(&rows);
    if !goal.targets.is_empty() {
        out.gap();
        pen.table(out, &targets(&goal.targets, pen));
    }
    let foreseen: Vec<Vec<String>> = goal.targets.iter().filter_map(|facts| foreseen(facts, pen)).collect();
    out.part(&pen.say(&tr::RETRO_TEXT_FORESEEN), &foreseen);
    let then: Vec<Vec<String>> = goal.targets.iter().filter_map(|facts| then(facts, pen)).collect();
    out.part(&pen.say(&tr::RETRO_TEXT_RESTATED), &then);
    let actions: Vec<Vec<String>> = goal.actions.iter().map(|line| action_row(line, true, pen)).collect();
    out.part(&pen.say(&tr::RETRO_TEXT_BEFORE), &actions);
    let lessons: Vec<Vec<String>> = goal.lessons.iter().map(|line| lesson(line, pen)).collect();
    out.part(&pen.say(&tr::RETRO_TEXT_TAKEN), &lessons);
    note(out, page.retro.as_ref().map_or("", |retro| &retro.goal_note), pen);
}

fn targets(all: &[TargetFacts], pen: RetroPen) -> Table {
    let mut table = Table::new(&[
        ("name", &tr::COLUMN_TARGET),
        ("first_goal", &tr::RETRO_TEXT_FIRST),
        ("goal", &tr::COLUMN_GOAL),
        ("actual", &tr::COLUMN_ACTUAL),
        ("gap", &tr::RETRO_TEXT_GAP),
        ("achievement", &tr::RETRO_TEXT_RATE),
        ("status", &tr::COLUMN_STATUS),
    ]);
    for facts in all {
        let line = &facts.line;
        let name = pen.name(&line.name_en, &line.name_zh);
        let name = if facts.of.is_empty() { name.to_owned() } else { format!("{} · {name}", facts.of) };
        let goal = match (line.kind, line.upper) {
            (TargetKind::Keep, Some(upper)) => {
                let style = pen.style;
                format!("{}..{}", style.compact(line.goal, line.unit), style.compact(upper, line.unit))
            }
            _ => pen.style.compact(line.goal, line.unit),
        };
        let first = match facts.first_goal == line.goal {
            true => Value::None,
            false => pen.amount(Some(facts.first_goal), line.unit),
        };
        table.row(vec![
            Value::Text(name),
            first,
            Value::Quantity(line.goal, goal),
            pen.amount(line.actual, line.unit),
            pen.signed(facts.gap, line.unit),
            pen.share(facts.achievement),
            Value::Word(line.status.as_str(), target_word(line, pen.lang)),
        ]);
    }
    table
}

/// What was forecast on the way, and whether it warned.
fn foreseen(facts: &TargetFacts, pen: RetroPen) -> Option<Vec<String>> {
    let at = |seen: &Foreseen| {
        let forecast = match seen.forecast {
            Some(forecast) => pen.style.expected(forecast.mid, facts.line.unit),
            None => pen.say(label::status(seen.status)),
        };
        let text = if seen.warned { &tr::RETRO_TEXT_WARNED } else { &tr::RETRO_TEXT_SEEN };
        pen.fill(text, &[("percent", seen.percent.to_string()), ("forecast", forecast)])
    };
    let name = pen.name(&facts.line.name_en, &facts.line.name_zh).to_owned();
    // Where there never was a number, there was nothing to foresee.
    let is_known = facts.foreseen.iter().any(|seen| seen.status != Status::Pending);
    is_known.then(|| vec![name, dotted(facts.foreseen.iter().map(at))])
}

/// A number that is another one since the retrospective was finished.
fn then(facts: &TargetFacts, pen: RetroPen) -> Option<Vec<String>> {
    let unit = facts.line.unit;
    let (then, now) = (facts.then?, facts.line.actual);
    let shown = |q| pen.style.compact(q, unit);
    let now = now.map_or_else(|| "—".to_owned(), shown);
    let name = pen.name(&facts.line.name_en, &facts.line.name_zh).to_owned();
    Some(vec![name, format!("{} → {now}", shown(then))])
}

fn lesson(line: &LessonUseLine, pen: RetroPen) -> Vec<String> {
    let used = &line.used;
    let proof = used.proof.map(|proof| pen.say(label::proof(proof))).unwrap_or_default();
    let more = dotted([came_words(line, pen.lang), used.reason.clone(), proof]);
    let text = if more.is_empty() { line.lesson.clone() } else { format!("{}  {more}", line.lesson) };
    vec![pen.say(label::lesson_verdict(used.verdict)), text]
}
