//! A key result as a sentence → its numbers, its owner, its weight, its date. In English and Chinese.
use crate::model::{Quantity, half_width};

/// What a sentence says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Sentence {
    /// The sentence without its owner and weight.
    pub title: String,
    /// The number it asks for.
    pub asks: Asks,
    /// `@小林`
    pub owner: Option<String>,
    /// `40%`
    pub weight: Option<String>,
    /// `12-31`
    pub end: Option<String>,
}

/// The number a sentence asks for, in words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) enum Asks {
    /// None was found.
    #[default]
    Nothing,
    /// From one to another.
    FromTo(String, String),
    /// To one; nothing is said of where it starts.
    To(String),
    /// To hold a bound: `>=30%`, `<=2%`, `3%..5%`.
    Hold(String),
}

/// A number in a sentence.
struct Number {
    start: usize,
    end: usize,
}

const FROM: [&str; 5] = ["from", "从", "由", "自", "原来的"];
const ARROWS: [&str; 7] = ["→", "->", "=>", "⟶", "➔", "➜", "-->"];
const TO: [&str; 9] = ["to", "到", "至", "为", "→", "->", "=>", "⟶", "-->"];
const BETWEEN: [&str; 6] = ["~", "～", "..", "–", "—", "-"];
const AT_LEAST: [&str; 21] = [
    ">=",
    "≥",
    ">",
    "＞",
    "⩾",
    "不低于",
    "不少于",
    "不小于",
    "至少",
    "高于",
    "大于",
    "at least",
    "no less than",
    "not less than",
    "above",
    "over",
    "not below",
    "保持在",
    "维持在",
    "stay at",
    "minimum",
];
const AT_MOST: [&str; 22] = [
    "<=",
    "≤",
    "<",
    "＜",
    "⩽",
    "不高于",
    "不超过",
    "不多于",
    "不大于",
    "至多",
    "低于",
    "小于",
    "少于",
    "控制在",
    "at most",
    "no more than",
    "not more than",
    "below",
    "under",
    "less than",
    "within",
    "maximum",
];
const DOWN: [&str; 18] = [
    "降到",
    "降至",
    "降低到",
    "降低至",
    "降为",
    "下降到",
    "下降至",
    "减少到",
    "减少至",
    "缩短到",
    "缩短至",
    "压缩到",
    "压到",
    "压至",
    "down to",
    "reduced to",
    "cut to",
    "lower to",
];
const REACH: [&str; 34] = [
    "达到",
    "达成",
    "达",
    "做到",
    "完成",
    "突破",
    "超过",
    "升到",
    "升至",
    "冲到",
    "增至",
    "提升到",
    "提升至",
    "提高到",
    "提高至",
    "增长到",
    "增长至",
    "增加到",
    "增加至",
    "到",
    "至",
    "为",
    "新增",
    "to",
    "reach",
    "reaches",
    "achieve",
    "hit",
    "exceed",
    "get",
    "win",
    "=",
    ":",
    "：",
];
/// What tells that a `to` after it goes down.
const FALLS: [&str; 10] =
    ["reduce", "cut", "lower", "decrease", "drop", "shrink", "降低", "减少", "压缩", "缩短"];
/// What a number counts that is a stretch of time, so that it is rarely a goal.
const TIMES: [&str; 14] =
    ["天", "日", "月", "周", "年", "小时", "分钟", "季度", "day", "week", "month", "hour", "minute", "year"];
const OWNERS: [&str; 8] = ["owner:", "owner：", "owner", "负责人:", "负责人：", "负责人", "dri:", "dri："];
const WEIGHTS: [&str; 8] = ["weight:", "weight", "权重:", "权重：", "权重", "占比", "w=", "w:"];

/// Reads a key result's sentence.
pub(super) fn sentence(text: &str) -> Sentence {
    let mut out = Sentence::default();
    let mut title = String::new();
    let mut rest = text.trim();
    // What stands in brackets: its owner, its weight, or a part of the sentence.
    while let Some((at, open)) = rest.char_indices().find(|(_, c)| matches!(c, '(' | '（' | '[' | '【')) {
        let close = match open {
            '(' | '（' => [')', '）'],
            _ => [']', '】'],
        };
        let inside = rest.get(at + open.len_utf8()..).unwrap_or_default();
        let Some((end, shut)) = inside.char_indices().find(|(_, c)| close.contains(c)) else { break };
        let (group, after) = (inside.get(..end), inside.get(end + shut.len_utf8()..));
        let (group, after) = (group.unwrap_or_default(), after.unwrap_or_default());
        title.push_str(rest.get(..at).unwrap_or_default());
        if !out.take_group(group, after.trim().is_empty()) {
            title.push_str(rest.get(at..rest.len() - after.len()).unwrap_or_default());
        }
        rest = after;
    }
    title.push_str(rest);
    let title = out.take_mention(&title);
    let title = out.take_tail(&title);
    out.title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut plain = half_width(&out.title);
    if let Some((from, to, date)) = date_in(&plain) {
        plain.replace_range(from..to, &" ".repeat(to - from));
        out.end = Some(date);
    }
    out.asks = asks(&plain);
    out
}

/// `权重 40%`, `40%`
fn weight_of(text: &str) -> Option<String> {
    let text = text.trim();
    let lower = text.to_lowercase();
    let named = WEIGHTS.iter().find_map(|word| lower.strip_prefix(word));
    let number = named.unwrap_or(&lower).trim().trim_start_matches([':', '：', '=']).trim();
    let is_share = number.ends_with(['%', '％']) || named.is_some();
    let value = Quantity::parse(number).ok().filter(|value| is_share && *value >= Quantity::ZERO)?;
    (named.is_some() || value <= Quantity::from_micros(Quantity::SCALE)).then(|| number.to_owned())
}

/// `负责人：小林`, `@小林`
fn owner_of(text: &str) -> Option<String> {
    let text = text.trim();
    let lower = text.to_lowercase();
    let named = OWNERS.iter().find(|word| lower.starts_with(**word)).and_then(|word| text.get(word.len()..));
    let name =
        named.or_else(|| text.strip_prefix(['@', '＠']))?.trim().trim_start_matches(['@', '＠', ':', '：']);
    Some(name.trim().to_owned()).filter(|name| !name.is_empty())
}

impl Sentence {
    /// Takes what a bracket says of owner, weight and date; false where it is a part of the sentence.
    fn take_group(&mut self, group: &str, is_last: bool) -> bool {
        let parts: Vec<&str> = group.split([',', '，', '、', ';', '；', '|', '/']).map(str::trim).collect();
        let mut plain = Vec::new();
        let mut found = Vec::new();
        for part in parts.iter().filter(|part| !part.is_empty()) {
            if let Some(weight) = weight_of(part) {
                // `(22%)` inside a sentence is a remark about a number, no weight.
                if !is_last && part.starts_with(|c: char| c.is_ascii_digit()) && parts.len() == 1 {
                    return false;
                }
                found.push((true, weight));
            } else if let Some(owner) = owner_of(part) {
                found.push((false, owner));
            } else {
                plain.push(*part);
            }
        }
        // Beside a weight, one short name is whose it is.
        if let ([name], true) = (plain.as_slice(), !found.is_empty())
            && is_name(name)
        {
            found.push((false, (*name).to_owned()));
            plain.clear();
        }
        if found.is_empty() || !plain.is_empty() {
            return false;
        }
        for (is_weight, word) in found {
            if is_weight { self.weight = Some(word) } else { self.owner = Some(word) }
        }
        true
    }

    /// Takes `@小林` out of the sentence.
    fn take_mention(&mut self, text: &str) -> String {
        let Some(at) = text.find(['@', '＠']) else { return text.to_owned() };
        let mark = text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
        let before = text.get(..at).unwrap_or_default();
        let after = text.get(at + mark..).unwrap_or_default();
        let is_end = |c: char| {
            c.is_whitespace() || matches!(c, ',' | '，' | ';' | '；' | '。' | ':' | '：' | '(' | '（')
        };
        let end = after.find(is_end).unwrap_or(after.len());
        let name = after.get(..end).unwrap_or_default();
        let is_mail = before.ends_with(|c: char| c.is_ascii_alphanumeric()) && name.contains('.');
        if name.is_empty() || is_mail {
            return text.to_owned();
        }
        self.owner = Some(name.to_owned());
        let rest = after.get(end..).unwrap_or_default();
        format!("{} {}", before.trim_end(), rest.trim_start())
    }

    /// Takes `权重 40%`, `weight 40%` and `负责人 小林` at the end, without brackets.
    fn take_tail(&mut self, text: &str) -> String {
        let mut text = text.trim().trim_end_matches(['。', '.', ';', '；', ',', '，']).trim().to_owned();
        for _ in 0..2 {
            let lower = text.to_lowercase();
            let words = WEIGHTS.iter().filter(|word| !word.starts_with("w=") && !word.starts_with("w:"));
            let weight = words.filter_map(|word| lower.rfind(word)).max();
            let found = weight.filter(|at| text.is_char_boundary(*at)).and_then(|at| {
                let before = text.get(..at)?;
                let is_word = before.is_empty() || before.ends_with(|c: char| !c.is_alphanumeric());
                Some((at, weight_of(text.get(at..)?).filter(|_| is_word)?))
            });
            if let (Some((at, weight)), None) = (found, &self.weight) {
                self.weight = Some(weight);
                text.truncate(at);
            }
            let owner = ["负责人:", "负责人：", "owner:", "owner："]
                .iter()
                .filter_map(|word| lower.rfind(word))
                .max();
            let found = owner
                .filter(|at| text.is_char_boundary(*at))
                .and_then(|at| Some((at, owner_of(text.get(at..)?).filter(|name| is_name(name))?)));
            if let (Some((at, name)), None) = (found, &self.owner) {
                self.owner = Some(name);
                text.truncate(at);
            }
            text = text.trim_end().trim_end_matches([',', '，', ';', '；', '-', '|']).trim_end().to_owned();
        }
        text
    }
}

/// Whether a text may be what a person or a team is called.
pub(super) fn is_name(text: &str) -> bool {
    let is_plain = |c: char| c.is_alphabetic() || matches!(c, ' ' | '.' | '-' | '·' | '&' | '+' | '\'');
    let count = text.chars().count();
    (1..=24).contains(&count) && text.chars().all(is_plain) && text.split_whitespace().count() <= 3
}

/// A date it is to be reached by: where it stands, and its words.
fn date_in(text: &str) -> Option<(usize, usize, String)> {
    let lower = text.to_lowercase();
    let before = ["by ", "before ", "until ", "due ", "截至", "截止", "于", "在"];
    let numbers: Vec<(usize, usize)> =
        spans(text, |c| c.is_ascii_digit() || matches!(c, '-' | '/' | '年' | '月' | '日'));
    numbers.into_iter().find_map(|(from, to)| {
        let word = text.get(from..to)?.trim_matches(['-', '/']);
        let digits = word.chars().filter(char::is_ascii_digit).count();
        let parts = word.split(['-', '/', '年', '月', '日']).filter(|part| !part.is_empty()).count();
        let is_date = (2..=3).contains(&parts)
            && (2..=8).contains(&digits)
            && word.chars().any(|c| !c.is_ascii_digit());
        let told = before
            .iter()
            .any(|mark| lower.get(..from).is_some_and(|head| head.trim_end().ends_with(mark.trim())));
        let after = text.get(to..)?.trim_start();
        let told = told || after.starts_with('前') || after.starts_with("之前") || after.starts_with("以前");
        let date = word.replace(['年', '月', '/'], "-").replace('日', "");
        (is_date && told && is_day(&date)).then_some((from, to, date))
    })
}

fn is_day(date: &str) -> bool {
    let parts: Vec<u32> = date.split('-').filter_map(|part| part.parse().ok()).collect();
    matches!(parts.as_slice(), [.., month, day] if (1..=12).contains(month) && (1..=31).contains(day))
}

/// The stretches of a text whose characters are of a kind.
fn spans(text: &str, is_kind: impl Fn(char) -> bool) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut open = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (is_kind(c) && at < text.len(), open) {
            (true, None) => open = Some(at),
            (false, Some(from)) => {
                out.push((from, at));
                open = None;
            }
            _ => {}
        }
    }
    out
}

/// The numbers of a sentence, with their marks: `¥1,200`, `28%`, `1.2万`.
fn numbers(text: &str) -> Vec<Number> {
    let mut out = Vec::new();
    for (from, to) in spans(text, |c| c.is_ascii_digit() || matches!(c, '.' | ',')) {
        let Some(word) = text.get(from..to) else { continue };
        let lead = word.len() - word.trim_start_matches(['.', ',']).len();
        let (mut start, mut end) = (from + lead, from + word.trim_end_matches(['.', ',']).len());
        if start >= end {
            continue;
        }
        let before = text.get(..start).unwrap_or_default();
        let after = text.get(end..).unwrap_or_default();
        // `Q4`, `KR2`, `TOP10`, `D7` are names.
        if before.ends_with(|c: char| c.is_ascii_alphabetic() || c == '_' || c == '#') {
            continue;
        }
        if let Some(mark) =
            ["US$", "HK$", "¥", "$", "€", "£"].iter().find(|mark| before.trim_end().ends_with(*mark))
        {
            start = before.trim_end().len() - mark.len();
        }
        let blanks = after.len() - after.trim_start().len();
        let tail = after.trim_start();
        let units = ["万元", "亿元", "千万", "百万", "万亿", "万", "亿", "千", "元", "块", "%", "‰"];
        let unit = units.iter().find(|unit| tail.starts_with(**unit));
        let letter = ["k", "K", "m", "M", "b", "B", "w", "W"].iter().find(|unit| {
            after.starts_with(**unit)
                && !after.get(1..).unwrap_or_default().starts_with(|c: char| c.is_alphanumeric())
        });
        match (unit, letter) {
            (Some(unit), _) => end += blanks + unit.len(),
            (None, Some(unit)) => end += unit.len(),
            (None, None) if after.starts_with(|c: char| c.is_ascii_alphabetic()) => continue,
            (None, None) => {}
        }
        if text.get(start..end).is_some_and(|word| Quantity::parse(word).is_ok()) {
            out.push(Number { start, end });
        }
    }
    out
}

/// Whether a text ends with one of these words; an English one as a whole word.
fn ends_with<'a>(text: &str, words: &[&'a str]) -> Option<&'a str> {
    let text = text.trim_end().to_lowercase();
    let text = text.trim_end_matches(['約', '约']).trim_end();
    let is_last = |word: &&str| {
        text.strip_suffix(*word).is_some_and(|before| {
            let is_latin = word.starts_with(|c: char| c.is_ascii_alphabetic());
            !is_latin || !before.ends_with(|c: char| c.is_ascii_alphanumeric())
        })
    };
    words.iter().copied().filter(is_last).max_by_key(|word| word.len())
}

/// Whether one of these words ends a text, and no longer one of the others does: `不低于` is not `低于`.
fn ends_as(text: &str, words: &[&str], others: &[&str]) -> bool {
    let length = |words| ends_with(text, words).map_or(0, str::len);
    length(words) > length(others)
}

fn asks(text: &str) -> Asks {
    let numbers = numbers(text);
    let word = |n: &Number| text.get(n.start..n.end).unwrap_or_default().replace(' ', "");
    let gap = |a: usize, b: usize| text.get(a..b).unwrap_or_default();
    for pair in numbers.windows(2) {
        let [a, b] = pair else { continue };
        let (head, between) = (gap(0, a.start), gap(a.end, b.start));
        let bare = between.trim();
        let is_from = ends_with(head, &FROM).is_some();
        if (is_from && ends_with(between, &TO).is_some()) || ARROWS.contains(&bare) {
            return Asks::FromTo(word(a), word(b));
        }
        let lower = head.to_lowercase();
        let is_between = lower.trim_end().ends_with("between") && bare.eq_ignore_ascii_case("and");
        if BETWEEN.contains(&bare) || is_between {
            return Asks::Hold(format!("{}..{}", word(a), word(b)));
        }
        if matches!(bare.to_lowercase().as_str(), "to" | "到" | "至") {
            return Asks::FromTo(word(a), word(b));
        }
    }
    let is_time = |n: &Number| TIMES.iter().any(|time| gap(n.end, text.len()).trim_start().starts_with(time));
    let all_times = numbers.iter().all(is_time);
    for (index, number) in numbers.iter().enumerate().filter(|(_, n)| all_times || !is_time(n)) {
        let before = index.checked_sub(1).and_then(|i| numbers.get(i)).map_or(0, |n| n.end);
        let (head, tail) = (gap(before, number.start), gap(number.end, text.len()).trim_start());
        let is_down = ends_with(head, &DOWN).is_some()
            || (ends_with(head, &["to", "到", "至"]).is_some()
                && FALLS.iter().any(|word| head.to_lowercase().contains(word)));
        if ends_as(head, &AT_MOST, &AT_LEAST) || is_down {
            return Asks::Hold(format!("<={}", word(number)));
        }
        if ["以内", "以下", "之内", "or less", "or fewer"].iter().any(|word| tail.starts_with(word)) {
            return Asks::Hold(format!("<={}", word(number)));
        }
        if ends_as(head, &AT_LEAST, &AT_MOST) {
            return Asks::Hold(format!(">={}", word(number)));
        }
        if ends_with(head, &REACH).is_some() {
            return Asks::To(word(number));
        }
    }
    // A number that stands alone is the goal, unless it counts days.
    match numbers.iter().rfind(|n| !is_time(n)) {
        Some(number) => Asks::To(word(number)),
        None => Asks::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from_to(from: &str, to: &str) -> Asks {
        Asks::FromTo(from.to_owned(), to.to_owned())
    }

    #[test]
    fn both_ends_of_the_way_are_found_in_either_language() {
        let asks = |text: &str| sentence(text).asks;
        assert_eq!(asks("Raise repurchase rate from 22% to 28% by 12-31"), from_to("22%", "28%"));
        assert_eq!(asks("复购率从 22% 提升到 28%"), from_to("22%", "28%"));
        assert_eq!(asks("客诉率由1.2％降到0.8％"), from_to("1.2%", "0.8%"));
        assert_eq!(asks("GMV: ¥1.2万 → ¥3 万"), from_to("¥1.2万", "¥3万"));
        assert_eq!(asks("日活 12,000 -> 20k"), from_to("12,000", "20k"));
        assert_eq!(asks("交付周期从 5 天缩短至 3 天"), from_to("5", "3"));
        assert_eq!(asks("Grow D7 retention in Q4 from 30% to 35%"), from_to("30%", "35%"));
    }

    #[test]
    fn bounds_are_held_and_what_has_no_start_is_reached() {
        let asks = |text: &str| sentence(text).asks;
        let hold = |text: &str| Asks::Hold(text.to_owned());
        let to = |text: &str| Asks::To(text.to_owned());
        assert_eq!(asks("NPS ≥ 50"), hold(">=50"));
        assert_eq!(asks("毛利率不低于 55%"), hold(">=55%"));
        assert_eq!(asks("退款率控制在 2% 以内"), hold("<=2%"));
        assert_eq!(asks("客诉率降到 0.8%"), hold("<=0.8%"));
        assert_eq!(asks("Reduce refund rate to 2%"), hold("<=2%"));
        assert_eq!(asks("Keep rating between 4.5 and 5"), hold("4.5..5"));
        assert_eq!(asks("转化率保持 3%~5%"), hold("3%..5%"));
        assert_eq!(asks("新增会员 5,000 人"), to("5,000"));
        assert_eq!(asks("全年 GMV 达到 1.5 亿"), to("1.5亿"));
        assert_eq!(asks("Sign 10 creators within 30 days"), to("10"));
        assert_eq!(asks("7 天内上线"), Asks::Nothing);
        assert_eq!(asks("上线会员小程序"), Asks::Nothing);
        assert_eq!(asks("Launch the TOP10 list in Q4"), Asks::Nothing);
    }

    #[test]
    fn owner_weight_and_date_are_taken_from_the_sentence() {
        let read = sentence("Raise repurchase rate from 22% to 28% by 12-31 @小林 (40%)");
        assert_eq!(read.title, "Raise repurchase rate from 22% to 28% by 12-31");
        assert_eq!((read.owner.as_deref(), read.weight.as_deref()), (Some("小林"), Some("40%")));
        assert_eq!(read.end.as_deref(), Some("12-31"));
        let read = sentence("复购率从 22% 提升到 28%（权重 40%，负责人：小林）");
        assert_eq!(read.title, "复购率从 22% 提升到 28%");
        assert_eq!((read.owner.as_deref(), read.weight.as_deref()), (Some("小林"), Some("40%")));
        let read = sentence("12月31日前签约 10 家达人（阿浩，30%）");
        assert_eq!((read.owner.as_deref(), read.weight.as_deref()), (Some("阿浩"), Some("30%")));
        assert_eq!((read.end.as_deref(), read.asks), (Some("12-31"), Asks::To("10".to_owned())));
        let read = sentence("GMV 1000 万（含税），权重 50%");
        assert_eq!((read.title.as_str(), read.weight.as_deref()), ("GMV 1000 万（含税）", Some("50%")));
        let read = sentence("write to a@b.example (new users)");
        assert_eq!((read.owner, read.weight), (None, None));
    }
}
