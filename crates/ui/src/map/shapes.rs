//! Shapes of places, projected once and kept as text: one line a place, `code|name|x|y|path`.
//!
//! Units are 100 metres from the north-west corner of the region, so that the text is the path of an SVG as it stands. `x` and `y` are
//! where its label goes. `UPDATE=1 cargo test -p vocation-ui` makes the files anew from `data/places/boundaries`.

use std::sync::LazyLock;

use super::data::Layer;

/// Grid coordinates in metres of the corner that shapes are measured from.
#[cfg(test)]
const CORNER: (f64, f64) = (474_000.0, 348_000.0);
/// Width and height of every map, in units of 100 metres.
pub(super) const EXTENT: (u32, u32) = (1830, 1750);

/// A place's shape.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape {
    pub code: &'static str,
    pub name: &'static str,
    /// Where its label goes.
    pub label: (f64, f64),
    /// Path data.
    pub path: &'static str,
}

static COUNCILS: LazyLock<Vec<Shape>> = LazyLock::new(|| parse(include_str!("../../assets/maps/councils.txt")));
static DISTRICTS: LazyLock<Vec<Shape>> = LazyLock::new(|| parse(include_str!("../../assets/maps/districts.txt")));
static BOARDS: LazyLock<Vec<Shape>> = LazyLock::new(|| parse(include_str!("../../assets/maps/boards2023.txt")));

/// The shapes of a layer.
pub(super) fn shapes(layer: Layer) -> &'static [Shape] {
    match layer {
        Layer::Councils => &COUNCILS,
        Layer::Districts => &DISTRICTS,
        Layer::Boards2023 => &BOARDS,
    }
}

fn parse(text: &'static str) -> Vec<Shape> {
    text.lines()
        .filter_map(|line| {
            let mut parts = line.splitn(5, '|');
            let (code, name) = (parts.next()?, parts.next()?);
            let label = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
            Some(Shape { code, name, label, path: parts.next()? })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;
    use std::path::Path;

    use serde_json::Value;

    use super::*;
    use crate::map::grid::to_grid;

    fn units(at: &Value) -> (i64, i64) {
        let (east, north) = to_grid(at[1].as_f64().unwrap(), at[0].as_f64().unwrap());
        (((east - CORNER.0) / 100.0).round() as i64, ((CORNER.1 - north) / 100.0).round() as i64)
    }

    /// A ring as relative steps; points that fall on the same unit are one, and a ring smaller than a unit is nothing.
    fn ring(points: &Value) -> String {
        let mut steps: Vec<(i64, i64)> = points.as_array().unwrap().iter().map(units).collect();
        steps.dedup();
        if steps.first() == steps.last() {
            steps.pop();
        }
        if steps.len() < 3 {
            return String::new();
        }
        let mut path = format!("M{} {}l", steps[0].0, steps[0].1);
        for (place, pair) in steps.windows(2).enumerate() {
            let (dx, dy) = (pair[1].0 - pair[0].0, pair[1].1 - pair[0].1);
            let space = |value: i64| if value < 0 { "" } else { " " };
            let lead = if place == 0 { "" } else { space(dx) };
            write!(path, "{lead}{dx}{}{dy}", space(dy)).unwrap();
        }
        path + "z"
    }

    fn layer_from(file: &str) -> String {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/places/boundaries");
        let json: Value = serde_json::from_slice(&std::fs::read(root.join(file)).unwrap()).unwrap();
        let mut lines: Vec<String> = Vec::new();
        for feature in json["features"].as_array().unwrap() {
            let about = &feature["properties"];
            let shape = &feature["geometry"]["coordinates"];
            let mut polygons: Vec<&Value> = match feature["geometry"]["type"].as_str().unwrap() {
                "Polygon" => vec![shape],
                _ => shape.as_array().unwrap().iter().collect(),
            };
            polygons.sort_by_key(|polygon| std::cmp::Reverse(polygon[0].as_array().unwrap().len()));
            let path: String = polygons.iter().flat_map(|polygon| polygon.as_array().unwrap()).map(ring).collect();
            let at = units(&Value::from(vec![about["lon"].clone(), about["lat"].clone()]));
            let name = about["name"].as_str().unwrap();
            lines.push(format!("{}|{name}|{}|{}|{path}", about["code"].as_str().unwrap(), at.0, at.1));
        }
        lines.sort();
        lines.join("\n") + "\n"
    }

    #[test]
    fn the_shapes_kept_are_those_of_the_boundary_files() {
        for (file, asset) in [
            ("east_utla_dec2023.geojson", "councils.txt"),
            ("east_ltla_may2024.geojson", "districts.txt"),
            ("east_icb_apr2023.geojson", "boards2023.txt"),
        ] {
            let fresh = layer_from(file);
            let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/maps").join(asset);
            if std::env::var_os("UPDATE").is_some() {
                std::fs::write(&kept, &fresh).unwrap();
            }
            assert!(std::fs::read_to_string(&kept).unwrap() == fresh, "{asset} is stale: run with UPDATE=1");
        }
    }

    #[test]
    fn every_shape_lies_within_the_map() {
        for (layer, count) in [(Layer::Councils, 12), (Layer::Districts, 46), (Layer::Boards2023, 6)] {
            assert_eq!(shapes(layer).len(), count);
            for shape in shapes(layer) {
                assert!(!shape.name.is_empty() && shape.path.starts_with('M'));
                for step in shape.path.split('M').skip(1) {
                    let start: Vec<f64> =
                        step.split('l').next().unwrap().split(' ').map(|number| number.parse().unwrap()).collect();
                    let inside = (0.0..=f64::from(EXTENT.0)).contains(&start[0])
                        && (0.0..=f64::from(EXTENT.1)).contains(&start[1]);
                    assert!(inside, "{} starts at {start:?}", shape.name);
                }
            }
        }
    }
}
