//! One line of the preview, changed in a small form over it.
use super::{Part, ProposalBox, Row, TEXTS};
use crate::i18n::{Text, tr};
use crate::tui::overlay::form::{Field, Form, Kind, Subject, Word};
use crate::tui::runtime::ChoiceKind;
use crate::tui::state::State;

const NO_YES: &[Word] = &[("no", &tr::FORM_NO), ("yes", &tr::FORM_YES)];

/// What to write into the texts of a campaign, in the order of [`TEXTS`].
const ASKS: [&Text; 6] = [
    &tr::ASK_GOAL_SENTENCE,
    &tr::ASK_AUDIENCE,
    &tr::ASK_MECHANICS,
    &tr::ASK_RULES,
    &tr::ASK_REWARDS,
    &tr::ASK_RISKS,
];

/// The form for the row with the cursor; none where there is nothing to change in it.
pub(super) fn form(state: &State, sheet: &ProposalBox) -> Option<Form> {
    let Row::Line(part, line) = sheet.row()? else { return None };
    let owners = Kind::Choice(ChoiceKind::Owners, true);
    let due = sheet.dates().map_or(Kind::Text(false), |(start, end)| Kind::Due(start, end));
    let with = |field: Field, text: &Option<String>| field.with(text.as_deref().unwrap_or_default());
    let mut lead = None;
    let (name, fields) = match part {
        Part::Lessons => {
            let (name, advice, fields) = super::lessons::fields(sheet, line, due)?;
            lead = Some(advice).filter(|advice| !advice.is_empty());
            (name, fields)
        }
        Part::Phases => {
            let phase = sheet.proposal.phases.0.get(line)?;
            let share = super::columns::percent(phase.share);
            let fields = vec![
                Field::new("share", &tr::ENTRY_SHARE, &tr::ASK_PHASE_SHARE, Kind::Number)
                    .with(&share)
                    .required(),
                Field::new("name", &tr::ENTRY_NAME, &tr::ASK_NAME, Kind::Name).with(&phase.name).required(),
            ];
            (phase.name.clone(), fields)
        }
        Part::Targets => {
            let target = sheet.proposal.targets.get(line)?;
            lead = Some(target.hint.clone()).filter(|hint| !hint.is_empty());
            let primary = if sheet.is_primary(line) || wants_to_lead(sheet, line) { "yes" } else { "no" };
            let goal = Field::new("goal", &tr::ENTRY_GOAL, &tr::ASK_GOAL, Kind::Goal).required();
            let fields = vec![
                with(goal, &target.draft.goal),
                Field::new("primary", &tr::ENTRY_PRIMARY, &tr::ASK_PRIMARY, Kind::Words(NO_YES))
                    .with(primary),
            ];
            (super::columns::metric_name(state, &target.metric), fields)
        }
        Part::Channels => {
            let channel = sheet.proposal.channels.get(line)?;
            let total = super::lines::budget(sheet);
            let planned = Field::new("planned", &tr::ENTRY_PLANNED, &tr::ASK_SHARE, Kind::Amount(total));
            let name = super::columns::channel_name(state, channel);
            (name, vec![planned.with(&channel.planned).required()])
        }
        Part::Tasks => {
            let task = &sheet.proposal.tasks.get(line)?.draft;
            let owner = Field::new("owner", &tr::ENTRY_OWNER, &tr::ASK_OWNER, owners);
            let title = Field::new("title", &tr::ENTRY_TITLE, &tr::ASK_TITLE, Kind::Name).required();
            let fields = vec![
                with(Field::new("due", &tr::ENTRY_DUE, &tr::ASK_DUE, due).required(), &task.due),
                with(owner, &task.owner),
                with(title, &task.title),
            ];
            (task.title.clone().unwrap_or_default(), fields)
        }
        Part::Resources => {
            let resource = sheet.proposal.resources.get(line)?;
            let name = Field::new("name", &tr::ENTRY_NAME, &tr::ASK_NAME, Kind::Name).required();
            let fields = vec![
                with(
                    Field::new("need_by", &tr::ENTRY_NEED_BY, &tr::ASK_NEED_BY, due).required(),
                    &resource.need_by,
                ),
                with(Field::new("giver", &tr::ENTRY_GIVER, &tr::ASK_GIVER, owners), &resource.giver),
                with(Field::new("owner", &tr::ENTRY_OWNER, &tr::ASK_OWNER, owners), &resource.owner),
                with(name, &resource.name),
            ];
            (resource.name.clone().unwrap_or_default(), fields)
        }
        Part::Texts => {
            let (at, written) = sheet.texts().into_iter().nth(line)?;
            let label = super::columns::TEXT_NAMES.get(at).copied()?;
            let field = Field::new("text", label, ASKS.get(at).copied()?, Kind::Lines).with(&written);
            (state.say(label).to_owned(), vec![field])
        }
    };
    let campaign = sheet.proposal.draft.name.as_deref().unwrap_or_default();
    let subject = Subject::Proposed {
        id: format!("{campaign} {part:?} {line}"),
        name: state.fill(&tr::PREVIEW_EDIT, &[("name", &name)]),
    };
    let mut form = Form::new(subject, fields);
    (form.lead, form.focus) = (lead, 0);
    Some(form)
}

/// A target that is the playbook's primary one, as long as nobody has said which one is.
fn wants_to_lead(sheet: &ProposalBox, line: usize) -> bool {
    let target = sheet.proposal.targets.get(line);
    !sheet.is_primary_said && target.is_some_and(|t| t.draft.goal.is_none() && t.draft.primary == Some(true))
}

impl ProposalBox {
    /// Takes over what was typed into the form of the row with the cursor; the row is taken from then on.
    pub(super) fn take(&mut self, form: &Form) {
        let Some(Row::Line(part, line)) = self.row() else { return };
        let given = |id: &str| form.given(id);
        match part {
            Part::Lessons => self.decide(line, form),
            Part::Phases => {
                if let Some(phase) = self.proposal.phases.0.get_mut(line) {
                    let share = given("share").and_then(|text| share(&text));
                    phase.share = share.unwrap_or(phase.share);
                    phase.name = given("name").unwrap_or_default();
                }
            }
            Part::Targets => {
                if let Some(target) = self.proposal.targets.get_mut(line) {
                    target.draft.goal = given("goal");
                }
                let is_primary = given("primary").as_deref() == Some("yes");
                if is_primary != self.is_primary(line) {
                    self.primary = is_primary.then_some(line);
                    self.is_primary_said = true;
                }
            }
            Part::Channels => {
                if let Some(channel) = self.proposal.channels.get_mut(line) {
                    channel.planned = given("planned").unwrap_or_default();
                }
            }
            Part::Tasks => {
                if let Some(task) = self.proposal.tasks.get_mut(line) {
                    (task.draft.due, task.draft.owner) = (given("due"), given("owner"));
                    task.draft.title = given("title");
                }
            }
            Part::Resources => {
                if let Some(resource) = self.proposal.resources.get_mut(line) {
                    (resource.need_by, resource.giver) = (given("need_by"), given("giver"));
                    (resource.owner, resource.name) = (given("owner"), given("name"));
                }
            }
            Part::Texts => {
                let at = self.texts().get(line).map(|(at, _)| *at);
                // An empty text would make the lines below it move up: it is left out instead.
                if let (Some(field), Some(text)) = (at.and_then(|at| TEXTS.get(at)), given("text")) {
                    *field(&mut self.proposal.draft) = Some(text);
                } else {
                    self.out.insert((part, line));
                    return;
                }
            }
        }
        self.out.remove(&(part, line));
        self.refusal = None;
        // Where a date was changed the row stands elsewhere: the cursor goes with it.
        let at = self.rows().iter().position(|row| *row == Row::Line(part, line));
        self.cursor = at.unwrap_or(self.cursor);
    }
}

/// A share as typed: `15%` or `0.15`.
fn share(text: &str) -> Option<crate::model::Quantity> {
    crate::model::Quantity::parse(text).ok()
}
