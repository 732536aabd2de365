//! Charts as server-drawn SVG. Each shows its finding, its picture, all its figures as a table, and its source.

use std::fmt;

use crate::html::{Sample, components, escape};
use crate::words::Mark;

mod bars;
pub mod data;
mod lines;
mod rows;
mod scale;
pub mod spark;
mod svg;

use data::{Chart, Kind, Point, Series, Source};
use svg::{Canvas, Size};

impl Chart {
    /// The picture alone, for a wide or a narrow screen.
    fn picture(&self, size: Size) -> String {
        let mut canvas = Canvas::new(size);
        match &self.kind {
            Kind::Line => lines::draw(self, &mut canvas),
            Kind::Multiples => lines::draw_multiples(self, &mut canvas),
            Kind::Bar { highlight } => bars::draw(self, highlight.as_deref(), &mut canvas),
            Kind::Range => rows::draw_ranges(self, &mut canvas),
            Kind::Stacked => bars::draw_stacked(self, &mut canvas),
            Kind::Distribution => rows::draw_distribution(self, &mut canvas),
            Kind::Pyramid => rows::draw_pyramid(self, &mut canvas),
        }
        canvas.finish(&format!("{}-{}", self.id, size.name()), &self.finding, &self.description())
    }

    /// What the picture shows, in words, made from the data: the way each series goes, its ends, and what is missing.
    pub fn description(&self) -> String {
        let mut words = String::new();
        if !self.subtitle.is_empty() {
            words.push_str(&self.subtitle);
            words.push_str(". ");
        }
        for series in &self.series {
            words.push_str(&describe(series, self));
        }
        if let Some((label, value)) = &self.reference {
            words.push_str(label);
            words.push_str(": ");
            words.push_str(&self.unit.say(*value));
            words.push_str(". ");
        }
        words.push_str("All figures are in the table that follows.");
        words
    }
}

fn describe(series: &Series, chart: &Chart) -> String {
    let known: Vec<(&str, f64)> =
        series.points.iter().filter_map(|point| point.drawn().map(|value| (point.label.as_str(), value))).collect();
    let missing = series.points.len() - known.len();
    let ordered = matches!(chart.kind, Kind::Line | Kind::Multiples);
    let mut words = match known.as_slice() {
        [] => format!("{}: no figure can be shown", series.label),
        [only] => format!("{}: {} ({})", series.label, chart.unit.say(only.1), only.0),
        [first, .., last] if ordered => {
            let (from, to) = (chart.unit.say(first.1), chart.unit.say(last.1));
            format!("{}: from {from} in {} to {to} in {}", series.label, first.0, last.0)
        }
        all => {
            let low = all.iter().min_by(|a, b| a.1.total_cmp(&b.1)).unwrap_or(&all[0]);
            let high = all.iter().max_by(|a, b| a.1.total_cmp(&b.1)).unwrap_or(&all[0]);
            format!(
                "{}: highest {} ({}), lowest {} ({})",
                series.label,
                chart.unit.say(high.1),
                high.0,
                chart.unit.say(low.1),
                low.0
            )
        }
    };
    if missing > 0 && !known.is_empty() {
        words += "; ";
        words += &missing.to_string();
        words += " of ";
        words += &series.points.len().to_string();
        words += " not shown";
    }
    words.push_str(". ");
    words
}

impl fmt::Display for Chart {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "<figure class=\"v-chart\" id=\"{}\">", escape(&self.id))?;
        write_heading(out, self.level, &self.finding, &self.subtitle)?;
        write!(
            out,
            "<div class=\"v-chart__wide\">{}</div><div class=\"v-chart__narrow\">{}</div>",
            self.picture(Size::Wide),
            self.picture(Size::Narrow)
        )?;
        if let Some(note) = &self.note {
            write!(out, "<p class=\"v-chart__note\">{}</p>", escape(note))?;
        }
        write!(
            out,
            "<details class=\"govuk-details\"><summary class=\"govuk-details__summary\"><span class=\"govuk-details__summary-text\">Figures as a table<span class=\"govuk-visually-hidden\">: {}</span></span></summary>{}</details>",
            escape(&self.finding),
            self.table().quiet()
        )?;
        write_about(out, &self.finding, &self.source, self.csv_href.as_deref())?;
        out.write_str("</figure>")
    }
}

/// The caption of a chart or map: finding as heading, then measure, place and period.
pub(crate) fn write_heading(out: &mut fmt::Formatter<'_>, level: u8, finding: &str, subtitle: &str) -> fmt::Result {
    let level = level.clamp(2, 4);
    write!(
        out,
        "<figcaption><h{level} class=\"govuk-heading-m v-chart__finding\">{}</h{level}><p class=\"v-chart__sub\">{}</p></figcaption>",
        escape(finding),
        escape(subtitle)
    )
}

/// The line under a chart or map: CSV, source, date, method.
pub(crate) fn write_about(
    out: &mut fmt::Formatter<'_>,
    finding: &str,
    source: &Source,
    csv_href: Option<&str>,
) -> fmt::Result {
    out.write_str("<p class=\"v-chart__about\">")?;
    if let Some(href) = csv_href {
        write!(
            out,
            "<a class=\"govuk-link\" href=\"{}\">Download these figures (CSV)<span class=\"govuk-visually-hidden\">: {}</span></a>. ",
            escape(href),
            escape(finding)
        )?;
    }
    if !source.name.is_empty() {
        match &source.href {
            Some(href) => {
                write!(out, "Source: <a class=\"govuk-link\" href=\"{}\">{}</a>", escape(href), escape(&source.name))?;
            }
            None => write!(out, "Source: {}", escape(&source.name))?,
        }
        if let Some(date) = &source.as_at {
            write!(out, ", {}", escape(date))?;
        }
        out.write_str(". ")?;
    }
    if let Some(href) = &source.method {
        write!(
            out,
            "<a class=\"govuk-link\" href=\"{}\">How this is worked out<span class=\"govuk-visually-hidden\">: {}</span></a>.",
            escape(href),
            escape(finding)
        )?;
    }
    out.write_str("</p>")
}

components!(Chart);

impl Sample for Chart {
    fn sample() -> Self {
        let months = ["2021", "2022", "2023", "2024", "2025", "2026", "2027", "2028"];
        let values = [31.0, 33.2, 30.1, 27.8, 26.1, 24.9, 24.0, 23.1];
        let mut points: Vec<Point> = months
            .iter()
            .zip(values)
            .enumerate()
            .map(|(place, (month, value))| {
                let point = Point::known(*month, value);
                let spread = place.saturating_sub(5) as f64;
                if place > 5 { point.within(value - spread, value + spread).projected() } else { point }
            })
            .collect();
        points[2] = Point::missing("2023", Mark::Confidential);
        let other = [29.0, 30.4, 29.2, 26.0, 24.8, 23.7].iter().zip(months).map(|(v, m)| Point::known(m, *v)).collect();
        Self::new(
            "sample-line",
            Kind::Line,
            "Turnover in Norfolk has fallen for four years",
            crate::Unit::Percent,
            vec![Series::new("Norfolk", points), Series::new("East of England", other)],
        )
        .subtitle("Turnover rate, year to March, Norfolk and the region, 2021 to 2028")
        .dimension("Year")
        .csv("/councils/norfolk/turnover.csv")
        .source(Source {
            as_at: Some("March 2026".into()),
            method: Some("/methods".into()),
            ..Source::new("Synthetic workforce")
        })
    }
}

#[cfg(test)]
mod tests;
