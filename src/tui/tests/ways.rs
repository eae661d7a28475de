//! From screen to screen and back, and what each has loaded.
use super::App;
use super::fake;
use crate::model::{CampaignId, Lang};
use crate::tui::effect::Effect;
use crate::tui::keymap::Chord;
use crate::tui::load::{Load, Loaded};
use crate::tui::msg::{MouseKind, Msg};
use crate::tui::update::update;

/// What a message asks to be loaded, without it being carried out.
fn asked(app: &mut App, msg: Msg) -> Vec<Effect> {
    let is_load =
        |e: &Effect| matches!(e, Effect::Load { .. } | Effect::LoadCockpit { .. } | Effect::LoadChart { .. });
    update(&mut app.state, msg, app.now).into_iter().filter(is_load).collect()
}

fn press(text: &str) -> Msg {
    Msg::KeyPressed(Chord::parse(text).unwrap())
}

#[test]
fn a_digit_shows_its_screen_and_loads_what_it_wants() {
    let mut app = App::zh();
    let loads = asked(&mut app, press("2"));
    assert!(matches!(&loads[..], [Effect::Load { what: Load::Campaigns, .. }]), "{loads:?}");
    let loads = asked(&mut app, press("1"));
    assert!(matches!(&loads[..], [Effect::LoadCockpit { .. }, Effect::LoadChart { .. }]), "{loads:?}");
}

#[test]
fn only_the_shown_screen_is_loaded_anew_and_the_live_sign_glows_on_every_one() {
    let mut app = App::zh();
    app.keys("2");
    let loads = asked(&mut app, Msg::FileChanged);
    assert!(matches!(&loads[..], [Effect::Load { what: Load::Campaigns, .. }]), "{loads:?}");
    assert!(app.state.pulse_until > app.now.ms);
    app.now.unix += 60;
    let loads = asked(&mut app, Msg::DeadlinePassed);
    assert!(matches!(&loads[..], [Effect::Load { what: Load::Campaigns, .. }]), "{loads:?}");
    let loads = asked(&mut app, Msg::FocusChanged(true));
    assert!(matches!(&loads[..], [Effect::Load { what: Load::Campaigns, .. }]), "{loads:?}");
}

#[test]
fn what_was_asked_for_before_is_dropped() {
    let mut app = App::zh();
    app.keys("2");
    let old = asked(&mut app, Msg::FileChanged);
    let [Effect::Load { generation, .. }] = old[..] else { panic!("{old:?}") };
    app.send(Msg::FileChanged);
    let before = app.screen();
    app.send(Msg::Loaded { generation, result: Ok(Loaded::Campaigns(Vec::new())) });
    assert_eq!(app.screen(), before);
}

#[test]
fn a_page_that_comes_late_does_not_stand_on_another_ones() {
    let mut app = App::zh();
    app.keys("2");
    let loads = asked(&mut app, press("enter"));
    let [Effect::Load { generation, what: Load::Campaign(first) }] = loads[..] else { panic!("{loads:?}") };
    app.keys("<esc> j <enter>");
    let before = app.screen();
    let line = fake::cockpit().campaigns.into_iter().find(|c| c.id == first).unwrap();
    app.send(Msg::Loaded { generation, result: Ok(Loaded::Campaign(Box::new(fake::page(line)))) });
    assert_eq!(app.screen(), before);
}

#[test]
fn a_campaigns_page_leads_back_to_where_one_came_from() {
    let mut app = App::zh();
    app.keys("o");
    assert!(app.screen().contains("18 到 25 岁的学生"), "{}", app.screen());
    app.keys("<esc>");
    assert!(app.screen().contains("要处理"));
    app.keys("2 j <enter>");
    assert_eq!(app.state.campaign().map(|c| c.id), Some(CampaignId(3)));
    app.keys("<esc>");
    assert_eq!(app.state.look.screen, "screen.campaigns");
    assert_eq!(app.state.campaign().map(|c| c.id), Some(CampaignId(3)), "the cursor is where it was");
    app.keys("<esc> <esc> <esc>");
    assert_eq!(app.state.look.screen, "screen.campaigns", "nothing is left to go back from");
}

#[test]
fn a_page_whose_campaign_is_deleted_is_left() {
    let mut app = App::zh();
    app.keys("2 <enter>");
    app.fake.gone = Some(1);
    app.send(Msg::FileChanged);
    assert_eq!(app.state.look.screen, "screen.campaigns");
    assert!(app.state.toasts.is_empty(), "{:?}", app.state.toasts);
}

#[test]
fn a_press_on_a_tab_shows_its_screen() {
    for lang in [Lang::Zh, Lang::En] {
        for size in [(40, 12), (120, 36)] {
            let mut app = App::new(lang, size);
            let first = app.screen().lines().next().unwrap().to_owned();
            let at = first.char_indices().find(|(_, c)| *c == '2').unwrap().0;
            let x = crate::tui::text::width(&first[..at]);
            app.send(Msg::MouseUsed(MouseKind::Pressed, x, 0));
            assert_eq!(app.state.look.screen, "screen.campaigns", "{lang} {size:?}");
        }
    }
}

#[test]
fn the_palette_offers_what_works_on_the_shown_screen() {
    let mut app = App::zh();
    app.keys("2 : chart.window");
    assert!(app.screen().contains("没有匹配项"), "{}", app.screen());
}

#[test]
fn the_campaigns_of_every_time_are_listed() {
    let mut app = App::zh();
    app.keys("2");
    let all = app.screen();
    for line in fake::cockpit().campaigns {
        assert!(all.contains(&line.name), "{}", line.name);
    }
    assert!(all.contains("618大促"), "reviewed ones too");
}
