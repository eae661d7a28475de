//! Retrospectives: the list, and one as a page of text in its four steps.
mod analysis;
mod goal;
mod insight;
mod json;
mod matter;
mod result;

pub use json::{retro_json, retros_json};

use super::page::Page;
use super::table::{Format, Table, Value};
use crate::board::{RetroLine, RetroPage, retro_health_text};
use crate::i18n::{Text, label, tr};
use crate::model::{Lang, Metric, Quantity, RetroStatus, RetroStep, Style, Unit, Zone};

/// How a retrospective is written.
#[derive(Debug, Clone, Copy)]
pub struct RetroPen {
    /// The language.
    pub lang: Lang,
    /// How numbers are written.
    pub style: Style,
    /// The workspace's time zone.
    pub zone: Zone,
    /// How wide the terminal is; none in a pipe.
    pub width: Option<u16>,
}

impl RetroPen {
    fn fill(self, text: &Text, args: &[(&str, String)]) -> String {
        let args: Vec<(&str, &str)> = args.iter().map(|(key, value)| (*key, value.as_str())).collect();
        text.fill(self.lang, &args)
    }

    fn say(self, text: &Text) -> String {
        text.get(self.lang).to_owned()
    }

    fn name<'a>(self, en: &'a str, zh: &'a str) -> &'a str {
        let (own, other) = if self.lang == Lang::Zh { (zh, en) } else { (en, zh) };
        if own.is_empty() { other } else { own }
    }

    fn metric(self, metric: &Metric) -> &str {
        metric.name(self.lang)
    }

    fn amount(self, quantity: Option<Quantity>, unit: Unit) -> Value {
        quantity.map_or(Value::None, |q| Value::Quantity(q, self.style.compact(q, unit)))
    }

    fn signed(self, quantity: Option<Quantity>, unit: Unit) -> Value {
        quantity.map_or(Value::None, |q| Value::Quantity(q, self.style.signed(q, unit)))
    }

    fn share(self, share: Option<f64>) -> Value {
        share.map_or(Value::None, |share| Value::Number(share, self.style.percent(share)))
    }

    /// `11-04`, or with its time `11-04 15:00`.
    fn moment(self, at: i64, whole_day: bool) -> String {
        let form = if whole_day { "%m-%d" } else { "%m-%d %H:%M" };
        self.zone.local(at).format(form).to_string()
    }

    /// A table below the text, as far in as it.
    fn table(self, page: &mut Page, table: &Table) {
        if table.is_empty() {
            return;
        }
        // Its first column has a blank before it.
        let width = self.width.map(|width| width.saturating_sub(1));
        for line in table.render(Format::Text, self.lang, width).lines() {
            page.raw(&format!(" {line}"));
        }
    }
}

/// Parts of a line with dots between them; empty ones are left out.
fn dotted(parts: impl IntoIterator<Item = String>) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// Retrospectives, one a row.
#[must_use]
pub fn retros_table(lines: &[RetroLine], lang: Lang, style: Style) -> Table {
    let mut table = Table::new(&[
        ("key", &tr::COLUMN_KEY),
        ("name", &tr::COLUMN_NAME),
        ("status", &tr::COLUMN_STATUS),
        ("due", &tr::RETRO_LIST_DUE),
        ("days_left", &tr::RETRO_LIST_DAYS),
        ("achievement", &tr::COLUMN_PROGRESS),
        ("health", &tr::RETRO_LIST_HEALTH),
        ("leader", &tr::FIELD_LEADER),
        ("written", &tr::RETRO_LIST_WRITTEN),
    ]);
    for line in lines {
        let word = |status: RetroStatus| {
            Value::Word(status.as_str(), label::retro_status(status).get(lang).to_owned())
        };
        let status = line.status.map_or_else(|| Value::Text(tr::RETRO_LIST_NONE.get(lang).to_owned()), word);
        let health =
            |health: crate::model::Status| Value::Word(health.as_str(), retro_health_text(line, lang));
        table.row(vec![
            Value::Text(line.key.clone()),
            Value::Text(line.name.clone()),
            status,
            Value::Text(line.due.to_string()),
            if line.is_open() { days(line.days, lang) } else { Value::None },
            line.achievement.map_or(Value::None, |share| Value::Number(share, style.percent(share))),
            line.health.map_or(Value::None, health),
            Value::text(line.leader.clone()),
            Value::text(written(line, lang)),
        ]);
    }
    table
}

/// `in 6 d`, `today`, `3 d late`.
fn days(days: i32, lang: Lang) -> Value {
    let n = days.abs().to_string();
    let text = match days {
        0 => tr::RETRO_LIST_TODAY.get(lang).to_owned(),
        1.. => tr::RETRO_LIST_LEFT.fill(lang, &[("n", &n)]),
        _ => tr::RETRO_LIST_LATE.fill(lang, &[("n", &n)]),
    };
    Value::Number(f64::from(days), text)
}

/// What is written, counted: `2 findings, 1 cause`.
fn written(line: &RetroLine, lang: Lang) -> String {
    let w = &line.written;
    let counts = [
        (w.findings, &tr::RETRO_LIST_FINDINGS),
        (w.causes, &tr::RETRO_LIST_CAUSES),
        (w.insights, &tr::RETRO_LIST_INSIGHTS),
        (w.lessons, &tr::RETRO_LIST_LESSONS),
        (w.actions, &tr::RETRO_LIST_ACTIONS),
    ];
    let some = counts.iter().filter(|(n, _)| *n > 0);
    let words: Vec<String> = some.map(|(n, text)| text.fill(lang, &[("n", &n.to_string())])).collect();
    words.join(tr::FOUND_COMMA.get(lang))
}

/// One retrospective with its four steps, for people.
#[must_use]
pub fn retro_text(page: &RetroPage, pen: RetroPen) -> String {
    let mut out = Page::new(pen.lang, pen.width);
    out.line(&head(page, pen));
    if let Some(text) = running_text(page, pen) {
        out.line(&text);
    }
    for (number, step) in (1..).zip(RetroStep::ALL) {
        out.title(&format!("{number} {}", label::retro_step(*step).get(pen.lang)));
        match step {
            RetroStep::Goal => goal::write(&mut out, page, pen),
            RetroStep::Result => result::write(&mut out, page, pen),
            RetroStep::Analysis => analysis::write(&mut out, page, pen),
            RetroStep::Insight => insight::write(&mut out, page, pen),
        }
    }
    let hint = |hint: &crate::board::RetroHint| {
        vec![pen.say(label::trap(hint.kind.trap())), crate::board::hint_text(hint, pen.lang)]
    };
    let hints: Vec<Vec<String>> = page.hints.iter().map(hint).collect();
    out.section(&tr::RETRO_TEXT_HINTS, &hints);
    out.into_text()
}

/// That it still runs, and up to when the numbers are.
fn running_text(page: &RetroPage, pen: RetroPen) -> Option<String> {
    let at = page.result.running?;
    // The end of a day is that day.
    let day = pen.zone.day_of(at - 1);
    let is_day = pen.zone.day_of(at) != day;
    let at = if is_day { day.to_string() } else { pen.moment(at, false) };
    Some(pen.fill(&tr::RETRO_RUNS_STILL, &[("at", at)]))
}

fn head(page: &RetroPage, pen: RetroPen) -> String {
    let line = &page.line;
    let name = format!("{} ({})", line.name, line.key);
    let health = retro_health_text(line, pen.lang);
    let reached = match line.achievement {
        Some(share) => pen.fill(&tr::RETRO_TEXT_ACHIEVED, &[("share", pen.style.percent(share))]),
        None => String::new(),
    };
    let stands = match (line.status, line.finished_at) {
        (Some(RetroStatus::Done), Some(at)) => {
            let day = pen.zone.day_of(at).to_string();
            pen.fill(&tr::RETRO_TEXT_FINISHED, &[("day", day)])
        }
        (status, _) => {
            let word = match status {
                Some(status) => pen.say(label::retro_status(status)),
                None => pen.say(&tr::RETRO_LIST_NONE),
            };
            let left = match days(line.days, pen.lang) {
                Value::Number(_, text) => text,
                _ => String::new(),
            };
            let args = [("status", word), ("day", line.due.to_string()), ("left", left)];
            pen.fill(&tr::RETRO_TEXT_DUE, &args)
        }
    };
    let leader = match line.leader.as_str() {
        "" => String::new(),
        who => pen.fill(&tr::RETRO_TEXT_LEADER, &[("who", who.to_owned())]),
    };
    dotted([name, stands, reached, health, leader])
}

/// What people say to the numbers of a step.
fn note(out: &mut Page, text: &str, pen: RetroPen) {
    let mut rows = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let label = if rows.is_empty() { pen.say(&tr::RETRO_TEXT_NOTE) } else { String::new() };
        rows.push(vec![label, line.to_owned()]);
    }
    if !rows.is_empty() {
        out.gap();
        out.rows(&rows);
    }
}
