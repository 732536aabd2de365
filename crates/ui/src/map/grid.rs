//! From latitude and longitude (WGS84) to easting and northing on the British National Grid (OSGB36).
//!
//! A seven-parameter Helmert shift to the Airy ellipsoid, then a transverse Mercator projection, after Ordnance Survey's "A guide
//! to coordinate systems in Great Britain" (annexes A to C). Good to about 5 metres, which is far below a pixel of any map here.

/// A flattened sphere: half axes in metres.
struct Ellipsoid {
    a: f64,
    b: f64,
}

const WGS84: Ellipsoid = Ellipsoid { a: 6_378_137.0, b: 6_356_752.314_245 };
const AIRY_1830: Ellipsoid = Ellipsoid { a: 6_377_563.396, b: 6_356_256.909 };

impl Ellipsoid {
    fn e2(&self) -> f64 {
        1.0 - (self.b * self.b) / (self.a * self.a)
    }
}

/// Easting and northing in metres of a WGS84 latitude and longitude in degrees.
pub fn to_grid(latitude: f64, longitude: f64) -> (f64, f64) {
    let (phi, lambda) = to_osgb36(latitude.to_radians(), longitude.to_radians());
    project(phi, lambda)
}

/// Helmert shift of a point on the ground, radians in and out.
fn to_osgb36(phi: f64, lambda: f64) -> (f64, f64) {
    const SHIFT: [f64; 3] = [-446.448, 125.157, -542.060];
    const SCALE: f64 = 20.4894e-6;
    let turn = [0.1502_f64, 0.2470, 0.8421].map(|seconds| -(seconds / 3600.0).to_radians());
    let nu = WGS84.a / (1.0 - WGS84.e2() * phi.sin().powi(2)).sqrt();
    let x = nu * phi.cos() * lambda.cos();
    let y = nu * phi.cos() * lambda.sin();
    let z = (1.0 - WGS84.e2()) * nu * phi.sin();
    let s = 1.0 + SCALE;
    let x2 = SHIFT[0] + s * x - turn[2] * y + turn[1] * z;
    let y2 = SHIFT[1] + turn[2] * x + s * y - turn[0] * z;
    let z2 = SHIFT[2] - turn[1] * x + turn[0] * y + s * z;
    let flat = x2.hypot(y2);
    let mut phi2 = z2.atan2(flat * (1.0 - AIRY_1830.e2()));
    for _ in 0..6 {
        let nu = AIRY_1830.a / (1.0 - AIRY_1830.e2() * phi2.sin().powi(2)).sqrt();
        phi2 = (z2 + AIRY_1830.e2() * nu * phi2.sin()).atan2(flat);
    }
    (phi2, y2.atan2(x2))
}

/// Transverse Mercator of a latitude and longitude on Airy 1830, radians.
fn project(phi: f64, lambda: f64) -> (f64, f64) {
    const SCALE: f64 = 0.999_601_271_7;
    const TRUE_ORIGIN: (f64, f64) = (49.0, -2.0);
    const FALSE_ORIGIN: (f64, f64) = (400_000.0, -100_000.0);
    let (phi0, lambda0) = (TRUE_ORIGIN.0.to_radians(), TRUE_ORIGIN.1.to_radians());
    let Ellipsoid { a, b } = AIRY_1830;
    let e2 = AIRY_1830.e2();
    let n = (a - b) / (a + b);
    let (n2, n3) = (n * n, n * n * n);
    let (sin, cos, tan) = (phi.sin(), phi.cos(), phi.tan());
    let nu = a * SCALE / (1.0 - e2 * sin * sin).sqrt();
    let rho = a * SCALE * (1.0 - e2) / (1.0 - e2 * sin * sin).powf(1.5);
    let eta2 = nu / rho - 1.0;
    let (minus, plus) = (phi - phi0, phi + phi0);
    let arc = b
        * SCALE
        * ((1.0 + n + 1.25 * (n2 + n3)) * minus - (3.0 * (n + n2) + 2.625 * n3) * minus.sin() * plus.cos()
            + 1.875 * (n2 + n3) * (2.0 * minus).sin() * (2.0 * plus).cos()
            - 35.0 / 24.0 * n3 * (3.0 * minus).sin() * (3.0 * plus).cos());
    let t2 = tan * tan;
    let t4 = t2 * t2;
    let d = lambda - lambda0;
    let north = arc
        + FALSE_ORIGIN.1
        + nu / 2.0 * sin * cos * d.powi(2)
        + nu / 24.0 * sin * cos.powi(3) * (5.0 - t2 + 9.0 * eta2) * d.powi(4)
        + nu / 720.0 * sin * cos.powi(5) * (61.0 - 58.0 * t2 + t4) * d.powi(6);
    let east = FALSE_ORIGIN.0
        + nu * cos * d
        + nu / 6.0 * cos.powi(3) * (nu / rho - t2) * d.powi(3)
        + nu / 120.0 * cos.powi(5) * (5.0 - 18.0 * t2 + t4 + 14.0 * eta2 - 58.0 * t2 * eta2) * d.powi(5);
    (east, north)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn degrees(d: f64, m: f64, s: f64) -> f64 {
        d + m / 60.0 + s / 3600.0
    }

    #[test]
    fn the_projection_gives_the_worked_example_of_the_ordnance_survey() {
        // Guide, annex C: latitude and longitude on OSGB36.
        let (e, n) = project(degrees(52.0, 39.0, 27.2531).to_radians(), degrees(1.0, 43.0, 4.5177).to_radians());
        assert!((e - 651_409.903).abs() < 0.01 && (n - 313_177.270).abs() < 0.01, "{e} {n}");
    }

    #[test]
    fn the_whole_way_from_satellite_coordinates_is_within_five_metres() {
        // The same tower in ETRS89, and its grid reference by the national transformation.
        let (e, n) = to_grid(degrees(52.0, 39.0, 28.8282), degrees(1.0, 42.0, 57.8663));
        assert!((e - 651_409.8).abs() < 5.0 && (n - 313_177.4).abs() < 5.0, "{e} {n}");
    }
}
