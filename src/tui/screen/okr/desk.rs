//! What the OKR screen keeps, and which rows of its tree are shown.
use super::align;
use super::rows::{self, Row, Thing};
use crate::board::{CycleLine, KeyResultLine, ObjectiveLine, OkrFilter, OkrTree};
use crate::error::Error;
use crate::model::{CampaignId, CycleId, Day};
use crate::tui::screen::page_start;
use crate::tui::widget::editor::Editor;
use std::collections::BTreeSet;

/// What is kept.
#[derive(Debug)]
pub struct Desk {
    /// The cycle that is wanted; the present one where none was chosen.
    pub cycle: Option<CycleId>,
    /// The past day that is shown; none for now.
    pub as_of: Option<Day>,
    /// What was loaded.
    tree: Option<Box<OkrTree>>,
    /// The rows that are shown, in their order.
    rows: Vec<Row>,
    /// What the cursor is on.
    pub cursor: Option<Thing>,
    /// What is looked for in what is loaded next.
    wanted: Option<Thing>,
    /// What is folded.
    folded: BTreeSet<Thing>,
    /// What hangs on what is shown, in the place of the tree.
    pub is_aligned: bool,
    /// What is filtered by, as typed.
    pub text: Editor,
    /// What was last understood of it.
    filter: OkrFilter,
    /// What is wrong with what is typed.
    pub fault: Option<Error>,
}

impl Default for Desk {
    fn default() -> Self {
        Self {
            cycle: None,
            as_of: None,
            tree: None,
            rows: Vec::new(),
            cursor: None,
            wanted: None,
            folded: BTreeSet::new(),
            is_aligned: false,
            text: Editor::new(200),
            filter: OkrFilter::default(),
            fault: None,
        }
    }
}

impl Desk {
    /// What was loaded; none until it was.
    #[must_use]
    pub fn tree(&self) -> Option<&OkrTree> {
        self.tree.as_deref()
    }

    /// The rows that are shown.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The rows on the page with the cursor, where so many have room.
    pub fn page(&self, height: u16) -> impl Iterator<Item = &Row> {
        let from = page_start(self.position(), self.rows.len(), height);
        self.rows.iter().skip(from).take(usize::from(height))
    }

    /// The objective under the cursor: itself, or the one whose key result it is on.
    #[must_use]
    pub fn objective(&self) -> Option<&ObjectiveLine> {
        self.tree()?.objectives.get(self.row()?.objective?)
    }

    /// The key result under the cursor; none on an objective.
    #[must_use]
    pub fn key_result(&self) -> Option<&KeyResultLine> {
        self.objective()?.key_results.get(self.row()?.key_result?)
    }

    /// The campaign under the cursor, where what hangs on what is shown.
    #[must_use]
    pub fn campaign(&self) -> Option<CampaignId> {
        match self.row()?.thing? {
            Thing::Campaign(_, campaign) => Some(campaign),
            _ => None,
        }
    }

    /// The row under the cursor.
    #[must_use]
    pub fn row(&self) -> Option<&Row> {
        self.rows.iter().find(|row| row.thing.is_some() && row.thing == self.cursor)
    }

    /// Where the cursor is among the rows.
    #[must_use]
    pub fn position(&self) -> usize {
        self.rows.iter().position(|row| row.thing.is_some() && row.thing == self.cursor).unwrap_or(0)
    }

    /// Goes to something of a cycle as it is now, whatever is filtered or folded.
    pub fn look_for(&mut self, cycle: CycleId, thing: Option<Thing>) {
        (self.cycle, self.as_of, self.wanted) = (Some(cycle), None, thing);
        self.text.set("");
    }

    /// Takes what was loaded. Where the user has just changed something, the cursor goes to what is new.
    pub fn take(&mut self, tree: Box<OkrTree>, is_hoped: bool) {
        // The cycle that was chosen is gone: the present one is shown then.
        if tree.cycle.is_none() {
            self.cycle = None;
        }
        // A cycle that was just made is what its maker wants to see.
        let is_new = |cycle: &&CycleLine| {
            self.tree().is_some_and(|old| old.cycles.iter().all(|known| known.id != cycle.id))
        };
        if let Some(made) = tree.cycles.iter().find(is_new).filter(|_| is_hoped) {
            self.cycle = Some(made.id);
        }
        let cycle = |tree: &OkrTree| tree.cycle.as_ref().map(|cycle| cycle.id);
        let is_same = self.tree().is_some_and(|old| cycle(old) == cycle(&tree));
        let known: BTreeSet<Thing> = self.tree().map(rows::things).unwrap_or_default();
        let newcomer = rows::things_in_order(&tree).into_iter().find(|thing| !known.contains(thing));
        let at = self.position();
        self.tree = Some(tree);
        if let Some(new) = newcomer.filter(|_| is_hoped && is_same) {
            self.reveal(new);
        }
        if let Some(wanted) = self.wanted.take() {
            self.reveal(wanted);
        }
        self.arrange(at);
    }

    /// Lays the rows out anew, the cursor on what it was on.
    pub fn settle(&mut self) {
        self.arrange(self.position());
    }

    fn arrange(&mut self, at: usize) {
        self.read();
        let rows = match self.tree() {
            None => Vec::new(),
            Some(tree) if self.is_aligned => align::rows(tree, &self.filter, &self.folded),
            Some(tree) if self.filter.is_empty() => rows::tree(tree, &self.folded),
            Some(tree) => rows::found(tree, &self.filter),
        };
        self.rows = rows;
        if self.row().is_none() {
            // What takes the place of something that went is the next thing.
            let near = self.rows.iter().skip(at).chain(self.rows.iter().rev()).find_map(|row| row.thing);
            self.cursor = near;
        }
    }

    /// Reads the filter. The word that is being typed does not count before it can be understood.
    fn read(&mut self) {
        let text = self.text.text();
        match OkrFilter::parse(text) {
            Ok(filter) => (self.filter, self.fault) = (filter, None),
            Err(error) => {
                let before =
                    text.trim_end().rsplit_once(char::is_whitespace).map_or("", |(before, _)| before);
                if let Ok(filter) = OkrFilter::parse(before) {
                    self.filter = filter;
                }
                self.fault = Some(error);
            }
        }
    }

    /// True where some objectives are left out.
    #[must_use]
    pub fn is_filtered(&self) -> bool {
        !self.filter.is_empty()
    }

    /// How many objectives are shown.
    #[must_use]
    pub fn count(&self) -> usize {
        let shown: BTreeSet<usize> = self.rows.iter().filter_map(|row| row.objective).collect();
        shown.len()
    }

    /// Takes one step back: the filter, then the past day. False where there is none.
    pub fn back(&mut self) -> bool {
        if self.text.text().is_empty() {
            return self.as_of.take().is_some();
        }
        self.text.set("");
        self.settle();
        true
    }

    /// Puts the cursor on something, with what it lies in unfolded.
    pub fn reveal(&mut self, thing: Thing) {
        self.cursor = Some(thing);
        let Some(tree) = &self.tree else { return };
        for above in rows::above(tree, thing) {
            self.folded.remove(&above);
        }
    }

    /// Moves the cursor along the rows, stopping at the ends.
    pub fn step(&mut self, steps: isize) {
        let things: Vec<Thing> = self.rows.iter().filter_map(|row| row.thing).collect();
        let at = things.iter().position(|thing| Some(*thing) == self.cursor).unwrap_or(0);
        let to = at.saturating_add_signed(steps).min(things.len().saturating_sub(1));
        self.cursor = things.get(to).copied().or(self.cursor);
    }

    /// Folds what the cursor is on, or unfolds it; false where there is nothing in it.
    pub fn turn(&mut self) -> bool {
        match self.row().filter(|row| row.has_inside).and_then(|row| row.thing) {
            Some(thing) => {
                if !self.folded.remove(&thing) {
                    self.folded.insert(thing);
                }
                self.settle();
                true
            }
            None => false,
        }
    }

    /// Folds what the cursor is on; where it is folded or there is nothing in it, goes to what it lies in.
    pub fn close(&mut self) {
        let Some(row) = self.row() else { return };
        let (thing, depth) = (row.thing, row.depth);
        if row.has_inside && thing.is_some_and(|thing| !self.folded.contains(&thing)) {
            self.turn();
            return;
        }
        let before = self.rows.iter().take(self.position()).rev();
        let outer = before.filter(|row| row.depth < depth).find_map(|row| row.thing);
        self.cursor = outer.or(self.cursor);
    }

    /// Unfolds what the cursor is on; where it is open, goes into it.
    pub fn open(&mut self) {
        let Some(row) = self.row().filter(|row| row.has_inside) else { return };
        if row.thing.is_some_and(|thing| self.folded.contains(&thing)) {
            self.turn();
        } else {
            self.step(1);
        }
    }

    /// Folds every objective, or unfolds all where every one is folded.
    pub fn turn_all(&mut self) {
        let all: BTreeSet<Thing> = self.tree().map(rows::foldable).unwrap_or_default();
        let is_folded = all.iter().all(|thing| self.folded.contains(thing));
        self.folded = if is_folded { BTreeSet::new() } else { all };
        let top = self.objective().map(|objective| Thing::Objective(objective.id));
        if !is_folded && let (Some(top), Some(tree)) = (top, &self.tree) {
            self.cursor = rows::above(tree, top).last().copied().or(Some(top));
        }
        self.settle();
    }

    /// Whether something is folded.
    #[must_use]
    pub fn is_folded(&self, thing: Thing) -> bool {
        self.folded.contains(&thing)
    }
}
