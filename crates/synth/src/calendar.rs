//! Days and months as plain numbers: days since 1 January 1970, months since January of year 0. Proleptic Gregorian,
//! after the day-count algebra in Richards, "Mapping Time" (1998).

/// A day, as the number of days since 1970-01-01.
pub type Day = i32;
/// A month, as `year * 12 + (month - 1)`.
pub type Month = i32;

/// The day of a civil date.
pub const fn day(year: i32, month: i32, dom: i32) -> Day {
    let y = if month <= 2 { year - 1 } else { year };
    let era = y.div_euclid(400);
    let yoe = y.rem_euclid(400);
    let doy = (153 * ((month + 9) % 12) + 2) / 5 + dom - 1;
    era * 146_097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719_468
}

/// The civil date (year, month, day of month) of a day.
pub const fn civil(day: Day) -> (i32, i32, i32) {
    let z = day + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let month = if mp < 10 { mp + 3 } else { mp - 9 };
    let year = yoe + era * 400 + if month <= 2 { 1 } else { 0 };
    (year, month, doy - (153 * mp + 2) / 5 + 1)
}

/// The month holding a day.
pub const fn month_of(d: Day) -> Month {
    let (y, m, _) = civil(d);
    y * 12 + m - 1
}

/// The first day of a month.
pub const fn month_start(m: Month) -> Day {
    day(m.div_euclid(12), m.rem_euclid(12) + 1, 1)
}

/// The last day of a month.
pub const fn month_end(m: Month) -> Day {
    month_start(m + 1) - 1
}

/// Number of days in a month.
pub const fn month_days(m: Month) -> i32 {
    month_start(m + 1) - month_start(m)
}

/// The year in which the financial year holding month `m` ends: 2025 for April 2024 to March 2025.
pub const fn year_ending_march(m: Month) -> i32 {
    (m + 9).div_euclid(12)
}

/// `YYYY-MM-DD`.
pub fn iso(d: Day) -> String {
    let (y, m, dom) = civil(d);
    format!("{y:04}-{m:02}-{dom:02}")
}

/// Reads `YYYY-MM-DD`; `None` if it is not such a date.
pub fn parse_iso(text: &str) -> Option<Day> {
    let mut parts = text.split('-').map(|p| p.parse::<i32>().ok());
    let (y, m, d) = (parts.next()??, parts.next()??, parts.next()??);
    let out = ((1..=12).contains(&m) && (1..=31).contains(&d)).then(|| day(y, m, d))?;
    (civil(out) == (y, m, d) && parts.next().is_none()).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_two_centuries_survives_the_round_trip() {
        let mut last = (1899, 12, 31);
        for d in day(1900, 1, 1)..day(2100, 1, 1) {
            let now = civil(d);
            assert!(now > last && day(now.0, now.1, now.2) == d);
            last = now;
        }
        assert_eq!(day(1970, 1, 1), 0);
        assert_eq!(iso(day(2024, 2, 29)), "2024-02-29");
        assert_eq!(parse_iso("2023-02-29"), None);
    }

    #[test]
    fn the_financial_year_turns_on_the_first_of_april() {
        assert_eq!(year_ending_march(month_of(day(2025, 3, 31))), 2025);
        assert_eq!(year_ending_march(month_of(day(2025, 4, 1))), 2026);
        assert_eq!(month_end(month_of(day(2024, 2, 3))), day(2024, 2, 29));
    }
}
