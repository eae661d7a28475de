//! 复盘: a campaign's or cycle's retrospective in its four steps.
mod analysis;
mod goal;
mod insight;
mod result;

use super::pen::paragraphs;
use super::{Block, Cell, Document, Pen, ReportKind, Section};
use crate::board::{ChannelFacts, RetroPage, TargetFacts, hint_text, retro_health_text};
use crate::i18n::{label, tr};
use crate::model::{RetroStatus, RetroStep, Unit};

/// A retrospective as a report. With `hints` also what one should look at again: that is for who writes it.
#[must_use]
pub fn retro_document(page: &RetroPage, pen: &Pen, hints: bool) -> Document {
    let section = |step: RetroStep, blocks: Vec<Block>| Section {
        id: step.as_str(),
        title: pen.say(label::retro_step(step)),
        blocks,
    };
    let note = |note: fn(&crate::model::Retro) -> &str| {
        page.retro.as_ref().map(|retro| paragraphs(note(retro))).unwrap_or_default()
    };
    let running = page.result.running.map(|at| pen.fill(&tr::RETRO_RUNS_STILL, &[("at", &pen.until(at))]));
    let running = running.map(Block::Text).into_iter().collect::<Vec<_>>();
    let mut sections = vec![
        section(RetroStep::Goal, [running, goal::blocks(page, pen), note(|retro| &retro.goal_note)].concat()),
        section(RetroStep::Result, [result::blocks(page, pen), note(|retro| &retro.result_note)].concat()),
        section(RetroStep::Analysis, analysis::blocks(page, pen)),
        section(RetroStep::Insight, insight::blocks(page, pen)),
    ];
    if hints {
        let lines = page.hints.iter().map(|hint| hint_text(hint, pen.lang)).collect();
        sections.push(Section {
            id: "hints",
            title: pen.say(&tr::DOC_HINTS),
            blocks: vec![Block::List(lines)],
        });
    }
    let kind = pen.say(&tr::REPORT_KIND_RETRO);
    Document {
        kind: ReportKind::Retro,
        lang: pen.lang,
        currency: pen.currency.clone(),
        title: pen.fill(&tr::DOC_TITLE, &[("name", &page.line.name), ("kind", &kind)]),
        subtitle: subtitle(page, pen),
        facts: facts(page, pen),
        sections,
    }
    .finished()
}

fn subtitle(page: &RetroPage, pen: &Pen) -> String {
    let span = page.goal.days.map(|(from, to)| {
        let n = (to.0 - from.0 + 1).to_string();
        pen.fill(&tr::DOC_DATES, &[("span", &pen.span(from, to)), ("n", &n)])
    });
    let line = &page.line;
    let leader = match line.leader.as_str() {
        "" => String::new(),
        who if who == line.owner => String::new(),
        who => pen.fill(&tr::DOC_LEADER, &[("who", who)]),
    };
    let until = page.goal.targets.iter().filter_map(|facts| facts.line.data_until).max();
    let until = until.map(|at| pen.fill(&tr::DOC_DATA_UNTIL, &[("at", &pen.until(at))]));
    let draft = match line.status {
        Some(RetroStatus::Done) => String::new(),
        _ => pen.say(&tr::DOC_DRAFT),
    };
    pen.joined([span.unwrap_or_default(), pen.at(&line.owner), leader, until.unwrap_or_default(), draft])
}

/// The target that stands for the whole; none of a cycle.
pub(super) fn primary(page: &RetroPage) -> Option<&TargetFacts> {
    let all = &page.goal.targets;
    let is_campaign = matches!(page.line.about, crate::board::RetroAbout::Campaign(_));
    all.iter().find(|facts| facts.line.is_primary).or_else(|| all.first()).filter(|_| is_campaign)
}

/// The few numbers a boss looks at first.
fn facts(page: &RetroPage, pen: &Pen) -> Vec<(String, Cell)> {
    let mut out = Vec::new();
    if let Some(facts) = primary(page) {
        let line = &facts.line;
        if let Some(actual) = line.actual {
            let goal = pen.goal(line).shown().into_owned();
            let text = pen.style.compact(actual, line.unit);
            let text = pen.fill(&tr::DOC_OF_GOAL, &[("actual", &text), ("goal", &goal)]);
            out.push((pen.target(line).to_owned(), Cell::Amount(actual, line.unit, text)));
        }
        out.push((pen.say(&tr::DOC_FACT_ACHIEVEMENT), pen.share(facts.achievement)));
    } else {
        out.push((pen.say(&tr::DOC_FACT_ACHIEVEMENT), pen.share(page.line.achievement)));
    }
    if let Some(spending) = &page.result.spending
        && let Some(spent) = spending.spent
    {
        let spent_text = pen.style.compact(spent, Unit::Money);
        let text = match spending.allowed() {
            Some(may) => {
                let goal = pen.style.compact(may, Unit::Money);
                pen.fill(&tr::DOC_OF_GOAL, &[("actual", &spent_text), ("goal", &goal)])
            }
            None => spent_text,
        };
        out.push((pen.say(&tr::DOC_FACT_SPEND), Cell::Amount(spent, Unit::Money, text)));
    }
    if let Some(whole) = page.result.channels.iter().find(|row| row.key.is_none()) {
        let names = [&tr::DOC_FACT_CAC, &tr::DOC_FACT_ROAS, &tr::DOC_FACT_ROI];
        for ((name, (_, actual)), unit) in names.into_iter().zip(whole.ratios).zip(ChannelFacts::UNITS) {
            out.push((pen.say(name), pen.number(actual, unit)));
        }
    }
    if let Some(health) = page.line.health {
        let word = match (pen.status(health), page.line.missed.0) {
            (cell, 0) => cell,
            (_, _) => Cell::Word(health.as_str(), retro_health_text(&page.line, pen.lang)),
        };
        out.push((pen.say(&tr::DOC_FACT_STATUS), word));
    }
    let (lessons, actions) = (page.insight.lessons.len(), page.insight.actions.len());
    if lessons + actions > 0 {
        let args = [("lessons", lessons.to_string()), ("actions", actions.to_string())];
        let args = args.each_ref().map(|(key, n)| (*key, n.as_str()));
        let text = pen.fill(&tr::DOC_FACT_WRITTEN_N, &args);
        out.push((pen.say(&tr::DOC_FACT_WRITTEN), Cell::Text(text)));
    }
    out.retain(|(_, cell)| !cell.is_empty());
    out
}
