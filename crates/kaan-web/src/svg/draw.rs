//! Putting a map together: figure, defs, the two drawings, scale, legend, note.
//!
//! Called through [`Ui::map`] by pages. It never draws more than [`MOST_SHAPES`] shapes, and always
//! says that its boundaries are indicative.

use super::basemap::{Name, VIEW, basemap};
use super::clip::{Frame, Xy};
use super::label::{Labels, Style};
use super::place::{Drawing, Layout};
use super::shape::{self, Pen};
use super::{Class, MOST_SHAPES, MapView, base};
use crate::helpers::escape;
use crate::{Ui, Visit, visit};
use kaan_base::Lang;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// Lengths of scale bars.
const LENGTHS: [f64; 16] = [1e6, 5e5, 2e5, 1e5, 5e4, 2e4, 1e4, 5e3, 2e3, 1e3, 5e2, 2e2, 1e2, 50.0, 20.0, 10.0];

impl Ui {
    /// The map as a `<figure>`: a wide and a narrow drawing, of which the sheet shows one.
    pub fn map(&self, visit: &Visit, view: &MapView) -> String {
        let mut cut;
        let view = if view.shapes.len() > MOST_SHAPES {
            cut = view.clone();
            cut.shapes.truncate(MOST_SHAPES);
            &cut
        } else {
            view
        };
        let layout = Layout::of(view.bounds);
        let id = id(view);
        let classes: BTreeSet<Class> = view.shapes.iter().map(|s| s.class).collect();
        let [w, s, e, n] = view.bounds.degrees();
        let mut out = format!("<figure class=\"map\" data-map data-bounds=\"{w},{s},{e},{n}\" data-boundaries=\"{VIEW}\">");
        out.push_str("<svg class=\"m-defs\" width=\"0\" height=\"0\" aria-hidden=\"true\" focusable=\"false\"><defs>");
        out.push_str(&shape::patterns(&id, &classes));
        out.push_str(&base::group(&id, &layout));
        out.push_str("</defs></svg>");
        for drawing in &layout.drawings {
            out.push_str(&self.drawing(visit, view, &layout, drawing, &id));
        }
        out.push_str("<figcaption>");
        if view.legend && !classes.is_empty() {
            out.push_str(&self.legend(visit.lang, &id, &classes));
        }
        let _ = write!(out, "<p class=\"map-note\">{}</p></figcaption></figure>", escape(&self.text(visit.lang, "map-note", &[])));
        out
    }

    fn drawing(&self, visit: &Visit, view: &MapView, layout: &Layout, drawing: &Drawing, id: &str) -> String {
        let (w, h) = (drawing.width, drawing.height);
        let title = escape(&view.title);
        let role = if view.links && view.shapes.iter().any(|s| s.href.is_some()) { "group" } else { "img" };
        let mut out = format!(
            "<svg class=\"map-{}\" viewBox=\"0 0 {w:.0} {h:.0}\" width=\"{w:.0}\" height=\"{h:.0}\" role=\"{role}\" aria-label=\"{title}\">",
            drawing.name
        );
        let scale = (drawing.scale * 10_000.0).round() / 10_000.0;
        let _ = write!(
            out,
            "<rect class=\"m-paper\" width=\"{w:.0}\" height=\"{h:.0}\"/><use href=\"#{id}\" transform=\"translate({:.1} {:.1}) scale({scale})\"/>",
            w / 2.0,
            h / 2.0
        );
        let address = |path: &str| visit::at(visit.lang, path);
        let pen = Pen { layout, drawing, id, address: &address };
        let (shapes, places) = shape::all(&pen, view);
        out.push_str(&shapes);
        let mut labels = Labels::new(visit.lang, drawing.frame(), drawing.text);
        let bar = self.scale_bar(visit.lang, layout, drawing);
        labels.keep_free(bar.1);
        degrees(self, &mut labels, layout, drawing);
        own(&mut labels, view, &places, visit.lang);
        names(&mut labels, layout, drawing, visit.lang);
        let _ = write!(out, "<g class=\"m-names\" aria-hidden=\"true\">{}</g>{}</svg>", labels.finish(), bar.0);
        out
    }

    /// A bar of a round length, and the frame it takes.
    fn scale_bar(&self, lang: Lang, layout: &Layout, drawing: &Drawing) -> (String, Frame) {
        let longest = drawing.width * if drawing.name == "wide" { 0.16 } else { 0.26 };
        let length = |m: &f64| layout.projection.length(*m) * drawing.scale;
        let metres = LENGTHS.into_iter().find(|m| length(m) <= longest).unwrap_or(LENGTHS[LENGTHS.len() - 1]);
        let px = length(&metres);
        let number = self.numbers(lang);
        let text = if metres >= 1e3 {
            format!("{} km", number.number(metres / 1e3, 0))
        } else {
            format!("{} m", number.number(metres, 0))
        };
        let (x, y) = (10.0, drawing.height - 10.0);
        let frame = Frame { x0: x - 4.0, y0: y - 24.0, x1: x + px + 12.0, y1: y + 4.0 };
        let svg = format!(
            "<g class=\"m-scale\" aria-hidden=\"true\"><rect x=\"{:.0}\" y=\"{:.0}\" width=\"{:.0}\" height=\"{:.0}\" rx=\"2\"/><path d=\"M{x:.0} {:.0}v4h{px:.0}v-4\"/><text x=\"{:.0}\" y=\"{:.0}\">{text}</text></g>",
            frame.x0,
            frame.y0,
            frame.width(),
            frame.height(),
            y - 5.0,
            x + px / 2.0,
            y - 8.0,
        );
        (svg, frame)
    }

    fn legend(&self, lang: Lang, id: &str, classes: &BTreeSet<Class>) -> String {
        let mut out = format!("<ul class=\"legend\" aria-label=\"{}\">", escape(&self.text(lang, "legend-title", &[])));
        for class in Class::ALL.into_iter().filter(|c| classes.contains(c)) {
            let sample = match class {
                Class::Project | Class::Deposit | Class::Occurrence | Class::Alternative => shape::mark(class, (14.0, 8.0)),
                _ => {
                    let fill = shape::pattern_of(class).map(|p| format!(" fill=\"url(#{id}-{p})\"")).unwrap_or_default();
                    format!("<path class=\"m-shape m-{}\"{fill} transform=\"scale(.1)\" d=\"M20 20h240v120H20z\"/>", class.name())
                }
            };
            let word = escape(&self.text(lang, &format!("legend-{}", class.name()), &[]));
            let _ = write!(
                out,
                "<li><svg width=\"28\" height=\"16\" viewBox=\"0 0 28 16\" aria-hidden=\"true\" focusable=\"false\">{sample}</svg>{word}</li>"
            );
        }
        out.push_str("</ul>");
        out
    }
}

/// An id that another map on the same page does not have.
fn id(view: &MapView) -> String {
    let mut hash = Sha256::new();
    hash.update(view.title.as_bytes());
    hash.update(format!("{:?}{}", view.bounds, view.shapes.len()).as_bytes());
    format!("m{}", hex::encode(&hash.finalize()[..3]))
}

/// Degrees along the upper and the left edge.
fn degrees(ui: &Ui, labels: &mut Labels, layout: &Layout, drawing: &Drawing) {
    let [n, s, e, w] = ["compass-north", "compass-south", "compass-east", "compass-west"].map(|k| ui.text(Lang::En, k, &[]));
    let shows = drawing.shows();
    let ([west, north], [east, south]) =
        (layout.projection.degrees((shows.x0, shows.y0)), layout.projection.degrees((shows.x1, shows.y1)));
    let step = base::step(layout.degrees_down());
    let (mut before, mut above) = (30.0, 0.0);
    for lon in base::multiples(west.max(-180.0), east.min(180.0), step) {
        let (x, _) = drawing.at(layout.projection.grid([lon, 0.0]));
        let text = base::label(lon, step, [&e, &w]);
        let half = super::label::width(&text, 10.0) / 2.0;
        if x - half > before && x + half < drawing.width - 4.0 {
            labels.write(&text, Lang::En, Style::Degree, Frame { x0: x - half, y0: 3.0, x1: x + half, y1: 15.0 });
            before = x + half + 14.0;
        }
    }
    for lat in base::multiples(south.max(-90.0), north.min(90.0), step).collect::<Vec<_>>().into_iter().rev() {
        let (_, y) = drawing.at(layout.projection.grid([0.0, lat]));
        let text = base::label(lat, step, [&n, &s]);
        if y > above + 26.0 && y < drawing.height - 40.0 {
            labels.write(
                &text,
                Lang::En,
                Style::Degree,
                Frame { x0: 4.0, y0: y - 14.0, x1: 4.0 + super::label::width(&text, 10.0), y1: y - 2.0 },
            );
            above = y;
        }
    }
    labels.keep_free(Frame { x0: 0.0, y0: 0.0, x1: drawing.width, y1: 16.0 });
}

/// Labels of the shapes, the page's own record first; small shapes are kept free of other names.
fn own(labels: &mut Labels, view: &MapView, places: &[(Frame, usize)], lang: Lang) {
    let class = |i: usize| view.shapes.get(i).map(|s| s.class);
    let (here, others): (Vec<_>, Vec<_>) = places.iter().partition(|(_, i)| matches!(class(*i), Some(Class::Here | Class::Own)));
    name_shapes(labels, view, &here, lang);
    for (frame, _) in others.iter().filter(|(f, _)| f.width() < 60.0) {
        labels.keep_free(frame.grown(-1.0));
    }
    name_shapes(labels, view, &others, lang);
}

fn name_shapes(labels: &mut Labels, view: &MapView, places: &[&(Frame, usize)], lang: Lang) {
    for (frame, i) in places {
        let Some(text) = view.shapes.get(*i).and_then(|s| s.label.as_deref()) else { continue };
        let script = if text.chars().any(|c| matches!(c, '\u{600}'..='\u{6ff}')) { Lang::Ur } else { lang };
        let large = frame.width() > super::label::width(text, 14.5) + 8.0 && frame.height() > 24.0;
        if large {
            labels.over(text, script, Style::Own, ((frame.x0 + frame.x1) / 2.0, (frame.y0 + frame.y1) / 2.0));
        } else {
            labels.beside(text, script, Style::Own, *frame);
        }
    }
}

/// The largest towns, then provinces, the other towns, and countries where there is room.
fn names(labels: &mut Labels, layout: &Layout, drawing: &Drawing, lang: Lang) {
    let map = basemap();
    let degrees = layout.degrees_down();
    let at = |name: &Name| drawing.at(layout.projection.grid(name.at));
    let inside = |name: &&Name| drawing.frame().holds(at(name));
    let (first, others): (Vec<&Name>, Vec<&Name>) = map.places.iter().filter(inside).partition(|n| n.rank <= 2);
    let mut left = drawing.places;
    towns(labels, &first, &at, lang, &mut left);
    if degrees > 4.0 {
        areas(labels, map.provinces.iter().filter(inside), Style::Province, &at, lang);
    }
    towns(labels, &others, &at, lang, &mut left);
    if degrees > 3.0 {
        areas(labels, map.countries.iter().filter(inside), Style::Country, &at, lang);
    }
}

fn areas<'n>(labels: &mut Labels, names: impl Iterator<Item = &'n Name>, style: Style, at: &dyn Fn(&Name) -> Xy, lang: Lang) {
    for name in names {
        if let Some((text, l)) = name.names.best(lang) {
            labels.over(text, l, style, at(name));
        }
    }
}

fn towns(labels: &mut Labels, names: &[&Name], at: &dyn Fn(&Name) -> Xy, lang: Lang, left: &mut usize) {
    for name in names {
        if *left == 0 {
            return;
        }
        let Some((text, l)) = name.names.best(lang) else { continue };
        let style = if name.capital { Style::Capital } else { Style::Place };
        let (x, y) = at(name);
        if labels.beside(text, l, style, Frame { x0: x - 2.5, y0: y - 2.5, x1: x + 2.5, y1: y + 2.5 }) {
            labels.dot((x, y), style);
            *left -= 1;
        }
    }
}
