//! Rates, means and medians made from published counts.

use crate::{
    count::{DisclosedCount, ReadError, Status, from_shorthand, shorthand},
    policy::Policy,
};
use std::{fmt, str::FromStr};

/// A rate of two published counts, with the name of what it is divided by.
///
/// It is worked out from the rounded counts and so tells nothing that they do not.
///
/// ```
/// # use vocation_disclosure::{DisclosedRate, Policy};
/// let policy = Policy::people();
/// let turnover = DisclosedRate::of(policy.count(31), policy.count(118), "staff in post", &policy);
/// assert_eq!(turnover.per_cent(), Some(25.0));
/// let hidden = DisclosedRate::of(policy.count(3), policy.count(118), "staff in post", &policy);
/// assert_eq!(hidden.to_string(), "[c]");
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DisclosedRate {
    numerator: u64,
    denominator: u64,
    status: Status,
    name: &'static str,
}

impl DisclosedRate {
    /// Numerator over denominator. `[c]` where either is, or where the published denominator leaves it open whether the
    /// true one reaches the policy's least: that decision too is taken from what is published, so that whether a rate
    /// is shown says nothing about the count behind it.
    pub fn of(numerator: DisclosedCount, denominator: DisclosedCount, name: &'static str, policy: &Policy) -> Self {
        Self::of_sums(&[numerator], &[denominator], name, policy)
    }

    /// The same where numerator or denominator is a sum of published counts. Each rounded term adds up to half the
    /// rounding base of error: where it matters, publish the sum as a node of its own and use [`of`](Self::of).
    pub fn of_sums(over: &[DisclosedCount], under: &[DisclosedCount], name: &'static str, policy: &Policy) -> Self {
        let hidden = |status| Self { numerator: 0, denominator: 0, status, name };
        let mut sums = [0_u64; 2];
        let mut least = 0_u64;
        for (at, terms) in [over, under].into_iter().enumerate() {
            for term in terms {
                match term.status() {
                    Status::Shown(value) => {
                        sums[at] += u64::from(value);
                        least += if at == 1 { u64::from(policy.behind(value).0) } else { 0 };
                    }
                    Status::Low => return hidden(Status::Confidential),
                    other => return hidden(other),
                }
            }
        }
        if sums[1] == 0 {
            return hidden(Status::NotApplicable);
        }
        if least < u64::from(policy.min_denominator) {
            return hidden(Status::Confidential);
        }
        Self { numerator: sums[0], denominator: sums[1], status: Status::Shown(0), name }
    }

    /// The rate in per cent, where it is shown. May exceed 100 (turnover can).
    pub fn per_cent(self) -> Option<f64> {
        matches!(self.status, Status::Shown(_)).then(|| self.numerator as f64 * 100.0 / self.denominator as f64)
    }

    /// The rate as a figure with one decimal, for storing and writing.
    pub fn figure(self) -> DisclosedFigure {
        match self.per_cent() {
            Some(rate) => DisclosedFigure { value: (rate * 10.0).round() as i64, decimals: 1, status: Kind::Shown },
            None => DisclosedFigure::hidden(self.status),
        }
    }

    /// What it is divided by, in words.
    pub const fn denominator_name(self) -> &'static str {
        self.name
    }
}

impl fmt::Display for DisclosedRate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.figure().fmt(f)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    Shown,
    Confidential,
    NotAvailable,
    NotApplicable,
}

/// A published value that is not a count: a rate, a mean, a median, a business total. Sixteen bytes, `Copy`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DisclosedFigure {
    value: i64,
    decimals: u8,
    status: Kind,
}

impl DisclosedFigure {
    /// `[c]`.
    pub const CONFIDENTIAL: Self = Self { value: 0, decimals: 0, status: Kind::Confidential };
    /// `[x]`.
    pub const NOT_AVAILABLE: Self = Self { value: 0, decimals: 0, status: Kind::NotAvailable };
    /// `[z]`.
    pub const NOT_APPLICABLE: Self = Self { value: 0, decimals: 0, status: Kind::NotApplicable };

    const fn hidden(status: Status) -> Self {
        match status {
            Status::NotAvailable => Self::NOT_AVAILABLE,
            Status::NotApplicable => Self::NOT_APPLICABLE,
            _ => Self::CONFIDENTIAL,
        }
    }

    /// A mean or median over people: shown where the published count of its values is shown and says that there are
    /// enough of them. `value` is in units of ten to the minus `decimals` (`1263` with 2 decimals is 12.63).
    pub fn of_values(count: DisclosedCount, value: i64, decimals: u8, policy: &Policy) -> Self {
        match count.status() {
            Status::Shown(0) => Self::NOT_APPLICABLE,
            Status::Shown(values) if policy.behind(values).0 >= policy.min_values => Self::shown(value, decimals),
            Status::Shown(_) => Self::CONFIDENTIAL,
            other => Self::hidden(other),
        }
    }

    pub(crate) const fn shown(value: i64, decimals: u8) -> Self {
        Self { value, decimals: if decimals > 6 { 6 } else { decimals }, status: Kind::Shown }
    }

    /// The value, where one is shown.
    pub fn value(self) -> Option<f64> {
        matches!(self.status, Kind::Shown).then(|| self.value as f64 / 10_f64.powi(i32::from(self.decimals)))
    }

    /// Whether it is `[c]`.
    pub const fn is_confidential(self) -> bool {
        matches!(self.status, Kind::Confidential)
    }
}

impl fmt::Display for DisclosedFigure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let status = match self.status {
            Kind::Shown => {
                let unit = 10_u64.pow(u32::from(self.decimals));
                let sign = if self.value < 0 { "-" } else { "" };
                let (whole, part) = (self.value.unsigned_abs() / unit, self.value.unsigned_abs() % unit);
                let width = usize::from(self.decimals);
                return match width {
                    0 => write!(f, "{sign}{whole}"),
                    _ => write!(f, "{sign}{whole}.{part:0width$}"),
                };
            }
            Kind::Confidential => Status::Confidential,
            Kind::NotAvailable => Status::NotAvailable,
            Kind::NotApplicable => Status::NotApplicable,
        };
        f.write_str(shorthand(status))
    }
}

impl FromStr for DisclosedFigure {
    type Err = ReadError;

    fn from_str(text: &str) -> Result<Self, ReadError> {
        let bad = || ReadError::Text(text.chars().take(40).collect());
        let text = text.trim();
        match from_shorthand(text) {
            Some(Status::Low) => return Err(bad()),
            Some(status) => return Ok(Self::hidden(status)),
            None => {}
        }
        let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let numeric = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty()
            || !numeric(whole)
            || !numeric(part)
            || part.len() > 6
            || (part.is_empty() && digits.contains('.'))
        {
            return Err(bad());
        }
        let value: i64 = format!("{whole}{part}").parse().map_err(|_| bad())?;
        Ok(Self::shown(if negative { -value } else { value }, part.len() as u8))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_shown_only_where_the_denominator_is_surely_ten_or_more() {
        let policy = Policy::people();
        for denominator in 0..200 {
            let rate = DisclosedRate::of(policy.count(20), policy.count(denominator), "staff", &policy);
            if rate.per_cent().is_some() {
                assert!(denominator >= 10);
            }
            assert_eq!(rate.per_cent().is_some(), denominator >= 13, "{denominator}");
        }
        let missing = DisclosedRate::of(DisclosedCount::NOT_AVAILABLE, policy.count(90), "staff", &policy);
        assert_eq!(missing.to_string(), "[x]");
        assert_eq!(DisclosedRate::of(policy.count(0), policy.count(0), "staff", &policy).to_string(), "[z]");
    }

    #[test]
    fn a_median_needs_eight_values() {
        let policy = Policy::people();
        let median = |count| DisclosedFigure::of_values(policy.count(count), 1263, 2, &policy).to_string();
        assert_eq!([median(0), median(7), median(8), median(50)], ["[z]", "[c]", "12.63", "12.63"]);
    }

    #[test]
    fn a_figure_written_is_read_back() {
        for text in ["12.63", "-0.5", "0", "1935", "[c]", "[x]", "[z]", "0.000001"] {
            assert_eq!(text.parse::<DisclosedFigure>().unwrap().to_string(), text);
        }
        for text in ["", "-", ".5", "1.", "1.2345678", "*", "[low]", "1e3", "99999999999999999999"] {
            assert!(text.parse::<DisclosedFigure>().is_err(), "{text}");
        }
        assert!(size_of::<DisclosedFigure>() <= 16);
    }
}
