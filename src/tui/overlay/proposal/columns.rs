//! The columns of a group: what they say, and which have room.
use crate::i18n::{Text, tr};
use crate::model::Quantity;
use crate::planner::ProposedChannel;
use crate::tui::runtime::{Choice, ChoiceKind};
use crate::tui::state::State;
use crate::tui::text::width;
use crate::tui::theme::Role;

/// What the texts of a campaign are called, in the order of [`super::TEXTS`].
pub(super) const TEXT_NAMES: [&Text; 6] = [
    &tr::PAGE_GOAL,
    &tr::PAGE_AUDIENCE,
    &tr::PAGE_MECHANICS,
    &tr::PAGE_RULES,
    &tr::PAGE_REWARDS,
    &tr::PAGE_RISKS,
];

/// Blank columns between two columns.
pub(super) const GAP: u16 = 2;
/// The narrowest a name may become.
const NARROWEST: u16 = 12;

/// One column of a group.
pub(super) struct Column {
    /// Row by row, what it says and how.
    pub cells: Vec<(String, Role)>,
    /// How early it gives way where there is no room; 0 stays.
    pub rank: u8,
    /// Numbers stand at the right.
    pub is_right: bool,
    /// It takes what room the others leave, as the last one.
    pub is_rest: bool,
    /// How wide it is.
    pub width: u16,
}

impl Column {
    pub(super) fn new(rank: u8, cells: Vec<(String, Role)>) -> Self {
        let width = cells.iter().map(|(text, _)| width(text)).max().unwrap_or(0);
        Self { cells, rank, is_right: false, is_rest: false, width }
    }

    pub(super) fn right(self) -> Self {
        Self { is_right: true, ..self }
    }

    pub(super) fn rest(self) -> Self {
        Self { is_rest: true, ..self }
    }
}

/// The columns that have room, in their order. `main` is the one that gets shorter where there is too little; the less
/// a column matters, the sooner it goes before that.
pub(super) fn that_fit(mut columns: Vec<Column>, main: usize, room: u16) -> Vec<Column> {
    let mut at = main;
    // An empty column would be nothing but a gap.
    let mut index = 0;
    while index < columns.len() {
        if index != at && columns.get(index).is_some_and(|column| column.width == 0) {
            columns.remove(index);
            at -= usize::from(index < at);
        } else {
            index += 1;
        }
    }
    let rest = columns.pop_if(|column| column.is_rest);
    let others = |columns: &[Column], at: usize| -> u16 {
        columns.iter().enumerate().filter(|(index, _)| *index != at).map(|(_, c)| c.width + GAP).sum()
    };
    loop {
        let wanted = columns.get(at).map_or(0, |main| main.width);
        let left = room.saturating_sub(others(&columns, at));
        let mut last = columns.iter().enumerate().filter(|(index, c)| *index != at && c.rank > 0);
        let last = last.by_ref().max_by_key(|(_, column)| column.rank).map(|(index, c)| (index, c.rank));
        let enough = |rank| match rank {
            1 => wanted.min(NARROWEST.max(wanted / 2)),
            2 => wanted.min(NARROWEST.max(wanted / 3 * 2)),
            _ => wanted,
        };
        match last {
            Some((last, rank)) if left < enough(rank) => {
                columns.remove(last);
                at -= usize::from(last < at);
            }
            _ => {
                if let Some(main) = columns.get_mut(at) {
                    main.width = wanted.min(left);
                }
                break;
            }
        }
    }
    let used = others(&columns, columns.len());
    if let Some(mut rest) = rest.filter(|_| used + NARROWEST <= room) {
        rest.width = rest.width.min(room - used);
        columns.push(rest);
    }
    columns
}

/// What is known of a metric.
pub(super) fn metric<'a>(state: &'a State, key: &str) -> Option<&'a Choice> {
    state.choices.get(&ChoiceKind::Metrics)?.iter().find(|choice| choice.key == key)
}

/// A metric's name in the language of the interface.
pub(super) fn metric_name(state: &State, key: &str) -> String {
    metric(state, key).map_or_else(|| key.to_owned(), |choice| choice.name(state.lang()).to_owned())
}

/// A channel's name: the one it would get, or the one it has.
pub(super) fn channel_name(state: &State, channel: &ProposedChannel) -> String {
    let known = state.choices.get(&ChoiceKind::Channels).into_iter().flatten();
    let known = known.into_iter().find(|choice| choice.key == channel.channel);
    let known = known.map(|choice| choice.name(state.lang()).to_owned());
    channel.name.clone().or(known).unwrap_or_else(|| channel.channel.clone())
}

/// A goal as typed, as people read it: `100万` of money is `¥100万`.
pub(super) fn goal(state: &State, key: &str, text: &str) -> String {
    let Some(unit) = metric(state, key).and_then(|choice| choice.brief.unit) else { return text.to_owned() };
    let one = |text: &str| {
        let read = crate::planner::typed(text.trim(), unit, key, &state.info.currency);
        read.map_or_else(|_| text.to_owned(), |quantity| state.numbers().compact(quantity, unit))
    };
    match text.split_once("..") {
        Some((low, high)) => format!("{}..{}", one(low), one(high)),
        None => one(text),
    }
}

/// A share without more decimals than it has: `12%`, `33.33%`.
pub(super) fn percent(share: Quantity) -> String {
    let hundredths = share.micros() / 100;
    let (whole, rest) = (hundredths / 100, (hundredths % 100).abs());
    match (rest, rest % 10) {
        (0, _) => format!("{whole}%"),
        (_, 0) => format!("{whole}.{}%", rest / 10),
        _ => format!("{whole}.{rest:02}%"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(rank: u8, text: &str) -> Column {
        Column::new(rank, vec![(text.to_owned(), Role::Text)])
    }

    fn widths(room: u16) -> Vec<u16> {
        let name = "a name of some length, to be cut";
        let columns = vec![
            column(0, "11-01"),
            column(0, name),
            column(1, "12%"),
            column(2, "=========="),
            column(1, ""),
        ];
        that_fit(columns, 1, room).iter().map(|c| c.width).collect()
    }

    #[test]
    fn what_matters_least_gives_way_first_and_nothing_is_wider_than_the_room() {
        assert_eq!(widths(90), [5, 32, 3, 10]);
        assert_eq!(widths(49), [5, 25, 3, 10]);
        assert_eq!(widths(44), [5, 20, 3, 10]);
        assert_eq!(widths(43), [5, 31, 3]);
        assert_eq!(widths(36), [5, 24, 3]);
        assert_eq!(widths(20), [5, 13]);
        assert_eq!(widths(9), [5, 2]);
    }

    #[test]
    fn a_remark_takes_what_the_others_leave() {
        let widths = |room| -> Vec<u16> {
            let columns = vec![column(0, "a name"), column(3, "a remark of some length").rest()];
            that_fit(columns, 0, room).iter().map(|c| c.width).collect()
        };
        assert_eq!([widths(60), widths(24), widths(18)], [vec![6, 23], vec![6, 16], vec![6]]);
    }

    #[test]
    fn shares_are_written_with_the_decimals_they_have() {
        let share = |micros| percent(Quantity::from_micros(micros));
        assert_eq!(
            [share(120_000), share(333_300), share(125_000), share(1_000_000)],
            ["12%", "33.33%", "12.5%", "100%"]
        );
    }
}
