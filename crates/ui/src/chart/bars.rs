//! Horizontal bars, each with its name and value beside it, and stacks that make 100 %.

use super::data::Chart;
use super::scale::Scale;
use super::svg::{Canvas, INK, PAIR, PALETTE, QUIET, Size, fit, text_width};

/// A bar that does not stand out beside one that does; 3:1 against white.
const PLAIN: &str = "#6D8CAB";

pub(super) fn draw(chart: &Chart, highlight: Option<&str>, canvas: &mut Canvas) {
    let Some(series) = chart.series.first() else { return };
    let size = canvas.text_size();
    let scale = Scale::new(chart.extent().unwrap_or((0.0, 1.0)), 5, true);
    let wide = canvas.size == Size::Wide;
    let names = series.points.iter().map(|point| text_width(&point.label, size)).fold(0.0, f64::max).min(240.0);
    let left = if wide { names + 14.0 } else { 0.0 };
    let values = series
        .points
        .iter()
        .filter_map(super::data::Point::drawn)
        .map(|value| text_width(&chart.unit.cell(value), size))
        .fold(30.0, f64::max);
    let width = canvas.width - left - values - 14.0;
    let (tall, step) = if wide { (22.0, 32.0) } else { (16.0, 44.0) };
    let zero = left + width * scale.share(0.0);
    let mut y = 6.0;
    for point in &series.points {
        let chosen = highlight.is_none_or(|name| name == point.label);
        let weight = if highlight.is_some() && chosen { " font-weight=\"bold\"" } else { "" };
        let bar_y = if wide { y } else { y + 20.0 };
        if wide {
            canvas.text_with((left - 10.0, y + 16.0), "end", INK, weight, &fit(&point.label, size, left - 10.0));
        } else {
            canvas.text_with((0.0, y + 14.0), "start", INK, weight, &fit(&point.label, size, canvas.width));
        }
        match point.drawn() {
            Some(value) => {
                let end = left + width * scale.share(value);
                let colour = if chosen { PALETTE[0] } else { PLAIN };
                let tip = format!("{}: {}", point.label, chart.unit.show(value));
                canvas.bar((zero.min(end), bar_y), ((end - zero).abs(), tall), colour, &tip);
                canvas.text_with(
                    (zero.max(end) + 7.0, bar_y + tall / 2.0 + 5.0),
                    "start",
                    INK,
                    weight,
                    &chart.unit.cell(value),
                );
            }
            None => canvas.text((zero + 7.0, bar_y + tall / 2.0 + 5.0), "start", QUIET, point.shorthand()),
        }
        y += step;
    }
    canvas.line((zero, 0.0), (zero, y), INK, "");
    if let Some((label, value)) = &chart.reference {
        let x = left + width * scale.share(*value);
        canvas.line((x, 0.0), (x, y + 4.0), INK, " stroke-dasharray=\"3 3\" stroke-width=\"1.500\"");
        let anchor = if x > canvas.width * 0.6 { "end" } else { "start" };
        canvas.text((x, y + 20.0), anchor, INK, &format!("{label} {}", chart.unit.show(*value)));
        y += 24.0;
    }
    canvas.height = y + 4.0;
}

pub(super) fn draw_stacked(chart: &Chart, canvas: &mut Canvas) {
    let colours: &[&str] = if chart.series.len() == 2 { &PAIR } else { &PALETTE };
    let size = canvas.text_size();
    let labels = chart.labels();
    let wide = canvas.size == Size::Wide;
    let left = if wide {
        labels.iter().map(|label| text_width(label, size)).fold(0.0, f64::max).min(220.0) + 12.0
    } else {
        0.0
    };
    let mut y = stack_key(chart, colours, canvas);
    for (place, label) in labels.iter().enumerate() {
        if wide {
            canvas.text((left - 10.0, y + 20.0), "end", INK, &fit(label, size, left - 10.0));
        } else {
            canvas.text((0.0, y + 13.0), "start", INK, &fit(label, size, canvas.width));
            y += 19.0;
        }
        stack(chart, place, colours, (left, y), canvas);
        y += 40.0;
    }
    canvas.height = y;
}

fn stack_key(chart: &Chart, colours: &[&str], canvas: &mut Canvas) -> f64 {
    let size = canvas.text_size();
    let (mut x, mut y) = (0.0, 14.0);
    for (order, series) in chart.series.iter().take(4).enumerate() {
        let wide = 20.0 + text_width(&series.label, size) + 22.0;
        if x > 0.0 && x + wide > canvas.width {
            x = 0.0;
            y += 22.0;
        }
        canvas.bar((x, y - 12.0), (14.0, 14.0), colours[order % colours.len()], "");
        canvas.text((x + 20.0, y), "start", INK, &series.label);
        x += wide;
    }
    y + 16.0
}

fn stack(chart: &Chart, place: usize, colours: &[&str], (left, y): (f64, f64), canvas: &mut Canvas) {
    let points: Vec<_> = chart
        .series
        .iter()
        .take(4)
        .filter_map(|series| series.points.get(place).map(|point| (series, point)))
        .collect();
    // A part that is hidden would show by what is left over, so a stack with a hidden part is not drawn.
    if let Some((_, hidden)) = points.iter().find(|(_, point)| point.drawn().is_none()) {
        canvas.text(
            (left, y + 20.0),
            "start",
            QUIET,
            &format!("{} not drawn because a part is hidden", hidden.shorthand()),
        );
        return;
    }
    let total: f64 = points.iter().filter_map(|(_, point)| point.drawn()).map(|value| value.max(0.0)).sum();
    let width = canvas.width - left;
    let mut x = left;
    for (order, (series, point)) in points.iter().enumerate() {
        let Some(value) = point.drawn() else { continue };
        let part = if total > 0.0 { width * value.max(0.0) / total } else { 0.0 };
        let tip = format!("{}, {}: {}", point.label, series.label, chart.unit.show(value));
        canvas.bar((x, y), ((part - 1.5).max(0.0), 30.0), colours[order % colours.len()], &tip);
        let text = chart.unit.cell(value);
        if text_width(&text, canvas.text_size()) + 8.0 < part {
            // White on teal or orange is under 4.5:1; ink is over it.
            let ink = if matches!(colours[order % colours.len()], "#28A197" | "#F46A25") { INK } else { "#fff" };
            canvas.text((x + part / 2.0, y + 20.0), "middle", ink, &text);
        }
        x += part;
    }
}
