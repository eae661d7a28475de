//! Every view at three sizes in both languages.
use super::App;
use super::fake::Fake;
use super::recalled::{Recalled, Shape};
use crate::board::RetroAbout;
use crate::model::{CampaignId, CycleId, Lang};
use crate::tui::msg::Msg;

const SIZES: [(u16, u16); 3] = [(40, 12), (80, 24), (120, 36)];

fn shoot(name: &str, make: impl Fn(Lang, (u16, u16)) -> App, keys: &str) {
    for lang in [Lang::Zh, Lang::En] {
        for size in SIZES {
            let mut app = make(lang, size);
            app.keys(keys);
            insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
                insta::assert_snapshot!(format!("{name}-{lang}-{}x{}", size.0, size.1), app.screen());
            });
        }
    }
}

#[test]
fn the_cockpit() {
    shoot("cockpit", App::new, "");
}

#[test]
fn the_todo_pane() {
    shoot("todo", App::new, "<tab> <tab>");
}

#[test]
fn ones_own_tasks() {
    shoot("mine", App::new, "m");
}

#[test]
fn one_target_full_screen() {
    shoot("zoom", App::new, "<tab> <enter>");
}

#[test]
fn the_help() {
    shoot("help", App::new, "?");
}

#[test]
fn the_palette() {
    shoot("palette", App::new, ": gm");
}

#[test]
fn the_form_for_a_reading() {
    shoot("form-record", App::new, "r 4.2x <tab> <tab> dou");
}

#[test]
fn the_form_for_a_campaign() {
    shoot("form-campaign", App::new, "n 双12 <tab> <tab> <tab> 12-0");
}

#[test]
fn the_goal_splitter() {
    shoot("split", App::new, "S 2m <up> <space> <up> 5000");
}

#[test]
fn the_goal_splitter_with_a_number_that_cannot_be() {
    shoot("split-wrong", App::new, "S <up> <space> <up> <space> <up> <up> <space> <down> 120%");
}

#[test]
fn the_budget_calculator() {
    shoot("calculator", App::new, "B <down> 35% <down> <down> <down> 8w <down> 2w <down> <down> 5000");
}

#[test]
fn the_messages() {
    shoot("log", App::new, "u y l");
}

#[test]
fn the_three_doors() {
    shoot("doors", App::empty, "j");
}

fn many(lang: Lang, size: (u16, u16)) -> App {
    App::on(Fake { is_many: true, ..Fake::default() }, lang, size)
}

#[test]
fn the_list_of_campaigns() {
    shoot("campaigns", App::new, "2 <space> j <space>");
    shoot("campaigns-many", many, "2 > > > R");
    shoot("campaigns-none", App::empty, "2");
    shoot("campaigns-filter", App::new, "2 / status:");
}

#[test]
fn the_board() {
    shoot("board", App::new, "2 <tab>");
    shoot("board-many", many, "2 <tab> <right> j");
    shoot("board-none", App::empty, "2 <tab>");
}

#[test]
fn the_timeline() {
    shoot("timeline", App::new, "2 <tab> <tab>");
    shoot("timeline-day", App::new, "2 <tab> <tab> +");
    shoot("timeline-month", App::new, "2 <tab> <tab> -");
    shoot("timeline-many", many, "2 <tab> <tab>");
    shoot("timeline-none", App::empty, "2 <tab> <tab>");
}

#[test]
fn the_form_that_hands_over() {
    shoot("form-owner", App::new, "2 <space> <space> @");
}

#[test]
fn the_timeline_says_everything_without_colours() {
    let mut app = App::zh();
    app.keys("2 <tab> <tab> +");
    let with = app.screen();
    app.state.config.theme = "mono".to_owned();
    app.state.apply_theme();
    assert_eq!(app.screen(), with);
    // Two phases side by side are filled differently.
    assert!(with.contains("▒█") && with.contains("█▓"), "{with}");
}

/// The sections in their order.
const SECTIONS: [&str; 8] = ["brief", "targets", "money", "phases", "tasks", "resources", "notes", "history"];

#[test]
fn the_sections_of_a_page() {
    for (i, section) in SECTIONS.iter().enumerate() {
        shoot(&format!("page-{section}"), App::new, &format!("o {}", "] ".repeat(i)));
    }
}

#[test]
fn the_sections_of_a_page_without_anything() {
    for (i, section) in SECTIONS.iter().enumerate() {
        shoot(&format!("page-{section}-empty"), App::new, &format!("j j j o {}", "] ".repeat(i)));
    }
}

#[test]
fn phases_as_they_are_dragged() {
    shoot("page-phases-dragged", App::new, "o ] ] ] L L K");
}

#[test]
fn one_target_of_a_page_full_screen() {
    shoot("page-zoom", App::new, "o ] j <enter>");
}

#[test]
fn tasks_narrowed_to_ones_own() {
    shoot("page-tasks-mine", App::new, "o ] ] ] ] m / 上线 <enter>");
}

#[test]
fn the_form_for_a_task() {
    shoot("form-task", App::new, "o ] ] ] ] j e <tab> <ctrl-u> T-3");
}

#[test]
fn the_form_for_a_text_of_several_lines() {
    shoot("form-brief", App::new, "o G k k k k k k k k e");
}

#[test]
fn the_form_for_the_next_step() {
    shoot("form-status-next", App::new, "o s");
}

#[test]
fn what_moved_with_the_dates() {
    shoot("moved", App::new, "o M 7 <enter>");
}

#[test]
fn the_card_that_asks_for_more_room() {
    let mut app = App::new(Lang::Zh, (30, 8));
    app.keys("j");
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("size-zh-30x8", app.screen());
    });
}

#[test]
fn plain_signs_are_plain_everywhere() {
    let ways = ["1", "2", "2 <tab>", "2 <tab> <tab>", "2 <tab> <tab> +", "2 <enter>"];
    let page: Vec<String> = (0..9).map(|n| format!("o {}", "] ".repeat(n))).collect();
    for way in ways.into_iter().chain(page.iter().map(String::as_str)) {
        let mut app = App::new(Lang::En, (80, 24));
        app.state.config.ascii = true;
        app.state.apply_theme();
        app.keys(way);
        let drawn: String = app
            .screen()
            // A note of the workspace's own.
            .replace("红包 5→8 元", "")
            .chars()
            .filter(|c| ('\u{2190}'..='\u{21ff}').contains(c) || ('\u{2500}'..='\u{28ff}').contains(c))
            .collect();
        assert_eq!(drawn, "", "{way}");
    }
}

#[test]
fn the_tree_of_a_cycle() {
    shoot("okr", App::new, "3 j");
    shoot("okr-aligned", App::new, "3 v j j");
    shoot("okr-past", App::new, "3 D 2026-10-31 <enter>");
    shoot("okr-weights", App::new, "3 w 60 <down>");
    shoot("okr-filter", App::new, "3 / 过期 <enter>");
    shoot("form-key-result", App::new, "3 t 推进会员页");
    shoot("form-objective", App::new, "3 n <tab> <tab> <tab> <tab>");
    shoot("form-cycle", App::new, "3 N");
    shoot("okr-many", many, "3 G");
    shoot("okr-none", App::empty, "3");
}

fn asking(lang: Lang, size: (u16, u16)) -> App {
    App::on(Fake { asks_note: true, are_due: true, ..Fake::default() }, lang, size)
}

#[test]
fn the_form_for_a_check_in() {
    shoot("check-in", App::new, "3 j j j c 39.5 <tab>");
    shoot("check-in-round", asking, "3 C 43 <tab> 3 <enter>");
}

#[test]
fn the_page_of_an_objective() {
    shoot("objective", App::new, "3 <enter>");
    shoot("objective-said", App::new, "3 <enter> <tab> <tab>");
    shoot("objective-empty", App::new, "3 G <enter>");
    shoot("objective-steps", App::new, "3 j j j j j j j j <enter> <tab>");
}

#[test]
fn the_calendar_by_month() {
    shoot("calendar", App::new, "5 j");
}

#[test]
fn the_calendar_as_an_agenda() {
    shoot("agenda", App::new, "5 v");
}

#[test]
fn the_calendar_of_an_empty_file() {
    shoot("calendar-empty", App::empty, "5 <tab>");
}

#[test]
fn the_calendar_of_two_hundred_campaigns() {
    let crowd = |lang, size| App::on(Fake { crowd: 200, ..Fake::default() }, lang, size);
    shoot("calendar-crowd", crowd, "5 j <tab> j j");
}

const SALE: &str = "n 双12 <tab> big <tab> <tab> 12-20 <tab> <tab> <tab> 80万 <tab> <tab> 3万";

#[test]
fn the_form_for_a_campaign_with_a_playbook() {
    shoot(
        "form-playbook",
        App::new,
        &format!("{SALE} <shift-tab> <shift-tab> <shift-tab> <shift-tab> <shift-tab>"),
    );
    shoot("form-playbooks", App::new, "n 双12 <tab> <down>");
}

#[test]
fn what_a_new_campaign_will_get() {
    shoot("proposal", App::new, &format!("{SALE} <ctrl-s> <tab>"));
}

#[test]
fn what_others_learned_while_a_campaign_is_planned() {
    let learned = |lang, size| App::on(Fake { has_lessons: true, ..Fake::default() }, lang, size);
    shoot(
        "proposal-lessons",
        learned,
        &format!("{SALE} <ctrl-s> j <space> j j e <right> <ctrl-s> 这次不投抖音 <ctrl-s>"),
    );
    shoot("form-lesson-decide", learned, &format!("{SALE} <ctrl-s> j e"));
    shoot("page-lessons", learned, "o ] ] ] ] ] ]");
    shoot("form-lesson-take", learned, "o ] ] ] ] ] ] e");
}

#[test]
fn what_a_new_campaign_will_get_changed() {
    let keys = "<ctrl-s> j j <space> <tab> j j j j e 35% <enter> <tab> j <space> <tab> j j <space> k e";
    shoot("proposal-edited", App::new, &format!("{SALE} {keys}"));
    shoot("proposal-end", App::new, &format!("{SALE} <ctrl-s> j <space> G"));
}

const NOTED: &str = "d 短视频预算翻倍 <enter> a 换三版封面 <tab> <tab> 2026-11-20 <ctrl-s>";

#[test]
fn a_review_page_by_page() {
    shoot("review", App::new, "3 R");
    shoot("review-noted", App::new, &format!("3 R {NOTED} G"));
    shoot("review-second", App::new, "3 R <space>");
    let late = |lang, size| {
        let mut app = App::new(lang, size);
        app.keys("3 R").after(380_000);
        app
    };
    shoot("review-late", late, "");
}

#[test]
fn the_ways_through_a_review() {
    shoot("review-list", App::new, "3 R <space> <tab>");
    shoot("review-summary", App::new, &format!("3 R {NOTED} <space> S"));
    shoot("review-over", App::new, &format!("3 R {NOTED} S E"));
    shoot("review-minutes", App::new, "3 R m");
    shoot("form-decision", App::new, "3 R d 短视频");
    shoot("form-action", App::new, "3 R a 换三版封面 <tab>");
}

const SCORED: &str = "s 0.6 <tab> 新客没到 <tab> 直播坑位晚了 <ctrl-s> j s 0.7 <tab> 到了七成 <ctrl-s>";

#[test]
fn grading_page_by_page() {
    shoot("grading", App::new, "3 S");
    shoot("grading-scored", App::new, &format!("3 S {SCORED}"));
    shoot("grading-summary", App::new, &format!("3 S {SCORED} S"));
    shoot("form-grade", App::new, "3 S s 0.6 <tab> 新客没到 <tab>");
}

#[test]
fn what_is_carried_over_before_it_is() {
    let keys =
        "3 S S c <space> <ctrl-s> 明年还要拉新 <tab> <right> <enter> j e 没资源了 <shift-tab> <left> <enter>";
    shoot("carry", App::new, "3 S S c");
    shoot("carry-planned", App::new, keys);
    shoot("form-carry", App::new, "3 S S c e");
}

fn recalled(shape: Shape, about: RetroAbout) -> impl Fn(Lang, (u16, u16)) -> App {
    move |lang, size| {
        let mut app = App::on(Fake { recalled: Recalled::of(shape), ..Fake::default() }, lang, size);
        app.state.open_retro(about);
        app.send(Msg::FileChanged);
        app
    }
}

#[test]
fn a_retrospective_step_by_step() {
    let campaign = RetroAbout::Campaign(CampaignId(5));
    for (step, keys) in [("goal", ""), ("result", "]"), ("analysis", "] ]"), ("insight", "] ] ]")] {
        shoot(&format!("retro-{step}"), recalled(Shape::Full, campaign), keys);
        shoot(&format!("retro-{step}-writing"), recalled(Shape::Full, campaign), &format!("{keys} <tab>"));
    }
    shoot("retro-chart", recalled(Shape::Full, campaign), "] <ctrl-d> <ctrl-d>");
    shoot("retro-phases", recalled(Shape::Full, campaign), "] ] v");
}

#[test]
fn a_retrospective_with_little_or_much_in_it() {
    let campaign = RetroAbout::Campaign(CampaignId(5));
    shoot("retro-undrafted", recalled(Shape::Undrafted, campaign), "<tab>");
    shoot("retro-empty", recalled(Shape::Empty, campaign), "] ] <tab>");
    shoot("retro-silent", recalled(Shape::Silent, campaign), "]");
    shoot("retro-many", recalled(Shape::Many, campaign), "] ] <tab> <ctrl-d>");
    shoot("retro-cycle", recalled(Shape::Full, RetroAbout::Cycle(CycleId(3))), "]");
}

#[test]
fn the_form_for_a_cause() {
    let campaign = RetroAbout::Campaign(CampaignId(5));
    shoot("form-cause", recalled(Shape::Full, campaign), "] ] <tab> j j e");
}
