//! All SQL of the office, and nothing but SQL.
//!
//! Names of organisations come from the view `parties_public_party`. It never judges and never speaks HTTP.

use crate::hours::{Calendar, Holiday, Range, zone, zone_code};
use crate::model::{Hours, Letterhead};
use kaan_base::access::Body;
use kaan_base::{Day, Instant, Text3};
use kaan_db::{Db, Fault, Res, Row, Tx, sql};
use std::collections::BTreeMap;

const PARTY: &str = "select body, territory, name_en, name_zh, name_ur from parties_public_party where id = $1";
const HOURS: &str = "select zone, week from office_hours where organisation = $1";
const SET_HOURS: &str = "insert into office_hours (organisation, zone, week, at) values ($1, $2, $3, $4)
    on conflict (organisation) do update set zone = excluded.zone, week = excluded.week, at = excluded.at";
const HOLIDAYS: &str = "select day, name_en, name_zh, name_ur, source, expected from office_holiday
    where organisation = $1 order by day limit 2000";
const SET_HOLIDAY: &str = "insert into office_holiday (organisation, day, name_en, name_zh, name_ur, source, expected, at)
    values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (organisation, day) do update set name_en = excluded.name_en,
    name_zh = excluded.name_zh, name_ur = excluded.name_ur, source = excluded.source, expected = excluded.expected, at = excluded.at";
const REMOVE_HOLIDAY: &str = "delete from office_holiday where organisation = $1 and day = $2";
const LETTERHEAD: &str = "select fact from office_letterhead where organisation = $1";
const SET_LETTERHEAD: &str = "insert into office_letterhead (organisation, fact, at) values ($1, $2, $3)
    on conflict (organisation) do update set fact = excluded.fact, at = excluded.at";
const CONTACTS: &str = "select id, duty_en, duty_zh, duty_ur, telephone, name, email from office_contact
    where organisation = $1 and ended_at is null order by id limit 100";
const PUT_CONTACT: &str =
    "insert into office_contact (id, organisation, duty_en, duty_zh, duty_ur, telephone, name, email, salt, at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
const END_CONTACT: &str = "update office_contact set ended_at = $1, name = null, email = null, salt = null
    where organisation = $2 and id = $3 and ended_at is null";
const EACH_HOURS: &str = "select organisation, zone, week, '' from office_hours order by organisation";
const EACH_HOLIDAY: &str =
    "select organisation, day, coalesce(name_en, '') || '|' || coalesce(name_zh, '') || '|' || coalesce(name_ur, ''),
    source from office_holiday order by organisation, day";
const EACH_LETTERHEAD: &str = "select organisation, fact, '', '' from office_letterhead order by organisation";
const EACH_CONTACT: &str =
    "select organisation, id, coalesce(duty_en, '') || '|' || coalesce(duty_zh, '') || '|' || coalesce(duty_ur, ''),
    telephone from office_contact where ended_at is null order by organisation, id";

/// Every statement, for the test that prepares them on both engines.
pub(crate) const STATEMENTS: &[&str] = &[
    PARTY,
    HOURS,
    SET_HOURS,
    HOLIDAYS,
    SET_HOLIDAY,
    REMOVE_HOLIDAY,
    LETTERHEAD,
    SET_LETTERHEAD,
    CONTACTS,
    PUT_CONTACT,
    END_CONTACT,
    EACH_HOURS,
    EACH_HOLIDAY,
    EACH_LETTERHEAD,
    EACH_CONTACT,
];

/// Whether hours were set.
pub(crate) async fn has_hours(tx: &mut Tx<'_>, organisation: &str) -> Res<bool> {
    let found: Option<String> = tx.find(sql(HOURS).bind(organisation), |r| r.get(0)).await?;
    Ok(found.is_some())
}

/// What is public of an organisation.
pub(crate) struct Party {
    pub body: Option<Body>,
    pub territory: Option<String>,
    pub name: Text3,
}

pub(crate) async fn party(db: &Db, id: &str) -> Res<Option<Party>> {
    db.find(sql(PARTY).bind(id), |r| {
        let body: String = r.get(0)?;
        Ok(Party { body: Body::parse(&body), territory: r.get(1)?, name: names(r, 2)? })
    })
    .await
}

fn names(r: &Row<'_>, at: usize) -> Res<Text3> {
    Ok(Text3::of(r.get(at)?, r.get(at + 1)?, r.get(at + 2)?))
}

fn broken(e: impl std::fmt::Display) -> Fault {
    Fault::Broken(format!("a row of the office: {e}"))
}

/// The calendar of an organisation; none while no hours were set.
pub(crate) async fn calendar(db: &Db, organisation: &str) -> Res<(Option<Calendar>, BTreeMap<Day, Holiday>)> {
    let hours = db
        .find(sql(HOURS).bind(organisation), |r| {
            let (code, week): (String, String) = (r.get(0)?, r.get(1)?);
            let week: [Vec<Range>; 7] = serde_json::from_str(&week).map_err(broken)?;
            Ok((zone(&code).ok_or_else(|| broken("no zone"))?, week))
        })
        .await?;
    let days = db
        .all(sql(HOLIDAYS).bind(organisation), |r| {
            let day: String = r.get(0)?;
            Ok((Day::parse(&day).map_err(broken)?, Holiday { name: names(r, 1)?, source: r.get(4)?, expected: r.get(5)? }))
        })
        .await?;
    let holidays: BTreeMap<Day, Holiday> = days.into_iter().collect();
    Ok((hours.map(|(zone, week)| Calendar { zone, week, holidays: holidays.clone() }), holidays))
}

pub(crate) async fn set_hours(tx: &mut Tx<'_>, h: &Hours, now: Instant) -> Res<()> {
    let week = serde_json::to_string(&h.week).map_err(broken)?;
    tx.run(sql(SET_HOURS).bind(&h.organisation).bind(zone_code(h.zone)).bind(week).bind(now.0)).await.map(drop)
}

pub(crate) async fn set_holiday(tx: &mut Tx<'_>, organisation: &str, day: Day, h: &Holiday, now: Instant) -> Res<()> {
    let n = h.name.clone();
    let q = sql(SET_HOLIDAY).bind(organisation).bind(day.to_string()).bind(n.en).bind(n.zh).bind(n.ur);
    tx.run(q.bind(&h.source).bind(h.expected).bind(now.0)).await.map(drop)
}

/// Whether there was such a holiday.
pub(crate) async fn remove_holiday(tx: &mut Tx<'_>, organisation: &str, day: Day) -> Res<bool> {
    Ok(tx.run(sql(REMOVE_HOLIDAY).bind(organisation).bind(day.to_string())).await? == 1)
}

pub(crate) async fn letterhead(db: &Db, organisation: &str) -> Res<Option<Letterhead>> {
    db.find(sql(LETTERHEAD).bind(organisation), |r| serde_json::from_str(r.text(0)?).map_err(broken)).await
}

pub(crate) async fn set_letterhead(tx: &mut Tx<'_>, organisation: &str, fact: &str, now: Instant) -> Res<()> {
    tx.run(sql(SET_LETTERHEAD).bind(organisation).bind(fact).bind(now.0)).await.map(drop)
}

/// A contact officer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Contact {
    pub id: String,
    pub duty: Text3,
    pub telephone: String,
    pub name: Option<String>,
    pub email: Option<String>,
}

pub(crate) async fn contacts(db: &Db, organisation: &str) -> Res<Vec<Contact>> {
    db.all(sql(CONTACTS).bind(organisation), |r| {
        Ok(Contact { id: r.get(0)?, duty: names(r, 1)?, telephone: r.get(4)?, name: r.get(5)?, email: r.get(6)? })
    })
    .await
}

pub(crate) async fn put_contact(tx: &mut Tx<'_>, organisation: &str, c: &Contact, salt: Option<[u8; 32]>, now: Instant) -> Res<()> {
    let d = c.duty.clone();
    let q = sql(PUT_CONTACT).bind(&c.id).bind(organisation).bind(d.en).bind(d.zh).bind(d.ur).bind(&c.telephone);
    let q = q.bind(c.name.as_deref()).bind(c.email.as_deref()).bind(salt.map(|s| s.to_vec()));
    tx.run(q.bind(now.0)).await.map(drop)
}

/// Ends a contact and takes the person out of the row; whether there was one.
pub(crate) async fn end_contact(tx: &mut Tx<'_>, organisation: &str, id: &str, now: Instant) -> Res<bool> {
    Ok(tx.run(sql(END_CONTACT).bind(now.0).bind(organisation).bind(id)).await? == 1)
}

/// Everything that the ledger tells of offices, as lines, for comparing two stores.
pub(crate) async fn lines(db: &Db) -> Res<Vec<String>> {
    let mut out = Vec::new();
    for q in [EACH_HOURS, EACH_HOLIDAY, EACH_LETTERHEAD, EACH_CONTACT] {
        let rows = db.all(sql(q), |r| Ok(format!("{} {} {} {}", r.text(0)?, r.text(1)?, r.text(2)?, r.text(3)?))).await?;
        out.extend(rows);
    }
    Ok(out)
}
