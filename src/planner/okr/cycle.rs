//! Cycles: create, change, delete.
use super::super::retro::retro;
use super::super::target::fields::{Span, check_period, given};
use super::super::{Context, CycleDraft, Outcome};
use super::{find, objective, words};
use crate::error::{Error, Kind, Result};
use crate::i18n::{label, tr};
use crate::model::{
    Action, Cycle, CycleId, CycleKind, CycleStatus, Day, Fault, Lang, Note, Objective, Review, Target, When,
    check_key, check_name, cycle_days, cycle_kind, fold, parse_when,
};
use crate::store::Tx;

/// A cycle lasts ten years at most: a year typed wrong is told.
const LONGEST: i32 = 3_660;

pub(super) fn new(tx: &mut Tx<'_>, context: &Context, draft: &CycleDraft) -> Result<Outcome> {
    let missing = || Error::new(Kind::BadData, &tr::ERROR_MISSING).arg("what", "key").field("key");
    let typed = given(draft.key.as_ref()).ok_or_else(missing)?;
    let key = key_of(typed)?;
    let named = cycle_days(&key);
    let day_or = |text: Option<&String>, field, usual: Option<Day>| -> Result<Day> {
        match given(text) {
            Some(text) => day(text, field, tx.today()),
            None => usual.ok_or_else(|| {
                Error::new(Kind::BadData, &tr::ERROR_CYCLE_NEEDS_DATES).arg("text", &key).field(field)
            }),
        }
    };
    let start = day_or(draft.start.as_ref(), "start", named.map(|(_, start, _)| start))?;
    let end = day_or(draft.end.as_ref(), "end", named.map(|(_, _, end)| end))?;
    let today = tx.today();
    let runs = start <= today && today <= end;
    let status = match given(draft.status.as_ref()) {
        Some(text) => words::word(text, CycleStatus::ALL, label::cycle_status, "status")?,
        None if runs => CycleStatus::Active,
        None => CycleStatus::Planning,
    };
    let name = match given(draft.name.as_ref()) {
        Some(name) => check_name(name).map_err(|f| Error::from(f).field("name"))?,
        None => usual_name(&key, context.lang),
    };
    let kind = cycle_kind(&key, start, end);
    let (id, created_at) = (CycleId(0), tx.now());
    let mut cycle = Cycle { id, version: 0, key, name, kind, start, end, status, created_at };
    check(tx, &cycle)?;
    tx.insert(&mut cycle)?;
    tx.title(format!("cycle new {}", cycle.key));
    Ok(Outcome::new(&tr::DONE_CYCLE_NEW)
        .arg("name", &cycle.name)
        .arg("key", &cycle.key)
        .arg("start", cycle.start)
        .arg("end", cycle.end)
        .arg("status", label::cycle_status(cycle.status).get(context.lang))
        .key(cycle.key))
}

pub(super) fn set(
    tx: &mut Tx<'_>,
    context: &Context,
    text: &str,
    seen: Option<i64>,
    draft: &CycleDraft,
) -> Result<Outcome> {
    let mut cycle = match seen {
        Some(version) => Cycle { version, ..find::cycle_exactly(&tx.db(), text, tx.today())? },
        None => find::cycle(&tx.db(), text, tx.today())?,
    };
    let before = cycle.clone();
    if let Some(text) = given(draft.key.as_ref()) {
        let was_named = cycle_days(&before.key).is_some_and(|(_, a, b)| (a, b) == (cycle.start, cycle.end));
        let was_usual = [Lang::En, Lang::Zh].into_iter().find(|l| usual_name(&before.key, *l) == cycle.name);
        cycle.key = key_of(text)?;
        if let Some(lang) = was_usual {
            cycle.name = usual_name(&cycle.key, lang);
        }
        // Dates that the key said are those of the new key.
        if let (true, Some((_, start, end))) = (was_named, cycle_days(&cycle.key)) {
            (cycle.start, cycle.end) = (start, end);
        }
    }
    if let Some(name) = &draft.name {
        cycle.name = check_name(name).map_err(|f| Error::from(f).field("name"))?;
    }
    if let Some(text) = given(draft.start.as_ref()) {
        cycle.start = day(text, "start", tx.today())?;
    }
    if let Some(text) = given(draft.end.as_ref()) {
        cycle.end = day(text, "end", tx.today())?;
    }
    let is_other = (&cycle.key, cycle.start, cycle.end) != (&before.key, before.start, before.end);
    if is_other {
        cycle.kind = cycle_kind(&cycle.key, cycle.start, cycle.end);
    }
    if let Some(text) = given(draft.status.as_ref()) {
        cycle.status = words::word(text, CycleStatus::ALL, label::cycle_status, "status")?;
    }
    check(tx, &cycle)?;
    check_periods(tx, &cycle)?;
    tx.title(format!("cycle set {}", cycle.key));
    let is_step = cycle.status != before.status && Cycle { status: before.status, ..cycle.clone() } == before;
    tx.update(&mut cycle)?;
    let closes =
        cycle.status != before.status && matches!(cycle.status, CycleStatus::Grading | CycleStatus::Closed);
    if closes {
        retro::close_cycle(tx, &cycle)?;
    }
    let text = match (closes, is_step) {
        (true, _) => &tr::DONE_CYCLE_CLOSED,
        (false, true) => &tr::DONE_CYCLE_STATUS,
        (false, false) => &tr::DONE_CYCLE_SET,
    };
    Ok(Outcome::new(text)
        .arg("name", &cycle.name)
        .arg("key", &cycle.key)
        .arg("status", label::cycle_status(cycle.status).get(context.lang))
        .key(cycle.key))
}

pub(super) fn delete(tx: &mut Tx<'_>, text: &str) -> Result<Outcome> {
    let cycle = find::cycle_exactly(&tx.db(), text, tx.today())?;
    tx.title(format!("cycle delete {}", cycle.key));
    retro::remove_cycle(tx, cycle.id)?;
    let objectives = tx.db().list_where::<Objective>("cycle", &cycle.id)?;
    let lost = objective::remove(tx, &objectives)?;
    for note in tx.db().list_where::<Note>("cycle", &Some(cycle.id))? {
        tx.delete(&note)?;
    }
    for action in tx.db().list_where::<Action>("cycle", &Some(cycle.id))? {
        tx.delete(&action)?;
    }
    for review in tx.db().list_where::<Review>("cycle", &cycle.id)? {
        // What was noted in it about something else goes on without it.
        for mut note in tx.db().list_where::<Note>("review", &Some(review.id))? {
            note.review = None;
            tx.update(&mut note)?;
        }
        for mut action in tx.db().list_where::<Action>("review", &Some(review.id))? {
            action.review = None;
            tx.update(&mut action)?;
        }
        tx.delete(&review)?;
    }
    tx.delete(&cycle)?;
    let mut outcome = Outcome::new(&tr::DONE_CYCLE_DELETE)
        .arg("name", &cycle.name)
        .arg("objectives", objectives.len())
        .key(cycle.key);
    outcome.warnings.extend(lost);
    Ok(outcome)
}

/// A key as it is kept: `2026-q4` is `2026-Q4`.
pub(super) fn key_of(text: &str) -> Result<String> {
    let key = check_key(text).map_err(|f| Error::from(f).field("key"))?;
    Ok(if cycle_days(&key).is_some() { key.to_uppercase() } else { key })
}

/// What a cycle is called where nobody says: `Q4 2026`, `2026 年第四季度`; its key where that names no days.
pub(super) fn usual_name(key: &str, lang: Lang) -> String {
    let Some((kind, start, _)) = cycle_days(key) else { return key.to_owned() };
    let year = start.to_string().split('-').next().unwrap_or_default().to_owned();
    let month: usize = start.to_string().split('-').nth(1).and_then(|m| m.parse().ok()).unwrap_or(1);
    let nth = |part: usize| ["一", "二", "三", "四"].get((month - 1) / part).copied().unwrap_or_default();
    match (kind, lang) {
        (CycleKind::Year | CycleKind::Own, Lang::En) => year,
        (CycleKind::Year | CycleKind::Own, Lang::Zh) => format!("{year} 年"),
        (CycleKind::Half, Lang::En) => format!("H{} {year}", (month - 1) / 6 + 1),
        (CycleKind::Half, Lang::Zh) => format!("{year} 年{}半年", if month < 7 { "上" } else { "下" }),
        (CycleKind::Quarter, Lang::En) => format!("Q{} {year}", (month - 1) / 3 + 1),
        (CycleKind::Quarter, Lang::Zh) => format!("{year} 年第{}季度", nth(3)),
        (CycleKind::Month, Lang::En) => format!("{} {year}", MONTHS.get(month - 1).unwrap_or(&"")),
        (CycleKind::Month, Lang::Zh) => format!("{year} 年 {month} 月"),
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn day(text: &str, field: &'static str, today: Day) -> Result<Day> {
    match parse_when(text, today).map_err(|f| Error::from(f).field(field))? {
        When::Day(day) => Ok(day),
        When::Time(_) => {
            let error = Error::new(Kind::BadData, &tr::ERROR_CYCLE_NEEDS_DAYS).arg("text", text);
            Err(error.field(field))
        }
    }
}

/// Dates in order, a key and a name of its own.
pub(super) fn check(tx: &Tx<'_>, cycle: &Cycle) -> Result<()> {
    cycle.check().map_err(|f| Error::from(f).field("end"))?;
    for (day, field) in [(cycle.start, "start"), (cycle.end, "end")] {
        if !day.is_writable() {
            return Err(Error::from(Fault::BadDate { text: day.to_string() }).field(field));
        }
    }
    if cycle.end.0 - cycle.start.0 > LONGEST {
        let error = Error::new(Kind::BadData, &tr::ERROR_CYCLE_TOO_LONG).arg("days", LONGEST);
        return Err(error.field("end"));
    }
    for other in tx.db().list::<Cycle>()?.iter().filter(|other| other.id != cycle.id) {
        let is = |mine: &str| fold(mine) == fold(&other.key) || fold(mine) == fold(&other.name);
        let taken = |text| Error::new(Kind::BadData, text).arg("key", &other.key).arg("name", &other.name);
        if is(&cycle.key) {
            return Err(taken(&tr::ERROR_CYCLE_KEY_TAKEN).field("key"));
        }
        if is(&cycle.name) {
            return Err(taken(&tr::ERROR_CYCLE_NAME_TAKEN).field("name"));
        }
    }
    Ok(())
}

/// Key results with dates of their own still have a period.
fn check_periods(tx: &Tx<'_>, cycle: &Cycle) -> Result<()> {
    let mut bad = Vec::new();
    for objective in tx.db().list_where::<Objective>("cycle", &cycle.id)? {
        for target in tx.db().list_where::<Target>("objective", &Some(objective.id))? {
            if let Err(error) = check_period(tx, &target, Span::from(cycle)) {
                let (objective, key) = (&objective.key, &target.key);
                bad.push(format!("{}/{objective}/{key}: {error}", cycle.key));
            }
        }
    }
    if bad.is_empty() {
        return Ok(());
    }
    Err(Error::new(Kind::BadData, &tr::ERROR_CYCLE_BOUNDS).rows(bad).field("start"))
}
