//! Actions: add, change, delete.
use super::super::lookup::{self, is_exact};
use super::super::retro::place::{Subject, draft, drafted, is_over};
use super::super::task::{given, person};
use super::super::{ActionDraft, Context, OkrPlace, Outcome};
use super::place::{Place, place};
use super::words::word;
use crate::error::{Error, Kind, Result};
use crate::i18n::{label, tr};
use crate::model::{
    Action, ActionStatus, Aim, Campaign, Cycle, Day, Fault, Metric, RetroId, ReviewId, When, check_name,
    parse_when, quoted,
};
use crate::store::Tx;

pub(super) fn add(
    tx: &mut Tx<'_>,
    about: &OkrPlace,
    draft: &ActionDraft,
    review: Option<ReviewId>,
) -> Result<Outcome> {
    let missing = || Error::new(Kind::BadData, &tr::ERROR_MISSING).arg("what", "title").field("title");
    given(draft.title.as_ref()).ok_or_else(missing)?;
    let found = place(tx, about, review)?;
    let mut action = Action {
        campaign: found.campaign,
        objective: found.objective,
        cycle: found.cycle,
        review,
        retro: retro_of(tx, &found, draft.in_retro)?,
        ..Action::open(tx.now())
    };
    apply(tx, &mut action, draft)?;
    tx.insert(&mut action)?;
    tx.title(format!("action add {} {}", found.path, action.title));
    let mut outcome = Outcome::new(&tr::DONE_ACTION_ADD)
        .arg("title", &action.title)
        .arg("id", action.id.0)
        .key(action.id.0.to_string());
    if action.owner.is_empty() || action.due.is_none() {
        outcome.warnings.push(Error::new(Kind::BadData, &tr::ERROR_ACTION_OPEN_ENDED));
    }
    Ok(outcome)
}

pub(super) fn set(
    tx: &mut Tx<'_>,
    context: &Context,
    text: &str,
    seen: Option<i64>,
    draft: &ActionDraft,
) -> Result<Outcome> {
    let mut action = lookup::action(&tx.db(), text)?;
    action.version = seen.unwrap_or(action.version);
    let was = action.status;
    apply(tx, &mut action, draft)?;
    tx.title(format!("action set {}", action.title));
    tx.update(&mut action)?;
    let done = |text| Outcome::new(text).arg("title", &action.title).key(action.id.0.to_string());
    if action.status == was {
        return Ok(done(&tr::DONE_ACTION_SET));
    }
    Ok(done(&tr::DONE_ACTION_STATUS).arg("status", label::action_status(action.status).get(context.lang)))
}

pub(super) fn delete(tx: &mut Tx<'_>, text: &str) -> Result<Outcome> {
    let action = lookup::action(&tx.db(), text)?;
    let number = text.trim().trim_start_matches('#');
    if number != action.id.0.to_string() && !is_exact(text, [&action.title]) {
        let near = format!("{}  {}", action.id.0, action.title);
        return Err(Error::new(Kind::NotFound, &tr::ERROR_NO_ACTION).arg("text", text).rows([near]));
    }
    tx.title(format!("action delete {}", action.title));
    tx.delete(&action)?;
    Ok(Outcome::new(&tr::DONE_ACTION_DELETE).arg("title", &action.title).key(action.id.0.to_string()))
}

fn apply(tx: &Tx<'_>, action: &mut Action, draft: &ActionDraft) -> Result<()> {
    if let Some(title) = given(draft.title.as_ref()) {
        action.title = check_name(title).map_err(|f| Error::from(f).field("title"))?;
    }
    if let Some(owner) = &draft.owner {
        action.owner = person(owner, "owner")?;
    }
    if let Some(due) = &draft.due {
        action.due = given(Some(due)).map(|text| day(text, tx.today())).transpose()?;
    }
    let db = tx.db();
    if let Some(metric) = &draft.metric {
        let metric = given(Some(metric)).map(|text| lookup::metric(&db, text)).transpose();
        action.metric = metric.map_err(|e| e.field("metric"))?.map(|metric| metric.id);
    }
    if let Some(aim_text) = &draft.aim {
        let metric = action.metric.map(|id| db.get::<Metric>(id.0)).transpose()?.flatten();
        let unit = metric.map(|metric| metric.unit);
        let aim = given(Some(aim_text)).map(|text| Aim::parse(text, unit)).transpose();
        let bad =
            |_| Error::new(Kind::BadData, &tr::ERROR_BAD_AIM).arg("text", quoted(aim_text)).field("aim");
        action.aim = aim.map_err(bad)?;
    }
    let is_moved = draft.aim.is_some() || draft.metric.is_some();
    if is_moved && action.aim.is_some() && action.metric.is_none() {
        return Err(Error::new(Kind::BadData, &tr::ERROR_AIM_WITHOUT_METRIC).field("metric"));
    }
    if let Some(status) = given(draft.status.as_ref()) {
        let status = word(status, ActionStatus::ALL, label::action_status, "status")?;
        if status != action.status {
            action.done_at = (status != ActionStatus::Open).then(|| tx.now());
        }
        action.status = status;
    }
    Ok(())
}

/// The retrospective it is decided in: a campaign's, a cycle's where that is said. Of what is over it is drafted.
fn retro_of(tx: &mut Tx<'_>, found: &Place, in_retro: bool) -> Result<Option<RetroId>> {
    let db = tx.db();
    let subject = match (found.campaign, found.cycle) {
        (Some(campaign), _) => db.get::<Campaign>(campaign.0)?.map(|found| Subject::Campaign(found.into())),
        (None, Some(cycle)) if in_retro => db.get::<Cycle>(cycle.0)?.map(Subject::Cycle),
        _ => None,
    };
    let Some(subject) = subject else { return Ok(None) };
    let retro = match is_over(tx, &subject)? {
        true => Some(draft(tx, &subject)?),
        false => drafted(&tx.db(), &subject)?,
    };
    Ok(retro.map(|retro| retro.id))
}

/// An action is due on a day, not at a time of it.
fn day(text: &str, today: Day) -> Result<Day> {
    match parse_when(text, today).map_err(|f| Error::from(f).field("due"))? {
        When::Day(day) => Ok(day),
        When::Time(_) => Err(Error::from(Fault::BadDate { text: quoted(text) }).field("due")),
    }
}
