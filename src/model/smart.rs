//! What makes an objective or a key result easy to misunderstand, while it is written: hints, never a wall.
use super::typed::half_width;

crate::words! {
    /// What could be better about an objective or a key result.
    pub enum SmartHint {
        /// Neither a goal nor a number in its words.
        NoNumber = "no_number",
        /// Nobody can tell by when.
        NoDate = "no_date",
        /// From where it starts is not said.
        NoBaseline = "no_baseline",
        /// It says what people do, not what comes of it.
        Activity = "activity",
        /// An objective says a number, which belongs in a key result.
        NumberInObjective = "number_in_objective",
        /// More key results than people keep in mind.
        TooManyKeyResults = "too_many_key_results",
        /// An objective without any key result.
        NoKeyResults = "no_key_results",
    }
}

/// The most key results that people keep in mind.
const MOST: usize = 5;

/// What is known of a key result while it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct KeyResultWords<'a> {
    /// What it says; empty where its metric's name says it.
    pub title: &'a str,
    /// Whether a metric measures it.
    pub has_metric: bool,
    /// Whether it has a goal in numbers, or steps to count.
    pub has_goal: bool,
    /// Whether it is known where it starts, or nothing starts there: a flow, a bound to keep, steps.
    pub has_baseline: bool,
    /// Whether its own end, or its cycle's, says by when; of a cycle of a year it does not.
    pub has_date: bool,
}

/// What could be better about a key result.
#[must_use]
pub fn key_result_hints(words: KeyResultWords<'_>) -> Vec<SmartHint> {
    let title = half_width(words.title);
    let has_number = words.has_goal || says_amount(&title);
    let mut hints = Vec::new();
    if !has_number {
        hints.push(SmartHint::NoNumber);
    }
    if !words.has_baseline {
        hints.push(SmartHint::NoBaseline);
    }
    if !words.has_date && !says_date(&title) {
        hints.push(SmartHint::NoDate);
    }
    if !words.has_metric && is_activity(&title) {
        hints.push(SmartHint::Activity);
    }
    hints
}

/// What could be better about an objective; `key_results`: how many it has, none while that is not known yet.
#[must_use]
pub fn objective_hints(title: &str, key_results: Option<usize>) -> Vec<SmartHint> {
    let mut hints = Vec::new();
    if says_amount(&half_width(title)) {
        hints.push(SmartHint::NumberInObjective);
    }
    match key_results {
        Some(0) => hints.push(SmartHint::NoKeyResults),
        Some(count) if count > MOST => hints.push(SmartHint::TooManyKeyResults),
        _ => {}
    }
    hints
}

/// What people do, whatever comes of it.
const DOING: [&str; 41] = [
    "上线",
    "推进",
    "搭建",
    "建设",
    "组织",
    "开展",
    "举办",
    "策划",
    "开发",
    "落地",
    "推动",
    "支持",
    "配合",
    "协助",
    "参与",
    "启动",
    "执行",
    "制定",
    "梳理",
    "跟进",
    "launch",
    "implement",
    "build",
    "organise",
    "organize",
    "support",
    "run",
    "hold",
    "host",
    "develop",
    "create",
    "design",
    "ship",
    "set up",
    "roll out",
    "plan",
    "write",
    "prepare",
    "start",
    "work on",
    "participate",
];

/// What may be followed by what comes of it: with an amount it is no activity.
const CHANGING: [&str; 13] = [
    "完成",
    "优化",
    "改善",
    "加强",
    "完善",
    "提升",
    "improve",
    "optimise",
    "optimize",
    "complete",
    "finish",
    "enhance",
    "strengthen",
];

/// What a milestone is called by its end: `新会员体系上线`.
const DONE: [&str; 4] = ["上线", "落地", "搭建", "开发"];

fn is_activity(title: &str) -> bool {
    let title = title.to_lowercase();
    // `上线后转化率达到 5%` says what comes of it.
    let begins = |words: &[&str]| {
        words.iter().any(|word| begins_with(&title, word) && !title.starts_with(&format!("{word}后")))
    };
    begins(&DOING)
        || DONE.iter().any(|word| title.ends_with(word))
        || (begins(&CHANGING) && !says_amount(&title))
}

/// Whether a title begins with a word, in one of the forms it takes: launch, launches, launched, launching.
fn begins_with(title: &str, word: &str) -> bool {
    if !word.is_ascii() {
        return title.starts_with(word);
    }
    let stem = word.strip_suffix('e').unwrap_or(word);
    let Some(rest) = title.strip_prefix(stem) else { return false };
    let end: String = rest.chars().take_while(char::is_ascii_alphabetic).collect();
    let double = stem.chars().last().map(|last| format!("{last}ing")).unwrap_or_default();
    let plain = if stem == word { "" } else { "e" };
    let forms = [plain, "s", "es", "ed", "ing", &double];
    forms.contains(&end.as_str())
}

/// What stands after a number that tells a time.
const TIMES: [&str; 12] = ["年", "月", "日", "号", "季", "周", "天", "点", "期", "代", "届", "h"];
/// What stands before a number that is part of a name.
const NAMES: [&str; 5] = ["双", "第", "top", "no", "no."];
/// Promotions that are called by their day.
const PROMOS: [&str; 6] = ["618", "1111", "1212", "11.11", "12.12", "6.18"];

/// Whether a text says how much: `GMV 2000 万`, `28%`. A year, a quarter, a promotion's name and a word with a digit in
/// it say nothing of the kind.
fn says_amount(text: &str) -> bool {
    let text = text.to_lowercase();
    let chars: Vec<char> = text.chars().collect();
    let mut at = 0;
    while let Some(c) = chars.get(at) {
        if !c.is_ascii_digit() {
            at += 1;
            continue;
        }
        let is_part = |c: &&char| c.is_ascii_digit() || matches!(c, ',' | '.');
        let length = chars.iter().skip(at).take_while(is_part).count();
        let number: String = chars.iter().skip(at).take(length).collect();
        let before: String = chars.iter().take(at).collect();
        let after: String = chars.iter().skip(at + length).collect();
        if is_amount(number.trim_end_matches(['.', ',']), &before, &after) {
            return true;
        }
        at += length;
    }
    false
}

fn is_amount(number: &str, before: &str, after: &str) -> bool {
    let rest = after.trim_start();
    let is_share = rest.starts_with(['%', '‰', '万', '亿', '倍']);
    if is_share {
        return true;
    }
    // Q4, B2B, 3C, GA4, 2026-Q4, 11-11: letters and dashes around it make it a word or a date; 12k does not.
    let unit: String = after.chars().take_while(char::is_ascii_alphabetic).collect();
    let is_word = before.ends_with(|c: char| c.is_ascii_alphabetic())
        || !(unit.is_empty() || ["k", "w", "m", "x", "bn"].contains(&unit.as_str()));
    let is_joined = before.ends_with(['-', '/', '_']) || after.starts_with(['-', '/', '_']);
    let is_year = number.len() == 4 && (number.starts_with("20") || number.starts_with("19"));
    let is_named = NAMES.iter().any(|name| before.trim_end().ends_with(name));
    let is_time = TIMES.iter().any(|time| rest.starts_with(time));
    !(is_word || is_joined || is_year || is_named || is_time || PROMOS.contains(&number))
}

/// Words that tell a time.
const DATES: [&str; 24] = [
    "月底",
    "月末",
    "季末",
    "年底",
    "年末",
    "年中",
    "月前",
    "月内",
    "之前",
    "以前",
    "日前",
    "周末",
    "双11",
    "双十一",
    "双12",
    "618",
    "春节",
    "国庆",
    "by ",
    "until ",
    "before ",
    "end of ",
    "within ",
    "deadline",
];

/// Whether a text tells a time: `11 月底`, `by December`, `Q4`, `2026-11-11`.
fn says_date(text: &str) -> bool {
    let text = text.to_lowercase();
    let after_digit = |mark: char| text.split(mark).rev().skip(1).any(ends_in_digit);
    let is_half = |mark: char| {
        text.split(mark).skip(1).any(|part| part.starts_with(|c: char| ('1'..='4').contains(&c)))
    };
    DATES.iter().any(|word| text.contains(word))
        || ['月', '日', '号'].into_iter().any(after_digit)
        || ['q', 'h'].into_iter().any(is_half)
        || after_digit('-')
}

fn ends_in_digit(text: &str) -> bool {
    text.trim_end().ends_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: KeyResultWords<'_> = KeyResultWords {
        title: "Repurchase rate from 22% to 28%",
        has_metric: false,
        has_goal: true,
        has_baseline: true,
        has_date: true,
    };

    fn of(title: &str) -> Vec<SmartHint> {
        key_result_hints(KeyResultWords { title, ..WHOLE })
    }

    #[test]
    fn a_key_result_that_says_all_gets_no_hint() {
        for title in ["Repurchase rate from 22% to 28%", "复购率由 22% 升至 28%", "", "上线后转化率达到 5%"]
        {
            assert_eq!(of(title), [], "{title}");
        }
        let bare = KeyResultWords { has_goal: false, ..WHOLE };
        assert_eq!(key_result_hints(bare), [], "its words say the number");
    }

    #[test]
    fn what_is_missing_is_told() {
        let none = KeyResultWords { title: "用户更满意", ..KeyResultWords::default() };
        use SmartHint::{NoBaseline, NoDate, NoNumber};
        assert_eq!(key_result_hints(none), [NoNumber, NoBaseline, NoDate]);
        let none = KeyResultWords { title: "Customers are happier", ..KeyResultWords::default() };
        assert_eq!(key_result_hints(none), [NoNumber, NoBaseline, NoDate]);
        let dated = |title| KeyResultWords { title, has_date: false, ..WHOLE };
        for title in
            ["11 月底 NPS 到 60", "2026-11-30 前 NPS 60", "NPS 60 by December", "Q4 NPS 60", "双11 NPS 60"]
        {
            assert_eq!(key_result_hints(dated(title)), [], "{title}");
        }
        for title in ["NPS 到 60", "NPS of 60"] {
            assert_eq!(key_result_hints(dated(title)), [NoDate], "{title}");
        }
    }

    #[test]
    fn an_activity_is_told_from_an_outcome() {
        let activities = [
            "搭建会员体系",
            "推进新会员体系上线",
            "组织 5 场直播",
            "新会员体系上线",
            "优化落地页",
            "完成培训",
            "Launch the new site",
            "Building a loyalty programme",
            "Organise 5 webinars",
            "improve the landing page",
            "Running ads",
            "Set up a referral loop",
            "Implementing SSO",
        ];
        for title in activities {
            assert_eq!(of(title), [SmartHint::Activity], "{title}");
        }
        let outcomes = [
            "优化后获客成本降到 40 元",
            "完成 GMV 2000 万",
            "提升复购率到 28%",
            "新客占比 35%",
            "Improve NPS from 20 to 40",
            "Complete 2,000 orders",
            "Supporters: 12k",
            "Builders 300",
        ];
        for title in outcomes {
            assert_eq!(of(title), [], "{title}");
        }
        let measured = KeyResultWords { title: "Launch sales", has_metric: true, ..WHOLE };
        assert_eq!(key_result_hints(measured), [], "what a metric measures is an outcome");
    }

    #[test]
    fn an_objective_has_no_number_but_names_and_years() {
        let hint = [SmartHint::NumberInObjective];
        for title in [
            "GMV 达到 2000 万",
            "复购率提升到 28%",
            "GMV to 20m",
            "Win 300 partners",
            "新客增长 2 倍",
            "获客成本降到 40 元",
        ] {
            assert_eq!(objective_hints(title, None), hint, "{title}");
        }
        for title in [
            "让双11成为品牌拐点",
            "打好 618 大促",
            "2026 年成为首选平台",
            "赢下 Q4",
            "做强 B2B 业务",
            "Be first choice in 2026",
            "Own Q4",
            "Win the 3C category",
            "11 月站稳 Top 3",
            "第 2 曲线跑通",
            "把 GA4 用起来",
        ] {
            assert_eq!(objective_hints(title, None), [], "{title}");
        }
    }

    #[test]
    fn key_results_are_some_and_not_too_many() {
        assert_eq!(objective_hints("赢下 Q4", Some(0)), [SmartHint::NoKeyResults]);
        assert_eq!(objective_hints("赢下 Q4", Some(5)), []);
        assert_eq!(objective_hints("赢下 Q4", Some(6)), [SmartHint::TooManyKeyResults]);
    }
}
