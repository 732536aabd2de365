//! Actions as a calendar (iCalendar, RFC 5545) and as CSV.

use jiff::civil::Date;
use vocation_ui::to_csv;

use super::rules::{Action, in_order};
use crate::delivery::record::Versioned;

/// The calendar: a day for each action that is not over, the day on which it is due.
pub fn calendar(all: &[Versioned<Action>], today: Date) -> String {
    let mut lines: Vec<String> =
        ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Vocation//Action plan//EN", "CALSCALE:GREGORIAN"]
            .map(str::to_owned)
            .into();
    for (standing, action) in in_order(all, today) {
        if action.body.status.is_over() {
            continue;
        }
        let stamp: String = action.changed_at.chars().filter(|sign| !matches!(sign, '-' | ':')).collect();
        let day = |day: Date| day.strftime("%Y%m%d").to_string();
        let next = action.body.due_on.tomorrow().unwrap_or(action.body.due_on);
        let about = format!("{}, {}, owner {}", action.body.activity, standing.name(), action.body.owner);
        lines.extend([
            "BEGIN:VEVENT".to_owned(),
            format!("UID:action-{}@vocation", action.key),
            format!("DTSTAMP:{stamp}"),
            format!("SEQUENCE:{}", action.version - 1),
            format!("DTSTART;VALUE=DATE:{}", day(action.body.due_on)),
            format!("DTEND;VALUE=DATE:{}", day(next)),
            format!("SUMMARY:{}", text(&action.body.text)),
            format!("DESCRIPTION:{}", text(&about)),
            "TRANSP:TRANSPARENT".to_owned(),
            "END:VEVENT".to_owned(),
        ]);
    }
    lines.push("END:VCALENDAR".to_owned());
    lines.iter().map(|line| folded(line)).collect()
}

/// A value with its special signs escaped (RFC 5545, 3.3.11).
fn text(value: &str) -> String {
    let value = value.replace("\r\n", "\n").replace('\r', "\n");
    value.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n")
}

/// A line of at most 75 bytes, continued after a blank (RFC 5545, 3.1), with its end.
fn folded(line: &str) -> String {
    let mut folded = String::with_capacity(line.len() + 8);
    let mut width = 0;
    for sign in line.chars() {
        if width + sign.len_utf8() > 75 {
            folded.push_str("\r\n ");
            width = 1;
        }
        folded.push(sign);
        width += sign.len_utf8();
    }
    folded.push_str("\r\n");
    folded
}

/// The actions as CSV, in the order of the page.
pub fn csv(all: &[Versioned<Action>], today: Date) -> String {
    let head = [
        "action",
        "activity",
        "what",
        "level",
        "place",
        "owner",
        "starts",
        "due",
        "status",
        "standing",
        "evidence",
        "waits for",
    ];
    let rows = in_order(all, today).into_iter().map(|(standing, action)| {
        let body = &action.body;
        [
            action.key.clone(),
            body.activity.clone(),
            body.text.clone(),
            body.level.name().to_owned(),
            body.place.clone(),
            body.owner.clone(),
            body.starts_on.to_string(),
            body.due_on.to_string(),
            body.status.name().to_owned(),
            standing.name().to_owned(),
            body.evidence.clone(),
            body.depends_on.join(" "),
        ]
    });
    to_csv(std::iter::once(head.map(str::to_owned)).chain(rows))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_and_special_texts_are_folded_and_escaped() {
        let line = folded(&format!("SUMMARY:{}", text(&"é;,\\\n".repeat(30))));
        assert!(line.split("\r\n").all(|part| part.len() <= 75), "{line}");
        let unfolded = line.replace("\r\n ", "");
        assert_eq!(unfolded, format!("SUMMARY:{}\r\n", "é\\;\\,\\\\\\n".repeat(30)));
    }
}
