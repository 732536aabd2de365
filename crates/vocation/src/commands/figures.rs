//! `vocation figures`: what is published, a row a month, however much it is.

use super::{Context, Trouble, store};
use crate::args::{Cut, Figures};
use std::fmt::Write as _;
use vocation_records::indicators::browse::{self, Line, SeriesKey, Wanted, series_list};
use vocation_records::indicators::catalogue::entry;
use vocation_records::indicators::series::latest;
use vocation_records::places::{EAST, PlaceCode, place_get};
use vocation_ui::to_csv;

/// Series read at a time.
const AT_A_TIME: usize = 64;
const COLUMNS: [&str; 8] = ["indicator", "place", "service", "size", "role", "month", "value", "mark"];

pub async fn run(context: &Context, options: &Figures) -> Result<(), Trouble> {
    let db = store::open_existing(context).await?;
    let indicator = match &options.indicator {
        Some(key) => Some(entry(key).ok_or_else(|| Trouble::refused(format!("there is no indicator {key:?}")))?),
        None => None,
    };
    if let Some(code) = &options.place
        && place_get(&db, EAST, &PlaceCode::new(code)).await.map_err(|error| Trouble::of(&error))?.is_none()
    {
        return Err(Trouble::refused(format!("there is no place {code:?}")));
    }
    let release = latest(&db, EAST).await.map_err(|error| Trouble::of(&error))?;
    let release = release.ok_or_else(|| Trouble::refused("no figures are published yet; run `vocation indicators`"))?;
    let wanted = Wanted {
        indicator: indicator.as_ref(),
        place: options.place.as_deref().unwrap_or_default().trim(),
        cut: match options.cut {
            Cut::Whole => browse::Cut::Whole,
            Cut::Service => browse::Cut::Service,
            Cut::Size => browse::Cut::Size,
            Cut::Role => browse::Cut::Role,
        },
        ..Wanted::default()
    };
    if release.synthetic {
        context.printer.note("These figures are of a synthetic workforce: invented people, real places.");
    }
    let printer = context.printer;
    if options.csv {
        printer.raw(to_csv([COLUMNS]).as_bytes());
    }
    let (mut after, mut first) = (SeriesKey::default(), true);
    loop {
        let lines = series_list(&db, EAST, release.release_no, &wanted, &after, AT_A_TIME).await;
        let lines = lines.map_err(|error| Trouble::of(&error))?;
        for line in &lines {
            if printer.json {
                printer.raw(if first { b"[" } else { b",\n" });
                printer.raw(json(line).as_bytes());
            } else if options.csv {
                printer.raw(to_csv(rows(line)).as_bytes());
            } else if !printer.quiet {
                printer.raw(text(line).as_bytes());
            }
            first = false;
        }
        match lines.last() {
            Some(last) if lines.len() == AT_A_TIME => after = last.key.clone(),
            _ => break,
        }
    }
    if printer.json {
        printer.raw(if first { b"[]\n" } else { b"]\n" });
    }
    db.close().await;
    Ok(())
}

fn rows(line: &Line) -> Vec<[String; 8]> {
    let key = &line.key;
    let row = |figure: &vocation_records::indicators::series::Figure| {
        let [place, service, size, role] = [&key.place, &key.service, &key.size, &key.role].map(String::clone);
        let (month, value, mark) = (figure.month.to_string(), figure.digits.clone(), figure.mark.clone());
        [line.indicator.clone(), place, service, size, role, month, value, mark]
    };
    line.figures.iter().map(row).collect()
}

fn text(line: &Line) -> String {
    let mut text = String::new();
    for [indicator, place, service, size, role, month, value, mark] in rows(line) {
        let cut = [service, size, role].into_iter().find(|key| key != "all").unwrap_or_default();
        // Writing to a string does not fail.
        let _ = writeln!(text, "{indicator:<24} {place:<20} {cut:<26} {month} {value}{mark}");
    }
    text
}

fn json(line: &Line) -> String {
    let figures: Vec<serde_json::Value> = line
        .figures
        .iter()
        .map(|figure| {
            let mark = (!figure.mark.is_empty()).then_some(&figure.mark);
            serde_json::json!({ "month": figure.month.to_string(), "value": figure.value, "shown": figure.to_string(), "mark": mark })
        })
        .collect();
    let key = &line.key;
    serde_json::json!({ "indicator": line.indicator, "place": key.place, "service": key.service, "size": key.size,
        "role": key.role, "figures": figures })
    .to_string()
}
