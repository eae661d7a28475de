//! Finding cycles, objectives and key results: by path, by title, by unique prefix.
use super::super::lookup::{is_exact, pick};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::{
    Cycle, CycleStatus, Day, Lang, Metric, Objective, ObjectiveId, Target, fold, present_cycle,
};
use crate::store::Db;

/// The cycle of a key, a name or a unique prefix; the present one where the text is empty.
///
/// # Errors
/// `no_cycle` or `ambiguous`, with candidates.
pub fn cycle(db: &Db<'_>, text: &str, today: Day) -> Result<Cycle> {
    let rows = db.list::<Cycle>()?;
    if text.trim().is_empty() {
        let none = || Error::new(Kind::NotFound, &tr::ERROR_NO_CYCLE_YET);
        return present_cycle(&rows, today).cloned().ok_or_else(none);
    }
    pick(rows, text.trim(), &tr::ERROR_NO_CYCLE, |c| vec![c.key.clone(), c.name.clone()])
}

/// An objective with its cycle.
pub type Found = (Cycle, Objective);

/// The objective of `2026-q4/o1`; of `o1` or a title in the present cycle, or where only one cycle has it.
///
/// # Errors
/// `no_objective` or `ambiguous`, with candidates.
pub fn objective(db: &Db<'_>, text: &str, today: Day) -> Result<Found> {
    let cycles = db.list::<Cycle>()?;
    let rows = db.list::<Objective>()?;
    let text = text.trim();
    if let Some(id) = text.strip_prefix('#').and_then(|id| id.parse().ok()).map(ObjectiveId)
        && let Some(found) = rows.iter().find(|o| o.id == id)
        && let Some(cycle) = cycles.iter().find(|c| c.id == found.cycle)
    {
        return Ok((cycle.clone(), found.clone()));
    }
    let named = text.split_once('/').and_then(|(cycle, key)| {
        let wanted = fold(cycle);
        let exact = cycles.iter().find(|c| fold(&c.key) == wanted || fold(&c.name) == wanted);
        let mut begin = cycles.iter().filter(|c| !wanted.is_empty() && fold(&c.key).starts_with(&wanted));
        let only = begin.next().filter(|_| begin.next().is_none());
        exact.or(only).map(|cycle| (cycle, key))
    });
    let names = |o: &Objective| vec![o.key.clone(), o.title.clone()];
    if let Some((cycle, key)) = named {
        let own: Vec<Objective> = rows.into_iter().filter(|o| o.cycle == cycle.id).collect();
        let picked = pick(own, key, &tr::ERROR_NO_OBJECTIVE, names);
        return Ok((cycle.clone(), picked.map_err(|error| error.told_of(text))?));
    }
    if let Some(cycle) = present_cycle(&cycles, today) {
        let own: Vec<Objective> = rows.iter().filter(|o| o.cycle == cycle.id).cloned().collect();
        match pick(own, text, &tr::ERROR_NO_OBJECTIVE, names) {
            Ok(found) => return Ok((cycle.clone(), found)),
            Err(error) if error.code() == "ambiguous" => return Err(error),
            Err(_) => {}
        }
    }
    // Before what is planned for later, what another cycle of these days has.
    let runs = |id| {
        let is_on = |c: &&Cycle| c.status == CycleStatus::Active && c.start <= today && today <= c.end;
        cycles.iter().filter(is_on).find(|c| c.id == id)
    };
    let running: Vec<Objective> = rows.iter().filter(|o| runs(o.cycle).is_some()).cloned().collect();
    if let Ok(found) = pick(running, text, &tr::ERROR_NO_OBJECTIVE, names)
        && let Some(cycle) = runs(found.cycle)
    {
        return Ok((cycle.clone(), found));
    }
    let names = |o: &Objective| {
        let cycle = cycles.iter().find(|c| c.id == o.cycle).map_or("?", |c| c.key.as_str());
        vec![o.key.clone(), o.title.clone(), format!("{cycle}/{}", o.key)]
    };
    let found = pick(rows, text, &tr::ERROR_NO_OBJECTIVE, names)?;
    let gone = || Error::new(Kind::NotFound, &tr::ERROR_NO_OBJECTIVE).arg("text", text);
    let cycle = cycles.into_iter().find(|c| c.id == found.cycle).ok_or_else(gone)?;
    Ok((cycle, found))
}

/// The objective of exactly this path, key or title: where a neighbour must never be meant.
pub(in super::super) fn objective_exactly(db: &Db<'_>, text: &str, today: Day) -> Result<Found> {
    let (cycle, found) = objective(db, text, today)?;
    let path = format!("{}/{}", cycle.key, found.key);
    if is_exact(text, [&path, &found.key, &found.title]) || text == format!("#{}", found.id.0) {
        return Ok((cycle, found));
    }
    Err(Error::new(Kind::NotFound, &tr::ERROR_NO_OBJECTIVE).arg("text", text).rows([path]))
}

/// The key result of `o1/kr1`, `2026-q4/o1/kr1`, or of its title in the present cycle; the only one of an objective
/// that is named alone.
///
/// # Errors
/// `no_key_result` or `ambiguous`, with candidates.
pub fn key_result(db: &Db<'_>, text: &str, today: Day) -> Result<(Found, Target)> {
    let text = text.trim();
    let none = || Error::new(Kind::NotFound, &tr::ERROR_NO_KEY_RESULT).arg("text", text);
    let metrics = db.list::<Metric>()?;
    let names = |t: &Target| {
        let metric = metrics.iter().find(|m| Some(m.id) == t.metric);
        let metric = metric
            .map(|m| vec![m.key.clone(), m.name(Lang::En).to_owned(), m.name(Lang::Zh).to_owned()])
            .unwrap_or_default();
        let title = Some(t.title.clone()).filter(|title| !title.is_empty());
        std::iter::once(t.key.clone()).chain(title).chain(metric).collect()
    };
    let mut missing = None;
    if let Some((owner, key)) = text.rsplit_once('/') {
        match objective(db, owner, today) {
            Ok(found) => {
                let rows = db.list_where::<Target>("objective", &Some(found.1.id))?;
                let picked = pick(rows, key, &tr::ERROR_NO_KEY_RESULT, names);
                return Ok((found, picked.map_err(|error| error.told_of(text))?));
            }
            // A title may hold a slash, too.
            Err(error) => missing = Some(if error.code() == "ambiguous" { error } else { none() }),
        }
    }
    if let Ok(found) = objective(db, text, today) {
        let mut rows = db.list_where::<Target>("objective", &Some(found.1.id))?;
        if let (Some(only), true) = (rows.pop(), rows.is_empty()) {
            return Ok((found, only));
        }
        let all = db.list_where::<Target>("objective", &Some(found.1.id))?;
        let rows = all.iter().map(|t| format!("{}/{}/{}  {}", found.0.key, found.1.key, t.key, t.title));
        return Err(none().rows(rows));
    }
    let cycle = match (cycle(db, "", today), missing.clone()) {
        (Err(_), Some(missing)) => return Err(missing),
        (found, _) => found?,
    };
    let objectives = db.list_where::<Objective>("cycle", &cycle.id)?;
    let ids: Vec<Option<ObjectiveId>> = objectives.iter().map(|o| Some(o.id)).collect();
    let found = pick(db.list_among::<Target>("objective", &ids)?, text, &tr::ERROR_NO_KEY_RESULT, |t| {
        let names: Vec<String> = names(t);
        names.into_iter().skip(1).collect()
    });
    let found = found.map_err(|error| missing.filter(|_| error.code() != "ambiguous").unwrap_or(error))?;
    let objective = objectives.into_iter().find(|o| Some(o.id) == found.objective).ok_or_else(none)?;
    Ok(((cycle, objective), found))
}

/// The target of `campaign/key`, or the key result of `objective/key`.
///
/// # Errors
/// `no_target` or `ambiguous`, with candidates.
pub fn any_target(db: &Db<'_>, text: &str, today: Day) -> Result<Target> {
    Ok(any_target_named(db, text, today)?.1)
}

/// The same after what people type before its key: `d11`, `2026-Q4/o1`.
pub(in super::super) fn any_target_named(db: &Db<'_>, text: &str, today: Day) -> Result<(String, Target)> {
    match super::super::lookup::target(db, text) {
        Ok((campaign, target)) => Ok((campaign.key, target)),
        Err(error) if error.kind() == Kind::NotFound => {
            let found = key_result(db, text, today).map_err(|_| error)?;
            Ok((path(&found.0), found.1))
        }
        Err(error) => Err(error),
    }
}

/// An objective as people type it: `2026-Q4/o1`.
pub(in super::super) fn path((cycle, objective): &Found) -> String {
    format!("{}/{}", cycle.key, objective.key)
}

/// The cycle of exactly this key or name.
pub(in super::super) fn cycle_exactly(db: &Db<'_>, text: &str, today: Day) -> Result<Cycle> {
    let missing = || Error::new(Kind::NotFound, &tr::ERROR_NO_CYCLE).arg("text", text);
    if text.trim().is_empty() {
        return Err(missing());
    }
    let found = cycle(db, text, today)?;
    if is_exact(text, [&found.key, &found.name]) { Ok(found) } else { Err(missing().rows([found.key])) }
}

/// The key result of exactly this path, or of exactly this title: where a neighbour must never be meant.
pub(in super::super) fn key_result_exactly(db: &Db<'_>, text: &str, today: Day) -> Result<(Found, Target)> {
    let (owner, found) = key_result(db, text, today)?;
    let (above, key) = text.rsplit_once('/').unwrap_or(("", text));
    let is_owner = is_exact(above, [&path(&owner), &owner.1.key, &owner.1.title])
        || above == format!("#{}", owner.1.id.0);
    let is_titled = !found.title.is_empty() && is_exact(text, [&found.title]);
    if (is_owner && is_exact(key, [&found.key])) || is_titled {
        return Ok((owner, found));
    }
    let near = format!("{}/{}", path(&owner), found.key);
    Err(Error::new(Kind::NotFound, &tr::ERROR_NO_KEY_RESULT).arg("text", text).rows([near]))
}

/// What an objective of a cycle is aligned to as typed: an objective, or a key result with its objective. What is in the
/// same cycle comes first.
pub(in super::super) fn parent(
    db: &Db<'_>,
    text: &str,
    home: &Cycle,
    today: Day,
) -> Result<(Found, Option<Target>)> {
    let at_home = format!("{}/{}", home.key, text.trim());
    let mut missing = None;
    for words in [at_home.as_str(), text] {
        match objective(db, words, today) {
            Ok(found) => return Ok((found, None)),
            Err(error) if error.code() == "ambiguous" => return Err(error),
            Err(error) => missing = Some(error),
        }
        if text.trim().contains('/')
            && let Ok((found, target)) = key_result(db, words, today)
        {
            return Ok((found, Some(target)));
        }
    }
    Err(missing.unwrap_or_else(|| Error::new(Kind::NotFound, &tr::ERROR_NO_OBJECTIVE).arg("text", text)))
}
