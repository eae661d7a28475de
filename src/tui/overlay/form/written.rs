//! What is written by rules of its own: a campaign in one line, lists with amounts.
use super::Checks;
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::{Aim, Due, Quantity, check_name, check_text, half_width};
use crate::planner::{CampaignDraft, is_quick, quick};

/// What a text says beyond itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// A name, or a whole campaign in one line.
    Line,
    /// `new_users=1万, orders=5000`: each with an amount.
    Goals,
    /// `抖音=60%, 微信`: amounts where known.
    Channels,
    /// `1万`, `>=30%`, `3%..5%`: a goal, or what is to be kept.
    Bound,
    /// `签约=2, 上线`: steps with their weights.
    Steps,
    /// `T-7`: counted from the days of a campaign there is not yet.
    Ahead,
    /// `+15%`, `-5`, `+0.5pp`: by how much a metric should move.
    Aim,
}

impl Written {
    /// The most characters it takes.
    pub(super) const fn limit(self) -> usize {
        match self {
            Self::Line => 400,
            Self::Goals | Self::Channels => 300,
            Self::Bound | Self::Ahead | Self::Aim => 40,
            Self::Steps => 600,
        }
    }

    /// What is wrong with it.
    pub(super) fn check(self, text: &str, checks: &Checks) -> Result<()> {
        match self {
            Self::Line if is_quick(text, checks.today) => {
                check_text(text)?;
                quick(text, CampaignDraft::default(), checks.today).map(|_| ())
            }
            Self::Line => Ok(check_name(text).map(|_| ())?),
            Self::Bound => {
                let plain = half_width(text);
                let number = plain.trim().trim_start_matches(['<', '>', '≤', '≥']);
                let number = number.strip_prefix('=').unwrap_or(number);
                let (low, high) = number.split_once("..").unwrap_or((number, number));
                Quantity::parse(low.trim()).and_then(|_| Quantity::parse(high.trim()))?;
                Ok(())
            }
            Self::Ahead => Ok(Due::parse(text, checks.today).map(|_| ())?),
            Self::Aim => Ok(Aim::parse(text, None).map(|_| ())?),
            Self::Steps => {
                for each in parts(text) {
                    let (name, weight) = pair(each);
                    check_name(name)?;
                    weight.map(Quantity::parse).transpose()?;
                }
                Ok(())
            }
            Self::Goals | Self::Channels => {
                for each in parts(text) {
                    match pair(each) {
                        (name, Some(amount)) => {
                            check_name(name)?;
                            // A bare share of the budget may be written as one, too.
                            let (low, high) = amount.split_once("..").unwrap_or((amount, amount));
                            Quantity::parse(low.trim()).and_then(|_| Quantity::parse(high.trim()))?;
                        }
                        (name, None) if self == Self::Channels => drop(check_name(name)?),
                        _ => {
                            return Err(Error::new(Kind::BadData, &tr::ERROR_BAD_PAIR).arg("text", each));
                        }
                    }
                }
                Ok(())
            }
        }
    }
}

/// The entries of a list with commas.
pub(super) fn parts(text: &str) -> impl Iterator<Item = &str> {
    // A comma between digits belongs to a number: `gmv=1,200,000`.
    let mut from = 0;
    let mut out = Vec::new();
    for (at, sign) in text.char_indices().filter(|(_, c)| matches!(c, ',' | '，' | '、')) {
        let (before, after) = (text.get(..at), text.get(at + sign.len_utf8()..));
        let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let inside = sign == ','
            && is_digit(before.and_then(|b| b.chars().next_back()))
            && is_digit(after.and_then(|a| a.chars().next()));
        if !inside {
            out.push(text.get(from..at).unwrap_or_default());
            from = at + sign.len_utf8();
        }
    }
    out.push(text.get(from..).unwrap_or_default());
    out.into_iter().map(str::trim).filter(|each| !each.is_empty())
}

/// An entry's name, and its amount where it has one.
pub(super) fn pair(text: &str) -> (&str, Option<&str>) {
    match text.split_once(['=', '＝']) {
        Some((name, amount)) => (name.trim(), Some(amount.trim())),
        None => (text, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Lang, Zone, parse_iso_day};

    fn is_fine(what: Written, text: &str) -> bool {
        let today = parse_iso_day(b"2026-10-20").unwrap();
        what.check(text, &Checks { lang: Lang::En, today, zone: Zone::utc() }).is_ok()
    }

    #[test]
    fn a_list_is_split_at_commas_that_are_none_of_a_number() {
        let all: Vec<&str> = parts("gmv=1,200,000, orders=5000，new_users=1万、x").collect();
        assert_eq!(all, ["gmv=1,200,000", "orders=5000", "new_users=1万", "x"]);
    }

    #[test]
    fn goals_need_amounts_and_channels_may_have_them() {
        assert!(is_fine(Written::Goals, "orders=5000, cac=3..5") && !is_fine(Written::Goals, "orders"));
        assert!(!is_fine(Written::Goals, "orders=lots") && !is_fine(Written::Channels, "douyin=x"));
        assert!(is_fine(Written::Channels, "抖音=60%、微信") && !is_fine(Written::Channels, "a\u{202e}b"));
    }

    #[test]
    fn a_goal_may_be_a_bound_and_steps_may_have_weights() {
        for fine in ["1万", ">=30%", "≤ 50", "3%..5%", "＞＝30%"] {
            assert!(is_fine(Written::Bound, fine), "{fine}");
        }
        assert!(!is_fine(Written::Bound, ">=lots") && !is_fine(Written::Bound, "3..x"));
        assert!(is_fine(Written::Steps, "签约=2, 上线") && !is_fine(Written::Steps, "签约=x"));
    }

    #[test]
    fn a_lesson_is_due_before_a_start_and_an_aim_says_by_how_much() {
        assert!(is_fine(Written::Ahead, "T-7") && !is_fine(Written::Ahead, "soon"));
        assert!(is_fine(Written::Aim, "-10%") && is_fine(Written::Aim, "+0.5pp"));
        assert!(!is_fine(Written::Aim, "more") && !is_fine(Written::Aim, "0"));
    }

    #[test]
    fn a_line_is_a_name_or_says_more() {
        assert!(is_fine(Written::Line, "双11拉新") && is_fine(Written::Line, "x 11/1..11/11 gmv=1 @a"));
        assert!(!is_fine(Written::Line, "x @a @b") && !is_fine(Written::Line, "x gmv="));
    }
}
