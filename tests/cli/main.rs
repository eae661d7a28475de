//! The real program from a shell: what it answers, with which exit code, and what it leaves in its file.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#[path = "../support/mod.rs"]
mod support;

mod bad_inputs;
mod calendar;
mod checkin;
mod files;
mod finding;
mod grade;
mod imports;
mod lesson;
mod new_campaign;
mod okr;
mod okr_campaigns;
mod okr_files;
mod okr_kit;
mod pages;
mod planning;
mod playbook;
mod promotion;
mod report;
mod retro;
mod review;
mod split;
mod views;

use support::Workspace;

/// Singles' Day in Chinese, four days in, as the README tells it.
fn singles_day() -> Workspace {
    let space = Workspace::new();
    let new = ["campaign", "new", "双11拉新", "--key", "d11", "--start", "2026-11-01", "--end", "2026-11-11"];
    space.fupan(&[&new[..], &["--owner", "小林"]].concat()).ok();
    space.run("target add d11 gmv --goal 100万 --primary").ok();
    space.run("record gmv 4.2万 -c d11 --channel douyin --at 2026-11-04T15:00").ok();
    space
}
