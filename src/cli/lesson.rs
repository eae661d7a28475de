//! `fupan lesson …`
use super::{output, session::Session};
use crate::board::{
    Book, LessonFilter, LessonLine, decided_besides, lesson_line, lessons, matching, scope_of,
};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::{Lesson, LessonStatus, fold, quoted, search_query};
use crate::planner::{LessonDraft, Request, RetroRequest, TakeDraft, lookup, playbooks};
use crate::report::{
    Format, KeyNames, lesson_json, lesson_text, lessons_flat, lessons_json, lessons_table, matching_json,
    matching_table,
};
use clap::{Args, Subcommand};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Add(Add),
    List(Filter),
    Search {
        #[arg(required = true, value_name = "TEXT")]
        words: Vec<String>,
        #[command(flatten)]
        filter: Filter,
    },
    Show {
        lesson: String,
    },
    Set(Set),
    Retire(Lessons),
    Delete(Lessons),
    Match {
        campaign: String,
        #[arg(long)]
        open: bool,
    },
    Take(Take),
    Dismiss {
        lesson: String,
        campaign: String,
        #[arg(long, default_value = "", hide_default_value = true)]
        reason: String,
    },
    Forget {
        lesson: String,
        campaign: String,
    },
    Prove {
        lesson: String,
        campaign: String,
        proof: String,
        #[arg(long)]
        note: Option<String>,
    },
}

#[derive(Debug, Args)]
pub(super) struct Add {
    title: String,
    #[arg(long, short)]
    campaign: Option<String>,
    #[arg(long, conflicts_with = "campaign")]
    cycle: Option<String>,
    #[command(flatten)]
    fields: Fields,
}

#[derive(Debug, Args)]
pub(super) struct Set {
    lesson: String,
    #[arg(long)]
    title: Option<String>,
    #[arg(long)]
    status: Option<String>,
    #[arg(long, short)]
    campaign: Option<String>,
    #[command(flatten)]
    fields: Fields,
}

#[derive(Debug, Args)]
struct Fields {
    #[arg(long)]
    advice: Option<String>,
    #[arg(long, value_name = "N")]
    cause: Option<String>,
    #[arg(long, value_name = "LIST")]
    playbooks: Option<String>,
    #[arg(long, value_name = "LIST")]
    channels: Option<String>,
    #[arg(long, value_name = "LIST")]
    stages: Option<String>,
    #[arg(long, value_name = "LIST")]
    metrics: Option<String>,
    #[arg(long, value_name = "LIST")]
    tags: Option<String>,
    #[arg(long)]
    form: Option<String>,
    #[arg(long, value_name = "T-7", allow_hyphen_values = true)]
    due: Option<String>,
    #[arg(long)]
    bound: Option<String>,
}

impl Fields {
    fn draft(self) -> LessonDraft {
        LessonDraft {
            advice: self.advice,
            cause: self.cause,
            playbooks: self.playbooks,
            channels: self.channels,
            stages: self.stages,
            metrics: self.metrics,
            tags: self.tags,
            form: self.form,
            due: self.due,
            bound: self.bound,
            ..LessonDraft::default()
        }
    }
}

#[derive(Debug, Args)]
pub(super) struct Filter {
    #[arg(long)]
    playbook: Option<String>,
    #[arg(long)]
    channel: Option<String>,
    #[arg(long)]
    stage: Option<String>,
    #[arg(long)]
    metric: Option<String>,
    #[arg(long)]
    tag: Option<String>,
    #[arg(long)]
    all: bool,
}

#[derive(Debug, Args)]
pub(super) struct Lessons {
    #[arg(required = true)]
    lesson: Vec<String>,
}

#[derive(Debug, Args)]
pub(super) struct Take {
    lesson: String,
    campaign: String,
    #[arg(long = "as", value_name = "FORM")]
    form: Option<String>,
    #[arg(long)]
    text: Option<String>,
    #[arg(long)]
    owner: Option<String>,
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    due: Option<String>,
    #[arg(long)]
    bound: Option<String>,
    #[arg(long)]
    reason: Option<String>,
}

impl Command {
    pub fn run(self, session: &mut Session) -> Result<()> {
        match self {
            Self::Add(Add { title, campaign, cycle, fields }) => {
                let draft = LessonDraft { title: Some(title), campaign, cycle, ..fields.draft() };
                session.ask(RetroRequest::LessonAdd(draft).into())
            }
            Self::List(filter) => list(session, filter, String::new()),
            Self::Search { words, filter } => {
                let text = words.join(" ");
                if search_query(&text).is_none() {
                    let error = Error::new(Kind::Usage, &tr::ERROR_LESSON_NOTHING_TO_FIND);
                    return Err(error.arg("text", quoted(&text)).field("words"));
                }
                list(session, filter, text)
            }
            Self::Show { lesson } => show(session, &lesson),
            Self::Set(Set { lesson, title, status, campaign, fields }) => {
                let draft = LessonDraft { title, status, campaign, ..fields.draft() };
                session.ask(RetroRequest::LessonSet { lesson, seen: None, draft }.into())
            }
            Self::Retire(lessons) => {
                let status = Some(LessonStatus::Retired.as_str().to_owned());
                let draft = LessonDraft { status, ..LessonDraft::default() };
                lessons.each(session, |lesson| RetroRequest::LessonSet {
                    lesson,
                    seen: None,
                    draft: draft.clone(),
                })
            }
            Self::Delete(lessons) => lessons.each(session, |lesson| RetroRequest::LessonDelete { lesson }),
            Self::Match { campaign, open } => come_back(session, &campaign, open),
            Self::Take(Take { lesson, campaign, form, text, owner, due, bound, reason }) => {
                let draft = TakeDraft { form, text, owner, due, bound, reason };
                session.ask(RetroRequest::LessonTake { lesson, campaign, draft }.into())
            }
            Self::Dismiss { lesson, campaign, reason } => {
                session.ask(RetroRequest::LessonDismiss { lesson, campaign, reason }.into())
            }
            Self::Forget { lesson, campaign } => {
                session.ask(RetroRequest::LessonForget { lesson, campaign }.into())
            }
            Self::Prove { lesson, campaign, proof, note } => {
                session.ask(RetroRequest::LessonProve { lesson, campaign, proof, note }.into())
            }
        }
    }
}

impl Lessons {
    /// The same for each, all as one.
    fn each(self, session: &mut Session, request: impl Fn(String) -> RetroRequest) -> Result<()> {
        let requests = self.lesson.into_iter().map(|lesson| Request::Retro(request(lesson)));
        session.ask(Request::All(requests.collect()))
    }
}

fn list(session: &mut Session, filter: Filter, text: String) -> Result<()> {
    let (lang, zone) = (session.lang, session.store()?.settings()?.zone);
    let filter = filter.resolved(session, text)?;
    let book = session.book()?;
    let found: Vec<LessonLine> = session.read(|db, now| lessons(db, &book, &filter, now))?;
    let asks = filter != LessonFilter::default();
    let none = if asks { &tr::LESSON_NONE_SUCH } else { &tr::LESSON_NONE };
    match session.format() {
        Format::Json => {
            output::print(&format!("{:#}\n", serde_json::Value::Array(lessons_json(&found, zone))))
        }
        Format::Csv => session.print(&lessons_flat(&found, zone), none),
        Format::Text => {
            let names = key_names(session, found.iter().map(|line| &line.lesson))?;
            session.print(&lessons_table(&found, &names, lang), none)
        }
    }
}

impl Filter {
    fn resolved(self, session: &mut Session, text: String) -> Result<LessonFilter> {
        let home = session.config.home();
        let metrics = playbooks::metrics(session.store()?)?;
        session.read(|db, _| {
            let playbook = |text: String| -> Result<String> {
                // A playbook may be gone, and what was learned with it is still there.
                let known = db.list::<Lesson>()?.into_iter().flat_map(|lesson| lesson.playbooks.0);
                if let Some(key) = known.into_iter().find(|key| fold(key) == fold(&text)) {
                    return Ok(key);
                }
                let library = playbooks::library(home.as_deref(), &metrics);
                let found = playbooks::find(&library, &text).map_err(|e| e.field("playbook"))?;
                Ok(found.playbook.key.clone())
            };
            Ok(LessonFilter {
                text,
                playbook: self.playbook.map(playbook).transpose()?,
                channel: match self.channel {
                    Some(text) => Some(lookup::channel(db, &text).map_err(|e| e.field("channel"))?.key),
                    None => None,
                },
                stage: self.stage.map(|text| lookup::stage(&text)).transpose()?,
                metric: match self.metric {
                    Some(text) => Some(lookup::metric(db, &text).map_err(|e| e.field("metric"))?.key),
                    None => None,
                },
                tag: self.tag.map(|tag| tag.trim().trim_start_matches('#').to_owned()),
                all: self.all,
            })
        })
    }
}

fn show(session: &mut Session, text: &str) -> Result<()> {
    let (lang, style, zone) = (session.lang, session.style()?, session.store()?.settings()?.zone);
    let book = session.book()?;
    let line = session.read(|db, now| lesson_line(db, &book, &lookup::lesson(db, text)?, now))?;
    match session.format() {
        Format::Json => output::print(&format!("{:#}\n", lesson_json(&line, zone))),
        Format::Csv => session.print(&lessons_flat(&[line], zone), &tr::LESSON_NONE),
        Format::Text => {
            let names = key_names(session, [&line.lesson])?;
            output::print(&lesson_text(&line, &names, zone, (lang, style), session.width()))
        }
    }
}

/// The lessons that come back for a campaign; only those it has to decide on where asked for.
fn come_back(session: &mut Session, text: &str, open: bool) -> Result<()> {
    let (lang, zone) = (session.lang, session.store()?.settings()?.zone);
    let mut found = session.read(|db, now| {
        let book = Book::open(db)?;
        let campaign = lookup::campaign(db, text).map_err(|e| e.field("campaign"))?;
        let mut found = matching(db, &book, &scope_of(db, &book, &campaign)?, now)?;
        found.extend(decided_besides(db, &book, (campaign.id, &found), now)?);
        Ok(found)
    })?;
    found.retain(|matching| !open || matching.used.is_none());
    match session.format() {
        Format::Json => {
            output::print(&format!("{:#}\n", serde_json::Value::Array(matching_json(&found, zone))))
        }
        _ => {
            let names = key_names(session, found.iter().map(|matching| &matching.lesson.lesson))?;
            session.print(&matching_table(&found, &names, lang), &tr::LESSON_NONE_MATCH)
        }
    }
}

/// What the playbooks, channels and metrics of lessons are called; playbooks are read only where one is named.
fn key_names<'a>(session: &mut Session, lessons: impl IntoIterator<Item = &'a Lesson>) -> Result<KeyNames> {
    let lang = session.lang;
    let metrics = playbooks::metrics(session.store()?)?;
    let entries = match lessons.into_iter().any(|lesson| !lesson.playbooks.0.is_empty()) {
        true => playbooks::library(session.config.home().as_deref(), &metrics).entries,
        false => Vec::new(),
    };
    let entries = entries.into_iter().map(|entry| entry.playbook);
    let channels = session.read(|db, _| db.list::<crate::model::Channel>())?;
    Ok(KeyNames {
        playbooks: entries
            .map(|playbook| (playbook.key.clone(), playbook.name.get(lang).to_owned()))
            .collect(),
        channels: channels.into_iter().map(|channel| (channel.key, channel.name)).collect(),
        metrics: metrics.iter().map(|metric| (metric.key.clone(), metric.name(lang).to_owned())).collect(),
    })
}
