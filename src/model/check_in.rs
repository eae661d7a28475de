//! Check-ins: what its owner says of a key result on a day.
use super::{Day, Quantity, TargetId};

crate::id! {
    /// A check-in's id.
    CheckInId,
}

/// The best confidence.
pub const SURE: i64 = 10;

crate::entity! {
    /// Where a key result stands, how confident its owner is, and why.
    pub struct CheckIn in "check_in": CheckInId {
        /// The key result.
        key_result: TargetId,
        /// The day it speaks of; one check-in a day and source.
        day: Day,
        /// UTC seconds: up to when its value counts.
        at: i64,
        /// Where the key result stands, where its number is typed.
        value: Option<Quantity>,
        /// 0 (lost) to 10 (certain).
        confidence: Option<i64>,
        /// Why.
        note: String,
        /// `manual`, or the name of a script.
        source: String,
        /// Who says so.
        author: String,
    }
}
