//! A file of its own for a test, and short words for what is done to it.
use fupan::board::{self, CampaignLine, Cockpit, TargetLine};
use fupan::model::{Campaign, CampaignId, Entity, Lang, Metric, Quantity, Series, SeriesId, Target, Zone};
use fupan::planner::{
    CampaignDraft, Context, ImportOptions, Imported, Outcome, RecordDraft, Request, TargetDraft, import,
    perform,
};
use fupan::store::{OpenOptions, Repeat, Stamp, Store, doctor};
use fupan::{Result, input};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// 2026-11-04 15:03 in Shanghai.
pub const NOW: i64 = 1_793_775_780;
pub const HOUR: i64 = 3_600;
pub const DAY: i64 = 86_400;
/// 2026-11-04 00:00 in Shanghai.
pub const TODAY: i64 = NOW - 15 * HOUR - 3 * 60;

pub struct Place {
    pub store: Store,
    pub now: i64,
    pub zone: &'static str,
    pub dir: TempDir,
}

pub fn options(path: &Path, zone: &str) -> OpenOptions {
    OpenOptions { path: path.to_owned(), create: true, allow_network: true, zone: zone.to_owned(), now: NOW }
}

pub fn open(path: &Path) -> Result<Store> {
    Store::open(&options(path, "Asia/Shanghai"))
}

pub fn q(text: &str) -> Quantity {
    Quantity::parse(text).unwrap()
}

pub fn words(text: &str) -> Option<String> {
    Some(text.to_owned())
}

impl Place {
    pub fn new() -> Self {
        Self::of("Asia/Shanghai")
    }

    pub fn of(zone: &'static str) -> Self {
        let dir = tempfile::Builder::new().prefix("fupan-store").tempdir().unwrap();
        let store = Store::open(&options(&dir.path().join("fupan.db"), zone)).unwrap();
        Self { store, now: NOW, zone, dir }
    }

    /// With 双11拉新, `d11`, from 11-01 to 11-11.
    pub fn with_campaign() -> Self {
        let mut place = Self::new();
        place.campaign("d11", "双11拉新", "2026-11-01", "2026-11-11");
        place
    }

    pub fn path(&self) -> PathBuf {
        self.dir.path().join("fupan.db")
    }

    pub fn again(&self) -> Store {
        Store::open(&options(&self.path(), self.zone)).unwrap()
    }

    pub fn sql(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(self.path()).unwrap()
    }

    pub fn context(&self) -> Context {
        Context { now: self.now, actor: "lin".to_owned(), lang: Lang::En, home: None }
    }

    pub fn stamp(&self, title: &str) -> Stamp {
        Stamp { at: self.now, actor: "lin".to_owned(), title: title.to_owned() }
    }

    pub fn ask(&mut self, request: Request) -> Result<Outcome> {
        let context = self.context();
        perform(&mut self.store, &context, request)
    }

    pub fn done(&mut self, request: Request) -> Outcome {
        self.ask(request).unwrap()
    }

    pub fn undo(&mut self) -> Result<Outcome> {
        self.ask(Request::Undo)
    }

    pub fn redo(&mut self) -> Result<Outcome> {
        self.ask(Request::Redo)
    }

    pub fn campaign(&mut self, key: &str, name: &str, start: &str, end: &str) -> Outcome {
        self.done(Request::CampaignNew(CampaignDraft {
            key: words(key),
            name: words(name),
            start: words(start),
            end: words(end),
            ..CampaignDraft::default()
        }))
    }

    pub fn set(&mut self, campaign: &str, draft: CampaignDraft) -> Result<Outcome> {
        self.ask(Request::CampaignSet { campaign: campaign.to_owned(), seen: None, draft })
    }

    pub fn target(&mut self, campaign: &str, metric: &str, goal: &str) -> Outcome {
        self.target_of(campaign, metric, TargetDraft { goal: words(goal), ..TargetDraft::default() }).unwrap()
    }

    pub fn target_of(&mut self, campaign: &str, metric: &str, draft: TargetDraft) -> Result<Outcome> {
        self.ask(Request::TargetAdd { campaign: campaign.to_owned(), metric: metric.to_owned(), draft })
    }

    /// `gmv=100 d11 @douyin 2026-11-04 total`: metric and value, campaign, channel, source (`~x`) and time, any of
    /// them left out.
    pub fn try_record(&mut self, line: &str) -> Result<Outcome> {
        let mut draft = RecordDraft::default();
        for (i, word) in line.split_whitespace().enumerate() {
            match (i, word.split_at(1)) {
                (0, _) => {
                    let (metric, value) = word.split_once('=').unwrap();
                    (draft.metric, draft.value) = (metric.to_owned(), value.to_owned());
                }
                (_, ("@", channel)) => draft.channel = words(channel),
                (_, ("~", source)) => draft.source = words(source),
                (_, ("2", _)) => draft.at = words(word),
                _ if word == "total" => draft.total = true,
                _ => draft.campaign = words(word),
            }
        }
        self.ask(Request::Record(draft))
    }

    pub fn record(&mut self, line: &str) -> Outcome {
        self.try_record(line).unwrap()
    }

    pub fn import(&mut self, csv: &str, repeat: Repeat, dry_run: bool) -> Result<Imported> {
        let zone = Zone::parse(self.zone).unwrap();
        let known = self.list::<Metric>().into_iter().map(|m| m.key).collect();
        let input = input::Options { known, ..input::Options::new(zone, self.now) };
        let options = ImportOptions { input, repeat, dry_run, name: "x.csv".to_owned() };
        let context = self.context();
        import(&mut self.store, &context, &options, csv.as_bytes(), &mut |_| true)
    }

    pub fn list<E: Entity>(&self) -> Vec<E> {
        self.store.read(None, |db| db.list::<E>()).unwrap()
    }

    pub fn campaign_id(&self, key: &str) -> CampaignId {
        self.list::<Campaign>().iter().find(|c| c.key == key).unwrap().id
    }

    pub fn target_row(&self, key: &str) -> Target {
        self.list::<Target>().into_iter().find(|t| t.key == key).unwrap()
    }

    pub fn series(&mut self, metric: &str, channel: Option<i64>, source: &str) -> SeriesId {
        let metric = self.list::<Metric>().into_iter().find(|m| m.key == metric).unwrap().id;
        let channel = channel.map(fupan::model::ChannelId);
        let series = Series { metric, campaign: None, channel, source: source.to_owned() };
        let stamp = self.stamp("series");
        self.store.write(stamp, |tx| tx.series_id(&series)).unwrap().0
    }

    /// Every reading: metric, channel, source, at, until, value, by series and time.
    pub fn readings(&self) -> Vec<(i64, i64, i64, Quantity)> {
        let all = |db: &fupan::store::Db<'_>| {
            let mut out = Vec::new();
            for series in db.series()? {
                let rows = db.readings(series.id, i64::MIN, i64::MAX)?;
                out.extend(rows.into_iter().map(|r| (series.id.0, r.at, r.until, r.value)));
            }
            Ok(out)
        };
        self.store.read(None, all).unwrap()
    }

    pub fn values(&self) -> Vec<Quantity> {
        self.readings().into_iter().map(|r| r.3).collect()
    }

    /// The doctor finds nothing.
    pub fn sound(&mut self) {
        for check in doctor(&mut self.store).unwrap() {
            assert!(check.found.is_empty(), "{}: {:?}", check.what.en, check.found);
        }
    }

    pub fn cockpit(&self) -> Cockpit {
        self.cockpit_at(None)
    }

    pub fn cockpit_at(&self, as_of: Option<i64>) -> Cockpit {
        self.store
            .read(as_of, |db| board::cockpit(db, &board::Book::in_use(db)?, as_of.unwrap_or(self.now), false))
            .unwrap()
    }

    pub fn cockpit_with(&self, all: bool) -> Cockpit {
        self.store.read(None, |db| board::cockpit(db, &board::Book::in_use(db)?, self.now, all)).unwrap()
    }

    pub fn line(&self, key: &str) -> CampaignLine {
        self.cockpit().campaigns.into_iter().find(|c| c.key == key).unwrap()
    }

    pub fn gauge(&self, campaign: &str, target: &str) -> TargetLine {
        self.line(campaign).targets.into_iter().find(|t| t.key == target).unwrap()
    }

    pub fn batches(&self) -> usize {
        self.store.read(None, |db| db.batches(10_000)).unwrap().len()
    }

    pub fn dump(&self) -> Vec<String> {
        let conn = self.sql();
        let mut out = Vec::new();
        for table in [
            "setting",
            "metric",
            "channel",
            "campaign",
            "target",
            "note",
            "task",
            "resource",
            "budget",
            "link",
            "series",
            "reading",
            "reading_day",
            "reading_old",
            "batch",
            "history",
        ] {
            let mut statement = conn.prepare(&format!("SELECT * FROM {table}")).unwrap();
            let count = statement.column_count();
            let mut rows = statement.query([]).unwrap();
            while let Some(row) = rows.next().unwrap() {
                let cells: Vec<String> =
                    (0..count).map(|i| format!("{:?}", row.get_ref(i).unwrap())).collect();
                out.push(format!("{table} {}", cells.join("|")));
            }
        }
        out
    }

    /// Whatever people can see, without versions: entities and readings.
    pub fn visible(&self) -> Vec<String> {
        let mut out: Vec<String> = self.readings().iter().map(|r| format!("{r:?}")).collect();
        out.extend(
            self.list::<Campaign>().into_iter().map(|c| format!("{:?}", Campaign { version: 0, ..c })),
        );
        out.extend(self.list::<Target>().into_iter().map(|t| format!("{:?}", Target { version: 0, ..t })));
        let notes = self.list::<fupan::model::Note>().into_iter();
        out.extend(notes.map(|n| format!("{:?}", fupan::model::Note { version: 0, ..n })));
        out
    }
}
