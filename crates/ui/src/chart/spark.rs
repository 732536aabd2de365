//! A trend the size of a word. Decoration beside a figure whose direction is said in words.

use std::fmt::{self, Write as _};

use crate::chart::svg::n;
use crate::html::{Sample, components};

/// A small line; a missing value is a gap.
#[derive(Clone, Debug, PartialEq)]
pub struct Sparkline {
    /// The values, oldest first.
    pub values: Vec<Option<f64>>,
}

impl fmt::Display for Sparkline {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known = self.values.iter().flatten().copied().filter(|value| value.is_finite());
        let (low, high) = known.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (l.min(v), h.max(v)));
        if low > high {
            return Ok(());
        }
        let span = if high - low < 1e-9 { 1.0 } else { high - low };
        let step = 200.0 / (self.values.len().max(2) - 1) as f64;
        let mut path = String::new();
        let mut last = None;
        let mut open = false;
        for (place, value) in self.values.iter().enumerate() {
            let Some(value) = value.filter(|value| value.is_finite()) else {
                open = false;
                continue;
            };
            let at = (8.0 + step * place as f64, 34.0 - 26.0 * (value - low) / span);
            write!(path, "{}{} {}", if open { "L" } else { "M" }, n(at.0), n(at.1))?;
            open = true;
            last = Some(at);
        }
        write!(
            out,
            "<svg class=\"v-spark\" viewBox=\"0 0 216 42\" aria-hidden=\"true\" focusable=\"false\"><path d=\"{path}\" fill=\"none\" stroke=\"#12436D\" stroke-width=\"2.500\" stroke-linejoin=\"round\" stroke-linecap=\"round\"/>"
        )?;
        if let Some((x, y)) = last {
            write!(out, "<circle cx=\"{}\" cy=\"{}\" r=\"5\" fill=\"#F46A25\"/>", n(x), n(y))?;
        }
        out.write_str("</svg>")
    }
}

components!(Sparkline);

impl Sample for Sparkline {
    fn sample() -> Self {
        Self { values: [31.0, 30.2, 29.9, 28.0, 28.4, 27.1, 26.4, 26.1, 25.3, 24.9].into_iter().map(Some).collect() }
    }
}
