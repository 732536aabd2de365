//! Student's t distribution, by the incomplete beta function (Abramowitz and Stegun 26.5.8 and 26.7.1; DLMF 8.17.22).

/// The natural logarithm of the gamma function for positive numbers, by Stirling's series after shifting upwards
/// (DLMF 5.11.1); good to about 14 digits.
fn ln_gamma(mut x: f64) -> f64 {
    let mut shift = 0.0;
    while x < 10.0 {
        shift += x.ln();
        x += 1.0;
    }
    let inverse = 1.0 / x;
    let square = inverse * inverse;
    let series = inverse
        * (1.0 / 12.0 - square * (1.0 / 360.0 - square * (1.0 / 1260.0 - square * (1.0 / 1680.0 - square / 1188.0))));
    (x - 0.5) * x.ln() - x + 0.5 * (2.0 * std::f64::consts::PI).ln() + series - shift
}

/// The regularised incomplete beta function, by its continued fraction.
fn beta_below(x: f64, a: f64, b: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    if x > (a + 1.0) / (a + b + 2.0) {
        return 1.0 - beta_below(1.0 - x, b, a);
    }
    let front = (ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b) + a * x.ln() + b * (-x).ln_1p()).exp() / a;
    front / fraction(x, a, b)
}

/// The continued fraction of the incomplete beta function, evaluated forwards.
fn fraction(x: f64, a: f64, b: f64) -> f64 {
    const TINY: f64 = 1e-300;
    const MOST: u32 = 10_000;
    let kept = |value: f64| if value.abs() < TINY { TINY } else { value };
    let (mut whole, mut over, mut under) = (1.0_f64, 1.0_f64, 0.0_f64);
    for step in 1..=MOST {
        let half = f64::from(step / 2);
        let term = if step % 2 == 0 {
            half * (b - half) * x / ((a + 2.0 * half - 1.0) * (a + 2.0 * half))
        } else {
            -(a + half) * (a + b + half) * x / ((a + 2.0 * half) * (a + 2.0 * half + 1.0))
        };
        under = 1.0 / kept(1.0 + term * under);
        over = kept(1.0 + term / over);
        whole *= over * under;
        if (over * under - 1.0).abs() < 1e-15 {
            break;
        }
    }
    whole
}

/// The chance that a t value with these degrees of freedom is below `t`.
pub fn t_below(t: f64, degrees: f64) -> f64 {
    if t.is_nan() || degrees.is_nan() || degrees <= 0.0 {
        return f64::NAN;
    }
    let tail = 0.5 * beta_below(degrees / (degrees + t * t), degrees / 2.0, 0.5);
    if t > 0.0 { 1.0 - tail } else { tail }
}

/// The t value below which the share `p` (between 0 and 1) lies; found by halving.
pub fn t_quantile(p: f64, degrees: f64) -> f64 {
    if p.is_nan() || p <= 0.0 || p >= 1.0 || degrees.is_nan() || degrees <= 0.0 {
        return f64::NAN;
    }
    if p < 0.5 {
        return -t_quantile(1.0 - p, degrees);
    }
    let (mut low, mut high) = (0.0_f64, 1.0_f64);
    while t_below(high, degrees) < p && high < 1e12 {
        high *= 2.0;
    }
    for _ in 0..200 {
        let middle = f64::midpoint(low, high);
        if t_below(middle, degrees) < p {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high)
}

/// The chance that a normal value lies farther from zero than `z`, either way: twice the upper tail, which is the
/// complementary error function of z/√2, by its series near zero (DLMF 7.6.1) and its continued fraction beyond (7.9.2).
pub(crate) fn normal_beyond(z: f64) -> f64 {
    let x = z.abs() / std::f64::consts::SQRT_2;
    if x < 2.5 {
        let (mut term, mut sum) = (x, x);
        for n in 1..200 {
            let n = f64::from(n);
            term *= -x * x / n;
            let part = term / (2.0 * n + 1.0);
            sum += part;
            if part.abs() < 1e-17 {
                break;
            }
        }
        return (1.0 - sum * std::f64::consts::FRAC_2_SQRT_PI).max(0.0);
    }
    let below = (1..=80).rev().fold(0.0, |below, n| f64::from(n) / 2.0 / (x + below));
    (-x * x).exp() / (std::f64::consts::PI.sqrt() * (x + below))
}

/// Two-sided p value of an estimate against zero.
pub(crate) fn p_value(effect: f64, error: f64, degrees: f64) -> f64 {
    if error <= 0.0 {
        return if effect == 0.0 { 1.0 } else { 0.0 };
    }
    2.0 * t_below(-(effect / error).abs(), degrees)
}
