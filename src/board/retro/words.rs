//! How findings, a gap and hints are worded, for the page, for the shell and for reports alike.
use super::{DriverGap, FindingLine, FindingMatter, NoGap, RetroHint, RetroLine};
use crate::board::words::first_of;
use crate::i18n::{Text, label, tr};
use crate::model::{HintKind, Lang, Quantity, Style, Unit};
use unicode_segmentation::UnicodeSegmentation as _;

/// The name in a language of what has one in both; the other where one is missing.
fn named<'a>((en, zh): (&'a str, &'a str), lang: Lang) -> &'a str {
    let (own, other) = if lang == Lang::Zh { (zh, en) } else { (en, zh) };
    if own.is_empty() { other } else { own }
}

/// What a finding says: people's words where there are some, else the numbers', else only what it was about.
#[must_use]
pub fn finding_line_text(line: &FindingLine, lang: Lang, style: Style) -> String {
    let own = line.finding.as_ref().map(|finding| finding.text.as_str()).unwrap_or_default();
    match &line.matter {
        _ if !own.is_empty() => own.to_owned(),
        Some(matter) => finding_text(matter, lang, style),
        None => tr::FOUND_NO_LONGER.fill(lang, &[("what", &line.subject)]),
    }
}

/// What the numbers say, in one sentence: `GMV reached 58% of its goal, ¥420K below it`.
#[must_use]
pub fn finding_text(matter: &FindingMatter, lang: Lang, style: Style) -> String {
    let pen = Pen { lang, style };
    match matter {
        FindingMatter::Target { metric, unit, achievement, gap } => {
            let text = pen.side(*gap, [&tr::FOUND_TARGET_MORE, &tr::FOUND_TARGET_LESS, &tr::FOUND_TARGET]);
            let args = [("share", pen.share(*achievement)), ("gap", pen.distance(*gap, *unit))];
            pen.fill(text, &[("metric", pen.name(metric)), args[0].clone(), args[1].clone()])
        }
        FindingMatter::Guardrail { metric, unit, actual, bound, held } => {
            let text = if *held { &tr::FOUND_GUARDRAIL_HELD } else { &tr::FOUND_GUARDRAIL_BROKEN };
            // Above a bound that holds: that is the least it may be.
            let bound_text = match actual.cmp(bound) {
                std::cmp::Ordering::Equal => &tr::FOUND_BOUND,
                side if (side == std::cmp::Ordering::Greater) == *held => &tr::FOUND_LEAST,
                _ => &tr::FOUND_MOST,
            };
            let bound = pen.fill(bound_text, &[("bound", style.compact(*bound, *unit))]);
            let actual = style.compact(*actual, *unit);
            pen.fill(text, &[("metric", pen.name(metric)), ("actual", actual), ("bound", bound)])
        }
        FindingMatter::Phase { name, achievement, gap, unit } => {
            let text = pen.side(*gap, [&tr::FOUND_PHASE_MORE, &tr::FOUND_PHASE_LESS, &tr::FOUND_PHASE]);
            let args = [("share", pen.share(*achievement)), ("gap", pen.distance(*gap, *unit))];
            pen.fill(text, &[("name", name.clone()), args[0].clone(), args[1].clone()])
        }
        FindingMatter::Channel { name, metric, unit, actual, against, is_plan } => {
            let text = if *is_plan { &tr::FOUND_CHANNEL_PLAN } else { &tr::FOUND_CHANNEL_ALL };
            let shown = |number: f64| style.compact_f64(number, *unit);
            let args = [("actual", shown(*actual)), ("against", shown(*against))];
            let [actual, against] = args;
            pen.fill(text, &[("name", name.clone()), ("metric", pen.name(metric)), actual, against])
        }
        FindingMatter::Driver { name, part, unit, ratio } => {
            let args = [("name", pen.name(name)), ("part", style.signed(*part, *unit))];
            let [name, part] = args;
            match ratio {
                Some(ratio) => pen.fill(&tr::FOUND_DRIVER_RATIO, &[name, part, ("share", pen.share(*ratio))]),
                None => pen.fill(&tr::FOUND_DRIVER, &[name, part]),
            }
        }
        FindingMatter::Adjustment { text, ratio } => {
            let text = quoted(text);
            pen.fill(&tr::FOUND_ADJUSTMENT, &[("text", text), ("share", pen.share(*ratio))])
        }
        FindingMatter::Spending { planned, spent } => spending(*planned, *spent, pen),
        FindingMatter::LateTasks { late, of, days } => {
            let text = if *days > 0 { &tr::FOUND_LATE_DAYS } else { &tr::FOUND_LATE };
            let [late, of, days] = [late.to_string(), of.to_string(), days.to_string()];
            pen.fill(text, &[("late", late), ("of", of), ("days", days)])
        }
        FindingMatter::Refused { names } => pen.fill(&tr::FOUND_REFUSED, &[("names", first_of(names, lang))]),
        FindingMatter::Former { name, metric, change } => {
            let share = pen.share(*change);
            let change = if *change > 0.0 { format!("+{share}") } else { share };
            let args = [("name", name.clone()), ("metric", pen.name(metric)), ("change", change)];
            pen.fill(&tr::FOUND_FORMER, &args)
        }
        FindingMatter::Feedback { category, people, open } => {
            let category = match category.as_str() {
                "" => tr::FOUND_FEEDBACK_OTHER.get(lang).to_owned(),
                category => category.to_owned(),
            };
            let text = if *open > 0 { &tr::FOUND_FEEDBACK_OPEN } else { &tr::FOUND_FEEDBACK };
            let [people, open] = [people.to_string(), open.to_string()];
            pen.fill(text, &[("people", people), ("category", category), ("open", open)])
        }
    }
}

fn spending(planned: Quantity, spent: Quantity, pen: Pen) -> String {
    let money = |q| pen.style.compact(q, Unit::Money);
    let share = match planned > Quantity::ZERO {
        true => pen.share(spent.to_f64() / planned.to_f64()),
        false => "—".to_owned(),
    };
    pen.fill(&tr::FOUND_SPENDING, &[("spent", money(spent)), ("planned", money(planned)), ("share", share)])
}

/// The gap by driver in one line: `GMV is ¥420K short: visitors -310K, conversion -150K, order value +40K`.
#[must_use]
pub fn gap_text(gap: &DriverGap, lang: Lang, style: Style) -> String {
    let pen = Pen { lang, style };
    let unit = gap.metric.unit;
    let metric = named((&gap.metric.name_en, &gap.metric.name_zh), lang).to_owned();
    let part = |driver: &super::DriverPart| {
        // One currency sign, before the gap, says it for all.
        let amount = style.signed(driver.part, unit).replacen(style.symbol, "", 1);
        format!("{} {amount}", inside(named((&driver.name_en, &driver.name_zh), lang), lang))
    };
    let parts: Vec<String> = gap.drivers.iter().map(part).collect();
    let parts = parts.join(tr::FOUND_COMMA.get(lang));
    let text = pen.side(gap.gap, [&tr::FOUND_GAP_MORE, &tr::FOUND_GAP_LESS, &tr::FOUND_GAP_NONE]);
    pen.fill(text, &[("metric", metric), ("gap", pen.distance(gap.gap, unit)), ("parts", parts)])
}

/// Why a gap is not split by driver, in one line.
#[must_use]
pub fn no_gap_text(why: &NoGap, lang: Lang) -> String {
    let pen = Pen { lang, style: Style::new(lang, "CNY") };
    let name = |both: &(String, String)| inside(&pen.name(both), lang);
    let several = |all: &[(String, String)]| first_of(&all.iter().map(name).collect::<Vec<_>>(), lang);
    let (text, names) = match why {
        NoGap::Chain(metric) => (&tr::FOUND_NO_CHAIN, name(metric)),
        NoGap::Plan(all) => (&tr::FOUND_NO_PLAN, several(all)),
        NoGap::Readings(all) => (&tr::FOUND_NO_READINGS, several(all)),
    };
    pen.fill(text, &[("names", names)])
}

/// How what a retrospective is about stands: how many targets were missed, else the word of the worst.
#[must_use]
pub fn retro_health_text(line: &RetroLine, lang: Lang) -> String {
    match line.missed {
        (0, _) => line.health.map_or("", |health| label::status(health).get(lang)).to_owned(),
        (n, all) => tr::FOUND_MISSED.fill(lang, &[("n", &n.to_string()), ("all", &all.to_string())]),
    }
}

/// A hint as one would say it to a colleague.
#[must_use]
pub fn hint_text(hint: &RetroHint, lang: Lang) -> String {
    let text = match hint.kind {
        HintKind::NoLowlight => &tr::HINTED_NO_LOWLIGHT,
        HintKind::GoalLowered => &tr::HINTED_GOAL_LOWERED,
        HintKind::NoCause => &tr::HINTED_NO_CAUSE,
        HintKind::ActionWithoutOwner => &tr::HINTED_ACTION_WITHOUT_OWNER,
        HintKind::NothingLearned => &tr::HINTED_NOTHING_LEARNED,
        HintKind::NamesPerson => &tr::HINTED_NAMES_PERSON,
        HintKind::OnlyExternal => &tr::HINTED_ONLY_EXTERNAL,
        HintKind::NothingControllable => &tr::HINTED_NOTHING_CONTROLLABLE,
        HintKind::FewWhys => &tr::HINTED_FEW_WHYS,
        HintKind::LessonWithoutCause => &tr::HINTED_LESSON_WITHOUT_CAUSE,
    };
    let targets = hint.targets.iter().map(|(en, zh)| named((en, zh), lang).to_owned());
    let about: Vec<String> = hint.about.iter().map(|text| quoted(text)).chain(targets).collect();
    text.fill(lang, &[("about", &first_of(&about, lang))])
}

/// The most of a text that is quoted, in characters.
const QUOTED: usize = 28;

/// One line of a text, with a sign where it goes on.
fn quoted(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.grapheme_indices(true).nth(QUOTED) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default().trim_end()),
        None => line,
    }
}

/// A Chinese text filled: a blank beside a placeholder stays only where it parts Chinese from what is not.
fn joined(template: &str, args: &[(&str, &str)]) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, tail)) = after.split_once('}') else { break };
        push(&mut out, before);
        push(&mut out, args.iter().find(|(key, _)| *key == name).map_or("", |(_, value)| value));
        rest = tail;
    }
    push(&mut out, rest);
    out
}

/// Appends a piece; a blank between two Chinese characters where they meet is left out.
fn push(out: &mut String, piece: &str) {
    let bare = out.strip_suffix(' ').unwrap_or(out);
    let ends = bare.chars().next_back().is_some_and(is_chinese);
    let next = if out.len() == bare.len() { piece.strip_prefix(' ').unwrap_or(piece) } else { piece };
    let is_joined = ends && next.starts_with(is_chinese);
    if !is_joined {
        out.push_str(piece);
        return;
    }
    let kept = bare.len();
    out.truncate(kept);
    out.push_str(next);
}

/// A Chinese character or sign.
fn is_chinese(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff60}' | '\u{20000}'..='\u{3ffff}')
}

/// A name within an English sentence: `visitors`, but `GMV per order`.
fn inside(name: &str, lang: Lang) -> String {
    let mut chars = name.chars();
    match (lang, chars.next()) {
        (Lang::En, Some(first)) if chars.next().is_some_and(char::is_lowercase) => {
            first.to_lowercase().chain(name.chars().skip(1)).collect()
        }
        _ => name.to_owned(),
    }
}

/// How it is written.
#[derive(Clone, Copy)]
struct Pen {
    lang: Lang,
    style: Style,
}

impl Pen {
    fn fill(self, text: &Text, args: &[(&str, String)]) -> String {
        let args: Vec<(&str, &str)> = args.iter().map(|(key, value)| (*key, value.as_str())).collect();
        match self.lang {
            Lang::Zh => joined(text.get(self.lang), &args),
            Lang::En => text.fill(self.lang, &args),
        }
    }

    fn name(self, both: &(String, String)) -> String {
        named((&both.0, &both.1), self.lang).to_owned()
    }

    fn share(self, share: f64) -> String {
        self.style.percent(share)
    }

    /// A difference without its sign; of percents in points.
    fn distance(self, gap: Quantity, unit: Unit) -> String {
        self.style.difference(gap, unit).trim_start_matches('-').to_owned()
    }

    /// The text for more, for less, or for neither.
    fn side(self, gap: Quantity, [more, less, none]: [&'static Text; 3]) -> &'static Text {
        match gap.cmp(&Quantity::ZERO) {
            std::cmp::Ordering::Greater => more,
            std::cmp::Ordering::Less => less,
            std::cmp::Ordering::Equal => none,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::FindingMatter as Matter;

    fn zh(matter: &Matter) -> String {
        finding_text(matter, Lang::Zh, Style::new(Lang::Zh, "CNY"))
    }

    fn both(en: &str, zh: &str) -> (String, String) {
        (en.to_owned(), zh.to_owned())
    }

    #[test]
    fn chinese_words_stand_without_blanks_and_one_parts_them_from_anything_else() {
        let channel = |name: &str| Matter::Channel {
            name: name.to_owned(),
            metric: both("ROI", "投资回报率"),
            unit: Unit::Percent,
            actual: 10.577,
            against: 25.185,
            is_plan: false,
        };
        assert_eq!(zh(&channel("抖音")), "抖音的投资回报率为 1,057.7%，整体 2,518.5%");
        assert_eq!(zh(&channel("Douyin")), "Douyin 的投资回报率为 1,057.7%，整体 2,518.5%");
        let target = |zh: &str| Matter::Target {
            metric: both("GMV", zh),
            unit: Unit::Percent,
            achievement: 1.06,
            gap: Quantity::from_micros(-17_100),
        };
        assert_eq!(zh(&target("成交额")), "成交额完成 106%，比目标少 1.71 个百分点");
        assert_eq!(zh(&target("GMV")), "GMV 完成 106%，比目标少 1.71 个百分点");
        let adjustment = Matter::Adjustment { text: "红包 8 → 10 元".to_owned(), ratio: 1.4 };
        assert_eq!(zh(&adjustment), "“红包 8 → 10 元”之后，日均为之前的 140%", "people's own blanks stay");
    }

    #[test]
    fn a_name_inside_an_english_sentence_begins_small_unless_it_is_an_abbreviation() {
        assert_eq!(inside("Orders per visitor", Lang::En), "orders per visitor");
        assert_eq!(inside("GMV per order", Lang::En), "GMV per order");
        assert_eq!(inside("访客数", Lang::En), "访客数");
        assert_eq!(inside("", Lang::En), "");
    }
}
