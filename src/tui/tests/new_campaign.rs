//! A new campaign: the form, one line for all of it, what a playbook brings, and what is taken of that.
use super::App;
use crate::model::Lang;
use crate::planner::{CampaignDraft, Proposal, Request};
use crate::tui::effect::Effect;
use crate::tui::msg::Msg;
use crate::tui::overlay::Overlay;
use crate::tui::overlay::form::Form;
use crate::tui::overlay::proposal::{Part, ProposalBox, Row};
use crate::tui::runtime::{Choice, ChoiceKind};
use crate::tui::update::update;

fn form(app: &App) -> &Form {
    match app.state.overlays.last() {
        Some(Overlay::Form(form)) => form,
        other => panic!("no form: {other:?}"),
    }
}

fn value(app: &App, id: &str) -> String {
    form(app).fields.iter().find(|field| field.id == id).unwrap().text().to_owned()
}

fn preview(app: &App) -> &ProposalBox {
    match app.state.overlays.last() {
        Some(Overlay::Proposal(sheet)) => sheet,
        other => panic!("no preview: {other:?}"),
    }
}

fn created(app: &App) -> &Proposal {
    match app.fake.asked.last() {
        Some(Request::CampaignCreate(proposal)) => proposal,
        other => panic!("nothing created: {other:?}"),
    }
}

/// The form sent: name, playbook big-sale, a start, ¥800,000, ¥30,000.
const SALE: &str = "n 双12 <tab> big <tab> <tab> 12-20 <tab> <tab> <tab> 80万 <tab> <tab> 3万 <ctrl-s>";

#[test]
fn a_line_fills_in_the_other_fields_while_it_is_typed() {
    let mut app = App::zh();
    app.keys("n");
    app.send(Msg::Pasted {
        text: "双11拉新 11/10..11/20 gmv=100万 new_users=1万".to_owned(), cut: false
    });
    assert_eq!([value(&app, "start"), value(&app, "end")], ["2026-11-10", "2026-11-20"]);
    assert_eq!(
        [value(&app, "metric"), value(&app, "goal"), value(&app, "goals")],
        ["gmv", "100万", "new_users=1万"]
    );
    app.send(Msg::Pasted {
        text: " 预算=5万 渠道=抖音=60%,微信 @阿青 打法=大促（618/双11）".to_owned(),
        cut: false,
    });
    assert_eq!([value(&app, "budget"), value(&app, "channels")], ["5万", "抖音=60%, 微信"]);
    assert_eq!([value(&app, "owner"), value(&app, "playbook")], ["阿青", "big-sale"]);
    // What the line does not say any more goes again; the owner is who it was.
    app.keys("<ctrl-u>");
    assert_eq!([value(&app, "start"), value(&app, "goal"), value(&app, "owner")], ["", "", "小林"]);
}

#[test]
fn once_the_line_is_left_only_the_name_stays_in_it() {
    let mut app = App::zh();
    app.keys("n");
    app.send(Msg::Pasted { text: "双11 拉新 11/10..11/20 gmv=100万 @阿青".to_owned(), cut: false });
    app.keys("<tab>");
    assert_eq!(
        [value(&app, "name"), value(&app, "owner"), value(&app, "goal")],
        ["双11 拉新", "阿青", "100万"]
    );
    app.keys("<shift-tab> x");
    assert_eq!([value(&app, "name"), value(&app, "start")], ["双11 拉新x", "2026-11-10"]);
}

#[test]
fn what_was_typed_into_a_field_stays_until_the_line_is_left() {
    let mut app = App::zh();
    app.keys("n <tab> <tab> <tab> 11-05 <tab> 11-09 <tab> <tab> <tab> <tab> 9万 <home>");
    app.keys(
        "<shift-tab> <shift-tab> <shift-tab> <shift-tab> <shift-tab> <shift-tab> <shift-tab> <shift-tab>",
    );
    app.send(Msg::Pasted { text: "双11 预算=5万".to_owned(), cut: false });
    assert_eq!(value(&app, "budget"), "9万");
    app.keys("<tab>");
    assert_eq!([value(&app, "budget"), value(&app, "start")], ["5万", "11-05"]);
}

#[test]
fn a_line_that_says_something_twice_is_told_and_not_sent() {
    let mut app = App::zh();
    app.keys("n");
    app.send(Msg::Pasted { text: "双11 11/10..11/20 @a @b".to_owned(), cut: false });
    app.keys("<ctrl-s>");
    assert!(app.screen().contains("负责人 写了两次"), "{}", app.screen());
    assert!(app.fake.asked.is_empty() && value(&app, "name").contains("@b"));
}

#[test]
fn a_playbook_tells_what_it_is_for_and_brings_its_metric_and_its_length() {
    let mut app = App::zh();
    app.keys("n 双12 <tab> <down>");
    assert!(app.screen().contains("借全行业放量的节点集中收割"), "{}", app.screen());
    app.keys("<enter> <tab> 12-20 <tab>");
    assert_eq!(value(&app, "metric"), "gmv");
    assert!(app.screen().contains("2027-01-06 · 常规 18 天"), "{}", app.screen());
    // Another playbook is about another metric, as long as nobody chose one.
    app.keys("<shift-tab> <shift-tab> <shift-tab> <ctrl-u> lot <tab>");
    assert_eq!(value(&app, "metric"), "new_users");
    app.keys("<tab> <tab> <tab> <ctrl-u> orders <tab>");
    app.keys("<shift-tab> <shift-tab> <shift-tab> <shift-tab> <shift-tab> <ctrl-u> big <tab>");
    assert_eq!(value(&app, "metric"), "orders");
}

#[test]
fn a_list_with_more_than_is_shown_says_so() {
    let mut app = App::zh();
    let one = super::proposed::playbooks().remove(0);
    let many: Vec<_> = (0..23).map(|i| Choice { key: format!("play-{i}"), ..one.clone() }).collect();
    app.keys("n x <tab>");
    app.state.choices.insert(ChoiceKind::Playbooks, many);
    assert!(app.screen().contains("1–6/23"), "{}", app.screen());
    app.keys("<up>");
    assert!(app.screen().contains("18–23/23"), "{}", app.screen());
}

#[test]
fn without_a_source_the_end_is_needed_and_a_plain_campaign_is_created_at_once() {
    let mut app = App::zh();
    app.keys("n 会员日 <tab> <tab> <tab> 11-18 <ctrl-s>");
    assert!(app.fake.asked.is_empty() && app.screen().contains("必填"));
    app.keys("11-18 <ctrl-s>");
    let asked = app.fake.asked.last();
    assert!(
        matches!(asked, Some(Request::CampaignNew(d)) if d.name.as_deref() == Some("会员日")),
        "{asked:?}"
    );
    assert!(app.state.overlays.is_empty());
    assert_eq!(app.state.desks.page.campaign.map(|id| id.0), Some(4));
}

#[test]
fn the_main_metric_and_its_goal_have_their_own_words() {
    let mut app = App::zh();
    app.keys("n");
    for (id, label) in [("metric", "主指标"), ("goal", "目标数"), ("goals", "其他目标值")] {
        let field = form(&app).fields.iter().find(|field| field.id == id).unwrap();
        assert_eq!(field.label.get(crate::model::Lang::Zh), label);
    }
}

#[test]
fn a_goal_without_a_metric_is_asked_for_one() {
    let mut app = App::zh();
    app.keys("n x <tab> <tab> <tab> 11-18 <tab> 11-19 <tab> <tab> 5万 <ctrl-s>");
    assert!(app.fake.asked.is_empty());
    assert_eq!(form(&app).focused().map(|f| f.id), Some("metric"));
}

#[test]
fn what_it_will_get_is_shown_before_anything_is_created() {
    let mut app = App::zh();
    app.keys(SALE);
    assert!(app.fake.asked.is_empty());
    let screen = app.screen();
    for text in [
        "双12 将会得到",
        "2026-12-20 – 2027-01-06 · 18 天",
        "蓄水预热",
        "12-20 – 12-26",
        "¥80万",
        "主目标",
        "T-35",
    ] {
        assert!(screen.contains(text), "{text}\n{screen}");
    }
    assert!(screen.contains("¥1.2万") && screen.contains("已分 100%"), "{screen}");
    app.keys("<enter>");
    let made = created(&app);
    assert_eq!((made.phases.0.len(), made.targets.len(), made.tasks.len()), (3, 3, 4));
    assert_eq!((made.channels.len(), made.resources.len()), (3, 1));
    assert!(made.draft.mechanics.is_some() && made.targets[0].draft.primary == Some(true));
    assert!(app.state.overlays.is_empty() && app.state.drafts.is_empty());
    assert!(app.state.choices.contains_key(&ChoiceKind::Channels), "channels that exist have names");
    assert_eq!(app.state.desks.page.campaign.map(|id| id.0), Some(4));
}

#[test]
fn a_line_and_a_whole_group_can_be_left_out_and_taken_again() {
    let mut app = App::zh();
    app.keys(SALE);
    // Texts, then resources, from the end.
    app.keys("<shift-tab> <space> <shift-tab> j <space>");
    assert_eq!((preview(&app).taken(Part::Texts), preview(&app).taken(Part::Resources)), (0, 0));
    app.keys("<shift-tab> <shift-tab> j <space>");
    let first = preview(&app).row();
    assert_eq!(first, Some(Row::Line(Part::Tasks, 0)));
    app.keys("<space> <space> <ctrl-s>");
    let made = created(&app);
    assert_eq!(made.tasks.len(), 3);
    assert!(made.tasks.iter().all(|task| task.id != "goal"));
    assert!(made.resources.is_empty() && made.draft.mechanics.is_none() && made.draft.goal.is_none());
}

#[test]
fn a_phase_that_is_left_out_gives_its_days_and_its_share_to_its_neighbour() {
    let mut app = App::zh();
    app.keys(SALE);
    app.keys("j j <space>");
    let shown = preview(&app).phases();
    assert!(shown[1].is_none());
    let warm_up = shown[0].as_ref().unwrap();
    assert_eq!((warm_up.share.micros(), warm_up.end.to_string().as_str()), (500_000, "2026-12-29"));
    // The first one goes to the one after it.
    app.keys("k <space> <enter>");
    let phases = &created(&app).phases.0;
    assert_eq!(phases.len(), 1);
    assert_eq!((phases[0].start.to_string().as_str(), phases[0].share.micros()), ("2026-12-20", 1_000_000));
}

#[test]
fn without_phases_no_target_follows_them() {
    let mut app = App::zh();
    app.keys(SALE);
    app.keys("<space> <enter>");
    let made = created(&app);
    assert!(made.phases.0.is_empty());
    assert!(made.targets.iter().all(|t| t.draft.curve.as_deref() != Some("phased")));
}

#[test]
fn a_suggestion_without_a_goal_is_taken_over_by_entering_one() {
    let mut app = App::zh();
    app.keys(SALE);
    assert!(app.screen().contains("毛利率") && app.screen().contains("1 个待定目标"), "{}", app.screen());
    app.keys("<tab> j j j j");
    assert!(app.screen().contains("先算单品最坏叠加价"), "{}", app.screen());
    app.keys("<space>");
    assert!(matches!(app.state.overlays.last(), Some(Overlay::Form(_))));
    assert!(app.screen().contains("底线定在其上 2 个点") && app.screen().contains("双12 将会得到"));
    app.keys("x <enter>");
    assert!(app.screen().contains("不是数字"));
    app.keys("<ctrl-u> 35% <enter> <enter>");
    let margin = created(&app).targets.iter().find(|t| t.metric == "gross_margin").unwrap().clone();
    assert_eq!((margin.draft.goal.as_deref(), margin.draft.guardrail), (Some("35%"), Some(true)));
    assert_eq!(margin.draft.primary, Some(false));
}

#[test]
fn without_a_budget_no_channel_has_a_share_of_it() {
    let mut app = App::zh();
    app.keys(SALE);
    app.keys("<tab> j j <space>");
    assert!(app.screen().contains("未填预算"), "{}", app.screen());
    app.keys("<enter>");
    let made = created(&app);
    assert!(made.targets.iter().all(|t| t.metric != "spend"));
    assert!(made.channels.iter().all(|c| c.planned == "0"), "{:?}", made.channels);
}

#[test]
fn a_goal_in_the_wrong_unit_is_told_where_it_is_typed() {
    let mut app = App::zh();
    app.keys(SALE);
    app.keys("<tab> j e <ctrl-u> 35% <enter>");
    assert!(matches!(app.state.overlays.last(), Some(Overlay::Form(f)) if f.refusal.is_some()));
    app.keys("<ctrl-u> 90万 <enter>");
    assert_eq!(preview(&app).goal(0), Some("90万"));
}

#[test]
fn the_primary_target_that_had_no_goal_leads_once_it_has_one() {
    let mut app = App::zh();
    app.keys("n 双12 <tab> big <tab> <tab> 12-20 <ctrl-s> <tab> j j e 80万 <enter> <enter>");
    let made = created(&app);
    let primary: Vec<&str> =
        made.targets.iter().filter(|t| t.draft.primary == Some(true)).map(|t| t.metric.as_str()).collect();
    assert_eq!(primary, ["gmv"]);
}

#[test]
fn a_share_a_date_and_an_owner_are_changed_in_place() {
    let mut app = App::zh();
    app.keys(SALE);
    app.keys("<tab> <tab> j e <ctrl-u> 30% <enter>");
    assert!(app.screen().contains("已分 90%"), "{}", app.screen());
    app.keys("<tab> j e <ctrl-u> T-2");
    assert!(app.screen().contains("→ 2026-12-18"), "{}", app.screen());
    app.keys("<tab> 阿青 <enter>");
    // It stands by its date now, with the cursor on it.
    assert_eq!(preview(&app).row(), Some(Row::Line(Part::Tasks, 0)));
    app.keys("<enter>");
    let made = created(&app);
    assert_eq!(made.channels[0].planned, "30%");
    let task = &made.tasks[0].draft;
    assert_eq!((task.due.as_deref(), task.owner.as_deref()), (Some("T-2"), Some("阿青")));
}

#[test]
fn escape_leads_back_to_the_form_and_nothing_typed_is_lost() {
    let mut app = App::zh();
    app.keys(SALE);
    app.keys("<esc>");
    assert_eq!([value(&app, "name"), value(&app, "budget"), value(&app, "start")], ["双12", "3万", "12-20"]);
    app.keys("<ctrl-s>");
    assert_eq!(preview(&app).count(Part::Tasks), 4);
    app.keys("<esc> <esc> n");
    assert_eq!([value(&app, "name"), value(&app, "budget")], ["双12", "3万"]);
}

#[test]
fn what_the_planner_refuses_is_told_where_it_was_asked_for() {
    let mut app = App::zh();
    app.keys("n 抽奖周 <tab> lottery <tab> <tab> 12-20 <ctrl-s>");
    assert_eq!(form(&app).focused().map(|f| f.id), Some("playbook"));
    assert!(form(&app).refusal.is_some() && !form(&app).is_sent());
    // And at the end, in the preview: everything chosen stays.
    let mut app = App::zh();
    app.keys(SALE);
    app.keys("<tab> <tab> j e <ctrl-u> 404% <enter> <enter>");
    assert!(preview(&app).refusal.is_some() && app.screen().contains("404%"), "{}", app.screen());
    app.keys("e <ctrl-u> 40% <enter> <enter>");
    assert!(app.state.overlays.is_empty());
}

#[test]
fn a_proposal_for_a_form_that_was_closed_meanwhile_is_dropped() {
    let mut app = App::zh();
    app.keys("n 双12 <tab> big <tab> <tab> 12-20");
    let effects =
        update(&mut app.state, Msg::KeyPressed(crate::tui::keymap::Chord::parse("ctrl-s").unwrap()), app.now);
    let Some(Effect::Propose { ticket, .. }) =
        effects.into_iter().find(|e| matches!(e, Effect::Propose { .. }))
    else {
        panic!("nothing asked");
    };
    app.keys("<esc>");
    app.send(Msg::Proposed { ticket, result: Ok(Box::default()) });
    assert!(app.state.overlays.is_empty());
    app.keys("n");
    assert_eq!(value(&app, "name"), "双12");
}

#[test]
fn a_known_day_and_name_open_the_form_filled_in_beside_any_other_draft() {
    let mut app = App::zh();
    app.keys("n 半个名字 <esc> 5 n");
    assert_eq!([value(&app, "name"), value(&app, "start")], ["", "2026-11-04"]);
    app.keys("<esc> 1 n");
    assert_eq!(value(&app, "name"), "半个名字");
}

#[test]
fn the_first_door_opens_the_same_form() {
    let mut app = App::empty(Lang::Zh, (120, 36));
    app.keys("<enter>");
    assert!(form(&app).fields.iter().any(|field| field.id == "playbook"));
}

#[test]
fn the_draft_says_all_that_was_typed() {
    let mut app = App::zh();
    app.keys("n");
    let line = "双11 11/10..11/20 gmv=1,000,000 orders=5000 预算=5万 渠道=抖音=60%,微信 @阿青 key=d11x 环节=拉新 like=去年双11";
    app.send(Msg::Pasted { text: line.to_owned(), cut: false });
    let sent =
        update(&mut app.state, Msg::KeyPressed(crate::tui::keymap::Chord::parse("ctrl-s").unwrap()), app.now);
    let Some(Effect::Propose { draft, .. }) = sent.into_iter().find(|e| matches!(e, Effect::Propose { .. }))
    else {
        panic!("nothing asked");
    };
    let text = |text: &str| Some(text.to_owned());
    let wanted = CampaignDraft {
        name: text("双11"),
        key: text("d11x"),
        start: text("2026-11-10"),
        end: text("2026-11-20"),
        owner: text("阿青"),
        stage: text("acquisition"),
        like: text("d11-2025"),
        budget: text("5万"),
        // The former campaign was about orders.
        goals: vec![("orders".to_owned(), "5000".to_owned()), ("gmv".to_owned(), "1,000,000".to_owned())],
        channels: vec!["抖音=60%".to_owned(), "微信".to_owned()],
        ..CampaignDraft::default()
    };
    assert_eq!(*draft, wanted);
}
