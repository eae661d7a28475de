//! The command line's help in both languages: key `help.PATH` for a command, `help.PATH.ARGUMENT` for an argument,
//! `help.any.ARGUMENT` for one that means the same everywhere.
use super::Cli;
use crate::i18n::{Text, tr};
use crate::model::Lang;
use clap::{Command, CommandFactory as _};
use std::ffi::OsString;

/// The language of this run: `--lang`, then the personal setting, then the terminal's.
pub(super) fn language(args: &[OsString], usual: Lang) -> Lang {
    let mut words = args.iter().filter_map(|arg| arg.to_str());
    while let Some(word) = words.next() {
        let value = if word == "--lang" { words.next() } else { word.strip_prefix("--lang=") };
        if let Some(lang) = value.and_then(|value| value.parse().ok()) {
            return lang;
        }
    }
    usual
}

/// The whole command line with its texts in a language.
#[must_use]
pub fn command(lang: Lang) -> Command {
    let version = clap::Arg::new("version").long("version").short('V').action(clap::ArgAction::Version);
    let command = Cli::command().arg(version);
    localized(command, "help", lang)
}

/// The same for manual pages, which set their own headings: an option under another one would make a second section.
pub(super) fn manual(lang: Lang) -> Command {
    fn plain(command: Command) -> Command {
        let nouns: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
        let command = command.mut_args(|arg| arg.help_heading(None::<&str>));
        nouns.iter().fold(command, |command, noun| command.mut_subcommand(noun, plain))
    }
    plain(command(lang))
}

fn text(key: &str) -> Option<&'static Text> {
    tr::ALL.binary_search_by(|text| text.key.cmp(key)).ok().and_then(|index| tr::ALL.get(index).copied())
}

fn localized(command: Command, path: &str, lang: Lang) -> Command {
    let about = text(path).or_else(|| text(&format!("{path}.about"))).map(|text| text.get(lang));
    let names: Vec<String> = command.get_arguments().map(|arg| arg.get_id().to_string()).collect();
    let nouns: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    let mut command = command
        .subcommand_help_heading(tr::OUTPUT_COMMANDS.get(lang))
        .help_template(format!(
            "{{about-with-newline}}\n{}{{usage}}\n\n{{all-args}}{{after-help}}",
            tr::OUTPUT_USAGE.get(lang)
        ))
        .subcommand_value_name("COMMAND")
        .disable_help_flag(true)
        .arg(
            clap::Arg::new("help")
                .long("help")
                .short('h')
                .action(clap::ArgAction::Help)
                .help(tr::HELP_ANY_HELP.get(lang))
                .help_heading(tr::OUTPUT_OPTIONS.get(lang)),
        );
    if let Some(about) = about {
        command = command.about(about);
    }
    for name in names {
        let help = text(&format!("{path}.{name}")).or_else(|| text(&format!("help.any.{name}")));
        command = command.mut_arg(&name, |arg| {
            let heading = if arg.is_positional() {
                &tr::OUTPUT_ARGUMENTS
            } else if arg.is_global_set() {
                &tr::OUTPUT_GLOBAL_OPTIONS
            } else {
                &tr::OUTPUT_OPTIONS
            };
            // The help texts list the values themselves, with what they mean.
            let lists_values = arg.get_action().takes_values();
            let arg = arg.help_heading(heading.get(lang)).hide_possible_values(lists_values);
            match help {
                Some(help) => arg.help(help.get(lang)),
                None => arg,
            }
        });
    }
    for noun in nouns {
        command = command.mut_subcommand(&noun, |sub| localized(sub, &format!("{path}.{noun}"), lang));
    }
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    fn without_text(command: &Command, path: &str, missing: &mut Vec<String>) {
        if command.get_about().is_none() {
            missing.push(path.to_owned());
        }
        for arg in command.get_arguments().filter(|arg| !arg.is_hide_set()) {
            if arg.get_help().is_none() {
                missing.push(format!("{path}.{}", arg.get_id()));
            }
        }
        for sub in command.get_subcommands() {
            without_text(sub, &format!("{path}.{}", sub.get_name()), missing);
        }
    }

    #[test]
    fn every_command_and_argument_has_its_help() {
        let mut missing = Vec::new();
        without_text(&command(Lang::Zh), "help", &mut missing);
        assert_eq!(missing, Vec::<String>::new());
    }

    #[test]
    fn the_command_line_is_sound() {
        command(Lang::En).debug_assert();
    }

    #[test]
    fn the_language_can_be_given_anywhere() {
        let args = |text: &str| text.split(' ').map(OsString::from).collect::<Vec<_>>();
        assert_eq!(language(&args("fupan status --lang zh"), Lang::En), Lang::Zh);
        assert_eq!(language(&args("fupan --lang=en status"), Lang::Zh), Lang::En);
        assert_eq!(language(&args("fupan status"), Lang::Zh), Lang::Zh);
    }
}
