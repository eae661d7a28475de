//! The orders a list of campaigns can have.
use super::cards::Card;
use super::cockpit::by_need;
use crate::i18n::{Text, tr};
use crate::model::fold;
use std::cmp::Ordering;

crate::words! {
    /// What a list is ordered by.
    pub enum Sort {
        /// What needs somebody first: running ones by worst status, then upcoming, then ended ones.
        Need = "need",
        /// The first day, the earliest first.
        Start = "start",
        /// The last day, the earliest first.
        End = "end",
        /// The name.
        Name = "name",
        /// Where people have put it, an idea first.
        Status = "status",
        /// Who answers for it; nobody last.
        Owner = "owner",
        /// How it stands, the worst first; without targets last.
        Health = "health",
        /// How far its primary target is, the least first; without a value last.
        Progress = "progress",
    }
}

impl Sort {
    /// What it is called.
    #[must_use]
    pub fn label(self) -> &'static Text {
        match self {
            Self::Need => &tr::SORT_NEED,
            Self::Start => &tr::SORT_START,
            Self::End => &tr::SORT_END,
            Self::Name => &tr::SORT_NAME,
            Self::Status => &tr::SORT_STATUS,
            Self::Owner => &tr::SORT_OWNER,
            Self::Health => &tr::SORT_HEALTH,
            Self::Progress => &tr::SORT_PROGRESS,
        }
    }

    /// How two campaigns stand to each other. What has no value stands last, in either direction.
    #[must_use]
    pub fn compare(self, a: &Card, b: &Card, is_reversed: bool) -> Ordering {
        let turn = |order: Ordering| if is_reversed { order.reverse() } else { order };
        let start = |card: &Card| (card.line.start.day(), card.line.id);
        let order = match self {
            Self::Need => turn(by_need(&a.line).cmp(&by_need(&b.line))),
            Self::Start => Ordering::Equal,
            Self::End => turn(a.line.end.day().cmp(&b.line.end.day())),
            Self::Name => turn(fold(&a.line.name).cmp(&fold(&b.line.name))),
            Self::Status => turn(a.line.status.cmp(&b.line.status)),
            Self::Owner => last(owner(a).as_ref(), owner(b).as_ref(), |a, b| turn(a.cmp(b))),
            Self::Health => last(health(a).as_ref(), health(b).as_ref(), |a, b| turn(b.cmp(a))),
            Self::Progress => last(progress(a).as_ref(), progress(b).as_ref(), |a, b| turn(a.total_cmp(b))),
        };
        // The earlier first among equals, or with `Start` in the order asked for.
        let by_start = start(a).cmp(&start(b));
        order.then(if self == Self::Start { turn(by_start) } else { by_start })
    }
}

fn owner(card: &Card) -> Option<String> {
    Some(fold(&card.line.owner)).filter(|owner| !owner.is_empty())
}

fn health(card: &Card) -> Option<u8> {
    card.line.health.map(crate::model::Status::severity)
}

fn progress(card: &Card) -> Option<f64> {
    card.line.primary().and_then(|target| target.progress)
}

/// Two values by `compare`; a missing one stands last.
fn last<T>(a: Option<&T>, b: Option<&T>, compare: impl Fn(&T, &T) -> Ordering) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => compare(a, b),
        (a, b) => b.is_some().cmp(&a.is_some()),
    }
}
