//! Names on a map, none upon another: the first of several places beside its point that is free.
//!
//! Called by the map alone. It never moves a point for its name.

use super::clip::{Frame, Xy};
use crate::helpers::escape;
use kaan_base::Lang;
use std::fmt::Write as _;

/// How a name is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// A shape's own label.
    Own,
    /// A town with its dot.
    Place,
    /// A capital.
    Capital,
    Province,
    Country,
    /// Degrees at the edge.
    Degree,
}

impl Style {
    const fn class(self) -> &'static str {
        match self {
            Style::Own => "m-own-label",
            Style::Place => "m-place",
            Style::Capital => "m-place m-capital",
            Style::Province => "m-province",
            Style::Country => "m-country",
            Style::Degree => "m-degree",
        }
    }

    const fn size(self) -> f64 {
        match self {
            Style::Own | Style::Capital | Style::Place => 12.5,
            Style::Province => 13.5,
            Style::Country => 13.0,
            Style::Degree => 10.0,
        }
    }
}

/// The names placed so far.
pub(crate) struct Labels {
    lang: Lang,
    frame: Frame,
    /// How much larger than its style says a name may be shown.
    larger: f64,
    taken: Vec<Frame>,
    out: String,
}

impl Labels {
    pub fn new(lang: Lang, frame: Frame, larger: f64) -> Self {
        Labels { lang, frame, larger, taken: Vec::new(), out: String::new() }
    }

    /// Keeps names away from a frame.
    pub fn keep_free(&mut self, frame: Frame) {
        self.taken.push(frame);
    }

    /// Whether a frame is free and within the drawing.
    fn is_free(&self, f: Frame) -> bool {
        self.frame.grown(-2.0).covers(f) && !self.taken.iter().any(|t| t.meets(f))
    }

    /// Writes a name beside a frame, right, left, above or below; whether there was room.
    pub fn beside(&mut self, text: &str, lang: Lang, style: Style, point: Frame) -> bool {
        let size = style.size() * self.larger;
        let (w, h) = (width(text, size), size * 1.25);
        let (mx, my) = ((point.x0 + point.x1) / 2.0, (point.y0 + point.y1) / 2.0);
        let candidates = [
            (point.x1 + 3.0, my - h / 2.0),
            (point.x0 - 3.0 - w, my - h / 2.0),
            (mx - w / 2.0, point.y0 - 2.0 - h),
            (mx - w / 2.0, point.y1 + 2.0),
            (point.x1 + 1.0, point.y0 - h + 2.0),
            (point.x1 + 1.0, point.y1 - 2.0),
            (point.x0 - 1.0 - w, point.y0 - h + 2.0),
            (point.x0 - 1.0 - w, point.y1 - 2.0),
        ];
        self.first_free(&candidates, (w, h), text, lang, style)
    }

    /// Writes a name over an area: at its middle or a little away from it, never so far that it would
    /// stand over another.
    pub fn over(&mut self, text: &str, lang: Lang, style: Style, (x, y): Xy) -> bool {
        let size = style.size() * self.larger;
        let (w, h) = (width(text, size), size * 1.25);
        let shifts = [(0.0, 0.0), (0.0, -1.1), (0.0, 1.1), (-0.25, 0.0), (0.25, 0.0), (-0.25, -1.1), (0.25, 1.1)];
        let candidates = shifts.map(|(dx, dy)| (x - w / 2.0 + dx * w, y - h / 2.0 + dy * h));
        self.first_free(&candidates, (w, h), text, lang, style)
    }

    fn first_free(&mut self, candidates: &[Xy], (w, h): Xy, text: &str, lang: Lang, style: Style) -> bool {
        let frames = candidates.iter().map(|(x, y)| Frame { x0: *x, y0: *y, x1: x + w, y1: y + h });
        let Some(free) = frames.into_iter().find(|f| self.is_free(*f)) else { return false };
        self.write(text, lang, style, free);
        self.taken.push(free.grown(1.0));
        true
    }

    /// Writes text into a frame; Urdu runs from its right edge.
    pub fn write(&mut self, text: &str, lang: Lang, style: Style, at: Frame) {
        let middle = (at.x0 + at.x1) / 2.0;
        let line = (at.y0 + at.y1) / 2.0 + style.size() * 0.36;
        let other = if lang == self.lang { String::new() } else { format!(" lang=\"{}\"", lang.tag()) };
        let turn = if lang == Lang::Ur { " direction=\"rtl\"" } else { "" };
        // Centred in its frame, so that a width estimated a little wrong stays within it. Writing to a String cannot fail.
        let _ = write!(
            self.out,
            "<text class=\"{}\" x=\"{middle:.0}\" y=\"{line:.0}\"{other}{turn}>{}</text>",
            style.class(),
            escape(text)
        );
    }

    /// A dot of a town.
    pub fn dot(&mut self, (x, y): Xy, style: Style) {
        let r = if style == Style::Capital { 3.0 } else { 2.2 };
        let _ = write!(self.out, "<circle class=\"m-town\" cx=\"{x:.0}\" cy=\"{y:.0}\" r=\"{r}\"/>");
    }

    /// All that was written.
    pub fn finish(self) -> String {
        self.out
    }
}

/// How wide a text will be, on the safe side.
pub(crate) fn width(text: &str, size: f64) -> f64 {
    let one = |c: char| match c {
        '\u{3000}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}' => 1.0,
        '\u{600}'..='\u{6ff}' => 0.5,
        'i' | 'j' | 'l' | 't' | 'f' | 'r' | '.' | ',' | ' ' | '-' | '°' => 0.34,
        'A'..='Z' | 'm' | 'w' => 0.72,
        _ => 0.57,
    };
    text.chars().map(one).sum::<f64>() * size + 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_stands_upon_another_or_outside() {
        let frame = Frame { x0: 0.0, y0: 0.0, x1: 200.0, y1: 100.0 };
        let mut labels = Labels::new(Lang::En, frame, 1.0);
        let mut placed = 0;
        for i in 0..200 {
            let (x, y) = (f64::from(i * 37 % 200), f64::from(i * 61 % 100));
            placed += usize::from(labels.beside("Quetta", Lang::En, Style::Place, Frame { x0: x, y0: y, x1: x, y1: y }));
        }
        assert!(placed > 5 && placed < 60);
        for (i, a) in labels.taken.iter().enumerate() {
            assert!(frame.covers(*a));
            // Each is kept one unit wider than it is, so two may share that unit.
            assert!(labels.taken.iter().skip(i + 1).all(|b| !a.grown(-1.0).meets(b.grown(-1.0))));
        }
    }
}
