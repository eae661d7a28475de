//! The terminal's clipboard: OSC 52.
use crossterm::Command as _;
use crossterm::clipboard::CopyToClipboard;

/// What makes a terminal put a text on its clipboard.
#[must_use]
pub fn clipboard(text: &str) -> String {
    let mut sequence = String::new();
    // Writing to memory cannot fail.
    let _ = CopyToClipboard::to_clipboard_from(text).write_ansi(&mut sequence);
    sequence
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_text_goes_to_the_clipboard_in_base_64() {
        assert_eq!(super::clipboard("链接 ok"), "\u{1b}]52;c;6ZO+5o6lIG9r\u{1b}\\");
    }
}
