//! Readings by the million, the same every time: four campaigns, ten metrics, five channels, ten days, shuffled.
use super::support::{Screen, Workspace};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// The moment the benches look at the file: the eleventh of fourteen days.
pub const NOW: &str = "2026-11-11T12:00:00+08:00";

const CAMPAIGNS: [&str; 4] = ["b1", "b2", "b3", "b4"];
const METRICS: [&str; 10] = [
    "gmv",
    "orders",
    "buyers",
    "visits",
    "clicks",
    "impressions",
    "spend",
    "signups",
    "shares",
    "participants",
];
const CHANNELS: [&str; 5] = ["douyin", "tmall", "wechat", "weibo", "store"];
const DAYS: usize = 10;

/// How many series the readings spread over.
pub const SERIES: usize = CAMPAIGNS.len() * METRICS.len() * CHANNELS.len();

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
pub fn write_csv(path: &Path, readings: usize) {
    let mut order: Vec<u32> = (0..u32::try_from(readings).expect("fewer than four billion")).collect();
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    for last in (1..order.len()).rev() {
        order.swap(last, dice.roll(last + 1));
    }
    let per_series = readings.div_ceil(SERIES);
    let mut out = BufWriter::with_capacity(1 << 20, File::create(path).expect("a file"));
    writeln!(out, "metric,at,value,campaign,channel").expect("room on the disk");
    for row in order {
        let (series, nth) = (row as usize % SERIES, row as usize / SERIES);
        let campaign = CAMPAIGNS[series % 4];
        let metric = METRICS[series / 4 % 10];
        let channel = CHANNELS[series / 40];
        let second = nth * DAYS * 86_400 / per_series;
        let (day, hour, minute, s) = (second / 86_400 + 1, second / 3600 % 24, second / 60 % 60, second % 60);
        let (whole, cents) = (row % 9973, row % 97);
        writeln!(
            out,
            "{metric},2026-11-{day:02}T{hour:02}:{minute:02}:{s:02},{whole}.{cents:02},{campaign},{channel}"
        )
        .expect("room on the disk");
    }
    out.flush().expect("room on the disk");
}

/// A workspace with the four campaigns and forty live targets, no readings yet.
pub fn workspace() -> Workspace {
    let space = Workspace::new().at(NOW);
    for (n, campaign) in CAMPAIGNS.iter().enumerate() {
        let name = format!("Bench-{}", n + 1);
        let dates = ["--start", "2026-11-01", "--end", "2026-11-14"];
        space.fupan(&[&["campaign", "new", &name, "--key", campaign][..], &dates].concat()).ok();
        for metric in METRICS {
            let mut line = vec!["target", "add", campaign, metric, "--goal", "900000000"];
            if metric == "gmv" {
                line.push("--primary");
            }
            space.fupan(&line).ok();
        }
    }
    space
}

/// The same with readings, imported by the program itself; and the CSV they came from.
pub fn filled(readings: usize) -> (Workspace, PathBuf) {
    let space = workspace();
    let csv = space.path("readings.csv");
    write_csv(&csv, readings);
    let path = csv.to_str().expect("a UTF-8 path").to_owned();
    space.fupan(&["import", &path]).ok();
    (space, csv)
}

/// Waits for the first frame with real panes: a campaign by name and what was reached of its goal.
pub fn wait_ready(screen: &Screen) -> std::time::Instant {
    screen.wait_for("the cockpit", |view| view.has("Bench-1") && view.has("%"))
}
