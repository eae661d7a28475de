//! Moving a campaign in time: its phases, its targets' own periods and everything counted from its dates go along.
use super::{Moved, MovedKind, Outcome, lookup};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::{Campaign, Day, Fault, Phase, Phases, PlanCurve, Resource, Target, Task, When};
use crate::store::Tx;

/// As far as a campaign may be moved at once, in days.
const FARTHEST: u32 = 3_660;

pub(super) fn shift(tx: &mut Tx<'_>, text: &str, days: i32) -> Result<Outcome> {
    if days.unsigned_abs() > FARTHEST {
        return Err(Error::from(Fault::BadNumber { text: days.to_string() }).field("days"));
    }
    let before = lookup::campaign(&tx.db(), text)?;
    let mut campaign = before.clone();
    (campaign.start, campaign.end) = (before.start.plus(days), before.end.plus(days));
    let moves = follow(tx, &before, &mut campaign, true)?;
    super::campaign::check(tx, &campaign)?;
    tx.title(format!("campaign shift {} {days:+}", campaign.key));
    tx.update(&mut campaign)?;
    let mut outcome = Outcome::new(&tr::DONE_CAMPAIGN_SHIFT)
        .arg("name", &campaign.name)
        .arg("start", campaign.start)
        .arg("end", campaign.end)
        .key(&campaign.key);
    outcome.moved = moves;
    Ok(outcome)
}

/// Lets what hangs on a campaign's dates follow them, and tells what moved. `phases` tells whether its phases follow:
/// where they were typed anew, they do not.
pub(super) fn follow(
    tx: &mut Tx<'_>,
    before: &Campaign,
    after: &mut Campaign,
    phases: bool,
) -> Result<Vec<Moved>> {
    let was = (before.start, before.end);
    let now = (after.start, after.end);
    if was == now {
        return Ok(Vec::new());
    }
    let mut out = vec![tell(MovedKind::Campaign, &after.name, range(was.0, was.1), range(now.0, now.1))];
    let days = now.0.day().0 - was.0.day().0;
    let is_shift = was.0.plus(days) == now.0 && was.1.plus(days) == now.1;
    if phases && !before.phases.0.is_empty() {
        after.phases =
            if is_shift { shifted(&before.phases, days) } else { stretched(&before.phases, was, now)? };
        for (old, new) in before.phases.0.iter().zip(&after.phases.0) {
            out.push(tell(MovedKind::Phase, &new.name, range(old.start, old.end), range(new.start, new.end)));
        }
    }
    if is_shift {
        targets(tx, before, days, &mut out)?;
    }
    let tasks = tx.db().list_where::<Task>("campaign", &before.id)?;
    // What is done was done when it was done.
    for task in tasks.into_iter().filter(|task| task.status.is_open()) {
        let (from, to) = (task.due.resolve(was.0, was.1), task.due.resolve(now.0, now.1));
        out.push(tell(MovedKind::Task, &task.title, from.to_string(), to.to_string()));
    }
    for resource in tx.db().list_where::<Resource>("campaign", &before.id)? {
        let (from, to) = (resource.need_by.resolve(was.0, was.1), resource.need_by.resolve(now.0, now.1));
        out.push(tell(MovedKind::Resource, &resource.name, from.to_string(), to.to_string()));
    }
    out.retain(|moved| moved.from != moved.to);
    Ok(out)
}

fn tell(kind: MovedKind, name: &str, from: String, to: String) -> Moved {
    Moved { kind, name: name.to_owned(), from, to }
}

fn range(start: When, end: When) -> String {
    format!("{start}..{end}")
}

fn shifted(phases: &Phases, days: i32) -> Phases {
    let phase = |p: &Phase| Phase { start: p.start.plus(days), end: p.end.plus(days), ..p.clone() };
    Phases(phases.0.iter().map(phase).collect())
}

/// Targets with a period of their own, and tables of days, go along where the whole campaign moves.
fn targets(tx: &mut Tx<'_>, campaign: &Campaign, days: i32, out: &mut Vec<Moved>) -> Result<()> {
    for mut target in tx.db().list_where::<Target>("campaign", &campaign.id)? {
        let shown = |target: &Target| {
            let (start, end) = (target.start.unwrap_or(campaign.start), target.end.unwrap_or(campaign.end));
            range(start, end)
        };
        let from = shown(&target);
        target.start = target.start.map(|when| when.plus(days));
        target.end = target.end.map(|when| when.plus(days));
        if let PlanCurve::Table { points } = &mut target.curve {
            for (day, _) in points {
                *day = day.plus(days);
            }
        }
        if target.start.is_some() || target.end.is_some() {
            out.push(tell(MovedKind::Target, &target.key, from, shown(&target)));
        }
        tx.update(&mut target)?;
    }
    Ok(())
}

/// The phases stretched or squeezed into other dates: the borders between them keep their place in proportion, on whole
/// days, each phase at least one.
///
/// # Errors
/// `phases_too_many` where the campaign has fewer days than phases.
pub(super) fn stretched(phases: &Phases, was: (When, When), now: (When, When)) -> Result<Phases> {
    let days = |span: (When, When)| span.1.last_day().0 + 1 - span.0.day().0;
    let (old, new) = (days(was).max(1), days(now));
    let count = i32::try_from(phases.0.len()).unwrap_or(i32::MAX);
    if new < count {
        let error = Error::new(Kind::BadData, &tr::ERROR_PHASES_TOO_MANY).arg("n", count);
        return Err(error.field("phases"));
    }
    let first = now.0.day();
    let mut out = phases.clone();
    let mut border = first;
    for index in 0..phases.0.len() {
        let left = count - 1 - i32::try_from(index).unwrap_or(0);
        let from = border;
        let Some(phase) = phases.0.get(index) else { continue };
        let place = f64::from(after(phase.end).0 - was.0.day().0) * f64::from(new) / f64::from(old);
        #[allow(clippy::cast_possible_truncation)]
        let rounded = first.plus(place.round() as i32);
        border = rounded.clamp(from.plus(1), first.plus(new - left));
        if let Some(stretched) = out.0.get_mut(index) {
            stretched.start = at(phase.start, from);
            stretched.end = match phase.end {
                When::Day(_) => When::Day(border.plus(-1)),
                When::Time(_) => at(phase.end, border),
            };
        }
    }
    if let Some(phase) = out.0.first_mut() {
        phase.start = now.0;
    }
    if let Some(phase) = out.0.last_mut() {
        phase.end = now.1;
    }
    Ok(out)
}

/// The same time of day on another day.
fn at(when: When, day: Day) -> When {
    match when {
        When::Day(_) => When::Day(day),
        When::Time(time) => When::Time(day.date().and_time(time.time())),
    }
}

/// The day on which the next phase begins: the one after an end, the same day where it ends at a time of it.
fn after(end: When) -> Day {
    match end {
        When::Day(day) => day.plus(1),
        When::Time(_) => end.day(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Quantity;

    fn phases(list: &[(&str, &str)]) -> Phases {
        let when = |text: &str| When::parse_iso(text).unwrap();
        let phase = |(start, end): &(&str, &str)| Phase {
            name: (*start).to_owned(),
            start: when(start),
            end: when(end),
            share: Quantity::ZERO,
        };
        Phases(list.iter().map(phase).collect())
    }

    #[test]
    fn a_last_day_of_some_hours_is_a_day_for_the_last_phase() {
        let when = |text: &str| When::parse_iso(text).unwrap();
        let stretch = |list: &[(&str, &str)], start: &str, end: &str| {
            let was = (when(list[0].0), when(list[list.len() - 1].1));
            let found = stretched(&phases(list), was, (when(start), when(end)));
            found.map(|p| p.0.iter().map(|p| range(p.start, p.end)).collect::<Vec<_>>())
        };
        let three =
            [("2026-12-01", "2026-12-01"), ("2026-12-02", "2026-12-02"), ("2026-12-03", "2026-12-03")];
        assert_eq!(
            stretch(&three, "2026-12-01", "2026-12-03T22:00").unwrap(),
            ["2026-12-01..2026-12-01", "2026-12-02..2026-12-02", "2026-12-03..2026-12-03T22:00"]
        );
        let evening = stretch(&[("2026-12-05", "2026-12-05")], "2026-12-05T20:00", "2026-12-05T22:00");
        assert_eq!(evening.unwrap(), ["2026-12-05T20:00..2026-12-05T22:00"]);
        let error = stretch(&three, "2026-12-01", "2026-12-03T00:00").unwrap_err();
        assert_eq!(error.code(), "phases_too_many", "a day that ends as it begins is none");
    }
}
