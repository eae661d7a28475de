//! What is good and what is bad in a table, told the same on a page and in a spreadsheet.
use super::{Cell, Tone};

/// How a cell is to be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    /// As it should be.
    Good,
    /// Not yet bad.
    Fair,
    /// Needs a hand.
    Bad,
}

/// The share of a goal from which on it counts as nearly reached.
pub const NEARLY: f64 = 0.8;

/// Words of a status column: codes of a target's status, of a proof, of tasks and resources.
const GOOD: [&str; 10] =
    ["met", "ahead", "on_track", "verified", "done", "confirmed", "delivered", "fulfilled", "green", "good"];
const FAIR: [&str; 5] = ["at_risk", "partly", "amber", "fair", "due_soon"];
const BAD: [&str; 8] = ["behind", "missed", "not", "overdue", "late", "refused", "red", "bad"];

/// The mood of a cell in a column of this tone; none where nothing is good or bad about it.
#[must_use]
pub fn mood(tone: Tone, cell: &Cell) -> Option<Mood> {
    match tone {
        Tone::Plain => None,
        Tone::Share => number(cell).map(|share| match share {
            share if share >= 1.0 => Mood::Good,
            share if share >= NEARLY => Mood::Fair,
            _ => Mood::Bad,
        }),
        Tone::Gap => match number(cell)? {
            gap if gap < 0.0 => Some(Mood::Bad),
            gap if gap > 0.0 => Some(Mood::Good),
            _ => None,
        },
        Tone::Status => match cell {
            Cell::Word(code, _) if GOOD.contains(code) => Some(Mood::Good),
            Cell::Word(code, _) if FAIR.contains(code) => Some(Mood::Fair),
            Cell::Word(code, _) if BAD.contains(code) => Some(Mood::Bad),
            _ => None,
        },
    }
}

#[allow(clippy::cast_precision_loss)] // Counts of things people have.
fn number(cell: &Cell) -> Option<f64> {
    let number = match cell {
        Cell::Amount(amount, ..) => amount.to_f64(),
        Cell::Number(number, ..) => *number,
        Cell::Count(count) => *count as f64,
        Cell::Empty | Cell::Text(_) | Cell::Word(..) | Cell::Day(..) => return None,
    };
    number.is_finite().then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Quantity, Status, Unit};

    fn share(share: f64) -> Option<Mood> {
        mood(Tone::Share, &Cell::Number(share, Unit::Percent, String::new()))
    }

    #[test]
    fn a_share_is_good_from_the_goal_on_and_bad_below_four_fifths() {
        assert_eq!(share(1.0), Some(Mood::Good));
        assert_eq!(share(0.999), Some(Mood::Fair));
        assert_eq!(share(0.8), Some(Mood::Fair));
        assert_eq!(share(0.799), Some(Mood::Bad));
        assert_eq!(share(f64::NAN), None);
    }

    #[test]
    fn a_gap_below_zero_is_bad_and_words_and_plain_columns_are_as_they_say() {
        let gap = |units| {
            let amount = Quantity::from_units(units).unwrap();
            mood(Tone::Gap, &Cell::Amount(amount, Unit::Money, String::new()))
        };
        assert_eq!([gap(-1), gap(0), gap(1)], [Some(Mood::Bad), None, Some(Mood::Good)]);
        assert_eq!(mood(Tone::Plain, &Cell::Count(-1)), None);
        assert_eq!(mood(Tone::Gap, &Cell::Text("-5".to_owned())), None);
    }

    #[test]
    fn every_status_of_a_target_has_its_mood_and_silence_has_none() {
        for status in Status::ALL {
            let mood = mood(Tone::Status, &Cell::Word(status.as_str(), String::new()));
            let expected = match status {
                Status::Pending | Status::Stale => None,
                Status::AtRisk => Some(Mood::Fair),
                status if status.is_green() => Some(Mood::Good),
                _ => Some(Mood::Bad),
            };
            assert_eq!(mood, expected, "{status}");
        }
    }
}
