//! Maps as server-drawn SVG in the British National Grid. Each area is a link with its name and figure; a ranked table follows.

use std::collections::HashMap;
use std::fmt::{self, Write as _};

use crate::chart::{write_about, write_heading};
use crate::html::{Sample, components, escape};
use crate::words::{Mark, Unit};

pub mod data;
pub mod grid;
mod shapes;

use data::{Area, AreaMap, Layer};

/// Light to dark, five classes; the middle three are the sequential colours of the Government Analysis Function.
const CLASSES: [&str; 5] = ["#D7E6F4", "#A9CDEE", "#6BACE6", "#2073BC", "#12436D"];

/// Classes of near equal count: the lowest and highest figure in each, lightest first.
fn classes(values: &[f64]) -> Vec<(f64, f64)> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let count = sorted.len().min(5);
    let mut tops: Vec<f64> = (1..=count).map(|class| sorted[class * sorted.len() / count - 1]).collect();
    // Equal figures belong to one class, whatever the counts.
    tops.dedup();
    let lowest_above = |floor: Option<f64>| {
        sorted.iter().copied().find(|value| floor.is_none_or(|floor| *value > floor)).unwrap_or_default()
    };
    let floors = std::iter::once(None).chain(tops.iter().copied().map(Some));
    floors.zip(&tops).map(|(floor, top)| (lowest_above(floor), *top)).collect()
}

fn class_of(value: f64, classes: &[(f64, f64)]) -> usize {
    classes.iter().position(|(_, high)| value <= *high).unwrap_or(classes.len().saturating_sub(1))
}

/// The colour of a class when there may be fewer than five: the ends of the scale stay apart.
fn colour_of(class: usize, count: usize) -> &'static str {
    CLASSES[if count <= 1 { 2 } else { class * 4 / (count - 1) }]
}

impl AreaMap {
    /// `Norfolk: 20.9%`, or the reason why there is no figure.
    fn words(&self, area: &Area) -> String {
        if let Some(value) = area.known() {
            return format!("{}: {}", area.name, self.unit.say(value));
        }
        let mark = area.mark.unwrap_or(Mark::NotAvailable);
        format!("{}: {} {}", area.name, mark.shorthand(), mark.meaning())
    }

    fn picture(&self) -> String {
        let known: Vec<f64> = self.areas.iter().filter_map(Area::known).collect();
        let classes = classes(&known);
        let by_code: HashMap<&str, &shapes::Shape> =
            shapes::shapes(self.layer).iter().map(|shape| (shape.code, shape)).collect();
        let (width, height) = shapes::EXTENT;
        let id = escape(&self.id);
        let mut svg = format!(
            "<svg class=\"v-map__svg\" viewBox=\"0 0 {width} {height}\" role=\"group\" aria-labelledby=\"{id}-t\"><title id=\"{id}-t\">{}</title><defs><pattern id=\"{id}-hatch\" width=\"24\" height=\"24\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><rect width=\"24\" height=\"24\" fill=\"#f3f4f5\"/><rect width=\"7\" height=\"24\" fill=\"#8a949c\"/></pattern></defs>",
            escape(&self.finding)
        );
        let mut texts = String::new();
        let ranked = self.ranked();
        let many = ranked.len() > 14;
        for shape in shapes::shapes(self.layer) {
            let figure = |area: &Area| area.code == shape.code || area.members.iter().any(|code| code == shape.code);
            if !self.areas.iter().any(figure) {
                let _ = write!(svg, "<path class=\"v-map__base\" d=\"{}\"/>", shape.path);
            }
        }
        for (rank, area) in &ranked {
            let fill = match area.known() {
                Some(value) => colour_of(class_of(value, &classes), classes.len()).to_owned(),
                None => format!("url(#{id}-hatch)"),
            };
            let members: Vec<&shapes::Shape> = std::iter::once(area.code.as_str())
                .chain(area.members.iter().map(String::as_str))
                .filter_map(|code| by_code.get(code).copied())
                .collect();
            let Some(label) = label_place(&members) else { continue };
            let words = escape(&self.words(area));
            let (open, close) = match &area.href {
                Some(href) => (format!("<a href=\"{}\" aria-label=\"{words}\">", escape(href)), "</a>"),
                None => (format!("<g role=\"img\" aria-label=\"{words}\">"), "</g>"),
            };
            let _ = write!(svg, "{open}<title>{words}</title>");
            for shape in &members {
                let _ = write!(svg, "<path class=\"v-map__area\" fill=\"{fill}\" d=\"{}\"/>", shape.path);
            }
            svg.push_str(close);
            let shown = match (rank, area.known()) {
                (Some(rank), _) if many => rank.to_string(),
                (_, Some(value)) => self.unit.cell(value),
                (_, None) => area.mark.unwrap_or(Mark::NotAvailable).shorthand().to_owned(),
            };
            let class = if many { "v-map__text v-map__text--many" } else { "v-map__text" };
            let _ = write!(
                texts,
                "<text class=\"{class}\" x=\"{}\" y=\"{}\" aria-hidden=\"true\">{}</text>",
                label.0,
                label.1 + 14.0,
                escape(&shown)
            );
        }
        svg.push_str(&texts);
        svg.push_str("</svg>");
        svg
    }

    fn legend(&self) -> String {
        let known: Vec<f64> = self.areas.iter().filter_map(Area::known).collect();
        let classes = classes(&known);
        let mut list = String::from("<ul class=\"v-legend\">");
        for (class, (low, high)) in classes.iter().enumerate().rev() {
            let count = known.iter().filter(|value| class_of(**value, &classes) == class).count();
            let (low, high) = (self.unit.show(*low), self.unit.show(*high));
            let span = if low == high { low } else { format!("{low} to {high}") };
            let places = if count == 1 { "1 place".to_owned() } else { format!("{count} places") };
            let _ = write!(
                list,
                "<li><svg width=\"26\" height=\"18\" aria-hidden=\"true\" focusable=\"false\"><rect width=\"26\" height=\"18\" fill=\"{}\" stroke=\"#47535c\"/></svg>{} ({places})</li>",
                colour_of(class, classes.len()),
                escape(&span)
            );
        }
        if known.len() < self.areas.len() {
            let id = escape(&self.id);
            let _ = write!(
                list,
                "<li><svg width=\"26\" height=\"18\" aria-hidden=\"true\" focusable=\"false\"><rect width=\"26\" height=\"18\" fill=\"url(#{id}-hatch)\" stroke=\"#47535c\"/></svg>No figure shown</li>"
            );
        }
        list.push_str("</ul>");
        list
    }
}

/// Where the label of a place goes: its own point, or the middle of its parts weighed by the length of their outline.
fn label_place(members: &[&shapes::Shape]) -> Option<(f64, f64)> {
    let weight: f64 = members.iter().map(|shape| shape.path.len() as f64).sum();
    (weight > 0.0).then(|| {
        let mean = |of: fn(&shapes::Shape) -> f64| {
            (members.iter().map(|shape| of(shape) * shape.path.len() as f64).sum::<f64>() / weight).round()
        };
        (mean(|shape| shape.label.0), mean(|shape| shape.label.1))
    })
}

impl fmt::Display for AreaMap {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "<figure class=\"v-chart\" id=\"{}\">", escape(&self.id))?;
        write_heading(out, self.level, &self.finding, &self.subtitle)?;
        write!(
            out,
            "<div class=\"v-map v-map--wide\"><div>{}</div><div>{}{}</div></div>",
            self.picture(),
            self.legend(),
            self.table().quiet()
        )?;
        if self.areas.len() > 14 {
            out.write_str("<p class=\"v-chart__note\">Numbers on the map are the ranks in the table.</p>")?;
        }
        if let Some(note) = &self.note {
            write!(out, "<p class=\"v-chart__note\">{}</p>", escape(note))?;
        }
        write_about(out, &self.finding, &self.source, self.csv_href.as_deref())?;
        out.write_str("</figure>")
    }
}

components!(AreaMap);

impl Sample for AreaMap {
    fn sample() -> Self {
        let values = [22.1, 25.8, f64::NAN, 27.3, 19.4, 23.0, 20.2, 24.4, 26.1, 21.7, 24.9, 23.6];
        let areas = shapes::shapes(Layer::Councils).iter().zip(values).map(|(shape, value)| {
            let known = value.is_finite();
            Area::new(shape.code, shape.name, known.then_some(value), (!known).then_some(Mark::Confidential))
                .href(format!("/councils/{}", shape.code))
        });
        Self::new(
            "sample-map",
            Layer::Councils,
            "Turnover is highest along the Thames",
            "Turnover",
            Unit::Percent,
            areas.collect(),
        )
        .subtitle("Turnover rate, councils of the East of England, year to September 2026")
        .csv("/region/turnover.csv")
        .source(crate::Source::new("Synthetic workforce"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_area_is_a_link_that_says_its_name_and_figure() {
        let map = AreaMap::sample().to_string();
        assert!(map.contains("aria-label=\"Norfolk: 24.9%\"") && map.contains("href=\"/councils/E10000020\""));
        assert_eq!(map.matches("<a href=\"/councils/").count(), 12);
    }

    #[test]
    fn a_hidden_area_is_hatched_and_labelled_and_never_in_a_class() {
        let map = AreaMap::sample().to_string();
        assert!(map.contains("url(#sample-map-hatch)") && map.contains(">[c]</text>"));
        assert!(map.contains("[c] hidden so that nobody can be identified"));
        assert!(!map.contains("NaN") && AreaMap::sample().to_csv().contains("Southend-on-Sea,[c],–"));
    }

    #[test]
    fn the_map_the_table_and_the_csv_hold_the_same_figures() {
        let map = AreaMap::sample();
        let (picture, table, csv) = (map.picture(), map.table().to_string(), map.to_csv());
        for area in map.areas.iter().filter(|area| area.known().is_some()) {
            let value = Unit::Percent.plain(area.known().unwrap());
            assert!(picture.contains(&format!(">{value}%</text>")) && table.contains(&format!(">{value}%<")));
            assert!(csv.contains(&format!("{},{value},", area.name)));
        }
    }

    #[test]
    fn classes_are_near_equal_in_count_and_equal_figures_share_one() {
        let values: Vec<f64> = (1..=10).map(f64::from).collect();
        assert_eq!(classes(&values), [(1.0, 2.0), (3.0, 4.0), (5.0, 6.0), (7.0, 8.0), (9.0, 10.0)]);
        assert_eq!(classes(&[4.0, 4.0, 4.0]), [(4.0, 4.0)]);
        assert!(classes(&[]).is_empty());
        assert_eq!(classes(&[1.0, 2.0, 2.0, 2.0, 2.0, 3.0]).len(), 3);
    }

    #[test]
    fn a_board_since_2026_is_drawn_as_the_union_of_its_councils() {
        let board = Area::new("new-board", "Norfolk and Suffolk", Some(24.0), None).made_of(["E10000020", "E10000029"]);
        let map = AreaMap::new("b", Layer::Councils, "F", "Turnover", Unit::Percent, vec![board]);
        assert_eq!(map.picture().matches("<path class=\"v-map__area\"").count(), 2);
    }
}
