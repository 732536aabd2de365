//! Dots with their ranges, distributions, and two series back to back.

use super::data::Chart;
use super::scale::Scale;
use super::svg::{Canvas, GRID, INK, PAIR, PALETTE, QUIET, Size, fit, text_width};

pub(super) fn draw_ranges(chart: &Chart, canvas: &mut Canvas) {
    let Some(series) = chart.series.first() else { return };
    let size = canvas.text_size();
    let wide = canvas.size == Size::Wide;
    let scale = Scale::new(chart.extent().unwrap_or((0.0, 1.0)), if wide { 6 } else { 3 }, false);
    let names = series.points.iter().map(|point| text_width(&point.label, size)).fold(0.0, f64::max).min(240.0);
    let left = if wide { names + 24.0 } else { 20.0 };
    let width = canvas.width - left - 30.0;
    let step = if wide { 32.0 } else { 46.0 };
    let bottom = 6.0 + step * series.points.len() as f64;
    let x_of = |value: f64| left + width * scale.share(value);
    for tick in &scale.ticks {
        canvas.line((x_of(*tick), 0.0), (x_of(*tick), bottom), GRID, "");
        canvas.text((x_of(*tick), bottom + 18.0), "middle", QUIET, &chart.unit.axis(*tick));
    }
    if let Some((label, value)) = &chart.reference {
        canvas.line(
            (x_of(*value), 0.0),
            (x_of(*value), bottom),
            INK,
            " stroke-dasharray=\"3 3\" stroke-width=\"1.500\"",
        );
        let anchor = if x_of(*value) > canvas.width * 0.6 { "end" } else { "start" };
        canvas.text((x_of(*value), bottom + 38.0), anchor, INK, &format!("{label} {}", chart.unit.show(*value)));
    }
    for (place, point) in series.points.iter().enumerate() {
        let top = 6.0 + step * place as f64;
        let y = if wide {
            canvas.text((left - 20.0, top + 20.0), "end", INK, &fit(&point.label, size, left - 20.0));
            top + 15.0
        } else {
            canvas.text((0.0, top + 14.0), "start", INK, &fit(&point.label, size, canvas.width));
            top + 30.0
        };
        if let Some((low, high)) = point.range {
            canvas.line((x_of(low), y), (x_of(high), y), PALETTE[0], " stroke-width=\"3\"");
        }
        match point.drawn() {
            Some(value) => {
                let tip = format!("{}: {}", point.label, chart.unit.show(value));
                canvas.symbol(0, (x_of(value), y), 7.0, PALETTE[0], &tip);
            }
            None => canvas.text((left, y + 5.0), "start", QUIET, point.shorthand()),
        }
    }
    canvas.height = bottom + if chart.reference.is_some() { 46.0 } else { 26.0 };
}

pub(super) fn draw_distribution(chart: &Chart, canvas: &mut Canvas) {
    let Some(series) = chart.series.first() else { return };
    let size = canvas.text_size();
    let wide = canvas.size == Size::Wide;
    let scale = Scale::new(chart.extent().unwrap_or((0.0, 1.0)), 5, true);
    let left = scale.ticks.iter().map(|tick| text_width(&chart.unit.axis(*tick), size)).fold(0.0, f64::max) + 10.0;
    let (top, tall) = (24.0, if wide { 230.0 } else { 180.0 });
    let (width, base) = (canvas.width - left - 6.0, top + tall);
    for tick in &scale.ticks {
        let y = base - tall * scale.share(*tick);
        canvas.line((left, y), (left + width, y), GRID, "");
        canvas.text((left - 8.0, y + 5.0), "end", QUIET, &chart.unit.axis(*tick));
    }
    let step = width / series.points.len().max(1) as f64;
    let widest = series.points.iter().map(|point| text_width(&point.label, size)).fold(1.0, f64::max) + 8.0;
    let every = (widest / step).ceil().max(1.0) as usize;
    for (place, point) in series.points.iter().enumerate() {
        let x = left + step * place as f64;
        match point.drawn() {
            Some(value) => {
                let height = tall * scale.share(value);
                let tip = format!("{}: {}", point.label, chart.unit.show(value));
                canvas.bar((x + 1.0, base - height), (step - 2.0, height), PALETTE[0], &tip);
                let text = chart.unit.cell(value);
                if text_width(&text, size) < step {
                    canvas.text((x + step / 2.0, base - height - 6.0), "middle", INK, &text);
                }
            }
            None => canvas.text((x + step / 2.0, base - 6.0), "middle", QUIET, point.shorthand()),
        }
        if place % every == 0 {
            let (at, anchor) = if every == 1 { (x + step / 2.0, "middle") } else { (x, "start") };
            canvas.text((at, base + 20.0), anchor, QUIET, &fit(&point.label, size, canvas.width - at));
        }
    }
    canvas.line((left, base), (left + width, base), INK, "");
    canvas.height = base + 30.0;
}

pub(super) fn draw_pyramid(chart: &Chart, canvas: &mut Canvas) {
    let [one, two, ..] = chart.series.as_slice() else { return };
    let size = canvas.text_size();
    let labels = chart.labels();
    let scale = Scale::new(chart.extent().unwrap_or((0.0, 1.0)), 4, true);
    let middle = labels.iter().map(|label| text_width(label, size)).fold(0.0, f64::max) + 20.0;
    let values = [one, two]
        .iter()
        .flat_map(|series| &series.points)
        .filter_map(super::data::Point::drawn)
        .map(|value| text_width(&chart.unit.cell(value), size))
        .fold(24.0, f64::max);
    let half = (canvas.width - middle) / 2.0;
    let room = half - values - 10.0;
    let right = half + middle;
    canvas.text_with((half, 15.0), "end", INK, " font-weight=\"bold\"", &one.label);
    canvas.text_with((right, 15.0), "start", INK, " font-weight=\"bold\"", &two.label);
    let mut y = 26.0;
    for (place, label) in labels.iter().enumerate() {
        canvas.text((canvas.width / 2.0, y + 16.0), "middle", INK, label);
        for (side, series) in [one, two].into_iter().enumerate() {
            let Some(point) = series.points.get(place) else { continue };
            let edge = if side == 0 { half } else { right };
            let (sign, anchor) = if side == 0 { (-1.0, "end") } else { (1.0, "start") };
            match point.drawn() {
                Some(value) => {
                    let long = room * scale.share(value);
                    let start = if side == 0 { edge - long } else { edge };
                    let tip = format!("{}, {label}: {}", series.label, chart.unit.show(value));
                    canvas.bar((start, y), (long, 22.0), PAIR[side], &tip);
                    canvas.text((edge + sign * (long + 6.0), y + 16.0), anchor, INK, &chart.unit.cell(value));
                }
                None => canvas.text((edge + sign * 6.0, y + 16.0), anchor, QUIET, point.shorthand()),
            }
        }
        y += 28.0;
    }
    canvas.height = y;
}
