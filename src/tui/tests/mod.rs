//! The app as a whole, driven by keys, without a terminal, a clock or a file.
mod calendar;
mod campaigns;
mod check_in;
mod days;
mod fake;
mod journeys;
mod learned;
mod lessons_back;
mod new_campaign;
mod objective;
mod okr;
mod okrs;
mod page;
mod planned;
mod proposed;
mod random;
mod recalled;
mod retro;
mod retros;
mod review;
mod reviewed;
mod sheets;
mod snapshots;
mod star;
mod ways;

use super::effect::Effect;
use super::keymap::Chord;
use super::msg::{Msg, Now};
use super::runtime::Backend as _;
use super::state::State;
use super::update::update;
use super::view::view;
use crate::board::Cockpit;
use crate::config::Config;
use crate::model::Lang;
use crate::planner::Context;
use fake::{Fake, NOW};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// The app with a workspace in memory; what needs the outside is carried out at once or kept.
struct App {
    state: State,
    fake: Fake,
    now: Now,
    kept: Vec<Effect>,
}

impl App {
    fn new(lang: Lang, size: (u16, u16)) -> Self {
        Self::on(Fake::default(), lang, size)
    }

    fn on(mut fake: Fake, lang: Lang, size: (u16, u16)) -> Self {
        fake.is_english = lang == Lang::En;
        let now = Now { unix: NOW, ms: 0 };
        let config = Config { lang, name: "小林".to_owned(), ..Config::default() };
        let mut state = State::new(config, fake.info(), size, now);
        state.first_load(&mut fake).unwrap();
        Self { state, fake, now, kept: Vec::new() }
    }

    fn zh() -> Self {
        Self::new(Lang::Zh, (120, 36))
    }

    fn send(&mut self, msg: Msg) {
        let effects = update(&mut self.state, msg, self.now);
        for effect in effects {
            let context =
                Context {
                    now: self.now.unix, actor: "小林".to_owned(), lang: self.state.lang(), home: None
                };
            let answer = match effect {
                Effect::LoadCockpit { generation, all } => {
                    Msg::CockpitLoaded { generation, result: self.fake.cockpit(NOW, all) }
                }
                Effect::Load { generation, what } => {
                    Msg::Loaded { generation, result: self.fake.load(&what, NOW) }
                }
                Effect::LoadSheet { generation, what } => {
                    Msg::SheetLoaded { generation, result: self.fake.load(&what, NOW) }
                }
                Effect::LoadChart { generation, target, window } => {
                    Msg::ChartLoaded { generation, result: self.fake.chart(target, window, NOW) }
                }
                Effect::Ask { ticket, request } => {
                    Msg::Answered { ticket, result: self.fake.ask(*request, &context) }
                }
                Effect::Propose { ticket, draft } => {
                    let result = self.fake.propose(&draft, &context).map(Box::new);
                    Msg::Proposed { ticket, result }
                }
                Effect::CopyReport(job) => {
                    let result = self.fake.report(&job, &context);
                    Msg::ReportWritten(result.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
                }
                Effect::LoadAuthor(row) => Msg::AuthorTold(row, self.fake.author(row)),
                Effect::LoadChoices(kind) => Msg::ChoicesLoaded(kind, self.fake.choices(kind)),
                other => {
                    self.kept.push(other);
                    continue;
                }
            };
            self.send(answer);
        }
    }

    /// Types `"j j <enter> r 4.2w <tab>"`: chords in angle brackets, anything else letter by letter.
    fn keys(&mut self, text: &str) -> &mut Self {
        for token in text.split_whitespace() {
            match token.strip_prefix('<').and_then(|t| t.strip_suffix('>')) {
                Some(chord) => {
                    self.send(Msg::KeyPressed(Chord::parse(chord).unwrap_or_else(|| panic!("{chord}"))));
                }
                None => {
                    for c in token.chars() {
                        self.send(Msg::KeyPressed(Chord::parse(&c.to_string()).unwrap()));
                    }
                }
            }
        }
        self
    }

    fn after(&mut self, ms: u64) -> &mut Self {
        self.now.ms += ms;
        self.send(Msg::DeadlinePassed);
        self
    }

    fn drawn(&self) -> (Buffer, Option<Position>) {
        let mut buf = Buffer::empty(Rect::new(0, 0, self.state.size.0, self.state.size.1));
        let cursor = view(&self.state, &mut buf);
        (buf, cursor)
    }

    /// The screen as text, row by row; the second cell of a wide sign is not there twice.
    fn screen(&self) -> String {
        let (buf, _) = self.drawn();
        let mut out = String::new();
        for y in 0..buf.area.height {
            let mut line = String::new();
            let mut x = 0;
            while x < buf.area.width {
                let symbol = buf[(x, y)].symbol();
                line.push_str(symbol);
                x += super::text::width(symbol).max(1);
            }
            out += line.trim_end();
            out.push('\n');
        }
        out
    }

    fn empty(lang: Lang, size: (u16, u16)) -> Self {
        let fake = Fake { is_empty: true, ..Fake::default() };
        assert_eq!(Cockpit::default().campaigns_in_file, 0);
        Self::on(fake, lang, size)
    }
}
