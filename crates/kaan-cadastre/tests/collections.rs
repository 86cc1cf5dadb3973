//! What the register publishes, through the port: columns, pages by key, boxes, equality, numbers.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod common;

use common::{MIGRATIONS, Made, bring, nt, square, titles};
use kaan_base::Instant;
use kaan_cadastre::{Cadastre, Collection};
use kaan_db::Db;
use kaan_db::testing::on_both;
use kaan_geo::Bounds;
use kaan_web::{Cell, FeatureQuery, Geometry, Site, Ui};
use std::ops::ControlFlow;
use std::sync::Arc;

async fn open(db: &Db) -> Cadastre {
    let site =
        Site { base: "https://kaan.example".into(), demonstration: true, clock: Arc::new(|| Instant(1_795_600_000_123_456)) };
    let ui = Ui::new(&[Cadastre::TEMPLATES], site).unwrap();
    Cadastre::open(db.clone(), ui, None).await.unwrap()
}

fn query(limit: u32) -> FeatureQuery {
    FeatureQuery { bbox: None, after: None, limit, equals: Vec::new() }
}

fn one(cadastre: &Cadastre, which: Collection) -> Arc<dyn kaan_web::Collection> {
    cadastre.collections().into_iter().find(|c| c.id() == which.code()).unwrap()
}

/// Every id, page by page.
async fn walk(c: &dyn kaan_web::Collection, mut q: FeatureQuery) -> Vec<String> {
    let mut out = Vec::new();
    for _ in 0..500 {
        let page = c.page(q.clone()).await.unwrap();
        assert!(page.features.len() <= q.limit as usize);
        out.extend(page.features.into_iter().map(|f| f.id));
        match page.next {
            None => return out,
            next => q.after = next,
        }
    }
    panic!("the pages have no end");
}

#[test]
fn pages_and_the_whole_say_the_same() {
    on_both(MIGRATIONS, |db| async move {
        bring(&db, nt(Collection::Titles)).await;
        let cadastre = open(&db).await;
        let c = one(&cadastre, Collection::Titles);
        let paged = walk(&*c, query(170)).await;
        assert_eq!((paged.len(), c.page(query(1)).await.unwrap().matched), (1993, Some(1993)));
        let mut whole = Vec::new();
        let width = c.columns().len();
        let size = c
            .each(Box::new(|f| {
                assert_eq!(f.values.len(), width);
                whole.push(f.id);
                ControlFlow::Continue(())
            }))
            .await
            .unwrap();
        assert_eq!(whole, paged);
        assert_eq!(size, cadastre.ground().size());
        let sorted = paged.windows(2).all(|w| w[0] < w[1]);
        assert!(sorted, "in the order of the numbers");
    });
}

#[test]
fn a_box_and_columns_narrow_and_ground_is_published_as_integers() {
    on_both(MIGRATIONS, |db| async move {
        bring(&db, nt(Collection::Titles)).await;
        let cadastre = open(&db).await;
        let c = one(&cadastre, Collection::Titles);
        let bbox = Bounds::from_degrees(131.0, -14.0, 132.0, -13.0);
        let near = walk(&*c, FeatureQuery { bbox, ..query(40) }).await;
        assert!(near.len() > 50 && near.len() < 1_000, "{}", near.len());
        let narrowed = |name: &str, value: &str| FeatureQuery { bbox, equals: vec![(name.into(), value.into())], ..query(40) };
        let at = |name: &str| c.columns().iter().position(|k| k.name == name).unwrap();
        for (name, value) in
            [("type", "EML"), ("class", "mining"), ("granted", "2012-03-14"), ("number", "ELR125"), ("outline_valid", "false")]
        {
            let found = walk(&*c, narrowed(name, value)).await;
            let mut expected = 0;
            for id in &near {
                let f = c.item(id).await.unwrap().unwrap();
                let same = match &f.values[at(name)] {
                    Cell::Text(t) => t == value,
                    Cell::Bool(b) => b.to_string() == value,
                    _ => false,
                };
                expected += usize::from(same);
            }
            assert_eq!(found.len(), expected, "{name} = {value}");
        }
        assert!(walk(&*c, narrowed("class", "nonsense")).await.is_empty());
        let f = c.item("ELR125").await.unwrap().unwrap();
        let Some(Geometry::Parcel(parcel)) = f.geometry else { panic!("no ground") };
        assert_eq!(parcel.polygons().len(), 4);
        assert_eq!(f.values[at("crs_as_handed_in")], Cell::Text("EPSG:4283".into()));
        assert!(c.item("no such number").await.unwrap().is_none());
    });
}

#[test]
fn a_number_is_found_begun_in_any_case_or_by_its_digits() {
    on_both(MIGRATIONS, |db| async move {
        let made = Made::new();
        let all = [
            square("EL-0231", "granted", "Al-Noor", 0.0, 0.0, 1.0),
            square("EL-0232/A", "granted", "", 2.0, 0.0, 1.0),
            square("ML 231", "granted", "", 4.0, 0.0, 1.0),
        ];
        bring(&db, titles(&made, "a.geojson", &all)).await;
        let cadastre = open(&db).await;
        let c = one(&cadastre, Collection::Titles);
        let labels = async |text: &str| c.find_code(text, 10).await.unwrap().into_iter().map(|h| h.label).collect::<Vec<_>>();
        assert_eq!(labels("el-02").await, ["EL-0231", "EL-0232/A"]);
        assert_eq!(labels("231").await, ["EL-0231", "ML 231"]);
        assert!(labels("noor").await.is_empty());
        let hit = c.find_code("EL-0232", 10).await.unwrap().remove(0);
        assert_eq!((hit.kind, hit.path.as_str()), ("title", "/titles/EL-0232%2FA"));
        assert_eq!(c.find_code("EL-0231", 10).await.unwrap()[0].note, "Al-Noor");
    });
}

#[test]
fn every_collection_names_its_sources_and_the_register_is_read_again_when_it_grows() {
    on_both(MIGRATIONS, |db| async move {
        let cadastre = open(&db).await;
        assert!(one(&cadastre, Collection::Titles).extent().await.unwrap().is_none());
        bring(&db, nt(Collection::Applications)).await;
        cadastre.refresh().await.unwrap();
        let c = one(&cadastre, Collection::Applications);
        let credit = c.credit().await.unwrap();
        assert_eq!(
            (credit.len(), credit[0].text.as_str()),
            (1, "Northern Territory Geological Survey, on behalf of the Northern Territory of Australia")
        );
        assert!(c.extent().await.unwrap().is_some());
        assert!(one(&cadastre, Collection::Titles).credit().await.unwrap().is_empty());
        let before = cadastre.ground();
        cadastre.refresh().await.unwrap();
        assert!(Arc::ptr_eq(&before, &cadastre.ground()), "what has not changed is not read again");
    });
}
