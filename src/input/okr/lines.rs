//! Markdown → lines, and what each of them is said to be.
use crate::model::{cycle_days, half_width};

/// The most lines that are looked at.
const LINES: usize = 50_000;

/// What a line begins as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Heading(usize),
    Bullet,
    Box(bool),
    Plain,
}

/// One line that says something.
pub(super) struct Line<'a> {
    pub number: usize,
    pub indent: usize,
    pub mark: Mark,
    pub text: &'a str,
}

/// What a line is said to be.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Named<'a> {
    /// `O1: …`, `目标1：…`; its number, where it has one, and the rest.
    Objective(String, &'a str),
    /// `KR1: …`, `关键结果 1：…`
    KeyResult(String, &'a str),
    /// `Key results`, `关键结果`: a title over them.
    Title,
    /// Nothing of that.
    Other,
}

/// The lines that say something.
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut out = Vec::new();
    let mut is_code = false;
    for (index, raw) in text.lines().enumerate().take(LINES) {
        let bare = raw.trim();
        if bare.starts_with("```") || bare.starts_with("~~~") {
            is_code = !is_code;
            continue;
        }
        let is_rule = bare.chars().all(|c| matches!(c, '-' | '*' | '_' | '=' | ' ' | '|' | ':'));
        if is_code || is_rule || bare.starts_with("<!--") {
            continue;
        }
        let before = raw.len() - raw.trim_start().len();
        let indent =
            raw.get(..before).unwrap_or_default().chars().map(|c| if c == '\t' { 4 } else { 1 }).sum();
        let (mark, text) = mark(bare);
        let text = text.trim().trim_matches(['*', '_', '`']).trim();
        if !text.is_empty() {
            out.push(Line { number: index + 1, indent, mark, text });
        }
    }
    out
}

fn mark(line: &str) -> (Mark, &str) {
    let level = line.len() - line.trim_start_matches('#').len();
    if (1..=6).contains(&level) {
        return (Mark::Heading(level), line.trim_matches('#'));
    }
    let bullet = ["- ", "* ", "+ ", "• ", "· "].iter().find_map(|mark| line.strip_prefix(mark));
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let counted = line
        .get(digits..)
        .filter(|_| (1..=3).contains(&digits))
        .and_then(|rest| [". ", ") ", "、", "．"].iter().find_map(|mark| rest.strip_prefix(mark)));
    let Some(rest) = bullet.or(counted) else { return (Mark::Plain, line) };
    let rest = rest.trim_start();
    for (mark, done) in
        [("[ ]", false), ("[]", false), ("[x]", true), ("[X]", true), ("[✓]", true), ("[√]", true)]
    {
        if let Some(text) = rest.strip_prefix(mark) {
            return (Mark::Box(done), text);
        }
    }
    (Mark::Bullet, rest)
}

/// What a line is said to be.
pub(super) fn named(text: &str) -> Named<'_> {
    let text = text.trim_matches(['*', '_']).trim();
    let words = ["key results", "key result", "关键结果", "krs", "关键成果", "milestones", "里程碑"];
    let lower = text.to_lowercase();
    if words.contains(&lower.trim_end_matches([':', '：']).trim()) {
        return Named::Title;
    }
    let key_result = ["key result", "关键结果", "关键成果", "kr"];
    let objective = ["objective", "目标", "o"];
    for (prefixes, is_key_result) in [(key_result.as_slice(), true), (objective.as_slice(), false)] {
        let found =
            prefixes.iter().find_map(|prefix| lower.starts_with(prefix).then(|| text.get(prefix.len()..)));
        let Some(rest) = found.flatten() else { continue };
        let rest = rest.trim_start();
        let is_number =
            |c: char| c.is_ascii_digit() || matches!(c, '.' | '-') || "一二三四五六七八九十".contains(c);
        let end = rest.find(|c| !is_number(c)).unwrap_or(rest.len());
        let number = rest.get(..end).unwrap_or_default().trim_end_matches(['.', '-']);
        let tail = rest.get(number.len()..).unwrap_or_default().trim_matches(['*', '_']).trim_start();
        let is_parted = tail.starts_with([':', '：', '.', '、', ')', '）', '-', '–', '—', '．', '|']);
        let body = tail.trim_start_matches(|c: char| {
            matches!(c, ':' | '：' | '.' | '、' | ')' | '）' | '-' | '–' | '—' | '．' | '|' | '*')
        });
        let is_named =
            is_parted || (!number.is_empty() && rest.get(number.len()..).is_some_and(|t| t.starts_with(' ')));
        let body = body.trim();
        if !is_named || body.is_empty() {
            continue;
        }
        let digits: String = number.chars().skip_while(|c| !c.is_ascii_digit()).collect();
        let digits = if digits.chars().all(|c| c.is_ascii_digit()) { digits } else { String::new() };
        return if is_key_result { Named::KeyResult(digits, body) } else { Named::Objective(digits, body) };
    }
    Named::Other
}

/// The cycle a heading names: its key, and whether the heading says more than that.
pub(super) fn cycle_in(text: &str) -> Option<String> {
    let plain = half_width(text).to_uppercase().replace(['年', '/', '_'], "-").replace(' ', "-");
    let plain = plain.replace("第", "").replace("季度", "季");
    let at = plain.match_indices("20").find_map(|(at, _)| {
        let year = plain.get(at..at + 4)?;
        let starts = !plain.get(..at)?.ends_with(|c: char| c.is_ascii_digit());
        (starts && year.bytes().all(|b| b.is_ascii_digit())).then_some(at)
    })?;
    let year = plain.get(at..at + 4)?;
    let rest = plain.get(at + 4..)?.trim_start_matches('-');
    let (before, numbers) = (plain.get(..at)?.trim_end_matches('-'), ["一", "二", "三", "四"]);
    let part = ["Q", "H"].iter().find_map(|mark| {
        let after = rest.strip_prefix(mark).and_then(|rest| rest.chars().next());
        let ahead =
            before.rfind(mark).filter(|at| at + 2 == before.len()).and_then(|_| before.chars().last());
        after.or(ahead).filter(char::is_ascii_digit).map(|digit| format!("{mark}{digit}"))
    });
    let quarter = || {
        let place = |n: usize| {
            rest.starts_with(&format!("{n}季")) || rest.starts_with(&format!("{}季", numbers[n - 1]))
        };
        (1..=4).find(|n| place(*n)).map(|n| format!("Q{n}"))
    };
    let half = || {
        let first = rest.starts_with("上半").then(|| "H1".to_owned());
        first.or_else(|| rest.starts_with("下半").then(|| "H2".to_owned()))
    };
    let month = || {
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        let number: u32 = digits.parse().ok()?;
        (1..=12).contains(&number).then(|| format!("{number:02}"))
    };
    let part = part.or_else(quarter).or_else(half).or_else(month);
    let key = part.map_or_else(|| year.to_owned(), |part| format!("{year}-{part}"));
    cycle_days(&key).map(|_| key)
}
