//! `fupan <noun> <verb>`: the same planner for scripts, cron and pipes. One file per noun.
mod action;
mod app;
mod budget;
mod calendar;
mod campaign;
mod campaigns;
mod check;
mod checkin;
mod demo;
mod feedback;
mod file;
mod grade;
mod history;
mod import;
mod lesson;
mod link;
mod localize;
mod metric;
mod money;
mod note;
mod okr;
mod output;
mod playbook;
mod record;
mod report;
mod resource;
mod retro;
mod review;
mod session;
mod split;
mod status;
mod target;
mod task;
mod usage;
mod workspace;

pub use localize::command;

use crate::error::Result;
use crate::model::Lang;
use clap::{Args, FromArgMatches as _, Parser, Subcommand};
use session::Session;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

/// The command line. Help texts are in `assets/locales/help.toml`, by command and argument.
#[derive(Debug, Parser)]
#[command(name = "fupan", version, disable_help_subcommand = true, disable_version_flag = true)]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Option<Command>,
}

/// What every command takes.
#[derive(Debug, Clone, Default, Args)]
struct Global {
    #[arg(long, global = true, value_name = "FILE")]
    db: Option<PathBuf>,
    #[arg(long, global = true, value_name = "LANG", value_parser = ["en", "zh"])]
    lang: Option<String>,
    #[arg(long, global = true, conflicts_with = "csv")]
    json: bool,
    #[arg(long, global = true)]
    csv: bool,
    #[arg(long, global = true, value_name = "DATE", allow_hyphen_values = true)]
    as_of: Option<String>,
    #[arg(long, global = true, value_name = "NAME")]
    actor: Option<String>,
    #[arg(long, global = true)]
    allow_network_file: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    #[command(subcommand)]
    Campaign(campaign::Command),
    #[command(subcommand)]
    Target(target::Command),
    Split(split::Command),
    #[command(subcommand)]
    Budget(budget::Command),
    #[command(subcommand)]
    Okr(okr::Command),
    #[command(subcommand)]
    Task(task::Command),
    #[command(subcommand)]
    Resource(resource::Command),
    #[command(subcommand)]
    Link(link::Command),
    Record(record::Command),
    Import(import::Command),
    #[command(subcommand)]
    Note(note::Command),
    Checkin(checkin::Command),
    Review(review::Command),
    #[command(subcommand)]
    Retro(retro::Command),
    #[command(subcommand)]
    Action(action::Command),
    #[command(subcommand)]
    Lesson(lesson::Command),
    #[command(subcommand)]
    Feedback(feedback::Command),
    Grade(grade::Grade),
    Carry(grade::Carry),
    Report(report::Command),
    Status(status::Status),
    Explain(status::Explain),
    Check(check::Command),
    Calendar(calendar::Command),
    History(history::Command),
    Undo,
    Redo,
    #[command(subcommand)]
    Metric(metric::Command),
    #[command(subcommand)]
    Playbook(playbook::Command),
    #[command(subcommand)]
    Channel(workspace::Channel),
    #[command(subcommand)]
    Config(workspace::Config),
    Backup(file::Backup),
    Restore(file::Restore),
    Doctor,
    Demo(demo::Command),
    Completions(workspace::Completions),
    Man(workspace::Man),
}

/// Runs the program with its arguments, the first being its own name. Gives its exit code.
#[must_use]
pub fn main(args: &[OsString]) -> ExitCode {
    let config = crate::config::load();
    let lang = localize::language(args, config.lang);
    // The app alone needs no parser: building it takes longer than reading the file.
    if args.len() <= 1 {
        let opened = run(Cli { global: Global::default(), command: None }, config, lang);
        return opened.unwrap_or_else(|error| output::failure(&error, lang, false));
    }
    let matches = match command(lang).try_get_matches_from(campaigns::turned(args)) {
        Ok(matches) => matches,
        Err(error) => return usage::usage(&error, lang, args.iter().any(|a| a == "--json")),
    };
    let cli = match Cli::from_arg_matches(&matches) {
        Ok(cli) => cli,
        Err(error) => return usage::usage(&error, lang, false),
    };
    let json = cli.global.json;
    match run(cli, config, lang) {
        Ok(code) => code,
        Err(error) => output::failure(&error, lang, json),
    }
}

fn run(cli: Cli, config: crate::config::Config, lang: Lang) -> Result<ExitCode> {
    let mut session = Session::new(cli.global, config, lang);
    let Some(command) = cli.command else { return session.open_app() };
    match command {
        Command::Campaign(command) => command.run(&mut session)?,
        Command::Target(command) => command.run(&mut session)?,
        Command::Split(command) => command.run(&mut session)?,
        Command::Budget(command) => command.run(&mut session)?,
        Command::Okr(command) => command.run(&mut session)?,
        Command::Task(command) => command.run(&mut session)?,
        Command::Resource(command) => command.run(&mut session)?,
        Command::Link(command) => command.run(&mut session)?,
        Command::Record(command) => command.run(&mut session)?,
        Command::Import(command) => command.run(&mut session)?,
        Command::Note(command) => command.run(&mut session)?,
        Command::Checkin(command) => command.run(&mut session)?,
        Command::Review(command) => command.run(&mut session)?,
        Command::Retro(command) => command.run(&mut session)?,
        Command::Action(command) => command.run(&mut session)?,
        Command::Lesson(command) => command.run(&mut session)?,
        Command::Feedback(command) => command.run(&mut session)?,
        Command::Grade(command) => command.run(&mut session)?,
        Command::Carry(command) => command.run(&mut session)?,
        Command::Report(command) => command.run(&mut session)?,
        Command::Status(command) => command.run(&mut session)?,
        Command::Explain(command) => command.run(&mut session)?,
        Command::Check(command) => return command.run(&mut session),
        Command::Calendar(command) => command.run(&mut session)?,
        Command::History(command) => command.run(&mut session)?,
        Command::Undo => session.ask(crate::planner::Request::Undo)?,
        Command::Redo => session.ask(crate::planner::Request::Redo)?,
        Command::Metric(command) => command.run(&mut session)?,
        Command::Playbook(command) => return command.run(&mut session),
        Command::Channel(command) => command.run(&mut session)?,
        Command::Config(command) => command.run(&mut session)?,
        Command::Backup(command) => command.run(&mut session)?,
        Command::Restore(command) => command.run(&session)?,
        Command::Doctor => return file::doctor(&mut session),
        Command::Demo(command) => return command.run(&mut session),
        Command::Completions(command) => command.run(lang)?,
        Command::Man(command) => command.run(lang)?,
    }
    Ok(ExitCode::SUCCESS)
}
