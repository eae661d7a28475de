//! Readings by the million, the same every time: campaigns, ten metrics, channels, ten days, shuffled.
use super::support::{Screen, Workspace};
use fupan::input;
use fupan::model::{Lang, Zone};
use fupan::planner::{CampaignDraft, Context, ImportOptions, Request, TargetDraft, import, perform};
use fupan::store::{OpenOptions, Repeat, Store};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// The moment the benches look at the file, the eleventh of fourteen days: 2026-11-11 12:00 in Shanghai.
pub const NOW: i64 = 1_794_369_600;
const NOW_TEXT: &str = "2026-11-11T12:00:00+08:00";

const METRICS: [&str; 10] =
    ["gmv", "orders", "likes", "visits", "clicks", "impressions", "spend", "new_users", "shares", "comments"];
const CHANNELS: [&str; 5] = ["douyin", "tmall", "wechat", "weibo", "store"];
const DAYS: usize = 10;

/// How many campaigns and channels the readings spread over; a campaign has a target on each of the ten metrics.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    /// Campaigns, called `b1`, `b2` …
    pub campaigns: usize,
    /// Channels, at most five.
    pub channels: usize,
}

/// Forty live targets, two hundred series.
pub const COCKPIT: Shape = Shape { campaigns: 4, channels: 5 };

/// Five hundred live targets.
pub const MANY_TARGETS: Shape = Shape { campaigns: 50, channels: 2 };

/// Numbers that look random and are the same every time (xorshift64*).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        ((self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize) % below
    }
}

/// Writes `readings` shuffled rows `metric,at,value,campaign,channel`; no identity occurs twice.
pub fn write_csv(path: &Path, readings: usize, shape: Shape) {
    let mut order: Vec<u32> = (0..u32::try_from(readings).expect("fewer than four billion")).collect();
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    for last in (1..order.len()).rev() {
        order.swap(last, dice.roll(last + 1));
    }
    let all_series = shape.campaigns * METRICS.len() * shape.channels;
    let per_series = readings.div_ceil(all_series);
    let mut out = BufWriter::with_capacity(1 << 20, File::create(path).expect("a file"));
    writeln!(out, "metric,at,value,campaign,channel").expect("room on the disk");
    for row in order {
        let (series, nth) = (row as usize % all_series, row as usize / all_series);
        let campaign = series % shape.campaigns + 1;
        let metric = METRICS[series / shape.campaigns % METRICS.len()];
        let channel = CHANNELS[series / shape.campaigns / METRICS.len()];
        let second = nth * DAYS * 86_400 / per_series;
        let (day, hour, minute, s) = (second / 86_400 + 1, second / 3600 % 24, second / 60 % 60, second % 60);
        let (whole, cents) = (row % 9973, row % 97);
        writeln!(
            out,
            "{metric},2026-11-{day:02}T{hour:02}:{minute:02}:{s:02},{whole}.{cents:02},b{campaign},{channel}"
        )
        .expect("room on the disk");
    }
    out.flush().expect("room on the disk");
}

/// Who writes the benches' data.
pub fn context() -> Context {
    Context { now: NOW, actor: "bench".to_owned(), lang: Lang::En, home: None }
}

/// Opens the file of a workspace.
pub fn open(space: &Workspace) -> Store {
    let options = OpenOptions {
        path: space.db(),
        create: true,
        allow_network: false,
        zone: "Asia/Shanghai".to_owned(),
        now: NOW,
    };
    Store::open(&options).expect("the file opens")
}

/// A workspace with its campaigns and targets, no readings yet.
pub fn workspace(shape: Shape) -> Workspace {
    let space = Workspace::new().with("FUPAN_NOW", NOW_TEXT);
    let mut store = open(&space);
    let given = |text: &str| Some(text.to_owned());
    let mut ask = |request| {
        perform(&mut store, &context(), request).expect("the request is fine");
    };
    for n in 1..=shape.campaigns {
        ask(Request::CampaignNew(CampaignDraft {
            name: Some(format!("Bench-{n}")),
            key: Some(format!("b{n}")),
            start: given("2026-11-01"),
            end: given("2026-11-14"),
            ..CampaignDraft::default()
        }));
        for metric in METRICS {
            let primary = Some(metric == "gmv");
            ask(Request::TargetAdd {
                campaign: format!("b{n}"),
                metric: metric.to_owned(),
                draft: TargetDraft { goal: given("900000000"), primary, ..TargetDraft::default() },
            });
        }
    }
    space
}

/// The same with readings; and the CSV they came from.
pub fn filled(readings: usize, shape: Shape) -> (Workspace, PathBuf) {
    let space = workspace(shape);
    let csv = space.path("readings.csv");
    write_csv(&csv, readings, shape);
    let zone = Zone::parse("Asia/Shanghai").expect("a time zone");
    let options = ImportOptions {
        input: input::Options::new(zone, NOW),
        repeat: Repeat::default(),
        dry_run: false,
        name: "readings.csv".to_owned(),
    };
    let file = File::open(&csv).expect("the file is there");
    let done = import(&mut open(&space), &context(), &options, file, &mut |_| true).expect("it imports");
    assert_eq!(done.summary.readings, readings as u64);
    (space, csv)
}

/// Waits for the first frame with real panes: a campaign by name and what was reached of its goal.
pub fn wait_ready(screen: &Screen) -> std::time::Instant {
    screen.wait_for("the cockpit", |view| view.has("Bench-1") && view.has("%"))
}
