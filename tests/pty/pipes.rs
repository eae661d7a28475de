//! Readers that stop listening: the program ends quietly.
use crate::support::Workspace;

#[test]
fn a_reader_that_stops_is_no_error() {
    let space = Workspace::new().with_campaign();
    let shell = space.shell(120, 36);
    for (n, command) in
        ["metric list", "metric list --json", "metric list --csv", "status --json", "metric list --lang zh"]
            .iter()
            .enumerate()
    {
        shell.type_text(&format!(
            "clear; ($FUPAN {command}; echo code=$? >&2) | head -c 1 >/dev/null; echo done{n}$((1+1))\r"
        ));
        shell.wait_text(&format!("done{n}2"));
        let picture = shell.text();
        let codes: Vec<&str> = picture.lines().filter(|line| line.starts_with("code=")).collect();
        assert_eq!(codes, ["code=0"], "{command}\n{picture}");
        let said = picture.lines().any(|line| line.contains("error") || line.contains("panicked"));
        assert!(!said, "{command}\n{picture}");
    }
}
