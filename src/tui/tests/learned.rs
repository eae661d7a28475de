//! What was learned, for tests: retrospectives of which one is overdue, lessons, actions, what users said.
use super::fake::NOW;
use crate::board::{
    ActionLine, FeedbackLine, LessonFilter, LessonLine, LessonUseLine, RetroAbout, RetroLine, Soon, Written,
};
use crate::model::{
    Action, ActionId, ActionStatus, Aim, CATALOGUE, CampaignId, CycleId, Day, Due, Feedback, Impact, Lesson,
    LessonForm, LessonId, LessonStatus, LessonUse, LessonUseId, LessonVerdict, Metric, MetricId, Note,
    NoteId, NoteKind, Proof, Quantity, RetroId, RetroStatus, Status, Tags, When, fold, parse_catalogue,
};

const DAY: i64 = 86_400;

fn day(text: &str) -> Day {
    When::parse_iso(text).map(When::day).unwrap_or_default()
}

fn q(units: f64) -> Quantity {
    Quantity::from_f64(units).unwrap_or_default()
}

fn say(is_english: bool, en: &str, zh: &str) -> String {
    if is_english { en.to_owned() } else { zh.to_owned() }
}

fn metric(key: &str) -> Option<Metric> {
    parse_catalogue(CATALOGUE).ok()?.into_iter().find(|metric| metric.key == key)
}

fn retro(id: i64, key: &str, name: String, ended: &str) -> RetroLine {
    let end = day(ended);
    let due = end.plus(7);
    RetroLine {
        about: RetroAbout::Campaign(CampaignId(id)),
        key: key.to_owned(),
        name,
        owner: "小林".to_owned(),
        leader: "小林".to_owned(),
        playbook: Some("big-sale".to_owned()),
        status: Some(RetroStatus::Draft),
        end,
        due,
        days: due.0 - day("2026-11-04").0,
        achievement: Some(0.58),
        primary: Some(Status::Missed),
        health: Some(Status::Missed),
        missed: (2, 5),
        finished_at: None,
        written: Written::default(),
    }
}

/// Every retrospective, due ones first.
pub fn retros(en: bool) -> Vec<RetroLine> {
    let late = Written { causes: 2, findings: 3, ..Written::default() };
    let whole = Written {
        findings: 5,
        causes: 3,
        insights: 4,
        answers: 3,
        lessons: 2,
        actions: 3,
        ..Written::default()
    };
    let cycle = RetroLine {
        about: RetroAbout::Cycle(CycleId(2)),
        playbook: None,
        leader: String::new(),
        status: None,
        achievement: Some(0.71),
        primary: Some(Status::AtRisk),
        health: Some(Status::AtRisk),
        missed: (0, 0),
        ..retro(2, "2026-Q3", "2026-Q3".to_owned(), "2026-10-30")
    };
    vec![
        RetroLine {
            written: late,
            ..retro(31, "tea", say(en, "Milk-tea shop opening", "奶茶店开业"), "2026-10-25")
        },
        RetroLine { days: 0, ..retro(32, "mid", say(en, "Mid-Autumn gifts", "中秋送礼"), "2026-10-28") },
        cycle,
        RetroLine {
            status: Some(RetroStatus::Done),
            achievement: Some(1.06),
            primary: Some(Status::Met),
            health: Some(Status::Missed),
            missed: (1, 5),
            finished_at: Some(NOW - 30 * DAY),
            written: whole,
            ..retro(33, "memberweek", say(en, "Member week", "会员周"), "2026-09-27")
        },
    ]
}

/// As many as two hundred.
pub fn many_retros(en: bool) -> Vec<RetroLine> {
    let one = |n: i64| {
        let name = say(
            en,
            &format!("Campaign {n} with a rather long name"),
            &format!("第{n}期老客召回大促活动复盘"),
        );
        retro(1000 + n, &format!("c{n}"), name, "2026-10-20")
    };
    (0..200).map(one).collect()
}

fn tags(words: &[&str]) -> Tags {
    Tags(words.iter().map(|word| (*word).to_owned()).collect())
}

fn lesson(id: i64, title: String) -> LessonLine {
    LessonLine {
        lesson: Lesson {
            id: LessonId(id),
            version: 1,
            retro: Some(RetroId(1)),
            campaign: Some(CampaignId(33)),
            cause: None,
            title,
            advice: String::new(),
            playbooks: tags(&[]),
            channels: tags(&[]),
            stages: tags(&[]),
            metrics: tags(&[]),
            tags: tags(&[]),
            form: LessonForm::Task,
            due: None,
            bound: String::new(),
            status: LessonStatus::Active,
            author: "小林".to_owned(),
            words: String::new(),
            created_at: NOW - 30 * DAY,
        },
        campaign: Some(("memberweek".to_owned(), "会员周".to_owned())),
        cause: None,
        uses: Vec::new(),
    }
}

fn used(id: i64, verdict: LessonVerdict, name: String) -> LessonUseLine {
    let is_taken = verdict == LessonVerdict::Taken;
    LessonUseLine {
        used: LessonUse {
            id: LessonUseId(id),
            version: 1,
            lesson: LessonId(1),
            campaign: CampaignId(id),
            verdict,
            form: is_taken.then_some(LessonForm::Task),
            task: None,
            target: None,
            reason: if is_taken { String::new() } else { "没有红包预算".to_owned() },
            proof: is_taken.then_some(Proof::Verified),
            proof_note: String::new(),
            author: "小林".to_owned(),
            created_at: NOW,
        },
        lesson: String::new(),
        campaign_key: "c".to_owned(),
        campaign_name: name,
        is_over: is_taken,
        achievement: is_taken.then_some(1.06),
        done: is_taken.then_some(true),
        held: None,
    }
}

/// The lessons a filter wants.
pub fn lessons(en: bool, filter: &LessonFilter) -> Vec<LessonLine> {
    let mut first = lesson(
        1,
        say(en, "Coupons must be found on the first screen", "红包入口要放在首屏，藏在二级页核销率掉一半"),
    );
    first.lesson.advice = say(
        en,
        "Put the coupon into the banner, and walk the path on a small phone before going live.",
        "红包放进首页焦点图；上线前用小屏手机把领取路径走一遍。",
    );
    first.lesson.playbooks = tags(&["big-sale"]);
    first.lesson.channels = tags(&["wechat"]);
    first.lesson.tags = tags(&["红包"]);
    first.lesson.due = Due::parse("T-7", day("2026-11-04")).ok();
    first.cause = Some(say(en, "The coupon was two pages deep", "红包藏在二级页"));
    first.uses = vec![
        used(3, LessonVerdict::Taken, say(en, "Member day", "会员日")),
        used(4, LessonVerdict::Dismissed, say(en, "Encore", "双12返场")),
    ];
    let mut second =
        lesson(2, say(en, "Refunds eat what free samples bring", "赠品多的活动退款率会吃掉成交"));
    (second.lesson.form, second.lesson.bound) = (LessonForm::Guardrail, "refund_rate<=8%".to_owned());
    second.lesson.metrics = tags(&["refund_rate"]);
    let mut third = lesson(3, say(en, "Posters need two days for approval", "海报过审要留两天"));
    (third.lesson.form, third.campaign) = (LessonForm::Risk, None);
    third.lesson.status = LessonStatus::Retired;
    let wanted = fold(&filter.text);
    let is_found = |line: &LessonLine| {
        let text =
            fold(&format!("{} {} {}", line.lesson.title, line.lesson.advice, line.lesson.tags.0.join(" ")));
        wanted.split_whitespace().all(|word| text.contains(word))
            && (filter.all || line.lesson.status == LessonStatus::Active)
    };
    [first, second, third].into_iter().filter(is_found).collect()
}

/// As many as a thousand.
pub fn many_lessons(en: bool) -> Vec<LessonLine> {
    let title = |n| {
        say(
            en,
            &format!("Lesson {n}: what is far away is not seen"),
            &format!("经验{n}：离得远的东西没人看得见"),
        )
    };
    (0..1000).map(|n| lesson(100 + n, title(n))).collect()
}

fn action(id: i64, title: String, due: Option<&str>) -> ActionLine {
    let due = due.map(day);
    let days = due.map(|due| due.0 - day("2026-11-04").0);
    ActionLine {
        action: Action {
            id: ActionId(id),
            version: 1,
            title,
            owner: "小林".to_owned(),
            due,
            campaign: Some(CampaignId(33)),
            retro: Some(RetroId(1)),
            ..Action::open(NOW - 30 * DAY)
        },
        about_key: "memberweek".to_owned(),
        about_name: "会员周".to_owned(),
        days,
        when: days.map(|days| match days {
            ..0 => Soon::Overdue,
            0 => Soon::Today,
            1 => Soon::Tomorrow,
            _ => Soon::Later,
        }),
        metric: None,
        from: None,
        next: None,
        reached: None,
        proposed: None,
    }
}

/// The actions, open ones first.
pub fn actions(en: bool) -> Vec<ActionLine> {
    let mut late = action(1, say(en, "Coupon onto the first screen", "红包入口放到首屏"), Some("2026-11-01"));
    (late.metric, late.action.metric) = (metric("cac"), Some(MetricId(1)));
    late.action.aim = Aim::parse("-10%", None).ok();
    late.from = Some(q(42.5));
    late.next = Some((CampaignId(3), "member".to_owned(), say(en, "Member day", "会员日"), q(39.2)));
    (late.reached, late.proposed) = (Some(0.776), Some(Proof::Partly));
    let mut nobody = action(2, say(en, "Ask legal earlier", "法务提前一周介入"), None);
    nobody.action.owner = String::new();
    let mut theirs = action(3, say(en, "Two versions of each poster", "每张海报备两版"), Some("2026-11-20"));
    theirs.action.owner = "小周".to_owned();
    let mut unproven = action(4, say(en, "Daily look at refunds", "每天看一眼退款率"), Some("2026-10-10"));
    unproven.action.status = ActionStatus::Done;
    (unproven.metric, unproven.action.metric) = (metric("refund_rate"), Some(MetricId(2)));
    unproven.action.aim = Aim::parse("-1.5pp", None).ok();
    unproven.from = Some(q(0.09));
    let mut done = action(5, say(en, "New covers", "换一批封面"), Some("2026-10-05"));
    done.action.status = ActionStatus::Done;
    vec![late, nobody, theirs, unproven, done]
}

fn feedback(id: i64, text: String, count: i64, impact: Impact, answer: &str) -> FeedbackLine {
    let feedback = Feedback {
        source: "客服".to_owned(),
        category: "优惠券".to_owned(),
        count,
        impact,
        answer: answer.to_owned(),
        answered_at: (!answer.is_empty()).then_some(NOW - DAY),
    };
    let priority = feedback.priority();
    let mut note =
        Note::of_campaign(CampaignId(1), NoteKind::Feedback, NOW - 2 * DAY, text, "小林".to_owned());
    (note.id, note.version, note.feedback) = (NoteId(id), 1, Some(feedback));
    FeedbackLine { note, campaign_key: "d11".to_owned(), priority }
}

/// What users said, by priority.
pub fn said(en: bool) -> Vec<FeedbackLine> {
    vec![
        feedback(
            51,
            say(en, "The coupon cannot be found, I gave up paying", "找不到领券入口，付款时放弃了"),
            128,
            Impact::High,
            "",
        ),
        feedback(52, say(en, "Delivery took five days", "等了五天才发货"), 12, Impact::Medium, ""),
        feedback(
            53,
            say(en, "The cup is smaller than in the picture", "杯子比图片里小"),
            3,
            Impact::Low,
            &say(en, "The picture was changed.", "已更换商品主图。"),
        ),
    ]
}
