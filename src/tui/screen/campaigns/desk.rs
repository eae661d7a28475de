//! What the campaigns' screen keeps, and what of it is shown in which order.
use super::timeline::Zoom;
use crate::board::{Card, Clash, Filter, Sort, clashes};
use crate::config::CampaignView;
use crate::error::Error;
use crate::model::{CampaignId, CampaignStatus, Day};
use crate::tui::widget::editor::Editor;
use std::collections::BTreeSet;

/// What is kept.
#[derive(Debug)]
pub struct Desk {
    /// Every campaign; none until they were loaded.
    cards: Option<Vec<Card>>,
    /// Those that pass the filter, in the order shown: indexes into `cards`.
    order: Vec<usize>,
    /// Where channels are used by two of those that are shown.
    pub clashes: Vec<Clash>,
    /// The one under the cursor.
    pub cursor: Option<CampaignId>,
    /// Those that are marked.
    pub marks: BTreeSet<CampaignId>,
    /// Where a range of marks began, and what was marked before.
    pub anchor: Option<(CampaignId, BTreeSet<CampaignId>)>,
    /// What is filtered by, as typed.
    pub text: Editor,
    /// What was last understood of it.
    filter: Filter,
    /// What is wrong with what is typed.
    pub fault: Option<Error>,
    /// What the list is ordered by.
    pub sort: Sort,
    /// The other way round.
    pub is_reversed: bool,
    /// How they are shown: a timeline goes by their start unless another order is asked for, and on the board stands
    /// nothing that was cancelled.
    pub view: CampaignView,
    /// The leftmost column of the board.
    pub column: usize,
    /// The card that was moved last: the ticket it was asked with, its key, where it was to go.
    pub moving: Option<(u64, String, CampaignStatus)>,
    /// How much time a cell of the timeline is.
    pub zoom: Zoom,
    /// The leftmost day of the timeline; none while it follows today.
    pub left: Option<Day>,
}

impl Default for Desk {
    fn default() -> Self {
        Self {
            cards: None,
            order: Vec::new(),
            clashes: Vec::new(),
            cursor: None,
            marks: BTreeSet::new(),
            anchor: None,
            text: Editor::new(200),
            filter: Filter::default(),
            fault: None,
            sort: Sort::Need,
            is_reversed: false,
            view: CampaignView::List,
            column: 0,
            moving: None,
            zoom: Zoom::Week,
            left: None,
        }
    }
}

impl Desk {
    /// True until the campaigns were loaded.
    #[must_use]
    pub fn is_loading(&self) -> bool {
        self.cards.is_none()
    }

    /// Every campaign.
    #[must_use]
    pub fn all(&self) -> &[Card] {
        self.cards.as_deref().unwrap_or_default()
    }

    /// The campaigns that pass the filter, in the order shown.
    pub fn shown(&self) -> impl Iterator<Item = &Card> {
        let all = self.all();
        self.order.iter().filter_map(move |i| all.get(*i))
    }

    /// How many these are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.order.len()
    }

    /// How many pass the filter and still do not stand on the board.
    #[must_use]
    pub fn cancelled(&self) -> usize {
        let is_out = |card: &&Card| card.line.status == CampaignStatus::Cancelled && self.filter.passes(card);
        if self.view == CampaignView::Board { self.all().iter().filter(is_out).count() } else { 0 }
    }

    /// Where the cursor is among them.
    #[must_use]
    pub fn position(&self) -> usize {
        self.shown().position(|card| Some(card.line.id) == self.cursor).unwrap_or(0)
    }

    /// The campaign under the cursor.
    #[must_use]
    pub fn chosen(&self) -> Option<&Card> {
        self.all().iter().find(|card| Some(card.line.id) == self.cursor)
    }

    /// The campaigns a change is about: the marked ones, else the one under the cursor.
    #[must_use]
    pub fn meant(&self) -> Vec<&Card> {
        if self.marks.is_empty() {
            return self.chosen().into_iter().collect();
        }
        self.shown().filter(|card| self.marks.contains(&card.line.id)).collect()
    }

    /// Takes every campaign as it is now. Where the user has just changed something, the cursor goes to what is new.
    pub fn take(&mut self, cards: Vec<Card>, is_hoped: bool, today: Day) {
        let at = self.position();
        let old = self.cards.replace(cards).filter(|_| is_hoped);
        let is_new =
            |card: &&Card| old.as_ref().is_some_and(|old| old.iter().all(|o| o.line.id != card.line.id));
        let newcomer = self.all().iter().find(is_new).map(|card| card.line.id);
        // At first what needs somebody most, wherever it stands in the order shown.
        self.cursor = newcomer.or(self.cursor).or_else(|| self.all().first().map(|card| card.line.id));
        self.arrange(at, today);
    }

    /// Reads what is typed, and keeps cursor and marks on campaigns that are shown.
    pub fn settle(&mut self, today: Day) {
        self.arrange(self.position(), today);
    }

    /// The same, where the cursor was on row `at`.
    fn arrange(&mut self, at: usize, today: Day) {
        let text = self.text.text();
        match Filter::parse(text, today) {
            Ok(filter) => (self.filter, self.fault) = (filter, None),
            Err(error) => {
                // The word that is being typed does not count before it can be understood.
                let before =
                    text.trim_end().rsplit_once(char::is_whitespace).map_or("", |(before, _)| before);
                if let Ok(filter) = Filter::parse(before, today) {
                    self.filter = filter;
                }
                self.fault = Some(error);
            }
        }
        let (filter, is_reversed) = (&self.filter, self.is_reversed);
        let sort = match (self.view, self.sort) {
            (CampaignView::Timeline, Sort::Need) => Sort::Start,
            (_, sort) => sort,
        };
        let is_board = self.view == CampaignView::Board;
        let stands = |card: &Card| !is_board || card.line.status != CampaignStatus::Cancelled;
        let all = self.cards.as_deref().unwrap_or_default();
        let mut found: Vec<(usize, &Card)> =
            all.iter().enumerate().filter(|(_, card)| stands(card) && filter.passes(card)).collect();
        found.sort_by(|(_, a), (_, b)| sort.compare(a, b, is_reversed));
        let order = found.into_iter().map(|(i, _)| i).collect();
        self.order = order;
        let shown: Vec<&Card> = self.shown().collect();
        let ids: BTreeSet<CampaignId> = shown.iter().map(|card| card.line.id).collect();
        let is_there = self.cursor.is_some_and(|id| ids.contains(&id));
        // What takes the place of a campaign that went is the next one.
        let nearest = shown.get(at.min(shown.len().saturating_sub(1))).map(|card| card.line.id);
        let clashes = clashes(&shown);
        if !is_there {
            self.cursor = nearest;
        }
        self.marks.retain(|id| ids.contains(id));
        self.anchor = self.anchor.take().filter(|(id, _)| ids.contains(id));
        self.clashes = clashes;
    }

    /// Puts the cursor on a campaign; a range that was begun reaches up to it.
    pub fn go_to(&mut self, id: CampaignId) {
        self.cursor = Some(id);
        let Some((from, before)) = &self.anchor else { return };
        let place = |wanted: CampaignId| self.shown().position(|card| card.line.id == wanted);
        let (Some(a), Some(b)) = (place(*from), place(id)) else { return };
        let range = self.shown().skip(a.min(b)).take(a.abs_diff(b) + 1).map(|card| card.line.id);
        let marks = before.iter().copied().chain(range).collect();
        self.marks = marks;
    }

    /// Moves the cursor along the order shown, stopping at the ends.
    pub fn step(&mut self, steps: isize) {
        let last = self.order.len().saturating_sub(1);
        let at = self.position().saturating_add_signed(steps).min(last);
        let next = self.shown().nth(at).map(|card| card.line.id);
        if let Some(id) = next {
            self.go_to(id);
        }
    }

    /// Takes one step back: the range, the marks, the filter.
    pub fn back(&mut self, today: Day) -> bool {
        if self.anchor.take().is_some() {
            return true;
        }
        if !self.marks.is_empty() {
            self.marks.clear();
            return true;
        }
        let had_filter = !self.text.text().is_empty();
        self.text.set("");
        self.settle(today);
        had_filter
    }
}
