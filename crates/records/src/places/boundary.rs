//! Polygons of places, used only to split the districts that lie in two care boards.

use serde_json::Value;

/// One place's outline: polygons of rings of (longitude, latitude) points.
pub(super) struct Outline {
    pub code: String,
    /// Degrees north and east of a point inside it, where the file gives one.
    pub centre: Option<(f64, f64)>,
    rings: Vec<Vec<[f64; 2]>>,
}

/// Reads the features of a `GeoJSON` collection; the error is a sentence.
pub(super) fn read_outlines(text: &str) -> Result<Vec<Outline>, String> {
    let json: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let features = json["features"].as_array().ok_or("it has no features")?;
    let mut outlines = Vec::with_capacity(features.len());
    for feature in features {
        let code = feature["properties"]["code"].as_str().ok_or("a feature has no code")?;
        let coordinates = &feature["geometry"]["coordinates"];
        let mut rings = Vec::new();
        match feature["geometry"]["type"].as_str() {
            Some("Polygon") => add_rings(coordinates, &mut rings)?,
            Some("MultiPolygon") => {
                for polygon in coordinates.as_array().ok_or("a shape has no polygons")? {
                    add_rings(polygon, &mut rings)?;
                }
            }
            other => return Err(format!("{code} is neither polygon nor multi-polygon but {other:?}")),
        }
        let properties = &feature["properties"];
        let centre = properties["lat"].as_f64().zip(properties["lon"].as_f64());
        outlines.push(Outline { code: code.to_owned(), centre, rings });
    }
    Ok(outlines)
}

fn add_rings(polygon: &Value, rings: &mut Vec<Vec<[f64; 2]>>) -> Result<(), String> {
    for ring in polygon.as_array().ok_or("a polygon has no rings")? {
        let points = ring.as_array().ok_or("a ring has no points")?;
        let mut read = Vec::with_capacity(points.len());
        for point in points {
            match (point[0].as_f64(), point[1].as_f64()) {
                (Some(longitude), Some(latitude)) => read.push([longitude, latitude]),
                _ => return Err("a point is not two numbers".to_owned()),
            }
        }
        rings.push(read);
    }
    Ok(())
}

impl Outline {
    /// Whether the point lies inside: the even-odd rule over all rings, so that holes count.
    pub fn contains(&self, longitude: f64, latitude: f64) -> bool {
        let mut inside = false;
        for ring in &self.rings {
            for (a, b) in edges(ring) {
                let crosses = (a[1] > latitude) != (b[1] > latitude);
                if crosses && longitude < (b[0] - a[0]) * (latitude - a[1]) / (b[1] - a[1]) + a[0] {
                    inside = !inside;
                }
            }
        }
        inside
    }

    /// The squared distance from the point to the nearest edge, in squared degrees of latitude.
    pub fn distance_squared(&self, longitude: f64, latitude: f64) -> f64 {
        let shrink = latitude.to_radians().cos();
        let mut nearest = f64::INFINITY;
        for ring in &self.rings {
            for (a, b) in edges(ring) {
                let (ax, ay) = ((a[0] - longitude) * shrink, a[1] - latitude);
                let (dx, dy) = ((b[0] - a[0]) * shrink, b[1] - a[1]);
                let length = dx * dx + dy * dy;
                let along = if length > 0.0 { (-(ax * dx + ay * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
                let (x, y) = (ax + along * dx, ay + along * dy);
                nearest = nearest.min(x * x + y * y);
            }
        }
        nearest
    }
}

fn edges(ring: &[[f64; 2]]) -> impl Iterator<Item = ([f64; 2], [f64; 2])> {
    ring.iter().copied().zip(ring.iter().copied().skip(1))
}

/// Which of the candidates the point belongs to: the one around it, or else the nearest.
pub(super) fn place_of_point<'a>(candidates: &[&'a Outline], longitude: f64, latitude: f64) -> Option<&'a Outline> {
    let around = candidates.iter().copied().find(|outline| outline.contains(longitude, latitude));
    around.or_else(|| {
        candidates
            .iter()
            .copied()
            .min_by(|a, b| a.distance_squared(longitude, latitude).total_cmp(&b.distance_squared(longitude, latitude)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWO: &str = r#"{"features":[
        {"properties":{"code":"W"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[4,0],[4,4],[0,4],[0,0]],[[1,1],[2,1],[2,2],[1,2],[1,1]]]}},
        {"properties":{"code":"E"},"geometry":{"type":"MultiPolygon","coordinates":[[[[4,0],[8,0],[8,4],[4,4],[4,0]]]]}}]}"#;

    #[test]
    fn a_point_belongs_to_the_shape_around_it_and_a_hole_is_outside() {
        let outlines = read_outlines(TWO).unwrap();
        assert!(outlines[0].contains(3.0, 3.0));
        assert!(!outlines[0].contains(1.5, 1.5));
        assert!(outlines[1].contains(6.0, 1.0));
    }

    #[test]
    fn a_point_outside_every_shape_goes_to_the_nearest() {
        let outlines = read_outlines(TWO).unwrap();
        let all: Vec<&Outline> = outlines.iter().collect();
        assert_eq!(place_of_point(&all, 9.0, 2.0).unwrap().code, "E");
        assert_eq!(place_of_point(&all, -1.0, 2.0).unwrap().code, "W");
    }

    #[test]
    fn a_shape_that_is_no_polygon_is_refused_with_a_sentence() {
        assert!(read_outlines("[]").is_err());
        assert!(read_outlines("{").is_err());
        let line = r#"{"features":[{"properties":{"code":"L"},"geometry":{"type":"LineString","coordinates":[]}}]}"#;
        assert!(read_outlines(line).err().unwrap().contains("LineString"));
    }
}
