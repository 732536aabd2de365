//! Lines over time: direct labels, gaps where a value is missing, dashes where it is projected, shade over the likely range.

use std::fmt::Write as _;

use super::data::{Chart, Series};
use super::scale::Scale;
use super::svg::{Canvas, GRID, INK, PAIR, PALETTE, QUIET, Size, fit, n, text_width};

/// The frame that lines are drawn in.
struct Frame {
    left: f64,
    top: f64,
    width: f64,
    height: f64,
    count: usize,
    scale: Scale,
}

impl Frame {
    fn at(&self, place: usize, value: f64) -> (f64, f64) {
        let step = if self.count > 1 { self.width / (self.count - 1) as f64 } else { 0.0 };
        let start = if self.count > 1 { self.left } else { self.left + self.width / 2.0 };
        (start + step * place as f64, self.top + self.height * (1.0 - self.scale.share(value)))
    }
}

pub(super) fn draw(chart: &Chart, canvas: &mut Canvas) {
    let colours: &[&str] = if chart.series.len() == 2 { &PAIR } else { &PALETTE };
    let labels = chart.labels();
    let size = canvas.text_size();
    let scale = Scale::new(chart.extent().unwrap_or((0.0, 1.0)), 5, false);
    let left = scale.ticks.iter().map(|tick| text_width(&chart.unit.axis(*tick), size)).fold(0.0, f64::max) + 10.0;
    let wide = canvas.size == Size::Wide;
    let ends: Vec<String> = chart.series.iter().map(|series| end_label(series, chart)).collect();
    let right =
        if wide { ends.iter().map(|end| text_width(end, size)).fold(20.0, f64::max).min(230.0) + 16.0 } else { 14.0 };
    let top = if wide { 14.0 } else { key(chart, &ends, colours, canvas) };
    let frame = Frame {
        left,
        top,
        width: canvas.width - left - right,
        height: if wide { 270.0 } else { 210.0 },
        count: labels.len(),
        scale,
    };
    grid(chart, &frame, &labels, canvas);
    for (place, series) in chart.series.iter().take(4).enumerate() {
        series_line(chart, series, place, colours[place % colours.len()], &frame, canvas);
    }
    if let Some((label, value)) = &chart.reference {
        let (x, y) = frame.at(0, *value);
        canvas.line((x, y), (frame.left + frame.width, y), QUIET, " stroke-dasharray=\"2 3\" stroke-width=\"1.500\"");
        canvas.text((frame.left + frame.width, y - 5.0), "end", QUIET, &format!("{label} {}", chart.unit.show(*value)));
    }
    if wide {
        end_labels(chart, &ends, colours, &frame, canvas);
    }
    canvas.height = frame.top + frame.height + 34.0;
    if frame.scale.low > 0.0 {
        canvas.text((0.0, canvas.height + 12.0), "start", QUIET, "The axis does not start at zero.");
        canvas.height += 20.0;
    }
}

fn end_label(series: &Series, chart: &Chart) -> String {
    series
        .points
        .iter()
        .rev()
        .find_map(super::data::Point::drawn)
        .map_or_else(|| series.label.clone(), |value| format!("{} {}", series.label, chart.unit.show(value)))
}

/// On a narrow screen the names stand above the lines. Returns where the lines may begin.
fn key(chart: &Chart, ends: &[String], colours: &[&str], canvas: &mut Canvas) -> f64 {
    let mut y = 14.0;
    for (place, end) in ends.iter().take(chart.series.len().min(4)).enumerate() {
        canvas.symbol(place, (8.0, y - 5.0), 5.0, colours[place % colours.len()], "");
        let text = fit(end, canvas.text_size(), canvas.width - 24.0);
        canvas.text((22.0, y), "start", INK, &text);
        y += 20.0;
    }
    y + 4.0
}

fn grid(chart: &Chart, frame: &Frame, labels: &[&str], canvas: &mut Canvas) {
    for tick in &frame.scale.ticks {
        let y = frame.at(0, *tick).1;
        canvas.line((frame.left, y), (frame.left + frame.width, y), GRID, "");
        canvas.text((frame.left - 8.0, y + 5.0), "end", QUIET, &chart.unit.axis(*tick));
    }
    let size = canvas.text_size();
    let widest = labels.iter().map(|label| text_width(label, size)).fold(1.0, f64::max) + 14.0;
    // The first label stands to the right of its place, so it takes half as much again.
    let fits = ((frame.width / (widest * 1.5)).floor() as usize).clamp(1, 8);
    let every = labels.len().div_ceil(fits).max(1);
    let last = labels.len().saturating_sub(1);
    let y = frame.top + frame.height + 20.0;
    for (place, label) in labels.iter().enumerate() {
        // The last label always shows; one too near to it does not.
        if place != last && (place % every != 0 || (last - place) < every) {
            continue;
        }
        let x = frame.at(place, frame.scale.low).0;
        let anchor = if place == last && labels.len() > 1 && x + text_width(label, size) / 2.0 > canvas.width {
            "end"
        } else if place == 0 && labels.len() > 1 {
            "start"
        } else {
            "middle"
        };
        canvas.text((x, y), anchor, QUIET, label);
        canvas.line((x, frame.top + frame.height), (x, frame.top + frame.height + 5.0), QUIET, "");
    }
}

fn series_line(chart: &Chart, series: &Series, order: usize, colour: &str, frame: &Frame, canvas: &mut Canvas) {
    shade(series, colour, frame, canvas);
    let mut solid = String::new();
    let mut dashed = String::new();
    let mut before: Option<(f64, f64)> = None;
    let mut gap: Option<(usize, &str)> = None;
    let mut noted = f64::NEG_INFINITY;
    for (place, point) in series.points.iter().enumerate() {
        let Some(value) = point.drawn() else {
            before = None;
            gap = gap.or(Some((place, point.shorthand())));
            continue;
        };
        if let Some((from, text)) = gap.take() {
            noted = gap_note((from, place - 1), text, frame, order, noted, canvas);
        }
        let at = frame.at(place, value);
        if let Some(from) = before {
            let path = if point.projected { &mut dashed } else { &mut solid };
            let _ = write!(path, "M{} {}L{} {}", n(from.0), n(from.1), n(at.0), n(at.1));
        }
        before = Some(at);
    }
    if let Some((from, text)) = gap {
        gap_note((from, series.points.len() - 1), text, frame, order, noted, canvas);
    }
    for (path, extra) in [(solid, ""), (dashed, " stroke-dasharray=\"6 5\"")] {
        if !path.is_empty() {
            canvas.raw(&format!("<path d=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"3\" stroke-linecap=\"round\"{extra}/>"));
        }
    }
    let many = series.points.len() > 24;
    let last = series.points.iter().rposition(|point| point.drawn().is_some());
    for (place, point) in series.points.iter().enumerate() {
        if let Some(value) = point.drawn() {
            let radius = if Some(place) == last {
                5.5
            } else if many {
                1.5
            } else {
                3.5
            };
            let tip = format!("{}, {}: {}", series.label, point.label, chart.unit.show(value));
            canvas.symbol(order, frame.at(place, value), radius, colour, &tip);
        }
    }
}

/// Says why a stretch of the line is missing, unless that would cover the note before it, which ends at `noted`. Gives where the last
/// note ends.
fn gap_note(gap: (usize, usize), text: &str, frame: &Frame, order: usize, noted: f64, canvas: &mut Canvas) -> f64 {
    let x = f64::midpoint(frame.at(gap.0, frame.scale.low).0, frame.at(gap.1, frame.scale.low).0);
    let half = text_width(text, canvas.text_size()) / 2.0;
    if x - half < noted + 4.0 {
        return noted;
    }
    let y = frame.top + frame.height - 6.0 - 16.0 * order as f64;
    canvas.text((x, y), "middle", QUIET, text);
    x + half
}

fn shade(series: &Series, colour: &str, frame: &Frame, canvas: &mut Canvas) {
    let ranged: Vec<(usize, (f64, f64))> =
        series.points.iter().enumerate().filter_map(|(place, point)| point.range.map(|range| (place, range))).collect();
    let Some((first, _)) = ranged.first() else { return };
    let mut path = String::new();
    // The shade grows out of the last value that is sure.
    let start =
        first.checked_sub(1).and_then(|place| series.points[place].drawn().map(|value| (place, (value, value))));
    let all: Vec<_> = start.into_iter().chain(ranged.iter().copied()).collect();
    let upper = all.iter().map(|(place, range)| frame.at(*place, range.1));
    let lower = all.iter().rev().map(|(place, range)| frame.at(*place, range.0));
    for (count, (x, y)) in upper.chain(lower).enumerate() {
        let _ = write!(path, "{}{} {}", if count == 0 { "M" } else { "L" }, n(x), n(y));
    }
    canvas.raw(&format!("<path d=\"{path}z\" fill=\"{colour}\" fill-opacity=\"0.180\"/>"));
}

/// Names at the ends of the lines, pushed apart so that none covers another.
fn end_labels(chart: &Chart, ends: &[String], colours: &[&str], frame: &Frame, canvas: &mut Canvas) {
    let mut places: Vec<(usize, f64)> = chart
        .series
        .iter()
        .take(4)
        .enumerate()
        .map(|(order, series)| {
            let value = series.points.iter().rev().find_map(super::data::Point::drawn).unwrap_or(frame.scale.low);
            (order, frame.at(0, value).1)
        })
        .collect();
    places.sort_by(|a, b| a.1.total_cmp(&b.1));
    let gap = canvas.text_size() + 5.0;
    for place in 1..places.len() {
        places[place].1 = places[place].1.max(places[place - 1].1 + gap);
    }
    let over = places.last().map_or(0.0, |last| last.1 - frame.top - frame.height).max(0.0);
    for (order, y) in places {
        let x = frame.left + frame.width + 12.0;
        let text = fit(&ends[order], canvas.text_size(), canvas.width - x);
        // Orange and teal are too light for words on white, so the words are ink and the symbol carries the colour.
        let colour = if colours[order % colours.len()] == "#12436D" { "#12436D" } else { INK };
        canvas.text_with((x, y - over + 5.0), "start", colour, " font-weight=\"bold\"", &text);
    }
}

/// One small chart for each series, all on one scale.
pub(super) fn draw_multiples(chart: &Chart, canvas: &mut Canvas) {
    let scale = Scale::new(chart.extent().unwrap_or((0.0, 1.0)), 3, false);
    let size = canvas.text_size();
    let left = scale.ticks.iter().map(|tick| text_width(&chart.unit.axis(*tick), size)).fold(0.0, f64::max) + 10.0;
    // Two: with three, names and months would not fit in full.
    let across = if canvas.size == Size::Wide { 2 } else { 1 };
    let cell = canvas.width / across as f64;
    let tall = 150.0;
    for (order, series) in chart.series.iter().enumerate() {
        let (column, row) = (order % across, order / across);
        let frame = Frame {
            left: cell * column as f64 + left,
            top: 30.0 + row as f64 * (tall + 20.0),
            width: cell - left - 24.0,
            height: tall - 60.0,
            count: series.points.len(),
            scale: scale.clone(),
        };
        // Bold letters are about a sixth wider.
        let title = fit(&end_label(series, chart), size, (cell - 24.0) / 1.17);
        canvas.text_with((cell * column as f64, frame.top - 14.0), "start", INK, " font-weight=\"bold\"", &title);
        for tick in &scale.ticks {
            let y = frame.at(0, *tick).1;
            canvas.line((frame.left, y), (frame.left + frame.width, y), GRID, "");
            canvas.text((frame.left - 6.0, y + 5.0), "end", QUIET, &chart.unit.axis(*tick));
        }
        if let (Some(first), Some(last)) = (series.points.first(), series.points.last()) {
            let y = frame.top + frame.height + 18.0;
            let room = frame.width / 2.0;
            canvas.text((frame.left, y), "start", QUIET, &fit(&first.label, size, room));
            canvas.text((frame.left + frame.width, y), "end", QUIET, &fit(&last.label, size, room));
        }
        series_line(chart, series, 0, PALETTE[0], &frame, canvas);
    }
    canvas.height = 10.0 + chart.series.len().div_ceil(across) as f64 * (tall + 20.0);
}
