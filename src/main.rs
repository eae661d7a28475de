//! Parse, run, exit code.
use std::process::ExitCode;

fn main() -> ExitCode {
    fupan::cli::main(&std::env::args_os().collect::<Vec<_>>())
}
