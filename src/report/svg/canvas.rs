//! Where the library draws: SVG as our pages want it. Text stays text, colours are custom properties, nothing needs a
//! `style` attribute, and coordinates have a tenth of a pixel.
use super::SUB;
use super::ink::{paint, pattern};
use super::words::width_of;
use crate::model::printable;
use plotters::style::FontStyle;
use plotters::style::text_anchor::{HPos, VPos};
use plotters_backend::DrawingErrorKind;
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend};
use std::convert::Infallible;
use std::fmt::Write as _;

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

/// A canvas of so many pixels, written into a text.
pub struct Canvas<'a> {
    size: (i32, i32),
    out: &'a mut String,
}

impl<'a> Canvas<'a> {
    pub fn new(size: (i32, i32), out: &'a mut String) -> Self {
        Self { size, out }
    }

    /// One element: its name, its shape, and how it is stroked or filled.
    fn element(&mut self, name: &str, shape: &[(&str, String)], style: &impl BackendStyle, is_filled: bool) {
        let color = style.color();
        if color.alpha <= 0.0 {
            return;
        }
        self.open(name, shape);
        let opacity = (color.alpha < 1.0).then(|| color.alpha.to_string());
        if is_filled {
            self.attribute("fill", paint(color.rgb));
            if let Some(opacity) = opacity {
                self.attribute("fill-opacity", &opacity);
            }
        } else {
            self.attribute("fill", "none");
            self.attribute("stroke", paint(color.rgb));
            self.attribute("stroke-width", &pixels(i32::try_from(style.stroke_width()).unwrap_or(SUB)));
            if let Some(pattern) = pattern(color.rgb) {
                self.attribute("stroke-dasharray", pattern);
            }
            if let Some(opacity) = opacity {
                self.attribute("stroke-opacity", &opacity);
            }
        }
        self.out.push_str("/>");
    }

    fn open(&mut self, name: &str, shape: &[(&str, String)]) {
        self.out.push('<');
        self.out.push_str(name);
        for (key, value) in shape {
            self.attribute(key, value);
        }
    }

    fn attribute(&mut self, key: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(key);
        self.out.push_str("=\"");
        escape(self.out, value);
        self.out.push('"');
    }
}

/// A text as XML.
pub fn escape(out: &mut String, text: &str) {
    for c in printable(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
}

/// A length in parts of a pixel, in pixels.
fn pixels(parts: i32) -> String {
    let mut text = String::new();
    if parts < 0 {
        text.push('-');
    }
    let (whole, part) =
        (parts.unsigned_abs() / SUB.unsigned_abs(), parts.unsigned_abs() % SUB.unsigned_abs());
    // Writing into a text cannot fail.
    let _ = write!(text, "{whole}");
    if part > 0 {
        let _ = write!(text, ".{part}");
    }
    text
}

fn points(path: impl IntoIterator<Item = BackendCoord>) -> String {
    let pairs: Vec<String> = path.into_iter().map(|(x, y)| format!("{},{}", pixels(x), pixels(y))).collect();
    pairs.join(" ")
}

impl DrawingBackend for Canvas<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        ((self.size.0 * SUB).unsigned_abs(), (self.size.1 * SUB).unsigned_abs())
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, color: BackendColor) -> Drawn {
        self.draw_rect((x, y), (x + SUB, y + SUB), &color, true)
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        let ends = [("x1", from.0), ("y1", from.1), ("x2", to.0), ("y2", to.1)];
        self.element("line", &ends.map(|(key, at)| (key, pixels(at))), style, false);
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let shape = [
            ("x", from.0.min(to.0)),
            ("y", from.1.min(to.1)),
            ("width", (to.0 - from.0).abs()),
            ("height", (to.1 - from.1).abs()),
        ];
        self.element("rect", &shape.map(|(key, at)| (key, pixels(at))), style, fill);
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        self.element("polyline", &[("points", points(path))], style, false);
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        self.element("polygon", &[("points", points(path))], style, true);
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let radius = i32::try_from(radius).unwrap_or(SUB);
        let shape = [("cx", center.0), ("cy", center.1), ("r", radius)];
        self.element("circle", &shape.map(|(key, at)| (key, pixels(at))), style, fill);
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, (x, y): BackendCoord) -> Drawn {
        if text.is_empty() || style.color().alpha <= 0.0 {
            return Ok(());
        }
        let size = whole(style.size());
        let anchor = match style.anchor().h_pos {
            HPos::Left => "start",
            HPos::Center => "middle",
            HPos::Right => "end",
        };
        // From the top of the letters to the line they stand on, in hundredths of the size.
        let down = match style.anchor().v_pos {
            VPos::Top => 95,
            VPos::Center => 35,
            VPos::Bottom => -35,
        };
        let place = [("x", pixels(x)), ("y", pixels(y + size * down / 100)), ("font-size", pixels(size))];
        self.open("text", &place);
        self.attribute("text-anchor", anchor);
        self.attribute("fill", paint(style.color().rgb));
        if matches!(style.style(), FontStyle::Bold) {
            self.attribute("font-weight", "600");
        }
        self.out.push('>');
        escape(self.out, text);
        self.out.push_str("</text>");
        Ok(())
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let size = whole(style.size());
        Ok(((width_of(text, size)).unsigned_abs(), size.unsigned_abs()))
    }
}

#[allow(clippy::cast_possible_truncation)] // A font's size, some hundred parts of a pixel.
fn whole(size: f64) -> i32 {
    size.round() as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_have_a_tenth_of_a_pixel() {
        for (parts, text) in [(0, "0"), (5, "0.5"), (10, "1"), (123, "12.3"), (-7, "-0.7"), (-120, "-12")] {
            assert_eq!(pixels(parts), text);
        }
    }

    #[test]
    fn a_text_cannot_leave_its_element() {
        let mut out = String::new();
        escape(&mut out, "</text><script>\"'&\u{1b}[31m\u{202e}");
        assert_eq!(out, "&lt;/text&gt;&lt;script&gt;&quot;&#39;&amp;�[31m�");
    }
}
