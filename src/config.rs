//! Personal settings: name, language, theme, glyphs, mouse, keys. They live in `$XDG_CONFIG_HOME/fupan/config.toml`,
//! never in the workspace file, so that a file somebody sent cannot set them.
use crate::model::{Lang, Node};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

mod nodes;

/// A setting that can be changed from the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Setting {
    Language,
    Theme,
    Ascii,
    Mouse,
    Campaigns,
    ReviewMinutes,
}

crate::words! {
    /// How the campaigns' screen shows them.
    pub enum CampaignView {
        /// A row each.
        List = "list",
        /// Columns by status.
        Board = "board",
        /// Over time.
        Timeline = "timeline",
    }
}

/// The personal settings with their defaults filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// Who acts: written into the history.
    pub name: String,
    /// The language of the interface.
    pub lang: Lang,
    /// auto (dark or light, as the terminal is), dark, light, mono, or a file of one's own in `themes/`.
    pub theme: String,
    /// The text of that file.
    pub own_theme: Option<String>,
    /// Plain ASCII signs.
    pub ascii: bool,
    /// Whether the mouse is used.
    pub mouse: bool,
    /// How the campaigns' screen shows them.
    pub campaigns: CampaignView,
    /// How many minutes a review has for each objective; 0 for as many as it takes.
    pub review_minutes: u32,
    /// Command id → its chords, over the table's.
    pub keys: BTreeMap<String, Vec<String>>,
    /// The user's own promo nodes: `[[node]]`.
    pub nodes: Vec<Node>,
    /// Where the settings are written; none where there is no home.
    pub path: Option<PathBuf>,
    /// What could not be read, one line each.
    pub problems: Vec<String>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            name: String::new(),
            lang: Lang::En,
            theme: "auto".to_owned(),
            own_theme: None,
            ascii: false,
            mouse: true,
            campaigns: CampaignView::List,
            review_minutes: 5,
            keys: BTreeMap::new(),
            nodes: Vec::new(),
            path: None,
            problems: Vec::new(),
        }
    }
}

/// Reads the settings of this user and this terminal. A setting that cannot be read keeps its default and is told in
/// [`Config::problems`]: a typing mistake never keeps anybody from the numbers.
#[must_use]
pub fn load() -> Config {
    let var = |key: &str| env::var(key).ok().filter(|value| !value.is_empty());
    load_from(folder(&var).as_deref(), &var)
}

fn folder(var: &impl Fn(&str) -> Option<String>) -> Option<PathBuf> {
    let base = var("XDG_CONFIG_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    base.or_else(|| var("HOME").map(|home| Path::new(&home).join(".config"))).map(|base| base.join("fupan"))
}

fn load_from(folder: Option<&Path>, var: &impl Fn(&str) -> Option<String>) -> Config {
    let mut config = Config { lang: lang_of(var), ..Config::default() };
    let named = |key: &&str| var(key).map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
    config.name = ["USER", "LOGNAME"].iter().find_map(named).unwrap_or_default();
    config.ascii = var("TERM").is_some_and(|term| term == "dumb");
    if let Some(folder) = folder {
        let path = folder.join("config.toml");
        if let Ok(text) = fs::read_to_string(&path) {
            match text.parse::<toml::Table>() {
                Ok(table) => apply(&mut config, &table),
                Err(error) => {
                    config.problems.push(format!("{}: {}", path.display(), one_line(&error.to_string())));
                }
            }
        }
        let own_keys = folder.join("keys.toml");
        if let Ok(text) = fs::read_to_string(&own_keys) {
            match text.parse::<toml::Table>() {
                Ok(table) => add_keys(&mut config, &table),
                Err(error) => {
                    config.problems.push(format!("{}: {}", own_keys.display(), one_line(&error.to_string())));
                }
            }
        }
        let is_plain = !config.theme.contains(['/', '\\', '.']);
        config.own_theme = is_plain
            .then(|| fs::read_to_string(folder.join("themes").join(format!("{}.toml", config.theme))).ok())
            .flatten();
        config.path = Some(path);
    }
    if let Some(lang) = var("FUPAN_LANG").and_then(|text| lang_word(&text)) {
        config.lang = lang;
    }
    if var("NO_COLOR").is_some() {
        "mono".clone_into(&mut config.theme);
        config.own_theme = None;
    }
    config
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn lang_word(text: &str) -> Option<Lang> {
    let word = text.to_ascii_lowercase();
    if word.starts_with("zh") {
        Some(Lang::Zh)
    } else if word.starts_with("en") {
        Some(Lang::En)
    } else {
        None
    }
}

fn lang_of(var: &impl Fn(&str) -> Option<String>) -> Lang {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|key| var(key));
    locale.and_then(|text| lang_word(&text)).unwrap_or(Lang::En)
}

fn apply(config: &mut Config, table: &toml::Table) {
    for (key, value) in table {
        let ok = match (key.as_str(), value) {
            ("name", toml::Value::String(text)) if !text.trim().is_empty() => {
                config.name.clone_from(text);
                true
            }
            ("language", toml::Value::String(text)) => {
                lang_word(text).map(|lang| config.lang = lang).is_some()
            }
            ("theme", toml::Value::String(text)) => {
                config.theme.clone_from(text);
                true
            }
            ("ascii", toml::Value::Boolean(on)) => {
                config.ascii = *on;
                true
            }
            ("mouse", toml::Value::Boolean(on)) => {
                config.mouse = *on;
                true
            }
            ("campaigns", toml::Value::String(word)) => {
                word.parse().map(|view| config.campaigns = view).is_ok()
            }
            ("review_minutes", toml::Value::Integer(minutes)) => {
                let fits = u32::try_from(*minutes).ok().filter(|minutes| *minutes <= 120);
                fits.map(|minutes| config.review_minutes = minutes).is_some()
            }
            ("keys", toml::Value::Table(keys)) => {
                add_keys(config, keys);
                true
            }
            ("node", toml::Value::Array(entries)) => {
                nodes::add(config, entries);
                true
            }
            _ => false,
        };
        if !ok {
            config.problems.push(format!("config.toml: {key}"));
        }
    }
}

fn add_keys(config: &mut Config, table: &toml::Table) {
    for (id, value) in table {
        let chords = match value {
            toml::Value::String(one) => Some(vec![one.clone()]),
            toml::Value::Array(many) => many.iter().map(|v| v.as_str().map(str::to_owned)).collect(),
            _ => None,
        };
        match chords {
            Some(chords) => {
                config.keys.insert(id.clone(), chords);
            }
            None => config.problems.push(format!("keys: {id}")),
        }
    }
}

impl Config {
    /// The folder of the settings: where own playbooks are, too.
    #[must_use]
    pub fn home(&self) -> Option<PathBuf> {
        self.path.as_deref().and_then(Path::parent).map(Path::to_path_buf)
    }

    /// Who acts, for the history: the name of the settings, else the user's of this machine, else `local`.
    #[must_use]
    pub fn actor(&self) -> String {
        let name = self.name.trim();
        if name.is_empty() { "local".to_owned() } else { name.to_owned() }
    }

    /// Writes one setting, the one that was changed: others may be this run's only, as `NO_COLOR` and `--lang` make
    /// them. The rest of the file, comments included, stays as it is.
    ///
    /// # Errors
    /// Where the folder or the file cannot be written; the old file is then untouched.
    pub fn save(&self, setting: Setting) -> io::Result<()> {
        let Some(path) = &self.path else { return Ok(()) };
        // The file may be a link into somebody's own repository of settings.
        let path = &fs::canonicalize(path).unwrap_or_else(|_| path.clone());
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(error),
        };
        let (key, value) = match setting {
            Setting::Language => ("language", format!("\"{}\"", self.lang)),
            Setting::Theme => ("theme", toml::Value::String(self.theme.clone()).to_string()),
            Setting::Ascii => ("ascii", self.ascii.to_string()),
            Setting::Mouse => ("mouse", self.mouse.to_string()),
            Setting::ReviewMinutes => ("review_minutes", self.review_minutes.to_string()),
            Setting::Campaigns => ("campaigns", format!("\"{}\"", self.campaigns)),
        };
        let text = with_line(&text, key, &value);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let draft = path.with_extension(format!("toml.{}", std::process::id()));
        fs::write(&draft, text)?;
        fs::rename(&draft, path)
    }
}

fn with_line(text: &str, key: &str, value: &str) -> String {
    let line = format!("{key} = {value}");
    let mut out: Vec<&str> = text.lines().collect();
    let top = out.iter().position(|l| l.trim_start().starts_with('[')).unwrap_or(out.len());
    let is_key = |l: &&str| l.split_once('=').is_some_and(|(k, _)| k.trim() == key);
    match out.iter().take(top).position(is_key) {
        Some(at) => {
            if let Some(old) = out.get_mut(at) {
                *old = &line;
            }
        }
        None => out.insert(top, &line),
    }
    out.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vars<'a>(pairs: &'a [(&'a str, &'a str)]) -> impl Fn(&str) -> Option<String> + 'a {
        |key| pairs.iter().find(|(k, _)| *k == key).map(|(_, v)| (*v).to_owned())
    }

    #[test]
    fn without_a_file_the_terminal_decides() {
        let zh = load_from(None, &vars(&[("LC_ALL", "zh_CN.UTF-8"), ("LANG", "en_US"), ("USER", "lin")]));
        assert_eq!((zh.lang, zh.name.as_str(), zh.theme.as_str()), (Lang::Zh, "lin", "auto"));
        assert_eq!(load_from(None, &vars(&[("LANG", "fr_FR")])).lang, Lang::En);
        let both = [("LANG", "zh_CN"), ("FUPAN_LANG", "en"), ("NO_COLOR", "1")];
        let forced = load_from(None, &vars(&both));
        assert_eq!((forced.lang, forced.theme.as_str()), (Lang::En, "mono"));
    }

    #[test]
    fn there_is_always_somebody_who_acts() {
        let actor = |pairs: &[(&str, &str)]| load_from(None, &vars(pairs)).actor();
        assert_eq!(actor(&[("USER", "lin"), ("LOGNAME", "x")]), "lin");
        assert_eq!(actor(&[("USER", "  "), ("LOGNAME", "zhou")]), "zhou");
        assert_eq!(actor(&[]), "local");
        let home = tempfile::tempdir().unwrap();
        fs::write(home.path().join("config.toml"), "name = \" 小林 \"\n").unwrap();
        assert_eq!(load_from(Some(home.path()), &vars(&[("USER", "lin")])).actor(), "小林");
        fs::write(home.path().join("config.toml"), "name = \" \"\n").unwrap();
        assert_eq!(load_from(Some(home.path()), &vars(&[("USER", "lin")])).actor(), "lin");
    }

    #[test]
    fn a_bad_line_is_told_and_the_rest_counts() {
        let home = tempfile::tempdir().unwrap();
        fs::write(
            home.path().join("config.toml"),
            "language = \"zh\"\nmouse = 3\n[keys]\n\"app.quit\" = \"Q\"\n",
        )
        .unwrap();
        let config = load_from(Some(home.path()), &vars(&[]));
        assert_eq!(config.lang, Lang::Zh);
        assert!(config.mouse);
        assert_eq!(config.keys["app.quit"], ["Q"]);
        assert_eq!(config.problems, ["config.toml: mouse"]);
    }

    #[test]
    fn saving_keeps_what_people_wrote() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("config.toml");
        fs::write(&path, "# mine\ntheme = \"dark\"\nname = \"林\"\n\n[keys]\n\"theme\" = \"x\"\n").unwrap();
        let mut config = load_from(Some(home.path()), &vars(&[]));
        "light".clone_into(&mut config.theme);
        config.save(Setting::Theme).unwrap();
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.starts_with("# mine\ntheme = \"light\"\nname = \"林\"\n"), "{text}");
        assert!(text.contains("\"theme\" = \"x\""));
        assert_eq!(load_from(Some(home.path()), &vars(&[])).theme, "light");
    }

    #[test]
    fn how_campaigns_are_shown_is_remembered() {
        let home = tempfile::tempdir().unwrap();
        let mut config = load_from(Some(home.path()), &vars(&[]));
        config.campaigns = CampaignView::Timeline;
        config.save(Setting::Campaigns).unwrap();
        let again = load_from(Some(home.path()), &vars(&[]));
        assert_eq!((again.campaigns, again.problems), (CampaignView::Timeline, Vec::new()));
    }

    #[test]
    fn what_only_this_run_wants_is_not_saved_with_another_setting() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("config.toml");
        fs::write(&path, "theme = \"light\"\n").unwrap();
        let run = [("NO_COLOR", "1"), ("FUPAN_LANG", "zh"), ("TERM", "dumb")];
        let mut config = load_from(Some(home.path()), &vars(&run));
        config.mouse = false;
        config.save(Setting::Mouse).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "theme = \"light\"\nmouse = false\n");
    }

    #[test]
    fn settings_behind_a_link_are_saved_where_they_are() {
        let (home, own) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (link, file) = (home.path().join("config.toml"), own.path().join("fupan.toml"));
        fs::write(&file, "# mine\n").unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        load_from(Some(home.path()), &vars(&[])).save(Setting::Mouse).unwrap();
        assert!(link.is_symlink());
        assert_eq!(fs::read_to_string(&file).unwrap(), "# mine\nmouse = true\n");
    }

    #[test]
    fn a_theme_name_cannot_leave_the_folder() {
        let home = tempfile::tempdir().unwrap();
        fs::write(home.path().join("secret.toml"), "text = \"#000000\"").unwrap();
        fs::write(home.path().join("config.toml"), "theme = \"../secret\"").unwrap();
        fs::create_dir(home.path().join("themes")).unwrap();
        assert_eq!(load_from(Some(home.path()), &vars(&[])).own_theme, None);
    }
}
