//! Lessons: add, change, delete.
use super::super::okr::word;
use super::super::playbooks::{self, Library};
use super::super::target::fields::given;
use super::super::{Context, LessonDraft, Outcome, RetroPlace, lookup};
use super::bound::Bound;
use super::place::{Subject, drafted, is_over, of_row, open, subject};
use crate::error::{Error, Kind, Result};
use crate::i18n::{label, tr};
use crate::model::{
    Campaign, Cause, CauseId, Channel, Due, Lang, Lesson, LessonForm, LessonId, LessonStatus, LessonUse,
    Metric, Retro, Stage, Tags, check_name, check_sentence, check_text, fold, searchable,
};
use crate::store::{Db, Tx};

/// What the keys of a lesson name.
struct Known {
    library: Library,
    channels: Vec<Channel>,
    metrics: Vec<Metric>,
}

impl Known {
    /// Reads it; the playbooks only where one is named: they are many files.
    fn read(db: &Db<'_>, context: &Context, has_playbooks: bool) -> Result<Self> {
        let metrics = db.list::<Metric>()?;
        let library = match has_playbooks {
            true => playbooks::library(context.home.as_deref(), &metrics),
            false => Library::default(),
        };
        Ok(Self { library, channels: db.list()?, metrics })
    }

    fn playbook(&self, text: &str) -> Result<String> {
        Ok(playbooks::find(&self.library, text)?.playbook.key.clone())
    }

    fn channel(&self, text: &str) -> Result<String> {
        Ok(lookup::channel_among(&self.channels, text)?.key)
    }

    fn metric(&self, text: &str) -> Result<String> {
        Ok(lookup::metric_among(&self.metrics, text)?.key)
    }

    /// A lesson's texts as the search reads them: its own words, and what its keys are called in both languages.
    fn words(&self, lesson: &Lesson) -> String {
        let mut texts: Vec<&str> = vec![&lesson.title, &lesson.advice];
        texts.extend(lesson.tags.0.iter().map(String::as_str));
        for key in &lesson.playbooks.0 {
            texts.push(key);
            let known = self.library.entries.iter().find(|entry| entry.playbook.key == *key);
            texts.extend(
                known.iter().flat_map(|e| [e.playbook.name.get(Lang::En), e.playbook.name.get(Lang::Zh)]),
            );
        }
        for key in &lesson.channels.0 {
            texts.push(key);
            texts.extend(self.channels.iter().find(|c| c.key == *key).map(|c| c.name.as_str()));
        }
        for key in &lesson.stages.0 {
            texts.push(key);
            let stage = key.parse::<Stage>().ok().map(label::stage);
            texts.extend(stage.iter().flat_map(|text| [text.en, text.zh]));
        }
        for key in &lesson.metrics.0 {
            texts.push(key);
            let known = self.metrics.iter().find(|metric| metric.key == *key);
            texts.extend(known.iter().flat_map(|m| [m.name(Lang::En), m.name(Lang::Zh)]));
        }
        searchable(&texts.join("\n"))
    }
}

pub(super) fn add(tx: &mut Tx<'_>, context: &Context, draft: &LessonDraft) -> Result<Outcome> {
    let missing = || Error::new(Kind::BadData, &tr::ERROR_MISSING).arg("what", "title").field("title");
    given(draft.title.as_ref()).ok_or_else(missing)?;
    let (campaign, retro) = learned_in(tx, draft)?;
    let mut lesson = Lesson {
        id: LessonId(0),
        version: 0,
        retro: retro.map(|retro| retro.id),
        campaign: campaign.as_ref().map(|campaign| campaign.id),
        cause: None,
        title: String::new(),
        advice: String::new(),
        playbooks: Tags::default(),
        channels: Tags::default(),
        stages: Tags::default(),
        metrics: Tags::default(),
        tags: Tags::default(),
        form: LessonForm::Task,
        due: None,
        bound: String::new(),
        status: LessonStatus::Active,
        author: tx.actor().to_owned(),
        words: String::new(),
        created_at: tx.now(),
    };
    if let Some(campaign) = &campaign {
        lesson.playbooks.0.extend(campaign.playbook.clone());
        lesson.stages.0.extend(campaign.stage.map(|stage| stage.as_str().to_owned()));
    }
    if given(draft.bound.as_ref()).is_some() && given(draft.form.as_ref()).is_none() {
        lesson.form = LessonForm::Guardrail;
    }
    apply(tx, context, &mut lesson, draft)?;
    tx.insert(&mut lesson)?;
    tx.title(format!("lesson add {}", lesson.title));
    let done = Outcome::new(&tr::DONE_LESSON_ADD).arg("id", lesson.id.0).arg("title", &lesson.title);
    Ok(done.key(lesson.id.0.to_string()))
}

pub(super) fn set(
    tx: &mut Tx<'_>,
    context: &Context,
    text: &str,
    seen: Option<i64>,
    draft: &LessonDraft,
) -> Result<Outcome> {
    let mut lesson = lookup::lesson(&tx.db(), text)?;
    lesson.version = seen.unwrap_or(lesson.version);
    if draft.campaign.is_some() || draft.cycle.is_some() {
        let (campaign, retro) = learned_in(tx, draft)?;
        let retro = retro.map(|retro| retro.id);
        if lesson.retro != retro {
            lesson.cause = None;
        }
        (lesson.campaign, lesson.retro) = (campaign.map(|campaign| campaign.id), retro);
    }
    let was = lesson.status;
    apply(tx, context, &mut lesson, draft)?;
    tx.title(format!("lesson set {}", lesson.title));
    tx.update(&mut lesson)?;
    let done = |text| Outcome::new(text).arg("title", &lesson.title).key(lesson.id.0.to_string());
    Ok(match lesson.status {
        status if status == was => done(&tr::DONE_LESSON_SET),
        LessonStatus::Retired => done(&tr::DONE_LESSON_RETIRE),
        LessonStatus::Active => done(&tr::DONE_LESSON_REVIVE),
    })
}

pub(super) fn delete(tx: &mut Tx<'_>, text: &str) -> Result<Outcome> {
    let lesson = lookup::lesson_exactly(&tx.db(), text)?;
    let uses = tx.db().list_where::<LessonUse>("lesson", &lesson.id)?;
    if !uses.is_empty() {
        let campaigns = tx.db().list::<Campaign>()?;
        let of = |used: &LessonUse| campaigns.iter().find(|campaign| campaign.id == used.campaign);
        let rows = uses.iter().filter_map(of).map(|campaign| format!("{}  {}", campaign.key, campaign.name));
        let error = Error::new(Kind::BadData, &tr::ERROR_LESSON_USED).arg("title", &lesson.title);
        return Err(error.arg("id", lesson.id.0).rows(rows));
    }
    tx.title(format!("lesson delete {}", lesson.title));
    tx.delete(&lesson)?;
    Ok(Outcome::new(&tr::DONE_LESSON_DELETE).arg("title", &lesson.title).key(lesson.id.0.to_string()))
}

/// Writes the search words anew of the lessons that hold for a channel, whose name has changed.
pub(in super::super) fn renamed_channel(tx: &mut Tx<'_>, context: &Context, key: &str) -> Result<()> {
    let named = |lesson: &Lesson| lesson.channels.0.iter().any(|channel| channel == key);
    let lessons: Vec<Lesson> = tx.db().list::<Lesson>()?.into_iter().filter(named).collect();
    if lessons.is_empty() {
        return Ok(());
    }
    let has_playbooks = lessons.iter().any(|lesson| !lesson.playbooks.0.is_empty());
    let known = Known::read(&tx.db(), context, has_playbooks)?;
    for mut lesson in lessons {
        lesson.words = known.words(&lesson);
        tx.update(&mut lesson)?;
    }
    Ok(())
}

/// The campaign a lesson was learned in, and the retrospective it is written in: of what is over it is drafted.
fn learned_in(tx: &mut Tx<'_>, draft: &LessonDraft) -> Result<(Option<Campaign>, Option<Retro>)> {
    let places = [
        given(draft.campaign.as_ref()).map(|text| RetroPlace::Campaign(text.to_owned())),
        given(draft.cycle.as_ref()).map(|text| RetroPlace::Cycle(text.to_owned())),
    ];
    let Some(about) = places.into_iter().flatten().next() else {
        // A cause alone tells where.
        return match given(draft.cause.as_ref()) {
            Some(text) => {
                let (found, retro) = of_row(tx, cause(tx, text)?.retro)?;
                Ok((campaign_of(found), Some(retro)))
            }
            None => Ok((None, None)),
        };
    };
    let found = subject(&tx.db(), &about, tx.today())?;
    let retro = match is_over(tx, &found)? {
        true => Some(open(tx, &about)?.1),
        false => drafted(&tx.db(), &found)?,
    };
    Ok((campaign_of(found), retro))
}

fn campaign_of(subject: Subject) -> Option<Campaign> {
    match subject {
        Subject::Campaign(campaign) => Some(*campaign),
        Subject::Cycle(_) => None,
    }
}

/// The cause of a number.
fn cause(tx: &Tx<'_>, text: &str) -> Result<Cause> {
    let missing = || Error::new(Kind::NotFound, &tr::ERROR_NO_CAUSE).arg("text", text).field("cause");
    let number = text.trim().trim_start_matches('#').parse::<i64>().map_err(|_| missing())?;
    tx.db().get::<Cause>(number)?.ok_or_else(missing)
}

fn apply(tx: &Tx<'_>, context: &Context, lesson: &mut Lesson, draft: &LessonDraft) -> Result<()> {
    let db = tx.db();
    let has_playbooks = !lesson.playbooks.0.is_empty() || given(draft.playbooks.as_ref()).is_some();
    let known = Known::read(&db, context, has_playbooks)?;
    if let Some(title) = given(draft.title.as_ref()) {
        lesson.title = check_sentence(title).map_err(|f| Error::from(f).field("title"))?;
    }
    if let Some(advice) = &draft.advice {
        lesson.advice = check_text(advice).map_err(|f| Error::from(f).field("advice"))?;
    }
    if let Some(text) = &draft.cause {
        lesson.cause = given(Some(text)).map(|text| cause_of(tx, lesson, text)).transpose()?;
    }
    let lists = [
        (&draft.playbooks, &mut lesson.playbooks, "playbooks"),
        (&draft.channels, &mut lesson.channels, "channels"),
        (&draft.stages, &mut lesson.stages, "stages"),
        (&draft.metrics, &mut lesson.metrics, "metrics"),
        (&draft.tags, &mut lesson.tags, "tags"),
    ];
    for (text, list, field) in lists {
        let Some(text) = text else { continue };
        let key = |word: &str| match field {
            // What it held for before stays good: its playbook may be gone by now.
            _ if list.0.iter().any(|key| key == word) => Ok(word.to_owned()),
            "playbooks" => known.playbook(word),
            "channels" => known.channel(word),
            "metrics" => known.metric(word),
            "stages" => Ok(stage(word)?.as_str().to_owned()),
            _ => check_name(word.trim_start_matches('#')).map_err(Error::from),
        };
        *list = each_once(text, key).map_err(|e| e.field(field))?;
    }
    if let Some(text) = given(draft.form.as_ref()) {
        lesson.form = word(text, LessonForm::ALL, label::lesson_form, "form")?;
    }
    if let Some(text) = &draft.due {
        lesson.due = given(Some(text)).map(|text| due(tx, text)).transpose()?;
    }
    if let Some(text) = &draft.bound {
        let bound = given(Some(text)).map(|text| Bound::parse(&db, text)).transpose()?;
        lesson.bound = bound.map(|bound| bound.to_string()).unwrap_or_default();
    }
    if lesson.form == LessonForm::Guardrail && lesson.bound.is_empty() {
        return Err(Error::new(Kind::BadData, &tr::ERROR_GUARDRAIL_WITHOUT_BOUND).field("bound"));
    }
    if let Some(text) = given(draft.status.as_ref()) {
        lesson.status = word(text, LessonStatus::ALL, label::lesson_status, "status")?;
    }
    lesson.words = known.words(lesson);
    Ok(())
}

/// The cause it follows from, of the same retrospective.
fn cause_of(tx: &Tx<'_>, lesson: &Lesson, text: &str) -> Result<CauseId> {
    let found = cause(tx, text)?;
    if lesson.retro == Some(found.retro) {
        return Ok(found.id);
    }
    let (subject, _) = of_row(tx, found.retro)?;
    let error = Error::new(Kind::BadData, &tr::ERROR_CAUSE_OF_OTHER).arg("id", found.id.0);
    Err(error.arg("name", subject.key()).field("cause"))
}

/// A day that moves with the campaign: a lesson is for campaigns to come.
fn due(tx: &Tx<'_>, text: &str) -> Result<Due> {
    if let Some(due) = Due::parse(text, tx.today()).ok().filter(|due| due.is_relative()) {
        return Ok(due);
    }
    Err(Error::new(Kind::BadData, &tr::ERROR_LESSON_DUE).arg("text", text).field("due"))
}

/// The stage of a word.
fn stage(text: &str) -> Result<Stage> {
    word(text, Stage::ALL, label::stage, "stages")
}

/// The words between commas, each resolved and once.
fn each_once(text: &str, resolve: impl Fn(&str) -> Result<String>) -> Result<Tags> {
    let mut out: Vec<String> = Vec::new();
    let words = text.split([',', '，', '、', ';', '；']).map(str::trim).filter(|word| !word.is_empty());
    for word in words {
        let key = resolve(word)?;
        if !out.iter().any(|other| fold(other) == fold(&key)) {
            out.push(key);
        }
    }
    Ok(Tags(out))
}
