//! `fupan campaign board` and `fupan campaign timeline`: the views of the screen, for pipes and for the eye.
use crate::board::{self, Book, Card, Filter, clashes, overlap};
use crate::cli::output;
use crate::cli::session::Session;
use crate::error::{Error, Result};
use crate::i18n::{label, tr};
use crate::model::{CampaignStatus, Day, TaskKind, parse_when, printable};
use crate::report::{Format, Table, Value};
use clap::Args;
use serde_json::json;
use unicode_width::UnicodeWidthStr as _;

#[derive(Debug, Args)]
pub(in crate::cli) struct Board {
    filter: Vec<String>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Timeline {
    filter: Vec<String>,
    #[arg(long, allow_hyphen_values = true)]
    from: Option<String>,
    #[arg(long)]
    days: Option<i32>,
}

/// The campaigns a filter lets pass, and the day shown.
fn chosen(session: &mut Session, words: &[String]) -> Result<(Vec<Card>, Day)> {
    let text = words.join(" ");
    session.read(|db, now| {
        let book = Book::in_use(db)?;
        let today = book.settings.zone.day_of(now - 1);
        let filter = Filter::parse(&text, today)?;
        let mut cards = board::cards(db, &book, now)?;
        cards.retain(|card| filter.passes(card));
        Ok((cards, today))
    })
}

impl Board {
    pub fn run(self, session: &mut Session) -> Result<()> {
        let lang = session.lang;
        let style = session.style()?;
        let (cards, _) = chosen(session, &self.filter)?;
        let of = |status: CampaignStatus| cards.iter().filter(move |card| card.line.status == status);
        if session.format() == Format::Json {
            let columns = CampaignStatus::ALL.iter().map(|status| {
                let keys: Vec<&str> = of(*status).map(|card| card.line.key.as_str()).collect();
                json!({ "status": status, "campaigns": keys })
            });
            return output::print(&format!("{:#}\n", json!(columns.collect::<Vec<_>>())));
        }
        let mut table = Table::new(&[
            ("status", &tr::COLUMN_STATUS),
            ("key", &tr::COLUMN_KEY),
            ("name", &tr::COLUMN_NAME),
            ("start", &tr::COLUMN_START),
            ("end", &tr::COLUMN_END),
            ("owner", &tr::COLUMN_OWNER),
            ("progress", &tr::COLUMN_PROGRESS),
        ]);
        for status in CampaignStatus::ALL {
            let count = of(*status).count();
            for (index, card) in of(*status).enumerate() {
                let word = label::campaign_status(*status).get(lang);
                let head = match (session.format(), index) {
                    (Format::Text, 0) => format!("{word} · {count}"),
                    (Format::Text, _) => String::new(),
                    _ => word.to_owned(),
                };
                let progress = card.line.primary().and_then(|target| target.progress);
                table.row(vec![
                    Value::Word(status.as_str(), head),
                    Value::Text(card.line.key.clone()),
                    Value::Text(card.line.name.clone()),
                    Value::Text(card.line.start.to_string()),
                    Value::Text(card.line.end.to_string()),
                    Value::text(card.line.owner.clone()),
                    progress.map_or(Value::None, |share| Value::Number(share, style.percent(share))),
                ]);
            }
        }
        session.print(&table, &tr::OUTPUT_NO_CAMPAIGNS)
    }
}

/// Days before the day shown that a timeline begins with, where nothing else is asked for.
const BEFORE: i32 = 14;
/// How long it is then.
const USUAL: i32 = 75;
/// The longest one.
const LONGEST: i32 = 3_660;
/// Columns for the names.
const NAMES: usize = 22;
/// Columns where there is no terminal.
const WIDTH: u16 = 100;

impl Timeline {
    pub fn run(self, session: &mut Session) -> Result<()> {
        let (mut cards, today) = chosen(session, &self.filter)?;
        let from = match &self.from {
            Some(text) => parse_when(text, today).map_err(|f| Error::from(f).field("from"))?.day(),
            None => today.plus(-BEFORE),
        };
        let days = self.days.unwrap_or(USUAL).clamp(1, LONGEST);
        let last = from.plus(days - 1);
        let all = cards.len();
        cards.retain(|card| card.line.start.day() <= last && card.line.end.last_day() >= from);
        cards.sort_by_key(|card| (card.line.start.day(), card.line.end.day()));
        let outside = match all - cards.len() {
            0 => String::new(),
            n => format!("{}\n", tr::OUTPUT_TIMELINE_OUTSIDE.fill(session.lang, &[("n", &n.to_string())])),
        };
        match session.format() {
            Format::Json => output::print(&format!("{:#}\n", as_json(&cards))),
            Format::Csv => {
                let mut table = Table::new(&[
                    ("key", &tr::COLUMN_KEY),
                    ("name", &tr::COLUMN_NAME),
                    ("status", &tr::COLUMN_STATUS),
                    ("start", &tr::COLUMN_START),
                    ("end", &tr::COLUMN_END),
                ]);
                for card in &cards {
                    let status = card.line.status;
                    table.row(vec![
                        Value::Text(card.line.key.clone()),
                        Value::Text(card.line.name.clone()),
                        Value::Word(
                            status.as_str(),
                            label::campaign_status(status).get(session.lang).to_owned(),
                        ),
                        Value::Text(card.line.start.to_string()),
                        Value::Text(card.line.end.to_string()),
                    ]);
                }
                session.print(&table, &tr::OUTPUT_NO_CAMPAIGNS)
            }
            Format::Text if cards.is_empty() => {
                output::print(&format!("{}\n{outside}", tr::OUTPUT_NO_MATCH.get(session.lang)))
            }
            Format::Text => {
                let width = usize::from(session.width().unwrap_or(WIDTH)).saturating_sub(NAMES + 1).max(20);
                let drawn = drawn(&cards, today, from, days, width, session.lang);
                output::print(&format!("{drawn}{outside}"))
            }
        }
    }
}

fn as_json(cards: &[Card]) -> serde_json::Value {
    let all: Vec<&Card> = cards.iter().collect();
    let found = clashes(&all);
    let key = |id| cards.iter().find(|card| card.line.id == id).map(|card| card.line.key.clone());
    let rows = cards.iter().map(|card| {
        let tasks = card.tasks.iter().map(|task| {
            json!({ "title": task.title, "kind": task.kind, "on": task.on.to_string(), "open": task.is_open,
                    "overdue": task.is_overdue })
        });
        let overlaps: Vec<&str> = cards
            .iter()
            .filter(|other| other.line.id != card.line.id)
            .filter(|other| overlap(card, other))
            .map(|other| other.line.key.as_str())
            .collect();
        let clash = found.iter().filter(|clash| clash.campaigns.contains(&card.line.id)).map(|clash| {
            let other = clash.campaigns.iter().find(|id| **id != card.line.id).and_then(|id| key(*id));
            json!({ "with": other, "channel": clash.channel, "from": clash.first.to_string(),
                    "to": clash.last.to_string() })
        });
        json!({
            "key": card.line.key, "name": card.line.name, "status": card.line.status,
            "start": card.line.start.to_string(), "end": card.line.end.to_string(), "phases": card.phases,
            "tasks": tasks.collect::<Vec<_>>(), "overlaps": overlaps, "clashes": clash.collect::<Vec<_>>(),
        })
    });
    json!(rows.collect::<Vec<_>>())
}

/// One line a campaign: its phases by turns `=` and `#`, tasks as `+`, milestones as `*`, today as `|`.
fn drawn(cards: &[Card], today: Day, from: Day, days: i32, width: usize, lang: crate::model::Lang) -> String {
    let cells = i32::try_from(width).unwrap_or(i32::MAX);
    // Whole days a cell, or several cells a day where there is room.
    let cell = |day: Day| -> Option<usize> {
        let offset = i64::from(day.0 - from.0);
        let at = if days <= cells {
            offset * i64::from((cells / days).clamp(1, 3))
        } else {
            offset * i64::from(cells) / i64::from(days)
        };
        usize::try_from(at).ok().filter(|at| *at < width && day.0 >= from.0 && day.0 < from.0 + days)
    };
    let span = |first: Day, last: Day| {
        let end = from.plus(days - 1);
        if last < from || first > end {
            return None;
        }
        let start = cell(first.max(from)).unwrap_or(0);
        let stop = cell(last.min(end)).unwrap_or(width - 1);
        let next = cell(last.min(end).plus(1)).map_or(stop + 1, |next| next.max(stop + 1));
        Some(start..next.min(width))
    };
    let blank = || vec![' '; width];
    let mut out = String::new();
    let mut head = blank();
    for offset in 0..days {
        let day = from.plus(offset);
        let text = day.to_string();
        let is_first = text.ends_with("-01") || offset == 0;
        let Some(at) = cell(day).filter(|_| is_first) else { continue };
        let label: Vec<char> = text.chars().skip(5).collect();
        let is_free = head.iter().skip(at.saturating_sub(1)).take(label.len() + 2).all(|c| *c == ' ');
        if is_free && at + label.len() <= width {
            head.iter_mut().skip(at).zip(label).for_each(|(cell, c)| *cell = c);
        }
    }
    out.push_str(&line("", &head));
    for card in cards {
        let mut row = blank();
        let mut paint = |first: Day, last: Day, sign: char| {
            if let Some(range) = span(first, last) {
                row.iter_mut().take(range.end).skip(range.start).for_each(|cell| *cell = sign);
            }
        };
        paint(card.line.start.day(), card.line.end.last_day(), '=');
        for (index, phase) in card.phases.iter().enumerate() {
            paint(phase.start.day(), phase.end.last_day(), if index % 2 == 0 { '=' } else { '#' });
        }
        if let Some(at) = cell(today).and_then(|at| row.get_mut(at)) {
            *at = '|';
        }
        for task in &card.tasks {
            let sign = if task.kind == TaskKind::Milestone { '*' } else { '+' };
            if let Some(at) = cell(task.on).filter(|_| task.is_open).and_then(|at| row.get_mut(at)) {
                *at = if task.is_overdue { '!' } else { sign };
            }
        }
        out.push_str(&line(&printable(&card.line.name), &row));
    }
    out.push_str(&format!("\n{}\n", tr::OUTPUT_TIMELINE_KEY.get(lang)));
    out
}

/// A name, cut to its column, and what was drawn beside it.
fn line(name: &str, cells: &[char]) -> String {
    let mut short = String::new();
    for c in name.chars() {
        if short.width() + c.to_string().width() > NAMES - 2 {
            short.push('…');
            break;
        }
        short.push(c);
    }
    let pad = " ".repeat(NAMES.saturating_sub(short.width()));
    let drawn: String = cells.iter().collect();
    format!("{short}{pad} {}", drawn.trim_end()).trim_end().to_owned() + "\n"
}
