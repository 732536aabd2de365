use super::*;
use crate::Unit;
use crate::html::Component as _;

fn of_kind(kind: Kind) -> Chart {
    let labels = ["16 to 24", "25 to 34", "35 to 44", "45 to 54", "55 and over"];
    let women = [9.4, 21.2, 24.8, 0.0, 20.2];
    let men = [90.6, 78.8, 75.2, 77.1, 79.8];
    let series = |name: &str, values: [f64; 5]| {
        let points = labels.iter().zip(values).map(|(label, value)| match value {
            0.0 => Point::missing(*label, Mark::Confidential),
            value => Point::known(*label, value).within(value - 2.0, value + 2.0),
        });
        Series::new(name, points.collect())
    };
    let both = vec![series("Women", women), series("Men", men)];
    Chart::new("k", kind, "Half of the workforce is over 45", Unit::Percent, both).dimension("Age")
}

fn kinds() -> Vec<Chart> {
    [
        Kind::Line,
        Kind::Bar { highlight: Some("25 to 34".into()) },
        Kind::Stacked,
        Kind::Range,
        Kind::Distribution,
        Kind::Pyramid,
        Kind::Multiples,
    ]
    .into_iter()
    .map(of_kind)
    .collect()
}

/// Values told by the picture: the end of each `label: value` tip.
fn told(svg: &str) -> Vec<String> {
    svg.split("<title>")
        .skip(1)
        .filter_map(|rest| rest.split("</title>").next())
        .filter_map(|tip| tip.rsplit_once(": "))
        .map(|(_, value)| value.trim_end_matches('%').to_owned())
        .collect()
}

#[test]
fn the_picture_the_table_and_the_csv_hold_the_same_figures() {
    for chart in kinds() {
        let one = matches!(chart.kind, Kind::Bar { .. } | Kind::Range | Kind::Distribution);
        let table = chart.table();
        let csv = chart.to_csv();
        let html = table.to_string();
        for size in [Size::Wide, Size::Narrow] {
            let told = told(&chart.picture(size));
            let mut expected = Vec::new();
            for series in chart.series.iter().take(if one { 1 } else { 4 }) {
                for point in series.points.iter().filter_map(Point::drawn) {
                    expected.push(Unit::Percent.plain(point));
                }
            }
            // A stack with a hidden part is not drawn: its other part would give it away.
            if chart.kind == Kind::Stacked {
                expected.retain(|value| value != "77.1");
            }
            let (mut told, mut expected) = (told, expected);
            told.sort();
            expected.sort();
            assert_eq!(told, expected, "{:?} {size:?}", chart.kind);
            for value in &told {
                assert!(html.contains(&format!(">{value}%<")), "{value} is not in the table of {:?}", chart.kind);
                assert!(
                    csv.split(['\r', '\n', ',']).any(|cell| cell == value),
                    "{value} is not in the CSV of {:?}",
                    chart.kind
                );
            }
        }
    }
}

#[test]
fn a_hidden_value_is_named_and_never_drawn_as_zero() {
    for chart in kinds() {
        for size in [Size::Wide, Size::Narrow] {
            let picture = chart.picture(size);
            assert!(picture.contains("[c]"), "{:?}", chart.kind);
            assert!(!picture.contains(": 0.0%"), "{:?}", chart.kind);
        }
        assert!(chart.to_csv().contains("[c]"));
    }
}

#[test]
fn a_chart_of_nothing_still_draws() {
    for mut chart in kinds() {
        for series in &mut chart.series {
            series.points.clear();
        }
        assert!(chart.to_string().contains("</figure>"));
        chart.series.clear();
        assert!(chart.to_string().contains("</figure>"));
    }
}

#[test]
fn every_picture_has_a_name_and_a_description_made_from_the_data() {
    let html = Chart::sample().html().into_string();
    assert!(html.contains("role=\"img\"") && html.contains("Norfolk: from 31.0% in 2021 to 23.1% in 2028"));
    assert!(html.contains("1 of 8 not shown") && html.contains("stroke-dasharray"));
    assert!(!html.contains(" style="));
}

#[test]
fn names_from_outside_cannot_break_out_of_the_picture() {
    for mut chart in kinds() {
        chart.finding = "<script>".into();
        chart.series[0].label = "\"><script>".into();
        chart.series[0].points[0].label = "</svg><script>".into();
        assert!(!chart.to_string().contains("<script>"), "{:?}", chart.kind);
    }
}
