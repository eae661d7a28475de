//! Everything the app knows. Changed by `update` only.
use super::effect::Effect;
use super::keymap::{Chord, Keymap};
use super::load::Loading;
use super::msg::Now;
pub use super::notice::{Notice, Tone};
use super::overlay::Overlay;
use super::overlay::form::{self, Draft};
use super::runtime::{Backend, Choice, ChoiceKind, Exit, Info};
use super::screen::{self, Desks};
use super::theme::{self, Theme};
use super::way::Place;
use super::widget::editor::Editor;
use crate::board::{CampaignLine, Chart, Cockpit, TargetLine, Window};
use crate::config::Config;
use crate::error::Result;
use crate::i18n::Text;
use crate::model::{CampaignId, Day, Lang, Style as Numbers, TargetId};
use std::collections::{BTreeMap, BTreeSet};

/// How long the live sign shows that something came in, in milliseconds.
const PULSE_MS: u64 = 700;
/// How long after one's own change its commit may be seen in the file, in milliseconds.
const OWN_MS: u64 = 100;

/// A pane of the cockpit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Pane {
    List,
    Targets,
    Todo,
}

/// What the user looks at.
#[derive(Debug, Clone)]
pub struct Look {
    /// The screen, by the command that shows it.
    pub screen: &'static str,
    /// The pane with the cursor.
    pub pane: Pane,
    /// The chosen campaign.
    pub campaign: Option<CampaignId>,
    /// The chosen target.
    pub target: Option<TargetId>,
    /// The chosen line of the to-do pane.
    pub todo: usize,
    /// The chosen door of the first start.
    pub door: usize,
    /// Which stretch the chart shows.
    pub window: Window,
    /// One target full screen.
    pub is_zoomed: bool,
    /// Campaigns that need nobody any more are listed too.
    pub shows_all: bool,
    /// The to-do pane shows one's own tasks only.
    pub is_mine: bool,
    /// What the campaigns are filtered by.
    pub filter: Editor,
    /// True while the shown screen's filter is being typed.
    pub is_filtering: bool,
    /// Where one came from, the latest last.
    pub trail: Vec<Place>,
}

/// The whole state of the app.
#[derive(Debug)]
pub struct State {
    /// Personal settings.
    pub config: Config,
    /// What never changes while the file is open.
    pub info: Info,
    /// The terminal's size in cells.
    pub size: (u16, u16),
    /// The last moment the app was told.
    pub now: Now,
    /// Whether the terminal window has the focus.
    pub focused: bool,
    /// Colours and glyphs.
    pub theme: Theme,
    /// Which key runs which command.
    pub keymap: Keymap,
    /// What the cockpit shows.
    pub cockpit: Cockpit,
    /// The chart of the chosen target.
    pub chart: Chart,
    /// Where the user looks.
    pub look: Look,
    /// What each screen keeps.
    pub desks: Desks,
    /// The user changed something: what is new in the next load is what they look for.
    pub hopes: bool,
    pub(super) loading: Loading,
    /// What lies over the screen, the topmost last.
    pub overlays: Vec<Overlay>,
    /// Forms that were closed before they were saved: what was typed, by form.
    pub drafts: BTreeMap<String, Draft>,
    /// Forms that were closed while their request was on its way, by ticket: drafts only where it is refused.
    pub sent: BTreeMap<u64, (String, Draft)>,
    /// Sheets that were closed with something typed in them.
    pub sheets: BTreeMap<String, Overlay>,
    /// What there is to choose from.
    pub choices: BTreeMap<ChoiceKind, Vec<Choice>>,
    /// Messages that are still on the screen.
    pub toasts: Vec<Notice>,
    /// All messages, the latest last.
    pub log: Vec<Notice>,
    /// Keys of a sequence typed so far.
    pub pending: Vec<Chord>,
    /// The live sign glows until then, in milliseconds since the start.
    pub pulse_until: u64,
    /// Until then a commit is one's own, in milliseconds since the start.
    own_until: u64,
    asked: u64,
    shown_cockpit: u64,
    shown_chart: u64,
    wanted: Option<(TargetId, Window)>,
    tickets: u64,
    /// What there was before the user's last change: what the next cockpit has beyond it is what they look for.
    known: Option<(BTreeSet<CampaignId>, BTreeSet<TargetId>)>,
    changed: bool,
    depth: theme::Depth,
    is_light: Option<bool>,
    minute: i64,
}

impl State {
    /// The state before anything was loaded.
    #[must_use]
    pub fn new(config: Config, info: Info, size: (u16, u16), now: Now) -> Self {
        let depth = theme::depth(|key| std::env::var(key).ok());
        let theme = Theme::new(&config.theme, config.own_theme.as_deref(), depth, config.ascii, None);
        let keymap = Keymap::new(&config.keys);
        let mut state = Self {
            theme,
            keymap,
            info,
            size,
            now,
            focused: true,
            cockpit: Cockpit::default(),
            chart: Chart::default(),
            look: Look {
                screen: screen::cockpit::SCREEN.command,
                pane: Pane::List,
                campaign: None,
                target: None,
                todo: 0,
                door: 0,
                window: Window::All,
                is_zoomed: false,
                shows_all: false,
                is_mine: false,
                filter: Editor::new(60),
                is_filtering: false,
                trail: Vec::new(),
            },
            desks: Desks::default(),
            hopes: false,
            loading: Loading::default(),
            overlays: Vec::new(),
            drafts: BTreeMap::new(),
            sent: BTreeMap::new(),
            sheets: BTreeMap::new(),
            choices: BTreeMap::from([
                (ChoiceKind::Curves, form::curves()),
                (ChoiceKind::Stages, form::stages()),
            ]),
            toasts: Vec::new(),
            log: Vec::new(),
            pending: Vec::new(),
            pulse_until: 0,
            own_until: 0,
            asked: 0,
            shown_cockpit: 0,
            shown_chart: 0,
            wanted: None,
            tickets: 0,
            known: None,
            changed: true,
            depth,
            is_light: None,
            minute: now.unix.div_euclid(60),
            config,
        };
        let problems: Vec<String> =
            state.config.problems.iter().chain(state.keymap.problems()).cloned().collect();
        for problem in problems {
            state.tell(Tone::Wrong, format!("{}: {problem}", state.say(&crate::i18n::tr::NOTICE_SETTING)));
        }
        state
    }

    /// Loads what the first frame shows, before it is drawn.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn first_load(&mut self, backend: &mut dyn Backend) -> Result<()> {
        self.cockpit = backend.cockpit(self.now.unix, false)?;
        self.settle();
        self.wanted = self.want();
        if let Some((target, window)) = self.wanted {
            self.chart = backend.chart(target, window, self.now.unix)?;
        }
        Ok(())
    }

    /// The language of the interface.
    #[must_use]
    pub fn lang(&self) -> Lang {
        self.config.lang
    }

    /// A text in the language of the interface.
    #[must_use]
    pub fn say(&self, text: &'static Text) -> &'static str {
        text.get(self.config.lang)
    }

    /// A text with its placeholders filled in.
    #[must_use]
    pub fn fill(&self, text: &'static Text, args: &[(&str, &str)]) -> String {
        text.fill(self.config.lang, args)
    }

    /// How numbers are written.
    #[must_use]
    pub fn numbers(&self) -> Numbers {
        Numbers::new(self.config.lang, &self.info.currency)
    }

    /// The day it is in the workspace's zone.
    #[must_use]
    pub fn today(&self) -> Day {
        self.info.zone.day_of(self.now.unix)
    }

    /// A target's name in the language of the interface.
    #[must_use]
    pub fn name_of<'a>(&self, target: &'a TargetLine) -> &'a str {
        let name = match self.config.lang {
            Lang::En => &target.name_en,
            Lang::Zh => &target.name_zh,
        };
        if name.is_empty() { &target.key } else { name }
    }

    /// The campaign under the cursor of the shown screen.
    #[must_use]
    pub fn campaign(&self) -> Option<&CampaignLine> {
        (screen::shown(self).campaign)(self)
    }

    /// The target under the cursor of the shown screen.
    #[must_use]
    pub fn target(&self) -> Option<&TargetLine> {
        (screen::shown(self).target)(self)
    }

    /// True in the cockpit on the first start, when there is nothing to show yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.look.screen == screen::cockpit::SCREEN.command && self.cockpit.campaigns_in_file == 0
    }

    /// The target and window whose chart belongs on the screen; none where no target is chosen.
    #[must_use]
    pub fn want(&self) -> Option<(TargetId, Window)> {
        self.look.target.map(|target| (target, self.look.window))
    }

    /// Asks for the chart where another one is wanted than was asked for.
    pub fn follow_chart(&mut self, effects: &mut Vec<Effect>) {
        if self.want() != self.wanted {
            self.wanted = self.want();
            self.ask_chart(effects);
        }
    }

    /// Asks anew for the chart that is shown.
    pub(super) fn reload_chart(&mut self, effects: &mut Vec<Effect>) {
        self.ask_chart(effects);
    }

    fn ask_chart(&mut self, effects: &mut Vec<Effect>) {
        if let Some((target, window)) = self.wanted {
            let generation = self.generation();
            effects.push(Effect::LoadChart { generation, target, window });
        }
    }

    /// The generation of what is asked for next.
    pub(super) fn generation(&mut self) -> u64 {
        self.asked += 1;
        self.asked
    }

    /// Asks anew for all that is shown.
    pub fn reload(&mut self, effects: &mut Vec<Effect>) {
        let shown = screen::shown(self);
        (shown.reload)(self, effects);
        // The header shows the north star on every screen, and it comes with the cockpit.
        if self.cockpit.north_star.is_some() && shown.command != screen::cockpit::SCREEN.command {
            let generation = self.generation();
            effects.push(Effect::LoadCockpit { generation, all: self.look.shows_all });
        }
    }

    /// Asks anew for what the cockpit shows.
    pub(super) fn reload_cockpit(&mut self, effects: &mut Vec<Effect>) {
        let generation = self.generation();
        effects.push(Effect::LoadCockpit { generation, all: self.look.shows_all });
        self.ask_chart(effects);
    }

    /// Takes a loaded cockpit where it is newer than the one shown.
    pub fn take_cockpit(&mut self, generation: u64, result: Result<Cockpit>) {
        if generation <= self.shown_cockpit {
            return;
        }
        self.shown_cockpit = generation;
        match result {
            Ok(cockpit) => {
                self.cockpit = cockpit;
                self.choose_newcomer();
                self.settle();
                self.refresh_forms();
            }
            Err(error) => self.tell_error(&error),
        }
    }

    /// Takes a loaded chart where it is newer than the one shown and of the target that is wanted.
    pub fn take_chart(&mut self, generation: u64, result: Result<Chart>) {
        if generation <= self.shown_chart {
            return;
        }
        match result {
            Ok(chart) if chart.target == self.wanted.map(|(target, _)| target) => {
                self.shown_chart = generation;
                self.chart = chart;
            }
            Ok(_) => {}
            // A target that was just deleted: the cockpit that follows says so.
            Err(error) if error.kind() == crate::error::Kind::NotFound => {}
            Err(error) => self.tell_error(&error),
        }
    }

    /// The user changed something: what the next cockpit has that this one has not will be chosen.
    pub fn expect_newcomer(&mut self) {
        let campaigns = &self.cockpit.campaigns;
        let targets = campaigns.iter().flat_map(|c| &c.targets).map(|t| t.id).collect();
        self.hopes = true;
        self.known = Some((campaigns.iter().map(|c| c.id).collect(), targets));
    }

    fn choose_newcomer(&mut self) {
        let Some((campaigns, targets)) = self.known.take() else { return };
        if let Some(campaign) = self.cockpit.campaigns.iter().find(|c| !campaigns.contains(&c.id)) {
            (self.look.campaign, self.look.target) = (Some(campaign.id), None);
            return;
        }
        let newcomer =
            |c: &CampaignLine| c.targets.iter().find(|t| !targets.contains(&t.id)).map(|t| (c.id, t.id));
        if let Some((campaign, target)) = self.cockpit.campaigns.iter().find_map(newcomer) {
            (self.look.campaign, self.look.target) = (Some(campaign), Some(target));
        }
    }

    /// A new ticket for a request.
    pub fn ticket(&mut self) -> u64 {
        self.tickets += 1;
        self.tickets
    }

    /// Something came in: the live sign glows for a moment, unless it is what the user just did.
    pub fn pulse(&mut self) {
        if self.now.ms >= self.own_until {
            self.pulse_until = self.now.ms + PULSE_MS;
        }
    }

    /// The user's change was written.
    pub fn has_written(&mut self) {
        self.own_until = self.now.ms + OWN_MS;
    }

    /// The next moment something has to happen by itself, in milliseconds since the start.
    #[must_use]
    pub fn deadline(&self) -> Option<u64> {
        let toast = self.toasts.iter().map(|t| t.until).min();
        let pulse = (self.pulse_until > self.now.ms).then_some(self.pulse_until);
        let left = u64::try_from(60 - self.now.unix.rem_euclid(60)).unwrap_or(60);
        let minute = self.now.ms + left * 1000;
        let second = screen::review::deadline(self);
        [toast, pulse, second, Some(minute)].into_iter().flatten().min()
    }

    /// Lets time pass: toasts go, and each minute ages are counted anew.
    pub fn pass(&mut self, now: Now, effects: &mut Vec<Effect>) {
        let had_pulse = self.pulse_until > self.now.ms;
        let second = screen::review::deadline(self);
        self.now = now;
        if second.is_some_and(|second| second <= now.ms) {
            self.touch();
        }
        let before = self.toasts.len();
        self.toasts.retain(|t| t.until > now.ms);
        if before != self.toasts.len() || (had_pulse && self.pulse_until <= now.ms) {
            self.touch();
        }
        let minute = now.unix.div_euclid(60);
        if minute != self.minute {
            self.minute = minute;
            self.touch();
            self.reload(effects);
        }
    }

    /// The screen has to be drawn anew.
    pub fn touch(&mut self) {
        self.changed = true;
    }

    /// Whether the screen has to be drawn anew; asking answers it.
    pub fn take_changed(&mut self) -> bool {
        std::mem::take(&mut self.changed)
    }

    /// The terminal told whether its background is light.
    pub fn take_background(&mut self, is_light: bool) {
        self.is_light = Some(is_light);
        self.apply_theme();
    }

    /// The theme that is shown, by name.
    #[must_use]
    pub fn theme_name(&self) -> &str {
        match (self.config.theme.as_str(), self.is_light) {
            ("auto", Some(true)) => "light",
            ("auto", _) => "dark",
            (name, _) => name,
        }
    }

    /// Makes the theme what the settings say.
    pub fn apply_theme(&mut self) {
        let own = self.config.own_theme.as_deref();
        self.theme = Theme::new(&self.config.theme, own, self.depth, self.config.ascii, self.is_light);
    }

    /// The contexts keys are looked up in, innermost first.
    #[must_use]
    pub fn contexts(&self) -> Vec<super::commands::Context> {
        use super::commands::Context as C;
        if let Some(overlay) = self.overlays.last() {
            return overlay.contexts().into_iter().chain([C::Always]).collect();
        }
        if self.look.is_filtering {
            return vec![C::Filter, C::Always];
        }
        if self.is_empty() {
            return vec![C::Doors, C::Global, C::Always];
        }
        (screen::shown(self).contexts)(self)
    }

    /// The end, with what has to be done before.
    #[must_use]
    pub fn quit(exit: Exit) -> Vec<Effect> {
        vec![Effect::Quit(exit)]
    }
}
