//! Colours and glyphs by what they mean. Only this file knows a colour.
use crate::model::Status;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

/// How many colours the terminal can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// 24 bit.
    True,
    /// The 256 colour cube.
    Cube,
    /// The 16 of ANSI.
    Ansi,
}

/// What a colour is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Role {
    Text,
    Dim,
    Faint,
    Accent,
    Title,
    Good,
    Warn,
    Bad,
    Quiet,
    Plan,
    Actual,
    Cone,
    Goal,
    Note,
    Track,
}

const ROLES: [(&str, Role); 15] = [
    ("text", Role::Text),
    ("dim", Role::Dim),
    ("faint", Role::Faint),
    ("accent", Role::Accent),
    ("title", Role::Title),
    ("good", Role::Good),
    ("warn", Role::Warn),
    ("bad", Role::Bad),
    ("quiet", Role::Quiet),
    ("plan", Role::Plan),
    ("actual", Role::Actual),
    ("cone", Role::Cone),
    ("goal", Role::Goal),
    ("note", Role::Note),
    ("track", Role::Track),
];

const BUILT_IN: [(&str, &str); 3] = [
    ("dark", include_str!("../../assets/themes/dark.toml")),
    ("light", include_str!("../../assets/themes/light.toml")),
    ("mono", include_str!("../../assets/themes/mono.toml")),
];

/// The names of the themes that come with the program, in the order the switch goes through them.
pub const NAMES: [&str; 3] = ["dark", "light", "mono"];

/// The signs that are drawn, in Unicode or plain ASCII.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Glyphs {
    pub ascii: bool,
    pub cursor: &'static str,
    pub live: &'static str,
    pub urgent: &'static str,
    pub look: &'static str,
    pub mark: &'static str,
    pub full: &'static str,
    pub half: &'static str,
    pub track: &'static str,
    pub dot: &'static str,
    pub cone: &'static str,
    pub goal: &'static str,
    pub today: &'static str,
    pub left: &'static str,
    pub right: &'static str,
    pub becomes: &'static str,
    pub marked: &'static str,
    pub rising: &'static str,
    pub star: &'static str,
    pub falling: &'static str,
    pub milestone: &'static str,
    pub approval: &'static str,
    pub done: &'static str,
    pub clash: &'static str,
    /// How the phases of a bar are filled, one after the other.
    pub fills: [&'static str; 4],
    /// Corners and lines: top left, top right, bottom left, bottom right, horizontal, vertical, left tee, right tee.
    pub frame: [&'static str; 8],
}

const UNICODE: Glyphs = Glyphs {
    ascii: false,
    cursor: "▸",
    live: "●",
    urgent: "!",
    look: "◦",
    mark: "╎",
    full: "━",
    half: "╸",
    track: "─",
    dot: "·",
    cone: "░",
    goal: "╌",
    today: "┊",
    left: "‹",
    right: "›",
    becomes: "→",
    marked: "✓",
    rising: "↑",
    star: "★",
    falling: "↓",
    milestone: "◆",
    approval: "◇",
    done: "✓",
    clash: "×",
    fills: ["▒", "█", "▓", "░"],
    frame: ["╭", "╮", "╰", "╯", "─", "│", "├", "┤"],
};

const ASCII: Glyphs = Glyphs {
    ascii: true,
    cursor: ">",
    live: "*",
    urgent: "!",
    look: "-",
    mark: "|",
    full: "=",
    half: "-",
    track: ".",
    dot: "-",
    cone: ":",
    goal: "-",
    today: "|",
    left: "<",
    right: ">",
    becomes: "=",
    marked: "+",
    rising: "^",
    star: "*",
    falling: "v",
    milestone: "*",
    approval: "?",
    done: "+",
    clash: "x",
    fills: ["=", "#", "%", ":"],
    frame: ["+", "+", "+", "+", "-", "|", "+", "+"],
};

impl Glyphs {
    /// The sign of a status.
    #[must_use]
    pub fn status(&self, status: Option<Status>) -> &'static str {
        let (sign, plain) = match status {
            None => ("·", "."),
            Some(Status::Met) => ("✔", "v"),
            Some(Status::Ahead) => ("▲", "^"),
            Some(Status::OnTrack) => ("●", "o"),
            Some(Status::Pending) => ("○", "."),
            Some(Status::Stale) => ("◌", "?"),
            Some(Status::AtRisk) => ("◐", "!"),
            Some(Status::Behind) => ("▼", "v"),
            Some(Status::Missed) => ("✖", "x"),
        };
        match (self.ascii, status) {
            (false, _) => sign,
            (true, Some(Status::Met)) => "Y",
            (true, _) => plain,
        }
    }

    /// Whether what lies in something is folded away.
    #[must_use]
    pub fn fold(&self, is_folded: bool) -> &'static str {
        match (self.ascii, is_folded) {
            (false, true) => "▸",
            (false, false) => "▾",
            (true, true) => "+",
            (true, false) => "-",
        }
    }

    /// Which way a list is ordered.
    #[must_use]
    pub fn sorted(&self, is_reversed: bool) -> &'static str {
        if is_reversed { self.falling } else { self.rising }
    }

    /// The sign of note `number` on a chart: ① … ⑳, then the number in brackets.
    #[must_use]
    pub fn number(&self, number: usize) -> String {
        match u32::try_from(number) {
            Ok(n @ 1..=20) if !self.ascii => {
                char::from_u32(0x2460 + n - 1).map(String::from).unwrap_or_default()
            }
            _ => format!("({number})"),
        }
    }
}

/// Everything that decides how things look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    colors: [Color; 15],
    mono: bool,
    depth: Depth,
    ground: Option<Color>,
    /// The signs.
    pub glyphs: Glyphs,
}

impl Theme {
    /// A theme by its name or by the text of a user's own file; for `auto` the one that suits the terminal's
    /// background. Colours are brought down to what the terminal shows. `is_light`: the terminal's background, where
    /// it has told; it counts as dark until then.
    #[must_use]
    pub fn new(name: &str, own: Option<&str>, depth: Depth, ascii: bool, is_light: Option<bool>) -> Self {
        let is_light = is_light.unwrap_or(false);
        let is_auto = name == "auto" && own.is_none();
        let name = if name == "auto" && is_light { "light" } else { name };
        let glyphs = if ascii { ASCII } else { UNICODE };
        let text = own
            .or_else(|| BUILT_IN.iter().find(|(known, _)| *known == name).map(|(_, text)| *text))
            .unwrap_or(BUILT_IN[0].1);
        let mut theme = Self { colors: [Color::Reset; 15], mono: false, depth, ground: None, glyphs };
        theme.read(BUILT_IN[0].1, depth);
        theme.read(text, depth);
        let ground =
            text.lines().find_map(|l| l.strip_prefix("ground = ")).unwrap_or_default().trim_matches('"');
        // `auto` follows the terminal, so its background suits. A theme somebody chose has to be readable on any.
        theme.ground = color(ground).filter(|_| !is_auto).map(|c| match depth {
            Depth::Ansi if is_bright(c) => Color::White,
            Depth::Ansi => Color::Black,
            _ => lower(c, depth),
        });
        theme
    }

    // One flat list of `role = "colour"`: reading it here takes microseconds, a TOML parser a good part of the first frame.
    fn read(&mut self, text: &str, depth: Depth) {
        for line in text.lines() {
            let Some((key, value)) = line.split_once('=') else { continue };
            let (key, value) = (key.trim(), value.trim().trim_matches('"'));
            if key == "mono" {
                self.mono = value == "true";
            }
            if let (Some((_, role)), Some(color)) = (ROLES.iter().find(|(n, _)| *n == key), color(value)) {
                self.colors[*role as usize] = lower(color, depth);
            }
        }
    }

    /// What is drawn behind everything; none where the theme follows the terminal, whose background suits then.
    #[must_use]
    pub fn ground(&self) -> Option<Color> {
        self.ground
    }

    /// The ground of a forecast's band; none where it has to be drawn with signs.
    #[must_use]
    pub fn band(&self) -> Option<Color> {
        let has_shades = !self.mono && !self.glyphs.ascii && self.depth != Depth::Ansi;
        has_shades.then(|| self.colors[Role::Cone as usize])
    }

    /// The style of a role. Without colours, weight says what a colour would.
    #[must_use]
    pub fn style(&self, role: Role) -> Style {
        if self.mono {
            return Style::new().add_modifier(match role {
                Role::Title | Role::Bad | Role::Accent | Role::Note => Modifier::BOLD,
                Role::Faint | Role::Track | Role::Cone | Role::Plan => Modifier::DIM,
                _ => Modifier::empty(),
            });
        }
        let style = Style::new().fg(self.colors[role as usize]);
        if role == Role::Title { style.add_modifier(Modifier::BOLD) } else { style }
    }

    /// Something chosen, as a block.
    #[must_use]
    pub fn chosen(&self) -> Style {
        if self.mono {
            return Style::new().add_modifier(Modifier::REVERSED);
        }
        self.style(Role::Accent).add_modifier(Modifier::BOLD)
    }

    /// Underlines an area: here is room to type.
    pub fn underline(&self, buf: &mut Buffer, area: Rect) {
        let blank = self.style(Role::Faint);
        for position in area.intersection(*buf.area()).positions() {
            if let Some(cell) = buf.cell_mut(position) {
                if cell.symbol() == " " {
                    cell.set_style(blank);
                }
                cell.modifier |= Modifier::UNDERLINED;
            }
        }
    }

    /// The style of a status.
    #[must_use]
    pub fn status(&self, status: Option<Status>) -> Style {
        self.style(match status {
            Some(Status::Met | Status::Ahead | Status::OnTrack) => Role::Good,
            Some(Status::AtRisk) => Role::Warn,
            Some(Status::Behind | Status::Missed) => Role::Bad,
            Some(Status::Pending | Status::Stale) | None => Role::Quiet,
        })
    }
}

fn color(text: &str) -> Option<Color> {
    if text == "default" {
        return Some(Color::Reset);
    }
    text.parse().ok()
}

fn is_bright(color: Color) -> bool {
    matches!(color, Color::Rgb(r, g, b) if u16::from(r) + u16::from(g) + u16::from(b) > 382)
}

fn lower(color: Color, depth: Depth) -> Color {
    match (color, depth) {
        (Color::Rgb(r, g, b), Depth::Cube) => Color::Indexed(cube(r, g, b)),
        (Color::Rgb(r, g, b), Depth::Ansi) => ansi(r, g, b),
        (color, _) => color,
    }
}

// xterm's cube: 16 + 36 r + 6 g + b at levels 0, 95, 135, …, and the grey ramp 232 … 255.
fn cube(r: u8, g: u8, b: u8) -> u8 {
    const LEVELS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    let near = |v: u8| (0u8..6).min_by_key(|i| LEVELS[usize::from(*i)].abs_diff(v)).unwrap_or(0);
    let (i, j, k) = (near(r), near(g), near(b));
    let far = |x: u8, y: u8, z: u8| {
        u32::from(x.abs_diff(r)).pow(2) + u32::from(y.abs_diff(g)).pow(2) + u32::from(z.abs_diff(b)).pow(2)
    };
    let in_cube = far(LEVELS[usize::from(i)], LEVELS[usize::from(j)], LEVELS[usize::from(k)]);
    let grey = (0u8..24).min_by_key(|n| far(8 + 10 * n, 8 + 10 * n, 8 + 10 * n)).unwrap_or(0);
    let level = 8 + 10 * grey;
    if far(level, level, level) < in_cube { 232 + grey } else { 16 + 36 * i + 6 * j + k }
}

fn ansi(r: u8, g: u8, b: u8) -> Color {
    let (max, min) = (r.max(g).max(b), r.min(g).min(b));
    if max - min < 48 {
        return match max {
            0..=63 => Color::Black,
            64..=127 => Color::DarkGray,
            128..=200 => Color::Gray,
            _ => Color::Reset,
        };
    }
    let high = |v: u8| v > min + (max - min) / 2;
    match (high(r), high(g), high(b), max > 200) {
        (true, true, _, true) => Color::LightYellow,
        (true, true, _, false) => Color::Yellow,
        (true, _, true, true) => Color::LightMagenta,
        (true, _, true, false) => Color::Magenta,
        (_, true, true, true) => Color::LightCyan,
        (_, true, true, false) => Color::Cyan,
        (true, _, _, true) => Color::LightRed,
        (true, _, _, false) => Color::Red,
        (_, true, _, true) => Color::LightGreen,
        (_, true, _, false) => Color::Green,
        (_, _, _, true) => Color::LightBlue,
        (_, _, _, false) => Color::Blue,
    }
}

/// How many colours a terminal shows, from its environment.
#[must_use]
pub fn depth(env: impl Fn(&str) -> Option<String>) -> Depth {
    let term = env("TERM").unwrap_or_default();
    let true_color = env("COLORTERM").is_some_and(|v| v == "truecolor" || v == "24bit");
    if true_color || term.ends_with("-direct") {
        Depth::True
    } else if term.contains("256color") || term.contains("kitty") {
        Depth::Cube
    } else {
        Depth::Ansi
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_theme_names_every_role_or_is_mono() {
        for (name, text) in BUILT_IN {
            let whole =
                ROLES.iter().all(|(role, _)| text.lines().any(|l| l.starts_with(&format!("{role} = "))));
            assert!(whole || text.contains("mono = true"), "{name}");
        }
        assert_eq!(BUILT_IN.map(|(name, _)| name), NAMES);
    }

    #[test]
    fn colours_come_down_to_what_the_terminal_shows() {
        assert_eq!(lower(Color::Rgb(255, 0, 0), Depth::Cube), Color::Indexed(196));
        assert_eq!(lower(Color::Rgb(74, 81, 96), Depth::Cube), Color::Indexed(240));
        assert_eq!(lower(Color::Rgb(240, 120, 122), Depth::Ansi), Color::LightRed);
        assert_eq!(lower(Color::Rgb(1, 2, 3), Depth::True), Color::Rgb(1, 2, 3));
    }

    #[test]
    fn a_theme_chosen_by_name_brings_its_ground_and_auto_keeps_the_terminals() {
        let ground = |name, is_light| Theme::new(name, None, Depth::True, false, is_light).ground();
        for is_light in [None, Some(true), Some(false)] {
            assert!(ground("light", is_light).is_some() && ground("dark", is_light).is_some());
        }
        let plain = |name| Theme::new(name, None, Depth::Ansi, false, None).ground();
        assert_eq!((plain("light"), plain("dark")), (Some(Color::White), Some(Color::Black)));
        assert!(ground("auto", Some(true)).is_none() && ground("auto", Some(false)).is_none());
        assert_eq!(ground("mono", Some(true)), None);
    }

    #[test]
    fn mono_has_weight_but_no_colour() {
        let theme = Theme::new("mono", None, Depth::True, false, None);
        for (_, role) in ROLES {
            assert_eq!(theme.style(role).fg, None);
        }
        assert!(theme.status(Some(Status::Behind)).add_modifier.contains(Modifier::BOLD));
        assert!(theme.chosen().add_modifier.contains(Modifier::REVERSED));
    }

    #[test]
    fn the_depth_is_read_from_the_environment() {
        let env = |pairs: &'static [(&str, &str)]| {
            move |key: &str| pairs.iter().find(|(k, _)| *k == key).map(|(_, v)| (*v).to_owned())
        };
        assert_eq!(depth(env(&[("COLORTERM", "truecolor")])), Depth::True);
        assert_eq!(depth(env(&[("TERM", "xterm-256color")])), Depth::Cube);
        assert_eq!(depth(env(&[("TERM", "linux")])), Depth::Ansi);
    }

    #[test]
    fn ascii_signs_are_ascii() {
        let glyphs = Theme::new("dark", None, Depth::True, true, None).glyphs;
        for status in Status::ALL {
            assert!(glyphs.status(Some(*status)).is_ascii());
        }
        assert!(glyphs.frame.iter().all(|g| g.is_ascii()) && glyphs.number(3).is_ascii());
    }
}
