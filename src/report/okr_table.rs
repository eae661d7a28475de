//! OKRs for people: cycles, the tree, objectives and key results as aligned tables.
use super::status::target_word;
use super::table::{Table, Value};
use crate::board::{CycleLine, KeyResultLine, NorthStar, ObjectiveLine, OkrTree, TargetLine};
use crate::i18n::{Text, label, tr};
use crate::model::{Better, Lang, ObjectiveStatus, Quantity, Status, Style, TargetKind, Zone, printable};

/// What every cell is written with.
#[derive(Debug, Clone, Copy)]
pub struct OkrStyle {
    /// The language.
    pub lang: Lang,
    /// How numbers are written.
    pub style: Style,
    /// The workspace's time zone.
    pub zone: Zone,
    /// The moment shown, UTC seconds.
    pub now: i64,
}

const COLUMNS: [(&str, &Text); 11] = [
    ("key", &tr::COLUMN_OKR_KEY),
    ("title", &tr::COLUMN_OKR_TITLE),
    ("number", &tr::COLUMN_OKR_NUMBER),
    ("feed", &tr::COLUMN_OKR_FEED),
    ("progress", &tr::COLUMN_PROGRESS),
    ("expected", &tr::COLUMN_EXPECTED),
    ("status", &tr::COLUMN_STATUS),
    ("confidence", &tr::COLUMN_OKR_CONFIDENCE),
    ("checked", &tr::COLUMN_OKR_CHECKED),
    ("owner", &tr::COLUMN_OWNER),
    ("weight", &tr::COLUMN_OKR_WEIGHT),
];

impl OkrStyle {
    /// The sign and the word of a status: `▼ behind`.
    #[must_use]
    pub fn status(&self, status: Option<Status>) -> String {
        status.map_or_else(|| "—".to_owned(), |s| format!("{} {}", sign(s), label::status(s).get(self.lang)))
    }

    /// The same of a target, in the words of its kind.
    #[must_use]
    pub fn target(&self, line: &TargetLine) -> String {
        format!("{} {}", sign(line.status), target_word(line, self.lang))
    }

    /// `1,234 / 3,000`, with the goal as first set where it is another one now.
    #[must_use]
    pub fn number(&self, line: &TargetLine) -> String {
        let actual = line.actual.map_or_else(|| "—".to_owned(), |q| self.style.compact(q, line.unit));
        format!("{actual} {}", self.goal(line))
    }

    /// `/ 3,000`, `≤ 8%`, `in 3%..5%`, with the goal as first set where it is another one now.
    #[must_use]
    pub fn goal(&self, line: &TargetLine) -> String {
        let amount = |q| self.style.compact(q, line.unit);
        let goal = match (line.kind, line.upper, line.better) {
            (TargetKind::Keep, Some(upper), _) => format!("∈ {}..{}", amount(line.goal), amount(upper)),
            (TargetKind::Keep, None, Better::Lower) => format!("≤ {}", amount(line.goal)),
            (TargetKind::Keep, None, _) => format!("≥ {}", amount(line.goal)),
            _ => format!("/ {}", amount(line.goal)),
        };
        match line.first_goal {
            Some(first) => tr::OKR_FIRST.fill(self.lang, &[("goal", &goal), ("first", &amount(first))]),
            None => goal,
        }
    }

    /// What a key result says: its own words, else its metric's name.
    #[must_use]
    pub fn title(&self, line: &KeyResultLine) -> String {
        let name = if self.lang == Lang::Zh { &line.line.name_zh } else { &line.line.name_en };
        let title = if line.title.is_empty() { name } else { &line.title };
        if line.line.is_guardrail {
            return format!("{title} · {}", tr::COLUMN_GUARDRAIL.get(self.lang));
        }
        title.clone()
    }

    /// How old a check-in is: `3d`, with a mark where the next one is due.
    #[must_use]
    pub fn checked(&self, at: Option<i64>, awaits: bool, is_due: bool) -> String {
        let age = match at.map(|at| self.zone.day_of(self.now - 1).0 - self.zone.day_of(at - 1).0) {
            Some(..=0) => tr::OKR_TODAY.get(self.lang).to_owned(),
            Some(days) => tr::OKR_DAYS.fill(self.lang, &[("n", &days.to_string())]),
            None if awaits => tr::OKR_NEVER.get(self.lang).to_owned(),
            None => String::new(),
        };
        if is_due { format!("{age} !") } else { age }
    }

    fn share(&self, share: Option<f64>) -> Value {
        share.map_or(Value::None, |s| Value::Number(s, self.style.percent(s)))
    }

    fn sure(&self, now: Option<i64>, before: Option<i64>) -> Value {
        #[allow(clippy::cast_precision_loss)]
        now.map_or(Value::None, |now| {
            let fell = before.is_some_and(|before| now < before);
            Value::Number(now as f64, if fell { format!("{now} ↓") } else { now.to_string() })
        })
    }

    fn objective_row(&self, line: &ObjectiveLine, key: String) -> Vec<Value> {
        let lang = self.lang;
        let mut title = line.title.clone();
        if line.status != ObjectiveStatus::Active {
            title = format!("{title} · {}", label::objective_status(line.status).get(lang));
        }
        if let Some(parent) = line.parent.as_ref().filter(|p| p.key_result.is_some() || !p.is_here) {
            title = format!("{title} → {}", parent.path);
        }
        let awaits = line.key_results.iter().any(|kr| kr.due_at.is_some());
        vec![
            Value::Text(key),
            Value::Text(title),
            Value::text(if line.key_results.is_empty() && line.children == 0 {
                tr::OKR_NO_KEY_RESULTS.get(lang)
            } else {
                ""
            }),
            Value::Text(String::new()),
            self.share(line.progress),
            self.share(line.expected),
            Value::Text(self.status(line.health)),
            self.sure(line.confidence, None),
            Value::Text(self.checked(line.checked_at, awaits, line.due > 0)),
            Value::text(&line.owner),
            Value::Quantity(line.weight, line.weight.to_string()),
        ]
    }

    fn key_result_row(&self, line: &KeyResultLine, key: String) -> Vec<Value> {
        vec![
            Value::Text(key),
            Value::Text(self.title(line)),
            Value::Text(self.number(&line.line)),
            Value::Text(label::feed(line.feed).get(self.lang).to_owned()),
            self.share(line.progress),
            self.share(line.expected),
            Value::Text(self.target(&line.line)),
            self.sure(line.confidence, line.confidence_before),
            Value::Text(self.checked(line.checked_at, line.due_at.is_some(), line.is_due(self.now))),
            Value::text(&line.owner),
            Value::Number(line.share, self.style.percent(line.share)),
        ]
    }
}

/// A sign as well as a word.
fn sign(status: Status) -> &'static str {
    match status {
        Status::Met => "✔",
        Status::Ahead => "▲",
        Status::OnTrack => "●",
        Status::Pending => "○",
        Status::Stale => "◌",
        Status::AtRisk => "◐",
        Status::Behind => "▼",
        Status::Missed => "✖",
    }
}

/// A grade as one decimal.
fn grade(grade: Option<Quantity>) -> Value {
    grade.map_or(Value::None, |g| Value::Quantity(g, format!("{:.1}", g.to_f64())))
}

fn table(with_grades: bool) -> Table {
    let mut columns = COLUMNS.to_vec();
    if with_grades {
        columns.push(("grade", &tr::COLUMN_OKR_GRADE));
    }
    Table::new(&columns)
}

fn has_grades(objectives: &[ObjectiveLine]) -> bool {
    let graded =
        |line: &ObjectiveLine| line.grade.is_some() || line.key_results.iter().any(|kr| kr.grade.is_some());
    objectives.iter().any(graded)
}

/// Objectives with their key results, each below what it is aligned to.
#[must_use]
pub fn tree_table(objectives: &[ObjectiveLine], look: &OkrStyle) -> Table {
    let with_grades = has_grades(objectives);
    let mut out = table(with_grades);
    let mut add = |mut row: Vec<Value>, graded: Option<Quantity>| {
        row.extend(with_grades.then(|| grade(graded)));
        out.row(row);
    };
    for line in objectives {
        let indent = "  ".repeat(line.depth);
        add(look.objective_row(line, format!("{indent}{}", line.key)), line.grade);
        for key_result in &line.key_results {
            let key = format!("{indent}  {}", key_result.line.key);
            add(look.key_result_row(key_result, key), key_result.grade);
        }
    }
    out
}

/// Objectives alone, by their path.
#[must_use]
pub fn objectives_table(objectives: &[ObjectiveLine], look: &OkrStyle) -> Table {
    let with_grades = has_grades(objectives);
    let mut out = table(with_grades);
    for line in objectives {
        let mut row = look.objective_row(line, line.path.clone());
        row.extend(with_grades.then(|| grade(line.grade)));
        out.row(row);
    }
    out
}

/// Key results alone, by their path.
#[must_use]
pub fn key_results_table(objectives: &[ObjectiveLine], look: &OkrStyle) -> Table {
    let with_grades = has_grades(objectives);
    let mut out = table(with_grades);
    for line in objectives.iter().flat_map(|line| &line.key_results) {
        let mut row = look.key_result_row(line, line.path.clone());
        row.extend(with_grades.then(|| grade(line.grade)));
        out.row(row);
    }
    out
}

/// Cycles, one a row.
#[must_use]
pub fn cycles_table(cycles: &[CycleLine], look: &OkrStyle) -> Table {
    let lang = look.lang;
    let mut out = Table::new(&[
        ("key", &tr::COLUMN_KEY),
        ("name", &tr::COLUMN_NAME),
        ("kind", &tr::COLUMN_KIND),
        ("start", &tr::COLUMN_START),
        ("end", &tr::COLUMN_END),
        ("status", &tr::COLUMN_STATUS),
        ("day", &tr::COLUMN_OKR_DAY),
        ("days", &tr::COLUMN_DAYS),
        ("objectives", &tr::COLUMN_OKR_OBJECTIVES),
        ("reviewed", &tr::COLUMN_OKR_REVIEWED),
    ]);
    for cycle in cycles {
        let reviewed = cycle.reviewed_at.map(|at| look.zone.day_of(at).to_string());
        out.row(vec![
            Value::Text(cycle.key.clone()),
            Value::Text(cycle.name.clone()),
            Value::Word(cycle.kind.as_str(), label::cycle_kind(cycle.kind).get(lang).to_owned()),
            Value::Text(cycle.start.to_string()),
            Value::Text(cycle.end.to_string()),
            Value::Word(cycle.status.as_str(), label::cycle_status(cycle.status).get(lang).to_owned()),
            Value::Int(cycle.day.into()),
            Value::Int(cycle.days.into()),
            Value::Int(i64::try_from(cycle.objectives).unwrap_or(i64::MAX)),
            reviewed.map_or(Value::None, Value::Text),
        ]);
    }
    out
}

/// One line above a cycle's objectives: `Q4 2026 (2026-Q4) · 2026-10-01 – 2026-12-31 · day 35/92 · active`.
#[must_use]
pub fn cycle_head(cycle: &CycleLine, lang: Lang) -> String {
    let (day, days) = (cycle.day.to_string(), cycle.days.to_string());
    let place = match cycle.day {
        0 => tr::HEAD_STARTS.fill(lang, &[("date", &cycle.start.to_string())]),
        _ => tr::HEAD_DAY.fill(lang, &[("day", &day), ("days", &days)]),
    };
    let name = match cycle.name == cycle.key {
        true => cycle.key.clone(),
        false => format!("{} ({})", cycle.name, cycle.key),
    };
    let dates = format!("{} – {}", cycle.start, cycle.end);
    let status = label::cycle_status(cycle.status).get(lang).to_owned();
    printable(&[name, dates, place, status].join(" · ")).into_owned()
}

/// The north star in a line: `North star: GMV ¥4.1M, last 30 days`.
#[must_use]
pub fn star_line(star: &NorthStar, is_flow: bool, look: &OkrStyle) -> String {
    let lang = look.lang;
    let name = if lang == Lang::Zh { &star.name_zh } else { &star.name_en };
    let amount = |q| look.style.compact(q, star.unit);
    let value = star.value.map_or_else(|| "—".to_owned(), amount);
    let mut parts = vec![format!("{} {name} {value}", tr::OKR_STAR.get(lang))];
    if is_flow && star.value.is_some() {
        parts.push(tr::OKR_STAR_MONTH.get(lang).to_owned());
    }
    if let (Some(value), Some(before)) = (star.value, star.before)
        && let Ok(change) = value.checked_sub(before)
    {
        let change = look.style.signed(change, star.unit);
        parts.push(tr::OKR_STAR_CHANGE.fill(lang, &[("change", &change)]));
    }
    printable(&parts.join(" · ")).into_owned()
}

/// A cycle as text: its head, the north star, the tree.
#[must_use]
pub fn tree_text(tree: &OkrTree, is_flow: bool, look: &OkrStyle, width: Option<u16>) -> String {
    let mut text = String::new();
    if let Some(cycle) = &tree.cycle {
        text.push_str(&format!("{}\n", cycle_head(cycle, look.lang)));
    }
    if let Some(found) = &tree.north_star {
        text.push_str(&format!("{}\n", star_line(found, is_flow, look)));
    }
    if tree.objectives.is_empty() {
        let none = &tr::OUTPUT_NO_OBJECTIVES;
        return format!("{text}{}\n", none.get(look.lang));
    }
    let table = tree_table(&tree.objectives, look);
    format!("{text}\n{}", table.render(super::Format::Text, look.lang, width))
}
