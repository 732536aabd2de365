//! How a number is written: units, thousands, shorthand for a missing value.

/// What a number measures, and so how it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Whole things, with their plural name: `Count("jobs")`.
    Count(&'static str),
    /// Per cent, on the scale 0 to 100, one decimal.
    Percent,
    /// Money held as pence, shown as pounds: 1260 is `£12.60`.
    Pence,
    /// Years, one decimal.
    Years,
    /// Days, one decimal.
    Days,
    /// Any other number with its decimals and the words after it: `Number { decimals: 1, suffix: "per 1,000 people" }`.
    Number {
        /// Decimal places shown.
        decimals: usize,
        /// Words after the number, may be empty.
        suffix: &'static str,
    },
}

impl Unit {
    /// The number as a reader meets it: `20.9%`, `£12.60`, `1,240`.
    pub fn show(self, value: f64) -> String {
        match self {
            Self::Count(_) => thousands(value, 0),
            Self::Percent => format!("{}%", thousands(value, 1)),
            Self::Pence => pounds(value, 2),
            Self::Years => format!("{} years", thousands(value, 1)),
            Self::Days => format!("{} days", thousands(value, 1)),
            Self::Number { decimals, suffix: "" } => thousands(value, decimals),
            Self::Number { decimals, suffix } => format!("{} {suffix}", thousands(value, decimals)),
        }
    }

    /// The number and its unit in a sentence: `1,240 jobs`.
    pub fn say(self, value: f64) -> String {
        match self {
            Self::Count(name) => format!("{} {name}", thousands(value, 0)),
            other => other.show(value),
        }
    }

    /// The number for a table cell or a bar, where the heading gives the unit: `4.2`, `20.9%`.
    pub fn cell(self, value: f64) -> String {
        match self {
            Self::Years | Self::Days => thousands(value, 1),
            Self::Number { decimals, .. } => thousands(value, decimals),
            other => other.show(value),
        }
    }

    /// The number for a machine: same rounding as on the page, no separators, pounds for money.
    pub fn plain(self, value: f64) -> String {
        match self {
            Self::Count(_) => fixed(value, 0),
            Self::Percent | Self::Years | Self::Days => fixed(value, 1),
            Self::Pence => fixed(value / 100.0, 2),
            Self::Number { decimals, .. } => fixed(value, decimals),
        }
    }

    /// A short form for an axis: no needless decimals.
    pub(crate) fn axis(self, value: f64) -> String {
        let decimals = usize::from((value - value.round()).abs() >= 1e-9);
        match self {
            Self::Percent => format!("{}%", thousands(value, decimals)),
            Self::Pence => pounds(value, if (value / 100.0).fract().abs() < 1e-9 { 0 } else { 2 }),
            Self::Number { decimals: given, .. } => thousands(value, given.min(2)),
            _ => thousands(value, decimals),
        }
    }

    /// The name of the unit for a heading: `%`, `£`, `jobs`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Count(name) => name,
            Self::Percent => "%",
            Self::Pence => "£",
            Self::Years => "years",
            Self::Days => "days",
            Self::Number { suffix, .. } => suffix,
        }
    }
}

/// Shorthand for a value that is missing or needs care, as government statistics write it. Missing is never 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// `[c]`: hidden so that nobody can be identified.
    Confidential,
    /// `[x]`: not available.
    NotAvailable,
    /// `[z]`: the question does not apply.
    NotApplicable,
    /// `[low]`: rounds to zero but is not zero.
    Low,
    /// `[e]`: estimated.
    Estimated,
    /// `[p]`: provisional.
    Provisional,
    /// `[r]`: revised since it was last published.
    Revised,
}

impl Mark {
    /// The shorthand as printed.
    pub const fn shorthand(self) -> &'static str {
        match self {
            Self::Confidential => "[c]",
            Self::NotAvailable => "[x]",
            Self::NotApplicable => "[z]",
            Self::Low => "[low]",
            Self::Estimated => "[e]",
            Self::Provisional => "[p]",
            Self::Revised => "[r]",
        }
    }

    /// What the shorthand means, for the note under a table.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Confidential => "hidden so that nobody can be identified",
            Self::NotAvailable => "not available",
            Self::NotApplicable => "does not apply",
            Self::Low => "less than half of the smallest unit shown, but not zero",
            Self::Estimated => "estimated",
            Self::Provisional => "provisional, may be revised",
            Self::Revised => "revised since it was last published",
        }
    }

    /// Reads the shorthand, with its brackets.
    pub fn from_shorthand(text: &str) -> Option<Self> {
        [
            Self::Confidential,
            Self::NotAvailable,
            Self::NotApplicable,
            Self::Low,
            Self::Estimated,
            Self::Provisional,
            Self::Revised,
        ]
        .into_iter()
        .find(|mark| mark.shorthand() == text)
    }
}

/// A number with the given decimals and a comma at each thousand. Minus zero is zero.
pub fn thousands(value: f64, decimals: usize) -> String {
    let text = fixed(value, decimals);
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("-", rest));
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(w, f)| (w, Some(f)));
    let mut out = String::with_capacity(text.len() + 4);
    out.push_str(sign);
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

fn fixed(value: f64, decimals: usize) -> String {
    // Half away from zero, as people round; a nudge far below any shown decimal undoes binary error (2.25 stored as 2.2499...).
    let scale = 10_f64.powi(i32::try_from(decimals).unwrap_or(0));
    let scaled = value * scale;
    let rounded = (scaled + scaled.signum() * 1e-9 * scaled.abs().max(1.0)).round() / scale;
    let text = format!("{:.decimals$}", if rounded == 0.0 { 0.0 } else { rounded });
    text
}

fn pounds(pence: f64, decimals: usize) -> String {
    let text = thousands(pence / 100.0, decimals);
    text.strip_prefix('-').map_or_else(|| format!("£{text}"), |rest| format!("-£{rest}"))
}

/// An ISO date as people write it: `2027-03-14` is `14 March 2027`, `2027-03` is `March 2027`. Anything else comes back as it was.
pub fn long_date(iso: &str) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let parts: Vec<&str> = iso.split('-').collect();
    let month = |text: &str| text.parse::<usize>().ok().and_then(|number| MONTHS.get(number.wrapping_sub(1)));
    match parts.as_slice() {
        [year, m] if year.len() == 4 => month(m).map_or_else(|| iso.to_owned(), |name| format!("{name} {year}")),
        [year, m, day] if year.len() == 4 => match (month(m), day.parse::<u8>()) {
            (Some(name), Ok(day)) => format!("{day} {name} {year}"),
            _ => iso.to_owned(),
        },
        _ => iso.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_people_read_them() {
        assert_eq!(Unit::Count("jobs").show(177_000.0), "177,000");
        assert_eq!(Unit::Count("jobs").say(1240.0), "1,240 jobs");
        assert_eq!(Unit::Percent.show(20.94), "20.9%");
        assert_eq!(Unit::Pence.show(1260.0), "£12.60");
        assert_eq!(Unit::Pence.plain(1260.0), "12.60");
        assert_eq!(Unit::Pence.show(-105.0), "-£1.05");
        assert_eq!(Unit::Percent.show(-0.01), "0.0%");
        assert_eq!(thousands(-1_234_567.25, 1), "-1,234,567.3");
        assert_eq!(thousands(999.0, 0), "999");
    }

    #[test]
    fn every_mark_reads_back_from_its_shorthand() {
        for text in ["[c]", "[x]", "[z]", "[low]", "[e]", "[p]", "[r]"] {
            assert_eq!(Mark::from_shorthand(text).map(Mark::shorthand), Some(text));
        }
        assert_eq!(Mark::from_shorthand("*"), None);
    }

    #[test]
    fn dates_are_long_and_nonsense_stays_as_it_was() {
        assert_eq!(long_date("2027-03-14"), "14 March 2027");
        assert_eq!(long_date("2026-09"), "September 2026");
        assert_eq!(long_date("2026-13"), "2026-13");
        assert_eq!(long_date("soon"), "soon");
    }
}
