//! Finding campaigns: the filter language and the orders of `campaign list`.
use crate::support::Workspace;

fn three() -> Workspace {
    let space = Workspace::new();
    for line in [
        "campaign new 双11拉新 --key d11 --start 2026-11-01 --end 2026-11-11 --owner 小林 --stage acquisition",
        "campaign new Winback --key back --start 2026-10-20 --end 2026-11-20 --owner 小周 --kind sms",
        "campaign new 会员日 --key member --start 2026-12-01 --end 2026-12-01",
    ] {
        space.run(line).ok();
    }
    space.run("record spend 100 -c d11 --channel 抖音 --at 2026-11-02").ok();
    space
}

fn keys(space: &Workspace, arguments: &[&str]) -> Vec<String> {
    let answer = space.fupan(&[&["campaign", "list"], arguments, &["--json"]].concat()).ok().json();
    let rows = answer.as_array().expect("rows");
    rows.iter().map(|row| row["key"].as_str().expect("a key").to_owned()).collect()
}

#[test]
fn a_filter_narrows_the_list_in_both_languages() {
    let space = three();
    assert_eq!(keys(&space, &["owner:小林"]), ["d11"]);
    assert_eq!(keys(&space, &["负责人：小周，小林", "--sort", "start"]), ["back", "d11"]);
    assert_eq!(keys(&space, &["渠道:抖音"]), ["d11"]);
    assert_eq!(keys(&space, &["阶段:拉新"]), ["d11"]);
    assert_eq!(keys(&space, &["owner:none"]), ["member"]);
    assert_eq!(keys(&space, &["after:2026-11-01", "before:2026-12-01"]), ["d11"]);
    assert_eq!(keys(&space, &["on:2026-11-15"]), ["back"]);
    assert_eq!(keys(&space, &["win"]), ["back"]);
}

#[test]
fn a_turned_field_is_no_option() {
    let space = three();
    assert_eq!(keys(&space, &["-owner:小林", "--sort", "start"]), ["back", "member"]);
    assert_eq!(keys(&space, &["--sort", "start", "!owner:小林"]), ["back", "member"]);
}

#[test]
fn orders_go_both_ways_and_what_has_no_value_stands_last() {
    let space = three();
    assert_eq!(keys(&space, &["--sort", "start"]), ["back", "d11", "member"]);
    assert_eq!(keys(&space, &["--sort", "start", "--reverse"]), ["member", "d11", "back"]);
    assert_eq!(keys(&space, &["--sort", "end"]), ["d11", "back", "member"]);
    assert_eq!(keys(&space, &["--sort", "name"]), ["back", "member", "d11"]);
    assert_eq!(keys(&space, &["--sort", "owner"])[2], "member");
    assert_eq!(keys(&space, &["--sort", "owner", "--reverse"])[2], "member");
}

#[test]
fn what_is_not_understood_is_told_with_what_there_is() {
    let space = three();
    let told = space.run("campaign list colour:red");
    told.exits(3).says("status").says("负责人");
    space.run("campaign list status:fnord").exits(3).says("live");
    space.run("campaign list nothing-like-this").ok().says("no campaign matches");
}
