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
    let found = found(ground, at, filter);
    let mut bytes = Vec::new();
    for side in SIDES {
        bytes = drawn(ground, at, &found, side);
        if bytes.len() <= MOST_BYTES {
            break;
        }
    }
    bytes
}

/// The places of the records in a tile, by collection, in their order.
fn found(ground: &Ground, at: Address, filter: &Filter) -> Vec<(Collection, Vec<u32>)> {
    let bounds = at.bounds();
    let mut out: Vec<(Collection, Vec<u32>)> = Collection::ALL.iter().map(|c| (*c, Vec::new())).collect();
    let keep = |out: &mut Vec<(Collection, Vec<u32>)>, place: u32, item: &Item| {
        if let Some((_, places)) = out.iter_mut().find(|(c, _)| *c == item.collection) {
            places.push(place);
        }
    };
    if *filter != Filter::default() {
        let filter = Filter { bbox: Some(bounds), ..filter.clone() };
        for collection in Collection::ALL {
            ground.each(*collection, &filter, |place, item| {
                keep(&mut out, place, item);
                ControlFlow::Continue(())
            });
        }
    } else if at.is_wide() {
        // Straight through: where most records lie in the tile, that is quicker than by the index.
        for place in 0..ground.len() as u32 {
            if let Some(item) = ground.item(place).filter(|i| i.bounds.is_some_and(|b| meet(b, bounds))) {
                keep(&mut out, place, item);
            }
        }
    } else {
        ground.meeting(bounds).for_each(|(place, item)| keep(&mut out, place, item));
    }
    // The same tile always has the same bytes.
    out.iter_mut().for_each(|(_, places)| places.sort_unstable());
    out
}

fn meet(a: [i64; 4], b: [i64; 4]) -> bool {
    a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]
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
    let speck = item.bounds.is_none_or(|b| projector.is_speck(b));
    if !speck && let Some(parcel) = ground.parcel(item) {
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
