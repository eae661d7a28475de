//! Check-ins: what its owner says of a key result on a day.
use super::super::amount::amount_in;
use super::super::{CheckInDraft, Context, Outcome};
use super::find;
use super::standing::{Standing, standing};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::{
    CheckIn, CheckInId, Cycle, Day, Feed, KeyResult, Metric, Period, Quantity, SURE, Status, Style, Target,
    TargetId, TargetKind, Unit, When, check_name, check_text, fold, half_width, parse_moment,
};
use crate::store::Tx;

/// Who said it, where no script did.
const BY_HAND: &str = "manual";

/// Words for a thing that is done, and for one that is not.
const YES: [&str; 10] = ["done", "yes", "y", "true", "是", "已完成", "完成", "达成", "做完了", "✓"];
const NO: [&str; 8] = ["open", "no", "n", "false", "否", "未完成", "没有", "还没"];

/// What became of a check-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    New,
    Changed,
    Unchanged,
}

/// A check-in that was said.
pub(super) struct Said {
    pub outcome: Outcome,
    pub state: State,
    /// One of this key result, day and source.
    pub identity: (TargetId, Day, String),
}

pub(super) fn put(tx: &mut Tx<'_>, context: &Context, draft: &CheckInDraft) -> Result<Outcome> {
    Ok(say(tx, context, draft, &|_| draft.status)?.outcome)
}

/// Says it. `status` tells how a key result stands whose number is not typed.
pub(super) fn say(
    tx: &mut Tx<'_>,
    context: &Context,
    draft: &CheckInDraft,
    status: &dyn Fn(TargetId) -> Option<Status>,
) -> Result<Said> {
    if draft.key_result.trim().is_empty() {
        let missing = Error::new(Kind::BadData, &tr::ERROR_MISSING).arg("what", "key_result");
        return Err(missing.field("key_result"));
    }
    let found = find::key_result(&tx.db(), &draft.key_result, tx.today());
    let ((cycle, objective), target) = found.map_err(|e| e.field("key_result"))?;
    let path = format!("{}/{}/{}", cycle.key, objective.key, target.key);
    let metric = target.metric.map(|id| tx.db().get::<Metric>(id.0)).transpose()?.flatten();
    let period = period(tx, &cycle, &target)?;
    let (day, at) = when(tx, draft.at.as_deref(), &period, &path)?;
    let source = check_name(given(draft.source.as_ref()).unwrap_or(BY_HAND))
        .map_err(|f| Error::from(f).field("source"))?;
    let currency = tx.db().settings()?.currency;
    let value = given(draft.value.as_ref())
        .map(|text| value(text, &target, metric.as_ref(), &currency).map_err(|e| e.field("value")))
        .transpose()?;
    let confidence = given(draft.confidence.as_ref()).map(confidence).transpose()?;
    let note = draft.note.as_deref().map(|note| check_text(note.trim()));
    let note = note.transpose().map_err(|f| Error::from(f).field("note"))?;
    if value.is_none() && confidence.is_none() && note.as_ref().is_none_or(String::is_empty) {
        return Err(Error::new(Kind::BadData, &tr::ERROR_SAYS_NOTHING).arg("text", &path).field("value"));
    }
    let others = tx.db().list_where::<CheckIn>("key_result", &target.id)?;
    let is_same = |c: &&CheckIn| c.day == day && c.source == source;
    let present = others.iter().find(is_same).cloned();
    let blank = CheckIn {
        id: CheckInId(0),
        version: 0,
        key_result: target.id,
        day,
        at,
        value: None,
        confidence: None,
        note: String::new(),
        source: source.clone(),
        author: tx.actor().to_owned(),
    };
    let mut said = present.clone().unwrap_or(blank);
    said.value = value.or(said.value);
    said.confidence = confidence.or(said.confidence);
    if let Some(note) = &note {
        note.clone_into(&mut said.note);
    }
    let says = |c: &CheckIn| (c.value, c.confidence, c.note.clone());
    let state = match &present {
        None => State::New,
        Some(present) if says(present) == says(&said) => State::Unchanged,
        Some(_) => State::Changed,
    };
    let mut warnings = Vec::new();
    if state != State::Unchanged {
        said.at = at;
        tx.actor().clone_into(&mut said.author);
        let before: Vec<&CheckIn> = others.iter().filter(|c| c.id != said.id).collect();
        let known = status(target.id);
        let about = About { target: &target, metric: metric.as_ref(), period: &period, path: &path, known };
        asked(tx, &about, &said, &before, present.as_ref(), draft, &mut warnings)?;
    }
    if at > tx.now() {
        warnings.push(Error::new(Kind::BadData, &tr::ERROR_IN_FUTURE).arg("at", day));
    }
    tx.title(format!("checkin {path}"));
    let (text, word) = match state {
        State::New => (&tr::DONE_CHECKIN_NEW, "new"),
        State::Changed => (&tr::DONE_CHECKIN_CHANGED, "changed"),
        State::Unchanged => (&tr::DONE_CHECKIN_UNCHANGED, "unchanged"),
    };
    match state {
        State::New => tx.insert(&mut said)?,
        State::Changed => tx.update(&mut said)?,
        State::Unchanged => {}
    }
    let style = Style::new(context.lang, &currency);
    let shown = said.value.map(|value| style.full(value, unit(&target, metric.as_ref())));
    let sure = said.confidence.map(|n| tr::CHECKIN_CONFIDENCE.fill(context.lang, &[("n", &n.to_string())]));
    let what: Vec<String> = shown.into_iter().chain(sure).chain([day.to_string()]).collect();
    let outcome = Outcome::new(text).arg("key_result", &path).arg("what", what.join(" · "));
    let mut outcome = outcome.arg("state", word).key(path).even_if_unchanged();
    outcome.warnings = warnings;
    Ok(Said { outcome, state, identity: (target.id, day, source) })
}

pub(super) fn delete(tx: &mut Tx<'_>, id: i64) -> Result<Outcome> {
    let missing = || Error::new(Kind::NotFound, &tr::ERROR_NO_CHECK_IN).arg("text", id);
    let check_in = tx.db().get::<CheckIn>(id)?.ok_or_else(missing)?;
    let path = path_of(tx, &check_in)?;
    tx.title(format!("checkin delete {path} {}", check_in.day));
    tx.delete(&check_in)?;
    let outcome = Outcome::new(&tr::DONE_CHECKIN_DELETE);
    Ok(outcome.arg("key_result", &path).arg("day", check_in.day).key(path))
}

fn path_of(tx: &Tx<'_>, check_in: &CheckIn) -> Result<String> {
    let target = tx.db().get::<Target>(check_in.key_result.0)?;
    let Some((objective, target)) = target.and_then(|t| Some((t.objective?, t))) else {
        return Ok(format!("#{}", check_in.key_result.0));
    };
    let ((cycle, objective), _) =
        find::key_result(&tx.db(), &format!("#{}/{}", objective.0, target.key), tx.today())?;
    Ok(format!("{}/{}/{}", cycle.key, objective.key, target.key))
}

fn given(text: Option<&String>) -> Option<&str> {
    super::super::task::given(text)
}

/// What a key result counts in.
pub(super) fn unit(target: &Target, metric: Option<&Metric>) -> Unit {
    let own = target.key_result.as_ref().and_then(|own| own.unit);
    own.or(metric.map(|m| m.unit)).unwrap_or(Unit::Count)
}

/// A key result's period: its own, or its cycle's.
pub(super) fn period(tx: &Tx<'_>, cycle: &Cycle, target: &Target) -> Result<Period> {
    let (start, end) = (When::Day(cycle.start), When::Day(cycle.end));
    Ok(Period::of(target.start.unwrap_or(start), target.end.unwrap_or(end), tx.zone())?)
}

/// The day a check-in speaks of, and up to when it counts: that day's end, or now where it is today.
fn when(tx: &Tx<'_>, text: Option<&str>, period: &Period, path: &str) -> Result<(Day, i64)> {
    let zone = tx.zone();
    let day = match text.map(str::trim).filter(|text| !text.is_empty()) {
        Some(text) => {
            let span = parse_moment(text, tx.today(), zone).map_err(|f| Error::from(f).field("at"))?;
            span.booked(zone)
        }
        None => tx.today(),
    };
    if day < period.first || day > period.last {
        let text = if day < period.first { &tr::ERROR_BEFORE_PERIOD } else { &tr::ERROR_AFTER_PERIOD };
        let error = Error::new(Kind::BadData, text).arg("text", path).arg("day", day);
        return Err(error.arg("start", period.first).arg("end", period.last).field("at"));
    }
    let until = if day == tx.today() { tx.now() } else { zone.end_of(day) };
    Ok((day, period.clamped(until)))
}

/// A value as typed, of a key result whose number is typed.
fn value(text: &str, target: &Target, metric: Option<&Metric>, currency: &str) -> Result<Quantity> {
    let own = target.key_result.as_ref();
    let feed = own.map_or(Feed::Business, |own: &KeyResult| own.feed);
    let refuse = |text| Err(Error::new(Kind::BadData, text).arg("metric", metric.map_or("", |m| &m.key)));
    match feed {
        _ if !target.steps.0.is_empty() => return refuse(&tr::ERROR_FED_BY_STEPS),
        Feed::Business => return refuse(&tr::ERROR_FED_BY_BUSINESS),
        Feed::Campaigns => return refuse(&tr::ERROR_FED_BY_CAMPAIGNS),
        Feed::Children => return refuse(&tr::ERROR_FED_BY_CHILDREN),
        Feed::Hand => {}
    }
    if target.kind != TargetKind::Done {
        let name = metric.map_or(target.title.as_str(), |m| m.key.as_str());
        return amount_in(text, unit(target, metric), name, currency);
    }
    let word = fold(&half_width(text));
    if YES.contains(&word.as_str()) {
        return Ok(target.goal);
    }
    if NO.contains(&word.as_str()) {
        return Ok(target.baseline);
    }
    let bad =
        || Error::new(Kind::BadData, &tr::ERROR_NOT_DONE_OR_OPEN).arg("text", crate::model::quoted(text));
    let value = Quantity::parse(text).map_err(|_| bad())?;
    let is_between = target.baseline.min(target.goal) <= value && value <= target.baseline.max(target.goal);
    if is_between { Ok(value) } else { Err(bad()) }
}

fn confidence(text: &str) -> Result<i64> {
    let plain = half_width(text);
    let plain = plain.strip_suffix("/10").unwrap_or(&plain).trim();
    let number = plain.parse::<i64>().ok().filter(|n| (0..=SURE).contains(n));
    let bad = || Error::new(Kind::BadData, &tr::ERROR_BAD_CONFIDENCE).arg("text", crate::model::quoted(text));
    number.ok_or_else(|| bad().field("confidence"))
}

/// What a check-in is about.
struct About<'a> {
    target: &'a Target,
    metric: Option<&'a Metric>,
    period: &'a Period,
    path: &'a str,
    known: Option<Status>,
}

/// Asks for a note where the key result is at risk or behind, or where the confidence falls.
fn asked(
    tx: &Tx<'_>,
    about: &About<'_>,
    said: &CheckIn,
    others: &[&CheckIn],
    present: Option<&CheckIn>,
    draft: &CheckInDraft,
    warnings: &mut Vec<Error>,
) -> Result<()> {
    if !said.note.is_empty() {
        return Ok(());
    }
    let earlier = |c: &&&CheckIn| (c.day, c.at) < (said.day, said.at);
    let last = others.iter().filter(earlier).filter(|c| c.confidence.is_some());
    let last = last.max_by_key(|c| (c.day, c.at, c.id)).and_then(|c| c.confidence);
    // What was said earlier on the same day counts as well: from there it fell, too.
    let before = present.and_then(|c| c.confidence).max(last);
    let fell = before.zip(said.confidence).filter(|(before, now)| now < before);
    let known = stands(tx, about, said, others)?.or(about.known);
    let is_bad = known.filter(|s| matches!(s, Status::AtRisk | Status::Behind | Status::Missed));
    let error = match (fell, is_bad) {
        (Some((before, now)), _) => {
            Error::new(Kind::BadData, &tr::ERROR_NOTE_FELL).arg("before", before).arg("now", now)
        }
        (None, Some(_)) => Error::new(Kind::BadData, &tr::ERROR_NOTE_AT_RISK),
        (None, None) => return Ok(()),
    };
    let error = error.arg("text", about.path).field("note");
    if draft.note.is_some() || draft.lenient {
        warnings.push(error);
        return Ok(());
    }
    Err(error)
}

/// How a key result stands whose number is typed, with what is said now; none where it is not typed.
fn stands(tx: &Tx<'_>, about: &About<'_>, said: &CheckIn, others: &[&CheckIn]) -> Result<Option<Status>> {
    let feed = about.target.key_result.as_ref().map(|own| own.feed);
    if feed != Some(Feed::Hand) || !about.target.steps.0.is_empty() {
        return Ok(None);
    }
    let until = others.iter().copied().filter(|c| (c.day, c.at) <= (said.day, said.at));
    let all = until.chain([said]).filter_map(|c| Some((c.day, c.at, c.value?)));
    let Some((_, at, value)) = all.max_by_key(|(day, at, _)| (*day, *at)) else { return Ok(None) };
    let found = Standing { target: about.target, metric: about.metric, period: about.period, value, at };
    standing(tx, &found).map(Some)
}
