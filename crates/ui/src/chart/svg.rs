//! Writing SVG: a canvas of fixed width and growing height, in two widths so that text stays readable on a phone.

use std::fmt::Write as _;

use crate::html::escape;

/// Series colours of the Government Analysis Function, in their order.
pub(crate) const PALETTE: [&str; 4] = ["#12436D", "#28A197", "#801650", "#F46A25"];
/// Two series stand apart better so.
pub(crate) const PAIR: [&str; 2] = ["#12436D", "#F46A25"];
/// Words on a chart.
pub(crate) const INK: &str = "#0b0c0c";
/// Quieter words.
pub(crate) const QUIET: &str = "#47535c";
/// Grid lines.
pub(crate) const GRID: &str = "#d5dde3";

/// The screen that a picture is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Size {
    Wide,
    Narrow,
}

impl Size {
    pub fn name(self) -> &'static str {
        match self {
            Self::Wide => "wide",
            Self::Narrow => "narrow",
        }
    }
}

pub(crate) struct Canvas {
    pub size: Size,
    /// Width in units; one unit is about one pixel.
    pub width: f64,
    /// Height in units, set by what is drawn.
    pub height: f64,
    body: String,
}

impl Canvas {
    pub fn new(size: Size) -> Self {
        let width = if size == Size::Wide { 720.0 } else { 340.0 };
        Self { size, width, height: 0.0, body: String::with_capacity(4096) }
    }

    /// Size of the words.
    pub fn text_size(&self) -> f64 {
        if self.size == Size::Wide { 15.0 } else { 14.0 }
    }

    /// Adds markup that the caller has escaped.
    pub fn raw(&mut self, markup: &str) {
        self.body.push_str(markup);
    }

    pub fn line(&mut self, (x1, y1): (f64, f64), (x2, y2): (f64, f64), colour: &str, extra: &str) {
        let _ = write!(
            self.body,
            "<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" stroke=\"{colour}\"{extra}/>",
            n(x1),
            n(y1),
            n(x2),
            n(y2)
        );
    }

    /// A rectangle that tells its value when pointed at.
    pub fn bar(&mut self, (x, y): (f64, f64), (width, height): (f64, f64), colour: &str, tip: &str) {
        let _ = write!(
            self.body,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{colour}\">{}</rect>",
            n(x),
            n(y),
            n(width.max(0.0)),
            n(height.max(0.0)),
            tip_markup(tip)
        );
    }

    pub fn text(&mut self, (x, y): (f64, f64), anchor: &str, colour: &str, text: &str) {
        self.text_with((x, y), anchor, colour, "", text);
    }

    pub fn text_with(&mut self, (x, y): (f64, f64), anchor: &str, colour: &str, extra: &str, text: &str) {
        let _ = write!(
            self.body,
            "<text x=\"{}\" y=\"{}\" text-anchor=\"{anchor}\" fill=\"{colour}\"{extra}>{}</text>",
            n(x),
            n(y),
            escape(text)
        );
    }

    /// The mark of a series, so that colour is never alone: circle, square, triangle, diamond.
    pub fn symbol(&mut self, series: usize, (x, y): (f64, f64), radius: f64, colour: &str, tip: &str) {
        let r = radius;
        let shape = match series % 4 {
            0 => format!("<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{colour}\">", n(x), n(y), n(r)),
            1 => format!(
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{colour}\">",
                n(x - r),
                n(y - r),
                n(r * 2.0),
                n(r * 2.0)
            ),
            2 => format!(
                "<path d=\"M{} {}l{} {}h{}z\" fill=\"{colour}\">",
                n(x),
                n(y - r),
                n(r * 1.1),
                n(r * 2.0),
                n(r * -2.2)
            ),
            _ => format!("<path d=\"M{} {}l{r} {r} -{r} {r} -{r} -{r}z\" fill=\"{colour}\">", n(x), n(y - r), r = n(r)),
        };
        let end = match series % 4 {
            0 => "</circle>",
            1 => "</rect>",
            _ => "</path>",
        };
        self.body.push_str(&shape);
        self.body.push_str(&tip_markup(tip));
        self.body.push_str(end);
    }

    /// The whole picture with its name and description.
    pub fn finish(self, id: &str, title: &str, description: &str) -> String {
        let id = escape(id);
        format!(
            "<svg class=\"v-chart__svg\" viewBox=\"0 0 {} {}\" role=\"img\" aria-labelledby=\"{id}-t {id}-d\" font-size=\"{}\"><title id=\"{id}-t\">{}</title><desc id=\"{id}-d\">{}</desc>{}</svg>",
            n(self.width),
            n(self.height),
            self.text_size(),
            escape(title),
            escape(description),
            self.body
        )
    }
}

fn tip_markup(tip: &str) -> String {
    if tip.is_empty() { String::new() } else { format!("<title>{}</title>", escape(tip)) }
}

/// A coordinate with at most one decimal.
pub(crate) fn n(value: f64) -> String {
    let tenths = (value * 10.0).round() as i64;
    match (tenths % 10, tenths / 10) {
        (0, whole) => whole.to_string(),
        _ => format!("{:.1}", tenths as f64 / 10.0),
    }
}

/// About how wide words are in Arial at the given size.
pub(crate) fn text_width(text: &str, size: f64) -> f64 {
    let em: f64 = text
        .chars()
        .map(|letter| match letter {
            'i' | 'j' | 'l' | '.' | ',' | ' ' | '\'' | ':' | ';' | '|' | '[' | ']' | 'I' | 't' | 'f' | '(' | ')' => 0.3,
            'm' | 'w' | 'M' | 'W' | '%' => 0.87,
            letter if letter.is_uppercase() => 0.69,
            _ => 0.55,
        })
        .sum();
    em * size
}

/// Cuts words that would not fit, with an ellipsis; the table holds them whole.
pub(crate) fn fit(text: &str, size: f64, room: f64) -> String {
    if text_width(text, size) <= room {
        return text.to_owned();
    }
    let mut short = text.to_owned();
    while !short.is_empty() && text_width(&short, size) + size * 0.6 > room {
        short.pop();
    }
    format!("{}…", short.trim_end())
}
