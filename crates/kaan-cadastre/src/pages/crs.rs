//! The coordinate systems that a person can choose, as a closed list.
//!
//! Called by the check. It never names a system that kaan-geo cannot place, and holds no name: those are
//! messages with the zone put in.

use kaan_geo::crs::Crs;
use serde::Serialize;

/// One system to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Choice {
    /// The value in the form: an EPSG code, or `gk-66-22`.
    value: String,
    /// Message key of the name.
    words: &'static str,
    /// The zone, or the central meridian in degrees.
    zone: String,
    /// The zone in front of the easting; empty for none.
    prefix: String,
}

/// Systems that belong together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Group {
    /// Message key of the heading.
    words: &'static str,
    choices: Vec<Choice>,
}

fn choice(value: impl ToString, words: &'static str, zone: impl ToString) -> Choice {
    Choice { value: value.to_string(), words, zone: zone.to_string(), prefix: String::new() }
}

/// Everything that can be chosen.
pub(super) fn groups() -> Vec<Group> {
    let degrees = vec![
        choice(4326, "crs-wgs84", ""),
        choice(4490, "crs-cgcs2000", ""),
        choice(4145, "crs-kalianpur", ""),
        choice(4283, "crs-gda94", ""),
    ];
    let mut pakistan: Vec<Choice> = (41..=43).map(|z| choice(32_600 + z, "crs-utm", z)).collect();
    pakistan.extend((41..=43).map(|z| choice(24_270 + z, "crs-kalianpur-utm", z)));
    pakistan.extend([choice(24_376, "crs-kalianpur-grid", "I"), choice(24_377, "crs-kalianpur-grid", "IIa")]);
    let mut china = Vec::new();
    // Central meridians that EPSG lacks, first without and then with the zone in front of the easting.
    for meridian in (60..=72).step_by(3) {
        china.push(choice(format!("gk-{meridian}-0"), "crs-gk", meridian));
        china.push(Choice {
            prefix: (meridian / 3).to_string(),
            ..choice(format!("gk-{meridian}-{}", meridian / 3), "crs-gk-3", meridian)
        });
    }
    china.push(choice(4534, "crs-gk", 75));
    china.push(Choice { prefix: "25".into(), ..choice(4513, "crs-gk-3", 75) });
    for meridian in [63, 69] {
        let zone = (meridian + 3) / 6;
        china.push(Choice { prefix: zone.to_string(), ..choice(format!("gk-{meridian}-{zone}"), "crs-gk-6", meridian) });
    }
    china.push(Choice { prefix: "13".into(), ..choice(4491, "crs-gk-6", 75) });
    let australia = [52, 53].map(|z| choice(28_300 + z, "crs-mga", z)).to_vec();
    [
        ("crs-group-degrees", degrees),
        ("crs-group-pakistan", pakistan),
        ("crs-group-china", china),
        ("crs-group-australia", australia),
    ]
    .map(|(words, choices)| Group { words, choices })
    .to_vec()
}

/// The system of a value; `None` for one that is not on the list of kaan-geo.
pub(super) fn of(value: &str) -> Option<Crs> {
    if let Some(rest) = value.strip_prefix("gk-") {
        let (meridian, prefix) = rest.split_once('-')?;
        return Crs::gauss_krueger(meridian.parse().ok()?, prefix.parse().ok()?);
    }
    Crs::by_epsg(value.strip_prefix("EPSG:").unwrap_or(value).parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_choice_is_a_system_that_can_be_placed() {
        let all: Vec<Choice> = groups().into_iter().flat_map(|g| g.choices).collect();
        assert!(all.len() > 25);
        for c in &all {
            assert!(of(&c.value).is_some(), "{}", c.value);
        }
        for bad in ["", "0", "gk-66", "gk-999-0", "gk-66-99", "EPSG:3857", "x"] {
            assert!(of(bad).is_none(), "{bad}");
        }
    }
}
