//! The forms of key results: what is asked depends on the kind and on where the number comes from.
use super::super::kinds::{CURVES, KINDS, NO_YES};
use super::super::{Field, Form, Kind, Word, Written};
use super::OkrForm;
use crate::board::{KeyResultLine, ObjectiveLine};
use crate::i18n::tr;
use crate::model::{
    Better, KeyResultWords, Lang, SmartHint, Style as Numbers, TargetKind, Unit, key_result_hints,
};
use crate::planner::{KeyResultDraft, OkrRequest};
use crate::tui::runtime::ChoiceKind;

/// What a new one is to be: left to what is typed until somebody says.
const NEW_KINDS: &[Word] = &[
    ("", &tr::FORM_USUAL),
    ("reach", &tr::TARGET_KIND_REACH),
    ("keep", &tr::TARGET_KIND_KEEP),
    ("done", &tr::TARGET_KIND_DONE),
];
const NEW_FEEDS: &[Word] = &[
    ("", &tr::FORM_USUAL),
    ("hand", &tr::FEED_HAND),
    ("business", &tr::FEED_BUSINESS),
    ("campaigns", &tr::FEED_CAMPAIGNS),
    ("children", &tr::FEED_CHILDREN),
];
const NEW_UNITS: &[Word] = &[
    ("", &tr::FORM_USUAL),
    ("count", &tr::UNIT_COUNT),
    ("money", &tr::UNIT_MONEY),
    ("percent", &tr::UNIT_PERCENT),
    ("ratio", &tr::UNIT_RATIO),
    ("duration", &tr::UNIT_DURATION),
    ("score", &tr::UNIT_SCORE),
];
const NEW_BETTER: &[Word] =
    &[("", &tr::FORM_USUAL), ("higher", &tr::BETTER_HIGHER), ("lower", &tr::BETTER_LOWER)];
const FEEDS: &[Word] = &[
    ("hand", &tr::FEED_HAND),
    ("business", &tr::FEED_BUSINESS),
    ("campaigns", &tr::FEED_CAMPAIGNS),
    ("children", &tr::FEED_CHILDREN),
];
const UNITS: &[Word] = &[
    ("count", &tr::UNIT_COUNT),
    ("money", &tr::UNIT_MONEY),
    ("percent", &tr::UNIT_PERCENT),
    ("ratio", &tr::UNIT_RATIO),
    ("duration", &tr::UNIT_DURATION),
    ("score", &tr::UNIT_SCORE),
];
const BETTER: &[Word] = &[("higher", &tr::BETTER_HIGHER), ("lower", &tr::BETTER_LOWER)];

fn fields(is_new: bool) -> Vec<Field> {
    let words = |new: &'static [Word], all: &'static [Word]| Kind::Words(if is_new { new } else { all });
    let owners = Kind::Choice(ChoiceKind::Owners, true);
    let metrics = Kind::Choice(ChoiceKind::Metrics, false);
    vec![
        Field::new("title", &tr::ENTRY_KEY_RESULT, &tr::ASK_KEY_RESULT, Kind::Text(false)),
        Field::new("kind", &tr::ENTRY_KIND, &tr::ASK_KIND, words(NEW_KINDS, KINDS)),
        Field::new("feed", &tr::ENTRY_FEED, &tr::ASK_FEED, words(NEW_FEEDS, FEEDS)),
        Field::new("metric", &tr::ENTRY_METRIC, &tr::ASK_KEY_RESULT_METRIC, metrics),
        Field::new("unit", &tr::ENTRY_UNIT, &tr::ASK_STATUS, words(NEW_UNITS, UNITS)),
        Field::new("better", &tr::ENTRY_BETTER, &tr::ASK_STATUS, words(NEW_BETTER, BETTER)),
        Field::new("baseline", &tr::ENTRY_BASELINE, &tr::ASK_KEY_RESULT_BASELINE, Kind::Number),
        Field::new("goal", &tr::ENTRY_GOAL, &tr::ASK_KEY_RESULT_GOAL, Kind::Written(Written::Bound)),
        Field::new("steps", &tr::ENTRY_STEPS, &tr::ASK_STEPS, Kind::Written(Written::Steps)),
        Field::new("owner", &tr::ENTRY_OWNER, &tr::ASK_KEY_RESULT_OWNER, owners),
        Field::new("weight", &tr::ENTRY_WEIGHT, &tr::ASK_KEY_RESULT_WEIGHT, Kind::Number),
        Field::new("start", &tr::ENTRY_START, &tr::ASK_KEY_RESULT_START, Kind::When),
        Field::new("end", &tr::ENTRY_END, &tr::ASK_KEY_RESULT_END, Kind::When),
        Field::new("curve", &tr::ENTRY_CURVE, &tr::ASK_KEY_RESULT_CURVE, CURVES),
        Field::new("guardrail", &tr::ENTRY_GUARDRAIL, &tr::ASK_KEY_RESULT_GUARDRAIL, Kind::Words(NO_YES)),
        Field::new("cadence", &tr::ENTRY_CADENCE, &tr::ASK_CADENCE, Kind::Days),
        Field::new("key", &tr::ENTRY_KEY, &tr::ASK_KEY_RESULT_KEY, Kind::Key),
    ]
}

impl Form {
    /// A form for a new key result of an objective.
    #[must_use]
    pub fn new_key_result(objective: &ObjectiveLine) -> Self {
        let form =
            OkrForm::NewKeyResult { objective: objective.path.clone(), title: objective.title.clone() };
        let mut form = Self::okr(form, fields(true));
        form.focus = 0;
        settle(&mut form.fields, true);
        form
    }

    /// A form for a key result's fields.
    #[must_use]
    pub fn edit_key_result(line: &KeyResultLine, numbers: Numbers) -> Self {
        let of = &line.line;
        let form = OkrForm::EditKeyResult { id: of.id, path: line.path.clone(), seen: of.version };
        let shown = |q| numbers.full(q, of.unit);
        let goal = match (of.kind, of.upper, of.better) {
            (_, Some(upper), _) => format!("{}..{}", shown(of.goal), shown(upper)),
            (TargetKind::Keep, None, Better::Lower) => format!("<={}", shown(of.goal)),
            (TargetKind::Keep, None, _) => format!(">={}", shown(of.goal)),
            _ => shown(of.goal),
        };
        let weight = Numbers::new(Lang::En, "").full(line.weight, Unit::Count);
        let (start, end) = (of.start.to_string(), of.end.to_string());
        let mut fields = fields(false);
        for field in &mut fields {
            let text = match field.id {
                "title" => line.title.as_str(),
                "kind" => of.kind.as_str(),
                "feed" => line.feed.as_str(),
                "metric" => &of.metric,
                "unit" => of.unit.as_str(),
                "better" if of.better == Better::Lower => "lower",
                "baseline" => &shown(of.baseline),
                "goal" => &goal,
                "owner" => &line.owner,
                "weight" => &weight,
                "start" => &start,
                "end" => &end,
                "guardrail" if of.is_guardrail => "yes",
                "key" => &of.key,
                _ => continue,
            };
            *field = field.clone().with(text);
        }
        settle(&mut fields, false);
        Self::okr(form, fields)
    }
}

/// What is asked: a kept number has a bound and no start, steps have neither, a rolled-up one has no metric.
pub(super) fn settle(fields: &mut [Field], is_new: bool) {
    let word = |id: &str| {
        fields.iter().find(|field| field.id == id).map(|field| field.text().to_owned()).unwrap_or_default()
    };
    let (kind, feed) = (word("kind"), word("feed"));
    let is_bound = word("goal").starts_with(['<', '>', '≤', '≥', '＜', '＞']);
    let (is_done, is_keep) = (kind == "done", kind == "keep" || (kind.is_empty() && is_bound));
    let has_metric = !word("metric").is_empty() && feed != "children" && !is_done;
    let is_typed = feed.is_empty() || feed == "hand";
    for field in fields {
        field.is_hidden = match field.id {
            "feed" | "goal" => is_done,
            "metric" => is_done || feed == "children",
            "unit" => is_done || has_metric || !is_typed,
            "better" => !is_keep || has_metric || !is_typed,
            "baseline" | "curve" => is_done || is_keep,
            "steps" => !is_done,
            "cadence" => feed == "children" && !is_done,
            _ => false,
        };
        match field.id {
            "goal" => field.is_required = !is_done,
            // Without a metric its own words have to say what it is.
            "title" => field.is_required = !has_metric,
            "metric" => field.is_required = !is_done && ["business", "campaigns"].contains(&feed.as_str()),
            // Those that are there already need not be typed again.
            "steps" => field.is_required = is_done && is_new,
            _ => {}
        }
    }
}

fn draft(form: &Form, of: impl Fn(&str) -> Option<String>) -> KeyResultDraft {
    let is_asked = |id: &str| form.field(id).is_some_and(|field| !field.is_hidden);
    let take = |id: &str| of(id).filter(|_| is_asked(id));
    let kind = of("kind");
    KeyResultDraft {
        key: take("key"),
        title: take("title"),
        metric: take("metric"),
        feed: take("feed"),
        unit: take("unit"),
        better: take("better"),
        kind,
        baseline: take("baseline"),
        goal: take("goal"),
        curve: take("curve"),
        start: take("start"),
        end: take("end"),
        guardrail: take("guardrail").map(|word| word == "yes"),
        owner: take("owner"),
        steps: take("steps").map(|text| super::super::written::parts(&text).map(str::to_owned).collect()),
        weight: take("weight"),
        cadence: take("cadence"),
    }
}

pub(super) fn added(form: &Form, objective: &str) -> OkrRequest {
    let draft = draft(form, |id| form.given(id));
    OkrRequest::KeyResultAdd { objective: objective.to_owned(), draft }
}

pub(super) fn changed(form: &Form, path: &str, seen: i64) -> OkrRequest {
    let draft = draft(form, |id| form.changed(id));
    OkrRequest::KeyResultSet { key_result: path.to_owned(), seen: Some(seen), draft }
}

/// What could be better, each hint under the field that would mend it. Nothing is said of what nobody has begun.
pub(super) fn hints(form: &Form, field: &Field) -> Vec<SmartHint> {
    let text = |id: &str| form.field(id).filter(|f| !f.is_hidden).map(Field::text).unwrap_or_default();
    let title = text("title");
    let is_begun = form.fields.iter().any(|f| f.is_touched() && matches!(f.id, "title" | "metric" | "goal"));
    if !is_begun {
        return Vec::new();
    }
    let is_asked = |id: &str| form.field(id).is_some_and(|f| !f.is_hidden);
    let words = KeyResultWords {
        title,
        has_metric: !text("metric").is_empty(),
        has_goal: !text("goal").is_empty() || !text("steps").is_empty(),
        // What the campaigns or the ones below bring begins at nothing by itself.
        has_baseline: !is_asked("baseline")
            || !text("baseline").is_empty()
            || !text("metric").is_empty()
            || text("feed") == "children",
        // Every cycle has an end; whether that says enough, its planner tells.
        has_date: true,
    };
    let is_here = |hint: &SmartHint| match hint {
        SmartHint::NoNumber => field.id == if is_asked("goal") { "goal" } else { "steps" },
        SmartHint::NoBaseline => field.id == "baseline",
        SmartHint::NoDate => field.id == "end",
        _ => field.id == "title",
    };
    // A goal that is missing is told by the form itself, once it was left.
    let is_told = field.is_left && field.is_required && field.text().is_empty();
    key_result_hints(words).into_iter().filter(|hint| is_here(hint) && !is_told).collect()
}
