//! One tile out of the ground: who is in it, who stands for whom where it is crowded, and the shapes.
//!
//! Called by `tiles`; pure. It never leaves a place with records empty, and never makes a tile larger
//! than its bound.

use super::mvt::Layer;
use super::shape::{Address, Projector};
use crate::ground::{Filter, Ground, Item};
use crate::model::Collection;
use std::ops::ControlFlow;

/// A layer with more shapes than this is thinned to one for each cell.
const CROWD: usize = 4_000;
/// Cells along a side of a tile, from the finest; the first that makes a tile small enough is taken.
const SIDES: [usize; 4] = [64, 48, 32, 16];
/// A tile of more bytes is made again with larger cells.
const MOST_BYTES: usize = 390_000;
/// Attributes of a shape.
const KEYS: [&str; 5] = ["number", "class", "status", "standing", "register"];

/// The bytes of a tile; none when nothing is there.
pub(crate) fn tile(ground: &Ground, at: Address, filter: &Filter) -> Vec<u8> {
    let bounds = at.bounds();
    let filter = Filter { bbox: Some(bounds), ..filter.clone() };
    let found = Collection::ALL.iter().map(|c| {
        let mut places = Vec::new();
        ground.each(*c, &filter, |place, _| {
            places.push(place);
            ControlFlow::Continue(())
        });
        (*c, places)
    });
    let found: Vec<(Collection, Vec<u32>)> = found.collect();
    let mut bytes = Vec::new();
    for side in SIDES {
        bytes = drawn(ground, at, &found, side);
        if bytes.len() <= MOST_BYTES {
            break;
        }
    }
    bytes
}

fn drawn(ground: &Ground, at: Address, found: &[(Collection, Vec<u32>)], side: usize) -> Vec<u8> {
    let projector = Projector::new(at);
    let mut bytes = Vec::new();
    for (collection, places) in found {
        let few;
        let places = if places.len() > CROWD || side < SIDES[0] {
            few = thinned(ground, at.bounds(), places, (side, side));
            &few
        } else {
            places
        };
        let mut layer = Layer::new(collection.code(), &KEYS);
        for place in places {
            if let Some(item) = ground.item(*place) {
                draw(&mut layer, ground, &projector, *place, item);
            }
        }
        layer.finish(&mut bytes);
    }
    bytes
}

/// The largest record of each cell (so many across and down), by the middle of its box; those whose middle
/// lies outside count for the cell at the edge. In the order of their places.
pub(crate) fn thinned(ground: &Ground, bounds: [i64; 4], places: &[u32], (across, down): (usize, usize)) -> Vec<u32> {
    let mut best: Vec<Option<(f64, u32)>> = vec![None; across * down];
    let cell = |middle: i64, low: i64, high: i64, cells: usize| {
        let part = (middle - low) as f64 / (high - low).max(1) as f64;
        ((part * cells as f64).max(0.0) as usize).min(cells - 1)
    };
    for place in places {
        let Some(b) = ground.item(*place).and_then(|i| i.bounds) else { continue };
        let x = cell(b[0].midpoint(b[2]), bounds[0], bounds[2], across);
        let y = cell(b[1].midpoint(b[3]), bounds[1], bounds[3], down);
        let size = (b[2] - b[0]) as f64 * (b[3] - b[1]) as f64;
        if let Some(slot) = best.get_mut(y * across + x)
            && slot.is_none_or(|(most, _)| size > most)
        {
            *slot = Some((size, *place));
        }
    }
    let mut out: Vec<u32> = best.into_iter().flatten().map(|(_, place)| place).collect();
    out.sort_unstable();
    out
}

fn draw(layer: &mut Layer, ground: &Ground, projector: &Projector, place: u32, item: &Item) {
    let mut rings = Vec::new();
    if let Some(parcel) = ground.parcel(item) {
        for polygon in parcel.polygons() {
            for (n, ring) in polygon.rings().enumerate() {
                let drawn = projector.ring(ring.iter().map(|p| (p.x, p.y)), n == 0);
                if drawn.is_empty() {
                    if n == 0 {
                        break;
                    }
                    continue;
                }
                rings.push(drawn);
            }
        }
    }
    if rings.is_empty() {
        // Too small for corners, or no valid outline: a mark in the middle of its box.
        let Some(b) = item.bounds else { return };
        let mark = projector.mark(b[0].midpoint(b[2]), b[1].midpoint(b[3]));
        if !projector.shows(&mark) {
            return;
        }
        rings.push(mark);
    }
    let register = ground.register(item).map_or("", |r| r.code.as_str());
    layer.add(
        u64::from(place),
        &rings,
        ground.number(item),
        &[item.class.code(), item.status.code(), item.standing.code(), register],
    );
}
