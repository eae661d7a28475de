//! Whatever happens in whatever order: no panic, and the screen can be drawn.
use super::App;
use super::fake::{self, NOW};
use crate::error::{Error, Kind};
use crate::i18n::tr;
use crate::model::{Lang, TargetId};
use crate::tui::Proposed;
use crate::tui::effect::Effect;
use crate::tui::keymap::Chord;
use crate::tui::msg::{MouseKind, Msg, Now};
use crate::tui::runtime::Backend as _;
use crate::tui::update::update;
use proptest::prelude::*;

const KEYS: &[&str] = &[
    "j",
    "k",
    "g",
    "G",
    "n",
    "N",
    "r",
    "a",
    "t",
    "e",
    "d",
    "u",
    "w",
    "L",
    "T",
    "l",
    "q",
    "s",
    "y",
    "/",
    ":",
    "?",
    "1",
    "2",
    "3",
    "4",
    "4",
    "5",
    "v",
    "[",
    "]",
    "h",
    "z",
    "o",
    "*",
    "@",
    "m",
    ">",
    "R",
    "H",
    "+",
    "-",
    "0",
    "tab",
    "shift-tab",
    "enter",
    "esc",
    "ctrl-d",
    "ctrl-u",
    "ctrl-r",
    "ctrl-p",
    "ctrl-s",
    "ctrl-e",
    "up",
    "down",
    "left",
    "right",
    "backspace",
    "home",
    "end",
    "space",
    "[",
    "]",
    "m",
    "M",
    "H",
    "J",
    "K",
    "X",
    "E",
    "R",
    "+",
    "-",
    ">",
    "<",
    "双",
    "x",
    "9",
    "S",
    "B",
    "p",
    "c",
    "E",
    "t",
    "w",
    "C",
    "D",
    "A",
    "i",
    "P",
    "f",
    "F",
    "O",
];

#[derive(Debug, Clone)]
enum Act {
    Key(usize),
    Paste(String),
    Mouse(u8, u16, u16),
    Size(u16, u16),
    Changed,
    Loaded(u64, bool),
    Chart(u64, i64),
    Refused(u64),
    Time(u64),
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        12 => (0..KEYS.len()).prop_map(Act::Key),
        1 => ".{0,40}".prop_map(Act::Paste),
        2 => (0u8..3, 0u16..130, 0u16..40).prop_map(|(k, x, y)| Act::Mouse(k, x, y)),
        2 => (0u16..140, 0u16..50).prop_map(|(w, h)| Act::Size(w, h)),
        1 => Just(Act::Changed),
        2 => (0u64..40, any::<bool>()).prop_map(|(g, full)| Act::Loaded(g, full)),
        1 => (0u64..40, 0i64..60).prop_map(|(g, t)| Act::Chart(g, t)),
        1 => (0u64..9).prop_map(Act::Refused),
        1 => (0u64..200_000).prop_map(Act::Time),
    ]
}

fn message(act: Act, app: &mut App) -> Msg {
    match act {
        Act::Key(i) => Msg::KeyPressed(Chord::parse(KEYS[i]).unwrap()),
        Act::Paste(text) => Msg::Pasted { text, cut: false },
        Act::Mouse(kind, x, y) => {
            let kinds = [MouseKind::Pressed, MouseKind::WheelUp, MouseKind::WheelDown];
            Msg::MouseUsed(kinds[usize::from(kind)], x, y)
        }
        Act::Size(w, h) => {
            app.state.size = (w, h);
            Msg::Resized(w, h)
        }
        Act::Changed => Msg::FileChanged,
        Act::Loaded(generation, full) => {
            let cockpit = if full { fake::cockpit() } else { crate::board::Cockpit::default() };
            Msg::CockpitLoaded { generation, result: Ok(cockpit) }
        }
        Act::Chart(generation, target) => {
            Msg::ChartLoaded { generation, result: Ok(fake::chart(TargetId(target))) }
        }
        Act::Refused(ticket) => Msg::Answered {
            ticket,
            result: Err(Error::new(Kind::Conflict, &tr::ERROR_BAD_DATE).arg("text", "x")),
        },
        Act::Time(ms) => {
            app.now = Now { unix: app.now.unix + i64::try_from(ms / 1000).unwrap(), ms: app.now.ms + ms };
            Msg::DeadlinePassed
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]
    #[test]
    fn no_sequence_of_messages_panics(acts in proptest::collection::vec(act(), 1..60), zh in any::<bool>(), is_many in any::<bool>(), start in 0..12_u8) {
        let fake = fake::Fake { is_many, ..fake::Fake::default() };
        let mut app = App::on(fake, if zh { Lang::Zh } else { Lang::En }, (120, 36));
        match start {
            1 => app.keys("n 双12 <tab> big <tab> <tab> 12-20 <ctrl-s>"),
            2 => app.keys("3 R"),
            3 => app.keys("3 S"),
            4 => app.keys("3 S S c"),
            // The OKRs: their tree, an objective's page, check-ins, a review, what is carried over.
            5 => app.keys("3 C"),
            6 => app.keys("3 enter D p"),
            7 => app.keys("3 w"),
            8 => app.keys("3 p c"),
            // A retrospective: its numbers, its causes, a cycle's.
            9 => app.keys("G P"),
            10 => app.keys("G P ] ] <tab> c"),
            11 => app.keys("3 [ P"),
            _ => &mut app,
        };
        for act in acts {
            let msg = message(act, &mut app);
            let effects = update(&mut app.state, msg, app.now);
            for effect in effects {
                match effect {
                    Effect::LoadChoices(kind) => {
                        app.state.choices.insert(kind, fake::choices(kind));
                    }
                    Effect::Propose { ticket, draft } => {
                        let proposed = super::proposed::propose(&draft, app.state.lang(), app.state.today());
                        app.state.take_proposal(ticket, proposed.map(|proposal| Box::new(Proposed { proposal, lessons: super::lessons_back::matching() })));
                    }
                    Effect::LoadSheet { generation, what } => {
                        let loaded = app.fake.load(&what, NOW);
                        app.state.take_sheet(generation, loaded);
                    }
                    Effect::Load { generation, what } => {
                        let result = app.fake.load(&what, NOW);
                        update(&mut app.state, Msg::Loaded { generation, result }, app.now);
                    }
                    _ => {}
                }
            }
            let (_, cursor) = app.drawn();
            if let Some(at) = cursor {
                prop_assert!(at.x <= app.state.size.0 && at.y < app.state.size.1);
            }
            prop_assert!(app.state.deadline().is_some_and(|d| d > app.now.ms));
        }
        prop_assert!(app.now.unix >= NOW);
    }
}
