//! Plan curves: which share of the goal should be reached by when.
use super::{Day, Quantity};
use serde::{Deserialize, Serialize};

/// Which share of the goal should be reached by when. 0 at the start, 1 at the end, never falling.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum PlanCurve {
    /// Evenly over the time.
    #[default]
    Linear,
    /// Each phase's share, evenly inside the phase; evenly over all where there are no phases.
    Phased,
    /// The goal holds all the time: a ratio, a keep.
    Flat,
    /// Named days and the share reached by their end, evenly between.
    Table {
        /// Day and share, in order.
        points: Vec<(Day, Quantity)>,
    },
    /// Another campaign's own cumulative shape, stretched phase by phase.
    Like {
        /// That campaign's key.
        campaign: String,
        /// That campaign's phase bounds as shares of its time: 0, …, 1.
        bounds: Vec<Quantity>,
        /// Share of its time and share of its result reached by then, in order.
        points: Vec<(Quantity, Quantity)>,
    },
}

crate::json_column!(PlanCurve);
