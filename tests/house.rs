//! The house keeps its own rules: who may call whom, which crate lives in which room, who reads the clock, how long a
//! file may be. The table of rooms is the one in the documentation of `src/lib.rs`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Beside the rooms: every room but `model` may use them.
const BESIDE: [&str; 4] = ["error", "i18n", "clock", "config"];

/// Crates that live in one room.
const CRATES: [(&str, &str); 10] = [
    ("rusqlite", "store"),
    ("ratatui", "tui"),
    ("crossterm", "tui"),
    ("clap", "cli"),
    ("comfy_table", "report"),
    ("indicatif", "cli"),
    ("icalendar", "report"),
    ("tyme4rs", "model"),
    ("plotters", "report"),
    ("rust_xlsxwriter", "report"),
];

/// The files that may name one more room than their own may, each with the reason.
const EXCEPTIONS: [(&str, &str, &str); 9] = [
    ("src/tui/runtime", "store", "the only I/O of the screen: its worker holds the open file"),
    ("src/cli/app.rs", "store", "hands the open file to the screen, which only knows what it asks for"),
    ("src/cli/app.rs", "input", "says how a file chosen on the screen is to be read"),
    ("src/cli/report.rs", "store", "the screen wants the same report of the file it has open"),
    ("src/cli/session.rs", "store", "every run opens one file"),
    ("src/cli/demo.rs", "store", "the demo opens a file of its own"),
    ("src/cli/file.rs", "store", "backup, restore and doctor are about the file itself"),
    ("src/cli/import.rs", "store", "says what to do with a reading that comes twice"),
    ("src/cli/import.rs", "input", "says how a stream is to be read"),
];

/// Reading the clock, outside `clock.rs` and the runtime.
const CLOCKS: [&str; 4] = ["SystemTime::now", "Instant::now", "Utc::now", "Local::now"];

/// Ways to end the program in the middle of somebody's work.
const PANICS: [&str; 7] =
    [".unwrap()", ".expect(", "panic!(", "todo!(", "unimplemented!(", "unreachable!(", "dbg!("];

/// The longest a file may be before its tests.
const LINES: usize = 500;

/// Which rooms a room may call, by the table in `src/lib.rs`.
type Rooms = BTreeMap<String, BTreeSet<String>>;

fn rooms(lib: &str) -> Rooms {
    let rows = lib.lines().filter_map(|line| line.strip_prefix("//! | [`"));
    rows.filter_map(|row| {
        let (room, rest) = row.split_once("`]")?;
        let calls = rest.trim_end_matches(['|', ' ']).rsplit('|').next()?;
        let calls = calls.split(',').map(|c| c.trim().to_owned()).filter(|c| c != "nobody");
        Some((room.to_owned(), calls.collect()))
    })
    .collect()
}

/// The code of a file without comments, texts and characters, and without the test module at its end. Lines stay.
fn product(source: &str) -> String {
    let code = blank(source);
    let mut kept = String::new();
    let mut lines = code.lines().peekable();
    while let Some(line) = lines.next() {
        let opens_tests = line.trim() == "#[cfg(test)]"
            && lines.peek().is_some_and(|next| {
                let next = next.trim_start().trim_start_matches("pub").trim_start_matches("(crate)");
                next.trim_start().starts_with("mod ") && next.trim_end().ends_with('{')
            });
        if opens_tests {
            break;
        }
        kept.push_str(line);
        kept.push('\n');
    }
    kept
}

fn blank(source: &str) -> String {
    let chars: Vec<char> = source.chars().collect();
    let mut out = String::with_capacity(source.len());
    let mut i = 0;
    while i < chars.len() {
        let end = token_end(&chars, i);
        if end == i + 1 {
            out.push(chars[i]);
        } else {
            out.extend(chars[i..end].iter().map(|c| if *c == '\n' { '\n' } else { ' ' }));
        }
        i = end;
    }
    out
}

/// Where the comment, text or character that starts at `i` ends; `i + 1` for code.
fn token_end(chars: &[char], i: usize) -> usize {
    let at = |n: usize| chars.get(n).copied().unwrap_or('\0');
    let word_before = i > 0 && (at(i - 1).is_alphanumeric() || at(i - 1) == '_');
    match (at(i), at(i + 1)) {
        ('/', '/') => (i..chars.len()).find(|n| at(*n) == '\n').unwrap_or(chars.len()),
        ('/', '*') => {
            let mut depth = 0;
            let mut n = i;
            while n < chars.len() {
                match (at(n), at(n + 1)) {
                    ('/', '*') => (depth, n) = (depth + 1, n + 2),
                    ('*', '/') => (depth, n) = (depth - 1, n + 2),
                    _ => n += 1,
                }
                if depth == 0 {
                    break;
                }
            }
            n
        }
        ('r', '"' | '#') if !word_before || at(i - 1) == 'b' => {
            let hashes = (i + 1..).take_while(|n| at(*n) == '#').count();
            if at(i + 1 + hashes) != '"' {
                return i + 1;
            }
            let closes = |n: usize| at(n) == '"' && (1..=hashes).all(|h| at(n + h) == '#');
            (i + hashes + 2..chars.len()).find(|n| closes(*n)).map_or(chars.len(), |n| n + hashes + 1)
        }
        ('"', _) => {
            let mut n = i + 1;
            while n < chars.len() && at(n) != '"' {
                n += if at(n) == '\\' { 2 } else { 1 };
            }
            (n + 1).min(chars.len())
        }
        ('\'', '\\') => (i + 3..chars.len()).find(|n| at(*n) == '\'').map_or(chars.len(), |n| n + 1),
        ('\'', _) if at(i + 2) == '\'' => i + 3,
        _ => i + 1,
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Every place where a word, or a path or call that starts with one, stands on its own.
fn places<'a>(code: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    code.match_indices(word).map(|(at, _)| at).filter(move |at| {
        let before = code[..*at].chars().next_back();
        let after = code[at + word.len()..].chars().next();
        let starts = !word.starts_with(is_word) || !before.is_some_and(is_word);
        let ends = !word.ends_with(is_word) || !after.is_some_and(is_word);
        starts && ends
    })
}

/// The first words that a path goes on with: `a` of `a::b`, `a` and `b` of `{a::x, b}`.
fn heads(after: &str) -> Vec<String> {
    let word = |text: &str| text.trim_start().chars().take_while(|c| is_word(*c)).collect::<String>();
    let Some(group) = after.trim_start().strip_prefix('{') else { return vec![word(after)] };
    let mut found = Vec::new();
    let (mut depth, mut start) = (0, 0);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            ',' if depth == 0 => {
                found.push(word(&group[start..at]));
                start = at + 1;
            }
            '}' if depth == 0 => {
                found.push(word(&group[start..at]));
                break;
            }
            '}' => depth -= 1,
            _ => {}
        }
    }
    found
}

/// How many `super::` lead from a file's module to the root of the crate.
fn depth(path: &str) -> usize {
    let below = path.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod");
    below.split('/').count()
}

/// What a file names right below the root of the crate, with the place.
fn named(path: &str, code: &str) -> Vec<(usize, String)> {
    let up = "super::".repeat(depth(path));
    let from_root = ["crate::".to_owned(), "fupan::".to_owned(), up];
    from_root
        .iter()
        .flat_map(|root| places(code, root).map(move |at| (at, &code[at + root.len()..])))
        .filter(|(at, _)| !code[..*at].ends_with("super::"))
        .flat_map(|(at, after)| heads(after).into_iter().map(move |head| (at, head)))
        .collect()
}

fn room_of(path: &str) -> String {
    let below = path.trim_start_matches("src/");
    below.split('/').next().unwrap_or(below).trim_end_matches(".rs").to_owned()
}

/// What a file does that its room may not, as lines to print.
fn faults(rooms: &Rooms, path: &str, source: &str) -> Vec<String> {
    let code = product(source);
    let room = room_of(path);
    let mut found = Vec::new();
    let mut say = |at: usize, what: String| {
        found.push(format!("{path}:{}: {what}", code[..at].matches('\n').count() + 1));
    };
    let excepted =
        |other: &str| EXCEPTIONS.iter().any(|(file, room, _)| path.starts_with(file) && *room == other);
    let is_root = ["main", "lib"].contains(&room.as_str());
    for (at, other) in named(path, &code) {
        let is_beside = BESIDE.contains(&other.as_str());
        if is_root || other == room || excepted(&other) || !(is_beside || rooms.contains_key(&other)) {
            continue;
        }
        let allowed = match rooms.get(&room) {
            None => is_beside || other == "model",
            Some(_) if room == "model" => false,
            // The model's types travel with the data: every room may name them.
            Some(calls) => is_beside || other == "model" || calls.contains(&other),
        };
        if !allowed {
            say(at, format!("{room} may not call {other}"));
        }
    }
    for (name, home) in CRATES {
        if room != home {
            places(&code, &format!("{name}::"))
                .for_each(|at| say(at, format!("{name} lives in {home} only")));
        }
    }
    if path != "src/clock.rs" && !path.starts_with("src/tui/runtime") {
        for clock in CLOCKS {
            places(&code, clock)
                .for_each(|at| say(at, format!("{clock}: only clock.rs and tui/runtime read the clock")));
        }
    }
    for panic in PANICS {
        places(&code, panic).for_each(|at| say(at, format!("{panic}: an error is a value here")));
    }
    places(&code, "unsafe").for_each(|at| say(at, "unsafe".to_owned()));
    let lines = code.lines().count();
    if lines > LINES {
        say(0, format!("{lines} lines before its tests, more than {LINES}"));
    }
    found
}

/// Every Rust file below a folder, with its path from the root of the package.
fn files(folder: &str) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let mut folders = vec![root.join(folder)];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
                found.push((name, std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

/// Files that are test modules of their own: `#[cfg(test)] mod tests;` beside them says so.
fn is_test_file(path: &str) -> bool {
    path.ends_with("/tests.rs") || path.ends_with("_tests.rs") || path.contains("/tests/")
}

#[test]
fn every_file_keeps_the_rules_of_its_room() {
    let sources = files("src");
    let lib = &sources.iter().find(|(path, _)| path == "src/lib.rs").unwrap().1;
    let rooms = rooms(lib);
    let found: Vec<String> = sources
        .iter()
        .filter(|(path, _)| path != "src/build.rs" && !is_test_file(path))
        .flat_map(|(path, source)| faults(&rooms, path, source))
        .collect();
    assert!(found.is_empty(), "{} faults\n{}", found.len(), found.join("\n"));
}

#[test]
fn no_test_sleeps() {
    let all = ["tests", "benches"].into_iter().flat_map(files);
    let sleeping: Vec<String> = all
        .filter(|(_, source)| places(&blank(source), "sleep").next().is_some())
        .map(|(path, _)| path)
        .collect();
    assert!(sleeping.is_empty(), "wait for a condition instead: {sleeping:?}");
}

#[test]
fn the_table_of_rooms_is_read_from_the_documentation() {
    let rooms = rooms(include_str!("../src/lib.rs"));
    assert_eq!(
        rooms.keys().map(String::as_str).collect::<Vec<_>>(),
        ["board", "cli", "input", "model", "planner", "report", "store", "tui"]
    );
    assert!(rooms["model"].is_empty());
    assert!(!rooms["planner"].contains("board") && !rooms["board"].contains("planner"));
    assert!(!rooms["store"].contains("planner") && !rooms["tui"].contains("store"));
}

mod seeded {
    use super::*;

    fn found(path: &str, source: &str) -> Vec<String> {
        faults(&rooms(include_str!("../src/lib.rs")), path, source)
    }

    #[track_caller]
    fn refused(path: &str, source: &str, why: &str) {
        let found = found(path, source);
        assert!(found.iter().any(|line| line.contains(why)), "{path} {source:?} gave {found:?}");
    }

    #[track_caller]
    fn fine(path: &str, source: &str) {
        assert_eq!(found(path, source), Vec::<String>::new(), "{source:?}");
    }

    #[test]
    fn a_model_that_names_another_room_is_found() {
        for other in
            ["store", "planner", "board", "input", "report", "cli", "tui", "error", "i18n", "clock", "config"]
        {
            let why = format!("model may not call {other}");
            refused("src/model/pace.rs", &format!("use crate::{other}::X;"), &why);
            refused("src/model/pace.rs", &format!("fn f() {{ super::super::{other}::x() }}"), &why);
            refused("src/model/mod.rs", &format!("use super::{other};"), &why);
        }
        fine("src/model/pace.rs", "crate::id! { X }\nuse super::Quantity;\nuse crate::model::Day;");
        fine("src/model/name.rs", "use super::name::store::X;");
    }

    #[test]
    fn a_call_against_the_direction_is_found() {
        for (from, to) in [
            ("planner", "board"),
            ("planner", "tui"),
            ("planner", "cli"),
            ("store", "planner"),
            ("store", "tui"),
            ("board", "planner"),
            ("board", "report"),
            ("board", "cli"),
            ("input", "store"),
            ("report", "store"),
            ("tui", "store"),
            ("tui", "cli"),
        ] {
            refused(
                &format!("src/{from}/x.rs"),
                &format!("use crate::{to}::X;"),
                &format!("{from} may not call {to}"),
            );
        }
        fine("src/planner/x.rs", "use crate::{error::Error, input, model::{Day, Zone}, store::Store};");
        fine("src/tui/runtime.rs", "use crate::store::Store;");
        refused("src/error.rs", "use crate::store::Store;", "error may not call store");
    }

    #[test]
    fn every_name_of_a_group_counts() {
        refused(
            "src/board/x.rs",
            "use crate::{\n    model::{Day, Zone},\n    planner::{self, Request},\n};",
            "src/board/x.rs:1: board may not call planner",
        );
        fine("src/board/x.rs", "use crate::{model::{planner, Day}, store};");
    }

    #[test]
    fn a_crate_outside_its_room_is_found() {
        refused("src/board/x.rs", "use rusqlite::Row;", "rusqlite lives in store only");
        refused("src/planner/x.rs", "fn f(c: &rusqlite::Connection) {}", "rusqlite lives in store only");
        refused("src/store/x.rs", "use ratatui::Frame;", "ratatui lives in tui only");
        refused("src/cli/x.rs", "crossterm::terminal::size()", "crossterm lives in tui only");
        fine("src/store/x.rs", "use rusqlite::Row;");
        fine("src/tui/x.rs", "use ratatui::Frame;");
    }

    #[test]
    fn a_second_clock_is_found() {
        for clock in CLOCKS {
            refused("src/board/x.rs", &format!("let t = {clock}();"), clock);
            fine("src/tui/runtime/clockwork.rs", &format!("let t = {clock}();"));
            fine("src/clock.rs", &format!("let t = {clock}();"));
        }
    }

    #[test]
    fn an_end_in_the_middle_of_work_is_found_outside_tests_only() {
        for panic in PANICS {
            let line = format!("fn f() {{ x {panic} }}");
            refused("src/input/x.rs", &line, "an error is a value");
            fine("src/input/x.rs", &format!("#[cfg(test)]\nmod tests {{\n{line}\n}}"));
        }
        refused("src/input/x.rs", "#[cfg(test)]\nuse a::B;\nfn f() { x.unwrap() }", "src/input/x.rs:3:");
        fine("src/input/x.rs", "fn f() { x.unwrap_or(1) }");
    }

    #[test]
    fn unsafe_is_found_and_its_ban_is_not() {
        refused("src/store/x.rs", "fn f() { unsafe { x() } }", "unsafe");
        fine("src/lib.rs", "#![forbid(unsafe_code)]");
    }

    #[test]
    fn a_long_file_is_found_and_its_tests_do_not_count() {
        let line = "fn f() {}\n";
        fine("src/cli/x.rs", &line.repeat(500));
        refused("src/cli/x.rs", &line.repeat(501), "501 lines before its tests");
        fine(
            "src/cli/x.rs",
            &format!("{}#[cfg(test)]\nmod tests {{\n{}}}", line.repeat(400), line.repeat(400)),
        );
    }

    #[test]
    fn comments_and_texts_are_not_code() {
        fine("src/model/x.rs", "// use crate::store;\n/* crate::store /* unsafe */ crate::tui */");
        fine(
            "src/model/x.rs",
            r##"const A: &str = "crate::store \" unsafe"; const B: &str = r#"x.unwrap() ""#;"##,
        );
        fine("src/model/x.rs", "const A: char = '\"'; const B: char = '\\''; fn f<'a>(x: &'a str) {}");
        refused("src/model/x.rs", "const A: char = '\"'; use crate::store;", "model may not call store");
        refused("src/model/x.rs", "const A: &str = r\"\\\"; use crate::store;", "model may not call store");
    }
}
