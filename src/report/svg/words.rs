//! The words of a chart: how wide they are, what fits, and what it says to who doesn't see it.
use crate::i18n::tr;
use crate::model::{Quantity, Style};
use crate::report::{Plot, PlotSeries};
use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

/// How wide a text is at a size, in the size's own parts: a Chinese character is as wide as the size, a Latin one a
/// little more than half of it.
pub fn width_of(text: &str, size: i32) -> i32 {
    let cells: usize = text.graphemes(true).map(|g| if g.width() > 1 { 100 } else { 58 }).sum();
    i32::try_from(cells).unwrap_or(i32::MAX / 1000).saturating_mul(size) / 100
}

/// A text that is no wider than there is room for; what is cut off is an `…`.
pub fn shortened(text: &str, size: i32, room: i32) -> String {
    if width_of(text, size) <= room {
        return text.to_owned();
    }
    let mut kept = String::new();
    for part in text.graphemes(true) {
        if width_of(&kept, size) + width_of(part, size) + width_of("…", size) > room {
            break;
        }
        kept.push_str(part);
    }
    format!("{}…", kept.trim_end())
}

/// The values of the value axis as people read them: short, or in full where short ones would be the same.
pub fn tick_words(ticks: &[f64], plot: &Plot, style: Style) -> Vec<String> {
    let short: Vec<String> = ticks.iter().map(|tick| style.compact_f64(*tick, plot.unit)).collect();
    if short.windows(2).all(|pair| pair[0] != pair[1]) {
        return short;
    }
    let full =
        |tick: &f64| Quantity::from_f64(*tick).map_or_else(|| "—".to_owned(), |q| style.full(q, plot.unit));
    ticks.iter().map(full).collect()
}

/// The chart in sentences.
pub fn described(plot: &Plot, style: Style) -> String {
    let mut said: Vec<String> = plot.series.iter().map(|series| series_words(series, plot, style)).collect();
    said.extend(plot.marks.iter().map(|(index, number, text)| {
        let place = plot.x.get(*index).map_or("", String::as_str);
        let args = [("number", &*number.to_string()), ("place", place), ("text", text)];
        tr::PAGES_MARK_SUMMARY.fill(style.lang, &args)
    }));
    said.join(tr::PAGES_SENTENCE_GAP.get(style.lang))
}

fn series_words(series: &PlotSeries, plot: &Plot, style: Style) -> String {
    let values =
        series.values.iter().zip(&plot.x).filter_map(|(value, place)| Some((finite(*value)?, place)));
    let values: Vec<(f64, &String)> = values.collect();
    let word = |value: f64| style.compact_f64(value, plot.unit);
    match (values.first(), values.last()) {
        (Some((first, _)), Some((last, place))) => {
            let (high, at) =
                values.iter().fold((*last, *place), |best, (v, p)| if *v > best.0 { (*v, *p) } else { best });
            if values.len() == 1 {
                let args = [("name", &*series.name), ("last", &word(*last)), ("place", place)];
                return tr::PAGES_SERIES_ONE.fill(style.lang, &args);
            }
            let args = [
                ("name", &*series.name),
                ("first", &word(*first)),
                ("last", &word(*last)),
                ("high", &word(high)),
                ("place", at),
            ];
            tr::PAGES_SERIES_SUMMARY.fill(style.lang, &args)
        }
        _ => tr::PAGES_SERIES_NONE.fill(style.lang, &[("name", &series.name)]),
    }
}

/// A value that can be drawn.
pub fn finite(value: Option<f64>) -> Option<f64> {
    value.filter(|value| value.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_too_wide_ends_in_an_ellipsis() {
        assert_eq!(shortened("抖音直播间", 120, 700), "抖音直播间");
        assert_eq!(shortened("抖音直播间引流款", 120, 700), "抖音直播间…");
        assert!(width_of(&shortened("A very long channel name", 120, 700), 120) <= 700);
    }

    #[test]
    fn chinese_is_measured_at_its_full_width() {
        assert_eq!(width_of("目标", 120), 240);
        assert_eq!(width_of("ab", 100), 116);
    }
}
