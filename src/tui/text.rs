//! Writing text into cells: width by terminal columns, nothing cut without `…`, nothing harmful let through.
use crate::model::is_unsafe;
use chrono::NaiveDateTime;
use ratatui::buffer::Buffer;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

/// How many columns a text takes.
#[must_use]
pub fn width(text: &str) -> u16 {
    plain_text_width(text).unwrap_or_else(|| u16::try_from(text.width()).unwrap_or(u16::MAX))
}

/// The text with every harmful character shown as `�`.
#[must_use]
pub fn clean(text: &str) -> std::borrow::Cow<'_, str> {
    if text.contains(is_unsafe) {
        text.chars().map(|c| if is_unsafe(c) { '\u{fffd}' } else { c }).collect::<String>().into()
    } else {
        text.into()
    }
}

/// The columns of a character that stands for itself: what nearly all of a screen is made of. None for everything
/// that may join with its neighbours or that terminals disagree about.
fn plain_width(c: char) -> Option<u16> {
    match c {
        ' '..='~' | '\u{2500}'..='\u{259f}' | '\u{2801}'..='\u{28ff}' => Some(1),
        '\u{3001}'..='\u{3029}' | '\u{4e00}'..='\u{9fff}' | '\u{ff01}'..='\u{ff60}' => Some(2),
        _ => None,
    }
}

/// The columns of a text of plain characters only.
fn plain_text_width(text: &str) -> Option<u16> {
    text.chars().try_fold(0_u16, |sum, c| Some(sum.saturating_add(plain_width(c)?)))
}

/// The text in at most `max` columns; where it is cut it ends in `…`.
#[must_use]
pub fn fit(text: &str, max: u16) -> String {
    fitted(text, max).into_owned()
}

fn fitted(text: &str, max: u16) -> std::borrow::Cow<'_, str> {
    // A text that ends in a joiner or selector is not plain, so plain text may be taken as it is.
    if plain_text_width(text).is_some_and(|width| width <= max) {
        return text.into();
    }
    let text = clean(text);
    if width(&text) <= max {
        return text;
    }
    let mut out = String::new();
    let mut used = 0_u16;
    for grapheme in text.graphemes(true) {
        let w = width(grapheme);
        if used.saturating_add(w) >= max {
            break;
        }
        used += w;
        out.push_str(grapheme);
    }
    if max > 0 {
        out.push('…');
    }
    out.into()
}

/// Writes a text from `x` in at most `max` columns and gives the column after it.
pub fn put(buf: &mut Buffer, x: u16, y: u16, max: u16, text: &str, style: Style) -> u16 {
    let area = *buf.area();
    if y < area.top() || y >= area.bottom() || x >= area.right() {
        return x;
    }
    let room = max.min(area.right() - x);
    let text = fitted(text, room);
    let mut at = x;
    if plain_text_width(&text).is_some() {
        let mut sign = [0; 4];
        for c in text.chars() {
            at = put_sign(buf, at, y, c.encode_utf8(&mut sign), plain_width(c).unwrap_or(0), style);
        }
        return at;
    }
    for grapheme in text.graphemes(true) {
        at = put_sign(buf, at, y, grapheme, width(grapheme), style);
    }
    at
}

fn put_sign(buf: &mut Buffer, x: u16, y: u16, sign: &str, width: u16, style: Style) -> u16 {
    for extra in 0..width {
        if let Some(cell) = buf.cell_mut((x.saturating_add(extra), y)) {
            cell.reset();
            cell.set_style(style);
            if extra == 0 {
                cell.set_symbol(sign);
            }
        }
    }
    x.saturating_add(width)
}

/// Writes a text so that it ends before column `right`.
pub fn put_right(buf: &mut Buffer, left: u16, right: u16, y: u16, text: &str, style: Style) {
    let room = right.saturating_sub(left);
    let text = fit(text, room);
    put(buf, right - width(&text).min(room), y, room, &text, style);
}

/// Breaks a text into lines of at most `max` columns, at blanks where there are any.
#[must_use]
pub fn wrap(text: &str, max: u16) -> Vec<String> {
    let mut lines = Vec::new();
    if max == 0 {
        return lines;
    }
    for paragraph in text.split('\n') {
        let mut line = String::new();
        for word in paragraph.split_word_bounds() {
            if width(&line).saturating_add(width(word)) <= max {
                line.push_str(word);
                continue;
            }
            let carried = carried(&mut line, word);
            lines.push(line.trim_end().to_owned());
            line = carried;
            for grapheme in word.trim_start().graphemes(true) {
                if width(&line).saturating_add(width(grapheme)) > max {
                    lines.push(std::mem::take(&mut line));
                }
                line.push_str(grapheme);
            }
        }
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// What never stands at the start of a line.
const CLOSING: &str = "。，、；：！？）》」』】〉］｝”’…%),.;:!?]}";

/// Takes the last word off a line where what follows may not start one; nothing where it is the only one.
fn carried(line: &mut String, next: &str) -> String {
    let is_closing = |word: &str| word.chars().next().is_some_and(|c| CLOSING.contains(c));
    if !is_closing(next) {
        return String::new();
    }
    let (mut from, mut is_open) = (line.len(), true);
    for (at, word) in line.split_word_bound_indices().rev() {
        // A date or `E+1` goes along as a whole.
        if word.trim().is_empty() || !(is_open || word.is_ascii()) {
            break;
        }
        from = at;
        is_open = is_closing(word);
        if !word.is_ascii() && !is_open {
            break;
        }
    }
    let starts = line.get(from..).is_some_and(|rest| !rest.is_empty() && !is_closing(rest));
    if from > 0 && starts { line.split_off(from) } else { String::new() }
}

/// Breaks a text into at most `rows` lines; where more follows, the last one ends in `…`.
#[must_use]
pub fn wrap_to(text: &str, max: u16, rows: usize) -> Vec<String> {
    let mut lines = wrap(text, max);
    if lines.len() > rows {
        lines.truncate(rows);
        if let Some(last) = lines.last_mut() {
            let kept = fit(last, max.saturating_sub(1));
            *last = if kept.ends_with('…') { kept } else { kept + "…" };
        }
    }
    lines
}

/// `11-04 15:03`
#[must_use]
pub fn date_time(at: NaiveDateTime) -> String {
    at.format("%m-%d %H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::layout::Rect;

    #[test]
    fn what_does_not_fit_ends_in_an_ellipsis_and_never_overflows() {
        assert_eq!(fit("双11拉新", 9), "双11拉新");
        assert_eq!(fit("双11拉新", 8), "双11拉新");
        assert_eq!(fit("双11拉新", 7), "双11拉…");
        assert_eq!(fit("双11拉新", 6), "双11…");
        assert_eq!(fit("abc", 0), "");
    }

    #[test]
    fn controls_and_overrides_are_shown_not_sent() {
        assert_eq!(clean("a\u{1b}[31mb\u{202e}"), "a\u{fffd}[31mb\u{fffd}");
        for c in ['\u{61c}', '\u{ad}', '\u{2028}', '\u{2060}', '\u{2800}', '\u{3164}'] {
            assert_eq!(fit(&format!("a{c}b"), 9), "a\u{fffd}b", "{c:?}");
        }
    }

    #[test]
    fn writing_outside_the_area_is_harmless() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 4, 1));
        assert_eq!(put(&mut buf, 9, 9, 5, "abc", Style::new()), 9);
        put(&mut buf, 2, 0, 9, "双双", Style::new());
        assert_eq!(buf.cell((2, 0)).unwrap().symbol(), "…");
    }

    #[test]
    fn a_text_of_too_many_lines_ends_in_an_ellipsis() {
        assert_eq!(wrap_to("one two three", 8, 2), ["one two", "three"]);
        assert_eq!(wrap_to("one two three", 8, 1), ["one two…"]);
        assert_eq!(wrap_to("双十一拉新", 4, 2), ["双十", "一…"]);
        assert_eq!(wrap_to("双十一拉新", 4, 0), [""; 0]);
    }

    #[test]
    fn no_line_starts_with_what_closes_a_sentence() {
        assert_eq!(wrap("目标没有达成，差距大。", 12), ["目标没有达", "成，差距大。"]);
        assert_eq!(wrap("一二三（四五）。", 12), ["一二三（四", "五）。"]);
        assert_eq!(wrap("写 2026-11-11、或 T-3", 13), ["写", "2026-11-11、", "或 T-3"]);
        assert_eq!(wrap("one two, three", 7), ["one", "two,", "three"]);
        assert_eq!(wrap("好。。。", 4), ["好。", "。。"], "nothing to take along");
        for text in ["成交额完成 106%，比目标多 ¥3.22万。", "（一）（二）（三），四；五：六！七？"]
        {
            for max in 8..30 {
                let lines = wrap(text, max);
                assert!(lines.iter().all(|line| width(line) <= max), "{lines:?}");
                assert!(!lines.iter().any(|line| line.starts_with(|c| CLOSING.contains(c))), "{lines:?}");
                let bare = |text: &str| text.replace(' ', "");
                assert_eq!(bare(&lines.concat()), bare(text));
            }
        }
    }

    #[test]
    fn long_words_are_broken_and_blanks_are_preferred() {
        assert_eq!(wrap("one two three", 8), ["one two", "three"]);
        assert_eq!(wrap("双十一拉新", 4), ["双十", "一拉", "新"]);
        let endless = "x".repeat(usize::from(u16::MAX));
        assert_eq!(wrap(&format!("a {endless}"), 40).concat().trim_start_matches("a").len(), endless.len());
    }
}
