//! Maps as they are drawn, against golden files; `KAAN_BLESS=1` writes them anew.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;
use common::{pakistan, parcel, ui, view};
use kaan_base::Lang;
use kaan_geo::Bounds;
use kaan_web::Visit;
use kaan_web::svg::{Class, Ground, MapView, Shape};

fn golden(name: &str, drawn: &str) {
    let path = format!("{}/tests/golden/{name}", env!("CARGO_MANIFEST_DIR"));
    let pretty = drawn.replace("><", ">\n<");
    if std::env::var_os("KAAN_BLESS").is_some() {
        std::fs::write(&path, &pretty).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == pretty, "{name} is drawn otherwise than before; look at it, then bless it");
}

#[test]
fn a_small_map_is_drawn_as_before() {
    let mut small = MapView::new(Bounds::from_degrees(61.55, 29.2, 61.7, 29.3).unwrap(), "Saindak");
    let ground = Ground::Parcel(parcel(&[(61.58, 29.22), (61.66, 29.22), (61.66, 29.28), (61.58, 29.28)]));
    small.shapes.push(Shape {
        ground,
        class: Class::Mining,
        href: Some("/titles/ML-1".into()),
        label: Some("ML-1".into()),
        title: Some("Mining lease ML-1".into()),
    });
    for lang in Lang::ALL {
        golden(&format!("small.{}.html", lang.code()), &ui().map(&Visit::new(lang, "/map"), &small));
    }
}

#[test]
fn a_map_holds_all_its_shapes_twice_with_names_and_links() {
    let drawn = ui().map(&Visit::new(Lang::Ur, "/map"), &view(pakistan()));
    assert!(!drawn.contains('⟨'));
    for class in Class::ALL {
        assert_eq!(drawn.matches(&format!("href=\"/ur/titles/{}\"", class.name())).count(), 2, "{}", class.name());
    }
    assert_eq!(drawn.matches("aria-label=\"Titles near &lt;Saindak&gt;\"").count(), 2);
    assert!(drawn.contains("exploration &amp; more"));
    assert!(drawn.contains("m-mark m-mining"), "what is too small for the eye is a mark");
    assert!(drawn.contains("کراچی") && drawn.contains("boundaries=\"neutral\""));
}

#[test]
fn no_map_is_heavy_and_none_breaks() {
    let ui = ui();
    for (w, s, e, n) in [
        (61.0, 23.6, 77.5, 37.1),
        (-180.0, -90.0, 180.0, 90.0),
        (129.0, -26.0, 138.0, -11.0),
        (66.0, 31.0, 66.0, 31.0),
        (10.0, 89.0, 11.0, 90.0),
    ] {
        for lang in Lang::ALL {
            let drawn = ui.map(&Visit::new(lang, "/map"), &view(Bounds::from_degrees(w, s, e, n).unwrap()));
            assert!(drawn.len() < 90_000, "{w} {s}: {} bytes", drawn.len());
            assert!(!drawn.contains("NaN") && !drawn.contains("inf"));
        }
    }
    let empty = ui.map(&Visit::new(Lang::En, "/map"), &MapView::new(Bounds::EMPTY, "Nothing"));
    assert!(empty.contains("<svg") && !empty.contains("legend"));
}

#[test]
fn thousands_of_shapes_stay_within_bounds() {
    let mut many = MapView::new(pakistan(), "Many");
    for i in 0..5_000 {
        let (x, y) = (61.0 + f64::from(i % 100) * 0.16, 24.0 + f64::from(i / 100) * 0.25);
        many.shapes.push(Shape {
            ground: Ground::Parcel(parcel(&[(x, y), (x + 0.01, y), (x, y + 0.01)])),
            class: Class::Exploration,
            href: None,
            label: None,
            title: None,
        });
    }
    let drawn = ui().map(&Visit::new(Lang::En, "/map"), &many);
    assert_eq!(drawn.matches("m-mark m-exploration").count(), 2 * kaan_web::svg::MOST_SHAPES);
}
