//! Actions: a new one with what it should move, the fields of one, whether it did.
use super::super::{Field, Form, Kind, Word, Written};
use super::{Learned, held};
use crate::board::ActionLine;
use crate::i18n::{label, tr};
use crate::model::{ActionId, Proof, Style as Numbers};
use crate::planner::{ActionDraft, OkrPlace, OkrRequest, Request, RetroRequest};
use crate::tui::runtime::ChoiceKind;

const STATUSES: &[Word] = &[
    ("open", &tr::ACTION_STATUS_OPEN),
    ("done", &tr::ACTION_STATUS_DONE),
    ("dropped", &tr::ACTION_STATUS_DROPPED),
];
const PROOFS: &[Word] = &[
    ("", &tr::RETROS_UNDECIDED),
    ("verified", &tr::PROOF_VERIFIED),
    ("partly", &tr::PROOF_PARTLY),
    ("not", &tr::PROOF_NOT),
];

fn fields() -> Vec<Field> {
    let owners = Kind::Choice(ChoiceKind::Owners, true);
    let metrics = Kind::Choice(ChoiceKind::Metrics, false);
    vec![
        Field::new("title", &tr::ENTRY_ACTION, &tr::ASK_ACTION, Kind::Name).required(),
        Field::new("owner", &tr::ENTRY_OWNER, &tr::ASK_ACTION_OWNER, owners),
        Field::new("due", &tr::ENTRY_DUE, &tr::ASK_ACTION_DUE, Kind::When),
        Field::new("metric", &tr::ENTRY_METRIC, &tr::ASK_ACTION_METRIC, metrics),
        Field::new("aim", &tr::ENTRY_AIM, &tr::ASK_AIM, Kind::Written(Written::Aim)),
    ]
}

impl Form {
    /// A form for a new action: about something that has a retrospective, else about a campaign that is asked for.
    #[must_use]
    pub fn decide_action(about: Option<OkrPlace>, name: &str, owner: &str) -> Self {
        let mut fields = fields();
        if about.is_none() {
            let campaigns = Kind::Choice(ChoiceKind::Formers, false);
            let asked = Field::new("campaign", &tr::ENTRY_CAMPAIGN, &tr::ASK_ACTION_CAMPAIGN, campaigns);
            fields.insert(1, asked.required());
        }
        let mut form = Self::learned(Learned::AddAction { about, name: name.to_owned() }, fields);
        form.propose(&[("owner", owner)]);
        form
    }

    /// A form for an action's fields, with what it should move.
    #[must_use]
    pub fn set_action(line: &ActionLine) -> Self {
        let action = &line.action;
        let mut fields = held(fields(), |id| match id {
            "title" => action.title.clone(),
            "owner" => action.owner.clone(),
            "due" => action.due.map(|due| due.to_string()).unwrap_or_default(),
            "metric" => line.metric.as_ref().map(|metric| metric.key.clone()).unwrap_or_default(),
            _ => action.aim.map(|aim| aim.to_string()).unwrap_or_default(),
        });
        let status = Field::new("status", &tr::ENTRY_STATUS, &tr::ASK_STATUS, Kind::Words(STATUSES));
        fields.push(status.with(action.status.as_str()));
        Self::learned(Learned::EditAction { id: action.id, seen: action.version }, fields)
    }

    /// A form for whether an action moved what it should; it starts at what people said, else at what the numbers prove.
    #[must_use]
    pub fn prove_action(line: &ActionLine, numbers: Numbers) -> Self {
        let action = &line.action;
        let proof = action.proof.or(line.proposed).map(Proof::as_str).unwrap_or_default();
        let campaigns = Kind::Choice(ChoiceKind::Formers, false);
        let next = line.next.as_ref().map(|(_, key, ..)| key.as_str()).unwrap_or_default();
        let fields = vec![
            Field::new("proof", &tr::ENTRY_PROOF, &tr::ASK_PROOF, Kind::Words(PROOFS)).with(proof),
            Field::new("campaign", &tr::ENTRY_PROOF_CAMPAIGN, &tr::ASK_PROOF_CAMPAIGN, campaigns).with(next),
            Field::new("note", &tr::ENTRY_NOTE, &tr::ASK_PROOF_NOTE, Kind::Text(true))
                .with(&action.proof_note),
        ];
        let mut form = Self::learned(Learned::Prove { id: action.id, title: action.title.clone() }, fields);
        form.lead = lead(line, numbers);
        form
    }
}

/// What the numbers say: where the metric was, where it came to, what that would prove.
fn lead(line: &ActionLine, numbers: Numbers) -> Option<String> {
    let (metric, from) = (line.metric.as_ref()?, line.from?);
    let lang = numbers.lang;
    let shown = |q| numbers.compact(q, metric.unit);
    let Some((_, _, name, to)) = &line.next else {
        return Some(tr::RETROS_NO_NEXT.fill(lang, &[("metric", metric.name(lang)), ("from", &shown(from))]));
    };
    let (from, to) = (shown(from), shown(*to));
    let args = [("metric", metric.name(lang)), ("from", from.as_str()), ("to", &to), ("name", name)];
    let moved = tr::RETROS_MOVED.fill(lang, &args);
    let proposed = line.proposed.map(|proof| {
        let word = label::proof(proof).get(lang);
        tr::RETROS_PROPOSED.fill(lang, &[("proof", word)])
    });
    Some(proposed.map_or(moved.clone(), |proposed| format!("{moved} · {proposed}")))
}

pub(super) fn added(form: &Form, about: Option<&OkrPlace>) -> Request {
    let campaign = || OkrPlace::Campaign(form.given("campaign").unwrap_or_default());
    let draft = ActionDraft {
        title: form.given("title"),
        owner: form.given("owner"),
        due: form.given("due"),
        metric: form.given("metric"),
        aim: form.given("aim"),
        in_retro: true,
        ..ActionDraft::default()
    };
    OkrRequest::ActionAdd { about: about.cloned().unwrap_or_else(campaign), draft, review: None }.into()
}

pub(super) fn changed(form: &Form, id: ActionId, seen: i64) -> Request {
    let draft = ActionDraft {
        title: form.changed("title"),
        owner: form.changed("owner"),
        due: form.changed("due"),
        metric: form.changed("metric"),
        aim: form.changed("aim"),
        status: form.changed("status"),
        ..ActionDraft::default()
    };
    OkrRequest::ActionSet { action: id.0.to_string(), seen: Some(seen), draft }.into()
}

pub(super) fn proven(form: &Form, id: ActionId) -> Request {
    RetroRequest::ActionProve {
        action: id.0.to_string(),
        campaign: form.given("campaign"),
        proof: form.given("proof").unwrap_or_default(),
        note: form.changed("note"),
    }
    .into()
}
