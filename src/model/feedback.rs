//! Feedback 反馈 from users: a note with where it came from, how many said so and how much it matters.
use serde::{Deserialize, Serialize};

crate::words! {
    /// How much a feedback matters to those who gave it.
    pub enum Impact {
        /// 高: they could not do what they came for
        High = "high",
        /// 中: they could, with trouble
        Medium = "medium",
        /// 低: a wish
        Low = "low",
    }
}

crate::words! {
    /// How soon a feedback should be answered.
    pub enum Priority {
        /// P1
        P1 = "p1",
        /// P2
        P2 = "p2",
        /// P3
        P3 = "p3",
    }
}

/// From so many people on a feedback counts as frequent, and as very frequent.
pub const FREQUENT: (i64, i64) = (10, 100);

/// What only a note of kind feedback has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feedback {
    /// Where it came from: customer service, comments, a group.
    pub source: String,
    /// What it is about: coupon, delivery, rules.
    pub category: String,
    /// How many said so; at least 1.
    pub count: i64,
    /// How much it matters.
    pub impact: Impact,
    /// What was answered or done; empty while nobody did.
    pub answer: String,
    /// UTC seconds when it was answered; none while nobody did.
    pub answered_at: Option<i64>,
}

crate::json_column!(Feedback);

impl Default for Feedback {
    /// One person, of medium impact, not answered.
    fn default() -> Self {
        Self {
            source: String::new(),
            category: String::new(),
            count: 1,
            impact: Impact::Medium,
            answer: String::new(),
            answered_at: None,
        }
    }
}

impl Feedback {
    /// Impact times frequency, as a risk matrix has it: impact 3, 2, 1 times frequency 3 (100 and more), 2 (10 and more),
    /// 1. A product of 6 and more is P1, 3 and more P2.
    #[must_use]
    pub fn priority(&self) -> Priority {
        let impact = match self.impact {
            Impact::High => 3,
            Impact::Medium => 2,
            Impact::Low => 1,
        };
        let frequency = match self.count {
            n if n >= FREQUENT.1 => 3,
            n if n >= FREQUENT.0 => 2,
            _ => 1,
        };
        match impact * frequency {
            6.. => Priority::P1,
            3..=5 => Priority::P2,
            _ => Priority::P3,
        }
    }

    /// True once somebody answered.
    #[must_use]
    pub fn is_answered(&self) -> bool {
        self.answered_at.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn priority_is_impact_times_frequency() {
        let of = |impact, count| {
            let (source, category, answer) = (String::new(), String::new(), String::new());
            Feedback { source, category, count, impact, answer, answered_at: None }.priority()
        };
        let table = [
            (Impact::High, 9, Priority::P2),
            (Impact::High, 10, Priority::P1),
            (Impact::Medium, 1, Priority::P3),
            (Impact::Medium, 10, Priority::P2),
            (Impact::Medium, 100, Priority::P1),
            (Impact::Low, 99, Priority::P3),
            (Impact::Low, 100, Priority::P2),
        ];
        for (impact, count, expected) in table {
            assert_eq!(of(impact, count), expected, "{impact} {count}");
        }
    }
}
