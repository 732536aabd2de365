//! Single values of the directory files. Pure.

use jiff::civil::{Date, date};

use super::row::Rating;

/// In which order a layout writes a date of figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// 31/12/2026.
    DayFirst,
    /// 12/31/2026.
    MonthFirst,
}

/// The text without white space at its ends; nothing when that leaves nothing, or a dash or an asterisk, with which
/// some layouts mark a blank.
pub(super) fn filled(text: &str) -> Option<&str> {
    let text = text.trim();
    (!matches!(text, "" | "-" | "*")).then_some(text)
}

/// A date in any of the manners seen: ISO, figures in the layout's order with or without midnight behind them, the
/// month in words, or days since 1900 as a sheet keeps them.
pub(super) fn read_date(text: &str, order: Order) -> Option<Date> {
    let text = text.trim();
    let day = text.split([' ', 'T']).next().unwrap_or(text);
    if let Ok(iso) = day.parse::<Date>() {
        return Some(iso);
    }
    if let Some(parted) = figures(day, order) {
        return Some(parted);
    }
    if let Ok(serial) = text.parse::<u32>()
        && (20_000..80_000).contains(&serial)
    {
        return date(1899, 12, 30).checked_add(jiff::Span::new().days(i64::from(serial))).ok();
    }
    date_in_words(text)
}

fn figures(text: &str, order: Order) -> Option<Date> {
    let mut parts = text.split('/');
    let (first, second, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    let (day, month) = match order {
        Order::DayFirst => (first, second),
        Order::MonthFirst => (second, first),
    };
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// The first date in words inside a text, as in `database as at 01 October 2026`, `28_August_2025_list.csv` or, as the
/// first of the month, `slice_aug2025.csv`.
pub(super) fn date_in_words(text: &str) -> Option<Date> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let mut parts: Vec<String> = Vec::new();
    for c in text.chars().take(10_000) {
        let kind = |c: char| (c.is_ascii_digit(), c.is_ascii_alphabetic());
        match parts.last_mut() {
            Some(last) if last.chars().next_back().is_some_and(|l| kind(l) == kind(c)) => {
                last.push(c.to_ascii_lowercase());
            }
            _ => parts.push(c.to_ascii_lowercase().to_string()),
        }
    }
    parts.retain(|part| part.bytes().all(|b| b.is_ascii_alphanumeric()));
    for (index, part) in parts.iter().enumerate() {
        let Some(month) = MONTHS.iter().position(|name| part.starts_with(name)) else { continue };
        let year = parts.get(index + 1).filter(|year| year.len() == 4).and_then(|year| year.parse::<i16>().ok());
        let Some(year) = year.filter(|year| (2000..2100).contains(year)) else { continue };
        let day = index.checked_sub(1).and_then(|before| parts.get(before)).and_then(|day| day.parse::<i8>().ok());
        return Date::new(year, month as i8 + 1, day.filter(|day| (1..=31).contains(day)).unwrap_or(1)).ok();
    }
    None
}

/// The first ISO date inside a text, such as a file name.
pub(super) fn iso_in(text: &str) -> Option<Date> {
    text.as_bytes().windows(10).find_map(|window| std::str::from_utf8(window).ok()?.parse().ok())
}

/// A rating: `Ok(None)` when the location is not yet rated.
pub(super) fn read_rating(text: &str) -> Result<Option<Rating>, ()> {
    let plain = text.trim().to_ascii_lowercase();
    match plain.as_str() {
        "" | "-" | "not rated" | "not yet rated" | "not yet inspected" | "no published rating" | "not applicable" => {
            Ok(None)
        }
        "outstanding" => Ok(Some(Rating::Outstanding)),
        "good" => Ok(Some(Rating::Good)),
        "requires improvement" => Ok(Some(Rating::RequiresImprovement)),
        "inadequate" => Ok(Some(Rating::Inadequate)),
        "inspected but not rated" | "insufficient evidence to rate" => Ok(Some(Rating::InspectedNotRated)),
        _ => Err(()),
    }
}

/// A list of the file's, parted here by `; `.
pub(super) fn list(text: &str) -> String {
    let apart = if text.contains('|') { "|" } else { ", " };
    let parts: Vec<&str> = text.split(apart).map(str::trim).filter(|part| !part.is_empty()).collect();
    parts.join("; ")
}

/// Whether this is adult social care, by category or else by service types; not when neither is known.
pub(super) fn is_social_care(category: Option<&str>, service_types: Option<&str>) -> bool {
    const CATEGORIES: [&str; 2] = ["residential social care", "community based adult social care services"];
    const TYPES: [&str; 9] = [
        "care home service",
        "residential homes",
        "nursing homes",
        "domiciliary care",
        "homecare agencies",
        "supported living",
        "supported housing",
        "extra care housing",
        "shared lives",
    ];
    if let Some(category) = category {
        return CATEGORIES.contains(&category.trim().to_ascii_lowercase().as_str());
    }
    let types = service_types.unwrap_or_default().to_ascii_lowercase();
    TYPES.iter().any(|name| types.contains(name))
}

/// Whether the provider is a person or some persons, whose name is not taken.
pub(super) fn is_personal(ownership: &str) -> bool {
    let plain = ownership.trim().to_ascii_lowercase();
    plain.starts_with("individual") || plain.starts_with("partnership")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_every_manner_of_the_files() {
        let wanted = Some(date(2025, 4, 15));
        for (text, order) in [
            ("2025-04-15", Order::DayFirst),
            ("15/04/2025", Order::DayFirst),
            ("4/15/2025 12:00:00 AM", Order::MonthFirst),
            ("2025-04-15T00:00:00", Order::DayFirst),
            ("45762", Order::DayFirst),
            ("15 April 2025", Order::DayFirst),
            ("Source: CQC database as at 15 April 2025", Order::DayFirst),
        ] {
            assert_eq!(read_date(text, order), wanted, "{text:?}");
        }
        for text in ["", "31/02/2025", "15/04/25", "soon", "99999999999999999999", "1/2/3/4"] {
            assert_eq!(read_date(text, Order::DayFirst), None, "{text:?}");
        }
        assert_eq!(date_in_words("cqc_east_slice_aug2025.csv"), Some(date(2025, 8, 1)));
        assert_eq!(date_in_words("28_August_2025_HSCA.ods"), Some(date(2025, 8, 28)));
        assert_eq!(iso_in("synthetic-2026-09-30-register.csv"), Some(date(2026, 9, 30)));
    }

    #[test]
    fn two_spellings_are_one_rating_and_blank_is_not_yet_rated() {
        assert_eq!(read_rating("Requires improvement"), read_rating("Requires Improvement"));
        assert_eq!(read_rating(""), Ok(None));
        assert_eq!(read_rating("Fine"), Err(()));
    }
}
