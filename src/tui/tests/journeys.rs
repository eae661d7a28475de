//! What people do, key by key.
use super::App;
use super::fake::NOW;
use crate::board::Window;
use crate::config::Setting;
use crate::error::{Error, Kind as ErrorKind};
use crate::i18n::tr;
use crate::model::{CampaignId, Lang, TargetId};
use crate::planner::{RecordDraft, Request};
use crate::tui::commands::{COMMANDS, Context};
use crate::tui::effect::Effect;
use crate::tui::keymap::Chord;
use crate::tui::msg::{MouseKind, Msg};
use crate::tui::overlay::Overlay;
use crate::tui::runtime::{Backend as _, Exit};
use crate::tui::screen;
use crate::tui::state::Pane;
use crate::tui::update::update;

fn quits(app: &App) -> bool {
    app.kept.iter().any(|e| matches!(e, Effect::Quit(_)))
}

#[test]
fn a_value_is_recorded_for_what_is_chosen() {
    let mut app = App::zh();
    app.keys("r 4.2万 <tab> <tab> dou <enter> <enter>");
    let draft = RecordDraft {
        metric: "gmv".to_owned(),
        value: "4.2万".to_owned(),
        campaign: Some("d11".to_owned()),
        channel: Some("dou".to_owned()),
        ..RecordDraft::default()
    };
    assert_eq!(app.fake.asked, [Request::Record(draft)]);
    assert!(app.state.overlays.is_empty());
    assert!(app.state.toasts[0].turn == Some("change.undo") && app.screen().contains("· u 撤销"));
}

#[test]
fn a_choice_is_taken_by_a_few_letters() {
    let mut app = App::zh();
    app.keys("t ref <enter> 5% <enter>");
    assert!(
        matches!(&app.fake.asked[..], [Request::TargetAdd { metric, campaign, .. }] if metric == "refunds" && campaign == "d11")
    );
}

#[test]
fn what_is_wrong_is_told_while_typing_and_not_sent() {
    let mut app = App::zh();
    app.keys("r 4.2x <enter>");
    assert!(app.fake.asked.is_empty());
    assert!(app.screen().contains("不是数字"));
}

#[test]
fn when_the_planner_refuses_everything_typed_stays() {
    let mut app = App::zh();
    app.keys("r 404 <ctrl-s>");
    assert_eq!(app.fake.asked.len(), 1);
    assert!(
        matches!(app.state.overlays.last(), Some(Overlay::Form(f)) if f.values()[1] == "404" && !f.is_sent())
    );
    assert!(app.screen().contains("「404」不是数字"));
}

#[test]
fn a_closed_form_keeps_its_draft_and_a_saved_one_forgets_it() {
    let mut app = App::zh();
    app.keys("n 双12返场 <esc> n");
    assert!(app.screen().contains("双12返场"));
    app.keys("<tab> <tab> <tab> 12-01 <tab> 12-12 <ctrl-s> <esc> n");
    assert_eq!(app.fake.asked.len(), 1);
    assert!(matches!(app.state.overlays.last(), Some(Overlay::Form(f)) if f.values()[0].is_empty()));
}

#[test]
fn a_reload_leaves_typed_text_alone() {
    let mut app = App::zh();
    app.keys("r 4.2");
    app.send(Msg::FileChanged);
    app.keys("万");
    assert!(matches!(app.state.overlays.last(), Some(Overlay::Form(f)) if f.focused_text() == "4.2万"));
}

#[test]
fn a_huge_paste_is_cut_and_told() {
    let mut app = App::zh();
    app.keys("a");
    app.send(Msg::Pasted { text: "长".repeat(20_000), cut: true });
    assert!(app.screen().contains("最多 2000 个字符"));
}

#[test]
fn the_cursor_stands_in_the_field() {
    let mut app = App::zh();
    assert_eq!(app.drawn().1, None);
    let before = app.keys("n").drawn().1.unwrap();
    let after = app.keys("双1").drawn().1.unwrap();
    assert_eq!((after.x - before.x, after.y), (3, before.y));
}

#[test]
fn escape_goes_back_and_never_quits() {
    let mut app = App::zh();
    app.keys("<tab> <enter>");
    assert!(app.state.look.is_zoomed);
    app.keys("<esc>");
    assert!(!app.state.look.is_zoomed && app.state.look.pane == Pane::Targets);
    app.keys("<esc> <esc> <esc>");
    assert!(app.state.look.pane == Pane::List && !quits(&app));
    app.keys("q");
    assert!(matches!(app.kept.last(), Some(Effect::Quit(Exit::Quit))));
}

#[test]
fn moving_chooses_and_the_chart_follows() {
    let mut app = App::zh();
    app.keys("j");
    assert_eq!(app.state.look.campaign, Some(CampaignId(3)));
    assert_eq!(app.state.chart.target, Some(TargetId(31)));
    app.keys("G");
    assert_eq!(app.state.look.campaign, Some(CampaignId(5)));
    app.keys("g g <tab> j w");
    assert_eq!(app.state.chart.target, Some(TargetId(12)));
    assert_eq!(app.state.look.window, Window::Week);
}

#[test]
fn a_todo_leads_to_its_target() {
    let mut app = App::zh();
    app.keys("<tab> <tab> j <enter>");
    assert_eq!((app.state.look.campaign, app.state.look.target), (Some(CampaignId(3)), Some(TargetId(31))));
}

#[test]
fn a_task_to_do_leads_to_the_page_of_its_campaign() {
    let mut app = App::zh();
    app.keys("<tab> <tab> j j");
    assert!(app.screen().contains("素材审核 今天到期"), "{}", app.screen());
    app.keys("<enter>");
    assert_eq!(app.state.desks.page.campaign, Some(CampaignId(1)));
    assert!(app.screen().contains("双11拉新") && !app.screen().contains("要处理"), "{}", app.screen());
    let section = crate::tui::screen::page::SECTIONS.get(app.state.desks.page.section).unwrap();
    assert_eq!(section.title.key, "section.tasks");
    app.keys("<esc>");
    assert!(app.screen().contains("要处理"), "{}", app.screen());
}

#[test]
fn one_key_shows_ones_own_tasks_whenever_they_are_due() {
    let mut app = App::zh();
    app.keys("m");
    assert!(app.screen().contains("我的任务 · 2"), "{}", app.screen());
    assert!(
        app.screen().contains("确认赠品库存 11-13") && !app.screen().contains("GMV 落后"),
        "{}",
        app.screen()
    );
    app.keys("j <enter>");
    assert_eq!(app.state.desks.page.campaign, Some(CampaignId(4)));
    app.keys("<esc> m");
    assert!(app.screen().contains("要处理 · 6"), "{}", app.screen());
    app.state.config.name = "没有任务的人".to_owned();
    app.keys("m");
    assert!(app.screen().contains("没有任务的人 没有未完成的任务。"), "{}", app.screen());
}

#[test]
fn the_filter_narrows_while_typing() {
    let mut app = App::zh();
    app.keys("/ 会员");
    assert_eq!(app.state.campaigns().len(), 1);
    assert_eq!(app.state.look.campaign, Some(CampaignId(3)));
    assert!(app.drawn().1.is_some());
    app.keys("<enter> <esc>");
    assert_eq!(app.state.campaigns().len(), 5);
    app.keys("/ 1 <enter> n");
    assert_eq!(app.state.look.campaign, Some(CampaignId(4)), "n goes to the next match, it opens no form");
    assert!(app.state.overlays.is_empty());
}

#[test]
fn a_toast_goes_by_itself_and_the_log_keeps_it() {
    let mut app = App::zh();
    app.keys("u");
    assert_eq!(app.fake.asked, [Request::Undo]);
    assert_eq!(app.state.toasts.len(), 1);
    let due = app.state.deadline().unwrap();
    app.after(due);
    assert!(app.state.toasts.is_empty() && app.state.log.len() == 1);
}

#[test]
fn without_anything_to_do_there_is_nothing_to_draw() {
    let mut app = App::zh();
    app.state.take_changed();
    app.after(10);
    assert!(!app.state.take_changed());
    assert!(app.state.deadline().unwrap() > 10_000, "it sleeps until the minute is over");
}

#[test]
fn results_older_than_what_is_shown_are_dropped() {
    let mut app = App::zh();
    app.send(Msg::CockpitLoaded { generation: 9, result: Ok(super::fake::cockpit()) });
    app.send(Msg::CockpitLoaded { generation: 8, result: Ok(crate::board::Cockpit::default()) });
    assert!(!app.state.is_empty());
}

#[test]
fn deleting_asks_nothing_and_names_what_is_chosen() {
    let mut app = App::zh();
    app.keys("<tab> j d");
    assert_eq!(app.fake.asked, [Request::TargetDelete { target: "d11/new_users".to_owned() }]);
    app.keys("<esc> d");
    assert_eq!(app.fake.asked[1], Request::CampaignDelete { campaign: "d11".to_owned() });
}

#[test]
fn an_edit_sends_what_was_changed_and_the_version_it_saw() {
    let mut app = App::zh();
    app.keys("e <ctrl-u> 双11 <ctrl-s>");
    let [Request::CampaignSet { campaign, seen, draft }] = &app.fake.asked[..] else {
        panic!("{:?}", app.fake.asked)
    };
    assert_eq!((campaign.as_str(), *seen, draft.name.as_deref()), ("d11", Some(1), Some("双11")));
    assert_eq!((&draft.start, &draft.owner), (&None, &None));
}

fn top_form(app: &App) -> &crate::tui::overlay::form::Form {
    match app.state.overlays.last() {
        Some(Overlay::Form(form)) => form,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_draft_on_a_row_that_changed_keeps_only_what_was_typed_and_tells_the_rest() {
    let mut app = App::zh();
    app.keys("e <tab> <tab> <tab> <tab> <ctrl-u> 小王 <esc>");
    app.fake.version = 2;
    app.send(Msg::FileChanged);
    app.keys("e");
    assert_eq!(top_form(&app).values()[..5], ["双11大促", "d11", "2026-11-01", "2026-11-12", "小王"]);
    assert!(app.screen().contains("期间已被 小周 修改；你填的内容已保留"), "{}", app.screen());
    app.keys("<ctrl-s>");
    let [Request::CampaignSet { seen, draft, .. }] = &app.fake.asked[..] else {
        panic!("{:?}", app.fake.asked)
    };
    assert_eq!(*seen, Some(2));
    assert_eq!((&draft.name, &draft.end, draft.owner.as_deref()), (&None, &None, Some("小王")));
}

#[test]
fn a_conflict_is_worded_field_by_field_and_only_a_second_enter_saves_over_it() {
    let mut app = App::zh();
    app.keys("e <ctrl-u> 我的双11");
    app.fake.version = 2;
    app.keys("<ctrl-s>");
    let screen = app.screen();
    assert!(screen.contains("期间已被 小周 修改"), "{screen}");
    assert!(screen.contains("名称：双11大促（对方）→ 我的双11（你的）"), "{screen}");
    assert!(screen.contains("结束 现为 2026-11-12") && screen.contains("Ctrl-t 采用对方"), "{screen}");
    assert!(!screen.contains('{') && app.state.log.iter().all(|n| !n.text.contains('{')));
    app.keys("<ctrl-s>");
    let Some(Request::CampaignSet { seen, draft, .. }) = app.fake.asked.last() else { panic!() };
    assert_eq!((*seen, draft.name.as_deref(), &draft.end), (Some(2), Some("我的双11"), &None));
    assert!(app.state.overlays.is_empty());
}

#[test]
fn in_a_conflict_the_others_values_can_be_taken() {
    let mut app = App::zh();
    app.keys("e <ctrl-u> 我的双11");
    app.fake.version = 2;
    app.keys("<ctrl-s> <ctrl-t>");
    assert_eq!(top_form(&app).values()[0], "双11大促");
    assert!(top_form(&app).draft().is_none() && !app.screen().contains("（对方）"));
}

#[test]
fn nothing_is_saved_until_the_row_as_it_is_now_stands_in_the_form() {
    let mut app = App::zh();
    app.keys("e <ctrl-u> 我的双11");
    let ticket = 1;
    let Some(Overlay::Form(form)) = app.state.overlays.last_mut() else { panic!() };
    form.refused_by = Some("小周".to_owned());
    app.keys("<ctrl-s>");
    assert!(app.fake.asked.is_empty() && top_form(&app).ticket != Some(ticket));
}

#[test]
fn an_undo_offers_redo_and_chooses_what_came_back() {
    let mut app = App::zh();
    app.fake.gone = Some(3);
    app.send(Msg::FileChanged);
    app.fake.gone = None;
    app.keys("u");
    assert!(app.screen().contains("· Ctrl-r 重做"), "{}", app.screen());
    assert_eq!(app.state.look.campaign, Some(CampaignId(3)));
    app.keys("<ctrl-r>");
    assert!(app.screen().contains("· u 撤销"));
}

#[test]
fn a_message_takes_one_line_above_the_footer_and_covers_no_pane() {
    let mut app = App::zh();
    let before = app.screen();
    app.keys("u <ctrl-r>");
    let after = app.screen();
    let differing: Vec<usize> =
        before.lines().zip(after.lines()).enumerate().filter(|(_, (a, b))| a != b).map(|(i, _)| i).collect();
    assert_eq!(differing, [34], "{after}");
}

#[test]
fn the_filter_narrows_the_todos_too() {
    let mut app = App::zh();
    app.keys("/ 会员");
    assert_eq!(app.state.todos().len(), 1);
    assert!(app.screen().contains("要处理 · 1") && !app.screen().contains("GMV 落后"));
    app.keys("<enter> <tab> <tab> <enter>");
    assert_eq!(app.state.look.target, Some(TargetId(31)));
}

#[test]
fn all_campaigns_are_listed_on_demand() {
    let mut app = App::zh();
    assert!(!app.screen().contains("618大促"));
    app.keys("A");
    let screen = app.screen();
    assert!(
        screen.contains("618大促") && screen.contains("已复盘") && !screen.contains("待复盘"),
        "{screen}"
    );
    app.keys("A");
    assert!(!app.screen().contains("618大促"));
}

#[test]
fn each_todo_tells_whose_it_is_where_campaigns_have_the_same() {
    use crate::board::{Matter, Todo, Urgency};
    let names = ["双11大促首页秒杀主会场拉新第一场", "双11大促首页秒杀主会场拉新第二场"];
    for size in [(200, 60), (120, 36)] {
        let mut app = App::new(Lang::Zh, size);
        let mut cockpit = super::fake::cockpit();
        let audit = cockpit.todos.iter().find_map(|todo| match &todo.matter {
            Matter::TaskDue(task) => Some(task.clone()),
            _ => None,
        });
        let task = crate::board::DueTask {
            title: "首页秒杀频道入口与主会场坑位排期确认单".to_owned(),
            owner: "活动运营小林".to_owned(),
            ..audit.unwrap()
        };
        let todo = |name: &&str| Todo {
            urgency: Urgency::Act,
            about: crate::board::About::Campaign(CampaignId(1)),
            name: (*name).to_owned(),
            target: None,
            matter: Matter::TaskDue(task.clone()),
        };
        cockpit.todos = names.iter().cycle().take(60).map(todo).collect();
        app.send(Msg::CockpitLoaded { generation: 99, result: Ok(cockpit) });
        let screen = app.screen();
        let lines: Vec<&str> = screen.lines().filter(|l| l.contains("首页秒杀频")).collect();
        assert!(lines.len() > 1, "{screen}");
        assert!(lines.iter().all(|l| l.contains("双11大")), "{size:?}\n{screen}");
    }
}

#[test]
fn a_name_comes_before_day_and_bar() {
    let mut app = App::new(Lang::Zh, (100, 30));
    let mut cockpit = super::fake::cockpit();
    "茶饮店开业会员日联动".clone_into(&mut cockpit.campaigns[0].name);
    app.send(Msg::CockpitLoaded { generation: 99, result: Ok(cockpit) });
    let screen = app.screen();
    let line = screen.lines().find(|l| l.contains("▼ 茶饮店开业会员日联动")).unwrap();
    assert!(line.contains(" 4/11") && line.contains("71%"), "{line}");
}

#[test]
fn a_budget_above_its_plan_is_called_so_and_needs_nothing_a_day() {
    let mut app = App::zh();
    let mut cockpit = super::fake::cockpit();
    let spend = &mut cockpit.campaigns[0].targets[2];
    (spend.pace, spend.status) = (Some(1.6), crate::model::Status::Behind);
    app.send(Msg::CockpitLoaded { generation: 99, result: Ok(cockpit) });
    assert!(app.screen().contains("160% 超计划"), "{}", app.screen());
    app.keys("<tab> j j <enter>");
    assert!(!app.screen().contains("需/天"), "{}", app.screen());
}

#[test]
fn a_field_shows_where_to_type_and_what_a_date_means() {
    let mut app = App::zh();
    app.keys("n 双12 <tab> <tab> <tab> +7d <tab>");
    assert!(app.screen().contains("+7d  → 2026-11-11"), "{}", app.screen());
    let (buf, cursor) = app.drawn();
    let at = cursor.unwrap();
    assert!(buf[(at.x + 5, at.y)].modifier.contains(ratatui::style::Modifier::UNDERLINED));
    app.keys("<esc> r <tab> <tab> <tab> 2026-W45");
    assert!(app.screen().contains("→ 2026-11-02..2026-11-08"), "{}", app.screen());
}

#[test]
fn a_long_value_is_read_from_its_beginning_where_the_cursor_is_not() {
    let mut app = App::zh();
    app.keys("n 名");
    for _ in 0..10 {
        app.keys("<tab>");
    }
    app.send(Msg::Pasted { text: "开头".to_owned() + &"很长".repeat(60), cut: false });
    assert!(!app.screen().contains("开头"));
    app.keys("<tab>");
    let screen = app.screen();
    assert!(screen.lines().any(|l| l.contains("开头很长") && l.contains('…')), "{screen}");
}

#[test]
fn an_edit_offers_key_and_goal_sentence_too() {
    let mut app = App::zh();
    app.keys("e <tab> <ctrl-u> d11x <tab> <tab> <tab> <tab> <ctrl-u> 新目标 <ctrl-s>");
    let [Request::CampaignSet { draft, .. }] = &app.fake.asked[..] else { panic!("{:?}", app.fake.asked) };
    assert_eq!((draft.key.as_deref(), draft.goal.as_deref()), (Some("d11x"), Some("新目标")));
}

#[test]
fn the_status_form_starts_at_the_next_step_wherever_it_is_opened() {
    for way in ["s", "2 s", "2 <tab> s"] {
        let mut app = App::zh();
        app.keys(way);
        assert_eq!(top_form(&app).values()[0], "ended", "{way}");
    }
}

#[test]
fn the_status_form_tells_what_the_cockpit_knows_to_be_missing() {
    let mut app = App::zh();
    let mut cockpit = super::fake::cockpit();
    let todo = crate::board::Todo {
        urgency: crate::board::Urgency::Look,
        about: crate::board::About::Campaign(cockpit.campaigns[0].id),
        name: cockpit.campaigns[0].name.clone(),
        target: None,
        matter: crate::board::Matter::StatusOffered {
            to: crate::model::CampaignStatus::Ended,
            lacks: vec![(crate::model::Lack::Approval, vec!["法务审核".to_owned()])],
            is_due: false,
        },
    };
    cockpit.todos.push(todo);
    app.send(Msg::CockpitLoaded { generation: 99, result: Ok(cockpit) });
    app.keys("s");
    assert!(app.screen().contains("还缺：审批未通过：法务审核"), "{}", app.screen());
}

#[test]
fn a_curve_is_chosen_by_its_name_or_written_out() {
    let mut app = App::zh();
    app.keys("t gmv <enter> 5万 <tab> <tab> <tab>");
    assert!(app.screen().contains("均匀") && app.screen().contains("分阶段"), "{}", app.screen());
    app.keys("均匀 <ctrl-s>");
    let curve = |app: &App| match app.fake.asked.last() {
        Some(Request::TargetAdd { draft, .. }) => draft.curve.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(curve(&app).as_deref(), Some("linear"));
    app.keys("t gmv <enter> 5万 <tab> <tab> <tab> like:d10 <ctrl-s>");
    assert_eq!(curve(&app).as_deref(), Some("like:d10"));
}

#[test]
fn a_press_on_the_footer_does_what_it_says() {
    let mut app = App::zh();
    let screen = app.screen();
    let footer = screen.lines().last().unwrap();
    let before = &footer[..footer.find("w 范围").unwrap()];
    app.send(Msg::MouseUsed(MouseKind::Pressed, crate::tui::text::width(before) + 2, 35));
    assert_eq!(app.state.look.window, Window::Week);
    app.send(Msg::MouseUsed(MouseKind::Pressed, 118, 35));
    assert_eq!(app.fake.asked, [Request::Undo]);
}

#[test]
fn a_form_closed_while_it_is_saved_comes_back_only_where_that_was_refused() {
    for is_refused in [false, true] {
        let mut app = App::zh();
        app.keys("r 4.2万 <tab> <tab> dou");
        let save = Msg::KeyPressed(Chord::parse("ctrl-s").unwrap());
        let effects = update(&mut app.state, save, app.now);
        let [Effect::Ask { ticket, .. }] = effects[..] else { panic!("{effects:?} {}", app.screen()) };
        app.keys("<esc> r");
        assert_eq!(top_form(&app).focused_text(), "", "what is on its way is not offered again");
        app.keys("<esc>");
        let result = if is_refused {
            Err(Error::new(ErrorKind::Usage, &tr::ERROR_INTERRUPTED))
        } else {
            let (now, lang) = (NOW, Lang::Zh);
            app.fake
                .ask(Request::Redo, &crate::planner::Context { now, actor: String::new(), lang, home: None })
        };
        app.send(Msg::Answered { ticket, result });
        app.keys("r");
        assert_eq!(top_form(&app).values().contains(&"4.2万".to_owned()), is_refused);
    }
}

#[test]
fn the_live_sign_glows_for_others_and_not_for_ones_own_change() {
    let mut app = App::zh();
    app.keys("u");
    app.send(Msg::FileChanged);
    assert_eq!(app.state.pulse_until, 0);
    app.after(1000).send(Msg::FileChanged);
    assert!(app.state.pulse_until > app.now.ms);
}

#[test]
fn a_resize_only_draws_and_coming_back_takes_the_terminal_again() {
    let mut app = App::zh();
    app.send(Msg::Resized(80, 24));
    assert_eq!(app.kept.last(), Some(&Effect::Redraw));
    app.send(Msg::Resumed);
    assert_eq!(app.kept.last(), Some(&Effect::Reclaim));
}

#[test]
fn language_and_theme_switch_at_once_and_are_kept() {
    let mut app = App::zh();
    app.keys("L T");
    assert!(app.screen().contains("Running · 3"));
    let saved: Vec<_> = app.kept.iter().filter(|e| matches!(e, Effect::SaveConfig(..))).collect();
    assert!(
        matches!(&saved[..], [_, Effect::SaveConfig(c, Setting::Theme)] if c.theme == "light" && c.lang == Lang::En)
    );
}

#[test]
fn every_command_of_the_palette_runs_from_there() {
    // Each on the first screen that has it.
    let ways = ["1", "2", "2 <enter>", "3", "4", "5", "3 R", "3 <enter>", "1 G P"];
    let offers = |way: &str, command: &crate::tui::commands::Command| {
        let mut app = App::zh();
        app.keys(way);
        command.is_offered(screen::shown(&app.state).family)
    };
    for command in COMMANDS.iter().filter(|c| c.in_palette()) {
        let way = ways.iter().find(|way| offers(way, command));
        let way = way.unwrap_or_else(|| panic!("{} is in no screen's palette", command.id));
        let mut app = App::zh();
        app.keys(way).keys(":");
        for c in command.id.chars() {
            app.keys(&c.to_string());
        }
        let Some(Overlay::Palette(palette)) = app.state.overlays.last() else { panic!("no palette") };
        assert!(palette.found.iter().any(|c| c.id == command.id), "{} is not found by its id", command.id);
        let Some(Overlay::Palette(palette)) = app.state.overlays.last_mut() else { panic!("no palette") };
        palette.cursor = palette.found.iter().position(|c| c.id == command.id).unwrap();
        app.keys("<enter>");
        assert!(
            !app.state
                .overlays
                .iter()
                .any(|o| matches!(o, Overlay::Palette(p) if !p.query.text().is_empty()))
        );
    }
}

#[test]
fn the_footer_shows_keys_of_the_table_only() {
    let app = App::zh();
    let screen = app.screen();
    let footer = screen.lines().last().unwrap();
    assert!(footer.contains("r 录入") && footer.ends_with("u 撤销"), "{footer}");
    assert_eq!(app.state.contexts()[0], Context::List);
}

#[test]
fn what_cannot_be_done_says_why() {
    let mut app = App::zh();
    app.keys("j j j t <esc> <tab> e");
    assert!(app.state.log.last().unwrap().text.contains("请先选择目标值"), "{:?}", app.state.log);
}

#[test]
fn the_first_start_has_three_doors() {
    let mut app = App::empty(Lang::Zh, (80, 24));
    app.keys("d");
    assert!(matches!(app.kept.last(), Some(Effect::Quit(Exit::Demo))));
    app.keys("i");
    assert!(matches!(app.state.overlays.last(), Some(Overlay::Form(_))));
    app.keys("<esc> j j <enter> ~/a.csv <ctrl-s>");
    assert!(matches!(app.kept.last(), Some(Effect::Import { job, .. }) if job.path == "~/a.csv"));
    app.send(Msg::ImportAdvanced { ticket: 1, bytes: 12_345_678 });
    assert!(app.screen().contains("12.3 MB"));
    app.keys("<esc>");
    assert!(matches!(app.kept.last(), Some(Effect::CancelImport)));
}

#[test]
fn the_mouse_chooses_opens_and_scrolls() {
    let mut app = App::zh();
    app.send(Msg::MouseUsed(MouseKind::Pressed, 10, 3));
    assert_eq!(app.state.look.campaign, Some(CampaignId(3)));
    app.send(Msg::MouseUsed(MouseKind::WheelUp, 10, 3));
    assert_eq!(app.state.look.campaign, Some(CampaignId(1)));
    app.send(Msg::MouseUsed(MouseKind::Pressed, 60, 3));
    assert_eq!(app.state.look.target, Some(TargetId(12)));
    app.send(Msg::MouseUsed(MouseKind::Pressed, 60, 3));
    assert!(app.state.look.is_zoomed);
    app.state.config.mouse = false;
    app.send(Msg::MouseUsed(MouseKind::WheelDown, 60, 3));
    assert_eq!(app.state.look.target, Some(TargetId(12)));
}

#[test]
fn names_from_elsewhere_cannot_reach_the_terminal() {
    let mut app = App::zh();
    let mut cockpit = super::fake::cockpit();
    cockpit.campaigns[0].name = "a\u{1b}[2J\u{202e}b".to_owned();
    app.send(Msg::CockpitLoaded { generation: 99, result: Ok(cockpit) });
    let (buf, _) = app.drawn();
    assert!(buf.content.iter().all(|c| !c.symbol().contains(['\u{1b}', '\u{202e}'])));
    app.keys("<tab> y");
    assert!(app.kept.iter().all(|e| !matches!(e, Effect::Copy(t) if t.contains('\u{1b}'))));
}

#[test]
fn the_status_line_is_copied() {
    let mut app = App::zh();
    app.keys("y");
    let Some(Effect::Copy(line)) = app.kept.last() else { panic!("nothing copied") };
    assert_eq!(line, "双11拉新 · GMV: ¥41.2万 / 100万, 41% (应达 58%), 71% 落后");
    assert_eq!(app.now.unix, NOW);
}
