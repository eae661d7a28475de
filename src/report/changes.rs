//! What changed in an objective, as lines of text and as JSON: for the review and for its minutes.
use super::status::moment;
use crate::board::{
    CampaignChange, CampaignEvent, KeyResultChange, KeyResultLine, ObjectiveChange, ObjectiveLine, Standing,
    TargetLine,
};
use crate::i18n::{label, tr};
use crate::model::{Action, Better, CheckIn, Lang, Note, Quantity, Style, TargetKind, Unit, Zone};
use serde_json::{Value as Json, json};

/// How lines are written.
#[derive(Clone, Copy)]
pub(super) struct Pen<'a> {
    pub lang: Lang,
    pub style: Style,
    pub zone: Zone,
    /// What makes a text of people safe where the line goes.
    pub safe: &'a dyn Fn(&str) -> String,
}

impl Pen<'_> {
    /// `11-04`, with the year where it is not the cycle's.
    pub fn day(self, at: i64) -> String {
        self.zone.local(at).format("%m-%d").to_string()
    }

    /// `6 → 4`, `6` where nothing changed, `— → 4` where there was nothing; empty where there is nothing now either.
    fn pair<T: PartialEq>(
        self,
        then: Option<Option<&T>>,
        now: Option<&T>,
        shown: impl Fn(&T) -> String,
    ) -> String {
        let word = |value: Option<&T>| value.map_or_else(|| "—".to_owned(), &shown);
        match then {
            Some(then) if then != now => format!("{} → {}", word(then), word(now)),
            _ => now.map(shown).unwrap_or_default(),
        }
    }

    fn quantity(self, unit: Unit) -> impl Fn(&Quantity) -> String {
        move |value| self.style.full(*value, unit)
    }

    /// Progress, status in the words of what it is about, and confidence, then and now.
    fn standing(
        self,
        then: Option<&Standing>,
        now: &Standing,
        word: impl Fn(&Standing) -> Option<String>,
    ) -> Vec<String> {
        let rounded = |share: Option<f64>| share.map(|share| self.style.percent(share));
        let (was, is) = (then.map(|t| rounded(t.progress)), rounded(now.progress));
        let progress = self.pair(was.as_ref().map(Option::as_ref), is.as_ref(), String::clone);
        let (was, is) = (then.map(&word), word(now));
        let status = self.pair(was.as_ref().map(Option::as_ref), is.as_ref(), String::clone);
        let sure = self.pair(then.map(|t| t.confidence.as_ref()), now.confidence.as_ref(), i64::to_string);
        let sure = match sure.as_str() {
            "" => String::new(),
            sure => tr::CHECKIN_CONFIDENCE.fill(self.lang, &[("n", sure)]),
        };
        [progress, status, sure].into_iter().filter(|part| !part.is_empty()).collect()
    }

    fn name(self, en: &str, zh: &str) -> String {
        (self.safe)(if self.lang == Lang::Zh { zh } else { en })
    }

    /// `小林：为什么`
    fn said_by(self, author: &str, text: &str) -> String {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let args = [("who", (self.safe)(author)), ("text", (self.safe)(&text))];
        tr::REVIEWED_SAID.fill(self.lang, &[("who", &args[0].1), ("text", &args[1].1)])
    }
}

/// `behind · 42% · confidence 6 → 4`
pub(super) fn objective_words(change: &ObjectiveChange, line: &ObjectiveLine, pen: Pen<'_>) -> String {
    let word = |at: &Standing| Some(label::status(at.status?).get(pen.lang).to_owned());
    let mut parts = pen.standing(change.then.as_ref(), &change.now, word);
    if let Some(expected) = line.expected {
        let expected = pen.style.percent(expected);
        parts.insert(parts.len().min(1), tr::REVIEWED_EXPECTED.fill(pen.lang, &[("share", &expected)]));
    }
    if change.then.is_none() {
        parts.push(tr::REVIEWED_NEW.get(pen.lang).to_owned());
    }
    if let Some(at) = line.checked_at {
        parts.push(tr::REVIEWED_SAID_ON.fill(pen.lang, &[("day", &pen.day(at))]));
    }
    if parts.is_empty() { "—".to_owned() } else { parts.join(" · ") }
}

/// One line a key result with its numbers then and now, and below it what was said of it.
pub(super) fn key_result_lines(
    change: &KeyResultChange,
    line: &KeyResultLine,
    pen: Pen<'_>,
) -> (String, Vec<String>) {
    let amount = pen.quantity(change.unit);
    let was = change.then.as_ref().map(|t| t.actual.as_ref());
    let value = pen.pair(was, change.now.actual.as_ref(), &amount);
    let value = if value.is_empty() { "—".to_owned() } else { value };
    let target = &line.line;
    let goal = amount(&target.goal);
    let number = match (target.kind, target.upper, target.better) {
        (TargetKind::Keep, Some(upper), _) => format!("{value} ∈ {goal}..{}", amount(&upper)),
        (TargetKind::Keep, None, Better::Lower) => format!("{value} ≤ {goal}"),
        (TargetKind::Keep, None, _) => format!("{value} ≥ {goal}"),
        _ => tr::REVIEWED_OF.fill(pen.lang, &[("value", &value), ("goal", &goal)]),
    };
    let mut parts = vec![number];
    // What has to hold either holds or is breached, at the bound it had.
    let word = |at: &Standing| {
        let is_now = *at == change.now;
        let goal = change.goal.filter(|_| !is_now).map_or(target.goal, |[_, then, _]| then);
        let held = at.actual.map(|actual| holds(target, goal, actual));
        let held = if is_now { target.held } else { held };
        Some(
            label::standing(at.status?, target.better, target.pace, held, target.kind)
                .get(pen.lang)
                .to_owned(),
        )
    };
    parts.extend(pen.standing(change.then.as_ref(), &change.now, word));
    parts.push(label::feed(line.feed).get(pen.lang).to_owned());
    let name = pen.name(&change.name_en, &change.name_zh);
    let head = format!("{} {name}{}{}", line.line.key, tr::REVIEWED_COLON.get(pen.lang), parts.join(" · "));
    let mut below = Vec::new();
    if let Some([first, then, now]) = change.goal {
        let (first, then, now) = (amount(&first), amount(&then), amount(&now));
        let args = [("first", first.as_str()), ("then", &then), ("now", &now)];
        below.push(tr::REVIEWED_GOAL.fill(pen.lang, &args));
    }
    for said in change.said.iter().filter(|said| !said.note.is_empty()) {
        below.push(format!("{} {}", said.day.date().format("%m-%d"), pen.said_by(&said.author, &said.note)));
    }
    (head, below)
}

fn holds(target: &TargetLine, goal: Quantity, actual: Quantity) -> bool {
    match (target.upper, target.better) {
        (Some(upper), _) => goal <= actual && actual <= upper,
        (None, Better::Lower) => actual <= goal,
        (None, Better::OnPlan) => actual == goal,
        (None, Better::Higher) => actual >= goal,
    }
}

/// What else happened: key results that are gone, campaigns, notes, actions.
pub(super) fn other_lines(change: &ObjectiveChange, with_talk: bool, pen: Pen<'_>) -> Vec<String> {
    let gone = change.gone.iter().map(|path| tr::REVIEWED_GONE.fill(pen.lang, &[("path", path)]));
    let mut out: Vec<String> = gone.collect();
    out.extend(change.campaigns.iter().map(|campaign| campaign_line(campaign, pen)));
    if with_talk {
        out.extend(change.notes.iter().map(|note| note_line(note, pen)));
        out.extend(change.actions.iter().map(|action| action_line(action, pen)));
    }
    out
}

fn campaign_line(change: &CampaignChange, pen: Pen<'_>) -> String {
    let name = (pen.safe)(&change.name);
    let text = match &change.what {
        CampaignEvent::Joined => &tr::REVIEWED_CAMPAIGN_JOINED,
        CampaignEvent::Left => &tr::REVIEWED_CAMPAIGN_LEFT,
        CampaignEvent::Began => &tr::REVIEWED_CAMPAIGN_BEGAN,
        CampaignEvent::Ended => &tr::REVIEWED_CAMPAIGN_ENDED,
        CampaignEvent::Adjusted(note) => {
            let said = pen.said_by(&note.author, &note.text);
            let args = [("name", name.as_str()), ("day", &pen.day(note.at)), ("text", &said)];
            return tr::REVIEWED_CAMPAIGN_ADJUSTED.fill(pen.lang, &args);
        }
    };
    text.fill(pen.lang, &[("name", &name)])
}

/// `decision · 小林：加预算`
pub(super) fn note_line(note: &Note, pen: Pen<'_>) -> String {
    let kind = label::note_kind(note.kind).get(pen.lang);
    format!("{kind} · {}", pen.said_by(&note.author, &note.text))
}

/// `action 3 · 谈新渠道 · @小林 · due 11-11 · open`
pub(super) fn action_line(action: &Action, pen: Pen<'_>) -> String {
    let id = action.id.0.to_string();
    let mut parts = vec![tr::REVIEWED_ACTION.fill(pen.lang, &[("id", &id)]), (pen.safe)(&action.title)];
    if action.owner.is_empty() {
        parts.push(tr::REVIEWED_NOBODY.get(pen.lang).to_owned());
    } else {
        parts.push(format!("@{}", (pen.safe)(&action.owner)));
    }
    parts.push(match action.due {
        Some(day) => tr::REVIEWED_DUE.fill(pen.lang, &[("day", &day.to_string())]),
        None => tr::REVIEWED_NO_DAY.get(pen.lang).to_owned(),
    });
    parts.push(label::action_status(action.status).get(pen.lang).to_owned());
    parts.join(" · ")
}

/// What changed in an objective as JSON.
pub(super) fn change_json(change: &ObjectiveChange, zone: Zone) -> Json {
    let key_result = |kr: &KeyResultChange| {
        json!({
            "path": kr.path,
            "name": { "en": kr.name_en, "zh": kr.name_zh },
            "unit": kr.unit.as_str(),
            "then": kr.then.as_ref().map(standing_json),
            "now": standing_json(&kr.now),
            "goal": kr.goal.map(|[first, then, now]| json!({ "first": first, "then": then, "now": now })),
            "check_ins": kr.said.iter().map(|said| check_in_json(said, &kr.path)).collect::<Vec<_>>(),
        })
    };
    let campaign = |c: &CampaignChange| {
        let (what, note) = match &c.what {
            CampaignEvent::Joined => ("joined", None),
            CampaignEvent::Left => ("left", None),
            CampaignEvent::Began => ("began", None),
            CampaignEvent::Ended => ("ended", None),
            CampaignEvent::Adjusted(note) => ("adjusted", Some(note_json(note, zone))),
        };
        json!({ "campaign": c.key, "name": c.name, "what": what, "note": note })
    };
    json!({
        "path": change.path,
        "then": change.then.as_ref().map(standing_json),
        "now": standing_json(&change.now),
        "key_results": change.key_results.iter().map(key_result).collect::<Vec<_>>(),
        "gone": change.gone,
        "campaigns": change.campaigns.iter().map(campaign).collect::<Vec<_>>(),
        "notes": change.notes.iter().map(|note| note_json(note, zone)).collect::<Vec<_>>(),
        "actions": change.actions.iter().map(|action| action_json(action, None)).collect::<Vec<_>>(),
    })
}

fn standing_json(standing: &Standing) -> Json {
    json!({
        "actual": standing.actual,
        "progress": standing.progress,
        "status": standing.status.map(crate::model::Status::as_str),
        "confidence": standing.confidence,
    })
}

/// A check-in as JSON.
#[must_use]
pub fn check_in_json(said: &CheckIn, path: &str) -> Json {
    json!({
        "id": said.id.0,
        "key_result": path,
        "at": said.day.to_string(),
        "value": said.value,
        "confidence": said.confidence,
        "note": said.note,
        "source": said.source,
        "author": said.author,
    })
}

/// A note as JSON.
pub(super) fn note_json(note: &Note, zone: Zone) -> Json {
    json!({
        "id": note.id.0,
        "kind": note.kind.as_str(),
        "at": moment(note.at, zone),
        "text": note.text,
        "author": note.author,
    })
}

/// An action as JSON, with what it is about where that is known.
#[must_use]
pub fn action_json(action: &Action, about: Option<&str>) -> Json {
    json!({
        "id": action.id.0,
        "about": about,
        "title": action.title,
        "owner": action.owner,
        "due": action.due.map(|day| day.to_string()),
        "status": action.status.as_str(),
        "review": action.review.map(|id| id.0),
    })
}
