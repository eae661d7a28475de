//! The form for a new campaign: its name, or all of it in one line, and what it starts from. A playbook or a former
//! campaign brings the rest, which is shown before it is created.
use super::written::{pair, parts};
use super::{Checks, Choices, Field, Form, Kind, Subject, Word, Written};
use crate::i18n::tr;
use crate::model::{Day, parse_when};
use crate::planner::{CampaignDraft, Request, is_quick, quick};
use crate::tui::effect::Effect;
use crate::tui::runtime::{Brief, ChoiceKind};
use crate::tui::state::State;

const STAGES: &[Word] = &[
    ("", &tr::FORM_STAGE_NONE),
    ("acquisition", &tr::STAGE_ACQUISITION),
    ("activation", &tr::STAGE_ACTIVATION),
    ("retention", &tr::STAGE_RETENTION),
    ("monetization", &tr::STAGE_MONETIZATION),
    ("referral", &tr::STAGE_REFERRAL),
    ("reactivation", &tr::STAGE_REACTIVATION),
];

impl Form {
    /// A form for a new campaign. Where something of it is known already, [`Form::propose`] fills it in.
    #[must_use]
    pub fn new_campaign(state: &State) -> Self {
        let written = Kind::Written;
        let choice = |kind| Kind::Choice(kind, false);
        Self::new(
            Subject::NewCampaign,
            vec![
                Field::new("name", &tr::ENTRY_NAME, &tr::ASK_LINE, written(Written::Line)).required(),
                Field::new("playbook", &tr::ENTRY_PLAYBOOK, &tr::ASK_PLAYBOOK, choice(ChoiceKind::Playbooks)),
                Field::new("like", &tr::ENTRY_LIKE, &tr::ASK_LIKE, choice(ChoiceKind::Formers)),
                Field::new("start", &tr::ENTRY_START, &tr::ASK_START, Kind::When).required(),
                Field::new("end", &tr::ENTRY_END, &tr::ASK_END_USUAL, Kind::When).required(),
                Field::new(
                    "metric",
                    &tr::ENTRY_PRIMARY_METRIC,
                    &tr::ASK_PRIMARY_METRIC,
                    choice(ChoiceKind::Metrics),
                ),
                Field::new("goal", &tr::ENTRY_PRIMARY_GOAL, &tr::ASK_PRIMARY_GOAL, Kind::Goal),
                Field::new("goals", &tr::ENTRY_GOALS, &tr::ASK_GOALS, written(Written::Goals)),
                Field::new("budget", &tr::ENTRY_BUDGET, &tr::ASK_BUDGET, Kind::Number),
                Field::new("channels", &tr::ENTRY_CHANNELS, &tr::ASK_CHANNELS, written(Written::Channels)),
                Field::new("owner", &tr::ENTRY_OWNER, &tr::ASK_OWNER, Kind::Choice(ChoiceKind::Owners, true))
                    .with(&state.config.name),
                Field::new("key", &tr::ENTRY_KEY, &tr::ASK_KEY, Kind::Key),
                Field::new("stage", &tr::ENTRY_STAGE, &tr::ASK_STAGE, Kind::Words(STAGES)),
            ],
        )
    }

    /// Takes in what was just typed: a line fills in the other fields, and once it is left only the name stays; a
    /// playbook or a former campaign brings its metric and its usual length.
    pub fn settle(&mut self, checks: &Checks, choices: &Choices, is_leaving: bool) {
        if let Subject::Okr(okr) = &self.subject {
            okr.settle(&mut self.fields, checks);
            return;
        }
        if let Subject::Learned(learned) = &self.subject {
            learned.settle(&mut self.fields);
            return;
        }
        if let Subject::Retro(retro) = &self.subject {
            retro.settle(&mut self.fields);
            return;
        }
        let is_lesson =
            matches!(self.subject, Subject::Proposed { .. } | Subject::Plan(super::Plan::TakeLesson { .. }));
        if is_lesson && self.field("form").is_some() {
            crate::tui::screen::lesson_words::settle(&mut self.fields);
        }
        if let Subject::Report { about, .. } = &self.subject {
            super::report::settle(&mut self.fields, about, checks);
            return;
        }
        self.settle_grade();
        if self.subject != Subject::NewCampaign || self.is_sent() {
            return;
        }
        let is_left = is_leaving || self.focused().is_none_or(|field| field.id != "name");
        let text = self.given("name").unwrap_or_default();
        let line = is_quick(&text, checks.today)
            .then(|| quick(&text, CampaignDraft::default(), checks.today).ok())
            .flatten();
        let said = line.as_ref().map(|line| self.said(line, choices)).unwrap_or_default();
        for field in self.fields.iter_mut().filter(|f| f.id != "name") {
            match said.iter().find(|(id, _)| *id == field.id) {
                Some((_, text)) if is_left || field.is_free() => field.fill(text),
                None if !is_left => field.unfill(),
                _ => {}
            }
            // What the line has said is the form's own from now on.
            if is_left && line.is_some() {
                field.filled = None;
            }
        }
        if let Some(line) = line.filter(|_| is_left)
            && let Some(field) = self.fields.iter_mut().find(|f| f.id == "name")
        {
            field.editor.set(&line.name.unwrap_or_default());
        }
        if !said.iter().any(|(id, _)| *id == "metric") {
            self.fill_metric(choices);
        }
        self.ask_for_more();
    }

    /// The metric of the playbook or the former campaign, where nobody chose another one.
    fn fill_metric(&mut self, choices: &Choices) {
        let metric = self.source(choices).and_then(|brief| brief.metric.clone());
        if self.focused().is_some_and(|field| field.id == "metric") {
            return;
        }
        let Some(field) = self.fields.iter_mut().find(|f| f.id == "metric" && f.is_free()) else { return };
        match metric {
            Some(metric) => field.fill(&metric),
            None => field.unfill(),
        }
    }

    /// What has to be told depends on what is told already.
    fn ask_for_more(&mut self) {
        let has = |id: &str| self.given(id).is_some();
        let has_source = has("playbook") || has("like");
        let (has_goal, has_metric) = (has("goal"), has("metric"));
        let is_own_metric = has_metric && self.field("metric").is_some_and(|field| !field.is_free());
        for field in &mut self.fields {
            match field.id {
                "end" => field.is_required = !has_source,
                "metric" => field.is_required = has_goal,
                "goal" => field.is_required = is_own_metric && !has_source,
                _ => {}
            }
        }
    }

    /// What a line says, field by field.
    fn said(&self, line: &CampaignDraft, choices: &Choices) -> Vec<(&'static str, String)> {
        let one = |id: &'static str, text: &Option<String>| text.clone().map(|text| (id, text));
        let as_key = |kind: ChoiceKind, text: String| {
            let is_it = |name: &str| name.to_lowercase() == text.to_lowercase();
            let found = choices
                .get(&kind)
                .and_then(|all| all.iter().find(|c| is_it(&c.key) || is_it(&c.name_en) || is_it(&c.name_zh)));
            found.map_or(text, |choice| choice.key.clone())
        };
        let stage = |text: &String| {
            let is_it = |(word, name): &&Word| {
                [word, &name.en, &name.zh].iter().any(|n| n.eq_ignore_ascii_case(text))
            };
            STAGES.iter().find(is_it).map_or_else(|| text.clone(), |(word, _)| (*word).to_owned())
        };
        let playbook = line.playbook.clone().map(|text| as_key(ChoiceKind::Playbooks, text));
        let like = line.like.clone().map(|text| as_key(ChoiceKind::Formers, text));
        let source = self.brief_of(choices, playbook.as_deref(), like.as_deref());
        let goals: Vec<(String, &String)> = line
            .goals
            .iter()
            .map(|(metric, goal)| (as_key(ChoiceKind::Metrics, metric.clone()), goal))
            .collect();
        // The one it is all about comes from the playbook, where that one is told, else it is told first.
        let about = source.and_then(|brief| brief.metric.as_ref());
        let primary = about.and_then(|key| goals.iter().position(|(metric, _)| metric == key)).unwrap_or(0);
        let others: Vec<String> = goals
            .iter()
            .enumerate()
            .filter(|(at, _)| *at != primary)
            .map(|(_, (metric, goal))| format!("{metric}={goal}"))
            .collect();
        let joined = |list: &[String]| (!list.is_empty()).then(|| list.join(", "));
        let primary = goals.get(primary);
        [
            playbook.map(|text| ("playbook", text)),
            like.map(|text| ("like", text)),
            one("start", &line.start),
            one("end", &line.end),
            primary.map(|(metric, _)| ("metric", metric.clone())),
            primary.map(|(_, goal)| ("goal", (*goal).clone())),
            joined(&others).map(|text| ("goals", text)),
            one("budget", &line.budget),
            joined(&line.channels).map(|text| ("channels", text)),
            one("owner", &line.owner),
            one("key", &line.key),
            line.stage.as_ref().map(|text| ("stage", stage(text))),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// What is known of the playbook or the former campaign: of these where they are given, else of those in the form.
    fn brief_of<'a>(
        &self,
        choices: &'a Choices,
        playbook: Option<&str>,
        like: Option<&str>,
    ) -> Option<&'a Brief> {
        let typed = |id: &str| self.given(id);
        let find = |kind: ChoiceKind, text: Option<String>| {
            let text = text?.to_lowercase();
            choices.get(&kind)?.iter().find(|c| c.key.to_lowercase() == text).map(|c| &c.brief)
        };
        let given = |text: Option<&str>, id| text.map(str::to_owned).or_else(|| typed(id));
        let metric = find(ChoiceKind::Playbooks, given(playbook, "playbook"));
        metric.or_else(|| find(ChoiceKind::Formers, given(like, "like")))
    }

    fn source<'a>(&self, choices: &'a Choices) -> Option<&'a Brief> {
        self.brief_of(choices, None, None)
    }

    /// The last day where none is told: as far away as in the former campaign, or as the playbook has it.
    fn usual_end(&self, checks: &Checks, choices: &Choices) -> Option<(Day, i32)> {
        let start = parse_when(&self.given("start")?, checks.today).ok()?.day();
        let find = |kind: ChoiceKind, id: &str| {
            let key = self.given(id)?;
            choices.get(&kind)?.iter().find(|c| c.key == key)?.brief.days
        };
        let days = find(ChoiceKind::Formers, "like").or_else(|| find(ChoiceKind::Playbooks, "playbook"))?;
        Some((start.plus(days - 1), days))
    }

    /// What stands behind a field: what it comes down to, or what will be taken where it stays empty.
    #[must_use]
    pub fn echo(&self, field: &Field, checks: &Checks, choices: &Choices) -> Option<String> {
        if let (Subject::NewCampaign, "end", "") = (&self.subject, field.id, field.text()) {
            let (end, days) = self.usual_end(checks, choices)?;
            let args = [("end", end.to_string()), ("days", days.to_string())];
            let args = args.each_ref().map(|(name, text)| (*name, text.as_str()));
            return Some(tr::FORM_USUAL_END.fill(checks.lang, &args));
        }
        field.echo(checks)
    }

    /// What is known of the new campaign.
    fn campaign_draft(&self) -> CampaignDraft {
        let list = |id: &str| -> Vec<String> {
            self.given(id).iter().flat_map(|text| parts(text)).map(str::to_owned).collect()
        };
        let first = self.given("metric").zip(self.given("goal"));
        let others = list("goals").into_iter().map(|each| {
            let (metric, goal) = pair(&each);
            (metric.to_owned(), goal.unwrap_or_default().to_owned())
        });
        CampaignDraft {
            name: self.given("name"),
            key: self.given("key"),
            start: self.given("start"),
            end: self.given("end"),
            owner: self.given("owner"),
            stage: self.given("stage"),
            playbook: self.given("playbook"),
            like: self.given("like"),
            budget: self.given("budget"),
            goals: first.into_iter().chain(others).collect(),
            channels: list("channels"),
            ..CampaignDraft::default()
        }
    }

    /// The metric that was said to be the one it is all about.
    #[must_use]
    pub fn primary_metric(&self) -> Option<String> {
        self.given("metric").filter(|_| self.given("goal").is_some())
    }

    /// Asks for what the campaign would get; where that is nothing but what was typed, creates it.
    pub(super) fn campaign_effect(&self, ticket: u64) -> Effect {
        let draft = Box::new(self.campaign_draft());
        if draft.playbook.is_none() && draft.like.is_none() && draft.goals.is_empty() {
            return Effect::Ask { ticket, request: Box::new(Request::CampaignNew(*draft)) };
        }
        Effect::Propose { ticket, draft }
    }

    /// The field of this form that an error of the planner is about.
    #[must_use]
    pub fn field_of(&self, error: &crate::Error) -> Option<&'static str> {
        let field = error.in_field()?;
        if self.subject != Subject::NewCampaign {
            return self.fields.iter().map(|field| field.id).find(|id| *id == field);
        }
        let text = error.argument("text").unwrap_or_default();
        let is_in = |id: &str| !text.is_empty() && self.given(id).is_some_and(|given| given.contains(text));
        let meant = match field {
            "goals" | "metric" if is_in("metric") => "metric",
            "goal" | "goals" if !is_in("goal") && is_in("goals") => "goals",
            "channel" | "planned" => "channels",
            other => other,
        };
        self.fields.iter().map(|field| field.id).find(|id| *id == meant)
    }
}
