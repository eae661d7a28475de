//! The full-screen app on a file: what the screens ask for, answered by the planner and the boards.
mod okr;
mod report;
mod retro;
mod review;
mod starts;

use super::campaign::scope_of;
use super::demo;
use super::session::Session;
use crate::board::{self, Book, Chart, Cockpit, Window};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::input::{self, Defaults, Mapping};
use crate::model::{self, Campaign, CampaignId, CampaignStatus, Lang, Metric, Node, TargetId};
use crate::planner::{self, CampaignDraft, Context, ImportOptions, Outcome, Request};
use crate::store::{Repeat, Seen, Store};
use crate::tui::load::{Load, Loaded};
use crate::tui::{
    Backend, Brief, Change, Choice, ChoiceKind, Exit, ImportJob, Info, Proposed, ReportJob, Row, Watch,
};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::ExitCode;

/// How many looks at the file pass between two looks at whether it is still in its place.
const LOOKS: u32 = 40;

/// Opens the app on this run's file; where its user asks for the demo, goes on there.
pub(super) fn open(session: &mut Session) -> Result<ExitCode> {
    loop {
        let mut config = session.config.clone();
        let (store, home, nodes) = (session.take_store()?, config.home(), config.nodes.clone());
        let backend = Box::new(FileBackend { store, home, nodes, book: None });
        config.lang = session.lang;
        match crate::tui::run(backend, config)? {
            Exit::Quit | Exit::Hangup => return Ok(ExitCode::SUCCESS),
            Exit::Signal(signal) => {
                return Ok(ExitCode::from(128_u8.saturating_add(u8::try_from(signal).unwrap_or(0))));
            }
            Exit::Demo => {
                let path = demo::demo_path(session.lang);
                demo::prepare(session, &path, false)?;
                session.global.db = Some(path);
            }
        }
    }
}

struct FileBackend {
    store: Store,
    /// The folder of the personal settings, where a user's own playbooks are.
    home: Option<PathBuf>,
    /// The user's own promo nodes.
    nodes: Vec<Node>,
    /// The small tables, as of the file's mark: charts come far more often than changes.
    book: Option<((i64, u64), Book)>,
}

impl FileBackend {
    fn read<T>(&self, read: impl FnOnce(&crate::store::Db<'_>) -> Result<T>) -> Result<T> {
        self.store.read(None, read)
    }

    /// Reads with the small tables at hand, read anew only where the file has changed.
    fn with_book<T>(&mut self, read: impl FnOnce(&crate::store::Db<'_>, &Book) -> Result<T>) -> Result<T> {
        let mark = self.store.mark()?;
        let kept = self.book.take().filter(|(of, _)| *of == mark).map(|(_, book)| book);
        let (book, out) = self.store.read(None, |db| {
            let book = kept.map_or_else(|| Book::in_use(db), Ok)?;
            let out = read(db, &book)?;
            Ok((book, out))
        })?;
        self.book = Some((mark, book));
        Ok(out)
    }

    fn rows(&self, kind: ChoiceKind) -> Result<Vec<Choice>> {
        self.read(|db| {
            Ok(match kind {
                ChoiceKind::Metrics | ChoiceKind::Recordable => {
                    let all = db.list::<Metric>()?.into_iter();
                    all.filter(|m| kind == ChoiceKind::Metrics || m.formula.is_none())
                        .map(metric_choice)
                        .collect()
                }
                ChoiceKind::Campaigns => {
                    let over = |c: &Campaign| {
                        matches!(c.status, CampaignStatus::Reviewed | CampaignStatus::Cancelled)
                    };
                    let mut open: Vec<Campaign> =
                        db.list::<Campaign>()?.into_iter().filter(|c| !over(c)).collect();
                    open.sort_by_key(|c| std::cmp::Reverse(c.start.day()));
                    open.into_iter().map(|c| named(c.key, c.name)).collect()
                }
                ChoiceKind::Tasks(campaign) => {
                    let own = db.list_where::<model::Task>("campaign", &campaign)?.into_iter();
                    own.map(|t| named(t.id.0.to_string(), t.title)).collect()
                }
                ChoiceKind::Owners => owners(db)?,
                // The screen knows them itself.
                ChoiceKind::Curves | ChoiceKind::Stages | ChoiceKind::Findings => Vec::new(),
                ChoiceKind::LessonTags => retro::tags(&db.list()?),
                ChoiceKind::Sources => retro::said(&db.list()?, |feedback| &feedback.source),
                ChoiceKind::Categories => retro::said(&db.list()?, |feedback| &feedback.category),
                ChoiceKind::Playbooks => {
                    let library = planner::playbooks::library(self.home.as_deref(), &db.list::<Metric>()?);
                    starts::playbooks(library)
                }
                ChoiceKind::Formers => starts::formers(db.list()?, &db.list::<model::Target>()?, db.list()?),
                ChoiceKind::Cycles => okr::cycles(db.list()?),
                ChoiceKind::Parents(of, cycle) => {
                    okr::parents(of, cycle, db.list()?, &db.list()?, &db.list()?, &db.list()?)
                }
                ChoiceKind::Channels => {
                    db.list::<model::Channel>()?.into_iter().map(|c| named(c.key, c.name)).collect()
                }
            })
        })
    }
}

fn named(key: String, name: String) -> Choice {
    Choice { key, name_en: name.clone(), name_zh: name, brief: Brief::default() }
}

/// Everybody something was given to, by name.
fn owners(db: &crate::store::Db<'_>) -> Result<Vec<Choice>> {
    let campaigns = db.list::<Campaign>()?.into_iter().map(|c| c.owner);
    let tasks = db.list::<model::Task>()?.into_iter().map(|t| t.owner);
    let resources = db.list::<model::Resource>()?.into_iter().map(|r| r.owner);
    let objectives = db.list::<model::Objective>()?.into_iter().map(|o| o.owner);
    let all: BTreeSet<String> = campaigns.chain(tasks).chain(resources).chain(objectives).collect();
    Ok(all.into_iter().filter(|name| !name.is_empty()).map(|name| named(name.clone(), name)).collect())
}

fn metric_choice(metric: Metric) -> Choice {
    let (name_en, name_zh) = (metric.name(Lang::En).to_owned(), metric.name(Lang::Zh).to_owned());
    let brief = Brief { unit: Some(metric.unit), ..Brief::default() };
    Choice { key: metric.key, name_en, name_zh, brief }
}

impl Backend for FileBackend {
    fn info(&self) -> Info {
        let name = self.store.path().file_name().map(|name| name.to_string_lossy().into_owned());
        let settings = self.store.settings().ok();
        Info {
            file: name.unwrap_or_default(),
            zone: settings.as_ref().map_or(model::Zone::utc(), |s| s.zone),
            currency: settings.map_or_else(|| "CNY".to_owned(), |s| s.currency),
        }
    }

    fn cockpit(&mut self, now: i64, all: bool) -> Result<Cockpit> {
        self.with_book(|db, book| board::cockpit(db, book, now, all))
    }

    fn chart(&mut self, target: TargetId, window: Window, now: i64) -> Result<Chart> {
        let gone = || Error::new(Kind::NotFound, &tr::ERROR_NO_TARGET).arg("text", target.0);
        self.with_book(|db, book| board::chart(db, book, target, window, now))?.ok_or_else(gone)
    }

    fn load(&mut self, what: &Load, now: i64) -> Result<Loaded> {
        let gone = |id: CampaignId| Error::new(Kind::NotFound, &tr::ERROR_NO_CAMPAIGN).arg("text", id.0);
        match what {
            Load::Campaigns => self.with_book(|db, book| Ok(Loaded::Campaigns(board::cards(db, book, now)?))),
            Load::Split(id) => self.read(|db| {
                let usual = planner::usual_chain(db, self.home.as_deref(), *id)?;
                let usual = usual.as_deref();
                let scope = board::Scope { campaign: Some(*id), usual, ..board::Scope::default() };
                Ok(Loaded::Split(Box::new(board::split_of(db, &Book::open(db)?, scope, now)?)))
            }),
            Load::Money(id) => self.read(|db| {
                let campaign = db.get::<Campaign>(id.0)?.ok_or_else(|| gone(*id))?;
                let (costing, known) = board::costing_of(db, &Book::open(db)?, &campaign, false, now)?;
                Ok(Loaded::Money(costing, known))
            }),
            Load::Calendar(from, to) => {
                let own = self.nodes.clone();
                self.with_book(|db, book| {
                    let page = board::calendar_page(db, book, &own, (*from, *to), now)?;
                    Ok(Loaded::Calendar(Box::new(page)))
                })
            }
            Load::Okr(cycle) => {
                self.with_book(|db, book| Ok(Loaded::Okr(Box::new(board::okr_tree(db, book, *cycle, now)?))))
            }
            Load::OkrOn(cycle, day) => {
                let at = self.store.settings()?.zone.end_of(*day).min(now);
                self.store.read(Some(at), |db| {
                    Ok(Loaded::Okr(Box::new(board::okr_tree(db, &Book::open(db)?, *cycle, at)?)))
                })
            }
            Load::Review(scope) => self.review(*scope, now),
            Load::Minutes(review, lang) => self.minutes(*review, *lang, now),
            Load::Objective(id) => self.read(|db| {
                let gone = || Error::new(Kind::NotFound, &tr::ERROR_NO_OBJECTIVE).arg("text", id.0);
                let page = board::objective_page(db, &Book::open(db)?, *id, now)?;
                Ok(Loaded::Objective(Box::new(page.ok_or_else(gone)?)))
            }),
            Load::Retros => self.retros(now),
            Load::Retro(about) => self.retro(*about, now),
            Load::Lessons(filter) => self.lessons(filter, now),
            Load::Actions => self.actions(now),
            Load::Feedback => self.feedback(),
            // Its ratios are made of metrics that nothing else may use yet.
            Load::Campaign(id) => self.read(|db| {
                let page = board::campaign_page(db, &Book::open(db)?, *id, now)?;
                Ok(Loaded::Campaign(Box::new(page.ok_or_else(|| gone(*id))?)))
            }),
        }
    }

    fn ask(&mut self, request: Request, context: &Context) -> Result<Outcome> {
        planner::perform(&mut self.store, context, request)
    }

    fn propose(&mut self, draft: &CampaignDraft, context: &Context) -> Result<Proposed> {
        let context = Context { home: self.home.clone(), ..context.clone() };
        let proposal = self.read(|db| planner::propose(db, &context, draft))?;
        let request = Request::CampaignCreate(Box::new(proposal.clone()));
        planner::rehearse(&mut self.store, &context, &request)?;
        let lessons =
            self.read(|db| board::matching(db, &Book::open(db)?, &scope_of(&proposal), context.now))?;
        Ok(Proposed { proposal, lessons })
    }

    fn report(&mut self, job: &ReportJob, context: &Context) -> Result<Vec<u8>> {
        self.written_report(job, context)
    }

    fn author(&mut self, row: Row) -> Option<String> {
        let rows = self.read(|db| match row {
            Row::Campaign(id) => db.history_of::<Campaign>(id.0),
            Row::Target(id) => db.history_of::<model::Target>(id.0),
            Row::Task(id) => db.history_of::<model::Task>(id.0),
            Row::Action(id) => db.history_of::<model::Action>(id.0),
            Row::Lesson(id) => db.history_of::<model::Lesson>(id.0),
            Row::Note(id) => db.history_of::<model::Note>(id.0),
            Row::Retro(id) => db.history_of::<model::Retro>(id.0),
            Row::Cause(id) => db.history_of::<model::Cause>(id.0),
            Row::Insight(id) => db.history_of::<model::Insight>(id.0),
            Row::Resource(id) => db.history_of::<model::Resource>(id.0),
            Row::Cycle(id) => db.history_of::<model::Cycle>(id.0),
            Row::Objective(id) => db.history_of::<model::Objective>(id.0),
        });
        rows.ok()?.pop().map(|row| row.actor)
    }

    fn choices(&mut self, kind: ChoiceKind) -> Vec<Choice> {
        self.rows(kind).unwrap_or_default()
    }

    fn import(
        &mut self,
        job: &ImportJob,
        context: &Context,
        progress: &mut dyn FnMut(u64) -> bool,
    ) -> Result<String> {
        let path = std::path::Path::new(job.path.trim());
        let failed =
            |e| Error::new(Kind::NotFound, &tr::ERROR_CANNOT_OPEN).arg("file", path.display()).arg("why", e);
        let file = std::fs::File::open(path).map_err(failed).map_err(|e| e.field("path"))?;
        let mut options = input::Options::new(self.store.settings()?.zone, context.now);
        options.lang = context.lang;
        options.mapping = match job.map.as_deref().filter(|map| !map.trim().is_empty()) {
            Some(map) => Mapping::from_argument(map).map_err(|e| e.field("map"))?,
            None => Mapping::default(),
        };
        options.known = self.read(|db| {
            let names = |m: &Metric| [m.key.clone(), m.name_en.clone(), m.name_zh.clone()];
            Ok(db.list::<Metric>()?.iter().flat_map(names).collect())
        })?;
        let campaign = job.campaign.as_deref().filter(|c| !c.trim().is_empty());
        let campaign =
            campaign.map(|text| self.read(|db| planner::lookup::campaign(db, text))).transpose()?;
        options.defaults = Defaults { campaign: campaign.map(|c| c.key), ..Defaults::default() };
        let name = path.file_name().map(|name| model::printable(&name.to_string_lossy()).into_owned());
        let options = ImportOptions {
            input: options,
            repeat: Repeat::Refuse,
            dry_run: false,
            name: name.unwrap_or_default(),
        };
        let done = planner::import(&mut self.store, context, &options, file, progress)?;
        let total = done.total();
        let [new, changed, unchanged] = [total.new, total.changed, total.unchanged].map(|n| n.to_string());
        let args = [("new", new.as_str()), ("changed", &changed), ("unchanged", &unchanged)];
        Ok(tr::OUTPUT_IMPORTED.fill(context.lang, &args))
    }

    fn watch(&self) -> Watch {
        // A file that cannot be watched any more is not the one that was opened.
        let Ok(mut watch) = self.store.watch() else { return tell_once(Change::Replaced) };
        let (mut looks, mut is_replaced) = (0_u32, false);
        Box::new(move || {
            looks = looks.wrapping_add(1);
            // What was committed between the first load and this watch is seen by loading once more.
            if looks == 1 {
                return Change::Committed;
            }
            if looks.is_multiple_of(LOOKS) {
                let was_replaced = std::mem::replace(&mut is_replaced, watch.in_place() == Seen::Replaced);
                if is_replaced && !was_replaced {
                    return Change::Replaced;
                }
            }
            if watch.changed() == Seen::Changed { Change::Committed } else { Change::None }
        })
    }
}

/// A watch that tells one thing and then nothing more.
fn tell_once(change: Change) -> Watch {
    let mut left = Some(change);
    Box::new(move || left.take().unwrap_or(Change::None))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::OpenOptions;
    use std::fs;

    #[test]
    fn a_file_that_is_gone_is_told_once_until_it_is_back() {
        let folder = tempfile::tempdir().unwrap();
        let (path, away) = (folder.path().join("a.db"), folder.path().join("b.db"));
        let zone = "Asia/Shanghai".to_owned();
        let options = OpenOptions { path: path.clone(), create: true, allow_network: true, zone, now: 0 };
        let store = Store::open(&options).unwrap();
        let backend = FileBackend { store, home: None, nodes: Vec::new(), book: None };
        let mut watch = backend.watch();
        let mut told = || (0..LOOKS * 3).filter(|_| watch() == Change::Replaced).count();
        assert_eq!(told(), 0);
        fs::rename(&path, &away).unwrap();
        assert_eq!(told(), 1);
        assert_eq!(told(), 0);
        fs::rename(&away, &path).unwrap();
        assert_eq!(told(), 0);
        fs::rename(&path, &away).unwrap();
        assert_eq!(told(), 1);
    }
}
