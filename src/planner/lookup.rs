//! Finding what people mean: by key, by name, by unique prefix; an ambiguous word lists its candidates.
use crate::error::{Error, Kind, Result};
use crate::i18n::{Text, label, tr};
use crate::input::playbooks::Entry;
use crate::model::{
    Action, Campaign, CampaignId, Channel, ChannelId, Entity, Lang, Lesson, Metric, Resource, Stage, Target,
    Task, fold, slug,
};
use crate::store::{Db, Tx};
use std::collections::HashMap;

/// Picks the one that `text` names among things with a key and names: the key itself, else one name, else one prefix.
pub(super) fn pick<T>(
    mut rows: Vec<T>,
    text: &str,
    what: &'static Text,
    lang_free_names: impl Fn(&T) -> Vec<String>,
) -> Result<T> {
    let wanted = fold(text);
    let names: Vec<Vec<String>> = rows.iter().map(lang_free_names).collect();
    let is = |name: &String| fold(name) == wanted;
    let begins = |name: &String| !wanted.is_empty() && fold(name).starts_with(&wanted);
    let found = |meant: &dyn Fn(&[String]) -> bool| -> Vec<usize> {
        names.iter().enumerate().filter(|(_, names)| meant(names)).map(|(i, _)| i).collect()
    };
    let by_key = found(&|names| names.first().is_some_and(is));
    let by_name = found(&|names| names.iter().any(is));
    let by_prefix = found(&|names| names.iter().any(begins));
    let candidates =
        [by_key, by_name, by_prefix].into_iter().find(|found| !found.is_empty()).unwrap_or_default();
    match candidates.as_slice() {
        [index] => Ok(rows.swap_remove(*index)),
        [] => {
            let near = nearest(&wanted, names.into_iter().filter_map(|names| names.into_iter().next()));
            Err(Error::new(Kind::NotFound, what).arg("text", text).rows(near))
        }
        several => {
            let rows = several.iter().filter_map(|i| names.get(*i)).map(|names| names.join("  "));
            Err(Error::new(Kind::NotFound, &tr::ERROR_AMBIGUOUS).arg("text", text).rows(rows))
        }
    }
}

/// The known words most like one, at most five.
fn nearest(wanted: &str, known: impl Iterator<Item = String>) -> Vec<String> {
    let mut scored: Vec<(usize, String)> =
        known.map(|word| (strsim::damerau_levenshtein(wanted, &fold(&word)), word)).collect();
    scored.sort();
    let near = wanted.chars().count().div_ceil(2).max(2);
    scored.into_iter().filter(|(distance, _)| *distance <= near).take(5).map(|(_, word)| word).collect()
}

/// The campaign of a key, name, unique prefix or `#id`.
///
/// # Errors
/// `no_campaign` or `ambiguous`, with candidates.
pub fn campaign(db: &Db<'_>, text: &str) -> Result<Campaign> {
    campaign_among(&db.list::<Campaign>()?, text)
}

/// The campaign of exactly this key, name or `#id`: where a neighbour with a longer name must never be meant.
///
/// # Errors
/// `no_campaign`.
pub(super) fn campaign_exactly(db: &Db<'_>, text: &str) -> Result<Campaign> {
    let found = campaign(db, text)?;
    if is_exact(text, [&found.key, &found.name]) || text == format!("#{}", found.id.0) {
        return Ok(found);
    }
    Err(Error::new(Kind::NotFound, &tr::ERROR_NO_CAMPAIGN).arg("text", text).rows([found.key]))
}

/// The campaign of this key or a unique beginning of it, this name or `#id`: where only a part of a name says too little.
///
/// # Errors
/// `no_campaign` or `ambiguous`, with candidates.
pub(super) fn campaign_by_key(db: &Db<'_>, text: &str) -> Result<Campaign> {
    let found = campaign(db, text)?;
    if fold(&found.key).starts_with(&fold(text)) {
        return Ok(found);
    }
    campaign_exactly(db, text)
}

/// The target of exactly this `campaign/key`.
///
/// # Errors
/// `no_target`.
pub(super) fn target_exactly(db: &Db<'_>, text: &str) -> Result<(Campaign, Target)> {
    let (owner, found) = target(db, text)?;
    let (campaign, key) = text.rsplit_once('/').unwrap_or((text, ""));
    let is_owner = is_exact(campaign, [&owner.key, &owner.name]) || campaign == format!("#{}", owner.id.0);
    if is_owner && is_exact(key, [&found.key]) {
        return Ok((owner, found));
    }
    let near = format!("{}/{}", owner.key, found.key);
    Err(Error::new(Kind::NotFound, &tr::ERROR_NO_TARGET).arg("text", text).rows([near]))
}

pub(super) fn is_exact<'a>(text: &str, names: impl IntoIterator<Item = &'a String>) -> bool {
    let wanted = fold(text);
    names.into_iter().any(|name| fold(name) == wanted)
}

/// The same among rows at hand.
pub(super) fn campaign_among(rows: &[Campaign], text: &str) -> Result<Campaign> {
    if let Some(id) = text.strip_prefix('#').and_then(|id| id.parse::<i64>().ok())
        && let Some(found) = rows.iter().find(|c| c.id.0 == id)
    {
        return Ok(found.clone());
    }
    pick(rows.to_vec(), text, &tr::ERROR_NO_CAMPAIGN, |c| vec![c.key.clone(), c.name.clone()])
}

/// The target of `campaign/target`; a campaign alone means its primary target.
///
/// # Errors
/// `no_target` or `ambiguous`, with candidates.
pub fn target(db: &Db<'_>, text: &str) -> Result<(Campaign, Target)> {
    let (owner, key) = text.rsplit_once('/').map_or((text, None), |(owner, key)| (owner, Some(key)));
    let owner = campaign(db, owner)?;
    let rows = db.list_where::<Target>("campaign", &owner.id)?;
    let found = match key {
        Some(key) => {
            let metrics = db.list::<Metric>()?;
            pick(rows, key, &tr::ERROR_NO_TARGET, |t| {
                let names = metrics.iter().find(|m| Some(m.id) == t.metric);
                let names = names.map(|m| vec![m.key.clone(), m.name_en.clone(), m.name_zh.clone()]);
                std::iter::once(t.key.clone()).chain(names.unwrap_or_default()).collect()
            })?
        }
        None => {
            let first = rows.iter().find(|t| t.is_primary).or(rows.first()).cloned();
            first.ok_or_else(|| Error::new(Kind::NotFound, &tr::ERROR_NO_TARGET).arg("text", text))?
        }
    };
    Ok((owner, found))
}

/// The task of a number, or of a title, after `campaign/` where several campaigns have one of that name.
///
/// # Errors
/// `no_task` or `ambiguous`, with candidates.
pub fn task(db: &Db<'_>, text: &str) -> Result<(Campaign, Task)> {
    part(db, text, &tr::ERROR_NO_TASK, |t: &Task| (t.campaign, t.title.clone()))
}

/// The task of exactly this number or title.
pub(super) fn task_exactly(db: &Db<'_>, text: &str) -> Result<(Campaign, Task)> {
    let (campaign, task) = task(db, text)?;
    exactly(text, task.id.0, &task.title, &tr::ERROR_NO_TASK)?;
    Ok((campaign, task))
}

/// The task that a number or a title means among rows at hand.
pub(super) fn task_among(rows: &[Task], text: &str) -> Result<Task> {
    by_number(rows, text).map_or_else(
        || pick(rows.to_vec(), text, &tr::ERROR_NO_TASK, |t| vec![t.title.clone()]),
        |found| Ok(found.clone()),
    )
}

/// The resource of a number, or of a name, after `campaign/` where several campaigns have one of that name.
///
/// # Errors
/// `no_resource` or `ambiguous`, with candidates.
pub fn resource(db: &Db<'_>, text: &str) -> Result<(Campaign, Resource)> {
    part(db, text, &tr::ERROR_NO_RESOURCE, |r: &Resource| (r.campaign, r.name.clone()))
}

/// The resource of exactly this number or name.
pub(super) fn resource_exactly(db: &Db<'_>, text: &str) -> Result<(Campaign, Resource)> {
    let (campaign, resource) = resource(db, text)?;
    exactly(text, resource.id.0, &resource.name, &tr::ERROR_NO_RESOURCE)?;
    Ok((campaign, resource))
}

/// The row of a number: `12` or `#12`.
fn by_number<'a, E: Entity>(rows: &'a [E], text: &str) -> Option<&'a E> {
    let number: i64 = text.trim().trim_start_matches('#').parse().ok()?;
    rows.iter().find(|row| row.row_id() == number)
}

/// A part of a campaign by its number or its name.
fn part<E: Entity>(
    db: &Db<'_>,
    text: &str,
    what: &'static Text,
    name: impl Fn(&E) -> (CampaignId, String),
) -> Result<(Campaign, E)> {
    let campaigns = db.list::<Campaign>()?;
    let rows = db.list::<E>()?;
    let owner = |row: &E| campaigns.iter().find(|c| c.id == name(row).0).cloned();
    if let Some(row) = by_number(&rows, text)
        && let Some(campaign) = owner(row)
    {
        return Ok((campaign, row.clone()));
    }
    let key = |row: &E| owner(row).map(|c| c.key).unwrap_or_default();
    let found = pick(rows, text, what, |row| {
        let title = name(row).1;
        vec![row.row_id().to_string(), title.clone(), format!("{}/{title}", key(row))]
    })?;
    let missing = || Error::new(Kind::NotFound, what).arg("text", text);
    owner(&found).map(|campaign| (campaign, found)).ok_or_else(missing)
}

/// The action of a number, `12` or `#12`, or of a title.
///
/// # Errors
/// `no_action` or `ambiguous`, with candidates.
pub fn action(db: &Db<'_>, text: &str) -> Result<Action> {
    numbered(db.list()?, text, &tr::ERROR_NO_ACTION, |action: &Action| action.title.clone())
}

/// The lesson of a number, `12` or `#12`, or of a title.
///
/// # Errors
/// `no_lesson` or `ambiguous`, with candidates.
pub fn lesson(db: &Db<'_>, text: &str) -> Result<Lesson> {
    numbered(db.list()?, text, &tr::ERROR_NO_LESSON, |lesson: &Lesson| lesson.title.clone())
}

/// The lesson of exactly this number or title.
pub(super) fn lesson_exactly(db: &Db<'_>, text: &str) -> Result<Lesson> {
    let lesson = lesson(db, text)?;
    exactly(text, lesson.id.0, &lesson.title, &tr::ERROR_NO_LESSON)?;
    Ok(lesson)
}

/// The row of a number or a title.
fn numbered<E: Entity>(
    rows: Vec<E>,
    text: &str,
    what: &'static Text,
    title: impl Fn(&E) -> String,
) -> Result<E> {
    by_number(&rows, text)
        .cloned()
        .map_or_else(|| pick(rows, text.trim(), what, |row| vec![title(row), row.row_id().to_string()]), Ok)
}

/// Refuses a text that only begins like the name it was found by.
fn exactly(text: &str, number: i64, name: &str, what: &'static Text) -> Result<()> {
    let title = text.split_once('/').map_or(text, |(_, title)| title);
    let is_number = text.trim().trim_start_matches('#') == number.to_string();
    if is_number || fold(text) == fold(name) || fold(title) == fold(name) {
        return Ok(());
    }
    Err(Error::new(Kind::NotFound, what).arg("text", text).rows([format!("{number}  {name}")]))
}

/// The playbook of a key, a name in either language or a unique prefix.
pub(super) fn playbook<'a>(rows: &'a [Entry], text: &str) -> Result<&'a Entry> {
    pick(rows.iter().collect(), text, &tr::ERROR_NO_PLAYBOOK, |entry| {
        let book = &entry.playbook;
        vec![book.key.clone(), book.name.en.clone(), book.name.zh.clone()]
    })
}

/// The metric of a key, a name in either language or a unique prefix.
///
/// # Errors
/// `no_metric` or `ambiguous`, with candidates.
pub fn metric(db: &Db<'_>, text: &str) -> Result<Metric> {
    metric_among(&db.list::<Metric>()?, text)
}

/// The same among rows at hand.
pub(super) fn metric_among(rows: &[Metric], text: &str) -> Result<Metric> {
    pick(rows.to_vec(), text, &tr::ERROR_NO_METRIC, |m| {
        vec![m.key.clone(), m.name(Lang::En).to_owned(), m.name(Lang::Zh).to_owned()]
    })
}

/// The channel of a key, a name or a unique prefix.
///
/// # Errors
/// `no_channel` or `ambiguous`, with candidates.
pub fn channel(db: &Db<'_>, text: &str) -> Result<Channel> {
    channel_among(&db.list::<Channel>()?, text)
}

/// The same among rows at hand.
pub(super) fn channel_among(rows: &[Channel], text: &str) -> Result<Channel> {
    pick(rows.to_vec(), text, &tr::ERROR_NO_CHANNEL, |c| vec![c.key.clone(), c.name.clone()])
}

/// The stage of a word, or of what it is called in either language.
///
/// # Errors
/// `unknown_word`, with all of them.
pub fn stage(text: &str) -> Result<Stage> {
    super::okr::word(text, Stage::ALL, label::stage, "stage")
}

/// The channel of a key or name, exactly; made where it is new.
pub(super) fn channel_or_new(tx: &mut Tx<'_>, text: &str) -> Result<Channel> {
    let wanted = fold(text);
    let present = tx.db().list::<Channel>()?;
    if let Some(found) = present.iter().find(|c| fold(&c.key) == wanted || fold(&c.name) == wanted) {
        return Ok(found.clone());
    }
    new_channel(tx, text, |word| present.iter().any(|c| fold(&c.key) == word || fold(&c.name) == word))
}

/// The same for a channel typed by hand, which may be mistyped: one that is new is told, with the known ones like it.
pub(super) fn channel_told(tx: &mut Tx<'_>, text: &str, warnings: &mut Vec<Error>) -> Result<Channel> {
    let known = tx.db().list::<Channel>()?;
    let channel = channel_or_new(tx, text)?;
    if known.iter().all(|other| other.id != channel.id) {
        let wanted = fold(&channel.name);
        let near =
            known.iter().filter(|c| is_like(&wanted, &fold(&c.name)) || is_like(&wanted, &fold(&c.key)));
        let near: Vec<&str> = near.take(3).map(|c| c.name.as_str()).collect();
        let what = if near.is_empty() { &tr::ERROR_NEW_CHANNEL } else { &tr::ERROR_NEW_CHANNEL_LIKE };
        let error = Error::new(Kind::BadData, what).arg("channel", &channel.name);
        warnings.push(error.arg("near", near.join(", ")).field("channel"));
    }
    Ok(channel)
}

/// True where one word is easily typed for the other: a third of it differs, one character of a short one, or one
/// begins like the other.
fn is_like(wanted: &str, known: &str) -> bool {
    let near = (wanted.chars().count() / 3).max(1);
    let is_longer = wanted.starts_with(known) || known.starts_with(wanted);
    wanted.chars().count() > 1
        && known.chars().count() > 1
        && (is_longer || strsim::damerau_levenshtein(wanted, known) <= near)
}

/// A channel of that name, which is new; `is_taken` tells of a folded word whether it means another channel.
pub(super) fn new_channel(tx: &mut Tx<'_>, text: &str, is_taken: impl Fn(&str) -> bool) -> Result<Channel> {
    let name = crate::model::check_name(text)?;
    let wanted = channel_key(&name);
    let key = std::iter::once(wanted.clone())
        .chain((2_u32..).map(|number| format!("{wanted}-{number}")))
        .find(|key| !is_taken(&fold(key)))
        .unwrap_or(wanted);
    let mut channel = Channel { id: ChannelId(0), version: 0, key, name, kind: None };
    tx.insert(&mut channel)?;
    Ok(channel)
}

/// Every channel by its key and by its name, folded; the oldest where two share one.
pub(super) fn channels_by_word(db: &Db<'_>) -> Result<HashMap<String, ChannelId>> {
    let mut known = HashMap::new();
    for channel in db.list::<Channel>()? {
        known.entry(fold(&channel.key)).or_insert(channel.id);
        known.entry(fold(&channel.name)).or_insert(channel.id);
    }
    Ok(known)
}

/// A name that leaves nothing for a key stands for itself.
fn channel_key(name: &str) -> String {
    Some(slug(name)).filter(|key| !key.is_empty()).unwrap_or_else(|| name.to_owned())
}
