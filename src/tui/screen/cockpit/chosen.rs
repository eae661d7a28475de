//! What is listed in the cockpit and what is chosen there.
use crate::board::{CampaignLine, Matter, TargetLine, Todo};
use crate::model::{CampaignId, fold};
use crate::tui::state::State;

impl State {
    /// The campaigns that pass the filter.
    #[must_use]
    pub fn campaigns(&self) -> Vec<&CampaignLine> {
        let needle = self.look.filter.text().trim().to_lowercase();
        let is_in = |text: &str| text.to_lowercase().contains(&needle);
        let passes =
            |c: &CampaignLine| needle.is_empty() || is_in(&c.name) || is_in(&c.key) || is_in(&c.owner);
        self.cockpit.campaigns.iter().filter(|c| passes(c)).collect()
    }

    /// The campaign chosen in the cockpit.
    #[must_use]
    pub fn cockpit_campaign(&self) -> Option<&CampaignLine> {
        self.cockpit.campaigns.iter().find(|c| Some(c.id) == self.look.campaign)
    }

    /// The target chosen in the cockpit.
    #[must_use]
    pub fn cockpit_target(&self) -> Option<&TargetLine> {
        self.cockpit_campaign()?.targets.iter().find(|t| Some(t.id) == self.look.target)
    }

    /// What needs a hand, or one's own open tasks; of the campaigns that pass the filter.
    #[must_use]
    pub fn todos(&self) -> Vec<&Todo> {
        let mut all: Vec<&Todo> = match self.look.is_mine {
            true => self.cockpit.tasks.iter().filter(|todo| self.is_mine(todo)).collect(),
            false => self.cockpit.todos.iter().collect(),
        };
        if !self.look.filter.text().trim().is_empty() {
            let shown: Vec<CampaignId> = self.campaigns().iter().map(|c| c.id).collect();
            all.retain(|todo| todo.campaign().is_some_and(|id| shown.contains(&id)));
        }
        all
    }

    /// A task, a check-in or an action of one's own, or one of one's own campaign that nobody was named for.
    fn is_mine(&self, todo: &Todo) -> bool {
        let me = fold(&self.config.actor());
        let task = match &todo.matter {
            Matter::TaskDue(task) => task,
            Matter::CheckIn(due) => return fold(&due.owner) == me,
            Matter::Action { owner: who, .. } | Matter::RetroDue { leader: who, .. } => {
                return fold(who) == me;
            }
            _ => return false,
        };
        let line = self.cockpit.campaigns.iter().find(|c| Some(c.id) == todo.campaign());
        let owner = if task.owner.is_empty() { line.map_or("", |c| c.owner.as_str()) } else { &task.owner };
        fold(owner) == me
    }

    /// The chosen line of the to-do pane.
    #[must_use]
    pub fn todo(&self) -> Option<&Todo> {
        self.todos().get(self.look.todo).copied()
    }

    /// Keeps what is chosen where it still exists, else chooses the nearest.
    pub fn settle(&mut self) {
        let visible: Vec<CampaignId> = self.campaigns().iter().map(|c| c.id).collect();
        if !self.look.campaign.is_some_and(|id| visible.contains(&id)) {
            self.look.campaign = visible.first().copied();
            self.look.target = None;
        }
        if self.cockpit_target().is_none() {
            self.look.target = self.cockpit_campaign().and_then(|c| c.primary()).map(|t| t.id);
        }
        self.look.todo = self.look.todo.min(self.todos().len().saturating_sub(1));
        if self.look.is_zoomed && self.look.target.is_none() {
            self.look.is_zoomed = false;
        }
    }
}
