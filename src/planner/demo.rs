//! The demo: its data goes in by the same requests as anybody's. Feeding it live is recording, too.
mod okr;
mod retro;

use super::{
    CampaignDraft, Context, ImportOptions, LinkDraft, Proposal, ProposedChannel, ProposedTarget,
    ProposedTask, Request, ResourceDraft, RetroPlace, RetroRequest, TargetDraft, TaskDraft, import, lookup,
    perform,
};
use crate::error::Result;
use crate::input::demo::{
    DemoCampaign, DemoChannel, DemoLink, DemoReading, DemoResource, DemoTarget, DemoTask, business_rows,
    demo, demo_learned, demo_okr,
};
use crate::model::{
    Campaign, CampaignId, Day, KeptFigures, Lesson, LessonUse, Quantity, Series, When, Zone, fold,
    parse_moment,
};
use crate::store::{Db, Put, Repeat, Store};

/// Who imports the demo's readings; a batch by anybody else after that means that somebody works in it.
pub const ACTOR: &str = "demo";
const SOURCE: &str = "demo";
/// The batch that makes the demo complete.
const FILLED: &str = "import demo";
const LIVE_SOURCE: &str = "live";
const HOUR: i64 = 3_600;
/// One thing somebody did: when, who, what.
struct Deed {
    at: i64,
    actor: String,
    what: What,
}

/// What somebody did.
enum What {
    /// Something that can be asked for as it is.
    Ask(Box<Request>),
    /// Change the task that a lesson became in a campaign.
    Task { lesson: String, campaign: String, draft: Box<TaskDraft> },
    /// Import the readings of a campaign that is over.
    Readings(String),
    /// Finish its retrospective with the numbers as they are then.
    Finish(String),
}

/// The numbers of a campaign as a finished retrospective keeps them: what the board shows at a moment.
pub type Figures<'a> = &'a dyn Fn(&Db<'_>, CampaignId, i64) -> Result<KeptFigures>;

/// Fills a new workspace with the demo's campaigns and readings up to `context.now`, in its language. What happened
/// earlier is written as of then, by whoever did it, so that history and as-of have something to show. Some of the
/// open tasks belong to `context.actor`. `figures` are what retrospectives that were finished keep.
///
/// # Errors
/// Whatever the planner refuses, or storage errors.
pub fn fill(store: &mut Store, context: &Context, figures: Figures<'_>) -> Result<()> {
    store.skip_daily_backup();
    let zone = store.settings()?.zone;
    let today = zone.day_of(context.now);
    let data = demo(context.lang, today, &context.actor)?;
    let mut deeds = Vec::new();
    for campaign in &data.campaigns {
        deeds.extend(story(campaign, zone)?);
    }
    let okr = demo_okr(context.lang, &context.actor)?;
    deeds.extend(okr::story(&okr, today, zone)?);
    let learned = demo_learned(context.lang, &context.actor)?;
    let metrics = super::playbooks::metrics(store)?;
    deeds.extend(retro::story(&learned, &data, &metrics, today, zone)?);
    deeds.sort_by_key(|deed| deed.at);
    let opened = deeds.first().map_or(context.now, |deed| deed.at);
    let channel = |channel: &DemoChannel| {
        let (name, kind) = (Some(channel.name.clone()), Some(channel.kind.clone()));
        let request = Request::ChannelSet { channel: channel.key.clone(), name, kind };
        Deed { at: opened, actor: ACTOR.to_owned(), what: What::Ask(Box::new(request)) }
    };
    let channels: Vec<Deed> = data.channels.iter().map(channel).collect();
    let mut imported: Vec<String> = Vec::new();
    store.without_waiting(|store| {
        for Deed { at, actor, what } in channels.into_iter().chain(deeds) {
            let context = Context { now: at.min(context.now), actor, ..context.clone() };
            match what {
                What::Ask(request) => {
                    perform(store, &context, *request)?;
                }
                What::Task { lesson, campaign, draft } => {
                    let task = store.read(None, |db| task_of(db, &lesson, &campaign))?;
                    perform(store, &context, Request::TaskSet { task, seen: None, draft: *draft })?;
                }
                What::Readings(campaign) => {
                    let rows = data.rows(0, 0, |row| row.campaign == campaign);
                    put(store, &context, &rows)?;
                    imported.push(campaign);
                }
                What::Finish(campaign) => {
                    let figures = store.read(None, |db| {
                        figures(db, lookup::campaign_exactly(db, &campaign)?.id, context.now)
                    })?;
                    let about = RetroPlace::Campaign(campaign);
                    perform(store, &context, RetroRequest::Finish { about, figures }.into())?;
                }
            }
        }
        Ok(())
    })?;
    let (start, end) = (zone.start_of(today), zone.end_of(today));
    let rows = data.rows(context.now - start, end - start, |row| !imported.contains(&row.campaign));
    put(store, context, &(rows + &business_rows(today)?))
}

/// The number of the task that a lesson became in a campaign.
fn task_of(db: &Db<'_>, lesson: &str, campaign: &str) -> Result<String> {
    let campaign: Campaign = lookup::campaign_exactly(db, campaign)?;
    let lessons = db.list::<Lesson>()?;
    let id = lessons.iter().find(|row| fold(&row.title) == fold(lesson)).map(|row| row.id);
    let used = db.list_where::<LessonUse>("campaign", &campaign.id)?;
    let task = used.iter().find(|row| Some(row.lesson) == id).and_then(|row| row.task);
    Ok(task.map_or_else(|| lesson.to_owned(), |task| task.0.to_string()))
}

/// What people did for a campaign, in the order of its parts.
fn story(campaign: &DemoCampaign, zone: Zone) -> Result<Vec<Deed>> {
    let key = || campaign.key.clone();
    let day = |text: &str| When::parse_iso(text).map(|when| zone.start_of(when.day()));
    let moment = |text: &str| parse_moment(text, Day(0), zone).map(|moment| moment.at);
    let planned = day(&campaign.planned)? + 10 * HOUR;
    let mut out = Vec::new();
    let mut did = |at: i64, actor: &str, request| {
        out.push(Deed { at, actor: actor.to_owned(), what: What::Ask(Box::new(request)) });
    };
    let owner = campaign.owner.as_str();
    did(planned, owner, Request::CampaignCreate(Box::new(proposal(campaign))));
    if !campaign.links.is_empty() {
        let links = campaign.links.iter().map(|link| Request::LinkAdd { campaign: key(), draft: utm(link) });
        did(planned + HOUR, owner, Request::All(links.collect()));
    }
    for note in &campaign.notes {
        let (kind, at) = (Some(note.kind.clone()), Some(note.at.clone()));
        let request = Request::NoteAdd { campaign: key(), text: note.text.clone(), kind, at };
        did(moment(&note.at)?, owner, request);
    }
    for task in &campaign.tasks {
        for (status, at) in &task.became {
            let draft = TaskDraft { status: Some(status.clone()), ..TaskDraft::default() };
            let task_name = format!("{}/{}", campaign.key, task.title);
            did(moment(at)?, &task.owner, Request::TaskSet { task: task_name, seen: None, draft });
        }
    }
    for resource in &campaign.resources {
        for (status, at) in &resource.became {
            let draft = ResourceDraft { status: Some(status.clone()), ..ResourceDraft::default() };
            let name = format!("{}/{}", campaign.key, resource.name);
            did(moment(at)?, &resource.owner, Request::ResourceSet { resource: name, seen: None, draft });
        }
    }
    let mut steps = Vec::new();
    for (status, on) in &campaign.steps {
        steps.push((status.as_str(), day(on)? + 18 * HOUR + HOUR / 2));
    }
    // A day on which clocks are changed is not 24 hours long.
    let (start, after) = (day(&campaign.start)?, zone.end_of(When::parse_iso(&campaign.end)?.day()));
    steps.extend(match campaign.status.as_str() {
        "live" => vec![("live", start)],
        "ended" => vec![("live", start), ("ended", after)],
        _ => Vec::new(),
    });
    for (status, at) in steps {
        let status = status.to_owned();
        did(at, owner, Request::CampaignStatus { campaign: key(), status, reason: None });
    }
    Ok(out)
}

/// A campaign as it was written down: an idea or planned, its tasks open, nobody asked for anything yet.
fn proposal(campaign: &DemoCampaign) -> Proposal {
    let some = |text: &String| Some(text.clone()).filter(|t| !t.is_empty());
    let status = if campaign.status == "idea" { "idea" } else { "planned" };
    let target = |target: &DemoTarget| ProposedTarget {
        hint: String::new(),
        metric: target.metric.clone(),
        draft: TargetDraft {
            kind: target.kind.clone(),
            baseline: target.baseline.clone(),
            goal: Some(target.goal.clone()),
            curve: target.curve.clone(),
            start: target.start.clone(),
            end: target.end.clone(),
            primary: Some(target.primary),
            guardrail: Some(target.guardrail),
            ..TargetDraft::default()
        },
    };
    let channel = |(channel, planned): &(String, String)| {
        let (channel, planned) = (channel.clone(), planned.clone());
        ProposedChannel { channel, name: None, kind: None, planned }
    };
    let task = |task: &DemoTask| ProposedTask {
        id: task.id.clone(),
        after: task.after.clone(),
        draft: TaskDraft {
            title: some(&task.title),
            kind: task.kind.clone(),
            owner: some(&task.owner),
            role: some(&task.role),
            due: some(&task.due),
            channel: task.channel.clone(),
            note: task.note.clone(),
            ..TaskDraft::default()
        },
    };
    let resource = |resource: &DemoResource| ResourceDraft {
        name: some(&resource.name),
        kind: some(&resource.kind),
        giver: some(&resource.giver),
        owner: some(&resource.owner),
        need_by: some(&resource.need_by),
        note: resource.note.clone(),
        ..ResourceDraft::default()
    };
    Proposal {
        draft: CampaignDraft {
            name: some(&campaign.name),
            key: some(&campaign.key),
            start: some(&campaign.start),
            end: some(&campaign.end),
            status: Some(status.to_owned()),
            owner: some(&campaign.owner),
            goal: some(&campaign.goal),
            stage: some(&campaign.stage),
            kind: some(&campaign.kind),
            audience: some(&campaign.audience),
            mechanics: some(&campaign.mechanics),
            rules: some(&campaign.rules),
            rewards: some(&campaign.rewards),
            risks: some(&campaign.risks),
            phases: some(&campaign.phases),
            ..CampaignDraft::default()
        },
        playbook: some(&campaign.playbook),
        targets: campaign.targets.iter().map(target).collect(),
        channels: campaign.budgets.iter().map(channel).collect(),
        tasks: campaign.tasks.iter().map(task).collect(),
        resources: campaign.resources.iter().map(resource).collect(),
        ..Proposal::default()
    }
}

fn utm(link: &DemoLink) -> LinkDraft {
    LinkDraft {
        url: link.url.clone(),
        channel: Some(link.channel.clone()),
        content: Some(link.content.clone()),
        medium: link.medium.clone(),
        ..LinkDraft::default()
    }
}

/// Readings go in as the file they are, by the import that everybody uses.
fn put(store: &mut Store, context: &Context, file: &str) -> Result<()> {
    let mut input = crate::input::Options::new(store.settings()?.zone, context.now);
    input.defaults.source = Some(SOURCE.to_owned());
    let options = ImportOptions { input, repeat: Repeat::Refuse, dry_run: false, name: SOURCE.to_owned() };
    let context = Context { actor: ACTOR.to_owned(), ..context.clone() };
    import(store, &context, &options, file.as_bytes(), &mut |_| true).map(|_| ())
}

fn series(tx: &crate::store::Tx<'_>, reading: &DemoReading, source: &str) -> Result<Series> {
    let channel = match &reading.channel {
        Some(key) => tx.db().list::<crate::model::Channel>()?.iter().find(|c| c.key == *key).map(|c| c.id),
        None => None,
    };
    Ok(Series {
        metric: lookup::metric(&tx.db(), &reading.metric)?.id,
        campaign: Some(lookup::campaign(&tx.db(), &reading.campaign)?.id),
        channel,
        source: source.to_owned(),
    })
}

/// Records a little of what today brings, as an export that runs every second or two would: each call is one batch.
/// `turn` picks what; the same turn gives the same readings.
///
/// # Errors
/// Storage errors.
pub fn feed(store: &mut Store, context: &Context, turn: u64) -> Result<()> {
    store.skip_daily_backup();
    let zone = store.settings()?.zone;
    let today = zone.day_of(context.now);
    let data = demo(context.lang, today, &context.actor)?;
    let flows: Vec<&DemoReading> = data.readings.iter().filter(|r| r.day == today && r.grows).collect();
    store.write(context.stamp("record live"), |tx| {
        let mut rows = Vec::new();
        for (index, reading) in flows.iter().enumerate() {
            let draw = mix(turn.wrapping_mul(1_000).wrapping_add(index as u64));
            if !draw.is_multiple_of(3) {
                continue;
            }
            let value = part(reading.value, draw);
            if value > Quantity::ZERO {
                let series = tx.series_id(&series(tx, reading, LIVE_SOURCE)?)?;
                rows.push(Put { series, at: context.now, until: context.now, value });
            }
        }
        tx.put(&mut rows, Repeat::Last).map(|_| ())
    })?;
    Ok(())
}

/// Between a thousandth and a hundredth of a day's value, in whole units.
fn part(of: Quantity, draw: u64) -> Quantity {
    let thousandths = i64::try_from(draw / 3 % 10).unwrap_or_default() + 1;
    let micros = of.micros() / 1_000 * thousandths;
    Quantity::from_micros(micros / Quantity::SCALE * Quantity::SCALE)
}

/// SplitMix64: an even spread of bits from a counter.
fn mix(seed: u64) -> u64 {
    let mut z = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// Whether a demo file is from another day and nobody but the demo wrote to it.
///
/// # Errors
/// Storage errors.
pub fn is_outdated(store: &Store, now: i64) -> Result<bool> {
    let zone = store.settings()?.zone;
    let batches = store.read(None, |db| db.batches(usize::MAX))?;
    let filled = batches.iter().position(|batch| batch.title == FILLED);
    let day = filled.and_then(|at| batches.get(at)).map(|batch| zone.day_of(batch.at));
    // The newest come first; what came before was done by the people of the story.
    let since = batches.iter().take(filled.unwrap_or(batches.len()));
    Ok(since.into_iter().all(|batch| batch.actor == ACTOR) && day != Some(zone.day_of(now)))
}
