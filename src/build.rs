//! Build step: turns `assets/locales/*.toml` into one static `Text` per key and lists the migrations.
//!
//! A key without one of the languages, a key defined twice, or languages whose `{placeholders}` differ fail the
//! build, so a missing translation can never ship.
use std::{collections::BTreeMap, env, error::Error, fmt::Write as _, fs, path::Path};

const LANGUAGES: [&str; 2] = ["en", "zh"];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=assets/locales");
    println!("cargo:rerun-if-changed=src/build.rs");
    let mut texts: BTreeMap<String, [String; 2]> = BTreeMap::new();
    let mut files: Vec<_> =
        fs::read_dir("assets/locales")?.filter_map(Result::ok).map(|f| f.path()).collect();
    files.sort();
    for file in files.iter().filter(|f| f.extension().is_some_and(|e| e == "toml")) {
        println!("cargo:rerun-if-changed={}", file.display());
        let table: toml::Table =
            fs::read_to_string(file)?.parse().map_err(|e| format!("{}: {e}", file.display()))?;
        for (section, value) in &table {
            collect(section, value, &mut texts).map_err(|e| format!("{}: {e}", file.display()))?;
        }
    }
    let out = Path::new(&env::var("OUT_DIR")?).join("texts.rs");
    fs::write(out, render(&texts)?)?;
    link_in_place()?;
    playbooks()?;
    report_templates()?;
    migrations()
}

/// Lists `assets/report/NAME.FORMAT.j2`, so that a new template is one new file.
fn report_templates() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=assets/report");
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("assets/report");
    let mut files: Vec<_> = fs::read_dir(folder)?.filter_map(Result::ok).map(|f| f.path()).collect();
    files.sort();
    let mut out = String::from(
        "/// The shipped templates: file name and text.\nstatic TEMPLATES: &[(&str, &str)] = &[\n",
    );
    for file in files.iter().filter(|f| f.extension().is_some_and(|e| e == "j2")) {
        let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        writeln!(out, "    ({name:?}, include_str!({:?})),", file.display().to_string())?;
    }
    out.push_str("];\n");
    fs::write(Path::new(&env::var("OUT_DIR")?).join("report_templates.rs"), out)?;
    Ok(())
}

/// Lists `assets/playbooks/KEY.toml`, so that a new playbook is one new file.
fn playbooks() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=assets/playbooks");
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("assets/playbooks");
    let mut files: Vec<_> = fs::read_dir(folder)?.filter_map(Result::ok).map(|f| f.path()).collect();
    files.sort();
    let mut out = String::from(
        "/// The shipped playbooks: key and text.\npub static PLAYBOOKS: &[(&str, &str)] = &[\n",
    );
    for file in files.iter().filter(|f| f.extension().is_some_and(|e| e == "toml")) {
        let key = file.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
        writeln!(out, "    ({key:?}, include_str!({:?})),", file.display().to_string())?;
    }
    out.push_str("];\n");
    fs::write(Path::new(&env::var("OUT_DIR")?).join("playbooks.rs"), out)?;
    Ok(())
}

/// Links the program to a fixed address on Linux. The time zone tables alone hold some 50,000 pointers that the loader
/// would otherwise have to fix at every start: a third of the time to the first frame.
fn link_in_place() -> Result<(), Box<dyn Error>> {
    if env::var("CARGO_CFG_TARGET_OS")? == "linux" && env::var("CARGO_CFG_TARGET_ENV")? == "gnu" {
        println!("cargo:rustc-link-arg-bins=-no-pie");
    }
    Ok(())
}

/// Lists `src/store/migrations/NNNN_*.sql` in order, so that a new one is one new file.
fn migrations() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=src/store/migrations");
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("src/store/migrations");
    let mut files: Vec<_> = fs::read_dir(folder)?.filter_map(Result::ok).map(|f| f.path()).collect();
    files.sort();
    let mut out = String::from("pub(super) static MIGRATIONS: &[&str] = &[\n");
    for (index, file) in files.iter().enumerate() {
        let name = file.file_name().and_then(|n| n.to_str()).unwrap_or_default();
        if !name.starts_with(&format!("{:04}_", index + 1)) {
            return Err(format!("{name} should be migration number {:04}", index + 1).into());
        }
        writeln!(out, "    include_str!({:?}),", file.display().to_string())?;
    }
    out.push_str("];\n");
    fs::write(Path::new(&env::var("OUT_DIR")?).join("migrations.rs"), out)?;
    Ok(())
}

fn collect(path: &str, value: &toml::Value, texts: &mut BTreeMap<String, [String; 2]>) -> Result<(), String> {
    let table = value.as_table().ok_or(format!("{path} is not a table"))?;
    if !LANGUAGES.iter().any(|l| table.contains_key(*l)) {
        for (name, inner) in table {
            collect(&format!("{path}.{name}"), inner, texts)?;
        }
        return Ok(());
    }
    let text = |lang: &str| {
        table
            .get(lang)
            .and_then(toml::Value::as_str)
            .map(str::to_owned)
            .ok_or(format!("{path} has no {lang}"))
    };
    let both = [text("en")?, text("zh")?];
    if placeholders(&both[0]) != placeholders(&both[1]) {
        return Err(format!("{path}: the languages use different placeholders"));
    }
    match texts.insert(path.to_owned(), both) {
        Some(_) => Err(format!("{path} is defined twice")),
        None => Ok(()),
    }
}

fn placeholders(text: &str) -> Vec<&str> {
    let mut found: Vec<&str> =
        text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name)).collect();
    found.sort_unstable();
    found.dedup();
    found
}

fn render(texts: &BTreeMap<String, [String; 2]>) -> Result<String, Box<dyn Error>> {
    let mut out = String::new();
    for (key, [en, zh]) in texts {
        let name = key.replace(['.', '-'], "_").to_uppercase();
        writeln!(
            out,
            "/// {}",
            en.lines()
                .next()
                .unwrap_or_default()
                .replace(['[', ']', '<', '>', '`'], "")
                .replace("https://", "")
        )?;
        writeln!(out, "pub static {name}: Text = Text {{ key: {key:?}, en: {en:?}, zh: {zh:?} }};")?;
    }
    writeln!(out, "/// Every text, sorted by key.\npub static ALL: &[&Text] = &[")?;
    for key in texts.keys() {
        writeln!(out, "    &{},", key.replace(['.', '-'], "_").to_uppercase())?;
    }
    writeln!(out, "];")?;
    Ok(out)
}
