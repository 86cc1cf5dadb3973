//! Working hours and holidays of an office, and what they do to a period of working days.
//!
//! Called by colleagues; administrators change them. It never changes a clock that has run out.

use super::{After, Around, CONFIGURE, READ, after};
use crate::acts::remove_holiday::RemoveHoliday;
use crate::acts::set_holidays::SetHolidays;
use crate::acts::set_hours::SetHours;
use crate::form::{Field, Sheet, choices};
use crate::hours::{Calendar, Holiday, Range, ranges, text, zone, zone_code};
use crate::model::Hours;
use crate::shared::{Here, Seat, Shared, done, fault};
use crate::store;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use kaan_base::{Day, Problem, Text3, Zone};
use kaan_web::form::Form;
use kaan_web::{Failure, Visit, Visitor};
use serde::Serialize;
use std::collections::BTreeMap;

const DAYS: [&str; 7] = ["d0", "d1", "d2", "d3", "d4", "d5", "d6"];
const NAMES: [&str; 3] = ["name_en", "name_zh", "name_ur"];
/// Periods of working days whose ends the page shows.
const PERIODS: [u32; 3] = [10, 30, 60];
/// Most holidays of an office.
const MOST: usize = 1_000;

#[derive(Serialize)]
struct Line {
    day: String,
    name: Text3,
    source: String,
    expected: bool,
    past: bool,
}

#[derive(Serialize)]
struct Period {
    days: u32,
    ends: Option<String>,
}

#[derive(Serialize)]
struct Page {
    office: Around,
    known: bool,
    open: bool,
    zone: &'static str,
    /// The ranges of each day as text.
    week: Vec<String>,
    lines: Vec<Line>,
    /// Days of the shipped list that the office does not have yet.
    listed: usize,
    today: String,
    periods: Vec<Period>,
    hours: Sheet,
    holiday: Sheet,
}

fn hours_sheet(s: &Shared, visit: &Visit, calendar: Option<&Calendar>) -> Sheet {
    let zones = [Zone::Pakistan, Zone::Beijing, Zone::Utc].map(zone_code);
    let named = zones.map(|z| (z.to_owned(), s.ui.text(visit.lang, &format!("office-zone-{z}"), &[])));
    let at = zone_code(calendar.map_or(Zone::Pakistan, |c| c.zone));
    let mut fields = vec![Field::select("zone", "zone", choices(named)).with(at)];
    for (i, id) in DAYS.into_iter().enumerate() {
        let typed = calendar.and_then(|c| c.week.get(i)).map(|r| text(r)).unwrap_or_default();
        fields.push(Field::text(id, id).dir("ltr").optional().with(&typed));
    }
    Sheet::new(fields)
}

fn holiday_sheet() -> Sheet {
    let [en, zh, ur] = NAMES;
    Sheet::new(vec![
        Field::day("day", "day"),
        Field::text(en, "name-en").optional(),
        Field::text(zh, "name-zh").optional(),
        Field::text(ur, "name-ur").optional(),
        Field::text("source", "source").hint(),
        Field::check("expected", "expected"),
    ])
}

/// What a form that came back is filled with: the hours, or a holiday.
#[derive(Default)]
struct Back {
    hours: Option<Sheet>,
    holiday: Option<Sheet>,
    done: Option<&'static str>,
}

async fn page(s: &Shared, visit: &Visit, visitor: &Visitor, seat: &Seat, back: Back) -> Result<Response, Failure> {
    let (calendar, holidays) = store::calendar(s.access.db(), seat.id()).await.map_err(fault)?;
    let now = s.access.now();
    let today = now.day(calendar.as_ref().map_or(Zone::Pakistan, |c| c.zone));
    let line = |(day, h): (&Day, &Holiday)| Line {
        day: day.to_string(),
        name: h.name.clone(),
        source: h.source.clone(),
        expected: h.expected,
        past: *day < today,
    };
    let ends = |c: &Calendar| PERIODS.map(|days| Period { days, ends: c.add_working_days(today, days).map(|d| d.to_string()) });
    let mut hours = back.hours.unwrap_or_else(|| hours_sheet(s, visit, calendar.as_ref()));
    let mut holiday = back.holiday.unwrap_or_else(holiday_sheet);
    let status = hours.said(s, visit).max(holiday.said(s, visit));
    let page = Page {
        office: Around::of(s, visitor, seat, "hours", back.done),
        known: calendar.is_some(),
        open: calendar.as_ref().is_some_and(|c| c.is_open(now)),
        zone: zone_code(calendar.as_ref().map_or(Zone::Pakistan, |c| c.zone)),
        week: calendar.as_ref().map(|c| c.week.iter().map(|r| text(r)).collect()).unwrap_or_default(),
        lines: holidays.iter().map(line).collect(),
        listed: missing(s, &holidays).len(),
        today: today.to_string(),
        periods: calendar.as_ref().map(|c| ends(c).into()).unwrap_or_default(),
        hours,
        holiday,
    };
    s.ui.page_with(status, visit, s.head(visit, "office-hours-title"), "office/hours.html", &page)
}

/// Days of the shipped list that the office does not have.
fn missing(s: &Shared, own: &BTreeMap<Day, Holiday>) -> Vec<(Day, Holiday)> {
    s.holidays.iter().filter(|(day, _)| !own.contains_key(day)).map(|(day, h)| (*day, h.clone())).collect()
}

/// `/office/{organisation}/hours`
pub(crate) async fn show(
    State(s): Here,
    visit: Visit,
    visitor: Visitor,
    Path(id): Path<String>,
    uri: Uri,
) -> Result<Response, Failure> {
    let seat = s.seat(&visitor, &id, READ).await?;
    let done = done(&uri, &["hours-set", "holiday-set", "holiday-removed", "list-taken"]);
    page(&s, &visit, &visitor, &seat, Back { done, ..Back::default() }).await
}

/// Sets the hours.
pub(crate) async fn set(
    State(s): Here,
    visit: Visit,
    visitor: Visitor,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Failure> {
    let seat = s.seat(&visitor, &id, READ).await?;
    let mut sheet = hours_sheet(&s, &visit, None).filled(&form);
    sheet.check();
    let mut week: [Vec<Range>; 7] = Default::default();
    for (day, id) in week.iter_mut().zip(DAYS) {
        match ranges(form.get(id)) {
            Some(read) => *day = read,
            None => sheet.add(Problem::invalid("office-ranges").at(id)),
        }
    }
    if week.iter().all(Vec::is_empty) && sheet.is_good() {
        sheet.add(Problem::invalid("office-never-open").at("d0"));
    }
    let (true, Some(zone)) = (sheet.is_good(), zone(form.get("zone"))) else {
        return page(&s, &visit, &visitor, &seat, Back { hours: Some(sheet), ..Back::default() }).await;
    };
    let hours = Hours { organisation: seat.id().to_owned(), week, zone };
    let act = SetHours { access: s.access.clone(), caller: visitor.caller.clone(), seat: seat.clone(), hours };
    let done = s.access.db().act(act).await.map_err(fault)?;
    let (here, next) = (seat.path("/hours"), seat.path("/hours?done=hours-set"));
    match after(&visit, (&here, &next), (&form, sheet), done)? {
        After::Go(on) => Ok(on),
        After::Again(sheet) => page(&s, &visit, &visitor, &seat, Back { hours: Some(sheet), ..Back::default() }).await,
    }
}

/// Adds or corrects a holiday.
pub(crate) async fn add_holiday(
    State(s): Here,
    visit: Visit,
    visitor: Visitor,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Failure> {
    let seat = s.seat(&visitor, &id, READ).await?;
    let mut sheet = holiday_sheet().filled(&form);
    sheet.check();
    let name = sheet.names(&form, NAMES, true);
    let day = sheet.day(&form, "day");
    let (_, own) = store::calendar(s.access.db(), seat.id()).await.map_err(fault)?;
    if own.len() >= MOST && day.is_some_and(|d| !own.contains_key(&d)) {
        sheet.add(Problem::refused("office-too-many").with("most", MOST));
    }
    let (true, Some(day)) = (sheet.is_good(), day) else {
        return page(&s, &visit, &visitor, &seat, Back { holiday: Some(sheet), ..Back::default() }).await;
    };
    let holiday = Holiday { name, source: form.get("source").trim().to_owned(), expected: !form.get("expected").is_empty() };
    let holidays = vec![(day, holiday)];
    let act = SetHolidays { access: s.access.clone(), caller: visitor.caller.clone(), seat: seat.clone(), holidays };
    let done = s.access.db().act(act).await.map_err(fault)?;
    let (here, next) = (seat.path("/hours"), seat.path("/hours?done=holiday-set#holidays"));
    match after(&visit, (&here, &next), (&form, sheet), done)? {
        After::Go(on) => Ok(on),
        After::Again(sheet) => page(&s, &visit, &visitor, &seat, Back { holiday: Some(sheet), ..Back::default() }).await,
    }
}

/// Takes over what is missing of the shipped list.
pub(crate) async fn take_list(State(s): Here, visit: Visit, visitor: Visitor, Path(id): Path<String>) -> Result<Response, Failure> {
    let seat = s.seat(&visitor, &id, CONFIGURE).await?;
    let (_, own) = store::calendar(s.access.db(), seat.id()).await.map_err(fault)?;
    let holidays = missing(&s, &own);
    let act = SetHolidays { access: s.access.clone(), caller: visitor.caller.clone(), seat: seat.clone(), holidays };
    s.access.db().act(act).await.map_err(fault)??;
    visit.see(&seat.path("/hours?done=list-taken#holidays"))
}

/// Takes a holiday out.
pub(crate) async fn remove_holiday(
    State(s): Here,
    visit: Visit,
    visitor: Visitor,
    Path((id, day)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let seat = s.seat(&visitor, &id, CONFIGURE).await?;
    let day = Day::parse(&day).map_err(|_| Failure::missing("office-no-holiday"))?;
    let act = RemoveHoliday { access: s.access.clone(), caller: visitor.caller.clone(), seat: seat.clone(), day };
    s.access.db().act(act).await.map_err(fault)??;
    visit.see(&seat.path("/hours?done=holiday-removed#holidays"))
}
