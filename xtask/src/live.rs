//! Checks every candidate against the active titles in process: one by one, then all in a batch.
//!
//! Called by `xtask live`. As the server does it, parcels are kept in their compact form and decoded when
//! their boxes meet. It never reads a store.

use anyhow::{Context, Result, bail};
use kaan_exchange::{Limits, Options, locate, open};
use kaan_geo::{Bounds, BoxIndex, Kind, Parcel, Rings, Tolerance, check, decode, encode, relation, verdict};
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

const LAW: Tolerance = Tolerance { width_mm: 20.0, area_m2: 1.0 };
const ANY: kaan_geo::Limits = kaan_geo::Limits { corners: 100_000, bounds: None, must_close: false };

/// The active titles in memory.
struct Ground {
    index: BoxIndex,
    bytes: Vec<u8>,
    at: Vec<(usize, usize)>,
}

impl Ground {
    fn parcel(&self, n: usize) -> Option<Parcel> {
        let (start, len) = self.at[n];
        decode(self.bytes.get(start..start + len)?).ok()
    }

    /// What `f` makes of a parcel and each title whose box meets it.
    fn meeting(&self, parcel: &Parcel, mut f: impl FnMut(&Parcel)) {
        self.index.meeting(parcel.bounds(), |n| {
            self.parcel(n).iter().for_each(&mut f);
            true
        });
    }
}

/// Measures and prints; one line for each way.
pub fn run(data: &Path) -> Result<()> {
    let start = Instant::now();
    let (mut bytes, mut at, mut boxes) = (Vec::new(), Vec::new(), Vec::<Bounds>::new());
    each(&data.join("titles.gpkg"), |rings, active| {
        if let Some(parcel) = check(&rings, &ANY).parcel.filter(|_| active) {
            let coded = encode(&parcel);
            at.push((bytes.len(), coded.len()));
            bytes.extend(coded);
            boxes.push(parcel.bounds());
        }
    })?;
    let ground = Ground { index: BoxIndex::build(boxes), bytes, at };
    println!(
        "live: {} active titles loaded, {} bytes of boundaries, {:.1} s",
        ground.at.len(),
        ground.bytes.len(),
        start.elapsed().as_secs_f64()
    );
    let mut candidates: Vec<Rings> = Vec::new();
    each(&data.join("candidates.geojsonl"), |rings, _| candidates.push(rings))?;
    if candidates.is_empty() || ground.at.is_empty() {
        bail!("nothing to check");
    }
    let verdicts = times(&candidates, |p| {
        ground.meeting(p, |other| {
            black_box(verdict(p, other));
        })
    });
    report("live verdict", &verdicts);
    let mut found = [0usize; 4];
    let whole = times(&candidates, |p| ground.meeting(p, |other| found[relation(p, other, LAW).kind as usize] += 1));
    report("live check, with areas", &whole);
    println!(
        "live: {} overlaps, {} slivers, {} touches",
        found[Kind::Overlap as usize],
        found[Kind::Sliver as usize],
        found[Kind::Touch as usize]
    );
    let start = Instant::now();
    let valid = times(&candidates, |p| {
        ground.meeting(p, |other| {
            black_box(relation(p, other, LAW));
        })
    })
    .len();
    println!("batch: {} candidates ({valid} valid) checked in {:.4} s", candidates.len(), start.elapsed().as_secs_f64());
    Ok(())
}

/// How long the task takes on every valid candidate, its validity included.
fn times(candidates: &[Rings], mut task: impl FnMut(&Parcel)) -> Vec<Duration> {
    let mut out = Vec::with_capacity(candidates.len());
    for rings in candidates {
        let start = Instant::now();
        if let Some(parcel) = check(rings, &ANY).parcel {
            task(&parcel);
            out.push(start.elapsed());
        }
    }
    out.sort_unstable();
    out
}

fn report(name: &str, sorted: &[Duration]) {
    let at = |share: f64| sorted.get(((sorted.len() - 1) as f64 * share) as usize).copied().unwrap_or_default().as_secs_f64() * 1e6;
    println!("{name}: {} candidates, p50 {:.1} us, p99 {:.1} us, max {:.0} us", sorted.len(), at(0.5), at(0.99), at(1.0));
}

/// Reads the outlines of a file, and whether their column `status` says active.
fn each(path: &Path, mut f: impl FnMut(Rings, bool)) -> Result<()> {
    let options = Options { limits: Limits::import(), ..Options::default() };
    let mut reader = open(path, &options).map_err(|r| anyhow::anyhow!("{}: {r}", path.display()))?;
    let status = reader.columns().iter().position(|c| &*c.name == "status");
    while let Some(row) = reader.next() {
        let feature = row.map_err(|f| anyhow::anyhow!("{}", f.refusal))?;
        let crs = reader.source().crs_of(&feature).ok().context("no coordinate system")?;
        let located = locate(&feature.geometry, &crs).map_err(|r| anyhow::anyhow!("{r}"))?;
        let active = status.is_none_or(|n| feature.value(n).to_text().as_deref() == Some("active"));
        f(located.polygons, active);
    }
    Ok(())
}
